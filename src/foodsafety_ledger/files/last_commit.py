"""What the last commit has of a workspace's plan, ledgers and registers, and the files have not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from foodsafety_ledger.files.disk import Trouble
from foodsafety_ledger.files.git import PLAIN, Repository, git_id
from foodsafety_ledger.files.gitcall import GitMissingError, call_git, run_git, words_of
from foodsafety_ledger.files.workspace import DEPARTMENTS, DISPATCH, LEDGERS, TASKS
from foodsafety_ledger.model.failure import OperatingError


class LastCommit(NamedTuple):
    """Of the plan, ledgers and registers what the last commit has, and the work tree has not so.

    ``unlike`` is what it has of files that do not just go on here; ``left_out`` are those that are
    not here because git was told so. ``refused`` is what kept git from telling, if anything did.
    """

    unlike: Mapping[str, bytes] = MappingProxyType({})
    left_out: tuple[str, ...] = ()
    refused: str = ""


def last_commit(root: Path, read: Callable[[str], bytes | Trouble]) -> LastCommit:
    """What the last commit has of a workspace that the files, as ``read`` has them, have not so.

    Whatever git's index says of them: every file is held against what its id says. Nothing before
    the first commit, and without git.
    """
    asked = ("ls-tree", "-r", "-z", "HEAD", "--", TASKS, DEPARTMENTS, f"{LEDGERS}/", f"{DISPATCH}/")
    try:
        listed = words_of(run_git(root, *asked))
        here = {path: (id_, read(path)) for path, id_ in _read_files(listed)}
        had = {path: id_ for path, (id_, now) in here.items() if not _has_id(now, id_)}
        contents = Repository(root).contents(had.values())
        gone = [path for path in had if here[path][1] is Trouble.MISSING]
        left_out = _left_out(root, gone) if gone else ()
    except GitMissingError:
        return LastCommit()
    except OperatingError as failure:
        if call_git(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode == 1:
            return LastCommit()
        return LastCommit(refused=str(failure.facts.get("what", failure.key)))
    unlike = {path: contents[id_] for path, id_ in had.items() if path not in left_out}
    changed = {p: raw for p, raw in unlike.items() if not _is_continued(here[p][1], raw)}
    return LastCommit(changed, left_out)


def _read_files(listed: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The path and id of each plain file that ``ls-tree`` lists, of those that are read."""
    for line in listed:
        facts, _, path = line.partition("\t")
        mode, _, id_ = facts.split(" ")
        folder, _, name = path.rpartition("/")
        if mode in PLAIN and "/" not in folder and name.endswith(".yaml") and name[0] != ".":
            yield path, id_


def _has_id(now: bytes | Trouble, id_: str) -> bool:
    """Whether a file is the content of that id, whatever its line ends here."""
    if isinstance(now, Trouble):
        return False
    if git_id(now, len(id_)) == id_:
        return True
    kept = _with_lf(now)
    return kept != now and git_id(kept, len(id_)) == id_


def _with_lf(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def _is_continued(now: bytes | Trouble, raw: bytes) -> bool:
    """Whether what was added begins an entry of its own: a key or a word goes to the one before."""
    if isinstance(now, Trouble):
        return False
    now, raw = _with_lf(now), _with_lf(raw)
    return now.startswith(raw) and now.startswith(b"\n- ", len(raw) - 1)


def _left_out(root: Path, gone: Iterable[str]) -> tuple[str, ...]:
    """Those of some files that git was told not to put here, as in a sparse checkout."""
    listed = words_of(run_git(root, "ls-files", "-t", "-z", "--", *gone))
    return tuple(one[2:] for one in listed if one.startswith("S "))
