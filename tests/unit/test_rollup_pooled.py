"""A province's account agrees with its districts', and nothing unfit is in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from any_plan import DAYS, DEPARTMENTS, PERIODS, cases, ledgers
from builders import a_plan, a_target, an_item, assessed, some_entries
from extracts import Reference, definitions, extracted, odd_rows, put, put_rows
from foodsafety_ledger.assess.assessment import (
    VERDICT_LIGHT,
    Assessment,
    DutyState,
    Light,
    TargetAssessment,
)
from foodsafety_ledger.model.entry import Entry, Kind
from foodsafety_ledger.model.failure import FindingsError, OperatingError, UsageError
from foodsafety_ledger.model.measure import is_nothing
from foodsafety_ledger.model.plan import Holds, Plan, ValueIs
from foodsafety_ledger.rollup.judged import IndicatorAccount, judged
from foodsafety_ledger.rollup.pooled import Asked, PooledAccount, account, behind
from foodsafety_ledger.rollup.schema import Row, RowKind, definition_of, seal_of
from foodsafety_ledger.rollup.store import write_extract
from sampled import one_row_in

DONE = "2022-01-20"


def rolled(folder: Path, **asked: object) -> PooledAccount:
    """The account of a folder."""
    return account(folder, Asked(**asked), lambda files: files)  # type: ignore[arg-type]


def only(found: PooledAccount) -> IndicatorAccount:
    """The only figure of an account."""
    (one,) = found.indicators
    return one


def reported(plan: Plan) -> Plan:
    """A plan that reports each of its targets upwards."""
    items = {
        item.id: replace(
            item, targets=tuple(replace(one, indicator=f"here/{one.id}") for one in item.targets)
        )
        for item in plan.items.values()
    }
    targets = {one.ref: one for item in items.values() for one in item.targets}
    return replace(plan, items=items, targets=targets)


def put_rate(folder: Path, code: str, *lines: str, as_of: str = DONE, **target: object) -> None:
    """The extract of a district with one target, reported as ``here/rate``."""
    owed = tuple(dict.fromkeys(one.split()[0] for one in lines)) or ("alpha",)
    made = a_target(indicator="here/rate", **target)  # type: ignore[arg-type]
    plan = a_plan(an_item(responsible=owed, targets=(made,)), id=f"plan-{code}")
    put(folder, plan, some_entries(*lines), as_of, code)


# agreement


def agrees(one: IndicatorAccount, own: Assessment) -> None:
    """Holds the figure of one district against its own assessment."""
    (target,) = (one for item in own.items for one in item.targets)
    assert one.verdict is target.verdict, (target.verdict, target)
    if target.compared is not None and not is_nothing(target.compared):
        assert one.value == target.compared


@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(cases(), min_size=8, max_size=8))
def test_each_districts_figures_and_verdicts_are_its_own(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[Plan, list[Entry], date]]
) -> None:
    folder = tmp_path_factory.mktemp("districts")
    own = {
        f"32070{at}": put(folder, reported(plan), entries, str(day), f"32070{at}")
        for at, (plan, entries, day) in enumerate(drawn)
    }
    found = rolled(folder, digits=6)
    assert found.refused == ()
    for one in found.indicators:
        agrees(one, own[one.area])
    assert len(found.indicators) == sum(bool(one.plan.targets) for one in own.values())
    for work in found.districts:
        assessed = own[work.area]
        lights = [item.light for item in assessed.items]
        states = [d.state for item in assessed.items for part in item.parts for d in part.duties]
        assert work.lights == {light: lights.count(light) for light in Light}
        assert work.duties == {state: states.count(state) for state in DutyState}


@st.composite
def sums(draw: st.DrawFn) -> tuple[Plan, list[Entry], date]:
    """A plan with a target that adds up, entries up to its due date, and a day to look from."""
    measure = draw(st.sampled_from(["ratio", "count"]))
    goal = draw(st.sampled_from([">= 50", "<= 50", "= 0"])) + ("%" if measure == "ratio" else "家")
    target = a_target(
        goal=goal,
        measure=measure,
        value_is=draw(st.sampled_from(ValueIs)),
        holds=draw(st.sampled_from(Holds)),
        first=draw(st.sampled_from(PERIODS)),
        due=draw(st.sampled_from([date(2021, 9, 30), date(2021, 12, 31)])),
        indicator="here/rate",
    )
    plan = a_plan(an_item(responsible=DEPARTMENTS, targets=[target]))
    (item,) = plan.items.values()
    last = item.targets[0].last
    entries = [one for one in draw(ledgers(item)) if one.kind is not Kind.VOID]
    return plan, [one for one in entries if one.period is None or one.period <= last], draw(DAYS)


def half(
    plan: Plan, entries: list[Entry], own: tuple[str, ...], code: str, day: date
) -> tuple[Row, ...]:
    """The extract of a district that has only these departments of a plan, and their entries."""
    (target,) = plan.targets.values()
    ids = {one.id for one in entries if one.department in own}
    theirs = [one for one in entries if one.id in ids or one.reviews in ids]
    made = a_plan(an_item(responsible=own, targets=[replace(target, owed_by=own)]))
    return extracted(made, theirs, str(day), code).rows


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(sums())
def test_halves_of_a_district_make_the_whole(drawn: tuple[Plan, list[Entry], date]) -> None:
    plan, entries, day = drawn
    rows = [
        row
        for code, own in (("320703", DEPARTMENTS[:2]), ("320706", DEPARTMENTS[2:]))
        for row in half(plan, entries, own, code, day)
    ]
    (both,) = Reference(rows).sums(0)
    (whole,) = (one for item in assessed(plan, entries, day).items for one in item.targets)
    found = judged(both, definition_of(whole.target), ())
    if whole.compared is not None and not is_nothing(whole.compared):
        assert found.value == whole.compared
    if whole.target.holds is Holds.AT_DUE and not sure_early(whole):
        # when each value came, and who is silent and who only late, is the district's to know
        assert VERDICT_LIGHT[found.verdict] is whole.light or (
            (found.verdict, whole.verdict) == ("met-late", "met")
        )


def sure_early(whole: TargetAssessment) -> bool:
    """Whether a ``>=`` count is met before all have reported, which over districts it is not."""
    return bool(whole.absent) and whole.verdict in {"met", "met-late"}


# verdicts over districts


def test_until_every_district_is_complete_a_good_sum_is_short_and_later_missing(
    tmp_path: Path,
) -> None:
    put_rate(tmp_path, "320703", "alpha 2021Q4 99/99", as_of="2022-01-10")
    put_rate(tmp_path, "320706", as_of="2022-01-10")
    assert only(rolled(tmp_path)).verdict == "short"
    put_rate(tmp_path, "320706", as_of=DONE)
    assert only(rolled(tmp_path)).verdict == "missing"


def test_a_sum_that_fails_is_short_before_the_latest_due_and_missed_after(tmp_path: Path) -> None:
    for day, verdict in (("2022-01-10", "short"), (DONE, "missed")):
        put_rate(tmp_path, "320703", "alpha 2021Q4 90/99", as_of=day)
        put_rate(tmp_path, "320706", "alpha 2021Q4 95/101", as_of=day)
        one = only(rolled(tmp_path))
        assert f"{one.verdict} {one.gap}" == f"{verdict} 5"


def test_a_sum_that_holds_is_met_before_and_after_the_due_date_whoever_missed(
    tmp_path: Path,
) -> None:
    put_rate(tmp_path, "320703", "alpha 2021Q4 90/99 2022-01-09")
    for day, verdict in (("2022-01-09", "met"), ("2022-02-01", "met-late")):
        put_rate(tmp_path, "320706", f"alpha 2021Q4 901/901 {day}", as_of="2022-02-02")
        one = only(rolled(tmp_path))
        assert (str(one.verdict), one.met, one.districts) == (verdict, 1, 2)


def test_what_each_period_must_hold_is_missed_though_the_sum_holds(tmp_path: Path) -> None:
    put_rate(tmp_path, "320703", "alpha 2021Q4 90/99", holds=Holds.EVERY_PERIOD)
    put_rate(tmp_path, "320706", "alpha 2021Q4 901/901", holds=Holds.EVERY_PERIOD)
    one = only(rolled(tmp_path))
    assert (one.holds, str(one.verdict)) == (True, "missed")


def test_a_district_that_is_short_does_not_spoil_a_sum_that_holds(tmp_path: Path) -> None:
    put_rate(tmp_path, "320703", "alpha 2021Q4 90/99", as_of="2022-01-10")
    put_rate(tmp_path, "320706", "alpha 2021Q4 901/901", as_of="2022-01-10")
    assert only(rolled(tmp_path)).verdict == "met"


def test_a_district_without_anything_to_do_drops_out(tmp_path: Path) -> None:
    put_rate(tmp_path, "320703", "alpha 2021Q4 99/99")
    put_rate(tmp_path, "320706", "alpha 2021Q4 0/0")
    one = only(rolled(tmp_path))
    assert (one.verdict, [weak.district for weak in one.weakest]) == ("met", ["320703"])


def test_of_scores_the_lowest_counts_and_the_weakest_are_named(tmp_path: Path) -> None:
    for at, score in enumerate((95, 92, 99, 88, 97, 91)):
        put_rate(tmp_path, f"32070{at}", f"alpha 2021Q4 {score}", goal=">= 85分", measure="score")
    one = only(rolled(tmp_path))
    assert f"{one.value} {one.verdict}" == "88 met"
    assert [weak.value for weak in one.weakest] == [88, 91, 92, 95, 97]


def test_scores_that_rose_everywhere_rose_whatever_their_baselines_add_up_to(
    tmp_path: Path,
) -> None:
    for code, *scores in (("320703", 80, 85), ("320706", 90, 91)):
        lines = (f"alpha 2021Q{at} {score}" for at, score in enumerate(scores, 3))
        put_rate(tmp_path, code, *lines, goal="rising", measure="score")
    one = only(rolled(tmp_path))
    assert f"{one.verdict} {one.value} {one.gap}" == "met 85 None"


def test_the_worst_of_scores_is_the_highest_where_no_more_than_so_many_are_allowed(
    tmp_path: Path,
) -> None:
    for code, score in (("320703", 4), ("320706", 6)):
        put_rate(tmp_path, code, f"alpha 2021Q4 {score}", goal="<= 5分", measure="score")
    one = only(rolled(tmp_path))
    assert f"{one.verdict} {one.value} {one.gap}" == "missed 6 1"
    assert [weak.district for weak in one.weakest] == ["320706", "320703"]


def test_what_is_defined_otherwise_stands_beside_and_is_not_added(tmp_path: Path) -> None:
    put_rate(tmp_path, "320703", "alpha 2021Q4 99/99")
    put_rate(tmp_path, "320706", "alpha 2021Q4 91/99", goal=">= 90%")
    found = rolled(tmp_path).indicators
    assert sorted(str(one.value) for one in found) == ["91/99", "99/99"]
    assert len({one.definition for one in found}) == 2


def test_years_and_areas_are_kept_apart(tmp_path: Path) -> None:
    for code in ("320703", "320706", "321002", "330102"):
        put_rate(tmp_path, code, "alpha 2021Q4 9/10")
    by_city = {one.area: one.districts for one in rolled(tmp_path, digits=4).indicators}
    assert by_city == {"3207": 2, "3210": 1, "3301": 1}
    chosen = rolled(tmp_path, districts=("32",), digits=2)
    assert [(one.area, one.districts) for one in chosen.indicators] == [("32", 3)]
    with pytest.raises(FindingsError):
        rolled(tmp_path, years=("2020",))


def test_a_figure_leads_to_the_entries_that_it_comes_from(tmp_path: Path) -> None:
    put_rate(tmp_path, "320703", "alpha 2021Q3 50/60", "beta 2021Q4 40/40")
    rows = behind(rolled(tmp_path), "here/rate")
    assert [(row.plan, row.item, row.target) for row in rows.targets] == [
        ("plan-320703", "1.1", "rate")
    ]
    assert [(row.department, row.period, row.state) for row in rows.values] == [
        ("alpha", "2021Q3", "stale"),
        ("beta", "2021Q4", "value"),
    ]


# refusals


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extracts of two districts."""
    folder = tmp_path_factory.mktemp("both")
    put_rate(folder, "320703", "alpha 2021Q4 99/99")
    put_rate(folder, "320706", "alpha 2021Q4 10/10")
    return folder


@pytest.fixture
def two(both: Path, tmp_path: Path) -> Path:
    """The extracts of two districts, the first of which will be spoiled."""
    return shutil.copytree(both, tmp_path, dirs_exist_ok=True)


def _first(folder: Path) -> Path:
    return folder / "year=2021/district=320703/plan-320703.parquet"


def _rewritten(file: Path, **told: object) -> None:
    """Changes what a manifest says."""
    manifest = file.with_suffix(".json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | told), "utf-8")


def _no_manifest(file: Path) -> None:
    file.with_suffix(".json").unlink()


def _no_json(file: Path) -> None:
    file.with_suffix(".json").write_text("{", "utf-8")


def _deep_json(file: Path) -> None:
    text = file.with_suffix(".json").read_text("utf-8")
    deep = "[" * 50_000 + "]" * 50_000
    file.with_suffix(".json").write_text(text.replace("{", f'{{"more": {deep},', 1), "utf-8")


def _other_version(file: Path) -> None:
    _rewritten(file, schema=99)


def _version_as_text(file: Path) -> None:
    _rewritten(file, schema="1")


def _later_version(file: Path) -> None:
    file.with_suffix(".json").write_text('{"schema": "2.1", "districts": []}', "utf-8")


def _other_definition(file: Path) -> None:
    told = json.loads(file.with_suffix(".json").read_text("utf-8"))
    (parts,) = told["definitions"].values()
    _rewritten(file, definitions={sha: parts | {"goal": ">= 1"} for sha in told["definitions"]})


def _other_bytes(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b" ")


def _other_rows(file: Path) -> None:
    _rewritten(file, rows=3)


def _alone(file: Path) -> None:
    file.unlink()


def _dangling(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.symlink_to("nowhere")


def _circle(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.symlink_to(file.parent.name)


def _anothers(file: Path) -> None:
    other = file.parent.with_name("district=320706") / "plan-320706.parquet"
    shutil.copy(other, file)
    _sealed(file)


def _sealed(file: Path) -> None:
    """Makes a manifest fit a file that was changed, as by hand: it brings no sums."""
    _rewritten(file, sha256=sha256(file.read_bytes()).hexdigest(), sums=None)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _no_rows_to_read(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[4:60] = bytes(56)
    file.write_bytes(raw)
    _sealed(file)


def _with_sums(file: Path, change: Callable[[list[str]], list[str]], **told: object) -> None:
    """Changes the sums that a manifest brings and seals them."""
    manifest = json.loads(file.with_suffix(".json").read_text("utf-8"))
    lines = change(manifest["sums"]["rows"])
    seal = seal_of(manifest["sha256"], lines)
    _rewritten(file, sums=manifest["sums"] | {"rows": lines, "sha256": seal} | told)


def _met_by_another(lines: list[str]) -> list[str]:
    """The same with another figure."""
    assert any(",99.0000,99.0000," in line for line in lines)
    return [line.replace(",99.0000,", ",98.0000,", 1) for line in lines]


def _false_sums(file: Path) -> None:
    _with_sums(file, _met_by_another, sha256="0" * 64)


def _others_sums(file: Path) -> None:
    other = file.parent.with_name("district=320706") / "plan-320706.json"
    _rewritten(file, sums=json.loads(other.read_text("utf-8"))["sums"])


def _sums_of_earlier_rows(file: Path) -> None:
    _rewritten(file, sha256=_resealed(file))


def _resealed(file: Path) -> str:
    """The hash of rows that are put in the place of a file's."""
    shutil.copy(file.parent.with_name("district=320706") / "plan-320706.parquet", file)
    return sha256(file.read_bytes()).hexdigest()


def _sums_of_words(file: Path) -> None:
    _with_sums(file, lambda lines: [line.replace(",99.0000,", ",many,") for line in lines])


def _shorter_sums(file: Path) -> None:
    _with_sums(file, lambda lines: [line.partition(",")[2] for line in lines])


def _two_sums_in_a_line(file: Path) -> None:
    _with_sums(file, lambda lines: ["\n2021,320799,other,".join(lines)])


def _odd_sums(file: Path) -> None:
    _with_sums(file, lambda lines: [line.replace(",met,", ",splendid,") for line in lines])


def _sums_of_less_than_nothing(file: Path) -> None:
    _with_sums(file, lambda lines: [line.replace(",99.0000,", ",-99.0000,") for line in lines])


def _sums_beyond_columns(file: Path) -> None:
    most = "9" * 34
    _with_sums(file, lambda lines: [line.replace(",99.0000,", f",{most},") for line in lines])


def _counts_beyond_columns(file: Path) -> None:
    most = "9" * 18
    _with_sums(
        file, lambda lines: [re.sub(r"^(duty,.*),[0-9]+,", rf"\1,{most},", line) for line in lines]
    )


def _sums_of_a_far_day(file: Path) -> None:
    _with_sums(file, lambda lines: [re.sub(r"[0-9-]{10}$", "99999-01-01", line) for line in lines])


def _sums_of_no_kind(file: Path) -> None:
    _with_sums(file, lambda lines: [line.removeprefix("target") for line in lines])


def _sums_of_departments(file: Path) -> None:
    _with_sums(file, lambda lines: [line.replace("target,", "value,", 1) for line in lines])


def _undefined_sums(file: Path) -> None:
    (defined,) = json.loads(file.with_suffix(".json").read_text("utf-8"))["definitions"]
    _with_sums(file, lambda lines: [line.replace(defined, "0" * 64) for line in lines])


def _moved(file: Path) -> None:
    there = file.parent.with_name("district=320707")
    shutil.move(file.parent, there)


SPOILT: list[tuple[Callable[[Path], None], str]] = [
    (_no_manifest, "no-manifest"),
    (_no_json, "manifest"),
    (_deep_json, "manifest"),
    (_other_definition, "manifest"),
    (_other_version, "version"),
    (_later_version, "version"),
    (_version_as_text, "manifest"),
    (_other_bytes, "changed"),
    (_other_rows, "rows"),
    (_moved, "place"),
    (_alone, "no-extract"),
    (_dangling, "unreadable"),
    (_circle, "unreadable"),
    (_anothers, "origin"),
    (_folder, "no-extract"),
    (_pipe, "changed"),
    (_no_rows_to_read, "unreadable"),
    (_false_sums, "sums"),
    (_others_sums, "sums"),
    (_sums_of_earlier_rows, "sums"),
    (_sums_of_words, "sums"),
    (_shorter_sums, "sums"),
    (_two_sums_in_a_line, "sums"),
    (_odd_sums, "sums"),
    (_sums_of_less_than_nothing, "sums"),
    (_sums_beyond_columns, "sums"),
    (_counts_beyond_columns, "sums"),
    (_sums_of_a_far_day, "sums"),
    (_sums_of_no_kind, "sums"),
    (_sums_of_departments, "sums"),
    (_undefined_sums, "undefined"),
]


@pytest.mark.parametrize(("spoil", "why"), one_row_in(2, SPOILT))
def test_a_file_that_is_not_what_it_says_is_refused_and_hides_no_other(
    two: Path, spoil: Callable[[Path], None], why: str
) -> None:
    spoil(_first(two))
    found = rolled(two)
    assert [one.key for one in found.refused] == [why]
    assert str(only(found).value) == "10/10"


def _none(file: Path) -> None:
    _rewritten(file, sums=None)


def _another_versions(file: Path) -> None:
    _with_sums(file, _met_by_another, query="0" * 64)


def _shaped_otherwise(file: Path) -> None:
    _rewritten(file, sums={"query": 2, "sha256": None, "rows": {"a": 1}})


@pytest.mark.parametrize("change", [_none, _another_versions, _shaped_otherwise])
def test_where_no_sums_are_brought_the_rows_are_added_beside_others_sums(
    two: Path, change: Callable[[Path], None]
) -> None:
    brought = rolled(two)
    change(_first(two))
    found = rolled(two)
    assert str(only(found).value) == "109/109"
    assert (found.indicators, found.districts) == (brought.indicators, brought.districts)


@pytest.mark.parametrize("lie", [_met_by_another, lambda lines: lines[1:], lambda lines: lines * 2])
def test_sums_that_are_not_those_of_the_rows_are_refused_when_that_is_proved_again(
    two: Path, lie: Callable[[list[str]], list[str]]
) -> None:
    _with_sums(_first(two), lie)
    found = rolled(two, verify=True)
    assert [(one.key, "320703" in one.path) for one in found.refused] == [("sums", True)]
    assert str(only(found).value) == "10/10"


@pytest.mark.parametrize("sums", [True, False])
def test_an_engine_without_room_accuses_no_district(two: Path, *, sums: bool) -> None:
    if not sums:
        _none(_first(two))
    with pytest.raises(OperatingError, match="rollup-engine"):
        rolled(two, memory="1KB")


def test_a_manifest_counts_however_its_json_is_spelled(two: Path) -> None:
    manifest = _first(two).with_suffix(".json")
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(dict(reversed(told.items())) | {"more": 1}), "utf-8")
    found = rolled(two)
    assert found.refused == ()
    assert str(only(found).value) == "109/109"


@pytest.mark.parametrize("library", ["duckdb", "msgspec"])
def test_what_a_roll_up_needs_is_named_where_it_is_not_installed(
    two: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.delitem(sys.modules, "foodsafety_ledger.rollup.manifest", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match="needs-extra"):
        rolled(two)


def test_a_districts_folder_may_be_a_link_and_links_below_lead_in_no_circle(two: Path) -> None:
    there = shutil.move(two / "year=2021/district=320706", two / ".elsewhere")
    (two / "year=2021/district=320706").symlink_to(there)
    (two / "year=2021/district=320703/again").symlink_to(two)
    (two / "year=2021/district=320703/old").mkdir()
    shutil.copy(_first(two), two / "year=2021/district=320703/old")
    found = rolled(two)
    assert [one.key for one in found.refused] == ["place"]
    assert str(only(found).value) == "109/109"


def test_a_file_that_is_replaced_while_it_is_read_is_refused(two: Path) -> None:
    def watch(files: Sequence[Any]) -> Iterator[Any]:
        yield from files
        put_rate(two, "320703", "alpha 2021Q4 9/99")

    found = account(two, Asked(), watch)
    assert [one.key for one in found.refused] == ["replaced"]
    assert str(only(found).value) == "10/10"


ODD: list[tuple[str, dict[str, Any]]] = [
    ("target", {"verdict": "splendid"}),
    ("target", {"numerator": Fraction("0.5"), "definition": definitions()[0].sha256}),
    ("target", {"denominator": Fraction(-(10**23))}),
    ("target", {"base_denominator": Fraction("0.5")}),
    ("target", {"amount": Fraction("-0.0001")}),
    ("target", {"base_denominator": Fraction(1), "base_numerator": None}),
    ("target", {"base_denominator": Fraction(0), "base_numerator": Fraction(0)}),
    ("target", {"denominator": Fraction(0), "numerator": Fraction(5)}),
    ("target", {"due": None}),
    ("target", {"due": "99999-01-01"}),
    ("target", {"reported": "99999-01-01"}),
    ("target", {"value_date": "0001-12-31 (BC)"}),
    ("item", {"light": "blue"}),
    ("duty", {"duty": "lost"}),
    ("target", {"absent": -1}),
    ("duty", {"days_late": -1}),
    ("thing", {"row": "thing"}),
]
ODD_ALONE: list[tuple[str, dict[str, Any]]] = [
    ("value", {"denominator": None, "numerator": Fraction(1)}),
    ("value", {"state": "splendid"}),
    ("value", {"amount": Fraction(-1)}),
    ("duty", {"status": "lost"}),
]


def _one_odd(rows: list[Row], kind: str, said: dict[str, Any]) -> list[Row]:
    """Rows of which the first of a kind says something, and is else as it was."""
    at = next(at for at, row in enumerate(rows) if row.row == kind or "row" in said)
    return [*rows[:at], rows[at]._replace(**said), *rows[at + 1 :]]


@pytest.mark.parametrize(("kind", "said"), one_row_in(4, ODD))
def test_one_row_among_many_that_says_what_no_district_can_is_enough(
    tmp_path: Path, kind: str, said: dict[str, Any]
) -> None:
    rows = odd_rows(Random(3), "320799", "2021")
    also = {"indicator": "odd/first"} if kind == RowKind.TARGET else {}
    put_rows(tmp_path, _one_odd(rows, kind, also | said))
    (refused,) = rolled(tmp_path).refused
    assert (refused.key, refused.facts.get("column")) == ("odd", next(iter(said)))


@pytest.mark.parametrize(("odd", "verify"), [(ODD, False), (ODD + ODD_ALONE, True)])
def test_what_no_district_can_say_is_refused_by_file(
    tmp_path: Path, odd: list[tuple[str, dict[str, Any]]], *, verify: bool
) -> None:
    rows = odd_rows(Random(3), "320799", "2021")
    put_rows(tmp_path, rows)
    for number, (kind, said) in enumerate(odd, 320710):
        mine = [row._replace(district=f"{number}", plan=f"plan-{number}") for row in rows]
        put_rows(tmp_path, _one_odd(mine, kind, {"indicator": "odd/alone", **said}))
    found = rolled(tmp_path, verify=verify)
    told = [(one.key, one.facts.get("column")) for one in found.refused]
    assert told == [("odd", next(iter(said))) for _, said in odd]
    assert {one.area for one in found.districts} == {"320799"}


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"numerator": Fraction(20), "denominator": Fraction(10)}, "numerator"),
        ({"numerator": None, "denominator": None, "amount": Fraction(9)}, "verdict"),
    ],
)
@pytest.mark.parametrize("sums", [True, False])
def test_what_its_definition_forbids_is_refused(
    tmp_path: Path, said: dict[str, Any], column: str, *, sums: bool
) -> None:
    put_rate(tmp_path, "320706", "alpha 2021Q4 10/10")
    target = a_target(indicator="jiangsu/rate")
    plan = a_plan(an_item(targets=(target,)), id="plan-320703")
    made = extracted(plan, some_entries("alpha 2021Q4 10/10"), DONE, "320703")
    rows = [row._replace(**said) if row.verdict == "met" else row for row in made.rows]
    assert any(row.verdict == "met" for row in made.rows)
    write_extract(made._replace(rows=tuple(rows)), tmp_path)
    if not sums:
        _rewritten(_first(tmp_path), sums=None)
    found = rolled(tmp_path)
    assert [(one.key, one.facts.get("column")) for one in found.refused] == [("odd", column)]
    assert {one.area for one in found.districts} == {"320706"}


def test_whose_rows_they_are_is_not_taken_on_trust(tmp_path: Path) -> None:
    rows = odd_rows(Random(1), "320703", "2021")
    put_rows(tmp_path, [*rows, *(one._replace(district="320799") for one in rows)])
    assert [one.key for one in rolled(tmp_path).refused] == ["origin"]


def test_figures_of_a_district_that_nobody_names_are_not_added(tmp_path: Path) -> None:
    rows = odd_rows(Random(1), "320703", "2021")
    strange = [
        one._replace(district="320799") if one.row is RowKind.TARGET else one for one in rows
    ]
    put_rows(tmp_path, strange)
    put_rows(tmp_path, odd_rows(Random(2), "320706", "2021"))
    found = rolled(tmp_path)
    assert [(one.key, "320703" in one.path) for one in found.refused] == [("origin", True)]
    assert {one.area for one in found.districts} == {"320706"}


def test_rows_that_are_anothers_do_not_cost_it_its_own(tmp_path: Path) -> None:
    mine, theirs = (odd_rows(Random(at), f"32070{at}", "2021") for at in (3, 6))
    put_rows(tmp_path, [*mine, theirs[0]._replace(item="9.9")])
    put_rows(tmp_path, theirs)
    found = rolled(tmp_path, verify=True)
    assert [(one.key, "320703" in one.path) for one in found.refused] == [("origin", True)]
    assert {one.area for one in found.districts} == {"320706"}


def test_a_copy_of_anothers_rows_costs_the_other_nothing(two: Path) -> None:
    _anothers(_first(two))
    found = rolled(two, verify=True)
    assert [(one.key, "320703" in one.path) for one in found.refused] == [("origin", True)]


def test_an_indicator_that_nobody_defines_is_refused(two: Path) -> None:
    put_rate(two, "320703", "alpha 2021Q4 99/99", goal=">= 90%")
    _rewritten(_first(two), definitions={})
    found = rolled(two)
    assert [one.key for one in found.refused] == ["undefined"]
    assert str(only(found).value) == "10/10"


def _spoiled(folder: Path, change: Callable[[Path], None]) -> PooledAccount:
    """The account of a folder after a file was changed and its manifest made to fit."""
    file = _first(folder)
    change(file)
    _sealed(file)
    return rolled(folder)


def test_what_is_no_parquet_is_refused_even_where_its_manifest_fits(two: Path) -> None:
    def overwritten(file: Path) -> None:
        file.write_bytes(b"no parquet at all")

    found = _spoiled(two, overwritten)
    assert [one.key for one in found.refused] == ["not-parquet"]
    assert str(only(found).value) == "10/10"


def test_a_column_of_another_type_is_refused_where_an_engine_would_round(two: Path) -> None:
    duckdb = pytest.importorskip("duckdb")

    def narrowed(file: Path) -> None:
        rows = duckdb.read_parquet(str(file))
        rows.project("* REPLACE (numerator::DECIMAL(18,0) AS numerator)").to_table("narrow")
        duckdb.table("narrow").write_parquet(str(file))
        duckdb.execute("DROP TABLE narrow")

    found = _spoiled(two, narrowed)
    assert [one.key for one in found.refused] == ["types"]
    assert str(only(found).value) == "10/10"


def test_a_plan_that_is_there_twice_counts_neither_time(two: Path) -> None:
    again = two / "year=2022/district=320703"
    shutil.copytree(_first(two).parent, again)
    _rewritten(again / "plan-320703.parquet", year="2022")
    found = rolled(two)
    assert [one.key for one in found.refused] == ["twice", "twice"]
    assert str(only(found).value) == "10/10"


def test_what_two_plans_of_a_district_both_report_counts_neither_time(two: Path) -> None:
    for at, id_ in enumerate(("renamed", "campaign")):
        target = a_target(indicator=f"here/{('rate', 'other')[at]}")
        entries = some_entries("alpha 2021Q4 99/99")
        put(two, a_plan(an_item(targets=(target,)), id=id_), entries, DONE)
    found = rolled(two)
    assert [(Path(one.path).stem, one.key, one.facts["plan"]) for one in found.refused] == [
        ("plan-320703", "overlap", "renamed"),
        ("renamed", "overlap", "plan-320703"),
    ]
    assert {str(one.value) for one in found.indicators} == {"10/10", "99/99"}


def test_districts_and_indicators_go_by_their_latest_names(tmp_path: Path) -> None:
    for year, name in (("2021", "旧名"), ("2022", "新名")):
        file = put_rows(tmp_path, odd_rows(Random(5), "320703", year))
        told = {"zh": name, "en": ""}
        _rewritten(file, district={"code": "320703", **told}, indicators={"odd/first": told})
    found = rolled(tmp_path)
    assert (found.names["320703"].zh, found.called["odd/first"].zh) == ("新名", "新名")


@pytest.mark.parametrize(
    ("told", "verify"),
    [
        ({"as_of": "2023-05-05"}, False),
        ({"as_of": "2023-05-05"}, True),
        ({"as_of": "2021-01-01"}, False),
        ({"commit": "c0ffee" * 5}, True),
    ],
)
@pytest.mark.parametrize("sums", [True, False])
def test_a_manifest_of_another_day_or_commit_than_its_rows_is_refused(
    two: Path, told: dict[str, str], *, verify: bool, sums: bool
) -> None:
    days = rolled(two).days
    _rewritten(_first(two), **told)
    if not sums:
        _none(_first(two))
    found = rolled(two, verify=verify)
    assert [(one.key, "320703" in one.path) for one in found.refused] == [("made", True)]
    assert found.refused[0].facts["said"] == next(iter(told.values()))
    assert found.days == days


def test_a_row_of_another_commit_among_many_is_refused_when_that_is_proved_again(
    tmp_path: Path,
) -> None:
    rows = [row._replace(commit="c0ffee") for row in odd_rows(Random(1), "320703", "2021")]
    put_rows(tmp_path, [*rows[:-1], rows[-1]._replace(commit=None)])
    assert rolled(tmp_path).refused == ()
    (refused,) = rolled(tmp_path, verify=True).refused
    assert (refused.key, refused.facts) == ("made", {"said": "c0ffee", "row": "-"})


def test_rows_that_share_a_key_are_refused_when_that_is_proved_again(tmp_path: Path) -> None:
    rows = odd_rows(Random(1), "320703", "2021")
    put_rows(tmp_path, [*rows, rows[0]])
    put_rows(tmp_path, odd_rows(Random(2), "320706", "2021"))
    found = rolled(tmp_path, verify=True)
    assert [one.key for one in found.refused] == ["repeated"]
    assert {one.area for one in found.districts} == {"320706"}


def test_rows_of_another_plan_are_refused_when_that_is_proved_again(tmp_path: Path) -> None:
    rows: list[Row] = odd_rows(Random(1), "320703", "2021")
    put_rows(tmp_path, [*rows, rows[0]._replace(district="320799")])
    assert [one.key for one in rolled(tmp_path, verify=True).refused] == ["origin"]


def test_who_is_incomplete_is_named_and_a_sum_that_is_enough_says_why_it_is_not_met(
    tmp_path: Path,
) -> None:
    put_rate(tmp_path, "320703", "alpha 2021Q4 99/99")
    put_rate(tmp_path, "320706")
    one = only(rolled(tmp_path))
    assert (one.holds, one.absent, str(one.verdict)) == (True, ("320706",), "missing")
