"""Runs one command and prints what it took: exit code, seconds, CPU seconds, peak kilobytes.

A process of its own because it is small: what a new process takes at most is never told to be less
than what the one that started it held.
"""

from __future__ import annotations

import os
import sys
import time


def main(command: list[str]) -> None:
    """Runs the command; its output goes nowhere."""
    nothing = os.open(os.devnull, os.O_RDWR)
    streams = [(os.POSIX_SPAWN_DUP2, nothing, number) for number in range(3)]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=streams)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    kilobytes = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    print(os.waitstatus_to_exitcode(status), wall, usage.ru_utime + usage.ru_stime, kilobytes)


if __name__ == "__main__":
    main(sys.argv[1:])
