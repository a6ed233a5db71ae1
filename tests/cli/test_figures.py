"""A few of the workspaces whose figures ``tests/stress/figures.py`` reckons a second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from sampled import one_in
from stress.figures import reckon


@pytest.mark.parametrize("seed", one_in(2, [1, 6, 12, 17]))
def test_status_is_what_a_second_reckoning_of_the_files_gives(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TODAY", "LANG"):  # which are set as it goes, and put back afterwards
        monkeypatch.setenv(f"FOODSAFETY_LEDGER_{name}", "")
    written, differences = reckon(tmp_path, seed)
    assert written > 5
    assert differences == []
