"""What git keeps of the workspace's own folders, and which of it it converts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from foodsafety_ledger.files.git import NO_BLOB
from foodsafety_ledger.files.gitcall import run_git, words_of
from foodsafety_ledger.files.workspace import EVIDENCE, KEPT

LINK: Final = "120000"
"""The mode of a link, whose content is the name that it leads to."""

_KINDS: Final = {LINK: "link", NO_BLOB: "repository"}

_CONVERTING: Final = ("working-tree-encoding", "filter", "ident", "merge", "text")
_HARMLESS: Final = frozenset({"unspecified", "unset"})
_NO_CHANGE: Final = frozenset({"utf-8", "utf8"})


def kept_paths(root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """The paths that git has in the workspace's own folders, and those that are no plain files.

    Also of what is not checked out here: a link without links, a repository without its files.
    """
    paths: list[str] = []
    found: list[tuple[str, str]] = []
    for word in words_of(run_git(root, "ls-files", "--stage", "-z", "--", *KEPT)):
        facts, _, path = word.partition("\t")
        paths.append(path)
        kind = _KINDS.get(facts.split(" ")[0])
        if kind:
            found.append((path, kind))
    return paths, found


def conversions(root: Path, paths: Iterable[str]) -> list[tuple[str, str]]:
    """Each of these files that git converts or merges amiss, with the attribute that says so.

    Of how files are merged only ``union`` counts, and not of evidence, which no merge may change.
    Line endings count of evidence alone: they carry no meaning in YAML. Evidence in Git LFS is not
    among them: a pointer has the hash of what it stands for.
    """
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
