"""``ledger extract``: a plan's typed extract, for the levels above the district."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from foodsafety_ledger.cli.options import AsOf, Rev
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import Exit, FindingsError


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
    if rev is None:
        state = state_of(find_workspace(session.folder, os.environ))
        if state.dirty:
            raise FindingsError("extract-dirty")
        rev = state.commit  # and not the files, which somebody may be writing
    opened = open_view(session, as_of, rev)
    if opened.damaged:
        raise FindingsError("in-the-way")
    made = rows.extract(opened.workspace, opened.assessment(), opened.commit)
    path = write_extract(made, folder)
    session.err(session.say("rollup.extracted", path=str(path), rows=len(made.rows)))
    return Exit.FINE
