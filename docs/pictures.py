"""Makes the pictures of both READMEs from what the program prints and writes: ``make pictures``.

The terminal's are drawn by rich from the command's own coloured output. The page, the form and the
circular are photographed with Chromium, LibreOffice and poppler; without one of them its picture
stays as it is, and that is said.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from typing import Final

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

IMAGES: Final = Path(__file__).parent / "images"
DAY: Final = ("--as-of", "2022-01-20")
HALFWAY: Final = ("--as-of", "2022-01-07")
"""A day on which some of a form's items have been reported."""

WIDTH: Final = 122
SCREENS: Final = {
    "status": (("status", *DAY), 34),
    "why": (("why", "3.2/fair-canteens", *DAY), 24),
    "dispatch": (("dispatch", "2021Q4", *DAY), 24),
}
"""Each picture of a terminal: the command, and how many lines of what it prints have room."""

FORMAT: Final = re.sub(
    r"@font-face \{\{.*?\}\}\n|<!--.*?-->", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL
)
"""How rich draws a terminal, without the fonts that it would fetch."""

CELL: Final = 12.2
"""How wide rich draws a cell."""

TEXT: Final = re.compile(
    r'<text (?P<before>[^>]*?)x="(?P<x>[0-9.]+)"(?P<y>[^>]*?)textLength="[0-9.]+"'
    r"(?P<after>[^>]*)>(?P<told>[^<]*)</text>"
)
"""A run of letters as rich draws it."""


def ledger(folder: Path, *words: str) -> str:
    """What the program prints on a terminal of ``WIDTH`` columns, in Chinese and in colour."""
    told = {"FOODSAFETY_LEDGER_LANG": "zh", "COLUMNS": str(WIDTH)}
    command = [sys.executable, "-m", "foodsafety_ledger", "-C", str(folder), "--color", "always"]
    done = subprocess.run(
        [*command, *words], env=os.environ | told, capture_output=True, check=False
    )
    return done.stdout.decode()


def draw_terminal(name: str, folder: Path, words: tuple[str, ...], lines: int) -> None:
    """A terminal in which the command was typed, as an SVG file."""
    printed = ledger(folder, *words).splitlines()
    shown = [*printed[:lines], *(["…"] if len(printed) > lines else [])]
    screen = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    screen.print(Text(f"$ ledger {' '.join(words)}", "bold"))
    screen.print(Text.from_ansi("\n".join(shown)))
    drawn = screen.export_svg(title="ledger", code_format=FORMAT, unique_id=name)
    (IMAGES / f"{name}.svg").write_text(_placed(drawn), "utf-8")


def _placed(drawn: str) -> str:
    """The picture with every run of wide or of narrow letters in its own cells.

    rich gives a Chinese letter the room of one cell, and a browser would spread what is left over
    the whole line.
    """

    def placed(text: re.Match[str]) -> str:
        parts, at = [], float(text["x"])
        for _, run in groupby(unescape(text["told"]), cell_len):
            letters = "".join(run)
            length = cell_len(letters) * CELL
            place = f'{text["before"]}x="{at:g}"{text["y"]}textLength="{length:g}"{text["after"]}'
            parts.append(f"<text {place}>{escape(letters)}</text>")
            at += length
        return "".join(parts)

    return TEXT.sub(placed, drawn)


def photograph_page(page: Path) -> None:
    """The web page as a browser shows it."""
    browser = _program("chromium", "chromium-browser", "chrome")
    if browser:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        size = ["--window-size=1100,760", f"--user-data-dir={page.parent / 'browser'}"]
        photo = f"--screenshot={IMAGES / 'page.png'}"
        subprocess.run([browser, *options, *size, photo, page.as_uri()], check=True)


def photograph_paper(paper: Path, name: str, *seen: str) -> None:
    """The first page of a paper as an office suite prints it; ``seen`` says how much of it."""
    suite, printer = _program("soffice"), _program("pdftoppm")
    if suite and printer:
        home = f"-env:UserInstallation={(paper.parent / 'suite').as_uri()}"
        written = ["--convert-to", "pdf", "--outdir", str(paper.parent), str(paper)]
        subprocess.run([suite, home, "--headless", *written], check=True)
        page = [str(paper.with_suffix(".pdf")), str(IMAGES / name)]
        subprocess.run([printer, *(seen or ("-r", "72")), "-png", "-singlefile", *page], check=True)


def _program(*names: str) -> str | None:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        print(f"{names[0]} is not here: its pictures stay as they are", file=sys.stderr)
    return found


UPPER: Final = ("-r", "110", "-x", "0", "-y", "40", "-W", "1286", "-H", "510")
"""The upper half of a page across, large enough to be read."""


def main() -> None:
    """Makes every picture anew, of a demonstration workspace."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        demo = Path(name) / "demo"
        ledger(Path(name), "demo", str(demo))
        for picture, (words, lines) in SCREENS.items():
            draw_terminal(picture, demo, words, lines)
        page, papers = Path(name) / "page.html", Path(name) / "papers"
        ledger(demo, "report", "quarter", "2021Q4", *DAY, "-o", str(page))
        photograph_page(page)
        ledger(demo, "dispatch", "2021Q4", *DAY, "-o", str(papers))
        photograph_paper(papers / "2021Q4-circular.docx", "circular")
        forms = Path(name) / "forms"
        ledger(demo, "dispatch", "2021Q4", *HALFWAY, "-o", str(forms))
        photograph_paper(forms / "education" / "2021Q4-education.xlsx", "form", *UPPER)


if __name__ == "__main__":
    main()
