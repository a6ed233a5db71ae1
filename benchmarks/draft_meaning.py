"""How well ``plan draft`` reads sentences whose meaning is known by construction.

    python benchmarks/draft_meaning.py [DOCUMENTS [SEED]]

Of so many documents of ten tasks each (``tests/meant.py``): how many phrases, roles and goals are
right, marked, or silently wrong, and how many goals stand beside those that were asked. Exits 1 if
anything is silent, and lists it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from meant import document, verdicts  # noqa: E402 - tests are no package

T = TypeVar("T")


class Chance:
    """Chooses by chance, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def __call__(self, among: Sequence[T], /) -> T:
        """One of several."""
        return self._random.choice(among)


def main(documents: int, seed: int) -> int:
    """Prints the counts by kind, and what is silent."""
    found: dict[str, Counter[str]] = {}
    for number in range(seed, seed + documents):
        for verdict in verdicts(*document(Chance(number), 10)):
            found.setdefault(verdict.kind, Counter())[verdict.what] += 1
            if verdict.what == "silent":
                print(f"{number} {verdict.kind}: {verdict.words}")
    for kind, counts in found.items():
        shares = (f"{what} {counts[what]}" for what in ("right", "marked", "silent"))
        print(f"{kind:8} {counts.total():6}: {', '.join(shares)}")
    return int(any(counts["silent"] for counts in found.values()))


if __name__ == "__main__":
    sys.exit(main(*map(int, (sys.argv[1:] + ["100", "0"][len(sys.argv) - 1 :])[:2])))
