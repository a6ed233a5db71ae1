"""The units that a phrase names, and how their names are told from the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.model.plan import Role

_DOES: Final = f"{lexicon.HOW}{{0,2}}总?(?:{lexicon.GOVERNING_STEMS})"
_STEM: Final = re.compile(f"(?<=..){_DOES}")
_OBJECT: Final = re.compile(rf"{_DOES}(?!.*(?:\d|{'|'.join(lexicon.SURE_ENDINGS)})).*")
"""A word of a role and what it is about, which names nobody else."""
_VERB: Final = re.compile("(?!属(?!地)|[场民域街村级直校员])[一-鿿]+")
UNKNOWN_ROLES: Final = ("role-word", "role-word-beside")
"""The doubts about a word of a role that is not known: of the first units, and of those beside."""
_LONGEST_TAIL: Final = 6
"""So many characters behind a unit's name may be a word of a role that is not known."""
_BEHIND: Final = re.compile("（([^（）]*)）$")
"""A bracket behind a name: part of it (各乡镇（街道）), or a word of a role that nobody knows."""
_LIST_NUMBER: Final = re.compile(r"(?<=[^、，；。]{2})（(?:[一二三四五六七八九十]{1,3}|\d{1,2})）")
"""A list number in the middle of a name: a line's end, or a bracket, was lost before it."""
_CLOSER: Final = re.compile(f"(?:{lexicon.CLOSERS})$")
_JOINTS: Final = re.compile("以及|和|及|与|并| and (?:the )?| & ")
_PART: Final = "[一-鿿]{2,8}(?<![自局委办厅])"
"""What part of a task a unit answers for: 涉农部分由区农业农村局负责."""
_LEADING: Final = re.compile(
    rf"^(?:{lexicon.OF_ALL.pattern}|{lexicon.THIS_WORK}?由|其[他余][一-鿿]{{0,6}}由|{_PART}由(?={lexicon.NAME_BEGINS})|及|和|以及?|会同|联[合同]|协同|主要"
    r"|\s|：|——?|-|[•★☆]|（\d{1,2}）|\d{1,2}[.、]|[①-⑳])+"
)

_STAR: Final = re.compile("[★☆]")
_STAR_SAYS: Final = re.compile(
    "[带标注加有以]“?[★☆]|[★☆]”?(?:号|标[记识注])?(?:的|者)?(?:单位|部门)?(?:为|是|表示|代表)"
)
"""What a document says of the units before which a star stands."""


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
    it gives a part in all that follows; ``apart`` is true where each answers for a part, and
    ``each_leads`` where it states that all such lead;
    ``below`` is true where its rule holds for what follows; ``due`` is the text of a deadline.
    """

    named: list[Party] = field(default_factory=list)
    open: bool = False
    explicit: bool = False
    labelled: bool = False
    first_leads: bool = False
    others_help: bool = False
    apart: bool = False
    each_leads: bool = False
    below: bool = False
    everywhere: list[Party] = field(default_factory=list)
    due: str = ""
    doubts: list[Doubt] = field(default_factory=list)


def names_in(flat: str, start: int, end: int, found: Parties, *, others: bool) -> Iterator[Place]:
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
    verb = _parted(written)[1]
    aids = others and lexicon.AIDS.fullmatch(verb)
    if verb and not aids and not _OBJECT.fullmatch(verb):
        found.doubts.append(Doubt(UNKNOWN_ROLES[others], words=verb))
    yield start, end - len(verb)


def _without_bracket(flat: str, start: int, end: int, found: Parties) -> int:
    """Where a name ends without the bracket behind it that is no part of it."""
    behind = _BEHIND.search(flat, max(start, end - unit_names.LONGEST_NAME), end)
    if behind and behind.start() > start and not unit_names.names_too(behind[1]):
        written = flat[start : behind.start()]
        if lexicon.is_remark(behind[1]):
            return behind.start()
        if unit_names.is_unit(written):
            found.doubts.append(Doubt("bracket-behind", words=behind[1]))
            return behind.start()
    return end


def _parted(written: str) -> tuple[str, str]:
    """A unit's name, and behind it the words that no table knows (各监管所|统筹), if any.

    Those of a role may have their object with them: 各区|负责本辖区.
    """
    if unit_names.FIELDS_LIKE_DEEDS.search(written):
        return written, ""
    stem = _STEM.search(written)
    head = written[: stem.start()] if stem else ""
    called = lexicon.OF_UNITS.match(written, stem.end()) if stem else None
    if stem and unit_names.is_unit(head) and (not called or unit_names.ends_like_a_unit(head)):
        return head, written[stem.start() :]
    named = unit_names.ends_like_a_unit(written) or written.isascii()
    if named or len(written) > unit_names.LONGEST_NAME:
        return written, ""
    lengths = range(2, min(_LONGEST_TAIL, len(written) - 3) + 1)
    parts = ((written[:-length], written[-length:]) for length in lengths)
    return next(
        (
            (name, verb)
            for name, verb in parts
            if _VERB.fullmatch(verb) and unit_names.ends_like_a_unit(name)
        ),
        (written, ""),
    )


def names_another(words: str) -> bool:
    """Whether words behind what a role is about name a unit, with or without what it does.

    So they do in 甲局负责商超、乙局负责农贸市场; not in 甲局负责医院、学校.
    """
    name, does = _parted(words)
    sure = _STEM.match(words, len(name)) if does else name.endswith(lexicon.SURE_ENDINGS)
    sure = sure or unit_names.PREFIX.match(name)
    return unit_names.is_group(name) or bool(sure and unit_names.is_unit(name))


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
    if leading and _STAR.search(leading[0]) and _STAR_SAYS.search(flat):
        found.doubts.append(Doubt("strange-name", names=flat[start:end]))
    start += leading.end() if leading else 0
    closer = _CLOSER.search(flat, start, end)
    if closer and (
        closer.start() == start or len(closer[0]) > 1 or _is_whole(flat[start : closer.start()])
    ):
        found.open = True
        end = closer.start()
    return start, end
