"""Choices that look random and are the same on every machine: drawn from hashes, not from luck."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def draw(below: int, *about: object) -> int:
    """A number from 0 up to ``below``, the same whenever it is drawn about the same things."""
    return int.from_bytes(_digest(about)[:6], "big") % below


def choose(options: Sequence[T], *about: object) -> T:
    """One of ``options``, the same whenever it is chosen about the same things."""
    return options[draw(len(options), *about)]


def hex_digits(*about: object) -> str:
    """Eight hex digits for an entry's id."""
    return _digest(about).hex()[:8]


def _digest(about: Sequence[object]) -> bytes:
    return hashlib.sha256("/".join(map(str, about)).encode()).digest()
