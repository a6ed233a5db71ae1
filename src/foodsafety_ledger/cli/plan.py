"""``ledger plan``: the plan as data, against its document, and from a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli.help import SpokenCommand, SpokenGroup
from foodsafety_ledger.cli.plan_diff import diff_plans
from foodsafety_ledger.cli.plan_list import list_plan
from foodsafety_ledger.cli.plan_verify import verify_plan
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.values.failure import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foodsafety_ledger.document.draft import Draft
    from foodsafety_ledger.values.diagnostic import Diagnostic

app = typer.Typer(
    cls=SpokenGroup, help="commands.plan", rich_markup_mode=None, add_completion=False
)


@app.callback()
def plan() -> None:
    """Keeps ``plan`` a group of commands, however many it has."""


app.command("verify", cls=SpokenCommand, help="verify.about")(verify_plan)
app.command("diff", cls=SpokenCommand, help="difference.about")(diff_plans)


app.command("list", cls=SpokenCommand, help="plan.list")(list_plan)


@app.command("draft", cls=SpokenCommand, help="document.draft")
def draft_plan(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="document.draft-file")],
    out: Annotated[Path, typer.Option("-o", metavar="DIR", help="document.draft-out")],
) -> int:
    """Writes the draft of a plan; what found no place in it is listed on stderr."""
    from foodsafety_ledger.cli.documents import document_text
    from foodsafety_ledger.cli.starting import start_workspace
    from foodsafety_ledger.document.draft import draft

    session: Session = ctx.obj
    drafted, left = draft(document_text(file), file.name, session.say)
    files = drafted.files(session.say)
    start_workspace(session, out, {path: text.encode() for path, text in files.items()})
    _report(session, out, drafted, left)
    return Exit.FINE


def _report(session: Session, out: Path, drafted: Draft, left: Sequence[Diagnostic]) -> None:
    """Says on stderr what was written and what was left out."""
    from foodsafety_ledger.render.diagnostics import concise
    from foodsafety_ledger.render.findings import in_words

    session.err(session.say("document.draft-written", path=str(out), **drafted.counts()))
    if left:
        session.err(session.say("document.draft-left", count=len(left)))
    for line in concise(in_words(left, session.say), session.say):
        session.err(line)
