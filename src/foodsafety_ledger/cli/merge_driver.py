"""``ledger merge-driver``: what git calls to merge a ledger; ``ledger init --git`` sets it up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import Exit


def merge_driver(
    ctx: typer.Context,
    base: Annotated[Path, typer.Argument(metavar="%O", help="merge.base")],
    ours: Annotated[Path, typer.Argument(metavar="%A", help="merge.ours")],
    theirs: Annotated[Path, typer.Argument(metavar="%B", help="merge.theirs")],
    path: Annotated[Path | None, typer.Argument(metavar="%P", help="merge.path")] = None,
) -> int:
    """Merges into ``ours``, whole or not at all; exits 1 where conflict markers are left in it.

    Git calls it at the top of the work tree, from where ``path`` leads to the ledger.
    """
    from foodsafety_ledger.cli.resolve import adding_up, show_merge
    from foodsafety_ledger.files.disk import sha256_of
    from foodsafety_ledger.files.writing import replace_file
    from foodsafety_ledger.filing.merge import merge_ledgers, nothing_adds_up

    session: Session = ctx.obj
    texts = [_read(file) for file in (base, ours, theirs)]
    adds_up = adding_up(path.absolute().parent.parent) if path else nothing_adds_up
    result = merge_ledgers(texts[0] or None, texts[1], texts[2], adds_up=adds_up)
    code = Exit.FINDINGS if result.conflicts else Exit.FINE
    content = result.text.encode("utf-8", "surrogateescape")
    replace_file(ours, content, sha256_of(ours.read_bytes()))
    name = str(path or ours)
    session.wrote(name, code)
    show_merge(session, name, result)
    if not result.conflicts:
        session.err(session.say("merge.merged", path=name, added=len(result.added)))
    return code


def _read(file: Path) -> str:
    """A version as git hands it over; what is not UTF-8 comes out again as it was."""
    return file.read_bytes().decode("utf-8", "surrogateescape")
