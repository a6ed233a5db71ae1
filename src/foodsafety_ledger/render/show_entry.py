"""``ledger show`` of an entry: every field, the chain it stands in, and its place."""

from __future__ import annotations

from collections.abc import Iterator

from foodsafety_ledger.ledgers.chains import chain_of
from foodsafety_ledger.ledgers.values import Entry
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.render.entry_lines import entry_marks, entry_summary, value_texts
from foodsafety_ledger.render.history import History, date_text
from foodsafety_ledger.render.lights import status_run
from foodsafety_ledger.render.log_table import log_table
from foodsafety_ledger.render.names import department_name
from foodsafety_ledger.render.page import (
    Block,
    Cell,
    Facts,
    Heading,
    Table,
    cell,
    label,
    line,
    quiet,
)
from foodsafety_ledger.words import Say

Pair = tuple[str, Cell]


def entry_blocks(entry: Entry, history: History, plan: Plan, say: Say) -> Iterator[Block]:
    """The entry's fields, and every entry of its chain."""
    yield Heading(line(f"{say('show.entry')} {entry.id}"))
    yield Facts(tuple(pair for pair in _pairs(entry, history, plan, say) if pair[1]))
    chain = chain_of(entry, history.entries)
    if len(chain) > 1:
        table: Table = log_table(chain, history, plan, say)
        yield Heading(line(say("show.chain")), 3)
        yield table


def _pairs(entry: Entry, history: History, plan: Plan, say: Say) -> Iterator[Pair]:
    who = line(department_name(entry.department, plan, say), quiet(f"  {entry.department}"))
    item = plan.items.get(entry.item)
    about = f"{entry.item}  {item.summary.in_(say.lang)}" if item else entry.item
    yield say("show.marks"), tuple(entry_marks(entry, history, say))
    yield say("status.column.department"), cell(who)
    yield say("status.column.item-only"), cell(about)
    yield say("status.column.period"), cell(str(entry.period) if entry.period else "")
    yield say("log.column.date"), cell(date_text(entry))
    if entry.status:
        yield say("status.column.status"), cell(status_run(entry.status, say))
    elif entry.voids or entry.reviews:
        yield say("show.does"), cell(entry_summary(entry, plan, say))
    yield say("show.values"), cell(*value_texts(entry, plan, say))
    for key in ("note", "problems", "next", "reason"):
        said: str = getattr(entry, key)
        yield label(say(f"log.{key}")), cell(*said.strip().splitlines())
    evidence = (line(one.path, quiet(f"  sha256 {one.sha256}")) for one in entry.evidence)
    yield say("show.evidence"), cell(*evidence)
    yield say("show.by"), cell(entry.by)
    yield say("show.approved-by"), cell(entry.approved_by)
    yield say("show.place"), cell(str(entry.place()))
