"""``ledger plan``: the plan as data, against its document, and from a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from foodsafety_ledger.cli.help import SpokenGroup, spoken
from foodsafety_ledger.cli.options import OutFile, Rev, ViewFormat
from foodsafety_ledger.cli.plan_verify import verify_plan
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import Exit, FindingsError, NoWorkspaceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foodsafety_ledger.document.draft import Draft
    from foodsafety_ledger.model.diagnostic import Diagnostic
    from foodsafety_ledger.model.plan import Plan
    from foodsafety_ledger.reading.comparison import PlanFiles


def list_plan(
    ctx: typer.Context,
    *,
    rev: Rev = None,
    format_: ViewFormat = None,
    out: OutFile = None,
) -> int:
    """Prints sections, tasks, items and targets."""
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.cli.output import show_view
    from foodsafety_ledger.views.plan import plan_view

    session: Session = ctx.obj
    opened = open_view(session, None, rev)
    show_view(session, plan_view(opened.plan, opened.origin, session.say), format_, out)
    return opened.exit_code


def diff_plans(
    ctx: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="OLD", help="plan.diff.old")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="plan.diff.new")],
    *,
    format_: ViewFormat = None,
    out: OutFile = None,
) -> int:
    """Shows what changed between the plans of two workspaces; a difference is no finding.

    What does not read in either of them is, for it may show as a difference.
    """
    from foodsafety_ledger.cli.output import show_view
    from foodsafety_ledger.reading.difference import plan_changes
    from foodsafety_ledger.views.plan import diff_view
    from foodsafety_ledger.views.view import Origin

    session: Session = ctx.obj
    before, after = (_side(session, folder) for folder in (old, new))
    changes = plan_changes(before.plan, after.plan, before.files, after.files)
    show_view(session, diff_view(changes, Origin(after.plan.id), session.say), format_, out)
    return Exit.FINDINGS if before.errors + after.errors else Exit.FINE


class _Side(NamedTuple):
    """A plan that is compared, with its files, and how many errors in it were named on stderr."""

    plan: Plan
    files: PlanFiles
    errors: int


def _side(session: Session, folder: Path) -> _Side:
    from foodsafety_ledger.check.rules import is_error
    from foodsafety_ledger.cli.session import show_findings
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.files.workspace import is_workspace
    from foodsafety_ledger.model.diagnostic import sort_diagnostics
    from foodsafety_ledger.reading.comparison import plan_files
    from foodsafety_ledger.reading.workspace import read_plan_of
    from foodsafety_ledger.views.findings import in_words

    if not is_workspace(folder):
        raise NoWorkspaceError("no-workspace", folder=str(folder))
    source = WorkTree(folder)
    plan, found = read_plan_of(source)
    if plan is None:
        raise FindingsError("no-plan")
    errors = sort_diagnostics(filter(is_error, found))
    if errors:
        session.err(session.say("plan.diff.errors", folder=str(folder), count=len(errors)))
        show_findings(session, in_words(errors, session.say), source)
    return _Side(plan, plan_files(source), len(errors))


app = typer.Typer(
    cls=SpokenGroup, help="cli.command.plan", rich_markup_mode=None, add_completion=False
)


@app.callback()
def plan() -> None:
    """Keeps ``plan`` a group of commands, however many it has."""


spoken(app, "verify", "plan.verify.about")(verify_plan)
spoken(app, "diff", "plan.diff.about")(diff_plans)
spoken(app, "list", "plan.list")(list_plan)


@spoken(app, "draft", "document.draft")
def draft_plan(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="document.draft-file")],
    out: Annotated[Path, typer.Option("-o", metavar="DIR", help="document.draft-out")],
) -> int:
    """Writes the draft of a plan; what found no place in it is listed on stderr."""
    from foodsafety_ledger.cli.init import start_workspace
    from foodsafety_ledger.document.draft import draft
    from foodsafety_ledger.document.opening import document_text

    session: Session = ctx.obj
    drafted, left = draft(document_text(file), file.name, session.say)
    files = drafted.files(session.say)
    start_workspace(session, out, {path: text.encode() for path, text in files.items()})
    _report(session, out, drafted, left)
    return Exit.FINE


def _report(session: Session, out: Path, drafted: Draft, left: Sequence[Diagnostic]) -> None:
    """Says on stderr what was written and what was left out."""
    from foodsafety_ledger.cli.session import show_findings
    from foodsafety_ledger.views.findings import in_words

    session.err(session.say("document.draft-written", path=str(out), **drafted.counts()))
    if left:
        session.err(session.say("document.draft-left", count=len(left)))
    show_findings(session, in_words(left, session.say))
