"""``ledger init``: a new workspace, and git's part of one that is there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.values.failure import Exit, UsageError


def init(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="init.folder")] = None,
    document: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="init.from")
    ] = None,
    git: Annotated[bool, typer.Option("--git", help="init.git")] = False,
    undo_git: Annotated[bool, typer.Option("--undo-git", help="init.undo-git")] = False,
    codeowners: Annotated[bool, typer.Option("--codeowners", help="init.codeowners")] = False,
) -> int:
    """Starts a workspace where there is none; with a flag for git, sets that part up."""
    session: Session = ctx.obj
    if not (git or undo_git or codeowners):
        _start(session, folder or session.folder or Path.cwd(), document)
        return Exit.FINE
    if document is not None or (git and undo_git):
        raise UsageError("init-mixed")
    return _git_parts(session, folder, git=git, undo_git=undo_git, codeowners=codeowners)


def _start(session: Session, folder: Path, document: Path | None) -> None:
    from foodsafety_ledger.check.reading import read_workspace
    from foodsafety_ledger.cli.starting import start_workspace
    from foodsafety_ledger.files.overlay import Overlay
    from foodsafety_ledger.files.shipped import shipped_data, workspace_files
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.ledgers.drafting import ledger_text

    data = shipped_data() if document is None else _drafted(session, document)
    records = read_workspace(Overlay(WorkTree(folder), data))
    plan, ledgers = records.plan, {}
    if plan is not None:
        ledgers = {
            f"ledgers/{department}.yaml": ledger_text(plan.id, department).encode()
            for department in plan.departments
        }
    start_workspace(session, folder, data | workspace_files() | ledgers)
    session.err(session.say("init.written", folder=str(folder), ledgers=len(ledgers)))
    marks = sum(diagnostic.code == "FL214" for diagnostic in records.diagnostics)
    if marks:
        session.err(session.say("init.marks", count=marks))
    session.err(
        session.say("init.next", folder=str(folder), command="check" if marks else "status")
    )


def _drafted(session: Session, document: Path) -> dict[str, bytes]:
    from foodsafety_ledger.cli.documents import document_text
    from foodsafety_ledger.document.draft import draft_files

    drafted = draft_files(document_text(document), document.name, session.say)
    return {path: text.encode() for path, text in drafted.items()}


def _git_parts(
    session: Session, folder: Path | None, *, git: bool, undo_git: bool, codeowners: bool
) -> int:
    import os

    from foodsafety_ledger.cli import init_git
    from foodsafety_ledger.files.workspace import find_workspace

    root = find_workspace(folder or session.folder, os.environ).root
    asked = (
        (git, init_git.set_up),
        (undo_git, init_git.undo),
        (codeowners, init_git.write_codeowners),
    )
    return max(part(session, root) for wanted, part in asked if wanted)
