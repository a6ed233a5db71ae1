"""What the rules about a ledger's and an entry's shape say (FL3); merged into ``rules``."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "FL301": ("记录缺少必填项 {key}", "the entry has no {key}"),
    "FL301.ledger": ("台账缺少必填项 {key}", "the ledger has no {key}"),
    "FL301.why": (
        "缺项的记录说不清谁在什么时候报了哪件事；它不计入任何数字。",
        "An entry without it does not say who reported what and when; it is in no figure.",
    ),
    "FL302": ("记录中不认识的项 {key}", "unknown key {key} in the entry"),
    "FL302.ledger": ("台账中不认识的项 {key}", "unknown key {key} in the ledger"),
    "FL302.why": (
        "写错的项不会生效，也不会有人察觉；所以一个都不放过。",
        "A misspelt key would silently have no effect, so none is let through.",
    ),
    "FL303.ledger": (
        "台账应有 plan、department、entries 三项，这里没有",
        "a ledger has the keys plan, department and entries; there are none here",
    ),
    "FL303.mapping": (
        "{key} 应是“名称: 值”形式的一组内容",
        "{key} must be a mapping of keys to values",
    ),
    "FL303.entry": ("这一条不是记录", "this is not an entry"),
    "FL303.entry.hint": (
        "记录以“- id: ”开头；用 ledger record 添加",
        "an entry begins with “- id: ”; ledger record adds one",
    ),
    "FL303.list": ("{key} 应是列表", "{key} must be a list"),
    "FL303.list.hint": (
        "每条以“- ”开头；没有内容写 []",
        "one member a line after “- ”; write [] for none",
    ),
    "FL303.text": (
        "{key} 应是一段文字，不是列表或一组内容",
        "{key} must be a text, not a list or mapping",
    ),
    "FL303.text.hint": (
        "含“: ”或以括号开头的文字要加引号",
        "quote a text that holds “: ” or begins with a bracket",
    ),
    "FL303.why": (
        "形状不对的内容无法理解，猜测它的意思比报错更危险。",
        "What has the wrong shape cannot be understood, and guessing would be worse than asking.",
    ),
    "FL304": ("“{value}”不是记录编号", "“{value}” is not an entry id"),
    "FL304.hint": (
        "编号是日期加 8 位小写十六进制，例如 20211012-7f3a9c1e；用 ledger record 自动生成",
        (
            "an id is the date and 8 lower-case hex digits, as 20211012-7f3a9c1e; ledger "
            "record makes them"
        ),
    ),
    "FL304.capitals": ("记录编号“{value}”含大写字母", "the entry id “{value}” has capital letters"),
    "FL304.capitals.hint": ("改成小写", "write it in lower case"),
    "FL304.why": (
        "编号由日期和随机数组成，几个人同时记录也不会重复，合并时靠它认出每条记录。",
        (
            "Date and random digits keep ids apart when several people record at once; "
            "merging goes by them."
        ),
    ),
    "FL305": ("没有“{value}”这种状态", "“{value}” is not a status"),
    "FL305.hint": (
        "可用：{choices}（未启动、推进中、已完成、受阻）",
        "one of: {choices}",
    ),
    "FL305.why": (
        "状态决定分项的灯色，只有这四种。",
        "The status decides an item's light; there are only these four.",
    ),
    "FL306": ("“{value}”不是日期", "“{value}” is not a date"),
    "FL306.hint": ("写成 2021-10-12", "write 2021-10-12"),
    "FL306.no-such-day": ("日历上没有 {value} 这一天", "the calendar has no {value}"),
    "FL306.century": (
        "{value} 不在 1900 至 2999 年之间",
        "{value} does not lie in the years from 1900 to 2999",
    ),
    "FL306.why": (
        "日期决定记录算在何时、是否按时，只认一种写法。",
        "The date decides when an entry counts and whether it was on time; one spelling is read.",
    ),
    "FL307": ("“{value}”不是报告期", "“{value}” is not a period"),
    "FL307.hint": (
        "按安排的报送频次写：季度 2021Q3，月 2021-09，半年 2021H2，年 2021",
        "as the plan reports: a quarter 2021Q3, month 2021-09, half-year 2021H2, year 2021",
    ),
    "FL307.why": (
        "报告按期调度，记录要说明报的是哪一期。",
        "Reports are dispatched by period; an entry says which.",
    ),
    "FL308.mapping": (
        "佐证材料应写明 path 和 sha256",
        "a piece of evidence has a path and a sha256",
    ),
    "FL308.missing": ("佐证材料缺少 {key}", "the evidence has no {key}"),
    "FL308.key": ("佐证材料中不认识的项 {key}", "unknown key {key} in the evidence"),
    "FL308.text": ("佐证材料的 {key} 应是一段文字", "the evidence's {key} must be a text"),
    "FL308.hash": ("“{value}”不是 sha256 校验值", "“{value}” is not a sha256 hash"),
    "FL308.hash.hint": (
        "64 位小写十六进制；用 ledger record --evidence 自动计算",
        "64 lower-case hex digits; ledger record --evidence computes them",
    ),
    "FL308.why": (
        "佐证材料靠路径找到，靠校验值证明没有换过。",
        "Evidence is found by its path and proved unchanged by its hash.",
    ),
    "FL309.report": (
        "{key} 只用于复核或作废，不能写在报告里",
        "{key} belongs to a review or void, not to a report",
    ),
    "FL309.void": ("作废记录不能有 {key}", "an entry that voids another cannot have {key}"),
    "FL309.review": ("复核记录不能有 {key}", "an entry that reviews another cannot have {key}"),
    "FL309.void.hint": (
        "更正内容用 amends 另写一条",
        "to correct what was reported, add an entry with amends",
    ),
    "FL309.why": (
        "一条记录只做一件事：报告（或更正）、作废、复核，三者不能混写。",
        "An entry does one thing: it reports (or amends), voids, or reviews.",
    ),
    "FL310": ("{key} 是空的", "{key} is empty"),
    "FL310.value": ("指标 {key} 没有填数", "no value is given for target {key}"),
    "FL310.value.hint": (
        "填写数值；本期没有数就删去这一行",
        "give the value, or delete the line if there is none",
    ),
    "FL310.why": ("必填项空着等于没有填。", "A required key left empty says nothing."),
    "FL311": ("没有“{value}”这种复核结论", "“{value}” is not a verdict"),
    "FL311.hint": ("可用：{choices}（通过、退回）", "one of: {choices}"),
    "FL311.why": (
        "复核只有通过和退回两种结论。",
        "A review accepts an entry or returns it; nothing else.",
    ),
    "FL312": (
        "台账写的单位是 {value}，文件名却是 {expected}.yaml",
        "the ledger says department {value}, its file is named {expected}.yaml",
    ),
    "FL312.hint": (
        "改正其中一处；复制别人的台账时常忘了改",
        "mend one of them; copied ledgers often keep the old name",
    ),
    "FL312.why": (
        "谁的台账要从文件名和内容都看得出来，两者不一致时整份不计入。",
        "Whose ledger it is must show in its name and inside; where they differ none of it counts.",
    ),
    "FL313": (
        "台账属于 {value}，本工作区的计划是 {plan}",
        "the ledger is of plan {value}, this workspace's is {plan}",
    ),
    "FL313.hint": (
        "换了年度就新建台账，旧台账留在旧工作区",
        "a new year gets new ledgers; old ones stay in their workspace",
    ),
    "FL313.why": (
        "分项编号在不同的计划里意思不同，别的计划的记录不能算进来。",
        (
            "Item ids mean different things in different plans, so another plan's entries "
            "cannot count."
        ),
    ),
    "FL314": ("没有编号为 {value} 的单位", "no department has the id {value}"),
    "FL314.group": (
        "{value} 是单位组，不是单位；台账由各单位分别记",
        "{value} is a group; each of its members keeps a ledger of its own",
    ),
    "FL314.hint": (
        "在 data/departments.yaml 中登记，或改正编号和文件名",
        "enter it in data/departments.yaml, or mend the id and the file's name",
    ),
    "FL314.why": ("只有登记在册的单位才有台账。", "Only departments of the plan keep ledgers."),
}
