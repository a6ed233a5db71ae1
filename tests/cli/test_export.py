"""The ledger as offices keep it: complete, harmless to open, the same entries when it is back."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font

from builders import (
    a_plan,
    a_review,
    a_target,
    a_void,
    an_amendment,
    an_entry,
    an_extension,
    an_item,
)
from foodsafety_ledger.files.text import refused_at
from foodsafety_ledger.filing.desk import Desk
from foodsafety_ledger.filing.imports import ExportedRows, records_of, restore
from foodsafety_ledger.formats.workbook import csv_text, workbook
from foodsafety_ledger.model.entry import FIELDS, Entry, Evidence
from foodsafety_ledger.reading.heads import EXPORT_KEYS
from foodsafety_ledger.reading.sheets import Cell, read_sheets
from foodsafety_ledger.views.template import HEADS, Exported, ExportPart, _export_record
from foodsafety_ledger.words import Say
from office import Office, read_in_this_process
from viewer import Viewer


@pytest.fixture
def office(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(viewer, monkeypatch)


def export(office: Office, name: str, *args: str) -> Path:
    file = office.folder / name
    said = office("export", *args, "-o", str(file))
    assert said.code == 0, said.err
    return file


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_is_exported_comes_back_as_the_same_entries(office: Office, suffix: str) -> None:
    file = export(office, f"all.{suffix}")
    before = {one: office.entries(one) for one in ("alpha", "beta", "east", "office")}
    for one in before:
        text = f"plan: viewed-2021\ndepartment: {one}\nentries: []\n"
        office.viewer.write(f"ledgers/{one}.yaml", text)
    said = office("import", str(file), "--yes")
    assert said.code == 0, said.err
    for one, entries in before.items():
        back = {entry["id"]: entry for entry in office.entries(one)}
        assert back == {entry["id"]: entry for entry in entries}
    assert "全部已经导入过" in office("import", str(file), "--yes").err


def test_what_people_see_of_an_export_comes_back_as_what_was_reported(office: Office) -> None:
    """Its table alone, as somebody copies it: what is recorded already is known by its content."""
    book: Any = openpyxl.load_workbook(export(office, "all.xlsx"))
    for name in book.sheetnames[1:]:
        del book[name]
    book.save(office.folder / "seen.xlsx")
    said = office("import", str(office.folder / "seen.xlsx"), "--yes")
    assert said.code == 0, said.err
    assert "全部已经导入过" in said.err


def test_a_workbook_has_a_sheet_for_the_district_and_each_department(office: Office) -> None:
    book: Any = openpyxl.load_workbook(export(office, "all.xlsx"))
    assert book.sheetnames == ["全区", "甲局", "乙局", "东街道", "_ledger"]
    rows = [[cell.value for cell in row] for row in book["甲局"].iter_rows(min_row=2)]
    assert rows[0] == list(HEADS)
    told = dict(zip(HEADS, rows[1], strict=True))
    assert told["具体内容"] == "督促企业自查"
    assert told["指标完成值"] == "企业自查率 118/120"
    assert told["佐证材料"] == "evidence/alpha/minutes.txt"
    assert told["审签人"] == "李四"


def test_the_ledger_of_one_department_is_not_called_the_districts(office: Office) -> None:
    book: Any = openpyxl.load_workbook(export(office, "one.xlsx", "甲局"))
    assert book.sheetnames == ["甲局", "_ledger"]
    assert book["甲局"]["A1"].value == "小区安排落实台账（甲局）"


def test_no_cell_can_start_a_formula(office: Office) -> None:
    office.viewer.change("ledgers/alpha.yaml", "note: 其余两家停业", 'note: "=1+1|cmd"')
    with export(office, "all.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=1+1|cmd" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    book: Any = openpyxl.load_workbook(export(office, "all.xlsx"))
    assert not any(
        cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row
    )


def test_a_file_opens_right_in_excel_and_a_pipe_has_no_mark(office: Office) -> None:
    assert export(office, "all.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert office("export").out.startswith("序号,分项")


def test_refs_and_a_period_choose(office: Office) -> None:
    told = json.loads(export(office, "a.json", "甲局", "1.2").read_text("utf-8"))
    assert [one["id"] for one in told["data"]["entries"]] == ["20211012-000000a3"]
    said = office("export", "--period", "2021Q4")
    assert said.out.count("\n") == 1


@pytest.mark.parametrize("how", ["a cell of a csv", "a cell", "struck out"])
def test_an_export_that_somebody_edited_is_not_taken_for_what_it_was(
    office: Office, how: str
) -> None:
    file = export(office, "all.csv" if "csv" in how else "all.xlsx")
    if "csv" in how:
        file.write_text(file.read_text("utf-8").replace("其余两家停业", "都好", 1), "utf-8")
    else:
        book: Any = openpyxl.load_workbook(file)
        cell = book["甲局"]["K3"]
        if how == "struck out":
            cell.font = Font(strike=True)
        else:
            cell.value = "都好"
        book.save(file)
    said = office("import", str(file), "--yes")
    assert said.code == 1
    assert "被改过" in said.err


def test_comments_on_an_export_are_named(office: Office) -> None:
    file = export(office, "all.xlsx")
    book: Any = openpyxl.load_workbook(file)
    book["甲局"]["K3"].comment = Comment("应为三家", "李四")
    book.save(file)
    said = office("import", str(file), "--yes")
    assert said.code == 0, said.err
    assert "K3: note[import comment] 批注不读入：“应为三家”" in said.err


def test_the_same_export_is_the_same_bytes(office: Office) -> None:
    assert export(office, "a.xlsx").read_bytes() == export(office, "b.xlsx").read_bytes()


LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs"),
    exclude_characters="\ufffe\uffff",  # no workbook gives them back, and no ledger has them
)
PROSE = st.text(LETTERS | st.sampled_from("\n\t=+-@'\",;\u2028"), max_size=20).map(str.strip)
PROSE |= st.sampled_from(["_x000D_", "甲_x0041_", "'=1+1", "007", "1.10", "2021-10-12", "#N/A"])


def test_what_no_xml_can_hold_no_ledger_has() -> None:
    in_xml = {9, 10, 13, *range(0x20, 0xD800), *range(0xE000, 0xFFFE), *range(0x10000, 0x110000)}
    lost = set(range(0x110000)) - in_xml
    assert [code for code in lost if refused_at(f"甲{chr(code)}") != 1] == []


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    """Entries of a small plan: reports with evidence, amendments, voids, reviews, extensions."""
    made: list[Entry] = []
    for _ in range(draw(st.integers(1, 4))):
        keys = {key: draw(PROSE) for key in ("note", "problems", "next", "by", "approved_by")}
        rate, name = draw(st.sampled_from(["98/99", "0/0", "n/a"])), draw(PROSE)
        evidence = (Evidence(f"evidence/{name}.txt", "0" * 64, valid_until=date(2023, 6, 30)),)
        entry = an_entry(values={"rate": rate}, evidence=evidence, **keys)
        made.append(entry)
        made += draw(st.sampled_from(_GOING_ON))(entry, draw(PROSE))
    return made


_GOING_ON: tuple[Callable[[Entry, str], list[Entry]], ...] = (
    lambda one, why: [an_amendment(one, "2021-10-13", reason=why, values={"rate": "1/2"})],
    lambda one, why: [a_void(one, "2021-10-13", reason=why)],
    lambda one, why: [
        new := an_amendment(one, "2021-10-13"),
        a_void(new, "2021-10-14", reason=why),
    ],
    lambda one, _why: [a_review(one, "2021-10-13", "accepted")],
    lambda one, why: [a_review(one, "2021-10-13", "returned", reason=why)],
    lambda one, why: [an_extension(one.item, "2022-03-31", "2021-10-13", reason=why)],
    lambda _one, _why: [],
)


@given(ledgers(), st.sampled_from(["csv", "xlsx"]))
def test_export_and_import_are_the_identity_over_random_ledgers(
    entries: list[Entry], suffix: str
) -> None:
    plan = a_plan(an_item(targets=(a_target(),)))
    records = tuple(_export_record(one, plan) for one in entries)
    row = ("1", *("=x",) * (len(HEADS) - 1))
    part = ExportPart("全区", (row,) * len(entries))
    exported = Exported(plan, "", (part,), part.rows, records)
    raw = csv_text(exported).encode() if suffix == "csv" else workbook(exported, (part,), Say("zh"))
    with pytest.MonkeyPatch.context() as patch:
        read_in_this_process(patch)
        sheets, problems = read_sheets(f"a.{suffix}", raw)
    assert not problems
    found = records_of(sheets)
    assert found is not None
    assert not found.problems
    desk = cast("Desk", SimpleNamespace(plan=plan, workspace=SimpleNamespace(by_id={})))
    back = restore(found, desk)
    assert not back.problems
    for entry, form in zip(entries, back.forms, strict=True):
        assert form.department == entry.department
        for key in FIELDS:
            assert (form.draft().get(key) or "") == (entry.told(key) or ""), key


def test_a_text_longer_than_a_cell_of_a_workbook_comes_back_from_csv(office: Office) -> None:
    office.viewer.change("ledgers/alpha.yaml", "其余两家停业", "停业" * 70_000)
    file, before = export(office, "all.csv"), office.entries()
    office.viewer.write("ledgers/alpha.yaml", "plan: viewed-2021\ndepartment: alpha\nentries: []\n")
    said = office("import", str(file), "--yes")
    assert said.code == 0, said.err
    assert {one["id"]: one for one in office.entries()} == {one["id"]: one for one in before}


@pytest.mark.parametrize(("key", "text"), [("values", "5"), ("values", "{"), ("evidence", "[5]")])
def test_an_export_that_somebody_broke_is_a_problem_at_its_cell(key: str, text: str) -> None:
    row = {one: Cell("", "", f"{one}2") for one in EXPORT_KEYS}
    row |= {"id": Cell("20211012-7f3a9c1e", "", "A2"), key: Cell(text, "", "B2")}
    desk = cast("Desk", SimpleNamespace(plan=a_plan(an_item())))
    back = restore(ExportedRows((row,), ()), desk)
    assert [(one.key, one.place) for one in back.problems] == [("broken-export", "A2")]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_entries_that_no_figure_has_are_told_from_the_others(office: Office, suffix: str) -> None:
    office.viewer.change("ledgers/beta.yaml", "60/80", "90/80")
    file = office.folder / f"all.{suffix}"
    said = office("export", "-o", str(file))
    assert said.code == 1
    assert said.err.splitlines()[-1] == "导出 9 条记录，其中 1 条有误，在任何数字里都未计入"
    if suffix == "csv":
        rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
        assert [row["状态"] for row in rows].count("有误，未计入") == 1
    if suffix == "xlsx":
        sheet = openpyxl.load_workbook(file).worksheets[0]
        assert str(sheet["A1"].value).endswith("另有1条记录有误，未计入。")
