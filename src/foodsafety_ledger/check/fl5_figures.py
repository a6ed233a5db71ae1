"""The rules of figures (FL5), with those of evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final

from foodsafety_ledger.assess.assess import assess_items
from foodsafety_ledger.assess.assessment import TargetVerdict
from foodsafety_ledger.assess.standing import standing_of
from foodsafety_ledger.check.fl5_evidence import EVIDENCE
from foodsafety_ledger.check.rules import Family, finding, value_finding
from foodsafety_ledger.model.diagnostic import Diagnostic, Related
from foodsafety_ledger.model.entry import Status
from foodsafety_ledger.model.goal import GoalKind
from foodsafety_ledger.model.measure import (
    NOT_APPLICABLE,
    NotApplicable,
    ValueProblem,
    is_nothing,
)
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Across, Target, ValueIs
from foodsafety_ledger.reading.typed import spelt_value
from foodsafety_ledger.reading.workspace import ReportedValue, Workspace, once

FL5: Final = Family()


@FL5.rule("""
    error FL501 bad-value mends item
    not-counts: “{value}”不是 分子/分母（{target}）
        “{value}” is not a numerator/denominator ({target})
    not-counts.hint: 写成 分子/分母，例如 118/120；表格里分填“完成数”“总数”
        write numerator/denominator, such as 118/120; in a form each in its own cell
    percentage: “{value}”是百分比，要填的是两个数（{target}）
        “{value}” is a share; give the two counts behind it ({target})
    percentage.hint: 写成 分子/分母，例如 118/120；表格里分填“完成数”“总数”
        write numerator/denominator, such as 118/120; in a form each in its own cell
    zero-denominator: “{value}”的分母是 0（{target}） | “{value}” has a denominator of 0 ({target})
    zero-denominator.hint: 确实无事可做时写 0/0，并在进展情况（note）说明
        where there was nothing to do, write 0/0 and say so in the note
    full-width: “{value}”含全角数字或符号（{target}）
        “{value}” has full-width digits or signs ({target})
    full-width.hint: 用半角数字；比率写成 分子/分母，例如 118/120
        use plain digits; a ratio is numerator/denominator, such as 118/120
    not-a-number: “{value}”不是数（{target}） | “{value}” is not a number ({target})
    not-a-number.hint: 写一个数，写全写准，例如 30000；不写 万、约、以上，也不写别的单位
        write one number in full, such as 30000: no 万, 约 or 以上, nor another unit
    not-whole: “{value}”不是整数（{target}） | “{value}” is not a whole number ({target})
    not-whole.hint: 填本期有几周（或几个月）做到了，例如 13
        give in how many weeks (or months) of the period it was done, such as 13
    indivisible: “{value}”不是整数，{target} 数的是一个一个的
        “{value}” is not a whole number, and {target} counts one by one
    negative: “{value}”小于 0（{target}） | “{value}” is below 0 ({target})
    negative.hint: 报多了的数用 amends 更正，不用负数冲减
        amend an entry that was too high; do not set it off
    too-long: “{value}”的位数太多（{target}） | “{value}” has too many digits ({target})
    not-a-date: “{value}”不是完成日期（{target}）
        “{value}” is not the day it was reached ({target})
    not-a-date.hint: 写完成的那一天，例如 2021-11-15；没有完成就不填
        write the day, such as 2021-11-15; leave it out until then
    no-such-day: 日历上没有 {value} 这一天（{target}） | the calendar has no {value} ({target})
    century: {value} 不在 1900 至 2999 年之间（{target}）
        {value} does not lie in the years from 1900 to 2999 ({target})
    indivisible.hint: 填整数；报的是别的量时，不填这个指标
        write a whole number; where it counts something else, leave the target out
    too-long.hint: 核对位数；确有这么大，换大一级的单位报
        count the digits; what is truly so large is reported in a larger unit
    hint: 写日历上确有的那一天，例如 2021-11-15 | write a day that there is, such as 2021-11-15
    why: 百分比不能再核算，也不能与别的单位合计；台账只收能核对的数。
        A percentage can be neither recomputed nor pooled; the ledger takes only what can be
            checked.
""")
def _bad_values(workspace: Workspace) -> Iterator[Diagnostic]:
    for figure in workspace.given_values:
        problem = figure.value
        if isinstance(problem, ValueProblem) and problem is not ValueProblem.NOTHING_OF_COMMON:
            meant = spelt_value(figure.target, figure.text)
            reads = not isinstance(figure.target.read(meant), ValueProblem)
            hint = {"meant": meant} if reads else {}
            yield value_finding("FL501", figure, problem.value, value=figure.text, **hint)


@FL5.rule("""
    error FL503 nothing-to-do-unexplained item
    says: {target} 填了 {value}，没有在进展情况（note）说明
        {target} is {value} without a note that says why
    common: {target} 的分母是共同的，不会是 0 | {target} has a common denominator, which is never 0
    hint: 在进展情况（note）写明本期为何无事可做，或为何不适用
        say in the note why there was nothing to do, or why it does not apply
    common.hint: 写办公室定的那个分母 | write the denominator that the office has fixed
    why: 0/0 和 n/a 使指标不参与判断，所以要有说明。
        0/0 and n/a take the department out of the judgement, which needs a reason.
""")
def _nothing_to_do(workspace: Workspace) -> Iterator[Diagnostic]:
    for figure in workspace.given_values:
        if figure.value is ValueProblem.NOTHING_OF_COMMON:
            yield value_finding("FL503", figure, "common")
        elif isinstance(figure.value, ValueProblem) or figure.entry.note:
            continue
        elif is_nothing(figure.value):
            yield value_finding("FL503", figure, value=str(figure.value))


@FL5.rule("""
    error FL508 reached-after-entry item
    says: 完成日期 {value} 晚于记录日期 {date}
        reached on {value}, after the entry's own date {date}
    hint: 改正完成日期，或等完成之后再报 | correct the day, or report it once it is reached
    why: 完成了才报，不预报。 | A milestone is reported once it is reached, not before.
""")
def _reached_after_entry(workspace: Workspace) -> Iterator[Diagnostic]:
    for figure, reached in _reached(workspace):
        reported = figure.entry.date
        if reported is not None and reported < reached:
            yield value_finding("FL508", figure, value=reached, date=reported)


@FL5.rule("""
    warning FL509 reached-before-plan item
    says: 完成日期 {value} 早于计划期的第一天（{start}）
        reached on {value}, before the plan begins ({start})
    not-before: {target} 的完成日期 {value} 早于 {start}，那时还不到时候
        {target} was reached on {value}, before {start}, when it is not yet time for it
    not-before.hint: 多半是日期写错了，或报的是另一次活动
        the date is probably wrong, or another occasion is meant
    hint: 多半是年份写错了 | the year is probably wrong
    why: 计划之前就完成的，多半是年份写错了；照它算就是按时完成。
        What was reached before the plan is most likely a wrong year, and would count as in time.
""")
def _reached_before_plan(workspace: Workspace) -> Iterator[Diagnostic]:
    plan = workspace.plan
    if plan is None:
        return
    for figure, reached in _reached(workspace):
        not_before = figure.target.not_before
        if reached < plan.start:
            yield value_finding("FL509", figure, value=reached, start=plan.start)
        elif not_before and reached < not_before:
            yield value_finding("FL509", figure, "not-before", value=reached, start=not_before)


def _reached(workspace: Workspace) -> Iterator[tuple[ReportedValue, date]]:
    """The milestones' values, each with the day it is, where the plan could hold that day."""
    for figure in workspace.figures:
        if isinstance(figure.value, date) and workspace.is_possible(figure.value):
            yield figure, figure.value


@FL5.rule("""
    error FL502 numerator-above-denominator together item
    says: {target} 的分子 {numerator} 大于分母 {denominator}
        {target}: the numerator {numerator} is above the denominator {denominator}
    sum: {target} 各次相加为 {numerator}/{denominator}，分子大于分母
        {target}: the entries add up to {numerator}/{denominator}, more than there are
    sum.hint: 每次只填新增数，不填累计数 | each entry gives only what is new, not the running total
    parts: {target} 在 {period} 各单位合计 {numerator}/{denominator}，分子大于分母
        {target}: in {period} the departments together give {numerator}/{denominator}, more than
            there are
    parts.hint: 各单位只填自己的部分，不填全区的数
        each gives its own part, not the figure of the whole district
    hint: 检查两个数是否写反 | see whether the two are the wrong way round
    why: 做到的不会比应做的多。 | No more can be done than there was to do.
""")
def _numerators_above(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL502: no more were reached than there are; of increments their sum counts (design 4.2)."""
    for figure in workspace.figures:
        value, target = figure.value, figure.target
        alone = target.value_is is not ValueIs.INCREMENT and not target.may_exceed
        if alone and isinstance(value, Counts) and value.numerator > value.denominator:
            yield value_finding("FL502", figure, **value._asdict())
    for figures in _grouped(_live(workspace), _adds_up, _sum_of):
        over = _first_over(figures)
        if over is not None:
            yield value_finding("FL502", over[0], "sum", **over[1]._asdict())
    for figures in _grouped(
        _live(workspace), _is_shared_out, lambda f: (f.target.ref, f.entry.period)
    ):
        over = _first_over(_parts_of(figures, workspace))
        if over is not None:
            facts = {"period": over[0].entry.period, **over[1]._asdict()}
            yield value_finding("FL502", over[0], "parts", **facts)


@FL5.rule("""
    error FL519 total-withdrawn together item
    says: {target} 的累计数是 {before}，不能改成 n/a
        the running total of {target} is {before} and cannot become n/a
    hint: 没有新增就照报原数；以前报错了就用 amends 更正
        with nothing new, report the same total; amend what was wrong before
    why: 已经有了累计数，就不会“不适用”；改成 n/a 会让它从合计中消失。
        What has a total applies; n/a would make the total disappear from the sum.
""")
def _totals_withdrawn(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL519: a running total above 0 does not become n/a (design 4.2)."""
    for figures in _grouped(_live_given(workspace), _is_running, _one):
        for before, after in pairwise(figures):
            is_positive = before.value is not NOT_APPLICABLE and before.amount > 0
            if after.value is NOT_APPLICABLE and is_positive:
                related = Related(before.place, "before")
                yield value_finding("FL519", after, "", related, before=before.text)


@FL5.rule("""
    error FL504 denominators-differ together item
    says: 共同分母 {value} 与其他单位报的 {expected} 不同（{period}）
        the common denominator {value} differs from the {expected} that others gave for {period}
    hint: 各单位用同一个数；请办公室定 | all use one figure; the office says which
    why: 分母是大家共用的，各说各的就算不出比率。
        They share one denominator; with two there is no rate.
""")
def _denominators_differ(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL504: of one period, departments state the same common denominator (design 4.3)."""
    for figures in _grouped(
        _live(workspace),
        lambda t: t.is_common and t.common is None,
        lambda f: (f.target.ref, f.entry.period),
    ):
        latest = {figure.entry.department: figure for figure in figures}
        first, *others = sorted(latest.values(), key=lambda f: f.entry.stamp)
        for figure in others:
            stated, expected = figure.counts.denominator, first.counts.denominator
            if stated != expected:
                related = Related(first.place, "first")
                facts = {"value": stated, "expected": expected, "period": figure.entry.period}
                yield value_finding("FL504", figure, "", related, **facts)


@FL5.rule("""
    warning FL520 denominator-not-fixed-one item
    says: 分母 {value} 与计划定的共同分母 {expected} 不同，按计划的算
        the denominator {value} is not the {expected} that the plan fixes, which counts
    hint: 分母填 {expected} | give {expected}
    why: 共同分母由办公室在计划中统一定，各单位照填。
        The office has fixed one denominator for everybody; what entries say instead is not used.
""")
def _denominators_not_fixed(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL520: entries give the common denominator that the plan fixes (design 4.3)."""
    for figure in _live(workspace):
        fixed, value = figure.target.common, figure.value
        if fixed and isinstance(value, Counts) and value.denominator != fixed.value:
            yield value_finding("FL520", figure, value=value.denominator, expected=fixed.value)


_SHORT: Final = frozenset({TargetVerdict.SHORT, TargetVerdict.MISSED})


@FL5.rule("""
    warning FL521 done-while-short item
    says: {item} 报了完成，本单位的 {target} 却没有达到
        {item} is reported done, and the department's own {target} is not met
    hint: done 指全年这件事都做完了；还在做就报 in-progress
        done means that the whole year's work is; report in-progress until then
    why: 指标没有达到就不算完成；报了完成还会免去以后的报告。
        Work whose own figure falls short is not done, and done spares the reports to come.
""")
def _done_while_short(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL521: who says that it is done has met the binding targets by its own value (4.5)."""
    plan, today = workspace.plan, workspace.today
    said = {entry.item for entry in workspace.fit if entry.status is Status.DONE}
    if plan is None or today is None or not said:
        return
    for item in assess_items(workspace, plan, today, [id_ for id_ in plan.items if id_ in said]):
        done = {part.department: part.latest for part in item.parts}
        for target in item.targets:
            for figure in target.figures:
                entry = done.get(figure.department)
                is_done = entry is not None and entry.status is Status.DONE
                if entry and is_done and target.target.binding and figure.verdict in _SHORT:
                    ref = target.target.ref
                    yield finding("FL521", entry, "status", item=item.item.id, target=ref)


@FL5.rule("""
    error FL507 too-many-occasions together item
    says: {period} 共报 {total} 次，最多只可能 {most} 次
        {total} {total:occasion/occasions} in {period}; no more than {most} {most:is/are} possible
    hint: 填的是本期有几周（或几个月）做到了，不是累计数
        count the weeks (or months) of the period that had one, not a total
    why: 一个报告期只有这么多周或月。 | A period has only so many weeks or months.
""")
def _too_many_occasions(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL507: a period has only so many weeks or months; its entries add up (design 4.1)."""
    for figures in _grouped(
        _live(workspace), lambda t: t.measure.by_period, lambda f: (*_one(f), f.entry.period)
    ):
        total, most = Fraction(0), _most(figures[0])
        for figure in figures:
            before, total = total, total + figure.amount
            if before <= most < total:
                facts = {"total": total, "most": most, "period": figure.entry.period}
                yield value_finding("FL507", figure, **facts)


@FL5.rule("""
    warning FL505 falling-total item
    says: {target} 的累计数从 {before} 降到 {value}
        the running total of {target} falls from {before} to {value}
    hint: 累计数只增不减；前一次报多了就用 amends 更正
        a running total never falls; amend the earlier entry if it was too high
    why: 累计数变小，不是填成了新增数，就是以前报多了。
        A falling total is either an increment by mistake or was too high before.
""")
def _falling_totals(workspace: Workspace) -> Iterator[Diagnostic]:
    for figures in _grouped(_live(workspace), _is_running, _one):
        for before, after in pairwise(figures):
            was, is_ = before.amount, after.amount
            if is_ < was:
                related = Related(before.place, "before")
                yield value_finding("FL505", after, "", related, value=str(is_), before=str(was))


@FL5.rule("""
    warning FL506 denominator-shrank item
    says: {target} 的分母从 {before} 减到 {value}
        the denominator of {target} shrinks from {before} to {value}
    hint: 确有减少就在 note 说明原因 | if it is right, say why in the note
    why: 缩小分母可以让比率变好看。 | A smaller denominator makes a rate look better.
""")
def _shrunken_denominators(workspace: Workspace) -> Iterator[Diagnostic]:
    for figures in _grouped(_live(workspace), _has_bound, _one):
        told = [figure for figure in figures if figure.counts.denominator]
        for before, after in pairwise(told):
            was, is_ = before.counts.denominator, after.counts.denominator
            if is_ < was:
                related = Related(before.place, "before")
                yield value_finding("FL506", after, "", related, value=str(is_), before=str(was))


@FL5.rule("""
    note FL517 round-figure-without-evidence item
    says: {target} 报 {value}，没有佐证材料 | {target} is reported as {value} without evidence
    hint: 有材料就附上：ledger amend {entry} --evidence 文件
        attach what there is: ledger amend {entry} --evidence FILE
    why: 整整百分之百最常被追问，最好有据可查。
        A round hundred per cent is what people ask about first.
""")
def _round_without_evidence(workspace: Workspace) -> Iterator[Diagnostic]:
    for figure in _live(workspace):
        counts = figure.value
        whole = isinstance(counts, Counts) and 0 < counts.denominator == counts.numerator
        bound = figure.target.goal.kind is GoalKind.BOUND
        if whole and bound and not figure.entry.evidence:
            yield value_finding("FL517", figure, value=str(counts), entry=figure.entry.id)


@once
def _live_given(workspace: Workspace) -> tuple[ReportedValue, ...]:
    """The values of live reports that read, n/a too, in time order."""
    order = {id(entry): place for place, entry in enumerate(standing_of(workspace).live)}
    live = (
        one
        for one in workspace.given_values
        if id(one.entry) in order and not isinstance(one.value, ValueProblem)
    )
    return tuple(sorted(live, key=lambda one: order[id(one.entry)]))


@once
def _live(workspace: Workspace) -> tuple[ReportedValue, ...]:
    """The figures of live reports, in time order."""
    return tuple(one for one in _live_given(workspace) if not isinstance(one.value, NotApplicable))


def _grouped(
    figures: Iterable[ReportedValue],
    wanted: Callable[[Target], bool],
    group: Callable[[ReportedValue], Hashable],
) -> Iterable[list[ReportedValue]]:
    """The figures of the targets wanted, in groups, each in the order given."""
    groups: dict[Hashable, list[ReportedValue]] = defaultdict(list)
    known: dict[tuple[str, str], bool] = {}
    for figure in figures:
        key = figure.target.item, figure.target.id
        if key not in known:
            known[key] = wanted(figure.target)
        if known[key]:
            groups[group(figure)].append(figure)
    return groups.values()


def _one(figure: ReportedValue) -> tuple[str, str]:
    return figure.target.ref, figure.entry.department


def _sum_of(figure: ReportedValue) -> tuple[str, str]:
    """What a figure adds to: its department's sum, or everyone's over a common denominator."""
    target = figure.target
    together = target.is_common and target.across is Across.POOLED
    return (target.ref, "") if together else _one(figure)


def _adds_up(target: Target) -> bool:
    increments = target.measure.is_share and target.value_is is ValueIs.INCREMENT
    return increments and not target.may_exceed


def _is_shared_out(target: Target) -> bool:
    """Whether departments report parts of one whole, each anew."""
    follows = target.value_is is not ValueIs.INCREMENT and not target.may_exceed
    return target.is_common and target.across is Across.POOLED and follows


def _parts_of(figures: list[ReportedValue], workspace: Workspace) -> list[ReportedValue]:
    """The latest of each department, but of those whose part another has taken over."""
    latest = {figure.entry.department: figure for figure in figures}
    heirs = workspace.plan.heirs if workspace.plan else {}
    gone = {old for old, heir in heirs.items() if heir.id in latest}
    parts = (figure for department, figure in latest.items() if department not in gone)
    return sorted(parts, key=lambda figure: figure.entry.stamp)


def _is_running(target: Target) -> bool:
    return target.value_is is ValueIs.RUNNING_TOTAL


def _has_bound(target: Target) -> bool:
    follows = target.value_is is not ValueIs.INCREMENT
    return target.measure.is_share and follows and target.goal.kind is GoalKind.BOUND


def _first_over(figures: list[ReportedValue]) -> tuple[ReportedValue, Counts] | None:
    """The figure that takes the sum over for good, and the whole sum; None if it ends within."""
    total, taken = Counts(0, 0), None
    target = figures[0].target
    for figure in figures:
        denominator = figure.counts.denominator + (0 if target.is_common else total.denominator)
        if target.common is not None:  # what the office has fixed replaces what entries say
            denominator = target.common.value
        total = Counts(total.numerator + figure.counts.numerator, denominator)
        if total.numerator <= total.denominator:
            taken = None
        elif taken is None:
            taken = figure
    return None if taken is None else (taken, total)


def _most(figure: ReportedValue) -> int:
    """How many weeks, months or quarters the calendar has in a period; one may be halved by it."""
    period, goal = figure.entry.period, figure.target.goal
    assert period is not None  # noqa: S101 - a figure's entry has a period
    if goal.kind is GoalKind.WEEKLY:
        return period.weeks
    return max(1, period.cadence.months // goal.kind.interval.months)


FL5.update(EVIDENCE)
