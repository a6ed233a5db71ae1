"""Why an item has its light: what its targets, duties and statuses add to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from foodsafety_ledger.assess.assessment import (
    FINE,
    Duty,
    Light,
    Part,
    Reason,
    TargetAssessment,
    TargetVerdict,
)
from foodsafety_ledger.assess.lights import Scope, has_progress, unfinished_past_due
from foodsafety_ledger.assess.target_reasons import (
    ReasonFacts,
    counted_facts,
    counted_key,
    departments_named,
    heaviest_first,
    listed,
    phrase,
)
from foodsafety_ledger.model.entry import Entry, Status
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import Item, Plan


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
    teller = _Teller(scope, plan)
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


class _Teller:
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
        duties = [duty for part in silent for duty in part.duties]
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
