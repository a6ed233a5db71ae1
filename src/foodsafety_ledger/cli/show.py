"""``ledger show``: one part of the plan, one department, one entry or one rule, in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import Exit

if TYPE_CHECKING:
    from foodsafety_ledger.check.rules import Rule
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.cli.refs import Ref
    from foodsafety_ledger.views.page import Block
    from foodsafety_ledger.views.status import View
    from foodsafety_ledger.words import Say

_LATEST = 5
"""How many entries are shown with an item or department; ``ledger log`` shows them all."""


def show(
    ctx: typer.Context,
    ref: Annotated[
        str,
        typer.Argument(metavar="REF", help="show.ref", autocompletion=completion.anything),
    ],
    *,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="status.as-of")] = None,
    rev: Annotated[str | None, typer.Option(metavar="REV", help="status.rev")] = None,
) -> int:
    """Prints what is known about one thing."""
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.cli.session import print_page

    session: Session = ctx.obj
    rule = _rule(ref)
    if rule is not None:
        from foodsafety_ledger.views.show import rule_blocks

        print_page(session, tuple(rule_blocks(rule, session.say)))
        return Exit.FINE
    opened = open_view(session, as_of, rev)
    print_page(session, tuple(_blocks(ref, opened)))
    return opened.exit_code


def _rule(text: str) -> Rule | None:
    """The rule of that code or name."""
    from foodsafety_ledger.check.rules import all_rules

    return next((rule for rule in all_rules().values() if text in (rule.code, rule.name)), None)


def _blocks(text: str, opened: Opened) -> Iterator[Block]:
    from foodsafety_ledger.cli.refs import RefKind, choose, read_refs
    from foodsafety_ledger.views.show import entry_blocks
    from foodsafety_ledger.views.status import look

    plan, say = opened.plan, opened.session.say
    history = opened.history()
    entry = next((one for one in history.entries if one.id == text), None)
    if entry is not None:
        yield from entry_blocks(entry, history, plan, say)
        return
    (ref,) = read_refs([text], plan)
    view = look(opened.assessment(), choose([ref], plan))
    if ref.kind in (RefKind.DEPARTMENT, RefKind.GROUP):
        yield from _people(ref, view, say)
    else:
        yield from _place(ref, view, say)
    if ref.kind in (RefKind.ITEM, RefKind.TARGET, RefKind.DEPARTMENT):
        yield from _latest(opened, view)


def _people(ref: Ref, view: View, say: Say) -> Iterator[Block]:
    from foodsafety_ledger.cli.refs import RefKind
    from foodsafety_ledger.views.show import department_blocks, group_blocks
    from foodsafety_ledger.views.status_tables import own_table

    plan = view.assessment.plan
    if ref.kind is RefKind.GROUP:
        yield from group_blocks(plan.groups[ref.id], plan, say)
        return
    yield from department_blocks(plan.departments[ref.id], plan, say)
    if view.items:
        yield own_table(view, say)


def _place(ref: Ref, view: View, say: Say) -> Iterator[Block]:
    from foodsafety_ledger.cli.refs import RefKind
    from foodsafety_ledger.views.show import item_blocks, target_blocks

    plan = view.assessment.plan
    if ref.kind is RefKind.TARGET:
        for target in view.targets:
            yield from target_blocks(target, plan, say)
        return
    for item in view.items:
        yield from item_blocks(item, plan, say)


def _latest(opened: Opened, view: View) -> Iterator[Block]:
    """The latest entries about what is shown."""
    from foodsafety_ledger.views.log import log_table
    from foodsafety_ledger.views.page import Heading, line

    history, say = opened.history(), opened.session.say
    items = {item.item.id for item in view.items}
    chosen = view.choice.departments
    about = [
        entry
        for entry in history.entries
        if entry.item in items and (chosen is None or entry.department in chosen)
    ]
    if about:
        yield Heading(line(say("show.entries")), 3)
        yield log_table(about[-_LATEST:], history, opened.plan, say)
