"""What is other than at an earlier time: lights, verdicts and figures, both states side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from foodsafety_ledger.assess.assessment import ItemAssessment, Light, TargetAssessment
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.views.choice import Selection
from foodsafety_ledger.views.page import Block, Heading, Line, Paragraph, line, quiet, strong
from foodsafety_ledger.views.view import Json
from foodsafety_ledger.views.wording import figure_text, light_line, task_title, verdict_line
from foodsafety_ledger.words import Say

_WEIGHT = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN)


class LightChange(NamedTuple):
    """An item whose light is another than the last time."""

    item: ItemAssessment
    before: Light


class TargetChange(NamedTuple):
    """A target whose figure or verdict is another than the last time."""

    now: TargetAssessment
    before: TargetAssessment


def light_changes(
    now: Iterable[ItemAssessment], before: Iterable[ItemAssessment]
) -> tuple[LightChange, ...]:
    """The items, of those there were, whose light has changed."""
    old = {item.item.id: item.light for item in before}
    return tuple(
        LightChange(item, old[item.item.id])
        for item in now
        if old.get(item.item.id, item.light) is not item.light
    )


def change_lines(changes: Iterable[LightChange], plan: Plan, say: Say) -> Iterator[Line]:
    """Items with the light they had and the one they have, the reddest first."""
    for one in sorted(changes, key=lambda one: _WEIGHT.index(one.item.light)):
        title = f"{one.item.item.id} {task_title(one.item.item, plan, say)}  "
        before, after = light_line(one.before, say), light_line(one.item.light, say)
        yield line(strong(title), before, " → ", after)


def target_changes(now: Selection, before: Selection) -> tuple[TargetChange, ...]:
    """The targets, of those there were, whose verdict or figure has changed."""
    old = {one.target.ref: one for one in before.targets}
    pairs = ((one, old[one.target.ref]) for one in now.targets if one.target.ref in old)
    return tuple(
        TargetChange(one, was)
        for one, was in pairs
        if (one.verdict, one.value) != (was.verdict, was.value)
    )


def change_blocks(now: Selection, before: Selection, typed: str, say: Say) -> Iterator[Block]:
    """The lights and verdicts that changed: what got worse by name, the rest added up.

    ``typed`` is how the earlier state was called.
    """
    plan = now.assessment.plan
    lights, targets = light_changes(now.items, before.items), target_changes(now, before)
    worse = [one for one in lights if _is_worse(one.item.light, one.before)]
    told = [one for one in targets if one.now.verdict is not one.before.verdict]
    failing = [one for one in told if _is_worse(one.now.light, one.before.light)]
    lines = [
        *change_lines(worse, plan, say),
        *_better_items([one for one in lights if one not in worse], say),
        *(_failing_line(one, say) for one in failing),
        *_better_targets([one for one in told if one not in failing], say),
    ]
    if len(told) < len(targets):
        lines.append(line(say("status.changed.figures", count=len(targets) - len(told))))
    yield Heading(line(say("status.changed", against=typed)))
    yield Paragraph(tuple(lines) or (line(say("status.changed.nothing")),), indent=1, hang=2)


def _is_worse(now: Light, before: Light) -> bool:
    return _WEIGHT.index(now) < _WEIGHT.index(before)


def _better_items(changes: Iterable[LightChange], say: Say) -> Iterator[Line]:
    """``黄 → 绿  1.1、1.3``: the items that went the same way."""
    ways: dict[tuple[Light, Light], list[str]] = defaultdict(list)
    for one in changes:
        ways[one.before, one.item.light].append(one.item.item.id)
    for (before, after), ids in ways.items():
        names = say.in_a_row(ids)
        yield line(light_line(before, say), " → ", light_line(after, say), f"  {names}")


def _failing_line(one: TargetChange, say: Say) -> Line:
    """What a target was and is, with its figure now."""
    name = line(one.now.target.name.in_(say.lang), quiet(f"  {one.now.target.ref}  "))
    was, now = verdict_line(one.before.verdict, say), verdict_line(one.now.verdict, say)
    return line(name, was, " → ", now, f"  {figure_text(one.now, say)}")


def _better_targets(changes: Iterable[TargetChange], say: Say) -> Iterator[Line]:
    """``尚未达标 → 达标  12``: how many targets went the same way."""
    ways = Counter((one.before.verdict, one.now.verdict) for one in changes)
    for (before, after), count in ways.items():
        text = say("status.changed.targets", count=count)
        yield line(verdict_line(before, say), " → ", verdict_line(after, say), f"  {text}")


def beside_before(now: Mapping[str, Any], before: Mapping[str, Any]) -> Json:
    """``status``'s data in which each object has the same one, earlier, under ``before``."""
    summary = {**now["summary"], "before": before["summary"]}
    lists = {
        key: [{**one, "before": old.get(one["id"])} for one in now[key]]
        for key in ("items", "targets", "departments")
        for old in [{one["id"]: one for one in before[key]}]
    }
    return {**now, "summary": summary, **lists}
