"""How a view or findings are written: one table each, by which options and dispatch go.

A new format is a function in a module of this package and a row here. The module is imported when
its format is first used: nobody waits for a format that was not asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

if TYPE_CHECKING:
    from foodsafety_ledger.views.findings import Findings
    from foodsafety_ledger.views.view import View

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Screen:
    """Where text appears: how many cells a line takes, None without an end; whether in colour."""

    width: int | None = None
    colour: bool = False


@dataclass(frozen=True, slots=True)
class Format(Generic[T]):
    """A way to write a ``T``: as text, or as the bytes of a file that only an office opens.

    ``suffixes`` are the endings of file names that ask for it. What is written ``for_people`` may
    have words about it beside it, and comes in the encoding of their screen; anything else is data
    alone, in UTF-8.
    """

    write: Callable[[T, Screen], str | bytes]
    suffixes: tuple[str, ...] = ()
    for_people: bool = False


def _in(module: str, name: str = "write") -> Callable[[Any, Screen], str]:
    def write(shown: Any, screen: Screen) -> str:  # noqa: ANN401 - what the row's format takes
        text: str = getattr(import_module(f"{__name__}.{module}"), name)(shown, screen)
        return text

    return write


FORMATS: Final[dict[str, Format[View]]] = {
    "table": Format(_in("terminal"), (".txt",), for_people=True),
    "json": Format(_in("json"), (".json",)),
    "csv": Format(_in("csv"), (".csv",)),
    "md": Format(_in("markdown"), (".md",)),
}
"""How every view may be written, by the name that ``--format`` takes."""

EARLIER: Final = {"tree": "table", "text": "table"}
"""What ``why`` and ``plan diff`` called the form for people before they took every format."""

FINDING_FORMATS: Final[dict[str, Format[Findings]]] = {
    "full": Format(_in("text", "full"), for_people=True),
    "concise": Format(_in("text", "concise"), for_people=True),
    "json": Format(_in("json")),
    "github": Format(_in("ci", "github")),
    "gitlab": Format(_in("ci", "gitlab")),
    "sarif": Format(_in("ci", "sarif")),
    "junit": Format(_in("ci", "junit")),
}
"""How every check may write its findings, by the name that ``--format`` takes."""
