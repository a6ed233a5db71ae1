"""What the JSON Schemas say of each key: a title and, behind a colon, what it is.

A key stands under ``<Model>.<key>`` where it means something else there than elsewhere; a model
under its own name. The keys of entries have their titles and help where ``Entry`` has them.
"""

from foodsafety_ledger.words import Texts, read_texts

TEXTS: Texts = read_texts("""
folder: 写入这个文件夹；不写则输出到屏幕 | Write the three files here; default: stdout
general: 没有能读的计划，写出的是通用的模式：不列分项、指标和单位
    no plan that reads: the schemas are general and list no items, targets or departments
PlanModel: 重点工作安排：data/tasks.yaml | Plan: data/tasks.yaml
DepartmentsModel: 责任单位和单位组：data/departments.yaml
    Departments and groups: data/departments.yaml
LedgerModel: 台账：ledgers/<单位>.yaml，只增不改
    Ledger: ledgers/<department>.yaml, only ever added to
SectionModel: 章：重点任务的一章 | Section: a chapter
TaskModel: 重点任务：有编号的一项任务 | Task: a numbered one
ItemModel: 分项：一个责任括号之前的那几句话，最小的责任单元
    Item: the sentences before one bracket of responsibility, the smallest accountable piece
TargetModel: 指标：衡量分项的尺子和目标 | Target: what an item is measured by
NameModel: 名称：中文和英文，各一行 | Name: in Chinese and English, on one line
WordsModel: 文字：中文和英文 | Words: in Chinese and English
DocumentModel: 文件：计划读自哪份文件 | Document: the paper the plan was read from
DistrictModel: 区：哪个区的计划 | District: whose plan it is
PeriodModel: 计划期：首尾两天都算 | Period: of the plan, both days included
ReportingModel: 报告制度：食安办的规定，不是文件的 | Reporting: the office's settings
PaceModel: 序时进度：落后多少个百分点算慢 | Pace: how many points behind the year are behind
BaselineModel: 基数：计划之前的数，按单位 | Baseline: values of before the plan, by department
CommonDenominatorModel: 统一分母：食安办为大家定的 | Common denominator: fixed for everybody
ResolutionModel: 落实到：“相关单位”在这里指哪些 | Resolution: whom a selective group means here
ExpectedModel: 应有佐证：食安办要看的材料 | Expected: evidence that the office wants to see
ErratumModel: 文件笔误：原文、读法和理由 | Erratum: where the document slips
WaiverModel: 豁免：不再提示的警告或提示和原因 | Waiver: a warning or note that is lived with
IgnoredModel: 不作要求：文件中不要求什么的数字或括号 | Ignored: what asks for nothing
ReviewMark: 待核：请人看一看 | Review mark: for a person to look at
DepartmentModel: 责任单位：记一本台账的 | Department: whoever keeps a ledger
GroupModel: 单位组：有名称的一组单位 | Group: a named list of departments
MemberModel: 成员：一段时间内的成员 | Member: for a part of the time
EvidenceModel: 佐证材料：文件和它的校验值 | Evidence: a file and its hash
ReportModel: 填报：一个分项一期的落实情况；有 amends 的是更正
    Report: on one item for one period; with amends, an amendment
VoidModel: 作废：使一条记录不再计数 | Void: takes an entry out of the figures
ReviewModel: 复核：食安办对一条记录的意见 | Review: what the office says of an entry
ReviewAcceptedModel: 认可：食安办认可一条记录 | Acceptance: the office accepts an entry
ExtensionModel: 延期：食安办准许分项晚些完成 | Extension: a later due date of an item
review: 待核标记：有待人看的地方和原因 | Review marks: for a person, each with its reason
plan: 计划编号：如 lianyun-2021 | Plan: its id, such as lianyun-2021
title: 标题：中文和英文 | Title: in Chinese and English
document: 文件：号、发文单位、日期 | Document: number, issuer, date
district: 区：行政区划代码和名称 | District: division code and name
period: 计划期：从哪天到哪天 | Period: from which day to which
reporting: 报告制度：多久报一次、从哪一期起、宽限几天
    Reporting: how often, from which period on, days of grace
office: 食安办：哪个单位是食安办 | Office: which department it is
sections: 各章：按文件顺序 | Sections: in the document's order
ignored: 不作要求的：由人写明 | Ignored: what asks for nothing; a person says so
waivers: 豁免：不再提示的警告和提示；错误不能豁免
    Waivers: of warnings and notes; never of errors
rule: 规则：代码或名称，如 FL412 | Rule: its code or name, such as FL412
WaiverModel.path: 文件：只在这个文件里豁免；不写就是各处 | Path: the one file; none: everywhere
basis: 依据：从哪里来的 | Basis: where it comes from
CommonDenominatorModel.value: 分母：大于 0 的整数 | Denominator: a whole number above 0
code: 行政区划代码：六位数字 | Division code: six digits
name: 名称：以文件用语为准 | Name: in the document's own words
number: 文号：文件的 | Number: of the document
issuer: 发文单位：谁印发的 | Issuer: who issued it
issued: 发文日期：哪一天 | Issued: on which day
source: 文件所在：工作区里的路径 | Source: its path in the workspace
sha256: 校验值：文件的 SHA-256 | SHA-256: of the file
quote: 原文：文件中的话，一字不改 | Quote: the document's words, verbatim
reading: 读法：应读作什么 | Reading: what is meant
why: 原因：为什么 | Why: the reason
id: 编号：小写字母、数字和连字符 | Id: small letters, digits and hyphens
TaskModel.id: 任务编号：如 14 | Task: its number, such as 14
ItemModel.id: 分项编号：如 14.1 | Item: its number, such as 14.1
MemberModel.id: 单位：哪个单位 | Department: which one
DepartmentModel.id: 单位编号：也是台账的文件名 | Department: its id, the ledger's name too
summary: 摘要：自己的话，要短 | Summary: in one's own words, short
phrase: 责任括号：括号里的话，一字不改 | Phrase: the bracket's words, verbatim
lead: 牵头：牵头单位 | Lead: departments or groups that lead
responsible: 负责：责任单位 | Responsible: departments or groups
shared: 分工负责：按职责分工负责的 | Shared: each by its duties
support: 配合：配合单位 | Support: departments or groups
open: 名单未尽：括号里有“等” | Open: the bracket says 等, the list is not closed
from: 从何时起：头一个报告期，或头一天 | From: the first period, or the first day
due: 期限：最迟哪一天，当天也算 | Due: by which day, included
ongoing: 长期工作：没有完成之日 | Ongoing: work without an end
resolved: 落实到：相关单位在这里指哪些 | Resolved: whom selective groups mean here
targets: 指标 | Targets
expects: 应有佐证：食安办要看的材料 | Expects: evidence that the office wants to see
errata: 文件笔误：文件写错的地方 | Errata: where the document slips
zh: 中文 | Chinese
en: 英文：可以空着 | English: may be empty
behind: 落后：百分点 | Behind: percentage points
far_behind: 严重落后：百分点 | Far behind: percentage points
start: 首日：从这一天起 | Start: the first day
end: 末日：到这一天止 | End: the last day
every: 报告频次：多久报一次 | Every: how often a report is owed
first: 第一期：从哪一期起要报 | First: the first period a report is owed for
grace_days: 宽限天数：期末之后 | Days of grace: after a period's end
remind_days: 提醒天数：到期之前 | Days to remind: before a report is due
ranking: 排名：通报里是否给单位排名 | Ranking: whether the circular ranks departments
pace: 序时进度：落后多少算慢 | Pace: when a target is behind the year
members: 成员：单位编号 | Members: ids of departments
tasks: 任务：按编号 | Tasks: by number
items: 分项：按编号 | Items: by number
measure: 量法：比率、个数、分数、频次或完成日期
    Measure: a ratio, count, score, occasions or milestone
goal: 目标：如 ">= 95%"，要加引号 | Goal: such as ">= 95%", in quotes
counts: 分子/分母：用什么除以什么 | Counts: what is divided by what
value_is: 填的数是：本期新增、年内累计或时点数
    Value is: of the period, of the year so far, or as things stand
denominator: 分母：各自的，或统一的 | Denominator: each one's own, or common
common_denominator: 统一分母：食安办定的 | Common denominator: fixed by the office
indicator: 统一指标：上级汇总时用的编号 | Indicator: its id above the district
holds: 何时达到：到期时，或每期保持 | Holds: at the due date, or in every period
across: 合计还是各自：合并计算，或各单位都要达到 | Across: pooled, or each by itself
not_before: 不早于：里程碑最早哪一天 | Not before: the earliest day of a milestone
reported_by: 由谁填报：默认是责任单位 | Reported by: default those responsible
baseline: 基数：上升、下降或巩固是跟它比 | Baseline: what a trend is compared with
binding: 约束性：鼓励、力争的不算 | Binding: false for what is only encouraged
may_exceed: 可超：分子可以大于分母 | May exceed: the numerator may be the larger
departments: 责任单位 | Departments
groups: 单位组 | Groups
kind: 类别：如 bureau、subdistrict | Kind: such as bureau, subdistrict
aliases: 别名：其他写法 | Aliases: other spellings
authors: 提交人：可以提交这本台账的邮箱 | Authors: addresses that may commit to its ledger
leader: 分管领导：谁负责 | Leader: who answers for it
contact: 联系人：找谁 | Contact: whom to call
until: 到何时止：末日 | Until: the last day
succeeds: 承接：接替哪些单位 | Succeeds: the departments whose place it takes
selective: 选择性：“相关单位”，没有说是哪些 | Selective: which ones is not said
LedgerModel.plan: 计划编号：台账属于哪个计划 | Plan: the id of the ledger's plan
LedgerModel.department: 单位编号：与文件名相同 | Department: its id, as in the file's name
entries: 记录：新记录加在最后 | Entries: a new one goes last
path: 路径：在 evidence/ 下 | Path: below evidence/
of: 是哪一份：应有佐证的编号 | Of: which of the expected evidence it is
valid_until: 有效期至：最后一天 | Valid until: the last day on which it is good
entry-id: 记录编号：日期和八位随机数，由程序给出
    Entry: date and eight random digits; the program makes it
""")
