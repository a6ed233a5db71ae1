"""What ``init`` and ``demo`` say."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
folder: 工作区文件夹（默认当前文件夹） | The workspace's folder (default: this one)
demo-folder: 写入演示工作区的文件夹 | Where to write the demonstration workspace
from: 从这份文件起草工作安排（默认用随附的连云区 2021 年安排）
    Draft the plan from this document (default: the shipped Lianyun plan for 2021)
git: 写好 .gitattributes，并为本克隆配置按记录编号合并
    Write .gitattributes and set up this clone to merge ledgers by entry id
undo-git: 撤销 --git 所做的设置 | Take out what --git put in
codeowners: 按 departments.yaml 的 authors 写 CODEOWNERS
    Write CODEOWNERS from the authors in departments.yaml
kept: {path} 已存在，保留不动 | {path} is there already and was kept
written: 已在 {folder} 新建工作区，含 {ledgers} 份空台账
    started a workspace in {folder} with {ledgers} empty {ledgers:ledger/ledgers}
marks: 起草的安排有 {count} 处拿不准，已标 review，请逐处核对
    the draft has {count} doubtful
        {count:place, marked review: look at it/places, marked review: go through them}
demo-every: 多久报一次：month 月、quarter 季度、half-year 半年、year 年
    How often reports are owed: month, quarter, half-year or year
demo-districts: 不写工作区，写这么多个虚构区县的汇总数据，供 rollup 试用
    Instead of a workspace, the extracts of so many invented districts, to try rollup on
demo-province: 已在 {folder} 写好 {count} 个虚构区县的汇总数据，名称都带“演示”，代码以 99 开头
    wrote the {count:extract/extracts} of {count} invented {count:district/districts} in {folder};
        their codes begin with 99
demo-written: 已在 {folder} 写好演示工作区；其中台账全为虚构，每条都注明“演示”
    wrote a demonstration workspace in {folder}; its ledgers are invented and say so
demo-history: 各次填报的提交也是虚构的，用 git log 可看
    its commits are invented too: git log shows them
demo-no-history: 没有写提交历史：没有 git，或该文件夹已在别的仓库里；换个地方再写就有
    without a history: there is no git, or the folder lies in another repository; elsewhere it has
        one
ci: CI 文件 .github/workflows/ledger.yml 里写的是 pip install {program}；
        请改成 CI 能取到本程序的地方
    the CI file .github/workflows/ledger.yml installs {program}: change that to where the CI can
        get this program
next: 下一步：ledger -C {folder} {language}{command} | next: ledger -C {folder} {language}{command}
next-rollup: 下一步：ledger {language}rollup {folder} | next: ledger {language}rollup {folder}
""")
