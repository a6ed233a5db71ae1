"""Two states of the plan's files held against each other: every key of every part.

Parts are matched by id, wherever in the file they stand; what a key says is compared as the model
types it. Which keys there are is the model's to say, so that a new one is compared by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple, get_args, get_origin

from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.workspace import DEPARTMENTS, TASKS
from foodsafety_ledger.model.diagnostic import Location
from foodsafety_ledger.model.goal import Goal, GoalKind
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.reading.plan_models import Closed, DepartmentsModel, PlanModel, WordsModel
from foodsafety_ledger.reading.source import load_yaml
from foodsafety_ledger.reading.validation import Wrong, keys_of, read_mapping

_LONGEST: Final = 40
_BEFORE: Final = 12
"""How much is shown of what two long texts have in common before they differ."""

_LONGEST_KEY: Final = 40
_NOTHING: Final = "∅"


class Change(NamedTuple):
    """A value that differs: the keys that lead to it, and what it says before and after."""

    keys: tuple[str, ...]
    before: object
    after: object

    def __str__(self) -> str:
        """``date: 2021-10-12 → 2021-10-20``; of sets what came and went: ``lead: -alpha +beta``."""
        where = ".".join(_cut(key, _LONGEST_KEY) for key in self.keys)
        if isinstance(self.before, frozenset) or isinstance(self.after, frozenset):
            had, has = self.members()
            told = [f"-{one}" for one in sorted(had - has)]
            told += [f"+{one}" for one in sorted(has - had)]
            return f"{where}: {_cut(' '.join(told), 2 * _LONGEST)}"
        before, after = self.sides()
        start = _parting(before, after) if max(len(before), len(after)) > _LONGEST else 0
        return f"{where}: {_shown(before, start)} → {_shown(after, start)}"

    @property
    def is_loss(self) -> bool:
        """Whether there is nothing in the place of what was there, or fewer of the same."""
        if isinstance(self.before, frozenset) and isinstance(self.after, frozenset):
            return self.after < self.before
        return self.after is None

    def sides(self) -> tuple[str, str]:
        """What it says before and after, each on one line; empty where there is nothing."""
        return _text(self.before), _text(self.after)

    def members(self) -> tuple[frozenset[str], frozenset[str]]:
        """Both sides as sets: of one that is no list its text alone, if there is any."""
        before, after = (
            side if isinstance(side, frozenset) else frozenset({_text(side)} - {""})
            for side in (self.before, self.after)
        )
        return before, after


def changes_between(
    before: Mapping[str, Any], after: Mapping[str, Any], within: tuple[str, ...] = ()
) -> list[Change]:
    """Every value that differs, in the order of the keys; what is missing counts as None.

    ``within`` are the keys that lead to both mappings.
    """
    changes = []
    for key in {**before, **after}:
        old, new, keys = before.get(key), after.get(key), (*within, key)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            changes += changes_between(old, new, keys)
        elif old != new:
            changes.append(Change(keys, old, new))
    return changes


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_text(inner)}" for key, inner in value.items())
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return "" if value is None else " ".join(str(value).split())


def _parting(one: str, other: str) -> int:
    """From where on two texts are shown: a little before they differ."""
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    return max((min(len(one), len(other)) if common is None else common) - _BEFORE, 0)


def _shown(text: str, start: int) -> str:
    return _cut(("…" if start else "") + text[start:], _LONGEST) if text else _NOTHING


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


EXCEPTED: Final[Mapping[tuple[str, str], str]] = {
    ("department", "authors"): "FL822 shows it, and holds commits to the list at the base"
}
"""Keys that are not compared, by the kind of the part they stand in, each with the reason.

Beside them, what means nothing: order, layout, comments, another spelling of the same value, and a
default that is written out.
"""

WORDING: Final = frozenset({"name", "quote", "review"})
"""The keys of a target that do not decide what its values mean or when they are enough."""

_MODELS: Final[Mapping[str, type[Closed]]] = {TASKS: PlanModel, DEPARTMENTS: DepartmentsModel}

PartKey = tuple[str, str]
"""A part's kind and reference: ``("target", "14.1/rate")``; the files' own reference is empty."""


class PlanPart(NamedTuple):
    """Something in the plan that has an id, or one of its two files as a whole.

    ``within`` is the part around it. ``says`` is what each key says, without the parts inside, as
    the model types it and with defaults filled in: None where the model refuses it. ``written`` is
    the same as it is written.
    """

    kind: str
    ref: str
    within: PartKey
    path: str
    node: LocatedMap
    says: Mapping[str, Any] | None
    written: Mapping[str, Any]

    def place(self, change: Change) -> Location:
        """The place of what a change is about, or of the deepest part of it that is here."""
        return Location(self.path, self.node.span_at(*_steps(self.node, change.keys)))


class Comparison(NamedTuple):
    """What came, what went, and of what stayed each value that changed: before, after, change."""

    came: list[PlanPart]
    went: list[PlanPart]
    changed: list[tuple[PlanPart, PlanPart, Change]]


PlanFiles = Mapping[str, LocatedMap]
"""The plan's files by path, those that read whole."""


def plan_files(source: Source) -> PlanFiles:
    """The files of a plan as they are located; one that does not read whole is left out."""
    readings = {path: load_yaml(source, path)[0] for path in _MODELS if source.exists(path)}
    return {
        path: reading.data
        for path, reading in readings.items()
        if reading and reading.complete and isinstance(reading.data, LocatedMap)
    }


def compare(before: PlanFiles, after: PlanFiles) -> Comparison:
    """Everything in which two states differ, over the files that both of them have."""
    both = before.keys() & after.keys()
    old, new = (
        parts_of({path: node for path, node in files.items() if path in both})
        for files in (before, after)
    )
    return Comparison(
        came=[part for key, part in new.items() if key not in old],
        went=[part for key, part in old.items() if key not in new],
        changed=[
            (old[key], part, change)
            for key, part in new.items()
            if key in old
            for change in changes_of(old[key], part)
        ],
    )


def what_went(before: PlanFiles, after: PlanFiles) -> Iterator[tuple[str, str]]:
    """What has gone of a plan without anything in its place: each file, and what of it went.

    A value that is another now is somebody's work, and so is a mark that a person took away after
    reading it; so is a plan that is another one.
    """
    found = compare(before, after)
    if any(part.kind == "plan" and one.keys == ("plan",) for _, part, one in found.changed):
        return
    gone = {(part.kind, part.ref) for part in found.went}
    for part in found.went:
        if part.within not in gone:
            yield part.path, part.ref
    for part, _, change in found.changed:
        if change.is_loss and change.keys[-1] != "review":
            yield part.path, ".".join(filter(None, (part.ref, *change.keys)))


def changes_of(before: PlanPart, after: PlanPart) -> list[Change]:
    """The values in which two parts differ, those excepted left out."""
    if before.says is None or after.says is None:
        found = changes_between(before.written, after.written)
    else:
        found = changes_between(before.says, after.says)
    return [change for change in found if (after.kind, change.keys[0]) not in EXCEPTED]


def parts_of(files: PlanFiles) -> dict[PartKey, PlanPart]:
    """Every part of the files, in their order; of two with the same id the first."""
    parts: dict[PartKey, PlanPart] = {}
    for path, node in files.items():
        for part in _parts(_MODELS[path], node, path, "", ("", "")):
            parts.setdefault((part.kind, part.ref), part)
    return parts


def _parts(
    model: type[Closed], node: LocatedMap, path: str, ref: str, within: PartKey
) -> Iterator[PlanPart]:
    kind = model.__name__.removesuffix("Model").lower()
    inside = _children(model)
    around = {within[0]: within[1]} if within[1] else {}
    own = {key: value for key, value in node.items() if key not in inside}
    typed = _typed(model, {**node, **{key: [] for key in inside if key in node}})
    says = None if typed is None else around | typed
    yield PlanPart(kind, ref, within, path, node, says, around | (_said(own) or {}))
    for key, child in inside.items():
        listed = node.get(key)
        for member in listed if isinstance(listed, LocatedList) else ():
            id_ = member.get("id") if isinstance(member, LocatedMap) else None
            if isinstance(id_, str) and id_:
                local = kind == "item"  # ids are unique within it, all others in the plan
                yield from _parts(
                    child, member, path, f"{ref}/{id_}" if local else id_, (kind, ref)
                )


def _children(model: type[Closed]) -> dict[str, type[Closed]]:
    """The keys that hold lists of parts with ids, and what those are."""
    found = {}
    for name, key in keys_of(model).items():
        member = get_args(key.annotation)[0] if get_origin(key.annotation) is tuple else None
        if isinstance(member, type) and issubclass(member, Closed) and "id" in keys_of(member):
            found[name] = member
    return found


def _typed(model: type[Closed], node: Mapping[str, Any]) -> dict[str, Any] | None:
    wrong: list[Wrong] = []
    read = read_mapping(model, node, (), wrong)
    return None if wrong else _said(read) or {}


def _said(value: object) -> Any:  # noqa: ANN401 - texts, sets of texts, mappings of those
    """A value as text, a list as a set, or by id or quote as a mapping; None for what is empty."""
    if type(value) is WordsModel and not value.en:
        value = value.zh
    if isinstance(value, Closed):
        keys = keys_of(type(value)).items()
        value = {name: getattr(value, key.attribute) for name, key in keys} | dict(value.others)
    if isinstance(value, Mapping):
        said = {key: _said(inner) for key, inner in value.items()}
        return {key: inner for key, inner in said.items() if inner is not None} or None
    if isinstance(value, tuple):
        members = [_named(_said(member)) for member in value]
        if members and all(isinstance(member, dict) and _name_of(member) for member in members):
            return dict(zip(_numbered(map(_name_of, members)), members, strict=True))
        return frozenset(map(_text, members)) or None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Goal):
        return _goal(value)
    return None if value is None else str(value) or None


def _named(member: Any) -> Any:  # noqa: ANN401 - what _said returns
    """A member of whom nothing but the id is said is the id."""
    return member["id"] if isinstance(member, dict) and member.keys() == {"id"} else member


def _name_of(member: Mapping[str, Any]) -> str:
    """What a member of a list is known by."""
    return str(member.get("id") or member.get("quote") or member.get("rule") or "")


def _numbered(names: Iterable[str]) -> list[str]:
    """The names, each once: the second of the same name becomes ``name (2)``."""
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told


def _goal(goal: Goal) -> str:
    if goal.kind is not GoalKind.BOUND:
        return goal.kind.value
    bound = Decimal(goal.bound.numerator) / goal.bound.denominator
    return f"{goal.operator.value} {bound:f}{goal.unit}"


def _steps(node: LocatedMap, keys: tuple[str, ...]) -> Iterator[str | int]:
    """The way to a value in the file: a member's position in the place of its name."""
    value: Any = node
    for key in keys:
        if isinstance(value, LocatedList):
            names = _numbered(_name_of(m) if isinstance(m, LocatedMap) else "" for m in value)
            position = names.index(key) if key in names else len(names)
            value = value[position] if key in names else None
            yield position
        else:
            value = value.get(key) if isinstance(value, LocatedMap) else None
            yield key
