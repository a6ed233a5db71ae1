"""What ``check --base`` compares with, and what it says where it cannot."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from foodsafety_ledger.check import versions
from repos import DEPARTMENTS, TASKS, Repo, clone_of, entry, ledger

A, B = entry("0000000a"), entry("0000000b")
ALPHA = "ledgers/alpha.yaml"


def test_a_shallow_clone_says_so_and_how_to_mend_it(repo: Repo, tmp_path: Path) -> None:
    first = repo.start(alpha=ledger("alpha", A))
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.commit()
    clone = clone_of(repo, tmp_path, "--depth", "1")
    for rev in ("HEAD", "origin/main", first):
        code, said = clone.ledger("check", "--base", rev)
        assert code == 1
        assert "FL810" in said
        assert "git fetch --unshallow" in said
    clone.git("fetch", "-q", "--unshallow")
    assert clone.found("--base", first) == []


def test_a_shallow_clone_still_compares_what_it_can(repo: Repo, tmp_path: Path) -> None:
    repo.start(alpha=ledger("alpha", A, B))
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit()
    repo.commit("more")
    clone = clone_of(repo, tmp_path, "--depth", "3")
    clone.git("fetch", "-q", "--depth", "2")
    assert clone.found("--base", "HEAD~1") == ["FL810"]


def test_shallow_histories_that_do_not_meet_are_not_called_unrelated(
    repo: Repo, tmp_path: Path
) -> None:
    repo.start()
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit("a")
    repo.git("checkout", "-q", "main")
    repo.commit("b")
    clone = clone_of(repo, tmp_path, "--depth", "1", "--no-single-branch")
    assert clone.found("--base", "origin/topic") == ["FL810"]


@pytest.mark.parametrize("rev", ["nowhere", "-x", "HEAD:data", "0" * 7, "a" * 40, "HEAD~99"])
def test_a_rev_that_is_none_is_a_usage_error(repo: Repo, rev: str) -> None:
    repo.start()
    code, said = repo.ledger("check", f"--base={rev}")
    assert code == 2
    assert rev in said


# What was compared with is always said.


def test_the_commit_compared_with_is_named(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2021-10-11T18:00:00+00:00")  # the 12th in Shanghai
    base = repo.start(alpha=ledger("alpha", A))
    day = "2021-10-12"
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.commit()
    for option in ("--base", "--replaces"):
        for name in ("concise", "github", "junit"):
            said = repo.ledger("check", option, "HEAD~1", "--format", name)[1]
            assert f"compared with {base[:12]} of {day} (HEAD~1)" in said
    said = repo.ledger("check", "--base", "HEAD~1", "--format", "json")[1]
    data = json.loads(said[: said.rindex("}") + 1])["data"]
    assert data["base"]["rev"] == "HEAD~1"
    assert [one["commit"] for one in data["base"]["commits"]] == [base]
    assert "compared with no commit" in repo.ledger("check", "--base", "0" * 40)[1]
    assert "compared with" not in repo.ledger("check")[1]


# What rules were chosen hides nothing that kept them from looking.


@pytest.mark.parametrize("options", [["--select", "FL801"], ["--ignore", "FL1,FL810,FL809"]])
def test_no_choice_of_rules_hides_that_there_was_nothing_to_compare(
    repo: Repo, tmp_path: Path, options: list[str]
) -> None:
    first = repo.start(alpha=ledger("alpha", A).replace("note:", "note: x\n  note:"))
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit()
    assert "FL809" in repo.found("--base", first, *options)
    assert repo.found("--base", "0" * 40, *options) == ["FL816"]
    clone = clone_of(repo, tmp_path, "--depth", "1")
    assert clone.found("--base", first, *options) == ["FL810"]


@pytest.mark.parametrize("options", [["--select", "FL8"], ["--ignore", "FL1"]])
def test_no_choice_of_rules_hides_a_ledger_that_no_longer_reads(
    repo: Repo, options: list[str]
) -> None:
    base = repo.start(alpha=ledger("alpha", A, B))
    repo.write(ALPHA, ledger("alpha", A) + "- {")
    code, said = repo.ledger("check", "--base", base, *options)
    assert code == 1
    assert f"{ALPHA}:12:" in said
    assert "FL8 could not look at this file because of FL104" in said.replace(
        "FL3 FL4 FL5 FL6 ", ""
    )
    (repo.root / ALPHA).unlink()
    (repo.root / ALPHA).symlink_to("gone.yaml")
    code, said = repo.ledger("check", "--base", base, *options)
    assert code == 1
    assert "because of FL116" in said


def test_no_repository_is_the_operators_situation(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "plain")
    repo.start()
    (repo.top / ".git").rename(tmp_path / "away")
    code, said = repo.ledger("check", "--base", "HEAD")
    assert code == 4
    assert "in no git repository" in said


def test_no_git_is_the_operators_situation(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.start()
    monkeypatch.setenv("PATH", "")
    code, said = repo.ledger("check", "--base", "HEAD")
    assert code == 4
    assert "git was not found" in said


def test_no_commit_yet_is_the_operators_situation(repo: Repo) -> None:
    repo.write("data/tasks.yaml", TASKS)
    repo.write("data/departments.yaml", DEPARTMENTS)
    code, said = repo.ledger("check", "--base", "HEAD")
    assert code == 4
    assert "no commits yet" in said


def test_only_one_way_to_compare(repo: Repo) -> None:
    repo.start()
    assert repo.ledger("check", "--base", "HEAD", "--replaces", "HEAD")[0] == 2
    assert repo.ledger("check", "--require-signed")[0] == 2


@pytest.mark.parametrize("length", [40, 64])
def test_a_new_branch_has_nothing_before_it(repo: Repo, length: int) -> None:
    repo.start()
    assert repo.found("--base", "0" * length) == ["FL816"]


def test_an_empty_comparison_is_said(repo: Repo) -> None:
    base = repo.start(alpha=ledger("alpha", A))
    assert repo.found("--base", "main") == ["FL815"]
    assert repo.found("--replaces", base) == ["FL815"]
    repo.write(ALPHA, ledger("alpha", A, B))
    assert repo.found("--base", "main") == []


def test_a_first_commit_has_nothing_to_compare(repo: Repo) -> None:
    repo.write("README", "x\n")
    first = repo.commit()
    repo.start(alpha=ledger("alpha", A))
    assert repo.found("--base", first) == ["FL813"]


def test_a_ledger_that_did_not_read_at_the_base_is_said(repo: Repo) -> None:
    broken = ledger("alpha", A, B).replace("note: 正常\n", "note: 正常\n  note: 又\n", 1)
    base = repo.start(alpha=broken)
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.commit()
    found = repo.found("--base", base)
    assert "FL809" in found


def test_a_plan_that_did_not_read_at_the_base_is_said(repo: Repo) -> None:
    repo.start()
    repo.write("data/tasks.yaml", "plan: [\n")
    base = repo.commit()
    repo.write("data/tasks.yaml", TASKS)
    assert repo.found("--base", base) == ["FL809"]


def test_a_plan_that_does_not_read_now_is_checks_own_matter(repo: Repo) -> None:
    base = repo.start(alpha=ledger("alpha", A))
    repo.write("data/tasks.yaml", "plan: [\n")
    code, said = repo.ledger("check", "--base", base)
    assert code == 1
    assert "FL8" not in said


def test_a_ledger_file_of_no_yaml_at_the_base(repo: Repo) -> None:
    base = repo.start(alpha="- x\n", beta="\xff")
    repo.start(alpha=ledger("alpha", A))
    assert repo.found("--base", base) == ["FL809", "FL809"]


def test_an_entry_without_an_id_at_the_base_cannot_be_followed(repo: Repo) -> None:
    base = repo.start(alpha=ledger("alpha", A.replace("- id: 20210710-0000000a\n ", "-")))
    repo.write(ALPHA, ledger("alpha", A))
    assert repo.found("--base", base) == ["FL809"]


def test_a_workspace_in_a_folder_with_any_name(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "top", "区\n里")
    base = repo.start(alpha=ledger("alpha"), at="2021-07-01T09:00:00+08:00")
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit(at="2021-07-10T09:00:00+08:00")
    assert repo.found("--base", base) == []
    repo.write(ALPHA, ledger("alpha"))
    assert repo.found("--base", "HEAD") == ["FL801"]


def test_a_workspace_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r", "区 县/2021")
    base = repo.start(alpha=ledger("alpha", A, B))
    repo.write("evidence/alpha/x.txt", "x\n")
    repo.write(ALPHA, ledger("alpha", A))
    repo.write("ledgers/notes.txt", "x\n")
    (repo.top / "ledgers").mkdir()
    (repo.top / "ledgers/alpha.yaml").write_text("x", "utf-8")
    middle = repo.commit()
    assert repo.found("--base", base) == ["FL801"]
    (repo.root / "evidence/alpha/x.txt").unlink()
    assert repo.found("--base", middle) == ["FL804"]


def test_commits_in_a_ledger_that_does_not_read_are_walked_over(repo: Repo) -> None:
    base = repo.start(alpha=ledger("alpha", A))
    for text in ("\xff\xfe", "x: [", "", ledger("alpha", A, B)):
        repo.write(ALPHA, text.encode("latin-1") if text == "\xff\xfe" else text)
        repo.commit()
    assert repo.found("--base", base) == []


def test_a_plan_file_that_held_no_plan(repo: Repo) -> None:
    repo.start()
    repo.write("data/departments.yaml", "- x\n")
    base = repo.commit()
    repo.write("data/departments.yaml", DEPARTMENTS)
    assert repo.found("--base", base) == ["FL809"]


def test_contents_are_fetched_a_few_at_a_time_and_none_that_is_too_large(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = repo.start(alpha=ledger("alpha", A))
    for extra in ((), (B,), (B, entry("0000000c")), (B,)):
        repo.write(ALPHA, ledger("alpha", A, *extra))
        repo.commit()
    monkeypatch.setattr(versions, "_AT_ONCE", 300)
    assert repo.found("--base", base) == ["FL814"]
    monkeypatch.setattr(versions, "MAX_BYTES", 100)
    assert repo.found("--base", base) == []


def test_a_linked_work_tree_is_a_repository_too(repo: Repo, tmp_path: Path) -> None:
    base = repo.start(alpha=ledger("alpha", A, B))
    repo.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "linked")
    linked = Repo.__new__(Repo)
    linked.top = linked.root = tmp_path / "linked"
    linked.write(ALPHA, ledger("alpha", A))
    assert linked.found("--base", base) == ["FL801"]


def test_git_is_asked_once_for_what_was_lost(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write("evidence/alpha/x.txt", "x")
    repo.write("source/paper.txt", "x")
    repo.start(alpha=ledger("alpha", A))
    repo.write("data/tasks.yaml", TASKS.replace("issued: ", "source: source/paper.txt, issued: "))
    base = repo.commit()
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.commit()
    asked: list[str] = []
    run = subprocess.run

    def count(command: list[str | bytes], **options: Any) -> Any:  # noqa: ANN401 - handed on
        asked.append(" ".join(map(os.fsdecode, command)))
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", count)
    repo.ledger("check", "--base", base)
    assert len([one for one in asked if " diff --raw " in one]) == 1, asked
