"""What a plan asked, held against what it asks now: goals, duties, parts gone (FL806 to FL808)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from foodsafety_ledger.check.recorded import changes_between
from foodsafety_ledger.ledgers.values import Entry
from foodsafety_ledger.plan.values import Baseline, Department, Item, Plan, Target
from foodsafety_ledger.values.diagnostic import Diagnostic, Fact, Related
from foodsafety_ledger.values.location import Location
from foodsafety_ledger.values.name import Name

_MOST_RELATED = 10


class _Plans(NamedTuple):
    before: Plan
    after: Plan
    reports: tuple[Entry, ...]

    def against(self, target: Target) -> tuple[Entry, ...]:
        """The entries that gave a value for a target."""
        return tuple(e for e in self.about(target.item) if target.id in dict(e.values))

    def about(self, item: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.reports if entry.item == item)


def check_redefined(before: Plan, after: Plan, reports: Iterable[Entry]) -> Iterator[Diagnostic]:
    """Every change of what is asked, with those who had reported under the old wording.

    ``reports`` are the entries committed before the change, as they stand now where they do.
    """
    plans = _Plans(before, after, tuple(reports))
    yield from _check_settings(before, after)
    for department in before.departments.values():
        if department.id not in after.departments and department.id not in after.unread:
            yield _department_gone(plans, department)
    for item in before.items.values():
        now = after.items.get(item.id)
        if now is not None:
            yield from _check_item(plans, item, now)
        elif item.id not in after.unread:
            yield _gone(plans, "item", item.id, plans.about(item.id))


def _check_item(plans: _Plans, item: Item, now: Item) -> Iterator[Diagnostic]:
    changes = changes_between(_duties(item), _duties(now))
    if changes:
        facts: dict[str, Fact] = {"ref": item.id, "changes": "; ".join(map(str, changes))}
        yield Diagnostic("FL807", now.location, facts, "item")
    targets = {target.id: target for target in now.targets}
    for target in item.targets:
        reports = plans.against(target)
        if target.id in targets:
            yield from _check_target(plans, target, targets[target.id], reports)
        elif target.ref not in plans.after.unread:
            yield _gone(plans, "target", target.ref, reports)


def _check_target(
    plans: _Plans, target: Target, now: Target, reports: tuple[Entry, ...]
) -> Iterator[Diagnostic]:
    changes = changes_between(_definition(target), _definition(now))
    if not changes:
        return
    facts: dict[str, Fact] = {"target": target.ref, "changes": "; ".join(map(str, changes))}
    at = now.goal_at if changes[0].keys == ("goal",) else now.location
    if not reports:
        yield Diagnostic("FL806", at, facts, "unreported")
        return
    facts |= {"departments": _names(plans.before, reports), "count": len(reports)}
    related = tuple(Related(entry.place("id"), "reported") for entry in reports[:_MOST_RELATED])
    yield Diagnostic("FL806", at, facts, related=related)


def _check_settings(before: Plan, after: Plan) -> Iterator[Diagnostic]:
    changes = changes_between(_settings(before), _settings(after))
    if changes:
        facts = {"changes": "; ".join(map(str, changes))}
        yield Diagnostic("FL807", after.location, facts, "plan")


def _gone(plans: _Plans, kind: str, ref: str, reports: tuple[Entry, ...]) -> Diagnostic:
    at = Location(plans.after.location.path)
    if not reports:
        return Diagnostic("FL807", at, {"ref": ref}, f"{kind}-removed")
    names = _names(plans.before, reports)
    return Diagnostic("FL808", at, {"ref": ref, "departments": names, "count": len(reports)}, kind)


def _department_gone(plans: _Plans, department: Department) -> Diagnostic:
    reports = tuple(e for e in plans.reports if e.department == department.id)
    gone = _gone(plans, "department", department.id, reports)
    path = department.location.path
    return Diagnostic(gone.code, Location(path), gone.facts, gone.variant)


def _names(plan: Plan, entries: Iterable[Entry]) -> Name:
    """The names of the departments that wrote the entries, in the order of departments.yaml."""
    wrote = {entry.department for entry in entries}
    names = [plan.departments[id_].name for id_ in plan.departments if id_ in wrote]
    return Name("、".join(name.zh for name in names), ", ".join(name.in_("en") for name in names))


def _settings(plan: Plan) -> Mapping[str, Any]:
    return {
        "plan": plan.id,
        "period": f"{plan.start} – {plan.end}",
        "reporting.first": plan.first,
        "reporting.grace_days": plan.grace_days,
        "office": plan.office,
    }


def _duties(item: Item) -> Mapping[str, Any]:
    """Who owes what by when."""
    return {
        "departments": {id_: role.value for id_, role in item.holders.items()},
        "from": item.first,
        "due": item.due,
        "ongoing": item.ongoing,
        "open": item.open,
        "unresolved": " ".join(item.unresolved),
    }


def _definition(target: Target) -> Mapping[str, Any]:
    """Everything that decides what a target's values mean and when they are enough."""
    return {
        "goal": target.goal_text,
        "measure": target.measure.value,
        "counts": target.counts.zh,
        "value_is": target.value_is.value,
        "denominator": target.denominator.value,
        "holds": target.holds.value,
        "across": target.across.value,
        "from": target.first,
        "due": target.due,
        "reported_by": " ".join(target.owed_by),
        "baseline": _baselines(target.baselines or {}),
        "binding": target.binding,
        "may_exceed": target.may_exceed,
    }


def _baselines(baselines: Mapping[str, Baseline]) -> str:
    return ", ".join(f"{id_} {baseline.value}" for id_, baseline in baselines.items())
