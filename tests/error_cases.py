"""The catalogue of mistakes: a folder a rule, each a few files laid over a small workspace.

The workspace is ``base``; for FL7 ``document``, whose plan agrees with its ``paper.txt``; for FL8
and FL9 ``history``, which is committed first. What a case may hold beside files:

- ``edits.yaml``: by path, pairs of a text of the file and what stands there instead;
- ``gone.txt``: paths that are removed;
- ``base/``: files that are laid over before the first commit, the tag ``base``;
- ``then/``: files that are committed next, as ``then.txt`` says: by whom and when;
- ``compared.txt``: what ``check`` is given, by default ``--base base`` for FL8 (``none``: nothing);
- ``today.txt`` where the day matters, and ``select.txt`` for what ``--select`` says;
- ``build_<code>.py`` for what cannot be kept as a file: ``build(root)`` finishes the workspace.

A case of ``ours.yaml`` and ``theirs.yaml``, which come from ``common.yaml``, is merged; one of
``document.txt`` is drafted. ``expected.txt`` is what is found, in Chinese and in English;
``regenerate.py`` writes it anew.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from unittest.mock import patch

import yaml

from foodsafety_ledger.check.history import BaseAsked
from foodsafety_ledger.check.run import (
    capped_by_file,
    check,
    chosen,
    open_workspace,
    rules_chosen,
)
from foodsafety_ledger.document.draft import draft
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.filing.merge import merge_ledgers
from foodsafety_ledger.formats import Screen
from foodsafety_ledger.formats.findings import concise
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.model.name import Lang
from foodsafety_ledger.model.period import parse_date
from foodsafety_ledger.views.findings import Findings, in_words
from foodsafety_ledger.words import Say
from repos import Repo

HERE: Final = Path(__file__).parent / "errors"
BASE: Final = HERE / "base"
LANGUAGES: Final[tuple[Lang, ...]] = ("zh", "en")

_GIT: Final = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
_FIRST: Final = "2021-10-09T09:00:00+08:00"
_OWN: Final = ("expected.txt", "today.txt", "select.txt", "edits.yaml", "gone.txt", "base", "then")
_MORE: Final = ("then.txt", "compared.txt", "build_*.py", "__pycache__")


def case_names() -> list[str]:
    """Every case, by code."""
    return sorted(path.name for path in HERE.glob("FL*") if path.is_dir())


def output_of(name: str) -> str:
    """What is said of a case, first in Chinese, then in English."""
    with TemporaryDirectory() as folder, patch.dict(os.environ, _GIT):
        found = _found(HERE / name, Path(folder).resolve())
    parts = []
    for language in LANGUAGES:
        say = Say(language)
        parts.append(concise(Findings(in_words(found, say), say), Screen()))
    return "\n\n".join(parts) + "\n"


def _found(case: Path, root: Path) -> list[Diagnostic]:
    if (case / "document.txt").is_file():
        return draft((case / "document.txt").read_text("utf-8"), "document.txt", Say("zh"))[1]
    if (case / "ours.yaml").is_file():
        common, ours, theirs = (_text(case / f"{n}.yaml") for n in ("common", "ours", "theirs"))
        result = merge_ledgers(common or None, ours, theirs, adds_up=lambda *_: False)
        return list(result.findings("ledgers/market.yaml"))
    today = parse_date(lay_out(case.name, root))
    assert today is not None
    workspace = open_workspace(WorkTree(root), today)
    found = check(workspace, _asked(case)).found
    rules = rules_chosen(_text(case / "select.txt").split(), ())
    return capped_by_file(chosen(workspace, found, rules))


def _asked(case: Path) -> BaseAsked | None:
    """What the workspace of a case is compared with."""
    told = _text(case / "compared.txt").split() or ["--base", "base"]
    if told == ["none"] or not case.name.startswith("FL8"):
        return None
    return BaseAsked(told[1], replaces=told[0] == "--replaces", signed="--require-signed" in told)


def lay_out(name: str, root: Path) -> str:
    """Makes the workspace of a case in ``root`` and returns the day it is looked at."""
    case = HERE / name
    start = HERE / {"FL7": "document", "FL8": "history", "FL9": "history"}.get(name[:3], "base")
    _lay(start, root)
    if start.name == "history":
        _commit(case, root)
    _lay(case, root)
    edits = yaml.safe_load(_text(case / "edits.yaml")) or {}
    for path, pairs in edits.items():
        text = _text(root / path)
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        (root / path).write_text(text, "utf-8")
    for path in _text(case / "gone.txt").split():
        (root / path).unlink()
    for script in case.glob("build_*.py"):
        _run(script, root)
    told = [path for path in (case / "today.txt", start / "today.txt") if path.is_file()]
    return told[0].read_text("utf-8").strip()


def _commit(case: Path, root: Path) -> None:
    """Two commits, or three: nothing (``start``), what there was at first (``base``), and more."""
    repo = Repo(root)
    repo.git("commit", "-q", "--allow-empty", "-m", "start", at=_FIRST)
    repo.git("tag", "start")
    _lay(case / "base", root)
    repo.commit(at=_FIRST)
    repo.git("tag", "base")
    if (case / "then").is_dir():
        _lay(case / "then", root)
        by, at = (_text(case / "then.txt").split() or ["zhang@market", _FIRST])[:2]
        repo.commit(by=by, at=at)


def _lay(folder: Path, root: Path) -> None:
    if folder.is_dir():
        ignored = shutil.ignore_patterns(*_OWN, *_MORE)
        copy = shutil.copyfile  # with a time of its own: git goes by it
        shutil.copytree(folder, root, dirs_exist_ok=True, ignore=ignored, copy_function=copy)
    if (root / "gitattributes").is_file():  # under that name it would be this repository's
        (root / "gitattributes").replace(root / ".gitattributes")


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def _run(script: Path, root: Path) -> None:
    spec = spec_from_file_location(script.stem, script)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.build(root)
