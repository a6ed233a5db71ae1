"""What is kept of items of which nothing new is said is what looking at everything would find."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from error_cases import case_names, lay_out
from foodsafety_ledger.check import by_item, run
from foodsafety_ledger.check.by_item import can_find_by_item, find_by_item
from foodsafety_ledger.check.rules import Sees, all_rules
from foodsafety_ledger.check.run import check, check_files, find_all, open_workspace
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.diagnostic import sort_diagnostics
from foodsafety_ledger.reading.catalogue import Catalogue

DAY = date(2021, 10, 16)
_VALUES = ("118/120", "5/4", "0/0", "n/a", "x", "2021-10-08")


def _pieces(text: str) -> list[str]:
    """A ledger's head, and its entries."""
    head, *entries = text.split("\n- id:")
    return [head, *(f"- id:{one.rstrip()}" for one in entries)]


def _changed(text: str, others: list[str], random: Random) -> str:
    """A ledger of which something else is said, or the same at other lines."""
    head, *entries = _pieces(text)
    entries = entries or [f"- id: 20211008-0000000{random.randrange(9)}"]
    at = random.randrange(len(entries))
    match random.randrange(8):
        case 0:
            entries.pop(at)
        case 1:
            entries.insert(0, random.choice(others or entries))
        case 2:
            entries.append(entries[at].replace("0000000", "000000b", 1))
        case 3:
            random.shuffle(entries)
        case 4:
            head = f"# {'—' * random.randrange(3)}\n{head}"
        case 5:
            entries[at] = entries[at].replace("2021-1", f"2021-0{random.randrange(1, 9)}-1", 1)
        case 6:
            line = f"  values: {{rate: {random.choice(_VALUES)}}}"
            entries[at] = f"{entries[at]}\n{line}"
        case _:
            entries[at] = entries[at].replace("0000", f"000{random.randrange(3)}")
    return "\n".join([head, *entries]) + "\n" if entries else f"{head.rstrip(':')}: []\n"


def _changes(root: Path, random: Random, times: int) -> Iterator[None]:
    """The workspace as it is, then with one more change of a ledger or of evidence each time."""
    yield
    files = sorted(one for one in (root / "ledgers").glob("*.yaml") if one.is_file())
    proofs = sorted(one for one in (root / "evidence").rglob("*") if one.is_file())
    for number in range(times if files else 0):
        if proofs and number % 3 == 1:
            random.choice(proofs).write_text(f"已换 {number}", "utf-8")
            yield
            continue
        file = random.choice(files)
        texts = {one: one.read_text("utf-8", "replace") for one in files}
        others = [piece for text in texts.values() for piece in _pieces(text)[1:]]
        file.write_text(_changed(texts[file], others, random), "utf-8")
        yield
        if number % 2:
            file.write_text(texts[file], "utf-8")
            yield


@pytest.mark.parametrize("times", [3, pytest.param(30, marks=pytest.mark.beside)])
@pytest.mark.parametrize("name", [one for one in case_names() if "FL3" < one[:3] <= "FL6"])
def test_what_is_kept_is_what_looking_at_everything_finds(
    name: str, times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(name, tmp_path)
    random = Random(name)
    for _ in _changes(tmp_path, random, times):
        monkeypatch.setattr(by_item, "AT_ONCE", random.choice([1, by_item.AT_ONCE]))
        tree = WorkTree(tmp_path)
        expected = open_workspace(tree, DAY)
        for _ in range(2):
            catalogue = Catalogue(tree, DAY)
            if not can_find_by_item(catalogue):
                continue
            workspace, found = find_by_item(catalogue)
            assert sort_diagnostics(found) == find_all(expected)
            assert workspace.unread == expected.unread


def test_a_large_workspace_is_checked_as_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out("FL220-idle-waiver", tmp_path)
    expected = check(open_workspace(WorkTree(tmp_path), DAY))
    monkeypatch.setattr(run, "LARGE", 0)
    for _ in range(2):
        workspace, checked = check_files(WorkTree(tmp_path), DAY)
        assert not workspace.entries
        assert (checked.found, checked.waived) == (expected.found, expected.waived)


def test_every_rule_says_what_it_sees() -> None:
    looking = [rule for rule in all_rules().values() if rule.look]
    assert not [rule.code for rule in looking if rule.sees is Sees.EVERYTHING]
