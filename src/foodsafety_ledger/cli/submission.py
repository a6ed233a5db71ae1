"""How an entry gets from a form to the disk, for every command that writes; ``void``, ``review``.

What is missing is asked for at a terminal, and refused elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum, auto
from typing import NamedTuple

from foodsafety_ledger.assess.assess import assess
from foodsafety_ledger.cli.asker import Asker, Option, numbered
from foodsafety_ledger.cli.interview import Interview, Question
from foodsafety_ledger.cli.session import Session, print_page, show_findings
from foodsafety_ledger.files.locking import Holder
from foodsafety_ledger.filing.desk import (
    Desk,
    end_of_chain,
    open_desk,
    require_ledger,
    require_live,
)
from foodsafety_ledger.filing.form import Form, Given
from foodsafety_ledger.filing.preview import Preview, preview
from foodsafety_ledger.filing.submit import diff_lines, submit
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.model.entry import (
    FIELDS,
    Entry,
    FieldKind,
    Kind,
    Verdict,
    required_keys,
)
from foodsafety_ledger.model.failure import Exit, UsageError
from foodsafety_ledger.model.period import is_near, parse_date
from foodsafety_ledger.reading.naming import find_entry, find_item
from foodsafety_ledger.reading.typed import spelt
from foodsafety_ledger.views.findings import in_words
from foodsafety_ledger.views.page import Paragraph, line
from foodsafety_ledger.views.record import entry_form, entry_line, outranked, receipt

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
    asker, missing = begin(session, needed, no_input=no_input)
    entry = entry_named(desk, named, asker, _MARKED[kind])
    if not is_review:
        require_live(desk, entry)
    department = desk.plan.office if is_review else entry.department
    require_ledger(desk, department)
    day = str(max(desk.today, entry.date or desk.today))
    named_by = {"reviews": entry.id} if is_review else {"voids": entry.id}
    form = Form(department, {**named_by, "date": day, "by": by})
    form.take(given)
    if not confirm_date(session, desk, asker, form, entry):
        return Exit.INTERRUPTED
    end = end_of_chain(desk, entry)
    if is_review and end is not entry:
        session.err(session.say("record.review-of-replaced", id=entry.id, end=end.id))
    if is_review:
        form.said["verdict"] = verdict or _ask_verdict(sure(asker), entry)
    if asker is not None:
        _ask_rest(asker, form, kind, entry)
    shown = Asked(Interview(desk, asker)) if asker and missing else None
    return conclude(session, desk, form, shown, dry_run=dry_run)


def extend_item(
    session: Session, given: Given, named: str | None, *, dry_run: bool, no_input: bool
) -> int:
    """Adds an extension of an item's due date to the office's ledger."""
    desk = open_desk(session.folder)
    by = given.get("by") or git_user(desk)
    told = {"due": given.get("due"), "reason": given.get("reason"), "by": by}
    needed = {"ITEM": named, **{FIELDS[key].option: text for key, text in told.items()}}
    asker, missing = begin(session, needed, no_input=no_input)
    require_ledger(desk, desk.plan.office)
    item = named or sure(asker).required(session.say("record.ask.item"))
    said = {"extends": find_item(item, desk.plan).id, "date": str(desk.today), "by": by}
    form = Form(desk.plan.office, said)
    form.take(given)
    for key in ("due", "reason", "by"):
        if not form.said.get(key):
            lines = FIELDS[key].kind is FieldKind.PROSE
            answer = sure(asker).required(session.say(f"record.ask.{key}"), lines=lines)
            form.said[key] = spelt(FIELDS[key].kind, answer)
    if not confirm_date(session, desk, asker, form):
        return Exit.INTERRUPTED
    shown = Asked(Interview(desk, asker)) if asker and missing else None
    return conclude(session, desk, form, shown, dry_run=dry_run)


def _ask_rest(asker: Asker, form: Form, kind: Kind, entry: Entry) -> None:
    """Asks what an entry that marks another must say and does not yet."""
    required = required_keys(kind, form.said)
    missing = [k for k in ("reason", "by") if k in required and not form.said.get(k)]
    if missing:
        asker.show(Paragraph((line(entry_line(entry, asker.say)),), 1))
    for key in missing:
        lines = FIELDS[key].kind is FieldKind.PROSE
        form.said[key] = asker.required(asker.say(f"record.ask.{key}"), lines=lines)


def begin(
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


def sure(asker: Asker | None) -> Asker:
    """Who asks, where something is missing."""
    assert asker is not None  # noqa: S101 - what is missing has been refused without a terminal
    return asker


def git_user(desk: Desk) -> str:
    """Git's ``user.name``, as who fills something in unless ``--by`` says otherwise."""
    from foodsafety_ledger.files.git import user_name

    return user_name(desk.root)


def entry_named(
    desk: Desk, named: str | None, asker: Asker | None, kinds: Collection[Kind]
) -> Entry:
    """The entry of one of ``kinds`` that ``named`` names; asked for where nothing is named."""
    named = named if named is not None else Interview(desk, sure(asker)).entry()
    entry = find_entry(named, desk.workspace.entries)
    if entry.kind not in kinds:
        raise UsageError(f"entry-is-{entry.kind}", id=entry.id)
    return entry


def confirm_date(
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


def _ask_verdict(asker: Asker, entry: Entry) -> str:
    asker.show(Paragraph((line(entry_line(entry, asker.say)),), 1))
    words = [asker.say(f"record.verdict.{verdict}") for verdict in Verdict]
    options = [Option(v, (v, word)) for v, word in zip(Verdict, words, strict=True)]
    return asker.choose(asker.say("record.ask.verdict", options=numbered(words)), options)


class Asked(NamedTuple):
    """What a form's answers came from: the questions that may be answered once more."""

    interview: Interview
    questions: tuple[Question, ...] = ()


def conclude(
    session: Session,
    desk: Desk,
    form: Form,
    asked: Asked | None,
    *,
    dry_run: bool,
    walking: bool = False,
) -> int:
    """Holds a form against the rules and writes it; returns the exit code.

    Where it was ``asked`` for, what would be written is shown and agreed to first. ``walking`` is
    whether the next report follows at once, so that nothing is said of what is owed still.
    """
    say = session.say
    while True:
        seen = preview(desk, [form])
        if seen.verified.errors:
            return refuse(session, desk, seen.as_typed(seen.verified.errors))
        _show(session, desk, seen.as_typed(seen.verified.remarks))
        for one in outranked(desk, seen.verified, say):
            session.err(one)
        if dry_run:
            return _tried(session, seen)
        agreed = _agreed(desk, asked, form, seen) if asked else Agreed.WRITE
        if agreed is Agreed.NOT:
            session.err(say("record.not-written"))
            return Exit.INTERRUPTED
        if agreed is Agreed.WRITE:
            break

    def waiting(holder: Holder) -> None:
        session.err(say("failures.waiting-for-lock", holder=str(holder)))

    def anew(changed: Desk) -> Preview:
        require_ledger(changed, form.department)
        return preview(changed, [form])

    desk, seen = submit(desk, seen, anew=anew, waiting=waiting, written=session.wrote)
    after = assess(seen.verified.workspace, desk.today)
    print_page(session, tuple(receipt(desk, after, seen.verified.entry, say, walking=walking)))
    return Exit.FINE


def _tried(session: Session, seen: Preview) -> int:
    for one in diff_lines(seen):
        session.out(one)
    session.err(session.say("record.dry-run", path=seen.verified.entry.path))
    return Exit.FINE


def refuse(session: Session, desk: Desk, found: Iterable[Diagnostic]) -> int:
    """Shows what speaks against an entry, and that nothing was written; returns the exit code."""
    _show(session, desk, found)
    session.err(session.say("record.refused"))
    return Exit.FINDINGS


def _show(session: Session, desk: Desk, found: Iterable[Diagnostic]) -> None:
    show_findings(session, in_words(found, session.say), desk.source)


def _agreed(desk: Desk, asked: Asked, form: Form, seen: Preview) -> Agreed:
    """What the person says of what would be written; an answer may be given anew."""
    (interview, questions), entry = asked, seen.verified.entry
    asker, say = interview.asker, interview.asker.say
    short = any(one.code == "FL521" for one in seen.verified.remarks)
    if short and not asker.agree(say("record.ask.done-short"), silently=False):
        return Agreed.NOT
    asker.show(*entry_form(desk.plan, entry, [one.place for one in questions], say))
    key = "record.ask.write-or-change" if questions else "record.ask.write"
    choice = asker.agree_or(say(key, path=entry.path), len(questions))
    if choice is None:
        return Agreed.NOT
    if choice == 0:
        return Agreed.WRITE
    interview.again(form, questions[choice - 1])
    return Agreed.CHANGED


class Agreed(Enum):
    """What becomes of a form that was shown."""

    WRITE = auto()
    CHANGED = auto()
    NOT = auto()
