"""What makes texts harmless, and the writers of Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foodsafety_ledger import __version__
from foodsafety_ledger.assess.assessment import Light
from foodsafety_ledger.formats import FORMATS, Screen
from foodsafety_ledger.model.inert import inert
from foodsafety_ledger.views.page import (
    Band,
    Column,
    Facts,
    Heading,
    Page,
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
from foodsafety_ledger.views.view import Field, Origin, Records, State, View
from foodsafety_ledger.views.wording import SIGNS


def written(
    name: str,
    page: Page = (),
    records: Records = Records((), ()),  # noqa: B008 - two empty tuples
    data: object = None,
    origin: Origin = Origin(),  # noqa: B008 - nothing is known
) -> str:
    view = View(origin, lambda: page, lambda: records, lambda: data)
    return str(FORMATS[name].write(view, Screen()))


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
    assert written("md", page) == (
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
    out = written("csv", records=Records(("a", "b"), [{"a": text, "b": 7}]))
    (row,) = csv.DictReader(io.StringIO(out, newline=""))
    assert row["b"] == "7"
    assert row["a"].removeprefix("'") == inert(text).removeprefix("'")
    assert not row["a"].startswith(("=", "+", "-", "@"))


def test_csv_leaves_out_what_is_missing() -> None:
    rows: list[dict[str, Field]] = [{"a": None, "b": "x,y", "c": -1}]
    out = written("csv", records=Records(("a", "b", "c", "d"), rows))
    assert out == 'a,b,c,d\n,"x,y",-1,'


def test_cells_are_written_by_their_types() -> None:
    row: dict[str, Field] = {
        "light": Light.RED,
        "met": True,
        "due": date(2021, 12, 31),
        "value": Decimal("0.00000010"),
        "gap": Decimal("-2.50"),
    }
    out = written("csv", records=Records(tuple(row), [row]))
    assert out == "light,met,due,value,gap\nred,true,2021-12-31,0.00000010,-2.50"
    assert json.loads(written("json", data=row))["data"] == {
        "light": "red",
        "met": True,
        "due": "2021-12-31",
        "value": "0.00000010",
        "gap": "-2.50",
    }


def test_json() -> None:
    origin = Origin("p", date(2021, 10, 20), state=lambda: State("abc", dirty=True))
    text = written("json", data={"名": "\u202e\x1b\x9b"}, origin=origin)
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
