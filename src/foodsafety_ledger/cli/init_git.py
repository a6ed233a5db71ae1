"""Git's part of ``ledger init``: merging by entry id, and CODEOWNERS. Each returns an exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.values.failure import Exit, OperatingError

if TYPE_CHECKING:
    from foodsafety_ledger.files.gitsetup import GitSetup


def set_up(session: Session, root: Path) -> int:
    """``--git``: writes ``.gitattributes`` and the clone's settings, and says what it wrote."""
    from foodsafety_ledger.files.gitsetup import set_up_git

    done = set_up_git(root)
    _tell(session, done, "written", "unchanged")
    for path in done.overridden:
        session.err(session.say("merge.overridden", path=path))
    session.err(session.say("merge.each-clone"))
    return Exit.FINDINGS if done.overridden else Exit.FINE


def undo(session: Session, root: Path) -> int:
    """``--undo-git``: takes out what ``--git`` put in."""
    from foodsafety_ledger.files.gitsetup import undo_git

    _tell(session, undo_git(root), "taken-out", "nothing-to-undo")
    return Exit.FINE


def write_codeowners(session: Session, root: Path) -> int:
    """``--codeowners``: writes the section of CODEOWNERS that the plan's authors call for."""
    from foodsafety_ledger.check.codeowners import CODEOWNERS, codeowners_lines
    from foodsafety_ledger.check.reading import read_workspace
    from foodsafety_ledger.cli.desk import refuse
    from foodsafety_ledger.files.gitsetup import put_text
    from foodsafety_ledger.files.hosting import owners_file
    from foodsafety_ledger.files.locking import locked
    from foodsafety_ledger.files.source import WorkTree

    owners = owners_file(root)
    if owners is None:
        raise OperatingError("no-repository", folder=str(root))
    source = WorkTree(root)
    records = read_workspace(source)
    plan = records.plan
    if plan is None or records.plan_errors:
        refuse(session, records.plan_errors, source)
    lines = codeowners_lines(plan, owners.prefix)
    if not lines and not owners.text:
        session.err(session.say("merge.codeowners.nobody"))
        return Exit.FINE
    with locked(root):
        changed = put_text(owners.top, owners.name, CODEOWNERS.put(owners.text, lines))
    key = "merge.codeowners.written" if changed else "merge.codeowners.unchanged"
    session.err(session.say(key, path=owners.path))
    return Exit.FINE


def _tell(session: Session, done: GitSetup, did: str, otherwise: str) -> None:
    for part, changed in (("gitattributes", done.attributes), ("config", done.config)):
        if changed:
            session.err(session.say(f"merge.{part}.{did}"))
    if not (done.attributes or done.config):
        session.err(session.say(f"merge.{otherwise}"))
