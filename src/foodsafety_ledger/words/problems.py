"""The words of ``ledger problems``."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
column.since: 自 | Since
column.id: 分项 | Item
column.what: 责任单位；存在问题、下步计划 | Department; what hinders, what is planned
returned: {date} 被办公室退回：{why} | returned by the office on {date}: {why}
nothing: 没有受阻、存在问题或被退回的分项 | nothing is blocked, hindered or returned
""")
