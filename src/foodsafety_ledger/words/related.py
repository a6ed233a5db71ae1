"""What the related places of a finding are called."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "first": ("首次出现在这里", "first stated here"),
}
