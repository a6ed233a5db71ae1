"""When entries came to be committed, held against the dates they claim (FL830 and FL831).

A commit says its own date too, but it is no older than its parents: who makes up a date has to make
up those of the whole range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from foodsafety_ledger.assess.backdating import missed_due
from foodsafety_ledger.check.versions import SHORT
from foodsafety_ledger.files.clock import day_of
from foodsafety_ledger.files.git import GitCommit, Repository
from foodsafety_ledger.files.gitlog import moments_of
from foodsafety_ledger.ledgers.values import Entry
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.values.diagnostic import Diagnostic, Fact


class Arrivals:
    """The days on which commits were made, and the commit that first had an entry as it is."""

    def __init__(self, repo: Repository, commits: Sequence[GitCommit], today: date) -> None:
        """``commits`` are a range, oldest first."""
        self.today = today
        inside = {commit.id for commit in commits}
        outside = {parent for commit in commits for parent in commit.parents} - inside
        moments = moments_of(repo, sorted(outside))
        self._days = {id_: self._day(moment) for id_, moment in moments.items()}
        for commit in commits:
            before = (self._days[parent] for parent in commit.parents)
            self._days[commit.id] = max([self._day(commit.date), *before])

    def first(self, commits: Iterable[str]) -> tuple[date, str]:
        """The earliest of some commits and its day; today and no commit where there is none."""
        return min(((self._days[id_], id_[:SHORT]) for id_ in commits), default=(self.today, ""))

    def _day(self, moment: str) -> date:
        """Today at the latest; today, too, where nobody can say."""
        return min(day_of(moment) or self.today, self.today)


def check_arrivals(
    entries: Iterable[Entry],
    commits_with: Callable[[Entry], Iterable[str]],
    arrivals: Arrivals,
    plan: Plan,
    known: Mapping[str, Entry],
) -> Iterator[Diagnostic]:
    """Entries whose date and whose commit a due date lies between, or that are dated ahead."""
    for entry in entries:
        if entry.date is None:
            continue
        committed, commit = arrivals.first(commits_with(entry))
        facts: dict[str, Fact] = {
            "id": entry.id,
            "date": entry.date.isoformat(),
            "committed": committed.isoformat(),
            "commit": commit,
        }
        missed = missed_due(entry, committed, plan, known)
        if missed is not None:
            facts |= {"due": missed.due.isoformat(), "days": missed.days}
            variant = "" if commit else "here"
            yield Diagnostic("FL830", entry.place("date"), facts, variant)
        elif commit and committed < entry.date <= arrivals.today:
            yield Diagnostic("FL831", entry.place("date"), facts)
