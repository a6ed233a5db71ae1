"""``ledger resolve``: merges a ledger that carries conflict markers, by entry id."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.values.failure import Exit, FindingsError, UsageError

if TYPE_CHECKING:
    from foodsafety_ledger.ledgers.markers import Versions


def resolve(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="merge.file")],
) -> int:
    """Merges the versions behind the markers; exits 1 where they really differ."""
    from foodsafety_ledger.cli.merging import show_merge
    from foodsafety_ledger.files.hashing import sha256_of
    from foodsafety_ledger.files.locking import locked
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.files.workspace import find_workspace
    from foodsafety_ledger.files.writing import replace_file
    from foodsafety_ledger.ledgers.merge import ConflictKind, merge_ledgers

    session: Session = ctx.obj
    root = find_workspace(session.folder, os.environ).root
    path = _ledger_in(root, file)
    with locked(root):
        raw = (root / path).read_bytes()
        versions = _versions(root, path, raw.decode("utf-8", "surrogateescape"))
        if versions is None:
            session.err(session.say("merge.nothing", path=path))
            return Exit.FINE
        result = merge_ledgers(versions.base, versions.ours, versions.theirs)
        if any(conflict.kind is ConflictKind.WHOLE for conflict in result.conflicts):
            raise FindingsError("unmergeable", path=path)
        content = result.text.encode("utf-8", "surrogateescape")
        if content != raw:
            replace_file(root / path, content, sha256_of(raw))
    show_merge(session, path, result, WorkTree(root))
    if result.conflicts:
        return Exit.FINDINGS
    key = "merge.resolved" if versions.hunks else "merge.completed"
    session.err(session.say(key, path=path, hunks=versions.hunks, added=len(result.added)))
    return Exit.FINE


def _ledger_in(root: Path, file: Path) -> str:
    """The path in the workspace of the ledger that was named, from here or from the workspace."""
    for candidate in (file, root / file):
        real = Path(os.path.realpath(candidate))
        folder = Path(os.path.realpath(root / "ledgers"))
        if real.parent == folder and real.suffix == ".yaml" and real.is_file():
            return f"ledgers/{real.name}"
    raise UsageError("not-a-ledger", path=str(file))


def _versions(root: Path, path: str, text: str) -> Versions | None:
    """What was merged: the sides from the markers, the base from git if it still has it."""
    from foodsafety_ledger.files.git import repository
    from foodsafety_ledger.files.gitlog import unmerged
    from foodsafety_ledger.ledgers.markers import BrokenMarkersError, Versions, versions_of

    try:
        versions = versions_of(text)
    except BrokenMarkersError as error:
        raise FindingsError("broken-markers", path=path, line=error.line) from None
    repo = repository(root)
    stages = unmerged(repo, repo.path_of(root / path)) if repo else {}
    known = {n: raw.decode("utf-8", "surrogateescape") for n, raw in stages.items()}
    if versions.hunks:
        return versions._replace(base=known.get(1, versions.base))
    return Versions(known.get(1), text, known[3], 0) if 3 in known else None
