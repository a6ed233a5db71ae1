"""A country's extracts, made and rolled up: how long it takes, and how much memory.

    python benchmarks/rollup.py make FOLDER --districts 2850 --years 3
    python benchmarks/rollup.py run FOLDER [--engine spark]

``make`` takes one district of the invented province, gives it as many departments as a large one
has (about 6,000 rows), and writes it anew for every district and year with other figures. ``run``
prints seconds for the checks, for each of the engine's two passes and what follows, and beside them
those of a plain ``SELECT sum … GROUP BY`` over the same files; and a hash of the answers, by which
engines are compared.
"""

# ruff: noqa: S608 - what is filled in are names of its own files
from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from foodsafety_ledger.demo.files import demo_data
from foodsafety_ledger.demo.province import districts_of, extract_of
from foodsafety_ledger.files.source import Overlay, WorkTree
from foodsafety_ledger.files.workspace import shipped_data
from foodsafety_ledger.files.yaml import collector_off
from foodsafety_ledger.model.period import Cadence
from foodsafety_ledger.reading.workspace import read_plan_of
from foodsafety_ledger.rollup.collect import collect, listed, refuse_footers
from foodsafety_ledger.rollup.engines import ENGINES, EngineName
from foodsafety_ledger.rollup.pooled import Asked, account
from foodsafety_ledger.rollup.queries import (
    BY_DISTRICT,
    BY_EACH_DISTRICT,
    sums_by_area,
    work_by_area,
)
from foodsafety_ledger.rollup.schema import RowKind, place_of
from foodsafety_ledger.rollup.store import connect, write_extract

DEPARTMENTS = 10
"""How many times as many departments as the demonstration's a large district has."""


def make(folder: Path, districts: int, years: int) -> None:
    """Writes the extracts of so many districts and years."""
    data = Overlay(WorkTree(folder), demo_data(shipped_data(), Cadence.QUARTER))
    plan, _ = read_plan_of(data)
    if plan is None:
        raise SystemExit("no plan")
    with TemporaryDirectory() as first, connect(threads=1) as engine:
        base = write_extract(extract_of(plan, districts_of(1)[0]), Path(first))
        manifest = json.loads(base.with_suffix(".json").read_text("utf-8"))
        engine.execute(
            "CREATE TABLE base AS SELECT 1 AS given, b.* REPLACE "
            "(CASE WHEN n = 0 THEN department ELSE department || '-' || n END AS department), "
            "row_number() OVER () AS position "
            f"FROM read_parquet('{base}') b, range({DEPARTMENTS}) r(n) "
            "WHERE n = 0 OR row IN ('duty', 'value')"
        )
        # else DuckDB marks the columns as never empty, which those of extracts are not
        engine.execute("INSERT INTO base (given) VALUES (0)")
        for year in range(2021, 2021 + years):
            for at, district in enumerate(districts_of(districts)):
                plan_id = f"demo-{district.code}-{year}"
                about = manifest | {"plan": plan_id, "year": str(year)}
                about["district"] = {"code": district.code, **district.name._asdict()}
                path = folder / place_of(district.code, str(year), plan_id)
                _copy(engine, path, about, at)


def _copy(engine: duckdb.DuckDBPyConnection, path: Path, about: dict[str, Any], at: int) -> None:
    path.parent.mkdir(parents=True)
    told = {"plan": about["plan"], "district": about["district"]["code"], "year": about["year"]}
    said = [f"CASE given WHEN 1 THEN '{text}' END AS {name}" for name, text in told.items()]
    rows = engine.execute(
        f"COPY (SELECT * EXCLUDE (position, given) REPLACE ({', '.join(said)}, "
        f"CASE WHEN numerator > 2 THEN (numerator - (position * 7 + {at}) % 3)::DECIMAL(28,4) "
        "ELSE numerator END AS numerator) "
        f"FROM base WHERE given = 1 ORDER BY list_position({[*map(str, RowKind)]}, row), position) "
        f"TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()
    about |= {"rows": rows[0][0], "sha256": sha256(path.read_bytes()).hexdigest()}
    path.with_suffix(".json").write_text(json.dumps(about, ensure_ascii=False, indent=1), "utf-8")


def run(folder: Path, name: EngineName) -> None:
    """Rolls the extracts up as ``ledger rollup`` does; with DuckDB step by step first."""
    at = time.perf_counter(), time.process_time()

    def lap(what: str) -> None:
        nonlocal at
        now = time.perf_counter(), time.process_time()
        print(
            f"{what:30} {now[0] - at[0]:8.2f} s {now[1] - at[1]:8.2f} s of processors", flush=True
        )
        at = now

    if name is EngineName.DUCKDB:
        with collector_off():
            _steps(folder, lap)
    found = account(folder, Asked(engine=name), lambda files: files)
    lap("ledger rollup, all of it")
    figures = [
        (*one.key, one.verdict, one.value, one.weakest, one.absent) for one in found.indicators
    ]
    told = repr((figures, found.areas, found.districts)).encode()
    print("the answers' sha256", sha256(told).hexdigest()[:16])
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")


def _steps(folder: Path, lap: Callable[[str], None]) -> None:
    collected = refuse_footers(collect(folder, (), (), lambda files: files))
    lap("manifests, sha256, footers")
    files = [one.file for one in collected.extracts]
    print(len(files), "files,", sum(one.manifest.rows for one in collected.extracts), "rows")
    engine = ENGINES[EngineName.DUCKDB](files, "4GB")
    for table, query in BY_DISTRICT.items():
        engine.keep(table, query)
        lap(f"pass: {table}")
    engine.rows(sums_by_area(0))
    engine.rows(work_by_area(6))
    lap("pooled, league")
    engine.rows(BY_EACH_DISTRICT)
    lap("each district")
    with connect(memory_limit="4GB") as plain:
        table = f"read_parquet({listed(map(str, files))}, hive_partitioning=false)"
        plain.execute(
            "SELECT year, indicator, definition, SUM(numerator), SUM(denominator), SUM(amount) "
            f"FROM {table} WHERE row = 'target' GROUP BY year, indicator, definition"
        ).fetchall()
        lap("plain: pooled")
        plain.execute(
            "SELECT year, district, SUM(days_late), COUNT(duty) "
            f"FROM {table} GROUP BY year, district"
        ).fetchall()
        lap("plain: league")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["make", "run"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--districts", type=int, default=2850)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--engine", choices=list(EngineName), default=EngineName.DUCKDB)
    told = parser.parse_args()
    if told.what == "make":
        make(told.folder, told.districts, told.years)
    else:
        run(told.folder, EngineName(told.engine))


if __name__ == "__main__":
    main()
