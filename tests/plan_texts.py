"""Plans and ledgers as people write them, for tests that begin with YAML."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent
from typing import NamedTuple

from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.plan import read_plan

HEAD = """\
plan: sample
title: {zh: 示例安排, en: Sample plan}
document: {number: 示例（2021）1号, issuer: 示例食安委, issued: 2021-09-01}
period: {start: 2021-01-01, end: 2021-12-31}
reporting: {every: quarter, first: 2021Q3, grace_days: 15}
office: office
sections:
- id: s1
  tasks:
  - id: "1"
    items:
"""
ITEM = """\
- id: "1.1"
  summary: {zh: 督促自查}
  phrase: 区市场局负责
  responsible: [market]
"""
TARGET = """\
- id: rate
  name: {zh: 自查率}
  measure: ratio
  goal: ">= 95%"
  counts: {zh: 已查/应查}
  value_is: snapshot
  quote: 自查率95%以上
"""
DEPARTMENTS = """\
departments:
- {id: market, name: {zh: 区市场局}, kind: bureau}
- {id: farm, name: {zh: 区农业局}, kind: bureau}
- {id: office, name: {zh: 区食安办}, kind: office}
- {id: east, name: {zh: 东街道}, kind: subdistrict}
- {id: west, name: {zh: 西街道}, kind: subdistrict}
groups:
- {id: streets, name: {zh: 各街道}, members: [west, east]}
- {id: related, name: {zh: 相关单位}, selective: true}
"""


def located(text: str, path: str = "x.yaml") -> LocatedMap:
    """The mapping that a YAML text holds; it must hold one without mistakes."""
    reading = read_yaml(path, dedent(text))
    assert isinstance(reading.data, LocatedMap)
    assert reading.complete
    return reading.data


def an_item_text(*, targets: str = "", **changes: str | None) -> str:
    """``ITEM`` with keys set (or, where None, taken out), and the targets given."""
    text = _changed(ITEM, changes)
    return text + ("  targets:\n" + indent(targets, "  ") if targets else "")


def a_target_text(**changes: str | None) -> str:
    """``TARGET`` with keys set (or, where None, taken out)."""
    return _changed(TARGET, changes)


class Read(NamedTuple):
    """A plan, what is wrong with it, and each finding with the text at its place."""

    plan: Plan | None
    found: list[Diagnostic]
    told: list[str]


def read(*items: str, departments: str = DEPARTMENTS, head: str = HEAD) -> Read:
    """The plan with these items."""
    tasks = head + indent("".join(items or (ITEM,)), "    ")
    plan, found = read_plan(located(tasks), located(departments))
    texts = {"data/tasks.yaml": tasks, "data/departments.yaml": departments}
    return Read(plan, found, [told(d, texts[d.location.path]) for d in found])


def a_read_plan(*items: str, departments: str = DEPARTMENTS, head: str = HEAD) -> Plan:
    """The plan with these items; nothing may be wrong with it."""
    plan, found, _ = read(*items, departments=departments, head=head)
    assert [d for d in found if d.code not in {"FL208", "FL209"}] == []
    assert plan is not None
    return plan


def told(diagnostic: Diagnostic, text: str) -> str:
    """Code, variant and the text at the place: ``FL204.date 2021-11-31``."""
    span = diagnostic.location.span
    assert span is not None
    line = text.split("\n")[span.line - 1]
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    rule = f"{diagnostic.code}.{diagnostic.variant}".rstrip(".")
    return f"{rule} {line[span.column - 1 : end]}"


def write(root: Path, files: dict[str, str]) -> None:
    """Writes the files of a workspace."""
    for path, text in files.items():
        place = root.joinpath(*path.split("/"))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(dedent(text), encoding="utf-8")


def _changed(text: str, changes: dict[str, str | None]) -> str:
    keys = {key.removesuffix("_"): value for key, value in changes.items()}
    lines = []
    for line in text.splitlines():
        key = line[2:].partition(":")[0]
        value = keys.pop(key, line)
        if value is not None:
            lines.append(line if value is line else f"{line[:2]}{key}: {value}")
    lines += [f"  {key}: {value}" for key, value in keys.items() if value is not None]
    return "\n".join(lines) + "\n"
