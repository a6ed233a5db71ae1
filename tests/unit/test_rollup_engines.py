"""What an engine adds up is exactly what plain Python adds up, at the edges of every column."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from extracts import Reference, definitions, odd_rows, put_rows, unfit_rows
from foodsafety_ledger.rollup.engines import ENGINES, Engine, EngineName
from foodsafety_ledger.rollup.pooled import Asked, account
from foodsafety_ledger.rollup.queries import (
    ALIKE,
    ALIKE_ROWS,
    BY_EACH_DISTRICT,
    ORIGINS,
    PLANS,
    REPEATED,
    TARGETS,
    VALUES,
    WORK,
    TargetRow,
    ValueRow,
    as_standing,
    as_sums,
    as_work,
    odd,
    sums_by_area,
    undefined,
    work_by_area,
)
from foodsafety_ledger.rollup.schema import Row, RowKind

DISTRICTS = ("110101", "320703", "320706", "321002", "330102")


def _written(
    folder: Path, made: Callable[[Random, str, str], list[Row]] = odd_rows
) -> tuple[list[Row], list[str]]:
    """A folder of odd extracts over two years, of one district two: their rows, and their files."""
    random = Random(13)
    plans = [made(random, one, year) for one in DISTRICTS for year in ("2021", "2022")]
    plans.append([row._replace(plan="another") for row in made(random, DISTRICTS[0], "2022")])
    paths = [str(put_rows(folder, rows)) for rows in plans]
    return [row for rows in plans for row in rows], paths


def agrees(engine: Engine, reference: Reference) -> None:
    """Holds every query's answer against the reference."""
    engine.keep(ALIKE, ALIKE_ROWS)
    works = [as_work(row) for row in engine.rows(WORK)]
    for digits in (0, 2, 4, 6):
        sums = [as_sums(row) for row in engine.rows(sums_by_area(digits))]
        assert (len(sums), set(sums)) == (len(reference.sums(digits)), reference.sums(digits))
        assert any(one.numerator and one.numerator > 2**53 for one in sums)
        work = [*work_by_area(works, digits)]
        assert (len(work), set(work)) == (len(reference.work(digits)), reference.work(digits))
    each = [(*row[:4], *as_standing(row[4:])) for row in engine.rows(BY_EACH_DISTRICT)]
    assert (len(each), set(each)) == (len(reference.each()), reference.each())
    plans = Counter({one[:3] for one in reference.origins()})
    assert Counter(map(tuple, engine.rows(PLANS))) == plans
    assert Counter(map(tuple, engine.rows(ORIGINS))) == Counter(reference.origins())
    for indicator in ("odd/first", "odd/it's"):
        told = set(map(tuple, engine.rows(TARGETS, indicator)))
        assert told == reference.behind(RowKind.TARGET, indicator, TargetRow._fields)
        told = set(map(tuple, engine.rows(VALUES, indicator)))
        assert told == reference.behind(RowKind.VALUE, indicator, ValueRow._fields)


def finds(engine: Engine, reference: Reference) -> None:
    """Holds what engines find unfit against the reference."""
    engine.keep(ALIKE, ALIKE_ROWS)
    sums = {as_sums(row)[:5] for row in engine.rows(sums_by_area(2))}
    assert sums == reference.odd_sums(2)
    assert any(count for *_, count in sums)
    work = {as_work(row) for row in engine.rows(WORK)}
    assert work == reference.work(6)
    assert any(one.odd for one in work)
    known = {one.sha256 for one in definitions()[:4]}
    for query, told in (
        (odd(verify=False), reference.odd()),
        (odd(verify=True), reference.odd_rows()),
        (undefined(known), reference.undefined(known)),
        (REPEATED, reference.repeated()),
    ):
        rows = engine.rows(query)
        assert (len(rows), set(map(tuple, rows))) == (len(told), told)
        assert any(all(one) for one in told)


def test_duckdb_adds_up_exactly(tmp_path: Path) -> None:
    rows, paths = _written(tmp_path)
    agrees(ENGINES[EngineName.DUCKDB](paths, "1GB"), Reference(rows))


def test_duckdb_finds_what_is_unfit(tmp_path: Path) -> None:
    rows, paths = _written(tmp_path, unfit_rows)
    finds(ENGINES[EngineName.DUCKDB](paths, "1GB"), Reference(rows))


@pytest.mark.beside
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
@pytest.mark.filterwarnings("ignore:.*socket:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # py4j leaves its own open
def test_spark_gives_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql", reason="the extra spark is not installed")
    few = "--conf spark.sql.shuffle.partitions=2 --conf spark.ui.showConsoleProgress=false"
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", f"--master local[2] {few} pyspark-shell")
    folder = tmp_path / "省 [1]{a,b}*?"
    rows, paths = _written(folder)
    try:
        agrees(ENGINES[EngineName.SPARK](paths, ""), Reference(rows))
        unfit, others = _written(tmp_path / "unfit", unfit_rows)
        finds(ENGINES[EngineName.SPARK](others, ""), Reference(unfit))
        whole = [
            account(folder, Asked(engine=one, digits=4, verify=True), lambda files: files)
            for one in EngineName
        ]
        assert replace(whole[0], asked=whole[1].asked) == whole[1]
    finally:
        sql.SparkSession.getActiveSession().stop()
