"""The words of a period's round and of the papers that it sends out."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
period: 调度的报告期：2021Q3、2021年第三季度 | The period: 2021Q3
out: 写出各单位材料、通报和督办单的文件夹；督办单编号记入 dispatch/
    The folder for packs, circular and slips; the slips' numbers go into dispatch/
title: {period}调度 | Dispatch of {period}
nothing: {period} 没有应报的单位 | nobody owes a report for {period}
behind: 还有 {count} 家没有全部按时报送，或有报告被退回
    departments late, silent or returned that are not shown: {count}
through: 其余 {count} 家已全部按时报送 | departments that reported all of it in time: {count}
urgent: 逾期未报和红灯 | Overdue and red
slips: 督办事项 | Matters for reminder slips
not-issued: 未编号 | no number yet
written: {count} 个文件，其中变动 {changed} 个 | files: {count}, changed: {changed}
registered: {count} 个新编号登记在 {path}；请提交它，否则别的电脑上会重号
    new numbers registered in {path}: {count}; commit it, or another clone gives them again
settled: 已了结，督办单照原样留存：{numbers}
    settled, their slips stay as they were sent: {numbers}
column.returned: 退回 | Returned
column.state: 报送 | Report
column.due: 期限 | Due
column.item: 分项 | Item
column.why: 单位和原因 | Who and why
column.task: 任务和内容 | Task and what is asked
column.rank: 名次 | Rank
column.red: 红灯 | Red
column.number: 编号 | No.
column.level: 级别 | Level
column.kind: 事由 | Kind
kind.overdue: 逾期未报 | report overdue
kind.missed: 指标未完成 | target missed
kind.returned: 被退回 | returned
level.1: 提醒 | reminder
level.2: 督办 | second reminder
level.3: 约谈 | summons
note.title: 关于报送{period}落实台账的函 | Request for the ledger of {period}
note.to: {name}： | To {name}:
note.waiting: 请按所附表格填报{period}工作落实情况，共 {count} 个分项，最迟于{due}报送，
        各分项期限见下表。
    Please fill in the enclosed form for {period}: {count} {count:item/items}, by {due} at the
        latest, each by the date below.
note.late: {period}工作落实情况有 {count} 个分项逾期未报（{items}），请按所附表格立即补报。
    Overdue for {period}: {count} {count:item/items} ({items}). Please report on
        {count:it/them} now, in the enclosed form.
note.returned: 有 {count} 个分项的报告经复核退回（{items}），请按下表所列原因更正后重新报送。
    Returned: {count} {count:report/reports} ({items}). Please correct {count:it/them} for the
        reasons below and file {count:it/them} again.
note.how: 数据填实数，不填百分比；无此项的填“不适用”并说明原因。
    Give counts, never percentages, and n/a with the reason where there is nothing to count.
note.reported: 其余 {count} 个分项已经收到，在附表中照所报列于后面，需要更正的可直接修改。
    The other reports ({count}) have been received. They stand last in the form as they were
        filed, to be changed where they need correcting.
note.title.done: 关于{period}落实台账报送情况的函 | Receipt of the ledger of {period}
note.done: 贵单位{period}应报的 {count} 个分项已全部收到。附表照所报列出，需要更正的，
        请直接修改后报回。
    All reports owed for {period} ({count}) have been received. The enclosed form repeats them;
        what needs correcting may be changed there and sent back.
note.came-late: 其中 {count} 个分项为迟报，请今后按期报送。
    {count} {count:report/reports} of these came late. Please keep to the due dates.
note.why: 退回原因：{reason} | Returned: {reason}
reminder: {name}：{period}台账{asked}。 | {name}, {period}: {asked}.
reminder.waiting: 还有 {count} 个分项未报（{items}），请于{due}前（含当日）报送
    reports still to come: {count} ({items}), by {due} at the latest
reminder.late: 有 {count} 个分项逾期未报（{items}），期限{due}已过，请立即补报
    reports overdue: {count} ({items}), due {due}, please file them now
reminder.returned: 有 {count} 个分项的报告被退回（{items}），请更正后重新报送
    reports returned: {count} ({items}), please correct and file them again
reminder.done: {name}：{period}台账已收到，谢谢。
    {name}: all reports for {period} are here. Thank you.
due: {period}台账报送期限：{count} 个分项（{items}） | {period}: reports due: {count} ({items})
circular: 关于{period}食品安全重点工作落实情况的通报 | Circular on {period}
circular.to: 各责任单位： | To all departments:
part.standing: 总体情况 | How it stands
part.red: 红灯事项 | What is red
part.left: 退出红灯的事项 | What left red
part.entered: 新进红灯的事项 | What entered red
part.ranking: 单位排名 | Ranking
part.stayed: 仍为红灯的事项 | What is still red
part.lagging: 未按时报送的单位 | Who did not report in time
lagging.overdue: 逾期未报 {count} 个分项（{items}） | items overdue: {count} ({items})
lagging.late: 迟报 {count} 个分项（{items}） | items late: {count} ({items})
in-a-row: ，已连续 {count} 期 | , {count} periods in a row
slip: 督办单 | Reminder slip
slip.matter: 督办事项 | Matter
slip.asked: 工作要求 | What is asked
slip.phrase: 责任原文 | The document's words
slip.due: 完成时限 | Due
slip.report-due: 报送期限 | Report due
slip.why: 督办原因 | Why
enclosed: 附件：1. {period}落实台账填报表 | Enclosed: 1. The form for {period}
enclosed.alone: 附件：{period}落实台账填报表 | Enclosed: the form for {period}
enclosed.calendar: 　　　2. {period}报送期限（日历文件） | 2. Due dates of {period} (calendar)
undated: 　　　年　　月　　日 | Date:
slip.text.overdue: 以上分项逾期未报。请于{answer}前补报；不能按时完成的，一并说明进展、
        原因和拟完成时间。
    The report is overdue. Please file it by {answer}; if it cannot be done, say how far it is,
        why, and by when.
slip.text.missed: 以上分项指标未完成。请于{answer}前书面说明原因、整改措施和拟完成时间。
    A target was missed. Please say in writing by {answer} why, what is done about it and by when.
slip.text.returned: 以上分项的报告经复核退回。请于{answer}前更正后重新报送。
    The report was returned. Please correct and file it again by {answer}.
""")
