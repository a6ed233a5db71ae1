"""The words of ``ledger why``: how a figure or a light comes about."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
ref: 指标 14.1/…、分项、任务、单位，或记录编号
    A target 14.1/…, item, task, department, or an entry's id
equation: {counts} = {value} | {counts} = {value}
cross: {equation}；与目标比较：{left} {sign} {right}
    {equation}; compared with the goal: {left} {sign} {right}
due: 期限 {due} | due {due}
due.grace: 期限 {due}，期末另有 {grace} 天
    due {due}, and {grace} {grace:day/days} after the period
due.duty: 期限 {due}，该期报告最迟 {ready} | due {due}, with the period's report by {ready}
due.passed: {due}；截至 {as_of} 已过 | {due}; passed on {as_of}
due.open: {due}；截至 {as_of} 未过 | {due}; not passed on {as_of}
method: 算法：{together}；{over_time} | how it adds up: {together}; {over_time}
method.alone: 算法：{over_time} | how it adds up: {over_time}
together.common: 各单位的分子相加，分母是共同的，取最近一次
    numerators are added, the common denominator is the latest one
together.each: 每个单位都要单独达标 | every department must meet it alone
over-time.increment: 历次增量相加 | increments add up over entries
over-time.running-total: 累计数取最近一次 | of running totals the latest counts
over-time.snapshot: 时点数取最近一次 | of snapshots the latest counts
not-asked: 不计 | not judged
judged-with: 计入 {into} | counted in {into}
not-judged: 报送期限未过，暂不评定 | not judged yet, reports are still due
stale: 不是期限所在报告期的数值 | not about the period that holds the due date
by: 填报 {by} | by {by}
approved: 审签 {by} | approved by {by}
commit: 提交 {commit}，{author}，{day} | commit {commit}, {author}, {day}
unanswered: git 答不出：{what} | git could not say: {what}
cut-off: 何人何时提交无从得知：这个克隆只有 {what} 以来的历史（git fetch --unshallow）
    by whom and when is not known: this clone begins with {what} (git fetch --unshallow)
days-after: ，比记录日期晚 {days} 天 | , {days} {days:day/days} after the entry's date
backdated: ，比记录日期晚 {days} 天，已过期限 {due} {over} 天
    , {days} {days:day/days} after the entry's date, {over} after {due} was due
dated-ahead: ，记录日期比提交还晚 {days} 天 | , {days} {days:day/days} before the entry's date
uncommitted: 尚未提交到 git | not committed to git yet
replaces: 更正了 {entry}（{date}） | replaces {entry} of {date}
evidence: 佐证 {path} | evidence {path}
quote: 原文“{quote}”，即目标 {goal} | the document: “{quote}”, read as {goal}
phrase: 分项 {item}（{phrase}） | item {item} ({phrase})
document: {number}，{issuer}，{issued} 印发 | {number}, {issuer}, issued {issued}
document.undated: {number}，{issuer}，未注明印发日期 | {number}, {issuer}, date of issue not stated
duty: 应于 {due} 前报送，没有记录 | due by {due}, no entry
late: 应于 {due} 前报送，{date} 才报 | due by {due}, reported on {date}
""")
