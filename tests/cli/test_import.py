"""Forms that come back: every figure arrives, once; what is damaged is named by its cell."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import zipfile
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.formula import ArrayFormula

from clerk import change_while_waiting
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import OperatingError
from office import Form, Office, read_in_this_process
from sampled import one_in
from viewer import Viewer

PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A dot."""


@pytest.fixture
def guarded(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office that reads workbooks as every office does: in a process with bounds."""
    return Office(viewer, monkeypatch)


@pytest.fixture
def office(guarded: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office that reads workbooks where it is, which spares each test its processes."""
    read_in_this_process(monkeypatch)
    return guarded


def test_a_cell_that_holds_for_every_row_is_named_once(office: Office) -> None:
    form = office.filled()
    for row in (1, 2, 3):
        form.put(row, 填报日期=None)
    form.sheet["E4"] = "10/11/2021"
    said = office("import", form.save(), "--yes")
    assert said.code == 1
    assert said.err.count("10/11/2021") == 1
    assert "有 1 处要改" in said.err


def test_a_form_filled_in_elsewhere_comes_back_with_all_its_figures(guarded: Office) -> None:
    said = guarded("import", guarded.filled().save(), "--yes")
    assert "left-blank" not in said.err
    assert said.code == 0, said.err
    first, second = guarded.entries()[-2:]
    assert first["values"] == {"rate": "119/120"}
    assert second["values"] == {"cases": "4", "chains": "30/60"}
    del first["id"], first["values"]
    assert first == {
        "item": "1.1",
        "period": "2021Q4",
        "date": "2022-01-08",
        "status": "in-progress",
        "note": "已督促",
        "problems": "人手不足",
        "next": "补齐",
        "by": "张三",
        "approved_by": "李四",
    }
    assert guarded("check").code == 0


def test_a_form_is_never_imported_twice(office: Office) -> None:
    name = office.filled().save()
    office("import", name, "--yes")
    before = office.files()
    said = office("import", name, "--yes")
    assert said.code == 0
    assert "全部已经导入过" in said.err
    assert office.files() == before


def test_the_same_form_gets_the_same_ids_in_every_clone(office: Office) -> None:
    name, before = office.filled().save(), office.files()
    office("import", name, "--yes")
    ids = [one["id"] for one in office.entries()]
    (office.viewer.root / "ledgers/alpha.yaml").write_bytes(before["alpha.yaml"])
    office("import", name, "--yes")
    assert [one["id"] for one in office.entries()] == ids


def test_what_a_later_report_outranks_is_said(office: Office) -> None:
    """As record says it: the form of a quarter that is past changes nothing that counts now."""
    office("import", office.filled().save(), "--yes")
    rows: list[list[object]] = [
        ["分项", "责任单位", "指标", "完成数", "状态"],
        ["1.2", "甲局", "立案数", 2, "受阻"],
    ]
    said = office("import", office.table(rows), "--period", "2021Q2", "--yes")
    assert said.code == 0, said.err
    assert "注意：立案数仍以 2021Q4 的" in said.err


def test_an_empty_form_reports_nothing(office: Office) -> None:
    before = office.files()
    said = office("import", office.form().save(), "--yes")
    assert said.code == 0
    assert "没有填任何内容" in said.err
    assert office.files() == before


def test_an_item_without_answers_is_not_reported(office: Office) -> None:
    form = office.form()
    form.put(2, 完成数=5, 状态="推进中", 填报人="张三")
    said = office("import", form.save(), "--yes")
    assert said.code == 0, said.err
    assert [one["item"] for one in office.entries()[3:]] == ["1.2"]
    assert office.entries()[-1]["date"] == "2022-01-10"


def test_what_is_filled_in_once_above_the_table_holds_for_every_row(office: Office) -> None:
    form = office.form()
    form.sheet["E4"], form.sheet["G4"], form.sheet["I4"] = dt.date(2022, 1, 7), "赵六", "钱八"
    form.put(1, 完成数=120, 状态="已完成")
    form.put(2, 完成数=5, 状态="推进中", 填报人="张三")
    assert office("import", form.save(), "--yes").code == 0
    first, second = office.entries()[-2:]
    assert (first["date"], first["by"], first["approved_by"]) == ("2022-01-07", "赵六", "钱八")
    assert second["by"] == "张三"


def test_a_changed_form_amends_with_a_reason(office: Office) -> None:
    form = office.filled()
    office("import", form.save(), "--yes")
    form.put(1, 完成数=120)
    said = office("import", form.save(), "--yes")
    assert said.code == 2
    assert "--reason" in said.err
    assert "A6" in said.err
    said = office("import", form.save(), "--yes", "--reason", "漏报一家", "--date", "2022-01-10")
    assert said.code == 0, said.err
    *_, first, _, last = office.entries()
    assert last["amends"] == first["id"]
    assert last["reason"] == "漏报一家"
    assert last["date"] == "2022-01-10"
    assert last["values"] == {"rate": "120/120"}
    assert office("import", form.save(), "--yes").code == 0


def test_what_a_table_has_no_column_for_stays_as_it_was(office: Office) -> None:
    """As ``amend`` copies what is not given: a table of states alone took the figure and note."""
    form = office.filled()
    form.put(1, 进展情况="已督促", 存在问题="缺人")
    assert office("import", form.save(), "--yes").code == 0
    first = office.entries()[-2]
    states = office.folder / "进度.csv"
    given = ("import", str(states), "--department", "甲局", "--period", "2021Q4", "--yes")
    states.write_text("分项,状态,存在问题,填报人\n1.1,已完成,,张三\n", "utf-8")
    said = office(*given, "--reason", "办结")
    assert said.code == 0, said.err
    last = office.entries()[-1]
    assert (last["amends"], last["status"]) == (first["id"], "done")
    assert (last.get("values"), last.get("note")) == (first["values"], "已督促")
    assert last.get("problems") is None, "the column is there, and empty"
    before = office.files()
    assert (office(*given).code, office.files()) == (0, before), "it is known"


def _partly(
    office: Office, *rows: Sequence[object], heads: str = "分项 指标 完成数 状态"
) -> Mapping[str, str] | None:
    """The values that 1.2 has once a table of an office's own has amended it; None for none."""
    form = office.filled()
    assert office("import", form.save(), "--yes").code == 0
    table = office.table([[*heads.split(), "填报人"], *([*row, "张三"] for row in rows)])
    period = () if "报告期" in heads else ("--period", "2021Q4")
    given = ("--department", "甲局", *period, "--yes", "--reason", "更正")
    said = office("import", table, *given)
    assert said.code == 0, said.err
    before = office.files()
    assert (office("import", table, *given).code, office.files()) == (0, before), "it is known"
    last = office.entries()[-1]
    assert (last["item"], "amends" in last) == ("1.2", True)
    values: Mapping[str, str] | None = last.get("values")
    return values


def test_a_target_without_a_row_keeps_its_value(office: Office) -> None:
    """What a table does not ask about is not given: the chains went out of the account unseen."""
    values = _partly(office, ("1.2", "立案数", 5, "推进中"))
    assert values == {"cases": "5", "chains": "30/60"}


@pytest.mark.parametrize("status", ["推进中", ""])
def test_a_figure_left_blank_in_a_row_of_its_target_is_withdrawn(
    office: Office, status: str
) -> None:
    rows = ("1.2", "立案数", 5, "推进中"), ("1.2", "连锁率", None, status)
    assert _partly(office, *rows) == {"cases": "5"}


def test_a_row_of_the_item_alone_withdraws_no_target_of_several(office: Office) -> None:
    rows = ("1.2", "", None, "推进中"), ("1.2", "立案数", 5, "")
    assert _partly(office, *rows) == {"cases": "5", "chains": "30/60"}


def test_where_an_item_has_one_cell_for_its_figures_a_blank_one_withdraws_them(
    office: Office,
) -> None:
    assert _partly(office, ("1.2", None, "受阻"), heads="分项 完成数 状态") is None


def test_a_figure_left_blank_for_another_period_withdraws_none_of_this(office: Office) -> None:
    rows = ("1.2", "连锁率", None, "", "2021Q3"), ("1.2", "立案数", 5, "推进中", "2021Q4")
    values = _partly(office, *rows, heads="分项 指标 完成数 状态 报告期")
    assert values == {"cases": "5", "chains": "30/60"}


def test_a_form_without_one_of_its_rows_keeps_the_value(office: Office) -> None:
    form = office.filled()
    assert office("import", form.save(), "--yes").code == 0
    form.put(2, 完成数=5)
    form.sheet.delete_rows(8)
    said = office("import", form.save(), "--yes", "--reason", "更正")
    assert said.code == 0, said.err
    assert office.entries()[-1]["values"] == {"cases": "5", "chains": "30/60"}


def test_a_hidden_row_withdraws_nothing(office: Office) -> None:
    """Nobody who filters a form sees that a figure of another row is blank."""
    form = office.filled()
    assert office("import", form.save(), "--yes").code == 0
    form.put(2, 完成数=5)
    form.put(3, 完成数=None)
    form.sheet.row_dimensions[8].hidden = True
    said = office("import", form.save(), "--yes", "--reason", "更正")
    assert said.code == 0, said.err
    assert office.entries()[-1]["values"] == {"cases": "5", "chains": "30/60"}


def test_a_hidden_column_withdraws_nothing(office: Office) -> None:
    form = office.filled()
    form.put(2, 进展情况="已督促")
    assert office("import", form.save(), "--yes").code == 0
    heads = ["分项", "状态", "填报人", "进展情况", "完成数"]
    table = office.table([heads, ["1.2", "受阻", "张三"]])
    book: Any = openpyxl.load_workbook(table)
    for column in "DE":
        book.active.column_dimensions[column].hidden = True
    book.save(table)
    given = ("--department", "甲局", "--period", "2021Q4", "--yes", "--reason", "更正")
    said = office("import", table, *given)
    assert said.code == 0, said.err
    last = office.entries()[-1]
    assert (last["status"], last.get("note")) == ("blocked", "已督促")
    assert last.get("values") == {"cases": "4", "chains": "30/60"}


def test_what_one_of_two_tables_withdraws_is_withdrawn(office: Office) -> None:
    assert office("import", office.filled().save(), "--yes").code == 0
    heads, row = (
        ["分项", "指标", "完成数", "状态", "填报人"],
        ["1.2", "立案数", 5, "推进中", "张三"],
    )
    one = office.table([heads, row], "a.xlsx")
    two = office.table([[*heads, "进展情况"], row, ["1.2", "连锁率"]], "b.xlsx")
    given = ("--department", "甲局", "--period", "2021Q4", "--yes", "--reason", "更正")
    said = office("import", one, two, *given)
    assert said.code == 0, said.err
    last = office.entries()[-1]
    assert (last["values"], last.get("note")) == ({"cases": "5"}, None)


def test_an_amendment_keeps_the_evidence(office: Office) -> None:
    form = office.filled()
    office("import", form.save(), "--yes")
    one, evidence = office.entries()[-2]["id"], office.folder / "自查.txt"
    evidence.write_text("119 家", "utf-8")
    office("amend", one, "--reason", "附材料", "--evidence", str(evidence), "--by", "张三")
    form.put(1, 完成数=120, 填报日期="2022-01-10")
    said = office("import", form.save(), "--yes", "--reason", "漏报一家")
    assert said.code == 0, said.err
    assert office.entries()[-1]["evidence"] == office.entries()[-2]["evidence"]


def test_an_older_form_does_not_replace_what_is_newer(office: Office) -> None:
    form = office.filled()
    office("import", form.save(), "--yes")
    form.put(1, 完成数=110, 填报日期="2022-01-05")
    before = office.files()
    said = office("import", form.save(), "--yes", "--reason", "x")
    assert said.code == 1
    assert "2022-01-05" in said.err
    assert "2022-01-08" in said.err
    assert office.files() == before


def test_a_form_that_was_corrected_since_is_named_with_what_stands(office: Office) -> None:
    form = office.filled()
    first = form.save()
    shutil.copy(first, office.folder / "first.xlsx")
    office("import", first, "--yes")
    old = office.entries()[-2]["id"]
    form.put(1, 完成数=120)
    office("import", form.save(), "--yes", "--reason", "漏报一家")
    said = office("import", str(office.folder / "first.xlsx"), "--yes")
    assert said.code in (1, 2)
    assert old in said.err or "早于" in said.err


def test_without_a_terminal_nothing_is_written_unless_it_is_agreed_to(office: Office) -> None:
    before = office.files()
    said = office("import", office.filled().save())
    assert said.code == 2
    assert "rate 119/120" in said.out
    assert office.files() == before


def test_a_dry_run_shows_the_table_and_the_difference(office: Office) -> None:
    before = office.files()
    said = office("import", office.filled().save(), "--dry-run")
    assert said.code == 0
    assert "+  values: {rate: 119/120}" in said.out
    assert office.files() == before


def test_several_forms_go_in_together_or_not_at_all(office: Office) -> None:
    alpha, west = office.filled(), office.form("west")
    west.put(1, 完成数="还没办", 状态="推进中", 填报人="周九")
    before = office.files()
    said = office("import", alpha.save(), west.save(), "--yes")
    assert said.code == 1
    assert "west.xlsx:填报表!G6" in said.err
    assert office.files() == before
    west.put(1, 完成数=dt.date(2021, 11, 3), 状态="已完成", 填报日期="2021年11月3日")
    said = office("import", alpha.save(), west.save(), "--yes")
    assert said.code == 0, said.err
    assert office.entries("west")[0]["values"] == {"week": "2021-11-03"}


@pytest.mark.parametrize(("broke", "code"), [(None, 4), (KeyboardInterrupt, 130)])
def test_a_run_that_broke_between_two_files_is_completed_by_repeating_it(
    office: Office, monkeypatch: pytest.MonkeyPatch, broke: type[BaseException] | None, code: int
) -> None:
    """What stands at the end is what one run would have left: an amendment is not made twice."""
    form, west = office.filled(), office.form("west")
    office("import", form.save(), "--yes")
    form.put(1, 完成数=120)
    west.put(1, 状态="推进中", 填报人="周九", 进展情况="筹备")
    command = ("import", form.save(), west.save(), "--yes", "--reason", "漏报一家")
    before = office.files()
    assert office(*command).code == 0
    whole = office.files()
    for name in whole:
        (office.viewer.root / f"ledgers/{name}").unlink()
    for name, content in before.items():
        (office.viewer.root / f"ledgers/{name}").write_bytes(content)

    def full(path: Path, *rest: object) -> None:
        raise broke or OperatingError("disk-full", path=str(path))

    with monkeypatch.context() as then:
        then.setattr("foodsafety_ledger.filing.submit.write_new_file", full)
        said = office(*command)
    assert said.code == code
    assert "只写完了：ledgers/alpha.yaml" in said.err
    said = office(*command)
    assert said.code == 0, said.err
    assert "已经导入过 2 条" in said.err
    assert office.files() == whole
    assert office(*command).code == 0
    assert office.files() == whole


@pytest.mark.parametrize(("theirs", "code"), [("119/120", 0), ("118/120", 4)])
def test_of_two_imports_at_once_the_second_takes_nothing_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch, theirs: str, code: int
) -> None:
    """What somebody else took meanwhile is known; where it says otherwise nothing is written."""
    file = office.viewer.root / "ledgers/alpha.yaml"
    name, before = office.filled().save(), file.read_bytes()
    office("import", name, "--yes")
    taken = file.read_bytes().replace(b"119/120", theirs.encode())
    file.write_bytes(before)
    change_while_waiting(monkeypatch, file, taken)
    said = office("import", name, "--yes")
    assert said.code == code, said.err
    assert ("全部已经导入过" if code == 0 else "台账刚被别人改过") in said.err
    assert file.read_bytes() == taken


@pytest.mark.parametrize(
    "typed",
    [
        "2022-01-08",
        "2022/1/8",
        "2022.1.8",
        "2022年1月8日",
        "２０２２年１月８日",
        dt.date(2022, 1, 8),
        44569,
        dt.datetime(2022, 1, 8, 8, 30),  # noqa: DTZ001 - as workbooks have it
        "2022-01-08 08:30",
        "2022/1/8 8:30:05 PM",
        "2022年1月8日 上午",
        "2022年1月8日下午3时",
    ],
)
def test_dates_in_every_usual_style_are_one_day(office: Office, typed: object) -> None:
    form = office.filled()
    form.put(1, 填报日期=typed)
    form.cell(1, "填报日期").number_format = (
        "yyyy-mm-dd" if isinstance(typed, dt.date) else "General"
    )
    said = office("import", form.save(), "--yes")
    assert said.code == 0, said.err
    assert office.entries()[-2]["date"] == "2022-01-08"
    has_time = ":" in str(typed) or "午" in str(typed)
    assert ("M6: note[import time-of-day]" in said.err) == has_time


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_days_are_counted_from_where_the_workbook_says(office: Office, suffix: str) -> None:
    file = office.folder / f"台账.{suffix}"
    rows: list[list[Any]] = [
        ["分项", "责任单位", "状态", "填报日期"],
        ["1.2", "甲局", "推进中", (dt.date(2022, 1, 8) - dt.date(1904, 1, 1)).days],
    ]
    old, new = xlwt.Workbook(), xlsxwriter.Workbook(file, {"date_1904": True})
    old.dates_1904 = True
    sheets = old.add_sheet("表"), new.add_worksheet("表")
    for sheet in sheets:
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                sheet.write(row, column, value)
    new.close()
    if suffix == "xls":
        old.save(str(file))
    said = office("import", str(file), "--period", "2021Q4", "--yes")
    assert said.code == 0, said.err
    assert office.entries()[-1]["date"] == "2022-01-08"


@pytest.mark.parametrize("typed", ["１１９", "119 ", 119.0, "119/120", "1,119/1,120"])
def test_what_reads_the_same_in_every_hand_is_taken(office: Office, typed: object) -> None:
    form = office.filled()
    form.put(1, 完成数=typed)
    if "1,120" in str(typed):
        form.put(1, 总数=1120)
    said = office("import", form.save(), "--yes")
    assert said.code == 0, said.err
    assert office.entries()[-2]["values"]["rate"] in ("119/120", "1119/1120")


@pytest.mark.parametrize("total", [" 1,120 ", "１１２０", "１,１２０"])
def test_a_total_beside_both_counts_is_the_same_in_any_spelling(office: Office, total: str) -> None:
    form = office.filled()
    form.put(1, 完成数="1119/1120", 总数=total)
    said = office("import", form.save(), "--yes")
    assert said.code == 0, said.err
    assert office.entries()[-2]["values"]["rate"] == "1119/1120"


def test_another_total_beside_both_counts_is_refused(office: Office) -> None:
    form = office.filled()
    form.put(1, 完成数="1119/1120", 总数="1,121")
    said = office("import", form.save(), "--yes")
    assert said.code == 1
    assert "总数与“1119/1120”里的不同" in said.err


def test_columns_may_be_moved_and_rows_added(office: Office) -> None:
    form = office.filled()
    form.sheet.move_range("N5:P20", rows=0, cols=10)
    form.sheet.insert_rows(7)
    form.sheet.insert_cols(1)
    said = office("import", form.save(), "--yes")
    assert said.code == 0, said.err
    assert office.entries()[-2]["approved_by"] == "李四"
    assert office.entries()[-1]["values"] == {"cases": "4", "chains": "30/60"}


def test_an_items_merged_cells_hold_for_its_rows(office: Office) -> None:
    form = office.filled()
    for head in ("分项", "状态", "进展情况"):
        letter = form.cell(2, head).column_letter
        form.sheet.merge_cells(f"{letter}7:{letter}8")
    said = office("import", form.save(), "--yes")
    assert said.code == 0, said.err
    assert office.entries()[-1]["values"] == {"cases": "4", "chains": "30/60"}


def test_what_a_merged_cell_says_is_said_of_every_item_it_spans(office: Office) -> None:
    form = office.filled()
    form.sheet.merge_cells("J6:J7")
    assert office("import", form.save(), "--yes").code == 0
    assert [one["note"] for one in office.entries()[-2:]] == ["已督促", "已督促"]


def test_not_applicable_needs_no_total(office: Office) -> None:
    form = office.filled()
    form.put(3, 完成数="不适用", 总数=None)
    said = office("import", form.save(), "--yes")
    assert said.code == 0, said.err
    assert office.entries()[-1]["values"]["chains"] == "n/a"


def _put(row: int, **cells: object) -> Callable[[Form], None]:
    return lambda form: form.put(row, **cells)


def _percent(form: Form) -> None:
    form.put(1, 完成数=0.98)
    form.cell(1, "完成数").number_format = "0%"


def _shown(code: str, number: float = 4, head: str = "完成数") -> Callable[[Form], None]:
    def damage(form: Form) -> None:
        form.put(2, **{head: number})
        form.cell(2, head).number_format = code

    return damage


def _uneven(font: InlineFont) -> Callable[[Form], None]:
    return _put(2, 完成数=CellRichText("4", TextBlock(font, "1")))


def _array(form: Form) -> None:
    form.sheet["G6"] = ArrayFormula("G6:G7", "=H6:H7")


def _whole_percent(form: Form) -> None:
    form.put(2, 完成数=1)
    form.cell(2, "完成数").number_format = "0.00%"


def _renamed(form: Form) -> None:
    form.cell(0, "完成数").value = "完成多少"


def _merged_values(form: Form) -> None:
    form.sheet.merge_cells("G7:G8")


def _other_plan(form: Form) -> None:
    form.book["_ledger"]["B2"] = "elsewhere-2021"


def _other_version(form: Form) -> None:
    form.book["_ledger"]["B1"] = "99"


def _hidden_row(form: Form) -> None:
    form.sheet.row_dimensions[6].hidden = True


def _hidden_column(form: Form) -> None:
    form.sheet.column_dimensions["J"].hidden = True


def _across(span: str, **cells: object) -> Callable[[Form], None]:
    def damage(form: Form) -> None:
        form.put(1, **cells)
        form.sheet.merge_cells(span)

    return damage


def _struck(row: int, head: str, value: object) -> Callable[[Form], None]:
    def damage(form: Form) -> None:
        form.put(row, **{head: value})
        form.cell(row, head).font = Font(strike=True)

    return damage


def _coloured(
    row: int, head: str, value: object, font: str, fill: str = ""
) -> Callable[[Form], None]:
    def damage(form: Form) -> None:
        form.put(row, **{head: value})
        form.cell(row, head).font = Font(color=font)
        form.cell(row, head).fill = PatternFill("solid", fgColor=fill) if fill else PatternFill()

    return damage


def _by_theme(form: Form) -> None:
    form.put(2, 完成数=4)
    form.cell(2, "完成数").font = Font(color=Color(theme=0, tint=-0.04))
    form.cell(2, "完成数").fill = PatternFill("solid", fgColor=Color(indexed=65))


def _shows_no_text(form: Form) -> None:
    form.put(1, 进展情况="已督促")
    form.cell(1, "进展情况").number_format = "0;-0;0;"


def _part_unseen(form: Form) -> None:
    form.put(1, 完成数=CellRichText("11", TextBlock(InlineFont(color="FFFEFEFE"), "9")))
    form.cell(1, "完成数").fill = PatternFill()


def _merged_items(*columns: str) -> Callable[[Form], None]:
    def damage(form: Form) -> None:
        for one in columns:
            form.sheet.merge_cells(f"{one}6:{one}7")

    return damage


def _moved_items(form: Form) -> None:
    form.put(1, 分项="1.2")
    form.put(2, 分项="1.1", 指标="企业自查率")


def _twice(form: Form) -> None:
    form.sheet["R5"] = "完成数"
    form.sheet["R6"] = 3


SHEET = "xl/worksheets/sheet1.xml"
CONTENT = "><office:body>"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"

DAMAGES: dict[str, tuple[Callable[[Form], None], str, str]] = {
    "a percentage as text": (_put(1, 完成数="98%"), "G6", "百分比"),
    "a percentage as a number": (_percent, "G6", "百分比"),
    "a whole percentage where a count belongs": (_whole_percent, "G7", "%"),
    "a formula": (_put(1, 完成数="=1+1"), "G6", "公式"),
    "a formula in prose": (_put(1, 进展情况="=A1"), "J6", "公式"),
    "a formula of several cells": (_array, "G7", "公式"),
    "an error in the place of a note": (_put(1, 进展情况="#N/A"), "J6", "错误值"),
    "an error in the place of a figure": (_put(2, 完成数="#DIV/0!"), "G7", "错误值"),
    "shown by the ten thousand": (_shown('0"万"'), "G7", "显示出来不是"),
    "shown by the thousand": (_shown("#,##0,", 4000), "G7", "显示出来不是"),
    "shown by the thousand, with a word": (_shown('0.0,"千件"', 4000), "G7", "显示出来不是"),
    "shown as about so many": (_shown('"约"0'), "G7", "显示出来不是"),
    "shown as so many and more": (_shown("0以上"), "G7", "显示出来不是"),
    "shown with a point that is none": (_shown("0!.0000", 40000), "G7", "显示出来不是"),
    "shown with a digit more": (_shown('0"0"'), "G7", "显示出来不是"),
    "shown as nothing": (_shown(";;;"), "G7", "显示出来不是"),
    "shown as a word": (_shown('"已完成"'), "G7", "显示出来不是"),
    "two counts in a cell": (_put(1, 完成数="119\n120"), "G6", "“119 120”不是个数（填"),
    "words that are a number shown": (_shown('0"万元"', 3, "进展情况"), "J7", "存的是 3"),
    "a footnote's mark": (_uneven(InlineFont(vertAlign="superscript")), "G7", "上标"),
    "a digit struck out": (_uneven(InlineFont(strike=True)), "G7", "删除线"),
    "a figure struck out": (_struck(2, "完成数", 4), "G7", "“4”划了删除线"),
    "a figure as text struck out": (_struck(1, "完成数", "119"), "G6", "“119”划了删除线"),
    "a day struck out": (_struck(1, "填报日期", dt.date(2022, 1, 8)), "M6", "“2022-01-08”划了"),
    "a note struck out": (_struck(1, "进展情况", "已督促"), "J6", "“已督促”划了删除线"),
    "a figure in white on white": (_coloured(2, "完成数", 4, "FFFFFFFF"), "G7", "看不出来"),
    "a figure as text": (_coloured(1, "完成数", "119", "FFFDFDFD"), "G6", "格里有“119”，字与底"),
    "a figure of its ground's colour": (
        _coloured(2, "完成数", 4, "FFFFF2CC", "FFFFF2CD"),
        "G7",
        "格里有“4”，字与底同色",
    ),
    "a figure in the colours of a theme": (_by_theme, "G7", "格里有“4”，字与底同色"),
    "a note in a format without texts": (_shows_no_text, "J6", "格里有“已督促”"),
    "a figure of which a part is unseen": (_part_unseen, "G6", "格里有“119”"),
    "an item struck out": (_struck(2, "分项", "1.2"), "A7", "“1.2”划了删除线"),
    "two items merged": (_merged_items("A"), "A7", "分项是 1.1，写的却是"),
    "two items merged, words and all": (_merged_items("A", "B", "D"), "A7", "哪个分项"),
    "items beside the words of others": (_moved_items, "A6", "分项是 1.2，写的却是"),
    "a line break of another kind": (_put(1, 进展情况="甲\u2028乙"), "J6", "特殊换行符 U+2028"),
    "a turned direction": (_put(1, 进展情况="甲\u202e乙"), "J6", "改变文字方向的字符 U+202E"),
    "a part of a count": (_put(1, 完成数=11.5), "G6", "11.5"),
    "a computed number": (_put(2, 完成数=1 / 3), "G7", "0.333"),
    "a total with a word": (_put(1, 总数="120家"), "H6", "“120家”不是个数"),
    "a part of a total": (_put(1, 总数=120.5), "H6", "120.5"),
    "a count with a word": (_put(1, 完成数="119家"), "G6", "“119家”不是个数"),
    "more than there are": (_put(1, 完成数=121), "G6", "121"),
    "a negative count": (_put(2, 完成数=-4), "G7", "-4"),
    "a word for a count": (_put(2, 完成数="若干"), "G7", "若干"),
    "about so many": (_put(2, 完成数="约4件"), "G7", "约4件"),
    "ten thousands": (_put(2, 完成数="4万"), "G7", "4万"),
    "another unit": (_put(2, 完成数="4家"), "G7", "4家"),
    "no total": (_put(3, 总数=None), "H8", "没有总数"),
    "no figure": (_put(3, 完成数=None), "G8", "没有填完成数"),
    "a total of a count": (_put(2, 总数=9), "H7", "没有总数"),
    "two totals": (_put(1, 完成数="119/130"), "H6", "总数"),
    "no status": (_put(1, 状态=None), "I6", "状态"),
    "an unknown status": (_put(1, 状态="还行"), "I6", "还行"),
    "nobody": (_put(1, 填报人=None), "N6", "填报人"),
    "no such day": (_put(1, 填报日期="2022-02-30"), "M6", "2022-02-30"),
    "a day without its year": (_put(1, 填报日期="1月8日"), "M6", "1月8日"),
    "no day": (_put(1, 填报日期="上周五"), "M6", "上周五"),
    "a day to come": (_put(1, 填报日期="2022-03-01"), "M6", "2022-03-01"),
    "an unknown item": (_put(1, 分项="9.9"), "A6", "9.9"),
    "an unknown target": (_put(1, 指标="企业自查比"), "D6", "企业自查比"),
    "a target without end": (_put(1, 指标="企业" * 999), "D6", "企…”（"),
    "a figure without its target": (_put(3, 指标=None), "G8", "哪一个"),
    "two statuses": (_put(3, 状态="已完成"), "I8", "不一样"),
    "merged figures": (_merged_values, "G8", "合并"),
    "a figure merged with its total": (_across("G6:H6", 完成数=119), "H6", "横跨几列"),
    "a note merged with the problems": (_across("J6:K6"), "K6", "横跨几列"),
    "who filled in merged with who approved": (_across("N6:O6"), "O6", "横跨几列"),
    "a head that is not known": (_renamed, "A5", "完成数"),
    "a head twice": (_twice, "R5", "两次"),
    "a row that is filtered out": (_hidden_row, "A6", "隐藏"),
    "a column that is hidden": (_hidden_column, "J5", "隐藏"),
    "another plan": (_other_plan, "alpha.xlsx", "elsewhere-2021"),
    "another version": (_other_version, "alpha.xlsx", "99"),
}


@pytest.mark.parametrize("damage", one_in(3, list(DAMAGES)))
def test_a_damaged_form_is_named_by_its_cell(office: Office, damage: str) -> None:
    form, before = office.filled(), office.files()
    change, place, told = DAMAGES[damage]
    change(form)
    name = form.save()
    said = office("import", name, "--yes")
    assert said.code == 1, said.err
    line = next(one for one in said.err.split("\n") if place in one and "error" in one)
    assert told in line
    assert "（" in line or "[import" not in line  # a way out
    assert office.files() == before


def test_a_form_of_a_plan_that_asked_for_something_else_is_named_by_its_cell(
    office: Office,
) -> None:
    name = office.filled().save()
    office.viewer.change("data/tasks.yaml", "value_is: running-total", "value_is: increment")
    said = office("import", name, "--yes")
    assert said.code == 1
    assert "G7: error[import asked-otherwise] 发出这张表以后，“立案数”的算法或口径改了" in said.err
    assert "有 1 处要改" in said.err


@pytest.mark.parametrize("head", ["状态", "完成数", "填报人"])
def test_a_column_that_is_gone_is_told_once(office: Office, head: str) -> None:
    form = office.filled()
    form.sheet.delete_cols(form.column(head))
    said = office("import", form.save(), "--yes")
    assert said.code == 1
    assert f"A5: error[import head-missing] 表里没有“{head}”一列了" in said.err
    assert "有 1 处要改" in said.err


def test_a_table_without_statuses_is_told_so_once(office: Office) -> None:
    rows = [["分项", "责任单位", "进展情况"], *([n, "甲局", "已督促"] for n in ("1.1", "1.2"))]
    said = office("import", office.table(rows), "--period", "2021Q4", "--yes")
    assert said.code == 1
    assert "A1: error[import no-status] 表里没有填状态的一列" in said.err
    assert "有 1 处要改" in said.err


def test_a_day_that_is_none_is_told_once(office: Office) -> None:
    form = office.filled()
    form.put(1, 填报日期="1月8日")
    said = office("import", form.save(), "--yes")
    assert "M6: error[FL306" in said.err
    assert "有 1 处要改" in said.err


def _with(name: str, content: bytes) -> Callable[[Path], None]:
    def add(file: Path) -> None:
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(name, content)

    return add


def _bomb(file: Path) -> None:
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", bytes(80 << 20))


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-400])


def _replaced(file: Path, name: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(file) as archive:
        held = {one: archive.read(one) for one in archive.namelist()}
    assert old in held[name]
    with zipfile.ZipFile(file, "w") as archive:
        for one, content in held.items():
            archive.writestr(one, content.replace(old, new) if one == name else content)


def _elsewhere(file: Path) -> None:
    """One reader minds capitals in the name of a part, and another finds the sheet all the same."""
    _replaced(file, "xl/_rels/workbook.xml.rels", b"sheet1.xml", b"SHEET1.xml")


def _merged_without_end(file: Path) -> None:
    merged = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:P9"/>' * 9000 + b"</mergeCells>"
    _replaced(file, SHEET, b"</sheetData>", merged)


def _array_without_end(file: Path) -> None:
    formula = b'<c r="T1"><f t="array" ref="T1:XFD1048576">1</f></c></row></sheetData>'
    _replaced(file, SHEET, b"</row></sheetData>", formula)


def _own_words(file: Path) -> None:
    """Entities of its own, which one reader fills in and another leaves out."""
    _replaced(file, SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY e "9">]><worksheet')


def _hidden_without_end(file: Path) -> None:
    _replaced(file, SHEET, b"<cols>", b'<cols><col min="1" max="99999999999" hidden="1"/>')


def _web_page(file: Path) -> None:
    file.write_text("<html><table><tr><td>分项</td></tr></table></html>", "utf-8")


def _other(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04 no archive")


def _cell_twice(file: Path) -> None:
    _replaced(file, SHEET, b"</row></sheetData>", b'</row><row r="7"><c r="G7"/></row></sheetData>')


def _sheet_twice(file: Path) -> None:
    _replaced(file, "xl/workbook.xml", b'name="_ledger"', 'name="填报表"'.encode())


REFUSED = {
    "a cell twice": (_cell_twice, "损坏"),
    "two sheets of one name": (_sheet_twice, "损坏"),
    "macros": (_with("xl/vbaProject.bin", b"x"), "宏"),
    "links": (_with("xl/externalLinks/externalLink1.xml", b"<x/>"), "链接"),
    "a bomb": (_bomb, "太大"),
    "half a file": (_cut, "损坏"),
    "a part twice": (_with("xl/worksheets/SHEET1.xml", b"<x/>"), "损坏"),
    "a sheet under another name": (_elsewhere, "损坏"),
    "cells merged without end": (_merged_without_end, "太大"),
    "a formula of all cells": (_array_without_end, "太大"),
    "no archive": (_other, "损坏"),
    "words of its own": (_own_words, "损坏"),
    "columns hidden without end": (_hidden_without_end, "隐藏"),
    "a web page": (_web_page, "另存为 .xlsx"),
    "an encrypted file": (lambda file: file.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600)), "损坏"),
    "a document": (lambda file: file.write_bytes(b"%PDF-1.4\0"), "不是 .xlsx"),
    "an export for programs": (lambda file: file.write_bytes(b'{"format": 1}'), "不是 .xlsx"),
    "in no encoding": (lambda file: file.write_bytes(b"\xff\0"), "GB18030"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_could_harm_is_refused_before_it_is_read(guarded: Office, kind: str) -> None:
    file = Path(guarded.filled().save())
    spoil, told = REFUSED[kind]
    spoil(file)
    before = guarded.files()
    said = guarded("import", str(file), "--yes")
    assert said.code == 1
    assert told in said.err
    assert guarded.files() == before


@pytest.mark.parametrize(
    ("seen", "unseen", "place"),
    [
        (b"<cols>", b'<cols><col min="10" max="10" width="0" customWidth="1"/>', "J5"),
        (b'ht="77"', b'ht="0"', "A6"),
    ],
    ids=["column", "row"],
)
def test_what_has_no_size_is_as_hidden_as_what_says_so(
    office: Office, seen: bytes, unseen: bytes, place: str
) -> None:
    form = office.filled()
    form.sheet.row_dimensions[6].height = 77
    file = Path(form.save())
    _replaced(file, SHEET, seen, unseen)
    said = office("import", str(file), "--yes")
    assert said.code == 1
    assert f"填报表!{place}: error[import hidden-" in said.err


CSV = "分项,指标,完成数,总数,状态,进展情况,填报人\n1.1,企业自查率,119,120,推进中,已督促,张三\n"
CSVS = {
    "in UTF-8": CSV.encode(),
    "with a mark": CSV.encode("utf-8-sig"),
    "in GB18030": CSV.encode("gb18030"),
    "in GB18030 with a mark": f"\ufeff{CSV}".encode("gb18030"),
    "in UTF-16": CSV.encode("utf-16"),
    "below a title, by semicolons": f"落实台账\n{CSV.replace(',', ';')}".encode(),
    "below a title, by tabs": f"台账,2021\n{CSV.replace(',', chr(9))}".encode(),
    "with empty rows below": (CSV + ",,,,,,\n" * 100_000).encode(),
}


@pytest.mark.parametrize("how", CSVS)
def test_a_csv_comes_in_however_it_was_saved(office: Office, how: str) -> None:
    file = office.folder / "表.csv"
    file.write_bytes(CSVS[how])
    args = ("--department", "甲局", "--period", "2021Q4", "--yes")
    said = office("import", str(file), *args)
    assert said.code == 0, said.err
    assert office.entries()[-1]["values"] == {"rate": "119/120"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CSV.replace("已督促", '"已督促'), "表.csv:2: error[import open-quote]"),
        (f"{CSV}{',' * 9000}x\n" + "x\n" * 100, "表.csv: error[import too-large]"),
    ],
)
def test_a_csv_that_has_no_end_is_refused(office: Office, text: str, told: str) -> None:
    file = office.folder / "表.csv"
    file.write_text(text, "utf-8")
    said = office("import", str(file), "--department", "甲局", "--period", "2021Q4", "--yes")
    assert said.code == 1
    assert told in said.err


def test_what_stands_below_no_head_is_named(office: Office) -> None:
    form = office.filled()
    form.sheet["R7"] = "其中一家停业"
    said = office("import", form.save(), "--yes")
    assert said.code == 0, said.err
    assert "R7: note[import headless] “其中一家停业”所在的列没有表头" in said.err


def test_merged_cells_of_an_opendocument_hold_for_every_item_they_span(office: Office) -> None:
    heads = ("分项", "指标", "完成数", "总数", "状态", "进展情况", "填报人")
    said_of_both = [("推进中", 2), ("已督促", 2), ("张三", 2)]
    first = [("1.1", 1), ("企业自查率", 1), ("119", 1), ("120", 1), *said_of_both]
    second = [("1.2", 1), ("立案数", 1), ("4", 1), ("", 1), None, None, None]
    file = office.folder / "表.ods"
    _opendocument(file, [[(head, 1) for head in heads], first, second])
    args = ("--department", "甲局", "--period", "2021Q4", "--yes")
    said = office("import", str(file), *args)
    assert said.code == 0, said.err
    told = [(one["status"], one["note"], one["by"]) for one in office.entries()[-2:]]
    assert told == [("in-progress", "已督促", "张三")] * 2


def test_what_is_seen_by_its_cells_colour_is_read(office: Office) -> None:
    form = office.filled()
    _coloured(2, "完成数", 4, "FFFFFFFF", "FF1F4E78")(form)
    _coloured(1, "完成数", 119, "FFFF0000")(form)
    said = office("import", form.save(), "--yes")
    assert said.code == 0, said.err
    assert "cases: 4" in str(office.viewer.root.joinpath("ledgers/alpha.yaml").read_text("utf-8"))


@pytest.mark.parametrize("how", ["style", "type"])
def test_what_is_struck_out_in_an_opendocument_is_named(office: Office, how: str) -> None:
    """Where cells side by side are alike, the file has one that is repeated."""
    file = office.folder / "表.ods"
    heads = ("分项", "指标", "完成数", "总数", "状态", "填报人")
    row = ("1.1", "企业自查率", "119", "推进中", "张三")
    _opendocument(file, [[(one, 1) for one in cells] for cells in (heads, row)])
    cell, span = b"><text:p>119", b'><text:p>1<text:span text:style-name="x">1</text:span>9'
    _replaced(file, "content.xml", cell, b' table:number-columns-repeated="2"' + span)
    spaces, _, body = CONTENT.partition("><")
    style = f"""<style:style style:name="y"><style:text-properties
        style:text-line-through-{how}="single"/></style:style><style:style style:name="x"
        style:parent-style-name="y"/>"""
    struck = f'{spaces} xmlns:style="{STYLE}"><office:styles>{style}</office:styles><{body}'
    _replaced(file, "content.xml", CONTENT.encode(), struck.encode())
    said = office("import", str(file), "--department", "甲局", "--period", "2021Q4", "--yes")
    assert said.code == 1
    for place in ("C2", "D2"):
        assert f"表!{place}: error[import struck-out] “119”划了删除线" in said.err


@pytest.mark.parametrize(
    ("cell", "part", "is_seen"),
    [
        ('fo:color="#ffffff"', "", False),
        ('fo:color="#fafafa"', 'fo:color="#000000"', False),
        ('fo:color="#000000"', 'fo:color="#ffffff"', False),
        ('style:use-window-font-color="true" fo:color="#ffffff"', "", True),
        ('fo:color="#ff0000"', "", True),
    ],
)
def test_what_is_of_its_grounds_colour_in_an_opendocument_is_named(
    office: Office,
    cell: str,
    part: str,
    is_seen: bool,  # noqa: FBT001 - a parameter of the table above
) -> None:
    file = office.folder / "表.ods"
    heads = ("分项", "指标", "完成数", "总数", "状态", "填报人")
    row = ("1.1", "企业自查率", "119", "120", "推进中", "张三")
    _opendocument(file, [[(one, 1) for one in cells] for cells in (heads, row)])
    span = b' table:style-name="c"><text:p>1<text:span text:style-name="p">1</text:span>9'
    _replaced(file, "content.xml", b"><text:p>119", span)
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties {look}/></style:style>'
        for name, look in (("c", cell), ("p", part))
    )
    spaces, _, body = CONTENT.partition("><")
    names = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    told = f'{spaces} {names} xmlns:style="{STYLE}"><office:styles>{styles}</office:styles><{body}'
    _replaced(file, "content.xml", CONTENT.encode(), told.encode())
    said = office("import", str(file), "--department", "甲局", "--period", "2021Q4", "--yes")
    assert said.code == (0 if is_seen else 1), said.err
    assert ("表!C2: error[import unseen] 格里有“119”" in said.err) is not is_seen


ROW = "<table:table-row>"
ROW_END = "</table:table-row></table:table>"
HIDDEN = {
    "an error": ([("><text:p>119", ' table:value-type="error"><text:p>#N/A')], "C2", "error-value"),
    "a row filtered out": ([(ROW, f'{ROW[:-1]} table:visibility="filter">')], "A2", "hidden-row"),
    "a table of another file": (
        [(ROW, f'<table:table-source table:table-name="x"/>{ROW}')],
        "表.ods",
        "links",
    ),
    "rows folded": (
        [
            (ROW, f'<table:table-row-group table:display="false">{ROW}'),
            (ROW_END, ROW_END.replace("><", "></table:table-row-group><")),
        ],
        "A2",
        "hidden-row",
    ),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_what_an_opendocument_does_not_show_is_named(office: Office, case: str) -> None:
    changes, place, told = HIDDEN[case]
    file = office.folder / "表.ods"
    heads = ("分项", "指标", "完成数", "总数", "状态", "填报人")
    row = ("1.1", "企业自查率", "119", "120", "推进中", "张三")
    _opendocument(file, [[(one, 1) for one in cells] for cells in (heads, row)])
    text = zipfile.ZipFile(file).read("content.xml").decode()
    at = text.rindex(ROW)
    changed = text[at:]
    for old, new in changes:
        changed = changed.replace(old, new)
    _replaced(file, "content.xml", text.encode(), (text[:at] + changed).encode())
    said = office("import", str(file), "--department", "甲局", "--period", "2021Q4", "--yes")
    assert said.code == 1
    assert f"{place}: error[import {told}]" in said.err


def _opendocument(file: Path, rows: Sequence[Sequence[tuple[str, int] | None]]) -> None:
    """A spreadsheet of texts, each with how many rows it spans; None where one above reaches."""
    covered = "<table:covered-table-cell/>"
    told = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string" table:number-rows-spanned="{cell[1]}"'
            f' table:number-columns-spanned="1"><text:p>{cell[0]}</text:p></table:table-cell>'
            if cell
            else covered
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
        for one in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}{CONTENT}<office:spreadsheet>"
            f'<table:table table:name="表">{told}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )


FILLING = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Fill
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden"
  how(0).Value = True
  book = StarDesktop.loadComponentFromURL("{form}", "_blank", 0, how())
  sheet = book.Sheets.getByIndex(0)
{typed}
  how(0).Name = "FilterName"
  how(0).Value = "{kind}"
  book.storeToURL("{saved}", how())
  book.close(True)
End Sub
</script:module>
"""
KINDS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}


def fill_in_libreoffice(form: Form, saved: Path, typed: Mapping[str, str]) -> None:
    """Has LibreOffice itself open the form, take what is typed into its cells, and save it."""
    home = saved.parent / "profile"
    command = ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless"]
    cells = (f'  sheet.getCellRangeByName("{at}").setFormula("{t}")' for at, t in typed.items())
    told = {"form": form.file.as_uri(), "saved": saved.as_uri(), "kind": KINDS[saved.suffix[1:]]}
    subprocess.run([*command, "--terminate_after_init"], check=True, timeout=120)
    macro = home / "user/basic/Standard/Module1.xba"
    macro.write_text(FILLING.format(typed="\n".join(cells), **told), "utf-8")
    subprocess.run([*command, "macro:///Standard.Module1.Fill()"], check=True, timeout=120)


@pytest.mark.beside
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", KINDS)
def test_a_form_filled_in_by_libreoffice_comes_back_with_all_its_figures(
    guarded: Office, suffix: str
) -> None:
    form, saved = guarded.form(), guarded.folder / f"saved.{suffix}"
    once = {"E4": "2022-01-08", "G4": "张三", "I4": "李四"}
    rows = (
        {"完成数": "119", "状态": "推进中", "进展情况": "已督促", "存在问题": "人手不足"},
        {"完成数": "4", "状态": "已完成", "进展情况": "立案4件"},
        {"完成数": "30", "总数": "60"},
    )
    typed = {form.cell(n, h).coordinate: t for n, row in enumerate(rows, 1) for h, t in row.items()}
    fill_in_libreoffice(form, saved, once | typed)
    said = guarded("import", str(saved), "--yes")
    assert said.code == 0, said.err
    first, second = guarded.entries()[-2:]
    assert first["values"] == {"rate": "119/120"}
    assert second["values"] == {"cases": "4", "chains": "30/60"}
    for one, status in ((first, "in-progress"), (second, "done")):
        told = [one[key] for key in ("status", "date", "by", "approved_by")]
        assert told == [status, "2022-01-08", "张三", "李四"]
    assert (first["note"], first["problems"], second["note"]) == ("已督促", "人手不足", "立案4件")


LAYOUTS: dict[str, list[list[object]]] = {
    "by its conventional heads": [
        [
            "序号",
            "重点任务",
            "责任单位",
            "完成时限",
            "进展情况",
            "存在问题",
            "下步计划",
            "完成状态",
        ],
        [1, "查办案件", "甲局", "2021-12-31", "立案4件", "人手不足", "补齐", "推进中"],
    ],
    "below a title, two rows of heads": [
        ["2021年第四季度落实台账"],
        ["任务", "责任部门", "办理情况", None, "备注"],
        ["工作任务", "责任部门", "进展情况", "办理状态", "备注"],
        ["查办案件", "甲局", "立案4件", "正在办理", None],
    ],
    "heads in two rows, not merged": [
        ["序号", "主要任务", "主责单位", "完成情况", None, "进展情况", "状态"],
        [None, None, None, "完成数", "总数", None, None],
        [1, "查办案件", "甲局", None, None, "立案4件", "推进中"],
    ],
    "heads in two rows, most in the lower": [
        [None, "主要任务", "完成情况", None, "进展情况", "状态"],
        ["编号", "主责单位", "完成数", "总数", None, None],
        ["1.2", "甲局", None, None, "立案4件", "推进中"],
    ],
    "grouped by unit": [
        ["工作任务", "进展情况", "状态"],
        ["一、乙局（1项）"],
        ["督促企业自查", "已督促", "推进中"],
        ["二、甲局"],
        ["（一）查办案件。", "立案4件", "推进中"],
    ],
    "with measures of its own": [
        ["重点任务", "具体措施", "责任单位", "进展情况", "状态"],
        ["查办案件", "开展专项行动", "甲局", "立案4件", "推进中"],
    ],
    "for rectification": [
        ["编号", "主责部门", "整改时限", "整改情况", "销项"],
        ["1.2", "甲局", "12月底", "立案4件", "持续推进"],
    ],
    "with figures": [
        ["任务编号", "考核指标", "目标值", "实际完成", "单位", "落实情况", "序时进度"],
        ["1.2", "立案数", "3件", "4件", "甲局", "立案4件", "达序时进度"],
    ],
    "with shares beside the counts": [
        ["分项", "指标", "完成数", "总数", "责任单位", "推进情况", "状态"],
        ["1.2", "连锁率", "已完成3家(60%)", 5, "甲局", "立案4件", "推进中"],
    ],
    "with what was done as a status": [
        ["分项", "责任单位", "工作进展", "完成情况状态", "状态"],
        ["1.2", "甲局", "立案4件", "x", "已完成3项(60%)"],
    ],
    "in stars and brackets": [
        ["* 分项", "责任单位（盖章）", "进 展 情 况：", "状态*"],
        ["1.2", "甲管理局", "立案4件", "进行中"],
    ],
    "grouped by unit, said once above": [
        ["填报单位：甲局", None, "报告期：2021年第四季度"],
        ["具体内容", "进展", "工作状态", "填表人"],
        ["查办案件", "立案4件", "推进中", "张三"],
    ],
    "with several units": [
        ["任务", "责任单位", "进展情况", "状态"],
        ["1.2 查办案件", "甲局牵头，乙局配合", "立案4件", "推进中"],
    ],
    "with its heads once more, as pages have them": [
        ["分项", "主责单位", "治理情况", "进展状态"],
        ["1.1", "甲局", "已督促", "推进中"],
        ["分项", "主责单位", "治理情况", "进展状态"],
        ["1.2", "甲局", "立案4件", "推进中"],
    ],
    "with totals below": [
        ["分项", "主责单位", "治理情况", "进展状态", "分值"],
        ["1.2", "甲局", "立案4件", "超序时进度", 5],
        ["合计", None, "1项", None, 5],
        [None, None, "1项", None, "总 计："],
    ],
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_that_the_office_keeps_already_comes_in(office: Office, layout: str) -> None:
    args = ["--period", "2021Q4", "--yes", "--date", "2022-01-09"]
    if "several" in layout:
        args += ["--department", "alpha"]
    said = office("import", office.table(LAYOUTS[layout]), *args)
    assert said.code == 0, said.err
    entry = office.entries()[-1]
    assert (entry["item"], entry["period"], entry["note"]) == ("1.2", "2021Q4", "立案4件")
    assert len(office.entries()) == (5 if "once more" in layout else 4)
    assert entry["status"] == "in-progress"
    assert entry["date"] == "2022-01-09"
    assert entry["by"] == ("张三" if "above" in layout else "孙七")
    assert ("note[import by-chosen] 没有写填报人，记为 孙七" in said.err) == (entry["by"] == "孙七")


def test_a_table_as_it_is_printed_comes_in(office: Office) -> None:
    """A title, the unit's stamp, heads in two rows, titles between the rows, who signs below."""
    rows: list[list[object]] = [
        ["2021年第四季度食品安全重点工作落实情况统计表"],
        ["填报单位：甲局（盖章）", None, None, None, None, None, "填报日期：2022年1月9日"],
        ["序号", "重点任务", None, "完成情况", None, "状态", "进展情况"],
        [None, "分项", "指标", "完成数", "总数"],
        ["一、抓监管"],
        [1, "1.1", "企业自查率", 119, 120, "推进中", "已督促"],
        [2, "1.2", "立案数", 4, None, "推进中", "立案4件"],
        [None, None, "连锁率", 30, 60],
        ["注：本表一式两份。"],
        ["填表人：王五（签字）", None, None, "审核人：", "赵六", "联系电话：5678"],
    ]
    merged = ("A1:G1", "A2:F2", "A3:A4", "B3:C3", "D3:E3", "F3:F4", "G3:G4", "A5:G5")
    table = office.table(rows, merged=(*merged, "A7:A8", "B7:B8", "F7:F8", "G7:G8"))
    said = office("import", table, "--period", "2021Q4", "--yes")
    assert said.code == 0, said.err
    assert "A5: note[import heading-row] “一、抓监管”" in said.err
    first, second = office.entries()[-2:]
    assert first["values"] == {"rate": "119/120"}
    assert second["values"] == {"cases": "4", "chains": "30/60"}
    for one in (first, second):
        told = [one[key] for key in ("status", "date", "by", "approved_by")]
        assert told == ["in-progress", "2022-01-09", "王五", "赵六"]


def test_a_tasks_title_is_the_one_item_of_it_that_the_department_has(office: Office) -> None:
    rows: list[list[object]] = [
        ["责任单位", "工作任务", "进展情况", "状态"],
        ["乙局", "查企业", "已督促", "推进中"],
    ]
    said = office("import", office.table(rows), "--period", "2021Q4", "--yes")
    assert said.code == 0, said.err
    assert office.entries("beta")[-1]["item"] == "1.1"
    rows[1][0] = "甲局"  # which has both
    said = office("import", office.table(rows), "--period", "2021Q4", "--yes")
    assert said.code == 1
    assert "Sheet!B2: error[import task-for-item]" in said.err
    assert "1.1、1.2" in said.err


def test_a_hidden_sheet_is_named_and_not_read(office: Office) -> None:
    rows = [["分项", "责任单位", "状态"], ["1.2", "甲局", "推进中"]]
    file = Path(office.table(rows))
    book: Any = openpyxl.load_workbook(file)
    old = book.create_sheet("上季度")
    for row in (rows[0], ["1.2", "甲局", "受阻"]):
        old.append(row)
    old.sheet_state = "hidden"
    book.save(file)
    said = office("import", str(file), "--period", "2021Q4", "--yes")
    assert said.code == 0, said.err
    assert "台账.xlsx:上季度: note[import hidden-sheet]" in said.err
    assert office.entries()[-1]["status"] == "in-progress"


def test_items_of_a_form_that_were_left_blank_are_named(office: Office) -> None:
    form = office.form()
    form.put(1, 完成数=119, 总数=120, 状态="推进中", 填报日期="2022-01-08", 填报人="张三")
    said = office("import", form.save(), "--yes")
    assert said.code == 0, said.err
    assert "note[import left-blank] 表里这些分项没有填：1.2" in said.err


def test_what_a_form_repeats_is_no_answer_until_it_is_changed(office: Office) -> None:
    filled = office.filled()
    filled.put(2, 完成数=None)
    filled.cell(3, "完成数").value = "不适用"
    filled.put(2, 进展情况="- 1 家\n两行")
    assert office("import", filled.save(), "--yes").code == 0
    before = office.files()
    filled.file.unlink()
    form = office.form()
    for head in ("填报日期", "填报人", "审签人"):  # filled down, as people do
        for row in (1, 2):
            form.cell(row, head).value = "2022-01-10" if head == "填报日期" else "王五"
    said = office("import", form.save(), "--yes")
    assert (said.code, office.files()) == (0, before), said.err
    assert "没有填任何内容" in said.err
    form.put(1, 完成数=120)
    assert office("import", form.save(), "--yes").code == 2, "a reason is needed"
    said = office("import", form.save(), "--yes", "--reason", "补查一家")
    assert said.code == 0, said.err
    entry = office.entries()[-1]
    assert (entry["values"], entry["by"], entry["note"]) == ({"rate": "120/120"}, "王五", "已督促")
    assert entry["amends"] == office.entries()[-3]["id"]
    form.put(1, 完成数=118)  # a form that repeats what was amended since
    said = office("import", form.save(), "--yes", "--reason", "再改")
    assert (said.code, "error[import form-overtaken]" in said.err) == (1, True), said.err


def test_comments_pictures_and_boxes_are_named_and_not_read(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "回填.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("表")
    for row, cells in enumerate([["分项", "责任单位", "状态"], ["1.2", "甲局", "推进中"]]):
        sheet.write_row(row, 0, cells)
    sheet.write_comment("C2", "其中一家\n已停业，请勿计入")
    sheet.insert_textbox("E3", "另有说明")
    sheet.insert_image("G4", "seal.png", {"image_data": BytesIO(PICTURE)})
    book.close()
    said = office("import", str(file), "--period", "2021Q4", "--yes")
    assert said.code == 0, said.err
    for told in (
        "回填.xlsx:表!C2: note[import comment] 批注不读入：“其中一家 已停业，请勿计入”",
        "回填.xlsx:表!E3: note[import box] 文本框不读入：“另有说明”",
        "回填.xlsx:表!G4: note[import picture] 图片不读入",
    ):
        assert told in said.err


def test_what_a_row_lacks_is_said_once(office: Office) -> None:
    rows = [["分项", "责任单位", "状态", "进展情况"], ["1.2", "甲局", "", "立案4件"]]
    said = office("import", office.table(rows), "--period", "2021Q4", "--yes")
    assert said.code == 1
    assert said.err.count("error[") == 1, said.err
    assert "C2: error[import status-missing]" in said.err
    rows = [
        ["分项", "责任单位", "状态", "进展情况", "填报人"],
        ["1.2", "甲局", "推进中", "同上", "张三"],
    ]
    said = office("import", office.table(rows), "--period", "2021Q4", "--yes")
    assert (said.err.count("error["), "D2: error[import ditto]" in said.err) == (1, True), said.err


def test_columns_that_are_not_taken_over_are_named(office: Office) -> None:
    rows: list[list[object]] = [
        ["分项", "责任单位", "情况说明", "状态", "分值"],
        ["1.2", "甲局", "立案4件", "推进中", 5],
    ]
    said = office("import", office.table(rows), "--period", "2021Q4", "--dry-run")
    assert "C1: note[import unread-column] “情况说明”" in said.err
    assert "“分值”" in said.err
    name = office.table(rows)
    said = office("import", name, "--period", "2021Q4", "--yes", "--map", "情况说明=note")
    assert said.code == 0, said.err
    assert office.entries()[-1]["note"] == "立案4件"
    for wrong, told in (
        (["情况说明=notiz"], "键可用"),
        (["情况=note"], "没有“情况”这个表头"),
        (["情况说明=note", "情况说明：=next"], "说了两次"),
    ):
        said = office("import", name, *(word for one in wrong for word in ("--map", one)))
        assert said.code == 2
        assert told in said.err


_TICKED: list[object] = ["分项", "责任单位", "进展情况", "未启动", "推进中", "已完成"]


@pytest.mark.parametrize(
    ("heads", "cells", "status"),
    [
        (_TICKED, [None, "√", None], "in-progress"),
        (_TICKED, [None, None, "对勾"], "done"),
        ([*_TICKED[:3], "完成", "未完成"], ["✓", None], "done"),
        ([*_TICKED[:3], "是否完成"], ["是"], "done"),
        ([*_TICKED[:3], "完成与否"], ["☑"], "done"),
    ],
)
def test_a_status_may_be_ticked(
    office: Office, heads: list[object], cells: list[object], status: str
) -> None:
    rows = [heads, ["1.2", "甲局", "立案4件", *cells]]
    said = office("import", office.table(rows), "--period", "2021Q4", "--yes")
    assert said.code == 0, said.err
    assert office.entries()[-1]["status"] == status
    assert "unread-column" not in said.err


SHARES: dict[str, tuple[list[object], str]] = {
    "as it is": ([118, 120, "98.33%"], ""),
    "rounded": ([118, 120, "98.3%"], ""),
    "as it is shown here": ([5, 6, "83%"], ""),
    "of a whole": ([120, 120, "100%"], ""),
    "in one cell": (["118/120", None, "98.33%"], ""),
    "in thousands": (["1,180", "1,200", "98.33%"], ""),
    "too good for one cell": (["118/120", None, "99%"], "F2: error[import share-differs]"),
    "too good for thousands": (["1,180", "1,200", "99%"], "F2: error[import share-differs]"),
    "too good": ([118, 120, "99%"], "F2: error[import share-differs] “99%”与同一行的 118/120"),
    "rounded up to the goal": ([1199, 1200, "100.0%"], "F2: error[import share-differs]"),
    "alone": ([None, None, "98%"], "F2: note[import share-unread] 百分数“98%”没有读入"),
}


@pytest.mark.parametrize("case", SHARES)
def test_a_percentage_beside_two_counts_is_what_they_give(office: Office, case: str) -> None:
    figures, told = SHARES[case]
    rows: list[list[object]] = [
        ["分项", "责任单位", "指标", "完成数", "总数", "完成率", "状态"],
        ["1.1", "甲局", "企业自查率", *figures, "推进中"],
    ]
    said = office("import", office.table(rows), "--period", "2021Q4", "--dry-run")
    assert said.code == ("error" in told), said.err
    assert told in said.err
    assert ("share-" in said.err) == bool(told)


def test_a_card_with_its_heads_on_the_left_is_told_what_to_do(office: Office) -> None:
    rows: list[list[object]] = [
        ["分项", "1.2"],
        ["责任单位", "甲局"],
        ["报告期", "2021Q4"],
        ["进展情况", "立案4件"],
    ]
    said = office("import", office.table(rows), "--yes")
    assert said.code == 1
    assert "note[import card] “分项”“责任单位”等写在左边" in said.err


MEANINGLESS: dict[str, tuple[list[list[object]], str]] = {
    "of several units": ([["分项", "责任单位", "状态"], ["1.2", "甲局、乙局", "推进中"]], "B2"),
    "below the name of a group": (
        [["任务", "状态"], ["甲局"], ["各街道"], ["查办案件", "推进中"]],
        "A4",
    ),
    "below the name of a unit within another": (
        [["任务", "状态"], ["甲局（食安办）"], ["查办案件", "推进中"]],
        "A3",
    ),
    "a number that is another item's": (
        [["任务", "责任单位", "状态"], ["1.1 查办案件", "甲局", "推进中"]],
        "A2",
    ),
    "of no unit": ([["分项", "状态"], ["1.2", "推进中"]], "A2"),
    "as above": (
        [["分项", "责任单位", "状态", "填报人"], ["1.2", "甲局", "推进中", "同上"]],
        "D2",
    ),
    "of a unit of measure": ([["分项", "单位", "状态"], ["1.2", "件", "推进中"]], "B2"),
    "of a unit nobody knows": ([["分项", "责任单位", "状态"], ["1.2", "丙局", "推进中"]], "B2"),
    "a share that does not fit": (
        [
            ["分项", "责任单位", "指标", "完成数", "总数", "状态"],
            ["1.2", "甲局", "连锁率", "已完成3家(70%)", 5, "推进中"],
        ],
        "D2",
    ),
    "a share that is no number": (
        [
            ["分项", "责任单位", "指标", "完成数", "总数", "状态"],
            ["1.2", "甲局", "连锁率", "已完成3家(6.0.0%)", 5, "推进中"],
        ],
        "D2",
    ),
    "an item that may be another": ([["分项", "责任单位", "状态"], [1.1, "甲局", "推进中"]], "A2"),
    "two units' tables below each other": (
        [
            ["填报单位：甲局"],
            ["分项", "进展情况", "状态"],
            ["1.1", "已督促", "推进中"],
            ["填报单位：乙局"],
            ["分项", "进展情况", "状态"],
            ["1.1", "已督促", "推进中"],
        ],
        "A4",
    ),
    "a table of other heads below": (
        [
            ["分项", "责任单位", "进展情况", "状态"],
            ["1.1", "甲局", "已督促", "推进中"],
            ["分项", "责任单位", "存在问题", "状态"],
            ["1.2", "甲局", "人手不足", "推进中"],
        ],
        "A3",
    ),
    "another quarter's table below": (
        [
            ["2021年第四季度落实情况"],
            ["分项", "责任单位", "进展情况", "状态"],
            ["1.1", "甲局", "已督促", "推进中"],
            ["2021年第三季度落实情况"],
            ["分项", "责任单位", "进展情况", "状态"],
            ["1.2", "甲局", "人手不足", "推进中"],
        ],
        "A4",
    ),
    "a larger table below": (
        [
            ["分项", "责任单位", "状态"],
            ["1.1", "甲局", "推进中"],
            ["分项", "责任单位", "存在问题", "状态"],
            ["1.2", "甲局", "人手不足", "推进中"],
        ],
        "A1",
    ),
    "nothing that is known": ([["甲", "乙"], [1, 2]], "台账.xlsx"),
    "ticks for two statuses": ([_TICKED, ["1.2", "甲局", "x", None, "√", "√"]], "F2"),
    "no tick": ([_TICKED, ["1.1", "甲局", "x"], ["1.2", "甲局", "x", None, "√"]], "E2"),
    "a tick for what is not done": (
        [[*_TICKED[:3], "完成", "未完成"], ["1.2", "甲局", "x", None, "√"]],
        "E2",
    ),
    "a no": ([[*_TICKED[:3], "是否完成"], ["1.2", "甲局", "x", "否"]], "D2"),
    "a tick below no question": ([[*_TICKED[:3], "状态"], ["1.2", "甲局", "x", "√"]], "D2"),
    "a total of nobody knows which": (
        [["分项", "责任单位", "进展情况", "总数", "状态"], ["1.2", "甲局", "x", 120, "推进中"]],
        "D2",
    ),
    "a relative period": (
        [["分项", "责任单位", "状态", "季度"], ["1.2", "甲局", "推进中", "上季度"]],
        "D2",
    ),
    "a status of several": ([["分项", "责任单位", "状态"], ["1.2", "甲局", "已完成3项"]], "C2"),
    "a status that is no share": (
        [["分项", "责任单位", "状态"], ["1.2", "甲局", "已完成3项(1.2.3%)"]],
        "C2",
    ),
}


@pytest.mark.parametrize("case", MEANINGLESS)
def test_what_may_mean_several_things_is_a_problem_at_its_cell(office: Office, case: str) -> None:
    if "another" in case:
        office.viewer.change("data/tasks.yaml", 'id: "1.2"', 'id: "1.10"')
        office.viewer.change("ledgers/alpha.yaml", 'item: "1.2"', 'item: "1.10"')
    rows, place = MEANINGLESS[case]
    before = office.files()
    said = office("import", office.table(rows), "--period", "2021Q4", "--yes")
    assert said.code == 1, said.err
    assert f"{place}: error" in said.err
    assert office.files() == before


HEADED: dict[str, tuple[list[list[object]], str]] = {
    "a title of another quarter": ([["2021年三季度落实情况"], [], []], "A1: error[import period"),
    "a sheet of another quarter": ([[], []], "三季度: error[import period-differs]"),
    "in ten thousands": ([[None] * 3 + ["完成数（万件）"], []], "D2: error[import scaled-head]"),
    "all in thousands": ([["计量单位：千元"], [], []], "D3: error[import scaled-head]"),
    "in per cent": (
        [[None] * 3 + ["完成数（%）"], [1.1, None, "企业自查率", 98, 100]],
        "D2: error",
    ),
    "of the quarter alone": (
        [[*["分项", "责任单位", "指标", "本季度"], None, "状态"], [*[None] * 3, "完成数"], []],
        "D3: error[import head-of-period]",
    ),
    "what is new, of what is now": (
        [
            [*["分项", "责任单位", "指标", "新增"], None, "状态"],
            [],
            [1.1, None, "企业自查率", 9, 12],
        ],
        "D3: error[import head-of-additions]",
    ),
    "of the year so far": ([[None] * 3 + ["累计完成"], []], "D2: error[import head-of-total]"),
}


@pytest.mark.parametrize("case", HEADED)
def test_what_a_table_says_of_all_its_figures_holds(office: Office, case: str) -> None:
    """A title, a unit or a head that says another period, thousands, or figures of another time."""
    given, told = HEADED[case]
    if "year" in case:
        office.viewer.change("data/tasks.yaml", "value_is: running-total", "value_is: increment")
    heads = ["分项", "责任单位", "指标", "完成数", "总数", "状态"]
    usual: list[list[object]] = [[], [*heads], ["1.2", "甲局", "立案数", 4, None, "推进中"]]
    rows = [
        [own or other for own, other in zip_longest(row, default)]
        for row, default in zip(given, usual[-len(given) :], strict=True)
    ]
    before = office.files()
    file = office.table(rows, title="三季度" if "sheet" in case else "Sheet")
    said = office("import", file, "--period", "2021Q4", "--yes")
    assert (said.code, told in said.err) == (1, True), said.err
    assert office.files() == before


def test_a_title_says_which_period_a_table_is_about(office: Office) -> None:
    rows = [["2021年第四季度落实情况"], ["分项", "责任单位", "状态"], ["1.2", "甲局", "推进中"]]
    assert office("import", office.table(rows), "--yes").code == 0
    assert office.entries()[-1]["period"] == "2021Q4"


def test_rows_that_are_about_nothing_known_are_named(office: Office) -> None:
    """A card of one item has its heads beside what they say: nothing of it is lost unsaid."""
    rows: list[list[object]] = [
        ["分项", "1.2", "责任单位", "甲局"],
        ["进展情况", "立案4件", "状态", "推进中"],
    ]
    said = office("import", office.table(rows), "--period", "2021Q4", "--yes")
    assert (
        "A2: note[import row-unread] 这一行没有填，也看不出是哪个分项，未读：“进展情况”" in said.err
    )


def test_two_tables_that_disagree_are_refused_and_equal_ones_are_one(office: Office) -> None:
    rows: list[list[object]] = [
        ["分项", "责任单位", "状态", "进展情况"],
        ["1.2", "甲局", "推进中", "立案4件"],
    ]
    one, two = office.table(rows, "a.xlsx"), office.table(rows, "b.xlsx")
    assert office("import", one, two, "--period", "2021Q4", "--yes").code == 0
    assert len(office.entries()) == 4
    rows[1][3] = "立案5件"
    said = office("import", one, office.table(rows, "b.xlsx"), "--period", "2021Q4", "--yes")
    assert said.code == 1
    assert "b.xlsx:Sheet!A2" in said.err


def test_a_sheet_may_be_called_after_its_department(office: Office) -> None:
    file = Path(office.table([["分项", "状态", "进展情况"], ["1.2", "推进中", "立案4件"]]))
    book: Any = openpyxl.load_workbook(file)
    book.active.title = "甲局"
    book.save(file)
    said = office("import", str(file), "--period", "2021Q4", "--yes")
    assert said.code == 0, said.err
    assert office.entries()[-1]["note"] == "立案4件"


@pytest.mark.parametrize(("answer", "code", "written"), [("", 0, 2), ("n", 130, 0)])
def test_at_a_terminal_it_asks_before_it_writes(
    office: Office, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, written: int
) -> None:
    before = len(office.entries())
    name = office.filled().save()
    monkeypatch.setattr(Session, "interactive", True)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert office("import", name).code == code
    assert len(office.entries()) == before + written


def test_at_a_terminal_the_change_of_each_file_can_be_seen_first(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(office.entries())
    name = office.filled().save()
    answers = iter(["1", "n"])
    monkeypatch.setattr(Session, "interactive", True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    said = office("import", name)
    assert said.code == 130
    assert "\n+++ " in said.out
    assert len(office.entries()) == before


@pytest.mark.parametrize("name", ["empty.xlsx", "empty.csv"])
def test_an_empty_table_is_told_from_one_without_heads(office: Office, name: str) -> None:
    file = office.folder / name
    if name.endswith("xlsx"):
        openpyxl.Workbook().save(file)
    else:
        file.write_bytes(b"")
    said = office("import", str(file))
    assert said.code == 1
    assert "import nothing-there" in said.out + said.err


@pytest.mark.parametrize("words", [("import",), ("plan", "verify"), ("init", "new", "--from")])
def test_a_folder_where_a_file_is_asked_for_is_called_one(
    office: Office, words: tuple[str, ...]
) -> None:
    said = office(*words, str(office.folder))
    assert said.code == 2
    assert f"{office.folder} 是文件夹，不是文件" in said.err
    assert "写明其中的哪个文件" in said.err
