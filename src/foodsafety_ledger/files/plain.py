"""Whether the workspace's own folders hold plain files in plain folders, and nothing else.

A commit keeps of a link only where it leads, and of a repository inside the repository only the id
of a commit: none of the text. What is read through one today cannot be compared tomorrow.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.files.workspace import KEPT

_is_junction: Final = getattr(os.path, "isjunction", lambda _: False)
"""Windows' own kind of link; Python knows it from 3.12 on."""


class NotPlain(NamedTuple):
    """What stands where a plain file or folder belongs: a ``link`` or a ``repository``."""

    path: str
    kind: str


def leads_through_link(folder: Path, path: str) -> bool:
    """Whether a path in a folder is a link, or leads through one; NUL in it leads nowhere."""
    parts = path.split("/") if "\0" not in path else ()
    return any(_is_link(folder.joinpath(*parts[: n + 1])) for n in range(len(parts)))


def not_plain(root: Path) -> Iterator[NotPlain]:
    """Every link and every repository in the workspace's own folders; none is followed."""
    for kept in KEPT:
        if _is_link(root / kept):
            yield NotPlain(kept, "link")
            continue
        for folder, folders, files in os.walk(root / kept):
            inside = Path(folder).relative_to(root).as_posix()
            names = [*folders, *files]
            if ".git" in names:
                folders.clear()
                yield NotPlain(inside, "repository")
                continue
            for name in names:
                if _is_link(Path(folder, name)):
                    yield NotPlain(f"{inside}/{name}", "link")


def _is_link(path: Path) -> bool:
    return path.is_symlink() or _is_junction(path)
