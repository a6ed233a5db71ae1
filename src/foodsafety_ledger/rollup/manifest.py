"""What a district says of an extract of its own, in the ``.json`` beside it.

Most of a manifest is names and definitions, which many districts spell alike: those texts are
read once, and passed over where they come again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from msgspec import Raw, Struct
from msgspec.json import Decoder
from msgspec.structs import asdict

from foodsafety_ledger.model.name import Name
from foodsafety_ledger.rollup.queries import ALIKE_QUERY
from foodsafety_ledger.rollup.schema import (
    VERSION,
    Definition,
    Manifest,
    UnfitError,
    definition_from,
    seal_of,
)


def manifest_of(raw: bytes) -> Manifest:
    """The manifest of some bytes; UnfitError where it is of another version or makes no sense."""
    try:
        return _manifest(_TOLD.decode(raw))
    except (ValueError, KeyError, RecursionError):
        raise _unfit(raw) from None


def _unfit(raw: bytes) -> UnfitError:
    """Why bytes are no manifest: another version may say everything otherwise."""
    try:
        version = _SCHEMA.decode(raw).schema
    except (ValueError, RecursionError):
        version = VERSION
    if str(version) == str(VERSION):
        return UnfitError("manifest")
    return UnfitError("version", version=str(version), known=VERSION)


def _manifest(told: _Told) -> Manifest:
    if told.schema != VERSION:
        raise ValueError(told.schema)
    return Manifest(
        told.plan,
        told.district.code,
        Name(told.district.zh, told.district.en),
        told.year,
        told.as_of,
        told.commit,
        told.rows,
        told.sha256,
        _names(bytes(told.indicators)),
        _definitions(bytes(told.definitions)),
        _sums(told),
    )


def _sums(told: _Told) -> str | None:
    """The sums that a manifest brings, each line with its plan; UnfitError for another's."""
    if told.sums is None or told.sums.query != ALIKE_QUERY:
        return None
    lines = _LINES.decode(told.sums.rows)
    whose = f"{told.year},{told.district.code},{told.plan},"
    text = "".join([f"{whose}{line}\n" for line in lines])
    is_parted = text.count("\n") == len(lines) and "\r" not in text
    if not is_parted or told.sums.sha256 != seal_of(told.sha256, lines):
        raise UnfitError("sums")
    return text


class _Schema(Struct):
    schema: object


class _Name(Struct):
    zh: str
    en: str


class _District(Struct):
    code: str
    zh: str
    en: str


class _Sums(Struct):
    query: object
    sha256: object
    rows: Raw


class _Told(Struct):
    schema: int
    plan: str
    district: _District
    year: str
    as_of: date
    commit: str | None
    rows: int
    sha256: str
    indicators: Raw
    definitions: Raw
    sums: _Sums | None = None


class _Parts(Struct, frozen=True):
    measure: str
    goal: str
    unit: str
    counts: str
    value_is: str
    denominator: str
    across: str
    holds: str
    may_exceed: bool


_SCHEMA: Final = Decoder(_Schema)
_TOLD: Final = Decoder(_Told)
_NAMES: Final = Decoder(dict[str, _Name])
_LINES: Final = Decoder(list[str])
_DEFINITIONS: Final = Decoder(dict[str, _Parts])

_MOST_ALIKE: Final = 64
"""As many texts of names, and of definitions, as are kept in mind."""


@lru_cache(maxsize=_MOST_ALIKE)
def _names(raw: bytes) -> Mapping[str, Name]:
    return {id_: Name(one.zh, one.en) for id_, one in _NAMES.decode(raw).items()}


@lru_cache(maxsize=_MOST_ALIKE)
def _definitions(raw: bytes) -> Mapping[str, Definition]:
    return {sha256: _definition(sha256, one) for sha256, one in _DEFINITIONS.decode(raw).items()}


@lru_cache(maxsize=4096)
def _definition(sha256: str, parts: _Parts) -> Definition:
    """A definition as a manifest spells it; ValueError for one that has another hash."""
    found = definition_from(asdict(parts), may_exceed=parts.may_exceed)
    if found.sha256 != sha256:
        raise ValueError(sha256)
    return found
