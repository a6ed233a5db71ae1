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
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.shared_ends import with_shared_ends
from foodsafety_ledger.model.plan import Role

_SEPARATORS: Final = "、，；。/|·→\t"
_CLAUSES: Final = ("，", "；", "。")
FULL_STOP: Final = re.compile(r"[a-z]{2}\.(?= |$)")
"""The end of an English sentence."""
_LONGEST_DUE: Final = 100
_KINDS: Final = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in lexicon.LABELS.items())
_BARE: Final = (
    rf"(?={lexicon.BARE_LABELS}(?:(?:为|是)?[^、，。；：）]{{1,12}}[局委办厅站所院社会科处队府心道镇乡]"
    rf"|[为是][^、，。；：（）]{{1,20}}?(?:{'|'.join(unit_names.UNIT_ENDINGS)})(?:[、，。；（）]|$)))"
)
_BY: Final = re.compile(lexicon.ENGLISH_BY)
LABEL: Final = re.compile(rf"(?:{_KINDS}){lexicon.TWIN}(?:：|）：?(?=[^、，。；）]))")
"""A label with the mark behind it; the group is its kind."""
_BARE_LABEL: Final = re.compile(rf"{_BARE}(?:{_KINDS})(?:为|是)?(?=[^单部])")
_DOES: Final = f"{lexicon.HOW}{{0,2}}总?(?:{lexicon.GOVERNING_STEMS})"
_STEM: Final = re.compile(f"(?<=..){_DOES}")
BULLET: Final = re.compile(
    r"(?:\d{1,2}[.、]|（(?:\d{1,2}|[一二三四五六七八九十]{1,2})）|[^\w、，。；：）“《]{1,2})"
)
"""A list number or a sign that stands before a label."""
BULLET_END: Final = re.compile(f"{BULLET.pattern}$")
_OBJECT: Final = re.compile(rf"{_DOES}(?!.*(?:\d|{'|'.join(lexicon.SURE_ENDINGS)})).*")
"""A word of a role and what it is about, which names nobody else."""
_VERB: Final = re.compile("(?!属(?!地)|[场民域街村级直校员])[一-鿿]+")
ROLE_WORDS: Final = frozenset(role.value for role in Role)
"""The roles as labels and heads of columns are called after them."""
UNKNOWN_ROLES: Final = ("role-word", "role-word-beside")
"""The doubts about a word of a role that is not known: of the first units, and of those beside."""
_LONGEST_TAIL: Final = 6
"""So many characters behind a unit's name may be a word of a role that is not known."""
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
_LOOKS_ON: Final = re.compile("(?:跟踪|检查){0,2}督[办查]")
"""What those do who may only see to it that others do their part."""
_BEHIND: Final = re.compile("（([^（）]*)）$")
"""A bracket behind a name: part of it (各乡镇（街道）), or a word of a role that nobody knows."""
_LIST_NUMBER: Final = re.compile(r"(?<=[^、，；。]{2})（(?:[一二三四五六七八九十]{1,3}|\d{1,2})）")
"""A list number in the middle of a name: a line's end, or a bracket, was lost before it."""
_CLOSER: Final = re.compile(f"(?:{lexicon.CLOSERS})$")
_JOINTS: Final = re.compile("以及|和|及|与|并| and (?:the )?| & ")
_LEADING: Final = re.compile(
    rf"^(?:{lexicon.OF_ALL.pattern}|{lexicon.THIS_WORK}?由|其[他余][一-鿿]{{0,6}}由|及|和|以及?|会同|联[合同]|协同|主要"
    r"|\s|——?|-|•|（\d{1,2}）|\d{1,2}[.、]|[①-⑳])+"
)
_JOINTLY: Final = re.compile(
    "(?:会同|联同)(?=.)|(?<=，)(?:(?:联合|协同)(?=[省市区县镇乡各]))"
    "|(?P<helped>(?<=，)(?:supported|assisted) by (?:the )?"
    "|(?<=[， ])(?:in (?:partnership|collaboration|co-?operation|conjunction|consultation) )?"
    "with (?:the )?(?:(?:support|help|assistance) (?:of|from) (?:the )?)?"
    "(?=[A-Z]|(?:local|county|district|municipal|other|relevant|all) [a-z]))"
)
"""What stands before units who support those before it: 甲局会同乙局."""


class Party(NamedTuple):
    """A unit as a phrase names it, and its role there; offsets are into the folded text."""

    name: str
    role: Role
    start: int
    end: int


@dataclass(slots=True)
class Parties:
    """What a stretch of text says about who is responsible.

    ``explicit`` is true where a label or words of a role say so; ``first_leads`` where it states
    that the first unit leads, ``others_help`` that the others support it; ``everywhere`` are units
    it gives a part in all that follows;
    ``below`` is true where its rule holds for what follows; ``due`` is the text of a deadline.
    """

    named: list[Party] = field(default_factory=list)
    open: bool = False
    explicit: bool = False
    labelled: bool = False
    first_leads: bool = False
    others_help: bool = False
    below: bool = False
    everywhere: list[Party] = field(default_factory=list)
    due: str = ""
    doubts: list[Doubt] = field(default_factory=list)


def read_parties(
    flat: str, start: int, end: int, column: Role | None = None, gaps: Sequence[Gap] = ()
) -> Parties:
    """The parties that ``flat[start:end]`` names; ``column`` is the role its table column gives.

    ``gaps`` is what stands before each character: blanks part the names where no mark does.
    """
    found = Parties(labelled=column is not None, explicit=column is not None)
    listed, *behind = _read_rules(flat, start, end, found)
    reader = _Reader(flat, found, column.value if column else None)
    for first, last in _segments(flat, *listed, gaps):
        if flat[max(start, first - 2) : first].rstrip("（").endswith(_CLAUSES):
            reader.begin_clause()
        reader.read(first, last)
    for place in behind:
        for first, last in dropwhile(partial(_is_of_rule, flat), _segments(flat, *place, gaps)):
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

    def begin_clause(self) -> None:
        """Behind a mark that parts clauses: those beside others do not reach over it."""
        if self.beside:
            self.settle()
        self.opening = min(self.opening, len(self.pending)) or len(self.pending)
        self.earlier = len(self.pending)

    def read(self, first: int, last: int) -> None:
        """Reads one segment."""
        marked, begin = label_at(self.flat, first, last), first
        if marked:
            begin = self._take_label(marked)
        elif (joint := _JOINTLY.match(self.flat, first, last)) and (
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
        elif self.about and self.flat[first - 1] == "、" and not unit_names.is_unit(words):
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
        if own and own.end() == last:
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
        return Role(self.label) if self.label in ROLE_WORDS else Role.RESPONSIBLE


_LABEL_WITHIN: Final = re.compile(f"{lexicon.BARE_LABELS}|落实(?:单位|部门)")
"""A label of units in a list of persons: its colon was lost."""


def label_at(flat: str, start: int, end: int) -> re.Match[str] | None:
    """The label that begins at ``start``, with its colon or so plain that it needs none."""
    return next(
        filter(None, (one.match(flat, start, end) for one in (LABEL, _BARE_LABEL, _BY))), None
    )


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
    for piece in _pieces(flat, start, end, found, others=others):
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


def _segments(flat: str, start: int, end: int, gaps: Sequence[Gap]) -> Iterator[Place]:
    """The stretches between list marks; a label begins one of its own, marked off or not."""
    starts = set(_label_starts(flat, start, end, gaps))
    starts |= {found.start() for found in _JOINTLY.finditer(flat, start, end)}
    starts.update(_parted_by_blanks(flat, start, end, gaps))
    stops = {found.end() - 1 for found in FULL_STOP.finditer(flat, start, end)}
    whole = Stretches(_with_commas(flat, start, end))
    around = {*chain.from_iterable(_round_lists(flat, start, end))}
    depth, begin = 0, start
    for offset in range(start, end):
        char = flat[offset]
        if offset in around:
            if offset > begin:
                yield begin, offset
            begin = offset + 1
            continue
        depth += (char == "（") - (char == "）")
        if (
            (char in _SEPARATORS or offset in stops)
            and depth <= 0
            and not whole.holding(offset)
            and not _in_areas(flat, (begin, end), offset)
        ):
            yield begin, offset
            begin = offset + 1
        elif offset in starts and offset > begin:
            ahead = BULLET_END.search(flat, begin, offset)
            yield begin, ahead.start() if ahead else offset
            begin = offset
    yield begin, end


_NESTED: Final = 2
"""A bracket that holds names may hold one of a name's own: 〔乙局、各县（区）政府配合〕."""


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
            apart = not opened and (first == start or flat[first - 1] in f"{_SEPARATORS}：")
            apart = apart and (offset + 1 == end or flat[offset + 1] in _SEPARATORS)
            if apart and deepest <= _NESTED and are_units(flat, first + 1, offset):
                yield first, offset


def _label_starts(flat: str, start: int, end: int, gaps: Sequence[Gap]) -> Iterator[int]:
    """Where labels begin; one that begins its line is none with the end of the line before it."""
    for found in LABEL.finditer(flat, start, end):
        lines = (i for i in range(found.start() + 1, found.end()) if gaps and gaps[i] is Gap.LINE)
        yield next((i for i in lines if LABEL.match(flat, i, end)), found.start())


def _with_commas(flat: str, start: int, end: int) -> Iterator[Place]:
    """Quotes, English days, names of one department for several fields: all with list marks."""
    yield from (found.span() for found in _QUOTED.finditer(flat, start, end))
    yield from (found.span() for found in _ENGLISH_DAY.finditer(flat, start, end))
    for found in _OF_FIELDS.finditer(flat, start, end):
        if not any(map(unit_names.ENGLISH_ENDINGS.search, re.split("，| and ", found["fields"]))):
            yield found.span()


_BY_PRINCIPLE: Final = re.compile(f"{lexicon.BY_PRINCIPLE}$")
_QUOTED: Final = re.compile("“[^“”（）：]{2,30}”")
_ENGLISH_DAY: Final = re.compile(r"[A-Z][a-z]{2,8} \d{1,2}， ?20\d\d(?!\d)")
_FIELD: Final = "[A-Z][a-z]+(?: [A-Z][a-z]+)?"
_OF_FIELDS: Final = re.compile(
    "(?:Ministry|Department|Directorate|Bureau|Division|Office|Secretariat) (?:of|for) "
    f"(?P<fields>{_FIELD}(?:，{_FIELD}){{1,3}}，? ?and {_FIELD})"
)


def _parted_by_blanks(flat: str, start: int, end: int, gaps: Sequence[Gap]) -> Iterator[int]:
    """Where names begin that only a blank parts from the one before, in a list without marks."""
    if not gaps or "、" in flat[start:end]:
        return
    blanks = [at for at in range(start + 1, end) if gaps[at] and not _ends_in_name(gaps, at)]
    for before, at, behind in zip([start, *blanks], blanks, [*blanks[1:], end], strict=False):
        label = label_at(flat, before, behind)
        left, right = (
            flat[label.end() if label else before : at],
            re.split("[，；。：（]", flat[at:behind])[0],
        )
        if unit_names.are_apart(left, right, alone=gaps[at] is Gap.SPACE):
            yield at


def _ends_in_name(gaps: Sequence[Gap], at: int) -> bool:
    """Whether a line ends behind the first character of a name: 县妇联 县↵应急局."""
    return gaps[at] is Gap.LINE and gaps[at - 1] is Gap.SPACE


def _in_areas(flat: str, within: Place, mark: int) -> bool:
    """Whether a list mark stands inside the name of one group: 各市、州、县人民政府."""
    begin, end = within
    label = label_at(flat, begin, mark) if flat[mark] == "、" else None
    begin = label.end() if label else begin
    if flat[mark] != "、" or mark - begin > unit_names.LONGEST_NAME:
        return False
    listed = unit_names.AREA_LIST.fullmatch(flat, begin, mark) is not None
    following = unit_names.AREA_NEXT.match(flat, mark + 1, end) if listed else None
    levels = unit_names.LEVELS.match(flat, begin, end)
    if levels and levels.end() > mark:
        return True
    organ = flat.startswith("各", begin) and unit_names.ORGAN_NEXT.match(flat, mark + 1, end)
    both = unit_names.COMMITTEES.match(flat, begin, end)
    organ = organ or (both if both and both.start("other") == mark + 1 else None)
    return following is not None or bool(organ)


def _pieces(flat: str, start: int, end: int, found: Parties, *, others: bool) -> Iterator[Place]:
    """The names of a segment: cut at 和, 及, … where whole names stand on both sides."""
    longest = unit_names.LONGEST_NAME
    for joint in _JOINTS.finditer(flat, start, end):
        left = flat[max(start, joint.start() - longest) : joint.start()]
        right = flat[max(joint.end(), end - longest) : end]
        inside = left.count("（") > left.count("）")
        area = joint[0] != "以及" and _is_area(left, right)
        if not inside and _is_whole(left) and _is_whole(right) and not area:
            yield from _names(flat, (start, joint.start()), found, others=others)
            start = joint.end()
    yield from _names(flat, (start, end), found, others=others)


def _names(flat: str, piece: Place, found: Parties, *, others: bool) -> Iterator[Place]:
    """The name of a piece; two where a list mark was lost, and without a verb that is not known."""
    start, end = _name(flat, *piece, found)
    if lexicon.is_remark(flat[start : min(end, start + unit_names.LONGEST_NAME)]):
        return
    if number := _LIST_NUMBER.search(flat, start, min(end, start + unit_names.LONGEST_NAME)):
        found.doubts.append(Doubt("strange-name", names=flat[start:end]))
        end = number.start()
    end = _without_bracket(flat, start, end, found)
    written = flat[start : min(end, start + unit_names.LONGEST_NAME)]
    cuts = [start + cut.start() for cut in unit_names.GLUED_NAMES.finditer(written)]
    if cuts:
        found.doubts.append(Doubt("two-names", names=written))
    for cut in cuts:
        yield start, cut
        start = cut
    written = flat[start:end]
    verb = _unknown_verb(written)
    aids = others and lexicon.AIDS.fullmatch(verb)
    if verb and not aids and not _OBJECT.fullmatch(verb):
        found.doubts.append(Doubt(UNKNOWN_ROLES[others], words=verb))
    yield start, end - len(verb)


def _without_bracket(flat: str, start: int, end: int, found: Parties) -> int:
    """Where a name ends without the bracket behind it that is no part of it."""
    behind = _BEHIND.search(flat, max(start, end - unit_names.LONGEST_NAME), end)
    if behind and behind.start() > start and not unit_names.names_too(behind[1]):
        written = flat[start : behind.start()]
        if unit_names.is_unit(written):
            found.doubts.append(Doubt("bracket-behind", words=behind[1]))
            return behind.start()
    return end


def _unknown_verb(written: str) -> str:
    """The words behind a unit's name that no table knows (各监管所统筹); empty without any.

    Those of a role may have their object with them: 各区负责本辖区.
    """
    if unit_names.FIELDS_LIKE_DEEDS.search(written):
        return ""
    stem = _STEM.search(written)
    head = written[: stem.start()] if stem else ""
    called = lexicon.OF_UNITS.match(written, stem.end()) if stem else None
    if stem and unit_names.is_unit(head) and (not called or unit_names.ends_like_a_unit(head)):
        return written[stem.start() :]
    named = unit_names.ends_like_a_unit(written) or written.isascii()
    if named or len(written) > unit_names.LONGEST_NAME:
        return ""
    lengths = range(2, min(_LONGEST_TAIL, len(written) - 3) + 1)
    verbs = ((written[:-length], written[-length:]) for length in lengths)
    return next(
        (
            verb
            for name, verb in verbs
            if _VERB.fullmatch(verb) and unit_names.ends_like_a_unit(name)
        ),
        "",
    )


def _is_whole(name: str) -> bool:
    bare = _CLOSER.sub("", name)
    english = unit_names.is_english(bare.strip()) and unit_names.ENGLISH_ENDINGS.search(
        bare.strip()
    )
    return len(bare) > 1 and (unit_names.ends_like_a_unit(bare) or bool(english))


def _is_area(left: str, right: str) -> bool:
    """Whether 和 stands inside one name: 园区和示范区管委会, 部门和单位."""
    area = unit_names.AREAS.search(left) is not None and not left.startswith("各")
    area = area and not unit_names.TOWN.fullmatch(left)
    listed = unit_names.AREA_LIST.fullmatch(left) and unit_names.AREA_NEXT.fullmatch(right)
    area = area or bool(listed and left.startswith("各") and right.endswith(("政府", "局")))
    return area or right in ("单位", "部门") or unit_names.is_bare_organ(right)


def _name(flat: str, start: int, end: int, found: Parties) -> Place:
    """The name itself, without 由 before it and 等 behind it."""
    leading = _LEADING.match(flat[start:end])
    if lexicon.OF_ALL.match(flat, start, end):
        found.doubts.append(Doubt("of-all", words=flat[start:end]))
    start += leading.end() if leading else 0
    closer = _CLOSER.search(flat, start, end)
    if closer and (
        closer.start() == start or len(closer[0]) > 1 or _is_whole(flat[start : closer.start()])
    ):
        found.open = True
        end = closer.start()
    return start, end


def _read_rules(flat: str, start: int, end: int, found: Parties) -> list[Place]:
    """Reads rules stated once for all; gives the list of units before them, and what is behind."""
    text = flat[start:end]
    first, everywhere = lexicon.FIRST_LEADS.search(text), lexicon.EVERYWHERE.search(text)
    others = lexicon.OTHERS_HELP.search(text)
    found.first_leads = first is not None
    found.others_help = others is not None
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
