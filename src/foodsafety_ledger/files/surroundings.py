"""What stands around and beside the ledgers: CODEOWNERS, links, repositories, what git converts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.files.disk import MAX_BYTES, Trouble, read_inside
from foodsafety_ledger.files.hosting import (
    ATTRIBUTES,
    OwnersFile,
    not_plain,
    owners_file,
    special_attributes,
)
from foodsafety_ledger.files.workspace import (
    DEPARTMENTS,
    EVIDENCE,
    KEPT,
    TASKS,
    ledger_path,
    repository_top,
)
from foodsafety_ledger.model.failure import OperatingError

TO_COME: Final = frozenset({"merge", "text"})
"""Attributes held against files that are not there yet, too: how ledgers are merged, whether line
ends of evidence are kept. Of what else converts, those that are there count."""

_CONVERTING: Final = ("working-tree-encoding", "filter", "ident", "merge", "text")
_HARMLESS: Final = frozenset({"unspecified", "unset"})
_NO_CHANGE: Final = frozenset({"utf-8", "utf8"})


class Conversion(NamedTuple):
    """A file that git converts or merges amiss, by which attribute, and where that is set.

    ``line`` is that of ``file`` and ``width`` how long it is; 0 where settings of this clone do it.
    """

    path: str
    attribute: str
    file: str
    line: int = 0
    width: int = 0


class Surroundings(NamedTuple):
    """What is around a workspace.

    ``not_plain`` are paths that are no plain files, on the disk or as git has them, each with what
    it is; ``special`` are pipes and devices that git would read for attributes. ``refused`` is what
    kept git from saying more, if anything did.
    """

    not_plain: tuple[tuple[str, str], ...]
    owners: OwnersFile | None
    special: tuple[str, ...] = ()
    refused: str = ""
    conversions: tuple[Conversion, ...] = ()


def surroundings(root: Path, ledgers: Iterable[str]) -> Surroundings:
    """What is around a workspace with these ledgers; outside a repository what is seen without."""
    found = Surroundings(tuple(not_plain(root)), owners_file(root))
    top = repository_top(root)
    if top is None:
        return found
    special = tuple(special_attributes(root, top))
    if special:
        return found._replace(special=special)
    try:
        kept, converted = _kept_by_git(root, top, ledgers)
    except OperatingError as failure:
        return found._replace(refused=str(failure.facts.get("what", failure.key)))
    return found._replace(not_plain=(*found.not_plain, *kept), conversions=converted)


def _kept_by_git(
    root: Path, top: Path, ledgers: Iterable[str]
) -> tuple[Iterable[tuple[str, str]], tuple[Conversion, ...]]:
    """What git has in the place of plain files, and which files it writes otherwise than it has."""
    from foodsafety_ledger.files.git import repository  # noqa: PLC0415 - only inside a repository

    if repository(root) is None:
        return (), ()
    kept, found = _kept_paths(root)
    there = dict.fromkeys((*kept, TASKS, DEPARTMENTS, *ledgers))
    to_come = [ledger_path("x")]
    to_come += [f"{EVIDENCE}/x/x.txt"] if (root / EVIDENCE).is_dir() else []
    asked = _conversions(root, {**there, **dict.fromkeys(to_come)})
    setter = cache(partial(_setter, root, top))
    return found, tuple(_placed(there, asked, setter))


def _placed(
    there: Mapping[str, None],
    asked: Iterable[tuple[str, str]],
    setter: Callable[[str, str], tuple[str, int, int]],
) -> Iterator[Conversion]:
    for path, attribute in asked:
        if path in there or attribute in TO_COME:
            folder = path.rpartition("/")[0]
            at = (ATTRIBUTES, 0, 0) if attribute == "text" else setter(folder, attribute)
            yield Conversion(path, attribute, *at)


def _setter(root: Path, top: Path, folder: str, attribute: str) -> tuple[str, int, int]:
    """The line that gives a folder's files an attribute: the last one there, or above, naming it.

    Its file, number and length; settings of this clone alone stand elsewhere.
    """
    named = re.compile(rf"(?!\s*#).*(?<![-!\w]){attribute}(?![-\w])")
    real = Path(os.path.realpath(root))
    for where in (real / folder, *(real / folder).parents):
        lines = _lines(where)
        for number in range(len(lines), 0, -1):
            if named.match(lines[number - 1]):
                path = Path(os.path.relpath(where / ATTRIBUTES, real)).as_posix()
                return path, number, len(lines[number - 1])
        if where == top:
            break
    return ".git", 0, 0


def _lines(folder: Path) -> list[str]:
    """The lines of a folder's ``.gitattributes``; none where there is none that can be read."""
    raw = read_inside(folder, ATTRIBUTES, MAX_BYTES)
    return [] if isinstance(raw, Trouble) else raw.decode("utf-8", "replace").splitlines()


def _kept_paths(root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """The paths that git has in the workspace's own folders, and those that are no plain files.

    Also of what is not checked out here: a link without links, a repository without its files.
    """
    from foodsafety_ledger.files.git import LINK, NO_BLOB  # noqa: PLC0415 - as above
    from foodsafety_ledger.files.gitcall import run_git, words_of  # noqa: PLC0415 - as above

    kinds = {LINK: "link", NO_BLOB: "repository"}
    paths: list[str] = []
    found: list[tuple[str, str]] = []
    for word in words_of(run_git(root, "ls-files", "--stage", "-z", "--", *KEPT)):
        facts, _, path = word.partition("\t")
        paths.append(path)
        kind = kinds.get(facts.split(" ")[0])
        if kind:
            found.append((path, kind))
    return paths, found


def _conversions(root: Path, paths: Iterable[str]) -> list[tuple[str, str]]:
    """Each of these files that git converts or merges amiss, with the attribute that says so.

    Of how files are merged only ``union`` counts, and not of evidence, which no merge may change.
    Line endings count of evidence alone: they carry no meaning in YAML. Evidence in Git LFS is not
    among them: a pointer has the hash of what it stands for.
    """
    from foodsafety_ledger.files.gitcall import run_git, words_of  # noqa: PLC0415 - as above

    asked = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
    words = iter(words_of(run_git(root, "check-attr", "-z", "--stdin", *_CONVERTING, given=asked)))
    found = zip(words, words, words, strict=True)
    return [(path, attribute) for path, attribute, said in found if _counts(path, attribute, said)]


def _counts(path: str, attribute: str, value: str) -> bool:
    is_evidence = path.startswith(f"{EVIDENCE}/")
    if attribute == "text":
        return is_evidence and value != "unset"
    if value in _HARMLESS:
        return False
    if attribute == "merge":
        return value == "union" and not is_evidence
    if attribute == "filter":
        return not (value == "lfs" and is_evidence)
    return attribute != "working-tree-encoding" or value.casefold() not in _NO_CHANGE
