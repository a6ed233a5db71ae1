"""A document that a mail or a scan wrapped at some width reads as the one that is not wrapped."""

from __future__ import annotations

import re

import pytest

from draft_cases import HERE, ROLES, draft_once
from sampled import one_in

_WIDTHS = (24, 29, 34)
_DOCUMENTS = (
    "actions-with-goals",
    "brackets-side-by-side",
    "kinds-within-brackets",
    "labels-over-wrapped-lines",
    "leaders-and-deadlines",
    "numbers-behind-roles",
    "province",
    "rules-for-all",
    "units-begin-sentences",
)


def _wrapped(text: str, width: int) -> str:
    lines = (f"　　{line}" if len(line) > width else line for line in text.split("\n"))
    return "\n".join(re.sub(f"(.{{{width}}})(?=.)", r"\1\n", line) for line in lines)


def _duties(text: str) -> list[object]:
    """What each item says of who, and of by when; a phrase without its blanks."""
    tasks = (task for section in draft_once(text)[0].tasks["sections"] for task in section["tasks"])
    return [
        (
            re.sub(r"\s", "", item["phrase"]),
            [(role, item[role]) for role in ROLES if role in item],
            item.get("due"),
            [target["goal"] for target in item.get("targets", ())],
        )
        for task in tasks
        for item in task["items"]
    ]


@pytest.mark.parametrize("width", _WIDTHS)
@pytest.mark.parametrize("name", one_in(3, _DOCUMENTS))
def test_wrapped_lines_change_no_duty(name: str, width: int) -> None:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    assert _duties(_wrapped(text, width)) == _duties(text)
