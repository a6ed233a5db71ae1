"""Reads the document that a command line names."""

from __future__ import annotations

from pathlib import Path

from foodsafety_ledger.values.failure import UsageError


def document_text(path: Path) -> str:
    """The text of a document anywhere on the disk; a UsageError where it cannot be read."""
    from foodsafety_ledger.document.opening import text_of

    return text_of(path.name, document_bytes(path))


def document_bytes(path: Path) -> bytes:
    """The bytes of a document anywhere on the disk; a UsageError where it cannot be read."""
    from foodsafety_ledger.files.opening import Trouble, read_inside
    from foodsafety_ledger.files.text import MAX_BYTES

    raw = read_inside(path.parent, path.name, MAX_BYTES)
    if raw is Trouble.MISSING:
        raise UsageError("document-missing", path=str(path))
    if raw is Trouble.TOO_LARGE:
        raise UsageError("document-too-large", path=str(path), limit=f"{MAX_BYTES >> 20} MiB")
    if isinstance(raw, Trouble):
        raise UsageError("document-unreadable", path=str(path), what=raw.value)
    return raw
