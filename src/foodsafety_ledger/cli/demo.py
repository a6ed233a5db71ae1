"""``ledger demo``: a workspace with invented, clearly marked ledgers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import Exit, FindingsError


def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="init.demo-folder")],
) -> int:
    """Writes the demonstration workspace into a folder that has none."""
    from foodsafety_ledger.cli.starting import start_workspace
    from foodsafety_ledger.demo.workspace import demo_files
    from foodsafety_ledger.files.source import Overlay, WorkTree
    from foodsafety_ledger.files.workspace import shipped_data, workspace_files
    from foodsafety_ledger.reading.workspace import read_plan_of

    session: Session = ctx.obj
    data = shipped_data()
    plan, _ = read_plan_of(Overlay(WorkTree(folder), data))
    if plan is None:
        raise FindingsError("no-plan")
    start_workspace(session, folder, data | workspace_files() | demo_files(plan))
    session.err(session.say("init.demo-written", folder=str(folder)))
    session.err(session.say("init.next", folder=str(folder), command=f"status --as-of {plan.end}"))
    return Exit.FINE
