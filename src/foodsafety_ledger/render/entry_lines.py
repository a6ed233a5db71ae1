"""What an entry says, in lines: status and values, then its texts, then what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from foodsafety_ledger.ledgers.values import Entry, Kind
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.render.history import History
from foodsafety_ledger.render.lights import status_run
from foodsafety_ledger.render.names import department_name
from foodsafety_ledger.render.page import Line, Run, Tone, line, quiet
from foodsafety_ledger.words import Say

_TEXTS: Final = ("note", "problems", "next", "reason")


def entry_summary(entry: Entry, plan: Plan, say: Say) -> Line:
    """``区市场监管局  推进中``: who says what."""
    return line(department_name(entry.department, plan, say), "  ", _what(entry, say))


def value_texts(entry: Entry, plan: Plan, say: Say) -> Iterator[str]:
    """Each value as it was typed, after its target's name."""
    for id_, text in entry.values:
        target = plan.targets.get(f"{entry.item}/{id_}")
        yield f"{target.name.in_(say.lang) if target else id_} {text}"


def _what(entry: Entry, say: Say) -> Run:
    """What the entry does: its status, or whom it voids or reviews."""
    if entry.kind is Kind.VOID:
        return Run(say("log.voids", entry=entry.voids), Tone.YELLOW)
    if entry.kind is Kind.REVIEW:
        return Run(say(f"log.reviews.{entry.verdict}", entry=entry.reviews))
    return status_run(entry.status, say)


def entry_texts(entry: Entry, plan: Plan, say: Say) -> Iterator[Line]:
    """Its values, then its note, problems, next steps and reason, each after its label."""
    for text in value_texts(entry, plan, say):
        yield line(text)
    for key in _TEXTS:
        said: str = getattr(entry, key)
        if said:
            yield line(quiet(say("log.text", label=say(f"log.{key}"), text=said.strip())))


def entry_marks(entry: Entry, history: History, say: Say) -> Iterator[Line]:
    """What it amends, what replaced it, how it was reviewed, and whether it is left out."""
    if entry.amends:
        yield line(Run(say("log.amends", entry=entry.amends), Tone.YELLOW))
    after = history.replaced.get(entry.id)
    if after is not None:
        key = "log.voided" if after.voids else "log.amended"
        yield line(Run(say(key, entry=after.id, date=after.date), Tone.YELLOW))
    review = history.reviews.get(entry.id)
    if review is not None:
        yield line(quiet(say(f"log.reviewed.{review.verdict}", entry=review.id, date=review.date)))
    if entry.id in history.unfit:
        yield line(Run(say("log.unfit"), Tone.RED))
