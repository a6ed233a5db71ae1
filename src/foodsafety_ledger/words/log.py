"""The words of ``ledger log`` and ``ledger problems``, and of entries wherever they are shown."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
refs: 只看这些：任务、分项、指标、单位、章、报告期，或记录编号（连同它的更正和作废）
    Only these: tasks, items, departments, sections, periods, or an entry with its chain
since: 从这一天起的记录：YYYY-MM-DD | Entries of this date or later: YYYY-MM-DD
until: 到这一天为止的记录：YYYY-MM-DD | Entries of this date or earlier: YYYY-MM-DD
column.date: 日期 | Date
column.entry: 记录编号 | Entry
column.id: 分项 | Item
column.what: 内容 | What it says
text: {label}：{text} | {label}: {text}
voids: 作废 {entry} | voids {entry}
extends: {item} 延期至 {due} | extends {item} to {due}
reviews.accepted: 认可 {entry} | accepts {entry}
reviews.returned: 退回 {entry} | returns {entry}
reviews.None: 复核 {entry} | reviews {entry}
amends: 更正 {entry} | amends {entry}
amended: 已被 {entry} 更正（{date}） | amended by {entry} on {date}
voided: 已被 {entry} 作废（{date}） | voided by {entry} on {date}
reviewed.accepted: 办公室已认可（{date}，{entry}） | accepted by the office on {date} ({entry})
reviewed.returned: 办公室已退回（{date}，{entry}） | returned by the office on {date} ({entry})
unfit: 有误，未计入；ledger check 说明原因 | left out because of an error; ledger check says why
nothing: 没有符合条件的记录 | no entries match
problems.column.since: 自 | Since
problems.column.id: 分项 | Item
problems.column.what: 责任单位；存在问题、下步计划 | Department; what hinders, what is planned
problems.returned: {date} 被办公室退回：{why} | returned by the office on {date}: {why}
problems.nothing: 没有受阻、存在问题或被退回的分项 | nothing is blocked, hindered or returned
""")
