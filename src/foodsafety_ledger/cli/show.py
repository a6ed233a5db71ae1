"""``ledger show``, ``why``, ``log`` and ``problems``: one thing, its origin, what was said."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli.options import AsOf, OutFile, Refs, Rev, ViewFormat, refs_argument
from foodsafety_ledger.cli.session import Session, show_view
from foodsafety_ledger.model.failure import Exit, OperatingError

if TYPE_CHECKING:
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.files.git import GitCommit
    from foodsafety_ledger.views.why import CommitOf, Unanswered


def show(
    ctx: typer.Context,
    ref: Annotated[str, refs_argument(help="show.ref")],
    *,
    as_of: AsOf = None,
    rev: Rev = None,
    format_: ViewFormat = None,
    out: OutFile = None,
) -> int:
    """Prints what is known about one thing."""
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.views.show import find_rule, rule_view, thing_view

    session: Session = ctx.obj
    rule = find_rule(ref)
    if rule is not None:
        show_view(session, rule_view(rule, session.say), format_, out)
        return Exit.FINE
    opened = open_view(session.within(out), as_of, rev)
    view = thing_view(ref, opened.history(), opened.assessment, opened.origin)
    show_view(session, view, format_, out)
    return opened.exit_code


def why(
    ctx: typer.Context,
    ref: Annotated[str, refs_argument(help="why.ref")],
    *,
    as_of: AsOf = None,
    rev: Rev = None,
    format_: ViewFormat = None,
    out: OutFile = None,
) -> int:
    """Prints the derivation of a target's figure, an item's light or a department's."""
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.views.why import Trail, why_view

    session: Session = ctx.obj
    opened = open_view(session, as_of, rev)
    trail = Trail(opened.history(), commits_of(opened))
    show_view(session, why_view(ref, trail, opened.assessment, opened.origin), format_, out)
    return opened.exit_code


def commits_of(opened: Opened) -> CommitOf | None:
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


def log(
    ctx: typer.Context,
    refs: Annotated[Refs, refs_argument(help="log.refs")] = None,
    *,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="log.since")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="log.until")] = None,
    as_of: AsOf = None,
    rev: Rev = None,
    format_: ViewFormat = None,
    out: OutFile = None,
) -> int:
    """Prints the entries of a workspace."""
    from foodsafety_ledger.cli.opening import open_view, read_day
    from foodsafety_ledger.views.log import choose_entries, log_view

    session: Session = ctx.obj
    first = read_day(since, "--since") or date.min
    last = read_day(until, "--until") or date.max
    opened = open_view(session, as_of, rev)
    history = opened.history()
    chosen = choose_entries(refs or (), history)
    entries = [one for one in chosen if one.date is None or first <= one.date <= last]
    show_view(session, log_view(entries, history, opened.origin), format_, out)
    return opened.exit_code


def problems(
    ctx: typer.Context,
    refs: Annotated[Refs, refs_argument(help="status.refs")] = None,
    *,
    as_of: AsOf = None,
    rev: Rev = None,
    format_: ViewFormat = None,
    out: OutFile = None,
) -> int:
    """Prints what is blocked, what hinders and what was returned."""
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.reading.naming import read_refs
    from foodsafety_ledger.views.choice import choose, select
    from foodsafety_ledger.views.problems import problems_view

    session: Session = ctx.obj
    opened = open_view(session, as_of, rev)
    choice = choose(read_refs(refs or (), opened.plan), opened.plan)
    chosen = select(opened.assessment(), choice)
    show_view(session, problems_view(chosen, opened.origin, session.say), format_, out)
    return opened.exit_code
