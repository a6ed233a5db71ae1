"""What a merge of HEAD into REV would make of the records: git's text merge of them (FL819).

A hosting site merges lines. Of two changes that are each sound it can put the lines of one entry
into another, and then nobody wrote what the ledger says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foodsafety_ledger.check.history_entries import FATES, Present, check_recorded
from foodsafety_ledger.check.versions import Version, read_version
from foodsafety_ledger.files.committed import Tree
from foodsafety_ledger.files.git import Repository, changed_between, merged_tree
from foodsafety_ledger.files.workspace import DEPARTMENTS, LEDGERS, TASKS
from foodsafety_ledger.model.diagnostic import Diagnostic, Location
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.reading.comparison import compare

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
