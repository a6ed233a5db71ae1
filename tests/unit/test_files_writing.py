"""Writing: always the old file or the new one, whole; nothing left behind, nothing overwritten."""

from __future__ import annotations

import errno
import hashlib
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foodsafety_ledger.files.writing import (
    ChangedOnDiskError,
    is_temporary,
    remove_dead_temporaries,
    replace_file,
    temporary_beside,
    write_new_file,
)
from foodsafety_ledger.values.failure import Exit, OperatingError


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
        "import sys, time; from pathlib import Path\n"
        "from foodsafety_ledger.files.writing import temporary_beside\n"
        "with temporary_beside(Path(sys.argv[1])) as (_, file):\n"
        "    file.write(b'x'); file.flush(); time.sleep(60)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", program, str(ledger)])
    deadline = time.monotonic() + 20
    while len(list(tmp_path.iterdir())) == 1 and time.monotonic() < deadline:
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()
    (tmp_path / ".keep").write_text("")
    removed = remove_dead_temporaries(tmp_path, tmp_path / "none")
    assert [is_temporary(path.name) for path in removed] == [True]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".keep", ledger.name]
