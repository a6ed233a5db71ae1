"""An entry being filled in: from options, from questions, by default, from what it amends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from foodsafety_ledger.files.evidence import PlacedFile
from foodsafety_ledger.filing.drafting import Draft
from foodsafety_ledger.model.entry import EVIDENCE_MORE, FIELDS, Entry, Evidence, FieldKind, Place
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.plan import Item, Plan
from foodsafety_ledger.reading.naming import find_target
from foodsafety_ledger.reading.typed import spelt, spelt_date, spelt_value

_KEYS: Final = "|".join(EVIDENCE_MORE).replace("_", "[-_]")
_TOLD: Final = re.compile(rf"(.+)[,，] *({_KEYS})=([^,，=]*)", re.DOTALL)
_ANEW: Final = ("date", "by", "reason")
"""What an entry says of itself, and not of what it reports."""

Given = Mapping[str, Any]
"""What the command line says of an entry, by key: a text, or what was given of several."""


class Attached(NamedTuple):
    """A file that is to be evidence, and what is said of it: ``of`` and ``valid_until``."""

    file: Path
    said: Mapping[str, str] = MappingProxyType({})


def attached(text: str) -> Attached:
    """What ``--evidence`` is given: ``FILE``, ``FILE,of=plan-file,valid_until=2023-06-30``.

    A comma that is followed by no such key belongs to the file's name. UsageError for a key that
    is given twice.
    """
    said: dict[str, str] = {}
    while match := _TOLD.fullmatch(text):
        text, key, value = match[1], match[2].replace("-", "_"), match[3]
        if key in said:
            raise UsageError("evidence-twice", name=key)
        said[key] = spelt_date(value) if key == "valid_until" else value.strip()
    in_order: Mapping[str, str] = {key: said[key] for key in EVIDENCE_MORE if key in said}
    return Attached(Path(text).expanduser(), in_order)


@dataclass
class Form:
    """An entry being filled in, for ``department``'s ledger; a report is on ``item``.

    ``said`` are texts by key, as the file will hold them; what is empty is not written. ``kept`` is
    evidence that an amendment takes over; ``files`` are yet to be copied, one that it has already
    is only told anew. ``cells`` say where each
    key, and each target's value (``values/rate``), was read from, and under an empty key the whole,
    where that is a table.
    """

    department: str
    said: dict[str, str]
    item: Item | None = None
    values: dict[str, str] = field(default_factory=dict)
    kept: tuple[Evidence, ...] = ()
    files: list[Attached] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)

    def take(self, given: Given, plan: Plan) -> None:
        """Fills in what the command line gives; a day or period without a year is the plan's.

        UsageError for a target that does not exist, one given twice or without a value.
        """
        for key, told in given.items():
            one = FIELDS[key]
            if one.kind is FieldKind.VALUES:
                self._take_values(told, plan)
            elif one.kind is FieldKind.EVIDENCE:
                self.files += map(attached, map(str, told))
            else:
                self.said[key] = spelt(one.kind, told, plan)

    def _take_values(self, pairs: Iterable[str], plan: Plan) -> None:
        assert self.item is not None  # noqa: S101 - values are given in reports
        taken: set[str] = set()
        for pair in pairs:
            name, sign, text = pair.replace("＝", "=", 1).partition("=")
            if not sign:
                raise UsageError("value-without-target", text=pair, item=self.item.id)
            target = find_target(name, self.item).id
            if target in taken:
                raise UsageError("value-twice", target=target)
            if not text.strip() and (text or target not in self.values):
                raise UsageError("value-empty", target=target)
            taken.add(target)
            self.set_value(target, text, plan)

    def set_value(self, target: str, text: str, plan: Plan) -> None:
        """Sets a target's value, in the spelling that the ledger wants; an empty one unsets it."""
        found = next(one for one in self.item.targets if one.id == target) if self.item else None
        if found and text.strip():
            self.values[target] = spelt_value(found, text, plan)
        else:
            self.values.pop(target, None)

    def draft(self, placed: Iterable[PlacedFile] = ()) -> Draft:
        """The entry as a draft without an id; its files are where they are ``placed``."""
        told = [piece.told for piece in self.kept]
        for one, file in zip(placed, self.files, strict=False):
            told.append({"path": one.path, "sha256": one.sha256, **file.said})
        pieces = {(piece["path"], piece["sha256"]): piece for piece in told}
        return {**self.said, "values": self.values, "evidence": [*pieces.values()]}

    def says_more(self, other: Form) -> bool:
        """Whether it reports anything that ``other`` does not."""
        mine, theirs = self.draft(), other.draft()
        keys = (mine.keys() | theirs.keys()) - {*_ANEW}
        return bool(self.files) or any(mine.get(key, "") != theirs.get(key, "") for key in keys)


def says_something(given: Given) -> bool:
    """Whether any of a report's own contents is given."""
    return any(key not in _ANEW for key in given)


def amending(entry: Entry, item: Item) -> Form:
    """A form filled in as an entry is, to be amended: whoever signed the entry off signs again."""
    copied = (k for k, one in FIELDS.items() if Place.RECORD in one.places and k != "approved_by")
    said = {key: entry.told(key) for key in copied if key not in ("id", "values", "evidence")}
    return Form(
        department=entry.department,
        said={**said, "amends": entry.id},
        item=item,
        values=dict(entry.values),
        kept=entry.evidence,
    )
