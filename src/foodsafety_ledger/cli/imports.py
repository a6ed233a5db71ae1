"""``ledger import``: what departments fill in becomes entries, all of it or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from foodsafety_ledger.cli.asker import Asker
from foodsafety_ledger.cli.opening import read_day
from foodsafety_ledger.cli.options import DryRun, department_option, period_option
from foodsafety_ledger.cli.progress import with_progress
from foodsafety_ledger.cli.session import Session, print_page, show_findings
from foodsafety_ledger.model.diagnostic import Fact, Location, Severity
from foodsafety_ledger.model.failure import Exit, OvertakenError, UsageError
from foodsafety_ledger.reading.naming import find_department, read_period
from foodsafety_ledger.views.findings import Finding, in_words
from foodsafety_ledger.views.page import Table, shortened, table
from foodsafety_ledger.views.wording import department_line, status_run

if TYPE_CHECKING:
    from foodsafety_ledger.filing.desk import Desk
    from foodsafety_ledger.filing.form import Form
    from foodsafety_ledger.filing.imports import Import
    from foodsafety_ledger.filing.preview import Preview
    from foodsafety_ledger.reading.sheets import Problem
    from foodsafety_ledger.words import Say


def import_(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="imports.help.files")],
    *,
    department: Annotated[str | None, department_option(help="imports.help.department")] = None,
    period: Annotated[str | None, period_option(help="imports.help.period")] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="imports.help.date")] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="imports.help.reason")] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="HEAD=KEY", help="imports.help.map")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="imports.help.yes")] = False,
    dry_run: DryRun = False,
) -> int:
    """Adds what the files report to the ledgers."""
    from foodsafety_ledger.cli.sitting import git_user
    from foodsafety_ledger.document.file import document_bytes
    from foodsafety_ledger.filing.desk import open_desk, require_ledger
    from foodsafety_ledger.filing.imports import ImportOptions, chosen_columns, read_files
    from foodsafety_ledger.filing.preview import preview

    session: Session = ctx.obj
    desk = open_desk(session.folder)
    given = ImportOptions(
        day=read_day(date, "--date", desk.plan) or desk.today,
        said=date is not None,
        department=find_department(department, desk.plan).id if department else "",
        period=str(read_period(period, desk.plan)) if period else "",
        reason=reason or "",
        by=git_user(desk),
        columns=chosen_columns(columns or ()),
    )
    raws = {str(file): document_bytes(file) for file in files}
    waited = with_progress(session, raws.items(), len(raws), "reading")
    found = read_files(waited, desk, given)
    for id_ in dict.fromkeys(form.department for form in found.forms):
        require_ledger(desk, id_)
    seen = preview(desk, found.forms) if found.forms else None
    if _tell_problems(session, desk, found, seen):
        return Exit.FINDINGS
    if seen is None:
        key = "all-known" if found.known else "nothing"
        session.notify(f"imports.{key}")
        return Exit.FINE

    def anew(changed: Desk) -> Preview:
        again = read_files(raws.items(), changed, given)
        seen_before = {_about(one) for one in found.forms}
        if again.problems or again.unexplained or {*map(_about, again.forms)} - seen_before:
            raise OvertakenError("import-changed", (), changed.source)
        return preview(changed, again.forms)

    return _write(session, desk, seen, anew, agreed=yes, dry_run=dry_run)


def _about(form: Form) -> tuple[str, ...]:
    """What was agreed to of a form: what it is about, and which entry it takes the place of."""
    return form.department, *(form.said.get(key, "") for key in ("item", "period", "amends"))


def _tell_problems(session: Session, desk: Desk, found: Import, seen: Preview | None) -> bool:
    """Says what was passed over and all that is wrong, in cells and by the rules; if anything is.

    UsageError where a reason is missing for what would change.
    """
    say = session.say
    show_findings(session, [_finding(one, say, Severity.NOTE) for one in found.passed])
    if found.known:
        session.notify("imports.known", count=found.known)
    problems = [_finding(one, say, Severity.ERROR) for one in found.problems]
    if seen is not None:  # what a table or a row lacks is said there, and not once more by the rule
        said = {one.facts.get("key") for one in found.problems}
        errors = (
            one for one in seen.errors if one.code != "FL301" or one.facts.get("key") not in said
        )
        problems += in_words(seen.as_typed(errors), say)
    # What a cell above the table says of many rows is said, and mended, once.
    problems = list({(str(one.location), one.message): one for one in problems}.values())
    if problems:
        show_findings(session, problems, desk.source)
        session.notify("imports.to-mend", count=len(problems))
        return True
    for one in found.unexplained:
        session.notify("imports.changes", place=one.whole, item=one.item.id)
    if found.unexplained:
        raise UsageError("import-without-reason", count=len(found.unexplained))
    return False


def _write(
    session: Session,
    desk: Desk,
    seen: Preview,
    anew: Callable[[Desk], Preview],
    *,
    agreed: bool,
    dry_run: bool,
) -> int:
    from foodsafety_ledger.cli.sitting import show_diff
    from foodsafety_ledger.filing.submit import diff_lines, submit
    from foodsafety_ledger.views.record import outranked

    say = session.say
    show_findings(session, in_words(seen.as_typed(seen.remarks), say), desk.source)
    for one in outranked(desk, seen, say):
        session.err(one)
    print_page(session, (_table(desk, seen, say),))
    amended = sum(entry.amends != "" for entry in seen.new)
    session.notify("imports.summary", count=len(seen.forms), amended=amended)
    if dry_run:
        return show_diff(session, seen, say("imports.refused"))
    if not (agreed or session.interactive):
        raise UsageError("import-unconfirmed")
    while not agreed:
        answer = Asker(session).agree_or(say("imports.ask"), 1)
        if answer is None:
            session.notify("imports.refused")
            return Exit.INTERRUPTED
        agreed = answer == 0
        for one in () if agreed else diff_lines(seen):
            session.out(one)
    done: list[str] = []
    try:
        _, seen = submit(desk, seen, anew=anew, waiting=session.waiting, written=done.append)
    finally:
        if 0 < len(done) < len(seen.ledgers):
            session.notify("imports.partly", paths=say.in_a_row(done))
    if not seen.new:  # somebody else imported the same meanwhile
        session.notify("imports.all-known")
        return Exit.FINE
    paths = say.in_a_row(one.path for one in seen.ledgers)
    session.wrote(paths)
    session.notify("imports.done", count=len(seen.new), paths=paths)
    return Exit.FINE


def _table(desk: Desk, seen: Preview, say: Say) -> Table:
    """A line an entry: whose, about what, what it says, and whether it amends another."""
    rows = (
        (
            department_line(entry.department, desk.plan, say),
            entry.item or entry.extends,
            str(entry.period or ""),
            status_run(entry.status, say) if entry.item else say(f"export.kind.{entry.kind}"),
            "  ".join(f"{target} {text}" for target, text in entry.values),
            say("imports.amends", id=entry.amends) if entry.amends else say("imports.new"),
        )
        for entry in seen.new
    )
    return table(say, "imports", "department item period status values what", rows)


def _shortened(key: str, told: Fact) -> Fact:
    """What is told of a cell on one line, and what stands in it not longer than one."""
    if not isinstance(told, str):
        return told
    text = " ".join(told.split())
    return shortened(text, _LONGEST) if key in _OF_CELLS else text


_OF_CELLS: Final = ("text", "name", "other")
_LONGEST: Final = 60


def _finding(problem: Problem, say: Say, severity: Severity) -> Finding:
    """A problem of a cell; what other commands refuse has its words there."""
    is_own = not problem.key.startswith("failures.")
    key = f"imports.problem.{problem.key}" if is_own else problem.key
    facts = {key: _shortened(key, told) for key, told in problem.facts.items()}
    hint = say(f"{key}.hint", **facts) if say.knows(f"{key}.hint") else ""
    return Finding(
        code="import",
        name=problem.key.removeprefix("failures."),
        severity=severity,
        message=say(key, **facts),
        hint=hint,
        location=Location(problem.place),
        related=(),
    )
