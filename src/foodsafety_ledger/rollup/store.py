"""Extracts on the disk: written whole, each beside its manifest; read back, or refused by file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from foodsafety_ledger import __version__
from foodsafety_ledger.assess.goals import exact_text
from foodsafety_ledger.files.atomic import put_file
from foodsafety_ledger.files.disk import sha256_of
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.rollup.extract import Extract, definitions_of, indicators_of
from foodsafety_ledger.rollup.schema import COLUMNS, VERSION, Row, place_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def connect(**settings: str | int) -> DuckDBPyConnection:
    """An embedded engine that keeps nothing; UsageError where the extra is not installed."""
    try:
        import duckdb  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise UsageError("needs-extra", extra="rollup") from None
    held: dict[str, Any] = {"autoinstall_known_extensions": False, **settings}
    return duckdb.connect(":memory:", config=held)


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


def put_extract(path: Path, rows: Sequence[Row], about: Mapping[str, object]) -> None:
    """Puts rows at ``path``, and beside them the manifest that says what they are ``about``."""
    content = parquet_of(rows)
    put_file(path, content)
    told = {
        "schema": VERSION,
        "tool": f"foodsafety-ledger {__version__}",
        **about,
        "rows": len(rows),
        "sha256": sha256_of(content),
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    put_file(path.with_suffix(".json"), f"{text}\n".encode())


def parquet_of(rows: Iterable[Row]) -> bytes:
    """Rows as a Parquet file."""
    columns = [[_text(held) for held in column] for column in zip(*rows, strict=True)]
    picked = ", ".join(
        f'unnest(${at}::VARCHAR[])::{type_.duckdb} AS "{name}"'
        for at, (name, type_) in enumerate(COLUMNS.items(), 1)
    )
    with TemporaryDirectory() as folder, connect(threads=1) as engine:
        path = Path(folder, "extract.parquet")
        kind = "(FORMAT parquet, COMPRESSION zstd)"
        engine.execute(f"COPY (SELECT {picked}) TO {quoted(str(path))} {kind}", columns)
        return path.read_bytes()


def _text(held: object) -> str | None:
    if held is None or isinstance(held, str):
        return held
    return str(held) if isinstance(held, int | date) else exact_text(held)  # type: ignore[arg-type]


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
