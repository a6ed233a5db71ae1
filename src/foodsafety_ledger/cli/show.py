"""``ledger show``, ``why``, ``log`` and ``problems``: one thing, its origin, what was said."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli.options import Look, Refs, Verbose, refs_argument, takes_look
from foodsafety_ledger.model.failure import Exit, OperatingError

if TYPE_CHECKING:
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.files.git import GitCommit
    from foodsafety_ledger.views.trail import CommitOf, Unanswered


@takes_look
def show(look: Look, ref: Annotated[str, refs_argument(help="show.ref")]) -> int:
    """Prints what is known about one thing."""
    from foodsafety_ledger.views.findings import find_rules, rules_view
    from foodsafety_ledger.views.show import thing_view

    rules = find_rules(ref)
    if rules:
        look.show(rules_view(rules, look.session.say))
        return Exit.FINE
    opened = look.open().with_pages()
    look.show(thing_view(ref, opened.history(), opened.assessment, opened.origin))
    return opened.exit_code


@takes_look
def why(
    look: Look, ref: Annotated[str, refs_argument(help="why.ref")], *, verbose: Verbose = False
) -> int:
    """Prints the derivation of a target's figure, an item's light or a department's."""
    from foodsafety_ledger.views.trail import Trail
    from foodsafety_ledger.views.why import why_view

    opened = look.open().with_pages()
    trail = Trail(opened.history(), commits_of(opened))
    look.show(why_view(ref, trail, opened.assessment, opened.origin), whole=verbose)
    return opened.exit_code


def commits_of(opened: Opened) -> CommitOf | None:
    """Finds the commits of lines of the work tree, or of the revision; None without git."""
    from foodsafety_ledger.files.git import CutOff, repository
    from foodsafety_ledger.views.trail import Unanswered

    def unanswered(failure: OperatingError) -> Unanswered:
        return Unanswered("why.unanswered", str(failure.facts.get("what", failure.key)))

    try:
        found = repository(opened.root)
    except OperatingError as failure:
        answer = unanswered(failure)
        return lambda _: answer
    if found is None:
        return None
    known: dict[str, GitCommit] = {}

    @cache
    def of_lines(path: str, first: int, last: int) -> GitCommit | Unanswered | None:
        try:
            commit = found.lines_commit(path, first, last, known, opened.commit or "")
        except OperatingError as failure:
            return unanswered(failure)
        return (
            Unanswered("why.cut-off", commit.commit[:10]) if isinstance(commit, CutOff) else commit
        )

    return lambda at: of_lines(at.path, *((at.span.line, at.span.end_line) if at.span else (1, 1)))


@takes_look
def log(
    look: Look,
    refs: Annotated[Refs, refs_argument(help="log.refs")] = None,
    *,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="log.since")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="log.until")] = None,
) -> int:
    """Prints the entries of a workspace."""
    from foodsafety_ledger.cli.opening import read_day
    from foodsafety_ledger.views.log import choose_entries, log_view

    opened = look.open()
    first = read_day(since, "--since", opened.plan) or date.min
    last = read_day(until, "--until", opened.plan) or date.max
    history = opened.history()
    chosen = choose_entries(refs or (), history)
    entries = [one for one in chosen if one.date is None or first <= one.date <= last]
    look.show(log_view(entries, history, opened.origin))
    return opened.exit_code


@takes_look
def problems(
    look: Look,
    refs: Annotated[Refs, refs_argument(help="status.refs")] = None,
    *,
    verbose: Verbose = False,
) -> int:
    """Prints what is blocked, what hinders and what was returned."""
    from foodsafety_ledger.reading.naming import read_refs
    from foodsafety_ledger.views.choice import choose, select
    from foodsafety_ledger.views.log import problems_view

    opened = look.open()
    choice = choose(read_refs(refs or (), opened.plan), opened.plan)
    chosen = select(opened.assessment(), choice)
    look.show(problems_view(chosen, opened.origin, opened.session.say), whole=verbose)
    return opened.exit_code
