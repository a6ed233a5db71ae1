"""Cases of which `make check` tries some and `make beside` the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from _pytest.mark import ParameterSet


def one_in(every: int, cases: Sequence[object]) -> list[ParameterSet]:
    """The cases, all of them beside but one in so many."""
    return one_row_in(every, [(case,) for case in cases])


def one_row_in(every: int, cases: Iterable[Sequence[object]]) -> list[ParameterSet]:
    """The same of cases that are several arguments each."""
    return [
        pytest.param(*case, marks=[pytest.mark.beside] * bool(number % every))
        for number, case in enumerate(cases)
    ]
