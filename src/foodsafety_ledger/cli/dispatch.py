"""``ledger dispatch``: the quarterly round on the terminal, and its papers in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli.options import AsOf, Verbose, ViewFormat, period_argument
from foodsafety_ledger.cli.progress import with_progress
from foodsafety_ledger.cli.session import Session, show_view
from foodsafety_ledger.formats import FORMATS, Screen

if TYPE_CHECKING:
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.model.plan import Department
    from foodsafety_ledger.reading.register import Slip
    from foodsafety_ledger.views.dispatch import Round
    from foodsafety_ledger.views.view import View

_PACK = 4
"""How many papers a department gets."""


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
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.cli.report import account_of
    from foodsafety_ledger.cli.template import put_papers, unwritten
    from foodsafety_ledger.filing.register import issue, new_slips, read_slips
    from foodsafety_ledger.reading.naming import read_period
    from foodsafety_ledger.views.dispatch import Round, dispatch_view

    session: Session = ctx.obj
    opened = open_view(session, as_of, None)
    about = read_period(period, opened.plan)
    account = account_of(opened, about, whole=True)
    slips = read_slips(opened.source, about)
    fresh: tuple[Slip, ...] = ()
    on = cache(lambda day: replace(opened, as_of=day).assessment())
    if out is not None:
        before = [one for one in opened.plan.periods if one < about][-1:]
        earlier = [slip for one in before for slip in read_slips(opened.source, one)]
        fresh = new_slips(Round(account, on).open, about, slips, earlier, opened.as_of)
    one = Round(account, on, (*slips, *fresh))
    if out is not None:
        total = 1 + len(one.open_slips) + _PACK * len(one.owed)
        waited = with_progress(session, _papers(session, one, opened), total, "writing")
        papers = {out / name: content for name, content in waited}
        new = unwritten(papers)
        issue(opened.root, about, slips, fresh)  # nothing is numbered that could not be written
        put_papers(new)
        session.wrote(str(out), opened.exit_code)
        session.err(session.say("cli.written", path=str(out)))
        session.err(session.say("dispatch.written", count=len(papers), changed=len(new)))
        if one.settled:
            numbers = session.say("status.comma").join(one.settled)
            session.err(session.say("dispatch.settled", numbers=numbers))
    show_view(session, dispatch_view(one), format_, None, whole=verbose)
    return opened.exit_code


def _papers(session: Session, one: Round, opened: Opened) -> Iterator[tuple[str, bytes]]:
    """The name and content of every paper: the circular, the open slips, a pack a department."""
    from foodsafety_ledger.reading.register import Slip
    from foodsafety_ledger.views.dispatch import circular_view, slip_view

    yield f"{one.period}-circular.docx", _word(circular_view(one), session)
    for slip in one.open_slips:
        if isinstance(slip, Slip):
            yield f"slips/{slip.number}.docx", _word(slip_view(slip, one), session)
    for who in one.owed:
        for name, content in _pack(session, who, one, opened):
            yield f"{who.id}/{one.period}-{who.id}{name}", content


def _pack(
    session: Session, who: Department, one: Round, opened: Opened
) -> Iterator[tuple[str, bytes]]:
    from foodsafety_ledger.assess.standing import standing_at
    from foodsafety_ledger.formats.calendar import Due, calendar
    from foodsafety_ledger.formats.template import write_form
    from foodsafety_ledger.views.dispatch import calendar_days, note_view, reminder_text
    from foodsafety_ledger.views.template import template_of

    standing = standing_at(opened.workspace.fit, opened.as_of)
    form = template_of(one.account.chosen.assessment, standing, who.id, one.period, session.say)
    yield ".xlsx", write_form(form, session.say)
    yield "-note.docx", _word(note_view(who, one), session)
    yield "-reminder.txt", f"{reminder_text(who, one)}\n".encode()
    days = (
        Due(f"{one.plan.id}-{who.id}-{one.period}-{day}", day, text)
        for day, text in calendar_days(who, one)
    )
    yield "-due.ics", calendar(days, opened.as_of, one.plan.remind_days)


def _word(view: View, session: Session) -> bytes:
    written = FORMATS["docx"].write(view, Screen(lang=session.say.lang))
    return written if isinstance(written, bytes) else written.encode()
