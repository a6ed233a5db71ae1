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
from foodsafety_ledger.rollup.collect import Extracted, collect
from foodsafety_ledger.rollup.engines import ENGINES, Engine, EngineName
from foodsafety_ledger.rollup.pooled import Asked, account, keep_alike
from foodsafety_ledger.rollup.queries import (
    AGAIN,
    BY_EACH_DISTRICT,
    EXTRACTS,
    ODD_PLANS,
    ORIGINS,
    PLANS,
    REPEATED,
    TARGETS,
    UNTRUE,
    VALUES,
    WORK,
    TargetRow,
    ValueRow,
    alike_rows,
    as_standing,
    as_sums,
    as_work,
    contradicted,
    odd,
    sums_by_area,
    undefined,
    work_by_area,
)
from foodsafety_ledger.rollup.schema import Row, RowKind
from sampled import one_in

DISTRICTS = ("110101", "320703", "320706", "321002", "330102")


def _written(
    folder: Path, made: Callable[[Random, str, str], list[Row]] = odd_rows
) -> tuple[list[Row], list[Extracted]]:
    """A folder of odd extracts over two years, of one district two: their rows, and what is read.

    They bring their sums.
    """
    random = Random(13)
    plans = [made(random, one, year) for one in DISTRICTS for year in ("2021", "2022")]
    plans.append([row._replace(plan="another") for row in made(random, DISTRICTS[0], "2022")])
    for rows in plans:
        put_rows(folder, rows)
    extracts = collect(folder, (), (), lambda files: files).extracts
    assert all(one.manifest.sums for one in extracts)
    return [row for rows in plans for row in rows], [*extracts]


def _without_sums(extracts: list[Extracted], step: int) -> list[Extracted]:
    """The same of which each so many bring no sums."""
    return [
        one._replace(manifest=replace(one.manifest, sums=None)) if at % step == 0 else one
        for at, one in enumerate(extracts)
    ]


def _engine(name: EngineName, extracts: list[Extracted]) -> Engine:
    engine = ENGINES[name]([one.file for one in extracts], "1GB")
    keep_alike(engine, extracts)
    return engine


def agrees(engine: Engine, reference: Reference) -> None:
    """Holds every query's answer against the reference."""
    assert engine.rows(ODD_PLANS) == []
    engine.keep(AGAIN, alike_rows(EXTRACTS))
    assert engine.rows(UNTRUE) == []
    assert engine.rows(contradicted({one.sha256: one for one in definitions()})) == []
    works = [as_work(row) for row in engine.rows(WORK)]
    for digits in (0, 2, 4, 6):
        sums = [as_sums(row) for row in engine.rows(sums_by_area(digits))]
        assert (len(sums), set(sums)) == (len(reference.sums(digits)), reference.sums(digits))
        assert any(one.numerator and one.numerator > 2**53 for one in sums)
        work = [*work_by_area(works, digits)]
        assert (len(work), set(work)) == (len(reference.work(digits)), reference.work(digits))
    each = [(*row[:4], *as_standing(row[4:])) for row in engine.rows(BY_EACH_DISTRICT)]
    assert (len(each), set(each)) == (len(reference.each()), reference.each())
    plans = Counter((*one[:3], *one[4:6]) for one in reference.origins())
    assert Counter(map(tuple, engine.rows(PLANS))) == plans
    assert Counter(map(tuple, engine.rows(ORIGINS))) == Counter(reference.origins())
    for indicator in ("odd/first", "odd/it's"):
        told = set(map(tuple, engine.rows(TARGETS, indicator)))
        assert told == reference.behind(RowKind.TARGET, indicator, TargetRow._fields)
        told = set(map(tuple, engine.rows(VALUES, indicator)))
        assert told == reference.behind(RowKind.VALUE, indicator, ValueRow._fields)


def finds(engine: Engine, reference: Reference) -> None:
    """Holds what engines find unfit against the reference."""
    work = {as_work(row) for row in engine.rows(WORK)}
    assert work == reference.work(6)
    odd_plans = {one[:3] for one in reference.odd()}
    assert set(map(tuple, engine.rows(ODD_PLANS))) == odd_plans
    assert odd_plans
    known = {one.sha256: replace(one, may_exceed=False) for one in definitions()[:4]}
    known[definitions()[0].sha256] = definitions()[0]
    for query, told in (
        (odd(verify=False), reference.odd()),
        (odd(verify=True), reference.odd_rows()),
        (undefined(known), reference.undefined(known)),
        (contradicted(known), reference.contradicted(known)),
        (REPEATED, reference.repeated()),
    ):
        rows = engine.rows(query)
        assert (len(rows), set(map(tuple, rows))) == (len(told), told)
        assert any(all(one) for one in told)


ALL, SOME, NONE = 1, 2, 99
"""Every how many extracts bring no sums; of none the first is left without."""
STEPS = one_in(3, [SOME, ALL, NONE])


@pytest.mark.parametrize("step", STEPS)
def test_duckdb_adds_up_exactly(tmp_path: Path, step: int) -> None:
    rows, extracts = _written(tmp_path)
    agrees(_engine(EngineName.DUCKDB, _without_sums(extracts, step)), Reference(rows))


@pytest.mark.parametrize("step", STEPS)
def test_duckdb_finds_what_is_unfit(tmp_path: Path, step: int) -> None:
    rows, extracts = _written(tmp_path, unfit_rows)
    finds(_engine(EngineName.DUCKDB, _without_sums(extracts, step)), Reference(rows))


@pytest.mark.beside
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
@pytest.mark.filterwarnings("ignore:.*socket:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # py4j leaves its own open
def test_spark_gives_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql", reason="the extra spark is not installed")
    few = "--conf spark.sql.shuffle.partitions=2 --conf spark.ui.showConsoleProgress=false"
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", f"--master local[2] {few} pyspark-shell")
    folder = tmp_path / "省 [1]{a,b}*?"
    rows, extracts = _written(folder)
    try:
        agrees(_engine(EngineName.SPARK, _without_sums(extracts, SOME)), Reference(rows))
        unfit, others = _written(tmp_path / "unfit", unfit_rows)
        finds(_engine(EngineName.SPARK, others), Reference(unfit))
        whole = [
            account(folder, Asked(engine=one, digits=4, verify=True), lambda files: files)
            for one in EngineName
        ]
        assert replace(whole[0], asked=whole[1].asked) == whole[1]
    finally:
        sql.SparkSession.getActiveSession().stop()
