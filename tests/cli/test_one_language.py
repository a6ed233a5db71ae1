"""What is said is said in one language: usage errors of every kind, and every view's own words."""

from __future__ import annotations

import re

import pytest

from viewer import Viewer

WRONG = (
    *("", "nonesuch", "statsu", "plan", "plan nonesuch", "status --nope", "status --as-of"),
    *("status --by x", "status --format x", "status --fail-on x", "status nonesuch", "--color x"),
    *(
        "check x y",
        "check --verbose=1",
        "check --select x",
        "check --base",
        "demo",
        "demo --every x d",
    ),
    *("report", "report x", "report quarter", "report quarter 2031Q1", "dispatch", "dispatch x"),
    *("show", "show nonesuch", "why", "why 1.1 2.2", "why nonesuch", "log --since x", "problems x"),
    *("record --no-input", "record alpha --no-input", "record nobody 1.1", "amend x", "void x"),
    *("review x --accept", "review --accept", "extend x", "template", "import", "import x.pdf"),
    *("export", "export -o x.nope", "init a b c", "init --base x", "status --only red --only red"),
    *("extract", "rollup", "merge-driver", "resolve x", "plan draft x", "plan diff x y"),
)

ENGLISH = re.compile(
    r"(?<![\w-])(is|not|no|such|missing|got|unexpected|invalid|must|argument|arguments|does|exist|valid)\b",
    re.IGNORECASE,
)
CHINESE = re.compile("[一-鿿]")


@pytest.mark.parametrize("line", WRONG)
def test_a_usage_error_is_in_the_readers_language(viewer: Viewer, line: str) -> None:
    chinese = viewer(*line.split(), lang="zh")
    english = viewer(*line.split(), lang="en")
    assert chinese.code == english.code
    assert not chinese.err or CHINESE.search(chinese.err)
    assert not ENGLISH.search(chinese.err), chinese.err
    assert not OWN_WORDS.search(chinese.err), chinese.err
    assert not CHINESE.search(english.err), english.err


OWN_WORDS = re.compile(
    r"(?<![\w/.-])(rising|falling|weekly|monthly|milestone|bureau|subdistrict|red|yellow|green|grey"
    r"|met|missed|short|overdue|pending|reported|done|blocked|in-progress|returned|accepted"
    r"|responsible|shared|support|task|item|target|department|section|period)(?![\w/.-])"
)
"""What files and programs call things that people have words for."""

VIEWS = (
    *(
        "status",
        "status --by target",
        "status --by item",
        "status alpha",
        "status 1 2",
        "status s1",
    ),
    *("status --only red", "status 2021Q3", "status --against 2021-10-13", "show 1", "show 1.1"),
    *("show 1.2/chains", "show alpha", "show streets", "show 20211013-000000a2", "why 1.1"),
    *("why 1.2/cases", "why alpha", "log", "problems", "dispatch 2021Q3", "plan list", "review"),
    *("report annual", "report brief", "report evidence", "report quarter 2021Q3"),
)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_calls_things_by_their_chinese_names(viewer: Viewer, view: str) -> None:
    seen = viewer(*view.split())
    assert seen.code == 0
    told = re.sub(r"ledger .*", "", seen.out)
    assert not OWN_WORDS.search(told), OWN_WORDS.search(told)
