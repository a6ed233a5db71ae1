"""The next year's plan: what is the same as last year's is taken over, and the rest compared."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from foodsafety_ledger.cli.app import run
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.failure import Exit

DOCUMENT = """\
{year}年示例区食品安全工作安排

一、强化监管

1. 加强学校食堂检查，检查覆盖率达100%，春季开展专项检查。（区教育局负责）

2. {second}（区市场监管局牵头，各街道配合）
"""


def _data(folder: Path, name: str) -> dict[str, Any]:
    data: Any = read_yaml("x", (folder / "data" / f"{name}.yaml").read_text("utf-8")).data
    return dict(data)


def _change(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


@pytest.fixture
def years(tmp_path: Path) -> tuple[Path, Path]:
    """Last year's workspace as people settled it, and this year's made on its base."""
    first, second = tmp_path / "plan2022.txt", tmp_path / "plan2023.txt"
    first.write_text(DOCUMENT.format(year=2022, second="加强小作坊整治。"), "utf-8")
    second.write_text(DOCUMENT.format(year=2023, second="推广“名特优”小作坊3家以上。"), "utf-8")
    last, this = tmp_path / "last", tmp_path / "this"
    assert run(["init", str(last), "--from", str(first)]) == Exit.FINE
    units = last / "data" / "departments.yaml"
    _change(
        units,
        ("id: education", "id: edu-bureau"),
        ("{zh: 区教育局, en: ''}", "{zh: 区教育局, en: Education Bureau}"),
        ("members: []", "members: [edu-bureau]\n  basis: 区划"),
    )
    tasks = last / "data" / "tasks.yaml"
    _change(tasks, ("education", "edu-bureau"), ("grace_days: 15", "grace_days: 5"))
    target = _data(last, "tasks")["sections"][0]["tasks"][0]["items"][0]["targets"][0]
    _change(tasks, (f"id: {target['id']}", "id: canteens"), ("zh: 加强学校食堂检查", "zh: 查食堂"))
    (last / "ledgers" / "education.yaml").unlink()
    assert run(["init", str(this), "--from", str(second), "--base", str(last)]) == Exit.FINE
    return last, this


def test_units_ids_settings_and_what_is_asked_again_are_taken_over(
    years: tuple[Path, Path],
) -> None:
    _, this = years
    tasks, units = _data(this, "tasks"), _data(this, "departments")
    school, workshops = tasks["sections"][0]["tasks"]
    assert tasks["reporting"]["grace_days"] == "5"
    assert {one["id"]: one["name"]["en"] for one in units["departments"]}["edu-bureau"] == (
        "Education Bureau"
    )
    assert units["groups"][0]["members"] == ["edu-bureau"]
    (item,) = school["items"]
    assert item["responsible"] == ["edu-bureau"]
    assert item["targets"][0]["id"] == "canteens"
    assert item["summary"]["zh"].startswith("查食堂")
    assert workshops["items"][0]["targets"][0]["goal"] == ">= 3家", "what is new is drafted"
    assert (this / "ledgers" / "edu-bureau.yaml").is_file()
    assert run(["-C", str(this), "check"]) == Exit.FINE


def test_the_document_is_kept_as_it_came_with_its_hash(years: tuple[Path, Path]) -> None:
    _, this = years
    raw = (this.parent / "plan2023.txt").read_bytes()
    assert (this / "source" / "plan2023.txt").read_bytes() == raw
    assert _data(this, "tasks")["document"]["sha256"] == sha256(raw).hexdigest()


def test_only_what_is_new_differs_from_last_year(
    years: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    last, this = years
    capsys.readouterr()
    assert run(["plan", "diff", str(last), str(this), "--format", "csv"]) == Exit.FINE
    kinds = [one.split(",")[:2] for one in capsys.readouterr().out.splitlines()[1:]]
    assert ["goal", "came"] in kinds
    assert [one for one in kinds if one[0] in {"department", "role"}] == []


def test_a_base_goes_with_a_document_and_is_a_plan(tmp_path: Path) -> None:
    document = tmp_path / "plan.txt"
    document.write_text(DOCUMENT.format(year=2022, second="x"), "utf-8")
    assert run(["init", str(tmp_path / "a"), "--base", str(tmp_path)]) == Exit.USAGE
    args = ["--from", str(document), "--base", str(tmp_path)]
    assert run(["init", str(tmp_path / "a"), *args]) == Exit.NO_WORKSPACE
    assert not (tmp_path / "a").exists()
