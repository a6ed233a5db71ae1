"""What the rules about the plan and its departments say (FL2); merged into ``rules``."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "FL201": ("缺少必填项 {key}", "missing key {key}"),
    "FL201.measure": (
        "缺少 {key}：measure 为 {measure} 的指标必须写明",
        "missing key {key}: a target whose measure is {measure} needs it",
    ),
    "FL201.why": (
        "缺了这一项，任务、分项或指标就说不清要谁做什么、做到多少、什么时候做完。",
        "Without it a task, item or target does not say who owes what, how much, and by when.",
    ),
    "FL202": ("不认识的项 {key}", "unknown key {key}"),
    "FL202.why": (
        "写错的项不会生效，也不会有人察觉；所以一个都不放过。",
        "A misspelt key would silently have no effect, so none is let through.",
    ),
    "FL203.mapping": (
        "{key} 应是“名称: 值”形式的一组内容",
        "{key} must be a mapping of keys to values",
    ),
    "FL203.list": ("{key} 应是列表", "{key} must be a list"),
    "FL203.list.hint": (
        "写成 [甲, 乙]，或每行以“- ”开头",
        "write [a, b], or one member a line after “- ”",
    ),
    "FL203.text": (
        "{key} 应是一段文字，不是列表或一组内容",
        "{key} must be a text, not a list or mapping",
    ),
    "FL203.why": (
        "形状不对的内容无法理解，猜测它的意思比报错更危险。",
        "What has the wrong shape cannot be understood, and guessing would be worse than asking.",
    ),
    "FL204.empty": ("{key} 是空的", "{key} is empty"),
    "FL204.empty.hint": ("填写内容；没有内容就删去这一项", "fill it in, or leave the key out"),
    "FL204.id": ("“{value}”不能作编号", "“{value}” cannot be an id"),
    "FL204.id.hint": (
        "编号用小写字母、数字和连字符，例如 market-regulation",
        "ids are made of lower-case letters, digits and hyphens, such as market-regulation",
    ),
    "FL204.task-id": ("“{value}”不是任务编号", "“{value}” is not a task's id"),
    "FL204.task-id.hint": (
        "写成 14；按章重新编号的文件写成 2-1",
        "write 14, or 2-1 where chapters number anew",
    ),
    "FL204.item-id": ("“{value}”不是分项编号", "“{value}” is not an item's id"),
    "FL204.item-id.hint": (
        "写成 任务编号.序号，例如 14.1",
        "write the task's id, a point and a number, as 14.1",
    ),
    "FL204.hash": ("“{value}”不是 sha256 校验值", "“{value}” is not a sha256 hash"),
    "FL204.hash.hint": (
        "64 位小写十六进制，可用 sha256sum 计算",
        "64 lower-case hex digits, as sha256sum prints them",
    ),
    "FL204.date": ("“{value}”不是日期", "“{value}” is not a date"),
    "FL204.date.hint": (
        "写成 2021-12-31，日历上确有这一天，在 1900 至 2999 年之间",
        "write 2021-12-31, a day that the calendar has, from 1900 to 2999",
    ),
    "FL204.period": ("“{value}”不是报告期", "“{value}” is not a period"),
    "FL204.period.hint": (
        "按 reporting.every 写：季度 2021Q3，月 2021-09，半年 2021H2，年 2021",
        "as reporting.every says: a quarter 2021Q3, month 2021-09, half-year 2021H2, year 2021",
    ),
    "FL204.number": (
        "{key} 应是整数，而不是“{value}”",
        "{key} must be a whole number, not “{value}”",
    ),
    "FL204.days": (
        "{key} 最多是 {most} 天，而不是 {value}",
        "{key} may be {most} days at most, not {value}",
    ),
    "FL204.flag": (
        "{key} 只能是 true 或 false，而不是“{value}”",
        "{key} must be true or false, not “{value}”",
    ),
    "FL204.choice": ("{key} 不能是“{value}”", "{key} cannot be “{value}”"),
    "FL204.choice.hint": ("可用：{choices}", "one of: {choices}"),
    "FL204.baseline": (
        "{key} 的基数“{value}”不是 0 以上的数",
        "the baseline “{value}” of {key} is not a number of 0 or more",
    ),
    "FL204.baseline-counts": (
        "{key} 的基数“{value}”不是 分子/分母",
        "the baseline “{value}” of {key} is not a numerator/denominator",
    ),
    "FL204.baseline-counts.hint": (
        "写成 80/120，分母大于 0",
        "write 80/120, with a denominator above 0",
    ),
    "FL204.why": (
        "日期、编号、整数等按固定写法读取，不按样子猜测。",
        "Dates, ids and numbers are read in one fixed spelling and never guessed from their looks.",
    ),
    "FL205": ("“{value}”不是目标的写法", "“{value}” is not a goal"),
    "FL205.hint": (
        (
            '写成 ">= 95%"、"<= 3件"、"= 0家"（加引号），或 '
            "rising、falling、kept、done、weekly、monthly、quarterly"
        ),
        (
            'write ">= 95%", "<= 3件" or "= 0家" (quoted), or one of rising, falling, kept, '
            "done, weekly, monthly, quarterly"
        ),
    ),
    "FL205.unit": (
        "目标“{value}”里的“{unit}”不是单位",
        "“{unit}” in the goal “{value}” is no unit",
    ),
    "FL205.unit.hint": (
        "数写全（3万写成 30000），后面只写一个单位：%、‰、家、件、批次、分、万元、批次/千人 等",
        (
            "write the number in full (30000 for 3万) and one unit behind it: %, ‰, 家, 件, 批次, "
            "分, 万元, 批次/千人 or the like"
        ),
    ),
    "FL205.why": (
        "目标决定一个指标算不算完成，必须能由机器判断。",
        "The goal decides whether a target is met, so a machine must be able to judge it.",
    ),
    "FL206": ("编号 {id} 重复", "id {id} is used twice"),
    "FL206.hint": (
        "改用新的编号；台账按编号找到分项和单位",
        "give one of them another id; ledgers find things by id",
    ),
    "FL206.why": (
        "编号重复时，一条记录就不知道说的是哪一个；第二个不予采用。",
        "With two of one id nobody knows which an entry means; the second is not used.",
    ),
    "FL207": ("没有编号为 {value} 的单位或单位组", "no department or group has the id {value}"),
    "FL207.department": ("没有编号为 {value} 的单位", "no department has the id {value}"),
    "FL207.not-a-group": ("没有编号为 {value} 的单位组", "no group has the id {value}"),
    "FL207.group": (
        "{value} 是单位组，这里只能写单位",
        "{value} is a group; only departments can stand here",
    ),
    "FL207.hint": (
        "在 data/departments.yaml 中登记，或改正编号",
        "enter it in data/departments.yaml, or mend the id",
    ),
    "FL207.department.hint": (
        "在 data/departments.yaml 中登记，或改正编号",
        "enter it in data/departments.yaml, or mend the id",
    ),
    "FL207.why": (
        "分项必须落到登记在册的单位头上，否则没有人欠这份报告。",
        "An item must rest on departments that exist, or nobody owes its reports.",
    ),
    "FL208": ("单位组 {group}（{name}）还没有成员", "group {group} ({name}) has no members yet"),
    "FL208.hint": (
        "在 members 中填写成员，在 basis 中写明依据",
        "enter its members, and in basis where the list comes from",
    ),
    "FL208.why": (
        "文件没有列出这组单位；在办公室填写之前，没有单位因它而欠报告。",
        (
            "The document does not list these units; until the office does, nobody owes "
            "anything through the group."
        ),
    ),
    "FL209": (
        "{group}（{name}）指哪些单位，尚未明确",
        "which departments {group} ({name}) means here is not said",
    ),
    "FL209.hint": (
        "明确后在本分项写 resolved: {{{group}: {{members: [单位编号], basis: 依据}}}}",
        "once it is known, write resolved: {{{group}: {{members: [ids], basis: why}}}} in the item",
    ),
    "FL209.why": (
        "“相关”“有关”没有说明是哪些单位；在明确之前不产生责任，但要看得见。",
        (
            "相关 and 有关 do not say which departments; until someone does, no duty arises, "
            "but it stays visible."
        ),
    ),
    "FL210": (
        "指标 {target}（{name}）没有单位负责报数",
        "nobody owes the value of target {target} ({name})",
    ),
    "FL210.hint": (
        "在 reported_by 中写明由谁报数，或明确单位组的成员",
        "say who in reported_by, or enter the group's members",
    ),
    "FL210.why": (
        "没有人报数的指标永远是“无数据”，不会算作完成。",
        "A target that nobody reports stays without data and is never met.",
    ),
    "FL212": (
        "分项 {item}（{name}）没有单位负责报告",
        "nobody owes reports on item {item} ({name})",
    ),
    "FL212.hint": ("写明 lead、responsible 或 shared", "say who in lead, responsible or shared"),
    "FL212.why": (
        "只有配合单位的分项没有人欠报告，总是灰灯。",
        "An item with supporting units only has no one who owes a report, and stays grey.",
    ),
    "FL213": ("分项编号 {id} 不属于任务 {task}", "item id {id} does not belong to task {task}"),
    "FL213.hint": (
        "分项编号是任务编号加序号：{task}.1、{task}.2……",
        "items of the task are {task}.1, {task}.2, …",
    ),
    "FL213.why": (
        "从编号就该看出分项在文件的哪一条。",
        "An item's id says where in the document it stands.",
    ),
    "FL214": ("待人工核对：{why}", "to be reviewed: {why}"),
    "FL214.hint": (
        "核对后改正内容，并删去这条 review",
        "check it, mend what is wrong, and delete this review mark",
    ),
    "FL214.why": (
        "起草时没有把握的地方，要有人看过才算数。",
        "Where a draft was not sure, a person has to look.",
    ),
    "FL215": (
        "{value} 不在计划期内（{start} 至 {end}）",
        "{value} lies outside the plan ({start} to {end})",
    ),
    "FL215.cadence": (
        "{value} 不是本安排的报告期（应写成 {example} 这样）",
        "{value} is no period of this plan (write it like {example})",
    ),
    "FL215.after-due": (
        "从 {value} 起报告，却在 {due} 前就到期",
        "reports are owed from {value} on, after the due date {due}",
    ),
    "FL215.far": (
        "{value} 离计划期（{start} 至 {end}）十年以上",
        "{value} lies more than ten years from the plan ({start} to {end})",
    ),
    "FL215.too-long": ("计划期跨了十年以上", "the plan spans more than ten years"),
    "FL215.end-before-start": ("计划期的结束早于开始", "the plan ends before it starts"),
    "FL215.why": (
        "计划期之外没有报告期，落在那里的期限永远不会到来或早已过去。",
        (
            "There are no periods outside the plan; a date there would never come or have "
            "passed before it began."
        ),
    ),
    "FL216": ("缺少 {file}", "{file} is missing"),
    "FL216.hint": (
        "从版本库恢复它，或用 ledger init 新建",
        "restore it from git, or start with ledger init",
    ),
    "FL216.why": (
        "没有计划和单位表，台账就无从核对。",
        "Without the plan and its departments no ledger can be checked.",
    ),
}
