"""The words of the exported ledger."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
help.refs: 只导出这些：任务、分项、单位、记录…… | Only these: tasks, items, departments, entries …
help.out: 文件名（.csv、.xlsx、.json）；不写则以 CSV 输出到屏幕
    FILE.csv, .xlsx or .json; without it, CSV on the screen
help.period: 只导出这一期的 | Only what is about this period
district: 全区 | district
title: {plan}落实台账（{part}） | {plan}: ledger ({part})
kind.void: 作废 | void
kind.review: 复核 | review
kind.extension: 延期 | extension
kind.report: 填报 | report
pace.ahead: 超序时 | ahead
pace.on: 按序时 | on pace
pace.behind: 慢序时 | behind
pace.far-behind: 严重滞后 | far behind
unfit: 有误，未计入 | left out: an error
written: 导出 {count} 条记录 | entries exported: {count}
written.unfit: 导出 {count} 条记录，其中 {unfit} 条有误，在任何数字里都未计入
    entries exported: {count}; of these with an error, and in no figure: {unfit}
""")
