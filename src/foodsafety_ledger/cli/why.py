"""``ledger why``: where a figure or a light comes from, down to file, line and commit."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.cli.session import Session

if TYPE_CHECKING:
    from foodsafety_ledger.assess.values import Assessment
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.cli.refs import Ref
    from foodsafety_ledger.render.page import Step
    from foodsafety_ledger.render.why_entries import Trail


class Format(StrEnum):
    """How a derivation is written."""

    TREE = "tree"
    JSON = "json"
    MD = "md"


def why(
    ctx: typer.Context,
    ref: Annotated[
        str, typer.Argument(metavar="REF", help="why.ref", autocompletion=completion.refs)
    ],
    *,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="status.as-of")] = None,
    rev: Annotated[str | None, typer.Option(metavar="REV", help="status.rev")] = None,
    format_: Annotated[Format, typer.Option("--format", help="why.format")] = Format.TREE,
) -> int:
    """Prints the derivation of a target's figure, an item's light or a department's."""
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.cli.provenance import provenance_of
    from foodsafety_ledger.cli.refs import read_refs
    from foodsafety_ledger.render.why_entries import Trail

    session: Session = ctx.obj
    opened = open_view(session, as_of, rev)
    history = opened.history()
    trail = Trail(opened.plan, history, provenance_of(opened), session.say)
    entry = next((one for one in history.entries if one.id == ref), None)
    steps: list[Step] = []
    if entry is not None:
        steps.append(trail.entry_step(history.subject(entry)))
    for meant in () if entry else read_refs([ref], opened.plan):
        steps.extend(_steps(meant, opened.assessment(), trail))
    _print(opened, tuple(steps), format_)
    return opened.exit_code


def _steps(ref: Ref, assessment: Assessment, trail: Trail) -> Iterator[Step]:
    from foodsafety_ledger.cli.refs import RefKind, choose
    from foodsafety_ledger.render.view import look
    from foodsafety_ledger.render.why_item import department_step, item_step
    from foodsafety_ledger.render.why_target import target_step

    view = look(assessment, choose([ref], assessment.plan))
    match ref.kind:
        case RefKind.TARGET:
            yield from (target_step(one, assessment, trail) for one in view.targets)
        case RefKind.DEPARTMENT | RefKind.GROUP:
            yield from (
                department_step(one, assessment, trail)
                for one in assessment.departments
                if one.id in (view.choice.departments or ())
            )
        case _:
            yield from (item_step(one, assessment, trail) for one in view.items)


def _print(opened: Opened, steps: tuple[Step, ...], format_: Format) -> None:
    if format_ is Format.JSON:
        from foodsafety_ledger.render.derivation import derivation_data
        from foodsafety_ledger.render.envelope import to_json

        opened.session.data(to_json(derivation_data(steps), opened.full_origin()))
        return
    from foodsafety_ledger.cli.printing import print_page
    from foodsafety_ledger.render import by
    from foodsafety_ledger.render.page import Steps

    written = by.Format.MD if format_ is Format.MD else by.Format.TABLE
    print_page(opened.session, (Steps(steps),), written)
