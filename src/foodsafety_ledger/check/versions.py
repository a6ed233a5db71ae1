"""Ledgers and plans as commits have them, and what became of entries since (FL801 to FL803)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Final, NamedTuple

from foodsafety_ledger.assess.duties import Known, missed_due
from foodsafety_ledger.check.rules import is_error
from foodsafety_ledger.files.clock import day_of
from foodsafety_ledger.files.committed import Tree
from foodsafety_ledger.files.disk import MAX_BYTES, Trouble
from foodsafety_ledger.files.git import SHORT, FileChange, GitCommit, Repository, having, sizes_of
from foodsafety_ledger.files.last_commit import LastCommit
from foodsafety_ledger.files.source import Overlay, Source
from foodsafety_ledger.files.text import decode
from foodsafety_ledger.files.workspace import DATA, DEPARTMENTS, DISPATCH, LEDGERS, TASKS
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location
from foodsafety_ledger.model.entry import FIELDS, HEADER, Entry, FieldKind, Ledger
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.model.name import Name, enumerated
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.canonical import in_same_words
from foodsafety_ledger.reading.comparison import (
    Change,
    PlanFiles,
    changes_between,
    plan_files,
    what_went,
)
from foodsafety_ledger.reading.ledger import read_ledger
from foodsafety_ledger.reading.register import read_register, registers
from foodsafety_ledger.reading.source import load_yaml_of, read_plan_of, read_quickly
from foodsafety_ledger.reading.typed import spelt

FATES: Final = {"FL801": "removed", "FL802": "rewritten", "FL803": "moved"}
"""What has become of an entry, as other rules that say so too call it."""


class Recorded(NamedTuple):
    """An entry as it was committed first, and the commit that shows it so."""

    entry: Entry
    commit: str


@dataclass(frozen=True, slots=True)
class Present:
    """The entries there are now. ``partial`` are the ledgers that do not read whole."""

    entries: Mapping[str, tuple[Entry, ...]]
    partial: frozenset[str]

    @classmethod
    def of(cls, ledgers: Iterable[Ledger], unread: Iterable[str] = ()) -> Present:
        """The entries of these ledgers by id; ``unread`` are ledgers that do not read at all."""
        found: dict[str, tuple[Entry, ...]] = {}
        partial = set(unread)
        for ledger in ledgers:
            if not ledger.complete:
                partial.add(ledger.path)
            for entry in ledger.entries:
                found[entry.id] = (*found.get(entry.id, ()), entry)
        return cls(found, frozenset(partial))

    def counterpart(self, entry: Entry) -> Entry | None:
        """The entry of the same id: of several (an error by itself) the one most like it."""
        same_id = self.entries.get(entry.id, ())
        if len(same_id) < 2:
            return next(iter(same_id), None)
        return min(same_id, key=lambda e: (e.path != entry.path, e.written != entry.written))


def check_recorded(recorded: Iterable[Recorded], present: Present) -> Iterator[Diagnostic]:
    """What has become of each entry since: everything but order must be as it was."""
    for entry, commit in recorded:
        if not entry.id:
            continue
        now = present.counterpart(entry)
        if now is not None:
            yield from _check_moved(entry, now)
            yield from _check_rewritten(entry, now, commit)
        elif entry.path not in present.partial:
            facts = {"id": entry.id, "commit": commit, "path": entry.path}
            yield Diagnostic("FL801", Location(entry.path), facts)


def _check_moved(entry: Entry, now: Entry) -> Iterator[Diagnostic]:
    if now.path != entry.path:
        facts = {"id": entry.id, "was": entry.path, "now": now.path}
        yield Diagnostic("FL803", now.place("id"), facts)


def _check_rewritten(entry: Entry, now: Entry, commit: str) -> Iterator[Diagnostic]:
    if in_same_words(entry, now):
        return
    changes = [
        one for one in changes_between(entry.written, now.written) if not _says_the_same(one)
    ]
    if not changes:
        return
    there = next((change for change in changes if change.after is not None), None)
    at = now.place(*there.keys) if there else Location(now.path, now.source.start)
    facts = {
        "id": entry.id,
        "commit": commit,
        "changes": "; ".join(map(str, changes)),
        "path": entry.path,
    }
    yield Diagnostic("FL802", at, facts)


def _says_the_same(change: Change) -> bool:
    """Whether only the spelling is another: what ``check --fix`` mends did not count before."""
    before, after, one = change.before, change.after, FIELDS.get(change.keys[0])
    if one is None or not isinstance(before, str):
        return False
    match one.kind:
        case FieldKind.DATE | FieldKind.PERIOD | FieldKind.STATUS:
            return after == spelt(one.kind, before)
        case FieldKind.ID | FieldKind.REFERENCE | FieldKind.VALUES:
            return after == halved(before)
        case _:
            return False


_AT_ONCE: Final = 16 * 1024 * 1024
"""Bytes of ledgers that are fetched before they are read."""


@dataclass(frozen=True)
class Version:
    """A workspace as a commit has it.

    ``unreadable`` are the files that do not read whole, or stand where one cannot: each is there,
    or was to be. Nothing at all is read of a commit that has no workspace here.
    """

    source: Tree
    plan: Plan | None
    ledgers: tuple[Ledger, ...]
    unreadable: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the commit has no workspace at all."""
        return self.plan is None and not self.ledgers and not self.unreadable

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry, in the order of files and lines."""
        return (entry for ledger in self.ledgers for entry in ledger.entries)

    @property
    def recorded(self) -> Iterator[Recorded]:
        """The same, each with the commit."""
        return (Recorded(entry, self.source.short) for entry in self.entries)

    @cached_property
    def files(self) -> PlanFiles:
        """The files of the plan as they are located."""
        return plan_files(self.source)

    @cached_property
    def present(self) -> Present:
        """The entries by id."""
        return Present.of(self.ledgers, self.unreadable)


def read_version(source: Tree) -> Version:
    """The workspace that a commit has, read like the one of now."""
    odd = [one for one in (DATA, LEDGERS) if _is_odd(source.names(one))]
    paths = source.ledger_paths()
    if not (odd or paths or source.exists(TASKS) or source.exists(DEPARTMENTS)):
        return Version(source, None, (), ())
    plan, _ = read_plan_of(source)
    ledgers = []
    for path in paths:
        ledger, is_whole = _read_whole(path, source.read(path))
        if ledger is not None:
            ledgers.append(ledger)
        if not is_whole:
            odd.append(path)
    slips = {path: read_register(source, path).found for path in registers(source)}
    odd += (path for path, found in slips.items() if any(map(is_error, found)))
    if plan is None or plan.unread:
        odd += [TASKS, DEPARTMENTS]
    return Version(source, plan, tuple(ledgers), tuple(odd))


def _is_odd(names: list[str] | Trouble) -> bool:
    """Whether a link, a submodule or a file stands where a folder belongs."""
    return isinstance(names, Trouble) and names is not Trouble.MISSING


def _read_whole(path: str, raw: bytes | Trouble) -> tuple[Ledger | None, bool]:
    """A ledger, and whether nothing of its file could be an entry that nobody saw.

    It may stand under another key, or as a text.
    """
    quick = None if isinstance(raw, Trouble) else read_quickly(path, raw)
    if quick is not None:
        return quick, True
    reading, _ = load_yaml_of(path, raw)
    if reading is None:
        return None, False
    ledger, _ = read_ledger(path, reading)
    if not isinstance(reading.data, LocatedMap) or ledger is None:
        return None, reading.complete and reading.data is None  # an empty file has nothing to lose
    entries = reading.data.get("entries")
    listed = isinstance(entries, LocatedList) or not entries
    return ledger, ledger.complete and listed and reading.data.keys() <= set(HEADER)


Prints = Mapping[str, bytes]
"""Entries by id, each as a fingerprint of what it says; of two with the same id the first."""


class Contents:
    """The entries in contents of ledgers; what was read is remembered by fingerprint only."""

    def __init__(self, repo: Repository, wanted: Iterable[str], known: Mapping[str, bytes]) -> None:
        self._repo, self._known = repo, known
        unknown = dict.fromkeys(one for one in wanted if one and one not in known)
        self._sizes = sizes_of(repo, unknown)
        self._waiting = list(reversed(self._sizes))
        self._raw: dict[str, bytes] = {}
        self._prints: dict[str, Prints] = {"": {}}

    def prints(self, path: str, blob: str) -> Prints:
        """The entries of a content that stands at ``path``; none for no content."""
        if blob not in self._prints:
            self.entries(path, blob)
        return self._prints[blob]

    def entries(self, path: str, blob: str) -> Mapping[str, Entry]:
        """The same as entries, read anew."""
        if not self._prints.get(blob, True):
            return {}
        read = _entries(path, self._take(blob))
        self._prints[blob] = {id_: fingerprint(entry) for id_, entry in read.items()}
        return read

    def _take(self, blob: str) -> bytes:
        """The bytes of a content, none of one too large; those wanted next are fetched with it."""
        if blob in self._known:
            return self._known[blob]
        if self._sizes[blob] > MAX_BYTES:
            return b""
        if blob not in self._raw:
            self._raw |= self._repo.contents([blob, *self._next()])
        return self._raw.pop(blob)

    def _next(self) -> Iterator[str]:
        """The contents wanted next, as many as may be held at once."""
        room = _AT_ONCE
        while self._waiting and room > 0:
            blob = self._waiting.pop()
            room -= self._sizes[blob]
            if room > 0:
                yield blob


def fingerprint(entry: Entry) -> bytes:
    """The same for entries that say the same, in whatever order and spelling."""
    says = json.dumps(entry.written, sort_keys=True, ensure_ascii=False)
    return blake2b(says.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def check_lost(now: Source, committed: LastCommit) -> Iterator[Diagnostic]:
    """FL825: what the last commit has in the plan, in ledgers and registers, and is not so here."""
    if committed.refused:
        yield Diagnostic("FL825", Location(".git"), {"what": committed.refused}, "unasked")
    if committed.left_out:
        facts: dict[str, Fact] = {"paths": _enumerated(committed.left_out)}
        facts |= {"count": len(committed.left_out), "path": committed.left_out[0]}
        yield Diagnostic("FL825", Location(committed.left_out[0]), facts, "left-out")
    before = Overlay(now, committed.unlike)
    for path in committed.unlike:
        folder = path.partition("/")[0]
        if folder == LEDGERS:
            yield from _lost(path, _entries_unlike(before, now, path))
        elif folder == DISPATCH:
            yield from _lost(path, slips_unlike(before, now, path), "slips")
    gone: dict[str, list[str]] = defaultdict(list)
    if any(path in committed.unlike for path in (TASKS, DEPARTMENTS)):
        for path, what in what_went(plan_files(before), plan_files(now)):
            gone[path].append(what)
    for path, lost in gone.items():
        yield from _lost(path, lost, "plan")


def _lost(path: str, what: Iterable[str], variant: str = "") -> Iterator[Diagnostic]:
    if ids := dict.fromkeys(what):
        facts: dict[str, Fact] = {"count": len(ids), "ids": _enumerated(ids), "path": path}
        yield Diagnostic("FL825", Location(path), facts, variant)


def _enumerated(names: Collection[str]) -> Name:
    return enumerated((Name(one) for one in names), len(names))


def _entries_unlike(before: Source, now: Source, path: str) -> Iterator[str]:
    """The ids of the entries that are not the same any more, or gone."""
    had, here = _read_ledger(before, path), now.read(path)
    has = _read_ledger(now, path)
    present = Present.of([has] if has else (), () if has or here is Trouble.MISSING else [path])
    recorded = (Recorded(entry, "HEAD") for entry in (had.entries if had else ()))
    return (str(one.facts["id"]) for one in check_recorded(recorded, present))


def slips_unlike(before: Source, now: Source, path: str) -> dict[str, str]:
    """The slips of a register that are ``changed`` or ``gone``, by number."""
    has = {slip.number: slip for slip in read_register(now, path).slips}
    slips = (one for one in read_register(before, path).slips if has.get(one.number) != one)
    return {one.number: "changed" if one.number in has else "gone" for one in slips}


def _read_ledger(source: Source, path: str) -> Ledger | None:
    raw = source.read(path)
    return None if isinstance(raw, Trouble) else _ledger(path, raw)


def _ledger(path: str, raw: bytes) -> Ledger | None:
    quick = read_quickly(path, raw)
    if quick is not None:
        return quick
    text, _ = decode(path, raw)
    return read_ledger(path, read_yaml(path, text))[0] if text is not None else None


def _entries(path: str, raw: bytes) -> Mapping[str, Entry]:
    ledger = _ledger(path, raw)
    entries = reversed(ledger.entries) if ledger else ()
    return {entry.id: entry for entry in entries if entry.id}


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk over commits saw.

    ``drafts`` are the entries that the commits added, each as it was first; ``said`` names the
    commits that brought an entry as a fingerprint knows it; ``touched`` says which commits changed
    or removed an entry. ``wrote`` are the ledgers that each commit wrote in. A merge counts only
    where it says what none of its parents says.
    """

    drafts: dict[str, Recorded] = field(default_factory=dict)
    said: dict[tuple[str, bytes], list[str]] = field(default_factory=lambda: defaultdict(list))
    touched: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    wrote: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def walk_ledgers(
    repo: Repository,
    commits: Sequence[GitCommit],
    known: frozenset[str],
    contents: Mapping[str, bytes],
) -> Walk:
    """Walks over ``commits``, oldest first; ``known`` are the ids of the entries before them.

    ``contents`` are those that were read already, by id.
    """
    steps = [(at.id, one) for at in commits for one in at.changes if _is_ledger(one.path)]
    held = Contents(repo, (id_ for _, one in steps for id_ in (*one.before, one.after)), contents)
    walk = Walk()
    for commit, change in steps:
        _step(walk, commit, change, held, known)
    return walk


def _is_ledger(path: str) -> bool:
    return path.startswith(f"{LEDGERS}/") and path.endswith(".yaml") and path.count("/") == 1


def check_drafts(
    walk: Walk, present: Present, committed: Callable[[], Present]
) -> Iterator[Diagnostic]:
    """What has become of the entries that the commits added; ``committed`` is what HEAD has."""
    found = list(check_recorded(walk.drafts.values(), present))
    if not found:
        return
    at_head = {(d.code, d.facts["id"]) for d in check_recorded(walk.drafts.values(), committed())}
    for diagnostic in found:
        variant, id_ = FATES[diagnostic.code], str(diagnostic.facts["id"])
        if (diagnostic.code, id_) not in at_head:
            yield replace(diagnostic, code="FL814", variant=f"{variant}-here")
        elif walk.touched[id_]:
            facts = {**diagnostic.facts, "commit": walk.touched[id_][-1]}
            yield replace(diagnostic, code="FL814", variant=variant, facts=facts)
        else:
            yield diagnostic


def _step(
    walk: Walk, commit: str, change: FileChange, contents: Contents, known: frozenset[str]
) -> None:
    before = [contents.prints(change.path, blob) for blob in change.before]
    entries = contents.entries(change.path, change.after)
    after = contents.prints(change.path, change.after)
    own = [id_ for id_, says in after.items() if all(old.get(id_) != says for old in before)]
    for id_ in own:
        walk.said[id_, after[id_]].append(commit)
        if id_ not in known and id_ not in walk.drafts:
            walk.drafts[id_] = Recorded(_by_itself(entries[id_]), commit[:SHORT])
    if own or len(before) == 1:
        walk.wrote[commit].append(change.path)
    if len(before) == 1:
        for id_, says in before[0].items():
            if after.get(id_) != says:
                walk.touched[id_].append(commit[:SHORT])


def _by_itself(entry: Entry) -> Entry:
    """The same, without the text of the file that it was read from: there may be thousands."""
    node = entry.source
    return replace(entry, located=lambda _: node)


class CommitDays:
    """The days on which commits were made, as far as their own word can be true.

    A commit is no older than its parents. One that does not descend from the workspace as the base
    knows it (without parents, or from before there was a workspace) proves no day by itself: it
    counts as of the first merge that joins it to what does, if there is one.
    """

    def __init__(
        self,
        repo: Repository,
        commits: Sequence[GitCommit],
        today: date,
        known: Mapping[str, GitCommit],
    ) -> None:
        """``commits`` are a range, oldest first; ``known`` are others, by id."""
        self.today = today
        inside = {commit.id for commit in commits}
        outside = sorted({parent for commit in commits for parent in commit.parents} - inside)
        before = {**known, **repo.named(one for one in outside if one not in known)}
        days = {id_: self.day_of(before[id_].date) for id_ in outside}
        rooted = having(repo, outside, TASKS)
        for commit in commits:
            days[commit.id] = max([self.day_of(commit.date), *(days[p] for p in commit.parents)])
            if not rooted.isdisjoint(commit.parents):
                rooted.add(commit.id)
        self._own = {id_: (day, id_[:SHORT]) for id_, day in days.items()}
        self._joined: dict[str, tuple[date, str]] = {}
        for commit in reversed(commits):
            at = self._own[commit.id] if commit.id in rooted else self._joined.get(commit.id)
            if at is not None:
                for parent in set(commit.parents) - rooted:
                    self._joined[parent] = min(at, self._joined.get(parent, at))

    def first(self, commits: Iterable[str]) -> tuple[date, str]:
        """The earliest of some commits and its day; today and no commit where there is none."""
        came = (self._joined.get(id_, self._own[id_]) for id_ in commits)
        return min(came, default=(self.today, ""))

    def day_of(self, moment: str) -> date:
        """Today at the latest; today, too, where nobody can say."""
        return min(day_of(moment) or self.today, self.today)


class Arrival(NamedTuple):
    """An entry that the base has not, and the commits that brought it as it is.

    ``at_tip`` says whether REV itself has it so.
    """

    entry: Entry
    commits: Sequence[str]
    at_tip: bool


class Tip(NamedTuple):
    """REV itself, and the day of its last commit."""

    rev: str
    day: date


def check_arrivals(
    arrivals: Iterable[Arrival], days: CommitDays, plans: Sequence[Plan], known: Known, tip: Tip
) -> Iterator[Diagnostic]:
    """Entries whose date and whose commit a due date lies between, or that are dated ahead.

    A due date is one of any of ``plans``: nobody moves it by the change that needs it. Where the
    commit is in time by its own word alone, since REV had not got it when it was due, that is said.
    """
    for entry, commits, at_tip in arrivals:
        if entry.date is None:
            continue
        committed, commit = days.first(commits)
        facts: dict[str, Fact] = {
            "id": entry.id,
            "date": entry.date.isoformat(),
            "committed": committed.isoformat(),
            "commit": commit,
        }
        place = entry.place("date")
        if missed := _missed(entry, committed, plans, known):
            yield Diagnostic("FL830", place, facts | missed, "" if commit else "here")
        elif commit and committed < entry.date <= days.today:
            yield Diagnostic("FL831", place, facts)
        elif commit and not at_tip and (missed := _missed(entry, tip.day, plans, known)):
            facts |= {"rev": tip.rev, "seen": tip.day.isoformat(), **missed}
            yield Diagnostic("FL832", place, facts)


def _missed(entry: Entry, came: date, plans: Sequence[Plan], known: Known) -> dict[str, Fact]:
    """The earliest due date that an entry claims to precede and missed by coming on a day."""
    found = filter(None, (missed_due(entry, came, plan, known) for plan in plans))
    first = min(found, default=None)
    return {"due": first.due.isoformat(), "days": first.days} if first else {}
