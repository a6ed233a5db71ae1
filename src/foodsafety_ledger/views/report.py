"""``ledger report``: the account to the district's Party committee and government.

What was asked, what was done, every target with its figure and evidence, what was missed and why,
problems and next steps as reported, what was never reported, and what changed since the last one;
``brief`` is one page of it for a leader, ``evidence`` the numbered index of what proves it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import chain
from math import ceil, floor
from typing import Final, TypeVar

from foodsafety_ledger.assess.assessment import (
    VERDICT_LIGHT,
    Duty,
    DutyState,
    ItemAssessment,
    Light,
    PaceState,
    Reason,
    TargetAssessment,
)
from foodsafety_ledger.assess.goals import shown_share
from foodsafety_ledger.model.entry import Entry, Status, Verdict
from foodsafety_ledger.model.number import spell_numeral
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.views.account import (
    Account,
    Expectation,
    Proof,
    ReportKind,
    key_figures,
    report_data,
    report_records,
)
from foodsafety_ledger.views.attention import Matter, find_matters
from foodsafety_ledger.views.changes import change_lines
from foodsafety_ledger.views.page import (
    Band,
    Bar,
    Block,
    Cell,
    Cells,
    Column,
    Heading,
    Line,
    Paragraph,
    ParagraphKind,
    Run,
    Table,
    Tone,
    cell,
    columns,
    line,
    quiet,
    row,
    strong,
    table,
)
from foodsafety_ledger.views.status_rows import tallies, tally
from foodsafety_ledger.views.view import View
from foodsafety_ledger.views.why import target_steps
from foodsafety_ledger.views.wording import (
    SIGNS,
    TONES,
    day_text,
    department_name,
    due_text,
    light_line,
    list_departments,
    name_departments,
    piece_text,
    reason_text,
    target_cell,
    task_title,
    verdict_line,
)
from foodsafety_ledger.words import Say

E = TypeVar("E", bound=StrEnum)

_VOICES: Final = 3
"""How many departments' words stand beside an item before the rest are only counted."""

_PACE_TONES: Final = {
    PaceState.AHEAD: Tone.GREEN,
    PaceState.ON: Tone.GREEN,
    PaceState.BEHIND: Tone.YELLOW,
    PaceState.FAR_BEHIND: Tone.RED,
}
_DUTY_LIGHTS: Final = {
    DutyState.OVERDUE: Light.RED,
    DutyState.LATE: Light.YELLOW,
    DutyState.PENDING: Light.GREY,
    DutyState.REPORTED: Light.GREEN,
}
"""What a report's state looks like in the heat map, the worst first."""

_WORRIES: Final = 3
_ACTORS: Final = 6
"""How many worries and how many who must act one page has room for."""


def report_view(kind: ReportKind, account: Account) -> View:
    """One of the reports."""
    return View(
        account.origin,
        lambda: _blocks(kind, replace(account, is_formal=True)),
        lambda: report_records(kind, account),
        lambda: report_data(kind, account),
    )


def _blocks(kind: ReportKind, account: Account) -> Iterator[Block]:
    match kind:
        case ReportKind.QUARTER | ReportKind.ANNUAL:
            return _account_blocks(account, kind)
        case ReportKind.BRIEF:
            return _brief_blocks(account, kind)
        case ReportKind.EVIDENCE:
            return _evidence_blocks(account, kind)


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


def _account_blocks(account: Account, kind: ReportKind) -> Iterator[Block]:
    say, parts = account.say, Numbering(account.say)
    yield _title(account, kind)
    yield Paragraph((line(say("report.to")),), kind=ParagraphKind.ADDRESS)
    yield parts.first("report.part.asked")
    yield Paragraph(tuple(standing_lines(account)))
    yield _course_table(account)
    yield parts.first("report.part.done")
    yield from _done(account, parts)
    yield parts.first("report.part.targets")
    yield from _pace(account, parts)
    yield _target_table(account)
    yield parts.first("report.part.missed")
    yield listed(missed_lines(account.chosen.items, account), say)
    yield parts.first("report.part.problems")
    yield from _problems(account)
    yield parts.first("report.part.silent")
    yield from _silent(account)
    if account.before is not None:
        yield parts.first("report.part.changed")
        yield listed(change_lines(account.changed, account.plan, say), say)
    yield signature(account)


def _title(account: Account, kind: ReportKind) -> Heading:
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
            items=_counts("status.light", lights, say),
            targets=_counts("status.verdict", verdicts, say),
            reports=_counts("status.duty", states, say),
            owed=len(account.duties),
        )
    )
    yield from _closing_lines(account)
    errors = chosen.assessment.left_out.count
    if errors:
        yield line(Run(say("report.left-out", count=errors), Tone.RED))


def _closing_lines(account: Account) -> Iterator[Line]:
    """How much is done as reported, what of it the office has closed, and what it returned."""
    every = [part for _, part in account.parts if part.roles]
    done = [part for part in every if part.status is Status.DONE]
    returned = sum(part.review == Verdict.RETURNED for part in every)
    if done or returned:
        closed = sum(part.review == Verdict.ACCEPTED for part in done)
        facts = {"done": len(done), "closed": closed, "returned": returned}
        yield line(account.say("report.closing", **facts))


def _counts(
    subject: str, counts: Mapping[E, int], say: Say, one: str = "status.summary.count"
) -> str:
    """``红 3、绿 12``: each kind there is, in words."""
    told = [
        say(one, word=say(f"{subject}.{kind}"), count=count)
        for kind, count in counts.items()
        if count
    ]
    return say("status.comma").join(told) or say("report.no-count")


def _done(account: Account, parts: Numbering) -> Iterator[Block]:
    """Section by section a row for each item, with what its departments say of it."""
    say = account.say
    for section in account.plan.sections:
        rows: list[Cells | Band] = []
        for task in section.tasks:
            inner = account.chosen.of_task(task)
            if inner:
                rows.append(Band(line(strong(f"{task.id}  {task.title.in_(say.lang)}"))))
            rows += [_done_row(item, account) for item in inner]
        if rows:
            yield parts.second(section.title.in_(say.lang))
            yield table(say, "report", "light id done", rows)


def _done_row(item: ItemAssessment, account: Account) -> Cells:
    say = account.say
    told = cell(
        item.item.summary.in_(say.lang),
        quiet(list_departments(item.item.owing, account.plan, say)),
        *chain(extension_lines(item, say), _voices(item, account)),
    )
    return row(light_line(item.light, say), item.item.id, told)


def extension_lines(item: ItemAssessment, say: Say) -> Iterator[Line]:
    """That an item's due date was extended, from when and why; nothing where it was not."""
    told = (reason_text(one, say) for one in item.reasons if one.key == "extended")
    return (line(quiet(text)) for text in told)


def _voices(item: ItemAssessment, account: Account) -> Iterator[Line]:
    """What the departments last said they did, those of the period first."""
    say = account.say
    told = [part.latest for part in item.parts if part.latest and part.latest.note]
    told.sort(key=lambda entry: entry.period != account.period)
    for entry in told[:_VOICES]:
        name = department_name(entry.department, account.plan, say)
        yield line(say("report.voice", name=name, period=entry.period, text=entry.note.strip()))
    if len(told) > _VOICES:
        yield line(quiet(say("report.voices.more", count=len(told) - _VOICES)))


def _target_table(account: Account) -> Table:
    say, targets = account.say, account.chosen.targets
    rows = (
        (
            verdict_line(one.verdict, say),
            one.target.item,
            (*target_cell(one, say), *cell(quiet(_proof_text(one, say)))),
        )
        for one in targets
    )
    steps = {
        place: target_steps(one, account.chosen.assessment.as_of, account.trail)
        for place, one in enumerate(targets)
    }
    made = table(say, "report", "verdict id target", rows)
    return replace(made, steps=steps, steps_title=say("report.derivation"))


def _proof_text(one: TargetAssessment, say: Say) -> str:
    pieces = [piece for entry in one.entries for piece in entry.evidence]
    text = say("report.quote", quote=one.target.quote)
    return text + say("report.proofs", count=len(pieces)) if pieces else text


def missed_lines(items: Iterable[ItemAssessment], account: Account) -> Iterator[Line]:
    """The red ones among the items, each with why it is and what would still make it."""
    say = account.say
    for item in items:
        if item.light is Light.RED:
            told = say("report.semicolon").join(urgent_texts(item.reasons, say))
            title = f"{item.item.id} {task_title(item.item, account.plan, say)}"
            yield line(strong(title), say("report.because", text=told))


def urgent_texts(reasons: Iterable[Reason], say: Say) -> Iterator[str]:
    """What is red, and what would still take a figure to its goal."""
    return (
        reason_text(one, say) for one in reasons if one.light is Light.RED or one.kind == "needed"
    )


def _problems(account: Account) -> Iterator[Block]:
    say = account.say
    if not account.problems:
        yield listed((), say)
        return
    rows = (
        (
            department_name(one.department, account.plan, say),
            one.item,
            say.time(one.period),
            cell(*_said(one, "problems", say), *_said(one, "next", say)),
        )
        for one in account.problems
    )
    yield table(say, "report", "department id period said", rows)


def _said(entry: Entry, key: str, say: Say) -> Iterator[Line]:
    text = str(entry.told(key)).strip()
    if text:
        yield line(quiet(say("log.text", label=say(f"record.title.{key}"), text="")), text)


def _course_table(account: Account) -> Table:
    """The lights over the periods, each as things stood when its reports were due."""
    say = account.say
    rows, bars = [], {}
    for number, (period, then) in enumerate(account.course):
        lights = tally(Light, (item.light for item in then.items))
        rows.append((say.time(period), _counts("status.light", lights, say)))
        whole = max(1, len(then.items))
        bars[number] = Bar(
            tuple((count * 1000 // whole, TONES[light]) for light, count in lights.items())
        )
    return replace(table(say, "report", "period lights", rows), bars=bars)


def _pace(account: Account, parts: Numbering) -> Iterator[Block]:
    """The targets that grow over the year, beside the share of it that has gone by (design 4.6)."""
    say = account.say
    paced = [(one, one.pace) for one in account.chosen.targets if one.pace is not None]
    if not paced:
        return
    yield parts.second(say("report.part.pace"))
    rows = (
        (
            one.target.item,
            cell(
                strong(one.target.name.in_(say.lang)),
                say(
                    "report.pace",
                    achieved=shown_share(pace.achieved, up=False),
                    expected=shown_share(pace.expected, up=True),
                    state=say(f"report.pace.{pace.state}"),
                ),
            ),
        )
        for one, pace in paced
    )
    bars = {
        number: Bar(
            ((min(1000, max(0, floor(pace.achieved * 1000))), _PACE_TONES[pace.state]),),
            min(1000, ceil(pace.expected * 1000)),
        )
        for number, (_, pace) in enumerate(paced)
    }
    yield replace(table(say, "report", "id pace", rows), bars=bars)
    yield parts.second(say("report.part.all-targets"))


def _heat_map(account: Account) -> Iterator[Block]:
    """How many of its reports each department has filed, period by period."""
    say = account.say
    periods = sorted({duty.period for duty in account.duties})
    held: dict[tuple[str, Period], list[Duty]] = defaultdict(list)
    for duty in account.duties:
        held[duty.department, duty.period].append(duty)
    owing = {department for department, _ in held}
    rows = tuple(
        row(
            *(_share_of(held[id_, period]) for period in periods),
            department_name(id_, account.plan, say),
        )
        for id_ in account.plan.departments
        if id_ in owing
    )
    if rows:
        titles = columns(say, "report", "department")
        yield Table((*(Column(_head(period, account)) for period in periods), *titles), rows)


def _head(period: Period, account: Account) -> str:
    """A period at the head of a narrow column; without the year where the plan has but one."""
    say, one = account.say, account.plan.start.year == account.plan.end.year
    if not one:
        return say.time(period)
    key = f"status.period.{period.cadence}.{period.number}"
    number = say(key) if say.knows(key) else period.number
    return say(f"status.period.head.{period.cadence}", number=number)


def _share_of(duties: Sequence[Duty]) -> Line:
    """``+ 5/5``: the filed of the owed, with the sign of the worst among them."""
    if not duties:
        return (quiet("-"),)
    states = {duty.state for duty in duties}
    worst = next(light for state, light in _DUTY_LIGHTS.items() if state in states)
    came = sum(duty.entry is not None for duty in duties)
    return SIGNS[worst], Run(f"{came}/{len(duties)}", TONES[worst])


def _silent(account: Account) -> Iterator[Block]:
    """The reports by department; those that never came; the groups that nobody has resolved."""
    say, plan = account.say, account.plan
    yield from _heat_map(account)
    missing: dict[tuple[str, Period], list[Duty]] = defaultdict(list)
    for duty in account.duties:
        if duty.state is DutyState.OVERDUE:
            missing[duty.department, duty.period].append(duty)
    if missing:
        rows = (
            (
                department_name(department, plan, say),
                say.time(period),
                say.time(max(duty.due for duty in duties)),
                say("status.comma").join(duty.item for duty in duties),
            )
            for (department, period), duties in missing.items()
        )
        yield table(say, "report", "department period due items", rows)
    open_ = [item.item for item in account.chosen.items if item.item.unresolved]
    lines = [
        line(
            say("report.unresolved", item=one.id, names=name_departments(one.unresolved, plan, say))
        )
        for one in open_
    ]
    if lines or not missing:
        yield listed(lines, say)


def _brief_blocks(account: Account, kind: ReportKind) -> Iterator[Block]:
    """Five figures, three worries, and who must act by when: no more than a page holds."""
    say, parts = account.say, Numbering(account.say)
    yield _title(account, kind)
    yield Paragraph((line(_day_and_pace(account)),))
    yield parts.first("report.part.figures")
    figures = key_figures(account).items()
    rows = ((say(f"report.figure.{key}"), strong(text)) for key, text in figures)
    yield table(say, "report", "what figure", rows)
    yield parts.first("report.part.worries")
    worries = find_matters(account.chosen, say)
    shown = worries[:_WORRIES]
    told = (line(light_line(one.light, say), f"  {one.item}  {one.text}") for one in shown)
    yield listed(told, say)
    yield parts.first("report.part.act")
    actors = tuple(_actors(account, worries))
    if not actors:
        yield listed((), say)
        return
    yield table(say, "report", "who by-when matter", actors[:_ACTORS])
    if len(actors) > _ACTORS:
        yield Paragraph((line(say("report.actors.more", count=len(actors) - _ACTORS)),))


def _day_and_pace(account: Account) -> str:
    """As of when the page is, and how many targets are how far beside the year's pace."""
    say, day = account.say, account.chosen.assessment.as_of
    paces = tally(PaceState, (one.pace.state for one in account.chosen.targets if one.pace))
    count = sum(paces.values())
    if not count:
        return say("report.day", day=day)
    told = _counts("report.pace", paces, say, "report.targets-count")
    return say("report.day-and-pace", day=day, count=count, paces=told)


def _actors(account: Account, worries: Sequence[Matter]) -> Iterator[tuple[str, str, Cell]]:
    """Who, by when and what: whatever is red, heaviest first; then the reports due next."""
    say, plan = account.say, account.plan
    items = {item.item.id: item for item in account.chosen.items}
    for one in worries:
        item = items[one.item]
        who = list_departments(_concerned(item), plan, say)
        due = min(_overdue(item), default=item.item.due)
        late = (account.chosen.assessment.as_of - due).days
        by = say("report.at-once", days=late) if late > 0 else due_text(item.item, say)
        moved = extension_lines(item, say) if late > 0 else ()
        yield who, by, cell(f"{one.item} {task_title(item.item, plan, say)}", *moved)
    waiting = account.chosen.awaited
    if waiting:
        due = min(duty.due for duty in waiting)
        owing = [duty.department for duty in waiting if duty.due == due]
        what = say("report.reports-due", count=len(owing))
        yield list_departments(tuple(dict.fromkeys(owing)), plan, say), say.time(due), cell(what)


def _overdue(item: ItemAssessment) -> list[date]:
    """When an item's reports that are overdue were to come."""
    duties = (duty for part in item.parts for duty in part.duties)
    return [duty.due for duty in duties if duty.state is DutyState.OVERDUE]


def _concerned(item: ItemAssessment) -> tuple[str, ...]:
    """The departments whose doing an item's red is, or everyone who owes."""
    silent = [
        part.department
        for part in item.parts
        if any(duty.state is DutyState.OVERDUE for duty in part.duties)
    ]
    blocked = [part.department for part in item.parts if part.status == "blocked"]
    failed = [
        figure.department
        for one in item.targets
        if one.target.binding
        for figure in one.figures
        if VERDICT_LIGHT[figure.verdict] is Light.RED
    ]
    return tuple(dict.fromkeys([*silent, *blocked, *failed])) or item.item.owing


def _evidence_blocks(account: Account, kind: ReportKind) -> Iterator[Block]:
    """What is there, numbered, item by item; then what the office wants to see and nobody gave."""
    say, parts = account.say, Numbering(account.say)
    yield _title(account, kind)
    yield parts.first("report.part.index")
    rows: list[Cells | Band] = []
    at = ""
    for proof in account.proofs:
        if proof.entry.item != at:
            at = proof.entry.item
            summary = account.plan.items[at].summary.in_(say.lang)
            rows.append(Band(line(strong(f"{at}  {summary}"))))
        rows.append(_proof_row(proof, account))
    if rows:
        yield table(say, "report", ">number department period piece", rows)
    else:
        yield listed((), say)
    yield parts.first("report.part.expected")
    wanted = [
        (one.item.id, one.expected.name.in_(say.lang), _expectation_run(one, say))
        for one in account.expectations
    ]
    yield table(say, "report", "id expected handed-in", wanted) if wanted else listed((), say)
    yield parts.first("report.part.expired")
    yield listed((_expired_line(one, account) for one in account.proofs if one.is_expired), say)
    yield signature(account)


def _expectation_run(one: Expectation, say: Say) -> Run:
    """The numbers of what was handed in; that nothing was, or nothing that still holds."""
    numbers = say("status.comma").join(
        str(proof.number) for proof in one.proofs if proof.is_expired is not one.is_met
    )
    if one.is_met:
        return Run(numbers)
    key = "expired" if one.proofs else "missing"
    return Run(say(f"report.evidence.{key}", numbers=numbers), Tone.RED)


def _expired_line(proof: Proof, account: Account) -> Line:
    say, entry = account.say, proof.entry
    who = department_name(entry.department, account.plan, say)
    facts = {"number": proof.number, "name": who, "day": proof.piece.valid_until}
    told = say("report.evidence.expired-piece", path=proof.piece.path, **facts)
    return line(strong(entry.item), f" {told}")


def _proof_row(proof: Proof, account: Account) -> Cells:
    entry, piece = proof.entry, proof.piece
    short = replace(piece, sha256=piece.sha256[:12])
    return row(
        proof.number,
        department_name(entry.department, account.plan, account.say),
        account.say.time(entry.period),
        cell(piece.path, quiet(entry.id), quiet(piece_text(short, account.say))),
    )
