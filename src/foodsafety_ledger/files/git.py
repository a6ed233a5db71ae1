"""Git: the only caller of it. Never through a shell, always NUL-separated, no settings of hooks."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.values.failure import OperatingError

_KEPT: Final = frozenset(
    {
        "GIT_CEILING_DIRECTORIES",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM",
        "GIT_EXEC_PATH",
    }
)
"""What of git's environment is passed on; the rest leaks in from hooks and points elsewhere."""

_NOBODY: Final = "0" * 40

NO_BLOB: Final = "160000"
"""The mode of a submodule, which has no content here."""


class GitCommit(NamedTuple):
    """A commit: who wrote it, who put it in, when (ISO with offset), and its subject."""

    id: str
    author: str
    author_email: str
    committer: str
    committer_email: str
    date: str
    subject: str
    parents: tuple[str, ...] = ()
    signature: str = ""
    """Git's own verdict (``%G?``): ``G`` good, ``N`` none, …; empty if it was not asked for."""
    paths: tuple[str, ...] = ()
    """The files it touches, relative to the repository; of a merge, those it changes itself."""


class TreeEntry(NamedTuple):
    """A file of a commit: git's mode, the id of its content, its size in bytes."""

    mode: str
    id: str
    size: int


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository. Paths given and returned are relative to ``top``, with ``/``.

    Except for ``commit_of``, ``commit`` and ``merge_base``, commits are given by their full ids.
    """

    top: Path

    def path_of(self, file: Path) -> str:
        """The path in the repository of a file or folder; empty for the top itself."""
        path = os.path.relpath(os.path.realpath(file), os.path.realpath(self.top))
        return "" if path == "." else Path(path).as_posix()

    def commit_of(self, rev: str) -> str | None:
        """The full id of the commit that ``rev`` names; None if there is none."""
        if rev.startswith(("-", "^")) or "\0" in rev:
            return None
        out = ask_git(self.top, "rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}", "--")
        return out.decode().split()[0] if out else None

    def is_dirty(self, *paths: str) -> bool:
        """Whether anything under ``paths`` differs from the last commit, new files included."""
        args = ("status", "--porcelain", "-z", "--untracked-files=normal", "--", *_literal(paths))
        return bool(run_git(self.top, *args).strip(b"\0"))

    def is_shallow(self) -> bool:
        """Whether history was cut off when the repository was cloned."""
        return run_git(self.top, "rev-parse", "--is-shallow-repository").strip() == b"true"

    def merge_base(self, one: str, other: str) -> str | None:
        """The commit at which two histories parted; None if they share none that is here."""
        ends = self.commit_of(one), self.commit_of(other)
        out = ask_git(self.top, "merge-base", ends[0], ends[1]) if ends[0] and ends[1] else None
        return out.decode().strip() or None if out else None

    def git_path(self, name: str) -> Path:
        """Where git keeps ``name`` of its own files for this work tree."""
        out = run_git(self.top, "rev-parse", "--git-path", name)
        return self.top / os.fsdecode(out.rstrip(b"\n"))

    def commit(self, rev: str) -> GitCommit | None:
        """One commit, without its paths; None if ``rev`` names none."""
        found = self.commit_of(rev)
        return _parse(run_git(self.top, *_log_args("--no-walk", found)))[0] if found else None

    def commits(self, base: str, head: str, *, signatures: bool = False) -> list[GitCommit]:
        """The commits that ``head`` has and ``base`` has not, oldest first, with their paths.

        ``signatures`` has git verify each commit, which takes a while.
        """
        args = _log_args("--topo-order", "--reverse", f"{base}..{head}", signatures=signatures)
        found = _parse(run_git(self.top, *args))
        paths = self._touched([commit.id for commit in found])
        return [commit._replace(paths=paths[commit.id]) for commit in found]

    def line_commit(self, path: str, line: int, rev: str = "") -> GitCommit | None:
        """The commit that last changed a line (from 1) of a file; None if it is not committed.

        With ``rev``, the line of the file as it was then.
        """
        args = ("blame", "--porcelain", f"-L{line},{line}", *([rev] if rev else []), "--", path)
        out = ask_git(self.top, *args)
        found = out.split(b" ", 1)[0].decode() if out else _NOBODY
        return None if found == _NOBODY else self.commit(found)

    def tree(self, commit: str, *folders: str) -> dict[str, TreeEntry]:
        """The files of a commit under ``folders``, by path."""
        args = ("ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *folders)
        entries: dict[str, TreeEntry] = {}
        for line in _split(run_git(self.top, *args)):
            facts, path = line.split("\t", 1)
            mode, _, blob, size = facts.split()
            entries[path] = TreeEntry(mode, blob, int(size) if size != "-" else 0)
        return entries

    def contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """The bytes of each content id, all in one go."""
        wanted = list(dict.fromkeys(blobs))
        if not wanted:
            return {}
        asked = "\n".join([*wanted, ""]).encode()
        out = run_git(self.top, "cat-file", "--batch", given=asked)
        return dict(_batch(out))

    def _touched(self, commits: list[str]) -> dict[str, tuple[str, ...]]:
        """The paths that each commit touches; a renamed file counts under both names."""
        args = ("diff-tree", "--stdin", "-r", "-c", "-z", "--name-only", "--no-renames", "--root")
        out = run_git(self.top, *args, given="".join(f"{c}\n" for c in commits).encode())
        touched: dict[str, list[str]] = {commit: [] for commit in commits}
        current = ""
        for word in _split(out):
            if word in touched:
                current = word
            else:
                touched[current].append(word)
        return {commit: tuple(paths) for commit, paths in touched.items()}


def repository(folder: Path) -> Repository | None:
    """The repository that a folder is in; None without one, or without git.

    Raises ``OperatingError`` where git itself refuses the folder.
    """
    try:
        done = _start(folder, ("rev-parse", "--show-toplevel"), b"")
    except OperatingError:
        return None
    if done.returncode:
        if b"not a git repository" in done.stderr or b"must be run in a work tree" in done.stderr:
            return None
        raise _failure(("rev-parse",), done)
    return Repository(Path(os.fsdecode(done.stdout.rstrip(b"\n"))))


def require_repository(folder: Path) -> Repository:
    """The repository that a folder is in; raises ``OperatingError`` without git or a repository."""
    _start(folder, ("--version",), b"")
    found = repository(folder)
    if found is None:
        raise OperatingError("no-repository", folder=str(folder))
    return found


def user_name(folder: Path) -> str:
    """Git's ``user.name`` as it holds in a folder; empty if unset or without git."""
    return _setting(folder, "user.name")


def user_email(folder: Path) -> str:
    """Git's ``user.email`` as it holds in a folder; empty if unset or without git."""
    return _setting(folder, "user.email")


def run_git(folder: Path, *args: str, given: bytes = b"") -> bytes:
    """What a git command prints; raises ``OperatingError`` where it fails."""
    done = _start(folder, args, given)
    if done.returncode:
        raise _failure(args, done)
    return done.stdout


def ask_git(folder: Path, *args: str) -> bytes | None:
    """What a git command prints; None where it fails, which for some is an answer."""
    done = _start(folder, args, b"")
    return None if done.returncode else done.stdout


def _setting(folder: Path, name: str) -> str:
    try:
        out = ask_git(folder, "config", "--get", name)
    except OperatingError:
        return ""
    return out.decode("utf-8", "replace").strip() if out else ""


def _log_args(*args: str, signatures: bool = False) -> tuple[str, ...]:
    fields = ("%H", "%an", "%ae", "%cn", "%ce", "%cI", "%s", "%P", "%G?" if signatures else "")
    return ("log", "-z", "--no-show-signature", f"--format={'%n'.join(fields)}", *args, "--")


def _parse(out: bytes) -> list[GitCommit]:
    found = []
    for record in _split(out):
        fields = record.split("\n")
        parents, signature = tuple(fields[7].split()), fields[8].strip()
        who = fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]
        found.append(GitCommit(*who, parents, signature))
    return found


def _batch(out: bytes) -> Iterator[tuple[str, bytes]]:
    position = 0
    while position < len(out):
        end = out.index(b"\n", position)
        words = out[position:end].decode().split()
        size = int(words[2]) if len(words) == 3 else -1
        if size >= 0:
            yield words[0], out[end + 1 : end + 1 + size]
        position = end + 1 + size + 1


def _literal(paths: Iterable[str]) -> list[str]:
    return [f":(top,literal){path}" for path in paths]


def _split(out: bytes) -> list[str]:
    return [os.fsdecode(part) for part in out.split(b"\0") if part]


def _failure(args: tuple[str, ...], done: subprocess.CompletedProcess[bytes]) -> OperatingError:
    said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
    return OperatingError("git-failed", command=f"git {args[0]}", what=said)


def _start(folder: Path, args: tuple[str, ...], given: bytes) -> subprocess.CompletedProcess[bytes]:
    quiet = ("-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "-c", "diff.external=")
    command = ["git", "--no-pager", "--no-replace-objects", *quiet, *args]
    try:
        return subprocess.run(
            command, cwd=folder, env=_environment(), input=given, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise OperatingError("git-missing") from None
    except OSError as error:
        raise OperatingError("git-failed", command="git", what=str(error)) from None


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k in _KEPT}
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
