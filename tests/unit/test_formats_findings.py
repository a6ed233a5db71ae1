"""Findings in words and in every format: places marked, hostile texts made harmless."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from foodsafety_ledger import __version__
from foodsafety_ledger.formats import FINDING_FORMATS, Screen
from foodsafety_ledger.formats.markdown import page_text
from foodsafety_ledger.model.diagnostic import Diagnostic, Location, Related, Span
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.views.findings import Finding, Findings, findings_page, in_words, summary
from foodsafety_ledger.views.view import Origin
from foodsafety_ledger.words import Say

PATH = "ledgers/market.yaml"
UNKNOWN = Diagnostic(
    "FL401", Location(PATH, Span(2, 9, 2, 15)), {"value": "1.11", "nearest": "1.1"}
)
REPEATED = Diagnostic(
    "FL405",
    Location(PATH, Span(1, 7, 1, 24)),
    {"id": "20211008-00000001"},
    related=(Related(Location("ledgers/farm.yaml", Span(4, 7, 4, 24)), "first"),),
)
MISSING = Diagnostic(
    "FL606",
    Location(PATH),
    {
        "department": "market",
        "name": Name("区市场局（market）", "Market Bureau (market)"),
        "period": "2021Q3",
        "due": "2021-10-15",
        "count": 1,
        "items": "1.1",
        "item": "1.1",
    },
)
LATE = "区市场局（market）欠 2021Q3 的 1 份报告（最迟 2021-10-15）：1.1"
REPORT_IT = "补报：ledger record market 1.1 --period 2021Q3"
GROUP = Diagnostic(
    "FL208",
    Location("data/departments.yaml", Span(1, 1, 1, 3)),
    {"group": "streets", "name": Name("各街道", "All streets")},
)
SHRANK = Diagnostic(
    "FL506", Location(PATH, Span(2, 1, 2, 2)), {"target": "1.1/a", "value": "9", "before": "10"}
)
LINES = ["- id: 20211008-00000001", '  item: "1.11"  # 第一条', "  note: 一段话"]


def said(*diagnostics: Diagnostic, lang: str = "zh") -> list[Finding]:
    return in_words(diagnostics, Say("en" if lang == "en" else "zh"))


def printed(name: str, *diagnostics: Diagnostic, lang: str = "zh") -> str:
    findings = Findings(said(*diagnostics, lang=lang), Say("en" if lang == "en" else "zh"))
    return str(FINDING_FORMATS[name].write(findings, Screen()))


def shown(diagnostic: Diagnostic, lines: list[str], *, colour: bool = False) -> list[str]:
    findings = Findings(said(diagnostic), Say("zh"), lambda _: lines)
    text = str(FINDING_FORMATS["full"].write(findings, Screen(colour=colour)))
    return text.split("\n")


def test_concise_is_one_line_a_finding_in_either_language() -> None:
    assert printed("concise", UNKNOWN, MISSING).split("\n") == [
        f"{PATH}:2:9: error[FL401 unknown-item] 没有分项 1.11（是否想写“1.1”？）",
        f"{PATH}: note[FL606 missing-report] {LATE}（{REPORT_IT}）",
    ]
    assert printed("concise", UNKNOWN, lang="en") == (
        f"{PATH}:2:9: error[FL401 unknown-item] there is no item 1.11 (did you mean “1.1”?)"
    )


def test_names_are_said_in_the_language() -> None:
    assert "各街道" in said(GROUP)[0].message
    assert "All streets" in said(GROUP, lang="en")[0].message


def test_full_marks_the_place_and_names_the_others() -> None:
    assert shown(UNKNOWN, LINES) == [
        f"{PATH}:2:9: error[FL401 unknown-item] 没有分项 1.11",
        "  |",
        '2 |   item: "1.11"  # 第一条',
        "  |         ^^^^^^",
        "   = 办法：是否想写“1.1”？",
        "",
    ]
    assert "   = 首次出现在这里：ledgers/farm.yaml:4:7" in shown(REPEATED, LINES)


def test_marks_are_as_wide_as_what_they_mark() -> None:
    wide = Diagnostic("FL412", Location(PATH, Span(1, 3, 1, 5)), {"item": "1.1", "period": "x"})
    assert shown(wide, ["街道一段话"])[1:4] == ["  |", "1 | 街道一段话", "  |     ^^^^"]


def test_a_place_without_width_or_over_several_lines_still_has_a_mark() -> None:
    empty = Diagnostic("FL412", Location(PATH, Span(1, 2, 1, 2)), {"item": "1.1", "period": "x"})
    assert shown(empty, ["abc"])[3] == "  |  ^"
    long = Diagnostic("FL412", Location(PATH, Span(1, 2, 3, 2)), {"item": "1.1", "period": "x"})
    assert shown(long, ["abc", "def", "ghi"])[3] == "  |  ^^"


def test_a_place_that_is_not_in_the_file_has_no_excerpt() -> None:
    assert shown(UNKNOWN, []) == [
        f"{PATH}:2:9: error[FL401 unknown-item] 没有分项 1.11",
        "   = 办法：是否想写“1.1”？",
        "",
    ]
    assert len(shown(MISSING, LINES)) == 3


def test_a_very_long_line_is_cut_around_the_place() -> None:
    line = "a" * 500 + "街道" + "b" * 500
    at = Diagnostic("FL412", Location(PATH, Span(1, 501, 1, 503)), {"item": "1", "period": "x"})
    _, _, text, marks, *_ = shown(at, [line])
    assert text == "1 | …" + "a" * 40 + "街道" + "b" * 118 + "…"
    assert marks == "  | " + " " * 41 + "^^^^"
    at = Diagnostic("FL412", Location(PATH, Span(1, 1, 1, 900)), {"item": "1", "period": "x"})
    assert shown(at, ["x" * 900])[2] == "1 | " + "x" * 160 + "…"


def test_colour_is_only_added_around_the_label() -> None:
    (line, *_) = shown(UNKNOWN, LINES, colour=True)
    assert "\x1b[1;31merror[FL401 unknown-item]\x1b[0m" in line


def test_nothing_from_a_file_reaches_the_terminal_raw() -> None:
    text = "\x1b[31m\u202e[red]\n" + "x" * 500
    hostile = Diagnostic("FL401", Location("ledgers/\x07.yaml", Span(1, 1, 1, 9)), {"value": text})
    full = shown(hostile, ["\x9b31m\tx\u2066" + "y" * 9])
    output = "\n".join([printed("concise", hostile), *full])
    assert not any(mark in output for mark in "\x1b\u202e\x07\x9b\u2066\t")
    assert "[red]" in output
    assert max(map(len, output.splitlines())) < 300


@pytest.mark.parametrize(
    ("diagnostics", "zh", "en"),
    [
        ((), "没有发现问题", "nothing found"),
        ((UNKNOWN,), "1 个文件中有 1 个错误", "1 error in 1 file"),
        (
            (UNKNOWN, REPEATED, MISSING, GROUP),
            "2 个文件中有 2 个错误，2 条提示",
            "2 errors, 2 notes in 2 files",
        ),
        ((SHRANK, MISSING), "1 个文件中有 1 个警告，1 条提示", "1 warning, 1 note in 1 file"),
    ],
)
def test_the_summary_counts_in_words(diagnostics: tuple[Diagnostic, ...], zh: str, en: str) -> None:
    assert summary(said(*diagnostics), Say("zh")) == zh
    assert summary(said(*diagnostics, lang="en"), Say("en")) == en


def test_json_has_every_key_of_the_contract() -> None:
    findings = Findings(said(REPEATED, MISSING), Say("zh"), origin=Origin(plan="sample"))
    whole = json.loads(FINDING_FORMATS["json"].write(findings, Screen()))
    assert whole.pop("data") == {
        "summary": {"error": 1, "warning": 0, "note": 1},
        "diagnostics": [
            {
                "code": "FL405",
                "name": "duplicate-entry-id",
                "severity": "error",
                "message": "记录编号 20211008-00000001 重复",
                "path": PATH,
                "line": 1,
                "column": 7,
                "end_line": 1,
                "end_column": 24,
                "hint": "复制出来的记录要换新编号；用 ledger record 自动生成",
                "related": [
                    {
                        "message": "首次出现在这里",
                        "path": "ledgers/farm.yaml",
                        "line": 4,
                        "column": 7,
                        "end_line": 4,
                        "end_column": 24,
                    }
                ],
            },
            {
                "code": "FL606",
                "name": "missing-report",
                "severity": "note",
                "message": "区市场局（market）欠 2021Q3 的 1 份报告（最迟 2021-10-15）：1.1",
                "path": PATH,
                "line": None,
                "column": None,
                "end_line": None,
                "end_column": None,
                "hint": "补报：ledger record market 1.1 --period 2021Q3",
                "related": [],
            },
        ],
        "base": None,
        "waived": [],
    }
    assert whole == {
        "format": 1,
        "tool": f"foodsafety-ledger {__version__}",
        "plan": "sample",
        "as_of": None,
        "rev": None,
        "commit": None,
        "dirty": None,
    }


def test_github_escapes_what_would_end_a_command() -> None:
    odd = Diagnostic("FL401", Location("a,b:c.yaml", Span(2, 9, 3, 15)), {"value": "9%"})
    place = "file=a%2Cb%3Ac.yaml,title=FL401 unknown-item,line=2,col=9,endLine=3,endColumn=15"
    assert printed("github", odd, MISSING).splitlines() == [
        f"::error {place}::没有分项 9%25（用 ledger plan list 查看全部分项）",
        f"::notice file={PATH},title=FL606 missing-report::{LATE}（{REPORT_IT}）",
    ]


def test_the_way_out_stands_in_the_brackets_of_its_language_in_every_format_for_hosts() -> None:
    for lang, brackets in (("zh", "（是否想写“1.1”？）"), ("en", " (did you mean “1.1”?)")):
        for name in ("github", "gitlab", "junit", "sarif"):
            assert brackets in printed(name, UNKNOWN, lang=lang), (name, lang)


def test_gitlab_fingerprints_stay_when_lines_move_and_differ_for_twins() -> None:
    moved = Diagnostic("FL401", Location(PATH, Span(9, 9, 9, 15)), UNKNOWN.facts)
    here, there = (json.loads(printed("gitlab", one))[0] for one in (UNKNOWN, moved))
    assert here["fingerprint"] == there["fingerprint"]
    assert (here["severity"], here["location"]["lines"]["begin"]) == ("major", 2)
    twins = json.loads(printed("gitlab", UNKNOWN, moved, MISSING))
    assert len({one["fingerprint"] for one in twins}) == 3
    assert twins[2]["location"]["lines"]["begin"] == 1


def test_gitlab_fingerprints_are_the_same_in_either_language_and_after_another_commit() -> None:
    facts = {"id": "20211008-00000001", "path": PATH, "commit": "1a2b3c"}
    gone = Diagnostic("FL801", Location(PATH), facts)
    later = Diagnostic("FL801", Location(PATH), {**facts, "commit": "4d5e6f"})
    prints = {
        tuple(one["fingerprint"] for one in json.loads(printed("gitlab", *found, lang=lang)))
        for found in ((GROUP, gone), (GROUP, later))
        for lang in ("zh", "en")
    }
    assert len(prints) == 1


def test_github_is_told_of_errors_first_and_of_no_more_than_it_shows() -> None:
    many = [Diagnostic("FL401", Location(PATH, Span(n, 1, n, 2)), {"value": n}) for n in range(25)]
    lines = printed("github", SHRANK, MISSING, *many, lang="en").splitlines()
    orders = [line for line in lines if line.startswith("::")]
    assert [line.split(" ")[0] for line in orders] == ["::error"] * 10 + ["::warning", "::notice"]
    assert orders[9] == "::error title=ledger check::and 16 more, which the log has"
    assert len(lines) == len(orders) + 16
    assert lines[10].startswith(f"{PATH}:9:1: error[FL401 unknown-item] there is no item 9 (")


def test_code_hosts_are_told_paths_of_the_repository() -> None:
    origin = Origin(prefix=lambda: "区/plan/")
    there = Findings(said(MISSING), Say("zh"), origin=origin)
    written = {name: str(FINDING_FORMATS[name].write(there, Screen())) for name in FINDING_FORMATS}
    for name in ("github", "gitlab", "junit"):
        assert f"区/plan/{PATH}" in written[name]
    assert f"%E5%8C%BA/plan/{PATH}" in written["sarif"]
    assert "区/plan/" not in written["concise"] + written["full"]


def test_the_page_of_findings_names_the_heaviest_and_counts_the_rest() -> None:
    many = [Diagnostic("FL506", Location(PATH, Span(n, 1, n, 2)), SHRANK.facts) for n in range(250)]
    text = page_text(findings_page(Findings(said(*many, UNKNOWN), Say("zh"))))
    rows = [line for line in text.splitlines() if line.startswith("| **")]
    assert len(rows) == 200
    assert rows[0].startswith("| **error** | FL401 unknown-item | ")
    assert text.endswith("另有 51 个问题，见日志")


def test_sarif_names_rules_and_regions() -> None:
    (run,) = json.loads(printed("sarif", UNKNOWN, MISSING))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["FL401", "FL606"]
    first, second = run["results"]
    assert (first["ruleId"], first["level"]) == ("FL401", "error")
    assert first["locations"][0]["physicalLocation"]["region"]["startColumn"] == 9
    assert "region" not in second["locations"][0]["physicalLocation"]


def test_junit_fails_for_errors_only_and_is_xml_whatever_the_text() -> None:
    odd = Diagnostic("FL401", Location(PATH, Span(1, 1, 1, 2)), {"value": '<&"\x00'})
    suite = ET.fromstring(printed("junit", odd, SHRANK))[0]  # noqa: S314 - our own output
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [case[0].tag for case in suite] == ["failure", "system-out"]
    empty = ET.fromstring(printed("junit"))[0]  # noqa: S314 - our own output
    assert (empty.get("tests"), empty.get("failures")) == ("1", "0")


def test_of_thousands_of_places_the_first_are_shown() -> None:
    places = [Related(Location(PATH, Span(n, 1, n, 2)), "entry") for n in range(1, 3001)]
    circle = Diagnostic("FL409", Location(PATH), {"id": "x"}, related=tuple(places))
    *shown, last = said(circle, lang="en")[0].related
    assert [place.location.span for place in shown] == [p.location.span for p in places[:60]]
    assert (last.message, last.location) == ("and 2940 more from here on", places[60].location)


IDS = [f"20211011-{number:08x}" for number in range(9)]


@pytest.mark.parametrize(
    ("told", "shown_as"),
    [
        ("、".join(IDS), "、".join(IDS[:6]) + "…"),
        ("x" * 200, "x" * 119 + "…"),
        ("字" * 200, "字" * 119 + "…"),
        ("字" * 118 + "abc", "字" * 118 + "…"),
        ("a" * 120, "a" * 120),
    ],
)
def test_a_fact_is_never_cut_inside_an_id(told: str, shown_as: str) -> None:
    found = Diagnostic("FL401", Location(PATH), {"value": told})
    assert shown(found, [])[0].endswith(f" {shown_as}")
