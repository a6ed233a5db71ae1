"""Identity-card and mobile numbers in evidence, which never leaves a repository again."""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.files.text import text_of

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
    text = "" if b"\0" in raw else text_of(raw) or ""
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
