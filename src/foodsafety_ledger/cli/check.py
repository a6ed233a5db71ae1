"""``ledger check``: validates everything, reads only, exits 1 for errors and nothing else."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import Exit, UsageError

if TYPE_CHECKING:
    from datetime import date

    from foodsafety_ledger.check.history import Asked, Compared
    from foodsafety_ledger.check.reading import Records
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.views.findings import Finding
    from foodsafety_ledger.views.origin import Origin


class Format(StrEnum):
    """How findings are printed; ``auto`` suits the place where they are read."""

    AUTO = "auto"
    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


FOR_PEOPLE = frozenset({Format.FULL, Format.CONCISE})
"""The formats that are lines for people; the others are data."""


def check(
    ctx: typer.Context,
    *,
    base: Annotated[list[str] | None, typer.Option(metavar="REV", help="check.base")] = None,
    replaces: Annotated[
        list[str] | None, typer.Option(metavar="REV", help="check.replaces")
    ] = None,
    require_signed: Annotated[bool, typer.Option("--require-signed", help="check.signed")] = False,
    select: Annotated[list[str] | None, typer.Option(metavar="RULE", help="check.select")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="RULE", help="check.ignore")] = None,
    format_: Annotated[Format, typer.Option("--format", help="check.format")] = Format.AUTO,
) -> int:
    """Checks the workspace and prints what it finds."""
    from foodsafety_ledger.check.run import capped_by_file, check_workspace, chosen
    from foodsafety_ledger.check.settings import check_settings
    from foodsafety_ledger.files.clock import today
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.files.workspace import find_workspace
    from foodsafety_ledger.views.findings import compared_with, count, in_words, summary
    from foodsafety_ledger.views.origin import Origin

    session: Session = ctx.obj
    rules = _rules(select, ignore)
    asked = _asked(base, replaces, require_signed)
    source = WorkTree(find_workspace(session.folder, os.environ).root)
    day = today()
    checked = check_workspace(source, day)
    records = checked.records
    compared = _compared(source, records, day, asked)
    past = compared.diagnostics if compared else ()
    around = check_settings(source.root, records.plan)
    found = chosen(records, [*checked.diagnostics, *around, *past], rules)
    shown = in_words(capped_by_file(found), session.say)
    origin = Origin(plan=records.plan.id if records.plan else None, as_of=day)
    written = suited(format_)
    write = session.out if written in FOR_PEOPLE else session.data
    for line in _lines(session, written, shown, source, origin, compared):
        write(line)
    findings = in_words(found, session.say)
    if compared:
        session.err(compared_with(compared, session.say))
    session.err(summary(findings, session.say))
    return Exit.FINDINGS if count(findings)["error"] else Exit.FINE


def _compared(
    source: WorkTree, records: Records, day: date, asked: Asked | None
) -> Compared | None:
    """The workspace held against its history; None where that was not asked for."""
    if asked is None:
        return None
    from foodsafety_ledger.check.history import Current, check_history

    current = Current(source.root, records.plan, records.ledgers, day)
    return check_history(current, asked)


def _asked(
    base: list[str] | None, replaces: list[str] | None, require_signed: bool
) -> Asked | None:
    """What is to be compared with, if anything.

    Two REVs are one too many, and an empty one is no way of saying "nothing": a variable was unset.
    """
    for option, given in (("--base", base or ()), ("--replaces", replaces or ())):
        if len(given) > 1:
            raise UsageError("two-revs", option=option)
        if not all(rev.strip() for rev in given):
            raise UsageError("no-rev", option=option)
    if base and replaces:
        raise UsageError("base-and-replaces")
    revs = base or replaces
    if revs:
        from foodsafety_ledger.check.history import Asked

        return Asked(revs[0], replaces=not base, signed=require_signed)
    if require_signed:
        raise UsageError("signed-without-base")
    return None


def _rules(select: Sequence[str] | None, ignore: Sequence[str] | None) -> frozenset[str]:
    """The codes of the rules to report."""
    from foodsafety_ledger.check.run import rules_chosen

    rules = rules_chosen(_selectors(select), _selectors(ignore))
    if not rules:
        raise UsageError("no-rule-left")
    return rules


def _selectors(given: Sequence[str] | None) -> list[str]:
    """The selectors of an option, which may be repeated or hold several with commas between."""
    from foodsafety_ledger.check.rules import rules_named

    selectors = [one.strip() for text in given or () for one in re.split("[,，、]", text)]
    for selector in selectors:
        if not rules_named(selector):
            raise UsageError("no-rule", name=selector)
    return selectors


def suited(format_: Format) -> Format:
    """The format that ``auto`` stands for here."""
    if format_ is not Format.AUTO:
        return format_
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return Format.GITHUB
    return Format.FULL if sys.stdout.isatty() else Format.CONCISE


def _lines(
    session: Session,
    format_: Format,
    findings: list[Finding],
    source: WorkTree,
    origin: Origin,
    compared: Compared | None,
) -> Iterable[str]:
    from foodsafety_ledger.formats.text import concise, full

    if format_ is Format.JSON:
        from foodsafety_ledger.cli.opening import state_of
        from foodsafety_ledger.formats.json import check_data
        from foodsafety_ledger.views.origin import to_json

        commit, dirty = state_of(source.root)
        data = check_data(findings, compared)
        return [to_json(data, replace(origin, commit=commit, dirty=dirty))]
    if format_ is Format.FULL:
        from foodsafety_ledger.cli.session import lines_from

        return full(findings, session.say, lines_from(source), colour=session.colours())
    if format_ is Format.CONCISE:
        return concise(findings, session.say)
    from foodsafety_ledger.formats import ci

    return ci.FORMATS[format_](findings)
