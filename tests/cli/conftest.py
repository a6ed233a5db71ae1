"""What the tests of commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk import Clerk
from viewer import Viewer


@pytest.fixture
def clerk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Clerk:
    """A clerk at an empty workspace."""
    return Clerk(tmp_path / "workspace", monkeypatch, capsys)


@pytest.fixture
def viewer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Viewer:
    """Somebody who looks at a workspace that has something for every view."""
    return Viewer(tmp_path / "workspace", monkeypatch, capsys)
