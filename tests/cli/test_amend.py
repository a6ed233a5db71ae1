"""``ledger amend``: the old entry stays, the new one takes its place whole."""

from __future__ import annotations

import pytest

from clerk import Clerk
from foodsafety_ledger.model.failure import Exit


@pytest.fixture
def reported(clerk: Clerk) -> Clerk:
    """A report of 118/120 with evidence, a note and a sign-off."""
    clerk.write("old.pdf", "old")
    said = clerk(
        *("record", "market", "1.1", "--status", "in-progress", "--value", "self-check=118/120"),
        *("--value", "cases=3", "--note", "两家停产", "--approved-by", "李四", "--by", "王五"),
        *("--date", "2021-10-08", "--evidence", str(clerk.root / "old.pdf")),
    )
    assert said.code == Exit.FINE
    return clerk


def test_what_is_not_given_is_copied(reported: Clerk) -> None:
    before = reported.text()
    said = reported("amend", "20211008", "--reason", "漏计一家", "--value", "self-check=119/120")
    assert said.code == Exit.FINE
    assert said.out.startswith(
        "已更正，记入 ledgers/market.yaml:16\n"
        "区市场局  2021-10-12  20211012-00000002  1.1  2021Q3  推进中  119/120  3\n"
        "\n"
        "企业自查率：尚未达标，99.16%（119/120），目标 ≥ 100%，还差 1\n"
    )
    assert reported.text().startswith(before)
    old, new = reported.entries()
    assert new == {
        **{key: old[key] for key in old if key != "approved_by"},
        "id": "20211012-00000002",
        "amends": "20211008-00000001",
        "reason": "漏计一家",
        "date": "2021-10-12",
        "values": {"self-check": "119/120", "cases": "3"},
        "by": "张三",
    }
    assert list(new)[:4] == ["id", "amends", "reason", "item"]


def test_who_signs_off_what_was_changed_signs_again(reported: Clerk) -> None:
    said = reported("amend", "00000001", "--reason", "x", "--note", "x")
    assert "approved_by" not in reported.entries()[1]
    assert said.err == "注意：原记录由 李四 审签，改过的内容要重新审签（--approved-by）\n"
    said = reported("amend", "00000002", "--reason", "x", "--approved-by", "李四")
    assert (said.code, said.err) == (Exit.FINE, "")
    assert reported.entries()[2]["approved_by"] == "李四"


def test_not_to_sign_again_is_no_amendment(reported: Clerk) -> None:
    before = reported.files()
    for args in ((), ("--approved-by", "李四"), ("--value", "cases=3")):
        said = reported("amend", "00000001", "--reason", "x", *args)
        assert said.err.startswith("错误：与 20211008-00000001 相比没有任何改动\n")
    assert reported.files() == before


def test_an_amendment_of_what_a_later_report_outranks_says_so(reported: Clerk) -> None:
    args = ("--period", "2021Q4", "--status", "done", "--value", "cases=4", "--note", "x")
    assert reported("record", "market", "1.1", *args).code == Exit.FINE
    said = reported("amend", "00000001", "--reason", "漏计", "--value", "cases=6")
    assert "注意：立案数仍以 2021Q4 的 20211012-00000002 为准（4），它在这一条之后\n" in said.err
    assert "注意：进展仍以 2021Q4 的 20211012-00000002 为准（已完成），它在这一条之后\n" in said.err
    assert "企业自查率仍以" not in said.err


def test_things_can_be_taken_out(reported: Clerk) -> None:
    said = reported(
        *("amend", "00000001", "--reason", "报错了", "--value", "cases=", "--note", ""),
        *("--approved-by", "", "--drop-evidence"),
    )
    assert said.code == Exit.FINE
    new = reported.entries()[1]
    assert new["values"] == {"self-check": "118/120"}
    assert new.keys().isdisjoint({"note", "approved_by", "evidence"})


@pytest.mark.parametrize("value", ["trained=", "cases= "])
def test_only_what_is_there_can_be_taken_out(reported: Clerk, value: str) -> None:
    said = reported("amend", "00000001", "--reason", "报错了", "--value", value)
    assert said.code == Exit.USAGE
    assert "没有填数" in said.err


def test_what_evidence_is_and_how_long_it_is_good_is_said_with_its_file(reported: Clerk) -> None:
    held = "evidence/market/old.pdf"
    file = str(reported.root / held)
    amend = ("amend", "00000001", "--reason", "补有效期", "--evidence")
    seen = reported(*amend, f"{file},valid_until=2023年6月30日，of=plan-file")
    assert "FL522" in seen.err  # the item expects no evidence of that name, and says so at once
    (piece,) = reported.entries()[1]["evidence"]
    assert (piece["path"], piece["of"]) == (held, "plan-file")
    assert piece["valid_until"] == "2023-06-30"
    shown = reported("show", "00000002").out
    assert f"{held}  有效期至 2023-06-30  plan-file  sha256" in shown
    assert "有效期至 2023-06-30  plan-file" in reported("why", "00000002").out


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (",valid_until=明年", "error[FL308 bad-evidence] “明年”不是日期"),
        (",valid-until=2020-06-30", "FL523"),
        (",of=a,of=b", "一份佐证材料的 of 给了两次"),
        (",of", "错误：没有佐证材料"),
    ],
)
def test_what_is_said_of_evidence_is_held_against_the_rules(
    reported: Clerk, told: str, said: str
) -> None:
    file = f"{reported.root / 'old.pdf'}{told}"
    assert said in reported("amend", "00000001", "--reason", "补材料", "--evidence", file).err


def test_a_comma_may_be_a_files_own(reported: Clerk) -> None:
    file = str(reported.write("记录,第一份.txt", "x"))
    reported("amend", "00000001", "--reason", "补材料", "--evidence", f"{file},of=plan")
    assert reported.entries()[1]["evidence"][1]["of"] == "plan"


def test_evidence_is_added_or_replaced(reported: Clerk) -> None:
    file = str(reported.write("new.pdf", "new"))
    reported("amend", "00000001", "--reason", "补材料", "--evidence", file)
    paths = [piece["path"] for piece in reported.entries()[1]["evidence"]]
    assert paths == ["evidence/market/old.pdf", "evidence/market/new.pdf"]
    reported("amend", "00000002", "--reason", "换材料", "--drop-evidence", "--evidence", file)
    assert [piece["path"] for piece in reported.entries()[2]["evidence"]] == [
        "evidence/market/new.pdf"
    ]


def test_an_amendment_may_be_amended_and_the_first_says_what_stands(reported: Clerk) -> None:
    reported("amend", "00000001", "--reason", "一", "--status", "blocked")
    reported("amend", "00000002", "--reason", "二", "--status", "done")
    said = reported("amend", "00000001", "--reason", "三", "--status", "blocked")
    assert said.code == Exit.FINDINGS
    assert said.err == (
        "错误：20211008-00000001 已经更正过，现行的是 20211012-00000003\n"
        "办法：改用 20211012-00000003\n"
    )
    assert len(reported.entries()) == 3


def test_a_voided_entry_is_not_amended(reported: Clerk) -> None:
    reported("void", "00000001", "--reason", "报错")
    said = reported("amend", "00000001", "--reason", "一", "--status", "done")
    assert said.code == Exit.FINDINGS
    assert said.err.startswith("错误：20211008-00000001 已经作废（20211012-00000002），不能再改\n")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--reason", "x"], Exit.USAGE, "错误：与 20211008-00000001 相比没有任何改动\n"),
        (["--status", "done"], Exit.USAGE, "错误：缺少：--reason\n"),
        (["--reason", "x", "--period", "2021Q4"], Exit.FINDINGS, "--period 2021Q4: error[FL410 "),
        (
            ["--reason", "x", "--date", "2021-10-07", "--note", "x"],
            Exit.FINDINGS,
            "--date 2021-10-07: error[FL604 ",
        ),
        (
            ["--reason", "x", "--value", "self-check=121/120"],
            Exit.FINDINGS,
            "--value self-check=121/120: error[FL502 ",
        ),
        (
            ["--reason", "\x07", "--note", "x"],
            Exit.USAGE,
            "错误：--reason 的第 1 个字符是控制字符 U+0007",
        ),
    ],
)
def test_what_is_refused(reported: Clerk, args: list[str], code: Exit, said: str) -> None:
    before = reported.files()
    answer = reported("amend", "00000001", *args)
    assert answer.code == code
    assert said in answer.err
    assert reported.files() == before


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("20211008-00000009", "错误：没有记录“20211008-00000009”\n办法：是否想写“20211008-0000000"),
        ("201", "错误：没有记录“201”\n办法：ledger log 列出全部记录；至少写 4 个字符\n"),
        ("2021", "错误：“2021”有 2 条记录符合：20211008-00000001、20211012-00000002\n"),
        (None, "错误：缺少：记录\n"),
    ],
)
def test_an_entry_is_named_exactly_or_not_at_all(
    reported: Clerk, named: str | None, said: str
) -> None:
    reported("record", "farm", "1.2", "--status", "done")
    answer = reported("amend", *([named] if named else []), "--reason", "x", "--status", "done")
    assert answer.code == Exit.USAGE
    assert answer.err.startswith(said)


def test_voids_and_reviews_are_not_amended(reported: Clerk) -> None:
    reported("review", "00000001", "--return", "--reason", "缺材料")
    said = reported("amend", "00000002", "--reason", "x", "--status", "done")
    assert (said.code, said.err.partition("\n")[0]) == (
        Exit.USAGE,
        "错误：20211012-00000002 是复核记录",
    )
    reported("void", "00000001", "--reason", "报错")
    said = reported("amend", "00000003", "--reason", "x", "--status", "done")
    assert (said.code, said.err) == (
        Exit.USAGE,
        "错误：20211012-00000003 是作废记录，不能再改\n"
        "办法：作废不能撤销；需要时用 ledger record 重新记录一条\n",
    )


def test_an_entry_on_no_item_is_voided_rather_than_amended(reported: Clerk) -> None:
    reported.write("ledgers/market.yaml", reported.text().replace('"1.1"', '"1.9"'))
    said = reported("amend", "00000001", "--reason", "x", "--status", "done")
    assert said.code == Exit.USAGE
    assert "分项 1.9 不在工作安排里" in said.err
    assert reported("void", "00000001", "--reason", "分项写错").code == Exit.FINE


def test_a_wrong_entry_is_mended_by_amending_it(reported: Clerk) -> None:
    reported.write("ledgers/market.yaml", reported.text().replace("118/120", "121/120"))
    said = reported("amend", "00000001", "--reason", "写反了", "--value", "self-check=120/121")
    assert said.code == Exit.FINE


def test_an_amendment_of_a_later_entry_has_its_date(reported: Clerk) -> None:
    args = ("--status", "in-progress", "--date", "2021-10-20")
    reported.asked("record", "market", "1.2", *args, answers="y" + "\n" * 4)
    id_ = reported.entries()[1]["id"]
    assert reported("amend", id_, "--reason", "x", "--note", "x").code == Exit.FINE
    assert reported.entries()[2]["date"] == "2021-10-20"


def test_without_git_it_is_by_whom_the_old_one_is(
    reported: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foodsafety_ledger.files.git.user_name", lambda _: "")
    reported("amend", "00000001", "--reason", "x", "--status", "done")
    assert reported.entries()[1]["by"] == "王五"


class TestAsking:
    """At a terminal: everything is shown as it is, Enter keeps it."""

    def test_only_the_reason_is_asked_where_something_is_given(self, reported: Clerk) -> None:
        said = reported.asked("amend", "00000001", "--status", "done", answers="\n补报\ny\n\n")
        assert said.code == Exit.FINE
        assert "为什么？写明原因\n> \n    × 这一项必须填写，请重新输入\n> 补报\n" in said.out
        assert reported.entries()[1]["reason"] == "补报"
        assert reported.entries()[1]["status"] == "done"

    def test_everything_is_asked_where_nothing_is_given(self, reported: Clerk) -> None:
        answers = ["00000001", "", "119/120", "-", "2/3", "", "无", "-", "", "-", "漏计", ""]
        said = reported.asked("amend", answers="\n".join(answers))
        assert said.code == Exit.FINE
        assert "最近的记录\n  区市场局  2021-10-08  20211008-00000001  1.1  2021Q3" in said.out
        assert "现为：推进中（回车保留）\n进展如何（" in said.out
        assert "现为：118/120（回车保留，- 清除）\n企业自查率：" in said.out
        assert "沿用：evidence/market/old.pdf（不沿用请用 --drop-evidence）\n佐证材料" in said.out
        old, new = reported.entries()
        assert new["values"] == {"self-check": "119/120", "trained": "2/3"}
        assert new["note"] == old["note"]
        assert new["problems"] == "无"
        assert new["evidence"] == old["evidence"]
        assert "approved_by" not in new
        assert new["reason"] == "漏计"

    def test_only_the_entry_is_asked_where_the_rest_is_given(self, reported: Clerk) -> None:
        args = ("--reason", "补报", "--status", "done")
        assert reported.asked("amend", *args, answers="00000001\ny\n\n").code == Exit.FINE
        assert reported.entries()[1]["reason"] == "补报"

    def test_another_status_may_be_chosen(self, reported: Clerk) -> None:
        reported.asked("amend", "00000001", answers="3" + "\n" * 9 + "办完了\ny\n\n")
        assert reported.entries()[1]["status"] == "done"
