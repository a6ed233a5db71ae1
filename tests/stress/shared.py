"""Two users record into one workspace at once: nothing lost, nothing doubled, nobody shut out.

    PYTHONPATH=tests python -m stress.shared --rounds 10 --at-once 24 --kills 4

Needs root, who alone can be two users. In each round half of the records are each user's, with
different umasks, into one ledger and several; each brings evidence of its own under one name that
differs at most in case. A few more are killed at random moments. What was acknowledged must be
there, once, with its evidence; what was killed may be there, whole, and leaves nothing behind.
Exits 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import partial
from importlib import import_module
from io import StringIO
from pathlib import Path
from pkgutil import walk_packages
from typing import NamedTuple
from unittest.mock import patch

import foodsafety_ledger
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.files import locking
from foodsafety_ledger.model.failure import Exit
from stress.records import entries_in, forked, lay_out_plan, quietly, record, strays, workspace
from users import ANN, BEN, KINDS, User, ended, folder_for_all, run_as, shared_folder, start_as

NAMES = ("自查.pdf", "Report.pdf", "report.pdf", "REPORT.PDF")
UMASKS = (0o022, 0o077, 0o002)


class Size(NamedTuple):
    """How much is done: rounds, records at once, and how many more are killed."""

    rounds: int
    at_once: int
    kills: int


def main() -> int:
    """Runs everything; 0 if nothing was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--at-once", type=int, default=24)
    parser.add_argument("--kills", type=int, default=4)
    parser.add_argument("--seed", type=int, default=20211012)
    options = parser.parse_args()
    os.environ |= {"FOODSAFETY_LEDGER_TODAY": "2021-10-12", "FOODSAFETY_LEDGER_LANG": "zh"}
    size = Size(options.rounds, options.at_once, options.kills)
    load_everything()
    with patch.object(locking, "WAIT_SECONDS", 1200):  # however busy the machine is
        wrong = [one for kind in KINDS for one in share(kind, size, random.Random(options.seed))]
    for one in wrong:
        print("WRONG:", one)
    return 1 if wrong else 0


def load_everything() -> None:
    """Loads every module and records once: users may not be able to read the program."""
    for module in walk_packages(foodsafety_ledger.__path__, "foodsafety_ledger."):
        if not module.name.endswith("__main__"):
            with suppress(ImportError):  # of an extra that is not installed
                import_module(module.name)
    with workspace() as root, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        os.environ["XDG_CACHE_HOME"] = os.devnull  # what is found in a cache loads less
        evidence = root.parent / NAMES[0]
        evidence.write_text("x")
        args = ("record", "d0", "2.2", "--status", "done", "--by", "张三", "--evidence")
        assert run(["-C", str(root), *args, str(evidence)]) == Exit.FINE


def share(kind: str, size: Size, chance: random.Random) -> list[str]:
    """Both users at one workspace of a kind; what was wrong."""
    began = time.monotonic()
    with folder_for_all() as folder:
        root = shared_folder(folder, kind)
        lay_out_plan(root)
        wanted: set[str] = set()
        wrong: list[str] = []
        for number in range(size.rounds):
            acknowledged, failed = _round(root, number, size, chance)
            wanted |= acknowledged
            wrong += failed
        notes = Counter(entry["note"] for entry in entries_in(root))
        wrong += [f"lost: {note}" for note in sorted(wanted - notes.keys())]
        wrong += [f"doubled: {note}" for note, count in notes.items() if count > 1]
        wrong += _after(root)
    print(
        f"{kind}: {len(wanted)} acknowledged, {len(wanted - notes.keys())} lost, "
        f"{len(notes) - len(wanted)} of the killed whole, {time.monotonic() - began:.0f} s"
    )
    return [f"{kind}: {one}" for one in wrong]


def _round(
    root: Path, number: int, size: Size, chance: random.Random
) -> tuple[set[str], list[str]]:
    """The notes of what was acknowledged, and which records failed."""
    started = {}
    for count in range(size.at_once + size.kills):
        note = f"{number}/{count}" if count < size.at_once else f"killed {number}/{count}"
        started[note] = _start(root, note, count)
    for note, pid in started.items():
        if note.startswith("killed"):
            time.sleep(chance.uniform(0, 0.05 * size.at_once))
            os.kill(pid, signal.SIGKILL)
    codes = {note: ended(pid) for note, pid in started.items()}
    failed = (f"{n} failed: {c}" for n, c in codes.items() if c and not n.startswith("killed"))
    return {note for note, code in codes.items() if code == Exit.FINE}, list(failed)


def _start(root: Path, note: str, count: int) -> int:
    """Starts one record by one of the two; its pid. Every other one is into the same ledger."""
    evidence = root.parent / f"{note.replace('/', '-')}" / NAMES[count % len(NAMES)]
    evidence.parent.mkdir()
    evidence.write_text(note, "utf-8")
    department = f"d{count // 2 % 4}" if count % 4 < 2 else "d0"
    user = (ANN, BEN)[count % 2]._replace(umask=UMASKS[count % len(UMASKS)])
    return start_as(user, partial(record, root, department, note, "--evidence", str(evidence)))


def _after(root: Path) -> list[str]:
    """What is wrong when all is done: each user records once more, and everything is checked."""
    wrong = []
    for user in (ANN, BEN):
        evidence = root.parent / f"{user.id}.pdf"
        evidence.write_text("x", "utf-8")
        last = partial(record, root, "d1", f"last {user.id}", "--evidence", str(evidence))
        code = run_as(user, last)
        wrong += [f"the last record of {user.id} failed: {code}"] if code else []
        wrong += [f"{path} is closed to {user.id}" for path in _closed_to(user, root)]
    checked = ended(forked(lambda: quietly(["-C", str(root), "check"])))
    names = Counter(str(path.relative_to(root)).lower() for path in (root / "evidence").rglob("*"))
    return [
        *wrong,
        *(f"left behind: {path}" for path in strays(root)),
        *([".ledger-lock is left behind"] if (root / ".ledger-lock").exists() else []),
        *(f"differ only in case: {name}" for name, count in names.items() if count > 1),
        *(["check finds errors"] if checked else []),
    ]


def _closed_to(user: User, root: Path) -> list[str]:
    """The ledgers and folders in which a user may not write, though both have written there."""
    paths = [*(root / "ledgers").iterdir(), *(root / "evidence").iterdir()]
    return [str(path) for path in paths if run_as(user, partial(_is_closed, path))]


def _is_closed(path: Path) -> int:
    return int(not os.access(path, os.R_OK | os.W_OK))


if __name__ == "__main__":
    sys.exit(main())
