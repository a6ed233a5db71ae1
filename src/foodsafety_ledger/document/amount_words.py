"""Verbs whose figure is an amount: by how much something rises or falls, and what is given.

Each is a part of patterns elsewhere, which are written for folded text (``folded.py``).
"""

from __future__ import annotations

from typing import Final

RISES: Final = "增[长加]|提[高升]|上升"
FALLS: Final = "下降|降低|减少|压减|缩减"
"""How something changes."""

SUPPORT: Final = "奖励|奖补|补[助贴偿]|资助"
GIVES: Final = f"给予|{SUPPORT}"
"""What is given, and how it is said that it is."""
