"""What leads from a figure to its origin: an entry, its line and commit, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final

from foodsafety_ledger.assess.duties import Known, Missed, missed_due
from foodsafety_ledger.assess.standing import chain_of, extensions_by_item
from foodsafety_ledger.files.clock import day_of
from foodsafety_ledger.files.git import GitCommit
from foodsafety_ledger.model.diagnostic import Location
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.views.log import History, date_text, entry_does, value_texts
from foodsafety_ledger.views.page import (
    Run,
    Step,
    Tone,
    line,
    quiet,
    strong,
)
from foodsafety_ledger.views.view import (
    Json,
    place_data,
)
from foodsafety_ledger.views.wording import (
    piece_text,
)
from foodsafety_ledger.words import Say

SPAN: Final = ("line", "column")
"""What of a place in a file stands beside a step."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Git has no answer: the key of the words that say so, with what it said instead."""

    key: str
    what: str


CommitOf = Callable[[Location], GitCommit | Unanswered | None]
"""The commit that last changed a line of a place; None where one of them is not committed."""


@dataclass(frozen=True)
class Trail:
    """What leads from a figure back to its origin, in one language; without git no commits."""

    history: History
    commit_of: CommitOf | None

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.history.plan

    @property
    def say(self) -> Say:
        """The language."""
        return self.history.say

    @cached_property
    def known(self) -> Known:
        """What the entries say of each other, and of due dates."""
        fit = (one for one in self.history.entries if one.id not in self.history.unfit)
        return Known(self.history.by_id, extensions_by_item(fit))


def place_facts(place: Location) -> Json:
    """A place as the facts of a step."""
    return place_data(place, *SPAN)


def entry_step(entry: Entry, trail: Trail, target: str = "") -> Step:
    """An entry, at the line of its value of ``target`` or at its own, and what it rests on."""
    say = trail.say
    at = entry.place("values", target) if target else entry.place()
    said = dict(entry.values).get(target, "")
    text = line(
        strong(entry.id),
        f"  {date_text(entry)}  {entry.period}  " if entry.period else f"  {date_text(entry)}  ",
        entry_does(entry, say),
        f"  {said}" if said else "",
        f"  {say('why.by', by=entry.by)}",
        f"  {say('why.approved', by=entry.approved_by)}" if entry.approved_by else "",
        f"  {at}",
    )
    facts = {
        "id": entry.id,
        "date": entry.date,
        "period": str(entry.period) if entry.period else None,
        "status": entry.status,
        "value": said or None,
        "by": entry.by,
        **place_facts(at),
    }
    return Step(text, tuple(_below(entry, target, trail)), "entry", facts)


def _below(entry: Entry, target: str, trail: Trail) -> Iterator[Step]:
    """Its commit, the entries before and after it, its latest review, and its evidence."""
    yield from _commit_steps(entry, trail)
    if entry.amends:
        for old in reversed(chain_of(entry, trail.history.entries)):
            if old.id != entry.id and old.item:
                yield _replaced_step(old, target, trail)
    after = trail.history.replaced.get(entry.id)
    if after is not None:
        kind = "voided" if after.voids else "amended"
        yield _later_step(after, kind, f"log.{kind}", trail)
    review = trail.history.reviews.get(entry.id)
    if review is not None:
        yield _later_step(review, "review", f"log.reviewed.{review.verdict}", trail)
    for one in entry.evidence:
        shown = quiet(f"  {piece_text(one, trail.say)}")
        text = line(trail.say("why.evidence", path=one.path), shown)
        yield Step(text, (), "evidence", one.told)


def _commit_steps(entry: Entry, trail: Trail) -> tuple[Step, ...]:
    """The commit that last changed any line of an entry; none where there is no git.

    Where the entry has another date than its commit, by how many days; a due date that lies
    between the two leads the eye.
    """
    if trail.commit_of is None:
        return ()
    say, commit = trail.say, trail.commit_of(entry.place())
    if isinstance(commit, Unanswered):
        said = Run(say(commit.key, what=commit.what), Tone.RED)
        return (Step(line(said), (), "commit", {"commit": None, "unanswered": commit.what}),)
    if commit is None:
        return (Step(line(quiet(say("why.uncommitted"))), (), "commit", {"commit": None}),)
    day = day_of(commit.date)
    apart = (day - entry.date).days if day and entry.date else 0
    missed = missed_due(entry, day, trail.plan, trail.known) if day and apart else None
    facts = {
        "commit": commit.id,
        "author": commit.author,
        "date": day,
        "days_after_entry": apart if day and entry.date else None,
        "missed_due": missed.due if missed else None,
    }
    words = say("why.commit", commit=commit.id[:10], author=commit.author, day=day or "?")
    return (Step(line(quiet(words), *_apart(apart, missed, say)), (), "commit", facts),)


def _apart(days: int, missed: Missed | None, say: Say) -> Iterator[Run]:
    if missed is not None:
        words = say("why.backdated", days=days, due=missed.due, over=missed.days)
        yield Run(words, Tone.YELLOW)
    elif days < 0:
        yield Run(say("why.dated-ahead", days=-days), Tone.YELLOW)
    elif days:
        yield quiet(say("why.days-after", days=days))


def _later_step(later: Entry, kind: str, key: str, trail: Trail) -> Step:
    at = later.place()
    told = f"  {later.reason}" if later.reason else ""
    text = line(trail.say(key, entry=later.id, date=later.date), told, f"  {at}")
    verdict = {"verdict": later.verdict} if kind == "review" else {}
    facts = {"id": later.id, "date": later.date, **verdict, **place_facts(at)}
    return Step(text, _commit_steps(later, trail), kind, facts)


def _replaced_step(old: Entry, target: str, trail: Trail) -> Step:
    values = trail.say.apart(value_texts(old, trail.history))
    said = dict(old.values).get(target) or values
    text = trail.say("why.replaces", entry=old.id, date=old.date)
    facts = {"id": old.id, "date": old.date, "value": said or None, **place_facts(old.place())}
    shown = line(text, f"  {said}" if said else "", f"  {old.place()}")
    return Step(shown, _commit_steps(old, trail), "replaced", facts)
