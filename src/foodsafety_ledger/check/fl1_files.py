"""The rules of files, their encoding and their YAML (FL1); they are found where files are read."""

from __future__ import annotations

from typing import Final

from foodsafety_ledger.check.rules import Family

FL1: Final = Family("""
error FL101 unreadable-file
missing: 没有这个文件 | there is no such file
folder: 这里应是文件，却是文件夹 | a folder stands where a file belongs
no-folder: 这里应是文件夹，却是文件 | a file stands where a folder belongs
special: 这里应是普通文件，却是管道、设备或链接
    a pipe, device or link stands where a plain file belongs
loop: 符号链接绕成了圈 | symbolic links lead round in a circle
outside: 符号链接指到工作区之外 | a symbolic link leads out of the workspace
outside.hint: 把文件本身放进工作区 | put the file itself into the workspace
git: 这是 git 自己的文件，或指到那里的链接，不读
    this is one of git's own files, or a link to one, and is not read
git.hint: 删去这个链接，把文件本身放进工作区
    remove the link and put the file itself into the workspace
denied: 没有读取权限 | no permission to read it
denied.hint: 请管理员放开读取权限（chmod +r） | have it made readable (chmod +r)
failed: 读取失败，磁盘或网络出错 | reading failed: the disk or the network
suffix: 这个文件不会被读取：台账文件名须以 .yaml 结尾
    this file is never read: a ledger's name ends in .yaml
suffix.hint: 改名为 <责任单位 id>.yaml | rename it to <department-id>.yaml
missing.hint: 从 git 取回它，或改正写着它的地方 | get it back from git, or correct what names it
failed.hint: 过一会儿再试；还不行，检查磁盘或网络盘
    try again; then look after the disk or the network drive
hint: 移走它，放上应有的那种；git 里有的就取回
    move it away and put there what belongs there, from git if git has it
why: 读不到的文件不能当作空文件，否则漏报会被看成没有。
    A file that cannot be read must not pass for an empty one.

error FL102 not-utf8
says: 不是 UTF-8 编码（字节 {bytes}） | not UTF-8 (bytes {bytes})
gb18030: 文件是 GBK / GB18030 编码，应为 UTF-8 | the file is in GBK / GB18030, not in UTF-8
gb18030.hint: 在编辑器里以 GBK 打开，“另存为”UTF-8
    open it as GBK in the editor and save it as UTF-8
utf-16: 文件是 UTF-16 编码，应为 UTF-8 | the file is in UTF-16, not in UTF-8
utf-16.hint: 记事本里的“Unicode”就是 UTF-16；“另存为”时选 UTF-8
    Notepad calls UTF-16 “Unicode”; save the file as UTF-8
hint: 用编辑器“另存为”UTF-8，再检查这里的文字 | save the file as UTF-8 and look at the text here
why: 同一份文件在不同电脑上必须读成同样的字，所以只认 UTF-8。
    A file must read as the same characters on every computer, hence UTF-8 only.

error FL103 control-character
says: 控制字符 {char} | control character {char}
nul: 空字符 {char} | NUL character {char}
nul.hint: 文件可能写坏了；从 git 恢复，或删去它
    the file may be damaged; restore it from git, or remove the character
escape: 终端控制符 {char} | terminal escape character {char}
escape.hint: 删去它和后面的颜色代码，如 [31m | remove it and the colour code after it, such as [31m
carriage-return: 单独的回车符 {char}，后面没有换行符 | a carriage return {char} without a line feed
carriage-return.hint: 换行请用 LF | end lines with LF
line-break: 特殊换行符 {char}，有的程序当换行，有的不当
    {char}, a line break to some programs and not to others
line-break.hint: 换成普通换行或空格 | use a plain line break or a blank
mark: 文件中间有字节顺序标记 {char} | a byte order mark {char} inside the file
mark.hint: 删去它；多半是几个文件拼接留下的 | remove it; joining files leaves such marks
direction: 改变文字方向的字符 {char}，看到的与写的可能不同
    {char} turns the direction of writing: what is seen may not be what is written
direction.hint: 删去它 | remove it
written: 引号里的转义写出了字符 {char}，台账里不许有
    an escape in the quotes makes the character {char}, which no ledger may hold
written.hint: 删去这个转义 | remove the escape
hint: 删去它；多半是粘贴带进来的 | remove it; pasting often brings it along
why: 看不见的字符会骗过人眼、弄乱终端，也让两个看似相同的编号不同。
    What cannot be seen deceives the eye, upsets terminals, makes equal-looking ids differ.

error FL104 yaml-syntax
says: 这一行读不懂 | this line cannot be understood
colon: {what} 的值里还有一个冒号加空格 | the value of {what} holds another colon and blank
colon.hint: 给整个值加引号：{what}: "……" | put the whole value in quotes: {what}: "…"
sign: 值不能不加引号就以 {what} 开头 | without quotes a value cannot begin with {what}
sign.hint: 给整个值加引号，例如 goal: ">= 95%" | put the whole value in quotes, as in goal: ">= 95%"
full-width-colon: 键后面是中文冒号“：” | a full-width colon “：” follows the key
full-width-colon.hint: 改成英文冒号加空格 | use a plain colon and a blank
glued-colon: 冒号后面少了空格 | a blank is missing after the colon
glued-colon.hint: 在冒号后加一个空格 | put a blank after the colon
no-colon: 这里应是“键: 值”，却没有冒号 | a key and a colon belong here
no-colon.hint: 若是上一行文字的延续，缩进要比上一行的键更深
    a text that goes on must be indented deeper than its key
indent: 缩进与上下不齐 | the indent fits nothing around it
indent.hint: 同一层的键要对齐；用空格，不用 Tab
    keys of one level stand under each other; use blanks, not tabs
wide-space: 缩进里有全角空格或不换行空格 | the indent has full-width or no-break blanks
wide-space.hint: 换成普通空格 | use plain blanks
after-quote: 引号已经结束，后面还有文字 | text follows after the closing quotation mark
after-quote.hint: 把整个值放进引号；里面的引号改用“ ”，或写成 \\"
    put the whole value in quotes; inside them use “ ” or write \\"
unclosed-quote: 引号没有结束 | the quotation mark is never closed
unclosed-quote.hint: 在这一行末尾补上引号 | close it at the end of the line
unclosed-bracket: 括号 {what} 没有结束 | the bracket {what} is never closed
unclosed-bracket.hint: 补上另一半；若是文字的一部分，给整个值加引号
    close it; if it is part of a text, put the whole value in quotes
bracket: 括号 {what} 的内容在这里断了 | what the bracket {what} holds breaks here
bracket.hint: 各项之间用英文逗号；含逗号、冒号、括号的文字加引号
    separate members with commas; quote texts that hold commas, colons or brackets
dash: 列表不能和键写在同一行 | a list cannot begin on its key's line
dash.hint: 另起一行写“- …”；若是文字，给整个值加引号
    begin it on the next line; if it is a text, put the whole value in quotes
escape: 双引号里的 {what} 不是有效的转义 | {what} is no escape that double quotes know
escape.hint: 反斜杠写成 \\\\，或改用单引号 | write a backslash as \\\\, or use single quotes
complex-key: 键只能是文字 | a key must be a text
complex-key.hint: 文字里有方括号、花括号时加引号 | put a text that holds brackets in quotes
rest: 错误太多，从这里起没有读 | too many mistakes; from here on nothing was read
rest.hint: 先改上面的，再运行一次 | mend those above and run it again
hint: 对照上下几行的写法和缩进；文字里有特殊符号时，给整个值加引号
    compare it with the lines around it; a text with special signs goes in quotes
why: 读不懂的一段会先搁下，其余照常检查；但这个文件的数字在改好前都不计入。
    What cannot be understood is set aside and the rest still checked; until it is mended, none
        of the file's figures count.

error FL105 tab mends
says: 这里用了 Tab，应为空格 | a tab where blanks belong
hint: 换成空格；在编辑器里设“用空格代替制表符” | use blanks; editors have a setting for it
why: Tab 的宽度各处不同，YAML 不许用它缩进。
    A tab is as wide as each editor likes, so YAML does not indent with it.

error FL106 duplicate-key
says: 键 {key} 写了两次 | the key {key} is written twice
hint: 只留一个；程序不猜哪个算数 | keep one; which one counts is not guessed
why: 多数程序默默取后一个，前一个数就无声地没了。
    Most programs silently take the last one, and the first figure is lost.

error FL107 anchor-or-alias
anchor: 不用锚点 {name} | anchors are not used here: {name}
anchor.hint: 删去它；若是文字的一部分，给整个值加引号
    remove it; if it is part of a text, put the whole value in quotes
alias: 不用别名 {name} | aliases are not used here: {name}
alias.hint: 把内容写全；若是文字的一部分，给整个值加引号
    write the value out; if it is part of a text, put the whole value in quotes
why: 每条记录都要单独读得懂，改一处不能牵动别处。
    Each entry must be readable by itself, and a change in one place must stay there.

error FL108 yaml-tag
says: 不用 YAML 标签 {name} | YAML tags are not used here: {name}
directive: 不用 YAML 指令 {name} | YAML directives are not used here: {name}
directive.hint: 删去这一行 | remove the line
hint: 删去它；若是文字的一部分，给整个值加引号
    remove it; if it is part of a text, put the whole value in quotes
why: 所有的值都按文字读，类型由计划决定，标签没有用处。
    Every value is read as text and typed by the plan; a tag has nothing to say.

error FL109 merge-key
says: 不用合并键 << | merge keys (<<) are not used here
hint: 把各个键写全 | write the keys out
why: 合并键把别处的内容搬来，记录就不能单独读懂。
    A merge key takes over what stands elsewhere, so an entry cannot be read by itself.

error FL110 conflict-marker
says: 合并冲突没有解决（到第 {end} 行） | an unresolved merge conflict (up to line {end})
stray: 残留的冲突标记（第 {end} 行） | a conflict marker that was left over (line {end})
stray.hint: 删去这一行 | remove the line
hint: 运行 ledger resolve，或选定内容后删去标记行
    run ledger resolve, or choose what stays and take the marker lines out
why: 冲突没有解决就提交，两边的记录都可能丢。
    Committed unresolved, a conflict can lose the entries of both sides.

warning FL111 byte-order-mark mends
says: 文件开头有字节顺序标记（BOM） | the file begins with a byte order mark
hint: 运行 ledger check --fix，或另存为“UTF-8（无 BOM）”
    run ledger check --fix, or save it as UTF-8 without a byte order mark
why: 有的程序会把它当成内容的第一个字。
    Some programs take it for the first character of the content.

warning FL112 crlf mends
says: 换行符是 CRLF，应为 LF | lines end in CRLF, not in LF
hint: 运行 ledger check --fix；git 换的，用 ledger init --git 写好 .gitattributes
    run ledger check --fix; where git put them, let ledger init --git write .gitattributes
why: 换行符不一，比较和合并时每一行都像改过。
    With mixed line ends every line looks changed when files are compared or merged.

error FL113 too-large
says: 文件超过 {limit}，不读 | the file is larger than {limit} and is not read
lines: 文件超过 {limit} 行，不读 | the file has more than {limit} lines and is not read
values: 文件里的值超过 {limit} 个，不读 | the file holds more than {limit} values and is not read
others.hint: 移出工作区；若是台账，与 git 里的比较，看多出了什么
    move it out of the workspace; compare a ledger with what git has to see what came in
why: 一个单位一年的台账远小于此；这么大的文件多半放错了。
    A department's year is far smaller; a file of this size is most likely misplaced.

error FL114 several-documents
says: 一个文件里有几份 YAML 文档，从这里起没有读
    the file holds several YAML documents; from here on nothing was read
hint: 删去 --- 行，或分成几个文件 | remove the --- line, or make it several files
why: 一个文件只记一个单位，后面的文档容易被漏看。
    One file is one department's; a second document is easily overlooked.

error FL115 too-deep
says: 嵌套超过 {what} 层 | nested deeper than {what} levels
hint: 多半是括号写多了；若是文字，给整个值加引号
    most likely stray brackets; if it is a text, put the whole value in quotes
why: 台账至多几层；更深的嵌套只会是笔误或恶意文件。
    A ledger has a few levels; deeper nesting is a slip or an attack.

error FL116 not-a-plain-file
link: 这里是链接，不是文件或文件夹本身 | a link stands here, not the file or folder itself
link.hint: 换成文件本身：提交里只记链接指向哪里，不记内容
    put the file itself here: a commit keeps where a link leads, and none of the text
repository: 这里是另一个 git 仓库（子模块），里面的文件不在本仓库的提交里
    another git repository (a submodule) stands here: no commit of this one has its files
repository.hint: 把文件本身放进本仓库：git rm --cached 后删去里面的 .git，再 git add
    put the files themselves here: git rm --cached, take its .git away, then git add
why: data、ledgers、evidence、dispatch 里只能是普通文件，否则明天无从知道今天写了什么。
    Only plain files can be compared later; what a link leads to can change unseen.

warning FL117 no-final-line-break told
says: 文件末尾没有换行符，后面的内容可能丢了
    the file does not end in a line break: what came last may be lost
hint: 用 git diff 看末尾少了什么，少了就取回；没有少，就在末尾加一个换行
    see with git diff whether its end is missing and get it back; if not, end the last line
why: 程序写的文件都以换行结尾；写盘或复制中断的文件没有，而缺了尾数的数字照样读得出来。
    What the program writes ends in a line break; what was torn off does not, and a figure short of
        a digit still reads.

note FL119 more-findings
says: 另有 {count} 个问题未列出 | and {count} more
hint: 先改上面的，再运行一次 | mend those above and run it again
why: 一个文件最多列一百个问题，免得淹没别的文件。
    At most a hundred findings are shown for a file, so that others are not drowned.

error FL120 not-checked
says: 这里有未列出的 {code} {name}，{rules} 没能检查这个文件
    {rules} could not look at this file because of {code} {name} here, which is not listed
hint: 先改好它；ledger check --select {code} 会说明问题
    mend that first; ledger check --select {code} says what is wrong
why: 读不出的文件不能当作检查过，不管选了哪些规则。
    A file that does not read must not pass for one that was checked, whatever is selected.
""")
