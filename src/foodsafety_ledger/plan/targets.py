"""Targets as values: who owes the figure, from when it is judged, what it started from."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from foodsafety_ledger.files.located import LocatedMap
from foodsafety_ledger.plan.border import read_node
from foodsafety_ledger.plan.contradictions import FIGURES, find_contradiction
from foodsafety_ledger.plan.directory import is_repeated, members, raw_id, to_name
from foodsafety_ledger.plan.frame import Frame
from foodsafety_ledger.plan.model import ItemModel, TargetModel
from foodsafety_ledger.plan.parts import Parts, check_units, expand_all
from foodsafety_ledger.plan.values import Across, Baseline, Measure, Role, Target, ValueIs
from foodsafety_ledger.values.location import Location
from foodsafety_ledger.values.number import Counts, parse_counts, parse_decimal


def read_targets(
    item: ItemModel, node: LocatedMap, parts: Parts, frame: Frame
) -> tuple[Target, ...]:
    """The item's targets that read; the others are among the unread."""
    first: dict[str, Location] = {}
    read = []
    for member in members(node, "targets", frame.findings, frame.unread):
        model = read_node(TargetModel, member, frame.findings)
        if model is not None and is_repeated(member, model.id, first, frame.findings):
            continue
        if model is None or not _is_sound(model, member, frame):
            id_ = raw_id(member)
            frame.unread.add(f"{item.id}/{id_}")
        else:
            read.append(_target(model, item, member, parts, frame))
    return tuple(read)


def _is_sound(model: TargetModel, node: LocatedMap, frame: Frame) -> bool:
    needed = []
    if model.measure in FIGURES and model.value_is is None:
        needed.append("value_is")
    if model.measure is Measure.RATIO and model.counts is None:
        needed.append("counts")
    for key in needed:
        frame.findings.add("FL201", node.start, "measure", key=key, measure=model.measure.value)
    if needed:
        return False
    found = find_contradiction(model)
    if found is not None:
        facts = {"goal": str(node["goal"]), "measure": model.measure.value}
        frame.findings.add("FL211", node.span_at(found.key), found.variant, **facts)
    return found is None


def _target(
    model: TargetModel, item: ItemModel, node: LocatedMap, parts: Parts, frame: Frame
) -> Target:
    due = frame.day_within(model.due, node, "due") or item.due or frame.end
    first = frame.first_within(model.first, due, node, "from") or item.first
    ref = f"{item.id}/{model.id}"
    owed_by = _owed_by(model, node, ref, parts, frame)
    if not owed_by and parts.owing and ref not in frame.unread:
        frame.findings.add("FL210", node.start, target=ref, name=to_name(model.name))
    return Target(
        id=model.id,
        item=item.id,
        name=to_name(model.name),
        measure=model.measure,
        goal=model.goal,
        goal_text=str(node["goal"]),
        quote=model.quote,
        due=due,
        first=first or frame.judged_from,
        owed_by=owed_by,
        location=frame.at(node),
        quote_at=frame.at(node, "quote"),
        goal_at=frame.at(node, "goal"),
        counts=to_name(model.counts),
        value_is=model.value_is or ValueIs.SNAPSHOT,
        denominator=model.denominator,
        holds=model.holds,
        across=model.across or (Across.POOLED if model.measure in FIGURES else Across.EACH),
        baselines=_baselines(model, node, owed_by, ref, frame),
        binding=model.binding,
        may_exceed=model.may_exceed,
    )


def _owed_by(
    model: TargetModel, node: LocatedMap, ref: str, parts: Parts, frame: Frame
) -> tuple[str, ...]:
    if not model.reported_by:
        strong = parts.named[Role.LEAD] + parts.named[Role.RESPONSIBLE]
        return expand_all(strong or parts.named[Role.SHARED], parts, frame)
    check_units(model.reported_by, node, "reported_by", ref, frame)
    owed_by = expand_all(model.reported_by, parts, frame)
    for position, unit in enumerate(model.reported_by):
        outside = set(expand_all([unit], parts, frame)) - parts.holders.keys()
        if outside and not parts.takes_others and ref.partition("/")[0] not in frame.unread:
            span = node.span_at("reported_by", position)
            frame.findings.add("FL211", span, "reporter-without-part", value=unit)
    return owed_by


def _baselines(
    model: TargetModel, node: LocatedMap, owed_by: tuple[str, ...], ref: str, frame: Frame
) -> Mapping[str, Baseline] | None:
    basis = model.baseline.get("basis", "")
    found = {}
    for department, text in model.baseline.items():
        if department == "basis":
            continue
        if department not in owed_by:
            _find_stranger(department, node, owed_by, ref, frame)
            continue
        value = _baseline_value(model.measure, text)
        if value is None:
            variant = "baseline-counts" if model.measure is Measure.RATIO else "baseline"
            span = node.span_at("baseline", department)
            frame.findings.add("FL204", span, variant, value=text, key=department)
        else:
            found[department] = Baseline(value, basis)
    return found or None


def _find_stranger(
    department: str, node: LocatedMap, owed_by: tuple[str, ...], ref: str, frame: Frame
) -> None:
    span = node["baseline"].key_spans[department]
    directory = frame.directory
    if department in directory.departments:
        if ref not in frame.unread and ref.partition("/")[0] not in frame.unread:
            frame.findings.add("FL211", span, "baseline-not-owed", value=department)
    elif not directory.knows(department):
        known = owed_by or directory.departments
        frame.findings.add_unknown(span, "department", department, known)


def _baseline_value(measure: Measure, text: str) -> Counts | Fraction | None:
    if measure is Measure.RATIO:
        counts = parse_counts(text)
        return counts if counts is not None and counts.denominator else None
    return None if text.startswith("-") else parse_decimal(text)
