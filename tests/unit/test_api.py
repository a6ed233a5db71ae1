"""The public door: the documented example runs, and says what the commands say."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from foodsafety_ledger import api
from foodsafety_ledger.cli.app import run
from repos import Repo

_PAGE = Path(__file__).parents[2] / "docs" / "api.md"
_EXAMPLE = re.findall(r"```python\n(.*?)```", _PAGE.read_text("utf-8"), re.DOTALL)
_DAY = "2022-01-20"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which ``ledger demo district`` was run."""
    folder = tmp_path_factory.mktemp("api")
    assert run(["demo", str(folder / "district")]) == 0
    return folder


def _status(
    folder: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> dict[str, list[dict[str, object]]]:
    run(["-C", str(folder), "status", "--as-of", _DAY, "--format", "json", *more])
    data: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)["data"]
    return data


def test_the_example_prints_what_the_commands_say(
    demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example, _ = _EXAMPLE  # the other is a rule, which has its own tests
    monkeypatch.chdir(demo)
    exec(compile(example, str(_PAGE), "exec"), {})  # noqa: S102 - the project's own page
    printed = capsys.readouterr().out.splitlines()
    red = _status(demo / "district", capsys, "--only", "red")
    shown = [line.split()[0] for line in printed if not line.startswith(" ")]
    assert shown == [item["id"] for item in red["items"]]
    missed = [one for one in red["targets"] if one["verdict"] == "missed"]
    assert missed
    gaps = [line.rpartition(" 差 ")[2] for line in printed if " 差 " in line]
    assert gaps == [str(one["gap"]) for one in missed]


def test_a_commit_is_opened_like_the_files(tmp_path: Path) -> None:
    commit = Repo(tmp_path).start()
    (tmp_path / "data" / "tasks.yaml").write_text("", "utf-8")
    assert api.open_workspace(tmp_path).plan is None
    then = api.open_workspace(tmp_path, commit)
    assert api.assess(then, date(2021, 10, 20)).plan is then.plan
    with pytest.raises(ValueError, match=commit):
        api.check(then, commit)


def test_what_is_found_is_said_in_the_language_asked_for(tmp_path: Path) -> None:
    with pytest.raises(api.LedgerError):
        api.open_workspace(tmp_path)
    assert run(["init", str(tmp_path)]) == 0
    (tmp_path / "data" / "tasks.yaml").unlink()
    workspace = api.open_workspace(tmp_path)
    with pytest.raises(api.FindingsError):
        api.assess(workspace)
    chinese, english = api.check(workspace, lang="zh"), api.check(workspace, lang="en")
    [(said, likewise)] = [pair for pair in zip(chinese, english, strict=True) if _is_lost(pair[0])]
    assert said.location.path == likewise.location.path == "data/tasks.yaml"
    assert said.message != likewise.message


def _is_lost(finding: api.Finding) -> bool:
    return finding.code == "FL216" and finding.severity is api.Severity.ERROR


def test_every_name_promised_is_there() -> None:
    assert all(hasattr(api, name) for name in api.__all__)


def test_an_extract_is_what_the_command_writes(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(demo)
    workspace = api.open_workspace("district", "HEAD")
    rows = api.extract(workspace, date(2022, 1, 20))
    args = ["extract", str(tmp_path), "--rev", "HEAD", "--as-of", _DAY]
    assert run(["-C", "district", *args]) == 0
    (written,) = tmp_path.rglob("*.parquet")
    assert duckdb.read_parquet(str(written)).columns == list(api.Row._fields)
    assert duckdb.read_parquet(str(written)).fetchall() == [tuple(one) for one in rows]


@pytest.mark.parametrize("day", ["2021-10-20", datetime(2021, 10, 20, tzinfo=UTC), 5])
def test_what_is_no_day_is_refused_with_what_is_allowed(tmp_path: Path, day: object) -> None:
    Repo(tmp_path).start()
    workspace = api.open_workspace(tmp_path)
    with pytest.raises(TypeError, match=r"as_of must be a datetime\.date or None, not "):
        api.assess(workspace, day)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="as_of must be"):
        api.extract(workspace, day)  # type: ignore[arg-type]


def test_a_language_that_there_is_not_is_refused(tmp_path: Path) -> None:
    Repo(tmp_path).start()
    with pytest.raises(ValueError, match="lang must be one of"):
        api.check(api.open_workspace(tmp_path), lang="fr")  # type: ignore[arg-type]
