"""What the language server says of places in texts that are half written."""

from __future__ import annotations

from pathlib import Path

import pytest

from foodsafety_ledger.files.clock import today
from foodsafety_ledger.lsp.pointed import Pointed, Unsaved, leads_to, offers, place_at, told
from foodsafety_ledger.words import Say
from plan_texts import write
from viewer import ALPHA, FILES, TASKS

LEDGER = "ledgers/alpha.yaml"
NEW = '- id: 20211019-000000a4\n  item: "1.2"\n  {}\n'


@pytest.fixture
def open_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Unsaved:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2021-10-20")
    write(tmp_path, FILES)
    return Unsaved(tmp_path, Say("en"))


def place(text: str, before: str) -> Pointed:
    """The place behind the last ``before`` of a text."""
    above = text[: text.rindex(before) + len(before)]
    lines = text.split("\n")
    return place_at(lines, above.count("\n"), len(above) - above.rfind("\n") - 1)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("status: ", ["not-started", "in-progress", "done", "blocked"]),
        ("verdict: ", ["accepted", "returned"]),
        ("period: ", ["2021Q1", "2021Q2", "2021Q3", "2021Q4"]),
        ("date: ", ["2021-10-20"]),
        ("extends: ", ["1.1", "1.2", "2.1", "2.2"]),
        ("voids: ", ["20211013-000000a2", "20211012-000000a3", "20211011-000000a1"]),
        ("values: {", ["cases", "chains"]),
        ("values: {cases: 1, ", ["cases", "chains"]),
        ("values: {cases: ", []),
        ("note: ", []),
        ("evidence: [", []),
    ],
)
def test_offers_what_could_stand_there(open_files: Unsaved, line: str, expected: list[str]) -> None:
    text = ALPHA + NEW.format(line)
    open_files.put(LEDGER, text)
    open_files.put(LEDGER, ALPHA)  # such a half line breaks the file: what was read stays of use
    found = offers(open_files, LEDGER, place(text, line))
    assert [one.word for one in found] == expected


def test_offers_the_keys_that_an_entry_lacks_and_the_units_of_the_plan(open_files: Unsaved) -> None:
    text = ALPHA + NEW.format("")
    keys = [one.word for one in offers(open_files, LEDGER, place(text, "\n  "))]
    assert "status" in keys
    assert not {"id", "item"} & {*keys}
    head = place("plan: viewed-2021\ndepartment: ", "department: ")
    units = ["alpha", "beta", "office", "east", "west", "streets", "related"]
    assert [one.word for one in offers(open_files, LEDGER, head)] == units
    role = place(TASKS, "responsible: [alpha")
    assert [one.word for one in offers(open_files, "data/tasks.yaml", role)] == units
    title = place(TASKS, "title: {zh: ")
    assert [*offers(open_files, "data/tasks.yaml", title)] == []
    open_files.put("data/tasks.yaml", "- nothing")
    assert [*offers(open_files, LEDGER, head)] == []


def test_a_key_and_a_targets_values_below_one_another_are_known(open_files: Unsaved) -> None:
    text = ALPHA + NEW.format("values:\n    cases: 2")
    assert place(text, "    cas")[2:5] == ("", "values", "1.2")
    assert "Cases opened" in told(open_files, place(text, "    cas"))
    assert told(open_files, place(text, "  valu")).startswith("A target's value")
    assert told(open_files, place(text, "  ite")) == ""
    assert told(open_files, place("plan: x", "plan: x")) == ""


def test_leads_nowhere_where_nothing_is_named(open_files: Unsaved) -> None:
    for text in ("note: later", "note: evidence/alpha/none.txt", "note: /etc/passwd"):
        assert leads_to(open_files.workspace, place(text, text)) is None


def test_files_that_changed_beside_the_texts_are_read_again(open_files: Unsaved) -> None:
    def wrong() -> set[str]:
        return {one.code for one in open_files.findings().get(LEDGER, ())}

    open_files.put(LEDGER, ALPHA)
    assert not {"FL510", "FL511"} & wrong()
    (open_files.tree.root / "evidence/alpha/minutes.txt").write_text("x", "utf-8")
    open_files.files_changed()
    assert "FL511" in wrong()
    open_files.put(LEDGER, ALPHA.replace("cases: 1", "casse: 1"))
    assert "FL403" in wrong()
    open_files.put(LEDGER, None)
    assert "FL403" not in wrong()
    assert open_files.workspace.today == today()
    assert open_files.lines("ledgers/nobody.yaml") == ()
