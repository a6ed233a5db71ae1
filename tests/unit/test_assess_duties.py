"""Duties, latest status and reviews (design 4.4 and 4.5), worked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import (
    a_review,
    a_target,
    a_void,
    an_amendment,
    an_entry,
    an_item,
    item_at,
    some_entries,
)
from foodsafety_ledger.assess.assessment import ItemAssessment, Part
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.plan import Holds, Item, Role, Target


def _duties(part: Part) -> dict[str, str]:
    return {str(duty.period): duty.state.value for duty in part.duties}


def _part(one: ItemAssessment, department: str = "alpha") -> Part:
    return next(part for part in one.parts if part.department == department)


def _alpha(as_of: str, *lines: str, item: Item | None = None) -> Part:
    return _part(item_at(as_of, item or an_item(), some_entries(*lines)))


# who owes


def test_lead_responsible_and_shared_owe_an_entry_a_period_and_support_owes_nothing() -> None:
    item = an_item(lead=["alpha"], responsible=["beta"], shared=["gamma"], support=["delta"])
    parts = item_at("2021-10-01", item).parts
    owed = {part.department: list(_duties(part)) for part in parts}
    both = ["2021Q3", "2021Q4"]
    assert owed == {"alpha": both, "beta": both, "gamma": both, "delta": []}
    assert [part.roles for part in parts] == [(role,) for role in Role]


def test_an_entry_is_owed_from_the_items_first_period_to_the_one_that_holds_its_due() -> None:
    item = an_item(first="2021Q2", due="2021-08-15")
    assert list(_duties(_alpha("2021-07-01", item=item))) == ["2021Q2", "2021Q3"]


def test_others_may_report_without_a_role_and_owe_nothing() -> None:
    entries = some_entries("zeta 2021Q3 -", "alpha 2021Q3 -")
    item = an_item(takes_others=True)
    one = item_at("2021-10-20", item, entries, departments=("zeta", "alpha"))
    assert [part.department for part in one.parts] == ["alpha", "zeta"]
    zeta = _part(one, "zeta")
    assert (zeta.roles, len(zeta.duties), len(zeta.entries)) == ((), 0, 1)


# states


@pytest.mark.parametrize(
    ("as_of", "lines", "states"),
    [
        ("2021-07-01", [], ["pending", "pending"]),  # future ones are pending
        ("2021-10-15", [], ["pending", "pending"]),
        ("2021-10-16", [], ["overdue", "pending"]),
        ("2021-10-16", ["alpha 2021Q3 - 2021-10-15"], ["reported", "pending"]),
        ("2021-10-16", ["alpha 2021Q3 - 2021-10-16"], ["late", "pending"]),
        ("2021-10-15", ["alpha 2021Q3 - 2021-10-16"], ["pending", "pending"]),  # not yet there
        ("2022-01-16", ["alpha 2021Q3 - 2021-08-01"], ["reported", "overdue"]),
        ("2022-01-16", ["alpha 2021Q4 - 2021-10-02"], ["overdue", "reported"]),
        # whatever the status, it is a report
        ("2021-10-16", ["alpha 2021Q3 - not-started 2021-10-09"], ["reported", "pending"]),
        # periods before the item's first may be reported and owe nothing
        ("2021-10-16", ["alpha 2021Q2 - 2021-10-09"], ["overdue", "pending"]),
    ],
)
def test_a_duty_is_reported_late_overdue_or_pending(
    as_of: str, lines: list[str], states: list[str]
) -> None:
    assert list(_duties(_alpha(as_of, *lines)).values()) == states


def test_a_duty_of_an_item_that_ends_within_a_period_is_due_with_the_item() -> None:
    item = an_item(first="2021Q4", due="2021-11-15")
    assert _duties(_alpha("2021-11-15", item=item)) == {"2021Q4": "pending"}
    assert _duties(_alpha("2021-11-16", item=item)) == {"2021Q4": "overdue"}
    on_time = _alpha("2021-12-01", "alpha 2021Q4 - 2021-11-15", item=item)
    late = _alpha("2021-12-01", "alpha 2021Q4 - 2021-11-16", item=item)
    assert (_duties(on_time), _duties(late)) == ({"2021Q4": "reported"}, {"2021Q4": "late"})


def test_of_several_reports_the_earliest_decides() -> None:
    part = _alpha("2021-11-01", "alpha 2021Q3 - 2021-10-20", "alpha 2021Q3 - 2021-10-14")
    assert _duties(part)["2021Q3"] == "reported"
    assert part.duties[0].entry == part.entries[0]


def test_the_first_entry_of_a_chain_of_amendments_decides_whether_it_was_on_time() -> None:
    first = an_entry(day="2021-10-12")
    amended = an_amendment(first, "2021-10-20")
    again = an_amendment(amended, "2021-11-02")
    part = item_at("2021-11-10", an_item(), [first, amended, again]).parts[0]
    assert _duties(part)["2021Q3"] == "reported"
    assert part.duties[0].entry == again


def test_a_voided_report_leaves_the_duty_open_and_a_new_one_is_late() -> None:
    first = an_entry(day="2021-10-12")
    void = a_void(first, "2021-10-18")
    assert _duties(item_at("2021-10-17", an_item(), [first, void]).parts[0])["2021Q3"] == "reported"
    assert _duties(item_at("2021-10-18", an_item(), [first, void]).parts[0])["2021Q3"] == "overdue"
    entries = [first, void, an_entry(day="2021-10-19")]
    assert _duties(item_at("2021-10-20", an_item(), entries).parts[0])["2021Q3"] == "late"


# done


def test_a_department_that_is_done_owes_no_later_entry() -> None:
    item = an_item(first="2021Q1")
    part = _alpha("2022-02-01", "alpha 2021Q1 -", "alpha 2021Q2 - done", item=item)
    assert _duties(part) == {"2021Q1": "reported", "2021Q2": "reported"}


def test_done_waives_nothing_that_was_owed_before() -> None:
    item = an_item(first="2021Q1")
    part = _alpha("2022-02-01", "alpha 2021Q3 - done", item=item)
    assert _duties(part) == {"2021Q1": "overdue", "2021Q2": "overdue", "2021Q3": "reported"}


def test_done_before_the_first_period_owes_nothing_at_all() -> None:
    assert _duties(_alpha("2022-02-01", "alpha 2021Q2 - done")) == {}


def test_only_the_latest_status_waives() -> None:
    item = an_item(first="2021Q2")
    part = _alpha("2022-02-01", "alpha 2021Q2 - done", "alpha 2021Q3 -", item=item)
    assert _duties(part) == {"2021Q2": "reported", "2021Q3": "reported", "2021Q4": "overdue"}


@pytest.mark.parametrize(
    "target",
    [
        a_target(holds=Holds.EVERY_PERIOD),
        a_target(goal="weekly", measure="occasions"),
    ],
)
def test_done_waives_nothing_where_a_value_is_owed_every_period(target: Target) -> None:
    item = an_item(lead=["alpha"], shared=["beta"], targets=[target])
    one = item_at("2022-02-01", item, some_entries("alpha 2021Q3 - done", "beta 2021Q3 - done"))
    assert _duties(_part(one)) == {"2021Q3": "reported", "2021Q4": "overdue"}
    # beta shares the work and owes no value of the target
    assert _duties(_part(one, "beta")) == {"2021Q3": "reported"}


# status and reviews


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([], None),
        (["alpha 2021Q3 - blocked 2021-10-10", "alpha 2021Q3 - 2021-10-12"], "in-progress"),
        (["alpha 2021Q4 - done 2021-10-10", "alpha 2021Q3 - blocked 2021-10-12"], "done"),
    ],
)
def test_the_latest_status_is_that_of_the_latest_period_then_date(
    lines: list[str], status: str | None
) -> None:
    assert _alpha("2021-11-01", *lines).status == status


def _reviewed(*reviews: tuple[str, str], status: str = "done") -> Part:
    entry = an_entry(status=status, day="2021-10-12")
    made = [a_review(entry, day, verdict) for day, verdict in reviews]
    return item_at("2021-11-01", an_item(), [entry, *made]).parts[0]


@pytest.mark.parametrize(
    ("reviews", "status", "review"),
    [
        ([], "done", ""),
        ([("2021-10-13", "accepted")], "done", "accepted"),
        ([("2021-10-13", "returned")], "in-progress", "returned"),
        ([("2021-10-13", "returned"), ("2021-10-20", "accepted")], "done", "accepted"),
        ([("2021-10-13", "accepted"), ("2021-10-20", "returned")], "in-progress", "returned"),
        ([("2021-11-02", "returned")], "done", ""),  # not yet
    ],
)
def test_a_done_whose_latest_review_is_returned_reads_as_in_progress(
    reviews: list[tuple[str, str]], status: str, review: str
) -> None:
    part = _reviewed(*reviews)
    assert (part.status, part.review) == (status, review)


def test_a_returned_done_waives_nothing() -> None:
    assert list(_duties(_reviewed(("2021-10-13", "returned")))) == ["2021Q3", "2021Q4"]


def test_returning_an_entry_that_was_not_done_leaves_its_status() -> None:
    part = _reviewed(("2021-10-13", "returned"), status="blocked")
    assert (part.status, part.review) == ("blocked", "returned")


def test_a_review_counts_only_for_the_entry_it_names() -> None:
    entry = an_entry(status="done", day="2021-10-12")
    returned = a_review(entry, "2021-10-13", "returned")
    amended = an_amendment(entry, "2021-10-20")
    part = item_at("2021-11-01", an_item(), [entry, returned, amended]).parts[0]
    assert (part.status, part.review) == ("done", "")


def test_the_offices_own_entries_are_marked_unreviewed() -> None:
    entry = an_entry("office", status="done")
    item = an_item(responsible=["office"])
    assert item_at("2021-11-01", item, [entry]).parts[0].review == "unreviewed"
    accepted = [entry, a_review(entry, "2021-10-13")]
    assert item_at("2021-11-01", item, accepted).parts[0].review == "unreviewed"
    returned = [entry, a_review(entry, "2021-10-13", "returned")]
    part = item_at("2021-11-01", item, returned).parts[0]
    assert (part.review, part.status) == ("returned", "in-progress")


def test_a_part_holds_its_live_entries_in_time_order() -> None:
    entries: list[Entry] = some_entries("alpha 2021Q4 - 2021-10-05", "alpha 2021Q3 - 2021-10-12")
    part = item_at("2021-11-01", an_item(), [*entries, replace(entries[0], item="9.9", id="x")])
    assert part.parts[0].entries == (entries[1], entries[0])
