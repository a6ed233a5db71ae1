"""The plan's two files, located, as one frozen plan with everything found wrong in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from foodsafety_ledger.files.workspace import DEPARTMENTS, TASKS
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related, Span
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.model.name import Name, in_a_row
from foodsafety_ledger.model.period import NEAR, is_near
from foodsafety_ledger.model.plan import (
    District,
    Erratum,
    Expected,
    Ignored,
    Item,
    Pace,
    Plan,
    Section,
    SourceDocument,
    Task,
    Waiver,
)
from foodsafety_ledger.reading.departments import Directory, Frame, read_directory, to_name
from foodsafety_ledger.reading.items import ItemReader
from foodsafety_ledger.reading.plan_models import ItemModel, PlanModel, SectionModel, TaskModel
from foodsafety_ledger.reading.validation import PlanFindings, raw_id, read_node

_SHOWN: Final = 8
"""Of one kind of review mark so many lines are named in its message."""
_QUOTED: Final = re.compile("“[^”]*”")


def read_section(node: LocatedMap, frame: Frame) -> Section:
    """A section with those of its tasks and items that read."""
    model = read_node(SectionModel, node, frame.findings, ("tasks",))
    if model is not None:
        frame.findings.take_id("section", node)
    return Section(
        id=raw_id(node),
        title=to_name(model.title if model else None),
        tasks=tuple(
            read_task(member, raw_id(node), frame)
            for member in frame.findings.members(node, "tasks")
        ),
        location=frame.at(node),
    )


def read_task(node: LocatedMap, section: str, frame: Frame) -> Task:
    """A task with those of its items that read."""
    model = read_node(TaskModel, node, frame.findings, ("items",))
    if model is not None:
        frame.findings.take_id("task", node)
    task = model.id if model else ""
    items = [
        read_item(member, task, section, frame) for member in frame.findings.members(node, "items")
    ]
    return Task(
        id=raw_id(node),
        section=section,
        title=to_name(model.title if model else None),
        items=tuple(item for item in items if item is not None),
        location=frame.at(node),
    )


def read_item(node: LocatedMap, task: str, section: str, frame: Frame) -> Item | None:
    """An item, or None where it does not read or repeats another's id."""
    model = read_node(ItemModel, node, frame.findings, ("targets",))
    if model is None:
        frame.unread.add(raw_id(node))
        return None
    if not frame.findings.take_id("item", node):
        return None
    if task and not re.fullmatch(re.escape(task) + r"\.[1-9][0-9]*", model.id):
        frame.findings.add("FL213", node.span_at("id"), id=model.id, task=task)
    return _item(model, node, (section, task or model.id.rpartition(".")[0]), frame)


def _item(model: ItemModel, node: LocatedMap, parents: tuple[str, str], frame: Frame) -> Item:
    due = frame.day_within(model.due, node, "due") or frame.end
    first = frame.first_within(model.from_, None, node, "from") or frame.first
    parts = ItemReader(model, node, frame, due, first)
    name = to_name(model.summary)
    if not parts.owing and not parts.unresolved and model.id not in frame.unread:
        frame.findings.add("FL212", node.start, item=model.id, name=name)
    return Item(
        id=model.id,
        task=parents[1],
        section=parents[0],
        summary=name,
        phrase=model.phrase,
        named={role: units for role, units in parts.named.items() if units},
        holders=parts.holders,
        owing=parts.owing,
        unresolved=tuple(parts.unresolved),
        takes_others=parts.takes_others,
        first=first,
        due=due,
        targets=tuple(parts.targets()),
        location=frame.at(node),
        phrase_at=frame.at(node, "phrase"),
        open=model.open,
        ongoing=model.ongoing,
        errata=tuple(
            Erratum(
                e.quote,
                to_name(e.reading),
                to_name(e.why),
                frame.at(node, "errata", position, "quote"),
            )
            for position, e in enumerate(model.errata)
        ),
        terms=parts.terms,
        resolved=parts.resolved,
        expects=tuple(Expected(one.id, to_name(one.name)) for one in model.expects),
    )


def read_plan(
    tasks: LocatedMap | None, departments: LocatedMap | None
) -> tuple[Plan | None, list[Diagnostic]]:
    """The plan, and what is wrong with its files (None: the file itself does not read).

    Items and targets that do not read are left out and named in ``Plan.unread``, so that the
    ledgers can still be held against the rest. There is no plan at all without departments, or
    where its period, reporting, office or date of issue does not read.
    """
    of_tasks, of_departments = PlanFindings(TASKS), PlanFindings(DEPARTMENTS)
    directory = read_directory(departments, of_departments)
    plan = None if tasks is None else _plan(tasks, directory, of_tasks)
    for node, findings in ((tasks, of_tasks), (departments, of_departments)):
        _find_marks(node, findings)
    return None if departments is None else plan, of_tasks.found + of_departments.found


def _plan(node: LocatedMap, directory: Directory, findings: PlanFindings) -> Plan | None:
    model = read_node(PlanModel, node, findings, ("sections",))
    if model is None or not _has_a_period(model, node, findings):
        return None
    start, end, issued = model.period.start, model.period.end, model.document.issued
    cadence = model.reporting.every
    begin = cadence.holding(start)
    judged_from = cadence.holding(issued)
    if judged_from.start != issued:
        judged_from = judged_from.next
    frame = Frame(start, end, cadence, begin, judged_from, directory, findings)
    frame.first = (
        frame.first_within(model.reporting.first, end, node, "reporting", "first") or begin
    )
    if not is_near(issued, start, end):
        facts = {"value": str(issued), "start": str(start), "end": str(end)}
        findings.add("FL215", node.span_at("document", "issued"), "far", **facts)
        frame.judged_from = begin
    frame.unread.update(directory.unread)
    if model.plan != node.get("plan"):
        frame.unread.add(model.plan)
    _check_office(model, node, frame)
    return _assemble(model, node, frame)


def _has_a_period(model: PlanModel, node: LocatedMap, findings: PlanFindings) -> bool:
    """Whether a plan ends after it starts, and within the years that one may span."""
    start, end = model.period.start, model.period.end
    if start <= end and end.year - start.year < NEAR:
        return True
    variant = "end-before-start" if end < start else "too-long"
    findings.add("FL215", node.span_at("period", "end"), variant)
    return False


def _assemble(model: PlanModel, node: LocatedMap, frame: Frame) -> Plan:
    nodes = frame.findings.members(node, "sections")
    sections = tuple(read_section(member, frame) for member in nodes)
    items = {item.id: item for s in sections for task in s.tasks for item in task.items}
    document, district = model.document, model.district
    return Plan(
        id=model.plan,
        title=to_name(model.title),
        document=SourceDocument(
            document.number, document.issuer, document.issued, document.source, document.sha256
        ),
        start=frame.start,
        end=frame.end,
        first=frame.first,
        grace_days=model.reporting.grace_days,
        office=model.office,
        sections=sections,
        departments=frame.directory.departments,
        groups=frame.directory.groups,
        items=items,
        targets={target.ref: target for item in items.values() for target in item.targets},
        ignored=tuple(
            Ignored(
                member.quote,
                to_name(member.why),
                frame.at(node, "ignored", position, "quote"),
                marked=bool(member.review),
            )
            for position, member in enumerate(model.ignored)
        ),
        location=frame.at(node),
        unread=frozenset(frame.unread),
        district=District(district.code, to_name(district.name)) if district else None,
        remind_days=model.reporting.remind_days,
        ranking=model.reporting.ranking,
        pace=Pace(model.reporting.pace.behind, model.reporting.pace.far_behind),
        waivers=tuple(
            Waiver(one.rule, one.path, to_name(one.why), frame.at(node, "waivers", n, "rule"))
            for n, one in enumerate(model.waivers)
        ),
    )


def _check_office(model: PlanModel, node: LocatedMap, frame: Frame) -> None:
    directory = frame.directory
    if model.office in directory.departments:
        return
    frame.unread.add(model.office)
    if not directory.knows(model.office) or model.office in directory.groups:
        span = node.span_at("office")
        frame.findings.add_unknown(span, "department", model.office, directory.departments)


def _find_marks(data: LocatedMap | None, findings: PlanFindings) -> None:
    """Finds review marks (FL214): one for each kind, whatever words it quotes, with its places."""
    kinds: dict[str, list[tuple[str, Span]]] = {}
    for why, span in _marks_in(data):
        kinds.setdefault(_QUOTED.sub("“”", why), []).append((why, span))
    for (why, span), *more in kinds.values():
        related = (Related(Location(findings.path, place), "mark") for _, place in more)
        lines = [str(place.line) for place in (span, *(place for _, place in more))]
        rest = "…" if len(lines) > _SHOWN else ""
        shown = Name(*(row + rest for row in in_a_row(lines[:_SHOWN])))
        facts: dict[str, Fact] = {"why": why, "count": len(lines), "lines": shown}
        findings.add("FL214", span, "many" if more else "", *related, **facts)


def _marks_in(node: Any) -> Iterator[tuple[str, Span]]:  # noqa: ANN401 - any part of a file
    if isinstance(node, LocatedMap):
        marks = node.get("review")
        for position, mark in enumerate(marks if isinstance(marks, LocatedList) else ()):
            if isinstance(mark, LocatedMap) and isinstance(mark.get("why"), str):
                yield mark["why"], node.span_at("review", position, "why")
        node = [value for key, value in node.items() if key != "review"]
    if isinstance(node, list):
        for part in node:
            yield from _marks_in(part)
