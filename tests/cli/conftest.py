"""What the tests of commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk import Clerk


@pytest.fixture
def clerk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Clerk:
    """A clerk at an empty workspace."""
    return Clerk(tmp_path / "workspace", monkeypatch, capsys)
