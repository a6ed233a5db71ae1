"""Departments and groups: ``data/departments.yaml`` as values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from foodsafety_ledger.model.diagnostic import Location, Span
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.name import NO_NAME, Name
from foodsafety_ledger.model.plan import Department, Group, Term
from foodsafety_ledger.reading.plan_models import (
    DepartmentModel,
    DepartmentsModel,
    GroupModel,
    MemberModel,
    WordsModel,
)
from foodsafety_ledger.reading.validation import PlanFindings, raw_id, read_node
from foodsafety_ledger.reading.workspace import connected


@dataclass(slots=True)
class Directory:
    """Everyone the plan may name; ``findings`` are those of the file.

    ``named_groups`` are the ids of all groups, also of those that do not read. ``heirs`` says who
    took over from whom.
    """

    findings: PlanFindings
    departments: dict[str, Department] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    named_groups: set[str] = field(default_factory=set)
    heirs: dict[str, str] = field(default_factory=dict)

    @property
    def unread(self) -> set[str]:
        """The ids that stand in the file and do not read."""
        return self.findings.unread

    def knows(self, unit: str) -> bool:
        """Whether a department or group of that id exists, or may exist where the file is bad."""
        known = unit in self.departments or unit in self.groups
        return known or unit in self.unread or "" in self.unread

    def with_heirs(self, departments: Iterable[str]) -> set[str]:
        """The departments, who took over from each, who took over from that one, and so on."""
        return {*connected(departments, {gone: (heir,) for gone, heir in self.heirs.items()})}

    def in_order(self, departments: set[str]) -> tuple[str, ...]:
        """The departments in the order of the file."""
        return tuple(sorted(departments, key=lambda id_: self.departments[id_].order))


def read_directory(node: LocatedMap | None, findings: PlanFindings) -> Directory:
    """The departments and groups of ``data/departments.yaml`` that read; None: it does not."""
    directory = Directory(findings)
    if node is None or not read_node(DepartmentsModel, node, findings, ("departments", "groups")):
        directory.unread.add("")
    if node is not None:
        departments = list(findings.members(node, "departments"))
        for member in departments:
            _add_department(member, directory)
        _follow(departments, directory)
        groups = list(findings.members(node, "groups"))
        directory.named_groups = {raw_id(member) for member in groups}
        for member in groups:
            _add_group(member, directory)
    return directory


def to_name(model: WordsModel | None) -> Name:
    """A name, or other words, as a value."""
    return NO_NAME if model is None else Name(model.zh, model.en)


def _add_department(node: LocatedMap, directory: Directory) -> None:
    findings = directory.findings
    model = read_node(DepartmentModel, node, findings)
    if model is None:
        directory.unread.add(raw_id(node))
    elif findings.take_id("unit", node):
        directory.departments[model.id] = Department(
            id=model.id,
            name=to_name(model.name),
            kind=model.kind,
            order=len(directory.departments),
            location=Location(findings.path, node.start),
            aliases=model.aliases,
            authors=model.authors,
            leader=model.leader,
            contact=model.contact,
            term=_term(model, node, findings),
            succeeds=model.succeeds,
        )


def _term(
    model: DepartmentModel | MemberModel, node: LocatedMap, findings: PlanFindings, *keys: str | int
) -> Term:
    """From when until when; FL218 where that is no time at all."""
    term = Term(model.from_ or date.min, model.until or date.max)
    if term.start > term.end:
        span = node.span_at(*keys, "until")
        findings.add("FL218", span, "ends-first", start=str(term.start), end=str(term.end))
    return term


def _follow(nodes: Iterable[LocatedMap], directory: Directory) -> None:
    """Holds ``succeeds`` against the list, and derives the days that it leaves out.

    A department ends on the day before its successor begins, and the other way round, where only
    one of the days is said.
    """
    findings, heirs = directory.findings, directory.heirs
    last: dict[str, str] = {}
    for member in nodes:
        id_ = raw_id(member)
        named = directory.departments[id_].succeeds if id_ in directory.departments else ()
        for position, gone in enumerate(named):
            span = member.span_at("succeeds", position)
            if gone not in directory.departments:
                if not directory.knows(gone) or gone in directory.named_groups:
                    findings.add_unknown(span, "department", gone, directory.departments)
            elif gone in heirs:
                findings.add("FL218", span, "second-heir", value=gone, heir=heirs[gone])
            elif gone == _last_heir(id_, last):
                findings.add("FL218", span, "circle", value=gone)
            else:
                heirs[gone] = last[gone] = id_
                _settle_days(gone, id_, span, directory)
    for id_, one in directory.departments.items():
        sound = tuple(gone for gone in one.succeeds if heirs.get(gone) == id_)
        directory.departments[id_] = replace(one, succeeds=sound)


def _last_heir(department: str, last: dict[str, str]) -> str:
    """Who came last of all after a department, which may be itself; ``last`` is made shorter."""
    passed = []
    while department in last:
        passed.append(department)
        department = last[department]
    last |= dict.fromkeys(passed, department)
    return department


def _settle_days(gone: str, heir: str, span: Span, directory: Directory) -> None:
    before, after = directory.departments[gone], directory.departments[heir]
    if before.term.end == date.max and after.term.start == date.min:
        directory.findings.add("FL218", span, "no-day", value=gone, heir=heir)
    elif before.term.end == date.max:
        end = after.term.start - timedelta(days=1)
        directory.departments[gone] = replace(before, term=before.term._replace(end=end))
    elif after.term.start == date.min:
        start = before.term.end + timedelta(days=1)
        directory.departments[heir] = replace(after, term=after.term._replace(start=start))


def _add_group(node: LocatedMap, directory: Directory) -> None:
    findings = directory.findings
    model = read_node(GroupModel, node, findings)
    if model is None:
        directory.unread.add(raw_id(node))
        return
    if not findings.take_id("unit", node):
        return
    if model.selective and model.members:
        findings.add("FL217", node.span_at("members"), "selective-members", group=model.id)
    elif not model.selective and not model.members:
        findings.add("FL208", node.start, group=model.id, name=to_name(model.name))
    directory.groups[model.id] = Group(
        id=model.id,
        name=to_name(model.name),
        location=Location(findings.path, node.start),
        aliases=model.aliases,
        members=() if model.selective else _members_of(model, node, directory),
        terms=_terms_of(model, node, findings),
        basis=to_name(model.basis),
        selective=model.selective,
    )


def _members_of(model: GroupModel, node: LocatedMap, directory: Directory) -> tuple[str, ...]:
    ids = [member.id for member in model.members]
    known = known_departments(ids, node, ("members",), directory, directory.findings)
    if len(known) < len(set(ids)):
        directory.unread.add(model.id)
    return directory.in_order(known)


def _terms_of(
    model: GroupModel, node: LocatedMap, findings: PlanFindings
) -> Mapping[str, tuple[Term, ...]]:
    """The terms of the members who do not belong to the group all the time; one may come back."""
    terms: dict[str, list[Term]] = defaultdict(list)
    for position, member in enumerate(model.members):
        terms[member.id].append(_term(member, node, findings, "members", position))
    return {id_: tuple(all_) for id_, all_ in terms.items() if Term() not in all_}


def known_departments(
    ids: Collection[str],
    node: LocatedMap,
    keys: tuple[str, ...],
    directory: Directory,
    findings: PlanFindings,
) -> set[str]:
    """Those of ``ids``, the list at ``keys`` of ``node``, that are departments (else FL207)."""
    known = set()
    for position, id_ in enumerate(ids):
        if id_ in directory.departments:
            known.add(id_)
        elif id_ in directory.named_groups:
            findings.add("FL207", node.span_at(*keys, position), "group", value=id_)
        elif not directory.knows(id_):
            span = node.span_at(*keys, position)
            findings.add_unknown(span, "department", id_, directory.departments)
    return known
