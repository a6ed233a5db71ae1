"""The words of ``ledger show``: labels of what the plan, an entry or a rule says."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
ref: 任务、分项、指标 14.1/…、单位、章、记录编号，或规则（FL401、unknown-item；FL4 是一个系列）
    A task, item, target 14.1/…, department, section, entry id, or rule (FL401, unknown-item; FL4
        is a family of them)
light: 灯色 | Light
phrase: 责任原文 | Phrase
list: 名单 | List
open: 文件写“等”，未列全，其他单位也可报告 | the document's list is open: others may report
unresolved: 待明确 | Not resolved
resolved: 明确为 | Taken to be
resolved.of: {group}：{names} | {group}: {names}
owed: 报送 | Reports
periods: {first} 至 {last}，{every}一次 | {first} to {last}, one {every}
every.month: 每月 | a month
every.quarter: 每季度 | a quarter
every.half-year: 每半年 | a half-year
every.year: 每年 | a year
due: 期限 | Due
not-before: 不早于 | Not before
ongoing: {due}；持续性工作，不要求完成 | {due}; work without an end, never done
targets: 指标 | Targets
expects: 要求的材料 | Expects
errata: 文件疏误和读法 | Slips of the document, and how it is read
erratum: “{quote}” 读作 “{reading}” | “{quote}” is read as “{reading}”
task: 重点任务 | Task
quote: 原文“{quote}”  {place} | the document: “{quote}”  {place}
entries: 最近的记录 | Latest entries
goal: 目标 | Goal
in-document: 原文 | Quote
measure: 类型 | Measure
counts: 口径 | Counts
over-time: 各期 | Over time
together: 各单位 | Departments
denominator: 分母 | Denominator
holds: 逐期 | Each period
every-period: 从 {first} 起逐期都看 | looked at in every period from {first}
reported-by: 报数单位 | Reported by
baseline: 基数 | Baseline
baseline.of: {name} {value}（{basis}） | {name} {value} ({basis})
binding: 约束力 | Binding
not-binding: 鼓励性，不影响灯色 | not binding: turns no light red
names: 名称 | Names
kind: 类别 | Kind
kind.association: 协会 | association
kind.bureau: 部门 | bureau
kind.cooperative: 合作社 | cooperative
kind.leading-group: 领导小组 | leading group
kind.office: 办公室 | office
kind.party: 党委部门 | party department
kind.police: 公安机关 | police
kind.subdistrict: 街道 | subdistrict
groups: 所属单位组 | Groups
authors: 提交人 | Authors
leader: 分管领导 | Leader
leader.of: 分管领导 {name} | leader {name}
contact: 联系人 | Contact
contact.of: 联系人 {name} | contact {name}
ledger: 台账 | Ledger
members: 成员 | Members
selective: 文件未写明指哪些单位 | the document does not say which
no-members: 名单尚未录入 | the list has not been entered
basis: 依据 | Basis
items: 分项 | Items
entry: 记录 | Entry
chain: 来龙去脉 | Chain
valid-until: 有效期至 {day} | valid until {day}
marks: 标记 | Marks
does: 作用 | Does
place: 位置 | Place
severity: 级别 | Severity
severity.error: 错误：有错的内容不计入，check 退出码为 1
    error: left out of the figures, and check exits 1
severity.warning: 警告：不影响退出码 | warning: does not change the exit code
severity.note: 提示：不影响退出码 | note: does not change the exit code
messages: 会这样报 | What it says
""")
