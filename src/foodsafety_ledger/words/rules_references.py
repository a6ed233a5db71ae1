"""What the rules about references between files and entries say (FL4); merged into ``rules``."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "FL401": ("没有分项 {value}", "there is no item {value}"),
    "FL401.hint": ("用 ledger plan list 查看全部分项", "ledger plan list shows every item"),
    "FL401.task": ("{value} 是任务，不是分项", "{value} is a task, not an item"),
    "FL401.task.hint": ("它的分项：{items}", "its items are: {items}"),
    "FL401.why": ("记录要落到计划的一个分项上。", "Every entry is about an item of the plan."),
    "FL402": ("{department}在分项 {item} 中没有责任", "{department} has no part in item {item}"),
    "FL402.hint": ("分项的责任单位：{holders}", "those who have: {holders}"),
    "FL402.why": (
        "文件没有点到的单位，只有名单带“等”或写“相关单位”时才能报告。",
        (
            "A department that the document does not name may report only where its list is "
            "open or says 相关."
        ),
    ),
    "FL403": ("分项 {item} 没有指标 {value}", "item {item} has no target {value}"),
    "FL403.hint": ("分项的指标：{targets}", "its targets are: {targets}"),
    "FL403.none": (
        "分项 {item} 没有指标，不用填数（{value}）",
        "item {item} has no targets; there is no value to give ({value})",
    ),
    "FL403.none.hint": ("把情况写在 note 里", "say it in the note"),
    "FL403.why": (
        "数要填在计划列出的指标上。",
        "Values are given for the targets that the plan lists.",
    ),
    "FL404": (
        "{department}不负责报指标 {target} 的数",
        "{department} does not owe a value for target {target}",
    ),
    "FL404.hint": ("由{owed_by}报数", "it is owed by: {owed_by}"),
    "FL404.nobody": (
        "指标 {target} 由谁报数尚未明确，{department}不能报",
        "who owes target {target} is not settled; {department} cannot report it",
    ),
    "FL404.nobody.hint": (
        "请办公室在计划中明确单位组或 reported_by",
        "the office settles it in the plan: resolve the group, or say reported_by",
    ),
    "FL404.why": (
        "同一批企业由两家各报一次，合计就翻倍；所以只有该报的单位能报。",
        (
            "Two departments counting the same firms would double the sum, so only those who "
            "owe a value give it."
        ),
    ),
    "FL405": ("记录编号 {id} 重复", "entry id {id} is used twice"),
    "FL405.hint": (
        "复制出来的记录要换新编号；用 ledger record 自动生成",
        "a copied entry needs an id of its own; ledger record makes one",
    ),
    "FL405.why": (
        "更正、作废、复核都按编号找记录，编号在整个工作区只能用一次。",
        "Amendments, voids and reviews find entries by id, which is unique in the workspace.",
    ),
    "FL406": ("没有编号为 {id} 的记录", "no entry has the id {id}"),
    "FL406.amends": ("{id} 不是报告，不能更正", "{id} is not a report and cannot be amended"),
    "FL406.voids": ("{id} 是作废记录，不能再作废", "{id} is a void itself and cannot be voided"),
    "FL406.voids.hint": (
        "作废不能撤销；需要时重新记录一条",
        "a void is final; record a new entry if need be",
    ),
    "FL406.reviews": ("{id} 不是报告，不能复核", "{id} is not a report and cannot be reviewed"),
    "FL406.why": (
        "更正、作废、复核都要说明对哪一条。",
        "An amendment, void or review says which entry it is about.",
    ),
    "FL407": ("记录 {id} 已经更正过", "entry {id} has been replaced already"),
    "FL407.hint": ("更正最新的一条：{end}", "amend or void the last of the chain: {end}"),
    "FL407.voided": ("记录 {id} 已经作废（{end}）", "entry {id} has been voided already ({end})"),
    "FL407.voided.hint": ("作废不能撤销；重新记录一条", "a void is final; record a new entry"),
    "FL407.why": (
        "一条记录最多更正或作废一次，历史才是一条线，而不是分岔。",
        "An entry is replaced at most once, so that its history is one line without forks.",
    ),
    "FL408": (
        "{id} 是{department}的记录，只能由它自己更正或作废",
        "{id} is an entry of {department}, which alone may amend or void it",
    ),
    "FL408.why": ("每个单位只对自己的台账负责。", "Each department answers for its own ledger."),
    "FL409": (
        "更正绕成了一圈：{id} 又回到这一条",
        "the amendments go round in a circle through {id}",
    ),
    "FL409.self": ("记录更正了自己", "the entry amends itself"),
    "FL409.why": (
        "绕成一圈的更正没有最新的一条，哪条都不能算。",
        "A circle has no latest entry, so nothing in it could count.",
    ),
    "FL410": (
        "更正把分项从 {expected} 改成了 {value}",
        "the amendment moves the entry from item {expected} to {value}",
    ),
    "FL410.period": (
        "更正把报告期从 {expected} 改成了 {value}",
        "the amendment moves the entry from {expected} to {value}",
    ),
    "FL410.hint": (
        "报错了分项，就作废原记录，另记一条",
        "void the old entry and record a new one instead",
    ),
    "FL410.period.hint": (
        "报错了报告期，就作废原记录，另记一条",
        "void the old entry and record a new one instead",
    ),
    "FL410.why": (
        "更正改的是内容，不是报的哪件事、哪一期，否则原来那一期就悄悄没了报告。",
        (
            "An amendment mends what was said, not what it was about: else a period would "
            "quietly lose its report."
        ),
    ),
    "FL411": (
        "{department}不能复核；复核只由{office}在自己的台账里记",
        "{department} cannot review; only {office} does, in its own ledger",
    ),
    "FL411.why": (
        "销号由办公室说了算，单位不能给自己验收。",
        "The office accepts work; nobody accepts their own.",
    ),
    "FL412": ("{item} 的 {period} 已经报过", "{item} has been reported for {period} before"),
    "FL412.hint": ("如果是更正，请写 amends", "if this corrects the other, say so with amends"),
    "FL412.why": (
        "同一期可以报几次，但常常是忘了写成更正。",
        "Several reports on one period are allowed, yet often one was meant to amend.",
    ),
}
