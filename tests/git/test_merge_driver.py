"""Ledgers merged by git itself, with the driver that ``ledger init --git`` sets up."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from foodsafety_ledger.files.gitsetup import driver_command, set_up_git
from repos import Repo, entry, ledger

A, B, C, D = (entry(f"0000000{key}") for key in "abcd")
ALPHA = "ledgers/alpha.yaml"


@pytest.fixture
def merging(repo: Repo) -> Repo:
    """A repository with one entry of alpha, set up for merging."""
    repo.start(alpha=ledger("alpha", A))
    set_up_git(repo.root)
    repo.commit("attributes")
    return repo


def diverge(repo: Repo, ours: str, theirs: str, path: str = ALPHA) -> None:
    """Two branches with a version each; ours is checked out."""
    repo.git("checkout", "-q", "-b", "other")
    repo.write(path, theirs)
    repo.commit("theirs")
    repo.git("checkout", "-q", "main")
    repo.write(path, ours)
    repo.commit("ours")


def merge(repo: Repo) -> bool:
    """Whether git merges ``other`` without a conflict."""
    before = repo.git("rev-parse", "HEAD")
    repo.git("merge", "-q", "-m", "m", "other", check=False)
    return repo.git("rev-parse", "HEAD") != before


def test_both_sides_reports_are_kept(merging: Repo) -> None:
    diverge(merging, ledger("alpha", A, D), ledger("alpha", A, C, B))
    assert merge(merging)
    assert merging.read(ALPHA) == ledger("alpha", A, D, B, C)


def test_an_entry_that_one_side_removed_stays(merging: Repo) -> None:
    diverge(merging, ledger("alpha", B), ledger("alpha", A, C))
    assert merge(merging)
    assert merging.read(ALPHA) == ledger("alpha", B, A, C)


def test_a_removal_is_taken_where_the_other_side_left_the_ledger_alone(merging: Repo) -> None:
    """Git calls no driver for a file that one side did not touch; ``check --base`` finds it."""
    base = merging.git("rev-parse", "HEAD")
    diverge(merging, ledger("beta"), ledger("beta", B), "ledgers/beta.yaml")
    merging.write(ALPHA, ledger("alpha"))
    merging.commit()
    assert merge(merging)
    assert merging.read(ALPHA) == ledger("alpha")
    assert merging.found("--base", base) == ["FL801"]


def test_without_the_driver_the_same_conflicts(merging: Repo) -> None:
    merging.git("config", "--remove-section", "merge.foodsafety-ledger")
    diverge(merging, ledger("alpha", A, D), ledger("alpha", A, C, B))
    assert not merge(merging)


def test_the_same_entry_changed_on_both_sides_is_loud(merging: Repo) -> None:
    ours, theirs = A.replace("94/99", "95/99"), A.replace("94/99", "96/99")
    diverge(merging, ledger("alpha", ours, B), ledger("alpha", theirs, C))
    assert not merge(merging)
    assert merging.git("status", "--porcelain", ALPHA) == f"UU {ALPHA}"
    text = merging.read(ALPHA)
    assert text.count("<<<<<<<") == 1
    assert text.endswith(">>>>>>> theirs\n" + B + C)
    code, said = merging.ledger("check", "--format", "concise")
    assert code == 1
    assert "ledgers/alpha.yaml:4:1: error[FL110 " in said


@pytest.mark.parametrize("value_is", ["snapshot", "running-total", "increment"])
def test_reports_of_one_day_conflict_where_the_latest_counts(merging: Repo, value_is: str) -> None:
    plan = merging.read("data/tasks.yaml").replace("value_is: snapshot", f"value_is: {value_is}")
    merging.write("data/tasks.yaml", plan)
    merging.commit()
    ours, theirs = B.replace("94/99", "95/99"), C.replace("94/99", "96/99")
    diverge(merging, ledger("alpha", A, ours), ledger("alpha", A, theirs))
    if value_is == "increment":
        assert merge(merging)
        assert merging.read(ALPHA) == ledger("alpha", A, ours, theirs)
        return
    assert not merge(merging)
    marked = f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"
    assert merging.read(ALPHA) == ledger("alpha", A, marked)
    code, said = merging.ledger("resolve", ALPHA)
    assert code == 1
    assert "error[FL905 same-day-conflict]" in said
    assert "20210710-0000000b of ours, 20210710-0000000c of theirs" in said
    assert merging.read(ALPHA) == ledger("alpha", A, marked)
    merging.write(ALPHA, ledger("alpha", A, ours, theirs))
    assert merging.ledger("resolve", ALPHA)[1] == f"{ALPHA}: no conflict\n"


def test_a_new_ledger_on_both_sides(merging: Repo) -> None:
    path = "ledgers/gamma.yaml"
    diverge(merging, ledger("gamma", B), ledger("gamma", C), path)
    assert merge(merging)
    assert merging.read(path) == ledger("gamma", B, C)


def test_rebasing_and_picking_use_it_too(merging: Repo) -> None:
    diverge(merging, ledger("alpha", A, B), ledger("alpha", A, C))
    merging.git("checkout", "-q", "other")
    merging.git("rebase", "-q", "main")
    assert merging.read(ALPHA) == ledger("alpha", A, B, C)


def test_crosswise_merges(merging: Repo) -> None:
    diverge(merging, ledger("alpha", A, B), ledger("alpha", A, C))
    merging.git("branch", "first")
    merging.git("merge", "-q", "-m", "m", "other")
    merging.git("checkout", "-q", "other")
    merging.git("merge", "-q", "-m", "m", "first")
    merging.write(ALPHA, ledger("alpha", A, C, B, D))
    merging.commit()
    merging.git("checkout", "-q", "main")
    merging.write(ALPHA, ledger("alpha", A, B, C, entry("0000000e")))
    merging.commit()
    assert merge(merging)
    text = merging.read(ALPHA)
    assert [text.count(f"id: 20210710-0000000{key}") for key in "abcde"] == [1] * 5


def test_an_unreadable_side_is_loud(merging: Repo) -> None:
    diverge(merging, ledger("alpha", A, B), ledger("alpha", A) + "- id: ]\n")
    assert not merge(merging)
    assert "<<<<<<< ours" in merging.read(ALPHA)


def test_bytes_that_are_no_text_are_loud_and_kept(merging: Repo) -> None:
    diverge(merging, ledger("alpha", A, B), ledger("alpha", A))
    merging.git("checkout", "-q", "other")
    merging.write(ALPHA, ledger("alpha", A).encode() + b"# \xff\n")
    merging.commit()
    merging.git("checkout", "-q", "main")
    assert not merge(merging)
    assert b"# \xff\n" in (merging.root / ALPHA).read_bytes()


def test_windows_line_breaks_do_not_conflict(merging: Repo) -> None:
    merging.git("config", "core.autocrlf", "true")
    diverge(merging, ledger("alpha", A, B), ledger("alpha", A, C).replace("\n", "\r\n"))
    assert merge(merging)
    assert merging.read(ALPHA) == ledger("alpha", A, B, C)


@pytest.mark.parametrize("python", ["/nowhere/python", "false"])
def test_where_the_program_is_gone_git_merges_texts(merging: Repo, python: str) -> None:
    name = "merge.foodsafety-ledger.driver"
    merging.git("config", name, driver_command(python))
    diverge(merging, ledger("alpha", A, B), ledger("alpha", A, C))
    assert not merge(merging)
    text = merging.read(ALPHA)
    assert "<<<<<<< ours" in text
    assert "0000000c" in text


def test_a_module_of_the_repository_is_never_run(merging: Repo) -> None:
    merging.write("foodsafety_ledger/__init__.py", "raise SystemExit(0)\n")
    merging.write("yaml.py", "raise SystemExit(0)\n")
    merging.commit()
    diverge(merging, ledger("alpha", A, B), ledger("alpha", A, C))
    assert merge(merging)
    assert merging.read(ALPHA) == ledger("alpha", A, B, C)


def test_the_driver_itself(repo: Repo, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("base", "ours", "theirs")]
    for file, text in zip(files, ("", ledger("alpha", A), ledger("alpha", B)), strict=True):
        file.write_text(text, "utf-8")
    code, said = repo.ledger("merge-driver", *map(str, files), ALPHA)
    assert code == 0
    assert files[1].read_text("utf-8") == ledger("alpha", A, B)
    assert said == "ledgers/alpha.yaml: merged by entry id; entries added from theirs: 1\n"


def test_the_driver_says_what_collides_and_what_it_kept(repo: Repo, tmp_path: Path) -> None:
    texts = (
        ledger("alpha", A, B),
        ledger("alpha", A.replace("94/99", "95/99")).replace("small", "large"),
        ledger("alpha", A.replace("94/99", "96/99"), B).replace("small", "tiny"),
    )
    files = [tmp_path / name for name in ("base", "ours", "theirs")]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    code, said = repo.ledger("merge-driver", *map(str, files), ALPHA)
    assert code == 1
    assert "ledgers/alpha.yaml:1:1: error[FL902 frame-conflict]" in said
    assert "ledgers/alpha.yaml:10:1: error[FL901 entry-conflict]" in said
    assert "entry 20210710-0000000b was removed on one side; the merge keeps it" in said
    assert "marked for a person to decide: 2" in said


def test_the_command_names_this_python_and_not_the_current_folder() -> None:
    command = driver_command("/opt/my python/bin/python3")
    assert command.startswith("'/opt/my python/bin/python3' -P -m foodsafety_ledger merge-driver ")
    assert Path(sys.executable).as_posix() in driver_command()
    assert os.sep == "/" or "\\" not in driver_command()
