"""The catalogue: both languages everywhere, the same facts in both, every key used is there."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter
from textwrap import dedent

import pytest

from foodsafety_ledger import words
from foodsafety_ledger.check.rules import Rule, all_rules, rule_of, rules_named
from foodsafety_ledger.document.marks import _COST
from foodsafety_ledger.model.diagnostic import Severity
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.period import Cadence, Period
from foodsafety_ledger.words import Say, read_texts

_SUBJECTS = [module.name for module in iter_modules(words.__path__)]
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SOURCE = Path(words.__file__).parents[1]
_USED = re.compile(r"""(?:say|notify|in_both)\(\s*["']([a-z_]+\.[A-Za-z0-9_.-]+)["']""")


_TOLD_ANOTHER_WAY = {"count", "more", "unit"}
"""Chinese says 等 5 个单位 where English says and 4 more, and has measure words (家, 分)."""


def _facts(text: str) -> set[str]:
    named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return named - _TOLD_ANOTHER_WAY


def _check(key: str, text: tuple[str, str]) -> None:
    chinese, english = text
    assert chinese, key
    assert english, key
    assert _facts(chinese) == _facts(english), key


@pytest.mark.parametrize("subject", _SUBJECTS)
def test_every_text_is_there_in_both_languages_with_the_same_facts(subject: str) -> None:
    for key, text in import_module(f"foodsafety_ledger.words.{subject}").TEXTS.items():
        _check(key, text)


_SAYS_ITSELF_WHAT_TO_DO = {
    *("watch-needs-terminal", "watch-alone", "base-and-replaces", "signed-without-base"),
    *("init-mixed", "accept-and-return", "rollup-why-alone", "no-evidence-folder", "no-answer"),
}
_NO_FAILURE = {
    *("label", "hint-label", "or", "interrupted", "interrupted-later", "written", "not-shown"),
    *("stream-closed", "stream-full", "waiting-for-lock"),
}


def test_every_failure_has_a_way_out() -> None:
    told = import_module("foodsafety_ledger.words.failures").TEXTS
    without = {key for key in told if not key.endswith(".hint") and f"{key}.hint" not in told}
    without = {key for key in without if not key.startswith(("character-is.", "kind."))}
    assert without - _NO_FAILURE == _SAYS_ITSELF_WHAT_TO_DO


@pytest.mark.parametrize("code", all_rules())
def test_every_rule_says_what_it_is_and_why_in_both_languages(code: str) -> None:
    rule = rule_of(code)
    assert rule.messages
    assert rule.why
    for text in rule.texts.values():
        _check(code, text)
    hints = {key.removesuffix(".hint") for key in rule.texts if key.endswith(".hint")}
    assert hints <= {*rule.messages, "others"}
    if rule.severity is not Severity.NOTE:
        assert [variant for variant in rule.messages if rule.hint(variant) is None] == []
    declared = [line for line in dedent(rule.words).strip().splitlines()[1:] if line[0] != " "]
    assert [line.partition(":")[0] for line in declared] == list(rule.texts)


def _texts() -> dict[str, tuple[str, str]]:
    """Every text, the rules' too, by its full key."""
    texts = {
        f"{subject}.{key}": text
        for subject in _SUBJECTS
        for key, text in import_module(f"foodsafety_ledger.words.{subject}").TEXTS.items()
    }
    return texts | {f"{c}.{key}": t for c in all_rules() for key, t in rule_of(c).texts.items()}


def test_only_what_is_the_same_in_both_languages_has_no_chinese() -> None:
    is_word = re.compile(r"[A-Za-z]{3}")
    left = [
        key
        for key, (chinese, english) in _texts().items()
        if chinese != english and is_word.search(_said(chinese)) and not _HAN.search(chinese)
    ]
    assert left == []


_UNNUMBERED = re.compile(
    r"\{(?:count|days|departments|grace|ledgers|owed|rows|sections|targets|tasks|total)\}"
    r" (?:more )?(?:[a-z]+s|are|have)\b"
)
_OF_SEVERAL = {
    *(
        "FL214.like",
        "FL214.many",
        "dispatch.in-a-row",
        "failures.ambiguous-entry",
        "reasons.in-hand",
    ),
    *("record.asking.several-lines", "record.asking.not-pasted", "record.asking.pasted"),
    *("reasons.says-nothing", "reasons.overdue"),
}
"""Texts that are never said of one alone."""


def test_english_words_take_the_number_of_what_they_count() -> None:
    left = {key for key, (_, english) in _texts().items() if _UNNUMBERED.search(english)}
    assert left - _OF_SEVERAL == set()
    say = Say("en")
    assert say("rollup.left-out", count=1) == "1 file is not counted"
    assert say("rollup.left-out", count=2) == "2 files are not counted"


def _said(text: str) -> str:
    return "".join(said for said, *_ in Formatter().parse(text))


def test_a_text_in_one_language_is_refused() -> None:
    rule = Rule("FL999", "lame", Severity.NOTE, "FL999 lame\nsays: 只有中文\nwhy: 为何\n    why")
    with pytest.raises(ValueError, match="not enough values"):
        _ = rule.texts


def test_what_is_indented_further_goes_on() -> None:
    words = """
        FL999 long
        says: 前半句，
                后半句
            one half,
                and the other
        why: 为何
            why
    """
    rule = Rule("FL999", "long", Severity.NOTE, words)
    assert rule.messages == {"": ("前半句，后半句", "one half, and the other")}


def test_both_languages_may_share_a_line_and_neither_may_be_left_out() -> None:
    assert read_texts("a: 甲 | A\nb: 乙：子\n    B: b\n") == {
        "a": ("甲", "A"),
        "b": ("乙：子", "B: b"),
    }
    with pytest.raises(ValueError, match="too many values"):
        read_texts("a: 甲 | A\n    B")


def test_every_key_that_the_code_says_is_in_the_catalogue() -> None:
    say = Say("zh")
    used = {key for path in _SOURCE.rglob("*.py") for key in _USED.findall(path.read_text("utf-8"))}
    assert used
    assert [key for key in sorted(used) if not say.knows(key)] == []


def test_every_doubt_of_a_draft_has_words_and_all_words_are_of_one() -> None:
    texts = import_module("foodsafety_ledger.words.document").TEXTS
    known = {key.removeprefix("doubt.") for key in texts if key.startswith("doubt.")}
    files = {one.stem: one.read_text("utf-8") for one in _SOURCE.glob("document/*.py")}
    assert set(_COST) <= known
    del files["marks"]
    source = "".join(files.values())
    assert set(re.findall(r'\bDoubt\(\s*f?"([a-z-]+)"', source)) <= known
    unsaid = {key for key in known if f'"{key}"' not in source}
    assert unsaid == {"figure-broken", "figure-unit"}, "made of parts"


def test_names_are_said_in_the_language() -> None:
    name = Name("区教育局", "District Education Bureau")
    assert name.in_("zh") == "区教育局"
    assert name.in_("en") == "District Education Bureau"
    assert Name("区教育局").in_("en") == "区教育局"


def test_a_rule_is_found_by_code_family_and_name() -> None:
    assert rules_named("FL401") == {"FL401"}
    assert rules_named("unknown-item") == {"FL401"}
    assert rules_named("FL4") == {code for code in all_rules() if code.startswith("FL4")}
    assert rules_named("nonsense") == frozenset()


def test_a_paper_writes_days_and_periods_out_and_leaves_no_blank_beside_a_number() -> None:
    say, paper = Say("zh"), Say("zh").formal()
    facts = {
        "target": "率",
        "period": "2021Q3",
        "figure": "2 家",
        "goal_named": "≥ 3家",
        "gap": "1 家",
    }
    key = "reasons.period-failed.below"
    assert say(key, **facts) == "率：2021Q3 未达标，2 家，目标 ≥ 3家，还差 1 家"
    assert paper(key, **facts) == "率：2021年第三季度未达标，2家，目标 ≥ 3家，还差1家"
    times = {"2021-11-05": "2021年11月5日", "2021Q3、2021Q4": "2021年第三季度、2021年第四季度"}
    times |= {"2021-11": "2021年11月", "2021H2": "2021年下半年", "2021Q3.pdf": "2021Q3.pdf"}
    for typed, told in times.items():
        assert paper("reasons.overdue.one", periods=typed, names="甲") == f"逾期未报（{told}）：甲"
    assert paper.time(Period(2021, 1, Cadence.YEAR)) == "2021年"


def test_titles_of_columns_begin_alike_in_english() -> None:
    modules = (
        import_module(f"{words.__name__}.{one.name}") for one in iter_modules(words.__path__)
    )
    titles = [
        (one.__name__, key, english)
        for one in modules
        for key, (_, english) in one.TEXTS.items()
        if key.startswith("column.")
    ]
    assert titles
    assert [one for one in titles if one[2][:1].islower()] == []


def test_what_is_said_of_values_is_in_the_catalogue_and_not_in_the_code() -> None:
    """Names are made of texts by ``in_both``; only ``model`` and the rules have words of theirs."""
    spelled = re.compile(r"""\bName\(\s*f?["'][^"'\n]*[\u4e00-\u9fff]""")
    rooms = (
        "api.py",
        *(f"{one}/*.py" for one in ["cli", "document", "filing", "formats", "views"]),
    )
    files = (file for room in rooms for file in _SOURCE.glob(room))
    assert [file.name for file in files if spelled.search(file.read_text("utf-8"))] == []
