"""``ledger void``: an entry leaves the figures and stays in the file."""

from __future__ import annotations

import pytest

from clerk import Clerk
from foodsafety_ledger.model.failure import Exit


@pytest.fixture
def reported(clerk: Clerk) -> Clerk:
    """A report of the market bureau."""
    clerk("record", "market", "1.1", "--status", "done", "--date", "2021-10-08")
    return clerk


def test_a_void_is_added_to_the_ledger_of_the_entry(reported: Clerk) -> None:
    before = reported.text()
    said = reported("void", "00000001", "--reason", "重复填报", "--by", "李四")
    assert said == (
        Exit.FINE,
        "已作废，记入 ledgers/market.yaml:10\n"
        "区市场局  2021-10-12  20211012-00000002  作废 20211008-00000001\n",
        "",
    )
    assert reported.text() == before + (
        "- id: 20211012-00000002\n  voids: 20211008-00000001\n  reason: 重复填报\n"
        "  date: 2021-10-12\n  by: 李四\n"
    )
    assert reported("check").code == Exit.FINE


def test_once_only(reported: Clerk) -> None:
    reported("void", "00000001", "--reason", "一")
    said = reported("void", "00000001", "--reason", "二")
    assert said.code == Exit.FINDINGS
    assert "已经作废（20211012-00000002）" in said.err
    said = reported("void", "00000002", "--reason", "三")
    assert (said.code, said.err) == (
        Exit.USAGE,
        "错误：20211012-00000002 是作废记录，不能再改\n"
        "办法：作废不能撤销；需要时用 ledger record 重新记录一条\n",
    )


def test_a_review_is_voided_in_the_offices_ledger(reported: Clerk) -> None:
    reported("review", "00000001", "--accept", "--reason", "已核对")
    assert reported("void", "00000002", "--reason", "看错了").code == Exit.FINE
    assert [list(entry)[1] for entry in reported.entries("office")] == ["reviews", "voids"]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ([], Exit.USAGE, "错误：缺少：记录  --reason\n"),
        (["00000001"], Exit.USAGE, "错误：缺少：--reason\n"),
        (["00000001", "--reason", ""], Exit.USAGE, "错误：--reason 是空的\n"),
        (["00000001", "--reason", "x", "--date", ""], Exit.USAGE, "错误：--date 是空的\n"),
        (
            ["1.1", "--reason", "x"],
            Exit.USAGE,
            "错误：1.1 是分项，不是记录\n办法：它的记录用 ledger log 1.1",
        ),
        (["1", "--reason", "x"], Exit.USAGE, "错误：1 是任务，不是记录\n"),
        (["2021Q3", "--reason", "x"], Exit.USAGE, "错误：2021Q3 是报告期，不是记录\n"),
        (["区市场局", "--reason", "x"], Exit.USAGE, "错误：market 是单位，不是记录\n"),
        (["00000009", "--reason", "x"], Exit.USAGE, "错误：没有记录“00000009”\n"),
        (
            ["00000001", "--reason", "x", "--date", "2021年10月1日"],
            Exit.FINDINGS,
            "--date 2021-10-01: error[FL604 ",
        ),
        (
            ["00000001", "--reason", "x", "--date", "2021100"],
            Exit.FINDINGS,
            "--date 2021100: error[FL306 ",
        ),
        (
            ["00000001", "--reason", "\x07"],
            Exit.USAGE,
            "错误：--reason 的第 1 个字符是控制字符 U+0007",
        ),
    ],
)
def test_what_is_refused(reported: Clerk, args: list[str], code: Exit, said: str) -> None:
    before = reported.files()
    answer = reported("void", *args)
    assert answer.code == code
    assert answer.err.startswith(said)
    assert reported.files() == before


def test_a_dry_run_writes_nothing(reported: Clerk) -> None:
    before = reported.files()
    said = reported("void", "00000001", "--reason", "x", "--dry-run")
    assert said.code == Exit.FINE
    assert "+  voids: 20211008-00000001\n" in said.out
    assert reported.files() == before


def test_at_a_terminal_what_is_missing_is_asked(
    reported: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foodsafety_ledger.files.git.user_name", lambda _: "")
    said = reported.asked("void", answers="1\n00000001\n重复\n李四\ny")
    assert said.code == Exit.FINE
    assert "× 没有记录“1”，请重新输入" in said.out
    assert "  2021-10-08  20211008-00000001  1.1  2021Q3  已完成\n为什么？" in said.out
    assert reported.entries()[1]["reason"] == "重复"
    assert reported.entries()[1]["by"] == "李四"
