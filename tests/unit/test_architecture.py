"""``docs/architecture.md`` leads to files that are there, and a file's name says one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import foodsafety_ledger

PACKAGE = Path(foodsafety_ledger.__file__).parent
TOP = Path(__file__).parents[2]
PAGE = (TOP / "docs" / "architecture.md").read_text("utf-8")

SUBJECTS = {
    *("plan", "targets", "source", "workspace", "register", "findings", "reasons"),
    *("check", "dispatch", "imports", "init", "log", "merge"),
    *("doctor", "record", "report", "rollup", "schema"),
    *("show", "status", "template", "verify", "why"),
}
"""What stands in several rooms under its own name: of the first row what the rooms hand on to each
other, of the others the commands."""


def test_every_file_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`((?:[a-z_]+/)+[a-z0-9_]+\.py)", PAGE))
    assert named
    assert [one for one in named if not ((PACKAGE / one).is_file() or (TOP / one).is_file())] == []


def test_every_room_has_a_row_and_what_the_row_names() -> None:
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \| (.*) \|$", PAGE))
    rooms = {one.parent.name for one in PACKAGE.glob("*/__init__.py")} - {"shipped"}
    assert rows.keys() == rooms | {"api"}
    named = [(room, file) for room, row in rows.items() for file in re.findall(r"`(\w+\.py)`", row)]
    assert [one for one in named if not PACKAGE.joinpath(*one).is_file()] == []


def test_a_name_that_stands_in_several_rooms_is_one_subject() -> None:
    rooms = defaultdict(set)
    for file in PACKAGE.glob("*/*.py"):
        rooms[file.stem].add(file.parent.name)
    assert {name for name, found in rooms.items() if len(found) > 1} - {"__init__"} == SUBJECTS


def test_what_the_page_names_is_in_the_file_that_it_names() -> None:
    name, file = r"`(?:\w+\.)?(\w+)`", r"`((?:\w+/)+\w+\.py)`"
    named = re.findall(rf"{name}(?: (?:and|or) {name})? (?:\(|in ){file}", PAGE)
    assert len(named) > 20
    for *words, path in named:
        text = next(one for one in (PACKAGE / path, TOP / path) if one.is_file()).read_text("utf-8")
        assert [one for one in words if not re.search(rf"\b{one}\b", text)] == [], path
