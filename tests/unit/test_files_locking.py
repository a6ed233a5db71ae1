"""The lock: one writer at a time, whoever waits is told for whom, the killed hold nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock
import pytest

from foodsafety_ledger.files import locking
from foodsafety_ledger.files.locking import Holder, holder_of, lock_path, locked
from foodsafety_ledger.values.failure import OperatingError

_HOLD = (
    "import sys, time; from pathlib import Path\n"
    "from foodsafety_ledger.files.locking import locked\n"
    "with locked(Path(sys.argv[1])):\n"
    "    print('held', flush=True); time.sleep(60)\n"
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    workspace = tmp_path / "区"
    workspace.mkdir()
    return workspace


@contextmanager
def _held(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock; killed in the end."""
    command = [sys.executable, "-c", _HOLD, str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        yield child
        child.kill()


def test_it_lies_in_the_cache_without_git(root: Path, tmp_path: Path) -> None:
    path = lock_path(root)
    assert path.parent == tmp_path / "cache" / "foodsafety-ledger"
    (tmp_path / "other").mkdir()
    assert lock_path(tmp_path / "other").name != path.name
    with locked(root):
        pass
    assert list(root.iterdir()) == []


def test_it_lies_among_gits_own_files(root: Path) -> None:
    subprocess.run(["git", "init", "-q", "."], cwd=root, check=True)
    path = lock_path(root)
    assert path.parent.resolve() == (root / ".git").resolve()
    (root / "below").mkdir()
    assert lock_path(root / "below").parent.resolve() == (root / ".git").resolve()
    assert lock_path(root / "below") != path


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"XDG_CACHE_HOME": "/x"}, Path("/x")),
        ({"LOCALAPPDATA": "/y"}, Path("/y")),
        ({"XDG_CACHE_HOME": ""}, Path.home() / ".cache"),
    ],
)
def test_the_cache_is_the_users(root: Path, environment: dict[str, str], folder: Path) -> None:
    assert lock_path(root, environment).parent == folder / "foodsafety-ledger"


def test_the_holder_is_known_while_it_holds(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "张三")
    with locked(root):
        holder = holder_of(lock_path(root))
        assert (holder.user, holder.pid) == ("张三", str(os.getpid()))
        assert str(holder).startswith("张三@")
    assert holder_of(lock_path(root)) == Holder()
    assert str(Holder()) == "?"


def test_whoever_waits_in_vain_is_told_for_whom(root: Path) -> None:
    waited_for: list[Holder] = []
    with (
        _held(root) as child,
        pytest.raises(OperatingError) as raised,
        locked(root, 0.2, waited_for.append),
    ):
        pass
    assert [holder.pid for holder in waited_for] == [str(child.pid)]
    assert raised.value.key == "lock-held"
    assert str(child.pid) in str(raised.value.facts["holder"])
    assert raised.value.facts["seconds"] == "0.2"


def test_a_killed_process_holds_nothing(root: Path) -> None:
    with _held(root):
        pass
    waited_for: list[Holder] = []
    with locked(root, 0.2, waited_for.append):
        assert holder_of(lock_path(root)).pid == str(os.getpid())
    assert waited_for == []


def test_it_is_given_back_after_an_exception(root: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(root):
        raise ZeroDivisionError
    with locked(root, 0.1):
        pass


@pytest.mark.parametrize("error", [OSError(1, "not permitted"), NotImplementedError()])
def test_where_no_lock_can_be_taken_it_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    with pytest.raises(OperatingError) as raised, locked(root):
        pass
    assert raised.value.key == "lock-impossible"


def test_a_holder_that_cannot_be_written_down_does_no_harm(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "_holder_path", lambda lock: lock / "none")
    with locked(root):
        assert holder_of(lock_path(root)) == Holder()
