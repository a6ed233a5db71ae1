"""The page of ``ledger status``: a summary first, then the tables, then what needs attention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foodsafety_ledger.assess.values import VERDICT_LIGHT
from foodsafety_ledger.render.envelope import Origin
from foodsafety_ledger.render.lights import SIGNS, TONES, duty_run
from foodsafety_ledger.render.page import Block, Cell, Facts, Heading, Line, Run, Tone, cell, line
from foodsafety_ledger.render.view import View, count_duties, count_lights, count_verdicts
from foodsafety_ledger.words import Say


def summary_blocks(view: View, origin: Origin, say: Say, scope: str = "") -> Iterator[Block]:
    """Title, date, and how many items, targets and duties stand how.

    ``scope`` says what was asked for, where that is not everything.
    """
    yield Heading(line(view.assessment.plan.title.in_(say.lang)), 1)
    pairs = [
        (say("status.summary.as-of"), cell(_when(origin, say))),
        *([(say("status.summary.scope"), cell(scope))] if scope else []),
        (say("status.summary.items"), _counted(len(view.items), _items(view, say))),
        (say("status.summary.targets"), _counted(len(view.targets), _targets(view, say))),
        (say("status.summary.duties"), _counted(len(view.duties), _duties(view, say))),
    ]
    errors = view.assessment.left_out.count
    if errors:
        text = say("status.summary.errors.count", count=errors)
        pairs.append((say("status.summary.errors"), cell(Run(text, Tone.RED))))
    yield Facts(tuple(pairs))


def _when(origin: Origin, say: Say) -> str:
    day = str(origin.as_of)
    if origin.rev is None:
        return day
    commit = (origin.commit or "")[:10]
    return say("status.summary.rev", as_of=day, rev=origin.rev, commit=commit)


def _counted(total: int, parts: Iterable[Line]) -> Cell:
    """``50   红 3   黄 12``: how many in all, and each kind there is."""
    separated = [run for part in parts for run in (Run("   "), *part)]
    return cell(line(str(total), tuple(separated)))


def _items(view: View, say: Say) -> Iterator[Line]:
    for light, count in count_lights(view.items).items():
        if count:
            yield SIGNS[light], Run(_count(say(f"status.light.{light}"), count, say), TONES[light])


def _targets(view: View, say: Say) -> Iterator[Line]:
    for verdict, count in count_verdicts(view.targets).items():
        if count:
            tone = TONES[VERDICT_LIGHT[verdict]]
            yield (Run(_count(say(f"status.verdict.{verdict}"), count, say), tone),)


def _duties(view: View, say: Say) -> Iterator[Line]:
    for state, count in count_duties(view.duties).items():
        if count:
            word = duty_run(state, say)
            yield (Run(_count(word.text, count, say), word.tone),)


def _count(word: str, count: int, say: Say) -> str:
    return say("status.summary.count", word=word, count=count)
