"""A workspace as an editor has it: its files, with texts not saved yet in place of some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from foodsafety_ledger.check.run import capped_by_file, check_unsaved, find_around, find_errors
from foodsafety_ledger.files.clock import today
from foodsafety_ledger.files.source import Overlay, WorkTree
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.source import ReadBefore, read_workspace
from foodsafety_ledger.reading.workspace import Workspace
from foodsafety_ledger.views.findings import Finding, in_words
from foodsafety_ledger.words import Say


class Unsaved:
    """The workspace in ``root``; everything is worked out when it is first asked for."""

    def __init__(self, root: Path, say: Say) -> None:
        self.tree = WorkTree(root)
        self.say = say
        self.texts: dict[str, bytes] = {}
        self._before = ReadBefore()
        self._around: tuple[Plan | None, list[Diagnostic]] | None = None
        self._workspace: Workspace | None = None
        self._lines: dict[str, Sequence[str]] = {}

    @property
    def workspace(self) -> Workspace:
        """The workspace as the texts are now, without what errors break.

        Evidence is looked at once, until files are said to be other ones.
        """
        if self._workspace is None or self._workspace.today != today():
            source = Overlay(self.tree, dict(self.texts))
            self._workspace = find_errors(read_workspace(source, today(), self._before))
            self._before.looked = {**self._before.looked, **self._workspace.faults}
        return self._workspace

    def put(self, path: str, text: str | None) -> None:
        """Has a text stand for a file; None for the file as it is on the disk."""
        if text is None:
            self.texts.pop(path, None)
        else:
            self.texts[path] = text.encode(errors="surrogatepass")
        self._workspace = None
        self._lines.pop(path, None)

    def files_changed(self) -> None:
        """Says that files beside the texts may be others than they were."""
        self._before.looked = {}
        self._around = self._workspace = None
        self._lines = {}

    def lines(self, path: str) -> Sequence[str]:
        """The lines of a file as the editor has it, ended by LF; none where it does not read."""
        if path not in self._lines:
            raw = self.workspace.source.read(path)
            text = raw.decode(errors="replace") if isinstance(raw, bytes) else None
            self._lines[path] = () if text is None else text.split("\n")
        return self._lines[path]

    def findings(self) -> Mapping[str, Sequence[Finding]]:
        """What ``ledger check`` finds, by file."""
        workspace = self.workspace
        if self._around is None or self._around[0] is not workspace.plan:
            self._around = workspace.plan, find_around(self.tree, workspace.plan)
        found = capped_by_file(check_unsaved(workspace, self._around[1]))
        by_file: dict[str, list[Finding]] = defaultdict(list)
        for finding in in_words(found, self.say):
            by_file[finding.location.path].append(finding)
        return by_file
