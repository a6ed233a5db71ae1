"""``ledger why``: where a figure or a light comes from, down to file, line and commit."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.cli.options import AsOf, OutFile, Rev, ViewFormat
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import OperatingError

if TYPE_CHECKING:
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.files.git import GitCommit
    from foodsafety_ledger.views.why import CommitOf, Unanswered


def why(
    ctx: typer.Context,
    ref: Annotated[
        str, typer.Argument(metavar="REF", help="why.ref", autocompletion=completion.refs)
    ],
    *,
    as_of: AsOf = None,
    rev: Rev = None,
    format_: ViewFormat = None,
    out: OutFile = None,
) -> int:
    """Prints the derivation of a target's figure, an item's light or a department's."""
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.cli.output import show_view
    from foodsafety_ledger.views.why import Trail, why_view

    session: Session = ctx.obj
    opened = open_view(session, as_of, rev)
    trail = Trail(opened.plan, opened.history(), _commits(opened), session.say)
    show_view(session, why_view(ref, trail, opened.assessment, opened.origin), format_, out)
    return opened.exit_code


def _commits(opened: Opened) -> CommitOf | None:
    """Finds the commits of lines of the work tree, or of the revision; None without git."""
    from foodsafety_ledger.files.git import repository
    from foodsafety_ledger.views.why import Unanswered

    def unanswered(failure: OperatingError) -> Unanswered:
        return Unanswered(str(failure.facts.get("what", failure.key)))

    try:
        found = repository(opened.root)
    except OperatingError as failure:
        answer = unanswered(failure)
        return lambda _: answer
    if found is None:
        return None

    @cache
    def of_lines(path: str, first: int, last: int) -> GitCommit | Unanswered | None:
        try:
            return found.lines_commit(path, first, last, opened.commit or "")
        except OperatingError as failure:
            return unanswered(failure)

    return lambda at: of_lines(at.path, *((at.span.line, at.span.end_line) if at.span else (1, 1)))
