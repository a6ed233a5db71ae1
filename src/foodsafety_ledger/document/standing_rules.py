"""What a document says once for all its phrases: that the first unit leads, who always helps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.folded import Document, Place, Stretches
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.party_names import Parties, Party
from foodsafety_ledger.document.phrases import Phrase
from foodsafety_ledger.model.plan import Role

_MOST_EVERYWHERE: Final = 30
_KINDS: Final = re.compile("单位|部门")


def apply_rules(document: Document, found: list[tuple[Phrase, Parties]]) -> None:
    """Applies what is said once for all: that the first unit leads, who has a part everywhere."""
    inside = Stretches((phrase.start, phrase.end) for phrase, _ in found)
    first_leads, others_help, each_leads = (
        any(inside.holding(said.start()) is None for said in rule.finditer(document.flat))
        for rule in (lexicon.FIRST_LEADS, lexicon.OTHERS_HELP, lexicon.EACH_LEADS)
    )
    everywhere: list[Party] = []
    for phrase, parties in found:
        first_leads = first_leads or parties.below
        others_help = others_help or (parties.below and parties.others_help)
        each_leads = each_leads or (parties.below and parties.each_leads)
        if parties.apart and (each_leads or parties.each_leads):
            phrase.parties = [*_each_in_lead(phrase.parties)]
        if first_leads or parties.first_leads:
            _lead_by_order(phrase, others_help=others_help or parties.others_help)
        phrase.parties = phrase.parties + everywhere
        more = [_spelled_out(party, phrase.parties) for party in parties.everywhere]
        everywhere = (everywhere + more)[:_MOST_EVERYWHERE]
        if more:
            names = "、".join(party.name for party in more)
            phrase.doubts.append(Doubt("everywhere", names=names))


def _lead_by_order(phrase: Phrase, *, others_help: bool) -> None:
    """Lets the first unit of a list lead where none does; a group or a helper leads nobody.

    The others support it where the rule says so, but for what they are said to do themselves.
    """
    parties = phrase.parties
    if not parties or any(party.role is Role.LEAD for party in parties):
        return
    first = parties[0]
    if all(party.role is Role.SUPPORT for party in parties):
        phrase.doubts.append(Doubt("support-only"))
        return
    if first.role is Role.SUPPORT:
        phrase.doubts.append(Doubt("helper-first", name=first.name))
        return
    if unit_names.is_group(first.name):
        phrase.doubts.append(Doubt("no-lead", name=first.name))
        return
    if len(parties) == 1 and first.role is Role.RESPONSIBLE:
        phrase.doubts.append(Doubt("lone-lead"))
    plain = Role.RESPONSIBLE if others_help else None
    helped = [p._replace(role=Role.SUPPORT) if p.role is plain else p for p in parties[1:]]
    phrase.parties = [first._replace(role=Role.LEAD), *helped]


def _each_in_lead(parties: Iterable[Party]) -> Iterator[Party]:
    """The units of a phrase, those that lead who each answer for a part."""
    for one in parties:
        yield one._replace(role=Role.LEAD) if one.role is Role.SHARED else one


def _spelled_out(party: Party, named: list[Party]) -> Party:
    """A unit named in short (各县（市、区）) as the phrase before names it in full."""
    full = next((other for other in named if other.name.startswith(party.name)), party)
    return full._replace(role=party.role)


def unread_rules(flat: str) -> Iterator[Place]:
    """What says of the first unit of each list something that is not understood."""
    for found in lexicon.FIRST_PLACE.finditer(flat):
        if _KINDS.search(found[0]) and not lexicon.FIRST_LEADS.search(found[0]):
            yield found.span()
