"""``ledger log`` and ``problems``: entries in time order; what hinders, and what was returned."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import takewhile
from typing import Final, NamedTuple, assert_never

from foodsafety_ledger.assess.assessment import Part
from foodsafety_ledger.assess.standing import chain_of
from foodsafety_ledger.model.entry import FIELDS, SHOWN, Entry, FieldKind, Kind, Status, subject_of
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.naming import entry_among_refs, read_refs
from foodsafety_ledger.reading.workspace import Workspace
from foodsafety_ledger.views.choice import Selection, choose
from foodsafety_ledger.views.page import (
    Line,
    Paragraph,
    Run,
    Table,
    Tone,
    brief_table,
    cell,
    command,
    line,
    quiet,
    table,
)
from foodsafety_ledger.views.view import Json, Origin, Record, Records, View, fields_of, place_data
from foodsafety_ledger.views.wording import department_name, left_out_lines, status_run
from foodsafety_ledger.words import Say


@dataclass(frozen=True)
class History:
    """Every entry on a plan known at a date, in time order, and what others say about it.

    ``replaced`` names, by an entry's id, the amendment or void that took it out of the figures;
    ``reviews`` the latest review. ``unfit`` are the ids of entries left out because of errors.
    """

    entries: tuple[Entry, ...]
    replaced: Mapping[str, Entry]
    reviews: Mapping[str, Entry]
    unfit: frozenset[str]
    plan: Plan
    say: Say

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Entries by id; of two with the same id the first."""
        return {entry.id: entry for entry in reversed(self.entries) if entry.id}

    def subject(self, entry: Entry) -> Entry:
        """The report that a void or review is about; the entry itself where it is a report."""
        if not (entry.voids or entry.reviews):
            return entry
        return subject_of(entry, self.by_id)

    def is_live(self, entry: Entry) -> bool:
        """Whether the entry is a report that counts."""
        return (
            entry.kind is Kind.REPORT
            and entry.id not in self.replaced
            and entry.id not in self.unfit
        )


def history_at(workspace: Workspace, plan: Plan, as_of: date, say: Say) -> History:
    """The history of a workspace's plan up to ``as_of``, to be told in one language.

    An entry whose date does not read stands first: nobody knows when it was.
    """
    every = (entry for ledger in workspace.ledgers for entry in ledger.entries)
    past = (one for one in every if one.date is None or one.date <= as_of)
    known = sorted(past, key=lambda entry: entry.stamp)
    sound = {one.id for one in workspace.fit}
    counting = [one for one in known if one.id in sound]
    replaced = {one.amends or one.voids: one for one in counting if one.amends or one.voids}
    return History(
        entries=tuple(known),
        replaced=replaced,
        reviews={one.reviews: one for one in counting if one.reviews and one.id not in replaced},
        unfit=frozenset(one.id for one in known if one.id not in sound),
        plan=plan,
        say=say,
    )


def choose_entries(texts: Sequence[str], history: History) -> tuple[Entry, ...]:
    """The entries that REFs ask for: by what they are about, or with its chain by an entry's id.

    UsageError for a text that names nothing.
    """
    meant = {text: entry_among_refs(text, history.entries) for text in texts}
    named = [entry for entry in meant.values() if entry]
    chains = {one.id for entry in named for one in chain_of(entry, history.entries)}
    rest = [text for text in texts if not meant[text]]
    choice = choose(read_refs(rest, history.plan), history.plan)
    only_chains = bool(named) and all(meant.values())

    def chosen(entry: Entry) -> bool:
        about, who = history.subject(entry), entry.department
        if about.id in chains or entry.id in chains:
            return True
        return not only_chains and (
            (choice.items is None or (about.item or about.extends) in choice.items)
            and (choice.departments is None or bool(choice.departments & {who, about.department}))
            and (choice.periods is None or about.period in choice.periods)
        )

    return tuple(filter(chosen, history.entries))


def log_view(entries: Sequence[Entry], history: History, origin: Origin) -> View:
    """These entries of the history."""
    return View(
        origin,
        lambda: (log_table(entries, history),) if entries else (),
        lambda: entry_records(entries, history),
        lambda: {"entries": [entry_data(entry, history) for entry in entries]},
        history.say("log.nothing"),
    )


def date_text(entry: Entry) -> str:
    """The entry's date; a question mark where it does not read."""
    return str(entry.date or "?")


def entry_summary(entry: Entry, history: History) -> Line:
    """``区市场监管局  推进中``: who says what."""
    name = department_name(entry.department, history.plan, history.say)
    return line(name, "  ", entry_does(entry, history.say))


def value_texts(entry: Entry, history: History) -> Iterator[str]:
    """Each value as it was typed, after its target's name."""
    for id_, text in entry.values:
        target = history.plan.targets.get(f"{entry.item}/{id_}")
        yield f"{target.name.in_(history.say.lang) if target else id_} {text}"


def entry_does(entry: Entry, say: Say) -> Run:
    """What the entry does: its status, whom it voids or reviews, or what it extends."""
    match entry.kind:
        case Kind.VOID:
            return Run(say("log.voids", entry=entry.voids), Tone.YELLOW)
        case Kind.REVIEW:
            return Run(say(f"log.reviews.{entry.verdict}", entry=entry.reviews))
        case Kind.EXTENSION:
            return Run(say("log.extends", item=entry.extends, due=entry.due), Tone.YELLOW)
        case Kind.REPORT:
            return status_run(entry.status, say)
        case _:
            assert_never(entry.kind)


def entry_texts(entry: Entry, history: History) -> Iterator[Line]:
    """Its values, then its note, problems, next steps and reason, each after its label."""
    say = history.say
    yield from map(line, value_texts(entry, history))
    for key in SHOWN:
        said = entry.told(key) if FIELDS[key].kind is FieldKind.PROSE else ""
        if said:
            title = say(f"record.title.{key}")
            yield line(quiet(say("log.text", label=title, text=said.strip())))


def entry_marks(entry: Entry, history: History) -> Iterator[Line]:
    """What it amends, what replaced it, how it was reviewed, and whether it is left out."""
    say = history.say
    if entry.amends:
        yield line(Run(say("log.amends", entry=entry.amends), Tone.YELLOW))
    after = history.replaced.get(entry.id)
    if after is not None:
        key = "log.voided" if after.voids else "log.amended"
        yield line(Run(say(key, entry=after.id, date=after.date), Tone.YELLOW))
    review = history.reviews.get(entry.id)
    if review is not None:
        yield line(quiet(say(f"log.reviewed.{review.verdict}", entry=review.id, date=review.date)))
    if entry.id in history.unfit:
        yield line(Run(say("log.unfit"), Tone.RED))


_FIRST: Final = ("date", "id", "kind", "department", "department_name")
_KEYS: Final = (
    *_FIRST,
    *(k for k in SHOWN if k not in _FIRST and FIELDS[k].kind is not FieldKind.EVIDENCE),
    *("replaced_by", "counts", "path", "line"),
)


def log_table(entries: Iterable[Entry], history: History) -> Table:
    """The entries as a table, one row each."""
    rows = (
        (
            date_text(entry),
            Run(entry.id, Tone.PLAIN if history.is_live(entry) else Tone.QUIET),
            *_about(entry, history),
            (
                entry_summary(entry, history),
                *entry_texts(entry, history),
                *entry_marks(entry, history),
            ),
        )
        for entry in entries
    )
    return table(history.say, "log", "date entry id period what", rows)


def _about(entry: Entry, history: History) -> tuple[Run, Run]:
    subject = history.subject(entry)
    period = str(subject.period) if subject.period else ""
    tone = Tone.PLAIN if subject is entry else Tone.QUIET
    return Run(subject.item or subject.extends, tone), Run(period, tone)


def entry_data(entry: Entry, history: History) -> Json:
    """An entry with every field, its place, and what replaced it; empty fields are null."""
    after = history.replaced.get(entry.id)
    return {
        "id": entry.id,
        "kind": entry.kind,
        "department": entry.department,
        **{key: None if told == "" else told for key in SHOWN for told in [entry.told(key)]},
        "replaced_by": after.id if after else None,
        "counts": history.is_live(entry),
        **place_data(entry.place(), "line"),
    }


def entry_records(entries: Iterable[Entry], history: History) -> Records:
    """A record for each entry."""
    return Records(_KEYS, (_record(entry, history) for entry in entries))


def _record(entry: Entry, history: History) -> Record:
    values = history.say.apart(value_texts(entry, history))
    name = department_name(entry.department, history.plan, history.say)
    return fields_of(entry_data(entry, history)) | {"department_name": name, "values": values}


_PROBLEMS: Final = 10
"""The problems that a terminal shows at first, each in three lines."""


class ReportedProblem(NamedTuple):
    """What stands in the way of a department on an item, as its latest report says.

    ``since`` is the date of the first report from which on that is said without a break;
    ``returned`` the review by which the office returned the latest, if it did.
    """

    part: Part
    latest: Entry
    since: date | None
    returned: Entry | None

    @property
    def stamp(self) -> tuple[str, str]:
        """When it was last spoken of: by the office where that returned it, else by them."""
        return (self.returned or self.latest).stamp


def find_problems(chosen: Selection) -> list[ReportedProblem]:
    """The problems of what is chosen, the latest first."""
    parts = (part for item in chosen.items for part in item.parts)
    found = (
        ReportedProblem(part, part.latest, _since(part, part.latest), part.returned)
        for part in parts
        if part.latest and (part.returned or _hinders(part.latest))
    )
    return sorted(found, key=lambda one: one.stamp, reverse=True)


def _hinders(entry: Entry) -> bool:
    return entry.status is Status.BLOCKED or bool(entry.remark("problems"))


def _since(part: Part, latest: Entry) -> date | None:
    """Since when every report has spoken of a problem; where none does, the latest's own date."""
    running = list(takewhile(_hinders, reversed(part.entries)))
    return (running[-1] if running else latest).date


def problems_view(chosen: Selection, origin: Origin, say: Say) -> View:
    """The problems of what is chosen: whose, since when, in their own words."""
    plan, found = chosen.assessment.plan, find_problems(chosen)
    rows = [
        (str(one.since or "?"), one.part.item, str(one.latest.period), cell(*_told(one, plan, say)))
        for one in found
    ]
    made = table(say, "log.problems", "since id period what", rows)
    left_out = tuple(left_out_lines(chosen.assessment, say))
    page = (*([made] if rows else ()), *([Paragraph(left_out)] if left_out else ()))
    whole = shlex.join(["problems", *(ref.typed for ref in chosen.choice.refs), "--verbose"])
    return View(
        origin,
        lambda: page,
        lambda: Records(_PROBLEM_KEYS, (fields_of(_problem_data(one)) for one in found)),
        lambda: {"problems": [_problem_data(one) for one in found]},
        say("log.problems.nothing"),
        lambda: (*(brief_table(made, _PROBLEMS, say, whole) if rows else ()), *page[bool(rows) :]),
    )


def _told(one: ReportedProblem, plan: Plan, say: Say) -> Iterator[Line]:
    """Whose it is, what hinders and what is planned; why it was returned, how that is answered."""
    name = department_name(one.part.department, plan, say)
    yield line(name, "  ", status_run(one.part.status, say))
    for key in ("problems", "next"):
        if text := one.latest.remark(key):
            yield line(quiet(say("log.text", label=say(f"record.title.{key}"), text=text)))
    if one.returned is not None:
        facts = {"date": str(one.returned.date), "why": one.returned.reason}
        yield line(Run(say("log.problems.returned", **facts), Tone.YELLOW))
        yield line(command(say.typed(f"amend {one.latest.id}")))


def _problem_data(one: ReportedProblem) -> Json:
    latest, returned = one.latest, one.returned
    return {
        "since": one.since,
        "item": one.part.item,
        "department": one.part.department,
        "period": str(latest.period),
        "entry": latest.id,
        "date": latest.date,
        "status": one.part.status,
        "problems": latest.remark("problems") or None,
        "next": latest.remark("next") or None,
        "returned": returned.date if returned else None,
        "reason": returned.reason if returned else None,
    }


_PROBLEM_KEYS = (
    *("since", "item", "department", "period", "entry", "date"),
    *("status", "problems", "next", "returned", "reason"),
)
