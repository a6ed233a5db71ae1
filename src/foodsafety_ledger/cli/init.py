"""``ledger init`` and ``demo``: a new workspace, and git's part of one that is there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from foodsafety_ledger.check.rules import is_error
from foodsafety_ledger.cli.options import BaseFolder, choice_option
from foodsafety_ledger.cli.output import recognising, require_folder
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.atomic import write_new_file
from foodsafety_ledger.files.source import Overlay, WorkTree
from foodsafety_ledger.files.workspace import (
    DEPARTMENTS,
    PROGRAM,
    SCHEMA,
    TASKS,
    demo_readme,
    find_workspace,
    installed_from,
    is_workspace,
    ledger_path,
    modeline,
    shipped_data,
    workspace_files,
)
from foodsafety_ledger.filing.drafting import ledger_text
from foodsafety_ledger.model.failure import (
    Exit,
    FindingsError,
    NoWorkspaceError,
    RefusedError,
    UsageError,
)
from foodsafety_ledger.model.period import Cadence
from foodsafety_ledger.reading.schema import schema_texts
from foodsafety_ledger.reading.source import read_plan_of

if TYPE_CHECKING:
    from foodsafety_ledger.document.draft import Draft
    from foodsafety_ledger.model.diagnostic import Diagnostic
    from foodsafety_ledger.model.plan import Plan


_OURS: Final = ("data/", "ledgers/", "evidence/")


def init(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="init.folder")] = None,
    *,
    document: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="init.from")
    ] = None,
    base: BaseFolder = None,
    git: Annotated[bool, typer.Option("--git", help="init.git")] = False,
    undo_git: Annotated[bool, typer.Option("--undo-git", help="init.undo-git")] = False,
    codeowners: Annotated[bool, typer.Option("--codeowners", help="init.codeowners")] = False,
) -> int:
    """Starts a workspace where there is none; with a flag for git, sets that part up."""
    session: Session = ctx.obj
    if not (git or undo_git or codeowners):
        if base is not None and document is None:
            raise UsageError("base-without-document")
        _start(session, folder or session.folder or Path.cwd(), document, base)
        return Exit.FINE
    if document is not None or base is not None or (git and undo_git):
        raise UsageError("init-mixed")
    from foodsafety_ledger.cli.resolve import set_up, undo, write_codeowners

    root = find_workspace(folder or session.folder, os.environ)
    asked = (git, set_up), (undo_git, undo), (codeowners, write_codeowners)
    return max(part(session, root) for wanted, part in asked if wanted)


def _start(session: Session, folder: Path, document: Path | None, base: Path | None) -> None:
    require_folder(folder)
    data = shipped_data() if document is None else drafted(session, document, base).files
    plan, found = read_plan_of(Overlay(WorkTree(folder), data))
    ledgers = {}
    if plan is not None:
        ledgers = {
            ledger_path(one): (modeline("ledger") + ledger_text(plan.id, one)).encode()
            for one in plan.departments
        }
    program = installed_from()
    files = workspace_files(program or PROGRAM) | _for_editors(data, plan) | ledgers
    start_workspace(session, folder, files)
    session.notify("init.written", folder=str(folder), ledgers=len(ledgers))
    marks = sum(int(str(one.facts["count"])) for one in found if one.code == "FL214")
    if marks:
        session.notify("init.marks", count=marks)
    if program is None:
        session.notify("init.ci", program=PROGRAM)
    _go_on(session, "init.next", folder, command="check" if marks else "status")


def _go_on(session: Session, key: str, folder: Path, **told: str) -> None:
    """Says which command to run next, in the language that this one was asked for."""
    language = session.say.typed.language
    session.notify(key, folder=quote(str(folder)), language=language, **told)


def _for_editors(data: dict[str, bytes], plan: Plan | None) -> dict[str, bytes]:
    """The plan's files, each naming the schema that it follows, and the schemas."""
    whole = None if plan is None or plan.unread else plan
    made = {f"{SCHEMA}/{name}": text.encode() for name, text in schema_texts(whole).items()}
    kinds = {TASKS: "tasks", DEPARTMENTS: "departments"}
    named = {path: modeline(kind).encode() + data[path] for path, kind in kinds.items()}
    return made | data | named


def start_workspace(session: Session, folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files of a new workspace.

    Raises ``UsageError`` before anything is written if the plan, a ledger or evidence is there
    already; a README or a setting that is there is kept, and said so. What a run left that broke
    off, on a full disk for one, is completed: its files are these, and some are missing.
    """
    there = [path for path in files if (folder / path).exists()]
    begun = {path for path in there if WorkTree(folder).read(path) == files[path]}
    ours = [path for path in there if path.startswith(_OURS)]
    if ours and (len(there) == len(files) or not begun.issuperset(ours)):
        raise UsageError("workspace-there", folder=str(folder), path=ours[0], count=len(ours))
    for path, content in files.items():
        if path not in there:
            write_new_file(folder / path, content, folder)
        elif path not in begun:
            session.notify("init.kept", path=path)


class Drafted(NamedTuple):
    """A draft, the files that it makes of a workspace, and what found no place in it."""

    draft: Draft
    files: dict[str, bytes]
    left: list[Diagnostic]


def drafted(session: Session, document: Path, base: Path | None) -> Drafted:
    """The draft of a document with a copy of it; beside the plan of a workspace ``base``."""
    from foodsafety_ledger.document.base import carry, plain
    from foodsafety_ledger.document.draft import draft
    from foodsafety_ledger.document.file import document_bytes, paper_of, transcript_beside
    from foodsafety_ledger.document.paper import TRANSCRIPT, transcript_of
    from foodsafety_ledger.reading.comparison import plan_files

    say, raw = session.say, document_bytes(document)
    written = transcript_beside(document)
    paper = paper_of(document.name, raw, written, recognising(session))
    made, left = draft(paper, document.name, say)
    if base is not None:
        require_plan(base)
        held = plan_files(WorkTree(base))
        made = carry(made, paper.text, plain(held[TASKS]), plain(held[DEPARTMENTS]), say)
    path = f"source/{document.name}"
    made.tasks["document"]["sha256"] = sha256(raw).hexdigest()
    files = {name: text.encode() for name, text in made.files(say).items()} | {path: raw}
    if paper.lines:
        files[path + TRANSCRIPT] = transcript_of(paper, sha256(raw).hexdigest()).encode()
    return Drafted(made, files, left)


def require_plan(folder: Path) -> None:
    """NoWorkspaceError or RefusedError where a folder holds no plan without errors."""
    if not is_workspace(folder):
        raise NoWorkspaceError("no-workspace", folder=str(folder))
    source = WorkTree(folder)
    errors = [one for one in read_plan_of(source)[1] if is_error(one)]
    if errors:
        raise RefusedError("in-the-way", errors, source)


def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="init.demo-folder")],
    every: Annotated[
        str, choice_option(list(Cadence), "--every", "init.demo-every", "show.every")
    ] = Cadence.QUARTER,
    districts: Annotated[
        int | None, typer.Option("--districts", metavar="N", help="init.demo-districts")
    ] = None,
) -> int:
    """Writes the demonstration workspace, with its history, into a folder that has none.

    With a number of districts: the extracts of so many like it, for ``rollup``.
    """
    from foodsafety_ledger.demo.files import LOOKED_AT, demo_commits, demo_data, history
    from foodsafety_ledger.files.gitsetup import start_history

    session: Session = ctx.obj
    require_folder(folder)
    data = demo_data(shipped_data(), Cadence(every))
    plan, _ = read_plan_of(Overlay(WorkTree(folder), data))
    if plan is None:
        raise FindingsError("no-plan")
    if districts is not None:
        return _province(session, folder, plan, districts)
    commits = demo_commits(plan, workspace_files() | demo_readme() | data)
    start_workspace(session, folder, {p: text for one in commits for p, text in one.files.items()})
    session.notify("init.demo-written", folder=str(folder))
    kept = start_history(folder, history(commits))
    session.notify("init.demo-history" if kept else "init.demo-no-history")
    _go_on(session, "init.next", folder, command=f"status --as-of {LOOKED_AT}")
    return Exit.FINE


def _province(session: Session, folder: Path, plan: Plan, number: int) -> int:
    """Writes the extracts of an invented province into a folder that holds nothing yet."""
    from foodsafety_ledger.cli.output import with_progress
    from foodsafety_ledger.demo.province import MOST, districts_of, extract_of
    from foodsafety_ledger.rollup.store import write_extract

    if not 1 <= number <= MOST:
        raise UsageError("demo-districts", number=number, most=MOST)
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("demo-not-empty", folder=str(folder))
    for district in with_progress(session, districts_of(number), number, "writing"):
        write_extract(extract_of(plan, district), folder)
    session.notify("init.demo-province", folder=str(folder), count=number)
    _go_on(session, "init.next-rollup", folder)
    return Exit.FINE
