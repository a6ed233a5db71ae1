"""What a draft takes over from the plan before it: units, settings, and what is the same.

Departments and groups are the same by their names, tasks and items by the document's words in them,
targets by their quotes, as long as the new document says those too. Numbers of tasks and items are
the new document's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from foodsafety_ledger.document.draft import Draft
from foodsafety_ledger.document.marks import Doubt, marks
from foodsafety_ledger.document.units import same_unit
from foodsafety_ledger.model.period import Cadence, parse_date
from foodsafety_ledger.model.plan import Role
from foodsafety_ledger.reading.plan_diff import match, match_tasks
from foodsafety_ledger.words import Say

Data = dict[str, Any]

_SETTLED: Final = frozenset({"settings", "settings-office"})
"""The doubts of a draft that last year's plan answers."""

_OF_ITEM: Final = ("summary", "ongoing", "resolved", "expects")
_OF_YEAR: Final = frozenset({"due", "from", "baseline", "common_denominator"})
"""What of a target is each year's own; ``not_before`` moves on with the years."""


def carry(
    draft: Draft, text: str, tasks: Mapping[str, Any], units: Mapping[str, Any], say: Say
) -> Draft:
    """The draft of ``text`` with what it has in common with the plan of ``tasks`` and ``units``.

    A mark at the plan says how much that is, for a person to hold against the document.
    """
    ids, departments = _units(draft.departments, units)
    plan = {**draft.tasks, **_settings(draft.tasks, tasks)}
    said = _Said(text, plan["period"]["start"].year - int(str(tasks["period"]["start"])[:4]))
    pairs = match_tasks(_tasks(tasks), _tasks(plan), lambda task: task["title"]["zh"], _asked)
    for old, new in pairs:
        for item in new["items"] if new else ():
            for role in item.keys() & set(Role):
                item[role] = list(dict.fromkeys(ids.get(one, one) for one in item[role]))
        if old and new:
            _task(old, new, said)
    known = {one["quote"]: one for one in tasks.get("ignored", ())}
    plan["ignored"] = [known.get(one["quote"], one) for one in plan["ignored"]]
    counts = {
        "departments": sum(one in ids.values() for one in _ids(departments["departments"])),
        "tasks": sum(old is not None and new is not None for old, new in pairs),
    }
    left = [one for one in plan.get("review", ()) if one["why"].key not in _SETTLED]
    plan["review"] = [*left, *marks([Doubt("base", **counts)], say)["review"]]
    return Draft(plan, departments)


def _ids(units: Sequence[Data]) -> list[str]:
    return [one["id"] for one in units]


def _units(new: Data, old: Mapping[str, Any]) -> tuple[dict[str, str], Data]:
    """The ids that units of the draft now have, and the units: all departments there were first.

    A unit that is spelled otherwise than before keeps that as an alias.
    """
    ids: dict[str, str] = {}
    kept: Data = {"departments": list(old.get("departments", ())), "groups": []}
    known = {
        same_unit(word): (kind, one)
        for kind in kept
        for one in old.get(kind, ())
        for word in _words(one)
    }
    for kind in kept:
        for unit in new.get(kind, ()):
            found = known.get(same_unit(unit["name"]["zh"]))
            if found is None:
                taken = {*_ids(kept["departments"]), *_ids(kept["groups"])}
                ids[unit["id"]] = unit["id"] if unit["id"] not in taken else f"{unit['id']}-new"
                kept[kind].append({**unit, "id": ids[unit["id"]]})
                continue
            where, same = found
            ids[unit["id"]] = same["id"]
            if unit["name"]["zh"] not in _words(same):
                same["aliases"] = [*same.get("aliases", ()), unit["name"]["zh"]]
            if same not in kept[where]:
                kept[where].append(same)
    return ids, kept


def _words(unit: Mapping[str, Any]) -> list[str]:
    return [unit["name"]["zh"], *unit.get("aliases", ())]


def _settings(new: Mapping[str, Any], old: Mapping[str, Any]) -> Data:
    """The office and its settings, as they were; the first period is the new document's."""
    day = new["period"]["start"]
    reporting = {**new["reporting"], **old["reporting"]}
    cadence = Cadence(str(reporting["every"]))
    issued = parse_date(str(new["document"]["issued"])) or day
    reporting["first"] = str(cadence.holding(max(day, min(issued, new["period"]["end"]))))
    kept = {"district": old["district"]} if "district" in old else {}
    return {**kept, "reporting": reporting, "office": old["office"]}


def _tasks(plan: Mapping[str, Any]) -> list[Data]:
    return [task for section in plan["sections"] for task in section["tasks"]]


def _asked(task: Data) -> str:
    """The document's words for what a task is measured by."""
    items = task["items"]
    return "".join(one["quote"] for item in items for one in item.get("targets", ()))


class _Said:
    """What a document says, whatever blanks and line breaks stand in it; so many ``years`` on."""

    def __init__(self, text: str, years: int) -> None:
        self._text = "".join(text.split())
        self.years = years

    def __contains__(self, words: str) -> bool:
        return "".join(words.split()) in self._text


def _task(old: Data, new: Data, said: _Said) -> None:
    if old["title"]["zh"] in said:
        new["title"] = old["title"]
    phrases = [item["phrase"] for item in old["items"]]
    for item in new["items"]:
        if phrases.count(item["phrase"]) == 1:
            _item(old["items"][phrases.index(item["phrase"])], item, said)


def _item(old: Data, new: Data, said: _Said) -> None:
    """Takes over the targets that are asked again; where all are, the item's own words too."""
    before, after = old.get("targets", []), new.get("targets", [])
    targets = [
        _target(one, other or {}, said.years) if one and one["quote"] in said else other
        for one, other in match(before, after, lambda one: one["quote"])
    ]
    new["targets"] = [one for one in targets if one]
    ids = _ids(new["targets"])
    for number, id_ in enumerate(ids):
        if id_ in ids[:number]:
            new["targets"][number]["id"] = f"{id_}-{number + 1}"
    if all(one["quote"] in said for one in before):
        new.update({key: old[key] for key in _OF_ITEM if key in old})


def _target(old: Data, new: Data, years: int) -> Data:
    """What a target was defined as, with what of the new one is this year's."""
    kept = {key: one for key, one in old.items() if key not in _OF_YEAR}
    if "not_before" in kept:
        year, rest = str(kept["not_before"]).split("-", 1)
        kept["not_before"] = f"{int(year) + years}-{rest}"
    return kept | {key: new[key] for key in _OF_YEAR & new.keys()}


def plain(data: Any) -> Any:  # noqa: ANN401 - whatever a file holds
    """What a file holds as plain mappings and lists, free to be changed."""
    if isinstance(data, dict):
        return {key: plain(one) for key, one in data.items()}
    return [plain(one) for one in data] if isinstance(data, list) else data
