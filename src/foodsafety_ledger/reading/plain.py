"""The model's frozen values as plain ones that the cache keeps, and back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import ModuleType
from typing import Any, Final

from foodsafety_ledger.model import diagnostic, goal, measure, name, number, period, plan

_MODELS: Final[tuple[ModuleType, ...]] = (diagnostic, goal, measure, name, number, period, plan)


def restored(kept: Any) -> Any:  # noqa: ANN401 - whatever was kept
    """What ``plain`` made plain, or None where that is no such thing.

    Only the model's own frozen values are built, by their constructors.
    """
    with suppress(Exception):  # whatever is wrong with it, it is read anew
        return _built(kept)
    return None


@cache
def _classes() -> Mapping[str, type]:
    """The model's classes by name: nothing else is ever built."""
    return {
        kind.__name__: kind
        for module in _MODELS
        for kind in vars(module).values()
        if isinstance(kind, type) and kind.__module__ == module.__name__
    }


_AS_THEY_ARE: Final = frozenset({bool, int, str, type(None)})


def plain(value: Any) -> Any:  # noqa: ANN401 - any value of the model
    """``value`` as tuples of texts and numbers, each with the name of what it was."""
    kind: Any = type(value)  # which is hashable, whatever it is
    return value if kind in _AS_THEY_ARE else _way(kind)(value)


_Plain = Callable[[Any], Any]


@cache
def _way(kind: Hashable) -> _Plain:
    """How values of a type are made plain."""
    assert isinstance(kind, type)  # noqa: S101 - for the cache it is any key
    for known, way in _WAYS.items():
        if issubclass(kind, known):
            return way
    name, fields = kind.__name__, [*getattr(kind, "__dataclass_fields__", ())]
    if not fields:
        return lambda value: (name, *map(plain, value))
    return lambda value: (name, *[plain(getattr(value, field)) for field in fields])


_WAYS: Final[Mapping[type, _Plain]] = {
    Enum: lambda value: ("enum", type(value).__name__, value.value),
    measure.Measure: lambda value: ("measure", value.name),
    date: lambda value: ("date", value.toordinal()),
    Fraction: lambda value: ("fraction", value.numerator, value.denominator),
    Mapping: lambda value: ("mapping", *[(plain(k), plain(v)) for k, v in value.items()]),
}


_BUILDERS: Final[Mapping[str, Any]] = {
    "enum": lambda kind, value: _classes()[kind](value),
    "measure": measure.MEASURES.__getitem__,
    "date": date.fromordinal,
    "fraction": Fraction,
}


_SEQUENCES: Final[Mapping[str, Any]] = {"tuple": tuple, "list": list, "frozenset": frozenset}


def _built(kept: Any) -> Any:  # noqa: ANN401 - whatever was kept
    """What ``plain`` made plain; KeyError for what the model has no class for."""
    if not isinstance(kept, tuple):
        return kept
    kind, *parts = kept
    if kind in _BUILDERS:
        return _BUILDERS[kind](*parts)
    if kind == "mapping":
        return {_built(key): _built(value) for key, value in parts}
    inside = [_built(part) if type(part) is tuple else part for part in parts]
    return _SEQUENCES[kind](inside) if kind in _SEQUENCES else _classes()[kind](*inside)
