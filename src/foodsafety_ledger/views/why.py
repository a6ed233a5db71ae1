"""``ledger why``: where a figure or a light comes from, down to the entries and the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import starmap
from shlex import quote
from typing import Final

from foodsafety_ledger.assess.assessment import (
    VERDICT_LIGHT,
    Assessment,
    DepartmentSummary,
    Duty,
    DutyState,
    ItemAssessment,
    Light,
    Part,
    PeriodFigure,
    Reason,
    Share,
    TargetAssessment,
)
from foodsafety_ledger.assess.goals import compare_with_bound, shown_unit, shown_value
from foodsafety_ledger.assess.reasons import LIGHT_ORDER
from foodsafety_ledger.model.entry import Status
from foodsafety_ledger.model.goal import GoalKind
from foodsafety_ledger.model.measure import is_nothing
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Across, Item, Target
from foodsafety_ledger.reading.naming import RefKind, entry_among_refs, read_refs
from foodsafety_ledger.views.attention import SAID
from foodsafety_ledger.views.choice import choose, select
from foodsafety_ledger.views.page import (
    Block,
    Run,
    Step,
    Steps,
    Tone,
    line,
    quiet,
    rest,
    strong,
    text_of,
)
from foodsafety_ledger.views.trail import SPAN, Trail, entry_step, place_facts
from foodsafety_ledger.views.view import (
    Field,
    Json,
    Origin,
    Record,
    Records,
    View,
    fields_of,
)
from foodsafety_ledger.views.wording import (
    department_figure_text,
    department_name,
    duty_run,
    figure_data,
    goal_text,
    light_line,
    name_departments,
    people_text,
    reason_alone,
    reason_text,
    resolutions,
    review_text,
    role_text,
    status_run,
    value_data,
    verdict_line,
)
from foodsafety_ledger.words import Say

_ROOM: Final = 20
"""The steps that a terminal shows at first; long ones take two lines of it."""


def why_view(text: str, trail: Trail, assess: Callable[[], Assessment], origin: Origin) -> View:
    """The derivation of what a REF or an entry's id names; UsageError for what names nothing."""
    steps = tuple(_derivation(text, trail, assess))
    whole = f"why {quote(text)} --verbose"
    return replace(
        _steps_view(steps, origin), brief=lambda: brief_steps(steps, _ROOM, trail.say, whole)
    )


def _steps_view(steps: tuple[Step, ...], origin: Origin) -> View:
    return View(
        origin,
        lambda: (Steps(steps),),
        lambda: Records(_KEYS, starmap(_record, Steps(steps).walk())),
        lambda: {"derivation": [_data(step) for step in steps]},
    )


def target_steps(one: TargetAssessment, as_of: date, trail: Trail) -> tuple[Step, ...]:
    """What a target's figure rests on, down to the entries and the document."""
    return _target_step(one, as_of, trail).below


def derivation_view(
    trail: Trail, items: Iterable[ItemAssessment], as_of: date, origin: Origin
) -> View:
    """The derivation of everything: every item's light and every target's figure."""
    steps = tuple(_item_step(one, as_of, trail) for one in items)
    return _steps_view(steps, origin)


def _derivation(text: str, trail: Trail, assess: Callable[[], Assessment]) -> Iterator[Step]:
    entry = entry_among_refs(text, trail.history.entries)
    if entry is not None:
        yield entry_step(trail.history.subject(entry), trail)
        return
    (ref,) = read_refs([text], trail.plan)
    chosen = select(assess(), choose([ref], trail.plan))
    as_of, who = chosen.assessment.as_of, chosen.choice.departments
    match ref.kind:
        case RefKind.TARGET:
            yield from (_target_step(one, as_of, trail) for one in chosen.targets)
        case RefKind.DEPARTMENT | RefKind.GROUP:
            for one in chosen.assessment.departments:
                if one.id in (who or ()):
                    yield _department_step(one, chosen.assessment, trail)
        case _:
            yield from (_item_step(one, as_of, trail) for one in chosen.items)


_FIGURE: Final = ("light", "verdict", "status", "state", "goal", "numerator", "denominator")
_WHO: Final = ("by", "commit", "author", "days_after_entry", "missed_due", "unanswered")
_KEYS: Final = (
    *("depth", "kind", "text", "id", "department", "period", "date", "due", *_FIGURE),
    *("value", "gap", *_WHO, "path", *SPAN, "sha256"),
)


def _record(depth: int, step: Step) -> Record:
    """A step; ``depth`` says what rests on what."""
    at: dict[str, Field] = {"depth": depth, "kind": step.kind, "text": text_of(step.line)}
    return at | fields_of(step.facts)


def _data(step: Step) -> Json:
    below = [_data(inner) for inner in step.below]
    return {"kind": step.kind, "text": text_of(step.line), **step.facts, "below": below}


def _item_step(one: ItemAssessment, as_of: date, trail: Trail) -> Step:
    """The light with its reasons, each department's part, and each target; heaviest first."""
    title = strong(f"{one.item.id}  {one.item.summary.in_(trail.say.lang)}")
    targets = sorted(one.targets, key=lambda target: LIGHT_ORDER.index(target.light))
    below = (
        *_reason_steps(one.reasons, trail.say),
        *_extension_steps(one.item.id, trail),
        *(_part_step(part, trail) for part in one.parts),
        *(_target_step(target, as_of, trail) for target in targets),
        *(() if targets else (_phrase_step(one.item, trail),)),
    )
    facts = {"id": one.item.id, "light": one.light}
    return Step(line(light_line(one.light, trail.say), "  ", title), below, "item", facts)


def _reason_steps(reasons: Iterable[Reason], say: Say) -> Iterator[Step]:
    for reason in reasons:
        text = line(light_line(reason.light, say), f"  {reason_text(reason, say)}")
        yield Step(text, (), "reason", {"key": reason.key, "light": reason.light})


def _part_step(part: Part, trail: Trail) -> Step:
    """A department's status and reports, over the entries that say so."""
    say = trail.say
    review = review_text(part, say)
    people = people_text(trail.plan.departments[part.department], say)
    text = line(
        strong(department_name(part.department, trail.plan, say)),
        f"  {role_text(part, say)}  ",
        status_run(part.status, say),
        f"  {review}" if review else "",
        quiet(f"  {people}" if people else ""),
    )
    facts = {"department": part.department, "roles": part.roles, "status": part.status}
    missing = (_duty_step(duty, say) for duty in part.duties if duty.entry is None)
    late = (_duty_step(duty, say) for duty in part.duties if duty.state is DutyState.LATE)
    entries = (entry_step(entry, trail) for entry in part.entries)
    return Step(text, (*missing, *late, *entries), "part", facts)


def _duty_step(duty: Duty, say: Say) -> Step:
    words = say("why.duty", due=duty.due)
    if duty.entry is not None:
        words = say("why.late", due=duty.due, date=duty.entry.date)
    text = line(f"{duty.period}  ", duty_run(duty.state, say), f"  {words}")
    facts = {"period": str(duty.period), "due": duty.due, "state": duty.state}
    return Step(text, (), "duty", facts)


def _department_step(one: DepartmentSummary, assessment: Assessment, trail: Trail) -> Step:
    """The department's own reasons, and in each of its items what is its own."""
    say = trail.say
    name = strong(one.name.in_(say.lang)), quiet(f"  {one.id}")
    mine = (item for item in assessment.items if item.item.id in one.items)
    items = (_own_item_step(one.id, item, trail) for item in mine)
    text = line(light_line(one.light, say), "  ", name)
    below = (*_reason_steps(one.reasons, say), *items)
    return Step(text, below, "department", {"id": one.id, "light": one.light})


def _own_item_step(department: str, one: ItemAssessment, trail: Trail) -> Step:
    text = line(f"{one.item.id}  {one.item.summary.in_(trail.say.lang)}")
    own = one.own_of(department)
    said = [reason for reason in own.reasons if reason.kind in SAID] if own else []
    told = _reason_steps(said, trail.say)
    parts = (_part_step(part, trail) for part in one.parts if part.department == department)
    figures = (
        _own_figure_step(figure, target.target, trail.say)
        for target in one.targets
        for figure in target.figures
        if figure.department == department
    )
    return Step(text, (*told, *parts, *figures), "item", {"id": one.item.id})


def _own_figure_step(figure: Share, target: Target, say: Say) -> Step:
    shown = f"  {target.name.in_(say.lang)}  {department_figure_text(figure, target, say)}"
    text = line(verdict_line(figure.verdict, say), shown, quiet(f"  {target.ref}"))
    return Step(text, (), "target", {"id": target.ref, "verdict": figure.verdict})


def _target_step(one: TargetAssessment, as_of: date, trail: Trail) -> Step:
    """The verdict, and everything it rests on down to the document."""
    say, target = trail.say, one.target
    name = strong(target.name.in_(say.lang)), quiet(f"  {target.ref}")
    facts = {"id": target.ref, "verdict": one.verdict, "light": one.light}
    below = (
        *_rule_steps(one, say),
        _due_step(one, as_of, trail),
        *(_period_step(period, one, trail) for period in one.periods),
        *(_figure_step(figure, target, trail) for figure in sorted(one.figures, key=_lightest)),
        _quote_step(target, trail),
    )
    text = line(verdict_line(one.verdict, say), "  ", name)
    return Step(text, below, "target", {**facts, "goal": target.goal_text, **figure_data(one)})


def _lightest(figure: Share) -> int:
    """Whoever made a target fail comes first."""
    return LIGHT_ORDER.index(VERDICT_LIGHT[figure.verdict])


def _rule_steps(one: TargetAssessment, say: Say) -> Iterator[Step]:
    """The reasons in words, the comparison as it was made, and how figures add up."""
    for reason in one.reasons:
        if reason.kind in {"not-judged", "judged-with"}:  # steps of their own
            continue
        facts = {"key": reason.key, "light": reason.light}
        yield Step(line(reason_alone(reason, say)), (), "reason", facts)
    comparison = _comparison(one, say)
    if comparison:
        yield Step(line(comparison), kind="comparison")
    yield Step(line(_method(one.target, say)), kind="method")


def _due_step(one: TargetAssessment, as_of: date, trail: Trail) -> Step:
    """The due date, until when it is waited for, whether that has passed, and who put it off."""
    say, grace_days = trail.say, trail.plan.grace_days
    due, passed = one.target.due, as_of > one.ready
    key = "why.due"
    if one.ready != due:
        key = "why.due.grace" if due == one.target.last.end else "why.due.duty"
    told = say(key, due=due, grace=grace_days, ready=one.ready)
    text = say("why.due.passed" if passed else "why.due.open", due=told, as_of=as_of)
    below = () if one.target.has_own_due else _extension_steps(one.target.item, trail)
    return Step(line(text), tuple(below), "due", {"due": due, "passed": passed})


def _extension_steps(item: str, trail: Trail) -> Iterator[Step]:
    """The entry that put an item's due date off, where it was put off."""
    for entry in trail.known.extensions.get(item, ())[-1:]:
        yield entry_step(entry, trail)


def _comparison(one: TargetAssessment, say: Say) -> str:
    """``118/120 = 98.33%; 118 × 100 < 100 × 120``: a ratio is compared by multiplying crosswise."""
    goal, counts = one.target.goal, one.compared
    if not isinstance(counts, Counts) or is_nothing(counts):
        return ""
    equation = _equation(counts, one.target, say)
    if goal.kind is not GoalKind.BOUND:
        return equation
    sign = {-1: "<", 0: "=", 1: ">"}[compare_with_bound(goal, counts)]
    left = f"{counts.numerator} × {goal.scale * goal.bound.denominator}"
    right = f"{goal.bound.numerator} × {counts.denominator}"
    return say("why.cross", equation=equation, left=left, sign=sign, right=right)


def _equation(counts: Counts, target: Target, say: Say) -> str:
    """``118/120 = 98.33%``; only for counts that are not ``0/0``."""
    value = f"{shown_value(counts, target.goal)}{shown_unit(counts, target.goal)}"
    return say("why.equation", counts=counts, value=value)


def _method(target: Target, say: Say) -> str:
    """How departments' figures make one, and how entries make a department's."""
    method = target.measure.method.in_(say.lang)
    if not target.measure.is_figure:
        return say("why.method.alone", over_time=method)
    if target.across is Across.EACH:
        method = say("why.together.each")
    elif target.is_common:
        method = say("why.together.common")
    over_time = say(f"why.over-time.{target.value_is}")
    if len(target.owed_by) < 2:
        return say("why.method.alone", over_time=over_time)
    return say("why.method", together=method, over_time=over_time)


def _period_step(period: PeriodFigure, one: TargetAssessment, trail: Trail) -> Step:
    """A period by itself, and those of its entries that no department's figure comes from."""
    value, target, say = period.value, one.target, trail.say
    shown = say("status.no-value") if value is None else str(value)
    if isinstance(value, Counts) and not is_nothing(value):
        shown = _equation(value, target, say)
    if not period.asked:
        key = "why.judged-with" if period.into else "why.not-asked"
        text = line(f"{period.period}  {shown}  ", quiet(say(key, into=period.into)))
    else:
        judged = "" if period.judged else quiet(f"  {say('why.not-judged')}")
        text = line(f"{period.period}  ", verdict_line(period.verdict, say), f"  {shown}", judged)
    facts = {"period": str(period.period), "verdict": period.verdict, "judged": period.judged}
    entries = (entry for entry in period.entries if entry not in one.entries)
    below = tuple(entry_step(entry, trail, target.id) for entry in entries)
    return Step(text, below, "period", facts)


def _figure_step(figure: Share, target: Target, trail: Trail) -> Step:
    name = department_name(figure.department, trail.plan, trail.say)
    shown = department_figure_text(figure, target, trail.say)
    if isinstance(figure.value, Counts) and not is_nothing(figure.value):
        shown = _equation(figure.value, target, trail.say)
    stale = Run(f"  {trail.say('why.stale')}", Tone.YELLOW) if figure.stale else ""
    said = {"department": figure.department, "verdict": figure.verdict}
    facts = {**said, **value_data(figure.value, target.goal)}
    steps = tuple(entry_step(entry, trail, target.id) for entry in figure.entries)
    return Step(line(strong(name), f"  {shown}", stale), steps, "department", facts)


def _quote_step(target: Target, trail: Trail) -> Step:
    """The document's words that ask for the target, and for the item."""
    quoted = trail.say("why.quote", quote=target.quote, goal=goal_text(target, trail.say))
    text = line(quoted, f"  {trail.plan.document.place_of(target, trail.say.lang)}")
    below = (_phrase_step(trail.plan.items[target.item], trail),)
    return Step(text, below, "quote", {"quote": target.quote, **place_facts(target.quote_at)})


def _phrase_step(item: Item, trail: Trail) -> Step:
    """The bracket that makes departments responsible, and the document it stands in."""
    document = trail.plan.document
    facts = {"number": document.number, "issuer": document.issuer, "issued": document.issued}
    key = "why.document" if document.issued else "why.document.undated"
    paper = Step(line(trail.say(key, **facts)), (), "document", facts)
    words = trail.say("why.phrase", item=item.id, phrase=item.phrase)
    place = {"phrase": item.phrase, **place_facts(item.phrase_at)}
    below = (*_named_steps(item, trail), paper)
    return Step(line(words, f"  {item.phrase_at}"), below, "phrase", place)


def _named_steps(item: Item, trail: Trail) -> Iterator[Step]:
    """Whom the bracket names in which role, and what open words are taken for."""
    plan, say = trail.plan, trail.say
    for role, ids in item.named.items():
        told = line(f"{say(f'status.role.{role}')}  {name_departments(ids, plan, say)}")
        yield Step(told, (), "role", {"role": role, "departments": " ".join(ids)})
    for group, text in zip(item.resolved, resolutions(item, plan, say), strict=True):
        yield Step(line(f"{say('show.resolved')}  ", *text), (), "resolved", {"group": group})


_RED: Final = tuple(verdict for verdict, light in VERDICT_LIGHT.items() if light is Light.RED)
_GRAVE: Final = frozenset({Light.RED, Status.BLOCKED, DutyState.OVERDUE, *_RED})


def brief_steps(steps: Sequence[Step], room: int, say: Say, typed: str) -> Iterator[Block]:
    """A derivation in ``room`` steps: what is grave in full, then the others in their order.

    What is not shown in full ends in an ellipsis.
    """
    shown = _fitted(steps, room, is_asked=True)
    yield Steps(shown)
    if hidden := _size(steps) - _size(shown):
        yield rest(say, hidden, typed)


def _size(steps: Sequence[Step]) -> int:
    return sum(1 + _size(one.below) for one in steps)


def _fitted(steps: Sequence[Step], room: int, *, is_asked: bool = False) -> tuple[Step, ...]:
    """Of each what it says first, and below it what there is room for.

    What would not fit whole stays closed, but for what is grave, and what was asked for itself.
    """
    kept = sorted(range(len(steps)), key=lambda place: not _is_grave(steps[place]))[: max(1, room)]
    room -= len(kept)
    below: dict[int, tuple[Step, ...]] = {}
    for place in kept:
        below[place] = _first(steps[place])[: max(0, room)]
        room -= len(below[place])
    for place in kept:
        inner, said = steps[place].below, len(below[place])
        partly = room > 0 and (is_asked or _is_grave(steps[place]))
        if partly or len(inner) - said <= room:
            below[place] = _fitted(inner, room + said)
            room -= _size(below[place]) - said
    return tuple(_cut(steps[place], below[place]) for place in sorted(kept))


def _first(one: Step) -> tuple[Step, ...]:
    """What a step rests on first, where that is all said in one line."""
    return tuple(inner for inner in one.below[:1] if not inner.below)


def _cut(one: Step, below: tuple[Step, ...]) -> Step:
    said = one.line if _size(below) == _size(one.below) else line(one.line, quiet(" …"))
    return replace(one, line=said, below=below)


def _is_grave(one: Step) -> bool:
    """Whether a step, or one that it rests on, says why something is red today."""
    if one.kind == "entry":
        return False
    said = {one.facts.get(key) for key in ("light", "status", "state", "verdict")}
    return not said.isdisjoint(_GRAVE) or any(map(_is_grave, one.below))
