"""Who may write a ledger, by CODEOWNERS, and whether commits come from them (FL82x).

An address is what somebody typed into git's settings; ``docs/history.md`` says what it proves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, zip_longest
from typing import Final

from foodsafety_ledger.files.git import GitCommit
from foodsafety_ledger.files.gitsetup import MarkedSection
from foodsafety_ledger.files.workspace import DATA, EVIDENCE, LEDGERS, ledger_path
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Span
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.plan import Plan

CODEOWNERS: Final = MarkedSection(
    "# >>> foodsafety-ledger: written by `ledger init --codeowners`", "# <<< foodsafety-ledger"
)


_PART = re.compile(r"\*\*/?|[*?]|[^*?]+")
_WILD: Final = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/\n]*", "?": "[^/\n]"}
_BLANK: Final = "\\ "
_MOST_WILD: Final = 6
"""A pattern with more wild cards is taken to take in everything: to try would not end."""


def codeowners_lines(plan: Plan, prefix: str = "") -> list[str]:
    """The section's lines; ``prefix`` is the workspace's folder in the repository, ending in ``/``.

    The office owns the plan and what nobody else owns; each department with authors its ledger and
    its evidence, together with the office. Empty where no authors are listed at all.
    """
    owned = _owned(plan, prefix).items()
    return [f"/{path.replace(' ', _BLANK)} {' '.join(owners)}" for path, owners in owned]


def writers(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The addresses that may write in the files of each department that lists any.

    They are its own, those of whoever took over from it, and the office's.
    """
    heirs, office, found = plan.heirs, plan.departments.get(plan.office), {}
    for department in plan.departments.values():
        may = [department]
        while may[-1].id in heirs:
            may.append(heirs[may[-1].id])
        listed = chain.from_iterable(one.authors for one in (*may, office) if one)
        if department.authors:
            found[department.id] = tuple(dict.fromkeys(listed))
    return found


def _owned(plan: Plan, prefix: str) -> Mapping[str, tuple[str, ...]]:
    """The addresses that own each path; a folder's ends in ``/``."""
    may_write, owned = writers(plan), {}
    for folder in (DATA, LEDGERS, EVIDENCE) if plan.office in may_write else ():
        owned[f"{prefix}{folder}/"] = may_write[plan.office]
    for department, owners in may_write.items():
        if department != plan.office:
            owned[prefix + ledger_path(department)] = owners
            owned[f"{prefix}{EVIDENCE}/{department}/"] = owners
    return owned


def check_codeowners(plan: Plan, path: str, text: str, prefix: str = "") -> Iterator[Diagnostic]:
    """Where CODEOWNERS differs from what the plan's authors call for.

    Silent where the file has no section of ours: nobody asked for one.
    """
    found = CODEOWNERS.find(text)
    if found is None:
        return
    lines = text.splitlines()
    wanted = [CODEOWNERS.begin, *codeowners_lines(plan, prefix), CODEOWNERS.end]
    first, last = found
    for number, (is_, should) in enumerate(zip_longest(lines[first : last + 1], wanted), first):
        if is_ != should:
            yield Diagnostic("FL823", _line(path, min(number, last), lines))
            break
    covers = _covering(_owned(plan, prefix))
    for number, line in enumerate(lines[last + 1 :], last + 1):
        if covers(line):
            yield Diagnostic("FL823", _line(path, number, lines), variant="after")


def _covering(paths: Collection[str]) -> Callable[[str], bool]:
    """Tells whether a line's pattern takes in any of these paths; a folder's ends in ``/``."""
    parts = [path.rstrip("/").split("/") for path in paths]
    names = {part for path in parts for part in path}
    stems = {stem for path in parts for stem in accumulate(path, "{}/{}".format)}
    listed = "\n".join(paths)

    def covers(line: str) -> bool:
        pattern = line.partition("#")[0].split(maxsplit=1)
        if not pattern:
            return False
        text, body = pattern[0].rstrip("/"), pattern[0].strip("/")
        pieces = _PART.findall(body)
        wild = sum(piece in _WILD for piece in pieces)
        if not wild:
            return body in (stems if "/" in text else names) or not body
        start = "^" if "/" in text else "^(?:.*/)?"
        wanted = start + "".join(_WILD.get(piece, re.escape(piece)) for piece in pieces)
        return wild > _MOST_WILD or re.search(wanted + "(?:/|$)", listed, re.MULTILINE) is not None

    return covers


def _line(path: str, number: int, lines: list[str]) -> Location:
    return Location(path, Span(number + 1, 1, number + 1, len(lines[number]) + 1))


_VERDICTS: Final = {"N": "none", "B": "bad", "X": "expired", "Y": "expired", "R": "revoked"}
"""What git's verdicts on a signature mean that are neither good nor unknown."""

GOOD: Final = frozenset({"G", "U"})

_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")


@dataclass(frozen=True, slots=True)
class Touch:
    """A commit that wrote in a department's files; ``path`` is one of them."""

    commit: GitCommit
    department: str
    path: str


def touches(commits: Sequence[GitCommit], wrote: Mapping[str, Sequence[str]]) -> Iterator[Touch]:
    """Which commits wrote in which departments' ledgers and evidence, each once a department.

    ``wrote`` says in which ledgers each commit did.
    """
    for commit in commits:
        alike = (one.path for one in commit.changes if _is_evidence_or_alike(one.path))
        paths = [*wrote.get(commit.id, ()), *alike]
        by_department = {_owner(path): path for path in reversed(paths)}
        for department, path in by_department.items():
            yield Touch(commit, department, path)


def _is_evidence_or_alike(path: str) -> bool:
    """Whether a path is evidence, or on some disk would fall together with that or a ledger."""
    folder = path.partition("/")[0]
    alike = folder.casefold()
    return alike == EVIDENCE or (alike == LEDGERS and folder != LEDGERS)


def check_authors(found: Iterable[Touch], plan: Plan, at: str) -> Iterator[Diagnostic]:
    """Commits by somebody who is not on the list; ``plan`` is as the commit ``at`` has it."""
    may_write = _may_write(plan)
    for touch in found:
        allowed, commit = may_write.get(touch.department), touch.commit
        if not allowed:
            continue
        people = {"author": commit.author_email, "committer": commit.committer_email}
        for role, email in people.items():
            if email.casefold() not in allowed:
                facts = _facts(touch, plan) | {"email": email, "at": at}
                yield Diagnostic("FL820", Location(touch.path), facts, role)
                break


def check_signatures(
    found: Sequence[Touch], plan: Plan, at: str, signers: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Commits whose signature git does not call good, or that somebody else signed.

    ``signers`` are what git calls the signer of each commit; addresses in it are compared where
    the department has a list ; ``plan`` is as ``at`` has it.
    """
    may_write = _may_write(plan)
    for touch in found:
        allowed, verdict = may_write.get(touch.department), touch.commit.signature
        signer = signers.get(touch.commit.id, "")
        if verdict not in GOOD:
            facts = {"commit": touch.commit.short}
            variant = _VERDICTS.get(verdict or "N", "unknown")
            yield Diagnostic("FL821", Location(touch.path), facts, variant)
        elif allowed and allowed.isdisjoint(one.casefold() for one in _ADDRESS.findall(signer)):
            told = _facts(touch, plan) | {"email": signer, "at": at}
            yield Diagnostic("FL821", Location(touch.path), told, "signer")


def check_lists(
    before: Plan, after: Plan, commit: str, renamed: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Lists of authors that were changed since ``commit``; ``renamed`` are ids, old and new."""
    for department in before.departments.values():
        now = after.departments.get(renamed.get(department.id, department.id))
        if now is None or set(now.authors) == set(department.authors):
            continue
        gone = [f"-{one}" for one in department.authors if one not in now.authors]
        new = [f"+{one}" for one in now.authors if one not in department.authors]
        facts: dict[str, Fact] = {
            "department": department.name,
            "changes": " ".join([*gone, *new]),
            "commit": commit,
        }
        yield Diagnostic("FL822", now.location, facts)


def _owner(path: str) -> str:
    """The department that a ledger's or a piece of evidence's path belongs to."""
    folder, _, rest = path.casefold().partition("/")
    return rest.removesuffix(".yaml") if folder == LEDGERS else rest.partition("/")[0]


def _may_write(plan: Plan) -> dict[str, frozenset[str]]:
    return {id_: frozenset(map(str.casefold, listed)) for id_, listed in writers(plan).items()}


def _facts(touch: Touch, plan: Plan) -> dict[str, Fact]:
    return {"commit": touch.commit.short, "department": plan.departments[touch.department].name}
