"""The quick reader of ledgers reads what the full one reads, places too, or nothing at all."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from foodsafety_ledger.filing.drafting import entry_lines
from foodsafety_ledger.model.entry import FIELDS, Ledger
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.reading.canonical import read_canonical
from foodsafety_ledger.reading.ledger import read_ledger
from foodsafety_ledger.reading.source import load_yaml_of

PATH = "ledgers/market.yaml"
HEAD = "# 注\nplan: sample\ndepartment: market\nentries:\n"
HASH = "0f" * 32
WORDS = st.text(alphabet="ab1一“（　 。：:,#-'\"[]{}|?\\/é\n", min_size=1, max_size=14)
ID = st.sampled_from(["20211008-0a1b2c3d", "20211012-00000001", "20210931-0a1b2c3d"])
DAY = st.sampled_from(["2021-10-08", "2021-02-29", "1021-01-01"])
VALUE = st.sampled_from(["118/120", "3", "1.5", "n/a", "2021-11-15", "多", "007"])
PIECE = st.fixed_dictionaries(
    {"path": st.sampled_from(["evidence/a-1.pdf", "evidence/证 明.pdf", "evidence/证.pdf"])},
    optional={"of": st.just("plan-file"), "valid_until": DAY},
).map(lambda told: {"path": told["path"], "sha256": HASH, **told})
COMMON = {"id": ID, "date": DAY, "by": st.one_of(st.just("张三"), WORDS)}
REPORT = {
    **COMMON,
    "item": st.sampled_from(["1.1", "2-1.1", "", " "]),
    "period": st.sampled_from(["2021Q3", "2021-09", "2021", "2021H2", "2021Q5"]),
    "status": st.sampled_from(["done", "in-progress", "fine"]),
}
MORE: dict[str, st.SearchStrategy[Any]] = {
    "amends": ID,
    "note": WORDS,
    "next": st.sampled_from(["补查", "一\n\n 二\n三", "a\n  b", "12:30", "no", " x", "x # y", "#"]),
    "values": st.dictionaries(st.sampled_from(["rate", "a-1", "n"]), VALUE, max_size=3),
    "evidence": st.lists(PIECE, max_size=2),
    "approved_by": st.just("李四"),
}
ENTRY = st.one_of(
    st.fixed_dictionaries(REPORT, optional=MORE),
    st.fixed_dictionaries({**COMMON, "voids": ID, "reason": WORDS}, optional={"note": WORDS}),
    st.fixed_dictionaries(
        {**COMMON, "reviews": ID, "verdict": st.sampled_from(["accepted", "returned"])},
        optional={"reason": WORDS, "item": st.just("1.1")},
    ),
    st.fixed_dictionaries({**COMMON, "extends": st.just("1.1"), "due": DAY, "reason": WORDS}),
)
SLIPS = st.sampled_from(
    [
        *" \n:#\"'-{}[],|>&!*?%@`\\\t\r　\ufeff\x85a1",
        "  ",
        "\n\n",
        ": ",
        " #",
        "- ",
        "---\n",
        "<<: ",
    ]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A ledger as the program writes it, and now and then with slips of the pen."""
    entries = draw(st.lists(ENTRY, max_size=3))
    lines = [line for entry in entries for line in entry_lines(entry)]
    text = HEAD + "".join(f"{line}\n" for line in lines)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(SLIPS) + text[at + draw(st.integers(0, 3)) :]
    return text


def in_full(value: Any) -> Any:  # noqa: ANN401 - any part of a file
    """A located value with all its places, so that two can be compared."""
    if isinstance(value, LocatedMap):
        places = value.span, value.flow, value.torn, value.key_spans, value.value_spans
        return places, [(key, in_full(one)) for key, one in value.items()]
    if isinstance(value, LocatedList):
        return value.span, value.flow, value.spans, [in_full(one) for one in value]
    return value


def agreed(path: str, text: str) -> Ledger | None:
    """What the quick reader reads, which is what the full one does."""
    quick = read_canonical(path, text)
    if quick is None:
        return None
    reading, of_text = load_yaml_of(path, text.encode())
    assert reading is not None
    full, found = read_ledger(path, reading, of_text)
    assert found == []
    assert full == quick
    for one, other in zip(quick.entries, full.entries, strict=True):
        assert in_full(one.source) == in_full(other.source)
        assert [one.place(key) for key in FIELDS] == [other.place(key) for key in FIELDS]
    return quick


@given(texts())
def test_the_quick_reader_and_the_full_one_agree(text: str) -> None:
    agreed(PATH, text)


WHOLE = """\
- id: 20211008-0a1b2c3d
  item: "1.1"
  period: 2021Q3
  date: 2021-10-08
  status: in-progress
  values:
    rate: 118/120
    batches: "1.5"
  note: |-
    本季度：检查 12 家

    - 其中两家 # 停业
  next: “补查”两家：下月
  evidence:
  - {path: evidence/market/自查表.pdf, sha256: HASH, of: plan-file, valid_until: 2023-06-30}
  - {path: evidence/market/b-1.pdf, sha256: HASH}
  by: 张三
- id: 20211009-0a1b2c3d
  amends: 20211008-0a1b2c3d
  reason: "更正: 数错了"
  item: "1.1"
  period: "2021"
  date: 2021-10-09
  status: done
  values: {rate: n/a}
  evidence: [{path: evidence/a.pdf, sha256: HASH}]
  by: 张三
  approved_by: 李四
- id: 20211010-0a1b2c3d
  reviews: 20211009-0a1b2c3d
  verdict: accepted
  date: 2021-10-10
  by: 王五
""".replace("HASH", HASH)


def test_what_the_program_writes_is_read_quickly() -> None:
    drafts = yaml.load(WHOLE, yaml.BaseLoader)  # noqa: S506 - texts only
    assert "".join(f"{line}\n" for draft in drafts for line in entry_lines(draft)) == WHOLE
    read = agreed(PATH, HEAD + WHOLE)
    assert read is not None
    assert len(read.entries) == 3
    assert read.entries[0].place("values", "batches").span == (12, 14, 12, 19)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("by: 王五\n", "by: 王五"),
        ("by: 王五\n", "by: 王五 \n"),
        ("by: 王五\n", "by: 王五 # 注\n"),
        ("by: 王五\n", "by: 王五: 六\n"),
        ("by: 王五\n", "by: 王五\n    六\n"),
        ("by: 王五\n", 'by: "王\\x01"\n'),
        ("by: 王五\n", 'by: " "\n'),
        ("by: 王五\n", "by: &a 王五\n"),
        ("by: 王五\n", ""),
        ("by: 王五\n", "by: 王五\n  by: 六\n"),
        ("by: 王五\n", "by: 王五\n  item: '1.1'\n"),
        ("{rate: n/a}", "{rate: n/a, rate: 1}"),
        ("date: 2021-10-10", "date: 2021-02-30"),
        ('"2021"', '2021"'),
        ("plan: sample", "plan: sample\nplan: other"),
        ("department: market", "department: farm"),
        ("    - 其中两家 # 停业\n", "    - 其中两家 # 停业\n   \n"),
        ("    本季度", "     本季度"),
    ],
)
def test_anything_else_is_left_to_the_full_reader(written: str, instead: str) -> None:
    text = HEAD + WHOLE
    assert text.count(written) == 1
    assert read_canonical(PATH, text.replace(written, instead)) is None
