"""Which other packages add rules: an entry point of theirs names a family of their own.

``importlib.metadata`` takes longer to import than all rules to look; it is asked only where a
package that is installed names the group at all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP: Final = "foodsafety_ledger.rules"


def entry_points_of(group: str) -> Iterable[EntryPoint]:
    """The entry points of a group that installed packages have."""
    if not any(_names(Path(folder or "."), group.encode()) for folder in sys.path):
        return ()
    from importlib.metadata import entry_points  # noqa: PLC0415 - see above

    return entry_points(group=group)


def _names(folder: Path, group: bytes) -> bool:
    """Whether a package that is installed in a folder has the group; an archive has none."""
    try:
        return any(group in one.read_bytes() for one in folder.glob("*-info/entry_points.txt"))
    except OSError:
        return False
