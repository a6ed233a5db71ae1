"""``ledger plan diff``: next year's plan beside last year's."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.values.failure import Exit, FindingsError, NoWorkspaceError

if TYPE_CHECKING:
    from foodsafety_ledger.plan.comparison import PlanFiles
    from foodsafety_ledger.plan.values import Plan


class DiffFormat(StrEnum):
    """Lines for people, or data."""

    TEXT = "text"
    JSON = "json"


def diff_plans(
    ctx: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="OLD", help="difference.old")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="difference.new")],
    form: Annotated[
        DiffFormat, typer.Option("--format", metavar="FORMAT", help="difference.format")
    ] = DiffFormat.TEXT,
) -> int:
    """Shows what changed between the plans of two workspaces; a difference is no finding."""
    from foodsafety_ledger.plan.difference import plan_changes
    from foodsafety_ledger.render.envelope import Origin, to_json
    from foodsafety_ledger.render.plan_diff import diff_data, diff_lines

    session: Session = ctx.obj
    (before, before_files), (after, after_files) = _plan_in(old), _plan_in(new)
    changes = plan_changes(before, after, before_files, after_files)
    if form is DiffFormat.JSON:
        session.out(to_json(diff_data(changes), Origin(plan=after.id)))
    else:
        for line in diff_lines(changes, session.say):
            session.out(line)
    return Exit.FINE


def _plan_in(folder: Path) -> tuple[Plan, PlanFiles]:
    from foodsafety_ledger.check.reading import read_workspace
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.files.workspace import is_workspace
    from foodsafety_ledger.plan.comparison import plan_files

    if not is_workspace(folder):
        raise NoWorkspaceError("no-workspace", folder=str(folder))
    source = WorkTree(folder)
    plan = read_workspace(source).plan
    if plan is None:
        raise FindingsError("no-plan")
    return plan, plan_files(source)
