"""Which commit a person means by a name: one that could mean several is refused, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from foodsafety_ledger.files.git import Repository
from foodsafety_ledger.files.gitcall import run_git
from foodsafety_ledger.values.failure import UsageError

_NAME: Final = re.compile(r"(?:[^~^:@]|@(?!\{))*")
"""The part of a revision that names something; ``~2``, ``^``, ``@{1}`` and the like follow."""

_ID: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHORT_ID: Final = re.compile(r"[0-9a-fA-F]{4,63}")

_PLACES: Final = (
    "refs/remotes/{}",
    "refs/remotes/{}/HEAD",
    "refs/heads/{}",
    "refs/tags/{}",
    "refs/{}",
)
"""Where git looks for a name; those that are most often meant come first."""


def commit_meant(repo: Repository, rev: str) -> str | None:
    """The full id of the commit that a person's ``rev`` names; None if it names none.

    Raises ``UsageError`` with the full names where it could mean more than one thing, or where a
    branch or tag of this repository is called like a branch of a remote: whoever may push a tag
    ``origin/main`` would otherwise say what everybody compares with.
    """
    matched = _NAME.match(rev)
    name = matched[0] if matched else ""
    if "\0" in rev or (not name and not rev.startswith("@")):
        return None
    if name in ("", "@", "HEAD") or _ID.fullmatch(name):
        return repo.commit_of(rev)
    if name.endswith("_HEAD"):  # what git itself noted last in this clone, and nothing else
        return repo.commit_of(rev) if repo.git_path(name).is_file() else None
    called, suffix = list(_refs_called(repo, name)), rev[len(name) :]
    names = [*called, *(_ids_begun(repo, name) if called else ())]
    if len(names) > 1:
        shown = ", ".join(one + suffix for one in names)
        raise UsageError("ambiguous-rev", rev=rev, names=shown, name=names[0] + suffix)
    if not called:
        return None if name.startswith("refs/") else repo.commit_of(rev)
    if called[0].startswith(("refs/heads/", "refs/tags/")) and _is_as_of_a_remote(repo, name):
        remote = f"refs/remotes/{name}{suffix}"
        raise UsageError("rev-like-remote", rev=rev, name=called[0] + suffix, remote=remote)
    return repo.commit_of(called[0] + suffix)


def _refs_called(repo: Repository, name: str) -> Iterator[str]:
    """The full names that a name stands for; a full name stands for itself alone."""
    wanted = [name] if name.startswith("refs/") else [place.format(name) for place in _PLACES]
    out = run_git(repo.top, "for-each-ref", "--format=%(refname)", *wanted)
    there = set(out.decode("utf-8", "surrogateescape").splitlines())
    return (one for one in wanted if one in there)


def _ids_begun(repo: Repository, name: str) -> list[str]:
    """The ids of commits and tags that begin with ``name``."""
    if not _SHORT_ID.fullmatch(name):
        return []
    ids = run_git(repo.top, "rev-parse", f"--disambiguate={name}")
    out = run_git(repo.top, "cat-file", "--batch-check=%(objectname) %(objecttype)", given=ids)
    facts = (line.split() for line in out.decode().splitlines())
    return [id_ for id_, kind in facts if kind in ("commit", "tag")]


def _is_as_of_a_remote(repo: Repository, name: str) -> bool:
    """Whether a name begins with a remote's; with the usual one's also where none is set up."""
    remotes = run_git(repo.top, "remote").decode("utf-8", "replace").split()
    return name.startswith(tuple(f"{one}/" for one in (*remotes, "origin")))
