"""The engines that add up: DuckDB in this process, or Spark where that is set up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, Protocol

from foodsafety_ledger.model.failure import OperatingError, UsageError
from foodsafety_ledger.rollup.collect import listed
from foodsafety_ledger.rollup.queries import EXTRACTS, quoted
from foodsafety_ledger.rollup.schema import COLUMNS, Type
from foodsafety_ledger.rollup.store import connect, engine_error, scratch_file


class EngineName(StrEnum):
    """The engines by the names that people type."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Engine(Protocol):
    """What answers a query over the table ``extracts``, and others that it is given."""

    def open(self, name: str, files: Iterable[str]) -> None:
        """Has the rows of files in a table of that name."""

    def read(self, name: str, columns: Mapping[str, Type], lines: Iterable[str]) -> None:
        """Keeps lines, parted by commas, as a table of that name; what is empty is NULL."""

    def keep(self, name: str, query: str) -> None:
        """Keeps what a query answers as a table of that name."""

    def rows(self, query: str, *asked: str) -> Sequence[Sequence[Any]]:
        """What a query answers, in no order; ``asked`` takes the place of its question marks."""


MEMORY: Final = "4GB"
"""What an engine may take unless somebody says how much."""


class DuckDB:
    """DuckDB over files; ``memory`` as it spells a limit, ``4GB``."""

    def __init__(self, files: Iterable[str], memory: str) -> None:
        self._error = engine_error()
        try:
            # footers are read once: nothing is put in the place of files unseen (``replaced``)
            self._engine = connect(memory_limit=memory, parquet_metadata_cache=True)
        except self._error:
            raise UsageError("rollup-memory", text=memory) from None
        self.open(EXTRACTS, files)

    def open(self, name: str, files: Iterable[str]) -> None:
        """Has the rows of files in a table of that name."""
        table = f"read_parquet({listed(files)}, hive_partitioning=false)"
        self._do(f"CREATE VIEW {name} AS SELECT * FROM {table}")  # noqa: S608 - quoted

    def read(self, name: str, columns: Mapping[str, Type], lines: Iterable[str]) -> None:
        """Keeps lines, parted by commas, as a table of that name; what is empty is NULL."""
        told = ", ".join(f"{quoted(one)}: '{type_.duckdb}'" for one, type_ in columns.items())
        plain = "header=false, auto_detect=false, quote='', escape=''"
        with scratch_file() as path:
            with path.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(lines)
            table = f"read_csv({quoted(str(path))}, columns={{{told}}}, {plain})"
            self.keep(name, f"SELECT * FROM {table}")  # noqa: S608 - quoted

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
        self._session = self._do(SparkSession.builder.appName("ledger rollup").getOrCreate)
        self.open(EXTRACTS, files)

    def open(self, name: str, files: Iterable[str]) -> None:
        """Has the rows of files in a table of that name."""
        paths = [re.sub(r"([\[\]{}*?\\])", r"\\\1", one) for one in files]  # no patterns
        schema = ", ".join(f"`{one}` {type_.spark}" for one, type_ in COLUMNS.items())
        # else every one of many small files is opened first, one by one
        most = "spark.sql.sources.parallelPartitionDiscovery.threshold"
        self._do(lambda: self._session.conf.set(most, str(len(paths) + 1)))
        read = self._session.read.schema(schema)
        self._do(lambda: read.parquet(*paths).createOrReplaceTempView(name))

    def read(self, name: str, columns: Mapping[str, Type], lines: Iterable[str]) -> None:
        """Keeps lines, parted by commas, as a table of that name; what is empty is NULL."""
        told = ", ".join(
            f"CAST(NULLIF(cells[{at}], '') AS {type_.spark}) AS {one}"
            for at, (one, type_) in enumerate(columns.items())
        )
        texts = [(text,) for text in lines]
        made = self._do(lambda: self._session.createDataFrame(texts, "text STRING"))
        made.createOrReplaceTempView(f"{name}_texts")
        parted = f"SELECT EXPLODE(SPLIT(text, '\\n')) AS line FROM {name}_texts"  # noqa: S608
        cells = f"SELECT SPLIT(line, ',') AS cells FROM ({parted}) WHERE line <> ''"  # noqa: S608
        self.keep(name, f"SELECT {told} FROM ({cells})")  # noqa: S608 - names of the schema

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
