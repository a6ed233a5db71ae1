"""The cache: the same value for the same content, and never anything else."""

from __future__ import annotations

import hashlib
import marshal
import os
import pickle
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foodsafety_ledger.check.run import open_workspace
from foodsafety_ledger.files import cache
from foodsafety_ledger.files.cache import cache_folder, content_key, keep, recall
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.period import Cadence, Period
from foodsafety_ledger.reading.kept import restored, told


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "foodsafety-ledger"


def test_what_is_kept_is_recalled() -> None:
    key = content_key(b"tasks", b"departments")
    assert recall("plan", key) is None
    keep("plan", key, (2021, "x"))
    assert recall("plan", key) == (2021, "x")


def test_a_value_of_the_model_is_restored_as_it_was() -> None:
    value = (Period(2021, 3), [{"x": 1}], frozenset({1}), None)
    assert restored(told(value)) == value


def test_other_content_has_another_key() -> None:
    keys = {content_key(b"a", b"b"), content_key(b"ab", b""), content_key(b"b", b"a")}
    assert len(keys) == 3


def test_another_program_has_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = content_key(b"a")
    monkeypatch.setattr(cache, "__version__", "0.0.0")
    assert content_key(b"a") != before


def test_a_program_without_files_still_has_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_PACKAGE", "nowhere")
    assert content_key(b"a") == content_key(b"a")


def test_a_program_changed_under_the_same_time_has_another_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_PACKAGE", str(tmp_path))
    keys = set()
    for text in ("x = 1", "x = 12", "x = 34"):
        (tmp_path / "module.py").write_text(text, "utf-8")
        os.utime(tmp_path / "module.py", (1, 1))
        monkeypatch.setattr(cache, "_states", {})
        keys.add(content_key(b"a"))
        time.sleep(0.05)  # a system's clock for files is coarse
    assert len(keys) == 3


def _put(folder: Path, raw: bytes) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "plan-key").write_bytes(hashlib.sha256(b"plan-key\0" + raw).digest() + raw)


def _calling(name: str) -> bytes:
    """What pickle reads as a call of something in a module with the text ``month``."""
    texts = (b"\x8c" + bytes([len(one)]) + one.encode() for one in (*name.split(), "month"))
    module, called, argument = texts
    return b"\x80\x05" + module + called + b"\x93" + argument + b"\x85R."


@pytest.mark.parametrize(
    "name",
    [
        "os system",
        "subprocess Popen",
        "builtins list",
        "fractions math.sqrt",
        "foodsafety_ledger.files.source WorkTree",
        "foodsafety_ledger.model.period StrEnum",
        "foodsafety_ledger.model.period parse_period",
        "foodsafety_ledger.model.period Period.__str__",
    ],
)
def test_nothing_but_values_is_ever_built(name: str) -> None:
    assert restored(_calling("foodsafety_ledger.model.period Cadence")) is Cadence.MONTH
    assert restored(_calling(name)) is None


@pytest.mark.parametrize("raw", [pickle.dumps(print), b"", b"\x00", b"\xffspoiled"])
def test_a_file_of_another_form_is_no_value(own_cache: Path, raw: bytes) -> None:
    _put(own_cache, raw)
    assert recall("plan", "key") is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_never_looked_into(data: st.DataObject) -> None:
    key = "0" * 40
    keep("damaged", key, (2021, "x"))
    path = Path(cache_folder()) / f"damaged-{key}"
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != whole[at]))
    path.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
    assert recall("damaged", key) is None
    path.write_bytes(whole[:at])
    assert recall("damaged", key) is None


def test_the_value_of_another_key_is_no_value(own_cache: Path) -> None:
    keep("plan", "0" * 40, "x")
    (own_cache / f"plan-{'0' * 40}").rename(own_cache / f"plan-{'1' * 40}")
    assert recall("plan", "1" * 40) is None


def test_many_who_keep_at_once_leave_a_whole_value() -> None:
    values = [str(number) * 5000 for number in range(4)]
    with ThreadPoolExecutor() as pool:
        kept = [pool.submit(keep, "plan", "key", value) for value in values * 5]
        seen = [pool.submit(recall, "plan", "key") for _ in range(40)]
    assert all(one.exception() is None for one in kept)
    assert {one.result() for one in seen} <= {None, *values}
    assert recall("plan", "key") in values


def test_somebody_elses_file_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    keep("plan", "key", "x")
    monkeypatch.setattr(os, "geteuid", lambda: -5)
    assert recall("plan", "key") is None


def _linked(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: folder.chmod(0o770),
        lambda folder: folder.chmod(0o707),
        lambda folder: (folder / "plan-key").chmod(0o620),
        lambda folder: (folder / "plan-key").chmod(0o602),
        lambda folder: _linked(folder / "plan-key"),
        _linked,
    ],
)
def test_what_others_could_have_written_is_no_value(
    own_cache: Path, spoil: Callable[[Path], None]
) -> None:
    _put(own_cache, marshal.dumps("x"))
    (own_cache / "plan-key").chmod(0o600)
    assert recall("plan", "key") == "x"
    spoil(own_cache)
    assert recall("plan", "key") is None


def test_what_is_kept_is_kept_from_others(own_cache: Path) -> None:
    before = os.umask(0)
    try:
        keep("plan", "key", "x")
    finally:
        os.umask(before)
    modes = [path.stat().st_mode & 0o777 for path in (own_cache, own_cache / "plan-key")]
    assert modes == [0o700, 0o600]


def test_nothing_is_put_into_a_folder_that_others_can_write(own_cache: Path) -> None:
    own_cache.mkdir()
    own_cache.chmod(0o777)
    keep("plan", "key", "x")
    assert list(own_cache.iterdir()) == []


def test_a_pipe_in_the_place_of_a_value_is_not_waited_for(own_cache: Path) -> None:
    own_cache.mkdir(mode=0o700)
    os.mkfifo(own_cache / "plan-key", 0o600)
    assert recall("plan", "key") is None


def test_only_a_handful_is_kept_and_no_other_file_removed(own_cache: Path) -> None:
    own_cache.mkdir(mode=0o700)
    others = {"plan-notes.txt", "plan-0123", f"plans-{'0' * 40}"}
    for name in others:
        (own_cache / name).touch()
    for number in range(40):
        keep("plan", content_key(b"%d" % number), number)
    names = {path.name for path in own_cache.iterdir()}
    assert names > others
    assert len(names - others) == 16


def test_where_nothing_can_be_kept_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep("plan", "key", "x")
    assert recall("plan", "key") is None


def test_without_a_setting_it_is_in_the_home() -> None:
    home = str(Path.home() / ".cache" / "foodsafety-ledger")
    assert cache_folder({}) == home
    assert cache_folder({"XDG_CACHE_HOME": "relative"}) == home


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    keep("plan", "key", "x")
    assert recall("plan", "key") is None


def test_a_plan_from_the_cache_is_the_plan(own_cache: Path) -> None:
    source = WorkTree(Path(__file__).parents[2])
    first, second = open_workspace(source), open_workspace(source)
    assert len(list(own_cache.iterdir())) == 1
    assert first.plan is not second.plan
    assert first.plan == second.plan
    assert first.found == second.found


def test_what_a_killed_process_left_is_removed(own_cache: Path) -> None:
    keep("plan", content_key(b"a"), 1)
    (own_cache / ".plan-a.0123456789ab.ledger-tmp").write_bytes(b"x")
    keep("plan", content_key(b"b"), 2)
    assert {one.name[:5] for one in own_cache.iterdir()} == {"plan-"}
