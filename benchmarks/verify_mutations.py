"""How many small changes to a plan or its document ``plan verify`` reports.

    python benchmarks/verify_mutations.py DOCUMENT [DATA]

DATA is the folder with ``tasks.yaml`` and ``departments.yaml``; default the shipped plan's. The
comparison of hashes is left out. Exits 1 if any change goes unreported, and lists each.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from damages import changed_documents, changed_plans  # noqa: E402 - tests are no package
from foodsafety_ledger.check.rules import is_error  # noqa: E402
from foodsafety_ledger.document.file import document_text  # noqa: E402
from foodsafety_ledger.document.verify import verify  # noqa: E402
from foodsafety_ledger.files.yaml import read_yaml  # noqa: E402
from foodsafety_ledger.model.located import LocatedMap  # noqa: E402
from foodsafety_ledger.reading.plan import read_plan  # noqa: E402


def main() -> int:
    """Prints, for each kind of change, how many were reported."""
    paper = Path(sys.argv[1])
    data = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "data"
    document = document_text(paper)
    tasks = (data / "tasks.yaml").read_text("utf-8")
    departments = _located((data / "departments.yaml").read_text("utf-8"))
    if _reported(document, tasks, departments):
        print("the plan and its document differ already")
        return 1
    plan = read_plan(_located(tasks), departments)[0]
    units = [*plan.departments, *plan.groups] if plan else []
    changes = [(c.what, c.text, tasks) for c in changed_documents(document)]
    changes += [(c.what, document, c.text) for c in changed_plans(tasks, units)]
    total, caught = Counter[str](), Counter[str]()
    for what, text, yaml in changes:
        kind = what.split(" in line ")[0].removesuffix(" gone").split(" ")[:2]
        total[" ".join(kind)] += 1
        if _reported(text, yaml, departments):
            caught[" ".join(kind)] += 1
        else:
            print("unreported:", what)
    for kind, number in total.items():
        print(f"{kind}: {caught[kind]}/{number}")
    print(f"all: {caught.total()}/{total.total()}")
    return caught.total() != total.total()


def _located(text: str) -> LocatedMap | None:
    data = read_yaml("x.yaml", text).data
    return data if isinstance(data, LocatedMap) else None


def _reported(document: str, tasks: str, departments: LocatedMap | None) -> bool:
    """Whether reading or verifying the plan finds an error."""
    node = _located(tasks)
    plan, found = read_plan(node, departments)
    if plan is None or any(map(is_error, found)):
        return True
    return any(map(is_error, verify(plan, "document", document, node).diagnostics))


if __name__ == "__main__":
    sys.exit(main())
