"""``ledger plan diff``: next year's plan beside last year's."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

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
    """Shows what changed between the plans of two workspaces; a difference is no finding.

    What does not read in either of them is, for it may show as a difference.
    """
    from foodsafety_ledger.plan.difference import plan_changes
    from foodsafety_ledger.render.envelope import Origin, to_json
    from foodsafety_ledger.render.plan_diff import diff_data, diff_lines

    session: Session = ctx.obj
    before, after = (_side(session, folder) for folder in (old, new))
    changes = plan_changes(before.plan, after.plan, before.files, after.files)
    if form is DiffFormat.JSON:
        session.data(to_json(diff_data(changes), Origin(plan=after.plan.id)))
    else:
        for line in diff_lines(changes, session.say):
            session.out(line)
    return Exit.FINDINGS if before.errors + after.errors else Exit.FINE


class _Side(NamedTuple):
    """A plan that is compared, with its files, and how many errors in it were named on stderr."""

    plan: Plan
    files: PlanFiles
    errors: int


def _side(session: Session, folder: Path) -> _Side:
    from foodsafety_ledger.check.reading import read_workspace
    from foodsafety_ledger.cli.refusing import show_findings
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.files.workspace import is_workspace
    from foodsafety_ledger.plan.comparison import plan_files
    from foodsafety_ledger.render.findings import in_words

    if not is_workspace(folder):
        raise NoWorkspaceError("no-workspace", folder=str(folder))
    source = WorkTree(folder)
    records = read_workspace(source)
    if records.plan is None:
        raise FindingsError("no-plan")
    errors = records.plan_errors
    if errors:
        session.err(session.say("difference.errors", folder=str(folder), count=len(errors)))
        show_findings(session, in_words(errors, session.say), source)
    return _Side(records.plan, plan_files(source), len(errors))
