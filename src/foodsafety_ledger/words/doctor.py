"""The words of ``ledger doctor``."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
title: 这台电脑上的 ledger | ledger on this computer
summary: {wrong} 项有错，{advice} 项建议，{fine} 项正常
    {wrong} wrong, {advice} advised, {fine} fine
column.health: 状态 | State
column.subject: 项目 | What
column.found: 情况与办法 | Found, and what to do
health.fine: 正常 | fine
health.advice: 建议 | advised
health.wrong: 有错 | wrong
program: 程序 | program
program.here: {version}，在 {folder} | {version} in {folder}
python: Python | Python
python.here: {version}，{path} | {version}, {path}
libraries: 程序库 | libraries
libraries.here: {names} | {names}
libraries.slow: {names}；PyYAML 没有带 libyaml，读文件慢许多
    {names}; PyYAML comes without libyaml and reads files much slower
libraries.slow.hint: 换成二进制包：
        {path} -m pip install --force-reinstall --only-binary :all: pyyaml
    take the binary package: {path} -m pip install --force-reinstall --only-binary :all: pyyaml
name: 命令 ledger | the name ledger
name.ours: 就是本程序：{path} | is this program: {path}
name.other: 输入 ledger 时运行的是另一个程序：{path}
    typing ledger runs another program: {path}
name.other.hint: 在 PATH 中把 {folder} 放到最前；或写全：{own}；
        {folder} 已在 PATH 中的，也可用 taizhang
    put {folder} first on PATH; or type all of {own};
        where {folder} is on PATH, taizhang does as well
name.absent: PATH 中没有 ledger | there is no ledger on PATH
name.absent.hint: 把 {folder} 加入 PATH，或写全：{own}
    add {folder} to PATH, or type all of {own}
workspace: 工作区 | workspace
workspace.here: {folder}，{plan} | {folder}, {plan}
workspace.errors: {folder} 有 {errors} 处错误 | {folder} has errors: {errors}
workspace.errors.hint: {command} 逐条列出 | {command} names each of them
workspace.none: {what} | {what}
workspace.none.hint: 进入工作区再运行，或用 -C 指定文件夹；新建请用 ledger init
    go to a workspace, or name one with -C; ledger init starts one
git: git | git
git.here: {version} | {version}
git.none: 没有 git：台账可以填报和查看，但没有历史可比较
    none: ledgers can be kept and looked at, but have no history to compare with
git.none.hint: 从 git-scm.com 安装 | install it from git-scm.com
repository: git 仓库 | repository
repository.here: {folder} | {folder}
repository.shallow: {folder} 只有一部分历史，check --base 和 why 查不到更早的
    {folder} has only a part of the history: check --base and why find nothing older
repository.shallow.hint: git fetch --unshallow | git fetch --unshallow
repository.none: 工作区不在 git 仓库里，没有历史可查
    the workspace is in no repository: it has no history
repository.none.hint: 在工作区中运行 git init，再运行 ledger init --git
    run git init in the workspace, then ledger init --git
repository.refused: {what} | {what}
repository.refused.hint: {way} | {way}
attributes: .gitattributes | .gitattributes
attributes.here: 台账和佐证材料按原样保存 | ledgers and evidence are kept as they are
attributes.none: 没有按需要设置，例如对 {paths} | not as it should be, for such files as {paths}
attributes.none.hint: {command}，然后提交 .gitattributes | {command}, then commit .gitattributes
driver: 合并驱动 | merge driver
driver.here: 这个克隆按记录编号合并台账 | this clone merges ledgers by entry id
driver.none: 这个克隆没有设好：合并台账会出现不必要的冲突
    not set up in this clone: merges of ledgers will conflict without need
driver.none.hint: {command}；每个克隆一次，换了 Python 后再来一次
    {command}; once in each clone, and again after another Python is used
hook: 提交前检查 | check before commits
hook.here: {path} | {path}
hook.none: 没有：错误要到 CI 才发现 | none: errors come up in CI only
hook.none.hint: 可用 pre-commit，见 docs/ci.md | pre-commit does it, see docs/ci.md
author: 提交人 | who commits
author.here: {name} <{email}> | {name} <{email}>
author.none: git 不知道你的姓名和邮箱 | git does not know your name and address
author.none.hint: git config --global user.name 姓名；git config --global user.email 邮箱
    git config --global user.name NAME; git config --global user.email ADDRESS
language: 语言 | language
language.here: 中文（改用英文：--lang en 或 FOODSAFETY_LEDGER_LANG=en）
    English (Chinese: --lang zh or FOODSAFETY_LEDGER_LANG=zh)
encoding: 编码 | encoding
encoding.here: {encoding} | {encoding}
encoding.poor: {encoding} 显示不了中文，所以用英文，名称写成 \\u53f0 这样
    {encoding} has no Chinese: words are English, and names are spelled like \\u53f0
encoding.poor.hint: Linux、macOS：export LC_ALL=C.UTF-8；
        Windows：chcp 65001；或 PYTHONIOENCODING=utf-8
    Linux, macOS: export LC_ALL=C.UTF-8; Windows: chcp 65001; or PYTHONIOENCODING=utf-8
terminal: 终端 | terminal
terminal.here: {width} 列，{colour}，“…”占 {cells} 格
    {width} columns, {colour}, … takes {cells} cells
terminal.narrow: 只有 {width} 列，表格会折行 | only {width} columns: tables are folded
terminal.narrow.hint: 把窗口拉宽到 {wanted} 列，或用 -o 文件.html、-o 文件.xlsx
    widen the window to {wanted} columns, or use -o FILE.html or -o FILE.xlsx
terminal.none: 输出不在终端上，不折行 | the output is no terminal: lines are not folded
colour.True: 有颜色 | in colour
colour.False: 无颜色 | without colour
extra: 附加组件 | extra
extra.here: [{extra}]：{names} | [{extra}]: {names}
extra.none: [{extra}] 没有装：{use} | [{extra}] is not installed: {use}
extra.none.hint: 需要时：{path} -m pip install 'foodsafety-ledger[{extra}]'
    when you need it: {path} -m pip install 'foodsafety-ledger[{extra}]'
use.docx: 读写 Word 文件 | Word files, read and written
use.pdf: 读 PDF | PDF files, read
use.ocr: 读扫描件 | scans, read
use.html: 网页 | web pages
use.xlsx: Excel 填报表和工作簿 | Excel forms and workbooks
use.lsp: 供编辑器用的语言服务器 | the language server for editors
use.rollup: 跨区县汇总 | roll-ups of many districts
use.spark: 用 Spark 汇总（另需 Java 17） | roll-ups by Spark (which needs Java 17)
""")
