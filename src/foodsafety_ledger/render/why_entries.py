"""Steps of a derivation below a figure or status: the entry, its line, commit and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from foodsafety_ledger.assess.backdating import Missed, missed_due
from foodsafety_ledger.ledgers.chains import chain_of
from foodsafety_ledger.ledgers.values import Entry, Evidence
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.render.entry_lines import value_texts
from foodsafety_ledger.render.history import History
from foodsafety_ledger.render.lights import status_run
from foodsafety_ledger.render.page import Run, Step, Tone, line, quiet, strong
from foodsafety_ledger.render.provenance import Provenance, Unanswered
from foodsafety_ledger.values.location import Location
from foodsafety_ledger.words import Say


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
