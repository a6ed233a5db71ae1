"""What the rules of history say: FL80x and FL81x (see ``words/rules.py``)."""

from __future__ import annotations

from typing import Final

PARTS: Final = {
    "section": ("章", "section"),
    "task": ("任务", "task"),
    "item": ("分项", "item"),
    "target": ("指标", "target"),
    "department": ("单位", "department"),
    "group": ("单位组", "group"),
}
"""What the parts of a plan are called."""

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "FL801": (
        "{commit} 中的记录 {id} 不见了",
        "entry {id}, which {commit} has, is gone",
    ),
    "FL801.hint": (
        "取回原文：git show {commit}:./{path}；记录填错了用 ledger amend 或 ledger void，不要删除",
        "get it back from git show {commit}:./{path}; mistakes are for ledger amend or ledger void",
    ),
    "FL801.why": (
        "记录只增不改。少了一条，就没人能说清当时报了什么。",
        "Entries are only ever added. With one gone nobody can say what was reported at the time.",
    ),
    "FL802": (
        "记录 {id} 与 {commit} 中的不一样：{changes}",
        "entry {id} no longer says what it said in {commit}: {changes}",
    ),
    "FL802.hint": (
        "恢复原文，再用 ledger amend {id} 更正",
        "restore it, then correct it with ledger amend {id}",
    ),
    "FL802.why": (
        "已提交的记录不能改写；更正要另写一条，说明理由，原记录保留。",
        "A committed entry stays as it is: a correction is an entry of its own and says why.",
    ),
    "FL803": (
        "记录 {id} 从 {was} 移到了 {now}",
        "entry {id} was moved from {was} to {now}",
    ),
    "FL803.hint": (
        "移回 {was}；台账文件也不要改名",
        "move it back to {was}; ledgers keep their file names",
    ),
    "FL803.why": (
        "台账由各单位自己负责。换了文件，记录就成了别的单位报的。",
        "Departments answer for their own ledgers: elsewhere it would be another's report.",
    ),
    "FL804": (
        "{commit} 中的佐证材料不见了：{path}",
        "evidence that {commit} has is gone: {path}",
    ),
    "FL804.hint": (
        "取回：git checkout {commit} -- {path}",
        "get it back: git checkout {commit} -- {path}",
    ),
    "FL804.why": (
        "年底考核靠查阅佐证材料；已入库的材料不删、不改名。",
        "The year-end review reads the evidence: what was filed is neither removed nor renamed.",
    ),
    "FL805": (
        "佐证材料与 {commit} 中的内容不同：{path}",
        "evidence is not what it was in {commit}: {path}",
    ),
    "FL805.hint": (
        "取回：git checkout {commit} -- {path}；新材料另存一个文件",
        "get it back: git checkout {commit} -- {path}; file new evidence under a new name",
    ),
    "FL805.why": (
        "记录引用的是当时的那份材料。",
        "Entries vouch for the file as it was.",
    ),
    "FL806": (
        "指标 {target} 改了：{changes}；{departments} 已按原指标报过 {count} 条",
        (
            "target {target} was changed: {changes}; {departments} reported against the old one "
            "(entries: {count})"
        ),
    ),
    "FL806.unreported": (
        "指标 {target} 改了：{changes}；此前无人报过",
        "target {target} was changed: {changes}; nobody had reported against it",
    ),
    "FL806.hint": (
        "请确认有文件依据，并告知已报的单位",
        "make sure the document asks for it, and tell those who have reported",
    ),
    "FL806.why": (
        "改目标等于改结论，必须让人看见。",
        "Changing a goal changes the verdict, so it must be seen.",
    ),
    **{
        f"FL807.{kind}": (
            f"{chinese} {{ref}} 改了：{{changes}}",
            f"{english} {{ref}} was changed: {{changes}}",
        )
        for kind, (chinese, english) in PARTS.items()
    },
    **{
        f"FL807.{kind}-added": (f"新增{chinese} {{ref}}", f"{english} {{ref}} was added")
        for kind, (chinese, english) in PARTS.items()
    },
    "FL807.plan": (
        "工作安排改了：{changes}",
        "the plan was changed: {changes}",
    ),
    "FL807.document": (
        "文件原文 {path} 与 {commit} 中的不同，或不见了",
        "the document's text {path} is not what it was in {commit}, or is gone",
    ),
    "FL807.departments": (
        "单位名单改了：{changes}",
        "the list of departments was changed: {changes}",
    ),
    "FL807.section-removed": ("章 {ref} 删去了", "section {ref} was removed"),
    "FL807.task-removed": ("任务 {ref} 删去了", "task {ref} was removed"),
    "FL807.group-removed": ("单位组 {ref} 删去了", "group {ref} was removed"),
    "FL807.target-removed": (
        "指标 {ref} 删去了，此前无人报过",
        "target {ref} was removed; nobody had reported against it",
    ),
    "FL807.item-removed": (
        "分项 {ref} 删去了，此前无人报过",
        "item {ref} was removed; nobody had reported on it",
    ),
    "FL807.department-removed": (
        "单位 {ref} 删去了，它没有记录",
        "department {ref} was removed; it had no entries",
    ),
    "FL807.more": (
        "工作安排还有 {count} 处改动没有逐条列出",
        "further changes of the plan that are not listed one by one: {count}",
    ),
    "FL807.more.hint": (
        "逐行查看：git diff {commit} -- data/",
        "see every line: git diff {commit} -- data/",
    ),
    "FL807.why": (
        "谁负责、何时到期、原文怎么说，都决定灯色或出处，改了必须让人看见。",
        "Who owes what by when, and in whose words, decides lights and sources: it must be seen.",
    ),
    "FL808.target": (
        "指标 {ref} 删去了，但 {departments} 已报过 {count} 条",
        "target {ref} was removed, yet {departments} reported against it (entries: {count})",
    ),
    "FL808.item": (
        "分项 {ref} 删去了，但 {departments} 已报过 {count} 条",
        "item {ref} was removed, yet {departments} reported on it (entries: {count})",
    ),
    "FL808.department": (
        "单位 {ref} 删去了，但它的台账里有 {count} 条记录",
        "department {ref} was removed, yet its ledger has entries: {count}",
    ),
    "FL808.hint": (
        "放回 data/ 中；不再要求的指标可写 binding: false",
        "put it back into data/; a target no longer asked for can be binding: false",
    ),
    "FL808.why": (
        "删掉被报过的部分，那些记录就不再进入任何数字。",
        "With the part gone, the entries about it would silently leave every figure.",
    ),
    "FL809": (
        "{commit} 中的 {path} 读不全，现在又与那时不同，改了什么无法比较",
        "{path} does not read whole in {commit} and has changed since: nobody can tell in what",
    ),
    "FL809.hint": (
        "看当时的错误：git show {commit}:./{path}",
        "look at what it was: git show {commit}:./{path}",
    ),
    "FL809.why": (
        "先让文件读不出，再随意改，就没有人看得出来；所以读不出的文件只能原样不动，或由人担保一次。",
        (
            "Made unreadable first and edited next, a file would change unseen: it stays as it is, "
            "or somebody answers for the change."
        ),
    ),
    "FL810": (
        "这是浅克隆，历史不全，无法证明记录没有被改过",
        "this is a shallow clone: without the whole history nothing proves that entries are intact",
    ),
    "FL810.hint": (
        (
            "运行 git fetch --unshallow；GitHub Actions 的 checkout 加 fetch-depth: 0，"
            "GitLab CI 设 GIT_DEPTH: 0"
        ),
        (
            "run git fetch --unshallow; GitHub Actions: checkout with fetch-depth: 0; GitLab CI: "
            "GIT_DEPTH: 0"
        ),
    ),
    "FL810.why": (
        "CI 默认只取最近一次提交，那样比较会悄悄落空。",
        "CI fetches only the last commit by default, and the comparison would silently be empty.",
    ),
    "FL811": (
        "HEAD 与 {rev} 没有共同的历史，已直接与 {rev} 比较",
        "HEAD and {rev} share no history; compared with {rev} itself",
    ),
    "FL811.hint": (
        "分支应从 {rev} 开出；不要用新建的历史顶替旧的",
        "branch from {rev}; do not put a fresh history in the place of the old one",
    ),
    "FL811.why": (
        "换一套历史，就等于换掉全部记录的出处。",
        "A fresh history takes the origin of every entry away.",
    ),
    "FL812": (
        "{rev} 有 {count} 条记录这里还没有，合并时会带进来；若要强推顶替 {rev}，它们会丢失",
        (
            "entries of {rev} that are not here yet: {count}; a merge brings them, a forced push "
            "over {rev} loses them"
        ),
    ),
    "FL812.abandoned": (
        "{rev} 已不在任何分支上，视为被这里的提交顶替，已直接与它比较",
        "{rev} is on no branch any more: taken as replaced by what is here, and compared itself",
    ),
    "FL812.abandoned.hint": (
        "本来就要顶替它时，用 --replaces 说明",
        "where it is meant to be replaced, say so with --replaces",
    ),
    "FL812.hint": (
        "推送到 {rev} 本身之前或之后，用 ledger check --replaces {rev} 检查",
        "around a push onto {rev} itself, check with ledger check --replaces {rev}",
    ),
    "FL812.why": (
        "落后的分支是常事，被截短的分支不是，单看提交图分不出来。",
        (
            "A branch that lags behind is common and one that was cut short is not; the graph of "
            "commits alone cannot tell them apart."
        ),
    ),
    "FL813": (
        "{commit} 中还没有这个工作区，没有可比较的记录",
        "{commit} has no workspace here: there are no entries to compare",
    ),
    "FL813.hint": (
        "首次入库不必理会；若是搬了文件夹，请搬回原处",
        "fine for a first commit; a workspace that was moved belongs where it was",
    ),
    "FL813.why": (
        "比较落空时要说出来。",
        "A comparison with nothing must be said.",
    ),
    "FL814.removed": (
        "尚未合并的记录 {id} 在提交 {commit} 中删去了",
        "entry {id}, not merged yet, was removed by commit {commit}",
    ),
    "FL814.rewritten": (
        "尚未合并的记录 {id} 在提交 {commit} 中改了：{changes}",
        "entry {id}, not merged yet, was rewritten by commit {commit}: {changes}",
    ),
    "FL814.moved": (
        "尚未合并的记录 {id} 在提交 {commit} 中从 {was} 移到了 {now}",
        "entry {id}, not merged yet, was moved by commit {commit} from {was} to {now}",
    ),
    "FL814.removed-here": (
        "尚未合并的记录 {id} 在工作区里删去了",
        "entry {id}, not merged yet, was removed in the work tree",
    ),
    "FL814.rewritten-here": (
        "尚未合并的记录 {id} 在工作区里改了：{changes}",
        "entry {id}, not merged yet, was rewritten in the work tree: {changes}",
    ),
    "FL814.moved-here": (
        "尚未合并的记录 {id} 在工作区里从 {was} 移到了 {now}",
        "entry {id}, not merged yet, was moved in the work tree from {was} to {now}",
    ),
    "FL814.why": (
        "合并之前可以修正草稿，但要让复核的人看见。",
        "Before it is merged a draft may be mended, but the reviewer must see it.",
    ),
    "FL815": (
        "HEAD 就是 {rev}，也没有未提交的改动：什么都没有比较",
        "HEAD is {rev} and nothing is uncommitted: nothing was compared",
    ),
    "FL815.hint": (
        "推送到 {rev} 本身时，用 ledger check --replaces 加推送前的提交",
        "on a push to {rev} itself, use ledger check --replaces with the commit before the push",
    ),
    "FL815.why": (
        "空的比较看上去像通过了检查，要说出来。",
        "An empty comparison looks like a passed one, so it is said.",
    ),
    "FL817": (
        "{commit} 中的工作区在 {folder}，这里没有可比较的过去",
        "{commit} has its workspace in {folder}: what is here has no past to be compared with",
    ),
    "FL817.hint": (
        "把工作区搬回 {folder}，再检查",
        "move the workspace back to {folder}, then check it",
    ),
    "FL817.not-a-folder": (
        "{commit} 中的 {folder} 是链接或子模块，没有可比较的过去",
        "{folder} is a link or a submodule in {commit}: there is no past to be compared with",
    ),
    "FL817.why": (
        "路径都相对于工作区；搬了家，旧记录就不再与任何东西比较。",
        "Paths are relative to the workspace: once moved, old entries are compared with nothing.",
    ),
    "FL818.differs": (
        "{path} 与上次提交的不一样，git 却不提",
        "{path} is not what the last commit has, and git does not say so",
    ),
    "FL818.only-here": (
        "{path} 不在上次提交里，git 也不当它是新文件",
        "the last commit has no {path}, and git does not call it a new file",
    ),
    "FL818.only-there": (
        "上次提交里有 {path}，这里没有，git 也不当它已删去",
        "the last commit has {path}, it is not here, and git does not call it deleted",
    ),
    "FL818.differs.hint": (
        "git update-index --no-assume-unchanged --no-skip-worktree {path}，再看 git status",
        "git update-index --no-assume-unchanged --no-skip-worktree {path}, then see git status",
    ),
    "FL818.only-here.hint": (
        "看是哪条忽略规则：git check-ignore -v {path}；文件名的大小写也要与提交的一致",
        "see which rule ignores it: git check-ignore -v {path}; look at upper and lower case, too",
    ),
    "FL818.only-there.hint": (
        "取回：git sparse-checkout disable，或 git update-index --no-skip-worktree {path}",
        "get it back: git sparse-checkout disable, or git update-index --no-skip-worktree {path}",
    ),
    "FL818.why": (
        "检查的若不是别人会得到的文件，检查通过也说明不了什么。",
        "A check of files that nobody else will get proves nothing.",
    ),
    "FL816": (
        "没有可比较的提交：{rev} 表示这是新分支",
        "there is no commit to compare with: {rev} stands for a new branch",
    ),
    "FL816.hint": (
        "与默认分支比较：ledger check --base origin/main",
        "compare with the default branch: ledger check --base origin/main",
    ),
    "FL816.why": (
        "首次推送没有旧提交；删掉分支再推，也是这个样子。",
        "A first push has nothing before it; a branch deleted and pushed anew looks the same.",
    ),
    "FL830": (
        "记录 {id} 写的日期是 {date}，{committed} 才提交（{commit}），已过期限 {due} {days} 天",
        (
            "entry {id} is dated {date} but was committed on {committed} ({commit}), {days} days "
            "after {due} was due"
        ),
    ),
    "FL830.here": (
        "记录 {id} 写的日期是 {date}，到 {committed} 还没有提交，已过期限 {due} {days} 天",
        (
            "entry {id} is dated {date} but is not committed on {committed} yet, {days} days after "
            "{due} was due"
        ),
    ),
    "FL830.hint": (
        "请问清当时为何没有入库；补报的写实际填报的日期，算迟报",
        "ask why it came so late; what is reported afterwards carries the day it was written, late",
    ),
    "FL830.why": (
        "期限之后倒填日期，会把迟报、未达标变成按时、达标。提交的日期是另一个人证。",
        (
            "A date put back before the due date would turn late into on time and missed into met; "
            "the commit bears witness to when it came."
        ),
    ),
    "FL831": (
        "记录 {id} 写的日期 {date} 比它的提交（{commit}，{committed}）还晚",
        "entry {id} is dated {date}, later than its own commit ({commit}, {committed})",
    ),
    "FL831.hint": (
        "核对日期，也核对那台电脑的时钟",
        "check the date, and the clock of the computer it was written on",
    ),
    "FL831.why": (
        "没有人能在填报之前提交记录。",
        "Nobody commits an entry before the day it was written.",
    ),
}
