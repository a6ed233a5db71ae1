"""``ledger plan list``: the plan as data."""

from __future__ import annotations

from typing import Annotated

import typer

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.render.by import Format


def list_plan(
    ctx: typer.Context,
    *,
    rev: Annotated[str | None, typer.Option(metavar="REV", help="status.rev")] = None,
    format_: Annotated[Format, typer.Option("--format", help="status.format")] = Format.TABLE,
) -> int:
    """Prints sections, tasks, items and targets."""
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.cli.printing import print_page
    from foodsafety_ledger.render.page import Heading, line
    from foodsafety_ledger.render.plan_list import plan_csv, plan_data, plan_table

    session: Session = ctx.obj
    opened = open_view(session, None, rev)
    plan = opened.plan
    if format_ is Format.JSON:
        from foodsafety_ledger.render.envelope import to_json

        session.data(to_json(plan_data(plan), opened.full_origin()))
    elif format_ is Format.CSV:
        session.data(plan_csv(plan))
    else:
        title = Heading(line(plan.title.in_(session.say.lang)), 1)
        print_page(session, (title, plan_table(plan, session.say)), format_)
    return opened.exit_code
