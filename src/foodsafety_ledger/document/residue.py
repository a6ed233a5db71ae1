"""What of an item's words no target, deadline or mark accounts for.

A target's quote accounts for nothing by itself: each telling word in it is one that its goal was
read from, the day of a deadline that somebody has, or is said with the target.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from foodsafety_ledger.document import date_words, figure_names, figure_words, telling
from foodsafety_ledger.document.clauses import STOPS, clause_of
from foodsafety_ledger.document.deadlines import Deadline
from foodsafety_ledger.document.deed_words import BRINGS_FORTH
from foodsafety_ledger.document.demands import TargetReading, occasions_in
from foodsafety_ledger.document.folded import HAN_CHARACTER, Document, Place, Stretches
from foodsafety_ledger.document.lexicon import WHOLE_PLACE
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.name_doubts import with_name_doubts
from foodsafety_ledger.document.telling import (
    CHANGES,
    Word,
    is_since,
    is_year,
    shown,
    telling_words,
)
from foodsafety_ledger.model.goal import FREQUENCIES, GoalKind, scale_of
from foodsafety_ledger.model.measure import RATIO

_BEYOND: Final = (telling.NUMERAL, telling.NONE, telling.ALL, telling.OFTEN, telling.AGAINST)
"""What may ask for something outside of every target's quote."""
_LEAST: Final = re.compile("不.*[低少小短早]于|至少|最[少低短]|以上|之上|起码|≥|≧|least|minimum")
_MOST: Final = re.compile(
    "不.*(?:[高多大长晚迟]于|超|突破)|至多|最[多高长迟晚]|[以之][下内]|封顶|≤|≦|most|maximum|up to"
)
_HEADS: Final = re.compile("每\\d*[十百千万]|per")
"""Words for so many people, of which a rate is reckoned."""
_UNNAMED: Final = re.compile(
    f"{date_words.DATES}|{figure_names.EACH_TIME}|{figure_words.TO_DO.pattern}"
    f"|{figure_words.TO_GIVE.pattern}|{figure_words.FILLER}|[一二三四五六七八九十]是"
    "|[合总]共|[一本今]年|负责|[底末初中旬前内]+|[上下]半年|[一二三四]季度|按照?|进一步|不断|切实|持续|积极|大力|重点|推动|吸收|带动|计划|进行|其中|同时"
    "|原来|原有|[以此]后|上年度?|调整|压[减缩降]|缩[短至减]|上升|下[降调]|扩大|保持|稳定|维持|控制|全[年部面]"
    f"|{WHOLE_PLACE}"
    "|任务|目标|要求|水平|指标|左右|之间|以[上下内]|累计|[\\W\\d①-⑳近的并且和及与或在对将把为由从自]"
)
"""What a name may leave out: what is done with a thing, how much, when, and what joins words."""
_TWO: Final = 2
_GOALS: Final = 8
_FAR: Final = 200
"""So many goals of a sentence, and so far behind, are told that something is left out of it."""
_COUNT: Final = re.compile(rf"(?:>=|=) [\d.]+(?!.*(?:[%‰分点]|{'|'.join(figure_words.SPANS)})$).")
"""The goals of what is counted: no rates, marks or times."""
_ONCE: Final = re.compile(
    f"新[建增]|创成|{BRINGS_FORTH}|改造|完成|引进|选树|认定|全年|年内|累计|合共|总共|合计|[总共]计|总数|一次性"
)
"""What is done or counted once, however often other things of its sentence are."""
_PER_HEAD: Final = ("人均", "户均", "亩均", "村均")
"""What is so much for each, and grows by so much for all together: 人均收入增长8%."""
_EACH_TIME: Final = (telling.OFTEN, telling.EACH)
_ASIDES: Final = re.compile("（[^（）]*）|，其中.*")
"""What names leave out as a whole; its figures are looked at one by one."""
_OF_YEAR: Final = re.compile(r"((?:19|20)\d\d)年|[今本]年")
_ENGLISH: Final = re.compile(
    r"(?<![A-Za-z-])(?<!^)(?<!will )(?<!shall )(?<!must )(?<!and )(?<!to )(?<!20[2-5]\d )"
    "(?!(?:within|during|before"
    "|least|most|more|than|from|down|over|each|every|year|month|week|term|quarter|number|least|fewer"
    "|times|with|across|cent|million|thousand|will|shall|must|should|also|early|late|spring|percentage|share"
    "|have|been|them|advance)(?![a-z]))[A-Za-z][A-Za-z-]{3,}"
)
"""Words of an English clause, without its verbs and those that tell how much and when."""


def with_marks(
    document: Document,
    ranges: Sequence[Place],
    targets: Sequence[TargetReading],
    read: Iterable[Place],
    days: Sequence[Deadline],
    years: range,
) -> tuple[list[TargetReading], list[Place]]:
    """The targets, each marked with what of its words is unaccounted for, and such words elsewhere.

    ``read`` are the words of an item that its targets, facts and marks come from, ``days`` its
    deadlines, ``years`` those of the plan.
    """
    residue = _Residue(document.flat, targets, read, days, years)
    words = [word for place in ranges for word in telling_words(document.flat, *place)]
    left = [word for word in words if not residue.accounts_for(word)]
    marks: dict[Place, list[Word]] = {}
    beyond: list[Place] = []
    for word in left:
        quotes = residue.concerned(word)
        for quote in quotes:
            marks.setdefault(quote, []).append(word)
        if not quotes and word.kind in _BEYOND:
            beyond.append((word.start, word.end))
    asked = [*with_name_doubts(document.flat, targets)]
    for one in asked:
        often = residue.often_before(one)
        if often and (one.start, one.end) not in marks:
            marks[one.start, one.end] = [often]
    return [
        _marked(document, one, marks.get((one.start, one.end), []), residue.unnamed(one))
        for one in asked
    ], beyond


class _Residue:
    def __init__(
        self,
        flat: str,
        targets: Sequence[TargetReading],
        read: Iterable[Place],
        days: Sequence[Deadline],
        years: range,
    ) -> None:
        self._flat, self._years = flat, years
        self._read = Stretches(place for place in read if place[0] < place[1])
        self._days = Stretches((day.start, day.end) for day in days)
        self._by_quote: dict[Place, list[TargetReading]] = {}
        for target in targets:
            self._by_quote.setdefault((target.start, target.end), []).append(target)
        self._quotes, self._sorted = Stretches(self._by_quote), sorted(self._by_quote)

    def unnamed(self, target: TargetReading) -> list[str]:
        """The words of a target's quote that nothing was read from and no name of its goals holds.

        Of one that is read from words alone a person looks at its name anyhow.
        """
        if _has(target, "words-only"):
            return []
        quote = target.start, target.end
        names = " ".join(one.name for one in self._by_quote[quote])
        known = {names[at : at + _TWO] for at in range(len(names))}
        asides = Stretches(aside.span() for aside in _ASIDES.finditer(self._flat, *quote))
        return [
            word
            for outside in asides.without(*quote)
            for told in self._read.without(*outside)
            for place in self._days.without(*told)
            for word in _words(self._flat[slice(*place)])
            if not any(word[at : at + _TWO] in known for at in range(len(word) - 1))
        ]

    def often_before(self, target: TargetReading) -> Word | None:
        """The word by which what the sentence does before is done so often, and perhaps this, too.

        So it may be of counts (每季度检查2次，抽检50批次), but not of what is done once, of what is
        for the whole year or has a day, or of what says itself how often.
        """
        flat, (start, end) = self._flat, (target.start, target.end)
        if not _COUNT.match(target.goal) or _ONCE.search(flat, start, end):
            return None
        far = max(0, start - _FAR)
        begin = max(far, *(flat.rfind(stop, far, start) + 1 for stop in "。；"))
        told = list(telling_words(flat, begin, end))
        often = [word for word in told if word.kind == telling.OFTEN and word.end <= start]
        apart = [word for word in told if word.start >= start and word.kind in _EACH_TIME]
        if apart or not often or flat[start - 1] != "，":
            return None
        word = often[-1]
        if flat.endswith(figure_words.PART_OF, 0, word.start):
            return None
        timed = _ONCE.search(flat, word.end, start) or self._days.touching(word.end, end)
        return None if timed or is_year(flat[word.start : word.end], self._years) else word

    def accounts_for(self, word: Word) -> bool:
        """Whether something was read from the word, or its quote's targets say the same."""
        quote = self._quotes.holding(word.start)
        targets = self._by_quote[quote] if quote else []
        if word.kind == telling.EACH:
            return self._is_shared_out(word, targets)
        if word.kind == telling.OFTEN:
            return self._is_known_interval(word, targets)
        if word.kind == telling.DAY:
            return self._is_known_day(word, targets)
        read = self._read.touching(word.start, word.end) or self._days.touching(*word[1:])
        return read is not None or self._is_repeated(word, quote, targets)

    def _is_repeated(
        self, word: Word, quote: Place | None, targets: Sequence[TargetReading]
    ) -> bool:
        """Whether a word says once more what the goals of its quote say."""
        if word.kind == telling.BOUND:
            return _are_all(targets, self._flat[word.start : word.end])
        if word.kind == telling.AGAINST:
            return quote is not None and CHANGES.search(self._flat, *quote) is not None
        return word.kind == telling.ALL and any(_is_all(one) for one in targets)

    def _is_known_interval(self, word: Word, targets: Sequence[TargetReading]) -> bool:
        words = self._flat[word.start : word.end]
        mean = words == "年均" and all(words in one.name and _is_share(one) for one in targets)
        return (
            mean
            or is_year(words, self._years)
            or occasions_in(words) in {one.goal for one in targets}
        )

    def _is_known_day(self, word: Word, targets: Sequence[TargetReading]) -> bool:
        """Whether a day is that of a deadline, the plan's year or its end, or one to compare."""
        if self._read.touching(word.start, word.end):
            return True
        if self._days.touching(word.start, word.end):
            sides = {one.at < word.start for one in targets if not _has(one, "words-only")}
            return len(sides) < 2 or len({one.due for one in targets}) > 1
        if is_since(self._flat, word):
            return True
        words = self._flat[word.start : word.end]
        last = date(self._years[-1], 12, 31)
        ends = words not in ("年底", "年末", "年终")
        ends = ends or all(one.due in (None, last) for one in targets)
        return ends and is_year(words, self._years)

    def _is_shared_out(self, word: Word, targets: Sequence[TargetReading]) -> bool:
        """Whether each of several targets has its part of what a sentence says of all of them."""
        words = self._flat[word.start : word.end]
        if targets and all(_is_whole(one) for one in targets):
            return True
        apart = len(targets) > 1 and len({one.name for one in targets}) == len(targets)
        if words in ("分别", "respectively", "均", "都"):
            return apart or (len(targets) > 1 and len({one.due for one in targets}) == len(targets))
        if words == "其中":
            behind = [one.at for one in targets if one.at > word.start]
            return not behind or word.start == targets[0].start
        if words in _PER_HEAD and all(words in one.name and _is_share(one) for one in targets):
            return True
        heads = _HEADS.match(self._flat, word.start) is not None
        return heads and any(_has(one, "per") for one in targets)

    def concerned(self, word: Word) -> list[Place]:
        """The quotes of the targets that a word is about.

        Its own clause's; of what is left out those of its sentence; of what there is for each those
        of the next clause, where that has no subject.
        """
        own = self._quotes.holding(word.start)
        if own:
            return [own]
        flat = self._flat
        start, end = clause_of(flat, 0, len(flat), word.start)
        if word.kind == telling.EACH:
            behind = self._quotes.holding(end + 1)
            bare = behind and self._read.holding(behind[0])
            return [behind] if behind and bare else []
        if word.kind == telling.DAY:
            return [*self._told_of(word, end)]
        if word.kind != telling.BUT:
            return []
        first = bisect_left(self._sorted, (end, 0))
        following = self._sorted[first : first + _GOALS]
        before = self._quotes.holding(start - 2)
        near = [before, *following] if before else following
        gaps = ((one, _gap(one, word)) for one in near)
        return [one for one, gap in gaps if gap[1] < gap[0] + _FAR and not STOPS.search(flat, *gap)]

    def _told_of(self, word: Word, end: int) -> Iterator[Place]:
        """The quotes behind a year before the plan's, that may tell how things were in it.

        They reach to the end of the sentence, or to the next year in it: 2019年，入网率为75%.
        """
        year = _OF_YEAR.match(self._flat, word.start)
        if year is None or year[1] is None or int(year[1]) >= self._years[0]:
            return
        stop = self._flat.find("。", end)
        first = bisect_left(self._sorted, (end, 0))
        for quote in self._sorted[first : first + _GOALS]:
            if not end <= quote[0] < stop or _OF_YEAR.search(self._flat, *quote):
                return
            yield quote


def _gap(quote: Place, word: Word) -> Place:
    return (word.end, quote[0]) if word.end <= quote[0] else (quote[1], word.start)


def _has(target: TargetReading, key: str) -> bool:
    return any(doubt.key == key for doubt in target.doubts)


def _are_all(targets: Sequence[TargetReading], words: str) -> bool:
    """Whether all targets are bounds of the same direction as the words, wherever those stand."""
    operators = {one.goal.split(" ")[0] for one in targets}
    least = ({">="}, *({often.value} for often in FREQUENCIES))
    return (operators in least and _LEAST.search(words) is not None) or (
        operators == {"<="} and _MOST.search(words) is not None
    )


def _is_whole(target: TargetReading) -> bool:
    """Whether a target asks for a whole: what holds for all holds for each."""
    whole = re.fullmatch(r">= (\d+)([%‰])", target.goal)
    return whole is not None and int(whole[1]) == scale_of(whole[2])


def _is_share(target: TargetReading) -> bool:
    """Whether a target is a share, which is the same for all together as for each."""
    return target.measure is RATIO


def _is_all(target: TargetReading) -> bool:
    """Whether a target asks for all there are, or in what time each is dealt with."""
    timed = target.goal.startswith("<=") and target.goal.endswith(figure_words.SPANS)
    return _is_whole(target) or timed or target.goal == GoalKind.DONE or _has(target, "all-of")


def _words(part: str) -> list[str]:
    """The words of a part of a clause that say what it is about."""
    if not HAN_CHARACTER.search(part):
        return _ENGLISH.findall(part)
    return [word for word in _UNNAMED.split(part) if len(word) >= _TWO]


def _marked(
    document: Document, target: TargetReading, words: Sequence[Word], unnamed: Sequence[str]
) -> TargetReading:
    each = [word for word in words if word.kind in (telling.EACH, telling.OFTEN)]
    others = [word for word in words if word not in each]
    left = [*shown(document, others), *unnamed]
    doubts = [
        Doubt(key, words="、".join(kind))
        for key, kind in (("each", [*shown(document, each)]), ("left", left))
        if kind
    ]
    return replace(target, doubts=(*target.doubts, *doubts)) if doubts else target
