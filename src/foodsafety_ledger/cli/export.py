"""``ledger export``: the ledger as offices keep it, and whole for programs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from foodsafety_ledger.cli.opening import open_view
from foodsafety_ledger.cli.options import Refs, period_option, refs_argument
from foodsafety_ledger.cli.progress import with_progress
from foodsafety_ledger.cli.session import Session, show_view
from foodsafety_ledger.files.atomic import put_file
from foodsafety_ledger.formats import UTF_8_MARK
from foodsafety_ledger.formats.export import csv_text, workbook
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.views.export import Exported, export_of
from foodsafety_ledger.views.log import choose_entries, log_view


def export(
    ctx: typer.Context,
    refs: Annotated[Refs, refs_argument(help="export.help.refs")] = None,
    *,
    out: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="export.help.out")] = None,
    period: Annotated[str | None, period_option(help="export.help.period")] = None,
) -> int:
    """Writes the entries that are asked for, or all."""
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
