"""The light of an item, and of a department over its own part in one (design 4.5)."""

from __future__ import annotations

from collections.abc import Iterable

from foodsafety_ledger.assess.assessment import VERDICT_LIGHT, Light, Part, TargetVerdict
from foodsafety_ledger.model.entry import Status
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.plan import Item

_OPEN = frozenset({TargetVerdict.SHORT, TargetVerdict.MET_LATE, TargetVerdict.NO_DATA})


@dataclass(frozen=True, slots=True)
class Scope:
    """What a light is judged by.

    ``owing`` are the parts of departments that owe an entry, ``parts`` all parts; ``verdicts``
    those of the binding targets. ``past_due`` is whether the item's due date has passed.
    ``capped`` where something may be missing that nobody can see, so that green would say too much:
    a group not resolved, an entry left out because of an error.
    """

    item: Item
    owing: tuple[Part, ...]
    parts: tuple[Part, ...]
    verdicts: tuple[TargetVerdict, ...]
    past_due: bool
    capped: bool = False


def light_of(scope: Scope) -> Light:
    """The light of an item.

    A red target stays red where no department owes an entry: grey must not hide it.
    """
    if is_red(scope):
        return Light.RED
    if not scope.owing:
        return Light.GREY
    if is_finished(scope):
        return Light.YELLOW if scope.capped else Light.GREEN
    return Light.YELLOW if has_progress(scope.parts) else Light.GREY


def own_light(scope: Scope) -> Light:
    """The light of one department over its own part; by its values where it owes no entry."""
    if scope.owing or is_red(scope):
        return light_of(scope)
    return fold(VERDICT_LIGHT[verdict] for verdict in scope.verdicts)


def is_red(scope: Scope) -> bool:
    """Whether anything in the scope is red."""
    return (
        any(VERDICT_LIGHT[verdict] is Light.RED for verdict in scope.verdicts)
        or any(part.status is Status.BLOCKED for part in scope.owing)
        or any(part.overdue for part in scope.parts)
        or bool(unfinished_past_due(scope))
    )


def unfinished_past_due(scope: Scope) -> tuple[Part, ...]:
    """The owing parts that are not done though the item is past due; none of an ongoing item."""
    if scope.item.ongoing or not scope.past_due:
        return ()
    return tuple(part for part in scope.owing if part.status is not Status.DONE)


def is_finished(scope: Scope) -> bool:
    """Whether nothing keeps an item that is not red from green."""
    if any(verdict in _OPEN for verdict in scope.verdicts):
        return False
    return all(is_settled(part, scope.item) for part in scope.owing)


def is_settled(part: Part, item: Item) -> bool:
    """Whether a part that owes nothing overdue is all that an item asks of it (4.5)."""
    if not part.says_something:
        return False
    if item.ongoing:
        return part.status is not Status.NOT_STARTED
    return part.status is Status.DONE and part.was_done


def has_progress(parts: Iterable[Part]) -> bool:
    """Whether there is a live entry with a value or a status other than not started."""
    return any(
        entry.values or entry.status is not Status.NOT_STARTED
        for part in parts
        for entry in part.entries
    )


def fold(lights: Iterable[Light]) -> Light:
    """One light over several: red if any is, green or grey if all are, else yellow."""
    seen = set(lights)
    if Light.RED in seen:
        return Light.RED
    if len(seen) == 1:
        return seen.pop()
    return Light.YELLOW if seen else Light.GREY
