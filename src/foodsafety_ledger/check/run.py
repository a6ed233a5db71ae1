"""All that ``ledger check`` finds: the errors that every view sees, and its own remarks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from foodsafety_ledger.check.rules import all_rules, is_error, looking, rule_of, rules_named
from foodsafety_ledger.files.cache import keep, recall
from foodsafety_ledger.files.disk import Trouble
from foodsafety_ledger.files.source import Source, WorkTree
from foodsafety_ledger.files.text import MAX_FINDINGS
from foodsafety_ledger.files.workspace import DEPARTMENTS, TASKS
from foodsafety_ledger.model.diagnostic import (
    Diagnostic,
    Fact,
    Location,
    Severity,
    sort_diagnostics,
)
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.name import with_nearest
from foodsafety_ledger.model.plan import Plan, Waiver
from foodsafety_ledger.reading.kept import restored, told
from foodsafety_ledger.reading.source import read_workspace
from foodsafety_ledger.reading.workspace import Workspace

if TYPE_CHECKING:
    from foodsafety_ledger.check.history import BaseAsked, Compared
    from foodsafety_ledger.reading.catalogue import Catalogue


_OF_PLAN: Final = ("FL2", "FL4", "FL5", "FL6", "FL7", "FL8")
_OF_LEDGERS: Final = ("FL3", "FL4", "FL5", "FL6", "FL8")
"""The families of rules that look at what a file says."""

_NO_HISTORY: Final = frozenset({"FL809", "FL810", "FL813", "FL816", "FL817", "FL818"})
"""Rules that say why something could not be compared, or compared with something else."""


def open_workspace(source: Source, day: date | None = None) -> Workspace:
    """A workspace with every error in it found: every view stands on this."""
    return find_errors(read_workspace(source, day))


def find_errors(workspace: Workspace) -> Workspace:
    """The workspace without what errors break; those of one rule are left out by the next."""
    for look in looking(errors=True).values():
        workspace = workspace.without(look(workspace))
    return workspace


def find_errors_of(catalogue: Catalogue) -> tuple[Diagnostic, ...]:
    """``Workspace.broken_rules`` of all that a catalogue lists, opened; the cache keeps them."""
    known: tuple[Diagnostic, ...] | None = restored(recall("errors", catalogue.state()))
    if known is None:
        known = find_errors(catalogue.whole()).broken_rules
        keep_errors(catalogue.state(), known)
    return known


def keep_errors(state: str, errors: tuple[Diagnostic, ...]) -> None:
    """Keeps what is wrong with the entries of a workspace in that ``Catalogue.state``."""
    keep("errors", state, told(errors))


def find_errors_near(then: Workspace, now: Workspace, new: Iterable[Entry]) -> Workspace:
    """``then``, which is ``now`` with ``new`` entries, opened: what ``find_errors`` makes of it.

    Rules look at nothing but what the new entries are about (``Workspace.about``).
    """
    items = {*map(then.subject, new)}
    near = find_errors(then.about(items))
    inside = {entry.key for entry in near.entries}
    kept = (d for d in now.broken_rules if d.entry and d.entry not in inside)
    found = (d for d in near.broken_rules if d.entry is None or d.entry in inside)
    known = (*kept, *found)
    made = replace(then, broken_rules=known, looked={**then.looked, **near.faults})
    made.keep_about(items, near.with_errors(known))
    return made


def find_all(workspace: Workspace) -> list[Diagnostic]:
    """Everything that can be found in the files of an opened workspace alone, sorted."""
    from foodsafety_ledger.check.fl7_document import check_document  # noqa: PLC0415 - no view asks

    provenance = check_document(workspace.source, workspace.plan)
    return sort_diagnostics([*_in_data(workspace), *provenance])


def _in_data(workspace: Workspace) -> Iterator[Diagnostic]:
    yield from workspace.found
    for look in looking(errors=False).values():
        yield from look(workspace)


def find_around(tree: WorkTree, plan: Plan | None) -> list[Diagnostic]:
    """What is wrong around the data: with the plan's document, and with git's settings."""
    from foodsafety_ledger.check.fl7_document import check_document  # noqa: PLC0415 - no view asks
    from foodsafety_ledger.check.fl9_merge import check_settings  # noqa: PLC0415 - likewise

    return [*check_document(tree, plan), *check_settings(tree.around(), plan)]


def find_lost(tree: WorkTree) -> list[Diagnostic]:
    """What the plan, ledgers and registers have lost since the last commit (FL825)."""
    committed = tree.last_commit()
    if committed is None or not any(committed):
        return []
    from foodsafety_ledger.check.versions import check_lost  # noqa: PLC0415 - seldom needed

    return list(check_lost(tree, committed))


def check_unsaved(workspace: Workspace, around: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What ``check`` would find if the texts of an opened workspace were its files.

    ``around`` is what ``find_around`` found: it takes long and does not hang on what is typed.
    """
    found, _ = waive(workspace, [*_in_data(workspace), *around], compared=False)
    return sort_diagnostics(found)


class Checked(NamedTuple):
    """Everything found, sorted; what it was compared with, if anything; what the plan waives."""

    found: list[Diagnostic]
    compared: Compared | None
    waived: Sequence[Waived]


def check(workspace: Workspace, asked: BaseAsked | None = None) -> Checked:
    """Everything that can be found: in the files, around them, and in their history if ``asked``.

    A workspace that is a commit's has nothing around it; ValueError where its history is asked for.
    """
    source, compared = workspace.source, None
    if isinstance(source, WorkTree):
        data, around = _in_data(workspace), find_around(source, workspace.plan)
        if asked is None:  # else what is lost is found below, one by one
            every = [*data, *_around_and_lost(source, around)]
        else:
            from foodsafety_ledger.check.history import check_history  # noqa: PLC0415 - seldom

            compared = check_history(workspace, source, asked)
            every = [*data, *around, *compared.diagnostics]
    elif asked is None:
        every = find_all(workspace)
    else:
        raise ValueError(asked)
    found, waived = waive(workspace, every, compared=compared is not None)
    return Checked(sort_diagnostics(found), compared, waived)


LARGE: Final = 1 << 20
"""The bytes of ledgers from which on it is worth while to keep what was found in them."""


def check_files(tree: WorkTree, today: date) -> tuple[Workspace, Checked]:
    """What ``check`` finds in files and around them, and the workspace: its plan, what is unread.

    Of a large one it has no entries: those of items of which nothing new is said are not read.
    """
    catalogue = large(tree, today)
    if catalogue is None:
        opened = open_workspace(tree, today)
        return opened, check(opened)
    from foodsafety_ledger.check.by_item import find_by_item  # noqa: PLC0415 - few are large

    bare, found = find_by_item(catalogue)
    found = [*found, *_around_and_lost(tree, find_around(tree, bare.plan))]
    found, waived = waive(bare, found, compared=False)
    return bare, Checked(sort_diagnostics(found), None, waived)


def large(tree: WorkTree, today: date | None = None) -> Catalogue | None:
    """What a large workspace holds, where what is seen in it may be kept by item; else None."""
    size = 0
    for raw in map(tree.read, tree.ledger_paths()):
        size += 0 if isinstance(raw, Trouble) else len(raw)
        if size >= LARGE:
            break
    else:
        return None
    from foodsafety_ledger.check.by_item import AT_ONCE, can_find_by_item  # noqa: PLC0415 - few are large
    from foodsafety_ledger.reading.catalogue import Catalogue  # noqa: PLC0415 - likewise

    catalogue = Catalogue(tree, today, AT_ONCE)
    return catalogue if can_find_by_item(catalogue) else None


def _around_and_lost(tree: WorkTree, around: list[Diagnostic]) -> list[Diagnostic]:
    """What is around, and what was lost; where git does not answer, that is said once."""
    is_refused = any(one.code == "FL912" and one.variant == "unasked" for one in around)
    return around if is_refused else [*around, *find_lost(tree)]


def rules_chosen(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """The codes of the rules selected (none named: all) and not ignored.

    A selector is a code, a family (``FL4``) or a rule's name.
    """
    wanted = frozenset().union(*map(rules_named, select)) or all_rules().keys()
    return frozenset(wanted).difference(*map(rules_named, ignore))


def chosen(
    workspace: Workspace, found: Iterable[Diagnostic], rules: frozenset[str]
) -> list[Diagnostic]:
    """The findings of the rules chosen, sorted, and what kept those rules from looking.

    That is said whatever is chosen, else a file that does not read would pass for one in which
    nothing was found: of a file FL120, of history the findings that say so themselves.
    """
    found = list(found)
    history = rules_named("FL8") - _NO_HISTORY - {"FL823"}  # what compares with the past
    asks_history = not rules.isdisjoint(history)
    shown = [d for d in found if d.code in rules or (asks_history and d.code in _NO_HISTORY)]
    reasons: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in found:
        if is_error(one) and one.code.startswith(("FL1", "FL2", "FL3")):  # keeps it from reading
            reasons[one.location.path].append(one)
    unseen = (_kept_from_looking(path, reasons[path], rules) for path in workspace.unread)
    return sort_diagnostics([*shown, *filter(None, unseen)])


def _kept_from_looking(
    path: str, reasons: Sequence[Diagnostic], rules: frozenset[str]
) -> Diagnostic | None:
    """FL120 of a file that does not read, where no finding that is shown says so."""
    names = _OF_PLAN if path in (TASKS, DEPARTMENTS) else _OF_LEDGERS
    families = {name: rules_named(name) for name in names}
    affected = {family: codes & rules for family, codes in families.items() if codes & rules}
    if not reasons or not affected or any(d.code in rules for d in reasons):
        return None
    reason = min(reasons, key=lambda d: d.entry is not None)
    parts = (
        family if codes == families[family] else " ".join(sorted(codes))
        for family, codes in affected.items()
    )
    facts = {"rules": " ".join(parts), "code": reason.code, "name": rule_of(reason.code).name}
    return Diagnostic("FL120", reason.location, facts)


def capped_by_file(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """At most a hundred diagnostics a file, the heaviest, and how many more there are (FL119)."""
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        by_file[diagnostic.location.path].append(diagnostic)
    shown: list[Diagnostic] = []
    for path, found in by_file.items():
        if len(found) <= MAX_FINDINGS + 1:
            shown += found
            continue
        heaviest = sorted(sort_diagnostics(found), key=_weight)
        shown += sort_diagnostics(heaviest[:MAX_FINDINGS])
        left = sort_diagnostics(heaviest[MAX_FINDINGS:])
        count = sum(int(str(d.facts["count"])) if d.code == "FL119" else 1 for d in left)
        shown.append(Diagnostic("FL119", Location(path, left[0].location.span), {"count": count}))
    return shown


def _weight(diagnostic: Diagnostic) -> tuple[int, bool]:
    """Errors before warnings, those before notes; what counts others comes last."""
    severity = rule_of(diagnostic.code).severity
    return list(Severity).index(severity), diagnostic.code == "FL119"


_UNSEEN: Final = frozenset({"FL119", "FL813", "FL815", "FL816"})
"""What says that there is more than was looked at: nobody can know what that would waive."""


class Waived(NamedTuple):
    """A finding that is not held against anybody, and the waiver that says why."""

    found: Diagnostic
    waiver: Waiver


def waive(
    workspace: Workspace, found: Iterable[Diagnostic], *, compared: bool
) -> tuple[list[Diagnostic], list[Waived]]:
    """What is left of everything found, with what is wrong with the waivers (FL219, FL220).

    What is waived is sorted, each finding once. ``compared`` is whether history was looked at. A
    waiver whose rule had no ground to look from is not called idle: the plan's document is away,
    history was not asked for, or its file has errors.
    """
    plan = workspace.plan
    if plan is None or not plan.waivers:
        return list(found), []
    found = sort_diagnostics(found)
    codes = {waiver: _code_of(waiver) for waiver in plan.waivers}
    left, waived = [], []
    for diagnostic in found:
        waiver = _waiving(diagnostic, codes)
        if waiver is None:
            left.append(diagnostic)
        else:
            waived.append(Waived(diagnostic, waiver))
    busy = {one.waiver for one in waived}
    unsure = {one.location.path for one in left if is_error(one)}
    for waiver, code in codes.items():
        if code is None:
            left.append(_refused(waiver))
        elif waiver not in busy and not (unsure & ({waiver.path} if waiver.path else unsure)):
            left += _idle(workspace, waiver, code, compared=compared)
    return left, waived


def _code_of(waiver: Waiver) -> str | None:
    """The code of the rule that is waived; None where that may not be."""
    named = rules_named(waiver.rule)
    if len(named) != 1 or named & _UNSEEN:
        return None
    return next((code for code in named if rule_of(code).severity is not Severity.ERROR), None)


def _waiving(found: Diagnostic, codes: Mapping[Waiver, str | None]) -> Waiver | None:
    same = (waiver for waiver, code in codes.items() if code == found.code)
    return next((one for one in same if one.path in ("", found.location.path)), None)


def _refused(waiver: Waiver) -> Diagnostic:
    named = rules_named(waiver.rule)
    facts: dict[str, Fact] = {"rule": waiver.rule}
    if not named:
        facts |= with_nearest(waiver.rule, [rule.name for rule in all_rules().values()])
        return Diagnostic("FL219", waiver.location, facts)
    one = "unseen" if named <= _UNSEEN else "error"
    return Diagnostic("FL219", waiver.location, facts, one if len(named) == 1 else "several")


def _idle(
    workspace: Workspace, waiver: Waiver, code: str, *, compared: bool
) -> Iterator[Diagnostic]:
    plan, source = workspace.plan, workspace.source
    unseen = {
        "FL7": plan is None or not (plan.document.source and source.exists(plan.document.source)),
        "FL8": not compared,
        "FL9": not isinstance(source, WorkTree),
    }
    if not unseen.get(code[:3], False):
        facts = {"rule": f"{code} {rule_of(code).name}", "file": waiver.path}
        yield Diagnostic(
            "FL220", waiver.location, facts, "in-file" if waiver.path else "everywhere"
        )
