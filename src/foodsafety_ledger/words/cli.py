"""The command line's own words: help texts of the program, labels of help pages, usage errors."""

from foodsafety_ledger.words import Texts, read_texts

TEXTS: Texts = {
    "usage": ("用法：", "Usage: "),
    **read_texts("""
about: 食品安全重点工作安排的落实台账：一次记录，处处取用，每个数字都有出处。
    The implementation ledger of a food-safety plan: record once, render everywhere.
options: 选项 | Options
arguments: 参数 | Arguments
commands: 命令 | Commands
examples: 例 | Examples
placeholder.REF: 对象 | REF
placeholder.PERIOD: 报告期 | PERIOD
placeholder.DEPARTMENT: 单位 | DEPARTMENT
placeholder.ENTRY: 记录 | ENTRY
placeholder.ITEM: 分项 | ITEM
placeholder.DATE: 日期 | DATE
placeholder.REV: 版本 | REV
placeholder.FILE: 文件 | FILE
placeholder.DIR: 文件夹 | DIR
placeholder.LIGHT: 灯色 | LIGHT
placeholder.STATE: 报送状态 | STATE
placeholder.RULE: 规则 | RULE
placeholder.KIND: 种类 | KIND
placeholder.YEAR: 年份 | YEAR
placeholder.CODE: 代码 | CODE
placeholder.INDICATOR: 统一指标 | INDICATOR
placeholder.SIZE: 大小 | SIZE
placeholder.N: 个数 | N
placeholder.OLD: 旧安排 | OLD
placeholder.NEW: 新安排 | NEW
placeholder.WORKSPACE: 工作区 | WORKSPACE
placeholder.HEAD: 表头 | HEAD
placeholder.KEY: 键 | KEY
placeholder.TEXT: 文字 | TEXT
placeholder.NAME: 姓名 | NAME
placeholder.STATUS: 状态 | STATUS
placeholder.TARGET: 指标 | TARGET
placeholder.ID: 编号 | ID
placeholder.OPTIONS: 选项 | OPTIONS
placeholder.COMMAND: 命令 | COMMAND
placeholder.ARGS: 参数 | ARGS
help: 显示本帮助 | Show this help
folder: 工作区文件夹（默认从当前文件夹向上查找） | The workspace (default: searched upwards)
lang: 界面语言：zh 或 en | Language of words: zh or en
color: 何时用颜色：auto、always、never | When to colour: auto, always, never
no-pager: 长表格也直接输出，不分页（PAGER、FOODSAFETY_LEDGER_PAGER 指定分页程序）
    Print long tables as they are (PAGER or FOODSAFETY_LEDGER_PAGER names the pager)
more-lines: …… 另有 {count} 行 | … {count} more {count:line/lines}
no-cache: 不用缓存，全部重新计算 | Use no cache: work everything out anew
version: 显示版本 | Show the version
format: 输出格式 | How it is written
out: 写入文件，不写则输出到屏幕；格式看后缀，或由 --format 指定
    Write to this file; its suffix says the format, or --format does
verbose: 终端上也不收起，全部列出 | On a terminal too show all of it
more: 另有 {count} 行未列，全部列出： | lines not shown: {count}; to see them all:
all: 全部列出： | To see them all:
written: 已写入 {path} | written: {path}
error: 用法错误：{message} | usage error: {message}
error.hint: 见 {command} --help | see {command} --help
error.example: 见 {command} --help；例如：{example}
    see {command} --help; for example: {example}
MissingParameter: 缺少 {name} | missing {name}
BadOptionUsage: 选项 {name} 用法不对：要值的没有给值，或不要值的给了值
    option {name} is used wrongly: it lacks its value, or takes none
BadParameter: {name} 的值不能用：{message} | bad value for {name}: {message}
UsageError: {message} | {message}
install: 为当前 shell 安装命令补全 | Install completion for the current shell
show: 打印当前 shell 的补全脚本 | Print the completion script of the current shell
last-holds: {option} 给了不止一次，以最后一个为准：{text}
    {option} is given more than once; the last holds: {text}
command.status: 看落实情况：红黄绿灯、指标、谁还没报
    Compliance tables: lights, targets, who has not reported
command.record: 填报一条记录 | Add an entry to a department's ledger
command.check: 检查全部文件；只读，--fix 除外 | Validate everything; reads only, but for --fix
command.show: 查看任务、分项、指标、单位、记录或规则
    Show a task, item, target, department, entry or rule
command.why: 某个数字或灯色的来历，直到文件行和提交
    Where a figure or light comes from, down to file, line and commit
command.log: 按时间列出记录 | Entries in time order
command.problems: 受阻、存在问题和被退回的：谁、从何时起、下步计划
    What is blocked, hindered or returned: whose, since when, what is planned
command.dispatch: 按期调度：谁欠报、谁迟报、哪里红灯；表格、函、通报和督办单
    The round: who owes, who is late, what is red; packs, circular, slips
command.report: 季度、全年报告，一页纸，佐证材料目录
    The accounts: of a period, of the year, on one page, the evidence
command.amend: 更正一条记录（原记录保留） | Replace an entry with a corrected one; the old one stays
command.void: 作废一条记录（原记录保留） | Take an entry out of the figures; it stays in the file
command.review: 食安办的复核：认可或退回；不写记录则列出待复核的
    The office accepts or returns entries; without one, those that wait are listed
progress.writing: 正在写文件 | Writing files
progress.recognising: 正在识别各页的文字 | Recognising the pages
progress.reading: 正在读文件 | Reading files
progress.tracing: 正在追溯每个数字的来历 | Tracing every figure
command.extend: 食安办准许一个分项延期 | The office extends an item's due date
command.template: 生成发给各单位的填报表（Excel）
    The form that the office sends out, as a workbook
command.import: 把填好的表格读入台账，全部或全不
    Read filled-in tables into the ledgers, all or nothing
command.export: 导出通行格式的台账，可原样导入
    The ledger as offices keep it; it can be imported as it is
command.extract: 写出供上级汇总的数据（Parquet）
    The typed extract that the levels above add up
command.rollup: 汇总各区县的 extract：合计、最弱的区县、迟报
    Many districts' extracts as one account: pooled figures, who is weakest, who is late
command.plan: 工作安排：列出、核对原文、起草、比较
    The plan: list, verify against its document, draft, compare
command.init: 新建工作区，或为克隆配置 git | Start a workspace, or set up git's part
command.demo: 生成演示工作区（台账为虚构并已注明）
    Write a workspace with invented, clearly marked ledgers
command.schema: 三种文件的 JSON Schema，供编辑器提示和补全
    The JSON Schemas of the files, by which editors complete
command.lsp: 供编辑器用的语言服务器：边写边查、提示、跳转、改正
    The language server for editors: findings as one types, hints, jumps, quick fixes
command.doctor: 看程序、工作区、git、终端和附加组件是否就绪，缺什么怎么办
    Look at the program, workspace, git, terminal and extras, and say what to do about each
command.resolve: 合并带冲突标记的台账文件 | Merge a ledger file that carries conflict markers
command.merge-driver: 供 git 调用的合并驱动 | The merge driver that git calls
"""),
}
