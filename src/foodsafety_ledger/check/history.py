"""``check --base``: the workspace of now held against what git has committed (FL8).

Every entry at the merge base must still be there and say the same; so must every draft that a
commit of the range added, unless a commit shows who changed it. What each rule proves, and what is
out of reach, is in ``docs/history.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from foodsafety_ledger.check.arrivals import Arrivals, check_arrivals
from foodsafety_ledger.check.authors import (
    Touch,
    check_authors,
    check_lists,
    check_signatures,
    touches,
)
from foodsafety_ledger.check.ground import REPOSITORY, Asked, Ground, find_ground
from foodsafety_ledger.check.recorded import Present, Recorded, check_recorded, raw_id
from foodsafety_ledger.check.redefined import Stage, check_redefined
from foodsafety_ledger.check.unseen import check_moved, check_unseen
from foodsafety_ledger.check.versions import SHORT, Version, fingerprint, read_version
from foodsafety_ledger.check.walk import Walk, check_drafts, walk_ledgers
from foodsafety_ledger.files.committed import Commit
from foodsafety_ledger.files.git import GitCommit
from foodsafety_ledger.files.gitlog import losses_since, signers
from foodsafety_ledger.files.opening import Trouble, is_inside
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.files.workspace import EVIDENCE, READ
from foodsafety_ledger.ledgers.values import Ledger
from foodsafety_ledger.plan.comparison import plan_files
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.values.diagnostic import Diagnostic, Fact
from foodsafety_ledger.values.location import Location


@dataclass(frozen=True, slots=True)
class Current:
    """The workspace as it is now."""

    root: Path
    plan: Plan | None
    ledgers: tuple[Ledger, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Compared:
    """What the workspace was compared with (no commits: nothing), and everything found."""

    asked: Asked
    commits: tuple[GitCommit, ...]
    diagnostics: tuple[Diagnostic, ...]


def check_history(current: Current, asked: Asked) -> Compared:
    """Everything that history says against the workspace; raises what ``find_ground`` does."""
    ground, found = find_ground(current.root, asked)
    if ground is None:
        return Compared(asked, (), tuple(found))
    commits = map(ground.repo.commit, ground.bases)
    compared = _Comparison(current, asked, ground).diagnostics()
    return Compared(asked, tuple(filter(None, commits)), (*found, *compared))


@dataclass
class _Comparison:
    current: Current
    asked: Asked
    ground: Ground

    def diagnostics(self) -> Iterator[Diagnostic]:
        yield from self._check_versions()
        yield from check_unseen(self.head, self.now)
        yield from check_recorded(self.known, self.present)
        yield from check_drafts(self.walk, self.present, self._committed)
        yield from self._check_arrivals()
        yield from self._check_evidence()
        yield from self._check_behind()
        for version in self.versions:
            yield from self._check_redefined(version)
            if version.plan is not None:
                yield from self._check_document(version.commit, version.plan.document.source)
                yield from self._check_plans(version, version.plan)

    @cached_property
    def versions(self) -> list[Version]:
        return [read_version(self._at(base)) for base in self.ground.bases]

    @cached_property
    def now(self) -> WorkTree:
        return WorkTree(self.current.root)

    @cached_property
    def head(self) -> Commit:
        return self._at(self.ground.head)

    def _at(self, commit: str) -> Commit:
        return Commit(self.current.root, commit)

    @cached_property
    def present(self) -> Present:
        read = {ledger.path for ledger in self.current.ledgers}
        there = self.now.ledger_paths()
        return Present.of(self.current.ledgers, (path for path in there if path not in read))

    @cached_property
    def prefix(self) -> str:
        inside = self.ground.repo.path_of(self.current.root)
        return f"{inside}/" if inside else ""

    @cached_property
    def known(self) -> list[Recorded]:
        """The entries at the base, also those of the same id; of several bases, the first's."""
        known: list[Recorded] = []
        for version in self.versions:
            seen = {(raw_id(recorded.entry), recorded.entry.path) for recorded in known}
            known += [
                Recorded(entry, version.commit[:SHORT])
                for entry in version.entries
                if (raw_id(entry), entry.path) not in seen
            ]
        return known

    @cached_property
    def known_ids(self) -> frozenset[str]:
        return frozenset(raw_id(recorded.entry) for recorded in self.known)

    @cached_property
    def commits(self) -> list[GitCommit]:
        at = self.ground
        return at.repo.commits(at.tip, at.head, signatures=self.asked.signed)

    @cached_property
    def walk(self) -> Walk:
        return walk_ledgers(self.ground.repo, self.prefix, self.commits, self.known_ids)

    def _committed(self) -> Present:
        return Present.of(read_version(self.head).ledgers)

    def _check_versions(self) -> Iterator[Diagnostic]:
        for version in self.versions:
            commit = version.commit[:SHORT]
            if version.is_empty:
                moved = check_moved(self.ground.repo, version.source, self.prefix, self.present)
                yield from moved or (Diagnostic("FL813", REPOSITORY, {"commit": commit}),)
            for path in version.unreadable:
                if not self._is_untouched(version, path):
                    yield Diagnostic("FL809", Location(path), {"commit": commit, "path": path})

    def _is_untouched(self, version: Version, path: str) -> bool:
        """Whether a file that does not read is the same, byte for byte: then it hides nothing."""
        was, now = version.source.sha256(path), self.now.sha256(path)
        return was == now and (was is Trouble.MISSING or not isinstance(was, Trouble))

    def _check_arrivals(self) -> Iterator[Diagnostic]:
        """The dates of the entries that the base has not."""
        plan, before = self.current.plan, self.known_ids
        if plan is None:
            return
        entries = [entry for ledger in self.current.ledgers for entry in ledger.entries]
        yield from check_arrivals(
            (entry for entry in entries if raw_id(entry) not in before),
            lambda entry: self.walk.said.get((raw_id(entry), fingerprint(entry)), ()),
            Arrivals(self.ground.repo, self.commits, self.current.today),
            plan,
            {raw_id(entry): entry for entry in entries},
        )

    def _check_evidence(self) -> Iterator[Diagnostic]:
        seen = set()
        for base in self.ground.bases:
            for loss in losses_since(self.ground.repo, base, self.prefix + EVIDENCE):
                path = loss.path.removeprefix(self.prefix)
                if path in seen or path.rpartition("/")[2].startswith("."):
                    continue
                seen.add(path)
                facts = {"path": path, "commit": base[:SHORT]}
                yield Diagnostic("FL804" if loss.is_gone else "FL805", Location(path), facts)

    def _check_behind(self) -> Iterator[Diagnostic]:
        """How ``rev`` itself stands to what is here: the same, or with entries that are not here.

        The latter is a branch that lags, or one that was cut short.
        """
        if self.ground.tip == self.ground.head and not self._is_dirty():
            yield Diagnostic("FL815", REPOSITORY, {"rev": self.asked.rev})
        if self.ground.tip in self.ground.bases:
            return
        version = read_version(self._at(self.ground.tip))
        missing = {raw_id(entry) for entry in version.entries} - self.present.entries.keys()
        missing -= self.known_ids
        if missing:
            facts: dict[str, Fact] = {"rev": self.asked.rev, "count": len(missing)}
            yield Diagnostic("FL812", REPOSITORY, facts)

    def _is_dirty(self) -> bool:
        repo, plan = self.ground.repo, self.current.plan
        text = plan.document.source if plan else ""
        inside = (*READ, text) if is_inside(text) else READ
        return repo.is_dirty(*repo.paths_in(self.current.root, inside))

    def _check_redefined(self, version: Version) -> list[Diagnostic]:
        before = Stage(plan_files(version.source), version.plan)
        after = Stage(plan_files(self.now), self.current.plan)
        reports = (self.present.counterpart(entry) or entry for entry in version.entries)
        return check_redefined(before, after, reports, version.commit[:SHORT])

    def _check_document(self, commit: str, path: str) -> Iterator[Diagnostic]:
        """The document's own text, where the workspace keeps it."""
        if is_inside(path) and losses_since(self.ground.repo, commit, self.prefix + path):
            facts = {"path": path, "commit": commit[:SHORT]}
            yield Diagnostic("FL807", Location(path), facts, "document")

    def _check_plans(self, version: Version, plan: Plan) -> Iterator[Diagnostic]:
        if self.current.plan is not None:
            yield from check_lists(plan, self.current.plan, version.commit[:SHORT])
        found = list(touches(self.commits, self.prefix, self.walk.wrote))
        yield from check_authors(found, plan)
        if self.asked.signed:
            yield from check_signatures(found, plan, self._signers(found))

    def _signers(self, found: list[Touch]) -> dict[str, str]:
        good = {t.commit.id for t in found if t.commit.signature in ("G", "U")}
        return signers(self.ground.repo, sorted(good))
