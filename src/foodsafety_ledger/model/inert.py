"""Makes other people's text harmless to print: on a terminal, and in the log of a CI run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

_INVISIBLE: Final = (
    *range(0x20),  # control characters, the terminal's escape among them
    *range(0x7F, 0xA0),  # delete, and the eight-bit controls that terminals obey as well
    0xAD,
    0x061C,  # direction marks and overrides: what is read is not what is written
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xD800, 0xE000),  # bytes of a file's name that are no text
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *(0xFFFE, 0xFFFF),  # no characters, and no XML
    *range(0xE0000, 0xE0080),
)

_RAW_BYTES: Final = range(0xDC80, 0xDD00)


@cache
def _spelled() -> Mapping[int, str]:
    """How each of these is spelled out; made when a text has one."""
    return {
        code: f"\\x{code & 0xFF:02x}" if code < 0x100 or code in _RAW_BYTES else f"\\u{code:04x}"
        for code in _INVISIBLE
    }


@cache
def _in_a_line() -> Mapping[int, str]:
    return {**_spelled(), **dict.fromkeys(map(ord, "\t\n\r"), " ")}


@cache
def _in_json() -> Mapping[int, str]:
    return {code: f"\\u{code:04x}" for code in _INVISIBLE if 0x20 <= code < 0x10000}


_ORDERS: Final = re.compile(r"#(?=#\w*\[)|^#(?=\w*\[)")
"""What CI services obey wherever it stands in a line: ``##[group]``, ``##vso[…]``; the second sign
may stand at the end of the text before."""

_ORDER_AT_START: Final = re.compile(r"^(\s*):(?=:)")
"""What they obey at the start of a line: ``::add-mask::``."""

_RAW: Final = re.compile(f"[{chr(_RAW_BYTES.start)}-{chr(_RAW_BYTES.stop - 1)}]")

_LIKE_SPELLED: Final = re.compile(r"\\(?=x[0-9a-f]{2}|u[0-9a-f]{4})", re.IGNORECASE)
"""The backslash of a name that has ``\\xff`` in it letter by letter."""

_BETWEEN_BREAKS: Final = re.compile(r"[^\n\t]+")


def inert(text: str) -> str:
    """``text`` as one line in which what a terminal or a CI service would obey is spelled out.

    So is what a terminal would hide.
    """
    if not text.isprintable():
        text = text.translate(_in_a_line())
    if "#" in text:
        text = _ORDERS.sub(r"\\x23", text)
    return _ORDER_AT_START.sub(r"\1\\x3a", text) if "::" in text else text


def spelled(path: str) -> str:
    r"""The name of a file as text that no other file's name is shown as.

    Bytes that are no text are spelled ``\xff``; a backslash that would read as the beginning of
    such a spelling is spelled itself, ``\x5c``. To be done once, before the text is made inert.
    """
    if "\\" in path:
        path = _LIKE_SPELLED.sub(r"\\x5c", path)
    return path if path.isprintable() else _RAW.sub(lambda raw: _spelled()[ord(raw[0])], path)


def inert_lines(text: str) -> str:
    """``text`` made inert with its line feeds and tabs kept."""
    if text.isprintable():
        return inert(text)
    return _BETWEEN_BREAKS.sub(lambda part: inert(part[0]), text)


def inert_json(text: str) -> str:
    r"""JSON text with the same characters as ``\u`` escapes: the same value, safe to print."""
    return _ORDERS.sub(r"\\u0023", text.translate(_in_json()))
