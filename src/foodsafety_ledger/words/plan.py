"""The words of ``ledger plan``: of its list, of ``diff`` and of ``verify``, its page too."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
list: 列出章、任务、分项（责任原文、期限）和指标
    List sections, tasks, items with their phrases and due dates, and targets
column.item: 分项 | Item
column.first: 起报 | From
column.due: 期限 | Due
column.what: 责任原文；指标与目标 | Phrase; targets and goals
ongoing: 持续 | ongoing
optional: （鼓励性） | (not binding)
diff.about: 比较两年的工作安排：任务、单位、责任和指标的增、减、移、改
    Compare two plans: tasks, departments, roles and goals that came, went, moved or changed
diff.old: 原来的工作区 | The old workspace
diff.new: 新的工作区 | The new workspace
diff.errors: {folder} 的工作安排里有 {count} 处读不出或不合规，显示的差别可能由此而来：
    {count} {count:error/errors} in the plan of {folder}, which may show as differences:
diff.none: 两份安排没有差别 | the two plans do not differ
diff.department: 责任单位（{count} 处） | Departments ({count})
diff.task: 任务（{count} 处） | Tasks ({count})
diff.role: 责任（{count} 处） | Roles ({count})
diff.goal: 指标（{count} 处） | Goals ({count})
diff.came: 新增 | new
diff.went: 取消 | gone
diff.moved: 移位 | moved
diff.changed: 改为 | changed
verify.about: 核对数据与文件原文，两个方向都查
    Hold the plan's data against its document, both ways
verify.file: 文件：文本（UTF-8、GB18030、Big5）、.docx、.pdf、.xlsx 或扫描件；默认 document.source
    The document: text (UTF-8, GB18030, Big5), .docx, .pdf, .xlsx, a scan; default document.source
verify.html: 把原文与数据左右对照写成网页 | Write document and data side by side as a web page
verify.no-hash: 不比对 document.sha256 | Do not compare document.sha256
verify.sections: 章 {covered}/{total} | sections {covered}/{total}
verify.tasks: 任务 {covered}/{total} | tasks {covered}/{total}
verify.phrases: 责任短语 {covered}/{total} | responsibility phrases {covered}/{total}
verify.numbers: 数字 {covered}/{total} | numbers {covered}/{total}
verify.quotes: 引文 {covered}/{total} | quotes {covered}/{total}
verify.goals: 指标 {covered}/{total} | goals {covered}/{total}
verify.other-file: 此文件不是登记 sha256 的那一份，只核对文字
    this file is not the one whose sha256 is kept; only its words are verified
verify.written: 对照网页已写入 {path} | side-by-side page written to {path}
verify.page-title: {title}：原文与数据对照 | {title}: document and data
verify.page-document: 文件原文 | The document
verify.page-data: 计划数据 | The plan's data
verify.page-findings: 核对发现 | Findings
verify.page-picture: 第 {page} 页的图片 | the picture of page {page}
verify.page-seen: 从图片认出来的：点开对照 | recognised in the picture: look
verify.page-none: 两个方向都没有发现问题。 | Nothing was found, either way.
verify.page-legend: 图例 | Legend
verify.page-phrase: 责任短语 | responsibility phrase
verify.page-quote: 指标引文 | quote of a target
verify.page-erratum: 勘误 | erratum
verify.page-ignored: 不作要求（有理由） | ignored, with a reason
verify.page-header: 文号、机关、日期、标题 | number, issuer, date, title
verify.page-number: 章、任务编号 | number of a chapter or task
verify.page-rest: 不属于任何分项的文字 | text of no item
verify.page-gap: 没有着落 | not accounted for
verify.page-due: 期限 {due} | due {due}
verify.page-open: 等（名单未列全） | open list
""")
