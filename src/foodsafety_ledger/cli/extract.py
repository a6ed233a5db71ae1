"""``ledger extract``: a plan's typed extract, for the levels above the district."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from foodsafety_ledger.cli.options import AsOf, Rev
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import Exit, FindingsError, OperatingError


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
