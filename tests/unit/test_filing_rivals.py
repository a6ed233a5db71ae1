"""Reports of one day from both sides of a merge: which is the latest is for a person to say."""

from __future__ import annotations

import pytest

from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.merge import (
    Conflict,
    ConflictKind,
    MergeResult,
    merge_ledgers,
    versions_of,
)
from foodsafety_ledger.filing.merge_entry import Rivals

HEAD = "plan: p\ndepartment: d\nentries:\n"
EMPTY = "plan: p\ndepartment: d\nentries: []\n"


def report(key: str, values: str = "{rate: 1/9}", more: str = "", **rest: str) -> str:
    keys = {"item": '"1.1"', "period": "2021Q3", "date": "2021-10-12", **rest}
    pairs = "".join(f"  {name}: {text}\n" for name, text in keys.items())
    return f"- id: {key}\n{more}{pairs}  values: {values}\n"


def review(key: str, of: str, verdict: str, date: str = "2021-10-12") -> str:
    return f"- id: {key}\n  reviews: {of}\n  verdict: {verdict}\n  date: {date}\n"


def merged(ours: str, theirs: str, base: str = "", adds_up: tuple[str, ...] = ()) -> MergeResult:
    old = HEAD + base if base else EMPTY
    return merge_ledgers(old, HEAD + ours, HEAD + theirs, adds_up=lambda _, t: t in adds_up)


def rivals(result: MergeResult) -> list[Rivals | None]:
    assert all(conflict.kind is ConflictKind.RIVALS for conflict in result.conflicts)
    return [conflict.rivals for conflict in result.conflicts]


BASE = report("a", date="2021-07-01")
OURS, THEIRS = report("b", "{rate: 2/9}"), report("c", "{rate: 3/9}")


def test_both_stand_between_the_markers_of_one_conflict() -> None:
    result = merged(
        f"{BASE}# 甲\n{OURS}", f"{BASE}# 乙\n{THEIRS}{report('d', date='2021-10-13')}", BASE
    )
    assert result.conflicts == (Conflict(ConflictKind.RIVALS, rivals=Rivals(("b",), ("c",))),)
    assert result.text == (
        f"{HEAD}{BASE}<<<<<<< ours\n# 甲\n{OURS}=======\n# 乙\n{THEIRS}>>>>>>> theirs\n"
        + report("d", date="2021-10-13")
    )
    assert result.added == ("d",)
    assert [line for _, line in result.places()] == [9]


@pytest.mark.parametrize(
    "theirs",
    [
        pytest.param(report("c", "{rate: 2/9}"), id="the same value"),
        pytest.param(report("c", "{other: 3}"), id="another target"),
        pytest.param(report("c", "{rate: 3/9}", date="2021-10-13"), id="another day"),
        pytest.param(report("c", "{rate: 3/9}", period="2021Q4"), id="another period"),
        pytest.param(report("c", "{rate: 3/9}", item='"1.2"'), id="another item"),
        pytest.param(report("c", "{rate: 3/9}") + "- id: d\n  voids: c\n", id="voided"),
        pytest.param(
            report("c", "{rate: 3/9}") + report("d", "{rate: 2/9}", "  amends: c\n"),
            id="amended to the same",
        ),
        pytest.param(
            report("c", "{rate: 3/9}") + report("d", "{rate: 2/9}"), id="the latest of that side"
        ),
    ],
)
def test_where_the_order_decides_nothing_there_is_no_conflict(theirs: str) -> None:
    assert merged(BASE + OURS, BASE + theirs, BASE).conflicts == ()
    assert merged(BASE + theirs, BASE + OURS, BASE).conflicts == ()


def test_values_that_add_up_do_not_conflict() -> None:
    ours, theirs = report("b", "{rate: 1/9, count: 3}"), report("c", "{rate: 1/9, count: 4}")
    assert merged(ours, theirs, adds_up=("count",)).conflicts == ()
    assert rivals(merged(ours, theirs, adds_up=("rate",))) == [Rivals(("b",), ("c",))]


@pytest.mark.parametrize("base", [None, EMPTY])
def test_a_ledger_that_both_sides_began_is_no_different(base: str | None) -> None:
    result = merge_ledgers(base, HEAD + OURS, HEAD + THEIRS)
    assert rivals(result) == [Rivals(("b",), ("c",))]


def test_whoever_shares_a_rival_stands_with_it() -> None:
    ours = report("b1", "{x: 1}") + report("b2", "{y: 2}") + report("z", item='"2.1"')
    theirs = report("c", "{x: 3, y: 4}") + report("y", item='"3.1"')
    result = merged(ours, theirs)
    assert rivals(result) == [Rivals(("b1", "b2"), ("c",))]
    shown = versions_of(result.text)
    for text, ids in ((shown.ours, ["b1", "b2", "z", "y"]), (shown.theirs, ["c", "z", "y"])):
        reading = read_yaml("", text)
        assert reading.complete
        assert isinstance(reading.data, dict)
        assert [entry["id"] for entry in reading.data["entries"]] == ids


def test_amendments_of_one_day_are_rivals_too() -> None:
    ours = BASE + report("b", "{rate: 2/9}", "  amends: a\n")
    theirs = BASE + report("c", "{rate: 3/9}", "  amends: a\n")
    assert rivals(merged(ours, theirs, BASE)) == [Rivals(("b",), ("c",))]


def test_verdicts_of_one_day_are_rivals_where_they_differ() -> None:
    accepted, returned = review("b", "a", "accepted"), review("c", "a", "returned")
    assert rivals(merged(accepted, returned)) == [Rivals(("b",), ("c",))]
    assert merged(accepted, review("c", "a", "accepted")).conflicts == ()
    assert merged(accepted, review("c", "x", "returned")).conflicts == ()
    assert merged(accepted, review("c", "a", "returned", "2021-10-13")).conflicts == ()


def extension(key: str, item: str, due: str) -> str:
    return f'- id: {key}\n  extends: "{item}"\n  due: {due}\n  date: 2021-12-20\n'


def test_extensions_of_one_day_are_rivals_where_they_differ() -> None:
    later, latest = extension("b", "1.1", "2022-03-31"), extension("c", "1.1", "2022-06-30")
    assert rivals(merged(later, latest)) == [Rivals(("b",), ("c",))]
    assert merged(later, extension("c", "1.1", "2022-03-31")).conflicts == ()
    assert merged(later, extension("c", "1.2", "2022-06-30")).conflicts == ()


def test_what_a_person_kept_of_both_is_no_conflict_again() -> None:
    kept = merge_ledgers(HEAD + BASE, HEAD + BASE + OURS + THEIRS, HEAD + BASE + THEIRS)
    assert kept.conflicts == ()
    assert kept.text == HEAD + BASE + OURS + THEIRS
