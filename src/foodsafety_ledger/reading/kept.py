"""Values of the model, and of what is worked out from them, as bytes for the cache, and back.

What stands elsewhere anyway, such as an entry in its file, the caller names instead of telling it,
and finds again by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pickle import Pickler, Unpickler, UnpicklingError
from types import MappingProxyType
from typing import Any, Final, TypeVar, overload

from foodsafety_ledger.model.measure import MEASURES, Measure

T = TypeVar("T")

_VALUES: Final = re.compile(r"foodsafety_ledger\.(model|assess)\.\w+|fractions|datetime")
"""The modules of whose classes values are."""

Naming = tuple[Any, ...]
"""What a value is named by: a word for how it is found again, and what that takes."""

Named = Mapping[type, Callable[[Any], Naming | None]]
"""How values are named, by their type; None tells one all the same."""

Found = Mapping[str, Callable[[Naming], Any]]
"""How they are found again, by the first word of their names."""

_NAMED: Final[Named] = {Measure: lambda one: ("measure", one.name)}
_FOUND: Final[Found] = {"measure": lambda name: MEASURES[name[1]]}
_NONE: Final[Mapping[Any, Any]] = MappingProxyType({})


def told(value: object, named: Named = _NONE) -> bytes:
    """A value as bytes, in which what is ``named`` is only named."""
    file = BytesIO()
    _Teller(file, {**_NAMED, **named}).dump(value)
    return file.getvalue()


def restored(raw: Any, found: Found = _NONE) -> Any:  # noqa: ANN401 - whatever was kept
    """What ``told`` told, or None where that is no such thing.

    No objects are built but of the classes of values.
    """
    with suppress(Exception):  # whatever is wrong with it, it is read anew
        return _Reader(raw, {**_FOUND, **found}).load()
    return None


class _Teller(Pickler):
    def __init__(self, file: BytesIO, named: Named) -> None:
        super().__init__(file, 5)
        self._named = named

    def persistent_id(self, value: object) -> Naming | None:
        name = self._named.get(type(value))
        return None if name is None else name(value)


class _Reader(Unpickler):
    def __init__(self, raw: bytes, found: Found) -> None:
        super().__init__(BytesIO(raw))
        self._found = found

    def persistent_load(self, name: Naming) -> Any:  # noqa: ANN401 - what has that name
        return self._found[name[0]](name)

    def find_class(self, module: str, name: str) -> type:
        found = super().find_class(module, name) if _VALUES.fullmatch(module) else None
        if isinstance(found, type) and found.__module__ == module:
            return found
        raise UnpicklingError(f"{module}.{name}")


class Later(Sequence[T]):
    """A row of values that are made when somebody looks at one."""

    __slots__ = ("_make", "_values")

    def __init__(self, make: Callable[[], Sequence[T]]) -> None:
        self._make = make

    @property
    def _made(self) -> Sequence[T]:
        if not hasattr(self, "_values"):
            self._values = self._make()
        return self._values

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self._made[at]

    def __eq__(self, other: object) -> bool:
        return self._made == other

    def __hash__(self) -> int:
        return hash(self._made)
