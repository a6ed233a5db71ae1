"""Sentences that are known to mean something are read so or marked, and a true draft is clean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damages import Confirmed, drafted_once
from meant import document, verdicts

_T = TypeVar("_T")
_TASKS = 4
_EXAMPLES = settings().max_examples
_TIMES = [_EXAMPLES // 2, pytest.param(2 * _EXAMPLES, marks=pytest.mark.beside)]
"""Each is a document: fewer than of other properties, and more beside."""


class _Drawn:
    """Chooses what hypothesis draws."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def __call__(self, among: Sequence[_T], /) -> _T:
        return self._data.draw(st.sampled_from(among))


@pytest.mark.parametrize("times", _TIMES)
def test_nothing_is_wrong_without_a_mark(times: int) -> None:
    @settings(max_examples=times)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        text, tasks = document(_Drawn(data), _TASKS)
        found = verdicts(text, tasks)
        assert [(one.kind, one.words) for one in found if one.what == "silent"] == []

    holds()


@pytest.mark.parametrize("times", _TIMES)
def test_a_draft_without_a_doubt_about_days_is_clean(times: int) -> None:
    @settings(max_examples=times)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        text, _ = document(_Drawn(data), _TASKS)
        if not any("期限" in mark for mark in drafted_once(text).marks):
            assert not Confirmed(text).found

    holds()
