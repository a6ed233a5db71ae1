"""How ``record``, ``amend``, ``void`` and ``review`` go: a form, what would be written, the disk.

What is missing is asked for at a terminal, and refused elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from shutil import get_terminal_size

from foodsafety_ledger.assess.assess import assess
from foodsafety_ledger.cli.asking import Asker, Option, numbered
from foodsafety_ledger.cli.interview import Interview
from foodsafety_ledger.cli.session import Session, print_page, show_findings
from foodsafety_ledger.cli.sheets import clipped, entry_line, item_sheet, outranked, receipt
from foodsafety_ledger.files.locking import Holder
from foodsafety_ledger.filing.form import Form, Given, amending, says_something
from foodsafety_ledger.filing.lookup import (
    Desk,
    default_period,
    end_of_chain,
    open_desk,
    require_ledger,
    require_live,
)
from foodsafety_ledger.filing.preview import Preview, faults_at, preview
from foodsafety_ledger.filing.submit import diff_lines, submit
from foodsafety_ledger.model.diagnostic import Diagnostic
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
from foodsafety_ledger.model.period import is_near, parse_date
from foodsafety_ledger.reading.naming import find_department, find_entry, find_item
from foodsafety_ledger.reading.typed import spelt, typed_date
from foodsafety_ledger.views.findings import in_words
from foodsafety_ledger.views.page import Paragraph, line, text_of


def record_report(
    session: Session,
    given: Given,
    named: tuple[str | None, str | None],
    *,
    dry_run: bool,
    no_input: bool,
) -> int:
    """Adds a report; ``named`` are the department and the item as typed."""
    desk = open_desk(session.folder)
    by = given.get("by") or git_user(desk)
    needed = (k for k, one in FIELDS.items() if Place.RECORD in one.required and one.question.zh)
    told = {FIELDS[key].option: given.get(key) for key in needed}
    asker, missing = _begin(
        session, {"DEPARTMENT": named[0], "ITEM": named[1], **told, "--by": by}, no_input=no_input
    )
    form = _new_form(desk, given, named, asker, by)
    if not _confirm_date(session, desk, asker, form):
        return Exit.INTERRUPTED
    earlier = None if form.said.get("period") else _choose_period(session, desk, form)
    if earlier and _is_amendment(session, asker, earlier):
        return amend_report(
            session, given, earlier.id, dropped=False, dry_run=dry_run, no_input=no_input
        )
    _warn_of_earlier(session, desk, form)
    if asker is not None and missing:
        hopeless = faults_at(desk, form, [("item",), ("period",), ("date",)])
        if hopeless:
            return _refuse(session, desk, hopeless)
        asker.show(*item_sheet(desk, form, session.say))
        Interview(desk, asker).report(form, {k for k, text in form.said.items() if text} | {*given})
    return _conclude(session, desk, form, asker if missing else None, dry_run=dry_run)


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
    asker, missing = _begin(session, needed, no_input=no_input)
    entry = _entry(desk, named, asker, {Kind.REPORT})
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
    if not _confirm_date(session, desk, asker, form, entry):
        return Exit.INTERRUPTED
    if asker is not None and missing:
        asker.show(*item_sheet(desk, form, session.say))
        interview = Interview(desk, asker)
        if not says_something(given) and not dropped:
            interview.report(form, {"by"})
        if not form.said.get("reason"):
            form.said["reason"] = interview.reason()
    _require_change(session, form, amending(entry, item), entry, given)
    return _conclude(session, desk, form, asker if missing else None, dry_run=dry_run)


_MARKED = {Kind.VOID: {Kind.REPORT, Kind.REVIEW}, Kind.REVIEW: {Kind.REPORT}}
"""What may be voided, and what reviewed."""


def mark_entry(
    session: Session,
    kind: Kind,
    given: Given,
    named: str | None,
    verdict: Verdict | None = None,
    *,
    dry_run: bool,
    no_input: bool,
) -> int:
    """Adds a void to the ledger that the entry named stands in, or a review to the office's."""
    desk = open_desk(session.folder)
    by, is_review = given.get("by") or git_user(desk), kind is Kind.REVIEW
    told = {"verdict": verdict, "reason": given.get("reason"), "by": by}
    asked = [key for key in ("reason", "by") if key in required_keys(kind, told)]
    needed: dict[str, str | None] = {"--accept | --return": verdict} if is_review else {}
    needed |= {"ENTRY": named, **{FIELDS[key].option: told[key] for key in asked}}
    asker, missing = _begin(session, needed, no_input=no_input)
    entry = _entry(desk, named, asker, _MARKED[kind])
    if not is_review:
        require_live(desk, entry)
    department = desk.plan.office if is_review else entry.department
    require_ledger(desk, department)
    day = str(max(desk.today, entry.date or desk.today))
    named_by = {"reviews": entry.id} if is_review else {"voids": entry.id}
    form = Form(department, {**named_by, "date": day, "by": by})
    form.take(given)
    if not _confirm_date(session, desk, asker, form, entry):
        return Exit.INTERRUPTED
    end = end_of_chain(desk, entry)
    if is_review and end is not entry:
        session.err(session.say("record.review-of-replaced", id=entry.id, end=end.id))
    if is_review:
        form.said["verdict"] = verdict or _ask_verdict(_sure(asker), entry)
    if asker is not None:
        _ask_rest(asker, form, kind, entry)
    return _conclude(session, desk, form, asker if missing else None, dry_run=dry_run)


def extend_item(
    session: Session, given: Given, named: str | None, *, dry_run: bool, no_input: bool
) -> int:
    """Adds an extension of an item's due date to the office's ledger."""
    desk = open_desk(session.folder)
    by = given.get("by") or git_user(desk)
    told = {"due": given.get("due"), "reason": given.get("reason"), "by": by}
    needed = {"ITEM": named, **{FIELDS[key].option: text for key, text in told.items()}}
    asker, missing = _begin(session, needed, no_input=no_input)
    require_ledger(desk, desk.plan.office)
    item = named or _sure(asker).required(session.say("record.ask.item"))
    said = {"extends": find_item(item, desk.plan).id, "date": str(desk.today), "by": by}
    form = Form(desk.plan.office, said)
    form.take(given)
    for key in ("due", "reason", "by"):
        if not form.said.get(key):
            lines = FIELDS[key].kind is FieldKind.PROSE
            answer = _sure(asker).required(session.say(f"record.ask.{key}"), lines=lines)
            form.said[key] = spelt(FIELDS[key].kind, answer)
    if not _confirm_date(session, desk, asker, form):
        return Exit.INTERRUPTED
    return _conclude(session, desk, form, asker if missing else None, dry_run=dry_run)


def _ask_rest(asker: Asker, form: Form, kind: Kind, entry: Entry) -> None:
    """Asks what an entry that marks another must say and does not yet."""
    required = required_keys(kind, form.said)
    missing = [k for k in ("reason", "by") if k in required and not form.said.get(k)]
    if missing:
        asker.show(Paragraph((line(entry_line(entry, asker.say)),), 1))
    for key in missing:
        lines = FIELDS[key].kind is FieldKind.PROSE
        form.said[key] = asker.required(asker.say(f"record.ask.{key}"), lines=lines)


def _begin(
    session: Session, needed: Mapping[str, str | None], *, no_input: bool
) -> tuple[Asker | None, list[str]]:
    """Who asks the person at the terminal, and what of ``needed`` is missing.

    UsageError that names everything missing, where nobody may be asked for it.
    """
    missing = [name for name, text in needed.items() if not text]
    asker = Asker(session) if session.interactive and not no_input else None
    if missing and asker is None:
        raise UsageError("missing-options", names="  ".join(missing))
    return asker, missing


def _sure(asker: Asker | None) -> Asker:
    assert asker is not None  # noqa: S101 - what is missing has been refused without a terminal
    return asker


def git_user(desk: Desk) -> str:
    """Git's ``user.name``, as who fills something in unless ``--by`` says otherwise."""
    from foodsafety_ledger.files.git import user_name

    return user_name(desk.root)


def _entry(desk: Desk, named: str | None, asker: Asker | None, kinds: Collection[Kind]) -> Entry:
    """The entry of one of ``kinds`` that ``named`` names; asked for where nothing is named."""
    named = named if named is not None else Interview(desk, _sure(asker)).entry()
    entry = find_entry(named, desk.workspace.entries)
    if entry.kind not in kinds:
        raise UsageError(f"entry-is-{entry.kind}", id=entry.id)
    return entry


def _new_form(
    desk: Desk,
    given: Given,
    named: tuple[str | None, str | None],
    asker: Asker | None,
    by: str,
) -> Form:
    day = typed_date(given.get("date", "")) or desk.today
    if named[0]:
        department = find_department(named[0], desk.plan).id
    else:
        department = Interview(desk, _sure(asker)).department(day)
    require_ledger(desk, department)
    if named[1]:
        item = find_item(named[1], desk.plan)
    else:
        item = Interview(desk, _sure(asker)).item(department, day)
    form = Form(department, {"item": item.id, "date": str(desk.today), "by": by}, item)
    form.take(given)
    return form


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


def _confirm_date(
    session: Session, desk: Desk, asker: Asker | None, form: Form, about: Entry | None = None
) -> bool:
    """Asks whether a day to come is meant; False, and says so, where it is not.

    An entry ``about`` one dated ahead cannot be earlier than that. UsageError where nobody can be
    asked. A day that is none, or far from the plan, is for the rules to refuse.
    """
    day, say = parse_date(form.said["date"]), session.say
    latest = max(desk.today, (about and about.date) or desk.today)
    if day is None or day <= latest or not is_near(day, desk.plan.start, desk.plan.end):
        return True
    facts = {"date": str(day), "today": str(desk.today)}
    if asker is None:
        raise UsageError("date-to-come", **facts)
    if asker.agree(say("record.ask.date", **facts), silently=False):
        return True
    session.err(say("record.not-written"))
    return False


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


def _ask_verdict(asker: Asker, entry: Entry) -> str:
    asker.show(Paragraph((line(entry_line(entry, asker.say)),), 1))
    words = [asker.say(f"record.verdict.{verdict}") for verdict in Verdict]
    options = [Option(v, (v, word)) for v, word in zip(Verdict, words, strict=True)]
    return asker.choose(asker.say("record.ask.verdict", options=numbered(words)), options)


def _conclude(
    session: Session, desk: Desk, form: Form, asker: Asker | None, *, dry_run: bool
) -> int:
    """Holds a form against the rules and writes it; returns the exit code.

    ``asker`` shows what would be written and asks whether to; None where nothing was asked before.
    """
    say, seen = session.say, preview(desk, [form])
    if seen.verified.errors:
        return _refuse(session, desk, seen.as_typed(seen.verified.errors))
    _show(session, desk, seen.as_typed(seen.verified.remarks))
    for one in outranked(desk, seen.verified, say):
        session.err(one)
    if dry_run:
        for one in diff_lines(seen):
            session.out(one)
        session.err(say("record.dry-run", path=seen.verified.entry.path))
        return Exit.FINE
    short = any(one.code == "FL521" for one in seen.verified.remarks)
    if asker and short and not asker.agree(say("record.ask.done-short"), silently=False):
        session.err(say("record.not-written"))
        return Exit.INTERRUPTED
    if asker is not None and not _agreed(asker, seen):
        session.err(say("record.not-written"))
        return Exit.INTERRUPTED

    def waiting(holder: Holder) -> None:
        session.err(say("failures.waiting-for-lock", holder=str(holder)))

    def anew(changed: Desk) -> Preview:
        require_ledger(changed, form.department)
        return preview(changed, [form])

    desk, seen = submit(desk, seen, anew=anew, waiting=waiting, written=session.wrote)
    after = assess(seen.verified.workspace, desk.today)
    print_page(session, tuple(receipt(desk, after, seen.verified.entry, say)))
    return Exit.FINE


def _refuse(session: Session, desk: Desk, found: Iterable[Diagnostic]) -> int:
    _show(session, desk, found)
    session.err(session.say("record.refused"))
    return Exit.FINDINGS


def _show(session: Session, desk: Desk, found: Iterable[Diagnostic]) -> None:
    show_findings(session, in_words(found, session.say), desk.source)


def _agreed(asker: Asker, seen: Preview) -> bool:
    entry = seen.verified.entry
    lines = seen.verified.ledgers[0].text.split("\n")[entry.span.line - 1 : entry.span.end_line]
    room = get_terminal_size((80, 24)).columns - 4
    asker.show(Paragraph(tuple(line(clipped(one.rstrip("\r"), room)) for one in lines), 1))
    return asker.agree(asker.say("record.ask.write", path=entry.path))
