"""Of several reports or reviews of one day the last one recorded counts, whoever else records."""

from __future__ import annotations

import json

import pytest

from clerk import Clerk, change_while_waiting
from foodsafety_ledger.filing import drafting as ids

_DRAW = ids._draw
RECORD = ("record", "market", "1.1", "--period", "2021Q3", "--status", "in-progress")


@pytest.fixture
def drawing(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """A clerk whose entries have ids as they are really drawn."""
    monkeypatch.setattr(ids, "_draw", _DRAW)
    return clerk


def _counted(clerk: Clerk) -> str:
    data = json.loads(clerk("status", "--format", "json").out)["data"]
    target = next(one for one in data["targets"] if one["id"] == "1.1/self-check")
    return f"{target['numerator']}/{target['denominator']}"


def test_the_last_report_of_a_day_counts(drawing: Clerk) -> None:
    for number in range(100, 112):
        assert drawing(*RECORD, "--value", f"self-check={number}/120").code == 0
        assert _counted(drawing) == f"{number}/120"
    first = drawing.entries()[0]["id"]
    drawing("amend", first, "--reason", "漏填", "--value", "self-check=120/120")
    assert _counted(drawing) == "120/120"
    drawing(*RECORD, "--value", "self-check=99/120")
    assert _counted(drawing) == "99/120"


def test_what_another_program_adds_meanwhile_stands_below(
    drawing: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing(*RECORD, "--value", "self-check=100/120")
    entry = drawing.text().partition("entries:\n")[2]
    other = entry.replace(drawing.entries()[0]["id"], "20211012-fff00000")
    file = drawing.root / "ledgers/market.yaml"
    text = drawing.text() + other.replace("100/120", "101/120")
    change_while_waiting(monkeypatch, file, text.encode())
    assert drawing(*RECORD, "--value", "self-check=102/120").code == 0
    assert [entry["values"]["self-check"] for entry in drawing.entries()] == [
        "100/120",
        "101/120",
        "102/120",
    ]
    assert _counted(drawing) == "102/120"


LAST = "20211012-ffffffff"


@pytest.fixture
def shut(drawing: Clerk) -> Clerk:
    """A clerk with a report that nothing of its day can have an id above."""
    drawing(*RECORD, "--value", "self-check=100/120")
    text = drawing.text().replace(drawing.entries()[0]["id"], LAST)
    drawing.write("ledgers/market.yaml", text)
    return drawing


def test_a_day_without_ids_left_is_refused_and_opened_as_the_hint_says(shut: Clerk) -> None:
    text = shut.text()
    said = shut(*RECORD, "--value", "self-check=101/120")
    assert said.code == 2
    assert f"2021-10-12 已有编号最大的 {LAST}" in said.err
    assert f"ledger void {LAST} --reason …" in said.err
    assert shut.text() == text
    assert shut("void", LAST, "--reason", "重记").code == 0
    for number in (100, 101):
        assert shut(*RECORD, "--value", f"self-check={number}/120").code == 0
        assert _counted(shut) == f"{number}/120"


def test_what_has_the_last_id_of_its_day_can_be_amended(shut: Clerk) -> None:
    for number in (101, 102, 103):
        last = shut.entries()[-1]["id"]
        amended = shut("amend", last, "--reason", "漏填", "--value", f"self-check={number}/120")
        assert amended.code == 0
        assert _counted(shut) == f"{number}/120"
    assert shut(*RECORD, "--value", "self-check=104/120").code == 0
    assert _counted(shut) == "104/120"


def test_a_review_with_the_last_id_of_its_day_can_be_voided(drawing: Clerk) -> None:
    drawing("record", "market", "1.1", "--status", "done", "--date", "2021-10-08")
    entry = drawing.entries()[0]["id"]
    drawing("review", entry, "--accept")
    text = drawing.text("office").replace(drawing.entries("office")[0]["id"], LAST)
    drawing.write("ledgers/office.yaml", text)
    refused = drawing("review", entry, "--return", "--reason", "x")
    assert (refused.code, LAST in refused.err) == (2, True)
    assert drawing("void", LAST, "--reason", "重记").code == 0
    assert drawing("review", entry, "--return", "--reason", "x").code == 0
    assert "退回" in drawing("show", entry).out


def test_the_last_review_of_a_day_counts(drawing: Clerk) -> None:
    drawing("record", "market", "1.1", "--status", "done", "--date", "2021-10-08")
    entry = drawing.entries()[0]["id"]
    for option, word in [("--accept", "认可"), ("--return", "退回")] * 5:
        drawing("review", entry, option, "--reason", "x")
        latest = drawing.entries("office")[-1]["id"]
        marks = drawing("show", entry).out.splitlines()[1]
        assert latest in marks
        assert word in marks
