"""Opening files without following links out, hashing them, and how large they may be."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from enum import StrEnum
from io import BufferedReader
from itertools import accumulate, islice
from pathlib import Path

from foodsafety_ledger.files.finding import READ_ONLY

TYPE_CHECKING = False  # typing's own costs more than all the rest
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_WALKS: Final = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")


MAX_BYTES: Final = 64 * 1024 * 1024
"""The largest file that is read."""

MAX_DOCUMENT: Final = 20 << 20
"""The most bytes of text that a plan's document has, unpacked and in UTF-8."""


class Trouble(StrEnum):
    """Why a file cannot be read; the values are variants of FL101, ``LINK`` of FL116."""

    MISSING = "missing"
    FOLDER = "folder"
    NO_FOLDER = "no-folder"
    SPECIAL = "special"
    LOOP = "loop"
    LINK = "link"
    OUTSIDE = "outside"
    GIT = "git"
    DENIED = "denied"
    TOO_LARGE = "too-large"
    FAILED = "failed"


_TROUBLES: Final = {
    errno.ENOENT: Trouble.MISSING,
    errno.ENOTDIR: Trouble.MISSING,
    errno.ENAMETOOLONG: Trouble.MISSING,
    errno.EISDIR: Trouble.FOLDER,
    errno.ENXIO: Trouble.SPECIAL,
    errno.ENODEV: Trouble.SPECIAL,
    errno.ELOOP: Trouble.LOOP,
    errno.EACCES: Trouble.DENIED,
    errno.EPERM: Trouble.DENIED,
}


def is_inside(path: str) -> bool:
    """Whether a path, as written, names something below the workspace in the portable way.

    Relative, with ``/``, no empty, ``.`` or ``..`` part, no backslash, drive or control character.
    """
    if not path or "\\" in path or ":" in path.partition("/")[0] or not path.isprintable():
        return False
    return all(part not in ("", ".", "..") for part in path.split("/"))


def is_gits(name: str) -> bool:
    """Whether some system takes a name for ``.git``.

    In any case, with dots, blanks, a stream's name or unseen signs about it, and by its short name.
    """
    seen = "".join(filter(str.isprintable, name)).partition(":")[0]
    return seen.rstrip(" .").casefold() in (".git", "git~1")


def is_in_git(real: str, base: str) -> bool:
    """Whether a path without links is, or lies in, a git folder somewhere below ``base``."""
    parts = Path(real).relative_to(base).parts
    steps = (Path(base, *parts[:count]) for count in range(1, len(parts) + 1))
    return any(map(is_gits, parts)) or any(map(_is_git_folder, steps))


def real_path(root: Path, path: str) -> str | Trouble:
    """Where a path of the workspace really leads: into it, and not among git's own files.

    This decides for every file that the workspace names. Links are followed to their end.
    """
    try:
        if any(map(is_gits, path.split("/"))):
            return Trouble.GIT
        base = os.path.realpath(root)
        real = os.path.realpath(Path(base, path), strict=True)
        if os.path.commonpath([base, real]) != base:
            return Trouble.OUTSIDE
        return Trouble.GIT if is_in_git(real, base) else real
    except OSError as error:
        return trouble_of(error)
    except ValueError:  # a NUL or a lone surrogate in the path, another drive
        return Trouble.MISSING


def leads_through_link(folder: Path, path: str) -> bool:
    """Whether a path in a folder is a link, or leads through one; NUL in it leads nowhere."""
    parts = path.split("/") if "\0" not in path else ()
    return any(is_link(folder.joinpath(*parts[: n + 1])) for n in range(len(parts)))


_is_junction: Final = getattr(os.path, "isjunction", lambda _: False)
"""Windows' own kind of link; Python knows it from 3.12 on."""


def is_link(path: Path | os.DirEntry[str]) -> bool:
    """Whether what stands there is a link of any kind; not where nobody may look."""
    try:
        return path.is_symlink() or _is_junction(path)
    except PermissionError:  # whoever opens it is told so
        return False


def folders_below(folder: Path) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """A folder and every one below it, each with what is in it; none that cannot be listed.

    No link is followed, and no repository entered. Paths are relative to ``folder``, with ``/`` and
    with a ``/`` at their end; the folder's own is empty.
    """
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(folder / inside) as listed:
                entries = list(listed)
        except OSError:
            continue
        yield inside, entries
        if all(entry.name != ".git" for entry in entries):
            below = (one for one in entries if one.is_dir(follow_symlinks=False))
            waiting += [f"{inside}{one.name}/" for one in below if not is_link(one)]


def names_inside(root: Path, folder: str) -> list[str] | Trouble:
    """The names of what stands directly in a folder of the workspace, sorted."""
    real = real_path(root, folder)
    if isinstance(real, Trouble):
        return real
    try:
        return sorted(os.listdir(real))  # noqa: PTH208 - names, not paths
    except NotADirectoryError:
        return Trouble.NO_FOLDER
    except OSError as error:
        return trouble_of(error)


def read_inside(
    root: Path, path: str, limit: int, *, through_links: bool = True
) -> bytes | Trouble:
    """The bytes of a file; ``TOO_LARGE`` above ``limit``, ``LINK`` unless ``through_links``."""
    opened = open_inside(root, path, through_links=through_links)
    if isinstance(opened, Trouble):
        return opened
    with opened:
        try:
            size = min(os.fstat(opened.fileno()).st_size, limit)
            raw = opened.read(size + 1)  # room for the limit, 64 MiB, is not made for every file
            if len(raw) > size:  # it has grown
                raw += opened.read(limit - size)
        except OSError as error:
            return trouble_of(error)
    return Trouble.TOO_LARGE if len(raw) > limit else raw


def open_inside(root: Path, path: str, *, through_links: bool = True) -> BufferedReader | Trouble:
    """A regular file of the workspace, open for reading.

    Links are followed as long as they stay inside; a pipe or device is refused without waiting.
    """
    plain = _open_without_links(root, path)
    if plain is not None:
        return _regular(plain)
    if not through_links and leads_through_link(root, path):
        return Trouble.LINK
    real = real_path(root, path)
    if isinstance(real, Trouble):
        return real
    base = os.path.realpath(root)
    try:
        handle = _open(base, Path(real).relative_to(base).parts)
    except OSError as error:
        return trouble_of(error)
    return _regular(handle)


def trouble_of(error: OSError) -> Trouble:
    """What the system's refusal means."""
    return _TROUBLES.get(error.errno or 0, Trouble.FAILED)


def _is_git_folder(folder: Path | str) -> bool:
    """Whether a folder is what ``.git`` usually is, under another name."""
    return all(os.path.lexists(f"{folder}/{name}") for name in ("HEAD", "objects", "refs"))


def _open_without_links(root: Path, path: str) -> int | None:
    """Opens what ``real_path`` would find to be just where it is named, which nearly all files are.

    None where that is not so, or not to be seen as quickly: what it is then is found with care.
    """
    parts = path.split("/")
    if not _WALKS or any(map(is_gits, parts)) or any(part in ("", ".", "..") for part in parts):
        return None
    folders = accumulate((str(root), *parts[:-1]), "{}/{}".format)
    if any(map(_is_git_folder, islice(folders, 1, None))):
        return None
    try:
        return _open(str(root), tuple(parts))
    except (OSError, ValueError):
        return None


def _open(base: str, parts: tuple[str, ...]) -> int:
    """Opens a path without links part by part, so that none can be put in its way meanwhile."""
    if not _WALKS:
        return os.open(Path(base, *parts), READ_ONLY)
    folder = os.open(base, os.O_RDONLY | os.O_DIRECTORY)
    for part in parts[:-1]:
        outer = folder
        try:
            folder = os.open(part, READ_ONLY | os.O_DIRECTORY, dir_fd=outer)
        finally:
            os.close(outer)
    try:
        return os.open(parts[-1] if parts else ".", READ_ONLY, dir_fd=folder)
    finally:
        os.close(folder)


def _regular(handle: int) -> BufferedReader | Trouble:
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    return Trouble.FOLDER if stat.S_ISDIR(mode) else Trouble.SPECIAL


def sha256_of(raw: bytes) -> str:
    """The hash of some bytes."""
    return hashlib.sha256(raw).hexdigest()


def sha256_of_file(file: BufferedReader) -> str:
    """The hash of an open file, however large, from where it stands."""
    return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_inside(root: Path, path: str) -> str | Trouble:
    """The hash of a regular file of the workspace, however large, or why it has none."""
    opened = open_inside(root, path)
    if isinstance(opened, Trouble):
        return opened
    with opened:
        try:
            return sha256_of_file(opened)
        except OSError as error:
            return trouble_of(error)
