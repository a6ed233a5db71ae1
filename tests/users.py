"""Several people at one folder: processes that run as somebody else, which only root can start."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import pytest

OFFICE: Final = 61000
"""The group that both belong to."""

needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be two users"
)


class User(NamedTuple):
    """An account that no system has, alone in its own group; ``groups`` are the others."""

    id: int
    groups: tuple[int, ...] = (OFFICE,)
    umask: int = 0o022


ANN: Final = User(61001)
BEN: Final = User(61002)


KINDS: Final = ("world", "group", "sticky", "git", "closed git")
"""How two people may come to share a workspace: see ``shared_folder``."""


def shared_folder(folder: Path, kind: str) -> Path:
    """An empty workspace in whose ``ledgers/`` and ``evidence/`` both may write.

    Everybody may write in all of it (``sticky``: and remove only what is theirs), or their group
    may; or it is root's clone, in which they may write nowhere else, nor (``closed git``) see
    anything of git's.
    """
    root = folder / "区"
    shared = [root, root / "ledgers", root / "evidence"]
    for one in shared:
        one.mkdir()
    if "git" in kind:
        subprocess.run(["git", "init", "-q", "--template=", str(root)], check=True)
        (root / ".git").chmod(0o700 if kind == "closed git" else 0o755)
        del shared[0]
    for one in shared:
        os.chown(one, 0, OFFICE)
        one.chmod(0o2775 if kind == "group" else 0o777)
    if kind == "sticky":
        root.chmod(0o1777)
    return root


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """A folder that every user can reach; pytest's own are root's alone."""
    folder = Path(tempfile.mkdtemp(prefix="ledger-users-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def start_as(user: User, work: Callable[[], int]) -> int:
    """Starts a process of ``user`` that does ``work`` and exits with what it returns; its pid."""
    with warnings.catch_warnings():  # the test runner's other threads hold nothing that is used
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        return pid
    code = 99
    try:
        os.setgroups(user.groups)
        os.setgid(user.id)
        os.setuid(user.id)
        os.umask(user.umask)
        code = work()
    finally:
        os._exit(code)


def ended(pid: int) -> int:
    """The exit code of a process; negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def run_as(user: User, work: Callable[[], int]) -> int:
    """What ``work`` returns when ``user`` does it."""
    return ended(start_as(user, work))
