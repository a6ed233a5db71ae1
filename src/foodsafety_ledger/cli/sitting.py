"""``record`` and ``amend``: reports, one by one or everything that a department owes in a round."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from foodsafety_ledger.assess.duties import round_period
from foodsafety_ledger.cli.asker import Asker
from foodsafety_ledger.cli.interview import Interview, SkipError
from foodsafety_ledger.cli.session import Session, print_page
from foodsafety_ledger.cli.submission import (
    Asked,
    begin,
    conclude,
    confirm_date,
    entry_named,
    git_user,
    refuse,
    sure,
)
from foodsafety_ledger.files.git import repository
from foodsafety_ledger.filing.desk import (
    Desk,
    default_period,
    open_desk,
    owed_for,
    require_ledger,
    require_live,
)
from foodsafety_ledger.filing.form import Form, Given, amending, says_something
from foodsafety_ledger.filing.preview import faults_at
from foodsafety_ledger.model.entry import FIELDS, Entry, Kind, Place
from foodsafety_ledger.model.failure import Exit, UsageError
from foodsafety_ledger.model.period import Period, parse_date
from foodsafety_ledger.model.plan import Item
from foodsafety_ledger.reading.naming import find_department, find_item
from foodsafety_ledger.reading.typed import typed_date, typed_period
from foodsafety_ledger.views.page import Block, Paragraph, command, line, text_of
from foodsafety_ledger.views.record import entry_line, item_sheet, walk_end, walk_start
from foodsafety_ledger.words import Say


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who records: the person asked, if one is, and what the command line gives.

    ``kept`` are the keys of an entry that the next one of the same sitting begins with.
    """

    session: Session
    asker: Asker | None
    given: Given
    dry_run: bool
    kept: dict[str, str] = field(default_factory=dict)


def record_report(
    session: Session,
    given: Given,
    named: tuple[str | None, str | None],
    *,
    dry_run: bool,
    no_input: bool,
) -> int:
    """Adds a report; ``named`` are the department and the item as typed.

    Without an item, at a terminal, everything that the department owes in the round.
    """
    desk = open_desk(session.folder)
    needed = (k for k, one in FIELDS.items() if Place.RECORD in one.required and one.question.zh)
    told = {FIELDS[key].option: given.get(key) for key in needed}
    told = {"DEPARTMENT": named[0], "ITEM": named[1], **told}
    told["--by"] = given.get("by") or git_user(desk)
    asker, missing = begin(session, told, no_input=no_input)
    sitting = Sitting(session, asker if missing else None, given, dry_run)
    day = typed_date(given.get("date", "")) or desk.today
    if named[0]:
        department = find_department(named[0], desk.plan).id
    else:
        department = Interview(desk, sure(asker)).department(day)
    require_ledger(desk, department)
    item = find_item(named[1], desk.plan) if named[1] else None
    if item is None:
        owed = owed_for(desk, department, _round(desk, given, day), day)
        item = Interview(desk, sure(asker)).item(department, day, may_walk=bool(owed))
        if item is None:
            return _walk(sitting, desk, department, owed)
    form = _new_form(sitting, desk, department, item)
    if not confirm_date(session, desk, asker, form):
        return Exit.INTERRUPTED
    earlier = None if form.said.get("period") else _choose_period(session, desk, form)
    if earlier and _is_amendment(session, asker, earlier):
        return amend_report(
            session, given, earlier.id, dropped=False, dry_run=dry_run, no_input=no_input
        )
    _warn_of_earlier(session, desk, form)
    try:
        code = _record(sitting, desk, form)
    except SkipError:
        session.err(session.say("record.not-written"))
        return Exit.INTERRUPTED
    if sitting.asker and not code and not dry_run:
        print_page(session, tuple(_hand_in(desk, department, form.said["period"], session.say)))
    return code


def _new_form(sitting: Sitting, desk: Desk, department: str, item: Item) -> Form:
    by = sitting.given.get("by") or git_user(desk)
    said = {"item": item.id, "date": str(desk.today), "by": by, **sitting.kept}
    form = Form(department, said, item)
    form.take(sitting.given)
    return form


def _record(sitting: Sitting, desk: Desk, form: Form, *, walking: bool = False) -> int:
    """Asks for what a form lacks, where a person is asked at all, and files it."""
    session, asker = sitting.session, sitting.asker
    if asker is None:
        return conclude(session, desk, form, None, dry_run=sitting.dry_run)
    hopeless = faults_at(desk, form, [("item",), ("period",), ("date",)])
    if hopeless:
        return refuse(session, desk, hopeless)
    asker.show(*item_sheet(desk, form, session.say))
    interview = Interview(desk, asker)
    said = {key for key, text in form.said.items() if text and key != "approved_by"}
    chosen = () if "period" in sitting.given or walking else (interview.period(),)
    questions = (*chosen, *interview.questions(form, said | {*sitting.given}))
    interview.run(form, questions, len(chosen))
    asked = Asked(interview, questions)
    code = conclude(session, desk, form, asked, dry_run=sitting.dry_run, walking=walking)
    sitting.kept.update({key: form.said.get(key, "") for key in _KEPT})
    return code


_KEPT: Final = ("by", "approved_by")
"""Who fills in and signs off one report of a sitting does so for the next, unless changed."""


def _round(desk: Desk, given: Given, day: date) -> Period:
    """The period that a department reports on as a whole: the one given, or this round's."""
    return typed_period(given.get("period", "")) or round_period(desk.plan, day)


def _walk(sitting: Sitting, desk: Desk, department: str, owed: Mapping[str, Period]) -> int:
    """Asks for a report on each of the items owed, one after the other; each is written at once.

    Whatever is left is owed still: the same command goes on from there.
    """
    session, say = sitting.session, sitting.session.say
    asker, filed, code = sure(sitting.asker), 0, int(Exit.FINE)
    asker.show(*walk_start(desk, department, owed, say))
    try:
        for number, (id_, period) in enumerate(owed.items(), 1):
            asker.tell(say("record.walk.at", number=number, count=len(owed)))
            desk = open_desk(session.folder)
            form = _new_form(sitting, desk, department, desk.plan.items[id_])
            form.said["period"] = str(period)
            with suppress(SkipError):
                done = _record(sitting, desk, form, walking=True)
                filed += done == Exit.FINE
                code = max(code, done % Exit.INTERRUPTED)
    finally:
        left = owed_for(open_desk(session.folder), department, period, desk.today)
        asker.show(*walk_end(department, filed, tuple(left), session.say))
        if filed:
            asker.show(*_hand_in(desk, department, str(period), say))
    return code


def _hand_in(desk: Desk, department: str, period: str, say: Say) -> Iterator[Block]:
    """How what was written reaches the office: by git, or as a folder that somebody collects."""
    repo = repository(desk.root)
    if repo is None:
        yield Paragraph((line(say("record.hand-in.folder", path=str(desk.root))),))
        return
    where = f"git -C {shlex.quote(str(desk.root))}"
    folders = " ".join(one for one in ("ledgers", "evidence") if (desk.root / one).is_dir())
    steps = [f"{where} add {folders}", f'{where} commit -m "{period} {department}"']
    shared = repo.remotes()
    steps += [f"{where} push"] if shared else []
    told = say("record.hand-in.push" if shared else "record.hand-in.commit")
    yield Paragraph((line(told), *(line("    ", command(step)) for step in steps)))


def amend_report(
    session: Session,
    given: Given,
    named: str | None,
    *,
    dropped: bool,
    dry_run: bool,
    no_input: bool,
) -> int:
    """Adds an entry in the place of another; ``dropped`` leaves out the evidence it had."""
    desk = open_desk(session.folder)
    needed = {"ENTRY": named, "--reason": given.get("reason")}
    asker, missing = begin(session, needed, no_input=no_input)
    entry = entry_named(desk, named, asker, {Kind.REPORT})
    require_live(desk, entry)
    require_ledger(desk, entry.department)
    item = desk.plan.items.get(entry.item)
    if item is None:
        raise UsageError("amend-without-item", id=entry.id, item=entry.item)
    form = amending(entry, item)
    form.said["by"] = git_user(desk) or entry.by
    form.said["date"] = str(max(desk.today, entry.date or desk.today))
    form.kept = () if dropped else form.kept
    form.take(given)
    if not confirm_date(session, desk, asker, form, entry):
        return Exit.INTERRUPTED
    asked = None
    if asker is not None and missing:
        asker.show(*item_sheet(desk, form, session.say))
        interview = Interview(desk, asker)
        is_said = says_something(given) or dropped
        questions = () if is_said else interview.questions(form, {"by"})
        if not form.said.get("reason"):
            questions = (*questions, interview.reason())
        interview.run(form, questions)
        asked = Asked(interview, questions)
    _require_change(session, form, amending(entry, item), entry, given)
    return conclude(session, desk, form, asked, dry_run=dry_run)


def _choose_period(session: Session, desk: Desk, form: Form) -> Entry | None:
    """Fills in the period of a report where nobody says it, and tells.

    What the department has reported for it in the same round is given back: to report once more is
    rarely meant where that can be amended.
    """
    day, say = parse_date(form.said["date"]) or desk.today, session.say
    item = desk.item(form.said["item"], max(desk.today, day))
    chosen = default_period(desk.plan, item, form.department, day)
    form.said["period"] = period = str(chosen.period)
    session.err(say("record.period-chosen", period=period))
    if chosen.holes:
        holes = say("record.comma").join(map(str, chosen.holes))
        session.err(say("record.holes", periods=holes, first=str(chosen.holes[0])))
    reported = desk.live_entries(form.department, form.said["item"])
    same = [entry for entry in reported if entry.period == chosen.period]
    return same[-1] if same and chosen.in_round else None


def _is_amendment(session: Session, asker: Asker | None, earlier: Entry) -> bool:
    """Whether the person means to amend what was reported in this round before.

    UsageError where nobody can be asked.
    """
    facts = {"item": earlier.item, "period": str(earlier.period), "id": earlier.id}
    if asker is None:
        raise UsageError("reported-already", **facts)
    asker.show(Paragraph((line(entry_line(earlier, session.say)),), 1))
    return asker.agree(session.say("record.ask.amend", **facts))


def _warn_of_earlier(session: Session, desk: Desk, form: Form) -> None:
    """Says that the item was reported for the period before, and what was said then."""
    period, item, say = form.said["period"], form.said["item"], session.say
    live = desk.live_entries(form.department, item)
    earlier = [entry for entry in live if str(entry.period) == period]
    if earlier:
        last = earlier[-1]
        session.err(say("record.earlier", period=period, item=item, id=last.id))
        session.err(f"  {text_of(entry_line(last, say))}")


def _require_change(session: Session, form: Form, before: Form, entry: Entry, given: Given) -> None:
    """UsageError where an amendment would leave everything a report says as it is.

    Not to sign again, where nothing else is changed either, changes nothing; where something is,
    it is said that nobody has signed it yet.
    """
    signed, unsigned = entry.approved_by, not form.said.get("approved_by")
    if not unsigned or "approved_by" in given:
        before.said["approved_by"] = signed
    if not form.says_more(before):
        raise UsageError("nothing-amended", id=entry.id)
    if signed and unsigned and "approved_by" not in given:
        session.err(session.say("record.not-signed", by=signed))
