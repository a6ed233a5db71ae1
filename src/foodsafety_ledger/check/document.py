"""The plan held against its document, where the workspace keeps the document's text."""

from __future__ import annotations

from foodsafety_ledger.files.located import LocatedMap
from foodsafety_ledger.files.opening import Trouble
from foodsafety_ledger.files.source import Source, load_yaml
from foodsafety_ledger.files.text import MAX_BYTES
from foodsafety_ledger.files.workspace import TASKS
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.values.diagnostic import Diagnostic, Fact
from foodsafety_ledger.values.failure import UsageError
from foodsafety_ledger.values.location import Location


def check_document(source: Source, plan: Plan | None) -> list[Diagnostic]:
    """What ``plan verify`` finds, and whether the document's hash is still the one kept (FL701).

    Silent without a document, and where part of the plan does not read.
    """
    if plan is None or plan.unread or not plan.document.source:
        return []
    path = plan.document.source
    raw = source.read(path)
    if raw is Trouble.MISSING:
        return []
    reading = load_yaml(source, TASKS)[0]
    data = None if reading is None else reading.data
    node = data if isinstance(data, LocatedMap) else None
    if raw is Trouble.TOO_LARGE:
        return [_unreadable(plan, node, limit=f"{MAX_BYTES >> 20} MiB")]
    if isinstance(raw, Trouble):
        return [_unreadable(plan, node, what=raw.value)]
    return _verified(plan, path, raw, node)


def _verified(plan: Plan, path: str, raw: bytes, node: LocatedMap | None) -> list[Diagnostic]:
    from foodsafety_ledger.document.opening import text_of  # noqa: PLC0415 - few keep a document
    from foodsafety_ledger.document.verify import check_hash, verify  # noqa: PLC0415 - likewise

    try:
        text = text_of(path, raw)
    except UsageError as error:
        facts = error.facts if "limit" in error.facts else {"what": error.key}
        return [_unreadable(plan, node, **facts)]
    return [*check_hash(plan, path, raw, node), *verify(plan, path, text, node).diagnostics]


def _unreadable(plan: Plan, node: LocatedMap | None, **facts: Fact) -> Diagnostic:
    at = plan.location if node is None else Location(TASKS, node.span_at("document", "source"))
    facts["document"] = plan.document.source
    elsewhere = facts.get("what") in (Trouble.OUTSIDE, Trouble.GIT)
    variant = "too-large" if "limit" in facts else "elsewhere" if elsewhere else "unreadable"
    return Diagnostic("FL701", at, facts, variant)
