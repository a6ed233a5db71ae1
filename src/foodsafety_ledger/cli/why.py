"""``ledger why``: where a figure or a light comes from, down to file, line and commit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.clock import day_of
from foodsafety_ledger.model.failure import OperatingError
from foodsafety_ledger.views.why_target import Commit, Provenance, Unanswered

if TYPE_CHECKING:
    from foodsafety_ledger.assess.assessment import Assessment
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.cli.refs import Ref
    from foodsafety_ledger.files.git import Repository
    from foodsafety_ledger.model.diagnostic import Location
    from foodsafety_ledger.views.page import Step
    from foodsafety_ledger.views.why_target import Trail


class Format(StrEnum):
    """How a derivation is written."""

    TREE = "tree"
    JSON = "json"
    MD = "md"


def why(
    ctx: typer.Context,
    ref: Annotated[
        str, typer.Argument(metavar="REF", help="why.ref", autocompletion=completion.refs)
    ],
    *,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="status.as-of")] = None,
    rev: Annotated[str | None, typer.Option(metavar="REV", help="status.rev")] = None,
    format_: Annotated[Format, typer.Option("--format", help="why.format")] = Format.TREE,
) -> int:
    """Prints the derivation of a target's figure, an item's light or a department's."""
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.cli.refs import read_refs
    from foodsafety_ledger.views.why_target import Trail

    session: Session = ctx.obj
    opened = open_view(session, as_of, rev)
    history = opened.history()
    trail = Trail(opened.plan, history, provenance_of(opened), session.say)
    entry = next((one for one in history.entries if one.id == ref), None)
    steps: list[Step] = []
    if entry is not None:
        steps.append(trail.entry_step(history.subject(entry)))
    for meant in () if entry else read_refs([ref], opened.plan):
        steps.extend(_steps(meant, opened.assessment(), trail))
    _print(opened, tuple(steps), format_)
    return opened.exit_code


def _steps(ref: Ref, assessment: Assessment, trail: Trail) -> Iterator[Step]:
    from foodsafety_ledger.cli.refs import RefKind, choose
    from foodsafety_ledger.views.status import look
    from foodsafety_ledger.views.why import department_step, item_step
    from foodsafety_ledger.views.why_target import target_step

    view = look(assessment, choose([ref], assessment.plan))
    match ref.kind:
        case RefKind.TARGET:
            yield from (target_step(one, assessment, trail) for one in view.targets)
        case RefKind.DEPARTMENT | RefKind.GROUP:
            yield from (
                department_step(one, assessment, trail)
                for one in assessment.departments
                if one.id in (view.choice.departments or ())
            )
        case _:
            yield from (item_step(one, assessment, trail) for one in view.items)


def _print(opened: Opened, steps: tuple[Step, ...], format_: Format) -> None:
    if format_ is Format.JSON:
        from foodsafety_ledger.formats.json import derivation_data
        from foodsafety_ledger.views.origin import to_json

        opened.session.data(to_json(derivation_data(steps), opened.full_origin()))
        return
    from foodsafety_ledger.cli.session import print_page
    from foodsafety_ledger.views import status as by
    from foodsafety_ledger.views.page import Steps

    written = by.Format.MD if format_ is Format.MD else by.Format.TABLE
    print_page(opened.session, (Steps(steps),), written)


@dataclass(frozen=True, slots=True)
class _Failing:
    """Nothing is known of any line: git failed before it could be asked."""

    answer: Unanswered

    def commit_of(self, place: Location) -> Unanswered:  # noqa: ARG002 - the same of every line
        return self.answer


class _GitProvenance:
    """Lines of the work tree, or of a revision, in their repository."""

    def __init__(self, repository: Repository, root: Path, rev: str) -> None:
        self._repository = repository
        self._root = root
        self._rev = rev
        self._of_line = cache(self._look_up)

    def commit_of(self, place: Location) -> Commit | Unanswered | None:
        return self._of_line(place.path, place.span.line if place.span else 1)

    def _look_up(self, path: str, line: int) -> Commit | Unanswered | None:
        file = self._repository.path_of(self._root / path)
        try:
            found = self._repository.line_commit(file, line, self._rev)
        except OperatingError as failure:
            return _unanswered(failure)
        return Commit(found.id, found.author, day_of(found.date)) if found else None


def provenance_of(opened: Opened) -> Provenance | None:
    """Who knows the commits of the workspace's lines; None without git or a repository."""
    from foodsafety_ledger.files.git import repository

    try:
        found = repository(opened.root)
    except OperatingError as failure:
        return _Failing(_unanswered(failure))
    return _GitProvenance(found, opened.root, opened.commit or "") if found else None


def _unanswered(failure: OperatingError) -> Unanswered:
    return Unanswered(str(failure.facts.get("what", failure.key)))
