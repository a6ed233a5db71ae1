"""The questions of ``record`` and ``amend``: only what is missing, showing what is owed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from shutil import get_terminal_size
from typing import Final, NamedTuple

from foodsafety_ledger.assess.standing import standing_at
from foodsafety_ledger.cli.asker import (
    KEEP_NOTHING,
    Asker,
    Understand,
    WrongAnswerError,
    by_number,
    chosen,
    numbered,
)
from foodsafety_ledger.filing.desk import Desk, ToDo
from foodsafety_ledger.filing.form import Form, attached
from foodsafety_ledger.filing.preview import faults_at
from foodsafety_ledger.formats.terminal import clip
from foodsafety_ledger.model.entry import FIELDS, Field, FieldKind, Place, Status, Verdict
from foodsafety_ledger.model.measure import NOT_APPLICABLE
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.model.plan import Item, Target
from foodsafety_ledger.reading.naming import find_department, find_entry, find_item
from foodsafety_ledger.reading.typed import spelt_period, spelt_status
from foodsafety_ledger.views.findings import in_words
from foodsafety_ledger.views.page import Heading, Paragraph, line
from foodsafety_ledger.views.record import department_table, entry_line, item_table, period_facts

_EXPLAINED_LATER: Final = "FL503"
"""``0/0`` without a note: the note is asked for after the values."""

_SHOWN: Final = 12
"""How many entries are shown to choose from."""

_BESIDE: Final = 32
"""How many cells of a row the id, the period and the due date of an item take."""

_ASKED: Final = sorted(
    (
        one
        for one in FIELDS.values()
        if Place.RECORD in one.places and (one.question.zh or one.kind is FieldKind.VALUES)
    ),
    key=lambda one: one.key != "by",
)
"""What the questions are about, in their order: who fills it in comes first."""


class BackError(Exception):
    """The person wants to answer the question before once more."""


class SkipError(Exception):
    """The person wants to leave out what is asked about."""


def back_or(understand: Understand) -> Understand:
    """What an answer means, but that ``<`` goes back to the question before: BackError."""

    def understood(answer: str) -> str:
        if halved(answer) == "<":
            raise BackError
        return understand(answer)

    return understood


class Question(NamedTuple):
    """A question about a report: the place of its answer in an entry, and how it is asked."""

    place: tuple[str, ...]
    ask: Callable[[Form], None]


class Interview(NamedTuple):
    """Who is asked about what."""

    desk: Desk
    asker: Asker

    def department(self, day: date) -> str:
        """Which department reports; each is shown with how much it owes."""
        desk, say = self.desk, self.asker.say
        departments = list(desk.plan.departments.values())
        self.asker.show(department_table(desk, departments, day, say))

        def understood(answer: str) -> str:
            return (by_number(answer, departments) or find_department(answer, desk.plan)).id

        return self.asker.required(say("record.ask.department"), back_or(understood))

    def item(self, department: str, day: date, todo: ToDo) -> Item | None:
        """Which item is reported on; what is unreported is shown. ``<`` raises BackError.

        None where the person wants to go through all that is to do, if there is any.
        """
        desk, say = self.desk, self.asker.say
        room = get_terminal_size((80, 24)).columns - _BESIDE
        self.asker.show(*item_table(desk, department, todo, say, partial(clip, width=room)))

        def understood(answer: str) -> str:
            item = find_item(answer, desk.plan)
            period = str(desk.plan.cadence.holding(day))
            said = {"item": item.id, "period": period, "date": str(day)}
            form = Form(department, said, item)
            self._require_sound(form, ("item",))
            return item.id

        known = back_or(understood)
        if not (todo.owed or todo.returned):
            return desk.plan.items[self.asker.required(say("record.ask.item"), known)]
        question = say("record.ask.item-or-all")
        found = self.asker.ask(question, lambda text: known(text) if text else "")
        return desk.plan.items[found] if found else None

    def entry(self) -> str:
        """Which entry is meant; the latest are shown."""
        desk, say = self.desk, self.asker.say
        live = standing_at(desk.workspace.fit).live
        latest = sorted(live, key=lambda entry: entry.stamp)[-_SHOWN:]
        departments = desk.plan.departments
        lines = (
            line(departments[one.department].name.in_(say.lang), "  ", entry_line(one, say))
            for one in latest
        )
        self.asker.show(Heading(line(say("record.latest"))), Paragraph(tuple(lines), 1))
        entries = desk.workspace.entries
        return self.asker.required(
            say("record.ask.entry"), lambda text: find_entry(text, entries).id
        )

    def questions(self, form: Form, said: Collection[str]) -> tuple[Question, ...]:
        """What is asked about a report: the values and the keys that are not ``said``, in order."""
        return tuple(
            question
            for one in _ASKED
            if one.kind is FieldKind.VALUES or one.key not in said
            for question in self._about(form, one)
        )

    def _about(self, form: Form, one: Field) -> Iterator[Question]:
        match one.kind:
            case FieldKind.VALUES:
                for target in form.item.targets if form.item else ():
                    if form.department in target.owed_by:
                        yield Question(("values", target.id), partial(self._value, target=target))
            case FieldKind.STATUS:
                yield Question((one.key,), self._status)
            case FieldKind.EVIDENCE:
                yield Question((one.key,), self._evidence)
            case _:
                yield Question((one.key,), partial(self._text, one=one))

    def lacking(self, form: Form, questions: Sequence[Question]) -> list[Question]:
        """Those questions without which a report would lack what its item or status calls for.

        Values that are owed, evidence of them or that the item expects, and an explanation.
        """
        measured = any(one.place[0] == "values" for one in questions)
        is_proved = measured or bool(form.item and form.item.expects)

        def is_lacking(place: tuple[str, ...]) -> bool:
            one = FIELDS[place[0]]
            match one.kind:
                case FieldKind.VALUES:
                    return place[1] not in form.values
                case FieldKind.EVIDENCE:
                    return is_proved and not form.files
                case _:
                    return _is_pressed(form, one) and not form.said.get(one.key)

        return [one for one in questions if is_lacking(one.place)]

    def review(self, question: str) -> tuple[Question, Question]:
        """The verdict on a report, asked by the text of that key; and why it is returned."""
        return (
            Question(("verdict",), partial(self._verdict, question=question)),
            Question(("reason",), self._why),
        )

    def period(self) -> Question:
        """The question that changes the period which was chosen by default."""
        return Question(("period",), self._period)

    def reason(self) -> Question:
        """Why an entry is amended."""
        return Question(("reason",), partial(self._text, one=FIELDS["reason"]))

    def run(
        self, form: Form, questions: Sequence[Question], first: int = 0, *, is_open: bool = False
    ) -> None:
        """Asks the questions from the ``first`` on; ``<`` goes back to the one before.

        From the very first it raises BackError where something ``is_open`` to go back to.
        """
        position = first
        while position < len(questions):
            try:
                questions[position].ask(form)
                position += 1
            except BackError:
                if is_open and not position:
                    raise
                position = max(position - 1, 0)

    def again(self, form: Form, question: Question) -> None:
        """Asks one question once more; who goes back from it leaves its answer as it was."""
        with suppress(BackError):
            question.ask(form)

    def _ask(self, question: str, understand: Understand, *, lines: bool = False) -> str:
        """As the asker's; an answer may also go back, or leave the item out."""

        def understood(answer: str) -> str:
            if halved(answer) == ">":
                raise SkipError
            return understand(answer)

        return self.asker.ask(question, back_or(understood), lines=lines)

    def _period(self, form: Form) -> None:
        known = form.said["period"]

        def understood(answer: str) -> str:
            said = {
                **form.said,
                "period": spelt_period(answer, self.desk.plan) if answer else known,
            }
            self._require_sound(replace(form, said=said), ("period",))
            form.said = said
            return answer

        say = self.asker.say
        self.asker.tell(say("record.stays", value=known))
        self._ask(say("record.ask.period"), understood)
        self.asker.show(period_facts(self.desk, form, say))

    def _status(self, form: Form) -> None:
        say = self.asker.say
        known = form.said.get("status", "")
        options: dict[str, str] = {status: say(f"status.status.{status}") for status in Status}
        question = say("record.ask.status", options=numbered(options))
        if known:
            self.asker.tell(say("record.stays", value=say(f"status.status.{known}")))

        def understood(answer: str) -> str:
            if not (answer or known):
                raise WrongAnswerError(say("record.asking.empty"))
            return chosen(spelt_status(answer), options) if answer else known

        form.said["status"] = self._ask(question, understood)

    def _verdict(self, form: Form, question: str) -> None:
        say = self.asker.say
        options: dict[str, str] = {one: say(f"record.verdict.{one}") for one in Verdict}

        def understood(answer: str) -> str:
            if not answer:
                raise WrongAnswerError(say("record.asking.empty"))
            return chosen(answer, options)

        form.said["verdict"] = self._ask(say(question, options=numbered(options)), understood)

    def _why(self, form: Form) -> None:
        if form.said["verdict"] == Verdict.RETURNED:
            self._text(form, FIELDS["reason"])

    def _value(self, form: Form, target: Target) -> None:
        say = self.asker.say
        known = form.values.get(target.id, "")

        def understood(answer: str) -> str:
            if not answer:
                return known
            tried = replace(form, values=dict(form.values))
            tried.set_value(target.id, "" if answer == KEEP_NOTHING else answer, self.desk.plan)
            self._require_sound(tried, ("values", target.id))
            form.values = tried.values
            taken = form.values.get(target.id, "")
            if taken not in (answer, ""):
                self.asker.tell(say("record.read-as", value=taken), 1)
            return taken

        self._tell_known(known)
        if target.common is not None:
            self.asker.tell(say("record.fixed", value=str(target.common.value)))
        question = target.measure.question.in_(say.lang).format(
            target=target.name.in_(say.lang),
            counts=target.counts.in_(say.lang),
            unit=target.goal.unit,
        )
        self._ask(question, understood)

    def _text(self, form: Form, one: Field) -> None:
        say, key = self.asker.say, one.key
        known = form.said.get(key, "")
        by_value = _is_pressed_by_value(form, one)
        pressed = _is_pressed(form, one)
        is_owed = Place.RECORD in one.required or key == "reason"

        def understood(answer: str) -> str:
            text = {"": known, KEEP_NOTHING: ""}.get(answer, answer)
            if (is_owed or by_value) and not text:
                raise WrongAnswerError(
                    say("record.asking.empty" if is_owed else "record.note-for-nothing")
                )
            said = {**form.said, key: text}
            self._require_sound(replace(form, said=said), (key,))
            form.said = said
            return text

        self._tell_known(known)
        question = say(f"record.ask.{key}.pressing" if pressed else f"record.ask.{key}")
        self._ask(question, understood, lines=one.kind is FieldKind.PROSE)

    def _evidence(self, form: Form) -> None:
        say = self.asker.say
        for piece in form.kept:
            self.asker.tell(say("record.kept", path=piece.path))
        if form.files:
            self._tell_known(say.in_a_row(file.name for file, _ in form.files))

        def understood(answer: str) -> str:
            if answer in ("", KEEP_NOTHING):
                form.files = [] if answer else form.files
                return ""
            files = [*form.files, attached(answer.strip("'\""))]
            place = ("evidence", len(form.kept) + len(form.files), "path")
            self._require_sound(replace(form, files=files), place)
            form.files = files
            return answer

        question = say("record.ask.evidence")
        while self._ask(question, understood):
            question = say("record.ask.more-evidence")

    def _require_sound(self, form: Form, place: Sequence[str | int]) -> None:
        """WrongAnswerError with what a rule has against one value of a form."""
        for found in in_words(faults_at(self.desk, form, [place]), self.asker.say):
            if found.code != _EXPLAINED_LATER or place[0] != "values":
                key = "record.asking.reason-and-hint" if found.hint else "record.asking.reason"
                raise WrongAnswerError(self.asker.say(key, reason=found.message, hint=found.hint))

    def _tell_known(self, known: str) -> None:
        if known:
            self.asker.tell(self.asker.say("record.now", value=known))


def _is_pressed(form: Form, one: Field) -> bool:
    """Whether the status or a value that was given calls for an explanation under a key."""
    return _is_pressed_by_value(form, one) or one.pressed_by == form.said.get("status")


def _is_pressed_by_value(form: Form, one: Field) -> bool:
    nothing = {"0/0", NOT_APPLICABLE}
    pressing = nothing if one.pressed_by in nothing else {one.pressed_by}
    return not pressing.isdisjoint(form.values.values())
