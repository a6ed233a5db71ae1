"""``ledger plan list``: the plan as data."""

from __future__ import annotations

import csv
import io
import json

import pytest
from syrupy.assertion import SnapshotAssertion

from viewer import Viewer


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_formats(viewer: Viewer, snapshot: SnapshotAssertion, form: str) -> None:
    seen = viewer("plan", "list", "--format", form)
    assert (seen.code, seen.err) == (0, "")
    assert seen.out == snapshot


def test_every_item_and_target_once(viewer: Viewer) -> None:
    out = viewer("plan", "list", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["item"], row["target"]) for row in rows] == [
        ("1.1", "1.1/rate"),
        ("1.2", "1.2/cases"),
        ("1.2", "1.2/chains"),
        ("2.1", "2.1/week"),
        ("2.2", ""),
    ]
    held = json.loads(viewer("plan", "list", "--format", "json").out)
    items = [i["id"] for s in held["data"]["sections"] for t in s["tasks"] for i in t["items"]]
    assert items == ["1.1", "1.2", "2.1", "2.2"]
