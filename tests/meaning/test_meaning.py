"""What the figures mean: every sentence of design 4 with cases worked by hand.

A case is a small workspace and what an honest office concludes from it, in ``4-*.yaml`` beside
this file. Unless it says otherwise: a plan for 2021, issued on 27 September, reported by quarter
from 2021Q3 on with 15 days of grace; one item, 1.1, that ``owed_by`` is responsible for (alpha
alone), due with the year; one target, ``rate``, a ratio of snapshots with the goal ``>= 95%``.

Entries are lines. ``alpha 2021Q3 118/120`` is a report: a status (``in-progress``) and a date (ten
days after its period) may follow, ``-`` is no value, and what is in quotes is a note. ``A:`` before
a line names it for the others: ``amend A 2022-02-01 119/120``, ``void A 2022-02-01``,
``return A 2022-01-05 "why"``, ``accept A 2022-01-05``, ``extend 1.1 2021-12-01 until 2022-03-31``.

``at`` says by date what is expected: a target's verdict, or a mapping of ``verdict``, ``value``
and whatever else ``_LOOKS`` knows, where a case has several things to show.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import yaml

from builders import a_day, a_period
from foodsafety_ledger.assess.assess import assess
from foodsafety_ledger.assess.assessment import (
    Assessment,
    ItemAssessment,
    Part,
    TargetAssessment,
)
from foodsafety_ledger.assess.goals import exact_text
from foodsafety_ledger.check.rules import is_error
from foodsafety_ledger.check.run import find_all, open_workspace
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.measure import Value
from foodsafety_ledger.reading.workspace import Workspace
from foodsafety_ledger.views.wording import reason_alone, reason_text
from foodsafety_ledger.words import Say

HERE: Final = Path(__file__).parent


class Case(NamedTuple):
    """A case by the sentence that it is about."""

    says: str
    told: Mapping[str, Any]


def cases() -> Iterator[Any]:
    """Every case of every file, in order."""
    for path in sorted(HERE.glob("4-*.yaml")):
        listed = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - texts only
        for number, told in enumerate(listed, 1):
            case = Case(told.pop("says"), told)
            yield pytest.param(case, id=f"{path.stem}-{number}-{case.says[:40]}")


@pytest.mark.parametrize("case", list(cases()))
def test_meaning(case: Case, tmp_path: Path) -> None:
    workspace = _written(case.told, tmp_path)
    expected_findings = set(case.told.get("finds", "").split())
    found = find_all(workspace)
    wrong = {d.code for d in found if is_error(d) or d.code in expected_findings}
    assert wrong == expected_findings, found
    for day, expected in case.told.get("at", {}).items():
        assessment = assess(workspace, a_day(day))
        wanted = {"verdict": expected} if isinstance(expected, str) else expected
        seen = {key: _LOOKS[key.split()[0]](assessment, *key.split()[1:]) for key in wanted}
        assert (day, seen) == (day, {key: _flat(value) for key, value in wanted.items()}), case.says


def _flat(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_flat(inner)}" for key, inner in value.items())
    return " ".join(str(value).split())


def _item(assessment: Assessment, id_: str = "1.1") -> ItemAssessment:
    return next(one for one in assessment.items if one.item.id == id_)


def _target(assessment: Assessment, id_: str = "rate") -> TargetAssessment:
    return next(one for item in assessment.items for one in item.targets if one.target.id == id_)


def _value(value: Value | None) -> str:
    if isinstance(value, Fraction):
        return exact_text(value)
    return "-" if value is None else str(value)


def _own(assessment: Assessment, id_: str = "rate") -> str:
    figures = _target(assessment, id_).figures
    return ", ".join(f"{figure.department} {figure.verdict}" for figure in figures)


def _duties(assessment: Assessment, department: str = "alpha", item: str = "1.1") -> str:
    part = next(one for one in _item(assessment, item).parts if one.department == department)
    return ", ".join(f"{duty.period} {duty.state}" for duty in part.duties) or "-"


def _periods(assessment: Assessment, id_: str = "rate") -> str:
    return ", ".join(
        f"{one.period} {_value(one.value)} {one.verdict if one.asked else 'not-asked'}"
        for one in _target(assessment, id_).periods
    )


def _pace(assessment: Assessment, id_: str = "rate") -> str:
    pace = _target(assessment, id_).pace
    return "-" if pace is None else f"{pace.expected} {pace.achieved} {pace.state}"


def _light(assessment: Assessment, id_: str = "1.1") -> str:
    lights: dict[str, str] = {one.id: one.light for one in assessment.tasks}
    lights |= {one.id: one.light for one in assessment.sections}
    lights |= {one.id: one.light for one in assessment.departments}
    return lights.get(id_) or _item(assessment, id_).light


def _own_light(assessment: Assessment, department: str, item: str = "1.1") -> str:
    found = (one.light for one in _item(assessment, item).own if one.department == department)
    return next(found, "-")


def _part(assessment: Assessment, department: str = "alpha") -> Part:
    return next(one for one in _item(assessment).parts if one.department == department)


def _goes_back(assessment: Assessment, department: str, period: str) -> str:
    target = _target(assessment).target
    return "yes" if _part(assessment, department).goes_back(target, a_period(period)) else "no"


def _status(assessment: Assessment, department: str = "alpha") -> str:
    return _part(assessment, department).status or "-"


def _names(pick: Callable[[TargetAssessment], tuple[str, ...]]) -> Callable[..., str]:
    return lambda assessment, id_="rate": ", ".join(pick(_target(assessment, id_))) or "-"


def _needed(assessment: Assessment, id_: str = "rate") -> str:
    told = _target(assessment, id_).needed
    if told is None:
        return "-"
    alone = "" if told.alone is None else f" alone {told.alone}"
    return f"{told.how} {told.counting} of {told.of}{alone}"


_LOOKS: Final[Mapping[str, Callable[..., str]]] = {
    "verdict": lambda a, id_="rate": _target(a, id_).verdict,
    "value": lambda a, id_="rate": _value(_target(a, id_).value),
    "baseline": lambda a, id_="rate": _value(_target(a, id_).baseline),
    "gap": lambda a, id_="rate": _value(_target(a, id_).gap),
    "since": lambda a, id_="rate": str(late.since if (late := _target(a, id_).late) else "-"),
    "ready": lambda a, id_="rate": str(late.ready if (late := _target(a, id_).late) else "-"),
    "weakest": lambda a, id_="rate": _target(a, id_).weakest or "-",
    "absent": _names(lambda one: one.absent),
    "failed": _names(lambda one: one.failed),
    "later": _names(lambda one: one.later),
    "late-comers": _names(lambda o: tuple(f.department for f in o.figures if f.latecomer)),
    "others": _names(lambda o: tuple(f"{f.department} {_value(f.value)}" for f in o.others)),
    "owed-by": _names(lambda one: tuple(figure.department for figure in one.figures)),
    "reasons": lambda a, id_="rate": " ".join(r.kind for r in _target(a, id_).reasons),
    "own": _own,
    "periods": _periods,
    "pace": _pace,
    "needed": _needed,
    "duties": _duties,
    "light": _light,
    "own-light": _own_light,
    "status": _status,
    "review": lambda a, department="alpha": _part(a, department).review or "-",
    "says": lambda a, id_="rate": reason_alone(_target(a, id_).reasons[0], Say("zh")),
    "said": lambda a, kind: "; ".join(
        reason_alone(one, Say("zh")) for one in _target(a).reasons if one.kind == kind
    ),
    "item-says": lambda a, id_="1.1": "; ".join(
        reason_text(one, Say("zh")) for one in _item(a, id_).reasons
    ),
    "goes-back": _goes_back,
}
"""What a case may look at: the first word of a key, what follows says at what."""


_REPORTING: Final = {"every": "quarter", "first": "2021Q3", "grace_days": "15"}


def _written(told: Mapping[str, Any], root: Path) -> Workspace:
    """The workspace of a case, through the files that people would have."""
    owed_by = told.get("owed_by", "alpha").split()
    departments = told.get("departments", [])
    known = {one["id"] for one in departments}
    ids = dict.fromkeys([*owed_by, *["alpha", "beta", "gamma", "delta", "office"]])
    listed = [*departments, *({"id": one} for one in ids if one not in known)]
    target = {
        "id": "rate",
        "name": {"zh": "率"},
        "measure": "ratio",
        "goal": ">= 95%",
        "quote": "95%",
        **(told.get("target", {}) if told.get("target") != "none" else {}),
    }
    if target["measure"] in ("ratio", "count", "score"):
        target.setdefault("value_is", "snapshot")
    if target["measure"] == "ratio":
        target["counts"] = {"zh": "甲/乙"}
    targets = [] if told.get("target") == "none" else [target]
    own = {"responsible": owed_by, "targets": targets, **told.get("item", {})}
    items = [{"id": "1.1", **own}, *told.get("items", [])]
    plan = {
        "plan": "meaning",
        "title": {"zh": "含义"},
        "document": {"number": "1号", "issuer": "食安委", "issued": "2021-09-27"}
        | told.get("document", {}),
        "period": {"start": "2021-01-01", "end": "2021-12-31"},
        "reporting": _REPORTING | told.get("reporting", {}),
        "office": "office",
        "sections": [{"id": "s1", "title": {"zh": "章"}, "tasks": [_task(items)]}],
    }
    (root / "data").mkdir()
    files: dict[str, Any] = {
        "data/tasks.yaml": plan,
        "data/departments.yaml": {
            "departments": [
                {"name": {"zh": f"{one['id']}局"}, "kind": "bureau", **one} for one in listed
            ],
            "groups": [{"name": {"zh": one["id"]}, **one} for one in told.get("groups", [])],
        },
    }
    (root / "ledgers").mkdir()
    for department, entries in _ledgers(told.get("entries", [])).items():
        ledger = {"plan": "meaning", "department": department, "entries": entries}
        files[f"ledgers/{department}.yaml"] = ledger
    for path, data in files.items():
        text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
        root.joinpath(path).write_text(text, encoding="utf-8")
    return open_workspace(WorkTree(root), a_day("2023-01-01"))


class _Dumper(yaml.CSafeDumper):
    """Writes what stands in two places twice: the contract knows no aliases."""

    def ignore_aliases(self, _data: object) -> bool:
        """Never."""
        return True


def _task(items: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [{"summary": {"zh": "事"}, "phrase": "负责", **one} for one in items]
    return {"id": "1", "title": {"zh": "任务"}, "items": rows}


def _ledgers(lines: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The entries of every ledger, from a case's lines."""
    ledgers: dict[str, list[dict[str, Any]]] = {}
    named: dict[str, dict[str, Any]] = {}
    for number, text in enumerate(lines):
        name, colon, rest = text.partition(": ")
        words = shlex.split(rest if colon else text)
        entry = _entry(words, named, number)
        named[name if colon else f"#{number}"] = entry
        ledgers.setdefault(entry["of"], []).append(
            {key: value for key, value in entry.items() if key != "of" and value}
        )
    return ledgers


def _entry(words: list[str], named: Mapping[str, dict[str, Any]], number: int) -> dict[str, Any]:
    match words:
        case ["amend", one, day, *rest]:
            before = {k: v for k, v in named[one].items() if k not in ("id", "amends", "date")}
            again = {"amends": named[one]["id"], "reason": "更正"}
            return _made(day, number, before | again | _said(rest))
        case ["void", one, day]:
            return _made(
                day, number, {"of": named[one]["of"], "voids": named[one]["id"], "reason": "误报"}
            )
        case [("return" | "accept") as verdict, one, day, *why]:
            own = {"return": "returned", "accept": "accepted"}[verdict]
            said = {"reviews": named[one]["id"], "verdict": own, "reason": " ".join(why) or "核"}
            return _made(day, number, {"of": "office", **said})
        case ["extend", item, day, "until", due]:
            later = {"of": "office", "extends": item, "due": due, "reason": "延期"}
            return _made(day, number, later)
        case [department, period, *rest]:
            day = str(a_period(period).end + timedelta(days=10))
            blank = {"of": department, "item": "1.1", "period": period, "status": "in-progress"}
            return _made(day, number, {**blank, **_said(rest)})
        case _:
            raise AssertionError(words)


_STATUSES: Final = ("not-started", "in-progress", "done", "blocked")


def _said(words: list[str]) -> dict[str, Any]:
    """What the words after a department and a period, or an entry and a day, say."""
    said: dict[str, Any] = {}
    for position, word in enumerate(words):
        if word in _STATUSES:
            said["status"] = word
        elif word.startswith("on:"):
            said["date"] = word[3:]
        elif word.startswith("item:"):
            said["item"] = word[5:]
        elif word.startswith("note:"):
            said["note"] = word[5:]
        elif "=" in word:
            said.setdefault("values", {})[word.partition("=")[0]] = word.partition("=")[2]
        elif position == 0 and word != "-":
            said["values"] = {"rate": word}
    if any(value in ("0/0", "n/a") for value in said.get("values", {}).values()):
        said.setdefault("note", "没有")
    return said


def _made(day: str, number: int, said: dict[str, Any]) -> dict[str, Any]:
    day = said.get("date", day)
    return {"id": f"{day.replace('-', '')}-{number:08x}", **said, "date": day, "by": "张三"}
