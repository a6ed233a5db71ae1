"""What a comparison would pass over: files that git overlooks, a workspace that was moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from foodsafety_ledger.check.ground import REPOSITORY
from foodsafety_ledger.check.recorded import Present, raw_id
from foodsafety_ledger.check.versions import SHORT, read_version
from foodsafety_ledger.files.committed import Commit
from foodsafety_ledger.files.git import Repository
from foodsafety_ledger.files.kept import shown_as_changed
from foodsafety_ledger.files.opening import Trouble
from foodsafety_ledger.files.plain import leads_through_link
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.files.workspace import DEPARTMENTS, TASKS
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.location import Location


def check_unseen(head: Commit, now: WorkTree) -> Iterator[Diagnostic]:
    """FL818: what is read here is not what the last commit has, and git does not say so.

    It can be told that a file is unchanged, is not wanted here, or is none of its business; then
    what was looked at is not what anybody else gets.
    """
    paths = {TASKS, DEPARTMENTS, *head.ledger_paths(), *now.ledger_paths()}
    differing = {
        path: how for path in paths if (how := _difference(head.read(path), now.read(path)))
    }
    if differing:
        for path in differing.keys() - shown_as_changed(now.root):
            yield Diagnostic("FL818", Location(path), {"path": path}, differing[path])


def check_moved(repo: Repository, source: Commit, root: str, present: Present) -> list[Diagnostic]:
    """FL817: the workspace that a commit has not in ``root``, but elsewhere in the repository.

    ``root`` is the workspace's folder, relative to the repository and ending in ``/``. One that is
    there still, and has none of the entries of now, is another district's or another year's.
    """
    tree, commit = repo.tree(source.commit), source.commit[:SHORT]
    above = [str(folder) for folder in (PurePosixPath(root), *PurePosixPath(root).parents)]
    found = [
        Diagnostic("FL817", REPOSITORY, {"commit": commit, "folder": folder}, "not-a-folder")
        for folder in above
        if folder in tree
    ]
    tasks = (path for path in tree if f"/{path}".endswith(f"/{TASKS}"))
    for home in sorted(path.removesuffix(TASKS) for path in tasks):
        if _is_gone(repo, home) or _shares_entries(Commit(repo.top / home, source.commit), present):
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


def _is_gone(repo: Repository, home: str) -> bool:
    path = home + TASKS
    return leads_through_link(repo.top, path) or not (repo.top / path).is_file()


def _shares_entries(source: Commit, present: Present) -> bool:
    return any(raw_id(entry) in present.entries for entry in read_version(source).entries)
