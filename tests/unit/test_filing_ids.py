"""Ids of new entries: of one day the later is the latest, and there is room for many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest

from builders import a_day, a_review, a_void, an_amendment, an_entry
from foodsafety_ledger.filing import drafting as ids
from foodsafety_ledger.filing.drafting import new_id
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.failure import UsageError

DAY = a_day("2021-10-12")
REPORT = {"item": "1.1", "period": "2021Q3"}
TOP = 16**8


def _report(id_: str, item: str = "1.1", period: str = "2021Q3") -> Entry:
    day = f"{id_[:4]}-{id_[4:6]}-{id_[6:8]}"
    return an_entry(item=item, period=period, day=day, id=id_)


def _digits(id_: str) -> int:
    assert id_.startswith("20211012-")
    return int(id_[9:], 16)


def _many(
    count: int, draw: Callable[[int, int], int], monkeypatch: pytest.MonkeyPatch
) -> list[int]:
    """The digits of so many reports of one day, each recorded after those before it."""
    monkeypatch.setattr(ids, "_draw", draw)
    ledger: list[Entry] = []
    taken: set[str] = set()
    for _ in range(count):
        id_ = new_id(REPORT, DAY, ledger, taken)
        ledger.append(_report(id_))
        taken.add(id_)
    return [_digits(entry.id) for entry in ledger]


DRAWS = {
    "random": ids._draw,
    "lowest": lambda low, _: low,
    "highest": lambda low, width: low + width - 1,
}


@pytest.mark.parametrize("draw", DRAWS)
def test_the_later_of_one_day_is_the_latest(draw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    digits = _many(300, DRAWS[draw], monkeypatch)
    assert digits == sorted(set(digits))
    assert digits[0] < TOP // 2
    for before, after in pairwise(digits):
        assert before < after <= before + max(1, (TOP - 1 - before) // 100)


def test_when_no_digits_are_left_above_it_is_said() -> None:
    last = _report("20211012-ffffffff")
    with pytest.raises(UsageError) as raised:
        new_id(REPORT, DAY, [last], {last.id})
    assert raised.value.key == "no-id-left"
    taken = {"20211012-fffffffe", "20211012-ffffffff"}
    assert new_id(REPORT, DAY, [_report("20211012-fffffffc")], taken) == "20211012-fffffffd"
    with pytest.raises(UsageError):
        new_id(REPORT, DAY, [_report("20211012-fffffffd")], taken)


LAST = _report("20211012-ffffffff")
OTHER = _report("20211012-80000000")


@pytest.mark.parametrize(
    ("draft", "ledger", "above"),
    [
        ({**REPORT, "amends": LAST.id}, [OTHER, LAST], OTHER.id),
        ({"voids": LAST.id}, [LAST], ""),
        (REPORT, [OTHER, LAST, a_void(LAST, "2021-10-12")], OTHER.id),
        (REPORT, [LAST, an_amendment(LAST, "2021-10-12", id=OTHER.id)], OTHER.id),
    ],
)
def test_what_no_longer_stands_takes_no_digits_from_what_does(
    draft: Mapping[str, str], ledger: list[Entry], above: str
) -> None:
    assert above < new_id(draft, DAY, ledger, {one.id for one in ledger}) < LAST.id


def test_what_stands_last_is_named() -> None:
    with pytest.raises(UsageError) as raised:
        new_id({**REPORT, "amends": OTHER.id}, DAY, [OTHER, LAST], {OTHER.id, LAST.id})
    assert raised.value.facts == {"day": "2021-10-12", "id": LAST.id}


def test_an_id_that_somebody_has_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter([7, 7, 8])
    monkeypatch.setattr(ids, "_draw", lambda _, __: next(numbers))
    assert new_id(REPORT, DAY, [], {"20211012-00000007"}) == "20211012-00000008"


HIGH = _report("20211012-f0000000")
OTHERS = {
    "another item": _report("20211012-f0000000", item="1.2"),
    "another period": _report("20211012-f0000000", period="2021Q2"),
    "another day": _report("20211011-f0000000"),
    "a void": a_void(HIGH, "2021-10-12", id="20211012-f0000000"),
    "a review": a_review(HIGH, "2021-10-12", id="20211012-f0000000"),
    "an id that is none": _report("20211012-F000000G"),
}


@pytest.mark.parametrize("other", OTHERS)
def test_only_what_is_about_the_same_stands_before_a_report(
    other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ids, "_draw", DRAWS["highest"])
    assert _digits(new_id(REPORT, DAY, [OTHERS[other]], ())) < TOP // 2


AMENDED = an_amendment(HIGH, "2021-10-12", id="20211012-f1000000")
REVIEW = a_review(HIGH, "2021-10-12", id="20211012-f0000000")


@pytest.mark.parametrize(
    ("draft", "before"),
    [
        ({**REPORT, "amends": HIGH.id}, HIGH),
        ({**REPORT, "amends": AMENDED.id}, AMENDED),
        (REPORT, AMENDED),
        ({"voids": HIGH.id}, HIGH),
        ({"voids": REVIEW.id}, REVIEW),
        ({"reviews": HIGH.id}, REVIEW),
    ],
)
def test_what_comes_after_an_entry_of_that_day_stands_above_it(
    draft: Mapping[str, str], before: Entry
) -> None:
    assert new_id(draft, DAY, [before], {before.id}) > before.id


def test_a_review_of_another_entry_stands_before_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "_draw", DRAWS["highest"])
    draft = {"reviews": "20211012-00000001"}
    assert _digits(new_id(draft, DAY, [REVIEW], {REVIEW.id})) < TOP // 2
