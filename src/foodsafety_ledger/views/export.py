"""The conventional 台账: what is recorded as offices keep it, and beside it for programs, whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import Assessment
from foodsafety_ledger.model.entry import Entry, Kind
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.plan import Item, Plan, Role
from foodsafety_ledger.reading.heads import EXPORT_KEYS
from foodsafety_ledger.views.log import History, value_texts
from foodsafety_ledger.views.wording import department_name, due_text, status_run, task_title
from foodsafety_ledger.words import Say

HEADS: Final = (
    *("序号", "分项", "重点任务", "具体内容", "牵头单位", "责任单位", "分管领导", "责任人"),
    *("完成时限", "报告期", "进展情况", "指标完成值", "序时进度", "存在问题", "下步计划"),
    *("佐证材料", "状态", "填报日期", "填报人", "审签人"),
)
"""What the columns are headed, in Chinese whatever the language of words."""


class ExportPart(NamedTuple):
    """A part of the ledger under a name of its own: rows of texts, each as long as ``HEADS``."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What is exported: the entries that count as offices keep them, and every entry for programs.

    ``parts`` are the whole district, if it is more than one department, and each of these;
    ``every`` a row for each entry, ``records`` the same entries by ``EXPORT_KEYS``. ``lacking``
    says what of the workspace does not count because of errors.
    """

    plan: Plan
    lacking: str
    parts: tuple[ExportPart, ...]
    every: tuple[tuple[str, ...], ...]
    records: tuple[Mapping[str, str], ...]


def export_of(entries: Sequence[Entry], history: History, assessment: Assessment) -> Exported:
    """The ledger of these entries, in the order of the plan."""
    plan, say, left_out = history.plan, history.say, assessment.left_out
    dues = {one.item.id: due_text(one.item, say) for one in assessment.items}
    paces = {
        one.target.ref: say(f"export.pace.{one.pace.state}")
        for item in assessment.items
        for one in item.targets
        if one.pace is not None
    }

    def numbered(some: Iterable[Entry]) -> tuple[tuple[str, ...], ...]:
        return tuple(
            _row(str(place), one, history, dues, paces) for place, one in enumerate(some, 1)
        )

    items, units = list(plan.items), list(plan.departments)

    def place(entry: Entry) -> tuple[int, int, tuple[str, str]]:
        item = items.index(entry.item) if entry.item in items else len(items)
        unit = units.index(entry.department) if entry.department in units else len(units)
        return item, unit, entry.stamp

    live = sorted((one for one in entries if history.is_live(one)), key=place)
    owns = ((id_, [one for one in live if one.department == id_]) for id_ in units)
    parts = [ExportPart(department_name(id_, plan, say), numbered(own)) for id_, own in owns if own]
    if len(parts) != 1:  # the only department's is the whole
        parts.insert(0, ExportPart(say("export.district"), numbered(live)))
    return Exported(
        plan,
        say("report.left-out", count=left_out.told) if left_out.count else "",
        tuple(parts),
        tuple(_row("", one, history, dues, paces) for one in entries),
        tuple(_record(one, plan) for one in entries),
    )


def _row(
    number: str, entry: Entry, history: History, dues: Mapping[str, str], paces: Mapping[str, str]
) -> tuple[str, ...]:
    plan, say = history.plan, history.say
    item = plan.items.get(entry.item or history.subject(entry).item)
    unit = plan.departments.get(entry.department)
    is_report = entry.kind is Kind.REPORT
    done = status_run(entry.status, say).text if is_report else say(f"export.kind.{entry.kind}")
    return (
        number,
        item.id if item else "",
        task_title(item, plan, say) if item else "",
        item.summary.in_(say.lang) if item else "",
        _leads(item, plan, say),
        department_name(entry.department, plan, say),
        unit.leader if unit else "",
        unit.contact if unit else "",
        dues[item.id] if item else "",
        str(entry.period or ""),
        entry.note,
        "\n".join(value_texts(entry, history)),
        "\n".join(filter(None, (paces.get(f"{entry.item}/{id_}") for id_, _ in entry.values))),
        entry.problems,
        entry.next,
        "\n".join(piece.path for piece in entry.evidence),
        say("export.unfit") if entry.id in history.unfit else done,
        str(entry.date or ""),
        entry.by,
        entry.approved_by,
    )


def _leads(item: Item | None, plan: Plan, say: Say) -> str:
    leading = item.named.get(Role.LEAD, ()) if item else ()
    return say.in_a_row(department_name(one, plan, say) for one in leading)


def _record(entry: Entry, plan: Plan) -> dict[str, str]:
    """An entry's own keys as texts: several things as compact JSON."""
    own = {"plan": plan.id, "department": entry.department}
    return {key: _text(own.get(key) or entry.told(key)) for key in EXPORT_KEYS}


def _text(told: object) -> str:
    if isinstance(told, str):
        return told
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""
