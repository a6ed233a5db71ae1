"""``ledger review``: the office's verdict goes into the office's own ledger."""

from __future__ import annotations

import subprocess

import pytest

from clerk import Clerk
from foodsafety_ledger.model.failure import Exit


@pytest.fixture
def reported(clerk: Clerk) -> Clerk:
    """A report of the market bureau."""
    clerk("record", "market", "1.1", "--status", "done", "--date", "2021-10-08")
    return clerk


@pytest.mark.parametrize(
    ("option", "verdict", "word"),
    [("--accept", "accepted", "认可"), ("--return", "returned", "退回")],
)
def test_the_verdict_is_recorded(reported: Clerk, option: str, verdict: str, word: str) -> None:
    before = reported.text()
    said = reported("review", "00000001", option, "--reason", "已核对")
    assert said == (
        Exit.FINE,
        "已复核，记入 ledgers/office.yaml:4\n"
        f"区食安办  2021-10-12  20211012-00000002  {word} 20211008-00000001\n",
        "",
    )
    assert reported.text("office") == (
        "plan: sample-2021\ndepartment: office\nentries:\n"
        f"- id: 20211012-00000002\n  reviews: 20211008-00000001\n  verdict: {verdict}\n"
        "  reason: 已核对\n  date: 2021-10-12\n  by: 张三\n"
    )
    assert reported.text() == before
    assert reported("check").code == Exit.FINE


def test_a_review_of_what_was_replaced_is_warned_of(reported: Clerk) -> None:
    reported("amend", "00000001", "--reason", "x", "--status", "blocked")
    said = reported("review", "00000001", "--accept", "--reason", "x")
    assert said.code == Exit.FINE
    assert said.err == (
        "注意：20211008-00000001 已被 20211012-00000002 取代，复核只对所指的记录有效\n"
    )


def test_a_review_that_a_later_one_outranks_says_so(reported: Clerk) -> None:
    args = ("review", "00000001", "--reason", "x")
    reported(*args, "--return", "--date", "2021-10-12")
    said = reported(*args, "--accept", "--date", "2021-10-10")
    assert said.code == Exit.FINE
    assert said.err == (
        "注意：对 20211008-00000001 的复核仍以 2021-10-12 的 20211012-00000002 为准，"
        "这一条日期在它之前\n"
    )
    assert reported(*args, "--accept").err == ""


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["00000001", "--return"], Exit.USAGE, "错误：缺少：--reason\n"),
        (["--accept"], Exit.USAGE, "错误：缺少：记录\n"),
        (["00000001", "--reason", "x"], Exit.USAGE, "错误：缺少：--accept | --return\n"),
        (
            ["00000001", "--accept", "--return", "--reason", "x"],
            Exit.USAGE,
            "错误：--accept 与 --return 只能用一个\n",
        ),
        (
            ["00000001", "--accept", "--reason", "x", "--date", "2021-10-01"],
            Exit.FINDINGS,
            "--date 2021-10-01: error[FL604 ",
        ),
    ],
)
def test_what_is_refused(reported: Clerk, args: list[str], code: Exit, said: str) -> None:
    answer = reported("review", *args)
    assert answer.code == code
    assert answer.err.startswith(said)
    assert "ledgers/office.yaml" not in reported.files()


def test_several_entries_are_accepted_at_once_or_none(reported: Clerk) -> None:
    reported("record", "market", "1.2", "--status", "done", "--date", "2021-10-09")
    said = reported("review", "00000001", "99999999", "--accept")
    assert said.code == Exit.USAGE
    assert "ledgers/office.yaml" not in reported.files()
    early = ("--accept", "--date", "2021-10-08")  # before the second, which is dated a day later
    assert reported("review", "00000001", "00000002", *early).code == Exit.FINDINGS
    assert "ledgers/office.yaml" not in reported.files()
    said = reported("review", "00000001", "00000002", "--accept")
    assert said.code == Exit.FINE
    assert said.out.count("记入 ledgers/office.yaml:") == 2
    assert [one["reviews"][-1] for one in reported.entries("office")] == ["1", "2"]


def test_without_an_entry_those_that_wait_are_listed(reported: Clerk) -> None:
    reported("amend", "00000001", "--reason", "漏记", "--note", "补记两家")
    said = reported("review")
    assert said.code == Exit.FINE
    assert said.out.startswith("待复核 1 条\n")
    assert "20211012-00000002" in said.out
    assert "00000001" not in said.out, "what was amended waits for nobody"
    reported("review", "00000002", "--accept")
    assert reported("review").out == "没有待复核的记录\n"


def test_at_a_terminal_those_that_wait_are_gone_through(reported: Clerk) -> None:
    for item in ("1.2", "1.1"):
        args = ("--status", "blocked", "--date", "2021-10-09", "--period", "2021Q3")
        reported("record", "market", item, *args)
    said = reported.asked("review", answers="2\n1\n2\n缺材料\n\n")
    assert said.code == Exit.FINE
    assert [(one["reviews"][-1], one["verdict"]) for one in reported.entries("office")] == [
        ("2", "accepted"),
        ("3", "returned"),
    ]
    assert "这次复核 2 条，还有 1 条待复核\n" in said.out
    assert reported.asked("review", answers="market\n>").code == Exit.FINE
    assert len(reported.entries("office")) == 2, "left for later"


def test_what_is_handed_in_is_about_the_periods_reviewed(reported: Clerk) -> None:
    subprocess.run(["git", "init"], cwd=reported.root, check=True, capture_output=True)
    said = reported.asked("review", answers="1\n1")
    assert f'git -C {reported.root} commit -m "2021Q3 review market"' in said.out


def test_a_return_is_agreed_to_and_every_answer_can_be_gone_back_to(reported: Clerk) -> None:
    reported("record", "market", "1.2", "--status", "done", "--date", "2021-10-09")
    back = ["", "2", "<", "2", "缺材料", "<", "缺章", "n"]
    said = reported.asked("review", answers="\n".join(["<", *back, "<", "1", "<", "<", "<"]))
    assert "没有单位“<”" not in said.out
    assert "理由      缺材料" in said.out
    assert "理由      缺章" in said.out
    assert [(one["reviews"][-1], one["verdict"]) for one in reported.entries("office")] == [
        ("1", "accepted")
    ], "what was not agreed to is not written"
    assert said.out.count("先复核哪个？") == 4
    assert said.out.count("办公室已认可") == 1, "gone back to, it shows what was said of it"


def test_of_a_department_only_its_own_waits(reported: Clerk) -> None:
    reported("record", "east", "2.2", "--status", "done", "--date", "2021-10-09")
    for named in ("市场局", "market", "区市场局"):
        said = reported("review", named)
        assert said.out.startswith("待复核 1 条\n"), named
        assert "20211008-00000001" in said.out
    assert "20211009-00000002" in reported("review", "各街道").out
    assert reported("review", "market", "east").out.startswith("待复核 2 条\n")
    assert reported("review", "market", "--accept").code == Exit.USAGE, "nobody accepts unseen"
    asked = reported.asked("review", "market", answers="\n1")
    assert "这次复核 1 条，还有 0 条待复核\n" in asked.out
    assert reported("review", "市场").out == reported("review", "区市场局").out
    assert "是否想写“market”" in reported("review", "markte").err
    assert "1.1 是分项，不是记录" in reported("review", "1.1").err
    assert "2021Q3 是报告期，不是记录" in reported("review", "三季度").err


def test_what_is_dated_ahead_waits_for_its_day(reported: Clerk) -> None:
    reported.asked(
        *("record", "east", "2.2", "--status", "done", "--date", "2021-10-20"), answers="y\n\n\n"
    )
    said = reported("review")
    assert said.out.startswith("待复核 1 条\n")
    assert said.out.endswith("\n另有 1 条日期在今天之后，到那天再复核\n")


def test_what_a_review_is_told_is_called_a_reviewers(reported: Clerk) -> None:
    said = reported("review", "--help").out
    assert "填报" not in said
    assert "经办人" in said


def test_what_was_reviewed_before_the_window_closed_stays(reported: Clerk) -> None:
    reported("record", "market", "1.2", "--status", "done", "--date", "2021-10-09")
    said = reported.asked("review", answers="\n1")
    assert said.code == Exit.FINE
    assert "已中断，已写入的都在" in said.err
    assert len(reported.entries("office")) == 1


def test_a_review_is_not_reviewed(reported: Clerk) -> None:
    reported("review", "00000001", "--accept", "--reason", "x")
    said = reported("review", "00000002", "--accept", "--reason", "x")
    assert said.code == Exit.USAGE
    assert said.err.startswith("错误：20211012-00000002 是复核记录\n")


def test_at_a_terminal_what_is_missing_is_asked(reported: Clerk) -> None:
    said = reported.asked("review", "00000001", answers="3\n退回\n缺材料\n\n")
    assert said.code == Exit.FINE
    assert "复核意见？1 认可  2 退回\n> 3\n    × 没有“3”，请重新输入\n> 退回\n" in said.out
    assert reported.entries("office")[0]["verdict"] == "returned"


def test_an_acceptance_needs_no_reason(reported: Clerk) -> None:
    assert reported("review", "00000001", "--accept").code == Exit.FINE
    assert "reason" not in reported.entries("office")[0]
    assert reported("check").code == Exit.FINE
    for command in (
        ("log",),
        ("show", "20211012-00000002"),
        ("why", "1.1"),
        ("log", "--format", "csv"),
    ):
        said = reported(*command)
        assert said.code == Exit.FINE
        assert "理由" not in said.out


def test_at_a_terminal_only_a_return_is_asked_why(reported: Clerk) -> None:
    said = reported.asked("review", "00000001", answers="认可\n\n")
    assert said.code == Exit.FINE
    assert "原因" not in said.out
    said = reported.asked("review", "00000001", answers="退回\n缺材料\n\n")
    assert said.code == Exit.FINE
    assert reported.entries("office")[1]["reason"] == "缺材料"


def test_of_a_long_queue_it_is_said_whose_the_rest_is(reported: Clerk) -> None:
    for day in range(1, 13):
        given = ("--status", "done", "--date", f"2021-10-{day:02}", "--period", "2021Q3")
        reported("record", "east", "2.2", *given)
    said = reported.asked("review", answers="")
    assert said.out.startswith("待复核 13 条\n")
    assert "\n另有 1 条：东街道 1\n先复核哪个？" in said.out
