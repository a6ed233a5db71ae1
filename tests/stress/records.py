"""Many records at once, killed records, full disks: nothing lost, nothing doubled, nothing torn.

    python tests/stress/records.py --processes 8 --records 200 --kills 1000

Each record is a process of its own, forked from one that has loaded the program, and goes the whole
way of ``ledger record``. Prints figures; exits 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from foodsafety_ledger.cli import record as recording
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.files.atomic import is_temporary
from foodsafety_ledger.files.text import decode
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.preview import preview
from foodsafety_ledger.model.failure import Exit

BASE = Path(__file__).parents[1] / "errors" / "base" / "data"
LOADED = (preview, recording)  # loaded before forking, so that a killed record dies while it works
DEPARTMENTS = 8
ENTRY = "plan: sample-2021\ndepartment: {}\nentries: []\n"


def main() -> int:
    """Runs everything; 0 if nothing was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--records", type=int, default=200)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20211012)
    options = parser.parse_args()
    os.environ |= {"FOODSAFETY_LEDGER_TODAY": "2021-10-12", "FOODSAFETY_LEDGER_LANG": "zh"}
    wrong: list[str] = []
    for ledgers in (1, DEPARTMENTS):
        with workspace() as root:
            wrong += at_once(root, options.processes, options.records, ledgers)
    with workspace() as root:
        wrong += killed(root, options.kills, random.Random(options.seed))
    with workspace() as root:
        wrong += limited(root)
    wrong += on_a_full_disk()
    for one in wrong:
        print("WRONG:", one)
    return 1 if wrong else 0


class workspace:  # noqa: N801 - reads as the context it is
    """A folder with a plan of eight departments on one item, a git repository around it."""

    def __init__(self, inside: Path | None = None) -> None:
        self._inside = inside

    def __enter__(self) -> Path:
        self._folder = Path(tempfile.mkdtemp(prefix="ledger-stress-", dir=self._inside))
        root = self._folder / "w"
        (root / "ledgers").mkdir(parents=True)
        for name in lay_out_plan(root):
            (root / "ledgers" / f"{name}.yaml").write_text(ENTRY.format(name), "utf-8")
        subprocess.run(["git", "init", "-q", "--template=", str(root)], check=True)
        return root

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder)


def lay_out_plan(root: Path) -> list[str]:
    """Writes the plan of a workspace; the departments on its item."""
    shutil.copytree(BASE, root / "data")
    names = [f"d{number}" for number in range(DEPARTMENTS)]
    made = (f"  - {{id: {n}, name: {{zh: 单位{n}}}, kind: bureau}}\n" for n in names)
    departments = root / "data" / "departments.yaml"
    text = departments.read_text("utf-8")
    text = text.replace("groups:\n", "".join(made) + "groups:\n")
    departments.write_text(text, "utf-8")
    tasks = root / "data" / "tasks.yaml"
    text = tasks.read_text("utf-8")
    tasks.write_text(text.replace("[streets]", f"[{', '.join(names)}]"), "utf-8")
    return names


def record(root: Path, department: str, note: str, *more: str) -> int:
    """One record; what it says is thrown away."""
    about = (department, "2.2", "--period", "2021Q3", "--status", "in-progress")
    args = ["-C", str(root), "record", *about]
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    return run([*args, "--note", note, "--by", "张三", *more])


def forked(work: Callable[[], int]) -> int:
    """Starts a process that does ``work`` and exits with what it returns; its pid."""
    pid = os.fork()
    if pid:
        return pid
    try:
        code = work()
    except BaseException:  # noqa: BLE001 - nothing may go on in the child
        code = 99
    os._exit(code)


def ended(pid: int) -> int:
    """The exit code of a process; negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def entries_in(root: Path) -> Iterator[dict[str, Any]]:
    """Every entry of every ledger; a ledger that does not read is an error."""
    for path in sorted((root / "ledgers").glob("*.yaml")):
        text, found = decode(path.name, path.read_bytes())
        reading = read_yaml(path.name, text or "")
        assert not found, (path, found)
        assert not reading.diagnostics, (path, reading.diagnostics)
        data: Any = reading.data
        yield from data["entries"]


def strays(root: Path) -> list[str]:
    """What a killed process left in the folders that people see."""
    return [
        str(path.relative_to(root))
        for folder in ("ledgers", "evidence")
        for path in (root / folder).rglob("*")
        if is_temporary(path.name) or path.suffix == ".lock"
    ]


def at_once(root: Path, processes: int, records: int, ledgers: int) -> list[str]:
    """Several processes, each recording one after the other, into one ledger or several."""
    began = time.monotonic()

    def worker(number: int) -> int:
        failed = 0
        for count in range(records):
            department = f"d{number % ledgers}"
            work = partial(record, root, department, f"{number}/{count}")
            failed += ended(forked(work)) != Exit.FINE
        return min(failed, 98)

    pids = [forked(partial(worker, number)) for number in range(processes)]
    codes = [ended(pid) for pid in pids]
    took = time.monotonic() - began
    told = list(entries_in(root))
    notes = Counter(entry["note"] for entry in told)
    ids = Counter(entry["id"] for entry in told)
    wanted = {f"{number}/{count}" for number in range(processes) for count in range(records)}
    checked = ended(forked(lambda: quietly(["-C", str(root), "check"])))
    print(
        f"{processes} processes x {records} records into {ledgers} ledger(s): "
        f"{len(told)} entries, {len(wanted - notes.keys())} lost, "
        f"{sum(n - 1 for n in (*notes.values(), *ids.values()))} doubled, "
        f"{took:.0f} s ({1000 * took / len(wanted):.0f} ms a record)"
    )
    return [
        *(f"worker {number} failed {code} times" for number, code in enumerate(codes) if code),
        *(f"lost: {note}" for note in sorted(wanted - notes.keys())),
        *(f"doubled: {key}" for key, n in (*notes.items(), *ids.items()) if n > 1),
        *(f"left behind: {path}" for path in strays(root)),
        *(["check finds errors"] if checked else []),
    ]


def quietly(args: Sequence[str]) -> int:
    """A command whose output is thrown away."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    return run(args)


def killed(root: Path, kills: int, chance: random.Random) -> list[str]:
    """Records killed at random moments: the file is the old one or the new one."""
    evidence = root.parent / "自查.txt"
    evidence.write_text("名单", "utf-8")
    ledger = root / "ledgers" / "d0.yaml"
    began = time.monotonic()
    assert ended(forked(lambda: record(root, "d0", "first"))) == Exit.FINE
    usual = time.monotonic() - began
    figures: Counter[str] = Counter()
    wrong = []
    for number in range(kills):
        if number % 250 == 249:
            ledger.write_text(ENTRY.format("d0"), "utf-8")
        before, ahead = ledger.read_bytes(), list(entries_in(root))
        evidence.write_text(f"名单 {number % 7}", "utf-8")
        pid = forked(partial(record, root, "d0", f"k{number}", "--evidence", str(evidence)))
        time.sleep(chance.uniform(0, 1.3 * usual))
        os.kill(pid, signal.SIGKILL)
        figures["killed" if ended(pid) < 0 else "had ended"] += 1
        figures["left temporaries"] += bool(strays(root))
        now = list(entries_in(root))
        if ledger.read_bytes() == before:
            figures["old file"] += 1
        elif now[:-1] == ahead and now[-1]["note"] == f"k{number}":
            figures["new file"] += 1
        else:
            wrong.append(f"after kill {number} the file is neither the old one nor the new one")
    began = time.monotonic()
    code = ended(forked(lambda: record(root, "d0", "last")))
    waited = time.monotonic() - began
    checked = ended(forked(lambda: quietly(["-C", str(root), "check"])))
    counted = ", ".join(f"{count} {what}" for what, count in sorted(figures.items()))
    print(f"{kills} kills: {counted}; the next record took {1000 * waited:.0f} ms")
    return [
        *wrong,
        *(["the next record failed"] if code else []),
        *(["the next record waited for a lock"] if waited > 20 * usual else []),
        *(f"left behind: {path}" for path in strays(root)),
        *(["check finds errors"] if checked else []),
    ]


def limited(root: Path) -> list[str]:
    """Records where no file may grow beyond a limit: exit 4, the old file is left."""
    ledger = root / "ledgers" / "d0.yaml"
    evidence = root.parent / "大.bin"
    evidence.write_bytes(b"x" * 40_000)
    ledger.write_text(ENTRY.format("d0") + "# 注\n" * 5000, "utf-8")
    wrong, refused = [], 0
    for limit in range(4096, 28_672, 4096):
        before = everything(root)

        def work(limit: int = limit) -> int:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            return record(root, "d0", "x", "--evidence", str(evidence))

        code = ended(forked(work))
        refused += code == Exit.ENVIRONMENT
        if code != Exit.ENVIRONMENT or everything(root) != before:
            wrong.append(f"file-size limit {limit}: exit {code}, or something changed")
    print(f"file-size limit: {refused} of 6 refused with exit 4, all files as they were")
    return wrong


def on_a_full_disk() -> list[str]:
    """Records on a small file system that is filled up more and more."""
    mount = Path(tempfile.mkdtemp(prefix="ledger-disk-"))
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(mount)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        print("full disk: skipped, no permission to mount a tmpfs")
        mount.rmdir()
        return []
    try:
        with workspace(mount) as root:
            return _filled(mount, root)
    finally:
        subprocess.run(["umount", str(mount)], check=True)
        mount.rmdir()


def _filled(mount: Path, root: Path) -> list[str]:
    evidence = root.parent / "x.bin"
    evidence.write_bytes(b"x" * 20_000)
    (root / "ledgers" / "d0.yaml").write_text(ENTRY.format("d0") + "# 注\n" * 5000, "utf-8")
    figures: Counter[str] = Counter()
    wrong = []
    for left in range(0, 120_000, 4096):
        filler = mount / "filler"
        free = shutil.disk_usage(mount).free
        filler.write_bytes(b"x" * max(0, free - left))
        before = everything(root)
        code = ended(forked(lambda: record(root, "d0", "x", "--evidence", str(evidence))))
        figures[f"exit {code}"] += 1
        filler.unlink()
        if code != Exit.FINE and everything(root) != before:
            wrong.append(f"{left} bytes left: exit {code} and something changed")
        if code not in (Exit.FINE, Exit.ENVIRONMENT):
            wrong.append(f"{left} bytes left: exit {code}")
        subprocess.run(["git", "-C", str(root), "clean", "-fdq", "evidence"], check=True)
    counted = ", ".join(f"{count} x {what}" for what, count in sorted(figures.items()))
    print(f"full disk: {counted}")
    return wrong


def everything(root: Path) -> dict[str, bytes]:
    """Every file of the workspace."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


if __name__ == "__main__":
    sys.exit(main())
