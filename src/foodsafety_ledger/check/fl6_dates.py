"""The rules of dates and periods: what an entry is about, when it was made, what was owed (FL6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from foodsafety_ledger.assess.assessment import Duty, DutyState
from foodsafety_ledger.assess.duties import Clock, duties_of, extended, ground_of
from foodsafety_ledger.assess.standing import extensions_by_item, standing_on
from foodsafety_ledger.check.fl4_references import resolved_links
from foodsafety_ledger.check.rules import Family, finding, value_finding
from foodsafety_ledger.files.workspace import ledger_path
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related
from foodsafety_ledger.model.name import in_a_row
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.reading.ledger import ENTRY_ID
from foodsafety_ledger.reading.workspace import Workspace, once

FL6: Final = Family()


@FL6.rule("""
    error FL601 period-outside-plan item
    says: {value} 不是本计划的报告期（{first} 至 {last}）
        {value} is no period of this plan ({first} to {last})
    hint: 改成本计划的报告期；早于它的并入 {first}
        write a period of this plan; what is earlier belongs to {first}
    why: 计划期之外的情况不属于本台账。
        What happened outside the plan's time is not this ledger's.
""")
def _periods_outside_plan(workspace: Workspace) -> Iterator[Diagnostic]:
    if workspace.plan is None:
        return
    periods, last = workspace.plan.periods, _last_days(workspace)
    facts = {"first": periods[0], "last": periods[-1]}
    for entry in workspace.reports:
        if entry.period is not None and _is_outside(entry.period, entry.item, periods, last):
            yield finding("FL601", entry, "period", value=entry.period, **facts)


@once
def _last_days(workspace: Workspace) -> Mapping[str, date]:
    """The latest day to which each item's due date was extended."""
    granted = extensions_by_item(workspace.sound)
    dated = {item: [one.due for one in found if one.due] for item, found in granted.items()}
    return {item: max(days) for item, days in dated.items() if days}


def _is_outside(
    period: Period, item: str, periods: tuple[Period, ...], last: Mapping[str, date]
) -> bool:
    """Whether a period is none of the plan's, nor one to which the item was extended."""
    if period.cadence is not periods[0].cadence or period < periods[0]:
        return True
    return period > periods[-1] and (item not in last or period.start > last[item])


@FL6.rule("""
    error FL609 extension-out-of-order item
    says: 延期至 {value} 不比现在的期限 {due} 晚
        an extension to {value} is no later than the due date in force, {due}
    passed: 期限 {due} 已过，{date} 不能再延
        the due date {due} had passed by {date} and cannot be extended
    passed.hint: 过了期限的，报告里说明；如需更改计划，走计划的修订
        say in the report why it is late; a passed date is not moved
    hint: 写比 {due} 晚的日期，或不必延期 | write a date after {due}, or extend nothing
    why: 延期要在期限过去之前批，而且往后延；过后补批会让逾期无声消失。
        An extension is granted before the date has passed, and to a later one: granted afterwards
            it would make what was missed disappear.
""")
def _extensions_out_of_order(workspace: Workspace) -> Iterator[Diagnostic]:
    if workspace.plan is None:
        return
    plan = workspace.plan
    for id_, extensions in extensions_by_item(workspace.sound).items():
        item = plan.items.get(id_)
        for entry in extensions if item else ():
            assert item is not None  # noqa: S101 - of an item that the plan has
            clock = Clock(entry.day, plan.grace_days, plan.cadence)
            facts = {"due": item.due, "date": entry.day}
            if clock.passed(item.due, item):
                yield finding("FL609", entry, "date", "passed", **facts)
            elif entry.due is not None and entry.due <= item.due:
                yield finding("FL609", entry, "due", "", value=entry.due, **facts)
            elif entry.due is not None:
                item = extended(item, entry.due)


@FL6.rule("""
    error FL608 date-far-from-plan item
    says: {value} 离计划期（{start} 至 {end}）十年以上
        {value} lies more than ten years from the plan ({start} to {end})
    hint: 多半是年份写错了 | the year is probably wrong
    why: 差了十年以上的日期只会是笔误，照它算，是否按时就全错了。
        A date that far away is a slip of the pen; whether anything was on time would follow it.
""")
def _dates_far_from_plan(workspace: Workspace) -> Iterator[Diagnostic]:
    plan = workspace.plan
    if plan is None:
        return
    facts = {"start": plan.start, "end": plan.end}
    days = {day for entry in workspace.entries for day in (entry.date, entry.due) if day}
    far = {day for day in days if not workspace.is_possible(day)}
    for entry in workspace.entries if far else ():
        for key, day in (("date", entry.date), ("due", entry.due)):
            if day in far:
                yield finding("FL608", entry, key, value=day, **facts)
    for figure in workspace.given_values:
        if isinstance(figure.value, date) and not workspace.is_possible(figure.value):
            yield value_finding("FL608", figure, value=figure.value, **facts)


@FL6.rule("""
    error FL602 entry-before-period item
    says: {value} 早于 {period} 的第一天（{start}） | {value} is before {period} begins ({start})
    hint: 检查 date 和 period 哪个写错了 | see which of date and period is wrong
    why: 还没开始的一期不可能有情况可报。
        There is nothing to report of a period that has not begun.
""")
def _entries_before_period(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL602: nobody reports on a period that has not begun (design 4.4)."""
    last = _last_days(workspace)
    periods = workspace.plan.periods if workspace.plan else ()
    for entry in workspace.reports:
        period = entry.period
        if period is None or entry.date is None or entry.date >= period.start:
            continue
        outside = periods and _is_outside(period, entry.item, periods, last)
        if not outside and workspace.is_possible(entry.date):
            facts = {"value": entry.date, "period": period, "start": period.start}
            yield finding("FL602", entry, "date", **facts)


@FL6.rule("""
    warning FL610 report-after-handover item
    says: {department} 的工作自 {start} 起由 {heir} 承接，此后的报告应记在 {heir} 的台账
        {heir} took over from {department} on {start}, and reports in its own ledger since
    hint: 作废这一条，改用 ledger record {id} | void it, and use ledger record {id}
    why: 承接单位在原台账里只更正和作废；新的报告记在那里，就分不清是谁报的。
        In the old ledger the heir amends and voids only; of a new report there nobody could tell
            whose it is.
""")
def _reports_after_handover(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL610: whoever takes over reports in a ledger of its own (design 4.4)."""
    known = workspace.plan.departments if workspace.plan else {}
    heirs = workspace.plan.heirs if workspace.plan else {}
    for entry in workspace.reports:
        heir = heirs.get(entry.department)
        if heir and entry.date and not entry.amends and entry.date >= heir.term.start:
            names = {"department": known[entry.department].name, "heir": heir.name}
            yield finding("FL610", entry, "date", id=heir.id, start=heir.term.start, **names)


@FL6.rule("""
    error FL603 id-date-differs item
    says: 编号 {id} 的日期与记录日期 {date} 不一致
        the id {id} does not bear the entry's date {date}
    hint: 编号应为 {expected}；若日期写错则改日期
        the id would be {expected}; or mend the date if that is wrong
    why: 编号里的日期让人改不动记录的时间而不留痕迹。
        With the date in the id, the day of an entry cannot be changed unnoticed.
""")
def _id_dates(workspace: Workspace) -> Iterator[Diagnostic]:
    for entry in workspace.entries:
        if entry.date is None:
            continue
        expected = entry.date.isoformat().replace("-", "") + entry.id[8:]
        if entry.id != expected and ENTRY_ID.fullmatch(entry.id):
            facts = {"id": entry.id, "date": entry.date, "expected": expected}
            yield finding("FL603", entry, "id", **facts)


@FL6.rule("""
    error FL604 earlier-than-amended item
    says: 日期 {value} 早于所针对记录的日期 {date}
        dated {value}, before the entry it is about ({date})
    hint: 写做出更正、作废或复核的那一天 | write the day on which it was amended, voided or reviewed
    why: 更正、作废、复核只能在原记录之后。
        Nothing can be amended, voided or reviewed before it was reported.
""")
def _earlier_than_named(workspace: Workspace) -> Iterator[Diagnostic]:
    for link, named in resolved_links(workspace):
        day, before = link.entry.date, named.date
        if day is not None and before is not None and day < before:
            related = Related(named.place("date"), "entry")
            yield finding("FL604", link.entry, "date", "", related, value=day, date=before)


@FL6.rule("""
    warning FL607 entry-in-future item
    says: 日期 {value} 还没有到（今天是 {today}） | {value} is still to come (today is {today})
    hint: 多半是年份或月份写错了 | the year or month is probably wrong
    why: 将来的记录在那一天之前不计入任何数字。
        An entry of a day to come is in no figure until that day.
""")
def _entries_in_future(workspace: Workspace) -> Iterator[Diagnostic]:
    for entry in workspace.entries:
        if entry.date is None or workspace.today is None or entry.date <= workspace.today:
            continue
        if workspace.is_possible(entry.date):
            yield finding("FL607", entry, "date", value=entry.date, today=workspace.today)


@FL6.rule("""
    note FL605 late-report item
    says: {item} 的 {period} 报告迟了（最迟 {due}）
        the report on {item} for {period} came late (due {due})
    why: 迟报要看得见，但不妨碍台账使用。
        Lateness is shown; it does not stop the ledger from being used.
""")
def _late_reports(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL605: reported after the duty was due; the first entry of a chain of amendments decides."""
    for duty in _duties(workspace):
        if duty.state is DutyState.LATE and duty.first:
            facts = {"item": duty.item, "period": duty.period, "due": duty.due}
            yield finding("FL605", duty.first, "date", **facts)


@FL6.rule("""
    note FL606 missing-report duties
    says: {name}欠 {period} 的 {count} 份报告（最迟 {due}）：{items}
        {name} owes {count} of the reports for {period} (due {due}): {items}
    hint: 补报：ledger record {department} {item} --period {period}
        report them: ledger record {department} {item} --period {period}
    why: 漏报要看得见，但不妨碍台账使用。
        A missing report is shown; it does not stop the ledger from being used.
""")
def _missing_reports(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL606: a department's overdue reports, one note a period."""
    yield from missing_of(workspace, overdue(workspace))


Overdue = tuple[str, str, str]
"""A report that has not come: the department, the period and the last day on time, as told."""


def overdue(workspace: Workspace) -> Mapping[str, Sequence[Overdue]]:
    """The reports that have not come, by item.

    Silent about parts with an entry that could not be used: that mistake has been found.
    """
    missing: dict[str, list[Overdue]] = defaultdict(list)
    left_out = workspace.left_out
    for duty in _duties(workspace):
        unheard = duty.department in left_out.departments
        unheard = unheard or (duty.item, duty.department) in left_out.parts
        if duty.state is DutyState.OVERDUE and not unheard:
            told = duty.department, str(duty.period), duty.due.isoformat()
            missing[duty.item].append(told)
    return missing


def missing_of(
    workspace: Workspace, missing: Mapping[str, Sequence[Overdue]]
) -> Iterator[Diagnostic]:
    """FL606 of all that is ``missing``, by item in the order of the plan."""
    together: dict[Overdue, list[str]] = defaultdict(list)
    for item, reports in missing.items():
        for one in reports:
            together[one].append(item)
    for (department, period, due), items in together.items():
        facts: dict[str, Fact] = {
            "department": department,
            "name": workspace.called(department),
            "period": period,
            "due": due,
            "count": len(items),
            "items": in_a_row(items),
            "item": items[0],
        }
        yield Diagnostic("FL606", Location(ledger_path(department)), facts)


@once
def _duties(workspace: Workspace) -> tuple[Duty, ...]:
    plan, day = workspace.plan, workspace.today
    if plan is None or day is None:
        return ()
    standing = standing_on(workspace, workspace.sound, day)
    ground = ground_of(plan, standing, workspace.values)
    return tuple(duties_of(ground, plan.items if workspace.items is None else workspace.items))
