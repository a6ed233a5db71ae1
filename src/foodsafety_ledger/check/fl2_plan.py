"""The rules of the plan and its departments (FL2); they are found where the plan is read."""

from __future__ import annotations

from typing import Final

from foodsafety_ledger.check.rules import Family

FL2: Final = Family("""
error FL201 plan-missing-key
says: 缺少必填项 {key} | missing key {key}
measure: 缺少 {key}：measure 为 {measure} 的指标必须写明
    missing key {key}: a target whose measure is {measure} needs it
others.hint: 补上 {key}；写法看相邻的条目 | add {key}; those around it show how it is written
why: 缺了这一项，任务、分项或指标就说不清要谁做什么、做到多少、什么时候做完。
    Without it a task, item or target does not say who owes what, how much, and by when.

error FL202 plan-unknown-key
says: 不认识的项 {key} | unknown key {key}
hint: 删去它，或写成应有的名称；ledger schema 列出全部
    remove it, or write the key that is meant; ledger schema lists them all
why: 写错的项不会生效，也不会有人察觉；所以一个都不放过。
    A misspelt key would silently have no effect, so none is let through.

error FL203 plan-wrong-shape
mapping: {key} 应是“名称: 值”形式的一组内容 | {key} must be a mapping of keys to values
list: {key} 应是列表 | {key} must be a list
list.hint: 写成 [甲, 乙]，或每行以“- ”开头 | write [a, b], or one member a line after “- ”
line: {key} 应写成一行，里面不能换行，也不能有制表符
    {key} must be a single line, without line breaks or tabs
line.hint: 写成一行，用标点或空格隔开 | part it by a comma or a blank instead
text: {key} 应是一段文字，不是列表或一组内容 | {key} must be a text, not a list or mapping
mapping.hint: 写成 {{zh: 甲, en: A}} 这样，或分行缩进
    write it like {{zh: 甲, en: A}}, or on indented lines of its own
text.hint: 写成一段文字；以括号开头的要加引号
    write one text; in quotes where it begins with a bracket
why: 形状不对的内容无法理解，猜测它的意思比报错更危险。
    What has the wrong shape cannot be understood, and guessing would be worse than asking.

error FL204 plan-bad-value mends
empty: {key} 是空的 | {key} is empty
empty.hint: 填写内容；没有内容就删去这一项 | fill it in, or leave the key out
id: “{value}”不能作编号 | “{value}” cannot be an id
id.hint: 编号用小写字母、数字和连字符，例如 market-regulation
    ids are made of lower-case letters, digits and hyphens, such as market-regulation
task-id: “{value}”不是任务编号 | “{value}” is not a task's id
task-id.hint: 写成 14；按章重新编号的文件写成 2-1 | write 14, or 2-1 where chapters number anew
item-id: “{value}”不是分项编号 | “{value}” is not an item's id
item-id.hint: 写成 任务编号.序号，例如 14.1 | write the task's id, a point and a number, as 14.1
hash: “{value}”不是 sha256 校验值 | “{value}” is not a sha256 hash
hash.hint: 64 位小写十六进制，可用 sha256sum 计算
    64 lower-case hex digits, as sha256sum prints them
date: “{value}”不是日期 | “{value}” is not a date
date.hint: 写成 2021-12-31，日历上确有这一天，在 1900 至 2999 年之间
    write 2021-12-31, a day that the calendar has, from 1900 to 2999
issued: “{value}”不是日期 | “{value}” is not a date
issued.hint: 写成 2021-12-31，日历上确有这一天；文件没有印发日期的，写成 未注明
    write 2021-12-31, a day that the calendar has; or not stated, where the document has none
period: “{value}”不是报告期 | “{value}” is not a period
period.hint: 按 reporting.every 写：季度 2021Q3，月 2021-09，半年 2021H2，年 2021
    as reporting.every says: a quarter 2021Q3, month 2021-09, half-year 2021H2, year 2021
number: {key} 应是整数，而不是“{value}” | {key} must be a whole number, not “{value}”
days: {key} 最多是 {most} 天，而不是 {value} | {key} may be {most} days at most, not {value}
points: {key} 最多是 {most} 个百分点，而不是 {value}
    {key} may be {most} percentage points at most, not {value}
whole: {key} 应是大于 0 的整数，而不是“{value}”
    {key} must be a whole number above 0, not “{value}”
division: “{value}”不是行政区划代码 | “{value}” is no national division code
division.hint: 写六位数字，例如 320703 | write its six digits, such as 320703
indicator: “{value}”不能作统一指标的编号 | “{value}” cannot be an indicator's id
indicator.hint: 写成 计划/指标，例如 jiangsu-2021/sampling-rate
    write plan/indicator, such as jiangsu-2021/sampling-rate
flag: {key} 只能是 true 或 false，而不是“{value}” | {key} must be true or false, not “{value}”
choice: {key} 不能是“{value}” | {key} cannot be “{value}”
choice.hint: 可用：{choices} | one of: {choices}
baseline: {key} 的基数“{value}”不是 0 以上的数
    the baseline “{value}” of {key} is not a number of 0 or more
baseline-counts: {key} 的基数“{value}”不是 分子/分母
    the baseline “{value}” of {key} is not a numerator/denominator
baseline-counts.hint: 写成 80/120，分母大于 0 | write 80/120, with a denominator above 0
hint: 按上面说的改；这一项可有可无的，也可删去
    write it as it says; where it may be absent, it can go
why: 日期、编号、整数等按固定写法读取，不按样子猜测。
    Dates, ids and numbers are read in one fixed spelling and never guessed from their looks.

error FL205 bad-goal mends
says: “{value}”不是目标的写法 | “{value}” is not a goal
unit: 目标“{value}”里的“{unit}”不是单位 | “{unit}” in the goal “{value}” is no unit
unit.hint: 数写全（3万写成 30000），后面只写一个单位：%、‰、家、件、批次、分、万元、批次/千人 等
    write the number in full (30000 for 3万) and one unit behind it: %, ‰, 家, 件, 批次, 分,
        万元, 批次/千人 or the like
hint: 写成 ">= 95%"、"<= 3件"、"= 0家"（加引号），或 rising、falling、kept、done、weekly、
        monthly、quarterly
    write ">= 95%", "<= 3件" or "= 0家" (quoted), or one of rising, falling, kept, done,
        weekly, monthly, quarterly
why: 目标决定一个指标算不算完成，必须能由机器判断。
    The goal decides whether a target is met, so a machine must be able to judge it.

error FL206 duplicate-plan-id
says: 编号 {id} 重复 | id {id} is used twice
hint: 改用新的编号；台账按编号找到分项和单位
    give one of them another id; ledgers find things by id
why: 编号重复时，一条记录就不知道说的是哪一个；第二个不予采用。
    With two of one id nobody knows which an entry means; the second is not used.

error FL207 unknown-department
says: 没有编号为 {value} 的单位或单位组 | no department or group has the id {value}
department: 没有编号为 {value} 的单位 | no department has the id {value}
not-a-group: 没有编号为 {value} 的单位组 | no group has the id {value}
group: {value} 是单位组，这里只能写单位 | {value} is a group; only departments can stand here
department.hint: 在 data/departments.yaml 中登记，或改正编号
    enter it in data/departments.yaml, or mend the id
hint: 在 data/departments.yaml 中登记，或改正编号
    enter it in data/departments.yaml, or mend the id
others.hint: 改成其中各单位的编号，或先在 data/departments.yaml 中登记
    write the ids of departments, or enter it in data/departments.yaml first
why: 分项必须落到登记在册的单位头上，否则没有人欠这份报告。
    An item must rest on departments that exist, or nobody owes its reports.

note FL208 empty-group
says: 单位组 {group}（{name}）还没有成员 | group {group} ({name}) has no members yet
hint: 在 members 中填写成员，在 basis 中写明依据
    enter its members, and in basis where the list comes from
why: 文件没有列出这组单位；在办公室填写之前，没有单位因它而欠报告。
    The document does not list these units; until the office does, nobody owes anything through
        the group.

note FL209 unresolved-group
says: {group}（{name}）指哪些单位，尚未明确
    which departments {group} ({name}) means here is not said
hint: 明确后在本分项写 resolved: {{{group}: {{members: [单位编号], basis: 依据}}}}
    once it is known, write resolved: {{{group}: {{members: [ids], basis: why}}}} in the item
why: “相关”“有关”没有说明是哪些单位；在明确之前不产生责任，但要看得见。
    相关 and 有关 do not say which departments; until someone does, no duty arises, but it
        stays visible.

note FL210 target-owed-by-nobody
says: 指标 {target}（{name}）没有单位负责报数 | nobody owes the value of target {target} ({name})
hint: 在 reported_by 中写明由谁报数，或明确单位组的成员
    say who in reported_by, or enter the group's members
why: 没有人报数的指标永远是“无数据”，不会算作完成。
    A target that nobody reports stays without data and is never met.

error FL211 target-contradicts-itself
misfit: 目标“{goal}”不适用于{noun} | the goal “{goal}” does not fit {noun}
misfit.hint: {noun}的目标可以是：{fitting} | goals that fit {noun}: {fitting}
snapshots-only: 目标“{goal}”只能用于 value_is: snapshot | the goal “{goal}” needs value_is: snapshot
unit: 目标“{goal}”的单位不适用于{noun} | the unit of the goal “{goal}” does not fit {noun}
unit.hint: {noun}的单位可以是：{units} | units that fit {noun}: {units}
above-whole: 目标“{goal}”超过全部，而分子不得大于分母
    the goal “{goal}” is above the whole, which no count can exceed
above-whole.hint: 分子确实可以大于分母时写 may_exceed: true
    write may_exceed: true where the numerator may really be larger
common-needs-ratio: 只有比率才有共同分母 | only a ratio has a common denominator
exceed-needs-ratio: may_exceed 只用于比率 | may_exceed is for ratios only
value-is-needs-figure: value_is 不用于 {measure} | value_is is not for measure {measure}
always-each: {measure} 总是各单位分别判断，不能 pooled
    {measure} is always judged for each department, never pooled
milestone-every-period: 节点只完成一次，不能逐期判断
    a milestone is reached once and cannot hold every period
score-increment: 得分不能逐期相加 | scores do not add up over entries
baseline-needs-trend: 目标“{goal}”用不到基数 | the goal “{goal}” has no use for a baseline
fixed-needs-common: common_denominator 只用于 denominator: common
    common_denominator needs denominator: common
not-before-needs-milestone: not_before 只用于节点 | not_before is for milestones only
baseline-not-owed: {value} 不报此指标，不应有基数
    {value} does not report this target and has no baseline in it
reporter-without-part: {value} 在本分项没有责任，却要报数
    {value} has no part in this item, yet is to report the target
hint: 对照原文，改两者之一，或删去用不上的那一项
    look into the document and change one of the two, or take out what has no use here
why: 自相矛盾的指标无论怎么报都判断不了；它的数不予采用，直到改正。
    A target that contradicts itself cannot be judged whatever is reported; it is not used
        until mended.

note FL212 item-owed-by-nobody
says: 分项 {item}（{name}）没有单位负责报告 | nobody owes reports on item {item} ({name})
hint: 写明 lead、responsible 或 shared | say who in lead, responsible or shared
why: 只有配合单位的分项没有人欠报告，总是灰灯。
    An item with supporting units only has no one who owes a report, and stays grey.

error FL213 item-numbering
says: 分项编号 {id} 不属于任务 {task} | item id {id} does not belong to task {task}
hint: 分项编号是任务编号加序号：{task}.1、{task}.2…… | items of the task are {task}.1, {task}.2, …
why: 从编号就该看出分项在文件的哪一条。 | An item's id says where in the document it stands.

warning FL214 review-mark
says: 待人工核对：{why} | to be reviewed: {why}
many: 待人工核对 {count} 处（第 {lines} 行）：{why}
    to be reviewed in {count} places (lines {lines}): {why}
many.hint: 逐处核对后改正内容，并删去各处的 review
    check each place, mend what is wrong, and delete its review mark
like: 待人工核对 {count} 处（第 {lines} 行），如：{why}
    to be reviewed in {count} places (lines {lines}), such as: {why}
like.hint: 逐处核对后改正内容，并删去各处的 review
    check each place, mend what is wrong, and delete its review mark
hint: 核对后改正内容，并删去这条 review | check it, mend what is wrong, and delete this review mark
why: 起草时没有把握的地方，要有人看过才算数。 | Where a draft was not sure, a person has to look.

error FL215 date-outside-plan
says: {value} 不在计划期内（{start} 至 {end}） | {value} lies outside the plan ({start} to {end})
cadence: {value} 不是本安排的报告期（应写成 {example} 这样）
    {value} is no period of this plan (write it like {example})
after-due: 从 {value} 起报告，却在 {due} 前就到期
    reports are owed from {value} on, after the due date {due}
far: {value} 离计划期（{start} 至 {end}）十年以上
    {value} lies more than ten years from the plan ({start} to {end})
too-long: 计划期跨了十年以上 | the plan spans more than ten years
end-before-start: 计划期的结束早于开始 | the plan ends before it starts
others.hint: 改成计划期（data/tasks.yaml 的 period）内的，或更正 period
    write what lies within the period of data/tasks.yaml, or correct that
why: 计划期之外没有报告期，落在那里的期限永远不会到来或早已过去。
    There are no periods outside the plan; a date there would never come or have passed before
        it began.

error FL216 missing-plan-file
says: 缺少 {file} | {file} is missing
hint: 从版本库恢复它，或用 ledger init 新建 | restore it from git, or start with ledger init
why: 没有计划和单位表，台账就无从核对。
    Without the plan and its departments no ledger can be checked.

error FL217 group-contradicts-itself
selective-members: 选择性单位组 {group} 不能有固定成员
    the selective group {group} cannot have members of its own
selective-members.hint: 在用到它的分项写 resolved；成员固定时删去 selective
    resolve it in each item; drop selective if its members are always the same
not-selective: {group} 有固定成员，不能在分项另行指定
    {group} has members of its own; an item cannot resolve it
not-named: 分项 {item} 没有提到 {group}，无从指定
    item {item} does not name {group}, so it cannot resolve it
hint: 删去这一段 resolved，或改正单位组的编号
    remove it from resolved, or correct the id of the group
why: “相关”类单位组的成员由分项指定，其他单位组的成员在单位表中；两处都写就不知听谁的。
    A selective group is resolved by items, any other has its members in the list; both at once
        contradict.

error FL218 department-contradicts-itself
ends-first: {start} 才开始，{end} 就已结束 | it begins on {start} and ends before that, on {end}
second-heir: {value} 的工作已由 {heir} 承接，只能由一个单位承接
    {heir} took over from {value} already, and only one department can
circle: 承接关系绕成了一圈：{value} | the successions go round through {value}
no-day: {heir} 从哪一天起承接 {value}，没有写明
    it is not said from which day {heir} takes over from {value}
no-day.hint: 给 {heir} 写 from，或给 {value} 写 until | give {heir} a from, or {value} an until
hint: 对照机构改革的文件，改正 from、until 或 succeeds
    correct from, until or succeeds by the paper that changed the departments
why: 谁在什么时候负责说不清，谁欠报告、谁的数算数也就说不清。
    Who has a part from when until when decides who owes a report and whose figures count.

error FL219 bad-waiver
says: 没有规则 {rule} | there is no rule {rule}
several: {rule} 是好几条规则，豁免要逐条写 | {rule} is several rules; each needs its own waiver
several.hint: 写规则的代码，如 FL412 | write the code of a rule, such as FL412
error: {rule} 是错误，不能豁免 | {rule} is an error, which cannot be waived
error.hint: 改正它，或删去这条豁免 | mend what it finds, or delete the waiver
unseen: {rule} 说的是有什么没有看到，不能豁免
    {rule} says that not everything was looked at, which cannot be waived
unseen.hint: 删去这条豁免 | delete the waiver
hint: 写规则的代码，如 FL412 | write the code of a rule, such as FL412
why: 豁免要写明是哪一条；错误关系到数字对不对，谁也不能豁免。
    A waiver says which rule it means; errors decide whether figures are right, and nobody waives
        those.

warning FL220 idle-waiver
everywhere: 没有可豁免的 {rule} | there is no {rule} to waive
in-file: {file} 里没有可豁免的 {rule} | there is no {rule} to waive in {file}
hint: 不再需要就删去它；文件或规则写错就改正
    delete it if it is no longer needed; mend the path or the rule if that is wrong
why: 留着无用的豁免，以后真有问题时会被它遮住。
    An idle waiver would hide the next finding of its kind.
""")
