"""``ledger status``: where the whole plan stands, or the part of it that somebody asks for."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import Exit, UsageError
from foodsafety_ledger.views.status import By, Format

if TYPE_CHECKING:
    from foodsafety_ledger.assess.assessment import Light
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.cli.refs import Ref
    from foodsafety_ledger.views.page import Block
    from foodsafety_ledger.views.status import View
    from foodsafety_ledger.words import Say


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command line says about the view: REFs understood and as typed, rows, lights."""

    refs: tuple[Ref, ...]
    typed: Sequence[str]
    by: By | None
    lights: frozenset[Light] | None


def status(
    ctx: typer.Context,
    refs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REF]...", help="status.refs", autocompletion=completion.refs),
    ] = None,
    *,
    by: Annotated[By | None, typer.Option(help="status.by")] = None,
    only: Annotated[str, typer.Option(metavar="LIGHT,...", help="status.only")] = "",
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="status.as-of")] = None,
    rev: Annotated[str | None, typer.Option(metavar="REV", help="status.rev")] = None,
    format_: Annotated[Format, typer.Option("--format", help="status.format")] = Format.TABLE,
    fail_on: Annotated[str, typer.Option(metavar="LIGHT,...", help="status.fail-on")] = "",
) -> int:
    """Prints the compliance tables of a workspace."""
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.cli.refs import choose, read_refs
    from foodsafety_ledger.views.status import look

    session: Session = ctx.obj
    lights, failing = _lights(only), _lights(fail_on)
    opened = open_view(session, as_of, rev)
    asked = _Asked(read_refs(refs or (), opened.plan), refs or (), by, lights)
    view = look(opened.assessment(), choose(asked.refs, opened.plan, lights))
    _print(opened, view, asked, format_)
    failed = failing is not None and any(item.light in failing for item in view.items)
    return Exit.FINDINGS if failed else opened.exit_code


def _lights(text: str) -> frozenset[Light] | None:
    """The lights that an option lists; None where it lists none."""
    from foodsafety_ledger.assess.assessment import Light

    words = [word.strip() for word in text.split(",") if word.strip()]
    for word in words:
        if word not in list(Light):
            raise UsageError("no-light", name=word)
    return frozenset(map(Light, words)) or None


def _print(opened: Opened, view: View, asked: _Asked, format_: Format) -> None:
    say = opened.session.say
    if format_ is Format.JSON:
        from foodsafety_ledger.views.origin import to_json
        from foodsafety_ledger.views.status_json import status_data

        opened.session.data(to_json(status_data(view, say), opened.full_origin()))
    elif format_ is Format.CSV:
        from foodsafety_ledger.views.status_csv import status_csv

        opened.session.data(status_csv(view, asked.by or _rows(asked, detailed=By.TARGET), say))
    else:
        from foodsafety_ledger.cli.session import print_page

        print_page(opened.session, tuple(_blocks(opened, view, asked)), format_)


def _blocks(opened: Opened, view: View, asked: _Asked) -> Iterator[Block]:
    """A summary, the tables, and what needs attention now."""
    from foodsafety_ledger.views.attention import attention_blocks
    from foodsafety_ledger.views.status_tables import summary_blocks

    say = opened.session.say
    typed = shlex.join(asked.typed)
    scope = " ".join(filter(None, [" ".join(asked.typed), ",".join(sorted(asked.lights or ()))]))
    yield from summary_blocks(view, opened.origin(), say, scope)
    yield from _tables(view, asked, say) if view.items else ()
    yield from attention_blocks(view, say, typed, whole=bool(asked.lights))


def _tables(view: View, asked: _Asked, say: Say) -> Iterator[Block]:
    from foodsafety_ledger.views.status_tables import detail_blocks, own_table, status_table

    if asked.by is None and _is_detailed(asked):
        yield from detail_blocks(view, say)
    elif asked.by is None and len(view.choice.departments or ()) == 1:
        yield own_table(view, say)
    else:
        yield status_table(view, asked.by or _rows(asked), say)


def _is_detailed(asked: _Asked) -> bool:
    """Whether single tasks, items or targets are asked for: then each is shown in full."""
    from foodsafety_ledger.cli.refs import RefKind

    full = (RefKind.TASK, RefKind.ITEM, RefKind.TARGET)
    return any(ref.kind in full for ref in asked.refs)


def _rows(asked: _Asked, detailed: By = By.ITEM) -> By:
    """What the rows are where the command line does not say: the next smaller thing."""
    from foodsafety_ledger.cli.refs import RefKind

    kinds = {ref.kind for ref in asked.refs}
    if _is_detailed(asked):
        return detailed
    if kinds & {RefKind.DEPARTMENT}:
        return By.ITEM
    return By.DEPARTMENT if kinds & {RefKind.PERIOD, RefKind.GROUP} else By.TASK
