"""``docs/rollup.md``: its walk runs as it stands, and ends with the table that it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "rollup.md").read_text("utf-8")


@pytest.mark.beside
def test_the_walk_from_two_districts_to_a_citys_table(tmp_path: Path) -> None:
    blocks = re.findall(r"^```(sh|text)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    script = "\n".join(text for kind, text in blocks if kind == "sh")
    (shown,) = (text for kind, text in blocks if kind == "text")
    who = {
        f"GIT_{role}_{key}": "x" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-u", "-c", script],
        cwd=tmp_path,
        env={**os.environ, **who, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert shown in done.stdout
    assert "were not added" in done.stdout
    assert (tmp_path / "league.xlsx").is_file()
