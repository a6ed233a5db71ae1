"""The text of a Word document as its reader sees it: automatic numbers, fields, controls, boxes.

ECMA-376 part 1: 17.3 (runs), 17.4 (tables), 17.5 (content controls), 17.9 (numbering), 17.13.5
(revisions). Only the package is opened by python-docx, whose texts leave out what stands in
controls, smart tags and tables within cells, and every number that Word counts by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from itertools import takewhile
from typing import Any, Final, NamedTuple, TypeAlias

from foodsafety_ledger.document import unit_names
from foodsafety_ledger.document.lexicon import NAME_BEGINS
from foodsafety_ledger.document.line_ends import breaks_unit
from foodsafety_ledger.model.number import HAN_DIGITS, spell_numeral
from foodsafety_ledger.reading.asides import local

_Node: TypeAlias = Any
"""An element of the XML; its library belongs to an extra."""

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_NOTES: Final = ("footnotes", "endnotes")
_REVISIONS: Final = tuple(
    _W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
)
_ASIDE: Final = frozenset(
    {"pPr", "rPr", "sdtPr", "instrText", "rt", "txbxContent", "Fallback", "tblPr", "trPr", "tcPr"}
)
"""What is inside a paragraph and no text of it; boxes and their older copies come by themselves."""
_SIGNS: Final = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOL_FONT: Final = {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB9: "≠", 0xBB: "≈"}
_UNKNOWN: Final = "\ufffd"


class RevisedError(Exception):
    """The document holds changes that nobody has accepted or rejected."""


class StruckError(Exception):
    """The document holds words that are struck out; they are the exception's text."""


def word_lines(raw: bytes) -> Iterator[str]:
    """The lines of a ``.docx``: paragraphs, boxes, rows with cells parted by tabs, then notes.

    Hidden text is left out as on paper. A sign that cannot be told is U+FFFD. Raises RevisedError,
    StruckError, and whatever python-docx raises of a broken file.
    """
    import docx  # noqa: PLC0415 - an extra
    from docx.oxml import parse_xml  # noqa: PLC0415

    part = docx.Document(BytesIO(raw)).part
    related = {}
    for name in ("numbering", "styles", *_NOTES):
        with suppress(KeyError):
            related[name] = parse_xml(part.part_related_by(_RELATIONS + name).blob)
    contents = [part.element.body, *(related[name] for name in _NOTES if name in related)]
    if any(next(content.iter(*_REVISIONS), None) is not None for content in contents):
        raise RevisedError
    reader = _Reader(_Numbering(related.get("numbering"), related.get("styles")))
    for content in contents:
        yield from reader.lines(content)


def _value(node: _Node | None, path: str) -> str | None:
    """The ``w:val`` of the element at ``path`` below ``node``."""
    found = None if node is None else node.find("/".join(_W + step for step in path.split("/")))
    return None if found is None else found.get(_W + "val", "")


class _Reader:
    """Blocks as lines, in the order of the document, which is that in which Word counts."""

    def __init__(self, numbering: _Numbering) -> None:
        self._numbering = numbering

    def lines(self, node: _Node) -> Iterator[str]:
        for child in node:
            name = local(child)
            if name == "p":
                yield self._numbering.label(child) + "".join(_text(child))
                for box in _boxes(child):
                    yield from self.lines(box)
            elif name == "tbl":
                yield from self._rows(child)
            elif name not in _ASIDE and child.get(_W + "type") not in _SEPARATORS:
                yield from self.lines(child)

    def _rows(self, table: _Node) -> Iterator[str]:
        """A line a row. Merged cells are said in each of their rows, there in the first column."""
        above: dict[int, str] = {}
        for row in _inside(table, "tr"):
            before = int(_value(row, "trPr/gridBefore") or 0)
            texts = [""] * before
            for cell in _inside(row, "tc"):
                at, merged = len(texts), _value(cell, "tcPr/vMerge")
                own = on_one_line("\n".join(self.lines(cell)).strip())
                if merged in ("", "continue"):
                    own = above.get(at, own)
                above[at] = own
                along = _value(cell, "tcPr/hMerge") in ("", "continue")
                span = max(1, int(_value(cell, "tcPr/gridSpan") or 1))
                texts += ["" if along else own] + [""] * (span - 1)
            yield "\t".join(texts)


_SEPARATORS: Final = ("separator", "continuationSeparator", "continuationNotice")


def _boxes(paragraph: _Node) -> Iterator[_Node]:
    """The text boxes that hang on a paragraph; older copies and boxes in boxes are left out."""
    for box in paragraph.iter(_W + "txbxContent"):
        between = takewhile(lambda above: above is not paragraph, box.iterancestors())
        if _ASIDE.isdisjoint(map(local, between)):
            yield box


def _inside(node: _Node, name: str) -> Iterator[_Node]:
    """The rows of a table or cells of a row, those in content controls among them."""
    for child in node:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml"):
            yield from _inside(child, name)


def _text(node: _Node) -> Iterator[str]:
    """What a paragraph or a part of it shows."""
    for child in node:
        name = local(child)
        if name in _ASIDE or (name == "r" and _is_on(child, "vanish")):
            continue
        if name == "r" and (_is_on(child, "strike") or _is_on(child, "dstrike")):
            struck = "".join(part.text or "" for part in child.iter(_W + "t")).strip()
            if struck:
                raise StruckError(struck)
        if name == "t":
            yield child.text or ""
        elif name == "br":
            yield "\n" if child.get(_W + "type", "textWrapping") == "textWrapping" else ""
        elif name == "sym":
            yield _symbol(child)
        elif name in _SIGNS:
            yield _SIGNS[name]
        else:
            yield from _text(child)


def _is_on(run: _Node, look: str) -> bool:
    """Whether a run has a look that is on or off (17.17.4)."""
    return _value(run, f"rPr/{look}") in ("", "1", "true", "on")


def _symbol(node: _Node) -> str:
    """A sign that is named by its place in a font."""
    place = int(node.get(_W + "char", "0"), 16)
    if node.get(_W + "font") == "Symbol":
        return _SYMBOL_FONT.get(place & 0xFF, _UNKNOWN)
    return _UNKNOWN if not place or 0xE000 <= place <= 0xF8FF else chr(place)


_LINE_ENDS: Final = re.compile(
    r"(?<=[\w）)%‰”》]{3})\s*\n\s*(?=\w{2}[\w“《]|[“《]\w{2})"
    r"|(?<=\w{4})\s*\n\s*(?=\w{2}\s*(?:\n|\Z))"
    r"|(?<=[\w）)%‰”》])\s*\n\s*(?=(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])\s*[一-鿿“《])"
)
"""The end of a line in a cell that no mark ends, and that is no part of a word set upright."""


_IN_NAME: Final = re.compile(
    rf"(?:^|(?<=[\n、，；]))(?P<first>{NAME_BEGINS}[一-鿿]{{2,6}})\n"
    rf"(?P<rest>(?!{NAME_BEGINS})[一-鿿]{{2,8}})(?=[\n、，；]|\Z)"
)
"""A line that may end within the name of a unit: 市政务, 服务中心 below it."""


_IN_ZONE: Final = re.compile("(?<=[园发业新范税])\\s*\\n\\s*(?=区(?:管(?:理)?委|党工委))")
"""The end of a line within the name of a zone's government: 工业园, 区管委会 below it."""


_OF_ALL: Final = re.compile("(?:主管|监管|有关|相关|责任|成员)(?:部门|单位)")
"""What is no unit by itself: 各行业, 主管部门 below it."""


def on_one_line(text: str) -> str:
    """The lines of a cell as one, parted where each says something of its own."""
    text = _IN_NAME.sub(_whole_name, _IN_ZONE.sub("", text))
    text = _LINE_ENDS.sub(lambda end: "" if _is_in_unit(end) else "；", text)
    return text.replace("\n", "").replace("\t", " ")


def _whole_name(found: re.Match[str]) -> str:
    name = found["first"] + found["rest"]
    is_one = unit_names.is_surely_a_unit(name) or unit_names.is_group(name)
    apart = unit_names.is_unit(found["first"]) and not _OF_ALL.fullmatch(found["rest"])
    return name if is_one and not apart else found[0]


def _is_in_unit(end: re.Match[str]) -> bool:
    """Whether a line ends before a unit, or within one: 抽检30批, 次以上 below it."""
    return breaks_unit(end.string, *end.span())


class _Level(NamedTuple):
    """How one level of a list is counted and written (17.9.6)."""

    start: int
    form: str
    text: str
    suffix: str
    restarts: bool
    legal: bool


class _List(NamedTuple):
    """A list of the document: whose count it goes on with, its levels, where it starts anew."""

    counted_as: str
    levels: dict[int, _Level]
    anew: dict[int, int]


class _Numbering:
    """The numbers that Word sets before paragraphs; ``label`` is asked of each, in their order."""

    def __init__(self, numbering: _Node | None, styles: _Node | None) -> None:
        self._of_style: dict[str, _Node] = {
            style.get(_W + "styleId"): style
            for style in (() if styles is None else styles.iter(_W + "style"))
        }
        definitions = () if numbering is None else numbering.iter(_W + "abstractNum")
        self._defined = {node.get(_W + "abstractNumId"): node for node in definitions}
        self._numbers: dict[str, _Node] = {
            node.get(_W + "numId"): node
            for node in (() if numbering is None else numbering.iter(_W + "num"))
        }
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: _Node) -> str:
        """The number before a paragraph, and what parts it from the text; none is ``""``."""
        name, depth = self._membership(paragraph)
        if not name or name == "0":
            return ""
        is_new = name not in self._lists
        if is_new:
            self._lists[name] = self._list(name)
        members = self._lists[name]
        if members is None or depth not in members.levels:
            return ""
        counts = self._counts.setdefault(members.counted_as, {})
        if is_new:
            counts.update({at: start - 1 for at, start in members.anew.items()})
        level = members.levels[depth]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            if deeper not in members.levels or members.levels[deeper].restarts:
                del counts[deeper]
        return _written(members.levels, depth, counts)

    def _membership(self, paragraph: _Node) -> tuple[str | None, int]:
        """The list of a paragraph and its level, by itself or by its style (17.9.18, 17.9.23)."""
        name, depth = _value(paragraph, "pPr/numPr/numId"), _value(paragraph, "pPr/numPr/ilvl")
        style_id = _value(paragraph, "pPr/pStyle")
        for style in self._ancestry(style_id):
            if name is None:
                name = _value(style, "pPr/numPr/numId")
                depth = depth or _value(style, "pPr/numPr/ilvl") or self._linked(name, style)
        return name, int(depth or 0)

    def _ancestry(self, style_id: str | None) -> Iterator[_Node]:
        """A style and those that it is based on; a ring ends."""
        seen: set[str] = set()
        while style_id in self._of_style and style_id not in seen:
            seen.add(style_id)
            yield (style := self._of_style[style_id])
            style_id = _value(style, "basedOn")

    def _linked(self, name: str | None, style: _Node) -> str | None:
        """The level of the list that names this style as its own."""
        definition = self._definition(name)
        for level in () if definition is None else definition.iter(_W + "lvl"):
            if _value(level, "pStyle") == style.get(_W + "styleId"):
                return str(level.get(_W + "ilvl"))
        return None

    def _definition(self, name: str | None) -> _Node | None:
        """The definition that a list goes by, be it by way of a style."""
        found = self._defined.get(_value(self._numbers.get(name or ""), "abstractNumId"))
        link = _value(found, "numStyleLink")
        if link is None:
            return found
        linked = _value(self._of_style.get(link), "pPr/numPr/numId")
        return self._defined.get(_value(self._numbers.get(linked or ""), "abstractNumId"))

    def _list(self, name: str) -> _List | None:
        definition = self._definition(name)
        if definition is None:
            return None
        levels = {int(node.get(_W + "ilvl")): _level(node) for node in definition.iter(_W + "lvl")}
        anew = {}
        for override in self._numbers[name].iter(_W + "lvlOverride"):
            depth, own = int(override.get(_W + "ilvl")), override.find(_W + "lvl")
            if own is not None:
                levels[depth] = _level(own)
            if (start := _value(override, "startOverride")) is not None:
                anew[depth] = int(start)
        return _List(definition.get(_W + "abstractNumId"), levels, anew)


def _level(node: _Node) -> _Level:
    return _Level(
        start=int(_value(node, "start") or 0),
        form=_value(node, "numFmt") or "decimal",
        text=_value(node, "lvlText") or "",
        suffix=_value(node, "suff") or "tab",
        restarts=_value(node, "lvlRestart") != "0",
        legal=_value(node, "isLgl") in ("", "1", "true"),
    )


def _written(levels: dict[int, _Level], depth: int, counts: dict[int, int]) -> str:
    level = levels[depth]
    if level.form == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        if at not in levels:
            return ""
        form = "decimal" if level.legal else levels[at].form
        return _formatted(counts.get(at, levels[at].start), form)

    text = re.sub(r"%([1-9])", number, level.text)
    return f"{text} " if text and text[-1].isascii() and level.suffix != "nothing" else text


def _formatted(number: int, form: str) -> str:
    """A number in one of the forms of 17.18.59; those that no plan uses come as digits."""
    reach, spelled = _FORMS.get(form, (range(0), str))
    return spelled(number) if number in reach else str(number)


def _letters(number: int) -> str:
    """From a to z, then aa to zz, as Word goes on after z."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    spelled = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        spelled += letters * times
    return spelled


_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_HAN: Final = str.maketrans("0123456789", HAN_DIGITS)

_Form: TypeAlias = tuple[range, Callable[[int], str]]
"""Which numbers can be written so, and how."""

_FORMS: Final[dict[str, _Form]] = {
    **dict.fromkeys(
        [
            f"{whose}Counting{far}"
            for whose in ("chinese", "taiwanese", "japanese")
            for far in ("", "Thousand")
        ],
        (range(10_000), spell_numeral),
    ),
    **dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"),
        (range(10_000), lambda number: str(number).translate(_HAN)),
    ),
    **dict.fromkeys(
        ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"),
        (range(1, 21), lambda number: chr(0x2460 + number - 1)),
    ),
    **dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"),
        (range(10_000), lambda number: str(number).translate(_WIDE)),
    ),
    "ideographEnclosedCircle": (range(1, 11), lambda number: chr(0x3280 + number - 1)),
    "decimalEnclosedParen": (range(1, 21), lambda number: chr(0x2474 + number - 1)),
    "decimalEnclosedFullstop": (range(1, 21), lambda number: chr(0x2488 + number - 1)),
    "lowerLetter": (range(1, 781), _letters),
    "upperLetter": (range(1, 781), lambda number: _letters(number).upper()),
    "lowerRoman": (range(1, 4000), _roman),
    "upperRoman": (range(1, 4000), lambda number: _roman(number).upper()),
    "decimalZero": (range(10), lambda number: f"0{number}"),
    "none": (range(10_000), lambda _: ""),
}
