"""A short document of our own and its plan read by hand, for tests of ``verify``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from foodsafety_ledger.document.gathered import Verification
from foodsafety_ledger.document.verify import verify
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.reading.plan import read_plan
from plan_texts import located
from plan_texts import told as told_at

_FOLDER: Final = Path(__file__).parent / "errors" / "document"

PAPER: Final = (_FOLDER / "paper.txt").read_text("utf-8")
TASKS: Final = (
    (_FOLDER / "data" / "tasks.yaml").read_text("utf-8").replace(", source: paper.txt", "")
)
DEPARTMENTS: Final = (_FOLDER / "data" / "departments.yaml").read_text("utf-8")


def verified(paper: str = PAPER, tasks: str = TASKS) -> Verification:
    """The plan held against the document; the plan must read without errors."""
    node = located(tasks)
    plan, _ = read_plan(node, located(DEPARTMENTS))
    assert plan is not None
    return verify(plan, "paper.txt", paper, node)


def told(paper: str = PAPER, tasks: str = TASKS) -> list[str]:
    """Each finding as its code, variant and the text at its place in its own file."""
    texts = {"paper.txt": paper, "data/tasks.yaml": tasks}
    found = verified(paper, tasks).diagnostics
    return [told_at(one, texts[one.location.path]) for one in found]


def departments() -> LocatedMap:
    """The located ``departments.yaml``."""
    return located(DEPARTMENTS)
