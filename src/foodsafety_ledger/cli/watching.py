"""``--watch``: a view that is drawn anew when the workspace's files change, for a wall screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size
from time import sleep
from typing import Final

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.clock import today
from foodsafety_ledger.files.workspace import KEPT, find_workspace
from foodsafety_ledger.model.failure import Exit, LedgerError, UsageError

PAUSE: Final = 1.0
"""Seconds between two looks."""

_CLEAR: Final = "\x1b[H\x1b[2J\x1b[3J"
_BESIDE: Final = 4
"""Lines kept for what is said beside the table."""


def keep_drawing(session: Session, draw: Callable[[Session], object]) -> int:
    """Draws, and again whenever something changes, until somebody interrupts it.

    What is wrong with the command line ends it; files that are being edited are only told of.
    """
    root = find_workspace(session.folder, os.environ)
    if not sys.stdout.isatty():
        raise UsageError("watch-needs-terminal")
    seen = None
    try:
        while True:
            now = _state(root)
            if now != seen:
                seen = now
                _draw(session, draw)
            sleep(PAUSE)
    except KeyboardInterrupt:
        session.looked_elsewhere()
        return Exit.FINE


def _draw(session: Session, draw: Callable[[Session], object]) -> None:
    from foodsafety_ledger.cli.app import report

    session.looked_elsewhere()
    session.told.clear()
    if session.colours():
        sys.stdout.write(_CLEAR)
        sys.stdout.flush()
    lines = get_terminal_size((80, 24)).lines
    try:
        draw(replace(session, most_lines=max(1, lines - _BESIDE)))
    except UsageError:
        raise
    except LedgerError as failure:
        report(session, failure)
    session.err(session.say("status.watching"))


def _state(root: Path) -> object:
    """What a drawing depends on: the files, the day and the size of the screen."""
    files = {}
    for folder, _, names in (one for top in KEPT for one in os.walk(root / top)):
        for name in names:
            path = Path(folder, name)
            try:
                stat = path.stat()
            except OSError:  # it is being replaced
                continue
            files[path] = stat.st_mtime_ns, stat.st_size, stat.st_ino
    return files, today(), get_terminal_size()
