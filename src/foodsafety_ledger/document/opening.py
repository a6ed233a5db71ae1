"""A document file's bytes as text: plain text, and ``.docx`` and ``.pdf`` with an extra."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

from foodsafety_ledger.values.failure import UsageError

_ENCODINGS: Final = ("utf-8-sig", "gb18030")


def text_of(name: str, raw: bytes) -> str:
    r"""The text of a document file; a UsageError where it cannot be read as one.

    Line breaks are ``\n``. Tables of a ``.docx`` come out a row a line, cells parted by tabs.
    """
    suffix = name.rpartition(".")[2].lower()
    opener = _OPENERS.get(suffix, _plain)
    text = opener(name, raw).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UsageError("document-empty", path=name)
    return text


def _plain(name: str, raw: bytes) -> str:
    if raw.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise UsageError("document-kind", path=name)
    encodings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError("document-encoding", path=name)


def _docx(name: str, raw: bytes) -> str:
    try:
        import docx  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError("document-extra", path=name, extra="docx") from None
    return _opened(name, lambda: "\n".join(_blocks(docx.Document(BytesIO(raw)))))


def _blocks(word: Any) -> list[str]:  # noqa: ANN401 - python-docx is an extra
    lines = []
    for block in word.iter_inner_content():
        if hasattr(block, "rows"):
            lines += ["\t".join(_cells(row)) for row in block.rows]
        else:
            lines.append(block.text)
    return lines


def _cells(row: Any) -> list[str]:  # noqa: ANN401 - python-docx is an extra
    return ["".join(cell.text.split("\n")) for cell in row.cells]


def _pdf(name: str, raw: bytes) -> str:
    try:
        import pypdf  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError("document-extra", path=name, extra="pdf") from None
    return _opened(
        name, lambda: "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(raw)).pages)
    )


def _opened(name: str, read: Callable[[], str]) -> str:
    try:
        return read()
    except Exception as error:
        raise UsageError("document-broken", path=name, what=str(error)) from error


_OPENERS: Final[dict[str, Callable[[str, bytes], str]]] = {"docx": _docx, "pdf": _pdf}
