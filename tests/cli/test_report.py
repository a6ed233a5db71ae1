"""The accounts: of a period, of the year, on one page, and the index of evidence."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt

from viewer import Viewer

LATER = """\
- id: 20211111-000000a9
  item: "1.1"
  period: 2021Q4
  date: 2021-11-11
  status: done
  values: {rate: 120/120}
  note: 全部查完
  by: 张三
- id: 20211112-000000aa
  item: "1.2"
  period: 2021Q4
  date: 2021-11-12
  status: in-progress
  values: {cases: 3}
  note: 又立两件
  by: 张三
"""


@pytest.fixture
def later(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    """The same workspace in the middle of November, when reports of the last quarter are in."""
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2021-11-20")
    viewer.change("ledgers/alpha.yaml", "entries:\n", "entries:\n" + LATER)
    return viewer


def data(viewer: Viewer, *words: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    return json.loads(viewer("report", *words, "--format", "json").out)


def figure(told: Any, ref: str) -> tuple[int, int]:  # noqa: ANN401
    (one,) = [target for target in told["data"]["targets"] if target["id"] == ref]
    return one["numerator"], one["denominator"]


def test_a_quarter_is_accounted_for_by_what_was_said_of_it(later: Viewer) -> None:
    quarter, year = data(later, "quarter", "2021年第三季度"), data(later, "annual")
    assert figure(quarter, "1.1/rate") == (178, 200)
    assert figure(year, "1.1/rate") == (180, 200)
    assert (quarter["as_of"], quarter["data"]["period"]) == ("2021-10-16", "2021Q3")
    assert data(later, "quarter", "2021Q3", "--as-of", "2021-11-19")["as_of"] == "2021-11-19"


def test_the_data_are_those_of_status_with_period_changes_and_problems(later: Viewer) -> None:
    told = data(later, "quarter", "2021Q4")["data"]
    status = json.loads(later("status", "--format", "json").out)["data"]
    assert {key: told[key] for key in status} == status
    assert told["changed"] == [{"item": "1.2", "before": "red", "light": "green"}]
    assert data(later, "quarter", "2021Q3")["data"]["problems"] == [
        {
            "entry": "20211013-000000a2",
            "department": "alpha",
            "item": "1.1",
            "period": "2021Q3",
            "problems": "人手不足",
            "next": "年底前查完",
        }
    ]


def test_the_account_says_what_was_asked_done_missed_and_never_reported(viewer: Viewer) -> None:
    text = viewer("report", "quarter", "2021Q3", "--as-of", "2021-10-20").out
    for said in (
        "关于《小区安排》2021年第三季度落实情况的报告",
        "区委、区政府：",
        "提出2个方面、2项重点任务，分解为4个分项、4项指标",
        "甲局（2021年第三季度）：其余两家停业",
        "原文“自查率达到95%”；佐证1份",
        "1.2 查企业：工作受阻：甲局",
        "存在问题：人手不足",
        "西街道    2021年第三季度  2021年10月15日  2.1",
    ):
        assert said in text
    assert "与上次报告相比" not in text
    titles = [line for line in text.splitlines() if line[1:2] == "、"]
    assert [one[0] for one in titles] == list("一二三四五六")


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("年底前查完", [["1.1", "甲局、乙局"]]),
        ("年底前查一半", [["1.1", "甲局"], ["1.1", "乙局"]]),
    ],
)
def test_departments_that_said_the_same_of_an_item_share_a_row(
    viewer: Viewer, said: str, rows: list[list[str]]
) -> None:
    viewer.change(
        "ledgers/beta.yaml", "  by: 王五\n", f"  problems: 人手不足\n  next: {said}\n  by: 王五\n"
    )
    lines = viewer("report", "quarter", "2021Q3", "--format", "markdown").out.splitlines()
    told = [line.split("|")[1:3] for line in lines if "人手不足" in line]
    assert [[one.strip() for one in row] for row in told] == rows


_PAPERS = ["report quarter 2021Q3", "report annual", "report brief", "report evidence"]


@pytest.mark.parametrize("command", [*_PAPERS, "problems", "dispatch 2021Q3"])
def test_every_paper_says_what_it_had_to_leave_out(viewer: Viewer, command: str) -> None:
    viewer.change("ledgers/beta.yaml", "60/80", "90/80")
    seen = viewer(*command.split(), "--format", "md")
    assert seen.code == 1
    assert re.search("另有 ?1 ?条记录有误，未计入。", seen.out), seen.out


@pytest.mark.parametrize("command", [*_PAPERS, "problems", "dispatch 2021Q3", "status"])
def test_what_nobody_could_count_is_told_as_the_least_that_it_is(
    viewer: Viewer, command: str
) -> None:
    viewer.change("ledgers/alpha.yaml", "by: 张三", "by: [张三")
    seen = viewer(*command.split())
    assert seen.code == 1
    assert "至少" in seen.err
    assert re.search("至少 ?[1-9] ?条(记录有误|有误的记录)", seen.out), seen.out


def test_a_ledger_under_a_name_that_is_never_read_is_no_known_number(viewer: Viewer) -> None:
    (viewer.root / "ledgers" / "beta.yaml").rename(viewer.root / "ledgers" / "beta.yml")
    seen = viewer("status", "--format", "json")
    assert seen.code == 1
    summary = json.loads(seen.out)["data"]["summary"]
    assert (summary["errors"], summary["errors_at_least"]) == (2, True), (
        "and the review of an entry in it"
    )


def test_what_is_red_says_what_would_still_make_it_until_it_is_too_late(viewer: Viewer) -> None:
    whole = "status: in-progress\n  values: {rate: 118/120}"
    viewer.change("ledgers/alpha.yaml", whole, whole.replace("in-progress", "blocked"))
    needed = "应自查不变的话，余下 22 中至少须再有 12"
    for command in ("dispatch 2021Q3", "show 1.1/rate"):
        assert needed in viewer(*command.split()).out
    assert f"；企业自查率：{needed.replace(' ', '')}。" in viewer("report", "annual").out
    late = viewer("report", "annual", "--as-of", "2022-01-20").out
    assert "1.1 查企业：" in late
    assert "余下" not in late


def test_done_as_reported_closed_and_returned_are_told_apart(viewer: Viewer) -> None:
    day = ("--as-of", "2021-10-20")
    before = "各单位报已完成1项次，经复核销号0项次；被退回1项次。"
    assert before in viewer("report", "quarter", "2021Q3", *day).out
    given = ("--accept", "--by", "孙七", "--date", "2021-10-19")
    assert viewer("review", "20211018-000000e1", *given).code == 0
    after = before.replace("销号0", "销号1")
    assert after in viewer("report", "quarter", "2021Q3", *day).out
    round_ = viewer("dispatch", "2021Q3", *day).out
    assert "截至2021年10月20日，" in round_
    assert "经复核销号 1 项次" in round_
    assert "已完成 已销号" in viewer("status", "2.1", *day).out
    assert "已退回" in viewer("status", "1.1", *day).out


def test_a_pace_is_never_rounded_in_ones_favour(viewer: Viewer) -> None:
    text = viewer("report", "quarter", "2021Q3").out
    assert "立案数；完成目标的33.33%，序时应为74.80%：严重慢于序时进度" in text


def test_the_heat_map_shows_the_worst_of_a_departments_reports(later: Viewer) -> None:
    lines = later("report", "annual", "--as-of", "2022-01-20").out.splitlines()
    (west,) = [one for one in lines if one.endswith("西街道") and "/" in one]
    assert west.split() == ["!", "0/1", "!", "0/1", "西街道"]
    (alpha,) = [one for one in lines if one.endswith("甲局") and "/" in one]
    assert alpha.split() == ["+", "2/2", "+", "2/2", "甲局"]


def test_charts_are_drawn_beside_their_words(viewer: Viewer) -> None:
    file = viewer.root / "report.html"
    viewer("report", "quarter", "2021Q3", "-o", str(file))
    lights, pace = file.read_text("utf-8").split("<svg ")[1:]
    assert 'class="bar red" fill="#c62828" x="0" width="750"' in lights
    assert 'class="bar red" fill="#c62828" x="0" width="333"' in pace
    assert 'class="mark" fill="#000000" x="748"' in pace


def test_what_was_left_out_is_said_in_the_report(viewer: Viewer) -> None:
    viewer.change("ledgers/beta.yaml", "60/80", "90/80")
    seen = viewer("report", "annual")
    assert seen.code == 1
    assert "另有1条记录有误，未计入。" in seen.out


def test_one_page_for_a_leader(viewer: Viewer) -> None:
    text = viewer("report", "brief").out
    assert "截至2021年10月20日，有序时进度的1项指标：严重慢于序时进度的1项。" in text
    assert "达标指标/全部指标" in text
    assert "工作受阻：甲局" in text
    assert "西街道" in text
    assert data(viewer, "brief")["data"]["figures"]["overdue"] == "2"


NAME = "区食品安全委员会办公室暨创建国家食品安全示范城市工作领导小组办公室综合协调与督查考核处"
ENGLISH = (
    "Office of the Food Safety Commission, Division of Coordination, Supervision and Appraisal"
)
TITLE = "在全区各街道和有关成员单位范围内分级分类分步推进落实并按季度调度通报销号"
ENGLISH_TITLE = (
    "carried out by stages across all subdistricts with dispatch by quarter and closing out"
)


def crowd(viewer: Viewer, *, names: str, titles: str, plan: str, count: int = 30) -> None:
    """A workspace of so many departments of long names, of which none has reported anything."""
    english = (ENGLISH if names else "Bureau"), (ENGLISH_TITLE if titles else "Task")
    units = range(1, count + 1)
    viewer.write(
        "data/departments.yaml",
        "departments:\n"
        + "".join(
            f"- {{id: d{n}, name: {{zh: {names}{n}局, en: '{english[0]} {n}'}}, kind: bureau}}\n"
            for n in units
        ),
    )
    head = "plan: crowd\ndocument: {number: 1号, issuer: 办, issued: 2021-09-01}\noffice: d1\n"
    head += "period: {start: 2021-01-01, end: 2021-12-31}\nreporting: {every: quarter}\n"
    head += f"title: {{zh: {plan}小区安排, en: '{plan and ENGLISH_TITLE} small plan'}}\n"
    head += "sections:\n- id: s1\n  title: {zh: 抓监管, en: Oversight}\n  tasks:\n"
    tasks = "".join(
        f'  - id: "{n}"\n    title: {{zh: 任务{titles}, en: {english[1]}}}\n    items:\n'
        f'    - {{id: "{n}.1", summary: {{zh: 事, en: It}}, phrase: 负责, responsible: [d{n}]}}\n'
        for n in units
    )
    viewer.write("data/tasks.yaml", head + tasks)
    for file in (viewer.root / "ledgers").iterdir():
        file.unlink()


CROWDS: dict[str, dict[str, Any]] = {
    "six of long names": {"names": NAME, "titles": "", "plan": "", "count": 6},
    "thirty of short ones": {"names": "", "titles": "", "plan": ""},
    "long titles": {"names": "", "titles": TITLE, "plan": ""},
    "a long plan": {"names": NAME, "titles": "", "plan": TITLE * 2},
    "all of it": {"names": NAME, "titles": TITLE, "plan": TITLE * 2},
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_has_no_room_on_the_one_page_is_counted(viewer: Viewer, lang: str) -> None:
    crowd(viewer, names=NAME, titles=TITLE, plan=TITLE * 2)
    paper = viewer.root / "brief.docx"
    assert viewer("report", "brief", "--as-of", "2022-01-20", "-o", str(paper), lang=lang).code == 0
    figures, actors = Document(str(paper)).tables
    assert len(figures.rows) == 6
    left = Document(str(paper)).paragraphs[-1].text
    assert 3 <= len(actors.rows) - 1 == 30 - int("".join(filter(str.isdigit, left)))
    assert all("…" in row.cells[0].text for row in actors.rows[1:])
    assert "办公室综合" not in "".join(row.cells[0].text for row in actors.rows)


@pytest.mark.beside
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")),
    reason="LibreOffice or poppler is not installed",
)
def test_the_one_page_is_one_page(viewer: Viewer, tmp_path: Path) -> None:
    files = []
    for number, crowded in enumerate(CROWDS.values()):
        crowd(viewer, **crowded)
        for lang in ("zh", "en"):
            files.append(str(tmp_path / f"{number}-{lang}.docx"))
            args = ("report", "brief", "--as-of", "2022-01-20", "-o", files[-1])
            assert viewer(*args, lang=lang).code == 0
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=600)
    for file in tmp_path.glob("*.pdf"):
        told = subprocess.run(["pdfinfo", str(file)], check=True, capture_output=True, timeout=60)
        assert "Pages:           1\n" in told.stdout.decode(), file.name


def test_who_has_not_reported_must_act_at_once_and_not_by_the_items_due_date(
    viewer: Viewer,
) -> None:
    lines = viewer("report", "brief").out.splitlines()
    west = next(line.split() for line in lines if line.startswith("西街道"))
    assert west == ["西街道", "立即（逾期5天）", "2.1", "进街道"]
    alpha = next(line.split() for line in lines if line.startswith("甲局"))
    assert alpha[1] == "2021年12月31日"


def test_nothing_empty_follows_a_papers_last_table(viewer: Viewer) -> None:
    file = viewer.root / "brief.docx"
    assert viewer("report", "brief", "-o", str(file)).code == 0
    last = Document(str(file)).paragraphs[-1]
    assert (last.text, last.paragraph_format.line_spacing) == ("", Pt(1))


def test_evidence_is_numbered_and_what_is_expected_is_missed(viewer: Viewer) -> None:
    phrase = "      phrase: 甲局负责，乙局配合\n"
    expects = "      expects: [{id: list, name: {zh: 案件清单, en: Cases}}]\n"
    viewer.change("data/tasks.yaml", phrase, phrase + expects)
    seen = viewer("report", "evidence")
    assert "1  甲局      2021年第三季度  evidence/alpha/minutes.txt" in seen.out
    assert "1.2   案件清单    未交" in seen.out
    (row,) = csv.DictReader(io.StringIO(viewer("report", "evidence", "--format", "csv").out))
    assert (row["number"], row["item"], row["department"]) == ("1", "1.1", "alpha")
    told = data(viewer, "evidence")["data"]
    assert told["missing"] == [
        {"item": "1.2", "id": "list", "name": {"zh": "案件清单", "en": "Cases"}}
    ]


@pytest.mark.parametrize(
    ("until", "standing", "missing"),
    [("2021-10-19", "已过期：1", ["minutes", "plan"]), ("2021-10-20", "1", ["plan"])],
)
def test_what_has_expired_proves_nothing(
    viewer: Viewer, until: str, standing: str, missing: list[str]
) -> None:
    phrase = "      phrase: 甲局、乙局负责\n"
    expects = (
        "      expects: [{id: minutes, name: {zh: 纪要, en: Minutes}},"
        " {id: plan, name: {zh: 方案, en: Plan}}]\n"
    )
    viewer.change("data/tasks.yaml", phrase, phrase + expects)
    viewer.change("ledgers/alpha.yaml", "}]\n", f", of: minutes, valid_until: {until}}}]\n")
    text = viewer("report", "evidence").out
    assert f"1.1   纪要        {standing}\n" in text
    assert "1.1   方案        未交\n" in text
    assert ("编号1，甲局，evidence/alpha/minutes.txt，有效期至2021年10月19日" in text) is (
        "minutes" in missing
    )
    told = data(viewer, "evidence")["data"]
    assert [one["id"] for one in told["missing"]] == missing
    assert [one["expired"] for one in told["evidence"]] == ["minutes" in missing]


@pytest.mark.parametrize("name", ["a.docx", "a.html", "a.md"])
def test_the_same_day_gives_the_same_bytes(viewer: Viewer, name: str) -> None:
    file = viewer.root / name
    written = []
    for _ in range(2):
        assert viewer("report", "annual", "-o", str(file)).code == 0
        written.append(file.read_bytes())
        file.unlink()
    assert written[0] == written[1]


def test_in_word_it_is_an_official_paper(viewer: Viewer) -> None:
    file = viewer.root / "report.docx"
    viewer("report", "quarter", "2021Q3", "-o", str(file))
    paper = Document(str(file))
    title, _, to, first = paper.paragraphs[:4]
    assert title.text == "关于《小区安排》2021年\n第三季度落实情况的报告"
    assert (to.text, to.paragraph_format.first_line_indent.pt) == ("区委、区政府：", 0)
    assert first.text == "一、任务要求和总体情况"
    heads = [table.rows[0].cells[-1].text for table in paper.tables]
    assert heads == [
        "分项灯色",
        *["内容、责任单位和进展"] * 2,
        *["指标和进度", "指标、数值与目标", "存在问题和下步计划", "责任单位", "未报的分项"],
    ]


def test_figures_open_to_their_entries_on_the_web_page(viewer: Viewer) -> None:
    file = viewer.root / "report.html"
    viewer("report", "annual", "-o", str(file))
    text = file.read_text("utf-8")
    _, _, rest = text.partition("企业自查率")
    folded = rest[: rest.index("</td>")]
    assert "<summary>数字的来历</summary>" in folded
    assert "20211013-000000a2" in folded
    assert "ledgers/alpha.yaml:" in folded
    assert "原文“自查率达到95%”" in folded


def test_the_calculation_stands_beside_the_report(viewer: Viewer) -> None:
    file = viewer.root / "derivation.csv"
    assert viewer("report", "annual", "--derivation", str(file)).code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    entries = {row["id"]: row for row in rows if row["kind"] == "entry" and row["value"]}
    assert entries["20211013-000000a2"]["value"] == "118/120"
    assert entries["20211013-000000a2"]["path"] == "ledgers/alpha.yaml"
    assert {row["id"] for row in rows if row["kind"] == "target"} == {
        "1.1/rate",
        "1.2/cases",
        "1.2/chains",
        "2.1/week",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["weekly"], "种类 没有 weekly"),
        (["quarter"], "报告期跟在 quarter 之后"),
        (["annual", "2021Q3"], "报告期跟在 quarter 之后"),
        (["quarter", "2022Q3"], "安排里没有报告期 2022Q3"),
        (["quarter", "2021-09"], "安排里没有报告期 2021-09"),
    ],
)
def test_what_cannot_be_meant_is_refused(viewer: Viewer, words: list[str], said: str) -> None:
    seen = viewer("report", *words)
    assert (seen.code, seen.out) == (2, "")
    assert said in seen.err
