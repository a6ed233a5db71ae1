"""What people type for dates, periods and counts, and how files spell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from builders import a_plan, a_target
from foodsafety_ledger.model.measure import ValueProblem
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.period import Cadence
from foodsafety_ledger.model.plan import Target
from foodsafety_ledger.reading.typed import (
    days_meant,
    periods_named,
    spelt_date,
    spelt_period,
    spelt_status,
    spelt_value,
    spelt_word,
)


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("2021-10-12", "2021-10-12"),
        ("2021-9-7", "2021-09-07"),
        ("2021年9月27日", "2021-09-27"),
        ("2021年11月15", "2021-11-15"),
        ("２０２１年１０月１２日", "2021-10-12"),
        ("２０２１－１０－１２", "2021-10-12"),
        (" 2021/1/2 ", "2021-01-02"),
        ("2021.11.05", "2021-11-05"),
        ("2021-02-30", "2021-02-30"),
        ("20211012", "2021-10-12"),
        ("2021年10月12号", "2021-10-12"),
        ("10月12日", "10月12日"),
        ("2021101", "2021101"),
        ("去年", "去年"),
        ("2021-10-1²", "2021-10-1²"),
        ("2021/10-12", "2021/10-12"),
        ("", ""),
    ],
)
def test_dates(typed: str, spelt: str) -> None:
    assert spelt_date(typed) == spelt


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("2021Q3", "2021Q3"),
        ("2021q3", "2021Q3"),
        ("２０２１Ｑ３", "2021Q3"),
        ("2021年第三季度", "2021Q3"),
        ("2021年4季度", "2021Q4"),
        ("2021 第一季", "2021Q1"),
        ("2021-Q3", "2021Q3"),
        ("2021 Q3", "2021Q3"),
        ("2021年Q3", "2021Q3"),
        ("2021/Q3", "2021Q3"),
        ("Q3 2021", "2021Q3"),
        ("2021年三季度", "2021Q3"),
        ("21Q3", "21Q3"),
        ("2021-9", "2021-09"),
        ("2021.09", "2021-09"),
        ("202109", "2021-09"),
        ("2021年9月份", "2021-09"),
        ("2021年下半年", "2021H2"),
        ("2021-h1", "2021H1"),
        ("2021年度", "2021"),
        ("Q3", "Q3"),
        ("9月", "9月"),
        ("2021-13", "2021-13"),
        ("202113", "202113"),
        ("", ""),
        ("2021Q5", "2021Q5"),
        ("三季度", "三季度"),
        ("2021Q³", "2021Q³"),
        ("2021年3", "2021年3"),
        ("20213", "20213"),
    ],
)
def test_periods(typed: str, spelt: str) -> None:
    assert spelt_period(typed) == spelt


OF_PLAN = {
    Cadence.QUARTER: {
        "Q3": "2021Q3",
        "ｑ３": "2021Q3",
        "第三季度": "2021Q3",
        "21Q3": "2021Q3",
        "21年第三季度": "2021Q3",
        "20Q3": "20Q3",
        "三季度": "2021Q3",
        "3季度": "2021Q3",
        "9月": "2021-09",
        "旺季": "旺季",
        "Q5": "Q5",
    },
    Cadence.MONTH: {"9月": "2021-09", "09月份": "2021-09", "13月": "13月"},
    Cadence.HALF_YEAR: {"上半年": "2021H1", "H2": "2021H2"},
    Cadence.YEAR: {"全年": "2021", "年度": "2021", "2022": "2022"},
}


@pytest.mark.parametrize("cadence", OF_PLAN)
def test_a_period_without_its_year_is_the_plans(cadence: Cadence) -> None:
    plan = replace(a_plan(), first=cadence.holding(a_plan().start))
    for typed, spelt in OF_PLAN[cadence].items():
        assert spelt_period(typed, plan) == spelt
    two_years = replace(plan, end=date(2022, 12, 31))
    assert spelt_period("Q3", two_years) == "Q3"


TITLES = {
    Cadence.QUARTER: {
        "2021年第三季度情况": "2021Q3",
        "一至三季度": "2021Q3",
        "2020年4季度表": "2020Q4",
        "四季青街道（2021年10月）": "",
    },
    Cadence.HALF_YEAR: {"2021年上半年情况": "2021H1", "2021年情况": ""},
    Cadence.MONTH: {"9月份调度": "2021-09", "（2021年10月）": "", "2021年10月12日，9月底前": ""},
    Cadence.YEAR: {"2020年度情况": "2020", "2021年食品安全": "2021", "2022年1月": ""},
}


@pytest.mark.parametrize("cadence", TITLES)
def test_the_period_that_a_title_names(cadence: Cadence) -> None:
    plan = replace(a_plan(), first=cadence.holding(a_plan().start))
    for title, named in TITLES[cadence].items():
        assert periods_named(title, plan) == {named} - {""}, title


def test_a_day_without_its_year_is_the_plans_where_it_can_be_one_day() -> None:
    plan = replace(a_plan(), start=date(2021, 1, 1), end=date(2021, 12, 31), grace_days=15)
    assert spelt_date("10月12日", plan) == spelt_date("１０月１２", plan) == "2021-10-12"
    assert spelt_date("1月17日", plan) == "2021-01-17"
    assert days_meant("1月16日", plan) == ("2021-01-16", "2022-01-16")
    assert spelt_date("1月16日", plan) == "1月16日"
    assert spelt_date("2月30日", plan) == "2021-02-30", "for the rules to refuse"
    assert spelt_value(DAY, "9月7日", plan) == "2021-09-07"


@pytest.mark.parametrize(
    ("key", "names", "words"),
    [
        ("status.light", ["red", "green"], {"红": "red", "红灯": "red", "绿牌": "green"}),
        ("status.light", ["red"], {"ＲＥＤ": "red", "red ": "red", "红包": "红包"}),
        ("status.by", ["department", "section"], {"部门": "department", "按部门": "department"}),
        ("status.by", ["section", "period"], {"按章": "section", "季度": "period", "按": "按"}),
        ("report.called", ["annual", "brief"], {"全年": "annual", "年报": "annual"}),
        (
            "show.every",
            ["quarter", "year"],
            {"按季度": "quarter", "每季度": "quarter", "年": "year"},
        ),
        ("rollup.called", ["city"], {"市": "city", "按市": "city", "City": "city"}),
    ],
)
def test_words_for_choices(key: str, names: list[str], words: dict[str, str]) -> None:
    for typed, meant in words.items():
        assert spelt_word(typed, names, key) == meant


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("done", "done"),
        ("In Progress", "in-progress"),
        ("not_started", "not-started"),
        ("已完成", "done"),
        ("完成", "done"),
        ("办结", "done"),
        (" 推进中 ", "in-progress"),
        ("进行中", "in-progress"),
        ("正在办理", "in-progress"),
        ("持续推进", "in-progress"),
        ("未启动", "not-started"),
        ("未开展", "not-started"),
        ("受阻", "blocked"),
        ("滞后", "blocked"),
        ("未完成", "未完成"),
        ("基本完成", "基本完成"),
        ("Not Done", "Not Done"),
        ("", ""),
    ],
)
def test_statuses(typed: str, spelt: str) -> None:
    assert spelt_status(typed) == spelt


RATIO = a_target()
CANTEENS = a_target(counts=Name("检查数（家）/总数（家）"))
VISITS = a_target(counts=Name("已到（人次）/应到（人次）"))
SAMPLED = a_target(goal=">= 6批次/千人")
SHOPS = a_target(goal=">= 3家", measure="count")
FUNDS = a_target(goal=">= 500万元", measure="count")
MORE_SAMPLES = a_target(goal="rising", measure="count", counts=Name("监测样品数（份）"))
BARE = a_target(goal="= 0", measure="count")
SCORE = a_target(goal=">= 90分", measure="score")
WEEKS = a_target(goal="weekly", measure="occasions")
MONTHS = a_target(goal="monthly", measure="occasions")
DAY = a_target(goal="done", measure="milestone")

READ = [
    (RATIO, "118/120", "118/120"),
    (RATIO, "１１８／１２０", "118/120"),
    (RATIO, " 118 / 120　", "118/120"),
    (RATIO, "1,180/1，200", "1180/1200"),
    (CANTEENS, "118/120家", "118/120"),
    (VISITS, "12 人次 / 15 人次", "12/15"),
    (CANTEENS, "12家/15家", "12/15"),
    (SAMPLED, "960批次/160390人", "960/160390"),
    (SHOPS, "12", "12"),
    (SHOPS, "12家", "12"),
    (SHOPS, "１２ 家", "12"),
    (SHOPS, "1,200,000家", "1200000"),
    (SHOPS, "3\u00a0家\n", "3"),
    (FUNDS, "1,200.5万元", "1200.5"),
    (MORE_SAMPLES, "500份", "500"),
    (BARE, "1,200", "1200"),
    (SCORE, "９４．５分", "94.5"),
    (WEEKS, "13周", "13"),
    (MONTHS, "3个月", "3"),
    (DAY, "2021年11月8日", "2021-11-08"),
    (DAY, "2021／11／8", "2021-11-08"),
    (RATIO, "不适用", "n/a"),
    (SHOPS, "Ｎ／Ａ", "n/a"),
]

REFUSED = [
    *(
        (SHOPS, f"3{mark}")
        for mark in (*"万亿百千成倍k余约多+?？²①½Ⅲ%‰°户批٣\u200b\u2028", "以上", "左右", "万家")
    ),
    *(
        (SHOPS, text)
        for text in (
            "约3",
            "3 4",
            "3\n4",
            "3、4",
            "3家4家",
            "家3",
            "三家",
            "十",
            "3家以上",
            "3.5万",
        )
    ),
    *(
        (SHOPS, text)
        for text in ("1,20", "1,2,3", "12,34", "0,123", "1,2000", "1'200", "1_200", "1 200")
    ),
    *(
        (SHOPS, text)
        for text in ("-3", "−3", "+3", "3e2", "0x3", "3.", ".5", "1.2.3", "007", "3/4", "")
    ),
    *((FUNDS, text) for text in ("500万", "500元", "500亿元", "5000000元")),
    *((BARE, text) for text in ("3家", "3 件")),
    *((SCORE, text) for text in ("90分半", "90%", "90分以上")),
    *((WEEKS, text) for text in ("第13周", "13次", "13个月")),
    *((MONTHS, text) for text in ("3月", "3个季度")),
    *(
        (RATIO, text)
        for text in ("118/120万", "12万/15万", "118/120 121", "5²/60", "12家/15户", "12吨/15吨")
    ),
    *(
        (RATIO, text)
        for text in ("98%", "９８％", "118 of 120", "118/120/121", "118∕120", "118:120", "12%/15%")
    ),
    *((RATIO, text) for text in ("1,18/120", "118/120余", "约118/120", "120分之118", "118")),
    *((RATIO, text) for text in ("118/120家", "12家/15家", "118批次/120批次")),
    *((CANTEENS, text) for text in ("12户/15户", "12个/15个")),
    *((SAMPLED, text) for text in ("960批次/160千人", "960家/160390人")),
    *(
        (DAY, text)
        for text in (
            "2021年9月²7日",
            "2021年9月",
            "2021年9/7",
            "2021年9月7日前",
            "9月7日",
            "2021-9年7",
        )
    ),
]


@pytest.mark.parametrize(("target", "typed", "spelt"), READ)
def test_a_value_that_reads_the_same_in_every_hand(target: Target, typed: str, spelt: str) -> None:
    assert spelt_value(target, typed) == spelt


@pytest.mark.parametrize(("target", "typed"), REFUSED)
def test_a_value_that_says_anything_more_is_refused(target: Target, typed: str) -> None:
    assert isinstance(target.read(spelt_value(target, typed)), ValueProblem)
