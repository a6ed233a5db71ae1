"""Targets: which figures and words of an item ask for something, and what exactly.

A figure is a target if it says how much, how many, how often or how long the named units must do,
give or allow; others (``在13家企业已纳入的基础上``) are facts, and are listed as such.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.amount_words import SUPPORT
from foodsafety_ledger.document.asking import is_cost, why_fact
from foodsafety_ledger.document.before import Before, Unsaid
from foodsafety_ledger.document.by_when import by_when, milestones
from foodsafety_ledger.document.clauses import clause_of
from foodsafety_ledger.document.deadlines import Deadline
from foodsafety_ledger.document.deeds import CHANGES_IT, counted
from foodsafety_ledger.document.demands import TargetReading, goals_in_words, goals_of
from foodsafety_ledger.document.english_clauses import name_again
from foodsafety_ledger.document.figure_names import (
    apportioned,
    counts_behind,
    from_next,
    is_rate,
    without_asides,
)
from foodsafety_ledger.document.figures import (
    LIST_MARKS,
    ODD,
    TIMES,
    Figure,
    ends_in_verb,
    find_figures,
    is_alike,
    without_operator,
)
from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.measured_alike import with_what_is_measured
from foodsafety_ledger.document.numerals import CHARS
from foodsafety_ledger.document.one_each import of_each_before, of_each_behind, says_whose_each
from foodsafety_ledger.document.rates_alike import with_what_they_are_of
from foodsafety_ledger.document.said_before import ONLY_DOES, words_for
from foodsafety_ledger.document.said_behind import predicate, with_deeds
from foodsafety_ledger.document.said_beside import LISTING, ONLY_OFTEN, WITH_ALL_OF
from foodsafety_ledger.document.said_first import with_first_deeds
from foodsafety_ledger.document.said_of_kind import so_often_each
from foodsafety_ledger.document.said_of_whole import OF_THEM, WHOM
from foodsafety_ledger.document.setting import RATIOS, Setting, opening, settings
from foodsafety_ledger.model.goal import Operator, parse_goal
from foodsafety_ledger.model.measure import RATIO

_LEVELS: Final = re.compile("[省市州县区镇乡村]级")
"""What says in the parts of a figure that each is what others have to do."""
_EACH_DONE: Final = re.compile(f"{figure_words.EACH_PERIOD.pattern}[一-鿿]{{2,}}")
"""What is done so often, before something else that is done in other stretches of time."""
_BY_TIMES: Final = re.compile("[上下]半年|季度")
"""What says in the parts of a figure by when each is to be done."""
_LETTER: Final = re.compile(
    rf"(?:(?<![A-Za-z0-9])(?![A-D]类)[lIOoSBZGQDbgqstiz丨〡]"
    rf"|(?<=[一-鿿”。、，；：≥≤≧≦<>=])(?<![{CHARS}])(?:{ODD}|[xX]))"
    rf"(?=[%‰]|(?:{figure_words.UNITS})(?<![A-Za-z级]))"
    rf"|(?<=[一-鿿])[？…](?=(?:[%‰]|{figure_words.UNITS})(?:[，。；、）]|$))"
    rf"|(?<=[ a-z]){ODD}(?=[%‰])"
)
"""A letter, or a sign, where a digit should stand."""
_DONE_BEFORE: Final = re.compile(f"^(?:(?:{figure_words.DONE_WITHIN.pattern})告?)+(?=、)")
"""What the figure before says is to be done in its time: 2小时内报告、知晓率提高5个百分点."""
_FOR_WHOM: Final = re.compile(r"(?:对于?|面向|针对)(?P<whom>[^，。；：\d]{2,40})")
"""A clause that says only for whom the next one is."""
_WHICH: Final = re.compile(r"\d[\d.]*")
_SUM_GIVEN: Final = re.compile(f"^的?(?:一次性)?(?:{SUPPORT}|支持|扶持)[、，]")
"""What behind a sum says that it is given, before those words that the next sum goes to."""
_ENDS_PIECE: Final = re.compile("[一-鿿]?、")
"""What behind a figure says that it is a piece of a list by itself."""
_FIRST_OF_TWO: Final = re.compile(
    r"的?(?P<first>[^，。；、\d（）]{2,30}?)(?:、|[和与]|以?及)[^，。；\d]*"
)
"""What a figure counts, before the words of the next in its clause."""
_HALVED: Final = "减半"
_FROM_ON: Final = ("以上", "以下")
_SEVERAL: Final = 2
_NAMES: Final = re.compile("[一-鿿”）](?:、|[和及与](?!谐|时|会))[一-鿿“]")
"""Several names, one beside the other."""
_LISTS_NEXT: Final = re.compile(r"(?:[①-⑳*†※]|（\d{1,2}）)?、")
"""A mark behind figures, and the sign of a footnote before it, behind which another list begins."""
_MOST_FIGURES: Final = 20
"""Of so many figures in one clause, those beyond are left to a person."""


_OFTEN_NAMED: Final = ("size", "limit")
"""Why a figure asks for nothing that may be part of the name of what is counted."""


class Fact(NamedTuple):
    """A figure that asks for nothing, or could not be read whole, what to look at, and why.

    What it is may be told in a name: how large something is (``size``), or how soon (``limit``).
    """

    start: int
    end: int
    doubt: Doubt
    why: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing beside the numeral says that more of it stands there."""
        return self.why != "broken"

    @property
    def is_known(self) -> bool:
        """Whether it is understood, with its unit, and does not ask for anything."""
        return self.why in ("fact", *_OFTEN_NAMED)


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
    parted = (
        part for clause, members in grouped.items() for part in _parted(flat, clause, members)
    )
    for clause, members in parted:
        if not _take_parts(flat, clause, members, found):
            _read_clause(flat, clause, members, found, (start, end))
    named = with_what_they_are_of(flat, with_deeds(flat, found.targets))
    found.targets = [*with_what_is_measured(flat, with_first_deeds(flat, named))]
    for letter in _LETTER.finditer(flat, start, end):
        found.facts.append(_fact(flat, *letter.span(), "broken"))
    taken = [(target.start, target.end) for target in found.targets]
    rates = [(t.start, t.end) for t in found.targets if t.measure is RATIO]
    worded = [*goals_in_words(flat, start, end, taken, rates, found.read)]
    found.facts = [fact for fact in found.facts if not _is_named(flat, fact, _around(fact, worded))]
    found.targets = [*so_often_each([*found.targets, *worded])]
    together: dict[Place, list[TargetReading]] = {}
    for target in found.targets:
        together.setdefault((target.start, target.end), []).append(target)
    found.targets = [
        by_when(flat, start, target, deadlines, together[target.start, target.end])
        for target in found.targets
    ]
    found.targets = [*_told_apart(flat, start, found.targets)]
    found.targets += milestones(flat, deadlines, end, taken)
    found.targets.sort(key=lambda target: target.start)
    return found


def _parted(
    flat: str, clause: Place, figures: Sequence[Figure]
) -> Iterator[tuple[Place, list[Figure]]]:
    """A clause with its figures, in parts where those of several names are but some of them.

    甲率、乙率达到98%和100%、培训5000人: what is told of two is not told of the third. So are
    names that have several figures each: 甲率分别低于7%和5%、乙率分别低于12%和10%.
    """
    runs = [[*figures[:1]]]
    for one, other in pairwise(figures):
        listed = flat[one.end : opening(other)] in LIST_MARKS and is_alike(one, other)
        if listed:
            runs[-1].append(other)
        else:
            runs.append([other])
    begin, members = clause[0], list[Figure]()
    for run, behind in pairwise([*runs, []]):
        members += run
        mark = _LISTS_NEXT.match(flat, run[-1].end)
        if not (behind and mark):
            continue
        named = begin < opening(run[0]) and mark.end() < opening(behind[0])
        each = len(run) > 1 < len(behind) and named
        several = _is_of_several(flat, begin, members) or _is_of_several(flat, mark.end(), behind)
        if each or several:
            yield (begin, mark.end() - 1), members
            begin, members = mark.end(), []
    yield (begin, clause[1]), members


def _is_of_several(flat: str, begin: int, run: Sequence[Figure]) -> bool:
    """Whether a list of figures has several names before it."""
    return len(run) >= _SEVERAL and _NAMES.search(flat, begin, opening(run[0])) is not None


def _told_apart(flat: str, start: int, targets: Sequence[TargetReading]) -> Iterator[TargetReading]:
    """The targets, those of one name with those for whom each is: 对甲类企业，费率降至1%.

    Where that is not told they are marked, as one thing cannot be asked to be so much and so much.
    """
    alike = {(one.name, counted(one.goal), one.start) for one in targets}
    named = Counter((name, unit) for name, unit, _ in alike)
    firsts = {(_bound(one), one.goal): one.start for one in reversed(targets)}
    bounds = Counter(bound for bound, _ in firsts)
    quotes = Counter(bound for bound, _ in {(bound, at) for (bound, _), at in firsts.items()})
    for one in targets:
        begin = one.start - 1
        before = clause_of(flat, start, begin, begin) if begin > start else (begin, begin)
        whom = _FOR_WHOM.fullmatch(flat, *before) if flat[begin : begin + 1] == "，" else None
        if whom and named[one.name, counted(one.goal)] > 1:
            yield replace(one, name=f"{whom['whom']}，{one.name}")
        elif bounds[_bound(one)] > 1 and quotes[_bound(one)] > 1 and not one.doubts:
            words = flat[one.start : one.end]
            yield replace(one, doubts=(Doubt("subject", words=words),))
        else:
            yield one


def _bound(target: TargetReading) -> tuple[str, date | None, bool, str]:
    """What a target is a bound of, with its operator and unit."""
    return target.name, target.due, target.binding, _WHICH.sub("", target.goal)


def _read_clause(
    flat: str, clause: Place, figures: list[Figure], found: Readings, within: Place
) -> None:
    begin, end = clause
    facts, targets = len(found.facts), len(found.targets)
    each, asked = of_each_behind(flat, clause, _asked(flat, clause, figures, found, within))
    placed = list(settings(flat, clause, asked, within))
    own = placed[0].before if placed else ""
    before = Before.of(flat, clause, within, found.targets)
    beside = [one for one in found.targets if before.given and one.end == before.given.end]
    each = each or of_each_before(own, asked, beside)
    whose = not each and says_whose_each(own)
    many = _length_of_rows(flat, asked) or sum(setting.shared for setting in placed)
    last: Figure | None = None
    unread = [figure.end for figure in figures if not figure.whole]
    for setting, head in _with_heads(placed, unread):
        words, sure = words_for(
            Unsaid(before, replace(setting, head=head), setting.head, own, last)
        )
        tail = predicate(setting, asked[-1], flat[asked[-1].end : end])
        for reading in goals_of(replace(setting, head=words, tail=tail)):
            position = asked.index(setting.figure)
            place = position % many if setting.shared else position
            name, apart = apportioned(reading.name, words, place, many, shared=setting.shared)
            given = found.targets[-1] if found.targets else None
            name = name_again(setting, last, given) or name
            name = given.name if given and _counts_on(setting, last, given) else name
            name = _without_first(flat, setting, last, given, name) if last else name
            name = each[position] if each else name
            goes_on = not each and _goes_on_from(before.given, setting, name, found)
            unsure = not (sure and (apart or each)) or goes_on or whose
            often = last is not None and setting.figure.unit in TIMES
            changes = CHANGES_IT.fullmatch(name) and reading.measure is RATIO
            unsure = unsure or bool(changes)
            unsure = unsure or (often and (bool(ONLY_OFTEN.fullmatch(name)) or is_rate(name)))
            only_does = before.has_text and name and ONLY_DOES.fullmatch(name)
            unsure = unsure or bool(only_does)
            name = name if setting.shared else name.removeprefix("分别")
            name = f"{name}减少" if _halves(flat, setting.figure) else name
            part = _as_its_whole(reading, setting, before.given)
            doubts = (Doubt("subject", words=flat[begin:end]),) if unsure else ()
            at, doubts = setting.figure.start, (*part.doubts, *doubts)
            found.targets.append(
                replace(part, name=name, start=begin, end=end, at=at, doubts=doubts)
            )
        last = setting.figure
    read = found.targets[targets:]
    found.facts[facts:] = (fact for fact in found.facts[facts:] if not _is_named(flat, fact, read))


def _length_of_rows(flat: str, figures: Sequence[Figure]) -> int:
    """How many figures one row has of those of several rows alike; 0 where they are none.

    提高到30%、18%和45%、25% gives each of two names a figure for each of two years.
    """
    between = "".join(without_operator(flat[a.end : opening(b)]) for a, b in pairwise(figures))
    rows = re.split("[和及与]", between)
    alike = len(rows) > 1 and len({*rows}) == 1 and {*rows[0]} == {"、"}
    return len(rows[0]) + 1 if alike else 0


def _counts_on(setting: Setting, last: Figure | None, given: TargetReading) -> bool:
    """Whether a figure stands directly behind another, and so counts the same: 搬迁350户1200人."""
    behind = last is not None and last.end == setting.figure.opens and given.at == last.start
    return behind and not setting.shared and setting.tail[:1] in ("", "、")


def _without_first(
    flat: str, setting: Setting, last: Figure, given: TargetReading | None, name: str
) -> str:
    """A name without what the figure before it counts: 2个示范园和4个示范点建设."""
    often = setting.figure.unit in TIMES
    between = None if often else _FIRST_OF_TWO.fullmatch(flat, last.end, opening(setting.figure))
    first = between["first"] if between else ""
    counted_by_it = given is not None and given.at == last.start and given.name.endswith(first)
    rest = name.removeprefix(first).lstrip("、和及与")
    return rest if first and counted_by_it and name.startswith(first) and rest else name


def _halves(flat: str, figure: Figure) -> bool:
    """Whether half of something has to go, which is not the half of a rent: 投诉量减半."""
    halved = flat.startswith(_HALVED, figure.start) and figure.operator is Operator.AT_LEAST
    return halved and flat[figure.end : figure.end + 1] not in ("收", "征")


def _around(fact: Fact, targets: Sequence[TargetReading]) -> list[TargetReading]:
    """The targets of which a figure with a known unit that asks for nothing is in the quote."""
    return [one for one in targets if fact.is_known and one.start <= fact.start < one.end]


def _is_named(flat: str, fact: Fact, targets: Sequence[TargetReading]) -> bool:
    """Whether a size, a time or an age is part of the name of what is counted.

    So is any figure that is read whole, of a share: 11个断面水质优良率; and one from which on, or
    up to which, things are meant: 100亿元以上的集群. What ends before a comma of a list is another
    thing (5冢、投保率).
    """
    words = without_asides(flat[fact.start : fact.end])
    alone = re.compile(rf"(?<!\d){re.escape(words)}(?!\d)")
    whole = fact.is_whole and not _ENDS_PIECE.match(flat, fact.end)
    sized = words.rstrip("的").endswith(_FROM_ON) or flat.startswith(_FROM_ON, fact.end)
    return any(
        alone.search(one.name)
        and (
            fact.why in _OFTEN_NAMED
            or (whole and (sized or one.measure is RATIO or words.endswith("岁")))
        )
        for one in targets
    )


def _asked(
    flat: str, clause: Place, figures: list[Figure], found: Readings, within: Place
) -> list[Figure]:
    """The figures of a clause that ask for something; the others go among the facts."""
    told = dict.fromkeys((a for a, b in pairwise(figures) if _limits_share(flat, a, b)), "limit")
    if is_cost(flat, clause[0]):
        told.update((figure, "fact") for figure in figures)
    if _is_part_of_fact(flat, clause, found):
        told.update((figure, "fact") for figure in figures if not figure.operator)
    placed = settings(flat, clause, figures, within)
    whys = [(one.figure, told.get(one.figure) or why_fact(one)) for one in placed]
    found.facts += [_fact(flat, figure.start, figure.end, why) for figure, why in whys if why]
    return [figure for figure, why in whys if not why]


def _with_heads(placed: Sequence[Setting], unread: Sequence[int]) -> Iterator[tuple[Setting, str]]:
    """Each figure with the words before it, but for those of the figure before it.

    These are what that one counts, or what is to be done in its time. ``unread`` is where figures
    end whose unit was not understood.
    """
    behind, timed = False, False
    for setting in placed:
        whole = setting.figure.unit in TIMES and WITH_ALL_OF.match(setting.before)
        head = from_next(setting.head) if behind and not whole else _SUM_GIVEN.sub("", setting.head)
        head = _DONE_BEFORE.sub("", head) if timed else head
        head = _behind_unread(head, setting.figure.opens, unread)
        timed = setting.figure.unit.endswith(figure_words.SPANS) and setting.figure.after
        bare = without_operator(head)
        earlier, _, part = head.rpartition("、")
        if setting.figure.unit in TIMES and not setting.shared and _EACH_DONE.search(earlier):
            head = part if figure_words.EACH_PERIOD.search(part) else head
        listed = behind and bare.endswith(LISTING)
        goes_on = setting.tail and not setting.shared and ends_in_verb(bare)
        behind = listed or counts_behind(head) or bool(goes_on)
        yield setting, head


def _behind_unread(head: str, opens: int, unread: Sequence[int]) -> str:
    """The words before a figure from the list mark on behind the last that was not understood."""
    last = max((end for end in unread if opens - len(head) < end < opens), default=opens)
    behind = head[last - opens :]
    return behind if behind.startswith("、") else head


def _goes_on_from(
    given: TargetReading | None, setting: Setting, name: str, found: Readings
) -> bool:
    """Whether a name goes on from a target that it may not be meant of, or not of all of it."""
    said = given is not None and name.startswith(given.name)
    several = said and _is_one_of_several(given, found)
    return several or _goes_on_from_rate(setting, name, given)


def _goes_on_from_rate(setting: Setting, name: str, given: TargetReading | None) -> bool:
    """Whether a share says only of whom it is, behind one of a rate: 合格率达98%，水产品达96%."""
    if given is None or setting.figure.unit not in RATIOS or setting.tail:
        return False
    whom = WHOM.fullmatch(without_operator(setting.head)) and OF_THEM.fullmatch(name)
    done = figure_words.TO_DO.search(name) or figure_words.CHANGED.search(name)
    behind = is_rate(given.name) or any(doubt.key == "subject" for doubt in given.doubts)
    return bool(whom and behind and not is_rate(name) and not done)


def _is_one_of_several(given: TargetReading | None, found: Readings) -> bool:
    """Whether other things are named beside that of a target, of which a clause may go on, too."""
    if not given:
        return False
    several = len({one.name for one in found.targets if one.end == given.end}) > 1
    return several or "分别" in given.name


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


def _limits_share(flat: str, figure: Figure, share: Figure) -> bool:
    """Whether within a time only a share has to be done: 於14日內完成者達95%."""
    timed = figure.unit.endswith(figure_words.SPANS) and figure.operator is Operator.AT_MOST
    between = flat[figure.end : share.start]
    timed = timed and not between.isascii()
    return timed and share.unit in RATIOS and not any(mark in between for mark in LIST_MARKS)


def _fact(flat: str, start: int, end: int, why: str) -> Fact:
    said = Fact(start, end, Doubt("number"), why)
    if said.is_known:
        return said
    return said._replace(doubt=Doubt(f"figure-{why}", figure=flat[start : end + 2]))


def _take_parts(flat: str, clause: tuple[int, int], figures: list[Figure], found: Readings) -> bool:
    """Takes ``其中蔬菜1个、畜禽1个`` into the quote of what they add up to, where they do.

    So it does with one of each, and with what each level of government has to do; of other kinds
    there are to be so many: 制订标准60项，其中国家标准15项、行业标准45项.
    """
    begin, end = clause
    parts = flat.startswith(figure_words.PART_OF, begin) and not _BY_TIMES.search(flat, begin, end)
    parts = parts and not any(
        f.operator or f.unit in RATIOS or "/" in f.unit or not f.whole for f in figures
    )
    if not parts or not found.targets or found.targets[-1].end != begin - 1:
        return False
    whole = parse_goal(found.targets[-1].goal)
    if whole is None or sum(Fraction(f.number) for f in figures) != whole.bound:
        return False
    words = flat[begin:end]
    levels = _LEVELS.search(words) is not None
    if not levels and any(Fraction(f.number) != 1 for f in figures):
        return False
    left = (Doubt("left", words=words),) if levels else ()
    doubts = (*found.targets[-1].doubts, *left)
    found.targets[-1] = replace(found.targets[-1], end=end, doubts=doubts)
    return True
