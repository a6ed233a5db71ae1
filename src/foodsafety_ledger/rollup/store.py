"""Extracts on the disk: written whole, each beside its manifest; read back, or refused by file."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from foodsafety_ledger import __version__
from foodsafety_ledger.assess.goals import exact_text
from foodsafety_ledger.files.atomic import make_folder, put_file, refusals
from foodsafety_ledger.files.disk import sha256_of
from foodsafety_ledger.files.locking import locked
from foodsafety_ledger.model.failure import OperatingError, UsageError
from foodsafety_ledger.rollup.extract import Extract, definitions_of, indicators_of
from foodsafety_ledger.rollup.queries import ALIKE_QUERY, alike_rows, quoted
from foodsafety_ledger.rollup.schema import COLUMNS, VERSION, Row, RowKind, place_of, seal_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def _duckdb() -> ModuleType:
    try:
        import duckdb  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise UsageError("needs-extra", extra="rollup") from None
    return duckdb


def connect(**settings: str | int) -> DuckDBPyConnection:
    """An embedded engine that keeps nothing; UsageError where the extra is not installed."""
    held: dict[str, Any] = {"autoinstall_known_extensions": False, **settings}
    made: DuckDBPyConnection = _duckdb().connect(":memory:", config=held)
    return made


@cache
def _writer() -> DuckDBPyConnection:
    """What writes Parquet; one, for it takes as long to set up as to write an extract."""
    return connect(threads=1)


def write_extract(made: Extract, folder: Path) -> Path:
    """Writes an extract and its manifest, each in the place of an earlier one; where it stands.

    The same rows make the same bytes with the same versions of the program and of DuckDB.
    """
    plan, district = made.assessment.plan, made.district
    path = folder / place_of(district.code, made.year, plan.id)
    manifest = {
        "plan": plan.id,
        "district": {"code": district.code, "zh": district.name.zh, "en": district.name.en},
        "year": made.year,
        "as_of": str(made.assessment.as_of),
        "commit": made.commit,
        "indicators": indicators_of(made.assessment),
        "definitions": definitions_of(made.assessment),
    }
    put_extract(path, made.rows, manifest)
    return path


def put_extract(path: Path, rows: Sequence[Row], about: Mapping[str, Any]) -> None:
    """Puts rows at ``path``, and beside them the manifest that says what they are ``about``.

    Nobody else puts any there meanwhile, so that both are of one hand.
    """
    content = parquet_of(rows)
    told = manifest_text(content, len(rows), about)
    with refusals(path):
        make_folder(path.parent, None)
    with locked(path.parent):
        put_file(path, content)
        put_file(path.with_suffix(".json"), told.encode())


def manifest_text(content: bytes, rows: int, about: Mapping[str, Any]) -> str:
    """The manifest of an extract of so many rows, with their sums."""
    sha256 = sha256_of(content)
    told = {
        "schema": VERSION,
        "tool": f"foodsafety-ledger {__version__}",
        **about,
        "rows": rows,
        "sha256": sha256,
    }
    sums = _sums_of(content, (about["year"], about["district"]["code"], about["plan"]))
    if sums is not None:
        told["sums"] = {"query": ALIKE_QUERY, "sha256": seal_of(sha256, sums), "rows": sums}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _sums_of(content: bytes, plan: tuple[str, ...]) -> list[str] | None:
    """An extract's rows that say alike, as one: a line each, parted by commas, without its plan.

    None where that cannot be written so: of rows of another plan, of texts that are empty or have
    a comma or a line break, as no district's have.
    """
    with scratch_file() as path, _writer().cursor() as engine:
        path.write_bytes(content)
        alike = engine.execute(alike_rows(f"read_parquet({quoted(str(path))})")).fetchall()
    lines = []
    for row in alike:
        told = ["" if held is None else str(held) for held in row[len(plan) :]]
        if row[: len(plan)] != plan or "" in row or any(set(one) & _PARTING for one in told):
            return None
        lines.append(",".join(told))
    return sorted(lines)


_PARTING: Final = frozenset(",\r\n")


@contextmanager
def scratch_file() -> Iterator[Path]:
    """A file that an engine writes or reads, gone afterwards."""
    with refusals(Path(gettempdir())), TemporaryDirectory() as folder:
        yield Path(folder, "extract")


def parquet_of(rows: Iterable[Row]) -> bytes:
    """Rows as a Parquet file."""
    columns = [[_text(held) for held in column] for column in zip(*rows, strict=True)]
    picked = ", ".join(
        f'unnest(${at}::VARCHAR[])::{type_.duckdb} AS "{name}"'
        for at, (name, type_) in enumerate(COLUMNS.items(), 1)
    )
    with scratch_file() as path, _writer().cursor() as engine:
        kind = "(FORMAT parquet, COMPRESSION zstd)"
        try:
            engine.execute(f"COPY (SELECT {picked}) TO {quoted(str(path))} {kind}", columns)
        except engine_error() as error:
            what = " ".join(str(error).split())[:200]
            raise OperatingError("write-failed", path=str(path), what=what) from None
        return path.read_bytes()


def engine_error() -> type[Exception]:
    """What DuckDB raises."""
    raised: type[Exception] = _duckdb().Error
    return raised


def rows_told(end: bytes, start: bytes) -> int | None:
    """How many rows a Parquet file says at its end; None unless its footer has ``footer_start``."""
    length, magic = struct.unpack("<I4s", end[-_TAIL:].rjust(_TAIL, b"\0"))
    at = len(end) - _TAIL - length
    if magic != _MAGIC or at < 0 or not end.startswith(start, at, len(end) - _TAIL):
        return None
    at += len(start)
    return _number(end[at : at + _MOST_DIGITS])


_MAGIC: Final = b"PAR1"
_TAIL: Final = 8
"""The bytes at a file's end: the footer's length, and the word that says that it is Parquet."""

_MOST_DIGITS: Final = 10
"""The bytes that the longest number takes, seven bits each."""


@cache
def footer_start() -> bytes:
    """How the footers of extracts begin: with the columns and their types, up to how many rows.

    It is what the footers of two have in common that differ in nothing but that number.
    """
    row = Row(RowKind.ITEM, "", "", "", "", "", "")
    footers = []
    for rows in ([row], [row, row]):
        made = parquet_of(rows)
        (length,) = struct.unpack_from("<I", made, len(made) - _TAIL)
        footers.append(made[-length - _TAIL :])
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(*footers, strict=False))
    return bytes(first for first, _ in alike)


def _number(digits: bytes) -> int:
    """A whole number above 0 as footers spell it: doubled, seven bits a byte, the lowest first."""
    number = 0
    for at, digit in enumerate(digits):
        number |= (digit & 0x7F) << 7 * at
        if digit < 0x80:
            break
    return number // 2


def _text(held: object) -> str | None:
    if held is None or isinstance(held, str):
        return held
    return str(held) if isinstance(held, int | date) else exact_text(held)  # type: ignore[arg-type]
