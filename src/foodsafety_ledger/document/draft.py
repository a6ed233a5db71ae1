"""A first plan from a document: ``data/tasks.yaml`` and ``data/departments.yaml``.

Whatever the parser is not sure of carries a review mark with the reason; text and figures that it
could not place are listed as findings (FL721, FL722). Nothing is guessed silently.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import Any, Final

import yaml

from foodsafety_ledger.document import date_words, figure_words
from foodsafety_ledger.document.deadlines import (
    Deadline,
    closes,
    is_read_whole,
    is_whole_year,
    parse_deadline,
    read_dates,
)
from foodsafety_ledger.document.demands import TargetReading, measured_in
from foodsafety_ledger.document.figure_names import EACH_TIME
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches, read_document, simple
from foodsafety_ledger.document.header import Header, read_header, years_in
from foodsafety_ledger.document.lexicon import ALIKE, are_two, longest_known
from foodsafety_ledger.document.marks import Doubt, Why, cost_of, marks
from foodsafety_ledger.document.outline import Node, read_outline, title_of
from foodsafety_ledger.document.paper import Paper, Seen
from foodsafety_ledger.document.parties import (
    LABEL,
    Party,
    Unit,
    list_units,
    same_unit,
    whole_names,
)
from foodsafety_ledger.document.phrases import (
    Phrase,
    doubts_of,
    find_phrases,
    strongest,
    with_deadlines,
)
from foodsafety_ledger.document.recognised import seen_doubts
from foodsafety_ledger.document.remainder import remainder
from foodsafety_ledger.document.residue import with_marks
from foodsafety_ledger.document.spelling import misspelt
from foodsafety_ledger.document.table_owner import rows_by_day
from foodsafety_ledger.document.tables import find_tables
from foodsafety_ledger.document.targets import lacks_deed, read_targets
from foodsafety_ledger.document.tasks import (
    ItemDraft,
    Structure,
    TaskText,
    duties_beside,
    find_tasks,
    heading_units,
    unit_headings,
    unit_lines,
)
from foodsafety_ledger.model.diagnostic import Diagnostic, sort_diagnostics
from foodsafety_ledger.model.measure import Denominator
from foodsafety_ledger.model.name import in_a_row
from foodsafety_ledger.model.period import Cadence, Period
from foodsafety_ledger.model.plan import NOT_STATED, Across, Holds, Role
from foodsafety_ledger.words import Say, in_both


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes each mapping and list in full, however often it occurs."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


_Dumper.add_representer(Why, lambda dumper, why: dumper.represent_str(str(why)))


def to_yaml(data: Mapping[str, Any]) -> str:
    """``data`` as YAML, keys in their order; every value reads back as the same text."""
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=None,
        sort_keys=False,
        width=1_000_000,
    )
    return text


_SUMMARY_LENGTH: Final = 60
_MOST_ERRATA: Final = 12
_LIST_NUMBER: Final = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]+[)）.、]|[①-⑳])\s*")
_MONTH_ITSELF: Final = re.compile("月[之以]?前")
"""What leaves open whether a deadline's month is within it."""
_ODD_DATE: Final = re.compile(
    r"[0-9](?!st|nd|rd|th)[A-Za-z曰〇○丨]|(?!Q)[A-Za-z〇○丨〡][0-9]"
    r"|[0-9](?:(?<!Q\d) |[·,：]|(?<![a-z] \d)(?<![a-z] \d\d)，)[0-9]"
    r"|月\d+(?![\d日号.])|月[、和及/]\d"
    r"|[日底末前旬][、和及/]?\d|(?i:early|mid|beginning|start)"
    rf"|(?:Q[1-4]|{date_words.MONTH_NAMES})(?:[，、；/&]| and )+.*(?:Q[1-4]|{date_words.MONTH})"
)
"""What in a deadline was not read whole."""
_YEAR_SAID: Final = re.compile(r"\d{4}|1\d\d年|[〇零○一二三四五六七八九]{4}年|十[三四五六]五")
_OF_CALENDAR: Final = re.compile(r"[\d月季]")
_DIGIT_PAIR: Final = re.compile(r"[\d.](?=[\d.])|\d(?=[一-鿿])")
_FULL_LINE: Final = 20
"""A line of fewer characters was ended, not wrapped: what begins the next one is no unit."""
_QUARTER: Final = re.compile("季|(?i:Q[1-4]|quarter|year)")
"""What of a year from spring to spring may be another part than of the calendar's."""
_FISCAL: Final = re.compile("Q(?P<quarter>[1-4]),? (?:of )?(?:the )?(?:FY|financial|fiscal)")
_A_YEAR: Final = timedelta(days=366)
_ENDLESS: Final = re.compile(
    "长期|持续|常态|全年|经常|(?i:ongoing|continu|throughout|permanent|all year|year[ -]round)"
)
_LONGEST_HEADING: Final = 80
"""Of more words under a number the first ones are its heading."""
_LONGEST_SENTENCE: Final = 600
_MONTH_DAY: Final = r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底末初])?"
_TO: Final = "(?:起|开始)?(?:[至到]|[—–~-]{1,2})"
_FROM_TO: Final = rf"(?:20\d\d年)?(?!1月[^日]{{1,14}}12月){_MONTH_DAY}{_TO}{_MONTH_DAY}"
_SPAN: Final = re.compile(
    rf"(?:行动|整治|活动|实施|起止)(?:时间|期限|周期)(?:安排)?(?:从|自|为|：)?(?P<alone>{_FROM_TO})"
    rf"|[自从于](?P<told>{_FROM_TO})[^。；]{{0,40}}(?:行动|整治)"
)
"""By what the opening of a document says from when to when all of it is done."""
_GRACE_DAYS: Final = 15
_SHOWN: Final = 16
_OFFICE: Final = re.compile("食(?:品药品|药|品)?安(?:全)?(?:委员会|委)?办(?:公室)?")


_ASKED_WITH: Final = {
    **dict.fromkeys(("settings-office", "counts"), "settings"),
    "carried-to": "heading",
}
"""Kinds of marks that ask of a person what another one does."""
_PARTS_LEFT: Final = {"FL721": "tasks", "FL722": "targets", "FL723": "items"}
"""Of what part of a plan the findings are that say what was not placed."""


@dataclass(slots=True)
class Draft:
    """The two files as data, in the order in which they are written."""

    tasks: dict[str, Any]
    departments: dict[str, Any]

    def files(self, say: Say) -> dict[str, str]:
        """The files' texts by their paths in a workspace, each with a line on where it is from."""
        remark = "".join(f"# {line}\n" for line in say("document.drafted").split("\n"))
        return {
            "data/tasks.yaml": remark + to_yaml(self.tasks),
            "data/departments.yaml": remark + to_yaml(self.departments),
        }

    def table(self, left: Sequence[Diagnostic]) -> list[tuple[str, int, int, int]]:
        """What was found, by its kind: how many, how many of them marked, how many not placed.

        ``left`` is what the document has beyond the draft.
        """
        sections = self.tasks["sections"]
        tasks = [task for section in sections for task in section["tasks"]]
        items = [item for task in tasks for item in task["items"]]
        found = {
            "head": [self.tasks["document"], self.tasks],
            "sections": sections,
            "tasks": tasks,
            "items": items,
            "units": [unit for units in self.departments.values() for unit in units],
            "targets": [target for item in items for target in item.get("targets", ())],
            "ignored": self.tasks["ignored"],
        }
        codes = Counter(_PARTS_LEFT.get(finding.code, "ignored") for finding in left)
        return [
            (part, len(nodes), sum("review" in node for node in nodes), codes[part])
            for part, nodes in found.items()
        ]

    def kinds(self) -> list[tuple[str, bool, list[str]]]:
        """Each kind of mark as its first one words it, whether all do, and whose marks they are.

        Those that may cost most come first. What is divided by what belongs to the settings, which
        ask for that too.
        """
        found: dict[str, list[tuple[Why, str]]] = {}
        for part in (self.tasks, self.departments):
            for why, place in _marked(part, ""):
                found.setdefault(_ASKED_WITH.get(why.key, why.key), []).append((why, place))
        ranked = sorted(found.values(), key=lambda marks: cost_of(marks[0][0].key))
        return [
            (str(marks[0][0]), len({why for why, _ in marks}) == 1, [place for _, place in marks])
            for marks in ranked
        ]


def _marked(node: Any, place: str) -> Iterator[tuple[Why, str]]:  # noqa: ANN401 - any part of a file
    """Every mark in a part of a file, with the id, or else the quote, of the node that bears it."""
    if isinstance(node, dict):
        quote = node.get("quote", "")
        known = node.get("id") or quote[:_SHOWN] + "…" * (len(quote) > _SHOWN)
        place = f"{place}/{known}" if "goal" in node else known or place
        yield from ((mark["why"], place) for mark in node.get("review", ()))
    for part in node.values() if isinstance(node, dict) else node:
        if isinstance(part, dict | list):
            yield from _marked(part, place)


def read(name: str, text: str, seen: Sequence[Seen] = ()) -> Structure:
    """Reads a document's text: its header, outline, phrases, tasks, units and targets.

    ``seen`` is what of the text was recognised in a picture.
    """
    document = read_document(name, text, seen)
    tables = find_tables(document)
    tabled = Stretches(table.place for table in tables)
    outline, phrases, left = _structure(document, tabled)
    starts = [node.start for node in outline[:1]] + [table.start for table in tables[:1]]
    header = read_header(document, min(starts, default=0), tabled)
    head = Stretches(header.places)
    left = [place for place in left if not head.holding(place[0])]
    tasks = find_tasks(document, outline, phrases, tables)
    units = _name_units(document, tasks)
    reading = Structure(document, header, outline, tables, phrases, left, tasks, units)
    for item in reading.items:
        _read_item(document, item, header)
    _due_above(reading)
    return reading


def _structure(
    document: Document, tabled: Stretches
) -> tuple[list[Node], list[Phrase], list[Place]]:
    """The outline with the phrases; how the document places its units is decided once for it."""
    outline = read_outline(document, tabled)
    marks = {node.start: node.body for top in outline for node in top.walk()}
    phrases, left = find_phrases(document, marks)
    phrases = with_deadlines(phrases, marks)
    phrases = [phrase for phrase in phrases if not tabled.touching(*phrase.outer)]
    for (start, end), day in rows_by_day(document):
        for phrase in phrases:
            if start <= phrase.start < end and not phrase.due:
                phrase.due, phrase.dated = document.flat[slice(*day)], [day]
    if document.is_one_line or not phrases:
        before = unit_lines(document, tabled)
        if len(before) > len(phrases):
            left += [phrase.outer for phrase in phrases]
            phrases = before
    heads = unit_headings(document, outline, phrases)
    if heads:
        outline = read_outline(document, tabled, heads)
        for phrase in phrases:
            phrase.heads = True
    phrases += heading_units(document, outline, phrases)
    phrases.sort(key=lambda phrase: phrase.outer_start)
    return outline, phrases, [place for place in left if not tabled.holding(place[0])]


def _name_units(document: Document, tasks: Sequence[TaskText]) -> list[Unit]:
    """Makes the names in every phrase whole, and lists the units they name."""
    for item in (item for task in tasks for item in task.items):
        item.phrase.doubts += duties_beside(document.flat, item)
    phrases = [item.phrase for task in tasks for item in task.items]
    written = [phrase.parties for phrase in phrases]
    named = [party.name for parties in written for party in parties]
    known, doubtful = set(named), set(misspelt(named))
    whole = whole_names(written, document.flat[:400])
    for phrase, (parties, doubts) in zip(phrases, whole, strict=True):
        names = [party.name for party in phrase.parties]
        odd = [name for name in names if name in doubtful or are_two(name, known)]
        odd += _of_two_lists(document.flat, phrase.parties)
        odd += [b for a, b in pairwise(names) if "各" in a and ALIKE.fullmatch(simple(b))]
        phrase.parties = parties
        told = any(doubt.key == "unread" for doubt in phrase.doubts)
        phrase.doubts += doubts + ([] if told else doubts_of(phrase))
        phrase.doubts += [Doubt("strange-name", names=name) for name in odd]
    return list_units([parties for parties, _ in whole], written)


def _of_two_lists(flat: str, parties: Sequence[Party]) -> Iterator[str]:
    """English names with the one behind their comma, in a list with semicolons too.

    What stands there may say where the first is: Public Laboratory, Cork; Food Team.
    """
    for role in {party.role for party in parties}:
        named = [one for one in parties if one.role is role and one.name.isascii()]
        joints = [(a, b, flat[a.end : b.start].strip()) for a, b in pairwise(named)]
        if any(mark == "；" for *_, mark in joints):
            yield from (f"{a.name}, {b.name}" for a, b, mark in joints if mark == "，")


_NAMES_NOTHING: Final = re.compile(f"(?:{EACH_TIME})*")
"""A name that only says how often, where the cell before its own says of what."""
_LONGEST_ABOUT: Final = 40


def _about(words: str) -> str:
    """What the cells before a figure name: in English the last, up to the end of a word."""
    last = words.rpartition("| ")[2].strip()
    if not last.isascii():
        return words[:_LONGEST_ABOUT]
    cut = f"{last} "[: 2 * _LONGEST_ABOUT]
    return cut[: cut.rfind(" ")] if " " in cut else cut


def _about_above(target: TargetReading, about: str) -> TargetReading:
    """A target with what the cell before its own names, where its own words name nothing."""
    own = "" if _NAMES_NOTHING.fullmatch(target.name) else target.name
    deed = own if own and lacks_deed(own, target.goal) else ""
    name = f"{about}，{deed}" if deed and about else own or about
    return replace(target, name=name)


def _read_item(document: Document, item: ItemDraft, header: Header) -> None:
    """Reads the targets and the deadline of an item; of no year where the plan has several."""
    year, flat = header.last, document.flat
    deadlines: list[tuple[Deadline, bool]] = []
    stated = Stretches(sorted([*header.places, *item.phrase.dated]))
    read: list[Place] = []
    for before, (start, end) in zip([item.ranges[0], *item.ranges], item.ranges, strict=False):
        here, unread = read_dates(flat, start, end, year, document.lines, header.first)
        here = [*_in_plan(flat, here, header)]
        readings = read_targets(flat, start, end, here)
        targets = readings.targets
        about = _about(figure_words.NAMED_UNIT.sub("", document.tidy(*before)))
        apart = start != item.ranges[0][0]
        targets = [_about_above(one, about) for one in targets] if apart else targets
        if item.measured:
            unit = flat[slice(*item.measured)]
            targets = [measured_in(unit, target, about) for target in targets]
        item.targets += [_wrapped(document, target) for target in targets]
        item.facts += readings.facts
        read += readings.read
        closing = [one for one in here if closes(flat, start, end, one)]
        inner = _closes_some(flat, closing, targets)
        item.targets = [_due_by(inner, target, flat) for target in item.targets]
        closing = [one for one in closing if one not in inner]
        deadlines += [(one, one in closing) for one in here]
        for place in (one for one in unread if not stated.touching(*one)):
            item.phrase.doubts.append(Doubt("due", words=document.verbatim(*place)))
            item.dated += [place] if _OF_CALENDAR.search(flat, *place) else []
        read += unread
    _read_dues(document, item, header, deadlines)
    read += [(fact.start, fact.end) for fact in item.facts]
    days, years = [one for one, _ in deadlines], range(header.first, header.last + 1)
    item.targets, item.left = with_marks(document, item.ranges, item.targets, read, days, years)


def _read_dues(
    document: Document, item: ItemDraft, header: Header, deadlines: list[tuple[Deadline, bool]]
) -> None:
    """The deadline of an item: as its label or cell says, else the last of its text's.

    Of those each is with whether it closes what it stands behind.
    """
    year, stated = header.last, item.phrase.due
    day = parse_deadline(stated, year) if stated else None
    if day:
        day = _in_term(header, day, stated)
        item.targets = [_due_as_stated(target, day, stated) for target in item.targets]
    dated = all(target.due for target in item.targets)
    item.due = (
        day
        if stated
        else max((one.day for one, closing in deadlines if dated or closing), default=None)
    )
    bound = {item.due, *(target.due for target in item.targets)}
    lost = [one for one, _ in deadlines if one.day not in bound]
    item.phrase.doubts += [Doubt("due", words=document.verbatim(*one[1:])) for one in lost]
    item.dated += [*((one.start, one.end) for one, _ in deadlines), *item.phrase.dated]
    item.ongoing = item.due is None and _ENDLESS.search(stated) is not None
    words = [stated, *(document.verbatim(one.start, one.end) for one, _ in deadlines)]
    if header.first < header.last:
        vague = [one for one in words if one and not _names_year(header, one)]
        item.phrase.doubts += [Doubt("due", words=one) for one in vague if not _ENDLESS.search(one)]
    item.phrase.doubts += [Doubt("due", words=one) for one in words if "每" in one]
    months = [one for one in words if _MONTH_ITSELF.search(one)]
    item.phrase.doubts += [Doubt("due-month", words=one) for one in months]
    whole = item.ongoing or (day is not None and is_read_whole(stated, year))
    if stated and (not whole or _ODD_DATE.search(stated)):
        item.phrase.doubts.append(Doubt("due", words=stated))


def _in_plan(flat: str, deadlines: Sequence[Deadline], header: Header) -> Iterator[Deadline]:
    """The deadlines but for ends of the year in a plan from spring to spring, which ends then."""
    for one in deadlines:
        if not (header.is_astride and is_whole_year(flat, one)):
            yield one._replace(day=_in_term(header, one.day, flat[one.start : one.end]))


def _in_term(header: Header, day: date, words: str) -> date:
    """A day without a year in the one year of a plan from spring to spring that it can be in.

    A quarter of such a year is counted from its beginning.
    """
    term = header.term
    fiscal = _FISCAL.search(words) if term and header.is_astride else None
    if term and fiscal:
        month = term.start.month - 1 + 3 * int(fiscal["quarter"])
        return date(term.start.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    if term is None or day <= term.end or _YEAR_SAID.search(words):
        return day
    before = date(day.year - 1, day.month, 1) + (day - day.replace(day=1))
    return before if before >= term.start else day


def _names_year(header: Header, words: str) -> bool:
    """Whether words for a deadline name its year, or there is but one that a month can be in."""
    term = header.term
    one = term is not None and term.end - term.start < _A_YEAR and not _QUARTER.search(words)
    return one or _YEAR_SAID.search(words) is not None


def _due_as_stated(target: TargetReading, day: date, stated: str) -> TargetReading:
    """The target, marked where its own words name a later day than its label or cell does."""
    later = target.due is not None and target.due > day
    doubts = (*target.doubts, Doubt("due", words=stated))
    return replace(target, doubts=doubts) if later else target


def _due_above(reading: Structure) -> None:
    """Gives items without a deadline that of a heading above them, with a mark."""
    document, year = reading.document, reading.header.last
    flat, nodes = document.flat, {node.start: node for node in reading.nodes}
    head = Stretches(reading.header.places)
    for task in reading.tasks:
        node = nodes.get(task.start)
        above = [(one.body, one.own_end) for one in (node.path()[:-1] if node else ())]
        for start, end in above or [task.section or (0, 0)]:
            stop = end if end - start <= _LONGEST_HEADING else title_of(document, start, end)[1]
            here, unread = read_dates(flat, start, stop, year, document.lines)
            places = [*((one.start, one.end) for one in here), *unread]
            places = [place for place in places if not head.touching(*place)]
            for place in places:
                words = document.verbatim(*place)
                day = parse_deadline(flat[slice(*place)], year) if len(places) == 1 else None
                for item in task.items:
                    item.phrase.doubts.append(Doubt("due-above" if day else "due", words=words))
                    item.due = item.due or day


def _closes_some(
    flat: str, closings: Sequence[Deadline], targets: Sequence[TargetReading]
) -> list[Deadline]:
    """The deadlines that close some of the targets, and not all that have none of their own.

    Each closes those before it in its sentence, or the one that it stands in; one that is a
    sentence by itself closes all.
    """
    quotes = Stretches((one.start, one.end) for one in targets)
    free = [one for one in targets if one.due is None]
    last = max((one.start for one in free), default=0)
    ends = sorted(one.end for one in free)
    found = []
    for closing in closings:
        begin = flat.rfind("。", max(0, closing.start - _LONGEST_SENTENCE), closing.start)
        earlier = bisect_left(ends, begin + 1) if closing.start - begin > 1 else 0
        if earlier or last > closing.end or quotes.holding(closing.start):
            found.append(closing)
    return found


def _due_by(deadlines: Sequence[Deadline], target: TargetReading, flat: str) -> TargetReading:
    """The target with the first deadline behind it in its sentence, if it has none of its own."""
    behind = bisect_left(deadlines, target.end, key=attrgetter("start"))
    if target.due is not None or behind == len(deadlines):
        return target
    deadline = deadlines[behind]
    apart = flat.find("。", target.end, deadline.start) >= 0
    return target if apart else replace(target, due=deadline.day)


def _wrapped(document: Document, target: TargetReading) -> TargetReading:
    """The target with a mark where a line ends, or a blank stands, within a number of its words."""
    words = document.flat[target.start : target.end]
    ends = [target.start + found.end() for found in _DIGIT_PAIR.finditer(words)]
    broken = any(_is_broken(document, end) for end in ends)
    mark = Doubt("wrapped", words=document.verbatim(target.start, target.end))
    return replace(target, doubts=(*target.doubts, mark)) if broken else target


def _is_broken(document: Document, at: int) -> bool:
    """Whether a number or its unit may have been cut: by any gap, or by the end of a short line."""
    gaps = document.gaps
    if document.flat[at].isascii():
        return bool(gaps[at])
    return gaps[at] is Gap.LINE and Gap.LINE in gaps[max(0, at - _FULL_LINE) : at]


def draft(text: str | Paper, name: str, say: Say) -> tuple[Draft, list[Diagnostic]]:
    """A first plan from a document, or its text, and what of the text found no place in it.

    ``name`` is the document's file name; ``say`` words the review marks.
    """
    paper = Paper(text) if isinstance(text, str) else text
    reading = read(name, paper.text, paper.seen)
    left, ignored = remainder(reading)
    placed = [*_placed(reading), *(entry.place for entry in ignored)]
    rest = seen_doubts(reading.document, [(0, len(reading.document.flat))], placed)
    plan = _plan(reading, [*paper.doubts, *rest], say)
    plan["ignored"] = [
        {"quote": one.quote, "why": say(f"document.ignored.{one.why}"), **marks(one.doubts, say)}
        for one in ignored
    ]
    departments = _departments(reading, say)
    return Draft(plan, departments), sort_diagnostics(left)


def _plan(reading: Structure, found_before: Sequence[Doubt], say: Say) -> dict[str, Any]:
    header, (office, name) = reading.header, _office(reading)
    doubts = [Doubt("settings-office", name=name) if name else Doubt("settings"), *found_before]
    issued = header.issued or date(header.first, 1, 1)
    term = header.term
    start = term.start if term else date(header.first, 1, 1)
    end = term.end if term else date(header.last, 12, 31)
    dues = [due for item in reading.items for due in item.dues]
    if not term and header.across and header.last - header.first == 1:
        end = _end_of_two_years(reading, end)
    if dues and max(dues) > end:
        end = max(dues)
        doubts.append(Doubt("longer", end=end.isoformat()))
        stated = years_in(header.title)
        for item in (one for one in reading.items if stated and not one.ongoing):
            item.due = item.due or date(header.last, 12, 31)
    if not (header.year_is_known or term):
        doubts.append(Doubt("no-year", year=header.first))
    span = None if term else _SPAN.search(reading.document.flat, 0, _first_task(reading))
    if span:
        days = {"start": start.isoformat(), "end": end.isoformat()}
        doubts.append(Doubt("span", words=span["alone"] or span["told"], **days))
    if header.across and not term:
        period = {"start": start.isoformat(), "end": end.isoformat()}
        doubts.append(Doubt("across", words=header.across, **period))
    first = max(Cadence.QUARTER.holding(start), Cadence.QUARTER.holding(issued))
    first = first if first <= Cadence.QUARTER.holding(end) else Cadence.QUARTER.holding(start)
    heads = any(phrase.heads for phrase in reading.phrases)
    doubts += [Doubt("heading")] if heads else []
    doubts += [] if reading.tasks else [Doubt("no-tasks")]
    doubts += [] if header.title_is_sure else [Doubt("title")]
    doubts += [Doubt("column", name=name) for t in reading.tables for name in t.unknown]
    return {
        "plan": _slug(reading.document.name) or f"plan-{header.first}",
        "title": {"zh": header.title or NOT_STATED.in_(say.lang), "en": ""},
        "document": _document(reading, say),
        "period": {"start": start, "end": end},
        "reporting": {"every": "quarter", "first": str(first), "grace_days": _GRACE_DAYS},
        "office": office,
        **marks(doubts, say),
        "sections": list(_sections(reading, first, end, say)),
        "ignored": [],
    }


def _first_task(reading: Structure) -> int:
    """Where the first task begins; else where the document ends."""
    starts = (task.start for task in reading.tasks)
    return min(starts, default=len(reading.document.flat))


def _end_of_two_years(reading: Structure, end: date) -> date:
    """The last day that a plan for 2025/26 names, if it is surely one of its second year."""
    dues = [due for item in reading.items for due in item.dues]
    last = max(dues, default=end)
    items = (item for item in reading.items if last in item.dues)
    sure = all(doubt.key != "due" for item in items for doubt in item.phrase.doubts)
    return last if sure and last.year == reading.header.last else end


def _document(reading: Structure, say: Say) -> dict[str, Any]:
    header = reading.header
    known = {"number": header.number, "issuer": header.issuer, "issued": header.issued}
    lacks = [in_both(f"document.head.{what}") for what, value in known.items() if not value]
    missing = [Doubt("no-head", what=in_a_row(lacks))] if lacks else []
    if header.issued and not header.issued_is_sure:
        missing.append(Doubt("issued", day=header.issued.isoformat()))
    missing += seen_doubts(reading.document, header.places)
    unknown = NOT_STATED.in_(say.lang)
    return {
        "number": header.number or unknown,
        "issuer": header.issuer or unknown,
        "issued": header.issued or unknown,
        **marks(missing, say),
    }


def _slug(name: str) -> str:
    stem = re.sub(r"\.[^.]*$", "", name.replace("\\", "/").rpartition("/")[2])
    return re.sub("[^a-z0-9]+", "-", stem.lower()).strip("-") if stem.isascii() else ""


def _office(reading: Structure) -> tuple[str, str]:
    """The unit that runs the plan: a food-safety office, else whoever leads most, and its name."""
    units = [unit for unit in reading.units if not unit.group]
    office = next((unit.id for unit in units if _OFFICE.search(unit.name)), "")
    if office or not units:
        return office or "office", "" if office else "office"
    leads: Counter[str] = Counter()
    for party in (party for phrase in reading.phrases for party in phrase.parties):
        leads[same_unit(party.name)] += 100 if party.role is Role.LEAD else 1
    most = max(units, key=lambda unit: leads[same_unit(unit.name)])
    return most.id, most.name


def _sections(reading: Structure, first: Period, end: date, say: Say) -> Iterator[dict[str, Any]]:
    """The sections in document order, each with its tasks; one ``s1`` for a flat document."""
    unknown = NOT_STATED.in_(say.lang)
    document, ids = reading.document, {same_unit(unit.name): unit.id for unit in reading.units}
    grouped: dict[object, list[TaskText]] = {}
    for task in reading.tasks:
        grouped.setdefault((task.section, task.section_numbers), []).append(task)
    for number, members in enumerate(grouped.values(), 1):
        section = members[0].section
        title = document.tidy(*section) if section else ""
        yield {
            "id": f"s{number}",
            "title": {"zh": title or reading.header.title or unknown, "en": ""},
            **marks(seen_doubts(document, _numbered(reading, section)), say),
            "tasks": [
                {
                    "id": task.id,
                    "title": {"zh": document.tidy(*task.named), "en": ""},
                    **marks([*task.doubts, *seen_doubts(document, [_head(task)])], say),
                    "items": [
                        _item(document, item, f"{task.id}.{k}", ids, (first, end), say)
                        for k, item in enumerate(task.items, 1)
                    ],
                }
                for task in members
            ],
        }


def _placed(reading: Structure) -> Iterator[Place]:
    """The stretches of a document of which parts of the plan bear the marks."""
    yield from reading.header.places
    for task in reading.tasks:
        yield from _numbered(reading, task.section)
        yield _head(task)
    for item in reading.items:
        yield from (*item.ranges, item.phrase.outer)


def _numbered(reading: Structure, heading: Place | None) -> list[Place]:
    """A heading with its number."""
    if heading is None:
        return []
    number = next((n.start for n in reading.nodes if n.body == heading[0]), heading[0])
    return [(number, heading[1])]


def _head(task: TaskText) -> Place:
    return task.start, max(task.start, task.title[1])


def _item(
    document: Document,
    item: ItemDraft,
    id_: str,
    ids: Mapping[str, str],
    bounds: tuple[Period, date],
    say: Say,
) -> dict[str, Any]:
    """The item's mapping in ``tasks.yaml``; ``bounds`` are the first period and the last day."""
    phrase = item.phrase
    targets = [(target.start, target.end) for target in item.targets]
    stretches = [*item.ranges, phrase.outer]
    doubts = [*phrase.doubts, *seen_doubts(document, stretches, targets)]
    due = _within(item.due, bounds, doubts)
    last, used = due or bounds[1], Counter[str]()
    return _stated(
        {
            "id": id_,
            "summary": {"zh": _summary(document, item), "en": ""},
            "phrase": _phrase_words(document, phrase),
            **_roles(phrase, ids),
            "open": phrase.open or None,
            "due": due if due != bounds[1] else None,
            "ongoing": item.ongoing or None,
            **marks(doubts, say),
            "targets": [
                _target(document, target, used, (bounds, last), say) for target in item.targets
            ],
            "errata": _errata(document, phrase, say),
        }
    )


def _stated(data: dict[str, Any]) -> dict[str, Any]:
    """A mapping of ``tasks.yaml`` without what is None or an empty list, as the default is."""
    return {key: value for key, value in data.items() if value is not None and value != []}


def _phrase_words(document: Document, phrase: Phrase) -> str:
    """The words of a phrase; labels that begin a line of their own stay apart."""
    cuts = [
        label.start()
        for label in LABEL.finditer(document.flat, phrase.start + 1, phrase.end)
        if document.gaps[label.start()] is Gap.LINE
    ]
    places = zip([phrase.start, *cuts], [*cuts, phrase.end], strict=True)
    return " ".join(document.verbatim(*place) for place in places)


def _roles(phrase: Phrase, ids: Mapping[str, str]) -> dict[str, list[str]]:
    parties = strongest([p._replace(name=same_unit(p.name)) for p in phrase.parties])
    return {
        role.value: [ids[party.name] for party in parties if party.role is role]
        for role in Role
        if any(party.role is role for party in parties)
    }


def _summary(document: Document, item: ItemDraft) -> str:
    """The first sentence of the item's text, for a person to put into their own words."""
    phrase = item.phrase
    text = document.tidy(*item.ranges[0]).lstrip("。；！？，、 ")
    sentence = _LIST_NUMBER.sub("", re.split("[。；！？]", text)[0]).strip()
    sentence = sentence or _phrase_words(document, phrase)
    return sentence if len(sentence) <= _SUMMARY_LENGTH else f"{sentence[:_SUMMARY_LENGTH]}…"


def _within(due: date | None, bounds: tuple[Period, date], doubts: list[Doubt]) -> date | None:
    """The due day, unless it lies before the plan's first report."""
    if due is not None and bounds[0].cadence.holding(due) < bounds[0]:
        doubts.append(Doubt("due-before", due=due.isoformat()))
        return None
    return due


def _target(
    document: Document,
    target: TargetReading,
    used: Counter[str],
    limits: tuple[tuple[Period, date], date],
    say: Say,
) -> dict[str, Any]:
    bounds, last = limits
    doubts = [*target.doubts, *seen_doubts(document, [(target.start, target.end)])]
    due = _within(target.due, bounds, doubts)
    quote = document.verbatim(target.start, target.end)
    counts = longest_known(target.name, figure_words.COUNTED_BY, say("document.counts"))
    common, held = target.denominator is Denominator.COMMON, target.holds is Holds.EVERY_PERIOD
    return _stated(
        {
            "id": _target_id(target, used),
            "name": {"zh": _as_printed(document, target) or quote, "en": ""},
            "measure": target.measure.name,
            "goal": target.goal,
            "counts": {"zh": counts, "en": ""} if target.measure.is_share else None,
            "value_is": target.value_is.value if target.value_is else None,
            "denominator": target.denominator.value if common else None,
            "across": target.across.value if target.across is Across.EACH else None,
            "holds": target.holds.value if held else None,
            "due": due if due != last else None,
            "binding": None if target.binding else False,
            "may_exceed": target.may_exceed or None,
            "quote": quote,
            **marks(doubts, say),
        }
    )


def _as_printed(document: Document, target: TargetReading) -> str:
    """The target's name in the characters that the document has."""
    quote = slice(max(0, target.start - _SHOWN * 4), target.end)
    flat, words, name = document.flat[quote], document.words[quote], target.name.strip()
    printed = dict(zip(flat, words, strict=True))
    behind = dict(zip(pairwise(flat), words[1:], strict=True))  # 製 or 制: as beside its neighbours
    before = dict(zip(pairwise(flat), words, strict=False))
    around = zip(("", *name), name, (*name[1:], ""), strict=False)
    return "".join(
        behind.get((left, char)) or before.get((char, right)) or printed.get(char, char)
        for left, char, right in around
    )


def _target_id(target: TargetReading, used: Counter[str]) -> str:
    stem = longest_known(target.name, figure_words.IDS, target.measure.name)
    used[stem] += 1
    return stem if used[stem] == 1 else f"{stem}-{used[stem]}"


def _errata(document: Document, phrase: Phrase, say: Say) -> list[dict[str, str]]:
    """A unit that one phrase names twice."""
    repeated = Counter(
        same_unit(party.name) for party in phrase.parties if party.start < phrase.end
    )
    inside: Sequence[str] = [
        party.name
        for party in strongest(phrase.parties)
        if repeated[same_unit(party.name)] > 1 and phrase.start <= party.start < phrase.end
    ]
    return [
        {
            "quote": document.verbatim(phrase.start, phrase.end),
            "reading": say("document.erratum.once", name=name),
            "why": say("document.erratum.twice", name=name),
        }
        for name in inside[:_MOST_ERRATA]
    ]


def _departments(reading: Structure, say: Say) -> dict[str, Any]:
    departments = [_unit(unit) for unit in reading.units if not unit.group]
    if not departments:
        unknown = {"zh": reading.header.issuer or NOT_STATED.in_(say.lang), "en": ""}
        departments = [{"id": "office", "name": unknown, "kind": "office"}]
    groups = [_unit(unit) for unit in reading.units if unit.group]
    return {"departments": departments, "groups": groups}


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.id,
        "name": {"zh": unit.name, "en": ""},
        **({"aliases": unit.aliases} if unit.aliases else {}),
        **({"kind": unit.kind} if not unit.group else {}),
        **({"selective": True} if unit.selective else {"members": []} if unit.group else {}),
    }
