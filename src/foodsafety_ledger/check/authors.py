"""Whether commits come from those who may write a ledger: addresses, and signatures (FL82x).

An address is what somebody typed into git's settings; ``docs/history.md`` says what it proves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from foodsafety_ledger.check.settings import writers
from foodsafety_ledger.files.git import GitCommit
from foodsafety_ledger.files.workspace import EVIDENCE, LEDGERS
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.plan import Plan

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
