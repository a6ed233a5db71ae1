"""``ledger record`` and ``amend``: what a report is filled in with, and asked for.

Reports come one by one, or everything that a department owes in a round.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Annotated, Final

import typer

from foodsafety_ledger.assess.assessment import Duty
from foodsafety_ledger.assess.duties import round_period
from foodsafety_ledger.cli.interview import BackError, SkipError
from foodsafety_ledger.cli.options import EntryId, ItemId, Order, department_argument, takes_keys_of
from foodsafety_ledger.cli.sitting import (
    Sitting,
    conclude,
    confirm_date,
    entry_named,
    hand_in,
    item_of,
    refuse,
    show_entry,
    sit_down,
)
from foodsafety_ledger.filing.desk import (
    NOTHING_TO_DO,
    ToDo,
    default_period,
    open_desk,
    require_ledger,
    require_live,
    to_do,
)
from foodsafety_ledger.filing.form import Form, amending, says_something
from foodsafety_ledger.filing.preview import faults_at
from foodsafety_ledger.model.entry import FIELDS, Entry, Kind, Place
from foodsafety_ledger.model.failure import Exit, UsageError
from foodsafety_ledger.model.period import parse_date
from foodsafety_ledger.model.plan import Item
from foodsafety_ledger.reading.naming import find_department
from foodsafety_ledger.reading.typed import typed_date, typed_period
from foodsafety_ledger.views.page import text_of
from foodsafety_ledger.views.record import entry_line, item_sheet, walk_end, walk_start


@takes_keys_of(Place.RECORD)
def record(
    order: Order,
    department: Annotated[str | None, department_argument(help="record.help.department")] = None,
    item: ItemId = None,
) -> int:
    """Adds a report of a department on an item; on a terminal asks for whatever is missing.

    Without an item, at a terminal, everything that the department owes in the round.
    """
    needed = [k for k, one in FIELDS.items() if Place.RECORD in one.required and one.question.zh]
    sitting = sit_down(order, {"DEPARTMENT": department, "ITEM": item}, needed)
    desk = sitting.desk
    day = typed_date(order.given.get("date", ""), desk.plan) or desk.today
    named = item_of(item, desk.plan, department) if item else None
    who, about, todo = _asked_about(sitting, department, named, day)
    if about is None:
        return _walk(sitting, who, todo, day)
    form = _new_form(sitting, who, about)
    if not confirm_date(sitting, form):
        return Exit.INTERRUPTED
    earlier = None if form.said.get("period") else _choose_period(sitting, form)
    if earlier and _asks_to_amend(sitting, earlier):
        return _amend_named(order, earlier.id, dropped=False)
    _warn_of_earlier(sitting, form)
    try:
        code = _record(sitting, form)
    except SkipError:
        order.session.notify("record.not-written")
        return Exit.INTERRUPTED
    if sitting.asker and not code and not order.dry_run:
        sitting.asker.show(*hand_in(desk, f"{form.said['period']} {who}", sitting.say))
    return code


def _asked_about(
    sitting: Sitting, named: str | None, item: Item | None, day: date
) -> tuple[str, Item | None, ToDo]:
    """Whose report it is and on which item: as typed, or asked for; ``<`` goes back in that.

    No item where all that is to do is gone through.
    """
    desk, plan = sitting.desk, sitting.desk.plan
    while True:
        with suppress(BackError):
            who = find_department(named, plan).id if named else sitting.interview.department(day)
            require_ledger(desk, who)
            if item is not None:
                return who, item, NOTHING_TO_DO
            todo = to_do(desk, who, day)
            period = typed_period(sitting.order.given.get("period", ""), plan)
            if period is not None:
                owing = [one for one in desk.unreported(who, day) if one.period == period]
                todo = todo._replace(owed={one.item: one for one in owing})
            return who, sitting.interview.item(who, day, todo), todo


def _new_form(sitting: Sitting, department: str, item: Item) -> Form:
    said = {"item": item.id, "date": str(sitting.desk.today), "by": sitting.by, **sitting.kept}
    form = Form(department, said, item)
    form.take(sitting.order.given, sitting.desk.plan)
    return form


def _record(sitting: Sitting, form: Form, *, walking: bool = False) -> int:
    """Asks for what a form lacks, where something is missing, and files it."""
    if sitting.asker is None:
        return conclude(sitting, form, questions=None)
    desk, given, interview = sitting.desk, sitting.order.given, sitting.interview
    hopeless = faults_at(desk, form, [("item",), ("period",), ("date",)])
    if hopeless:
        return refuse(sitting.session, desk, hopeless)
    sitting.sure.show(*item_sheet(desk, form, sitting.say))
    said = {key for key, text in form.said.items() if text and key != "approved_by"}
    chosen = () if "period" in given or walking else (interview.period(),)
    questions = (*chosen, *interview.questions(form, said | {*given}))
    is_whole = not (sitting.missing or walking)
    asked = interview.lacking(form, questions) if is_whole else questions[len(chosen) :]
    interview.run(form, (*chosen, *asked), len(chosen))
    code = conclude(sitting, form, questions=questions, walking=walking)
    sitting.kept.update({key: form.said.get(key, "") for key in _KEPT})
    return code


_KEPT: Final = ("by", "approved_by")
"""Who fills in and signs off one report of a sitting does so for the next, unless changed."""


def _walk(sitting: Sitting, department: str, todo: ToDo, day: date) -> int:
    """Asks for each report that was returned, then for each that is owed; each is written at once.

    Whatever is left is owed still: the same command goes on from there.
    """
    folder, say, asker = sitting.session.folder, sitting.say, sitting.sure
    filed, code = list[str](), int(Exit.FINE)
    owed = todo.walk(round_period(sitting.desk.plan, day))
    asker.show(*walk_start(sitting.desk, department, len(todo.returned), owed, say))
    steps: list[Entry | Duty] = [*(entry for entry, _ in todo.returned), *owed]
    try:
        for number, step in enumerate(steps, 1):
            asker.tell(say("record.walk.at", number=number, count=len(steps)))
            sitting = replace(sitting, desk=open_desk(folder))
            try:
                done = _walked(sitting, department, step)
            except SkipError:
                continue
            except UsageError as failure:
                if failure.key != "nothing-amended":
                    raise
                asker.tell(say(f"failures.{failure.key}", **failure.facts))
                continue
            filed += [str(step.period)] * (done == Exit.FINE)
            code = max(code, done % Exit.INTERRUPTED)
    finally:
        left = to_do(open_desk(folder), department, day)
        asker.show(*walk_end(department, len(filed), left, say))
        if filed:
            periods = " ".join(sorted({*filed}))
            asker.show(*hand_in(sitting.desk, f"{periods} {department}", say))
    return code


def _walked(sitting: Sitting, department: str, step: Entry | Duty) -> int:
    """One step of a walk: a report that was returned is amended, one that is owed made."""
    if isinstance(step, Entry):
        return _amend(sitting, step, dropped=False, walking=True)
    form = _new_form(sitting, department, sitting.desk.plan.items[step.item])
    form.said["period"] = str(step.period)
    return _record(sitting, form, walking=True)


@takes_keys_of(Place.AMEND)
def amend(
    order: Order,
    entry: EntryId = None,
    *,
    drop_evidence: Annotated[
        bool, typer.Option("--drop-evidence", help="record.help.drop-evidence")
    ] = False,
) -> int:
    """Adds an amendment; what is not given is copied from the entry it amends."""
    return _amend_named(order, entry, dropped=drop_evidence)


def _amend_named(order: Order, named: str | None, *, dropped: bool) -> int:
    """Adds an entry in the place of another; ``dropped`` leaves out the evidence it had."""
    sitting = sit_down(order, {"ENTRY": named}, ["reason"])
    entry = entry_named(sitting, named, {Kind.REPORT})
    try:
        return _amend(sitting, entry, dropped=dropped)
    except SkipError:
        order.session.notify("record.not-written")
        return Exit.INTERRUPTED


def _amend(sitting: Sitting, entry: Entry, *, dropped: bool, walking: bool = False) -> int:
    """Asks what an entry shall say instead, as far as that is not given, and files it."""
    desk, given = sitting.desk, sitting.order.given
    require_live(desk, entry)
    require_ledger(desk, entry.department)
    item = desk.plan.items.get(entry.item)
    if item is None:
        raise UsageError("amend-without-item", id=entry.id, item=entry.item)
    form = amending(entry, item)
    form.said["by"] = sitting.by or entry.by
    form.said["date"] = str(max(desk.today, entry.date or desk.today))
    form.kept = () if dropped else form.kept
    form.take(given, desk.plan)
    if not confirm_date(sitting, form, entry):
        return Exit.INTERRUPTED
    questions = None
    if sitting.asker:
        sitting.sure.show(*item_sheet(desk, form, sitting.say))
        interview = sitting.interview
        is_said = says_something(given) or dropped
        questions = () if is_said else interview.questions(form, {"by"})
        if not form.said.get("reason"):
            questions = (*questions, interview.reason())
        interview.run(form, questions)
    _require_change(sitting, form, amending(entry, item), entry)
    return conclude(sitting, form, questions=questions, walking=walking)


def _choose_period(sitting: Sitting, form: Form) -> Entry | None:
    """Fills in the period of a report where nobody says it, and tells.

    What the department has reported for it in the same round is given back: to report once more is
    rarely meant where that can be amended.
    """
    desk, say = sitting.desk, sitting.say
    day = parse_date(form.said["date"]) or desk.today
    item = desk.item(form.said["item"], max(desk.today, day))
    chosen = default_period(desk.plan, item, form.department, day)
    form.said["period"] = period = str(chosen.period)
    sitting.session.notify("record.period-chosen", period=period)
    if chosen.holes:
        holes = say.in_a_row(map(str, chosen.holes))
        sitting.session.notify("record.holes", periods=holes, first=str(chosen.holes[0]))
    same = _reported(sitting, form)
    return same[-1] if same and chosen.in_round else None


def _reported(sitting: Sitting, form: Form) -> list[Entry]:
    """What the department has reported on the item for the period, in time order."""
    live = sitting.desk.live_entries(form.department, form.said["item"])
    return [entry for entry in live if str(entry.period) == form.said["period"]]


def _asks_to_amend(sitting: Sitting, earlier: Entry) -> bool:
    """Whether the person means to amend what was reported in this round before.

    UsageError where nobody can be asked.
    """
    facts = {"item": earlier.item, "period": str(earlier.period), "id": earlier.id}
    if sitting.asker is None:
        raise UsageError("reported-already", **facts)
    show_entry(sitting.asker, earlier)
    return sitting.asker.agree(sitting.say("record.ask.amend", **facts))


def _warn_of_earlier(sitting: Sitting, form: Form) -> None:
    """Says that the item was reported for the period before, and what was said then."""
    earlier, say = _reported(sitting, form), sitting.say
    if earlier:
        facts = {"period": form.said["period"], "item": form.said["item"], "id": earlier[-1].id}
        sitting.session.notify("record.earlier", **facts)
        sitting.session.err(f"  {text_of(entry_line(earlier[-1], say))}")


def _require_change(sitting: Sitting, form: Form, before: Form, entry: Entry) -> None:
    """UsageError where an amendment would leave everything a report says as it is.

    Not to sign again, where nothing else is changed either, changes nothing; where something is,
    it is said that nobody has signed it yet.
    """
    signed, unsigned = entry.approved_by, not form.said.get("approved_by")
    given = "approved_by" in sitting.order.given
    if given or not unsigned:
        before.said["approved_by"] = signed
    if not form.says_more(before):
        raise UsageError("nothing-amended", id=entry.id)
    if signed and unsigned and not given:
        sitting.session.notify("record.not-signed", by=signed)
