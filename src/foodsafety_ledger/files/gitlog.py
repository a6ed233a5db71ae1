"""What is asked of a repository beside its commits: merges, losses, signatures, attributes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.files.disk import Trouble, read_inside
from foodsafety_ledger.files.git import Repository
from foodsafety_ledger.files.gitcall import ask_git, call_git, git_failure, run_git, words_of
from foodsafety_ledger.model.failure import OperatingError

_PLAIN: Final = frozenset({"100644", "100755"})
"""The modes of a file with bytes of its own; a link and a submodule have others."""


_USAGE: Final = 129
"""What git exits with where it does not know an option."""


def merge_bases(repo: Repository, one: str, other: str) -> list[str]:
    """Every best common ancestor of two commits; several where branches were merged crosswise."""
    out = ask_git(repo.top, "merge-base", "--all", one, other)
    return out.decode().split() if out else []


class Joined(NamedTuple):
    """What a merge makes: its tree, and the paths of the files that are in conflict in it."""

    tree: str
    conflicts: tuple[str, ...]


def merged_tree(repo: Repository, one: str, other: str) -> Joined | None:
    """What git's own text merge makes of two commits; None where this git cannot tell (2.38 can).

    It is the merge that anybody else's git makes: away from the work tree no attribute is heeded,
    so that no driver of this clone runs. No file or branch is touched.
    """
    own = os.fsdecode(run_git(repo.top, "rev-parse", "--absolute-git-dir").removesuffix(b"\n"))
    empty = run_git(repo.top, "hash-object", "-t", "tree", "--stdin").decode().strip()
    settings = (f"attr.tree={empty}", "merge.default=text", "merge.renames=true")
    given = (word for setting in settings for word in ("-c", setting))
    command = ("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", one, other)
    done = call_git(Path(own), *given, f"--git-dir={own}", f"--work-tree={own}", *command)
    if done.returncode == _USAGE:
        return None
    if done.returncode not in (0, 1):
        raise git_failure("merge-tree", done)
    tree, *conflicts = words_of(done.stdout)
    return Joined(tree, tuple(map(repo.own, conflicts)))


def changed_between(repo: Repository, one: str, other: str, *folders: str) -> set[str]:
    """The files under ``folders`` in which two commits differ."""
    command = ("diff-tree", "-r", "-z", "--name-only", "--no-renames", one, other, "--")
    return set(map(repo.own, words_of(run_git(repo.top, *command, *repo.specs(folders)))))


def is_on_a_branch(repo: Repository, commit: str) -> bool:
    """Whether any branch or tag, here or of a remote, has a commit."""
    out = run_git(repo.top, "for-each-ref", "--count=1", f"--contains={commit}")
    return bool(out.strip())


def losses_since(repo: Repository, commit: str, folder: str) -> list[tuple[str, bool]]:
    """The files of a commit under ``folder`` that are gone from the work tree (True), or changed.

    Whether a file may be executed is no part of what it says.
    """
    command = ("diff", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff")
    fixed = ("--no-textconv", "--ignore-submodules=none", commit, "--", *repo.specs([folder]))
    words = iter(words_of(run_git(repo.top, *command, *fixed)))
    lost = []
    for word in words:
        path = repo.own(next(words))
        mode, mode_now, blob, blob_now, status = word.lstrip(":").split(" ")
        same = blob == blob_now and _PLAIN.issuperset((mode, mode_now))
        if status != "A" and not same:
            lost.append((path, status == "D"))
    return [*lost, *_lost_unwatched(repo, commit, folder)]


def _lost_unwatched(repo: Repository, commit: str, folder: str) -> Iterator[tuple[str, bool]]:
    """The same of files that git was told not to look at."""
    unwatched = repo.unwatched(folder)
    files = repo.tree(commit, folder) if unwatched else {}
    for path in unwatched:
        if path in files:
            raw = read_inside(repo.top, repo.prefix + path, files[path].size)
            if raw != repo.contents([files[path].id])[files[path].id]:
                yield path, raw is Trouble.MISSING


def signers(repo: Repository, commits: Iterable[str]) -> dict[str, str]:
    """Who signed each commit, as git reads the signature (``%GS``); empty where it cannot tell."""
    asked = "".join(f"{commit}\n" for commit in commits).encode()
    if not asked:
        return {}
    command = ("log", "--no-walk", "--stdin", "-z", "--format=%H %GS")
    words = (word.partition(" ") for word in words_of(run_git(repo.top, *command, given=asked)))
    return {commit: said for commit, _, said in words}


def having(repo: Repository, commits: Sequence[str], path: str) -> set[str]:
    """Those of some commits that have a file."""
    if "\n" in repo.prefix:  # git reads what is asked line by line
        return {commit for commit in commits if repo.tree(commit, path)}
    asked = "".join(f"{commit}:{repo.prefix}{path}\n" for commit in commits)
    if not asked:
        return set()
    given = asked.encode("utf-8", "surrogateescape")
    told = run_git(repo.top, "cat-file", "--batch-check=%(objecttype)", given=given).splitlines()
    return {commit for commit, kind in zip(commits, told, strict=True) if kind == b"blob"}


def sizes_of(repo: Repository, blobs: Iterable[str]) -> dict[str, int]:
    """How many bytes each content has."""
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    if not asked:
        return {}
    command = ("cat-file", "--batch-check=%(objectname) %(objectsize)")
    lines = run_git(repo.top, *command, given=asked).decode().splitlines()
    sizes = dict(line.split(" ") for line in lines)
    for blob, size in sizes.items():
        if not size.isdigit():
            raise OperatingError("git-failed", command="git cat-file", what=f"{blob} {size}")
    return {blob: int(size) for blob, size in sizes.items()}


def unmerged(repo: Repository, path: str, *, added: bool = False) -> dict[int, bytes]:
    """A file's contents in a merge that is not finished: 1 the base, 2 ours, 3 theirs.

    With ``added`` those that git remembers of a file that was added since. A side on which it is a
    link or a submodule has no content.
    """
    which = "--resolve-undo" if added else "--unmerged"
    out = run_git(repo.top, "ls-files", which, "-z", "--", *repo.specs([path]))
    stages = {}
    for word in words_of(out):
        mode, blob, stage = word.partition("\t")[0].split(" ")
        stages[int(stage)] = blob if mode in _PLAIN else ""
    contents = repo.contents(filter(None, stages.values()))
    return {stage: contents.get(blob, b"") for stage, blob in stages.items()}


def attributes_of(repo: Repository, names: tuple[str, ...], path: str) -> dict[str, str]:
    """What ``.gitattributes`` says of a path; ``unspecified`` where nothing does."""
    words = words_of(run_git(repo.top, "check-attr", "-z", *names, "--", repo.prefix + path))
    return dict(zip(words[1::3], words[2::3], strict=True))
