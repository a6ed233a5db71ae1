"""How well ``ledger plan draft`` reads a document: its draft against a plan made by hand.

``python benchmarks/draft_scores.py DOCUMENT HAND`` where HAND is a folder with ``tasks.yaml`` and
``departments.yaml``. Tasks and items are aligned by their phrases in document order; departments
are compared by name and role; targets by item, operator, value and unit, those in digits alone.
Figures for which the document names nobody are looked for among the ignored quotes that carry a
mark. The last line counts differences for which the draft carries no review mark.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

from foodsafety_ledger.document.draft import draft
from foodsafety_ledger.document.file import document_text
from foodsafety_ledger.words import Say

ROLES = ("lead", "responsible", "shared", "support")
GOAL = re.compile(r"(>=|<=|=) ?([0-9.]+) ?([^\s，。；,;]*)")


@dataclass
class Item:
    """What one item says, in forms that can be compared."""

    phrase: str
    parties: set[tuple[str, str]]
    goals: Counter[str]
    marked: bool


@dataclass
class Plan:
    """A plan as its tasks' items, and the figures for which it names nobody."""

    tasks: list[list[Item]]
    homeless: Counter[str]

    @property
    def items(self) -> list[Item]:
        """Every item in document order."""
        return [item for task in self.tasks for item in task]


@dataclass
class Score:
    """How many there are, were found, and were right."""

    wanted: int = 0
    given: int = 0
    right: int = 0
    unmarked: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        found = self.right / self.wanted if self.wanted else 1
        correct = self.right / self.given if self.given else 1
        return (
            f"{self.right}/{self.wanted} found ({found:.1%}), {correct:.1%} of {self.given} right"
        )


def load(tasks: str, departments: str, names: Mapping[str, str]) -> Plan:
    """A plan from the texts of its files; ``names`` brings spellings of one unit together."""
    people, plan = yaml.safe_load(departments), yaml.safe_load(tasks)
    units = {
        unit["id"]: next(
            (names[n] for n in (unit["name"]["zh"], *unit.get("aliases", [])) if n in names),
            unit["name"]["zh"],
        )
        for kind in ("departments", "groups")
        for unit in people.get(kind) or []
    }
    found = [
        [_item(item, units, task) for item in task["items"]]
        for section in plan["sections"]
        for task in section["tasks"]
    ]
    return Plan(found, Counter(_homeless(plan.get("ignored") or [])))


def spellings(departments: str) -> dict[str, str]:
    """Every spelling of every unit, with the unit's name."""
    people = yaml.safe_load(departments)
    return {
        spelling: unit["name"]["zh"]
        for kind in ("departments", "groups")
        for unit in people.get(kind) or []
        for spelling in (unit["name"]["zh"], *unit.get("aliases", []))
    }


def _item(item: dict[str, Any], units: Mapping[str, str], task: dict[str, Any]) -> Item:
    targets = item.get("targets") or []
    return Item(
        phrase=re.sub(r"\s", "", item["phrase"]),
        parties={(units[id_], role) for role in ROLES for id_ in item.get(role, [])},
        goals=Counter(goal for target in targets for goal in [_bound(target)] if goal),
        marked=bool(item.get("review") or task.get("review"))
        or any(target.get("review") for target in targets),
    )


def _bound(target: dict[str, Any]) -> str:
    """The goal of a target that is set in digits; empty for one set in words."""
    found = GOAL.fullmatch(str(target["goal"]))
    quote = str(target["quote"])
    figure = found and re.search(rf"(?<![\d.]){found[2]}(?![\d.])|百分之|分之|减半", quote)
    return "".join(found.groups()) if found and figure else ""


def _homeless(ignored: list[dict[str, Any]]) -> Iterator[str]:
    for entry in ignored:
        for mark in entry.get("review") or []:
            found = GOAL.search(mark["why"])
            if found:
                yield "".join(found.groups())


def compare(draft: Plan, hand: Plan) -> dict[str, Score]:
    """The scores by kind."""
    scores = {kind: Score() for kind in ("tasks", "phrases", "departments", "targets", "homeless")}
    _align(scores["tasks"], *([_key(task) for task in plan.tasks] for plan in (draft, hand)))
    pairs = _align(
        scores["phrases"], *([item.phrase for item in plan.items] for plan in (draft, hand))
    )
    for mine, theirs in ((draft.items[i], hand.items[j]) for i, j in pairs):
        _count(scores["departments"], Counter(mine.parties), Counter(theirs.parties), mine)
        _count(scores["targets"], mine.goals, theirs.goals, mine)
    _count(scores["homeless"], draft.homeless, hand.homeless, None)
    return scores


def _key(task: list[Item]) -> tuple[str, ...]:
    return tuple(item.phrase for item in task)


def _align(score: Score, mine: list[Any], theirs: list[Any]) -> list[tuple[int, int]]:
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    pairs = [(b.a + k, b.b + k) for b in matcher.get_matching_blocks() for k in range(b.size)]
    score.wanted, score.given, score.right = len(theirs), len(mine), len(pairs)
    return pairs


def _count(score: Score, mine: Counter[Any], theirs: Counter[Any], item: Item | None) -> None:
    score.wanted += theirs.total()
    score.given += mine.total()
    score.right += (mine & theirs).total()
    if mine != theirs and item is not None and not item.marked:
        score.unmarked.append(f"{item.phrase}: {mine - theirs} for {theirs - mine}")


def main(document: str, hand: str) -> None:
    """Prints the scores of one document."""
    path, folder = Path(document), Path(hand)
    drafted, _ = draft(document_text(path), path.name, Say("zh"))
    files = drafted.files(Say("zh"))
    departments = (folder / "departments.yaml").read_text(encoding="utf-8")
    names = spellings(departments)
    scores = compare(
        load(files["data/tasks.yaml"], files["data/departments.yaml"], names),
        load((folder / "tasks.yaml").read_text(encoding="utf-8"), departments, names),
    )
    for kind, score in scores.items():
        print(f"{kind:12} {score}")
    unmarked = [line for score in scores.values() for line in score.unmarked]
    print(f"{'unmarked':12} {len(unmarked)}", *unmarked, sep="\n  ")


if __name__ == "__main__":
    main(*sys.argv[1:3])
