"""A second, simpler reading of a phrase, for holding data against.

It shares the words of roles with ``draft`` and none of its grammar: a phrase is known units, words
of roles and marks, and whatever else it holds is reported. Figures and days are read a second time
beside it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.anchors import compact
from foodsafety_ledger.document.folded import simple
from foodsafety_ledger.model.plan import Department, Group, Plan, Role

_ORDER: Final = list(Role)
_LABEL: Final = re.compile(
    "(?:"
    + "|".join(f"(?P<{k}>{words.replace(' ', ' ?')})" for k, words in lexicon.LABELS.items())
    + f"){lexicon.TWIN}(?:：|）：?)"
)
_BY: Final = re.compile(lexicon.ENGLISH_BY.replace(" ", " ?"))
_BARE: Final = re.compile(f"(?P<bare>{lexicon.BARE_LABELS})(?:为|是)?(?=[^、，。；：）])")
_ROLES: Final = (
    *((re.compile(f"(?:{words})"), role) for words, role in lexicon.ROLE_WORDS),
    *(
        (re.compile(f"(?<=（)(?:{words.replace(' ', ' ?')})(?=）)"), role)
        for role, words in lexicon.ENGLISH_ROLES.items()
    ),
)
_OPEN: Final = re.compile(lexicon.CLOSERS)
_RULE: Final = re.compile(
    f"(?:{lexicon.FIRST_LEADS.pattern})|{lexicon.EVERYWHERE.pattern}|{lexicon.ALSO_BELOW.pattern}"
    f"|{lexicon.CALLED.pattern}"
)
_ITEM: Final = re.compile(r"\d{1,2}[.、]|（\d{1,2}）|[①-⑳]|[^\w、，。；：（）]{1,2}")
"""A list number or a sign; before a label or a unit it says nothing."""
_KIND: Final = re.compile("(?:单位|部门)(?=）)")
_SHUT: Final = re.compile("[、，；。（）等]|$")
_OBJECT: Final = re.compile(
    f"(?![^、，；。：（）]*(?:{'|'.join(lexicon.SURE_ENDINGS)}))[^、，；。：（）]{{1,20}}(?=[、，；。）]|$)"
)
"""What behind a word of a role it is about: no unit, and to the end of its clause."""
_BY_PRINCIPLE: Final = re.compile(
    f"{lexicon.BY_PRINCIPLE}(?=[^、，；。：（）]{{0,6}}(?:{lexicon.ROLE_STEMS}|落实|实施|承担))"
)
_OF_ALL: Final = re.compile("(?:以[上下]|上述)[^、，；。：（）]{0,6}?[均都](?:需要?|须|由|请)")
_WITH: Final = re.compile(
    "会同|联同|(?<=，)(?:联合|协同)(?!(?:配合|落实|负责))"
    "|(?P<helped>(?<=，)(?:supported|assisted)by(?:the)?"
    "|(?:in(?:collaboration|co-?operation|partnership))?with(?:the)?(?:(?:support|help|assistance)(?:of|from)(?:the)?)?"
    "(?=[A-Z]|local|county|district|municipal|other|relevant|all))"
)
"""What parts those who lead from those who help them."""
_DEADLINE: Final = re.compile(
    r"(?:\d{4}年|\d{1,2}月|年底|年内|长期|持续|常态|全年|第?[一二三四]季度|每个?(?:月|季度?|年|半年)|[上下]半年)[^、，；。]{0,14}(?:前|底|完成|坚持|推进|开展|实施)?(?=[、，；。）]|$)"
    r"|(?:[Bb]y)?(?:20\d\d[–—-])?20\d\d(?=[，；）]|$)"
)
_JOINTS: Final = re.compile(
    rf"{lexicon.THIS_WORK}(?=由)"
    r"|（\d+[项条]）|[、，；。：/|｜·（） \t—\-●•★☆]|以及?|和|及|与|并|由|主要|共同"
    r"|and(?:the)?(?=[A-Z])|&"
    rf"|(?:暂?无|(?i:none|nil))(?=[，；。）]|$)|\.(?=[A-Z]|$)"
)


class Named(NamedTuple):
    """A unit that a phrase names, and the role it gives it there."""

    unit: str
    role: Role


class Order(NamedTuple):
    """What the place in a list says: that the first unit leads, and that the others support it.

    ``each`` is true where all lead who each answer for a part.
    """

    leads: bool = False
    helped: bool = False
    each: bool = False

    def joined(self, other: Order) -> Order:
        """What both say together."""
        said = zip(self, other, strict=True)
        return Order(*(one or another for one, another in said))


@dataclass(slots=True)
class PhraseReading:
    """What a phrase says: units with their roles, words that are neither, and whether it is open.

    ``rule`` is what it says of the order of units, ``below`` true where that holds for what follows
    too; ``always`` are the words for more units that have a part in what follows; ``apart`` is true
    where each answers for a part.
    """

    named: list[Named] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    open: bool = False
    rule: Order = field(default_factory=Order)
    below: bool = False
    always: str = ""
    apart: bool = False

    @property
    def strongest(self) -> dict[str, Role]:
        """Each unit's strongest role (design 2)."""
        ranked = sorted(self.named, key=lambda one: _ORDER.index(one.role), reverse=True)
        return dict(ranked)

    @property
    def supports(self) -> bool:
        """Whether everybody named only supports."""
        return bool(self.named) and all(one.role is Role.SUPPORT for one in self.named)

    def led(self, groups: Container[str], rule: Order) -> PhraseReading:
        """The same by the rule that the first unit leads, but not a group or one that helps.

        The others support it where the rule says so, and nothing
        more is said of them.
        """
        if rule.each and self.apart:
            each = [n._replace(role=Role.LEAD) if n.role is Role.SHARED else n for n in self.named]
            return replace(self, named=each)
        leads = not rule.leads or any(one.role is Role.LEAD for one in self.named)
        first = self.named[0] if self.named and not leads else None
        if first is None or first.role is Role.SUPPORT or first.unit in groups:
            return self
        plain = Role.RESPONSIBLE if rule.helped else None
        others = [n._replace(role=Role.SUPPORT) if n.role is plain else n for n in self.named[1:]]
        return replace(self, named=[Named(first.unit, Role.LEAD), *others])


class Units:
    """The names and aliases of a plan's units, longest first by their first character.

    Traditional characters and simplified ones are the same in them.
    """

    def __init__(self, plan: Plan) -> None:
        self.groups = frozenset(plan.groups)
        units: list[Department | Group] = [*plan.departments.values(), *plan.groups.values()]
        named = {_key(alias): unit.id for unit in reversed(units) for alias in unit.aliases}
        self.ids: Mapping[str, str] = named | {
            _key(unit.name.zh): unit.id for unit in reversed(units)
        }
        self._by_first: dict[str, list[str]] = {}
        for name in sorted(filter(None, self.ids), key=len, reverse=True):
            self._by_first.setdefault(name[0], []).append(name)

    def __contains__(self, name: str) -> bool:
        return bool(name) and _key(name) in self.ids

    def at(self, words: str, start: int) -> str:
        """The longest name that stands at ``start``; empty if none does."""
        known = self._by_first.get(words[start], ())
        return next((name for name in known if words.startswith(name, start)), "")

    def behind(self, areas: str, words: str, start: int) -> str:
        """The longest rest of a name that begins with ``areas`` and stands at ``start``."""
        known = self._by_first.get(areas[:1], ())
        rests = (name.removeprefix(areas) for name in known if areas and name.startswith(areas))
        return next((rest for rest in rests if rest and words.startswith(rest, start)), "")

    def touches(self, words: str) -> bool:
        """Whether any name stands anywhere in ``words``."""
        return any(self.at(words, i) for i in range(len(words)))


def _key(name: str) -> str:
    return simple(compact(name))


def read_phrase(phrase: str, units: Units, column: Role | None = None) -> PhraseReading:
    """What the words of a phrase say; ``column`` is the role that its column of a table gives."""
    words = compact(phrase)
    plain = simple(words)
    reader = _Reader(words, plain, units, column)
    rule, always = _RULE.search(plain), lexicon.EVERYWHERE.search(plain)
    reader.read(_before_rule(plain, rule.start(), units) if rule else len(words))
    behind = max((one.end() for one in _RULE.finditer(plain)), default=len(words))
    if units.touches(plain[behind:]):
        reader.read(len(words), behind)
    rules = (lexicon.FIRST_LEADS, lexicon.OTHERS_HELP, lexicon.EACH_LEADS)
    reader.said.rule = Order(*(one.search(plain) is not None for one in rules))
    reader.said.apart = lexicon.APART.search(plain) is not None
    reader.said.below = lexicon.ALSO_BELOW.search(plain) is not None
    reader.said.always = always["units"] if always else ""
    return reader.said


def _before_rule(words: str, at: int, units: Units) -> int:
    """Where a rule begins, with the sentence before it that names nobody and says what is what."""
    stop = words.rfind("。", 0, at)
    explains = stop >= 0 and not units.touches(words[stop:at])
    return stop if explains else at


class _Reader:
    def __init__(self, words: str, plain: str, units: Units, column: Role | None) -> None:
        self.said = PhraseReading()
        self._words, self._plain, self._units = words, plain, units
        self._label: str = (column or Role.RESPONSIBLE).value
        self._labelled = column is not None
        self._told = False
        self._pending: list[str] = []
        self._earlier = 0
        self._beside: Role | None = None
        self._odd = ""
        self._areas: tuple[str, ...] = ()
        self._read_to = -1

    def read(self, end: int, at: int = 0) -> None:
        while at < end:
            step = self._step(at)
            if step:
                self._flush_odd()
            else:
                self._odd += self._words[at]
            at += step or 1
        self._flush_odd()
        self._settle()

    def _step(self, at: int) -> int:
        """Reads what stands at an offset; how long it is, 0 for what nothing knows."""
        listed = _ITEM.match(self._plain, at)
        behind = listed.end() if listed else len(self._plain)
        if behind < len(self._plain) and (
            self._units.at(self._plain, behind) or _LABEL.match(self._plain, behind)
        ):
            return behind - at
        label = _LABEL.match(self._plain, at) or _BY.match(self._plain, at)
        if label and not (
            label[0].endswith("）") and self._pending and _SHUT.match(self._plain, label.end())
        ):
            self._settle()
            self._label, self._labelled = str(label.lastgroup), True
            self._told = False
            return label.end() - at
        if (
            self._label == "person"
            and self._plain[at - 1] == "；"
            and self._units.at(self._plain, at)
        ):
            self._label = Role.RESPONSIBLE.value
        if self._label in ("due", "person"):
            return 1
        other = unit_names.other_label(self._plain, at, len(self._plain))
        if other and self._plain[at - 1 : at] in ("", *"，；。"):
            self._settle()
            aids = self.said.named and lexicon.AIDS.search(other["words"])
            self._label = (Role.SUPPORT if aids else Role.RESPONSIBLE).value
            self.said.unknown.append(other["words"])
            return len(other[0])
        return self._name(at) or self._word(at)

    def _name(self, at: int) -> int:
        """Reads a unit, or what one of the areas of the one before has, too: 各镇、街道."""
        beside = self._plain[at - 1 : at] in lexicon.BETWEEN and self._read_to == at - 1
        for areas in self._areas if beside else ():
            if rest := self._units.behind(areas, self._plain, at):
                return self._take_name(f"{areas}{rest}", at + len(rest)) - at
        name = self._units.at(self._plain, at)
        return self._take_name(name, at + len(name)) - at if name else 0

    def _take_name(self, name: str, end: int) -> int:
        self._pending.append(self._units.ids[name])
        of = unit_names.OF_AREAS.fullmatch(name)
        self._areas = tuple(filter(None, (of["areas"] if of else "", name[: name[0] == "各"])))
        self._read_to = end
        return end

    def _word(self, at: int) -> int:
        bare = _BARE.match(self._plain, at)
        if bare and (not self._pending or self._plain[at - 1] in "，；。"):
            self._settle()
            self._labelled, kinds = True, lexicon.LABELS.items()
            self._label = next(kind for kind, words in kinds if re.fullmatch(words, bare["bare"]))
            return bare.end() - at
        aside = _BY_PRINCIPLE.match(self._plain, at) if self._pending else None
        aside = aside or _OF_ALL.match(self._plain, at) or lexicon.TELEPHONE.match(self._plain, at)
        if aside:
            return aside.end() - at
        opened = _OPEN.match(self._plain, at)
        if opened:
            self.said.open = True
            return opened.end() - at
        return self._role_word(at) or self._mark(at)

    def _role_word(self, at: int) -> int:
        """Reads a word of a role behind units, or what parts them from those who help them."""
        for pattern, role in _ROLES:
            found = pattern.match(self._plain, at)
            if found and found.end() > at and self._pending:
                return self._take(role, found) - at
            if (
                found
                and found.end() > at
                and self.said.named
                and _SHUT.match(self._plain, found.end())
            ):
                return found.end() - at
        aids = lexicon.AIDS.match(self._plain, at)
        others = self.said.named or self._earlier
        if aids and self._pending and others and _SHUT.match(self._plain, aids.end()):
            self._give(Role.SUPPORT, 0 if self.said.named else self._earlier)
            return aids.end() - at
        joint = _WITH.match(self._plain, at)
        if joint and (self._pending or self.said.named):
            beside = Role.LEAD if self._pending else Role.SUPPORT
            own = self._role is Role.SUPPORT or joint["helped"]
            self._give(self._role if own else Role.LEAD, self._earlier)
            self._beside = beside
            return len(joint[0])
        return 0

    def _take(self, role: Role, found: re.Match[str]) -> int:
        """Gives the units before a word of a role that role; where that and its object end."""
        if self._plain[found.start() - 1] == "（" and role is not Role.SHARED:
            self.said.named.append(Named(self._pending.pop(), role))
            self._told = True
            return (_KIND.match(self._plain, found.end()) or found).end()
        helps = self._beside is not None and role is not Role.LEAD
        reaches = lexicon.reaches_back(role, self._role, behind=self._told)
        bracketed = self._plain[found.start() - 1] == "（"
        if not (bracketed and self._labelled):
            self._give(Role.SUPPORT if helps else role, 0 if reaches else self._earlier)
            self._told = True
        end = found.end()
        while about := _OBJECT.match(self._plain, end + (end > found.end())):
            if self._units.touches(about[0]) or (end > found.end() and self._plain[end] != "、"):
                break
            end = about.end()
        return end

    def _give(self, role: Role, own: int) -> None:
        """Gives the units a role, but the first ones, who keep that of their label."""
        self.said.named += [Named(unit, self._role) for unit in self._pending[:own]]
        self.said.named += [Named(unit, role) for unit in self._pending[own:]]
        self._clear()

    def _mark(self, at: int) -> int:
        if self._plain[at] in "，；。":
            if self._beside:
                self._settle()
            self._earlier = len(self._pending)
        passed = _DEADLINE.match(self._plain, at) or _JOINTS.match(self._plain, at)
        return passed.end() - at if passed else 0

    def _flush_odd(self) -> None:
        if self._odd and self._pending:
            self._settle()
        if self._odd:
            self.said.unknown.append(self._odd)
        self._odd = ""

    def _settle(self) -> None:
        self._give(self._role, 0)

    def _clear(self) -> None:
        self._pending.clear()
        self._earlier, self._beside = 0, None

    @property
    def _role(self) -> Role:
        """The role that the label, or the column, gives; that of those beside others."""
        if self._beside:
            return Role.SUPPORT
        return Role(self._label) if self._label in set(Role) else Role.RESPONSIBLE


def units_named(words: str, units: Units) -> Iterable[Named]:
    """The units that a rule for all names, by their names or the beginnings of them."""
    said = read_phrase(words, units)
    if said.named:
        return said.named
    bare = re.sub("^(?:需|须|由|涉及到?)|(?:配合|负责)?(?:落实)?$", "", words)
    role = Role.SUPPORT if "配合" in words else Role.RESPONSIBLE
    return [
        Named(unit, role)
        for piece in filter(None, re.split("[、，]", bare))
        for name, unit in units.ids.items()
        if name.startswith(piece)
    ]
