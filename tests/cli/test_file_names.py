"""Files whose names are no text, or read like one that is not: each is told from every other."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from foodsafety_ledger.formats import FINDING_FORMATS, FORMATS
from foodsafety_ledger.model.inert import spelled
from viewer import Viewer

RAW, LETTERS, ESCAPE = "ledgers/odd\udcff.yaml", r"ledgers/odd\xff.yaml", "ledgers/odd\x1b.yaml"
SHOWN = {r"ledgers/odd\xff.yaml", r"ledgers/odd\x5cxff.yaml", r"ledgers/odd\x1b.yaml"}
IN_JSON = {r"ledgers/odd\xff.yaml", r"ledgers/odd\x5cxff.yaml", ESCAPE}


@pytest.fixture
def odd(viewer: Viewer) -> Viewer:
    """A workspace with three ledgers that are named oddly, each with a department of its own."""
    for number, path in enumerate((RAW, LETTERS, ESCAPE)):
        text = (viewer.root / "ledgers/alpha.yaml").read_text("utf-8")
        text = text.replace("department: alpha", f"department: nobody{number}")
        (viewer.root / path).write_text(re.sub("0000(00[0-9a-f]{2})", rf"000{number + 1}\1", text))
    return viewer


def _paths(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON can say
    if isinstance(value, dict):
        yield from (one for key, one in value.items() if key in ("path", "uri"))
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _paths(one)


def _odd(paths: Iterator[str] | list[str]) -> set[str]:
    return {path for path in paths if path.startswith("ledgers/odd")}


@pytest.mark.parametrize("name", FINDING_FORMATS)
def test_every_format_of_findings_tells_them_apart(odd: Viewer, name: str) -> None:
    out = odd("check", "--format", name).out
    assert out.encode("utf-8").isascii() or "台账" in out
    if name in ("json", "gitlab"):
        assert _odd(_paths(json.loads(out))) == IN_JSON
    elif name == "sarif":
        uris = (unquote(one, errors="surrogateescape") for one in _paths(json.loads(out)))
        assert _odd(uris) == {RAW, LETTERS, ESCAPE}
    else:
        assert _odd(re.findall(r"ledgers/odd[^\s:,]*\.yaml", out)) == SHOWN


def test_each_is_shown_with_its_own_line(odd: Viewer) -> None:
    out = odd("check", "--format", "full", "--select", "FL312").out
    for number, path in enumerate((r"odd\xff", r"odd\x5cxff", r"odd\x1b")):
        place = rf"ledgers/{path}.yaml:2:13: "
        _, found, after = out.partition(place)
        assert found
        assert f"{path}.yaml" in after.split("\n")[0]
        assert f"2 | department: nobody{number}\n" in after.split("ledgers/")[0]


@pytest.mark.parametrize("command", [["log"], ["status"], ["why", "1.1"], ["show", "1.1"]])
@pytest.mark.parametrize("name", FORMATS)
def test_every_view_can_be_printed(
    odd: Viewer, tmp_path: Path, command: list[str], name: str
) -> None:
    in_file = tmp_path / f"view.{name}"
    asked = ["-o", str(in_file)] if name in ("docx", "xlsx") else ["--format", name]
    seen = odd(*command, *asked)
    assert seen.code == 1, "the three are left out"
    assert in_file.exists() == (asked[0] == "-o")
    seen.out.encode("utf-8")
    if name == "json":
        said = json.loads(seen.out)
        json.dumps(said, ensure_ascii=False).encode("utf-8")
        if command == ["log"]:
            assert _odd(_paths(said)) == IN_JSON
    if name == "csv" and command == ["log"]:
        assert _odd(re.findall(r"ledgers/odd[^,]*\.yaml", seen.out)) == SHOWN


def test_no_two_names_are_spelled_alike() -> None:
    names = [
        b"\xff",
        rb"\xff",
        rb"\x5cxff",
        rb"\\xff",
        rb"\xFF",
        rb"\u00ff",
        rb"\xf",
        b"\\",
        b"\xc3",
    ]
    told = [spelled(os.fsdecode(name)) for name in names]
    assert len(set(told)) == len(names)
    assert told[0] == r"\xff"
    assert told[-3:-1] == [r"\xf", "\\"]
