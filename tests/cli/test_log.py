"""``ledger log``: entries in time order, with what became of them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from syrupy.assertion import SnapshotAssertion

from viewer import Viewer


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_entry_with_its_marks(viewer: Viewer, snapshot: SnapshotAssertion, lang: str) -> None:
    seen = viewer("log", lang=lang)
    assert (seen.code, seen.err) == (0, "")
    assert seen.out == snapshot


def ids(viewer: Viewer, *words: str) -> str:
    """The last two signs of each entry shown."""
    held = json.loads(viewer("log", *words, "--format", "json").out)
    return " ".join(entry["id"][-2:] for entry in held["data"]["entries"])


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ([], "a1 a3 f1 a2 f2 b1 f3 f4 e1"),
        (["1.1"], "a1 a2 b1 f3 f4"),
        (["1.1/rate"], "a1 a2 b1 f3 f4"),
        (["2"], "f1 f2 e1"),
        (["beta"], "b1 f4"),
        (["office"], "f1 f2 f3 f4"),
        (["alpha", "1.2"], "a3"),
        (["streets"], "e1"),
        (["2021Q4"], ""),
        (["20211011-000000a1"], "a1 a2 f3"),
        (["20211013-000000f2"], "f1 f2"),
        (["20211013-000000f2", "east"], "f1 f2 e1"),
        (["--since", "2021-10-14"], "b1 f3 f4 e1"),
        (["--until", "2021-10-12"], "a1 a3 f1"),
        (["--as-of", "2021-10-12"], "a1 a3 f1"),
        (["--since", "2021-10-12", "--until", "2021-10-12", "office"], "f1"),
    ],
)
def test_what_is_chosen(viewer: Viewer, words: list[str], shown: str) -> None:
    assert ids(viewer, *words) == shown


def test_json_says_what_counts_and_what_replaced_the_rest(viewer: Viewer) -> None:
    held = json.loads(viewer("log", "1.1", "--format", "json").out)
    first, second = held["data"]["entries"][:2]
    assert (first["counts"], first["replaced_by"]) == (False, "20211013-000000a2")
    assert (second["counts"], second["amends"]) == (True, "20211011-000000a1")
    assert (second["values"], second["reason"]) == ({"rate": "118/120"}, "漏记八家")
    assert (first["path"], first["line"]) == ("ledgers/alpha.yaml", 4)
    before = json.loads(viewer("log", "1.1", "--as-of", "2021-10-12", "--format", "json").out)
    assert before["data"]["entries"][0]["replaced_by"] is None


def test_csv(viewer: Viewer) -> None:
    rows = list(csv.DictReader(io.StringIO(viewer("log", "1.1", "--format", "csv").out)))
    assert rows[1]["values"] == "企业自查率 118/120"
    assert rows[1]["department_name"] == "甲局"
    assert [row["counts"] for row in rows] == ["false", "true", "true", "false", "false"]


def test_entries_with_errors_are_shown_with_a_mark(viewer: Viewer) -> None:
    viewer.change("ledgers/alpha.yaml", "date: 2021-10-13", "date: 2021-10-32")
    seen = viewer("log", "alpha")
    assert seen.code == 1
    broken = next(one for one in seen.out.splitlines() if "20211013-000000a2" in one)
    assert broken.startswith("?  ")
    assert "有误，未计入" in broken
    assert "已被" not in seen.out


def test_nothing_to_show_is_said_on_stderr(viewer: Viewer) -> None:
    seen = viewer("log", "2021Q4")
    assert (seen.code, seen.out, seen.err) == (0, "", "没有符合条件的记录\n")


@pytest.mark.parametrize("option", ["--since", "--until", "--as-of"])
def test_dates_are_checked(viewer: Viewer, option: str) -> None:
    seen = viewer("log", option, "last week")
    assert seen.code == 2
    assert f"{option} 不是日期：last week" in seen.err
