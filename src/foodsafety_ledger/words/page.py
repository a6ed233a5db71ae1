"""The words that stand on a page besides what it shows."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "search": ("在表中查找", "Search the tables"),
    "contents": ("目录", "Contents"),
}
