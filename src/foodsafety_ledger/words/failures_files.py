"""What is said when files, git, the lock or a document stand in the way; part of ``failures``."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "git-missing": ("找不到 git", "git was not found"),
    "git-missing.hint": ("安装 git，或把它加进 PATH", "install git, or put it on PATH"),
    "git-failed": ("{command} 失败：{what}", "{command} failed: {what}"),
    "special-attributes": (
        "{path} 是管道或设备，不是文件，git 会一直等下去",
        "{path} is a pipe or device, no file; git would wait for it without end",
    ),
    "special-attributes.hint": ("删去它，或换成普通文件", "remove it, or put a plain file there"),
    "no-repository": ("{folder} 不在 git 仓库里", "{folder} is in no git repository"),
    "no-repository.hint": ("先运行 git init 并提交", "run git init and commit first"),
    "no-commit": ("没有提交 {rev}", "no such commit: {rev}"),
    "no-commit.hint": ("git log 列出各个提交", "git log lists the commits"),
    "no-upstream": (
        "{rev} 什么也不指：没有这个分支，或者它没有对应的远程分支",
        "{rev} names nothing: there is no such branch, or it follows none of a remote",
    ),
    "no-upstream.hint": (
        "直接写要比较的提交，例如 origin/main；或先用 git branch --set-upstream-to 设置",
        "name the commit itself, such as origin/main, or set one: git branch --set-upstream-to",
    ),
    "bare-repository": (
        "{folder} 的 git 仓库设成了没有工作文件的（{what}），看不到这些文件的提交",
        "the repository of {folder} is set to have no files ({what}): no commit of them is seen",
    ),
    "bare-repository.hint": (
        "运行 git config core.bare false",
        "run git config core.bare false",
    ),
    "ambiguous-rev": ("{rev} 可以指 {names}", "{rev} may mean {names}"),
    "ambiguous-rev.hint": ("写全名，例如 {name}", "give the full name, such as {name}"),
    "rev-like-remote": (
        "{rev} 看上去是远程仓库的分支，这里却是 {name}",
        "{rev} reads like a branch of a remote, but is {name} here",
    ),
    "rev-like-remote.hint": (
        "写全名：{remote}（没有就先 git fetch），或确实要用的 {name}",
        "give the full name: {remote} (git fetch brings it), or {name} if that is what you mean",
    ),
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
        "看那里是不是普通文件、能否读写；网络盘不支持锁时，把工作区放到本机磁盘",
        "see that it is a plain file and may be read and written; where a network drive has no "
        "locks, keep the workspace on a local disk",
    ),
    "waiting-for-lock": ("正在等待 {holder} 写完……", "waiting for {holder} to finish writing…"),
    "disk-full": ("磁盘已满，{path} 保持原样", "the disk is full; {path} is as it was"),
    "disk-full.hint": ("腾出空间再运行", "make room and run it again"),
    "read-only": ("不能写 {path}，文件保持原样", "{path} cannot be written and is as it was"),
    "read-only.hint": (
        "看文件夹能否写（几个人共用：chmod -R g+rwX），磁盘是否只读",
        "see whether its folder may be written (if several share it: chmod -R g+rwX), and whether "
        "the disk is read-only",
    ),
    "sticky-folder": (
        "{path} 是别人的文件，文件夹 {folder} 只许各人改自己的文件；文件保持原样",
        "{path} is somebody else's, and in {folder} everybody may replace only files of their own; "
        "it is as it was",
    ),
    "sticky-folder.hint": (
        "请文件夹的主人运行 chmod -t {folder}",
        "have the folder's owner run chmod -t {folder}",
    ),
    "access-lost": (
        "不能替换 {path}：它的权限保不住，别人会打不开；文件保持原样",
        "{path} was not replaced: its permissions would be lost and others shut out; it is as it "
        "was",
    ),
    "access-lost.hint": (
        "请文件的主人或管理员让文件与文件夹同组：chgrp 后在文件夹上运行 chmod g+ws",
        "have its owner or the administrator give file and folder the same group (chgrp), and run "
        "chmod g+ws on the folder",
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
    "kept-there": (
        "{path} 是工作区或 git 自己的文件，报表不写到那里",
        "{path} is a file of the workspace's or git's own: nothing that is shown is written there",
    ),
    "kept-there.hint": ("换个地方或名字", "give it another place or name"),
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
    "no-evidence-git": (
        "{path} 是 git 自己的文件，不能作佐证材料",
        "{path} is one of git's own files and no evidence",
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
    "not-ours-to-write": (
        "{path} 不是普通文件，或是指到别处的链接，没有改",
        "{path} is no plain file, or a link that leads elsewhere; it was not touched",
    ),
    "not-ours-to-write.hint": (
        "把它移走，再运行一次",
        "move it away and run it again",
    ),
    "leads-outside": (
        "{path} 是指到工作区之外或 git 自己的文件里的链接，没有写",
        "{path} is a link out of the workspace or into git's own files; nothing was written",
    ),
    "leads-outside.hint": (
        "删去这个链接，把文件夹本身放进工作区",
        "remove the link and keep the folder itself in the workspace",
    ),
    "no-commit-id": ("这个克隆里没有提交 {rev}", "this clone has no commit {rev}"),
    "no-commit-id.hint": (
        "若它已被强推顶替，先 git fetch origin {rev}，再用 --replaces {rev}",
        "if it was pushed over, git fetch origin {rev} and then use --replaces {rev}",
    ),
    "no-commits": ("{folder} 里还没有任何提交", "{folder} has no commits yet"),
    "no-commits.hint": ("先运行 git add 和 git commit", "run git add and git commit first"),
    "same-evidence-name": (
        "有两份内容不同的佐证材料同名：{name}",
        "two different files of evidence have the name {name}",
    ),
    "same-evidence-name.hint": (
        "把其中一份改名再试；只差大小写也算同名",
        "rename one of them; names in other case are the same",
    ),
    "bad-setting": ("{name}={value} 不是正整数", "{name}={value} is not a whole number above 0"),
    "bad-setting.hint": (
        "改为兆字节数，例如 {name}=50；不设则为 20",
        "give a number of MiB, such as {name}=50; unset means 20",
    ),
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
    "source-unreadable": (
        "document.source 所指的文件读不出来：{path}",
        "the file that document.source names cannot be read: {path}",
    ),
    "source-unreadable.hint": (
        "它须是工作区里的普通文件，不能在 git 自己的文件夹里；ledger check 说明原因",
        "it must be a plain file of the workspace, none of git's own; ledger check says why",
    ),
    "document-empty": ("文件里没有文字：{path}", "there is no text in {path}"),
    "document-empty.hint": (
        "扫描件没有文字层，请先用文字识别软件转成文本",
        "a scan has no text; run it through text recognition first",
    ),
    "document-kind": (
        "{path} 不是纯文本，也不是 .docx、.pdf 或 .xlsx",
        "{path} is neither plain text nor .docx, .pdf or .xlsx",
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
    "document-too-large": (
        "{path} 展开后的文字超过 {limit}",
        "{path} holds more than {limit} of text once unpacked",
    ),
    "document-too-large.hint": (
        "把安排正文单独另存为纯文本（.txt）再试",
        "save the text of the plan by itself, as plain text (.txt)",
    ),
    "document-too-hard": (
        "一分钟、1 GiB 内存之内没能读完 {path}",
        "{path} could not be read within a minute and 1 GiB of memory",
    ),
    "document-too-hard.hint": (
        "用办公软件打开，另存为纯文本（.txt）再试",
        "open it in an office program and save it as plain text (.txt)",
    ),
    "document-broken": ("{path} 已损坏：{what}", "{path} is broken: {what}"),
    "document-broken.hint": (
        "用办公软件打开，另存一份再试",
        "open it in an office program and save it anew",
    ),
}
