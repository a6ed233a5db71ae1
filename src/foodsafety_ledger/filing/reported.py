"""What tables report: their rows gathered by department, item and period, every text with its cell.

Nothing is guessed: what means one thing is read, anything else is a problem at its cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, NamedTuple, TypeVar

from foodsafety_ledger.assess.standing import last_value, standing_at
from foodsafety_ledger.filing.desk import Desk
from foodsafety_ledger.model.diagnostic import Fact
from foodsafety_ledger.model.entry import FIELDS, Entry, FieldKind, Status
from foodsafety_ledger.model.failure import AmbiguousError, UsageError
from foodsafety_ledger.model.goal import is_unit
from foodsafety_ledger.model.measure import NOT_APPLICABLE
from foodsafety_ledger.model.number import halved, parse_counts, parse_integer
from foodsafety_ledger.model.period import parse_period
from foodsafety_ledger.model.plan import Item, Plan, Target, ValueIs
from foodsafety_ledger.reading.heads import (
    FOR_ALL,
    OF_ITEM,
    SAID,
    FormKey,
    SheetTable,
    TableLine,
    is_yes,
)
from foodsafety_ledger.reading.naming import find_department, find_item, find_target
from foodsafety_ledger.reading.sheets import OTHERWISE, RAISED, Cell, Problem
from foodsafety_ledger.reading.typed import (
    days_meant,
    own_units,
    periods_named,
    spelt,
    spelt_period,
    spelt_value,
)

T = TypeVar("T")

_WORDS: Final = (FormKey.SUMMARY, FormKey.TASK)
"""The columns that name an item in words."""

_SHOWN_OTHERWISE: Final = {"x": "inexact", OTHERWISE: "shown-otherwise", RAISED: "uneven-text"}
"""Kinds of cells whose figure a person does not see as it would be read, and the words for it."""

_SERIALS: Final = range(36526, 71589)
"""Numbers that are days of this century, from wherever a spreadsheet counts."""

_EPOCHS: Final = (date(1899, 12, 30), date(1904, 1, 1))
"""The days from which spreadsheets count: without and with the setting for 1904."""

_TIMED: Final = re.compile(
    r"(.*?[0-9日号])(?:[ T]+|(?<=[日号]))"
    r"(?:[上中下]午|早上|晚上|凌晨|[AaPp][Mm])? *"
    r"(?:[0-9]{1,2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?|[时点](?:[0-9]{1,2}分?|半)?) *"
    r"(?:[AaPp][Mm])?)?"
)
"""A day and the time of day, half-width: ``2021-10-12 08:30``, ``2021年10月12日 上午``."""

_DONE: Final = re.compile(
    r"(?:已|已经)?完成了?\s*([0-9][^()%]*?)\s*(?:\(([0-9]+(?:\.[0-9]+)?)%\))?"
)
"""``已完成3项(60%)``, half-width: what is done, and its share in percent."""

_ID_BEHIND: Final = re.compile(r"（([^（）]+)）$")
_NUMBERED: Final = re.compile(
    r"[(（]?([0-9][0-9.-]*|[一二三四五六七八九十]+)[)）]?[、.．:：\s]*(\S.*?)[。；;.]?"
)
"""A text with the number before it: ``1.1 督促企业自查``, ``（二）查办案件``, ``三、区教育局``."""

_IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_SCALED: Final = re.compile(r"(?:单位:)? *(?:十?[百千万亿]|[%‰])")
"""What a head says in brackets of figures that are not so many ones."""

_OTHER_TIME: Final = {
    ValueIs.INCREMENT: ("head-of-total", re.compile("累计|全年")),
    ValueIs.RUNNING_TOTAL: (
        "head-of-period",
        re.compile("^(?!.*累计).*(?:本期|本[季月]|当[季月]|新增)"),
    ),
    ValueIs.SNAPSHOT: ("head-of-additions", re.compile("新增")),
}
"""By what a target's figures are: the words in a head that say they are others, and the problem."""

_DITTO: Final = frozenset({"同上", "同左", "〃", "″"})
"""What says again what another cell says, and nothing once it stands alone."""

_ROLE_BEHIND: Final = re.compile("(?:(?:按职责)?(?:分工)?负责|牵头|配合|协同|主责)$")
_SO_MANY: Final = re.compile(r"[(（]共?\s*[0-9一二三四五六七八九十]+\s*[项条个件][)）]$")


class FormsRow(NamedTuple):
    """What a form says for programs of a row, each empty where there is nothing to say.

    ``total`` is the denominator that stood in it beforehand, ``asked`` what was to be given when it
    was made, ``stands`` the id of the report that its answers repeat.
    """

    total: str = ""
    asked: str = ""
    stands: str = ""


class About(NamedTuple):
    """What a file says, or the command line for it, of all its rows; empty where neither does.

    ``by`` is who imports it, and filled in what no row says who did; ``rows`` are those of a form,
    by item and target.
    """

    department: str = ""
    period: str = ""
    by: str = ""
    rows: Mapping[tuple[str, str], FormsRow] = {}

    def of(self, item: str, target: str) -> FormsRow:
        """What it says of a row."""
        return self.rows.get((item, target)) or FormsRow()

    def stands(self, item: str) -> str:
        """The id of the report that an item's rows repeat, if they do."""
        return next((row.stands for (of, _), row in self.rows.items() if of == item), "")


@dataclass
class Report:
    """What a table says of an item for a period: texts by key, values by target, and their cells.

    ``whole`` is the place of its first row, ``stands`` the id of the report that stood in a form,
    ``columns`` are those of the table that are seen, ``blank`` the targets with a row whose figure
    is left blank.
    """

    department: str
    item: Item
    period: str
    whole: str
    said: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    stands: str = ""
    columns: frozenset[FormKey] = frozenset(FormKey)
    blank: frozenset[str] = frozenset()

    @property
    def is_answered(self) -> bool:
        """Whether anything is reported beside who fills it in and when."""
        return bool(self.values or self.said.keys() & {*OF_ITEM})

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is about."""
        return self.department, self.item.id, self.period

    def go_on_from(self, entry: Entry) -> None:
        """Says what an earlier entry says and the table has no column for, or no row."""
        for key in OF_ITEM:
            if key not in self.columns and entry.told(key):
                self.said[key] = str(entry.told(key))
        kept = {target: told for target, told in entry.values if target not in self.blank}
        self.values = {**kept, **self.values}


class Gathered(NamedTuple):
    """The reports of a table, what is wrong in it, and what was passed over."""

    reports: tuple[Report, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed: tuple[Problem, ...] = ()


class _ProblemError(Exception):
    """A row goes no further: what is wrong, and where."""

    def __init__(self, place: str, name: str, /, **facts: Fact) -> None:
        super().__init__(name)
        self.problem = Problem(place, name, facts)


class Gatherer:
    """One table being read, row by row."""

    def __init__(self, table: SheetTable, about: About, desk: Desk) -> None:
        self._table, self._about, self._desk = table, about, desk
        self._shown = table.columns - table.hidden
        self._reports: dict[tuple[str, str, str], Report] = {}
        self._problems: list[Problem] = []
        self._passed = [
            Problem(cell.place, "unread-column", {"head": cell.text.strip()})
            for cell in table.unread
        ]
        self._passed += [
            Problem(cell.place, "headless", {"text": cell.text.strip()}) for cell in table.headless
        ]
        self._item: Item | None = None
        self._unit = ""
        self._seen: set[tuple[str, str]] = set()
        self._blank: dict[tuple[str, str, str], frozenset[str]] = {}

    def gather(self) -> Gathered:
        """What the table reports."""
        for line in self._table.lines:
            try:
                self._take(line)
            except _ProblemError as found:
                self._problems.append(found.problem)
        answered = (one for one in self._reports.values() if one.is_answered)
        reports = [one for one in answered if not self._only_repeats(one)]
        for report in reports:
            report.blank = self._blank.get(report.key, frozenset())
            self._say_for_all(report)
        if self._about.by and any(FormKey.BY not in one.said for one in reports):
            told = Problem(self._table.heads, "by-chosen", {"by": self._about.by})
            self._passed.append(told)
        if reports and not self._about.rows and FormKey.STATUS not in self._table.columns:
            self._problems.append(Problem(self._table.heads, "no-status", {"key": FormKey.STATUS}))
        return Gathered(tuple(reports), tuple(self._problems), tuple(self._passed))

    def _only_repeats(self, report: Report) -> bool:
        """Whether it is what stood in the form beforehand, and so no answer."""
        entry = self._desk.workspace.by_id.get(report.stands)
        return (
            entry is not None
            and dict(entry.values) == report.values
            and all(report.said.get(key, "") == str(entry.told(key)).strip() for key in OF_ITEM)
        )

    def _take(self, line: TableLine) -> None:
        answers = [one for one in (*SAID, FormKey.DONE, FormKey.TOTAL) if line.text(one)]
        if line.is_total:
            self._passed.append(Problem(line.place, "totals-row"))
            return
        if line.is_band or not answers:
            self._begin(line)
            return
        if line.is_hidden:
            if answers != [FormKey.TOTAL]:  # which stands in a form beforehand
                raise _ProblemError(line.place, "hidden-row")
            return
        item = self._item_of(line)
        report = self._report(line, item)
        for column in answers:
            if column not in (FormKey.DONE, FormKey.TOTAL):
                self._say(report, line, column)
        is_counted = line.text(FormKey.DONE) or line.text(FormKey.TOTAL)
        values = [*self._values(report, line)] if is_counted else []
        self._leave_blank(line, item)
        if line.text(FormKey.SHARE):
            self._compare_share(line, values)

    def _begin(self, line: TableLine) -> None:
        """Keeps what a row without answers is about, or whose the rows below it are."""
        text, *others = dict.fromkeys(filter(None, map(line.text, line.cells)))
        is_title = not others and not line.text(FormKey.DEPARTMENT)
        try:
            self._item = None if line.is_band else self._item_of(line)
        except _ProblemError:
            self._item = None
        if self._item is not None:
            self._leave_blank(line, self._item)
            return
        if is_title or line.is_band:
            self._require_same_period(text, line)
            self._unit = ""
            with suppress(UsageError):
                name = _SO_MANY.sub("", _parted(text)[1])
                self._unit = find_department(name, self._desk.plan, whole=True).id
                return
        if line.is_band or any(line.text(one) for one in (FormKey.ITEM, *_WORDS, FormKey.TARGET)):
            key = "heading-row" if line.is_band else "row-unread"
            self._passed.append(Problem(line.place, key, {"text": text}))

    def _leave_blank(self, line: TableLine, item: Item) -> None:
        """Keeps the targets whose figure a row asks for and leaves blank, which withdraws it.

        A row that names none asks for that of the only one, or of all where a row is an item.
        """
        if line.is_hidden or line.text(FormKey.DONE) or FormKey.DONE not in self._shown:
            return
        with suppress(_ProblemError):
            key = self._department(line), item.id, self._period(line)
            asked = {self._target_id(line, item)}
            if not line.text(FormKey.TARGET):
                owed = {one.id for one in item.targets if key[0] in one.owed_by}
                is_whole = len(owed) == 1 or FormKey.TARGET not in self._table.columns
                asked = owed if is_whole else set()
            self._blank[key] = self._blank.get(key, frozenset()) | asked

    def _require_same_period(self, title: str, line: TableLine) -> None:
        """A problem where a title between the rows names another period; a footnote may."""
        named = periods_named(title, self._desk.plan)
        if named and {":", "。"}.isdisjoint(halved(title)):
            period = self._period(line)
            if period not in named:
                raise _ProblemError(line.place, "period-differs", text=min(named), period=period)

    def _item_of(self, line: TableLine) -> Item:
        """The item that a row is about: by its id, its words, or as the row above.

        What comes from above holds for no row that says otherwise itself, nor for more rows of an
        item than its form has.
        """
        source = next((one for one in (FormKey.ITEM, *_WORDS) if line.text(one)), None)
        self._item = item = self._named_item(line, source)
        for column in _WORDS:
            other = self._of_others(line.text(column), item) if column not in line.spread else ""
            if other:
                raise _ProblemError(line.at(FormKey.ITEM), "item-differs", item=item.id, text=other)
        row, rows = (item.id, self._target_id(line, item)), self._about.rows
        is_carried = source is None or source in line.spread
        if is_carried and rows and row not in rows.keys() - self._seen:
            raise _ProblemError(line.at(FormKey.ITEM), "no-item")
        self._seen.add(row)
        return item

    def _named_item(self, line: TableLine, source: FormKey | None) -> Item:
        if source is FormKey.ITEM:
            return self._numbered(line.cells[source])
        if source is not None:
            return self._worded(line, source)
        if self._item is None or not self._target_id(line, self._item):
            raise _ProblemError(line.place, "no-item")
        return self._item

    def _of_others(self, text: str, item: Item) -> str:
        """The line of a text that names, whole, other items than this one; empty for none."""
        for one in filter(None, map(str.strip, text.split("\n"))):
            try:
                named = {find_item(one, self._desk.plan, whole=True).id}
            except AmbiguousError as several:
                named = {*several.choices}
            except UsageError:
                continue
            if item.id not in named:
                return one
        return ""

    def _target_id(self, line: TableLine, item: Item) -> str:
        """The target of an item that a row names; empty where it names none of them."""
        with suppress(UsageError):
            return find_target(_target_name(line.text(FormKey.TARGET)), item, whole=True).id
        return ""

    def _numbered(self, cell: Cell) -> Item:
        """An item by its number; ``1.1`` as a number may have been ``1.10``."""
        text = cell.text.strip()
        if cell.kind == "n" and f"{text}0" in self._desk.plan.items:
            raise _ProblemError(cell.place, "item-rounded", text=text)
        return _found(cell.place, find_item, text, self._desk.plan)

    def _worded(self, line: TableLine, source: FormKey) -> Item:
        """An item by its words or its task's, by any line of its cell: a form has both in one.

        Where what it is in detail is in nobody's words, the task may name it, alone.
        """
        cell, plan, department = line.cells[source], self._desk.plan, ""
        with suppress(_ProblemError):
            department = self._department(line)
        found = _by_words(cell.text, plan, department)
        if found is None and source is FormKey.SUMMARY:
            found = _by_words(line.text(FormKey.TASK), plan, "")
        return found or _found(cell.place, find_item, cell.text.strip(), plan)

    def _report(self, line: TableLine, item: Item) -> Report:
        department, period = self._department(line), self._period(line)
        made = Report(department, item, period, line.at(FormKey.ITEM))
        made.stands, made.columns = self._about.stands(item.id), self._shown
        made.cells[""] = made.whole
        return self._reports.setdefault(made.key, made)

    def _said_for(self, line: TableLine, column: FormKey) -> Cell | None:
        """What a row says, or else the table above its head for all rows."""
        cell = line.cells.get(column)
        return cell if cell and cell.text.strip() else self._table.above.get(column)

    def _department(self, line: TableLine) -> str:
        plan, about = self._desk.plan, self._about.department
        cell = self._said_for(line, FormKey.DEPARTMENT)
        if cell is None or (not line.text(FormKey.DEPARTMENT) and self._unit):
            return about or self._unit or self._named_by_sheet(line)
        text = cell.text.strip()
        parts = re.split(r"[、,，;；\n]", text)
        if is_unit(halved(text)):
            raise _ProblemError(cell.place, "unit-of-measure", text=text)
        names = [bare for one in parts if (bare := _ROLE_BEHIND.sub("", one.strip()))]
        ids = [_found(cell.place, find_department, one, plan).id for one in names]
        if about in ids or (len(ids) == 1 and not about):
            return about or ids[0]
        if about:
            name = plan.departments[about].name
            raise _ProblemError(cell.place, "department-differs", department=name, text=text)
        raise _ProblemError(cell.place, "several-departments", text=text)

    def _named_by_sheet(self, line: TableLine) -> str:
        """The department that a sheet is called after, as where each has a sheet of its own."""
        try:
            return find_department(self._table.name, self._desk.plan, whole=True).id
        except UsageError:
            raise _ProblemError(line.place, "no-department") from None

    def _period(self, line: TableLine) -> str:
        cell = self._said_for(line, FormKey.PERIOD) or self._titled()
        if cell is None:
            if not self._about.period:
                raise _ProblemError(line.place, "no-period")
            return self._about.period
        period = spelt_period(cell.text, self._desk.plan)
        if parse_period(period) is None:
            raise _ProblemError(cell.place, "bad-period", text=cell.text.strip())
        if self._about.period and self._about.period != period:
            about = self._about.period
            raise _ProblemError(cell.place, "period-differs", text=period, period=about)
        return period

    def _titled(self) -> Cell | None:
        """The period that the first title to name any names, unless the file is about one of it."""
        for title in self._table.titles:
            named = periods_named(title.text, self._desk.plan)
            if named:
                told = self._about.period in named or (len(named) > 1 and not self._about.period)
                return None if told else title._replace(text=min(named))
        return None

    def _say(self, report: Report, line: TableLine, column: FormKey) -> None:
        cell = line.cells[column]
        _require_one_column(line, column)
        if cell.kind == OTHERWISE:
            raise _ProblemError(cell.place, _SHOWN_OTHERWISE[OTHERWISE], text=cell.text.strip())
        if cell.text.strip() in _DITTO:
            self._problems.append(Problem(cell.place, "ditto", {"text": cell.text.strip()}))
        said = self._table.said.get(column, "") if column is FormKey.STATUS else ""
        is_done = is_yes(cell.text.strip(), said)
        text = Status.DONE if is_done else self._text_of(cell, FIELDS[column].kind)
        before = report.said.setdefault(column, text)
        if before == text:
            report.cells.setdefault(column, cell.place)
        else:
            told = {"first": report.cells[column], "item": report.item.id}
            self._problems.append(Problem(cell.place, "said-twice", told))

    def _values(self, report: Report, line: TableLine) -> Iterator[str]:
        """Takes the values of a row: one, or as many as its figure's cell names targets with."""
        cell = line.cells.get(FormKey.DONE)
        said = [_of_target(one, report.item) for one in line.text(FormKey.DONE).split("\n")]
        if cell is None or line.text(FormKey.TARGET) or not all(said):
            yield self._value(report, line)
            return
        for target, text in filter(None, said):
            own = {
                FormKey.TARGET: cell._replace(text=target),
                FormKey.DONE: cell._replace(text=text),
            }
            yield self._value(report, line._replace(cells={**line.cells, **own}))

    def _value(self, report: Report, line: TableLine) -> str:
        target = self._target(report, line)
        for column in (FormKey.DONE, FormKey.TOTAL):
            if column in line.spread and line.text(column):
                raise _ProblemError(line.at(column), "merged-answer")
            _require_one_column(line, column)
            kind = line.cells[column].kind if column in line.cells else ""
            if kind in _SHOWN_OTHERWISE:
                text = line.text(column)
                raise _ProblemError(line.at(column), _SHOWN_OTHERWISE[kind], text=text)
        text = self._composed(report, target, line)
        if not text:
            return ""
        at = line.at(FormKey.DONE if line.text(FormKey.DONE) else FormKey.TOTAL)
        asked = self._about.of(report.item.id, target.id).asked or target.asks_for
        if asked != target.asks_for:
            raise _ProblemError(at, "asked-otherwise", target=target.name)
        self._require_plain(target, line)
        told = spelt_value(target, text, self._desk.plan)
        if report.values.setdefault(target.id, told) != told:
            first = report.cells[f"values/{target.id}"]
            raise _ProblemError(at, "said-twice", first=first, item=report.item.id)
        report.cells.setdefault(f"values/{target.id}", at)
        return told

    def _require_plain(self, target: Target, line: TableLine) -> None:
        """A problem where the heads say that figures are in thousands, or of another time."""
        for column in filter(line.text, (FormKey.DONE, FormKey.TOTAL)):
            head = " ".join(self._table.said[column].split())
            units = [self._table.unit, *_IN_BRACKETS.findall(halved(head))]
            scaled = next((one for one in units if _SCALED.match(one)), "")
            if scaled and (target.measure.is_share or scaled not in own_units(target)):
                facts = {"unit": scaled, "target": target.name}
                raise _ProblemError(line.at(column), "scaled-head", **facts)
            key, words = _OTHER_TIME[target.value_is]
            if words.search(head):
                raise _ProblemError(line.at(column), key, head=head, target=target.name)

    def _target(self, report: Report, line: TableLine) -> Target:
        """The target that a row's figures are of."""
        item, name = report.item, line.text(FormKey.TARGET)
        if name:
            return _found(line.at(FormKey.TARGET), find_target, _target_name(name), item)
        owed = [one for one in item.targets if report.department in one.owed_by]
        if len(owed) == 1:
            return owed[0]
        key = "which-target" if owed else "no-target"
        at = line.at(FormKey.DONE if line.text(FormKey.DONE) else FormKey.TOTAL)
        raise _ProblemError(at, key, item=item.id)

    def _composed(self, report: Report, target: Target, line: TableLine) -> str:
        """A value as one text, out of what stands in the two cells; empty where none is given."""
        done, total = line.text(FormKey.DONE), line.text(FormKey.TOTAL)
        total = "" if self._is_prefilled(report, target, total) and not done else total
        if not done:
            if total:
                raise _ProblemError(line.at(FormKey.DONE), "done-missing", key=FormKey.DONE)
            return ""
        if target.measure.is_dated:
            return self._day(line.cells[FormKey.DONE])
        if spelt_value(target, done) == NOT_APPLICABLE:
            return NOT_APPLICABLE
        done = self._without_share(target, line, done, total)
        if not target.measure.is_share:
            if total:
                raise _ProblemError(line.at(FormKey.TOTAL), "total-not-asked")
            return done
        return self._with_total(report, target, line, done, total)

    def _with_total(
        self, report: Report, target: Target, line: TableLine, done: str, total: str
    ) -> str:
        plain = halved(done)
        if "/" in plain:
            both = spelt_value(target, done)
            counts = parse_counts(both)
            if total and counts and _count(target, total) != counts.denominator:
                raise _ProblemError(line.at(FormKey.TOTAL), "total-differs", text=done)
            return both
        if plain.endswith(("%", "‰")):
            return done
        total = total or self._known_total(report, target)
        if not total:
            facts = {"text": done, "key": FormKey.TOTAL}
            raise _ProblemError(line.at(FormKey.TOTAL), "total-missing", **facts)
        for column, text in ((FormKey.DONE, done), (FormKey.TOTAL, total)):
            if _count(target, text) is None:
                raise _ProblemError(line.at(column), "not-a-count", text=text)
        return f"{done}/{total}"

    def _known_total(self, report: Report, target: Target) -> str:
        if target.common is not None:
            return str(target.common.value)
        return self._about.of(report.item.id, target.id).total

    def _is_prefilled(self, report: Report, target: Target, total: str) -> bool:
        """Whether a denominator alone is what stood in the form beforehand, and no answer."""
        if not total or total == self._known_total(report, target):
            return bool(total)
        live = standing_at(self._desk.workspace.fit).live
        own = (e for e in live if target.is_common or e.department == report.department)
        last = last_value(own, target)
        counts = parse_counts(last[1]) if last else None
        return counts is not None and total == str(counts.denominator)

    def _compare_share(self, line: TableLine, values: Sequence[str]) -> None:
        """A percentage beside the two counts is what they give; alone it is not read."""
        cell = line.cells[FormKey.SHARE]
        share = re.fullmatch(r"([0-9]+(?:\.([0-9]+))?)%", halved(cell.text))
        has_both = line.text(FormKey.TOTAL) or "/" in halved(line.text(FormKey.DONE))
        counts = parse_counts(values[0]) if has_both and len(values) == 1 else None
        told: dict[str, Fact] = {"text": cell.text.strip()}
        if share is None or counts is None or not counts.denominator:
            self._passed.append(Problem(cell.place, "share-unread", told))
        elif Fraction(share[1]) not in _rounded(*counts, len(share[2] or "")):
            told |= {"done": counts.numerator, "total": counts.denominator}
            self._problems.append(Problem(cell.place, "share-differs", told))

    def _without_share(self, target: Target, line: TableLine, done: str, total: str) -> str:
        """``3项`` for ``已完成3项(60%)``, where the share is what the two counts give."""
        match = _DONE.fullmatch(halved(done))
        if match is None or match[2] is None:
            return done if match is None else match[1]
        above = re.match("[0-9]+", match[1])
        below = _count(target, total) if total else None
        places = len(match[2].partition(".")[2])
        if (
            not above
            or not below
            or Fraction(match[2]) not in _rounded(int(above[0]), below, places)
        ):
            raise _ProblemError(line.at(FormKey.DONE), "share-beside", text=done)
        return above[0]

    def _say_for_all(self, report: Report) -> None:
        """What the table says once, of a report that does not say it itself."""
        for column in FOR_ALL:
            cell = self._table.above.get(column)
            if cell is not None and column not in report.said:
                report.said[column] = self._text_of(cell, FIELDS[column].kind)
                report.cells[column] = cell.place
        for column in (FormKey.STATUS, FormKey.BY):
            if column in self._table.columns:
                self._require(report, column)

    def _text_of(self, cell: Cell, kind: FieldKind) -> str:
        """What a cell says under a key, as files spell it."""
        text = cell.text.strip()
        if kind is FieldKind.DATE:
            return spelt(kind, self._day(cell), self._desk.plan)
        if kind is FieldKind.STATUS:
            match = _DONE.fullmatch(halved(text))
            if match is not None and match[2] is not None:
                return Status.DONE if Fraction(match[2]) == 100 else Status.IN_PROGRESS
        return spelt(kind, text, self._desk.plan)

    def _day(self, cell: Cell) -> str:
        """A day as files spell it, where a cell holds its number or the time of day too."""
        text = cell.text.strip()
        number = parse_integer(text) if cell.kind == "n" else None
        if number in _SERIALS and number is not None:
            return str(_EPOCHS[self._table.is_1904] + timedelta(days=number))
        timed = _TIMED.fullmatch(halved(text))
        if timed is None or timed[1] == timed[0] or not days_meant(timed[1], self._desk.plan):
            return text
        told = Problem(cell.place, "time-of-day", {"text": text, "day": timed[1]})
        self._passed += [told] * (told not in self._passed)
        return timed[1]

    def _require(self, report: Report, column: FormKey) -> None:
        """A problem in the first row of a report that does not say something."""
        if not report.said.get(column):
            rows = (one for one in self._table.lines if one.at(FormKey.ITEM) == report.whole)
            place = next((one.at(column) for one in rows), report.whole)
            facts = {"item": report.item.id, "key": column}
            self._problems.append(Problem(place, f"{column}-missing", facts))


def _require_one_column(line: TableLine, column: FormKey) -> None:
    """A problem where a cell says what another column's does only because both are one."""
    if column in line.across and line.text(column):
        raise _ProblemError(line.at(column), "merged-across")


def _by_words(text: str, plan: Plan, department: str) -> Item | None:
    """The item that a text or one of its lines names, whole, with its number before it or not."""
    whole = text.strip()
    for one in (whole, *map(str.strip, reversed(whole.split("\n")))):
        number, words = _parted(one)
        for name in (one, words):
            with suppress(UsageError):
                item = find_item(name, plan, department, whole=True)
                if number not in plan.items or number == item.id:
                    return item
    return None


def _parted(text: str) -> tuple[str, str]:
    """A text's number, empty without one, and its words."""
    found = _NUMBERED.fullmatch(text)
    return (found[1], found[2]) if found else ("", text.rstrip("。；;"))


def _rounded(above: int, below: int, places: int) -> tuple[Fraction, ...]:
    """A share in percent as people round it, and as it is shown here."""
    scale = 10**places
    nearest = (2 * above * 100 * scale + below) // (2 * below)
    return Fraction(nearest, scale), Fraction(above * 100 * scale // below, scale)


def _of_target(text: str, item: Item) -> tuple[str, str] | None:
    """A target's id and the rest of a text that begins with its name: ``自查率 118/120``."""
    named = ((one, name) for one in item.targets for name in one.name if name)
    found = [(len(name), one.id) for one, name in named if text.strip().startswith(name)]
    length, id_ = max(found, default=(0, ""))
    rest = text.strip()[length:].strip(" :：")
    return (id_, rest) if id_ and rest else None


def _target_name(text: str) -> str:
    """A target's id where one stands behind its name in brackets, for names that occur twice."""
    behind = _ID_BEHIND.search(text)
    return behind[1] if behind and behind[1].isascii() else text


def _found(place: str, find: Callable[..., T], *told: object) -> T:
    """What a cell names, whole; a problem at its place where it names nothing."""
    try:
        return find(*told, whole=True)
    except UsageError as error:
        raise _ProblemError(place, f"failures.{error.key}", **error.facts) from None


def all_reports(gathered: Iterable[Gathered]) -> Gathered:
    """What several tables report together; what two say differently of one matter is a problem."""
    known: dict[tuple[str, str, str], Report] = {}
    problems: list[Problem] = []
    passed: list[Problem] = []
    for one in gathered:
        problems += one.problems
        passed += one.passed
        for report in one.reports:
            first = known.setdefault(report.key, report)
            first.columns |= report.columns
            first.blank |= report.blank
            if (first.said, first.values) != (report.said, report.values):
                told = {"first": first.whole, "item": report.item.id}
                problems.append(Problem(report.whole, "said-twice", told))
    return Gathered(tuple(known.values()), tuple(problems), tuple(passed))


def _count(target: Target, text: str) -> int | None:
    """The count that a cell of a share says, in any spelling of numbers; None for anything else."""
    counts = parse_counts(spelt_value(target, f"{text}/{text}"))
    return counts.denominator if counts else None
