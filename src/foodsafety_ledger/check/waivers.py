"""What a plan's waivers take out of the findings; and the waivers that take out nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from foodsafety_ledger.check.rules import all_rules, is_error, rule_of, rules_named
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Severity, sort_diagnostics
from foodsafety_ledger.model.name import with_nearest
from foodsafety_ledger.model.plan import Waiver
from foodsafety_ledger.reading.workspace import Workspace

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
