"""What figures given 分别 are of, where the clause before, or each, names whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Final

from foodsafety_ledger.document.deeds import counted
from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.figure_names import is_rate, without_lead_in
from foodsafety_ledger.document.figures import OPERATORS, Figure, operator_before, without_operator
from foodsafety_ledger.document.folded import HAN_CHARACTER, Place
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


_OF_EACH: Final = re.compile(
    f"(?P<what>[^、和与]{{2,}}?)分别(?P<bound>(?:{OPERATORS}|为)+)(?P<whose>(?:(?!每)[一-鿿]){{2,8}})"
)
_NEXT: Final = re.compile(f"[①-⑳*†※]?[{''.join(BETWEEN)}](?P<whose>[一-鿿]{{2,8}})")


def says_whose_each(words: str) -> bool:
    """Whether the words before a clause's first figure bound several, and then say whose it is."""
    return _OF_EACH.fullmatch(words) is not None


def of_each_behind(
    flat: str, clause: Place, figures: Sequence[Figure]
) -> tuple[list[str], list[Figure]]:
    """A name for each of a clause's figures where each says behind 分别 whose it is; else none.

    天数分别达到甲县220天、乙县210天 is of 甲县天数 and 乙县天数. The figures are with it, which the
    words behind 分别 bound alike.
    """
    begin, end = clause
    said = _OF_EACH.fullmatch(flat, begin, figures[0].start) if figures else None
    rest = [_NEXT.fullmatch(flat, a.end, b.start) for a, b in pairwise(figures)]
    alike = len({figure.unit for figure in figures}) == 1 and not HAN_CHARACTER.search(
        flat, figures[-1].end, end
    )
    if not (said and rest and alike and all(rest)):
        return [], [*figures]
    names = [f"{one['whose']}{said['what']}" for one in (said, *rest) if one]
    bound = operator_before(flat, *said.span("bound"))[0]
    bounded = (replace(one, operator=bound, before=True) for one in figures)
    return names, [
        two if bound and not one.operator else one
        for one, two in zip(figures, bounded, strict=True)
    ]


def _common_end(names: Sequence[str]) -> str:
    """What all names end with."""
    columns = zip(*(reversed(name) for name in names), strict=False)
    alike = takewhile(lambda column: len({*column}) == 1, columns)
    return "".join(column[0] for column in alike)[::-1]
