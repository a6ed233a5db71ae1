"""``ledger resolve``: a ledger that a text merge has left in conflict."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from repos import Repo, entry, ledger

A, B, C, D = (
    entry(f"0000000{key}", note=f"第{key}条", value=f"9{n}/99") for n, key in enumerate("abcd")
)
ALPHA = "ledgers/alpha.yaml"
STYLES = ["merge", "diff3", "zdiff3"]


def conflicted(repo: Repo, ours: str, theirs: str, style: str = "merge", base: str = "") -> None:
    """Leaves a conflict that git's own text merge made."""
    repo.start(alpha=base or ledger("alpha", A))
    repo.git("config", "merge.conflictStyle", style)
    repo.git("checkout", "-q", "-b", "other")
    repo.write(ALPHA, theirs)
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(ALPHA, ours)
    repo.commit()
    repo.git("merge", "-q", "other", check=False)
    assert "<<<<<<<" in repo.read(ALPHA)


@pytest.mark.parametrize("style", STYLES)
def test_both_sides_reports_are_kept(repo: Repo, style: str) -> None:
    conflicted(repo, ledger("alpha", A, D), ledger("alpha", A, C, B), style)
    code, said = repo.ledger("resolve", ALPHA)
    assert code == 0
    assert repo.read(ALPHA) == ledger("alpha", A, D, B, C)
    assert "entries added from theirs: 2; now run git add" in said


@pytest.mark.parametrize("style", STYLES)
def test_a_change_of_one_side_alone_is_taken(repo: Repo, style: str) -> None:
    changed, other = A.replace("90/99", "95/99"), C.replace("92/99", "97/99")
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", changed, other), style)
    code, _ = repo.ledger("resolve", ALPHA)
    assert code == 0
    assert repo.read(ALPHA) == ledger("alpha", changed, B, other)


@pytest.mark.parametrize("style", STYLES)
def test_what_really_differs_stays_in_conflict(repo: Repo, style: str) -> None:
    ours, theirs = A.replace("90/99", "95/99"), A.replace("90/99", "96/99")
    conflicted(repo, ledger("alpha", ours, B), ledger("alpha", theirs, C), style)
    code, said = repo.ledger("resolve", ALPHA)
    assert code == 1
    assert "ledgers/alpha.yaml:4:1: error[FL901 entry-conflict]" in said
    once = repo.read(ALPHA)
    assert once.count("<<<<<<< ours") == 1
    assert once.endswith(B + C)
    assert repo.ledger("resolve", ALPHA)[0] == 1
    assert repo.read(ALPHA) == once


def test_what_a_person_did_meanwhile_is_kept(repo: Repo) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    repo.write(ALPHA, "# 手工\n" + repo.read(ALPHA) + D)
    assert repo.ledger("resolve", ALPHA)[0] == 0
    assert repo.read(ALPHA) == "# 手工\n" + ledger("alpha", A, B, D, C)


def test_markers_alone_are_enough(repo: Repo) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    repo.git("add", "-A")
    assert repo.ledger("resolve", ALPHA)[0] == 0
    assert repo.read(ALPHA) == ledger("alpha", A, B, C)


def test_a_merge_that_left_ours_without_markers_is_completed(repo: Repo) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    repo.git("checkout", "-q", "--ours", ALPHA)
    code, said = repo.ledger("resolve", ALPHA)
    assert code == 0
    assert "had no markers; entries added from theirs: 1" in said
    assert repo.read(ALPHA) == ledger("alpha", A, B, C)


def test_windows_line_breaks_stay(repo: Repo) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    repo.write(ALPHA, repo.read(ALPHA).replace("\n", "\r\n"))
    assert repo.ledger("resolve", ALPHA)[0] == 0
    assert repo.read(ALPHA) == ledger("alpha", A, B, C).replace("\n", "\r\n")


def test_without_a_conflict_there_is_nothing_to_do(repo: Repo) -> None:
    repo.start(alpha=ledger("alpha", A))
    code, said = repo.ledger("resolve", ALPHA)
    assert (code, said) == (0, "ledgers/alpha.yaml: no conflict\n")


def test_without_a_repository_markers_are_enough(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    (repo.top / ".git").rename(tmp_path / "away")
    assert repo.ledger("resolve", ALPHA)[0] == 0
    assert repo.read(ALPHA) == ledger("alpha", A, B, C)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<<<<<<< a\n" + ledger("alpha", A), "the conflict marker on line 1"),
        (f"<<<<<<< a\nplan: [\n=======\n>>>>>>> b\n{ledger('alpha', A)}", "does not read"),
    ],
)
def test_what_cannot_be_merged_is_left_as_it_is(repo: Repo, text: str, said: str) -> None:
    repo.start()
    repo.write(ALPHA, text)
    code, output = repo.ledger("resolve", ALPHA)
    assert code == 1
    assert said in output
    assert repo.read(ALPHA) == text


@pytest.mark.parametrize(
    "name", ["data/tasks.yaml", "ledgers/none.yaml", "ledgers", "../x.yaml", "ledgers/x.txt"]
)
def test_only_ledgers_are_resolved(repo: Repo, name: str) -> None:
    repo.start()
    repo.write("ledgers/x.txt", "x")
    assert repo.ledger("resolve", name)[0] == 2


def test_a_path_may_be_from_the_current_folder(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    monkeypatch.chdir(repo.root / "ledgers")
    assert repo.ledger("resolve", "alpha.yaml")[0] == 0


@pytest.mark.skipif(os.name == "nt", reason="modes")
def test_the_files_mode_is_kept(repo: Repo) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    (repo.root / ALPHA).chmod(0o640)
    repo.ledger("resolve", ALPHA)
    assert (repo.root / ALPHA).stat().st_mode & 0o777 == 0o640
