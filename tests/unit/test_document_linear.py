"""Reading a document takes a time that grows with its length and no faster, whatever it says.

What runs in Python is counted in lines; what runs in patterns and slices is held by a limit on the
processor's time, which is minutes away from what it takes and does not run while others work.
"""

from __future__ import annotations

import subprocess
import sys
from time import process_time
from typing import Final

import pytest

from effort import lines_run
from foodsafety_ledger.document.draft import Draft, draft
from foodsafety_ledger.document.folded import read_document
from foodsafety_ledger.document.printed_dates import printed_days, signs
from foodsafety_ledger.document.telling import telling_words
from foodsafety_ledger.document.verify import verify
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.plan import read_plan
from foodsafety_ledger.words import Say
from paper import verified

SAY: Final = Say("zh")

PAGE: Final = "{0}\n一、抽检\n1. 抽检。{0}。（区教育局负责）\n"
"""The text before the first heading, and as an item."""

UNITS: Final = {
    "figures": [
        "9",
        "9个",
        "1,",
        "9%",
        "9-",
        "百分之一",
        "三分之二",
        "减半",
        "，9个",
        "甲率达到9%。",
    ],
    "numerals": [
        "一",
        "十",
        "百万",
        "1.1.1 ",
        "\n1、甲",
        "\n（一）甲",
        "第1条",
        "①甲",
        "1月",
        "2021年",
    ],
    "brackets": [
        "（",
        "）",
        "（）",
        "（（甲）",
        "【",
        "《",
        "“",
        "。（区教育局负责）",
        "（甲（乙）局）",
    ],
    "units": [
        "区教育局、",
        "甲局和",
        "等",
        "由",
        "责任单位：",
        "责任单位：甲局\n",
        "完成时限：1月、",
        "局负责。",
    ],
    "rules": [
        "列第一位的为牵头单位",
        "以下均需甲局配合，不再列出",
        "\n1. 乙。（以下均需甲局配合，不再列出）",
    ],
    "tables": [
        "|",
        "\t",
        "序号\t重点任务\t责任单位\n1\t甲\t乙局\n",
        "序号\n重点任务\n责任单位\n1\n甲\n",
    ],
    "words": [
        "全覆盖",
        "每月",
        "提高",
        "消除",
        "不低于9家",
        "其中1个，",
        "年底前",
        "至少",
        "甲",
        "a ",
    ],
    "layout": [" ", "\n", "\u3000", "\u200b", "\f", "-1-\n", "第1页\n", "\n\n甲", "甲  乙"],
}


def plan_of(drafted: Draft) -> Plan | None:
    """The plan that a draft's own files make."""
    nodes = [read_yaml(path, text).data for path, text in drafted.files(SAY).items()]
    tasks, departments = (node if isinstance(node, LocatedMap) else None for node in nodes)
    return read_plan(tasks, departments)[0]


def steps(text: str) -> list[int]:
    """The work of a draft, and of holding two plans against the text: another's, and its own."""
    drafts: list[Draft] = []
    drafting = lines_run(lambda: drafts.append(draft(text, "x.txt", SAY)[0]))
    plan = plan_of(drafts[0])
    return [
        drafting,
        lines_run(lambda: verified(text)),
        lines_run(lambda: plan and verify(plan, "x.txt", text)),
    ]


@pytest.mark.parametrize("kind", UNITS)
@pytest.mark.parametrize(
    "units", [slice(1), pytest.param(slice(1, None), marks=pytest.mark.beside)], ids=["one", "rest"]
)
def test_three_times_the_text_takes_three_times_the_work(kind: str, units: slice) -> None:
    length = 450 if kind == "figures" else 150  # quotes, which goals are held to, end at 200
    for unit in UNITS[kind][units]:
        once, thrice = (steps(PAGE.format((unit * n)[:n])) for n in (length, 3 * length))
        for what, less, more in zip(("draft", "verify", "verify own"), once, thrice, strict=True):
            assert more < 3.7 * less + 3000, (unit, what, less, more)


def test_each_of_many_dates_in_a_line_is_told_from_a_signature_without_reading_the_line() -> None:
    def work(dates: int) -> int:
        document = read_document("x.txt", "2021年1月1日查，" * dates)
        places = [place for _, place in printed_days(document)]
        assert len(places) == dates
        return lines_run(lambda: [signs(document, place) for place in places])

    assert work(300) < 3.7 * work(100) + 3000


def test_each_of_many_goals_is_told_its_deadline_without_going_through_all_of_them() -> None:
    def work(goals: int) -> int:
        text = PAGE.format("检查9家，9月底前完成整治；" * goals)
        return lines_run(lambda: draft(text, "x.txt", SAY))

    assert work(150) < 3.3 * work(50)


def long_texts(n: int) -> list[str]:
    """What patterns might go back over: texts of about so many characters."""
    return [
        *(
            unit * (n // len(unit))
            for unit in ("9", "一", "百", "a", "A1", "1,", "9个", "1月", "（")
        ),
        *(unit * (n // 5) for unit in ("，9个", "不低于9家", "全覆盖", "减半", "1.1.1 ", "1月前")),
        PAGE.format("达到" * 40 + "好99%"),
        PAGE.format("区" + "\u00a0" * n + "局"),
        PAGE.format("序号" + " \u00a0" * (n // 2) + "任务"),
        PAGE.format("（" * (n // 7) + "甲局" + "）" * (n // 7)),
        "《" * n + "》的通知",
        "均甲" * (n // 2) + "，不再列出",
        "责任单位：甲" + "\n乙" * (n // 2),
        "一、抽检\n1. 抽检。（责任单位：区教育局；完成时限：6月底前" + "并长期" * 27 + "好）",
    ]


def test_a_long_numeral_in_words_is_looked_at_once() -> None:
    begun = process_time()
    assert len(list(telling_words("三百" * 50_000 + "家", 0, 100_001))) == 1
    assert process_time() - begun < 2


READ: Final = """
import resource, sys
from foodsafety_ledger.document.draft import draft
from foodsafety_ledger.words import Say
seconds = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
for text in sys.stdin.read().split("\\0"):
    draft(text, "x.txt", Say("zh"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it sets no limit on the processor's time")
@pytest.mark.parametrize(
    ("length", "seconds"), [(2_000, 20), pytest.param(20_000, 100, marks=pytest.mark.beside)]
)
def test_no_pattern_goes_back_over_a_long_text_again_and_again(length: int, seconds: int) -> None:
    command = [sys.executable, "-c", READ, str(seconds)]
    texts = "\0".join(long_texts(length))
    done = subprocess.run(command, input=texts, encoding="utf-8", check=False)
    assert done.returncode == 0
