"""Lists of units and roles: ``区卫健委牵头，区商务局、各街道等按职责分工负责`` as parties.

The grammar is small. Segments are parted by list marks. A label (``牵头单位：``) gives its role to
the names after it; words of a role at the end of a segment give theirs to the names gathered so
far; names that neither reaches are responsible. ``等`` leaves the list open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, dropwhile, pairwise
from typing import Final, NamedTuple

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.folded import Document, Gap, Place
from foodsafety_ledger.document.labels import ROLE_LABELS, label_at
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.party_names import (
    UNKNOWN_ROLES,
    Parties,
    Party,
    names_another,
    names_in,
)
from foodsafety_ledger.document.segments import JOINTLY, SEPARATORS, segments
from foodsafety_ledger.document.shared_ends import with_shared_ends
from foodsafety_ledger.model.plan import Role

_CLAUSES: Final = ("，", "；", "。")
_LONGEST_DUE: Final = 100
_ROLES: Final = tuple(
    (re.compile(f"(?:{pattern})(?:(?:相关|有关)?工作)?$"), role)
    for pattern, role in lexicon.ROLE_WORDS
)
_STEMS: Final = tuple((re.compile(pattern), role) for pattern, role in lexicon.ROLE_WORDS)
_OWN_ROLE: Final = re.compile(
    "（(?:"
    + "|".join(
        f"(?P<{role.value}>{words}|{lexicon.ENGLISH_ROLES[role]})"
        for words, role in lexicon.ROLE_WORDS
    )
    + ")(?:单位|部门)?）"
)
"""A role in brackets, which is that of the name before it: 甲局（牵头）、乙局."""
_CLOSER: Final = re.compile(lexicon.CLOSERS)
_LOOKS_ON: Final = re.compile("(?:跟踪|检查){0,2}督[办查]")
"""What those do who may only see to it that others do their part."""
_LABEL_WITHIN: Final = re.compile(f"{lexicon.BARE_LABELS}|落实(?:单位|部门)")
"""A label of units in a list of persons: its colon was lost."""
_BY_PRINCIPLE: Final = re.compile(f"{lexicon.BY_PRINCIPLE}$")
_NESTED: Final = 2
"""A bracket that holds names may hold one of a name's own: 〔乙局、各县（区）政府配合〕."""


def read_parties(
    flat: str, start: int, end: int, column: Role | None = None, gaps: Sequence[Gap] = ()
) -> Parties:
    """The parties that ``flat[start:end]`` names; ``column`` is the role its table column gives.

    ``gaps`` is what stands before each character: blanks part the names where no mark does.
    """
    found = Parties(labelled=column is not None, explicit=column is not None)
    listed, *behind = _read_rules(flat, start, end, found)
    reader = _Reader(flat, found, column.value if column else None)
    for first, last in _segments(flat, listed, gaps):
        if flat[max(start, first - 2) : first].rstrip("（").endswith(_CLAUSES):
            reader.begin_clause(flat[first:last] if flat[first - 1] == "；" else "")
        reader.read(first, last)
    for place in behind:
        for first, last in dropwhile(partial(_is_of_rule, flat), _segments(flat, place, gaps)):
            reader.read(first, last)
    reader.settle()
    return found


@dataclass(slots=True)
class _Reader:
    """Reads segments in their order; ``pending`` are the names that no word of a role has reached.

    The first ``earlier`` of them stand in clauses before this one, the first ``opening`` in the
    first of those; ``beside`` is true behind 会同, ``led`` where names stood before it that no role
    had, ``about`` behind what a role is about, ``told`` behind a word of a role of this label's.
    """

    flat: str
    found: Parties
    label: str | None
    pending: list[Party] = field(default_factory=list)
    opening: int = 0
    earlier: int = 0
    beside: bool = False
    led: bool = False
    about: bool = False
    told: bool = False

    def begin_clause(self, words: str) -> None:
        """Behind a mark that parts clauses: those beside others do not reach over it.

        Behind a person, or whom to call, ``words`` that stand apart may name a unit again.
        """
        if self.label == "person" and names_another(words):
            self.label = None
        if self.beside:
            self.settle()
        self.opening = min(self.opening, len(self.pending)) or len(self.pending)
        self.earlier = len(self.pending)

    def read(self, first: int, last: int) -> None:
        """Reads one segment."""
        marked, begin = label_at(self.flat, first, last), first
        if marked:
            begin = self._take_label(marked)
        elif (joint := JOINTLY.match(self.flat, first, last)) and (
            self.pending or self.found.named
        ):
            self.led = bool(self.pending)
            if self.led:
                own = self._role is Role.SUPPORT or joint["helped"]
                self._give(self._role if own else Role.LEAD)
            self.beside, self.earlier = True, 0
            begin = joint.end() if joint["helped"] else begin
        elif self.label != "person" and (other := unit_names.other_label(self.flat, first, last)):
            self.settle()
            aids = self.found.named and lexicon.AIDS.search(other["words"])
            self.label = (Role.SUPPORT if aids else Role.RESPONSIBLE).value
            begin = other.end()
            self.found.doubts.append(Doubt("role-word", words=other["words"]))
        words = self.flat[begin:last]
        if self.label == "due" or (self.label != "person" and lexicon.DEADLINES.search(words)):
            self.found.due = (self.found.due + words)[:_LONGEST_DUE]
        elif self.about and self.flat[first - 1] == "、" and not names_another(words):
            return
        elif self.label != "person":
            self._read_names(begin, last)
        elif "：" in words or _LABEL_WITHIN.search(words):
            self.found.doubts.append(Doubt("strange-name", names=words))

    def _take_label(self, marked: re.Match[str]) -> int:
        """Begins the units behind a label; where that ends."""
        self.settle()
        self.label = str(marked.lastgroup)
        self.found.labelled = self.found.explicit = True
        self.told = False
        if self.label == "support" and lexicon.OVERSEES.match(marked[0]):
            self.found.doubts.append(Doubt("oversees", words=marked[0].rstrip("：")))
        return marked.end()

    def _read_names(self, begin: int, last: int) -> None:
        own = _OWN_ROLE.search(self.flat, begin, last)
        closer = _CLOSER.fullmatch(self.flat, own.end(), last) if own else None
        if own and (closer or own.end() == last):
            self.found.open = self.found.open or closer is not None
            self._read_own_role(begin, own)
            return
        role, self.about = _read_segment(self.flat, (begin, last), self.pending, self.found)
        if role is Role.LEAD and self.beside and self.led:
            self.found.doubts.append(Doubt("jointly"))
        elif role and role is not Role.LEAD and self.beside:
            role = Role.SUPPORT
        if role is not None:
            self._give(role)
            self.earlier, self.beside = 0, False

    def _read_own_role(self, begin: int, own: re.Match[str]) -> None:
        """A name with its role in brackets behind it; 按职责分工 is that of those before it too.

        So may （配合） be where another one （牵头）: those before it are marked.
        """
        role = Role(str(own.lastgroup))
        others = [] if role is Role.SHARED else self.pending
        if others and role is Role.SUPPORT and any(p.role is Role.LEAD for p in self.found.named):
            names = "、".join(one.name for one in others)
            self.found.doubts.append(Doubt("no-role", names=names))
        self.pending = self.pending[len(others) :]
        _read_segment(self.flat, (begin, own.start()), self.pending, self.found)
        if role is not Role.SHARED or not self.found.labelled:
            self.earlier = 0
            self._give(role)
            self.pending, self.label = others, self.label or Role.RESPONSIBLE

    def _give(self, role: Role) -> None:
        """Gives names the role of the words behind them; those of earlier clauses may keep theirs.

        Of those before a unit that 牵头 it is only likely, and marked; so it is of those that stand
        between the first clause and a unit that 配合, or behind 甲局（牵头）.
        """
        found, earlier = self.found, self.earlier
        reaches = lexicon.reaches_back(role, self._role, behind=self.told)
        sure = earlier
        if reaches and self.told and self.label and not found.labelled:
            sure = 0
        elif not reaches:
            sure = self.opening if role is Role.SUPPORT else earlier if self.label else 0
        names = self.pending[:earlier]
        if unsure := [one.name for one in names[sure:]]:
            found.doubts.append(Doubt("no-role", names="、".join(unsure)))
        if not reaches:
            found.named += [party._replace(role=self._role) for party in names]
            del self.pending[:earlier]
        found.explicit = self.told = True
        found.named += [party._replace(role=role) for party in self.pending]
        self.pending.clear()

    def settle(self) -> None:
        """Gives names that no words of a role reached that of their label, or of those beside."""
        found = self.found
        if self.pending and found.named and self.label is None and not self.beside:
            found.doubts.append(Doubt("no-role", names="、".join(one.name for one in self.pending)))
        role = Role.SUPPORT if self.beside else self._role
        found.named += [party._replace(role=role) for party in self.pending]
        self.pending.clear()
        self.beside = False

    @property
    def _role(self) -> Role:
        return Role(self.label) if self.label in ROLE_LABELS else Role.RESPONSIBLE


class _Read(NamedTuple):
    """What stands behind the names of a segment: their role, and whether what it is about."""

    role: Role | None
    about: bool


def _read_segment(flat: str, segment: Place, pending: list[Party], found: Parties) -> _Read:
    """Adds the names of a segment; gives what the words behind them say."""
    start, end, role = *segment, None
    for pattern, its_role in _ROLES:
        words = pattern.search(flat, *segment)
        if words:
            end, role = words.start(), its_role
            end -= flat[end - 1] == "：" and end > start
            break
    by = _BY_PRINCIPLE.search(flat, start, end)
    end = by.start() if by and by.start() > start else end
    before, others = len(found.doubts), bool(found.named or pending)
    for piece in names_in(flat, start, end, found, others=others):
        name = flat[slice(*piece)]
        if name and not lexicon.is_remark(name):
            pending.append(Party(name, Role.RESPONSIBLE, *piece))
    behind = pending[-1].end if pending else end
    if role is None and any(doubt.key in UNKNOWN_ROLES for doubt in found.doubts[before:]):
        role = Role.SUPPORT if others else Role.RESPONSIBLE
    if behind < end and role is None and others and lexicon.AIDS.match(flat, behind, end):
        role = Role.SUPPORT
        looks_on = _LOOKS_ON.match(flat, behind, end)
        found.doubts += [Doubt("oversees", words=looks_on[0])] if looks_on else []
    if behind < end:
        role = next((its for words, its in _STEMS if words.match(flat, behind, end)), role)
    return _Read(role, role is not None and behind < end)


def _segments(flat: str, place: Place, gaps: Sequence[Gap]) -> Iterator[Place]:
    around = {*chain.from_iterable(_round_lists(flat, *place))}
    return segments(flat, *place, gaps, around)


def _round_lists(flat: str, start: int, end: int) -> Iterator[Place]:
    """Brackets within a phrase that hold several of its names: 甲局牵头，〔乙局、丙局配合〕."""
    opened: list[int] = []
    deepest = 0
    for offset in range(start, end):
        if flat[offset] == "（":
            opened.append(offset)
            deepest = max(deepest if len(opened) > 1 else 0, len(opened))
        elif flat[offset] == "）" and opened:
            first = opened.pop()
            apart = not opened and (first == start or flat[first - 1] in f"{SEPARATORS}：")
            apart = apart and (offset + 1 == end or flat[offset + 1] in SEPARATORS)
            if apart and deepest <= _NESTED and are_units(flat, first + 1, offset):
                yield first, offset


def _read_rules(flat: str, start: int, end: int, found: Parties) -> list[Place]:
    """Reads rules stated once for all; gives the list of units before them, and what is behind."""
    text = flat[start:end]
    first, everywhere = lexicon.FIRST_LEADS.search(text), lexicon.EVERYWHERE.search(text)
    others = lexicon.OTHERS_HELP.search(text)
    found.first_leads = first is not None
    found.others_help = others is not None
    found.apart = lexicon.APART.search(text) is not None
    found.each_leads = lexicon.EACH_LEADS.search(text) is not None
    unread = None if found.each_leads else lexicon.EACH_DOES.search(text)
    found.doubts += [Doubt("strange-name", names=unread[0])] if unread else []
    found.below = found.first_leads and lexicon.ALSO_BELOW.search(text) is not None
    if misread := None if first else lexicon.FIRST_PLACE.search(text):
        found.doubts.append(Doubt("strange-name", names=misread[0]))
    if everywhere:
        place = start + everywhere.start("units"), start + everywhere.end("units")
        inner = read_parties(flat, *place)
        found.everywhere = inner.named
        if not inner.explicit:
            found.doubts.append(Doubt("involved"))
    rules = sorted(match.span() for match in (others or first, everywhere) if match)
    if not rules:
        return [(start, end)]
    listed = start, start + len(text[: rules[0][0]].rstrip("，；。、（：注"))
    nexts = [*(begin for begin, _ in rules[1:]), len(text)]
    return [listed, *((start + a, start + b) for (_, a), b in zip(rules, nexts, strict=True))]


def _is_of_rule(flat: str, segment: Place) -> bool:
    """Whether words behind a rule only go on with it (下同), and name nobody and no day."""
    told = label_at(flat, *segment) or lexicon.DEADLINES.search(flat[slice(*segment)])
    return not told and not are_units(flat, *segment)


def as_printed(document: Document, parties: Parties) -> list[Party]:
    """The units named, by the characters that the document has, traditional ones too."""
    words = document.words
    names = (words[one.start : one.end].strip() for one in parties.named)
    return [
        one._replace(name=document.verbatim(one.start, one.end) if "，" in name else name)
        for one, name in zip(parties.named, names, strict=True)
    ]


def with_ends(parties: Sequence[Party]) -> list[Party]:
    """The parties of one phrase, each with the end that it shares with the last of its list."""
    beside = pairwise(parties)
    joined = [one.role is after.role and after.start <= one.end + 1 for one, after in beside]
    names = with_shared_ends([party.name for party in parties], [*joined, False][: len(parties)])
    return [party._replace(name=name) for party, name in zip(parties, names, strict=True)]


def are_units(flat: str, start: int, end: int) -> bool:
    """Whether a stretch is nothing but units and roles."""
    parties = read_parties(flat, start, end)
    names = [party.name for party in with_ends(parties.named)]
    cut = any(doubt.key.startswith("role-word") for doubt in parties.doubts)
    closed = parties.open and all(len(name) <= unit_names.LONGEST_STEM for name in names)
    plain = all((closed or unit_names.ends_like_a_unit(one)) and "由" not in one for one in names)
    return bool(names) and not cut and plain
