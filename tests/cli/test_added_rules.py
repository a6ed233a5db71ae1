"""Rules that another package adds: the example of docs/api.md, and packages that are no good."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from processes import ran
from repos import Repo, entry, ledger

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8").partition("## A rule")[2]
_EXAMPLE = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0]


def _installed(folder: Path, code: str, name: str = "LY1") -> Path:
    """A folder in which a package with these rules is installed."""
    told = folder / "lianyun_rules-1.0.dist-info"
    told.mkdir(parents=True)
    (folder / "lianyun_rules.py").write_text(code, "utf-8")
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: lianyun-rules\nVersion: 1.0\n")
    entry = f"[foodsafety_ledger.rules]\n{name} = lianyun_rules:LY1\n"
    (told / "entry_points.txt").write_text(entry)
    return folder


def _ledger(workspace: Path, packages: Path, *arguments: str) -> tuple[int, str]:
    given = ["-C", str(workspace), "--lang", "en", *arguments]
    installed = f"import sys; sys.path.insert(0, {str(packages)!r})"
    done = ran(given, os.environ | {"FOODSAFETY_LEDGER_TODAY": "2021-07-20"}, first=installed)
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace in which something is done and nobody signed it off."""
    repo = Repo(tmp_path / "workspace")
    done = entry("00000001").replace("in-progress", "done")
    repo.start(at="2021-07-11T09:00:00+08:00", alpha=ledger("alpha", done))
    return repo.root


def test_the_example_of_the_docs_is_a_rule_like_any_other(workspace: Path, tmp_path: Path) -> None:
    before, said = _ledger(workspace, tmp_path, "check", "--select", "LY1")
    assert (before, "no rule is called LY1" in said) == (2, True)
    packages = _installed(tmp_path / "packages", _EXAMPLE)
    code, said = _ledger(workspace, packages, "check", "--select", "done-without-sign-off")
    assert code == 0
    assert "warning[LY101 done-without-sign-off] item 1.1 is done and nobody signed it off" in said
    assert "LY101" not in _ledger(workspace, packages, "check", "--ignore", "LY1")[1]
    assert "In this district what is done" in _ledger(workspace, packages, "show", "LY101")[1]
    code, said = _ledger(workspace, packages, "check", "--select", "LY1", "--format", "sarif")
    assert '"id": "LY101"' in said


def test_an_added_error_fails_the_check_and_changes_no_figure(
    workspace: Path, tmp_path: Path
) -> None:
    look = ("status", "--format", "json", "--as-of", "2021-07-20", "--no-cache")
    before = _ledger(workspace, tmp_path, *look)
    packages = _installed(tmp_path / "packages", _EXAMPLE.replace("warning LY101", "error LY101"))
    code, said = _ledger(workspace, packages, "check", "--select", "LY1")
    assert (code, "error[LY101 done-without-sign-off] " in said) == (1, True), said
    assert _ledger(workspace, packages, *look) == before


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("LY1", "raise OSError('no such server')", "do not load: OSError: no such server"),
        ("LY1", "LY1 = 5", "not as they should be"),
        ("LY1", _EXAMPLE + _EXAMPLE[_EXAMPLE.index("@LY1") :], "ValueError: LY101 is declared tw"),
        ("FL4", _EXAMPLE, "not as they should be"),
        ("LY2", _EXAMPLE, "not as they should be"),
    ],
)
def test_a_package_that_is_no_good_is_named(
    workspace: Path, tmp_path: Path, name: str, code: str, said: str
) -> None:
    packages = _installed(tmp_path / "packages", code, name)
    exit_code, told = _ledger(workspace, packages, "check")
    assert exit_code == 4
    assert f"the added rules {name} " in told
    assert said in told
