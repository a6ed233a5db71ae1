"""``ledger dispatch``: the round of a period on the terminal, and its papers in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.assess.standing import Standing, standing_at
from foodsafety_ledger.cli.opening import Opened, open_view
from foodsafety_ledger.cli.options import AsOf, Verbose, ViewFormat, period_argument
from foodsafety_ledger.cli.progress import with_progress
from foodsafety_ledger.cli.report import account_of
from foodsafety_ledger.cli.session import Session, show_view
from foodsafety_ledger.filing.register import issue, new_slips, read_slips, register_path
from foodsafety_ledger.formats import FORMATS, Screen
from foodsafety_ledger.model.failure import FindingsError, UsageError
from foodsafety_ledger.reading.naming import read_period
from foodsafety_ledger.reading.register import Slip
from foodsafety_ledger.views.dispatch import Round, dispatch_view

if TYPE_CHECKING:
    from foodsafety_ledger.model.period import Period
    from foodsafety_ledger.model.plan import Department
    from foodsafety_ledger.views.view import View

    _Paper = tuple[str, Callable[[], bytes]]
    """A file's name in the folder, and how it is made."""


def dispatch(
    ctx: typer.Context,
    period: Annotated[str, period_argument(help="dispatch.period")],
    *,
    out: Annotated[Path | None, typer.Option("-o", metavar="DIR", help="dispatch.out")] = None,
    as_of: AsOf = None,
    format_: ViewFormat = None,
    verbose: Verbose = False,
) -> int:
    """Prints who owes what and what is red; with a folder writes packs, circular and slips."""
    session: Session = ctx.obj
    opened = open_view(session, as_of, None)
    if out is not None and opened.damaged:  # a report that does not read would be reminded of
        raise FindingsError("in-the-way")
    about = read_period(period, opened.plan)
    account = account_of(opened, about, whole=True)
    slips = read_slips(opened.source, about)
    fresh: tuple[Slip, ...] = ()
    on = cache(lambda day: replace(opened, as_of=day).assessment())
    if out is not None:
        earlier: list[Slip] = []
        for before in [one for one in opened.plan.periods if one < about][-1:]:
            if told := read_slips(opened.source, before):
                still = Round(account_of(opened, before, whole=True), on).open
                earlier += [slip for slip in told if slip.about in still]
        fresh = new_slips(Round(account, on).open, about, slips, earlier, opened.as_of)
    one = Round(account, on, (*slips, *fresh))
    if out is not None:
        from foodsafety_ledger.cli.template import put_papers, unwritten

        every = dict(_papers(session, one, opened))
        issued = {_slip_name(slip) for slip in slips}  # stay as they were sent
        asked = [
            (out / name, make)
            for name, make in every.items()
            if name not in issued or not (out / name).is_file()
        ]
        waited = with_progress(session, asked, len(asked), "writing")
        new = unwritten({file: make() for file, make in waited})
        _require_unissued(new, [out / _slip_name(slip) for slip in fresh], about)
        issue(opened.root, about, slips, fresh)  # nothing is numbered that could not be written
        put_papers(new)
        session.wrote(str(out), opened.exit_code)
        session.notify("cli.written", path=str(out))
        session.notify("dispatch.written", count=len(every), changed=len(new))
        if fresh:
            session.notify("dispatch.registered", count=len(fresh), path=register_path(about))
        if one.settled:
            numbers = session.say.in_a_row(one.settled)
            session.notify("dispatch.settled", numbers=numbers)
    show_view(session, dispatch_view(one), format_, None, whole=verbose)
    return opened.exit_code


def _require_unissued(new: Iterable[Path], numbered: Sequence[Path], about: Period) -> None:
    """UsageError where a new number is that of a slip which was issued: the register lost it."""
    taken = next((file for file in new if file in numbered and file.exists()), None)
    if taken is not None:
        raise UsageError("slip-issued", path=str(taken), register=register_path(about))


def _slip_name(slip: Slip) -> str:
    return f"slips/{slip.number}.docx"


def _papers(session: Session, one: Round, opened: Opened) -> Iterator[_Paper]:
    """Every paper's name and how it is made: the circular, the open slips, departments' packs."""
    from foodsafety_ledger.views.papers import circular_view, slip_view

    yield f"{one.period}-circular.docx", partial(_word, session, circular_view, one)
    for slip in one.open_slips:
        if isinstance(slip, Slip):
            yield _slip_name(slip), partial(_word, session, slip_view, slip, one)
    standing = standing_at(opened.workspace.fit, opened.as_of)
    for who in one.owed:
        for name, make in _pack(session, who, one, standing):
            yield f"{who.id}/{one.period}-{who.id}{name}", make


def _pack(session: Session, who: Department, one: Round, standing: Standing) -> Iterator[_Paper]:
    from foodsafety_ledger.formats.calendar import Due, calendar
    from foodsafety_ledger.formats.template import write_form
    from foodsafety_ledger.views.papers import calendar_days, note_view, reminder_text
    from foodsafety_ledger.views.template import template_of

    def form() -> bytes:
        now = one.account.chosen.assessment
        return write_form(template_of(now, standing, who.id, one.period, session.say), session.say)

    yield ".xlsx", form
    yield "-note.docx", partial(_word, session, note_view, who, one)
    reminder = f"{reminder_text(who, one)}\n"
    yield "-reminder.txt", reminder.encode
    days = [
        Due(f"{one.plan.id}-{who.id}-{one.period}-{day}", day, text)
        for day, text in calendar_days(who, one)
    ]
    if days:
        stamp = one.account.chosen.assessment.as_of
        yield "-due.ics", lambda: calendar(days, stamp, one.plan.remind_days)


def _word(session: Session, view: Callable[..., View], *about: object) -> bytes:
    """A paper as a Word document, whose ``view`` is made of what it is about."""
    written = FORMATS["docx"].write(view(*about), Screen(lang=session.say.lang))
    return written if isinstance(written, bytes) else written.encode()
