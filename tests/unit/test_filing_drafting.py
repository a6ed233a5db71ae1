"""The text of a new entry: its layout, and quotes exactly where some reader needs them."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from foodsafety_ledger.filing.drafting import entry_lines, ledger_text, scalar

_SHA = "0123456789abcdef" * 4


def _read(text: str) -> Any:  # noqa: ANN401 - whatever YAML makes of it
    return yaml.safe_load(text)


def test_a_full_entry_in_the_order_of_the_contract() -> None:
    draft = {
        "approved_by": "李四",
        "by": "张三",
        "id": "20211012-7f3a9c1e",
        "evidence": [{"path": "evidence/market-regulation/自查.pdf", "sha256": _SHA}],
        "item": "14.1",
        "note": "两家企业停产，未自查。\n已约谈。",
        "next": "注意: 复查",
        "period": "2021Q3",
        "problems": "",
        "date": "2021-10-12",
        "status": "in-progress",
        "values": {"enterprise-self-check": "118/120"},
    }
    assert entry_lines(draft) == [
        "- id: 20211012-7f3a9c1e",
        '  item: "14.1"',
        "  period: 2021Q3",
        "  date: 2021-10-12",
        "  status: in-progress",
        "  values: {enterprise-self-check: 118/120}",
        "  note: |-",
        "    两家企业停产，未自查。",
        "    已约谈。",
        '  next: "注意: 复查"',
        f"  evidence: [{{path: evidence/market-regulation/自查.pdf, sha256: {_SHA}}}]",
        "  by: 张三",
        "  approved_by: 李四",
    ]


def test_several_values_and_files_take_a_line_each() -> None:
    draft = {
        "id": "20211012-7f3a9c1e",
        "values": {"a": "12", "b": "94.50", "c": "2021-11-08"},
        "evidence": [{"path": "x.pdf", "sha256": "1"}, {"path": "y, z.pdf", "sha256": "2e5"}],
    }
    assert entry_lines(draft, "  -   ", "      ") == [
        "  -   id: 20211012-7f3a9c1e",
        "      values:",
        "        a: 12",
        '        b: "94.50"',
        "        c: 2021-11-08",
        "      evidence:",
        '      - {path: x.pdf, sha256: "1"}',
        '      - {path: "y, z.pdf", sha256: "2e5"}',
    ]


def test_an_empty_line_in_a_note_carries_no_blanks() -> None:
    lines = entry_lines({"id": "a", "note": "一\n\n二"})
    assert lines == ["- id: a", "  note: |-", "    一", "", "    二"]
    assert _read("\n".join(lines)) == [{"id": "a", "note": "一\n\n二"}]


@pytest.mark.parametrize("text", [" 一\n二", "一\n", "一\n\t二", "一\r\n二"])
def test_lines_that_a_literal_would_change_are_quoted(text: str) -> None:
    lines = entry_lines({"id": "a", "note": text})
    assert len(lines) == 2
    assert _read("\n".join(lines)) == [{"id": "a", "note": text}]


def test_an_empty_ledger() -> None:
    assert ledger_text("2021", "education") == (
        'plan: "2021"\ndepartment: education\nentries: []\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "张三",
        "2021Q3",
        "20211012-7f3a9c1e",
        "20211012-00000000",
        "20211012-1e345678",
        "in-progress",
        "118/120",
        "2-1.1",
        "约谈“两家”企业（含分店），共3批次：合格",
        "it's 50% of a:b#1",
        "《通知》",
        "１２",
        "nothing",
        "𠮷野家",
        "\ue000",
    ],
)
def test_plain(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", '""'),
        ("no", '"no"'),
        ("Yes", '"Yes"'),
        ("N", '"N"'),
        ("null", '"null"'),
        ("~", '"~"'),
        ("=", '"="'),
        ("<<", '"<<"'),
        ("14.1", '"14.1"'),
        ("1.10", '"1.10"'),
        ("0123", '"0123"'),
        ("12", '"12"'),
        ("1_000", '"1_000"'),
        ("1e3", '"1e3"'),
        ("12e34", '"12e34"'),
        ("0x1F", '"0x1F"'),
        ("0o17", '"0o17"'),
        ("0b11", '"0b11"'),
        (".5", '".5"'),
        ("-1", '"-1"'),
        ("+1", '"+1"'),
        ("12:30", '"12:30"'),
        ("190:20:30", '"190:20:30"'),
        ("2021-9-27", '"2021-9-27"'),
        ("2021-10-12", '"2021-10-12"'),
        ("2021-10-12 08:00:00", '"2021-10-12 08:00:00"'),
        ("注意: 复查", '"注意: 复查"'),
        ("注意:", '"注意:"'),
        ("见 #3", '"见 #3"'),
        ("# 3", '"# 3"'),
        ("- 一", '"- 一"'),
        ("[一]", '"[一]"'),
        ("{一}", '"{一}"'),
        ("*a", '"*a"'),
        ("&a", '"&a"'),
        ("!a", '"!a"'),
        ("|", '"|"'),
        ("> 1", '"> 1"'),
        ("%a", '"%a"'),
        ("@a", '"@a"'),
        ("`a", '"`a"'),
        ("'a'", "\"'a'\""),
        ('"a" b', '"\\"a\\" b"'),
        ("\\n", '"\\\\n"'),
        (" a", '" a"'),
        ("a ", '"a "'),
        ("\u3000a", '"\u3000a"'),
        ("a\tb", '"a\\tb"'),
        ("a\nb", '"a\\nb"'),
        ("a\x85b", '"a\\u0085b"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("\ufeff", '"\\ufeff"'),
        ("\u202eabc", '"\\u202eabc"'),
        ("\x1b[31m", '"\\u001b[31m"'),
        ("\U000e0041", '"\\U000e0041"'),
        ("---", '"---"'),
    ],
)
def test_quoted(text: str, written: str) -> None:
    assert scalar(text) == written
    assert _read(written) == text


def test_counts_and_dates_are_typed_where_they_are_meant() -> None:
    assert scalar("12", typed=True) == "12"
    assert scalar("2021-10-12", typed=True) == "2021-10-12"
    assert scalar("012", typed=True) == '"012"'
    assert scalar("94.5", typed=True) == '"94.5"'


@pytest.mark.parametrize("text", ["a,b", "a:b", "a]", "a}", "what?"])
def test_brackets_and_commas_are_quoted_between_brackets_only(text: str) -> None:
    assert scalar(text) == text
    assert _read(f"[{scalar(text, in_flow=True)}]") == [text]
    assert scalar(text, in_flow=True) == f'"{text}"'


@given(st.text(max_size=12) | st.text(alphabet="0123456789.:eE_-+xoTyn ~#/", max_size=8))
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    lines = entry_lines({"id": "a", "note": text, "values": {"x": text + "!"}, "by": "b"})
    entry = _read("\n".join(lines))[0]
    assert entry["values"] == {"x": text + "!"}
    assert entry.get("note", "") == text
