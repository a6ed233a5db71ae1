"""The plan's two files as pydantic models: which keys there are, which are required (design 3).

A key named here is the key in the file; what depends on another key (``counts`` for a ratio) is in
``contradictions.py``. The JSON Schemas are made from these models.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from foodsafety_ledger.plan.scalars import (
    AcrossWord,
    Day,
    Days,
    DenominatorWord,
    Every,
    EveryWord,
    Flag,
    GoalText,
    Hash,
    HoldsWord,
    Id,
    ItemId,
    MeasureWord,
    Quarter,
    TaskId,
    Text,
    ValueIsWord,
    Words,
)
from foodsafety_ledger.plan.values import Denominator, Holds


class Closed(BaseModel):
    """A mapping that takes the keys below and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Mark(Closed):
    """A mark for a person to look at, with the reason."""

    why: Words


class Node(Closed):
    """Any node of a plan; it may carry review marks."""

    review: list[Mark] = []


class NameModel(Node):
    """A name in Chinese, and in English where there is a translation."""

    zh: Words
    en: Text = ""


class DocumentModel(Node):
    """The paper the plan was read from."""

    number: Words
    issuer: Words
    issued: Day
    source: Text = ""
    sha256: Hash = ""


class PeriodModel(Node):
    """The days the plan is for, both included."""

    start: Day
    end: Day


class ReportingModel(Node):
    """How often a report is owed, from which period on, and the days of grace after one."""

    every: EveryWord = Every.QUARTER
    first: Quarter | None = None
    grace_days: Days = 0


class ResolutionModel(Node):
    """Which departments a selective group means at an item, and who says so."""

    members: list[Id]
    basis: Text = ""


class ErratumModel(Node):
    """Where the document slips, how it is read, and why."""

    quote: Words
    reading: Words
    why: Words


class IgnoredModel(Node):
    """A number or bracket of the document that asks for nothing, and why."""

    quote: Words
    why: Words


class TargetModel(Node):
    """Something an item is measured by."""

    id: Id
    name: NameModel
    measure: MeasureWord
    goal: GoalText
    quote: Words
    counts: NameModel | None = None
    value_is: ValueIsWord | None = None
    denominator: DenominatorWord = Denominator.OWN
    holds: HoldsWord = Holds.AT_DUE
    across: AcrossWord | None = None
    first: Quarter | None = Field(default=None, alias="from")
    due: Day | None = None
    reported_by: list[Id] = []
    baseline: dict[str, Words] = {}
    binding: Flag = True
    may_exceed: Flag = False


class ItemModel(Node):
    """The sentence group before one responsibility bracket."""

    id: ItemId
    summary: NameModel
    phrase: Words
    lead: list[Id] = []
    responsible: list[Id] = []
    shared: list[Id] = []
    support: list[Id] = []
    open: Flag = False
    first: Quarter | None = Field(default=None, alias="from")
    due: Day | None = None
    ongoing: Flag = False
    resolved: dict[str, ResolutionModel] = {}
    targets: list[TargetModel] = []
    errata: list[ErratumModel] = []


class TaskModel(Node):
    """A numbered task."""

    id: TaskId
    title: NameModel | None = None
    items: list[ItemModel] = []


class SectionModel(Node):
    """A chapter."""

    id: Id
    title: NameModel | None = None
    tasks: list[TaskModel] = []


class PlanModel(Node):
    """``data/tasks.yaml``."""

    plan: Id
    title: NameModel
    document: DocumentModel
    period: PeriodModel
    reporting: ReportingModel
    office: Id
    sections: list[SectionModel]
    ignored: list[IgnoredModel] = []


class DepartmentModel(Node):
    """Whoever keeps a ledger."""

    id: Id
    name: NameModel
    kind: Words
    aliases: list[Words] = []
    authors: list[Words] = []


class GroupModel(Node):
    """A named list of departments; a selective one has no members of its own."""

    id: Id
    name: NameModel
    aliases: list[Words] = []
    members: list[Id] = []
    basis: Text = ""
    selective: Flag = False


class DepartmentsModel(Node):
    """``data/departments.yaml``."""

    departments: list[DepartmentModel]
    groups: list[GroupModel] = []
