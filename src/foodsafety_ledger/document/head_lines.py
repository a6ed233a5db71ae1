"""Words at the head of a paper and where they stand: its lines, and what stands alone on one."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from foodsafety_ledger.document.folded import Document, Gap, Place

KINDS = (
    "(?:安排|方案|计划|计画|要点|意见|措施|办法|规划|清单|行动|分工|分解|任务|决定|通知|表|细则|重点|纲领|纲要"
    "|(?:绩效|衡量)指标)"
)
TITLE_ENDS: Final = re.compile(rf"{KINDS}(?:（[^）]{{1,12}}）)?$")
_CITES: Final = "根据|依据|按照|遵照|贯彻|落实|现[将就]|为"
"""Words that a paper's first sentence has before another paper, and no unit in its name."""
ISSUER_IN_TITLE: Final = re.compile(
    f"(?P<issuer>(?:(?!{_CITES})[一-鿿]){{3,30}}?)(?:(?:印发)?《?关于|印发《)"
)
ENDED: Final = re.compile("[。；>]")
"""What ends the line before a title, and stands in none."""
LONGEST_SIGNER: Final = 40
LONGEST_TITLE: Final = 80
HAN_NAME: Final = re.compile(f"[一-鿿]{{3,{LONGEST_SIGNER}}}")


class Found(NamedTuple):
    """Words of the head and their place."""

    words: str
    place: Place


NOTHING: Final = Found("", (0, 0))


def named(document: Document, start: int, end: int) -> Found:
    """The words of a stretch as they are read, and where they stand."""
    return Found(document.tidy(start, end), (start, end))


def ends_at(document: Document, end: int) -> bool:
    """Whether a line, a cell or a run of text ends there."""
    return end >= len(document.flat) or bool(document.gaps[end])


def line_end(document: Document, start: int) -> int:
    """Where the line ends that ``start`` is in."""
    ends = range(start, len(document.flat))
    return next((i for i in ends if document.gaps[i] is Gap.LINE), len(document.flat))


def run_start(document: Document, end: int) -> int:
    """Where the run of text without white space that ends at ``end`` begins."""
    start = end - 1
    while start > 0 and not document.gaps[start]:
        start -= 1
    return start
