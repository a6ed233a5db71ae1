"""How much work something takes: lines of the program run, which no busy machine makes more of."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

import foodsafety_ledger

if TYPE_CHECKING:
    from _typeshed import TraceFunction

_PACKAGE: Final = str(Path(foodsafety_ledger.__file__).parent)


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of the package a piece of work takes."""
    count = 0

    def step(_frame: FrameType, _event: str, _arg: object) -> TraceFunction:
        nonlocal count
        count += 1
        return step

    def enter(frame: FrameType, event: str, arg: object) -> TraceFunction | None:
        return step(frame, event, arg) if frame.f_code.co_filename.startswith(_PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
