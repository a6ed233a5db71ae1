"""Calling git: never through a shell, and so that no setting changes what is read from it.

What could change it is fixed for every call, here; what a single command needs beyond that stands
where it is called. What decides trust (``safe.directory``, the programs and files that verify
signatures) is left as the user has it. A failure is never an answer: where git says no it exits 1
without a word of complaint, and whatever else it exits with is raised, in its own words.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
from pathlib import Path
from typing import Final

from foodsafety_ledger.model.failure import OperatingError

_KEPT: Final = frozenset(
    {
        # where a repository is looked for, and git's own programs
        "GIT_CEILING_DIRECTORIES",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM",
        "GIT_EXEC_PATH",
        # more places for objects: an object is what its name says, wherever it lies
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        # how a clone that left contents out fetches them
        "GIT_ALLOW_PROTOCOL",
        "GIT_ASKPASS",
        "GIT_PROXY_COMMAND",
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_SSH_VARIANT",
        "GIT_SSL_CAINFO",
        "GIT_SSL_CAPATH",
        # settings, those of trust among them; what is fixed below wins over all of these
        "GIT_CONFIG_COUNT",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_PARAMETERS",
        "GIT_CONFIG_SYSTEM",
    }
)
"""What of git's environment is passed on; the rest leaks in from hooks and points elsewhere."""

_KEPT_PAIRS: Final = ("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_")
"""The numbered pairs that ``GIT_CONFIG_COUNT`` counts."""

_FIXED: Final = {
    "advice.graftFileDeprecated": "false",
    "color.ui": "false",
    "core.checkStat": "default",
    "core.fileMode": "false",  # whether a file may be executed is no part of what it says
    "core.fsmonitor": "false",  # else a program says which files changed
    "core.hooksPath": os.devnull,  # asking runs nobody's program
    "core.quotePath": "false",
    "core.trustctime": "true",
    "diff.algorithm": "default",
    "diff.autoRefreshIndex": "true",
    "diff.external": "",
    "diff.ignoreSubmodules": "none",
    "diff.indentHeuristic": "true",
    "diff.orderFile": os.devnull,
    "diff.relative": "false",
    "diff.renames": "false",
    "i18n.logOutputEncoding": "UTF-8",
    "log.showSignature": "false",
    "status.renames": "false",
}
"""Settings that could change what is read. Of these the last one given counts, and that is ours."""

_OWN: Final = {
    "GIT_GRAFT_FILE": os.devnull,  # commits have the parents that they say they have
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LANGUAGE": "C",
    "LC_ALL": "C",  # messages are told apart by their words; names are not touched by it
}

_COMMAND: Final = (
    "git",
    "--no-pager",
    "--no-replace-objects",
    *(word for name, value in _FIXED.items() for word in ("-c", f"{name}={value}")),
)


class GitMissingError(OperatingError):
    """There is no git on this computer."""


def run_git(folder: Path, *args: str, given: bytes = b"") -> bytes:
    """What a git command prints; raises ``OperatingError`` where it fails."""
    done = call_git(folder, *args, given=given)
    if done.returncode:
        raise git_failure(args[0], done)
    return done.stdout


def ask_git(folder: Path, *args: str) -> bytes | None:
    """What a git command prints; None where it exits 1 (there is none), else ``OperatingError``."""
    done = call_git(folder, *args)
    if done.returncode == 1:
        return None
    if done.returncode:
        raise git_failure(args[0], done)
    return done.stdout


def call_git(folder: Path, *args: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A git command run in a folder; raises ``OperatingError`` where it cannot be started.

    And in a program that ignores the end of its children: whatever became of one reads as success.
    Where no more files may be open, with the system's own ``OSError``.
    """
    ended = getattr(signal, "SIGCHLD", None)  # there is none on Windows
    if ended and signal.getsignal(ended) is signal.SIG_IGN:
        raise OperatingError("git-failed", command="git", what="SIGCHLD is ignored")
    command: list[str | bytes] = [
        *_COMMAND,
        *(arg.encode("utf-8", "surrogateescape") for arg in args),
    ]
    try:
        return subprocess.run(
            command, cwd=folder, env=_environment(), input=given, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        if error.filename != "git":
            raise OperatingError("git-failed", command="git", what=str(error)) from None
        raise GitMissingError("git-missing") from None
    except OSError as error:
        if error.errno in (errno.EMFILE, errno.ENFILE):  # it is not git that failed
            raise
        raise OperatingError("git-failed", command="git", what=str(error)) from None


def git_failure(command: str, done: subprocess.CompletedProcess[bytes]) -> OperatingError:
    """A command that failed, with all that git says about it: its own remedy among it."""
    said = done.stderr.decode("utf-8", "replace").strip() or f"exit {done.returncode}"
    return OperatingError("git-failed", command=f"git {command}", what=said)


def from_git(raw: bytes) -> str:
    """A path or id of git's as a text: paths in a repository are UTF-8 whatever the locale."""
    return raw.decode("utf-8", "surrogateescape")


def words_of(out: bytes) -> list[str]:
    """The paths, ids and headers of an output that separates them by NUL."""
    return [from_git(part) for part in out.split(b"\0") if part]


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT or name.startswith(_KEPT_PAIRS)
    }
    return {**kept, **_OWN}
