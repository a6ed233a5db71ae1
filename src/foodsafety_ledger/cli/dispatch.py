"""``ledger dispatch`` and ``report``: the round of a period with its papers, and the accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli.help import placeholder
from foodsafety_ledger.cli.opening import Opened, closing, open_view
from foodsafety_ledger.cli.options import (
    AsOf,
    OutFile,
    Rev,
    Verbose,
    ViewFormat,
    period_argument,
    read_choice,
)
from foodsafety_ledger.cli.output import require_folder, show_view, with_progress
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.cli.show import commits_of
from foodsafety_ledger.formats import FORMATS, Screen
from foodsafety_ledger.model.failure import FindingsError, UsageError
from foodsafety_ledger.reading.naming import read_period
from foodsafety_ledger.views.account import Account, ReportKind
from foodsafety_ledger.views.choice import Choice, select
from foodsafety_ledger.views.trail import Trail

if TYPE_CHECKING:
    from foodsafety_ledger.assess.standing import Standing
    from foodsafety_ledger.model.period import Period
    from foodsafety_ledger.model.plan import Department
    from foodsafety_ledger.reading.register import Slip
    from foodsafety_ledger.views.dispatch import Round
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
    from foodsafety_ledger.filing.register import issue, new_slips, read_slips, register_path
    from foodsafety_ledger.views.dispatch import Round, dispatch_view

    session: Session = ctx.obj
    opened = open_view(session, as_of, None)
    if out is not None:
        require_folder(out)
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
        from foodsafety_ledger.cli.exchange import put_papers, unwritten

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
    from foodsafety_ledger.filing.register import register_path

    taken = next((file for file in new if file in numbered and file.exists()), None)
    if taken is not None:
        raise UsageError("slip-issued", path=str(taken), register=register_path(about))


def _slip_name(slip: Slip) -> str:
    return f"slips/{slip.number}.docx"


def _papers(session: Session, one: Round, opened: Opened) -> Iterator[_Paper]:
    """Every paper's name and how it is made: the circular, the open slips, departments' packs."""
    from foodsafety_ledger.assess.standing import standing_at
    from foodsafety_ledger.reading.register import Slip
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
    from foodsafety_ledger.formats.workbook import write_form
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


def report(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="report.kind")],
    period: Annotated[str | None, period_argument(help="report.period")] = None,
    *,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="report.as-of")
    ] = None,
    rev: Rev = None,
    format_: ViewFormat = None,
    out: OutFile = None,
    derivation: Annotated[
        Path | None, typer.Option(metavar="FILE", help="report.derivation-file")
    ] = None,
) -> int:
    """Prints one of the accounts of a workspace."""
    from foodsafety_ledger.views.report import report_view

    session: Session = ctx.obj
    kind = read_choice(kind, list(ReportKind), placeholder("KIND"), "report.called")
    if (kind == ReportKind.QUARTER) != (period is not None):
        raise UsageError("report-period", kind=kind)
    opened = open_view(session, as_of, rev)
    about = read_period(period, opened.plan) if period else None
    if as_of is None:
        opened = replace(opened, as_of=min(opened.as_of, closing(opened.plan, about)))
    account = account_of(opened, about)
    show_view(session, report_view(ReportKind(kind), account), format_, out)
    if derivation is not None:
        from foodsafety_ledger.views.why import derivation_view

        trail = replace(account.trail, commit_of=commits_of(opened))
        now = account.chosen.assessment
        items = with_progress(session, now.items, len(now.items), "tracing")
        view = derivation_view(trail, items, now.as_of, opened.origin)
        show_view(session, view, None, derivation)
    return opened.exit_code


def account_of(opened: Opened, period: Period | None, *, whole: bool = False) -> Account:
    """What a report speaks of: up to a period, or all there is; beside the period before.

    With ``whole`` what was said of later periods counts too: the round is about the period, and
    looks at how things stand.
    """
    plan = opened.plan
    ended = [one for one in plan.periods if one.end < opened.as_of] or plan.periods[:1]
    about = period or ended[-1]
    earlier = [one for one in plan.periods if plan.first <= one < about]
    course = [
        (one, replace(opened, as_of=min(closing(plan, one), opened.as_of)).assessment(one))
        for one in earlier
    ]
    now = opened.assessment(None if whole else period)
    return Account(
        select(now, Choice()),
        course[-1][1] if course else None,
        about,
        Trail(opened.history(), None),
        opened.origin,
        (*course, (about, now)),
    )
