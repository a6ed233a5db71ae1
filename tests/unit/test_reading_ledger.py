"""A ledger file as entries: every value, every finding, every place."""

from __future__ import annotations

from datetime import date
from textwrap import dedent, indent

import pytest

from foodsafety_ledger.check.rules import all_rules, rule_of
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.diagnostic import Diagnostic, EntryKey, Location, Severity
from foodsafety_ledger.model.entry import Entry, Evidence, Kind, Ledger, Status, Verdict
from foodsafety_ledger.model.located import Reading
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.reading.ledger import read_ledger, spoils_the_file
from plan_texts import told

PATH = "ledgers/market.yaml"
HASH = "0f" * 32
FULL = f"""\
- id: 20211012-7f3a9c1e
  amends: 20211008-00000001
  reason: 数字有误
  item: "1.1"
  period: 2021Q3
  date: 2021-10-12
  status: in-progress
  values: {{self-check: 118/120, cases: 3}}
  note: 两家停业
  problems: 人手不足
  next: 十一月补查
  evidence:
  - path: evidence/market/2021Q3.pdf
    sha256: {HASH}
  by: 张三
  approved_by: 李四
- {{id: 20211013-00000002, voids: 20211012-7f3a9c1e, reason: 重复, date: 2021-10-13, by: 张三}}
- id: 20211014-00000003
  reviews: 20211012-7f3a9c1e
  verdict: returned
  reason: 缺材料
  date: 2021-10-14
  by: 王五
  note: 下周再看
"""
REPORT = """\
- id: 20211008-00000001
  item: "1.1"
  period: 2021Q3
  date: 2021-10-08
  status: done
  by: 张三
"""
VOID = """\
- id: 20211008-00000001
  voids: 20211007-00000001
  reason: 重复
  date: 2021-10-08
  by: 张三
"""
REVIEW = VOID.replace("voids", "reviews") + "  verdict: accepted\n"


def a_text(entries: str, head: str = "plan: sample\ndepartment: market\n") -> str:
    return head + "entries:\n" + entries


def read(text: str, path: str = PATH) -> tuple[Ledger | None, list[Diagnostic], list[str]]:
    ledger, found = read_ledger(path, read_yaml(path, text))
    return ledger, found, [told(d, text) for d in found]


def entries_of(text: str) -> tuple[Entry, ...]:
    ledger, found, _ = read(a_text(text))
    assert ledger is not None
    assert found == []
    return ledger.entries


def test_every_value_of_every_kind() -> None:
    report, void, review = entries_of(FULL)
    assert report == Entry(
        id="20211012-7f3a9c1e",
        kind=Kind.REPORT,
        department="market",
        date=date(2021, 10, 12),
        by="张三",
        path=PATH,
        position=0,
        span=report.span,
        item="1.1",
        period=Period(2021, 3),
        status=Status.IN_PROGRESS,
        values=(("self-check", "118/120"), ("cases", "3")),
        note="两家停业",
        problems="人手不足",
        next="十一月补查",
        evidence=(Evidence("evidence/market/2021Q3.pdf", HASH),),
        approved_by="李四",
        amends="20211008-00000001",
        reason="数字有误",
    )
    assert (void.kind, void.voids, void.reason) == (Kind.VOID, "20211012-7f3a9c1e", "重复")
    assert (review.kind, review.reviews) == (Kind.REVIEW, "20211012-7f3a9c1e")
    assert (review.verdict, review.note) == (Verdict.RETURNED, "下周再看")
    assert (void.item, void.period, void.status, review.position) == ("", None, None, 2)
    assert str(report.place("values", "cases")) == f"{PATH}:11:40"
    assert str(void.place("voids")) == f"{PATH}:20:34"


def test_a_ledger_without_entries_and_one_with_blank_ones() -> None:
    ledger, found, _ = read("plan: sample\ndepartment: market\nentries: []\n")
    assert ledger == Ledger(PATH, "market", "sample", ())
    assert found == []
    assert read("plan: sample\ndepartment: market\nentries:\n")[2] == ["FL303.list "]


def test_blank_values_evidence_and_texts_mean_none() -> None:
    (entry,) = entries_of(REPORT + "  values:\n  evidence:\n  note:\n")
    assert (entry.values, entry.evidence, entry.note) == ((), (), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REPORT.replace("  by: 张三\n", ""), ["FL301 id"]),
        (REPORT.replace("by: 张三", "by: ' '"), ["FL310 ' '"]),
        (REPORT.replace("by: 张三", "by: [张三]"), ["FL303.text [张三]"]),
        (REPORT.replace("  by", "  bye"), ["FL302 bye"]),
        (REPORT + "  colour: red\n", ["FL302 colour"]),
        (REPORT + "  verdict: accepted\n", ["FL309.report verdict"]),
        (REPORT + "  amends:\n", ["FL310 "]),
        (REPORT + "  values: 118/120\n", ["FL303.mapping 118/120"]),
        (REPORT + "  values: [3]\n", ["FL303.mapping [3]"]),
        (REPORT + "  values: {a: [3], b: ''}\n", ["FL303.text [3]", "FL310.value ''"]),
        (REPORT + "  evidence: a.pdf\n", ["FL303.list a.pdf"]),
        (REPORT + "  evidence: [a.pdf]\n", ["FL308.mapping a.pdf"]),
        (REPORT + "  evidence: [{path: a.pdf}]\n", ["FL308.missing path"]),
        (REPORT + "  evidence: [{}]\n", ["FL308.missing {}", "FL308.missing {}"]),
        (REPORT + "  evidence: [{path: a, sha256: 12}]\n", ["FL308.hash 12"]),
        (REPORT + f"  evidence: [{{path: '', sha256: {HASH}}}]\n", ["FL308.text ''"]),
        (REPORT + f"  evidence: [{{file: a, sha256: {HASH}}}]\n", ["FL308.key file"]),
        (REPORT.replace("2021-10-08", "2021-02-29"), ["FL306.no-such-day 2021-02-29"]),
        (REPORT.replace("2021-10-08", "8.10.2021"), ["FL306 8.10.2021"]),
        (REPORT.replace("2021Q3", "2021Q5"), ["FL307 2021Q5"]),
        (REPORT.replace("done", "finished"), ["FL305 finished"]),
        (REPORT.replace("-00000001", "-0000001"), ["FL304 20211008-0000001"]),
        (REPORT.replace("-00000001", "-0000000A"), ["FL304.capitals 20211008-0000000A"]),
        (VOID + "  status: done\n", ["FL309.void status"]),
        (VOID + "  amends: x\n  item: '1.1'\n", ["FL309.void amends"]),
        (VOID.replace("  reason: 重复\n", ""), ["FL301 id"]),
        (VOID.replace("20211007-00000001", ""), ["FL310 "]),
        (REVIEW.replace("accepted", "fine"), ["FL311 fine"]),
        (REVIEW + "  values: {}\n", ["FL309.review values"]),
        (REVIEW.replace("  verdict: accepted\n", ""), ["FL301 id"]),
        (REVIEW + "  voids: x\n", ["FL309.void reviews"]),
        ("- 一条\n", ["FL303.entry 一条"]),
    ],
)
def test_findings_in_entries(text: str, expected: list[str]) -> None:
    _, found, texts = read(a_text(text))
    assert sorted(texts) == sorted(expected)
    assert {d.entry for d in found} == {EntryKey(PATH, 0)}


def test_a_finding_leaves_the_rest_of_the_entry_readable() -> None:
    text = REPORT.replace("2021-10-08", "soon").replace("2021Q3", "Q3").replace("done", "so so")
    ledger, found, _ = read(a_text(text + "  values: {a: '', b: 3}\n  colour: red\n"))
    assert ledger is not None
    (entry,) = ledger.entries
    assert len(found) == 5
    assert (entry.date, entry.period, entry.status) == (None, None, None)
    assert (entry.item, entry.values) == ("1.1", (("b", "3"),))
    assert ledger.complete


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("department: market\nentries: []\n", ["FL301.ledger department"]),
        ("plan: ''\ndepartment: market\nentries: []\n", ["FL310 ''"]),
        ("plan: [a]\ndepartment: market\nentries: []\n", ["FL303.text [a]"]),
        ("plan: a\ndepartment: market\nentries: {}\n", ["FL303.list {}"]),
        ("plan: a\ndepartment: farm\nentries: []\n", ["FL312 farm"]),
        ("plan: a\ndepartment: market\nentrys: []\n", ["FL302.ledger entrys"]),
        ("plan: a\ndepartment: market\nentries: []\nnotes: x\n", ["FL302.ledger notes"]),
        ("- plan: a\n", ["FL303.ledger "]),
        ("一段话\n", ["FL303.ledger "]),
        ("", ["FL303.ledger "]),
    ],
)
def test_findings_in_the_head(text: str, expected: list[str]) -> None:
    _, found, texts = read(text)
    assert [text[: len(e)] for text, e in zip(texts, expected, strict=True)] == expected
    assert {d.entry for d in found} == {None}


def test_the_file_name_says_whose_ledger_it_is_where_the_file_does_not() -> None:
    ledger, _, _ = read("plan: sample\nentries: []\n")
    assert ledger is not None
    assert ledger.department == "market"


def test_a_mistake_in_the_text_spoils_the_entry_it_stands_in() -> None:
    text = a_text(REPORT + "  note: a\n  note: b\n" + REPORT.replace("-00000001", "-00000002"))
    ledger, found, _ = read(text)
    assert ledger is not None
    assert [(d.code, d.entry) for d in found] == [("FL106", EntryKey(PATH, 0))]
    assert not ledger.complete


def test_a_mistake_between_entries_or_in_the_syntax_spoils_the_file() -> None:
    _, found, _ = read("plan: sample\nplan: other\n" + a_text(REPORT, "department: market\n"))
    assert [(d.code, d.entry) for d in found] == [("FL106", None)]
    _, found, _ = read(a_text(REPORT + "  note: a: b\n"))
    assert [(d.code, d.entry) for d in found] == [("FL104", None)]


def test_what_is_no_error_of_a_text_spoils_none_of_its_entries() -> None:
    of_text = (rule_of(code) for code in all_rules() if code < "FL2")
    remarks = [one.code for one in of_text if one.severity is not Severity.ERROR]
    assert remarks
    for code in remarks:
        assert not spoils_the_file(Diagnostic(code, Location(PATH))), code


def test_what_a_mistake_in_the_text_tore_away_is_not_missing() -> None:
    text = a_text(REPORT.replace("by: 张三", "by: 张: 三"))
    assert [d.code for d in read(text)[1]] == ["FL104"]
    evidence = f"  evidence:\n  - path: a: b\n    sha256: {HASH}\n"
    assert [d.code for d in read(a_text(REPORT + evidence))[1]] == ["FL104"]
    head = "plan: a: b\ndepartment: market\nentries: []\n"
    assert [d.code for d in read(head)[1]] == ["FL104"]


def test_a_ledger_with_an_id_that_is_missing_may_hold_entries_that_nobody_sees() -> None:
    ledger, _, _ = read(a_text(REPORT.replace("id: 20211008-00000001\n  ", "")))
    assert ledger is not None
    assert not ledger.complete
    ledger, _, _ = read(a_text("- 一条\n" + REPORT))
    assert ledger is not None
    assert (ledger.complete, ledger.unread, len(ledger.entries)) == (False, 1, 1)
    assert ledger.entries[0].key == EntryKey(PATH, 1)


def test_the_indent_of_the_list_makes_no_difference() -> None:
    indented = a_text(indent(FULL, "    "))
    ledger, found, _ = read(dedent(indented))
    assert ledger is not None
    assert found == []
    assert ledger.entries[1].reason == "重复"


def test_a_file_of_which_nothing_reads_says_only_why() -> None:
    why = Diagnostic("FL113", Location(PATH), {"limit": 3}, "values")
    assert read_ledger(PATH, Reading(None, [why], complete=False)) == (None, [why])
