"""What makes texts harmless, and the writers of Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foodsafety_ledger import __version__
from foodsafety_ledger.assess.assessment import Light
from foodsafety_ledger.formats.markdown import write_markdown
from foodsafety_ledger.model.inert import inert
from foodsafety_ledger.views.delimited import write_csv
from foodsafety_ledger.views.figures import SIGNS
from foodsafety_ledger.views.origin import Origin, to_json
from foodsafety_ledger.views.page import (
    Band,
    Column,
    Facts,
    Heading,
    Paragraph,
    Run,
    Step,
    Steps,
    Table,
    cell,
    command,
    line,
    strong,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("区市场监管局", "区市场监管局"),
        ("一\n二\t三", "一 二 三"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\x9b31m\x7f", "a\\x9b31m\\x7f"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("a\u200bb\ufeff\u2028", "a\\u200bb\\ufeff\\u2028"),
        ("x\U000e0041", "x\\ue0041"),
        ("\udcd5\ud800", "\\xd5\\ud800"),
        ("a ##[group]b ##vso[x]", "a \\x23#[group]b \\x23#vso[x]"),
        ("#[group]", "\\x23[group]"),
        ("1#[2] ## 三 #四", "1#[2] ## 三 #四"),
        (" ::error::x", " \\x3a:error::x"),
        ("a::b", "a::b"),
    ],
)
def test_inert(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_markdown() -> None:
    page = (
        Heading(line("总 *表*"), 1),
        Facts((("截至", cell("2021-10-20")), ("报送", cell("一", "二")))),
        Heading(line(SIGNS[Light.RED], Run("红"), "  1.1"), 3),
        Paragraph((line("- 不是列表"), line("1. 也不是"))),
        Paragraph((line("一"), line("    ", command("ledger why `x`"))), indent=1),
        Table(
            (Column("灯"), Column("数/\n总数", right=True)),
            ((cell("a|b", strong("二")), cell("7")), Band(line("章")), (cell("<b>"), cell("\\"))),
        ),
        Steps((Step(line("上"), (Step(line("下")),)),)),
    )
    assert write_markdown(page) == (
        "# 总 \\*表\\*\n\n"
        "- **截至** 2021-10-20\n"
        "- **报送** 一<br>二\n\n"
        "### 🔴 红  1.1\n\n"
        "\\- 不是列表  \n"
        "1\\. 也不是\n\n"
        "- 一\n"
        "  - `ledger why  x `\n\n"
        "| 灯 | 数/总数 |\n"
        "| --- | ---: |\n"
        "| a\\|b<br>**二** | 7 |\n"
        "|  | **章** |\n"
        "| \\<b\\> | \\\\ |\n\n"
        "- 上\n"
        "  - 下"
    )


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf"))))
def test_csv_survives_a_round_trip_and_is_no_formula(text: str) -> None:
    (row,) = csv.DictReader(io.StringIO(write_csv(("a", "b"), [{"a": text, "b": 7}]), newline=""))
    assert row["b"] == "7"
    assert row["a"].removeprefix("'") == inert(text).removeprefix("'")
    assert not row["a"].startswith(("=", "+", "-", "@"))


def test_csv_leaves_out_what_is_missing() -> None:
    rows = [{"a": None, "b": "x,y", "c": -1}]
    assert write_csv(("a", "b", "c", "d"), rows) == 'a,b,c,d\n,"x,y",-1,'


def test_json() -> None:
    text = to_json(
        {"名": "\u202e\x1b\x9b"}, Origin("p", date(2021, 10, 20), None, "abc", dirty=True)
    )
    assert "\\u202e\\u001b\\u009b" in text
    assert "名" in text
    assert json.loads(text) == {
        "format": 1,
        "tool": f"foodsafety-ledger {__version__}",
        "plan": "p",
        "as_of": "2021-10-20",
        "rev": None,
        "commit": "abc",
        "dirty": True,
        "data": {"名": "\u202e\x1b\x9b"},
    }
