"""The pages build as a web site without a warning, and nothing in it leads nowhere."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

DOCS = Path(__file__).parents[2] / "docs"
HOSTED = re.compile(r"""(?:href|src)="?(https?://[^"'> ]+)""")


def test_every_page_has_its_place_in_the_navigation() -> None:
    told = tomllib.loads((DOCS / "zensical.toml").read_text("utf-8"))["project"]["nav"]
    named = set(re.findall(r"[\w./-]+\.md", str(told)))
    pages = {f"docs/{page.name}" for page in DOCS.glob("*.md")}
    assert named == pages | {"README.md", "README.zh-CN.md", "CHANGELOG.md"}


@pytest.mark.beside
def test_the_site_builds_and_every_link_in_it_leads_somewhere(tmp_path: Path) -> None:
    pytest.importorskip("zensical")
    done = subprocess.run(
        [sys.executable, str(DOCS / "site.py"), str(tmp_path / "built")],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    assert "No issues found" in done.stdout + done.stderr
    site = tmp_path / "built" / "site"
    pages = {page: page.read_text("utf-8") for page in site.rglob("*.html")}
    assert {page.stem for page in DOCS.glob("*.md")} <= {page.stem for page in pages}
    anchored = [link for text in pages.values() for link in _links(text) if "#" in link[1:]]
    assert any("ci.html#" in link for link in anchored)
    for page, text in pages.items():
        assert HOSTED.findall(text) == [], page
        if page.name != "404.html":
            assert [link for link in _links(text) if not _leads(page, link)] == [], page


def _links(text: str) -> list[str]:
    found = re.findall(r"""(?:href|src)=(?:"([^"]*)"|([^\s>"]+))""", text)
    links = (unescape(quoted or bare) for quoted, bare in found)
    return [one for one in links if one and not one.startswith(("data:", "javascript:", "mailto:"))]


def _leads(page: Path, link: str) -> bool:
    path, _, part = link.partition("#")
    there = (page.parent / unquote(path)).resolve() if path else page
    if there.is_dir():
        there /= "index.html"
    if not there.is_file():
        return False
    return not part or f'id="{unquote(part)}"' in there.read_text("utf-8")
