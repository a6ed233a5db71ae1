"""A few of the merges that ``tests/stress/merges.py`` makes by the thousand."""

from __future__ import annotations

from pathlib import Path

import pytest

from stress.merges import run


@pytest.mark.beside
def test_random_merges_through_git(tmp_path: Path) -> None:
    figures = run(tmp_path, range(30, 37))
    assert figures.wrong == []
    assert figures.counts["merges"] == 7
    assert figures.counts["clean"] > figures.counts["conflicts"] > 0
