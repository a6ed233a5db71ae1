"""The catalogue of mistakes: a folder a rule, each a few files laid over ``base``.

A case may hold ``build_<code>.py`` for what cannot be kept as a file (``build(root)`` finishes the
workspace), ``today.txt`` where the day matters, and ``select.txt`` for what ``--select`` says.
``expected.txt`` is what ``ledger check`` says, in Chinese and in English; ``regenerate.py`` writes
it anew.
"""

from __future__ import annotations

import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from foodsafety_ledger.check.run import (
    capped_by_file,
    chosen,
    find_all,
    open_workspace,
    rules_chosen,
)
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.formats import Screen
from foodsafety_ledger.formats.text import concise
from foodsafety_ledger.model.name import Lang
from foodsafety_ledger.model.period import parse_date
from foodsafety_ledger.views.findings import Findings, in_words
from foodsafety_ledger.words import Say

HERE: Final = Path(__file__).parent / "errors"
BASE: Final = HERE / "base"
LANGUAGES: Final[tuple[Lang, ...]] = ("zh", "en")

ELSEWHERE: Final = ("FL7", "FL8", "FL9")
"""Families that need a document, a history or a merge; their cases are in the tests of those."""


def case_names() -> list[str]:
    """Every case, by code."""
    return sorted(path.name for path in HERE.glob("FL*") if path.is_dir())


def output_of(name: str) -> str:
    """What ``check`` says of a case, first in Chinese, then in English."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        day = lay_out(name, root)
        today = parse_date(day)
        assert today is not None, day
        workspace = open_workspace(WorkTree(root), today)
        everything = find_all(workspace)
    told = HERE / name / "select.txt"
    rules = rules_chosen(told.read_text("utf-8").split() if told.is_file() else (), ())
    found = capped_by_file(chosen(workspace, everything, rules))
    parts = []
    for language in LANGUAGES:
        say = Say(language)
        parts.append(concise(Findings(in_words(found, say), say), Screen()))
    return "\n\n".join(parts) + "\n"


def lay_out(name: str, root: Path) -> str:
    """Makes the workspace of a case in ``root`` and returns the day it is looked at."""
    own = ("expected.txt", "today.txt", "select.txt", "build_*.py", "__pycache__")
    for folder in (BASE, HERE / name):
        shutil.copytree(folder, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*own))
    for script in (HERE / name).glob("build_*.py"):
        _run(script, root)
    told = [path for path in (HERE / name / "today.txt", BASE / "today.txt") if path.is_file()]
    return told[0].read_text("utf-8").strip()


def _run(script: Path, root: Path) -> None:
    spec = spec_from_file_location(script.stem, script)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.build(root)
