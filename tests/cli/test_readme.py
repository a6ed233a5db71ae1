"""Both READMEs, word for word in an empty folder: every command that they print runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INSTALLS = re.compile(r"^(make|pip) .*$", re.MULTILINE)


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_every_picture_and_page_that_it_names_is_there(page: str) -> None:
    named = re.findall(r"\]\(([^):#]+)\)", (ROOT / page).read_text("utf-8"))
    assert {"docs/images/status.svg", "docs/office.md"} <= {*named}
    assert [name for name in named if not (ROOT / name).is_file()] == []


@pytest.mark.beside
@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_every_line_runs(page: str, tmp_path: Path) -> None:
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    script = INSTALLS.sub("", "\n".join(blocks))
    assert script.count("\nledger ") > 10
    folder = shutil.which("ledger", path=str(Path(sys.executable).parent))
    assert folder is not None
    who = {
        f"GIT_{role}_{key}": "x" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")
    }
    path = f"{Path(folder).parent}{os.pathsep}{os.environ['PATH']}"
    (tmp_path / "clone").mkdir()
    done = subprocess.run(
        ["bash", "-e", "-u", "-x", "-c", script],
        cwd=tmp_path / "clone",
        env={**os.environ, **who, "PATH": path, "HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
