"""Reading a workspace: what is fit for figures, what is left out, what stays silent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import indent

import pytest

from foodsafety_ledger.check.run import capped_by_file, find_all, open_workspace, rules_chosen
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.diagnostic import Diagnostic, Location, Span
from foodsafety_ledger.reading.workspace import LeftOut, Workspace
from plan_texts import DEPARTMENTS, HEAD, a_target_text, an_item_text, write

Make = Callable[..., Workspace]

TASKS = HEAD + indent(
    an_item_text(targets=a_target_text()) + an_item_text(id='"1.2"', responsible="[market, farm]"),
    "    ",
)
PLAN = {"data/tasks.yaml": TASKS, "data/departments.yaml": DEPARTMENTS}


def a_ledger(*entries: str, department: str = "market", plan: str = "sample") -> str:
    return f"plan: {plan}\ndepartment: {department}\nentries:\n" + "".join(entries)


def an_entry(number: int = 1, **keys: str) -> str:
    told = {
        "id": f"20211008-{number:08x}",
        "item": '"1.1"',
        "period": "2021Q3",
        "date": "2021-10-08",
        "status": "done",
        "by": "张三",
    } | keys
    return "- " + "".join(f"  {key}: {value}\n" for key, value in told.items())[2:]


def a_void(number: int, of: str, **keys: str) -> str:
    told = {
        "id": f"20211009-{number:08x}",
        "voids": of,
        "reason": "重复",
        "date": "2021-10-09",
        "by": "张三",
    } | keys
    return "- " + "".join(f"  {key}: {value}\n" for key, value in told.items())[2:]


@pytest.fixture
def workspace(tmp_path: Path) -> Make:
    def make(plan: dict[str, str] = PLAN, **ledgers: str) -> Workspace:
        write(tmp_path, plan)
        write(tmp_path, {f"ledgers/{name}.yaml": text for name, text in ledgers.items()})
        return open_workspace(WorkTree(tmp_path))

    return make


def codes(records: Workspace) -> list[str]:
    return [d.code for d in records.found]


def test_a_sound_workspace(workspace: Make) -> None:
    records = workspace(market=a_ledger(an_entry()))
    assert records.plan is not None
    assert codes(records) == []
    assert [entry.id for entry in records.fit] == ["20211008-00000001"]
    assert records.left_out == LeftOut()


def test_no_ledgers_at_all(workspace: Make) -> None:
    records = workspace()
    assert (records.ledgers, records.fit, codes(records)) == ((), (), [])


def test_an_entry_with_an_error_is_left_out(workspace: Make) -> None:
    records = workspace(market=a_ledger(an_entry(status="fine"), an_entry(2, item='"1.2"')))
    assert [entry.id for entry in records.fit] == ["20211008-00000002"]
    assert records.left_out == LeftOut(1, frozenset({("1.1", "market")}), frozenset())


def test_a_void_with_an_error_touches_what_it_names(workspace: Make) -> None:
    records = workspace(market=a_ledger(an_entry(), a_void(2, "20211008-00000001", by="''")))
    assert codes(records) == ["FL310"]
    assert records.left_out == LeftOut(1, frozenset({("1.1", "market")}), frozenset())


def test_an_entry_that_is_no_mapping_is_counted(workspace: Make) -> None:
    records = workspace(market=a_ledger("- 一条\n", an_entry()))
    assert len(records.fit) == 1
    assert records.left_out.count == 1


@pytest.mark.parametrize(
    ("text", "count", "is_least"),
    [
        (a_ledger(an_entry(), an_entry(2, item='"1.2"')) + "  note: a: b\n", 2, True),
        (a_ledger(an_entry(), an_entry(2, item='"1.2"'), plan="other"), 2, False),
        (a_ledger(an_entry(), department="farm"), 1, False),
        (a_ledger(an_entry(), plan="''"), 1, False),
        ("- id: 1\n- id: 2\n- { id : 3}\n", 3, True),
        ("", 1, True),
    ],
)
def test_a_file_that_does_not_read_leaves_out_all_its_entries(
    workspace: Make, text: str, count: int, *, is_least: bool
) -> None:
    records = workspace(market=text, farm=a_ledger(an_entry(9, item='"1.2"'), department="farm"))
    assert [entry.department for entry in records.fit] == ["farm"]
    assert records.left_out == LeftOut(count, frozenset(), frozenset({"market"}), is_least=is_least)
    assert len(codes(records)) == 1


def test_a_file_that_cannot_be_opened_counts_once(workspace: Make, tmp_path: Path) -> None:
    (tmp_path / "ledgers" / "market.yaml").mkdir(parents=True)
    records = workspace()
    assert codes(records) == ["FL101"]
    assert records.left_out == LeftOut(1, frozenset(), frozenset({"market"}), is_least=True)


def test_a_ledger_of_nobody(workspace: Make) -> None:
    records = workspace(nobody=a_ledger(an_entry(item="x"), department="nobody"))
    assert codes(records) == ["FL314"]
    assert records.left_out == LeftOut(1, frozenset(), frozenset({"nobody"}))


def test_without_a_plan_entries_are_only_held_against_each_other(workspace: Make) -> None:
    entries = a_ledger(an_entry(item="x"), an_entry(item="x"), department="market")
    records = workspace({}, market=entries)
    assert records.plan is None
    assert codes(records) == ["FL216", "FL216", "FL405"]


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ("", ["FL203"]),
        ("- a\n", ["FL203"]),
        ("- a: b: c\n", ["FL104"]),
        (TASKS.replace("period: {start", "period: {star"), ["FL202"]),
    ],
)
def test_a_plan_that_does_not_read_hides_no_ledger(
    workspace: Make, tasks: str, expected: list[str]
) -> None:
    records = workspace(PLAN | {"data/tasks.yaml": tasks}, market=a_ledger(an_entry(), an_entry()))
    assert records.plan is None
    assert codes(records) == [*expected, "FL405"]


def test_a_plan_that_cannot_be_opened(workspace: Make, tmp_path: Path) -> None:
    (tmp_path / "data" / "tasks.yaml").mkdir(parents=True)
    assert codes(workspace({"data/departments.yaml": DEPARTMENTS})) == ["FL101"]


def test_what_the_plan_lost_by_a_mistake_is_not_unknown_to_entries(workspace: Make) -> None:
    torn = TASKS.replace('id: "1.2"', 'id: "1.2": x')
    records = workspace(
        PLAN | {"data/tasks.yaml": torn},
        market=a_ledger(an_entry(item='"1.2"'), an_entry(2, values="{x: 1}")),
        west=a_ledger(an_entry(3), department="west"),
    )
    assert codes(records) == ["FL104"]


@pytest.mark.parametrize(
    ("item", "values"),
    [
        (an_item_text(lead="[nobody]"), "{}"),
        (an_item_text(targets=a_target_text(goal="much")), "{rate: 1/2}"),
        (an_item_text(targets=a_target_text(reported_by="[nobody]")), "{rate: 1/2}"),
        (an_item_text(due="soon"), "{rate: 1/2}"),
    ],
)
def test_a_mistake_in_the_plan_is_not_found_again_in_the_ledgers(
    workspace: Make, item: str, values: str
) -> None:
    plan = PLAN | {"data/tasks.yaml": HEAD + indent(item, "    ")}
    department = "farm" if "lead" in item else "market"
    entry = an_entry(values=values)
    records = workspace(plan, **{department: a_ledger(entry, department=department)})
    assert len(codes(records)) == 1
    assert codes(records)[0].startswith("FL2")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (an_entry(item='"9.9"', values="{rate: 98%}"), ["FL401"]),
        (an_entry(item='"1.2"', values="{rate: 98%}"), ["FL403"]),
        (an_entry(values="{rate: 98%}"), ["FL501"]),
        (an_entry(values="{rate: 3/2}"), ["FL502"]),
        (an_entry(period="2022Q1"), ["FL601"]),
        (an_entry(date="2021-02-30"), ["FL306"]),
        (an_entry(id="x", date="2021-10-07"), ["FL304"]),
    ],
)
def test_one_mistake_is_found_once(workspace: Make, entry: str, expected: list[str]) -> None:
    assert codes(workspace(market=a_ledger(entry))) == expected


def test_a_value_of_someone_without_a_part_is_found_once(workspace: Make) -> None:
    entry = an_entry(values="{rate: 3/2}")
    assert codes(workspace(west=a_ledger(entry, department="west"))) == ["FL402"]


def test_two_mistakes_in_an_entry_are_both_found(workspace: Make) -> None:
    entry = an_entry(date="2021-02-30", item='"9.9"', status="fine")
    assert codes(workspace(market=a_ledger(entry))) == ["FL401", "FL306", "FL305"]


def test_a_missing_reference_is_silent_where_entries_may_be_unseen(workspace: Make) -> None:
    void = a_void(2, "20211001-00000009")
    assert codes(workspace(market=a_ledger(void))) == ["FL406"]
    assert codes(workspace(market=a_ledger(void), farm="}\n")) == ["FL104"]


def test_a_stray_ledger_is_named(workspace: Make, tmp_path: Path) -> None:
    write(tmp_path, {"ledgers/market.yml": a_ledger(an_entry())})
    assert codes(workspace()) == ["FL101"]


def test_the_same_bytes_always_give_the_same_records(workspace: Make) -> None:
    first = workspace(market=a_ledger(an_entry(status="fine"), an_entry(2)))
    second = workspace()
    assert first.found == second.found
    assert first.fit == second.fit


def test_check_adds_remarks_of_the_day(workspace: Make, tmp_path: Path) -> None:
    workspace(market=a_ledger(an_entry(date="2021-10-20", id="20211020-00000001")))
    before = find_all(open_workspace(WorkTree(tmp_path), date(2021, 10, 15)))
    after = find_all(open_workspace(WorkTree(tmp_path), date(2021, 10, 20)))
    assert [d.code for d in before] == ["FL607", "FL413"]
    assert [d.code for d in after] == ["FL606", "FL606", "FL605", "FL413"]


def test_a_missing_report_is_not_noted_where_an_entry_is_broken(
    workspace: Make, tmp_path: Path
) -> None:
    workspace(market=a_ledger(an_entry(status="fine"), an_entry(2, item='"1.2"')), farm="}\n")
    found = find_all(open_workspace(WorkTree(tmp_path), date(2021, 10, 16)))
    assert [d.code for d in found] == ["FL104", "FL305", "FL413"]


def test_without_a_plan_nobody_owes_anything(workspace: Make, tmp_path: Path) -> None:
    workspace({}, market=a_ledger(an_entry()))
    found = find_all(open_workspace(WorkTree(tmp_path), date(2022, 10, 16)))
    assert {d.code for d in found} == {"FL216"}


def _found(code: str, path: str = "a", line: int = 1) -> Diagnostic:
    return Diagnostic(code, Location(path, Span(line, 1, line, 2)))


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        ([], [], ["FL401", "FL405", "FL501"]),
        (["FL4"], [], ["FL401", "FL405"]),
        (["FL4", "bad-value"], ["unknown-item"], ["FL405", "FL501"]),
        ([], ["FL"], []),
    ],
)
def test_rules_are_chosen_by_code_family_and_name(
    select: list[str], ignore: list[str], left: list[str]
) -> None:
    assert sorted(rules_chosen(select, ignore) & {"FL401", "FL405", "FL501"}) == left


def test_a_file_shows_a_hundred_findings_and_says_how_many_more() -> None:
    found = [_found("FL401", "a", line) for line in range(1, 151)] + [_found("FL401", "b")]
    shown = capped_by_file(found)
    assert len(shown) == 102
    assert (shown[100].code, shown[100].facts) == ("FL119", {"count": 50})
    assert shown[101].location.path == "b"


def test_what_a_file_does_not_show_is_its_lightest() -> None:
    """An error below a hundred notes is why ``check`` fails, and nobody would see it."""
    notes = [_found("FL412", "a", line) for line in range(1, 151)]
    counted = Diagnostic("FL119", Location("a"), {"count": 7})
    shown = capped_by_file([*notes, counted, _found("FL802", "a", 200), _found("FL807", "a", 201)])
    assert [one.code for one in shown] == ["FL412"] * 98 + ["FL802", "FL807", "FL119"]
    assert shown[-1].facts == {"count": 52 + 7}
