"""The office extends an item's due date: what is written, what is asked, what is refused."""

from __future__ import annotations

import csv
import io
import json

import pytest
from docx import Document
from openpyxl import load_workbook

from viewer import Viewer

GIVEN = ("--due", "2022-03-31", "--reason", "设备未到", "--by", "孙七")


def ledger(viewer: Viewer) -> str:
    return (viewer.root / "ledgers/office.yaml").read_text("utf-8")


def test_an_extension_is_an_entry_of_the_office_and_moves_the_due_date(viewer: Viewer) -> None:
    before = ledger(viewer)
    seen = viewer("extend", "1.1", *GIVEN)
    assert seen.code == 0, seen.err
    added = ledger(viewer).removeprefix(before)
    assert ledger(viewer) == before + added
    for line in ('extends: "1.1"', "due: 2022-03-31", "reason: 设备未到", "date: 2021-10-20"):
        assert line in added
    (item,) = json.loads(viewer("status", "1.1", "--format", "json").out)["data"]["items"]
    told = [one["facts"] for one in item["reasons"] if one["key"] == "extended"]
    assert [(one["old"], one["due"]) for one in told] == [("2021-12-31", "2022-03-31")]


def test_a_trial_run_shows_the_entry_and_writes_nothing(viewer: Viewer) -> None:
    before = ledger(viewer)
    seen = viewer("extend", "1.1", *GIVEN, "--dry-run")
    assert seen.code == 0
    assert "设备未到" in seen.out
    assert ledger(viewer) == before


@pytest.mark.parametrize(
    ("item", "given", "code"),
    [
        ("9.9", GIVEN, 2),
        ("1.1", GIVEN[2:], 2),
        ("1.1", (*GIVEN[:2], *GIVEN[4:]), 2),
        ("1.1", ("--due", "2021-12-01", *GIVEN[2:]), 1),
        ("1.1", ("--due", "下月", *GIVEN[2:]), 1),
        ("2.1", ("--due", "2021-10-01", *GIVEN[2:]), 1),
    ],
    ids=["no such item", "no due", "no reason", "no later", "no date", "in the past"],
)
def test_what_is_refused(viewer: Viewer, item: str, given: tuple[str, ...], code: int) -> None:
    before = ledger(viewer)
    seen = viewer("extend", item, *given, "--no-input")
    assert seen.code == code, seen.err
    assert ledger(viewer) == before


def test_both_dates_stand_wherever_the_due_date_does(viewer: Viewer) -> None:
    viewer("extend", "2.1", "--due", "2021-12-20", *GIVEN[2:], "--date", "2021-10-12")
    both = "2021-12-20（原为 2021-11-15，已获准延期）"
    on_paper = "2021年12月20日（原为2021年11月15日，已获准延期）"
    out = viewer.root.parent / "out"
    viewer("dispatch", "2021Q3", "-o", str(out))
    book = load_workbook(out / "west/2021Q3-west.xlsx")
    rows = csv.DictReader(io.StringIO(viewer("export", "2.1").out))
    slip, note = (
        Document(str(out / name))
        for name in ("slips/2021-Q3-002.docx", "west/2021Q3-west-note.docx")
    )
    told = "期限由 2021-11-15 延至 2021-12-20：设备未到"
    for text in (
        viewer("status", "2.1").out,
        "".join(row["完成时限"] for row in rows),
        str([cell.value for cell in book.worksheets[0]["E"]]),
    ):
        assert both in text
    for text in (
        viewer("report", "quarter", "2021Q3", "--as-of", "2021-10-20").out,
        "".join(cell.text for table in slip.tables for row in table.rows for cell in row.cells),
    ):
        assert on_paper in text
    assert told in viewer("dispatch", "2021Q3").out
    moved = "期限由2021年11月15日延至2021年12月20日：设备未到"
    assert moved in note.tables[0].rows[1].cells[2].text
    assert moved in viewer("report", "brief").out  # a report is late, which has a day of its own


def test_a_slip_keeps_the_date_that_was_in_force_when_it_was_opened(viewer: Viewer) -> None:
    out = viewer.root.parent / "out"
    viewer("dispatch", "2021Q3", "-o", str(out))
    slip = out / "slips/2021-Q3-002.docx"
    before = slip.read_bytes()
    viewer("extend", "2.1", "--due", "2021-12-20", *GIVEN[2:], "--date", "2021-10-21")
    viewer("dispatch", "2021Q3", "-o", str(out), "--as-of", "2021-10-22")
    assert slip.read_bytes() == before
