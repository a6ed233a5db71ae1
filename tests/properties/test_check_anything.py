"""Whatever the files hold, now or at the base: no check raises, every place is in its file."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from error_cases import BASE, HERE
from foodsafety_ledger.check.history import BaseAsked, check_history
from foodsafety_ledger.check.run import capped_by_file, find_all, open_workspace
from foodsafety_ledger.files.disk import MAX_BYTES, Trouble
from foodsafety_ledger.files.source import Source, WorkTree
from foodsafety_ledger.files.text import BOM
from foodsafety_ledger.formats import Screen
from foodsafety_ledger.formats.findings import concise, full
from foodsafety_ledger.model.diagnostic import Location
from foodsafety_ledger.views.findings import Findings, in_words
from foodsafety_ledger.words import Say
from paper import PAPER, TASKS, verified
from repos import DEPARTMENTS as SMALL_DEPARTMENTS
from repos import TASKS as SMALL_TASKS
from repos import Repo, entry, ledger, set_aside

TODAY = date(2021, 10, 16)


class InMemory(Source):
    """The files of a workspace as a mapping from path to bytes."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes | Trouble:
        raw = self.files.get(path, Trouble.MISSING)
        return raw if isinstance(raw, Trouble) or len(raw) <= limit else Trouble.TOO_LARGE

    def exists(self, path: str) -> bool:
        return path in self.files

    def names(self, folder: str) -> list[str] | Trouble:
        return sorted(path.partition("/")[2] for path in self.files if path.startswith(folder))


@cache
def samples() -> dict[str, list[bytes]]:
    """What the case folders hold, by path: text worth breaking."""
    found: dict[str, list[bytes]] = {}
    for folder in (BASE, *sorted(HERE.glob("FL[2-6]*"))):
        for path in folder.rglob("*.yaml"):
            found.setdefault(path.relative_to(folder).as_posix(), []).append(path.read_bytes())
    return found


SIGNS = [b"\n", b"\t", b": ", b"- ", b'"', b"'", b"[", b"{", b"}", b"|\n", b"#", b"%", b"\r\n"]
SIGNS += [b"&a ", b"*a", b"!t ", b"<<: ", b"---\n", b"\0", BOM]
SIGNS += [b'"\\', b'"\\x4', b"'a", b"- |", b"? ", b"%YAML 1.1", b"a: [", b"\xe5\x8c", b"\r"]
SIGNS += [b"<<<<<<< x\n", b"=======\n", b">>>>>>> y\n"]
ACTING = {"Cc", "Cs", "Zl", "Zp"}
"""Categories of characters that a terminal acts on, or that end a line."""

PLAN = ("data/tasks.yaml", "data/departments.yaml")
PIECES = st.one_of(
    st.binary(max_size=8),
    st.text(max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(SIGNS),
)


@st.composite
def broken(draw: st.DrawFn, path: str) -> bytes:
    """One of the samples with a few stretches replaced, or broken off."""
    raw = draw(st.sampled_from(samples()[path]))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(raw)))
        upto = min(len(raw), at + draw(st.integers(0, 12)))
        raw = raw[:at] + draw(PIECES) + raw[upto:]
    return raw[: draw(st.integers(0, len(raw)))] + draw(PIECES) if draw(st.booleans()) else raw


@st.composite
def workspaces(draw: st.DrawFn) -> dict[str, bytes]:
    """Plan, departments and two ledgers; one file may be anything, and some are broken."""
    files = {path: samples()[path][0] for path in PLAN}
    names = draw(st.lists(st.sampled_from(["market", "farm", "school", "office"]), unique=True))
    files |= {f"ledgers/{name}.yaml": draw(broken(f"ledgers/{name}.yaml")) for name in names}
    worst = draw(st.sampled_from([*PLAN, *files]))
    return files | {worst: draw(st.one_of(broken(worst), broken(worst), st.binary()))}


@settings(max_examples=60, deadline=None)
@given(workspaces())
def test_check_never_raises_and_every_place_is_in_its_file(files: dict[str, bytes]) -> None:
    source = InMemory(files)
    found = list(find_all(open_workspace(source, TODAY)))
    for diagnostic in found:
        others = (related.location for related in diagnostic.related)
        for place in (diagnostic.location, *others):
            assert is_inside(place, files), diagnostic
    for lang in ("zh", "en"):
        say = Say("en" if lang == "en" else "zh")
        findings = Findings(in_words(capped_by_file(found), say), say, lambda _: ["a" * 9, "街道"])
        told = concise(findings, Screen()) + full(findings, Screen())
        assert not any(category(mark) in ACTING for mark in told.replace("\n", ""))


@st.composite
def damaged(draw: st.DrawFn, text: str) -> bytes:
    """A text with some of its stretches replaced or doubled."""
    raw = text.encode()
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(raw)))
        upto = min(len(raw), at + draw(st.integers(0, 40)))
        raw = raw[:at] + draw(st.one_of(PIECES, st.just(raw[at:upto] * 2))) + raw[upto:]
    return raw


SMALL = {
    "data/tasks.yaml": SMALL_TASKS,
    "data/departments.yaml": SMALL_DEPARTMENTS,
    "ledgers/alpha.yaml": ledger("alpha", entry("00000001"), entry("00000002", value="97/99")),
    "ledgers/beta.yaml": ledger("beta", entry("00000003")),
}


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_history_never_raises_and_every_place_is_in_its_file(
    data: st.DataObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_aside(monkeypatch, tmp_path)
    shelf = tmp_path / "repositories"
    repo = Repo(shelf / str(len(list(shelf.iterdir())) if shelf.exists() else 0))
    files: dict[str, bytes] = {}
    for _ in range(2):  # what is committed, then what lies there
        for path, text in SMALL.items():
            files[path] = data.draw(st.one_of(st.just(text.encode()), damaged(text)))
            repo.write(path, files[path])
        if not (repo.top / ".git" / "refs" / "heads" / "main").exists():
            repo.commit()
    tree = WorkTree(repo.root)
    compared = check_history(open_workspace(tree, TODAY), tree, BaseAsked("HEAD"))
    for diagnostic in compared.diagnostics:
        assert is_inside(diagnostic.location, files), diagnostic


@settings(max_examples=60, deadline=None)
@given(damaged(PAPER))
def test_every_place_of_a_verification_is_in_the_document_or_the_plan(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    files = {"paper.txt": text.encode(), "data/tasks.yaml": TASKS.encode()}
    for diagnostic in verified(text).diagnostics:
        assert is_inside(diagnostic.location, files), diagnostic


def is_inside(place: Location, files: dict[str, bytes]) -> bool:
    """Whether a place lies in a file that is there, from its beginning to its end.

    Lines end in a line feed, and what stands behind the last one is no line unless it has a text:
    no finding is where an editor has nothing to show. A column may be one past the line's last
    character; bytes that are not UTF-8 count as the signs that an editor shows for them.
    """
    span = place.span
    if span is None:
        return True
    lines = files[place.path].removeprefix(BOM).decode("utf-8", "replace").split("\n")
    count = len(lines) - (not lines[-1]) or 1
    return (span.line, span.column) <= (span.end_line, span.end_column) and all(
        1 <= line <= count and 1 <= column <= len(lines[line - 1]) + 1
        for line, column in (span[:2], span[2:])
    )
