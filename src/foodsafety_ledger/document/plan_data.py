"""What was read of a document as the data of ``tasks.yaml`` and ``departments.yaml``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from foodsafety_ledger.document import rate_words
from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.folded import Document, Gap, Place
from foodsafety_ledger.document.labels import LABEL
from foodsafety_ledger.document.marks import Doubt, marks
from foodsafety_ledger.document.party_names import Party
from foodsafety_ledger.document.phrases import Phrase
from foodsafety_ledger.document.recognised import seen_doubts
from foodsafety_ledger.document.structure import Structure
from foodsafety_ledger.document.task_text import ItemDraft, TaskText
from foodsafety_ledger.document.title_years import years_in
from foodsafety_ledger.document.unit_names import longest_known
from foodsafety_ledger.document.units import Unit, same_unit
from foodsafety_ledger.model.goal import parse_goal, rate_of
from foodsafety_ledger.model.measure import Denominator
from foodsafety_ledger.model.name import in_a_row
from foodsafety_ledger.model.period import Cadence, Period
from foodsafety_ledger.model.plan import NOT_STATED, Across, Holds, Role
from foodsafety_ledger.words import Say, in_both

_SUMMARY_LENGTH: Final = 60
_MOST_ERRATA: Final = 12
_LIST_NUMBER: Final = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]+[)）.、]|[①-⑳])\s*")
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


def plan_data(reading: Structure, found_before: Sequence[Doubt], say: Say) -> dict[str, Any]:
    """The data of ``tasks.yaml``; ``found_before`` is doubtful of all of the document."""
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
                    "title": {"zh": _title(document, task), "en": ""},
                    **marks([*task.doubts, *seen_doubts(document, [_head(task)])], say),
                    "items": [
                        _item(document, item, f"{task.id}.{k}", ids, (first, end), say)
                        for k, item in enumerate(task.items, 1)
                    ],
                }
                for task in members
            ],
        }


def _numbered(reading: Structure, heading: Place | None) -> list[Place]:
    """A heading with its number."""
    if heading is None:
        return []
    number = next((n.start for n in reading.nodes if n.body == heading[0]), heading[0])
    return [(number, heading[1])]


def _title(document: Document, task: TaskText) -> str:
    """What a task is called, without the mark behind what was cut off before it."""
    title = document.tidy(*task.named)
    return title.lstrip("，、；：。") or title


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
    parties = _strongest([p._replace(name=same_unit(p.name)) for p in phrase.parties])
    return {
        role.value: [ids[party.name] for party in parties if party.role is role]
        for role in Role
        if any(party.role is role for party in parties)
    }


def _strongest(parties: list[Party]) -> list[Party]:
    """The parties with each name once, in the strongest of its roles (design 2)."""
    order = list(Role)
    best: dict[str, Party] = {}
    for party in parties:
        held = best.get(party.name)
        if held is None or order.index(party.role) < order.index(held.role):
            best[party.name] = party if held is None else held._replace(role=party.role)
    return list(best.values())


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


def _counts(target: TargetReading, say: Say) -> str:
    """What is divided by what: of a rate for so many people, these."""
    goal = parse_goal(target.goal)
    rate = rate_of(goal.unit) if goal else None
    if rate and rate.heads > 1 and rate.above:
        return say("document.counts-for-heads", what=rate.above)
    return longest_known(target.name, rate_words.COUNTED_BY, say("document.counts"))


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
    common, held = target.denominator is Denominator.COMMON, target.holds is Holds.EVERY_PERIOD
    return _stated(
        {
            "id": _target_id(target, used),
            "name": {"zh": _as_printed(document, target) or quote, "en": ""},
            "measure": target.measure.name,
            "goal": target.goal,
            "counts": {"zh": _counts(target, say), "en": ""} if target.measure.is_share else None,
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
    stem = longest_known(target.name, rate_words.IDS, target.measure.name)
    used[stem] += 1
    return stem if used[stem] == 1 else f"{stem}-{used[stem]}"


def _errata(document: Document, phrase: Phrase, say: Say) -> list[dict[str, str]]:
    """A unit that one phrase names twice."""
    repeated = Counter(
        same_unit(party.name) for party in phrase.parties if party.start < phrase.end
    )
    inside: Sequence[str] = [
        party.name
        for party in _strongest(phrase.parties)
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


def departments_data(reading: Structure, say: Say) -> dict[str, Any]:
    """The data of ``departments.yaml``."""
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


def places_of_marks(reading: Structure) -> Iterator[Place]:
    """The stretches of a document of which parts of the plan bear the marks."""
    yield from reading.header.places
    for task in reading.tasks:
        yield from _numbered(reading, task.section)
        yield _head(task)
    for item in reading.items:
        yield from (*item.ranges, item.phrase.outer)
