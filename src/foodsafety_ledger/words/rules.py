"""What each rule says: the message, how to mend it, and why the rule exists.

Keys: ``<code>`` or ``<code>.<variant>`` for the message, with ``.hint`` appended for the way out,
and ``<code>.why`` for the explanation that ``ledger show <code>`` prints.
"""

from __future__ import annotations

from typing import Final

from foodsafety_ledger.words import (
    rules_authors,
    rules_contradictions,
    rules_dates,
    rules_document,
    rules_figures,
    rules_files,
    rules_history,
    rules_ledgers,
    rules_merge,
    rules_plan,
    rules_references,
    rules_syntax,
)

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "nearest": ("是否想写“{nearest}”？", "did you mean “{nearest}”?"),
    **rules_files.TEXTS,
    **rules_syntax.TEXTS,
    **rules_plan.TEXTS,
    **rules_contradictions.TEXTS,
    **rules_ledgers.TEXTS,
    **rules_references.TEXTS,
    **rules_figures.TEXTS,
    **rules_history.TEXTS,
    **rules_authors.TEXTS,
    **rules_merge.TEXTS,
    **rules_dates.TEXTS,
    **rules_document.TEXTS,
}
