"""The text of a ``.docx`` or ``.pdf`` on its standard input; run by ``opening.py``, bounded."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from foodsafety_ledger.files.bounded import bound_this_process
from foodsafety_ledger.files.limits import MAX_DOCUMENT

TOO_LARGE: Final = 11
BROKEN: Final = 12
"""How the process ends where there is no text to give; what is broken stands in the output."""

_MAX_PICTURES: Final = 256 << 20


class _TooLargeError(Exception):
    """There is more text than a document may have."""


def main() -> int:
    """Reads the one, writes the other; returns the exit code."""
    bound_this_process()
    raw, out = sys.stdin.buffer.read(), sys.stdout.buffer
    try:
        out.write("\n".join(_counted(_PARTS[sys.argv[1]](raw))).encode("utf-8", "replace"))
    except (_TooLargeError, MemoryError):
        return TOO_LARGE
    except Exception as error:  # noqa: BLE001 - whatever the libraries make of a broken file
        out.write(str(error).encode("utf-8", "backslashreplace"))
        return TOO_LARGE if type(error).__name__ == "LimitReachedError" else BROKEN
    return 0


def _counted(parts: Iterator[str]) -> Iterator[str]:
    size = 0
    for part in parts:
        size += len(part.encode("utf-8", "replace"))
        if size > MAX_DOCUMENT:
            raise _TooLargeError
        yield part


def _docx(raw: bytes) -> Iterator[str]:
    """Paragraphs, and tables a row a line with cells parted by tabs."""
    import docx  # noqa: PLC0415 - an extra

    with ZipFile(BytesIO(raw)) as archive:
        sizes = {entry: entry.file_size for entry in archive.infolist()}
    text = sum(size for entry, size in sizes.items() if entry.filename.endswith((".xml", ".rels")))
    if text > MAX_DOCUMENT or sum(sizes.values()) > _MAX_PICTURES:
        raise _TooLargeError
    for block in docx.Document(BytesIO(raw)).iter_inner_content():
        if hasattr(block, "rows"):
            yield from ("\t".join(_cells(row)) for row in block.rows)
        else:
            yield block.text


def _cells(row: Any) -> list[str]:  # noqa: ANN401 - python-docx is an extra
    return ["".join(cell.text.split("\n")) for cell in row.cells]


def _pdf(raw: bytes) -> Iterator[str]:
    import pypdf  # noqa: PLC0415 - an extra

    return (page.extract_text() for page in pypdf.PdfReader(BytesIO(raw)).pages)


_PARTS: Final[dict[str, Callable[[bytes], Iterator[str]]]] = {"docx": _docx, "pdf": _pdf}

if __name__ == "__main__":
    sys.exit(main())
