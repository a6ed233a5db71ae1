"""``ledger check``: validates everything, reads only, exits 1 for errors and nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.values.diagnostic import Diagnostic, sort_diagnostics
from foodsafety_ledger.values.failure import Exit, UsageError
from foodsafety_ledger.values.rules import rules_named

if TYPE_CHECKING:
    from datetime import date

    from foodsafety_ledger.check.reading import Records
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.render.envelope import Origin
    from foodsafety_ledger.render.findings import Finding


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


def check(
    ctx: typer.Context,
    *,
    base: Annotated[str, typer.Option(metavar="REV", help="check.base")] = "",
    replaces: Annotated[str, typer.Option(metavar="REV", help="check.replaces")] = "",
    require_signed: Annotated[bool, typer.Option("--require-signed", help="check.signed")] = False,
    select: Annotated[list[str] | None, typer.Option(metavar="RULE", help="check.select")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="RULE", help="check.ignore")] = None,
    format_: Annotated[Format, typer.Option("--format", help="check.format")] = Format.AUTO,
) -> int:
    """Checks the workspace and prints what it finds."""
    from foodsafety_ledger.check.run import capped_by_file, check_workspace, chosen
    from foodsafety_ledger.files.clock import today
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.files.workspace import find_workspace
    from foodsafety_ledger.render.envelope import Origin
    from foodsafety_ledger.render.findings import count, in_words, summary

    session: Session = ctx.obj
    wanted, unwanted = _selectors(select), _selectors(ignore)
    _refuse_contradictions(base, replaces, require_signed)
    source = WorkTree(find_workspace(session.folder, os.environ).root)
    day = today()
    checked = check_workspace(source, day)
    records = checked.records
    around = _around(source, records, day, base or replaces, is_tip=not base, signed=require_signed)
    found = chosen(sort_diagnostics([*checked.diagnostics, *around]), wanted, unwanted)
    shown = in_words(capped_by_file(found), session.say)
    origin = Origin(plan=records.plan.id if records.plan else None, as_of=day)
    for line in _lines(session, suited(format_), shown, source, origin):
        session.out(line)
    findings = in_words(found, session.say)
    session.err(summary(findings, session.say))
    return Exit.FINDINGS if count(findings)["error"] else Exit.FINE


def _around(
    source: WorkTree, records: Records, day: date, rev: str, *, is_tip: bool, signed: bool
) -> Iterator[Diagnostic]:
    """What the repository around the workspace has to say, and its history since ``rev``."""
    from foodsafety_ledger.check.settings import check_settings

    yield from check_settings(source.root, records.plan)
    if rev:
        from foodsafety_ledger.check.ground import Asked
        from foodsafety_ledger.check.history import Current, check_history

        current = Current(source.root, records.plan, records.ledgers, day)
        yield from check_history(current, Asked(rev, replaces=is_tip, signed=signed))


def _refuse_contradictions(base: str, replaces: str, require_signed: bool) -> None:
    if base and replaces:
        raise UsageError("base-and-replaces")
    if require_signed and not (base or replaces):
        raise UsageError("signed-without-base")


def _selectors(given: Sequence[str] | None) -> list[str]:
    """The selectors of an option, which may be repeated or hold several with commas between."""
    selectors = [one.strip() for text in given or () for one in text.split(",")]
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
    session: Session, format_: Format, findings: list[Finding], source: WorkTree, origin: Origin
) -> Iterable[str]:
    from foodsafety_ledger.render.diagnostics import concise, full

    if format_ is Format.JSON:
        from foodsafety_ledger.cli.opening import state_of
        from foodsafety_ledger.render.check_json import check_data
        from foodsafety_ledger.render.envelope import to_json

        commit, dirty = state_of(source.root)
        return [to_json(check_data(findings), replace(origin, commit=commit, dirty=dirty))]
    if format_ is Format.FULL:
        from foodsafety_ledger.cli.excerpts import lines_from

        return full(findings, session.say, lines_from(source), colour=session.colours())
    if format_ is Format.CONCISE:
        return concise(findings, session.say)
    from foodsafety_ledger.render import ci

    return ci.FORMATS[format_](findings)
