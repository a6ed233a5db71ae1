"""The public door: what scripts, notebooks and other programs may rely on.

``open_workspace`` reads a workspace once; ``assess`` says what its entries mean at a date,
``extract`` the same as rows for the levels above, and ``check`` holds it against every rule. All
four only read. Rules of one's own are a ``Family`` that an entry point names; what they find they
make by ``finding``. What is given back is frozen for a type checker; figures are ``int`` and
``Fraction``, days are ``date``, and nothing was rounded. The names in ``__all__``, their parameters
and the fields of the classes among them stay as they are from one version to the next; the
package's other modules do not promise that. ``docs/api.md`` has an example.

Whatever goes wrong in a file is a finding and leaves the rest usable. Exceptions are for the
caller's own situation: ``LedgerError`` for no workspace, no such commit, no git, no plan that
reads, and ``ValueError`` or ``TypeError``, which say what is allowed, for what cannot be asked.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import get_args

from foodsafety_ledger.assess import assess as _assess
from foodsafety_ledger.assess.assessment import (
    Assessment,
    DutyState,
    ItemAssessment,
    Light,
    TargetAssessment,
    TargetVerdict,
)
from foodsafety_ledger.check import run as _run
from foodsafety_ledger.check.rules import Family, finding
from foodsafety_ledger.files.clock import today as _today
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.files.workspace import find_workspace
from foodsafety_ledger.model.diagnostic import Diagnostic, Location, Severity, Span
from foodsafety_ledger.model.entry import Entry, Kind, Status
from foodsafety_ledger.model.failure import FindingsError, LedgerError
from foodsafety_ledger.model.name import Lang, Name
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Department, Item, Plan, Target
from foodsafety_ledger.reading.workspace import Workspace
from foodsafety_ledger.rollup.extract import extract as _extract
from foodsafety_ledger.rollup.schema import Row
from foodsafety_ledger.views.findings import Finding, in_words
from foodsafety_ledger.words import Say

__all__ = [
    "Assessment",
    "Counts",
    "Department",
    "Diagnostic",
    "DutyState",
    "Entry",
    "Family",
    "Finding",
    "FindingsError",
    "Item",
    "ItemAssessment",
    "Kind",
    "LedgerError",
    "Light",
    "Location",
    "Name",
    "Period",
    "Plan",
    "Row",
    "Severity",
    "Span",
    "Status",
    "Target",
    "TargetAssessment",
    "TargetVerdict",
    "Workspace",
    "assess",
    "check",
    "extract",
    "finding",
    "open_workspace",
]


def open_workspace(folder: str | Path | None = None, rev: str | None = None) -> Workspace:
    """A workspace as its files stand now, or as the commit ``rev`` has them.

    Without a ``folder`` it is searched as the commands do: ``FOODSAFETY_LEDGER_ROOT``, else from
    the current folder upwards. Of the result, ``plan`` is the plan (None where it does not read),
    ``entries`` are all entries in the order of files and lines, ``fit`` those without an error,
    from which figures are made, and ``left_out`` says what that leaves out.

    Raises ``LedgerError`` where there is no workspace, no such commit or no git.
    """
    root = find_workspace(None if folder is None else Path(folder), os.environ)
    if rev is None:
        return _run.open_workspace(WorkTree(root), _today())
    from foodsafety_ledger.files.committed import Revision  # noqa: PLC0415 - it starts git

    return _run.open_workspace(Revision(root, rev), _today())


def assess(workspace: Workspace, as_of: date | None = None) -> Assessment:
    """What the entries of a workspace mean at the end of a day, by default today in Shanghai.

    ``items`` holds an ``ItemAssessment`` for each item in the document's order, with its light, the
    reasons for it (the heaviest first), the departments' parts with their duties, and a
    ``TargetAssessment`` for each target: its verdict and its figure, ``value``: ``Counts`` for a
    ratio, a ``Fraction`` for a count, a score or occasions, a date for a milestone. ``tasks``,
    ``sections`` and ``departments`` sum that up.

    Raises ``FindingsError`` where the plan does not read, TypeError for an ``as_of`` that is no
    ``datetime.date``: a text, or a moment (``datetime``), which has a time zone's day only.
    """
    if not (as_of is None or type(as_of) is date):
        raise TypeError(f"as_of must be a datetime.date or None, not {as_of!r}")
    if workspace.plan is None:
        raise FindingsError("no-plan")
    day = as_of or _today()
    return _assess.assess(workspace, day)


def extract(workspace: Workspace, as_of: date | None = None) -> tuple[Row, ...]:
    """The rows that ``ledger extract`` writes of a workspace at the end of a day, by default today.

    A ``Row`` has the columns of an extract as its fields (docs/rollup.md says which kinds there
    are); figures are ``Fraction``, what a kind of row has nothing to say of is None. ``commit`` is
    that of a workspace opened at a revision, else None.

    Raises ``FindingsError`` where the plan does not read or does not say whose it is, and for a
    figure with more than four decimals.
    """
    from foodsafety_ledger.files.committed import Revision  # noqa: PLC0415 - it starts git

    source = workspace.source
    commit = source.commit if isinstance(source, Revision) else None
    return _extract(workspace, assess(workspace, as_of), commit).rows


def check(workspace: Workspace, base: str | None = None, lang: Lang = "zh") -> list[Finding]:
    """Everything that ``ledger check`` finds in a workspace, sorted by place.

    ``base`` has it compared with that revision, as ``--base`` does. A ``Finding`` has its ``code``,
    ``name``, ``severity`` and ``location`` (path, and lines and columns from 1, or no span), and in
    the language asked for a ``message`` and a ``hint``. A workspace opened at a revision is held
    against the rules about its files alone. What the plan waives is left out.

    Raises ``LedgerError`` where there is no such revision or no git, ``ValueError`` for a ``base``
    to compare a workspace with that was opened at a revision, and for a ``lang`` that is neither
    ``"zh"`` nor ``"en"``.
    """
    if lang not in get_args(Lang):
        raise ValueError(f"lang must be one of {get_args(Lang)}, not {lang!r}")
    from foodsafety_ledger.check.history import BaseAsked  # noqa: PLC0415 - it starts git

    checked = _run.check(workspace, None if base is None else BaseAsked(base))
    return in_words(checked.found, Say(lang))
