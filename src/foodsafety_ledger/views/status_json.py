"""The ``data`` of ``ledger status --format json`` (design 6)."""

from __future__ import annotations

from collections.abc import Mapping

from foodsafety_ledger.assess.assessment import (
    DepartmentFigure,
    DepartmentSummary,
    ItemAssessment,
    Part,
    Reason,
    TargetAssessment,
)
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.views.figures import figure_data, json_value, reason_text
from foodsafety_ledger.views.status import View, count_duties, count_lights, count_verdicts
from foodsafety_ledger.words import Say

Json = Mapping[str, object]


def status_data(view: View, say: Say) -> Json:
    """Summary, items, targets and departments of the view."""
    return {
        "summary": {
            "items": count_lights(view.items),
            "targets": count_verdicts(view.targets),
            "duties": count_duties(view.duties),
            "errors": view.assessment.left_out.count,
        },
        "items": [item_data(item, say) for item in view.items],
        "targets": [target_data(target) for target in view.targets],
        "departments": [_department(department) for department in view.departments],
    }


def item_data(item: ItemAssessment, say: Say) -> Json:
    """An item: its light, why, and each department's part."""
    return {
        "id": item.item.id,
        "task": item.item.task,
        "section": item.item.section,
        "light": item.light,
        "reasons": [reason_data(reason, say) for reason in item.reasons],
        "departments": [_part(part) for part in item.parts],
    }


def reason_data(reason: Reason, say: Say) -> Json:
    """A reason: its key and facts for programs, its words for people."""
    facts = {key: _fact(value) for key, value in reason.facts.items()}
    return {
        "key": reason.key,
        "light": reason.light,
        "text": reason_text(reason, say),
        "facts": facts,
    }


def _fact(value: str | int | Name) -> object:
    return {"zh": value.zh, "en": value.en} if isinstance(value, Name) else value


def _part(part: Part) -> Json:
    return {
        "id": part.department,
        "roles": list(part.roles),
        "status": part.status,
        "duties": {str(duty.period): duty.state for duty in part.duties},
    }


def target_data(one: TargetAssessment) -> Json:
    """A target: its goal, the figure, what is missing, and where the figure comes from."""
    target = one.target
    return {
        "id": target.ref,
        "item": target.item,
        "goal": target.goal_text,
        "verdict": one.verdict,
        "light": one.light,
        **figure_data(one),
        "binding": target.binding,
        "due": target.due.isoformat(),
        "by_department": [_figure(figure, one) for figure in one.figures],
        "entries": [entry.id for entry in one.entries],
    }


def _figure(figure: DepartmentFigure, one: TargetAssessment) -> Json:
    return {
        "id": figure.department,
        "numerator": figure.counts.numerator if figure.counts else None,
        "denominator": figure.counts.denominator if figure.counts else None,
        "value": json_value(figure.value, one.target),
    }


def _department(one: DepartmentSummary) -> Json:
    return {
        "id": one.id,
        "name": {"zh": one.name.zh, "en": one.name.en},
        "light": one.light,
        "duties": count_duties(one.duties),
        "items": len(one.items),
    }
