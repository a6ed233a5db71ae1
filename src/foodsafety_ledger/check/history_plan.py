"""What a plan asked, held against what it asks now: every key, every part (FL806 to FL808)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from functools import partial
from typing import Any, Final, NamedTuple

from foodsafety_ledger.files.workspace import ledger_path
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import Name, in_a_row
from foodsafety_ledger.model.plan import Plan, Target
from foodsafety_ledger.reading.comparison import (
    WORDING,
    Change,
    PlanFiles,
    PlanPart,
    changes_between,
    changes_of,
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


class OldEntry(NamedTuple):
    """An entry as it was committed before the change, and as it stands now where it does."""

    entry: Entry
    now: Entry | None


def check_redefined(
    before: Stage, after: Stage, reports: Iterable[OldEntry], commit: str
) -> tuple[Mapping[str, str], list[Diagnostic]]:
    """The departments that have another id now, from old to new, and every change of the plan.

    A change since ``commit`` of what is asked comes with those who had reported. The heaviest come
    first; beyond a number of warnings the rest is counted.
    """
    redefinition = _Redefinition(before, after, reports)
    found = sorted(redefinition.found(), key=lambda one: one.weight)
    shown = sum(one.weight is _Weight.LOST for one in found) + _MOST_CHANGES
    told = [one.tell() for one in found[:shown]]
    if found[shown:]:
        facts: dict[str, Fact] = {"count": len(found) - shown, "commit": commit}
        path = found[shown].tell().location.path
        told.append(Diagnostic("FL807", Location(path), facts, "more"))
    return redefinition.renamed, told


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
    tell: Callable[[], Diagnostic]


class _Redefinition:
    def __init__(self, before: Stage, after: Stage, reports: Iterable[OldEntry]) -> None:
        self.before = before
        self.after = after
        self._by_item: dict[str, list[OldEntry]] = defaultdict(list)
        self._by_department: dict[str, list[OldEntry]] = defaultdict(list)
        for report in reports:
            self._by_item[report.entry.item].append(report)
            self._by_department[report.entry.department].append(report)
        self._compared = compare(before.files, after.files)
        self._pairs = list(self._same_units())
        self.renamed = {old.ref: new.ref for old, new in self._pairs}

    def found(self) -> Iterator[_Found]:
        """Every difference, in no order that matters."""
        yield from map(self._renamed, self._pairs)
        gone = {(part.kind, part.ref) for part in self._compared.went}
        new = {(part.kind, part.ref) for part in self._compared.came}
        told = {(part.kind, part.ref) for pair in self._pairs for part in pair}
        for part in self._compared.went:
            if (part.kind, part.ref) not in told:
                yield from self._gone(part, inside_another=part.within in gone)
        for part in self._compared.came:
            if part.within not in new and (part.kind, part.ref) not in told:
                yield _Found(_Weight.OTHER, partial(_added, part))
        defined = set()
        for part, change in self._changed():
            if part.kind == "target" and change.keys[0] not in WORDING:
                defined.add((part.ref, change.keys[0]))
                yield self._redefined(part, change)
            else:
                weight = _Weight.SETTING if part.kind == "plan" else _Weight.OTHER
                yield _Found(weight, partial(_changed, part, change))
        yield from self._inherited(defined)

    def _same_units(self) -> Iterator[tuple[PlanPart, PlanPart]]:
        """Departments and groups under another id: the entries went there, or the name did."""
        came = {(part.kind, part.ref): part for part in self._compared.came if part.kind in _UNITS}
        by_ledger = {
            ledger_path(part.ref): part for part in came.values() if part.kind == "department"
        }
        by_name = {(part.kind, _name_in(part)): part for part in came.values() if _name_in(part)}
        for part in self._compared.went:
            reports = self._by_department[part.ref] if part.kind == "department" else ()
            paths = {report.now.path for report in reports if report.now}
            moved = by_ledger.get(paths.pop()) if len(paths) == 1 else None
            new = moved or by_name.get((part.kind, _name_in(part)))
            if new is not None and (new.kind, new.ref) in came:
                del came[new.kind, new.ref]
                yield part, new

    def _changed(self) -> Iterator[tuple[PlanPart, Change]]:
        """What changed in what stayed, but for departments' ids that are others now."""
        changed = [(part, change) for _, part, change in self._compared.changed]
        changed += [(new, change) for old, new in self._pairs for change in changes_of(old, new)]
        return ((part, change) for part, change in changed if not self._is_renaming(change))

    def _is_renaming(self, change: Change) -> bool:
        before, after = change.members()
        return before != after == {self.renamed.get(id_, id_) for id_ in before}

    def _renamed(self, pair: tuple[PlanPart, PlanPart]) -> _Found:
        old, new = pair
        reports = self._about(old)
        facts: dict[str, Fact] = {"ref": old.ref, "now": new.ref, "count": len(reports)}
        code, weight = ("FL808", _Weight.LOST) if reports else ("FL807", _Weight.OTHER)
        at = Location(new.path, new.node.span_at("id"))
        return _Found(weight, lambda: Diagnostic(code, at, facts, f"{old.kind}-renamed"))

    def _gone(self, part: PlanPart, *, inside_another: bool) -> Iterator[_Found]:
        """A part that is no more; what was inside another only if it was reported on by itself."""
        reports = self._about(part)
        facts: dict[str, Fact] = {"ref": part.ref}
        at = Location(part.path)
        if reports and not (inside_another and part.kind == "target"):
            facts |= {"departments": self._names(reports), "count": len(reports)}
            yield _Found(_Weight.LOST, lambda: Diagnostic("FL808", at, facts, part.kind))
        elif not inside_another:
            kind = f"{part.kind}-removed"
            yield _Found(_Weight.OTHER, lambda: Diagnostic("FL807", at, facts, kind))

    def _about(self, part: PlanPart) -> list[OldEntry]:
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

    def _against(self, target: str) -> list[OldEntry]:
        """The entries that gave a value for a target."""
        item, _, id_ = target.partition("/")
        return [r for r in self._by_item[item] if any(id_ == given for given, _ in r.entry.values)]

    def _redefined(self, target: PlanPart | Target, change: Change) -> _Found:
        """A change of what defines a target: in its own part, or in what it takes from others."""
        reports = self._against(target.ref)

        def tell() -> Diagnostic:
            at = target.place(change) if isinstance(target, PlanPart) else target.location
            facts: dict[str, Fact] = {"target": target.ref, "changes": str(change)}
            if not reports:
                return Diagnostic("FL806", at, facts, "unreported")
            facts |= {"departments": self._names(reports), "count": len(reports)}
            shown = (now or entry for entry, now in reports[:_MOST_RELATED])
            related = tuple(Related(entry.place("id"), "reported") for entry in shown)
            return Diagnostic("FL806", at, facts, related=related)

        return _Found(_Weight.REPORTED if reports else _Weight.DEFINED, tell)

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
                if (ref, change.keys[0]) not in defined and not self._is_renaming(change):
                    yield self._redefined(now, change)

    def _names(self, reports: Iterable[OldEntry]) -> Name:
        """The names of the departments that wrote the entries, in the order of the plan."""
        wrote = {report.entry.department for report in reports}
        known = self.before.plan.departments if self.before.plan else {}
        names = [known[id_].name for id_ in known if id_ in wrote]
        names += [Name(id_, id_) for id_ in sorted(wrote - known.keys())]
        return in_a_row(names)


_UNITS: Final = ("department", "group")
"""What goes by an id in other parts of the plan, and has a name of its own."""


def _name_in(unit: PlanPart) -> str:
    name = unit.written.get("name")
    return str(name.get("zh", "")) if isinstance(name, Mapping) else ""


def _added(part: PlanPart) -> Diagnostic:
    at = Location(part.path, part.node.start)
    return Diagnostic("FL807", at, {"ref": part.ref}, f"{part.kind}-added")


def _changed(part: PlanPart, change: Change) -> Diagnostic:
    facts: dict[str, Fact] = {"ref": part.ref, "changes": str(change)}
    return Diagnostic("FL807", part.place(change), facts, part.kind)


def _inheritance(target: Target) -> Mapping[str, Any]:
    """What a target has from elsewhere where it does not say it itself."""
    return {
        "reported_by": frozenset(target.owed_by),
        "due": target.due.isoformat(),
        "from": str(target.first),
    }
