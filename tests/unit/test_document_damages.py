"""A document that a scanner or a typist has damaged is read right, or marked, and reported."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from _pytest.mark import ParameterSet

from damages import Confirmed, Damage, WrongPlan, damages, drafted, drafted_once, is_silent
from draft_cases import HERE, case_names

REPORTED_ALREADY = ("broken-brackets", "flat-unclosed", "misread-scan")
"""Documents in which the places that would be damaged are damaged."""
STILL_UNREPORTED = {
    "table-with-duties-in-cells": ("per cent in line 7: ", "sign of a number in line 7: "),
}
"""A sign in a numeral that is reported already, as nothing accounts for it."""
STILL_SILENT = {
    "cells-with-units-in-brackets": ("line break in line 4: …水利局配合）（二）",),
    "lists-in-cells": ("page number in line 5: … 家<br>2.",),
    "units-behind-dashes": ("month in line 7: ",),
}
"""A cell broken over lines, a page number inside one, and a bar for the first digit of a month."""


_confirmed = cache(Confirmed)  # of each document once, though many cases change it


def _tried(names: Sequence[str]) -> list[ParameterSet]:
    """Some damages of some documents; beside them, one in two of every document.

    ``benchmarks/document_mutations.py`` tries them all.
    """
    beside = (pytest.param(name, 2, marks=pytest.mark.beside) for name in names)
    return [*(pytest.param(name, 24) for name in names[::8]), *beside]


@pytest.mark.parametrize(("name", "every"), _tried(case_names()))
def test_no_damage_is_read_wrong_without_a_mark(name: str, every: int) -> None:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    truth = drafted_once(text)
    tried = list(damages(text))[::every]
    known = STILL_SILENT.get(name, ())
    silent = [damage.what for damage in tried if is_silent(truth, damage)]
    assert [what for what in silent if not what.startswith(known)] == []


@pytest.mark.parametrize(
    ("name", "words", "other"),
    [
        ("actions-with-goals", "教育体育局（牵头）", "教育体育局（领衔）"),
        ("actions-with-goals", "公安局、", "公安局（襄助）、"),
        ("firstly-secondly", "宣传部、区科协", "宣传部区科协"),
        ("firstly-secondly", "民政办、市场", "民政办市场"),
        ("english-lead-officers", "\n2.4 Respond", " 2.4 Respond"),
        ("english-lead-officers", "\n2.6 Reduce", " 2.6 Reduce"),
        ("english-in-cooperation-with", "Awareness\n\n5.", "Awareness 5."),
    ],
)
def test_a_damage_that_once_was_silent_is_marked(name: str, words: str, other: str) -> None:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    assert words in text
    damage = Damage("named", other, text.replace(words, other))
    before, after = drafted_once(text), drafted(damage.text)
    assert not is_silent(before, damage)
    assert after.marks != before.marks
    assert after.items == before.items or "领衔" in other


@pytest.mark.parametrize(
    ("name", "words", "other", "mark"),
    [
        ("firstly-secondly", "（区水务局）", "（区水务局", "括号没有闭合"),
        ("firstly-secondly", "（区水务局）", "区水务局）", "括号没有闭合"),
        ("firstly-secondly", "占50%", "占5O%", "前后连着不认识的符号"),
        (
            "english-labels",
            "Clinical Services Division",
            "Clinical Services Divi\nsion",
            "Divi sion",
        ),
        ("english-comparisons", "no higher than 40", "no hi\ngher than 40", "“40”"),
        ("everyday", "达98%以上", "达9_8%以上", "“9_8"),
        ("everyday", "达98%以上", "达9（暂定）%以上", "“9（暂"),
        ("everyday", "检验室3个", "检验室□个", "“□个"),
        ("everyday", "检验室3个", "检验室？个", "“？个"),
        ("everyday", "检验室3个", "检验室З个", "“З个"),
        ("divisions", "不低于60%", "不低于●0%", "“0%"),
        ("divisions", "不低于60%", "不低于⁶0%", "“0%"),
        ("divisions", "不低于60%", "不低于⁶%", "“⁶%"),
        ("divisions", "不低于60%", "不低于6\u03360%", "“0%"),
        ("english-rates", "At least 70%", "At least 7\u03360%", "“0%"),
        ("everyday", "检验室3个", "检验室³个", "“³个"),
        ("flat-circled", "协同单位：区", "协同单位；区", "“单位”"),
        ("sentences-in-text", "镇食安办、镇中", "镇食食安办、镇中", "镇食食安办"),
        ("english-actions", "by 10%", "by □0%", "“0%"),
        ("english-actions", "by 10%", "by 1×%", "“1×%"),
        ("english-actions", "below 5%", "below ×%", "“×%"),
        ("scored-table", "5批次/千人", "5批吹/千人", "“5批吹/"),
        ("english-in-cooperation-with", "Awareness\n\n5. Reach", "Awareness 5. Reach", "“5. ”"),
        ("english-bullets", "from 72% to", "from 727 to", "“85%”"),
        ("english-goals-on-lines", "Reinspect 95% of", "Reinspect 95$ of", "没有认得的单位"),
        ("english-comparisons", "Test 30 per cent of", "Test 30 percnt of", "没有认得的单位"),
        ("each-time-and-parts", "不低于800元", "不彽于800元", "“800元”"),
        ("each-time-and-parts", "不低于800元", "抵于800元", "“800元”"),
        ("circular-and-attachment", "为牵头部门", "为牵斗部门", "列第一位的部门为牵斗"),
        ("chapters-above-labels", "牵头单位：县委", "牵头单伎：县委", "牵头单伎：县委"),
        ("sentences-in-text", "牵头负责，", "牵头负贵，", "句中还提到“镇食安办、镇中心学校参与”"),
        ("everyday", "水产品200批次", "水产品200批吹", "“200批吹"),
        ("everyday", "水产品200批次", "水产品!00批次", "“00批次"),
        ("everyday", "水产品200批次", "水产品2&0批次", "“2&"),
        ("everyday", "检验室3个", "检验室}个", "“}个"),
        ("everyday", "检验室3个", "检验室G个", "“G个"),
        ("everyday", "合格率达98%以上", "合格率迖到98%以上", "“迖到”"),
        ("everyday", "2024年6月底前完成", "2024年i6月底前完成", "“月底前”"),
        ("divisions", "不低于60%", "不低于60‰", "“60‰”"),
        ("each-time-and-parts", "每季度不少于", "季度不少于", "“每市季度”"),
        ("each-time-and-parts", "每季度不少于", "每李度不少于", "“每市、每李度”"),
        ("english-comparisons", "no higher than 40", "wlthin 40", "“40”"),
        ("table-with-bars", "| 市应急局 | ", "| 市应急局 ", "格数"),
        ("table-with-bars", "修订应急预案 | ", "修订应急预案 ", "格数"),
        ("table-with-bars", "| 配合单位", "| 襄助单位", "“襄助单位”一栏"),
        ("sentences-in-text", "（社区）配合", "（社区）酉合", "句中还提到“各村（社区）酉合”"),
        ("sentences-in-text", "签订率达100%", "签订率达一00%", "“00%"),
        ("sentences-in-text", "签订率达100%", "签订率达—00%", "“00%"),
        ("sentences-in-text", "签订率达100%", "签订率达~100%", "“100%"),
        ("sentences-in-text", "备案率达到95%", "备案率达列95%", "“达列”"),
        ("sentences-in-text", "备案率达到95%", "备案率达不到95%", "“达不到”"),
        ("sentences-in-text", "不少于5000份", "不5000份", "“不”"),
        ("sentences-in-text", "镇食安办、镇中", "镇食安办丿镇中", "镇食安办丿镇中心学校"),
        ("leaders-and-deadlines", "不少于60所", "不少于060所", "“060所"),
        ("leaders-and-deadlines", "牵头单位：县教", "牵头单位县教", "牵头单位县教体局"),
        ("leaders-and-deadlines", "牵头单位：县教", "牵头单位；县教", "李某某牵头单位"),
        ("labels-on-lines", "市财政局、各县", "市财政局。各县", "各县（市、区）政府"),
        ("sentences-with-other-helpers", "公安分局、区商务", "公安分居、区商务", "区公安分居、"),
        ("years-in-a-list-and-parts", "按照不超过该", "按照不超週该", "“5%”前后"),
    ],
)
def test_what_cannot_be_read_is_marked(name: str, words: str, other: str, mark: str) -> None:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    assert words in text
    assert not any(mark in one for one in drafted_once(text).marks)
    assert any(mark in one for one in drafted(text.replace(words, other)).marks)


@pytest.mark.parametrize(
    ("name", "words", "other"),
    [
        ("divisions", "不低于60%", "不低于𝟔0%"),
        ("days-before-commas", "“十四五”", '"十四五"'),
        ("divisions-of-a-bureau", "分级率100%", "分级率&nbsp;100%"),
    ],
)
def test_what_a_web_page_writes_otherwise_is_read_alike(name: str, words: str, other: str) -> None:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    assert words in text
    assert drafted(text.replace(words, other)).items == drafted(text).items


def test_a_rule_for_all_is_read_across_a_page_number() -> None:
    text = (HERE / "rules-for-all.txt").read_text("utf-8")
    assert "不再单独列出" in text
    assert drafted(text.replace("不再单独", "不再3单独")).items == drafted_once(text).items


@pytest.mark.parametrize("words", ["投资回报办法", "建设景区公厕"])
def test_a_duty_of_a_flat_text_is_its_units_across_a_line_break(words: str) -> None:
    text = (HERE / "flat-duties-of-units.txt").read_text("utf-8")
    broken = text.replace(words, f"{words[:3]}\n{words[3:]}")
    assert broken != text
    assert drafted(broken).items == drafted_once(text).items


def test_rows_of_one_task_are_one_whatever_nobody_sees_in_them() -> None:
    text = (HERE / "table-of-two-measures-a-task.txt").read_text("utf-8")
    unseen = text.replace("逐个市场", "逐个\u2060市场", 1)
    assert unseen != text
    assert drafted(unseen).items == drafted_once(text).items


def test_a_plan_whose_rows_begin_with_the_unit_that_leads_is_found_in_them() -> None:
    assert not Confirmed((HERE / "table-with-goals-for-two-levels.txt").read_text("utf-8")).found


def test_a_list_number_is_no_half_of_a_bracket() -> None:
    text = "区计划\n1)抽检\n•抽检3批（区教育局\n•检查9家（区公安局）\n2)培训\n•培训5人（区民政局）"
    assert any("括号没有闭合" in one for one in drafted_once(text).marks)
    whole = text.replace("教育局", "教育局）")
    assert not any("括号没有闭合" in one for one in drafted(whole).marks)


def test_what_is_made_smaller_may_be_no_larger() -> None:
    text = (HERE / "sentences-in-text.txt").read_text("utf-8")
    text = text.replace("举办培训班4期", "发证门店减小至8家")
    assert any("<= 8家" in goals for _, goals, _ in drafted_once(text).items)


@pytest.mark.parametrize("other", ["目\n标值 责任", "目标值\n责任"])
def test_a_table_whose_head_is_broken_gives_no_row_to_the_item_above(other: str) -> None:
    text = (HERE / "table-of-blanks-below-a-list.txt").read_text("utf-8")
    assert "目标值 责任" in text
    whole, broken = drafted_once(text).items, drafted(text.replace("目标值 责任", other)).items
    assert broken in (whole, whole[:2])


@pytest.mark.parametrize("number", ["1", "3", "5"])
def test_a_heading_of_units_may_run_on_into_the_list_below_it(number: str) -> None:
    text = (HERE / "chapters-above-labels.txt").read_text("utf-8")
    joined = text.replace(f"\n{number}. ", f" {number}. ")
    assert joined != text
    assert drafted(joined).items == drafted_once(text).items


@pytest.mark.parametrize(("name", "every"), _tried(sorted({*case_names()} - set(REPORTED_ALREADY))))
def test_every_changed_word_is_reported(name: str, every: int) -> None:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    plan = Confirmed(text)
    tried = [damage for damage in damages(text) if damage.words][::every]
    known = STILL_UNREPORTED.get(name, ())
    missed = [damage.what for damage in tried if not plan.reports(damage)]
    assert [what for what in missed if not what.startswith(known)] == []


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("4月底前新建", "5月底前新建"),
        ("9月底前新建", "9月10日前新建"),
        ("上半年完成", "一季度完成"),
        ("到2026年", "到2025年"),
        ("全年完成100%", "8月底前完成100%"),
        ("其余隐患11月底前", "其余隐患10月底前"),
        ("5月底完成", "6月底完成"),
        ("11月底达到", "12月底达到"),
        ("第一季度", "第二季度"),
        ("10月中旬前", "10月上旬前"),
    ],
)
def test_a_wrong_deadline_is_reported_as_one(said: str, other: str) -> None:
    text = (HERE / "goals-of-other-fields.txt").read_text("utf-8")
    plan = _confirmed(text)
    assert text.count(said) == 1
    assert not plan.found
    assert any(told.startswith("FL706") for told in plan.told(text.replace(said, other)))


def test_an_english_phrase_may_stand_between_sentences_of_its_line() -> None:
    assert not Confirmed((HERE / "flat-english.txt").read_text("utf-8")).found


@pytest.mark.parametrize("word", ["Environmental", "Trading", "Licensing", "Standards"])
def test_an_english_name_broken_by_a_line_is_marked(word: str) -> None:
    text = (HERE / "english-actions.txt").read_text("utf-8")
    broken = text.replace(word, f"{word[:4]}\n{word[4:]}", 1)
    assert broken != text
    assert not is_silent(drafted_once(text), Damage("named", word, broken))


@pytest.mark.parametrize("other", ["%o", "o/o", "‰", "家", ""])
def test_a_damaged_unit_in_a_column_of_its_own_is_reported(other: str) -> None:
    text = (HERE / "values-of-a-year.txt").read_text("utf-8")
    plan = _confirmed(text)
    assert not plan.found
    for place in (i for i, char in enumerate(text) if char == "%"):
        damaged = text[:place] + other + text[place + 1 :]
        assert plan.reports(Damage("named", other, damaged))
        read = drafted(damaged)
        known = other in ("‰", "家")
        assert known or read.marks != drafted_once(text).marks


@pytest.mark.parametrize("every", [10, pytest.param(1, marks=pytest.mark.beside)])
@pytest.mark.parametrize(
    "name",
    [
        "english-lead-officers",
        "table-with-dashes",
        "unit-chapters-with-support",
        "values-of-a-year",
        "columns-of-three-years",
    ],
)
def test_every_wrong_datum_of_a_plan_is_reported(name: str, every: int) -> None:
    assert list(WrongPlan((HERE / f"{name}.txt").read_text("utf-8")).unreported(every)) == []
