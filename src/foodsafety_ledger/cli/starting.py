"""Putting a new workspace into a folder, without ever overwriting what is there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import UsageError

_OURS: Final = ("data/", "ledgers/", "evidence/")


def start_workspace(session: Session, folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files of a new workspace.

    Raises ``UsageError`` before anything is written if the plan, a ledger or evidence is there
    already; a README or a setting that is there is kept, and said so.
    """
    from foodsafety_ledger.files.writing import write_new_file

    there = [path for path in files if (folder / path).exists()]
    ours = [path for path in there if path.startswith(_OURS)]
    if ours:
        raise UsageError("workspace-there", folder=str(folder), path=ours[0], count=len(ours))
    for path, content in files.items():
        if path in there:
            session.err(session.say("init.kept", path=path))
        else:
            write_new_file(folder / path, content, folder)


def document_text(path: Path) -> str:
    """The text of a document anywhere on the disk; a UsageError where it cannot be read."""
    from foodsafety_ledger.document.opening import text_of

    return text_of(path.name, document_bytes(path))


def document_bytes(path: Path) -> bytes:
    """The bytes of a document anywhere on the disk; a UsageError where it cannot be read."""
    from foodsafety_ledger.files.disk import Trouble, read_inside
    from foodsafety_ledger.files.text import MAX_BYTES

    raw = read_inside(path.parent, path.name, MAX_BYTES)
    if raw is Trouble.MISSING:
        raise UsageError("document-missing", path=str(path))
    if raw is Trouble.TOO_LARGE:
        raise UsageError("document-too-large", path=str(path), limit=f"{MAX_BYTES >> 20} MiB")
    if isinstance(raw, Trouble):
        raise UsageError("document-unreadable", path=str(path), what=raw.value)
    return raw
