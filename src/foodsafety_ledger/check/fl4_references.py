"""The rules of references: what an entry says it is about, and which entry it names (FL4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from foodsafety_ledger.assess.standing import circles, standing_of
from foodsafety_ledger.check.rules import Family, finding, target_finding
from foodsafety_ledger.files.workspace import DISPATCH
from foodsafety_ledger.model.diagnostic import Diagnostic, Related
from foodsafety_ledger.model.entry import Entry, Kind
from foodsafety_ledger.model.name import Name, Suggestions, enumerated
from foodsafety_ledger.model.plan import Item
from foodsafety_ledger.reading.register import read_register, registers
from foodsafety_ledger.reading.source import unlisted
from foodsafety_ledger.reading.workspace import EntryLink, Workspace, once

FL4: Final = Family()
"""FL407 looks last of those about amendments: whatever is broken by then replaces nothing."""


@FL4.rule("""
    error FL401 unknown-item slips
    says: 没有分项 {value} | there is no item {value}
    task: {value} 是任务，不是分项 | {value} is a task, not an item
    task.hint: 它的分项：{items} | its items are: {items}
    hint: 用 ledger plan list 查看全部分项 | ledger plan list shows every item
    why: 记录要落到计划的一个分项上。 | Every entry is about an item of the plan.
""")
def _unknown_items(workspace: Workspace) -> Iterator[Diagnostic]:
    if workspace.plan is None:
        return
    items = workspace.plan.items
    tasks = {task.id: task for task in workspace.plan.tasks}
    suggestions = Suggestions()
    for entry in workspace.entries:
        id_, key = (entry.extends, "extends") if entry.extends else (entry.item, "item")
        if not id_ or id_ in items or workspace.is_unread(id_):
            continue
        if id_ in tasks:
            row = _row([item.id for item in tasks[id_].items])
            yield finding("FL401", entry, key, "task", value=id_, items=row)
        else:
            yield finding("FL401", entry, key, value=id_, **suggestions.fact(id_, items))


@FL4.rule("""
    error FL402 no-part-in-item item
    says: {department}在分项 {item} 中没有责任 | {department} has no part in item {item}
    hint: 分项的责任单位：{holders} | those who have: {holders}
    why: 文件没有点到的单位，只有名单带“等”或写“相关单位”时才能报告。
        A department that the document does not name may report only where its list is open or says
            相关.
""")
def _no_part_in_item(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL402: the department is not named for the item, and the list is closed (design 4.4)."""
    for entry, item in _on_items(workspace):
        if not _may_report(workspace, entry, item):
            who, holders = workspace.called(entry.department), workspace.all_called(item.holders)
            yield finding("FL402", entry, "item", department=who, item=item.id, holders=holders)


@FL4.rule("""
    error FL403 unknown-target slips
    says: 分项 {item} 没有指标 {value} | item {item} has no target {value}
    none: 分项 {item} 没有指标，不用填数（{value}）
        item {item} has no targets; there is no value to give ({value})
    none.hint: 把情况写在 note 里 | say it in the note
    hint: 分项的指标：{targets} | its targets are: {targets}
    why: 数要填在计划列出的指标上。 | Values are given for the targets that the plan lists.
""")
def _unknown_targets(workspace: Workspace) -> Iterator[Diagnostic]:
    suggestions = Suggestions()
    items = workspace.plan.items.values() if workspace.plan else ()
    known = {item.id: [target.id for target in item.targets] for item in items}
    for entry, item in _on_items(workspace):
        there = known[item.id]
        for id_, _ in entry.values:
            if id_ not in there and not workspace.is_unread(f"{item.id}/{id_}", f"{item.id}/"):
                facts = {"value": id_, "item": item.id, **suggestions.fact(id_, there)}
                variant = "" if there else "none"
                yield target_finding("FL403", entry, id_, variant, targets=_row(there), **facts)


@FL4.rule("""
    error FL404 value-not-owed item
    says: {department}不负责报指标 {target} 的数
        {department} does not owe a value for target {target}
    nobody: 指标 {target} 由谁报数尚未明确，{department}不能报
        who owes target {target} is not settled; {department} cannot report it
    nobody.hint: 请办公室在计划中明确单位组或 reported_by
        the office settles it in the plan: resolve the group, or say reported_by
    hint: 由{owed_by}报数 | it is owed by: {owed_by}
    why: 同一批企业由两家各报一次，合计就翻倍；所以只有该报的单位能报。
        Two departments counting the same firms would double the sum, so only those who owe a value
            give it.
""")
def _values_not_owed(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL404: a value for a target from a department that does not owe it (design 4.4)."""
    items = workspace.plan.items if workspace.plan else {}
    for entry, target in workspace.foreign_values:
        item = items[entry.item]
        if _may_report(workspace, entry, item) and not workspace.is_unread(item.id, target.ref):
            yield target_finding(
                "FL404",
                entry,
                target.id,
                "" if target.owed_by else "nobody",
                department=workspace.called(entry.department),
                target=target.ref,
                owed_by=workspace.all_called(target.owed_by),
            )


def _on_items(workspace: Workspace) -> Iterable[tuple[Entry, Item]]:
    items = workspace.plan.items if workspace.plan else {}
    return ((entry, items[entry.item]) for entry in workspace.reports if entry.item in items)


def _may_report(workspace: Workspace, entry: Entry, item: Item) -> bool:
    return item.may_report(entry.department) or workspace.is_unread(item.id)


_NAMEABLE = {
    "amends": frozenset({Kind.REPORT}),
    "voids": frozenset({Kind.REPORT, Kind.REVIEW, Kind.EXTENSION}),
    "reviews": frozenset({Kind.REPORT}),
}
"""What kinds of entry each key may name: a void cannot be undone, so nothing names one."""


@FL4.rule("""
    error FL405 duplicate-entry-id item
    says: 记录编号 {id} 重复 | entry id {id} is used twice
    hint: 复制出来的记录要换新编号；用 ledger record 自动生成
        a copied entry needs an id of its own; ledger record makes one
    why: 更正、作废、复核都按编号找记录，编号在整个工作区只能用一次。
        Amendments, voids and reviews find entries by id, which is unique in the workspace.
""")
def _duplicate_ids(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL405: an id is unique in the whole workspace; the second is found, the first related."""
    for entry in workspace.entries:
        first = workspace.by_id.get(entry.id, entry)
        if first is not entry:
            related = Related(first.place("id"), "first")
            yield finding("FL405", entry, "id", "", related, id=entry.id)


@FL4.rule("""
    error FL406 unknown-entry slips
    says: 没有编号为 {id} 的记录 | no entry has the id {id}
    amends: {id} 不是报告，不能更正 | {id} is not a report and cannot be amended
    voids: {id} 是作废记录，不能再作废 | {id} is a void itself and cannot be voided
    voids.hint: 作废不能撤销；需要时重新记录一条 | a void is final; record a new entry if need be
    reviews: {id} 不是报告，不能复核 | {id} is not a report and cannot be reviewed
    others.hint: 核对编号；ledger log 列出全部记录 | look the id up; ledger log lists every entry
    why: 更正、作废、复核都要说明对哪一条。
        An amendment, void or review says which entry it is about.
""")
def _unknown_entries(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL406: the entry named does not exist, or is of a kind that cannot be named so.

    It may be a slip of one that shares the day, or the random part.
    """
    suggestions = Suggestions()
    for link in workspace.links:
        named = workspace.by_id.get(link.id)
        if named is not None:
            if named.kind not in _NAMEABLE[link.key]:
                related = Related(named.place("id"), "entry")
                facts = {"id": link.id, "kind": named.kind.value}
                yield finding("FL406", link.entry, link.key, link.key, related, **facts)
        elif workspace.complete:
            by_day, by_digits = _alike(workspace)
            alike = (by_day.get(link.id[:8], ()), by_digits.get(link.id[9:], ()))
            hint = suggestions.fact(link.id, *alike)
            yield finding("FL406", link.entry, link.key, id=link.id, **hint)


@once
def _alike(workspace: Workspace) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """The ids of all entries by their day, and by their digits."""
    by_day: dict[str, list[str]] = defaultdict(list)
    by_digits: dict[str, list[str]] = defaultdict(list)
    for id_ in workspace.by_id:
        by_day[id_[:8]].append(id_)
        by_digits[id_[9:]].append(id_)
    return by_day, by_digits


@FL4.rule("""
    error FL408 foreign-entry item
    says: {id} 是{department}的记录，只能由它自己更正或作废
        {id} is an entry of {department}, which alone may amend or void it
    hint: 删去它；本单位的情况另写一条 | remove it; what is your own is an entry of your own
    why: 每个单位只对自己的台账负责。 | Each department answers for its own ledger.
""")
def _foreign_entries(workspace: Workspace) -> Iterator[Diagnostic]:
    for link, named in resolved_links(workspace):
        if link.key != "reviews" and named.department != link.entry.department:
            related, whose = Related(named.place("id"), "entry"), workspace.called(named.department)
            yield finding("FL408", link.entry, link.key, "", related, id=link.id, department=whose)


@FL4.rule("""
    error FL409 amendment-cycle item
    says: 更正绕成了一圈：{id} 又回到这一条 | the amendments go round in a circle through {id}
    self: 记录更正了自己 | the entry amends itself
    others.hint: 改成所要更正的那条的编号；ledger log 列出全部
        write the id of the entry that is to be corrected; ledger log lists them
    why: 绕成一圈的更正没有最新的一条，哪条都不能算。
        A circle has no latest entry, so nothing in it could count.
""")
def _amendment_cycles(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL409: amendments that lead back to themselves; found once, at the latest of them."""
    by_id = workspace.by_id
    amending = (entry for entry in workspace.entries if entry.amends)
    for cycle in circles({one.id: one for one in amending if by_id.get(one.id) is one}):
        latest = max(cycle, key=lambda entry: entry.stamp)
        others = [Related(one.place("amends"), "entry") for one in cycle if one is not latest]
        variant = "" if others else "self"
        yield finding("FL409", latest, "amends", variant, *others, id=latest.amends)


@FL4.rule("""
    error FL407 entry-already-replaced item
    says: 记录 {id} 已经更正过 | entry {id} has been replaced already
    voided: 记录 {id} 已经作废（{end}） | entry {id} has been voided already ({end})
    voided.hint: 作废不能撤销；重新记录一条 | a void is final; record a new entry
    hint: 更正最新的一条：{end} | amend or void the last of the chain: {end}
    why: 一条记录最多更正或作废一次，历史才是一条线，而不是分岔。
        An entry is replaced at most once, so that its history is one line without forks.
""")
def _already_replaced(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL407: an entry is amended or voided once; a second time names the end of the chain."""
    replacing: dict[str, list[EntryLink]] = defaultdict(list)
    for link, _ in resolved_links(workspace):
        if link.key != "reviews" and link.entry.key not in workspace.broken:
            replacing[link.id].append(link)
    ends = _ends_of_chains(replacing)
    for links in replacing.values():
        first, *rest = sorted(links, key=lambda link: link.entry.stamp)
        for link in rest:
            end = ends[link.id]
            variant = "" if end.kind is Kind.REPORT else "voided"
            related = Related(first.entry.place(first.key), "first")
            yield finding("FL407", link.entry, link.key, variant, related, id=link.id, end=end.id)


@FL4.rule("""
    error FL410 amendment-moves-entry item
    says: 更正把分项从 {expected} 改成了 {value}
        the amendment moves the entry from item {expected} to {value}
    period: 更正把报告期从 {expected} 改成了 {value}
        the amendment moves the entry from {expected} to {value}
    period.hint: 报错了报告期，就作废原记录，另记一条
        void the old entry and record a new one instead
    hint: 报错了分项，就作废原记录，另记一条 | void the old entry and record a new one instead
    why: 更正改的是内容，不是报的哪件事、哪一期，否则原来那一期就悄悄没了报告。
        An amendment mends what was said, not what it was about: else a period would quietly lose
            its report.
""")
def _moved_amendments(workspace: Workspace) -> Iterator[Diagnostic]:
    for link, named in resolved_links(workspace):
        if link.key != "amends" or named.department != link.entry.department:
            continue
        for key, variant in (("item", ""), ("period", "period")):
            value, expected = link.entry.told(key), named.told(key)
            if value and expected and value != expected:
                related = Related(named.place(key), "entry")
                facts = {"value": value, "expected": expected}
                yield finding("FL410", link.entry, key, variant, related, **facts)


@FL4.rule("""
    error FL411 review-not-by-office item
    says: {department}不能复核；复核只由{office}在自己的台账里记
        {department} cannot review; only {office} does, in its own ledger
    extension: {department}不能延期；延期只由{office}在自己的台账里记
        {department} cannot extend a due date; only {office} does, in its own ledger
    others.hint: 删去这一条，请{office}来记 | remove it and have {office} enter it
    why: 销号由办公室说了算，单位不能给自己验收。
        The office accepts work; nobody accepts their own.
""")
def _reviews_by_others(workspace: Workspace) -> Iterator[Diagnostic]:
    if workspace.plan is None or workspace.is_unread(workspace.plan.office):
        return
    office = workspace.called(workspace.plan.office)
    for entry in workspace.entries:
        key, variant = _OF_OFFICE.get(entry.kind, ("", ""))
        if key and entry.department != workspace.plan.office:
            who = workspace.called(entry.department)
            yield finding("FL411", entry, key, variant, department=who, office=office)


_OF_OFFICE: Final = {Kind.REVIEW: ("reviews", ""), Kind.EXTENSION: ("extends", "extension")}
"""What only the office does: by the kind of entry its key, and the variant of FL411."""


@FL4.rule("""
    note FL412 repeated-report item
    says: {item} 的 {period} 已经报过 | {item} has been reported for {period} before
    hint: 如果是更正，请写 amends | if this corrects the other, say so with amends
    why: 同一期可以报几次，但常常是忘了写成更正。
        Several reports on one period are allowed, yet often one was meant to amend.
""")
def _repeated_reports(workspace: Workspace) -> Iterator[Diagnostic]:
    first: dict[tuple[object, ...], Entry] = {}
    for entry in standing_of(workspace).live:
        key = entry.department, entry.item, entry.period
        earlier = first.setdefault(key, entry)
        if earlier is not entry:
            related, period = Related(earlier.place("id"), "first"), entry.period
            yield finding("FL412", entry, "id", "", related, item=entry.item, period=period)


@FL4.rule("""
    warning FL413 report-says-nothing item
    says: {item} 的这份报告没有数值、说明或佐证材料
        the report on {item} has no value, no note and no evidence
    hint: 写明做了什么（note），或附上佐证材料（evidence）
        say what was done in the note, or attach evidence
    why: 只有一个状态的报告无从核对，不能算办好。
        A status alone can be checked by nobody, so it turns nothing green.
""")
def _reports_of_nothing(workspace: Workspace) -> Iterator[Diagnostic]:
    if workspace.plan is None:
        return
    for entry in standing_of(workspace).live:
        if not entry.says_something:
            yield finding("FL413", entry, "status", item=entry.item)


def resolved_links(workspace: Workspace) -> Iterator[tuple[EntryLink, Entry]]:
    """The links to entries that exist and may be named so, with those entries."""
    for link in workspace.links:
        named = workspace.by_id.get(link.id)
        if named is not None and named.kind in _NAMEABLE[link.key]:
            yield link, named


def _ends_of_chains(replacing: Mapping[str, list[EntryLink]]) -> dict[str, Entry]:
    """The last entry of the chain that goes on from each entry that is replaced, by its id.

    Where an entry is replaced more than once the chain goes on with the first; a circle ends
    wherever it was entered.
    """
    ends: dict[str, Entry] = {}
    for start in replacing:
        path: dict[str, Entry] = {}
        id_ = start
        while id_ in replacing and id_ not in path and id_ not in ends:
            path[id_] = min(replacing[id_], key=lambda link: link.entry.stamp).entry
            id_ = path[id_].id
        if path:
            end = ends.get(id_) or path[next(reversed(path))]
            ends |= dict.fromkeys(path, end)
    return ends


def _row(ids: Collection[str]) -> Name:
    """Ids in a row; of many the first."""
    return enumerated(map(Name, ids), len(ids))


@FL4.rule("""
    error FL420 bad-slip files
    says: 这条督办单读不懂 | this slip does not read
    file: 督办单登记只有 slips 一项，下面每单一行
        a register of slips has the one key slips, with a slip a line below it
    twice: 督办单编号 {value} 用了两次 | the slip number {value} is given twice
    hint: 每单六项：number、department、item、kind、level、opened；可用 git 恢复原样
        a slip has number, department, item, kind, level and opened; ledger dispatch adds them, git
            restores them
    others.hint: 用 git 恢复原样；登记只由 ledger dispatch -o 增加
        restore it from git; only ledger dispatch -o adds to it
    why: 督办单编号发出后不变，登记只增不改；读不懂就不再编号。
        A slip's number stays once it is issued, and the register is only added to; where it does
            not read, no number is given.
""")
def _bad_slips(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL420, and why a register of reminder slips, or their folder, is not read (FL1)."""
    yield from unlisted(workspace.source, DISPATCH)
    for path in registers(workspace.source):
        yield from read_register(workspace.source, path).found
