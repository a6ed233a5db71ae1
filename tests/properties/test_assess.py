"""What holds of every assessment, whatever was reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from any_plan import BOUNDS, DEPARTMENTS, SOME_COUNTS, cases, counts
from builders import (
    a_plan,
    a_target,
    an_amendment,
    an_entry,
    an_item,
    assessed,
)
from foodsafety_ledger.assess.assessment import (
    Assessment,
    DutyState,
    Light,
    TargetAssessment,
    TargetVerdict,
)
from foodsafety_ledger.assess.goals import (
    compare_figures,
    compare_with_bound,
    gap_to_goal,
    meets,
    needed,
    shown_baseline,
    shown_value,
)
from foodsafety_ledger.assess.standing import standing_at
from foodsafety_ledger.model.entry import Entry, Evidence, Status, Verdict
from foodsafety_ledger.model.goal import Goal, GoalKind, Operator, parse_goal
from foodsafety_ledger.model.measure import is_nothing
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import (
    Across,
    Plan,
    ValueIs,
)
from foodsafety_ledger.reading.workspace import LeftOut
from foodsafety_ledger.words import Say

ADDED = [{"note": "补充说明"}, {"evidence": (Evidence("evidence/alpha/a.pdf", "0" * 64),)}]


def _only(one: Assessment) -> TargetAssessment:
    return one.items[0].targets[0]


# figures


@given(BOUNDS, SOME_COUNTS)
def test_a_shown_figure_never_satisfies_a_goal_it_misses_nor_misses_one_it_meets(
    text: str, value: Counts
) -> None:
    goal = parse_goal(text)
    assert goal is not None
    shown = shown_value(value, goal)
    assert shown is not None
    exact = Fraction(value.numerator * goal.scale, value.denominator)
    assert goal.holds(Fraction(shown)) == goal.holds(exact)
    assert abs(Fraction(shown) - exact) < Fraction(1, 100)


@given(BOUNDS, counts(400).filter(lambda one: one.denominator > 0), st.sampled_from(ValueIs))
def test_what_is_needed_makes_it_and_one_less_does_not(
    text: str, value: Counts, value_is: ValueIs
) -> None:
    target = a_target(goal=text, value_is=value_is)
    told = needed(target, value)
    if told is None or told.how == "over":
        return

    def holds(counting: int, further: int) -> bool:
        return meets(target, Counts(value.numerator + counting, value.denominator + further))

    of = told.of if told.is_open else 0  # the rest of a whole is in its denominator
    worse = 1 if told.is_most else -1
    assert holds(told.counting, of)
    assert not holds(told.counting + worse, of)
    if told.alone is not None:
        all_count = int(not told.is_most)
        assert holds(told.alone * all_count, told.alone)
        assert not holds((told.alone - 1) * all_count, told.alone - 1)
    elif told.is_open:
        assert not any(holds(more, more) for more in (1, 10**9))


@given(SOME_COUNTS, SOME_COUNTS, st.sampled_from(["rising", "kept", "falling"]))
def test_a_value_worse_than_its_baseline_is_never_shown_as_good(
    value: Counts, baseline: Counts, text: str
) -> None:
    goal = Goal(GoalKind(text))
    shown, bar = shown_value(value, goal), shown_baseline(baseline, goal)
    assert shown is not None
    assert bar is not None
    if compare_figures(value, baseline) < 0 and text != "falling":
        assert Fraction(shown) < Fraction(bar)
    if compare_figures(value, baseline) > 0 and text == "falling":
        assert Fraction(shown) > Fraction(bar)


@given(BOUNDS, SOME_COUNTS, SOME_COUNTS)
def test_cross_multiplication_agrees_with_fractions(text: str, one: Counts, other: Counts) -> None:
    goal = parse_goal(text)
    assert goal is not None
    exact = Fraction(one.numerator * goal.scale, one.denominator)
    assert compare_with_bound(goal, one) == (exact > goal.bound) - (exact < goal.bound)
    left, right = Fraction(*one), Fraction(*other)
    assert compare_figures(one, other) == (left > right) - (left < right)
    assert meets(a_target(goal=text), one) == goal.holds(exact)


@given(BOUNDS, SOME_COUNTS)
def test_the_gap_is_the_least_that_closes_it(text: str, value: Counts) -> None:
    target = a_target(goal=text, may_exceed=True)
    gap = gap_to_goal(target, value)
    assume(gap is not None and target.goal.operator is not Operator.EQUAL)
    assert gap is not None
    sign = -1 if target.goal.operator is Operator.AT_MOST else 1

    def after(steps: Fraction) -> bool:
        return meets(target, Counts(value.numerator + sign * int(steps), value.denominator))

    assert gap == int(gap) > 0
    assert after(gap)
    assert not after(gap - 1)


@given(st.lists(counts(), min_size=2, max_size=4))
def test_pooled_is_the_sum_of_counts_never_the_mean_of_percentages(given: list[Counts]) -> None:
    owing = DEPARTMENTS[: len(given)]
    entries = [
        an_entry(who, values={"rate": str(value)}) for who, value in zip(owing, given, strict=True)
    ]
    plan = a_plan(an_item(responsible=owing, targets=[a_target()]))
    one = _only(assessed(plan, entries, date(2021, 11, 1)))
    total = Counts(sum(c.numerator for c in given), sum(c.denominator for c in given))
    assert one.value == total
    shares = [Fraction(*value) for value in given if value.denominator]
    if shares and sum(shares) / len(shares) != Fraction(*total):
        assert Fraction(*total) != sum(shares) / len(shares)


@given(st.lists(SOME_COUNTS, min_size=2, max_size=4))
def test_adding_a_department_never_hides_the_weakest(given: list[Counts]) -> None:
    owing = DEPARTMENTS[: len(given)]
    entries = [
        an_entry(who, values={"rate": str(value)}) for who, value in zip(owing, given, strict=True)
    ]
    item = an_item(responsible=owing, targets=[a_target(across=Across.POOLED)])
    one = _only(assessed(a_plan(item), entries, date(2021, 11, 1)))
    weakest = min(zip(owing, given, strict=True), key=lambda pair: Fraction(*pair[1]))
    assert one.weakest == weakest[0]
    assert {figure.department: figure.value for figure in one.figures}[weakest[0]] == weakest[1]
    each = an_item(responsible=owing, targets=[a_target(across=Across.EACH)])
    alone = _only(assessed(a_plan(each), entries, date(2021, 11, 1)))
    assert alone.value == weakest[1]
    assert (alone.verdict is TargetVerdict.MET) == (Fraction(*weakest[1]) >= Fraction(95, 100))


# assessments


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(
    case: tuple[Plan, list[Entry], date], random: Random
) -> None:
    plan, entries, day = case
    shuffled = random.sample(entries, len(entries))
    assert assessed(plan, shuffled, day) == assessed(plan, entries, day)


@given(cases())
def test_what_is_dated_later_and_what_was_replaced_is_as_if_it_were_not_there(
    case: tuple[Plan, list[Entry], date],
) -> None:
    plan, entries, day = case
    one = assessed(plan, entries, day)
    assert assessed(plan, [entry for entry in entries if entry.day <= day], day) == one
    live = {entry.id for entry in standing_at(entries, day).live}
    replaced = {e.amends or e.voids for e in entries if e.day <= day}
    used = [entry for item in one.items for target in item.targets for entry in target.entries]
    used += [entry for item in one.items for part in item.parts for entry in part.entries]
    assert all(entry.id in live and entry.id not in replaced for entry in used)
    assert all(entry.day <= day for entry in used)


@given(cases())
def test_met_means_that_the_goal_holds_on_the_figure(
    case: tuple[Plan, list[Entry], date],
) -> None:
    one = _only(assessed(*case))
    if one.verdict is TargetVerdict.MET:
        assert one.value is not None
        assert meets(one.target, one.value, one.baseline)
        assert one.gap is None
    if one.verdict is TargetVerdict.NOT_APPLICABLE:
        assert all(is_nothing(figure.value) for figure in one.figures)
    if one.verdict is TargetVerdict.NO_DATA and one.target.across is Across.POOLED:
        assert all(figure.value is None for figure in one.figures)


@given(cases())
def test_a_light_always_comes_with_a_reason_of_its_colour_in_both_languages(
    case: tuple[Plan, list[Entry], date],
) -> None:
    one = assessed(*case)
    told = [(item.light, item.reasons) for item in one.items]
    told += [(summary.light, summary.reasons) for summary in one.departments]
    told += [(target.light, target.reasons) for item in one.items for target in item.targets]
    told += [(own.light, own.reasons) for item in one.items for own in item.own]
    for light, reasons in told:
        assert reasons[0].light is light
        assert any(reason.light is Light.RED for reason in reasons) == (light is Light.RED)
        for reason in reasons:
            for say in (Say("zh"), Say("en")):
                text = say(f"reasons.{reason.key}", **reason.facts)
                assert text
                assert "{" not in text
                assert "None" not in text


@given(cases())
def test_each_department_that_owes_is_accounted_for(
    case: tuple[Plan, list[Entry], date],
) -> None:
    plan, _, _ = case
    one = assessed(*case)
    item = plan.items["1.1"]
    for part in one.items[0].parts:
        owed = list(item.first.through(item.last)) if part.department in item.owing else []
        periods = [duty.period for duty in part.duties]
        assert periods == [period for period in owed if period in periods]
        if all(entry.status is not Status.DONE for entry in case[1]):
            assert periods == owed
        came = {DutyState.REPORTED, DutyState.LATE}
        reported = {entry.period for entry in part.entries}
        for duty in part.duties:
            assert (duty.state in came) == (duty.period in reported) == (duty.entry is not None)
    assert tuple(figure.department for figure in _only(one).figures) == _only(one).target.owed_by


@given(cases(), st.integers(0, 200))
def test_nothing_that_is_done_after_due_makes_good_what_was_not_good_then(
    case: tuple[Plan, list[Entry], date], later: int
) -> None:
    """Whatever is reported, amended, voided or returned afterwards; only the office may accept."""
    plan, entries, _ = case
    (target,) = plan.items["1.1"].targets
    ready = _only(assessed(plan, entries, target.due)).ready
    entries = [one for one in entries if one.verdict is not Verdict.ACCEPTED]
    then = _only(assessed(plan, entries, ready + timedelta(days=1)))
    after = _only(assessed(plan, entries, ready + timedelta(days=1 + later)))
    if then.verdict is not TargetVerdict.MET:
        assert after.verdict is not TargetVerdict.MET


@given(cases(), st.data())
def test_a_note_or_evidence_added_afterwards_costs_nothing(
    case: tuple[Plan, list[Entry], date], data: st.DataObject
) -> None:
    plan, entries, day = case
    live = standing_at(entries, day).live
    assume(live)
    noted = data.draw(st.sampled_from(live))
    entries = [one for one in entries if one.day <= day]
    before = assessed(plan, entries, day)
    assume(not standing_at(entries, day).is_returned(noted))
    more: dict[str, Any] = data.draw(st.sampled_from(ADDED))
    after = assessed(plan, [*entries, an_amendment(noted, day, **more)], day)
    for one, other in zip(before.items[0].targets, after.items[0].targets, strict=True):
        assert (one.verdict, one.value) == (other.verdict, other.value)
    if before.items[0].light is Light.GREEN:
        assert after.items[0].light is Light.GREEN
    states = [[duty.state for duty in part.duties] for part in before.items[0].parts]
    assert states == [[duty.state for duty in part.duties] for part in after.items[0].parts]


@given(cases())
def test_leaving_something_out_never_makes_a_light_better(
    case: tuple[Plan, list[Entry], date],
) -> None:
    plan, entries, day = case
    left_out = LeftOut(1, parts=frozenset({("1.1", "alpha")}))
    before, after = (assessed(plan, entries, day, out).items[0] for out in (LeftOut(), left_out))
    expected = Light.YELLOW if before.light is Light.GREEN else before.light
    assert after.light is expected
    assert "damaged" in {reason.key for reason in after.reasons}
    same = replace(before, light=after.light, reasons=(), own=())
    assert same == replace(after, reasons=(), own=())
