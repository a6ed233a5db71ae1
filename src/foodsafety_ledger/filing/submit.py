"""From a preview to the disk: under the workspace's lock, evidence and ledgers together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from foodsafety_ledger.check.run import keep_errors
from foodsafety_ledger.files.atomic import (
    ChangedOnDiskError,
    refusals,
    replace_file,
    write_new_file,
)
from foodsafety_ledger.files.disk import sha256_of
from foodsafety_ledger.files.evidence import copy_evidence
from foodsafety_ledger.files.locking import Holder, locked
from foodsafety_ledger.files.text import decode
from foodsafety_ledger.filing.desk import Desk, open_desk
from foodsafety_ledger.filing.preview import NewLedger, Placed, Preview
from foodsafety_ledger.model.failure import OperatingError, OvertakenError
from foodsafety_ledger.model.inert import inert_lines

ATTEMPTS: Final = 5
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

    Where the plan or any ledger was changed meanwhile, everything is read again and previewed
    ``anew``; OvertakenError where it no longer fits. Returns the workspace as it was just before,
    and what was written. ``waiting`` is told who holds the lock, ``written`` the place of the first
    new entry of each ledger as soon as it is on the disk, however the rest goes.
    """
    with locked(desk.root, waiting=waiting):
        for _ in range(ATTEMPTS):
            try:
                _put(desk, seen, written)
            except ChangedOnDiskError as changed:
                last = changed
                desk = open_desk(desk.root)
                seen = anew(desk)
                if seen.errors:
                    found, file = seen.as_typed(seen.errors), Path(str(last.facts["path"]))
                    path = (desk.root / file).relative_to(desk.root).as_posix()
                    raise OvertakenError(
                        "refused-after-change", found, desk.source, path=path
                    ) from None
            else:
                _keep(desk, seen)
                return desk, seen
    raise last


def _keep(desk: Desk, seen: Preview) -> None:
    """Keeps what is known of the workspace now, so that the next command reads as little."""
    filed = [(desk.catalogue.filed(one.path), one) for one in seen.ledgers]
    keys = {
        new.path: old.keep_grown(new.entries, new.content)
        for old, new in filed
        if old and new.is_quick
    }
    if len(keys) < len(filed):
        return
    state, then = desk.catalogue.state(keys), seen.workspace
    keep_errors(state, then.broken_rules)
    for department in {one.department for one in seen.forms}:
        owed = desk.unreported(department, desk.today, then)
        desk.keep_owed(state, department, desk.today, owed)


def _put(desk: Desk, seen: Preview, written: Callable[[str], None]) -> None:
    """Copies the evidence, then replaces the ledgers; without them no copy stays either."""
    root, changed = desk.root, desk.source.changed()
    if changed:  # what another department says may speak against it too
        raise ChangedOnDiskError("changed-on-disk", path=changed)
    for one in seen.ledgers:
        _require_unchanged(root, one)
    copied: list[Path] = []
    try:
        for evidence in seen.placed:
            _copy(root, evidence, copied)
        for one in seen.ledgers:
            _write_one(root, one, written)
    except BaseException:
        if not any(_is_written(root, one) for one in seen.ledgers):
            for path in copied:  # no entry names them
                with suppress(OSError):
                    path.unlink()
        raise


def _require_unchanged(root: Path, one: NewLedger) -> None:
    """ChangedOnDiskError where a ledger is not what was read: found before any is written."""
    file = _file(root, one)
    with refusals(file):
        now = file.read_bytes() if os.path.lexists(file) else None
    if now != one.raw:
        raise ChangedOnDiskError("changed-on-disk", path=str(file))


def _copy(root: Path, one: Placed, copied: list[Path]) -> None:
    """ChangedOnDiskError where evidence did not go where the entry says it is."""
    placement = copy_evidence(root, one.department, one.file)
    if not placement.present:
        copied.append(root.joinpath(*placement.path.split("/")))
    if placement._replace(present=one.placement.present) != one.placement:
        raise ChangedOnDiskError("changed-on-disk", path=one.placement.path)


def _write_one(root: Path, one: NewLedger, written: Callable[[str], None]) -> None:
    try:
        _write(root, one)
    finally:  # an interruption may have come after the writing
        if _is_written(root, one):
            written(f"{one.path}:{one.entries[0].span.line}")


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


def diff_lines(seen: Preview) -> Iterator[str]:
    """The unified diff of what would be written."""
    for one in seen.ledgers:
        old = decode(one.path, one.raw)[0] if one.raw is not None else ""
        yield from text_diff(one.path, old or "", one.text)


def text_diff(path: str, old: str, new: str) -> Iterator[str]:
    """The unified diff of a file's text, harmless to print; it came to be where it had none."""
    from difflib import unified_diff  # noqa: PLC0415 - only a dry run and fixes show it

    names = f"a/{path}" if old else "/dev/null", f"b/{path}"
    before, after = (_ended(text.split("\n")) for text in (old, new))
    for line in unified_diff(before, after, *names, lineterm=""):
        yield line[:1] + inert_lines(line[1:].rstrip("\r"))


def _ended(lines: list[str]) -> list[str]:
    """Lines as a diff compares them: one without a line feed says so."""
    return [*lines[:-1], f"{lines[-1]}\n\\ No newline at end of file"] if lines[-1] else lines[:-1]
