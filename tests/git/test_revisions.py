"""Names of commits: one that could mean several is refused, and none is taken for another."""

from __future__ import annotations

from pathlib import Path

import pytest

from repos import Repo, clone_of, entry, ledger

A, B = entry("0000000a"), entry("0000000b")
ALPHA = "ledgers/alpha.yaml"


@pytest.fixture
def cloned(repo: Repo, tmp_path: Path) -> Repo:
    """A clone whose origin/main has two entries; HEAD is one further and has lost the second."""
    repo.start(alpha=ledger("alpha", A, B))
    clone = clone_of(repo, tmp_path)
    clone.write(ALPHA, ledger("alpha", A))
    clone.commit()
    return clone


REMOTE = "refs/remotes/origin/main"


@pytest.mark.parametrize("kind", ["tag", "branch"])
def test_nobody_takes_the_place_of_a_remotes_branch(cloned: Repo, kind: str) -> None:
    assert cloned.found("--base", "origin/main") == ["FL801"]
    cloned.git(kind, "origin/main", "HEAD")
    full = f"refs/{'tags' if kind == 'tag' else 'heads'}/origin/main"
    for option in ("--base", "--replaces"):
        for suffix in ("", "~0", "^{commit}", "@{0}"):
            code, said = cloned.ledger("check", option, f"origin/main{suffix}")
            assert code == 2
            assert f"may mean {REMOTE}{suffix}, {full}{suffix}" in said
            assert f"such as {REMOTE}{suffix}" in said
    assert cloned.found("--base", REMOTE) == ["FL801"]
    assert cloned.found("--base", full) == ["FL815"]


@pytest.mark.parametrize("kind", ["tag", "branch"])
def test_nor_of_one_that_was_not_fetched(cloned: Repo, kind: str) -> None:
    cloned.git("update-ref", "-d", REMOTE)
    cloned.git(kind, "origin/main", "HEAD")
    for command in (("status",), ("remote", "remove", "origin")):
        cloned.git(*command)
        code, said = cloned.ledger("check", "--base", "origin/main")
        assert code == 2
        assert f"{REMOTE} (git fetch brings it)" in said


def test_a_full_name_is_nothing_but_itself(cloned: Repo) -> None:
    cloned.git("update-ref", "-d", REMOTE)
    cloned.git("tag", REMOTE, "HEAD")
    code, said = cloned.ledger("check", "--base", REMOTE)
    assert code == 2
    assert "no such commit" in said


def test_a_branch_and_a_tag_of_one_name(cloned: Repo) -> None:
    cloned.git("branch", "v1", "HEAD~1")
    assert cloned.found("--base", "v1") == ["FL801"]
    cloned.git("tag", "v1", "HEAD")
    code, said = cloned.ledger("check", "--base", "v1")
    assert code == 2
    assert "may mean refs/heads/v1, refs/tags/v1" in said


def test_a_branch_called_like_the_beginning_of_an_id(cloned: Repo) -> None:
    base = cloned.git("rev-parse", "HEAD~1")
    assert cloned.found("--base", base[:8]) == ["FL801"]
    cloned.git("branch", base[:8], "HEAD")
    code, said = cloned.ledger("check", "--base", base[:8])
    assert code == 2
    assert f"may mean refs/heads/{base[:8]}, {base}" in said
    cloned.git("update-ref", f"refs/heads/{base}", "HEAD")
    assert cloned.found("--base", base) == ["FL801"]


def test_a_tag_called_like_what_git_noted_last(cloned: Repo) -> None:
    cloned.git("tag", "FETCH_HEAD", "HEAD")
    code, said = cloned.ledger("check", "--base", "FETCH_HEAD")
    assert code == 2
    assert "no such commit" in said
    cloned.git("fetch", "-q", "origin", "main")
    assert cloned.found("--base", "FETCH_HEAD") == ["FL801"]


def test_what_is_shown_of_a_revision_is_chosen_as_strictly(cloned: Repo) -> None:
    cloned.git("tag", "origin/main", "HEAD")
    code, said = cloned.ledger("status", "--rev", "origin/main")
    assert code == 2
    assert REMOTE in said


@pytest.mark.parametrize("rev", ["main@{0}", "HEAD~1", "@~1", "main~1", "heads/main^", "origin"])
def test_every_way_of_naming_one_commit_still_does(cloned: Repo, rev: str) -> None:
    assert cloned.ledger("check", "--base", rev)[0] in (0, 1)


FOLLOWING = ("@{u}", "@@{upstream}", "HEAD@{push}", "main@{u}", "main@{UPSTREAM}~0")


@pytest.mark.parametrize("rev", [*FOLLOWING, "refs/heads/main@{u}"])
def test_what_a_branch_follows_is_compared_with(cloned: Repo, rev: str) -> None:
    cloned.git("tag", "main", "HEAD")  # what follows something is a branch, whatever else there is
    assert cloned.found("--base", rev) == ["FL801"]


def test_and_what_the_branch_before_this_one_follows(cloned: Repo) -> None:
    cloned.git("switch", "-q", "-c", "other")
    assert cloned.found("--base", "@{-1}@{u}") == ["FL801"]


@pytest.mark.parametrize("rev", [*FOLLOWING, "nosuch@{u}", "HEAD~0@{u}", "@{0}@{u}", "@{-9}@{u}"])
@pytest.mark.parametrize("detached", [False, True])
def test_a_branch_that_follows_nothing_is_not_git_s_failure(
    repo: Repo, rev: str, *, detached: bool
) -> None:
    repo.start(alpha=ledger("alpha", A))
    repo.git("branch", "nosuch/deeper")
    if detached:
        repo.git("switch", "-q", "--detach")
    code, said = repo.ledger("check", "--base", rev)
    assert code == 2
    assert "follows none of a remote" in said
    assert "such as origin/main" in said
