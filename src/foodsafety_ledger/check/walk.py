"""A range of commits, oldest first: which entries they added, and who touched one afterwards.

What is not on the base yet is a draft: a commit that rewrites or removes one is reported, but only
as a warning (FL814). An entry that is gone or different without any commit having done it was lost
in a merge, and that is an error like any other loss.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from foodsafety_ledger.check.recorded import Present, Recorded, check_recorded
from foodsafety_ledger.check.versions import SHORT, Contents
from foodsafety_ledger.files.git import FileChange, GitCommit, Repository
from foodsafety_ledger.files.workspace import LEDGERS
from foodsafety_ledger.values.diagnostic import Diagnostic

_VARIANTS: Final = {"FL801": "removed", "FL802": "rewritten", "FL803": "moved"}


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
    repo: Repository, prefix: str, commits: Sequence[GitCommit], known: frozenset[str]
) -> Walk:
    """Walks over ``commits``, oldest first.

    ``prefix`` is the workspace's folder in the repository, ending in ``/``; ``known`` are the ids
    of the entries that were there before.
    """
    changes = repo.changes((commit.id for commit in commits), prefix + LEDGERS)
    blobs = (b for done in changes.values() for c in done for b in (*c.before, c.after))
    contents = Contents(repo, blobs)
    walk = Walk()
    for commit in commits:
        for change in changes[commit.id]:
            path = change.path.removeprefix(prefix)
            if path.endswith(".yaml") and path.count("/") == 1:
                _step(walk, commit.id, change._replace(path=path), contents, known)
    return walk


def check_drafts(
    walk: Walk, present: Present, committed: Callable[[], Present]
) -> Iterator[Diagnostic]:
    """What has become of the entries that the commits added; ``committed`` is what HEAD has."""
    found = list(check_recorded(walk.drafts.values(), present))
    if not found:
        return
    at_head = {(d.code, d.facts["id"]) for d in check_recorded(walk.drafts.values(), committed())}
    for diagnostic in found:
        variant, id_ = _VARIANTS[diagnostic.code], str(diagnostic.facts["id"])
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
            walk.drafts[id_] = Recorded(entries[id_], commit[:SHORT])
    if own or len(before) == 1:
        walk.wrote[commit].append(change.path)
    if len(before) == 1:
        for id_, says in before[0].items():
            if after.get(id_) != says:
                walk.touched[id_].append(commit[:SHORT])
