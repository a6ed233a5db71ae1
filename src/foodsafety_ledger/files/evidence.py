"""Copies evidence into the workspace: under a safe name, never over another file."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from foodsafety_ledger.files.hashing import sha256_inside, sha256_of_file
from foodsafety_ledger.files.opening import Trouble, is_inside, trouble_of
from foodsafety_ledger.files.workspace import EVIDENCE
from foodsafety_ledger.files.writing import (
    flush_folder,
    put_in_place,
    refusals,
    settle,
    temporary_beside,
)
from foodsafety_ledger.values.failure import OperatingError, UsageError

MAX_NAME_BYTES: Final = 200
"""A file system takes 255; the rest is for what is appended."""

_FORBIDDEN: Final = re.compile(r'[/\\:*?"<>|]')
_DEVICES: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_CHUNK: Final = 1024 * 1024


class Placement(NamedTuple):
    """Where a piece of evidence stands or will stand, its hash, and whether it is there already."""

    path: str
    sha256: str
    present: bool


def place_evidence(root: Path, department: str, file: Path) -> Placement:
    """Where a file belongs in the workspace; only looks.

    A file of ``evidence/`` stays where it is. Any other goes to the department's folder: the same
    bytes under the same name are reused; where other bytes hold the name, digits of the hash are
    appended. Raises ``UsageError`` if it is no file that can be read.
    """
    own = _path_in_evidence(root, file)
    with _open(file) as opened:
        digest = sha256_of_file(opened)
    if own:
        return Placement(own, digest, present=True)
    folder, name = f"{EVIDENCE}/{department}", safe_name(file.name)
    for candidate in (name, *(_appended(name, digest[:length]) for length in (8, 16, 64))):
        path = f"{folder}/{candidate}"
        there = sha256_inside(root, path)
        if there is Trouble.MISSING or there == digest:
            return Placement(path, digest, present=there == digest)
    raise UsageError("no-evidence-name", path=str(file))


def copy_evidence(root: Path, department: str, file: Path) -> Placement:
    """Copies a file to its place, unless it is there already. Call it while holding the lock.

    Raises ``OperatingError`` where the system refuses; then nothing was copied.
    """
    placement = place_evidence(root, department, file)
    target = root.joinpath(*placement.path.split("/"))
    if placement.present:
        return placement
    with refusals(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _require_inside(root, target.parent)
        with _open(file) as opened, temporary_beside(target) as (temporary, copy):
            if _copy(opened, copy) != placement.sha256:
                raise OperatingError("evidence-changing", path=str(file))
            settle(copy)
            put_in_place(temporary, target)
        flush_folder(target.parent)
    return placement


def safe_name(name: str) -> str:
    """A file name that every system takes: Chinese stays, separators and what is unseen go.

    Bytes that are not UTF-8 are read as GB18030, in which older systems and archives keep names.
    """
    visible = "".join(c for c in unicodedata.normalize("NFC", _text(name)) if c.isprintable())
    stem, dot, suffix = _FORBIDDEN.sub("_", visible).strip(" .").rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    suffix = _cut(suffix, 20)
    stem = _cut(stem, MAX_NAME_BYTES - len(f".{suffix}".encode())).rstrip(" .") or "evidence"
    plain = f"{stem}{dot}{suffix}"
    return f"_{plain}" if _DEVICES.fullmatch(plain) else plain


def _text(name: str) -> str:
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return name


def _appended(name: str, digits: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{digits}{dot}{suffix}" if stem else f"{name}-{digits}"


def _cut(text: str, size: int) -> str:
    return text.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")


def _path_in_evidence(root: Path, file: Path) -> str:
    """The workspace path of a file that stands in ``evidence/`` already; empty for any other."""
    real = os.path.relpath(os.path.realpath(file), os.path.realpath(root))
    path = Path(real).as_posix()
    return path if path.startswith(f"{EVIDENCE}/") and is_inside(path) else ""


def _open(file: Path) -> BinaryIO:
    """The user's own file, wherever it is; pipes, devices and folders are refused."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        mode = os.fstat(handle).st_mode
        if stat.S_ISREG(mode):
            return os.fdopen(handle, "rb")
        os.close(handle)
        trouble = Trouble.FOLDER if stat.S_ISDIR(mode) else Trouble.SPECIAL
    except OSError as error:
        trouble = trouble_of(error)
    except ValueError:
        trouble = Trouble.MISSING
    raise UsageError(f"no-evidence-{trouble}", path=str(file))


def _require_inside(root: Path, folder: Path) -> None:
    real_root, real = os.path.realpath(root), os.path.realpath(folder)
    if os.path.commonpath([real_root, real]) != real_root:
        raise OperatingError("evidence-outside", path=str(folder))


def _copy(source: BinaryIO, target: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()
