"""The plan's two files as pydantic models: which keys there are, which are required (design 3).

A key named here is the key in the file; what depends on another key (``counts`` for a ratio) is in
``items.py``. The JSON Schemas are made from these models.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from foodsafety_ledger.model import goal as units
from foodsafety_ledger.model.goal import Goal, GoalKind, parse_goal, strange_unit
from foodsafety_ledger.model.measure import MEASURES, Denominator, Measure
from foodsafety_ledger.model.name import is_line, with_nearest
from foodsafety_ledger.model.number import parse_integer
from foodsafety_ledger.model.period import Cadence, Period, parse_date, parse_period
from foodsafety_ledger.model.plan import PACE, REMIND_DAYS, Across, Holds, ValueIs
from foodsafety_ledger.reading.ledger import ID, SHA256

TASK_ID: Final = "[1-9][0-9]*(?:-[1-9][0-9]*){0,4}"
ITEM_ID: Final = TASK_ID + r"\.[1-9][0-9]*"
DIVISION: Final = "[0-9]{6}"
INDICATOR: Final = f"{ID.pattern}(?:/{ID.pattern})*"
MOST_DAYS: Final = 366
"""The most that a number of days in the settings may be: a year."""
MOST_POINTS: Final = 100
"""The most percentage points that a share can lie behind another."""

_Choice = TypeVar("_Choice", bound=StrEnum)
_Member = TypeVar("_Member")
_Parsed = TypeVar("_Parsed")


def _refuse(rule: str, **facts: object) -> PydanticCustomError:
    return PydanticCustomError(rule, "refused", facts)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _refuse("FL203.text")
    return value


def _words(value: object) -> str:
    text = _text(value)
    if not text.strip():
        raise _refuse("FL204.empty")
    return text


def _line(value: object) -> str:
    text = _text(value)
    if not is_line(text):
        raise _refuse("FL203.line")
    return text


def _label(value: object) -> str:
    return _line(_words(value))


def _typed(rule: str, parse: Callable[[str], _Parsed | None]) -> Callable[[object], _Parsed]:
    def check(value: object) -> _Parsed:
        text = _words(value)
        parsed = parse(text)
        if parsed is None:
            raise _refuse(rule, value=text)
        return parsed

    return check


def _at_most(most: int, variant: str) -> Callable[[object], int]:
    def check(value: object) -> int:
        number = _typed("FL204.number", parse_integer)(value)
        if number > most:
            raise _refuse(f"FL204.{variant}", value=number, most=most)
        return number

    return check


def matching(pattern: str | re.Pattern[str], rule: str) -> Callable[[object], str]:
    """A validator that takes a text of that form."""
    compiled = re.compile(pattern)
    return _typed(rule, lambda text: text if compiled.fullmatch(text) else None)


_BOUNDLESS: Final = tuple(kind.value for kind in GoalKind if kind is not GoalKind.BOUND)


def _goal(value: object) -> Goal:
    text = _words(value)
    goal = parse_goal(text)
    if goal is not None:
        return goal
    unit = strange_unit(text)
    if unit:
        raise _refuse("FL205.unit", value=text, unit=unit)
    raise _refuse("FL205", value=text, **with_nearest(text, _BOUNDLESS))


def one_of(choices: type[_Choice]) -> Callable[[object], _Choice]:
    """A validator that takes the spelling of one of ``choices``."""
    return member_of({choice.value: choice for choice in choices})


def member_of(words: Mapping[str, _Member]) -> Callable[[object], _Member]:
    """A validator that takes one of ``words`` and gives what it stands for."""

    def check(value: object) -> _Member:
        text = _words(value)
        if text not in words:
            facts = with_nearest(text, words)
            raise _refuse("FL204.choice", value=text, choices=", ".join(words), **facts)
        return words[text]

    return check


def schema(kind: str | list[str] = "string", **more: object) -> WithJsonSchema:
    """The JSON Schema of a scalar, as other YAML readers type it."""
    return WithJsonSchema({"type": kind, **more})


def words_of(choices: type[StrEnum]) -> WithJsonSchema:
    """The JSON Schema of one of ``choices``."""
    return schema(enum=[choice.value for choice in choices])


_NUMBERED = ["string", "number"]
_ANY = ["string", "number", "boolean"]
_LINE = r"^[^\n\t]*$"

Text = Annotated[str, PlainValidator(_text), schema([*_ANY, "null"])]
Words = Annotated[str, PlainValidator(_words), schema(_ANY, minLength=1)]
Line = Annotated[str, PlainValidator(_line), schema([*_ANY, "null"], pattern=_LINE)]
Label = Annotated[str, PlainValidator(_label), schema(_ANY, minLength=1, pattern=_LINE)]
Id = Annotated[str, PlainValidator(matching(ID, "FL204.id")), schema(pattern=f"^{ID.pattern}$")]
TaskId = Annotated[
    str,
    PlainValidator(matching(TASK_ID, "FL204.task-id")),
    schema(_NUMBERED, pattern=f"^{TASK_ID}$"),
]
ItemId = Annotated[
    str,
    PlainValidator(matching(ITEM_ID, "FL204.item-id")),
    schema(_NUMBERED, pattern=f"^{ITEM_ID}$"),
]
Hash = Annotated[
    str, PlainValidator(matching(SHA256, "FL204.hash")), schema(pattern=f"^{SHA256.pattern}$")
]
Day = Annotated[date, PlainValidator(_typed("FL204.date", parse_date)), schema(format="date")]
PeriodText = Annotated[
    Period,
    PlainValidator(_typed("FL204.period", parse_period)),
    schema(pattern="^[0-9]{4}(Q[1-4]|H[12]|-(0[1-9]|1[0-2]))?$"),
]
Days = Annotated[
    int,
    PlainValidator(_at_most(MOST_DAYS, "days")),
    schema("integer", minimum=0, maximum=MOST_DAYS),
]
Points = Annotated[
    int,
    PlainValidator(_at_most(MOST_POINTS, "points")),
    schema("integer", minimum=0, maximum=MOST_POINTS),
]
Whole = Annotated[
    int,
    PlainValidator(_typed("FL204.whole", lambda text: parse_integer(text) or None)),
    schema("integer", minimum=1),
]
DivisionCode = Annotated[
    str,
    PlainValidator(matching(DIVISION, "FL204.division")),
    schema(_NUMBERED, pattern=f"^{DIVISION}$"),
]
Indicator = Annotated[
    str, PlainValidator(matching(INDICATOR, "FL204.indicator")), schema(pattern=f"^{INDICATOR}$")
]
Flag = Annotated[
    bool,
    PlainValidator(_typed("FL204.flag", {"true": True, "false": False}.get)),
    schema("boolean"),
]
GoalText = Annotated[
    Goal,
    PlainValidator(_goal),
    schema(
        pattern=f"^((>=|<=|=) *(0|[1-9][0-9]*)([.][0-9]+)? *{units.pattern()}?"
        f"|{'|'.join(_BOUNDLESS)})$"
    ),
]
MeasureWord = Annotated[
    Measure,
    PlainValidator(member_of(MEASURES)),
    WithJsonSchema({"enum": list(MEASURES)}),
]
ValueIsWord = Annotated[ValueIs, PlainValidator(one_of(ValueIs)), words_of(ValueIs)]
DenominatorWord = Annotated[Denominator, PlainValidator(one_of(Denominator)), words_of(Denominator)]
HoldsWord = Annotated[Holds, PlainValidator(one_of(Holds)), words_of(Holds)]
AcrossWord = Annotated[Across, PlainValidator(one_of(Across)), words_of(Across)]
EveryWord = Annotated[Cadence, PlainValidator(one_of(Cadence)), words_of(Cadence)]


class Closed(BaseModel):
    """A mapping that takes the keys below and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ReviewMark(Closed):
    """A mark for a person to look at, with the reason."""

    why: Words


class PlanNode(Closed):
    """Any node of a plan; it may carry review marks."""

    review: list[ReviewMark] = []


class NameModel(PlanNode):
    """A name in Chinese, and in English where there is a translation."""

    zh: Label
    en: Line = ""


class DocumentModel(PlanNode):
    """The paper the plan was read from."""

    number: Label
    issuer: Label
    issued: Day
    source: Text = ""
    sha256: Hash = ""


class DistrictModel(PlanNode):
    """Whose plan it is: the national division code and the name."""

    code: DivisionCode
    name: NameModel


class PeriodModel(PlanNode):
    """The days the plan is for, both included."""

    start: Day
    end: Day


class PaceModel(PlanNode):
    """How many percentage points behind the year are behind, and how many are far behind."""

    behind: Points = PACE.behind
    far_behind: Points = PACE.far_behind


class ReportingModel(PlanNode):
    """The office's settings: how often a report is owed, from which period on, the days of grace.

    ``remind_days`` is how many days before a duty's date a reminder is due.
    """

    every: EveryWord = Cadence.QUARTER
    first: PeriodText | None = None
    grace_days: Days = 0
    remind_days: Days = REMIND_DAYS
    pace: PaceModel = PaceModel()


class ResolutionModel(PlanNode):
    """Which departments a selective group means at an item, and who says so."""

    members: list[Id]
    basis: Text = ""


class ErratumModel(PlanNode):
    """Where the document slips, how it is read, and why."""

    quote: Words
    reading: Words
    why: Words


class IgnoredModel(PlanNode):
    """A number or bracket of the document that asks for nothing, and why."""

    quote: Words
    why: Words


class CommonDenominatorModel(PlanNode):
    """The denominator that the office has fixed for everybody, and where it comes from."""

    value: Whole
    basis: Text = ""


class ExpectedModel(PlanNode):
    """Evidence that the office wants to see."""

    id: Id
    name: NameModel


class TargetModel(PlanNode):
    """Something an item is measured by."""

    id: Id
    name: NameModel
    measure: MeasureWord
    goal: GoalText
    quote: Words
    counts: NameModel | None = None
    value_is: ValueIsWord | None = None
    denominator: DenominatorWord = Denominator.OWN
    common_denominator: CommonDenominatorModel | None = None
    indicator: Indicator | None = None
    holds: HoldsWord = Holds.AT_DUE
    across: AcrossWord | None = None
    first: PeriodText | None = Field(default=None, alias="from")
    due: Day | None = None
    not_before: Day | None = None
    reported_by: list[Id] = []
    baseline: dict[str, Words] = {}
    binding: Flag = True
    may_exceed: Flag = False


class ItemModel(PlanNode):
    """The sentence group before one responsibility bracket."""

    id: ItemId
    summary: NameModel
    phrase: Words
    lead: list[Id] = []
    responsible: list[Id] = []
    shared: list[Id] = []
    support: list[Id] = []
    open: Flag = False
    first: PeriodText | None = Field(default=None, alias="from")
    due: Day | None = None
    ongoing: Flag = False
    resolved: dict[str, ResolutionModel] = {}
    targets: list[TargetModel] = []
    expects: list[ExpectedModel] = []
    errata: list[ErratumModel] = []


class TaskModel(PlanNode):
    """A numbered task."""

    id: TaskId
    title: NameModel | None = None
    items: list[ItemModel] = []


class SectionModel(PlanNode):
    """A chapter."""

    id: Id
    title: NameModel | None = None
    tasks: list[TaskModel] = []


class PlanModel(PlanNode):
    """``data/tasks.yaml``."""

    plan: Id
    title: NameModel
    document: DocumentModel
    district: DistrictModel | None = None
    period: PeriodModel
    reporting: ReportingModel
    office: Id
    sections: list[SectionModel]
    ignored: list[IgnoredModel] = []


class DepartmentModel(PlanNode):
    """Whoever keeps a ledger."""

    id: Id
    name: NameModel
    kind: Label
    aliases: list[Label] = []
    authors: list[Label] = []
    leader: Line = ""
    contact: Line = ""
    start: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    succeeds: list[Id] = []


class MemberModel(PlanNode):
    """A group's member for a part of the time."""

    id: Id
    start: Day | None = Field(default=None, alias="from")
    until: Day | None = None


Member = Annotated[
    MemberModel,
    BeforeValidator(
        lambda value: {"id": value} if isinstance(value, str) else value,
        json_schema_input_type=Id | MemberModel,
    ),
]
"""A member is an id alone, or a mapping that says from when until when."""


class GroupModel(PlanNode):
    """A named list of departments; a selective one has no members of its own."""

    id: Id
    name: NameModel
    aliases: list[Label] = []
    members: list[Member] = []
    basis: Text = ""
    selective: Flag = False


class DepartmentsModel(PlanNode):
    """``data/departments.yaml``."""

    departments: list[DepartmentModel]
    groups: list[GroupModel] = []
