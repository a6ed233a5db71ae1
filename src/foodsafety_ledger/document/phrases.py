"""A responsibility phrase: who answers for which words, and which phrases are one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document import unit_names
from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.party_names import Party
from foodsafety_ledger.model.plan import Role

_OUTER_START: Final = attrgetter("outer_start")


@dataclass(slots=True)
class Phrase:
    """One responsibility phrase: its words (``start`` to ``end``), and its bracket around them.

    ``dated`` is where a label behind its text says by when.
    ``alone`` is true where it has its lines for itself, ``leads`` where a sentence begins with it,
    ``heads`` where the document names its units before their tasks, ``above`` is where the phrase
    of the heading begins whose units it has, too.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    parties: list[Party]
    open: bool = False
    due: str = ""
    dated: list[Place] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    labelled: bool = False
    alone: bool = False
    leads: bool = False
    heads: bool = False
    above: int | None = None

    @property
    def outer(self) -> Place:
        """The place of its bracket."""
        return self.outer_start, self.outer_end

    @property
    def supports(self) -> bool:
        """Whether all that it names only support."""
        return bool(self.parties) and all(party.role is Role.SUPPORT for party in self.parties)


def doubts_of(phrase: Phrase) -> list[Doubt]:
    """What is odd about those whom a phrase names: their names, or that all only support."""
    strange = [party.name for party in phrase.parties if unit_names.is_strange(party.name)]
    doubts = [Doubt("strange-name", names="、".join(strange))] if strange else []
    doubts += [] if phrase.parties else [Doubt("no-unit-named")]
    return [*doubts, *([Doubt("support-only")] if phrase.supports else [])]


def joined(phrases: Iterable[Phrase]) -> list[Phrase]:
    """The phrases, brackets that stand side by side with a label each as one.

    So are sentences of which the second says only who supports: 甲局牵头。乙局配合。
    """
    joined: list[Phrase] = []
    for phrase in phrases:
        last = joined[-1] if joined else phrase
        beside = last is not phrase and last.outer_end == phrase.outer_start
        helped = phrase.supports and not last.supports and not phrase.labelled
        if beside and (helped or (last.labelled and phrase.labelled)):
            opened = last.outer_end > last.end or last.start == last.outer_start
            bracketed = opened and phrase.outer_end > phrase.end
            joined[-1] = Phrase(
                last.outer_start if bracketed else last.start,
                phrase.outer_end if bracketed else phrase.end,
                last.outer_start,
                phrase.outer_end,
                last.parties + phrase.parties,
                last.open or phrase.open,
                last.due + phrase.due,
                doubts=last.doubts + phrase.doubts,
                labelled=last.labelled,
            )
        else:
            joined.append(phrase)
    return joined


def with_deadlines(phrases: Sequence[Phrase], marks: Mapping[int, int]) -> list[Phrase]:
    """The phrases, each with the deadline that a label alone gives behind its text.

    ``marks`` are the starts of items' numbers: none of them stands between.
    """
    starts, kept = sorted(marks), list[Phrase]()
    for phrase in phrases:
        last = kept[-1] if kept else phrase
        same = bisect_right(starts, last.start) == bisect_right(starts, phrase.start)
        alone = phrase.labelled and phrase.due and not phrase.parties
        if (
            last is not phrase
            and same
            and alone
            and last.labelled
            and last.parties
            and not last.due
        ):
            last.due, last.dated = phrase.due, [phrase.outer]
            last.doubts += phrase.doubts
        else:
            kept.append(phrase)
    return kept


def phrases_within(phrases: Sequence[Phrase], start: int, end: int) -> list[Phrase]:
    """The phrases that name units, which are in document order, that begin in a stretch."""
    first, behind = (bisect_left(phrases, at, key=_OUTER_START) for at in (start, end))
    return list(phrases[first:behind])
