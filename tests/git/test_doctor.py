"""``ledger doctor``: what is not as it should be is named with a way out; nothing is touched."""

from __future__ import annotations

import json
import os
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

from foodsafety_ledger.cli import doctor
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.model.name import Lang
from foodsafety_ledger.views.doctor import Health, Outcome
from foodsafety_ledger.words import Say
from repos import Repo, clone_of


@pytest.fixture(autouse=True)
def _start(repo: Repo) -> None:
    repo.start()


def _found(repo: Repo, code: int = Exit.FINE) -> dict[str, dict[str, Any]]:
    """What the doctor says of a workspace, by outcome."""
    ended, said = repo.ledger("doctor", "--format", "json")
    assert ended == code, said
    return {one["outcome"]: one for one in json.loads(said)["data"]["points"]}


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_whatever_is_not_fine_has_a_way_out(outcome: Outcome, lang: Lang) -> None:
    say = Say(lang)
    assert say(f"doctor.{outcome.subject}")
    assert say(f"doctor.{outcome.key}")
    assert say.knows(f"doctor.{outcome.key}.hint") == (outcome.health is not Health.FINE)


def test_a_clone_that_was_set_up_is_fine_until_another_python_takes_over(repo: Repo) -> None:
    assert "driver.none" in _found(repo)
    repo.ledger("init", "--git")
    assert {"attributes.here", "driver.here", "repository.here"} <= _found(repo).keys()
    repo.git("config", "merge.foodsafety-ledger.driver", "/gone/python -m foodsafety_ledger")
    told = _found(repo)["driver.none"]
    assert told["health"] == "advice"
    assert "init --git" in told["hint"]


def test_attributes_that_would_change_evidence_are_named(repo: Repo) -> None:
    repo.write(".gitattributes", "* text=auto\n")
    assert "evidence/x/x.txt" in _found(repo)["attributes.none"]["text"]


def test_another_program_of_the_name_is_told_apart(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = doctor._own_command()
    assert own is not None
    assert _on_path(own.parent, monkeypatch, repo)["outcome"] == "name.ours"
    (tmp_path / "ours").symlink_to(own.parent)
    assert _on_path(tmp_path / "ours", monkeypatch, repo)["outcome"] == "name.ours"
    other = tmp_path / "bin" / "ledger"
    other.parent.mkdir()
    other.write_text("#!/bin/sh\n")
    other.chmod(0o755)
    told = _on_path(other.parent, monkeypatch, repo)
    assert told["outcome"] == "name.other"
    assert str(other) in told["text"]
    assert str(own) in told["hint"]


def _on_path(folder: Path, monkeypatch: pytest.MonkeyPatch, repo: Repo) -> dict[str, Any]:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return next(one for one in _found(repo).values() if one["subject"] == "name")


def test_without_git_and_a_command_of_the_name_the_rest_is_still_said(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert {"git.none", "name.absent", "workspace.here", "extra.here"} <= _found(repo).keys()


def test_outside_of_a_workspace_nothing_is_said_of_a_repository(repo: Repo) -> None:
    repo.git("rm", "-rq", "data")
    found = _found(repo)
    assert str(repo.root) in found["workspace.none"]["text"]
    assert {one["subject"] for one in found.values()}.isdisjoint({"repository", "driver"})


def test_a_plan_with_errors_is_wrong_and_says_who_names_them(repo: Repo) -> None:
    repo.write("ledgers/alpha.yaml", "plan: [")
    assert "check" in _found(repo, Exit.FINDINGS)["workspace.errors"]["hint"]


def test_a_repository_that_git_refuses_is_wrong_in_its_own_words(repo: Repo) -> None:
    repo.git("config", "core.bare", "true")
    found = _found(repo, Exit.FINDINGS)
    assert found["repository.refused"]["hint"]
    assert "extra.here" in found


def test_a_clone_without_its_past_is_named(repo: Repo, tmp_path: Path) -> None:
    repo.commit("later")
    found = _found(clone_of(repo, tmp_path, "--depth=1"))
    assert found["repository.shallow"]["hint"] == "git fetch --unshallow"


def test_the_hook_is_where_git_looks_for_it(repo: Repo, tmp_path: Path) -> None:
    assert "hook.none" in _found(repo)
    for folder in (repo.top / ".git" / "hooks", tmp_path / "elsewhere"):
        folder.mkdir(exist_ok=True)
        (folder / "pre-commit").write_text("#!/bin/sh\n")
        (folder / "pre-commit").chmod(0o755)
        assert str(folder / "pre-commit") in _found(repo)["hook.here"]["text"]
        repo.git("config", "core.hooksPath", str(tmp_path / "elsewhere"))


def test_who_commits_is_known_once_git_was_told(repo: Repo) -> None:
    assert "author.none" in _found(repo)
    repo.git("config", "user.name", "李四")
    repo.git("config", "user.email", "li@alpha")
    assert _found(repo)["author.here"]["text"] == "李四 <li@alpha>"


def test_an_extra_that_lacks_a_library_says_what_it_is_for(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(name: str) -> str:
        if name.lower() == "pypdfium2":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(doctor, "version", lacking)
    assert "install 'foodsafety-ledger[pdf]'" in repo.ledger("doctor")[1]


def test_every_extra_is_looked_at_and_has_a_use() -> None:
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["optional-dependencies"].keys() - {"all", "dev"}
    assert doctor.extras().keys() == wanted
    assert all(Say("zh").knows(f"doctor.use.{one}") for one in wanted)


def test_nothing_is_touched(repo: Repo) -> None:
    before = repo.git("status", "--porcelain", "--ignored"), repo.git("config", "--local", "-l")
    _found(repo)
    assert (
        repo.git("status", "--porcelain", "--ignored"),
        repo.git("config", "--local", "-l"),
    ) == before


def test_a_person_sees_states_ways_out_and_how_many(repo: Repo) -> None:
    code, said = repo.ledger("doctor")
    assert code == Exit.FINE
    assert "advised  merge driver" in said
    assert "0 wrong, " in said
