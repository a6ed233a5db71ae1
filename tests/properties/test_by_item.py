"""What is kept of items of which nothing new is said is what looking at everything would find."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest

from error_cases import case_names, lay_out
from foodsafety_ledger.assess.assess import assess, assess_items
from foodsafety_ledger.assess.assessment import Assessment, Duty, DutyState, Light
from foodsafety_ledger.check import by_item, rules, run
from foodsafety_ledger.check.by_item import assess_by_item, can_find_by_item, find_by_item
from foodsafety_ledger.check.rules import Sees, all_rules
from foodsafety_ledger.check.run import (
    check,
    check_files,
    find_all,
    find_errors_of,
    open_workspace,
)
from foodsafety_ledger.files import meanwhile
from foodsafety_ledger.files.disk import MAX_BYTES, Trouble
from foodsafety_ledger.files.evidence import EVIDENCE_SETTING
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.files.workspace import TASKS
from foodsafety_ledger.model import name
from foodsafety_ledger.model.diagnostic import sort_diagnostics
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading import catalogue
from foodsafety_ledger.reading.catalogue import Catalogue, LedgerFile
from foodsafety_ledger.reading.workspace import Workspace
from foodsafety_ledger.views.choice import Choice, select
from foodsafety_ledger.views.status_rows import StatusBy, status_data, status_records
from foodsafety_ledger.words import Say

GIVE = meanwhile._give
DAY = date(2021, 10, 16)
SAY = Say("zh")
_CASES = [one for one in case_names() if "FL3" < one[:3] <= "FL6"]
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


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # pytest-xdist has threads
@pytest.mark.parametrize(
    ("name", "times"),
    [
        *((one, 3) for one in _CASES[::6]),
        *(pytest.param(one, 30, marks=pytest.mark.beside) for one in _CASES),
    ],
)
def test_what_is_kept_is_what_looking_at_everything_finds(
    name: str, times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(name, tmp_path)
    random = Random(name)
    for _ in _changes(tmp_path, random, times):
        monkeypatch.setattr(by_item, "AT_ONCE", random.choice([1, by_item.AT_ONCE]))
        _with_a_second_process(random.choice(["", "", "works", "ends"]), monkeypatch)
        tree = WorkTree(tmp_path)
        expected = open_workspace(tree, DAY)
        for _ in range(2):
            catalogue = Catalogue(tree, DAY)
            if not can_find_by_item(catalogue):
                continue
            workspace, found = find_by_item(catalogue)
            assert sort_diagnostics(found) == find_all(expected)
            assert workspace.unread == expected.unread
            opened, meaning = assess_by_item(catalogue, DAY)
            assert opened.found == expected.found
            assert opened.left_out.count == expected.left_out.count
            full = assess(expected, DAY)
            assert meaning == full
            kept = random.choice([None, *Light, *DutyState])
            period = random.choice([None, *full.plan.periods])
            choice = Choice(only=kept and frozenset({kept}), periods=period and frozenset({period}))
            assert _shown(meaning, choice) == _shown(full, choice)


def _with_a_second_process(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every workspace, and it may come to its end too soon; or of none."""
    monkeypatch.setattr(meanwhile, "_can_fork", lambda: bool(how) and hasattr(os, "fork"))
    monkeypatch.setattr(meanwhile, "_give", (lambda *_: os._exit(1)) if how == "ends" else GIVE)
    monkeypatch.setattr(by_item, "FOR_TWO", 2)
    monkeypatch.setattr(catalogue, "FOR_TWO", 0)


def _shown(meaning: Assessment, choice: Choice) -> object:
    chosen = select(meaning, choice)
    return status_data(chosen, SAY), [[*status_records(chosen, by, SAY).rows] for by in StatusBy]


def test_an_item_is_assessed_anew_where_something_new_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = _says(1, "1.1", "values: {self-check: 118/120}"), _says(2, "1.2")
    tree = _workspace(tmp_path, first, other)
    asked: list[list[str]] = []

    def noted(held: Workspace, plan: Plan, as_of: date, ids: Sequence[str]) -> object:
        asked.append(sorted(ids))
        return assess_items(held, plan, as_of, ids)

    monkeypatch.setattr(by_item, "assess_items", noted)
    plan = open_workspace(tree).plan
    assert plan is not None
    for entries in ([first, other], [other, first], [first, _says(3, "1.2"), other], [first]):
        _write_ledger(tmp_path, *entries)
        _, meaning = assess_by_item(Catalogue(tree), DAY)
        expected = assess(open_workspace(tree), DAY)
        assert meaning == expected
        assert [one.told for one in _duties(meaning)] == [one.told for one in _duties(expected)]
    assert asked == [sorted(plan.items), ["1.2"], ["1.2"]]


def test_a_status_reads_no_entry_of_items_of_which_nothing_new_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out("FL412-repeated-report", tmp_path)
    rate = "values: {self-check: 118/120}"
    _write_ledger(tmp_path, _says(1, "1.1", rate), _says(2, "1.2"))
    tree = WorkTree(tmp_path)
    expected = assess(open_workspace(tree), DAY)
    assess_by_item(Catalogue(tree), DAY)
    monkeypatch.setattr(LedgerFile, "entry", None)
    _, meaning = assess_by_item(Catalogue(tree), DAY)
    for by in {*StatusBy} - {StatusBy.TARGET}:  # which lists the entries of a figure
        rows = status_records(select(meaning, Choice()), by, SAY).rows
        assert [*rows] == [*status_records(select(expected, Choice()), by, SAY).rows]


def _duties(meaning: Assessment) -> Iterator[Duty]:
    return (duty for item in meaning.items for part in item.parts for duty in part.duties)


def test_a_large_workspace_is_checked_as_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out("FL220-idle-waiver", tmp_path)
    repeated = [_says(number, item) for number, item in enumerate(("1.2", "1.2", "1.1", "1.1"))]
    _write_ledger(tmp_path, *repeated)
    expected = check(open_workspace(WorkTree(tmp_path), DAY))
    assert len(expected.waived) == 2
    monkeypatch.setattr(run, "LARGE", 0)
    for _ in range(2):
        workspace, checked = check_files(WorkTree(tmp_path), DAY)
        assert not workspace.entries
        assert (checked.found, checked.waived) == (expected.found, expected.waived)


_SAYS = """- id: 20211008-0000000{}
  {}item: "{}"
  period: 2021Q3
  date: 2021-10-08
  status: in-progress
  {}
  by: 张三
"""
_HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"


def _says(number: int, item: str, more: str = "note: 自查", amends: str = "") -> str:
    return _SAYS.format(number, f"amends: {amends}\n  reason: 改\n  " if amends else "", item, more)


def _write_ledger(root: Path, *entries: str, department: str = "market") -> None:
    head = f"plan: sample-2021\ndepartment: {department}\nentries:\n"
    (root / "ledgers").mkdir(exist_ok=True)
    (root / "ledgers" / f"{department}.yaml").write_text(head + "".join(entries), "utf-8")


def _workspace(root: Path, *entries: str) -> WorkTree:
    lay_out("FL412-repeated-report", root)
    _write_ledger(root, *entries)
    return WorkTree(root)


def _found_all(tree: WorkTree, day: date = DAY) -> Workspace:
    expected = open_workspace(tree, day)
    found = find_by_item(Catalogue(tree, day))[1]
    assert sort_diagnostics(found) == find_all(expected)
    return expected


def test_what_is_kept_is_of_the_day_and_told_where_entries_are_now(tmp_path: Path) -> None:
    first, again, other = _says(1, "1.1"), _says(2, "1.1"), _says(3, "1.2")
    tree = _workspace(tmp_path, first, again)
    for day in (DAY, date(2022, 2, 1), DAY):
        _found_all(tree, day)
    _write_ledger(tmp_path, first, other, again)
    _found_all(tree)
    (tmp_path / "ledgers" / "market.yaml").unlink()
    _write_ledger(tmp_path, first, other, again, department="farm")
    _found_all(tree)


def test_evidence_is_too_large_for_the_limit_that_is_set_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = f"evidence: [{{path: evidence/a.txt, sha256: {_HELLO}}}]"
    tree = _workspace(tmp_path, _says(1, "1.1", pieces))
    (tmp_path / "evidence").mkdir(exist_ok=True)
    with (tmp_path / "evidence" / "a.txt").open("wb") as file:
        file.truncate(3 << 20)
    for limit in ("1", "2", "4"):
        monkeypatch.setenv(EVIDENCE_SETTING, limit)
        _found_all(tree)


def test_of_two_pieces_of_evidence_the_faulty_one_is_named(tmp_path: Path) -> None:
    pieces = ", ".join(f"{{path: evidence/{one}.txt, sha256: {_HELLO}}}" for one in "ab")
    tree = _workspace(tmp_path, _says(1, "1.1", f"evidence: [{pieces}]"))
    (tmp_path / "evidence").mkdir(exist_ok=True)
    for changed in ("a", "b", "", "a"):
        for one in "ab":
            text = "changed" if one == changed else "hello"
            (tmp_path / "evidence" / f"{one}.txt").write_text(text, "utf-8")
        broken = _found_all(tree).broken_rules
        assert [d.facts["path"] for d in broken] == [f"evidence/{one}.txt" for one in changed]


class _Edited(WorkTree):
    """A work tree whose plan somebody saves as soon as it was read."""

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes | Trouble:
        raw = super().read(path, limit)
        if path == TASKS and isinstance(raw, bytes):
            (self.root / TASKS).write_bytes(raw.replace(b'id: "1.1"', b'id: "1.9"'))
        return raw


def test_a_plan_that_is_saved_during_a_check_is_checked_anew(tmp_path: Path) -> None:
    tree = _workspace(tmp_path, _says(1, "1.1"))
    find_by_item(Catalogue(_Edited(tmp_path), DAY))
    assert [d.code for d in _found_all(tree).broken_rules] == ["FL401"]


def test_a_register_is_named_as_it_is_called_now(tmp_path: Path) -> None:
    lay_out("FL420-bad-slip", tmp_path)
    file = tmp_path / "dispatch" / "2021Q3.yaml"
    for period in ("2022Q1", "2022Q2"):
        file = file.rename(file.with_stem(period))
        tree = WorkTree(tmp_path)
        assert find_errors_of(Catalogue(tree, DAY)) == open_workspace(tree, DAY).broken_rules


@pytest.mark.parametrize(
    ("entries", "cost"),
    [
        ([_says(1, "1.1x"), _says(2, "1.2x")], 4**2 * 4),
        (
            [
                _says(1, "1.1", "values: {self-chek: 1/2}"),
                _says(2, "1.2", "values: {volumes: 1/2}"),
            ],
            9**2 * 3,
        ),
        (
            [_says(n, f"1.{n}", amends=f"20211008-0000001{n}") for n in (1, 2)],
            17**2 * 2,
        ),
    ],
)
def test_right_words_run_out_at_the_same_slip_in_groups_as_in_one_go(
    entries: list[str], cost: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name, "_BUDGET", cost)
    monkeypatch.setattr(by_item, "AT_ONCE", 1)
    tree = _workspace(tmp_path, *entries)
    for _ in range(2):
        broken = _found_all(tree).broken_rules
        assert ["nearest" in d.facts for d in broken] == [True, False]


def test_nothing_is_kept_of_what_another_package_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = rules.Family()
    added.rule("warning LY101 odd item\nsays: 奇 | odd\nwhy: 奇 | odd")(lambda _: ())
    catalogue = Catalogue(_workspace(tmp_path, _says(1, "1.1")), DAY)
    assert can_find_by_item(catalogue)
    looking = {"LY101": lambda _: ()}
    monkeypatch.setattr(rules, "added_families", lambda: {"LY1": added})
    monkeypatch.setattr(by_item, "looking", lambda *, errors: {} if errors else looking)
    assert not can_find_by_item(catalogue)


def test_every_rule_says_what_it_sees() -> None:
    looking = [rule for rule in all_rules().values() if rule.look]
    assert not [rule.code for rule in looking if rule.sees is Sees.EVERYTHING]
