"""Two clones that record, amend, void, review and merge: nothing is lost, doubled or rewritten.

Set STATEFUL_EXAMPLES for a longer run than the suite's.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from error_cases import BASE
from foodsafety_ledger.assess.standing import standing_at
from foodsafety_ledger.check.rules import rule_of
from foodsafety_ledger.check.run import find_all, open_workspace
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.filing.merge import ConflictKind, merge_ledgers
from foodsafety_ledger.model.failure import Exit

_LEDGERS = ("ledgers/market.yaml", "ledgers/office.yaml")
_SIDES = st.sampled_from(["east", "west"])
_ID = re.compile(r"^- id: (\S+)$", re.MULTILINE)
_MARKERS = re.compile("^(<<<<<<<|=======|>>>>>>>).*\n", re.MULTILINE)
_LAST_DAY = date(2021, 12, 31)


class TwoClones(RuleBasedStateMachine):
    """What each clone must hold is kept beside it; after every step they must agree."""

    @initialize()
    def clone(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.entries: dict[str, set[str]] = {"east": set(), "west": set()}
        self.replaced: dict[str, set[str]] = {"east": set(), "west": set()}
        self.reports: list[str] = []
        self.base: dict[str, str] = {}
        self.replaced_at_base: set[str] = set()
        for side in self.entries:
            shutil.copytree(BASE / "data", self.root / side / "data")
            for path in _LEDGERS:
                department = Path(path).stem
                file = self.root / side / path
                file.parent.mkdir(exist_ok=True)
                self.base[path] = f"plan: sample-2021\ndepartment: {department}\nentries: []\n"
                file.write_text(self.base[path], "utf-8")

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    def _text(self, side: str, path: str) -> str:
        return (self.root / side / path).read_text("utf-8")

    def _does(self, side: str, *arguments: str) -> str:
        """Runs a command on a clone; returns the id of the entry that it added."""
        before = {path: self._text(side, path) for path in _LEDGERS}
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            code = run(["-C", str(self.root / side), *arguments, "--by", "张三"])
        assert code == Exit.FINE, said.getvalue()
        added: set[str] = set()
        for path, old in before.items():
            new = self._text(side, path)
            assert new == old or new.startswith(old.replace("entries: []\n", "entries:\n"))
            added |= set(_ID.findall(new)) - set(_ID.findall(old))
        assert len(added) == 1
        self.entries[side] |= added
        return added.pop()

    def _live_reports(self, side: str) -> list[str]:
        here = self.entries[side] - self.replaced[side]
        return [entry for entry in self.reports if entry in here]

    @rule(side=_SIDES, done=st.integers(0, 120), day=st.integers(1, 9))
    def record(self, side: str, done: int, day: int) -> None:
        arguments = ("market", "1.1", "--period", "2021Q3", "--date", f"2021-10-0{day}")
        value = f"self-check={done}/120"
        self.reports.append(
            self._does(side, "record", *arguments, "--status", "in-progress", "--value", value)
        )

    @rule(side=_SIDES, data=st.data(), done=st.integers(0, 120))
    def amend(self, side: str, data: st.DataObject, done: int) -> None:
        live = self._live_reports(side)
        if live:
            entry = data.draw(st.sampled_from(live))
            told = ("--value", f"self-check={done}/120", "--note", f"第 {len(self.reports)} 条")
            arguments = ("--reason", "改", "--date", "2021-10-20", *told)
            self.reports.append(self._does(side, "amend", entry, *arguments))
            self.replaced[side].add(entry)

    @rule(side=_SIDES, data=st.data())
    def void(self, side: str, data: st.DataObject) -> None:
        live = self._live_reports(side)
        if live:
            entry = data.draw(st.sampled_from(live))
            self._does(side, "void", entry, "--reason", "重报", "--date", "2021-10-25")
            self.replaced[side].add(entry)

    @rule(side=_SIDES, data=st.data(), verdict=st.sampled_from(["--accept", "--return"]))
    def review(self, side: str, data: st.DataObject, verdict: str) -> None:
        live = self._live_reports(side)
        if live:
            entry = data.draw(st.sampled_from(live))
            self._does(side, "review", entry, verdict, "--reason", "看过", "--date", "2021-10-26")

    @precondition(lambda self: self.entries["east"] != self.entries["west"])
    @rule()
    def merge(self) -> None:
        since = [self.replaced[side] - self.replaced_at_base for side in ("east", "west")]
        merged = {}
        for path, base in self.base.items():
            result = merge_ledgers(base, self._text("east", path), self._text("west", path))
            assert all(one.kind is ConflictKind.RIVALS for one in result.conflicts)
            merged[path] = _MARKERS.sub("", result.text)  # as the hint says: keep both
        everything = self.entries["east"] | self.entries["west"]
        found = [entry for text in merged.values() for entry in _ID.findall(text)]
        assert sorted(found) == sorted(everything)
        if since[0] & since[1]:  # both replaced one entry: no merge may choose, a person must
            return
        self.base = merged
        self.replaced_at_base = self.replaced["east"] | self.replaced["west"]
        for side in self.entries:
            self.entries[side] = set(everything)
            self.replaced[side] = set(self.replaced_at_base)
            for path, text in merged.items():
                (self.root / side / path).write_text(text, "utf-8")

    @invariant()
    def each_clone_holds_what_it_must(self) -> None:
        for side in getattr(self, "entries", {}):
            workspace = open_workspace(WorkTree(self.root / side), _LAST_DAY)
            errors = [d for d in find_all(workspace) if rule_of(d.code).severity == "error"]
            assert errors == []
            live = {entry.id for entry in standing_at(workspace.fit, _LAST_DAY).live}
            assert live == set(self._live_reports(side))


TestTwoClones = TwoClones.TestCase
TestTwoClones.settings = settings(
    max_examples=int(os.environ.get("STATEFUL_EXAMPLES", "6")),
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
