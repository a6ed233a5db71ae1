"""Which function holds which rule; the order is the order in which they look.

Rules about one entry come before those about several, which leave out what is broken by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from foodsafety_ledger.check import dates, evidence, figures, references
from foodsafety_ledger.check import dates as duties
from foodsafety_ledger.check import evidence as privacy
from foodsafety_ledger.check import figures as sums
from foodsafety_ledger.check import references as links
from foodsafety_ledger.check.scene import RuleFunction

ERRORS: Final[Mapping[str, RuleFunction]] = {
    "FL401": references.unknown_items,
    "FL402": references.no_part_in_item,
    "FL403": references.unknown_targets,
    "FL404": references.values_not_owed,
    "FL405": links.duplicate_ids,
    "FL406": links.unknown_entries,
    "FL408": links.foreign_entries,
    "FL409": links.amendment_cycles,
    "FL407": links.already_replaced,
    "FL410": links.moved_amendments,
    "FL411": links.reviews_by_others,
    "FL601": dates.periods_outside_plan,
    "FL608": dates.dates_far_from_plan,
    "FL602": dates.entries_before_period,
    "FL603": dates.id_dates,
    "FL604": links.earlier_than_named,
    "FL510": evidence.evidence_missing,
    "FL511": evidence.evidence_changed,
    "FL512": evidence.evidence_outside,
    "FL513": evidence.evidence_not_a_file,
    "FL514": evidence.evidence_too_large,
    "FL515": evidence.evidence_is_pointer,
    "FL501": figures.bad_values,
    "FL503": figures.nothing_to_do,
    "FL508": figures.reached_after_entry,
    "FL502": sums.numerators_above,
    "FL504": sums.denominators_differ,
    "FL507": sums.too_many_occasions,
}
"""Rules whose findings keep an entry out of the figures: every view looks for them."""

REMARKS: Final[Mapping[str, RuleFunction]] = {
    "FL412": links.repeated_reports,
    "FL505": sums.falling_totals,
    "FL506": sums.shrunken_denominators,
    "FL509": figures.reached_before_plan,
    "FL516": privacy.personal_data,
    "FL517": sums.round_without_evidence,
    "FL518": evidence.evidence_name_unsafe,
    "FL605": duties.late_reports,
    "FL606": duties.missing_reports,
    "FL607": dates.entries_in_future,
}
"""Warnings and notes: only ``check`` looks for them."""
