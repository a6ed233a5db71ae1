"""``ledger status`` for programs: JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from processes import ran
from viewer import Viewer


def data(viewer: Viewer, *words: str) -> dict[str, Any]:
    seen = viewer("status", *words, "--format", "json")
    assert seen.code == 0
    held: dict[str, Any] = json.loads(seen.out)
    return held


def records(viewer: Viewer, *words: str) -> list[dict[str, str]]:
    out = viewer("status", *words, "--format", "csv").out
    return list(csv.DictReader(io.StringIO(out)))


def test_json(viewer: Viewer, snapshot: SnapshotAssertion) -> None:
    assert viewer("status", "1", "--format", "json").out == snapshot


def test_the_envelope_says_what_was_looked_at(viewer: Viewer) -> None:
    held = data(viewer)
    assert list(held) == ["format", "tool", "plan", "as_of", "rev", "commit", "dirty", "data"]
    assert (held["format"], held["plan"], held["as_of"]) == (1, "viewed-2021", "2021-10-20")
    assert (held["rev"], held["commit"], held["dirty"]) == (None, None, None)


def test_every_count_is_there(viewer: Viewer) -> None:
    assert data(viewer, "2021Q1")["data"] == {
        "summary": {
            "items": {"red": 0, "yellow": 0, "green": 0, "grey": 0},
            "targets": {
                "met": 0,
                "met-late": 0,
                "short": 0,
                "missed": 0,
                "no-data": 0,
                "missing": 0,
                "n/a": 0,
            },
            "duties": {"reported": 0, "late": 0, "overdue": 0, "pending": 0},
            "errors": 0,
            "errors_at_least": False,
        },
        "items": [],
        "targets": [],
        "departments": [],
    }


def test_a_pooled_target(viewer: Viewer) -> None:
    (target,) = data(viewer, "1.1/rate")["data"]["targets"]
    assert target == {
        "id": "1.1/rate",
        "item": "1.1",
        "goal": ">= 95%",
        "verdict": "short",
        "light": "yellow",
        "numerator": 178,
        "denominator": 200,
        "value": "89.00",
        "gap": 12,
        "needed": {"of": 22, "least": 12, "alone": None},
        "binding": True,
        "due": "2021-12-31",
        "indicator": None,
        "by_period": [],
        "pace": None,
        "by_department": [
            {"id": "alpha", "numerator": 118, "denominator": 120, "value": "98.33"},
            {"id": "beta", "numerator": 60, "denominator": 80, "value": "75.00"},
        ],
        "entries": ["20211013-000000a2", "20211014-000000b1"],
    }


def test_targets_without_counts(viewer: Viewer) -> None:
    targets = {one["id"]: one for one in data(viewer)["data"]["targets"]}
    cases, week = targets["1.2/cases"], targets["2.1/week"]
    assert (cases["numerator"], cases["value"], cases["gap"]) == (None, "1.00", 2)
    assert (week["value"], week["verdict"]) == (None, "short")
    east = next(one for one in week["by_department"] if one["id"] == "east")
    assert east["value"] == "2021-10-09"


def test_lists_and_counts_follow_refs_and_lights(viewer: Viewer) -> None:
    red = data(viewer, "--only", "red")["data"]
    assert [item["id"] for item in red["items"]] == ["1.2", "2.1", "2.2"]
    assert red["summary"]["items"] == {"red": 3, "yellow": 0, "green": 0, "grey": 0}
    assert red["targets"] == []
    mine = data(viewer, "east")["data"]
    assert [one["id"] for one in mine["departments"]] == ["east"]
    assert mine["summary"]["duties"] == {"reported": 0, "late": 1, "overdue": 0, "pending": 0}
    assert mine["items"][0]["departments"] == [
        {"id": "east", "roles": ["shared"], "status": "done", "duties": {"2021Q3": "late"}}
    ]
    autumn = data(viewer, "2021Q3")["data"]
    assert {p for i in autumn["items"] for d in i["departments"] for p in d["duties"]} == {"2021Q3"}
    assert sum(autumn["summary"]["duties"].values()) == 6


def test_words_in_json_follow_the_language_and_keys_do_not(viewer: Viewer) -> None:
    zh = json.loads(viewer("status", "1.2", "--format", "json").out)
    en = json.loads(viewer("status", "1.2", "--format", "json", lang="en").out)
    reason_zh = zh["data"]["items"][0]["reasons"][0]
    reason_en = en["data"]["items"][0]["reasons"][0]
    assert (reason_zh["key"], reason_zh["text"]) == ("blocked.one", "工作受阻：甲局")
    assert (reason_en["key"], reason_en["text"]) == ("blocked.one", "blocked: Alpha Bureau")
    assert reason_zh["facts"] == reason_en["facts"]


@pytest.mark.parametrize(
    ("words", "first", "count"),
    [
        ([], {"task": "1", "name_zh": "查企业", "light": "red", "items": "2", "duties": "6"}, 2),
        (["--by", "section"], {"section": "s1", "green": "0", "reported": "3"}, 2),
        (["--by", "department"], {"department": "alpha", "light": "red", "duties": "4"}, 5),
        (["--by", "period"], {"period": "2021Q3", "duties": "6", "late": "1", "overdue": "2"}, 2),
        (["--by", "item"], {"item": "1.1", "owing": "甲局、乙局", "due": "2021-12-31"}, 4),
        (["--by", "target"], {"id": "1.1/rate", "value": "89.00", "gap": "12"}, 4),
        (["1"], {"id": "1.1/rate", "numerator": "178", "binding": "true"}, 3),
        (["alpha"], {"item": "1.1", "light": "yellow"}, 2),
        (["2021Q3"], {"department": "alpha", "duties": "2"}, 5),
    ],
)
def test_csv_has_the_rows_of_the_table(
    viewer: Viewer, words: list[str], first: dict[str, str], count: int
) -> None:
    rows = records(viewer, *words)
    assert len(rows) == count
    assert first.items() <= rows[0].items()


def test_csv_is_no_formula_and_has_no_mark_before_it(viewer: Viewer) -> None:
    viewer.change("data/tasks.yaml", "{zh: 查企业, en: Firms}", '{zh: "=1+1", en: "@x"}')
    out = viewer("status", "--format", "csv").out
    assert out.startswith("task,name_zh,")
    assert "1,'=1+1,'@x,red," in out


def test_markdown(viewer: Viewer, snapshot: SnapshotAssertion) -> None:
    assert viewer("status", "1", "--format", "md").out == snapshot
    assert viewer("status", "--format", "md", lang="en").out == snapshot


_LOADED = """
import sys
from foodsafety_ledger.cli.app import run
code = run(sys.argv[1:])
assert code == 0, code
print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "forbidden"),
    [
        (["--format", "json"], {"rich", "csv"}),
        (["--format", "csv"], {"rich", "json", "foodsafety_ledger.files.git"}),
        (["--format", "md"], {"rich", "json", "csv", "foodsafety_ledger.files.git"}),
        ([], {"rich.console", "rich.table", "json", "csv", "foodsafety_ledger.files.git"}),
        (["--color", "always"], {"rich.table", "json", "csv", "foodsafety_ledger.files.git"}),
    ],
)
def test_a_format_loads_nothing_of_another(
    viewer: Viewer, words: list[str], forbidden: set[str]
) -> None:
    viewer("status")  # a plan that was read before comes from the cache
    command = [sys.executable, "-c", _LOADED, "-C", str(viewer.root), "status", *words]
    done = subprocess.run(command, capture_output=True, check=True)
    assert not forbidden & set(done.stderr.decode().split())


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_any_encoding_will_do(viewer: Viewer, encoding: str) -> None:
    for words in (["1"], ["--color", "always"]):
        told = ["-C", str(viewer.root), "status", *words]
        done = ran(told, os.environ | {"PYTHONIOENCODING": encoding})
        assert (done.returncode, done.stderr) == (0, b"")
