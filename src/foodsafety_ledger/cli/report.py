"""``ledger report``: the accounts of a period and of the year, one page, the evidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli.help import placeholder
from foodsafety_ledger.cli.opening import Opened, closing, open_view
from foodsafety_ledger.cli.options import OutFile, Rev, ViewFormat, period_argument, read_choice
from foodsafety_ledger.cli.progress import with_progress
from foodsafety_ledger.cli.session import Session, show_view
from foodsafety_ledger.cli.show import commits_of
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.reading.naming import read_period
from foodsafety_ledger.views.account import Account, ReportKind
from foodsafety_ledger.views.choice import Choice, select
from foodsafety_ledger.views.why import Trail, derivation_view

if TYPE_CHECKING:
    from foodsafety_ledger.model.period import Period


def report(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="report.kind")],
    period: Annotated[str | None, period_argument(help="report.period")] = None,
    *,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="report.as-of")
    ] = None,
    rev: Rev = None,
    format_: ViewFormat = None,
    out: OutFile = None,
    derivation: Annotated[
        Path | None, typer.Option(metavar="FILE", help="report.derivation-file")
    ] = None,
) -> int:
    """Prints one of the accounts of a workspace."""
    from foodsafety_ledger.views.report import report_view

    session: Session = ctx.obj
    kind = read_choice(kind, list(ReportKind), placeholder("KIND"), "report.called")
    if (kind == ReportKind.QUARTER) != (period is not None):
        raise UsageError("report-period", kind=kind)
    opened = open_view(session, as_of, rev)
    about = read_period(period, opened.plan) if period else None
    if as_of is None:
        opened = replace(opened, as_of=min(opened.as_of, closing(opened.plan, about)))
    account = account_of(opened, about)
    show_view(session, report_view(ReportKind(kind), account), format_, out)
    if derivation is not None:
        trail = replace(account.trail, commit_of=commits_of(opened))
        now = account.chosen.assessment
        items = with_progress(session, now.items, len(now.items), "tracing")
        view = derivation_view(trail, items, now.as_of, opened.origin)
        show_view(session, view, None, derivation)
    return opened.exit_code


def account_of(opened: Opened, period: Period | None, *, whole: bool = False) -> Account:
    """What a report speaks of: up to a period, or all there is; beside the period before.

    With ``whole`` what was said of later periods counts too: the round is about the period, and
    looks at how things stand.
    """
    plan = opened.plan
    ended = [one for one in plan.periods if one.end < opened.as_of] or plan.periods[:1]
    about = period or ended[-1]
    earlier = [one for one in plan.periods if plan.first <= one < about]
    course = [
        (one, replace(opened, as_of=min(closing(plan, one), opened.as_of)).assessment(one))
        for one in earlier
    ]
    now = opened.assessment(None if whole else period)
    return Account(
        select(now, Choice()),
        course[-1][1] if course else None,
        about,
        Trail(opened.history(), None),
        opened.origin,
        (*course, (about, now)),
    )
