"""The model's frozen values as plain ones that the cache keeps, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import is_dataclass
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


def plain(value: Any) -> Any:  # noqa: ANN401, PLR0911 - one line a kind of value
    """``value`` as tuples of texts and numbers, each with the name of what it was."""
    kind = type(value).__name__
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, tuple):
        return (kind, *_all_plain(value))
    if isinstance(value, Enum):
        return ("enum", kind, value.value)
    if isinstance(value, measure.Measure):
        return ("measure", value.name)
    if isinstance(value, date):
        return ("date", value.toordinal())
    if isinstance(value, Fraction):
        return ("fraction", value.numerator, value.denominator)
    if isinstance(value, Mapping):
        return ("mapping", *((plain(k), plain(v)) for k, v in value.items()))
    if is_dataclass(value):
        return (kind, *_all_plain(getattr(value, name) for name in value.__dataclass_fields__))
    return (kind, *_all_plain(value))


def _all_plain(values: Iterable[Any]) -> list[Any]:
    return [one if type(one) in _AS_THEY_ARE else plain(one) for one in values]


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
