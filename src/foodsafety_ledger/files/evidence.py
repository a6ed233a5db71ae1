"""Evidence: copied into the workspace under a safe name, and whether it still is what it was."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from foodsafety_ledger.files.atomic import new_file
from foodsafety_ledger.files.disk import (
    Trouble,
    is_in_git,
    is_inside,
    names_inside,
    sha256_inside,
    sha256_of,
    sha256_of_file,
    trouble_of,
)
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.workspace import EVIDENCE
from foodsafety_ledger.model.entry import Evidence
from foodsafety_ledger.model.failure import OperatingError, UsageError
from foodsafety_ledger.model.number import parse_integer

MAX_NAME_BYTES: Final = 200
"""A file system takes 255; the rest is for what is appended."""

_FORBIDDEN: Final = re.compile(r'[/\\:*?"<>|]')
_RESERVED: Final = re.compile(
    r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\..*)?|git~1"
)
"""Names of devices, with any suffix, and the one by which Windows finds ``.git``."""

_CHUNK: Final = 1024 * 1024


EVIDENCE_SETTING: Final = "FOODSAFETY_LEDGER_EVIDENCE_MIB"
_EVIDENCE_MIB: Final = 20


def evidence_limit(environment: Mapping[str, str] = os.environ) -> int:
    """The most bytes of a piece of evidence: 20 MiB unless set; UsageError for a bad setting."""
    said = environment.get(EVIDENCE_SETTING)
    size = parse_integer(said) if said else _EVIDENCE_MIB
    if not size:
        raise UsageError("bad-setting", name=EVIDENCE_SETTING, value=said or "")
    return size << 20


class PlacedFile(NamedTuple):
    """Where a piece of evidence stands or will stand, its hash, and whether it is there already."""

    path: str
    sha256: str
    present: bool


def place_evidence(root: Path, department: str, file: Path) -> PlacedFile:
    """Where a file belongs in the workspace; only looks.

    A file of ``evidence/`` stays where it is. Any other goes to the department's folder: the same
    bytes under the same name are reused; where other bytes hold the name, digits of the hash are
    appended. Names are the same if some system takes them for one. Raises ``UsageError`` if it is
    no file that can be read.
    """
    own = _path_in_evidence(root, file)
    with _open(root, file) as opened:
        digest = sha256_of_file(opened)
    if own:
        return PlacedFile(own, digest, present=True)
    folder, name = f"{EVIDENCE}/{department}", safe_name(file.name)
    there = names_inside(root, folder)
    names = [] if isinstance(there, Trouble) else there
    for candidate in (name, *(_appended(name, digest[:length]) for length in (8, 16, 64))):
        alike = [f"{folder}/{one}" for one in names if as_found(one) == as_found(candidate)]
        if not alike:
            return PlacedFile(f"{folder}/{candidate}", digest, present=False)
        for path in alike:
            if sha256_inside(root, path) == digest:
                return PlacedFile(path, digest, present=True)
    raise UsageError("no-evidence-name", path=str(file))


def copy_evidence(root: Path, department: str, file: Path) -> PlacedFile:
    """Copies a file to its place, unless it is there already. Call it while holding the lock.

    Raises ``OperatingError`` where the system refuses; then nothing was copied.
    """
    placement = place_evidence(root, department, file)
    target = root.joinpath(*placement.path.split("/"))
    if placement.present:
        return placement
    with new_file(target, root) as copy, _open(root, file) as opened:
        if _copy(opened, copy) != placement.sha256:
            raise OperatingError("evidence-changing", path=str(file))
    return placement


def as_found(path: str) -> str:
    """What a file, or a path to one, is found by on the system that tells names apart least.

    Windows and macOS take names in other case for the same, macOS those that are only composed
    otherwise, Windows those with dots and blanks behind them.
    """
    folded = unicodedata.normalize("NFD", path).upper().casefold()
    parts = unicodedata.normalize("NFD", folded).split("/")
    return "/".join(part.rstrip(" .") for part in parts)


def is_portable(name: str) -> bool:
    """Whether every system can hold a file of that name."""
    return not (_FORBIDDEN.search(name) or _RESERVED.fullmatch(name) or name.endswith((" ", ".")))


def safe_name(name: str) -> str:
    """A file name that every system takes: Chinese stays, separators and what is unseen go.

    Bytes that are not UTF-8 are read as GB18030, in which older systems and archives keep names.
    """
    visible = "".join(c for c in unicodedata.normalize("NFC", _text(name)) if c.isprintable())
    stem, dot, suffix = _FORBIDDEN.sub("_", visible).strip(" .").rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    suffix = _cut(suffix, 20)
    stem = _cut(stem, MAX_NAME_BYTES - len(f".{suffix}".encode())) or "evidence"
    plain = f"{stem}{dot}{suffix}".rstrip(" .")
    return f"_{plain}" if _RESERVED.fullmatch(plain) else plain


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
    return text.encode("utf-8", "replace")[:size].decode("utf-8", "ignore").rstrip(" .")


def _path_in_evidence(root: Path, file: Path) -> str:
    """The workspace path of a file that stands in ``evidence/`` already; empty for any other."""
    real = os.path.relpath(os.path.realpath(file), os.path.realpath(root))
    path = Path(real).as_posix()
    return path if path.startswith(f"{EVIDENCE}/") and is_inside(path) else ""


def _open(root: Path, file: Path) -> BufferedReader:
    """The user's own file, wherever it is; pipes, devices, folders and git's files are refused."""
    try:
        real, base = os.path.realpath(file), os.path.realpath(root)
        if is_in_git(real, base if Path(real).is_relative_to(base) else Path(real).anchor):
            trouble = Trouble.GIT
        else:
            handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            found = os.fstat(handle)
            if stat.S_ISREG(found.st_mode) and not _is_the_systems_own(found):
                return os.fdopen(handle, "rb")
            os.close(handle)
            trouble = Trouble.FOLDER if stat.S_ISDIR(found.st_mode) else Trouble.SPECIAL
    except OSError as error:
        trouble = trouble_of(error)
    except ValueError:
        trouble = Trouble.MISSING
    raise UsageError(f"no-evidence-{trouble}", path=str(file))


def _is_the_systems_own(found: os.stat_result) -> bool:
    """Whether a file is made up by the system as it is read, and may have no end."""
    return any(
        os.path.ismount(place) and os.stat(place).st_dev == found.st_dev  # noqa: PTH116 - likewise
        for place in ("/proc", "/sys")
    )


def _copy(source: BinaryIO, target: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


_POINTER: Final = b"version https://git-lfs.github.com/spec/"
_POINTER_SIZE: Final = 1024


class Fault(NamedTuple):
    """What is wrong with a piece of evidence: the code of the rule, and its variant."""

    code: str
    variant: str = ""


_FAULTS: Final = {
    Trouble.MISSING: Fault("FL510"),
    Trouble.DENIED: Fault("FL510", "denied"),
    Trouble.FAILED: Fault("FL510", "denied"),
    Trouble.OUTSIDE: Fault("FL512"),
    Trouble.GIT: Fault("FL512", "git"),
    Trouble.LOOP: Fault("FL513"),
    Trouble.LINK: Fault("FL513", "link"),
    Trouble.FOLDER: Fault("FL513"),
    Trouble.SPECIAL: Fault("FL513"),
    Trouble.TOO_LARGE: Fault("FL514"),
}


def fault_of(evidence: Evidence, source: Source) -> Fault | None:
    """The one thing that is wrong with the evidence, or None."""
    if not is_inside(evidence.path):
        return Fault("FL512")
    raw = source.read(evidence.path, evidence_limit())
    if isinstance(raw, Trouble):
        return _FAULTS[raw]
    if len(raw) <= _POINTER_SIZE and raw.startswith(_POINTER):
        return Fault("FL515")
    return None if sha256_of(raw) == evidence.sha256 else Fault("FL511")
