"""A country's extracts, made and rolled up: how long it takes, and how much memory.

    python benchmarks/rollup.py make FOLDER --districts 2850 --years 3
    python benchmarks/rollup.py run FOLDER [--times 3] [--year 2021] [--district 990]
    python benchmarks/rollup.py answers FOLDER [--engine spark] [--view work] [--year 2021] …

``make`` takes one district of the invented province, gives it as many departments as a large one
has (about 6,000 rows), and writes it anew for every district and year with other figures. ``run``
prints the median seconds, of the clock and of processors, for the checks, the sums that manifests
bring and what follows, for each question, and for a plain ``SELECT sum … GROUP BY`` over the same
files, which takes its turn in every round. ``answers`` prints a hash of every view's rows, or of
those named, by which engines are compared: pooled figures are ``sums 0``, the worst five ``each
district``, the league ``work``.
"""

# ruff: noqa: S608 - what is filled in are names of its own files
from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from foodsafety_ledger.demo.files import demo_data
from foodsafety_ledger.demo.province import districts_of, extract_of
from foodsafety_ledger.files.source import Overlay, WorkTree
from foodsafety_ledger.files.text import collector_off
from foodsafety_ledger.files.workspace import shipped_data
from foodsafety_ledger.model.period import Cadence
from foodsafety_ledger.reading.source import read_plan_of
from foodsafety_ledger.rollup.collect import collect, listed, refuse_footers
from foodsafety_ledger.rollup.engines import ENGINES, EngineName
from foodsafety_ledger.rollup.pooled import (
    Asked,
    account,
    definitions_told,
    keep_alike,
    parts_of,
    weakest,
)
from foodsafety_ledger.rollup.queries import (
    ALIKE,
    BY_EACH_DISTRICT,
    DISTRICT,
    ODD_PLANS,
    ORIGINS,
    REPEATED,
    TARGETS,
    VALUES,
    WORK,
    as_sums,
    as_work,
    contradicted,
    odd,
    sums_by_area,
    undefined,
    work_by_area,
)
from foodsafety_ledger.rollup.schema import RowKind, place_of
from foodsafety_ledger.rollup.store import connect, manifest_text, write_extract

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
    told = manifest_text(path.read_bytes(), rows[0][0], about)
    path.with_suffix(".json").write_text(told, "utf-8")


Time = tuple[float, float]
"""Seconds of the clock, and of processors."""


def run(folder: Path, years: list[str], districts: list[str], times: int) -> None:
    """Rolls the extracts up step by step, and as ``ledger rollup`` does."""
    rounds: list[dict[str, Time]] = []
    for _ in range(times):
        with collector_off():
            rounds.append(dict(_steps(folder, years, districts)))
    took = {what: _median([one[what] for one in rounds]) for what in rounds[0]}
    for what, (clock, processors) in took.items():
        print(f"{what:28} {clock:8.2f} s {processors:8.2f} s of processors")
    for what, (steps, plain) in QUESTIONS.items():
        ours, theirs = (_median([_sum(one, names) for one in rounds]) for names in (steps, plain))
        ratio = f"{ours[0] / theirs[0]:.2f} and {ours[1] / theirs[1]:.2f} times plain"
        print(f"{what:28} {ours[0]:8.2f} s {ours[1]:8.2f} s of processors: {ratio}")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")


def _median(times: list[Time]) -> Time:
    return median(one[0] for one in times), median(one[1] for one in times)


def _sum(took: dict[str, Time], steps: tuple[str, ...]) -> Time:
    return sum(took[one][0] for one in steps), sum(took[one][1] for one in steps)


POOLED = "pooled"
WORST = "each district, worst five"
LEAGUE = "league"
QUESTIONS = {
    "pooled": (("checks", ALIKE, POOLED), ("plain: pooled",)),
    "worst five": (("checks", ALIKE, WORST), ("plain: each district",)),
    "league": (("checks", ALIKE, LEAGUE), ("plain: league",)),
    "pooled and league": (("checks", ALIKE, POOLED, LEAGUE), ("plain: pooled", "plain: league")),
    "all three": (
        ("checks", ALIKE, POOLED, WORST, LEAGUE),
        ("plain: pooled", "plain: each district", "plain: league"),
    ),
}
"""The steps that each question takes, and those that it is held against."""


def _steps(folder: Path, years: list[str], districts: list[str]) -> Iterator[tuple[str, Time]]:
    at = time.perf_counter(), time.process_time()

    def lap() -> Time:
        nonlocal at
        was, at = at, (time.perf_counter(), time.process_time())
        return at[0] - was[0], at[1] - was[1]

    collected = refuse_footers(collect(folder, years, districts, lambda files: files))
    yield "checks", lap()
    files = [one.file for one in collected.extracts]
    print(len(files), "files,", sum(one.manifest.rows for one in collected.extracts), "rows")
    lap()
    engine = ENGINES[EngineName.DUCKDB](files, "4GB")
    known = definitions_told(collected)
    keep_alike(engine, collected.extracts)
    odd_plans = [*engine.rows(ODD_PLANS), *engine.rows(contradicted(known))]
    if odd_plans:
        raise SystemExit(f"odd: {odd_plans[0]}")
    yield ALIKE, lap()
    sums = [as_sums(row) for row in engine.rows(sums_by_area(0))]
    yield POOLED, lap()
    behind = parts_of(engine, known, 0)
    for one in sums:
        defined = known[one.definition]
        weakest(behind[one.indicator, one.definition, one.year, one.area], defined)
    yield WORST, lap()
    sorted(work_by_area(map(as_work, engine.rows(WORK)), DISTRICT))
    yield LEAGUE, lap()
    del engine
    with connect(memory_limit="4GB") as plain:
        table = f"read_parquet({listed(files)}, hive_partitioning=false)"
        lap()
        plain.execute(
            "SELECT year, indicator, definition, SUM(numerator), SUM(denominator), SUM(amount) "
            f"FROM {table} WHERE row = 'target' GROUP BY year, indicator, definition"
        ).fetchall()
        yield "plain: pooled", lap()
        plain.execute(
            "SELECT year, district, indicator, definition, SUM(numerator), SUM(denominator), "
            f"SUM(amount) FROM {table} WHERE row = 'target' "
            "GROUP BY year, district, indicator, definition"
        ).fetchall()
        yield "plain: each district", lap()
        plain.execute(
            "SELECT year, district, SUM(days_late), COUNT(duty) "
            f"FROM {table} GROUP BY year, district"
        ).fetchall()
        yield "plain: league", lap()
    account(folder, Asked(years=tuple(years), districts=tuple(districts)), lambda files: files)
    yield "ledger rollup, all of it", lap()


def answers(
    folder: Path, name: EngineName, years: list[str], districts: list[str], chosen: list[str]
) -> None:
    """Prints a hash of the rows of every view, or of those chosen, and how long each took."""
    collected = refuse_footers(collect(folder, years, districts, lambda files: files))
    at = time.perf_counter()
    engine = ENGINES[name]([one.file for one in collected.extracts], "4GB")
    keep_alike(engine, collected.extracts)
    views: dict[str, tuple[str, tuple[str, ...]]] = {
        **{f"sums {digits}": (sums_by_area(digits), ()) for digits in (0, 2, 4, 6)},
        "each district": (BY_EACH_DISTRICT, ()),
        "work": (WORK, ()),
        "odd": (odd(verify=False), ()),
        "odd rows": (odd(verify=True), ()),
        "origins": (ORIGINS, ()),
        "undefined": (undefined(()), ()),
        "targets": (TARGETS, ("demo-2021/case-filing",)),
        "values": (VALUES, ("demo-2021/case-filing",)),
        "repeated": (REPEATED, ()),
    }
    for what in chosen or views:
        query, asked = views[what]
        rows = sorted("|".join(map(_spelled, row)) for row in engine.rows(query, *asked))
        told = sha256("\n".join(rows).encode()).hexdigest()[:16]
        was, at = at, time.perf_counter()
        print(f"{what:16} {len(rows):8} rows  {told} {at - was:8.1f} s", flush=True)


def _spelled(held: object) -> str:
    """A value as text, the same of engines that give a number other types or more zeros."""
    return f"{held.normalize():f}" if isinstance(held, Decimal) else str(held)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["make", "run", "answers"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--districts", type=int, default=2850)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--engine", choices=list(EngineName), default=EngineName.DUCKDB)
    parser.add_argument("--year", action="append", default=[])
    parser.add_argument("--district", action="append", default=[])
    parser.add_argument("--view", action="append", default=[])
    parser.add_argument("--times", type=int, default=1)
    told = parser.parse_args()
    if told.what == "make":
        make(told.folder, told.districts, told.years)
    elif told.what == "run":
        run(told.folder, told.year, told.district, told.times)
    else:
        answers(told.folder, EngineName(told.engine), told.year, told.district, told.view)


if __name__ == "__main__":
    main()
