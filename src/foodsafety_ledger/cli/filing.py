"""From a form to the ledger: held against the rules, then written, or shown and refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from foodsafety_ledger.check.proposed import Judgement, Proposal, judge
from foodsafety_ledger.cli.desk import Desk, open_desk, require_ledger
from foodsafety_ledger.cli.refusing import option_of, show_findings
from foodsafety_ledger.files.evidence import (
    Placement,
    as_found,
    copy_evidence,
    place_evidence,
)
from foodsafety_ledger.files.hashing import sha256_of
from foodsafety_ledger.files.limits import evidence_limit
from foodsafety_ledger.files.locking import Holder, locked
from foodsafety_ledger.files.opening import Trouble, read_inside
from foodsafety_ledger.files.text import decode, form_of
from foodsafety_ledger.files.workspace import ledger_path
from foodsafety_ledger.files.writing import (
    ChangedOnDiskError,
    replace_file,
    write_new_file,
)
from foodsafety_ledger.ledgers.drafting import Draft, ledger_text
from foodsafety_ledger.ledgers.ids import new_id
from foodsafety_ledger.ledgers.values import Evidence
from foodsafety_ledger.render.findings import in_words
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.failure import FindingsError, OperatingError, UsageError
from foodsafety_ledger.values.inert import inert_lines
from foodsafety_ledger.values.period import parse_date

_ATTEMPTS = 5
"""How often a file that other programs change without the lock is read again."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be added to whose ledger.

    ``draft`` makes the entry, without an id, once its evidence has a place; ``files`` are copied
    when it is written. ``command`` stands for the entry as a whole where a rule has something
    against it.
    """

    department: str
    draft: Callable[[Sequence[Evidence]], Draft]
    command: str
    files: Sequence[Path] = ()


class Prepared(NamedTuple):
    """An order held against the rules: the ledger as it was read, and what would become of it."""

    raw: bytes | None
    proposal: Proposal
    placements: Sequence[Placement]
    judgement: Judgement

    @property
    def content(self) -> bytes:
        """The ledger's new bytes, in the form of the old ones."""
        return form_of(self.raw or b"").encode(self.judgement.text)


def prepare(desk: Desk, order: Order) -> Prepared:
    """The order held against the rules, with an id for its entry; nothing is written.

    The id follows from what the ledger holds now: where that changes, the order is prepared anew.
    """
    path = ledger_path(order.department)
    found = desk.source.read(path)
    raw = None if isinstance(found, Trouble) else found
    text = ledger_text(desk.plan.id, order.department) if raw is None else decode(path, raw)[0]
    placements = tuple(_placed(desk, order))
    evidence = [Evidence(placement.path, placement.sha256) for placement in placements]
    files = {
        placement.path: _content(file)
        for file, placement in zip(order.files, placements, strict=True)
        if not placement.present
    }
    draft = _with_id(desk, path, order.draft(evidence))
    proposal = Proposal(path, text or "", draft, files)
    return Prepared(raw, proposal, placements, judge(proposal, desk.records, desk.today))


def _with_id(desk: Desk, path: str, draft: Draft) -> Draft:
    ledger = (e for one in desk.records.ledgers if one.path == path for e in one.entries)
    day = parse_date(draft["date"]) or desk.today
    return {**draft, "id": new_id(draft, day, ledger, desk.records.scene.by_id)}


def _placed(desk: Desk, order: Order) -> Iterator[Placement]:
    taken: dict[str, Placement] = {}
    for file in order.files:
        placement = place_evidence(desk.workspace.root, order.department, file)
        first = taken.setdefault(as_found(placement.path), placement)
        if first.sha256 != placement.sha256:
            raise UsageError("same-evidence-name", path=str(file), name=file.name)
        yield first


def _content(file: Path) -> bytes | Trouble:
    real = file.resolve()
    return read_inside(real.parent, real.name, evidence_limit())


def is_refused(desk: Desk, prepared: Prepared, order: Order) -> bool:
    """Whether rules forbid the entry; shows what they say."""
    _show(desk, prepared, order, prepared.judgement.errors)
    return bool(prepared.judgement.errors)


def show_remarks(desk: Desk, prepared: Prepared, order: Order) -> None:
    """Shows the warnings and notes about an entry, which do not stop it."""
    _show(desk, prepared, order, prepared.judgement.remarks)


def _show(desk: Desk, prepared: Prepared, order: Order, found: Iterable[Diagnostic]) -> None:
    entry = prepared.judgement.entry
    placed = (replace(d, location=option_of(d, entry, order.command)) for d in found)
    show_findings(desk.session, in_words(placed, desk.session.say), desk.source)


def file_entry(desk: Desk, prepared: Prepared, order: Order) -> tuple[Desk, Judgement]:
    """Writes a prepared entry while holding the workspace's lock.

    Where the ledger was changed meanwhile, it is read again and the entry held against the rules
    anew. Returns the workspace as it was just before, and what was written.
    """
    root, say = desk.workspace.root, desk.session.say

    def waiting(holder: Holder) -> None:
        desk.session.err(say("failures.waiting-for-lock", holder=str(holder)))

    with locked(root, waiting=waiting):
        for _ in range(_ATTEMPTS):
            try:
                _put(root, prepared, order)
            except ChangedOnDiskError as changed:
                last = changed
                desk, prepared = _prepare_again(desk, order)
            else:
                return desk, prepared.judgement
            finally:  # an interruption may have come after the writing
                if _is_written(root, prepared):
                    entry = prepared.judgement.entry
                    desk.session.wrote(f"{entry.path}:{entry.span.line}")
    raise last


def _prepare_again(desk: Desk, order: Order) -> tuple[Desk, Prepared]:
    desk = open_desk(desk.session)
    require_ledger(desk, order.department)
    prepared = prepare(desk, order)
    if is_refused(desk, prepared, order):
        raise FindingsError("refused-after-change", path=prepared.proposal.path)
    return desk, prepared


def _put(root: Path, prepared: Prepared, order: Order) -> None:
    """Copies the evidence, then replaces the ledger; without the ledger no copy stays either."""
    copied: list[Path] = []
    try:
        for file, planned in zip(order.files, prepared.placements, strict=True):
            placement = copy_evidence(root, order.department, file)
            if not placement.present:
                copied.append(root.joinpath(*placement.path.split("/")))
            _require_same(placement, planned)
        _write(root, prepared)
    except BaseException:
        if not _is_written(root, prepared):
            _take_back(copied)
        raise


def _require_same(placement: Placement, planned: Placement) -> None:
    """ChangedOnDiskError where evidence did not go where the entry says it is."""
    if placement._replace(present=planned.present) != planned:
        raise ChangedOnDiskError("changed-on-disk", path=planned.path)


def _write(root: Path, prepared: Prepared) -> None:
    ledger = _ledger(root, prepared)
    if prepared.raw is not None:
        replace_file(ledger, prepared.content, sha256_of(prepared.raw))
        return
    try:
        write_new_file(ledger, prepared.content, root)
    except OperatingError as failure:
        if failure.key == "already-there":
            raise ChangedOnDiskError("changed-on-disk", path=str(ledger)) from None
        raise


def _ledger(root: Path, prepared: Prepared) -> Path:
    return root.joinpath(*prepared.proposal.path.split("/"))


def _is_written(root: Path, prepared: Prepared) -> bool:
    """Whether the ledger holds what was to be written, however the writing ended."""
    with suppress(OSError):
        return _ledger(root, prepared).read_bytes() == prepared.content
    return False


def _take_back(copied: Sequence[Path]) -> None:
    """Removes copies that no entry names."""
    for path in copied:
        with suppress(OSError):
            path.unlink()


def diff_lines(prepared: Prepared) -> Iterator[str]:
    """The unified diff of what would be written."""
    from difflib import unified_diff

    path = prepared.proposal.path
    old = decode(path, prepared.raw)[0] if prepared.raw is not None else ""
    before, after = (text.split("\n") for text in (old or "", prepared.judgement.text))
    names = f"a/{path}" if old else "/dev/null", f"b/{path}"
    for line in unified_diff(_ended(before), _ended(after), *names, lineterm=""):
        yield line[:1] + inert_lines(line[1:].rstrip("\r"))


def _ended(lines: list[str]) -> list[str]:
    """Lines as a diff compares them: one without a line feed says so."""
    return [*lines[:-1], f"{lines[-1]}\n\\ No newline at end of file"] if lines[-1] else lines[:-1]
