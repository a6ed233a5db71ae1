"""``ledger show``: one part of the plan, one department, one entry or one rule, in full."""

from __future__ import annotations

from typing import Annotated

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.cli.options import AsOf, OutFile, Rev, ViewFormat
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import Exit


def show(
    ctx: typer.Context,
    ref: Annotated[
        str,
        typer.Argument(metavar="REF", help="show.ref", autocompletion=completion.anything),
    ],
    *,
    as_of: AsOf = None,
    rev: Rev = None,
    format_: ViewFormat = None,
    out: OutFile = None,
) -> int:
    """Prints what is known about one thing."""
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.cli.output import show_view
    from foodsafety_ledger.views.show import find_rule, rule_view, thing_view

    session: Session = ctx.obj
    rule = find_rule(ref)
    if rule is not None:
        show_view(session, rule_view(rule, session.say), format_, out)
        return Exit.FINE
    opened = open_view(session, as_of, rev)
    view = thing_view(
        ref, opened.history(), opened.plan, opened.assessment, opened.origin, session.say
    )
    show_view(session, view, format_, out)
    return opened.exit_code
