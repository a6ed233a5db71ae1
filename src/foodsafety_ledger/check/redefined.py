"""What a plan asked, held against what it asks now: every key, every part (FL806 to FL808)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from typing import Any, Final, NamedTuple

from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import Plan, Target
from foodsafety_ledger.reading.comparison import (
    WORDING,
    Change,
    Part,
    PlanFiles,
    changes_between,
    compare,
)

_MOST_RELATED: Final = 10
_MOST_CHANGES: Final = 40
"""How many changes are shown one by one; of a plan that was replaced, the rest is counted."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The plan as a commit has it, or as it is now: its files, and as a whole if that reads."""

    files: PlanFiles
    plan: Plan | None


def check_redefined(
    before: Stage, after: Stage, reports: Iterable[Entry], commit: str
) -> list[Diagnostic]:
    """Every change of the plan since ``commit``; of what is asked, with those who had reported.

    ``reports`` are the entries committed before the change, as they stand now where they do. The
    heaviest come first; beyond a number of warnings the rest is counted.
    """
    found = sorted(_Redefinition(before, after, reports).found(), key=lambda one: one.weight)
    shown = sum(one.weight is _Weight.LOST for one in found) + _MOST_CHANGES
    told = [one.tell() for one in found[:shown]]
    if found[shown:]:
        facts: dict[str, Fact] = {"count": len(found) - shown, "commit": commit}
        told.append(Diagnostic("FL807", Location(found[shown].path), facts, "more"))
    return told


class _Weight(IntEnum):
    """What a reader has to see first: what is gone though reported on; then what was redefined."""

    LOST = 0
    REPORTED = 1
    DEFINED = 2
    SETTING = 3
    OTHER = 4


class _Found(NamedTuple):
    """A difference that is put in words only where it is shown; a file may hold thousands."""

    weight: _Weight
    path: str
    tell: Callable[[], Diagnostic]


class _Redefinition:
    def __init__(self, before: Stage, after: Stage, reports: Iterable[Entry]) -> None:
        self.before = before
        self.after = after
        self._by_item: dict[str, list[Entry]] = defaultdict(list)
        self._by_department: dict[str, list[Entry]] = defaultdict(list)
        for entry in reports:
            self._by_item[entry.item].append(entry)
            self._by_department[entry.department].append(entry)

    def found(self) -> Iterator[_Found]:
        """Every difference, in no order that matters."""
        compared = compare(self.before.files, self.after.files)
        gone = {(part.kind, part.ref) for part in compared.went}
        new = {(part.kind, part.ref) for part in compared.came}
        for part in compared.went:
            yield from self._gone(part, inside_another=part.within in gone)
        for part in compared.came:
            if part.within not in new:
                yield _Found(_Weight.OTHER, part.path, partial(_added, part))
        defined = set()
        for _, part, change in compared.changed:
            if part.kind == "target" and change.keys[0] not in WORDING:
                defined.add((part.ref, change.keys[0]))
                yield self._redefined(part, change)
            else:
                weight = _Weight.SETTING if part.kind == "plan" else _Weight.OTHER
                yield _Found(weight, part.path, partial(_changed, part, change))
        yield from self._inherited(defined)

    def _gone(self, part: Part, *, inside_another: bool) -> Iterator[_Found]:
        """A part that is no more; what was inside another only if it was reported on by itself."""
        reports = self._about(part)
        facts: dict[str, Fact] = {"ref": part.ref}
        at = Location(part.path)
        if reports and not (inside_another and part.kind == "target"):
            facts |= {"departments": self._names(reports), "count": len(reports)}
            lost = Diagnostic("FL808", at, facts, part.kind)
            yield _Found(_Weight.LOST, part.path, lambda: lost)
        elif not inside_another:
            removed = Diagnostic("FL807", at, facts, f"{part.kind}-removed")
            yield _Found(_Weight.OTHER, part.path, lambda: removed)

    def _about(self, part: Part) -> list[Entry]:
        """The entries that would lose their ground with a part."""
        match part.kind:
            case "item":
                return self._by_item[part.ref]
            case "target":
                return self._against(part.ref)
            case "department":
                return self._by_department[part.ref]
            case _:
                return []

    def _against(self, target: str) -> list[Entry]:
        """The entries that gave a value for a target."""
        item, _, id_ = target.partition("/")
        return [e for e in self._by_item[item] if any(id_ == given for given, _ in e.values)]

    def _redefined(self, target: Part | Target, change: Change) -> _Found:
        """A change of what defines a target: in its own part, or in what it takes from others."""
        reports = self._against(target.ref)
        path = target.path if isinstance(target, Part) else target.location.path

        def tell() -> Diagnostic:
            at = target.place(change) if isinstance(target, Part) else target.location
            facts: dict[str, Fact] = {"target": target.ref, "changes": str(change)}
            if not reports:
                return Diagnostic("FL806", at, facts, "unreported")
            facts |= {"departments": self._names(reports), "count": len(reports)}
            shown = reports[:_MOST_RELATED]
            related = tuple(Related(entry.place("id"), "reported") for entry in shown)
            return Diagnostic("FL806", at, facts, related=related)

        return _Found(_Weight.REPORTED if reports else _Weight.DEFINED, path, tell)

    def _inherited(self, defined: set[tuple[str, str]]) -> Iterator[_Found]:
        """What reported targets take from their item, their groups or the plan, and now differs.

        ``defined`` are the keys of targets that were changed themselves.
        """
        if self.before.plan is None or self.after.plan is None:
            return
        for ref, target in self.before.plan.targets.items():
            now = self.after.plan.targets.get(ref)
            if now is None or not self._against(ref):
                continue
            for change in changes_between(_inheritance(target), _inheritance(now)):
                if (ref, change.keys[0]) not in defined:
                    yield self._redefined(now, change)

    def _names(self, entries: Iterable[Entry]) -> Name:
        """The names of the departments that wrote the entries, in the order of the plan."""
        wrote = {entry.department for entry in entries}
        known = self.before.plan.departments if self.before.plan else {}
        names = [known[id_].name for id_ in known if id_ in wrote]
        names += [Name(id_, id_) for id_ in sorted(wrote - known.keys())]
        return Name("、".join(name.zh for name in names), ", ".join(n.in_("en") for n in names))


def _added(part: Part) -> Diagnostic:
    at = Location(part.path, part.node.start)
    return Diagnostic("FL807", at, {"ref": part.ref}, f"{part.kind}-added")


def _changed(part: Part, change: Change) -> Diagnostic:
    facts: dict[str, Fact] = {"ref": part.ref, "changes": str(change)}
    return Diagnostic("FL807", part.place(change), facts, part.kind)


def _inheritance(target: Target) -> Mapping[str, Any]:
    """What a target has from elsewhere where it does not say it itself."""
    return {
        "reported_by": frozenset(target.owed_by),
        "due": target.due.isoformat(),
        "from": str(target.first),
    }
