"""The system's own lock on an open file or folder: given back when its process is gone."""

from __future__ import annotations

import os
import sys
from typing import Final

if sys.platform == "win32":
    import msvcrt

    _BEYOND: Final = 0x7FFF0000
    """A byte that nobody reads: what is locked there cannot be read by others."""

    def try_to_hold(handle: int) -> bool:
        """Whether an open file is ours alone from now on, until it is closed; never waits.

        Raises ``OSError`` where the system has no locks.
        """
        os.lseek(handle, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def try_to_hold(handle: int) -> bool:
        """Whether an open file is ours alone from now on, until it is closed; never waits.

        Raises ``OSError`` where the system has no locks.
        """
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
