"""Any plan, any error-free ledgers, any day: what the properties of assessments draw from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from builders import (
    a_group,
    a_plan,
    a_review,
    a_target,
    a_void,
    an_amendment,
    an_entry,
    an_item,
)
from foodsafety_ledger.model import measure as measures
from foodsafety_ledger.model.entry import Entry, Status
from foodsafety_ledger.model.measure import Denominator
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Across, Holds, Item, Plan, Target, ValueIs

DEPARTMENTS = ("alpha", "beta", "gamma", "delta")
PERIODS = tuple(Period(2021, quarter) for quarter in (1, 2, 3, 4))

DAYS = st.dates(date(2021, 1, 1), date(2022, 3, 1))
BOUNDS = st.builds(
    "{} {}{}".format,
    st.sampled_from([">=", "<=", "="]),
    st.decimals(0, 100, places=1).map(lambda number: f"{number:.1f}"),
    st.sampled_from(["%", "‰"]),
)


@st.composite
def counts(draw: st.DrawFn, most: int = 40) -> Counts:
    """A ratio as somebody would report it; ``0/0`` among them."""
    denominator = draw(st.integers(0, most))
    return Counts(draw(st.integers(0, denominator)), denominator)


SOME_COUNTS = counts(10**7).filter(lambda one: one.denominator > 0)
FIGURES = ("ratio", "count", "score")


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """Any target that does not contradict itself."""
    measure = draw(st.sampled_from([*FIGURES, "occasions", "milestone"]))
    rest: dict[str, Any] = {"binding": draw(st.booleans())}
    goal = {"milestone": "done", "occasions": "monthly"}.get(measure, "")
    if measure in FIGURES:
        goal, rest = _figure(draw, measure, rest)
    return a_target(
        "rate",
        goal,
        measure,
        first=draw(st.sampled_from(PERIODS)),
        due=draw(st.sampled_from([date(2021, 9, 30), date(2021, 11, 15), date(2021, 12, 31)])),
        **rest,
    )


def _figure(draw: st.DrawFn, measure: str, rest: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    goal = draw(st.sampled_from([">= 50", "<= 50", "= 0", "rising", "falling", "kept"]))
    kinds = list(ValueIs) if goal[-1] == "0" else [ValueIs.SNAPSHOT]
    if measure == "score" and len(kinds) > 1:
        kinds.remove(ValueIs.INCREMENT)
    if goal[-1] == "0":
        goal += "%" if measure == "ratio" else "家"
    rest |= {
        "value_is": draw(st.sampled_from(kinds)),
        "holds": draw(st.sampled_from(list(Holds))),
        "across": draw(st.sampled_from(list(Across))),
    }
    if measure == "ratio":
        rest["denominator"] = draw(st.sampled_from(list(Denominator)))
    return goal, rest


@st.composite
def items(draw: st.DrawFn) -> Item:
    """An item with up to four departments and a target."""
    sides = draw(st.permutations(DEPARTMENTS))
    first, second = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    responsible, support = sides[:first], sides[first : first + second]
    return an_item(
        responsible=responsible,
        support=support,
        targets=[draw(targets())],
        unresolved=draw(st.sampled_from([(), ("members",), ("related",)])),
        due=draw(st.sampled_from([date(2021, 11, 15), date(2021, 12, 31)])),
        ongoing=draw(st.booleans()),
        takes_others=True,
    )


@st.composite
def ledgers(draw: st.DrawFn, item: Item) -> list[Entry]:
    """Error-free entries on the item: reports, some amended, voided or reviewed."""
    made: list[Entry] = []
    for number in range(draw(st.integers(0, 12))):
        period = draw(st.sampled_from(PERIODS))
        day = period.start + timedelta(days=draw(st.integers(0, 120)))
        department = draw(st.sampled_from(DEPARTMENTS))
        made.append(
            an_entry(
                department,
                item.id,
                period,
                day,
                draw(st.sampled_from(list(Status))),
                _values(draw, item.targets[0], department, day),
                id=f"{day:%Y%m%d}-{number:08x}",
            )
        )
    return made + [entry for one in made for entry in _afterwards(draw, item, one)]


def _values(draw: st.DrawFn, target: Target, department: str, day: date) -> dict[str, str]:
    if department not in target.owed_by or draw(st.booleans()):
        return {}
    match target.measure:
        case measures.RATIO:
            least = 1 if target.denominator is Denominator.COMMON else 0
            return {target.id: str(draw(counts().filter(lambda c: c.denominator >= least)))}
        case measures.MILESTONE:
            return {target.id: str(draw(st.dates(date(2021, 1, 1), day)))}
        case measures.OCCASIONS:
            return {target.id: str(draw(st.integers(0, 4)))}
        case _:
            return {target.id: f"{draw(st.decimals(0, 99, places=1)):.1f}"}


def _afterwards(draw: st.DrawFn, item: Item, entry: Entry) -> list[Entry]:
    day = entry.day + timedelta(days=draw(st.integers(0, 60)))
    suffix = f"{day:%Y%m%d}-f{entry.id[10:]}"
    match draw(st.sampled_from(["", "", "", "void", "amend", "accepted", "returned"])):
        case "void":
            return [a_void(entry, day, id=suffix)]
        case "amend":
            values = _values(draw, item.targets[0], entry.department, day)
            return [an_amendment(entry, day, values=values, id=suffix)]
        case "":
            return []
        case verdict:
            return [a_review(entry, day, verdict, id=suffix)]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Plan, list[Entry], date]:
    """A plan, its entries, and a day to look from."""
    item = draw(items())
    groups = [a_group("members"), a_group("related", selective=True)]
    plan = a_plan(item, departments=DEPARTMENTS, groups=groups)
    return plan, draw(ledgers(item)), draw(DAYS)
