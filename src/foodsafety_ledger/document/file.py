"""A document file's bytes as a paper: plain text; Word, PDF, workbooks and scans with an extra."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.paper import PAGED, TRANSCRIPT, Paper
from foodsafety_ledger.document.pasted import with_rows_on_lines
from foodsafety_ledger.document.scan import MAX_SCAN, Scan, Watch, unwatched
from foodsafety_ledger.document.word import RevisedError, StruckError, on_one_line, word_lines
from foodsafety_ledger.files.bounded import bound_this_process, run_bounded
from foodsafety_ledger.files.disk import MAX_BYTES, MAX_DOCUMENT, Trouble, read_inside
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.reading.sheets import STRUCK, read_sheets
from foodsafety_ledger.words import in_both

_ENCODINGS: Final = ("gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
"""What a text may be in that is no UTF-8: a text of one decodes as another, and means nothing."""
_USUAL: Final = frozenset("，。、：；（）的一二三四五六七八九十年月日食品安全局部工作不中人大有")
"""The commonest characters of plans, simplified and traditional: a sixth of each plan and more."""
_LEAST_USUAL: Final = 0.05
_MOST_NULS: Final = 0.25
_CONTROLS: Final = bytes(range(ord("!")))
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_WORKBOOKS: Final = ("xlsx", "xls", "ods")
_TOLD: Final = 40
"""So many characters of what is struck out are told, by which a person finds it."""


def document_text(path: Path) -> str:
    """The text of a document anywhere on the disk; a UsageError where it cannot be read."""
    return paper_of(path.name, document_bytes(path), transcript_beside(path)).text


def transcript_beside(path: Path) -> bytes | None:
    """The transcript that stands beside a scan anywhere on the disk; None where there is none."""
    raw = read_inside(path.parent, path.name + TRANSCRIPT, MAX_SCAN)
    return raw if isinstance(raw, bytes) else None


def transcript_in(source: Source, path: str) -> bytes | None:
    """The transcript of a scan of the workspace; None where there is none."""
    raw = source.read(path + TRANSCRIPT, MAX_SCAN)
    return raw if isinstance(raw, bytes) else None


def document_bytes(path: Path) -> bytes:
    """The bytes of a document anywhere on the disk; a UsageError where it cannot be read."""
    raw = read_inside(path.parent, path.name, MAX_BYTES)
    if raw is Trouble.MISSING:
        raise UsageError("document-missing", path=str(path))
    if raw is Trouble.FOLDER:
        raise UsageError("document-folder", path=str(path))
    if raw is Trouble.TOO_LARGE:
        raise UsageError("document-too-large", path=str(path), limit=f"{MAX_BYTES >> 20} MiB")
    if isinstance(raw, Trouble):
        raise UsageError(f"document-{raw}", path=str(path))
    return raw


def paper_of(
    name: str,
    raw: bytes,
    transcript: bytes | None = None,
    watch: Watch | None = unwatched,
) -> Paper:
    r"""A document file as a paper; a UsageError where it cannot be read as one.

    Line breaks are ``\n``, page breaks ``\f``. Tables of a ``.docx`` or a workbook come out a row a
    line, cells parted by tabs. A document has at most ``MAX_DOCUMENT`` bytes of text, however it is
    packed. Of a scan its ``transcript`` is read; without one its pages are recognised, unless
    ``watch`` is None.
    """
    suffix = name.rpartition(".")[2].lower()
    if suffix in PAGED:
        paper = Scan(name, raw, watch).paper(transcript)
    elif suffix in _WORKBOOKS:
        doubts: list[Doubt] = []
        paper = Paper("\n".join(_rows(name, raw, doubts)), doubts=doubts)
    else:
        paper = Paper(_unpacked(name, raw) if suffix == "docx" else _plain(name, raw))
    text = paper.text.replace("\r\n", "\n").replace("\r", "\n")
    if suffix not in (*PAGED, *_WORKBOOKS, "docx"):
        text = with_rows_on_lines(text)
    if not text.strip():
        raise UsageError("document-empty", path=name)
    return paper._replace(text=text)


def too_large(name: str) -> UsageError:
    """What is said of a document with more text than one may have."""
    return UsageError("document-too-large", path=name, limit=f"{MAX_DOCUMENT >> 20} MiB")


def _plain(name: str, raw: bytes) -> str:
    if raw.startswith((b"PK\x03\x04", b"%PDF", _OLD_OFFICE)):
        raise UsageError("document-kind", path=name)
    if len(raw) > MAX_DOCUMENT:
        raise too_large(name)
    text = _text(raw)
    if text is None:
        raise UsageError("document-encoding", path=name)
    return text


def _text(raw: bytes) -> str | None:
    """The text that some bytes are; None where no known encoding gives one."""
    if not raw.strip(_CONTROLS):
        return ""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(raw, "utf-16")
    text = _decoded(raw, "utf-8-sig")
    return _likeliest(raw) if text is None or text.count("\0") > _MOST_NULS * len(text) else text


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likeliest(raw: bytes) -> str | None:
    """The text in the encoding that gives most of the usual characters; None where few are."""
    texts = filter(None, (_decoded(raw, encoding) for encoding in _ENCODINGS))
    best = max(texts, key=_usual, default="")
    return best if _usual(best) >= _LEAST_USUAL else None


def _usual(text: str) -> float:
    """How many of the characters that are not ASCII are usual ones, as a share."""
    others = [char for char in text if not char.isascii()]
    return sum(char in _USUAL for char in others) / max(1, len(others))


def _rows(name: str, raw: bytes, doubts: list[Doubt]) -> Iterator[str]:
    """The rows of a workbook's sheets, their cells parted by tabs; then what stands in boxes.

    Cells merged downwards have the text of the first; of those merged along a row the first has it.
    What of a sheet is hidden is read, for a filter hides too, and told among the ``doubts``.
    """
    sheets, problems = read_sheets(name, raw)
    if problems:
        key = f"imports.problem.{problems[0].key}"
        said = {"what": in_both(key), "way": in_both(f"{key}.hint")}
        raise UsageError("document-workbook", path=name, **said)
    for cell in (cell for sheet in sheets for row in sheet.rows for cell in row):
        if cell.kind == STRUCK and cell.text.strip():
            told = f"{cell.place} {cell.text.strip()[:_TOLD]}"
            raise UsageError("document-struck", path=name, what=told)
    for sheet in sheets:
        if any(sheet.hidden):
            doubts.append(Doubt("hidden", where=sheet.name))
        for r, row in enumerate(sheet.rows):
            along = {c for c in range(len(row)) if sheet.spread.get((r, c), (-1, 0))[0] == r}
            cells = ["" if c in along else on_one_line(cell.text) for c, cell in enumerate(row)]
            yield "\t".join(cells).rstrip("\t")
        yield from (one.text for one in sheet.asides if one.kind == "box")


def _unpacked(name: str, raw: bytes) -> str:
    if find_spec("docx") is None:
        raise UsageError("document-extra", path=name, extra="docx")
    code, output = run_bounded(__name__, "", raw)
    text = output.decode("utf-8", "replace")
    if code == 0:
        return text
    if code == TOO_LARGE:
        raise too_large(name)
    if code == REVISED:
        raise UsageError("document-revised", path=name)
    if code == STRUCK_OUT:
        raise UsageError("document-struck", path=name, what=text[:_TOLD])
    if code == BROKEN:
        raise UsageError(_why_broken(raw), path=name)
    raise UsageError("document-too-hard", path=name)


def _why_broken(raw: bytes) -> str:
    """Why a file that is called ``.docx`` is none: it has a password, is an older one, or torn."""
    if not raw.startswith(_OLD_OFFICE):
        return "document-broken"
    locked = "EncryptedPackage".encode("utf-16-le") in raw
    return "document-locked" if locked else "document-kind"


TOO_LARGE: Final = 11
BROKEN: Final = 12
REVISED: Final = 13
STRUCK_OUT: Final = 14
"""How the process ends where there is no text to give; what is struck is its output."""

_MAX_PICTURES: Final = 256 << 20


class _TooLargeError(Exception):
    """There is more text than a document may have."""


def main() -> int:
    """Reads the one, writes the other; returns the exit code."""
    bound_this_process()
    raw, out = sys.stdin.buffer.read(), sys.stdout.buffer
    try:
        out.write("\n".join(_counted(_docx(raw))).encode("utf-8", "replace"))
    except (_TooLargeError, MemoryError):
        return TOO_LARGE
    except RevisedError:
        return REVISED
    except StruckError as struck:
        out.write(str(struck).encode("utf-8", "replace"))
        return STRUCK_OUT
    except Exception:  # noqa: BLE001 - whatever the libraries make of a broken file
        return BROKEN
    return 0


def _counted(parts: Iterator[str]) -> Iterator[str]:
    size = 0
    for part in parts:
        size += len(part.encode("utf-8", "replace"))
        if size > MAX_DOCUMENT:
            raise _TooLargeError
        yield part


def _docx(raw: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(raw)) as archive:
        sizes = {entry: entry.file_size for entry in archive.infolist()}
    text = sum(size for entry, size in sizes.items() if entry.filename.endswith((".xml", ".rels")))
    if text > MAX_DOCUMENT or sum(sizes.values()) > _MAX_PICTURES:
        raise _TooLargeError
    return word_lines(raw)


if __name__ == "__main__":
    sys.exit(main())
