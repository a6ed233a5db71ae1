"""How ``record`` and ``amend`` go: what is given, what is asked for, what is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from foodsafety_ledger.cli.asking import Asker
from foodsafety_ledger.cli.desk import Desk, default_period, open_desk, require_ledger
from foodsafety_ledger.cli.filing import (
    Order,
    asker_for,
    conclude,
    git_user,
    is_date_meant,
    option_of,
    prepare,
    require_given,
)
from foodsafety_ledger.cli.form import TEXT_KEYS, Form, Given, form_from
from foodsafety_ledger.cli.interview import Interview, require_live, require_report
from foodsafety_ledger.cli.refs import find_department, find_item
from foodsafety_ledger.cli.session import Session, show_findings
from foodsafety_ledger.cli.sheets import entry_line, item_sheet
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.failure import Exit, UsageError
from foodsafety_ledger.model.period import parse_date
from foodsafety_ledger.views.findings import Finding, in_words
from foodsafety_ledger.views.page import text_of

ASKED_KEYS = ("by", "status", *TEXT_KEYS, "evidence", "approved_by")
"""What the questions are about, beside the values."""

_EXPLAINED_LATER = "FL503"
"""``0/0`` without a note: the note is asked for after the values."""


def record_report(
    session: Session,
    given: Given,
    named: tuple[str | None, str | None],
    *,
    dry_run: bool,
    no_input: bool,
) -> int:
    """Adds a report; ``named`` are the department and the item as typed."""
    desk = open_desk(session)
    asker = asker_for(session, no_input=no_input)
    by = given.by or git_user(desk)
    missing = _missing(named, given, by)
    require_given(asker, missing)
    form = _new_form(desk, given, named, asker, by)
    if not is_date_meant(desk, asker, form.date):
        return Exit.INTERRUPTED
    _warn_of_earlier(desk, form)
    if asker is not None and missing:
        if _is_hopeless(desk, form):
            return Exit.FINDINGS
        asker.show(*item_sheet(desk, form))
        _interview(desk, asker).report(form, asked=_unsaid(form, given))
    order = _order(form, "ledger record")
    return conclude(desk, order, asker if missing else None, dry_run=dry_run)


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
    desk = open_desk(session)
    asker = asker_for(session, no_input=no_input)
    missing = [*([] if named else ["ENTRY"]), *([] if given.reason else ["--reason"])]
    require_given(asker, missing)
    entry = require_report(desk, named, asker)
    require_live(desk, entry)
    require_ledger(desk, entry.department)
    form = _amending_form(desk, entry, given, dropped=dropped)
    if not is_date_meant(desk, asker, form.date, entry):
        return Exit.INTERRUPTED
    if asker is not None and missing:
        asker.show(*item_sheet(desk, form))
        interview = _interview(desk, asker)
        if not given.says_something and not dropped:
            interview.report(form, asked=ASKED_KEYS[1:])
        if not form.reason:
            interview.reason(form)
    if _says_the_same(form, entry, given):
        raise UsageError("nothing-amended", id=entry.id)
    if entry.approved_by and given.approved_by is None and not form.approved_by:
        desk.session.err(desk.session.say("record.not-signed", by=entry.approved_by))
    order = _order(form, "ledger amend")
    return conclude(desk, order, asker if missing else None, dry_run=dry_run)


def _missing(named: tuple[str | None, str | None], given: Given, by: str) -> list[str]:
    needed = {
        "DEPARTMENT": named[0],
        "ITEM": named[1],
        "--status": given.status,
        "--by": by,
    }
    return [name for name, text in needed.items() if not text]


def _new_form(
    desk: Desk,
    given: Given,
    named: tuple[str | None, str | None],
    asker: Asker | None,
    by: str,
) -> Form:
    department_text, item_text = named
    day = _day(given, desk)
    if department_text:
        department = find_department(department_text, desk.plan).id
    else:
        department = _interview(desk, _sure(asker)).department(day)
    require_ledger(desk, department)
    if item_text:
        item = find_item(item_text, desk.plan)
    else:
        item = _interview(desk, _sure(asker)).item(department, day)
    form = Form(department, item, date=str(desk.today), by=by)
    form.take(given, desk.session.say)
    form.by = form.by or by
    if not form.period:
        part = desk.part(department, item, max(desk.today, day))
        form.period = str(default_period(desk.plan, part, day))
        desk.session.err(desk.session.say("record.period-chosen", period=form.period))
    return form


def _sure(asker: Asker | None) -> Asker:
    assert asker is not None  # noqa: S101 - what is missing has been refused without a terminal
    return asker


def _day(given: Given, desk: Desk) -> date:
    """The date that the report will have, as far as it reads."""
    form = Form("", next(iter(desk.plan.items.values())), date=str(desk.today))
    form.take(Given(date=given.date), desk.session.say)
    return parse_date(form.date) or desk.today


def _amending_form(desk: Desk, entry: Entry, given: Given, *, dropped: bool) -> Form:
    item = desk.plan.items.get(entry.item)
    if item is None:
        raise UsageError("amend-without-item", id=entry.id, item=entry.item)
    form = form_from(entry, item)
    form.date = str(max(desk.today, entry.date or desk.today))
    form.by = git_user(desk) or entry.by
    if dropped:
        form.kept = ()
    form.take(given, desk.session.say)
    return form


def _unsaid(form: Form, given: Given) -> list[str]:
    """The keys that are still to be asked for."""
    said = {key for key in (*TEXT_KEYS, "approved_by") if getattr(given, key) is not None}
    said |= {key for key in ("by", "status") if getattr(form, key)}
    if given.evidence:
        said.add("evidence")
    return [key for key in ASKED_KEYS if key not in said]


def _order(form: Form, command: str) -> Order:
    return Order(form.department, form.draft, command, tuple(form.files))


def _interview(desk: Desk, asker: Asker) -> Interview:
    def fault(form: Form, place: Sequence[str | int]) -> str:
        for found in _findings_at(desk, form, [place]):
            if found.code != _EXPLAINED_LATER or place[0] != "values":
                key = "asking.reason-and-hint" if found.hint else "asking.reason"
                return asker.say(key, reason=found.message, hint=found.hint)
        return ""

    return Interview(desk, asker, fault)


def _is_hopeless(desk: Desk, form: Form) -> bool:
    """Whether the item, the period or the date given are refused whatever is answered; says so."""
    found = _findings_at(desk, form, [("item",), ("period",), ("date",)])
    show_findings(desk.session, found)
    if found:
        desk.session.err(desk.session.say("record.refused"))
    return bool(found)


def _findings_at(desk: Desk, form: Form, places: Collection[Sequence[str | int]]) -> list[Finding]:
    """What rules have against some of a form's values, the rest of it being as it may."""
    from dataclasses import replace

    judgement = prepare(desk, _order(form, "ledger record")).judgement
    entry = judgement.entry
    wanted = {entry.place(*place) for place in places if place[0] in entry.source}
    found = (d for d in judgement.errors if d.location in wanted)
    placed = (replace(d, location=option_of(d, entry, "")) for d in found)
    return in_words(placed, desk.session.say)


def _warn_of_earlier(desk: Desk, form: Form) -> None:
    """Says that the item was reported for the period before, and what was said then."""
    say = desk.session.say
    live = desk.live_entries(form.department, form.item)
    earlier = [entry for entry in live if str(entry.period) == form.period]
    if earlier:
        last = earlier[-1]
        desk.session.err(say("record.earlier", period=form.period, item=form.item.id, id=last.id))
        desk.session.err(f"  {text_of(entry_line(last, say))}")


def _says_the_same(form: Form, entry: Entry, given: Given) -> bool:
    """Whether an amendment would leave everything a report says as it is.

    Not to sign again, where nothing else is changed either, changes nothing.
    """
    same = form_from(entry, form.item)
    is_signed = form.approved_by or given.approved_by is not None
    same.approved_by = entry.approved_by if is_signed else ""
    mine, theirs = form.draft(), same.draft()
    left_out = ("date", "by", "reason")
    return not form.files and all(mine[key] == theirs[key] for key in mine if key not in left_out)
