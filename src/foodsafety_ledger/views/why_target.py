"""Where a target's verdict comes from: rule, departments' figures, entries, and the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from foodsafety_ledger.assess.assessment import (
    Assessment,
    DepartmentFigure,
    PeriodFigure,
    TargetAssessment,
)
from foodsafety_ledger.assess.duties import Clock, Missed, missed_due
from foodsafety_ledger.assess.goals import compare_with_bound, shown_unit, shown_value
from foodsafety_ledger.assess.standing import chain_of
from foodsafety_ledger.model.diagnostic import Location
from foodsafety_ledger.model.entry import Entry, Evidence
from foodsafety_ledger.model.goal import GoalKind
from foodsafety_ledger.model.measure import is_nothing
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Across, Item, Plan, Target
from foodsafety_ledger.views.figures import (
    department_figure_text,
    department_name,
    figure_data,
    goal_text,
    json_value,
    reason_alone,
    status_run,
    verdict_line,
)
from foodsafety_ledger.views.log import History, value_texts
from foodsafety_ledger.views.page import Run, Step, Tone, line, quiet, strong
from foodsafety_ledger.words import Say


@dataclass(frozen=True, slots=True)
class Commit:
    """The commit that last changed a line: its id, its author, and the day it was put in.

    ``day`` is None where the commit does not say a day that there is.
    """

    id: str
    author: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Git failed: what it said instead of an answer."""

    what: str


class Provenance(Protocol):
    """Knows the commits of lines; a workspace without git has none."""

    def commit_of(self, place: Location) -> Commit | Unanswered | None:
        """The commit that last changed the line at ``place``; None where it is not committed."""
        ...


@dataclass(frozen=True)
class Trail:
    """What leads from an entry back to its origin, in one language."""

    plan: Plan
    history: History
    provenance: Provenance | None
    say: Say

    def entry_step(self, entry: Entry, target: str = "") -> Step:
        """An entry, at the line of its value of ``target`` or at its own, and what it rests on."""
        at = entry.place("values", target) if target else entry.place()
        values = dict(entry.values)
        said = values.get(target, "")
        text = line(
            strong(entry.id),
            f"  {entry.date}  {entry.period}  ",
            status_run(entry.status, self.say),
            f"  {said}" if said else "",
            f"  {self.say('why.by', by=entry.by)}",
            *_approved(entry, self.say),
            "  ",
            place_text(at),
        )
        facts = {"id": entry.id, "date": str(entry.date), "period": str(entry.period)} | {
            "status": entry.status,
            "value": said or None,
            "by": entry.by,
            **place_facts(at),
        }
        return Step(text, tuple(self._below(entry, at, target)), "entry", facts)

    def entry_steps(self, entries: Iterable[Entry], target: str = "") -> tuple[Step, ...]:
        """Each entry as a step."""
        return tuple(self.entry_step(entry, target) for entry in entries)

    def _commit_steps(self, entry: Entry, at: Location) -> tuple[Step, ...]:
        """The commit that last changed a line of an entry; none where there is no git.

        Where the entry has another date than its commit, by how many days; a due date that lies
        between the two leads the eye.
        """
        if self.provenance is None:
            return ()
        commit = self.provenance.commit_of(at)
        if isinstance(commit, Unanswered):
            words = self.say("why.unanswered", what=commit.what)
            silent = {"commit": None, "unanswered": commit.what}
            return (Step(line(Run(words, Tone.RED)), (), "commit", silent),)
        if commit is None:
            text = line(quiet(self.say("why.uncommitted")))
            return (Step(text, kind="commit", facts={"commit": None}),)
        day = commit.day
        words = self.say("why.commit", commit=commit.id[:10], author=commit.author, day=day or "?")
        apart = (day - entry.date).days if day and entry.date else None
        missed = missed_due(entry, day, self.plan, self._known) if day and apart else None
        facts = {
            "commit": commit.id,
            "author": commit.author,
            "date": day.isoformat() if day else None,
            "days_after_entry": apart,
            "missed_due": missed.due.isoformat() if missed else None,
        }
        return (Step(line(quiet(words), *self._apart(apart, missed)), (), "commit", facts),)

    def _apart(self, days: int | None, missed: Missed | None) -> Iterator[Run]:
        """How far an entry's date and its commit lie apart, in words; nothing if nobody knows."""
        if days is None:
            return
        if missed is not None:
            words = self.say("why.backdated", days=days, due=missed.due, over=missed.days)
            yield Run(words, Tone.YELLOW)
        elif days < 0:
            yield Run(self.say("why.dated-ahead", days=-days), Tone.YELLOW)
        elif days:
            yield quiet(self.say("why.days-after", days=days))

    @cached_property
    def _known(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self.history.entries}

    def _below(self, entry: Entry, at: Location, target: str) -> Iterator[Step]:
        yield from self._commit_steps(entry, at)
        yield from self._chain(entry, target)
        after = self.history.replaced.get(entry.id)
        if after is not None:
            kind = "voided" if after.voids else "amended"
            yield self._later_step(after, kind, f"log.{kind}")
        review = self.history.reviews.get(entry.id)
        if review is not None:
            key = f"log.reviewed.{review.verdict}"
            yield self._later_step(review, "review", key, verdict=review.verdict)
        for one in entry.evidence:
            yield _evidence_step(one, self.say)

    def _later_step(self, later: Entry, kind: str, key: str, **more: object) -> Step:
        """What another entry did to the one above it."""
        at = later.place()
        text = line(self.say(key, entry=later.id, date=later.date), "  ", place_text(at))
        facts = {"id": later.id, "date": str(later.date), **more, **place_facts(at)}
        return Step(text, self._commit_steps(later, at), kind, facts)

    def _chain(self, entry: Entry, target: str) -> Iterator[Step]:
        """The entries whose place this one took, latest first."""
        if not entry.amends:
            return
        for old in reversed(chain_of(entry, self.history.entries)):
            if old.id == entry.id or not old.item:
                continue
            said = dict(old.values).get(target) or "; ".join(value_texts(old, self.plan, self.say))
            text = self.say("why.replaces", entry=old.id, date=old.date)
            facts = {"id": old.id, "date": str(old.date), "value": said or None} | place_facts(
                old.place()
            )
            shown = line(text, f"  {said}" if said else "", "  ", place_text(old.place()))
            yield Step(shown, self._commit_steps(old, old.place()), "replaced", facts)


def _approved(entry: Entry, say: Say) -> Iterator[str]:
    if entry.approved_by:
        yield f"  {say('why.approved', by=entry.approved_by)}"


def _evidence_step(one: Evidence, say: Say) -> Step:
    text = line(say("why.evidence", path=one.path), quiet(f"  sha256 {one.sha256}"))
    return Step(text, (), "evidence", {"path": one.path, "sha256": one.sha256})


def place_text(place: Location) -> str:
    """``ledgers/x.yaml:12:5``."""
    return str(place)


def place_facts(place: Location) -> dict[str, str | int | None]:
    """The place for programs; lines and columns are null where it is a whole file."""
    span = place.span
    return {
        "path": place.path,
        "line": span.line if span else None,
        "column": span.column if span else None,
    }


def target_step(one: TargetAssessment, assessment: Assessment, trail: Trail) -> Step:
    """The verdict, and everything it rests on down to the document."""
    say, target = trail.say, one.target
    item = assessment.plan.items[target.item]
    text = line(
        verdict_line(one.verdict, say),
        "  ",
        strong(target.name.in_(say.lang)),
        quiet(f"  {target.ref}"),
    )
    facts = {
        "id": target.ref,
        "verdict": one.verdict,
        "light": one.light,
        "goal": target.goal_text,
        **figure_data(one),
    }
    below = (
        *_rule_steps(one, assessment, say),
        *(_period_step(period, target, say) for period in one.periods),
        *(_figure_step(figure, target, trail) for figure in one.figures),
        source_step(target, item, trail),
    )
    return Step(text, below, "target", facts)


def _rule_steps(one: TargetAssessment, assessment: Assessment, say: Say) -> Iterator[Step]:
    """The reasons in words, the comparison as it was made, how figures add up, and the date."""
    for reason in one.reasons:
        facts = {"key": reason.key, "light": reason.light}
        yield Step(line(reason_alone(reason, say)), (), "reason", facts)
    comparison = _comparison(one, say)
    if comparison:
        yield Step(line(comparison), kind="comparison")
    yield Step(line(_method(one.target, say)), kind="method")
    yield _due_step(
        one.target,
        Clock(assessment.as_of, assessment.plan.grace_days, assessment.plan.cadence),
        say,
    )


def _due_step(target: Target, clock: Clock, say: Say) -> Step:
    """The due date, the days of grace where it is a quarter's end, and whether it has passed."""
    passed = clock.passed(target.due)
    key = "why.due.grace" if target.due == target.last.end else "why.due"
    due = say(key, due=target.due, grace=clock.grace_days)
    text = say("why.due.passed" if passed else "why.due.open", due=due, as_of=clock.as_of)
    return Step(line(text), kind="due", facts={"due": target.due.isoformat(), "passed": passed})


def _comparison(one: TargetAssessment, say: Say) -> str:
    """``118/120 = 98.33%; 118 × 100 < 100 × 120``: a ratio is compared by multiplying crosswise."""
    goal, counts = one.target.goal, one.counts
    if counts is None or is_nothing(counts):
        return ""
    equation = say("why.equation", counts=counts, value=value_of(counts, one.target))
    if goal.kind is not GoalKind.BOUND:
        return equation
    sign = {-1: "<", 0: "=", 1: ">"}[compare_with_bound(goal, counts)]
    left = f"{counts.numerator} × {goal.scale * goal.bound.denominator}"
    right = f"{goal.bound.numerator} × {counts.denominator}"
    return say("why.cross", equation=equation, left=left, sign=sign, right=right)


def value_of(counts: Counts, target: Target) -> str:
    """``98.33%``; only for counts that are not ``0/0``."""
    return f"{shown_value(counts, target.goal)}{shown_unit(counts, target.goal)}"


def _method(target: Target, say: Say) -> str:
    """How departments' figures make one, and how entries make a department's."""
    method = target.measure.method.in_(say.lang)
    if not target.measure.is_figure:
        return say("why.method.alone", over_time=method)
    if target.across is Across.EACH:
        method = say("why.together.each")
    elif target.is_common:
        method = say("why.together.common")
    over_time = say(f"why.over-time.{target.value_is}")
    if len(target.owed_by) < 2:
        return say("why.method.alone", over_time=over_time)
    return say("why.method", together=method, over_time=over_time)


def _period_step(period: PeriodFigure, target: Target, say: Say) -> Step:
    """A period judged by itself."""
    value = period.value
    shown = say("status.no-value")
    if isinstance(value, Counts) and not is_nothing(value):
        shown = say("why.equation", counts=value, value=value_of(value, target))
    elif value is not None:
        shown = str(value)
    judged = "" if period.judged else quiet(f"  {say('why.not-judged')}")
    text = line(f"{period.period}  ", verdict_line(period.verdict, say), f"  {shown}", judged)
    facts = {"period": str(period.period), "verdict": period.verdict, "judged": period.judged}
    return Step(text, (), "period", facts)


def _figure_step(figure: DepartmentFigure, target: Target, trail: Trail) -> Step:
    """A department's own figure over the entries it was made from."""
    name = department_name(figure.department, trail.plan, trail.say)
    shown = department_figure_text(figure, target, trail.say)
    if figure.counts is not None and not figure.nothing_to_do:
        value = value_of(figure.counts, target)
        shown = trail.say("why.equation", counts=figure.counts, value=value)
    stale = Run(f"  {trail.say('why.stale')}", Tone.YELLOW) if figure.stale else ""
    facts = {
        "department": figure.department,
        "numerator": figure.counts.numerator if figure.counts else None,
        "denominator": figure.counts.denominator if figure.counts else None,
        "value": json_value(figure.value, target),
    }
    steps = trail.entry_steps(figure.entries, target.id)
    return Step(line(strong(name), f"  {shown}", stale), steps, "department", facts)


def source_step(target: Target, item: Item, trail: Trail) -> Step:
    """The document's words that ask for the target, and for the item."""
    say = trail.say
    quoted = say("why.quote", quote=target.quote, goal=goal_text(target, say))
    text = line(quoted, "  ", place_text(target.quote_at))
    facts = {"quote": target.quote, **place_facts(target.quote_at)}
    return Step(text, (phrase_step(item, trail),), "quote", facts)


def phrase_step(item: Item, trail: Trail) -> Step:
    """The bracket that makes departments responsible, and the document it stands in."""
    say, document = trail.say, trail.plan.document
    paper = say(
        "why.document", number=document.number, issuer=document.issuer, issued=document.issued
    )
    facts = {
        "number": document.number,
        "issuer": document.issuer,
        "issued": document.issued.isoformat(),
    }
    text = line(
        say("why.phrase", item=item.id, phrase=item.phrase), "  ", place_text(item.phrase_at)
    )
    below = (Step(line(paper), (), "document", facts),)
    return Step(text, below, "phrase", {"phrase": item.phrase, **place_facts(item.phrase_at)})
