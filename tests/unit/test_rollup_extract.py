"""What a district hands on: its own results and their parts, exact, and nobody's name."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given

from any_plan import cases
from builders import a_plan, a_review, a_target, a_workspace, an_item, assessed, some_entries
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.failure import FindingsError
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import District, Plan
from foodsafety_ledger.rollup.extract import definitions_of, extract
from foodsafety_ledger.rollup.schema import (
    COLUMNS,
    Row,
    RowKind,
    Type,
    definition_from,
    definition_of,
    key_of,
    seal_of,
)
from foodsafety_ledger.rollup.store import footer_start, parquet_of, put_extract, rows_told

HERE = District("320703", Name("某区", "Some District"))


def rows_of(plan: Plan, entries: list[Entry], as_of: str = "2022-01-20") -> tuple[Row, ...]:
    """The rows of a plan of a district."""
    found = assessed(replace(plan, district=HERE), entries, as_of)
    return extract(a_workspace(found.plan, entries), found, "c0ffee").rows


def figure_of(row: Row) -> str:
    """A ratio as it is written."""
    return f"{row.numerator}/{row.denominator}"


def only(rows: tuple[Row, ...], kind: RowKind) -> Row:
    (row,) = (one for one in rows if one.row is kind)
    return row


def test_a_columns_type_follows_from_what_its_field_holds() -> None:
    assert [COLUMNS[one] for one in ("row", "entry", "as_of", "absent", "base_amount")] == [
        *(Type.TEXT, Type.TEXT, Type.DATE, Type.INTEGER, Type.DECIMAL)
    ]


@given(cases())
def test_no_two_rows_have_one_key_and_each_matter_has_one(
    case: tuple[Plan, list[Entry], date],
) -> None:
    plan, entries, day = case
    found = assessed(replace(plan, district=HERE), entries, day)
    rows = extract(a_workspace(found.plan, entries), found, None).rows
    kinds = Counter(row.row for row in rows)
    duties = sum(len(part.duties) for item in found.items for part in item.parts)
    assert len({key_of(row) for row in rows}) == len(rows)
    assert kinds[RowKind.ITEM] == len(found.items)
    assert kinds[RowKind.TARGET] == len(plan.targets)
    assert kinds[RowKind.DUTY] == duties


def test_a_target_is_handed_on_as_the_district_judged_it() -> None:
    item = an_item(responsible=("alpha", "beta"), targets=(a_target(indicator="jiangsu/rate"),))
    rows = rows_of(a_plan(item), some_entries("alpha 2021Q4 94/99", "beta 2021Q3 50/50"))
    row = only(rows, RowKind.TARGET)
    assert (row.verdict, row.light, row.indicator) == ("missing", "red", "jiangsu/rate")
    assert figure_of(row) == "144/149"
    assert row.amount is None
    assert row.absent == 1, "beta's value is stale"
    assert str(row.due) == "2022-01-15", "the last day in time"


def test_a_value_says_what_it_is_worth() -> None:
    entries = some_entries(
        *("alpha 2021Q3 90/99", "alpha 2021Q4 0/0", "beta 2021Q3 50/50"),
        *("gamma 2021Q3 1/2", "gamma 2021Q4 n/a", "delta 2021Q4 7/9"),
    )
    bureaus = ("alpha", "beta", "gamma", "delta")
    item = an_item(responsible=bureaus, targets=(a_target(),))
    returned = a_review(entries[-1], "2022-01-12", "returned")
    rows = rows_of(a_plan(item), [*entries, returned])
    states = {(r.department, r.period): r.state for r in rows if r.row is RowKind.VALUE}
    assert states == {
        ("alpha", "2021Q3"): "value",
        ("alpha", "2021Q4"): "zero",
        ("beta", "2021Q3"): "stale",
        ("gamma", "2021Q3"): "value",
        ("gamma", "2021Q4"): "n/a",
        ("delta", "2021Q4"): "returned",
    }


def test_a_duty_says_how_many_days_late_it_came_or_has_not_come() -> None:
    rows = rows_of(a_plan(an_item()), some_entries("alpha 2021Q3 - 2021-10-20"))
    duties = {row.period: row for row in rows if row.row is RowKind.DUTY}
    assert (duties["2021Q3"].duty, duties["2021Q3"].days_late) == ("late", 5)
    assert (duties["2021Q4"].duty, duties["2021Q4"].days_late) == ("overdue", 5)


def test_a_trend_hands_on_its_baseline_over_the_same_departments() -> None:
    target = a_target(goal="rising", baselines={"alpha": "8/10", "beta": "3/10"})
    item = an_item(responsible=("alpha", "beta"), targets=(target,))
    row = only(
        rows_of(a_plan(item), some_entries("alpha 2021Q4 9/10", "beta 2021Q4 4/10")), RowKind.TARGET
    )
    assert figure_of(row) == "13/20"
    assert f"{row.base_numerator}/{row.base_denominator}" == "11/20"


def test_a_figure_that_would_be_rounded_is_refused() -> None:
    plan = a_plan(an_item(targets=(a_target("area", ">= 1亩", "count"),)))
    fits = some_entries("alpha 2021Q4 0.1234", target="area")
    assert only(rows_of(plan, fits), RowKind.TARGET).amount == Fraction("0.1234")
    with pytest.raises(FindingsError, match="extract-figure"):
        rows_of(plan, some_entries("alpha 2021Q4 0.12345", target="area"))


def test_without_a_district_there_is_nothing_to_add_up() -> None:
    found = assessed(a_plan(an_item()), [], "2022-01-20")
    with pytest.raises(FindingsError, match="extract-district"):
        extract(a_workspace(found.plan), found, None)


def test_without_an_item_there_is_nothing_to_hand_on() -> None:
    found = assessed(replace(a_plan(), district=HERE), [], "2022-01-20")
    with pytest.raises(FindingsError, match="extract-nothing"):
        extract(a_workspace(found.plan), replace(found, items=()), None)


def test_a_definition_is_the_same_however_it_is_spelled_and_reads_back() -> None:
    one = definition_of(a_target(goal=">= 95%", counts=Name("已查/应查")))
    other = definition_of(a_target(goal=">= 95.0%", counts=Name("已查／应查"), owed_by=("beta",)))
    assert one.sha256 == other.sha256
    assert one.sha256 != definition_of(a_target(goal=">= 95‰", counts=Name("已查/应查"))).sha256
    assert definition_from(one.parts, may_exceed=False) == one


def test_a_manifest_tells_every_definition() -> None:
    targets = (a_target("a"), a_target("b", may_exceed=True), a_target("c", goal="rising"))
    found = assessed(a_plan(an_item(targets=targets)), [], "2022-01-20")
    told = definitions_of(found)
    assert sorted(one["goal"] for one in told.values()) == [">= 95", "rising"]
    assert [one["may_exceed"] for one in told.values() if one["goal"] != "rising"] == [True]


@pytest.mark.parametrize("number", [1, 63, 64, 8191, 8192, 20_000])
def test_how_many_rows_a_file_has_is_read_off_its_footer(tmp_path: Path, number: int) -> None:
    duckdb = pytest.importorskip("duckdb")
    row = Row(RowKind.ITEM, "plan", "320703", "2021", "s1", "1", "1.1")
    file = tmp_path / "made.parquet"
    file.write_bytes(parquet_of([row] * number))
    assert rows_told(file.read_bytes(), footer_start()) == number
    duckdb.read_parquet(str(file)).write_parquet(str(file), field_ids="auto")
    for content in (file.read_bytes(), b"", b"PAR1", b"PAR1" * 9):
        assert rows_told(content, footer_start()) is None


def test_writers_of_one_extract_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "made.parquet"
    row = Row(RowKind.ITEM, "plan", "320703", "2021", "s1", "1", "1.1", light="red")
    about = {"year": "2021", "district": {"code": "320703"}, "plan": "plan"}
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: put_extract(path, [row] * number, about), range(1, 9)))
    told = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert told["sha256"] == sha256(path.read_bytes()).hexdigest()
    (line,) = told["sums"]["rows"]
    assert line.startswith(f"item,red,,,,,{told['rows']},0,")
    assert told["sums"]["sha256"] == seal_of(told["sha256"], [line])
    assert len([*tmp_path.iterdir()]) == 2
