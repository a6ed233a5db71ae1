"""The lock: one writer at a time, whoever waits is told for whom, the killed hold nothing."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from pwd import getpwuid
from socket import gethostname

import pytest

from foodsafety_ledger.files import locking
from foodsafety_ledger.files.locking import Holder, holder_of, lock_path, locked
from foodsafety_ledger.model.failure import OperatingError
from users import (
    ANN,
    BEN,
    KINDS,
    User,
    ended,
    folder_for_all,
    needs_root,
    run_as,
    shared_folder,
    start_as,
)

_HOLD = (
    "import sys; from pathlib import Path\n"
    "from foodsafety_ledger.files.locking import locked\n"
    "with locked(Path(sys.argv[1])):\n"
    "    print('held', flush=True); sys.stdin.read()\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    workspace = tmp_path / "区"
    workspace.mkdir()
    return workspace


@contextmanager
def _held(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock; killed in the end."""
    command = [sys.executable, "-c", _HOLD, str(root)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        yield child
        child.kill()


def test_it_lies_in_the_workspace_without_git_and_only_while_it_is_held(root: Path) -> None:
    path = lock_path(root)
    assert path == root / ".ledger-lock"
    with locked(root):
        assert path.exists()
    assert list(root.iterdir()) == []


def test_it_lies_among_gits_own_files(root: Path) -> None:
    subprocess.run(["git", "init", "-q", "."], cwd=root, check=True)
    path = lock_path(root)
    assert path.parent == root / ".git"
    (root / "below").mkdir()
    assert lock_path(root / "below").parent == root / ".git"
    assert lock_path(root / "below") != path
    with locked(root):
        assert path.exists()
        assert not (root / ".ledger-lock").exists()


def test_each_worktree_has_its_own(root: Path, tmp_path: Path) -> None:
    def git(*args: str) -> None:
        subprocess.run(["git", *args], cwd=root, check=True, capture_output=True)

    git("init", "-q", ".")
    git("commit", "-q", "--allow-empty", "-m", "x")
    git("worktree", "add", "-q", str(tmp_path / "second"))
    assert lock_path(tmp_path / "second").parent == root / ".git" / "worktrees" / "second"
    with locked(root), locked(tmp_path / "second", 0.1):
        pass


def test_everybody_finds_the_same_one(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With git or without, by whatever way, whatever git is told by the environment."""
    (root / "below").mkdir()
    subprocess.run(["git", "init", "-q", "."], cwd=root, check=True)
    path = lock_path(root / "below")
    (tmp_path / "link").symlink_to(root / "below")
    assert lock_path(tmp_path / "link") == path
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root))
    assert lock_path(root / "below") == path


@pytest.mark.parametrize("says", ["", "gitdir: gone\n", "gitdir: \0\n", "/"])
def test_a_git_file_that_leads_nowhere_is_no_git(root: Path, says: str) -> None:
    (root / ".git").write_text(says)
    assert lock_path(root) == root / ".ledger-lock"


def test_one_from_before_there_was_git_goes(root: Path) -> None:
    (root / ".ledger-lock").write_text("x")
    subprocess.run(["git", "init", "-q", "."], cwd=root, check=True)
    with locked(root):
        pass
    assert [path.name for path in root.iterdir()] == [".git"]


def test_the_holder_is_known_while_it_holds(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "somebody-else")
    with locked(root):
        holder = holder_of(lock_path(root))
        assert holder == Holder(getpwuid(os.geteuid()).pw_name, gethostname(), str(os.getpid()))
        assert str(holder) == f"{holder.user}@{holder.host} ({holder.pid})"
    assert holder_of(lock_path(root)) == Holder()
    assert str(Holder()) == "?"


@pytest.mark.parametrize("said", [b"\xff", b"li\nhost", b"li\nho\x1b[31mst\n1", b"a" * 5000])
def test_whatever_else_is_written_there_is_no_holder(root: Path, said: bytes) -> None:
    lock_path(root).write_bytes(said)
    assert holder_of(lock_path(root)) == Holder()


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="no list of locks here")
def test_a_holder_that_could_not_sign_is_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with _held(root) as child:
        lock_path(root).write_bytes(b"")
        with pytest.raises(OperatingError) as raised, locked(root, 0.1):
            pass
        user = getpwuid(os.geteuid()).pw_name
        assert raised.value.facts["holder"] == f"{user}@{gethostname()} ({child.pid})"
        monkeypatch.setattr(Path, "read_text", _refused)
        with pytest.raises(OperatingError) as raised, locked(root, 0.1):
            pass
        assert raised.value.facts["holder"] == "?"


def test_what_a_killed_process_left_goes(root: Path) -> None:
    for folder in ("data", "ledgers", "evidence/market"):
        (root / folder).mkdir(parents=True)
        (root / folder / ".a.yaml.0123456789ab.ledger-tmp").write_text("x")
    with locked(root):
        pass
    assert [path for path in root.rglob("*") if path.is_file()] == []


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


def test_one_lock_of_the_two_is_enough_to_wait_for(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder's lock where the file is out of reach, the file's where folders have none."""
    with _held(root):
        monkeypatch.setattr(locking, "_open_lock", _refused)
        with pytest.raises(OperatingError), locked(root, 0.1):
            pass
        monkeypatch.undo()
        monkeypatch.setattr(locking, "_hold_folder", lambda *_: None)
        with pytest.raises(OperatingError) as raised, locked(root, 0.1):
            pass
    assert raised.value.key == "lock-held"


def test_a_file_that_was_removed_meanwhile_is_not_waited_for(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody cleans up the folder while the lock is held; nobody goes by the old file."""
    monkeypatch.setattr(locking, "_hold_folder", lambda *_: None)
    opened = locking._open_lock

    def removed(root: Path, path: Path) -> int:
        handle = opened(root, path)
        monkeypatch.setattr(locking, "_open_lock", opened)
        path.unlink()
        return handle

    monkeypatch.setattr(locking, "_open_lock", removed)
    with locked(root, 5):
        assert holder_of(lock_path(root)).pid == str(os.getpid())


def _refused(*_: object) -> int:
    raise PermissionError(errno.EACCES, "not permitted")


def test_where_no_lock_can_be_taken_it_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "_hold_folder", lambda *_: None)
    monkeypatch.setattr(locking, "_open_lock", _refused)
    with pytest.raises(OperatingError) as raised, locked(root):
        pass
    assert (raised.value.key, raised.value.facts["what"]) == ("lock-impossible", "not permitted")


def test_a_system_without_locks_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "try_to_hold", _refused)
    with pytest.raises(OperatingError) as raised, locked(root):
        pass
    assert raised.value.key == "lock-impossible"


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda p: p.symlink_to("../secret")])
def test_what_stands_in_the_place_of_the_file_is_left_alone(root: Path, make: object) -> None:
    secret = root.parent / "secret"
    secret.write_text("x")
    assert callable(make)
    make(lock_path(root))
    with locked(root):
        pass
    assert os.path.lexists(lock_path(root))
    assert secret.read_text() == "x"


def test_another_name_of_some_file_is_not_written(root: Path) -> None:
    secret = root.parent / "secret"
    secret.write_text("x")
    lock_path(root).hardlink_to(secret)
    with locked(root):
        pass
    assert secret.read_text() == "x"


@pytest.mark.parametrize("ledgers", [True, False])
def test_its_file_is_open_to_whoever_may_write_ledgers(
    root: Path, monkeypatch: pytest.MonkeyPatch, ledgers: object
) -> None:
    """From its first moment on, not only once its mode is set."""
    monkeypatch.setattr(locking, "let_in", lambda *_: None)
    shared = root / "ledgers" if ledgers else root
    shared.mkdir(exist_ok=True)
    shared.chmod(0o2775)
    before = os.umask(0o077)
    try:
        with locked(root):
            assert stat.S_IMODE(lock_path(root).stat().st_mode) == 0o660
    finally:
        os.umask(before)


@needs_root
def test_one_that_a_killed_process_left_can_be_held_by_whoever_may_only_read_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(locking, "_hold_folder", lambda *_: None)
    with folder_for_all() as folder:
        root = shared_folder(folder, "world")
        lock_path(root).write_text("left")
        assert run_as(BEN, partial(_tries, root, "")) == 0


@needs_root
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_two_users_never_hold_it_at_once(kind: str, umask: int) -> None:
    with folder_for_all() as folder:
        root = shared_folder(folder, kind)
        for first, second in ((ANN, BEN), (BEN, ANN)):
            with _held_by(first._replace(umask=umask), root) as pid:
                holder = f"{first.id}@{gethostname()} ({pid})"
                told = run_as(second, partial(_tries, root, holder))
            assert (told, run_as(second, partial(_tries, root, ""))) == (1, 0), (first, second)


@contextmanager
def _held_by(user: User, root: Path) -> Iterator[int]:
    """A process of ``user`` that holds the lock; its pid."""
    (is_held, says), (goes_on, stop) = os.pipe(), os.pipe()

    def hold() -> int:
        with locked(root, 5):
            os.write(says, b".")
            os.read(goes_on, 1)
        return 0

    pid = start_as(user, hold)
    os.close(says)
    assert os.read(is_held, 1) == b"."
    yield pid
    os.write(stop, b".")
    assert ended(pid) == 0
    for handle in (is_held, goes_on, stop):
        os.close(handle)


def _tries(root: Path, holder: str) -> int:
    """0 if the lock could be had, 1 if ``holder`` has it."""
    try:
        with locked(root, 0.1):
            return 0
    except OperatingError as failure:
        return 1 if failure.facts.get("holder") == holder else 2
