"""The register of reminder slips, ``dispatch/<period>.yaml``: only added to, so numbers stay."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from foodsafety_ledger.check.rules import is_error
from foodsafety_ledger.files.atomic import ChangedOnDiskError, replace_file, write_new_file
from foodsafety_ledger.files.disk import sha256_of
from foodsafety_ledger.files.locking import locked
from foodsafety_ledger.files.source import Source, WorkTree
from foodsafety_ledger.files.text import decode, encoded
from foodsafety_ledger.files.workspace import DISPATCH
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.drafting import scalar
from foodsafety_ledger.filing.splice import Addition, splice_list
from foodsafety_ledger.model.failure import RefusedError
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.reading.register import LEVELS, TYPED, Slip, Subject, read_register


def register_path(period: Period) -> str:
    """Where the slips of a period are registered."""
    return f"{DISPATCH}/{period}.yaml"


def read_slips(source: Source, period: Period) -> tuple[Slip, ...]:
    """The slips registered for a period, none where there is no file.

    Raises ``RefusedError`` with what is wrong with the file: numbers are not given on top of what
    nobody understands.
    """
    path = register_path(period)
    slips, found = read_register(source, path)
    if any(map(is_error, found)):
        raise RefusedError("register-unreadable", found, source, path=path)
    return slips


def new_slips(
    open_: Iterable[Subject],
    period: Period,
    registered: Sequence[Slip],
    earlier: Sequence[Slip],
    day: date,
) -> tuple[Slip, ...]:
    """The slips to issue for what is open and has none yet in this period.

    ``earlier`` are those of the period before that are open still: they go one level higher.
    """
    known = {slip.about for slip in registered}
    before: Mapping[Subject, int] = {slip.about: slip.level for slip in earlier}
    start = max((slip.serial for slip in registered), default=0)
    fresh = [about for about in dict.fromkeys(open_) if about not in known]
    return tuple(
        Slip(slip_number(period, start + place), about, min(LEVELS, before.get(about, 0) + 1), day)
        for place, about in enumerate(fresh, 1)
    )


def slip_number(period: Period, serial: int) -> str:
    """``2021-Q3-007``: the year, the part of it, and a number of three digits or more."""
    year, part = str(period)[:4], str(period)[4:].lstrip("-")
    return "-".join(filter(None, [year, part, f"{serial:03d}"]))


def issue(root: Path, period: Period, registered: Sequence[Slip], fresh: Sequence[Slip]) -> None:
    """Registers new slips behind those that they were numbered after, under the workspace's lock.

    Lines are added after the last and nothing else changes; without anything new the file stays.
    ChangedOnDiskError where others were registered meanwhile, FindingsError where the register
    would not read as what it says and what is new.
    """
    if not fresh:
        return
    path = register_path(period)
    with locked(root):
        if read_slips(WorkTree(root), period) != tuple(registered):
            raise ChangedOnDiskError("changed-on-disk", path=path)
        _append(root, path, fresh)


def _append(root: Path, path: str, fresh: Iterable[Slip]) -> None:
    file = root / path
    if not os.path.lexists(file):
        lines = "".join(f"{_line(slip)}\n" for slip in fresh)
        write_new_file(file, f"slips:\n{lines}".encode(), root)
        return
    held = file.read_bytes()
    text = decode(path, held)[0] or ""
    document = read_yaml(path, text).data
    assert isinstance(document, LocatedMap)  # noqa: S101 - else it has been refused
    added = [Addition(slip.told, partial(_lines, slip)) for slip in fresh]
    spliced = splice_list(path, text, document, "slips", added)
    replace_file(file, encoded(spliced.text, held), sha256_of(held))


def _lines(slip: Slip, dash: str, _indent: str) -> list[str]:
    return [_line(slip, dash)]


def _line(slip: Slip, dash: str = "- ") -> str:
    told = (
        f"{key}: {scalar(text, in_flow=True, typed=key in TYPED)}"
        for key, text in slip.told.items()
    )
    return f"{dash}{{{', '.join(told)}}}"
