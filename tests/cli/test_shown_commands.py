"""Every command line that a page or a help page shows runs; the list is made from the pages.

The walks of the READMEs, the tutorials and ``rollup.md`` run whole, in ``test_readme.py`` and
``test_rollup_walk.py``; the office's questions in ``test_office_questions.py``, the examples of
``api.md`` in ``test_api.py`` and ``test_added_rules.py``.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from error_cases import HERE
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.words.examples import TEXTS
from pages import script_of, walk

DOCS = Path(__file__).parents[2] / "docs"
PAGES = (
    "bundle",
    "ci",
    "clerk",
    "editors",
    "history",
    "lianyun-2021",
    "office",
    "why",
    "architecture",
)
ENTRY = "20211009-1cd4fcb5"
MEANT = {
    "20211012-7f3a9c1e": ENTRY,
    "ENTRY": ENTRY,
    "ITEM": "14.1",
    "PERIOD": "2021Q3",
    "REV": "HEAD",
    "<old commit>": "HEAD",
    "origin/main": "HEAD",
    "resolve FILE": "resolve ledgers/education.yaml",
    "draft FILE -o DIR": "draft plan.docx -o drafted",
    "rollup DIR": "rollup extracts",
    "FILE.xlsx|.csv|.json [--period]": "FILE.xlsx",
    " [REF…]": "",
}
"""What stands for the words that a reader puts his own for."""

ASKS = re.compile(r"ledger (record|amend|void|review|import 台账.xlsx) ")
"""What asks for the rest on a terminal, and without one says what is missing.

That table says of an item something else than the demonstration: the reason is missing.
"""

BESIDE_ANOTHER = re.compile(r"lsp|merge-driver|plan verify$|--watch")
"""Runs until somebody ends it; is called by git; is about a document that is not there."""

NAMED = re.compile(r"ledger [a-z-]+( --base)?")
"""A command that a sentence only names."""


def shown() -> Iterator[str]:
    """Every command line, as a reader would type it."""
    for name in PAGES:
        text = (DOCS / f"{name}.md").read_text("utf-8")
        for block in re.findall(r"(?ms)^```(?:sh)?\n(.*?)^```$", text):
            yield from re.findall(r"(?m)^(ledger .*?)(?: +# .*)?$", block)
        yield from re.findall(r"`(ledger [^`]+)`", re.sub(r"(?ms)^```.*?^```$", "", text))
    for both in TEXTS.values():
        yield from (line for text in both for line in text.split("\n"))


def typed(line: str) -> str:
    """The line with what stands for the reader's own words filled in."""
    for word, own in MEANT.items():
        line = line.replace(word, own)
    return line.strip()


LINES = sorted({typed(line) for line in shown()} - {"ledger"})


def test_no_page_is_left_out() -> None:
    elsewhere = {"tutorial", "tutorial.zh-CN", "rollup", "api"}  # see above
    generated = {"commands", "diagnostics"}
    pages = {page.stem for page in DOCS.glob("*.md")}
    assert pages == {*PAGES, "new-district"} | elsewhere | generated


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration with what the commands read: forms, tables, documents, last year's plan."""
    root = tmp_path_factory.mktemp("shown") / "district"
    assert run(["demo", str(root)]) == Exit.FINE
    forms = ("template", "--all", "-o", str(root / "forms"), "--period", "2021Q4")
    assert run(["-C", str(root), *forms]) == Exit.FINE
    extracts = ("extract", str(root / "extracts"), "--rev", "HEAD", "--as-of", "2022-01-20")
    assert run(["-C", str(root), *extracts]) == Exit.FINE
    for name in ("lastyear", "thisyear"):
        shutil.copytree(root / "data", root / name / "data")
    paper = Document()
    for line in (HERE / "document" / "paper.txt").read_text("utf-8").splitlines():
        paper.add_paragraph(line)
    paper.save(str(root / "plan.docx"))
    table = Workbook()
    sheet = table.active
    assert sheet is not None
    sheet.append(["分项", "状态", "情况说明", "填报人"])
    sheet.append(["14.1", "推进中", "第四季度已自查一轮", "张三"])
    table.save(root / "台账.xlsx")
    return root


@pytest.mark.beside
@pytest.mark.parametrize("line", LINES)
def test_it_runs(
    prepared: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    line: str,
) -> None:
    if BESIDE_ANOTHER.search(line):
        return
    shutil.copytree(prepared, tmp_path / "district")
    monkeypatch.chdir(tmp_path / "district")
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2022-01-20")
    words = [found for word in shlex.split(line)[1:] for found in _globbed(word)]
    code = run(words)
    said = capsys.readouterr()
    allowed = {Exit.FINE, Exit.FINDINGS}
    if ASKS.match(line) or NAMED.fullmatch(line):
        allowed |= {Exit.USAGE}
    assert code in allowed, said.err
    assert code != Exit.USAGE or re.search("缺少|写明|已有|没有给值", said.err), said.err


def _globbed(word: str) -> list[str]:
    """What the shell makes of a word with a star."""
    return sorted(str(path) for path in Path().glob(word)) if "*" in word else [word]


YEAR = """\
{year}年示例区食品安全工作安排

一、强化监管

1. 加强学校食堂检查，检查覆盖率达100%。（区教育局负责）
"""
UNSETTLED = re.compile(r"(?m)^(ledger (?:check|plan verify|record)\b[^#\n]*).*$")
"""What ends with findings while nobody has read the draft, or asks a person."""


@pytest.mark.beside
def test_the_way_from_a_word_file_to_the_next_year(tmp_path: Path) -> None:
    """``new-district.md`` from its first line to its last, in one folder."""
    for year in (2022, 2023):
        paper = Document()
        for line in YEAR.format(year=year).splitlines():
            paper.add_paragraph(line)
        paper.save(str(tmp_path / f"plan{year}.docx"))
    script = UNSETTLED.sub(r"\1 || test $? -lt 3", script_of(DOCS / "new-district.md"))
    script = script.replace("chgrp -R office", 'cd .. && chgrp -R "$(id -gn)"')
    assert script.count("ledger ") == 10
    walk(script, tmp_path, tmp_path)
    assert (tmp_path / "nextyear" / "data" / "tasks.yaml").is_file()
