"""What goes out as workbooks: a department's form, and the conventional 台账 of the entries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import Assessment, Part
from foodsafety_ledger.assess.duties import owing_every_period
from foodsafety_ledger.assess.standing import Standing, last_value
from foodsafety_ledger.model.entry import Entry, Kind, Status
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.measure import NOT_APPLICABLE
from foodsafety_ledger.model.number import parse_counts
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Item, Plan, Role, Target, ValueIs
from foodsafety_ledger.reading.heads import (
    ANSWERS,
    EXPORT_KEYS,
    FOR_ALL,
    FORM_HEADS,
    FORM_VERSION,
    LONGEST,
    OF_ITEM,
    FormKey,
)
from foodsafety_ledger.views.log import History, value_texts
from foodsafety_ledger.views.wording import (
    department_name,
    due_text,
    goal_text,
    role_text,
    status_run,
    task_title,
)
from foodsafety_ledger.words import Say


class Answer(StrEnum):
    """What may be written in a cell that is to be filled."""

    AMOUNT = "amount"
    WHOLE = "whole"
    REACHED = "reached"
    DAY = "day"
    STATUS = "status"
    WORDS = "words"
    FILLER = "filler"
    SIGNER = "signer"


class Slot(NamedTuple):
    """A cell of the form: what stands in it, and what may be answered; None where nothing is."""

    text: str = ""
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class FormRow:
    """A target of an item, or an item without any.

    ``stands`` is the id of the report that its answers repeat, empty where they are blank;
    ``is_settled`` is whether that report, or several, came and none was returned.
    """

    item: str
    target: str
    slots: Mapping[FormKey, Slot]
    is_first: bool = False
    is_owed: bool = True
    asked: str = ""
    stands: str = ""
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A department's form for a period.

    ``title`` heads it, ``lines`` say for whom and how; ``for_all`` is answered once for all rows.
    ``about`` is what the machine's sheet says of it, ``choices`` what there is to choose from.
    ``issued`` is the day of the plan's document, or the plan's first, the only date that the file
    bears.
    """

    title: str
    lines: tuple[str, ...]
    rows: tuple[FormRow, ...]
    about: Mapping[str, str]
    choices: Mapping[Answer, tuple[str, ...]]
    issued: date

    @property
    def for_all(self) -> tuple[tuple[str, Answer], ...]:
        """What is answered once above the table."""
        return tuple((FORM_HEADS[one], _PLAIN[one]) for one in FOR_ALL)

    @property
    def to_fill(self) -> int:
        """How many cells must be filled: figures, a status an item, the day and who fills it in."""
        owed = [row for row in self.rows if row.is_owed and row.item in self.to_report]
        figures = sum(
            row.slots[key].answer is not None and not row.slots[key].text
            for row in owed
            for key in (FormKey.DONE, FormKey.TOTAL)
        )
        said = sum(row.is_first and not row.slots[FormKey.STATUS].text for row in owed)
        return figures + said + (_ONCE if owed else 0)

    @property
    def answers(self) -> tuple[tuple[str, ...], ...]:
        """What stands in the cells to fill beforehand, as ``Table.answers`` reads it."""
        rows = (tuple(row.slots[key].text for key in ANSWERS) for row in self.rows)
        return tuple(row for row in rows if any(row))

    @property
    def to_report(self) -> tuple[str, ...]:
        """The items that have not been reported, and those whose report was returned."""
        return tuple(dict.fromkeys(row.item for row in self.rows if not row.is_settled))


_NOT_HERE = "不适用"
_ONCE = 2
_PLAIN = {
    FormKey.STATUS: Answer.STATUS,
    FormKey.NOTE: Answer.WORDS,
    FormKey.PROBLEMS: Answer.WORDS,
    FormKey.NEXT: Answer.WORDS,
    FormKey.DATE: Answer.DAY,
    FormKey.BY: Answer.FILLER,
    FormKey.APPROVED_BY: Answer.SIGNER,
}
"""What is said of an item as a whole."""


@dataclass(frozen=True, slots=True)
class _Ground:
    assessment: Assessment
    standing: Standing
    department: str
    period: Period
    say: Say

    @property
    def plan(self) -> Plan:
        return self.assessment.plan


def template_of(
    assessment: Assessment, standing: Standing, department: str, period: Period, say: Say
) -> Template:
    """The form of a department for a period: the items it may report on and has not done yet.

    Those that were reported stand last, as they were: to correct one its cells are changed.
    """
    ground = _Ground(assessment, standing, department, period, say)
    plan = assessment.plan
    name, about = plan.departments[department].name.in_(say.lang), say.formal().time(period)
    rows = tuple(sorted(_rows(ground), key=lambda row: row.is_settled))
    how = "settled" if any(row.is_settled for row in rows) else "how"
    return Template(
        title=say("template.title", plan=plan.title, period=about),
        lines=(
            say("template.for", department=name, period=about, due=_due(ground)),
            say(f"template.{how}"),
        ),
        rows=rows,
        about={
            "form": FORM_VERSION,
            "plan": plan.id,
            "period": str(period),
            "department": department,
        },
        choices={
            Answer.STATUS: tuple(say(f"status.status.{status}") for status in Status),
            **_names(ground),
        },
        issued=plan.document.issued or plan.start,
    )


def _names(ground: _Ground) -> dict[Answer, tuple[str, ...]]:
    """Who may fill a form in or sign it: who is known for it, then who did, latest first."""
    unit = ground.plan.departments[ground.department]
    own = [one for one in reversed(ground.standing.live) if one.department == ground.department]
    named = {
        Answer.FILLER: (unit.contact, *(one.by for one in own)),
        Answer.SIGNER: (unit.leader, *(one.approved_by for one in own)),
    }
    return {one: tuple(dict.fromkeys(filter(None, names))) for one, names in named.items()}


def _due(ground: _Ground) -> date:
    duties = (
        duty.due
        for item in ground.assessment.items
        for part in item.parts
        if part.department == ground.department
        for duty in part.duties
        if duty.period == ground.period
    )
    return max(duties, default=ground.period.end)


def _rows(ground: _Ground) -> Iterator[FormRow]:
    for one in ground.assessment.items:
        part = next((p for p in one.parts if p.department == ground.department), None)
        if part is not None and part.roles and _is_open(one.item, part, ground):
            yield from _item_rows(one.item, part, ground)


def _is_open(item: Item, part: Part, ground: _Ground) -> bool:
    """Whether a department may still report on an item for the period."""
    if ground.department in item.owing:
        return any(duty.period == ground.period for duty in part.duties)
    is_done = part.status is Status.DONE and ground.department not in owing_every_period(item)
    return item.first <= ground.period <= item.last and not is_done


def _item_rows(item: Item, part: Part, ground: _Ground) -> Iterator[FormRow]:
    targets = [one for one in item.targets if ground.department in one.owed_by]
    came = [one for one in part.entries if one.period == ground.period]
    returned = part.returned.reviews if part.returned else ""
    is_settled = bool(came) and returned not in {one.id for one in came}
    told = came[0] if len(came) == 1 and _has_room(came[0], targets, ground) else None
    for position, target in enumerate(targets or [None]):
        is_first = position == 0
        slots = {
            FormKey.ITEM: Slot(item.id),
            **(_said(item, part, ground, told) if is_first else {}),
            **(_asked(item, target, part, ground, told) if target else {}),
        }
        if is_settled:
            slots[FormKey.LAST] = Slot(f"{ground.say('template.reported')}\n{came[-1].day}")
        yield FormRow(
            item.id,
            target.id if target else "",
            {key: slots.get(key, Slot()) for key in FORM_HEADS},
            is_first,
            ground.department in item.owing,
            target.asks_for if target else "",
            told.id if told else "",
            is_settled,
        )


def _has_room(entry: Entry, targets: Sequence[Target], ground: _Ground) -> bool:
    """Whether a form's rows can say all that an entry says, so that a correction loses nothing."""
    known, values = {one.id: one for one in targets}, dict(entry.values)
    fixed = {id_: one.common.value for id_, one in known.items() if one.common is not None}
    return (
        entry.department == ground.department
        and values.keys() <= known.keys()
        and all(str(fixed[id_]) == values[id_].partition("/")[2] for id_ in fixed.keys() & values)
        and all(len(str(entry.told(key))) <= LONGEST for key in OF_ITEM)
    )


def _said(item: Item, part: Part, ground: _Ground, told: Entry | None) -> dict[FormKey, Slot]:
    """What stands in an item's first row: what it is, and the cells for the item as a whole."""
    say = ground.say
    title, summary = task_title(item, ground.plan, say), item.summary.in_(say.lang)
    returned = part.returned.reason if part.returned else ""
    return {
        FormKey.TASK: Slot(f"{title}\n{summary}" if title != summary else title),
        FormKey.ROLE: Slot(role_text(part, say)),
        FormKey.RETURNED: Slot(returned),
        **{key: Slot(_repeated(key, told, say), answer) for key, answer in _PLAIN.items()},
    }


def _repeated(key: FormKey, told: Entry | None, say: Say) -> str:
    """What a report says under a key; whoever corrects it signs anew, with the day."""
    if told is None or key in FOR_ALL:
        return ""
    if key is FormKey.STATUS:
        return say(f"status.status.{told.status}")
    return str(told.told(key)).strip()


def _asked(
    item: Item, target: Target, part: Part, ground: _Ground, told: Entry | None
) -> dict[FormKey, Slot]:
    """What stands in a target's row: its goal, its last value, and the cells for the next."""
    say = ground.say
    last = last_value(part.entries, target)
    value = dict(told.values).get(target.id, "") if told else ""
    done, _, total = value.partition("/")
    named = [one.name for one in item.targets].count(target.name) > 1
    name = target.name.in_(say.lang)
    return {
        FormKey.TARGET: Slot(f"{name}（{target.id}）" if named else name),
        FormKey.GOAL: Slot(_meaning(target, part, ground)),
        FormKey.LAST: Slot(f"{last[0].period}\n{last[1]}" if last else ""),
        FormKey.DONE: Slot(_NOT_HERE if value == NOT_APPLICABLE else done, _figure(target)),
        FormKey.TOTAL: _total(target, total, part.entries, ground),
    }


def _meaning(target: Target, part: Part, ground: _Ground) -> str:
    say = ground.say
    parts = [
        say("template.goal", goal=goal_text(target, say)),
        say("template.due", due=due_text(target, say)),
    ]
    if target.counts.zh:
        parts.append(target.counts.in_(say.lang))
    elif target.measure.is_dated or target.measure.by_period:
        parts.append(target.measure.label.in_(say.lang))
    if target.measure.adds_over_time and target.measure.is_figure:
        goes_back = part.goes_back(target, ground.period)
        how = "since" if goes_back else f"value-is.{target.value_is}"
        parts.append(say(f"template.{how}", start=ground.plan.start))
    return "\n".join(parts)


def _figure(target: Target) -> Answer:
    if target.measure.is_dated:
        return Answer.REACHED
    whole = target.measure.is_share or target.measure.by_period
    return Answer.WHOLE if whole else Answer.AMOUNT


def _total(target: Target, told: str, entries: Sequence[Entry], ground: _Ground) -> Slot:
    """The cell for a ratio's denominator: what was ``told`` or is known of it stands there already.

    The one that the office has fixed is not to be answered; one that does not start anew with each
    report is the last one, to be changed where it has.
    """
    if not target.measure.is_share:
        return Slot()
    if target.common is not None:
        return Slot(str(target.common.value))
    known = None
    if target.is_common:
        known = last_value(ground.standing.live, target)
    elif target.value_is is not ValueIs.INCREMENT:
        known = last_value(entries, target)
    return Slot(told or _denominator(known), Answer.WHOLE)


def _denominator(last: tuple[Entry, str] | None) -> str:
    counts = parse_counts(last[1]) if last else None
    return str(counts.denominator) if counts and counts.denominator else ""


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
            _export_row(str(place), one, history, dues, paces) for place, one in enumerate(some, 1)
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
        say("report.left-out", count=left_out.told(on_paper=True)) if left_out.count else "",
        tuple(parts),
        tuple(_export_row("", one, history, dues, paces) for one in entries),
        tuple(_export_record(one, plan) for one in entries),
    )


def _export_row(
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


def _export_record(entry: Entry, plan: Plan) -> dict[str, str]:
    """An entry's own keys as texts: several things as compact JSON."""
    own = {"plan": plan.id, "department": entry.department}
    return {key: _as_text(own.get(key) or entry.told(key)) for key in EXPORT_KEYS}


def _as_text(told: object) -> str:
    if isinstance(told, str):
        return told
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""
