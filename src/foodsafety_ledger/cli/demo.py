"""``ledger demo``: a workspace with invented, clearly marked ledgers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import Exit, FindingsError
from foodsafety_ledger.model.period import Cadence


def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="init.demo-folder")],
    every: Annotated[Cadence, typer.Option("--every", help="init.demo-every")] = Cadence.QUARTER,
) -> int:
    """Writes the demonstration workspace, with its history, into a folder that has none."""
    from foodsafety_ledger.cli.starting import start_workspace
    from foodsafety_ledger.demo.files import LOOKED_AT, demo_commits, demo_data, history
    from foodsafety_ledger.files.gitsetup import start_history
    from foodsafety_ledger.files.source import Overlay, WorkTree
    from foodsafety_ledger.files.workspace import demo_readme, shipped_data, workspace_files
    from foodsafety_ledger.reading.workspace import read_plan_of

    session: Session = ctx.obj
    data = demo_data(shipped_data(), every)
    plan, _ = read_plan_of(Overlay(WorkTree(folder), data))
    if plan is None:
        raise FindingsError("no-plan")
    commits = demo_commits(plan, workspace_files() | demo_readme() | data)
    start_workspace(session, folder, {p: text for one in commits for p, text in one.files.items()})
    session.err(session.say("init.demo-written", folder=str(folder)))
    kept = start_history(folder, history(commits))
    session.err(session.say("init.demo-history" if kept else "init.demo-no-history"))
    session.err(session.say("init.next", folder=str(folder), command=f"status --as-of {LOOKED_AT}"))
    return Exit.FINE
