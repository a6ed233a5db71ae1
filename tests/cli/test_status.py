"""``ledger status``: what is chosen, what the tables say, exit codes, streams."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from foodsafety_ledger.formats.terminal import cell_len
from foodsafety_ledger.model.failure import Exit
from sampled import one_row_in
from viewer import Viewer

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--by", "section"],
        ["--by", "department"],
        ["--by", "period"],
        ["--by", "item"],
        ["--by", "target"],
        ["1"],
        ["alpha"],
        ["各街道"],
        ["2021Q3"],
        ["--as-of", "2022-02-01"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tables(viewer: Viewer, snapshot: SnapshotAssertion, words: list[str], lang: str) -> None:
    seen = viewer("status", *words, lang=lang)
    assert seen.code == 0
    assert seen.err == ""
    assert seen.out == snapshot


@pytest.mark.parametrize(
    ("refs", "items"),
    [
        (["1"], "2"),
        (["1.1"], "1"),
        (["1.1", "1.2"], "2"),
        (["1.2/cases"], "1"),
        (["s2"], "2"),
        (["alpha"], "2"),
        (["甲局"], "2"),
        (["甲管理局"], "2"),
        (["Alpha Bureau"], "2"),
        (["beta", "s2"], "0"),
        (["各街道"], "1"),
        (["streets", "office"], "2"),
        (["2021Q4"], "4"),
        (["2021Q1"], "0"),
        (["office", "2021Q3"], "1"),
        (["--only", "red"], "3"),
        (["--only", "yellow,green"], "1"),
        (["--only", "黄、绿色"], "1"),
        (["--only", "grey"], "0"),
        (["--only", "逾期"], "2"),
        (["--only", "overdue,yellow"], "3"),
        (["2021Q3", "--only", "迟报"], "1"),
    ],
)
def test_refs_of_a_kind_add_up_and_kinds_narrow_each_other(
    viewer: Viewer, refs: list[str], items: str
) -> None:
    shown = json.loads(viewer("status", *refs, "--format", "json").out)["data"]["items"]
    assert len(shown) == int(items)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["1.l"], "没有 1.l"),
        (["alhpa"], "是否想写“alpha”"),
        (["乙局局"], "是否想写“乙局”"),
        (["2022Q1"], "没有报告期 2022Q1"),
        (["xyzzy"], "ledger plan list"),
        (["--only", "pink"], "没有 pink 这种灯色"),
        (["--only", "red,没写"], "没有 没写 这种灯色或报送状态"),
        (["--fail-on", "red,blue"], "没有 blue"),
        (["--fail-on", "逾期"], "没有 逾期 这种灯色"),
        (["--fail-on", ""], "--fail-on 是空的"),
        (["--fail-on", " , "], "灯色"),
        (["--only", ""], "--only 是空的"),
        (["--as-of", "2021-11-31"], "--as-of 不是日期：2021-11-31"),
        (["--as-of", "20211131"], "--as-of 不是日期"),
        (["--as-of", "1月1日"], "可指 2021-01-01 或 2022-01-01"),
        (["--as-of", "0001-01-01"], "--as-of 不是日期"),
        (["--as-of", "9999-12-31"], "--as-of 不是日期"),
        (["--by", "week"], "可用：任务、分项、指标、单位、章、报告期"),
    ],
)
def test_what_cannot_be_shown_is_a_usage_error(
    viewer: Viewer, words: list[str], message: str
) -> None:
    seen = viewer("status", *words)
    assert seen.code == 2
    assert seen.out == ""
    assert message in seen.err


@pytest.mark.parametrize(
    ("word", "by"),
    [
        ("单位", "department"),
        ("责任单位", "department"),
        ("任务", "task"),
        ("报告期", "period"),
        ("Item", "item"),
    ],
)
def test_rows_go_by_the_words_that_people_have_for_them(viewer: Viewer, word: str, by: str) -> None:
    assert viewer("status", "--by", word).out == viewer("status", "--by", by).out != ""


@pytest.mark.parametrize("word", ["unreported", "未报", "没报", "overdue,pending"])
def test_who_has_not_reported_is_nobody_who_is_red_for_another_reason(
    viewer: Viewer, word: str
) -> None:
    said = viewer("status", "2021Q3", "--only", word).out
    assert "食安办  office  2.2\n" in said
    assert "西街道  west  2.1\n" in said
    assert "甲局" not in said, "it is blocked, and has reported"


def test_a_report_for_a_period_that_has_not_begun_is_not_waited_for(viewer: Viewer) -> None:
    asked = "status", "2021Q4", "--only", "pending"
    assert "报送  0\n" in viewer(*asked, "--as-of", "2021-09-30").out
    assert "报送  5   待报 5\n" in viewer(*asked, "--as-of", "2021-10-20").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["beta", "s2"], "所说的单位在所说的范围内没有任务"),
        (["alpha", "1.1", "--only", "green"], "没有符合的"),
    ],
)
def test_a_page_without_rows_says_why(viewer: Viewer, words: list[str], said: str) -> None:
    seen = viewer("status", *words)
    assert seen.code == 0
    assert seen.out.splitlines()[-1] == said


def test_fail_on_looks_at_the_items_shown(viewer: Viewer) -> None:
    assert viewer("status", "--fail-on", "red").code == 1
    assert viewer("status", "1.1", "--fail-on", "red").code == 0
    assert viewer("status", "1.1", "--fail-on", "red,yellow").code == 1
    assert viewer("status", "--fail-on", "红色").code == 1
    assert viewer("status", "--only", "yellow", "--fail-on", "red").code == 0
    assert viewer("status", "--only", "pink").code == 2


def test_what_is_left_out_is_named_on_stderr_and_exits_1(viewer: Viewer) -> None:
    viewer.change("ledgers/beta.yaml", "60/80", "75%")
    seen = viewer("status", "1.1")
    assert seen.code == 1
    assert "未计入" in seen.out
    assert "89.00%" not in seen.out
    first, *_, last = seen.err.splitlines()
    assert first.startswith("ledgers/beta.yaml:9:18: error[FL501 bad-value] ")
    assert last == "有 1 处错误，1 条记录未计入；ledger check 逐条列出"


def test_where_nobody_can_count_what_is_left_out_it_is_at_least_so_many(viewer: Viewer) -> None:
    with (viewer.root / "ledgers/beta.yaml").open("a", encoding="utf-8") as ledger:
        ledger.write("  broken: [\n")
    seen = viewer("status")
    assert "至少 1 条有误的记录" in seen.out
    assert "至少 1 条记录未计入" in seen.err
    assert "另有至少1条记录有误，未计入。" in viewer("report", "brief").out, "papers have no blanks"


def test_many_errors_are_counted_after_the_first_five(viewer: Viewer) -> None:
    rest = 'item: "9.9", period: 2021Q3, date: 2021-10-14, status: done, by: 王'
    entries = "".join(f"- {{id: 20211014-0000000{n}, {rest}}}\n" for n in range(1, 8))
    viewer.write("ledgers/west.yaml", f"plan: viewed-2021\ndepartment: west\nentries:\n{entries}")
    seen = viewer("status")
    assert seen.err.count("error[FL401 unknown-item]") == 5
    assert "有 7 处错误" in seen.err


def test_without_a_plan_nothing_can_be_shown(viewer: Viewer) -> None:
    viewer.write("data/tasks.yaml", "plan: [\n")
    seen = viewer("status")
    assert seen.code == 1
    assert seen.out == ""
    assert "data/tasks.yaml:" in seen.err
    assert "读不出来" in seen.err


def test_a_figure_just_short_never_looks_met(viewer: Viewer) -> None:
    """94.96% against 95%, in every format."""
    viewer.change("ledgers/alpha.yaml", "118/120", "2374/2400")
    viewer.change("ledgers/beta.yaml", "60/80", "0/100")
    for form in ("table", "md", "json", "csv"):
        out = viewer("status", "1.1/rate", "--format", form).out
        assert "94.96" in out
        assert "95.00" not in out
        assert "met" not in out.replace('"met": 0', "").replace('"met-late": 0', "")


def test_what_was_known_and_what_was_true(viewer: Viewer) -> None:
    before = viewer("status", "1.1/rate", "--as-of", "2021-10-12").out
    assert "已报部分 91.66%（110/120）" in before
    after = viewer("status", "1.1/rate", "--as-of", "2021-10-14").out
    assert "89.00%（178/200）" in after


def test_data_cannot_act_on_the_terminal_or_the_table(viewer: Viewer) -> None:
    title = "[red]红[/red] [/x] [bold]{x} %s | `y` <b>"
    viewer.change("data/tasks.yaml", "{zh: 查企业, en: Firms}", f'{{zh: "{title}"}}')
    assert title in viewer("status").out
    assert title in viewer("status", "--color", "always").out
    shown = viewer("status", "--format", "md").out
    assert r"\[red\]红\[/red\] \[/x\] \[bold\]{x} %s \| \`y\` \<b\>" in shown


def test_colour_only_where_it_is_wanted(viewer: Viewer) -> None:
    plain = viewer("status").out
    painted = viewer("status", "--color", "always").out
    assert "\x1b[" not in plain
    assert "\x1b[1;31m! \x1b[0m\x1b[1;31m红\x1b[0m" in painted


def test_rows_in_a_pipe_are_whole_lines(viewer: Viewer) -> None:
    name = "很长的任务名称" * 30
    viewer.change("data/tasks.yaml", "{zh: 查企业, en: Firms}", f"{{zh: {name}}}")
    assert any(one.endswith(name) for one in viewer("status").out.splitlines())


def test_the_rest_of_many_matters_is_counted_with_the_command_that_lists_it(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foodsafety_ledger.views.attention.SHOWN", 1)
    out = viewer("status", "s1", "s2").out
    assert "还有 3 项，列出全部：\n      ledger status s1 s2 --by item --only red,yellow\n" in out
    whole = viewer("status", "--by", "item", "--only", "red").out
    assert whole.count("ledger record") == 2
    assert "还有" not in whole.replace("2021Q4 还有", "")


@pytest.mark.parametrize(("width", "lang"), one_row_in(2, [(80, "zh"), (120, "zh"), (80, "en")]))
def test_the_shipped_plan_fits_a_terminal(
    viewer: Viewer, width: int, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foodsafety_ledger.cli.session.terminal_width", lambda: width)
    shutil.rmtree(viewer.root)
    shutil.copytree(REPOSITORY / "data", viewer.root / "data")
    views = (
        ["status"],
        ["status", "--by", "item"],
        ["status", "--by", "target"],
        ["status", "14", "28"],
        ["status", "market-regulation"],
        ["status", "2021Q3"],
        ["plan", "list"],
        ["show", "25.1"],
        ["why", "22"],
    )
    for words in views:
        lines = viewer(*words, lang=lang).out.splitlines()
        assert len(lines) > 3
        assert [one for one in lines if cell_len(one) > width] == [], words


def test_a_clerk_is_told_what_is_due_soon(viewer: Viewer) -> None:
    out = viewer("status", "alpha", "--as-of", "2021-10-10").out
    assert (
        "  2021Q3 待报 2 个分项，2021-10-15 截止：1.1、1.2\n"
        "      ledger record alpha --period 2021Q3\n"
    ) in out
    assert "2021Q4" not in out.split("需要处理")[1]


def test_a_revision_is_named_above_the_tables(viewer: Viewer) -> None:
    for words in (["init"], ["add", "."], ["commit", "-m", "x"]):
        subprocess.run(["git", *words], cwd=viewer.root, check=True, capture_output=True)
    viewer.change("ledgers/alpha.yaml", "118/120", "120/120")
    out = viewer("status", "1.1", "--rev", "HEAD").out
    assert "截至  2021-10-20，文件取自 HEAD（提交 " in out
    assert "89.00%（178/200）" in out
    assert "90.00%（180/200）" in viewer("status", "1.1").out


def test_a_department_is_told_that_its_report_was_returned_and_why(viewer: Viewer) -> None:
    told = "乙局的报告被办公室退回：未到九成五"
    for day in ("2021-10-20", "2022-02-01"):
        assert told in viewer("status", "beta", "--as-of", day).out
        assert told in viewer("show", "1.1", "--as-of", day).out
        assert "未到九成五" in viewer("why", "1.1/rate", "--as-of", day).out


def test_a_department_that_only_gives_a_value_sees_the_item(viewer: Viewer) -> None:
    viewer.change(
        "data/tasks.yaml", "quote: 立案3件以上", "quote: 立案3件以上\n        reported_by: [east]"
    )
    viewer.change("ledgers/alpha.yaml", "values: {cases: 1}\n  ", "")
    rows = [one for one in viewer("status", "east").out.splitlines() if "查企业" in one]
    (row,) = rows
    assert row.split()[:9] == ["-", "灰", "1.2", "-", "-", "-", "0/1", "!", "红"]
    assert row.split()[9].startswith("查企业；工作受阻：甲局；")  # whose fault the item's red is


@pytest.mark.parametrize("day", ["1900-01-01", "2999-12-31"])
def test_the_first_and_the_last_day_that_there_are(viewer: Viewer, day: str) -> None:
    seen = viewer("status", "--as-of", day)
    assert (seen.code, seen.err) == (0, "")


def test_dates_and_periods_are_understood_as_record_understands_them(viewer: Viewer) -> None:
    plain = viewer("status", "2021Q3", "--as-of", "2022-02-01")
    assert plain.code == 0
    for period, day in (("2021年第三季度", "2022年2月1日"), ("２０２１ｑ３", "2022/2/1")):
        seen = viewer("status", period, "--as-of", day)
        assert (seen.code, seen.out.replace(period, "2021Q3")) == (0, plain.out)


@pytest.mark.parametrize("day", ["2021-10-13", "2021/10/13", "2021年10月13日", "２０２１／10／13"])
@pytest.mark.parametrize(
    "args",
    [
        ("status", "--as-of"),
        ("why", "1.1", "--as-of"),
        ("show", "1.1", "--as-of"),
        ("log", "--as-of"),
        ("log", "--since"),
        ("log", "--until"),
    ],
    ids=" ".join,
)
def test_every_option_takes_every_spelling_of_a_date(
    viewer: Viewer, args: tuple[str, ...], day: str
) -> None:
    said = viewer(*args, day)
    assert said.code == Exit.FINE
    assert said == viewer(*args, "2021-10-13")
    assert said.out != viewer(args[0], *args[1:-1]).out


def test_a_plan_that_is_over_says_so_and_how_to_look_at_its_end(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2022-01-16")
    assert viewer("status").err == ""
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2026-11-26")
    said = viewer("status", lang="en")
    command = "ledger status --as-of 2022-01-16"
    assert said.err == f"the plan ended on 2021-12-31; to see how it stood then: {command}\n"
    assert viewer("status", "--as-of", "2022-02-01").err == ""


def test_what_is_due_is_announced_remind_days_before(viewer: Viewer) -> None:
    def announced(day: str) -> bool:
        out = viewer("status", "--as-of", day).out
        return (
            f"2021-11-15 到期、还没有做完的分项 1 个：2.1\n      ledger status 2.1 --as-of {day}\n"
            in out
        )

    assert [announced(day) for day in ("2021-11-07", "2021-11-08", "2021-11-15", "2021-11-16")] == [
        *(False, True, True, False)
    ]
    viewer.change("data/tasks.yaml", "grace_days: 15", "grace_days: 15, remind_days: 20")
    assert announced("2021-11-07")


def test_against_an_earlier_time_what_got_worse_is_named(viewer: Viewer) -> None:
    seen = viewer("status", "--as-of", "2022-02-01", "--against", "2021年10月20日")
    assert seen.code == 0
    summary, changed = seen.out.split("与 2021年10月20日 相比\n")
    assert "此前  4   ! 红 3   ~ 黄 1" in summary
    assert changed.startswith("  1.1 查企业  ~ 黄 → ! 红\n")
    assert "企业自查率  1.1/rate  ~ 尚未达标 → ! 未达标  89.00%（178/200）" in changed
    nothing = viewer("status", "--against", "2021-10-20")
    assert nothing.out.endswith("相比\n  灯色和结论都没有变\n")


def test_against_a_commit_the_same_day_is_seen_with_the_files_of_then(viewer: Viewer) -> None:
    git = ("git", "-C", str(viewer.root))
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], check=True)
    viewer.change("ledgers/alpha.yaml", "status: blocked", "status: in-progress")
    assert "1.2 查办案件" not in viewer("status", "--against", "HEAD~1").out
    assert "! 红 → ~ 黄  1.2" in viewer("status", "--against", "HEAD").out


def test_against_last_years_folder_and_never_against_later(viewer: Viewer) -> None:
    last = viewer.root.parent / "last"
    shutil.copytree(viewer.root, last)
    assert f"与 {last} 相比" in viewer("status", "--against", str(last)).out
    later = viewer("status", "--against", "2021-10-21")
    assert (later.code, later.err.splitlines()[0]) == (
        Exit.USAGE,
        "错误：--against 2021-10-21 在 2021-10-20 之后",
    )


def test_against_a_period_that_the_plan_has_not_is_no_revision(viewer: Viewer) -> None:
    for period in ("2021-11", "2021H2", "2020年第一季度"):
        seen = viewer("status", "--against", period)
        assert (seen.code, f"安排里没有报告期 {period}" in seen.err) == (2, True)


def test_against_programs_find_each_object_as_it_was(viewer: Viewer) -> None:
    args = ("status", "--as-of", "2022-02-01", "--against", "2021-10-20", "--format")
    data = json.loads(viewer(*args, "json").out)["data"]
    assert data["summary"]["before"]["items"]["red"] == 3
    was = {one["id"]: one["before"]["light"] for one in data["items"]}
    assert was["1.1"] == "yellow"
    assert data["targets"][0]["before"]["verdict"] == "short"
    assert data["departments"][0]["before"]["id"] == "alpha"
    head, first, *_ = viewer(*args, "csv", "--by", "item").out.splitlines()
    assert (head.split(",")[-1], first.split(",")[-1]) == ("before", "yellow")


def test_commands_carry_where_and_when_the_view_was_asked_for(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOODSAFETY_LEDGER_ROOT")
    folder = viewer.root.rename(viewer.root.with_name("my district"))
    out = viewer(f"-C{folder}", "status", "--lang", "en", "--as-of", "2021年10月20日").out
    before = f"ledger -C '{folder}' --lang en"
    assert f"{before} log alpha 1.2 --as-of 2021-10-20\n" in out
    assert f"{before} record west 2.1 --period 2021Q3\n" in out
    page = folder / "page.html"
    viewer("status", "-C", str(folder), "--as-of", "2021-10-20", "-o", str(page))
    assert ">ledger log alpha 1.2 --as-of 2021-10-20<" in page.read_text("utf-8")


def test_who_has_not_reported_is_told_with_period_item_and_day(viewer: Viewer) -> None:
    seen = viewer("status", "--only", "未报").out
    assert "报告期  2021Q3：已结束的，和 7 天内到期的；看别的报告期就写明\n" in seen
    assert "报送    6   按时 3   迟报 1   逾期 2\n" in seen
    assert "2021Q3  逾期  2021-10-15 截止，2 家 2 份\n" in seen
    assert "   1  西街道  west  2.1\n" in seen
    for other in ("指标", "甲局", "2021Q4"):
        assert other not in seen
    soon = viewer("status", "--only", "未报", "--as-of", "2021-11-10").out
    assert "2021Q4  待报  2021-11-15 截止，1 家 1 份\n" in soon, "due inside the period"
    named = viewer("status", "2021Q4", "--only", "未报").out
    assert "2021Q4  待报  2022-01-15 截止，" in named


def test_programs_are_told_each_report_that_is_missing(viewer: Viewer) -> None:
    assert viewer("status", "--only", "unreported", "--format", "csv").out.splitlines()[:2] == [
        "department,name_zh,item,period,state,due",
        "west,西街道,2.1,2021Q3,overdue,2021-10-15",
    ]
    data = json.loads(viewer("status", "--only", "未报", "--format", "json").out)["data"]
    parts = [(part["id"], part["duties"]) for item in data["items"] for part in item["departments"]]
    assert ("west", {"2021Q3": "overdue"}) in parts
    assert all("2021Q4" not in duties for _, duties in parts)


def test_where_nothing_fits_it_is_said(viewer: Viewer) -> None:
    assert "\n没有符合的\n" in viewer("status", "--only", "未报", "--as-of", "2021-09-01").out
    seen = viewer("status", "--by", "target", "--only", "red", "--as-of", "2021-10-20").out
    assert "\n没有符合的\n" in seen
    assert "结论" not in seen, "no head without a table"
