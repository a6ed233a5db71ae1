"""The block text of a new entry: keys in the contract's order, quotes only where YAML needs them.

A draft is the mapping that the reader shall return for the entry: texts, one mapping (``values``)
and one list of mappings (``evidence``). What a text looks like never changes what it says: anything
that some YAML 1.1 or 1.2 reader would take for a number, a date, a truth value or a piece of syntax
is quoted.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Container, Iterable, Mapping
from datetime import date
from typing import Any, Final

from foodsafety_ledger.model.entry import FIELDS, Entry, FieldKind
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.period import parse_date
from foodsafety_ledger.reading.ledger import ENTRY_ID

Draft = Mapping[str, Any]

_FLOW_UNSAFE = frozenset(",:[]{}?")
_WORDS = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"}
)
_NUMBER = re.compile(
    r"""
      [0-9][0-9_]*                                   # integers, octal with a leading zero
    | 0[xX][0-9a-fA-F_]+ | 0[oO][0-7_]+ | 0[bB][01_]+
    | [0-9][0-9_]*\.?[0-9_]*([eE][-+]?[0-9_]+)?      # decimals and powers of ten
    | [0-9][0-9_]*(:[0-9]{1,2})+(\.[0-9_]*)?         # base 60: 12:30 is 750 to YAML 1.1
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt\ ].*)?      # dates and times
    """,
    re.VERBOSE,
)
_TYPED = re.compile(r"0|[1-9][0-9]*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Counts and dates: read by every YAML reader as just what they are, so written plain."""

_TYPED_KINDS = frozenset({FieldKind.DATE, FieldKind.VALUES})
_DATED = frozenset({"valid_until"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def entry_lines(draft: Draft, dash: str = "- ", indent: str = "  ") -> list[str]:
    """The lines of a new entry without line ends: the first after ``dash``, the rest indented.

    Keys that the draft leaves empty are left out.
    """
    lines: list[str] = []
    for key in FIELDS:
        if draft.get(key):
            lines += _pair(key, draft[key])
    return [dash + lines[0], *(indent + line if line else "" for line in lines[1:])]


def written(draft: Draft) -> dict[str, Any]:
    """The draft as the reader shall return it: what is empty is not written."""
    return {key: draft[key] for key in FIELDS if draft.get(key)}


def ledger_text(plan: str, department: str) -> str:
    """The text of a department's ledger without entries."""
    return f"plan: {scalar(plan)}\ndepartment: {scalar(department)}\nentries: []\n"


def scalar(text: str, *, in_flow: bool = False, typed: bool = False) -> str:
    """One line of YAML that every reader reads as ``text``.

    ``in_flow`` for a place between brackets; ``typed`` where a whole number or a date is meant as
    one, and stays without quotes.
    """
    if typed and _TYPED.fullmatch(text):
        return text
    return text if _may_stand_plain(text, in_flow=in_flow) else quoted(text)


def quoted(text: str) -> str:
    """``text`` in double quotes, what does not print escaped."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _pair(key: str, value: Any) -> list[str]:  # noqa: ANN401 - a draft's values are of three shapes
    typed = FIELDS[key].kind in _TYPED_KINDS
    if isinstance(value, str):
        return _text_lines(key, value, typed=typed)
    if isinstance(value, Mapping):
        if len(value) == 1:
            return [f"{key}: {_flow_map(value, typed=value if typed else ())}"]
        return [f"{key}:", *(f"  {k}: {scalar(v, typed=typed)}" for k, v in value.items())]
    if len(value) == 1:
        return [f"{key}: [{_flow_map(value[0], typed=_DATED)}]"]
    return [f"{key}:", *(f"- {_flow_map(member, typed=_DATED)}" for member in value)]


def _text_lines(key: str, text: str, *, typed: bool) -> list[str]:
    if "\n" in text and _may_stand_literal(text):
        return [f"{key}: |-", *("  " + line if line else "" for line in text.split("\n"))]
    return [f"{key}: {scalar(text, typed=typed)}"]


def _flow_map(pairs: Mapping[str, str], *, typed: Container[str]) -> str:
    inside = (
        f"{scalar(key, in_flow=True)}: {scalar(value, in_flow=True, typed=key in typed)}"
        for key, value in pairs.items()
    )
    return "{" + ", ".join(inside) + "}"


def _may_stand_plain(text: str, *, in_flow: bool) -> bool:
    if not text or text != text.strip() or (text[0].isascii() and not text[0].isalnum()):
        return False
    if text.lower() in _WORDS or _NUMBER.fullmatch(text):
        return False
    if ": " in text or " #" in text or text.endswith(":"):
        return False
    if in_flow and not _FLOW_UNSAFE.isdisjoint(text):
        return False
    return all(map(_prints, text))


def _may_stand_literal(text: str) -> bool:
    """Whether a block literal keeps ``text``: no line end at either end, no blank at the start."""
    if text[0].isspace() or text[-1].isspace():
        return False
    return all(_prints(character) for character in text if character != "\n")


def _prints(character: str) -> bool:
    """Whether a character may stand for itself: no control, format or line separator."""
    if " " <= character <= "~":
        return True
    return character not in "\ufffe\uffff" and unicodedata.category(character) not in _UNPRINTED


_UNPRINTED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _prints(character):
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_RANGE: Final = 16**8
_SHARE: Final = 100


def new_id(draft: Draft, today: date, ledger: Iterable[Entry], taken: Container[str]) -> str:
    """An id for ``draft`` above those of its day in its ledger that it comes after.

    Its day is its date, ``today`` where that is none. Where nothing is left above them all, it is
    above those that still stand: what was replaced, or is now, is never the latest. ``taken`` are
    the ids of the workspace. Raises ``UsageError`` where no digits are left above what stands.
    """
    day = parse_date(draft.get("date", "")) or today
    prefix, entries = f"{day.isoformat().replace('-', '')}-", tuple(ledger)
    replaced = {draft.get("amends"), draft.get("voids")}
    replaced.update(one.amends or one.voids for one in entries)
    before = [one.id for one in entries if one.id.startswith(prefix) and _after(draft, one)]
    standing = [id_ for id_ in before if id_ not in replaced]
    for ids in (before, standing):
        made = _id_above(ids, prefix, taken)
        if made:
            return made
    raise UsageError("no-id-left", day=str(day), id=max(standing, key=_digits))


def _id_above(before: Collection[str], prefix: str, taken: Container[str]) -> str | None:
    """An id of a day that is above those before it; None where none is left."""
    top = max(map(_digits, before), default=-1)
    while top < _RANGE - 1:
        above = _RANGE - 1 - top
        width = max(1, above // _SHARE) if before else _RANGE // 2
        drawn = _draw(top + 1, width)
        made = f"{prefix}{drawn:08x}"
        if made not in taken:
            return made
        top = drawn if before else top
    return None


def _draw(low: int, width: int) -> int:
    """One of ``width`` numbers from ``low`` on; a width is far below the 64 bits that are drawn."""
    return low + (int.from_bytes(os.urandom(8)) * width >> 64)


def _digits(id_: str) -> int:
    return int(id_[9:], 16) if ENTRY_ID.fullmatch(id_) else -1


def _after(draft: Draft, entry: Entry) -> bool:
    """Whether a new entry comes after one of the same day: about the same, or about that one."""
    about = draft.get("item"), draft.get("period")
    return (
        entry.id == draft.get("voids")
        or (entry.reviews != "" and entry.reviews == draft.get("reviews"))
        or (entry.extends != "" and entry.extends == draft.get("extends"))
        or (entry.item != "" and (entry.item, str(entry.period)) == about)
    )
