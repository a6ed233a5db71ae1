"""What the rules of files, encodings and refused YAML say: FL1 (see ``words/rules.py``)."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "FL101.missing": ("没有这个文件", "there is no such file"),
    "FL101.folder": ("这里应是文件，却是文件夹", "a folder stands where a file belongs"),
    "FL101.no-folder": ("这里应是文件夹，却是文件", "a file stands where a folder belongs"),
    "FL101.special": (
        "这里应是普通文件，却是管道、设备或链接",
        "a pipe, device or link stands where a plain file belongs",
    ),
    "FL101.loop": ("符号链接绕成了圈", "symbolic links lead round in a circle"),
    "FL101.outside": (
        "符号链接指到工作区之外",
        "a symbolic link leads out of the workspace",
    ),
    "FL101.outside.hint": (
        "把文件本身放进工作区",
        "put the file itself into the workspace",
    ),
    "FL101.git": (
        "这是 git 自己的文件，或指到那里的链接，不读",
        "this is one of git's own files, or a link to one, and is not read",
    ),
    "FL101.git.hint": (
        "删去这个链接，把文件本身放进工作区",
        "remove the link and put the file itself into the workspace",
    ),
    "FL101.denied": ("没有读取权限", "no permission to read it"),
    "FL101.denied.hint": (
        "请管理员放开读取权限（chmod +r）",
        "have it made readable (chmod +r)",
    ),
    "FL101.failed": ("读取失败，磁盘或网络出错", "reading failed: the disk or the network"),
    "FL101.suffix": (
        "这个文件不会被读取：台账文件名须以 .yaml 结尾",
        "this file is never read: a ledger's name ends in .yaml",
    ),
    "FL101.suffix.hint": (
        "改名为 <责任单位 id>.yaml",
        "rename it to <department-id>.yaml",
    ),
    "FL101.why": (
        "读不到的文件不能当作空文件，否则漏报会被看成没有。",
        "A file that cannot be read must not pass for an empty one.",
    ),
    "FL102": ("不是 UTF-8 编码（字节 {bytes}）", "not UTF-8 (bytes {bytes})"),
    "FL102.hint": (
        "用编辑器“另存为”UTF-8，再检查这里的文字",
        "save the file as UTF-8 and look at the text here",
    ),
    "FL102.gb18030": (
        "文件是 GBK / GB18030 编码，应为 UTF-8",
        "the file is in GBK / GB18030, not in UTF-8",
    ),
    "FL102.gb18030.hint": (
        "在编辑器里以 GBK 打开，“另存为”UTF-8",
        "open it as GBK in the editor and save it as UTF-8",
    ),
    "FL102.utf-16": ("文件是 UTF-16 编码，应为 UTF-8", "the file is in UTF-16, not in UTF-8"),
    "FL102.utf-16.hint": (
        "记事本里的“Unicode”就是 UTF-16；“另存为”时选 UTF-8",
        "Notepad calls UTF-16 “Unicode”; save the file as UTF-8",
    ),
    "FL102.why": (
        "同一份文件在不同电脑上必须读成同样的字，所以只认 UTF-8。",
        "A file must read as the same characters on every computer, hence UTF-8 only.",
    ),
    "FL103": ("控制字符 {char}", "control character {char}"),
    "FL103.hint": ("删去它；多半是粘贴带进来的", "remove it; pasting often brings it along"),
    "FL103.nul": ("空字符 {char}", "NUL character {char}"),
    "FL103.nul.hint": (
        "文件可能写坏了；从 git 恢复，或删去它",
        "the file may be damaged; restore it from git, or remove the character",
    ),
    "FL103.escape": ("终端控制符 {char}", "terminal escape character {char}"),
    "FL103.escape.hint": (
        "删去它和后面的颜色代码，如 [31m",
        "remove it and the colour code after it, such as [31m",
    ),
    "FL103.carriage-return": (
        "单独的回车符 {char}，后面没有换行符",
        "a carriage return {char} without a line feed",
    ),
    "FL103.carriage-return.hint": ("换行请用 LF", "end lines with LF"),
    "FL103.line-break": (
        "特殊换行符 {char}，有的程序当换行，有的不当",
        "{char}, a line break to some programs and not to others",
    ),
    "FL103.line-break.hint": ("换成普通换行或空格", "use a plain line break or a blank"),
    "FL103.mark": (
        "文件中间有字节顺序标记 {char}",
        "a byte order mark {char} inside the file",
    ),
    "FL103.mark.hint": (
        "删去它；多半是几个文件拼接留下的",
        "remove it; joining files leaves such marks",
    ),
    "FL103.direction": (
        "改变文字方向的字符 {char}，看到的与写的可能不同",
        "{char} turns the direction of writing: what is seen may not be what is written",
    ),
    "FL103.direction.hint": ("删去它", "remove it"),
    "FL103.written": (
        "引号里的转义写出了字符 {char}，台账里不许有",
        "an escape in the quotes makes the character {char}, which no ledger may hold",
    ),
    "FL103.written.hint": ("删去这个转义", "remove the escape"),
    "FL103.why": (
        "看不见的字符会骗过人眼、弄乱终端，也让两个看似相同的编号不同。",
        "What cannot be seen deceives the eye, upsets terminals, makes equal-looking ids differ.",
    ),
    "FL106": ("键 {key} 写了两次", "the key {key} is written twice"),
    "FL106.hint": ("只留一个；程序不猜哪个算数", "keep one; which one counts is not guessed"),
    "FL106.why": (
        "多数程序默默取后一个，前一个数就无声地没了。",
        "Most programs silently take the last one, and the first figure is lost.",
    ),
    "FL107.anchor": ("不用锚点 {name}", "anchors are not used here: {name}"),
    "FL107.anchor.hint": (
        "删去它；若是文字的一部分，给整个值加引号",
        "remove it; if it is part of a text, put the whole value in quotes",
    ),
    "FL107.alias": ("不用别名 {name}", "aliases are not used here: {name}"),
    "FL107.alias.hint": (
        "把内容写全；若是文字的一部分，给整个值加引号",
        "write the value out; if it is part of a text, put the whole value in quotes",
    ),
    "FL107.why": (
        "每条记录都要单独读得懂，改一处不能牵动别处。",
        "Each entry must be readable by itself, and a change in one place must stay there.",
    ),
    "FL108": ("不用 YAML 标签 {name}", "YAML tags are not used here: {name}"),
    "FL108.hint": (
        "删去它；若是文字的一部分，给整个值加引号",
        "remove it; if it is part of a text, put the whole value in quotes",
    ),
    "FL108.directive": ("不用 YAML 指令 {name}", "YAML directives are not used here: {name}"),
    "FL108.directive.hint": ("删去这一行", "remove the line"),
    "FL108.why": (
        "所有的值都按文字读，类型由计划决定，标签没有用处。",
        "Every value is read as text and typed by the plan; a tag has nothing to say.",
    ),
    "FL109": ("不用合并键 <<", "merge keys (<<) are not used here"),
    "FL109.hint": ("把各个键写全", "write the keys out"),
    "FL109.why": (
        "合并键把别处的内容搬来，记录就不能单独读懂。",
        "A merge key takes over what stands elsewhere, so an entry cannot be read by itself.",
    ),
    "FL110": (
        "合并冲突没有解决（到第 {end} 行）",
        "an unresolved merge conflict (up to line {end})",
    ),
    "FL110.hint": (
        "运行 ledger resolve，或选定内容后删去标记行",
        "run ledger resolve, or choose what stays and take the marker lines out",
    ),
    "FL110.stray": (
        "残留的冲突标记（第 {end} 行）",
        "a conflict marker that was left over (line {end})",
    ),
    "FL110.stray.hint": ("删去这一行", "remove the line"),
    "FL110.why": (
        "冲突没有解决就提交，两边的记录都可能丢。",
        "Committed unresolved, a conflict can lose the entries of both sides.",
    ),
    "FL111": ("文件开头有字节顺序标记（BOM）", "the file begins with a byte order mark"),
    "FL111.hint": (
        "另存为“UTF-8（无 BOM）”",
        "save it as UTF-8 without a byte order mark",
    ),
    "FL111.why": (
        "有的程序会把它当成内容的第一个字。",
        "Some programs take it for the first character of the content.",
    ),
    "FL112": ("换行符是 CRLF，应为 LF", "lines end in CRLF, not in LF"),
    "FL112.hint": (
        "运行 ledger init --git 写好 .gitattributes，再 git add --renormalize .",
        "run ledger init --git for .gitattributes, then git add --renormalize .",
    ),
    "FL112.why": (
        "换行符不一，比较和合并时每一行都像改过。",
        "With mixed line ends every line looks changed when files are compared or merged.",
    ),
    "FL113": ("文件超过 {limit}，不读", "the file is larger than {limit} and is not read"),
    "FL113.lines": (
        "文件超过 {limit} 行，不读",
        "the file has more than {limit} lines and is not read",
    ),
    "FL113.values": (
        "文件里的值超过 {limit} 个，不读",
        "the file holds more than {limit} values and is not read",
    ),
    "FL113.why": (
        "一个单位一年的台账远小于此；这么大的文件多半放错了。",
        "A department's year is far smaller; a file of this size is most likely misplaced.",
    ),
    "FL114": (
        "一个文件里有几份 YAML 文档，从这里起没有读",
        "the file holds several YAML documents; from here on nothing was read",
    ),
    "FL114.hint": (
        "删去 --- 行，或分成几个文件",
        "remove the --- line, or make it several files",
    ),
    "FL114.why": (
        "一个文件只记一个单位，后面的文档容易被漏看。",
        "One file is one department's; a second document is easily overlooked.",
    ),
    "FL116.link": (
        "这里是链接，不是文件或文件夹本身",
        "a link stands here, not the file or folder itself",
    ),
    "FL116.link.hint": (
        "换成文件本身：提交里只记链接指向哪里，不记内容",
        "put the file itself here: a commit keeps where a link leads, and none of the text",
    ),
    "FL116.repository": (
        "这里是另一个 git 仓库（子模块），里面的文件不在本仓库的提交里",
        "another git repository (a submodule) stands here: no commit of this one has its files",
    ),
    "FL116.repository.hint": (
        "把文件本身放进本仓库：git rm --cached 后删去里面的 .git，再 git add",
        "put the files themselves here: git rm --cached, take its .git away, then git add",
    ),
    "FL116.why": (
        "data、ledgers、evidence、dispatch 里只能是普通文件，否则明天无从知道今天写了什么。",
        "Only plain files can be compared later; what a link leads to can change unseen.",
    ),
    "FL119": ("另有 {count} 个问题未列出", "and {count} more"),
    "FL119.hint": (
        "先改上面的，再运行一次",
        "mend those above and run it again",
    ),
    "FL119.why": (
        "一个文件最多列一百个问题，免得淹没别的文件。",
        "At most a hundred findings are shown for a file, so that others are not drowned.",
    ),
    "FL120": (
        "这里有未列出的 {code} {name}，{rules} 没能检查这个文件",
        "{rules} could not look at this file because of {code} {name} here, which is not listed",
    ),
    "FL120.hint": (
        "先改好它；ledger check --select {code} 会说明问题",
        "mend that first; ledger check --select {code} says what is wrong",
    ),
    "FL120.why": (
        "读不出的文件不能当作检查过，不管选了哪些规则。",
        "A file that does not read must not pass for one that was checked, whatever is selected.",
    ),
}
