"""Whether the name of a target surely says of what so much is asked.

Sure is what has one of the plain shapes: it stands as it is in its clause, or is put together in a
way that is known to be read right. Every other name is marked, with what of it was not understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from foodsafety_ledger.document import date_words, figure_words, rate_words
from foodsafety_ledger.document.amount_words import GIVES
from foodsafety_ledger.document.deed_words import CLEARS, HANDLES, LOOKS_INTO, MENDS, SERVES
from foodsafety_ledger.document.deeds import ACT_ALONE, DOER, counted, lacks_deed, says_deed
from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.figure_names import is_rate, without_asides
from foodsafety_ledger.document.figures import TIMES
from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.lexicon import WHOLE_PLACE
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.name_forms import SHORT, Named, is_known, pieces, puts_in
from foodsafety_ledger.document.numerals import CHARS
from foodsafety_ledger.document.said_first import BY_ITSELF
from foodsafety_ledger.document.setting import RATIOS
from foodsafety_ledger.words import in_both

_OF_LABEL: Final = "(?:目标|指标)值?|任务|要求|频[次率]|次数"
"""Words of labels, which do not say of what so much is asked, nor so often."""
_NO_SUBJECT: Final = re.compile(
    f"(?:{_OF_LABEL}|{date_words.DATES}|\\d{{1,3}}个?(?:工作日|小时|分钟|[日天])[以之]?内|[〇零一二三四1-4]季度|[上下]半年|[年月季][底末]前?|全年|年内|均|[今本当]年度?|其中|累计|全部|总体|要|再"
    "|[新净]增|新?建成?|建设|打造|培[育养]|扶持|帮助|创建|引进|推广|提升|[本今]年|[国省市县区乡镇村]级|占[一-鿿A-Z]{1,12}(?:比[重例]?)|[另共还]|[比较](?:上|去|前)(?:一?年度?|期)(?:同期)?|[比较](?:年初|[一-鿿]{2}前)|[比较自从]|的\\d[\\d.]*[%‰]?|同比|环比|平均|完成|达到?|实现|确保|力争|争取"
    "|总?(?:产[量值]?|数|计|量|额|(?:播种|种植|养殖)?面积|规模)|数量|金额|单产|均价|合计|线[上下]|占比|比[例重]|权重|分值|目标值?|指标值?|任务|要求|频[次率]|次数|覆盖(?=$)|兑现|增速|峰值"
    f"|{WHOLE_PLACE}"
    "|举[办行]|办理|开展|组织|召开|进行|实施|推动|增[加长]|提[高升]|上升|下降|降[低至]|减少|压减|缩短|多|少"
    "|(?i:them|reaching|by|at|to|in|of|for| )|[至到为在底末前可]|其[余他它]"
    "|各(?:地区?|[级县市区镇乡]+))*+"
)
"""Names that do not say of what so much is asked."""
_LABEL_ALONE: Final = re.compile(_OF_LABEL)
_OF_SOME: Final = ("%", "‰", "餐")
"""What the units end with that do not say with what something is done: 检查不少于50%."""
_TO_WHOM: Final = re.compile(
    "(?:[单每]|[大中小微]+型?)?(?:[户个家人笔]|企业|个体(?:工商)?户|个人|农户|合作社|家庭农场|机构|单位"
    "|[中高]职|小学|[初高]中|幼儿园|[本专]科生?|硕士|博士|城[市镇]|农村|[省市县乡村]级)+"
)
"""Names that say only who is to have so much money."""
_WORD: Final = re.compile("[一-鿿]{1,2}")
_HAS_RATE: Final = re.compile(f"{rate_words.RATES}|占")
_HELD: Final = ("次", "场", "起", "期", "堂")
"""What the units end with of what is held or takes place, which one word may name: 会商4次."""
_GIVEN: Final = re.compile(f"(?:{GIVES})[^。；]*$")
"""What of a sentence says before such a name what is given."""
_FAR: Final = 200
"""So far before a clause stands what its sentence says of it."""


_NEAR: Final = 8
"""So many targets before one may be what its name goes on from."""


_BEGINS: Final = re.compile(
    "照|者|以(?![上下工旧奖])|的|等(?!级)|其(?![余他中])|[该此]|所(?!有)|及(?!时)|末(?![梢位])|底(?!部)|前(?![端期置])|比(?![赛对])|[》”）]"
    "|(?:with|to|from|and|that|per|than|should|shall|will|be) "
)
"""What a name does not begin with: the rest of a word, or what joins it to others."""
_ENDS: Final = re.compile(
    "(?:[的由从在于对与和至到为将把被须須按]|(?<=[^触普涉惠觸])及|其中|一般|分别|逐[年季月日]"
    "| (?:should|shall|will|must|not|be|is|are|than))$"
)
"""What a name does not end with."""
_BOUND: Final = re.compile(
    rf"(?:{figure_words.NO_LESS}|{figure_words.NO_MORE}|放宽到|(?<=面)达到)(?!\d)"
)
"""What bounds a figure, and is no part of a name."""
_ENDS_RATE: Final = "(?:率|占比|(?<!按)比[例重])"
_TWO_RATES: Final = re.compile(
    f"{_ENDS_RATE}(?=[一-鿿]{{2,}}{_ENDS_RATE}$)(?!提|较|的|[和及与、，])"
    f"|{_ENDS_RATE}(?=[占全]|每.{{0,2}}$)"
)
"""The name of a rate that goes on with another, or with how often it is asked."""
_FIRST_TWO: Final = re.compile(
    "在[用建册售岗校园读孵产研营逃编籍]|到[期岗位户村家港账]|要[素点件]|使用|并[网购轨]|对[口外接]|和[解谐美睦]|与会|及[时格早]"
)
"""Words of which the first character alone may be left out of a name for another word."""


def _begins_or_ends(named: Named) -> str:
    found = _BEGINS.match(named.name) or _ENDS.search(named.name)
    return found[0] if found else ""


def _bounds(named: Named) -> str:
    given = figure_words.TO_GIVE.search(named.name)
    found = None if given else _BOUND.search(named.name)
    return found[0] if found else ""


def _goes_on_behind_rate(named: Named) -> str:
    found = _TWO_RATES.search(named.name)
    return named.name[: found.end()] if found else ""


def _lacks_first(named: Named) -> str:
    """The words of a clause whose first character the name has left out."""
    at = named.clause.find(named.name) - 1
    found = _FIRST_TWO.match(named.clause, at) if at >= 0 else None
    return named.clause[at : at + len(named.name) + 1] if found else ""


def _is_joined(named: Named) -> str:
    """The words that a name is put together of, where that is none of the known ways."""
    name = named.name
    return "" if is_known(named) else "”“".join(pieces(name, without_asides(named.clause)))


_BEHIND_FIGURE: Final = re.compile(
    rf"(?:\d|[{CHARS}])(?:{figure_words.UNITS}|[类级等种])以[上下]的?$"
)
"""Another figure directly before a name, which may be of what that counts (二类以上标准的比例)."""


def _is_behind_figure(named: Named) -> str:
    """The figure directly before a name that stands before its own."""
    at = named.clause.find(named.name)
    before = 0 <= at < named.target.at - named.target.start
    found = _BEHIND_FIGURE.search(named.clause, 0, at) if before else None
    return named.clause[: at + len(named.name)] if found else ""


def _lacks_whole(named: Named) -> str:
    """What a part is of that its name does not say, nor anything that is in the other's name."""
    name, one = named.name, named.target
    whole = next((one for one in reversed(named.before) if one not in named.beside), None)
    part = named.clause.startswith(figure_words.PART_OF) and figure_words.PART_OF not in name
    if whole is None or not part or counted(whole.goal) != counted(one.goal):
        return ""
    if is_rate(name) or says_deed(name) or puts_in(named):
        return ""
    pairs = (name[at : at + SHORT] for at in range(len(name) - 1))
    return "" if any(pair in whole.name for pair in pairs) else whole.name


_NUMBERS: Final = re.compile(r"\d[\d.]*")
_STRAY: Final = re.compile(
    rf"(?<=[一-鿿])\d[\d.]*(?=[一-鿿])(?!{figure_words.UNITS}|[岁歲年月级級型类類号期届度代星城農农])"
)
"""A number that counts nothing, such as a page's, between the words of a name."""
_IDIOMS: Final = re.compile(f"{figure_words.OTHER_NUMBERS}|{figure_words.NAMES}")


def _holds_figure(named: Named) -> str:
    """A figure in a name that counts nothing, or is another goal's: 其中市区110公里、县城70公里."""
    stray = _STRAY.search(_IDIOMS.sub("", named.name))
    if stray:
        return stray[0]
    unit = counted(named.target.goal)
    found = _NUMBERS.search(named.name) if unit not in ("", *RATIOS) else None
    same = found and named.name.startswith(unit, found.end())
    return f"{found[0]}{unit}" if found and same else ""


_DONE_WITH: Final = f"{LOOKS_INTO}|{SERVES}|{CLEARS}|{MENDS}|{HANDLES}"
_BESIDE: Final = re.compile(
    f"(?:累计|全年|完成)*({_DONE_WITH})(?![站室点所员班组师车])|({_DONE_WITH})$"
)
"""What is done with things, before or behind the one that a name tells of."""


def _lacks_deed_beside(named: Named) -> str:
    """What is done with the thing before it in a row, where a name does not say it of its own."""
    before = [one for one in named.beside if one.at < named.target.at][-1:]
    alike = any(counted(one.goal) not in TIMES for one in before)
    told = says_deed(named.name) or BY_ITSELF.search(named.name)
    told = told or figure_words.CHANGED.search(named.name)
    if told or not alike or is_rate(named.name) or named.target.goal.endswith(RATIOS):
        return ""
    found = _BESIDE.match(before[0].name) or _BESIDE.search(before[0].name)
    deed = found[1] or found[2] if found else ""
    return "" if deed in named.name else deed


_REASONS: Final[dict[str, Callable[[Named], str]]] = {
    "edge": _begins_or_ends,
    "bound": _bounds,
    "figure": _holds_figure,
    "rates": _goes_on_behind_rate,
    "first": _lacks_first,
    "behind": _is_behind_figure,
    "part": _lacks_whole,
    "deed": _lacks_deed_beside,
    "joined": _is_joined,
}
"""Why a name may not be what is asked: the first that finds words says which."""
_SETTLED: Final = ("subject", "words-only")
"""Marks of a target with which a person looks at its name anyhow."""


def with_name_doubts(flat: str, targets: Sequence[TargetReading]) -> Iterator[TargetReading]:
    """The targets, each marked where its name does not surely say of what so much is asked."""
    clauses: dict[Place, list[TargetReading]] = {}
    for one in targets:
        clauses.setdefault((one.start, one.end), []).append(one)
    for position, one in enumerate(targets):
        clause, said = flat[one.start : one.end], flat[max(0, one.start - _FAR) : one.start]
        behind = flat[one.end : one.end + _FAR]
        beside = [other for other in clauses[one.start, one.end] if other is not one]
        before = targets[max(0, position - _NEAR) : position]
        doubt = _doubt(flat, Named(one, clause, said, behind, beside, before))
        yield replace(one, doubts=(*one.doubts, doubt)) if doubt else one


def _doubt(flat: str, named: Named) -> Doubt | None:
    """What of a target's name is not sure."""
    one = named.target
    if not _says_of_what(flat, one):
        return Doubt("subject", words=named.clause)
    if any(doubt.key in _SETTLED for doubt in one.doubts):
        return None
    found = ((key, reason(named)) for key, reason in _REASONS.items())
    why = next(((key, words) for key, words in found if words), None)
    if why is None:
        return None
    key, words = why
    return Doubt("name", name=one.name, why=in_both(f"document.name.{key}", words=words))


def _names_little(target: TargetReading, clause: str) -> bool:
    """Whether a name is one word, and neither it nor its clause says what is done."""
    done = says_deed(clause) or figure_words.TO_GIVE.search(clause)
    held = target.goal.endswith(_HELD) or ACT_ALONE.fullmatch(target.name)
    return _WORD.fullmatch(target.name) is not None and not (done or held)


def _says_only_whose(target: TargetReading, clause: str) -> bool:
    """Whether the name of a share only says of whom it is: 60%的商超、80%的市场接入平台."""
    name, at = target.name, clause.find(target.name)
    if not target.goal.endswith(RATIOS) or at < 0 or says_deed(name) or _HAS_RATE.search(name):
        return False
    if at < target.at - target.start:
        return DOER.search(name) is not None
    return clause.startswith("、", at + len(name))


_MEASURE_OF: Final = re.compile("(?P<deed>(?!.均)[一-鿿]{2})(?:规模|总[量额]|面积|里程|户数)")
"""A measure of what is done, which the clause before may say: 推进电能替代燃煤，替代规模达到…."""


def _measures_what_was_said(flat: str, target: TargetReading) -> bool:
    """Whether a name is the measure of a deed whose object only the clause before tells."""
    measure = _MEASURE_OF.fullmatch(target.name)
    far = max(0, target.start - _FAR)
    begin = max(flat.rfind("。", far, target.start), far - 1) + 1
    return measure is not None and flat.find(measure["deed"], begin, target.start) >= 0


def _says_of_what(flat: str, target: TargetReading) -> bool:
    """Whether a target or its clause says of what so much is asked."""
    clause = flat[target.start : target.end]
    vague = _NO_SUBJECT if target.goal[0] in "<>=" else _LABEL_ALONE
    once = figure_words.EACH_PERIOD.sub("", target.name)
    if (
        vague.fullmatch(target.name)
        or _says_only_whose(target, clause)
        or _names_little(target, clause)
        or _measures_what_was_said(flat, target)
        or lacks_deed(target.name, target.goal)
        or (target.goal.endswith(_OF_SOME) and ACT_ALONE.fullmatch(once))
    ):
        return False
    if target.goal.endswith(("元", *figure_words.SPANS)) and _TO_WHOM.fullmatch(target.name):
        given = _GIVEN.search(flat, max(0, target.start - _FAR), target.start)
        return given is not None and target.goal.endswith("元")
    return True
