"""What people type, from bytes to text: in UTF-8 or their terminal's encoding, else refused."""

from __future__ import annotations

import os
from typing import Final

from foodsafety_ledger.cli.streams import shows_chinese
from foodsafety_ledger.files.text import code_point, refused_at, variant_of
from foodsafety_ledger.values.failure import UsageError
from foodsafety_ledger.words import Say

_SHOWN_BEFORE: Final = 12


def typed_text(text: str, encoding: str) -> str | None:
    """The text that was typed, given as Python reads bytes that are UTF-8 or may be anything.

    Bytes that are not UTF-8 are read in the terminal's ``encoding`` if that has Chinese, and so are
    the few Chinese words whose bytes would also make foreign letters in UTF-8. None where the
    bytes are no text in either.
    """
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, which is no byte either
        return None
    utf8 = _decoded(raw, "utf-8")
    if utf8 is not None and (raw.isascii() or any(sign >= "\u0800" for sign in utf8)):
        return utf8
    local = _decoded(raw, encoding) if shows_chinese(encoding) else None
    return local if local is not None else utf8


def require_text(text: str, name: str, encoding: str, say: Say) -> str:
    """The text typed for ``name``; UsageError where it is none, or holds what no ledger may."""
    typed = typed_text(text, encoding)
    if typed is None:
        raise UsageError("not-text", name=name, text=text)
    position = refused_at(typed)
    if position is not None:
        key = "character" if position else "character-first"
        raise UsageError(
            key,
            name=name,
            position=position + 1,
            before=typed[max(0, position - _SHOWN_BEFORE) : position],
            what=say(f"failures.character-is.{variant_of(typed[position])}"),
            char=code_point(typed[position]),
        )
    return typed


def typed_path(path: str, encoding: str) -> str:
    """The name of a file, byte for byte; where there is none of that name, as text in UTF-8."""
    if os.path.lexists(path):
        return path
    return typed_text(path, encoding) or path


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
