"""The files of the demonstration workspace, and the commits that they came in."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from itertools import groupby
from typing import Final, NamedTuple

from foodsafety_ledger.demo.district import EXPECTED, FIGURES
from foodsafety_ledger.demo.story import MARK, Filed, clerk_of, paper, tell, unread
from foodsafety_ledger.files.workspace import DEPARTMENTS, TASKS, ledger_path
from foodsafety_ledger.filing.drafting import entry_lines, ledger_text
from foodsafety_ledger.model.period import Cadence
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.words import Say

_BANNER: Final = f"# {MARK}\n"
LOOKED_AT: Final = date(2022, 1, 20)
"""A day on which the year is over and every report was due."""

RECEIVED: Final = "received/finance.csv"
"""A table that a department sent in late, and that nobody has read in yet."""

_COLUMNS: Final = {
    "分项": "item",
    "报告期": "period",
    "填报日期": "date",
    "状态": "status",
    "进展情况": "note",
    "填报人": "by",
    "审签人": "approved_by",
}
"""The received table's heads, and what of an entry stands below them."""

_STARTED: Final = date(2021, 9, 28)
_INVENTED: Final = "{zh: 演示所设，不是真实的。, en: Invented for the demonstration.}"
_MEMBERS: Final = frozenset({"bureau", "police", "party", "cooperative"})


class Commit(NamedTuple):
    """Files put into the history by somebody on a day."""

    author: str
    day: date
    message: str
    files: Mapping[str, bytes]


def demo_data(shipped: Mapping[str, bytes], every: Cadence) -> dict[str, bytes]:
    """The shipped plan and departments, marked as a demonstration, with reports of that cadence.

    What the document does not say and a real office would have entered is entered: who the member
    units are, what the figures were the year before, and which evidence it wants to see.
    """
    tasks, departments = shipped[TASKS].decode(), shipped[DEPARTMENTS].decode()
    kinds = re.findall(r"\{id: ([a-z-]+), .*, kind: ([a-z-]+)\}", departments)
    members = ", ".join(id_ for id_, kind in kinds if kind in _MEMBERS)
    for before, after in (
        ("plan: lianyun-2021", "plan: demo-lianyun-2021"),
        (
            '(zh: .*安排), en: "Key',
            r'\1（演示：虚构数据）, en: "Invented figures, a demonstration: Key',
        ),
        ("every: quarter, first: 2021Q3", f"every: {every}, first: {every.holding(_STARTED)}"),
        ("from: 2021Q4", f"from: {every.holding(date(2021, 11, 15))}"),
    ):
        tasks = _once(before, after, tasks)
    departments = _once(
        r"members: \[\]\n    basis:\n(      .*\n)+",
        f"members: [{members}]\n    basis: {_INVENTED}\n",
        departments,
    )
    return {
        TASKS: (_BANNER + _with_expected(_with_baselines(tasks))).encode(),
        DEPARTMENTS: (_BANNER + departments).encode(),
    }


def demo_commits(plan: Plan, files: Mapping[str, bytes]) -> list[Commit]:
    """The workspace as it grew: the given ``files`` and empty ledgers, then report by report."""
    ledgers = {one: _BANNER + ledger_text(plan.id, one) for one in plan.departments}
    empty = {ledger_path(one): text.encode() for one, text in ledgers.items()}
    started = _by(plan, plan.office, _STARTED, "建立台账 Set up the ledgers", {**files, **empty})
    commits = [started]
    for (day, department), group in groupby(tell(plan), lambda one: (one.day, one.department)):
        entries = list(group)
        ledgers[department] = _added(ledgers[department], entries)
        grown = {ledger_path(department): ledgers[department].encode()}
        commits.append(_by(plan, department, day, _told(entries), grown | _papers(entries)))
    return [*commits, _received(plan)]


def _received(plan: Plan) -> Commit:
    """The table of what has not come into the ledgers, for ``import`` to have something to read."""
    day, say = LOOKED_AT - timedelta(days=2), Say("zh")
    held = StringIO()
    rows = csv.writer(held)
    rows.writerow(["责任单位", *_COLUMNS])
    for one in unread(plan, day):
        draft = {**one.draft, "status": say(f"status.status.{one.draft['status']}")}
        name = plan.departments[one.department].name.zh
        rows.writerow([name, *(draft[key] for key in _COLUMNS.values())])
    table = held.getvalue().encode("utf-8-sig")
    return _by(plan, plan.office, day, "收到的表 A table that came in", {RECEIVED: table})


def history(commits: Iterable[Commit]) -> bytes:
    """The commits as ``git fast-import`` reads them."""
    return b"".join(piece for commit in commits for piece in _stream(commit))


def _stream(commit: Commit) -> Iterable[bytes]:
    seconds = int(datetime.combine(commit.day, time(8), UTC).timestamp())
    who = f"{commit.author} {seconds} +0800\n".encode()
    yield b"commit refs/heads/main\nauthor " + who + b"committer " + who
    yield _data(commit.message.encode())
    for path, content in commit.files.items():
        yield f"M 644 inline {path}\n".encode() + _data(content)


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _by(plan: Plan, department: str, day: date, message: str, files: Mapping[str, bytes]) -> Commit:
    author = f"{clerk_of(plan, department)} <{department}@demo.invalid>"
    return Commit(author, day, f"【演示】{message}", files)


def _told(entries: Iterable[Filed]) -> str:
    items = dict.fromkeys(one.draft.get("item", "") for one in entries)
    return f"台账 Ledger: {' '.join(filter(None, items)) or '复核 review'}"


def _added(ledger: str, entries: Iterable[Filed]) -> str:
    lines = [line for one in entries for line in entry_lines(one.draft)]
    return ledger.replace("entries: []\n", "entries:\n") + "\n".join(lines) + "\n"


def _papers(entries: Iterable[Filed]) -> dict[str, bytes]:
    pieces = [piece["path"] for one in entries for piece in one.draft.get("evidence", ())]
    return {path: paper(path) for path in pieces}


def _with_baselines(tasks: str) -> str:
    """The plan with last year's figures for what shall rise, fall or be kept."""
    pieces: dict[str, list[str]] = {}
    for key, figure in FIGURES.items():
        ref, _, department = key.partition("@")
        if department and figure.of != 0:
            start = str(figure.start) if figure.of is None else f"{figure.start}/{figure.of}"
            pieces.setdefault(ref, []).append(f"{department}: {start}")
    for ref, baselines in pieces.items():
        item, _, target = ref.partition("/")
        at = tasks.index(f"- id: {target}\n", tasks.index(f'- id: "{item}"\n'))
        goal = tasks.index("goal: ", at)
        behind = tasks.index("\n", goal) + 1
        if tasks[goal:behind] in {f"goal: {word}\n" for word in ("rising", "falling", "kept")}:
            told = f"{{{', '.join(baselines)}, basis: {_INVENTED}}}"
            tasks = f"{tasks[:behind]}{' ' * 16}baseline: {told}\n{tasks[behind:]}"
    return tasks


def _with_expected(tasks: str) -> str:
    """The plan with the evidence that the office wants to see of some items."""
    for item, papers in EXPECTED.items():
        told = ", ".join(f"{{id: {id_}, name: {name}}}" for id_, name in papers.items())
        at = tasks.index("            targets:\n", tasks.index(f'- id: "{item}"\n'))
        tasks = f"{tasks[:at]}            expects: [{told}]\n{tasks[at:]}"
    return tasks


def _once(pattern: str, text: str, whole: str) -> str:
    changed, times = re.subn(pattern, text, whole)
    if times != 1:
        raise ValueError(pattern)
    return changed
