"""Checking takes work that grows with the files and no faster, whatever is wrong in them.

What is counted is lines of the program, and what twice as much adds is held against what twice as
much again adds, so that what any run takes drops out: a little work for every pair shows already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from effort import lines_run
from foodsafety_ledger.check.fl9_merge import check_settings
from foodsafety_ledger.check.run import (
    capped_by_file,
    chosen,
    find_all,
    open_workspace,
    rules_chosen,
)
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.views.findings import in_words
from foodsafety_ledger.views.log import history_at, log_table
from foodsafety_ledger.words import Say
from plan_texts import HEAD, ITEM, a_target_text, an_item_text, write
from sampled import one_in

Files = dict[str, str]


def id_of(number: int, day: str = "20211012") -> str:
    return f"{day}-{number:08x}"


def report(number: int, **keys: str) -> str:
    """A report of item 1.1 on 2021Q3; ``keys`` are added, or stand instead."""
    told = {"id": id_of(number), "item": '"1.1"', "period": "2021Q3", "date": "2021-10-12"}
    return _entry(told | {"status": "in-progress", "note": "x"} | keys)


def naming(key: str, number: int, other: str, **keys: str) -> str:
    """A void or review of another entry, a day later."""
    verdict = {"verdict": "accepted"} if key == "reviews" else {}
    told = {"id": id_of(number, "20211013"), key: other, **verdict, "date": "2021-10-13"}
    return _entry(told | {"reason": "r"} | keys)


def _entry(keys: Mapping[str, str]) -> str:
    lines = "".join(f"  {key}: {value}\n" for key, value in {**keys, "by": "张三"}.items())
    return "- " + lines[2:]


def many(n: int, one: Callable[[int], str]) -> list[str]:
    return [one(number) for number in range(n)]


def ledger(department: str, entries: Iterable[str]) -> Files:
    text = f"plan: sample\ndepartment: {department}\nentries:\n" + "".join(entries)
    return {f"ledgers/{department}.yaml": text}


def unit(number: int) -> str:
    return f"unit-{number}"


def plan(*items: str, units: int = 0) -> Files:
    """A plan with ``market``, ``office`` and some departments more, which are the group ``all``."""
    names = ", ".join(map(unit, range(units)))
    listed = ["market", "office", *map(unit, range(units))]
    departments = "".join(f"- {{id: {one}, name: {{zh: {one}局}}, kind: x}}\n" for one in listed)
    everyone = f"groups:\n- {{id: all, name: {{zh: 各局}}, members: [{names}]}}\n" if units else ""
    text = "".join("    " + line + "\n" for item in items or (ITEM,) for line in item.splitlines())
    return {
        "data/tasks.yaml": HEAD + text,
        "data/departments.yaml": "departments:\n" + departments + everyone,
    }


def item(number: int, targets: str = "", **keys: str) -> str:
    return an_item_text(targets=targets, **{"id": f'"1.{number + 1}"'} | keys)


FOR_ALL: Final = an_item_text(targets=a_target_text(), responsible="[all]")


def of_market(entries: Iterable[str], *items: str) -> Files:
    return plan(*(items or (an_item_text(targets=a_target_text()),))) | ledger("market", entries)


def of_units(n: int, targets: str, value: str = "1/2") -> Files:
    files = plan(an_item_text(targets=targets, responsible="[all]"), units=n)
    for number in range(n):
        files |= ledger(unit(number), [report(number, values=f"{{rate: {value}}}")])
    return files


def amending(number: int, other: int, **keys: str) -> str:
    return report(number, amends=id_of(other), reason="r", **keys)


def chain(n: int) -> list[str]:
    return [report(0), *(amending(number, number - 1) for number in range(1, n))]


def targets(n: int) -> str:
    return "".join(a_target_text(id=f"t-{number}").replace("  id:", "- id:") for number in range(n))


def succeeding(n: int) -> Files:
    """Departments of which each takes over from the next, all of them named."""
    files = plan(FOR_ALL, units=n)
    text = files["data/departments.yaml"]
    for number in range(n - 1):
        day = date(2021, 1, 1).replace(month=1 + number % 12)
        more = f", from: {day}, succeeds: [{unit(number + 1)}]}}"
        text = text.replace(f"zh: {unit(number)}局}}, kind: x}}", f"zh: x}}, kind: x{more}")
    return {**files, "data/departments.yaml": text}


KINDS: Final[Mapping[str, Callable[[int], Files]]] = {
    "entries": lambda n: of_market(many(n, lambda k: report(k, values="{rate: 1/2}"))),
    "ledgers": lambda n: of_units(n, a_target_text()),
    "ledgers that differ": lambda n: of_units(n, a_target_text(denominator="common")),
    "ledgers of nobody": lambda n: {
        **plan(units=n),
        **{k: v for one in range(n) for k, v in ledger(f"unti-{one}", [report(one)]).items()},
    },
    "a group of which nobody reports": lambda n: plan(FOR_ALL, units=n),
    "reports of one who has no part": lambda n: (
        {**plan(FOR_ALL, units=n), **ledger("market", many(n, report))}
    ),
    "values that others owe": lambda n: {
        **plan(FOR_ALL + "  support: [market]\n", units=n),
        **ledger("market", many(n, lambda k: report(k, values="{rate: 1/2}"))),
    },
    "items": lambda n: of_market(many(n, lambda k: report(k, item=f'"1.{k + 1}"')), *many(n, item)),
    "unknown items": lambda n: of_market(
        many(n, lambda k: report(k, item=f'"7.{k + 1}"')), *many(n, item)
    ),
    "a task for an item": lambda n: of_market(
        many(n, lambda k: report(k, item='"1"')), *many(n, item)
    ),
    "targets": lambda n: of_market(
        many(n, lambda k: report(k, values=f"{{t-{k}: 1/2}}")), item(0, targets(n))
    ),
    "unknown targets": lambda n: of_market(
        many(n, lambda k: report(k, values=f"{{u-{k}: 1/2}}")), item(0, targets(n))
    ),
    "unknown units": lambda n: plan(
        item(0, responsible="[" + ", ".join(f"untt-{k}" for k in range(n)) + "]"), units=n
    ),
    "unknown keys of the plan": lambda n: {
        **plan(),
        "data/tasks.yaml": "".join(f"k{k}: v\n" for k in range(n)) + plan()["data/tasks.yaml"],
    },
    "unknown keys of entries": lambda n: of_market(
        many(n, lambda k: report(k, **{f"nota{k}": "x"}))
    ),
    "a chain of amendments": lambda n: of_market(chain(n)),
    "a chain forked at every link": lambda n: of_market(
        [*chain(n), *(amending(n + k, k) for k in range(n))]
    ),
    "a chain voided at every link": lambda n: of_market(
        [*chain(n), *(naming("voids", k, id_of(k)) for k in range(n))]
    ),
    "a circle": lambda n: of_market(many(n, lambda k: amending(k, (k - 1) % n))),
    "one entry amended again and again": lambda n: of_market(
        [report(0), *(amending(k, 0) for k in range(1, n))]
    ),
    "voids of nothing": lambda n: of_market(
        [*many(n, report), *(naming("voids", k, id_of(k + n)) for k in range(n))]
    ),
    "reviews of nothing": lambda n: {
        **of_market(many(n, report)),
        **ledger("office", many(n, lambda k: naming("reviews", k, id_of(k, "20211011")))),
    },
    "one id": lambda n: of_market(many(n, lambda _: report(1))),
    "sums": lambda n: of_market(
        many(n, lambda k: report(k, values="{rate: 3/2}")),
        an_item_text(targets=a_target_text(value_is="increment")),
    ),
    "falling totals": lambda n: of_market(
        many(n, lambda k: report(k, values=f"{{rate: {n - k}/{2 * n - k}}}")),
        an_item_text(targets=a_target_text(value_is="running-total")),
    ),
    "evidence that is not there": lambda n: of_market(
        many(n, lambda k: report(k, evidence=f"[{{path: evidence/{k}, sha256: {'0' * 64}}}]"))
    ),
    "duplicate keys": lambda n: of_market(many(n, lambda k: report(k) + "  by: 张三\n")),
    "conflicts": lambda n: of_market(
        many(n, lambda k: f"<<<<<<< a\n{report(k)}=======\n{report(k + n)}>>>>>>> b\n")
    ),
    "successors": succeeding,
}


def work(root: Path) -> None:
    workspace = open_workspace(WorkTree(root), date(2022, 1, 20))
    around = check_settings(WorkTree(root).around(), workspace.plan)
    found = chosen(workspace, [*find_all(workspace), *around], rules_chosen((), ()))
    in_words(capped_by_file(found), Say("zh"))


def log(root: Path) -> None:
    workspace, say = open_workspace(WorkTree(root)), Say("zh")
    assert workspace.plan is not None
    history = history_at(workspace, workspace.plan, date(2022, 1, 20), say)
    log_table(history.entries, history)


@pytest.mark.parametrize("kind", one_in(3, list(KINDS)))
def test_twice_as_much_takes_twice_the_work(kind: str, tmp_path: Path) -> None:
    assert growth(work, kind, tmp_path) < 2.05


@pytest.mark.parametrize("kind", ["a chain voided at every link", "reviews of nothing"])
def test_a_log_twice_as_long_takes_twice_the_work(kind: str, tmp_path: Path) -> None:
    assert growth(log, kind, tmp_path) < 2.05


def growth(task: Callable[[Path], None], kind: str, folder: Path) -> float:
    """How many times the work that twice as much adds is what twice as much again adds."""
    roots = [folder / str(n) for n in (5, 48, 10, 20, 40)]
    for root in roots:
        write(root, KINDS[kind](int(root.name)))
    for root in roots[:2]:  # what is done once a process
        task(root)
    lines = [lines_run(partial(task, root)) for root in roots[2:]]
    assert lines[0] < lines[1] < lines[2]
    return (lines[2] - lines[1]) / (lines[1] - lines[0])
