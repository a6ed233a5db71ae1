"""What the shell offers while a command is being typed: quickly, and silently where it cannot.

Reads the plan, which is in the cache all day long, and of the ledgers only the lines that hold an
id.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from foodsafety_ledger.model.entry import Status
from foodsafety_ledger.model.inert import inert

if TYPE_CHECKING:
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.model.plan import Department, Group, Plan

Offer = tuple[str, str]
"""What would be typed, and what it means; shells that can show the meaning beside it."""

_ENTRY_ID: Final = re.compile(rb"^ *-? *\{? *id: *\"?([0-9]{8}-[0-9a-f]{8})", re.MULTILINE)
_MOST: Final = 400


def _quietly(
    offers: Callable[[typer.Context], Iterable[Offer]],
) -> Callable[[typer.Context, str], list[Offer]]:
    """Those of ``offers`` that go on from what is typed; none where anything goes wrong.

    Offers go to the shell as they are: what a terminal would obey is in none of them.
    """

    @wraps(offers)
    def offered(ctx: typer.Context, incomplete: str) -> list[Offer]:
        found: list[Offer] = []
        with suppress(Exception):
            found += (
                (word, inert(meaning))
                for word, meaning in offers(ctx)
                if word.startswith(incomplete) and word == inert(word)
            )
        if not incomplete:  # names are offered to those who began to type one
            found = [offer for offer in found if offer[0].isascii()]
        return found[:_MOST]

    # typer goes by the signature: wraps() would show that of the function inside
    del offered.__wrapped__
    return offered


@_quietly
def departments(ctx: typer.Context) -> Iterator[Offer]:
    """Departments by id; by name and alias where one has been begun."""
    for one in _plan(ctx).departments.values():
        yield from _words(one)


@_quietly
def items(ctx: typer.Context) -> Iterator[Offer]:
    """Items; those of the department named before, if one is."""
    from foodsafety_ledger.reading.naming import called

    plan, said = _plan(ctx), _said(ctx)
    who = {one.id for one in plan.departments.values() if not said.isdisjoint(called(one))}
    for item in plan.items.values():
        if not (who and who.isdisjoint(item.holders)):
            yield item.id, item.summary.zh


@_quietly
def targets(ctx: typer.Context) -> Iterator[Offer]:
    """``TARGET=`` for the targets of the item named before, or of all items."""
    said, every = _said(ctx), _plan(ctx).items.values()
    for item in [item for item in every if item.id in said] or every:
        for target in item.targets:
            yield f"{target.id}=", target.name.zh


@_quietly
def entries(ctx: typer.Context) -> Iterator[Offer]:
    """The ids of all entries, the latest first, each with its department."""
    source = _source(ctx)
    found: list[Offer] = []
    for path in source.ledger_paths():
        raw = source.read(path)
        ids = _ENTRY_ID.findall(raw) if isinstance(raw, bytes) else ()
        found += ((id_.decode(), Path(path).stem) for id_ in ids)
    yield from sorted(found, reverse=True)


@_quietly
def periods(ctx: typer.Context) -> Iterator[Offer]:
    """The periods of the plan."""
    return ((str(period), "") for period in _plan(ctx).periods)


@_quietly
def statuses(ctx: typer.Context) -> Iterator[Offer]:
    """The statuses of a report."""
    say = ctx.obj.say
    for status in Status:
        yield status, say(f"status.status.{status}")


@_quietly
def refs(ctx: typer.Context) -> Iterator[Offer]:
    """What a REF may be: sections, tasks, items, targets, departments and groups."""
    plan = _plan(ctx)
    for section in plan.sections:
        yield section.id, section.title.zh
        for task in section.tasks:
            yield task.id, task.title.zh
            for item in task.items:
                yield item.id, item.summary.zh
                yield from ((target.ref, target.name.zh) for target in item.targets)
    for one in plan.departments.values():
        yield from _words(one)
    for group in plan.groups.values():
        yield from _words(group)


@_quietly
def rules(ctx: typer.Context) -> Iterator[Offer]:  # noqa: ARG001 - the table is the program's own
    """The codes of the rules, each with its name."""
    from foodsafety_ledger.check.rules import all_rules

    for rule in all_rules().values():
        yield rule.code, rule.name


def anything(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """What can be shown: whatever a REF may be, entries and rules."""
    return [offer for each in (refs, entries, rules) for offer in each(ctx, incomplete)]


def _words(unit: Department | Group) -> Iterator[Offer]:
    yield unit.id, unit.name.zh
    for word in (unit.name.zh, *unit.aliases):
        yield word, unit.id


def _said(ctx: typer.Context) -> set[str]:
    """The words before, whether they were understood as arguments yet or not."""
    return {str(value) for value in ctx.params.values()} | set(ctx.args)


def _plan(ctx: typer.Context) -> Plan:
    """The plan as far as it reads, from the cache where its files were read before."""
    from foodsafety_ledger.reading.workspace import read_plan_of

    plan, _ = read_plan_of(_source(ctx))
    if plan is None:
        raise LookupError
    return plan


def _source(ctx: typer.Context) -> WorkTree:
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.files.workspace import find_workspace

    return WorkTree(find_workspace(ctx.find_root().params.get("folder"), os.environ))
