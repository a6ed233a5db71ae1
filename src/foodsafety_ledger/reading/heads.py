"""How the columns of forms and of an office's own tables are headed, and where the heads stand."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from foodsafety_ledger.model.entry import FIELDS, Status
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.reading.sheets import STRUCK, UNSEEN, Cell, Problem, Sheet
from foodsafety_ledger.reading.typed import spelt_status

MACHINE: Final = "_ledger"
"""The sheet that says for programs what a form is about; found by its name, hidden or not."""

FORM_VERSION: Final = "1"
"""What the machine's sheet says of how forms are laid out."""

BLANK: Final = "blank"
"""Under which it says the hash of the answers that stood in the form beforehand."""

LONGEST: Final = 32_767
"""How many characters a workbook's cell may have: the library that writes drops a longer text."""


EXPORT_KEYS: Final = ("plan", "department", *FIELDS)
"""What an export says of each entry for programs: on the machine's sheet, or in the last columns of
a CSV file. The first row has the keys."""

DIGEST: Final = "digest"
"""The last of those columns: the hash of what people see of it, so that changes there are found."""


class FormKey(StrEnum):
    """A column that means something here; those named after a key of an entry hold its text."""

    ITEM = "item"
    TASK = "task"
    ROLE = "role"
    TARGET = "target"
    GOAL = "goal"
    LAST = "last"
    DONE = "done"
    TOTAL = "total"
    SHARE = "share"
    STATUS = "status"
    NOTE = "note"
    PROBLEMS = "problems"
    NEXT = "next"
    DATE = "date"
    BY = "by"
    APPROVED_BY = "approved_by"
    RETURNED = "returned"
    DEPARTMENT = "department"
    PERIOD = "period"
    SUMMARY = "summary"
    PLAN = "plan"


FORM_HEADS: Final = {
    FormKey.ITEM: "分项",
    FormKey.TASK: "重点任务",
    FormKey.ROLE: "责任",
    FormKey.TARGET: "指标",
    FormKey.GOAL: "目标和口径",
    FormKey.LAST: "上次值",
    FormKey.DONE: "完成数",
    FormKey.TOTAL: "总数",
    FormKey.STATUS: "状态",
    FormKey.NOTE: "进展情况",
    FormKey.PROBLEMS: "存在问题",
    FormKey.NEXT: "下步计划",
    FormKey.DATE: "填报日期",
    FormKey.BY: "填报人",
    FormKey.APPROVED_BY: "审签人",
    FormKey.RETURNED: "退回原因",
}
"""What a form's columns are headed, in their order: in Chinese whatever the language of words."""

FOR_ALL: Final = (FormKey.DATE, FormKey.BY, FormKey.APPROVED_BY)
"""What a form says once above its table, for every row that does not say it itself."""

_USUAL: Final[Mapping[FormKey, str]] = {
    FormKey.ITEM: "分项编号 分项号 任务编号 编号",
    FormKey.TASK: "工作任务 主要任务 任务名称 任务 重点工作 工作事项 事项 项目",
    FormKey.SUMMARY: "具体内容 工作内容 任务内容 工作要求 任务要求 重点任务要求 "
    "具体任务 具体措施 内容",
    FormKey.DEPARTMENT: "责任单位 责任部门 主责部门 主责单位 填报单位 填报部门 单位 部门 承办单位",
    FormKey.PERIOD: "报告期 季度 所属季度 期间 报送期",
    FormKey.TARGET: "指标名称 考核指标 工作指标",
    FormKey.DONE: "完成值 实际完成 实际完成数 实际值 指标完成值 累计完成 分子 完成量 当前值",
    FormKey.TOTAL: "应完成数 应完成 总量 分母 基数",
    FormKey.SHARE: "完成率 完成比例",
    FormKey.STATUS: "完成状态 进展状态 销项 销号 销项情况 销号情况 办理状态 是否完成 完成与否 "
    "工作状态 序时进度 进度",
    FormKey.NOTE: "进展 工作进展 整改情况 落实情况 完成情况 推进情况 治理情况 工作进展情况 "
    "目前进展 本季进展 办理情况 备注",
    FormKey.PROBLEMS: "问题 主要问题 存在的问题 困难 存在困难 困难问题 存在问题及困难",
    FormKey.NEXT: "下一步计划 下一步工作 下步工作 下步打算 下一步打算 下一步工作计划 下步措施 "
    "下一步措施",
    FormKey.DATE: "填报时间 报送日期 报送时间 填表日期",
    FormKey.BY: "填表人 联络员 经办人 报送人",
    FormKey.APPROVED_BY: "审核人 签发人 审批人 审签 负责人签字",
    FormKey.ROLE: "牵头单位 配合单位 牵头部门 配合部门 协同单位",
    FormKey.PLAN: "序号 责任人 分管领导 责任领导 完成时限 整改时限 治理时限 时限 目标值 目标 分值 "
    "得分 评分标准 佐证材料 经费 其中",
}
"""What else columns are headed in tables that offices keep (seventeen published ones were counted),
best known first; under ``plan`` what the plan has itself or no ledger holds."""

KNOWN: Final = {
    **{word: column for column, words in _USUAL.items() for word in words.split()},
    **{word: column for column, word in FORM_HEADS.items()},
}
"""Every head that is known, as ``headed`` makes it."""

UNREAD: Final = frozenset(
    {FormKey.ROLE, FormKey.GOAL, FormKey.LAST, FormKey.RETURNED, FormKey.PLAN}
)
"""The columns that say what the plan and the ledger know already."""

_KNOWN_ANYWAY: Final = UNREAD - {FormKey.PLAN}
"""Those of them that every form has: nobody is told that they are not taken over."""

NAMING: Final = frozenset(
    {
        FormKey.ITEM,
        FormKey.TASK,
        FormKey.SUMMARY,
        FormKey.TARGET,
        FormKey.DEPARTMENT,
        FormKey.PERIOD,
    }
)
"""The columns that say what a row is about; where cells are merged, of every row that they span."""

OF_ITEM: Final = (FormKey.STATUS, FormKey.NOTE, FormKey.PROBLEMS, FormKey.NEXT)
"""The columns in which an item is reported on, beside its values."""

SAID: Final = (*OF_ITEM, *FOR_ALL)
"""What is said of an item as a whole, each under the entry's key of that name."""

ANSWERS: Final = (FormKey.DONE, *OF_ITEM)
"""The columns in which a form is answered, beside a total, which may stand in it beforehand."""

_TICKS: Final = frozenset({*"√✓✔☑", "对勾", "对号"})
_ASKS_WHETHER: Final = frozenset(
    {"是否完成", "完成与否", "是否办结", "销项", "销号", "完成", "已完成", "办结"}
)
"""The heads of columns in which a tick, or a yes, says that it is done."""

_COMPUTED: Final = {"f": "formula", "e": "error-value"}
"""Kinds of cells of which nothing is read, and the words for it."""

_TOTALS: Final = frozenset({"合计", "总计", "小计"})

_LOOKED_AT: Final = 20
"""How many rows from the top the heads may stand in."""

_ASIDE: Final = re.compile(r"\(.*?\)$|[*:]")
_UNIT_OF_ALL: Final = re.compile(
    r"(?:^|[^一-龥])(?:计量|数量|金额)?单位: *(?:人民币)?"
    r"(十?[百千万亿][一-龥]{0,2})(?<![镇乡区县市局委办道所队村院校])(?:\)|$| )"
)
"""The unit of all figures, where that is so many: ``单位：万元``; no place is called so."""


class TableLine(NamedTuple):
    """A row of a table: its cells by column, its place, and which of them are a merged cell's.

    ``spread`` are those whose cell begins in a row above, ``across`` in a column before theirs.
    ``is_band`` is a row that is one cell through its columns, as a title between rows is;
    ``is_total`` one that says that it adds up others, in whatever column.
    """

    cells: Mapping[FormKey, Cell]
    place: str
    spread: frozenset[FormKey]
    across: frozenset[FormKey]
    is_hidden: bool = False
    is_band: bool = False
    is_total: bool = False

    def text(self, column: FormKey) -> str:
        """What stands in a column; empty where the table has none."""
        found = self.cells.get(column)
        return found.text.strip() if found else ""

    def at(self, column: FormKey) -> str:
        """The place of a column's cell; of the row where the table has no such column."""
        return self.cells[column].place if column in self.cells else self.place


class SheetTable(NamedTuple):
    """A sheet understood: its name, what is said once for all its lines by what it is called.

    ``heads`` is the place of the first of its heads, ``unread`` are those of columns with something
    in them that is not taken over, ``headless`` the first cells of columns without a head.
    ``is_1904`` is as in its ``Sheet``. ``titles`` are what stands alone in a row above all heads,
    and the sheet's name; ``said`` is all that stands above each column, heads over heads; ``unit``
    is the unit with a factor that is said of the whole table. ``hidden`` are those of ``columns``
    that nobody sees: a blank in them says nothing.
    """

    name: str
    place: str
    above: Mapping[FormKey, Cell]
    columns: frozenset[FormKey]
    lines: tuple[TableLine, ...]
    unread: tuple[Cell, ...]
    heads: str = ""
    headless: tuple[Cell, ...] = ()
    is_1904: bool = False
    titles: tuple[Cell, ...] = ()
    said: Mapping[FormKey, str] = {}
    unit: str = ""
    hidden: frozenset[FormKey] = frozenset()

    @property
    def answers(self) -> tuple[tuple[str, ...], ...]:
        """What is filled in, row by row, or stood in a form beforehand."""
        rows = (tuple(map(line.text, ANSWERS)) for line in self.lines)
        return tuple(row for row in rows if any(row))


def headed(text: str) -> str:
    """A head without blanks, brackets at its end, stars and colons."""
    return _ASIDE.sub("", "".join(halved(text).split()))


def read_table(
    sheet: Sheet, chosen: Mapping[str, FormKey]
) -> tuple[SheetTable | None, tuple[Problem, ...]]:
    """The table of a sheet, by its heads; ``chosen`` says what further heads mean. None without."""
    known = KNOWN | {headed(word): column for word, column in chosen.items()}
    start = _heads_at(sheet, known)
    if start is None:
        return None, ()
    upper = _upper_heads(sheet, start, known)
    first, heads = start - bool(upper), _heads(sheet.rows[start], upper)
    columns, problems = _columns(heads, known)
    body = sheet.rows[start + 1 :]
    again, others = _heads_again(sheet, {first, start}, heads, known)
    asides = [row for row in body if _is_aside(row, known)]
    ticked = {} if FormKey.STATUS in columns.values() else _ticked(sheet, start, heads, known)
    lines = tuple(_lines(sheet, start, columns, ticked, [*asides, *again]))
    problems = (*problems, *_ticked_twice(sheet, start, ticked))
    before = sheet.rows[:first]
    above, differing = _once([*_above([*before, *asides], known)])
    unread = tuple(
        cell
        for number, cell in enumerate(heads)
        if number not in columns
        and number not in ticked
        and known.get(headed(cell.text)) not in _KNOWN_ANYWAY
        and cell.text.strip()
        and any(row[number].text for row in body)
    )
    computed = (
        Problem(cell.place, _COMPUTED[cell.kind])
        for row in sheet.rows
        for cell in row
        if cell.kind in _COMPUTED
    )
    table = SheetTable(
        sheet.name,
        sheet.place,
        above,
        frozenset((*columns.values(), *([FormKey.STATUS] if ticked else []))),
        lines,
        unread,
        next(cell.place for cell in sheet.rows[start] if cell.text.strip()),
        tuple(_headless(sheet, start, heads, asides)),
        sheet.is_1904,
        tuple(_titles(sheet, before)),
        {
            column: " ".join(row[at].text for row in sheet.rows[first : start + 1])
            for at, column in columns.items()
        },
        next((told for row in (*before, *asides) for told in _scaled_units(row)), ""),
        frozenset(column for at, column in columns.items() if at in sheet.hidden.columns),
    )
    withheld = _withheld(sheet, start, (*columns, *ticked), table.above.values())
    hidden = _hidden(sheet, start, {*columns, *ticked})
    return table, (*problems, *others, *differing, *computed, *withheld, *hidden)


def is_card(sheet: Sheet) -> bool:
    """Whether the heads stand one below the other, each with its answer beside it."""
    labels = {
        KNOWN[word]
        for row in sheet.rows
        for one in row[:1]
        if (word := headed(one.text)) in KNOWN and any(cell.text.strip() for cell in row[1:])
    }
    return len(labels) > 2 and not labels.isdisjoint(NAMING)


def _heads_again(
    sheet: Sheet, own: Container[int], heads: Sequence[Cell], known: Mapping[str, FormKey]
) -> tuple[list[Sequence[Cell]], list[Problem]]:
    """The rows that are the heads once more; where others begin another table, that they do.

    ``own`` are the numbers of the rows of the heads themselves.
    """
    again: list[Sequence[Cell]] = []
    others: list[Problem] = []
    for number, row in enumerate(sheet.rows):
        if number in own or _heads_among(_own_words(sheet, number), known) <= 2:
            continue
        if [headed(cell.text) for cell in row] == [headed(cell.text) for cell in heads]:
            again.append(row)
        else:
            others.append(Problem(row[0].place, "heads-again"))
    return again, others


def _once(
    told: Sequence[tuple[FormKey, Cell]],
) -> tuple[dict[FormKey, Cell], list[Problem]]:
    """What is said for all rows; a problem where it is said otherwise in another place."""
    found: dict[FormKey, Cell] = {}
    problems: list[Problem] = []
    for column, cell in told:
        first = found.setdefault(column, cell)
        if headed(first.text) != headed(cell.text):
            facts = {"text": cell.text, "other": first.text, "first": first.place}
            problems.append(Problem(cell.place, "said-otherwise", facts))
    return found, problems


def _withheld(
    sheet: Sheet, start: int, columns: Iterable[int], above: Iterable[Cell]
) -> Iterator[Problem]:
    """The cells struck out, or not to be seen, among those that are read: they may not hold."""
    cells = (
        row[at]
        for number, row in enumerate(sheet.rows[start:], start)
        for at in columns
        if (number, at) not in sheet.spread
    )
    for cell in (*cells, *above):
        if cell.kind in _WITHHELD and cell.text.strip():
            yield Problem(cell.place, _WITHHELD[cell.kind], {"text": cell.text.strip()})


_WITHHELD: Final = {STRUCK: "struck-out", UNSEEN: "unseen"}
"""What is wrong with a cell of that kind, if something stands in it."""


def _hidden(sheet: Sheet, start: int, columns: AbstractSet[int]) -> Iterator[Problem]:
    """The hidden columns that say something."""
    for at in columns & sheet.hidden.columns:
        if any(row[at].text.strip() for row in sheet.rows[start + 1 :]):
            head = sheet.rows[start][at]
            yield Problem(head.place, "hidden-column", {"head": head.text.strip()})


def _heads_at(sheet: Sheet, known: Mapping[str, FormKey]) -> int | None:
    """The row of the heads: the one with the most that are known.

    Heads may go on in the next row, where all that it has of its own is heads.
    """
    best, found = 1, None
    for number, row in enumerate(sheet.rows[:_LOOKED_AT]):
        hits = {known[word] for cell in row if (word := headed(cell.text)) in known}
        if len(hits) > best and hits & NAMING:
            best, found = len(hits), number
    if found is not None and found + 1 < len(sheet.rows):
        words = _own_words(sheet, found + 1)
        found += bool(words) and words <= known.keys()
    return found


def _own_words(sheet: Sheet, number: int) -> set[str]:
    """What stands in a row and comes from none above it, as heads are compared."""
    cells = enumerate(sheet.rows[number])
    words = (headed(cell.text) for at, cell in cells if (number, at) not in sheet.spread)
    return {*filter(None, words)}


def _heads(row: Sequence[Cell], upper: Sequence[Cell]) -> tuple[Cell, ...]:
    """The head of each column: where the lowest row has none, the one in the row above it."""
    return tuple(
        above if upper and not cell.text.strip() else cell
        for cell, above in zip(row, upper or row, strict=True)
    )


def _upper_heads(sheet: Sheet, start: int, known: Mapping[str, FormKey]) -> Sequence[Cell]:
    """The row above the heads, where that has heads too and is not one of labels and answers."""
    words = _own_words(sheet, start - 1) if start else set[str]()
    return sheet.rows[start - 1] if _heads_among(words, known) > 1 else ()


def _heads_among(words: set[str], known: Mapping[str, FormKey]) -> int:
    """How many heads a row has; none where most is something else, or labels of answers."""
    hits = words & known.keys()
    is_mostly = len(hits) > len(words - hits) and {known[one] for one in hits} - _SAID_ONCE
    return len(hits) if is_mostly else 0


def _titles(sheet: Sheet, before: Sequence[Sequence[Cell]]) -> Iterator[Cell]:
    """What stands alone in its row above the heads and is no label's answer; the sheet's name."""
    for row in before:
        told = {cell.text.strip(): cell for cell in row if cell.text.strip()}
        if len(told) == 1 and ":" not in halved(*told):
            yield from told.values()
    yield Cell(sheet.name, "", sheet.place)


def _scaled_units(row: Sequence[Cell]) -> Iterator[str]:
    """The units with a factor that a row says of all figures: ``单位：万元``."""
    for cell in row:
        found = _UNIT_OF_ALL.search(halved(cell.text))
        yield from [found[1]] if found else ()


def _headless(
    sheet: Sheet,
    start: int,
    heads: Sequence[Cell],
    asides: Sequence[Sequence[Cell]],
) -> Iterator[Cell]:
    """The first cell of each column that has something of its own in it below no head."""
    rows = [n for n in range(start + 1, len(sheet.rows)) if sheet.rows[n] not in asides]
    for at, head in enumerate(heads):
        if not head.text.strip():
            told = (sheet.rows[n][at] for n in rows if (n, at) not in sheet.spread)
            yield from [cell for cell in told if cell.text.strip()][:1]


def _columns(
    heads: Sequence[Cell], known: Mapping[str, FormKey]
) -> tuple[dict[int, FormKey], tuple[Problem, ...]]:
    """What each column is; of two with the same head's meaning, the better known head's."""
    ranks = {word: rank for rank, word in enumerate(dict.fromkeys((*FORM_HEADS.values(), *known)))}
    found: dict[FormKey, int] = {}
    problems: list[Problem] = []
    for number, cell in enumerate(heads):
        word = headed(cell.text)
        column = known.get(word)
        if column is None or column in UNREAD:
            continue
        before = found.setdefault(column, number)
        other = heads[before]
        if before == number:
            continue
        if headed(other.text) == word:
            problems.append(Problem(cell.place, "head-twice", {"head": cell.text.strip()}))
        elif ranks[word] < ranks[headed(other.text)]:
            found[column] = number
    return {number: column for column, number in found.items()}, tuple(problems)


def _ticked(
    sheet: Sheet, start: int, heads: Sequence[Cell], known: Mapping[str, FormKey]
) -> dict[int, str]:
    """The columns that are headed with a status and in which nothing but ticks stands: with it."""
    found = {}
    for at, head in enumerate(heads):
        word = headed(head.text)
        is_one = word == "未完成" or spelt_status(word) in list(Status)
        texts = {row[at].text.strip() for row in sheet.rows[start + 1 :]} - {"", head.text.strip()}
        if word and word not in known and is_one and texts and texts <= _TICKS:
            found[at] = word
    return found


def _ticked_twice(sheet: Sheet, start: int, ticked: Mapping[int, str]) -> Iterator[Problem]:
    for row in sheet.rows[start + 1 :]:
        cells = [row[at] for at in ticked if row[at].text.strip() in _TICKS]
        if len(cells) > 1:
            yield Problem(cells[1].place, "ticked-twice", {"first": cells[0].place})


def is_yes(text: str, said: str) -> bool:
    """Whether a status is a tick, or a yes, below a head that asks whether it is done."""
    asked = not _ASKS_WHETHER.isdisjoint(map(headed, said.split()))
    return asked and (text in _TICKS or text == "是")


def _lines(
    sheet: Sheet,
    start: int,
    columns: Mapping[int, FormKey],
    ticked: Mapping[int, str],
    asides: Sequence[Sequence[Cell]],
) -> Iterator[TableLine]:
    for number, row in enumerate(sheet.rows[start + 1 :], start + 1):
        if row in asides:
            continue
        cells = {column: row[at] for at, column in columns.items()}
        for at in ticked:
            first = cells.setdefault(FormKey.STATUS, row[at]._replace(text=""))
            if row[at].text.strip() in _TICKS and not first.text:
                cells[FormKey.STATUS] = row[at]._replace(text=ticked[at])
        of_merged = [
            (column, sheet.spread[number, at], at)
            for at, column in columns.items()
            if (number, at) in sheet.spread
        ]
        if any(cell.text.strip() for cell in cells.values()):
            first = next(iter(row))
            is_total = any(headed(cell.text) in _TOTALS for cell in row)
            yield TableLine(
                cells,
                first.place,
                frozenset(column for column, (top, _), _ in of_merged if top != number),
                frozenset(column for column, (_, left), at in of_merged if left != at),
                number in sheet.hidden.rows,
                _is_band(sheet, number, columns),
                is_total,
            )


def _is_band(sheet: Sheet, number: int, columns: Mapping[int, FormKey]) -> bool:
    """Whether a row is a single cell through its columns, which heads the rows below."""
    filled = [at for at in columns if sheet.rows[number][at].text.strip()]
    texts = {sheet.rows[number][at].text for at in filled}
    merged = sum(sheet.spread.get((number, at), (-1, 0))[0] == number for at in filled)
    return len(filled) > 1 == len(texts) and merged >= len(filled) - 1


def _is_aside(row: Sequence[Cell], known: Mapping[str, FormKey]) -> bool:
    """Whether a row says of the whole table who filled it in, and when: each behind its name."""
    texts = [halved(text) for text, _ in groupby(cell.text.strip() for cell in row) if text]
    named = {known.get(headed(text.partition(":")[0])) for text in texts if ":" in text}
    told = (":" in one or before.endswith(":") for before, one in pairwise(["", *texts]))
    return all(told) and not named.isdisjoint(_SAID_ONCE)


_SAID_ONCE: Final = frozenset({*FOR_ALL, FormKey.DEPARTMENT, FormKey.PERIOD})

_LABELS: Final = "|".join(
    word for word, column in KNOWN.items() if column in _SAID_ONCE and len(word) > 2
)
_LABELLED: Final = re.compile(rf"({_LABELS})(?:[(（][^()（）]*[)）])?\s*[:：]\s*(\S+)")
_STAMP: Final = re.compile(r"[(（](?:盖章|公章|签章|印章|章|签字|签名)[)）]$")


def _above(
    rows: Sequence[Sequence[Cell]], known: Mapping[str, FormKey]
) -> Iterator[tuple[FormKey, Cell]]:
    """What is said once for all rows: beside a label or behind it."""
    for row in rows:
        for label, cell in pairwise(row):
            column, told = known.get(headed(label.text)), headed(cell.text)
            if column in _SAID_ONCE and told and told not in known:
                yield column, cell._replace(text=_STAMP.sub("", cell.text.strip()))
        for cell in row:
            for word, text in _LABELLED.findall(cell.text):
                yield KNOWN[word], cell._replace(text=_STAMP.sub("", text))
