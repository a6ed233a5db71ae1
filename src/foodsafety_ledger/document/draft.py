"""A first plan from a document: ``data/tasks.yaml`` and ``data/departments.yaml``.

Whatever the parser is not sure of carries a review mark with the reason; text and figures that it
could not place are listed as findings (FL721, FL722). Nothing is guessed silently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from foodsafety_ledger.document.marks import Why, cost_of, marks
from foodsafety_ledger.document.paper import Paper
from foodsafety_ledger.document.plan_data import departments_data, places_of_marks, plan_data
from foodsafety_ledger.document.recognised import seen_doubts
from foodsafety_ledger.document.remainder import remainder
from foodsafety_ledger.document.structure import read
from foodsafety_ledger.model.diagnostic import Diagnostic, sort_diagnostics
from foodsafety_ledger.words import Say


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes each mapping and list in full, however often it occurs."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


_Dumper.add_representer(Why, lambda dumper, why: dumper.represent_str(str(why)))


def to_yaml(data: Mapping[str, Any]) -> str:
    """``data`` as YAML, keys in their order; every value reads back as the same text."""
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=None,
        sort_keys=False,
        width=1_000_000,
    )
    return text


_SHOWN: Final = 16
_ASKED_WITH: Final = {
    **dict.fromkeys(("settings-office", "counts"), "settings"),
    "carried-to": "heading",
    "name": "subject",
    **dict.fromkeys(("number", "aside"), "text"),
}
"""Kinds of marks that ask of a person what another one does."""
_PARTS_LEFT: Final = {"FL721": "tasks", "FL722": "targets", "FL723": "items"}
"""Of what part of a plan the findings are that say what was not placed."""


@dataclass(slots=True)
class Draft:
    """The two files as data, in the order in which they are written."""

    tasks: dict[str, Any]
    departments: dict[str, Any]

    def files(self, say: Say) -> dict[str, str]:
        """The files' texts by their paths in a workspace, each with a line on where it is from."""
        remark = "".join(f"# {line}\n" for line in say("document.drafted").split("\n"))
        return {
            "data/tasks.yaml": remark + to_yaml(self.tasks),
            "data/departments.yaml": remark + to_yaml(self.departments),
        }

    def table(self, left: Sequence[Diagnostic]) -> list[tuple[str, int, int, int]]:
        """What was found, by its kind: how many, how many of them marked, how many not placed.

        ``left`` is what the document has beyond the draft.
        """
        sections = self.tasks["sections"]
        tasks = [task for section in sections for task in section["tasks"]]
        items = [item for task in tasks for item in task["items"]]
        found = {
            "head": [self.tasks["document"], self.tasks],
            "sections": sections,
            "tasks": tasks,
            "items": items,
            "units": [unit for units in self.departments.values() for unit in units],
            "targets": [target for item in items for target in item.get("targets", ())],
            "ignored": self.tasks["ignored"],
        }
        codes = Counter(_PARTS_LEFT.get(finding.code, "ignored") for finding in left)
        return [
            (part, len(nodes), sum("review" in node for node in nodes), codes[part])
            for part, nodes in found.items()
        ]

    def kinds(self) -> list[tuple[str, bool, list[str]]]:
        """Each kind of mark as its first one words it, whether all do, and whose marks they are.

        Those that may cost most come first. What is divided by what belongs to the settings, which
        ask for that too.
        """
        found: dict[str, list[tuple[Why, str]]] = {}
        for part in (self.tasks, self.departments):
            for why, place in _marked(part, ""):
                found.setdefault(_ASKED_WITH.get(why.key, why.key), []).append((why, place))
        ranked = sorted(found.values(), key=lambda marks: cost_of(marks[0][0].key))
        return [
            (str(marks[0][0]), len({why for why, _ in marks}) == 1, [place for _, place in marks])
            for marks in ranked
        ]


def _marked(node: Any, place: str) -> Iterator[tuple[Why, str]]:  # noqa: ANN401 - any part of a file
    """Every mark in a part of a file, with the id, or else the quote, of the node that bears it."""
    if isinstance(node, dict):
        quote = node.get("quote", "")
        known = node.get("id") or quote[:_SHOWN] + "…" * (len(quote) > _SHOWN)
        place = f"{place}/{known}" if "goal" in node else known or place
        yield from ((mark["why"], place) for mark in node.get("review", ()))
    for part in node.values() if isinstance(node, dict) else node:
        if isinstance(part, dict | list):
            yield from _marked(part, place)


def draft(text: str | Paper, name: str, say: Say) -> tuple[Draft, list[Diagnostic]]:
    """A first plan from a document, or its text, and what of the text found no place in it.

    ``name`` is the document's file name; ``say`` words the review marks.
    """
    paper = Paper(text) if isinstance(text, str) else text
    reading = read(name, paper.text, paper.seen)
    left, ignored = remainder(reading)
    placed = [*places_of_marks(reading), *(entry.place for entry in ignored)]
    rest = seen_doubts(reading.document, [(0, len(reading.document.flat))], placed)
    plan = plan_data(reading, [*paper.doubts, *rest], say)
    plan["ignored"] = [
        {"quote": one.quote, "why": say(f"document.ignored.{one.why}"), **marks(one.doubts, say)}
        for one in ignored
    ]
    departments = departments_data(reading, say)
    return Draft(plan, departments), sort_diagnostics(left)
