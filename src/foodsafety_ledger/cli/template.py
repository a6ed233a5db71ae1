"""``ledger template``: the forms that the office sends out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.assess.duties import round_period
from foodsafety_ledger.assess.standing import standing_at
from foodsafety_ledger.cli.opening import Opened, open_view
from foodsafety_ledger.cli.options import department_argument, period_option
from foodsafety_ledger.cli.progress import with_progress
from foodsafety_ledger.cli.session import Session, print_page
from foodsafety_ledger.files.atomic import put_file
from foodsafety_ledger.formats.template import write_form
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.inert import spelled
from foodsafety_ledger.reading.heads import BLANK, MACHINE, read_table
from foodsafety_ledger.reading.naming import find_department, read_period
from foodsafety_ledger.reading.sheets import digest_of, read_sheets
from foodsafety_ledger.views.page import Held, Table, table
from foodsafety_ledger.views.template import Template, template_of
from foodsafety_ledger.views.wording import department_line

if TYPE_CHECKING:
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
    session: Session = ctx.obj
    opened = open_view(session, None, None)
    if bool(department) == every or out is None:
        raise UsageError("template-what")
    if not every and out.suffix.lower() != ".xlsx":
        raise UsageError("wrong-suffix", path=str(out), known=".xlsx")
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
