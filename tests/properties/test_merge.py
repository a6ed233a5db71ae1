"""What holds for every merge: nothing lost, nothing doubled, no conflict without a difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.merge import merge_ledgers, versions_of


@dataclass(frozen=True)
class Written:
    """An entry and the way it is written."""

    id: str
    note: str
    lead: str = ""
    quoted: bool = False
    under: str = ""

    def text(self, column: int) -> str:
        dash = " " * column
        note = f"'{self.note}'" if self.quoted else self.note
        lines = [f"- id: {self.id}", f"  note: {note}", "  evidence:", "  - {path: a, sha256: b}"]
        own = "".join(f"{dash}{line}\n" for line in lines)
        under = f"{dash}  # {self.under}\n" if self.under else ""
        lead = f"{dash}# {self.lead}\n" if self.lead else ""
        return lead + own + under


@dataclass(frozen=True)
class File:
    """A ledger and the way it is written."""

    entries: tuple[Written, ...]
    column: int = 0
    newline: str = "\n"
    tail: str = ""
    top: str = ""

    def text(self) -> str:
        top = f"# {self.top}\n" if self.top else ""
        opening = "entries:\n" if self.entries else "entries: []\n"
        body = "".join(entry.text(self.column) for entry in self.entries)
        tail = f"# {self.tail}\n" if self.tail else ""
        whole = f"{top}plan: p\ndepartment: d\n{opening}{body}{tail}"
        return whole.replace("\n", self.newline)


few = settings(max_examples=20)
"""Each example is up to nine readings of a ledger."""

_REMARKS = st.sampled_from(["", "", "甲", "乙", "- id: 丙"])
_NOTES = st.sampled_from(["已完成", "正在办理", "118/120", "no"])


def _written(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Written]:
    return st.builds(Written, ids, _NOTES, _REMARKS, st.booleans(), _REMARKS)


def _files(prefix: str) -> st.SearchStrategy[File]:
    ids = st.integers(0, 99).map(lambda n: f"{prefix}{n:02}")
    entries = st.lists(_written(ids), max_size=5, unique_by=lambda e: e.id).map(tuple)
    newlines = st.sampled_from(["\n", "\r\n"])
    return st.builds(File, entries, st.sampled_from([0, 2]), newlines, _REMARKS, _REMARKS)


@st.composite
def _grown(draw: st.DrawFn, base: File, prefix: str) -> File:
    """The base reordered, remarked, spelled another way, and with new entries anywhere."""
    new = draw(_files(prefix))
    old = [
        replace(entry, lead=draw(_REMARKS), under=draw(_REMARKS), quoted=draw(st.booleans()))
        if draw(st.booleans())
        else entry
        for entry in base.entries
    ]
    entries = [*old, *new.entries]
    if draw(st.booleans()):
        entries = draw(st.permutations(entries))
    return replace(new, entries=tuple(entries))


@st.composite
def _three(draw: st.DrawFn) -> tuple[File, File, File]:
    base = draw(_files("m"))
    return base, draw(_grown(base, "o")), draw(_grown(base, "t"))


def _meaning(text: str) -> Mapping[str, object]:
    reading = read_yaml("x", text)
    assert reading.complete, reading.diagnostics
    assert isinstance(reading.data, dict)
    entries = {entry["id"]: dict(entry) for entry in reading.data["entries"]}
    assert len(entries) == len(reading.data["entries"])
    return {**reading.data, "entries": entries}


def _notes(*files: File) -> dict[str, str]:
    return {entry.id: entry.note for file in files for entry in file.entries}


@few
@given(_three())
def test_additions_never_conflict_and_nothing_is_lost(versions: tuple[File, File, File]) -> None:
    _, ours, theirs = versions
    result = merge_ledgers(*(file.text() for file in versions))
    assert result.conflicts == ()
    entries = _meaning(result.text)["entries"]
    assert isinstance(entries, dict)
    assert {key: entry["note"] for key, entry in entries.items()} == _notes(ours, theirs)
    own = [entry.id for entry in ours.entries]
    assert list(entries) == own + sorted(set(_notes(theirs)) - set(own))


@few
@given(_three())
def test_no_remark_of_a_new_entry_is_lost(versions: tuple[File, File, File]) -> None:
    base, ours, theirs = versions
    text = merge_ledgers(*(file.text() for file in versions)).text
    for file in (ours, theirs):
        for entry in file.entries:
            if entry.id not in _notes(base) and entry.under:
                assert f"# {entry.under}" in text


@few
@given(_three())
def test_merging_commutes_up_to_order(versions: tuple[File, File, File]) -> None:
    base, ours, theirs = (file.text() for file in versions)
    one, other = merge_ledgers(base, ours, theirs), merge_ledgers(base, theirs, ours)
    assert _meaning(one.text) == _meaning(other.text)


@few
@given(_three())
def test_merging_again_changes_nothing(versions: tuple[File, File, File]) -> None:
    base, ours, theirs = (file.text() for file in versions)
    merged = merge_ledgers(base, ours, theirs).text
    assert merge_ledgers(theirs, merged, theirs).text == merged
    assert _meaning(merge_ledgers(ours, ours, merged).text) == _meaning(merged)
    assert merge_ledgers(base, merged, merged).text == merged


@few
@given(_three())
def test_a_side_alone_is_the_merge(versions: tuple[File, File, File]) -> None:
    base, ours, _ = (file.text() for file in versions)
    assert _meaning(merge_ledgers(base, ours, base).text) == _meaning(ours)
    assert _meaning(merge_ledgers(base, base, ours).text) == _meaning(ours)
    assert _meaning(merge_ledgers(None, ours, ours).text) == _meaning(ours)


@few
@given(_three())
def test_without_a_base_nothing_is_lost_either(versions: tuple[File, File, File]) -> None:
    _, ours, theirs = versions
    result = merge_ledgers(None, ours.text(), theirs.text())
    if not result.conflicts:
        entries = _meaning(result.text)["entries"]
        assert isinstance(entries, dict)
        assert {key: entry["note"] for key, entry in entries.items()} == _notes(ours, theirs)


@st.composite
def _edited(draw: st.DrawFn) -> tuple[File, File, File]:
    """Versions in which entries of the base are also changed and removed."""
    base = draw(_files("m"))

    def side(prefix: str) -> File:
        grown = draw(_grown(base, prefix))
        entries = [
            replace(entry, note=draw(_NOTES)) if draw(st.booleans()) else entry
            for entry in grown.entries
            if draw(st.integers(0, 3))
        ]
        return replace(grown, entries=tuple(entries))

    return base, side("o"), side("t")


@few
@given(_edited())
def test_a_conflict_means_that_an_entry_really_differs(versions: tuple[File, File, File]) -> None:
    base, ours, theirs = (_notes(file) for file in versions)
    result = merge_ledgers(*(file.text() for file in versions))
    expected = {
        key
        for key in ours.keys() | theirs.keys()
        if ours.get(key) != theirs.get(key)
        and key in base
        and (base[key] not in (ours.get(key), theirs.get(key)))
    }
    assert {conflict.entry for conflict in result.conflicts} == expected
    if not expected:
        entries = _meaning(result.text)["entries"]
        assert isinstance(entries, dict)
        assert set(entries) == set(ours) | set(theirs)
    else:
        shown = versions_of(result.text)
        for side, text in ((ours, shown.ours), (theirs, shown.theirs)):
            entries = _meaning(text)["entries"]
            assert isinstance(entries, dict)
            for key in side.keys() & expected:
                assert entries[key]["note"] == side[key]


@few
@given(st.text("- idab:#\n []'", max_size=60), st.text("- idab:#\n []'", max_size=60), _files("m"))
def test_nothing_raises_and_no_line_of_an_unreadable_side_is_lost(
    ours: str, theirs: str, base: File
) -> None:
    result = merge_ledgers(base.text(), ours, theirs)
    if result.conflicts and base.newline == "\n":
        for line in (ours + "\n" + theirs).split("\n"):
            assert line in result.text
