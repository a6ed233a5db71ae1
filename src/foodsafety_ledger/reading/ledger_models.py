"""A ledger as pydantic models: what the JSON Schema is made from, and what the reader is held to.

Reading a ledger does not import this; ``ledger.py`` takes and refuses the same, which a property
test holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from types import GenericAlias
from typing import Annotated, Any, Final, Union

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from foodsafety_ledger.model.entry import (
    FIELDS,
    SHAPES,
    FieldKind,
    Kind,
    Status,
    Verdict,
    required_keys,
)
from foodsafety_ledger.reading.ledger import ENTRY_ID
from foodsafety_ledger.reading.plan_models import (
    Day,
    Hash,
    Id,
    Label,
    Line,
    PeriodText,
    Scalar,
    Text,
    Words,
    matching,
    one_of,
)


def _or_empty(empty: type[dict[str, Any] | list[Any]]) -> BeforeValidator:
    """A key that is there without a value means none."""
    return BeforeValidator(lambda value: empty() if value == "" else value)


class _Closed(BaseModel):
    """A mapping that takes the keys below and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class EvidenceModel(_Closed):
    """A file that supports an entry."""

    path: Words
    sha256: Hash
    of: Id | None = None
    valid_until: Day | None = None


_TYPES: Final[Mapping[FieldKind, Any]] = {
    FieldKind.ID: Annotated[str, matching(ENTRY_ID, "FL304")],
    FieldKind.REFERENCE: Words,
    FieldKind.TEXT: Line,
    FieldKind.PROSE: Text,
    FieldKind.DATE: Day,
    FieldKind.PERIOD: PeriodText,
    FieldKind.STATUS: Annotated[Status, one_of(Status)],
    FieldKind.VERDICT: Annotated[Verdict, one_of(Verdict)],
    FieldKind.VALUES: Annotated[dict[str, Words], _or_empty(dict)],
    FieldKind.EVIDENCE: Annotated[list[EvidenceModel], _or_empty(list)],
}
_SAYING: Final[Mapping[FieldKind, Any]] = {FieldKind.TEXT: Label, FieldKind.PROSE: Words}
"""The same where it must not be empty."""

_BLANKS: Final[Mapping[FieldKind, Any]] = {
    FieldKind.VALUES: Field(default_factory=dict),
    FieldKind.EVIDENCE: Field(default_factory=list),
}


def _required(kind: FieldKind) -> tuple[Any, Any]:
    """The type of a key that must be there; a text must say something."""
    return _SAYING.get(kind, _TYPES[kind]), ...


def _optional(kind: FieldKind) -> tuple[Any, Any]:
    """The type of a key that may be there, and what it is where it is not."""
    if kind is FieldKind.REFERENCE:
        return _TYPES[kind] | None, None
    return _TYPES[kind], _BLANKS.get(kind, "")


def _models(kind: Kind) -> tuple[type[_Closed], ...]:
    """A model with every key that is required, and one for each value that spares some of them."""
    spared = dict.fromkeys(FIELDS[key].spared for key in SHAPES[kind].required)
    return tuple(_model(kind, *one) for one in spared if one[0] in ("", *SHAPES[kind].allowed))


def _model(kind: Kind, key: str, value: str) -> type[_Closed]:
    required, _, allowed = SHAPES[kind]
    asked = required_keys(kind, {key: value}) if key else required
    keys: dict[str, Any] = {key: _required(FIELDS[key].kind) for key in asked}
    keys |= {
        key: _optional(FIELDS[key].kind) for key in FIELDS if key in allowed and key not in keys
    }
    if key:
        only = Scalar(matching(value, "FL311").check, enum=[value])
        keys[key] = Annotated[str, only], ...
    name = f"{kind.title()}{value.title()}Model"
    return create_model(name, __base__=_Closed, __doc__=_ABOUT[kind], **keys)


_ABOUT: Final = {
    Kind.REPORT: "A report, or with ``amends`` an amendment.",
    Kind.VOID: "An entry that takes another out of the figures.",
    Kind.REVIEW: "What the office says of an entry.",
    Kind.EXTENSION: "A later due date that the office grants an item.",
}

MODELS: Final[Mapping[Kind, tuple[type[_Closed], ...]]] = {kind: _models(kind) for kind in Kind}
"""What each kind of entry takes: one of these."""

_ENTRIES: Any = GenericAlias(list, Union[tuple(chain(*MODELS.values()))])  # noqa: UP007 - of a table

LedgerModel: Final = create_model(
    "LedgerModel",
    __base__=_Closed,
    __doc__="``ledgers/<department>.yaml``.",
    plan=(Id, ...),
    department=(Id, ...),
    entries=(_ENTRIES, ...),
)
