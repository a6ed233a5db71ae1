"""Which period a report is about where nobody says: the contract's cases, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import a_day, a_plan, an_item, item_at, some_entries
from clerk import Clerk
from foodsafety_ledger.filing.desk import default_period, open_desk, returned_to


@pytest.mark.parametrize(
    ("day", "due", "reported", "period", "in_round", "holes"),
    [
        # what is over and can still be reported in time: up to 15 days after its last day
        ("2021-10-01", "2021-12-31", "", "2021Q3", True, ""),
        ("2021-10-15", "2021-12-31", "", "2021Q3", True, ""),
        # later it is late: named, and the running period is meant
        ("2021-10-16", "2021-12-31", "", "2021Q4", False, "2021Q3"),
        ("2021-12-01", "2021-12-31", "2021Q4", "2021Q4", False, "2021Q3"),
        # reported already, and the round still runs: the same again, to be amended
        ("2021-10-12", "2021-12-31", "2021Q3", "2021Q3", True, ""),
        ("2021-10-12", "2022-06-30", "2021Q3", "2021Q3", True, ""),
        # the round is over: the running period
        ("2021-10-16", "2021-12-31", "2021Q3", "2021Q4", False, ""),
        # nothing is over yet: the period that runs, not before the item's first
        ("2021-09-30", "2021-12-31", "", "2021Q3", False, ""),
        ("2021-05-20", "2021-12-31", "", "2021Q3", False, ""),
        # an item that ends inside a period is owed by then, before the period is over
        ("2021-10-12", "2021-11-15", "", "2021Q3", True, ""),
        ("2021-10-12", "2021-11-15", "2021Q3", "2021Q4", True, ""),
        ("2021-11-15", "2021-11-15", "2021Q3", "2021Q4", True, ""),
        # after its end nothing later is owed: the period of its end
        ("2021-11-16", "2021-11-15", "2021Q3", "2021Q4", False, ""),
        ("2022-02-01", "2021-12-31", "2021Q3 2021Q4", "2021Q4", False, ""),
        ("2022-02-01", "2021-12-31", "2021Q3", "2021Q4", False, ""),
        ("2022-02-01", "2021-12-31", "", "2021Q4", False, "2021Q3"),
        ("2022-01-10", "2021-12-31", "", "2021Q4", True, "2021Q3"),
    ],
)
def test_the_period_that_is_meant(
    *, day: str, due: str, reported: str, period: str, in_round: bool, holes: str
) -> None:
    item = an_item(due=due)
    entries = some_entries(*(f"alpha {one} - {one[:4]}-10-01" for one in reported.split()))
    chosen = default_period(a_plan(item), item_at(day, item, entries), "alpha", a_day(day))
    assert str(chosen.period) == period
    assert chosen.in_round is in_round
    assert " ".join(map(str, chosen.holes)) == holes


@pytest.mark.parametrize(("day", "period"), [("2021-10-12", "2021Q3"), ("2021-11-01", "2021Q4")])
def test_who_only_supports_reports_with_the_others(day: str, period: str) -> None:
    item = an_item(responsible=["alpha"], support=["beta"])
    chosen = default_period(a_plan(item), item_at(day, item), "beta", a_day(day))
    assert str(chosen.period) == period
    assert chosen.holes == ()


def test_what_was_returned_on_an_item_is_that_items_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = Clerk(tmp_path, monkeypatch, capsys)
    for item in ("1.1", "1.2"):
        clerk("record", "market", item, "--status", "done", "--date", "2021-10-08", "--note", "x")
    for entry in ("00000001", "00000002"):
        clerk("review", entry, "--return", "--reason", "x")
    desk = open_desk(tmp_path)
    assert len([*returned_to(desk, {"market"})]) == 2  # which opens the whole of it
    assert [entry.item for entry, _ in returned_to(desk, {"market"}, "1.2")] == ["1.2"]


def test_of_two_entries_with_one_id_the_first_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = Clerk(tmp_path, monkeypatch, capsys)
    clerk("record", "market", "1.1", "--status", "done", "--date", "2021-10-08", "--note", "x")
    ledger = tmp_path / "ledgers" / "market.yaml"
    head, _, entry = ledger.read_text("utf-8").partition("- id")
    ledger.write_text(f"{head}- id{entry}- id{entry.replace('note: x', 'note: y')}", "utf-8")
    (known,) = open_desk(tmp_path).by_id.values()
    assert known.note == "x"
