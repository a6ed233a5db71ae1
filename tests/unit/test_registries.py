"""A member more of an enumeration: no table leaves it out, and there are words for it.

What a table leaves out is a KeyError in front of a person, on the day somebody first has the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from importlib import import_module
from inspect import getsource
from pkgutil import walk_packages

import pytest

import foodsafety_ledger
from foodsafety_ledger.assess.assessment import DutyState, Light, PaceState, TargetVerdict
from foodsafety_ledger.cli.app import COMMANDS
from foodsafety_ledger.document import figure_words, second_figures
from foodsafety_ledger.filing.drafting import scalar
from foodsafety_ledger.model.diagnostic import Severity
from foodsafety_ledger.model.entry import FieldKind, Kind, Status, Verdict
from foodsafety_ledger.model.goal import FREQUENCIES, TRENDS, GoalKind
from foodsafety_ledger.model.name import Lang
from foodsafety_ledger.model.period import Cadence, parse_period
from foodsafety_ledger.model.plan import Role, ValueIs
from foodsafety_ledger.reading import canonical, plan_models
from foodsafety_ledger.reading.naming import RefKind
from foodsafety_ledger.reading.plan_diff import Move
from foodsafety_ledger.reading.register import LEVELS, SlipKind
from foodsafety_ledger.reading.typed import spelt_period
from foodsafety_ledger.rollup.engines import EngineName
from foodsafety_ledger.rollup.schema import ValueState
from foodsafety_ledger.views import rollup
from foodsafety_ledger.views.account import ReportKind
from foodsafety_ledger.views.status_rows import StatusBy
from foodsafety_ledger.words import Say

PARTIAL = {
    "check.fl4_references._OF_OFFICE": "what only the office says",
    "cli.options._SEVERAL": "the keys that stand for several answers",
    "cli.review._MARKED": "the entries that mark another",
    "document.second_figures._WORDS": "a bound is read by its figure; anything can be done",
    "files.evidence._FAULTS": "what keeps a file from being read",
    "formats.html._FILLS": "the tones that a bar has",
    "formats.ink.INK": "the tones that are colours",
    "formats.workbook._FORMULAS": "the answers that a formula can hold to something",
    "formats.workbook._LISTS": "the answers that are chosen from a list",
    "formats.workbook._FORM_WIDTHS": "the columns of a form",
    "model.goal.FREQUENCIES": "the goals that ask for occasions",
    "reading.canonical._PARTS": "the keys whose values have parts with places",
    "reading.heads.FORM_HEADS": "the columns of a form",
    "reading.heads._USUAL": "the columns that only our forms have need no other head",
    "reading.schema._BLANKS": "the keys that are several",
    "reading.schema._SAYING": "the keys that are texts",
    "views.template._PLAIN": "the columns that are copied",
}
"""The tables that are not for every member, and for which they are."""


def _tables() -> Iterator[tuple[str, Mapping[Enum, object]]]:
    """Every table of the program by the members of one enumeration, where it is made."""
    start = f"{foodsafety_ledger.__name__}."
    for found in walk_packages(foodsafety_ledger.__path__, start):
        module = import_module(found.name)
        own = set(re.findall(r"(?m)^(\w+)(?:: .*)? = ", getsource(module) + "\n"))
        for name in own & vars(module).keys():
            table = vars(module)[name]
            if isinstance(table, Mapping) and _is_by_members(table):
                yield f"{found.name.removeprefix(start)}.{name}", table


def _is_by_members(table: Mapping[object, object]) -> bool:
    return len({type(key) for key in table}) == 1 and isinstance(next(iter(table)), Enum)


def test_a_table_for_every_member_leaves_none_out() -> None:
    tables = dict(_tables())
    lacking = {
        name: [one.name for one in type(next(iter(table))) if one not in table]
        for name, table in tables.items()
    }
    assert len(tables) > len(PARTIAL)
    assert {name: left for name, left in lacking.items() if left and name not in PARTIAL} == {}
    assert {name for name in PARTIAL if not lacking[name]} == set()


WORDS: dict[str, Iterable[object]] = {
    "status.light": Light,
    "status.verdict": TargetVerdict,
    "status.duty": DutyState,
    "status.status": Status,
    "status.role": Role,
    "status.by": StatusBy,
    "status.period": Cadence,
    "status.period.head": Cadence,
    "status.goal": [kind for kind in GoalKind if kind is not GoalKind.BOUND],
    "show.every": Cadence,
    "show.severity": Severity,
    "check": Severity,
    "record.value-is": ValueIs,
    "template.value-is": ValueIs,
    "why.over-time": ValueIs,
    "record.verdict": Verdict,
    "log.reviews": Verdict,
    "log.reviewed": Verdict,
    "export.kind": Kind,
    "export.pace": PaceState,
    "report.pace": PaceState,
    "plan.diff": Move,
    "record.duty": DutyState,
    "report.called": ReportKind,
    "report.title": ReportKind,
    "rollup.called": rollup.RollupBy,
    "rollup.state": ValueState,
    "dispatch.kind": SlipKind,
    "dispatch.slip.text": SlipKind,
    "dispatch.level": range(1, LEVELS + 1),
    "cli.command": COMMANDS,
    "failures.kind": RefKind,
}
"""What is said of each member, by the beginning of its texts' keys."""


@pytest.mark.parametrize("start", WORDS)
def test_there_are_words_for_every_member(start: str) -> None:
    say = Say("zh")
    assert [one for one in WORDS[start] if not say.knows(f"{start}.{one}")] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_help_of_rollup_names_every_engine(lang: Lang) -> None:
    assert [one for one in EngineName if one not in Say(lang)("rollup.engine")] == []


@pytest.mark.parametrize("cadence", Cadence)
def test_every_cadence_is_spelled_and_read_alike(cadence: Cadence) -> None:
    for month in range(1, 13):
        period = cadence.holding(date(2021, month, 1))
        assert period.start <= date(2021, month, 1) <= period.end
        assert parse_period(str(period)) == period
        assert spelt_period(str(period)) == str(period)
        assert Say("zh").formal().time(period).startswith("2021年"), "papers write it out"
        assert re.search(plan_models._PERIOD, str(period))
        written = f" {scalar(str(period))}"
        assert re.fullmatch(canonical._FORMS[FieldKind.PERIOD], written)


def test_every_goal_without_a_bound_is_a_trend_a_frequency_or_done() -> None:
    assert {*TRENDS, *FREQUENCIES, GoalKind.BOUND, GoalKind.DONE} == set(GoalKind)
    assert {goal for _, goal in figure_words.OCCASIONS} == set(FREQUENCIES)
    assert set(second_figures._WORDS) == {*TRENDS, *FREQUENCIES}
