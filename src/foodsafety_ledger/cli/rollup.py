"""``ledger extract`` and ``rollup``: a district's extract, and many of them as one account."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer

from foodsafety_ledger.cli.options import AsOf, OutFile, Rev, ViewFormat, choice_option
from foodsafety_ledger.cli.output import require_folder, show_view, with_progress
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import Exit, FindingsError, OperatingError, UsageError
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.model.period import Cadence
from foodsafety_ledger.reading.typed import typed_period
from foodsafety_ledger.rollup.engines import MEMORY, EngineName
from foodsafety_ledger.rollup.judged import counterparts, previous_years
from foodsafety_ledger.rollup.pooled import Asked, PooledAccount, account, behind
from foodsafety_ledger.views.rollup import Before, RollupBy, rollup_view, rollup_why_view
from foodsafety_ledger.views.view import Origin


def rollup(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="rollup.folder")],
    *,
    by: Annotated[
        str, choice_option(list(RollupBy), "--by", "rollup.by", "rollup.called")
    ] = RollupBy.INDICATOR,
    year: Annotated[list[str] | None, typer.Option(metavar="YEAR", help="rollup.year")] = None,
    district: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="rollup.district")
    ] = None,
    why: Annotated[str | None, typer.Option(metavar="INDICATOR", help="rollup.why")] = None,
    against: Annotated[Path | None, typer.Option(metavar="DIR", help="rollup.against")] = None,
    verify: Annotated[bool, typer.Option("--verify", help="rollup.verify")] = False,
    engine: Annotated[
        str, choice_option(list(EngineName), "--engine", "rollup.engine")
    ] = EngineName.DUCKDB,
    memory: Annotated[str, typer.Option(metavar="SIZE", help="rollup.memory")] = MEMORY,
    format_: ViewFormat = None,
    out: OutFile = None,
) -> int:
    """Prints what districts' extracts say together; 1 where a file had to be left out."""
    session: Session = ctx.obj
    if why is not None and against is not None:
        raise UsageError("rollup-why-alone")
    asked = Asked(
        digits=RollupBy(by).digits,
        years=tuple(map(_year, year or ())),
        districts=tuple(map(_district, district or ())),
        engine=EngineName(engine),
        memory=_memory(memory),
        verify=verify,
    )
    found = _account(session, folder, asked)
    origin = Origin(as_of=found.days[1] if found.days else None, title=session.say("rollup.title"))
    if why is None:
        before = _before(session, found, asked, RollupBy(by), against)
        view = rollup_view(found, RollupBy(by), origin, session.say, before)
    else:
        view = rollup_why_view(found, behind(found, why), why, origin, session.say)
    show_view(session, view, format_, out)
    return Exit.FINDINGS if found.refused else Exit.FINE


def _year(text: str) -> str:
    """A year in any spelling; UsageError for what is none."""
    period = typed_period(text)
    if period is None or period.cadence is not Cadence.YEAR:
        raise UsageError("rollup-year", text=text)
    return str(period)


def _district(text: str) -> str:
    """The beginning of a division code; UsageError for what is none."""
    code = halved(text)
    if len(code) not in (2, 4, 6) or not (code.isascii() and code.isdecimal()):
        raise UsageError("rollup-district", text=text)
    return code


def _memory(text: str) -> str:
    """An amount of memory as engines spell it; UsageError for what is none."""
    told = halved(text).replace(" ", "").upper()
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?[KMGT]I?B", told) is None or not told.strip("0.KMGTIB"):
        raise UsageError("rollup-memory", text=text)
    return told


def _account(session: Session, folder: Path, asked: Asked) -> PooledAccount:
    """The account of a folder; the files that are not in it are named on stderr."""
    found = account(
        folder, asked, lambda files: with_progress(session, files, len(files), "reading")
    )
    for one in found.refused:
        why = session.say(f"rollup.refused.{one.key}", **one.facts)
        session.notify("rollup.refused", path=str(folder / one.path), why=why)
    if found.refused:
        session.notify("rollup.left-out", count=len(found.refused))
    return found


def _before(
    session: Session, found: PooledAccount, asked: Asked, by: RollupBy, against: Path | None
) -> Before:
    """What stands beside the figures: an earlier folder's, or over years the year before's."""
    if against is None:
        return Before(previous_years(found.indicators) if by is RollupBy.YEAR else {})
    earlier = _account(session, against, asked)
    return Before(counterparts(found.indicators, earlier.indicators), earlier)


def extract(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="rollup.extract-folder")],
    *,
    as_of: AsOf = None,
    rev: Rev = None,
) -> int:
    """Writes the extract of the workspace below a folder that holds many districts'."""
    from foodsafety_ledger.cli.opening import open_view, state_of
    from foodsafety_ledger.files.workspace import find_workspace
    from foodsafety_ledger.rollup import extract as rows
    from foodsafety_ledger.rollup.store import write_extract

    session: Session = ctx.obj
    require_folder(folder)
    before = None if rev else state_of(find_workspace(session.folder, os.environ))
    opened = open_view(session, as_of, rev)
    if opened.damaged:
        raise FindingsError("in-the-way")
    state = opened.origin.state()
    if state.dirty:
        raise FindingsError("extract-dirty")
    if before not in (None, state):  # what was read may be of neither commit
        raise OperatingError("extract-meanwhile")
    made = rows.extract(opened.workspace, opened.assessment(), state.commit)
    path = write_extract(made, folder)
    session.notify("rollup.extracted", path=str(path), rows=len(made.rows))
    return Exit.FINE
