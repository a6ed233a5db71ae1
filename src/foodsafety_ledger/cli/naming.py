"""The entry that ``amend``, ``void`` and ``review`` are about: named, or asked for; still live."""

from __future__ import annotations

from collections.abc import Collection

from foodsafety_ledger.cli.asking import Asker
from foodsafety_ledger.cli.desk import Desk
from foodsafety_ledger.cli.selecting import find_entry
from foodsafety_ledger.cli.sheets import entry_line
from foodsafety_ledger.ledgers.chains import chain_of, standing_at
from foodsafety_ledger.ledgers.values import Entry, Kind
from foodsafety_ledger.render.page import Heading, Paragraph, line
from foodsafety_ledger.values.failure import FindingsError, UsageError

_SHOWN = 12


def require_entry(
    desk: Desk, named: str | None, asker: Asker | None, kinds: Collection[Kind]
) -> Entry:
    """The entry of one of ``kinds`` that ``named`` names; asked for where nothing is named."""
    entries = desk.records.scene.entries
    if named is None:
        assert asker is not None  # noqa: S101 - what is missing has been refused
        named = _ask(desk, asker)
    entry = find_entry(named, entries)
    if entry.kind not in kinds:
        raise UsageError(f"entry-is-{entry.kind}", id=entry.id)
    return entry


def require_report(desk: Desk, named: str | None, asker: Asker | None) -> Entry:
    """The report that ``named`` names; asked for where nothing is named."""
    return require_entry(desk, named, asker, {Kind.REPORT})


def require_live(desk: Desk, entry: Entry) -> None:
    """FindingsError with the end of its chain where an entry was amended or voided before."""
    end = end_of_chain(desk, entry)
    if end is not entry:
        key = "already-voided" if end.kind is Kind.VOID else "already-amended"
        raise FindingsError(key, id=entry.id, end=end.id)


def end_of_chain(desk: Desk, entry: Entry) -> Entry:
    """What stands in an entry's place now: itself, its last amendment, or what voids it."""
    return chain_of(entry, desk.records.scene.entries)[-1]


def _ask(desk: Desk, asker: Asker) -> str:
    """Which entry is meant; the latest are shown."""
    say = asker.say
    live = standing_at(desk.records.entries).live
    latest = sorted(live, key=lambda entry: entry.stamp)[-_SHOWN:]
    asker.show(
        Heading(line(say("record.latest"))),
        Paragraph(
            tuple(
                line(
                    desk.plan.departments[entry.department].name.in_(say.lang),
                    "  ",
                    entry_line(entry, say),
                )
                for entry in latest
            ),
            1,
        ),
    )
    return asker.required(
        say("record.ask.entry"), lambda text: find_entry(text, desk.records.scene.entries).id
    )
