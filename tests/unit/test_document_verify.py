"""A plan held against its document: what agrees, and what each difference is reported as."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from damages import Confirmed, WrongPlan, changed_documents, changed_plans
from draft_cases import HERE
from foodsafety_ledger.check.rules import is_error
from foodsafety_ledger.document.verify import verify
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.plan import NOT_STATED, Plan
from foodsafety_ledger.reading.plan import read_plan
from paper import PAPER, TASKS, departments, told, verified


def test_the_plan_agrees_and_everything_is_covered() -> None:
    found = verified()
    assert found.diagnostics == []
    counts = {kind: (tally.covered, tally.total) for kind, tally in found.counts.items()}
    assert counts == {
        "sections": (2, 2),
        "tasks": (3, 3),
        "phrases": (4, 4),
        "numbers": (17, 17),
        "quotes": (8, 8),
        "goals": (7, 7),
    }


@pytest.mark.parametrize(
    "paper",
    [
        PAPER.replace("（", "(").replace("）", ")"),
        PAPER.replace("98%", "９８％"),
        PAPER.replace("区农业农村局", "区农业\n\n- 2 -\n\n农村局"),
        PAPER.replace("，", ", "),
        PAPER.replace("\n12家", "12\u3000家"),
    ],
)
def test_layout_and_widths_are_bridged(paper: str) -> None:
    assert told(paper) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("7号, ", "8号, ", ["FL707.number 青石食安委（2022）8号"]),
        ("issuer: 青石区", "issuer: 白石区", ["FL707.issuer 白石区食品安全委员会"]),
        ("2022-03-05", "2022-03-06", ["FL707.issued 2022-03-06"]),
        ("2022-03-05", "未注明", ["FL707.issued 未注明"]),
        ("2022-03-05", "not stated", ["FL707.issued not stated"]),
        ("{start: 2022-01-01", "{start: 2021-01-01", ["FL707.year {start: 2021-01-01, end: "]),
        ("lead: [market]", "lead: [school]", ["FL704.extra [school]", "FL704.missing 区市场监管"]),
        ("lead: [market]\n      shared", "responsible: [market]\n      shared", ["FL704.role ["]),
        ("support: [health]", "support: [health, police]", ["FL704.extra [health, police]"]),
        ("open: true\n", "open: false\n", ["FL704.open false"]),
        ("phrase: 区教育局负责", "phrase: 区教育局牵头", ["FL703 区教育局牵头，区卫健委配合"]),
        ('">= 98%"', '">= 97%"', ['FL705.number ">= 97%"']),
        ('">= 98%"', '"<= 98%"', ['FL705.operator "<= 98%"']),
        ('">= 12家"', '">= 12个"', ['FL705.number ">= 12个"']),
        ('"<= 15天"', '"<= 16天"', ['FL705.number "<= 16天"']),
        ("name: {zh: 处置率}", "name: {zh: 抽检合格率}", ['FL705.subject ">= 100%"']),
        ("name: {zh: 快检室}", "name: {zh: 示范街}", ['FL705.subject ">= 12家"']),
        ("goal: monthly", "goal: weekly", ["FL705.words weekly"]),
        ("goal: rising", "goal: falling", ["FL705.words falling"]),
        ("        holds: every-period\n", "", ['FL705.holds ">= 98%"']),
        ("        binding: false\n", "", ["FL705.not-binding rising"]),
        ("      due: 2022-06-30\n", "", ["FL706 2022年6月30日前建成快检室12家"]),
        ("      due: 2022-06-30\n", "      due: 2022-09-30\n", ["FL706.not-stated", "FL706 "]),
        ("quote: 每月开展", "quote: 每月组织", ["FL702.item 每月组织联合检查"]),
        ("quote: 每月开展联合检查", "quote: 问题处置率达到100%", ["FL702.elsewhere"]),
        ("明厨亮灶”全覆盖", "明厨亮灶全覆盖", ["FL702.unbalanced 学校食堂“明厨亮灶全覆盖"]),
        ("建成快检室12家\n", "建成快检室1\n", ["FL702.item 2022年6月30日前建成快检室1"]),
    ],
)
def test_what_the_data_says_otherwise(old: str, new: str, expected: list[str]) -> None:
    assert old in TASKS
    found = told(tasks=TASKS.replace(old, new, 1))
    for start in expected:
        assert any(one.startswith(start) for one in found), found


def test_a_duty_is_a_direction_only_where_an_erratum_says_why() -> None:
    quote = "        quote: 问题处置率达到100%\n"
    only_shown = TASKS.replace(quote, "        binding: false\n" + quote)
    assert told(tasks=only_shown) == ['FL705.binding ">= 100%"']
    reading = "      errata: [{quote: 问题处置率, reading: 只看方向, why: 未写基数}]\n"
    assert told(tasks=only_shown.replace(quote, quote + reading)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("合检查，", "合检查5次，", "FL713 5次"),
        ("打击犯罪\n", "打击犯罪\n\n附：共30人。\n", "FL713 30人"),
        ("处置\n率", "处置\n（区财政局负责）率", "FL712.bracket （区财政局负责）"),
        ("亮灶。学校", "亮灶。严格管理。（区财政局负责）学校", "FL712 （区财政局负责）"),
        ("（区公安分局负责）", "区公安分局负责）", "FL714 ）"),
        ("（区公安分局负责）", "（区公安分局负责】", "FL714 （区公安分局负责】"),
        (
            "\n3. 专项",
            "\n3. 宣传。办好宣传周。（区教育局负责）\n\n4. 专项",
            "FL711.heading 3. 宣传。",
        ),
        ("2. 明厨", "5. 明厨", "FL711.heading 5. 明厨"),
    ],
)
def test_what_the_document_has_beyond_the_data(old: str, new: str, expected: str) -> None:
    assert old in PAPER
    found = told(PAPER.replace(old, new, 1))
    assert any(one.startswith(expected) for one in found), found


def test_a_figure_in_a_title_is_a_goal_all_the_same() -> None:
    title = "2022年青石区食品安全工作要点"
    longer = f"{title}，合格率不低于99.5%"
    found = told(PAPER.replace(title, longer, 1), TASKS.replace(title, longer, 1))
    assert any(one.startswith("FL713") and "99.5" in one for one in found), found


def test_what_nobody_confirmed_is_told_where_the_draft_ignores_it() -> None:
    paper = PAPER.replace("合检查，", "合检查5次，")
    ignored = "- {quote: 合检查5次, why: 说明, review: [{why: 请核对}]}\n"
    tasks = f"{TASKS}{ignored}"
    found = verified(paper, tasks).diagnostics
    near = [one.related[0].location for one in found if one.variant == "open"]
    last = len(tasks.splitlines())
    assert {one.span and one.span.line for one in near} == {last}


def test_ignored_words_that_go_over_a_sentence_into_a_duty_are_reported() -> None:
    quote = "问题处置率达到100%。（区市场监管局牵头，区农业农村局、各街道等按职责分工负责）"
    within, over = (f"- {{quote: {one}, why: 说明}}\n" for one in (quote[:11], quote))
    assert not told(tasks=f"{TASKS}{within}")
    assert [one for one in told(tasks=f"{TASKS}{over}") if one.startswith("FL702.taken")]


@pytest.mark.parametrize(
    "added",
    [
        "各市（区）抓紧。",
        "严格落实园长（校长）负责制。",
        "1）摸底。",
        "（本方案由区教育局负责解释）",
    ],
)
def test_a_bracket_that_names_no_unit_needs_no_cover(added: str) -> None:
    paper = PAPER.replace("摄像头。", f"摄像头。{added}")
    assert [one for one in told(paper) if "FL712" in one or "FL714" in one] == []


def test_who_helps_is_read_behind_the_rule_of_who_leads() -> None:
    phrase = "责任单位：区教育局（列第一位的为牵头单位）；配合单位：区卫健委"
    old = "区教育局负责，区卫健委配合"
    tasks = TASKS.replace(f"phrase: {old}", f"phrase: {phrase}")
    tasks = tasks.replace("responsible: [school]", "lead: [school]")
    assert old in PAPER
    assert tasks.count("lead: [school]") == 1
    found = told(PAPER.replace(old, phrase), tasks)
    assert [one for one in found if "FL704" in one or "FL703" in one] == []


def test_full_coverage_may_stand_beside_a_figure_of_another_unit() -> None:
    words = "每年对学校食堂开展不少于2次全覆盖检查"
    paper = PAPER.replace("学校食堂“明厨亮灶”全覆盖", words)
    tasks = TASKS.replace("学校食堂“明厨亮灶”全覆盖", words)
    assert {one.split(" ")[0] for one in told(paper, tasks)} == {"FL705.unused"}


_TASK = "一、源头\n1.抽检不少于20批次。"


@pytest.mark.parametrize(
    "body",
    [
        f"{_TASK}\n责任单位：区农业农村局；完成时限：2022年10月31日\n",
        f"{_TASK}\n责任单位：区农业农村局\n完成时限：\n2022年10月31日\n",
        f"{_TASK}于2022年10月31日前完成。（区农业农村局负责）\n",
        "序号\t工作任务\t责任单位\t完成时限\n1\t抽检不少于20批次\t区农业农村局\t2022年10月31日\n",
    ],
)
def test_a_deadline_is_no_date_of_issue(body: str) -> None:
    found = Confirmed(f"2022年青石区食品安全重点工作安排\n{body}").diagnostics
    assert [one.variant for one in found if one.code == "FL707"] == []  # none is stated, none is


def test_a_date_that_ends_a_text_without_lines_is_that_of_its_issue() -> None:
    body = "1.抽检蔬菜。（责任单位：区农业农村局）各单位要在落实任务上下功夫，为青石做出贡献。"
    paper = f"2022年青石区食品安全重点工作安排 {body} 青石区食品安全委员会 2022年3月17日"
    found = Confirmed(paper).diagnostics
    assert [one.variant for one in found if one.code == "FL707"] == []


def test_a_paper_without_a_date_says_none_and_what_to_write() -> None:
    undated = PAPER.replace("2022年3月5日", "")
    (found,) = verified(undated).diagnostics
    assert (found.code, found.variant, found.facts["says"]) == ("FL707", "issued", NOT_STATED)
    assert told(undated, TASKS.replace("2022-03-05", NOT_STATED.zh)) == []


def test_a_chapter_behind_the_last_task_is_none_of_its_text() -> None:
    tail = "二、工作要求\n各单位于2022年9月15日前报送总结。\n"
    plan = Confirmed(f"2022年青石区食品安全重点工作安排\n{_TASK}（区农业农村局负责）\n{tail}")
    assert [one.code for one in plan.diagnostics if one.code == "FL706"] == []


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("", "\n青石区食品安全委员会 2022年3月5日\n"),
        ("", "\n抄送：区委办公室。\n2022年3月5日印发\n"),
        ("（青石区食品安全委员会 2022年3月5日印发）\n", ""),
        ("印发日期：2022年3月5日\n", ""),
    ],
)
def test_the_date_of_issue_is_found_where_it_stands(head: str, tail: str) -> None:
    body = f"{_TASK}（区农业农村局负责）\n2.于2022年10月31日前完成整改。（区市场监管局负责）"
    plan = Confirmed(f"2022年青石区食品安全重点工作安排\n{head}{body}{tail}")
    assert [one.variant for one in plan.diagnostics if one.code == "FL707"] == []


def test_another_chapter_and_an_item_too_many_are_told() -> None:
    head, tail = TASKS.split("- id: s2\n  title: {zh: 打击犯罪}\n  tasks:\n")
    assert [one.split(" ")[0] for one in told(tasks=head + tail)] == ["FL711.heading"]
    extra = """\
    - id: "2.2"
      summary: {zh: 多出}
      phrase: 区公安分局负责
      responsible: [police]
"""
    more = TASKS.replace("- id: s2\n", extra + "- id: s2\n")
    assert told(tasks=more) == ["FL708.item 区公安分局负责"]
    gone = TASKS.replace('- id: "3"', '- id: "4"').replace('"3.1"', '"4.1"')
    codes = {one.split(" ")[0] for one in told(tasks=gone)}
    assert codes == {"FL711.heading"}


def test_a_slip_is_explained_by_an_erratum() -> None:
    paper = PAPER.replace("（区公安分局负责）", "（区公安分局、区公安局负责）")
    tasks = TASKS.replace("phrase: 区公安分局负责", "phrase: 区公安分局、区公安局负责")
    targets = "      targets:\n      - id: joint"
    slip = "      errata: [{quote: 、区公安局, reading: 、区公安分局, why: 写重}]\n"
    assert [one.split(" ")[0] for one in told(paper, tasks)] == ["FL704.unknown"]
    assert told(paper, tasks.replace(targets, slip + targets)) == []


def _reported(paper: str, tasks: str) -> bool:
    plan, data = _faultless(tasks)
    if plan is None:
        return True
    return any(map(is_error, verify(plan, "paper.txt", paper, data).diagnostics))


@lru_cache(maxsize=1)
def _faultless(tasks: str) -> tuple[Plan | None, LocatedMap]:
    """The plan in which nobody finds an error before it is verified, and what it was read from."""
    reading = read_yaml("data/tasks.yaml", tasks)
    assert isinstance(reading.data, LocatedMap)
    plan, found = read_plan(reading.data, departments())
    whole = reading.complete and not any(map(is_error, found))
    return plan if whole else None, reading.data


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.beside)])
def test_every_small_change_of_the_document_is_reported(every: int) -> None:
    changes = list(changed_documents(PAPER))
    assert len(changes) > 100
    assert [c.what for c in changes[::every] if not _reported(c.text, TASKS)] == []


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.beside)])
def test_every_small_change_of_the_plan_is_reported(every: int) -> None:
    units = ["market", "farm", "school", "health", "police", "streets"]
    changes = list(changed_plans(TASKS, units))
    assert len(changes) > 100
    assert [c.what for c in changes[::every] if not _reported(PAPER, c.text)] == []


def test_ages_are_no_goals_of_a_quote() -> None:
    paper = PAPER.replace("抽检合格率", "0—6岁儿童用品抽检合格率")
    assert paper != PAPER
    assert not any(
        "FL705" in line
        for line in told(paper, TASKS.replace("抽检合格率", "0—6岁儿童用品抽检合格率"))
    )


@pytest.mark.parametrize(
    ("name", "words", "other"),
    [
        ("everyday", "\n2. 管好收粮", "\nz. 管好收粮"),
        ("everyday", "\n4. 办好宣传", "\n办好宣传"),
        ("everyday", "管好小餐饮", "管好小餐食"),
    ],
)
def test_a_number_or_a_title_that_is_not_the_document_s_is_reported(
    name: str, words: str, other: str
) -> None:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    plan = Confirmed(text)
    found = [one for one in plan.told(text.replace(words, other)) if one.startswith("FL708")]
    assert not any(one.startswith("FL708") for one in plan.found)
    assert len(found) == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("goal", ">= 3"),
        ("quote", "新建检验室3"),
        ("holds", "every-period"),
        ("name", {"zh": "道路硬化里程", "en": ""}),
    ],
)
def test_a_target_that_says_less_or_more_than_its_words_is_reported(
    key: str, value: object
) -> None:
    wrong = WrongPlan((HERE / "everyday.txt").read_text("utf-8"))
    right = wrong.told(wrong.tasks)
    tasks = deepcopy(wrong.tasks)
    (target,) = tasks["sections"][0]["tasks"][1]["items"][0]["targets"]
    target[key] = value
    assert any(one.startswith("FL705") for one in wrong.told(tasks) - right)


def test_how_often_before_a_goal_does_not_ask_it_of_each() -> None:
    each = '">= 12家"\n        across: each'
    tasks = TASKS.replace('">= 12家"', each)
    assert tasks != TASKS
    for words, asks in (("每月检查，", False), ("分别检查，", True)):
        paper = PAPER.replace("2022年6月30日前建成", f"{words}2022年6月30日前建成")
        found = told(paper, tasks)
        assert any(one.startswith("FL705.not-each") for one in found) is not asks


def test_an_english_quote_that_begins_within_its_clause_is_reported() -> None:
    wrong = WrongPlan((HERE / "english-actions.txt").read_text("utf-8"))
    tasks = deepcopy(wrong.tasks)
    target = tasks["sections"][0]["tasks"][0]["items"][0]["targets"][0]
    target["quote"] = target["quote"].split(" ", 1)[1]
    found = wrong.told(tasks) - wrong.told(wrong.tasks)
    assert any(one.startswith("FL705cut") for one in found)


@pytest.mark.parametrize(
    "name", ["chapters-that-jump-in-a-column", "years-in-chapters-and-counts-of-times"]
)
def test_what_any_reader_accounts_for_is_not_reported(name: str) -> None:
    assert not Confirmed((HERE / f"{name}.txt").read_text("utf-8")).found


NAMED = """甲区2024年食品安全工作要点
甲食安〔2024〕1号
甲区食品安全委员会
2024年3月1日
一、加强监管
1.加强校园食品安全。检查食堂不少于40家、餐馆不少于60家。（责任单位：区教育局）
2.处理投诉。接到投诉后24小时内处置。（责任单位：区市场监管局）
3.开展上半年工作会议，6月底、10月底前各抽检1次。（责任单位：区市场监管局）
4.核查名称。上半年完成改造3家，全年完成改造6家。（责任单位：区商务局）
5.规范留样。落实2025年规划的要求，食品留样不少于48小时。（责任单位：区教育局）
"""
ROWS = """甲区2024年食品安全重点任务分工表
序号\t重点任务\t责任单位
1\t检查食堂不少于40家\t区教育局
2\t检查餐馆不少于60家\t区市场监管局
3\t抽检不少于90批次\t区市场监管局
"""
CHAPTERS = """甲区2024年食品安全重点任务分工表
序号\t类别\t重点任务\t牵头单位\t配合单位
1\t守住源头\t检查食堂不少于40家\t区教育局\t区财政局
2\t管住过程\t检查餐馆不少于60家\t区市场监管局\t区公安局
3\t管住过程\t抽检不少于90批次\t区市场监管局\t区商务局
"""


def _swapped(plan: dict[str, Any]) -> None:
    one, other = plan["sections"][0]["tasks"][0]["items"][0]["targets"]
    one["name"], other["name"] = other["name"], one["name"]


def _cut(plan: dict[str, Any]) -> None:
    (target,) = plan["sections"][0]["tasks"][1]["items"][0]["targets"]
    target["quote"] = target["quote"].removeprefix("接到")


def _pooled(plan: dict[str, Any]) -> None:
    del plan["sections"][0]["tasks"][1]["items"][0]["targets"][0]["across"]


def _kept(plan: dict[str, Any]) -> None:
    del plan["sections"][0]["tasks"][4]["items"][0]["targets"][0]["across"]


def _cut_far(plan: dict[str, Any]) -> None:
    (target,) = plan["sections"][0]["tasks"][1]["items"][0]["targets"]
    target["quote"] = target["quote"].removeprefix("接到投诉后")


def _lost(plan: dict[str, Any]) -> None:
    plan["sections"][0]["tasks"][0]["title"]["zh"] = "加强校园食品安"


def _moved(plan: dict[str, Any]) -> None:
    plan["period"]["end"] = date(2025, 12, 31)


def _begins_late(plan: dict[str, Any]) -> None:
    plan["sections"][0]["tasks"][2]["title"]["zh"] = "展上半年工作会议，6月底"


def _cut_short(plan: dict[str, Any]) -> None:
    plan["sections"][0]["tasks"][0]["title"]["zh"] = "加强校园"


def _of_another_task(plan: dict[str, Any]) -> None:
    one, other = plan["sections"][0]["tasks"][:2]
    one["title"] = other["title"]


def _of_another_item(plan: dict[str, Any]) -> None:
    one, other = (task["items"][0]["targets"][0] for task in plan["sections"][0]["tasks"][3:])
    other["name"] = one["name"]


def _cut_behind(plan: dict[str, Any]) -> None:
    (target,) = plan["sections"][0]["tasks"][1]["items"][0]["targets"]
    target["quote"] = target["quote"].removesuffix("处置")


def _again(plan: dict[str, Any]) -> None:
    targets = plan["sections"][0]["tasks"][0]["items"][0]["targets"]
    targets.append({**targets[0], "id": "again"})


def _apart(plan: dict[str, Any]) -> None:
    plan["sections"][0]["tasks"][0]["items"][0]["targets"][0]["across"] = "each"


def _other_issuer(plan: dict[str, Any]) -> None:
    plan["document"]["issuer"] = "区食品安全委员会"


def _no_issuer(plan: dict[str, Any]) -> None:
    plan["document"]["issuer"] = "未注明"


def _other_number(plan: dict[str, Any]) -> None:
    plan["document"]["number"] = "甲食安〔2024〕1"


def _titled_in_part(plan: dict[str, Any]) -> None:
    plan["title"]["zh"] = "甲区2024年食品安全工作"


def _chapter_in_part(plan: dict[str, Any]) -> None:
    plan["sections"][0]["title"]["zh"] = "加强监"


def _shortened(plan: dict[str, Any]) -> None:
    plan["sections"][0]["tasks"][0]["title"]["zh"] = "加强校园安全"


def _ended(plan: dict[str, Any]) -> None:
    plan["period"]["end"] = date(2024, 11, 30)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_swapped, "FL705subject"),
        (_cut, "FL705words"),
        (_pooled, "FL705unused"),
        (_shortened, "FL708title"),
        (_ended, "FL707year"),
        (_kept, "FL705unused"),
        (_cut_far, "FL705words"),
        (_lost, "FL708title"),
        (_moved, "FL707year"),
        (_begins_late, "FL708title"),
        (_cut_short, "FL708title"),
        (_of_another_task, "FL708title"),
        (_of_another_item, "FL705subject"),
        (_cut_behind, "FL705cut"),
        (_again, "FL705again"),
        (_apart, "FL705not-each"),
        (_other_issuer, "FL707issuer"),
        (_no_issuer, "FL707issuer"),
        (_other_number, "FL707number"),
        (_titled_in_part, "FL707title"),
        (_chapter_in_part, "FL711section"),
    ],
)
def test_a_wrong_datum_is_reported(change: Callable[[dict[str, Any]], None], code: str) -> None:
    wrong = WrongPlan(NAMED)
    right, tasks = wrong.told(wrong.tasks), deepcopy(wrong.tasks)
    change(tasks)
    assert any(one.startswith(code) for one in wrong.told(tasks) - right)


def _wrong_row(plan: dict[str, Any]) -> None:
    task = plan["sections"][0]["tasks"][0]
    task["id"], task["items"][0]["id"] = "6", "6.1"


def test_a_number_of_two_levels_in_a_row_is_held_against_that_of_its_task() -> None:
    wrong = WrongPlan((HERE / "english-numbers-in-cells.txt").read_text("utf-8"))
    right, tasks = wrong.told(wrong.tasks), deepcopy(wrong.tasks)
    task = tasks["sections"][1]["tasks"][0]
    assert task["id"] == "2-1"
    task["id"], task["items"][0]["id"] = "2-8", "2-8.1"
    assert any(one.startswith("FL708number") for one in wrong.told(tasks) - right)


def _first_cell(plan: dict[str, Any]) -> None:
    item = plan["sections"][0]["tasks"][0]["items"][0]
    item["phrase"] = "区教育局"


def _chapters_as_one(plan: dict[str, Any]) -> None:
    first, second = plan["sections"]
    first["tasks"] += second["tasks"]
    plan["sections"] = [first]


@pytest.mark.parametrize(
    ("change", "code"),
    [(_wrong_row, "FL708number"), (_first_cell, "FL703"), (_chapters_as_one, "FL711section")],
)
def test_a_wrong_datum_of_a_row_is_reported(
    change: Callable[[dict[str, Any]], None], code: str
) -> None:
    wrong = WrongPlan(CHAPTERS)
    right, tasks = wrong.told(wrong.tasks), deepcopy(wrong.tasks)
    change(tasks)
    assert any(one.startswith(code) for one in wrong.told(tasks) - right)


@pytest.mark.parametrize("other", ["Department of E", "Department of Educ"])
def test_the_name_of_a_unit_is_held_to_its_last_letter(other: str) -> None:
    wrong = WrongPlan((HERE / "english-table.txt").read_text("utf-8"))
    right = wrong.told(wrong.tasks)
    unit = wrong.departments["departments"][0]
    assert unit["name"]["zh"] == "Department of Education"
    unit["name"]["zh"] = other
    assert any(one.startswith("FL704unknown") for one in wrong.told(wrong.tasks) - right)


def test_halves_of_a_year_and_two_days_of_one_target_are_no_false_alarm() -> None:
    found = Confirmed(NAMED).found
    assert [one for one in found if one.startswith(("FL705", "FL706"))] == []


def test_twice_a_year_is_two_times() -> None:
    text = "Food Plan 2025\n\n1. Audit every kitchen twice a year. (Lead: Public Health)\n"
    assert not any(one.startswith("FL705") for one in Confirmed(text).found)


def test_a_plan_in_english_that_is_read_right_verifies() -> None:
    paper = """City of Elm
Food Safety Plan 2025-2027
1. Laboratories
a) Visit all five laboratories at least twice in the year. (Lead: Health Office)
b) Raise the rate of tested lots to 30% and cut the time for a test to 2 days. (Lead: Health Office)
c) Send a first answer within 2 working days in 95 per cent of cases. (Lead: Health Office)
2. Markets
a) Inspect 14 markets. (Market Office, with local authorities; 2026)
b) Keep the share of unfit samples at or below 6.5%. (Market Office; 2025-2026)
"""
    found = Confirmed(paper).diagnostics
    assert [one.variant for one in found if one.code != "FL707"] == []


def test_a_share_of_a_hundred_thousand_is_told_exactly() -> None:
    text = (HERE / "blanks-and-parts.txt").read_text("utf-8")
    assert not any(one.startswith("FL705") for one in Confirmed(text).found)


def test_a_changed_number_of_a_row_is_reported() -> None:
    plan, changed = WrongPlan(ROWS), WrongPlan(ROWS.replace("\n2\t", "\n7\t"))
    assert changed.told(plan.tasks) - plan.told(plan.tasks)


@pytest.mark.parametrize(("start", "end"), [(2023, 2024), (2024, 2026)])
def test_a_plan_without_a_year_in_its_title_lasts_for_one_that_the_document_names(
    start: int, end: int
) -> None:
    wrong = WrongPlan(NAMED.replace("甲区2024年食品安全工作要点", "甲区食品安全百日行动方案"))
    right, tasks = wrong.told(wrong.tasks), deepcopy(wrong.tasks)
    tasks["period"] = {"start": date(start, 1, 1), "end": date(end, 12, 31)}
    assert any(one.startswith("FL707year") for one in wrong.told(tasks) - right)
