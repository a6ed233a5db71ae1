"""How quick ``ledger`` is, beside programs that read as many dated records: one command.

``python benchmarks/run.py [--sizes 1000,10000] [--kinds …] [--scripts …] [--rounds 5]`` writes
``RESULTS.md`` and ``results.svg`` beside itself. Whole processes, one after the other, every
program once a round, so that what else the machine does falls on all of them alike. Peers that are
not installed are left out (README.md says where they come from).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from data import KINDS, SCRIPTS, Shape, write_beancount, write_journal, write_workspace
from plot import plot

from foodsafety_ledger.reading.schema import LedgerModel

TABLE: Final = "typer, rich, one table"
HERE: Final = Path(__file__).resolve().parent
BASE: Final = "ledger-cli balance"
BEYOND: Final = "\n## Beyond\n"
"""The heading in the results from which on people write: that is kept."""

_SYSTEM: Final = "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin"
_SLOW: Final = {
    "check-jsonschema": 10_000,
    "bean-check": 100_000,
    "hledger check": 100_000,
}
"""Programs that would take minutes beyond a size, or gigabytes."""


class Cost(NamedTuple):
    """What a process took: seconds by the clock and of the processors, and megabytes at most."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Program:
    """A command line; ``before`` and ``after`` each run are not measured.

    One that is ``warmed`` runs once unmeasured first.
    """

    name: str
    command: Sequence[str]
    before: Callable[[], object] = lambda: None
    after: Callable[[], object] = lambda: None
    environment: Mapping[str, str] = field(default_factory=dict)
    warmed: bool = False


def cost_of(program: Program) -> Cost:
    """Runs a program once; its output goes nowhere."""
    program.before()
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        (sys.executable, "-I", "-S", str(HERE / "launch.py"), *program.command),
        capture_output=True,
        text=True,
        env=environment | dict(program.environment),
        check=True,
    )
    code, wall, cpu, kilobytes = done.stdout.split()
    program.after()
    if code not in ("0", "1"):
        raise SystemExit(f"{program.name}: exit code {code}")
    return Cost(float(wall), float(cpu), int(kilobytes) / 1024)


def programs(folder: Path, shape: Shape) -> Iterator[Program]:
    """What is measured on one set of data, written into ``folder``."""
    workspace = folder / "workspace"
    write_workspace(workspace, shape)
    cold = folder / "cold"

    def emptied() -> None:
        shutil.rmtree(cold, ignore_errors=True)

    own = str(Path(sys.executable).parent / "ledger")
    ours = (own, "--lang", "zh", "-C", str(workspace))
    place, warm = {"XDG_CACHE_HOME": str(cold)}, {"XDG_CACHE_HOME": str(folder / "warm")}
    yield Program("python -c pass", (sys.executable, "-c", "pass"))
    yield Program("check, cold", (*ours, "check"), before=emptied, environment=place)
    yield Program("check, warm", (*ours, "check"), environment=warm, warmed=True)
    yield Program("status, cold", (*ours, "status"), before=emptied, environment=place)
    yield Program("status, warm", (*ours, "status"), environment=warm, warmed=True)
    yield _completion(workspace, warm, "")
    filed, empty = folder / "filed", folder / "empty"
    shutil.copytree(workspace, filed)
    shutil.copytree(workspace, empty)
    for file in (empty / "ledgers").iterdir():
        file.write_text(f"{file.read_text('utf-8').partition('entries:')[0]}entries: []\n", "utf-8")
    vacant = shutil.copytree(empty, folder / "vacant")
    yield _completion(vacant, warm, ", no entries")
    for command in ("check", "status"):
        yield _changed(own, filed, command, {"XDG_CACHE_HOME": str(folder / "changed")})
    yield _hashing(workspace)
    yield from _filing(own, filed, shape, warm, "")
    yield from _filing(own, empty, shape, warm, ", no entries")
    yield from _peers(folder, shape)


def _completion(workspace: Path, environment: Mapping[str, str], where: str) -> Program:
    """What the shell asks at every key behind ``ledger show``."""
    tab = {"_LEDGER_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    tab |= {"_TYPER_COMPLETE_ARGS": f"ledger -C {workspace} show 2021"}
    own = str(Path(sys.executable).parent / "ledger")
    name = f"completion of an id{where}"
    return Program(name, (own,), environment={**environment, **tab}, warmed=True)


def _hashing(workspace: Path) -> Program:
    """What looking at every file again takes at least."""
    hashing = "import hashlib, sys; [hashlib.sha256(open(f, 'rb').read()) for f in sys.argv[1:]]"
    ledgers = map(str, sorted((workspace / "ledgers").iterdir()))
    return Program("python hashing the ledgers", (sys.executable, "-c", hashing, *ledgers))


def _changed(own: str, workspace: Path, asked: str, environment: Mapping[str, str]) -> Program:
    """A command once an entry of one ledger says something else, another each time."""
    file = workspace / "ledgers" / "d02.yaml"
    text, times = file.read_bytes(), count()

    def change() -> None:
        file.write_bytes(text.replace(b"  by: ", f"  by: {next(times)} ".encode(), 1))

    name, after = f"{asked}, one of 25 files changed", lambda: file.write_bytes(text)
    command = (own, "--lang", "zh", "-C", str(workspace), asked)
    return Program(name, command, change, after, environment, warmed=True)


def _filing(
    own: str, workspace: Path, shape: Shape, environment: Mapping[str, str], where: str
) -> Iterator[Program]:
    """One more report, and a review of one, each taken back afterwards."""
    files = {file: file.read_bytes() for file in (workspace / "ledgers").iterdir()}

    def restore() -> None:
        for name in ("d01", "d02"):
            file = workspace / "ledgers" / f"{name}.yaml"
            file.write_bytes(files[file])

    ours = (own, "--lang", "zh", "-C", str(workspace))
    told = ("--value", "rate=9/10", "--status", "in-progress", "--by", "x", "--note", "x")
    report = ("record", "d02", "1.1", "--period", shape.periods[-1], *told)
    commands = {"record": (*ours, *report, "--no-input")}
    first = re.search("(?m)^- id: (.*)$", files[workspace / "ledgers" / "d02.yaml"].decode())
    if first:
        said = ("--accept", "--by", "x", "--no-input")
        commands["review"] = (*ours, "review", first[1], *said)
    for name, command in commands.items():
        yield Program(
            f"{name}{where}", command, after=restore, environment=environment, warmed=True
        )


def _peers(folder: Path, shape: Shape) -> Iterator[Program]:
    journal, beans = folder / "data.journal", folder / "data.beancount"
    write_journal(journal, shape)
    write_beancount(beans, shape)
    if hledger := shutil.which("hledger"):
        yield Program("hledger check", (hledger, "-f", str(journal), "check"))
    if ledger := shutil.which("ledger", path=_SYSTEM):
        yield Program(BASE, (ledger, "-f", str(journal), "balance"))
    if beancount := shutil.which("bean-check"):
        yield Program("bean-check", (beancount, "--no-cache", str(beans)))
    if validator := shutil.which("check-jsonschema"):
        ledgers = map(str, sorted((folder / "workspace" / "ledgers").iterdir()))
        schema = folder / "ledger.schema.json"
        schema.write_text(json.dumps(LedgerModel.model_json_schema()), "utf-8")
        yield Program("check-jsonschema", (validator, "--schemafile", str(schema), *ledgers))


def starting(folder: Path) -> Iterator[Program]:
    """What people wait for all day, in the workspace of ``ledger init``, and yardsticks."""
    workspace, cold = folder / "workspace", folder / "cold"
    own = str(Path(sys.executable).parent / "ledger")
    subprocess.run((own, "init", str(workspace)), check=True, capture_output=True)
    python, ours = (sys.executable, "-c"), (own, "-C", str(workspace))
    warm, anew = {"XDG_CACHE_HOME": str(folder / "warm")}, {"XDG_CACHE_HOME": str(cold)}
    tab = {"_LEDGER_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    tab |= {"_TYPER_COMPLETE_ARGS": f"ledger -C {workspace} record "}
    shown = "t = rich.table.Table('a'); t.add_row('1'); rich.console.Console().print(t)"
    yield Program("python -c pass", (*python, "pass"))
    yield Program("python -c import typer", (*python, "import typer"))
    yield Program(TABLE, (*python, f"import typer, rich.table, rich.console; {shown}"))
    if validator := shutil.which("check-jsonschema", path=str(Path(sys.executable).parent)):
        empty = folder / "empty.json"
        empty.write_text("{}", "utf-8")
        yield Program("check-jsonschema {}", (validator, "--schemafile", str(empty), str(empty)))
    yield Program("ledger --version", (own, "--version"))
    yield Program("completion, warm", (own,), environment=warm | tab, warmed=True)
    for told in (("check",), ("status",), ("why", "14.1")):
        yield Program(f"{told[0]}, warm", (*ours, *told), environment=warm, warmed=True)
        yield Program(
            f"{told[0]}, cold",
            (*ours, *told),
            before=lambda: shutil.rmtree(cold, ignore_errors=True),
            environment=anew,
        )


def starts(rounds: int) -> Iterator[str]:
    """A table of what starting costs, in times of each yardstick."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        costs = medians([*starting(Path(name))], rounds)
    named = ("python -c pass", "python -c import typer", TABLE, "check-jsonschema {}")
    yardsticks = [one for one in named if one in costs]
    yield "\n## Start-up, the shipped workspace\n"
    yield f"| | CPU ms | against {' | against '.join(yardsticks)} |"
    yield "|---|--:|" + "--:|" * len(yardsticks)
    for program, cost in costs.items():
        ratios = " | ".join(f"{cost.cpu / costs[one].cpu:.2f}" for one in yardsticks)
        yield f"| {program} | {cost.cpu * 1000:.0f} | {ratios} |"


def medians(chosen: Sequence[Program], rounds: int) -> dict[str, Cost]:
    """What each program takes, of so many rounds of all of them."""
    costs: dict[str, list[Cost]] = {}
    for program in chosen:
        if program.warmed:
            cost_of(program)
    for _ in range(rounds):
        for program in chosen:
            costs.setdefault(program.name, []).append(cost_of(program))
    return {k: Cost(*map(median, zip(*found, strict=True))) for k, found in costs.items()}


def measure(shape: Shape, rounds: int) -> dict[str, Cost]:
    """The medians of every program on one set of data."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        every = programs(Path(name), shape)
        return medians(
            [one for one in every if shape.entries <= _SLOW.get(one.name, shape.entries)], rounds
        )


def table(shape: Shape, costs: Mapping[str, Cost]) -> Iterator[str]:
    """A Markdown table of one set of data, with our ratios to each peer below."""
    yield f"\n## {shape.entries:,} entries, {shape.kind}, {shape.script}\n"
    yield "| | s | CPU s | MB | entries/CPU s | CPU against ledger-cli | against python -c pass |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    floor = costs["python -c pass"].cpu
    base = costs[BASE].cpu if BASE in costs else None
    for name, cost in costs.items():
        ratio = f"{cost.cpu / base:.2f}" if base else "—"
        rate = f"{shape.entries / cost.cpu:,.0f}"
        yield (
            f"| {name} | {cost.wall:.2f} | {cost.cpu:.3f} | {cost.memory:.0f} | {rate} | {ratio}"
            f" | {cost.cpu / floor:.1f} |"
        )


def versions() -> Iterator[str]:
    """Which programs these were."""
    for name, path in (("hledger", None), ("ledger", _SYSTEM), ("bean-check", None)):
        found = shutil.which(name, path=path)
        if found:
            told = subprocess.run((found, "--version"), capture_output=True, text=True, check=False)
            yield told.stdout.strip().partition("\n")[0].partition(", the")[0]
    yield f"Python {platform.python_version()}"


def _listed(text: str) -> list[str]:
    return text.split(",")


def _asked(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=_listed, default=["1000", "10000", "100000", "1000000"])
    parser.add_argument("--kinds", type=_listed, default=list(KINDS))
    parser.add_argument("--scripts", type=_listed, default=list(SCRIPTS))
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args(argv)


def shapes(asked: argparse.Namespace) -> Iterable[Shape]:
    """Every set of data asked for, the small ones first."""
    for size in map(int, asked.sizes):
        for kind in asked.kinds:
            for script in asked.scripts:
                yield Shape(kind, script, size)


def main(argv: Sequence[str] | None = None) -> None:
    """Measures everything asked for; the results are written after every set of data."""
    asked = _asked(argv)
    cores, memory = os.cpu_count(), os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 30
    results = HERE / "RESULTS.md"
    said = results.read_text("utf-8") if results.exists() else ""
    beyond = said[said.index(BEYOND) :] if BEYOND in said else ""
    lines = [
        "# Results\n",
        f"{datetime.now(UTC):%Y-%m-%d}, {cores} cores, {memory} GB, medians of {asked.rounds} "
        f"interleaved rounds. {'; '.join(versions())}. On a machine that does other things too, "
        "trust the processors' time and the ratios.",
        "\n![entries against CPU seconds](results.svg)",
    ]
    lines += starts(asked.rounds)
    series: dict[str, list[tuple[int, float]]] = {}
    for shape in shapes(asked):
        costs = measure(shape, asked.rounds)
        lines += table(shape, costs)
        if shape.kind == asked.kinds[0] and shape.script == asked.scripts[-1]:
            for name, cost in costs.items():
                series.setdefault(name, []).append((shape.entries, cost.cpu))
            (HERE / "results.svg").write_text(plot(series), "utf-8")
        results.write_text("\n".join(lines) + "\n" + beyond, "utf-8")
        print(shape)


if __name__ == "__main__":
    main()
