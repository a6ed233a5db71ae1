"""The options that several commands share, and those that give the keys of an entry."""

from __future__ import annotations

import inspect
import re
from collections import ChainMap
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from foodsafety_ledger.cli.output import show_view
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.formats import FINDING_FORMATS, FORMATS, OTHERWISE
from foodsafety_ledger.model.entry import FIELDS, Field, FieldKind, Place
from foodsafety_ledger.model.failure import Exit, UsageError, together
from foodsafety_ledger.model.name import Name, enumerated
from foodsafety_ledger.words import Say

if TYPE_CHECKING:
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.filing.form import Given
    from foodsafety_ledger.views.view import View

refs_argument = partial(typer.Argument, metavar="REF")
period_argument = partial(typer.Argument, metavar="PERIOD")
period_option = partial(typer.Option, "--period", metavar="PERIOD")
_DEPARTMENT: Any = {"metavar": "DEPARTMENT"}
department_argument = partial(typer.Argument, **_DEPARTMENT)
department_option = partial(typer.Option, "--department", **_DEPARTMENT)
Refs = list[str] | None
EntryId = Annotated[str | None, typer.Argument(metavar="ENTRY", help="record.help.entry")]
EntryIds = Annotated[list[str] | None, typer.Argument(metavar="ENTRY", help="record.help.entries")]
ItemId = Annotated[str | None, typer.Argument(metavar="ITEM", help="record.help.item")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="record.help.dry-run")]
NoInput = Annotated[bool, typer.Option("--no-input", "--yes", help="record.help.no-input")]

_SEVERAL: Any = {FieldKind.VALUES: list[str] | None, FieldKind.EVIDENCE: list[Path] | None}


class Order(NamedTuple):
    """What a command that adds an entry is told beside which: the keys of the entry, and how."""

    session: Session
    given: Given
    dry_run: bool
    no_input: bool
    lacking: list[UsageError]
    """What is missing where nobody can be asked: said at the end, with all else that is wrong."""


def takes_keys_of(place: Place) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Gives a command an option for each key that such an entry is given on the command line.

    The command gets them first, as an ``Order``. Of a void or review only what must be there is
    given.
    """
    is_report = place in (Place.RECORD, Place.AMEND)
    options = [
        _option(one, "" if is_report or one.key not in _OF_EACH else "mark-")
        for one in FIELDS.values()
        if one.option.startswith("-") and place in (one.places if is_report else one.required)
    ]

    def order(session: Session, *, dry_run: bool, no_input: bool, **told: object) -> Order:
        given = {key: one for key, one in told.items() if one is not None and one != []}
        return Order(session, given, dry_run, no_input, [])

    return lambda command: _given(order, options, _HOW)(_told_at_once(command))


def _told_at_once(command: Callable[..., int]) -> Callable[..., int]:
    """The same command, which fails for what is missing and for what is wrong beside it."""

    @wraps(command)
    def told(order: Order, *args: Any, **held: Any) -> int:  # noqa: ANN401 - of every parameter's type
        def lacking() -> None:
            for failure in order.lacking:
                raise failure

        code, _ = together((partial(command, order, *args, **held), lacking))
        return code or Exit.FINE

    return told


def _given(
    made: Callable[..., object],
    options: Sequence[inspect.Parameter],
    at_end: Sequence[inspect.Parameter] = (),
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Gives a command these options beside its own; it gets first what is ``made`` of them."""
    names = [one.name for one in (*options, *at_end)]

    def given_to(command: Callable[..., int]) -> Callable[..., int]:
        _, *own = inspect.signature(command, eval_str=True).parameters.values()
        last = [one for one in own if one.kind is one.KEYWORD_ONLY]

        @wraps(command)
        def parted(ctx: typer.Context, **held: Any) -> int:  # noqa: ANN401 - of every parameter's type
            told = {name: held.pop(name) for name in names}
            return command(made(ctx.obj, **told), **held)

        # typer goes by the signature, and would take the command's own for the types
        first = [one for one in own if one not in last]
        parted.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [_CONTEXT, *first, *options, *last, *at_end]
        )
        parted.__annotations__ = {}
        return parted

    return given_to


def _keyword(name: str, annotation: Any, default: object = None) -> inspect.Parameter:  # noqa: ANN401 - typer's
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


_CONTEXT = inspect.Parameter(
    "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
)
_HOW = [_keyword("dry_run", DryRun, default=False), _keyword("no_input", NoInput, default=False)]


_OF_EACH = ("date", "by")
"""What a report and what is said of one both have: of another day, and by somebody else."""


def _option(one: Field, whose: str) -> inspect.Parameter:
    option = typer.Option(one.option, metavar=one.metavar, help=f"record.help.{whose}{one.key}")
    kind: Any = _SEVERAL.get(one.kind, str | None)
    return _keyword(one.key, Annotated[kind, option])


AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="status.as-of")]
Rev = Annotated[str | None, typer.Option("--rev", metavar="REV", help="status.rev")]
BaseFolder = Annotated[
    Path | None, typer.Option("--base", metavar="WORKSPACE", help="document.draft-base")
]
OutFile = Annotated[Path | None, typer.Option("-o", metavar="FILE", help="cli.out")]
Verbose = Annotated[bool, typer.Option("--verbose", help="cli.verbose")]


def listed(texts: Iterable[str]) -> list[str]:
    """The words of an option that may be repeated, or hold several with commas between."""
    return [word.strip() for text in texts for word in re.split("[,，、]", text)]


def choice_option(
    names: Collection[str],
    option: str,
    help: str,  # noqa: A002 - typer's
    key: str = "",
) -> Any:  # noqa: ANN401 - typer's
    """An option whose value is one of ``names``; UsageError for another.

    The words that people have for them, which the catalogue keeps under a ``key``, do as well.
    """
    shown = f"<{'|'.join(names)}>"
    known = partial(read_choice, names=names, option=option, key=key)
    return typer.Option(option, metavar=shown, parser=known, help=help)


def read_choice(text: str, names: Collection[str], option: str | Name, key: str = "") -> str:
    """The one of ``names`` that is meant, as ``choice_option`` has it; UsageError for another."""
    from foodsafety_ledger.model.number import halved
    from foodsafety_ledger.reading.typed import spelt_word

    plain = halved(text).lower()
    found = spelt_word(text, names, key) if key else OTHERWISE.get(plain, plain)
    if found in names:
        return found
    words = [Name(Say("zh")(f"{key}.{one}") if key else one, one) for one in names]
    raise UsageError("no-choice", option=option, name=text, names=enumerated(words, len(words)))


ViewFormat = Annotated[str | None, choice_option(FORMATS, "--format", help="cli.format")]
_AUTO: dict[str, Any] = {"auto": None}
FindingFormat = Annotated[
    str, choice_option(ChainMap(FINDING_FORMATS, _AUTO), "--format", help="cli.format")
]


class Look(NamedTuple):
    """What a command that looks is told: of which day and files, and how to show what is seen."""

    session: Session
    as_of: str | None
    rev: str | None
    format_: str | None
    out: Path | None

    def open(self, *, alone: bool = False, by_item: bool = False) -> Opened:
        """The workspace at that date and revision, as ``open_view`` has it."""
        from foodsafety_ledger.cli.opening import open_view

        session = self.session.within(self.out)
        return open_view(session, self.as_of, self.rev, alone=alone, by_item=by_item)

    def show(self, view: View, *, whole: bool = True) -> None:
        """Writes a view in the format asked for; at a terminal its ``whole`` page or the brief."""
        show_view(self.session, view, self.format_, self.out, whole=whole)


takes_look = _given(
    Look,
    (),
    [
        _keyword("as_of", AsOf),
        _keyword("rev", Rev),
        _keyword("format_", ViewFormat),
        _keyword("out", OutFile),
    ],
)
"""Gives a command the options of every view; the command gets them first, as a ``Look``."""
