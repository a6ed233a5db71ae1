"""``ledger import``: what departments fill in becomes entries, all of it or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.cli.options import DryRun
from foodsafety_ledger.cli.session import Session, print_page, show_findings
from foodsafety_ledger.model.failure import Exit, UsageError

if TYPE_CHECKING:
    from foodsafety_ledger.files.locking import Holder
    from foodsafety_ledger.filing.desk import Desk
    from foodsafety_ledger.filing.imports import Given, Import
    from foodsafety_ledger.filing.preview import Preview
    from foodsafety_ledger.model.diagnostic import Severity
    from foodsafety_ledger.reading.sheets import Problem
    from foodsafety_ledger.views.findings import Finding
    from foodsafety_ledger.views.page import Held, Table
    from foodsafety_ledger.words import Say


def import_(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="imports.help.files")],
    *,
    department: Annotated[
        str | None,
        typer.Option(
            metavar="DEPARTMENT",
            help="imports.help.department",
            autocompletion=completion.departments,
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            metavar="2021Q3", help="imports.help.period", autocompletion=completion.periods
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="2021-10-12", help="imports.help.date")
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="imports.help.reason")] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="HEAD=KEY", help="imports.help.map")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="imports.help.yes")] = False,
    dry_run: DryRun = False,
) -> int:
    """Adds what the files report to the ledgers."""
    from foodsafety_ledger.document.file import document_bytes
    from foodsafety_ledger.filing.desk import open_desk
    from foodsafety_ledger.filing.imports import read_files
    from foodsafety_ledger.filing.preview import preview

    session: Session = ctx.obj
    desk = open_desk(session.folder)
    given = _given(desk, department, period, date, reason, columns)
    raws = {str(file): document_bytes(file) for file in files}
    found = read_files(raws, desk, given)
    seen = _seen(desk, found)
    if not _is_sound(session, desk, found, seen):
        return Exit.FINDINGS
    if seen is None:
        key = "all-known" if found.known or found.restored else "nothing"
        session.err(session.say(f"imports.{key}"))
        return Exit.FINE

    def anew(changed: Desk) -> Preview:
        again = read_files(raws, changed, given)
        if again.problems or again.unexplained or not again.forms:
            raise UsageError("import-changed")
        return preview(changed, again.forms)

    return _write(session, desk, seen, anew, agreed=yes, dry_run=dry_run)


def _given(
    desk: Desk,
    department: str | None,
    period: str | None,
    date: str | None,
    reason: str | None,
    columns: list[str] | None,
) -> Given:
    from foodsafety_ledger.cli.opening import read_day, read_period
    from foodsafety_ledger.cli.submission import git_user
    from foodsafety_ledger.filing.imports import Given, chosen_columns, department_given

    return Given(
        day=read_day(date, "--date") or desk.today,
        said=date is not None,
        department=department_given(department, desk),
        period=str(read_period(period, desk.plan)) if period else "",
        reason=reason or "",
        by=git_user(desk),
        columns=chosen_columns(columns or ()),
    )


def _seen(desk: Desk, found: Import) -> Preview | None:
    """What is found, held against the rules; None where nothing is to be added."""
    from foodsafety_ledger.filing.desk import require_ledger
    from foodsafety_ledger.filing.preview import preview

    for id_ in dict.fromkeys(form.department for form in found.forms):
        require_ledger(desk, id_)
    return preview(desk, found.forms) if found.forms else None


def _is_sound(session: Session, desk: Desk, found: Import, seen: Preview | None) -> bool:
    """Says what was passed over and everything that is wrong, in cells and by the rules.

    UsageError where a reason is missing for what would change.
    """
    from foodsafety_ledger.model.diagnostic import Severity
    from foodsafety_ledger.views.findings import in_words

    say = session.say
    show_findings(session, _in_words(found.passed, say, Severity.NOTE))
    known = len(found.known) + found.restored
    if known:
        session.err(say("imports.known", count=known))
    problems = _in_words(found.problems, say, Severity.ERROR)
    if seen is not None:
        problems += in_words(seen.as_typed(seen.verified.errors), say)
    if problems:
        show_findings(session, problems, desk.source)
        session.err(say("imports.to-mend", count=len(problems)))
        return False
    for one in found.unexplained:
        session.err(say("imports.changes", place=one.whole, item=one.item.id))
    if found.unexplained:
        raise UsageError("import-without-reason", count=len(found.unexplained))
    return True


def _write(
    session: Session,
    desk: Desk,
    seen: Preview,
    anew: Callable[[Desk], Preview],
    *,
    agreed: bool,
    dry_run: bool,
) -> int:
    from foodsafety_ledger.filing.submit import diff_lines
    from foodsafety_ledger.views.findings import in_words

    say = session.say
    remarks = in_words(seen.as_typed(seen.verified.remarks), say)
    show_findings(session, remarks, desk.source)
    print_page(session, (_table(desk, seen, say),))
    amended = sum(entry.amends != "" for entry in seen.verified.new)
    session.err(say("imports.summary", count=len(seen.forms), amended=amended))
    if dry_run:
        for one in diff_lines(seen):
            session.out(one)
        session.err(say("imports.refused"))
        return Exit.FINE
    if not agreed and not _agreed(session):
        session.err(say("imports.refused"))
        return Exit.INTERRUPTED
    return _submit(session, desk, seen, anew)


def _agreed(session: Session) -> bool:
    """What the person at the terminal says; UsageError where there is none."""
    from foodsafety_ledger.cli.asker import Asker

    if not session.interactive:
        raise UsageError("import-unconfirmed")
    return Asker(session).agree(session.say("imports.ask"))


def _submit(session: Session, desk: Desk, seen: Preview, anew: Callable[[Desk], Preview]) -> int:
    from foodsafety_ledger.filing.submit import submit

    say, done = session.say, list[str]()

    def waiting(holder: Holder) -> None:
        session.err(say("failures.waiting-for-lock", holder=str(holder)))

    try:
        _, seen = submit(desk, seen, anew=anew, waiting=waiting, written=done.append)
    finally:
        if 0 < len(done) < len(seen.verified.ledgers):
            session.err(say("imports.partly", paths=say("record.comma").join(done)))
    paths = say("record.comma").join(one.path for one in seen.verified.ledgers)
    session.wrote(paths)
    session.err(say("imports.done", count=len(seen.verified.new), paths=paths))
    return Exit.FINE


def _table(desk: Desk, seen: Preview, say: Say) -> Table:
    """A line an entry: whose, about what, what it says, and whether it amends another."""
    from foodsafety_ledger.views.page import table

    return table(
        say, "imports", "department item period status values what", _rows(desk, seen, say)
    )


def _rows(desk: Desk, seen: Preview, say: Say) -> Iterator[tuple[Held, ...]]:
    from foodsafety_ledger.views.wording import department_line, status_run

    for entry in seen.verified.new:
        values = "  ".join(f"{target} {text}" for target, text in entry.values)
        what = say("imports.amends", id=entry.amends) if entry.amends else say("imports.new")
        yield (
            department_line(entry.department, desk.plan, say),
            entry.item or entry.extends,
            str(entry.period or ""),
            status_run(entry.status, say) if entry.item else say(f"export.kind.{entry.kind}"),
            values,
            what,
        )


def _in_words(problems: Iterable[Problem], say: Say, severity: Severity) -> list[Finding]:
    """Problems of cells as findings; what other commands refuse has its words there."""
    return [_finding(one, say, severity) for one in problems]


def _finding(problem: Problem, say: Say, severity: Severity) -> Finding:
    from foodsafety_ledger.model.diagnostic import Location
    from foodsafety_ledger.views.findings import Finding

    is_own = not problem.key.startswith("failures.")
    key = f"imports.problem.{problem.key}" if is_own else problem.key
    hint = say(f"{key}.hint", **problem.facts) if say.knows(f"{key}.hint") else ""
    return Finding(
        code="import",
        name=problem.key.removeprefix("failures."),
        severity=severity,
        message=say(key, **problem.facts),
        hint=hint,
        location=Location(problem.place),
        related=(),
    )
