"""A workspace by the cards of its ledgers: an entry is read when somebody asks for it.

A card says which entries a file in the program's own form has, what each is about and names, and
where it begins; the cache keeps it by the file's content. Of a file in any other form, which is
read whole, the card is made of what was read. So what is on one item is found without reading what
is not.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_right
from collections import ChainMap, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import accumulate, chain
from types import MappingProxyType
from typing import Final, NamedTuple, cast

from foodsafety_ledger.files.cache import content_key, is_off, keep, recall
from foodsafety_ledger.files.disk import Trouble
from foodsafety_ledger.files.evidence import Fault, as_found, evidence_limit, fault_of
from foodsafety_ledger.files.meanwhile import in_two, meanwhile
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.text import collector_off
from foodsafety_ledger.model.entry import REFERENCES, Entry, Evidence, Kind, Ledger
from foodsafety_ledger.model.name import Suggestions
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.canonical import Piece, read_canonical, read_pieces
from foodsafety_ledger.reading.ledger import department_of
from foodsafety_ledger.reading.register import registers
from foodsafety_ledger.reading.source import (
    Shelved,
    plan_contents,
    read_file,
    read_plan_from,
    workspace_of,
)
from foodsafety_ledger.reading.workspace import Workspace, connected

_BEGINS: Final = re.compile(rb"^- id:", re.MULTILINE)
FOR_TWO: Final = 8 << 20
"""The bytes to be read from which on a second process reads half of them."""

_MOST_CARDS: Final = 600
"""Files of all workspaces whose cards are kept."""


class Card(NamedTuple):
    """What a ledger holds, entry by entry: its id, the item that it is on or extends, its place.

    ``about`` are the positions of entries by item, ``links`` the position, the key and the id by
    which an entry names another. ``starts`` are offsets in bytes, the last of them the end, and
    none where entries cannot be read one by one; ``evident`` are the positions of entries with
    evidence, ``others`` of those that are no reports. The cache takes a few large values sooner
    than many small ones.
    """

    plan: str
    ids: str
    about: Mapping[str, bytes]
    links: tuple[tuple[int, str, str], ...]
    evident: bytes
    others: bytes
    lines: bytes
    starts: bytes

    @classmethod
    def of(cls, ledger: Ledger, raw: bytes = b"", first: int = 0, start: int = 0) -> Card:
        """The card of a ledger, of which ``raw`` is the text in the program's own form, if any.

        ``first`` and ``start`` are how many entries and bytes stand before it.
        """
        starts = [start + match.start() for match in _BEGINS.finditer(raw)]
        about: dict[str, list[int]] = defaultdict(list)
        links: list[tuple[int, str, str]] = []
        evident, others = [], []
        for position, one in enumerate(ledger.entries, first):
            about[one.item or one.extends].append(position)
            if one.evidence:
                evident.append(position)
            if one.kind is not Kind.REPORT:
                others.append(position)
            if one.amends or one.kind is not Kind.REPORT:
                named = ((key, getattr(one, key)) for key in REFERENCES)
                links += [(position, key, id_) for key, id_ in named if id_]
        return cls(
            plan=ledger.plan,
            ids="".join([f"{one.id}\n" for one in ledger.entries]),
            about={item: _packed(positions) for item, positions in about.items()},
            links=tuple(links),
            evident=_packed(evident),
            others=_packed(others),
            lines=_packed([one.span.line for one in ledger.entries]),
            starts=_packed(
                [*starts, start + len(raw)] if len(starts) == len(ledger.entries) else ()
            ),
        )

    def with_more(self, added: Card) -> Card:
        """The card of the ledger with what another one lists at its end."""
        both = self.about.keys() | added.about.keys()
        return Card(
            self.plan,
            self.ids + added.ids,
            {one: self.about.get(one, b"") + added.about.get(one, b"") for one in both},
            self.links + added.links,
            self.evident + added.evident,
            self.others + added.others,
            self.lines + added.lines,
            self.starts[:-_SIZE] + added.starts,
        )


_SIZE: Final = array("Q").itemsize


def _packed(row: Iterable[int]) -> bytes:
    return array("Q", row).tobytes()


class LedgerFile:
    """A ledger's file: its card, and what of it was read."""

    card: Card
    shelved: Shelved

    def __init__(self, path: str, raw: bytes | Trouble) -> None:
        self.path, self.raw = path, raw
        self.key = content_key(path.encode(), b"" if isinstance(raw, Trouble) else raw)
        self._read: dict[int, Entry] = {}

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return 0 if isinstance(self.raw, Trouble) else len(self.raw)

    def find(self, plan: Plan | None) -> bool:
        """Whether the cache has its card, which it then has too."""
        found = self._found(plan)
        if found is not None:
            self.card, self.shelved = found
        return found is not None

    def make(self, plan: Plan | None, slips: Suggestions) -> None:
        """Has its card, of what is read where the cache has none."""
        if not self.find(plan):
            self.card, self.shelved = self._made(plan, slips)

    def _found(self, plan: Plan | None) -> tuple[Card, Shelved] | None:
        kept = None if plan is None or isinstance(self.raw, Trouble) else recall("card", self.key)
        if kept is None or plan is None:
            return None
        card, department = Card(*kept), department_of(self.path)
        if card.plan != plan.id or department not in plan.departments:
            return None
        return card, Shelved(self.path, Ledger(self.path, department, card.plan, ()), [], 0)

    def _made(self, plan: Plan | None, slips: Suggestions) -> tuple[Card, Shelved]:
        shelved = read_file(self.path, self.raw, plan, slips)
        ledger = shelved.ledger or Ledger(self.path, "", "", ())
        self._read = dict(enumerate(ledger.entries))
        if not shelved.is_quick or isinstance(self.raw, Trouble):
            return Card.of(ledger)._replace(starts=b""), shelved
        card = Card.of(ledger, self.raw)
        if card.starts:
            keep("card", self.key, tuple(card), _MOST_CARDS)
        return card, shelved._replace(ledger=replace(ledger, entries=()))

    def keep_grown(self, entries: tuple[Entry, ...], raw: bytes) -> str:
        """Keeps the card of the file with entries appended, of which it is ``raw``; its key."""
        end = self.starts[-1]
        added = Card.of(Ledger(self.path, "", "", entries), raw[end:], len(self.lines), end)
        key = content_key(self.path.encode(), raw)
        keep("card", key, tuple(self.card.with_more(added)), _MOST_CARDS)
        return key

    @property
    def is_quick(self) -> bool:
        """Whether the file is in the program's own form."""
        return bool(self.card.starts)

    @cached_property
    def starts(self) -> array[int]:
        """Where in the file entries begin, and where it ends."""
        return array("Q", self.card.starts)

    @cached_property
    def lines(self) -> array[int]:
        """The line on which each entry begins."""
        return array("Q", self.card.lines)

    @cached_property
    def ids(self) -> Sequence[str]:
        """The id of each entry."""
        return self.card.ids.split("\n")[:-1]

    def position(self, id_: str) -> int | None:
        """Where the first entry of an id is."""
        at = f"\n{self.card.ids}".find(f"\n{id_}\n") if id_ else -1
        return None if at < 0 else self.card.ids.count("\n", 0, at)

    @cached_property
    def links(self) -> Mapping[int, tuple[str, str]]:
        """By the position of an entry, under which key it names which id."""
        return {position: (key, id_) for position, key, id_ in self.card.links}

    @cached_property
    def items(self) -> Mapping[int, str]:
        """By the position of an entry, the item that it is on or extends itself."""
        about = self.card.about.items()
        return {position: item for item, row in about for position in array("Q", row)}

    def text(self, positions: Iterable[int]) -> bytes:
        """What the entries at positions say; more than that of a file in another form."""
        if not (self.is_quick and isinstance(self.raw, bytes)):
            return self.key.encode()
        raw, starts = self.raw, self.starts
        return b"".join([raw[starts[at] : starts[at + 1]] for at in positions])

    def entry(self, position: int) -> Entry:
        """The entry at a position, read once."""
        if position not in self._read:
            self._have([position])
        return self._read[position]

    def _have(self, positions: Iterable[int]) -> None:
        """Reads the entries at positions that are not held."""
        wanted = [at for at in positions if at not in self._read]
        assert isinstance(self.raw, bytes) or not wanted  # noqa: S101 - it was read
        raw, starts, lines = cast("bytes", self.raw), self.starts, self.lines
        pieces = (
            Piece(raw[starts[at] : starts[at + 1]].decode(), 0, at, lines[at]) for at in wanted
        )
        self._read.update(zip(wanted, read_pieces(self.path, pieces), strict=True))

    @property
    def held(self) -> int:
        """How many of its entries are held."""
        return len(self._read)

    def forget(self) -> None:
        """Holds no entry any longer that can be read again."""
        if self.is_quick:
            self._read = {}

    def entries(self, positions: Iterable[int] | None = None) -> tuple[Entry, ...]:
        """Its entries at positions, or all of them."""
        size = len(self.lines)
        if positions is None and len(self._read) < size // 2 and isinstance(self.raw, bytes):
            ledger = read_canonical(self.path, self.raw.decode())
            assert ledger is not None  # noqa: S101 - its card says so
            self._read = {**dict(enumerate(ledger.entries)), **self._read}
        chosen = range(size) if positions is None else [*positions]
        self._have(chosen)
        return tuple([self._read[at] for at in chosen])

    def with_entries(self, positions: Iterable[int] | None) -> Shelved:
        """The file as it reads, with some of its entries."""
        ledger = self.shelved.ledger
        if ledger is None:
            return self.shelved
        return self.shelved._replace(ledger=replace(ledger, entries=self.entries(positions)))


class ById(Mapping[str, Entry]):
    """Entries by id, each read when it is asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __getitem__(self, id_: str) -> Entry:
        place = self._catalogue.place(id_)
        if place is None:
            raise KeyError(id_)
        return place[0].entry(place[1])

    def __contains__(self, id_: object) -> bool:
        return self._catalogue.place(str(id_)) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._catalogue.numbers)

    def __len__(self) -> int:
        return len(self._catalogue.numbers)


class Catalogue:
    """The plan of a workspace, and its ledgers by their cards, on a day.

    Of more than ``at_once`` entries that had to be read for it none is held. ``said`` is what the
    plan's files said when they were read.
    """

    def __init__(
        self, source: Source, today: date | None = None, at_once: int = sys.maxsize
    ) -> None:
        self.source, self.today = source, today
        contents = plan_contents(source)
        self.plan, self._found = read_plan_from(source, contents)
        self.said = repr(contents).encode()
        slips = Suggestions()
        self.files = [LedgerFile(path, source.read(path)) for path in source.ledger_paths()]
        with collector_off():
            lacking = [one for one in self.files if not one.find(self.plan)]
            least = sys.maxsize if is_off() else FOR_TWO
            first, rest = in_two(lacking, lambda one: one.size, least)
            with meanwhile(lambda: self._fill(rest, slips, 0), is_some=bool(rest)) as kept:
                self._fill(first, slips, at_once)
                kept()
            self._fill(rest, slips, at_once)

    def _fill(self, files: Sequence[LedgerFile], slips: Suggestions, at_once: int) -> bytes:
        """Has the cards of files, and keeps them."""
        held = 0
        for number, one in enumerate(files, 1):
            one.make(self.plan, slips)
            held += one.held
            if held > at_once:
                for filled in files[:number]:
                    filled.forget()
        return b""

    @cached_property
    def own(self) -> Sequence[LedgerFile]:
        """The files of this plan's departments."""
        return [one for one in self.files if not one.shelved.is_strange]

    @cached_property
    def _ids(self) -> Sequence[str]:
        return [*chain(*(one.ids for one in self.own))]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each entry, counted through all files, by its id; of two the first."""
        numbers = dict(zip(self._ids, range(len(self._ids)), strict=True))
        if len(numbers) < len(self._ids):
            numbers |= {id_: number for number, id_ in reversed([*enumerate(self._ids)])}
        numbers.pop("", None)
        return numbers

    @cached_property
    def _ends(self) -> Sequence[int]:
        """How many entries there are up to the end of each file."""
        return [*accumulate(len(one.lines) for one in self.own)]

    def _at(self, number: int) -> tuple[LedgerFile, int]:
        which = bisect_right(self._ends, number)
        filed = self.own[which]
        return filed, number - self._ends[which] + len(filed.lines)

    @cached_property
    def by_id(self) -> ById:
        """Every entry by its id, in the order of files and lines."""
        return ById(self)

    def place(self, id_: str) -> tuple[LedgerFile, int] | None:
        """The file and position of the first entry of an id; no table is made for few."""
        if "numbers" in vars(self):
            number = self.numbers.get(id_)
            return None if number is None else self._at(number)
        found = ((one, one.position(id_)) for one in self.own)
        return next(((one, at) for one, at in found if at is not None), None)

    def filed(self, path: str) -> LedgerFile | None:
        """The file at a path, if it is one of the ledgers."""
        return next((one for one in self.files if one.path == path), None)

    def with_evidence_like(self, paths: Collection[str]) -> Iterator[str]:
        """The items with evidence that some system finds by the same name as one of ``paths``."""
        wanted = {*map(as_found, paths)}
        for one in self.own if wanted else ():
            for position in array("Q", one.card.evident):
                if not wanted.isdisjoint(as_found(p.path) for p in one.entry(position).evidence):
                    yield self._subject(one, position)

    def _subject(self, filed: LedgerFile, position: int) -> str:
        """The id of the item that an entry is about: ``Workspace.subject``, without reading it."""
        seen: set[str] = set()
        while (link := filed.links.get(position)) and link[0] != "amends":
            if link[1] not in self.numbers or link[1] in seen:
                break
            seen.add(link[1])
            filed, position = self._at(self.numbers[link[1]])
        return filed.items[position]

    @cached_property
    def faults(self) -> Mapping[Evidence, Fault | None]:
        """What is wrong with each piece of evidence; each file is read once."""
        reports = (entry for one in self.own for entry in one.entries(array("Q", one.card.evident)))
        pieces = dict.fromkeys(
            piece for one in reports if one.kind is Kind.REPORT for piece in one.evidence
        )
        return {piece: fault_of(piece, self.source) for piece in pieces}

    @cached_property
    def _linked(self) -> Mapping[str, Mapping[str, Sequence[int]]]:
        """By file and item, the positions of what is about it through what it names."""
        linked: dict[str, dict[str, list[int]]] = {}
        for one in self.own:
            of = linked[one.path] = defaultdict(list)
            for position, (key, _) in one.links.items():
                if key != "amends":
                    of[self._subject(one, position)].append(position)
        return linked

    @cached_property
    def _leading(self) -> Mapping[str, set[str]]:
        """The items to which references lead from each, where they lead anywhere."""
        leading: dict[str, set[str]] = defaultdict(set)
        for one in self.own:
            for position, (_, id_) in one.links.items():
                if id_ in self.numbers:
                    named, place = self._at(self.numbers[id_])
                    ends = self._subject(one, position), self._subject(named, place)
                    if ends[0] != ends[1]:
                        leading[ends[0]].add(ends[1])
                        leading[ends[1]].add(ends[0])
        return leading

    def about(self, items: Iterable[str]) -> Workspace:
        """``Workspace.about`` of all that is there, where nothing else is read."""
        near = connected(items, self._leading)
        read = self.read(lambda one: self.on(one, near))
        own = cast("dict[str, Entry]", read.by_id)
        return replace(read, items=near, named=ChainMap(own, cast("dict[str, Entry]", self.by_id)))

    def on(self, filed: LedgerFile, items: Collection[str]) -> list[int]:
        """The positions of what is about these items in a file."""
        rows = (array("Q", filed.card.about.get(item, b"")) for item in items)
        linked, links = self._linked[filed.path], filed.links
        own = (at for at in chain(*rows) if at not in links or links[at][0] == "amends")
        return sorted(chain(own, *(linked.get(item, ()) for item in items)))

    def forget(self) -> None:
        """Holds no entry any longer that can be read again."""
        for one in self.files:
            one.forget()

    def items_in(self, filed: LedgerFile) -> Collection[str]:
        """The items that a file's entries are about, and perhaps some that they name besides."""
        return filed.card.about.keys() | self._linked[filed.path].keys()

    def groups(self) -> Iterator[frozenset[str]]:
        """The items of the plan and of all entries, those together that bear on each other.

        That is where references lead from one to another, or an id is on both.
        """
        leading = {item: {*others} for item, others in self._leading.items()}
        for number, id_ in enumerate(self._ids if len(self._ids) > len(self.numbers) else ()):
            first = self.numbers.get(id_, number)
            if first != number:
                ends = {self._subject(*self._at(one)) for one in (first, number)}
                for end in ends:
                    leading.setdefault(end, set()).update(ends)
        seen: set[str] = set()
        for item in chain(self.plan.items if self.plan else (), *(o.card.about for o in self.own)):
            if item not in seen:
                group = connected([item], leading)
                seen |= group
                yield group

    def whole(self) -> Workspace:
        """The workspace with every entry of it: ``read_workspace``."""
        return self.read(lambda _: None)

    def fit(self, opened: Workspace, department: str) -> Iterator[Entry]:
        """What of the ``fit`` entries bears on a department; ``opened`` knows which are broken.

        That is its own, and those of others that are no reports; all, where anyone answers for
        others.
        """
        shared = self.plan is None or self.plan.heirs
        for one in self.own:
            is_own = shared or department_of(one.path) == department
            positions = None if is_own else array("Q", one.card.others)
            if one.path not in opened.unfit:
                yield from (e for e in one.entries(positions) if e.key not in opened.broken)

    def read(self, positions: Callable[[LedgerFile], Iterable[int] | None]) -> Workspace:
        """The workspace with the entries at these positions of each file that is of the plan."""
        with collector_off():
            shelf = [
                one.with_entries(positions(one)) if one in self.own else one.shelved
                for one in self.files
            ]
        looked = self.faults
        return workspace_of(self.source, self.plan, self._found, shelf, self.today, looked)

    def state(self, filed: Mapping[str, str] = MappingProxyType({})) -> str:
        """The key of all that decides which entries are sound.

        ``filed`` are keys of files (``Filed.key``) by path, that come in the place of those read.
        """
        keys = {**{one.path: one.key for one in self.files}, **filed}
        slips = [(one, self.source.read(one)) for one in registers(self.source)]
        faults = [(piece, fault) for piece, fault in self.faults.items() if fault]
        told = sorted(keys.items()), slips, faults, evidence_limit()
        return content_key(self.said, repr(told).encode())
