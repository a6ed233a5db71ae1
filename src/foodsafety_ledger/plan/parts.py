"""Who has a part in an item: roles as worded, groups expanded, the strongest role kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from foodsafety_ledger.files.located import LocatedMap
from foodsafety_ledger.plan.directory import known_departments
from foodsafety_ledger.plan.frame import Frame
from foodsafety_ledger.plan.model import ItemModel
from foodsafety_ledger.plan.values import OWING_ROLES, Group, Role


@dataclass(slots=True)
class Parts:
    """Who has a part in one item; ``resolved`` is what its selective groups mean here."""

    named: dict[Role, tuple[str, ...]]
    holders: dict[str, Role] = field(default_factory=dict)
    unresolved: dict[str, None] = field(default_factory=dict)
    takes_others: bool = False
    resolved: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def owing(self) -> tuple[str, ...]:
        """The departments that owe an entry each period."""
        return tuple(id_ for id_, role in self.holders.items() if role in OWING_ROLES)


def read_parts(item: ItemModel, node: LocatedMap, frame: Frame) -> Parts:
    """Who has a part in ``item``; what does not read of it puts the item among the unread."""
    parts = Parts({role: tuple(getattr(item, role.value)) for role in Role}, takes_others=item.open)
    parts.resolved = _resolutions(item, node, frame)
    strongest: dict[str, Role] = {}
    for role, units in parts.named.items():
        for position, unit in enumerate(units):
            if not _is_known(unit, node, (role.value, position), item.id, frame):
                continue
            group = frame.directory.groups.get(unit)
            if group is not None:
                _note_group(group, role, node, position, parts, frame)
            for department in expand(unit, parts, frame):
                strongest.setdefault(department, role)
    parts.holders = {id_: strongest[id_] for id_ in frame.directory.in_order(set(strongest))}
    return parts


def expand(unit: str, parts: Parts, frame: Frame) -> tuple[str, ...]:
    """The departments that a department's or group's id means at this item."""
    group = frame.directory.groups.get(unit)
    if group is None:
        return (unit,) if unit in frame.directory.departments else ()
    return parts.resolved.get(unit, ()) if group.selective else group.members


def expand_all(units: Iterable[str], parts: Parts, frame: Frame) -> tuple[str, ...]:
    """Every department that the ids mean, once, in the order of departments.yaml."""
    return frame.directory.in_order({d for unit in units for d in expand(unit, parts, frame)})


def _is_known(
    unit: str, node: LocatedMap, keys: tuple[str | int, ...], owner: str, frame: Frame
) -> bool:
    directory = frame.directory
    known = unit in directory.departments or unit in directory.groups
    if not known and not directory.knows(unit):
        units = [*directory.departments, *directory.groups]
        frame.findings.add_unknown(node.span_at(*keys), "", unit, units)
    if not known or unit in directory.unread:
        frame.unread.add(owner)
    return known


def check_units(units: list[str], node: LocatedMap, key: str, owner: str, frame: Frame) -> None:
    """Finds ids in the list under ``key`` that are no department and no group (FL207)."""
    for position, unit in enumerate(units):
        _is_known(unit, node, (key, position), owner, frame)


def _note_group(
    group: Group, role: Role, node: LocatedMap, position: int, parts: Parts, frame: Frame
) -> None:
    if group.selective and not parts.resolved.get(group.id):
        parts.takes_others = True
        if role in OWING_ROLES:
            span = node.span_at(role.value, position)
            frame.findings.add("FL209", span, group=group.id, name=group.name)
    if role in OWING_ROLES and not expand(group.id, parts, frame):
        parts.unresolved[group.id] = None


def _resolutions(item: ItemModel, node: LocatedMap, frame: Frame) -> dict[str, tuple[str, ...]]:
    resolved = {}
    directory = frame.directory
    named = {unit for role in Role for unit in getattr(item, role.value)}
    for id_, resolution in item.resolved.items():
        group = directory.groups.get(id_)
        at = node["resolved"].key_spans[id_]
        if group is None:
            if not directory.knows(id_):
                frame.findings.add_unknown(at, "not-a-group", id_, directory.groups)
        elif not group.selective:
            frame.findings.add("FL217", at, "not-selective", group=id_)
        elif id_ not in named:
            frame.findings.add("FL217", at, "not-named", group=id_, item=item.id)
        else:
            keys = ("resolved", id_, "members")
            known = known_departments(resolution.members, node, keys, directory, frame.findings)
            resolved[id_] = directory.in_order(known)
            if len(known) < len(set(resolution.members)):
                frame.unread.add(item.id)
    return resolved
