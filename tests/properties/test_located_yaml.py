"""Reading YAML: never a crash, places inside the file, the same values as any other reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from foodsafety_ledger.files.text import decode
from foodsafety_ledger.files.yaml import events, python_events, read_yaml
from foodsafety_ledger.model.diagnostic import Span
from foodsafety_ledger.model.located import LocatedList, LocatedMap

_SNIPPETS = [
    "- id: a\n", "  note: ", "entries:\n", "- ", "  - ", "\n", "  ", "\t", ": ", ":", "#", " #",
    "'", '"', "[", "]", "{", "}", ",", "|", ">", "|-\n", "&a ", "*a", "!t ", "!!str ", "<<: ",
    "? ", "---\n", "...\n", "%YAML 1.1\n", "<<<<<<< x\n", "=======\n", ">>>>>>> y\n", "\\", "\\x",
    "\r\n", "\r", "\0", "\x1b[31m", "\u2028", "\u202e", "\ufeff", "\u3000", "：", "注意", "😀", "x",
    "1", '"\\ud800"', '"\\U00110000"', "\ue000:", "@", "`", "-", "a: b\n", "a:b\n", "\x85",
    "\ud800",
]  # fmt: skip
_BROKEN = st.lists(st.sampled_from(_SNIPPETS), max_size=40).map("".join)

_CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Cn", "Zl", "Zp"))
_VALUES = st.text(_CHARACTERS | st.sampled_from(" :#'\"-?[]{},&*!|>%@\n\\"), max_size=12)
_KEYS = _VALUES.filter(lambda key: key != "<<")
_DATA = st.recursive(
    _VALUES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=20,
)

_FLOWING = {"flow": True, "block": False, "mixed": None}
_FLOW = st.sampled_from(sorted(_FLOWING))


def _inside(at: Span | None, lines: list[str]) -> bool:
    if at is None:
        return True
    starts_inside = 1 <= at.line <= len(lines) and 1 <= at.column <= len(lines[at.line - 1]) + 1
    ends_inside = at.end_line <= len(lines) and at.end_column <= len(lines[at.end_line - 1]) + 1
    return starts_inside and ends_inside and (at.line, at.column) <= (at.end_line, at.end_column)


def _places(value: object) -> Iterator[tuple[object, Span]]:
    if isinstance(value, LocatedMap):
        for key, member in value.items():
            yield key, value.key_spans[key]
            yield member, value.value_spans[key]
            yield from _places(member)
    elif isinstance(value, LocatedList):
        for member, at in zip(value, value.spans, strict=True):
            yield member, at
            yield from _places(member)


def _slice(text: str, at: Span) -> str:
    lines = text.split("\n")[at.line - 1 : at.end_line]
    lines[-1] = lines[-1][: at.end_column - 1]
    return (
        "\n".join([lines[0][at.column - 1 :], *lines[1:]])
        if len(lines) > 1
        else (lines[0][at.column - 1 :])
    )


def _load(text: str) -> object:
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts


@given(_BROKEN)
def test_whatever_a_text_holds_it_is_read_and_every_place_is_inside_it(text: str) -> None:
    reading = read_yaml("f.yaml", text)
    lines = text.split("\n")
    assert [d for d in reading.diagnostics if not _inside(d.location.span, lines)] == []
    starts = [Span(at.line, at.column, at.line, at.column) for _, at in _places(reading.data)]
    assert [at for at in starts if not _inside(at, lines)] == []
    if reading.complete:
        assert [at for _, at in _places(reading.data) if not _inside(at, lines)] == []
    assert reading.complete == (not reading.diagnostics)


@given(st.binary(max_size=80) | _BROKEN.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_whatever_bytes_a_file_holds_they_are_decoded(raw: bytes) -> None:
    text, found = decode("f.yaml", raw)
    assert text is not None or found
    if not found:
        assert text == raw.decode("utf-8")


@given(_BROKEN)
def test_both_parsers_read_the_same(text: str) -> None:
    fast, plain = read_yaml("f.yaml", text, events), read_yaml("f.yaml", text, python_events)
    if fast.complete and plain.complete:
        assert fast.data == plain.data
        assert list(_places(fast.data)) == list(_places(plain.data))


@given(_DATA, _FLOW, st.sampled_from([None, '"', "'", "|", ">"]))
def test_values_are_those_of_any_yaml_reader(data: object, flow: str, style: str | None) -> None:
    flowing = _FLOWING[flow]
    text = yaml.dump(data, allow_unicode=True, default_flow_style=flowing, default_style=style)
    text = text.replace("!!str ", "").replace("!!map ", "").replace("!!seq ", "")
    reading = read_yaml("f.yaml", text)
    if reading.complete:
        assert reading.data == _load(text)
    else:
        assert {d.code for d in reading.diagnostics} <= {"FL103", "FL104", "FL106", "FL109"}


@given(_DATA, _FLOW)
def test_every_span_is_that_of_its_scalar(data: object, flow: str) -> None:
    text = yaml.dump(data, allow_unicode=True, default_flow_style=_FLOWING[flow], width=10_000)
    for value, at in _places(read_yaml("f.yaml", text).data):
        if isinstance(value, str):
            cut = _slice(text, at)
            assert (_load(cut) if cut else "") == value


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(
        ["- a\n", "a", "[", "{", "- ", "x: ", "'", '"', "!a ", "&a ", "\t", "<<<<<<<\n"]
    )
)
def test_endless_repetition_is_only_a_long_text(piece: str) -> None:
    reading = read_yaml("f.yaml", piece * 20_000)
    assert len(reading.diagnostics) <= 101


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_make_no_difference(newline: str) -> None:
    text = "plan: p\nentries:\n- id: a\n  note: |\n    一\n    二\n  by: '张\n    三'\n"
    reading = read_yaml("f.yaml", text.replace("\n", newline))
    assert reading == read_yaml("f.yaml", text)
