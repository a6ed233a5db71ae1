"""Writing: always the old file or the new one, whole; nothing left behind, nothing overwritten."""

from __future__ import annotations

import errno
import hashlib
import os
import resource
import socket
import stat
import struct
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from foodsafety_ledger.files import atomic
from foodsafety_ledger.files.atomic import (
    ChangedOnDiskError,
    is_temporary,
    remove_dead_temporaries,
    replace_file,
    settle,
    temporary_beside,
    try_to_hold,
    write_new_file,
)
from foodsafety_ledger.model.failure import Exit, OperatingError
from users import ANN, BEN, KINDS, OFFICE, folder_for_all, needs_root, run_as, shared_folder

_NOBODY = 0xFFFFFFFF


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "market-regulation.yaml"
    path.write_bytes(b"old")
    return path


def test_a_file_is_replaced_and_keeps_its_mode(ledger: Path) -> None:
    ledger.chmod(0o640)
    replace_file(ledger, "新".encode(), _hash(b"old"))
    assert ledger.read_bytes() == "新".encode()
    assert ledger.stat().st_mode & 0o7777 == 0o640
    assert list(ledger.parent.iterdir()) == [ledger]


def test_a_linked_file_is_replaced_where_it_is(ledger: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(ledger.name)
    replace_file(link, b"new", _hash(b"old"))
    assert link.is_symlink()
    assert ledger.read_bytes() == b"new"


def test_a_file_that_changed_meanwhile_is_left_alone(ledger: Path) -> None:
    with pytest.raises(ChangedOnDiskError):
        replace_file(ledger, b"new", _hash(b"what was read"))
    assert ledger.read_bytes() == b"old"


def test_a_file_that_is_gone_or_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(OperatingError) as raised:
        replace_file(tmp_path / "gone", b"new", _hash(b"old"))
    assert raised.value.key == "write-failed"
    with pytest.raises(OperatingError) as raised:
        replace_file(tmp_path, b"new", _hash(b"old"))
    assert raised.value.key == "write-failed"


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "disk-full"), (errno.EDQUOT, "disk-full"), (errno.EFBIG, "disk-full"),
        (errno.EROFS, "read-only"), (errno.EACCES, "read-only"), (errno.EPERM, "read-only"),
        (errno.EIO, "write-failed"), (errno.ESTALE, "write-failed"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_refusal_at_any_step_leaves_the_old_file(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str, step: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    if step == "replace":
        monkeypatch.setattr(Path, step, refuse)
    else:
        monkeypatch.setattr(os, step, refuse)
    with pytest.raises(OperatingError) as raised:
        replace_file(ledger, b"new", _hash(b"old"))
    monkeypatch.undo()
    assert raised.value.key == key
    assert raised.value.exit_code is Exit.ENVIRONMENT
    assert ledger.read_bytes() == b"old"
    assert list(ledger.parent.iterdir()) == [ledger]


def test_an_interruption_leaves_the_old_file(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(ledger, b"new", _hash(b"old"))
    assert list(ledger.parent.iterdir()) == [ledger]
    assert ledger.read_bytes() == b"old"


def test_a_file_size_limit_leaves_the_old_file(ledger: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OperatingError) as raised:
            replace_file(ledger, b"x" * 2000, _hash(b"old"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert raised.value.key == "disk-full"
    assert ledger.read_bytes() == b"old"
    assert list(ledger.parent.iterdir()) == [ledger]


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.yaml"
    write_new_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_never_overwrites(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, links: object
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OperatingError) as raised:
        write_new_file(ledger, b"new")
    assert raised.value.key == "already-there"
    assert ledger.read_bytes() == b"old"
    write_new_file(ledger.with_name("other.yaml"), b"new")
    assert ledger.with_name("other.yaml").read_bytes() == b"new"
    assert len(list(ledger.parent.iterdir())) == 2


def test_temporaries_are_hidden_known_and_never_yaml(ledger: Path) -> None:
    with temporary_beside(ledger) as (temporary, _):
        assert temporary.parent == ledger.parent
        assert temporary.name.startswith(".")
        assert not temporary.name.endswith(".yaml")
        assert is_temporary(temporary.name)
    assert not is_temporary(ledger.name)
    with temporary_beside(ledger.with_name("区" * 80 + ".pdf")) as (temporary, _):
        assert temporary.exists()


def test_what_a_killed_process_left_is_removed(ledger: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from foodsafety_ledger.files.atomic import temporary_beside\n"
        "with temporary_beside(Path(sys.argv[1])) as (_, file):\n"
        "    file.write(b'x'); file.flush(); print('written', flush=True); sys.stdin.read()\n"
    )
    command, pipe = [sys.executable, "-c", program, str(ledger)], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "written\n"
        child.kill()
    (tmp_path / ".keep").write_text("")
    removed = remove_dead_temporaries(tmp_path, tmp_path / "none")
    assert [is_temporary(path.name) for path in removed] == [True]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".keep", ledger.name]


def test_what_a_living_process_writes_is_kept(ledger: Path, tmp_path: Path) -> None:
    with temporary_beside(ledger) as (temporary, file):
        assert remove_dead_temporaries(tmp_path) == []
        file.write(b"new")
        settle(file)
        assert remove_dead_temporaries(tmp_path) == []
        assert temporary.exists()


@pytest.mark.parametrize(
    ("host", "hours", "is_dead"),
    [("0123456789abcdef", 1, False), ("0123456789abcdef", 25, True), (None, 0, True)],
)
def test_of_another_computer_only_what_is_old_is_removed(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, host: str | None, hours: int, is_dead: object
) -> None:
    if host:
        monkeypatch.setattr(socket, "gethostname", lambda: host)
    with temporary_beside(ledger) as (left, _):
        pass
    monkeypatch.undo()
    left.write_bytes(b"x")
    then = time.time() - hours * 3600
    os.utime(left, (then, then))
    assert (remove_dead_temporaries(ledger.parent) == [left]) is is_dead


def test_where_nobody_can_ask_only_what_is_old_is_removed(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> bool:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(atomic, "try_to_hold", refuse)
    with temporary_beside(ledger) as (left, _):
        pass
    left.write_bytes(b"x")
    assert remove_dead_temporaries(ledger.parent) == []
    os.utime(left, (0, 0))
    assert remove_dead_temporaries(ledger.parent) == [left]


def test_a_new_temporary_taken_for_dead_is_made_anew(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another command cleans up in the instant between making the file and holding it."""

    def too_late(handle: int) -> bool:
        monkeypatch.undo()
        assert len(remove_dead_temporaries(ledger.parent)) == 1
        return try_to_hold(handle)

    monkeypatch.setattr(atomic, "try_to_hold", too_late)
    with temporary_beside(ledger) as (temporary, _):
        assert temporary.exists()


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("x")])
def test_what_only_has_such_a_name_is_left_alone(ledger: Path, make: object) -> None:
    assert callable(make)
    make(ledger.with_name(".a.0123456789ab.ledger-tmp"))
    assert remove_dead_temporaries(ledger.parent) == []


def test_a_file_keeps_its_access_list(ledger: Path) -> None:
    named = struct.pack(
        "<I" + "HHI" * 5,
        *(2, 1, 6, _NOBODY, 2, 6, 61003, 4, 4, _NOBODY, 16, 6, _NOBODY, 32, 4, _NOBODY),
    )
    try:
        os.setxattr(ledger, "system.posix_acl_access", named)
    except OSError:
        pytest.skip("no access lists on this file system")
    replace_file(ledger, b"new", _hash(b"old"))
    assert os.getxattr(ledger, "system.posix_acl_access") == named


def test_a_mode_that_cannot_be_kept_is_refused(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "not here")

    ledger.chmod(0o660)
    monkeypatch.setattr(os, "fchmod", refuse)
    with pytest.raises(OperatingError) as raised:
        replace_file(ledger, b"new", _hash(b"old"))
    assert raised.value.key == "access-lost"
    assert ledger.read_bytes() == b"old"
    assert list(ledger.parent.iterdir()) == [ledger]


@pytest.mark.parametrize(
    ("folder", "umask", "file_mode", "folder_mode"),
    [
        (0o775, 0o077, 0o660, 0o770),
        (0o777, 0o077, 0o666, 0o777),
        (0o2775, 0o022, 0o664, 0o2775),
        (0o755, 0o022, 0o644, 0o755),
        (0o755, 0o077, 0o600, 0o700),
    ],
)
def test_what_is_new_is_open_to_whoever_may_write_in_the_workspace(
    tmp_path: Path, folder: int, umask: int, file_mode: int, folder_mode: int
) -> None:
    root = tmp_path / "w"
    root.mkdir()
    root.chmod(folder)
    before = os.umask(umask)
    try:
        write_new_file(root / "ledgers" / "a.yaml", b"x", root)
        write_new_file(tmp_path / "page.html", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((root / "ledgers" / "a.yaml").stat().st_mode) == file_mode
    assert stat.S_IMODE((root / "ledgers").stat().st_mode) == folder_mode
    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == 0o666 & ~umask


@pytest.mark.parametrize("target", ["outside", "w/.git"])
def test_nothing_is_written_where_a_link_leads(tmp_path: Path, target: str) -> None:
    root = tmp_path / "w"
    (root / ".git").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (root / "ledgers").symlink_to(tmp_path / target)
    for path in ("ledgers/a.yaml", "ledgers/below/a.yaml"):
        with pytest.raises(OperatingError) as raised:
            write_new_file(root / path, b"x", root)
        assert raised.value.key == "leads-outside"
    assert list((tmp_path / target).iterdir()) == []


@needs_root
@pytest.mark.parametrize("kind", KINDS)
def test_two_users_write_by_turns_and_neither_is_shut_out(kind: str) -> None:
    with folder_for_all() as folder:
        root = shared_folder(folder, kind)
        path = root / "ledgers" / "a.yaml"
        turns = [user._replace(umask=umask) for umask in (0o077, 0o022) for user in (ANN, BEN)]
        assert run_as(turns[0], partial(_write, path, root, b"", b"0")) == 0
        for number, user in enumerate((*turns, *turns)):
            was, now = str(number).encode(), str(number + 1).encode()
            assert run_as(user, partial(_write, path, root, was, now)) == 0
            assert path.stat().st_uid == user.id
            other = BEN if user.id == ANN.id else ANN  # who writes next, and so can
            assert run_as(other, lambda: 0 if os.access(path, os.R_OK | os.W_OK) else 1) == 0


@needs_root
@pytest.mark.parametrize("kind", ["world", "group"])
def test_where_everybody_in_the_folder_has_the_file_by_the_folder_its_group_may_go(
    kind: str,
) -> None:
    with folder_for_all() as folder:
        root = shared_folder(folder, kind)
        path = root / "ledgers" / "a.yaml"
        path.write_bytes(b"old")
        os.chown(path, ANN.id, ANN.id)
        path.chmod(0o664)
        assert run_as(BEN, partial(_write, path, root, b"old", b"new")) == 0
        assert run_as(ANN, partial(_write, path, root, b"new", b"newer")) == 0


@needs_root
def test_a_group_that_cannot_be_kept_is_refused_and_owners_are_kept_by_root() -> None:
    with folder_for_all() as folder:
        root = shared_folder(folder, "world")
        path = root / "ledgers" / "a.yaml"
        path.write_bytes(b"old")
        os.chown(path, ANN.id, OFFICE)
        path.chmod(0o664)
        path.parent.chmod(0o755)
        os.chown(path.parent, BEN.id, BEN.id)
        stranger = BEN._replace(groups=())
        assert run_as(stranger, partial(_write, path, root, b"old", b"new")) == 4
        assert path.read_bytes() == b"old"
        assert run_as(BEN, partial(_write, path, root, b"old", b"new")) == 0
        assert (path.stat().st_gid, stat.S_IMODE(path.stat().st_mode)) == (OFFICE, 0o664)
        replace_file(path, b"newer", _hash(b"new"))
        assert (path.stat().st_uid, path.stat().st_gid) == (BEN.id, OFFICE)


@needs_root
def test_what_root_makes_is_the_owners_of_the_workspace() -> None:
    with folder_for_all() as folder:
        root = folder / "w"
        root.mkdir()
        os.chown(root, ANN.id, OFFICE)
        write_new_file(root / "ledgers" / "a.yaml", b"old", root)
        for path in (root / "ledgers", root / "ledgers" / "a.yaml"):
            assert (path.stat().st_uid, path.stat().st_gid) == (ANN.id, OFFICE)
        ann = partial(_write, root / "ledgers" / "a.yaml", root, b"old", b"new")
        assert run_as(ANN, ann) == 0


@needs_root
def test_in_a_sticky_folder_the_way_out_is_said() -> None:
    with folder_for_all() as folder:
        root = shared_folder(folder, "world")
        (root / "ledgers").chmod(0o1777)
        path = root / "ledgers" / "a.yaml"
        assert run_as(ANN, partial(_write, path, root, b"", b"old")) == 0
        assert run_as(BEN, partial(_write, path, root, b"old", b"new", "sticky-folder")) == 4
        assert path.read_bytes() == b"old"
        assert list(path.parent.iterdir()) == [path]


@needs_root
def test_another_users_living_file_is_kept_and_the_dead_ones_removed() -> None:
    with folder_for_all() as folder:
        ledgers = shared_folder(folder, "world") / "ledgers"
        with temporary_beside(ledgers / "a.yaml") as (living, _):
            (ledgers / ".b.yaml.0123456789ab.ledger-tmp").write_bytes(b"x")
            assert run_as(BEN, lambda: len(remove_dead_temporaries(ledgers))) == 1
            assert list(ledgers.iterdir()) == [living]


def _write(path: Path, root: Path, was: bytes, now: bytes, key: str = "access-lost") -> int:
    try:
        if was:
            replace_file(path, now, _hash(was))
        else:
            write_new_file(path, now, root)
    except OperatingError as failure:
        return 4 if failure.key == key else 5
    return 0
