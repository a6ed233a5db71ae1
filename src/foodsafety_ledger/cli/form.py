"""What is going to be recorded, as far as it is known: from options, from questions, by default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from foodsafety_ledger.cli.refs import find_target
from foodsafety_ledger.model.entry import Entry, Evidence, Status
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.plan import Item
from foodsafety_ledger.reading.typed import spelt_date, spelt_period, spelt_value
from foodsafety_ledger.words import Say

TEXT_KEYS: Final = ("note", "problems", "next")
"""The keys of a report that hold free text."""

_STATUS_TEXTS: Final = tuple(f"status.status.{status}" for status in Status)


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says of a report; None where it says nothing."""

    period: str | None = None
    date: str | None = None
    status: str | None = None
    values: Sequence[str] = ()
    note: str | None = None
    problems: str | None = None
    next: str | None = None
    evidence: Sequence[Path] = ()
    by: str | None = None
    approved_by: str | None = None
    reason: str | None = None

    @property
    def says_something(self) -> bool:
        """Whether any of a report's own contents is given."""
        texts = (self.period, self.status, self.note, self.problems, self.next, self.approved_by)
        return any(text is not None for text in texts) or bool(self.values or self.evidence)


@dataclass
class Form:
    """A report being filled in: texts as the file will hold them, empty where nothing is said.

    ``kept`` is evidence that an amendment takes over; ``files`` are yet to be copied.
    """

    department: str
    item: Item
    period: str = ""
    date: str = ""
    status: str = ""
    values: dict[str, str] = field(default_factory=dict)
    note: str = ""
    problems: str = ""
    next: str = ""
    kept: tuple[Evidence, ...] = ()
    files: list[Path] = field(default_factory=list)
    by: str = ""
    approved_by: str = ""
    amends: str = ""
    reason: str = ""

    def take(self, given: Given, say: Say) -> None:
        """Fills in what the command line gives.

        UsageError for a target that does not exist, one given twice or without a value, and for an
        option that is given empty where only its absence means something.
        """
        refuse_empty(period=given.period, date=given.date, status=given.status, by=given.by)
        self.period = self.period if given.period is None else spelt_period(given.period)
        self.date = self.date if given.date is None else spelt_date(given.date)
        self.status = self.status if given.status is None else spelt_status(given.status, say)
        for key in (*TEXT_KEYS, "by", "approved_by", "reason"):
            text = getattr(given, key)
            if text is not None:
                setattr(self, key, text.strip())
        taken: set[str] = set()
        for pair in given.values:
            self._take_value(pair, taken)
        self.files += given.evidence

    def _take_value(self, pair: str, taken: set[str]) -> None:
        name, sign, text = pair.replace("＝", "=", 1).partition("=")
        if not sign:
            raise UsageError("value-without-target", text=pair, item=self.item.id)
        target = find_target(name, self.item).id
        if target in taken:
            raise UsageError("value-twice", target=target)
        if not text.strip() and (text or target not in self.values):
            raise UsageError("value-empty", target=target)
        taken.add(target)
        self.set_value(target, text)

    def set_value(self, target: str, text: str) -> None:
        """Sets a target's value, in the spelling that the ledger wants; an empty one unsets it."""
        found = next(one for one in self.item.targets if one.id == target)
        if text.strip():
            self.values[target] = spelt_value(found, text)
        else:
            self.values.pop(target, None)

    def draft(self, evidence: Sequence[Evidence] = ()) -> dict[str, Any]:
        """The entry as a draft without an id, with ``evidence`` after what is kept."""
        pieces = dict.fromkeys([*self.kept, *evidence])
        return {
            "amends": self.amends,
            "reason": self.reason,
            "item": self.item.id,
            "period": self.period,
            "date": self.date,
            "status": self.status,
            "values": dict(self.values),
            "note": self.note,
            "problems": self.problems,
            "next": self.next,
            "evidence": [{"path": piece.path, "sha256": piece.sha256} for piece in pieces],
            "by": self.by,
            "approved_by": self.approved_by,
        }


def form_from(entry: Entry, item: Item) -> Form:
    """A form filled in as an entry is, to be amended: whoever signed the entry off signs again."""
    return Form(
        department=entry.department,
        item=item,
        period=str(entry.period),
        status=entry.status or "",
        values=dict(entry.values),
        note=entry.note,
        problems=entry.problems,
        next=entry.next,
        kept=entry.evidence,
        by=entry.by,
        amends=entry.id,
    )


def spelt_status(text: str, say: Say) -> str:
    """The status as files spell it, from its word in the reader's language too; else as typed."""
    words = {say(key): str(status) for key, status in zip(_STATUS_TEXTS, Status, strict=True)}
    told = text.strip()
    word = told.lower().replace("_", "-").replace(" ", "-")
    return word if word in set(Status) else words.get(told, told)


def refuse_empty(**options: str | None) -> None:
    """UsageError for an option that is given, but with nothing in it."""
    for name, text in options.items():
        if text is not None and not text.strip():
            raise UsageError("option-empty", option=f"--{name}")
