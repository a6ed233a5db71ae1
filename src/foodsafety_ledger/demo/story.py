"""What each department reports in the demonstration, and when: the drafts of its entries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import Any, Final, NamedTuple

from foodsafety_ledger.demo.district import FIGURES, HANDED_IN, REACHED, SAID, Course
from foodsafety_ledger.model.entry import Status, Verdict
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.measure import Denominator
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Item, Plan, Target, ValueIs

MARK: Final = "【演示】虚构数据，不是真实上报 / invented for the demonstration"
"""Stands in every entry and every file, so that none can be mistaken for a report."""

_CLERKS: Final = ("张敏", "李强", "王芳", "刘洋", "陈静", "杨磊", "赵倩", "黄伟", "周婷", "吴斌")
_LEADER: Final = "林涛（演示）"


class Turn(Enum):
    """What befalls a department over an item; whoever has no turn reports in time."""

    LATE = "its first report comes after the duty was due"
    FADING = "its last report never comes"
    STUCK = "it cannot go on in the first period, and can in the next"
    BLOCKED = "it cannot go on, and says so at the end"
    CORRECTING = "it amends its first figure"
    REPEATING = "it reports twice by mistake, and voids the second"
    MENDING = "the office returns its first report, and it amends it"
    RETURNED = "the office returns its last report, and nothing follows"
    IDLE = "it reports that it has not begun"
    SKIPPING = "it lets one of the last period's weeks go by"


TURNS: Final[Mapping[tuple[str, str], Turn]] = {
    ("3.1", "market-regulation"): Turn.MENDING,
    ("5.1", "commerce"): Turn.LATE,
    ("10.1", "commerce"): Turn.SKIPPING,
    ("11.2", "ecology-environment-lianyun"): Turn.STUCK,
    ("12.1", "finance"): Turn.FADING,
    ("14.1", "market-regulation"): Turn.CORRECTING,
    ("16.2", "culture-sports-tourism"): Turn.RETURNED,
    ("17.2", "forestry-marine"): Turn.IDLE,
    ("20.1", "science-technology"): Turn.LATE,
    ("22.1", "subdistrict-xuwei"): Turn.REPEATING,
    ("24.3", "education"): Turn.BLOCKED,
    ("25.1", "subdistrict-yunshan"): Turn.MENDING,
    ("28.1", "subdistrict-gaogongdao"): Turn.LATE,
}


class Filed(NamedTuple):
    """A draft of an entry, and the department whose ledger it goes into."""

    department: str
    draft: Mapping[str, Any]

    @property
    def day(self) -> date:
        """The entry's date."""
        return date.fromisoformat(self.draft["date"])


class World(NamedTuple):
    """What a district is like: its figures, and what befalls whom over which item."""

    figures: Mapping[str, Course] = FIGURES
    turns: Mapping[tuple[str, str], Turn] = TURNS


@dataclass(frozen=True, slots=True)
class _Part:
    plan: Plan
    item: Item
    department: str
    world: World

    @property
    def turn(self) -> Turn | None:
        return self.world.turns.get((self.item.id, self.department))

    @property
    def is_looked_at(self) -> bool:
        """Whether the office looks at it: at every third without a turn, and never at its own."""
        by_others = self.turn is None and self.department != self.plan.office
        return by_others and not draw(3, "review", self)

    def __str__(self) -> str:
        return f"{self.item.id}/{self.department}"


def clerk_of(plan: Plan, department: str) -> str:
    """The made-up name of who keeps a department's ledger."""
    return f"{_CLERKS[plan.departments[department].order % len(_CLERKS)]}（演示）"


def tell(plan: Plan, world: World = World()) -> list[Filed]:  # noqa: B008 - frozen
    """The entries of all departments, in the order in which they were filed."""
    parts = [_Part(plan, item, one, world) for item in plan.items.values() for one in item.owing]
    order = list(plan.departments)
    filed = [one for part in parts for one in _told(part)]
    return sorted(filed, key=lambda one: (one.day, order.index(one.department), one.draft["id"]))


def unread(plan: Plan, day: date) -> Iterator[Filed]:
    """The reports that never came into a ledger, as they were filled in on a ``day``."""
    for (item, department), turn in TURNS.items():
        if turn is Turn.FADING:
            part = _Part(plan, plan.items[item], department, World())
            report = _report(part, part.item.last)
            yield Filed(department, {**report.draft, "date": str(day)})


def paper(path: str) -> bytes:
    """The content of a piece of evidence."""
    return f"{MARK}\n{path}\n".encode()


def _told(part: _Part) -> Iterator[Filed]:
    first, last = part.item.first, part.item.last
    for period in first.through(last):
        if part.turn is Turn.FADING and period == last:
            return
        report = _report(part, period)
        yield report
        if period == first:
            yield from _second_thoughts(part, report)
        if period == last:
            yield from _closing(part, report)


def _report(part: _Part, period: Period) -> Filed:
    day, status = _day(part, period), _status(part, period)
    values = _values(part, period, day)
    done = max(1, int((6 + draw(30, "said", part)) * _share(period)))
    said = "尚未开展" if status is Status.NOT_STARTED else SAID[part.item.id]
    if part.turn is Turn.CORRECTING and period == part.item.first:
        values |= {key: _one_less(text) for key, text in [*values.items()][:1]}
    more = HANDED_IN.get(part.item.id, {}) if period == part.item.first else {}
    draft = {
        "id": _id(day, "report", part, period),
        "item": part.item.id,
        "period": str(period),
        "date": str(day),
        "status": str(status),
        "values": values,
        "note": f"{said.format(done)}。{MARK}",
        "problems": "【演示】人手不足，场地尚未落实" if status is Status.BLOCKED else "",
        "next": "" if period == part.item.last else "【演示】下期继续推进",
        "evidence": [{**_evidence(part, f"{period}.txt"), **more}] if values else [],
        "by": clerk_of(part.plan, part.department),
        "approved_by": _LEADER,
    }
    return Filed(part.department, draft)


def _second_thoughts(part: _Part, report: Filed) -> Iterator[Filed]:
    """What follows the first report: it is put right, taken back, or returned and made good."""
    match part.turn:
        case Turn.CORRECTING:
            right = {"values": _values(part, part.item.first, report.day)}
            yield _amended(part, report, "【演示】核对原始记录后改正", right)
        case Turn.REPEATING:
            day = report.day + timedelta(days=1)
            about = {"id": _id(day, "twin", part), "date": str(day)}
            twin = Filed(part.department, {**report.draft, **about})
            yield twin
            void = {"voids": twin.draft["id"], "reason": "【演示】重复填报，作废"}
            yield _remark(part, part.department, day, void)
        case Turn.MENDING:
            yield _review(part, report, Verdict.RETURNED, "【演示】佐证材料不全，退回补充")
            added = _evidence(part, f"{part.item.first}-more.txt")
            both = {"evidence": [*report.draft["evidence"], added]}
            mended = _amended(part, report, "【演示】按退回意见补充材料", both)
            yield mended
            yield _review(part, mended, Verdict.ACCEPTED, "【演示】材料齐全，认可")


def _closing(part: _Part, report: Filed) -> Iterator[Filed]:
    """What the office says of a last report: it strikes off some that are done."""
    if part.turn is Turn.RETURNED:
        yield _review(part, report, Verdict.RETURNED, "【演示】只写了打算，没写做了什么，退回")
    elif report.draft["status"] == Status.DONE and part.is_looked_at:
        yield _review(part, report, Verdict.ACCEPTED, "【演示】材料齐全，予以销号")


def _amended(part: _Part, report: Filed, reason: str, changes: Mapping[str, Any]) -> Filed:
    day = report.day + timedelta(days=3)
    about = {
        "id": _id(day, "amend", part),
        "amends": report.draft["id"],
        "reason": reason,
        "date": str(day),
    }
    return Filed(part.department, {**report.draft, **about, **changes})


def _review(part: _Part, report: Filed, verdict: Verdict, reason: str) -> Filed:
    told = {"reviews": report.draft["id"], "verdict": str(verdict), "reason": reason}
    return _remark(part, part.plan.office, report.day + timedelta(days=2), told)


def _remark(part: _Part, department: str, day: date, told: Mapping[str, str]) -> Filed:
    about = {"date": str(day), "by": clerk_of(part.plan, department)}
    return Filed(department, {"id": _id(day, *told.values()), **told, **about})


def _day(part: _Part, period: Period) -> date:
    """When a report comes: within days of the period's end, or before what is due inside it."""
    due = min(period.end, part.item.due)
    if part.turn is Turn.LATE and period == part.item.first:
        return due + timedelta(days=2 if due < period.end else 20)
    wait = draw(7, "day", part, period)
    return due - timedelta(days=wait) if due < period.end else due + timedelta(days=3 + wait)


def _status(part: _Part, period: Period) -> Status:
    first, last = period == part.item.first, period == part.item.last
    if part.turn is Turn.IDLE:
        return Status.NOT_STARTED
    if (part.turn is Turn.BLOCKED and last) or (part.turn is Turn.STUCK and first and not last):
        return Status.BLOCKED
    return Status.DONE if last and not part.item.ongoing else Status.IN_PROGRESS


def _values(part: _Part, period: Period, day: date) -> dict[str, str]:
    owed = [target for target in part.item.targets if part.department in target.owed_by]
    texts = {target.id: _value(part, target, period, day) for target in owed}
    return {target: text for target, text in texts.items() if text}


def _value(part: _Part, target: Target, period: Period, day: date) -> str:
    """What is reported of a target for a period; nothing for a milestone not reached yet."""
    if target.measure.is_dated:
        reached = REACHED.get(target.ref, day)
        return str(reached) if reached <= day else ""
    if target.measure.by_period:
        skipped = part.turn is Turn.SKIPPING and period == part.item.last
        return str(target.asked(period) - skipped)
    named = f"{target.ref}@{part.department}"
    figures = part.world.figures
    figure = figures[named if named in figures else target.ref]
    since = Fraction(0)
    if target.value_is is ValueIs.INCREMENT and period > part.item.first:
        since = _share(period) - Fraction(period.cadence.months, 12)
    numerator = _between(figure, since, _share(period))
    if figure.of is None:
        return str(numerator)
    piles_up = target.value_is is not ValueIs.SNAPSHOT and target.denominator is Denominator.OWN
    whole = Course(0 if piles_up else figure.of, figure.of)
    return f"{numerator}/{_between(whole, since, _share(period))}"


def _between(figure: Course, since: Fraction, share: Fraction) -> int:
    """What a figure is at a share of the year; what was added, if ``since`` an earlier one."""
    return figure.at(share) - (figure.at(since) if since else 0)


def _share(period: Period) -> Fraction:
    return Fraction(period.number * period.cadence.months, 12)


def _one_less(text: str) -> str:
    numerator, slash, whole = text.partition("/")
    return f"{int(numerator) - 1}{slash}{whole}"


def _evidence(part: _Part, name: str) -> dict[str, str]:
    path = f"evidence/{part.department}/{name}"
    return {"path": path, "sha256": hashlib.sha256(paper(path)).hexdigest()}


def draw(below: int, *about: object) -> int:
    """A number from 0 up to ``below``, the same whenever it is drawn about the same things."""
    return int(_digest(*about), 16) % below


def _id(day: date, *about: object) -> str:
    return f"{day:%Y%m%d}-{_digest(*about)}"


def _digest(*about: object) -> str:
    return hashlib.sha256("/".join(map(str, about)).encode()).hexdigest()[:8]
