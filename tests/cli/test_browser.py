"""The web page in a real browser: it filters, opens, fits a phone, and asks for nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from viewer import Viewer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")

pytestmark = [
    pytest.mark.beside,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; the page is tested as text"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield opened
        opened.close()


def told_by(viewer: Viewer, command: str) -> Path:
    """The page that a command writes."""
    page = viewer.root / "page.html"
    assert viewer(*command.split(), "-o", str(page)).code == 0
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_a_reader_filters_opens_and_nothing_is_asked_for(
    viewer: Viewer, browser: Browser, width: int
) -> None:
    file = told_by(viewer, "report quarter 2021Q3")
    page = browser.new_page(viewport={"width": width, "height": 900})
    console: list[str] = []
    asked: list[str] = []
    page.on("console", lambda told: console.append(told.text))
    page.on("pageerror", lambda error: console.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    rows, said = page.locator("tbody tr:not(.band):visible"), page.locator("#filter output")
    every, search = rows.count(), page.get_by_role("searchbox")
    search.fill("自查率 118")
    found = rows.count()
    assert 0 < found < every
    assert said.inner_text() == f"{found} / {every}"
    search.fill("")
    assert rows.count() == every
    page.locator("input[value=red]").uncheck()
    assert page.locator("tr[data-light=red]:visible").count() == 0
    folded = page.locator("td details:visible").first
    folded.locator("summary").first.click()
    assert folded.get_attribute("open") is not None
    assert _is_too_wide(page) <= 0
    page.locator("nav a").nth(1).click()
    bar, head = page.locator("#filter").bounding_box(), page.locator("h2").nth(1).bounding_box()
    assert bar
    assert head
    assert head["y"] >= bar["y"] + bar["height"]
    assert (console, asked) == ([], [file.as_uri()])
    page.close()


def _is_too_wide(page: Page) -> int:
    """By how many points the page goes beyond the window."""
    root = "document.documentElement"
    return int(page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))


def test_on_paper_all_rows_stand_and_what_is_for_the_screen_does_not(
    viewer: Viewer, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(told_by(viewer, "report quarter 2021Q3").as_uri())
    every = page.locator("tbody tr").count()
    page.emulate_media(media="print")
    assert page.locator("tbody tr:visible").count() == every > 0
    assert not page.locator("#filter").is_visible()
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
@pytest.mark.parametrize("command", ["report annual", "report brief", "status"])
def test_people_who_cannot_see_it_well_can_use_the_page(
    viewer: Viewer, browser: Browser, command: str, width: int, scheme: Literal["dark", "light"]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(told_by(viewer, command).as_uri())
    found = Axe().run(page).response
    assert [
        (one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]
    ] == []
    assert len(found["passes"]) > 10
    page.close()
