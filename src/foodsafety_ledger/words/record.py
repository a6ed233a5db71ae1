"""What the commands that write to a ledger ask, show and say."""

from foodsafety_ledger.model.entry import FIELDS
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.words import Texts, read_texts

_KEYS: dict[str, Name] = {
    **{f"help.{key}": one.help for key, one in FIELDS.items()},
    **{f"ask.{key}": one.question for key, one in FIELDS.items()},
    **{f"ask.{key}.pressing": one.pressing for key, one in FIELDS.items()},
    **{f"title.{key}": one.title for key, one in FIELDS.items()},
}
"""What is said of each key of an entry."""

TEXTS: Texts = {
    **{key: name for key, name in _KEYS.items() if name.zh},
    "role": ("（{role}）", " ({role})"),
    "done.report": ("已记入 ", "Recorded in "),
    "done.amended": ("已更正，记入 ", "Amended in "),
    "done.void": ("已作废，记入 ", "Voided in "),
    "done.extension": ("已延期，记入 ", "Extended in "),
    "done.review": ("已复核，记入 ", "Reviewed in "),
    "next-command": ("下一个：", "next: "),
    "asking.again": ("  × {reason}，请重新输入", "  × {reason}; please try again"),
    "asking.only": (
        "  × {reason}，是否想写“{nearest}”？按 Enter 就用它，或重新输入",
        "  × {reason}; did you mean “{nearest}”? Enter takes it, or try again",
    ),
    "asking.several": (
        "  × {reason}，是否想写“{nearest}”？请重新输入",
        "  × {reason}; did you mean “{nearest}”? Please try again",
    ),
    **read_texts("""
help.department: 填报单位：代号、名称或别名 | The department: its id, name or alias
help.item: 分项，如 14.1 | The item, such as 14.1
help.entries: 要复核的记录，可写几个；不写则列出待复核的，写单位则只列它的，在终端上逐条复核
    The entries, one or more; without any, or of a department, those that wait, on a terminal one
        after the other
help.entry: 记录编号，可只写开头或后 8 位
    The entry's id, or a part of it that no other has at that end
help.drop-evidence: 不沿用原记录的佐证材料（默认沿用，--evidence 再添加）
    Leave out the evidence of the amended entry (it is kept by default, --evidence adds)
help.mark-date: 日期（默认今天），也可写 2021年10月12日 | The day, YYYY-MM-DD (default today)
help.mark-by: 经办人（默认 git 的 user.name） | Whose decision it is (default: git's user.name)
help.accept: 认可 | Accept the entry
help.return: 退回 | Return the entry
help.dry-run: 只显示将写入的内容，不写文件 | Show what would be written; write nothing
help.no-input: 不提问、不确认，直接写入；缺什么就报错
    Ask nothing and write at once; what is missing is an error
ask.department: 哪个单位填报？输入序号、名称或代号
    Which department reports? Its number, name or id
ask.item: 填报哪个分项？输入编号，如 14.1 | Which item? Its id, such as 14.1
ask.period: 报告期，如 2021Q3 或 2021年第三季度（回车保留）
    Which period, such as 2021Q3 (Enter keeps it)
ask.item-or-all: 填报哪个分项？输入编号，如 14.1；回车从头逐项填报
    Which item? Its id, such as 14.1; Enter goes through all that is owed
ask.entry: 哪条记录？输入编号，可只写后 8 位 | Which entry? Its id, or the last 8 characters of it
ask.more-evidence: 还有佐证材料吗（没有就回车） | Another file (Enter for no more)
ask.date: {date} 还没有到（今天是 {today}），真要写这一天吗？（y 照写，回车不写）
    {date} is still to come (today is {today}). Is it meant? (y, or Enter for no)
ask.amend: {item} 的 {period} 本轮已经报过，要更正它吗？（回车更正，n 另报一条）
    {item} was reported for {period} in this round. Amend it? (Enter amends, n adds another)
ask.write: 写入 {path}？（回车写入，n 不写） | Write it to {path}? (Enter writes, n does not)
ask.write-or-change: 写入 {path}？（回车写入，n 不写；要改哪一项就输入它的序号，< 改上一项）
    Write it to {path}? (Enter writes, n does not; a number changes that answer, < the last)
column.number: 序号 | No.
column.owed: 未报 | Owed
column.department: 单位 | Department
column.item: 分项 | Item
column.entry: 记录 | Entry
column.due: 期限 | Due
column.returned: 退回 | Returned
column.summary: 内容 | What is asked
as-of: 截至 {date}： | As of {date}:
owed-none: {department}没有应报未报的分项 | Items on which {department} owes a report: none
owed-by: {department}有 {count} 个分项应报未报 | Items on which {department} owes a report: {count}
nothing-owed: 其余分项目前没有应报的：{items} | Nothing owed now on: {items}
department: 单位 | Department
period: 报告期 | Period
last: 上次填报 | Last report
never: 还没有填报过 | none yet
target: 指标 | Target
goal: 目标 {goal}，期限 {due} | goal {goal}, due {due}
value-is.increment: ；填本次新增数 | ; give only what is new
since: ；首次填报，填 {start} 以来此前没报过的全部数
    ; this first time, all since {start} that was not reported before
value-is.running-total: ；填全年累计数 | ; give the year's running total
value-is.snapshot: ；填目前的数 | ; give the present state
last-value: 上次 {period} 报 {value} | last time, for {period}: {value}
duty.pending: 最迟 {due} 报送 | due by {due}
duty.overdue: 已于 {due} 到期，逾期未报 | was due by {due}: overdue
duty.reported: 已经报过 | reported already
duty.late: 已经报过（迟报） | reported already, late
duty.none: 不是应报的报告期 | no report is owed for it
now: 现为：{value}（回车保留，- 清除） | now: {value} (Enter keeps it, - removes it)
stays: 现为：{value}（回车保留） | now: {value} (Enter keeps it)
kept: 沿用：{path}（不沿用请用 --drop-evidence） | kept: {path} (--drop-evidence leaves it out)
fixed: 分母已统一定为 {value}，只填分子即可
    the denominator is fixed as {value}; the numerator is enough
read-as: 记为 {value} | taken as {value}
note-for-nothing: 有指标填了 0/0 或“不适用”，要说明为何无事可做或不适用
    a value is 0/0 or n/a, so say why there was nothing to do or it does not apply
verdict.accepted: 认可 | accept
verdict.returned: 退回 | return
returned: 已被退回 | Returned
returned-why: {date} {by}退回：{why} | on {date} by {by}: {why}
returned-to: {department}有 {count} 份报告被办公室退回，要更正
    Reports of {department} that the office returned, to be mended: {count}
hindrance: 上报的问题 | Hindered by
not-yet: {period} 还没到期，最迟 {due} 报送，共 {count} 项：{items}
    {period} is not due yet, due by {due}, items ({count}): {items}
ask.done-short: 已完成指全年的事都做完了，而指标还没有达到；仍然报已完成吗
    done is for the whole year's work, and a target is not met; report it done all the same
latest: 最近的记录 | The latest entries
period-chosen: 报告期：{period}（可用 --period 另选） | period: {period} (--period says otherwise)
holes: 注意：{periods} 逾期未报；补报请写 --period {first}
    note: nothing was reported for {periods}, now overdue: --period {first} makes up for it
earlier: 注意：{item} 的 {period} 已经报过，再报一条会并存；要改正请用 ledger amend {id}
    note: {item} has a report for {period}, and both will stand; or ledger amend {id}
review-of-replaced: 注意：{id} 已被 {end} 取代，复核只对所指的记录有效
    note: {id} was replaced by {end}; a review counts only for the entry it names
review-outranked: 注意：对 {id} 的复核仍以 {date} 的 {last} 为准，这一条日期在它之前
    note: the review of {id} that counts is still {last} of {date}; this one is dated before
value-outranked: 注意：{target}仍以 {period} 的 {id} 为准（{value}），它在这一条之后
    note: {target}: {value} of {id} for {period} still counts; it is later than this one
status-outranked: 注意：进展仍以 {period} 的 {id} 为准（{status}），它在这一条之后
    note: the status is still that of {id} for {period} ({status}); it is later than this one
not-signed: 注意：原记录由 {by} 审签，改过的内容要重新审签（--approved-by）
    note: {by} signed the amended entry off; what is changed is signed anew (--approved-by)
refused: 没有写入任何文件 | nothing was written
dry-run: 试运行，{path} 未改动 | dry run: {path} was not changed
not-written: 没有写入 | not written
without-value: 还没有报过数值的指标 {count} 个：{names}
    no value yet for targets ({count}): {names}
all-reported: {period} 应报的都已报完 | everything owed for {period} is reported
still-owed: {period} 还有 {count} 个分项未报：{items}
    {period}: still to report on {count}: {items}
still-owed-more: {period} 还有 {count} 个分项未报：{items} 等
    {period}: still to report on {count}: {items} and more
walk.start: {department} {periods} 应报 {count} 项，逐项填报，每确认一项就写入
    {department}, {periods}: {count} {count:report is owed; it/reports are owed; each} is written
        once you confirm it
walk.start-returned: {department}有 {returned} 份报告被退回，逐份更正，每确认一份就写入
    Reports of {department} that were returned: {returned}; each is amended once you confirm it
walk.returned-first: 先更正被退回的 {count} 份 | Those that were returned come first: {count}
walk.keys: 输入 < 回到上一问，> 跳过本项，Ctrl-C 停止；已写入的不会丢，下次从没报的接着填
    < goes back a question, > leaves this item out, Ctrl-C stops; what is written stays, and the
        next time goes on with the rest
walk.at: 第 {number} 项，共 {count} 项 | Item {number} of {count}
walk.filed: 这次填报 {count} 项 | Filed now: {count}
walk.left-returned: 还有 {count} 份被退回的没有更正：{items}
    Returned and not mended yet: {count}: {items}
walk.left: 还有 {count} 项未报：{items} | Still to report: {count}: {items}
review.nothing: 没有待复核的记录 | no entry waits for review
review.waiting: 待复核 {count} 条 | Waiting for review: {count}
remark: 注意：{message} | note: {message}
review.more: 另有 {count} 条：{departments} | and {count} more: {departments}
review.of: {name} {count} | {name} {count}
review.ahead: 另有 {count} 条日期在今天之后，到那天再复核
    dated ahead, to be reviewed when their day has come: {count}
review.ask: 先复核哪个？输入序号、单位或记录编号；回车从头逐条复核
    Which first? A number, a department or an entry's id; Enter goes through them in turn
review.verdict: 复核意见？{options}  > 先不复核  < 回到上一问
    Your verdict? {options}  > leave it for now  < back
review.end: 这次复核 {count} 条，还有 {left} 条待复核 | Reviewed now: {count}; still waiting: {left}
hand-in.folder: 上报：这个文件夹不在 git 里，由办公室收取 {path}
    To hand it in: {path} is not kept in git; the office collects the folder
hand-in.push: 上报：提交并推送 | To hand it in, commit and push:
hand-in.commit: 上报：提交；仓库没有远端，由办公室收取
    To hand it in, commit; there is no remote repository, so the office collects it:
asking.which-of: 写 1 到 {count} 的编号或代号 | give a number from 1 to {count}, or an id
ask.which: 指哪一个？ | Which one is meant?
asking.empty: 这一项必须填写 | an answer is needed
asking.yes-or-no: 请回答 y（是）或 n（否） | answer y or n
asking.reason: {reason} | {reason}
asking.reason-and-hint: {reason}（{hint}） | {reason} ({hint})
asking.answer: 回答 | the answer
asking.several-lines: 一次来了 {count} 行，都没有采用：这里只要一行
    {count} lines came at once and none was taken: this wants a single line
asking.not-pasted: 粘贴的 {count} 行没有采用 | the {count} lines that came were not taken
asking.pasted: 一次来了 {count} 行，作为一条回答： | {count} lines came at once, as one answer:
asking.keep-pasted: 按 Enter 采用；重新输入则代替它
    press Enter to take it, or type what shall stand instead
"""),
}
