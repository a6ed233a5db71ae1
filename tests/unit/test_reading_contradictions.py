"""Targets that contradict themselves: each way, and the sound targets that come near it."""

from __future__ import annotations

import pytest

from plan_texts import a_target_text, an_item_text, read

COUNT = {"measure": "count", "counts": None, "goal": '">= 3家"'}
SCORE = {"measure": "score", "counts": None, "goal": '">= 90分"'}
OCCASIONS = {"measure": "occasions", "counts": None, "value_is": None, "goal": "weekly"}
MILESTONE = {"measure": "milestone", "counts": None, "value_is": None, "goal": "done"}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"goal": "done"}, "misfit done"),
        ({"goal": "monthly"}, "misfit monthly"),
        ({**COUNT, "goal": "weekly"}, "misfit weekly"),
        ({**SCORE, "goal": "done"}, "misfit done"),
        ({**OCCASIONS, "goal": '">= 13"'}, 'misfit ">= 13"'),
        ({**MILESTONE, "goal": "rising"}, "misfit rising"),
        ({"goal": "rising", "value_is": "running-total"}, "snapshots-only running-total"),
        ({"goal": "kept", "value_is": "increment"}, "snapshots-only increment"),
        ({**COUNT, "goal": '">= 3%"'}, 'unit ">= 3%"'),
        ({**COUNT, "goal": '">= 6批次/千人"'}, 'unit ">= 6批次/千人"'),
        ({"goal": '">= 95"'}, 'unit ">= 95"'),
        ({"goal": '">= 3家"'}, 'unit ">= 3家"'),
        ({"goal": '"= 0批次"'}, 'unit "= 0批次"'),
        ({**SCORE, "goal": '">= 90%"'}, 'unit ">= 90%"'),
        ({**SCORE, "goal": '">= 9家"'}, 'unit ">= 9家"'),
        ({**SCORE, "goal": '"<= 15天"'}, 'unit "<= 15天"'),
        ({**SCORE, "goal": '">= 6批次/千人"'}, 'unit ">= 6批次/千人"'),
        ({"goal": '">= 100.1%"'}, 'above-whole ">= 100.1%"'),
        ({"goal": '"<= 1001‰"'}, 'above-whole "<= 1001‰"'),
        ({**COUNT, "denominator": "common"}, "common-needs-ratio common"),
        ({**SCORE, "may_exceed": "true"}, "exceed-needs-ratio true"),
        ({**OCCASIONS, "value_is": "increment"}, "value-is-needs-figure increment"),
        ({**MILESTONE, "across": "pooled"}, "always-each pooled"),
        ({**MILESTONE, "holds": "every-period"}, "milestone-every-period every-period"),
        ({**SCORE, "value_is": "increment"}, "score-increment increment"),
        ({"baseline": "{market: 1/2}"}, "baseline-needs-trend {market: 1/2}"),
    ],
)
def test_a_contradiction_is_found_at_the_key_at_fault(
    keys: dict[str, str | None], expected: str
) -> None:
    plan, _, told = read(an_item_text(targets=a_target_text(**keys)))
    assert told == [f"FL211.{expected}"]
    assert plan is not None
    assert plan.unread == {"1.1/rate"}


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"goal": '">= 100%"'},
        {"goal": '"<= 1000‰"'},
        {"goal": '">= 120%"', "may_exceed": "true"},
        {"goal": '">= 6‰"', "denominator": "common"},
        {"goal": '"= 0"'},
        {"goal": '"= 0%"'},
        {"goal": '">= 1.5倍"', "may_exceed": "true"},
        {"goal": "rising"},
        {"goal": "falling", "baseline": "{market: 1/2}"},
        {"goal": "kept", "holds": "every-period"},
        {"across": "each", "holds": "every-period", "value_is": "increment"},
        COUNT,
        {**COUNT, "goal": "rising", "counts": "{zh: 样品数}"},
        SCORE,
        {**SCORE, "goal": '">= 90"'},
        OCCASIONS,
        {**OCCASIONS, "goal": "quarterly", "across": "each", "holds": "every-period"},
        MILESTONE,
        {**MILESTONE, "binding": "false"},
    ],
)
def test_a_sound_target_is_none(keys: dict[str, str | None]) -> None:
    plan, _, told = read(an_item_text(targets=a_target_text(**keys)))
    assert told == []
    assert plan is not None
    assert list(plan.targets) == ["1.1/rate"]


def test_one_contradiction_is_found_once() -> None:
    keys = {**COUNT, "goal": "weekly", "denominator": "common", "may_exceed": "true"}
    assert len(read(an_item_text(targets=a_target_text(**keys))).told) == 1
