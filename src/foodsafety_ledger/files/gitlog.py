"""What commits did to files, down to the contents: the ground for judging history."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Final, NamedTuple

from foodsafety_ledger.files.git import GitCommit, Repository, ask_git, run_git

_ABSENT: Final = frozenset("0")

_PLAIN: Final = frozenset({"100644", "100755"})
"""The modes of a file with bytes of its own; a link and a submodule have others."""


class FileChange(NamedTuple):
    """A file that a commit changed: the contents' ids in each parent, and after; empty: none."""

    path: str
    before: tuple[str, ...]
    after: str


class Loss(NamedTuple):
    """A file of a commit that is gone from the work tree, or is no longer the same there."""

    path: str
    is_gone: bool


def merge_bases(repo: Repository, one: str, other: str) -> list[str]:
    """Every best common ancestor of two commits; several where branches were merged crosswise."""
    out = ask_git(repo.top, "merge-base", "--all", one, other)
    return out.decode().split() if out else []


def is_on_a_branch(repo: Repository, commit: str) -> bool:
    """Whether any branch or tag, here or of a remote, has a commit."""
    out = run_git(repo.top, "for-each-ref", "--count=1", f"--contains={commit}")
    return bool(out.strip())


def file_changes(
    repo: Repository, commits: Iterable[GitCommit], *folders: str
) -> dict[str, list[FileChange]]:
    """What each commit did to files under ``folders``; of a merge, to those unlike any parent's."""
    command = ("diff-tree", "--stdin", "-r", "-c", "-z", "--raw", "--no-renames", "--root")
    changes: dict[str, list[FileChange]] = {commit.id: [] for commit in commits}
    asked = "".join(f"{commit}\n" for commit in changes).encode()
    out = run_git(repo.top, *command, "--", *_literal(folders), given=asked)
    current = ""
    words = iter(_words(out))
    for word in words:
        if word.startswith(":"):
            changes[current].append(_change(word, next(words)))
        else:
            current = word
    return changes


def losses_since(repo: Repository, commit: str, folder: str) -> list[Loss]:
    """The files of a commit under ``folder`` that the work tree no longer has as they were.

    Whether a file may be executed is no part of what it says.
    """
    command = ("diff", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff")
    given = ("-c", "core.fileMode=false", *command, commit, "--", *_literal([folder]))
    words = iter(_words(run_git(repo.top, *given)))
    lost = []
    for word in words:
        path = next(words)
        mode, mode_now, blob, blob_now, status = word.lstrip(":").split(" ")
        same = blob == blob_now and _PLAIN.issuperset((mode, mode_now))
        if status != "A" and not same:
            lost.append(Loss(path, status == "D"))
    return lost


def signers(repo: Repository, commits: Iterable[str]) -> dict[str, str]:
    """Who signed each commit, as git reads the signature (``%GS``); empty where it cannot tell."""
    asked = list(commits)
    if not asked:
        return {}
    command = ("log", "--no-walk", "--no-show-signature", "-z", "--format=%H %GS", *asked, "--")
    return {
        word[: word.index(" ")]: word[word.index(" ") + 1 :]
        for word in _words(run_git(repo.top, *command))
    }


def moments_of(repo: Repository, commits: Iterable[str]) -> dict[str, str]:
    """When each commit was put in, as it says itself (``%cI``)."""
    asked = list(commits)
    if not asked:
        return {}
    command = ("log", "--no-walk", "--no-show-signature", "-z", "--format=%H %cI", *asked, "--")
    words = (word.partition(" ") for word in _words(run_git(repo.top, *command)))
    return {commit: moment for commit, _, moment in words}


def sizes_of(repo: Repository, blobs: Iterable[str]) -> dict[str, int]:
    """How many bytes each content has."""
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    command = ("cat-file", "--batch-check=%(objectname) %(objectsize)")
    lines = run_git(repo.top, *command, given=asked).decode().splitlines()
    return {blob: int(size) for blob, size in (line.split(" ") for line in lines)}


def unmerged(repo: Repository, path: str) -> dict[int, bytes]:
    """A file's contents in a merge that is not finished: 1 the base, 2 ours, 3 theirs."""
    out = run_git(repo.top, "ls-files", "--unmerged", "-z", "--", *_literal([path]))
    stages = {}
    for word in _words(out):
        _, blob, stage = word.partition("\t")[0].split(" ")
        stages[int(stage)] = blob
    contents = repo.contents(stages.values())
    return {stage: contents[blob] for stage, blob in stages.items()}


def attributes_of(repo: Repository, names: tuple[str, ...], path: str) -> dict[str, str]:
    """What ``.gitattributes`` says of a path; ``unspecified`` where nothing does."""
    words = _words(run_git(repo.top, "check-attr", "-z", *names, "--", path))
    return dict(zip(words[1::3], words[2::3], strict=True))


def _change(header: str, path: str) -> FileChange:
    """A line such as ``:100644 100644 <id> <id> M``; merges have a colon for each parent."""
    parents = len(header) - len(header.lstrip(":"))
    fields = header.lstrip(":").split(" ")
    ids = ["" if _ABSENT.issuperset(id_) else id_ for id_ in fields[parents + 1 : -1]]
    return FileChange(path, tuple(ids[:parents]), ids[parents])


def _literal(folders: Iterable[str]) -> list[str]:
    return [f":(top,literal){folder}" for folder in folders]


def _words(out: bytes) -> list[str]:
    return [os.fsdecode(part) for part in out.split(b"\0") if part]
