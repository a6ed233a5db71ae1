"""The questions of ``record`` and ``amend``: only what is missing, showing what is owed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from foodsafety_ledger.assess.standing import chain_of, standing_at
from foodsafety_ledger.cli.asking import (
    KEEP_NOTHING,
    Asker,
    Option,
    WrongAnswerError,
    numbered,
)
from foodsafety_ledger.cli.desk import Desk
from foodsafety_ledger.cli.form import TEXT_KEYS, Form
from foodsafety_ledger.cli.refs import find_entry, find_item, words_of
from foodsafety_ledger.cli.sheets import department_table, entry_line, item_table
from foodsafety_ledger.model.entry import FIELDS, Entry, Kind, Status
from foodsafety_ledger.model.failure import FindingsError, LedgerError, UsageError
from foodsafety_ledger.model.plan import Item, Target
from foodsafety_ledger.views.page import Heading, Paragraph, line


class Interview(NamedTuple):
    """Who is asked about what. ``fault`` says what a rule has against one value of a form."""

    desk: Desk
    asker: Asker
    fault: Callable[[Form, Sequence[str | int]], str]

    def department(self, day: date) -> str:
        """Which department reports; each is shown with how much it owes."""
        desk, say = self.desk, self.asker.say
        departments = list(desk.plan.departments.values())
        self.asker.show(department_table(desk, departments, day))
        options = [Option(one.id, words_of(one)) for one in departments]
        return self.asker.choose(say("record.ask.department"), options)

    def item(self, department: str, day: date) -> Item:
        """Which item is reported on; what is unreported is shown."""
        desk, say = self.desk, self.asker.say
        self.asker.show(*item_table(desk, department, day))

        def understood(answer: str) -> str:
            item = find_item(answer, desk.plan)
            form = Form(
                department, item, date=str(day), period=str(self.desk.plan.cadence.holding(day))
            )
            self._require_sound(form, ("item",))
            return item.id

        return desk.plan.items[self.asker.required(say("record.ask.item"), understood)]

    def report(self, form: Form, *, asked: Sequence[str]) -> None:
        """Fills in the values and the keys of ``asked``, each checked as it is given."""
        if "by" in asked:
            self._text(form, "by")
        if "status" in asked:
            form.status = self._status(form)
        self._values(form)
        for key in TEXT_KEYS:
            if key in asked:
                self._text(form, key)
        if "evidence" in asked:
            self._evidence(form)
        if "approved_by" in asked:
            self._text(form, "approved_by")

    def reason(self, form: Form) -> None:
        """Why an entry is amended."""
        form.reason = self.asker.required(self.asker.say("record.ask.reason"), lines=True)

    def _status(self, form: Form) -> str:
        say = self.asker.say
        words = [say(f"status.status.{status}") for status in Status]
        question = say("record.ask.status", options=numbered(words))
        options = [Option(s, (s, w)) for s, w in zip(Status, words, strict=True)]
        if not form.status:
            return self.asker.choose(question, options)
        current = say(f"status.status.{form.status}")
        self.asker.tell(say("record.stays", value=current))
        return self.asker.ask(
            question, lambda text: self.asker.chosen(text, options) if text else form.status
        )

    def _values(self, form: Form) -> None:
        for target in form.item.targets:
            if form.department in target.owed_by:
                self._value(form, target)

    def _value(self, form: Form, target: Target) -> None:
        say = self.asker.say
        known = form.values.get(target.id, "")

        def understood(answer: str) -> str:
            if not answer:
                return known
            form.set_value(target.id, "" if answer == KEEP_NOTHING else answer)
            try:
                self._require_sound(form, ("values", target.id))
            except WrongAnswerError:
                form.set_value(target.id, known)
                raise
            taken = form.values.get(target.id, "")
            if taken not in (answer, ""):
                self.asker.tell(say("record.read-as", value=taken), 1)
            return taken

        self._tell_known(known)
        question = target.measure.question.in_(say.lang).format(
            target=target.name.in_(say.lang),
            counts=target.counts.in_(say.lang),
            unit=target.goal.unit,
        )
        self.asker.ask(question, understood)

    def _text(self, form: Form, key: str) -> None:
        say = self.asker.say
        known: str = getattr(form, key)
        needed = key == "by" or bool(key == "note" and _variant(form, key))

        def understood(answer: str) -> str:
            text = {"": known, KEEP_NOTHING: ""}.get(answer, answer)
            if needed and not text:
                why = "asking.empty" if key == "by" else "record.note-for-nothing"
                raise WrongAnswerError(say(why))
            setattr(form, key, text)
            self._require_sound(form, (key,))
            return text

        self._tell_known(known)
        question = say(f"record.ask.{key}{_variant(form, key)}")
        self.asker.ask(question, understood, lines=key in TEXT_KEYS)

    def _evidence(self, form: Form) -> None:
        say = self.asker.say
        for piece in form.kept:
            self.asker.tell(say("record.kept", path=piece.path))

        def understood(answer: str) -> str:
            if not answer:
                return ""
            before = list(form.files)
            form.files = [*before, Path(answer.strip("'\"")).expanduser()]
            try:
                self._require_sound(form, ("evidence", len(form.kept) + len(before), "path"))
            except (LedgerError, WrongAnswerError):
                form.files = before
                raise
            return answer

        question = say("record.ask.evidence")
        while self.asker.ask(question, understood):
            question = say("record.ask.more-evidence")

    def _require_sound(self, form: Form, place: Sequence[str | int]) -> None:
        fault = self.fault(form, place)
        if fault:
            raise WrongAnswerError(fault)

    def _tell_known(self, known: str) -> None:
        if known:
            self.asker.tell(self.asker.say("record.now", value=known))


def _variant(form: Form, key: str) -> str:
    """Which wording asks for a text: some figures and states call for an explanation."""
    pressed_by = FIELDS[key].pressed_by
    said = (form.status, *form.values.values())
    return ".pressing" if pressed_by and pressed_by in said else ""


_SHOWN = 12


def require_entry(
    desk: Desk, named: str | None, asker: Asker | None, kinds: Collection[Kind]
) -> Entry:
    """The entry of one of ``kinds`` that ``named`` names; asked for where nothing is named."""
    entries = desk.workspace.entries
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
    return chain_of(entry, desk.workspace.entries)[-1]


def _ask(desk: Desk, asker: Asker) -> str:
    """Which entry is meant; the latest are shown."""
    say = asker.say
    live = standing_at(desk.workspace.fit).live
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
        say("record.ask.entry"), lambda text: find_entry(text, desk.workspace.entries).id
    )
