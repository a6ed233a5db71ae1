"""The differences between two plans, as lines for people and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from foodsafety_ledger.plan.difference import Change, Move
from foodsafety_ledger.values.inert import inert
from foodsafety_ledger.words import Say

_SIGNS = {Move.CAME: "+", Move.WENT: "-", Move.MOVED: ">", Move.CHANGED: "~"}
_NOTHING = "∅"
_KINDS = ("department", "task", "role", "goal")


def diff_lines(changes: Sequence[Change], say: Say) -> Iterator[str]:
    """A heading with a count for each kind of difference, and a line for each difference."""
    for kind in _KINDS:
        chosen = [change for change in changes if change.kind == kind]
        if chosen:
            yield say(f"difference.{kind}", count=len(chosen))
            yield from (inert(_line(change, say)) for change in chosen)
    if not changes:
        yield say("difference.none")


def diff_data(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """The differences as JSON has them."""
    return [
        {
            "kind": change.kind,
            "move": change.move.value,
            "name": {"zh": change.name.zh, "en": change.name.en},
            "old_ref": change.old_ref or None,
            "new_ref": change.new_ref or None,
            "old": change.old or None,
            "new": change.new or None,
            "key": change.key or None,
        }
        for change in changes
    ]


def _line(change: Change, say: Say) -> str:
    ref = " → ".join(dict.fromkeys(ref for ref in (change.old_ref, change.new_ref) if ref))
    was, now = (_value(change.kind, text, say) for text in (change.old, change.new))
    if change.key:
        was, now = f"{change.key} {was or _NOTHING}", now or _NOTHING
    values = f"{was} → {now}" if was and now else was or now
    parts = (f"  {_SIGNS[change.move]}", say(f"difference.{change.move}"), ref)
    return " ".join(filter(None, (*parts, change.name.in_(say.lang), values)))


def _value(kind: str, text: str, say: Say) -> str:
    return say(f"difference.role-{text}") if kind == "role" and text else text
