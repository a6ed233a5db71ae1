"""``ledger schema`` and ``ledger lsp``: what editors, and other programs, know the files by."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli.output import require_folder
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.atomic import put_file
from foodsafety_ledger.files.workspace import find_workspace
from foodsafety_ledger.model.failure import Exit, NoWorkspaceError, UsageError

if TYPE_CHECKING:
    from foodsafety_ledger.model.plan import Plan


def schema(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Option("-o", metavar="DIR", help="schema.folder")] = None,
) -> int:
    """Writes the schemas, with the ids of the workspace's plan where there is one."""
    from foodsafety_ledger.reading.schema import schema_texts, schemas

    session: Session = ctx.obj
    if folder is not None:
        require_folder(folder)
    plan = _plan(session)
    if plan is None:
        session.notify("schema.general")
    if folder is None:
        session.data(json.dumps(schemas(plan), ensure_ascii=False, indent=1))
        return Exit.FINE
    for name, text in schema_texts(plan).items():
        put_file(folder / name, text.encode())
        session.notify("cli.written", path=str(folder / name))
    return Exit.FINE


def _plan(session: Session) -> Plan | None:
    """The plan of the workspace around here; None without one, or where part does not read."""
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.reading.source import read_plan_of

    try:
        root = find_workspace(session.folder, os.environ)
    except NoWorkspaceError:
        if session.folder is not None:
            raise
        return None
    plan, _ = read_plan_of(WorkTree(root))
    return None if plan is None or plan.unread else plan


def lsp(ctx: typer.Context) -> int:
    """Answers an editor on stdin and stdout until it ends the conversation."""
    session: Session = ctx.obj
    try:
        from foodsafety_ledger.lsp.server import serve
    except ImportError as error:
        if (error.name or "").startswith("foodsafety_ledger"):
            raise
        raise UsageError("needs-extra", extra="lsp") from None
    serve(session.say, sys.stdin.buffer, sys.stdout.buffer)
    return Exit.FINE
