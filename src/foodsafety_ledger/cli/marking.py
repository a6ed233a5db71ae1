"""How ``void`` and ``review`` go: an entry about another entry, with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from foodsafety_ledger.cli.asking import Asker, Option, numbered
from foodsafety_ledger.cli.desk import Desk, open_desk, require_ledger
from foodsafety_ledger.cli.filing import (
    Order,
    asker_for,
    conclude,
    git_user,
    is_date_meant,
    require_given,
)
from foodsafety_ledger.cli.form import refuse_empty
from foodsafety_ledger.cli.interview import end_of_chain, require_entry, require_live
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.cli.sheets import entry_line
from foodsafety_ledger.model.entry import Entry, Kind, Verdict
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.reading.typed import spelt_date
from foodsafety_ledger.views.page import Paragraph, line


@dataclass(frozen=True, slots=True)
class Mark:
    """What the command line says of a void or review; None where it says nothing."""

    entry: str | None
    reason: str | None
    date: str | None
    by: str | None
    dry_run: bool
    no_input: bool


def void_entry(session: Session, mark: Mark) -> int:
    """Voids a report, or a review, in the ledger it stands in."""
    desk = open_desk(session)
    asker, by, missing = _begin(desk, mark, [])
    entry = require_entry(desk, mark.entry, asker, {Kind.REPORT, Kind.REVIEW})
    require_live(desk, entry)
    require_ledger(desk, entry.department)
    if not _is_date_meant(desk, asker, mark, entry):
        return Exit.INTERRUPTED
    pairs = {"voids": entry.id, **_reason_and_name(desk, mark, asker, entry, by)}
    order = _order(desk, entry.department, mark, entry, pairs, "ledger void")
    return conclude(desk, order, asker if missing else None, dry_run=mark.dry_run)


def review_entry(session: Session, mark: Mark, verdict: Verdict | None) -> int:
    """Adds the office's verdict on a report to the office's ledger."""
    desk = open_desk(session)
    asker, by, missing = _begin(desk, mark, [] if verdict else ["--accept | --return"])
    entry = require_entry(desk, mark.entry, asker, {Kind.REPORT})
    require_ledger(desk, desk.plan.office)
    if not _is_date_meant(desk, asker, mark, entry):
        return Exit.INTERRUPTED
    _warn_if_replaced(desk, entry)
    said = verdict or _ask_verdict(asker, entry)
    pairs = {
        "reviews": entry.id,
        "verdict": str(said),
        **_reason_and_name(desk, mark, asker, entry, by),
    }
    order = _order(desk, desk.plan.office, mark, entry, pairs, "ledger review")
    return conclude(desk, order, asker if missing else None, dry_run=mark.dry_run)


def _is_date_meant(desk: Desk, asker: Asker | None, mark: Mark, entry: Entry) -> bool:
    return is_date_meant(desk, asker, spelt_date(mark.date or ""), entry)


def _begin(desk: Desk, mark: Mark, missing: list[str]) -> tuple[Asker | None, str, list[str]]:
    """Who asks, who marks, and what is missing; refuses what nobody can be asked for."""
    refuse_empty(date=mark.date, by=mark.by)
    by = mark.by or git_user(desk)
    needed = {"ENTRY": mark.entry, "--reason": mark.reason, "--by": by}
    missing = [*missing, *(name for name, text in needed.items() if not text)]
    asker = asker_for(desk.session, no_input=mark.no_input)
    require_given(asker, missing)
    return asker, by, missing


def _reason_and_name(
    desk: Desk, mark: Mark, asker: Asker | None, entry: Entry, by: str
) -> dict[str, str]:
    """The reason and who gives it, asked for where they are missing."""
    reason = (mark.reason or "").strip()
    if asker is not None and not (reason and by):
        asker.show(Paragraph((line(entry_line(entry, desk.session.say)),), 1))
        reason = reason or asker.required(asker.say("record.ask.reason"), lines=True)
        by = by or asker.required(asker.say("record.ask.by"))
    return {"reason": reason, "by": by.strip()}


def _ask_verdict(asker: Asker | None, entry: Entry) -> str:
    assert asker is not None  # noqa: S101 - what is missing has been refused without a terminal
    asker.show(Paragraph((line(entry_line(entry, asker.say)),), 1))
    words = [asker.say(f"record.verdict.{verdict}") for verdict in Verdict]
    options = [Option(v, (v, word)) for v, word in zip(Verdict, words, strict=True)]
    return asker.choose(asker.say("record.ask.verdict", options=numbered(words)), options)


def _warn_if_replaced(desk: Desk, entry: Entry) -> None:
    end = end_of_chain(desk, entry)
    if end is not entry:
        say = desk.session.say
        desk.session.err(say("record.review-of-replaced", id=entry.id, end=end.id))


def _order(
    desk: Desk, department: str, mark: Mark, entry: Entry, pairs: dict[str, str], command: str
) -> Order:
    day = spelt_date(mark.date) if mark.date else str(max(desk.today, entry.date or desk.today))
    draft = {"date": day, **pairs}
    return Order(department, lambda _: draft, command)
