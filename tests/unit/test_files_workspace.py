"""Finding the workspace, and the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from foodsafety_ledger.files import clock
from foodsafety_ledger.files.workspace import find_workspace, is_workspace
from foodsafety_ledger.model.failure import Exit, NoWorkspaceError, UsageError


def _workspace(folder: Path, name: str = "tasks.yaml") -> Path:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / name).write_text("")
    return folder


@pytest.mark.parametrize("name", ["tasks.yaml", "departments.yaml"])
def test_it_is_found_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    root = _workspace(tmp_path / "区", name)
    below = root / "evidence" / "x"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert find_workspace(None, {}) == root


def test_the_search_stops_at_the_git_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _workspace(tmp_path)
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    monkeypatch.chdir(repository)
    with pytest.raises(NoWorkspaceError) as raised:
        find_workspace(None, {})
    assert raised.value.key == "no-workspace"
    assert raised.value.exit_code is Exit.NO_WORKSPACE


def test_the_git_root_may_be_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (_workspace(tmp_path) / ".git").write_text("gitdir: elsewhere")
    monkeypatch.chdir(tmp_path)
    assert find_workspace(None, {}) == tmp_path


def test_a_named_folder_goes_first_then_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = (_workspace(tmp_path / name) for name in ("one", "two", "three"))
    monkeypatch.chdir(one)
    environment = {"FOODSAFETY_LEDGER_ROOT": str(two)}
    assert find_workspace(three, environment) == three
    assert find_workspace(None, environment) == two
    assert find_workspace(None, {"FOODSAFETY_LEDGER_ROOT": ""}) == one
    assert find_workspace(Path("../three"), {}).resolve() == three


def test_a_named_folder_must_be_a_workspace_itself(tmp_path: Path) -> None:
    below = _workspace(tmp_path) / "ledgers"
    with pytest.raises(NoWorkspaceError) as raised:
        find_workspace(below, {})
    assert (raised.value.key, raised.value.facts) == ("not-a-workspace", {"folder": str(below)})


def test_a_current_folder_that_is_gone_is_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(NoWorkspaceError):
        find_workspace(None, {})


def test_a_folder_without_a_plan_is_no_workspace(tmp_path: Path) -> None:
    assert not is_workspace(tmp_path)


def test_today_is_that_of_shanghai(monkeypatch: pytest.MonkeyPatch) -> None:
    class Evening:
        @staticmethod
        def now(zone: timezone) -> datetime:
            return datetime(2021, 10, 15, 16, 0, tzinfo=UTC).astimezone(zone)

    monkeypatch.setattr(clock, "datetime", Evening)
    assert clock.today({}) == date(2021, 10, 16)
    assert clock.SHANGHAI.utcoffset(None) == timedelta(hours=8)


def test_today_can_be_told() -> None:
    assert clock.today({"FOODSAFETY_LEDGER_TODAY": "2021-10-15"}) == date(2021, 10, 15)


@pytest.mark.parametrize("text", ["2021-10-32", "15.10.2021", "today", "20211015"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        clock.today({"FOODSAFETY_LEDGER_TODAY": text})
    assert raised.value.key == "bad-today"
