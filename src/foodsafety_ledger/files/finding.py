"""Where a workspace is, and opening a regular file by its name alone.

No more is imported than Python has loaded anyway: the shell asks often.
"""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False  # typing's own costs more than all the rest
if TYPE_CHECKING:
    from collections.abc import Mapping
    from io import BufferedReader
    from typing import Final

TASKS: Final = "data/tasks.yaml"
DEPARTMENTS: Final = "data/departments.yaml"
LEDGERS: Final = "ledgers"

ROOT_VARIABLE: Final = "FOODSAFETY_LEDGER_ROOT"


class NotFoundError(Exception):
    """There is no workspace: ``key`` says why, ``folder`` where it was looked for."""

    def __init__(self, key: str, folder: str = "") -> None:
        super().__init__(key, folder)
        self.key = key
        self.folder = folder


def workspace_folder(named: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The folder of the workspace that ``-C`` or the environment names, else the one around here.

    A named folder must be a workspace itself. Without a name the search goes upwards and stops at
    the root of the git repository. Raises ``NotFoundError``.
    """
    named = named or environment.get(ROOT_VARIABLE)
    try:
        here = os.getcwd()
    except FileNotFoundError:
        here = ""
    if named and (here or os.path.isabs(named)):
        if not is_workspace(os.path.join(here, named)):
            raise NotFoundError("not-a-workspace", named)
        return os.path.join(here, named)
    if not here:
        raise NotFoundError("no-current-folder")
    folder = here
    while not is_workspace(folder):
        above = os.path.dirname(folder)
        if above == folder or os.path.lexists(os.path.join(folder, ".git")):
            raise NotFoundError("no-workspace", here)
        folder = above
    return folder


def is_workspace(folder: str | os.PathLike[str]) -> bool:
    """Whether a folder holds a plan or its departments.

    So does one with ledgers where nobody may look for them: that is said of the files themselves.
    """
    for path in (TASKS, DEPARTMENTS):
        try:
            os.lstat(os.path.join(folder, *path.split("/")))
        except PermissionError:
            return os.path.lexists(os.path.join(folder, LEDGERS))
        except (OSError, ValueError):
            continue
        return True
    return False


READ_ONLY: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""How a file is opened for reading: no link is followed to it, no pipe waited for."""


def open_regular(path: str) -> BufferedReader:
    """A regular file, open for reading; OSError where it is anything else."""
    handle = os.open(path, READ_ONLY)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(path)
    return os.fdopen(handle, "rb")
