"""``docs/rollup.md``: its walk runs as it stands, and ends with the table that it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pages import script_of, walk

PAGE = Path(__file__).parents[2] / "docs" / "rollup.md"


@pytest.mark.beside
def test_the_walk_from_two_districts_to_a_citys_table(tmp_path: Path) -> None:
    (shown,) = re.findall(r"(?ms)^```text\n(.*?)^```$", PAGE.read_text("utf-8"))
    printed = walk(script_of(PAGE), tmp_path, tmp_path)
    assert shown in printed
    assert "were not added" in printed
    assert (tmp_path / "league.xlsx").is_file()
