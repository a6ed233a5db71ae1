"""Committed entries held against those of now."""

from __future__ import annotations

from foodsafety_ledger.check.versions import Present, Recorded, check_recorded
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.model.entry import Entry, Ledger
from foodsafety_ledger.reading.canonical import in_same_words, read_canonical
from foodsafety_ledger.reading.ledger import read_ledger

ENTRY = "- id: 20211012-00000001\n  date: 2021-10-12\n  values:\n    rate: 94/99\n  by: 张三\n"
PATH = "ledgers/alpha.yaml"


def read(entries: str, path: str = PATH) -> Ledger:
    text = f"plan: p\ndepartment: alpha\nentries:\n{entries}"
    ledger, _ = read_ledger(path, read_yaml(path, text))
    assert ledger is not None
    return ledger


def found(*now: Ledger, then: str = ENTRY) -> list[Diagnostic]:
    recorded = [Recorded(entry, "c0ffee") for entry in read(then).entries]
    return list(check_recorded(recorded, Present.of(now)))


def test_the_same_words_are_not_read_again() -> None:
    own = (
        '- id: 20211012-00000001\n  item: "1.1"\n  period: 2021Q3\n  date: 2021-10-12\n'
        "  status: done\n  note: |-\n    一\n    - 二\n  by: 张三\n"
    )

    def first(entries: str) -> Entry:
        ledger = read_canonical(PATH, f"plan: p\ndepartment: alpha\nentries:\n{entries}")
        assert ledger is not None
        return ledger.entries[0]

    assert in_same_words(first(own), first(own + own.replace("0001\n", "0002\n")))
    assert not in_same_words(first(own), first(own.replace("- 二", "- 三")))
    assert not in_same_words(read(own).entries[0], read(own).entries[0])
    assert found(read(own.replace("- 二", "- 三")), then=own) != []


def test_a_change_is_shown_at_the_value() -> None:
    [diagnostic] = found(read(ENTRY.replace("94/99", "99/99")))
    assert str(diagnostic.location) == "ledgers/alpha.yaml:7:11"
    assert diagnostic.facts["changes"] == "values.rate: 94/99 → 99/99"


def test_a_key_that_is_gone_is_shown_at_the_entry() -> None:
    [diagnostic] = found(read(ENTRY.replace("  by: 张三\n", "")))
    assert diagnostic.code == "FL802"
    assert str(diagnostic.location) == "ledgers/alpha.yaml:4:3"


def test_an_entry_that_is_gone_is_shown_at_its_ledger() -> None:
    [diagnostic] = found(read("- id: other\n"))
    assert (diagnostic.code, str(diagnostic.location)) == ("FL801", PATH)


def test_a_ledger_that_does_not_read_whole_says_nothing_of_what_is_missing() -> None:
    ledger = read("- id: [\n")
    assert not ledger.complete
    assert found(ledger) == []


def test_of_two_with_one_id_the_one_most_like_it_counts() -> None:
    other = read(ENTRY.replace("94/99", "99/99"), "ledgers/beta.yaml")
    assert found(other, read(ENTRY.replace("94/99", "99/99") + ENTRY)) == []
    assert [d.code for d in found(other)] == ["FL803", "FL802"]


def test_ids_count_as_they_are_written() -> None:
    odd = ENTRY.replace("20211012-00000001", "第一条")
    assert [entry.id for entry in read(odd).entries] == ["第一条"]
    assert found(read(odd), then=odd) == []
    assert [d.code for d in found(read(ENTRY), then=odd)] == ["FL801"]


def test_an_entry_without_an_id_cannot_be_followed() -> None:
    assert found(read(ENTRY), then="- date: 2021-10-12\n- id: [x]\n") == []


def test_what_check_mends_says_what_it_said() -> None:
    odd = ENTRY.replace("date: 2021-10-12", "date: 2021年10月12日\n  status: 已完成")
    mended = ENTRY.replace("date: 2021-10-12", "date: 2021-10-12\n  status: done")
    assert found(read(mended), then=odd) == []
    wide = ENTRY.replace("94/99", "９４/99")
    assert found(read(ENTRY), then=wide) == []
    for other in (mended.replace("10-12", "10-13"), mended.replace("done", "blocked")):
        assert [d.code for d in found(read(other), then=odd)] == ["FL802"]
    prose = ENTRY.replace("张三", "张三（代）")
    assert [d.code for d in found(read(ENTRY.replace("张三", "张三(代)")), then=prose)] == ["FL802"]
