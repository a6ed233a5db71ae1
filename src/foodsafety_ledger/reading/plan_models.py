"""The keys of the plan's two files: which there are, how each reads, which are required (design 3).

A key named here is the key in the file; what depends on another key (``counts`` for a ratio) is in
``plan.py``. ``validation.py`` reads by these tables, and pydantic, for the JSON Schemas, takes
them too: ``schema.py`` makes its models of them, and a test holds both readings equal.
Annotations are no texts here, which would have to be compiled at every start.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, TypeVar

from foodsafety_ledger.model import goal as units
from foodsafety_ledger.model.diagnostic import Fact
from foodsafety_ledger.model.entry import FieldKind
from foodsafety_ledger.model.goal import Goal, GoalKind, parse_goal, strange_unit
from foodsafety_ledger.model.measure import MEASURES, Denominator, Measure
from foodsafety_ledger.model.name import in_a_row, is_line, with_nearest
from foodsafety_ledger.model.number import parse_integer
from foodsafety_ledger.model.period import WITHIN_YEAR, Cadence, Period, parse_date, parse_period
from foodsafety_ledger.model.plan import NOT_STATED, PACE, REMIND_DAYS, Across, Holds, ValueIs
from foodsafety_ledger.reading.ledger import ID, SHA256, meant

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

TASK_ID: Final = "[1-9][0-9]*(?:-[1-9][0-9]*){0,4}"
ITEM_ID: Final = TASK_ID + r"\.[1-9][0-9]*"
DIVISION: Final = "[0-9]{6}"
INDICATOR: Final = f"{ID.pattern}(?:/{ID.pattern})*"
MOST_DAYS: Final = 366
"""The most that a number of days in the settings may be: a year."""
MOST_POINTS: Final = 100
"""The most percentage points that a share can lie behind another."""

_Parsed = TypeVar("_Parsed")


class BrokenRuleError(ValueError):
    """A scalar breaks a rule: its code and variant, ``FL204.choice``, and the facts to tell."""

    def __init__(self, rule: str, **facts: Fact) -> None:
        super().__init__(rule)
        self.rule = rule
        self.facts = facts


class Scalar:
    """How a scalar is read: what takes or refuses it, and its JSON Schema for other programs."""

    def __init__(
        self, check: Callable[[object], object], kind: str | list[str] = "string", **more: object
    ) -> None:
        self.check = check
        self._schema = {"type": kind, **more}

    def __get_pydantic_core_schema__(self, *_: object) -> "CoreSchema":
        from pydantic_core import core_schema  # noqa: PLC0415 - only the schemas need it

        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, *_: object) -> dict[str, object]:
        return self._schema


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BrokenRuleError("FL203.text")
    return value


def _words(value: object) -> str:
    text = _text(value)
    if not text.strip():
        raise BrokenRuleError("FL204.empty")
    return text


def _line(value: object) -> str:
    text = _text(value)
    if not is_line(text):
        raise BrokenRuleError("FL203.line")
    return text


def _label(value: object) -> str:
    return _line(_words(value))


def _typed(
    rule: str, parse: Callable[[str], _Parsed | None], kind: FieldKind | None = None
) -> Callable[[object], _Parsed]:
    def check(value: object) -> _Parsed:
        text = _words(value)
        parsed = parse(text)
        if parsed is None:
            raise BrokenRuleError(rule, value=text, **meant(text, parse, kind))
        return parsed

    return check


def matching(pattern: str | re.Pattern[str], rule: str, kind: str | list[str] = "string") -> Scalar:
    """A text of that form; ``rule`` is broken by any other."""
    form = re.compile(pattern)
    check = _typed(rule, lambda text: text if form.fullmatch(text) else None)
    return Scalar(check, kind, pattern=f"^{form.pattern}$")


def _at_most(most: int, variant: str) -> Scalar:
    def check(value: object) -> int:
        number = _typed("FL204.number", parse_integer)(value)
        if number > most:
            raise BrokenRuleError(f"FL204.{variant}", value=number, most=most)
        return number

    return Scalar(check, "integer", minimum=0, maximum=most)


_BOUNDLESS: Final = tuple(kind.value for kind in GoalKind if kind is not GoalKind.BOUND)


def _goal(value: object) -> Goal:
    text = _words(value)
    goal = parse_goal(text)
    if goal is not None:
        return goal
    sure = meant(text, parse_goal)
    unit = None if sure else strange_unit(text)
    if unit:
        raise BrokenRuleError("FL205.unit", value=text, unit=unit)
    raise BrokenRuleError("FL205", value=text, **(sure or with_nearest(text, _BOUNDLESS)))


def one_of(choices: type[StrEnum]) -> Scalar:
    """The spelling of one of ``choices``."""
    return _member_of({choice.value: choice for choice in choices})


def _member_of(words: Mapping[str, object]) -> Scalar:
    """One of ``words``, which gives what it stands for."""

    def check(value: object) -> object:
        text = _words(value)
        if text not in words:
            facts = with_nearest(text, words)
            raise BrokenRuleError("FL204.choice", value=text, choices=in_a_row(words), **facts)
        return words[text]

    return Scalar(check, enum=list(words))


_NUMBERED = ["string", "number"]
_ANY = ["string", "number", "boolean"]
_LINE = r"^[^\n\t]*$"
_GOAL = f"^((>=|<=|=) *(0|[1-9][0-9]*)([.][0-9]+)? *{units.pattern()}?|{'|'.join(_BOUNDLESS)})$"
_PERIOD = f"^[0-9]{{4}}(?:{WITHIN_YEAR})?$"

Text = Annotated[str, Scalar(_text, [*_ANY, "null"])]
Words = Annotated[str, Scalar(_words, _ANY, minLength=1)]
Line = Annotated[str, Scalar(_line, [*_ANY, "null"], pattern=_LINE)]
Label = Annotated[str, Scalar(_label, _ANY, minLength=1, pattern=_LINE)]
Id = Annotated[str, matching(ID, "FL204.id")]
TaskId = Annotated[str, matching(TASK_ID, "FL204.task-id", _NUMBERED)]
ItemId = Annotated[str, matching(ITEM_ID, "FL204.item-id", _NUMBERED)]
Hash = Annotated[str, matching(SHA256, "FL204.hash")]
Day = Annotated[date, Scalar(_typed("FL204.date", parse_date, FieldKind.DATE), format="date")]


def _day_or_none(value: object) -> date | None:
    text = _words(value)
    return None if text in NOT_STATED else _typed("FL204.issued", parse_date, FieldKind.DATE)(text)


DayOrNone = Annotated[
    date | None, Scalar(_day_or_none, anyOf=[{"format": "date"}, {"enum": list(NOT_STATED)}])
]
"""A day, or the words for that the document does not say it."""

PeriodText = Annotated[
    Period,
    Scalar(
        _typed("FL204.period", parse_period, FieldKind.PERIOD),
        ["string", "integer"],
        pattern=_PERIOD,
    ),
]
Days = Annotated[int, _at_most(MOST_DAYS, "days")]
Points = Annotated[int, _at_most(MOST_POINTS, "points")]
_above_nothing = _typed("FL204.whole", lambda text: parse_integer(text) or None)
Whole = Annotated[int, Scalar(_above_nothing, "integer", minimum=1)]
DivisionCode = Annotated[str, matching(DIVISION, "FL204.division", _NUMBERED)]
Indicator = Annotated[str, matching(INDICATOR, "FL204.indicator")]
_flag = _typed("FL204.flag", {"true": True, "false": False}.get)
Flag = Annotated[bool, Scalar(_flag, "boolean")]
GoalText = Annotated[Goal, Scalar(_goal, pattern=_GOAL)]
MeasureWord = Annotated[Measure, _member_of(MEASURES)]
ValueIsWord = Annotated[ValueIs, one_of(ValueIs)]
DenominatorWord = Annotated[Denominator, one_of(Denominator)]
HoldsWord = Annotated[Holds, one_of(Holds)]
AcrossWord = Annotated[Across, one_of(Across)]
EveryWord = Annotated[Cadence, one_of(Cadence)]


class Closed:
    """A mapping that takes the keys below and no others; one that stands there is optional.

    An attribute is called as its key is in the file; ``from_`` is ``from``.
    """

    OTHERS: ClassVar[Scalar | None] = None
    """How the values of keys that are not named read, if there may be any."""
    others: ClassVar[Mapping[str, str]] = {}
    """Those values by key."""

    def __init__(self, **given: object) -> None:
        vars(self).update(given)


class ReviewMark(Closed):
    """A mark for a person to look at, with the reason."""

    why: Words


class PlanNode(Closed):
    """Any node of a plan; it may carry review marks."""

    review: tuple[ReviewMark, ...] = ()


class WordsModel(PlanNode):
    """Words in Chinese, and in English where there is a translation."""

    zh: Words
    en: Text = ""


class NameModel(WordsModel):
    """A name: words on one line."""

    zh: Label
    en: Line = ""


class OrScalar:
    """What a mapping may be instead: a scalar, which stands for the mapping with it under ``key``.

    ``scalar`` is its annotated type. ``empty`` is whether an empty text means that there is none,
    ``texts`` whether only a text is taken for the scalar.
    """

    def __init__(
        self, key: str, annotated: object, *, empty: bool = False, texts: bool = False
    ) -> None:
        (self.scalar,) = getattr(annotated, "__metadata__")  # noqa: B009 - mypy knows no such
        self._key, self._empty, self._texts = key, empty, texts

    def unfolded(self, value: Any) -> Any:  # noqa: ANN401 - any part of a file
        """The mapping that a value stands for; None where it stands for none."""
        if self._empty and value == "":
            return None
        is_scalar = isinstance(value, str) if self._texts else not isinstance(value, dict)
        return {self._key: value} if is_scalar else value

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        from pydantic_core import core_schema  # noqa: PLC0415 - only the schemas need it

        return core_schema.no_info_before_validator_function(self.unfolded, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", mapping: Callable[["CoreSchema"], dict[str, object]]
    ) -> dict[str, object]:
        return {"anyOf": [self.scalar.__get_pydantic_json_schema__(), mapping(schema)]}


Remark = Annotated[WordsModel, OrScalar("zh", Words)]
"""What a person says of the plan: in both languages, or one text for readers of either."""

Basis = Annotated[WordsModel | None, OrScalar("zh", Text, empty=True)]
"""Where something comes from that the document does not say; it may be empty."""


class DocumentModel(PlanNode):
    """The paper the plan was read from."""

    number: Label
    issuer: Label
    issued: DayOrNone
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

    ``remind_days`` is how many days before a duty's date a reminder is due; with ``ranking`` the
    circular ranks the departments.
    """

    every: EveryWord = Cadence.QUARTER
    first: PeriodText | None = None
    grace_days: Days = 0
    remind_days: Days = REMIND_DAYS
    pace: PaceModel = PaceModel()
    ranking: Flag = False


class ResolutionModel(PlanNode):
    """Which departments a selective group means at an item, and who says so."""

    members: tuple[Id, ...]
    basis: Basis = None


class ErratumModel(PlanNode):
    """Where the document slips, how it is read, and why."""

    quote: Words
    reading: Remark
    why: Remark


class IgnoredModel(PlanNode):
    """A number or bracket of the document that asks for nothing, and why."""

    quote: Words
    why: Remark


class WaiverModel(PlanNode):
    """A warning or note that the office lives with, in one file or everywhere, and why."""

    rule: Label
    path: Line = ""
    why: Remark


class CommonDenominatorModel(PlanNode):
    """The denominator that the office has fixed for everybody, and where it comes from."""

    value: Whole
    basis: Basis = None


class BaselineModel(PlanNode):
    """Values of before the plan, by department, and where they come from."""

    OTHERS = Scalar(_words, _ANY, minLength=1)
    basis: Basis = None


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
    from_: PeriodText | None = None
    due: Day | None = None
    not_before: Day | None = None
    reported_by: tuple[Id, ...] = ()
    baseline: BaselineModel | None = None
    binding: Flag = True
    may_exceed: Flag = False


class ItemModel(PlanNode):
    """The sentence group before one responsibility bracket."""

    id: ItemId
    summary: NameModel
    phrase: Words
    lead: tuple[Id, ...] = ()
    responsible: tuple[Id, ...] = ()
    shared: tuple[Id, ...] = ()
    support: tuple[Id, ...] = ()
    open: Flag = False
    from_: PeriodText | None = None
    due: Day | None = None
    ongoing: Flag = False
    resolved: Mapping[str, ResolutionModel] = {}
    targets: tuple[TargetModel, ...] = ()
    expects: tuple[ExpectedModel, ...] = ()
    errata: tuple[ErratumModel, ...] = ()


class TaskModel(PlanNode):
    """A numbered task."""

    id: TaskId
    title: NameModel | None = None
    items: tuple[ItemModel, ...] = ()


class SectionModel(PlanNode):
    """A chapter."""

    id: Id
    title: NameModel | None = None
    tasks: tuple[TaskModel, ...] = ()


class PlanModel(PlanNode):
    """``data/tasks.yaml``."""

    plan: Id
    title: NameModel
    document: DocumentModel
    district: DistrictModel | None = None
    period: PeriodModel
    reporting: ReportingModel
    office: Id
    sections: tuple[SectionModel, ...]
    ignored: tuple[IgnoredModel, ...] = ()
    waivers: tuple[WaiverModel, ...] = ()


class DepartmentModel(PlanNode):
    """Whoever keeps a ledger."""

    id: Id
    name: NameModel
    kind: Label
    aliases: tuple[Label, ...] = ()
    authors: tuple[Label, ...] = ()
    leader: Line = ""
    contact: Line = ""
    from_: Day | None = None
    until: Day | None = None
    succeeds: tuple[Id, ...] = ()


class MemberModel(PlanNode):
    """A group's member for a part of the time."""

    id: Id
    from_: Day | None = None
    until: Day | None = None


Member = Annotated[MemberModel, OrScalar("id", Id, texts=True)]
"""A member is an id alone, or a mapping that says from when until when."""


class GroupModel(PlanNode):
    """A named list of departments; a selective one has no members of its own."""

    id: Id
    name: NameModel
    aliases: tuple[Label, ...] = ()
    members: tuple[Member, ...] = ()
    basis: Basis = None
    selective: Flag = False


class DepartmentsModel(PlanNode):
    """``data/departments.yaml``."""

    departments: tuple[DepartmentModel, ...]
    groups: tuple[GroupModel, ...] = ()
