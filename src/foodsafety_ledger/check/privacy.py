"""Personal data in evidence (FL516): identity-card and mobile numbers in text files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from foodsafety_ledger.check.scene import Scene
from foodsafety_ledger.files.opening import Trouble
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.location import Location

MAX_TEXT: Final = 1024 * 1024
"""Larger files are not looked into."""

_MOBILE: Final = re.compile(r"(?<![0-9.])1[3-9][0-9]{9}(?![0-9])")
_IDENTITY: Final = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx](?![0-9Xx])"
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS: Final = "10X98765432"


def personal_data(scene: Scene) -> Iterator[Diagnostic]:
    """FL516: the first line of each kind in each text file; other kinds of file are not read."""
    looked: dict[str, list[tuple[str, int]]] = {}
    for entry, position, evidence in scene.evidence:
        if scene.faults[evidence] is not None:
            continue
        if evidence.path not in looked:
            raw = scene.source.read(evidence.path, MAX_TEXT)
            looked[evidence.path] = [] if isinstance(raw, Trouble) else find_personal_data(raw)
        for variant, line in looked[evidence.path]:
            at: Location = entry.place("evidence", position, "path")
            yield Diagnostic("FL516", at, {"path": evidence.path, "line": line}, variant)


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
