"""A document file's bytes as text: plain text, and ``.docx`` and ``.pdf`` with an extra."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from foodsafety_ledger.files.bounded import run_bounded
from foodsafety_ledger.files.limits import MAX_DOCUMENT
from foodsafety_ledger.values.failure import UsageError

_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_LIBRARIES: Final = {"docx": "docx", "pdf": "pypdf"}


def text_of(name: str, raw: bytes) -> str:
    r"""The text of a document file; a UsageError where it cannot be read as one.

    Line breaks are ``\n``. Tables of a ``.docx`` come out a row a line, cells parted by tabs.
    A document has at most ``MAX_DOCUMENT`` bytes of text, however it is packed.
    """
    suffix = name.rpartition(".")[2].lower()
    text = _unpacked(name, suffix, raw) if suffix in _LIBRARIES else _plain(name, raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UsageError("document-empty", path=name)
    return text


def too_large(name: str) -> UsageError:
    """What is said of a document with more text than one may have."""
    return UsageError("document-too-large", path=name, limit=f"{MAX_DOCUMENT >> 20} MiB")


def _plain(name: str, raw: bytes) -> str:
    if raw.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise UsageError("document-kind", path=name)
    if len(raw) > MAX_DOCUMENT:
        raise too_large(name)
    encodings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError("document-encoding", path=name)


def _unpacked(name: str, suffix: str, raw: bytes) -> str:
    from foodsafety_ledger.document import unpacking  # noqa: PLC0415 - most are plain text

    if find_spec(_LIBRARIES[suffix]) is None:
        raise UsageError("document-extra", path=name, extra=suffix)
    code, output = run_bounded(unpacking.__name__, suffix, raw)
    text = output.decode("utf-8", "replace")
    if code == 0:
        return text
    if code == unpacking.TOO_LARGE:
        raise too_large(name)
    if code == unpacking.BROKEN:
        raise UsageError("document-broken", path=name, what=text)
    raise UsageError("document-too-hard", path=name)
