"""Why a target has its verdict and an item its light: figures, who is missing, asides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final, cast

from foodsafety_ledger.assess.assessment import (
    FINE,
    SETTLED,
    Duties,
    Duty,
    Light,
    Part,
    PeriodFigure,
    Reason,
    Share,
    TargetAssessment,
    TargetVerdict,
)
from foodsafety_ledger.assess.goals import (
    compare_with_bound,
    exact_text,
    gap_to_goal,
    meets,
    shown_baseline,
    shown_share,
    shown_unit,
    shown_value,
)
from foodsafety_ledger.assess.lights import Scope, has_progress, unfinished_past_due
from foodsafety_ledger.model.entry import Entry, Status
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.goal import FREQUENCIES, TRENDS, Goal, Operator, amount_of
from foodsafety_ledger.model.measure import Figure, NotApplicable, Value, is_nothing
from foodsafety_ledger.model.name import NO_NAME, Name, in_a_row
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Across, Item, Plan, Target
from foodsafety_ledger.words import in_both

ReasonFacts = dict[str, str | int | Name]

NAMED: Final = 5
"""How many names a reason lists before it only counts the rest."""


def phrase(key: str, **facts: object) -> Name:
    """A text of the reasons' catalogue in both languages, as a fact for another."""
    return in_both(f"reasons.{key}", **facts)


def listed(names: Sequence[Name]) -> Name:
    """Names in a row: the first few, and how many more."""
    if len(names) < 2:
        return names[0] if names else NO_NAME
    shown, more = names[:NAMED], len(names) - NAMED
    row = in_a_row(shown)
    return phrase("and-more", names=row, more=more) if more > 0 else row


def counted_key(key: str, total: int) -> str:
    """The key of a counted reason: of one alone there is nothing to count."""
    return f"{key}.one" if total == 1 else key


def departments_named(ids: Iterable[str], plan: Plan) -> Name:
    """Departments in a row; an id that the plan does not know stands for itself."""
    known = plan.departments
    return listed([known[one].name if one in known else Name(one) for one in ids])


def value_text(value: Value, goal: Goal, *, is_baseline: bool = False) -> Name:
    """``98.33%（118/120）``, ``2 家``, a date; ``0/0`` alone where there was nothing to do."""
    if isinstance(value, date):
        return Name(str(value))
    if isinstance(value, NotApplicable):
        return phrase("not-applicable")
    if not isinstance(value, Counts):
        return amount_text(value, goal)
    shown = shown_baseline(value, goal) if is_baseline else shown_value(value, goal)
    if shown is None:
        return Name(str(value))
    return phrase("figure", value=shown + shown_unit(value, goal), counts=str(value))


def amount_text(amount: Fraction, goal: Goal) -> Name:
    """An amount exactly, with the goal's unit."""
    return amount_of(exact_text(amount), goal.unit)


def standing_facts(
    target: Target, value: Value, baseline: Figure | None, gap: Fraction | None
) -> tuple[str, ReasonFacts]:
    """How a figure stands to the goal: which wording says it (``reasons.standing.…``), its facts.

    Only for a value other than ``0/0`` and n/a.
    """
    if isinstance(value, date):
        return "done", {"day": str(value), "due": str(target.due)}
    named: ReasonFacts = {"goal": target.goal_text, "goal_named": target.goal_name}
    return standing(target.goal, named, value, baseline, gap)


def standing(
    goal: Goal, named: ReasonFacts, value: Value, baseline: Figure | None, gap: Fraction | None
) -> tuple[str, ReasonFacts]:
    """The same of a value that is no date; ``named`` are the facts that spell the goal."""
    facts: ReasonFacts = {"figure": value_text(value, goal), **named}
    if goal.kind in FREQUENCIES:
        return "occasions", facts | {"asked": str(baseline)}
    if gap is not None:
        is_ratio = isinstance(value, Counts)
        facts["gap"] = Name(exact_text(gap)) if is_ratio else amount_text(gap, goal)
    if goal.kind not in TRENDS:
        return "bound" if gap is None else _direction(goal, cast("Figure", value)), facts
    if baseline is None:
        return "first", facts
    how = goal.kind.value if gap is None else f"{goal.kind.value}-gap"
    return how, facts | {"bar": value_text(baseline, goal, is_baseline=True)}


def _direction(goal: Goal, value: Figure) -> str:
    """Whether a figure that misses its bound is below, above, or simply off it."""
    if goal.operator is Operator.EQUAL and goal.bound:
        return "off"
    return "above" if compare_with_bound(goal, value) > 0 else "below"


def target_reasons(one: TargetAssessment, plan: Plan, as_of: date) -> tuple[Reason, ...]:
    """The reasons of a target's verdict at ``as_of``, heaviest first."""
    teller = _TargetTeller(one, plan, as_of > one.ready)
    return heaviest_first([*teller.failures(), *teller.absences(), *teller.asides()])


LIGHT_ORDER = (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY)
"""Heaviest first; what only adds information is grey and comes last."""


def heaviest_first(reasons: Iterable[Reason], light: Light | None = None) -> tuple[Reason, ...]:
    """Reasons in order of weight, those of the ``light`` that they are for before all others."""
    weight = {one: n for n, one in enumerate(LIGHT_ORDER)} | ({light: -1} if light else {})
    return tuple(sorted(reasons, key=lambda reason: weight[reason.light]))


def counted_facts(ids: Sequence[str], total: int, plan: Plan) -> ReasonFacts:
    """That some departments of ``total`` are so: how many, and their names."""
    return {"count": len(ids), "total": total, "names": departments_named(ids, plan)}


_FAILED = frozenset({TargetVerdict.MISSED, TargetVerdict.SHORT})
_MET = frozenset({TargetVerdict.MET, TargetVerdict.MET_LATE})


@dataclass(frozen=True, slots=True)
class _TargetTeller:
    """Tells the reasons of one target, a few at a time; ``passed``: it should be met by now."""

    one: TargetAssessment
    plan: Plan
    passed: bool

    def failures(self) -> Iterator[Reason]:
        """The goal not met, and by whom: in judged periods, then over the whole time; or met.

        A whole that is the figure of a failed period is told with the period.
        """
        target, told = self.one.target, set[Value | None]()
        for period in self.one.periods:
            value = period.value
            if period.judged and period.verdict is TargetVerdict.MISSED and value is not None:
                gap = gap_to_goal(target, value, period.baseline)
                how, facts = standing_facts(target, value, period.baseline, gap)
                facts |= {"period": str(period.period)}
                yield self._reason(f"period-failed.{how}", Light.RED, facts)
                yield from self._failed_by(period.failed, Light.RED, period.owed)
                told.add(value)
        whole = self.one.compared
        judged = self.one.verdict is not TargetVerdict.NOT_APPLICABLE and whole not in told
        if judged and whole is not None and not is_nothing(whole):
            yield from self._whole(whole)
        late = [f.department for f in self.one.figures if f.verdict is TargetVerdict.MET_LATE]
        if self.one.verdict is TargetVerdict.MET_LATE and len(self.one.figures) > 1 and late:
            yield self._counted("late-by", Light.YELLOW, late)

    def _whole(self, value: Value) -> Iterator[Reason]:
        """The figure that meets the goal or fails; what there is so far, if it cannot be judged."""
        one = self.one
        how, facts = standing_facts(one.target, value, one.baseline, one.gap)
        for head, light in self._heads(value):
            if head == "met-late" and one.late is not None:
                facts |= {"since": str(one.late.since), "ready": str(one.late.ready)}
                if how == "done" and one.late.since != value:
                    how = "handed-in"
            yield self._reason(f"{head}.{how}", light, facts)
            if one.verdict not in SETTLED and not one.target.measure.by_period:
                yield from self._failed_by(one.failed, light, len(one.figures))

    def _failed_by(self, ids: Sequence[str], light: Light, total: int) -> Iterator[Reason]:
        """Who made it fail, where more than one department owed a value."""
        if ids and total > 1:
            yield self._counted("failed-by", light, ids, total)

    def _heads(self, value: Value) -> Iterator[tuple[str, Light]]:
        one = self.one
        if one.verdict in _MET:
            yield one.verdict.value, one.light
        elif one.target.measure.by_period:
            if one.verdict is TargetVerdict.SHORT:
                yield "short", Light.YELLOW
        elif self._waits():
            yield "partial", Light.RED if self._fails_already(value) else Light.GREY
        elif not meets(one.target, value, one.baseline):
            yield ("missed", Light.RED) if self.passed else ("short", Light.YELLOW)
        elif any(figure.stale or figure.returned for figure in one.figures):
            yield "partial", Light.GREY

    def _fails_already(self, value: Value) -> bool:
        """Whether what is there fails when everything should be there."""
        if not self.passed or any(one.baseline_only for one in self.one.figures):
            return False
        return not meets(self.one.target, value, self.one.baseline)

    def _waits(self) -> bool:
        """Whether the figure cannot be judged yet: somebody's value is still to come."""
        waiting = any(figure.is_open for figure in self.one.figures)
        is_each = self.one.target.across is Across.EACH
        return waiting and not (is_each and self.one.verdict in _FAILED)

    def absences(self) -> Iterator[Reason]:
        """Who gave no value, too old or a returned one, or nothing to compare with the first."""
        target, figures = self.one.target, self.one.figures
        if self.one.verdict in _MET:
            return
        if not figures:
            yield self._reason("nobody-owes-value", Light.GREY, {})
        for period in self._incomplete():
            asked, at = period.owed, str(period.period)
            yield self._counted("period-missing", Light.RED, period.absent, asked, period=at)
        yield from self._silent([f for f in figures if f.value is None])
        groups = {
            "stale": [f for f in figures if f.stale],
            "returned-value": [f for f in figures if f.returned],
            "baseline-only": [
                f for f in figures if f.baseline_only and not f.stale and not f.latecomer
            ],
        }
        for key, group in groups.items():
            if group:
                ids = [figure.department for figure in group]
                light = Light.RED if key == "stale" else self._waiting_light()
                yield self._counted(key, light, ids, period=str(target.last))
        late = any(figure.latecomer for figure in figures)
        if self.one.verdict is TargetVerdict.NOT_APPLICABLE and not late:
            yield self._reason("nothing-to-do", Light.GREY, {})

    def _incomplete(self) -> list[PeriodFigure]:
        """The judged periods that are not met and that somebody gave no value for."""
        failed = (TargetVerdict.MISSED, TargetVerdict.MISSING)
        return [p for p in self.one.periods if p.judged and p.absent and p.verdict in failed]

    def _silent(self, silent: Sequence[Share]) -> Iterator[Reason]:
        """Those without any value; of occasions the periods have told already."""
        if not silent or (self._incomplete() and self.one.target.measure.by_period):
            return
        ids = [figure.department for figure in silent]
        if self._waiting_light() is Light.RED:
            yield self._counted("missing", Light.RED, ids, due=str(self.one.target.due))
            return
        beside = [entry for one in self.one.periods if not one.asked for entry in one.entries]
        told = {entry.department for entry in beside}
        for key, said in (("awaited", False), ("awaited-judged", True)):
            if waiting := [id_ for id_ in ids if (id_ in told) is said]:
                yield self._counted(key, self._waiting_light(), waiting)

    def _waiting_light(self) -> Light:
        if self.passed and not self.one.target.measure.by_period:
            return Light.RED
        return Light.GREY if self.one.verdict is TargetVerdict.NO_DATA else Light.YELLOW

    def asides(self) -> Iterator[Reason]:
        """What is shown beside the figure and changes nothing."""
        for figure in self.one.figures:
            if figure.department == self.one.weakest and not self.one.target.measure.is_dated:
                yield from self._of_one("weakest", figure)
            if figure.latecomer:
                yield from self._latecomer(figure)
        for figure in self.one.others:
            yield from self._of_one("beside", figure)
        yield from self._needed()
        yield from self._pace()
        yield from self._beside_the_judged()
        if self.one.later:
            last = str(self.one.target.last)
            yield self._counted("later-values", Light.GREY, self.one.later, period=last)
        if not self.one.target.binding:
            yield self._reason("not-binding", Light.GREY, {})

    def _beside_the_judged(self) -> Iterator[Reason]:
        """What was reported about periods that are not judged, or only with a later one."""
        for period in self.one.periods:
            if not period.asked and period.value is not None:
                value = period.value
                shown = exact_text(value) if isinstance(value, Fraction) else str(value)
                facts: ReasonFacts = {"period": str(period.period), "figure": shown}
                key = "judged-with" if period.into else "not-judged"
                into: ReasonFacts = {"into": str(period.into)} if period.into else {}
                yield self._reason(key, Light.GREY, facts | into)

    def _pace(self) -> Iterator[Reason]:
        """How far the figure is beside the year, until the goal is reached or missed (4.6)."""
        pace = self.one.pace
        if pace is not None and self.one.verdict not in _MET and not self.passed:
            shares: ReasonFacts = {
                "expected": shown_share(pace.expected, up=True),
                "achieved": shown_share(pace.achieved, up=False),
            }
            yield self._reason(f"pace.{pace.state}", Light.GREY, shares)

    def _needed(self) -> Iterator[Reason]:
        """What would still make it, where that says more than what is missing."""
        told, target = self.one.needed, self.one.target
        if told is None or (told.how == "rest" and told.counting == told.of):
            return
        named = (target.counts.in_(lang).partition("/")[::2] for lang in ("zh", "en"))
        part, whole = (Name(*one) for one in zip(*named, strict=True))
        facts: ReasonFacts = {"of": told.of, "count": told.counting, "part": part, "whole": whole}
        if told.alone is not None:
            facts["alone"] = told.alone
        if self.one.gap is not None:
            facts["gap"] = exact_text(self.one.gap)
        yield self._reason(f"needed.{told.how}", Light.GREY, facts)

    def _latecomer(self, figure: Share) -> Iterator[Reason]:
        """What one gave that is not compared, and the figure with it where it changes that."""
        total, goal = self.one.value, self.one.target.goal
        if total is None or total == self.one.compared:
            yield from self._of_one("latecomer.aside", figure)
        else:
            yield from self._of_one("latecomer", figure, total=value_text(total, goal))

    def _of_one(self, key: str, figure: Share, **facts: Name) -> Iterator[Reason]:
        if figure.value is not None:
            name = departments_named([figure.department], self.plan)
            shown = value_text(figure.value, self.one.target.goal)
            yield self._reason(key, Light.GREY, {"department": name, "figure": shown, **facts})

    def _counted(
        self, key: str, light: Light, ids: Sequence[str], total: int = 0, **facts: str
    ) -> Reason:
        total = total or len(self.one.figures)
        counted = counted_facts(ids, total, self.plan)
        return self._reason(counted_key(key, total), light, counted | facts)

    def _reason(self, key: str, light: Light, facts: ReasonFacts) -> Reason:
        about: ReasonFacts = {"target": self.one.target.name, "ref": self.one.target.ref}
        return Reason(key, light, about | facts)


def item_reasons(
    scope: Scope,
    light: Light,
    targets: Sequence[TargetAssessment],
    damaged_by: Sequence[str],
    plan: Plan,
) -> tuple[Reason, ...]:
    """The reasons of an item's light, heaviest first, those of the light's own colour foremost.

    ``damaged_by`` are the departments with entries that are left out because of errors.
    """
    teller = _ItemTeller(scope, plan)
    reasons = [
        *teller.targets(targets),
        *teller.failures(),
        *teller.limits(damaged_by),
        *teller.work(),
        *teller.gaps(targets),
        *teller.success(light, targets),
    ]
    return heaviest_first(reasons, light)


def in_own_words(parts: Sequence[Part], plan: Plan) -> Name:
    """Departments in a row, each with what it says is in its way."""
    names = ((plan.departments[part.department].name, part.hindrance) for part in parts)
    return listed([phrase("said", name=one, words=words) if words else one for one, words in names])


def extension_reasons(planned: Item, granted: Sequence[Entry]) -> Iterator[Reason]:
    """That the due date was extended: the old one beside the new, and why."""
    for entry in granted[-1:]:
        facts: ReasonFacts = {"old": str(planned.due), "due": str(entry.due), "why": entry.reason}
        yield Reason("extended", Light.GREY, facts)


class _ItemTeller:
    """Tells the reasons of one item, a few at a time."""

    def __init__(self, scope: Scope, plan: Plan) -> None:
        self.scope = scope
        self.plan = plan
        self.said = any(part.entries for part in scope.parts)
        self.open_light = Light.YELLOW if has_progress(scope.parts) else Light.GREY

    def targets(self, targets: Sequence[TargetAssessment]) -> Iterator[Reason]:
        """Of binding targets that have figures every reason, unless they are met."""
        for one in targets:
            if one.target.binding and one.verdict not in FINE | {TargetVerdict.NO_DATA}:
                yield from one.reasons

    def gaps(self, targets: Sequence[TargetAssessment]) -> Iterator[Reason]:
        """Targets without data, unless nobody has reported at all; and those that do not bind."""
        for one in targets:
            if one.verdict in FINE:
                continue
            if not one.target.binding:
                facts: ReasonFacts = {"target": one.target.name, "ref": one.target.ref}
                yield Reason(f"optional.{one.verdict}", Light.GREY, facts)
            elif (one.verdict is TargetVerdict.NO_DATA and self.said) or not one.figures:
                yield from (replace(reason, light=self.open_light) for reason in one.reasons)

    def failures(self) -> Iterator[Reason]:
        """What makes the item red by itself: blocked, overdue, past due."""
        owing = self.scope.owing
        blocked = [part for part in owing if part.status is Status.BLOCKED]
        said = {"names": in_own_words(blocked, self.plan)}
        yield from self._counted("blocked", Light.RED, blocked, **said)
        overdue = [part for part in self.scope.parts if part.overdue]
        if overdue:
            missed = {duty.period for part in overdue for duty in part.overdue}
            periods = listed([Name(str(period)) for period in sorted(missed)])
            yield from self._counted("overdue", Light.RED, overdue, periods=periods)
        past_due = unfinished_past_due(self.scope)
        yield from self._counted("past-due", Light.RED, past_due, due=str(self.scope.item.due))

    def limits(self, damaged_by: Sequence[str]) -> Iterator[Reason]:
        """What nobody can see: damaged entries, and groups that are not resolved."""
        if damaged_by:
            facts: ReasonFacts = {"names": departments_named(damaged_by, self.plan)}
            yield Reason("damaged", Light.YELLOW, facts)
        groups = [self.plan.groups[one] for one in self.scope.item.unresolved]
        for key, light, selective in (
            ("unresolved", Light.YELLOW, False),
            ("selective", Light.GREY, True),
        ):
            names = [group.name for group in groups if group.selective is selective]
            if names:
                yield Reason(key, light, {"groups": listed(names)})

    def work(self) -> Iterator[Reason]:
        """How far the departments are: silent, not started, returned, not done."""
        owing, light = self.scope.owing, self.open_light
        if not owing:
            yield Reason("nobody-owes", Light.GREY, {})
            return
        silent = [part for part in owing if part.status is None and not part.overdue]
        duties = Duties.all_of(part.duties for part in silent)
        if len(silent) == len(owing) and light is Light.GREY and duties:
            yield self._nothing_reported(duties)
        else:
            yield from self._counted("not-reported", light, silent)
        started = [part for part in owing if part.status is Status.NOT_STARTED]
        yield from self._counted("not-started", light, started)
        yield from self._returned(light)
        if not self.scope.item.ongoing and not self.scope.past_due:
            under_way = [part for part in owing if part.status is Status.IN_PROGRESS]
            due = str(self.scope.item.due)
            yield from self._counted("not-done", Light.YELLOW, under_way, due=due)

        late = [part for part in owing if part.status is Status.DONE and not part.was_done]
        if not self.scope.item.ongoing:
            yield from self._counted("done-late", Light.YELLOW, late, due=str(self.scope.item.due))
        silent = [part for part in owing if part.entries and not part.says_something]
        yield from self._counted("says-nothing", Light.YELLOW, silent)

    def _returned(self, light: Light) -> Iterator[Reason]:
        """Whose latest report the office returned, and why."""
        known = self.plan.departments
        for part in self.scope.parts:
            if part.returned is not None and part.department in known:
                name = known[part.department].name
                facts: ReasonFacts = {"names": name, "why": part.returned.reason}
                yield Reason("returned", light, facts, part.department)

    def _nothing_reported(self, duties: Sequence[Duty]) -> Reason:
        """Nobody has said anything and nothing is overdue: which report is due first."""
        first = min(duties, key=lambda duty: (duty.due, duty.period))
        facts: ReasonFacts = {
            "total": len(self.scope.owing),
            "period": str(first.period),
            "due": str(first.due),
        }
        return Reason(self._key("nothing-reported"), Light.GREY, facts)

    def success(self, light: Light, targets: Sequence[TargetAssessment]) -> Iterator[Reason]:
        """Why it is green; and the targets that are met, whatever the light."""
        met = sum(one.verdict is TargetVerdict.MET for one in targets)
        if light is Light.GREEN:
            key = "in-hand" if self.scope.item.ongoing else "all-done"
            yield Reason(self._key(key), Light.GREEN, {"total": len(self.scope.owing)})
        if met:
            yield Reason("targets-met", Light.GREEN, {"count": met, "total": len(targets)})

    def _counted(
        self, key: str, light: Light, parts: Sequence[Part], **facts: str | Name
    ) -> Iterator[Reason]:
        if parts:
            ids = [part.department for part in parts]
            counted = counted_facts(ids, len(self.scope.owing), self.plan)
            yield Reason(self._key(key), light, counted | facts)

    def _key(self, key: str) -> str:
        return counted_key(key, len(self.scope.owing))
