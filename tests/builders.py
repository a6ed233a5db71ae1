"""Small plans and ledgers for tests: every builder has defaults, a test says only what matters.

Dates and periods may be texts. Nobody is asked for an order: departments stand as first named.

    plan = a_plan(an_item(responsible=("alpha",), targets=(a_target(goal=">= 95%"),)))
    entry = an_entry("alpha", values={"rate": "94/99"})
"""

# ruff: noqa: ANN401 - keyword arguments go on to the values as they are
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from foodsafety_ledger.assess.assess import assess
from foodsafety_ledger.assess.assessment import Assessment, ItemAssessment, TargetAssessment
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.diagnostic import Location, Span
from foodsafety_ledger.model.entry import Entry, Kind, Ledger, Status, Verdict
from foodsafety_ledger.model.goal import parse_goal
from foodsafety_ledger.model.measure import MEASURES
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.number import parse_counts, parse_decimal
from foodsafety_ledger.model.period import Period, parse_date, parse_period
from foodsafety_ledger.model.plan import (
    OWING_ROLES,
    Across,
    Baseline,
    Department,
    Group,
    Item,
    Plan,
    Role,
    Section,
    SourceDocument,
    Target,
    Task,
)
from foodsafety_ledger.reading.workspace import LeftOut, Workspace

PLAN_FILE = Location("data/tasks.yaml", Span(1, 1, 1, 2))
_OF_ITEM = date.max  # a target's due that stands for its item's
_numbers = count(1)


def a_day(day: date | str) -> date:
    """A date, given as one or as its text."""
    found = day if isinstance(day, date) else parse_date(day)
    assert found is not None, day
    return found


def a_period(period: Period | str) -> Period:
    """A period, given as one or as its text."""
    found = period if isinstance(period, Period) else parse_period(period)
    assert found is not None, period
    return found


def a_target(
    id: str = "rate",  # noqa: A002 - reads as the plan does
    goal: str = ">= 95%",
    measure: str = "ratio",
    *,
    due: date | str = _OF_ITEM,
    first: Period | str = "2021Q4",
    owed_by: Sequence[str] = (),
    baselines: Mapping[str, str] | None = None,
    **rest: Any,
) -> Target:
    """A target; ``an_item`` fills in its item, and its due and ``owed_by`` where not given."""
    parsed = parse_goal(goal)
    assert parsed is not None, goal
    each = not MEASURES[measure].is_figure
    rest.setdefault("across", Across.EACH if each else Across.POOLED)
    return Target(
        id=id,
        item="",
        name=Name(f"指标{id}", f"Target {id}"),
        measure=MEASURES[measure],
        goal=parsed,
        goal_text=goal,
        quote=goal,
        due=a_day(due),
        first=a_period(first),
        owed_by=tuple(owed_by),
        location=PLAN_FILE,
        quote_at=PLAN_FILE,
        goal_at=PLAN_FILE,
        baselines={one: a_baseline(text) for one, text in baselines.items()} if baselines else None,
        **rest,
    )


def a_baseline(text: str) -> Baseline:
    """A baseline, from ``80/120`` or a plain number."""
    value = parse_counts(text) if "/" in text else parse_decimal(text)
    assert value is not None, text
    return Baseline(value, Name("去年年报", "last year's report"))


def an_item(
    id: str = "1.1",  # noqa: A002 - reads as the plan does
    *,
    lead: Sequence[str] = (),
    responsible: Sequence[str] = (),
    shared: Sequence[str] = (),
    support: Sequence[str] = (),
    targets: Sequence[Target] = (),
    due: date | str = "2021-12-31",
    first: Period | str = "2021Q3",
    **rest: Any,
) -> Item:
    """An item; without any role, and nothing unresolved, the department ``alpha`` is responsible.

    The roles name departments only. What a group means is said with ``unresolved``.
    """
    if not (lead or responsible or shared or support or "unresolved" in rest):
        responsible = ("alpha",)
    given = (lead, responsible, shared, support)
    named = {role: tuple(ids) for role, ids in zip(Role, given, strict=True) if ids}
    holders: dict[str, Role] = {}
    for role, ids in named.items():
        for department in ids:
            holders.setdefault(department, role)
    last = a_day(due)
    owed = (*lead, *responsible) or tuple(shared)
    rest.setdefault("unresolved", ())
    rest.setdefault("takes_others", False)
    return Item(
        id=id,
        task=id.rpartition(".")[0],
        section="s1",
        summary=Name(f"分项{id}", f"Item {id}"),
        phrase="甲局负责",
        named=named,
        holders=holders,
        owing=tuple(one for one, role in holders.items() if role in OWING_ROLES),
        first=a_period(first),
        due=last,
        targets=tuple(
            replace(
                target,
                item=id,
                owed_by=target.owed_by or tuple(dict.fromkeys(owed)),
                due=last if target.due == _OF_ITEM else target.due,
            )
            for target in targets
        ),
        location=PLAN_FILE,
        phrase_at=PLAN_FILE,
        **rest,
    )


def a_department(id: str, order: int = 0) -> Department:  # noqa: A002 - reads as the plan does
    """A department: ``alpha`` is called alpha局, Alpha Bureau."""
    name = Name(f"{id}局", f"{id.capitalize()} Bureau")
    return Department(id, name, "bureau", order, Location("data/departments.yaml", PLAN_FILE.span))


def a_group(id: str, *, selective: bool = False, members: Sequence[str] = ()) -> Group:  # noqa: A002 - reads as the plan does
    """A group of departments."""
    name = Name(f"各{id}", f"All {id}")
    return Group(id, name, PLAN_FILE, members=tuple(members), selective=selective)


def a_plan(
    *items: Item,
    departments: Sequence[str] = (),
    groups: Sequence[Group] = (),
    office: str = "office",
    **rest: Any,
) -> Plan:
    """A plan of 2021, issued on 27 September, first reports for 2021Q3, 15 days of grace.

    Without items it has the one of ``an_item()``. Departments are ``departments``, then everyone
    the items name, then the office. Tasks and sections follow from the items.
    """
    items = items or (an_item(),)
    named = (one for item in items for one in (*item.holders, *_owing_values(item)))
    ids = tuple(dict.fromkeys((*departments, *named, office)))
    fields: dict[str, Any] = {
        "id": "small-plan",
        "title": Name("小计划", "A small plan"),
        "document": SourceDocument("区食安委（2021）1号", "区食安委", date(2021, 9, 27)),
        "start": date(2021, 1, 1),
        "end": date(2021, 12, 31),
        "first": Period(2021, 3),
        "grace_days": 15,
        "office": office,
        "sections": _sections(items),
        "departments": {one: a_department(one, order) for order, one in enumerate(ids)},
        "groups": {group.id: group for group in groups},
        "items": {item.id: item for item in items},
        "targets": {target.ref: target for item in items for target in item.targets},
        "ignored": (),
        "location": PLAN_FILE,
    }
    return Plan(**fields | rest)


def _owing_values(item: Item) -> tuple[str, ...]:
    return tuple(one for target in item.targets for one in target.owed_by)


def _sections(items: Sequence[Item]) -> tuple[Section, ...]:
    sections: dict[str, dict[str, list[Item]]] = {}
    for item in items:
        sections.setdefault(item.section, {}).setdefault(item.task, []).append(item)
    return tuple(
        Section(
            section,
            Name(f"章{section}", f"Section {section}"),
            tuple(
                Task(task, section, Name(f"任务{task}", f"Task {task}"), tuple(inner), PLAN_FILE)
                for task, inner in tasks.items()
            ),
            PLAN_FILE,
        )
        for section, tasks in sections.items()
    )


def an_entry(
    department: str = "alpha",
    item: str = "1.1",
    period: Period | str = "2021Q3",
    day: date | str = "2021-10-12",
    status: str = "in-progress",
    values: Mapping[str, str] | None = None,
    **rest: Any,
) -> Entry:
    """A report; its id is made of the date and a running number unless given.

    A ``0/0`` gets the note it needs. With ``amends`` it takes the named entry's place.
    """
    pairs = tuple((values or {}).items())
    if any(text in ("0/0", "n/a") for _, text in pairs):
        rest.setdefault("note", "本季度无此项业务")
    return Entry(
        **_keys(department, day, Kind.REPORT, rest),
        item=item,
        period=a_period(period),
        status=Status(status),
        values=pairs,
    )


def a_workspace(plan: Plan, entries: Iterable[Entry] = (), **rest: Any) -> Workspace:
    """A workspace of nothing but these: every entry in the ledger of its department."""
    ledgers: dict[str, list[Entry]] = {}
    for entry in entries:
        ledgers.setdefault(entry.department, []).append(entry)
    return Workspace(
        plan=plan,
        source=WorkTree(Path()),
        ledgers=tuple(
            Ledger(f"ledgers/{one}.yaml", one, plan.id, tuple(found))
            for one, found in ledgers.items()
        ),
        **rest,
    )


def a_void(entry: Entry, day: date | str, **rest: Any) -> Entry:
    """An entry that voids another, by the same department."""
    rest = {"reason": "报错"} | rest
    return Entry(**_keys(entry.department, day, Kind.VOID, rest), voids=entry.id)


def an_amendment(entry: Entry, day: date | str, **changed: Any) -> Entry:
    """An entry that takes another's place, the same but for ``changed``."""
    if "values" in changed:
        changed["values"] = tuple(changed["values"].items())
    if "status" in changed:
        changed["status"] = Status(changed["status"])
    changed = {"amends": entry.id, "reason": "更正", "reviews": "", "verdict": None} | changed
    keys = _keys(entry.department, day, Kind.REPORT, changed)
    return replace(entry, **keys)


def a_review(entry: Entry, day: date | str, verdict: str = "accepted", **rest: Any) -> Entry:
    """The office's review of an entry."""
    rest = {"reason": "已核对", "department": "office"} | rest
    keys = _keys(rest.pop("department"), day, Kind.REVIEW, rest)
    return Entry(**keys, reviews=entry.id, verdict=Verdict(verdict))


def an_extension(item: str, due: date | str, day: date | str, **rest: Any) -> Entry:
    """The office's entry that moves an item's due date."""
    keys = _keys("office", day, Kind.EXTENSION, {"reason": "汛期"} | rest)
    return Entry(**keys, extends=item, due=a_day(due))


def _keys(department: str, day: date | str, kind: Kind, rest: dict[str, Any]) -> dict[str, Any]:
    number = next(_numbers)
    day = a_day(day)
    made = {
        "id": f"{day:%Y%m%d}-{number:08x}",
        "kind": kind,
        "department": department,
        "date": day,
        "by": "张三",
        "path": f"ledgers/{department}.yaml",
        "position": number,
        "span": Span(number, 1, number, 2),
    }
    return made | rest


def some_entries(*lines: str, item: str = "1.1", target: str = "rate") -> list[Entry]:
    """Reports in short: ``alpha 2021Q3 118/120``, then a status and a date where they matter.

    ``-`` is no value. Without a date a report comes ten days after its period. It has a note.
    """
    return [_in_short(line.split(), item, target) for line in lines]


def _in_short(words: list[str], item: str, target: str) -> Entry:
    department, quarter, value, *rest = words
    days = [word for word in rest if word[0].isdigit()]
    states = [word for word in rest if word not in days]
    period = a_period(quarter)
    return an_entry(
        department,
        item,
        period,
        days[0] if days else period.end + timedelta(days=10),
        states[0] if states else "in-progress",
        {} if value == "-" else {target: value},
        note="已开展",
    )


def assessed(
    plan: Plan, entries: Iterable[Entry], as_of: date | str, left_out: LeftOut | None = None
) -> Assessment:
    """The assessment of a plan; ``left_out`` is what cannot be used beside the entries."""
    workspace = a_workspace(plan, entries)
    if left_out is not None:
        vars(workspace)["left_out"] = left_out
    return assess(workspace, a_day(as_of))


def item_at(
    as_of: date | str, item: Item, entries: Iterable[Entry] = (), **rest: Any
) -> ItemAssessment:
    """The assessment of a plan's only item; ``rest`` goes to ``a_plan``."""
    return assessed(a_plan(item, **rest), entries, as_of).items[0]


def target_at(
    as_of: date | str,
    target: Target,
    *lines: str,
    owed_by: Sequence[str] = ("alpha",),
    due: date | str = "2021-12-31",
) -> TargetAssessment:
    """The assessment of an item's only target after ``some_entries(*lines)``."""
    item = an_item(responsible=owed_by, targets=(target,), due=due)
    return item_at(as_of, item, some_entries(*lines, target=target.id)).targets[0]
