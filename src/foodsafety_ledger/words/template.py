"""The words of the form that the office sends out, and of the command that makes it."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
help.department: 为哪个单位制表：代号、名称或别名 | Whose form: a department's id, name or alias
help.all: 每个单位一张，写入 -o 指定的文件夹 | Every department's, into the folder that -o names
help.out: 文件名（.xlsx），--all 时为文件夹 | FILE.xlsx, or with --all a folder
help.period: 报告期（默认：刚结束而尚未过报送期限的，否则为今天所在的）
    The period (default: the one just ended while reports are in time, else today's)
title: {plan}落实情况填报表（{period}） | {plan}: report for {period}
for: 填报单位：{department}    报告期：{period}    最迟报送：{due}
    Department: {department}    Period: {period}    Due: {due}
how: 只填黄色格。比率填“完成数”和“总数”（家数、批次等实数，不填百分比），数量填“完成数”，
        节点在“完成数”填完成日期；不适用的填“不适用”并在“进展情况”说明。下面三格填一次即可，
        个别分项不同的在该行另填。
    Fill the yellow cells only. A ratio takes two counts, in 完成数 and 总数, never a percentage; a
        count one, in 完成数; a milestone its date there; 不适用 where it does not apply, explained
        in 进展情况. The three cells below hold for every row that says nothing else.
settled: 黄色格待填。绿色格是已报的内容，没有变化的不必再动，要更正的直接改。比率填“完成数”
        和“总数”（实数，不填百分比），数量填“完成数”，节点在“完成数”填完成日期；
        不适用的填“不适用”并在“进展情况”说明。下面三格填一次即可。
    Fill the yellow cells. The green ones are as reported: leave them, or change them to correct
        the report. A ratio takes two counts, in 完成数 and 总数, never a percentage; a count one,
        in 完成数; a milestone its date there; 不适用 where it does not apply, explained in
        进展情况. The three cells below hold for every row that says nothing else.
reported: 已报 | reported
goal: 目标 {goal} | goal {goal}
due: 期限 {due} | due {due}
value-is.increment: 填本期新增数 | what is new in the period
since: 首次填报，填 {start} 以来此前没报过的全部数
    this first time, all since {start} that was not reported before
value-is.running-total: 填全年累计数 | the year's running total
value-is.snapshot: 填目前的数 | the present state
check.title: 请核对 | Please check
check.amount: 填数字，或填“不适用” | a number, or 不适用
check.whole: 填整数（家数、批次等），不填百分比；不适用就填“不适用”
    a whole number, never a percentage; or 不适用
check.reached: 填完成日期，如 2021-11-15；不适用就填“不适用”
    the day it was reached, such as 2021-11-15; or 不适用
check.day: 填日期，如 2021-10-12 | a date, such as 2021-10-12
check.status: 从下拉列表中选一个 | choose one of the list
check.filler: 从列表中选，或直接写姓名 | choose a name, or type another
check.signer: 从列表中选，或直接写姓名 | choose a name, or type another
column.department: 单位 | Department
column.items: 分项 | Items
column.cells: 要填的格 | Cells to fill
column.file: 文件 | File
nothing: 没有要报的 | nothing to report
total: 合计 | in all
""")
