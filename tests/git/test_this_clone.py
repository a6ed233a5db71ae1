"""A rewritten entry where this clone alone was told something: that hides nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from repos import Repo, clone_of, entry, ledger

A, B = entry("0000000a"), entry("0000000b")
ALPHA = "ledgers/alpha.yaml"
FILE = "evidence/alpha/x.txt"

_PUT_BACK = "sed s#99/99#94/99#"
"""What has git keep what was there before, whatever the file says now."""

REWRITTEN = {"FL802"}
CONVERTED = {"FL802", "FL818", "FL912"}


@pytest.fixture
def base(repo: Repo) -> str:
    """A base with two entries of alpha and a piece of evidence that nobody names."""
    repo.write(FILE, "one\n")
    return repo.start(alpha=ledger("alpha", A, B))


def _own_attributes(repo: Repo) -> None:
    repo.git("config", "filter.x.clean", _PUT_BACK)
    repo.write(".git/info/attributes", "*.yaml filter=x\n")


def _attributes_file(repo: Repo) -> None:
    repo.git("config", "filter.x.clean", _PUT_BACK)
    elsewhere = repo.top.parent / "attributes"
    elsewhere.write_text("*.yaml filter=x\n", encoding="utf-8")
    repo.git("config", "core.attributesFile", str(elsewhere))


def _line_ends(repo: Repo) -> None:
    repo.git("config", "core.autocrlf", "true")


def _notes(repo: Repo) -> None:
    repo.git("notes", "add", "-m", "approved")


def _replaced(repo: Repo) -> None:
    """The content of then is said to be that of now."""
    now = repo.git("hash-object", "-w", ALPHA)
    repo.git("replace", repo.git("rev-parse", f"HEAD:{ALPHA}"), now)


def _graph(repo: Repo) -> None:
    repo.git("commit-graph", "write", "--reachable")


def _cut_off(repo: Repo) -> None:
    """Git is told that history begins here."""
    repo.write(".git/shallow", repo.git("rev-parse", "HEAD") + "\n")


def _linked_worktree(repo: Repo) -> None:
    """The change is made in another work tree of the same repository."""
    there = repo.top.parent / "linked"
    repo.git("worktree", "add", "-q", "-b", "linked", str(there))
    repo.top = repo.root = there


@pytest.mark.parametrize(
    ("step", "found"),
    [
        (_own_attributes, CONVERTED),
        (_attributes_file, CONVERTED),
        (_line_ends, REWRITTEN),
        (_notes, REWRITTEN),
        (_replaced, REWRITTEN),
        (_graph, REWRITTEN),
        (_cut_off, {"FL802", "FL810"}),
        (_linked_worktree, REWRITTEN),
    ],
)
def test_an_entry_rewritten_in_a_clone_that_was_told_otherwise(
    repo: Repo, base: str, step: Callable[[Repo], None], found: set[str]
) -> None:
    edited = ledger("alpha", A.replace("94/99", "99/99"), B)
    repo.write(ALPHA, edited)
    step(repo)
    repo.write(ALPHA, edited)
    repo.commit()
    assert set(repo.found("--base", base)) == found


def test_evidence_changed_with_its_size_and_time_as_they_were(repo: Repo, base: str) -> None:
    repo.git("config", "core.trustctime", "false")
    file = repo.root / FILE
    before = file.stat()
    file.write_bytes(b"two\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert repo.found("--base", base) == ["FL805"]


def test_evidence_outside_a_sparse_index(repo: Repo, base: str) -> None:
    repo.git("sparse-checkout", "set", "--cone", "--sparse-index", "data", "ledgers")
    repo.write(FILE, "two\n")
    assert repo.found("--base", base) == ["FL805"]


def test_a_ledger_called_otherwise_where_git_minds_no_capitals(repo: Repo, base: str) -> None:
    repo.git("config", "core.ignoreCase", "true")
    (repo.root / ALPHA).rename(repo.root / "ledgers/ALPHA.yaml")
    assert set(repo.found("--base", base)) == {"FL803", "FL818"}


def test_a_link_that_is_checked_out_as_a_file(repo: Repo, base: str) -> None:
    """As on Windows: the commit has the mode of a link, the work tree the text."""
    repo.git("config", "core.symlinks", "false")
    blob = repo.git("rev-parse", f"HEAD:{ALPHA}")
    repo.git("update-index", "--cacheinfo", f"120000,{blob},{ALPHA}")
    repo.git("commit", "-q", "-m", "x")
    assert repo.found("--base", base) == ["FL818"]
    assert "FL116" in repo.ledger("check")[1]


def test_a_clone_that_left_contents_out(repo: Repo, base: str, tmp_path: Path) -> None:
    """It fetches what it needs; where it cannot, that is said and nothing passes."""
    repo.write(ALPHA, ledger("alpha", A.replace("94/99", "99/99"), B))
    repo.commit()
    repo.git("config", "uploadpack.allowFilter", "true")
    clone = clone_of(repo, tmp_path, "--filter=tree:0", "--no-checkout")
    clone.git("checkout", "-q", "main")
    repo.top.rename(tmp_path / "gone")
    assert clone.ledger("check", "--base", base)[0] == 4
    (tmp_path / "gone").rename(repo.top)
    assert clone.found("--base", base) == ["FL802"]


def test_what_is_restored_in_the_work_tree_alone_is_seen_once_it_is_committed(
    repo: Repo, base: str
) -> None:
    """What is held against the base is the work tree; CI's has what was pushed."""
    repo.write(ALPHA, ledger("alpha", A.replace("94/99", "99/99"), B))
    repo.commit()
    repo.write(ALPHA, ledger("alpha", A, B))
    assert repo.found("--base", base) == []
    repo.git("checkout", "-q", "--", ALPHA)
    assert repo.found("--base", base) == ["FL802"]
