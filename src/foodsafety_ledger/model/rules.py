"""The one table of rules: code, name, severity. Codes are never reused.

Families: FL1 file and YAML, FL2 plan and departments, FL3 an entry's shape, FL4 references, FL5
figures and evidence, FL6 dates and periods, FL7 the document, FL8 history and authors, FL9 merging.
What a rule says and why it exists is in ``words/rules.py``.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final, NamedTuple
from unicodedata import normalize

from foodsafety_ledger.model.diagnostic import Severity


class Rule(NamedTuple):
    """A rule's code, its kebab-case name, and how bad a finding of it is."""

    code: str
    name: str
    severity: Severity


_CODE: Final = re.compile("fl[0-9]{0,3}")

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

_TABLE: Final = (
    Rule("FL101", "unreadable-file", _ERROR),
    Rule("FL102", "not-utf8", _ERROR),
    Rule("FL103", "control-character", _ERROR),
    Rule("FL104", "yaml-syntax", _ERROR),
    Rule("FL105", "tab", _ERROR),
    Rule("FL106", "duplicate-key", _ERROR),
    Rule("FL107", "anchor-or-alias", _ERROR),
    Rule("FL108", "yaml-tag", _ERROR),
    Rule("FL109", "merge-key", _ERROR),
    Rule("FL110", "conflict-marker", _ERROR),
    Rule("FL111", "byte-order-mark", _WARNING),
    Rule("FL112", "crlf", _WARNING),
    Rule("FL113", "too-large", _ERROR),
    Rule("FL114", "several-documents", _ERROR),
    Rule("FL115", "too-deep", _ERROR),
    Rule("FL116", "not-a-plain-file", _ERROR),
    Rule("FL119", "more-findings", _NOTE),
    Rule("FL120", "not-checked", _ERROR),
    Rule("FL201", "plan-missing-key", _ERROR),
    Rule("FL202", "plan-unknown-key", _ERROR),
    Rule("FL203", "plan-wrong-shape", _ERROR),
    Rule("FL204", "plan-bad-value", _ERROR),
    Rule("FL205", "bad-goal", _ERROR),
    Rule("FL206", "duplicate-plan-id", _ERROR),
    Rule("FL207", "unknown-department", _ERROR),
    Rule("FL208", "empty-group", _NOTE),
    Rule("FL209", "unresolved-group", _NOTE),
    Rule("FL210", "target-owed-by-nobody", _NOTE),
    Rule("FL211", "target-contradicts-itself", _ERROR),
    Rule("FL212", "item-owed-by-nobody", _NOTE),
    Rule("FL213", "item-numbering", _ERROR),
    Rule("FL214", "review-mark", _WARNING),
    Rule("FL215", "date-outside-plan", _ERROR),
    Rule("FL216", "missing-plan-file", _ERROR),
    Rule("FL217", "group-contradicts-itself", _ERROR),
    Rule("FL301", "missing-key", _ERROR),
    Rule("FL302", "unknown-key", _ERROR),
    Rule("FL303", "wrong-shape", _ERROR),
    Rule("FL304", "bad-entry-id", _ERROR),
    Rule("FL305", "bad-status", _ERROR),
    Rule("FL306", "bad-date", _ERROR),
    Rule("FL307", "bad-period", _ERROR),
    Rule("FL308", "bad-evidence", _ERROR),
    Rule("FL309", "mixed-entry", _ERROR),
    Rule("FL310", "empty-value", _ERROR),
    Rule("FL311", "bad-verdict", _ERROR),
    Rule("FL312", "ledger-name", _ERROR),
    Rule("FL313", "ledger-of-other-plan", _ERROR),
    Rule("FL314", "unknown-ledger-department", _ERROR),
    Rule("FL401", "unknown-item", _ERROR),
    Rule("FL402", "no-part-in-item", _ERROR),
    Rule("FL403", "unknown-target", _ERROR),
    Rule("FL404", "value-not-owed", _ERROR),
    Rule("FL405", "duplicate-entry-id", _ERROR),
    Rule("FL406", "unknown-entry", _ERROR),
    Rule("FL407", "entry-already-replaced", _ERROR),
    Rule("FL408", "foreign-entry", _ERROR),
    Rule("FL409", "amendment-cycle", _ERROR),
    Rule("FL410", "amendment-moves-entry", _ERROR),
    Rule("FL411", "review-not-by-office", _ERROR),
    Rule("FL412", "repeated-report", _NOTE),
    Rule("FL501", "bad-value", _ERROR),
    Rule("FL502", "numerator-above-denominator", _ERROR),
    Rule("FL503", "nothing-to-do-unexplained", _ERROR),
    Rule("FL504", "denominators-differ", _ERROR),
    Rule("FL505", "falling-total", _WARNING),
    Rule("FL506", "denominator-shrank", _WARNING),
    Rule("FL507", "too-many-occasions", _ERROR),
    Rule("FL508", "reached-after-entry", _ERROR),
    Rule("FL509", "reached-before-plan", _WARNING),
    Rule("FL510", "evidence-missing", _ERROR),
    Rule("FL511", "evidence-changed", _ERROR),
    Rule("FL512", "evidence-outside", _ERROR),
    Rule("FL513", "evidence-not-a-file", _ERROR),
    Rule("FL514", "evidence-too-large", _ERROR),
    Rule("FL515", "evidence-is-pointer", _ERROR),
    Rule("FL516", "personal-data", _WARNING),
    Rule("FL517", "round-figure-without-evidence", _NOTE),
    Rule("FL518", "evidence-name-unsafe", _WARNING),
    Rule("FL601", "period-outside-plan", _ERROR),
    Rule("FL602", "entry-before-period", _ERROR),
    Rule("FL603", "id-date-differs", _ERROR),
    Rule("FL604", "earlier-than-amended", _ERROR),
    Rule("FL605", "late-report", _NOTE),
    Rule("FL606", "missing-report", _NOTE),
    Rule("FL607", "entry-in-future", _WARNING),
    Rule("FL608", "date-far-from-plan", _ERROR),
    Rule("FL701", "document-changed", _ERROR),
    Rule("FL702", "words-not-in-document", _ERROR),
    Rule("FL703", "phrase-differs", _ERROR),
    Rule("FL704", "roles-differ", _ERROR),
    Rule("FL705", "goal-differs", _ERROR),
    Rule("FL706", "due-differs", _ERROR),
    Rule("FL707", "header-differs", _ERROR),
    Rule("FL708", "not-in-document", _ERROR),
    Rule("FL711", "heading-not-covered", _ERROR),
    Rule("FL712", "phrase-not-covered", _ERROR),
    Rule("FL713", "number-not-covered", _ERROR),
    Rule("FL714", "unpaired-bracket", _ERROR),
    Rule("FL721", "text-not-placed", _NOTE),
    Rule("FL722", "figure-not-placed", _NOTE),
    Rule("FL723", "phrase-not-placed", _NOTE),
    Rule("FL801", "entry-removed", _ERROR),
    Rule("FL802", "entry-rewritten", _ERROR),
    Rule("FL803", "entry-moved", _ERROR),
    Rule("FL804", "evidence-removed", _ERROR),
    Rule("FL805", "evidence-rewritten", _ERROR),
    Rule("FL806", "goal-changed", _WARNING),
    Rule("FL807", "plan-changed", _WARNING),
    Rule("FL808", "reported-part-removed", _ERROR),
    Rule("FL809", "base-unreadable", _ERROR),
    Rule("FL810", "shallow-clone", _ERROR),
    Rule("FL811", "no-common-history", _ERROR),
    Rule("FL812", "behind-base", _NOTE),
    Rule("FL813", "base-without-workspace", _WARNING),
    Rule("FL814", "draft-changed", _WARNING),
    Rule("FL815", "nothing-compared", _NOTE),
    Rule("FL816", "new-branch", _WARNING),
    Rule("FL817", "workspace-moved", _ERROR),
    Rule("FL818", "unseen-by-git", _ERROR),
    Rule("FL820", "foreign-commit", _ERROR),
    Rule("FL821", "unsigned-commit", _ERROR),
    Rule("FL822", "authors-changed", _WARNING),
    Rule("FL823", "codeowners-drift", _WARNING),
    Rule("FL830", "backdated", _WARNING),
    Rule("FL831", "dated-ahead", _WARNING),
    Rule("FL901", "entry-conflict", _ERROR),
    Rule("FL902", "frame-conflict", _ERROR),
    Rule("FL903", "unmergeable", _ERROR),
    Rule("FL904", "removed-entry-kept", _WARNING),
    Rule("FL905", "same-day-conflict", _ERROR),
    Rule("FL910", "union-merge", _WARNING),
    Rule("FL911", "evidence-line-endings", _NOTE),
    Rule("FL912", "converted-by-git", _ERROR),
)

RULES: Final = MappingProxyType({rule.code: rule for rule in _TABLE})


def rules_named(selector: str) -> frozenset[str]:
    """The codes that a code, a family (``FL4``) or a rule's name selects; none for anything else.

    In any spelling: ``fl401``, ``ＦＬ４``, ``Unknown_Item``, and ``FL401 unknown-item`` as printed.
    """
    words = normalize("NFKC", selector).casefold().replace("_", "-").split()
    return frozenset.intersection(*map(_rules_of_word, words)) if words else frozenset()


def _rules_of_word(word: str) -> frozenset[str]:
    start = word.upper() if _CODE.fullmatch(word) else None
    return frozenset(
        rule.code for rule in _TABLE if rule.name == word or (start and rule.code.startswith(start))
    )
