"""The plan's two files, located, as one frozen plan with everything found wrong in them."""

from __future__ import annotations

from typing import Any, Final

from foodsafety_ledger.files.located import LocatedList, LocatedMap
from foodsafety_ledger.plan.border import read_node
from foodsafety_ledger.plan.building import read_section
from foodsafety_ledger.plan.directory import Directory, members, read_directory, to_name
from foodsafety_ledger.plan.found import Findings
from foodsafety_ledger.plan.frame import Frame, first_judged
from foodsafety_ledger.plan.model import PlanModel
from foodsafety_ledger.plan.values import Ignored, Plan, SourceDocument
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.period import NEAR, Period, is_near

TASKS: Final = "data/tasks.yaml"
DEPARTMENTS: Final = "data/departments.yaml"


def read_plan(
    tasks: LocatedMap | None, departments: LocatedMap | None
) -> tuple[Plan | None, list[Diagnostic]]:
    """The plan, and what is wrong with its files (None: the file itself does not read).

    Items and targets that do not read are left out and named in ``Plan.unread``, so that the
    ledgers can still be held against the rest. There is no plan at all without departments, or
    where its period, reporting, office or date of issue does not read.
    """
    of_tasks, of_departments = Findings(TASKS), Findings(DEPARTMENTS)
    directory = None if departments is None else read_directory(departments, of_departments)
    plan = None if tasks is None else _plan(tasks, directory or Directory(unread={""}), of_tasks)
    for node, findings in ((tasks, of_tasks), (departments, of_departments)):
        _find_marks(node, findings)
    return plan if directory is not None else None, of_tasks.found + of_departments.found


def _plan(node: LocatedMap, directory: Directory, findings: Findings) -> Plan | None:
    model = read_node(PlanModel, node, findings, ("sections",))
    if model is None or not _has_a_period(model, node, findings):
        return None
    start, end, issued = model.period.start, model.period.end, model.document.issued
    begin = Period.holding(start)
    frame = Frame(start, end, begin, first_judged(issued), directory, findings)
    frame.first = (
        frame.first_within(model.reporting.first, end, node, "reporting", "first") or begin
    )
    if not is_near(issued, start, end):
        facts = {"value": str(issued), "start": str(start), "end": str(end)}
        findings.add("FL215", node.span_at("document", "issued"), "far", **facts)
        frame.judged_from = begin
    frame.unread |= directory.unread
    if model.plan != node.get("plan"):
        frame.unread.add(model.plan)
    _check_office(model, node, frame)
    return _assemble(model, node, frame)


def _has_a_period(model: PlanModel, node: LocatedMap, findings: Findings) -> bool:
    """Whether a plan ends after it starts, and within the years that one may span."""
    start, end = model.period.start, model.period.end
    if start <= end and end.year - start.year < NEAR:
        return True
    variant = "end-before-start" if end < start else "too-long"
    findings.add("FL215", node.span_at("period", "end"), variant)
    return False


def _assemble(model: PlanModel, node: LocatedMap, frame: Frame) -> Plan:
    nodes = members(node, "sections", frame.findings, frame.unread)
    sections = tuple(read_section(member, frame) for member in nodes)
    items = {item.id: item for s in sections for task in s.tasks for item in task.items}
    document = model.document
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
            Ignored(member.quote, member.why, frame.at(node, "ignored", position, "quote"))
            for position, member in enumerate(model.ignored)
        ),
        location=frame.at(node),
        unread=frozenset(frame.unread),
    )


def _check_office(model: PlanModel, node: LocatedMap, frame: Frame) -> None:
    directory = frame.directory
    if model.office in directory.departments:
        return
    frame.unread.add(model.office)
    if not directory.knows(model.office) or model.office in directory.groups:
        span = node.span_at("office")
        frame.findings.add_unknown(span, "department", model.office, directory.departments)


def _find_marks(node: Any, findings: Findings) -> None:  # noqa: ANN401 - any part of a file
    if isinstance(node, LocatedMap):
        marks = node.get("review")
        for position, mark in enumerate(marks if isinstance(marks, LocatedList) else ()):
            if isinstance(mark, LocatedMap) and isinstance(mark.get("why"), str):
                findings.add("FL214", node.span_at("review", position, "why"), why=mark["why"])
        node = [value for key, value in node.items() if key != "review"]
    if isinstance(node, list):
        for part in node:
            _find_marks(part, findings)
