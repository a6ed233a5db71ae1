"""``record``, ``amend``, ``void``, ``review`` and ``extend``: what each fills in, and asks for.

Reports come one by one, or everything that a department owes in a round.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Final

from foodsafety_ledger.assess.duties import round_period
from foodsafety_ledger.cli.asker import Asker, WrongAnswerError, by_number, chosen, numbered
from foodsafety_ledger.cli.interview import SkipError
from foodsafety_ledger.cli.options import Order
from foodsafety_ledger.cli.session import print_page
from foodsafety_ledger.cli.sitting import (
    Sitting,
    conclude,
    confirm_date,
    entry_named,
    refuse,
    sit_down,
)
from foodsafety_ledger.files.git import repository
from foodsafety_ledger.filing.desk import (
    Desk,
    default_period,
    end_of_chain,
    open_desk,
    owed_for,
    require_ledger,
    require_live,
    unreviewed,
)
from foodsafety_ledger.filing.form import Form, amending, says_something
from foodsafety_ledger.filing.preview import faults_at
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
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.model.period import Period, parse_date
from foodsafety_ledger.model.plan import Item
from foodsafety_ledger.reading.naming import find_department, find_entry, find_item
from foodsafety_ledger.reading.typed import spelt, typed_date, typed_period
from foodsafety_ledger.views.log import history_at, log_table
from foodsafety_ledger.views.page import Block, Paragraph, command, line, text_of
from foodsafety_ledger.views.record import (
    entry_line,
    item_sheet,
    review_blocks,
    walk_end,
    walk_start,
)
from foodsafety_ledger.words import Say

_MARKED = {Kind.VOID: {Kind.REPORT, Kind.REVIEW}, Kind.REVIEW: {Kind.REPORT}}
"""What may be voided, and what reviewed."""


def record_report(order: Order, department: str | None, named: str | None) -> int:
    """Adds a report of a department on an item, both as typed.

    Without an item, at a terminal, everything that the department owes in the round.
    """
    needed = [k for k, one in FIELDS.items() if Place.RECORD in one.required and one.question.zh]
    sitting = sit_down(order, {"DEPARTMENT": department, "ITEM": named}, needed)
    desk = sitting.desk
    day = typed_date(order.given.get("date", "")) or desk.today
    if department:
        department = find_department(department, desk.plan).id
    else:
        department = sitting.interview.department(day)
    require_ledger(desk, department)
    item = find_item(named, desk.plan) if named else None
    if item is None:
        owed = owed_for(desk.unreported(department, day), _round(sitting, day))
        item = sitting.interview.item(department, day, may_walk=bool(owed))
        if item is None:
            return _walk(sitting, department, owed)
    form = _new_form(sitting, department, item)
    if not confirm_date(sitting, form):
        return Exit.INTERRUPTED
    earlier = None if form.said.get("period") else _choose_period(sitting, form)
    if earlier and _asks_to_amend(sitting, earlier):
        return amend_report(order, earlier.id, dropped=False)
    _warn_of_earlier(sitting, form)
    try:
        code = _record(sitting, form)
    except SkipError:
        order.session.err(sitting.say("record.not-written"))
        return Exit.INTERRUPTED
    if sitting.missing and not code and not order.dry_run:
        told = _hand_in(desk, department, form.said["period"], sitting.say)
        print_page(order.session, tuple(told))
    return code


def _new_form(sitting: Sitting, department: str, item: Item) -> Form:
    said = {"item": item.id, "date": str(sitting.desk.today), "by": sitting.by, **sitting.kept}
    form = Form(department, said, item)
    form.take(sitting.order.given)
    return form


def _record(sitting: Sitting, form: Form, *, walking: bool = False) -> int:
    """Asks for what a form lacks, where something is missing, and files it."""
    if not sitting.missing:
        return conclude(sitting, form, None)
    desk, given, interview = sitting.desk, sitting.order.given, sitting.interview
    hopeless = faults_at(desk, form, [("item",), ("period",), ("date",)])
    if hopeless:
        return refuse(sitting.session, desk, hopeless)
    sitting.sure.show(*item_sheet(desk, form, sitting.say))
    said = {key for key, text in form.said.items() if text and key != "approved_by"}
    chosen = () if "period" in given or walking else (interview.period(),)
    questions = (*chosen, *interview.questions(form, said | {*given}))
    interview.run(form, questions, len(chosen))
    code = conclude(sitting, form, questions, walking=walking)
    sitting.kept.update({key: form.said.get(key, "") for key in _KEPT})
    return code


_KEPT: Final = ("by", "approved_by")
"""Who fills in and signs off one report of a sitting does so for the next, unless changed."""


def _round(sitting: Sitting, day: date) -> Period:
    """The period that a department reports on as a whole: the one given, or this round's."""
    said = typed_period(sitting.order.given.get("period", ""))
    return said or round_period(sitting.desk.plan, day)


def _walk(sitting: Sitting, department: str, owed: Mapping[str, Period]) -> int:
    """Asks for a report on each of the items owed, one after the other; each is written at once.

    Whatever is left is owed still: the same command goes on from there.
    """
    folder, say, asker = sitting.session.folder, sitting.say, sitting.sure
    filed, code = 0, int(Exit.FINE)
    asker.show(*walk_start(sitting.desk, department, owed, say))
    try:
        for number, (id_, period) in enumerate(owed.items(), 1):
            asker.tell(say("record.walk.at", number=number, count=len(owed)))
            sitting = replace(sitting, desk=open_desk(folder))
            form = _new_form(sitting, department, sitting.desk.plan.items[id_])
            form.said["period"] = str(period)
            with suppress(SkipError):
                done = _record(sitting, form, walking=True)
                filed += done == Exit.FINE
                code = max(code, done % Exit.INTERRUPTED)
    finally:
        desk = sitting.desk
        left = owed_for(open_desk(folder).unreported(department, desk.today), period)
        asker.show(*walk_end(department, filed, tuple(left), say))
        if filed:
            asker.show(*_hand_in(desk, department, str(period), say))
    return code


def amend_report(order: Order, named: str | None, *, dropped: bool) -> int:
    """Adds an entry in the place of another; ``dropped`` leaves out the evidence it had."""
    sitting = sit_down(order, {"ENTRY": named}, ["reason"])
    desk = sitting.desk
    entry = entry_named(sitting, named, {Kind.REPORT})
    require_live(desk, entry)
    require_ledger(desk, entry.department)
    item = desk.plan.items.get(entry.item)
    if item is None:
        raise UsageError("amend-without-item", id=entry.id, item=entry.item)
    form = amending(entry, item)
    form.said["by"] = sitting.by or entry.by
    form.said["date"] = str(max(desk.today, entry.date or desk.today))
    form.kept = () if dropped else form.kept
    form.take(order.given)
    if not confirm_date(sitting, form, entry):
        return Exit.INTERRUPTED
    questions = None
    if sitting.missing:
        sitting.sure.show(*item_sheet(desk, form, sitting.say))
        interview = sitting.interview
        is_said = says_something(order.given) or dropped
        questions = () if is_said else interview.questions(form, {"by"})
        if not form.said.get("reason"):
            questions = (*questions, interview.reason())
        interview.run(form, questions)
    _require_change(sitting, form, amending(entry, item), entry)
    return conclude(sitting, form, questions)


def _hand_in(desk: Desk, department: str, periods: str, say: Say) -> Iterator[Block]:
    """How what was written reaches the office: by git, or as a folder that somebody collects."""
    repo = repository(desk.root)
    if repo is None:
        yield Paragraph((line(say("record.hand-in.folder", path=str(desk.root))),))
        return
    where = f"git -C {shlex.quote(str(desk.root))}"
    folders = " ".join(one for one in ("ledgers", "evidence") if (desk.root / one).is_dir())
    steps = [f"{where} add {folders}", f'{where} commit -m "{periods} {department}"']
    shared = repo.remotes()
    steps += [f"{where} push"] if shared else []
    told = say("record.hand-in.push" if shared else "record.hand-in.commit")
    yield Paragraph((line(told), *(line("    ", command(step)) for step in steps)))


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
    sitting.session.err(say("record.period-chosen", period=period))
    if chosen.holes:
        holes = say("record.comma").join(map(str, chosen.holes))
        sitting.session.err(say("record.holes", periods=holes, first=str(chosen.holes[0])))
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
    _show_entry(sitting.asker, earlier)
    return sitting.asker.agree(sitting.say("record.ask.amend", **facts))


def _warn_of_earlier(sitting: Sitting, form: Form) -> None:
    """Says that the item was reported for the period before, and what was said then."""
    earlier, say = _reported(sitting, form), sitting.say
    if earlier:
        facts = {"period": form.said["period"], "item": form.said["item"], "id": earlier[-1].id}
        sitting.session.err(say("record.earlier", **facts))
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
        sitting.session.err(sitting.say("record.not-signed", by=signed))


def mark_entry(order: Order, kind: Kind, named: str | None, verdict: Verdict | None = None) -> int:
    """Adds a void to the ledger that the entry named stands in, or a review to the office's."""
    is_review = kind is Kind.REVIEW
    asked = {"--accept | --return": verdict} if is_review else {}
    required = required_keys(kind, {"verdict": verdict})
    sitting = sit_down(
        order, asked | {"ENTRY": named}, [key for key in ("reason", "by") if key in required]
    )
    desk, say = sitting.desk, sitting.say
    entry = entry_named(sitting, named, _MARKED[kind])
    if not is_review:
        require_live(desk, entry)
    department = desk.plan.office if is_review else entry.department
    require_ledger(desk, department)
    day = str(max(desk.today, entry.date or desk.today))
    marks = {"reviews" if is_review else "voids": entry.id}
    form = Form(department, {**marks, "date": day, "by": sitting.by})
    form.take(order.given)
    if not confirm_date(sitting, form, entry):
        return Exit.INTERRUPTED
    end = end_of_chain(desk, entry)
    if is_review and end is not entry:
        order.session.err(say("record.review-of-replaced", id=entry.id, end=end.id))
    if is_review:
        form.said["verdict"] = verdict or _ask_about(sitting.sure, entry)
    _ask_lacking(sitting, form, entry)
    return conclude(sitting, form, () if sitting.missing else None)


def _ask_lacking(sitting: Sitting, form: Form, entry: Entry | None = None) -> None:
    """Asks what a void or review must say and does not yet, under the entry it is about."""
    kind = Kind.REVIEW if "reviews" in form.said else Kind.VOID
    required = required_keys(kind, form.said)
    lacking = [key for key in ("reason", "by") if key in required and not form.said.get(key)]
    if lacking and entry:
        _show_entry(sitting.sure, entry)
    _ask_rest(sitting, form, lacking)


def review_entries(order: Order, named: Sequence[str], verdict: Verdict | None) -> int:
    """Adds a review of each entry named; without any, of those that wait for one."""
    if not named and verdict is None and "reason" not in order.given:
        return _review_waiting(order)
    if len(named) > 1:
        sitting = sit_down(order, {}, ())
        for one in named:
            entry_named(sitting, one, _MARKED[Kind.REVIEW])
    every: Sequence[str | None] = named or (None,)
    return max(mark_entry(order, Kind.REVIEW, one, verdict) for one in every)


def _review_waiting(order: Order) -> int:
    """Lists what waits for the office; at a terminal asks for a verdict on one after the other."""
    sitting = replace(sit_down(order, {}, ()), missing=True)
    desk, say = sitting.desk, sitting.say
    waiting = unreviewed(desk)
    most = _QUEUE if sitting.asker else len(waiting)
    print_page(order.session, tuple(review_blocks(desk.plan, waiting, most, say)))
    if sitting.asker is None or not waiting:
        return Exit.FINE
    require_ledger(desk, desk.plan.office)
    chosen_first, filed = _first_of(sitting, waiting), list[str]()
    try:
        for entry in chosen_first:
            sitting = replace(sitting, desk=open_desk(order.session.folder))
            filed += [str(entry.period)] * _review_next(sitting, entry)
    finally:
        left = len(unreviewed(open_desk(order.session.folder)))
        sitting.sure.tell(say("record.review.end", count=len(filed), left=left))
        if filed:
            periods = " ".join(sorted({*filed}))
            sitting.sure.show(*_hand_in(desk, desk.plan.office, periods, say))
    return Exit.FINE


_QUEUE: Final = 12
"""How many of the reports that wait are shown before the first question."""


def _first_of(sitting: Sitting, waiting: Sequence[Entry]) -> Sequence[Entry]:
    """Where a person begins: from a number on, with a department's alone, or a single entry."""

    def understood(answer: str) -> str:
        if not answer or by_number(answer, waiting) is not None:
            return answer
        with suppress(UsageError):
            return find_entry(answer, waiting).id
        return find_department(answer, sitting.desk.plan).id

    answer = sitting.sure.ask(sitting.say("record.review.ask"), understood)
    from_number = by_number(answer, waiting)
    if from_number is not None:
        return waiting[waiting.index(from_number) :]
    return [one for one in waiting if answer in ("", one.id, one.department)]


def _review_next(sitting: Sitting, entry: Entry) -> bool:
    """Asks for the verdict on an entry, and writes it at once; whether there is one."""
    desk, asker = sitting.desk, sitting.sure
    history = history_at(desk.workspace, desk.plan, date.max, sitting.say)
    asker.show(log_table([entry], history))
    verdict = _ask_verdict(asker, "record.review.verdict")
    if not verdict:
        return False
    day = str(max(desk.today, entry.day))
    said = {"reviews": entry.id, "date": day, "by": sitting.by, "verdict": verdict}
    form = Form(desk.plan.office, said | sitting.kept)
    form.take(sitting.order.given)
    _ask_lacking(sitting, form)
    sitting.kept["by"] = form.said["by"]
    return conclude(sitting, form, None) == Exit.FINE


def extend_item(order: Order, named: str | None) -> int:
    """Adds an extension of an item's due date to the office's ledger."""
    keys = ("due", "reason", "by")
    sitting = sit_down(order, {"ITEM": named}, keys)
    desk = sitting.desk
    require_ledger(desk, desk.plan.office)
    item = find_item(named or sitting.sure.required(sitting.say("record.ask.item")), desk.plan)
    said = {"extends": item.id, "date": str(desk.today), "by": sitting.by}
    form = Form(desk.plan.office, said)
    form.take(order.given)
    _ask_rest(sitting, form, [key for key in keys if not form.said.get(key)])
    if not confirm_date(sitting, form):
        return Exit.INTERRUPTED
    return conclude(sitting, form, () if sitting.missing else None)


def _ask_rest(sitting: Sitting, form: Form, keys: Iterable[str]) -> None:
    """Asks what an entry that is no report must say and does not yet."""
    for key in keys:
        kind, question = FIELDS[key].kind, sitting.say(f"record.ask.{key}")
        answer = sitting.sure.required(question, lines=kind is FieldKind.PROSE)
        form.said[key] = spelt(kind, answer)


def _ask_about(asker: Asker, entry: Entry) -> str:
    _show_entry(asker, entry)
    return _ask_verdict(asker, "record.ask.verdict")


def _ask_verdict(asker: Asker, key: str) -> str:
    """The verdict; nothing where ``>`` leaves it for later, if the question offers that."""
    options: dict[str, str] = {
        verdict: asker.say(f"record.verdict.{verdict}") for verdict in Verdict
    }
    may_wait = key == "record.review.verdict"

    def understood(answer: str) -> str:
        if may_wait and halved(answer) == ">":
            return ""
        if not answer:
            raise WrongAnswerError(asker.say("record.asking.empty"))
        return chosen(answer, options)

    return asker.ask(asker.say(key, options=numbered(options)), understood)


def _show_entry(asker: Asker, entry: Entry) -> None:
    asker.show(Paragraph((line(entry_line(entry, asker.say)),), 1))
