"""The words of the reports and what other papers say alike, as official papers put it."""

from foodsafety_ledger.words import Texts, read_texts

TEXTS: Texts = read_texts("""
kind: quarter 报告期、annual 全年、brief 一页纸、evidence 佐证材料目录
    Which one: quarter of a period, annual, brief (one page), evidence (the index)
called.quarter: 季度 | quarter
called.annual: 全年 | annual
called.brief: 一页纸 | brief
called.evidence: 佐证材料 | evidence
period: quarter 的报告期：2021Q3、2021年第三季度 | The period of quarter: 2021Q3
as-of: 按这一天的情况写（默认今天，最晚到该期报送期限届满次日）
    As things stood on this date (default today, at the latest when all reports were due)
derivation-file: 另写一份计算底稿：每个数字直到记录、行、提交和原文
    Also write every figure down to entries, lines, commits and the document's words
title.quarter: 关于《{title}》{period}落实情况的报告 | {title}: account of {period}
title.annual: 关于《{title}》全年落实情况的报告 | {title}: account of the year
title.brief: 《{title}》落实情况一页纸 | {title}: one page
title.evidence: 《{title}》佐证材料目录 | {title}: index of evidence
to: 区委、区政府： | To the district's Party committee and government:
first: {number}、{title} | {number}. {title}
second: （{number}）{title} | ({number}) {title}
part.asked: 任务要求和总体情况 | What was asked, and how it stands
part.done: 各项任务落实情况 | What was done
part.targets: 指标完成情况 | Targets
part.pace: 对照序时进度 | Beside the year's pace
part.all-targets: 全部指标 | All targets
part.missed: 未达要求的事项和原因 | What was missed, and why
part.problems: 各单位反映的问题和下步计划 | Problems and next steps as reported
part.silent: 报送情况 | Reports, and what was never reported
part.changed: 与上次报告相比的变化 | What changed since the last report
part.figures: 五个数字 | Five figures
part.worries: 三件要紧事 | Three worries
part.act: 须办事项 | Who must act by when
part.index: 材料目录 | Index
part.expected: 应有的材料 | What is expected
part.expired: 已过期的材料 | What has expired
evidence.missing: 未交 | not handed in
evidence.expired: 已过期：{numbers} | expired: {numbers}
evidence.expired-piece: 编号 {number}，{name}，{path}，有效期至 {day}
    no. {number}, {name}, {path}, good until {day}
day: 截至{day}。 | As of {day}.
day-and-pace: 截至{day}，有序时进度的 {count} 项指标：{paces}。
    As of {day}, of {count} {count:target/targets} with a pace: {paces}.
targets-count: {word}的 {count} 项 | {count} {word}
asked: 《{title}》（{number}）提出 {sections} 个方面、{tasks} 项重点任务，分解为 {items} 个分项、
        {targets} 项指标，由 {departments} 家单位落实。
    {title} ({number}) has {sections} {sections:section/sections} and {tasks} {tasks:task/tasks},
        broken down into {items} {items:item/items} and {targets} {targets:target/targets}, which
        {departments} {departments:department carries/departments carry} out.
standing: 截至{as_of}，分项：{items}；指标：{targets}；累计应报 {owed} 份：{reports}。
    On {as_of}, items: {items}; targets: {targets}; of {owed} {owed:report/reports} owed in all:
        {reports}.
closing: 各单位报已完成 {done} 项次，经复核销号 {closed} 项次；被退回 {returned} 项次。
    Done as departments report it: {done}, closed by the office: {closed}; returned: {returned}.
at-least: 至少{count} | at least {count}
left-out: 另有{count}条记录有误，未计入。 | Entries with errors, left out: {count}.
none: 无。 | None.
no-count: 无 | none
column.id: 分项 | Item
column.done: 内容、责任单位和进展 | What, who and what was done
column.lights: 分项灯色 | Items by light
column.pace: 指标和进度 | Target and pace
column.said: 存在问题和下步计划 | Problems and next steps
column.due: 应报日期 | Was due
column.items: 未报的分项 | Items not reported
column.what: 数字 | What
column.figure: 情况 | Figure
column.who: 责任单位 | Who
column.by-when: 办理时限 | By when
column.matter: 办理事项 | What
column.number: 编号 | No.
column.piece: 材料 | Evidence
column.expected: 应有的材料 | Expected
column.handed-in: 已交材料的编号 | Handed in, by number
pace: 完成目标的 {achieved}%，序时应为 {expected}%：{state}
    {achieved}% of the goal, {expected}% of the time: {state}
pace.ahead: 超序时进度 | ahead
pace.on: 按序时进度 | on pace
pace.behind: 慢于序时进度 | behind
pace.far-behind: 严重慢于序时进度 | far behind
voice: {name}（{period}）：{text} | {name} ({period}): {text}
voices.more: 另有 {count} 家报了进展 | and {count} more reported
quote: 原文“{quote}” | the document: “{quote}”
proofs: ；佐证 {count} 份 | ; pieces of evidence: {count}
derivation: 数字的来历 | where the figure comes from
because: ：{text}。 | : {text}.
unresolved: 分项 {item}：“{names}”具体指哪些单位尚未确定，未列入应报。
    Item {item}: who belongs to “{names}” is not settled yet; nobody owes it.
figure.green: 绿灯分项/全部分项 | Green items of all
figure.met: 达标指标/全部指标 | Targets met of all
figure.came: 已报/应报 | Reports filed of those owed
figure.red: 红灯分项 | Red items
figure.overdue: 逾期未报（份） | Reports overdue
at-once: 立即（逾期 {days} 天） | at once (days late: {days})
reports-due: 报送台账 {count} 份 | reports to file: {count}
actors.more: 另有 {count} 项，见全文报告。 | And {count} more: see the full report.
""")
