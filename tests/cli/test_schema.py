"""The JSON Schemas: they take what is sound, list what the plan has, and speak both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from error_cases import BASE, HERE
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.reading.schema import schema_texts, schemas
from foodsafety_ledger.reading.source import read_plan_of
from schemas import refused

DOCS = Path(__file__).parents[2] / "docs" / "schema"
HISTORY = HERE / "history"
PATHS = ("data/tasks.yaml", "data/departments.yaml")
KINDS = ("tasks", "departments", "ledger")


def _refused(schema: Path, *files: Path) -> str:
    return refused("--schemafile", str(schema), *map(str, files))


def test_the_schemas_in_the_docs_are_those_of_the_program() -> None:
    assert {path.name: path.read_text("utf-8") for path in DOCS.iterdir()} == schema_texts()


def test_every_key_has_a_title_in_both_languages() -> None:
    for name, schema in schemas().items():
        for key, part in _keys(schema, name):
            assert " · " in part["title"], (name, key)
            more = part.get("description", "")
            assert more in ("", *PATHS) or " · " in more, (name, key)


def _keys(schema: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for model, part in {name: schema, **schema["$defs"]}.items():
        yield model, part
        yield from ((f"{model}.{key}", one) for key, one in part.get("properties", {}).items())


def test_they_are_themselves_sound() -> None:
    files = [str(DOCS / f"{kind}.schema.json") for kind in KINDS]
    assert refused("--check-metaschema", *files) == ""


def test_a_new_workspace_fits_its_own_schemas_and_names_them(tmp_path: Path) -> None:
    root = tmp_path / "district"
    assert run(["init", str(root)]) == Exit.FINE
    ledgers = sorted((root / "ledgers").iterdir())
    for kind, files in {
        "tasks": [root / "data" / "tasks.yaml"],
        "departments": [root / "data" / "departments.yaml"],
        "ledger": ledgers,
    }.items():
        for file in files:
            (line, *_) = file.read_text("utf-8").splitlines()
            named = line.removeprefix("# yaml-language-server: $schema=")
            assert (file.parent / named).resolve() == root / "schema" / f"{kind}.schema.json"
        assert _refused(root / "schema" / f"{kind}.schema.json", *files) == ""


def test_what_was_recorded_fits_and_a_new_ledger_names_its_schema(tmp_path: Path) -> None:
    root = tmp_path / "district"
    assert run(["init", str(root)]) == Exit.FINE
    ledger = root / "ledgers" / "market-regulation.yaml"
    ledger.unlink()
    said = ["--by", "张三", "--date", "2021-10-12", "--period", "2021Q3", "--status", "in-progress"]
    told = [*said, "--value", "enterprise-self-check=44/46", "--note", "其余两家停业"]
    assert run(["-C", str(root), "record", "market-regulation", "14.1", *told]) == Exit.FINE
    assert ledger.read_text("utf-8").startswith("# yaml-language-server: $schema=../schema/ledger")
    assert _refused(root / "schema" / "ledger.schema.json", ledger) == ""
    for wrong, right in (('"14.1"', '"14.7"'), ("enterprise-self-check", "enterprise-selfcheck")):
        text = ledger.read_text("utf-8")
        assert wrong in text
        ledger.write_text(text.replace(wrong, right), "utf-8")
        assert right.strip('"') in _refused(root / "schema" / "ledger.schema.json", ledger)
        ledger.write_text(text, "utf-8")


def test_a_sound_workspace_fits_with_every_kind_of_entry(tmp_path: Path) -> None:
    assert run(["-C", str(HISTORY), "schema", "-o", str(tmp_path)]) == Exit.FINE
    assert _refused(tmp_path / "ledger.schema.json", *(HISTORY / "ledgers").iterdir()) == ""
    assert _refused(tmp_path / "tasks.schema.json", HISTORY / "data" / "tasks.yaml") == ""


def test_ids_are_listed_with_their_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(BASE), "schema"]) == Exit.FINE
    made = json.loads(capsys.readouterr().out)
    plan, _ = read_plan_of(WorkTree(BASE))
    assert plan is not None
    report = made["ledger.schema.json"]["$defs"]["ReportModel"]["properties"]
    listed = report["item"]["anyOf"][0]
    assert listed["enum"] == list(plan.items)
    assert plan.items[listed["enum"][0]].summary.zh in listed["enumDescriptions"][0]
    targets = {one.id: one for item in plan.items.values() for one in item.targets}
    assert report["values"]["properties"].keys() == targets.keys()
    for id_, one in report["values"]["properties"].items():
        assert targets[id_].name.zh in one["title"]
    assert made["ledger.schema.json"]["properties"]["department"]["enum"] == list(plan.departments)
    roles = made["tasks.schema.json"]["$defs"]["ItemModel"]["properties"]["responsible"]
    assert roles["items"]["enum"] == [*plan.departments, *plan.groups]


def test_without_a_plan_they_are_general(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["--lang", "en", "schema"]) == Exit.FINE
    said = capsys.readouterr()
    assert json.loads(said.out) == schemas()
    assert "the schemas are general" in said.err
    assert run(["-C", str(tmp_path), "schema"]) == Exit.NO_WORKSPACE
