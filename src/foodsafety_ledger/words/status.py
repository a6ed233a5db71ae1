"""The words of lights, verdicts, states and the tables that show them."""

from foodsafety_ledger.words import Texts, read_texts

TEXTS: Texts = {
    **{f"period.quarter.{n}": (word, str(n)) for n, word in enumerate("一二三四", 1)},
    **{f"period.half-year.{n}": (word, str(n)) for n, word in enumerate("上下", 1)},
    "summary.before": ("此前  ", "before  "),
    "column.items": ("绿/\n分项", "Green/\nitems"),
    "column.targets": ("达标/\n指标", "Met/\ntargets"),
    "column.duties": ("已报/\n应报", "Filed/\nowed"),
    **read_texts("""
refs: 只看：任务 14、分项 14.1、指标 14.1/…、单位、章 s4、报告期 2021Q3；同类相加，异类相限
    Only these: task 14, item 14.1, target 14.1/…, a department, section s4, period 2021Q3
by: 每行一个：task 任务、item 分项、target 指标、department 单位、section 章、period 报告期
    One row for each task, item, target, department, section or period
only: 只看这些灯色（红、黄、绿、灰），或报送状态（未报、逾期、待报、迟报、按时）的，逗号分隔
    Only what has these lights (red, yellow, green, grey) or reports (unreported, overdue, pending,
        late, reported), separated by commas
as-of: 按这一天的情况看（默认今天）：YYYY-MM-DD
    What was true on this date (default today): YYYY-MM-DD
rev: 按 git 的这个版本读文件，不动工作区
    Read the files as committed in this git revision; the work tree stays untouched
against: 与这时比，看有什么变化：报告期、日期、git 版本，或去年工作区的文件夹
    What changed since: a period, a date, a git revision, or the folder of last year's workspace
changed: 与 {against} 相比 | Changed since {against}
changed.nothing: 灯色和结论都没有变 | no light and no verdict has changed
changed.targets: {count} 个指标 | targets: {count}
changed.figures: 另有 {count} 个指标数值有变、结论未变
    figures that changed without another verdict: {count}
watch: 留在屏幕上，文件一变就重画（挂墙大屏用）；Ctrl-C 结束
    Stay on the screen and draw anew when files change (for a wall screen); Ctrl-C ends it
watching: 文件有变就重画；Ctrl-C 结束 | drawn anew when files change; Ctrl-C ends it
fail-on: 所选分项中有这种灯色则退出码为 1：红 | Exit 1 if any selected item has this light: red
by.task: 任务 | task
by.item: 分项 | item
by.target: 指标 | target
by.department: 单位 | department
by.section: 章 | section
by.period: 报告期 | period
light.red: 红 | red
light.yellow: 黄 | yellow
light.green: 绿 | green
light.grey: 灰 | grey
verdict.met: 达标 | met
verdict.met-late: 迟达标 | met late
verdict.short: 尚未达标 | short
verdict.missed: 未达标 | missed
verdict.no-data: 尚无数据 | no data
verdict.missing: 缺数据 | missing
verdict.n/a: 无此项 | n/a
duty.reported: 按时 | on time
duty.late: 迟报 | late
duty.overdue: 逾期 | overdue
duty.pending: 待报 | pending
duty.unreported: 未报 | unreported
status.none: 未报 | nothing yet
status.not-started: 未启动 | not started
status.in-progress: 推进中 | in progress
status.done: 已完成 | done
status.blocked: 受阻 | blocked
role.lead: 牵头 | lead
role.responsible: 负责 | responsible
role.shared: 分工负责 | shared
role.support: 配合 | support
role.none: 未列名 | not named
review.accepted: 已认可 | accepted
review.closed: 已销号 | closed
review.returned: 已退回 | returned
review.unreviewed: 未经复核 | unreviewed
period.month: {year}年{number}月 | {year}-{number:02}
period.quarter: {year}年第{number}季度 | {year}Q{number}
period.half-year: {year}年{number}半年 | {year}H{number}
period.year: {year}年 | {year}
period.head.month: {number}月 | {number:02}
period.head.quarter: {number}季度 | Q{number}
period.head.half-year: {number}半年 | H{number}
period.head.year: 全年 | year
day: {year}年{month}月{day}日 | {year}-{month:02}-{day:02}
extended: {due}（原为 {old}，已获准延期） | {due} (extended from {old})
figure: {figure}，期限 {due} | {figure}, due {due}
goal: 目标 {goal}，期限 {due} | goal {goal}, due {due}
goal.rising: 上升 | rising
goal.falling: 下降 | falling
goal.kept: 保持 | kept
goal.done: 完成 | done
goal.weekly: 每周一次 | weekly
goal.monthly: 每月一次 | monthly
goal.quarterly: 每季度一次 | quarterly
no-value: 未报数值 | no value
errors: 有 {errors} 处错误；ledger check 逐条列出 | errors: {errors}; ledger check lists them
over: 这份安排已于 {end} 结束；看期末的情况：{command}
    the plan ended on {end}; to see how it stood then: {command}
left-out: 有 {errors} 处错误，{entries} 条记录未计入；ledger check 逐条列出
    errors: {errors}; entries left out: {entries}; ledger check lists them
unreported: {due} 截止，{departments} 家 {count} 份
    due {due}, departments: {departments}, reports: {count}
none: 没有符合的 | there is none
no-part: 所说的单位在所说的范围内没有任务
    the departments that are named have no part in what is named beside them
awaited: 待报 {items} | to come: {items}
awaited.by: {items}（{due} 截止） | {items} (due {due})
search: 在表中查找 | Search the tables
contents: 目录 | Contents
attention: 需要处理 | Needs attention
attention.of: {text}（是{names}的） | {text} (of {names})
attention.more: 还有 {count} 项，列出全部： | and {count} more; to list them all:
upcoming: {period} 还有 {count} 份待报，{due} 截止
    {period}: reports still to come: {count}, due {due}
upcoming.own: {period} 待报 {count} 个分项，{due} 截止：{names}
    {period}: items still to be reported: {count}, due {due}: {names}
ending: {due} 到期、还没有做完的分项 {count} 个：{names}
    items due {due} and not done yet ({count}): {names}
ending.more: {due} 到期、还没有做完的分项 {count} 个：{names} 等
    items due {due} and not done yet ({count}): {names} and more
departments: {first}等{count}家 | {first} and {more} more
column.light: 灯 | Light
column.id: 序号 | No.
column.reported: 按时 | On time
column.late: 迟报 | Late
column.pending: 待报 | Pending
column.overdue: 逾期 | Overdue
column.owed: 应报 | Owed
column.count: 分项 | Items
column.due: 截止 | Due
column.departments: 单位 | Depts
column.task: 重点任务 | Task
column.section: 章 | Section
column.item: 分项  责任单位；原因 | Item  departments; reasons
column.item-light: 分项的灯  重点任务 | Item's light  task
column.item-only: 分项 | Item
column.department-items: 责任单位和分项 | Department and items
column.department: 责任单位 | Department
column.period: 报告期 | Period
column.verdict: 结论 | Verdict
column.target: 指标、数值与目标 | Target, figure and goal
column.role: 责任 | Role
column.status: 状态 | Status
summary.as-of: 截至 | As of
summary.scope: 范围 | Scope
summary.rev: {as_of}，文件取自 {rev}（提交 {commit}） | {as_of}, files of {rev} (commit {commit})
summary.by-now: {periods}：已结束的，和 {days} 天内到期的；看别的报告期就写明
    {periods}: what is over or due within {days} {days:day/days}; name a period to see others
summary.items: 分项 | Items
summary.targets: 指标 | Targets
summary.duties: 报送 | Reports
at-least: 至少 {count} | at least {count}
summary.errors: 未计入 | Left out
summary.errors.count: {count} 条有误的记录，ledger check 逐条列出
    entries with errors: {count}; ledger check lists them
summary.count: {word} {count} | {count} {word}
"""),
}
