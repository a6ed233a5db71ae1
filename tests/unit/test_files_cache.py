"""The cache: the same value for the same content, and never anything else."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from foodsafety_ledger.check.run import open_workspace
from foodsafety_ledger.files import cache
from foodsafety_ledger.files.cache import cache_folder, content_key, keep, recall
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.period import Period


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "foodsafety-ledger"


def test_what_is_kept_is_recalled() -> None:
    key = content_key(b"tasks", b"departments")
    assert recall("plan", key) is None
    keep("plan", key, (Period(2021, 3), "x"))
    assert recall("plan", key) == (Period(2021, 3), "x")


def test_other_content_has_another_key() -> None:
    keys = {content_key(b"a", b"b"), content_key(b"ab", b""), content_key(b"b", b"a")}
    assert len(keys) == 3


def test_another_program_has_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = content_key(b"a")
    monkeypatch.setattr(cache, "__version__", "0.0.0")
    assert content_key(b"a") != before


def test_a_program_without_files_still_has_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_PACKAGE", Path("nowhere"))
    assert content_key(b"a") == content_key(b"a")


@pytest.mark.parametrize("value", [os.system, pickle.loads, print, os.path.join])
def test_nothing_but_our_own_values_is_ever_brought_back(own_cache: Path, value: object) -> None:
    own_cache.mkdir()
    (own_cache / "plan-key").write_bytes(pickle.dumps(value))
    assert recall("plan", "key") is None


def test_a_spoiled_file_is_no_value(own_cache: Path) -> None:
    keep("plan", "key", "x")
    (own_cache / "plan-key").write_bytes(b"\x80spoiled")
    assert recall("plan", "key") is None


def test_somebody_elses_file_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    keep("plan", "key", "x")
    monkeypatch.setattr(os, "geteuid", lambda: -5)
    assert recall("plan", "key") is None


def test_only_a_handful_is_kept(own_cache: Path) -> None:
    for number in range(40):
        keep("plan", f"{number:02d}", number)
    assert len(list(own_cache.iterdir())) == 16


def test_where_nothing_can_be_kept_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep("plan", "key", "x")
    assert recall("plan", "key") is None


def test_without_a_setting_it_is_in_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_folder({}) == Path.home() / ".cache" / "foodsafety-ledger"


def test_a_plan_from_the_cache_is_the_plan(own_cache: Path) -> None:
    source = WorkTree(Path(__file__).parents[2])
    first, second = open_workspace(source), open_workspace(source)
    assert len(list(own_cache.iterdir())) == 1
    assert first.plan is not second.plan
    assert first.plan == second.plan
    assert first.found == second.found
