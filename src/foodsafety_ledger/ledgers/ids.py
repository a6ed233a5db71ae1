"""The id of a new entry: its date, and digits by which the later of one day is the latest.

Of two entries of one day the higher id counts (design 4.2). So the digits of the first are drawn
from the lower half of the range, and those of a later one from the lowest hundredth of what lies
above those before it: random enough that two clones do not draw the same, and with room for
thousands a day.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from secrets import randbelow
from typing import Final

from foodsafety_ledger.ledgers.drafting import Draft
from foodsafety_ledger.ledgers.entries import ENTRY_ID
from foodsafety_ledger.ledgers.values import Entry
from foodsafety_ledger.values.failure import UsageError

_RANGE: Final = 16**8
_SHARE: Final = 100


def new_id(draft: Draft, day: date, ledger: Iterable[Entry], taken: Container[str]) -> str:
    """An id for ``draft``, an entry of that day, above those in its ledger that it comes after.

    ``taken`` are the ids of the workspace. Raises ``UsageError`` where no digits are left above.
    """
    prefix = f"{day.isoformat().replace('-', '')}-"
    before = [_digits(one.id) for one in ledger if one.id.startswith(prefix) and _after(draft, one)]
    top = max(before, default=-1)
    while top < _RANGE - 1:
        above = _RANGE - 1 - top
        width = max(1, above // _SHARE) if before else _RANGE // 2
        drawn = _draw(top + 1, width)
        made = f"{prefix}{drawn:08x}"
        if made not in taken:
            return made
        top = drawn if before else top
    raise UsageError("no-id-left", day=str(day))


def _draw(low: int, width: int) -> int:
    """One of ``width`` numbers from ``low`` on."""
    return low + randbelow(width)


def _digits(id_: str) -> int:
    return int(id_[9:], 16) if ENTRY_ID.fullmatch(id_) else -1


def _after(draft: Draft, entry: Entry) -> bool:
    """Whether a new entry comes after one of the same day: about the same, or about that one."""
    about = draft.get("item"), draft.get("period")
    return (
        entry.id == draft.get("voids")
        or (entry.reviews != "" and entry.reviews == draft.get("reviews"))
        or (entry.item != "" and (entry.item, str(entry.period)) == about)
    )
