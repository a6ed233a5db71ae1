"""The rules of a ledger's and an entry's shape (FL3); they are found where ledgers are read."""

from __future__ import annotations

from typing import Final

from foodsafety_ledger.check.rules import Family

FL3: Final = Family("""
error FL301 missing-key
says: 记录缺少必填项 {key} | the entry has no {key}
ledger: 台账缺少必填项 {key} | the ledger has no {key}
others.hint: 补上 {key}；ledger record 添加的记录各项齐全
    add {key}; what ledger record adds has every key
why: 缺项的记录说不清谁在什么时候报了哪件事；它不计入任何数字。
    An entry without it does not say who reported what and when; it is in no figure.

error FL302 unknown-key
says: 记录中不认识的项 {key} | unknown key {key} in the entry
ledger: 台账中不认识的项 {key} | unknown key {key} in the ledger
others.hint: 删去它，或写成应有的名称；ledger schema 列出全部
    remove it, or write the key that is meant; ledger schema lists them all
why: 写错的项不会生效，也不会有人察觉；所以一个都不放过。
    A misspelt key would silently have no effect, so none is let through.

error FL303 wrong-shape
ledger: 台账应有 plan、department、entries 三项，这里没有
    a ledger has the keys plan, department and entries; there are none here
mapping: {key} 应是“名称: 值”形式的一组内容 | {key} must be a mapping of keys to values
entry: 这一条不是记录 | this is not an entry
entry.hint: 记录以“- id: ”开头；用 ledger record 添加
    an entry begins with “- id: ”; ledger record adds one
list: {key} 应是列表 | {key} must be a list
list.hint: 每条以“- ”开头；没有内容写 [] | one member a line after “- ”; write [] for none
line: {key} 应写成一行，里面不能换行，也不能有制表符
    {key} must be a single line, without line breaks or tabs
line.hint: 写成一行，用标点或空格隔开 | part it by a comma or a blank instead
text: {key} 应是一段文字，不是列表或一组内容 | {key} must be a text, not a list or mapping
text.hint: 含“: ”或以括号开头的文字要加引号 | quote a text that holds “: ” or begins with a bracket
ledger.hint: 从 git 取回，或移走它，再用 ledger record 添加
    get it back from git, or move it away and add with ledger record
mapping.hint: 每行写一个“指标编号: 数值”，行首缩进
    write a line for each, “target-id: value”, indented
why: 形状不对的内容无法理解，猜测它的意思比报错更危险。
    What has the wrong shape cannot be understood, and guessing would be worse than asking.

error FL304 bad-entry-id
says: “{value}”不是记录编号 | “{value}” is not an entry id
capitals: 记录编号“{value}”含大写字母 | the entry id “{value}” has capital letters
capitals.hint: 改成小写 | write it in lower case
hint: 编号是日期加 8 位小写十六进制，例如 20211012-7f3a9c1e；用 ledger record 自动生成
    an id is the date and 8 lower-case hex digits, as 20211012-7f3a9c1e; ledger record makes
        them
why: 编号由日期和随机数组成，几个人同时记录也不会重复，合并时靠它认出每条记录。
    Date and random digits keep ids apart when several people record at once; merging goes by
        them.

error FL305 bad-status mends
says: 没有“{value}”这种状态 | “{value}” is not a status
hint: 可用：{choices}（未启动、推进中、已完成、受阻） | one of: {choices}
why: 状态决定分项的灯色，只有这四种。
    The status decides an item's light; there are only these four.

error FL306 bad-date mends
says: “{value}”不是日期 | “{value}” is not a date
no-such-day: 日历上没有 {value} 这一天 | the calendar has no {value}
century: {value} 不在 1900 至 2999 年之间 | {value} does not lie in the years from 1900 to 2999
hint: 写成 2021-10-12 | write 2021-10-12
others.hint: 写日历上确有的那一天，例如 2021-10-12 | write a day that there is, such as 2021-10-12
why: 日期决定记录算在何时、是否按时，只认一种写法。
    The date decides when an entry counts and whether it was on time; one spelling is read.

error FL307 bad-period mends
says: “{value}”不是报告期 | “{value}” is not a period
hint: 按安排的报送频次写：季度 2021Q3，月 2021-09，半年 2021H2，年 2021
    as the plan reports: a quarter 2021Q3, month 2021-09, half-year 2021H2, year 2021
why: 报告按期调度，记录要说明报的是哪一期。 | Reports are dispatched by period; an entry says which.

error FL308 bad-evidence
mapping: 佐证材料应写明 path 和 sha256 | a piece of evidence has a path and a sha256
missing: 佐证材料缺少 {key} | the evidence has no {key}
key: 佐证材料中不认识的项 {key} | unknown key {key} in the evidence
text: 佐证材料的 {key} 应是一段文字 | the evidence's {key} must be a text
hash: “{value}”不是 sha256 校验值 | “{value}” is not a sha256 hash
hash.hint: 64 位小写十六进制；用 ledger record --evidence 自动计算
    64 lower-case hex digits; ledger record --evidence computes them
of: “{value}”不是所要求材料的编号 | “{value}” is not the id of evidence that an item expects
date: “{value}”不是日期 | “{value}” is not a date
date.hint: 写成 2023-06-30 | write it as 2023-06-30
of.hint: 改成分项 expects 里的编号，或删去 of
    write an id from expects of the item, or take of out
hint: 用 ledger record 或 amend 的 --evidence 添加，各项自动写好
    add it by --evidence of ledger record or amend, which write it whole
why: 佐证材料靠路径找到，靠校验值证明没有换过。
    Evidence is found by its path and proved unchanged by its hash.

error FL309 mixed-entry
report: {key} 只用于复核、作废或延期，不能写在报告里
    {key} belongs to a review, void or extension, not to a report
void: 作废记录不能有 {key} | an entry that voids another cannot have {key}
review: 复核记录不能有 {key} | an entry that reviews another cannot have {key}
extension: 延期记录不能有 {key} | an entry that extends a due date cannot have {key}
void.hint: 更正内容用 amends 另写一条 | to correct what was reported, add an entry with amends
hint: 删去它；要做的是两件事，就写两条记录 | remove it; two things are two entries
why: 一条记录只做一件事：报告（或更正）、作废、复核、延期，不能混写。
    An entry does one thing: it reports (or amends), voids, reviews, or extends.

error FL310 empty-value
says: {key} 是空的 | {key} is empty
value: 指标 {key} 没有填数 | no value is given for target {key}
value.hint: 填写数值；本期没有数就删去这一行 | give the value, or delete the line if there is none
hint: 填写内容，或删去这一项 | fill it in, or remove the key
why: 必填项空着等于没有填。 | A required key left empty says nothing.

error FL311 bad-verdict
says: 没有“{value}”这种复核结论 | “{value}” is not a verdict
hint: 可用：{choices}（通过、退回） | one of: {choices}
why: 复核只有通过和退回两种结论。 | A review accepts an entry or returns it; nothing else.

error FL312 ledger-name
says: 台账写的单位是 {value}，文件名却是 {file}
    the ledger says department {value}, its file is named {file}
hint: 改正其中一处；复制别人的台账时常忘了改
    mend one of them; copied ledgers often keep the old name
why: 谁的台账要从文件名和内容都看得出来，两者不一致时整份不计入。
    Whose ledger it is must show in its name and inside; where they differ none of it counts.

error FL313 ledger-of-other-plan
says: 台账属于 {value}，本工作区的计划是 {plan}
    the ledger is of plan {value}, this workspace's is {plan}
hint: 换了年度就新建台账，旧台账留在旧工作区
    a new year gets new ledgers; old ones stay in their workspace
why: 分项编号在不同的计划里意思不同，别的计划的记录不能算进来。
    Item ids mean different things in different plans, so another plan's entries cannot count.

error FL314 unknown-ledger-department
says: 没有编号为 {value} 的单位 | no department has the id {value}
group: {value} 是单位组，不是单位；台账由各单位分别记
    {value} is a group; each of its members keeps a ledger of its own
hint: 在 data/departments.yaml 中登记，或改正编号和文件名
    enter it in data/departments.yaml, or mend the id and the file's name
group.hint: 把其中各条移到成员自己的台账，改正 department 和文件名
    move its entries to the ledgers of its members
why: 只有登记在册的单位才有台账。 | Only departments of the plan keep ledgers.
""")
