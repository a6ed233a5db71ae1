"""What a plan asked, held against what it asks now: every key, every part (FL806 to FL808)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from foodsafety_ledger.ledgers.values import Entry
from foodsafety_ledger.plan.comparison import WORDING, Part, PlanFiles, compare
from foodsafety_ledger.plan.values import Plan, Target
from foodsafety_ledger.values.change import Change, changes_between
from foodsafety_ledger.values.diagnostic import Diagnostic, Fact, Related
from foodsafety_ledger.values.location import Location
from foodsafety_ledger.values.name import Name

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
    found = sorted(_Redefinition(before, after, tuple(reports)).diagnostics(), key=_weight)
    errors = [d for d in found if d.code == "FL808"]
    warnings = found[len(errors) :]
    rest = len(warnings) - _MOST_CHANGES
    if rest > 0:
        at = warnings[_MOST_CHANGES].location
        facts: dict[str, Fact] = {"count": rest, "commit": commit}
        warnings[_MOST_CHANGES:] = [Diagnostic("FL807", Location(at.path), facts, "more")]
    return errors + warnings


def _weight(diagnostic: Diagnostic) -> int:
    """Gone though reported on; redefined though reported against; redefined; settings; others."""
    if diagnostic.code == "FL806":
        return 2 if diagnostic.variant else 1
    return {"FL808": 0, "FL807": 3 if diagnostic.variant == "plan" else 4}[diagnostic.code]


@dataclass(frozen=True, slots=True)
class _Redefinition:
    before: Stage
    after: Stage
    reports: tuple[Entry, ...]

    def diagnostics(self) -> Iterator[Diagnostic]:
        compared = compare(self.before.files, self.after.files)
        gone = {(part.kind, part.ref) for part in compared.went}
        new = {(part.kind, part.ref) for part in compared.came}
        for part in compared.went:
            yield from self._gone(part, inside_another=part.within in gone)
        for part in compared.came:
            if part.within not in new:
                at = Location(part.path, part.node.start)
                yield Diagnostic("FL807", at, {"ref": part.ref}, f"{part.kind}-added")
        defined = set()
        for _, part, change in compared.changed:
            if part.kind == "target" and change.keys[0] not in WORDING:
                defined.add((part.ref, change.keys[0]))
                yield self._redefined(part.ref, change, part.place(change))
            else:
                facts: dict[str, Fact] = {"ref": part.ref, "changes": str(change)}
                yield Diagnostic("FL807", part.place(change), facts, part.kind)
        yield from self._inherited(defined)

    def _gone(self, part: Part, *, inside_another: bool) -> Iterator[Diagnostic]:
        """A part that is no more; what was inside another only if it was reported on by itself."""
        reports = self._about(part)
        facts: dict[str, Fact] = {"ref": part.ref}
        if reports and not (inside_another and part.kind == "target"):
            facts |= {"departments": self._names(reports), "count": len(reports)}
            yield Diagnostic("FL808", Location(part.path), facts, part.kind)
        elif not inside_another:
            yield Diagnostic("FL807", Location(part.path), facts, f"{part.kind}-removed")

    def _about(self, part: Part) -> tuple[Entry, ...]:
        """The entries that would lose their ground with a part."""
        match part.kind:
            case "item":
                return tuple(e for e in self.reports if e.item == part.ref)
            case "target":
                return self._against(part.ref)
            case "department":
                return tuple(e for e in self.reports if e.department == part.ref)
            case _:
                return ()

    def _against(self, target: str) -> tuple[Entry, ...]:
        """The entries that gave a value for a target."""
        item, _, id_ = target.partition("/")
        return tuple(e for e in self.reports if e.item == item and id_ in dict(e.values))

    def _redefined(self, target: str, change: Change, at: Location) -> Diagnostic:
        facts: dict[str, Fact] = {"target": target, "changes": str(change)}
        reports = self._against(target)
        if not reports:
            return Diagnostic("FL806", at, facts, "unreported")
        facts |= {"departments": self._names(reports), "count": len(reports)}
        related = tuple(Related(entry.place("id"), "reported") for entry in reports[:_MOST_RELATED])
        return Diagnostic("FL806", at, facts, related=related)

    def _inherited(self, defined: set[tuple[str, str]]) -> Iterator[Diagnostic]:
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
                    yield self._redefined(ref, change, now.location)

    def _names(self, entries: Iterable[Entry]) -> Name:
        """The names of the departments that wrote the entries, in the order of the plan."""
        wrote = {entry.department for entry in entries}
        known = self.before.plan.departments if self.before.plan else {}
        names = [known[id_].name for id_ in known if id_ in wrote]
        names += [Name(id_, id_) for id_ in sorted(wrote - known.keys())]
        return Name("、".join(name.zh for name in names), ", ".join(n.in_("en") for n in names))


def _inheritance(target: Target) -> Mapping[str, Any]:
    """What a target has from elsewhere where it does not say it itself."""
    return {
        "reported_by": frozenset(target.owed_by),
        "due": target.due.isoformat(),
        "from": str(target.first),
    }
