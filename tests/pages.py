"""Pages that people follow line by line: their shell blocks as one script, run as it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path


def script_of(page: Path) -> str:
    """The lines of a page's shell blocks."""
    return "\n".join(re.findall(r"(?ms)^```sh\n(.*?)^```$", page.read_text("utf-8")))


def walk(script: str, folder: Path, home: Path) -> str:
    """Runs a script from ``folder`` on, which must exit 0 at every line; what it printed."""
    who = {
        f"GIT_{role}_{key}": "x" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-u", "-x", "-c", script],
        cwd=folder,
        env={**os.environ, **who, "PATH": path, "HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    return done.stdout
