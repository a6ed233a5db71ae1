"""``ledger rollup``: many districts as tables, files and JSON, and the way back to an entry."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from datetime import date
from io import StringIO
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from builders import a_plan, a_target, an_item, some_entries
from clerk import Said
from extracts import odd_rows, put, put_rows
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.formats import FORMATS, Format
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.model.plan import ValueIs
from foodsafety_ledger.views.rollup import RollupBy
from viewer import write_tsv


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city of two districts and another's one, of which the last defines its target otherwise."""
    folder = tmp_path_factory.mktemp("city")
    for code, value, goal in (
        ("320703", "118/120", ">= 95%"),
        ("320706", "60/80", ">= 95%"),
        ("321002", "9/10", ">= 90%"),
    ):
        target = a_target(goal=goal, indicator="jiangsu/rate")
        plan = a_plan(an_item(targets=(target,)), id=f"plan-{code}")
        put(folder, plan, some_entries(f"alpha 2021Q4 {value}"), "2022-01-20", code)
    return folder


@pytest.fixture
def folder(city: Path, tmp_path: Path) -> Path:
    """The same extracts, a test's own."""
    return shutil.copytree(city, tmp_path / "city")


class _Reader:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._capsys = folder, capsys

    def __call__(self, *args: str, lang: str = "zh") -> Said:
        self._capsys.readouterr()
        code = run(["--lang", lang, "rollup", str(self._folder), *args])
        return Said(code, *self._capsys.readouterr())

    def data(self, *args: str) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self(*args, "--format", "json").out)["data"]
        return data


@pytest.fixture
def read(folder: Path, capsys: pytest.CaptureFixture[str]) -> _Reader:
    return _Reader(folder, capsys)


@pytest.mark.parametrize(
    "asked",
    [*(("--by", by.value) for by in RollupBy), ("--why", "jiangsu/rate", "--district", "320706")],
)
def test_an_account_takes_one_format_more_too(
    read: _Reader, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    assert read(*asked, "--format", "tsv").code == Exit.USAGE
    monkeypatch.setitem(FORMATS, "tsv", Format(write_tsv, (".tsv",)))
    held = [*csv.reader(StringIO(read(*asked, "--format", "csv").out))]
    lines = read(*asked, "--format", "tsv").out.splitlines()
    assert [len(lines), lines[0].split("\t")] == [len(held), held[0]]


def test_a_pooled_figure_is_exact_names_the_weakest_and_says_what_was_not_added(
    read: _Reader,
) -> None:
    said = read()
    assert said.code == Exit.FINE
    assert "! 未达标" in said.out
    assert "89.00%（178/200），目标 ≥ 95%，还差 12" in said.out
    assert "最弱：区320706（320706） 75.00%（60/80）\n" in said.out
    assert "另有定义不同的区县，没有相加：目标 ≥ 90%（此处 ≥ 95%）；" in said.out


def test_two_targets_of_a_plan_under_one_indicator_are_not_added_without_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = a_target(indicator="jiangsu/rate")
    twice = a_plan(an_item(targets=(made, replace(made, id="again"))), id="plan-320703")
    entries = some_entries("alpha 2021Q4 118/120")
    again = some_entries("alpha 2021Q4 20/20 2022-01-11", target="again")
    put(tmp_path, twice, entries + again, "2022-01-20", "320703")
    once = a_plan(an_item(targets=(made,)), id="plan-320706")
    put(tmp_path, once, entries, "2022-01-20", "320706")
    said = _Reader(tmp_path, capsys)()
    assert "256/260" in said.out
    assert "2 个区县的 3 项指标相加" in said.out


def test_the_weakest_of_a_table_for_programs_is_who_has_not_met_the_goal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = a_target(goal="rising", value_is="snapshot", indicator="jiangsu/rate")
    for code, values in (("320703", ("4/10", "5/10")), ("320706", ("9/10", "8/10"))):
        plan = a_plan(an_item(targets=(made,)), id=f"plan-{code}")
        lines = (f"alpha 2021Q{at} {value}" for at, value in enumerate(values, 3))
        put(tmp_path, plan, some_entries(*lines), "2022-01-20", code)
    (one,) = csv.DictReader(StringIO(_Reader(tmp_path, capsys)("--format", "csv").out))
    assert (one["met"], one["weakest"], one["weakest_value"]) == ("1", "320706", "80.00")


@pytest.mark.parametrize(
    ("goal", "first", "second", "told"),
    [
        ("<= 10起", ["6"], ["5"], "11 起，目标 ≤ 10起，超出 1 起"),
        ("falling", ["9", "5"], ["4", "4"], "9，应低于基数 13"),
        ("falling", ["9", "9"], ["4", "4"], "13，应低于基数 13，还须减少 1"),
        ("falling", ["9", "5"], ["30"], "35，目标 下降"),
        (
            "rising",
            ["50/100", "60/100"],
            ["8/10", "7/10"],
            "（67/110），应高于基数 52.73%（58/110）",
        ),
    ],
)
def test_a_figure_stands_to_its_goal_in_a_districts_words(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    goal: str,
    first: list[str],
    second: list[str],
    told: str,
) -> None:
    measure = "ratio" if "/" in first[0] else "count"
    made = a_target(goal=goal, measure=measure, value_is="snapshot", indicator="jiangsu/rate")
    for code, values in (("320703", first), ("320706", second)):
        plan = a_plan(an_item(targets=(made,)), id=f"plan-{code}")
        lines = (f"alpha 2021Q{at} {value}" for at, value in enumerate(values, 5 - len(values)))
        put(tmp_path, plan, some_entries(*lines), "2022-01-20", code)
    read = _Reader(tmp_path, capsys)
    assert f"{told}；" in read().out, "no gap where some cannot be compared"
    (one,) = read.data()["indicators"]
    assert (one["baseline"] is not None) == ("基数 " in told)


def test_the_json_is_that_of_the_contract(read: _Reader) -> None:
    data = read.data()
    assert data.keys() == {"indicators", "districts", "refused"}
    one = next(one for one in data["indicators"] if one["districts"] == 2)
    told = {key: one[key] for key in ("year", "numerator", "denominator", "value", "verdict")}
    assert told == {
        "year": "2021",
        "numerator": 178,
        "denominator": 200,
        "value": "89.00",
        "verdict": "missed",
    }
    weakest = {"district": "320706", "numerator": 60, "denominator": 80, "value": "75.00"}
    assert weakest.items() <= one["weakest"][0].items()
    district = data["districts"][0]
    assert district.keys() == {"district", "year", "plan", "lights", "duties", "days_late"}
    assert district["duties"] == {"reported": 1, "late": 0, "overdue": 1, "pending": 0}


def test_areas_have_figures_and_work_of_their_own(read: _Reader) -> None:
    by_city = read.data("--by", "city")
    assert [(one["area"], one["plans"]) for one in by_city["areas"]] == [("3207", 2), ("3210", 1)]
    assert "江苏省（32）" in read("--by", "province").out
    assert "Jiangsu 3207" in read("--by", "city", lang="en").out


def test_an_earlier_folder_stands_beside(
    read: _Reader, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = tmp_path_factory.mktemp("before")
    target = a_target(indicator="jiangsu/rate")
    plan = a_plan(an_item(targets=(target,)), id="plan-320703")
    put(before, plan, some_entries("alpha 2021Q3 100/120"), "2021-10-20", "320703")
    other = a_plan(an_item(targets=(target,)), id="plan-320799")
    put(before, other, (), "2021-10-20", "320799")
    assert "此前有、现在没有  区320799（320799）" in read("--against", str(before)).out
    assert "此前 83.33%（100/120）（尚未达标）" in read("--against", str(before)).out
    assert "此前没有、现在有  2\n" in read("--against", str(before)).out, "320706 and 321002"
    rows = [*csv.DictReader(StringIO(read("--against", str(before), "--format", "csv").out))]
    was = [(row["before_value"], row["before_verdict"]) for row in rows]
    assert ("83.33", "short") in was
    data = read.data("--by", "city", "--against", str(before))
    assert {"before"} <= data["indicators"][0].keys()
    then = {one["district"]: one["before"] and one["before"]["lights"] for one in data["districts"]}
    lights = dict.fromkeys(("red", "yellow", "green", "grey"), 0)
    assert then == {"320703": lights | {"yellow": 1}, "320706": None, "321002": None}
    assert data["areas"][0]["before"]["duties"]["overdue"] == 1, "320799's of the third quarter"
    said = read("--by", "district", "--against", str(before)).out
    assert said.count("此前红 0、黄 1、逾期 0、迟报天数 0\n") == 1, (
        "what is as it was is not said again"
    )
    assert read("--by", "district", "--against", str(folder)).out.count("与此前相同") == 3


def test_who_is_missing_in_one_of_the_years_is_named_with_the_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for at, (code, year) in enumerate(product(("320703", "330102"), ("2021", "2022"))):
        put_rows(tmp_path / "then", odd_rows(Random(at), code, year))
        if (code, year) != ("320703", "2021"):
            put_rows(tmp_path / "now", odd_rows(Random(at), code, year))
    now, then = (_Reader(tmp_path / name, capsys) for name in ("now", "then"))
    assert "（320703） 2021 年\n" in now("--against", str(tmp_path / "then")).out
    assert "（320703） 2021 年\n" in then("--against", str(tmp_path / "now")).out
    assert "2021 年" not in then("--against", str(tmp_path / "now"), "--year", "2022").out


def test_a_table_for_programs_has_areas_and_their_figures(read: _Reader, folder: Path) -> None:
    then = shutil.copytree(folder, folder.with_name("then"))
    asked = ("--by", "city", "--against", str(then), "--format", "csv")
    area, *_, figure = csv.DictReader(StringIO(read(*asked).out))
    told = {"kind": "area", "area": "3207", "plans": "2", "overdue": "2", "before_overdue": "2"}
    assert told.items() <= area.items()
    told = {"kind": "indicator", "area": "3210", "met": "1", "before_value": "90.00"}
    assert told.items() <= figure.items()


def test_a_figure_leads_to_the_district_the_entry_and_the_commit(read: _Reader) -> None:
    said = read("--why", "jiangsu/rate", "--district", "320706")
    assert "plan-320706 的指标 1.1/rate" in said.out
    assert "alpha 2021Q4：75.00%（60/80）（计入），记录 20220110-" in said.out
    assert "ledger why 1.1/rate --as-of 2022-01-20" in said.out
    assert read("--why", "jiangsu/rat").code == Exit.USAGE


def test_an_areas_figure_leads_to_its_own_districts(read: _Reader) -> None:
    why = json.loads(read("--by", "city", "--why", "jiangsu/rate", "--format", "json").out)
    behind = {one["area"]: [row["district"] for row in one["below"]] for one in why["data"]["why"]}
    assert behind == {"3207": ["320703", "320706"], "3210": ["321002"]}
    assert "jiangsu/rate，2021 江苏省 3207：" in read("--by", "city", "--why", "jiangsu/rate").out


def test_what_a_district_calls_a_commit_is_no_command_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [one._replace(commit="$(id)") for one in odd_rows(Random(1), "320703", "2021")]
    put_rows(tmp_path, rows)
    assert run(["rollup", str(tmp_path), "--why", "odd/first"]) == Exit.FINE
    assert "--rev '$(id)'" in capsys.readouterr().out


def test_a_row_of_a_table_of_why_is_about_something(read: _Reader) -> None:
    said = read("--why", "jiangsu/rate", "--district", "320706", "--format", "csv")
    assert all(line.strip(",") for line in said.out.splitlines())


def test_what_is_refused_is_named_with_a_way_out_and_the_rest_is_shown(
    read: _Reader, folder: Path
) -> None:
    (folder / "year=2021/district=320706/plan-320706.json").unlink()
    said = read()
    assert (said.code, "98.33%（118/120）" in said.out) == (Exit.FINDINGS, True)
    assert "district=320706/plan-320706.parquet：旁边没有清单" in said.err
    assert "未计入  1 个文件没有计入" in said.out, "nor does a copy on paper look whole"
    (refused,) = read.data()["refused"]
    assert refused["path"] == "year=2021/district=320706/plan-320706.parquet"


@pytest.mark.parametrize(
    ("by", "form"), [*((by, "md") for by in RollupBy), *((RollupBy.CITY, form) for form in FORMATS)]
)
def test_every_view_takes_every_format(read: _Reader, tmp_path: Path, by: str, form: str) -> None:
    out = tmp_path / f"out{FORMATS[form].suffixes[0]}"
    assert read("--by", by, "-o", str(out)).code == Exit.FINE
    assert out.stat().st_size > 100


@pytest.mark.parametrize(
    "wrong",
    [
        *(["--year", "21"], ["--year", "2021Q1"], ["--district", "327"], ["--engine", "pandas"]),
        *(["--memory", "much"], ["--memory", "-1GB"], ["--memory", "0MB"]),
        ["--why", "jiangsu/rate", "--against", "."],
    ],
)
def test_what_cannot_be_asked_is_a_usage_error(read: _Reader, wrong: list[str]) -> None:
    assert read(*wrong).code == Exit.USAGE


def test_a_folder_that_no_engine_can_open_is_named_with_a_way_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = folder.with_name("city\udcff")
    folder.rename(strange)
    assert run(["--lang", "en", "rollup", str(strange)]) == Exit.USAGE
    assert "city\\xff is not UTF-8" in capsys.readouterr().err
    monkeypatch.chdir(strange)
    assert run(["--lang", "en", "rollup", "."]) == Exit.FINE


def test_years_and_codes_are_understood_as_everywhere(read: _Reader) -> None:
    asked = ("--year", "2021年", "--district", "３２０７", "--memory", "500 mb")
    assert [one["district"] for one in read.data(*asked)["districts"]] == ["320703", "320706"]
    assert "--year" in read("--year", "2020").err


def test_of_figures_that_do_not_add_up_the_last_is_said_to_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = a_target(indicator="here/rate", value_is=ValueIs.SNAPSHOT)
    plan = a_plan(an_item(targets=(target,)), id="plan-320703")
    put(tmp_path, plan, some_entries("alpha 2021Q3 5/9", "alpha 2021Q4 9/9"), "2022-01-20")
    assert run(["--lang", "en", "rollup", str(tmp_path), "--why", "here/rate"]) == Exit.FINE
    told = [line for line in capsys.readouterr().out.splitlines() if "alpha" in line]
    assert ["earlier" in line for line in told] == [True, False]


def test_a_folder_without_extracts_says_who_writes_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert run(["rollup", str(tmp_path / "empty")]) == Exit.FINDINGS
    assert "ledger extract" in capsys.readouterr().err


def test_what_was_defined_otherwise_before_is_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, goal in (("now", ">= 90%"), ("then", ">= 95%")):
        target = a_target(goal=goal, indicator="here/rate")
        plan = a_plan(an_item(targets=(target,)), id="plan-320703")
        put(tmp_path / folder, plan, some_entries("alpha 2021Q4 93/100"), "2022-01-20")
    assert run(["rollup", str(tmp_path / "now"), "--against", str(tmp_path / "then")]) == Exit.FINE
    said = capsys.readouterr().out
    assert "此前定义不同，不可相比：93.00%（93/100）（未达标）；目标 ≥ 95%\n" in said


def test_a_goal_that_was_lowered_between_years_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for year, start in (("2021", date(2021, 1, 1)), ("2022", date(2022, 1, 1))):
        target = a_target(goal=f">= {95 if year == '2021' else 90}%", indicator="here/rate")
        plan = a_plan(an_item(targets=(target,)), id=f"plan-{year}")
        put(tmp_path, replace(plan, start=start), some_entries("alpha 2021Q4 93/100"), "2022-01-20")
    assert run(["rollup", str(tmp_path), "--by", "year"]) == Exit.FINE
    assert "此前定义不同，不可相比：93.00%（93/100）（未达标）" in capsys.readouterr().out


def test_definitions_that_differ_in_a_year_are_neighbours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for at, year in enumerate(("2021", "2022", "2023")):
        put_rows(tmp_path, odd_rows(Random(at), "320703", year))
    assert run(["rollup", str(tmp_path), "--format", "json"]) == Exit.FINE
    told = json.loads(capsys.readouterr().out)["data"]["indicators"]
    order = [(one["indicator"], one["year"]) for one in told]
    assert (order == sorted(order), len(set(order)) < len(order)) == (True, True)


def test_an_earlier_folder_of_another_year_is_said_to_compare_with_nothing(
    read: _Reader, tmp_path: Path
) -> None:
    put_rows(tmp_path / "then", odd_rows(Random(1), "320703", "2020"))
    said = read("--against", str(tmp_path / "then"), lang="en")
    assert "no indicator of the same year to compare with" in said.out


def test_over_years_each_figure_stands_beside_the_year_before_whatever_the_rows_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for at, (code, year) in enumerate(product(("320703", "330102"), ("2021", "2022", "2023"))):
        put_rows(tmp_path / "odd", odd_rows(Random(at), code, year))
    for by in RollupBy:
        assert run(["rollup", str(tmp_path / "odd"), "--by", by]) == Exit.FINE
        assert ("此前" in capsys.readouterr().out) == (by is RollupBy.YEAR)


def test_a_file_where_a_folder_of_extracts_is_asked_for_is_called_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sums.csv"
    file.write_text("x")
    assert run(["--lang", "en", "rollup", str(file)]) == Exit.FINDINGS
    assert f"{file} is a file, not a folder" in capsys.readouterr().err
