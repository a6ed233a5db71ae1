"""Two states of the plan's files: whatever either model knows is compared."""

# ruff: noqa: ANN401 - any part of a file, any type expression

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any

import pytest

from foodsafety_ledger.check.rules import rule_of
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.reading.comparison import EXCEPTED, PlanFiles, compare
from foodsafety_ledger.reading.plan_models import (
    Closed,
    DepartmentModel,
    DepartmentsModel,
    GroupModel,
    ItemModel,
    PlanModel,
    SectionModel,
    TargetModel,
    TaskModel,
)
from foodsafety_ledger.reading.validation import keys_of
from sampled import one_in

REVIEW = [{"why": "再看"}]
NAME = {"zh": "名", "en": "name", "review": REVIEW}

FULL: dict[str, Any] = {
    "data/tasks.yaml": {
        "plan": "small-2021",
        "title": NAME,
        "document": {
            "number": "1号",
            "issuer": "食安委",
            "issued": "2021-03-01",
            "source": "source/x.txt",
            "sha256": "0" * 64,
            "review": REVIEW,
        },
        "period": {"start": "2021-01-01", "end": "2021-12-31", "review": REVIEW},
        "reporting": {
            "every": "quarter",
            "first": "2021Q2",
            "grace_days": "15",
            "remind_days": "5",
            "ranking": "true",
            "pace": {"behind": "5", "far_behind": "20", "review": REVIEW},
            "review": REVIEW,
        },
        "district": {"code": "320703", "name": NAME, "review": REVIEW},
        "office": "office",
        "ignored": [{"quote": "5年", "why": NAME, "review": REVIEW}],
        "waivers": [{"rule": "FL412", "path": "ledgers/alpha.yaml", "why": NAME, "review": REVIEW}],
        "review": REVIEW,
        "sections": [
            {
                "id": "s1",
                "title": NAME,
                "review": REVIEW,
                "tasks": [
                    {
                        "id": "1",
                        "title": NAME,
                        "review": REVIEW,
                        "items": [
                            {
                                "id": "1.1",
                                "summary": NAME,
                                "phrase": "甲局负责",
                                "lead": ["alpha"],
                                "responsible": ["beta", "gamma"],
                                "shared": ["some"],
                                "support": ["office"],
                                "open": "true",
                                "from": "2021Q2",
                                "due": "2021-11-30",
                                "ongoing": "true",
                                "resolved": {
                                    "some": {
                                        "members": ["beta"],
                                        "basis": NAME,
                                        "review": REVIEW,
                                    }
                                },
                                "expects": [{"id": "file", "name": NAME, "review": REVIEW}],
                                "errata": [
                                    {
                                        "quote": "甲",
                                        "reading": NAME,
                                        "why": NAME,
                                        "review": REVIEW,
                                    }
                                ],
                                "review": REVIEW,
                                "targets": [
                                    {
                                        "id": "rate",
                                        "name": NAME,
                                        "measure": "ratio",
                                        "goal": ">= 95%",
                                        "quote": "95%",
                                        "counts": NAME,
                                        "value_is": "snapshot",
                                        "denominator": "common",
                                        "common_denominator": {
                                            "value": "160390",
                                            "basis": NAME,
                                            "review": REVIEW,
                                        },
                                        "indicator": "jiangsu-2021/rate",
                                        "holds": "every-period",
                                        "across": "each",
                                        "from": "2021Q3",
                                        "due": "2021-10-31",
                                        "not_before": "2021-09-01",
                                        "reported_by": ["alpha"],
                                        "baseline": {
                                            "alpha": "80/120",
                                            "basis": NAME,
                                            "review": REVIEW,
                                        },
                                        "binding": "false",
                                        "may_exceed": "true",
                                        "review": REVIEW,
                                    }
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
    },
    "data/departments.yaml": {
        "review": REVIEW,
        "departments": [
            {
                "id": "alpha",
                "name": NAME,
                "kind": "bureau",
                "aliases": ["甲"],
                "authors": ["a@x"],
                "leader": "张三",
                "contact": "李四",
                "from": "2021-02-01",
                "until": "2021-11-30",
                "succeeds": ["gamma"],
                "review": REVIEW,
            },
            {"id": "beta", "name": {"zh": "乙局"}, "kind": "bureau"},
        ],
        "groups": [
            {
                "id": "some",
                "name": NAME,
                "aliases": ["有关单位"],
                "members": [
                    {
                        "id": "alpha",
                        "from": "2021-03-01",
                        "until": "2021-10-31",
                        "review": REVIEW,
                    }
                ],
                "basis": NAME,
                "selective": "true",
                "review": REVIEW,
            }
        ],
    },
}

Path = tuple[str | int, ...]


def files(data: dict[str, Any]) -> PlanFiles:
    """The files, through YAML: JSON is some."""
    read = {path: _read(path, json.dumps(one, ensure_ascii=False)) for path, one in data.items()}
    return {path: one for path, one in read.items() if isinstance(one, LocatedMap)}


@lru_cache(16)
def _read(path: str, text: str) -> object:
    return read_yaml(path, text).data


def told(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Every difference on a line."""
    found = compare(files(before), files(after))
    lines = [f"+ {part.kind} {part.ref}" for part in found.came]
    lines += [f"- {part.kind} {part.ref}" for part in found.went]
    return lines + [f"{part.kind} {part.ref} {change}" for _, part, change in found.changed]


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    """The way to every value, the inner ones first."""
    if path:
        inside = data.keys() if isinstance(data, dict) else range(len(data))
        for step in inside if isinstance(data, (dict, list)) else ():
            yield from paths(data[step], (*path, step))
        yield path
    else:
        for step in data:
            yield from paths(data[step], (step,))


EVERY = [path for path in paths(FULL) if len(path) > 1]


def test_the_sample_has_every_key_of_every_model() -> None:
    """A key added to a model has to be added here, and is then changed below."""
    section = FULL["data/tasks.yaml"]["sections"][0]
    item = section["tasks"][0]["items"][0]
    listed = FULL["data/departments.yaml"]
    samples: list[tuple[type[Closed], dict[str, Any]]] = [
        (PlanModel, FULL["data/tasks.yaml"]),
        (SectionModel, section),
        (TaskModel, section["tasks"][0]),
        (ItemModel, item),
        (TargetModel, item["targets"][0]),
        (DepartmentsModel, listed),
        (DepartmentModel, listed["departments"][0]),
        (GroupModel, listed["groups"][0]),
    ]
    while samples:
        model, sample = samples.pop()
        departments = {"alpha"} if model.OTHERS else set()
        assert set(sample) - departments == set(keys_of(model)), model
        for name, key in keys_of(model).items():
            for inner in _models_in(key.annotation):
                value: Any = sample[name]
                if isinstance(value, dict) and set(value) == {"some"}:
                    value = value["some"]
                samples.append((inner, value[0] if isinstance(value, list) else value))


def _models_in(annotation: Any) -> Iterator[type[Closed]]:
    if isinstance(annotation, type) and issubclass(annotation, Closed):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)


def test_every_part_has_a_word() -> None:
    found = compare(files({}), files({}))
    assert found == ([], [], [])
    everything = compare(files({path: {} for path in FULL}), files(FULL))
    kinds = {part.kind for part in everything.came}
    said = rule_of("FL807").messages.keys()
    assert {kind for kind in said if f"{kind}-added" in said} == kinds


@pytest.mark.parametrize("path", one_in(5, EVERY), ids=str)
def test_whatever_is_dropped_added_or_changed_is_found(path: Path) -> None:
    full = {str(path[0]): FULL[str(path[0])]}  # the file that is changed
    without, other = deepcopy(full), deepcopy(full)
    del at(without, path[:-1])[path[-1]]
    parent = at(other, path[:-1])
    value = parent[path[-1]]
    if isinstance(value, str):
        parent[path[-1]] = "false" if value == "true" else f"{value}x"
    excepted = ("department", "authors") in EXCEPTED and "authors" in path
    only_quarters = path[-1] == "every"
    for after in (without, other):
        if after == full:
            continue
        expected = not excepted and not (only_quarters and after is without)
        for one, two in ((full, after), (after, full)):
            assert bool(told(one, two)) is expected, (path, told(one, two))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("reporting", "every"), "quarter"),
        (("sections", 0, "tasks", 0, "items", 0, "targets", 0, "goal"), ">=  95.0%"),
        (("sections", 0, "tasks", 0, "items", 0, "responsible"), ["gamma", "beta", "beta"]),
    ],
)
def test_the_same_in_other_words_is_no_change(path: Path, value: object) -> None:
    other = deepcopy(FULL)
    at(other["data/tasks.yaml"], path[:-1])[path[-1]] = value
    assert told(FULL, other) == []


def test_defaults_written_out_and_order_are_no_change() -> None:
    before, after = deepcopy(FULL), deepcopy(FULL)
    item = at(before, ("data/tasks.yaml", "sections", 0, "tasks", 0, "items", 0))
    for key in ("open", "ongoing", "lead", "errata", "resolved"):
        del item[key]
    written = at(after, ("data/tasks.yaml", "sections", 0, "tasks", 0, "items", 0))
    written |= {"open": "false", "ongoing": "false", "lead": [], "errata": [], "resolved": {}}
    after["data/departments.yaml"]["departments"].reverse()
    assert told(before, after) == []


def test_what_does_not_fit_the_model_is_compared_as_it_is_written() -> None:
    before, after = deepcopy(FULL), deepcopy(FULL)
    before["data/tasks.yaml"]["strange"] = "1"
    after["data/tasks.yaml"]["strange"] = "2"
    assert told(before, after) == ["plan  strange: 1 → 2"]
    assert told(FULL, after) == ["plan  strange: ∅ → 2"]


def test_quotes_that_stand_twice_are_told_apart() -> None:
    before, after = deepcopy(FULL), deepcopy(FULL)
    for data, whys in ((before, ("年份", "文号", "年限")), (after, ("年份", "年限"))):
        data["data/tasks.yaml"]["ignored"] = [{"quote": "5", "why": why} for why in whys]
    assert told(before, after) == [
        "plan  ignored.5 (2).why: 文号 → 年限",
        "plan  ignored.5 (3): quote: 5, why: 年限 → ∅",
    ]


def test_a_part_that_moves_is_the_same_part() -> None:
    before, after = deepcopy(FULL), deepcopy(FULL)
    for data in (before, after):
        data["data/tasks.yaml"]["sections"].append({"id": "s2", "tasks": []})
    first, second = after["data/tasks.yaml"]["sections"]
    second["tasks"], first["tasks"] = first["tasks"], []
    assert told(before, after) == ["task 1 section: s1 → s2"]


def test_a_change_has_the_place_of_its_value() -> None:
    after = deepcopy(FULL)
    after["data/tasks.yaml"]["ignored"].insert(0, {"quote": "3年", "why": "规划"})
    after["data/tasks.yaml"]["ignored"][1]["why"] = "是年限"
    text = json.dumps(after["data/tasks.yaml"], ensure_ascii=False)
    found = compare(files(FULL), files(after))
    places = {str(change): part.place(change).span for _, part, change in found.changed}
    spans = [places[one] for one in sorted(places)]
    shown = [text[s.column - 1 : s.end_column - 1] if s else "" for s in spans]
    assert shown == ['{"quote": "3年", "why": "规划"}', '"是年限"']


def test_a_file_that_only_one_side_has_is_not_compared() -> None:
    tasks = {"data/tasks.yaml": FULL["data/tasks.yaml"]}
    assert told(FULL, tasks) == told(tasks, FULL) == []
