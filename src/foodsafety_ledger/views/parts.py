"""What official papers are made of: numbered parts, how it stands, what is red, who signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from foodsafety_ledger.assess.assessment import ItemAssessment, Light, Reason
from foodsafety_ledger.model.entry import Status, Verdict
from foodsafety_ledger.model.number import spell_numeral
from foodsafety_ledger.views.account import Account, ReportKind
from foodsafety_ledger.views.choice import Selection
from foodsafety_ledger.views.page import (
    Heading,
    Line,
    Paragraph,
    ParagraphKind,
    Run,
    Tone,
    line,
    quiet,
    strong,
)
from foodsafety_ledger.views.status_rows import tallies
from foodsafety_ledger.views.wording import day_text, department_name, reason_text, task_title
from foodsafety_ledger.words import Say

E = TypeVar("E", bound=StrEnum)


class Numbering:
    """Numbers the parts of a report as official papers do: 一、 then （一）."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._first = self._second = 0

    def first(self, key: str) -> Heading:
        """The next part, called by the key of its title."""
        self._first, self._second = self._first + 1, 0
        number = numeral(self._first, self._say)
        title = self._say(key)
        return Heading(line(self._say("report.first", number=number, title=title)))

    def second(self, title: str) -> Heading:
        """The next part of this part."""
        self._second += 1
        number = numeral(self._second, self._say)
        return Heading(line(self._say("report.second", number=number, title=title)), 3)


def numeral(number: int, say: Say) -> str:
    """``十二`` for 12 (below 10,000); digits in English."""
    return str(number) if say.lang == "en" else spell_numeral(number)


def title(account: Account, kind: ReportKind) -> Heading:
    """The title of a report."""
    facts = {"title": account.plan.title, "period": account.period}
    return Heading(line(account.say(f"report.title.{kind}", **facts)), 1)


def signature(account: Account, day: str = "") -> Paragraph:
    """That the office signs (落款), and when: on the day as of which it is, or as said."""
    office = department_name(account.plan.office, account.plan, account.say)
    day = day or account.say.time(account.chosen.assessment.as_of)
    return Paragraph((line(office), line(day)), kind=ParagraphKind.SIGNATURE)


def listed(lines: Iterable[Line], say: Say) -> Paragraph:
    """The lines, each a paragraph; a word where there are none."""
    return Paragraph(tuple(lines) or (line(say("report.none")),))


def standing_lines(account: Account) -> Iterator[Line]:
    """What the plan asks, and how its items, targets and reports stand."""
    say, plan, chosen = account.say, account.plan, account.chosen
    document = plan.document
    facts = {
        "title": plan.title,
        "number": document.number,
        "sections": len(plan.sections),
        "tasks": len(chosen.tasks),
        "items": len(chosen.items),
        "targets": len(chosen.targets),
        "departments": len(chosen.departments),
    }
    yield line(say("report.asked", **facts))
    lights, verdicts, states = tallies(chosen, account.duties)
    yield line(
        say(
            "report.standing",
            as_of=day_text(account.chosen.assessment.as_of, say),
            items=counts_text("status.light", lights, say),
            targets=counts_text("status.verdict", verdicts, say),
            reports=counts_text("status.duty", states, say),
            owed=len(account.duties),
        )
    )
    yield from _closing_lines(account)
    yield from left_out_lines(account.chosen, account.say)


def left_out_lines(chosen: Selection, say: Say) -> Iterator[Line]:
    """How many entries have an error and are in no figure, if any: on every paper that has some."""
    left_out = chosen.assessment.left_out
    if left_out.count:
        yield line(Run(say("report.left-out", count=left_out.told), Tone.RED))


def _closing_lines(account: Account) -> Iterator[Line]:
    """How much is done as reported, what of it the office has closed, and what it returned."""
    every = [part for _, part in account.parts if part.roles]
    done = [part for part in every if part.status is Status.DONE]
    returned = sum(part.review == Verdict.RETURNED for part in every)
    if done or returned:
        closed = sum(part.review == Verdict.ACCEPTED for part in done)
        facts = {"done": len(done), "closed": closed, "returned": returned}
        yield line(account.say("report.closing", **facts))


def counts_text(
    subject: str, counts: Mapping[E, int], say: Say, one: str = "status.summary.count"
) -> str:
    """``红 3、绿 12``: each kind there is, in words."""
    told = [
        say(one, word=say(f"{subject}.{kind}"), count=count)
        for kind, count in counts.items()
        if count
    ]
    return say.in_a_row(told) or say("report.no-count")


def missed_lines(items: Iterable[ItemAssessment], account: Account) -> Iterator[Line]:
    """The red ones among the items, each with why it is and what would still make it."""
    say = account.say
    for item in items:
        if item.light is Light.RED:
            told = say.apart(urgent_texts(item.reasons, say))
            title = f"{item.item.id} {task_title(item.item, account.plan, say)}"
            yield line(strong(title), say("report.because", text=told))


def urgent_texts(reasons: Iterable[Reason], say: Say) -> Iterator[str]:
    """What is red, and what would still take a figure to its goal."""
    return (
        reason_text(one, say) for one in reasons if one.light is Light.RED or one.kind == "needed"
    )


def extension_lines(item: ItemAssessment, say: Say) -> Iterator[Line]:
    """That an item's due date was extended, from when and why; nothing where it was not."""
    told = (reason_text(one, say) for one in item.reasons if one.key == "extended")
    return (line(quiet(text)) for text in told)
