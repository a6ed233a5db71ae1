"""Whatever a ledger looks like: a new entry adds itself and changes nothing else."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from foodsafety_ledger.files.text import decode, encoded
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.splice import splice_entries
from foodsafety_ledger.model.located import LocatedMap

_WORDS = st.text(alphabet="ab一二 。：:,#-'\"[]{}\\0123/é", min_size=1, max_size=12)
_REMARKS = st.sampled_from(["", "# 注", "   # 注: [x]", "#", "  "])
_TAILS = st.lists(_REMARKS, max_size=3)


def _value(indent: str) -> st.SearchStrategy[list[str]]:
    """A key's value: what follows the colon on its line, and the lines below."""
    inner = indent + "  "
    return st.sampled_from(
        [
            ["plain"],
            ["plain  # 注"],
            ["'quoted # not a comment'"],
            ['"two', inner + 'lines"'],
            ["folded plain", inner + "second line", "", inner + "third"],
            ["|-", inner + "literal", "", inner + "# kept"],
            ["|", inner + "literal"],
            [">", inner + "folded", inner + "text", ""],
            ["{a: 1/2, b: 3}"],
            ["{a: 1,", inner + "b: 2}"],
            ["[{path: x, sha256: y}]"],
            ["", inner + "a: 118/120", inner + "b: 2"],
            ["", inner + "- {path: x}", inner + "-   path: y", inner + "    sha256: z"],
        ]
    )


@st.composite
def _entries(draw: st.DrawFn) -> list[str]:
    column = draw(st.integers(0, 4)) * " "
    gap = draw(st.integers(1, 4)) * " "
    indent = column + " " + gap
    lines: list[str] = []
    for number in range(draw(st.integers(1, 3))):
        lines += draw(_TAILS)
        if draw(st.booleans()) and number:
            lines.append(f"{column}-{gap}{{id: e{number}, by: x}}")
            continue
        lines.append(f"{column}-{gap}id: e{number}")
        for key in draw(st.lists(st.sampled_from("kmn"), unique=True)):
            first, *rest = draw(_value(indent))
            lines += [f"{indent}{key}: {first}", *rest, *draw(_TAILS)]
    return lines


@st.composite
def _ledgers(draw: st.DrawFn) -> bytes:
    head = [*draw(_TAILS), "plan: p", *draw(_TAILS), "department: d"]
    body = draw(st.just(["entries: []"]) | _entries().map(lambda lines: ["entries:", *lines]))
    after = draw(st.sampled_from([[], ["other: x"], ["..."]]))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    text = newline.join([*head, *body, *draw(_TAILS), *after])
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return (mark + text + draw(st.sampled_from(["", newline]))).encode()


_DRAFTS = st.fixed_dictionaries(
    {"id": st.just("20211012-7f3a9c1e"), "by": _WORDS},
    optional={
        "note": st.lists(_WORDS, min_size=1, max_size=3).map("\n".join),
        "reason": _WORDS,
        "values": st.dictionaries(st.sampled_from("abc"), _WORDS, min_size=1),
        "evidence": st.lists(
            st.fixed_dictionaries({"path": _WORDS, "sha256": _WORDS}), min_size=1, max_size=2
        ),
    },
)


@given(_ledgers(), _DRAFTS)
def test_appending_adds_the_entry_and_keeps_every_line(raw: bytes, draft: dict[str, Any]) -> None:
    text, _ = decode("x", raw)
    assert text is not None
    before = read_yaml("x", text).data
    assert isinstance(before, LocatedMap)

    result = encoded(splice_entries("x", text, before, [draft]).text, raw)

    spliced, _ = decode("x", result)
    assert spliced is not None
    reading = read_yaml("x", spliced)
    assert reading.diagnostics == []
    assert reading.data == {**before, "entries": [*before["entries"], draft]}
    assert result.startswith(b"\xef\xbb\xbf") == raw.startswith(b"\xef\xbb\xbf")
    assert (b"\r\n" in result) == (b"\r\n" in raw)
    _assert_kept_in_order(raw, result)


def _assert_kept_in_order(raw: bytes, result: bytes) -> None:
    """Every old line stands in the result, byte for byte and in order."""
    newline = b"\r\n" if b"\r\n" in raw else b"\n"
    old, new = (
        (content if content.endswith(b"\n") else content + newline).splitlines(keepends=True)
        for content in (raw, result)
    )
    rest = iter(new)
    for line in old:
        assert line.replace(b"entries: []", b"entries:") in rest
