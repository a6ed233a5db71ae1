"""``ledger check``: validates everything, exits 1 for errors and nothing else.

It only reads, but for ``--fix``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.check import run
from foodsafety_ledger.check.fixes import is_sure
from foodsafety_ledger.check.rules import added_families, rule_of, rules_named
from foodsafety_ledger.cli.opening import prefix_of, state_of
from foodsafety_ledger.cli.options import FindingFormat, listed
from foodsafety_ledger.cli.output import finding_format, lines_from, show_check
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.clock import today
from foodsafety_ledger.files.workspace import find_workspace
from foodsafety_ledger.model.failure import Exit, UsageError
from foodsafety_ledger.views.findings import (
    Findings,
    compared_with,
    count,
    folded,
    in_words,
    summary,
    waived_in_words,
    waived_lines,
)
from foodsafety_ledger.views.view import Origin

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from foodsafety_ledger.check.history import BaseAsked
    from foodsafety_ledger.filing.mending import Mended


def check(
    ctx: typer.Context,
    *,
    base: Annotated[str | None, typer.Option(metavar="REV", help="check.base")] = None,
    replaces: Annotated[str | None, typer.Option(metavar="REV", help="check.replaces")] = None,
    require_signed: Annotated[bool, typer.Option("--require-signed", help="check.signed")] = False,
    select: Annotated[list[str] | None, typer.Option(metavar="RULE", help="check.select")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="RULE", help="check.ignore")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="check.fix")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="check.dry-run")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="check.verbose")] = False,
    format_: FindingFormat = "auto",
) -> int:
    """Checks the workspace and prints what it finds."""
    session: Session = ctx.obj
    rules = _rules(select, ignore)
    asked = _asked(base, replaces, require_signed)
    root, day = find_workspace(session.folder, os.environ), today()
    mended = _mended(session, root, day, rules, dry_run=dry_run) if fix or dry_run else []
    source = session.watch(root)
    if fix or dry_run or added_families():
        session.looked_elsewhere()  # in another package, which may change; and fixes are no answer
    if asked is None:
        workspace, checked = run.check_files(source, day)
    else:
        workspace = run.open_workspace(source, day)
        checked = run.check(workspace, asked)
    compared = checked.compared
    found = run.chosen(workspace, checked.found, rules)
    form = finding_format(format_)
    say = session.words_of(form)
    shown = in_words(run.capped_by_file(found), say)
    every_note = len(shown)
    if form.for_people and not verbose:
        shown = folded(shown, say)
    plan = workspace.plan.id if workspace.plan else None
    state = session.elsewhere(state_of, source.root)
    origin = Origin(plan, day, state=state, prefix=session.elsewhere(prefix_of, source.root))
    waived = waived_in_words((one for one in checked.waived if one.found.code in rules), say)
    found_here = Findings(shown, say, lines_from(source), origin, compared, waived)
    show_check(session, found_here, form)
    if compared:
        session.looked_elsewhere()
        session.err(compared_with(compared, session.say))
    session.err(summary(found, session.say))
    for line in waived_lines(waived, session.say):
        session.err(line)
    if not fix and (n := sum(map(is_sure, found))):
        session.notify("check.mendable", count=n)
    if len(shown) < every_note:
        session.notify("check.folded", count=every_note - len(shown))
    code = Exit.FINDINGS if count(found)["error"] else Exit.FINE
    if mended and fix and not dry_run:
        session.wrote(session.say.in_a_row(one.path for one in mended), code)
    return code


def _mended(
    session: Session, root: Path, day: date, rules: frozenset[str], *, dry_run: bool
) -> list[Mended]:
    """What was mended, or would be; shown on stderr as it was done."""
    from foodsafety_ledger.filing.mending import mend, would_mend

    say, mended = session.say, []

    def tell(one: Mended) -> None:
        mended.append(one)
        told = (f"{code} {rule_of(code).name} × {n}" for code, n in sorted(one.counts.items()))
        key = "check.would-mend" if dry_run else "check.mended"
        session.notify(key, path=one.path, rules=say("check.comma").join(told))
        for line in one.diff():
            session.err(line)

    if dry_run:
        for one in would_mend(root, day, rules):
            tell(one)
    else:
        mend(root, day, rules, waiting=session.waiting, written=tell)
    if not mended:
        session.notify("check.nothing-mended")
    return mended


def _asked(base: str | None, replaces: str | None, require_signed: bool) -> BaseAsked | None:
    """What is to be compared with, if anything."""
    if base and replaces:
        raise UsageError("base-and-replaces")
    rev = base or replaces
    if rev:
        from foodsafety_ledger.check.history import BaseAsked

        return BaseAsked(rev, replaces=not base, signed=require_signed)
    if require_signed:
        raise UsageError("signed-without-base")
    return None


def _rules(select: Sequence[str] | None, ignore: Sequence[str] | None) -> frozenset[str]:
    """The codes of the rules to report."""
    rules = run.rules_chosen(_selectors(select), _selectors(ignore))
    if not rules:
        raise UsageError("no-rule-left")
    return rules


def _selectors(given: Sequence[str] | None) -> list[str]:
    """The selectors of an option; UsageError for one that is empty or names no rule."""
    selectors = listed(given or ())
    for selector in selectors:
        if not selector:
            raise UsageError("rule-empty", text=" ".join(given or ()))
        if not rules_named(selector):
            raise UsageError("no-rule", name=selector)
    return selectors
