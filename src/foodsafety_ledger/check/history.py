"""``check --base``: the workspace of now held against what git has committed (FL8).

Every entry at the merge base must still be there and say the same; so must every draft that a
commit of the range added, unless a commit shows who changed it. A hosting site merges lines: what
its merge would make of the records is tried too (FL819), for of two changes that are each sound it
can put the lines of one entry into another. What each rule proves, and what is
out of reach, is in ``docs/history.md``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final

from foodsafety_ledger.assess.duties import Known
from foodsafety_ledger.check.authors import (
    GOOD,
    check_authors,
    check_lists,
    check_signatures,
    touches,
)
from foodsafety_ledger.check.history_plan import OldEntry, Stage, check_redefined
from foodsafety_ledger.check.versions import (
    FATES,
    Arrival,
    CommitDays,
    Present,
    Recorded,
    Tip,
    Version,
    Walk,
    check_arrivals,
    check_drafts,
    check_recorded,
    fingerprint,
    read_version,
    slips_unlike,
    walk_ledgers,
)
from foodsafety_ledger.files.clock import today
from foodsafety_ledger.files.committed import Tree, commit_meant
from foodsafety_ledger.files.disk import Trouble, is_inside, leads_through_link
from foodsafety_ledger.files.git import (
    GitCommit,
    Repository,
    changed_between,
    is_on_a_branch,
    losses_since,
    merge_bases,
    merged_tree,
    require_repository,
    signers,
)
from foodsafety_ledger.files.source import Source, WorkTree
from foodsafety_ledger.files.workspace import (
    DEPARTMENTS,
    EVIDENCE,
    LEDGERS,
    READ,
    TASKS,
    ledger_path,
)
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.failure import OperatingError, UsageError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.reading.comparison import compare, plan_files
from foodsafety_ledger.reading.register import registers
from foodsafety_ledger.reading.workspace import Workspace

REPOSITORY: Final = Location(".git")
"""The place of findings about the repository as a whole."""

_NO_COMMIT = re.compile(r"0{40,}")
"""What hosting sites give for the commit before a new branch."""

_ID = re.compile(r"[0-9a-fA-F]{4,64}")


@dataclass(frozen=True, slots=True)
class BaseAsked:
    """What is compared with: ``rev``; with ``replaces`` that commit itself, not the merge base.

    ``signed`` has every commit that writes in a ledger or in evidence verified.
    """

    rev: str
    replaces: bool = False
    signed: bool = False


@dataclass(frozen=True)
class ComparisonBase:
    """What can be compared: ``bases`` with HEAD; ``tip`` is the commit that ``rev`` names.

    ``known`` are the bases and the tip by their ids.
    """

    repo: Repository
    head: str
    tip: str
    bases: tuple[str, ...]

    @cached_property
    def known(self) -> Mapping[str, GitCommit]:
        """The bases and the tip by their ids."""
        return self.repo.named({self.tip, *self.bases})


def find_ground(root: Path, asked: BaseAsked) -> tuple[ComparisonBase | None, list[Diagnostic]]:
    """What to compare with, and what there is to say about it; None where nothing can be.

    Raises ``OperatingError`` without git, repository or any commit, ``UsageError`` where ``rev``
    names no commit, or may mean several. In a shallow clone there is always an FL810, whatever else
    can be compared.
    """
    repo, facts = require_repository(root), {"rev": asked.rev}
    if _NO_COMMIT.fullmatch(asked.rev):
        return None, [Diagnostic("FL816", REPOSITORY, facts)]
    head, tip = repo.commit_of("HEAD"), commit_meant(repo, asked.rev)
    if head is None:
        raise OperatingError("no-commits", folder=str(repo.top))
    shallow = [Diagnostic("FL810", REPOSITORY)] if repo.is_shallow else []
    by_id = _ID.fullmatch(asked.rev) is not None
    if tip is None:
        if shallow:
            return None, shallow
        raise UsageError("no-commit-id" if by_id else "no-commit", rev=asked.rev)
    bases = (tip,) if asked.replaces else tuple(merge_bases(repo, tip, head))
    if shallow:
        return ComparisonBase(repo, head, tip, bases) if bases else None, shallow
    found = []
    if not bases:
        found = [Diagnostic("FL811", REPOSITORY, facts)]
    elif tip not in bases and by_id and not is_on_a_branch(repo, tip):  # it was pushed over
        found = [Diagnostic("FL812", REPOSITORY, facts, "abandoned")]
    return ComparisonBase(repo, head, tip, (tip,) if found else bases), found


def check_unseen(head: Tree, now: WorkTree, evidence: Iterable[str]) -> Iterator[Diagnostic]:
    """FL818: what is read here is not what the last commit has, and git does not say so.

    It can be told that a file is unchanged, is not wanted here, or is none of its business; then
    what was looked at is not what anybody else gets. Of ``evidence``, the files that entries name,
    it is enough that git has them: what they hold is held against their hashes.
    """
    paths = {TASKS, DEPARTMENTS, *head.ledger_paths(), *now.ledger_paths()}
    differing = {
        path: how for path in paths if (how := _difference(head.read(path), now.read(path)))
    }
    named = (path for path in evidence if is_inside(path) and not head.exists(path))
    differing |= {path: "only-here" for path in named if now.exists(path)}
    if differing:
        folders = {path.partition("/")[0] for path in differing}
        for path in differing.keys() - head.repo.changed("--ignored=no", *folders):
            yield Diagnostic("FL818", Location(path), {"path": path}, differing[path])


def check_moved(source: Tree, present: Present) -> list[Diagnostic]:
    """FL817: the workspace that a commit has not where it is now, but elsewhere in the repository.

    One that is there still, and has none of the entries of now, is another district's or another
    year's.
    """
    repo, root = replace(source.repo, prefix=""), PurePosixPath(source.repo.prefix)
    tree, commit = repo.tree(source.commit), source.short
    above = map(str, (root, *root.parents))
    found = [
        Diagnostic("FL817", REPOSITORY, {"commit": commit, "folder": folder}, "not-a-folder")
        for folder in above
        if folder in tree
    ]
    homes = (path.removesuffix(TASKS) for path in tree if f"/{path}".endswith(f"/{TASKS}"))
    for home in sorted(homes):
        there = Tree(replace(repo, prefix=home), source.commit)
        tasks = home + TASKS
        is_gone = leads_through_link(repo.top, tasks) or not (repo.top / tasks).is_file()
        if is_gone or any(one.id in present.entries for one in read_version(there).entries):
            facts = {"commit": commit, "folder": home or "./"}
            found.append(Diagnostic("FL817", REPOSITORY, facts))
    return found


def _difference(was: bytes | Trouble, now: bytes | Trouble) -> str:
    """How a file differs from the last commit's, line endings apart; empty where it does not."""
    if was == now or now is Trouble.LINK:  # which is a finding of its own
        return ""
    if was is Trouble.MISSING:
        return "only-here"
    if now is Trouble.MISSING:
        return "only-there"
    if isinstance(was, Trouble) or isinstance(now, Trouble):
        return "differs"
    return "" if was.replace(b"\r\n", b"\n") == now.replace(b"\r\n", b"\n") else "differs"


def check_registers(before: Tree, now: Source) -> Iterator[Diagnostic]:
    """FL824: the slips issued at a base that are gone from the registers, or say something else."""
    for path in registers(before):
        for number, variant in slips_unlike(before, now, path).items():
            facts: dict[str, Fact] = {"value": number, "commit": before.short, "path": path}
            yield Diagnostic("FL824", Location(path), facts, variant)


@dataclass(frozen=True, slots=True)
class Compared:
    """What the workspace was compared with (no commits: nothing), and everything found."""

    asked: BaseAsked
    commits: tuple[GitCommit, ...]
    diagnostics: tuple[Diagnostic, ...]


def check_history(workspace: Workspace, now: WorkTree, asked: BaseAsked) -> Compared:
    """Everything that history says against a workspace that was read from the work tree ``now``.

    Raises what ``find_ground`` does.
    """
    ground, found = find_ground(now.root, asked)
    if ground is None:
        return Compared(asked, (), tuple(found))
    commits = tuple(ground.known[base] for base in ground.bases)
    compared = _Comparison(workspace, now, asked, ground).diagnostics()
    return Compared(asked, commits, (*found, *compared))


@dataclass(frozen=False)
class _Comparison:
    workspace: Workspace
    now: WorkTree
    asked: BaseAsked
    ground: ComparisonBase
    contents: dict[str, bytes] = field(default_factory=dict)
    """What was read of commits so far, by id."""
    lost: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    """What is gone or changed since commits, by id."""

    def diagnostics(self) -> Iterator[Diagnostic]:
        moves = set()
        for version in self.versions:
            renamed, found = self._check_redefined(version)
            moves |= {(ledger_path(old), ledger_path(new)) for old, new in renamed.items()}
            yield from found
            yield from self._check_version(version)
            if version.plan is not None and self.workspace.plan is not None:
                before, after, commit = version.plan, self.workspace.plan, version.source.short
                yield from check_lists(before, after, commit, renamed)
        named = (one.path for entry in self.entries for one in entry.evidence)
        yield from check_unseen(self.committed.source, self.now, named)
        entries = check_recorded(self.known, self.present)
        drafts = check_drafts(self.walk, self.present, lambda: self.committed.present)
        for one in chain(entries, drafts):  # those that moved with their department's id are told
            if (one.facts.get("was"), one.facts.get("now")) not in moves:
                yield one
        yield from self._check_arrivals()
        yield from self._check_evidence()
        yield from self._check_behind()
        yield from self._check_writers()

    @cached_property
    def versions(self) -> list[Version]:
        return list(map(self._read, self.ground.bases))

    @cached_property
    def tip(self) -> Version:
        """What ``rev`` itself has."""
        return self._version(self.ground.tip)

    @cached_property
    def committed(self) -> Version:
        return self._version(self.ground.head)

    def _version(self, commit: str) -> Version:
        """What a commit has, which is read once where it is a base too."""
        same = (version for version in self.versions if version.source.commit == commit)
        return next(same, None) or self._read(commit)

    def _read(self, commit: str) -> Version:
        return read_version(Tree(self.ground.repo, commit, self.contents))

    @cached_property
    def entries(self) -> list[Entry]:
        """Every entry there is now, of other plans' ledgers too."""
        return [entry for ledger in self.workspace.ledgers for entry in ledger.entries]

    @cached_property
    def present(self) -> Present:
        read = {ledger.path for ledger in self.workspace.ledgers}
        there = self.now.ledger_paths()
        return Present.of(self.workspace.ledgers, (path for path in there if path not in read))

    @cached_property
    def known(self) -> list[Recorded]:
        """The entries at the base, also those of the same id; of several bases, as each has them.

        Of several, one may be older than a draft's last word: what is settled counts no more.
        """
        told = (one for version in self.versions for one in version.recorded)
        if len(self.versions) == 1:
            return list(told)
        open_ = (one for one in told if not self._is_settled(one.entry))
        once = {(fingerprint(one.entry), one.entry.path): one for one in open_}
        return list(once.values())

    def _is_settled(self, entry: Entry) -> bool:
        """Whether an entry is here, or is gone from here, just as it is in ``rev`` itself."""
        there, now = self.tip.present.counterpart(entry), self.present.counterpart(entry)
        if there is None or now is None:
            return there is now and entry.path not in self.tip.present.partial
        return (there.path, there.written) == (now.path, now.written)

    @cached_property
    def known_ids(self) -> frozenset[str]:
        """The ids at any base."""
        return frozenset(e.id for version in self.versions for e in version.entries)

    @cached_property
    def commits(self) -> list[GitCommit]:
        at = self.ground
        return at.repo.commits(at.tip, at.head, signatures=self.asked.signed)

    @cached_property
    def walk(self) -> Walk:
        return walk_ledgers(self.ground.repo, self.commits, self.known_ids, self.contents)

    def _check_version(self, version: Version) -> Iterator[Diagnostic]:
        """What a base has beside entries and the plan: what does not read, the document's text."""
        commit = version.source.short
        if version.is_empty:
            moved = check_moved(version.source, self.present)
            yield from moved or (Diagnostic("FL813", REPOSITORY, {"commit": commit}),)
        yield from check_registers(version.source, self.now)
        for path in version.unreadable:
            if not self._is_untouched(version.source, path):
                yield Diagnostic("FL809", Location(path), {"commit": commit, "path": path})
        text = version.plan.document.source if version.plan else ""
        if any(path == text for path, _ in self._losses(version)):
            yield Diagnostic("FL807", Location(text), {"path": text, "commit": commit}, "document")

    def _is_untouched(self, source: Tree, path: str) -> bool:
        """Whether a file that does not read is the same, byte for byte: then it hides nothing."""
        was, now = source.read(path, sys.maxsize), self.now.read(path, sys.maxsize)
        return was == now and (was is Trouble.MISSING or not isinstance(was, Trouble))

    def _check_arrivals(self) -> Iterator[Diagnostic]:
        """The dates of the entries that the base has not; of several bases, that any has not."""
        now = [self.workspace.plan, *(version.plan for version in self.versions)]
        before = [{entry.id for entry in version.entries} for version in self.versions]
        everywhere, several = set.intersection(*before), len(before) > 1
        day, known = self.workspace.today or today(), self.ground.known
        days = CommitDays(self.ground.repo, self.commits, day, known)
        yield from check_arrivals(
            (
                Arrival(entry, self._commits_with(entry), self._is_settled(entry))
                for entry in self.entries
                if entry.id not in everywhere and not (several and self._is_settled(entry))
            ),
            days,
            [plan for plan in now if plan is not None],
            Known.of(self.entries),
            Tip(self.asked.rev, days.day_of(known[self.ground.tip].date)),
        )

    def _commits_with(self, entry: Entry) -> Sequence[str]:
        """The commits that brought an entry as it is now; the last where a merge took it whole."""
        said = self.walk.said.get((entry.id, fingerprint(entry)))
        if said:
            return said
        there = self.committed.present.counterpart(entry)
        is_in = there is not None and there.written == entry.written
        return [commit.id for commit in self.commits[-1:] if is_in]

    def _losses(self, version: Version) -> list[tuple[str, bool]]:
        """What is gone (True), or changed, of a base's evidence and of its document's text."""
        base, text = version.source, version.plan.document.source if version.plan else ""
        if base.commit not in self.lost:
            evidence = [] if base.names(EVIDENCE) is Trouble.MISSING else [EVIDENCE]
            asked = [*evidence, *([text] if is_inside(text) else ())]
            self.lost[base.commit] = losses_since(base.repo, base.commit, *asked) if asked else []
        return self.lost[base.commit]

    def _check_evidence(self) -> Iterator[Diagnostic]:
        seen = set()
        for version in self.versions:
            for path, is_gone in self._losses(version):
                folder, name = path.partition("/")[0], path.rpartition("/")[2]
                if folder == EVIDENCE and name[0] != "." and path not in seen:
                    seen.add(path)
                    facts = {"path": path, "commit": version.source.short}
                    yield Diagnostic("FL804" if is_gone else "FL805", Location(path), facts)

    def _check_behind(self) -> Iterator[Diagnostic]:
        """How ``rev`` itself stands to what is here: the same, or with entries that are not here.

        The latter is a branch that lags, or one that was cut short; a merge is then to come.
        """
        if self.ground.tip == self.ground.head and not self._is_dirty():
            yield Diagnostic("FL815", REPOSITORY, {"rev": self.asked.rev})
        if self.ground.tip in self.ground.bases:
            return
        missing = self.tip.present.entries.keys() - self.present.entries.keys() - self.known_ids
        if missing:
            facts: dict[str, Fact] = {"rev": self.asked.rev, "count": len(missing)}
            yield Diagnostic("FL812", REPOSITORY, facts)
        repo, rev = self.ground.repo, self.asked.rev
        yield from check_joined(Parted(repo, rev, self.tip, self.committed, self.versions))

    def _is_dirty(self) -> bool:
        text = self.workspace.plan.document.source if self.workspace.plan else ""
        return self.ground.repo.is_dirty(*READ, *([text] if is_inside(text) else ()))

    def _check_redefined(self, version: Version) -> tuple[Mapping[str, str], list[Diagnostic]]:
        before = Stage(version.files, version.plan)
        after = Stage(plan_files(self.now), self.workspace.plan)
        reports = (OldEntry(entry, self.present.counterpart(entry)) for entry in version.entries)
        return check_redefined(before, after, reports, version.source.short)

    def _check_writers(self) -> Iterator[Diagnostic]:
        """Who wrote, and who signed, by the lists at the base and by those of ``rev`` itself."""
        found = list(touches(self.commits, self.walk.wrote))
        good = {touch.commit.id for touch in found if touch.commit.signature in GOOD}
        signed = signers(self.ground.repo, sorted(good))
        told: dict[tuple[str, Location, Fact], Diagnostic] = {}
        for version in (*self.versions, self.tip):
            plan, at = version.plan, version.source.short
            if plan is not None:
                told_here = list(check_authors(found, plan, at))
                if self.asked.signed:
                    told_here += check_signatures(found, plan, at, signed)
                for one in told_here:
                    told.setdefault((one.code, one.location, one.facts["commit"]), one)
        yield from told.values()


_Keys = dict[tuple[str, str, str], str]
"""Keys of parts of the plan (kind, reference, key; no key: the part itself), each with its file."""


@dataclass(frozen=True, slots=True)
class Parted:
    """The two sides of a merge, ``tip`` being what ``rev`` names, and where they parted."""

    repo: Repository
    rev: str
    tip: Version
    head: Version
    bases: Sequence[Version]


def check_joined(sides: Parted) -> Iterator[Diagnostic]:
    """What the merge would say that neither side says, of the files that both have changed.

    Where git finds a conflict in a file it stops by itself, and nothing is said of that file.
    """
    shared = _shared(sides)
    if not shared:
        return
    joined = merged_tree(sides.repo, sides.tip.source.commit, sides.head.source.commit)
    if joined is None:
        for path in sorted(shared):
            yield Diagnostic("FL819", Location(path), {"rev": sides.rev, "path": path}, "unseen")
        return
    merged = read_version(Tree(sides.repo, joined.tree))
    unread = {*merged.unreadable, *joined.conflicts}
    for path in sorted(unread & shared.difference(joined.conflicts)):
        if path not in sides.tip.unreadable and path not in sides.head.unreadable:
            facts = {"rev": sides.rev, "path": path}
            yield Diagnostic("FL819", Location(path), facts, "unreadable")
    yield from _check_entries(sides, merged, unread)
    yield from _check_plan(sides, merged)


def _shared(sides: Parted) -> set[str]:
    """The records that both sides have changed since they parted; others a merge takes whole."""
    records = (TASKS, DEPARTMENTS, LEDGERS)
    bases = [base.source.commit for base in sides.bases]
    ours, theirs = (
        set().union(*(changed_between(sides.repo, base, end, *records) for base in bases))
        for end in (sides.tip.source.commit, sides.head.source.commit)
    )
    return ours & theirs


def _check_entries(sides: Parted, merged: Version, unread: set[str]) -> Iterator[Diagnostic]:
    """Entries of either side that the merge would lose or alter.

    What HEAD itself does to an entry of the base is found without a merge.
    """
    bases = (one for base in sides.bases for one in base.recorded)
    changed = {found.facts["id"] for found in check_recorded(bases, sides.head.present)}
    before = {entry.id for version in (sides.tip, *sides.bases) for entry in version.entries}
    theirs = (one for one in sides.head.recorded if one.entry.id not in before)
    sound = (ledger for ledger in merged.ledgers if ledger.path not in unread)
    for found in check_recorded((*sides.tip.recorded, *theirs), Present.of(sound, unread)):
        if found.facts["id"] not in changed:
            facts = {**found.facts, "rev": sides.rev}
            at = Location(found.location.path)  # the lines are those of a file that is not here
            yield Diagnostic("FL819", at, facts, FATES[found.code])


def _check_plan(sides: Parted, merged: Version) -> Iterator[Diagnostic]:
    """Keys of the plan that the merge would change though the side that differs left them alone."""
    found: _Keys = {}
    for one, other in ((sides.tip, sides.head), (sides.head, sides.tip)):
        meant = set().union(*(_keys(base, other) for base in sides.bases))
        found |= {key: path for key, path in _keys(one, merged).items() if key not in meant}
    for (kind, ref, key), path in found.items():
        facts = {"rev": sides.rev, "ref": ref or path, "key": key or kind}
        yield Diagnostic("FL819", Location(path), facts, "plan")


def _keys(before: Version, after: Version) -> _Keys:
    """Every key of the plan in which two states differ, lists of authors among them."""
    compared = compare(before.files, after.files)
    keys = {(part.kind, part.ref, ""): part.path for part in (*compared.came, *compared.went)}
    for _, part, change in compared.changed:
        keys[part.kind, part.ref, change.keys[0]] = part.path
    if before.plan is not None and after.plan is not None:
        for id_, department in before.plan.departments.items():
            now = after.plan.departments.get(id_, department)
            if set(now.authors) != set(department.authors):
                keys["department", id_, "authors"] = DEPARTMENTS
    return keys
