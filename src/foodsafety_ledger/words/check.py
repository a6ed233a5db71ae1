"""What ``ledger check`` says around its findings."""

from foodsafety_ledger.words import Texts, read_texts

TEXTS: Texts = {
    "comma": ("，", ", "),
    **read_texts("""
select: 只报这些规则：代码、系列（FL4）或名称，可多次给出
    Report these rules only: a code, a family (FL4) or a name; may be repeated
ignore: 不报这些规则，写法同上 | Leave these rules out; written the same way
base: 再与 REV 的共同祖先比较：记录一条不少、一字未改（如 origin/main）
    Also compare with where REV parted: no entry gone or rewritten (origin/main)
replaces: 再与 REV 本身比较：本次提交将顶替它（推送前的提交）
    Also compare with REV itself, which HEAD takes the place of (before a push)
verbose: 同一单位的同类提示也逐条列出 | Also list each note of a kind that a department has
fix: 改正只有一种改法的：BOM、CRLF、Tab、全角数字、日期和状态的写法，并显示改了什么
    Mend what can only be meant in one way: a byte order mark, CRLF, tabs, full-width digits, the
        spelling of dates and statuses; shows what it did
dry-run: 只显示 --fix 会改什么，不写文件 | Show what --fix would do and write nothing
mendable: 其中 {count} 项可以自动改正：ledger check --fix
    {count} of them can be mended: ledger check --fix
mended: 已改正 {path}：{rules} | mended {path}: {rules}
would-mend: 将改正 {path}：{rules} | would mend {path}: {rules}
nothing-mended: 没有可以自动改正的 | nothing that could be mended
same: {message}；同类另有 {count} 条 | {message}; {count} more of the kind
folded: 同类提示未逐条列出的 {count} 条；全部列出：ledger check --verbose
    notes of a kind that are not listed: {count}; ledger check --verbose lists them
signed: 改动台账或佐证材料的提交必须有有效签名
    Commits that touch ledgers or evidence need good signatures
more-in-log: 另有 {count} 个问题，见日志 | and {count} more, which the log has
no-summary: 没能写进作业摘要 {path} | could not be added to the summary of the job, {path}
column.severity: 程度 | Severity
column.rule: 规则 | Rule
column.place: 位置 | Place
column.message: 问题 | Finding
column.hint: 办法 | Way out
commit: {day} 的提交 {commit} | {commit} of {day}
compared: 已与 {commits} 比较（{rev}） | compared with {commits} ({rev})
not-compared: 没有与任何提交比较（{rev}） | compared with no commit at all ({rev})
nearest: 是否想写“{nearest}”？ | did you mean “{nearest}”?
related.mark: 同类的还有这一处 | the same here
related.first: 首次出现在这里 | first stated here
related.entry: 所针对的记录在这里 | the entry in question
related.before: 上一次报的在这里 | what was reported before
related.document: 文件的这一处 | this place in the document
related.plan: 数据的这一处 | this place in the plan's data
related.reported: 按原指标报的在这里 | reported against the old target here
concise: {message}（{hint}） | {message} ({hint})
related.more: 此后还有 {count} 处 | and {count} more from here on
related: {message}：{place} | {message}: {place}
hint: 办法：{hint} | hint: {hint}
nothing: 没有发现问题 | nothing found
error: {count} 个错误 | {count} {count:error/errors}
warning: {count} 个警告 | {count} {count:warning/warnings}
note: {count} 条提示 | {count} {count:note/notes}
files: {count} 个文件 | {count} {count:file/files}
waived: 已豁免 {count} 项 {rule}：{why}（{place}） | waived: {count} × {rule}: {why} ({place})
summary: {files}中有 {counts} | {counts} in {files}
"""),
}
