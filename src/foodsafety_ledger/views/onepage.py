"""``ledger report brief``: one page for a leader, and never a second one.

What there is room for is reckoned in points of the paper it is printed on (GB/T 9704: 225 mm, 28
letters a line); ``formats/docx.py`` has the same measures. What is
too long is cut with an ellipsis, and who has no room is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import (
    ItemAssessment,
    PaceState,
)
from foodsafety_ledger.views.account import (
    Account,
    Numbering,
    counts_text,
    extension_lines,
    key_figures,
    listed,
)
from foodsafety_ledger.views.attention import Matter, find_matters
from foodsafety_ledger.views.page import (
    Block,
    Cell,
    Cells,
    Heading,
    Line,
    Paragraph,
    Table,
    cell,
    line,
    row,
    shares,
    shortened,
    strong,
    table,
    text_of,
    width_of,
)
from foodsafety_ledger.views.status_rows import tally
from foodsafety_ledger.views.wording import (
    due_text,
    left_out_lines,
    light_line,
    list_departments,
    task_title,
)

_WORRIES: Final = 3
_ACTORS: Final = 6
"""How many worries there are and, at most, how many who must act."""

_PAGE: Final = 630
_LINE, _TITLE_LINE, _ROW, _BELOW = 29, 34, 16, 12
"""The page, a line of running text, one of the title, one of a table, and what is below a table."""

_TEXT, _TITLE, _TABLE, _AROUND = 530, 380, 818, 39
"""How wide each of these lines is, in tenths of a digit, and what is around a table's cell."""

_TITLE_LINES, _CELL_LINES = 3, 2
"""At most so many lines of each."""


def onepage_blocks(account: Account) -> Iterator[Block]:
    """Five figures, three worries, and who must act by when."""
    say, parts = account.say, Numbering(account.say)
    worries = find_matters(account.chosen, say)
    actors = tuple(_actors(account, worries))
    told = [line(light_line(one.light, say), f"  {one.item}  {one.text}") for one in worries]
    head = _heading(account)
    left_out = left_out_lines(account.chosen.assessment, say)
    day = Paragraph((line(_day_and_pace(account)), *left_out))
    figures = _figures(account)
    taken = _height(head) + _height(day) + _height(figures) + 3 * _LINE
    shown = _fitted(told[:_WORRIES], actors, _PAGE - taken - _LINE)
    yield from (head, day, parts.first("report.part.figures"), figures)
    yield parts.first("report.part.worries")
    yield listed(shown.worries, say)
    yield parts.first("report.part.act")
    if not actors:
        yield listed((), say)
        return
    if shown.actors:
        yield table(say, "report", "who by-when matter", shown.actors)
    if left := len(actors) - len(shown.actors):
        yield Paragraph((line(say("report.actors.more", count=left)),))


class _Shown(NamedTuple):
    """What of the worries and actors the page has room for."""

    worries: Sequence[Line]
    actors: Sequence[Cells]


_Actor = tuple[str, str, Cell]
"""Who, by when, and what."""


def _fitted(worries: Sequence[Line], actors: Sequence[_Actor], room: int) -> _Shown:
    """Worries as long as they may be with room for as many who must act, three lines at most."""
    if not actors:
        return _Shown(worries, ())
    asked = min(len(actors), _WORRIES)
    for lines in (3, 2, 1):
        told = [_cut(one, lines, _TEXT) for one in worries]
        left = room - sum(_lines(text_of(one), _TEXT) * _LINE for one in told) - _ROW - _BELOW
        shown = _Shown(told, _within(actors, left))
        if len(shown.actors) >= asked:
            break
    return shown


def _within(actors: Sequence[_Actor], room: int) -> Sequence[Cells]:
    """Those of the first that a table of a height has room for, none longer than two lines."""
    shown: list[Cells] = []
    rows = [row(*actor) for actor in actors[:_ACTORS]]
    longest = (max(width_of(text_of(one)) for cells in rows for one in cells[n]) for n in range(3))
    wanted = [10 * width + _AROUND for width in longest]
    widths = [
        (want if want <= width else width * 19 // 20) - _AROUND
        for want, width in zip(wanted, shares(wanted, _TABLE), strict=True)
    ]
    for cells in rows:
        cut = tuple(
            tuple(_cut(one, _CELL_LINES, width) for one in held)
            for held, width in zip(cells, widths, strict=True)
        )
        room -= _ROW * max(
            sum(_lines(text_of(one), width) for one in held)
            for held, width in zip(cut, widths, strict=True)
        )
        if room < 0:
            break
        shown.append(cut)
    return shown


def _cut(told: Line, lines: int, width: int) -> Line:
    """A line that takes at most so many lines of a width: its last run is cut."""
    *first, last = told
    before = "".join(run.text for run in first)
    cut = _within_lines(before + last.text, lines, width).removeprefix(before)
    return (*first, last._replace(text=cut))


def _within_lines(text: str, lines: int, width: int) -> str:
    most, cut = lines * width, text
    while _lines(cut, width) > lines:
        cut = shortened(text, most, _width)
        most -= width // 20
    return cut


def _width(text: str) -> int:
    """How wide a text is in tenths of a digit: Chinese letters are two, Latin ones as they come."""
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> int:
    if not letter.isascii():
        return 20
    return 14 if letter.isupper() else 10 if letter.isdigit() else 8


_PIECES: Final = re.compile(r"[!-~]+ *|.", re.DOTALL)
"""Between which a line may end: Latin words, and each Chinese letter."""


def _lines(text: str, width: int) -> int:
    """How many lines a text takes; a word that is longer than a line goes on in the next."""
    lines, used = 1, 0
    for piece in _PIECES.findall(text):
        wide = _width(piece.rstrip())
        if used and used + wide > width:
            lines, used = lines + 1, 0
        lines += max(0, wide - 1) // width
        used = wide % width if wide > width else used + _width(piece)
    return lines


def _height(block: Heading | Paragraph | Table) -> int:
    match block:
        case Heading():
            return _TITLE_LINE * _lines(text_of(block.line), _TITLE) + _LINE
        case Paragraph():
            return _LINE * sum(_lines(text_of(one), _TEXT) for one in block.lines)
        case Table():
            return _ROW * (1 + len(block.rows)) + _BELOW


def _heading(account: Account) -> Heading:
    say, title = account.say, account.plan.title.in_(account.say.lang)
    room = _TITLE_LINES * _TITLE - _width(say("report.title.brief", title="")) - _TITLE // 4
    cut = shortened(title, room, _width)
    return Heading(line(say("report.title.brief", title=cut)), 1)


def _figures(account: Account) -> Table:
    say, told = account.say, key_figures(account).items()
    rows = ((say(f"report.figure.{key}"), strong(text)) for key, text in told)
    return table(say, "report", "what figure", rows)


def _day_and_pace(account: Account) -> str:
    """As of when the page is, and how many targets are how far beside the year's pace."""
    say, day = account.say, account.chosen.assessment.as_of
    paces = tally(PaceState, (one.pace.state for one in account.chosen.targets if one.pace))
    count = sum(paces.values())
    if not count:
        return say("report.day", day=day)
    told = counts_text("report.pace", paces, say, "report.targets-count")
    return say("report.day-and-pace", day=day, count=count, paces=told)


def _actors(account: Account, worries: Sequence[Matter]) -> Iterator[_Actor]:
    """Who, by when and what: whatever is red, heaviest first; then the reports due next."""
    say, plan = account.say, account.plan
    items = {item.item.id: item for item in account.chosen.items}
    for one in worries:
        item = items[one.item]
        who = list_departments(_concerned(item), plan, say)
        overdue = (duty.due for part in item.parts for duty in part.overdue)
        due = min(overdue, default=item.item.due)
        late = (account.chosen.assessment.as_of - due).days
        by = say("report.at-once", days=late) if late > 0 else due_text(item.item, say)
        moved = extension_lines(item, say) if late > 0 else ()
        yield who, by, cell(f"{one.item} {task_title(item.item, plan, say)}", *moved)
    waiting = account.chosen.awaited
    if waiting:
        due = min(duty.due for duty in waiting)
        owing = [duty.department for duty in waiting if duty.due == due]
        what = say("report.reports-due", count=len(owing))
        yield list_departments(tuple(dict.fromkeys(owing)), plan, say), say.time(due), cell(what)


def _concerned(item: ItemAssessment) -> tuple[str, ...]:
    """The departments whose doing an item's red is, or everyone who owes."""
    silent = [part.department for part in item.parts if part.overdue]
    blocked = [part.department for part in item.parts if part.status == "blocked"]
    failed = [id_ for one in item.targets if one.target.binding for id_ in one.failing]
    return tuple(dict.fromkeys([*silent, *blocked, *failed])) or item.item.owing
