"""The form that the office sends out: what it asks, what stands in it already, what it locks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from foodsafety_ledger.model.failure import Exit
from viewer import Viewer

HEADS = [
    *("分项", "指标", "完成数", "总数", "状态", "进展情况", "存在问题", "下步计划"),
    *("填报日期", "填报人", "审签人"),
]


def form(viewer: Viewer, *args: str) -> Any:  # noqa: ANN401 - openpyxl has no types
    file = viewer.root.parent / "form.xlsx"
    said = viewer("template", *args, "-o", str(file))
    assert said.code == 0, said.err
    return openpyxl.load_workbook(file)


def rows(book: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - openpyxl has no types
    """The form's rows, cells by head."""
    table = list(book.worksheets[0].iter_rows())
    start = next(n for n, cells in enumerate(table) if cells[0].value == "分项")
    heads = [cell.value for cell in table[start]]
    for cells in table[start + 1 :]:
        yield dict(zip(heads, cells, strict=True))


def test_a_form_has_a_row_a_target_in_the_order_of_the_plan(viewer: Viewer) -> None:
    found = list(rows(form(viewer, "甲局", "--period", "2021Q4")))
    assert set(HEADS) <= set(found[0])
    shown = [(row["分项"].value, row["指标"].value, row["上次值"].value) for row in found]
    assert shown == [
        ("1.1", "企业自查率", "2021Q3\n118/120"),
        ("1.2", "立案数", "2021Q3\n1"),
        ("1.2", "连锁率", None),
    ]


def test_what_is_said_of_an_item_is_open_in_its_first_row_alone(viewer: Viewer) -> None:
    first, second, third = rows(form(viewer, "alpha", "--period", "2021Q4"))
    for head in HEADS[4:]:
        assert not first[head].protection.locked
        assert not second[head].protection.locked
        assert third[head].protection.locked, head
    assert not third["完成数"].protection.locked
    assert second["总数"].protection.locked  # a count has no denominator
    assert first["分项"].protection.locked


def test_a_denominator_that_is_known_stands_there_and_can_be_changed(viewer: Viewer) -> None:
    first, _, third = rows(form(viewer, "alpha", "--period", "2021Q4"))
    assert first["总数"].value == 120
    assert not first["总数"].protection.locked
    assert third["总数"].value is None


def test_the_offices_common_denominator_cannot_be_changed(viewer: Viewer) -> None:
    viewer.change(
        "data/tasks.yaml",
        "value_is: snapshot\n        quote: 自查率",
        "value_is: running-total\n        denominator: common\n"
        "        common_denominator: {value: 160390, basis: 公报}\n        quote: 自查率",
    )
    viewer.change("ledgers/beta.yaml", "60/80", "60/120")
    first, *_ = rows(form(viewer, "alpha", "--period", "2021Q4"))
    assert first["总数"].value == 160390
    assert first["总数"].protection.locked


def test_no_cell_of_a_form_would_be_a_formula_where_it_is_pasted(viewer: Viewer) -> None:
    viewer.change("data/tasks.yaml", 'goal: ">= 3件"', 'goal: "= 3件"')
    book = form(viewer, "alpha", "--period", "2021Q4")
    texts = [str(held.value or "") for sheet in book for row in sheet.iter_rows() for held in row]
    assert any("目标 = 3件" in text for text in texts)
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]


def test_what_was_returned_says_why(viewer: Viewer) -> None:
    first, *_ = rows(form(viewer, "beta", "--period", "2021Q4"))
    assert first["退回原因"].value == "未到九成五"


def test_the_machines_sheet_says_whose_form_it_is(viewer: Viewer) -> None:
    sheet = form(viewer, "甲局", "--period", "2021年第四季度")["_ledger"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows() if row[0].value != "row"}
    about = {"form": "1", "plan": "viewed-2021", "period": "2021Q4", "department": "alpha"}
    assert about.items() <= told.items()
    assert sheet.sheet_state == "hidden"


def test_who_fills_it_in_is_chosen_from_names_or_typed(viewer: Viewer) -> None:
    viewer.change(
        "data/departments.yaml", "id: alpha,", "id: alpha, contact: 王五, leader: 赵局长,"
    )
    book = form(viewer, "alpha", "--period", "2021Q4")
    lists = {
        letter: [held.value for held in book["_ledger"][letter] if held.value] for letter in "HI"
    }
    assert lists == {"H": ["王五", "张三"], "I": ["赵局长", "李四"]}
    first, *_ = rows(book)
    for head, source in (("填报人", "_ledger!$H$1:$H$2"), ("审签人", "_ledger!$I$1:$I$2")):
        place = first[head].coordinate
        (check,) = (
            one for one in book.worksheets[0].data_validations.dataValidation if place in one.sqref
        )
        assert (check.type, check.formula1.lstrip("="), check.showErrorMessage) == (
            "list",
            source,
            False,
        )


def test_a_form_is_the_same_bytes_whenever_it_is_made(viewer: Viewer) -> None:
    form(viewer, "alpha", "--period", "2021Q4")
    file = viewer.root.parent / "form.xlsx"
    first = file.read_bytes()
    file.unlink()
    form(viewer, "alpha", "--period", "2021Q4")
    assert file.read_bytes() == first


def test_every_department_with_something_to_report_gets_its_form(viewer: Viewer) -> None:
    folder = viewer.root.parent / "forms"
    said = viewer("template", "--all", "-o", str(folder), "--period", "2021Q4")
    # the east street has reached all that was asked of it
    names = sorted(one.name for one in folder.iterdir())
    assert names == [f"2021Q4-{one}.xlsx" for one in ("alpha", "beta", "office", "west")]
    assert "合计" in said.out
    # a screen breaks the last column alone: a name, and not the path of a file
    assert said.out.splitlines()[0].split() == ["分项", "要填的格", "文件", "单位"]


def test_how_many_cells_there_are_to_fill_is_said(viewer: Viewer) -> None:
    # rate's numerator (120 stands there), cases, chains' two, two statuses, the day and the name
    said = viewer("template", "alpha", "-o", str(viewer.root.parent / "f.xlsx"))
    assert "8" in said.out.split("\n")[2].split()
    assert "报告期：2021Q4" in said.err  # 15 days after the third quarter are over


def test_a_round_is_about_the_quarter_just_over_while_reports_are_in_time(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2021-10-15")
    assert "2021Q3" in viewer("template", "alpha", "-o", str(viewer.root.parent / "f.xlsx")).err
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2026-11-26")
    assert "2021Q4" in viewer("template", "alpha", "-o", str(viewer.root.parent / "f.xlsx")).err


@pytest.mark.parametrize(
    "args",
    [
        ("template", "-o", "f.xlsx"),
        ("template", "alpha"),
        ("template", "alpha", "--all", "-o", "f.xlsx"),
        ("template", "alpha", "-o", "f.csv"),
        ("template", "alpha", "-o", "f.xlsx", "--period", "2020Q1"),
        ("template", "gamma", "-o", "f.xlsx"),
    ],
)
def test_what_cannot_be_made_is_refused(
    viewer: Viewer, args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert viewer(*args).code == 2
    assert not list(tmp_path.glob("f.*"))


def test_without_the_library_the_way_out_is_one_line(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    said = viewer("template", "alpha", "-o", str(viewer.root.parent / "f.xlsx"))
    assert said.code == 2
    assert "pip install 'foodsafety-ledger[xlsx]'" in said.err


def test_what_was_reported_stands_last_as_it_was_and_what_was_returned_first(
    viewer: Viewer,
) -> None:
    row, *_ = rows(form(viewer, "beta", "--period", "2021Q3"))
    assert (row["完成数"].value, row["总数"].value, row["状态"].value) == (60, 80, "已完成")
    viewer.change(
        "ledgers/alpha.yaml",
        "period: 2021Q3\n  date: 2021-10-12",
        "period: 2021Q4\n  date: 2021-10-12",
    )
    first, second, last = rows(form(viewer, "alpha", "--period", "2021Q3"))
    assert [one["分项"].value for one in (first, second, last)] == ["1.2", "1.2", "1.1"]
    assert first["完成数"].value is None
    shown = [last[head].value for head in HEADS[2:]]
    assert shown[:6] == [118, 120, "推进中", "其余两家停业", "人手不足", "年底前查完"]
    assert shown[6:] == [None, None, None], "who corrects it signs anew"
    assert last["上次值"].value == "已报\n2021-10-13"
    assert last["完成数"].fill.fgColor.rgb != first["完成数"].fill.fgColor.rgb
    said = viewer(
        "template", "alpha", "--period", "2021Q3", "-o", str(viewer.root.parent / "f.xlsx")
    )
    # one item is to report: its figures and status, the day and the name
    assert said.out.split("\n")[2].split()[:2] == ["1", "6"]


def test_a_form_that_repeats_what_was_reported_is_replaced_until_it_is_changed(
    viewer: Viewer,
) -> None:
    file = viewer.root.parent / "form.xlsx"
    args = ("template", "alpha", "--period", "2021Q3", "-o", str(file))
    assert viewer(*args).code == 0
    viewer.change("ledgers/alpha.yaml", "118/120", "117/120")
    assert viewer(*args).code == 0
    book = openpyxl.load_workbook(file)
    next(rows(book))["完成数"].value = 119
    book.save(file)
    assert viewer(*args).code == 2


def test_a_form_that_was_filled_in_is_not_replaced(viewer: Viewer) -> None:
    file = viewer.root.parent / "forms" / "2021Q4-alpha.xlsx"
    args = ("template", "--all", "-o", str(file.parent), "--period", "2021Q4")
    assert viewer(*args).code == 0
    viewer.change("ledgers/alpha.yaml", "118/120", "117/120")
    assert viewer(*args).code == 0  # nobody has filled it in: it says what holds now
    book = openpyxl.load_workbook(file)
    next(rows(book))["进展情况"].value = "已督促"
    book.save(file)
    before = {one.name: one.read_bytes() for one in file.parent.iterdir()}
    said = viewer(*args)
    assert said.code == 2
    assert "2021Q4-alpha.xlsx" in said.err
    assert {one.name: one.read_bytes() for one in file.parent.iterdir()} == before


@pytest.mark.parametrize("command", ["template 甲局", "export"])
def test_a_command_without_format_is_not_told_to_be_given_one(viewer: Viewer, command: str) -> None:
    said = viewer(*command.split(), "-o", "form.docx")
    assert said.code == 2
    assert "form.docx" in said.err
    assert ".xlsx" in said.err
    assert "--format" not in said.err


@pytest.mark.parametrize(
    "line",
    [
        *("template --all", "dispatch 2021Q3", "schema", "plan draft data/tasks.yaml"),
        *("init", "demo", "extract"),
    ],
)
@pytest.mark.parametrize("name", ["x.xlsx", "x.DOCX", "x.yaml", "x.json"])
def test_a_folder_is_not_made_under_the_name_of_a_file(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch, line: str, name: str
) -> None:
    monkeypatch.chdir(viewer.root)
    out = viewer.root.parent / name
    option = () if line in ("init", "demo", "extract") else ("-o",)
    said = viewer(*line.split(), *option, str(out))
    assert said.code == Exit.USAGE
    assert f"{out} 像文件名，这里写的是文件夹" in said.err
    assert not out.exists()


def test_a_folder_that_is_there_may_be_called_like_a_file(viewer: Viewer) -> None:
    out = viewer.root.parent / "schemas.json"
    out.mkdir()
    assert viewer("schema", "-o", str(out)).code == 0
    assert (out / "ledger.schema.json").is_file()
