"""Opens the workspace for a command that looks: the files, the date, and what cannot be used."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from shlex import quote
from typing import TYPE_CHECKING

from foodsafety_ledger.check.rules import added_families, is_error, rule_of
from foodsafety_ledger.check.run import find_lost, large, open_workspace
from foodsafety_ledger.cli.output import show_findings
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.clock import today
from foodsafety_ledger.files.source import Source, WorkTree
from foodsafety_ledger.files.workspace import READ, find_workspace
from foodsafety_ledger.model.failure import AmbiguousError, Exit, FindingsError, UsageError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.typed import days_meant, typed_date
from foodsafety_ledger.reading.workspace import Workspace
from foodsafety_ledger.views.findings import in_words
from foodsafety_ledger.views.view import Origin, State
from foodsafety_ledger.words import in_both

if TYPE_CHECKING:
    from pathlib import Path

    from foodsafety_ledger.assess.assessment import Assessment
    from foodsafety_ledger.views.log import History

_NAMED = 5
"""How many errors a view names before it only counts the rest; ``ledger check`` names them all."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace opened for looking: what was read, of which moment, and at which date.

    ``rev`` and ``commit`` are what ``--rev`` said and the commit it names; None for the files as
    they are. ``damaged`` is true where something had to be left out. ``meaning`` is the assessment
    where that was worked out by item; the workspace has no entries then.
    """

    session: Session
    root: Path
    source: Source
    workspace: Workspace
    plan: Plan
    as_of: date
    rev: str | None
    commit: str | None
    damaged: bool
    meaning: Assessment | None = None

    @property
    def exit_code(self) -> int:
        """1 where something had to be left out, else 0."""
        return Exit.FINDINGS if self.damaged else Exit.FINE

    def assessment(self, until: Period | None = None) -> Assessment:
        """What the records mean at the date; of reports about periods up to ``until`` alone."""
        from foodsafety_ledger.assess.assess import assess

        if self.meaning is not None:
            assert until is None and self.meaning.as_of == self.as_of  # noqa: S101, PT018 - by_item
            return self.meaning
        held = self.workspace if until is None else self.workspace.until(until)
        return assess(held, self.as_of)

    def history(self, until: date | None = None) -> History:
        """Every entry up to a day, those with errors too, and what became of each."""
        from foodsafety_ledger.views.log import history_at

        return history_at(self.workspace, self.plan, until or self.as_of, self.session.say)

    def with_pages(self) -> Opened:
        """The same, whose plan knows on which pages of its document the quotes stand."""
        from foodsafety_ledger.document.printed import printed_quotes

        printed = printed_quotes(self.source, self.plan)
        if not printed:
            return self
        plan = replace(self.plan, document=replace(self.plan.document, printed=printed))
        return replace(self, plan=plan, workspace=replace(self.workspace, plan=plan))

    @property
    def origin(self) -> Origin:
        """What is shown."""
        title = self.plan.title.in_(self.session.say.lang)
        return Origin(self.plan.id, self.as_of, self.rev, self._state, title)

    def _state(self) -> State:
        self.session.looked_elsewhere()
        return state_of(self.root) if self.rev is None else State(self.commit, dirty=False)


def open_view(
    session: Session,
    as_of: str | None,
    rev: str | None,
    *,
    alone: bool = False,
    by_item: bool = False,
) -> Opened:
    """The workspace at a date and revision; what has to be left out of it is named on stderr.

    ``alone`` says that the command looks at nothing beside it: its answer may be kept. ``by_item``
    says that it asks for the assessment alone: then a large workspace is not read whole.
    Raises ``UsageError`` for a date that is none, ``FindingsError`` where there is no plan.
    """
    root = find_workspace(session.folder, os.environ)
    source, commit = _source(root, rev)
    if alone and rev is None and not added_families():  # theirs may change and look anywhere
        source = session.watch(root)
    else:
        session.looked_elsewhere()
    catalogue = large(source) if by_item and isinstance(source, WorkTree) else None
    if catalogue is None:
        workspace, meaning = open_workspace(source), None
        day = read_day(as_of, "--as-of", workspace.plan) or today()
    else:
        from foodsafety_ledger.check.by_item import assess_by_item

        day = read_day(as_of, "--as-of", catalogue.plan) or today()
        workspace, meaning = assess_by_item(catalogue, day)
    after = (f" --as-of {day}" if as_of else "") + (f" --rev {quote(rev)}" if rev else "")
    session = replace(session, say=session.say.looking(after))
    damaged = _tell_left_out(session, workspace, source)
    if isinstance(source, WorkTree):
        doubts = [one for one in workspace.found if rule_of(one.code).told]
        show_findings(session, in_words([*doubts, *find_lost(source)], session.say), source)
    if workspace.plan is None:
        raise FindingsError("no-plan")
    plan = workspace.plan
    return Opened(session, root, source, workspace, plan, day, rev, commit, damaged, meaning)


def read_day(text: str | None, option: str, plan: Plan | None) -> date | None:
    """The date that an option says in any spelling, if it says one; UsageError for no date.

    Without its year it is the ``plan``'s; AmbiguousError where that has two such days.
    """
    if text is None:
        return None
    day, days = typed_date(text, plan), days_meant(text, plan)
    if len(days) > 1:
        choices = {one: Name("") for one in days}
        told = Name(*(either.join(days) for either in in_both("failures.or")))
        raise AmbiguousError("ambiguous-day", choices, name=text, option=option, days=told)
    if day is None:
        raise UsageError("bad-day", option=option, text=text)
    return day


def closing(plan: Plan, period: Period | None = None) -> date:
    """The first day on which every report of a period, or of the whole plan, was due."""
    return (period.end if period else plan.end) + timedelta(days=plan.grace_days + 1)


def _source(root: Path, rev: str | None) -> tuple[Source, str | None]:
    if rev is None:
        return WorkTree(root), None
    from foodsafety_ledger.files.committed import Revision

    source = Revision(root, rev)
    return source, source.commit


def _tell_left_out(session: Session, workspace: Workspace, source: Source) -> bool:
    """Names the errors on stderr, the first few one by one; whether there are any."""
    errors = [diagnostic for diagnostic in workspace.found if is_error(diagnostic)]
    if errors:
        show_findings(session, in_words(errors[:_NAMED], session.say), source)
        left_out = workspace.left_out
        key = "status.left-out" if left_out.count else "status.errors"
        session.notify(key, errors=len(errors), entries=left_out.told())
    return bool(errors)


def prefix_of(root: Path) -> str:
    """The way from the repository's own folder to a workspace; empty where there is none."""
    from foodsafety_ledger.files.git import repository

    found = repository(root)
    return found.prefix if found else ""


def state_of(root: Path) -> State:
    """The commit that the work tree stands on, and whether the workspace differs from it."""
    from foodsafety_ledger.files.git import repository

    found = repository(root)
    if found is None:
        return State()
    return State(found.commit_of("HEAD"), found.is_dirty(*READ))
