"""Two users at one workspace: a little of what ``tests/stress/shared.py`` does at length."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from users import needs_root


@pytest.mark.beside
@needs_root
def test_two_users_lose_nothing_and_shut_nobody_out() -> None:
    command = [sys.executable, "-m", "stress.shared"]
    done = subprocess.run(
        [*command, "--rounds", "1", "--at-once", "6", "--kills", "1"],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.count(" 0 lost") == 5
