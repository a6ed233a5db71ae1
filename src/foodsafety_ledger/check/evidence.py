"""What a file of evidence is: the one thing that is wrong with it, and personal data in it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from foodsafety_ledger.files.disk import Trouble, evidence_limit, is_inside, sha256_of
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.model.entry import Evidence

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


MAX_TEXT: Final = 1024 * 1024
"""Larger files are not looked into."""

_MOBILE: Final = re.compile(r"(?<![0-9.])1[3-9][0-9]{9}(?![0-9])")
_IDENTITY: Final = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx](?![0-9Xx])"
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS: Final = "10X98765432"


def find_personal_data(raw: bytes) -> list[tuple[str, int]]:
    """The kinds of number found (variants of FL516), each with the first line it is on."""
    text = _text_of(raw)
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if "" not in found and any(is_identity(m.group()) for m in _IDENTITY.finditer(line)):
            found[""] = number
        if "mobile" not in found and _MOBILE.search(line):
            found["mobile"] = number
    return list(found.items())


def is_identity(number: str) -> bool:
    """Whether 18 signs are an identity-card number: the last one checks the others (GB 11643)."""
    total = sum(int(sign) * weight for sign, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_SIGNS[total % 11] == number[-1].upper()


def _text_of(raw: bytes) -> str:
    """The text of a file in UTF-8 or GB18030; empty for anything that is no text."""
    if b"\0" in raw:
        return ""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""
