"""The words by which plan documents name days, months and years, as tables.

The patterns are written for folded text (``folded.py``).
"""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.document.lexicon import listed

REPUBLIC: Final = 1911
"""The year before the first that is counted as one of 民國."""

MONTHS: Final = listed("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
MONTH_ENDS: Final = "(?:uary|ruary|ch|il|e|y|ust|t|t?ember|ober)?(?![A-Za-z])"
"""What the names of English months begin and go on with; of Marine and Decide it is no month."""

NTH: Final = "(?:st|nd|rd|th)?"
"""What stands behind the number of an English day."""

MONTH: Final = f"(?:{'|'.join(MONTHS)}){MONTH_ENDS}"
MONTH_NAMES: Final = rf"{MONTH}(?:，? ?\d{{4}})?"
"""English names of months, and their year."""

MINGUO: Final = "(?<!\\d)1[01]\\d年(?![之以]?[内上])"
"""A year of the Republic of China, 100 to 119: nothing takes as many years."""

SINCE_THE_PAPER: Final = (
    r"(?i:within) (?:[a-z]+|\d{1,3}) (?:days|weeks|months|years?) (?:of|from|after) (?:the )?"
    "(?:date of )?(?:(?:its|this|the)(?: [a-z]+)? )?(?:approval|adoption|endorsement|enactment"
    "|entry into force|plan|strategy)"
)
"""A time that runs from the day of the plan itself, in English."""

DATES: Final = (
    rf"{SINCE_THE_PAPER}(?![a-z])|"
    r"\d{4}年?[—\-~至]\d{4}年|\d{4}年(?:度|以来|底(?!数(?!据)|线)|末(?!端))?(?:\d{1,2}月(?:\d{1,2}日|份|底|末|初)?)?|\d{1,2}月\d{1,2}日(?:[至到—–\-~]\d{1,2}日)?|(?:\d{1,2}[至到—–\-~])?\d{1,2}月(?:[至到]\d{1,2}月|份|上中旬|中下旬|[上中下]旬)?(?!以?[内上下])|第?[1-4]季度|(?<=[日号])\d{1,2}[时点](?=[前之])"
    r"|(?:\d{4}|1[01]\d(?=[./]\d{1,2}[./]))[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}：\d{2}|民国\d{2,3}年(?:度|\d{1,2}月(?:\d{1,2}日)?)?"
    r"|(?:[〇零○一二三四五六七八九]{3,4}年)?[一二三四五六七八九十]{1,2}月"
    r"(?:[一二三四五六七八九十]{1,3}日|[份底末初前]|[上中下]旬)"
    rf"|\d{{1,2}}{NTH}(?: of)? {MONTH_NAMES}"
    rf"|{MONTH_NAMES} \d{{1,2}}{NTH}(?:，? ?\d{{4}}|(?!\d|[.,]\d|%| ?[a-z]))|{MONTH_NAMES}(?<=\d)"
    rf"|(?i:end|mid|early|late)-20[1-5]\d(?!\d)|{MINGUO}|(?<![\d/])\d{{1,2}}/\d{{1,2}}/20\d\d(?!\d)"
    r"|(?:[Ii]n|[Bb]y|[Uu]ntil|for|of|Plan|Programme|year|since|[Dd]uring|[Tt]hroughout|[Bb]efore|[Aa]fter"
    r"|from|on|against|versus|with|baseline|spring|summer|autumn|fall|winter|early|mid|late|FY"
    r"|Q[1-4]|relative to|compared to) 20[1-5]\d(?!\d)"
    r"|20[0-5]\d (?:levels?|baselines?|values?|figures?)"
)
"""Dates and times of day."""

NOT_BY: Final = re.compile("(?:[较自从在对以同与和]|(?<!占)比)$")
"""What before a year says that it is none in which something is to be reached."""

THIRDS: Final = {"上旬": 10, "上中旬": 20, "中旬": 20}
"""The last days of parts of a month that end before it does."""

FIVE_YEARS: Final = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
"""The last years of the plans of five years."""

COMPLETION: Final = "完成(?:时间|时限|期限)"
"""What a day is called by which something is due."""

CLOCK: Final = r"(?:下班|\d{1,2}[时点](?:\d{1,2}分)?|\d{1,2}：\d\d)?"
"""The time of a day, which may stand behind it."""

WHOLLY: Final = "全部|全面|基本"
"""How far something is done."""
COMPLETED: Final = "完成|到位"
"""Words that say only that something is done, whatever it is."""
FINISHED: Final = f"{COMPLETED}|实现|建成|完工|竣工|投[用产]"
"""Those, and words for what a work comes to."""
DONE: Final = f"{FINISHED}|达|全部|基本|办结|不[低少超]|[清归]零|销号"
"""Words for what is done or reached, behind the day by which it is."""
DONE_ONCE: Final = f"{FINISHED}|办结|启用|出台|印发"
"""Words for what is done by the end of a stretch of time, and does not only go on in it."""
WITHIN_THE_YEAR: Final = (
    r"(?<![\d一二两三四五六七八九十几半近前当])年内"
    rf"(?=[一-鿿]{{0,4}}(?:{DONE_ONCE})|[^，。；的]{{0,24}}\d)"
)
"""What is done by the end of the year of the plan (年内建成), and does not only go on in it."""
UNDER_WAY: Final = (
    "[拨支兑]付|结束|到岗|上线|投[入运用产]|竣工|验收|启用|开通|交付|印发|出台|[开复]工|更换|安装|改造|淘汰|关停|整改"
    "|开展|举办|召开|组织|制定"
)
"""Words for what goes on by a day."""
TOLD: Final = "不合格|发现|存在|反馈|通报|移交|交办"
"""Words that tell of what has been done in a month or quarter (3月检查发现的问题)."""
