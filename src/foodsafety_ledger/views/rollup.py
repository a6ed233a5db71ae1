"""Many districts as one account: by indicator, by district, by area, over years; and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import chain
from shlex import quote
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import SETTLED, DutyState, Light, TargetVerdict
from foodsafety_ledger.assess.goals import exact_text, shown_baseline
from foodsafety_ledger.assess.reasons import standing, value_text
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.goal import Goal, GoalKind, goal_name
from foodsafety_ledger.model.measure import Value, is_nothing
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import ValueIs
from foodsafety_ledger.rollup.judged import MOST_WEAKEST, IndicatorAccount, Key, value_from
from foodsafety_ledger.rollup.pooled import Behind, PooledAccount, WorkAccount
from foodsafety_ledger.rollup.queries import TargetRow, ValueRow
from foodsafety_ledger.rollup.schema import Definition, ValueState
from foodsafety_ledger.views.page import (
    Block,
    Cell,
    Heading,
    Held,
    Line,
    Step,
    Steps,
    cell,
    labelled,
    line,
    quiet,
    strong,
    table,
    title_of,
)
from foodsafety_ledger.views.view import Json, Origin, Record, Records, View, fields_of
from foodsafety_ledger.views.wording import FigureData, value_data, verdict_line
from foodsafety_ledger.words import Say


class RollupBy(StrEnum):
    """What a row of a roll-up is about."""

    INDICATOR = "indicator"
    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    YEAR = "year"

    @property
    def digits(self) -> int:
        """How many digits of the districts' codes make the area that figures are added over."""
        return {RollupBy.CITY: 4, RollupBy.PROVINCE: 2}.get(self, 0)


MOST_REFUSED: Final = 20
"""As many files as a page names that are not in it; the JSON names them all, and why."""


class Before(NamedTuple):
    """What indicators were earlier, and the account of an earlier folder, if there is one."""

    indicators: Mapping[Key, IndicatorAccount] = {}
    account: PooledAccount | None = None


@dataclass(frozen=True)
class _Shown:
    """An account in the words of a reader, beside what it was earlier."""

    account: PooledAccount
    by: RollupBy
    say: Say
    before: Before = Before()

    @property
    def earlier(self) -> Mapping[str, Name]:
        """The districts of an earlier folder, by their codes."""
        return self.before.account.names if self.before.account else {}

    @cached_property
    def works(self) -> Mapping[tuple[str, ...], WorkAccount]:
        """The work of an earlier folder's plans and areas, by key."""
        then = self.before.account
        return {one.key: one for one in (*then.areas, *then.districts)} if then else {}

    def area(self, code: str) -> str:
        """A district by its name, a city by its province's; by the code where nobody knows it."""
        if not code:
            return self.say("rollup.everywhere")
        known = self.account.names.get(code) or self.earlier.get(code)
        if known is not None:
            name = known.in_(self.say.lang)
            return self.say("rollup.called", name=name, code=code)
        key = f"rollup.province.{code[:2]}"
        if not self.say.knows(key):
            return code
        if len(code) == 2:
            return self.say("rollup.called", name=self.say(key), code=code)
        return self.say("rollup.city", province=self.say(key), code=code)

    def figure(self, value: Value | None, goal: Goal) -> str:
        """A figure as a district shows it."""
        if value is None:
            return self.say("rollup.no-figure")
        return value_text(value, goal).in_(self.say.lang)

    def goal(self, defined: Definition) -> str:
        """A goal as people write it; one without a bound in words."""
        key = f"status.goal.{defined.goal.kind}"
        told = goal_name(goal_of(defined), defined.goal.unit).in_(self.say.lang)
        return self.say(key) if self.say.knows(key) else told

    def verdict(self, verdict: TargetVerdict) -> str:
        """A verdict's word."""
        return self.say(f"status.verdict.{verdict}")


def rollup_view(
    account: PooledAccount, by: RollupBy, origin: Origin, say: Say, before: Before | None = None
) -> View:
    """An account, row by row as ``by`` says; with ``before`` beside each figure the earlier one."""
    shown = _Shown(account, by, say, before or Before())
    return View(
        origin,
        lambda: _page(shown),
        lambda: _records(shown),
        lambda: _data(shown),
        say("rollup.nothing"),
    )


def _page(shown: _Shown) -> Iterator[Block]:
    say, account = shown.say, shown.account
    yield Heading(line(say("rollup.title")), 1)
    yield labelled(_facts(shown))
    if shown.by in (RollupBy.DISTRICT, RollupBy.CITY, RollupBy.PROVINCE):
        yield _work_table(shown)
    if shown.by is not RollupBy.DISTRICT:
        ordered: Iterable[IndicatorAccount] = account.indicators
        if shown.by in (RollupBy.CITY, RollupBy.PROVINCE):
            ordered = sorted(ordered, key=lambda one: one.area)
        yield _indicator_table(shown, tuple(ordered))


def _facts(shown: _Shown) -> Iterator[tuple[str, Held]]:
    say, account = shown.say, shown.account
    yield say("rollup.districts"), len(account.names)
    years = sorted({one.year for one in account.districts})
    yield say("rollup.years"), say.in_a_row(years)
    if account.days:
        yield say("rollup.as-of"), _days(account.days, say)
    yield from _earlier_facts(shown)
    if account.refused:
        paths = (one.path for one in account.refused[:MOST_REFUSED])
        count = say("rollup.left-out", count=len(account.refused))
        yield say("rollup.not-counted"), cell(count, *map(quiet, paths))


def _earlier_facts(shown: _Shown) -> Iterator[tuple[str, Held]]:
    """What an earlier folder is, and which districts are in one of both alone."""
    say, then = shown.say, shown.before.account
    if then is None or then.days is None:
        return
    told = _days(then.days, say)
    none = not shown.before.indicators
    yield say("rollup.earlier"), say("rollup.none-earlier", days=told) if none else told
    gone = [*_only_in(then, shown.account, shown)]
    if gone:
        yield say("rollup.gone"), say.in_a_row(gone)
    new = [*_only_in(shown.account, then, shown)]
    if new:
        yield say("rollup.new"), cell(str(len(new)), *map(quiet, new[:MOST_REFUSED]))


def _only_in(one: PooledAccount, other: PooledAccount, shown: _Shown) -> Iterator[str]:
    """The districts of an account that another has not, or not in a year that both are about."""
    mine, others = ({(work.year, work.area) for work in it.districts} for it in (one, other))
    both = {year for year, _ in mine} & {year for year, _ in others}
    for code in sorted(one.names):
        if code not in other.names:
            yield shown.area(code)
            continue
        for year in sorted(both):
            if (year, code) in mine - others:
                yield shown.say("rollup.in-year", name=shown.area(code), year=year)


def _days(days: tuple[date, date], say: Say) -> str:
    first, last = days
    return str(last) if first == last else say("rollup.between", first=first, last=last)


def _indicator_table(shown: _Shown, indicators: Sequence[IndicatorAccount]) -> Block:
    others: defaultdict[tuple[str, str, str], list[IndicatorAccount]] = defaultdict(list)
    for one in indicators:  # under one key more than one where definitions differ
        others[one.indicator, one.year, one.area].append(one)
    area = " area" if shown.by.digits else ""
    rows = (
        (
            verdict_line(one.verdict, shown.say),
            one.year,
            *((shown.area(one.area),) if area else ()),
            shown.say("rollup.met", met=one.met, all=one.districts),
            _figure_cell(one, others[one.indicator, one.year, one.area], shown),
        )
        for one in indicators
    )
    return table(shown.say, "rollup", f"verdict year{area} >districts figure", rows)


def _figure_cell(
    one: IndicatorAccount, together: Sequence[IndicatorAccount], shown: _Shown
) -> Cell:
    """An indicator: its name, figure and goal, what it was, who is weakest, why it is not alone."""
    say, goal = shown.say, one.defined.goal
    name = shown.account.called.get(one.indicator, Name("")).in_(say.lang)
    asides = []
    if len(together) > 1:
        asides.append(say("rollup.differs", parts=_beside(one, together, shown)))
    before = shown.before.indicators.get(one.key)
    if before is not None:
        was, parts = shown.figure(before.value, before.defined.goal), _differing(before, one, shown)
        key = "rollup.redefined" if parts else "rollup.before"
        asides.append(say(key, figure=was, verdict=shown.verdict(before.verdict), parts=parts))
    if one.targets > one.districts:
        asides.append(say("rollup.several", targets=one.targets, districts=one.districts))
    if one.holds and one.verdict not in SETTLED and not one.absent:
        asides.append(say("rollup.enough", verdict=shown.verdict(one.verdict)))
    if one.districts > 1 and one.weakest:
        names = (
            say(
                "rollup.weak", name=shown.area(weak.district), figure=shown.figure(weak.value, goal)
            )
            for weak in one.behind
        )
        asides.append(say("rollup.weakest", names=say.in_a_row(names)))
    if one.absent:
        listed = say.in_a_row(map(shown.area, one.absent[:MOST_WEAKEST]))
        asides.append(say("rollup.absent", names=listed, count=len(one.absent)))
    title = line(strong(name), quiet(f"  {one.indicator}")) if name else line(strong(one.indicator))
    return cell(title, _standing_text(one, shown), *map(quiet, asides))


def _standing_text(one: IndicatorAccount, shown: _Shown) -> str:
    """A figure beside its goal, or beside the baseline of a trend, as a district says it."""
    goal, value, say = one.defined.goal, one.value, shown.say
    is_told = goal.kind is GoalKind.BOUND or one.baseline is not None
    if value is None or is_nothing(value) or not is_told:
        return say("rollup.goal", figure=shown.figure(value, goal), goal=shown.goal(one.defined))
    named = goal_name(goal_of(one.defined), goal.unit)
    how, facts = standing(goal, {"goal_named": named}, value, one.baseline, one.gap)
    return say(f"reasons.standing.{how}", **facts)


def goal_of(defined: Definition) -> str:
    """A goal as plans write it."""
    return defined.parts["goal"] + defined.parts["unit"]


def _told_parts(defined: Definition, shown: _Shown) -> dict[str, str]:
    """A definition's parts as they are told: the goal with its unit."""
    parts = {**defined.parts, "goal": shown.goal(defined)}
    del parts["unit"]
    return {key: text or "-" for key, text in parts.items()}


def _differing(one: IndicatorAccount, other: IndicatorAccount, shown: _Shown) -> str:
    """What a definition has that another has differently."""
    say, theirs = shown.say, _told_parts(other.defined, shown)
    return say.in_a_row(
        say("rollup.part", name=say(f"rollup.part.{key}"), text=text)
        for key, text in _told_parts(one.defined, shown).items()
        if theirs[key] != text
    )


def _beside(one: IndicatorAccount, together: Sequence[IndicatorAccount], shown: _Shown) -> str:
    """What the others under the same indicator have differently, beside what this one has."""
    say, others = shown.say, [_told_parts(other.defined, shown) for other in together]
    told = []
    for key, here in _told_parts(one.defined, shown).items():
        texts = sorted({other[key] for other in others} - {here})
        if texts:
            name = say(f"rollup.part.{key}")
            text = say.in_a_row(texts)
            told.append(say("rollup.beside", name=name, text=text, here=here))
    return say.in_a_row(told)


_COUNTS: Final = (*Light, "overdue", "late", "days_late")


def _counts(one: WorkAccount) -> tuple[int, ...]:
    late = one.duties[DutyState.OVERDUE], one.duties[DutyState.LATE], one.days_late
    return *(one.lights[light] for light in Light), *late


def _work_table(shown: _Shown) -> Block:
    """The league table: the most overdue first; beside each what was otherwise earlier."""
    rows: list[tuple[Held, ...]] = []
    for one in shown.account.areas if shown.by.digits else shown.account.districts:
        name: Line = line(shown.area(one.area))
        if not shown.by.digits:
            name = line(name, quiet(f"  {one.plan}"))
        was = shown.works.get(one.key)
        before = (quiet(_work_before(was, one, shown.say)),) if was else ()
        plans = (one.plans,) if shown.by.digits else ()
        rows.append((one.year, *plans, *_counts(one), cell(name, *before)))
    counts = " ".join(f">{name}" for name in _COUNTS)
    keys = f"year >plans {counts} area" if shown.by.digits else f"year {counts} plan"
    return table(shown.say, "rollup", keys, rows)


def _work_before(was: WorkAccount, one: WorkAccount, say: Say) -> str:
    """The counts that were otherwise earlier, in the words of their columns."""
    counts = zip(_COUNTS, _counts(was), _counts(one), strict=True)
    parts = [
        say("rollup.part", name=title_of(say, "rollup", name), text=then)
        for name, then, now in counts
        if then != now
    ]
    return say(
        "rollup.work-before" if parts else "rollup.work-as-before", parts=say.in_a_row(parts)
    )


def _data(shown: _Shown) -> Json:
    """The ``data`` of ``ledger rollup --format json`` (design 10)."""
    account = shown.account
    data: dict[str, object] = {
        "indicators": [_indicator_data(one, shown) for one in account.indicators],
        "districts": [_work_data(one, shown, district=one.area) for one in account.districts],
    }
    if shown.by.digits:
        data["areas"] = [_work_data(one, shown, area=one.area) for one in account.areas]
    data["refused"] = [
        {"path": one.path, "why": shown.say(f"rollup.refused.{one.key}", **one.facts)}
        for one in account.refused
    ]
    return data


def _indicator_data(one: IndicatorAccount, shown: _Shown) -> dict[str, object]:
    goal = one.defined.goal
    told: dict[str, object] = {
        "indicator": one.indicator,
        "definition": one.definition,
        "goal": goal_of(one.defined),
        "year": one.year,
        "area": one.area or None,
        "districts": one.districts,
        **parts_data(one.value, goal),
        "baseline": baseline_data(one),
        "verdict": one.verdict,
        "verdicts": one.verdicts,
        "met": one.met,
        "weakest": [
            {"district": weak.district, **parts_data(weak.value, goal)} for weak in one.weakest
        ],
        "absent": one.absent,
    }
    before = shown.before.indicators.get(one.key)
    if shown.before.indicators:
        told["before"] = before and {
            **parts_data(before.value, before.defined.goal),
            "verdict": before.verdict,
            "definition": before.definition,
        }
    return told


def parts_data(value: Value | None, goal: Goal) -> dict[str, FigureData]:
    """A figure in its parts: counts or an amount exactly, and as it is shown."""
    told = value_data(value, goal)
    shown = told.pop("value")
    amount = Decimal(exact_text(value)) if isinstance(value, Fraction) else None
    return {**told, "amount": amount, "value": shown}


def baseline_data(one: IndicatorAccount) -> dict[str, FigureData] | None:
    """What a trend is held against, in its parts; None where there is nothing to compare with."""
    if one.baseline is None:
        return None
    goal = one.defined.goal
    shown = shown_baseline(one.baseline, goal)
    return parts_data(one.baseline, goal) | {"value": Decimal(shown) if shown else None}


def _work_data(one: WorkAccount, shown: _Shown, **area: str) -> dict[str, object]:
    plan = {"plan": one.plan} if "district" in area else {"plans": one.plans}
    told = {**area, "year": one.year, **plan, **_standing(one)}
    if shown.before.account is not None:
        was = shown.works.get(one.key)
        told["before"] = _standing(was) if was else None
    return told


def _standing(one: WorkAccount) -> dict[str, object]:
    return {"lights": one.lights, "duties": one.duties, "days_late": one.days_late}


_INDICATOR_KEYS: Final = (
    *("indicator", "name_zh", "name_en", "definition", "goal", "year", "area", "districts", "met"),
    *("verdict", "numerator", "denominator", "amount", "value", "baseline_value"),
    *("weakest", "weakest_value", "absent"),
)
_STANDING_KEYS: Final = (*Light, *DutyState, "days_late")
_WORK_KEYS: Final = ("year", "area", "name_zh", "name_en", "plan", "plans", *_STANDING_KEYS)


def _records(shown: _Shown) -> Records:
    """A record for each district's plan, or for each indicator; of areas both, each of its kind."""
    indicator_keys: tuple[str, ...] = _INDICATOR_KEYS
    work_keys: tuple[str, ...] = _WORK_KEYS
    if shown.before.indicators:
        indicator_keys += ("before_value", "before_verdict", "before_definition")
    if shown.before.account is not None:
        work_keys += tuple(f"before_{key}" for key in _STANDING_KEYS)
    indicators = (_indicator_record(one, shown) for one in shown.account.indicators)
    if shown.by is RollupBy.DISTRICT:
        return Records(work_keys, (_work_record(one, shown) for one in shown.account.districts))
    if not shown.by.digits:
        return Records(indicator_keys, indicators)
    works = (_work_record(one, shown) for one in shown.account.areas)
    return Records(
        ("kind", *dict.fromkeys(work_keys + indicator_keys)),
        chain(
            ({"kind": "area", **one, "plan": None} for one in works),
            ({"kind": "indicator", **one} for one in indicators),
        ),
    )


def _work_record(one: WorkAccount, shown: _Shown) -> Record:
    name = shown.account.names.get(one.area, Name(""))
    was = shown.works.get(one.key)
    return {
        "year": one.year,
        "area": one.area,
        "name_zh": name.zh,
        "name_en": name.en,
        "plan": one.plan,
        "plans": one.plans,
        **_standing_record(one),
        **(_standing_record(was, "before_") if was else {}),
    }


def _standing_record(one: WorkAccount, before: str = "") -> Record:
    counts = (*one.lights.values(), *one.duties.values(), one.days_late)
    return {f"{before}{key}": n for key, n in zip(_STANDING_KEYS, counts, strict=True)}


def _indicator_record(one: IndicatorAccount, shown: _Shown) -> Record:
    name = shown.account.called.get(one.indicator, Name(""))
    weakest = next(iter(one.behind), None)
    was = shown.before.indicators.get(one.key)
    return {
        **fields_of(_indicator_data(one, shown)),
        "before_value": parts_data(was.value, was.defined.goal)["value"] if was else None,
        "before_verdict": was.verdict if was else None,
        "before_definition": was.definition if was else None,
        "name_zh": name.zh,
        "name_en": name.en,
        "baseline_value": (baseline_data(one) or {}).get("value"),
        "absent": " ".join(one.absent) or None,
        "weakest": weakest.district if weakest else None,
        "weakest_value": parts_data(weakest.value, one.defined.goal)["value"] if weakest else None,
    }


def rollup_why_view(
    account: PooledAccount, rows: Behind, indicator: str, origin: Origin, say: Say
) -> View:
    """What an indicator's figures rest on: districts' rows, departments' figures and entries."""
    shown = _Shown(account, RollupBy.INDICATOR, say)
    figures = [one for one in account.indicators if one.indicator == indicator]
    steps = tuple(_why(one, rows, shown) for one in figures)
    facts = [one.facts for _, one in Steps(steps).walk() if one.facts]
    keys = tuple(dict.fromkeys(key for one in facts for key in one))
    return View(
        origin,
        lambda: [Heading(line(say("rollup.title")), 1), Steps(steps)],
        lambda: Records(keys, map(fields_of, facts)),
        lambda: {"why": [_step_data(one) for one in steps]},
    )


def _step_data(one: Step) -> Json:
    return {**one.facts, "below": [_step_data(inner) for inner in one.below if inner.facts]}


def _why(one: IndicatorAccount, rows: Behind, shown: _Shown) -> Step:
    """A pooled figure, on the districts' rows that it is the sum of."""
    told = shown.say(
        "rollup.why.figure",
        indicator=one.indicator,
        year=f"{one.year} {shown.area(one.area)}" if one.area else one.year,
        figure=shown.figure(one.value, one.defined.goal),
        verdict=shown.verdict(one.verdict),
    )
    mine = [
        row
        for row in rows.targets
        if (row.year, row.definition) == (one.year, one.definition)
        and row.district.startswith(one.area)
    ]
    below = tuple(_why_target(row, one.defined, rows.values, shown) for row in mine)
    facts = {"kind": "indicator", **_indicator_data(one, shown)}
    return Step(line(told), below, "indicator", facts)


def _row_value(row: TargetRow | ValueRow) -> Value | None:
    return row.value_date or value_from(row.numerator, row.denominator, row.amount)


def _why_target(
    row: TargetRow, defined: Definition, values: Iterable[ValueRow], shown: _Shown
) -> Step:
    """A district's figure: its target, the commit, and where its departments' figures are."""
    say, value = shown.say, _row_value(row)
    ref = f"{row.item}/{row.target}"
    told = say(
        "rollup.why.target",
        district=shown.area(row.district),
        figure=shown.figure(value, defined.goal),
        verdict=shown.verdict(TargetVerdict(row.verdict)),
        plan=row.plan,
        ref=ref,
        commit=row.commit or "-",
    )
    mine = [
        one
        for one in values
        if (one.plan, one.item, one.target) == (row.plan, row.item, row.target)
    ]
    below = [_why_value(one, state, defined, shown) for one, state in _counted(mine, row, defined)]
    if row.absent:
        below.append(Step(line(say("rollup.why.absent", count=row.absent))))
    if not below:
        below.append(Step(line(say("rollup.why.district", code=row.district))))
    rev = f" --rev {quote(row.commit)}" if row.commit else ""
    there = f"ledger why {quote(ref)} --as-of {row.as_of}{rev}"
    below.append(Step(line(say("rollup.why.there", command=there))))
    facts = {
        "kind": "district",
        **{key: getattr(row, key) for key in ("district", "year", "plan", "item", "target")},
        **parts_data(value, defined.goal),
        **{key: getattr(row, key) for key in ("verdict", "absent", "commit")},
    }
    return Step(line(told), tuple(below), "district", facts)


def _counted(
    values: Sequence[ValueRow], row: TargetRow, defined: Definition
) -> Iterator[tuple[ValueRow, str]]:
    """Departments' figures of a year, and their states: if they do not add up, the last counts."""
    mine = sorted((one for one in values if one.year == row.year), key=lambda one: one.period)
    last = {one.department: one.period for one in mine}
    adds_up = defined.measure.by_period or defined.value_is == ValueIs.INCREMENT
    for one in sorted(mine, key=lambda one: one.department):
        old = not adds_up and one.state == ValueState.VALUE and one.period < last[one.department]
        yield one, "earlier" if old else one.state


def _why_value(row: ValueRow, state: str, defined: Definition, shown: _Shown) -> Step:
    value = _row_value(row)
    told = shown.say(
        "rollup.why.value",
        department=row.department,
        period=row.period,
        figure=shown.figure(value, defined.goal),
        state=shown.say(f"rollup.state.{state}"),
        entry=row.entry,
    )
    facts = {
        "kind": "department",
        **{key: getattr(row, key) for key in ("department", "period", "state")},
        **parts_data(value, defined.goal),
        "entry": row.entry,
    }
    return Step(line(told), (), "department", facts)
