"""The engines that add up: DuckDB in this process, or Spark where that is set up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, Protocol

from foodsafety_ledger.model.failure import OperatingError, UsageError
from foodsafety_ledger.rollup.collect import listed
from foodsafety_ledger.rollup.schema import COLUMNS
from foodsafety_ledger.rollup.store import connect, engine_error

_EXTRACTS = "extracts"


class EngineName(StrEnum):
    """The engines by the names that people type."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Engine(Protocol):
    """What answers a query over the table ``extracts``."""

    def keep(self, name: str, query: str) -> None:
        """Keeps what a query answers as a table of that name."""

    def rows(self, query: str, *asked: str) -> Sequence[Sequence[Any]]:
        """What a query answers, in no order; ``asked`` takes the place of its question marks."""


class DuckDB:
    """DuckDB over files; ``memory`` as it spells a limit, ``4GB``."""

    def __init__(self, files: Iterable[str], memory: str) -> None:
        self._error = engine_error()
        try:
            # footers are read once: nothing is put in the place of files unseen (``replaced``)
            self._engine = connect(memory_limit=memory, parquet_metadata_cache=True)
        except self._error:
            raise UsageError("rollup-memory", text=memory) from None
        table = f"read_parquet({listed(files)}, hive_partitioning=false)"
        self._do(f"CREATE VIEW {_EXTRACTS} AS SELECT * FROM {table}")  # noqa: S608 - quoted

    def keep(self, name: str, query: str) -> None:
        """Keeps what a query answers as a table of that name."""
        self._do(f"CREATE TEMP TABLE {name} AS {query}")

    def rows(self, query: str, *asked: str) -> Sequence[Sequence[Any]]:
        """What a query answers, in no order; ``asked`` takes the place of its question marks."""
        return self._do(query, *asked)

    def _do(self, query: str, *asked: str) -> Sequence[Sequence[Any]]:
        try:
            return self._engine.execute(query, asked).fetchall()
        except self._error as error:
            raise _failed(error) from None


class Spark:
    """Spark as its own configuration says: master, memory, options."""

    def __init__(self, files: Iterable[str], _memory: str) -> None:
        try:
            from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra
            from pyspark.sql import SparkSession  # noqa: PLC0415
        except ImportError:
            raise UsageError("needs-extra", extra="spark") from None
        self._error = PySparkException
        paths = [re.sub(r"([\[\]{}*?\\])", r"\\\1", one) for one in files]  # no patterns
        schema = ", ".join(f"`{name}` {type_.spark}" for name, type_ in COLUMNS.items())
        try:
            self._session = SparkSession.builder.appName("ledger rollup").getOrCreate()
            # else every one of many small files is opened first, one by one
            most = "spark.sql.sources.parallelPartitionDiscovery.threshold"
            self._session.conf.set(most, str(len(paths) + 1))
            self._session.read.schema(schema).parquet(*paths).createOrReplaceTempView(_EXTRACTS)
        except self._error as error:
            raise _failed(error) from None

    def keep(self, name: str, query: str) -> None:
        """Keeps what a query answers as a table of that name."""
        self._do(lambda: self._session.sql(query).cache().createOrReplaceTempView(name))

    def rows(self, query: str, *asked: str) -> Sequence[Sequence[Any]]:
        """What a query answers, in no order."""
        return [
            tuple(row) for row in self._do(lambda: self._session.sql(query, [*asked]).collect())
        ]

    def _do(self, what: Callable[[], Any]) -> Any:  # noqa: ANN401 - as untyped as Spark
        try:
            return what()
        except self._error as error:
            raise _failed(error) from None


ENGINES: Final[Mapping[EngineName, Callable[[Iterable[str], str], Engine]]] = {
    EngineName.DUCKDB: DuckDB,
    EngineName.SPARK: Spark,
}
"""What makes each engine of files and a limit of memory."""


def _failed(error: Exception) -> OperatingError:
    """An engine's own account of what it could not do, on one line."""
    return OperatingError("rollup-engine", what=" ".join(str(error).split())[:500])
