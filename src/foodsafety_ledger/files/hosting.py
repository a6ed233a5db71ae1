"""Files around a workspace that git and the hosting site go by: found without starting git."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.files.disk import MAX_BYTES, Trouble, folders_below, is_link, read_inside
from foodsafety_ledger.files.workspace import KEPT, repository_top

ATTRIBUTES: Final = ".gitattributes"
_OWN_ATTRIBUTES: Final = "info/attributes"

_NAMES_FOLDER: Final = b"gitdir: "

_OWNERS: Final = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where hosting sites look for it; the first one there is counts."""


class OwnersFile(NamedTuple):
    """CODEOWNERS of a workspace's repository: ``name`` in its folder ``top``.

    ``path`` leads there from the workspace. ``prefix`` is the workspace's folder in the repository,
    ending in ``/``; ``text`` is empty where there is no such file yet.
    """

    top: Path
    name: str
    path: str
    prefix: str
    text: str


def special_attributes(root: Path, top: Path) -> list[str]:
    """Where a pipe or device is called ``.gitattributes``: git would read it and never end.

    In the workspace's own folders, in those above it up to its repository's ``top``, and what this
    clone alone sets; no links, for git follows none of that name. Paths are the workspace's.
    """
    real = Path(os.path.realpath(root))
    around = [real, *real.parents]
    folders = around[: around.index(top) + 1] if top in around else around
    asked = [folder / ATTRIBUTES for folder in folders]
    own = git_folder(top)
    asked += [own / _OWN_ATTRIBUTES] if own is not None else []
    for kept in filter(lambda name: not is_link(real / name), KEPT):
        for _, entries in folders_below(real / kept):
            asked += [Path(entry) for entry in entries if entry.name == ATTRIBUTES]
    return [Path(os.path.relpath(one, real)).as_posix() for one in asked if _is_special(one)]


def not_plain(root: Path) -> Iterator[tuple[str, str]]:
    """What stands in the place of plain files: each path, and ``link`` or ``repository``.

    In the workspace's own folders; none is followed.
    """
    for kept in KEPT:
        if is_link(root / kept):
            yield kept, "link"
            continue
        for inside, entries in folders_below(root / kept):
            if any(entry.name == ".git" for entry in entries):
                yield f"{kept}/{inside}".rstrip("/"), "repository"
                continue
            for entry in filter(is_link, entries):
                yield f"{kept}/{inside}{entry.name}", "link"


def _is_special(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not any(kind(mode) for kind in (stat.S_ISREG, stat.S_ISDIR, stat.S_ISLNK))


def git_folder(top: Path) -> Path | None:
    """Git's own folder of a repository, which ``.git`` is or names; None where it leads nowhere."""
    dot = top / ".git"
    with suppress(OSError, ValueError):
        if dot.is_dir():
            return dot
        said = dot.read_bytes() if dot.is_file() else b""
        folder = top / os.fsdecode(said.removeprefix(_NAMES_FOLDER).rstrip(b"\r\n"))
        return folder if said.startswith(_NAMES_FOLDER) and folder.is_dir() else None
    return None


def owners_file(root: Path) -> OwnersFile | None:
    """The repository's CODEOWNERS, or where it should be; None outside a repository."""
    top = repository_top(root)
    if top is None:
        return None
    there = (name for name in _OWNERS if (top / name).is_file())
    name = next(there, "CODEOWNERS")
    real = os.path.realpath(root)
    inside = Path(os.path.relpath(real, top)).as_posix()
    path = Path(os.path.relpath(top / name, real)).as_posix()
    raw = read_inside(top, name, MAX_BYTES)
    text = "" if isinstance(raw, Trouble) else raw.decode("utf-8", "surrogateescape")
    return OwnersFile(top, name, path, "" if inside == "." else f"{inside}/", text)
