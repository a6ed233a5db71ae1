"""Numbers as English words say them, and those in words that are left to a person: a table.

The patterns are written for folded text (``folded.py``).
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from foodsafety_ledger.document.lexicon import listed

ENGLISH_FACTORS: Final = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
"""English words that multiply the number before them."""
FACTORS_IN_WORDS: Final = "|".join(ENGLISH_FACTORS)

_ENGLISH_NUMERALS: Final = listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
ENGLISH_NUMERALS: Final = {
    **{word: Fraction(number) for number, word in enumerate(_ENGLISH_NUMERALS, 1)},
    "thirty": Fraction(30),
    "forty": Fraction(40),
    "fifty": Fraction(50),
    "once": Fraction(1),
    "twice": Fraction(2),
    "half": Fraction(1, 2),
    "third": Fraction(1, 3),
    "quarter": Fraction(1, 4),
    "two thirds": Fraction(2, 3),
    "three quarters": Fraction(3, 4),
}
"""English words for numbers, and for shares of a whole."""

_A_YEAR: Final = (
    " (?:(?:a|per|each|every|in (?:the|any|each|every|a)|during (?:the|each)|over the) (?:[a-z]+ )?"
    "(?:year|term|semester|season|spring|summer|autumn|winter)|annually|yearly|per annum)(?![a-z])"
)
_SHARE: Final = "(?:half|third|quarter|two[ -]thirds|three[ -]quarters)"
_OF_ALL: Final = " of (?!20[0-9]{2}|(?:the|each|every) (?:[a-z]+ )?year)"
_FEW: Final = f"(?i:{'|'.join(_ENGLISH_NUMERALS[:12])})"
_SCORE: Final = ("score of", "rating of", "mark of", "score", "rating")
_SO_HIGH: Final = ("", "at least ", "over ", "above ", "no less than ", "not less than ", "to ")
"""What before so many of so many says that they are points, and no share."""
ENGLISH_PARTS: Final = (
    r"(?<![A-Za-z\d.,-])(?<!scoring )"
    rf"{''.join(f'(?<!{noun} {more})' for noun in _SCORE for more in _SO_HIGH)}"
    rf"(?P<few>{_FEW}(?= in| out| of ten )|\d(?= of 10 )|\d{{1,2}}(?= out| in \d))"
    rf" (?:in|out of|of)(?: every)? (?P<many>{_FEW}|\d{{1,3}})"
    "(?= (?!in |on |or |and |for )[a-z]|[.，；]|$)"
)
"""How many of how many: four in five, 9 out of 10 households."""

_ONE_BEHIND = r"(?<=[：\t])|(?<=\| )|" + "|".join(
    f"(?<={word} )"
    for word in (
        *listed(
            "hold run conduct organise organize publish issue appoint recruit host deliver produce"
            " open establish complete train submit prepare launch develop create stage undertake"
            " install provide purchase procure add"
        ),
        *("carry out", "set up"),
    )
)
"""Verbs, and the beginnings of labelled words and cells, behind which ``one`` is a number."""

ENGLISH_NUMBER: Final = (
    "(?<![A-Za-z-])(?<!every )(?<!first )(?<!last )(?:"
    f"(?i:(?P<times>once(?={_A_YEAR})|twice(?! (?:the|as|that|every) )))"
    f"|(?:(?<= by )|(?<=least )|(?<= to )|(?<=than )|(?=(?i:(?:an? |one[ -])?{_SHARE}){_OF_ALL}))"
    f"(?i:(?:an?|one)[ -])?(?P<part>(?i:{_SHARE}))"
    f"|(?P<counted>(?i:{'|'.join(list(ENGLISH_NUMERALS)[1:23])})(?= [a-z]|[.，；]|$)"
    f"|(?:(?<=least )|(?<=most )|(?<=than )|(?<=minimum of )|(?i:{_ONE_BEHIND})"
    "(?!one(?: [a-z]+){1,3} (?:a|per|each|every) (?:week|month|quarter)))one(?= (?!of )[a-z])"
    "|(?<=[Ww]ithin )(?:one|an?)"
    "(?= (?:(?:working|business) )?(?:hour|day|week|month|year)(?![a-z]))"
    "|One(?= (?!in |out |of |third|half|quarter|year|more|another|way|or )[a-z])"
    f"|(?<!half )(?<! of )(?:one|a)(?= (?:{FACTORS_IN_WORDS})(?: [a-z]|[.，；]|$))"
    "))(?![A-Za-z-])"
)
"""Numbers in English words that are read where they count something, or are a share of it."""

WORDED: Final = re.compile(
    "全(?!覆)[一-鿿]盖|[刀办九]争(?!取)|力[挣净浄]|翻[一两二三四]?番|[翻成]倍|倍增(?!计划|行动|工程)"
    "|(?<!一)半(?:个工作日|个?小时|[天日])(?![一-鿿]?[制板游])|双百(?=[，。；、）]|%|达标|目标)"
    "|[半过]半(?!年|月)数?|半数|(?<![另对])一半|[零负]增长(?!减量|行动|率|区|态势)|(?<![清归为])零(?![一-鿿”])"
    f"|(?<![A-Za-z])(?i:(?:an?|{'|'.join(_ENGLISH_NUMERALS)}) (?:{FACTORS_IN_WORDS})"
    "|once(?! (?:a|per|every|each) (?:week|month|quarter))|twice|thrice"
    "|(?:(?<=hold )|(?<=host )|(?<=run )|(?<=conduct )|(?<=deliver )|(?<=publish )"
    "|(?<=organi[sz]e )|(?<=complete )|(?<=open )|(?<=launch )|(?<=build )|(?<=issue )"
    "|(?<=train ))one(?= [a-z])"
    "|(?<= and )one(?= (?!of |or |another |is |was |will |that |which |for )[a-z])"
    "|(?<=least )one|(?<=most )one|(?<=than )one|(?<=minimum of )one|(?<=maximum of )one"
    f"|(?i:{_ONE_BEHIND})one(?= [a-z])|one(?= (?:of|in) (?:them|which|these|those|whom|each|every))"
    "|(?:one|(?<=within )an?)(?= (?:(?:working|business|calendar) )?(?:hour|day|week|month|year)s?)"
    "|one(?= (?:[a-z]+ ){1,4}(?:per|a|an|each|every) (?!week|month|quarter))"
    "|eleven|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|hundred"
    "|quarter(?= of (?:all|the)? ?[a-z]+s)"
    "|(?:two|three|four|five|six|seven|eight|nine|ten|twelve)(?: times)?"
    "|half|halv(?:e|ing)|doubl(?:e|ing)|tripl(?:e|ing)|third(?! quarter)|dozen|zero(?! tolerance)"
    "|nil|fortnightly|bi-?(?:weekly|monthly|annual(?:ly)?)|half[ -]yearly)(?![A-Za-z])"
)
"""Numbers in words, and a misspelt 全覆盖 or 力争, that are left to a person."""
