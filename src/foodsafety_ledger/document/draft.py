"""A first plan from a document: ``data/tasks.yaml`` and ``data/departments.yaml``.

Whatever the parser is not sure of carries a review mark with the reason; text and figures that it
could not place are listed as findings (FL721, FL722). Nothing is guessed silently.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from foodsafety_ledger.document.header import Header, read_header
from foodsafety_ledger.document.items import ItemDraft, item_data, read_item
from foodsafety_ledger.document.marks import Doubt, marks
from foodsafety_ledger.document.outline import Node, read_outline
from foodsafety_ledger.document.parties import Unit, list_units, same_unit, whole_names
from foodsafety_ledger.document.phrases import Phrase, find_phrases
from foodsafety_ledger.document.remainder import figures_left, phrases_left, text_left
from foodsafety_ledger.document.tables import Table, find_tables
from foodsafety_ledger.document.tasks import TaskText, find_tasks
from foodsafety_ledger.document.text import Document, Stretches, read_document
from foodsafety_ledger.model.diagnostic import Diagnostic, sort_diagnostics
from foodsafety_ledger.model.period import Cadence, Period
from foodsafety_ledger.model.plan import Role
from foodsafety_ledger.words import Say

_PLAIN: Final = re.compile(
    r"(?![\-~])[0-9A-Za-z一-鿿“”‘’《》（〔][0-9A-Za-z一-鿿“”‘’《》（）〔〕、，。；：！？…·%‰/+._\-]*"
)
_NUMBER_LIKE: Final = re.compile(r"[0-9.]+")
_ONE_LINE: Final = 96


def to_yaml(data: Mapping[str, Any]) -> str:
    """``data`` as YAML, keys in their order; every value reads back as the same text."""
    return "\n".join(_mapping(data, 0)) + "\n"


def _mapping(data: Mapping[str, Any], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for key, value in data.items():
        one_line = _flow(value)
        if one_line is not None and len(pad) + len(key) + len(one_line) < _limit(value):
            yield f"{pad}{key}: {one_line}"
        else:
            yield f"{pad}{key}:"
            yield from _block(value, depth + 1)


def _limit(value: object) -> int:
    """How wide a line may be: a text is never broken, and so never too wide."""
    return _ONE_LINE if isinstance(value, Mapping | list) and value else 1_000_000


def _block(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _mapping(value, depth)
        return
    for member in _members(value):
        pad = "  " * depth
        one_line = _flow(member)
        if one_line is not None and len(pad) + len(one_line) < _limit(member):
            yield f"{pad}- {one_line}"
            continue
        first, *rest = _block(member, depth + 1)
        yield f"{pad}- {first.lstrip()}"
        yield from rest


def _members(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def _flow(value: object) -> str | None:
    """``value`` on one line; None for a mapping or list that holds mappings of several keys."""
    if isinstance(value, Mapping):
        parts = {key: _flow(member) for key, member in value.items()}
        if any(part is None for part in parts.values()) or any(
            isinstance(member, Mapping | list) and member for member in value.values()
        ):
            return None
        return "{" + ", ".join(f"{key}: {part}" for key, part in parts.items()) + "}"
    if isinstance(value, list):
        if any(isinstance(member, Mapping | list) for member in value):
            return None
        return "[" + ", ".join(_scalar(member) for member in value) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    text = str(value)
    plain = _PLAIN.fullmatch(text) and not _NUMBER_LIKE.fullmatch(text)
    return text if plain else json.dumps(text, ensure_ascii=False)


_GRACE_DAYS: Final = 15
_OFFICE: Final = re.compile("食(?:品药品|药|品)?安(?:全)?(?:委员会|委)?办(?:公室)?")


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

    def counts(self) -> dict[str, int]:
        """How much is in the draft: tasks, items, units, targets, review marks."""
        tasks = [task for section in self.tasks["sections"] for task in section["tasks"]]
        items = [item for task in tasks for item in task["items"]]
        return {
            "tasks": len(tasks),
            "items": len(items),
            "units": sum(len(members) for members in self.departments.values()),
            "targets": sum(len(item.get("targets", ())) for item in items),
            "marks": _count_marks(self.tasks) + _count_marks(self.departments),
        }


def _count_marks(node: Any) -> int:  # noqa: ANN401 - any part of a file
    if isinstance(node, dict):
        return len(node.get("review", ())) + sum(_count_marks(part) for part in node.values())
    return sum(_count_marks(part) for part in node) if isinstance(node, list) else 0


@dataclass(slots=True)
class Reading:
    """Everything that was read of a document: also what ``plan verify`` holds a plan against."""

    document: Document
    header: Header
    outline: list[Node]
    tables: list[Table]
    phrases: list[Phrase]
    tasks: list[TaskText]
    units: list[Unit]
    items: list[list[ItemDraft]] = field(default_factory=list)


def read(name: str, text: str) -> Reading:
    """Reads a document's text: its header, outline, phrases, tasks, units and targets."""
    document = read_document(name, text)
    tables = find_tables(document)
    tabled = Stretches((table.start, table.end) for table in tables)
    outline = read_outline(document, tabled)
    marks = frozenset(node.start for top in outline for node in top.walk())
    phrases = [p for p in find_phrases(document, marks) if not tabled.holding(p.start)]
    header = read_header(document, outline[0].start if outline else 0)
    tasks = find_tasks(document, outline, phrases, tables)
    units = _name_units(document, tasks)
    reading = Reading(document, header, outline, tables, phrases, tasks, units)
    reading.items = [[read_item(document, item, header.year) for item in t.items] for t in tasks]
    return reading


def _name_units(document: Document, tasks: Sequence[TaskText]) -> list[Unit]:
    """Makes the names in every phrase whole, and lists the units they name."""
    phrases = [item.phrase for task in tasks for item in task.items]
    written = [phrase.parties for phrase in phrases]
    whole = whole_names(written, document.flat[:400])
    for phrase, (parties, doubts) in zip(phrases, whole, strict=True):
        phrase.parties = parties
        phrase.doubts += doubts
    return list_units([parties for parties, _ in whole], written)


def draft(text: str, name: str, say: Say) -> tuple[Draft, list[Diagnostic]]:
    """A first plan from a document's text, and what of the text found no place in it.

    ``name`` is the document's file name; ``say`` words the review marks.
    """
    reading = read(name, text)
    plan, departments = _plan(reading, say), _departments(reading, say)
    document, tasks = reading.document, reading.tasks
    left, ignored = figures_left(
        document, reading.outline, reading.tables, tasks, reading.items, reading.header.year
    )
    left += text_left(document, reading.outline, tasks)
    left += phrases_left(document, reading.phrases, tasks)
    plan["ignored"] = [_ignored(entry, say) for entry in ignored]
    return Draft(plan, departments), sort_diagnostics(left)


def draft_files(text: str, name: str, say: Say) -> dict[str, str]:
    """The draft's files by their paths in a workspace."""
    return draft(text, name, say)[0].files(say)


def _ignored(entry: tuple[str, str, list[Doubt]], say: Say) -> dict[str, Any]:
    quote, why, doubts = entry
    return {"quote": quote, "why": say(f"document.ignored.{why}"), **marks(doubts, say)}


def _plan(reading: Reading, say: Say) -> dict[str, Any]:
    header, doubts = reading.header, [Doubt("settings")]
    issued = header.issued or date(header.year, 1, 1)
    start, end = date(header.year, 1, 1), date(header.year, 12, 31)
    dues = [due for items in reading.items for item in items for due in item.dues if due > end]
    if dues:
        end = max(dues)
        doubts.append(Doubt("longer", end=end.isoformat()))
    if not header.year_is_known:
        doubts.append(Doubt("no-year", year=header.year))
    first = max(Cadence.QUARTER.holding(start), Cadence.QUARTER.holding(issued))
    first = first if first <= Cadence.QUARTER.holding(end) else Cadence.QUARTER.holding(start)
    office, found = _office(reading)
    doubts += [] if found else [Doubt("office")]
    return {
        "plan": _slug(reading.document.name) or f"plan-{header.year}",
        "title": {"zh": header.title or say("document.unknown"), "en": ""},
        "document": _document(header, issued, say),
        "period": {"start": start, "end": end},
        "reporting": {"every": "quarter", "first": str(first), "grace_days": _GRACE_DAYS},
        "office": office,
        **marks(doubts, say),
        "sections": list(_sections(reading, first, end, say)),
        "ignored": [],
    }


def _document(header: Header, issued: date, say: Say) -> dict[str, Any]:
    missing = [
        Doubt(f"no-{what}")
        for what, value in (("number", header.number), ("issuer", header.issuer))
        if not value
    ]
    if header.issued is None:
        missing.append(Doubt("no-issued"))
    unknown = say("document.unknown")
    return {
        "number": header.number or unknown,
        "issuer": header.issuer or unknown,
        "issued": issued,
        **marks(missing, say),
    }


def _slug(name: str) -> str:
    stem = re.sub(r"\.[^.]*$", "", name.replace("\\", "/").rpartition("/")[2])
    return re.sub("[^a-z0-9]+", "-", stem.lower()).strip("-") if stem.isascii() else ""


def _office(reading: Reading) -> tuple[str, bool]:
    """The unit that runs the plan: a food-safety office, else whoever leads most items."""
    units = [unit for unit in reading.units if not unit.group]
    for unit in units:
        if _OFFICE.search(unit.name):
            return unit.id, True
    if not units:
        return "office", False
    leads: dict[str, int] = {}
    for phrase in reading.phrases:
        for party in phrase.parties:
            weight = 100 if party.role is Role.LEAD else 1
            leads[same_unit(party.name)] = leads.get(same_unit(party.name), 0) + weight
    return max(units, key=lambda unit: leads.get(same_unit(unit.name), 0)).id, False


def _sections(reading: Reading, first: Period, end: date, say: Say) -> Iterator[dict[str, Any]]:
    """The sections in document order, each with its tasks; one ``s1`` for a flat document."""
    unknown = say("document.unknown")
    document, ids = reading.document, {same_unit(unit.name): unit.id for unit in reading.units}
    grouped: dict[object, list[tuple[TaskText, list[ItemDraft]]]] = {}
    for task, items in zip(reading.tasks, reading.items, strict=True):
        grouped.setdefault((task.section, task.section_numbers), []).append((task, items))
    for number, members in enumerate(grouped.values(), 1):
        section = members[0][0].section
        title = section if isinstance(section, str) else document.tidy(*section)
        yield {
            "id": f"s{number}",
            "title": {"zh": title or reading.header.title or unknown, "en": ""},
            "tasks": [
                {
                    "id": task.id,
                    "title": {"zh": _task_title(document, task), "en": ""},
                    **marks(task.doubts, say),
                    "items": [
                        item_data(document, item, f"{task.id}.{k}", ids, (first, end), say)
                        for k, item in enumerate(items, 1)
                    ],
                }
                for task, items in members
            ],
        }


def _task_title(document: Document, task: TaskText) -> str:
    """The task's title; where nothing stands before its phrase, the phrase."""
    phrase = task.items[0].phrase
    return document.tidy(*task.title) or document.tidy(phrase.start, phrase.end)


def _departments(reading: Reading, say: Say) -> dict[str, Any]:
    departments = [_unit(unit) for unit in reading.units if not unit.group]
    if not departments:
        unknown = {"zh": reading.header.issuer or say("document.unknown"), "en": ""}
        departments = [{"id": "office", "name": unknown, "kind": "office"}]
    groups = [_unit(unit) for unit in reading.units if unit.group]
    return {"departments": departments, "groups": groups}


def _unit(unit: Unit) -> dict[str, Any]:
    data: dict[str, Any] = {"id": unit.id, "name": {"zh": unit.name, "en": ""}}
    if unit.aliases:
        data["aliases"] = unit.aliases
    if not unit.group:
        data["kind"] = unit.kind
    elif unit.selective:
        data["selective"] = True
    else:
        data["members"] = []
    return data
