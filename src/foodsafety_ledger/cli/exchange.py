"""``ledger template``, ``import`` and ``export``: tables go out to departments and come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from foodsafety_ledger.cli.asker import Asker
from foodsafety_ledger.cli.opening import Opened, open_view, read_day
from foodsafety_ledger.cli.options import (
    DryRun,
    Refs,
    department_argument,
    department_option,
    period_option,
    refs_argument,
)
from foodsafety_ledger.cli.output import (
    print_page,
    require_folder,
    show_findings,
    show_view,
    with_progress,
)
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.atomic import put_file
from foodsafety_ledger.formats import UTF_8_MARK
from foodsafety_ledger.model.diagnostic import Fact, Location, Severity
from foodsafety_ledger.model.failure import Exit, OvertakenError, UsageError
from foodsafety_ledger.model.inert import spelled
from foodsafety_ledger.reading.naming import find_department, read_period
from foodsafety_ledger.views.findings import Finding, in_words
from foodsafety_ledger.views.page import Held, Table, shortened, table
from foodsafety_ledger.views.wording import department_line, status_run

if TYPE_CHECKING:
    from foodsafety_ledger.filing.desk import Desk
    from foodsafety_ledger.filing.form import Form
    from foodsafety_ledger.filing.imports import Import
    from foodsafety_ledger.filing.preview import Preview
    from foodsafety_ledger.reading.sheets import Problem
    from foodsafety_ledger.views.template import Exported, Template
    from foodsafety_ledger.words import Say


def template(
    ctx: typer.Context,
    department: Annotated[str | None, department_argument(help="template.help.department")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="template.help.all")] = False,
    out: Annotated[
        Path | None, typer.Option("-o", metavar="FILE|DIR", help="template.help.out")
    ] = None,
    period: Annotated[str | None, period_option(help="template.help.period")] = None,
) -> int:
    """Writes a department's form, or every department's, and says how much there is to fill."""
    from foodsafety_ledger.assess.duties import round_period
    from foodsafety_ledger.assess.standing import standing_at
    from foodsafety_ledger.formats.workbook import write_form
    from foodsafety_ledger.views.template import template_of

    session: Session = ctx.obj
    opened = open_view(session, None, None)
    if bool(department) == every or out is None:
        raise UsageError("template-what")
    if not every and out.suffix.lower() != ".xlsx":
        raise UsageError("wrong-suffix", path=str(out), known=".xlsx")
    if every:
        require_folder(out)
    plan = opened.plan
    ids = [*plan.departments] if every else [find_department(department or "", plan).id]
    standing = standing_at(opened.workspace.fit, opened.as_of)
    about = read_period(period, plan) if period else round_period(plan, opened.as_of)
    if period is None:
        session.notify("record.period-chosen", period=str(about))
    assessment = opened.assessment()
    made = {id_: template_of(assessment, standing, id_, about, session.say) for id_ in ids}
    files = {id_: out / f"{about}-{id_}.xlsx" if every else out for id_ in ids}
    written = [(id_, form, files[id_]) for id_, form in made.items() if form.rows or not every]
    waited = with_progress(session, written, len(written), "writing")
    contents = {file: write_form(form, session.say) for _, form, file in waited}
    put_papers(unwritten(contents))
    session.wrote(str(out), opened.exit_code)
    session.notify("cli.written", path=str(out))
    print_page(session, (_table(opened, written, session.say),))
    return opened.exit_code


def unwritten(contents: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Those of the files that are not there already as they are.

    UsageError where a form would take the place of a filled-in one.
    """
    new = {
        file: content
        for file, content in contents.items()
        if not (file.is_file() and file.read_bytes() == content)
    }
    for file in new:
        if file.suffix == ".xlsx" and file.is_file():
            _require_unfilled(file)
    return new


def put_papers(contents: Mapping[Path, bytes]) -> None:
    """Puts each file in its place."""
    for file, content in contents.items():
        put_file(file, content)


def _require_unfilled(file: Path) -> None:
    """UsageError where a form would take the place of one that somebody has filled in."""
    from foodsafety_ledger.reading.heads import BLANK, MACHINE, read_table
    from foodsafety_ledger.reading.sheets import digest_of, read_sheets

    sheets, problems = read_sheets(str(file), file.read_bytes())
    told = [row for sheet in sheets if sheet.name == MACHINE for row in sheet.rows]
    blank = [row[1].text for row in told if row[0].text == BLANK] or [digest_of(())]
    tables = [read_table(sheet, {})[0] for sheet in sheets if sheet.name != MACHINE]
    answers = [row for table in tables if table for row in table.answers]
    if problems or not any(tables) or blank != [digest_of(answers)]:
        raise UsageError("form-filled", path=str(file))


def _table(opened: Opened, written: Sequence[tuple[str, Template, Path]], say: Say) -> Table:
    """How many items each form has, how many cells there are to fill, and where it is.

    The department stands last: a name may be broken, the path of a file would be lost.
    """
    rows: list[tuple[Held, ...]] = [
        (
            len(form.to_report),
            form.to_fill if form.to_report else say("template.nothing"),
            spelled(str(file)),
            department_line(id_, opened.plan, say),
        )
        for id_, form, file in written
    ]
    if len(written) > 1:
        total = sum(form.to_fill for _, form, _ in written)
        rows.append(("", total, "", say("template.total")))
    return table(say, "template", ">items >cells file department", rows)


def export(
    ctx: typer.Context,
    refs: Annotated[Refs, refs_argument(help="export.help.refs")] = None,
    *,
    out: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="export.help.out")] = None,
    period: Annotated[str | None, period_option(help="export.help.period")] = None,
) -> int:
    """Writes the entries that are asked for, or all."""
    from foodsafety_ledger.views.log import choose_entries, log_view
    from foodsafety_ledger.views.template import export_of

    session: Session = ctx.obj
    opened = open_view(session, None, None)
    history = opened.history(date.max)
    asked = [*(refs or ()), *([period] if period else ())]
    chosen = choose_entries(asked, history)
    if out is not None and out.suffix.lower() == ".json":
        show_view(session, log_view(chosen, history, opened.origin), None, out)
    else:
        _put(session, export_of(chosen, history, opened.assessment()), out)
    unfit = sum(entry.id in history.unfit for entry in chosen)
    key = "export.written.unfit" if unfit else "export.written"
    session.notify(key, count=len(chosen), unfit=unfit)
    return opened.exit_code


def _put(session: Session, exported: Exported, out: Path | None) -> None:
    """CSV on stdout as it is; in a file with the mark by which Excel knows UTF-8; or a workbook."""
    from foodsafety_ledger.formats.workbook import csv_text, workbook

    suffix = out.suffix.lower() if out else ""
    if out is None:
        session.data(csv_text(exported).removesuffix("\r\n"))
    elif suffix == ".csv":
        put_file(out, UTF_8_MARK + csv_text(exported).encode("utf-8", "backslashreplace"))
    elif suffix == ".xlsx":
        parts = with_progress(session, exported.parts, len(exported.parts), "writing")
        put_file(out, workbook(exported, parts, session.say))
    else:
        raise UsageError("wrong-suffix", path=str(out), known=".csv, .xlsx, .json")
    if out is not None:
        session.notify("cli.written", path=str(out))


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
    print_page(session, (_entry_table(desk, seen, say),))
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


def _entry_table(desk: Desk, seen: Preview, say: Say) -> Table:
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
