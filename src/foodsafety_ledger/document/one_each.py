"""What figures given 分别 are of, where the clause before names those whose each of them is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from foodsafety_ledger.document.deeds import counted
from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.figure_names import is_rate, without_lead_in
from foodsafety_ledger.document.figures import Figure, without_operator
from foodsafety_ledger.document.lexicon import BETWEEN

_LISTED: Final = re.compile(f"(?<!普)[{''.join(BETWEEN)}]")
_THEY: Final = 2
"""So many characters of a name are left, but for what all have in common, that say whose it is."""


def of_each_before(
    words: str, figures: Sequence[Figure], before: Sequence[TargetReading]
) -> list[str]:
    """A name for each of a clause's figures; none where the clause ``before`` is of other things.

    Behind 面积210万亩、产量74万吨 分别达到212万亩、75万吨 is of the same two, behind
    果蔬、肉类流通率分别达到25%、45% 腐损率分别降至12%、8% of the same kinds.
    """
    names = [one.name for one in before]
    if "分别" not in words or len(names) != len(figures) or len({*names}) < len(names):
        return []
    own = without_lead_in(without_operator(words).replace("分别", ""))
    if not own:
        units = [counted(one.goal) for one in before]
        return names if units == [figure.unit for figure in figures] else []
    alike = _common_end(names)
    whose = [name.removesuffix(alike) for name in names]
    named = is_rate(own) and is_rate(alike) and not _LISTED.search(own)
    return [f"{one}{own}" for one in whose] if named and min(map(len, whose)) >= _THEY else []


def _common_end(names: Sequence[str]) -> str:
    """What all names end with."""
    columns = zip(*(reversed(name) for name in names), strict=False)
    alike = takewhile(lambda column: len({*column}) == 1, columns)
    return "".join(column[0] for column in alike)[::-1]
