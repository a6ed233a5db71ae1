"""Entries as they stand in a ledger file: typed, located, not yet held against the plan.

Each key of an entry stands here once, where ``Entry`` has it, with everything that follows from
it: how it reads, where it may stand, the option that gives it, how it is asked for and headed. The
reader, the models, what is written, the options, the questions and the views go by ``FIELDS``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import field, fields, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple, ParamSpec

from foodsafety_ledger.model.diagnostic import EntryKey, Location, Span
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.located import NOWHERE, LocatedMap
from foodsafety_ledger.model.name import NO_NAME, Name
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.model.period import Period

_NOTHING: Final = frozenset(
    (
        *("无", "暂无", "没有", "无问题", "暂无问题", "无存在问题", "不存在问题", "未发现问题"),
        *("/", "\\", "-", "--", "—", "——", "none", "nil"),
    )
)
"""How people say that there is nothing to say."""


class Kind(StrEnum):
    """What an entry does: report (an amendment too), void another, review another, or extend."""

    REPORT = "report"
    VOID = "void"
    REVIEW = "review"
    EXTENSION = "extension"


class Status(StrEnum):
    """How far a department says its part of an item is."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    BLOCKED = "blocked"


class Verdict(StrEnum):
    """What the office says of an entry it reviewed."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class Place(StrEnum):
    """Where a key may stand, each named after the command that writes such an entry."""

    RECORD = "record"
    AMEND = "amend"
    VOID = "void"
    REVIEW = "review"
    EXTEND = "extend"


_PLACES: Final = {
    Kind.REPORT: (Place.RECORD, Place.AMEND),
    Kind.VOID: (Place.VOID,),
    Kind.REVIEW: (Place.REVIEW,),
    Kind.EXTENSION: (Place.EXTEND,),
}
_REPORTS: Final = frozenset(_PLACES[Kind.REPORT])
_EVERYWHERE: Final = frozenset(Place)


class FieldKind(StrEnum):
    """How what stands under a key reads."""

    ID = "id"
    REFERENCE = "reference"
    TEXT = "text"
    PROSE = "prose"
    DATE = "date"
    PERIOD = "period"
    STATUS = "status"
    VERDICT = "verdict"
    VALUES = "values"
    EVIDENCE = "evidence"


_P = ParamSpec("_P")


@dataclass(frozen=True, slots=True)
class Field:
    """One key of an entry.

    ``required`` and ``places`` say which entries must have it, and which may; one that has the key
    and value ``spared`` may do without. ``option`` is how the command line spells it, ``metavar``
    what stands for its value there and ``help`` what it is; ``title`` heads it, and ``question``
    asks for it. ``pressing`` asks instead where the report has the status or value ``pressed_by``,
    which calls for an explanation.
    """

    kind: FieldKind
    key: str = ""
    required: frozenset[Place] = frozenset()
    places: frozenset[Place] = frozenset()
    spared: tuple[str, str] = ("", "")
    option: str = ""
    metavar: str = "TEXT"
    help: Name = NO_NAME
    title: Name = NO_NAME
    question: Name = NO_NAME
    pressing: Name = NO_NAME
    pressed_by: str = ""

    @property
    def is_optional_text(self) -> bool:
        """Whether a report may do without its text, so that an amendment may take it out."""
        optional = Place.RECORD in self.places - self.required
        return optional and self.kind in (FieldKind.TEXT, FieldKind.PROSE)


_TEXTS: Final = frozenset({FieldKind.ID, FieldKind.REFERENCE, FieldKind.TEXT, FieldKind.PROSE})
_SEVERAL: Final = frozenset({FieldKind.VALUES, FieldKind.EVIDENCE})


def _taking(row: Callable[_P, Field]) -> Callable[[Callable[[Field], Any]], Callable[_P, Any]]:
    """Lets a function of a row be called with what makes the row."""
    return lambda makes: lambda *given, **named: makes(row(*given, **named))


@_taking(Field)
def _key(row: Field) -> Any:  # noqa: ANN401 - a dataclass takes it for a value of the key's type
    blank: Any = "" if row.kind in _TEXTS else () if row.kind in _SEVERAL else None
    return field(default=blank, metadata={"row": row})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that supports an entry: its path in the workspace and the hash it had.

    ``of`` is which of the evidence that the item expects it is; it is good until ``valid_until``.
    """

    path: str
    sha256: str
    of: str = ""
    valid_until: dt.date | None = None

    @property
    def told(self) -> dict[str, str]:
        """What the file has of it, by key."""
        pairs = {key: getattr(self, key) for key in (*EVIDENCE, *EVIDENCE_MORE)}
        return {key: str(value) for key, value in pairs.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry, its keys in the order in which they are written (design 3).

    ``values`` are pairs of target id and the text typed; what the text means is the target's to
    say. What does not read is blank (an empty text, None), and a finding with the entry's key says
    so. ``located`` gives the mapping that the entry was read from, or of it the key named alone; of
    none, the whole without its places.
    """

    id: str = _key(FieldKind.ID, required=_EVERYWHERE)
    amends: str = _key(
        FieldKind.REFERENCE,
        places=frozenset({Place.AMEND}),
        option="ENTRY",
        title=Name("更正", "amends"),
    )
    voids: str = _key(
        FieldKind.REFERENCE,
        required=frozenset({Place.VOID}),
        option="ENTRY",
        title=Name("作废", "voids"),
    )
    reviews: str = _key(
        FieldKind.REFERENCE,
        required=frozenset({Place.REVIEW}),
        option="ENTRY",
        title=Name("复核", "reviews"),
    )
    extends: str = _key(
        FieldKind.TEXT,
        required=frozenset({Place.EXTEND}),
        option="ITEM",
        title=Name("延期分项", "extends"),
    )
    due: dt.date | None = _key(
        FieldKind.DATE,
        required=frozenset({Place.EXTEND}),
        option="--due",
        metavar="DATE",
        help=Name("延到哪一天", "The new due date"),
        title=Name("延期至", "extended to"),
        question=Name("延到哪一天？例如 2022-03-31", "Extended to which day, such as 2022-03-31?"),
    )
    verdict: Verdict | None = _key(
        FieldKind.VERDICT,
        required=frozenset({Place.REVIEW}),
        title=Name("复核意见", "verdict"),
        question=Name("复核意见？{options}", "The verdict? {options}"),
    )
    reason: str = _key(
        FieldKind.PROSE,
        required=frozenset({Place.VOID, Place.REVIEW, Place.EXTEND}),
        places=frozenset({Place.AMEND}),
        spared=("verdict", Verdict.ACCEPTED),
        option="--reason",
        help=Name("原因", "Why"),
        title=Name("理由", "reason"),
        question=Name("为什么？写明原因", "Why? Give the reason"),
    )
    item: str = _key(FieldKind.TEXT, required=_REPORTS, option="ITEM", title=Name("分项", "item"))
    period: Period | None = _key(
        FieldKind.PERIOD,
        required=_REPORTS,
        option="--period",
        metavar="PERIOD",
        help=Name(
            "报告期（默认还能按时报的那一期，否则为 --date 所在报告期）",
            "The period reported on (default: the one that can still be reported in time, else "
            "the one that holds --date)",
        ),
        title=Name("报告期", "period"),
    )
    date: dt.date | None = _key(
        FieldKind.DATE,
        required=_EVERYWHERE,
        option="--date",
        metavar="DATE",
        help=Name(
            "填报日期（默认今天），也可写 2021年10月12日", "The date of the report (default today)"
        ),
        title=Name("填报日期", "date"),
    )
    status: Status | None = _key(
        FieldKind.STATUS,
        required=_REPORTS,
        option="--status",
        metavar="STATUS",
        help=Name(
            "进展：not-started 未启动、in-progress 推进中、done 已完成、blocked 受阻",
            "One of not-started, in-progress, done or blocked",
        ),
        title=Name("状态", "status"),
        question=Name(
            "进展如何（“已完成”指全年的事都做完了）？{options}",
            "How far is it (“done” is for the whole year's work)? {options}",
        ),
    )
    values: tuple[tuple[str, str], ...] = _key(
        FieldKind.VALUES,
        places=_REPORTS,
        option="--value",
        metavar="TARGET=118/120",
        help=Name(
            "指标数值，填实数不填百分比，可多次给出；更正时“指标=”表示去掉",
            "A target's value as counts, never a percentage; may be repeated; amending, TARGET= "
            "unsets",
        ),
        title=Name("数值", "values"),
    )
    note: str = _key(
        FieldKind.PROSE,
        places=_EVERYWHERE,
        option="--note",
        help=Name("工作进展说明", "What was done"),
        title=Name("进展", "note"),
        question=Name("工作进展说明（可回车略过）", "What was done (Enter for nothing)"),
        pressing=Name(
            "有指标填了 0/0 或“不适用”：说明本期为何无事可做，或为何不适用",
            "A value is 0/0 or n/a: why was there nothing to do, or does it not apply?",
        ),
        pressed_by="0/0",
    )
    problems: str = _key(
        FieldKind.PROSE,
        places=_REPORTS,
        option="--problems",
        help=Name("存在问题", "What stands in the way"),
        title=Name("存在问题", "problems"),
        question=Name("存在问题（可回车略过）", "Problems (Enter for none)"),
        pressing=Name("受阻的原因是什么（可回车略过）", "What blocks it (Enter for nothing)"),
        pressed_by=Status.BLOCKED,
    )
    next: str = _key(
        FieldKind.PROSE,
        places=_REPORTS,
        option="--next",
        help=Name("下步计划", "What comes next"),
        title=Name("下步计划", "next"),
        question=Name("下步计划（可回车略过）", "What comes next (Enter for nothing)"),
    )
    evidence: tuple[Evidence, ...] = _key(
        FieldKind.EVIDENCE,
        places=_REPORTS,
        option="--evidence",
        metavar="FILE[,of=ID][,valid_until=DATE]",
        help=Name(
            "佐证材料，复制到 evidence/ 下并记校验值，可多次给出；of 是分项所要求材料的编号，"
            "valid_until 是有效期",
            "A file that proves it, copied below evidence/ and hashed; may be repeated; of is "
            "which evidence the item expects",
        ),
        title=Name("佐证材料", "evidence"),
        question=Name(
            "佐证材料的文件路径，一次一个（没有就回车）",
            "A file that proves it, one at a time (Enter for none)",
        ),
    )
    by: str = _key(
        FieldKind.TEXT,
        required=_EVERYWHERE,
        option="--by",
        metavar="NAME",
        help=Name("填报人（默认 git 的 user.name）", "Who fills it in (default: git's user.name)"),
        title=Name("填报人", "by"),
        question=Name("填报人姓名", "Who fills it in"),
    )
    approved_by: str = _key(
        FieldKind.TEXT,
        places=_EVERYWHERE,
        option="--approved-by",
        metavar="NAME",
        help=Name("审签人", "Who signed it off"),
        title=Name("审签人", "approved by"),
        question=Name("审签人姓名（可回车略过）", "Who signed it off (Enter for nobody)"),
    )
    kind: Kind
    department: str
    path: str = ""
    position: int = 0
    span: Span = NOWHERE
    located: Callable[[str | None], LocatedMap] = field(
        default=lambda _: LocatedMap(), compare=False, repr=False
    )

    @property
    def source(self) -> LocatedMap:
        """The located mapping that the entry was read from: it knows every value's place."""
        return self.located("")

    @property
    def written(self) -> LocatedMap:
        """The same where no place is asked for, which takes a third of the time."""
        return self.located(None)

    @property
    def key(self) -> EntryKey:
        """Which entry of which file this is."""
        return EntryKey(self.path, self.position)

    @property
    def day(self) -> dt.date:
        """The date of an entry that has one, as every entry in the figures has."""
        if self.date is None:
            raise ValueError(self.id)
        return self.date

    @property
    def says_something(self) -> bool:
        """Whether a report has a value, a note or evidence, or says that nothing was begun."""
        told = self.values or self.note or self.evidence
        return bool(told) or self.status is Status.NOT_STARTED

    def remark(self, key: str) -> str:
        """What is said under ``problems`` or ``next``; empty for 无, as people fill in a cell."""
        text = str(self.told(key)).strip()
        return "" if halved(text).rstrip("。.").lower() in _NOTHING else text

    @property
    def stamp(self) -> tuple[str, str]:
        """What entries are put in order of time by: date and id, those without a date first."""
        return str(self.date or ""), self.id

    def place(self, *keys: str | int) -> Location:
        """The place of the value at ``keys`` (``"values", "some-target"``), or of the entry."""
        if not keys:
            return Location(self.path, self.span)
        return Location(self.path, self.located(str(keys[0])).span_at(*keys))

    def told(self, key: str) -> Any:  # noqa: ANN401 - a text, pairs or a list, by the key's kind
        """What the file has under ``key``: a text, a mapping or a list; empty where it has none."""
        value = getattr(self, key)
        match FIELDS[key].kind:
            case FieldKind.VALUES:
                return dict(value)
            case FieldKind.EVIDENCE:
                return [piece.told for piece in value]
            case _:
                return "" if value is None else str(value)


def subject_of(entry: Entry, known: Mapping[str, Entry]) -> Entry:
    """The report that a void or review is about, through whatever it names; a report itself.

    ``known`` are entries by id; where they end, or lead back, the last one reached.
    """
    seen: set[str] = set()
    while (named := entry.voids or entry.reviews) and named in known and named not in seen:
        seen.add(named)
        entry = known[named]
    return entry


def subject_id(entry: Entry, known: Mapping[str, Entry]) -> str:
    """The id of the item that an entry is about, itself or through what it names."""
    about = subject_of(entry, known)
    return about.item or about.extends


@dataclass(frozen=True, slots=True)
class Ledger:
    """One department's file.

    ``complete`` is false where some entries could not be read at all: then ids may exist that
    nobody sees, and rules about missing references stay silent. ``unread`` counts the entries
    that could not be made into values.
    """

    path: str
    department: str
    plan: str
    entries: tuple[Entry, ...]
    complete: bool = True
    unread: int = 0


FIELDS: Final[Mapping[str, Field]] = {
    one.name: replace(row, key=one.name, places=row.required | row.places)
    for one in fields(Entry)
    for row in one.metadata.values()
}
"""Every key that some kind of entry takes, in the order in which they are written."""

SHOWN: Final = tuple(sorted(FIELDS, key=lambda key: Place.RECORD not in FIELDS[key].places))
"""Every key in the order in which people are shown them: what is reported, then about what."""

REFERENCES: Final = tuple(k for k, one in FIELDS.items() if one.kind is FieldKind.REFERENCE)
"""The keys that name another entry; an entry has at most one of them."""

HEADER: Final = ("plan", "department", "entries")
"""The keys of a ledger, all required."""

EVIDENCE: Final = ("path", "sha256")
"""The keys of one piece of evidence that must be there."""

EVIDENCE_MORE: Final = ("of", "valid_until")
"""The keys of one piece of evidence that may be there."""


class Shape(NamedTuple):
    """The keys that one kind of entry must have, and all that it may have."""

    required: tuple[str, ...]
    required_keys: frozenset[str]
    allowed: frozenset[str]


def _shape(places: tuple[Place, ...]) -> Shape:
    required = tuple(key for key, one in FIELDS.items() if one.required.issuperset(places))
    allowed = frozenset(k for k, one in FIELDS.items() if not one.places.isdisjoint(places))
    return Shape(required, frozenset(required), allowed)


SHAPES: Final[Mapping[Kind, Shape]] = {kind: _shape(places) for kind, places in _PLACES.items()}


def required_keys(kind: Kind, told: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys that an entry of a kind must have that says what is ``told``, by key."""
    spared = (FIELDS[key].spared for key in SHAPES[kind].required)
    return tuple(
        key
        for key, (by, value) in zip(SHAPES[kind].required, spared, strict=True)
        if told.get(by) != value
    )
