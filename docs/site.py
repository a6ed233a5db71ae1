"""Builds the pages as a web site: `python docs/site.py FOLDER` makes FOLDER/site.

The pages stay as they are where they stand; a link that leads out of them, to a file that a reader
of the repository has and one of the site has not, is left as its text.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\[([^]\n]*)\]\((?!https?:)([^)#\s]+)(#[^)\s]*)?\)")


def build(folder: Path) -> None:
    """Builds the site anew; CalledProcessError where anything is amiss in a page."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = folder / "pages"
    for path in sources():
        there = pages / path.relative_to(TOP)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, there)
    for page in pages.rglob("*.md"):
        page.write_text(LINK.sub(partial(inside, page), page.read_text("utf-8")), "utf-8")
    shutil.copyfile(TOP / "docs" / "zensical.toml", folder / "zensical.toml")
    program = Path(sys.executable).with_name("zensical")
    subprocess.run([program, "build", "--strict"], cwd=folder, check=True)


def sources() -> Iterator[Path]:
    """The pages and what they show."""
    yield from (TOP / name for name in ("README.md", "README.zh-CN.md", "CHANGELOG.md"))
    for kind in ("*.md", "images/*", "schema/*"):
        yield from (TOP / "docs").glob(kind)


def inside(page: Path, link: re.Match[str]) -> str:
    """A link, or its text where the site has no such file."""
    return link[0] if (page.parent / link[2]).is_file() else link[1]


if __name__ == "__main__":
    build(Path(sys.argv[1]).resolve())
