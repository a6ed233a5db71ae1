"""YAML text of a draft: block style, a translated name on one line, texts quoted where needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

_PLAIN: Final = re.compile(
    r"(?![\-~])[0-9A-Za-z一-鿿“”‘’《》（〔][0-9A-Za-z一-鿿“”‘’《》（）〔〕、，。；：！？…·%‰/+._\-]*"
)
_NUMBER_LIKE: Final = re.compile(r"[0-9.]+")
_ONE_LINE: Final = 96


def to_yaml(data: Mapping[str, Any]) -> str:
    """``data`` as YAML, keys in their order; every value reads back as the same text."""
    return "\n".join(_mapping(data, 0)) + "\n"


def _mapping(data: Mapping[str, Any], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for key, value in data.items():
        one_line = _flow(value)
        if one_line is not None and len(pad) + len(key) + len(one_line) < _limit(value):
            yield f"{pad}{key}: {one_line}"
        else:
            yield f"{pad}{key}:"
            yield from _block(value, depth + 1)


def _limit(value: object) -> int:
    """How wide a line may be: a text is never broken, and so never too wide."""
    return _ONE_LINE if isinstance(value, Mapping | list) and value else 1_000_000


def _block(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _mapping(value, depth)
        return
    for member in _members(value):
        pad = "  " * depth
        one_line = _flow(member)
        if one_line is not None and len(pad) + len(one_line) < _limit(member):
            yield f"{pad}- {one_line}"
            continue
        first, *rest = _block(member, depth + 1)
        yield f"{pad}- {first.lstrip()}"
        yield from rest


def _members(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def _flow(value: object) -> str | None:
    """``value`` on one line; None for a mapping or list that holds mappings of several keys."""
    if isinstance(value, Mapping):
        parts = {key: _flow(member) for key, member in value.items()}
        if any(part is None for part in parts.values()) or any(
            isinstance(member, Mapping | list) and member for member in value.values()
        ):
            return None
        return "{" + ", ".join(f"{key}: {part}" for key, part in parts.items()) + "}"
    if isinstance(value, list):
        if any(isinstance(member, Mapping | list) for member in value):
            return None
        return "[" + ", ".join(_scalar(member) for member in value) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    text = str(value)
    plain = _PLAIN.fullmatch(text) and not _NUMBER_LIKE.fullmatch(text)
    return text if plain else json.dumps(text, ensure_ascii=False)
