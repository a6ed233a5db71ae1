"""Git's part: ``ledger resolve``, ``merge-driver``, and what ``init`` sets up or takes out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.check.rules import is_error
from foodsafety_ledger.cli.output import show_findings
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.atomic import replace_file
from foodsafety_ledger.files.disk import Trouble, sha256_of
from foodsafety_ledger.files.locking import locked
from foodsafety_ledger.files.source import Source, WorkTree
from foodsafety_ledger.files.workspace import find_workspace
from foodsafety_ledger.filing.merge import (
    USUAL_SIZE,
    ConflictKind,
    MergeResult,
    Resolved,
    Stages,
    UnclearError,
    adding_up,
    is_marked,
    merge_ledgers,
    nothing_adds_up,
    resolve_text,
)
from foodsafety_ledger.model.failure import (
    Exit,
    FindingsError,
    OperatingError,
    RefusedError,
    UsageError,
)
from foodsafety_ledger.reading.source import read_plan_of
from foodsafety_ledger.views.findings import in_words

if TYPE_CHECKING:
    from foodsafety_ledger.files.git import Repository
    from foodsafety_ledger.files.gitsetup import GitSetup

_SIZE = "conflict-marker-size"
_LONGEST = 100


def resolve(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="merge.file")]
) -> int:
    """Merges the versions behind a conflict; exits 1 where they really differ."""
    session: Session = ctx.obj
    root = find_workspace(session.folder, os.environ)
    path = _ledger_in(root, file)
    with locked(root):
        raw = WorkTree(root).read(path)
        if isinstance(raw, Trouble):
            raise UsageError("not-a-ledger", path=str(file))
        resolved = _resolve(root, path, raw.decode("utf-8", "surrogateescape"))
        if resolved is None:
            session.notify("merge.nothing", path=path)
            return Exit.FINE
        result, hunks = resolved
        if any(conflict.kind is ConflictKind.WHOLE for conflict in result.conflicts):
            raise FindingsError("unmergeable", path=path)
        content = result.text.encode("utf-8", "surrogateescape")
        if content != raw:
            replace_file(root / path, content, sha256_of(raw))
    show_merge(session, path, result, WorkTree(root))
    if result.conflicts:
        return Exit.FINDINGS
    key = "merge.resolved" if hunks else "merge.completed"
    session.notify(key, path=path, hunks=hunks, added=len(result.added))
    return Exit.FINE


def _ledger_in(root: Path, file: Path) -> str:
    """The path in the workspace of the ledger that was named, from here or from the workspace."""
    for candidate in (file, root / file):
        real = Path(os.path.realpath(candidate))
        folder = Path(os.path.realpath(root / "ledgers"))
        if real.parent == folder and real.suffix == ".yaml" and real.is_file():
            return f"ledgers/{real.name}"
    raise UsageError("not-a-ledger", path=str(file))


def _resolve(root: Path, path: str, text: str) -> Resolved | None:
    """The merge, of the sides that git still has; FindingsError where they cannot be told."""
    from foodsafety_ledger.files.git import repository

    repo = repository(root)
    stages, size = None, USUAL_SIZE
    if repo is not None:
        wanted = _size_in_git(repo, path)
        size = wanted if is_marked(text, wanted) else USUAL_SIZE
        stages = _stages(repo, path, added=is_marked(text, size))
    try:
        return resolve_text(text, stages, adding_up(root), size)
    except UnclearError as unclear:
        raise FindingsError(unclear.key, path=path, **unclear.facts) from None


def _stages(repo: Repository, path: str, *, added: bool) -> Stages | None:
    """The sides of an unfinished merge, if there is one; with ``added`` of one that was added.

    FindingsError where a side has deleted the file.
    """
    from foodsafety_ledger.files.git import unmerged

    found = unmerged(repo, path)
    if found and not (2 in found and 3 in found):
        gone = "theirs" if 2 in found else "ours" if 3 in found else "both"
        raise FindingsError(f"deleted-by-{gone}", path=path)
    if not found and added:
        found = unmerged(repo, path, added=True)
    texts = {stage: raw.decode("utf-8", "surrogateescape") for stage, raw in found.items()}
    return Stages(texts.get(1), texts[2], texts[3]) if 2 in texts and 3 in texts else None


def _size_in_git(repo: Repository, path: str) -> int:
    """How long git makes its markers in a file."""
    from foodsafety_ledger.files.git import attributes_of

    said = attributes_of(repo, (_SIZE,), path)[_SIZE]
    return int(said) if said.isdecimal() and 0 < int(said) < _LONGEST else USUAL_SIZE


def show_merge(
    session: Session, path: str, result: MergeResult, source: Source | None = None
) -> None:
    """Writes what there is to know about a merge to stderr; nothing about a plain one."""
    show_findings(session, in_words(result.findings(path), session.say), source)
    if result.conflicts:
        session.notify("merge.conflicts", path=path, count=len(result.conflicts))


def merge_driver(
    ctx: typer.Context,
    base: Annotated[Path, typer.Argument(metavar="%O", help="merge.base")],
    ours: Annotated[Path, typer.Argument(metavar="%A", help="merge.ours")],
    theirs: Annotated[Path, typer.Argument(metavar="%B", help="merge.theirs")],
    path: Annotated[Path | None, typer.Argument(metavar="%P", help="merge.path")] = None,
) -> int:
    """Merges into ``ours``, whole or not at all; exits 1 where conflict markers are left in it.

    Git calls it at the top of the work tree, from where ``path`` leads to the ledger.
    """
    session: Session = ctx.obj
    raws = (file.read_bytes() for file in (base, ours, theirs))
    texts = [raw.decode("utf-8", "surrogateescape") for raw in raws]  # comes out again as it was
    adds_up = adding_up(path.absolute().parent.parent) if path else nothing_adds_up
    result = merge_ledgers(texts[0] or None, texts[1], texts[2], adds_up=adds_up)
    code = Exit.FINDINGS if result.conflicts else Exit.FINE
    content = result.text.encode("utf-8", "surrogateescape")
    replace_file(ours, content, sha256_of(ours.read_bytes()))
    name = str(path or ours)
    session.wrote(name, code)
    show_merge(session, name, result)
    if not result.conflicts:
        session.notify("merge.merged", path=name, added=len(result.added))
    return code


def set_up(session: Session, root: Path) -> int:
    """``--git``: writes ``.gitattributes`` and the clone's settings, and says what it wrote."""
    from foodsafety_ledger.files.gitsetup import set_up_git

    done = set_up_git(root)
    _tell(session, done, "written", "unchanged")
    for path in done.overridden:
        session.notify("merge.overridden", path=path)
    session.notify("merge.each-clone")
    return Exit.FINDINGS if done.overridden else Exit.FINE


def undo(session: Session, root: Path) -> int:
    """``--undo-git``: takes out what ``--git`` put in."""
    from foodsafety_ledger.files.gitsetup import undo_git

    _tell(session, undo_git(root), "taken-out", "nothing-to-undo")
    return Exit.FINE


def write_codeowners(session: Session, root: Path) -> int:
    """``--codeowners``: writes the section of CODEOWNERS that the plan's authors call for."""
    from foodsafety_ledger.check.authors import CODEOWNERS, codeowners_lines
    from foodsafety_ledger.files.gitsetup import put_text
    from foodsafety_ledger.files.hosting import owners_file
    from foodsafety_ledger.files.locking import locked
    from foodsafety_ledger.model.diagnostic import sort_diagnostics

    owners = owners_file(root)
    if owners is None:
        raise OperatingError("no-repository", folder=str(root))
    source = WorkTree(root)
    plan, found = read_plan_of(source)
    errors = sort_diagnostics(filter(is_error, found))
    if plan is None or errors:
        raise RefusedError("in-the-way", errors, source)
    lines = codeowners_lines(plan, owners.prefix)
    if not lines and not owners.text:
        session.notify("merge.codeowners.nobody")
        return Exit.FINE
    with locked(root):
        changed = put_text(owners.top, owners.name, CODEOWNERS.put(owners.text, lines))
    key = "merge.codeowners.written" if changed else "merge.codeowners.unchanged"
    session.notify(key, path=owners.path)
    return Exit.FINE


def _tell(session: Session, done: GitSetup, did: str, otherwise: str) -> None:
    for part, changed in (("gitattributes", done.attributes), ("config", done.config)):
        if changed:
            session.notify(f"merge.{part}.{did}")
    if not (done.attributes or done.config):
        session.notify(f"merge.{otherwise}")
