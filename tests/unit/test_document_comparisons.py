"""Words that compare mean the same to ``draft`` and to the second reading of ``verify``."""

import pytest

from foodsafety_ledger.document.figures import find_figures
from foodsafety_ledger.document.second_figures import figures_in, operators_of
from foodsafety_ledger.document.targets import read_targets


@pytest.mark.parametrize(
    ("words", "goal"),
    [
        ("Keep the pass rate not below 95%", ">= 95%"),
        ("The pass rate does not fall below 95%", ">= 95%"),
        ("Bring about a pass rate no lower than 95%", ">= 95%"),
        ("Inspect not fewer than 40 premises", ">= 40"),
        ("Have complaints no higher than 40", "<= 40"),
        ("Have complaints not above 40", "<= 40"),
        ("Have complaints under 40", "<= 40"),
        ("Have at most 40 complaints", "<= 40"),
        ("Reduce complaints to 40", "<= 40"),
        ("Bring the rate of complaints down to 5%", "<= 5%"),
        ("Reduce waste and raise coverage to 90%", ">= 90%"),
        ("Close cases in 30 days at the most", "<= 30天"),
        ("Test at least 30 per cent of premises", ">= 30%"),
        ("Print at least 1.5 million leaflets", ">= 1500000"),
        ("合格率达到百分之九十八点五", ">= 98.5%"),
        ("投诉率控制在万分之二以内", "<= 0.02%"),
        ("投诉率控制在万分之1.5以内", "<= 0.015%"),
        ("农药使用量较上年减少2%", ">= 2%"),
    ],
)
def test_both_readings_agree(words: str, goal: str) -> None:
    (target,) = read_targets(words, 0, len(words)).targets
    (figure,) = figures_in(words, 0, len(words))
    assert target.goal == goal
    assert target.goal.split()[0] in operators_of(figure, words)
    assert not figure.percent or target.goal.endswith(f" {float(figure.value):g}%")


@pytest.mark.parametrize("words", ["配备人员2名/所", "合格率98%↑", "投诉率2%↓", "增长率7.2%。以内"])
def test_a_sign_that_is_not_known_leaves_a_figure_unread(words: str) -> None:
    assert [figure.whole for figure in find_figures(words, 0, len(words))] == [False]


@pytest.mark.parametrize(
    "words", ["Inspect premises rated below 3", "Visit premises with more than 50 employees"]
)
def test_whom_something_is_for_is_no_goal(words: str) -> None:
    found = read_targets(words, 0, len(words))
    assert not found.targets
    assert [fact.doubt.key for fact in found.facts] == ["number"]
