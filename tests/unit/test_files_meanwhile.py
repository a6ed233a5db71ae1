"""A second process gives what it was asked for, or nothing; it is never waited for in vain."""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
from collections.abc import Callable

import pytest

from foodsafety_ledger.files import meanwhile as module
from foodsafety_ledger.files.meanwhile import in_two, meanwhile

_CAN_FORK = module._can_fork

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no second process there"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),  # pytest-xdist has threads
]


@pytest.fixture(autouse=True)
def _forking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_can_fork", lambda: True)


def _killed() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b"never"


def _failing() -> bytes:
    raise KeyboardInterrupt


def test_a_second_process_gives_its_bytes() -> None:
    with meanwhile(lambda: b"%d" % os.getpid() + b"x" * 200_000, is_some=True) as given:
        raw = given()
    assert len(raw) > 200_000
    assert not raw.startswith(b"%dx" % os.getpid())


@pytest.mark.parametrize("work", [_killed, _failing])
def test_of_one_that_ends_before_its_work_there_is_nothing(
    work: Callable[[], bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    with meanwhile(work, is_some=True) as given:
        assert given() == b""
    assert capfd.readouterr() == ("", "")


def test_one_that_nobody_asks_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def long() -> bytes:
        time.sleep(600)
        return b""

    begun: list[int] = []

    def fork(own: Callable[[], int] = os.fork) -> int:
        begun.append(own())
        return begun[-1]

    monkeypatch.setattr(os, "fork", fork)
    start = time.monotonic()
    with pytest.raises(ValueError, match="first"), meanwhile(long, is_some=True):
        raise ValueError("first")
    assert time.monotonic() - start < 60
    with pytest.raises(ProcessLookupError):
        os.kill(begun[0], 0)


def test_there_is_none_for_nothing_and_none_beside_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", None)
    with meanwhile(_killed, is_some=False) as given:
        assert given() == b""
    monkeypatch.setattr(module, "_can_fork", lambda: False)
    with meanwhile(_killed, is_some=True) as given:
        assert given() == b""


def test_there_is_none_where_its_end_would_not_be_heard_of(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("no second process there")
    monkeypatch.setattr(sys, "_current_frames", lambda: {1: None})
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    before = signal.getsignal(signal.SIGCHLD)
    try:
        for handler, is_heard in ((signal.SIG_DFL, True), (signal.SIG_IGN, False)):
            signal.signal(signal.SIGCHLD, handler)
            assert _CAN_FORK() == is_heard
    finally:
        signal.signal(signal.SIGCHLD, before)


@pytest.mark.parametrize("call", ["pipe", "fork"])
def test_there_is_none_where_the_system_gives_none(
    monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def refuse() -> None:
        raise OSError(errno.EMFILE, call)

    monkeypatch.setattr(os, call, refuse)
    with meanwhile(_killed, is_some=True) as given:
        assert given() == b""


def test_rows_are_parted_where_half_of_them_is_over() -> None:
    assert in_two([3, 1, 1, 1], int, 6) == ([3], [1, 1, 1])
    assert in_two([1, 1, 1, 3], int, 6) == ([1, 1, 1], [3])
    assert in_two([1, 1], int, 3) == ([1, 1], ())
    assert in_two([], int, 0) == ([], ())
