"""From a form to the ledger: held against the rules, then written, or shown and refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, NamedTuple

from foodsafety_ledger.cli.asking import Asker
from foodsafety_ledger.cli.desk import Desk, open_desk, require_ledger
from foodsafety_ledger.cli.session import Session, print_page, show_findings
from foodsafety_ledger.cli.sheets import clipped, outranked, receipt
from foodsafety_ledger.files.disk import Trouble, evidence_limit, read_inside, sha256_of
from foodsafety_ledger.files.evidence import (
    Placement,
    as_found,
    copy_evidence,
    place_evidence,
)
from foodsafety_ledger.files.locking import Holder, locked
from foodsafety_ledger.files.text import decode, form_of
from foodsafety_ledger.files.workspace import ledger_path
from foodsafety_ledger.files.writing import (
    ChangedOnDiskError,
    replace_file,
    write_new_file,
)
from foodsafety_ledger.filing.drafting import Draft, ledger_text, new_id
from foodsafety_ledger.filing.preview import Judgement, Proposal, judge
from foodsafety_ledger.model.diagnostic import Diagnostic, Location
from foodsafety_ledger.model.entry import FIELDS, Entry, Evidence
from foodsafety_ledger.model.failure import Exit, FindingsError, OperatingError, UsageError
from foodsafety_ledger.model.inert import inert_lines
from foodsafety_ledger.model.period import is_near, parse_date
from foodsafety_ledger.views.findings import in_words
from foodsafety_ledger.views.page import Paragraph, line

if TYPE_CHECKING:
    from foodsafety_ledger.filing.preview import Judgement


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
    return Prepared(raw, proposal, placements, judge(proposal, desk.workspace))


def _with_id(desk: Desk, path: str, draft: Draft) -> Draft:
    ledger = (e for one in desk.workspace.ledgers if one.path == path for e in one.entries)
    day = parse_date(draft["date"]) or desk.today
    return {**draft, "id": new_id(draft, day, ledger, desk.workspace.by_id)}


def _placed(desk: Desk, order: Order) -> Iterator[Placement]:
    taken: dict[str, Placement] = {}
    for file in order.files:
        placement = place_evidence(desk.root, order.department, file)
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
    for one in outranked(desk, prepared.judgement):
        desk.session.err(one)


def _show(desk: Desk, prepared: Prepared, order: Order, found: Iterable[Diagnostic]) -> None:
    entry = prepared.judgement.entry
    placed = (replace(d, location=option_of(d, entry, order.command)) for d in found)
    show_findings(desk.session, in_words(placed, desk.session.say), desk.source)


def option_of(diagnostic: Diagnostic, entry: Entry, command: str) -> Location:
    """Where a finding about a new entry is: the option that says it, as it was typed.

    ``command`` for the entry as a whole; places elsewhere stay what they are.
    """
    at = diagnostic.location
    inside = at.span and entry.span.line <= at.span.line <= entry.span.end_line
    if at.path != entry.path or not inside:
        return at
    options = {entry.place(*place): option for place, option in _options(entry)}
    for target, text in entry.values:
        options[Location(entry.path, entry.source["values"].key_spans[target])] = (
            f"--value {target}={text}"
        )
    return Location(options.get(at, command))


def _options(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key, one in FIELDS.items():
        if one.option and isinstance(entry.source.get(key), str):
            yield (key,), f"{one.option} {entry.source[key]}"
    for target, text in entry.values:
        yield ("values", target), f"--value {target}={text}"
    for position, piece in enumerate(entry.evidence):
        for key in ("path", "sha256"):
            yield ("evidence", position, key), f"--evidence {piece.path}"


def file_entry(desk: Desk, prepared: Prepared, order: Order) -> tuple[Desk, Judgement]:
    """Writes a prepared entry while holding the workspace's lock.

    Where the ledger was changed meanwhile, it is read again and the entry held against the rules
    anew. Returns the workspace as it was just before, and what was written.
    """
    root, say = desk.root, desk.session.say

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
    for one in unified_diff(_ended(before), _ended(after), *names, lineterm=""):
        yield one[:1] + inert_lines(one[1:].rstrip("\r"))


def _ended(lines: list[str]) -> list[str]:
    """Lines as a diff compares them: one without a line feed says so."""
    return [*lines[:-1], f"{lines[-1]}\n\\ No newline at end of file"] if lines[-1] else lines[:-1]


def asker_for(session: Session, *, no_input: bool) -> Asker | None:
    """Who asks the person at the terminal; None where nobody may be asked."""
    return Asker(session) if session.interactive and not no_input else None


def require_given(asker: Asker | None, missing: Collection[str]) -> None:
    """UsageError that names everything missing, where nobody can be asked for it."""
    if missing and asker is None:
        raise UsageError("missing-options", names="  ".join(missing))


def is_date_meant(desk: Desk, asker: Asker | None, text: str, about: Entry | None = None) -> bool:
    """Whether an entry may be dated ``text``: a day to come is asked about.

    An entry ``about`` one dated ahead cannot be earlier than that. UsageError where nobody can be
    asked. A day that is none, or far from the plan, is for the rules to refuse.
    """
    day = parse_date(text)
    start, end = desk.plan.start, desk.plan.end
    if day is None or day <= max(desk.today, (about and about.date) or desk.today):
        return True
    if not is_near(day, start, end):
        return True
    if asker is None:
        raise UsageError("date-to-come", date=str(day), today=str(desk.today))
    say = desk.session.say
    if asker.agree(say("record.ask.date", date=str(day), today=str(desk.today)), silently=False):
        return True
    desk.session.err(say("record.not-written"))
    return False


def git_user(desk: Desk) -> str:
    """Git's ``user.name``, as who fills something in unless ``--by`` says otherwise."""
    from foodsafety_ledger.files.git import user_name

    return user_name(desk.root)


def conclude(desk: Desk, order: Order, asker: Asker | None, *, dry_run: bool) -> int:
    """Holds an order against the rules and writes it; returns the exit code.

    ``asker`` shows what would be written and asks whether to; None where nothing was asked before.
    """
    prepared = prepare(desk, order)
    if is_refused(desk, prepared, order):
        desk.session.err(desk.session.say("record.refused"))
        return Exit.FINDINGS
    show_remarks(desk, prepared, order)
    if dry_run:
        for one in diff_lines(prepared):
            desk.session.out(one)
        desk.session.err(desk.session.say("record.dry-run", path=prepared.proposal.path))
        return Exit.FINE
    if asker is not None and not _agreed(asker, prepared.judgement):
        desk.session.err(desk.session.say("record.not-written"))
        return Exit.INTERRUPTED
    _tell(*file_entry(desk, prepared, order))
    return Exit.FINE


def _agreed(asker: Asker, judgement: Judgement) -> bool:
    entry = judgement.entry
    lines = judgement.text.split("\n")[entry.span.line - 1 : entry.span.end_line]
    room = get_terminal_size((80, 24)).columns - 4
    asker.show(Paragraph(tuple(line(clipped(one.rstrip("\r"), room)) for one in lines), 1))
    return asker.agree(asker.say("record.ask.write", path=entry.path))


def _tell(desk: Desk, judgement: Judgement) -> None:
    from foodsafety_ledger.assess.assess import assess

    entry = judgement.entry
    after = assess(desk.plan, judgement.entries, desk.today, desk.workspace.left_out)
    print_page(desk.session, tuple(receipt(desk, after, entry)))
