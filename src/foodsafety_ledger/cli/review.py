"""``ledger void``, ``review`` and ``extend``: what is said of an entry or an item, and asked for.

Reviews come one by one, or of everything that waits for the office.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Annotated, Final, NamedTuple

import typer

from foodsafety_ledger.cli.asker import by_number
from foodsafety_ledger.cli.interview import BackError, Question, SkipError, back_or
from foodsafety_ledger.cli.options import EntryId, EntryIds, ItemId, Order, takes_keys_of
from foodsafety_ledger.cli.output import print_page
from foodsafety_ledger.cli.sitting import (
    Sitting,
    conclude,
    confirm_date,
    entry_named,
    entry_of,
    hand_in,
    show_entry,
    sit_down,
)
from foodsafety_ledger.filing.desk import (
    Desk,
    end_of_chain,
    open_desk,
    require_ledger,
    require_live,
    unreviewed,
)
from foodsafety_ledger.filing.form import Form
from foodsafety_ledger.model.entry import (
    FIELDS,
    Entry,
    FieldKind,
    Kind,
    Place,
    Verdict,
    required_keys,
)
from foodsafety_ledger.model.failure import Exit, UsageError
from foodsafety_ledger.reading.naming import (
    RefKind,
    find_department,
    find_entry,
    find_item,
    read_refs,
)
from foodsafety_ledger.reading.typed import spelt
from foodsafety_ledger.views.choice import choose
from foodsafety_ledger.views.log import history_at, log_table
from foodsafety_ledger.views.record import review_blocks

_MARKED = {Kind.VOID: {Kind.REPORT, Kind.REVIEW}, Kind.REVIEW: {Kind.REPORT}}
"""What may be voided, and what reviewed."""


class _Marking(NamedTuple):
    """A void or review that is filled in; ``questions`` is None where nobody was asked."""

    sitting: Sitting
    form: Form
    questions: Sequence[Question] | None


@takes_keys_of(Place.VOID)
def void(order: Order, entry: EntryId = None) -> int:
    """Adds a void to the ledger that an entry stands in; on a terminal asks for what is missing."""
    return _concluded(_marking(order, Kind.VOID, entry, None))


def _concluded(*marked: _Marking | None) -> int:
    """Writes what was marked together, or nothing where one was not confirmed."""
    sure = [one for one in marked if one is not None]
    if len(sure) < len(marked):
        return Exit.INTERRUPTED
    forms = [one.form for one in sure]
    return conclude(sure[-1].sitting, *forms, questions=sure[-1].questions)


def _marking(
    order: Order, kind: Kind, named: str | None, verdict: Verdict | None
) -> _Marking | None:
    """What a command says of an entry, or a person who is asked; None where it is not confirmed."""
    is_review = kind is Kind.REVIEW
    asked = {"--accept | --return": verdict} if is_review else {}
    sitting = sit_down(order, asked | {"ENTRY": named}, _needed(kind, verdict))
    desk = sitting.desk
    entry = entry_named(sitting, named, _MARKED[kind])
    if not is_review:
        require_live(desk, entry)
    department = desk.plan.office if is_review else entry.department
    require_ledger(desk, department)
    day = str(max(desk.today, entry.date or desk.today))
    marks = {"reviews" if is_review else "voids": entry.id}
    form = Form(department, {**marks, "date": day, "by": sitting.by})
    form.take(order.given, desk.plan)
    if not confirm_date(sitting, form, entry):
        return None
    end = end_of_chain(desk, entry)
    if is_review and end is not entry:
        order.session.notify("record.review-of-replaced", id=entry.id, end=end.id)
    form.said |= {"verdict": verdict} if verdict else {}
    if sitting.missing:
        show_entry(sitting.sure, entry)
    questions: Sequence[Question] = ()
    if is_review and not verdict and sitting.missing:
        questions = sitting.interview.review("record.ask.verdict")
        sitting.interview.run(form, questions)
    required = required_keys(kind, form.said)
    lacking = [key for key in ("reason", "by") if key in required and not form.said.get(key)]
    _ask_rest(sitting, form, lacking if sitting.missing else [])
    return _Marking(sitting, form, questions if sitting.missing else None)


@takes_keys_of(Place.REVIEW)
def review(
    order: Order,
    entries: EntryIds = None,
    *,
    accept: Annotated[bool, typer.Option("--accept", help="record.help.accept")] = False,
    send_back: Annotated[bool, typer.Option("--return", help="record.help.return")] = False,
) -> int:
    """Adds a review of each entry named, of all or none; without any, of those that wait for one.

    Departments and groups that are named instead narrow what waits.
    """
    if accept and send_back:
        raise UsageError("accept-and-return")
    verdict = Verdict.ACCEPTED if accept else Verdict.RETURNED if send_back else None
    named = entries or []
    if verdict is None and "reason" not in order.given:
        sitting = sit_down(order, {}, ())
        whose = _departments(sitting, named)
        if whose or not named:
            return _review_waiting(sitting, whose)
    if len(named) > 1:
        sitting = sit_down(order, {}, ())
        for one in named:
            entry_named(sitting, one, _MARKED[Kind.REVIEW])
        if not sit_down(
            order, {"--accept | --return": verdict}, _needed(Kind.REVIEW, verdict)
        ).missing:
            return _concluded(*(_marking(order, Kind.REVIEW, one, verdict) for one in named))
    every: Sequence[str | None] = named or (None,)
    return max(_concluded(_marking(order, Kind.REVIEW, one, verdict)) for one in every)


def _needed(kind: Kind, verdict: Verdict | None) -> list[str]:
    """What must be said beside which entry it is."""
    required = required_keys(kind, {"verdict": verdict})
    return [key for key in ("reason", "by") if key in required]


def _departments(sitting: Sitting, named: Sequence[str]) -> frozenset[str]:
    """The departments that are named, and the members of groups; none where entries are.

    UsageError for what is neither.
    """
    plan = sitting.desk.plan
    for one in named:
        with suppress(UsageError):
            find_entry(one, sitting.desk.by_id)
            return frozenset()
    refs = read_refs(named, plan)
    for ref in refs:
        if ref.kind not in (RefKind.DEPARTMENT, RefKind.GROUP):
            entry_of(ref.id, sitting.desk)
    return choose(refs, plan).departments or frozenset()


def _review_waiting(sitting: Sitting, whose: Collection[str]) -> int:
    """Lists what waits for the office; at a terminal asks for a verdict on one after the other."""
    sitting = replace(sitting, missing=True)
    desk, say = sitting.desk, sitting.say
    waiting, ahead = _waiting(desk, whose)
    most = _QUEUE if sitting.asker else len(waiting)
    print_page(sitting.session, tuple(review_blocks(desk.plan, waiting, ahead, most, say)))
    if sitting.asker is None or not waiting:
        return Exit.FINE
    require_ledger(desk, desk.plan.office)
    filed: dict[str, Entry] = {}
    try:
        _review_each(sitting, waiting, filed)
    finally:
        left = len(_waiting(open_desk(sitting.session.folder), whose)[0])
        sitting.sure.tell(say("record.review.end", count=len(filed), left=left))
        if filed:
            periods = " ".join(sorted({str(one.period) for one in filed.values()}))
            about = " ".join(dict.fromkeys(one.department for one in filed.values()))
            sitting.sure.show(*hand_in(desk, f"{periods} review {about}", say))
    return Exit.FINE


_QUEUE: Final = 12
"""How many of the reports that wait are shown before the first question."""


def _waiting(desk: Desk, whose: Collection[str]) -> tuple[list[Entry], int]:
    """What waits for the office of some departments, or of all, and how much is dated ahead."""
    waiting = unreviewed(desk)
    mine = [one for one in waiting if not whose or one.department in whose]
    now = [one for one in mine if one.day <= desk.today]
    return now, len(mine) - len(now)


def _review_each(sitting: Sitting, waiting: Sequence[Entry], filed: dict[str, Entry]) -> None:
    """Asks for verdicts from where a person begins; ``<`` goes back an entry, then to that.

    An entry that was gone back to is reviewed once more: the later review counts.
    """
    position, chosen_first = 0, _first_of(sitting, waiting)
    while position < len(chosen_first):
        entry = chosen_first[position]
        sitting = replace(sitting, desk=open_desk(sitting.session.folder))
        try:
            if _review_next(sitting, entry):
                filed[entry.id] = entry
            position += 1
        except BackError:
            position -= 1
        if position < 0:
            position, chosen_first = 0, _first_of(sitting, waiting)


def _first_of(sitting: Sitting, waiting: Sequence[Entry]) -> Sequence[Entry]:
    """Where a person begins: from a number on, with a department's alone, or a single entry."""

    def understood(answer: str) -> str:
        if not answer or by_number(answer, waiting) is not None:
            return answer
        with suppress(UsageError):
            return find_entry(answer, waiting).id
        return find_department(answer, sitting.desk.plan).id

    answer = "<"
    while answer == "<":  # there is nothing to go back to
        with suppress(BackError):
            answer = sitting.sure.ask(sitting.say("record.review.ask"), back_or(understood))
    from_number = by_number(answer, waiting)
    if from_number is not None:
        return waiting[waiting.index(from_number) :]
    return [one for one in waiting if answer in ("", one.id, one.department)]


def _review_next(sitting: Sitting, entry: Entry) -> bool:
    """Asks for the verdict on an entry, and writes it at once; whether there is one.

    A return is shown and agreed to first, as nothing takes it back. ``<`` raises BackError.
    """
    desk, interview = sitting.desk, sitting.interview
    history = history_at(desk.workspace, desk.plan, date.max, sitting.say)
    sitting.sure.show(log_table([entry], history))
    said = {"reviews": entry.id, "date": str(max(desk.today, entry.day)), "by": sitting.by}
    form = Form(desk.plan.office, said | sitting.kept)
    form.take(sitting.order.given, desk.plan)
    questions = interview.review("record.review.verdict")
    try:
        interview.run(form, questions, is_open=True)
    except SkipError:
        return False
    _ask_rest(sitting, form, [] if form.said["by"] else ["by"])
    sitting.kept["by"] = form.said["by"]
    is_returned = form.said["verdict"] == Verdict.RETURNED
    return conclude(sitting, form, questions=questions if is_returned else None) == Exit.FINE


@takes_keys_of(Place.EXTEND)
def extend(order: Order, item: ItemId = None) -> int:
    """Adds an extension of an item's due date to the office's ledger."""
    keys = ("due", "reason", "by")
    sitting = sit_down(order, {"ITEM": item}, keys)
    desk = sitting.desk
    require_ledger(desk, desk.plan.office)
    about = find_item(item or sitting.sure.required(sitting.say("record.ask.item")), desk.plan)
    said = {"extends": about.id, "date": str(desk.today), "by": sitting.by}
    form = Form(desk.plan.office, said)
    form.take(order.given, desk.plan)
    if sitting.missing:
        _ask_rest(sitting, form, [key for key in keys if not form.said.get(key)])
    if not confirm_date(sitting, form):
        return Exit.INTERRUPTED
    return conclude(sitting, form, questions=() if sitting.missing else None)


def _ask_rest(sitting: Sitting, form: Form, keys: Iterable[str]) -> None:
    """Asks what an entry that is no report must say and does not yet."""
    for key in keys:
        kind, question = FIELDS[key].kind, sitting.say(f"record.ask.{key}")
        answer = sitting.sure.required(question, lines=kind is FieldKind.PROSE)
        form.said[key] = spelt(kind, answer, sitting.desk.plan)
