"""Targets: which figures and words of an item ask for something, and what exactly.

A figure is a target if it says how much, how many, how often or how long the named units must do,
give or allow; others (``在13家企业已纳入的基础上``) are facts, and are listed as such.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter, lt
from typing import Final, NamedTuple

from foodsafety_ledger.document import figure_words, lexicon
from foodsafety_ledger.document.asking import (
    HAN,
    RATIOS,
    Setting,
    why_fact,
)
from foodsafety_ledger.document.clauses import STOPS, clause_of
from foodsafety_ledger.document.deadlines import Deadline, begins_clause
from foodsafety_ledger.document.demands import (
    OFTEN_GOALS,
    SHORTEST,
    TargetReading,
    goals_in_words,
    goals_of,
    in_words,
    occasions_in,
)
from foodsafety_ledger.document.figure_names import (
    EACH_TIME,
    apportioned,
    counts_behind,
    from_next,
    is_rate,
    name_of,
    without_lead_in,
)
from foodsafety_ledger.document.figures import (
    LIST_MARKS,
    ODD,
    TIMES,
    Figure,
    ends_in_verb,
    find_figures,
    without_operator,
)
from foodsafety_ledger.document.folded import Place, Stretches
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.numerals import CHARS
from foodsafety_ledger.model.goal import COUNTERS, Operator, parse_goal
from foodsafety_ledger.model.measure import MILESTONE, OCCASIONS, RATIO
from foodsafety_ledger.model.plan import Holds

_DUE_ALONE: Final = re.compile("(?:全部|全面|基本|按期|完成|完毕|到位|任务|目标|工作)+")
"""What behind a deadline says only that it is one."""
_ALONE: Final = re.compile("[^，。；：\\d]{0,2}[，：]")
"""What behind a deadline ends its clause before anything is asked in it."""
_DONE_ALONE: Final = re.compile(f"(?:{figure_words.DONE}|完成|全部|到位|结果|[并和、])+")
"""Names that say what is done, and not with what."""
_DEED_ALONE: Final = re.compile(
    "(?:基本|完成|新[增建辟]|改[造建]|扩建|提升|整[改治]|整顿|整修|治理|建[设成立]|创建|打造|淘汰|关[闭停]|取缔|搬迁|升级|拆除|清理|验收"
    "|优化|调整|修[复建缮]|维修|增设|亮化|美化|更新)+"
)
_SO_MANY: Final = (
    "个",
    "家",
    "处",
    "项",
    "座",
    "户",
    "条",
    "所",
    "间",
    "套",
    "台",
    "辆",
    "公里",
    "亩",
)
"""Deeds, and what is counted of anything: 完成整治18家 does not say of what."""
_DOER: Final = re.compile(
    f"(?:{'|'.join(figure_words.BUSINESSES)}|[级村镇乡县区市户员]|街道|社区|[河湖林田站所校]长|部门)$"
)
"""Names of those who do something, without what they do."""
_DONE_TO: Final = re.compile(
    "抽考|抽测|抽样|约谈|访谈|夜查|查访|回访|随访|轮训|考核|考[评试]|评议|指导|体检|宣传|宣讲|警示|慰问|表彰|处罚"
    "|(?:监督|监管|执法)(?!管理|[员站所局科股队长]|部门|机构|单位)"
)
"""What is done with those who are named behind it."""
_CHANGES: Final = re.compile(
    "[、和及并]*(?:同比|环比|[较比](?:上|去|前)[年期季月])?(?:净?增[长加]|提[高升]|下降|减少|降低|增幅)"
)
"""Words between two figures that say of nothing new how the second changes: 突破20亿元、增长25%."""
_LEVELS: Final = re.compile("[省市州县区镇乡村]级")
"""What says in the parts of a figure that each is what others have to do."""
_LISTING: Final = (*LIST_MARKS[:4], " and", " and ")
"""What the words between two figures end with where those behind the second are its own."""
_DEED_BEHIND: Final = re.compile(rf"^.* and (?=(?:{figure_words.TO_DO.pattern})|[a-z]+ ?$)")
"""English words between two figures that belong to the first: another deed follows them."""
_LETTER: Final = re.compile(
    rf"(?:(?<![A-Za-z0-9])(?![A-D]类)[lIOoSBZGQDbgqstiz丨〡]"
    rf"|(?<=[一-鿿”。，；：])(?<![{CHARS}])(?:{ODD}|[xX]))"
    rf"(?=[%‰]|(?:{figure_words.UNITS})(?<![A-Za-z级]))"
    rf"|(?<=[一-鿿])[？…](?=(?:[%‰]|{figure_words.UNITS})(?:[，。；、）]|$))"
    rf"|(?<=[ a-z]){ODD}(?=[%‰])"
)
"""A letter, or a sign, where a digit should stand."""
_EACH_ONLY: Final = re.compile(f"^(?:{EACH_TIME}|每[家户人名所市县区镇乡村校])+")
_REGULAR: Final = re.compile("每(?:个?(?:半年|学期|学年|季度)|[年月季周日天])")
"""What before a figure says that it is for each stretch of time, and due at the end of each."""
_KIND: Final = 2
"""So many characters at the end of a name say of what kind it is."""
_SOON: Final = re.compile(r"[\d一-十]+个?(?:工作日|小时|分钟|[日天])内")
"""A time that runs from what has happened (接到报告后2小时内), whatever day is named before."""
_LONGEST_SENTENCE: Final = 600
"""So far before a clause stands what its sentence says of it."""
_FAR: Final = 2000
"""So far behind a deadline stands what is due by it."""
_AT: Final = attrgetter("start")
_AND: Final = LIST_MARKS[:4]
"""What stands between the years of a list."""
_CHANGED: Final = re.compile(
    r"(?:[较比](?:上年|去年|20\d\d年)(?:同期)?)?(?:每年|逐年|年均)?(?:同比|环比)?[再净]?(?:增[加长]|提[高升]|上升|下降|减少|降低)$"
)
"""What a name ends with by how much something changes, and what it comes to is told next."""
_THAN_OTHERS: Final = re.compile(
    "(?:[高低优多少]于|不[高低]于|超过|达到)(?:上年|去年|[^，。；\\d]{0,6}平均)[^，。；\\d]{0,6}$"
)
"""What a clause ends with by which something is compared, and in the next with a figure."""
_SAID_OF: Final = re.compile(r"(?:实现|达到?|完成|纳入|开展|通过|建立|配备)[^，\d]{2,}")
"""What behind the last of several shares is said of each."""
_OF_WHOM: Final = re.compile(r"(?:（[^（）]*）)?的(?![^\d，]*(?:给予|予以))[^\d，]+$")
_FOR_WHOM: Final = re.compile(r"(?:对于?|面向|针对)(?P<whom>[^，。；：\d]{2,40})")
"""A clause that says only for whom the next one is."""
_GIVEN_NEXT: Final = re.compile(
    r"，(?:再|另|均|都|可|分别|一次性|由[^，。；\d]{1,12}?|每[家个次名户])*(?:给予|奖励|奖补|补助|补贴|予以)"
    "(?!期|标准|资金|对象|时间|总?额|比例|办法|政策|方式|范围)"
)
"""What ends a clause that says who they are to whom the next one gives something."""
_BARE_NAME: Final = re.compile("[一-鿿]{1,8}(?:（[^（）]{1,10}）)?")
"""What stands alone between two figures of which the first counts it: 10个乡镇27个村7560户."""
_MOST_FIGURES: Final = 20
"""Of so many figures in one clause, those beyond are left to a person."""
_OF_THEM: Final = re.compile(r"[^，。；：\d]{2,24}(?<![率速额量数值比度重积])(?<!时[间长限])")
"""Some of several, whom a clause that begins with 其中 names, and no more."""
_WHOM: Final = re.compile("(?:其中)?[一-鿿“”（）]{2,16}")
"""What before a share may say only of whom it is."""
_RATE_BEFORE: Final = re.compile(
    rf"(?P<rate>[^，。；：.\d]{{2,40}}?(?:{figure_words.RATES}))(?:分别)?(?:[应要须]?达到?|[应要须]?为)?："
    r"(?:[^，。；：\d]{2,14}\d[\d.]*[%‰](?:以[上下内])?[，；、])*$"
)
"""A rate, a colon, and the shares of others than the next."""
_LONGEST_LABEL: Final = 60
_MEASURED: Final = re.compile(f"{lexicon.MEASURED} ?$")
"""A label in English that says by what something is measured, and needs no verb."""
_ALL_YEAR: Final = re.compile(r"全年(?!目标|任务|计划|[^，。；]{0,4}的$)|(?<!\d)年内")
"""What before a figure says that the whole year is its time, whatever day is named before."""


def _milestones(
    flat: str, deadlines: Sequence[Deadline], end: int, taken: list[Place]
) -> Iterator[TargetReading]:
    """What must be done by a day, where nothing else says how much of it."""
    others, begins = Stretches(taken), {deadline.start for deadline in deadlines}
    for deadline in deadlines:
        if flat[deadline.end : deadline.end + 1] in _AND and deadline.end + 1 in begins:
            continue
        at = _deed(flat, deadline.end + (flat[deadline.end : deadline.end + 1] == "，"), end)
        stop = clause_of(flat, at, end, min(at, end))[1]
        passing = figure_words.PASSING.search(flat[deadline.end : stop])
        alone = stop - at < SHORTEST or _DUE_ALONE.fullmatch(flat, at, stop)
        scope = flat.startswith("对", at)
        if not (scope or passing or alone or others.touching(deadline.start, stop)):
            quote = deadline.start, stop
            yield replace(in_words(flat, quote, flat[at:stop], MILESTONE, "done"), due=deadline.day)


def _deed(flat: str, at: int, end: int) -> int:
    """Where the first clause from ``at`` on begins that says what is done, and not only how."""
    while at < end:
        manner = figure_words.MANNER.match(flat, at, end)
        if not manner or (
            manner[0][0] not in "除对针凡面" and figure_words.TO_DO.search(manner[0])
        ):
            break
        at = manner.end() + 1
    return at


class Fact(NamedTuple):
    """A figure that asks for nothing, or could not be read whole, and what to look at."""

    start: int
    end: int
    doubt: Doubt


@dataclass(slots=True)
class Readings:
    """What a stretch of text asks for, and its figures that ask for nothing.

    ``read`` are the words that both were read from.
    """

    targets: list[TargetReading] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    read: list[Place] = field(default_factory=list)


def read_targets(flat: str, start: int, end: int, deadlines: Sequence[Deadline] = ()) -> Readings:
    """The targets of a stretch of text with its ``deadlines``, and the figures that are none."""
    found = Readings()
    grouped: dict[tuple[int, int], list[Figure]] = {}
    for figure in find_figures(flat, start, end):
        members = grouped.setdefault(clause_of(flat, start, end, figure.start), [])
        if len(members) < _MOST_FIGURES:
            members.append(figure)
            found.read.append(figure.words)
    for clause, members in grouped.items():
        if not _take_parts(flat, clause, members, found):
            _read_clause(flat, clause, members, found, (start, end))
    for letter in _LETTER.finditer(flat, start, end):
        words = flat[letter.start() : letter.end() + 2]
        found.facts.append(Fact(*letter.span(), Doubt("figure-broken", figure=words)))
    taken = [(target.start, target.end) for target in found.targets]
    rates = [(t.start, t.end) for t in found.targets if t.measure is RATIO]
    found.targets += goals_in_words(flat, start, end, taken, rates, found.read)
    together: dict[Place, list[TargetReading]] = {}
    for target in found.targets:
        together.setdefault((target.start, target.end), []).append(target)
    found.targets = [
        _by_when(flat, start, target, deadlines, together[target.start, target.end])
        for target in found.targets
    ]
    found.targets = [*_told_apart(flat, start, found.targets)]
    found.targets += _milestones(flat, deadlines, end, taken)
    found.targets.sort(key=lambda target: target.start)
    return found


def _told_apart(flat: str, start: int, targets: Sequence[TargetReading]) -> Iterator[TargetReading]:
    """The targets, those of one name with those for whom each is: 对甲类企业，费率降至1%."""
    alike = {(one.name, _counted(one.goal), one.start) for one in targets}
    named = Counter((name, unit) for name, unit, _ in alike)
    for one in targets:
        begin = one.start - 1
        before = clause_of(flat, start, begin, begin) if begin > start else (begin, begin)
        whom = _FOR_WHOM.fullmatch(flat, *before) if flat[begin : begin + 1] == "，" else None
        if whom and named[one.name, _counted(one.goal)] > 1:
            yield replace(one, name=f"{whom['whom']}，{one.name}")
        else:
            yield one


def _by_when(
    flat: str,
    start: int,
    target: TargetReading,
    deadlines: Sequence[Deadline],
    together: list[TargetReading],
) -> TargetReading:
    """A target with the deadline of its clause, or the last before it in its sentence.

    Of several in its clause each is that of one of the targets of its quote (``together``), where
    they stand so, and so it is of several that head a sentence. One that stands within a clause is
    for that alone, and what is done, or holds, all the time has none of another's. Behind what is
    asked of the whole year it may be the year's, and is marked.
    """
    first, behind = (bisect_left(deadlines, end, key=_AT) for end in (target.start, target.end))
    own = deadlines[first:behind]
    doubts = target.doubts
    if not own:
        over = behind
        behind = _carried(flat, deadlines, behind)
        last = deadlines[behind - 1] if behind else None
        apart = last is None or target.start - last.end > _FAR
        if last is None or apart or STOPS.search(flat, last.end, target.start):
            return target
        own = _list_before(flat, deadlines, behind)
        english = re.match("[A-Za-z]", flat[last.start])
        heads = english or begins_clause(flat, start, own[0].start)
        steady = target.measure is OCCASIONS or target.holds is Holds.EVERY_PERIOD
        steady = steady or _REGULAR.search(flat, target.start, target.at) is not None
        steady = steady or _ALL_YEAR.search(flat, target.start, target.at) is not None
        steady = steady or _SOON.search(flat, target.at, target.end) is not None
        if not heads or steady:
            return target
        if behind < over or not _stands_alone(flat, last):
            key = "due" if behind < over else "due-goes-on"
            doubts = (*doubts, Doubt(key, words=flat[last.start : last.end]))
    if len(own) < 2:
        return replace(target, due=own[0].day, doubts=doubts)
    figures = sorted({one.at for one in together})
    paired = len(own) == len(figures) and all(map(lt, (one.start for one in own), figures))
    alike = own[-1].end < target.start and len({one.name for one in together}) == 1
    each = own[-1].start > figures[0] or "分别" in flat[own[-1].end : figures[0]]
    if paired and (alike or (each and own[-1].end > target.start)):
        return replace(target, due=own[figures.index(target.at)].day, doubts=doubts)
    if re.match("[A-Za-z]", flat[own[0].start]) and _each_behind(figures, own):
        return replace(target, due=own[figures.index(target.at)].day, doubts=doubts)
    doubt = Doubt("due", words=flat[own[0].start : own[-1].end])
    return replace(target, due=own[-1].day, doubts=(*doubts, doubt))


def _stands_alone(flat: str, deadline: Deadline) -> bool:
    """Whether a deadline is for all that follow: the whole year's, or one alone in its clause.

    ``6月底前，检查40家，抽检200批次`` says of both when they are due; without its first comma it
    may say so of the first alone.
    """
    whole = _ALL_YEAR.match(flat, deadline.start)
    return bool(whole or _ALONE.match(flat, deadline.end))


def _each_behind(figures: Sequence[int], days: Sequence[Deadline]) -> bool:
    """Whether each day stands behind a figure, and before the next: 75% by 2028 and 90% by 2030."""
    ends = [*figures[1:], days[-1].end]
    return len(figures) == len(days) and all(
        figure < day.start < end for figure, day, end in zip(figures, days, ends, strict=True)
    )


def _carried(flat: str, deadlines: Sequence[Deadline], behind: int) -> int:
    """Behind which deadline the clauses of a sentence are: the whole year is only for its own."""
    if behind < 2 or not flat.startswith("全年", deadlines[behind - 1].start):
        return behind
    apart = STOPS.search(flat, deadlines[behind - 2].end, deadlines[behind - 1].start)
    return behind if apart else behind - 1


def _list_before(flat: str, deadlines: Sequence[Deadline], behind: int) -> Sequence[Deadline]:
    """The deadline before the ``behind``-th, with those it is listed with: 到2022年和2025年."""
    first = behind - 1
    while first > 0 and flat[deadlines[first - 1].end : deadlines[first].start] in _AND:
        first -= 1
    return deadlines[first:behind]


def _read_clause(
    flat: str, clause: Place, figures: list[Figure], found: Readings, within: Place
) -> None:
    begin, end = clause
    settings = _settings(flat, clause, figures, within)
    told = {a for a, b in pairwise(figures) if _limits_share(flat, a, b)}
    if _is_part_of_fact(flat, clause, found):
        told.update(figure for figure in figures if not figure.operator)
    whys = [(one.figure, "fact" if one.figure in told else why_fact(one)) for one in settings]
    found.facts += [_fact(flat, figure, why) for figure, why in whys if why]
    asked = [figure for figure, why in whys if not why]
    last = found.targets[-1] if found.targets else None
    given = last if last and last.end == begin - 1 else None
    whole = last if last and last.at < begin <= last.end else given
    behind = False
    for position, setting in enumerate(_settings(flat, clause, asked, within)):
        head = from_next(setting.head) if behind else setting.head
        bare, own = without_operator(head), flat[begin : _opening(asked[0])]
        listed = behind and bare.endswith(_LISTING)
        before = asked[position - 1] if position else None
        goes_on = setting.tail and not setting.shared and ends_in_verb(bare)
        behind = listed or counts_behind(head) or bool(goes_on)
        told_of = _told_before(flat, (within[0], begin), setting, own if position else "", given)
        beside = before is not None and _is_beside(own, before, setting)
        later = _of_later(own, replace(setting, head=head), before) if before else None
        if beside:
            later = own if setting.tail else head
        if told_of or later is not None:
            head = told_of or later or ""
        else:
            head = _with_before(flat, clause, within, replace(setting, head=head), given, whole)
        tail = _predicate(setting, asked[-1], flat[asked[-1].end : end])
        for reading in goals_of(replace(setting, head=head, tail=tail)):
            name, sure = apportioned(
                reading.name, head, position, len(asked), shared=setting.shared
            )
            name = _name_again(setting, before, found) or name
            at = setting.figure.start
            part = _as_its_whole(reading, setting, given)
            said = given is not None and name.startswith(given.name)
            sure = sure and not (said and _is_one_of_several(given, found))
            sure = sure and not (beside and not setting.tail)
            sure = sure and not _goes_on_from_rate(setting, name, given)
            doubts = () if sure else (Doubt("subject", words=flat[begin:end]),)
            doubts = (*part.doubts, *doubts)
            found.targets.append(
                replace(part, name=name, start=begin, end=end, at=at, doubts=doubts)
            )


def _goes_on_from_rate(setting: Setting, name: str, given: TargetReading | None) -> bool:
    """Whether a share says only of whom it is, behind one of a rate: 合格率达98%，水产品达96%."""
    if given is None or setting.figure.unit not in RATIOS or setting.tail:
        return False
    whom = _WHOM.fullmatch(without_operator(setting.head)) and _OF_THEM.fullmatch(name)
    done = figure_words.TO_DO.search(name) or figure_words.CHANGED.search(name)
    behind = is_rate(given.name) or any(doubt.key == "subject" for doubt in given.doubts)
    return bool(whom and behind and not is_rate(name) and not done)


def _is_one_of_several(given: TargetReading | None, found: Readings) -> bool:
    """Whether other things are named beside that of a target, of which a clause may go on, too."""
    if not given:
        return False
    several = len({one.name for one in found.targets if one.end == given.end}) > 1
    return several or "分别" in given.name


def _of_later(own: str, setting: Setting, before: Figure) -> str | None:
    """The words for a figure behind the first of its clause, whose words are its ``own``.

    None where only the figure's words, or those of the clause before, say what it is of.
    """
    head = setting.head
    bare = without_operator(head)
    if not setting.shared and occasions_in(head.rpartition("、")[2]):
        return head.rpartition("、")[2]
    if (
        _shares_time(before, setting)
        or bare.endswith(_LISTING)
        or not HAN.search(bare + setting.tail)
    ):
        return own
    if head.isascii():
        return _DEED_BEHIND.sub("", head)
    if alike := _in_its_place(own, bare, setting):
        return alike
    if _CHANGES.fullmatch(bare) and not setting.tail:
        return without_operator(own) + bare.lstrip("、和及并")
    return None


def _is_beside(own: str, last: Figure, setting: Setting) -> bool:
    """Whether words between two figures are only what the first of them counts."""
    both = last.unit in COUNTERS and setting.figure.unit in COUNTERS
    return both and counts_behind(own) and _BARE_NAME.fullmatch(setting.head) is not None


def _with_before(
    flat: str,
    clause: Place,
    within: Place,
    setting: Setting,
    given: TargetReading | None,
    whole: TargetReading | None,
) -> str:
    """The words before a figure, with those of what was said before that they go on with.

    ``given`` is the target just before its clause, ``whole`` that or the one whose clause has its
    own in brackets.
    """
    begin, start, head = clause[0], within[0], setting.head
    if given and _changes_it(flat, begin, setting, given):
        return f"{given.name}{without_lead_in(head)}"
    if flat[begin - 1 : begin] == "，" and begin > start:
        own = head if head.startswith(figure_words.PART_OF) else without_lead_in(head)
        said = _said_before(flat, (start, begin - 1), given)
        goes_on = _goes_on(head, setting, given)
        often = setting.figure.unit in TIMES and _REGULAR.search(own) is not None
        like = _of_its_like(said, own) if goes_on or often else ""
        if like or goes_on:
            before, part, _ = said.partition(f"，{figure_words.PART_OF}")
            return like or f"{before}{part or '，'}{own}"
    if rate := _rate_of_part(flat, setting, clause, within, whole):
        return f"{rate}，{head.lstrip('、和及与')}"
    if whole is None and flat[begin - 1 : begin] == "，" and _is_for_a_part(setting):
        return f"{_said_before(flat, (start, begin - 1), None)}，{head.lstrip('、和及与')}"
    in_year = head == "" and figure_words.SO_MANY_IN.match(setting.tail)
    bare = not HAN.search(_EACH_ONLY.sub("", without_operator(head)) + setting.tail)
    if begin > start and (bare or in_year):
        said = _said_before(flat, (start, begin - 1), given)
        return f"{said} {head}" if said.isascii() else said + head
    return head


_CHANGES_IT: Final = re.compile(
    r"(?:[较比与][^，。；]{0,12}?|同比|环比)?(?:相比)?[再净]?(?:提[高升]|增[加长]|上升|下降|降低|减少)"
)
"""All that a clause says before its figure of how the share told just before it changes."""


def _changes_it(flat: str, begin: int, setting: Setting, before: TargetReading) -> bool:
    """Whether a clause says only by how much what is told just before it changes.

    So it is of a share in points (…98%，提高1个百分点), of others in their own unit.
    """
    unit = "%" if setting.figure.unit == "个百分点" else setting.figure.unit
    alike = unit not in ("", "次") and before.goal.endswith(unit)
    alike = alike and flat.count(unit, before.start, before.end) == 1
    said = alike and flat[begin - 1 : begin] == "，" and setting.tail == ""
    words = without_lead_in(without_operator(setting.before))
    return said and _CHANGES_IT.fullmatch(words) is not None


def _in_its_place(own: str, head: str, setting: Setting) -> str:
    """The words before a clause's first figure, with those who do another so often in their place.

    年度检查A级4次、B级2次 asks for so many 年度检查B级; empty where the words are not so.
    """
    whom, words = head.lstrip("、和及"), without_operator(own)
    alike = words[-1:] == whom[-1:] and len(words) > len(whom)
    lacks = alike and lacks_deed(name_of(whom, setting.tail, setting.figure), setting.figure.unit)
    return f"{words[: -len(whom)]}{whom}" if lacks and HAN.search(whom) else ""


def _is_for_a_part(setting: Setting) -> bool:
    """Whether a share or time is that of some of those whom the clause before speaks of."""
    if not setting.before.startswith(figure_words.PART_OF):
        return False
    whom = without_operator(setting.head).lstrip("、和及与").removeprefix(figure_words.PART_OF)
    told = is_rate(whom) or figure_words.TO_DO.search(whom) or setting.tail.partition("、")[0]
    alike = setting.figure.unit.endswith((*RATIOS, *figure_words.SPANS))
    return alike and not told and _OF_THEM.fullmatch(whom) is not None


def _of_its_like(said: str, own: str) -> str:
    """The words before a figure that name whom it is of, with what those of their kind do.

    ``said`` names them before what they do: 甲类企业每半年督导2次，乙类企业每年1次. Else empty.
    """
    whom = _REGULAR.split(without_operator(own), maxsplit=1)[0]
    part = whom.startswith(figure_words.PART_OF)
    if part or len(whom) < _KIND or figure_words.TO_DO.search(whom) or _DONE_TO.search(whom):
        return ""
    _, found, deed = said.rpartition(whom[-_KIND:])
    deed = _REGULAR.sub("", deed)
    return f"{whom}{deed}{own[len(whom) :]}" if found and deed and "，" not in deed else ""


def _is_part_of_fact(flat: str, clause: Place, found: Readings) -> bool:
    """Whether a clause gives the parts of a number that the one before tells as a fact."""
    begin = clause[0]
    before = found.facts[-1] if found.facts else None
    parts = flat.startswith(figure_words.PART_OF, begin) and flat[begin - 1 : begin] == "，"
    return parts and before is not None and clause_of(flat, 0, begin, before.start)[1] == begin - 1


def _as_its_whole(
    reading: TargetReading, setting: Setting, given: TargetReading | None
) -> TargetReading:
    """A part of what no verb asks for, marked as that is (赤字2.76万亿元，其中中央1.83万亿元)."""
    part = setting.before.startswith(figure_words.PART_OF) and not setting.figure.operator
    doubts = given.doubts if given and part else ()
    same = tuple(doubt for doubt in doubts if doubt.key == "no-verb")
    return replace(reading, doubts=(*same, *reading.doubts))


def _rate_of_part(
    flat: str,
    setting: Setting,
    clause: Place,
    within: Place,
    given: TargetReading | None,
) -> str:
    """The rate that a share is of, where its clause says only of whom; empty where it says more.

    It stands before a colon (覆盖率：村达到60%，镇达到80%), or is that of the whole just before.
    """
    begin = clause[0]
    whom = without_operator(setting.head).lstrip("、和及与")
    behind = setting.tail.partition("、")[0]
    said = is_rate(whom) or figure_words.TO_DO.search(whom) or behind
    if setting.figure.unit not in RATIOS or said or not _WHOM.fullmatch(whom):
        return ""
    rate = _RATE_BEFORE.search(flat, max(within[0], begin - _LONGEST_SENTENCE), begin)
    if rate:
        return rate["rate"]
    part = setting.before.startswith(figure_words.PART_OF)
    listed = given is not None and (part or "，其中" in given.name)
    whole = given.name.partition("，其中")[0] if given and listed else ""
    return whole if is_rate(whole) else ""


def _limits_share(flat: str, figure: Figure, share: Figure) -> bool:
    """Whether within a time only a share has to be done: 於14日內完成者達95%."""
    timed = figure.unit.endswith(figure_words.SPANS) and figure.operator is Operator.AT_MOST
    between = flat[figure.end : share.start]
    timed = timed and not between.isascii()
    return timed and share.unit in RATIOS and not any(mark in between for mark in LIST_MARKS)


def _shares_time(figure: Figure, setting: Setting) -> bool:
    """Whether a share is of what, as an English clause says first, is done within a time."""
    timed = figure.unit.endswith(figure_words.SPANS) and figure.operator is Operator.AT_MOST
    return timed and setting.figure.unit in RATIOS and setting.head.endswith(" in ")


def _name_again(setting: Setting, before: Figure | None, found: Readings) -> str:
    """The name of the target before, where a figure is of the same by another day; else empty."""
    if before is None or not found.targets:
        return ""
    listed = setting.head.endswith(" and ") and setting.figure.unit == before.unit
    again = listed and figure_words.ONLY_WHEN.match(setting.tail)
    return found.targets[-1].name if again else ""


def _predicate(setting: Setting, last: Figure, behind: str) -> str:
    """The words behind a figure, or those behind the last that it shares: 食堂100%、餐馆95%达标."""
    shares = setting.figure.unit in RATIOS and last.unit in RATIOS and setting.tail[:1] == "、"
    rate = is_rate(without_operator(setting.head))
    return behind if shares and not rate and _SAID_OF.fullmatch(behind) else setting.tail


def _goes_on(head: str, setting: Setting, given: TargetReading | None) -> bool:
    """Whether the clause before a figure's own says what is done, or with what it is done.

    Where that has figures, and so the target ``given``, its deed is that of others who do it so
    many times, and not of what else is counted: 自查率达100%，监督抽考安全员200人次.
    """
    figure = setting.figure
    often = occasions_in(head) if figure.unit in TIMES and figure.number == "1" else ""
    goal = often or figure.unit
    name = name_of(head, setting.tail, figure)
    alike = given is None or _counted(given.goal) == _counted(goal)
    alike = alike or goal.endswith(figure_words.SPANS) or head.startswith("其中")
    return alike and lacks_deed(name, goal)


def _counted(goal: str) -> str:
    """The unit of a goal, one for all that count how often something is done."""
    unit = goal.lstrip("<>= 0123456789.")
    return TIMES[0] if goal in OFTEN_GOALS or unit in TIMES else unit


def lacks_deed(name: str, goal: str) -> bool:
    """Whether a name says only who does so many times what it does not say, or only what is done.

    ``goal`` ends with the unit, or says how often.
    """
    if goal.endswith(figure_words.SPANS):
        return _DONE_ALONE.fullmatch(name) is not None
    if goal.endswith(_SO_MANY):
        return _DEED_ALONE.fullmatch(name) is not None
    often = goal.endswith(TIMES) or goal in OFTEN_GOALS
    done = figure_words.TO_DO.search(name) or _DONE_TO.search(name)
    return often and _DOER.search(name) is not None and not done


def _said_before(flat: str, within: Place, given: TargetReading | None) -> str:
    """What the clause before speaks of: the name of its target, or where it has none its words."""
    start, end = within
    if given:
        return _CHANGED.sub("", given.name) or given.name
    said = flat[slice(*clause_of(flat, start, end, end))]
    return _THAN_OTHERS.sub("", said) or said


def _tells_when(words: str) -> bool:
    """Whether words before a figure say by when, and not of what, so much is asked."""
    said = without_lead_in(without_operator(words).lstrip("、，"))
    return bool(words) and "其中" not in words and "分别" not in words and not HAN.search(said)


def _told_before(
    flat: str, before: Place, setting: Setting, own: str, given: TargetReading | None
) -> str:
    """What a figure is of before which only a time stands; empty where that is not told.

    That are its clause's words before the first figure (``own``), or the rate of the clause
    ``before`` it: 率上半年不低于70%、全年不低于95%.
    """
    when = _tells_when(setting.head) and setting.tail[:1] in ("", "、") and not setting.shared
    if not when:
        return ""
    if own and not _tells_when(own):
        return own
    start, end = before[0], before[1] - 1
    said = _said_before(flat, (start, end), given) if start < end else ""
    return said if is_rate(said) and not any(map(str.isdigit, said)) else ""


def _settings(flat: str, clause: Place, figures: list[Figure], within: Place) -> Iterator[Setting]:
    """Each figure of a clause with the words around it."""
    begin, end = clause
    start = within[0]
    first = flat[begin : _opening(figures[0])] if figures else ""
    between = {flat[a.end : _opening(b)] for a, b in pairwise(figures)}
    shared = len(figures) > 1 and ("分别" in first or between <= set(LIST_MARKS))
    bracketed = flat[begin - 1 : begin] == "（" and begin > start
    near = max(start, begin - _LONGEST_SENTENCE)
    sentence = max(near - 1, *(flat.rfind(stop, near, begin) for stop in "。；")) + 1
    told = figure_words.TOLD.search(flat[sentence:end]) is not None
    listed = _deeds(flat).within(sentence, begin - 1)
    goes_on = bracketed and flat.startswith("）", end) and HAN.match(flat, end + 1) is not None
    behind = flat[figures[-1].end : end] if figures else ""
    told = told or (_OF_WHOM.match(behind) and _GIVEN_NEXT.match(flat, end)) is not None
    alike = shared and between <= set(LIST_MARKS)
    for position, figure in enumerate(figures):
        opens, tail = _opening(figure), behind if alike else flat[figure.end : end]
        head = first if shared else flat[figures[position - 1].end if position else begin : opens]
        alone = begin == opens == start and within[1] - end < SHORTEST
        alone = alone or (
            begin == opens
            and _MEASURED.search(flat, max(near, begin - _LONGEST_LABEL), begin) is not None
        )
        aside = told or (goes_on and figure.unit not in RATIOS)
        words = flat[begin:end], flat[begin:opens]
        falls = flat.endswith("to ", begin, opens) and _comes_down(flat, sentence, opens)
        yield Setting(figure, head, tail, *words, shared, bracketed, alone, aside, listed, falls)


def _comes_down(flat: str, sentence: int, opens: int) -> bool:
    """Whether the English words before a figure ask for less of something."""
    begin = max(sentence, flat.rfind(". ", sentence, opens))
    return figure_words.DOWN.search(flat, begin, opens) is not None


class _Deeds:
    """Where the verbs of a text stand that make a count something to be reached: looked for once.

    Of a long row of brackets each begins a clause, and has the same sentence before it.
    """

    def __init__(self, flat: str) -> None:
        spans = [found.span() for found in figure_words.TO_DO.finditer(flat)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def within(self, start: int, end: int) -> bool:
        """Whether any of them stands between two offsets."""
        first = bisect_left(self._starts, start)
        return first < len(self._ends) and self._ends[first] <= end


@lru_cache(maxsize=2)
def _deeds(flat: str) -> _Deeds:
    return _Deeds(flat)


def _opening(figure: Figure) -> int:
    """Where the words before a figure end: of a change, where those before its first figure do."""
    return figure.since.start if figure.since else figure.start


def _fact(flat: str, figure: Figure, why: str) -> Fact:
    words = flat[figure.start : figure.end + 2]
    doubt = Doubt("number") if why == "fact" else Doubt(f"figure-{why}", figure=words)
    return Fact(figure.start, figure.end, doubt)


def _take_parts(flat: str, clause: tuple[int, int], figures: list[Figure], found: Readings) -> bool:
    """Takes ``其中蔬菜1个、畜禽1个`` into the quote of what they add up to, where they do."""
    begin, end = clause
    parts = flat.startswith(figure_words.PART_OF, begin) and not any(
        f.operator or f.unit in RATIOS or "/" in f.unit or not f.whole for f in figures
    )
    if not parts or not found.targets or found.targets[-1].end != begin - 1:
        return False
    whole = parse_goal(found.targets[-1].goal)
    if whole is None or sum(Fraction(f.number) for f in figures) != whole.bound:
        return False
    words = flat[begin:end]
    left = (Doubt("left", words=words),) if _LEVELS.search(words) else ()
    doubts = (*found.targets[-1].doubts, *left)
    found.targets[-1] = replace(found.targets[-1], end=end, doubts=doubts)
    return True
