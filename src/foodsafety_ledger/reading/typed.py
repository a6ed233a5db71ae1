"""What people type for dates, periods, statuses and values, brought to the spelling of files.

Only for what a person types: files are never read this way; what they say in another spelling is
wrong there, and ``check --fix`` may put the right one in its place. What may be bridged is a closed
list: full-width forms, blanks between parts, thousands' separators, the target's own unit. Whatever
else is typed comes back as it was, for the rules to refuse it with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Final

from foodsafety_ledger.model.entry import FieldKind, Status
from foodsafety_ledger.model.goal import FREQUENCIES, SHARES, rate_of
from foodsafety_ledger.model.measure import NOT_APPLICABLE
from foodsafety_ledger.model.number import BLANKS, halved
from foodsafety_ledger.model.period import Period, parse_date, parse_period
from foodsafety_ledger.model.plan import Target
from foodsafety_ledger.words import Say

_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})"
    r"|\.([0-9]{1,2})\.([0-9]{1,2})| *年 *([0-9]{1,2}) *月 *([0-9]{1,2}) *日?)"
)
_PERIOD = re.compile(
    r"([0-9]{4})(?:[Qq]([1-4])| *年? *第? *([1-4一二三四]) *季度?"
    r"|[Hh]([12])| *年? *([上下]) *半年"
    r"|(?:-(0[1-9]|1[0-2])| *年 *(0?[1-9]|1[0-2]) *月)| *年?(?: *全年)?)"
)
_NUMBER: Final = r"([1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
_AMOUNT = re.compile(rf"{_NUMBER} *([^ 0-9.,][^ ]*)?")
_COUNTS = re.compile(rf"{_NUMBER} *([^ 0-9.,/]+)? */ *{_NUMBER} *([^ 0-9.,/]+)?")
_NUMBERS: Final = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}
_LANGUAGES: Final = (Say("zh"), Say("en"))
_ON_PACE: Final = tuple(
    f"{how}{what}" for how in ("达", "达到", "按", "超") for what in ("序时", "序时进度")
)
"""How notices say that what is not done yet is on its way as it should be."""

_FURTHER: Final[dict[str, dict[str, str]]] = {
    "status": {
        **dict.fromkeys(("完成", "办结", "提前完成", "已办结", "已销号", "已销项"), Status.DONE),
        **dict.fromkeys(("进行中", "正在办理", "持续推进", "有序推进"), Status.IN_PROGRESS),
        **dict.fromkeys(_ON_PACE, Status.IN_PROGRESS),
        "未开展": Status.NOT_STARTED,
        **dict.fromkeys(("受阻", "滞后"), Status.BLOCKED),
    },
    "light": {"红色": "red", "黄色": "yellow", "绿色": "green", "灰色": "grey", "gray": "grey"},
    "duty": {**dict.fromkeys(("没报", "未报送"), "unreported"), "逾期未报": "overdue"},
    "by": {"重点任务": "task", "责任单位": "department", "章节": "section", "季度": "period"},
}
"""What else people call a status, a light, a report's state, or what a table has rows for."""


def spelt_date(text: str) -> str:
    """``2021-10-12`` for ``2021年10月12日``, ``2021/10/12`` and full-width digits."""
    match = _DATE.fullmatch(halved(text))
    if match is None:
        return text.strip(BLANKS)
    year, month, day = filter(None, match.groups())
    return f"{year}-{month:0>2}-{day:0>2}"


def typed_date(text: str) -> date | None:
    """The day that a person types, in whatever spelling; None where it is none."""
    return parse_date(spelt_date(text))


def spelt_period(text: str) -> str:
    """``2021Q3`` for ``2021年第三季度``, ``2021-09`` for ``2021年9月``, ``2021H2`` for 下半年."""
    match = _PERIOD.fullmatch(halved(text))
    if match is None:
        return text.strip(BLANKS)
    year, *numbers = match.groups()
    quarter, half = numbers[0] or numbers[1], numbers[2] or numbers[3]
    month = numbers[4] or numbers[5]
    if quarter:
        return f"{year}Q{_NUMBERS.get(quarter, quarter)}"
    if half:
        return f"{year}H{_NUMBERS.get(half, half)}"
    return f"{year}-{month:0>2}" if month else year


def typed_period(text: str) -> Period | None:
    """The period that a person types, in whatever spelling; None where it is none."""
    return parse_period(spelt_period(text))


def spelt_status(text: str) -> str:
    """A status as files spell it, from the words that people have for it; else as typed."""
    return spelt_word(text, Status, "status")


def spelt_word(text: str, names: Iterable[str], kind: str) -> str:
    """The one of ``names`` that a word in either language means; else what was typed.

    ``kind`` is ``status``, ``light``, ``duty`` or ``by``: what the names are of.
    """
    told = halved(text).lower()
    word = told.replace("_", "-").replace(" ", "-")
    known = tuple(names)
    return word if word in known else _words_for(known, kind).get(told, text.strip(BLANKS))


@cache
def _words_for(names: tuple[str, ...], kind: str) -> dict[str, str]:
    shown = {say(f"status.{kind}.{one}").lower(): one for say in _LANGUAGES for one in names}
    return _FURTHER[kind] | shown


def spelt(kind: FieldKind, text: str) -> str:
    """What a person types under a key of that kind, as files spell it."""
    spelling = {
        FieldKind.DATE: spelt_date,
        FieldKind.PERIOD: spelt_period,
        FieldKind.STATUS: spelt_status,
    }
    return spelling.get(kind, str.strip)(text)


def spelt_value(target: Target, text: str) -> str:
    """A target's value as files spell it: ``1200`` for ``1,200 家``, ``12/15`` for ``12家/15家``.

    Where anything stands in ``text`` that is not known to say nothing more, it is kept as it is.
    """
    plain = halved(text)
    if plain.lower() == NOT_APPLICABLE or plain == "不适用":
        return NOT_APPLICABLE
    if target.measure.is_dated:
        return spelt_date(text)
    if target.common is not None and plain.isascii() and plain.isdigit():
        return f"{plain}/{target.common.value}"
    numbers: tuple[str, ...] = ()
    if not target.measure.is_share:
        match = _AMOUNT.fullmatch(plain)
        if match and match[2] in (None, *_own_units(target)):
            numbers = (match[1],)
    elif (match := _COUNTS.fullmatch(plain)) and _are_own(target, match[2], match[4]):
        numbers = match[1], match[3]
    return "/".join(numbers).replace(",", "") or text.strip(BLANKS)


def _own_units(target: Target) -> tuple[str, ...]:
    """The units that an amount may bear: the goal's, else the one that ``counts`` says."""
    often = FREQUENCIES.get(target.goal.kind)
    unit = often.unit if often else target.goal.unit
    return (unit,) if unit else target.said_units


def _are_own(target: Target, above: str | None, below: str | None) -> bool:
    """Whether the words behind two numbers are a rate's own, or one that the target itself has."""
    goal = target.goal
    rate = rate_of(goal.unit)
    if rate is not None:
        return above in (None, rate.above) and below in (None, rate.below)
    said = (goal.unit,) if goal.unit and goal.unit not in SHARES else target.said_units
    words = {word for word in (above, below) if word is not None}
    return len(words) < 2 and words <= frozenset(said)
