"""What the shell offers while a command is being typed: quickly, and silently where it cannot.

Reads the workspace's own files as texts with places, without the plan's models, and of the ledgers
only the lines that hold an id.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from foodsafety_ledger.model.entry import Status
from foodsafety_ledger.model.inert import inert
from foodsafety_ledger.model.plan import Role

if TYPE_CHECKING:
    from foodsafety_ledger.files.source import WorkTree

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
    for one in _mappings(_read(ctx, "data/departments.yaml"), "departments"):
        yield from _words(one)


@_quietly
def items(ctx: typer.Context) -> Iterator[Offer]:
    """Items; those of the department named before, if one is."""
    roles = _roles_of(ctx, _said(ctx))
    for item in _items(ctx):
        named = {id_ for role in Role for id_ in item.get(role, ())}
        if not roles or not roles.isdisjoint(named):
            yield str(item["id"]), _chinese(item, "summary")


@_quietly
def targets(ctx: typer.Context) -> Iterator[Offer]:
    """``TARGET=`` for the targets of the item named before, or of all items."""
    said, every = _said(ctx), list(_items(ctx))
    for item in [item for item in every if item["id"] in said] or every:
        for target in _mappings(item, "targets"):
            yield f"{target['id']}=", _chinese(target, "name")


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
    from foodsafety_ledger.model.period import Cadence, parse_date

    plan = _read(ctx, "data/tasks.yaml")
    start, end = (parse_date(plan["period"][key]) for key in ("start", "end"))
    cadence = Cadence(plan["reporting"].get("every", Cadence.QUARTER))
    if start and end:
        for period in cadence.holding(start).through(cadence.holding(end)):
            yield str(period), ""


@_quietly
def statuses(ctx: typer.Context) -> Iterator[Offer]:
    """The statuses of a report."""
    say = ctx.obj.say
    for status in Status:
        yield status, say(f"status.status.{status}")


@_quietly
def refs(ctx: typer.Context) -> Iterator[Offer]:
    """What a REF may be: sections, tasks, items, targets, departments and groups."""
    plan, who = _read(ctx, "data/tasks.yaml"), _read(ctx, "data/departments.yaml")
    for section in _mappings(plan, "sections"):
        yield str(section["id"]), _chinese(section, "title")
        for task in _mappings(section, "tasks"):
            yield str(task["id"]), _chinese(task, "title")
            for item in _mappings(task, "items"):
                yield str(item["id"]), _chinese(item, "summary")
                for target in _mappings(item, "targets"):
                    yield f"{item['id']}/{target['id']}", _chinese(target, "name")
    for one in (*_mappings(who, "departments"), *_mappings(who, "groups")):
        yield from _words(one)


@_quietly
def rules(ctx: typer.Context) -> Iterator[Offer]:  # noqa: ARG001 - the table is the program's own
    """The codes of the rules, each with its name."""
    from foodsafety_ledger.check.rules import all_rules

    for rule in all_rules().values():
        yield rule.code, rule.name


def anything(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """What can be shown: whatever a REF may be, entries and rules."""
    return [offer for each in (refs, entries, rules) for offer in each(ctx, incomplete)]


def _words(one: Any) -> Iterator[Offer]:  # noqa: ANN401 - whatever the file holds
    name = _chinese(one, "name")
    yield str(one["id"]), name
    for word in (name, *one.get("aliases", ())):
        yield str(word), str(one["id"])


def _said(ctx: typer.Context) -> set[str]:
    """The words before, whether they were understood as arguments yet or not."""
    return {str(value) for value in ctx.params.values()} | set(ctx.args)


def _roles_of(ctx: typer.Context, said: set[str]) -> set[str]:
    """The ids under which items may name the department said: its own, those of its groups."""
    who = _read(ctx, "data/departments.yaml")
    for one in _mappings(who, "departments"):
        if not said.isdisjoint(word for word, _ in _words(one)):
            groups = (g for g in _mappings(who, "groups") if one["id"] in g.get("members", ()))
            return {one["id"], *(group["id"] for group in groups)}
    return set()


def _items(ctx: typer.Context) -> Iterator[Any]:
    for section in _mappings(_read(ctx, "data/tasks.yaml"), "sections"):
        for task in _mappings(section, "tasks"):
            yield from _mappings(task, "items")


def _mappings(node: Any, key: str) -> list[Any]:  # noqa: ANN401 - whatever the file holds
    listed = node.get(key) if isinstance(node, dict) else None
    members = listed if isinstance(listed, list) else ()
    return [one for one in members if isinstance(one, dict) and "id" in one]


def _chinese(node: Any, key: str) -> str:  # noqa: ANN401 - whatever the file holds
    name = node.get(key)
    return str(name.get("zh", "")) if isinstance(name, dict) else str(name or "")


def _read(ctx: typer.Context, path: str) -> Any:  # noqa: ANN401 - whatever the file holds
    from foodsafety_ledger.files.source import load_yaml

    reading = load_yaml(_source(ctx), path)[0]
    return None if reading is None else reading.data


def _source(ctx: typer.Context) -> WorkTree:
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.files.workspace import find_workspace

    return WorkTree(find_workspace(ctx.find_root().params.get("folder"), os.environ))
