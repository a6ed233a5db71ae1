"""``ledger init``: a workspace from nothing, and nothing overwritten."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from foodsafety_ledger.cli.app import run
from foodsafety_ledger.files.workspace import shipped_data, workspace_files
from foodsafety_ledger.model.failure import Exit


def test_a_new_workspace_is_complete_and_passes_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "district"
    assert run(["init", str(folder)]) == Exit.FINE
    assert "30" in capsys.readouterr().err
    for path, content in (shipped_data() | workspace_files()).items():
        assert (folder / path).read_bytes().endswith(content)  # data begins with its schema
    assert len(list((folder / "ledgers").iterdir())) == 30
    assert (folder / "ledgers" / "education.yaml").read_text("utf-8") == (
        "# yaml-language-server: $schema=../schema/ledger.schema.json\n"
        "plan: lianyun-2021\ndepartment: education\nentries: []\n"
    )
    assert run(["-C", str(folder), "check"]) == Exit.FINE


def test_without_a_folder_it_is_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init"]) == Exit.FINE
    assert (tmp_path / "data" / "tasks.yaml").is_file()


def test_a_workspace_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "tasks.yaml").write_text("plan: mine\n", "utf-8")
    assert run(["init", str(tmp_path)]) == Exit.USAGE
    assert "data/tasks.yaml" in capsys.readouterr().err
    assert (tmp_path / "data" / "tasks.yaml").read_text("utf-8") == "plan: mine\n"
    assert not (tmp_path / "ledgers").exists()


def test_a_workspace_that_was_only_begun_is_completed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a full disk it ends anywhere, and is told to be run again."""
    assert run(["init", str(tmp_path)]) == Exit.FINE
    whole = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    (tmp_path / "ledgers" / "education.yaml").unlink()
    (tmp_path / ".gitignore").unlink()
    capsys.readouterr()
    assert run(["init", str(tmp_path)]) == Exit.FINE
    assert "README.md" not in capsys.readouterr().err, "nobody else has written it"
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == whole
    assert run(["init", str(tmp_path)]) == Exit.USAGE, "it is there"
    (tmp_path / "ledgers" / "education.yaml").unlink()
    (tmp_path / "ledgers" / "finance.yaml").write_text("plan: mine\n", "utf-8")
    assert run(["init", str(tmp_path)]) == Exit.USAGE, "somebody has worked in it"
    assert not (tmp_path / "ledgers" / "education.yaml").exists()


def test_settings_that_are_there_are_kept_and_said_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "README.md").write_text("# mine\n", "utf-8")
    assert run(["init", str(tmp_path)]) == Exit.FINE
    assert "README.md" in capsys.readouterr().err
    assert (tmp_path / "README.md").read_text("utf-8") == "# mine\n"


@pytest.mark.parametrize(
    "options",
    [["--git", "--undo-git"], ["--git", "--from", "plan.txt"], ["--codeowners", "--from", "x"]],
)
def test_options_that_exclude_each_other(options: list[str], tmp_path: Path) -> None:
    assert run(["init", str(tmp_path), *options]) == Exit.USAGE
    assert list(tmp_path.iterdir()) == []


def test_gits_part_needs_a_workspace(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path), "--git"]) == Exit.NO_WORKSPACE


def test_a_workspace_from_a_document_says_what_to_look_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "plan.txt"
    document.write_text(
        "2022年示例区食品安全工作安排\n\n一、强化监管\n\n"
        "1. 加强学校食堂检查，检查覆盖率达100%。（区教育局负责）\n",
        "utf-8",
    )
    folder = tmp_path / "new"
    assert run(["init", str(folder), "--from", str(document)]) == Exit.FINE
    assert "review" in capsys.readouterr().err
    assert (folder / "ledgers" / "education.yaml").is_file()
    assert run(["-C", str(folder), "check"]) == Exit.FINE


def test_a_document_without_tasks_still_gives_files_to_go_on_with(tmp_path: Path) -> None:
    document = tmp_path / "letter.txt"
    document.write_text("你好。\n", "utf-8")
    assert run(["init", str(tmp_path / "new"), "--from", str(document)]) == Exit.FINE
    assert (tmp_path / "new" / "data" / "tasks.yaml").is_file()


def test_what_a_killed_command_leaves_is_not_committed(tmp_path: Path) -> None:
    root = tmp_path / "w"
    assert run(["init", str(root)]) == 0
    left = [".ledger-lock", "ledgers/.a.yaml.0123456789ab.01234567.ledger-tmp"]
    for path in left:
        (root / path).touch()
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    asked = ["git", "-C", str(root), "status", "--porcelain", "--untracked-files=all"]
    listed = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    assert not [path for path in left if path in listed]


class Installed:
    """A distribution, and what pip wrote down about where it came from."""

    version = "1.2"

    def __init__(self, told: str | None) -> None:
        self.told = told

    def read_text(self, _: str) -> str | None:
        return self.told


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (None, "foodsafety-ledger==1.2"),
        ('{"url": "file:///home/li/ledger", "dir_info": {}}', None),
        (
            '{"url": "https://x.example/l.git", "vcs_info": {"vcs": "git", "commit_id": "ab12"}}',
            "foodsafety-ledger @ git+https://x.example/l.git@ab12",
        ),
        (
            '{"url": "https://x.example/l.whl", "archive_info": {}}',
            "foodsafety-ledger @ https://x.example/l.whl",
        ),
    ],
)
def test_the_ci_file_installs_from_where_the_user_got_it(
    told: str | None,
    expected: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("importlib.metadata.distribution", lambda _: Installed(told))
    assert run(["--lang", "en", "init", str(tmp_path / "new")]) == Exit.FINE
    said = capsys.readouterr().err
    ci = (tmp_path / "new" / ".github" / "workflows" / "ledger.yml").read_text("utf-8")
    assert f'pip install "{expected or "foodsafety-ledger"}"' in ci
    assert ("where the CI can get this program" in said) == (expected is None)


@pytest.mark.parametrize(
    "command", [["init"], ["demo"], ["schema", "-o"], ["plan", "draft", "plan.txt", "-o"]]
)
def test_a_file_where_a_folder_is_to_be_is_called_what_it_is(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "here"
    file.write_bytes(b"mine")
    (tmp_path / "plan.txt").write_text("一、抓监管。（区农业农村局负责）\n", "utf-8")
    told = [str(tmp_path / one) if one == "plan.txt" else one for one in command]
    for folder in (file, file / "below"):
        assert run([*told, str(folder)]) == Exit.ENVIRONMENT
        assert f"{file} 是文件，不是文件夹" in capsys.readouterr().err
    assert file.read_bytes() == b"mine"
