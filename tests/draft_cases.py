"""Short documents, one a layout, each with what a careful reader finds in it.

``tests/documents/<layout>.txt`` is a document, ``<layout>.expected`` what its draft holds, a line a
fact; a ``?`` is a review mark. ``python tests/draft_cases.py`` writes the latter anew: read the
difference before keeping it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from foodsafety_ledger.document.draft import Draft, draft
from foodsafety_ledger.document.file import document_text
from foodsafety_ledger.files.clock import TODAY_VARIABLE
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.words import Say

HERE: Final = Path(__file__).parent / "documents"
ROLES: Final = ("lead", "responsible", "shared", "support")


class Keys(Say):
    """Says the keys of review marks instead of their words."""

    def __call__(self, key: str, /, **facts: object) -> str:
        """The key of a mark; anything else in words."""
        if key.startswith("document.doubt."):
            return key.removeprefix("document.doubt.")
        return super().__call__(key, **facts)


def case_names() -> list[str]:
    """Every layout."""
    return sorted(path.stem for path in HERE.glob("*.txt"))


def draft_of(text: str, name: str = "x.txt") -> tuple[Draft, list[Diagnostic]]:
    """The draft of a text, made in the middle of 2024."""
    with patch.dict(os.environ, {TODAY_VARIABLE: "2024-07-01"}):
        return draft(text, name, Say("zh"))


@lru_cache(maxsize=2048)
def draft_once(text: str) -> tuple[Draft, list[Diagnostic]]:
    """The draft of a text that several tests ask for; none of them may change it."""
    return draft_of(text)


def outcome(name: str) -> str:
    """What the draft of one of the layouts holds."""
    return _outcome(*draft_once(document_text(HERE / f"{name}.txt")))


def outcome_of(path: Path) -> str:
    """What the draft of a document holds."""
    return _outcome(*draft_of(document_text(path), path.name))


def _outcome(drafted: Draft, left: Sequence[Diagnostic]) -> str:
    lines = [
        *_plan(drafted.tasks, _names(drafted.departments)),
        *(f"left {d.code} {d.facts['text']}" for d in left),
    ]
    return "\n".join(lines) + "\n"


def _names(departments: dict[str, Any]) -> dict[str, str]:
    units = departments["departments"] + departments["groups"]
    return {unit["id"]: unit["name"]["zh"] for unit in units}


def _plan(plan: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    document, period = plan["document"], plan["period"]
    yield f"title {plan['title']['zh']}"
    head = f"{document['number']} {document['issuer']} {document['issued']}"
    yield f"document {head}{_marks(document)}"
    yield f"period {period['start']} {period['end']} office {names[plan['office']]}{_marks(plan)}"
    for section in plan["sections"]:
        yield f"{section['id']} {section['title']['zh']}"
        for task in section["tasks"]:
            yield f"  {task['id']} {task['title']['zh']}{_marks(task)}"
            for item in task["items"]:
                yield from _item(item, names)
    for entry in plan["ignored"]:
        yield f"ignored {entry['quote']}{_marks(entry)}"


def _item(item: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    yield f"    {item['id']} ({item['phrase']}){_marks(item)}"
    for role in ROLES:
        if role in item:
            yield f"      {role} {' '.join(names[id_] for id_ in item[role])}"
    said = [f"{key} {item[key]}" for key in ("open", "due", "ongoing") if key in item]
    if said:
        yield f"      {', '.join(said)}"
    for target in item.get("targets", ()):
        keys = [key for key in ("due", "across", "holds", "binding") if key in target]
        extra = "".join(f" {key} {target[key]}" for key in keys)
        words = f"{target['measure']} {target['name']['zh']}{extra}{_marks(target)}"
        yield f"      {target['goal']} {words}"
        yield f"        “{target['quote']}”"


def _marks(node: dict[str, Any]) -> str:
    keys = dict.fromkeys(mark["why"].key for mark in node.get("review", ()))
    marks = [key for key in keys if key != "settings"]
    return f" ?{' ?'.join(marks)}" if marks else ""


def main() -> None:
    """Writes every expectation anew."""
    for name in case_names():
        (HERE / f"{name}.expected").write_text(outcome(name), "utf-8")


if __name__ == "__main__":
    main()
