"""The quarterly round: who owes, who is late, what is red; and the papers that it sends out."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.filing.register import new_slips, slip_number
from foodsafety_ledger.formats.calendar import Due, calendar
from foodsafety_ledger.model.period import parse_date, parse_period
from foodsafety_ledger.reading.register import Slip, SlipKind, Subject, read_register
from viewer import Viewer

REGISTER = "dispatch/2021Q3.yaml"
AGAIN = (
    "- {id: 20211110-000000f9, reviews: 20211014-000000b1, verdict: returned,"
    " reason: 仍未到, date: 2021-11-10, by: 孙七}\n"
)
REGISTERED = (
    "slips:\n"
    '- {number: 2021-Q3-001, department: alpha, item: "1.1", kind: missed, level: 1,'
    " opened: 2021-10-20}\n"
)


def data(viewer: Viewer, *words: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    return json.loads(viewer("dispatch", *words, "--format", "json").out)["data"]


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.fixture
def office(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    """A viewer for whom the circular and the slips are written, and no department's pack."""
    monkeypatch.setattr("foodsafety_ledger.cli.dispatch._pack", lambda *_: ())
    return viewer


@pytest.fixture
def registrar(office: Viewer, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    """A viewer for whom only the register is of interest: the papers are blank."""
    monkeypatch.setattr("foodsafety_ledger.cli.dispatch._word", lambda *_: b"")
    return office


def test_who_owes_what_and_who_has_reported(viewer: Viewer) -> None:
    told = data(viewer, "2021年第三季度")
    assert told["period"] == "2021Q3"
    counts = {
        one["id"]: [one[key] for key in ("owed", "reported", "late", "overdue", "returned")]
        for one in told["departments"]
    }
    assert counts == {
        "alpha": [2, 2, 0, 0, 0],
        "beta": [1, 1, 0, 0, 1],
        "office": [1, 0, 0, 1, 0],
        "east": [1, 0, 1, 0, 0],
        "west": [1, 0, 0, 1, 0],
    }
    assert told["summary"] == {
        "owed": 6,
        "reported": 3,
        "late": 1,
        "overdue": 2,
        "pending": 0,
        "returned": 1,
    }
    (west,) = [one for one in told["departments"] if one["id"] == "west"]
    (item,) = west["items"]
    assert (item["item"], item["state"], item["due"], item["light"]) == (
        "2.1",
        "overdue",
        "2021-10-15",
        "red",
    )
    assert item["reasons"]


def test_reports_counted_over_all_rounds_are_said_to_be(viewer: Viewer) -> None:
    owed = [data(viewer, one)["summary"]["owed"] for one in ("2021Q3", "2021Q4")]
    for lang, words in (("zh", "累计应报 {} 份"), ("en", "of {} reports owed in all")):
        assert words.format(sum(owed)) in viewer("dispatch", "2021Q4", "--lang", lang).out


def test_looking_gives_no_numbers_and_writes_nothing(viewer: Viewer) -> None:
    before = files(viewer.root)
    slips = data(viewer, "2021Q3")["slips"]
    assert {one["number"] for one in slips} == {None}
    assert ("beta", "1.1", "returned") in {
        (one["department"], one["item"], one["kind"]) for one in slips
    }
    assert files(viewer.root) == before


def test_numbers_stay_and_what_did_not_change_stays_on_disk(viewer: Viewer) -> None:
    out = viewer.root.parent / "out"
    seen = viewer("dispatch", "2021Q3", "-o", str(out))
    assert seen.code == 0
    assert f"登记在 {REGISTER}；请提交它" in seen.err
    register, papers = (viewer.root / REGISTER).read_text("utf-8"), files(out)
    seen = viewer("dispatch", "2021Q3", "-o", str(out))
    assert "其中变动 0 个" in seen.err
    assert "登记在" not in seen.err
    assert (viewer.root / REGISTER).read_text("utf-8") == register
    assert files(out) == papers
    viewer.change("ledgers/beta.yaml", "entries:\n", "entries:\n" + AMENDED)
    seen = viewer("dispatch", "2021Q3", "-o", str(out), "--as-of", "2021-11-20")
    after = (viewer.root / REGISTER).read_text("utf-8")
    assert after.startswith(register)
    assert "已了结，督办单照原样留存：2021-Q3-001" in seen.err
    told = data(viewer, "2021Q3", "--as-of", "2021-11-20")["slips"]
    numbers = {(one["department"], one["item"], one["kind"]): one["number"] for one in told}
    assert numbers["west", "2.1", "overdue"] == "2021-Q3-002"
    assert ("beta", "1.1", "returned") not in numbers
    assert (out / "slips/2021-Q3-001.docx").exists()


AMENDED = """\
- id: 20211021-000000b2
  amends: 20211014-000000b1
  reason: 补查
  item: "1.1"
  period: 2021Q3
  date: 2021-10-21
  status: in-progress
  values: {rate: 76/80}
  by: 王五
"""


def test_a_matter_that_is_still_open_goes_one_level_higher(registrar: Viewer) -> None:
    out = str(registrar.root.parent / "out")
    registrar("dispatch", "2021Q3", "-o", out)
    registrar("dispatch", "2021Q4", "-o", out, "--as-of", "2022-01-20")
    told = data(registrar, "2021Q4", "--as-of", "2022-01-20")["slips"]
    levels = {(one["department"], one["item"], one["kind"]): one["level"] for one in told}
    assert levels["west", "2.1", "overdue"] == 2
    assert levels["alpha", "1.1", "overdue"] == 1


def test_a_matter_that_was_settled_and_comes_up_again_begins_at_the_first_level(
    registrar: Viewer,
) -> None:
    out = str(registrar.root.parent / "out")
    registrar("dispatch", "2021Q3", "-o", out)
    said = ("--period", "2021Q3", "--status", "in-progress", "--note", "补报", "--by", "周七")
    assert registrar("record", "west", "2.1", *said, "--yes").code == 0
    registrar("dispatch", "2021Q4", "-o", out, "--as-of", "2022-01-20")
    told = data(registrar, "2021Q4", "--as-of", "2022-01-20")["slips"]
    levels = {one["kind"]: one["level"] for one in told if one["department"] == "west"}
    assert levels == {"overdue": 1, "missed": 1}


def test_every_department_gets_its_pack(viewer: Viewer) -> None:
    out = viewer.root.parent / "out"
    viewer("dispatch", "2021Q3", "-o", str(out))
    assert [name for name in files(out) if name.startswith("west/")] == [
        "west/2021Q3-west-due.ics",
        "west/2021Q3-west-note.docx",
        "west/2021Q3-west-reminder.txt",
        "west/2021Q3-west.xlsx",
    ]
    text = (out / "west/2021Q3-west-reminder.txt").read_text("utf-8")
    assert text.startswith("西街道：2021年第三季度台账有 1 个分项逾期未报（2.1）")
    assert "谢谢" in (out / "alpha/2021Q3-alpha-reminder.txt").read_text("utf-8")
    returned = (out / "beta/2021Q3-beta-reminder.txt").read_text("utf-8")
    assert returned == (
        "乙局：2021年第三季度台账有 1 个分项的报告被退回（1.1），请更正后重新报送。\n"
    )
    due = (out / "west/2021Q3-west-due.ics").read_text("utf-8").replace("\n ", "")
    assert due.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:2021年第三季度台账报送期限：1 个分项（2.1）" in due
    assert not (out / "alpha/2021Q3-alpha-due.ics").exists()  # nothing of it is to come
    note = Document(str(out / "west/2021Q3-west-note.docx"))
    assert note.paragraphs[2].text == "西街道："
    assert [cell.text for cell in note.tables[0].rows[1].cells[:2]] == ["2.1", "2021年10月15日"]
    assert [one.text.strip() for one in note.paragraphs[-4:]] == [
        "附件：1. 2021年第三季度落实台账填报表",
        "2. 2021年第三季度报送期限（日历文件）",
        "食安办",
        "年　　月　　日",
    ]


def test_a_note_asks_only_for_what_has_not_come_or_was_returned(viewer: Viewer) -> None:
    out = viewer.root.parent / "out"

    def note(department: str, day: str = "") -> str:
        if day:
            viewer("dispatch", "2021Q3", "-o", str(out), "--as-of", day)
        paper = Document(str(out / f"{department}/2021Q3-{department}-note.docx"))
        cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
        return "\n".join([*(p.text for p in paper.paragraphs), *cells])

    first = note("alpha", "2021-10-10")
    assert "共2个分项，最迟于2021年10月15日报送" in first
    assert "1.1" in first
    half = note("alpha", "2021-10-11")
    assert "共1个分项" in half
    assert "其余1个分项已经收到" in half
    assert "督促企业自查" not in half, "reported on the 11th"
    done = note("alpha", "2021-10-20")
    assert "应报的2个分项已全部收到" in done
    assert not {"最迟", "日历", "1.1"} & {word for word in ("最迟", "日历", "1.1") if word in done}
    returned = note("beta")
    assert "有1个分项的报告经复核退回（1.1）" in returned
    assert "退回原因：未到九成五" in returned
    late = note("east")
    assert "其中1个分项为迟报" in late
    assert "有1个分项逾期未报（2.1）" in note("west")


def test_a_slip_stays_as_it_was_issued_whatever_is_dated_before_it_later(office: Viewer) -> None:
    out = office.root.parent / "out"
    office("dispatch", "2021Q3", "-o", str(out))
    slip = out / "slips/2021-Q3-001.docx"
    before = slip.read_bytes()
    office.change("ledgers/office.yaml", "reason: 未到九成五", "reason: 改口")
    assert "其中变动 0 个" in office("dispatch", "2021Q3", "-o", str(out)).err
    assert slip.read_bytes() == before
    slip.unlink()
    office("dispatch", "2021Q3", "-o", str(out))
    assert slip.exists()  # who lost the paper gets it from the register


def test_a_number_that_the_register_lost_is_not_given_to_another_paper(office: Viewer) -> None:
    out, register = office.root.parent / "out", office.root / "dispatch/2021Q3.yaml"
    office("dispatch", "2021Q3", "-o", str(out))
    before = {file: file.read_bytes() for file in out.rglob("*.docx")}
    register.unlink()
    said = office("dispatch", "2021Q3", "--as-of", "2022-01-20", "-o", str(out))
    assert (said.code, "2021-Q3-001.docx 是已发的督办单" in said.err) == (2, True), said.err
    assert not register.exists()
    assert {file: file.read_bytes() for file in out.rglob("*.docx")} == before


def test_what_a_later_period_brought_gets_no_slip_of_an_earlier_one(viewer: Viewer) -> None:
    day = ("--as-of", "2022-01-20")
    kinds = {
        period: {(one["item"], one["kind"]) for one in data(viewer, period, *day)["slips"]}
        for period in ("2021Q3", "2021Q4")
    }
    assert ("1.1", "missed") in kinds["2021Q4"] - kinds["2021Q3"]
    assert ("1.1", "returned") in kinds["2021Q3"] & kinds["2021Q4"], "not corrected yet"
    viewer.change("ledgers/beta.yaml", "period: 2021Q3", "period: 2021Q4")
    assert not [one for one in data(viewer, "2021Q3", *day)["slips"] if one["kind"] == "returned"]


def test_a_slip_goes_on_saying_why_it_was_opened(office: Viewer) -> None:
    out = office.root.parent / "out"
    office("dispatch", "2021Q3", "-o", str(out))
    before = (out / "slips/2021-Q3-001.docx").read_bytes()
    rows = Document(str(out / "slips/2021-Q3-001.docx")).tables[0].rows
    assert [row.cells[1].text for row in rows][-1] == "乙局的报告被办公室退回：未到九成五"
    office.change("ledgers/office.yaml", "entries:\n", f"entries:\n{AGAIN}")
    office("dispatch", "2021Q3", "-o", str(out), "--as-of", "2021-11-20")
    assert (out / "slips/2021-Q3-001.docx").read_bytes() == before


def test_a_form_that_a_department_filled_in_is_not_sent_out_anew(viewer: Viewer) -> None:
    out = viewer.root / "out"
    viewer("dispatch", "2021Q3", "-o", str(out))
    form = out / "west/2021Q3-west.xlsx"
    book = load_workbook(form)
    book.worksheets[0]["J6"] = "已查 3 家"
    book.save(form)
    before = files(out)
    said = viewer("dispatch", "2021Q3", "--as-of", "2022-03-01", "-o", str(out))
    assert said.code == 2
    assert "2021Q3-west.xlsx" in said.err
    assert files(out) == before


def test_what_was_returned_of_a_predecessor_asks_its_heir_alone(viewer: Viewer) -> None:
    viewer.change(
        "data/departments.yaml",
        "kind: bureau}\n- {id: office",
        "kind: bureau, until: 2021-10-20}\n"
        "- {id: heir, name: {zh: 丙局}, kind: bureau, succeeds: [beta]}\n- {id: office",
    )
    told = data(viewer, "2021Q3", "--as-of", "2021-11-20")["slips"]
    assert [one["department"] for one in told if one["kind"] == "returned"] == ["heir"]
    shown = viewer("problems", "--as-of", "2021-11-20").out
    assert "乙局" not in shown
    assert shown.count("未到九成五") == 1


def test_a_slip_for_a_missed_target_names_its_goal(office: Viewer) -> None:
    out = office.root.parent / "out"
    office("dispatch", "2021Q4", "-o", str(out), "--as-of", "2022-01-20")
    facts = [
        {row.cells[0].text: row.cells[1].text for row in Document(str(one)).tables[0].rows}
        for one in sorted((out / "slips").iterdir())
    ]
    missed = next(one for one in facts if one["事由"] == "指标未完成")
    assert "目标 ≥ 95%，期限2021年12月31日" in missed["督办原因"]
    assert "报送期限" not in missed


def test_the_circular_and_the_slips_are_papers(office: Viewer) -> None:
    out = office.root.parent / "out"
    office("dispatch", "2021Q3", "-o", str(out))
    circular = "\n".join(p.text for p in Document(str(out / "2021Q3-circular.docx")).paragraphs)
    assert "西街道：逾期未报1个分项（2.1）。" in circular
    assert "东街道：迟报1个分项（2.1）。" in circular
    assert "\n二、红灯事项\n" in circular  # of a first round none is new or left
    assert circular.count("\n2.2 进街道：") == 1
    paper = Document(str(out / "slips/2021-Q3-002.docx"))
    facts = {row.cells[0].text: row.cells[1].text for row in paper.tables[0].rows}
    slip = "\n".join(p.text for p in paper.paragraphs)
    assert (facts["编号"], facts["责任单位"]) == ("2021-Q3-002", "西街道")
    assert facts["完成时限"] == "2021年11月15日"
    assert facts["报送期限"] == "2021年10月15日"
    assert facts["督办原因"] == "逾期未报（2021年第三季度）：西街道"
    assert "请于2021年10月27日前补报" in slip
    assert slip.endswith("食安办\n2021年10月20日")
    assert circular.endswith("食安办\n2021年10月20日")


def test_departments_are_ranked_only_where_the_office_says_so(office: Viewer) -> None:
    out = office.root.parent / "out"
    office("dispatch", "2021Q3", "-o", str(out))
    assert not Document(str(out / "2021Q3-circular.docx")).tables
    office.change("data/tasks.yaml", "grace_days: 15", "grace_days: 15, ranking: true")
    office("dispatch", "2021Q3", "-o", str(out))
    (ranking,) = Document(str(out / "2021Q3-circular.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in ranking.rows]
    assert rows == [
        ["名次", "应报", "按时", "迟报", "逾期", "红灯", "责任单位"],
        ["1", "1", "1", "0", "0", "0", "乙局"],
        ["2", "2", "2", "0", "0", "1", "甲局"],
        ["3", "1", "0", "1", "0", "0", "东街道"],
        ["4", "1", "0", "0", "1", "1", "食安办"],
        ["4", "1", "0", "0", "1", "1", "西街道"],
    ]


def test_what_entered_red_is_said_with_its_reason(office: Viewer) -> None:
    out = office.root.parent / "out"
    office("dispatch", "2021Q4", "-o", str(out), "--as-of", "2022-01-20")
    circular = "\n".join(p.text for p in Document(str(out / "2021Q4-circular.docx")).paragraphs)
    assert "1.1 查企业：" in circular
    _, _, left, entered, stayed, *_ = re.split(r"\n[一二三四五]、", circular)
    heads = [part.splitlines()[0] for part in (left, entered, stayed)]
    assert heads == ["退出红灯的事项", "新进红灯的事项", "仍为红灯的事项"]
    reds = [line.split()[0] for part in (entered, stayed) for line in part.splitlines()[1:]]
    assert sorted(reds) == ["1.1", "1.2", "2.1", "2.2"]  # red 4, and each is named


@pytest.mark.parametrize(
    "text",
    [
        "slips:\n- {number: 2021-Q3-001, department: west}\n",
        "slips: []\nslips: []\n",
        "nothing\n",
        "slips:\n" + '- {number: a-1, department: w, item: "1", kind: x, level: 1, opened: 2021}\n',
        REGISTERED.replace("2021-Q3-001", "../../../elsewhere"),
        REGISTERED.replace("2021-Q3-001", f"2021-Q3-{'9' * 5000}"),
        REGISTERED.replace("- {", "[{").replace("}", "}]"),
    ],
)
def test_no_number_is_given_on_top_of_what_does_not_read(viewer: Viewer, text: str) -> None:
    viewer.write(REGISTER, text)
    out = viewer.root.parent / "out"
    seen = viewer("dispatch", "2021Q3", "-o", str(out))
    assert (seen.code, seen.out) == (1, "")
    assert REGISTER in seen.err
    assert (viewer.root / REGISTER).read_text("utf-8") == text
    assert not out.exists()


def test_nobody_is_reminded_of_a_report_that_does_not_read(viewer: Viewer) -> None:
    viewer.change("ledgers/alpha.yaml", "by: 张三", "by: [张三")
    out = viewer.root.parent / "out"
    seen = viewer("dispatch", "2021Q3", "--as-of", "2022-01-20", "-o", str(out))
    assert (seen.code, "以上问题解决之前不能写入" in seen.err) == (1, True), seen.err
    assert not (viewer.root / REGISTER).exists()
    assert not out.exists()
    assert "甲局" in viewer("dispatch", "2021Q3", "--as-of", "2022-01-20").out


@pytest.mark.parametrize("library", ["foodsafety_ledger.formats.docx", "xlsxwriter"])
def test_no_number_is_given_where_a_paper_cannot_be_written(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    out = viewer.root.parent / "out"
    seen = viewer("dispatch", "2021Q3", "-o", str(out))
    assert (seen.code, "pip install" in seen.err) == (2, True)
    assert not (viewer.root / REGISTER).exists()
    assert not out.exists()


@pytest.mark.parametrize(
    ("held", "bare"),
    [
        (REGISTERED.replace("- {", "  -  {"), "  -  {"),
        (REGISTERED.replace(", ", "\n  ").replace("{", "").replace("}", ""), "- {"),
        (REGISTERED.rstrip(), "- {"),
        (REGISTERED + "...\n", "- {"),
        (REGISTERED.replace("}", "}  # 首单") + "# 末尾\n", "- {"),
        (REGISTERED.replace("\n", "\r\n"), "- {"),
        ("\ufeff" + REGISTERED, "- {"),
        ("slips: []\n", "- {"),
    ],
)
def test_a_register_in_another_hand_is_added_to_and_reads(
    registrar: Viewer, held: str, bare: str
) -> None:
    registrar.write(REGISTER, held)
    assert registrar("dispatch", "2021Q3", "-o", str(registrar.root.parent / "out")).code == 0
    text = (registrar.root / REGISTER).read_bytes().decode()
    slips, found = read_register(WorkTree(registrar.root), REGISTER)
    assert [slip.number for slip in slips] == [f"2021-Q3-{n:03}" for n in range(1, len(slips) + 1)]
    assert not [one for one in found if one.code not in {"FL111", "FL112"}]
    added = [line for line in text.splitlines() if "department: west" in line]
    assert len(added) == 1
    assert added[0].startswith(bare)
    assert ("\r\n" in held) == (text.count("\n") == text.count("\r\n"))
    assert text.startswith("\ufeff") == held.startswith("\ufeff")


def test_a_number_is_never_given_twice_even_where_slips_are_missing() -> None:
    period, day = parse_period("2021Q3"), parse_date("2021-10-20")
    assert period
    assert day
    one, two = Subject("a", "1.1", SlipKind.OVERDUE), Subject("b", "1.1", SlipKind.OVERDUE)
    held = Slip("2021-Q3-007", one, 1, day)
    (fresh,) = new_slips([one, two, two], period, [held], [Slip("x", two, 3, day)], day)
    assert (fresh.number, fresh.about, fresh.level) == ("2021-Q3-008", two, 3)


@pytest.mark.parametrize(
    ("period", "number"),
    [
        ("2021Q3", "2021-Q3-007"),
        ("2021-09", "2021-09-007"),
        ("2021H2", "2021-H2-007"),
        ("2021", "2021-007"),
    ],
)
def test_a_slip_is_numbered_in_its_period(period: str, number: str) -> None:
    found = parse_period(period)
    assert found
    assert slip_number(found, 7) == number


def test_a_calendar_folds_and_escapes_what_people_wrote() -> None:
    day = parse_date("2021-10-15")
    assert day
    raw = calendar([Due("p-a-1.1", day, "报送，a;b,c\\d\n" + "长" * 60)], day, 7)
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    text = raw.decode().replace("\r\n ", "")
    assert "SUMMARY:报送，a\\;b\\,c\\\\d\\n" + "长" * 60 + "\r\n" in text
    assert "DTSTAMP:20211015T000000Z" in text
    assert "TRIGGER:-P7D" in text


def test_a_reminder_puts_no_overdue_report_off_to_a_later_day(viewer: Viewer) -> None:
    out = viewer.root.parent / "out"
    viewer.change(
        "data/tasks.yaml", "phrase: 甲局负责，", "due: 2021-11-01\n      phrase: 甲局负责，"
    )
    viewer("dispatch", "2021Q4", "-o", str(out), "--as-of", "2021-11-20")
    assert (out / "alpha/2021Q4-alpha-reminder.txt").read_text("utf-8") == (
        "甲局：2021年第四季度台账有 1 个分项逾期未报（1.2），期限2021年11月1日已过，请立即补报；"
        "还有 1 个分项未报（1.1），请于2022年1月15日前（含当日）报送。\n"
    )


def test_what_is_still_to_come_is_named_with_its_day(viewer: Viewer) -> None:
    seen = viewer("dispatch", "2021Q3", "--as-of", "2021-10-10").out
    assert "甲局  alpha；待报 1.1、1.2（2021-10-15 截止）" in seen
    later = viewer("dispatch", "2021Q4", "--as-of", "2021-10-20").out
    assert "东街道  east" not in later, "done"
    assert "西街道  west；待报 2.1（2021-11-15 截止）" in later


def test_what_only_a_later_period_made_red_is_not_in_the_round(viewer: Viewer) -> None:
    seen = viewer("dispatch", "2021Q3", "--as-of", "2022-01-20", "--verbose").out
    assert "工作受阻" in seen
    assert "逾期未报（2021Q3、2021Q4）" in seen
    for later in ("逾期未报（2021Q4）", "2021-12-31"):
        assert later not in seen
    assert "逾期未报（2021Q4）" in viewer("dispatch", "2021Q4", "--as-of", "2022-01-20").out
