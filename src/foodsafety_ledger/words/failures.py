"""What is said when a command cannot do its work, and the way out."""

from foodsafety_ledger.words import Texts, read_texts

_CHARACTER_HINT = (
    "它看不见，多半是粘贴带来的：删去它，或把前后的字重新打一遍；要换行就用普通的换行",
    "it is invisible and most likely came with a paste: delete it, or type the words around it "
    "again; for a new line use an ordinary line break",
)

TEXTS: Texts = {
    "label": ("错误：", "error: "),
    "hint-label": ("办法：", "hint: "),
    "or": (" 或 ", " or "),
    "character.hint": _CHARACTER_HINT,
    "character-first.hint": _CHARACTER_HINT,
    **read_texts("""
no-workspace: 这里没有台账工作区：{folder} 及其上级文件夹中都没有 data/tasks.yaml
    no ledger workspace here: no data/tasks.yaml in {folder} or the folders above it
no-workspace.hint: 进入工作区再运行，或用 -C 指定文件夹；新建请用 ledger init，
        看示例请用 ledger demo
    go to a workspace, or name one with -C; ledger init starts one, ledger demo shows one
system: 系统不允许：{what} {path} | the system refused: {what} {path}
system.hint: 看权限和磁盘是否有问题（ledger doctor 会查），再运行一次
    see to rights and disk (ledger doctor looks at them) and run it again
no-memory: 内存不够，没有做完 | there was not enough memory to finish
no-memory.hint: 关掉别的程序，或放宽内存限额，再运行一次
    close other programs, or raise the limit on memory, and run it again
too-many-files: 能同时打开的文件太少，没有做完 | too few files may be open at once to finish
too-many-files.hint: 放宽打开文件的限额（ulimit -n），再运行一次
    raise the limit on open files (ulimit -n) and run it again
unforeseen: 程序出了未预料的错误（{kind}：{what}），文件未写坏
    something unforeseen went wrong ({kind}: {what}); no file was damaged
unforeseen.hint: 设 FOODSAFETY_LEDGER_DEBUG=1 再运行一次，把输出发给维护者
    run again with FOODSAFETY_LEDGER_DEBUG=1 and send the output to the maintainers
added-rules-fail: 另装的规则 {name} 不能用：{what} | the added rules {name} do not load: {what}
added-rules-fail.hint: 升级或卸载带来它的软件包 | upgrade or uninstall the package that has them
added-rules-wrong: 另装的规则 {name} 不合要求 | the added rules {name} are not as they should be
added-rules-wrong.hint: 入口名是系列：两个大写字母和一位数字，不用 FL；
        所指的是一个 Family，代码都以它开头
    the entry point is named for the family, two capitals and a digit but not FL; it names a Family
        whose codes all begin so
no-rule: 没有规则叫 {name} | no rule is called {name}
no-rule.hint: 写规则代码（FL401）、系列（FL4）或名称（unknown-item）；
        ledger show FL 列出全部规则
    name a code (FL401), a family (FL4) or a rule (unknown-item); ledger show FL lists them all
rule-empty: “{text}”的逗号旁少写了一条规则 | a rule is missing beside a comma of “{text}”
rule-empty.hint: 删去多余的逗号，或补上规则 | take the comma away, or name the rule
no-rule-left: --select 与 --ignore 之后一条规则也不剩 | --select and --ignore leave no rule to check
no-rule-left.hint: 去掉其中一个 | leave one of them out
no-choice: {option} 没有 {name} | {option} knows no {name}
no-choice.hint: 可用：{names} | known: {names}
unexpected: 多余的参数：{name} | unexpected argument: {name}
unexpected.hint: 参数里有空格就用引号括起来；--help 列出各个参数
    quote an argument with blanks in it; --help lists the arguments
against-later: --against {date} 在 {as_of} 之后 | --against {date} is after {as_of}
against-later.hint: 写更早的一天，或用 --as-of 往后看
    name an earlier day, or look later with --as-of
no-suffix: 看不出 {path} 要什么格式 | {path} does not say which format it is to have
no-suffix.hint: 文件名用这些后缀之一，或加 --format：{known}
    end its name in one of these, or add --format: {known}
wrong-suffix: {path} 的格式写不了 | {path} is of a format that is not written here
wrong-suffix.hint: 文件名用这些后缀之一：{known} | end its name in one of these: {known}
format-needs-file: 这种格式只能写入文件 | this format can only be written to a file
format-needs-file.hint: 加 -o 文件名 | add -o FILE
format-extra: 这种格式需要附加组件 {extra} | this format needs the extra {extra}
format-extra.hint: pip install 'foodsafety-ledger[{extra}]'
    pip install 'foodsafety-ledger[{extra}]'
template-what: 要说明为哪个单位制表、写到哪里 | say whose form it is, and where it goes
template-what.hint: ledger template 单位 -o 文件.xlsx，或 ledger template --all -o 文件夹
    ledger template DEPARTMENT -o FILE.xlsx, or ledger template --all -o DIR
folder-like-file: {path} 像文件名，这里写的是文件夹
    {path} is named like a file, and what is written here is a folder
folder-like-file.hint: 写一个文件夹的名称，不带后缀；确实要这样叫，先建好它
    give the name of a folder, without an ending; if it is to be called so, make it first
import-without-reason: 有 {count} 处与已有记录不同，要写明为什么更正
    {count} {count:differs/differ} from what is recorded: say why it is amended
import-without-reason.hint: 加 --reason 原因 | add --reason TEXT
import-unconfirmed: 没有终端可以确认，没有写入任何文件
    nothing was written: there is no terminal to confirm it on
import-unconfirmed.hint: 看过上面的表，加 --yes 再运行
    look at the table above and run it again with --yes
import-changed: 台账刚被别人改过，要重新看一遍 | the ledgers were changed just now; look at it again
import-changed.hint: 再运行一次 | run it again
map-twice: --map 给“{head}”说了两次 | --map says twice what {head} is
map-twice.hint: 只留一个 | keep one of them
map-unmatched: 这些表里没有“{head}”这个表头 | no head in these tables is {head}
map-unmatched.hint: 照表头原样写 | write it as it stands there
bad-map: --map {text} 不是“表头=键” | --map {text} is no HEAD=KEY
bad-map.hint: 键可用：{known} | keys: {known}
cell-too-long: 记录 {id} 有一段文字超过 {limit} 字，表格放不下
    the entry {id} has a text of more than {limit} characters, too long for a cell
cell-too-long.hint: 导出为 .csv 或 .json | export to .csv or .json
form-filled: {path} 已有别的内容或已经填过，没有覆盖
    {path} is filled in already or something else; it was not replaced
form-filled.hint: 先导入或移走它，或另写 -o | import or move it first, or name another -o
no-period: 安排里没有报告期 {text} | the plan has no period {text}
no-period.hint: 可用：{known} | known: {known}
register-unreadable: {path} 读不了，没有编号 | {path} does not read: no numbers are given
register-unreadable.hint: 先改好它，或恢复原样 | mend it first, or restore it
slip-issued: {path} 是已发的督办单，登记 {register} 里却没有这个编号
    {path} has been issued, and {register} does not know its number
slip-issued.hint: 用 git 恢复登记；那张没有发出去的，先移走再运行
    restore the register from git; or, if it was never sent, move the paper away and run this again
report-period: 报告期跟在 quarter 之后，也只跟在它之后
    a period stands after quarter, and only there
report-period.hint: 例如 ledger report quarter 2021Q3 | as in: ledger report quarter 2021Q3
no-command: 没有命令 {name} | no such command: {name}
no-command.hint: {command} --help 列出全部命令 | {command} --help lists the commands
no-status: 没有“{name}”这种状态 | there is no status “{name}”
no-status.hint: 可用：not-started、in-progress、done、blocked，或未开展、进行中、完成、受阻
    one of not-started, in-progress, done, blocked
no-option: 没有选项 {name} | no such option: {name}
no-option.hint: {command} --help 列出各个选项 | {command} --help lists the options
option-before-command: {name} 不是 {command} 本身的选项 | {name} is no option of {command} itself
option-before-command.hint: 一个命令的选项写在命令之后，如 {command} status --format json；
        {command} --help 列出全部命令
    what a command takes stands behind it, as in {command} status --format json; {command} --help
        lists the commands
argument-as-option: 没有选项 {name} | no such option: {name}
argument-as-option.hint: 不用选项，直接写：{command} {argument}
    it is written without an option: {command} {argument}
not-dashes: {name} 前面的不是半角短横“--” | {name} does not begin with the two hyphens of an option
not-dashes.hint: 改用半角短横，如 --by | type two plain hyphens, as in --by
command-missing: 没有写要做什么 | no command is given
command-missing.hint: {command} --help 列出全部命令 | {command} --help lists the commands
not-a-workspace: {folder} 不是台账工作区：里面没有 data/tasks.yaml
    {folder} is no ledger workspace: it holds no data/tasks.yaml
not-a-workspace.hint: 核对 -C 或 FOODSAFETY_LEDGER_ROOT；新建请用 ledger init
    look at -C or FOODSAFETY_LEDGER_ROOT; ledger init starts a workspace
no-current-folder: 当前文件夹已经不存在 | the current folder is gone
no-current-folder.hint: cd 到别处再运行 | cd elsewhere and run it again
bad-ambiguous: {name} 只能是 1 或 2：{text} | {name} is neither 1 nor 2: {text}
bad-ambiguous.hint: 终端把“…”画成一格宽写 1，两格宽写 2，或取消它
    say 1 where the terminal gives … one cell, 2 where it gives it two, or unset it
watch-needs-terminal: --watch 要在终端上用 | --watch needs a terminal
watch-alone: --watch 只显示表格，不能与 -o、--format、--rev、--fail-on 同用
    --watch shows tables only; it does not go with -o, --format, --rev or --fail-on
bad-today: FOODSAFETY_LEDGER_TODAY 不是日期：{text} | FOODSAFETY_LEDGER_TODAY is no date: {text}
bad-today.hint: 写成 2021-10-15 这样，或取消它 | write it as 2021-10-15, or unset it
not-a-ledger: {path} 不是工作区 ledgers/ 里的台账 | {path} is no ledger of the workspace
not-a-ledger.hint: 写台账文件的路径，例如 ledgers/education.yaml
    name a ledger's file, such as ledgers/education.yaml
broken-markers: {path} 第 {line} 行的冲突标记不成对，文件未改动
    the conflict marker on line {line} of {path} stands alone; the file was not changed
broken-markers.hint: 补全或删去标记；也可以用 git checkout --merge {path} 重新取得冲突
    complete or remove it; git checkout --merge {path} brings the conflict back whole
markers-cut-entry: {path} 第 {line} 行起的冲突标记切开了一条记录，看不出两边原来各是什么，文件未改动
    the conflict on line {line} of {path} runs through an entry, so what each side said cannot be
        told; the file was not changed
markers-cut-entry.hint: 合并还没提交时，git checkout --merge {path} 重新取得两边，
        再运行 ledger resolve {path}
    while the merge is not committed, git checkout --merge {path} brings both sides back; then run
        ledger resolve {path}
edited-since: {path} 第 {line} 行是合并之后写的，两边都没有；看不出它属于哪条记录，文件未改动
    line {line} of {path} was written after the merge, neither side has it, and it is unclear where
        it belongs; the file was not changed
edited-since.hint: 手工改完并删去标记；或先把自己写的另存，git checkout --merge {path} 重新开始
    finish it by hand and take the markers out; or put your lines aside and start again with git
        checkout --merge {path}
deleted-by-ours: {path} 本方已删去，对方有改动：去留要由人定
    {path} was deleted on our side and changed on theirs: a person must choose
deleted-by-ours.hint: 保留对方的：git add {path}；删去：git rm {path}（其中的记录随之消失）
    to keep theirs: git add {path}; to delete it with all its entries: git rm {path}
deleted-by-theirs: {path} 对方已删去，本方有改动：去留要由人定
    {path} was deleted on their side and changed on ours: a person must choose
deleted-by-theirs.hint: 保留本方的：git add {path}；删去：git rm {path}（其中的记录随之消失）
    to keep ours: git add {path}; to delete it with all its entries: git rm {path}
deleted-by-both: {path} 两边都已删去或改名：去留要由人定
    {path} was deleted or renamed on both sides: a person must choose
deleted-by-both.hint: 保留：git add {path}；删去：git rm {path}（其中的记录随之消失）
    to keep it: git add {path}; to delete it with all its entries: git rm {path}
no-plan: data/ 里的工作安排读不出来 | the plan in data/ does not read
no-plan.hint: ledger check 会指出错在哪里 | ledger check points at what is wrong
option-twice: {option} 给了两次 | {option} is given twice
option-twice.hint: 只留一个 | keep one of them
option-empty: {option} 是空的 | {option} is empty
option-empty.hint: 填上内容，或者不写它；在脚本或 CI 中看看变量是否有值
    fill it in, or leave it out; in a script or CI see if the variable is set
option-valueless: {option} 后面没有内容，紧跟着的是 {text}
    {option} has no value: {text} follows it
option-valueless.hint: 在 {option} 后面补上内容，或者不写它
    put its value behind {option}, or leave it out
no-language: --lang 没有 {name} | --lang knows no {name}
no-language.hint: 可用：zh、en | known: zh, en
base-and-replaces: --base 与 --replaces 只能用一个 | --base and --replaces exclude each other
signed-without-base: --require-signed 要与 --base 或 --replaces 一起用
    --require-signed goes with --base or --replaces
unmergeable: {path} 有一边读不出，不能按编号合并，文件未改动
    one side of {path} does not read, so entries cannot be merged; the file was not changed
unmergeable.hint: 先改好读不出的地方（ledger check 会指出），再运行 ledger resolve {path}
    mend what does not read (ledger check points at it), then run ledger resolve {path}
not-text: {name} 的文字不是 UTF-8，读不出来：{text}
    the text of {name} is not UTF-8 and cannot be read: {text}
not-text.hint: 把终端的编码设为 UTF-8，再输入一次 | set the terminal to UTF-8 and type it again
character: {name} 的第 {position} 个字符（“{before}”之后）是{what} {char}，台账里不能有
    character {position} of {name}, after “{before}”, is {what} {char}, which no ledger may hold
character-first: {name} 的第 {position} 个字符是{what} {char}，台账里不能有
    character {position} of {name} is {what} {char}, which no ledger may hold
character-is.: 控制字符 | a control character
character-is.nul: 空字符 | a null character
character-is.carriage-return: 单独的回车符 | a lone carriage return
character-is.escape: 终端控制符 | a terminal's escape
character-is.line-break: 特殊的换行符 | an unusual line break
character-is.mark: 字节顺序标记 | a byte order mark
character-is.direction: 改变文字方向的标记 | a mark that turns the direction of writing
workspace-there: {folder} 里已有 {path} 等 {count} 个工作区文件，不会覆盖
    {folder} already has {count} {count:file/files} of a workspace, {path} first; nothing is
        overwritten
workspace-there.hint: 换一个空文件夹；要比较两年的安排，用 ledger plan diff
    choose an empty folder; to compare two plans, use ledger plan diff
base-without-document: --base 要和 --from 一起用 | --base goes with --from
base-without-document.hint: ledger init DIR --from FILE --base WORKSPACE
    ledger init DIR --from FILE --base WORKSPACE
init-mixed: --from、--git、--undo-git 不能同时用 | --from, --git and --undo-git cannot be combined
interrupted-later: 已中断，已写入的都在：{path} 已经写入，请勿重复填报
    interrupted; what was written stays: {path} was written already; do not do it again
interrupted: 已中断，文件未改动 | interrupted, no file was changed
written: {path} 已经写入，请勿重复填报 | {path} was written already; do not do it again
not-shown: 标准输出{what}，没有全部显示出来 | standard output {what}: not everything was shown
stream-closed: 已关闭 | is closed
stream-full: 已满 | is full
names-not-utf8: 当前语言环境的文件名编码是 {encoding}，不是 UTF-8，名称会被写错
    file names are in {encoding} in this locale, not in UTF-8, and would be written wrong
names-not-utf8.hint: 设 PYTHONUTF8=1 再运行 | set PYTHONUTF8=1 and run it again
bad-day: {option} 不是日期：{text} | {option} is no date: {text}
bad-day.hint: 写成 2021-10-15 这样，在 1900 至 2999 年之间
    write it as 2021-10-15, from 1900 to 2999
ambiguous-day: {option} 的 {name} 可指 {days} | {option} {name} may be {days}
ambiguous-day.hint: 写明年份 | write its year too
no-light: 没有 {name} 这种灯色 | no such light: {name}
no-kind: 没有 {name} 这种灯色或报送状态 | no such light or state of a report: {name}
no-kind.hint: 可用灯色红、黄、绿、灰，或未报、逾期、待报、迟报、按时，逗号分隔
    lights are red, yellow, green, grey; reports unreported, overdue, pending, late, reported
no-light.hint: 可用红、黄、绿、灰，逗号分隔
    lights are red, yellow, green, grey, separated by commas
unknown-ref: 工作安排里没有 {name} | the plan has no {name}
unknown-ref.hint: 有章 {sections}、任务 {tasks}、分项 {items}、报告期 {periods}；
        ledger plan list 列出它们和指标，ledger status --by 单位 列出单位
    there are sections {sections}, tasks {tasks}, items {items} and periods {periods}; ledger plan
        list lists them and the targets, ledger status --by department the departments
ambiguous-ref: “{name}”可指 {count} 处 | “{name}” may mean any of {count}
ambiguous-ref.hint: 写明其中一个，如 {refs} | name one of them, as {refs}
too-short: “{name}”太短：{count} 处的名称里有它
    “{name}” is too short: {count} {count:name has/names have} it
too-short.hint: 多写几个字，如 {refs} | type more of it, as {refs}
in-the-way: 以上问题解决之前不能写入 | nothing can be written before this is mended
in-the-way.hint: 改好文件再运行；ledger check 列出全部问题
    mend the files and run it again; ledger check lists everything
refused-after-change: {path} 刚被别人改过，这条记录与新内容冲突，没有写入
    {path} was changed just now and the entry no longer fits; nothing was written
refused-after-change.hint: 用 ledger log 看别人写了什么，再决定怎么记
    see with ledger log what was written, and decide anew
flow-list: {path} 第 {line} 行的 {name} 写在方括号里，不能添加
    {name} on line {line} of {path} is written in brackets, so nothing can be added
flow-list.hint: 改成每条以“- ”开头、各占一行或几行的写法
    write each one on lines of its own, beginning with “- ”
splice-unsure: 在 {path} 中添加后读出来不一样，没有写入
    {path} would not read as what it says and what is new; nothing was written
splice-unsure.hint: 检查文件末尾的写法是否特殊；并请把文件发给维护者
    look for something unusual at the end of the file, and tell the maintainers
missing-options: 缺少：{names} | missing: {names}
missing-options.hint: 在命令里补上；在终端上不加 --no-input 运行会逐项询问
    give them on the command line; on a terminal without --no-input they are asked for
swapped: 单位与分项写反了：{name} 是{kind}，{department} 是单位
    the department stands before the item: {name} is {kind}, {department} a department
swapped.hint: ledger record {department} {item} | ledger record {department} {item}
unknown-department: 没有单位“{name}” | there is no department “{name}”
unknown-department.hint: data/departments.yaml 列出全部单位；代号、名称、别名都可以用
    data/departments.yaml lists them; ids, names and aliases all do
reported-already: {item} 的 {period} 本轮已经报过：{id}
    {item} was reported for {period} in this round: {id}
reported-already.hint: 要改正用 ledger amend {id}；确要另报一条，加 --period {period}
    ledger amend {id} corrects it; to add another report, give --period {period}
no-answer: 没有“{name}” | there is no “{name}”
group-for-department: {name} 是单位组，不是一个单位 | {name} is a group of departments
group-for-department.hint: 写明其中一个：{members} | name one of them: {members}
empty-group: {name} 是单位组，还没有写明成员
    {name} is a group of which nobody has said the members
empty-group.hint: 写明一个单位，或在 data/departments.yaml 写上它的 members
    name one department, or enter its members in data/departments.yaml
unknown-item: 没有分项“{name}” | there is no item “{name}”
unknown-item.hint: 分项是 {items}，ledger plan list 列出它们
    items are {items}; ledger plan list lists them
task-for-item: {name} 是任务，有几个分项：{items} | {name} is a task of several items: {items}
task-for-item.hint: 写明其中一个分项 | name one of them
unknown-target: 这个分项没有指标“{name}” | the item has no target “{name}”
unknown-target.hint: 它的指标是：{targets} | it has these: {targets}
item-without-targets: 分项 {item} 没有指标，不填数值
    item {item} has no targets and takes no values
item-without-targets.hint: 进展写在 --note | say what was done with --note
value-without-target: --value {text} 没有写明是哪个指标
    --value {text} does not say for which target
value-without-target.hint: 写成 --value 指标=118/120；ledger show {item} 列出指标
    write --value TARGET=118/120; ledger show {item} lists the targets
value-twice: 指标 {target} 给了两次 | target {target} is given twice
value-twice.hint: 只留一个 --value {target}=… | keep one --value {target}=…
evidence-twice: 一份佐证材料的 {name} 给了两次 | {name} of one piece of evidence is given twice
evidence-twice.hint: 只留一个 {name}=… | keep one {name}=…
value-empty: 指标 {target} 没有填数 | no value is given for target {target}
value-empty.hint: 写成 --value {target}=118/120；没有数就不写这个选项
    write --value {target}=118/120, or leave the option out
no-entry: {name} 是{kind}，不是记录 | {name} is {kind}, no entry
no-entry.hint: 它的记录用 ledger log {name} 看，再写其中一条的编号
    see its entries with ledger log {name} and give the id of one
kind.section: 章 | a section
kind.task: 任务 | a task
kind.item: 分项 | an item
kind.target: 指标 | a target
kind.department: 单位 | a department
kind.group: 单位组 | a group
kind.period: 报告期 | a period
unknown-entry: 没有记录“{name}” | there is no entry “{name}”
unknown-entry.hint: ledger log 列出全部记录；至少写 4 个字符
    ledger log lists the entries; give 4 characters or more
ambiguous-entry: “{name}”有 {count} 条记录符合：{entries} | {count} entries fit “{name}”: {entries}
ambiguous-entry.hint: 多写几位 | give more of the id
entry-is-void: {id} 是作废记录，不能再改 | {id} is a void and cannot be changed
entry-is-void.hint: 作废不能撤销；需要时用 ledger record 重新记录一条
    a void stays; make the entry anew with ledger record
entry-is-extension: {id} 是延期记录 | {id} is an extension
entry-is-extension.hint: 延期批错了就作废（ledger void），再重新延期
    to undo an extension, void it (ledger void) and extend again
entry-is-review: {id} 是复核记录 | {id} is a review
entry-is-review.hint: 复核有误就作废它（ledger void），再重新复核
    to undo a review, void it (ledger void) and review again
already-amended: {id} 已经更正过，现行的是 {end} | {id} was amended before; what stands now is {end}
already-amended.hint: 改用 {end} | use {end} instead
already-voided: {id} 已经作废（{end}），不能再改 | {id} was voided by {end} and cannot be changed
already-voided.hint: 确需再报，用 ledger record 重新填一条 | to report again, use ledger record
amend-without-item: {id} 的分项 {item} 不在工作安排里，不能更正
    {id} is on item {item}, which the plan does not have; it cannot be amended
amend-without-item.hint: 先作废（ledger void），再用 ledger record 填在正确的分项上
    void it (ledger void) and record it on the right item
no-id-left: {day} 已有编号最大的 {id}，当天再记的排不到它后面
    {id} has the last number of {day}: nothing of that day can come after it
no-id-left.hint: 填另一天（--date）；或先作废它（ledger void {id} --reason …），再把它的内容重记一遍
    give another day (--date); or take it out first (ledger void {id} --reason …) and record anew
        what it said
nothing-amended: 与 {id} 相比没有任何改动 | nothing would differ from {id}
nothing-amended.hint: 用 --value、--status、--note 等写明改什么
    say what changes with --value, --status, --note and so on
date-to-come: 日期 {date} 还没有到（今天是 {today}），没有写入任何文件
    {date} is still to come (today is {today}); nothing was written
date-to-come.hint: 多半是年份或月份写错了；确实如此，就在终端上不加 --no-input 运行，确认后再写入
    the year or month is probably wrong; if it is meant, run it on a terminal and confirm it
accept-and-return: --accept 与 --return 只能用一个 | --accept and --return exclude each other
git-missing: 找不到 git | git was not found
git-missing.hint: 安装 git，或把它加进 PATH | install git, or put it on PATH
git-failed: {command} 失败：{what} | {command} failed: {what}
git-failed.hint: 按 git 说的办；ledger doctor 检查这里的 git
    do what git says; ledger doctor looks at git as it is here
special-attributes: {path} 是管道或设备，不是文件，git 会一直等下去
    {path} is a pipe or device, no file; git would wait for it without end
special-attributes.hint: 删去它，或换成普通文件 | remove it, or put a plain file there
no-repository: {folder} 不在 git 仓库里 | {folder} is in no git repository
no-repository.hint: 先运行 git init 并提交 | run git init and commit first
no-commit: 没有提交 {rev} | no such commit: {rev}
no-commit.hint: git log 列出各个提交 | git log lists the commits
no-upstream: {rev} 什么也不指：没有这个分支，或者它没有对应的远程分支
    {rev} names nothing: there is no such branch, or it follows none of a remote
no-upstream.hint: 直接写要比较的提交，例如 origin/main；或先用 git branch --set-upstream-to 设置
    name the commit itself, such as origin/main, or set one: git branch --set-upstream-to
bare-repository: {folder} 的 git 仓库设成了没有工作文件的（{what}），看不到这些文件的提交
    the repository of {folder} is set to have no files ({what}): no commit of them is seen
bare-repository.hint: 运行 git config core.bare false | run git config core.bare false
ambiguous-rev: {rev} 可以指 {names} | {rev} may mean {names}
ambiguous-rev.hint: 写全名，例如 {name} | give the full name, such as {name}
rev-like-remote: {rev} 看上去是远程仓库的分支，这里却是 {name}
    {rev} reads like a branch of a remote, but is {name} here
rev-like-remote.hint: 写全名：{remote}（没有就先 git fetch），或确实要用的 {name}
    give the full name: {remote} (git fetch brings it), or {name} if that is what you mean
no-commit-shallow: 没有提交 {rev}：这个仓库只克隆了一部分历史
    no such commit: {rev}; this clone holds only part of the history
no-commit-shallow.hint: 运行 git fetch --unshallow；在 CI 中取全部历史（fetch-depth: 0）
    run git fetch --unshallow; in CI fetch the whole history (fetch-depth: 0)
lock-held: 等了 {seconds} 秒，{holder} 仍在写这个工作区
    after {seconds} s {holder} is still writing in this workspace
lock-held.hint: 等它结束再运行；若那个进程已经不在，锁会自动放开
    run it again when that is done; a process that is gone holds no lock
lock-impossible: 不能在 {path} 加锁：{what} | no lock can be taken at {path}: {what}
lock-impossible.hint: 看那里是不是普通文件、能否读写；网络盘不支持锁时，把工作区放到本机磁盘
    see that it is a plain file and may be read and written; where a network drive has no locks,
        keep the workspace on a local disk
waiting-for-lock: 正在等待 {holder} 写完…… | waiting for {holder} to finish writing…
disk-full: 磁盘已满，{path} 保持原样 | the disk is full; {path} is as it was
disk-full.hint: 腾出空间再运行 | make room and run it again
read-only: 不能写 {path}，文件保持原样 | {path} cannot be written and is as it was
read-only.hint: 看文件夹能否写（几个人共用：chmod -R g+rwX），磁盘是否只读
    see whether its folder may be written (if several share it: chmod -R g+rwX), and whether the
        disk is read-only
sticky-folder: {path} 是别人的文件，文件夹 {folder} 只许各人改自己的文件；文件保持原样
    {path} is somebody else's, and in {folder} everybody may replace only files of their own; it is
        as it was
sticky-folder.hint: 请文件夹的主人运行 chmod -t {folder}
    have the folder's owner run chmod -t {folder}
access-lost: 不能替换 {path}：它的权限保不住，别人会打不开；文件保持原样
    {path} was not replaced: its permissions would be lost and others shut out; it is as it was
access-lost.hint: 请文件的主人或管理员让文件与文件夹同组：chgrp 后在文件夹上运行 chmod g+ws
    have its owner or the administrator give file and folder the same group (chgrp), and run chmod
        g+ws on the folder
write-failed: 写 {path} 失败（{what}），文件保持原样
    writing {path} failed ({what}); the file is as it was
write-failed.hint: 看磁盘是否已满、文件夹能否写入，再运行一次
    see whether the disk is full and the folder can be written to, and run it again
already-there: {path} 已经存在 | {path} is there already
already-there.hint: 程序不覆盖文件；换个名字或先移走 | nothing is overwritten; move it away
not-a-folder: {path} 是文件，不是文件夹 | {path} is a file, not a folder
not-a-folder.hint: 换个文件夹，或先移走它 | name another folder, or move the file away
kept-there: {path} 是工作区或 git 自己的文件，报表不写到那里
    {path} is a file of the workspace's or git's own: nothing that is shown is written there
kept-there.hint: 换个地方或名字 | give it another place or name
changed-on-disk: {path} 刚被别的程序改过 | {path} was changed by another program just now
changed-on-disk.hint: 再运行一次 | run it again
no-evidence-missing: 没有佐证材料 {path} | there is no evidence file {path}
no-evidence-missing.hint: 核对路径（从现在的文件夹算起；含空格的加引号）
    look the path up (it starts from the folder you are in; quote one with blanks)
no-evidence-folder: 佐证材料 {path} 是文件夹，请逐个指定文件
    evidence {path} is a folder; name the files one by one
no-evidence-special: 佐证材料 {path} 不是普通文件 | evidence {path} is no plain file
no-evidence-special.hint: 指定文件本身 | name the file itself
no-evidence-git: {path} 是 git 自己的文件，不能作佐证材料
    {path} is one of git's own files and no evidence
no-evidence-git.hint: 指定文件本身 | name the file itself
no-evidence-loop: 佐证材料 {path} 的符号链接绕成了圈
    the links of evidence {path} lead round in a circle
no-evidence-loop.hint: 指定文件本身 | name the file itself
no-evidence-denied: 没有读取佐证材料 {path} 的权限 | no permission to read evidence {path}
no-evidence-denied.hint: 请管理员放开读取权限（chmod +r） | have it made readable (chmod +r)
no-evidence-failed: 读取佐证材料 {path} 失败 | reading evidence {path} failed
no-evidence-failed.hint: 过一会儿再试，或先复制到本机
    try again, or copy it to this computer first
no-evidence-name: 没有可用的文件名存放佐证材料 {path} | no free name is left for evidence {path}
no-evidence-name.hint: 换个文件名再试 | give the file another name
evidence-changing: 复制时佐证材料 {path} 正在被改
    evidence {path} was being changed while it was copied
evidence-changing.hint: 存好、关闭后再运行 | save and close it, then run it again
not-ours-to-write: {path} 不是普通文件，或是指到别处的链接，没有改
    {path} is no plain file, or a link that leads elsewhere; it was not touched
not-ours-to-write.hint: 把它移走，再运行一次 | move it away and run it again
leads-outside: {path} 是指到工作区之外或 git 自己的文件里的链接，没有写
    {path} is a link out of the workspace or into git's own files; nothing was written
leads-outside.hint: 删去这个链接，把文件夹本身放进工作区
    remove the link and keep the folder itself in the workspace
no-commit-id: 这个克隆里没有提交 {rev} | this clone has no commit {rev}
no-commit-id.hint: 若它已被强推顶替，先 git fetch origin {rev}，再用 --replaces {rev}
    if it was pushed over, git fetch origin {rev} and then use --replaces {rev}
no-commits: {folder} 里还没有任何提交 | {folder} has no commits yet
no-commits.hint: 先运行 git add 和 git commit | run git add and git commit first
same-evidence-name: 有两份内容不同的佐证材料同名：{name}
    two different files of evidence have the name {name}
same-evidence-name.hint: 把其中一份改名再试；只差大小写也算同名
    rename one of them; names in other case are the same
bad-setting: {name}={value} 不是正整数 | {name}={value} is not a whole number above 0
bad-setting.hint: 改为兆字节数，例如 {name}=50；不设则为 20
    give a number of MiB, such as {name}=50; unset means 20
document-not-named: 没有指明文件；document.source 也没有写，或那里没有文件
    no file is named, and document.source names none that is there
document-not-named.hint: 写成 ledger plan verify FILE | say ledger plan verify FILE
page-extra: 写网页需要附加组件 {extra} | writing a page needs the extra {extra}
page-extra.hint: pip install 'foodsafety-ledger[{extra}]' | pip install 'foodsafety-ledger[{extra}]'
document-missing: 没有这个文件：{path} | no such file: {path}
document-missing.hint: 核对路径（从现在的文件夹算起；含空格的加引号）
    look the path up (it starts from the folder you are in; quote one with blanks)
document-folder: {path} 是文件夹，不是文件 | {path} is a folder, not a file
document-folder.hint: 写明其中的哪个文件 | name the file in it
document-denied: 没有读取 {path} 的权限 | no permission to read {path}
document-denied.hint: 请管理员放开读取权限（chmod +r） | have it made readable (chmod +r)
document-special: {path} 是管道或设备，不是普通文件 | {path} is a pipe or a device, no plain file
document-special.hint: 指定文件本身 | name the file itself
document-loop: {path} 的符号链接绕成了圈 | the links of {path} lead round in a circle
document-loop.hint: 指定文件本身 | name the file itself
document-outside: {path} 是指到别的文件夹的链接 | {path} is a link out of its folder
document-outside.hint: 指定文件本身 | name the file itself
document-git: {path} 是 git 自己的文件 | {path} is one of git's own files
document-git.hint: 指定文件本身 | name the file itself
document-failed: 读取 {path} 失败 | reading {path} failed
document-failed.hint: 过一会儿再试，或先复制到本机 | try again, or copy it to this computer first
source-unreadable: document.source 所指的文件读不出来：{path}
    the file that document.source names cannot be read: {path}
source-unreadable.hint: 它须是工作区里的普通文件，不能在 git 自己的文件夹里；ledger check 说明原因
    it must be a plain file of the workspace, none of git's own; ledger check says why
document-empty: 文件里没有文字：{path} | there is no text in {path}
document-empty.hint: 看看是不是选错了文件 | see whether it is the right file
document-scan: {path} 是扫描件，这里不识别文字 | {path} is a scan, which is not recognised here
document-scan.hint: 运行 ledger plan draft，它把认出来的文字写在扫描件旁边
    run ledger plan draft, which writes what it recognises beside the scan
document-scan-limits: {path} 太大：扫描件最多 {limit}、{pages} 页，一页最多 6400 万像素
    {path} is too large: a scan has at most {limit}, {pages} pages, and 64 million pixels a page
document-scan-limits.hint: 只留安排正文的各页，按 200 dpi 重新扫描
    keep the pages of the plan alone, scanned at 200 dpi
document-locked: {path} 有密码 | {path} needs a password
document-locked.hint: 取消密码后另存一份再试 | save it without its password and try again
document-moving: {path} 是动图 | {path} is a moving picture
document-moving.hint: 另存为静止的 .png 或 .jpg | save it as a still .png or .jpg
transcript-torn: {path}:{line} 不是“页码、位置、把握、文字”四栏
    {path}:{line} is not page, place, percent and text, parted by tabs
transcript-torn.hint: 只改最后一栏的文字；或删去这个文件，重新起草
    change only the text, the last column; or delete the file and draft again
transcript-of-other: {path} 不是从这份扫描件认出来的
    {path} is not what this scan was recognised as
transcript-of-other.hint: 扫描件若已更换，删去这个文件，重新起草
    if the scan was replaced, delete the file and draft again
document-kind: {path} 不是纯文本，也不是 .docx、.pdf、.xlsx 或图片
    {path} is neither plain text nor .docx, .pdf, .xlsx or a picture
document-kind.hint: 请另存为 .docx 或纯文本 | save it as .docx or as plain text
document-encoding: {path} 的编码认不出来：不是 UTF-8、GB18030 或 Big5
    {path} is in no encoding that is known: not UTF-8, GB18030 or Big5
document-encoding.hint: 请另存为 UTF-8 纯文本 | save it as plain text in UTF-8
document-extra: 读取 {path} 需要附加组件 {extra} | reading {path} needs the extra {extra}
document-extra.hint: pip install 'foodsafety-ledger[{extra}]'，或另存为纯文本
    pip install 'foodsafety-ledger[{extra}]', or save it as plain text
document-too-large: {path} 展开后的文字超过 {limit}
    {path} holds more than {limit} of text once unpacked
document-too-large.hint: 把安排正文单独另存为纯文本（.txt）再试
    save the text of the plan by itself, as plain text (.txt)
document-too-hard: 一分钟、1 GiB 内存之内没能读完 {path}
    {path} could not be read within a minute and 1 GiB of memory
document-too-hard.hint: 用办公软件打开，另存为纯文本（.txt）再试
    open it in an office program and save it as plain text (.txt)
document-revised: {path} 里有未处理的修订（插入或删除）：何为定稿，文件没有说
    {path} has tracked changes that nobody has accepted or rejected: which text holds is not said
document-revised.hint: 在 Word 或 WPS 的「审阅」里接受或拒绝全部修订，保存后再试
    accept or reject all of them in the office program's Review menu, save, and try again
document-struck: {path} 里有划掉的文字：{what}；是否作数，文件没有说
    {path} holds words that are struck out: {what}; whether they hold is not said
document-struck.hint: 不作数的删去，作数的取消删除线，保存后再试
    delete what does not hold, undo the strikethrough of what does, save, and try again
document-workbook: {path} {what} | {path} {what}
document-workbook.hint: {way} | {way}
document-broken: {path} 打不开：已损坏，或不是后缀所说的那种文件
    {path} cannot be opened: it is damaged, or not of the kind that its ending says
document-broken.hint: 用办公软件打开，另存一份再试 | open it in an office program and save it anew
needs-extra: 这个命令需要附加组件 {extra} | this command needs the extra {extra}
needs-extra.hint: pip install 'foodsafety-ledger[{extra}]'
    pip install 'foodsafety-ledger[{extra}]'
extract-district: {path} 没有写是哪个区县的安排 | {path} does not say which district's plan it is
extract-district.hint: 加一行 district: {{code: "320703", name: {{zh: 连云区}}}}，代码是六位区划代码
    add a line district: {{code: "320703", name: {{zh: 连云区}}}} with the national division code
extract-nothing: {path} 里还没有分项，没有可上报的内容
    {path} has no items yet, so there is nothing to hand on
extract-nothing.hint: 先在 sections 下写好任务和分项
    write its tasks and their items under sections first
extract-dirty: 工作区与最近一次提交不一致，汇总的数就没有出处
    the workspace differs from its last commit, so its figures would lead nowhere
extract-dirty.hint: 先提交，或用 --rev HEAD 取已提交的内容
    commit first, or take what is committed with --rev HEAD
extract-meanwhile: 读取期间有人写入或提交，没有写出
    somebody wrote or committed meanwhile; nothing is written
extract-meanwhile.hint: 再运行一次 | run it again
extract-figure: 指标 {ref} 的数超出汇总所能存的范围（小数 {places} 位）：{column}
    a figure of {ref} is beyond what an extract holds ({places} decimal places): {column}
extract-figure.hint: 核对填报的数 | look at what was reported
extract-key: 有两行说的是同一件事：{row} | two rows say the same thing: {row}
rollup-nothing: {folder} 里没有 year=…/district=…/*.parquet
    {folder} holds no year=…/district=…/*.parquet
rollup-nothing.hint: 各区县用 ledger extract {folder} 写进来
    districts write theirs with ledger extract {folder}
rollup-none-chosen: {folder} 里没有所选年份、区县的汇总文件
    {folder} holds no extract of the years and districts that were chosen
rollup-none-chosen.hint: 核对 --year 和 --district；不写就看全部
    look at --year and --district; without them all are shown
rollup-folder-name: 文件夹 {folder} 的名称不是 UTF-8，相加的引擎打不开
    the name of the folder {folder} is not UTF-8: no engine can open it
rollup-folder-name.hint: 改名，或进入该文件夹后运行 ledger rollup .
    rename it, or go into it and run ledger rollup .
rollup-memory: 不是内存大小：{text} | not an amount of memory: {text}
rollup-memory.hint: 写成 4GB、500MB | write 4GB or 500MB
rollup-engine: 相加的引擎做不下去：{what} | the engine that adds up gave up: {what}
rollup-engine.hint: 只看一部分（--year、--district），或改 --memory，或用 --engine spark
    ask for less (--year, --district), change --memory, or use --engine spark
rollup-no-indicator: 没有区县上报统一指标 {name}；有：{known}
    no district reports the indicator {name}; there are: {known}
rollup-no-indicator.hint: ledger rollup 列出全部 | ledger rollup lists them all
rollup-why-alone: --why 说明现在的数从哪里来，不能与 --against 同用
    --why says where the figures of now come from; it does not go with --against
rollup-year: 不是年份：{text} | not a year: {text}
rollup-year.hint: 写成 2021 | write 2021
rollup-district: 不是区划代码的开头：{text} | not the beginning of a division code: {text}
rollup-district.hint: 写两位（省）、四位（市）或六位（区县）数字
    write two digits (province), four (city) or six (district)
demo-districts: 区县数应在 1 到 {most} 之间，不是 {number}
    the number of districts is between 1 and {most}, not {number}
demo-districts.hint: 如 --districts 100 | for example --districts 100
demo-not-empty: {folder} 里已有东西，虚构的数不和别的混在一起
    {folder} is not empty, and invented figures are not mixed with others
demo-not-empty.hint: 换一个空文件夹 | choose an empty folder
extract-key.hint: 运行 ledger check | run ledger check
"""),
}
