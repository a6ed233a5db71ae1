"""The rules of history and of authors (FL8); they are found by ``history`` and what it calls."""

from __future__ import annotations

from typing import Final

from foodsafety_ledger.check.rules import Family

FL8: Final = Family("""
error FL801 entry-removed
says: {commit} 中的记录 {id} 不见了 | entry {id}, which {commit} has, is gone
hint: 取回原文：git show {commit}:./{path}；记录填错了用 ledger amend 或 ledger void，不要删除
    get it back from git show {commit}:./{path}; mistakes are for ledger amend or ledger void
why: 记录只增不改。少了一条，就没人能说清当时报了什么。
    Entries are only ever added. With one gone nobody can say what was reported at the time.

error FL802 entry-rewritten
says: 记录 {id} 与 {commit} 中的不一样：{changes}
    entry {id} no longer says what it said in {commit}: {changes}
hint: 恢复原文；报告用 ledger amend {id} 更正，撤销、复核和延期则另写一条
    restore it; ledger amend {id} corrects a report; a void, review or extension is made anew
why: 已提交的记录不能改写；更正要另写一条，说明理由，原记录保留。
    A committed entry stays as it is: a correction is an entry of its own and says why.

error FL803 entry-moved
says: 记录 {id} 从 {was} 移到了 {now} | entry {id} was moved from {was} to {now}
hint: 移回 {was}；台账文件也不要改名 | move it back to {was}; ledgers keep their file names
why: 台账由各单位自己负责。换了文件，记录就成了别的单位报的。
    Departments answer for their own ledgers: elsewhere it would be another's report.

error FL804 evidence-removed
says: {commit} 中的佐证材料不见了：{path} | evidence that {commit} has is gone: {path}
hint: 取回：git checkout {commit} -- {path} | get it back: git checkout {commit} -- {path}
why: 年底考核靠查阅佐证材料；已入库的材料不删、不改名。
    The year-end review reads the evidence: what was filed is neither removed nor renamed.

error FL805 evidence-rewritten
says: 佐证材料与 {commit} 中的内容不同：{path} | evidence is not what it was in {commit}: {path}
hint: 取回：git checkout {commit} -- {path}；新材料另存一个文件
    get it back: git checkout {commit} -- {path}; file new evidence under a new name
why: 记录引用的是当时的那份材料。 | Entries vouch for the file as it was.

warning FL806 goal-changed
says: 指标 {target} 改了：{changes}；{departments} 已按原指标报过 {count} 条
    target {target} was changed: {changes}; {departments} reported against the old one
        (entries: {count})
unreported: 指标 {target} 改了：{changes}；此前无人报过
    target {target} was changed: {changes}; nobody had reported against it
hint: 请确认有文件依据，并告知已报的单位
    make sure the document asks for it, and tell those who have reported
unreported.hint: 请确认有文件依据 | make sure that the document asks for it
why: 改目标等于改结论，必须让人看见。 | Changing a goal changes the verdict, so it must be seen.

warning FL807 plan-changed
section: 章 {ref} 改了：{changes} | section {ref} was changed: {changes}
task: 任务 {ref} 改了：{changes} | task {ref} was changed: {changes}
item: 分项 {ref} 改了：{changes} | item {ref} was changed: {changes}
target: 指标 {ref} 改了：{changes} | target {ref} was changed: {changes}
expected: 要求的佐证材料 {ref} 改了：{changes} | expected evidence {ref} was changed: {changes}
department: 单位 {ref} 改了：{changes} | department {ref} was changed: {changes}
group: 单位组 {ref} 改了：{changes} | group {ref} was changed: {changes}
section-added: 新增章 {ref} | section {ref} was added
task-added: 新增任务 {ref} | task {ref} was added
item-added: 新增分项 {ref} | item {ref} was added
target-added: 新增指标 {ref} | target {ref} was added
expected-added: 新增要求的佐证材料 {ref} | expected evidence {ref} was added
department-added: 新增单位 {ref} | department {ref} was added
group-added: 新增单位组 {ref} | group {ref} was added
plan: 工作安排改了：{changes} | the plan was changed: {changes}
document: 文件原文 {path} 与 {commit} 中的不同，或不见了
    the document's text {path} is not what it was in {commit}, or is gone
departments: 单位名单改了：{changes} | the list of departments was changed: {changes}
section-removed: 章 {ref} 删去了 | section {ref} was removed
task-removed: 任务 {ref} 删去了 | task {ref} was removed
group-removed: 单位组 {ref} 删去了 | group {ref} was removed
expected-removed: 不再要求佐证材料 {ref} | the evidence {ref} is no longer expected
target-removed: 指标 {ref} 删去了，此前无人报过
    target {ref} was removed; nobody had reported against it
item-removed: 分项 {ref} 删去了，此前无人报过 | item {ref} was removed; nobody had reported on it
department-removed: 单位 {ref} 删去了，它没有记录 | department {ref} was removed; it had no entries
department-renamed: 单位 {ref} 的 id 改成了 {now}，它没有记录
    the id of department {ref} was changed to {now}; it had no entries
group-renamed: 单位组 {ref} 的 id 改成了 {now} | the id of group {ref} was changed to {now}
more: 工作安排还有 {count} 处改动没有逐条列出
    further changes of the plan that are not listed one by one: {count}
more.hint: 逐行查看：git diff {commit} -- data/ | see every line: git diff {commit} -- data/
hint: 请确认有文件依据 | make sure that the document asks for it
why: 谁负责、何时到期、原文怎么说，都决定灯色或出处，改了必须让人看见。
    Who owes what by when, and in whose words, decides lights and sources: it must be seen.

error FL808 reported-part-removed
target: 指标 {ref} 删去了，但 {departments} 已报过 {count} 条
    target {ref} was removed, yet {departments} reported against it (entries: {count})
item: 分项 {ref} 删去了，但 {departments} 已报过 {count} 条
    item {ref} was removed, yet {departments} reported on it (entries: {count})
department: 单位 {ref} 删去了，但它的台账里有 {count} 条记录
    department {ref} was removed, yet its ledger has entries: {count}
department-renamed: 单位 {ref} 的 id 改成了 {now}，但它的台账里有 {count} 条记录
    the id of department {ref} was changed to {now}, yet its ledger has entries: {count}
department-renamed.hint: 各处改回 {ref}，台账文件名也改回：名称变了只改 name；
        职能由另一单位接手的，另添该单位，写 succeeds: [{ref}]
    write {ref} again everywhere, in the ledger's name too: a new name is for name; where
        another unit took over, add that one with succeeds: [{ref}]
hint: 放回 data/ 中；不再要求的指标可写 binding: false
    put it back into data/; a target no longer asked for can be binding: false
why: 删掉被报过的部分，那些记录就不再进入任何数字。
    With the part gone, the entries about it would silently leave every figure.

error FL809 base-unreadable
says: {commit} 中的 {path} 读不全，现在又与那时不同，改了什么无法比较
    {path} does not read whole in {commit} and has changed since: nobody can tell in what
hint: 看当时的错误：git show {commit}:./{path} | look at what it was: git show {commit}:./{path}
why: 先让文件读不出，再随意改，就没有人看得出来；所以读不出的文件只能原样不动，或由人担保一次。
    Made unreadable first and edited next, a file would change unseen: it stays as it is, or
        somebody answers for the change.

error FL810 shallow-clone
says: 这是浅克隆，历史不全，无法证明记录没有被改过
    this is a shallow clone: without the whole history nothing proves that entries are intact
hint: 运行 git fetch --unshallow；GitHub Actions 的 checkout 加 fetch-depth: 0，
        GitLab CI 设 GIT_DEPTH: 0
    run git fetch --unshallow; GitHub Actions: checkout with fetch-depth: 0; GitLab CI:
        GIT_DEPTH: 0
why: CI 默认只取最近一次提交，那样比较会悄悄落空。
    CI fetches only the last commit by default, and the comparison would silently be empty.

error FL811 no-common-history
says: HEAD 与 {rev} 没有共同的历史，已直接与 {rev} 比较
    HEAD and {rev} share no history; compared with {rev} itself
hint: 分支应从 {rev} 开出；不要用新建的历史顶替旧的
    branch from {rev}; do not put a fresh history in the place of the old one
why: 换一套历史，就等于换掉全部记录的出处。 | A fresh history takes the origin of every entry away.

note FL812 behind-base
says: {rev} 有 {count} 条记录这里还没有，合并时会带进来；若要强推顶替 {rev}，它们会丢失
    entries of {rev} that are not here yet: {count}; a merge brings them, a forced push over
        {rev} loses them
abandoned: {rev} 已不在任何分支上，视为被这里的提交顶替，已直接与它比较
    {rev} is on no branch any more: taken as replaced by what is here, and compared itself
abandoned.hint: 本来就要顶替它时，用 --replaces 说明
    where it is meant to be replaced, say so with --replaces
hint: 推送到 {rev} 本身之前或之后，用 ledger check --replaces {rev} 检查
    around a push onto {rev} itself, check with ledger check --replaces {rev}
why: 落后的分支是常事，被截短的分支不是，单看提交图分不出来。
    A branch that lags behind is common and one that was cut short is not; the graph of commits
        alone cannot tell them apart.

warning FL813 base-without-workspace
says: {commit} 中还没有这个工作区，没有可比较的记录
    {commit} has no workspace here: there are no entries to compare
hint: 首次入库不必理会；若是搬了文件夹，请搬回原处
    fine for a first commit; a workspace that was moved belongs where it was
why: 比较落空时要说出来。 | A comparison with nothing must be said.

warning FL814 draft-changed
removed: 尚未合并的记录 {id} 在提交 {commit} 中删去了
    entry {id}, not merged yet, was removed by commit {commit}
rewritten: 尚未合并的记录 {id} 在提交 {commit} 中改了：{changes}
    entry {id}, not merged yet, was rewritten by commit {commit}: {changes}
moved: 尚未合并的记录 {id} 在提交 {commit} 中从 {was} 移到了 {now}
    entry {id}, not merged yet, was moved by commit {commit} from {was} to {now}
removed-here: 尚未合并的记录 {id} 在工作区里删去了
    entry {id}, not merged yet, was removed in the work tree
rewritten-here: 尚未合并的记录 {id} 在工作区里改了：{changes}
    entry {id}, not merged yet, was rewritten in the work tree: {changes}
moved-here: 尚未合并的记录 {id} 在工作区里从 {was} 移到了 {now}
    entry {id}, not merged yet, was moved in the work tree from {was} to {now}
hint: 有意改的不必理会；不是有意的，用 git 取回
    fine where it was meant; get it back from git where it was not
why: 合并之前可以修正草稿，但要让复核的人看见。
    Before it is merged a draft may be mended, but the reviewer must see it.

note FL815 nothing-compared
says: HEAD 就是 {rev}，也没有未提交的改动：什么都没有比较
    HEAD is {rev} and nothing is uncommitted: nothing was compared
hint: 推送到 {rev} 本身时，用 ledger check --replaces 加推送前的提交
    on a push to {rev} itself, use ledger check --replaces with the commit before the push
why: 空的比较看上去像通过了检查，要说出来。
    An empty comparison looks like a passed one, so it is said.

warning FL816 new-branch
says: 没有可比较的提交：{rev} 表示这是新分支
    there is no commit to compare with: {rev} stands for a new branch
hint: 与默认分支比较：ledger check --base origin/main
    compare with the default branch: ledger check --base origin/main
why: 首次推送没有旧提交；删掉分支再推，也是这个样子。
    A first push has nothing before it; a branch deleted and pushed anew looks the same.

error FL817 workspace-moved
says: {commit} 中的工作区在 {folder}，这里没有可比较的过去
    {commit} has its workspace in {folder}: what is here has no past to be compared with
not-a-folder: {commit} 中的 {folder} 是链接或子模块，没有可比较的过去
    {folder} is a link or a submodule in {commit}: there is no past to be compared with
hint: 把工作区搬回 {folder}，再检查 | move the workspace back to {folder}, then check it
not-a-folder.hint: 请当时的提交者说明；把工作区建成真正的文件夹
    ask who committed it; a workspace is a folder of its own
why: 路径都相对于工作区；搬了家，旧记录就不再与任何东西比较。
    Paths are relative to the workspace: once moved, old entries are compared with nothing.

error FL818 unseen-by-git
differs: {path} 与上次提交的不一样，git 却不提
    {path} is not what the last commit has, and git does not say so
only-here: {path} 不在上次提交里，git 也不当它是新文件
    the last commit has no {path}, and git does not call it a new file
only-there: 上次提交里有 {path}，这里没有，git 也不当它已删去
    the last commit has {path}, it is not here, and git does not call it deleted
differs.hint: git update-index --no-assume-unchanged --no-skip-worktree {path}，再看 git status
    git update-index --no-assume-unchanged --no-skip-worktree {path}, then see git status
only-here.hint: 看是哪条忽略规则：git check-ignore -v {path}；文件名的大小写也要与提交的一致
    see which rule ignores it: git check-ignore -v {path}; look at upper and lower case, too
only-there.hint: 取回：git sparse-checkout disable，
        或 git update-index --no-skip-worktree {path}
    get it back: git sparse-checkout disable, or git update-index --no-skip-worktree {path}
why: 检查的若不是别人会得到的文件，检查通过也说明不了什么。
    A check of files that nobody else will get proves nothing.

error FL819 spoilt-by-merge
removed: 按文本合并进 {rev}，{commit} 中的记录 {id} 会不见
    merged into {rev} as text, entry {id}, which {commit} has, would be gone
rewritten: 按文本合并进 {rev}，记录 {id} 会与 {commit} 中的不一样：{changes}
    merged into {rev} as text, entry {id} would not say what it says in {commit}: {changes}
moved: 按文本合并进 {rev}，记录 {id} 会从 {was} 移到 {now}
    merged into {rev} as text, entry {id} would move from {was} to {now}
plan: 按文本合并进 {rev}，{ref} 的 {key} 会变，两边都没有这样改过
    merged into {rev} as text, {key} of {ref} would change, as neither side changed it
unreadable: 按文本合并进 {rev}，{path} 会读不出 | merged into {rev} as text, {path} would not read
unseen: {rev} 与这里都改了 {path}；这个版本的 git 看不出合并的结果（2.38 起可以）
    {rev} and this branch both changed {path}; what a merge makes of it, git tells from 2.38
hint: 先在这里合并 {rev}，由 ledger 按记录合并（ledger init --git），再检查
    merge {rev} here first, so that ledger merges by entries (ledger init --git), then check
why: 按行合并的网站会把一条记录的几行并进另一条，两边各自检查都通过，也没有冲突。
    A site that merges lines can put those of one entry into another, without a conflict and
        though both sides are sound.

error FL820 foreign-commit
author: 提交 {commit} 的作者 {email} 不在 {department} 的名单里（{at}）
    the author of commit {commit}, {email}, is not on the list of {department} ({at})
committer: 提交 {commit} 的提交者 {email} 不在 {department} 的名单里（{at}）
    the committer of commit {commit}, {email}, is not on the list of {department} ({at})
hint: 由名单上的人提交，或请食安办在 data/departments.yaml 的 authors 中添上并先合并
    let someone on the list commit it, or have the office add the address to authors in
        data/departments.yaml and merge that first
why: 谁的台账谁来填。邮箱是提交者自己写的，只有签名提交才能证明是本人（见 docs/history.md）。
    Whoever answers for a ledger fills it in. An address is a claim: only signed commits prove
        who it was (docs/history.md).

error FL821 unsigned-commit
none: 提交 {commit} 没有签名 | commit {commit} is not signed
bad: 提交 {commit} 的签名不对 | the signature of commit {commit} is bad
expired: 提交 {commit} 的签名或密钥已过期
    the signature of commit {commit}, or its key, has expired
revoked: 提交 {commit} 的密钥已吊销 | the key of commit {commit} was revoked
unknown: 提交 {commit} 的签名无法核验：没有公钥
    the signature of commit {commit} cannot be verified: its key is not known here
signer: 提交 {commit} 的签名人 {email} 不在 {department} 的名单里（{at}）
    commit {commit} was signed by {email}, who is not on the list of {department} ({at})
hint: 用 git commit -S 签名；公钥放进 gpg 钥匙圈或 gpg.ssh.allowedSignersFile
    sign with git commit -S; public keys go into the gpg keyring or gpg.ssh.allowedSignersFile
why: 邮箱可以冒写，签名不能。用了 --require-signed 才检查。
    Addresses can be made up, signatures cannot. Checked with --require-signed only.

warning FL822 authors-changed
says: {department} 的名单改了：{changes}；本次仍按 {commit} 中的名单核对
    the list of {department} was changed: {changes}; commits are still held to that of {commit}
hint: 先单独合并名单的改动，再提交台账
    merge the change of the list by itself first, then the ledgers
why: 否则谁都可以在同一次改动里先把自己加进名单。
    Or anybody could add himself to the list in the change that needs it.

warning FL823 codeowners-drift
says: CODEOWNERS 与 data/departments.yaml 的 authors 不一致
    CODEOWNERS does not say what authors in data/departments.yaml say
after: 这一行在台账的规则之后，以后面的为准，台账的规则会失效
    this line comes after the ledgers' own: the last match wins, so theirs may not hold
after.hint: 移到台账规则的前面 | move it above the ledgers' lines
hint: 运行 ledger init --codeowners 重新生成 | run ledger init --codeowners to write it anew
why: 代码托管网站按 CODEOWNERS 找复核人，名单要与 authors 一致。
    The hosting site asks those in CODEOWNERS for review: it must say the same as authors.

error FL824 slip-rewritten
changed: 督办单 {value} 与 {commit} 中的不一样
    slip {value} no longer says what it said in {commit}
gone: {commit} 中的督办单 {value} 不见了 | slip {value}, which {commit} has, is gone
hint: 取回原文：git show {commit}:./{path}；登记只由 ledger dispatch 增加
    get it back from git show {commit}:./{path}; only ledger dispatch adds to the register
why: 督办单一经发出，编号和内容不变；改了登记，就没人能说清催过谁。
    A slip stays as it was issued: with the register changed nobody can say who was reminded.

warning FL825 unlike-last-commit
says: 上次提交的记录，这里不见了或不一样了（{count} 条）：{ids}
    entries of the last commit that are gone or not the same here ({count}): {ids}
slips: 上次提交的督办单，这里不见了或不一样了（{count} 件）：{ids}
    slips of the last commit that are gone or not the same here ({count}): {ids}
plan: 上次提交的安排里有、这里没有的（{count} 处）：{ids}
    what the plan of the last commit has, and this one has not ({count}): {ids}
left-out: 上次提交里有、git 没有取到这里来的文件（{count} 个），按没有计：{paths}
    files of the last commit that git was told not to put here ({count}), which count as if there
        were none: {paths}
left-out.hint: 取回：git sparse-checkout disable，或 git update-index --no-skip-worktree {path}
    get them back: git sparse-checkout disable, or git update-index --no-skip-worktree {path}
unasked: git 答不出上次提交里有什么，台账有没有缺失无从比较：{what}
    git could not say what the last commit has, so nobody knows whether a ledger lost anything:
        {what}
unasked.hint: 照 git 说的办；对象丢了的（git fsck 会说），从别处重新克隆
    do as git says; where it has lost what it kept (git fsck tells), clone anew from elsewhere
others.hint: 看差别：ledger check --base HEAD；不是有意的，照 git show HEAD:./{path} 补回
    ledger check --base HEAD shows them; get back what nobody meant from git show HEAD:./{path}
why: 台账、登记或安排被截断、误删后照样读得出来，数字就悄悄变了。
    A ledger, a register or a plan that was cut short still reads, and figures change without a
        word.

warning FL830 backdated
says: 记录 {id} 写的日期是 {date}，{committed} 才提交（{commit}），已过期限 {due} {days} 天
    entry {id} is dated {date} but was committed on {committed} ({commit}), {days} {days:day/days}
        after {due} was due
here: 记录 {id} 写的日期是 {date}，到 {committed} 还没有提交，已过期限 {due} {days} 天
    entry {id} is dated {date} but is not committed on {committed} yet, {days} {days:day/days}
        after {due} was due
hint: 请问清当时为何没有入库；补报的写实际填报的日期，算迟报
    ask why it came so late; what is reported afterwards carries the day it was written, late
here.hint: 现在就提交；补报的写实际填报的日期，算迟报
    commit it now; a report that was made up for bears the day it was made, and is late
why: 期限之后倒填日期，会把迟报、未达标变成按时、达标。提交的日期是另一个人证。
    A date put back before the due date would turn late into on time and missed into met; the
        commit bears witness to when it came.

warning FL831 dated-ahead
says: 记录 {id} 写的日期 {date} 比它的提交（{commit}，{committed}）还晚
    entry {id} is dated {date}, later than its own commit ({commit}, {committed})
hint: 核对日期，也核对那台电脑的时钟
    check the date, and the clock of the computer it was written on
why: 没有人能在填报之前提交记录。 | Nobody commits an entry before the day it was written.

note FL832 merged-late
says: 记录 {id} 写的日期是 {date}，提交（{commit}）自称在 {committed}，
        可 {rev} 到 {seen} 还没有它，已过期限 {due} {days} 天
    entry {id} is dated {date}, and commit {commit} says it was made on {committed}; yet {rev}
        did not have it on {seen}, {days} {days:day/days} after {due} was due
hint: 分支合并得晚是常事；何时推送的，看代码托管网站的记录
    branches are often merged late; the hosting site's log says when this one was pushed
why: 提交的日期是提交的人自己写的；期限之后才合并的，没有别的旁证。
    A commit's date is its maker's own word; what is merged after a due date has no other
        witness.
""")
