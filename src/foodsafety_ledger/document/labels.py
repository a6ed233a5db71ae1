"""Labels before the names of units (``牵头单位：``), and what may stand before a label."""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.model.plan import Role

_KINDS: Final = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in lexicon.LABELS.items())
_BARE: Final = (
    rf"(?={lexicon.BARE_LABELS}(?:(?:为|是)?[^、，。；：）]{{1,12}}[局委办厅站所院社会科处队府心道镇乡]"
    rf"|[为是][^、，。；：（）]{{1,20}}?(?:{'|'.join(unit_names.UNIT_ENDINGS)})(?:[、，。；（）]|$)))"
)
_BY: Final = re.compile(lexicon.ENGLISH_BY)
LABEL: Final = re.compile(rf"(?:{_KINDS}){lexicon.TWIN}(?:：|）：?(?=[^、，；。）等]))")
"""A label with the mark behind it; the group is its kind."""
_BARE_LABEL: Final = re.compile(rf"{_BARE}(?:{_KINDS})(?:为|是)?(?=[^单部])")
BULLET: Final = re.compile(
    r"(?:\d{1,2}[.、]|（(?:\d{1,2}|[一二三四五六七八九十]{1,2})）|[^\w、，。；：）“《]{1,2})"
)
"""A list number or a sign that stands before a label."""
BULLET_END: Final = re.compile(f"{BULLET.pattern}$")
ROLE_LABELS: Final = frozenset(role.value for role in Role)
"""The roles as labels and heads of columns are called after them."""


def label_at(flat: str, start: int, end: int) -> re.Match[str] | None:
    """The label that begins at ``start``, with its colon or so plain that it needs none."""
    return next(
        filter(None, (one.match(flat, start, end) for one in (LABEL, _BARE_LABEL, _BY))), None
    )
