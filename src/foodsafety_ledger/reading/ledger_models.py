"""A ledger as pydantic models: what the JSON Schema is made from, and what the reader is held to.

Reading a ledger does not import this; ``reading.py`` takes and refuses the same, which a property
test holds.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator

from foodsafety_ledger.model.entry import Status, Verdict
from foodsafety_ledger.reading.plan_models import (
    Closed,
    Day,
    Hash,
    Id,
    PeriodText,
    Text,
    Words,
    matching,
    one_of,
    schema,
    words_of,
)

_ENTRY_ID = "[0-9]{8}-[0-9a-f]{8}"


def _or_empty(empty: type[dict[str, Any] | list[Any]]) -> BeforeValidator:
    """A key that is there without a value means none."""
    return BeforeValidator(lambda value: empty() if value == "" else value)


EntryId = Annotated[
    str, PlainValidator(matching(_ENTRY_ID, "FL304")), schema(pattern=f"^{_ENTRY_ID}$")
]
StatusWord = Annotated[Status, PlainValidator(one_of(Status)), words_of(Status)]
VerdictWord = Annotated[Verdict, PlainValidator(one_of(Verdict)), words_of(Verdict)]


class EvidenceModel(Closed):
    """A file that supports an entry."""

    path: Words
    sha256: Hash


class EntryModel(Closed):
    """What every entry has."""

    id: EntryId
    date: Day
    by: Words
    note: Text = ""
    approved_by: Text = ""


class ReportModel(EntryModel):
    """A report, or with ``amends`` an amendment."""

    item: Words
    period: PeriodText
    status: StatusWord
    values: Annotated[dict[str, Words], _or_empty(dict)] = Field(default_factory=dict)
    problems: Text = ""
    next: Text = ""
    evidence: Annotated[list[EvidenceModel], _or_empty(list)] = Field(default_factory=list)
    amends: Words | None = None
    reason: Text = ""


class VoidModel(EntryModel):
    """An entry that takes another out of the figures."""

    voids: Words
    reason: Words


class ReviewModel(EntryModel):
    """What the office says of an entry."""

    reviews: Words
    verdict: VerdictWord
    reason: Words


class LedgerModel(Closed):
    """``ledgers/<department>.yaml``."""

    plan: Id
    department: Id
    entries: list[ReportModel | VoidModel | ReviewModel]
