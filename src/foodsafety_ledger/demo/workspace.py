"""The files of the demonstration workspace: the shipped plan, and what the story reports."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from foodsafety_ledger.demo.story import MARK, draw, invent_entries
from foodsafety_ledger.filing.drafting import entry_lines, ledger_text
from foodsafety_ledger.model.entry import FIELDS, Entry, Status
from foodsafety_ledger.model.plan import Plan

_BANNER: Final = f"# {MARK}\n"


def demo_files(plan: Plan) -> dict[str, bytes]:
    """Path and content of every invented file: a ledger per department, and some evidence."""
    entries = invent_entries(plan)
    evidence = {path: _paper(path) for entry in entries for path in _evidence_paths(entry)}
    ledgers = {
        f"ledgers/{department}.yaml": _ledger(
            plan, department, [entry for entry in entries if entry.department == department]
        ).encode()
        for department in plan.departments
    }
    return ledgers | evidence


def _ledger(plan: Plan, department: str, entries: Sequence[Entry]) -> str:
    empty = _BANNER + ledger_text(plan.id, department)
    if not entries:
        return empty
    lines = [line for entry in entries for line in entry_lines(_draft(entry))]
    return empty.replace("entries: []\n", "entries:\n") + "\n".join(lines) + "\n"


def _draft(entry: Entry) -> Mapping[str, Any]:
    papers = [
        {"path": path, "sha256": hashlib.sha256(_paper(path)).hexdigest()}
        for path in _evidence_paths(entry)
    ]
    return {key: entry.told(key) for key in FIELDS} | {"evidence": papers}


def _evidence_paths(entry: Entry) -> list[str]:
    """One paper a department and period, shown with about half of what it says is done."""
    if entry.status is not Status.DONE or draw(2, "evidence", entry.id):
        return []
    return [f"evidence/{entry.department}/{entry.period}-demo.txt"]


def _paper(path: str) -> bytes:
    return f"{MARK}\n{path}\n".encode()
