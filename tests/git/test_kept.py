"""Links, repositories and conversions in the workspace's own folders: errors with no --base too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from repos import Repo, entry, ledger

A = entry("0000000a")
ALPHA = "ledgers/alpha.yaml"
FILE = "evidence/alpha/a.txt"


@pytest.fixture
def started(repo: Repo) -> Repo:
    """A workspace with a ledger and a piece of evidence, committed."""
    repo.write(FILE, "x\n")
    repo.start(alpha=ledger("alpha", A))
    return repo


def places(repo: Repo, code: str) -> list[str]:
    """Where ``ledger check`` finds a rule broken, as ``path`` or ``path:line``."""
    said = repo.ledger("check", "--format", "concise")[1]
    return re.findall(rf"^(.+?(?::\d+)?)(?::\d+)?: error\[{code} ", said, re.MULTILINE)


def test_plain_files_are_fine(started: Repo) -> None:
    assert places(started, "FL(?:116|912)") == []


@pytest.mark.parametrize(
    "path", [ALPHA, "ledgers", "data/tasks.yaml", "data", FILE, "evidence", "evidence/alpha"]
)
def test_a_link(started: Repo, path: str) -> None:
    there = started.root / path
    there.rename(started.root / "elsewhere")
    there.symlink_to(started.root / "elsewhere")
    assert path in places(started, "FL116")
    started.commit()
    assert path in places(started, "FL116")


def test_a_link_in_a_workspace_without_git(started: Repo, tmp_path: Path) -> None:
    (started.top / ".git").rename(tmp_path / "away")
    (started.root / "dispatch").symlink_to("nowhere")
    assert places(started, "FL116") == ["dispatch"]


def test_a_link_where_there_are_none(started: Repo) -> None:
    """A checkout without links writes a file that says where the link leads."""
    (started.root / ALPHA).unlink()
    (started.root / ALPHA).symlink_to("../x.yaml")
    started.commit()
    started.git("config", "core.symlinks", "false")
    started.git("checkout", "-q", "--", ALPHA)
    (started.root / ALPHA).unlink()
    started.write(ALPHA, ledger("alpha", A))
    assert places(started, "FL116") == [ALPHA]


@pytest.mark.parametrize("folder", ["ledgers", "data", "evidence", "evidence/alpha"])
def test_a_repository_inside(started: Repo, folder: str) -> None:
    started.git("-C", folder, "init", "-q")
    assert places(started, "FL116") == [folder]


def test_a_submodule_that_was_not_fetched(started: Repo, tmp_path: Path) -> None:
    started.git("rm", "-q", "-r", "--cached", "ledgers")
    head = started.git("rev-parse", "HEAD")
    started.git("update-index", "--add", "--cacheinfo", f"160000,{head},ledgers")
    started.git("commit", "-q", "-m", "x")
    started.git("clone", "-q", str(started.top), str(tmp_path / "clone"))
    started.top = started.root = tmp_path / "clone"
    assert places(started, "FL116") == ["ledgers"]


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (".gitattributes", "*.yaml working-tree-encoding=UTF-16"),
        (".gitattributes", "ledgers/** filter=x"),
        (".gitattributes", f"{ALPHA} ident"),
        (".gitattributes", "[attr]odd ident\n*.yaml odd"),
        ("ledgers/.gitattributes", "alpha.yaml filter=x"),
        ("data/.gitattributes", "tasks.yaml filter=lfs"),
        ("evidence/.gitattributes", "* filter=x"),
        ("evidence/alpha/.gitattributes", "a.txt ident"),
    ],
)
def test_an_attribute_that_converts(started: Repo, where: str, line: str) -> None:
    started.write(where, f"# filter ident working-tree-encoding\n{line}\n*.x -ident -filter\n")
    assert places(started, "FL912") == [f"{where}:2"]


def test_an_attribute_set_above_the_workspace(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r", "district")
    repo.start(alpha=ledger("alpha", A))
    (repo.top / ".gitattributes").write_text("district/** filter=x\n", "utf-8")
    assert places(repo, "FL912") == ["../.gitattributes:1"]


def test_an_attribute_of_this_clone_alone(started: Repo, tmp_path: Path) -> None:
    started.write(".git/info/attributes", "*.yaml ident\n")
    assert places(started, "FL912") == [".git"]
    (started.top / ".git/info/attributes").unlink()
    (tmp_path / "attributes").write_text("*.yaml filter=x\n", "utf-8")
    started.git("config", "core.attributesFile", str(tmp_path / "attributes"))
    assert places(started, "FL912") == [".git"]


@pytest.mark.parametrize(
    "line",
    [
        "*.yaml text eol=lf",
        "*.yaml working-tree-encoding=UTF-8",
        "ledgers/** -filter !ident",
        "evidence/** filter=lfs diff=lfs merge=lfs -text",
        "*.md filter=x ident",
        "*.yaml export-ignore export-subst linguist-generated -diff",
    ],
)
def test_an_attribute_that_changes_nothing(started: Repo, line: str) -> None:
    started.write(".gitattributes", f"evidence/** -text\n{line}\n")
    assert places(started, "FL912") == []


def test_a_ledger_that_is_not_committed_yet(started: Repo) -> None:
    started.write(".gitattributes", "ledgers/gamma.yaml filter=x\n")
    assert places(started, "FL912") == []
    started.write("ledgers/gamma.yaml", ledger("gamma"))
    assert places(started, "FL912") == [".gitattributes:1"]


def test_a_git_that_does_not_answer_is_no_answer(started: Repo) -> None:
    started.write(".git/config", "[core\n")
    code, said = started.ledger("check")
    assert code == 1
    assert "git did not answer how it keeps the files: " in said
