"""The rules of merging (FL9); they are found where ledgers are merged, and in git's settings.

A ledger is a plain file that git keeps byte for byte, or else nobody can tell tomorrow what it said
today (FL116, FL912).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from foodsafety_ledger.check.rules import Family
from foodsafety_ledger.files.surroundings import TO_COME, Conversion, Surroundings
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Span
from foodsafety_ledger.model.plan import Plan

FL9: Final = Family("""
error FL901 entry-conflict
says: 记录 {id} 两边改得不一样 | entry {id} was changed differently on both sides
hint: 留下最初的写法（||||||| 与 ======= 之间），删去标记，再用 ledger amend 更正
    keep what it said at first (between ||||||| and =======), take the markers out, then
        correct it with ledger amend
why: 记录本不该被改写；两边都改时，程序不替人选。
    Entries are not meant to be rewritten; when both sides did, no program should choose.

error FL902 frame-conflict
says: 记录以外的行（plan、department 等）两边改得不一样
    lines outside the entries (plan, department) were changed differently on both sides
hint: 选定一种写法，删去标记 | choose one and take the markers out
why: 这几行说明是谁的台账，不能猜。 | They say whose ledger it is, which is not to be guessed.

error FL903 unmergeable
says: 有一边的台账读不出，整段留给人来合并
    one side does not read as a ledger, so all that differs is left for a person
hint: 改好后删去标记，再运行 ledger check | mend it, take the markers out, then run ledger check
why: 读不出的文件若硬合并，可能悄悄丢记录。
    Merging what does not read could lose entries without a word.

warning FL904 removed-entry-kept
says: 记录 {id} 在一边被删去，合并后保留 | entry {id} was removed on one side; the merge keeps it
hint: 要让它不计入，用 ledger void {id} | to take it out of the figures use ledger void {id}
why: 合并不丢记录。 | A merge loses no entry.

error FL905 same-day-conflict
says: 两边同一天各报了一次，内容不同，以哪次为准没有定：本方 {ours}，对方 {theirs}
    both sides reported on one day, differently, and nothing says which holds: {ours} of ours,
        {theirs} of theirs
hint: 两边都保留：只删去标记那三行，再用 ledger void 作废不算数的一条
    keep both: take out only the three marker lines, then ledger void the one that does not hold
why: 累计数、时点数、复核和延期以最近一次为准；两个克隆在同一天的先后，编号看不出来。
    Of running totals, snapshots, reviews and extensions the latest counts, and ids do not tell
        which of two clones was later on a day.

error FL910 union-merge
says: 这里给台账或工作安排设了 merge=union，合并会悄悄写坏记录
    this sets merge=union for ledgers or the plan, which silently corrupts entries
hint: 删去它，运行 ledger init --git | remove it and run ledger init --git
why: union 把两边的行拼在一起，会丢行，也会把两条记录并成一条。
    Union puts lines of both sides together: lines vanish, and two entries become one.

note FL911 evidence-line-endings
says: 佐证材料会被 git 转换换行符，哈希会变
    git would convert line endings of evidence, and its hash would change
hint: 运行 ledger init --git，或在 .gitattributes 中写上 evidence/** -text
    run ledger init --git, or put evidence/** -text into .gitattributes
why: 同一份文本在不同电脑上检出后，哈希可能不同。
    The same text would have another hash after a checkout on another computer.

error FL912 converted-by-git
says: {attribute} 让 git 改写 {path} 等 {count} 个文件的内容：提交里的与这里的不同
    {attribute} has git rewrite {path} (files: {count}): a commit has other text than is here
unasked: git 没有回答文件是怎样保存的：{what} | git did not answer how it keeps the files: {what}
unasked.hint: 运行 git status，按它说的办 | run git status and do as it says
hint: 去掉这个属性，再 git add --renormalize .；git 自己的设置也可能有（.git/info/attributes）
    take the attribute away, then git add --renormalize .; settings of this clone may have it,
        too (.git/info/attributes)
why: 保存的与读到的若不是同样的字节，换一个提交就无从比较。
    Where what is kept is not, byte for byte, what is read, nothing can be compared later.
""")


_TO_COME: Final = {"merge": "FL910", "text": "FL911"}
"""The rules of the attributes in ``TO_COME``."""


def check_settings(around: Surroundings, plan: Plan | None) -> Iterator[Diagnostic]:
    """What around a workspace does not fit; outside a repository only what is seen without one."""
    for path, kind in around.not_plain:
        yield Diagnostic("FL116", Location(path), variant=kind)
    owners = around.owners
    if owners is not None and plan is not None:
        from foodsafety_ledger.check.authors import check_codeowners  # noqa: PLC0415 - it needs git

        yield from check_codeowners(plan, owners.path, owners.text, owners.prefix)
    for path in around.special:
        yield Diagnostic("FL101", Location(path), variant="special")
    if around.refused:
        yield Diagnostic("FL912", Location(".git"), {"what": around.refused}, "unasked")
    yield from _converted(around.conversions)


def _converted(found: Iterable[Conversion]) -> Iterator[Diagnostic]:
    """One finding for each attribute at each place where it is set."""
    by_place: dict[tuple[Location, str], list[str]] = {}
    for one in found:
        span = Span(one.line, 1, one.line, one.width + 1) if one.line else None
        by_place.setdefault((Location(one.file, span), one.attribute), []).append(one.path)
    for (at, attribute), paths in by_place.items():
        if attribute in TO_COME:
            yield Diagnostic(_TO_COME[attribute], at)
        else:
            facts: dict[str, Fact] = {"attribute": attribute, "path": paths[0], "count": len(paths)}
            yield Diagnostic("FL912", at, facts)
