"""What people type for dates, periods and counts, brought to the one spelling that files keep.

Only for what a person types into a command: files are never read this way. Whatever is not
recognised comes back as it was typed, for the rules to refuse it with the reason.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_DATE = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
_PERIOD = re.compile(r"([0-9]{4})\s*(?:[Qq]|年?\s*第?)\s*([1-4一二三四])\s*(?:季度?)?")
_COUNTS = re.compile(r"([0-9]+)\s*/\s*([0-9]+)")
_QUARTERS: Final = {"一": "1", "二": "2", "三": "3", "四": "4"}


def spelt_date(text: str) -> str:
    """``2021-10-12`` for ``2021年10月12日``, ``2021/10/12`` and full-width digits."""
    plain = _plain(text)
    match = _DATE.fullmatch(plain)
    return f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}" if match else plain


def spelt_period(text: str) -> str:
    """``2021Q3`` for ``2021q3``, ``2021年第三季度`` and the like."""
    plain = _plain(text)
    match = _PERIOD.fullmatch(plain)
    if match is None:
        return plain
    return f"{match[1]}Q{_QUARTERS.get(match[2], match[2])}"


def spelt_value(text: str) -> str:
    """A target's value in ASCII: ``118/120`` for ``１１８／１２０``; dates as ``spelt_date``."""
    plain = _plain(text)
    match = _COUNTS.fullmatch(plain)
    if match:
        return f"{match[1]}/{match[2]}"
    return spelt_date(plain)


def _plain(text: str) -> str:
    """``text`` with full-width forms made half-width and the blanks around it gone."""
    return unicodedata.normalize("NFKC", text).strip()
