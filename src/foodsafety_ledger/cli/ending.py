"""How a command ends: the one place where its exit code is settled."""

from __future__ import annotations

import errno
import sys
from typing import Final

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.cli.streams import has_left, refusal_of
from foodsafety_ledger.values.failure import Exit

_STATES: Final = {
    errno.EBADF: "closed",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
}


def concluded(session: Session, code: int) -> int:
    """The exit code of a command that ended with ``code``.

    What a command has written decides, whatever failed or was interrupted afterwards. Of any other
    ``code`` stays too; only where a command was fine and stdout could not take what it had to show
    is it 4. A reader that left is no failure.
    """
    if session.written:
        code = _as_written(session, code)
    refusal = refusal_of(sys.stdout)
    if refusal is not None and not has_left(refusal):
        session.err(session.say("failures.not-shown", what=_state(session, refusal)))
        if not session.written:
            code = code or Exit.ENVIRONMENT
        else:
            session.err(session.say("failures.written", path=session.written[-1].path))
    refusal_of(sys.stderr)
    return code


def _as_written(session: Session, code: int) -> int:
    written = session.written[-1]
    if code != written.code:
        session.err(session.say("failures.written", path=written.path))
    return written.code


def _state(session: Session, refusal: OSError) -> str:
    state = _STATES.get(refusal.errno or 0)
    return session.say(f"failures.stream-{state}") if state else refusal.strerror or str(refusal)
