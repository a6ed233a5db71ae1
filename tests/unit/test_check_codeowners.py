"""CODEOWNERS as the plan's authors call for it, and where the file says something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pytest

from builders import a_department, a_plan
from effort import lines_run
from foodsafety_ledger.check.authors import CODEOWNERS, check_codeowners, codeowners_lines
from foodsafety_ledger.model.plan import Plan

LISTED = {"office": ("o@x",), "alpha": ("a@x", "b@x"), "beta": (), "gamma": ("c@x", "o@x")}

LINES = [
    "/data/ o@x",
    "/ledgers/ o@x",
    "/evidence/ o@x",
    "/ledgers/alpha.yaml a@x b@x o@x",
    "/evidence/alpha/ a@x b@x o@x",
    "/ledgers/gamma.yaml c@x o@x",
    "/evidence/gamma/ c@x o@x",
]


def plan_with(authors: Mapping[str, tuple[str, ...]]) -> Plan:
    departments = {id_: replace(a_department(id_), authors=them) for id_, them in authors.items()}
    return replace(a_plan(), departments=departments)


PLAN = plan_with(LISTED)


def test_departments_come_after_the_office_and_share_with_it() -> None:
    assert codeowners_lines(PLAN) == LINES


def test_nobody_listed_gives_no_lines() -> None:
    assert codeowners_lines(plan_with({"office": (), "alpha": ()})) == []


def test_without_the_offices_authors_only_departments_own() -> None:
    lines = codeowners_lines(plan_with({"office": (), "alpha": ("a@x",)}))
    assert lines == ["/ledgers/alpha.yaml a@x", "/evidence/alpha/ a@x"]


def test_paths_begin_at_the_root_of_the_repository() -> None:
    lines = codeowners_lines(plan_with({"alpha": ("a@x",)}), "食安 2021/")
    assert lines[0] == "/食安\\ 2021/ledgers/alpha.yaml a@x"


def found(text: str, plan: Plan = PLAN) -> list[tuple[str, str, int]]:
    return [
        (d.code, d.variant, d.location.span.line if d.location.span else 0)
        for d in check_codeowners(plan, "CODEOWNERS", text)
    ]


def test_what_was_written_is_as_it_should_be() -> None:
    assert found("* @boss\n" + CODEOWNERS.put("", LINES)) == []


@pytest.mark.parametrize("text", ["", "* @boss\n", "/ledgers/ @boss\n"])
def test_a_file_without_our_section_is_nobodys_business(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        pytest.param([*LINES[:3], "/ledgers/alpha.yaml a@x o@x", *LINES[4:]], 5, id="one less"),
        pytest.param(LINES[:-1], 8, id="a line missing"),
        pytest.param([*LINES, "/ledgers/delta.yaml d@x"], 9, id="a line too many"),
        pytest.param([], 2, id="empty"),
    ],
)
def test_a_difference_is_shown_at_its_first_line(lines: list[str], line: int) -> None:
    text = "".join(f"{one}\n" for one in (CODEOWNERS.begin, *lines, CODEOWNERS.end))
    assert found(text) == [("FL823", "", line)]


def test_a_section_without_its_end_differs() -> None:
    text = CODEOWNERS.put("", LINES).replace(CODEOWNERS.end + "\n", "")
    assert found(text)[0] == ("FL823", "", 1)


@pytest.mark.parametrize(
    "line",
    ["* @boss", "*.yaml @boss", "/ledgers/ @boss", "ledgers @boss", "/evidence/alpha/** @boss",
     "/ledgers/alph?.yaml @boss", "**/gamma.yaml @boss", "/data @boss"],
)  # fmt: skip
def test_a_later_line_that_takes_in_a_ledger_wins_over_ours(line: str) -> None:
    assert found(CODEOWNERS.put("", LINES) + line + "\n") == [("FL823", "after", 10)]


@pytest.mark.parametrize("line", ["", "# all", "/docs/ @boss", "*.md @boss", "/led @boss"])
def test_a_later_line_about_something_else_is_fine(line: str) -> None:
    assert found(CODEOWNERS.put("", LINES) + line + "\n") == []


def test_lines_are_not_held_against_departments_one_by_one() -> None:
    lines = []
    for n in (20, 40, 80):
        plan = plan_with({f"unit-{number}": ("a@x",) for number in range(n)})
        others = "".join(f"/ledgers/other-{number}*.yaml @boss\n" for number in range(n))
        text = CODEOWNERS.put("", codeowners_lines(plan)) + others
        looking = check_codeowners(plan, "CODEOWNERS", text)
        lines.append(lines_run(partial(list, looking)))
    assert lines[2] - lines[1] < 2.1 * (lines[1] - lines[0])
