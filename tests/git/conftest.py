"""Git as it is for these tests: nobody's settings, and no repository around the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from repos import Repo, set_aside


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    set_aside(monkeypatch, tmp_path)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """An empty repository."""
    return Repo(tmp_path / "台账")
