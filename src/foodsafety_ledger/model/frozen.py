"""Dataclasses that the type checker holds frozen, at half the price.

At run time nothing refuses an assignment: to make what would takes as long as the rest of a class,
a tenth of every command's start, and each value then takes twice as long to build. mypy refuses it
in every line of this program. Hashes, equality and all else are as ``dataclasses`` makes them.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - so that it is handed on
else:

    def dataclass(*, frozen: bool, eq: bool = True, **rest: bool) -> Any:  # noqa: ANN401
        """What ``dataclasses.dataclass`` returns, without what refuses assignments."""
        return dataclasses.dataclass(eq=eq, unsafe_hash=frozen and eq, **rest)
