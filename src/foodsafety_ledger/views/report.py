"""``ledger report``: the account to the district's Party committee and government.

What was asked, what was done, every target with its figure and evidence, what was missed and why,
problems and next steps as reported, what was never reported, and what changed since the last one;
``brief`` is one page of it for a leader, ``evidence`` the numbered index of what proves it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from math import ceil, floor
from typing import Final

from foodsafety_ledger.assess.assessment import (
    Duty,
    DutyState,
    ItemAssessment,
    Light,
    PaceState,
    TargetAssessment,
)
from foodsafety_ledger.assess.goals import shown_share
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.views.account import (
    Account,
    Expectation,
    Numbering,
    Proof,
    ReportKind,
    counts_text,
    extension_lines,
    listed,
    missed_lines,
    report_data,
    report_records,
    signature,
    standing_lines,
    title,
)
from foodsafety_ledger.views.changes import change_lines
from foodsafety_ledger.views.onepage import onepage_blocks
from foodsafety_ledger.views.page import (
    Band,
    Bar,
    Block,
    Cells,
    Column,
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
from foodsafety_ledger.views.status_rows import tally
from foodsafety_ledger.views.view import View
from foodsafety_ledger.views.why import target_steps
from foodsafety_ledger.views.wording import (
    SIGNS,
    TONES,
    department_name,
    left_out_lines,
    light_line,
    list_departments,
    name_departments,
    piece_text,
    target_cell,
    verdict_line,
)
from foodsafety_ledger.words import Say

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
            return onepage_blocks(account)
        case ReportKind.EVIDENCE:
            return _evidence_blocks(account, kind)


def _account_blocks(account: Account, kind: ReportKind) -> Iterator[Block]:
    say, parts = account.say, Numbering(account.say)
    yield title(account, kind)
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


def _problems(account: Account) -> Iterator[Block]:
    """A row for what departments said of an item; those that said the same share one."""
    say = account.say
    if not account.problems:
        yield listed((), say)
        return
    alike: dict[tuple[str, Period | None, str, str], list[Entry]] = defaultdict(list)
    for one in account.problems:
        alike[one.item, one.period, one.remark("problems"), one.remark("next")].append(one)
    rows = (
        (
            item,
            say.in_a_row(department_name(one.department, account.plan, say) for one in told),
            say.time(period),
            cell(*_said(told[0], "problems", say), *_said(told[0], "next", say)),
        )
        for (item, period, *_), told in alike.items()
    )
    yield table(say, "report", "id department period said", rows)


def _said(entry: Entry, key: str, say: Say) -> Iterator[Line]:
    text = entry.remark(key)
    if text:
        yield line(quiet(say("log.text", label=say(f"record.title.{key}"), text="")), text)


def _course_table(account: Account) -> Table:
    """The lights over the periods, each as things stood when its reports were due."""
    say = account.say
    rows, bars = [], {}
    for number, (period, then) in enumerate(account.course):
        lights = tally(Light, (item.light for item in then.items))
        rows.append((say.time(period), counts_text("status.light", lights, say)))
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
    say, plan = account.say, account.plan
    return say.head(period) if plan.start.year == plan.end.year else say.time(period)


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
                say.in_a_row(duty.item for duty in duties),
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


def _evidence_blocks(account: Account, kind: ReportKind) -> Iterator[Block]:
    """What is there, numbered, item by item; then what the office wants to see and nobody gave."""
    say, parts = account.say, Numbering(account.say)
    yield title(account, kind)
    if left_out := tuple(left_out_lines(account.chosen.assessment, account.say)):
        yield Paragraph(left_out)
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
    numbers = say.in_a_row(
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
