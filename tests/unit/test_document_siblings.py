"""Siblings of documents that were read wrong: the same kind in other words and another layout.

``tests/siblings.txt`` has a short body each, under the number of its kind; below it a line an item
with the units by role, the goals in figures, whether the list is open, by when, and a ``?`` where
the item, its task or a target must bear a mark.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from damages import Confirmed
from draft_cases import Keys, draft_once
from foodsafety_ledger.document.draft import draft
from sampled import one_in

HEAD = "2024年甲区食品安全重点工作安排\n甲区食安委〔2024〕1号\n甲区食品安全委员会\n2024年3月1日\n"
TEXT = (Path(__file__).parents[1] / "siblings.txt").read_text("utf-8")
ROLES = ("lead", "responsible", "shared", "support")


class Sibling(NamedTuple):
    """A short document, and what its items say."""

    name: str
    text: str
    expected: list[str]


def siblings() -> list[Sibling]:
    found = []
    for part in TEXT.removeprefix("=== ").split("\n=== "):
        name, body = part.split("\n", 1)
        text, *expected = body.rstrip("\n").split("\n> ")
        found.append(Sibling(name, f"{HEAD}{text}\n", expected))
    return found


def said_of(text: str) -> list[str]:
    """Each item of a draft in a line."""
    plan, _ = draft_once(text)
    names = {
        unit["id"]: unit["name"]["zh"] for units in plan.departments.values() for unit in units
    }
    tasks = [task for section in plan.tasks["sections"] for task in section["tasks"]]
    return [_line(item, task, names) for task in tasks for item in task["items"]]


def _line(item: dict[str, Any], task: dict[str, Any], names: dict[str, str]) -> str:
    roles = [
        " ".join([role, *(names[id_] for id_ in item[role])]) for role in ROLES if role in item
    ]
    targets = item.get("targets", [])
    goals = [one["goal"] for one in targets if re.match(r"[<>=]=? ?\d", one["goal"])]
    words = {"words-only", "counts", "per"}
    more = [key for key in ("open", "ongoing") if item.get(key)]
    more += [f"due {item['due']}"] if "due" in item else []
    marks = {mark["why"].key for node in (item, task, *targets) for mark in node.get("review", ())}
    return " ".join([*roles, *goals, *more, *(["?"] if marks - words - {"bare"} else [])])


REPORTED = (
    *("01 closed", "01 a verb", "05 a list number", "10 ", "11 restarting without"),
    "33 a season",
)
"""Siblings in which verify rightly finds brackets, verbs, numbers and days that a person mends."""


@pytest.mark.parametrize("sibling", siblings(), ids=lambda one: one.name)
def test_a_sibling_is_read_as_a_careful_reader_does(sibling: Sibling) -> None:
    pairs = zip_longest(said_of(sibling.text), sibling.expected, fillvalue="")
    said = [one if two.endswith(" ?") else one.removesuffix(" ?") for one, two in pairs]
    assert said == sibling.expected


@pytest.mark.parametrize(
    "sibling",
    one_in(4, [one for one in siblings() if not one.name.startswith(REPORTED)]),
    ids=lambda one: one.name,
)
def test_what_a_person_confirmed_of_a_sibling_is_found_in_it(sibling: Sibling) -> None:
    assert not Confirmed(sibling.text).found


@pytest.mark.parametrize(
    "words",
    [
        "每两年完成一轮审核",
        "每半年通报情况",
        "每学期组织家长走进食堂",
        "隔周巡查",
        "每日公示",
        "每旬报送进展",
        "两年内全部入园",
        "使用前三日公示",
        "提前三个工作日告知",
        "年中、年终各考核一次",
    ],
)
def test_no_word_for_how_often_or_how_soon_is_passed_over(words: str) -> None:
    plan, _ = draft(
        f"{HEAD}一、任务\n1.加强管理。{words}。（区公安局负责）\n", "plan.txt", Keys("zh")
    )
    marked = {one["quote"] for one in plan.tasks["ignored"] if "review" in one}
    assert words in marked


def test_a_title_may_end_with_its_years_in_a_bracket() -> None:
    head = "东港区安全生产委员会消防安全专业委员会\n东消安〔2024〕11号\n"
    title = "东港区消防安全治本攻坚三年行动实施细则（2024—2026年）"
    body = "为深入贯彻落实上级部署，制定本细则。\n一、任务\n1.加强检查。（区公安局负责）\n"
    plan, _ = draft(f"{head}{title}\n{body}2024年4月2日\n", "plan.txt", Keys("zh"))
    assert plan.tasks["title"]["zh"] == title
