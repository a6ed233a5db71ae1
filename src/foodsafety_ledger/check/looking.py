"""Looks at one piece of evidence: there, inside, a file, small enough, unchanged."""

from __future__ import annotations

from typing import Final, NamedTuple

from foodsafety_ledger.files.hashing import sha256_of
from foodsafety_ledger.files.limits import evidence_limit
from foodsafety_ledger.files.opening import Trouble, is_inside
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.ledgers.values import Evidence

_POINTER: Final = b"version https://git-lfs.github.com/spec/"
_POINTER_SIZE: Final = 1024


class Fault(NamedTuple):
    """What is wrong with a piece of evidence: the code of the rule, and its variant."""

    code: str
    variant: str = ""


_FAULTS: Final = {
    Trouble.MISSING: Fault("FL510"),
    Trouble.DENIED: Fault("FL510", "denied"),
    Trouble.FAILED: Fault("FL510", "denied"),
    Trouble.OUTSIDE: Fault("FL512"),
    Trouble.GIT: Fault("FL512", "git"),
    Trouble.LOOP: Fault("FL513"),
    Trouble.LINK: Fault("FL513", "link"),
    Trouble.FOLDER: Fault("FL513"),
    Trouble.SPECIAL: Fault("FL513"),
    Trouble.TOO_LARGE: Fault("FL514"),
}


def fault_of(evidence: Evidence, source: Source) -> Fault | None:
    """The one thing that is wrong with the evidence, or None."""
    if not is_inside(evidence.path):
        return Fault("FL512")
    raw = source.read(evidence.path, evidence_limit())
    if isinstance(raw, Trouble):
        return _FAULTS[raw]
    if len(raw) <= _POINTER_SIZE and raw.startswith(_POINTER):
        return Fault("FL515")
    return None if sha256_of(raw) == evidence.sha256 else Fault("FL511")
