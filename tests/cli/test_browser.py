"""The web page in a real browser: it filters, opens, fits a phone, and asks for nothing."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from viewer import Viewer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; the page is tested as text"),
]

LOOK = """
<script>
const left = rows => [...document.querySelectorAll(rows)].filter(row => !row.hidden).length;
const shown = () => left("tbody tr:not(.band)");
const said = () => document.querySelector("#filter output").textContent;
const seen = {form: !document.getElementById("filter").hidden, all: shown()};
const box = document.querySelector("input[type=search]");
const changed = () => box.dispatchEvent(new Event("input", {bubbles: true}));
box.value = "自查率 118"; changed();
seen.found = shown(); seen.said = said();
box.value = ""; changed();
seen.again = shown();
const red = document.querySelector("input[value=red]");
red.checked = false; changed();
seen.redLeft = left("tr[data-light=red]");
const folded = document.querySelector("td details");
folded.querySelector("summary").click();
seen.opened = folded.open;
seen.requests = performance.getEntriesByType("resource").length;
seen.tooWide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
seen.width = innerWidth;
const unnamed = [...document.querySelectorAll("input")].filter(
  one => !one.getAttribute("aria-label") && !one.closest("label"));
seen.unnamed = unnamed.length;
document.body.innerHTML = "<pre>" + JSON.stringify(seen) + "</pre>";
</script>
"""


AUDIT = """
<script>
axe.run().then(found => {
  const told = found.violations.map(one => [one.id, one.nodes.map(node => node.html)]);
  document.body.innerHTML = "<pre></pre>";
  document.querySelector("pre").textContent = JSON.stringify({told, passed: found.passes.length});
});
</script>
"""


def look(page: Path, width: int, *more: str) -> tuple[dict[str, Any], str]:
    """What the page's elements say after a reader has used it, and what the console said."""
    assert CHROMIUM
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", *more]
    told = [f"--user-data-dir={page.parent / 'browser'}", "--enable-logging=stderr"]
    done = subprocess.run(
        [CHROMIUM, *options, *told, f"--window-size={width},900", page.as_uri()],
        capture_output=True,
        timeout=180,
        check=True,
    )
    held = re.search("<pre>(.*?)</pre>", done.stdout.decode())
    assert held
    lines = done.stderr.decode(errors="replace").splitlines()
    return json.loads(unescape(held[1])), "\n".join(one for one in lines if "CONSOLE" in one)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_reader_filters_opens_and_nothing_is_asked_for(viewer: Viewer, width: int) -> None:
    page = viewer.root / "report.html"
    viewer("report", "quarter", "2021Q3", "-o", str(page))
    page.write_text(page.read_text("utf-8").replace("</body>", f"{LOOK}</body>"), "utf-8")
    seen, console = look(page, width)
    assert console == ""
    assert seen["form"]
    assert seen["opened"]
    assert 0 < seen["found"] < seen["all"] == seen["again"]
    assert seen["said"] == f"{seen['found']} / {seen['all']}"
    assert (seen["redLeft"], seen["requests"], seen["unnamed"]) == (0, 0, 0)
    assert seen["tooWide"] <= 0


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
@pytest.mark.parametrize("command", ["report annual", "report brief", "status"])
def test_people_who_cannot_see_it_well_can_use_the_page(
    viewer: Viewer, command: str, width: int, scheme: str
) -> None:
    page = viewer.root / "page.html"
    viewer(*command.split(), "-o", str(page))
    axe = resources.files(pytest.importorskip("axe_core_python")) / "axe.min.js"
    scripts = f"<script>{axe.read_text('utf-8')}</script>{AUDIT}</body>"
    page.write_text(page.read_text("utf-8").replace("</body>", scripts), "utf-8")
    preferred = f"--blink-settings=preferredColorScheme={int(scheme == 'light')}"
    seen, _ = look(page, width, "--virtual-time-budget=60000", preferred)
    assert seen["told"] == []
    assert seen["passed"] > 10
