"""A district's extract: what its assessment says, as rows that others may add up (design 10).

What cannot be added up from reports the district works out itself; names of people, notes and
evidence stay with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Any, NamedTuple

from foodsafety_ledger.assess.assessment import (
    Assessment,
    Duty,
    DutyState,
    ItemAssessment,
    Part,
    Share,
    TargetAssessment,
)
from foodsafety_ledger.assess.standing import standing_at
from foodsafety_ledger.model.entry import Entry, Status
from foodsafety_ledger.model.failure import FindingsError
from foodsafety_ledger.model.goal import TRENDS
from foodsafety_ledger.model.measure import NOT_APPLICABLE, Value, add_values, is_nothing
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import District, Target
from foodsafety_ledger.reading.workspace import Workspace
from foodsafety_ledger.rollup.schema import (
    DIGITS,
    PLACES,
    Row,
    RowKind,
    ValueState,
    definition_of,
    key_of,
)

_MOST = 10 ** (DIGITS - PLACES)
_KINDS = tuple(RowKind)


class Extract(NamedTuple):
    """Rows by kind, in a fixed order, each key once; and the assessment that they come from.

    What is alike stands together: files are smaller than by item, and engines pass over the kinds
    that are not asked for.
    """

    rows: tuple[Row, ...]
    assessment: Assessment
    district: District
    year: str
    commit: str | None


def extract(workspace: Workspace, assessment: Assessment, commit: str | None) -> Extract:
    """The rows of an assessment of a workspace.

    FindingsError where the plan does not say whose it is or has no items, where a figure has more
    places than an extract holds, and where two rows would have one key.
    """
    plan = assessment.plan
    if plan.district is None:
        raise FindingsError("extract-district", path="data/tasks.yaml")
    if not assessment.items:
        raise FindingsError("extract-nothing", path="data/tasks.yaml")
    year = str(plan.start.year)
    common: dict[str, Any] = {"plan": plan.id, "district": plan.district.code, "year": year}
    common |= {"as_of": assessment.as_of, "commit": commit}
    given = _Given(workspace, assessment)
    rows = [
        Row(kind, **common, section=of.section, task=of.task, item=of.id, **rest)
        for item in assessment.items
        for of in [item.item]
        for kind, rest in chain(_own_rows(item), _duty_rows(item, given), given.rows(item))
    ]
    rows.sort(key=lambda row: _KINDS.index(row.row))
    seen: set[tuple[str | None, ...]] = set()
    for row in rows:
        if key_of(row) in seen:
            raise FindingsError("extract-key", row=" ".join(filter(None, key_of(row))))
        seen.add(key_of(row))
        _refuse_unfit(row)
    return Extract(tuple(rows), assessment, plan.district, year, commit)


_Told = tuple[RowKind, dict[str, Any]]


def _own_rows(item: ItemAssessment) -> Iterator[_Told]:
    """The rows of an item and of its targets."""
    told = {"light": item.light, "due": item.item.due, "status": _status_of(item)}
    yield RowKind.ITEM, told
    for target in item.targets:
        yield RowKind.TARGET, _target_keys(target.target) | _target_row(target)


def _status_of(item: ItemAssessment) -> Status | None:
    """How far an item is: done where all who owe are, blocked where any is; None of nobody."""
    found = {part.status or Status.NOT_STARTED for part in item.parts if part.owing}
    if len(found) <= 1:
        return next(iter(found), None)
    return Status.BLOCKED if Status.BLOCKED in found else Status.IN_PROGRESS


def _target_keys(target: Target) -> dict[str, str | None]:
    return {
        "target": target.id,
        "indicator": target.indicator or None,
        "definition": definition_of(target).sha256,
    }


def _target_row(one: TargetAssessment) -> dict[str, Any]:
    told: dict[str, Any] = {
        "verdict": one.verdict,
        "light": one.light,
        "due": one.ready,
        "reported": max((r.since for share in one.figures for r in share.readings), default=None),
        "absent": sum(share.is_open or share.stale or share.returned for share in one.figures),
        **_figure(one.compared),
    }
    if one.target.goal.kind in TRENDS:
        base = _figure(one.baseline)
        told |= {f"base_{key}": base[key] for key in ("numerator", "denominator", "amount")}
    return told


def _figure(value: Value | None) -> dict[str, Any]:
    """A value in the columns that hold its kind; n/a in none."""
    told: dict[str, Any] = dict.fromkeys(("numerator", "denominator", "amount", "value_date"))
    if isinstance(value, Counts):
        return told | {k: Fraction(part) for k, part in value._asdict().items()}
    if isinstance(value, date):
        return told | {"value_date": value}
    return told if value is None or value is NOT_APPLICABLE else told | {"amount": value}


def _duty_rows(item: ItemAssessment, given: _Given) -> Iterator[_Told]:
    for part in item.parts:
        for duty in part.duties:
            yield RowKind.DUTY, _duty_row(part, duty, given)


def _duty_row(part: Part, duty: Duty, given: _Given) -> dict[str, Any]:
    reported = duty.first.day if duty.first else None
    late = 0
    if duty.state in (DutyState.LATE, DutyState.OVERDUE):
        late = ((reported or given.assessment.as_of) - duty.due).days
    return {
        **given.who(part.department),
        "period": str(duty.period),
        "duty": duty.state,
        "status": duty.entry.status if duty.entry else None,
        "entry": duty.entry.id if duty.entry else None,
        "due": duty.due,
        "reported": reported,
        "days_late": late,
    }


class _Given:
    """The values that stand in a workspace's ledgers, and who gave them."""

    def __init__(self, workspace: Workspace, assessment: Assessment) -> None:
        self.assessment = assessment
        self._values = workspace.values
        self._standing = standing_at(workspace.fit, assessment.as_of)
        self._live: dict[str, list[Entry]] = {}
        for entry in self._standing.live:
            self._live.setdefault(entry.item, []).append(entry)

    def who(self, department: str) -> dict[str, str]:
        """A department as extracts name it: its id and kind, never its people."""
        return {"department": department, "kind": self.assessment.plan.departments[department].kind}

    def rows(self, item: ItemAssessment) -> Iterator[_Told]:
        """A row for each period about which a department gave a value of a target."""
        for one in item.targets:
            told: dict[tuple[str, Period], list[Entry]] = {}
            for entry in self._live.get(item.item.id, ()):
                if (entry.key, one.target.id) in self._values and entry.period is not None:
                    told.setdefault((entry.department, entry.period), []).append(entry)
            stale = {e.key for share in one.figures if share.stale for e in _last(share)}
            for (department, period), entries in told.items():
                yield (
                    RowKind.VALUE,
                    {
                        **self.who(department),
                        **_target_keys(one.target),
                        "period": str(period),
                        **self._value_row(one.target, entries, stale),
                    },
                )

    def _value_row(
        self, target: Target, entries: list[Entry], stale: Iterable[object]
    ) -> dict[str, Any]:
        """What the entries about one period, in time order, give: added, or the latest."""
        used = entries if target.adds_up else entries[-1:]
        value = add_values([self._values[one.key, target.id] for one in used], target.denominator)
        if any(self._standing.is_returned(one) for one in used):
            state = ValueState.RETURNED
        elif is_nothing(value):
            state = ValueState.NOT_APPLICABLE if value is NOT_APPLICABLE else ValueState.ZERO
        else:
            state = ValueState.STALE if entries[-1].key in stale else ValueState.VALUE
        return {"state": state, "entry": entries[-1].id, **_figure(value)}


def _last(share: Share) -> tuple[Entry, ...]:
    """The entry of a share that is the newest."""
    return share.entries[-1:]


def _refuse_unfit(row: Row) -> None:
    """FindingsError for a figure that the columns would round or not hold."""
    for name, held in row._asdict().items():
        if isinstance(held, Fraction) and (
            (held * 10**PLACES).denominator != 1 or abs(held) >= _MOST
        ):
            raise FindingsError(
                "extract-figure", ref=f"{row.item}/{row.target}", column=name, places=PLACES
            )


def definitions_of(assessment: Assessment) -> Mapping[str, dict[str, Any]]:
    """Each definition in full, by its hash, and whether its ratios may exceed the whole."""
    found: dict[str, dict[str, Any]] = {}
    for item in assessment.items:
        for one in item.targets:
            held = definition_of(one.target)
            known = found.setdefault(held.sha256, {**held.parts, "may_exceed": False})
            known["may_exceed"] = known["may_exceed"] or held.may_exceed
    return dict(sorted(found.items()))


def indicators_of(assessment: Assessment) -> Mapping[str, dict[str, str]]:
    """What the district calls each indicator that it reports."""
    targets = (one.target for item in assessment.items for one in item.targets)
    return {
        one.indicator: {"zh": one.name.zh, "en": one.name.en} for one in targets if one.indicator
    }
