"""What the values given for targets say, each by itself (FL5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from foodsafety_ledger.assess.readings import ValueProblem, read_value
from foodsafety_ledger.check.scene import Scene, value_finding
from foodsafety_ledger.ledgers.values import NO_DATE
from foodsafety_ledger.plan.values import Target
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.number import Counts

_CHINESE_DATE = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_SEPARATED = re.compile(r"(?<=[0-9])[,_'](?=[0-9]{3})")
_UNIT = re.compile(r"(?<=[0-9])[^0-9./\s-]+$")


def bad_values(scene: Scene) -> Iterator[Diagnostic]:
    """FL501: a value is counts, a number or a date, as its target's measure says."""
    for figure in scene.owed_values:
        problem = figure.value
        if isinstance(problem, ValueProblem) and problem is not ValueProblem.NOTHING_OF_COMMON:
            meant = plain_form(figure.target, figure.text)
            hint = {} if meant is None else {"nearest": meant}
            yield value_finding("FL501", figure, problem.value, value=figure.text, **hint)


def nothing_to_do(scene: Scene) -> Iterator[Diagnostic]:
    """FL503: ``0/0`` says why in the note; a common denominator is never nothing."""
    for figure in scene.owed_values:
        if figure.value is ValueProblem.NOTHING_OF_COMMON:
            yield value_finding("FL503", figure, "common")
        elif figure.value == Counts(0, 0) and not figure.entry.note:
            yield value_finding("FL503", figure)


def reached_after_entry(scene: Scene) -> Iterator[Diagnostic]:
    """FL508: a milestone is reported once it is reached, not before."""
    for figure in scene.figures:
        reached, reported = figure.value, figure.entry.date
        if isinstance(reached, date) and NO_DATE < reported < reached:
            facts = {"value": reached.isoformat(), "date": reported.isoformat()}
            yield value_finding("FL508", figure, **facts)


def plain_form(target: Target, text: str) -> str | None:
    """What the text was probably meant to be, written as the ledger wants it, or None.

    Full-width digits, spaces, thousands separators, a unit and a Chinese date are bridged.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = _SEPARATED.sub("", plain)
    chinese = _CHINESE_DATE.fullmatch(plain)
    if chinese is not None:
        plain = f"{chinese[1]}-{chinese[2]:0>2}-{chinese[3]:0>2}"
    elif not plain.endswith(("%", "‰")):
        plain = _UNIT.sub("", plain)
    reads = not isinstance(read_value(target, plain), ValueProblem)
    return plain if plain != text and reads else None
