"""What a draft says of itself: review marks, reasons, remarks; and the commands that draft."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "draft": (
        "从文件原文起草 tasks.yaml 和 departments.yaml",
        "A first tasks.yaml and departments.yaml from a document",
    ),
    "draft-file": (
        "文件：纯文本（UTF-8 或 GB18030），或 .docx、.pdf",
        "The document: plain text (UTF-8 or GB18030), or .docx or .pdf",
    ),
    "draft-out": ("写到哪个文件夹的 data/ 里", "The folder to write data/ into"),
    "draft-written": (
        "已写入 {path}：任务 {tasks}，分项 {items}，单位 {units}，指标 {targets}，待核 {marks}",
        "{path}: {tasks} tasks, {items} items, {units} units, {targets} targets, {marks} marks",
    ),
    "draft-left": ("未列入草稿的 {count} 处：", "{count} places not in the draft:"),
    "drafted": (
        (
            "由 ledger plan draft 起草。phrase、quote 是原文，其余是程序的读法，须由人核定。\n"
            "review 是程序拿不准的地方，核对后删去该标记。summary 请用自己的话改写。"
        ),
        (
            "Drafted from the document by ledger plan draft. phrase and quote are its words;\n"
            "the rest is a reading to confirm. Remove each review mark once it is settled."
        ),
    ),
    "unknown": ("未注明", "not stated"),
    "counts": ("符合数/总数", "those that meet it/all"),
    "erratum.once": ("{name}只计一次", "{name} counts once"),
    "erratum.twice": ("{name}在同一处写了两次", "{name} is named twice here"),
    "ignored.fact": ("说的是现状、范围或条件，不是要求", "states a fact, a scope or a condition"),
    "ignored.nobody": ("此处未写责任单位", "no unit is named for it here"),
    "doubt.settings": (
        "office、grace_days、ongoing、value_is、counts 由程序按常例填写，请逐项核定",
        "office, grace_days, ongoing, value_is and counts follow the usual case; confirm each",
    ),
    "doubt.longer": (
        "文中有计划年度以后的期限，period.end 延到 {end}",
        "the document has deadlines after its year; period.end was moved to {end}",
    ),
    "doubt.no-year": (
        "文中没有印发日期，年份按 {year} 年推定",
        "no date of issue was found; the year is taken to be {year}",
    ),
    "doubt.office": (
        "未见食安办，暂以牵头最多的单位为 office",
        "no food-safety office is named; the unit that leads most items stands in",
    ),
    "doubt.no-number": ("未找到文号", "no document number was found"),
    "doubt.no-issuer": ("未找到发文机关", "no issuer was found"),
    "doubt.no-issued": (
        "未找到印发日期，暂填年初",
        "no date of issue was found; the first day of the year stands in",
    ),
    "doubt.no-role": ("{names}后面没有写明责任", "no role is stated for {names}"),
    "doubt.jointly": (
        "“会同”按并列读，请核对谁牵头",
        "会同 is read as a plain list; check who leads",
    ),
    "doubt.involved": (
        "“均涉及”按共同承担责任读",
        "“均涉及” (all concern) is read as responsible",
    ),
    "doubt.strange-name": ("{names}不像单位名称", "{names}: not obviously names of units"),
    "doubt.bare": (
        "括号内只有单位，没有写明责任，按负责读",
        "the bracket names units without a role; read as responsible",
    ),
    "doubt.unclosed": ("括号没有闭合", "the bracket is not closed"),
    "doubt.sentence": (
        "责任写在句子里，没有括号或“责任单位”字样",
        "responsibility is stated in a sentence, without a bracket or label",
    ),
    "doubt.everywhere": (
        "按前文“不再列出”的规定另加：{names}",
        "added by the rule stated earlier for all items: {names}",
    ),
    "doubt.lone-lead": (
        "只列一个单位，按“列首位者牵头”记为牵头",
        "a single unit, put down as leading by the rule that the first one leads",
    ),
    "doubt.carried": (
        "“{name}”按前面单位的前缀读作“{full}”，文中没有别处印证",
        "“{name}” is read as “{full}”, with the prefix of the name before it; nothing confirms it",
    ),
    "doubt.closes-all": (
        "只有最后一条带责任单位，按管全部各条读",
        "only the last list item names units; they are read as responsible for the whole list",
    ),
    "doubt.no-numbering": (
        "文中没有编号，任务按责任单位逐条划分",
        "no numbering; one task a phrase",
    ),
    "doubt.due": ("没有读懂期限：{words}", "the deadline was not understood: {words}"),
    "doubt.due-before": (
        "期限 {due} 早于第一个报告期，未填",
        "the deadline {due} is before the first period and was left out",
    ),
    "doubt.vague": (
        "“{figure}”前后的用语不精确，请核对",
        "the words around {figure} are not exact; check the goal",
    ),
    "doubt.counts": ("分子、分母请核定", "say what is divided by what"),
    "doubt.each-period": (
        "每个周期不止一次，按全年次数核定",
        "more than once a period; settle the number for the year",
    ),
    "doubt.spelled": ("数字是汉字写的，请核对", "the number is written in words; check it"),
    "doubt.per": (
        "单位“{unit}”是相对数，请改成能够直接计算的指标",
        "the unit {unit} is relative; restate the target so that it can be computed",
    ),
    "doubt.above-whole": ("超过100%，请核对按什么计算", "above 100%; say of what it is a part"),
    "doubt.range": ("原文是 {low} 至 {high} 的区间", "the document gives a range, {low} to {high}"),
    "doubt.lower-is-better": (
        "此率以低为好，按不高于读",
        "a low value of this rate is good; read as at most",
    ),
    "doubt.words-only": (
        "目标只有文字，没有数字；请核对是否列为指标",
        "a goal in words without a figure; confirm that it is a target",
    ),
    "doubt.fact": (
        "按现状、范围或条件读，不作指标",
        "read as a fact, scope or condition, not as a target",
    ),
    "doubt.nobody": (
        "读作 {goal}，但此处没有责任单位；请移到有关分项，或确认不单独考核",
        "reads as {goal}, but no unit is named here; move it to an item or leave it out",
    ),
}
