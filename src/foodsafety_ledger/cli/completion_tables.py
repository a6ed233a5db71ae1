"""The tables from which the shell's offers come, made from the commands and from a workspace.

Offers go to the shell as they are: what a terminal would obey is in none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from foodsafety_ledger.cli.help import AnyCommand, Parameter, help_of
from foodsafety_ledger.model.inert import inert
from foodsafety_ledger.words import Say

if TYPE_CHECKING:
    from foodsafety_ledger.model.plan import Department, Group, Plan

Offer = tuple[str, str]
"""What would be typed, and what it means; shells that can show the meaning beside it."""

Command = tuple[dict[str, Any], dict[str, tuple[str, str, bool]], tuple[str, ...]]
"""A command: those below it, each with what it does; its options, each with the kind of value
it takes, what it is for, and whether it may be repeated; the kinds of its arguments."""

_ENTRY_ID: Final = re.compile(rb"^ *-? *\{? *id: *\"?([0-9]{8}-[0-9a-f]{8})", re.MULTILINE)

_KINDS: Final = {
    "DEPARTMENT": "departments",
    "ITEM": "items",
    "ENTRY": "entries",
    "REF": "refs",
    "PERIOD": "periods",
    "STATUS": "statuses",
    "TARGET=118/120": "targets",
    "RULE": "rules",
    "KIND": "reports",
    "LIGHT,...": "lights",
    "LIGHT|STATE,...": "lights states",
    "PERIOD|DATE|REV": "periods",
    "zh|en": "=zh|en",
}
"""What is offered for a value, by how the help page calls it."""

_MORE: Final = {
    ("show", "REF"): "refs entries rules",
    ("why", "REF"): "refs entries rules",
    ("review", "ENTRY"): "entries departments",
}
"""What is offered for an argument of commands that take more than others for it."""


def _commands(language: str) -> dict[str, Any]:
    from foodsafety_ledger.assess.assessment import Light
    from foodsafety_ledger.assess.duties import ASKED_FOR
    from foodsafety_ledger.check.rules import all_rules
    from foodsafety_ledger.cli.app import whole_program
    from foodsafety_ledger.model.entry import Status
    from foodsafety_ledger.views.account import ReportKind

    say = Say("en" if language == "en" else "zh")
    statuses = ((status.value, say(f"status.status.{status}")) for status in Status)
    lights = ((light.value, say(f"status.light.{light}")) for light in Light)
    states = ((state, say(f"status.duty.{state}")) for state in ASKED_FOR)
    reports = ((kind.value, say(f"report.called.{kind}")) for kind in ReportKind)
    return {
        "program": _command(whole_program(), say),
        "rules": _harmless((rule.code, rule.name) for rule in all_rules().values()),
        "statuses": _harmless(statuses),
        "lights": _harmless(lights),
        "states": _harmless(states),
        "reports": _harmless(reports),
    }


def _command(command: AnyCommand, say: Say, name: str = "") -> Command:
    from typer import Context

    context = Context(command, resilient_parsing=True)
    names = command.list_commands(context) if hasattr(command, "list_commands") else ()
    below = {one: command.get_command(context, one) for one in names}
    shown = [one for one in command.get_params(context) if not getattr(one, "hidden", False)]
    return (
        {one: (_line(say(str(it.help))), _command(it, say, one)) for one, it in below.items()},
        {
            spelt: (_kind(one), _line(help_of(one, say)), bool(one.multiple))
            for one in shown
            if one.param_type_name == "option"
            for spelt in one.opts
        },
        tuple(
            _kind(one, name) + ("..." if one.nargs == -1 else "")
            for one in shown
            if one.param_type_name == "argument"
        ),
    )


def _kind(parameter: Parameter, command: str = "") -> str:
    """What is offered for a parameter's value; ``-`` for nothing, empty where it takes none."""
    if getattr(parameter, "is_flag", False) or getattr(parameter, "count", False):
        return ""
    called = str(parameter.metavar)
    if (command, called) in _MORE:
        return _MORE[command, called]
    if called.startswith("<"):
        return f"={called[1:-1]}"
    return _KINDS.get(called, "-")


def _line(text: str) -> str:
    return inert(text.partition("\n")[0])


def _words(root: str) -> dict[str, Any]:
    from foodsafety_ledger.files.source import WorkTree
    from foodsafety_ledger.reading.naming import called
    from foodsafety_ledger.reading.source import read_plan_of

    plan, _ = read_plan_of(WorkTree(Path(root)))
    if plan is None:
        return {"called": {}, "items": (), "targets": ()}
    departments = plan.departments.values()
    items = plan.items.values()
    return {
        "departments": _harmless(pair for one in departments for pair in _named(one)),
        "called": {word: one.id for one in departments for word in called(one)},
        "items": tuple((one.id, inert(one.summary.zh), tuple(one.holders)) for one in items),
        "targets": tuple(
            (item.id, f"{one.id}=", inert(one.name.zh)) for item in items for one in item.targets
        ),
        "periods": tuple((str(period), "") for period in plan.periods),
        "refs": _harmless(_refs(plan)),
    }


def _refs(plan: Plan) -> Iterator[Offer]:
    """What a REF may be: sections, tasks, items, targets, departments and groups."""
    for section in plan.sections:
        yield section.id, section.title.zh
        for task in section.tasks:
            yield task.id, task.title.zh
            for item in task.items:
                yield item.id, item.summary.zh
                yield from ((target.ref, target.name.zh) for target in item.targets)
    units: list[Department | Group] = [*plan.departments.values(), *plan.groups.values()]
    for unit in units:
        yield from _named(unit)


def _named(unit: Department | Group) -> Iterator[Offer]:
    yield unit.id, unit.name.zh
    for word in (unit.name.zh, *unit.aliases):
        yield word, unit.id


def _entries(root: str) -> str:
    """The ids of all entries, the latest first, each with its department behind a tab."""
    from foodsafety_ledger.files.source import WorkTree

    source = WorkTree(Path(root))
    found: list[str] = []
    for path in source.ledger_paths():
        raw = source.read(path)
        ids = _ENTRY_ID.findall(raw) if isinstance(raw, bytes) else ()
        found += (f"{id_.decode()}\t{inert(Path(path).stem)}" for id_ in ids)
    return "".join(f"\n{line}" for line in sorted(found, reverse=True))


def _harmless(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    return tuple((word, inert(told)) for word, told in offers if word == inert(word))


TABLES: Final[Mapping[str, Callable[[str], Any]]] = {
    "commands": _commands,
    "words": _words,
    "entries": _entries,
}
"""What makes each table: of a language, or of a workspace's folder."""
