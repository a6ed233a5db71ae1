"""``ledger record`` without questions: what it writes, what it says, what it refuses."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest

from clerk import EMPTY, Clerk, change_while_waiting
from foodsafety_ledger.files.atomic import ChangedOnDiskError
from foodsafety_ledger.files.evidence import EVIDENCE_SETTING
from foodsafety_ledger.files.locking import Holder, locked
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.workspace import ledger_path
from foodsafety_ledger.filing import desk, preview, submit
from foodsafety_ledger.model.failure import Exit, OperatingError
from foodsafety_ledger.reading.catalogue import Catalogue

HEAD = "plan: sample-2021\ndepartment: market\nentries:\n"
FIRST = (
    '- id: 20211012-00000001\n  item: "1.1"\n  period: 2021Q3\n  date: 2021-10-12\n'
    "  status: in-progress\n  values: {self-check: 118/120}\n  by: 张三\n"
)


def test_the_first_report_makes_the_ledger_and_says_what_is_true_now(clerk: Clerk) -> None:
    said = clerk(
        "record", "market", "1.1", "--status", "in-progress", "--value", "self-check=118/120"
    )
    assert said == (
        Exit.FINE,
        "已记入 ledgers/market.yaml:4\n"
        "区市场局  2021-10-12  20211012-00000001  1.1  2021Q3  推进中  118/120\n"
        "\n"
        "企业自查率：尚未达标，98.33%（118/120），目标 ≥ 100%，还差 2\n"
        "还没有报过数值的指标 2 个：立案数、培训率\n"
        "\n"
        "2021Q3 还有 1 个分项未报：1.2\n"
        "下一个：ledger record market 1.2 --period 2021Q3\n",
        "报告期：2021Q3（可用 --period 另选）\n",
    )
    assert clerk.files() == {"ledgers/market.yaml": (HEAD + FIRST).encode()}


def test_english_says_the_same(clerk: Clerk) -> None:
    said = clerk(
        "record", "Market Bureau", "1.2", "--status", "done", "--note", "抽完了", lang="en"
    )
    assert said.code == Exit.FINE
    assert said.out == (
        "Recorded in ledgers/market.yaml:4\n"
        "Market Bureau  2021-10-12  20211012-00000001  1.2  2021Q3  done\n"
        "\n"
        "no value yet for targets (1): Sampling\n"
        "\n"
        "2021Q3: still to report on 1: 1.1\n"
        "next: ledger record market 1.1 --period 2021Q3\n"
    )
    assert said.err == "period: 2021Q3 (--period says otherwise)\n"


def test_every_option_finds_its_key(clerk: Clerk) -> None:
    clerk.write("自查.txt", "企业名单")
    said = clerk(
        *("record", "区市场局", "1.1", "--period", "2021年第三季度", "--date", "2021年10月11日"),
        *("--status", "推进中", "--value", "企业自查率＝１２０／１２０", "--value", "cases=12件"),
        *("--note", "一\n二", "--problems", "no", "--next", "复查: 两家"),
        *("--evidence", str(clerk.root / "自查.txt"), "--by", "王五", "--approved-by", "李四"),
    )
    assert said.code == Exit.FINE
    assert clerk.text() == (
        HEAD + '- id: 20211011-00000001\n  item: "1.1"\n  period: 2021Q3\n  date: 2021-10-11\n'
        "  status: in-progress\n  values:\n    self-check: 120/120\n    cases: 12\n"
        "  note: |-\n    一\n    二\n"
        '  problems: "no"\n  next: "复查: 两家"\n'
        "  evidence: [{path: evidence/market/自查.txt, sha256: "
        f"{hashlib.sha256('企业名单'.encode()).hexdigest()}}}]\n"
        "  by: 王五\n  approved_by: 李四\n"
    )
    assert clerk.files()["evidence/market/自查.txt"] == "企业名单".encode()
    assert clerk("check").code == Exit.FINE


def test_when_everything_is_reported_it_says_so(clerk: Clerk) -> None:
    said = clerk("record", "east", "2.2", "--status", "done")
    assert said.out.endswith("\n2021Q3 应报的都已报完\n")


def test_old_lines_stay_byte_for_byte(clerk: Clerk) -> None:
    old = "\ufeff# 市场局\r\nplan: sample-2021\r\ndepartment: market\r\nentries: []\r\n# 末尾"
    clerk.write("ledgers/market.yaml", old)
    assert clerk("record", "market", "1.1", "--status", "done").code == Exit.FINE
    added = (
        '- id: 20211012-00000001\r\n  item: "1.1"\r\n  period: 2021Q3\r\n'
        "  date: 2021-10-12\r\n  status: done\r\n  by: 张三\r\n"
    )
    assert clerk.text() == old.replace("entries: []\r\n", "entries:\r\n" + added)


def test_without_a_terminal_a_second_report_of_the_round_is_refused(clerk: Clerk) -> None:
    assert clerk("record", "market", "1.1", "--status", "done").code == Exit.FINE
    said = clerk("record", "market", "1.1", "--status", "blocked")
    assert said.code == Exit.USAGE
    assert "1.1 的 2021Q3 本轮已经报过：20211012-00000001" in said.err
    assert "ledger amend 20211012-00000001" in said.err
    assert len(clerk.entries()) == 1
    given = ("--status", "blocked", "--period", "2021Q3")
    assert clerk("record", "market", "1.1", *given).code == Exit.FINE
    assert len(clerk.entries()) == 2


def test_at_a_terminal_a_second_report_of_the_round_amends_the_first(clerk: Clerk) -> None:
    clerk("record", "market", "1.2", "--status", "in-progress", "--value", "volume=10/100")
    said = clerk.asked("record", "market", "1.2", answers="\n\n12/100\n\n\n\n\n\n误记\n\n")
    assert said.code == Exit.FINE
    assert "1.2 的 2021Q3 本轮已经报过，要更正它吗？" in said.out
    assert "现为：10/100" in said.out
    first, second = clerk.entries()
    assert second["amends"] == first["id"]
    assert second["values"] == {"volume": "12/100"}
    added = clerk.asked("record", "market", "1.2", answers="n\n2" + "\n" * 9)
    assert added.code == Exit.FINE
    assert "amends" not in clerk.entries()[2]


def test_what_was_never_reported_is_named_and_never_chosen(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2021-12-01")
    said = clerk("record", "east", "2.2", "--status", "in-progress")
    assert clerk.entries("east")[0]["period"] == "2021Q4"
    assert "注意：2021Q3 逾期未报；补报请写 --period 2021Q3" in said.err


def test_a_second_report_for_a_period_is_warned_of_and_recorded(clerk: Clerk) -> None:
    args = ("record", "market", "1.1", "--period", "2021Q3", "--status", "in-progress")
    clerk(*args, "--value", "self-check=118/120")
    said = clerk(*args, "--value", "self-check=119/120")
    assert said.code == Exit.FINE
    assert said.err == (
        "注意：1.1 的 2021Q3 已经报过，再报一条会并存；要改正请用 ledger amend 20211012-00000001\n"
        "  2021-10-12  20211012-00000001  1.1  2021Q3  推进中  118/120\n"
    )
    assert len(clerk.entries()) == 2


def test_warnings_are_said_and_do_not_stop(clerk: Clerk) -> None:
    args = ("--status", "done", "--period", "2021Q3", "--value", "scheme=2020-09-08")
    said = clerk("record", "school", "2.1", *args)
    assert said.code == Exit.FINE
    assert "--value scheme=2020-09-08: warning[FL509 reached-before-plan]" in said.err


@pytest.mark.parametrize(
    "args",
    [
        ("record", "market", "1.2", "--status", "done"),
        ("amend", "00000001", "--reason", "x", "--note", "x"),
        ("void", "00000001", "--reason", "x"),
        ("review", "00000001", "--accept", "--reason", "x"),
    ],
    ids=lambda args: args[0],
)
class TestADayToCome:
    """Nothing is dated ahead unless a person at a terminal says that it is meant."""

    def test_without_a_terminal_it_is_refused(self, clerk: Clerk, args: tuple[str, ...]) -> None:
        clerk("record", "market", "1.1", "--status", "in-progress")
        before = clerk.files()
        said = clerk(*args, "--date", "2021-10-13")
        assert said.code == Exit.USAGE
        assert "错误：日期 2021-10-13 还没有到（今天是 2021-10-12）" in said.err
        assert clerk.files() == before

    @pytest.mark.parametrize("answer", ["", "n"])
    def test_at_a_terminal_enter_is_no(
        self, clerk: Clerk, args: tuple[str, ...], answer: str
    ) -> None:
        clerk("record", "market", "1.1", "--status", "in-progress")
        before = clerk.files()
        said = clerk.asked(*args, "--date", "2021-10-13", answers=f"{answer}\n")
        assert said.code == Exit.INTERRUPTED
        assert "2021-10-13 还没有到（今天是 2021-10-12），真要写这一天吗？" in said.out
        assert clerk.files() == before

    def test_at_a_terminal_it_may_be_meant(self, clerk: Clerk, args: tuple[str, ...]) -> None:
        clerk("record", "market", "1.1", "--status", "in-progress")
        said = clerk.asked(*args, "--date", "2021-10-13", answers="y" + "\n" * 5)
        assert said.code == Exit.FINE
        assert b"date: 2021-10-13" in b"".join(clerk.files().values())


def test_what_is_owed_still_is_what_is_owed_today(clerk: Clerk) -> None:
    args = ("--status", "done", "--date", "2021-10-20", "--period", "2021Q3")
    said = clerk.asked("record", "east", "2.2", *args, answers="y\n")
    assert said.code == Exit.FINE
    assert "\n2021Q3 还有 1 个分项未报：2.2\n" in said.out


def test_a_report_that_a_later_one_outranks_says_so(clerk: Clerk) -> None:
    args = ("record", "market", "1.1", "--period", "2021Q3", "--status")
    clerk(*args, "in-progress", "--value", "self-check=118/120")
    said = clerk(*args, "blocked", "--value", "self-check=110/120", "--date", "2021-10-10")
    assert said.code == Exit.FINE
    assert said.err.endswith(
        "注意：企业自查率仍以 2021Q3 的 20211012-00000001 为准（118/120），它在这一条之后\n"
        "注意：进展仍以 2021Q3 的 20211012-00000001 为准（推进中），它在这一条之后\n"
    )


def test_a_figure_that_is_not_the_departments_to_give_says_that_it_decides_nothing(
    clerk: Clerk,
) -> None:
    """Of a target that each must meet, a supporting department may show its own (design 4.4)."""
    plan = clerk.root / "data/tasks.yaml"
    each = plan.read_bytes().replace(
        b"measure: ratio", b"measure: ratio\n                across: each", 1
    )
    plan.write_bytes(each)
    args = ("record", "farm", "1.1", "--status", "in-progress", "--value", "self-check=118/120")
    told = "企业自查率：区农业局另报 98.33%（118/120），不计入"
    said = clerk(*args, "--dry-run")
    assert told in said.err
    said = clerk(*args)
    assert said.code == Exit.FINE, said.err
    assert told in said.err
    assert told in said.out
    own = ("record", "market", "1.1", "--status", "in-progress", "--value", "self-check=9/9")
    assert "不计入" not in clerk(*own).err


@pytest.mark.parametrize("status", ["not done", "Not Done", "未完成", "没有完成", "undone"])
def test_no_status_is_suggested_that_says_the_opposite(clerk: Clerk, status: str) -> None:
    said = clerk("record", "market", "1.1", "--status", status)
    assert said.code == Exit.FINDINGS
    assert f"--status {status}: error[FL305 bad-status] 没有“{status}”这种状态" in said.err
    assert "是否想写" not in said.err


def test_a_dry_run_shows_the_diff_and_writes_nothing(clerk: Clerk) -> None:
    clerk.write("ledgers/market.yaml", (HEAD + FIRST)[:-1])
    clerk.write("a.pdf", "x")
    before = clerk.files()
    said = clerk(
        *("record", "market", "1.2", "--status", "done", "--dry-run"),
        *("--evidence", str(clerk.root / "a.pdf")),
    )
    assert said.code == Exit.FINE
    digest = hashlib.sha256(b"x").hexdigest()
    assert said.out == (
        "--- a/ledgers/market.yaml\n+++ b/ledgers/market.yaml\n@@ -7,4 +7,11 @@\n"
        "   date: 2021-10-12\n   status: in-progress\n   values: {self-check: 118/120}\n"
        "-  by: 张三\n\\ No newline at end of file\n+  by: 张三\n"
        '+- id: 20211012-00000001\n+  item: "1.2"\n+  period: 2021Q3\n+  date: 2021-10-12\n'
        "+  status: done\n"
        f"+  evidence: [{{path: evidence/market/a.pdf, sha256: {digest}}}]\n+  by: 张三\n"
    ).replace("00000001\n+  item", "00000002\n+  item")
    assert said.err.endswith("试运行，ledgers/market.yaml 未改动\n")
    assert clerk.files() == before


def test_a_dry_run_of_a_new_ledger(clerk: Clerk) -> None:
    said = clerk("record", "market", "1.1", "--status", "done", "--dry-run")
    assert said.out.startswith("--- /dev/null\n+++ b/ledgers/market.yaml\n@@ -0,0 +1,9 @@\n+plan: ")
    assert clerk.files() == {}


REFUSED = {
    "no part in the item": (
        ["school", "1.1"],
        "ITEM 1.1: error[FL402 no-part-in-item]",
    ),
    "a percentage": (
        ["market", "1.1", "--value", "self-check=98%"],
        "--value self-check=98%: error[FL501 bad-value]",
    ),
    "a factor": (
        ["market", "1.1", "--value", "cases=3万"],
        "--value cases=3万: error[FL501 bad-value]",
    ),
    "another's unit": (
        ["market", "1.1", "--value", "cases=3家"],
        "--value cases=3家: error[FL501 bad-value]",
    ),
    "two numbers": (
        ["market", "1.1", "--value", "self-check=118/120 121"],
        "--value self-check=118/120 121: error[FL501 bad-value]",
    ),
    "numerator above denominator": (
        ["market", "1.1", "--value", "self-check=121/120"],
        "--value self-check=121/120: error[FL502 numerator-above-denominator]",
    ),
    "nothing to do, unexplained": (
        ["market", "1.1", "--value", "self-check=0/0"],
        "--value self-check=0/0: error[FL503 nothing-to-do-unexplained]",
    ),
    "a value of another's": (
        ["farm", "1.1", "--value", "self-check=1/1"],
        "--value self-check=1/1: error[FL404 value-not-owed]",
    ),
    "a period outside the plan": (
        ["market", "1.1", "--period", "2022Q1"],
        "--period 2022Q1: error[FL601 period-outside-plan]",
    ),
    "no period at all": (
        ["market", "1.1", "--period", "旺季"],
        "--period 旺季: error[FL307 bad-period]",
    ),
    "an impossible date": (
        ["market", "1.1", "--date", "2021-02-30"],
        "--date 2021-02-30: error[FL306 bad-date]",
    ),
    "a period that has not begun": (
        ["market", "1.1", "--period", "2021Q4", "--date", "2021-09-30"],
        "error[FL602 entry-before-period]",
    ),
    "a day before all days": (
        ["market", "1.1", "--date", "0001-01-01"],
        "--date 0001-01-01: error[FL306 bad-date]",
    ),
    "a day after all days": (
        ["market", "1.1", "--date", "9999-12-31"],
        "--date 9999-12-31: error[FL306 bad-date]",
    ),
    "another century": (
        ["market", "1.1", "--date", "2121-10-12"],
        "--date 2121-10-12: error[FL608 date-far-from-plan]",
    ),
    "reached in another century": (
        ["school", "2.1", "--value", "scheme=1921-09-08"],
        "--value scheme=1921-09-08: error[FL608 date-far-from-plan]",
    ),
    "an unknown status": (
        ["market", "1.1", "--status", "half"],
        "--status half: error[FL305 bad-status]",
    ),
    "too many weeks": (
        ["school", "2.1", "--value", "visits=15"],
        "--value visits=15: error[FL507 too-many-occasions]",
    ),
    "reached on no day at all": (
        ["school", "2.1", "--value", "scheme=2021-09-31"],
        "--value scheme=2021-09-31: error[FL501 bad-value] 日历上没有 2021-09-31 这一天",
    ),
    "half a case": (
        ["market", "1.1", "--value", "cases=2.5"],
        "--value cases=2.5: error[FL501 bad-value] “2.5”不是整数",
    ),
    "reached after the report": (
        ["school", "2.1", "--value", "scheme=2021-10-13"],
        "--value scheme=2021-10-13: error[FL508 reached-after-entry]",
    ),
}


@pytest.mark.parametrize(("args", "said"), REFUSED.values(), ids=REFUSED)
def test_what_check_would_refuse_is_refused_before_writing(
    clerk: Clerk, args: list[str], said: str
) -> None:
    status = [] if "--status" in args else ["--status", "in-progress"]
    answer = clerk("record", *args, *status)
    assert answer.code == Exit.FINDINGS
    assert said in answer.err
    assert answer.err.endswith("没有写入任何文件\n")
    assert answer.out == ""
    assert clerk.files() == {}


def test_all_that_is_wrong_is_said_at_once(clerk: Clerk) -> None:
    said = clerk(
        *("record", "market", "1.1", "--status", "half", "--period", "2022Q1"),
        *("--value", "self-check=2/1", "--value", "trained=98%"),
    )
    codes = ["FL305", "FL601", "FL502", "FL501"]
    assert all(f"error[{code} " in said.err for code in codes)


@pytest.mark.parametrize(("first", "second"), [("market", "farm"), ("farm", "market")])
def test_what_does_not_fit_another_ledger_is_refused(clerk: Clerk, first: str, second: str) -> None:
    args = ("1.2", "--status", "in-progress", "--value")
    assert clerk("record", first, *args, "volume=10/100").code == Exit.FINE
    said = clerk("record", second, *args, "volume=10/90", "--date", "2021-10-11")
    assert said.code == Exit.FINDINGS
    assert "FL504 denominators-differ" in said.err
    assert f"ledgers/{second}.yaml" not in clerk.files()


def test_on_a_terminal_the_finding_has_its_hint_below(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    said = clerk("record", "market", "1.1", "--status", "done", "--value", "self-check=2/1")
    assert "分子 2 大于分母 1\n   = 办法：检查两个数是否写反\n" in said.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["1.1", "区市场局"], "错误：单位与分项写反了：1.1 是分项，market 是单位\n"),
        (
            ["1", "区市场局"],
            "错误：单位与分项写反了：1 是任务，market 是单位\n办法：ledger record market 1\n",
        ),
        (
            ["1.1/cases", "区市场局"],
            "错误：单位与分项写反了：1.1/cases 是指标，market 是单位\n"
            "办法：ledger record market 1.1\n",
        ),
        (["s1", "区市场局"], "错误：没有单位“s1”\n"),
        (["markte", "1.1"], "错误：没有单位“markte”\n办法：是否想写“market”？\n"),
        (["工商局", "1.1"], "错误：没有单位“工商局”\n"),
        (["market", "1.11"], "错误：没有分项“1.11”\n办法：分项是 1.1–2.2，"),
        (["market", "九"], "错误：没有分项“九”\n办法：分项是 1.1–2.2，ledger plan list 列出它们\n"),
        (["market", "1"], "错误：1 是任务，有几个分项：1.1、1.2\n"),
        (
            ["market", "1.1", "--value", "selfcheck=1/1"],
            "错误：这个分项没有指标“selfcheck”\n办法：是否想写“self-check”？\n",
        ),
        (
            ["market", "1.1", "--value", "九=1/1"],
            "错误：这个分项没有指标“九”\n办法：它的指标是：企业自查率、立案数、培训率\n",
        ),
        (["east", "2.2", "--value", "x=1"], "错误：分项 2.2 没有指标，不填数值\n"),
        (["market", "1.1", "--value", "98"], "错误：--value 98 没有写明是哪个指标\n"),
        (
            ["market", "1.1", "--value", "cases=1", "--value", "cases=2"],
            "错误：指标 cases 给了两次\n",
        ),
        (
            ["market", "1.1", "--value", "cases=1", "--value", "立案数＝1"],
            "错误：指标 cases 给了两次\n",
        ),
        (["market", "1.1", "--value", "cases="], "错误：指标 cases 没有填数\n"),
        (["market", "1.1", "--value", "cases= 　"], "错误：指标 cases 没有填数\n"),
        (["market", "1.1", "--period", ""], "错误：--period 是空的\n"),
        (["market", "1.1", "--date", " "], "错误：--date 是空的\n"),
        (["market", "1.1", "--by", ""], "错误：--by 是空的\n"),
        (["market", "1.1", "--note", "\udce5"], "错误：--note 的文字不是 UTF-8，读不出来：\\xe5\n"),
        (["market", "1.1", "--evidence", "/no/such"], "错误：没有佐证材料 /no/such\n"),
    ],
)
def test_what_does_not_exist_is_a_usage_error(clerk: Clerk, args: list[str], said: str) -> None:
    answer = clerk("record", *args, "--status", "done")
    assert answer.code == Exit.USAGE
    assert answer.err.removeprefix("报告期：2021Q3（可用 --period 另选）\n").startswith(said)
    assert clerk.files() == {}


def test_everything_missing_is_named_at_once(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foodsafety_ledger.files.git.user_name", lambda _: "")
    said = clerk("record")
    assert said.code == Exit.USAGE
    assert said.err.startswith("错误：缺少：单位  分项  --status  --by\n办法：")
    assert clerk.asked("record", "--no-input", answers="1").code == Exit.USAGE


def test_a_task_of_one_item_names_it(clerk: Clerk) -> None:
    text = (clerk.root / "data/tasks.yaml").read_text("utf-8")
    one = text.replace('"2.1"', '"3.1"').replace('      - id: "2"', '      - id: "3"')
    clerk.write("data/tasks.yaml", one.partition('          - id: "2.2"')[0])
    assert clerk("record", "school", "3", "--status", "done").code == Exit.FINE


def test_a_workspace_that_does_not_read_is_not_written_to(clerk: Clerk) -> None:
    clerk.write("ledgers/farm.yaml", EMPTY.format("farm") + "\tx: 1\n")
    before = clerk.files()
    said = clerk("record", "market", "1.1", "--status", "done")
    assert said.code == Exit.FINDINGS
    assert "ledgers/farm.yaml:4:1: error[FL105 tab]" in said.err
    assert "错误：以上问题解决之前不能写入\n" in said.err
    assert clerk.files() == before


def test_a_plan_with_errors_is_not_written_on(clerk: Clerk) -> None:
    clerk.write("data/departments.yaml", "departments: []\n")
    said = clerk("record", "market", "1.1", "--status", "done")
    assert said.code == Exit.FINDINGS
    assert "FL207" in said.err


def test_a_plan_that_is_not_there_is_said(clerk: Clerk) -> None:
    (clerk.root / "data/tasks.yaml").unlink()
    said = clerk("record", "market", "1.1", "--status", "done")
    assert said.code == Exit.FINDINGS
    assert "FL216" in said.err


def test_an_entry_that_does_not_read_stops_its_own_ledger_only(clerk: Clerk) -> None:
    clerk.write("ledgers/farm.yaml", EMPTY.format("farm").replace("[]", "\n- {id: x}"))
    assert clerk("record", "market", "1.1", "--status", "done").code == Exit.FINE
    said = clerk("record", "farm", "1.2", "--status", "done")
    assert said.code == Exit.FINDINGS
    assert "FL304" in said.err


def test_an_entry_that_breaks_a_rule_stops_nothing(clerk: Clerk) -> None:
    clerk.write("ledgers/market.yaml", HEAD + FIRST.replace("118/120", "121/120"))
    said = clerk("record", "market", "1.2", "--status", "done")
    assert said.code == Exit.FINE
    assert len(clerk.entries()) == 2


def test_a_ledger_in_flow_style_is_refused(clerk: Clerk) -> None:
    flow = "{plan: sample-2021, department: market, entries: []}\n"
    clerk.write("ledgers/market.yaml", flow)
    said = clerk("record", "market", "1.1", "--status", "done")
    assert said.code == Exit.FINDINGS
    assert "第 1 行的 entries 写在方括号里" in said.err
    assert clerk.text() == flow


class TestEvidence:
    """Files are copied only with the entry that names them, and never over others."""

    ARGS = ("record", "market", "1.1", "--period", "2021Q3", "--status", "done", "--evidence")

    def test_the_same_file_again_is_used_again(self, clerk: Clerk) -> None:
        file = clerk.write("out/a.pdf", "x")
        clerk(*self.ARGS, str(file))
        clerk(*self.ARGS, str(file), "--evidence", str(file))
        assert [len(entry["evidence"]) for entry in clerk.entries()] == [1, 1]
        assert [path for path in clerk.files() if path.startswith("evidence/")] == [
            "evidence/market/a.pdf"
        ]

    def test_another_file_of_that_name_gets_digits(self, clerk: Clerk) -> None:
        clerk(*self.ARGS, str(clerk.write("a/a.pdf", "x")))
        clerk(*self.ARGS, str(clerk.write("b/a.pdf", "y")))
        digits = hashlib.sha256(b"y").hexdigest()[:8]
        assert clerk.entries()[1]["evidence"][0]["path"] == f"evidence/market/a-{digits}.pdf"
        assert clerk.files()["evidence/market/a.pdf"] == b"x"

    def test_two_files_of_one_name_are_not_guessed_at(self, clerk: Clerk) -> None:
        said = clerk(
            *(*self.ARGS, str(clerk.write("a/a.pdf", "x"))),
            *("--evidence", str(clerk.write("b/a.pdf", "y"))),
        )
        assert said.code == Exit.USAGE
        assert "错误：有两份内容不同的佐证材料同名：a.pdf\n" in said.err

    def test_names_that_differ_in_case_are_one_name(self, clerk: Clerk) -> None:
        clerk(*self.ARGS, str(clerk.write("a/Report.pdf", "x")))
        clerk(*self.ARGS, str(clerk.write("b/report.pdf", "y")))
        clerk(*self.ARGS, str(clerk.write("c/REPORT.PDF", "x")))
        digits = hashlib.sha256(b"y").hexdigest()[:8]
        assert sorted(path.name for path in (clerk.root / "evidence/market").iterdir()) == [
            "Report.pdf", f"report-{digits}.pdf",
        ]  # fmt: skip
        paths = [entry["evidence"][0]["path"] for entry in clerk.entries()]
        assert paths[2] == paths[0] == "evidence/market/Report.pdf"

    def test_two_of_one_name_in_other_case_are_not_guessed_at_either(self, clerk: Clerk) -> None:
        one = str(clerk.write("a/a.pdf", "x"))
        said = clerk(*self.ARGS, one, "--evidence", str(clerk.write("b/A.pdf", "y")))
        assert said.code == Exit.USAGE
        said = clerk(*self.ARGS, one, "--evidence", str(clerk.write("b/A.pdf", "x")))
        assert said.code == Exit.FINE
        paths = {piece["path"] for piece in clerk.entries()[0]["evidence"]}
        assert paths == {"evidence/market/a.pdf"}

    @pytest.mark.parametrize("path", [".git/config", "a/.GIT/config", "link"])
    def test_gits_own_files_are_refused(self, clerk: Clerk, path: str) -> None:
        clerk.write(".git/config", "token")
        (clerk.root / "link").symlink_to(".git/config")
        file = clerk.root / path
        if path != "link":
            clerk.write(path, "token")
        before = clerk.files()
        said = clerk(*self.ARGS, str(file))
        assert (said.code, "token" in said.out + said.err) == (Exit.USAGE, False)
        assert "是 git 自己的文件" in said.err
        assert clerk.files() == before

    def test_nothing_is_copied_for_a_refused_entry(self, clerk: Clerk) -> None:
        file = str(clerk.write("out/a.pdf", "x"))
        assert clerk(*self.ARGS, file, "--value", "self-check=2/1").code == Exit.FINDINGS
        assert list(clerk.files()) == ["out/a.pdf"]

    def test_a_file_that_is_too_large_is_refused(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(EVIDENCE_SETTING, "1")
        said = clerk(*self.ARGS, str(clerk.write("out/a.pdf", "x" * (1024 * 1024 + 1))))
        assert said.code == Exit.FINDINGS
        assert "--evidence evidence/market/a.pdf: error[FL514 evidence-too-large]" in said.err

    def test_copies_are_taken_back_when_the_ledger_cannot_be_written(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise OperatingError("disk-full", path="x")

        clerk.write("ledgers/market.yaml", EMPTY.format("market"))
        file = str(clerk.write("out/a.pdf", "x"))
        before = clerk.files()
        monkeypatch.setattr(submit, "replace_file", full)
        said = clerk(*self.ARGS, file)
        assert said.code == Exit.ENVIRONMENT
        assert "磁盘已满" in said.err
        assert clerk.files() == before

    def test_copies_stay_when_the_ledger_was_written_before_the_failure(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def late(path: Path, content: bytes, _: str) -> None:
            path.write_bytes(content)
            raise OperatingError("write-failed", path="x", what="late")

        clerk.write("ledgers/market.yaml", EMPTY.format("market"))
        monkeypatch.setattr(submit, "replace_file", late)
        said = clerk(*self.ARGS, str(clerk.write("a.pdf", "x")))
        assert (said.code, said.out) == (Exit.FINE, "")
        assert said.err.endswith("ledgers/market.yaml:4 已经写入，请勿重复填报\n")
        assert "evidence/market/a.pdf" in clerk.files()
        assert clerk("check").code == Exit.FINE

    def test_a_place_taken_meanwhile_is_looked_for_again(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clerk.write("ledgers/market.yaml", EMPTY.format("market"))
        taken = clerk.root / "evidence/market/a.pdf"
        taken.parent.mkdir(parents=True)
        change_while_waiting(monkeypatch, taken, b"other")
        assert clerk(*self.ARGS, str(clerk.write("out/a.pdf", "x"))).code == Exit.FINE
        digits = hashlib.sha256(b"x").hexdigest()[:8]
        assert clerk.entries()[0]["evidence"][0]["path"] == f"evidence/market/a-{digits}.pdf"
        assert taken.read_bytes() == b"other"


class TestMeanwhile:
    """Somebody else writes between reading and writing."""

    ARGS = ("record", "market", "1.2", "--status", "done")

    def test_the_ledger_is_read_again_and_both_entries_stand(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = clerk.write("ledgers/market.yaml", EMPTY.format("market"))
        other = (HEAD + FIRST).replace("00000001", "aaaaaaaa")
        change_while_waiting(monkeypatch, file, other.encode())
        said = clerk(*self.ARGS)
        assert said.code == Exit.FINE
        assert "已记入 ledgers/market.yaml:11\n" in said.out
        assert [entry["item"] for entry in clerk.entries()] == ["1.1", "1.2"]
        assert clerk.text().startswith(other)

    def test_what_came_just_after_the_workspace_was_read_still_comes_before(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = clerk.write("ledgers/market.yaml", EMPTY.format("market"))
        waiting = [(HEAD + FIRST).replace("00000001", "aaaaaaaa").encode()]

        def read(source: Source, today: date) -> Catalogue:
            records = Catalogue(source, today)
            if waiting:
                file.write_bytes(waiting.pop())
            return records

        monkeypatch.setattr(desk, "Catalogue", read)
        said = clerk("record", "market", "1.1", "--status", "done", "--value", "self-check=120/120")
        assert said.code == Exit.FINE
        first, second = (entry["id"] for entry in clerk.entries())
        assert (first, second > first) == ("20211012-aaaaaaaa", True)

    def test_a_ledger_that_appears_is_read(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = (HEAD + FIRST).replace("00000001", "aaaaaaaa").encode()
        change_while_waiting(monkeypatch, clerk.root / "ledgers/market.yaml", other)
        assert clerk(*self.ARGS).code == Exit.FINE
        assert len(clerk.entries()) == 2

    @pytest.mark.parametrize("there", [EMPTY.format("market"), "", None])
    def test_an_entry_with_evidence_that_came_while_reading_is_looked_at(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch, there: str | None
    ) -> None:
        """Between reading the workspace and reading the ledger again for the new entry."""
        file = clerk.write("ledgers/market.yaml", there or "")
        if not there:
            file.unlink()
        if there is None:
            file.parent.rmdir()
        digest = hashlib.sha256(clerk.write("evidence/market/a.pdf", "x").read_bytes()).hexdigest()
        named = f"  evidence: [{{path: evidence/market/a.pdf, sha256: {digest}}}]\n"
        entry = FIRST.replace("00000001", "aaaaaaaa").replace("  by:", named + "  by:")

        def meanwhile(department: str) -> str:
            file.parent.mkdir(exist_ok=True)
            file.write_text(HEAD + entry, "utf-8")
            return ledger_path(department)

        monkeypatch.setattr(preview, "ledger_path", meanwhile)
        said = clerk(*self.ARGS)
        assert said.code == Exit.FINE, said.err
        assert [entry["item"] for entry in clerk.entries()] == ["1.1", "1.2"]

    def test_what_no_longer_fits_is_refused(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = clerk.write("ledgers/market.yaml", HEAD + FIRST.replace("self-check", "trained"))
        grown = FIRST.replace("118/120", "120/120").replace("self-check", "trained")
        change_while_waiting(monkeypatch, file, (HEAD + grown).encode())
        given = ("--period", "2021Q3", "--status", "done", "--value", "trained=2/1")
        said = clerk("record", "market", "1.1", *given)
        assert said.code == Exit.ENVIRONMENT
        assert "FL502" in said.err
        assert "刚被别人改过" in said.err
        assert len(clerk.entries()) == 1

    def test_what_another_department_wrote_meanwhile_counts_too(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Either entry alone is fine; what is in nobody's way is written all the same."""
        theirs = EMPTY.format("farm").replace(" []", "") + (
            '- id: 20211012-00000009\n  item: "1.2"\n  period: 2021Q3\n  date: 2021-10-12\n'
            "  status: in-progress\n  values: {volume: 1/90}\n  note: 已抽检\n  by: 李四\n"
        )
        given = ("--period", "2021Q3", "--status", "in-progress", "--value", "volume=1/100")
        change_while_waiting(monkeypatch, clerk.root / "ledgers/farm.yaml", theirs.encode())
        said = clerk("record", "market", "1.2", *given)
        assert said.code == Exit.ENVIRONMENT
        assert "FL504" in said.err
        assert "ledgers/farm.yaml 刚被别人改过" in said.err
        assert list(clerk.files()) == ["ledgers/farm.yaml"]
        change_while_waiting(monkeypatch, clerk.root / "ledgers/farm.yaml", theirs.encode() + b"#")
        assert clerk("record", "market", "1.1", "--status", "done").code == Exit.FINE

    def test_a_plan_that_changed_meanwhile_counts(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan = clerk.root / "data" / "tasks.yaml"
        changed = plan.read_bytes().replace(b"id: volume", b"id: share")
        change_while_waiting(monkeypatch, plan, changed)
        given = ("--period", "2021Q3", "--status", "in-progress", "--value", "volume=1/100")
        said = clerk("record", "market", "1.2", *given)
        assert said.code == Exit.ENVIRONMENT
        assert "FL403" in said.err
        assert "data/tasks.yaml 刚被别人改过" in said.err
        assert clerk.files() == {}

    def test_a_folder_that_cannot_be_written_is_said(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def read_only(path: Path, *_: object) -> None:
            raise OperatingError("read-only", path=str(path))

        monkeypatch.setattr(submit, "write_new_file", read_only)
        said = clerk(*self.ARGS)
        assert said.code == Exit.ENVIRONMENT
        assert clerk.files() == {}

    def test_a_file_that_never_holds_still_is_given_up(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def busy(path: Path, *_: object) -> None:
            raise ChangedOnDiskError("changed-on-disk", path=str(path))

        clerk.write("ledgers/market.yaml", EMPTY.format("market"))
        monkeypatch.setattr(submit, "replace_file", busy)
        said = clerk(*self.ARGS)
        assert said.code == Exit.ENVIRONMENT
        assert "刚被别的程序改过" in said.err
        assert clerk.text() == EMPTY.format("market")

    def test_what_a_killed_process_left_is_removed(self, clerk: Clerk) -> None:
        clerk.write("ledgers/.market.yaml.0123456789ab.ledger-tmp", "x")
        clerk.write("evidence/market/.a.pdf.0123456789ab.ledger-tmp", "x")
        assert clerk(*self.ARGS).code == Exit.FINE
        assert list(clerk.files()) == ["ledgers/market.yaml"]

    def test_who_holds_the_lock_is_said(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def held(root: Path, waiting: Callable[[Holder], None]) -> AbstractContextManager[None]:
            waiting(Holder("li", "office-3", "77"))
            return locked(root)

        monkeypatch.setattr(submit, "locked", held)
        assert "office-3" in clerk(*self.ARGS).err


@pytest.mark.parametrize("option", ["--by", "--approved-by"])
@pytest.mark.parametrize("name", ["张三\n李四", "张三\t李四"])
def test_a_name_is_one_line(clerk: Clerk, option: str, name: str) -> None:
    who = {"--by": "张三", option: name}
    report = ("record", "market", "1.1", "--status", "done", "--note", "已查")
    said = clerk(*report, *(word for pair in who.items() for word in pair))
    assert said.code == Exit.FINDINGS
    assert f"{option} 张三 李四: error[FL303 wrong-shape]" in said.err
    assert "写成一行，用标点或空格隔开" in said.err
    assert clerk.files() == {}


def test_what_is_missing_hides_nothing_that_is_wrong(clerk: Clerk) -> None:
    """A clerk who mends one thing after the other would be told four times."""
    known = clerk("record", "market", "1.1", "--date", "2021-13-45", "--period", "2022Q1")
    assert known.code == Exit.USAGE
    for said in ("error[FL306 bad-date]", "error[FL601 period-outside-plan]", "缺少：--status"):
        assert said in known.err
    unknown = clerk("record", "工商局", "9.9", "--date", "1月10日", "--period", "2022Q1")
    assert unknown.code == Exit.USAGE
    for said in ("没有单位“工商局”", "没有分项“9.9”", "没有报告期 2022Q1", "缺少：--status"):
        assert said in unknown.err
    assert "--date 的 1月10日 可指 2021-01-10 或 2022-01-10" in unknown.err
    alone = clerk("record", "--period", "2022Q1")
    assert "没有报告期 2022Q1" in alone.err
    assert "缺少：单位  分项  --status" in alone.err
    assert clerk.files() == {}


def test_it_is_written_as_a_person_means_it(clerk: Clerk) -> None:
    said = clerk(
        *("record", "市场局", "１.1", "--period", "三季度", "--date", "10月10日"),
        *("--status", "完成", "--value", "自查率=44/46", "--note", "已查"),
    )
    assert said.code == Exit.FINE
    (entry,) = clerk.entries()
    told = [entry[key] for key in ("item", "period", "date", "status")]
    assert told == ["1.1", "2021Q3", "2021-10-10", "done"]


def test_of_several_a_person_at_a_terminal_chooses(clerk: Clerk) -> None:
    args = ("record", "街道", "2.2", "--status", "done", "--note", "街道", "--by", "街道")
    script = clerk(*args)
    assert script.code == Exit.USAGE
    assert "“街道”可指 2 处\n办法：写明其中一个，如 东街道 east、西街道 west" in script.err
    assert clerk.files() == {}
    said = clerk.asked(*args, answers="3\n\n２\n")
    assert said.code == Exit.FINE
    assert " 1  east  东街道\n" in said.out
    assert said.out.count("写 1 到 2 的编号或代号") == 1
    (entry,) = clerk.entries("west")
    assert (entry["note"], entry["by"]) == ("街道", "街道"), "prose is no name"
    assert clerk.asked(*args, answers="").code == Exit.INTERRUPTED


def test_what_is_chosen_stands_for_what_was_typed_however_it_was(clerk: Clerk) -> None:
    """Else the same question would come again and again."""
    plan = clerk.root / "data" / "tasks.yaml"
    plan.write_bytes(plan.read_bytes().replace("培训率".encode(), "学校自查率".encode()))
    shown = clerk.asked("show", "1.1/自查", answers="1")
    assert shown.code == Exit.FINE
    assert shown.out.count("自查率") > 2
    args = ("record", "market", "1.1", "--status", "in-progress", "--note", "已查")
    said = clerk.asked(*args, "--value", "自查＝44/46", answers="1" + "\n" * 6)
    assert said.code == Exit.FINE
    assert clerk.entries()[-1]["values"] == {"self-check": "44/46"}


def test_a_name_and_a_status_that_are_wrong_are_told_at_once(clerk: Clerk) -> None:
    said = clerk("record", "市市局", "9.9", "--status", "dne", "--by", "张三", "--no-input")
    assert said.code == 2
    told = ["没有单位“市市局”", "没有分项“9.9”", "没有“dne”这种状态", "是否想写“done”？"]
    assert [one for one in told if one not in said.err] == []


def test_a_unit_is_suggested_for_what_people_shorten_it_to(clerk: Clerk) -> None:
    said = clerk("record", "市局", "1.1", "--status", "done", "--by", "张三", "--no-input")
    assert said.code == 2
    assert "是否想写“区市场局”？" in said.err
