"""Merging by entry id: what stands, in which order, and where it must be loud."""

from __future__ import annotations

import pytest

from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.merge import Conflict, ConflictKind, merge_ledgers

HEAD = "plan: p\ndepartment: d\nentries:\n"
EMPTY = "plan: p\ndepartment: d\nentries: []\n"


def entry(key: str, note: str = "正常", dash: str = "") -> str:
    return f"{dash}- id: {key}\n{dash}  note: {note}\n"


def ledger(*entries: str) -> str:
    return HEAD + "".join(entries)


A, B, C, D = (entry(key) for key in "abcd")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        pytest.param(ledger(A), ledger(A, B), ledger(A, C), ledger(A, B, C), id="both add"),
        pytest.param(ledger(A), ledger(A, D), ledger(A, C, B), ledger(A, D, B, C), id="by id"),
        pytest.param(ledger(A), ledger(A, B), ledger(A), ledger(A, B), id="ours only"),
        pytest.param(ledger(A), ledger(A), ledger(A, B), ledger(A, B), id="theirs only"),
        pytest.param(ledger(A), ledger(A, B), ledger(A, B), ledger(A, B), id="the same"),
        pytest.param(EMPTY, ledger(B), ledger(A), ledger(B, A), id="from empty"),
        pytest.param(EMPTY, EMPTY, ledger(A), ledger(A), id="ours empty"),
        pytest.param(EMPTY, ledger(A), EMPTY, ledger(A), id="theirs empty"),
        pytest.param(None, ledger(A), ledger(B), ledger(A, B), id="no base"),
        pytest.param(None, ledger(A, B), ledger(A, C), ledger(A, B, C), id="no base, shared"),
        pytest.param(None, EMPTY, ledger(A), ledger(A), id="no base, ours empty"),
        pytest.param(ledger(A, B), ledger(B, A), ledger(A, B, C), ledger(B, A, C), id="reordered"),
        pytest.param(
            ledger(A, B), ledger(A, B, C), ledger(B, A), ledger(A, B, C), id="theirs reordered"
        ),
        pytest.param(
            ledger(A, B), ledger(entry("a", "好"), B), ledger(A, B, C),
            ledger(entry("a", "好"), B, C), id="ours changed one",
        ),
        pytest.param(
            ledger(A, B), ledger(A, B, C), ledger(A, entry("b", "好")),
            ledger(A, entry("b", "好"), C), id="theirs changed one",
        ),
        pytest.param(
            ledger(A), ledger(entry("a", "好"), B), ledger(entry("a", "好")),
            ledger(entry("a", "好"), B), id="the same change",
        ),
    ],
)  # fmt: skip
def test_merges_by_id(base: str | None, ours: str, theirs: str, merged: str) -> None:
    result = merge_ledgers(base, ours, theirs)
    assert result.text == merged
    assert result.conflicts == ()
    assert result.kept == ()


def test_says_what_theirs_added() -> None:
    assert merge_ledgers(ledger(A), ledger(A, D), ledger(A, C, B)).added == ("b", "c")


@pytest.mark.parametrize("by_ours", [True, False])
def test_keeps_an_entry_that_one_side_removed(*, by_ours: bool) -> None:
    less, more = ledger(A), ledger(A, B, C)
    ours, theirs = (less, more) if by_ours else (more, less)
    result = merge_ledgers(ledger(A, B), ours, theirs)
    assert result.text == ledger(A, B, C)
    assert result.kept == ("b",)
    assert result.conflicts == ()


def test_an_entry_that_both_removed_is_gone_from_the_merge() -> None:
    result = merge_ledgers(ledger(A, B), ledger(A, C), ledger(A, D))
    assert result.text == ledger(A, C, D)
    assert result.kept == ()


def test_an_entry_that_both_changed_conflicts_alone() -> None:
    result = merge_ledgers(
        ledger(A, B), ledger(A, entry("b", "ours"), C), ledger(A, entry("b", "theirs"), D)
    )
    assert result.conflicts == (Conflict(ConflictKind.ENTRY, "b"),)
    assert (
        result.text
        == HEAD
        + A
        + (
            "<<<<<<< ours\n- id: b\n  note: ours\n"
            "||||||| base\n- id: b\n  note: 正常\n"
            "=======\n- id: b\n  note: theirs\n>>>>>>> theirs\n"
        )
        + C
        + D
    )
    assert [d.code for d in read_yaml("x", result.text).diagnostics] == ["FL110"]


def test_two_entries_under_one_id_conflict_without_a_base() -> None:
    result = merge_ledgers(ledger(A), ledger(A, entry("b", "1")), ledger(A, entry("b", "2")))
    assert result.conflicts == (Conflict(ConflictKind.ENTRY, "b"),)
    assert "|||||||" not in result.text


@pytest.mark.parametrize("by_ours", [True, False])
def test_an_entry_removed_here_and_changed_there_conflicts(*, by_ours: bool) -> None:
    sides = [ledger(A), ledger(A, entry("b", "changed"))]
    ours, theirs = sides if by_ours else reversed(sides)
    result = merge_ledgers(ledger(A, B), ours, theirs)
    assert result.conflicts == (Conflict(ConflictKind.ENTRY, "b"),)
    assert entry("b", "changed") in result.text


def test_comments_above_entries_travel_with_them() -> None:
    result = merge_ledgers(
        ledger(A), ledger(A, "\n# 三季度\n", B), ledger("# 首报\n", A, "# 四季度\n", C)
    )
    assert result.text == ledger("# 首报\n", A, "\n# 三季度\n", B, "# 四季度\n", C)


def test_both_comments_above_one_entry_are_kept() -> None:
    result = merge_ledgers(ledger(A), ledger("# 甲\n", A), ledger("# 乙\n", A))
    assert result.text == ledger("# 甲\n", "# 乙\n", A)
    assert result.conflicts == ()


def test_a_comment_indented_under_an_entry_stays_with_it() -> None:
    result = merge_ledgers(ledger(A), ledger(A, "  # 初步数\n"), ledger(A, B))
    assert result.text == ledger(A, "  # 初步数\n", B)


def test_comments_inside_an_entry_that_both_sides_wrote_are_kept() -> None:
    three = "- id: a\n  item: 1\n  by: 张\n"
    result = merge_ledgers(
        ledger(three),
        ledger("- id: a\n  # 甲\n  item: 1\n  by: 张\n"),
        ledger("- id: a\n  item: 1\n  # 乙\n  by: 张\n"),
    )
    assert result.text == ledger("- id: a\n  # 甲\n  item: 1\n  # 乙\n  by: 张\n")


def test_a_comment_here_and_a_change_there_both_stand() -> None:
    result = merge_ledgers(
        ledger("- id: a\n  item: 1\n  by: 张\n"),
        ledger("- id: a\n  # 甲\n  item: 1\n  by: 张\n"),
        ledger("- id: a\n  item: 1\n  by: 李\n"),
    )
    assert result.text == ledger("- id: a\n  # 甲\n  item: 1\n  by: 李\n")
    assert result.conflicts == ()


def test_the_same_meaning_spelled_two_ways_is_no_conflict() -> None:
    result = merge_ledgers(
        ledger(A), ledger('- id: a\n  note: "正常"\n'), ledger("- id: a\n  note: '正常'\n")
    )
    assert result.text == ledger('- id: a\n  note: "正常"\n')
    assert result.conflicts == ()


def test_remarks_of_both_stay_when_both_respell_a_text_that_holds_a_sharp() -> None:
    base = '- id: a\n  note: "一\\n\\n二 # 三"\n  by: 张\n'
    ours = base.replace("#", "\\x23") + "  # 乙\n"
    theirs = "- id: a\n  note: |-\n    一\n\n    二 # 三\n  by: 张\n  # 甲\n"
    result = merge_ledgers(ledger(base), ledger(ours), ledger(theirs))
    assert result.text == ledger(ours + "  # 甲\n")
    beside = theirs.replace("|-", "|- # 说明")
    result = merge_ledgers(ledger(base), ledger(ours), ledger(beside))
    assert result.conflicts == (Conflict(ConflictKind.ENTRY, "a"),)


def test_two_remarks_on_one_line_conflict_rather_than_lose_one() -> None:
    result = merge_ledgers(
        ledger(A), ledger("- id: a\n  note: 正常 # 甲\n"), ledger("- id: a\n  note: 正常 # 乙\n")
    )
    assert result.conflicts == (Conflict(ConflictKind.ENTRY, "a"),)


def test_a_comment_at_the_end_stays_at_the_end() -> None:
    result = merge_ledgers(ledger(A, "# 完\n"), ledger(A, B, "# 完\n"), ledger(A, C, "# 完\n"))
    assert result.text == ledger(A, B, C, "# 完\n")


def test_a_comment_that_both_left_above_a_new_entry_is_not_doubled() -> None:
    result = merge_ledgers(ledger(A, "# 完\n"), ledger(A, "# 完\n", B), ledger(A, "# 完\n", C))
    assert result.text == ledger(A, "# 完\n", B, C)


def test_lines_around_the_entries_merge() -> None:
    result = merge_ledgers(
        ledger(A), "# 区教育局\n" + ledger(A), "# 连云区\n" + ledger(A, B) + "# 完\n"
    )
    assert result.text == "# 区教育局\n# 连云区\n" + ledger(A, B) + "# 完\n"
    assert result.conflicts == ()


def test_a_key_that_both_changed_conflicts_at_its_line() -> None:
    ours = ledger(A, B).replace("plan: p", "plan: q")
    theirs = ledger(A, C).replace("plan: p", "plan: r")
    result = merge_ledgers(ledger(A), ours, theirs)
    assert result.conflicts == (Conflict(ConflictKind.FRAME),)
    assert result.text.startswith(
        "<<<<<<< ours\nplan: q\n||||||| base\nplan: p\n=======\nplan: r\n>>>>>>> theirs\n"
    )
    assert result.text.endswith(A + B + C)


def test_a_key_that_one_side_changed_is_taken() -> None:
    changed = ledger(A, C).replace("plan: p", "plan: q")
    result = merge_ledgers(ledger(A), ledger(A, B), changed)
    assert result.text == ledger(A, B, C).replace("plan: p", "plan: q")


def test_entries_may_stand_before_the_other_keys() -> None:
    def turned(*entries: str) -> str:
        return "entries:\n" + "".join(entries) + "plan: p\ndepartment: d\n"

    result = merge_ledgers(turned(A), turned(A, B), turned(A, C))
    assert result.text == turned(A, B, C)


@pytest.mark.parametrize("ours_wide", [True, False])
def test_dashes_line_up_whatever_the_sides_do(*, ours_wide: bool) -> None:
    wide = [entry(key, dash="  ") for key in "abc"]
    ours = ledger(wide[0], wide[1]) if ours_wide else ledger(A, B)
    theirs = ledger(A, C) if ours_wide else ledger(wide[0], wide[2])
    assert merge_ledgers(ledger(A), ours, theirs).text == ledger(*wide)


def test_without_a_base_dashes_follow_ours() -> None:
    theirs = HEAD + "  # 乙\n" + entry("b", dash="  ")
    assert merge_ledgers(None, ledger(A), theirs).text == ledger(A, "# 乙\n", B)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("\n", "\r\n", "\n", "\r\n"),
        ("\n", "\n", "\r\n", "\r\n"),
        ("\r\n", "\r\n", "\r\n", "\r\n"),
        ("\r\n", "\n", "\r\n", "\n"),
    ],
)
def test_line_breaks_are_merged_like_a_change(
    base: str, ours: str, theirs: str, merged: str
) -> None:
    result = merge_ledgers(
        ledger(A).replace("\n", base),
        ledger(A, B).replace("\n", ours),
        ledger(A, C).replace("\n", theirs),
    )
    assert result.text == ledger(A, B, C).replace("\n", merged)


def test_a_text_with_both_line_breaks_keeps_them() -> None:
    ours = HEAD + A + B.replace("\n", "\r\n")
    result = merge_ledgers(ledger(A), ours, ledger(A, C))
    assert result.text == ours + C


@pytest.mark.parametrize(("ours", "theirs", "marked"), [(1, 0, 1), (0, 1, 1), (1, 1, 1), (0, 0, 0)])
def test_a_byte_order_mark_is_merged_like_a_change(ours: int, theirs: int, marked: int) -> None:
    result = merge_ledgers(
        ledger(A), "\ufeff" * ours + ledger(A, B), "\ufeff" * theirs + ledger(A, C)
    )
    assert result.text == "\ufeff" * marked + ledger(A, B, C)


def test_a_missing_last_line_break_joins_nothing() -> None:
    result = merge_ledgers(ledger(A), ledger(A, B).rstrip("\n"), ledger(A, C).rstrip("\n"))
    assert result.text == ledger(A, B, C)


BROKEN = HEAD + A + "- id: [\n"
WHOLE = (Conflict(ConflictKind.WHOLE),)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(BROKEN, id="no YAML"),
        pytest.param(ledger(A, B, B), id="an id twice"),
        pytest.param(ledger(A, "- note: x\n"), id="an entry without id"),
        pytest.param(ledger(A, "- x\n"), id="an entry that is a text"),
        pytest.param("plan: p\ndepartment: d\nentries: [{id: a}, {id: b}]\n", id="flow style"),
        pytest.param("{plan: p, department: d, entries: []}\n", id="all in flow style"),
        pytest.param("plan: p\ndepartment: d\n", id="no entries"),
        pytest.param("plan: p\nentries:\n", id="entries without a value"),
        pytest.param("plan: p\nentries: [\n]\n", id="empty over two lines"),
        pytest.param("- a\n", id="not a mapping"),
        pytest.param("plan: p\n? entries\n: - id: a\n  - id: b\n", id="a key with a sign"),
        pytest.param("", id="empty"),
        pytest.param(ledger(A, "-\n  id: b\n  id: c\n"), id="a key twice"),
    ],
)
@pytest.mark.parametrize("by_ours", [True, False])
def test_what_cannot_be_merged_is_one_loud_conflict(broken: str, *, by_ours: bool) -> None:
    good = ledger(A, C)
    ours, theirs = (broken, good) if by_ours else (good, broken)
    result = merge_ledgers(ledger(A), ours, theirs)
    assert result.conflicts == WHOLE
    assert result.text.count("<<<<<<< ours\n") == 1
    for line in (ours + theirs).splitlines():
        assert line in result.text


def test_a_dash_on_a_line_of_its_own_is_merged_too() -> None:
    own = "-\n  id: b\n  note: 正常\n"
    assert merge_ledgers(ledger(A), ledger(A, own), ledger(A, C)).text == ledger(A, own, C)


def test_ledgers_without_entries_merge_their_comments() -> None:
    ours, theirs = "# 甲\n" + EMPTY, EMPTY.replace("[]", "[] # 乙")
    assert merge_ledgers(EMPTY, ours, theirs).text == "# 甲\n" + theirs


def test_a_key_after_the_entries_that_both_changed_conflicts_there() -> None:
    def turned(plan: str) -> str:
        return f"department: d\nentries:\n{A}plan: {plan}\n"

    result = merge_ledgers(turned("p"), turned("q"), turned("r"))
    assert result.places() == [(Conflict(ConflictKind.FRAME), 5)]


def test_an_entry_may_end_in_a_list() -> None:
    long = "- id: b\n  evidence:\n  - path: x\n    sha256: y\n"
    assert merge_ledgers(ledger(A), ledger(A, long), ledger(A, C)).text == ledger(A, long, C)


def test_an_unreadable_text_stands_where_the_other_side_changed_nothing() -> None:
    assert merge_ledgers(ledger(A), BROKEN, ledger(A)).text == BROKEN
    assert merge_ledgers(ledger(A), ledger(A), BROKEN).text == BROKEN


def test_an_unreadable_base_is_no_base() -> None:
    result = merge_ledgers(BROKEN, ledger(A, B), ledger(A, C))
    assert result.text == ledger(A, B, C)
    changed = merge_ledgers(BROKEN, ledger(A), ledger(entry("a", "好")))
    assert changed.conflicts == (Conflict(ConflictKind.ENTRY, "a"),)


def test_without_a_base_unreadable_texts_are_a_conflict() -> None:
    result = merge_ledgers(None, BROKEN, ledger(A))
    assert result.conflicts == WHOLE
    assert result.text == HEAD + A + "<<<<<<< ours\n- id: [\n=======\n>>>>>>> theirs\n"


def test_a_merge_that_would_not_say_what_it_should_is_a_conflict() -> None:
    last = "- id: a\n  note: |\n    x"
    result = merge_ledgers(ledger(last), "# 甲\n" + ledger(last), ledger(B, last))
    assert result.conflicts == WHOLE
