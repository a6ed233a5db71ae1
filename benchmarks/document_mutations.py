"""How many small damages to documents are read right, marked, or reported by ``plan verify``.

    python benchmarks/document_mutations.py DOCUMENT...

Of each document, which is taken to be read right: a damage must leave its draft the same or with a
mark more; and ``verify`` must report it against the draft as a person would have confirmed it,
where words and not only the layout changed. Exits 1 if any damage is silent, and lists each.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from damages import Confirmed, damages, drafted, is_silent  # noqa: E402 - tests are no package
from foodsafety_ledger.document.file import document_text  # noqa: E402


def main() -> int:
    """Prints, for each kind of damage, how many were not silent."""
    total, fine, held, caught = (Counter[str]() for _ in range(4))
    for path in map(Path, sys.argv[1:]):
        text = document_text(path)
        truth, plan = drafted(text), Confirmed(text)
        for damage in damages(text):
            total[damage.kind] += 1
            if is_silent(truth, damage):
                print(f"{path.name} silent: {damage.what}")
            else:
                fine[damage.kind] += 1
            if damage.words:
                held[damage.kind] += 1
                if plan.reports(damage):
                    caught[damage.kind] += 1
                else:
                    print(f"{path.name} unreported: {damage.what}")
    for kind, number in total.items():
        print(
            f"{kind}: {fine[kind]}/{number} right or marked, {caught[kind]}/{held[kind]} reported"
        )
    print(f"all: {fine.total()}/{total.total()}, {caught.total()}/{held.total()}")
    return fine != total or caught != held


if __name__ == "__main__":
    sys.exit(main())
