"""From a preview to the disk: under the workspace's lock, evidence and ledgers together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from foodsafety_ledger.files.atomic import (
    ChangedOnDiskError,
    refusals,
    replace_file,
    write_new_file,
)
from foodsafety_ledger.files.disk import sha256_of
from foodsafety_ledger.files.evidence import Placement, copy_evidence
from foodsafety_ledger.files.locking import Holder, locked
from foodsafety_ledger.files.text import decode
from foodsafety_ledger.filing.desk import Desk, open_desk
from foodsafety_ledger.filing.form import Form
from foodsafety_ledger.filing.preview import NewLedger, Preview
from foodsafety_ledger.model.failure import OperatingError, RefusedError
from foodsafety_ledger.model.inert import inert_lines

_ATTEMPTS: Final = 5
"""How often a file that other programs change without the lock is read again."""


def submit(
    desk: Desk,
    seen: Preview,
    *,
    anew: Callable[[Desk], Preview],
    waiting: Callable[[Holder], None],
    written: Callable[[str], None],
) -> tuple[Desk, Preview]:
    """Writes what was previewed while holding the workspace's lock.

    Where a ledger was changed meanwhile, everything is read again and previewed ``anew``;
    RefusedError where it no longer fits. Returns the workspace as it was just before, and what was
    written. ``waiting`` is told who holds the lock, ``written`` the place of the first new entry of
    each ledger as soon as it is on the disk, however the rest goes.
    """
    with locked(desk.root, waiting=waiting):
        for _ in range(_ATTEMPTS):
            try:
                _put(desk.root, seen, written)
            except ChangedOnDiskError as changed:
                last = changed
                desk = open_desk(desk.root)
                seen = _fitting(desk, anew(desk))
            else:
                return desk, seen
    raise last


def _fitting(desk: Desk, seen: Preview) -> Preview:
    """What was previewed anew; RefusedError where it no longer fits."""
    if seen.verified.errors:
        found, path = seen.as_typed(seen.verified.errors), seen.verified.ledgers[0].path
        raise RefusedError("refused-after-change", found, desk.source, path=path)
    return seen


def _put(root: Path, seen: Preview, written: Callable[[str], None]) -> None:
    """Copies the evidence, then replaces the ledgers; without them no copy stays either."""
    for one in seen.verified.ledgers:
        _require_unchanged(root, one)
    copied: list[Path] = []
    try:
        for form, placements in zip(seen.forms, seen.placements, strict=True):
            _copy(root, form, placements, copied)
        for one in seen.verified.ledgers:
            _write_one(root, one, written)
    except BaseException:
        if not any(_is_written(root, one) for one in seen.verified.ledgers):
            _take_back(copied)
        raise


def _require_unchanged(root: Path, one: NewLedger) -> None:
    """ChangedOnDiskError where a ledger is not what was read: found before any is written."""
    file = _file(root, one)
    with refusals(file):
        now = file.read_bytes() if os.path.lexists(file) else None
    if now != one.raw:
        raise ChangedOnDiskError("changed-on-disk", path=str(file))


def _copy(root: Path, form: Form, placements: Iterable[Placement], copied: list[Path]) -> None:
    for file, planned in zip(form.files, placements, strict=True):
        placement = copy_evidence(root, form.department, file)
        if not placement.present:
            copied.append(root.joinpath(*placement.path.split("/")))
        _require_same(placement, planned)


def _write_one(root: Path, one: NewLedger, written: Callable[[str], None]) -> None:
    try:
        _write(root, one)
    finally:  # an interruption may have come after the writing
        if _is_written(root, one):
            written(f"{one.path}:{one.entries[0].span.line}")


def _require_same(placement: Placement, planned: Placement) -> None:
    """ChangedOnDiskError where evidence did not go where the entry says it is."""
    if placement._replace(present=planned.present) != planned:
        raise ChangedOnDiskError("changed-on-disk", path=planned.path)


def _write(root: Path, one: NewLedger) -> None:
    ledger = _file(root, one)
    if one.raw is not None:
        replace_file(ledger, one.content, sha256_of(one.raw))
        return
    try:
        write_new_file(ledger, one.content, root)
    except OperatingError as failure:
        if failure.key == "already-there":
            raise ChangedOnDiskError("changed-on-disk", path=str(ledger)) from None
        raise


def _file(root: Path, one: NewLedger) -> Path:
    return root.joinpath(*one.path.split("/"))


def _is_written(root: Path, one: NewLedger) -> bool:
    """Whether the ledger holds what was to be written, however the writing ended."""
    with suppress(OSError):
        return _file(root, one).read_bytes() == one.content
    return False


def _take_back(copied: Sequence[Path]) -> None:
    """Removes copies that no entry names."""
    for path in copied:
        with suppress(OSError):
            path.unlink()


def diff_lines(seen: Preview) -> Iterator[str]:
    """The unified diff of what would be written."""
    from difflib import unified_diff  # noqa: PLC0415 - only a dry run shows it

    for one in seen.verified.ledgers:
        path = one.path
        old = decode(path, one.raw)[0] if one.raw is not None else ""
        before, after = (text.split("\n") for text in (old or "", one.text))
        names = f"a/{path}" if old else "/dev/null", f"b/{path}"
        for line in unified_diff(_ended(before), _ended(after), *names, lineterm=""):
            yield line[:1] + inert_lines(line[1:].rstrip("\r"))


def _ended(lines: list[str]) -> list[str]:
    """Lines as a diff compares them: one without a line feed says so."""
    return [*lines[:-1], f"{lines[-1]}\n\\ No newline at end of file"] if lines[-1] else lines[:-1]
