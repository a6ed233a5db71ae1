"""Coverage-guided fuzzing of the YAML reader, the quick reader, or ``check`` over a workspace.

    pip install atheris
    python tests/stress/fuzz.py yaml CORPUS -max_total_time=3600 -timeout=10 -rss_limit_mb=512
    python tests/stress/fuzz.py quick CORPUS -max_total_time=3600 -timeout=10 -rss_limit_mb=512
    python tests/stress/fuzz.py check CORPUS -max_total_time=3600 -timeout=10 -rss_limit_mb=512

CORPUS is a folder for inputs; it is filled from the case folders under ``tests/errors`` first. The
run ends at the first exception, at an input that takes ten seconds, or at 512 MiB.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

os.environ["XDG_CACHE_HOME"] = os.devnull  # no input is worth keeping a plan for
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import atheris

with atheris.instrument_imports(include=["foodsafety_ledger"]):
    from error_cases import BASE, HERE
    from foodsafety_ledger.assess.assess import assess
    from foodsafety_ledger.check import by_item
    from foodsafety_ledger.check.run import find_all, open_workspace
    from foodsafety_ledger.files.text import decode
    from foodsafety_ledger.files.yaml import read_yaml
    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.formats.findings import concise
    from foodsafety_ledger.model.diagnostic import sort_diagnostics
    from foodsafety_ledger.reading.catalogue import Catalogue
    from foodsafety_ledger.views.findings import Findings, in_words
    from foodsafety_ledger.words import Say
    from properties.test_canonical import HEAD, PATH, agreed
    from properties.test_check_anything import InMemory

TODAY = date(2021, 10, 16)
PATHS = ("ledgers/market.yaml", "data/tasks.yaml", "data/departments.yaml", "ledgers/farm.yaml")
FILES = {
    path.relative_to(BASE).as_posix(): path.read_bytes() for path in sorted(BASE.rglob("*.yaml"))
}


def read(data: bytes) -> None:
    """Any bytes decode or are refused; any text reads or is refused, each finding inside it."""
    text, _ = decode("x.yaml", data)
    if text is None:
        return
    lines = text.count("\n") + text.count("\r") + 1
    for found in read_yaml("x.yaml", text).diagnostics:
        assert found.location.span is not None
        assert 1 <= found.location.span.line <= lines + 1


def quick(data: bytes) -> None:
    """The quick reader reads what the full one reads, whatever stands behind a ledger's head."""
    text, _ = decode(PATH, data)
    if text is not None:
        agreed(PATH, HEAD + text)


def check(data: bytes) -> None:
    """Any bytes in one file of a workspace lead to findings in words.

    What is kept by item, from one input to the next, makes no difference to them.
    """
    path = PATHS[data[0] % len(PATHS)] if data else PATHS[0]
    source = InMemory(FILES | {path: data[1:]})
    opened = open_workspace(source, TODAY)
    found = find_all(opened)
    say = Say("zh")
    concise(Findings(in_words(found, say), say), Screen())
    catalogue = Catalogue(source, TODAY)
    if by_item.can_find_by_item(catalogue):
        assert sort_diagnostics(by_item.find_by_item(catalogue)[1]) == found
        assert by_item.assess_by_item(catalogue, TODAY)[1] == assess(opened, TODAY)


KEPT: dict[str, bytes] = {}


def recall(_: str, key: str) -> object:
    """What the input before kept, the cache being off."""
    return marshal.loads(KEPT[key]) if key in KEPT else None  # noqa: S302 - our own


def keep(_: str, key: str, value: Any) -> None:  # noqa: ANN401 - whatever is kept
    """Keeps what was found, as the cache would."""
    KEPT[key] = marshal.dumps(value)


def fill(corpus: Path) -> None:
    """Puts the case folders' files into the corpus, each behind the byte that names its place."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(sorted(HERE.rglob("*.yaml"))):
        if file.stat().st_size < 20_000:
            kind = PATHS.index("data/tasks.yaml") if file.name == "tasks.yaml" else 0
            (corpus / f"case-{number:03d}").write_bytes(bytes([kind]) + file.read_bytes())


def main() -> None:
    """Fuzzes what the first argument names."""
    targets: dict[str, Callable[[bytes], None]] = {"yaml": read, "quick": quick, "check": check}
    target = targets[sys.argv.pop(1)]
    fill(Path(sys.argv[1]))
    atheris.Setup(sys.argv, target)
    with patch.object(by_item, "recall", recall), patch.object(by_item, "keep", keep):
        atheris.Fuzz()


if __name__ == "__main__":
    main()
