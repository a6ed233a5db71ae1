"""Git's part of a workspace: ``.gitattributes``, and the clone's setting of the merge driver."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.files.atomic import replace_file, write_new_file
from foodsafety_ledger.files.disk import MAX_BYTES, Trouble, read_inside, sha256_of
from foodsafety_ledger.files.git import Repository, attributes_of, repository, require_repository
from foodsafety_ledger.files.gitcall import GitMissingError, ask_git, run_git
from foodsafety_ledger.files.hosting import ATTRIBUTES
from foodsafety_ledger.files.locking import locked
from foodsafety_ledger.files.text import split_lines
from foodsafety_ledger.model.failure import OperatingError
from foodsafety_ledger.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class MarkedSection:
    """The lines between two markers; comments in the file's own language."""

    begin: str
    end: str

    def put(self, text: str, lines: list[str]) -> str:
        """``text`` with ``lines`` as its section, at the end; without lines, without a section."""
        newline = "\r\n" if "\r\n" in text else "\n"
        kept = self.without(text)
        if not lines:
            return kept
        if kept and not kept.endswith("\n"):
            kept += newline
        return kept + "".join(line + newline for line in (self.begin, *lines, self.end))

    def without(self, text: str) -> str:
        """``text`` without the section."""
        found = self.find(text)
        if found is None:
            return text
        lines = split_lines(text)
        return "".join(lines[: found[0]] + lines[found[1] + 1 :])

    def find(self, text: str) -> tuple[int, int] | None:
        """The indexes of the section's first and last line: its first alone if its end is lost."""
        lines = [line.rstrip("\r\n") for line in split_lines(text)]
        if self.begin not in lines:
            return None
        first = lines.index(self.begin)
        return first, lines.index(self.end, first) if self.end in lines[first:] else first


DRIVER: Final = "foodsafety-ledger"

SECTION: Final = MarkedSection(
    "# >>> foodsafety-ledger: written by `ledger init --git`", "# <<< foodsafety-ledger"
)

LINES: Final = ("*.yaml text eol=lf", "evidence/** -text", f"ledgers/*.yaml merge={DRIVER}")
"""What a workspace wants of git. Attributes add up over lines, and of the same one the last wins:
so a ledger is a text with LF and has the driver, and YAML filed as evidence is left alone."""

_WANTED: Final = {
    "ledgers/x.yaml": {"text": "set", "eol": "lf", "merge": DRIVER},
    "evidence/x/x.yaml": {"text": "unset"},
    "evidence/x/x.txt": {"text": "unset"},
}
"""What the lines come to, for a ledger and for evidence of any name."""


class GitSetup(NamedTuple):
    """What was changed, and for which paths something else still overrides the attributes."""

    attributes: bool
    config: bool
    overridden: tuple[str, ...] = ()


def set_up_git(root: Path) -> GitSetup:
    """Sets up merging by entry id in a workspace's clone; again, it changes nothing.

    Raises ``OperatingError`` without git, a repository, or leave to write.
    """
    repo = require_repository(root)
    with locked(root):
        before = _text(root)
        others = {" ".join(line.split()) for line in SECTION.without(before).splitlines()}
        lines = [one for one in LINES if one not in others]
        changed = put_text(root, ATTRIBUTES, SECTION.put(before, lines))
        if overridden(repo):
            changed |= put_text(root, ATTRIBUTES, SECTION.put(before, list(LINES)))
        return GitSetup(changed, _configure(repo), overridden(repo))


def undo_git(root: Path) -> GitSetup:
    """Takes out again what ``set_up_git`` put in, and nothing else."""
    repo = require_repository(root)
    with locked(root):
        changed = put_text(root, ATTRIBUTES, SECTION.without(_text(root)))
        section = f"merge.{DRIVER}"
        is_set = ask_git(repo.top, "config", "--local", "--get-regexp", f"^merge\\.{DRIVER}\\.")
        if is_set:
            run_git(repo.top, "config", "--local", "--remove-section", section)
        return GitSetup(changed, bool(is_set))


def start_history(root: Path, stream: bytes) -> bool:
    """Makes a repository of a folder whose past is ``stream``, as ``git fast-import`` reads it.

    The files must be in the folder as the last commit has them. False, and nothing is done,
    without git, and in a folder that belongs to another repository which does not ignore it.
    """
    try:
        around = repository(root)
        if around and ask_git(root.parent, "check-ignore", "-q", str(root.absolute())) is None:
            return False
        run_git(root, "init", "-q", "--template=", "--object-format=sha1")
    except GitMissingError:
        return False
    run_git(root, "symbolic-ref", "HEAD", "refs/heads/main")
    run_git(root, "fast-import", "--quiet", given=stream)
    run_git(root, "reset", "-q")
    return True


def driver_command(python: str = sys.executable) -> str:
    """The command that git runs to merge a ledger.

    With the full path of this Python, since another program may be called ``ledger``, and without
    the current folder in its search path, since that is the repository's. Where it does not run,
    the file is merged like any other text: git would take a failure without conflict markers for
    a finished merge of ours.
    """
    run = f"{shlex.quote(Path(python).as_posix())} -P -m foodsafety_ledger merge-driver"
    text_merge = "git merge-file -L ours -L base -L theirs %A %O %B"
    return f"{run} %O %A %B %P || {{ grep -q '^<<<<<<< ' %A && exit 1; {text_merge}; }}"


def put_text(top: Path, name: str, text: str) -> bool:
    """Writes a text file of ``top`` unless it says so already; an empty text removes it.

    Says if it did. Raises ``OperatingError`` where something else stands there, or a link that
    leads elsewhere.
    """
    before, path = _bytes(top, name), top / name
    content = text.encode("utf-8", "surrogateescape")
    if content == (before or b""):
        return False
    if before is None:
        write_new_file(path, content, top)
    elif content:
        replace_file(path, content, sha256_of(before))
    else:
        path.unlink()
    return True


def unset_driver(repo: Repository) -> dict[str, str]:
    """The settings of the merge driver that a clone lacks or has otherwise, as they should be."""
    wanted = {"name": "merges ledgers by entry id", "driver": driver_command()}
    named = {f"merge.{DRIVER}.{key}": value for key, value in wanted.items()}
    return {name: value for name, value in named.items() if _setting(repo, name) != value}


def _setting(repo: Repository, name: str) -> str | None:
    told = ask_git(repo.top, "config", "--local", "--get", name)
    return None if told is None else told.decode("utf-8", "replace").rstrip("\n")


def _configure(repo: Repository) -> bool:
    unset = unset_driver(repo)
    for name, value in unset.items():
        run_git(repo.top, "config", "--local", "--replace-all", name, value)
    return bool(unset)


def overridden(repo: Repository) -> tuple[str, ...]:
    """The paths for which the attributes are not as wanted, as the files stand now."""
    wanted = _WANTED.items()
    return tuple(path for path, one in wanted if attributes_of(repo, tuple(one), path) != one)


def _text(root: Path) -> str:
    return (_bytes(root, ATTRIBUTES) or b"").decode("utf-8", "surrogateescape")


def _bytes(top: Path, name: str) -> bytes | None:
    raw = read_inside(top, name, MAX_BYTES)
    if isinstance(raw, bytes):
        return raw
    if raw is Trouble.MISSING:
        return None
    raise OperatingError("not-ours-to-write", path=name)
