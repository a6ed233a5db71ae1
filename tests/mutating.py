"""One small change at a time to a document or to the plan read from it, for tests of ``verify``.

Every change makes the two differ in something that the plan quotes or means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from foodsafety_ledger.document.draft import read

_ROLES: Final = ("lead", "responsible", "shared", "support")
_ROLE_WORDS: Final = re.compile("按职责分工负责|分工负责|牵头|配合|负责")
_OTHER_WORD: Final = {
    "按职责分工负责": "负责",
    "分工负责": "负责",
    "牵头": "配合",
    "配合": "牵头",
    "负责": "配合",
}
_QUOTING: Final = re.compile(
    r"^(?!\s*#)[^#\n]*?\b(?:phrase|quote|goal|number|issued|due): ?(?P<words>[^\n]*)", re.MULTILINE
)
_ROLE_LINE: Final = re.compile(
    r"^\s+(?P<role>lead|responsible|shared|support): \[(?P<units>[^\]]*)\]", re.MULTILINE
)
_BRACKETS: Final = "（）()"


class Change(NamedTuple):
    """A changed text, and what was done to it where."""

    what: str
    text: str


def changed_documents(text: str) -> Iterator[Change]:
    """The document with one digit, role, department or bracket changed."""
    yield from _digits(text, range(len(text)), "document")
    yield from _removals(text, range(len(text)), "document")
    reading = read("document", text)
    origin = reading.document.origin
    for phrase in (item.phrase for task in reading.tasks for item in task.items):
        start, end = origin[phrase.outer_start], origin[phrase.outer_end - 1] + 1
        yield from _role_words(text, start, end, "document")
        for party in phrase.parties:
            place = origin[party.start], origin[party.end - 1] + 1
            yield _replaced(text, *place, "区档案局", "document: department")
            yield _replaced(text, *place, "", "document: department gone")


def changed_plans(text: str, units: list[str]) -> Iterator[Change]:
    """``tasks.yaml`` with one digit, role, department or bracket changed; ``units`` are all ids."""
    for line in _QUOTING.finditer(text):
        end = line.start("words") + len(re.split(r"\s+#", line["words"])[0])
        place = range(line.start("words"), end)
        yield from _digits(text, place, "plan")
        yield from _removals(text, place, "plan")
        if re.search(r"\bphrase:", line[0]):
            yield from _role_words(text, place.start, place.stop, "plan")
    for line in _ROLE_LINE.finditer(text):
        yield from _roles(text, line, units)
    for found in re.finditer(r"^\s+open: true", text, re.MULTILINE):
        yield _replaced(text, found.end() - 4, found.end(), "false", "plan: open")


def _roles(text: str, line: re.Match[str], units: list[str]) -> Iterator[Change]:
    for role in _ROLES:
        if role != line["role"]:
            yield _replaced(text, *line.span("role"), role, "plan: role")
    listed = [unit.strip() for unit in line["units"].split(",")]
    for position, unit in enumerate(listed):
        others = [other for other in units if other not in listed]
        for other in others[:2]:
            members = [*listed[:position], other, *listed[position + 1 :]]
            yield _replaced(text, *line.span("units"), ", ".join(members), "plan: department")
        fewer = ", ".join(listed[:position] + listed[position + 1 :])
        yield _replaced(text, *line.span("units"), fewer, f"plan: department {unit} gone")


def _digits(text: str, places: range, where: str) -> Iterator[Change]:
    for place in places:
        if text[place].isascii() and text[place].isdigit():
            for step in (1, 5):
                digit = str((int(text[place]) + step) % 10)
                yield _replaced(text, place, place + 1, digit, f"{where}: digit")


def _removals(text: str, places: range, where: str) -> Iterator[Change]:
    for place in places:
        if text[place] in _BRACKETS:
            yield _replaced(text, place, place + 1, "", f"{where}: bracket gone")
            yield _replaced(text, place, place + 1, "【", f"{where}: bracket")


def _role_words(text: str, start: int, end: int, where: str) -> Iterator[Change]:
    for found in _ROLE_WORDS.finditer(text, start, end):
        yield _replaced(text, *found.span(), _OTHER_WORD[found[0]], f"{where}: role")
        yield _replaced(text, *found.span(), "", f"{where}: role gone")


def _replaced(text: str, start: int, end: int, other: str, what: str) -> Change:
    line = text.count("\n", 0, start) + 1
    around = text[max(0, start - 8) : end + 8].replace("\n", "↵")
    return Change(
        f"{what} in line {line}: …{around}…, {text[start:end]!r} → {other!r}",
        text[:start] + other + text[end:],
    )
