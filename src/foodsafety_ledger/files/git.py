"""A git repository: its commits, what they did, what merging two makes; losses and attributes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.files.clock import day_of
from foodsafety_ledger.files.disk import Trouble, read_inside
from foodsafety_ledger.files.gitcall import (
    GitMissingError,
    ask_git,
    call_git,
    from_git,
    git_failure,
    run_git,
    words_of,
)
from foodsafety_ledger.files.hosting import special_attributes
from foodsafety_ledger.model.failure import OperatingError
from foodsafety_ledger.model.frozen import dataclass

_ABSENT: Final = frozenset("0")
"""An id of zeros stands for no commit, or no content; ids are longer in some repositories."""

_BLAMED: Final = re.compile(rb"^([0-9a-f]{40,64}) [0-9]+ [0-9]+", re.MULTILINE)
"""The commit of a line, as ``git blame --porcelain`` names it above what the line says."""

SHORT: Final = 12
"""How many digits of a commit's id are shown."""

LINK: Final = "120000"
"""The mode of a link, whose content is the name that it leads to."""

NO_BLOB: Final = "160000"
"""The mode of a submodule, which has no content here."""


_SHA1: Final = 40
"""How many digits an id has where it is a SHA-1; else it is a SHA-256."""

PLAIN: Final = frozenset({"100644", "100755"})
"""The modes of a file with bytes of its own; a link and a submodule have others."""

_USAGE: Final = 129
"""What git exits with where it does not know an option."""


class FileChange(NamedTuple):
    """A file that a commit changed: the contents' ids in each parent, and after; empty: none."""

    path: str
    before: tuple[str, ...]
    after: str


class GitCommit(NamedTuple):
    """A commit: who wrote it, who put it in, when (ISO with offset), and its subject."""

    id: str
    author: str
    author_email: str
    committer_email: str
    date: str
    subject: str
    parents: tuple[str, ...] = ()
    signature: str = ""
    """Git's own verdict (``%G?``): ``G`` good, ``N`` none, …; empty if it was not asked for."""
    changes: tuple[FileChange, ...] = ()
    """What it did to files; of a merge, to those it changes itself."""

    @property
    def short(self) -> str:
        """As much of the id as is shown."""
        return self.id[:SHORT]


class TreeEntry(NamedTuple):
    """A file of a commit: git's mode, the id of its content, its size in bytes."""

    mode: str
    id: str
    size: int


class CutOff(NamedTuple):
    """The first commit of the history that a clone has; what came before it is not known."""

    commit: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository, seen from a folder in it: paths given and returned are relative to that.

    ``top`` is the repository's own folder, ``prefix`` the way from there, with a ``/`` at its end;
    empty where it is the same. Except for ``commit_of``, commits are given by their
    full ids.
    """

    top: Path
    prefix: str = ""
    is_shallow: bool = False
    """Whether history was cut off when the repository was cloned."""

    def specs(self, paths: Iterable[str]) -> list[str]:
        """Paths as arguments that git takes as they are; for none of them the whole folder."""
        asked = [self.prefix + path for path in paths] or [self.prefix]
        return [f":(top,literal){path}" for path in asked if path]

    def own(self, path: str) -> str:
        """A path as git gives it, from the top, as one from the folder."""
        return path.removeprefix(self.prefix)

    def commit_of(self, rev: str) -> str | None:
        """The full id of the commit that ``rev`` names; None if there is none."""
        if rev.startswith(("-", "^")) or "\0" in rev:
            return None
        args = ("rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}", "--")
        done = call_git(self.top, *args)
        if done.returncode == 1 or (done.returncode and not done.stderr):
            return None  # without a word: an entry that the reflog has not
        if done.returncode:
            raise git_failure("rev-parse", done)
        return from_git(done.stdout.split()[0])

    def is_dirty(self, *paths: str) -> bool:
        """Whether any file under ``paths`` differs from the last commit; new files, ignored or not.

        Names with a leading dot are nobody's. Files that git was told to take for unchanged count
        as changed, since nobody knows.
        """
        changed = self.changed("--ignored=traditional", *paths)
        if any(not Path(one).name.startswith(".") for one in changed):
            return True
        return bool(self.unwatched(*paths))

    def changed(self, ignored: str, *paths: str) -> set[str]:
        """The files under ``paths`` that git calls changed; ``ignored`` is its option for those."""
        kinds = ("--no-renames", "--untracked-files=all", "--ignore-submodules=none", ignored)
        asked = ("status", "--porcelain", "-z", *kinds, "--", *self.specs(paths))
        return {self.own(word[3:]) for word in words_of(run_git(self.top, *asked))}

    def unwatched(self, *paths: str) -> list[str]:
        """The files under ``paths`` that git was told to take for unchanged, whatever they hold."""
        known = words_of(run_git(self.top, "ls-files", "-v", "-z", "--", *self.specs(paths)))
        return [self.own(one[2:]) for one in known if one[0].islower() or one[0] == "S"]

    def remotes(self) -> list[str]:
        """The names of the repositories that this one is shared with."""
        return run_git(self.top, "remote").decode("utf-8", "replace").split()

    def _cut_off(self) -> set[str]:
        """The commits whose parents were left out when the repository was cloned."""
        try:
            return set(self.git_path("shallow").read_text("ascii").split())
        except FileNotFoundError:
            return set()

    def git_path(self, name: str) -> Path:
        """Where git keeps ``name`` of its own files for this work tree."""
        return self._told("--git-path", name)

    def hooks(self) -> Path:
        """Where git looks for the programs that it runs before a commit."""
        told = ask_git(self.top, "config", "--type=path", "--null", "--get-all", "core.hooksPath")
        *chosen, _ours = (told or b"\0").split(b"\0")[:-1]  # the last is fixed for our own calls
        return (
            self.top / os.fsdecode(chosen[-1])
            if chosen
            else self._told("--git-common-dir") / "hooks"
        )

    def _told(self, *asked: str) -> Path:
        out = run_git(self.top, "rev-parse", *asked)
        return self.top / os.fsdecode(out.removesuffix(b"\n"))

    def named(self, ids: Iterable[str]) -> dict[str, GitCommit]:
        """Commits by their full ids, without what they changed."""
        asked = "".join(f"{one}\n" for one in ids).encode()
        args = _log_args("--no-walk", "--stdin")
        found = _parse(run_git(self.top, *args, given=asked)) if asked else ()
        return {one.id: one for one in found}

    def commits(self, base: str, head: str, *, signatures: bool = False) -> list[GitCommit]:
        """The commits of ``head`` beyond ``base``, oldest first, with all they did.

        ``signatures`` has them verified.
        """
        if base == head:
            return []
        args = _log_args("--topo-order", "--reverse", f"{base}..{head}", signatures=signatures)
        found = _parse(run_git(self.top, *args))
        changes = self.changes(commit.id for commit in found)
        return [one._replace(changes=tuple(changes[one.id])) for one in found]

    def lines_commit(
        self, path: str, first: int, last: int, known: dict[str, GitCommit], rev: str = ""
    ) -> GitCommit | CutOff | None:
        """The commit that last changed any of some lines (from 1) of a file.

        ``known`` are those found so far, by id; more are added to them.
        With ``rev``, the lines of the file as it was then. None where one of them is not committed.
        A commit that another of them follows is not the last, whatever it says of its time.
        CutOff where a clone has no history before that commit, to which git then ascribes whatever
        is older. An OperatingError where git fails.
        """
        args = ("--porcelain", "--no-textconv", "--no-ignore-revs-file", f"-L{first},{last}")
        done = call_git(self.top, "blame", *args, *([rev] if rev else []), "--", self.prefix + path)
        if done.returncode == 0:
            found = sorted({from_git(id_) for id_ in _BLAMED.findall(done.stdout)})
            if any(map(_ABSENT.issuperset, found)):
                return None
            if len(found) > 1:
                out = run_git(self.top, "merge-base", "--independent", *found)
                found = from_git(out).split()
            known |= self.named(one for one in found if one not in known)
            commits = (known[one] for one in found)
            latest = max(commits, key=lambda one: day_of(one.date) or date.max)
            if self.is_shallow and latest.id in self._cut_off():
                return CutOff(latest.id)
            return latest
        at = self.commit_of(rev or "HEAD")
        if at is not None and self.tree(at, path):
            raise git_failure("blame", done)
        return None

    def changes(self, commits: Iterable[str]) -> dict[str, list[FileChange]]:
        """What each commit did to files, by the commit's id.

        Of a merge, what it did to files that are unlike any parent's. A renamed file counts under
        both names.
        """
        command = ("diff-tree", "--stdin", "-r", "-c", "-z", "--raw", "--no-abbrev", "--root")
        fixed = ("--no-renames", "--ignore-submodules=none")
        changes: dict[str, list[FileChange]] = {commit: [] for commit in commits}
        asked = "".join(f"{commit}\n" for commit in changes).encode()
        out = run_git(self.top, *command, *fixed, "--", *self.specs(()), given=asked)
        current = ""
        words = iter(words_of(out))
        for word in words:
            if word.startswith(":"):
                changes[current].append(_change(word, self.own(next(words))))
            else:
                current = word
        return changes

    def tree(self, commit: str, *folders: str) -> dict[str, TreeEntry]:
        """The files of a commit under ``folders``, by path."""
        args = ("ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *self.specs(folders))
        entries: dict[str, TreeEntry] = {}
        for line in words_of(run_git(self.top, *args)):
            facts, path = line.split("\t", 1)
            mode, _, blob, size = facts.split()
            if size == "BAD":
                raise OperatingError("git-failed", command="git ls-tree", what=facts)
            entries[self.own(path)] = TreeEntry(mode, blob, int(size) if size != "-" else 0)
        return entries

    def contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """The bytes of each content id, all in one go."""
        wanted = list(dict.fromkeys(blobs))
        if not wanted:
            return {}
        asked = "\n".join([*wanted, ""]).encode()
        out = run_git(self.top, "cat-file", "--batch", given=asked)
        return dict(_batch(out))


_NO_REPOSITORY: Final = b"not a git repository (or any"
"""How git says that a folder is in none. Of one that is broken it says "not a git repository:"."""

_NO_WORK_TREE: Final = b"must be run in a work tree"
"""How git says it of one of its own folders, and of a clone that is set to have no files."""


def repository(folder: Path) -> Repository | None:
    """The repository that a folder is in; None without one, or without git.

    Raises ``OperatingError`` where git refuses the folder, takes the repository for a bare one,
    finds it broken, or would wait without end for what a file of attributes says.
    """
    try:
        done = call_git(folder, "rev-parse", "--show-toplevel", "--is-shallow-repository")
    except GitMissingError:
        return None
    if done.returncode == 0:
        found, _, shallow = done.stdout.removesuffix(b"\n").rpartition(b"\n")
        top = Path(os.fsdecode(found))
        for path in special_attributes(folder, top):
            raise OperatingError("special-attributes", path=path, what=path)
        inside = Path(os.path.relpath(os.path.realpath(folder), os.path.realpath(top))).as_posix()
        prefix = "" if inside == "." else from_git(os.fsencode(f"{inside}/"))
        return Repository(top, prefix, shallow == b"true")
    if _NO_REPOSITORY in done.stderr:
        return None
    if _NO_WORK_TREE not in done.stderr:
        raise git_failure("rev-parse", done)
    if ask_git(folder, "config", "--type=bool", "--get", "core.bare") == b"true\n":
        raise OperatingError("bare-repository", folder=str(folder), what="core.bare = true")
    return None


def require_repository(folder: Path) -> Repository:
    """The repository that a folder is in; raises ``OperatingError`` without git or a repository."""
    found = repository(folder)
    if found is None:
        call_git(folder, "--version")  # which says so where there is no git at all
        raise OperatingError("no-repository", folder=str(folder))
    return found


def merge_bases(repo: Repository, one: str, other: str) -> list[str]:
    """Every best common ancestor of two commits; several where branches were merged crosswise."""
    if one == other:
        return [one]
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


def git_id(raw: bytes, digits: int) -> str:
    """The id that git gives to a content, in a repository whose ids have so many digits."""
    made = hashlib.sha1 if digits == _SHA1 else hashlib.sha256
    return made(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


def losses_since(repo: Repository, commit: str, *paths: str) -> list[tuple[str, bool]]:
    """The files of a commit under ``paths`` that are gone from the work tree (True), or changed.

    Whether a file may be executed is no part of what it says.
    """
    command = ("diff", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff")
    fixed = ("--no-textconv", "--ignore-submodules=none", commit, "--", *repo.specs(paths))
    words = iter(words_of(run_git(repo.top, *command, *fixed)))
    lost = []
    for word in words:
        path = repo.own(next(words))
        mode, mode_now, blob, blob_now, status = word.lstrip(":").split(" ")
        same = blob == blob_now and PLAIN.issuperset((mode, mode_now))
        if status != "A" and not same:
            lost.append((path, status == "D"))
    return [*lost, *_lost_unwatched(repo, commit, *paths)]


def _lost_unwatched(repo: Repository, commit: str, *paths: str) -> Iterator[tuple[str, bool]]:
    """The same of files that git was told not to look at."""
    unwatched = repo.unwatched(*paths)
    files = repo.tree(commit, *paths) if unwatched else {}
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
        stages[int(stage)] = blob if mode in PLAIN else ""
    contents = repo.contents(filter(None, stages.values()))
    return {stage: contents.get(blob, b"") for stage, blob in stages.items()}


def attributes_of(repo: Repository, names: tuple[str, ...], path: str) -> dict[str, str]:
    """What ``.gitattributes`` says of a path; ``unspecified`` where nothing does."""
    words = words_of(run_git(repo.top, "check-attr", "-z", *names, "--", repo.prefix + path))
    return dict(zip(words[1::3], words[2::3], strict=True))


def user_name(folder: Path) -> str:
    """Git's ``user.name`` as it holds in a folder; empty if unset or without git."""
    return user_setting(folder, "name")


def user_setting(folder: Path, key: str) -> str:
    """Git's ``user.<key>`` as it holds in a folder; empty if unset or without git."""
    try:
        out = ask_git(folder, "config", "--get", f"user.{key}")
    except GitMissingError:
        return ""
    return out.decode("utf-8", "replace").strip() if out else ""


def _log_args(*args: str, signatures: bool = False) -> tuple[str, ...]:
    """People are named as the commit names them: a mailmap is what somebody else says of it."""
    fields = ("%H", "%an", "%ae", "%ce", "%cI", "%s", "%P", "%G?" if signatures else "")
    return ("log", "-z", f"--format={'%n'.join(fields)}", *args, "--")


def _parse(out: bytes) -> list[GitCommit]:
    found = []
    for record in filter(None, out.decode("utf-8", "replace").split("\0")):
        *said, parents, signature = record.split("\n")[:8]
        found.append(GitCommit._make((*said, tuple(parents.split()), signature.strip(), ())))
    return found


def _change(header: str, path: str) -> FileChange:
    """A line such as ``:100644 100644 <id> <id> M``; merges have a colon for each parent."""
    parents = len(header) - len(header.lstrip(":"))
    fields = header.lstrip(":").split(" ")
    sides = zip(fields[: parents + 1], fields[parents + 1 : -1], strict=True)
    *before, after = (
        "" if mode == NO_BLOB or _ABSENT.issuperset(id_) else id_ for mode, id_ in sides
    )
    return FileChange(path, tuple(before), after)


def _batch(out: bytes) -> Iterator[tuple[str, bytes]]:
    position = 0
    while position < len(out):
        end = out.index(b"\n", position)
        id_, *facts = out[position:end].decode().split()
        if len(facts) != 2:
            raise OperatingError("git-failed", command="git cat-file", what=f"{id_} {facts}")
        size = int(facts[1])
        yield id_, out[end + 1 : end + 1 + size]
        position = end + 1 + size + 1
