"""A command that adds entries at work: who is asked, and how a form gets to the disk."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from functools import partial
from typing import Any, Final

from foodsafety_ledger.cli.asker import Asker
from foodsafety_ledger.cli.help import placeholder
from foodsafety_ledger.cli.interview import Interview, Question
from foodsafety_ledger.cli.opening import read_day
from foodsafety_ledger.cli.options import Order
from foodsafety_ledger.cli.output import print_page, show_findings
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.git import repository
from foodsafety_ledger.filing.desk import Desk, open_desk, require_ledger
from foodsafety_ledger.filing.form import Form
from foodsafety_ledger.filing.preview import Preview, preview
from foodsafety_ledger.filing.submit import diff_lines, submit
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.model.entry import FIELDS, Entry, FieldKind, Kind, Status
from foodsafety_ledger.model.failure import Exit, UsageError, together
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import Name, with_nearest
from foodsafety_ledger.model.period import is_near, parse_date
from foodsafety_ledger.model.plan import Item, Plan
from foodsafety_ledger.reading.naming import (
    Ref,
    RefKind,
    find_department,
    find_entry,
    find_item,
    read_period,
    read_refs,
)
from foodsafety_ledger.reading.typed import days_meant, spelt_status
from foodsafety_ledger.views.findings import folded, in_words
from foodsafety_ledger.views.page import Block, Paragraph, command, line
from foodsafety_ledger.views.record import entry_form, entry_line, outranked, receipt
from foodsafety_ledger.words import Say, in_both

_MISSING_KEY: Final = "FL301"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A command that adds entries at work: what it was told, the workspace, and who is asked.

    ``asker`` is None where nobody may be asked; ``missing`` is whether something has to be. ``by``
    is who fills it in, as given, else git's ``user.name``; ``kept`` are the keys of an entry that
    the next one of the same sitting begins with.
    """

    order: Order
    desk: Desk
    asker: Asker | None
    missing: bool
    by: str
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def session(self) -> Session:
        """The settings, and where words go."""
        return self.order.session

    @property
    def say(self) -> Say:
        """The reader's words."""
        return self.order.session.say

    @property
    def interview(self) -> Interview:
        """The questions, where something is missing."""
        return Interview(self.desk, self.sure)

    @property
    def sure(self) -> Asker:
        """Who asks, where something is missing."""
        assert self.asker is not None  # noqa: S101 - it has been refused without a terminal
        return self.asker


def sit_down(order: Order, named: Mapping[str, str | None], keys: Iterable[str]) -> Sitting:
    """Opens the workspace for a command that needs what is ``named``, and ``keys`` of the entry.

    Where nobody may be asked, what is missing is said with all else that is wrong: once the form
    is held against the rules, or at once if it is not even known what it is about.
    """
    desk = open_desk(order.session.folder)
    asker = Asker(order.session) if order.session.interactive and not order.no_input else None
    by = order.given.get("by") or git_user(desk)
    given = {**order.given, "by": by}
    needed = {**named, **{FIELDS[key].option: given.get(key) for key in keys}}
    missing = [placeholder(name) for name, text in needed.items() if not text]
    if missing and asker is None:
        names = Name("  ".join(one.zh for one in missing), "  ".join(one.en for one in missing))
        order.lacking.append(UsageError("missing-options", names=names))
    blind = asker is None and not all(named.values())
    things = [*_named(desk, named)]
    try:
        together(things)
    except UsageError:
        blind = True
    things += (read for read, alone in _by_itself(desk, order.given) if blind or alone)
    together(things)
    if blind:
        raise order.lacking.pop()
    return Sitting(order, desk, asker, bool(missing and asker), by)


def _named(desk: Desk, named: Mapping[str, str | None]) -> Iterator[Callable[[], object]]:
    """Reads what is named."""
    plan, who = desk.plan, named.get("DEPARTMENT")
    if who and (item := named.get("ITEM")) and (meant := _swapped(plan, who, item)):
        yield partial(_refuse, meant)
        return
    for name, text in named.items():
        match name:
            case "DEPARTMENT" if text:
                yield partial(find_department, text, plan)
            case "ITEM" if text:
                yield partial(item_of, text, plan, who)
            case "ENTRY" if text:
                yield partial(entry_of, text, desk)


def _by_itself(desk: Desk, given: Mapping[str, Any]) -> Iterator[tuple[Callable[[], object], bool]]:
    """Reads what is given and has a meaning whatever the entry is about: days, periods, a status.

    Each with whether no rule would find what is wrong.
    """
    for key, text in given.items():
        match FIELDS[key].kind:
            case FieldKind.DATE:
                may_be_two = len(days_meant(text, desk.plan)) > 1
                yield partial(read_day, text, FIELDS[key].option, desk.plan), may_be_two
            case FieldKind.PERIOD:
                yield partial(read_period, text, desk.plan), False
            case FieldKind.STATUS:
                yield partial(_read_status, text), False


def _read_status(text: str) -> None:
    status = spelt_status(text)
    if status not in list(Status):
        raise UsageError("no-status", name=text, **with_nearest(status, Status))


def item_of(text: str, plan: Plan, department: str | None) -> Item:
    """The item that is named; of a task's, the one that the ``department`` as typed has."""
    try:
        id_ = find_department(department, plan).id if department else ""
    except UsageError:  # which is said by itself
        id_ = ""
    return find_item(text, plan, id_)


def git_user(desk: Desk) -> str:
    """Git's ``user.name``, as who fills something in unless ``--by`` says otherwise."""
    from foodsafety_ledger.files.git import user_name

    return user_name(desk.root)


def _swapped(plan: Plan, department: str, item: str) -> UsageError | None:
    """What to say where a department's place holds an item, task or target, and theirs holds it."""
    with suppress(UsageError):
        find_department(department, plan)
        return None
    with suppress(UsageError):
        who = find_department(item, plan).id
        (ref,) = read_refs([department], plan)
        if ref.kind in (RefKind.TASK, RefKind.ITEM, RefKind.TARGET):
            id_, _, _ = ref.id.partition("/")
            with suppress(UsageError):  # of a task's several items none is meant
                id_ = find_item(id_, plan, who).id
            kind = _kind_name(ref)
            return UsageError("swapped", name=ref.id, kind=kind, item=id_, department=who)
    return None


def _kind_name(ref: Ref) -> Name:
    """What a REF names, as people call it."""
    return in_both(f"failures.kind.{ref.kind}")


def _refuse(failure: UsageError) -> None:
    raise failure


def entry_of(text: str, desk: Desk) -> Entry:
    """The entry that a text names; UsageError, which says what else it names."""
    try:
        return find_entry(text, desk.by_id)
    except UsageError as failure:
        if failure.key == "unknown-entry" and not failure.facts.get("nearest"):
            with suppress(UsageError):
                (ref,) = read_refs([text], desk.plan)
                failure = UsageError("no-entry", name=ref.id, kind=_kind_name(ref))
        raise failure from None


def entry_named(sitting: Sitting, named: str | None, kinds: Collection[Kind]) -> Entry:
    """The entry of one of ``kinds`` that ``named`` names; asked for where nothing is named."""
    named = named if named is not None else sitting.interview.entry()
    entry = entry_of(named, sitting.desk)
    if entry.kind not in kinds:
        raise UsageError(f"entry-is-{entry.kind}", id=entry.id)
    return entry


def confirm_date(sitting: Sitting, form: Form, about: Entry | None = None) -> bool:
    """Asks whether a day to come is meant; False, and says so, where it is not.

    An entry ``about`` one dated ahead cannot be earlier than that. UsageError where nobody can be
    asked. A day that is none, or far from the plan, is for the rules to refuse.
    """
    day, desk, say = parse_date(form.said["date"]), sitting.desk, sitting.say
    latest = max(desk.today, (about and about.date) or desk.today)
    if day is None or day <= latest or not is_near(day, desk.plan.start, desk.plan.end):
        return True
    facts = {"date": str(day), "today": str(desk.today)}
    if sitting.asker is None:
        raise UsageError("date-to-come", **facts)
    if sitting.asker.agree(say("record.ask.date", **facts), silently=False):
        return True
    sitting.session.notify("record.not-written")
    return False


def conclude(
    sitting: Sitting, *forms: Form, questions: Sequence[Question] | None, walking: bool = False
) -> int:
    """Holds forms against the rules and writes them together; returns the exit code.

    Unless ``questions`` is None, what would be written of the only form is shown and agreed to
    first, and each of them may be answered once more; where a rule is against an answer, that alone
    is asked again.
    ``walking`` is whether the next report follows at once, so that nothing is said of what is owed
    still.
    """
    session, desk, say = sitting.session, sitting.desk, sitting.say
    form = forms[0]
    choice: int | None = -1
    while choice:
        seen = preview(desk, forms)
        if sitting.order.lacking:
            _show(session, desk, seen.as_typed(d for d in seen.errors if d.code != _MISSING_KEY))
            return Exit.FINDINGS
        if seen.errors and not _asked_again(sitting, form, seen, questions or ()):
            return refuse(session, desk, seen.as_typed(seen.errors))
        if seen.errors:
            continue
        _remark(sitting, seen, asking=questions is not None)
        for one in outranked(desk, seen, say):
            session.err(one)
        if sitting.order.dry_run:
            return show_diff(session, seen, say("record.dry-run", path=seen.entry.path))
        choice = 0 if questions is None else _agreed(sitting.interview, form, seen, questions)
    if choice is None:
        session.notify("record.not-written")
        return Exit.INTERRUPTED

    def anew(changed: Desk) -> Preview:
        require_ledger(changed, form.department)
        return preview(changed, forms)

    desk, seen = submit(desk, seen, anew=anew, waiting=session.waiting, written=session.wrote)
    print_page(session, tuple(receipt(desk, seen, say, walking=walking)))
    return Exit.FINE


def _remark(sitting: Sitting, seen: Preview, *, asking: bool) -> None:
    """Shows what rules remark on; between questions in words alone, those of one kind as one.

    There the form is still to be agreed to, and no option, rule or later command helps.
    """
    if not asking:
        _show(sitting.session, sitting.desk, seen.as_typed(seen.remarks))
        return
    for one in folded(in_words(seen.remarks, sitting.say), sitting.say):
        sitting.sure.tell(sitting.say("record.remark", message=one.message))


def _asked_again(
    sitting: Sitting, form: Form, seen: Preview, questions: Sequence[Question]
) -> bool:
    """Asks anew what the errors are about, all else kept; whether any of it was asked at all."""
    entry = seen.entry
    wrong = {found.location for found in seen.errors}
    again = [
        one
        for one in questions
        if one.place[0] in entry.source and entry.place(*one.place) in wrong
    ]
    if again:
        _show(sitting.session, sitting.desk, seen.as_typed(seen.errors))
    for one in again:
        sitting.interview.again(form, one)
    return bool(again)


def show_diff(session: Session, seen: Preview, told: str) -> int:
    """Shows what would be written, and says on stderr that it was not; returns the exit code."""
    for one in diff_lines(seen):
        session.out(one)
    session.err(told)
    return Exit.FINE


def refuse(session: Session, desk: Desk, found: Iterable[Diagnostic]) -> int:
    """Shows what speaks against an entry, and that nothing was written; returns the exit code."""
    _show(session, desk, found)
    session.notify("record.refused")
    return Exit.FINDINGS


def _show(session: Session, desk: Desk, found: Iterable[Diagnostic]) -> None:
    show_findings(session, in_words(found, session.say), desk.source)


def _agreed(
    interview: Interview, form: Form, seen: Preview, questions: Sequence[Question]
) -> int | None:
    """0 where the person agrees to what would be written, None where not.

    The number of the question that was answered anew, where one was.
    """
    entry, (desk, asker) = seen.entry, interview
    say = asker.say
    short = any(one.code == "FL521" for one in seen.remarks)
    if short and not asker.agree(say("record.ask.done-short"), silently=False):
        return None
    asker.show(*entry_form(desk.plan, entry, [one.place for one in questions], say))
    key = "record.ask.write-or-change" if questions else "record.ask.write"
    choice = asker.agree_or(say(key, path=entry.path), len(questions))
    if choice:
        interview.again(form, questions[choice - 1])
    return choice


def hand_in(desk: Desk, message: str, say: Say) -> Iterator[Block]:
    """How what was written reaches the office: by git, or as a folder that somebody collects."""
    repo = repository(desk.root)
    if repo is None:
        yield Paragraph((line(say("record.hand-in.folder", path=str(desk.root))),))
        return
    where = f"git -C {shlex.quote(str(desk.root))}"
    folders = " ".join(one for one in ("ledgers", "evidence") if repo.changed("--ignored=no", one))
    steps = [f"{where} add {folders}", f'{where} commit -m "{message}"']
    shared = repo.remotes()
    steps += [f"{where} push"] if shared else []
    told = say("record.hand-in.push" if shared else "record.hand-in.commit")
    yield Paragraph((line(told), *(line("    ", command(step)) for step in steps)))


def show_entry(asker: Asker, entry: Entry) -> None:
    """Shows an entry in a line."""
    asker.show(Paragraph((line(entry_line(entry, asker.say)),), 1))
