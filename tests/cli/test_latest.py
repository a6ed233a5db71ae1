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


def test_a_day_without_ids_left_is_refused(drawing: Clerk) -> None:
    drawing(*RECORD, "--value", "self-check=100/120")
    text = drawing.text().replace(drawing.entries()[0]["id"], "20211012-ffffffff")
    drawing.write("ledgers/market.yaml", text)
    said = drawing(*RECORD, "--value", "self-check=101/120")
    assert said.code == 2
    assert "2021-10-12 的记录编号已经用完" in said.err
    assert drawing.text() == text


def test_the_last_review_of_a_day_counts(drawing: Clerk) -> None:
    drawing("record", "market", "1.1", "--status", "done", "--date", "2021-10-08")
    entry = drawing.entries()[0]["id"]
    for option, word in [("--accept", "认可"), ("--return", "退回")] * 5:
        drawing("review", entry, option, "--reason", "x")
        latest = drawing.entries("office")[-1]["id"]
        marks = drawing("show", entry).out.splitlines()[1]
        assert latest in marks
        assert word in marks
