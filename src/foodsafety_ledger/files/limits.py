"""How large files may be; every clone of the repository carries them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

from foodsafety_ledger.values.failure import UsageError
from foodsafety_ledger.values.number import parse_integer

EVIDENCE_SETTING: Final = "FOODSAFETY_LEDGER_EVIDENCE_MIB"
_EVIDENCE_MIB: Final = 20

MAX_DOCUMENT: Final = 20 << 20
"""The most bytes of text that a plan's document has, unpacked and in UTF-8."""


def evidence_limit(environment: Mapping[str, str] = os.environ) -> int:
    """The most bytes a piece of evidence may have: 20 MiB, or the setting's whole MiB.

    Raises ``UsageError`` where the setting is no whole number of MiB.
    """
    said = environment.get(EVIDENCE_SETTING)
    size = parse_integer(said) if said else _EVIDENCE_MIB
    if not size:
        raise UsageError("bad-setting", name=EVIDENCE_SETTING, value=said or "")
    return size << 20
