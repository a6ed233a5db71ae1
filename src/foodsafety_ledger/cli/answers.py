"""What a command answered before, said again for as long as all that it looked at is as it was.

A question is all that an answer may depend on beside the files: the words typed, where, in what
environment, on what kind of streams and on which day, by this very program. What was looked at is
looked at again each time; no more is imported for it than opening files takes.
"""

from __future__ import annotations

import os
import sys

from foodsafety_ledger.cli.streams import refusal_of, tell
from foodsafety_ledger.files.cache import NO_CACHE, content_key, is_off, keep, recall

TYPE_CHECKING = False  # typing's own costs more than all the rest
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final, TextIO

    from foodsafety_ledger.cli.session import Session

    _Seen = tuple[tuple[str | int, ...], ...]
    _Kept = tuple[str | None, str, _Seen, tuple[tuple[str, str], ...], int]

_ANSWERED: Final = frozenset({"status", "check"})
"""The commands that say in which work tree they look, and whose answers are kept."""

_PASSING: Final = frozenset({"_", "SHLVL", "PWD", "OLDPWD"})
"""What the shell changes in the environment from one command to the next."""

_MOST: Final = 1 << 20
"""The longest answer that is kept, in characters."""


def question(arguments: Sequence[str]) -> str | None:
    """The key of what is asked; None where no answer to it would be kept."""
    if _ANSWERED.isdisjoint(arguments) or NO_CACHE in arguments or is_off():
        return None
    from foodsafety_ledger.files.clock import today
    from foodsafety_ledger.model.failure import LedgerError

    try:
        asked = (
            tuple(arguments),
            sys.argv[0],
            sys.version,
            os.getcwd(),
            tuple(sorted((k, v) for k, v in os.environ.items() if k not in _PASSING)),
            tuple(map(_kind, (sys.stdin, sys.stdout, sys.stderr))),
            str(today()),
            tuple(map(_changed, sys.path)),  # by what is installed: it may add rules
        )
    except (OSError, LedgerError):  # the command will say so
        return None
    return content_key(repr(asked).encode())


def _changed(folder: str) -> int:
    """When something was put into a folder or taken out; 0 where there is none."""
    try:
        return os.stat(folder or ".").st_mtime_ns
    except OSError:
        return 0


def _kind(stream: TextIO) -> tuple[object, ...]:
    """What a stream is, as far as what is written depends on it."""
    return (stream.encoding, *(os.get_terminal_size(stream.fileno()) if stream.isatty() else ()))


def answered(key: str) -> int | None:
    """Says again what was answered, and returns the exit code.

    None, with nothing said, where no answer is kept, or something that it was made from is not as
    it was. Where the streams do not take it, nothing is said of that: see ``app.concluded``.
    """
    kept: _Kept | None = recall("answer", key)
    if kept is None or not _holds(*kept[:3]):
        return None
    _, _, _, told, code = kept
    for where, text in told:
        tell(where, text)
    return code


def _holds(folder: str | None, root: str, seen: _Seen) -> bool:
    """Whether the workspace is the same, and answers all that it was asked as it did."""
    from pathlib import Path

    from foodsafety_ledger.files.source import Watched
    from foodsafety_ledger.files.workspace import find_workspace
    from foodsafety_ledger.model.failure import LedgerError

    try:
        found = find_workspace(None if folder is None else Path(folder), os.environ)
        return str(found) == root and Watched(found).answers(seen)
    except LedgerError:
        return False


def keep_answer(key: str, session: Session, code: int) -> None:
    """Keeps what a command that looked at one work tree, and at nothing else, has said."""
    watched = session.watched[0] if len(session.watched) == 1 else None
    if watched is None or not watched.steady or session.written:
        return
    if any(refusal_of(stream) for stream in (sys.stdout, sys.stderr)):
        return
    if sum(len(text) for _, text in session.told) <= _MOST:
        folder = None if watched.named is None else str(watched.named)
        seen = tuple((*asked, answer) for asked, answer in watched.seen.items())
        keep("answer", key, (folder, str(watched.root), seen, tuple(session.told), int(code)))
