"""What people call what the plan and its ledgers hold: one understanding for every option and REF.

Everything goes by its id and by its names, aliases or title, in any case and in full-width forms;
a unit by a name without its 区 too, or with the district's own; what a person types, also by a part
that nothing else has. Where several things are meant nothing is chosen: ``AmbiguousError`` says
them all, for a person at a terminal to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.failure import AmbiguousError, UsageError, together
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import LONGEST, Name, enumerated, in_a_row, nearest, with_nearest
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Department, Group, Item, Plan, Target
from foodsafety_ledger.reading.typed import typed_period

if TYPE_CHECKING:
    from foodsafety_ledger.model.diagnostic import Fact

_SHORTEST_PART: Final = 4
"""How many letters or digits of a name or an id are enough; of Chinese characters two are."""

_NAMED: Final = 6
"""How many of the things that a text may mean are named."""

_LAST_DIGITS: Final = re.compile("[0-9a-f]{8}")
_LABELLED: Final = re.compile(r"^(?:重点任务|任务|分项|第)([0-9][0-9.-]*)(?:项|号|条)?$")
"""How people say which number it is that they mean."""

_ID_AND_NAME: Final = re.compile(r"([0-9][0-9.-]*)[、.:]?([^0-9.].+)")
"""How tables name an item twice in one cell: ``3.2 校园食品安全``."""

_AREA: Final = re.compile("[区县市旗](?=.{2})")
"""What a unit's name begins with, and people leave away."""


class RefKind(StrEnum):
    """What a REF may name."""

    SECTION = "section"
    TASK = "task"
    ITEM = "item"
    TARGET = "target"
    DEPARTMENT = "department"
    GROUP = "group"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Ref:
    """A REF understood: its kind, the id it stands for, and how it was typed."""

    kind: RefKind
    id: str
    typed: str


_LONG: Final = (RefKind.ITEM, RefKind.TARGET)
"""What has whole sentences for names."""


class _Thing(NamedTuple):
    """Something that may be named: what it is, and by which words beside its id and name.

    ``bare`` are words that it has where they are nobody's own.
    """

    kind: RefKind
    id: str
    name: Name
    aliases: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()

    @property
    def told(self) -> Name:
        """Its name and id, or the id alone of what has a whole sentence for a name."""
        if self.kind in _LONG:
            return Name(self.id, self.id)
        return Name(f"{self.name.zh} {self.id}", f"{self.name.in_('en')} {self.id}")

    @property
    def names(self) -> tuple[str, ...]:
        """The words that are its own."""
        return tuple(filter(None, (*self.name, *self.aliases)))


def read_refs(texts: Sequence[str], plan: Plan) -> tuple[Ref, ...]:
    """What each of ``texts`` names; a failure that says of each that names nothing, or several."""
    things = tuple(_things(plan))
    return together(partial(_read_ref, text, plan, things) for text in texts)


def _read_ref(text: str, plan: Plan, things: Sequence[_Thing]) -> Ref:
    item, _, target = halved(text).partition("/")
    if target and item in plan.items:
        own = [one for one in things if one.id.startswith(f"{item}/")]
        found = _named(target, own) or _having(target, own)
        if not found:
            raise _no_target(target, plan.items[item], own)
        if len(found) > 1:
            raise _ambiguous(text, found)
        return Ref(RefKind.TARGET, found[0].id, text)
    found = _named(text, things)
    if len(found) == 1:
        return Ref(found[0].kind, found[0].id, text)
    period = None if found else typed_period(text, plan)
    if period is not None:
        return Ref(RefKind.PERIOD, str(_of_plan(text, period, plan)), str(period))
    found = found or _having(text, things)
    if not found:
        raise _unknown("ref", text, things, **_possible(plan))
    if len(found) > 1:
        raise _ambiguous(text, found)
    return Ref(found[0].kind, found[0].id, found[0].name.zh)


def _possible(plan: Plan) -> dict[str, Fact]:
    """What a REF may say in this plan."""
    return {
        "sections": _span(one.id for one in plan.sections),
        "tasks": _span(one.id for one in _tasks(plan)),
        "items": _span(plan.items),
        "periods": _span(map(str, plan.periods)),
    }


def read_period(text: str, plan: Plan) -> Period:
    """The period of the plan that is meant, in any spelling; UsageError for another."""
    return _of_plan(text, typed_period(text, plan), plan)


def _of_plan(text: str, period: Period | None, plan: Plan) -> Period:
    """A period that is the plan's; UsageError, which says those it has, where it is not."""
    if period is None or period not in plan.periods:
        names = [Name(str(one)) for one in plan.periods]
        raise UsageError("no-period", text=text, known=enumerated(names, len(names)))
    return period


def _things(plan: Plan) -> Iterator[_Thing]:
    """Everything that a REF may say but its periods."""
    yield from _tasks(plan)
    yield from _items(plan)
    for ref, target in plan.targets.items():
        yield _Thing(RefKind.TARGET, ref, target.name, (target.id,))
    for section in plan.sections:
        yield _Thing(RefKind.SECTION, section.id, section.title)
    yield from _units(plan, plan.departments.values(), RefKind.DEPARTMENT)
    yield from _units(plan, plan.groups.values(), RefKind.GROUP)


def _tasks(plan: Plan) -> Iterator[_Thing]:
    yield from (_Thing(RefKind.TASK, one.id, one.title) for one in plan.tasks)


def _items(plan: Plan) -> Iterator[_Thing]:
    yield from (_Thing(RefKind.ITEM, one.id, one.summary) for one in plan.items.values())


def _units(plan: Plan, units: Iterable[Department | Group], kind: RefKind) -> Iterator[_Thing]:
    district = plan.district.name.zh if plan.district else ""
    for one in units:
        words = (one.name.zh, *one.aliases)
        bare = [_AREA.sub("", word, count=1) for word in words if _AREA.match(word)]
        of_district = [f"{district}{word}" for word in bare if district]
        yield _Thing(kind, one.id, one.name, one.aliases, (*bare, *of_district))


def called(unit: Department | Group) -> tuple[str, ...]:
    """What the plan calls a department or group: its id, names and aliases."""
    return tuple(filter(None, (unit.id, unit.name.zh, unit.name.en, *unit.aliases)))


def _named(text: str, things: Iterable[_Thing]) -> list[_Thing]:
    """What has a text for its id, else for a name of its own, else for a bare one."""
    told, things = _LABELLED.sub(r"\1", _plain(text)), tuple(things)
    by_id = [one for one in things if told == one.id][:1]
    by_name = [one for one in things if told in map(_plain, one.names)]
    return by_id or by_name or [one for one in things if told in map(_plain, one.bare)]


def _having(text: str, things: Iterable[_Thing], *, short: bool = False) -> list[_Thing]:
    """What has a text in its id or in a name; too short a one, or a mere number, is in nothing.

    ``short`` finds what has too short a one.
    """
    told = _plain(text)
    is_number = told.replace(".", "").isdecimal()
    if is_number or not 0 < len(told) <= LONGEST or _is_short(told) is not short:
        return []
    return [one for one in things if any(told in _plain(word) for word in (one.id, *one.names))]


def _is_short(told: str) -> bool:
    """Whether a text is too short to name anything by being part of its name."""
    return len(told) < (_SHORTEST_PART if told.isascii() else 2)


def _plain(text: str) -> str:
    """A text without what makes no difference: case, full-width forms, blanks."""
    return "".join(halved(text).casefold().split())


def _find(text: str, things: Iterable[_Thing], *, whole: bool = False) -> _Thing | None:
    """The one thing that a text names; AmbiguousError for several. ``whole`` is by no part."""
    things = tuple(things)
    found = _named(text, things) or ([] if whole else _having(text, things))
    if len(found) > 1:
        raise _ambiguous(text, found)
    return found[0] if found else None


def _ambiguous(text: str, found: Sequence[_Thing], key: str = "ambiguous-ref") -> AmbiguousError:
    refs = in_a_row([one.told for one in found][:_NAMED])
    facts: dict[str, Fact] = {"refs": refs, "count": len(found)}
    choices = {one.id: one.name for one in found}
    return AmbiguousError(key, choices, name=text, **facts)


def find_department(text: str, plan: Plan, *, whole: bool = False) -> Department:
    """The department that a text names; UsageError with the nearest one if none is.

    A ``whole`` name is asked of a table's cell: nobody may have looked at what it was read as.
    """
    things = [*_units(plan, plan.departments.values(), RefKind.DEPARTMENT)]
    groups = _named(text, _units(plan, plan.groups.values(), RefKind.GROUP))
    found = _find(text, things, whole=whole or bool(groups))
    if found:
        return plan.departments[found.id]
    if not groups:
        raise _unknown("department", text, things)
    members = [one for one in things if one.id in plan.groups[groups[0].id].members]
    if not members:
        raise UsageError("empty-group", name=text)
    names = in_a_row(one.told for one in members)
    choices = {one.id: one.name for one in members}
    raise AmbiguousError("group-for-department", choices, name=text, members=names)


def find_item(text: str, plan: Plan, department: str = "", *, whole: bool = False) -> Item:
    """The item of that id or name, or of both; a task's id or title names its single item too.

    Of several, it means the one that ``department`` is named in, if there is one alone.
    """
    items = [*_items(plan)]
    named = _named(_without_name(text, plan), items)
    tasks = [] if named else _named(text, _tasks(plan))
    if not (named or tasks or whole):
        named, tasks = _having(text, items), _having(text, _tasks(plan))
    found = {one.id: one for one in named}
    for task in tasks:
        of_task = [one for one in plan.items.values() if one.task == task.id]
        mine = [one for one in of_task if department in one.owing]
        meant_ = mine if len(mine) == 1 else of_task
        found |= {one.id: one for one in items if one.id in {it.id for it in meant_}}
    if not found:
        raise _unknown("item", text, items, items=_span(plan.items))
    if len(found) == 1:
        return plan.items[next(iter(found))]
    if len(tasks) != 1 or named:
        raise _ambiguous(text, [*found.values()])
    choices = {one.id: one.name for one in found.values()}
    raise AmbiguousError("task-for-item", choices, name=text, items=in_a_row(choices))


def _without_name(text: str, plan: Plan) -> str:
    """The id alone where the item's own words, or its task's title, follow it; else the text."""
    told = _ID_AND_NAME.fullmatch(_plain(text))
    item = plan.items.get(told[1]) if told else None
    if told is None or item is None:
        return text
    words = (
        *item.summary,
        *(word for task in plan.tasks if task.id == item.task for word in task.title),
    )
    return item.id if any(told[2] in _plain(word) for word in words) else text


def find_target(text: str, item: Item, *, whole: bool = False) -> Target:
    """The target of an item that an id, a reference (``14.1/…``) or a name means."""
    things = [_Thing(RefKind.TARGET, one.id, one.name, (one.ref,)) for one in item.targets]
    found = _find(text, things, whole=whole)
    if found is None:
        raise _no_target(text, item, things)
    return next(one for one in item.targets if one.id == found.id)


def _no_target(text: str, item: Item, own: Sequence[_Thing]) -> UsageError:
    """That a text names none of an item's targets, or that it has none."""
    if not own:
        return UsageError("item-without-targets", item=item.id)
    targets = enumerated([one.name for one in own], len(own))
    return _unknown("target", text, own, targets=targets)


def find_entry(text: str, entries: Iterable[Entry] | Mapping[str, Entry]) -> Entry:
    """The entry whose id is ``text``, or the only one whose id begins or ends with it.

    ``entries`` may be by id.
    """
    known = entries if isinstance(entries, Mapping) else {e.id: e for e in entries if e.id}
    told = _plain(text)
    if told in known:
        return known[told]
    matches = sorted(id_ for id_ in known if id_.startswith(told) or id_.endswith(told))
    if len(told) < _SHORTEST_PART or not matches:
        raise UsageError("unknown-entry", name=text, **with_nearest(told, known))
    if len(matches) > 1:
        choices = {id_: _entry_name(known[id_]) for id_ in matches}
        entries_ = in_a_row(matches[:_NAMED])
        facts: dict[str, Fact] = {"entries": entries_, "count": len(matches)}
        raise AmbiguousError("ambiguous-entry", choices, name=text, **facts)
    return known[matches[0]]


def _entry_name(entry: Entry) -> Name:
    """What tells one entry from another in a row of them."""
    told = (entry.department, entry.item or entry.extends, str(entry.period or ""))
    return Name("  ".join(filter(None, told)))


def entry_among_refs(text: str, entries: Sequence[Entry]) -> Entry | None:
    """The entry that a REF names by its id or its last eight digits; None where it names none."""
    told = _plain(text)
    is_short = _LAST_DIGITS.fullmatch(told) is not None
    if any(one.id == told or (is_short and one.id.endswith(told)) for one in entries if one.id):
        return find_entry(text, entries)
    return None


def _unknown(kind: str, text: str, things: Iterable[_Thing], **facts: Fact) -> UsageError:
    """That a text names none of the things, and what to type for the one it is likely a slip of."""
    words: dict[str, str] = {}
    things = tuple(things)
    for one in things:
        for word in (one.id, *one.names):
            words.setdefault(_plain(word), one.id if one.kind in _LONG else word)
    near = nearest(_plain(text).translate(_POINTS), words, surely=True)
    if not near and (having := _having(text, things, short=True)):
        return _ambiguous(text, having, "too-short")
    meant = [words[near]] if near else [one.name.zh for one in things if _is_short_for(text, one)]
    told: dict[str, Fact] = {"nearest": meant[0]} if len(meant) == 1 else {}
    return UsageError(f"unknown-{kind}", name=text, **told, **facts)


_POINTS: Final = str.maketrans(dict.fromkeys("。｡、·,", "."))
"""What stands where a number has its point, typed otherwise."""


def _is_short_for(text: str, thing: _Thing) -> bool:
    """Whether a unit's name has what was typed in this order, with more between: 市监局."""
    told = _plain(text)
    if thing.kind not in (RefKind.DEPARTMENT, RefKind.GROUP) or told.isascii() or len(told) < 2:
        return False
    left = iter(_plain(thing.name.zh))
    return all(one in left for one in told)


def _span(ids: Iterable[str]) -> str:
    """``1.1–28.2``: from the first to the last."""
    first, *rest = ids or ("",)
    return f"{first}–{rest[-1]}" if rest else first
