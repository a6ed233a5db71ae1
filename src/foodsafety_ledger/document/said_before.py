"""What a figure is of where its clause alone does not say it: the words before its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from foodsafety_ledger.document import date_words, figure_words
from foodsafety_ledger.document.before import CHANGED, Unsaid, goes_on
from foodsafety_ledger.document.deeds import (
    ACT_ALONE,
    CHANGES_IT,
    DEED_ALONE,
    OCCURRING,
    SO_MANY,
    counted,
    done_with,
    names_only_deeds,
    says_deed,
)
from foodsafety_ledger.document.demands import TargetReading, occasions_in
from foodsafety_ledger.document.english_clauses import BASE, BY_SO_MUCH, IN_TOTAL
from foodsafety_ledger.document.figure_names import (
    EACH_TIME,
    counts_behind,
    is_rate,
    name_of,
    without_asides,
    without_lead_in,
)
from foodsafety_ledger.document.figures import TIMES, Figure, without_operator
from foodsafety_ledger.document.said_beside import FORMS as BESIDE
from foodsafety_ledger.document.said_of_kind import of_its_like, of_the_others, others_in
from foodsafety_ledger.document.said_of_whole import elsewhere, of_whole
from foodsafety_ledger.document.setting import HAN, LONGEST_SENTENCE, RATIOS
from foodsafety_ledger.model.goal import COUNTERS
from foodsafety_ledger.model.measure import COUNT, RATIO

_FIRST_TIME: Final = re.compile(f"^(?:{EACH_TIME})+")
"""What a name begins with that tells how often, where the next clause tells it anew."""
ONLY_DOES: Final = re.compile(
    f"(?P<often>(?:{EACH_TIME})*)(?:[应须要再将]|原则上|至少|集中|组织|开展|进行|举办|召开|安排|不少于)*"
)
"""Words that say how often something is done, and not what: 每月至少开展."""
_PEOPLE: Final = ("人", "名", "人次")
_EACH_WITHIN: Final = re.compile(EACH_TIME)
_EACH_ONLY: Final = re.compile(
    f"^(?:其中)?(?:{EACH_TIME}|单[户家]|累计|[合总]计|总[数量]|每(?:[家户人名所市县区镇乡村校]"
    "|个(?:[区县市镇乡村校]|乡镇|街道|社区|(?:行政|自然)村|小区|学校|单位|部门|网格)(?:（[^（）]{1,6}）)?))+"
)
_MEAN: Final = re.compile("[人户亩村]均")
_OF_ONE: Final = re.compile("[人户亩村]均|每[家户人名]|单[个家]")
"""What says that so much is for each, of which the next clause tells no share."""
_OFTEN: Final = re.compile(figure_words.EACH_PERIOD.pattern)
"""What says in which stretch of time there are to be so many."""
_ALL: Final = re.compile("累计|[合总]计|总[数量]")
_ADDED: Final = re.compile("[新净再]增|新(?:建成?|设立?|创建?|培[育养]|认定|评[定选])")
"""What is said of those that come anew, and not of all there are: 新增助餐点15个，总数达到60个."""
_OTHERS: Final = re.compile(
    f"[一-鿿“”]{{1,10}}(?:{'|'.join(figure_words.BUSINESSES)}|地区|居民|人员|项目)"
)
"""Businesses, places or people of whom alone a clause speaks."""
_KIND: Final = 2
"""So many characters at the end of a name say of what kind it is."""
_TAKEN_IN: Final = re.compile(
    "(?P<what>(?<=[将把])[^，；将把]{2,40}?|[^，、；将把]{2,30}?)(?:指标|情况)?(?:纳入|列入)(?P<whole>[^，；]{2,30}?)(?:内容|指标|体系)?$"
)
"""A clause by which something is made part of another, and the next says how much of it."""
_HELD_AGAINST: Final = re.compile("与[^，]{2,}之比$")
"""What something is so much of, which itself changes in the next clause."""
_WEIGHT: Final = re.compile("(?:所?占|其)?(?:分值|权重|比[重例]|占比)(?:占比)?[由从]?")
_SHARE_END: Final = re.compile("(?<=..)[一-鿿]{2}率$")
"""What the name of a share ends with, where the next clause counts what it is a share of."""
_DONE: Final = re.compile("(?:完成|实现)$")
"""A verb that a count stands behind whose thing is not named between them."""
_WHEN: Final = (
    rf"(?:{date_words.DATES}|20\d\d年|[上下]半年|全年|[今明]年|年[底末]|第?[一二三四]季度|[底末之]?前"
    "|累计|再|要|力争|确保)"
)
_DEED: Final = f"(?:{figure_words.TO_DO.pattern}|改造|提升)+成?"
_BY_DAY: Final = f"(?:{_WHEN}+(?:{_DEED})?|{_DEED})"
_ONLY_BY_DAY: Final = re.compile(
    f"[、，]?(?:{_WHEN}+(?:完成|实现|达到?|不少于)*|(?:{_WHEN})*(?P<deed>{_DEED}))"
)
"""All that is said before a count whose thing the last of its row names."""
_UNIT: Final = re.compile(rf"\d[\d.]*({figure_words.UNITS})")
_NEXT_BY_DAY: Final = re.compile(
    rf"(?P<others>(?:[，、]{_BY_DAY}\d[\d.]*(?:{figure_words.UNITS}))+)"
    r"(?P<what>(?!以)[一-鿿“”]{2,30})(?=[，。；]|$)"
)
"""Other figures behind one that say only by when, or what is done, and what the last is of."""
_BARE_NAME: Final = re.compile("[一-鿿]{1,8}(?:（[^（）]{1,10}）)?")
"""What stands alone between two figures of which the first counts it: 10个乡镇27个村7560户."""


def words_for(unsaid: Unsaid) -> tuple[str, bool]:
    """The words before a figure that say what it is of, and whether they surely do.

    They are its own, those before its clause's first figure or some of what was said before: the
    first of the forms below that reads something decides.
    """
    setting = unsaid.setting
    if (told := _first_of(_BY_TIME, unsaid)) is not None:
        return told, True
    if unsaid.last and _is_beside(unsaid, unsaid.last):
        return (unsaid.own, True) if setting.tail else (setting.head, False)
    if unsaid.last and (words := _first_of(BESIDE, unsaid)) is not None:
        return words, True
    bare = replace(unsaid, setting=replace(setting, tail=without_asides(setting.tail)))
    words = _first_of(_OF_BEFORE, bare)
    sure = not (_is_of_another(unsaid) or (words is None and others_in(unsaid.bare)))
    return setting.head if words is None else words, sure


def _first_of(forms: Sequence[Callable[[Unsaid], str | None]], unsaid: Unsaid) -> str | None:
    """What the first of some forms reads that reads something."""
    found = (form(unsaid) for form in forms)
    return next((words for words in found if words is not None), None)


def _is_of_another(unsaid: Unsaid) -> bool:
    """Whether a count names no thing, and what was said before it may be of another one.

    So it is behind a stop, or where that has another unit and tells no change: 合格率达到98%，
    上半年完成5个. What is asked so often, or of each, goes on from it.
    """
    before, unit = unsaid.before, unsaid.setting.figure.unit
    given = before.given
    if given and _is_of_one(unsaid, given):
        return True
    if unit not in COUNTERS or unit in TIMES or not _names_nothing(unsaid):
        return False
    if not before.has_text or before.is_aside or _EACH_ONLY.match(unsaid.head):
        return False
    if not before.follows:
        return DEED_ALONE.match(before.text) is None
    if given is None:
        return _DONE.search(unsaid.head) is not None
    alike = counted(given.goal) in (unit, TIMES[0])
    return not (alike or CHANGED.search(given.name) or _ADDED.search(given.name))


def _is_of_one(unsaid: Unsaid, given: TargetReading) -> bool:
    """Whether so much for each and a rate, of which one does not say of what it is, part them."""
    share = unsaid.setting.figure.unit in RATIOS and _OF_ONE.search(given.name)
    apart = not is_rate(given.name) if share else is_rate(given.name) and _MEAN.search(unsaid.head)
    return bool(apart) and _names_nothing(unsaid)


def _names_nothing(unsaid: Unsaid) -> bool:
    """Whether neither before a figure nor behind it is said of what it is."""
    own = without_lead_in(_EACH_ONLY.sub("", unsaid.bare))
    return not HAN.search(own + unsaid.setting.tail)


def _is_beside(unsaid: Unsaid, last: Figure) -> bool:
    """Whether words between two figures are only what the first of them counts."""
    both = last.unit in COUNTERS and unsaid.setting.figure.unit in COUNTERS
    return both and counts_behind(unsaid.own) and _BARE_NAME.fullmatch(unsaid.between) is not None


def _tells_when(words: str) -> bool:
    """Whether words before a figure say by when, and not of what, so much is asked."""
    said = without_lead_in(without_operator(words).lstrip("、，"))
    return bool(words) and "其中" not in words and "分别" not in words and not HAN.search(said)


def _parted_by_times(unsaid: Unsaid) -> str | None:
    """What a clause says of by when parts of it are due: 其中上半年5个、下半年7个."""
    given, named = unsaid.before.given, figure_words.PART_OF
    parts = (words.removeprefix(named).lstrip("、，和") for words in (unsaid.own, unsaid.between))
    timed = unsaid.own.startswith(named) and all(map(_tells_when, parts))
    return given.name if given and timed else None


def _so_many_each_time(unsaid: Unsaid) -> str | None:
    """What the clause before counts, of which this only says how many each time: 其中每季度5场."""
    given, named = unsaid.before.given, figure_words.PART_OF
    often = unsaid.bare.removeprefix(named)
    alike = given and counted(given.goal) == counted(unsaid.setting.figure.unit)
    if not (given and alike and unsaid.ends and _OFTEN.fullmatch(often)):
        return None
    return f"{often}{given.name}" if _OFTEN.match(given.name) is None else None


def _told_next(unsaid: Unsaid) -> str | None:
    """What only the last of several counts, each by another day, names: 上半年5个，全年12个站点.

    None where a figure says itself of what it is, or the next ones do not.
    """
    flat, figure = unsaid.before.flat, unsaid.setting.figure
    own = _ONLY_BY_DAY.fullmatch(unsaid.between)
    if own is None or figure.unit not in COUNTERS or not unsaid.ends:
        return None
    stop = flat.find("。", figure.end, figure.end + LONGEST_SENTENCE)
    ends = stop if stop > 0 else figure.end + LONGEST_SENTENCE
    rest = _NEXT_BY_DAY.match(flat, figure.end, min(ends, unsaid.before.within[1]))
    alike = rest and {*_UNIT.findall(rest["others"])} == {figure.unit}
    return f"{own['deed'] or ''}{rest['what']}" if rest and alike else None


def _told_before(unsaid: Unsaid) -> str | None:
    """What a figure is of before which only a time stands.

    That are its clause's words before the first figure, or the rate of the clause before it:
    率上半年不低于70%、全年不低于95%.
    """
    before, setting, last = unsaid.before, unsaid.setting, unsaid.last
    if not (_tells_when(unsaid.between) and unsaid.ends) or setting.shared:
        return None
    told = unsaid.own if last and unsaid.own and not _tells_when(unsaid.own) else ""
    if not told and before.within[0] < before.clause[0] - 1 and setting.figure.unit not in COUNTERS:
        said = before.said
        told = said if is_rate(said) and not any(map(str.isdigit, said)) else ""
    told = BY_SO_MUCH.sub(" ", told)
    comes_to = last and setting.figure.before and last.unit != setting.figure.unit
    return (CHANGED.sub("", without_operator(told)) if comes_to else told) or told or None


def _changed(unsaid: Unsaid) -> str | None:
    """What is told just before, of which its clause says only by how much it changes.

    So it is of a share in points (…98%，提高1个百分点), of others in their own unit or by a share.
    """
    before, setting, given = unsaid.before, unsaid.setting, unsaid.before.given
    if given is None or setting.tail or not before.follows:
        return None
    unit = "%" if setting.figure.unit == "个百分点" else setting.figure.unit
    alike = unit not in ("", "次") and given.goal.endswith(unit)
    alike = alike and before.flat.count(unit, given.start, given.end) == 1
    by_share = setting.figure.unit == "%" and given.measure is COUNT
    alike = alike or (by_share and not given.goal.endswith(figure_words.SPANS))
    words = without_lead_in(without_operator(setting.before))
    deed = unit.endswith(SO_MANY) and DEED_ALONE.fullmatch(words)
    changes = alike and not deed and CHANGES_IT.fullmatch(words)
    return f"{_HELD_AGAINST.sub('', given.name)}{without_lead_in(unsaid.head)}" if changes else None


def _weighs(unsaid: Unsaid) -> str | None:
    """How much of something a thing is that the clause before makes part of it, or how it grows."""
    counts = _TAKEN_IN.search(unsaid.before.text) if unsaid.before.follows else None
    if counts and CHANGES_IT.fullmatch(unsaid.bare):
        return f"{counts['what']}{unsaid.head}"
    weight = counts and _WEIGHT.fullmatch(unsaid.bare)
    return f"{counts['what']}在{counts['whole']}中{unsaid.head}" if counts and weight else None


def _rate_of_others(unsaid: Unsaid) -> str | None:
    """The rate of the clause before, of others of their kind: 城区学校入网率80%，农村学校60%."""
    before, setting, given = unsaid.before, unsaid.setting, unsaid.before.given
    if not (given and given.measure is RATIO and before.follows and unsaid.ends):
        return None
    whom = name_of(unsaid.head, setting.tail, setting.figure)
    if not _OTHERS.fullmatch(whom) or is_rate(whom) or says_deed(whom):
        return None
    _, named, rate = given.name.rpartition(whom[-_KIND:])
    behind = unsaid.head.partition(whom)[2]
    alike = setting.figure.unit in RATIOS and named and is_rate(rate)
    return f"{whom}{rate}{behind}" if alike else None


def _going_on(unsaid: Unsaid) -> str | None:
    """The words before a figure with the deed of the clause before, where it has none."""
    before, setting, given = unsaid.before, unsaid.setting, unsaid.before.given
    if not (before.follows and before.has_text):
        return None
    head = setting.head.lstrip("、和及与")
    own = head if head.startswith(figure_words.PART_OF) else without_lead_in(head)
    lacks = goes_on(head, setting, given)
    often = setting.figure.unit in TIMES and figure_words.EACH_PERIOD.search(own) is not None
    like = of_its_like(before.said, own) if (lacks or often) and unsaid.ends else ""
    again = given is not None and counted(given.goal) == setting.figure.unit and not setting.tail
    again = again and setting.figure.unit.endswith((*SO_MANY, *OCCURRING))
    if (lacks or again) and not like and (done := done_with(given.name if given else "", own)):
        return done
    soon = setting.figure.unit.endswith(figure_words.SPANS) and given and given.measure is RATIO
    if like or soon or not lacks:
        return like or None
    if all(map(names_only_deeds, (before.said, without_operator(own)))):
        return own
    named = f"，{figure_words.PART_OF}"
    whole, part, _ = before.said.partition(named)
    first, joint, last = whole.rpartition("，")
    whole = first if joint and before.text.startswith(last) else whole
    whole = figure_words.EACH_PERIOD.sub("", whole) if often else whole
    later = setting.before.startswith(figure_words.PART_OF) and not own.startswith(named[1:])
    return f"{whole}{named if part or later else '，'}{own}"


def _those_taught(unsaid: Unsaid) -> str | None:
    """How many are taught at what the clause before holds so often: 举办夜校20期，培训500人次."""
    given, figure = unsaid.before.given, unsaid.setting.figure
    if not (given and unsaid.before.follows and unsaid.ends and figure.unit.endswith(_PEOPLE)):
        return None
    held = counted(given.goal) == TIMES[0] or given.goal.endswith("班")
    deed = without_lead_in(unsaid.bare)
    taught = ACT_ALONE.fullmatch(deed) and deed not in given.name
    many = held and taught
    said = _EACH_WITHIN.sub("", given.name)
    return f"{said}，{unsaid.head}" if many and not names_only_deeds(said) else None


def _all_said(unsaid: Unsaid) -> str | None:
    """All that the clause before says, where the figure's own words add at most how often."""
    before, head, tail = unsaid.before, unsaid.head, unsaid.setting.tail
    summed = IN_TOTAL.fullmatch(head) or (head == "" and figure_words.SO_MANY_IN.match(tail))
    if not before.has_text or not (_names_nothing(unsaid) or summed):
        return None
    said = without_operator(
        _FIRST_TIME.sub("", before.said) if _FIRST_TIME.match(head) else before.said
    )
    rate = before.given and before.given.measure is RATIO
    said = _SHARE_END.sub("", said) if rate and unsaid.setting.figure.unit in COUNTERS else said
    said = _ADDED.sub("", said) if _ALL.match(head) else said
    return f"{BASE.sub('', said)} {head}" if said.isascii() else said + head


def _so_often_done(unsaid: Unsaid) -> str | None:
    """What the clause before says is done, where this says only how often: 开展活动，每月开展1次.

    Behind a stop it is the title, with which the text begins.
    """
    before, setting = unsaid.before, unsaid.setting
    often = setting.figure.unit in TIMES and ONLY_DOES.fullmatch(unsaid.bare)
    if not (often and before.has_text and unsaid.ends):
        return None
    titled = before.clause[0] - before.within[0] - 1 == len(before.text)
    if not (before.follows or titled) or before.is_aside:
        return None
    said = without_lead_in(_FIRST_TIME.sub("", before.said))
    once = setting.figure.number == "1" and occasions_in(unsaid.head)
    return said if once else f"{said}{often['often']}"


_BY_TIME: Final = (_parted_by_times, _so_many_each_time, _told_next, _told_before)
"""What is read where only a time stands before a figure."""
_OF_BEFORE: Final = (
    _changed,
    _weighs,
    of_the_others,
    elsewhere,
    of_whole,
    _so_often_done,
    _those_taught,
    _rate_of_others,
    _going_on,
    _all_said,
)
"""What is read of the clause before, the surest first."""
