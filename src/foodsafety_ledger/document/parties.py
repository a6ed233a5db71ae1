"""Lists of units and roles: ``区卫健委牵头，区商务局、各街道等按职责分工负责`` as parties.

The grammar is small. Segments are parted by list marks. A label (``牵头单位：``) gives its role to
the names after it; words of a role at the end of a segment give theirs to the names gathered so
far; names that neither reaches are responsible. ``等`` leaves the list open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.folded import Document, Place, simple
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.model.plan import Role

_SEPARATORS: Final = "、，；。/|\t"
_CLAUSES: Final = "，；。"
_FULL_STOP: Final = re.compile(r"[a-z]{2}\.(?= |$)")
"""The end of an English sentence."""
_LONGEST_DUE: Final = 100
_KINDS: Final = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in lexicon.LABELS.items())
_BARE: Final = (
    rf"(?={lexicon.BARE_LABELS}(?:为|是)?[^、，。；：）]{{1,12}}"
    "[局委办厅站所院社会科处队府心道镇乡])"
)
LABEL: Final = re.compile(rf"(?:{_KINDS})(?:：|）：?(?=[^、，。；）]))")
"""A label with the mark behind it; the group is its kind."""
_BARE_LABEL: Final = re.compile(rf"{_BARE}(?:{_KINDS})(?:为|是)?(?=[^单部])")
_VERB: Final = re.compile("[一-鿿]+")
_UNKNOWN_ROLES: Final = ("role-word", "role-word-beside")
"""The doubts about a word of a role that is not known: of the first units, and of those beside."""
_LONGEST_TAIL: Final = 6
"""So many characters behind a unit's name may be a word of a role that is not known."""
_ROLES: Final = tuple((re.compile(f"(?:{pattern})$"), role) for pattern, role in lexicon.ROLE_WORDS)
_OWN_ROLE: Final = re.compile(
    "（(?:"
    + "|".join(f"(?P<{role.value}>{words})" for words, role in lexicon.ROLE_WORDS)
    + ")(?:单位|部门)?）"
)
"""A role in brackets, which is that of the name before it: 甲局（牵头）、乙局."""
_BEHIND: Final = re.compile("（([^（）]*)）$")
"""A bracket behind a name: part of it (各乡镇（街道）), or a word of a role that nobody knows."""
_CLOSER: Final = re.compile(f"(?:{lexicon.CLOSERS})$")
_JOINTS: Final = re.compile("以及|和|及|与|并| and | & ")
_LEADING: Final = re.compile(
    r"^(?:(?:此项|该项|本项|各项)?(?:工作|任务|措施)?由|及|和|以及?|会同|主要|\s|——?|-|•)+"
)
_JOINTLY: Final = "会同"


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
    that the first unit leads, ``everywhere`` are units it gives a part in all that follows;
    ``below`` is true where its rule holds for what follows; ``due`` is the text of a deadline.
    """

    named: list[Party] = field(default_factory=list)
    open: bool = False
    explicit: bool = False
    labelled: bool = False
    first_leads: bool = False
    below: bool = False
    everywhere: list[Party] = field(default_factory=list)
    due: str = ""
    doubts: list[Doubt] = field(default_factory=list)


def read_parties(flat: str, start: int, end: int, column: Role | None = None) -> Parties:
    """The parties that ``flat[start:end]`` names; ``column`` is the role its table column gives."""
    found = Parties(labelled=column is not None, explicit=column is not None)
    core_end = _read_rules(flat, start, end, found)
    if re.search(f"(?<!牵头){_JOINTLY}", flat[start:core_end]):
        found.doubts.append(Doubt("jointly"))
    label: str | None = column.value if column else None
    pending: list[Party] = []
    earlier = 0
    for first, last in _segments(flat, start, core_end):
        marked, begin = label_at(flat, first, last), first
        earlier = len(pending) if flat[first - 1] in _CLAUSES and first > start else earlier
        if marked:
            _settle(pending, label, found)
            label, begin = str(marked.lastgroup), marked.end()
            found.labelled = found.explicit = True
        if label == "due" or (label != "person" and lexicon.DEADLINES.search(flat[begin:last])):
            found.due = (found.due + flat[begin:last])[:_LONGEST_DUE]
        elif label != "person":
            own = _OWN_ROLE.search(flat, begin, last)
            if own and own.end() == last:
                others, pending = pending, []
                _read_segment(flat, (begin, own.start()), pending, found)
                _give(Role(str(own.lastgroup)), pending, 0, label, found)
                pending = others
                continue
            role = _read_segment(flat, (begin, last), pending, found)
            if role is not None:
                _give(role, pending, earlier, label, found)
                earlier = 0
    _settle(pending, label, found)
    return found


def label_at(flat: str, start: int, end: int) -> re.Match[str] | None:
    """The label that begins at ``start``, with its colon or so plain that it needs none."""
    return LABEL.match(flat, start, end) or _BARE_LABEL.match(flat, start, end)


def _read_segment(flat: str, segment: Place, pending: list[Party], found: Parties) -> Role | None:
    """Adds the names of a segment; gives the role of the words behind them."""
    start, end, role = *segment, None
    for pattern, its_role in _ROLES:
        words = pattern.search(flat, *segment)
        if words:
            end, role = words.start(), its_role
            break
    before = len(found.doubts)
    for piece in _pieces(flat, start, end, found):
        name = flat[slice(*piece)]
        if name:
            pending.append(Party(name, Role.RESPONSIBLE, *piece))
    if role is None and any(doubt.key in _UNKNOWN_ROLES for doubt in found.doubts[before:]):
        role = Role.SUPPORT if found.named else Role.RESPONSIBLE
    return role


def _give(
    role: Role, pending: list[Party], earlier: int, label: str | None, found: Parties
) -> None:
    """Gives names the role of the words behind them; those of ``earlier`` clauses may keep theirs.

    Of those before a unit that 牵头 it is only likely, and marked.
    """
    if earlier and not lexicon.reaches_back(role, _role_of(label)):
        names = pending[:earlier]
        if label is None and role is not Role.SUPPORT:
            found.doubts.append(Doubt("no-role", names="、".join(party.name for party in names)))
        found.named += [party._replace(role=_role_of(label)) for party in names]
        del pending[:earlier]
    found.explicit = True
    found.named += [party._replace(role=role) for party in pending]
    pending.clear()


def _role_of(label: str | None) -> Role:
    return Role(label) if label in set(Role) else Role.RESPONSIBLE


def _settle(pending: list[Party], label: str | None, found: Parties) -> None:
    """Gives the names that no words of a role reached the role of their label."""
    if pending and found.named and label is None:
        found.doubts.append(Doubt("no-role", names="、".join(party.name for party in pending)))
    found.named += [party._replace(role=_role_of(label)) for party in pending]
    pending.clear()


def _segments(flat: str, start: int, end: int) -> Iterator[Place]:
    """The stretches between list marks; a label begins one of its own, marked off or not."""
    starts = {found.start() for found in LABEL.finditer(flat, start, end)}
    starts |= {start + found.start() for found in re.finditer(_JOINTLY, flat[start:end])}
    stops = {found.end() - 1 for found in _FULL_STOP.finditer(flat, start, end)}
    depth, begin = 0, start
    for offset in range(start, end):
        char = flat[offset]
        depth += (char == "（") - (char == "）")
        if (
            (char in _SEPARATORS or offset in stops)
            and depth <= 0
            and not _in_areas(flat, (begin, end), offset)
        ):
            yield begin, offset
            begin = offset + 1
        elif offset in starts and offset > begin:
            yield begin, offset
            begin = offset
    yield begin, end


def _in_areas(flat: str, within: Place, mark: int) -> bool:
    """Whether a list mark stands inside the name of one group: 各市、州、县人民政府."""
    begin, end = within
    label = label_at(flat, begin, mark) if flat[mark] == "、" else None
    begin = label.end() if label else begin
    if flat[mark] != "、" or mark - begin > lexicon.LONGEST_NAME:
        return False
    listed = lexicon.AREA_LIST.fullmatch(flat, begin, mark) is not None
    following = lexicon.AREA_NEXT.match(flat, mark + 1, end) if listed else None
    organ = flat.startswith("各", begin) and lexicon.ORGAN_NEXT.match(flat, mark + 1, end)
    return following is not None or bool(organ)


def _pieces(flat: str, start: int, end: int, found: Parties) -> Iterator[Place]:
    """The names of a segment: cut at 和, 及, … where whole names stand on both sides."""
    longest = lexicon.LONGEST_NAME
    for joint in _JOINTS.finditer(flat, start, end):
        left = flat[max(start, joint.start() - longest) : joint.start()]
        right = flat[max(joint.end(), end - longest) : end]
        if _is_whole(left) and _is_whole(right) and not _is_area(left, right):
            yield from _names(flat, (start, joint.start()), found)
            start = joint.end()
    yield from _names(flat, (start, end), found)


def _names(flat: str, piece: Place, found: Parties) -> Iterator[Place]:
    """The name of a piece; two where a list mark was lost, and without a verb that is not known."""
    start, end = _name(flat, *piece, found)
    end = _without_bracket(flat, start, end, found)
    written = flat[start : min(end, start + lexicon.LONGEST_NAME)]
    cut = lexicon.GLUED_NAMES.search(written)
    if cut:
        found.doubts.append(Doubt("two-names", names=written))
        yield start, start + cut.start()
        start += cut.start()
    written = flat[start:end]
    verb = _unknown_verb(written)
    if verb:
        found.doubts.append(Doubt(_UNKNOWN_ROLES[bool(found.named)], words=verb))
    yield start, end - len(verb)


def _without_bracket(flat: str, start: int, end: int, found: Parties) -> int:
    """Where a name ends without the bracket behind it that is no part of it."""
    behind = _BEHIND.search(flat, max(start, end - lexicon.LONGEST_NAME), end)
    if behind and behind.start() > start and not lexicon.names_too(behind[1]):
        written = flat[start : behind.start()]
        if lexicon.is_unit(written):
            found.doubts.append(Doubt("bracket-behind", words=behind[1]))
            return behind.start()
    return end


def _unknown_verb(written: str) -> str:
    """The words behind a unit's name that no table knows (各监管所统筹); empty without any."""
    named = lexicon.ends_like_a_unit(written) or written.isascii()
    if named or len(written) > lexicon.LONGEST_NAME:
        return ""
    lengths = range(2, min(_LONGEST_TAIL, len(written) - 3) + 1)
    verbs = ((written[:-length], written[-length:]) for length in lengths)
    return next(
        (verb for name, verb in verbs if _VERB.fullmatch(verb) and lexicon.ends_like_a_unit(name)),
        "",
    )


def _is_whole(name: str) -> bool:
    bare = _CLOSER.sub("", name)
    english = lexicon.is_english(bare.strip()) and lexicon.ENGLISH_ENDINGS.search(bare.strip())
    return len(bare) > 1 and (lexicon.ends_like_a_unit(bare) or bool(english))


def _is_area(left: str, right: str) -> bool:
    """Whether 和 stands inside one name: 园区和示范区管委会, 部门和单位."""
    area = lexicon.AREAS.search(left) is not None and not left.startswith("各")
    return area or right in ("单位", "部门")


def _name(flat: str, start: int, end: int, found: Parties) -> Place:
    """The name itself, without 由 before it and 等 behind it."""
    leading = _LEADING.match(flat[start:end])
    start += leading.end() if leading else 0
    closer = _CLOSER.search(flat, start, end)
    if closer and (closer.start() == start or _is_whole(flat[start : closer.start()])):
        found.open = True
        end = closer.start()
    return start, end


def _read_rules(flat: str, start: int, end: int, found: Parties) -> int:
    """Reads rules stated once for all; returns where the list of units before them ends."""
    text = flat[start:end]
    first, everywhere = lexicon.FIRST_LEADS.search(text), lexicon.EVERYWHERE.search(text)
    found.first_leads = first is not None
    found.below = found.first_leads and lexicon.ALSO_BELOW.search(text) is not None
    if everywhere:
        place = start + everywhere.start("units"), start + everywhere.end("units")
        inner = read_parties(flat, *place)
        found.everywhere = inner.named
        if not inner.explicit:
            found.doubts.append(Doubt("involved"))
    ends = [match.start() for match in (first, everywhere) if match]
    return start + len(text[: min(ends)].rstrip("，；。、（：注") if ends else text)


def as_printed(document: Document, parties: Parties) -> list[Party]:
    """The units named, by the characters that the document has, traditional ones too."""
    words = document.words
    return [one._replace(name=words[one.start : one.end].strip()) for one in parties.named]


_PLACE: Final = re.compile(
    r"([一-鿿]{2,3}?)(?:综合实验区|新区|高新区|经开区|自治[州县]|[省市区县州])"
)


@dataclass(slots=True)
class Unit:
    """A department or group as the draft will list it."""

    id: str
    name: str
    kind: str
    group: bool
    selective: bool
    aliases: list[str] = field(default_factory=list)


def whole_names(
    lists: Sequence[Sequence[Party]], opening: str
) -> list[tuple[list[Party], list[Doubt]]]:
    """The parties of each phrase with prefixes carried over, and the doubts about that.

    ``opening`` is the beginning of the document, where the place it is about is named.
    """
    attested = {party.name for parties in lists for party in parties}
    firsts = {parties[0].name for parties in lists if parties}
    places = {found[1] for found in _PLACE.finditer(opening)}
    return [_carry(parties, attested, firsts, places) for parties in lists]


def _carry(
    parties: Sequence[Party], attested: set[str], firsts: set[str], places: set[str]
) -> tuple[list[Party], list[Doubt]]:
    """The parties of one phrase, each name with the prefix that the names before it bear."""
    prefixes = [_prefix(party.name) for party in parties]
    whole: list[Party] = []
    doubts: list[Doubt] = []
    prefix = ""
    for party, own in zip(parties, prefixes, strict=True):
        prefix = own or prefix
        full = "" if own or not prefix else _prefixed(prefix, party.name)
        known = full in attested
        if not known and (
            not full or party.name in firsts or not _takes_prefix(party.name, places)
        ):
            full = party.name
        elif not known:
            doubts.append(Doubt("carried", name=party.name, full=full))
        whole.append(party._replace(name=full))
    return whole, doubts


def _prefix(name: str) -> str:
    found = lexicon.PREFIX.match(simple(name))
    if found is None or lexicon.is_group(name) or not lexicon.ends_like_a_unit(name[found.end() :]):
        return ""
    return found[0]


def _prefixed(prefix: str, name: str) -> str:
    if len(prefix) == 1 and name.endswith(tuple(lexicon.PARTY_ORGANS)):
        name = name.removeprefix(prefix).removeprefix("委")
        return f"{prefix}委{name}"
    return prefix + name


def _takes_prefix(name: str, places: Iterable[str]) -> bool:
    return (
        name.endswith(tuple(lexicon.BUREAU_ENDINGS))
        and not lexicon.is_group(name)
        and not lexicon.PREFIX.match(name)
        and not name.startswith((*places, *lexicon.OWN_HEADS))
    )


def list_units(lists: Iterable[Iterable[Party]], written: Iterable[Iterable[Party]]) -> list[Unit]:
    """Every unit once, in the order of first mention; ``written`` are the names as they stand."""
    spellings: dict[str, Counter[str]] = {}
    aliases: dict[str, list[str]] = {}
    for whole, plain in zip(lists, written, strict=True):
        for party, as_written in zip(whole, plain, strict=True):
            key = same_unit(party.name)
            spellings.setdefault(key, Counter())[party.name] += 1
            aliases.setdefault(key, []).extend((party.name, as_written.name))
    ids: Counter[str] = Counter()
    return [
        _unit(names.most_common(1)[0][0], aliases[key], ids) for key, names in spellings.items()
    ]


def same_unit(name: str) -> str:
    """A key that is equal for all spellings of one unit."""
    name = simple(name)
    for spelling, short in lexicon.SAME_WORDS:
        name = name.replace(spelling, short)
    return name


def _unit(name: str, spellings: list[str], ids: Counter[str]) -> Unit:
    group = lexicon.is_group(name)
    stem = _stem(simple(name))
    ids[stem] += 1
    stem, number = stem or ("group" if group else "department"), ids[stem]
    kind = next((kind for words, kind in lexicon.KINDS if re.search(words, name)), "unit")
    telling = stem in lexicon.ENGLISH.values() or name.isascii()
    return Unit(
        id=stem if number == 1 and telling else f"{stem}-{number}",
        name=name,
        kind="group" if group else kind,
        group=group,
        selective=group and lexicon.SELECTIVE.search(name) is not None,
        aliases=[other for other in dict.fromkeys(spellings) if other != name],
    )


def _stem(name: str) -> str:
    """The English stem of an id; empty for a name without a known word."""
    if name.isascii():
        return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
    return lexicon.longest_known(name.replace("人民政府", "政府"), lexicon.ENGLISH)
