"""``ledger lsp``: the language server, which an editor starts."""

from __future__ import annotations

import sys

import typer

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import Exit, UsageError


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
