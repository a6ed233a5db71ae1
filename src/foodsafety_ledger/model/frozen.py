"""Dataclasses that the type checker holds frozen, at a third of the price.

At run time nothing refuses an assignment: to make what would takes as long as the rest of a class,
a tenth of every command's start, and each value then takes twice as long to build. mypy refuses it
in every line of this program. Equality, hashes and how a value is told are as ``dataclasses`` makes
them, without a function compiled for each class.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - so that it is handed on
else:

    def dataclass(*, frozen: bool, eq: bool = True, **rest: bool) -> Any:  # noqa: ANN401
        """What ``dataclasses.dataclass`` returns, without what refuses assignments."""
        made = dataclasses.dataclass(eq=False, repr=False, **rest)
        return lambda kind: _told(_compared(made(kind), hashed=frozen) if eq else made(kind))


def _compared(kind: type, *, hashed: bool) -> type:
    """The class with values that are equal where their fields are."""
    fields = dataclasses.fields(kind)
    content = _getter([one.name for one in fields if one.compare])

    def equal(one: object, other: object) -> Any:  # noqa: ANN401 - or NotImplemented
        if other.__class__ is not one.__class__:
            return NotImplemented
        return content(one) == content(other)

    def hash_of(one: object) -> int:
        return hash(content(one))

    kind.__eq__ = equal  # type: ignore[method-assign, assignment]
    kind.__hash__ = hash_of if hashed else None  # type: ignore[method-assign, assignment]
    return kind


def _told(kind: type) -> type:
    """The class with values that are told as they would be written."""
    names = [one.name for one in dataclasses.fields(kind) if one.repr]

    def told(one: object) -> str:
        inside = ", ".join(f"{name}={getattr(one, name)!r}" for name in names)
        return f"{kind.__qualname__}({inside})"

    kind.__repr__ = told  # type: ignore[method-assign, assignment]
    return kind


def _getter(names: list[str]) -> Callable[[object], Any]:
    """What gives the values of these fields: together, where they are several."""
    return attrgetter(*names) if names else lambda _: ()
