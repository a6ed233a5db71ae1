"""Which lines of the program the tests run: counted where ``MEASURED`` names a folder.

What is seen once costs nothing any more. It counts in the processes that pytest starts for tests
and in those forked for them (``processes.py``), not in programs started anew. Each of the former
writes all it knows into the folder, and ``make check`` adds them up.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

import slipcover

SOURCE: Final = Path(__file__).parents[1] / "src" / "foodsafety_ledger"

# annotations are no code here (PEP 563): looking for lines of them takes as long as all the rest
slipcover.slipcover._get_annotation_only_lines = lambda _: frozenset()

_LEFT_OUT: Final = [
    r"\.\.\.$",  # protocol bodies
    r"^class Spark:",  # needs Java: make beside holds it to DuckDB's answers
    r"if sys.platform == .win32.:",  # CI runs on Linux
]


class Measuring:
    """Counts from here on, in a worker of pytest or in what is forked from it."""

    def __init__(self, folder: Path, worker: str) -> None:
        self._folder, self._worker = folder, worker
        folder.mkdir(parents=True, exist_ok=True)
        self._told = slipcover.Slipcover(
            immediate=True, source=[str(SOURCE)], exclude_also=_LEFT_OUT
        )
        slipcover.ImportManager(self._told, slipcover.FileMatcher([SOURCE])).__enter__()

    def begin_anew(self) -> None:
        """In a process just forked: what was seen before is told by others."""
        self._told.newly_seen.clear()

    def leave(self) -> None:
        """In such a process, at its end: leaves to the worker what was seen."""
        seen = {file: list(lines) for file, lines in self._told.newly_seen.items()}
        left = self._folder / f"{self._worker}-{os.getpid()}"
        with suppress(OSError):  # on a disk that is full for this process alone, as another user
            left.with_suffix(".part").write_text(json.dumps(seen), "utf-8")
            left.with_suffix(".part").rename(left.with_suffix(".seen"))

    def keep(self) -> None:
        """In the worker, at its end: writes what it saw, and what was left to it."""
        for left in self._folder.glob(f"{self._worker}-*.seen"):
            for file, lines in json.loads(left.read_text("utf-8")).items():
                self._told.all_seen[file].update(lines)
        made = self._folder / f"{self._worker}.json"
        made.write_text(json.dumps(self._told.get_coverage()), "utf-8")


def _measuring() -> Measuring | None:
    folder, worker = os.environ.get("MEASURED"), os.environ.get("PYTEST_XDIST_WORKER")
    return Measuring(Path(folder), worker) if folder and worker else None


MEASURING: Final = _measuring()
"""None where nobody asked, and in the process that only hands out the tests."""
