"""What a figure is of where its clause alone does not say it: the words before its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.clauses import clause_of
from foodsafety_ledger.document.deeds import (
    BATCH,
    CHANGES_IT,
    DEED_ALONE,
    DOER,
    DONE_TO,
    OCCURRING,
    PLACES,
    SIZE,
    SO_MANY,
    counted,
    done_with,
    lacks_deed,
)
from foodsafety_ledger.document.demands import TargetReading, occasions_in
from foodsafety_ledger.document.figure_names import (
    EACH_TIME,
    PLACE,
    counts_behind,
    is_rate,
    name_of,
    without_asides,
    without_lead_in,
)
from foodsafety_ledger.document.figures import (
    LIST_MARKS,
    TIMES,
    Figure,
    find_figures,
    without_operator,
)
from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.setting import HAN, LONGEST_SENTENCE, RATIOS, Setting
from foodsafety_ledger.model.goal import COUNTERS, Operator, parse_goal
from foodsafety_ledger.model.measure import COUNT, RATIO

_CHANGES: Final = re.compile(
    "[、和及并且]*(?:每个?[年季月]度?|逐[年季月]|年均)?(?:同比|环比|[较比](?:上|去|前)[年期季月])?(?:净?增[长加]|提[高升]|下降|减少|降低|增幅)"
)
"""Words between two figures that say of nothing new how the second changes: 突破20亿元、增长25%."""
_FIRST_TIME: Final = re.compile(f"^(?:{EACH_TIME})+")
"""What a name begins with that tells how often, where the next clause tells it anew."""
_IN_TOTAL: Final = re.compile(
    "(?:and )?(?:bring|tak|rais|mak|giv)ing (?:[a-z]+ ){0,3}total(?: number)? (?:up )?to "
)
"""All that an English clause says before a sum: bringing the total to 85."""
LISTING: Final = (*LIST_MARKS[:4], " and", " and ")
"""What the words between two figures end with where those behind the second are its own."""
_DEED_BEHIND: Final = re.compile(
    rf"^.* and (?=(?:{figure_words.TO_DO.pattern})|[a-z]+ ?$"
    "|(?:raise|increase|lift|boost|improve|grow|reduce|cut|lower|keep|limit|bring) )"
    "|^.* (?:daily|weekly|monthly|quarterly|yearly|annually) and $"
    "|^.* (?:to|across|for|in|at|with) "
    "(?=(?:a minimum of|at least|no fewer than|not less than|over) $)"
)
"""English words between two figures that belong to the first: another deed follows them."""
_BY_SO_MUCH: Final = re.compile(" by (?:an? (?:further|additional|extra) )?$")
_BASE: Final = re.compile(r" from \d[\d.,]*%?$")
"""What an English clause ends with from which the next one says what is reached."""
_AGAIN: Final = re.compile(" and (?:(?:an? )?(?:further|another|additional|extra|more) )?$")
_BY_MONTH: Final = re.compile(
    " (?:by|in|before) (?:the end of )?"
    "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[ .]*"
)
"""What stands around an English figure that is more of the one before it by another day."""
_OFTEN: Final = re.compile(" (?:daily|weekly|monthly|quarterly|yearly|annually)[ .]*")
_OFTEN_AND: Final = re.compile(f"(?P<what>.*){_OFTEN.pattern} and ".replace("[ .]*", ""))
"""English words between two figures, of one thing so often and so often."""
_BRIEF: Final = re.compile("[一-鿿]{2,5}")
_RATE_THEN_WHOM: Final = re.compile("(?P<rate>.{2,}(?:率|[占对]比|比[例重]|度))[一-鿿]{2,5}")
"""A rate, and behind it the first of those whose it is: 教师占比中职达到55%、高职达到60%."""
_EACH_ONLY: Final = re.compile(
    f"^(?:{EACH_TIME}|累计|[合总]计|总[数量]|每(?:[家户人名所市县区镇乡村校]"
    "|个(?:[区县市镇乡村校]|乡镇|街道|社区|(?:行政|自然)村|小区|学校|单位|部门|网格)(?:（[^（）]{1,6}）)?))+"
)
_ALL: Final = re.compile("累计|[合总]计|总[数量]")
_ADDED: Final = re.compile("[新净再]增|新[建设创]")
"""What is said of those that come anew, and not of all there are: 新增助餐点15个，总数达到60个."""
_OF_FREQUENCY: Final = re.compile("[^，]*(?:频[次率]|次数)(?:分别)?(?:达到?)?[为是：]?")
"""What a clause says first of how often things are done with those named behind it."""
_NEAR: Final = 4
"""So many targets before a clause may be the number that it tells parts of."""
_KIND: Final = 2
"""So many characters at the end of a name say of what kind it is."""
_CHANGED: Final = re.compile(
    r"(?:[较比](?:上年|去年|20\d\d年)(?:同期)?)?(?:每年|逐年|年均?)?(?:同比|环比)?(?:新增|[再净]?(?:增[加长]|提[高升]|上升|下降|减少|降低))$"
)
"""What a name ends with by how much something changes, and what it comes to is told next."""
_CHANGE: Final = re.compile("(?:增[加长]|提[高升]|上升|下降|降低|减少)$")
_THAN_OTHERS: Final = re.compile(
    "(?:[高低优多少]于|不[高低]于|超过|达到)(?:上年|去年|[^，。；\\d]{0,6}平均)[^，。；\\d]{0,6}$"
)
"""What a clause ends with by which something is compared, and in the next with a figure."""
_SHARE_OF: Final = re.compile(
    f"(?P<deed>(?:.*(?:{figure_words.TO_DO.pattern}|参保))?)[一-鿿]{{0,4}}?"
    f"(?:{'|'.join(figure_words.BUSINESSES)})(?:占比|比[例重])"
)
"""A share of businesses, and what those do."""
_TAKEN_IN: Final = re.compile(
    "(?P<what>[^，、；将把]{2,30}?)(?:指标|情况)?(?:纳入|列入)(?P<whole>[^，；]{2,30}?)(?:内容|指标|体系)?$"
)
"""A clause by which something is made part of another, and the next says how much of it."""
_WEIGHT: Final = re.compile("(?:所?占|其)?(?:分值|权重|比[重例]|占比)(?:占比)?[由从]?")
_SAID_OF: Final = re.compile(r"(?:实现|达到?|完成|纳入|开展|通过|建立|配备|的?比例)[^，\d]{2,}")
"""What behind the last of several shares is said of each."""
_RANK: Final = (
    "(?:“?(?:国家|省部|[省市州县区镇乡村十百千万亿]{1,2}|[A-Da-d甲乙丙丁一二三四五])[级类]”?"
    "|[高中低]风险)"
)
_RANKS: Final = re.compile(f"{_RANK}(?:及?以[上下])?")
_RANKED: Final = re.compile(f"{_RANK}$|(?:{BATCH.pattern})(?:{DEED_ALONE.pattern})?$")
_RANK_NEXT: Final = re.compile(f"(?P<rank>(?:{_RANK})?)(?=[、和及与])")
"""Of which rank things are, whose noun only the last of a list has: 市级5个、县级3个站点."""
_SHARE_END: Final = re.compile("(?<=..)[一-鿿]{2}率$")
"""What the name of a share ends with, where the next clause counts what it is a share of."""
_BARE_NAME: Final = re.compile("[一-鿿]{1,8}(?:（[^（）]{1,10}）)?")
"""What stands alone between two figures of which the first counts it: 10个乡镇27个村7560户."""
_RATE_OF_DEED: Final = re.compile(
    rf"(?P<deed>[^，]{{2,}}?(?:{figure_words.TO_DO.pattern}))(?:(?:覆盖|完成|落实|执行)?率|全覆盖)达?到?"
)
"""A rate of what is done, which may be done so often, too: 检查覆盖率100%、每季度不少于1次."""
ONLY_OFTEN: Final = re.compile(f"[且并]?(?:{EACH_TIME})+(?:不少于|不低于|至少)?")
"""Words that only say how often."""
OF_THEM: Final = re.compile(
    r"(?:\d\d岁)?[^，。；：\d]{2,24}(?<![率速额量数值比度重积])(?<!时[间长限])"
)
"""Some of several, whom a clause that begins with 其中 names, and no more."""
WHOM: Final = re.compile("(?:其中)?[一-鿿A-D“”（）、]{2,20}")
"""What before a share may say only of whom it is."""
_BY_YEAR: Final = re.compile(r"[在到]?20\d\d年[底末]?前?$")
"""By when, behind those whose share it is: 学校食堂2020年达到100%."""
_RATE_BEFORE: Final = re.compile(
    rf"(?P<rate>[^，。；：.\d]{{2,40}}?(?:{figure_words.RATES}))(?:分别)?(?:[应要须]?达到?|[应要须]?为)?："
    r"(?:[^，。；：\d]{2,14}(?:20\d\d年[^，。；：\d]{0,6})?\d[\d.]*[%‰](?:以[上下内])?[，；、])*$"
)
"""A rate, a colon, and the shares of others than the next."""


@dataclass(frozen=True, slots=True)
class Before:
    """A clause of a text and what stands before it ``within`` the stretch that is read.

    ``given`` is the target just before it, ``whole`` that or the one whose clause has it in
    brackets, ``targets`` are the last before it.
    """

    flat: str
    clause: Place
    within: Place
    given: TargetReading | None
    whole: TargetReading | None
    targets: Sequence[TargetReading] = ()

    @classmethod
    def of(cls, flat: str, clause: Place, within: Place, found: Sequence[TargetReading]) -> Before:
        """A clause with the last of the targets that were ``found`` before it.

        They are told apart from those that it goes on from.
        """
        begin, last = clause[0], found[-1] if found else None
        given = last if last and last.end == begin - 1 else None
        whole = last if last and last.at < begin <= last.end else given
        return cls(flat, clause, within, given, whole, found[-_NEAR:])

    def holding(self, unit: str, total: Fraction) -> TargetReading | None:
        """The last target of its sentence of which it may count so many in a unit."""
        for one in reversed(self.targets):
            goal = parse_goal(one.goal)
            if re.search("[。；]", self.flat[one.end : self.clause[0]]):
                return None
            if goal and goal.unit == unit and goal.bound >= total:
                return one
        return None

    @property
    def follows(self) -> bool:
        """Whether a comma parts it from the clause before."""
        begin = self.clause[0]
        return self.flat[begin - 1 : begin] == "，"

    @property
    def is_aside(self) -> bool:
        """Whether a bracket opens before it."""
        begin = self.clause[0]
        return begin > self.within[0] and self.flat[begin - 1 : begin] == "（"

    @property
    def said(self) -> str:
        """What the clause before speaks of: its target's name, or where it has none its words."""
        if self.given:
            whole, _, part = self.given.name.rpartition("，")
            name = whole if whole and _is_part(part) else self.given.name
            return _CHANGED.sub("", name) or name
        return _CHANGED.sub("", self.text) or self.text

    @property
    def text(self) -> str:
        """The words of the clause before, but for those that only compare."""
        start, end = self.within[0], self.clause[0] - 1
        said = self.flat[slice(*clause_of(self.flat, start, end, end))] if start <= end else ""
        return _THAN_OTHERS.sub("", said) or said


def _is_part(name: str) -> bool:
    """Whether a name says only which part of something it is, or where, and not of what."""
    return (BATCH.fullmatch(name) or PLACES.fullmatch(name)) is not None


def words_for(
    before: Before, setting: Setting, between: str, own: str, last: Figure | None
) -> tuple[str, bool]:
    """The words before a figure that say what it is of, and whether they surely do.

    They are its own, those before its clause's first figure (``own``) or some of what was said
    ``before``; ``between`` are all since the ``last`` figure of its clause, of which the head of
    the setting leaves out what that counts.
    """
    if whole := _parted_by_times(before, between, own):
        return whole, True
    first = replace(setting, head=between)
    if told := _told_before(before, first, own if last else ""):
        told = _BY_SO_MUCH.sub(" ", told)
        comes_to = last and setting.figure.before and last.unit != setting.figure.unit
        return (_CHANGED.sub("", without_operator(told)) or told) if comes_to else told, True
    if last and _is_beside(own, last, first):
        return (own, True) if setting.tail else (setting.head, False)
    later = _of_later(own, setting, last) if last else None
    return (_with_before(before, setting) if later is None else later), True


def _parted_by_times(before: Before, between: str, own: str) -> str:
    """What a clause says of by when parts of it are due: 其中上半年5个、下半年7个; else empty."""
    given, named = before.given, figure_words.PART_OF
    parts = (words.removeprefix(named).lstrip("、，和") for words in (own, between))
    timed = own.startswith(named) and all(map(_tells_when, parts))
    return given.name if given and timed else ""


_SAYS_ITSELF: Final = re.compile("的?(?!以[上下内])[一-鿿“”]{4,}")
"""What behind a figure says what it is of: 整改率100%、确保80%以上的乡镇建成快检室."""


def _of_later(own: str, setting: Setting, before: Figure) -> str | None:
    """The words for a figure behind the first of its clause, whose words are its ``own``.

    None where only the figure's words, or those of the clause before, say what it is of.
    """
    head = setting.head
    if goes_on := _going_on_in_english(own, setting):
        return goes_on
    bare = without_operator(head)
    part = head.rpartition("、")[2]
    often = setting.figure.unit in TIMES and figure_words.EACH_PERIOD.search(part) is not None
    changes = _CHANGES.fullmatch(bare)
    if not (setting.shared or changes) and (often or occasions_in(part)):
        first = without_operator(own)
        rated = _RATE_OF_DEED.fullmatch(first) if ONLY_OFTEN.fullmatch(part) else None
        return _of_its_like(first, part) or (
            f"{rated['deed']}{part.lstrip('且并')}" if rated else part
        )
    if (
        _shares_time(before, setting)
        or bare.endswith(LISTING)
        or not HAN.search(bare + setting.tail)
    ):
        return head if _is_told_behind(setting, bare) else own
    if head.isascii():
        return _DEED_BEHIND.sub("", head)
    whom = bare.lstrip("、和及")
    only = _is_only_whom(setting, whom)
    rate = _RATE_THEN_WHOM.fullmatch(without_operator(own)) if only else None
    alike = f"{rate['rate']}{whom}" if rate else _in_its_place(own, bare, setting)
    if alike := alike or _share_too(without_operator(own), whom):
        return alike
    return _done_too(own, bare, setting) if setting.tail[:1] in ("", "、") else None


def _is_told_behind(setting: Setting, bare: str) -> bool:
    """Whether the words behind a figure of a list say what it is of, and a verb before it asks."""
    asks = bare.endswith(LISTING) and setting.head.strip("、，和及与并")
    return bool(asks) and _SAYS_ITSELF.match(setting.tail) is not None


def _share_too(own: str, whom: str) -> str:
    """The share of those who do something, behind that of others: 投保学校占比、养老机构占比."""
    first, second = _SHARE_OF.fullmatch(own), _SHARE_OF.fullmatch(whom)
    if not (first and second) or second["deed"] or not first["deed"]:
        return ""
    return f"{first['deed']}{whom}"


def _going_on_in_english(own: str, setting: Setting) -> str:
    """The words for what an English change comes to, and for what is as often as another thing.

    Raise the share by 15 points to 70% is a share of 70%; 12 bulletins monthly and 4 reports.
    """
    if setting.head == " to ":
        return _BY_SO_MUCH.sub(" ", own)
    often = _OFTEN_AND.fullmatch(setting.head)
    alone = often and _OFTEN.fullmatch(setting.tail)
    return f"{own.rstrip()}{often['what']}" if often and alone else " " if often else ""


def _done_too(own: str, bare: str, setting: Setting) -> str | None:
    """What else is done with things that a clause's first words name, or is told of them.

    新建站4家、提升2家 are two deeds, 省级店5家、市级9家 two ranks; 改造市场8个、面积2万平方米 and
    突破20亿元、增长25% are one thing.
    """
    deed = bare.lstrip("、和及并")
    if setting.figure.unit.endswith(SO_MANY) and DEED_ALONE.fullmatch(deed):
        return done_with(own, deed) or None
    if setting.tail:
        return None
    said = without_operator(own)
    counts = setting.figure.unit in COUNTERS or (setting.figure.unit in RATIOS and is_rate(said))
    if counts and _RANKS.fullmatch(deed) and re.search(_RANK, own):
        return _RANKS.sub(deed, said, count=1)
    if SIZE.fullmatch(deed):
        return f"{said}，{deed}"
    return said + deed.removeprefix("且") if _CHANGES.fullmatch(bare) else None


def _is_only_whom(setting: Setting, whom: str) -> bool:
    """Whether a share has nothing but a short name of those whose it is."""
    brief = _BRIEF.fullmatch(whom) and not (is_rate(whom) or figure_words.TO_DO.search(whom))
    return setting.figure.unit in RATIOS and bool(brief) and setting.tail[:1] in ("", "、")


def _is_beside(own: str, last: Figure, setting: Setting) -> bool:
    """Whether words between two figures are only what the first of them counts."""
    both = last.unit in COUNTERS and setting.figure.unit in COUNTERS
    return both and counts_behind(own) and _BARE_NAME.fullmatch(setting.head) is not None


def _with_before(before: Before, setting: Setting) -> str:
    """The words before a figure, with those of what was said before that they go on with."""
    setting = replace(setting, tail=without_asides(setting.tail))
    head, given = setting.head, before.given
    behind = before.clause[0] > before.within[0]
    if given and _changes_it(before, setting, given):
        return f"{given.name}{without_lead_in(head)}"
    counts = _TAKEN_IN.search(before.text) if before.follows else None
    if counts and _WEIGHT.fullmatch(without_operator(head)):
        return f"{counts['what']}在{counts['whole']}中{head}"
    if whole := _whole_of(before, setting):
        return whole + head.lstrip("、，和及与")
    if before.follows and behind and (goes_on := _going_on(before, setting)):
        return goes_on
    summed = _IN_TOTAL.fullmatch(head) or (
        head == "" and figure_words.SO_MANY_IN.match(setting.tail)
    )
    bare = not HAN.search(
        without_lead_in(_EACH_ONLY.sub("", without_operator(head))) + setting.tail
    )
    if behind and (bare or summed):
        said = _FIRST_TIME.sub("", before.said) if _FIRST_TIME.match(head) else before.said
        of_rate = given and given.measure is RATIO and setting.figure.unit in COUNTERS
        said = _SHARE_END.sub("", without_operator(said)) if of_rate else without_operator(said)
        said = _ADDED.sub("", said) if _ALL.match(head) else said
        return f"{_BASE.sub('', said)} {head}" if said.isascii() else said + head
    return head


def _whole_of(before: Before, setting: Setting) -> str:
    """What a figure is a part, or one of several, of, and a comma; empty where of itself."""
    if rate := _rate_of_part(before, setting):
        return f"{rate}，"
    change = _CHANGE.search(before.whole.name) if before.whole else None
    own = without_operator(setting.head)
    if change and own.startswith(figure_words.PART_OF) and own.endswith(change[0]):
        return f"{change.string[: change.start()]}，"
    share = before.given if before.follows else before.whole if before.is_aside else None
    share = share if share and _is_for_a_part(setting) else None
    whole = share.name.partition("，")[0] if share else _whole_of_part(before, setting)
    if whole:
        said = setting.head.lstrip("、，和及与").startswith(figure_words.PART_OF)
        return f"{whole}，{'' if said else figure_words.PART_OF}"
    own = setting.head.removeprefix(figure_words.PART_OF)
    aside = before.is_aside and _goes_on(own, setting, None)
    if before.whole is None and (aside or (before.follows and _is_for_a_part(setting))):
        return f"{before.text}，"
    return ""


def _going_on(before: Before, setting: Setting) -> str:
    """The words before a figure with the deed of the clause before; empty where it has its own."""
    head = setting.head.lstrip("、和及与")
    own = head if head.startswith(figure_words.PART_OF) else without_lead_in(head)
    goes_on = _goes_on(head, setting, before.given)
    often = setting.figure.unit in TIMES and figure_words.EACH_PERIOD.search(own) is not None
    like = _of_its_like(before.said, own) if goes_on or often else ""
    given = before.given
    again = given is not None and counted(given.goal) == setting.figure.unit and not setting.tail
    again = again and setting.figure.unit.endswith((*SO_MANY, *OCCURRING))
    if (goes_on or again) and not like and (done := done_with(given.name if given else "", own)):
        return done
    soon = setting.figure.unit.endswith(figure_words.SPANS) and given and given.measure is RATIO
    if like or soon or not goes_on:
        return like
    named = f"，{figure_words.PART_OF}"
    whole, part, _ = before.said.partition(named)
    whole = figure_words.EACH_PERIOD.sub("", whole) if often else whole
    later = setting.before.startswith(figure_words.PART_OF) and not own.startswith(named[1:])
    return f"{whole}{named if part or later else '，'}{own}"


def _changes_it(before: Before, setting: Setting, given: TargetReading) -> bool:
    """Whether a clause says only by how much what is told just before it changes.

    So it is of a share in points (…98%，提高1个百分点), of others in their own unit or by a share.
    """
    unit = "%" if setting.figure.unit == "个百分点" else setting.figure.unit
    alike = unit not in ("", "次") and given.goal.endswith(unit)
    alike = alike and before.flat.count(unit, given.start, given.end) == 1
    by_share = setting.figure.unit == "%" and given.measure is COUNT
    alike = alike or (by_share and not given.goal.endswith(figure_words.SPANS))
    said = alike and before.follows and setting.tail == ""
    words = without_lead_in(without_operator(setting.before))
    deed = unit.endswith(SO_MANY) and DEED_ALONE.fullmatch(words)
    return said and not deed and CHANGES_IT.fullmatch(words) is not None


def _in_its_place(own: str, head: str, setting: Setting) -> str:
    """The words before a clause's first figure, with those who do another so often in their place.

    年度检查A级4次、B级2次 asks for so many 年度检查B级; empty where the words are not so.
    """
    whom, words = head.lstrip("、和及"), without_operator(own)
    rank = re.search(f"{_RANK}$", words)
    deed = words[: rank.start() if rank else -len(whom)]
    done = figure_words.TO_DO.search(deed) or DONE_TO.search(deed)
    alike = done is not None and words[-1:] == whom[-1:]
    lacks = alike and lacks_deed(name_of(whom, setting.tail, setting.figure), setting.figure.unit)
    return f"{deed}{whom}" if lacks and HAN.search(whom) else ""


def _is_for_a_part(setting: Setting) -> bool:
    """Whether a share or time is that of some of those whom the clause before speaks of."""
    if not setting.before.startswith(figure_words.PART_OF):
        return False
    whom = without_operator(setting.head).lstrip("、和及与").removeprefix(figure_words.PART_OF)
    told = is_rate(whom) or figure_words.TO_DO.search(whom) or setting.tail.partition("、")[0]
    alike = setting.figure.unit.endswith((*RATIOS, *figure_words.SPANS))
    return alike and not told and OF_THEM.fullmatch(whom) is not None


def _whole_of_part(before: Before, setting: Setting) -> str:
    """What some are counted of that a clause names: 抽检食品500批次，其中餐饮食品200批次.

    So it is of those named next, and in a bracket. Empty where they are of another unit, more than
    the whole, or have a deed of their own.
    """
    given, figure = before.given or before.whole, setting.figure
    named = f"，{figure_words.PART_OF}"
    part = setting.before.startswith(figure_words.PART_OF)
    beside = find_figures(before.flat, *before.clause)
    total = sum((Fraction(one.number) for one in beside if one.unit == figure.unit), Fraction(0))
    if part and before.follows:
        given = before.holding(figure.unit, total) or given
    if given is None or not (part or named in given.name) or not figure.unit or setting.relative:
        return ""
    whole = parse_goal(given.goal)
    ratio = figure.unit.endswith((*RATIOS, *figure_words.SPANS))
    if ratio or whole is None or whole.unit != figure.unit:
        return ""
    goes_on = before.follows and not part
    most = _left_of_whole(before, figure.unit) if goes_on else whole.bound
    words = without_operator(setting.head).replace(figure_words.PART_OF, "") + setting.tail
    deed = figure_words.TO_DO.search(words) or DONE_TO.search(words)
    return given.name.partition(named)[0] if total <= most and not deed else ""


def _left_of_whole(before: Before, unit: str) -> Fraction:
    """What of a number the parts before a clause leave: 位5000个，其中甲420个，乙4580个."""
    flat, begin = before.flat, before.clause[0]
    start = max(before.within[0], begin - LONGEST_SENTENCE)
    parts = flat.rfind(figure_words.PART_OF, start, begin)
    cut = max(start, flat.rfind("。", start, parts), flat.rfind("；", start, parts))
    given = find_figures(flat, cut, parts) if parts > 0 else []
    taken = sum(Fraction(one.number) for one in find_figures(flat, parts, begin))
    return Fraction(given[-1].number) - taken if given and given[-1].unit == unit else Fraction(-1)


def _of_its_like(said: str, own: str) -> str:
    """The words before a figure that name whom it is of, with what those of their kind do.

    ``said`` names them before what they do: 甲类企业每半年督导2次，乙类企业每年1次. Else empty.
    """
    whom, *rest = figure_words.EACH_PERIOD.split(without_operator(own), maxsplit=1)
    once = without_operator(figure_words.EACH_PERIOD.sub("", said))
    if re.fullmatch(_RANK, whom) and re.search(_RANK, once):
        return re.sub(_RANK, whom, once, count=1)
    part = whom.startswith(figure_words.PART_OF)
    part = part or figure_words.TO_DO.search("".join(rest)) is not None
    doing = figure_words.TO_DO.search(whom) or DONE_TO.search(whom)
    if part or len(whom) < _KIND or doing or is_rate(said):
        return ""
    before, found, deed = said.rpartition(whom[-_KIND:])
    deed = figure_words.EACH_PERIOD.sub("", deed)
    of = _OF_FREQUENCY.match(before)
    if found and not deed and of:
        return f"{of[0]}{own}"
    others, *does = figure_words.EACH_PERIOD.split(without_operator(said), maxsplit=1)
    if not found and does and DOER.search(others) and DOER.search(whom):
        return f"{whom}{without_operator(does[0])}"
    return f"{whom}{deed}{own[len(whom) :]}" if found and deed and "，" not in deed else ""


def _rate_of_part(before: Before, setting: Setting) -> str:
    """The rate that a share is of, where its clause says only of whom; empty where it says more.

    It stands before a colon (覆盖率：村达到60%，镇达到80%), or is that of the whole just before.
    """
    begin, given = before.clause[0], before.whole
    whom = _BY_YEAR.sub("", without_operator(setting.head).lstrip("、和及与"))
    behind = setting.tail.partition("、")[0]
    said = is_rate(whom) or figure_words.TO_DO.search(whom) or behind
    if setting.figure.unit not in RATIOS or said or not WHOM.fullmatch(whom):
        return ""
    rate = _RATE_BEFORE.search(before.flat, max(before.within[0], begin - LONGEST_SENTENCE), begin)
    if rate:
        return rate["rate"]
    part = setting.before.startswith(figure_words.PART_OF)
    placed = before.follows and PLACE.fullmatch(whom) is not None
    listed = given is not None and (part or placed or "，其中" in given.name)
    whole = given.name.partition("，其中")[0] if given and listed else ""
    return whole if is_rate(whole) else ""


def _shares_time(figure: Figure, setting: Setting) -> bool:
    """Whether a share is of what, as an English clause says first, is done within a time."""
    timed = figure.unit.endswith(figure_words.SPANS) and figure.operator is Operator.AT_MOST
    return timed and setting.figure.unit in RATIOS and setting.head.endswith(" in ")


def name_again(setting: Setting, before: Figure | None, last: TargetReading | None) -> str:
    """The name of the target before, where a figure is of the same by another day; else empty."""
    if before is None or last is None:
        return ""
    listed = _AGAIN.search(setting.head) and setting.figure.unit == before.unit
    tail = setting.tail
    again = listed and (figure_words.ONLY_WHEN.match(tail) or _BY_MONTH.fullmatch(tail))
    return last.name if again else ""


def predicate(setting: Setting, last: Figure, behind: str) -> str:
    """The words behind a figure, or those behind the last that it shares: 食堂100%、餐馆95%达标."""
    if noun := _noun_of_last(setting, last, behind):
        return noun
    shares = setting.figure.unit in RATIOS and last.unit in RATIOS and setting.tail[:1] == "、"
    bare = without_operator(setting.head)
    said = bare.endswith("按") or _SAID_OF.fullmatch(behind)
    return behind if shares and not is_rate(bare) and said else setting.tail


def _noun_of_last(setting: Setting, last: Figure, behind: str) -> str:
    """The noun behind the last of a list of ranks, with its own rank; empty of anything else."""
    own, theirs = _RANK_NEXT.match(setting.tail), re.match(_RANK, behind)
    if own is None or setting.figure.unit != last.unit or last.unit not in COUNTERS:
        return ""
    before = _RANKED.search(without_operator(setting.head))
    alike = theirs if own["rank"] else before and not theirs
    noun = behind[theirs.end() :] if theirs else behind
    return f"{own['rank']}{noun}" if alike and HAN.match(noun) else ""


def _goes_on(head: str, setting: Setting, given: TargetReading | None) -> bool:
    """Whether the clause before a figure's own says what is done, or with what it is done.

    Where that has figures, and so the target ``given``, its deed is that of others who do it so
    many times, and not of what else is counted: 自查率达100%，监督抽考安全员200人次.
    """
    figure = setting.figure
    often = occasions_in(head) if figure.unit in TIMES and figure.number == "1" else ""
    goal = often or figure.unit
    name = name_of(head, setting.tail, figure)
    alike = given is None or counted(given.goal) == counted(goal)
    alike = alike or goal.endswith(figure_words.SPANS) or head.startswith("其中")
    of_it = given is None or SIZE.fullmatch(given.name.rpartition("，")[2]) is None
    return (alike and lacks_deed(name, goal)) or (of_it and SIZE.fullmatch(name) is not None)


def _tells_when(words: str) -> bool:
    """Whether words before a figure say by when, and not of what, so much is asked."""
    said = without_lead_in(without_operator(words).lstrip("、，"))
    return bool(words) and "其中" not in words and "分别" not in words and not HAN.search(said)


def _told_before(before: Before, setting: Setting, own: str) -> str:
    """What a figure is of before which only a time stands; empty where that is not told.

    That are its clause's words before the first figure (``own``), or the rate of the clause
    ``before`` it: 率上半年不低于70%、全年不低于95%.
    """
    when = _tells_when(setting.head) and setting.tail[:1] in ("", "、") and not setting.shared
    if not when:
        return ""
    if own and not _tells_when(own):
        return own
    said = before.said if before.within[0] < before.clause[0] - 1 else ""
    said = "" if setting.figure.unit in COUNTERS else said
    return said if is_rate(said) and not any(map(str.isdigit, said)) else ""
