"""Chains of amendments, voids and reviews, and what of them stands at a date."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import a_day, a_review, a_void, an_amendment, an_entry
from foodsafety_ledger.assess.standing import Standing, chain_of, standing_at
from foodsafety_ledger.model.entry import Entry

FIRST = an_entry(day="2021-10-12", values={"rate": "118/120"})
AMENDED = an_amendment(FIRST, "2021-10-20", values={"rate": "119/120"})
AGAIN = an_amendment(AMENDED, "2021-11-02", values={"rate": "120/120"})
VOIDED = a_void(AGAIN, "2021-11-30")
CHAIN = (FIRST, AMENDED, AGAIN, VOIDED)


def _chains(standing: Standing) -> list[tuple[Entry, ...]]:
    return [chain.entries for chains in standing.chains.values() for chain in chains]


@pytest.mark.parametrize(
    ("as_of", "live"),
    [
        ("2021-10-11", []),
        ("2021-10-12", [FIRST]),
        ("2021-10-19", [FIRST]),
        ("2021-10-20", [AMENDED]),
        ("2021-11-02", [AGAIN]),
        ("2021-11-29", [AGAIN]),
        ("2021-11-30", []),  # voiding one ends the chain and nothing revives
    ],
)
def test_what_no_amendment_or_void_of_that_date_or_before_has_replaced(
    as_of: str, live: list[Entry]
) -> None:
    assert list(standing_at(reversed(CHAIN), a_day(as_of)).live) == live


def test_live_entries_stand_in_time_order_by_period_then_date_then_id() -> None:
    late = an_entry(period="2021Q3", day="2021-11-20")
    early = an_entry(period="2021Q4", day="2021-10-20", id="20211020-00000002")
    before = replace(early, id="20211020-00000001")
    assert standing_at([early, before, late], a_day("2021-12-01")).live == (late, before, early)


def test_the_first_entry_of_a_chain_is_known_from_its_last() -> None:
    standing = standing_at(CHAIN[:3], a_day("2021-12-01"))
    assert _chains(standing) == [(FIRST, AMENDED, AGAIN)]


def test_a_chain_whose_first_entry_was_left_out_starts_with_what_is_known() -> None:
    assert _chains(standing_at([AMENDED, AGAIN], a_day("2021-12-01"))) == [(AMENDED, AGAIN)]


def test_a_cycle_ends_where_it_would_close() -> None:
    left = an_entry(id="20211012-0000000a", amends="20211012-0000000b")
    right = an_entry(id="20211012-0000000b", amends="20211012-0000000a")
    last = an_entry(id="20211012-0000000c", amends="20211012-0000000b")
    assert standing_at([left, right, last], a_day("2021-12-01")).live == (last,)
    assert {entry.id for entry in chain_of(left, [left, right])} == {left.id, right.id}


def test_the_latest_review_of_an_entry_counts_and_only_for_the_entry_it_names() -> None:
    returned = a_review(FIRST, "2021-10-13", "returned")
    accepted = a_review(FIRST, "2021-10-15")
    entries = [accepted, FIRST, AMENDED, returned]
    assert standing_at(entries, a_day("2021-10-14")).review(FIRST) == returned
    later = standing_at(entries, a_day("2021-10-20"))
    assert (later.review(FIRST), later.review(AMENDED)) == (accepted, None)
    assert later.review(FIRST, a_day("2021-10-14")) == returned


def test_a_voided_review_no_longer_counts() -> None:
    review = a_review(FIRST, "2021-10-13", "returned")
    entries = [FIRST, review, a_void(review, "2021-10-14")]
    assert standing_at(entries, a_day("2021-10-13")).review(FIRST) == review
    standing = standing_at(entries, a_day("2021-10-14"))
    assert (standing.review(FIRST), standing.live) == (None, (FIRST,))


@pytest.mark.parametrize("entry", CHAIN)
def test_the_chain_of_any_of_its_entries_is_whole_and_oldest_first(entry: Entry) -> None:
    others = [an_entry(), an_entry("beta")]
    assert chain_of(entry, [*others, *reversed(CHAIN)]) == CHAIN


def test_the_chain_of_an_entry_nobody_changed_is_itself() -> None:
    assert chain_of(FIRST, [FIRST]) == (FIRST,)
