"""``ledger plan``: the plan as data, against its document, and from a document."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from foodsafety_ledger.check.rules import is_error
from foodsafety_ledger.cli.help import SpokenGroup, spoken
from foodsafety_ledger.cli.opening import open_view, prefix_of, state_of
from foodsafety_ledger.cli.options import BaseFolder, FindingFormat, OutFile, Rev, ViewFormat
from foodsafety_ledger.cli.output import (
    finding_format,
    lines_from,
    require_folder,
    show_check,
    show_findings,
    show_view,
)
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.atomic import put_file
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.files.workspace import find_workspace, is_workspace
from foodsafety_ledger.model.diagnostic import Diagnostic, sort_diagnostics
from foodsafety_ledger.model.failure import Exit, FindingsError, NoWorkspaceError, UsageError
from foodsafety_ledger.reading.source import located_tasks, read_plan_of
from foodsafety_ledger.views.findings import Findings, in_words, summary
from foodsafety_ledger.views.view import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foodsafety_ledger.document.draft import Draft
    from foodsafety_ledger.model.plan import Plan
    from foodsafety_ledger.reading.comparison import PlanFiles


def list_plan(
    ctx: typer.Context, *, rev: Rev = None, format_: ViewFormat = None, out: OutFile = None
) -> int:
    """Prints sections, tasks, items and targets."""
    from foodsafety_ledger.views.plan import plan_view

    session: Session = ctx.obj
    opened = open_view(session, None, rev)
    show_view(session, plan_view(opened.plan, opened.origin, session.say), format_, out)
    return opened.exit_code


def diff_plans(
    ctx: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="OLD", help="plan.diff.old")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="plan.diff.new")],
    *,
    format_: ViewFormat = None,
    out: OutFile = None,
) -> int:
    """Shows what changed between the plans of two workspaces; a difference is no finding.

    What does not read in either of them is, for it may show as a difference.
    """
    from foodsafety_ledger.reading.plan_diff import plan_changes
    from foodsafety_ledger.views.plan import diff_view

    session: Session = ctx.obj
    before, after = (_side(session, folder) for folder in (old, new))
    changes = plan_changes(before.plan, after.plan, before.files, after.files)
    show_view(session, diff_view(changes, Origin(after.plan.id), session.say), format_, out)
    return Exit.FINDINGS if before.errors + after.errors else Exit.FINE


class _Side(NamedTuple):
    """A plan that is compared, with its files, and how many errors in it were named on stderr."""

    plan: Plan
    files: PlanFiles
    errors: int


def _side(session: Session, folder: Path) -> _Side:
    from foodsafety_ledger.reading.comparison import plan_files

    if not is_workspace(folder):
        raise NoWorkspaceError("no-workspace", folder=str(folder))
    source = WorkTree(folder)
    plan, found = read_plan_of(source)
    if plan is None:
        raise FindingsError("no-plan")
    errors = sort_diagnostics(filter(is_error, found))
    if errors:
        session.notify("plan.diff.errors", folder=str(folder), count=len(errors))
        show_findings(session, in_words(errors, session.say), source)
    return _Side(plan, plan_files(source), len(errors))


def verify_plan(
    ctx: typer.Context,
    *,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="plan.verify.file")] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="plan.verify.html")] = None,
    no_hash: Annotated[bool, typer.Option("--no-hash", help="plan.verify.no-hash")] = False,
    format_: FindingFormat = "auto",
) -> int:
    """Prints a line of coverage for each kind, then every gap; exits 1 where there is any."""
    from foodsafety_ledger.cli.output import recognising
    from foodsafety_ledger.document.file import paper_of
    from foodsafety_ledger.document.paper import TRANSCRIPT
    from foodsafety_ledger.document.scan import Scan
    from foodsafety_ledger.document.verify import check_hash, verify
    from foodsafety_ledger.formats.verify import verify_page

    session: Session = ctx.obj
    source = WorkTree(find_workspace(session.folder, os.environ))
    plan, wrong = read_plan_of(source)
    if plan is None:
        raise FindingsError("no-plan")
    name, raw, transcript = _document(file, source, plan)
    paper = paper_of(name, raw, transcript, recognising(session))
    if transcript is not None and paper.lines:
        session.notify("document.transcript-read", path=name + TRANSCRIPT)
    node = located_tasks(source)
    verification = verify(plan, name, paper.text, node, paper.seen)
    changed = [] if no_hash else check_hash(plan, name, raw, node)
    if changed and name != _name(source.root / plan.document.source, source.root):
        session.notify("plan.verify.other-file")
        changed = []
    found = [*filter(is_error, wrong), *verification.diagnostics, *changed]
    form = finding_format(format_)
    findings = in_words(sort_diagnostics(found), session.words_of(form))
    tell = session.out if form.for_people else session.err
    for kind, tally in verification.counts.items():
        tell(session.say(f"plan.verify.{kind}", covered=tally.covered, total=tally.total))
    lines_of, document = lines_from(source), paper.text.split("\n")
    counts = verification.counts
    covered = {kind: {"covered": c.covered, "total": c.total} for kind, c in counts.items()}
    shown = Findings(
        findings,
        session.say,
        lambda path: document if path == name else lines_of(path),
        Origin(plan.id, state=lambda: state_of(source.root), prefix=lambda: prefix_of(source.root)),
        beside={"coverage": covered},
    )
    show_check(session, shown, form)
    session.err(summary(findings, session.say))
    if html is not None:
        pictures = Scan(name, raw).pictures(sorted({line.page for line in paper.lines}))
        page = verify_page(plan, verification, findings, session.say, pictures)
        put_file(html, page.encode())
        session.notify("plan.verify.written", path=str(html))
    return Exit.FINDINGS if any(map(is_error, found)) else Exit.FINE


def _document(file: Path | None, source: WorkTree, plan: Plan) -> tuple[str, bytes, bytes | None]:
    """What findings call the document, its bytes, and those of its transcript where it has one.

    The file that the command line names may be anywhere; one that the plan names is the
    workspace's or is not read.
    """
    from foodsafety_ledger.document.file import document_bytes, transcript_beside, transcript_in
    from foodsafety_ledger.files.disk import Trouble

    if file is not None:
        return _name(file, source.root), document_bytes(file), transcript_beside(file)
    named = plan.document.source
    raw = source.read(named) if named else Trouble.MISSING
    if raw is Trouble.MISSING:
        raise UsageError("document-not-named")
    if isinstance(raw, Trouble):
        raise FindingsError("source-unreadable", path=named)
    return _name(source.root / named, source.root), raw, transcript_in(source, named)


def _name(path: Path, root: Path) -> str:
    """How findings call the document: by its path in the workspace, else as it was given."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()


app = typer.Typer(
    cls=SpokenGroup, help="cli.command.plan", rich_markup_mode=None, add_completion=False
)


@app.callback()
def plan() -> None:
    """Keeps ``plan`` a group of commands, however many it has."""


spoken(app, "verify", "plan.verify.about")(verify_plan)
spoken(app, "diff", "plan.diff.about")(diff_plans)
spoken(app, "list", "plan.list")(list_plan)


@spoken(app, "draft", "document.draft")
def draft_plan(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="document.draft-file")],
    out: Annotated[Path, typer.Option("-o", metavar="DIR", help="document.draft-out")],
    base: BaseFolder = None,
) -> int:
    """Writes the draft of a plan; what found no place in it is listed on stderr."""
    from foodsafety_ledger.cli.init import drafted, start_workspace
    from foodsafety_ledger.document.paper import TRANSCRIPT

    session: Session = ctx.obj
    require_folder(out)
    made = drafted(session, file, base)
    start_workspace(session, out, made.files)
    _report(session, out, made.draft, made.left)
    for path in (path for path in made.files if path.endswith(TRANSCRIPT)):
        session.notify("document.draft-transcript", path=str(out / path))
    return Exit.FINE


_SHOWN: Final = 6
"""Of one kind of mark so many places are named."""


def _report(session: Session, out: Path, drafted: Draft, left: Sequence[Diagnostic]) -> None:
    """Says on stderr what was written and what was left out."""
    session.notify("document.draft-written", path=str(out))
    for part, found, marked, missing in drafted.table(left):
        named = session.say(f"document.part.{part}")
        session.notify("document.draft-row", part=named, found=found, marked=marked, left=missing)
    for why, alike, places in drafted.kinds():
        shown = session.say.in_a_row(dict.fromkeys(filter(None, places[:_SHOWN])))
        more = "…" if len(places) > _SHOWN else ""
        key = f"document.draft-kind{'-at' if shown else ''}"
        such = "" if alike else session.say("document.draft-such")
        session.notify(key, count=len(places), such=such, why=why, places=shown + more)
    if left:
        session.notify("document.draft-left", count=len(left))
    show_findings(session, in_words(left, session.say))
