"""``record`` and its kin at a terminal: only what is missing is asked, wrong answers again."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from clerk import EMPTY, Clerk
from foodsafety_ledger.model.failure import Exit
from repos import Repo

ASKED = """\
1.1  督促企业自查
单位      区市场局（负责）
报告期    2021Q3  最迟 2021-10-15 报送
上次填报  还没有填报过
指标      企业自查率  self-check
          目标 ≥ 100%，期限 2021-12-31；填目前的数
指标      立案数  cases
          目标 ≥ 10件，期限 2021-12-31；填全年累计数
指标      培训率  trained
          目标 ≥ 90%，期限 2021-12-31；首次填报，填 2021-01-01 以来此前没报过的全部数
"""


CONFIRMED = """\
    单位        区市场局
    分项        1.1  督促企业自查
1   报告期      2021Q3
    填报日期    2021-10-12
2   状态        推进中
3   企业自查率  118/120
4   立案数      -
5   培训率      0/0
6   进展        本季没有培训
7   存在问题    -
8   下步计划    -
9   佐证材料    evidence/market/自查.txt
    填报人      张三
10  审签人      李四
写入 ledgers/market.yaml？
"""


def test_a_clerk_is_led_through_everything(clerk: Clerk) -> None:
    clerk.write("自查.txt", "名单")
    said = clerk.asked(
        "record",
        answers="\n".join(
            [
                "工商局",
                "0",
                "1",
                "9.9",
                "2.1",
                "1.1",
                "5",
                "2",
                "98%",
                "１１８／１２０",
                "-",
                "0/0",
                "",
                "本季没有培训",
                "",
                "",
                "/no/such",
                f"'{clerk.root}/自查.txt'",
                "",
                "李四",
                "好的",
                "",
            ]
        ),
    )
    assert said.code == Exit.FINE
    assert clerk.entries() == [
        {
            "id": "20211012-" + clerk.entries()[0]["id"][9:],
            "item": "1.1",
            "period": "2021Q3",
            "date": "2021-10-12",
            "status": "in-progress",
            "values": {"self-check": "118/120", "trained": "0/0"},
            "note": "本季没有培训",
            "evidence": [
                {
                    "path": "evidence/market/自查.txt",
                    "sha256": clerk.entries()[0]["evidence"][0]["sha256"],
                }
            ],
            "by": "张三",
            "approved_by": "李四",
        }
    ]
    out = said.out
    assert ASKED in out
    assert "   1     2  区市场局  market\n" in out
    assert "区市场局有 2 个分项应报未报\n" in out
    reasons = [line.strip() for line in out.splitlines() if line.startswith("    × ")]
    assert reasons == [
        "× 没有单位“工商局”，请重新输入",
        "× 没有单位“0”，请重新输入",
        "× 没有分项“9.9”，请重新输入",
        reasons[3],
        "× 没有“5”，请重新输入",
        reasons[5],
        "× 有指标填了 0/0 或“不适用”，要说明为何无事可做或不适用，请重新输入",
        "× 没有佐证材料 /no/such，请重新输入",
        "× 请回答 y（是）或 n（否），请重新输入",
    ]
    assert "在分项 2.1 中没有责任" in reasons[3]
    assert "“98%”是百分比" in reasons[5]
    assert "> １１８／１２０\n  记为 118/120\n立案数：" in out
    assert CONFIRMED.rstrip() in out


def test_enter_takes_the_only_thing_that_was_meant(clerk: Clerk) -> None:
    said = clerk.asked("record", answers="各街道\n农\nfram\n\n1.1\n办结" + "\n" * 7)
    assert clerk.entries("farm")[0]["status"] == "done"
    assert "各街道 是单位组，不是一个单位（写明其中一个：东街道 east、西街道 west）" in said.out
    assert "“农”太短：1 处的名称里有它（多写几个字，如 区农业局 farm），请重新输入" in said.out
    assert "没有单位“fram”，是否想写“farm”？按 Enter 就用它，或重新输入" in said.out


def test_only_what_is_missing_is_asked(clerk: Clerk) -> None:
    clerk.write("a.pdf", "x")
    said = clerk.asked(
        *("record", "market", "1.2", "--note", "已抽检", "--problems", "", "--next", "续抽"),
        *("--evidence", str(clerk.root / "a.pdf"), "--approved-by", "李四", "--by", "王五"),
        answers="已完成\n10/100\n",
    )
    assert said.code == Exit.FINE
    assert said.out.count("\n> ") == 3
    assert clerk.entries()[0]["status"] == "done"
    assert clerk.entries()[0]["values"] == {"volume": "10/100"}
    assert clerk.entries()[0]["by"] == "王五"


def test_a_supporting_department_is_asked_for_no_values(clerk: Clerk) -> None:
    said = clerk.asked("record", "farm", "1.1", answers="2" + "\n" * 7)
    assert said.code == Exit.FINE
    assert "指标" not in said.out
    assert "单位      区农业局（配合）\n" in said.out


def test_of_a_command_only_what_its_item_calls_for_is_asked_and_it_is_agreed_to(
    clerk: Clerk,
) -> None:
    given = ("record", "market", "1.1", "--status", "受阻", "--value", "cases=12")
    said = clerk.asked(*given, answers="118/120\n\n缺人\n\n2\n<\nn")
    assert "指标      企业自查率  self-check\n" in said.out
    for asked in ("企业自查率：填", "培训率：填", "受阻的原因是什么", "佐证材料的文件路径"):
        assert asked in said.out
    for given_or_free in ("立案数：填", "进展如何", "工作进展说明", "下步计划（", "审签人姓名"):
        assert given_or_free not in said.out
    assert "2  企业自查率  118/120\n3  立案数      12\n" in said.out
    assert said.err.endswith("没有写入\n")
    assert clerk.files() == {}


@pytest.mark.parametrize("sure", ["--yes", "--no-input"])
def test_who_is_sure_is_asked_nothing(clerk: Clerk, sure: str) -> None:
    said = clerk.asked("record", "market", "1.1", "--status", "done", sure, answers="")
    assert said.code == Exit.FINE
    assert "\n> " not in said.out
    assert len(clerk.entries()) == 1


def test_an_amendment_is_shown_and_agreed_to(clerk: Clerk) -> None:
    clerk("record", "market", "1.1", "--status", "done")
    given = ("amend", "00000001", "--reason", "错了", "--note", "补记")
    assert clerk.asked(*given, answers="n").code == Exit.INTERRUPTED
    assert len(clerk.entries()) == 1
    assert clerk.asked(*given, answers="").code == Exit.FINE
    assert len(clerk.entries()) == 2
    assert clerk.asked("amend", clerk.entries()[-1]["id"], answers=">").err.endswith("没有写入\n")


def test_back_from_the_item_is_the_department_again(clerk: Clerk) -> None:
    said = clerk.asked("record", answers="<\n1\n<\n2\n<\n1\n")
    assert "没有分项" not in said.out
    assert [line for line in said.out.splitlines() if "个分项应报未报" in line] == [
        "区市场局有 2 个分项应报未报",
        "区农业局有 1 个分项应报未报",
        "区市场局有 2 个分项应报未报",
    ]
    said = clerk.asked("record", "market", answers="<")
    assert said.out.count("区市场局有 2 个分项应报未报") == 2


def test_a_period_that_runs_is_not_due_yet(clerk: Clerk) -> None:
    clerk("record", "market", "1.1", "--status", "in-progress")
    clerk("record", "market", "1.2", "--status", "in-progress")
    said = clerk.asked("record", "market", answers="")
    assert (
        "区市场局没有应报未报的分项\n"
        "2021Q4 还没到期，最迟 2022-01-15 报送，共 2 项：1.1、1.2\n"
        "填报哪个分项？输入编号，如 14.1\n"
    ) in said.out
    assert "   1     -  区市场局  market\n" in clerk.asked("record", answers="").out


def test_the_last_report_is_the_last_up_to_the_period(clerk: Clerk) -> None:
    for period, value in (("2021Q3", "10"), ("2021Q4", "20")):
        given = ("--status", "in-progress", "--value", f"cases={value}", "--period", period)
        clerk("record", "market", "1.1", *given)
    said = clerk.asked("amend", "00000001", answers="")
    assert "上次填报  2021-10-12  20211012-00000001  1.1  2021Q3  推进中  10\n" in said.out
    assert "上次 2021Q3 报 10" in said.out
    assert "2021Q4" not in said.out


def test_a_receipt_is_as_of_the_reports_own_day(clerk: Clerk) -> None:
    given = ("--status", "in-progress", "--value", "cases=2", "--date", "2021-10-08")
    clerk("record", "market", "1.1", "--status", "in-progress", "--value", "cases=5")
    said = clerk("record", "market", "1.1", *given, "--period", "2021Q3")
    assert "截至 2021-10-08：\n\n立案数：尚未达标，2 件" in said.out
    assert "ledger record market 1.1 --period 2021Q3 --date 2021-10-08\n" not in said.out
    assert "ledger record market 1.2 --period 2021Q3 --date 2021-10-08\n" in said.out


def test_who_fills_it_in_is_asked_where_git_does_not_know(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foodsafety_ledger.files.git.user_name", lambda _: "")
    said = clerk.asked(
        "record", "east", "2.2", "--status", "blocked", answers="\n王五\n\n缺人\n\n\n\ny"
    )
    assert "填报人姓名\n> \n    × 这一项必须填写，请重新输入\n> 王五\n" in said.out
    assert "受阻的原因是什么" in said.out
    assert clerk.entries("east")[0]["by"] == "王五"
    assert clerk.entries("east")[0]["problems"] == "缺人"


@pytest.mark.parametrize("measure", ["visits", "scheme"])
def test_occasions_and_milestones_are_asked_in_their_own_words(clerk: Clerk, measure: str) -> None:
    said = clerk.asked("record", "school", "2.1", answers="推进中\n12\n2021年9月8日\n\n\n\n\n\n")
    asked = {"visits": "每周检查：本期有几周", "scheme": "制定方案：填完成日期"}
    assert asked[measure] in said.out
    assert clerk.entries("school")[0]["values"] == {"visits": "12", "scheme": "2021-09-08"}


def test_what_was_reported_last_is_shown(clerk: Clerk) -> None:
    args = ("--status", "in-progress", "--value", "self-check=110/120")
    clerk("record", "market", "1.1", *args)
    said = clerk.asked("record", "market", "1.1", "--period", "2021Q3", answers="")
    assert "上次填报  2021-10-12  20211012-00000001  1.1  2021Q3  推进中  110/120\n" in said.out
    assert "报告期    2021Q3  已经报过\n" in said.out
    assert "          上次 2021Q3 报 110/120\n" in said.out
    assert "注意：1.1 的 2021Q3 已经报过" in said.err
    said = clerk.asked("record", "market", "1.1", "--period", "2021Q2", answers="")
    assert "报告期    2021Q2  不是应报的报告期\n" in said.out


def test_what_is_owed_is_counted_down(clerk: Clerk) -> None:
    clerk("record", "east", "2.2", "--status", "done")
    said = clerk.asked("record", answers="东街道")
    assert "   5     -  东街道  east\n" in said.out
    assert "东街道没有应报未报的分项\n其余分项目前没有应报的：2.2\n" in said.out


@pytest.mark.parametrize("answers", ["", "1", "1\n1.1", "1\n1.1\n2\n", "1\n1.1\n2" + "\n" * 8])
def test_leaving_at_any_question_leaves_nothing(clerk: Clerk, answers: str) -> None:
    said = clerk.asked("record", answers=answers)
    assert said.code == Exit.INTERRUPTED
    assert said.err.endswith("\n已中断，文件未改动\n")
    assert clerk.files() == {}


def test_ctrl_c_leaves_nothing_too(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("foodsafety_ledger.cli.asker.read_answer", interrupted)
    assert clerk.asked("record", answers="").code == Exit.INTERRUPTED
    assert clerk.files() == {}


def test_no_at_the_end_writes_nothing(clerk: Clerk) -> None:
    said = clerk.asked("record", "east", "2.2", answers="3\n\n\n\n\n\nn")
    assert said.code == Exit.INTERRUPTED
    assert said.err.endswith("没有写入\n")
    assert clerk.files() == {}


@pytest.mark.parametrize(
    "args",
    [
        ("school", "1.1"),
        ("market", "1.1", "--period", "2022Q1"),
        ("market", "1.1", "--date", "2021-02-30"),
    ],
)
def test_what_no_answer_can_mend_is_said_before_asking(clerk: Clerk, args: tuple[str, ...]) -> None:
    said = clerk.asked("record", *args, answers="")
    assert said.code == Exit.FINDINGS
    assert said.out == ""
    assert said.err.endswith("没有写入任何文件\n")


def test_bytes_that_are_no_text_are_asked_again(clerk: Clerk) -> None:
    said = clerk.asked("record", "east", "2.2", answers="3\n\udce5\n好\n\n\n\n\n")
    assert "× 回答 的文字不是 UTF-8，读不出来：\\xe5，请重新输入" in said.out
    assert clerk.entries("east")[0]["note"] == "好"


def test_a_character_that_files_refuse_is_asked_again(clerk: Clerk) -> None:
    said = clerk.asked("record", "east", "2.2", answers="3\na\x1bb\n好\n\n\n\n\n")
    assert "× 回答 的第 2 个字符（“a”之后）是终端控制符 U+001B" in said.out
    assert clerk.entries("east")[0]["note"] == "好"


def test_an_unusual_line_break_is_not_dropped_at_the_end_either(clerk: Clerk) -> None:
    said = clerk.asked("record", "east", "2.2", answers="3\n好\u2028\n好\n\n\n\n\n")
    assert "× 回答 的第 2 个字符（“好”之后）是特殊的换行符 U+2028" in said.out
    assert clerk.entries("east")[0]["note"] == "好"


def test_a_ledger_that_does_not_read_is_said_before_asking_on(clerk: Clerk) -> None:
    clerk.write("ledgers/farm.yaml", EMPTY.format("farm").replace("[]", "\n- {id: x}"))
    said = clerk.asked("record", answers="farm\n1.2\n")
    assert said.code == Exit.FINDINGS
    assert "FL304" in said.err
    assert said.out.endswith("> farm\n")


def test_english_asks_in_english(clerk: Clerk) -> None:
    said = clerk.asked(
        "record", lang="en", answers="Farm Bureau\n1.2\nin progress\n\n\n\n\n\n\nyes"
    )
    assert said.code == Exit.FINE
    assert "Which department reports? Its number, name or id\n> Farm Bureau\n" in said.out
    assert "Sampling: 抽检批次/全区年度批次, such as 118/120 (Enter for none)\n" in said.out


def test_any_earlier_answer_can_be_gone_back_to(clerk: Clerk) -> None:
    answers = [
        "2",
        "10/100",
        "<",
        "12/100",
        "<",
        "<",
        "<",
        "<",
        "2021年第四季度",
        "3",
        "",
        "",
        "",
        "",
        "",
        "",
    ]
    said = clerk.asked("record", "market", "1.2", answers="\n".join([*answers, "4", "改好了", ""]))
    assert said.code == Exit.FINE
    (entry,) = clerk.entries()
    assert entry["period"] == "2021Q4"
    assert entry["status"] == "done"
    assert entry["values"] == {"volume": "12/100"}
    assert entry["note"] == "改好了"


def test_an_answer_gone_back_to_is_checked_anew(clerk: Clerk) -> None:
    said = clerk.asked(
        "record", "market", "1.2", answers="2\n10/100" + "\n" * 6 + "3\n98%\n11/100\n\n"
    )
    assert said.code == Exit.FINE
    assert "“98%”是百分比" in said.out
    assert clerk.entries()[0]["values"] == {"volume": "11/100"}


@pytest.mark.parametrize("shared", [False, True])
def test_afterwards_it_is_said_how_to_hand_in(
    clerk: Clerk, tmp_path: Path, *, shared: bool
) -> None:
    repo = Repo(clerk.root)
    repo.git("config", "user.name", "张三")
    repo.git("config", "user.email", "zhang@alpha")
    if shared:
        repo.git("init", "-q", "--bare", str(tmp_path / "office"))
        repo.git("remote", "add", "origin", str(tmp_path / "office"))
        repo.git("config", "push.default", "current")
    said = clerk.asked("record", "market", "1.2", answers="2" + "\n" * 9)
    assert ("上报：提交并推送" if shared else "没有远端") in said.out
    commands = [one.strip() for one in said.out.splitlines() if one.startswith("    git ")]
    assert len(commands) == 2 + shared
    for command in commands:
        repo.git(*shlex.split(command)[1:])
    assert repo.git("status", "--short", "ledgers") == ""


def test_nothing_is_handed_in_that_git_would_refuse_or_has(clerk: Clerk) -> None:
    repo = Repo(clerk.root)
    for key in ("name", "email"):
        repo.git("config", f"user.{key}", "x")
    clerk.write("evidence/market/old.txt", "x")
    clerk.write(".gitignore", "evidence/\n")
    said = clerk.asked("record", "market", "1.2", answers="2" + "\n" * 9)
    (adding, _) = [one.strip() for one in said.out.splitlines() if one.startswith("    git ")]
    assert adding.endswith(" add ledgers")
    repo.git(*shlex.split(adding)[1:])


def test_a_folder_outside_git_is_collected(clerk: Clerk) -> None:
    said = clerk.asked("record", "market", "1.2", answers="2" + "\n" * 9)
    assert f"上报：这个文件夹不在 git 里，由办公室收取 {clerk.root}" in said.out


def test_an_answer_that_a_rule_refuses_at_the_end_is_asked_again_alone(clerk: Clerk) -> None:
    words = ["", "2", "118/120", "", "", "", "人手不足", "", "", ""]
    said = clerk.asked(
        "record", "market", "1.1", answers="\n".join([*words, "3", "0/0", "118/120", ""])
    )
    assert "--value self-check=0/0: error[FL503 " in said.err
    assert said.code == Exit.FINE
    (entry,) = clerk.entries()
    assert (entry["values"], entry["problems"]) == ({"self-check": "118/120"}, "人手不足")
