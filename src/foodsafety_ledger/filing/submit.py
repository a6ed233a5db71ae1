"""From a preview to the disk: under the workspace's lock, evidence and ledger together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from foodsafety_ledger.files.disk import sha256_of
from foodsafety_ledger.files.evidence import Placement, copy_evidence
from foodsafety_ledger.files.locking import Holder, locked
from foodsafety_ledger.files.text import decode
from foodsafety_ledger.files.writing import ChangedOnDiskError, replace_file, write_new_file
from foodsafety_ledger.filing.lookup import Desk, open_desk, require_ledger
from foodsafety_ledger.filing.preview import Preview, preview
from foodsafety_ledger.model.failure import OperatingError, RefusedError
from foodsafety_ledger.model.inert import inert_lines

_ATTEMPTS: Final = 5
"""How often a file that other programs change without the lock is read again."""


def submit(
    desk: Desk,
    seen: Preview,
    *,
    waiting: Callable[[Holder], None],
    written: Callable[[str], None],
) -> tuple[Desk, Preview]:
    """Writes what was previewed while holding the workspace's lock.

    Where the ledger was changed meanwhile, it is read again and the form held against the rules
    anew; RefusedError where it no longer fits. Returns the workspace as it was just before, and
    what was written. ``waiting`` is told who holds the lock, ``written`` the place of the entry as
    soon as it is on the disk, however the rest goes.
    """
    with locked(desk.root, waiting=waiting):
        for _ in range(_ATTEMPTS):
            try:
                _put(desk.root, seen)
            except ChangedOnDiskError as changed:
                last = changed
                desk, seen = _look_again(desk, seen)
            else:
                return desk, seen
            finally:  # an interruption may have come after the writing
                if _is_written(desk.root, seen):
                    entry = seen.verified.entry
                    written(f"{entry.path}:{entry.span.line}")
    raise last


def _look_again(desk: Desk, seen: Preview) -> tuple[Desk, Preview]:
    desk = open_desk(desk.root)
    require_ledger(desk, seen.form.department)
    seen = preview(desk, seen.form)
    if seen.verified.errors:
        found, path = seen.as_typed(seen.verified.errors), seen.path
        raise RefusedError("refused-after-change", found, desk.source, path=path)
    return desk, seen


def _put(root: Path, seen: Preview) -> None:
    """Copies the evidence, then replaces the ledger; without the ledger no copy stays either."""
    copied: list[Path] = []
    try:
        for file, planned in zip(seen.form.files, seen.placements, strict=True):
            placement = copy_evidence(root, seen.form.department, file)
            if not placement.present:
                copied.append(root.joinpath(*placement.path.split("/")))
            _require_same(placement, planned)
        _write(root, seen)
    except BaseException:
        if not _is_written(root, seen):
            _take_back(copied)
        raise


def _require_same(placement: Placement, planned: Placement) -> None:
    """ChangedOnDiskError where evidence did not go where the entry says it is."""
    if placement._replace(present=planned.present) != planned:
        raise ChangedOnDiskError("changed-on-disk", path=planned.path)


def _write(root: Path, seen: Preview) -> None:
    ledger = _ledger(root, seen)
    if seen.raw is not None:
        replace_file(ledger, seen.content, sha256_of(seen.raw))
        return
    try:
        write_new_file(ledger, seen.content, root)
    except OperatingError as failure:
        if failure.key == "already-there":
            raise ChangedOnDiskError("changed-on-disk", path=str(ledger)) from None
        raise


def _ledger(root: Path, seen: Preview) -> Path:
    return root.joinpath(*seen.path.split("/"))


def _is_written(root: Path, seen: Preview) -> bool:
    """Whether the ledger holds what was to be written, however the writing ended."""
    with suppress(OSError):
        return _ledger(root, seen).read_bytes() == seen.content
    return False


def _take_back(copied: Sequence[Path]) -> None:
    """Removes copies that no entry names."""
    for path in copied:
        with suppress(OSError):
            path.unlink()


def diff_lines(seen: Preview) -> Iterator[str]:
    """The unified diff of what would be written."""
    from difflib import unified_diff  # noqa: PLC0415 - only a dry run shows it

    path = seen.path
    old = decode(path, seen.raw)[0] if seen.raw is not None else ""
    before, after = (text.split("\n") for text in (old or "", seen.verified.text))
    names = f"a/{path}" if old else "/dev/null", f"b/{path}"
    for one in unified_diff(_ended(before), _ended(after), *names, lineterm=""):
        yield one[:1] + inert_lines(one[1:].rstrip("\r"))


def _ended(lines: list[str]) -> list[str]:
    """Lines as a diff compares them: one without a line feed says so."""
    return [*lines[:-1], f"{lines[-1]}\n\\ No newline at end of file"] if lines[-1] else lines[:-1]
