"""Makes other people's text harmless to print: no escape sequence, no hidden or turned sign."""

from __future__ import annotations

from typing import Final

_INVISIBLE: Final = (
    *range(0x20),  # control characters, the terminal's escape among them
    *range(0x7F, 0xA0),  # delete, and the eight-bit controls that terminals obey as well
    0xAD,
    0x061C,  # direction marks and overrides: what is read is not what is written
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
)

_SPELLED: Final = {
    code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" for code in _INVISIBLE
}

_IN_A_LINE: Final = _SPELLED | dict.fromkeys(map(ord, "\t\n\r"), " ")

_IN_JSON: Final = {code: f"\\u{code:04x}" for code in _INVISIBLE if 0x20 <= code < 0x10000}


def inert(text: str) -> str:
    """``text`` as one line in which what a terminal would obey or hide is spelled out instead."""
    return text.translate(_IN_A_LINE)


def inert_json(text: str) -> str:
    r"""JSON text with the same characters as ``\u`` escapes: the same value, safe to print."""
    return text.translate(_IN_JSON)
