"""How a view or findings are written: one table each, by which options and dispatch go.

A new format is a function in a module of this package and a row here. The module is imported when
its format is first used: nobody waits for a format that was not asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import Lang

if TYPE_CHECKING:
    from foodsafety_ledger.views.findings import Findings
    from foodsafety_ledger.views.view import View

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Screen:
    """Where text appears: how many cells a line takes, None without an end; whether in colour.

    ``wide`` is true where characters whose width Unicode leaves open take two cells. ``lang`` is
    for the words of a format's own, the heads and labels around what is shown.
    """

    width: int | None = None
    colour: bool = False
    wide: bool = False
    lang: Lang = "zh"


@dataclass(frozen=True, slots=True)
class Format(Generic[T]):
    """A way to write a ``T``: as text, or as the bytes of a file that only an office opens.

    ``suffixes`` are the endings of file names that ask for it. What is written ``for_people`` may
    have words about it beside it, and comes in the encoding of their screen; anything else is data
    alone, in UTF-8. Its files begin with ``mark``.
    """

    write: Callable[[T, Screen], str | bytes]
    suffixes: tuple[str, ...] = ()
    for_people: bool = False
    mark: bytes = b""


UTF_8_MARK: Final = b"\xef\xbb\xbf"
"""By which Excel knows that a CSV file is in UTF-8; in a pipe it would be part of the first key."""


def _in(module: str, name: str = "write", extra: str = "") -> Callable[[Any, Screen], Any]:
    """What a module writes; UsageError where it needs an extra's library that is not there."""

    def write(shown: Any, screen: Screen) -> Any:  # noqa: ANN401 - what the row's format takes
        try:
            return getattr(import_module(f"{__name__}.{module}"), name)(shown, screen)
        except ImportError:
            if not extra:
                raise
            raise UsageError("format-extra", extra=extra) from None

    return write


FORMATS: Final[dict[str, Format[View]]] = {
    "table": Format(_in("terminal"), (".txt",), for_people=True),
    "json": Format(_in("json"), (".json",)),
    "csv": Format(_in("csv"), (".csv",), mark=UTF_8_MARK),
    "md": Format(_in("markdown"), (".md",)),
    "xlsx": Format(_in("xlsx", extra="xlsx"), (".xlsx",)),
    "docx": Format(_in("docx", extra="docx"), (".docx",)),
    "html": Format(_in("html", extra="html"), (".html", ".htm")),
}
"""How every view may be written, by the name that ``--format`` takes."""

OTHERWISE: Final = {
    "tree": "table",
    "text": "table",  # as ``why`` and ``plan diff`` once had it
    "excel": "xlsx",
    "word": "docx",
    "markdown": "md",
    "htm": "html",
    "表格": "table",
}
"""What else people call a format."""

FINDING_FORMATS: Final[dict[str, Format[Findings]]] = {
    "full": Format(_in("findings", "full"), for_people=True),
    "concise": Format(_in("findings", "concise"), for_people=True),
    "json": Format(_in("json")),
    "github": Format(_in("ci", "github")),
    "gitlab": Format(_in("ci", "gitlab")),
    "sarif": Format(_in("ci", "sarif")),
    "junit": Format(_in("ci", "junit")),
}
"""How every check may write its findings, by the name that ``--format`` takes."""
