"""The files of a workspace as some commit has them; the work tree is not touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

from foodsafety_ledger.files.disk import MAX_BYTES, Trouble
from foodsafety_ledger.files.git import (
    LINK,
    NO_BLOB,
    SHORT,
    Repository,
    TreeEntry,
    require_repository,
)
from foodsafety_ledger.files.gitcall import ask_git, from_git, run_git
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.workspace import EVIDENCE
from foodsafety_ledger.model.failure import UsageError

_NAME: Final = re.compile(r"(?:[^~^:@]|@(?!\{))*")
"""The part of a revision that names something; ``~2``, ``^``, ``@{1}`` and the like follow."""

_FOLLOWED: Final = re.compile(r"(.*?)@\{(u|upstream|push)\}", re.IGNORECASE)
"""What another repository has of a branch (of the present one, where none is named)."""

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

    Raises ``UsageError`` with the full names where it could mean more than one thing, asks what a
    branch follows that follows nothing, or is called like a branch of a remote: whoever may push a
    tag ``origin/main`` would otherwise say what everybody compares with.
    """
    if "\0" not in rev and (followed := _FOLLOWED.match(rev)):
        return repo.commit_of(_upstream(repo, followed) + rev[followed.end() :])
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
    remotes = tuple(f"{one}/" for one in (*repo.remotes(), "origin"))  # also where none is set up
    if called[0].startswith(("refs/heads/", "refs/tags/")) and name.startswith(remotes):
        remote = f"refs/remotes/{name}{suffix}"
        raise UsageError("rev-like-remote", rev=rev, name=called[0] + suffix, remote=remote)
    return repo.commit_of(called[0] + suffix)


def _upstream(repo: Repository, followed: re.Match[str]) -> str:
    """The full name of what a branch follows, or is pushed to; git itself takes no full names."""
    named, field = followed[1], "push" if followed[2].lower() == "push" else "upstream"
    if named in ("", "@", "HEAD"):
        out = ask_git(repo.top, "symbolic-ref", "--quiet", "HEAD") or b""
    elif named.startswith("@"):
        asked = ("rev-parse", "--symbolic-full-name", "--verify", "--quiet", named, "--")
        out = ask_git(repo.top, *asked) or b""
    else:
        out = f"refs/heads/{named.removeprefix('refs/heads/')}".encode("utf-8", "surrogateescape")
    branch = from_git(out).strip()
    found = run_git(repo.top, "for-each-ref", f"--format=%(refname) %({field})", "refs/heads/")
    followers = dict(line.split(" ") for line in from_git(found).splitlines())
    if not followers.get(branch):
        raise UsageError("no-upstream", rev=followed[0])
    return followers[branch]


def _refs_called(repo: Repository, name: str) -> Iterator[str]:
    """The full names that a name stands for; a full name stands for itself alone."""
    wanted = [name] if name.startswith("refs/") else [place.format(name) for place in _PLACES]
    out = run_git(repo.top, "for-each-ref", "--format=%(refname)", *wanted)
    there = set(from_git(out).splitlines())
    return (one for one in wanted if one in there)


def _ids_begun(repo: Repository, name: str) -> list[str]:
    """The ids of commits and tags that begin with ``name``."""
    if not _SHORT_ID.fullmatch(name):
        return []
    ids = run_git(repo.top, "rev-parse", f"--disambiguate={name}")
    out = run_git(repo.top, "cat-file", "--batch-check=%(objectname) %(objecttype)", given=ids)
    facts = (line.split() for line in out.decode().splitlines())
    return [id_ for id_, kind in facts if kind in ("commit", "tag")]


_NOT_PLAIN: Final = {LINK: Trouble.LINK, NO_BLOB: Trouble.SPECIAL}


class Tree(Source):
    """The workspace in the folder that a repository is seen from, as a commit or tree has it."""

    def __init__(
        self, repo: Repository, commit: str, known: dict[str, bytes] | None = None
    ) -> None:
        """``commit`` is the full id of either, ``short`` as much of it as is shown.

        ``known`` are contents by id that were read before; what is read here is added to them.
        """
        self.repo, self.commit, self.short = repo, commit, commit[:SHORT]
        self._known = {} if known is None else known

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes | Trouble:
        """The bytes that the commit has for a file, or why it has none."""
        entry = self._find(path)
        if isinstance(entry, Trouble):
            return entry
        if entry.size > limit:
            return Trouble.TOO_LARGE
        if entry.id not in self._contents:
            self._contents.update(self.repo.contents([entry.id]))
        return self._contents[entry.id]

    def exists(self, path: str) -> bool:
        """Whether the commit has a file or folder at ``path``."""
        return self._find(path) is not Trouble.MISSING

    def names(self, folder: str) -> list[str] | Trouble:
        """The names directly in a folder of the commit, sorted."""
        if folder in self._entries:
            found = self._find(folder)
            return found if isinstance(found, Trouble) else Trouble.NO_FOLDER
        start = f"{folder}/"
        below = {p[len(start) :].partition("/")[0] for p in self._entries if p.startswith(start)}
        return sorted(below) if below else Trouble.MISSING

    @cached_property
    def _entries(self) -> dict[str, TreeEntry]:
        """Every file of the workspace in the commit, by its path in the workspace."""
        return self.repo.tree(self.commit)

    @cached_property
    def _folders(self) -> set[str]:
        found: set[str] = set()
        for path in self._entries:
            folder = path.rpartition("/")[0]
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return found

    @cached_property
    def _contents(self) -> dict[str, bytes]:
        """What was read so far; at first every YAML file of the workspace, in one go."""
        wanted = (
            entry.id
            for path, entry in self._entries.items()
            if path.endswith(".yaml") and entry.size <= MAX_BYTES and entry.mode != NO_BLOB
            if not path.startswith(f"{EVIDENCE}/") and entry.id not in self._known
        )
        self._known |= self.repo.contents(wanted)
        return self._known

    def _find(self, path: str) -> TreeEntry | Trouble:
        entry = self._entries.get(path)
        if entry is None:
            return Trouble.FOLDER if path in self._folders else Trouble.MISSING
        return _NOT_PLAIN.get(entry.mode, entry)


class Revision(Tree):
    """A workspace at a revision.

    Raises ``UsageError`` if ``rev`` names no commit or may mean several, ``OperatingError``
    without git.
    """

    def __init__(self, root: Path, rev: str) -> None:
        repo = require_repository(root)
        commit = commit_meant(repo, rev)
        if commit is None:
            raise UsageError("no-commit-shallow" if repo.is_shallow else "no-commit", rev=rev)
        super().__init__(repo, commit)
