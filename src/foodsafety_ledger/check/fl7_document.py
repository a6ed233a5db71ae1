"""The rules of the plan's document (FL7); ``document`` finds what breaks them."""

from __future__ import annotations

from typing import Final

from foodsafety_ledger.check.rules import Family
from foodsafety_ledger.files.disk import MAX_BYTES, Trouble
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.workspace import TASKS
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.source import located_tasks

FL7: Final = Family("""
error FL701 document-changed
says: 文件与登记的 sha256 不一致：{document}
    the document is not the one whose sha256 is kept: {document}
unreadable: document.source 所指的文件读不出来：{document}（{what}）
    the file that document.source names cannot be read: {document} ({what})
too-large: document.source 所指的文件太大：{document}（上限 {limit}）
    the file that document.source names is too large: {document} (at most {limit})
too-large.hint: 只留安排的正文，另存为纯文本（.txt）
    keep the text of the plan alone, as plain text (.txt)
elsewhere: document.source 指到工作区之外，或 git 自己的文件，不读：{document}
    document.source leads out of the workspace or to git's own files; not read: {document}
elsewhere.hint: 把文件的文本放进工作区，再写它的路径
    put the document's text into the workspace and name it there
hint: 若文件确已更换，核对后把 sha256 改为 {found}
    if the document was replaced on purpose, verify it and set sha256 to {found}
unreadable.hint: 改正路径，或放开读取权限 | correct the path, or have the file made readable
why: 数据是对着某一份文件核过的；文件换了，核对就不再作数。
    The data was held against one certain file; another file proves nothing.

error FL702 words-not-in-document
says: 文件里没有这句话：{text} | the document does not say: {text}
item: 分项 {item} 的原文（{place}起）里没有这句话：{text}
    the text of item {item} (from {place}) does not say: {text}
item.hint: 按原文照抄，只可省去空格、换行
    copy the document's words; only spaces and line breaks may differ
elsewhere: 这句话不在分项 {item} 的原文里，而在{place}：{text}
    these words are not in the text of item {item}, but in {place}: {text}
elsewhere.hint: 移到那一行所属的分项，或改引本分项的原文
    move it to the item of that line, or quote this item's own text
taken: 列入 ignored 的一段话里有分项 {item} 引用的话（{place}）：{text}
    words under ignored hold what item {item} quotes ({place}): {text}
taken.hint: ignored 只引不作要求的那一句
    quote under ignored only the sentence that asks for nothing
unbalanced: 引文把成对的括号或引号截断了：{text}
    the quote cuts a pair of brackets or quotation marks in two: {text}
unbalanced.hint: 把另一半也引上 | quote the other half as well
hint: 按原文照抄，只可省去空格、换行
    copy the document's words; only spaces and line breaks may differ
why: phrase、quote 是文件原话，别人靠它找到出处；对不上就无从查证。
    phrases and quotes are the document's own words, by which others find the source.

error FL703 phrase-differs
says: 分项 {item} 写的是“{text}”，文件{place}是“{says}”
    item {item} has “{text}”, {place} of the document “{says}”
hint: 按文件改 phrase，再核对责任 | correct the phrase, then check the roles
why: 责任短语必须与文件一字不差，且在同一位置。
    A responsibility phrase is the document's, word for word, at its own place.

error FL704 roles-differ
missing: 文件{place}写明{unit}（{role}），分项 {item} 没有列
    {place} of the document names {unit} ({role}); item {item} does not
missing.hint: 加到 {role} 里 | add it under {role}
role: {unit}在文件{place}是 {role}，分项 {item} 写成 {data}
    {unit} is {role} in {place} of the document; item {item} has it under {data}
role.hint: 移到 {role} 里 | move it to {role}
extra: 分项 {item} 的 {role} 里有{unit}，文件{place}没有这样写
    item {item} has {unit} under {role}; {place} of the document does not say so
extra.hint: 去掉它；若文件有误，用 errata 说明
    take it out; where the document slips, say so under errata
unknown: 文件{place}的“{name}”不是任何单位的名称或别名（分项 {item}）
    “{name}” in {place} of the document is no unit's name or alias (item {item})
unknown.hint: 在 departments.yaml 里加上名称或 aliases
    add it to departments.yaml as a name or an alias
open: 文件{place}有“等”，分项 {item} 缺 open: true
    {place} of the document leaves the list open (等); item {item} lacks open: true
closed: 文件{place}没有“等”，分项 {item} 却写了 open: true
    {place} of the document closes the list; item {item} says open: true
hint: 照文件改 open；文件有误的，用 errata 说明
    make open say what the document says; where that is wrong, say so in errata
why: 谁牵头、谁负责、谁配合以文件为准，数据不能多也不能少。
    Who leads, answers or supports is the document's to say, no more and no less.

error FL705 goal-differs
number: {target} 的目标是 {goal}，文件{place}是 {says}：{text}
    the goal of {target} is {goal}; {place} of the document sets {says}: {text}
operator: {target} 的目标 {goal} 与文件{place}的比较方向不同（{says}）：{text}
    the goal {goal} of {target} compares otherwise than {place} ({says}): {text}
subject: {target} 的名称与文件{place}这个数字说的不是一回事（{goal}）：{text}
    the name of {target} is not what {goal} is about in {place}: {text}
subject.hint: 核对 name，或把目标移到该移的指标
    check the name, or move the goal to the right target
words: 从引文读不出 {target} 的目标 {goal}（文件{place}）：{text}
    the goal {goal} of {target} cannot be read from its quote ({place}): {text}
words.hint: 引文要引到写明目标的字 | quote the words that set the goal
cut: {target} 的引文在句子中间断开（文件{place}）：{text}
    the quote of {target} begins or ends within a clause ({place}): {text}
cut.hint: 把这一分句引全 | quote the whole of the clause
again: {target} 与本分项前面的一个指标相同（文件{place}）：{text}
    {target} is a target of the item once more ({place}): {text}
again.hint: 删去重复的一个 | remove one of the two
not-each: {target} 写了 across: each，文件{place}没有每、各、分别之类的词：{text}
    {target} says across: each, but {place} does not ask it of each: {text}
holds: 文件{place}要求保持，{target} 缺 holds: every-period：{text}
    {place} of the document asks to keep it up; {target} lacks holds: every-period: {text}
not-held: {target} 写了 holds: every-period，文件{place}没有保持、始终之类的词：{text}
    {target} says holds: every-period, but {place} does not say to keep it up: {text}
not-binding: 文件{place}是鼓励、支持或力争，{target} 缺 binding: false：{text}
    {place} of the document only encourages; {target} lacks binding: false: {text}
binding: {target} 写了 binding: false，文件{place}没有鼓励、力争之类的词：{text}
    {target} says binding: false, but {place} does not merely encourage: {text}
binding.hint: 若只当方向看，在本分项的 errata 里引这句话并说明理由
    if it is read as a direction only, quote it under the item's errata and say why
unused: {target} 的引文里还有“{goal}”，数据里没有说到（文件{place}）：{text}
    the quote of {target} also says “{goal}”, which nothing in the data does ({place}): {text}
unused.hint: 有要求的写进 goal、due、name 或 counts；不作要求的列入 ignored，写明理由
    put what it asks into goal, due, name or counts; what asks for nothing into ignored, with why
hint: 照文件改；文件有误的，在本分项的 errata 里说明
    write what the document says; where that is wrong, say so in errata of the item
why: 指标的方向、数字、单位和所说的事必须能从引文读出来，否则就是自己定的目标。
    Operator, number, unit and what is measured must be readable from the quote, else the goal
        is invented.

error FL706 due-differs
says: {item} 的期限是 {due}，文件{place}写的是 {says}
    {item} is due on {due}; {place} of the document says {says}
not-stated: {item} 的期限 {due}，文件{place}起的原文没有写
    {item} is due on {due}, which the text from {place} does not say
others.hint: 照文件改 due；由办公室另定的，在 errata 里说明理由
    make due say what the document says; what the office fixed itself is said in errata
why: 期限决定红灯，必须出自文件；文件没写的就是计划的最后一天。
    A due day turns things red, so it is the document's; unstated, it is the plan's last day.

error FL707 header-differs
number: 文号写的是“{text}”，文件是“{says}”
    the number is given as “{text}”, the document has “{says}”
issuer: 发文机关写的是“{text}”，文件是“{says}”
    the issuer is given as “{text}”, the document has “{says}”
issued: 印发日期写的是 {text}，文件是 {says}
    the date of issue is given as {text}, the document has {says}
title: 文件里没有这个标题：{text} | the document does not bear this title: {text}
year: 计划期 {text} 与标题里的年份 {says} 不符
    the period {text} is not that of the year in the title ({says})
hint: 照文件改 document 和 title；文件没有写的文号、机关、日期，写成 未注明
    make document and title say what the document says; what it has not is “not stated”
why: 文号、机关、日期、标题说明是哪一份文件，错一个字就是另一份。
    Number, issuer, date and title say which document it is; one wrong sign names another.

error FL708 not-in-document
task: 文件里没有第 {task} 项任务：{name} | the document has no task {task}: {name}
number: 文件{place}，第 {task} 项任务的前面没有这个编号：{name}
    the number of task {task} does not stand before it in {place}: {name}
title: 文件{place}起的第 {task} 项任务不叫这个名称：{name}
    task {task}, from {place} of the document on, is not called that: {name}
item: 文件{place}起的任务里没有这一处责任（分项 {item}）：{text}
    the task from {place} has no such responsibility (item {item}): {text}
hint: 照文件改编号或文字；文件里没有的，删去
    correct the number or the words by the document; remove what it has not
why: 每一项任务、每一个分项都要在文件里有自己的位置。
    Each task and item has a place of its own in the document.

error FL711 heading-not-covered
section: 这一章与数据里的章对不上：{text}{near}
    this chapter does not have the tasks of a section of the data: {text}{near}
open: 起草时列入 ignored、还没有人核定：{text}{near}
    a draft put it under ignored and nobody has confirmed it: {text}{near}
open.hint: 核对后删去它的 review；若有要求，移到有关分项
    remove its review mark once it is settled, or move it to an item
text: 这句话不属于任何分项：{text}{near} | a sentence that no item answers for: {text}{near}
text.hint: 补入分项，或列入 ignored 并说明理由
    make it part of an item, or list it under ignored with a reason
heading: 带编号而数据里没有：{text}{near} | numbered, and not in the data: {text}{near}
heading.hint: 补成任务，或列入 ignored 并说明理由
    make it a task, or list it under ignored with a reason
section.hint: 补成章，或列入 ignored 并说明理由
    make it a section, or list it under ignored with a reason
why: 文件里带编号的章和任务，数据要么收进来，要么说明为什么不收。
    The data takes in each numbered chapter and task, or says why it does not.

error FL712 phrase-not-covered
says: 没有分项引用这一处责任：{text}{near} | no item quotes this responsibility: {text}{near}
open: 起草时列入 ignored、还没有人核定：{text}{near}
    a draft put it under ignored and nobody has confirmed it: {text}{near}
open.hint: 核对后删去它的 review；若有要求，移到有关分项
    remove its review mark once it is settled, or move it to an item
bracket: 括号里像是单位或责任，没有分项引用：{text}{near}
    a bracket that seems to name units or roles, quoted by no item: {text}{near}
bracket.hint: 补一个分项，或列入 ignored 并说明理由
    add an item, or list it under ignored with a reason
hint: 补一个分项，或列入 ignored 并说明理由 | add an item, or list it under ignored with a reason
why: 漏掉一个责任括号，就漏掉一家单位的任务。
    A responsibility left out is a duty that nobody is reminded of.

error FL713 number-not-covered
says: 数字没有着落：{text}{near} | a number that nothing accounts for: {text}{near}
hint: 设为指标、写进引文，或列入 ignored 并说明理由
    make it a target, quote it, or list it under ignored with a reason
open: 起草时列入 ignored、还没有人核定：{text}{near}
    a draft put it under ignored and nobody has confirmed it: {text}{near}
open.hint: 核对后删去它的 review；若有要求，移到有关分项
    remove its review mark once it is settled, or move it to an item
why: 文件里的每个数字要么是指标，要么说明为什么不是。
    Each number of the document is a target, or the data says why it is none.

error FL714 unpaired-bracket
says: 括号不成对：{text}{near} | a bracket without its other half: {text}{near}
hint: 核对原件；若文件本身如此，用 errata 说明
    check the original; where the document slips, say so under errata
open: 起草时列入 ignored、还没有人核定：{text}{near}
    a draft put it under ignored and nobody has confirmed it: {text}{near}
open.hint: 核对后删去它的 review；若有要求，移到有关分项
    remove its review mark once it is settled, or move it to an item
why: 括号缺了一半，责任短语就可能读错、漏读。
    With half a bracket missing, who is responsible may be misread or overlooked.

error FL715 recognised-not-confirmed
says: “{text}”是从图片认出来的（{place}），还没有人对照图片核定
    “{text}” was recognised in a picture ({place}); nobody has held it against the picture
hint: 对照那一页的图片（plan verify --html 并排显示），核对后删去此处的 review
    compare the page's picture (plan verify --html shows it), then delete the review mark here
why: 认出来的数字、单位符号和编号可能认错，程序自己看不出来；要有人看过图片才算数。
    A numeral, sign or list number that was recognised may be wrong without a trace: a person
        has to look.

note FL721 text-not-placed
says: 没有写责任单位，未列入草稿：{text} | names nobody and is not in the draft: {text}
hint: 若有任务在内，请补入 tasks.yaml | if it asks for anything, add it to tasks.yaml
table: 像是表格，没有读懂，未列入草稿：{text}
    looks like a table that could not be read, and is not in the draft: {text}
table.hint: 补上“工作任务”“责任单位”等表头，每行一条，再起草
    give it heads such as 工作任务 and 责任单位, a row a line, and draft again
why: 起草只收带责任单位的任务；其余文字列出来，由人决定要不要收。
    A draft takes what names responsible units; the rest is listed for a person to decide on.

note FL722 figure-not-placed
says: 有数字目标，但没有写责任单位：{text} | a figure to be reached, but nobody is named: {text}
hint: 在 tasks.yaml 的 ignored 里；应考核的请移到有关分项
    it is under ignored in tasks.yaml; move it to an item if it is to be tracked
why: 总体目标里的数字常常不写由谁负责，不能由程序指派。
    Figures among general goals often name nobody, and a program cannot assign them.

note FL723 phrase-not-placed
says: 责任单位不在任何任务之下，未列入草稿：{text}
    units named outside every task, not in the draft: {text}
hint: 找到它所管的文字，补入 tasks.yaml | find the text it belongs to and add it to tasks.yaml
why: 责任单位管的是它前面的文字；找不到那段文字就不能成为分项。
    Named units answer for the text before them; without it there is no item.
""")


def check_document(source: Source, plan: Plan | None) -> list[Diagnostic]:
    """What ``plan verify`` finds, and whether the document's hash is still the one kept (FL701).

    Silent without a document, and where part of the plan does not read.
    """
    if plan is None or plan.unread or not plan.document.source:
        return []
    path = plan.document.source
    raw = source.read(path)
    if raw is Trouble.MISSING:
        return []
    node = located_tasks(source)
    if raw is Trouble.TOO_LARGE:
        return [_unreadable(plan, node, limit=f"{MAX_BYTES >> 20} MiB")]
    if isinstance(raw, Trouble):
        return [_unreadable(plan, node, what=raw.value)]
    return _verified(source, plan, raw, node)


def _verified(source: Source, plan: Plan, raw: bytes, node: LocatedMap | None) -> list[Diagnostic]:
    """A scan is taken by its transcript: to recognise it anew would take minutes."""
    from foodsafety_ledger.document.file import paper_of, transcript_in  # noqa: PLC0415 - few keep a document
    from foodsafety_ledger.document.verify import check_hash, verify  # noqa: PLC0415 - likewise

    path = plan.document.source
    try:
        paper = paper_of(path, raw, transcript_in(source, path), watch=None)
    except UsageError as error:
        facts = error.facts if "limit" in error.facts else {"what": error.key}
        return [_unreadable(plan, node, **facts)]
    found = verify(plan, path, paper.text, node, paper.seen).diagnostics
    return [*check_hash(plan, path, raw, node), *found]


def _unreadable(plan: Plan, node: LocatedMap | None, **facts: Fact) -> Diagnostic:
    at = plan.location if node is None else Location(TASKS, node.span_at("document", "source"))
    facts["document"] = plan.document.source
    elsewhere = facts.get("what") in (Trouble.OUTSIDE, Trouble.GIT)
    variant = "too-large" if "limit" in facts else "elsewhere" if elsewhere else "unreadable"
    return Diagnostic("FL701", at, facts, variant)
