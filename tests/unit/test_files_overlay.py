"""A workspace as it would be: the new files beside those that are there."""

from __future__ import annotations

from pathlib import Path

from foodsafety_ledger.files.disk import Trouble
from foodsafety_ledger.files.source import Overlay, WorkTree
from plan_texts import write


def _overlay(root: Path) -> Overlay:
    write(root, {"ledgers/a.yaml": "a", "ledgers/b.yaml": "b"})
    files: dict[str, bytes | Trouble] = {
        "ledgers/b.yaml": b"new",
        "ledgers/c.yaml": b"c",
        "evidence/a/x.pdf": b"x",
        "evidence/a/y.pdf": Trouble.DENIED,
    }
    return Overlay(WorkTree(root), files)


def test_new_files_are_read_before_old_ones(tmp_path: Path) -> None:
    over = _overlay(tmp_path)
    assert over.read("ledgers/a.yaml") == b"a"
    assert over.read("ledgers/b.yaml") == b"new"
    assert over.read("ledgers/b.yaml", 2) is Trouble.TOO_LARGE
    assert over.read("evidence/a/y.pdf") is Trouble.DENIED
    assert over.read("ledgers/d.yaml") is Trouble.MISSING


def test_what_is_there_is_what_either_has(tmp_path: Path) -> None:
    over = _overlay(tmp_path)
    assert [over.exists(f"ledgers/{name}.yaml") for name in "abcd"] == [True, True, True, False]
    assert over.names("ledgers") == ["a.yaml", "b.yaml", "c.yaml"]
    assert over.names("evidence") == ["a"]
    assert over.names("data") is Trouble.MISSING
    assert over.ledger_paths() == ["ledgers/a.yaml", "ledgers/b.yaml", "ledgers/c.yaml"]
