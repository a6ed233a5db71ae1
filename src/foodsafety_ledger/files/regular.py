"""Opening a regular file by its name alone; no more is imported than Python has loaded anyway."""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False  # typing's own costs more than all the rest
if TYPE_CHECKING:
    from io import BufferedReader
    from typing import Final

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
