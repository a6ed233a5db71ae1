"""What is said when a command cannot do its work, and the way out."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "label": ("错误：", "error: "),
    "hint-label": ("办法：", "hint: "),
    "no-workspace": (
        "这里没有台账工作区：{folder} 及其上级文件夹中都没有 data/tasks.yaml",
        "no ledger workspace here: no data/tasks.yaml in {folder} or the folders above it",
    ),
    "no-workspace.hint": (
        "进入工作区再运行，或用 -C 指定文件夹；新建请用 ledger init，看示例请用 ledger demo",
        "go to a workspace, or name one with -C; ledger init starts one, ledger demo shows one",
    ),
    "system": ("系统不允许：{what} {path}", "the system refused: {what} {path}"),
    "unforeseen": (
        "程序出了未预料的错误（{kind}：{what}），文件未写坏",
        "something unforeseen went wrong ({kind}: {what}); no file was damaged",
    ),
    "unforeseen.hint": (
        "设 FOODSAFETY_LEDGER_DEBUG=1 再运行一次，把输出发给维护者",
        "run again with FOODSAFETY_LEDGER_DEBUG=1 and send the output to the maintainers",
    ),
    "no-rule": ("没有规则叫 {name}", "no rule is called {name}"),
    "no-rule.hint": (
        "写规则代码（FL401）、系列（FL4）或名称（unknown-item）",
        "name a code (FL401), a family (FL4) or a rule (unknown-item)",
    ),
    "no-command": ("没有命令 {name}", "no such command: {name}"),
    "no-command.hint": ("ledger --help 列出全部命令", "ledger --help lists the commands"),
    "no-command-but": ("没有命令 {name}", "no such command: {name}"),
    "no-command-but.hint": ("是否想用 ledger {nearest}？", "did you mean ledger {nearest}?"),
    "not-a-workspace": (
        "{folder} 不是台账工作区：里面没有 data/tasks.yaml",
        "{folder} is no ledger workspace: it holds no data/tasks.yaml",
    ),
    "not-a-workspace.hint": (
        "核对 -C 或 FOODSAFETY_LEDGER_ROOT；新建请用 ledger init",
        "look at -C or FOODSAFETY_LEDGER_ROOT; ledger init starts a workspace",
    ),
    "no-current-folder": ("当前文件夹已经不存在", "the current folder is gone"),
    "no-current-folder.hint": ("cd 到别处再运行", "cd elsewhere and run it again"),
    "bad-today": (
        "FOODSAFETY_LEDGER_TODAY 不是日期：{text}",
        "FOODSAFETY_LEDGER_TODAY is no date: {text}",
    ),
    "bad-today.hint": ("写成 2021-10-15 这样，或取消它", "write it as 2021-10-15, or unset it"),
    "git-missing": ("找不到 git", "git was not found"),
    "git-missing.hint": ("安装 git，或把它加进 PATH", "install git, or put it on PATH"),
    "git-failed": ("{command} 失败：{what}", "{command} failed: {what}"),
    "no-repository": ("{folder} 不在 git 仓库里", "{folder} is in no git repository"),
    "no-repository.hint": ("先运行 git init 并提交", "run git init and commit first"),
    "no-commit": ("没有提交 {rev}", "no such commit: {rev}"),
    "no-commit.hint": ("git log 列出各个提交", "git log lists the commits"),
    "no-commit-shallow": (
        "没有提交 {rev}：这个仓库只克隆了一部分历史",
        "no such commit: {rev}; this clone holds only part of the history",
    ),
    "no-commit-shallow.hint": (
        "运行 git fetch --unshallow；在 CI 中取全部历史（fetch-depth: 0）",
        "run git fetch --unshallow; in CI fetch the whole history (fetch-depth: 0)",
    ),
    "lock-held": (
        "等了 {seconds} 秒，{holder} 仍在写这个工作区",
        "after {seconds} s {holder} is still writing in this workspace",
    ),
    "lock-held.hint": (
        "等它结束再运行；若那个进程已经不在，锁会自动放开",
        "run it again when that is done; a process that is gone holds no lock",
    ),
    "lock-impossible": (
        "不能在 {path} 加锁：{what}",
        "no lock can be taken at {path}: {what}",
    ),
    "lock-impossible.hint": (
        "给它写权限；网络盘不支持锁时，把工作区放到本机磁盘",
        "make it writable; where a network drive has no locks, keep the workspace on a local disk",
    ),
    "waiting-for-lock": ("正在等待 {holder} 写完……", "waiting for {holder} to finish writing…"),
    "disk-full": ("磁盘已满，{path} 保持原样", "the disk is full; {path} is as it was"),
    "disk-full.hint": ("腾出空间再运行", "make room and run it again"),
    "read-only": ("不能写 {path}，文件保持原样", "{path} cannot be written and is as it was"),
    "read-only.hint": (
        "检查文件夹的写权限，或磁盘是否只读",
        "see whether the folder may be written, and whether the disk is read-only",
    ),
    "write-failed": (
        "写 {path} 失败（{what}），文件保持原样",
        "writing {path} failed ({what}); the file is as it was",
    ),
    "already-there": ("{path} 已经存在", "{path} is there already"),
    "already-there.hint": (
        "程序不覆盖文件；换个名字或先移走",
        "nothing is overwritten; move it away",
    ),
    "changed-on-disk": (
        "{path} 刚被别的程序改过",
        "{path} was changed by another program just now",
    ),
    "changed-on-disk.hint": ("再运行一次", "run it again"),
    "no-evidence-missing": ("没有佐证材料 {path}", "there is no evidence file {path}"),
    "no-evidence-folder": (
        "佐证材料 {path} 是文件夹，请逐个指定文件",
        "evidence {path} is a folder; name the files one by one",
    ),
    "no-evidence-special": (
        "佐证材料 {path} 不是普通文件",
        "evidence {path} is no plain file",
    ),
    "no-evidence-loop": (
        "佐证材料 {path} 的符号链接绕成了圈",
        "the links of evidence {path} lead round in a circle",
    ),
    "no-evidence-denied": (
        "没有读取佐证材料 {path} 的权限",
        "no permission to read evidence {path}",
    ),
    "no-evidence-failed": (
        "读取佐证材料 {path} 失败",
        "reading evidence {path} failed",
    ),
    "no-evidence-name": (
        "没有可用的文件名存放佐证材料 {path}",
        "no free name is left for evidence {path}",
    ),
    "no-evidence-name.hint": ("换个文件名再试", "give the file another name"),
    "evidence-changing": (
        "复制时佐证材料 {path} 正在被改",
        "evidence {path} was being changed while it was copied",
    ),
    "evidence-changing.hint": ("存好、关闭后再运行", "save and close it, then run it again"),
    "evidence-outside": (
        "{path} 是指到工作区之外的链接",
        "{path} is a link out of the workspace",
    ),
    "no-commit-id": ("这个克隆里没有提交 {rev}", "this clone has no commit {rev}"),
    "no-commit-id.hint": (
        "若它已被强推顶替，先 git fetch origin {rev}，再用 --replaces {rev}",
        "if it was pushed over, git fetch origin {rev} and then use --replaces {rev}",
    ),
    "no-commits": ("{folder} 里还没有任何提交", "{folder} has no commits yet"),
    "no-commits.hint": ("先运行 git add 和 git commit", "run git add and git commit first"),
    "not-a-ledger": ("{path} 不是工作区 ledgers/ 里的台账", "{path} is no ledger of the workspace"),
    "not-a-ledger.hint": (
        "写台账文件的路径，例如 ledgers/education.yaml",
        "name a ledger's file, such as ledgers/education.yaml",
    ),
    "broken-markers": (
        "{path} 第 {line} 行的冲突标记不成对，文件未改动",
        "the conflict marker on line {line} of {path} stands alone; the file was not changed",
    ),
    "broken-markers.hint": (
        "补全或删去标记；也可以用 git checkout --merge {path} 重新取得冲突",
        "complete or remove it; git checkout --merge {path} brings the conflict back whole",
    ),
    "no-plan": ("data/ 里的工作安排读不出来", "the plan in data/ does not read"),
    "no-plan.hint": ("ledger check 会指出错在哪里", "ledger check points at what is wrong"),
    "base-and-replaces": (
        "--base 与 --replaces 只能用一个",
        "--base and --replaces exclude each other",
    ),
    "signed-without-base": (
        "--require-signed 要与 --base 或 --replaces 一起用",
        "--require-signed goes with --base or --replaces",
    ),
    "unmergeable": (
        "{path} 有一边读不出，不能按编号合并，文件未改动",
        "one side of {path} does not read, so entries cannot be merged; the file was not changed",
    ),
    "unmergeable.hint": (
        "先改好读不出的地方（ledger check 会指出），再运行 ledger resolve {path}",
        "mend what does not read (ledger check points at it), then run ledger resolve {path}",
    ),
    "in-the-way": (
        "以上问题解决之前不能写入",
        "nothing can be written before this is mended",
    ),
    "in-the-way.hint": (
        "改好文件再运行；ledger check 列出全部问题",
        "mend the files and run it again; ledger check lists everything",
    ),
    "refused-after-change": (
        "{path} 刚被别人改过，这条记录与新内容冲突，没有写入",
        "{path} was changed just now and the entry no longer fits; nothing was written",
    ),
    "flow-entries": (
        "{path} 第 {line} 行的 entries 写在方括号里，不能添加记录",
        "entries on line {line} of {path} is written in brackets, so nothing can be added",
    ),
    "flow-entries.hint": (
        "改成每条记录以“- id: …”开头、各占几行的写法",
        "write each entry on lines of its own, beginning with “- id: …”",
    ),
    "splice-unsure": (
        "在 {path} 中添加记录后读出来不一样，没有写入",
        "{path} would not read as its entries and the new one; nothing was written",
    ),
    "splice-unsure.hint": (
        "检查文件末尾的写法是否特殊；并请把文件发给维护者",
        "look for something unusual at the end of the file, and tell the maintainers",
    ),
    "missing-options": ("缺少：{names}", "missing: {names}"),
    "missing-options.hint": (
        "在命令里补上；在终端上不加 --no-input 运行会逐项询问",
        "give them on the command line; on a terminal without --no-input they are asked for",
    ),
    "unknown-department": ("没有单位“{name}”", "there is no department “{name}”"),
    "unknown-department.hint": (
        "data/departments.yaml 列出全部单位；代号、名称、别名都可以用",
        "data/departments.yaml lists them; ids, names and aliases all do",
    ),
    "unknown-department-but": ("没有单位“{name}”", "there is no department “{name}”"),
    "unknown-department-but.hint": ("是否想写“{nearest}”？", "did you mean “{nearest}”?"),
    "unknown-item": ("没有分项“{name}”", "there is no item “{name}”"),
    "unknown-item.hint": ("ledger plan list 列出全部分项", "ledger plan list lists the items"),
    "unknown-item-but": ("没有分项“{name}”", "there is no item “{name}”"),
    "unknown-item-but.hint": ("是否想写“{nearest}”？", "did you mean “{nearest}”?"),
    "task-for-item": (
        "{name} 是任务，有几个分项：{items}",
        "{name} is a task of several items: {items}",
    ),
    "task-for-item.hint": ("写明其中一个分项", "name one of them"),
    "unknown-target": ("这个分项没有指标“{name}”", "the item has no target “{name}”"),
    "unknown-target.hint": ("它的指标是：{targets}", "it has these: {targets}"),
    "unknown-target-but": ("这个分项没有指标“{name}”", "the item has no target “{name}”"),
    "unknown-target-but.hint": ("是否想写“{nearest}”？", "did you mean “{nearest}”?"),
    "item-without-targets": (
        "分项 {item} 没有指标，不填数值",
        "item {item} has no targets and takes no values",
    ),
    "item-without-targets.hint": ("进展写在 --note", "say what was done with --note"),
    "value-without-target": (
        "--value {text} 没有写明是哪个指标",
        "--value {text} does not say for which target",
    ),
    "value-without-target.hint": (
        "写成 --value 指标=118/120；ledger show {item} 列出指标",
        "write --value TARGET=118/120; ledger show {item} lists the targets",
    ),
    "unknown-entry": ("没有记录“{name}”", "there is no entry “{name}”"),
    "unknown-entry.hint": (
        "ledger log 列出全部记录；至少写 4 个字符",
        "ledger log lists the entries; give 4 characters or more",
    ),
    "unknown-entry-but": ("没有记录“{name}”", "there is no entry “{name}”"),
    "unknown-entry-but.hint": ("是否想写“{nearest}”？", "did you mean “{nearest}”?"),
    "ambiguous-entry": (
        "“{name}”有 {count} 条记录符合：{entries}",
        "{count} entries fit “{name}”: {entries}",
    ),
    "ambiguous-entry.hint": ("多写几位", "give more of the id"),
    "entry-is-void": ("{id} 是作废记录，不能再改", "{id} is a void and cannot be changed"),
    "entry-is-review": ("{id} 是复核记录", "{id} is a review"),
    "entry-is-review.hint": (
        "复核有误就作废它（ledger void），再重新复核",
        "to undo a review, void it (ledger void) and review again",
    ),
    "already-amended": (
        "{id} 已经更正过，现行的是 {end}",
        "{id} was amended before; what stands now is {end}",
    ),
    "already-amended.hint": ("改用 {end}", "use {end} instead"),
    "already-voided": (
        "{id} 已经作废（{end}），不能再改",
        "{id} was voided by {end} and cannot be changed",
    ),
    "already-voided.hint": (
        "确需再报，用 ledger record 重新填一条",
        "to report again, use ledger record",
    ),
    "amend-without-item": (
        "{id} 的分项 {item} 不在工作安排里，不能更正",
        "{id} is on item {item}, which the plan does not have; it cannot be amended",
    ),
    "amend-without-item.hint": (
        "先作废（ledger void），再用 ledger record 填在正确的分项上",
        "void it (ledger void) and record it on the right item",
    ),
    "nothing-amended": (
        "与 {id} 相比没有任何改动",
        "nothing would differ from {id}",
    ),
    "nothing-amended.hint": (
        "用 --value、--status、--note 等写明改什么",
        "say what changes with --value, --status, --note and so on",
    ),
    "accept-and-return": (
        "--accept 与 --return 只能用一个",
        "--accept and --return exclude each other",
    ),
    "same-evidence-name": (
        "有两份内容不同的佐证材料同名：{name}",
        "two different files of evidence have the name {name}",
    ),
    "same-evidence-name.hint": ("把其中一份改名再试", "rename one of them"),
    "not-utf8-argument": (
        "命令行里有不是 UTF-8 的文字：{text}",
        "the command line holds text that is not UTF-8: {text}",
    ),
    "not-utf8-argument.hint": ("把终端的编码设为 UTF-8", "set the terminal to UTF-8"),
    "bad-setting": ("{name}={value} 不是正整数", "{name}={value} is not a whole number above 0"),
    "bad-setting.hint": (
        "改为兆字节数，例如 {name}=50；不设则为 20",
        "give a number of MiB, such as {name}=50; unset means 20",
    ),
    "workspace-there": (
        "{folder} 里已有 {path} 等 {count} 个工作区文件，不会覆盖",
        "{folder} already has {count} files of a workspace, {path} first; nothing is overwritten",
    ),
    "workspace-there.hint": (
        "换一个空文件夹；要比较两年的安排，用 ledger plan diff",
        "choose an empty folder; to compare two plans, use ledger plan diff",
    ),
    "init-mixed": (
        "--from、--git、--undo-git 不能同时用",
        "--from, --git and --undo-git cannot be combined",
    ),
    "interrupted": ("已中断，文件未改动", "interrupted, no file was changed"),
    "document-not-named": (
        "没有指明文件；document.source 也没有写，或那里没有文件",
        "no file is named, and document.source names none that is there",
    ),
    "document-not-named.hint": ("写成 ledger plan verify FILE", "say ledger plan verify FILE"),
    "page-extra": ("写网页需要附加组件 {extra}", "writing a page needs the extra {extra}"),
    "page-extra.hint": (
        "pip install 'foodsafety-ledger[{extra}]'",
        "pip install 'foodsafety-ledger[{extra}]'",
    ),
    "document-missing": ("没有这个文件：{path}", "no such file: {path}"),
    "document-unreadable": ("文件读不出来：{path}（{what}）", "cannot read {path} ({what})"),
    "document-empty": ("文件里没有文字：{path}", "there is no text in {path}"),
    "document-empty.hint": (
        "扫描件没有文字层，请先用文字识别软件转成文本",
        "a scan has no text; run it through text recognition first",
    ),
    "document-kind": (
        "{path} 不是纯文本，也不是 .docx 或 .pdf",
        "{path} is neither plain text nor .docx nor .pdf",
    ),
    "document-kind.hint": (
        "请另存为 .docx 或纯文本",
        "save it as .docx or as plain text",
    ),
    "document-encoding": (
        "{path} 的编码既不是 UTF-8 也不是 GB18030",
        "{path} is neither in UTF-8 nor in GB18030",
    ),
    "document-encoding.hint": ("请另存为 UTF-8 纯文本", "save it as plain text in UTF-8"),
    "document-extra": (
        "读取 {path} 需要附加组件 {extra}",
        "reading {path} needs the extra {extra}",
    ),
    "document-extra.hint": (
        "pip install 'foodsafety-ledger[{extra}]'，或另存为纯文本",
        "pip install 'foodsafety-ledger[{extra}]', or save it as plain text",
    ),
    "document-broken": ("{path} 已损坏：{what}", "{path} is broken: {what}"),
    "bad-day": ("{option} 不是日期：{text}", "{option} is no date: {text}"),
    "bad-day.hint": ("写成 2021-10-15 这样", "write it as 2021-10-15"),
    "no-light": ("没有 {name} 这种灯色", "no such light: {name}"),
    "no-light.hint": (
        "可用 red、yellow、green、grey，逗号分隔",
        "lights are red, yellow, green, grey, separated by commas",
    ),
    "unknown-ref": ("工作安排里没有 {ref}", "the plan has no {ref}"),
    "unknown-ref.hint": (
        "ledger plan list 列出任务、分项和指标；ledger status --by department 列出单位",
        "ledger plan list lists tasks, items and targets; ledger status --by department lists "
        "the departments",
    ),
    "unknown-ref-but": ("工作安排里没有 {ref}", "the plan has no {ref}"),
    "unknown-ref-but.hint": ("是否想写“{nearest}”？", "did you mean “{nearest}”?"),
}
