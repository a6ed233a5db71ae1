"""What people type for dates, periods, statuses and values, brought to the spelling of files.

Only for what a person types: files are never read this way; what they say in another spelling is
wrong there, and ``check --fix`` may put the right one in its place. What may be bridged is a closed
list: full-width forms, blanks between parts, thousands' separators, the target's own unit. Whatever
else is typed comes back as it was, for the rules to refuse it with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Final

from foodsafety_ledger.model.entry import FieldKind, Status
from foodsafety_ledger.model.goal import FREQUENCIES, SHARES, rate_of
from foodsafety_ledger.model.measure import NOT_APPLICABLE
from foodsafety_ledger.model.number import BLANKS, halved
from foodsafety_ledger.model.period import Cadence, Period, parse_date, parse_period
from foodsafety_ledger.model.plan import Plan, Target
from foodsafety_ledger.words import Say

_DATE = re.compile(
    r"(?:(?P<year>[0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})"
    r"|\.([0-9]{1,2})\.([0-9]{1,2})|([0-9]{2})([0-9]{2})"
    r"| *年 *([0-9]{1,2}) *月 *([0-9]{1,2}) *[日号]?)"
    r"|([0-9]{1,2}) *月 *([0-9]{1,2}) *[日号]?)"
)
_YEAR: Final = r"(?:(?P<year>[0-9]{4}|[0-9]{2}(?= *[QqHh年])) *[-/.年]? *)?"
_MONTH: Final = "(0?[1-9]|1[0-2])"
_PERIODS: Final = (
    (Cadence.QUARTER, rf"{_YEAR}(?:[Qq] *([1-4])|第? *([1-4一二三四]) *季度?)"),
    (Cadence.QUARTER, r"[Qq]([1-4])[ /-]*(?P<year>[0-9]{4})"),
    (Cadence.HALF_YEAR, rf"{_YEAR}(?:[Hh] *([12])|([上下]) *半年)"),
    (Cadence.MONTH, rf"{_YEAR}{_MONTH} *月份?"),
    (Cadence.MONTH, rf"(?P<year>[0-9]{{4}})(?:[-/.]{_MONTH}|(0[1-9]|1[0-2]))"),
    (Cadence.YEAR, r"(?P<year>[0-9]{4}) *年?(?: *全年| *度)?|全年|年度"),
)
"""How people write the periods of each cadence, with their year or, of the plan's, without."""
_IN_TITLES: Final = {
    Cadence.QUARTER: "第? *[1-4一二三四] *季度|[Qq] *[1-4](?![0-9])",
    Cadence.HALF_YEAR: "[上下] *半年",
    Cadence.MONTH: "(?:0?[1-9]|1[0-2]) *月(?:份|(?=[\u4e00-\u9fff])(?![底末初前中内]))",
    Cadence.YEAR: "(?<=[0-9])年度?(?! *[0-9])|年度",
}
"""How a title says which period of a cadence it is about; the day below one is no period."""
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
    "status.status": {
        **dict.fromkeys(("完成", "办结", "提前完成", "已办结", "已销号", "已销项"), Status.DONE),
        **dict.fromkeys(("进行中", "正在办理", "持续推进", "有序推进"), Status.IN_PROGRESS),
        **dict.fromkeys(_ON_PACE, Status.IN_PROGRESS),
        "未开展": Status.NOT_STARTED,
        **dict.fromkeys(("受阻", "滞后"), Status.BLOCKED),
    },
    "status.light": {
        f"{sign}{what}": light
        for sign, light in (("红", "red"), ("黄", "yellow"), ("绿", "green"), ("灰", "grey"))
        for what in ("灯", "色", "牌")
    }
    | {"gray": "grey"},
    "status.duty": {
        **dict.fromkeys(("没报", "未报送", "未上报", "未填报", "欠报"), "unreported"),
        **dict.fromkeys(("逾期未报", "超期", "已逾期"), "overdue"),
        **dict.fromkeys(("已报", "已报送", "按时报送"), "reported"),
        **dict.fromkeys(("迟交", "晚报"), "late"),
    },
    "status.by": {
        "重点任务": "task",
        **dict.fromkeys(("责任单位", "部门", "责任部门", "各单位", "各部门"), "department"),
        **dict.fromkeys(("章节", "章节名"), "section"),
        **dict.fromkeys(("季度", "期", "月", "月份", "半年"), "period"),
    },
    "show.every": {
        "月": "month",
        "季度": "quarter",
        "季": "quarter",
        "半年": "half-year",
        "年": "year",
    },
    "rollup.called": {"统一指标": "indicator", "区": "district", "县": "district", "年份": "year"},
    "report.called": {
        **dict.fromkeys(("季报", "季度报告"), "quarter"),
        **dict.fromkeys(("年度", "年报", "年度报告"), "annual"),
        **dict.fromkeys(("简报", "简要"), "brief"),
        **dict.fromkeys(("佐证", "材料"), "evidence"),
    },
}
"""What else people call a status, a light, a report's state, a table's rows, a report."""


def spelt_date(text: str, plan: Plan | None = None) -> str:
    """``2021-10-12`` for ``2021年10月12日``, ``2021/10/12``, ``20211012`` and full-width digits.

    ``10月12日`` is the ``plan``'s, where it can only be one day of it.
    """
    days = days_meant(text, plan)
    return days[0] if len(days) == 1 else text.strip(BLANKS)


def days_meant(text: str, plan: Plan | None = None) -> tuple[str, ...]:
    """Every day that a text may mean, as files spell it; without its year those of the ``plan``.

    A plan is reported on until its last reports are due, and so its January may be either of two.
    """
    match = _DATE.fullmatch(halved(text))
    if match is None:
        return ()
    month, day = (f"{int(one):02}" for one in match.groups()[1:] if one)
    if match["year"]:
        return (f"{match['year']}-{month}-{day}",)
    if plan is None:
        return ()
    until = plan.end + timedelta(days=plan.grace_days + 1)
    days = (f"{year}-{month}-{day}" for year in range(plan.start.year, until.year + 1))
    return tuple(one for one in days if str(plan.start) <= one <= str(until))


def typed_date(text: str, plan: Plan | None = None) -> date | None:
    """The day that a person types, in whatever spelling; None where it is none."""
    return parse_date(spelt_date(text, plan))


def spelt_period(text: str, plan: Plan | None = None) -> str:
    """``2021Q3`` for ``2021年第三季度``, ``2021-09`` for ``2021年9月``, ``2021H2`` for 下半年.

    Without its year (``Q3``, 三季度), or with the end of it (``21Q3``), it is the ``plan``'s, where
    that has one such period.
    """
    plain = halved(text)
    for cadence, shape in _PERIODS:
        match = re.fullmatch(shape, plain) if plain else None
        if match:
            told = next((one for one in match.groups() if one and one != match["year"]), "1")
            number = int(_NUMBERS.get(told, told))
            said, years = match["year"] or "", {one.year for one in plan.periods} if plan else ()
            of_plan = [str(year) for year in years if str(year).endswith(said)]
            year = said if len(said) == 4 else of_plan[0] if len(of_plan) == 1 else ""
            if year:
                return str(Period(int(year), number, cadence))
    return text.strip(BLANKS)


def periods_named(text: str, plan: Plan) -> frozenset[str]:
    """The periods of the plan's cadence that a title names, such as 2021年第三季度落实情况表."""
    shape = rf"(?<![0-9])(?:[0-9]{{4}} *年? *)?(?:{_IN_TITLES[plan.cadence]})"
    found = re.findall(shape, halved(text))
    return frozenset(spelt_period(one, plan) for one in found)


def typed_period(text: str, plan: Plan | None = None) -> Period | None:
    """The period that a person types, in whatever spelling; None where it is none."""
    return parse_period(spelt_period(text, plan))


def spelt_status(text: str) -> str:
    """A status as files spell it, from the words that people have for it; else as typed."""
    return spelt_word(text, Status, "status.status")


def spelt_word(text: str, names: Iterable[str], key: str) -> str:
    """The one of ``names`` that a word in either language means; else what was typed.

    ``key`` is where the catalogue has the words of each of them, such as ``status.by``.
    """
    told = halved(text).lower()
    word = told.replace("_", "-").replace(" ", "-")
    known = tuple(names)
    meant = _words_for(known, key)
    found = meant.get(told) or meant.get(told.removeprefix("按"))
    return word if word in known else found or text.strip(BLANKS)


@cache
def _words_for(names: tuple[str, ...], key: str) -> dict[str, str]:
    shown = {say(f"{key}.{one}").lower(): one for say in _LANGUAGES for one in names}
    return _FURTHER.get(key, {}) | shown


def spelt(kind: FieldKind, text: str, plan: Plan | None = None) -> str:
    """What a person types under a key of that kind, as files spell it."""
    match kind:
        case FieldKind.DATE:
            return spelt_date(text, plan)
        case FieldKind.PERIOD:
            return spelt_period(text, plan)
        case FieldKind.STATUS:
            return spelt_status(text)
        case _:
            return text.strip()


def spelt_value(target: Target, text: str, plan: Plan | None = None) -> str:
    """A target's value as files spell it: ``1200`` for ``1,200 家``, ``12/15`` for ``12家/15家``.

    Where anything stands in ``text`` that is not known to say nothing more, it is kept as it is.
    """
    plain = halved(text)
    if plain.lower() == NOT_APPLICABLE or plain == "不适用":
        return NOT_APPLICABLE
    if target.measure.is_dated:
        return spelt_date(text, plan)
    if target.common is not None and plain.isascii() and plain.isdigit():
        return f"{plain}/{target.common.value}"
    numbers: tuple[str, ...] = ()
    if not target.measure.is_share:
        match = _AMOUNT.fullmatch(plain)
        if match and match[2] in (None, *own_units(target)):
            numbers = (match[1],)
    elif (match := _COUNTS.fullmatch(plain)) and _are_own(target, match[2], match[4]):
        numbers = match[1], match[3]
    return "/".join(numbers).replace(",", "") or text.strip(BLANKS)


def own_units(target: Target) -> tuple[str, ...]:
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
