"""Located YAML: every scalar a text with its place, every mistake reported, the rest still read."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest

from foodsafety_ledger.files import yaml as reader
from foodsafety_ledger.files.yaml import MAX_RETRIES, NextEvent, events, python_events, read_yaml
from foodsafety_ledger.model.diagnostic import Diagnostic, Span
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.views.findings import in_words
from foodsafety_ledger.words import Say

_BEFORE = "plan: p\nentries:\n- id: a\n  note: 好\n"
_AFTER = "- id: z\n  by: 张三\n"
_A = {"id": "a", "note": "好"}
_Z = {"id": "z", "by": "张三"}

_BACKENDS = pytest.mark.parametrize("backend", [events, python_events], ids=["c", "python"])
Backend = Callable[[str], NextEvent]


def _map(text: str) -> LocatedMap:
    data = read_yaml("f.yaml", text).data
    assert isinstance(data, LocatedMap)
    return data


def _brief(found: list[Diagnostic]) -> list[str]:
    """``FL104.colon 6:9-15`` for each finding."""
    brief = []
    for d in found:
        rule = f"{d.code}.{d.variant}" if d.variant else d.code
        at = d.location.span
        assert at is not None
        end = str(at.end_column) if at.end_line == at.line else f"{at.end_line}:{at.end_column}"
        brief.append(f"{rule} {at.line}:{at.column}-{end}")
    return brief


def _amid(entry: str, backend: Backend = events) -> tuple[list[str], list[object]]:
    """What is found about an entry between two good ones, and the entries that are read."""
    reading = read_yaml("f.yaml", _BEFORE + entry + _AFTER, backend)
    assert isinstance(reading.data, LocatedMap)
    assert reading.complete == (not reading.diagnostics)
    return _brief(reading.diagnostics), reading.data["entries"]


@_BACKENDS
@pytest.mark.parametrize(
    "typed",
    ["no", "on", "0123", "12:30", "1.10", "1_000", "1e3", "2021-11-31", "2021-11-15 08:00:00",
     "null", "~", "=", ".inf", "118/120", "１００％", "true"],
)  # fmt: skip
def test_every_scalar_is_a_text(typed: str, backend: Backend) -> None:
    reading = read_yaml("f.yaml", f"a: {typed}\n", backend)
    assert (reading.data, reading.complete) == ({"a": typed}, True)


@_BACKENDS
def test_a_key_without_a_value_holds_the_empty_text(backend: Backend) -> None:
    reading = read_yaml("f.yaml", "a:\nb: {c: , d}\ne:\n-\n- ''\n", backend)
    assert reading.data == {"a": "", "b": {"c": "", "d": ""}, "e": ["", ""]}
    assert isinstance(reading.data, LocatedMap)
    assert reading.data.span_at("a") == Span(1, 3, 1, 3)


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n# nothing\n...\n"])
def test_a_text_without_a_value_is_none_or_the_empty_text(text: str) -> None:
    reading = read_yaml("f.yaml", text)
    assert not reading.data
    assert reading.complete


@_BACKENDS
def test_places_are_characters_and_quotes_are_covered(backend: Backend) -> None:
    text = "区: {😀: \"说明\", b: [x, 'y z']}\n"
    data = read_yaml("f.yaml", text, backend).data
    assert isinstance(data, LocatedMap)
    inner = data["区"]
    assert data.span == Span(1, 1, 1, 28)
    assert data.value_spans["区"] == Span(1, 4, 1, 28)
    assert inner.key_spans["😀"] == Span(1, 5, 1, 6)
    assert inner.value_spans["😀"] == Span(1, 8, 1, 12)
    assert inner["b"].spans == [Span(1, 18, 1, 19), Span(1, 21, 1, 26)]
    assert inner.flow
    assert not data.flow


def test_a_block_ends_where_its_last_value_ends() -> None:
    data = _map("a:\n  - x: 1\n    y: |\n      一\n      二\n\n\n  # end\nb: 2\n")
    assert data["a"].spans == [Span(2, 5, 5, 8)]
    assert data["a"][0].value_spans["y"] == Span(3, 8, 5, 8)
    assert data["a"].span == Span(2, 3, 5, 8)
    assert data.span == Span(1, 1, 9, 5)


def test_the_deepest_known_place_on_a_path_is_given() -> None:
    data = _map("a:\n- b: {c: 1}\n")
    assert data.span_at("a", 0, "b", "c") == Span(2, 10, 2, 11)
    assert data.span_at("a", 0, "b", "none") == Span(2, 6, 2, 12)
    assert data.span_at("a", 7) == Span(2, 1, 2, 12)


def test_texts_over_several_lines_are_read_as_yaml_says() -> None:
    text = "a: |\n  一\n   二\n\nb: >-\n  三\n  四\nc: 五\n  六 # no text\nd: '七\n  八'\n"
    assert _map(text) == {"a": "一\n 二\n", "b": "三 四", "c": "五 六", "d": "七 八"}


# One mistake in the entry between two good ones: what is said and where, and what is left of it.
_MISTAKES = {
    "colon": ("- id: b\n  note: 注意: 未完\n  x: 1\n", "FL104.colon 6:9-15", {"id": "b", "x": "1"}),
    "colon at the end": ("- id: b\n  note: 注意：是:\n", "FL104.colon 6:9-14", {"id": "b"}),
    "goal": ("- id: b\n  goal: >= 95%\n  x: 1\n", "FL104.sign 6:9-15", {"id": "b", "x": "1"}),
    "at sign": ("- id: b\n  note: @张三\n", "FL104.sign 6:9-12", {"id": "b"}),
    "percent": ("- id: b\n  note: %5\n", "FL104.sign 6:9-11", {"id": "b"}),
    "star": ("- id: b\n  note: **重点**\n", "FL104.sign 6:9-15", {"id": "b"}),
    "brackets": ("- id: b\n  note: [抽检] 合格\n", "FL104.sign 6:9-16", {"id": "b"}),
    "full-width colon": ("- id: b\n  item：14\n  x: 1\n", "FL104.full-width-colon 6:7-8",
                         {"id": "b", "x": "1"}),
    "glued colon": ('- id: b\n  item:"14"\n  x: 1\n', "FL104.glued-colon 6:7-8",
                    {"id": "b", "x": "1"}),
    "no colon": ("- id: b\n  hello\n  x: 1\n", "FL104.no-colon 6:3-8", {"id": "b", "x": "1"}),
    "too deep": ("- id: b\n   item: 1\n  x: 1\n", "FL104.indent 6:4-11", {"id": "b", "x": "1"}),
    "wide space": ("- id: b\n　　x: 1\n  y: 2\n", "FL104.wide-space 6:1-3",
                   {"id": "b", "x": "1", "y": "2"}),
    "after quote": ('- id: b\n  note: "一"二\n  x: 1\n', "FL104.after-quote 6:9-13",
                    {"id": "b", "x": "1"}),
    "unclosed quote": ('- id: b\n  note: "一\n  x: 1\n', "FL104.unclosed-quote 6:9-11",
                       {"id": "b", "x": "1"}),
    "quote closed by the next": ("- id: b\n  note: '一\n  x: '1'\n", "FL104.unclosed-quote 6:9-11",
                                 {"id": "b", "x": "1"}),
    "unclosed bracket": ("- id: b\n  note: [一\n  x: 1\n", "FL104.unclosed-bracket 6:9-11",
                         {"id": "b", "x": "1"}),
    "broken bracket": ("- id: b\n  v: {a: 1, b: c: d}\n  x: 1\n", "FL104.bracket 6:17-18",
                       {"id": "b", "x": "1"}),
    "dash": ("- id: b\n  members: - a\n  x: 1\n", "FL104.dash 6:12-15", {"id": "b", "x": "1"}),
    "escape": ('- id: b\n  path: "C:\\目录"\n  x: 1\n', "FL104.escape 6:12-14",
               {"id": "b", "x": "1"}),
    "no such character": ('- id: b\n  path: "\\ud800"\n', "FL104.escape 6:10-12", {"id": "b"}),
    "stray text": ("- id: b\nhello\n", "FL104.no-colon 6:1-6", {"id": "b"}),
    "stray bracket": ("- id: b\n}\n", "FL104.bracket 6:1-2", {"id": "b"}),
    "duplicate key": ("- id: b\n  x: 1\n  x: 2\n", "FL106 7:3-4", {"id": "b", "x": "1"}),
    "anchor": ("- id: b\n  x: &y 1\n", "FL107.anchor 6:6-8", {"id": "b", "x": "1"}),
    "alias": ("- id: b\n  x: *y\n", "FL107.alias 6:6-8", {"id": "b"}),
    "tag": ("- id: b\n  x: !!int 1\n", "FL108 6:6-11", {"id": "b", "x": "1"}),
    "merge key": ("- id: b\n  <<: {x: 1}\n", "FL109 6:3-5", {"id": "b"}),
    "nested key": ("- id: b\n  ? [x]\n  : y\n", "FL104.complex-key 6:5-8", {"id": "b"}),
    "deep nesting": ("- id: b\n  x: " + "[" * 60 + "]" * 60 + "\n", "FL115 6:53-126", {"id": "b"}),
    "written escape": ('- id: b\n  x: "\\e[1m"\n', "FL103.written 6:6-13",
                       {"id": "b", "x": "\x1b[1m"}),
    "tab before a key": ("- id: b\n\tx: 1\n", "FL105 6:1-2", {"id": "b", "x": "1"}),
    "tab after a colon": ("- id: b\n  x:\t1\n", "FL105 6:5-6", {"id": "b", "x": "1"}),
    "tab after a dash": ("-\tid: b\n", "FL105 5:2-3", {"id": "b"}),
}  # fmt: skip


@_BACKENDS
@pytest.mark.parametrize("name", _MISTAKES)
def test_a_mistake_is_placed_and_hides_nothing_else(name: str, backend: Backend) -> None:
    entry, said, left = _MISTAKES[name]
    assert _amid(entry, backend) == ([said], [_A, left, _Z])


@pytest.mark.parametrize("name", _MISTAKES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_mistake_has_words(name: str, language: str) -> None:
    (found,) = read_yaml("f.yaml", _BEFORE + _MISTAKES[name][0] + _AFTER).diagnostics
    (told,) = in_words([found], Say("zh" if language == "zh" else "en"))
    assert "{" not in told.message.replace("{ 的", "").replace("bracket {", "")
    assert told.hint


def test_several_mistakes_in_one_entry_are_all_reported() -> None:
    found, entries = _amid("- id: b\n  x: a: b\n  y: 1\n  y: 2\n  z: @\n  w:\t1\n")
    assert found == ["FL104.colon 6:6-10", "FL106 8:3-4", "FL104.sign 9:6-7", "FL105 10:5-6"]
    assert entries == [_A, {"id": "b", "y": "1", "w": "1"}, _Z]


def test_an_entry_that_cannot_be_mended_in_part_is_left_out_whole() -> None:
    found, entries = _amid("- id: b\n item: 1\n  x: 1\n")
    assert found[0] == "FL104.indent 6:2-9"
    assert (entries[0], entries[-1]) == (_A, _Z)


def test_a_value_that_was_lost_is_remembered() -> None:
    reading = read_yaml("f.yaml", "a: b: c\nd: 1\n")
    assert isinstance(reading.data, LocatedMap)
    assert reading.data == {"d": "1"}
    assert reading.data.torn
    assert not _map("a: 1\n").torn


def test_a_list_whose_only_entry_is_lost_is_still_a_list() -> None:
    reading = read_yaml("f.yaml", "entries:\n<<<<<<< a\n- id: x\n=======\n- id: y\n>>>>>>> b\n")
    assert reading.data == {"entries": []}
    assert isinstance(reading.data, LocatedMap)
    assert isinstance(reading.data["entries"], LocatedList)


def test_a_duplicate_key_points_to_the_first() -> None:
    (found,) = read_yaml("f.yaml", "a: 1\nb: 2\na: {c: 1}\n").diagnostics
    assert found.facts == {"key": "a"}
    assert [(r.key, r.location.span) for r in found.related] == [("first", Span(1, 1, 1, 2))]


def test_aliases_never_multiply() -> None:
    bomb = "".join(f"{n}: &a{n} [" + ",".join([f"*a{n - 1}"] * 9) + "]\n" for n in range(1, 40))
    reading = read_yaml("f.yaml", bomb)
    assert isinstance(reading.data, LocatedMap)
    assert reading.data["39"] == []
    assert reading.diagnostics[-1].code == "FL119"


def test_a_quoted_merge_key_is_a_key_like_any_other() -> None:
    assert _map('"<<": 1\n') == {"<<": "1"}


def test_a_second_document_is_left_unread() -> None:
    reading = read_yaml("f.yaml", "---\na: 1\n---\nb: : 2\n")
    assert _brief(reading.diagnostics) == ["FL114 3:1-4"]
    assert reading.data == {"a": "1"}


def test_a_directive_for_tags_is_refused() -> None:
    reading = read_yaml("f.yaml", "%TAG !x! y\n---\na: 1\n")
    assert [d.code for d in reading.diagnostics] == ["FL108"]


def test_findings_are_capped_and_the_rest_counted() -> None:
    reading = read_yaml("f.yaml", "a: 1\n" + "a: 2\n" * 150)
    assert len(reading.diagnostics) == 101
    last = reading.diagnostics[-1]
    assert (last.code, last.facts) == ("FL119", {"count": 50})
    assert last.location.span == Span(102, 1, 102, 2)


def test_a_file_full_of_mistakes_is_read_up_to_a_point() -> None:
    reading = read_yaml("f.yaml", "entries:\n" + "- id: x\n  note: a: b\n" * 1000)
    assert isinstance(reading.data, LocatedMap)
    assert len(reading.data["entries"]) == MAX_RETRIES - 1
    assert [d.variant for d in reading.diagnostics] == ["colon"] * (MAX_RETRIES - 1) + [
        "rest",
        "colon",
    ]


@pytest.mark.parametrize(
    ("module", "limit", "variant"),
    [(reader, "MAX_EVENTS", "values"), (reader, "MAX_LINES", "lines")],
)
def test_a_file_of_too_many_values_is_not_read(
    monkeypatch: pytest.MonkeyPatch, module: object, limit: str, variant: str
) -> None:
    monkeypatch.setattr(module, limit, 20)
    assert read_yaml("f.yaml", "- a\n" * 10).complete
    reading = read_yaml("f.yaml", "- a\n" * 21)
    assert reading.data is None
    assert [(d.code, d.variant) for d in reading.diagnostics] == [("FL113", variant)]


def test_the_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    read_yaml("f.yaml", "a: : b")
    assert gc.isenabled()
    gc.disable()
    try:
        read_yaml("f.yaml", "a: b")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_collector_is_switched_on_again_after_an_exception() -> None:
    def broken(_: str) -> NextEvent:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_yaml("f.yaml", "a: b", broken)
    assert gc.isenabled()


@_BACKENDS
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('a: 1\n"\\', ["FL104.escape 2:2-3"]),
        ('a: 1\nb: "x\\', ["FL104.escape 2:6-7"]),
        ("a: [\n", ["FL104.unclosed-bracket 1:4-5"]),
        ("a: {b: 1,\n\n\n", ["FL104.unclosed-bracket 1:4-10"]),
        ("a: 1\n- |\n", ["FL104.indent 2:1-4"]),
    ],
)
def test_what_breaks_off_is_reported_once_where_the_text_ends(
    text: str, found: list[str], backend: Backend
) -> None:
    reading = read_yaml("f.yaml", text, backend)
    assert _brief(reading.diagnostics) == found
    assert isinstance(reading.data, LocatedMap)
    assert reading.data.keys() <= {"a"}
