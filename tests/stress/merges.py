"""Random merges of ledgers through ``git merge``: nothing lost, nothing doubled, no false conflict.

    python tests/stress/merges.py --merges 10000 --jobs 2

Each merge has its own base and two sides made from it by chance: adding, amending and voiding
entries, reordering, commenting, spelling the same differently; now and then editing or removing an
entry, which nobody should do. The commits are written with ``git fast-import``, the merging is left
to ``git merge`` and the driver that ``ledger init --git`` sets up. Exits 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import Pool
from pathlib import Path

from foodsafety_ledger.files.gitsetup import LINES, set_up_git
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.merge import versions_of

LEDGER = "ledgers/alpha.yaml"
HEAD = "plan: small-2021\ndepartment: alpha\n"
NOTES = ("正常", "已完成 118/120", "注意: 还差 2 家", "no", "第一行\n\n第二行 # 不是注释", "- x")


Said = tuple[str, str]
"""What an entry says, as far as it varies here: what it is about, and its note."""


@dataclass(frozen=True)
class Written:
    """An entry and how it is written; ``remarks`` are comments above, inside and below it."""

    id: str
    kind: str
    note: str
    remarks: tuple[str, str, str] = ("", "", "")
    quoted: bool = False

    def text(self) -> str:
        """Its lines."""
        above, inside, below = self.remarks
        lines = [f"# {above}"] if above else []
        lines += [f"- id: {self.id}", f"  {self.kind}"]
        lines += [f"  # {inside}"] if inside else []
        lines += ["  date: 2021-10-12", "  status: in-progress", "  values: {rate: 118/120}"]
        lines += self._note()
        lines += ["  by: '张三'" if self.quoted else "  by: 张三"]
        lines += [f"  # {below}"] if below else []
        return "\n".join(lines) + "\n"

    def _note(self) -> list[str]:
        if "\n" in self.note and not self.quoted:
            return ["  note: |-", *(f"    {line}".rstrip() for line in self.note.split("\n"))]
        escaped = self.note.replace("\n", "\\n")
        return [f'  note: "{escaped}"']


@dataclass(frozen=True)
class File:
    """A ledger and how it is written."""

    entries: tuple[Written, ...]
    top: str = ""
    tail: str = ""

    def text(self) -> str:
        """The whole file."""
        top = f"# {self.top}\n" if self.top else ""
        tail = f"# {self.tail}\n" if self.tail else ""
        opening = "entries:\n" if self.entries else "entries: []\n"
        return top + HEAD + opening + "".join(e.text() for e in self.entries) + tail

    def says(self) -> dict[str, Said]:
        """What each entry says, as far as it varies."""
        return {entry.id: (entry.kind, entry.note) for entry in self.entries}


class Chance:
    """Makes ledgers and changes them; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.remarks = 0

    def versions(self) -> tuple[File, File, File]:
        """A base, and two sides made from it that both differ from it.

        Where one side is the base byte for byte git takes the other and merges nothing.
        """
        versions = self._versions()
        while versions[0].text() in (versions[1].text(), versions[2].text()):
            versions = self._versions()
        return versions

    def _versions(self) -> tuple[File, File, File]:
        base = File(tuple(self.entry(()) for _ in range(self.draw.randrange(9))), self.remark(4))
        rough = self.draw.random() < 0.25
        return base, self.side(base, rough=rough), self.side(base, rough=rough)

    def side(self, base: File, *, rough: bool) -> File:
        """The base with whatever a department does in a quarter, and worse if it is rough."""
        entries = [self.respell(entry) for entry in base.entries]
        if rough:
            entries = [self.edit(entry) for entry in entries if self.draw.random() > 0.1]
        ids = [entry.id for entry in base.entries]
        entries += [self.entry(ids) for _ in range(self.draw.randrange(6))]
        if self.draw.random() < 0.2:
            self.draw.shuffle(entries)
        return File(tuple(entries), base.top or self.remark(4), self.remark(6))

    def entry(self, others: Sequence[str]) -> Written:
        """A new report; with others to name, sometimes an amendment or a void."""
        kind = f'item: "{self.draw.randrange(1, 9)}.1"'
        if others and self.draw.random() < 0.4:
            kind = f"{self.draw.choice(['amends', 'voids'])}: {self.draw.choice(others)}"
        key = f"20211012-{self.draw.getrandbits(32):08x}"
        remarks = (self.remark(5), self.remark(9), self.remark(9))
        return Written(key, kind, self.draw.choice(NOTES), remarks, self.draw.random() < 0.5)

    def respell(self, entry: Written) -> Written:
        """The same entry with other quotes and comments, now and then."""
        if self.draw.random() < 0.7:
            return entry
        above, inside, below = entry.remarks
        remarks = (above or self.remark(2), inside or self.remark(3), below or self.remark(3))
        return replace(entry, remarks=remarks, quoted=self.draw.random() < 0.5)

    def edit(self, entry: Written) -> Written:
        """The entry with another note, now and then."""
        return entry if self.draw.random() < 0.7 else replace(entry, note=self.draw.choice(NOTES))

    def remark(self, one_in: int) -> str:
        """A comment that is like no other, one time in so many."""
        self.remarks += 1
        return f"备注{self.remarks:06}。" if self.draw.randrange(one_in) == 0 else ""


@dataclass
class Figures:
    """What came of it; ``wrong`` is a line for each merge that went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        """Adds what another run counted."""
        self.counts += other.counts
        self.wrong += other.wrong


def run(folder: Path, seeds: range) -> Figures:
    """Makes and judges one merge a seed, in a repository of its own."""
    git(folder, "init", "-q", "-b", "main", "--template=")
    for name, value in (("user.name", "n"), ("user.email", "n@n"), ("gc.auto", "0")):
        git(folder, "config", name, value)
    (folder / ".git/info").mkdir(exist_ok=True)
    set_up_git(folder)
    (folder / ".gitattributes").unlink()
    versions = {seed: Chance(seed).versions() for seed in seeds}
    git(folder, "fast-import", "--quiet", given="".join(_import(versions)))
    figures = Figures()
    for seed, files in versions.items():
        git(folder, "checkout", "-q", "-f", "--detach", f"ours{seed}")
        clean = git(folder, "merge", "-q", "-m", "m", f"theirs{seed}")
        text = (folder / LEDGER).read_text("utf-8")
        figures.counts["merges"] += 1
        for problem in judge(files, text, clean=clean, counts=figures.counts):
            figures.wrong.append(f"seed {seed}: {problem}")
    return figures


def judge(
    files: tuple[File, File, File], text: str, *, clean: bool, counts: Counter[str]
) -> Iterator[str]:
    """What is wrong with a merge."""
    base, ours, theirs = (file.says() for file in files)
    keys = {**ours, **theirs}
    differing = {key for key in keys if _differ(base.get(key), ours.get(key), theirs.get(key))}
    counts["clean" if clean else "conflicts"] += 1
    counts["entries"] += len(keys)
    counts["differing"] += len(differing)
    if clean is bool(differing):
        yield f"clean: {clean}, really different: {sorted(differing)}"
    if text.count("<<<<<<<") != len(differing):
        yield f"{text.count('<<<<<<<')} conflicts for {len(differing)} entries"
    yield from _lost_remarks(files, text)
    shown = versions_of(text)
    for side, says in ((shown.ours, ours), (shown.theirs, theirs)):
        wanted = {
            key: says.get(key) if key in differing else _merged(base, ours, theirs, key)
            for key in keys
        }
        yield from _compare(side, {key: said for key, said in wanted.items() if said})


def _differ(base: Said | None, ours: Said | None, theirs: Said | None) -> bool:
    """Whether both sides changed an entry of the base, each in its own way."""
    return ours != theirs and base is not None and base not in (ours, theirs)


def _merged(
    base: dict[str, Said], ours: dict[str, Said], theirs: dict[str, Said], key: str
) -> Said:
    """What an entry says after the merge; one that a side removed stays."""
    if key not in ours or key not in theirs:
        return ours.get(key) or theirs[key]
    return theirs[key] if ours[key] == base.get(key) else ours[key]


def _compare(text: str, wanted: dict[str, Said]) -> Iterator[str]:
    reading = read_yaml(LEDGER, text)
    if not reading.complete or not isinstance(reading.data, dict):
        yield f"does not read: {reading.diagnostics[:1]}"
        return
    found = [(entry["id"], _says(entry)) for entry in reading.data["entries"]]
    if len(found) != len(dict(found)):
        yield "an entry twice"
    if dict(found) != wanted:
        yield f"lost or changed: {sorted(set(wanted.items()) ^ set(found))[:2]}"


def _says(entry: dict[str, str]) -> tuple[str, str]:
    kind = next(key for key in ("item", "amends", "voids") if key in entry)
    value = f'"{entry[kind]}"' if kind == "item" else entry[kind]
    return f"{kind}: {value}", entry["note"]


def _lost_remarks(files: tuple[File, File, File], text: str) -> Iterator[str]:
    """Comments of either side that are gone; those of an entry that really differs too."""
    for file in files[1:]:
        for entry in file.entries:
            for remark in filter(None, entry.remarks):
                if f"# {remark}\n" not in text:
                    yield f"comment lost: {remark}"


def _import(versions: dict[int, tuple[File, File, File]]) -> Iterator[str]:
    """The commits as git's import stream: for each merge a base and two sides."""
    attributes = "".join(f"{line}\n" for line in LINES)
    mark = 0
    for seed, files in versions.items():
        start = mark
        for name, file in zip(("base", "ours", "theirs"), files, strict=True):
            mark += 1
            yield f"commit refs/heads/{name}{seed}\nmark :{mark}\n"
            yield f"committer n <n@n> {seed} +0000\ndata 1\nx\n"
            if name != "base":
                yield f"from :{start + 1}\n"
            yield from _file(".gitattributes", attributes)
            yield from _file(LEDGER, file.text())
            yield "\n"


def _file(path: str, text: str) -> Iterator[str]:
    yield f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n"


def git(folder: Path, *args: str, given: str = "") -> bool:
    """Whether a git command succeeds."""
    done = subprocess.run(
        ["git", *args], cwd=folder, input=given.encode(), capture_output=True, check=False
    )
    return done.returncode == 0


def _job(seeds: range) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), seeds)


def main() -> int:
    """Runs the merges and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--merges", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    batches = [
        range(start, min(start + 100, asked.seed + asked.merges))
        for start in range(asked.seed, asked.seed + asked.merges, 100)
    ]
    started, total = time.monotonic(), Figures()
    with Pool(asked.jobs) as pool:
        for figures in pool.imap(_job, batches):
            total.add(figures)
    for name, count in sorted(total.counts.items()):
        sys.stdout.write(f"{name:10} {count:8}\n")
    sys.stdout.write(f"{'wrong':10} {len(total.wrong):8}\n")
    sys.stdout.write(f"{'seconds':10} {time.monotonic() - started:8.0f}\n")
    for line in total.wrong[:20]:
        sys.stdout.write(line + "\n")
    return 1 if total.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
