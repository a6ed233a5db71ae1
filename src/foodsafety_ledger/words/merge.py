"""What ``ledger resolve`` and the merge driver say, and git's part of ``ledger init``."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
base: 双方共同的旧版本 | The version both sides began from
ours: 本方版本，合并结果写在这里 | Our version; the result is written there
theirs: 对方版本 | Their version
path: 文件在仓库中的路径 | The file's path in the repository
file: 带冲突标记的台账文件 | A ledger file that carries conflict markers
merged: {path}：按编号合并，对方新增 {added} 条记录
    {path}: merged by entry id; entries added from theirs: {added}
conflicts: {path}：{count} 处两边不一致，已标出，需要人来定
    {path}: places where both sides differ, marked for a person to decide: {count}
resolved: {path}：{hunks} 处冲突都已合并，对方新增 {added} 条记录；请接着运行 git add {path}
    {path}: conflicts merged: {hunks}; entries added from theirs: {added}; now run git add {path}
completed: {path}：没有冲突标记，补上了对方的 {added} 条记录；请接着运行 git add {path}
    {path}: had no markers; entries added from theirs: {added}; now run git add {path}
nothing: {path}：没有冲突 | {path}: no conflict
gitattributes.written: 已写入 .gitattributes，请提交 | wrote .gitattributes; commit it
gitattributes.taken-out: 已从 .gitattributes 中撤去 | taken out of .gitattributes
config.written: 已为这个克隆设好合并驱动 | set up the merge driver in this clone
config.taken-out: 已撤去合并驱动 | took the merge driver out of this clone
unchanged: 早已设好，无须改动 | all set up already, nothing to change
nothing-to-undo: 没有可撤去的设置 | nothing was set up
overridden: {path} 的属性被别处的设置盖过，请查看 git check-attr -a {path}
    other settings override the attributes of {path}; see git check-attr -a {path}
each-clone: 合并驱动要在每个克隆里各设一次；网页上的合并按钮不用它，冲突时用 ledger resolve
    each clone needs this once; merge buttons on web pages do not use the driver, so use ledger
        resolve there
codeowners.written: 已写入 {path} | wrote {path}
codeowners.unchanged: {path} 与 authors 一致，无须改动 | {path} says what authors say
codeowners.nobody: data/departments.yaml 中没有单位列出 authors，没有可写的
    no department in data/departments.yaml lists authors: there is nothing to write
""")
