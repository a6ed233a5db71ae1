"""What ``ledger import`` says: what it would add, and what is wrong with a cell."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
problem.encoding: 既不是 UTF-8，也不是 GB18030 | is neither in UTF-8 nor in GB18030
problem.encoding.hint: 用表格软件另存为 .xlsx 再试 | save it as .xlsx and try again
problem.kind: 不是 .xlsx、.ods、.xls 或 .csv 表格 | is no .xlsx, .ods, .xls or .csv table
problem.kind.hint: 用表格软件另存为 .xlsx 再试 | save it as .xlsx and try again
problem.damaged: 文件已损坏，读不出来 | is damaged and cannot be read
problem.damaged.hint: 用表格软件打开，另存一份再试 | open it, save it anew and try again
problem.encrypted: 设了密码 | is protected by a password
problem.encrypted.hint: 去掉密码，另存一份再试 | take the password off and try again
problem.macros: 带有宏，不读 | has macros and is not read
problem.macros.hint: 另存为不带宏的 .xlsx 再试 | save it as .xlsx, without macros
problem.links: 链接了别的文件，不读 | links to other files and is not read
problem.links.hint: 断开外部链接（粘贴为数值），另存一份再试
    break the links (paste values) and save it anew
problem.too-large: 展开后太大，不读 | is too large once unpacked and is not read
problem.too-large.hint: 只留填报的表，删去多余的行列和工作表再试
    keep the filled-in table only, without spare rows, columns and sheets
problem.no-table: 没有认得的表头 | no sheet has heads that are known
problem.no-table.hint: 要有“分项”或“重点任务”，以及“进展情况”“状态”等；别的表头用 --map 表头=键 说明
    there must be 分项 or 重点任务, and 进展情况, 状态 …; for others there is --map HEAD=KEY
problem.card: “分项”“责任单位”等写在左边，一行一个，没有读
    the heads stand on the left, one below the other, and were not read
problem.card.hint: 横着写成一行表头，每个分项一行；复制后选择性粘贴，选“转置”
    put them into one row, and each item into a row below: copy, then paste transposed
problem.nothing-there: 表是空的 | is an empty table
problem.nothing-there.hint: 填好并保存后再导入；空表用 ledger template 生成
    fill it in and save it first; ledger template makes the form
problem.no-heads: 没有认得的表头，未读 | has no heads that are known and was not read
problem.head-missing: 表里没有“{head}”一列了 | the form's column {head} is gone
problem.head-missing.hint: 把表头改回“{head}” | name it {head} again
problem.not-a-count: “{text}”不是个数 | {text} is no count
problem.not-a-count.hint: 填 0 或正整数，不写百分比，也不写约、余和别的单位
    give 0 or a whole number, without per cent, another unit or words such as 约
problem.scaled-head: 表头说数以“{unit}”计，{target} 要的是实数
    the figures are headed as so many {unit}, and {target} asks for plain counts
problem.scaled-head.hint: 换算成实数，去掉表头或表上的“{unit}”
    write the numbers out, and take {unit} out of the heads
problem.head-of-total: 表头是“{head}”，而 {target} 填本期新增数（首次填报填年初以来的全部）
    the head is {head}, and {target} asks for what is new in the period (the first time: for all)
problem.head-of-total.hint: 换成本期新增数，表头写“完成数” | give what is new, and head it 完成数
problem.head-of-period: 表头是“{head}”，而 {target} 填全年累计数
    the head is {head}, and {target} asks for the year's running total
problem.head-of-period.hint: 换成累计数，表头写“完成数” | give the running total, and head it 完成数
problem.head-of-additions: 表头是“{head}”，而 {target} 填目前的数
    the head is {head}, and {target} asks for the present state
problem.head-of-additions.hint: 换成目前的数，表头写“完成数”
    give the present state, and head it 完成数
problem.asked-otherwise: 发出这张表以后，“{target}”的算法或口径改了
    what {target} asks for has changed since this form was made
problem.asked-otherwise.hint: 用 ledger template 重新做表，按新口径填写
    make a new form with ledger template and fill that in
problem.head-twice: 表头“{head}”出现两次 | the head {head} stands here a second time
problem.head-twice.hint: 只留一列 | keep one of the columns
problem.unread-column: “{head}”一列没有读入 | the column {head} was not taken over
problem.unread-column.hint: 需要的话用 --map {head}=键 说明它是什么
    --map {head}=KEY says what it is
problem.headless: “{text}”所在的列没有表头，没有读入
    the column of {text} has no head and was not taken over
problem.headless.hint: 需要的话加上表头 | give it a head if it is to be read
problem.open-quote: 从这一行起有一个引号没有配对，后面的分不清
    a quotation mark is opened in this row and never closed
problem.open-quote.hint: 补上或删去那个引号，或另存为 .xlsx
    close the mark or take it away, or save it as .xlsx
problem.row-unread: 这一行没有填，也看不出是哪个分项，未读：“{text}”
    is about no item that is known, has no answers, and was not read: {text}
problem.heading-row: “{text}”是通栏的标题行，未读 | {text} heads the rows below, and was not read
problem.hidden-row: 这一行填了内容，却被隐藏或筛选掉了
    the row is filled in, and hidden or filtered out
problem.hidden-row.hint: 取消隐藏和筛选，核对后再导入；不要的行删去
    show it and look at it, or delete it
problem.hidden-column: “{head}”一列填了内容，却被隐藏了 | the column {head} is filled in, and hidden
problem.hidden-column.hint: 取消隐藏，核对后再导入；不要的列删去
    show it and look at it, or delete it
problem.left-blank: 表里这些分项没有填：{items} | left blank in the form: {items}
problem.left-blank.hint: 要报的补填后再导入一次，已导入的不会重复
    fill in what is to be reported and import it again; what is in is not taken twice
problem.hidden-sheet: 隐藏的工作表，未读 | is hidden and was not read
problem.hidden-sheet.hint: 要读入就取消隐藏 | show it if it is to be read
problem.comment: 批注不读入：“{text}” | comments are not read: “{text}”
problem.comment.hint: 要入账的写进进展情况、存在问题等格 | put into a cell what is to be kept
problem.comment-unread: 这一格有批注，不读入 | the cell has a comment, which is not read
problem.comment-unread.hint: 要入账的写进进展情况、存在问题等格 | put into a cell what is to be kept
problem.box: 文本框不读入：“{text}” | boxes are not read: “{text}”
problem.box.hint: 要入账的写进进展情况、存在问题等格 | put into a cell what is to be kept
problem.picture: 图片不读入 | pictures are not read
problem.picture.hint: 佐证另存为文件，用 ledger amend REF --evidence FILE 附上
    keep evidence as a file, and add it: ledger amend REF --evidence FILE
problem.totals-row: 合计行，未读 | a row of totals, not read
problem.formula: 单元格里是公式 | the cell holds a formula
problem.formula.hint: 填算好的数（复制后选择性粘贴为数值） | type the number (paste as value)
problem.error-value: 单元格里是错误值（如 #N/A） | the cell holds an error such as #N/A
problem.error-value.hint: 填实际内容，没有就清空 | type what is meant, or empty the cell
problem.shown-otherwise: 这一格存的是 {text}，按单元格格式显示出来不是这个数
    the cell holds {text}, and its number format shows something else
problem.shown-otherwise.hint: 把单元格格式设为“常规”，看清后填实际的数
    give the cell the format General, and type the number that is meant
problem.unseen: 格里有“{text}”，字与底同色或格式不显示，看不出来
    “{text}” is in the cell and is not seen: it is of the cell's colour, or the format shows nothing
problem.unseen.hint: 改成看得见的颜色和格式，核对后再导入；不是填报内容的清空
    make it visible, look at it, and import again; clear it if it is no answer
problem.struck-out: “{text}”划了删除线，不知是作废还是另有更正
    “{text}” is struck out: withdrawn, or replaced by something else?
problem.struck-out.hint: 作废的清空这一格；更正了的只留现在的内容；照填的去掉删除线
    empty the cell, leave what holds now alone in it, or take the line away
problem.uneven-text: {text} 中有上标或下标，看到的不是这个数
    parts of {text} are raised or lowered: it is not read as it looks
problem.uneven-text.hint: 只写要填的数，脚注写到“进展情况”里
    type the number alone; what a footnote says belongs into 进展情况
problem.inexact: {text} 位数太多，不像是填的数 | {text} has more digits than anybody types
problem.inexact.hint: 填实际的数 | type the number itself
problem.no-item: 看不出这一行是哪个分项 | which item this row is about is not said
problem.no-item.hint: 在“分项”列写编号，如 14.1 | write its id into 分项, such as 14.1
problem.item-differs: 这一行的分项是 {item}，写的却是“{text}”
    the row's item is {item}, and its words are those of another: {text}
problem.item-differs.hint: 各分项不要合并在一起；按内容改回分项编号
    do not merge the rows of two items; put the right id into 分项 again
problem.time-of-day: “{text}”只取日期 {day} | of {text} the day is taken: {day}
problem.no-status: 表里没有填状态的一列 | no column says the status
problem.no-status.hint: 加一列“状态”，或用 --map 表头=status 说明哪一列是
    add a column 状态, or say which one it is: --map HEAD=status
problem.item-rounded: {text} 是数值，分不清是 {text} 还是 {text}0
    {text} is a number: it may have been {text} or {text}0
problem.item-rounded.hint: 把这一格设为文本，再写分项编号
    make the cell text and type the item's id again
problem.no-department: 没有写是哪个单位填报的 | whose report it is, is not said
problem.no-department.hint: 用 --department 说明，或用 --map 表头=department 说明哪一列是
    say so with --department, or which column does: --map HEAD=department
problem.unit-of-measure: “{text}”是计量单位，不是填报单位 | {text} is a unit, and no department
problem.unit-of-measure.hint: 把表头改为“计量单位”；是谁填报的用 --department 说明
    head the column 计量单位, and say whose report it is with --department
problem.several-departments: “{text}”有几个单位，不知是谁填报的
    {text} are several departments: whose report is it?
problem.several-departments.hint: 每个单位各填一行，或用 --department 说明
    a row for each, or --department
problem.department-differs: 表里写的是“{text}”，不是{department}
    the table says {text}, not {department}
problem.department-differs.hint: 核对是谁的表 | see whose table it is
problem.department-given: 表是 {text} 的，--department 说的是 {given}
    the form is of {text}, and --department says {given}
problem.department-given.hint: 去掉 --department | leave --department out
problem.period-given: 表是 {text} 的，--period 说的是 {given}
    the form is about {text}, and --period says {given}
problem.period-given.hint: 去掉 --period | leave --period out
problem.by-chosen: 没有写填报人，记为 {by} | who filled it in is not said: {by} is taken
problem.by-chosen.hint: 不是的话，加一列“填报人”再导入 | if that is wrong, add a column 填报人
problem.no-period: 没有写是哪个报告期 | which period it is about is not said
problem.no-period.hint: 用 --period 说明，如 2021Q3 | say so with --period, such as 2021Q3
problem.bad-period: “{text}”不是报告期 | {text} is no period
problem.bad-period.hint: 写明哪一年哪一期：2021Q3 或 2021年第三季度，不写上季度、本月
    write which one of which year: 2021Q3 or 2021年第三季度
problem.period-differs: 表里写的是 {text}，不是 {period} | the table says {text}, not {period}
problem.period-differs.hint: 核对是哪一期的表 | see which period's table it is
problem.merged-answer: 合并的单元格横跨几行，不知是哪一行的
    a merged cell spans several rows: which one's is it?
problem.merged-answer.hint: 取消合并，各行分别填写 | split it and fill in each row
problem.merged-across: 合并的单元格横跨几列，不知是哪一列的
    a merged cell spans several columns: which one's is it?
problem.merged-across.hint: 取消合并，各列分别填写 | split it and fill in each column
problem.heads-again: 这里是另一张表的表头 | here are the heads of another table
problem.heads-again.hint: 一张工作表只放一张表，各表分开再导入
    keep one table on a sheet, and import each
problem.said-otherwise: “{text}”与 {first} 所写的“{other}”不一样
    {text} differs from {other} in {first}
problem.said-otherwise.hint: 对整张表只写一次；几个单位的表分开再导入
    say it once for the whole table, and import tables of several units each by itself
problem.said-twice: 分项 {item} 与 {first} 所填的不一样 | item {item}: this differs from {first}
problem.said-twice.hint: 只留一处，或改成一样 | keep one, or make them the same
problem.which-target: 分项 {item} 有几个指标，没有写是哪一个
    item {item} has several targets, and which one is not said
problem.which-target.hint: 在“指标”列写指标名称 | write the target's name into 指标
problem.no-target: 分项 {item} 没有要本单位填数的指标
    item {item} has no target that asks this department for a figure
problem.no-target.hint: 写到“进展情况”里 | say it in 进展情况
problem.done-missing: 填了总数，没有填完成数 | a total without the figure that it is the total of
problem.done-missing.hint: 填完成数，没有就填 0 或“不适用” | type the figure, 0 or 不适用
problem.total-missing: {text} 没有总数 | {text} has no total
problem.total-missing.hint: 在“总数”列填总数 | type the total into 总数
problem.total-not-asked: 这个指标没有总数 | this target has no total
problem.total-not-asked.hint: 删去这一格 | empty this cell
problem.total-differs: 总数与“{text}”里的不同 | the total differs from the one in {text}
problem.total-differs.hint: 只在一处写总数 | give the total in one place
problem.share-beside: “{text}”的百分数与完成数、总数对不上
    the percentage in {text} is not what the two counts give
problem.share-beside.hint: 只填完成数和总数 | give the two counts only
problem.share-differs: “{text}”与同一行的 {done}/{total} 对不上
    {text} is not what {done}/{total} in this row gives
problem.share-differs.hint: 查清是百分数错了还是两个数错了；百分数不入账，可以清空
    see whether the percentage or a count is wrong; a percentage is not kept and may be left out
problem.share-unread: 百分数“{text}”没有读入 | the percentage {text} was not taken over
problem.share-unread.hint: 入账的是两个数：填完成数和总数 | what is kept are the two counts
problem.ticked-twice: 状态打了两个勾，另一个在 {first} | a second tick for a status: see {first}
problem.ticked-twice.hint: 一行只留一个 | leave one tick in a row
problem.status-missing: 分项 {item} 没有填状态 | item {item} has no status
problem.status-missing.hint: 填 未启动、推进中、已完成 或 受阻
    write 未启动, 推进中, 已完成 or 受阻
problem.by-missing: 分项 {item} 没有填填报人 | item {item}: who filled it in is not said
problem.by-missing.hint: 填“填报人”，表头上方填一次也行
    fill in 填报人, once above the heads will do
problem.ditto: “{text}”单独入账就看不出说的是什么 | {text} says nothing once it stands alone
problem.ditto.hint: 把内容写出来 | write out what it stands for
problem.other-plan: 是 {plan} 的表，这里是 {own} | is a form of {plan}, and this is {own}
problem.other-plan.hint: 到那个工作区去导入 | import it in that workspace
problem.other-version: 表的版本“{version}”这个程序不认得
    this program does not know forms of version {version}
problem.other-version.hint: 用 ledger template 重新制表 | make the form anew with ledger template
problem.edited-export: 导出的台账被改过，改动不会读入
    what was exported has been changed; changes in it are not read
problem.edited-export.hint: 要更正请用 ledger amend，或用填报表
    correct entries with ledger amend, or by a form
problem.broken-export: 这一行不是导出时的样子 | this row is not as it was exported
problem.broken-export.hint: 重新导出 | export it anew
problem.id-differs: 已有编号为 {id} 的记录，内容不同
    there is an entry {id} already, and it says something else
problem.id-differs.hint: 用 ledger show {id} 核对 | see ledger show {id}
problem.several-live: 这一期已有几条记录并存：{ids}
    several entries stand for this item and period: {ids}
problem.several-live.hint: 用 ledger amend 或 ledger void 处理后再导入
    settle them with ledger amend or ledger void first
problem.form-overtaken: 表里改的是记录 {id}，它已被更正或作废
    changes {id}, which has been amended or voided since
problem.form-overtaken.hint: 用 ledger template 重新制表再填
    make the form anew with ledger template
problem.older-form: 表的填报日期 {date} 早于已有记录 {id} 的日期 {entry}
    the form's date {date} is before {entry}, that of the entry {id}
problem.older-form.hint: 是旧表就不要导入；确要更正，把填报日期改为今天
    an old form is not to be imported; to correct the entry, set its date to today
problem.date-to-come: {date} 还没有到（今天是 {today}） | {date} is still to come (today is {today})
problem.date-to-come.hint: 改日期，或用 --date 说明导入日 | correct it, or say --date
problem.replaced: 与已被取代的记录 {id} 一样，现在有效的是 {stands}
    is the same as {id}, which was replaced; what stands now is {stands}
help.files: 填好的表：xlsx、ods、xls 或 csv | Filled-in tables: xlsx, ods, xls or csv
help.department: 表里没有写是哪个单位的，就在这里说 | Whose they are, where they do not say
help.period: 表里没有写是哪一期的，就在这里说 | The period, where they do not say
help.date: 导入日（默认今天） | The day of import (default today)
help.reason: 为什么更正已有的记录 | Why entries that are there are amended
help.yes: 不再确认，直接写入 | Write without asking
help.map: “表头=键”：不认得的表头是什么，可多次给出
    HEAD=KEY: what a head that is not known means; may be repeated
column.department: 单位 | Department
column.item: 分项 | Item
column.values: 数值 | Values
column.what: 如何 | What
new: 新增 | new
amends: 更正 {id} | amends {id}
known: 已经导入过 {count} 条，不再重复 | already imported: {count}
all-known: 全部已经导入过，没有要写的 | all of it is already imported; nothing to write
nothing: 表里没有填任何内容 | nothing is filled in
summary: 将写入 {count} 条记录（其中更正 {amended} 条）
    entries to write: {count} (amendments: {amended})
changes: 与已有记录不同：{place}（分项 {item}） | differs from what is there: {place} (item {item})
ask: 写入吗？（回车写入，n 不写，1 先看文件会怎样变）
    Write it? (Enter writes, n does not, 1 shows how the files would change)
to-mend: 有 {count} 处要改；一处不对，全部不写，没有写入任何文件
    to mend: {count}; one mistake keeps all of it out, and nothing was written
refused: 没有写入任何文件 | nothing was written
partly: 只写完了：{paths}；再运行一次同样的命令即可补完
    written so far: {paths}; run the same command again to complete it
done: 已写入 {count} 条记录：{paths} | entries written: {count} ({paths})
""")
