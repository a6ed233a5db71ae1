"""The rules of evidence (FL510 and on), a part of FL5.

Identity-card and mobile numbers in evidence never leave a repository again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from foodsafety_ledger.assess.standing import standing_of
from foodsafety_ledger.check.rules import Family
from foodsafety_ledger.files.disk import Trouble, is_inside
from foodsafety_ledger.files.evidence import as_found, evidence_limit, is_portable
from foodsafety_ledger.files.text import text_of
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related
from foodsafety_ledger.model.name import in_a_row
from foodsafety_ledger.reading.workspace import Workspace

EVIDENCE: Final = Family()

MAX_TEXT: Final = 1024 * 1024
"""Larger files are not looked into."""

_MOBILE: Final = re.compile(r"(?<![0-9.])1[3-9][0-9]{9}(?![0-9])")
_IDENTITY: Final = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx](?![0-9Xx])"
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS: Final = "10X98765432"


@EVIDENCE.rule("""
    error FL510 evidence-missing item
    says: 找不到佐证材料 {path} | the evidence {path} is not there
    denied: 佐证材料 {path} 无法读取 | the evidence {path} cannot be read
    denied.hint: 检查文件权限 | see to the file's permissions
    hint: 把文件放回原处；路径从工作区算起 | put the file back; paths begin at the workspace
    why: 年底考核要查阅材料，找不到的等于没有。
        The year-end review looks at the files; one that is not there proves nothing.

    error FL511 evidence-changed
    says: 佐证材料 {path} 的内容与记录时不同 | the evidence {path} is not what it was when recorded
    hint: 恢复原文件；确需更换就更正记录，并放新文件
        restore it; to replace it, amend the entry with a new file
    why: 校验值证明材料没有被换过。 | The hash proves that nobody changed the file.

    error FL512 evidence-outside
    says: 佐证材料 {path} 不在工作区里 | the evidence {path} is outside the workspace
    git: 佐证材料 {path} 是 git 自己的文件，不读
        the evidence {path} is one of git's own files and is not read
    git.hint: 把材料本身放到 evidence/ 下 | put the file itself below evidence/
    hint: 复制到 evidence/ 下；用 ledger record --evidence 自动复制
        copy it below evidence/; ledger record --evidence does so
    why: 工作区以外的文件不随版本库走，也没有人能核对。
        A file outside is not in the repository, and nobody else can check it.

    error FL513 evidence-not-a-file
    says: 佐证材料 {path} 不是普通文件 | the evidence {path} is not a regular file
    link: 佐证材料 {path} 是链接，不是文件本身 | the evidence {path} is a link, not the file itself
    link.hint: 用 ledger record --evidence 把文件本身放进来
        file the file itself: ledger record --evidence
    hint: 换成文件本身，用 ledger record --evidence 添加
        put the file itself there by ledger record --evidence
    why: 文件夹、设备和管道没有可以核对的内容。
        Folders, devices and pipes have no content that can be checked.

    error FL514 evidence-too-large
    says: 佐证材料 {path} 超过上限 {limit} | the evidence {path} is larger than the limit of {limit}
    hint: 压缩或拆分；大文件另存，台账里放它的校验清单
        make it smaller, or keep it elsewhere and a list of hashes here
    why: 版本库里的大文件拖慢所有人，而且删不掉。
        Large files slow everyone down and never leave a repository.

    error FL515 evidence-is-pointer
    says: 佐证材料 {path} 只是 Git LFS 的指针，内容没有取回
        the evidence {path} is a Git LFS pointer without its content
    hint: 运行 git lfs pull | run git lfs pull
    why: 指针不是材料本身，无从核对。 | A pointer is not the file, and nothing can be checked in it.
""")
def _faulty_evidence(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL510 to FL515: the one thing that is wrong with each piece of evidence."""
    for entry, position, evidence in workspace.evidence:
        fault = workspace.faults[evidence]
        if fault is not None:
            at = entry.place("evidence", position, "sha256" if fault.code == "FL511" else "path")
            facts = {"path": evidence.path, "limit": f"{evidence_limit() >> 20} MiB"}
            yield Diagnostic(fault.code, at, facts, fault.variant, entry=entry.key)


@EVIDENCE.rule("""
    warning FL522 evidence-not-expected item
    says: {item} 没有要求叫“{value}”的材料 | {item} expects no evidence called “{value}”
    hint: 要求的材料：{expected} | what it expects: {expected}
    why: of 说明这份材料是哪一项要求的；写错了，那一项就显得没有交。
        It says which piece that the office wants this is; misspelt, that one seems never handed in.
""")
def _evidence_not_expected(workspace: Workspace) -> Iterator[Diagnostic]:
    for entry, position, piece in workspace.evidence:
        item = workspace.item_of(entry)
        expected = [one.id for one in item.expects] if item else []
        if item and piece.of and piece.of not in expected:
            at = entry.place("evidence", position, "of")
            known = in_a_row(expected or ["—"])
            facts: dict[str, Fact] = {"item": item.id, "value": piece.of, "expected": known}
            yield Diagnostic("FL522", at, facts, entry=entry.key)


@EVIDENCE.rule("""
    warning FL523 evidence-expired item
    says: 佐证材料 {path} 到 {date} 记录时已过有效期（{value}）
        the evidence {path} was valid until {value}, before the entry of {date}
    lapsed: 佐证材料 {path} 已过有效期（{value}），在分项期限 {due} 之前
        the evidence {path} was valid until {value}, not as long as the item is due ({due})
    hint: 换上有效的材料：ledger amend --evidence | attach a valid one: ledger amend --evidence
    lapsed.hint: 到期前换上新的：ledger amend --evidence
        file a new one before it is needed: ledger amend --evidence
    why: 过期的证照证明不了现在，年底考核不认。
        A licence that has expired proves nothing of today, and the year-end review refuses it.
""")
def _expired_evidence(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL523, for what still stands: expired when it was filed, or since, with the item not due."""
    dated = [(*one, until) for one in workspace.evidence if (until := one[2].valid_until)]
    if not dated:
        return
    standing = standing_of(workspace)
    live = {entry.key for entry in standing.live}
    for entry, position, piece, until in dated:
        item = workspace.item_of(entry)
        if entry.key not in live or item is None:
            continue
        granted = [one.due for one in standing.extensions.get(item.id, ()) if one.due]
        due = granted[-1] if granted else item.due
        days = {"value": until, "date": entry.day, "due": due}
        facts = {"path": piece.path, **{key: str(day) for key, day in days.items()}}
        at = entry.place("evidence", position, "valid_until")
        if until < entry.day:
            yield Diagnostic("FL523", at, facts, entry=entry.key)
        elif workspace.today and until < min(workspace.today, due):
            yield Diagnostic("FL523", at, facts, "lapsed", entry=entry.key)


@EVIDENCE.rule("""
    warning FL518 evidence-name-unsafe evidence
    says: 在 Windows、macOS 上 {path} 与 {other} 是同一个文件名，其中一份会丢
        {path} and {other} are one name on Windows or macOS, and one of the two is lost there
    refused: Windows 不收这个文件名，仓库在那里检不出来：{path}
        Windows takes no such name, and cannot check the repository out: {path}
    refused.hint: 换个名字：不含 : * ? " < > |，不以点或空格结尾，也不是 con、aux、nul 等
        choose another: without : * ? " < > |, not ending in a dot or blank, and not con, aux, nul
            or the like
    hint: 还没有并入主干的那份改名，再改它的记录
        rename the one that is not merged yet, in its entry too
    why: 同一份台账要在每个人的电脑上都是同样的文件。
        A ledger's evidence must be the same files on everybody's computer.
""")
def _evidence_name_unsafe(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL518: a name that is another file's on some system, or that some system refuses.

    Each file once, where it is first named. Two clerks may each have filed one of two such names.
    """
    first: dict[str, tuple[str, Location]] = {}
    seen: set[str] = set()
    for entry, position, evidence in workspace.evidence:
        path, at = evidence.path, entry.place("evidence", position, "path")
        if path in seen or not is_inside(path):
            continue
        seen.add(path)
        other, there = first.setdefault(as_found(path), (path, at))
        if other != path:
            related = (Related(there, "first"),)
            yield Diagnostic("FL518", at, {"path": path, "other": other}, related=related)
        elif not all(map(is_portable, path.split("/"))):
            yield Diagnostic("FL518", at, {"path": path}, "refused")


@EVIDENCE.rule("""
    warning FL516 personal-data item
    says: 佐证材料 {path} 第 {line} 行像是身份证号
        line {line} of the evidence {path} looks like an identity-card number
    mobile: 佐证材料 {path} 第 {line} 行像是手机号
        line {line} of the evidence {path} looks like a mobile number
    mobile.hint: 遮去号码再入库；已提交的请联系管理员
        black it out before committing; if it is committed already, tell the administrator
    hint: 遮去号码再入库；已提交的请联系管理员
        black it out before committing; if it is committed already, tell the administrator
    why: 个人信息进了版本库就很难删除。 | Personal data is hard to remove from a repository.
""")
def _personal_data(workspace: Workspace) -> Iterator[Diagnostic]:
    """FL516: the first line of each kind in each text file; other kinds of file are not read."""
    looked: dict[str, list[tuple[str, int]]] = {}
    for entry, position, evidence in workspace.evidence:
        if workspace.faults[evidence] is not None:
            continue
        if evidence.path not in looked:
            raw = workspace.source.read(evidence.path, MAX_TEXT)
            looked[evidence.path] = [] if isinstance(raw, Trouble) else find_personal_data(raw)
        for variant, line in looked[evidence.path]:
            at: Location = entry.place("evidence", position, "path")
            facts: dict[str, Fact] = {"path": evidence.path, "line": line}
            yield Diagnostic("FL516", at, facts, variant, entry=entry.key)


def find_personal_data(raw: bytes) -> list[tuple[str, int]]:
    """The kinds of number found (variants of FL516), each with the first line it is on."""
    text = "" if b"\0" in raw else text_of(raw) or ""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if "" not in found and any(is_identity(m.group()) for m in _IDENTITY.finditer(line)):
            found[""] = number
        if "mobile" not in found and _MOBILE.search(line):
            found["mobile"] = number
    return list(found.items())


def is_identity(number: str) -> bool:
    """Whether 18 signs are an identity-card number: the last one checks the others (GB 11643)."""
    total = sum(int(sign) * weight for sign, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_SIGNS[total % 11] == number[-1].upper()
