"""The last steps that all writing commands share: refuse, show, ask once more, write, tell."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from foodsafety_ledger.cli.asking import Asker
from foodsafety_ledger.cli.desk import Desk
from foodsafety_ledger.cli.filing import (
    Order,
    diff_lines,
    file_entry,
    is_refused,
    prepare,
    show_remarks,
)
from foodsafety_ledger.cli.printing import print_page
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.cli.sheets import clipped, receipt
from foodsafety_ledger.render.page import Paragraph, line
from foodsafety_ledger.values.failure import Exit, UsageError

if TYPE_CHECKING:
    from foodsafety_ledger.check.proposed import Judgement


def asker_for(session: Session, *, no_input: bool) -> Asker | None:
    """Who asks the person at the terminal; None where nobody may be asked."""
    return Asker(session) if session.interactive and not no_input else None


def require_given(asker: Asker | None, missing: Collection[str]) -> None:
    """UsageError that names everything missing, where nobody can be asked for it."""
    if missing and asker is None:
        raise UsageError("missing-options", names="  ".join(missing))


def git_user(desk: Desk) -> str:
    """Git's ``user.name``, as who fills something in unless ``--by`` says otherwise."""
    from foodsafety_ledger.files.git import user_name

    return user_name(desk.workspace.root)


def conclude(desk: Desk, order: Order, asker: Asker | None, *, dry_run: bool) -> int:
    """Holds an order against the rules and writes it; returns the exit code.

    ``asker`` shows what would be written and asks whether to; None where nothing was asked before.
    """
    prepared = prepare(desk, order)
    if is_refused(desk, prepared, order):
        desk.session.err(desk.session.say("record.refused"))
        return Exit.FINDINGS
    show_remarks(desk, prepared, order)
    if dry_run:
        for one in diff_lines(prepared):
            desk.session.out(one)
        desk.session.err(desk.session.say("record.dry-run", path=prepared.proposal.path))
        return Exit.FINE
    if asker is not None and not _agreed(asker, prepared.judgement):
        desk.session.err(desk.session.say("record.not-written"))
        return Exit.INTERRUPTED
    _tell(*file_entry(desk, prepared, order))
    return Exit.FINE


def _agreed(asker: Asker, judgement: Judgement) -> bool:
    entry = judgement.entry
    lines = judgement.text.split("\n")[entry.span.line - 1 : entry.span.end_line]
    room = get_terminal_size((80, 24)).columns - 4
    asker.show(Paragraph(tuple(line(clipped(one.rstrip("\r"), room)) for one in lines), 1))
    return asker.agree(asker.say("record.ask.write", path=entry.path))


def _tell(desk: Desk, judgement: Judgement) -> None:
    from foodsafety_ledger.assess.district import assess

    entry = judgement.entry
    as_of: date = max(desk.today, entry.day)
    after = assess(desk.plan, judgement.entries, as_of, desk.records.left_out)
    print_page(desk.session, tuple(receipt(desk, after, entry)))
