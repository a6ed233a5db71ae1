"""A screenful of a page that may be longer: what is heaviest, and how to see the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from foodsafety_ledger.assess.assessment import VERDICT_LIGHT, DutyState, Light
from foodsafety_ledger.model.entry import Status
from foodsafety_ledger.views.page import Block, Paragraph, Step, Steps, Table, command, line, quiet
from foodsafety_ledger.words import Say

_RED: Final = tuple(verdict for verdict, light in VERDICT_LIGHT.items() if light is Light.RED)
_GRAVE: Final = frozenset({Light.RED, Status.BLOCKED, DutyState.OVERDUE, *_RED})


def rest(say: Say, count: int, typed: str) -> Block:
    """How many lines are not shown, where that is not said above, and the command that does."""
    said = say("cli.more", count=count) if count else say("cli.all")
    return Paragraph((line(said), line("    ", command(say.typed(typed)))))


def brief_table(made: Table, room: int, say: Say, typed: str) -> Iterator[Block]:
    """The first rows of a table, and how to see the rest."""
    yield replace(made, rows=made.rows[:room])
    if hidden := len(made.rows[room:]):
        yield rest(say, hidden, typed)


def brief_steps(steps: Sequence[Step], room: int, say: Say, typed: str) -> Iterator[Block]:
    """A derivation in ``room`` steps: what is grave in full, then the others in their order.

    What is not shown in full ends in an ellipsis.
    """
    shown = _fitted(steps, room, is_asked=True)
    yield Steps(shown)
    if hidden := _size(steps) - _size(shown):
        yield rest(say, hidden, typed)


def _size(steps: Sequence[Step]) -> int:
    return sum(1 + _size(one.below) for one in steps)


def _fitted(steps: Sequence[Step], room: int, *, is_asked: bool = False) -> tuple[Step, ...]:
    """Of each what it says first, and below it what there is room for.

    What would not fit whole stays closed, but for what is grave, and what was asked for itself.
    """
    kept = sorted(range(len(steps)), key=lambda place: not _is_grave(steps[place]))[: max(1, room)]
    room -= len(kept)
    below: dict[int, tuple[Step, ...]] = {}
    for place in kept:
        below[place] = _first(steps[place])[: max(0, room)]
        room -= len(below[place])
    for place in kept:
        inner, said = steps[place].below, len(below[place])
        partly = room > 0 and (is_asked or _is_grave(steps[place]))
        if partly or len(inner) - said <= room:
            below[place] = _fitted(inner, room + said)
            room -= _size(below[place]) - said
    return tuple(_cut(steps[place], below[place]) for place in sorted(kept))


def _first(one: Step) -> tuple[Step, ...]:
    """What a step rests on first, where that is all said in one line."""
    return tuple(inner for inner in one.below[:1] if not inner.below)


def _cut(one: Step, below: tuple[Step, ...]) -> Step:
    said = one.line if _size(below) == _size(one.below) else line(one.line, quiet(" …"))
    return replace(one, line=said, below=below)


def _is_grave(one: Step) -> bool:
    """Whether a step, or one that it rests on, says why something is red today."""
    if one.kind == "entry":
        return False
    said = {one.facts.get(key) for key in ("light", "status", "state", "verdict")}
    return not said.isdisjoint(_GRAVE) or any(map(_is_grave, one.below))
