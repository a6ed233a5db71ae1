"""What a report speaks of, what programs are given of it, and what official papers are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple, TypeVar, assert_never

from foodsafety_ledger.assess.assessment import (
    Assessment,
    Duties,
    DutyState,
    ItemAssessment,
    Light,
    Part,
    Reason,
    TargetVerdict,
)
from foodsafety_ledger.model.entry import Entry, Evidence, Status, Verdict
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.number import spell_numeral
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Expected, Item, Plan
from foodsafety_ledger.views.changes import LightChange, light_changes
from foodsafety_ledger.views.choice import Selection
from foodsafety_ledger.views.page import (
    Heading,
    Line,
    Paragraph,
    ParagraphKind,
    line,
    quiet,
    strong,
)
from foodsafety_ledger.views.status_rows import StatusBy, status_data, status_records, tallies
from foodsafety_ledger.views.trail import Trail
from foodsafety_ledger.views.view import Json, Origin, Record, Records
from foodsafety_ledger.views.wording import (
    department_name,
    left_out_lines,
    name_data,
    reason_text,
    task_title,
)
from foodsafety_ledger.words import Say


class ReportKind(StrEnum):
    """What is accounted for."""

    QUARTER = "quarter"
    ANNUAL = "annual"
    BRIEF = "brief"
    EVIDENCE = "evidence"


class Proof(NamedTuple):
    """A piece of evidence with the entry that it stands in; ``number`` counts from 1."""

    number: int
    entry: Entry
    piece: Evidence
    is_expired: bool


class Expectation(NamedTuple):
    """What the office wants to see of an item, and the evidence that is said to be that."""

    item: Item
    expected: Expected
    proofs: tuple[Proof, ...]

    @property
    def is_met(self) -> bool:
        """Whether some of it is there and has not expired."""
        return not all(proof.is_expired for proof in self.proofs)


@dataclass(frozen=True)
class Account:
    """What a report speaks of: the whole plan up to the end of a period.

    ``before`` is the assessment of the last report, None where there was none; ``trail`` leads
    from its figures to the entries. ``course`` is how it stood at the end of each period's round.
    ``is_formal`` is the one that papers are written of, see ``Say``.
    """

    chosen: Selection
    before: Assessment | None
    period: Period
    trail: Trail
    origin: Origin
    course: tuple[tuple[Period, Assessment], ...] = ()
    is_formal: bool = False

    @cached_property
    def say(self) -> Say:
        """The language."""
        return self.trail.say.formal() if self.is_formal else self.trail.say

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.trail.plan

    @cached_property
    def duties(self) -> Duties:
        """The duties up to the period."""
        return self.chosen.duties.at(lambda period, _: period <= self.period)

    @cached_property
    def changed(self) -> tuple[LightChange, ...]:
        """The items whose light has changed since the last report."""
        return light_changes(self.chosen.items, self.before.items if self.before else ())

    @cached_property
    def problems(self) -> tuple[Entry, ...]:
        """The latest entry of each department on each item, where it names problems or plans."""
        latest = (part.latest for _, part in self.parts if part.latest)
        return tuple(one for one in latest if one.remark("problems") or one.remark("next"))

    @property
    def parts(self) -> Iterator[tuple[ItemAssessment, Part]]:
        """Every department's part in every item."""
        return ((item, part) for item in self.chosen.items for part in item.parts)

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """The evidence of all live entries, numbered by item, department and time."""
        found = (
            (entry, piece)
            for _, part in self.parts
            for entry in part.entries
            for piece in entry.evidence
        )
        day = self.chosen.assessment.as_of
        return tuple(
            Proof(number, entry, piece, piece.valid_until is not None and piece.valid_until < day)
            for number, (entry, piece) in enumerate(found, 1)
        )

    @cached_property
    def expectations(self) -> tuple[Expectation, ...]:
        """All that the office wants to see, each with what has been handed in as that."""
        held: dict[tuple[str, str], list[Proof]] = {}
        for proof in self.proofs:
            held.setdefault((proof.entry.item, proof.piece.of), []).append(proof)
        return tuple(
            Expectation(one.item, expected, tuple(held.get((one.item.id, expected.id), ())))
            for one in self.chosen.items
            for expected in one.item.expects
        )


def key_figures(account: Account) -> dict[str, str]:
    """The five figures, each of how many."""
    items, targets, duties = account.chosen.items, account.chosen.targets, account.duties
    lights, verdicts, states = tallies(account.chosen, duties)
    return {
        "green": f"{lights[Light.GREEN]}/{len(items)}",
        "met": f"{verdicts[TargetVerdict.MET]}/{len(targets)}",
        "came": f"{states[DutyState.REPORTED] + states[DutyState.LATE]}/{len(duties)}",
        "red": str(lights[Light.RED]),
        "overdue": str(states[DutyState.OVERDUE]),
    }


_PROOF_KEYS: Final = (
    *("number", "item", "department", "period", "entry", "path", "sha256"),
    *("of", "valid_until", "expired"),
)


def _proof_record(proof: Proof) -> Record:
    return {
        "number": proof.number,
        "item": proof.entry.item,
        "department": proof.entry.department,
        "period": str(proof.entry.period),
        "entry": proof.entry.id,
        "path": proof.piece.path,
        "sha256": proof.piece.sha256,
        "of": proof.piece.of or None,
        "valid_until": proof.piece.valid_until,
        "expired": proof.is_expired,
    }


def report_data(kind: ReportKind, account: Account) -> Json:
    """``status``'s data with the period, what changed and the problems (design 6), and its own."""
    return {
        **status_data(account.chosen, account.say),
        "period": str(account.period),
        "changed": [
            {"item": one.item.item.id, "before": one.before, "light": one.item.light}
            for one in account.changed
        ],
        "problems": [
            {
                "entry": one.id,
                "department": one.department,
                "item": one.item,
                "period": str(one.period),
                "problems": one.remark("problems") or None,
                "next": one.remark("next") or None,
            }
            for one in account.problems
        ],
        **_own_data(kind, account),
    }


def _own_data(kind: ReportKind, account: Account) -> Json:
    match kind:
        case ReportKind.QUARTER | ReportKind.ANNUAL:
            return {}
        case ReportKind.BRIEF:
            return {"figures": key_figures(account)}
        case ReportKind.EVIDENCE:
            missing = [
                {"item": one.item.id, "id": one.expected.id, "name": name_data(one.expected.name)}
                for one in account.expectations
                if not one.is_met
            ]
            proofs = [dict(_proof_record(one)) for one in account.proofs]
            return {"evidence": proofs, "missing": missing}
        case _:
            assert_never(kind)


def report_records(kind: ReportKind, account: Account) -> Records:
    """A row for each piece of evidence, or else for each target."""
    match kind:
        case ReportKind.QUARTER | ReportKind.ANNUAL | ReportKind.BRIEF:
            return status_records(account.chosen, StatusBy.TARGET, account.say)
        case ReportKind.EVIDENCE:
            return Records(_PROOF_KEYS, map(_proof_record, account.proofs))
        case _:
            assert_never(kind)


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
            as_of=say.formal().time(account.chosen.assessment.as_of),
            items=counts_text("status.light", lights, say),
            targets=counts_text("status.verdict", verdicts, say),
            reports=counts_text("status.duty", states, say),
            owed=len(account.duties),
        )
    )
    yield from _closing_lines(account)
    yield from left_out_lines(account.chosen.assessment, account.say)


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
