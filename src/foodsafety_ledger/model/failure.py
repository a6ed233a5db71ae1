"""What stops a command: the operator's situation, never a finding in the data."""

from __future__ import annotations

from enum import IntEnum

TYPE_CHECKING = False  # typing's own costs more than all the rest
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, TypeVar

    from foodsafety_ledger.model.diagnostic import Diagnostic, Fact
    from foodsafety_ledger.model.name import Name

    T = TypeVar("T")


class Exit(IntEnum):
    """Exit codes (design 5)."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    NO_WORKSPACE = 3
    ENVIRONMENT = 4
    INTERRUPTED = 130


class LedgerError(Exception):
    """A situation the operator must mend: ``key`` names its words under ``failures.``.

    ``failures.<key>`` is the message, ``failures.<key>.hint`` the way out, unless a fact
    ``nearest`` says what was meant.
    """

    exit_code = Exit.ENVIRONMENT

    def __init__(self, key: str, **facts: Fact) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts


class UsageError(LedgerError):
    """The command line asks for something that cannot be done."""

    exit_code = Exit.USAGE


class AmbiguousError(UsageError):
    """What was typed means several things: a person may choose, a script must say which.

    ``choices`` are what to type for each, and its name; ``name`` is the fact that was typed.
    """

    def __init__(self, key: str, choices: Mapping[str, Name], **facts: Fact) -> None:
        super().__init__(key, **facts)
        self.choices = choices


class SeveralError(UsageError):
    """Several things are wrong with what was typed: each is said."""

    def __init__(self, failures: Iterable[UsageError]) -> None:
        super().__init__("several")
        self.failures = tuple(failures)


def together(attempts: Iterable[Callable[[], T]]) -> tuple[T, ...]:
    """What each of the attempts gives; where any are UsageErrors, those of all of them."""
    values: list[T] = []
    failures: list[UsageError] = []
    for attempt in attempts:
        try:
            values.append(attempt())
        except SeveralError as several:
            failures += several.failures
        except UsageError as failure:
            failures.append(failure)
    if failures:
        raise failures[0] if len(failures) == 1 else SeveralError(failures)
    return tuple(values)


class FindingsError(LedgerError):
    """The data has errors that this command will not build on."""

    exit_code = Exit.FINDINGS


class RefusedError(FindingsError):
    """Nothing is written in spite of ``found``; ``source`` is where to read the lines it is in."""

    def __init__(
        self,
        key: str,
        found: Iterable[Diagnostic],
        source: Any,  # noqa: ANN401 - what files come from is known only further up
        **facts: Fact,
    ) -> None:
        super().__init__(key, **facts)
        self.found = tuple(found)
        self.source = source


class OvertakenError(RefusedError):
    """What was previewed does not fit what somebody else has written meanwhile."""

    exit_code = Exit.ENVIRONMENT


class NoWorkspaceError(LedgerError):
    """There is no workspace here."""

    exit_code = Exit.NO_WORKSPACE


class OperatingError(LedgerError):
    """Git is missing, a lock is held, the disk is full, a file may not be written."""
