"""What a draft says of itself: review marks, reasons, remarks; and the commands that draft."""

from foodsafety_ledger.words import Texts, read_texts

TEXTS: Texts = {
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
    **read_texts("""
draft: 从文件原文起草 tasks.yaml 和 departments.yaml
    A first tasks.yaml and departments.yaml from a document
draft-file: 文件：纯文本（UTF-8、GB18030、Big5），.docx、.pdf、.xlsx，或扫描图片（.png、.jpg、.tif）
    The document: text (UTF-8, GB18030, Big5), .docx, .pdf, .xlsx, or a scan (.png, .jpg, .tif)
draft-transcript: 认出来的文字写在 {path}；先对照图片改正，再重新起草，比改草稿省事
    what was recognised stands in {path}; mend it there first and draft again
transcript-read: 按 {path} 里的文字读，没有重新识别
    read by the text of {path}; nothing was recognised anew
draft-base: 沿用这个工作区（去年）的单位、代号、设置和相同的内容
    Take departments, ids, settings and what is the same from this workspace, such as last year's
draft-out: 写到哪个文件夹的 data/ 里 | The folder to write data/ into
draft-written: 已写入 {path}，从文件里读到： | written to {path}; read in the document:
draft-row: {part} {found}，其中待核 {marked}，未列入 {left}
    {found} {part}, {marked} of them to review, {left} not placed
part.head: 文件信息、设置 | parts of the head (document, settings)
part.sections: 章 | sections
part.tasks: 任务 | tasks
part.items: 分项（责任） | items (duties)
part.units: 单位 | units
part.targets: 指标 | targets
part.ignored: 不作要求的文字和数字 | words and figures that ask for nothing
draft-kind: 待核 {count} 处{such}：{why} | {count} to review{such}: {why}
draft-kind-at: 待核 {count} 处{such}：{why}（{places}） | {count} to review{such}: {why} ({places})
draft-such: ，如 | , such as
draft-left: 未列入草稿的 {count} 处： | {count} {count:place/places} not in the draft:
counts: 符合数/总数 | those that meet it/all
counts-for-heads: {what}数/人口数 | {what}/population
erratum.once: {name}只计一次 | {name} counts once
erratum.twice: {name}在同一处写了两次 | {name} is named twice here
ignored.fact: 说的是现状、范围或条件，不是要求 | states a fact, a scope or a condition
ignored.bracket: 括号里的话，未列作责任 | words in brackets, not read as a duty
ignored.aside: 表格里备注、分值、进展一类的栏目，不作要求
    a column of remarks, scores or progress, which asks for nothing
ignored.number: 年份、名称一类的数字 | a number of a year, a name or the like
ignored.text: 没有写责任单位的文字 | text that names nobody
ignored.nobody: 此处未写责任单位 | no unit is named for it here
doubt.settings: office、grace_days、ongoing、value_is、counts 由程序按常例填写，请逐项核定
    office, grace_days, ongoing, value_is and counts follow the usual case; confirm each
doubt.settings-office: office 暂用“{name}”；grace_days、ongoing、value_is、counts 按常例填，请核定
    no food-safety office is named, so office is “{name}”, which leads most; grace_days, ongoing,
        value_is and counts follow the usual case; confirm each
doubt.base: 沿用去年的设置、{departments} 个单位、{tasks} 项任务中相同的内容，请对照原文
    taken over from last year: settings, {departments} {departments:department/departments}, what
        is the same in {tasks} {tasks:task/tasks}; hold it against the document
printed.line: 第 {line} 行 | line {line}
printed.page: 第 {page} 页第 {line} 行 | page {page}, line {line}
printed.down: 第 {page} 页自上而下 {shares} 处 | page {page}, {shares} of the way down
doubt.scan: 第“{pages}”页是图片，文字是认出来的，不是读出来的；请对照图片通读
    pages “{pages}” are pictures; their text was recognised, not read: compare it with them
doubt.recognised: “{words}”是从图片认出来的，请对照“{where}”的图片
    “{words}” was recognised in a picture; compare “{where}” of it
doubt.dim: “{words}”在图片上认得不清，请对照“{where}”的图片
    “{words}” was hard to recognise; compare “{where}” of the picture
doubt.picture: 第“{pages}”页文字旁边有图片，图片里的字没有读；若有任务在内，请补入
    pages “{pages}” have pictures beside their text, whose words were not read; add what they ask
doubt.recurring: “{words}”在各页页眉页脚重复，没有当作正文
    “{words}” recurs at the edge of the pages and was not taken for text
doubt.ink: “{where}”有笔迹、印章或没有认出的字，请对照图片
    “{where}”: handwriting, a seal or words that were not recognised; compare the picture
doubt.hidden: 工作表“{where}”有隐藏的行、列，也读了进来；不作数的请删去
    sheet “{where}” has hidden rows or columns, which were read too; delete what does not count
doubt.longer: 文中有计划年度以后的期限，period.end 延到“{end}”；标题有年份的，没写期限的分项到年底
    the document has deadlines after its year; period.end was moved to “{end}”; where its title
        has a year, what has no deadline is due at the year's end
doubt.span: “{words}”像是整个行动的起止，period 暂为“{start}”至“{end}”，没写期限的也到那天；请照改
    “{words}” looks like the time of the whole campaign, and period stands at “{start}” to “{end}”,
        which is also when what has no deadline is due; make it what the document means
doubt.across: 标题的“{words}”不是日历年，period 暂为“{start}”至“{end}”，连 reporting.first 照改
    “{words}” of the title is no calendar year, and period stands at “{start}” to “{end}”; make
        period and reporting.first what it means
doubt.no-year: 标题没有年份，文中也没有印发日期，年份按“{year}”推定
    neither a year in the title nor a date of issue; the year is taken to be “{year}”
doubt.no-tasks: 没有读到任务；看看是不是选错了文件，或在 sections 里补上
    no task was read; see whether this is the right file, or add what it asks under sections
doubt.title: 没有认出标题 | the title was not recognised
doubt.no-head: 文件里没有找到{what}，请补上；确实没有的，写“未注明”
    not found in the document, to be added: {what}; what it has not is “not stated”
name.edge: 开头或结尾是“{words}” | it begins or ends with “{words}”
name.bound: 里面还有“{words}” | it holds “{words}”
name.figure: 里面还有“{words}” | it holds “{words}”
name.rates: “{words}”后面还有文字 | words go on behind “{words}”
name.first: 原句是“{words}” | the sentence has “{words}”
name.behind: 前面还有一个数：“{words}” | another figure stands before it: “{words}”
name.part: 是“{words}”的一部分，没有写出 | it does not say that it is a part of “{words}”
name.deed: 前一项写了“{words}”，这里没有 | it lacks “{words}”, which the one before it has
name.joined: 是由“{words}”拼成的 | it is put together of “{words}”
head.number: 文号 | its number
head.issuer: 发文机关 | its issuer
head.issued: 印发日期 | the date of issue
doubt.issued: “{day}”单独成行，没有署名单位，按印发日期读
    “{day}” stands alone, without a unit that signed it; read as the date of issue
doubt.no-role: “{names}”后面没有写明责任 | no role is stated for “{names}”
doubt.jointly: “会同”前后都读作牵头，请核对 | both sides of 会同 are read as lead
doubt.involved: “均涉及”按共同承担责任读 | “均涉及” (all concern) is read as responsible
doubt.strange-name: “{names}”不像单位名称 | “{names}”: not obviously names of units
doubt.no-unit-named: 这里没有读到责任单位，只有期限或人名，请补上谁负责
    no unit was read here, only a deadline or a person; say who answers
doubt.support-only: 只写了配合的单位，没有写谁负责
    only units that support are named, and nobody who answers
doubt.wrapped-name: “{name}”从中间换行，按一个名称读 | a line ends within “{name}”; read as one name
doubt.bare: 括号内只有单位，没有写明责任，按负责读
    the bracket names units without a role; read as responsible
doubt.bare-throughout: 全文多是这样：括号内只有单位，没有写明责任（{count} 处），都按负责读
    most brackets here ({count}) name units without a role; all are read as responsible
doubt.unclosed: 括号没有闭合 | the bracket is not closed
doubt.sentence: 责任写在句子里，没有括号或“责任单位”字样
    responsibility is stated in a sentence, without a bracket or label
doubt.beside: 句中还提到“{words}”，没有列作责任，请核对
    the sentence also says “{words}”, which was not read as a role
doubt.everywhere: 按这里“不再列出”的规定，以下各项都另加：“{names}”
    by the rule stated here, added to every item that follows: “{names}”
doubt.of-all: “{words}”说的也可能是别的各项；这里只记在这一项
    “{words}” may be meant of other items as well; it was put down for this one alone
doubt.lone-lead: 只列一个单位，按“列首位者牵头”记为牵头
    a single unit, put down as leading by the rule that the first one leads
doubt.oversees: “{words}”按配合读；只督办、指导而不参与的请删去
    those under “{words}” are read as support; delete whoever only looks on
doubt.unread: “{words}”不在已知的单位、责任用语里，按负责读
    “{words}” is none of the known units and roles; read as responsible
doubt.role-word: 单位后面的“{words}”不是已知的责任用语，按负责读
    “{words}” behind the unit is no known word of a role; read as responsible
doubt.role-word-beside: 单位后面的“{words}”不是已知的责任用语，前面已有单位负责，按配合读
    “{words}” behind the unit is no known word of a role; units before it answer, so it is read
        as support
doubt.bracket-behind: 单位后面括号里的“{words}”不是已知的责任用语，没有采用
    “{words}” in a bracket behind the unit is no known word of a role and was left out
doubt.two-names: “{names}”像是两个单位连写，已分开
    “{names}” seems to be two units without a mark between them; read as two
doubt.no-lead: 列在首位的“{name}”是一组单位，未按“列首位者牵头”记
    “{name}”, named first, is a group; the rule that the first one leads was not applied
doubt.helper-first: 列在首位的“{name}”写明是配合，未按“列首位者牵头”记
    “{name}”, named first, is said to support; the rule that the first one leads was not applied
doubt.heading: 全文按“责任单位写在任务前面”读，请核对
    the document is read as naming its units before their tasks; check it
doubt.heads-below: “{words}”另起一行，像是下文的标题；上面的内容可能属别的单位，请核对
    “{words}” has a line of its own and may head what follows; check whose what stands above is
doubt.carried-to: 责任单位写在上一级标题，按管下面每一条读
    the units stand with the heading above; read as responsible for each task below it
doubt.refers: 这里只写了任务的序号（{words}），请把责任移到那些任务
    only numbers of tasks stand here ({words}): move the duty to those tasks
doubt.carried-down: 表格此处空白，责任单位沿用上一行；期限等其他空格没有沿用，请核对
    the cell is empty; the units are those of the row above, and no deadline or other cell is
doubt.due-empty: 期限一格空白，没有沿用上面的“{words}”；原是合并格的，请补上 due
    the deadline's cell is empty, “{words}” above was not carried down; if merged, add the due
doubt.cells: 这一行的格数与表头不符，请核对各栏
    the row has not as many cells as the table has heads; check each
doubt.row-parted: 上一页的末行与下一页的首行可能是被分页断开的同一行，请核对合并
    the last row of a page and the first of the next may be one row; compare, and join them
doubt.column: 表格的“{name}”一栏不认识，没有采用
    the table's column “{name}” is not known and was left out
doubt.glued: 编号与前文连写，请核对是否另起一条
    the number follows the words before it without a break; check that a task begins here
doubt.numbers: 后面有一个编号与前面接不上，没有另列，请核对
    a number that does not follow on stands below and was not made a task; check it
doubt.skipped: 前面缺了一个编号，请核对是否漏了内容
    a number is missing before this one; check whether something was lost
doubt.restarted: 编号从 1 重新开始，上面没有标题，请核对是否漏了一级
    the numbers start again at 1 without a heading above; check that none was lost
doubt.carried: “{name}”按前面单位的前缀读作“{full}”，文中没有别处印证
    “{name}” is read as “{full}”, with the prefix of the name before it; nothing confirms it
doubt.closes-all: 只有最后一条带责任单位，按管全部各条读
    only the last list item names units; they are read as responsible for the whole list
doubt.no-numbering: 文中没有编号，任务按责任单位逐条划分 | no numbering; one task a phrase
doubt.due: 没有读懂期限：“{words}” | the deadline was not understood: “{words}”
doubt.due-month: “{words}”按当月最后一天读；若指当月以前请改
    “{words}” is read as the month's last day; change it if the month itself is too late
doubt.due-above: 期限“{words}”写在上面的标题里，本项没有自己的期限就按它
    “{words}” stands in the heading above; the item has it where its own words name none
doubt.due-behind: 期限“{words}”写在后面，说的是以上各项，按也管本条读；不管的请删去 due
    “{words}” stands further below and is said of all above; delete due if not of this item
doubt.due-goes-on: 期限“{words}”写在前一个分句，按也管本条读；不管的请删去 due
    “{words}” stands in a clause before this one and is read as binding it, too; delete due if not
doubt.due-before: 期限“{due}”早于第一个报告期，未填
    the deadline “{due}” is before the first period and was left out
doubt.vague: “{figure}”前后的用语不精确，请核对
    the words around “{figure}” are not exact; check the goal
doubt.time-of-share: 时限是对其中一部分说的，不是对全部；“{words}”的目标请核对
    the time is said of a share, and not of all; check the goal of “{words}”
doubt.change: “{words}”多少没有说“以上”“不超过”，按至少读；若须恰为此数请改
    “{words}” so much, without “at least” or “at most”, is read as at least; change it if exactly
        so much is asked
doubt.counts: 分子、分母请核定 | say what is divided by what
doubt.spelled: 数字是汉字写的，请核对 | the number is written in words; check it
doubt.each: “{words}”是分别、逐期的要求，目标数请核对按什么计
    “{words}”: the figure is for each and not for all together; settle what is counted
doubt.left: “{words}”没有读进目标、期限或范围；原文有要求的请改上，没有的请确认
    “{words}”: nothing of the goal, its day or its scope was read from this; put in what it asks
doubt.subject: “{words}”没有写出是什么的数，name 请从上下文补全
    “{words}” does not say of what so much is asked; complete the name from its context
doubt.name: “{name}”不一定就是原句要求的事项：{why}；请与原句核对
    “{name}” may not be what the sentence asks so much of: {why}; compare with the sentence
doubt.all-of: 数字是对象的数目，按全部都要做读
    the number of those of whom it is asked; read as all of them to be done
doubt.wrapped: “{words}”里的数字被换行或者空格断开，按连写读
    a line break or a blank parts a number of “{words}”; read as one
doubt.no-verb: 只有事项和数字，按须达到读 | a thing and its number alone; read as to be reached
doubt.no-unit: 数字后面没有认得的单位 | no known unit stands behind the number
doubt.figure-broken: “{figure}”前后连着不认识的符号，没有读作指标，请对照原件
    “{figure}” runs into characters that are no known sign or unit; it was not read as a goal
doubt.figure-unit: “{figure}”的单位不认识，没有读作指标
    the unit of “{figure}” is not known; it was not read as a goal
doubt.bracket: 括号里像是单位或责任，没有列作分项，请核对
    a bracket that seems to name units or roles and was made no item; check it
doubt.number: 这里的文字、数字，或“全部、杜绝、每半年”一类的字词，没有列作要求，请确认不作要求
    words, a number, or a word for all, none or how often here were not read as asking for
        anything; confirm that they do not
doubt.text: 这里的文字、数字，或“全部、杜绝、每半年”一类的字词，没有列作要求，请确认不作要求
    words, a number, or a word for all, none or how often here were not read as asking for
        anything; confirm that they do not
doubt.table: 像是表格，没有读懂；请用格子分明的原件起草，或每行一条重排
    looks like a table and could not be read; draft from a file with its cells, or a row a line
doubt.aside: 这里的文字、数字，或“全部、杜绝、每半年”一类的字词，没有列作要求，请确认不作要求
    words, a number, or a word for all, none or how often here were not read as asking for
        anything; confirm that they do not
doubt.per: 单位“{unit}”是相对数，请改成能够直接计算的指标
    the unit “{unit}” is relative; restate the target so that it can be computed
doubt.above-whole: 超过100%，请核对按什么计算 | above 100%; say of what it is a part
doubt.range: 原文是“{low}”至“{high}”的区间 | the document gives a range, “{low}” to “{high}”
doubt.lower-is-better: 此项以低为好，按不高于读 | a low value is good here; read as at most
doubt.words-only: 目标只有文字，没有数字；请核对是否列为指标
    a goal in words without a figure; confirm that it is a target
doubt.nobody: 读作“{goal}”，但此处没有责任单位；请移到有关分项，或确认不单独考核
    reads as “{goal}”, but no unit is named here; move it to an item or leave it out
"""),
}
