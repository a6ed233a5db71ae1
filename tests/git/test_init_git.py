"""Git's part of ``ledger init``: attributes, the clone's settings, CODEOWNERS."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foodsafety_ledger.cli.resolve import set_up, undo, write_codeowners
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import FindingsError, OperatingError
from foodsafety_ledger.words import Say
from repos import DEPARTMENTS, Repo

SESSION = Session(Say("en"))
SECTION = (
    "# >>> foodsafety-ledger: written by `ledger init --git`\n"
    "*.yaml text eol=lf\nevidence/** -text\nledgers/*.yaml merge=foodsafety-ledger\n"
    "# <<< foodsafety-ledger\n"
)


@pytest.fixture
def bare(repo: Repo) -> Repo:
    """A workspace without ``.gitattributes``."""
    repo.start()
    repo.git("rm", "-q", ".gitattributes")
    return repo


def attribute(repo: Repo, name: str, path: str) -> str:
    return repo.git("check-attr", name, "--", path).rpartition(": ")[2]


def settings(repo: Repo) -> str:
    return repo.git("config", "--local", "--get-regexp", "^merge", check=False)


def test_sets_up_attributes_and_driver(bare: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert set_up(SESSION, bare.root) == 0
    assert bare.read(".gitattributes") == SECTION
    assert "merge.foodsafety-ledger.driver" in settings(bare)
    said = capsys.readouterr().err
    assert "wrote .gitattributes; commit it\nset up the merge driver in this clone\n" in said
    assert "each clone needs this once" in said


def test_a_ledger_is_a_text_with_the_driver_and_evidence_is_left_alone(bare: Repo) -> None:
    set_up(SESSION, bare.root)
    path = "ledgers/alpha.yaml"
    assert [attribute(bare, name, path) for name in ("text", "eol", "merge")] == [
        "set",
        "lf",
        "foodsafety-ledger",
    ]
    assert attribute(bare, "text", "evidence/alpha/x.yaml") == "unset"
    assert attribute(bare, "merge", "data/tasks.yaml") == "unspecified"


def test_again_changes_nothing(bare: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(SESSION, bare.root)
    before = bare.read(".gitattributes"), settings(bare)
    capsys.readouterr()
    assert set_up(SESSION, bare.root) == 0
    assert (bare.read(".gitattributes"), settings(bare)) == before
    assert "nothing to change" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["* text=auto\n", "*.pdf binary", "# 说明\r\n*.png binary\r\n"])
def test_other_lines_stay_and_come_back_as_they_were(bare: Repo, text: str) -> None:
    bare.write(".gitattributes", text)
    before = settings(bare)
    set_up(SESSION, bare.root)
    assert bare.read(".gitattributes").startswith(text)
    undo(SESSION, bare.root)
    assert bare.read(".gitattributes").rstrip("\n") == text.rstrip("\n")
    assert settings(bare) == before


def test_lines_that_are_there_are_not_repeated(bare: Repo) -> None:
    text = "*.yaml  text eol=lf\nevidence/** -text\n"
    bare.write(".gitattributes", text)
    set_up(SESSION, bare.root)
    assert bare.read(".gitattributes") == text + SECTION.replace(
        "*.yaml text eol=lf\nevidence/** -text\n", ""
    )


def test_lines_that_are_overridden_are_repeated_at_the_end(bare: Repo) -> None:
    text = "evidence/** -text\n*.yaml text eol=lf\nledgers/*.yaml merge=foodsafety-ledger\n* text\n"
    bare.write(".gitattributes", text)
    set_up(SESSION, bare.root)
    assert bare.read(".gitattributes") == text + SECTION
    assert attribute(bare, "text", "evidence/alpha/x.txt") == "unset"


def test_what_overrides_from_elsewhere_is_said(
    bare: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    bare.write("ledgers/.gitattributes", "*.yaml merge=union\n")
    assert set_up(SESSION, bare.root) == 1
    assert "other settings override the attributes of ledgers/x.yaml" in capsys.readouterr().err


def test_undoing_takes_out_a_file_that_was_only_ours(
    bare: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(SESSION, bare.root)
    undo(SESSION, bare.root)
    assert not (bare.root / ".gitattributes").exists()
    assert settings(bare) == ""
    capsys.readouterr()
    assert undo(SESSION, bare.root) == 0
    assert "nothing was set up" in capsys.readouterr().err


def test_somebodys_other_driver_stays(bare: Repo) -> None:
    bare.git("config", "merge.other.driver", "x")
    set_up(SESSION, bare.root)
    undo(SESSION, bare.root)
    assert settings(bare) == "merge.other.driver x"


def test_an_old_driver_is_replaced(bare: Repo) -> None:
    bare.git("config", "merge.foodsafety-ledger.driver", "old")
    set_up(SESSION, bare.root)
    assert "old" not in settings(bare)


def test_a_workspace_in_a_folder_has_its_own_attributes(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r", "区/2021")
    repo.start()
    assert set_up(SESSION, repo.root) == 0
    assert not (repo.top / ".gitattributes").exists()
    assert attribute(repo, "merge", "区/2021/ledgers/alpha.yaml") == "foodsafety-ledger"
    assert attribute(repo, "merge", "ledgers/alpha.yaml") == "unspecified"


@pytest.mark.parametrize("does", [set_up, undo, write_codeowners])
def test_without_a_repository_there_is_nothing_to_set_up(
    does: Callable[[Session, Path], int], tmp_path: Path
) -> None:
    with pytest.raises(OperatingError) as caught:
        does(SESSION, tmp_path)
    assert caught.value.key == "no-repository"


# What check says of these settings.


def test_a_union_merge_is_an_error(bare: Repo) -> None:
    bare.write(".gitattributes", "evidence/** -text\nledgers/*.yaml merge=union\n")
    code, said = bare.ledger("check", "--format", "concise")
    assert code == 1
    assert ".gitattributes:2:1: error[FL910 union-merge]" in said
    set_up(SESSION, bare.root)
    assert bare.found() == []


@pytest.mark.parametrize(
    ("where", "lines"),
    [
        ("ledgers/.gitattributes", "*.yaml merge=union\n"),
        (".gitattributes", "ledgers/beta.yaml merge=union\n"),
        (".gitattributes", "[attr]both merge=union\nledgers/** both\n"),
        ("data/.gitattributes", "* merge=union\n"),
    ],
)
def test_a_union_merge_is_found_wherever_it_is_set(bare: Repo, where: str, lines: str) -> None:
    bare.write(where, lines)
    assert f"{where}:1:1: error[FL910" in bare.ledger("check", "--format", "concise")[1]


def test_line_endings_of_evidence_are_remarked_on(bare: Repo) -> None:
    assert bare.found() == []
    bare.write("evidence/alpha/x.txt", "x\n")
    assert bare.found() == ["FL911"]
    bare.write(".gitattributes", "evidence/**    -text\n")
    assert bare.found() == []
    bare.write(".gitattributes", "evidence/** binary\n")
    assert bare.found() == []


def test_without_git_nothing_is_said_of_its_settings(
    bare: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare.write("evidence/alpha/x.txt", "x\n")
    monkeypatch.setenv("PATH", "")
    assert bare.found() == []


# CODEOWNERS.

LISTED = DEPARTMENTS.replace("kind: bureau}", "kind: bureau, authors: [a@alpha]}", 1)
OWNERS = (
    "# >>> foodsafety-ledger: written by `ledger init --codeowners`\n"
    "/ledgers/alpha.yaml a@alpha\n/evidence/alpha/ a@alpha\n"
    "# <<< foodsafety-ledger\n"
)


def test_codeowners_follow_the_authors(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.start()
    repo.write("data/departments.yaml", LISTED)
    assert write_codeowners(SESSION, repo.root) == 0
    assert repo.read("CODEOWNERS") == OWNERS
    assert "wrote CODEOWNERS" in capsys.readouterr().err
    assert repo.found() == []
    write_codeowners(SESSION, repo.root)
    assert "says what authors say" in capsys.readouterr().err
    repo.write("data/departments.yaml", LISTED.replace("a@alpha", "b@alpha"))
    code, said = repo.ledger("check", "--format", "concise")
    assert code == 0
    assert "CODEOWNERS:2:1: warning[FL823 codeowners-drift]" in said


@pytest.mark.parametrize("name", [".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"])
def test_codeowners_are_kept_where_they_are(tmp_path: Path, name: str) -> None:
    repo = Repo(tmp_path / "r", "区/2021")
    repo.start()
    repo.write("data/departments.yaml", LISTED)
    file = repo.top / name
    file.parent.mkdir()
    file.write_text("* @boss\n", "utf-8")
    write_codeowners(SESSION, repo.root)
    text = file.read_text("utf-8")
    assert text == "* @boss\n" + OWNERS.replace("/ledgers", "/区/2021/ledgers").replace(
        "/evidence", "/区/2021/evidence"
    )
    file.write_text(text + "* @boss\n", "utf-8")
    _, said = repo.ledger("check", "--format", "concise")
    assert f"../../{name}:6:1: warning[FL823 codeowners-drift]" in said


def test_nobody_listed_writes_nothing(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.start()
    assert write_codeowners(SESSION, repo.root) == 0
    assert not (repo.root / "CODEOWNERS").exists()
    assert "there is nothing to write" in capsys.readouterr().err


def test_a_list_that_is_gone_takes_its_lines_along(repo: Repo) -> None:
    repo.start()
    repo.write("CODEOWNERS", "* @boss\n" + OWNERS)
    write_codeowners(SESSION, repo.root)
    assert repo.read("CODEOWNERS") == "* @boss\n"


@pytest.mark.parametrize(
    "path", ["data/tasks.yaml", "data/departments.yaml"], ids=["plan", "departments"]
)
def test_a_plan_that_does_not_read_writes_nothing(repo: Repo, path: str) -> None:
    repo.start()
    repo.write(path, repo.read(path) + "nonsense: 1\n")
    with pytest.raises(FindingsError) as caught:
        write_codeowners(SESSION, repo.root)
    assert caught.value.key == "in-the-way"
