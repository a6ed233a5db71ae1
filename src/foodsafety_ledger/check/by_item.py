"""What rules find in ledgers, and what ledgers mean, kept by the items that it is about.

What an item comes to and most findings hang on what is on the item, and on items that references
lead to from there: a group. They are kept under what the group's entries say, places told from
where each entry begins, so that only groups of which something else is said are read and looked at.
What a rule sees beside that stands where it is declared (``Sees``).
"""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple, assert_never

from foodsafety_ledger.assess.assess import assess_items, assessment_of
from foodsafety_ledger.assess.assessment import Assessment, ItemAssessment
from foodsafety_ledger.assess.standing import Said
from foodsafety_ledger.check.fl6_dates import Overdue, missing_of, overdue
from foodsafety_ledger.check.rules import Sees, is_added, looking, rule_of
from foodsafety_ledger.files.cache import content_key, keep, recall
from foodsafety_ledger.files.evidence import Fault, evidence_limit
from foodsafety_ledger.files.meanwhile import in_two, meanwhile
from foodsafety_ledger.files.text import collector_off
from foodsafety_ledger.model.diagnostic import Diagnostic, EntryKey, Location, Span
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.plan import Item, Plan, Target
from foodsafety_ledger.reading.catalogue import Catalogue, LedgerFile
from foodsafety_ledger.reading.kept import Found, Later, Named, Naming, restored, told
from foodsafety_ledger.reading.workspace import Workspace

AT_ONCE: Final = 20_000
"""The entries that are held at once, in whole groups: the rest of a large workspace waits."""

FOR_TWO: Final = 2 * AT_ONCE
"""The entries from which on a second process looks at half of them."""

_MOST: Final = 8
"""Days and states of the plan of which it is kept what was seen: of a large workspace megabytes."""

_OF_GROUPS: Final = frozenset({Sees.ITEM, Sees.SLIPS})


class Looked(NamedTuple):
    """What was found in a group, and the reports on its items that have not come, by item.

    Or of a day the errors that were found, what its items come to, and the parts (``LeftOut``) that
    the errors touch.
    """

    found: Sequence[Diagnostic]
    missing: Mapping[str, Sequence[Overdue]]
    items: Sequence[ItemAssessment]
    parts: Sequence[tuple[str, str]]

    @property
    def lasts(self) -> bool:
        """Whether nothing in it hangs on other groups: on how many slips there were before."""
        return not any(rule_of(one.code).sees is Sees.SLIPS for one in self.found)


def can_find_by_item(catalogue: Catalogue) -> bool:
    """Whether there is a plan, and every rule says what it sees.

    Rules of other packages do not, or are others tomorrow: nothing tells when such a package is.
    """
    rules = chain(looking(errors=True), looking(errors=False))
    return catalogue.plan is not None and not any(
        is_added(code) or rule_of(code).sees is Sees.EVERYTHING for code in rules
    )


def find_by_item(catalogue: Catalogue) -> tuple[Workspace, list[Diagnostic]]:
    """The workspace without its entries, and all that rules and reading find in its files.

    ValueError where ``can_find_by_item`` is not so.
    """
    bare = catalogue.read(lambda _: ())
    assert bare.plan is not None  # noqa: S101 - can_find_by_item
    looked = _looked_at(catalogue, bare, bare.plan)
    missing = {item: reports for one in looked for item, reports in one.missing.items()}
    beside = (_beside(catalogue, bare, missing, errors=errors) for errors in (True, False))
    return bare, [*bare.found, *chain(*(one.found for one in looked), *beside)]


def assess_by_item(catalogue: Catalogue, as_of: date) -> tuple[Workspace, Assessment]:
    """The workspace opened, without its entries, and what all of them mean at ``as_of``.

    ValueError where ``can_find_by_item`` is not so.
    """
    bare = catalogue.read(lambda _: ())
    assert bare.plan is not None  # noqa: S101 - can_find_by_item
    looked = _looked_at(catalogue, bare, bare.plan, as_of)
    beside = _beside(catalogue, bare, {}, errors=True)
    opened = bare.without(chain(*(one.found for one in looked), beside))
    items = {one.item.id: one for found in looked for one in found.items}
    ordered = tuple(items[one] for one in bare.plan.items)
    left_out = replace(opened.left_out, parts=frozenset(chain(*(one.parts for one in looked))))
    return opened, assessment_of(bare.plan, as_of, ordered, left_out)


def _looked_at(
    catalogue: Catalogue, bare: Workspace, plan: Plan, as_of: date | None = None
) -> Sequence[Looked]:
    """What is to be seen in each group, of a day or by all rules; the cache keeps it."""
    groups = _groups(catalogue)
    key = _key(catalogue, bare, as_of)
    kept: Mapping[str, bytes] = recall("looked", key) or {}
    with collector_off():  # what a share leaves has no circles
        known = {one: one.restored(kept[one.digest], plan) for one in groups if one.digest in kept}
        anew = [one for one in groups if known.get(one) is None]
        looked = {one: found for one, found in known.items() if found}
        seen, told = _look(catalogue, anew, as_of, plan)
        if seen:
            still = {one.digest: kept[one.digest] for one in looked}
            keep("looked", key, still | told, _MOST)
    return [*(looked | seen).values()]


def _key(catalogue: Catalogue, bare: Workspace, as_of: date | None) -> str:
    """The key of all that every group hangs on."""
    unread = sorted(bare.unfit.items()), bare.complete
    return content_key(catalogue.said, repr((bare.today, as_of, evidence_limit(), unread)).encode())


def _groups(catalogue: Catalogue) -> list[ItemGroup]:
    files, faulty = {one.path: one for one in catalogue.own}, _faulty(catalogue)
    groups = [ItemGroup(items, files, faulty) for items in catalogue.groups()]
    of = {item: group for group in groups for item in group.items}
    for one in catalogue.own:
        here: dict[ItemGroup, list[str]] = defaultdict(list)
        for item in catalogue.items_in(one):
            here[of[item]].append(item)
        for group, items in here.items():
            row = catalogue.on(one, items)
            if row:
                group.rows[one.path] = row
    return groups


def _faulty(catalogue: Catalogue) -> Mapping[str, Mapping[int, Sequence[Fault | None]]]:
    """By file and position the entries with faulty evidence: what is wrong with each piece."""
    faults = {piece: fault for piece, fault in catalogue.faults.items() if fault}
    faulty: dict[str, dict[int, Sequence[Fault | None]]] = defaultdict(dict)
    for one in catalogue.own if faults else ():
        for at in array("Q", one.card.evident):
            own = [faults.get(piece) for piece in one.entry(at).evidence]
            if any(own):
                faulty[one.path][at] = own
    return faulty


def _look(
    catalogue: Catalogue, groups: Sequence[ItemGroup], as_of: date | None, plan: Plan
) -> tuple[dict[ItemGroup, Looked], dict[str, bytes]]:
    """What is found in groups that are looked at, and by their digests what of it lasts, told.

    Those with slips are looked at together, as if in one go.
    """
    mine, others = in_two(groups, lambda one: one.size, FOR_TWO)

    def elsewhere() -> bytes:
        return marshal.dumps(_told(_look_by_shares(catalogue, others, as_of), plan))

    with meanwhile(elsewhere, is_some=bool(others)) as given:
        looked = _look_by_shares(catalogue, mine, as_of)
        told = _told(looked, plan)
        theirs: dict[str, bytes] = marshal.loads(given() or marshal.dumps({}))  # noqa: S302 - ours
    known = {one: one.restored(theirs[one.digest], plan) for one in others if one.digest in theirs}
    looked |= {one: found for one, found in known.items() if found}
    left = [one for one in others if one not in looked]
    rest = _look_by_shares(catalogue, left, as_of)
    looked |= rest
    slips = [one for one, found in looked.items() if not found.lasts]
    if slips and sum(one.size for one in groups) > AT_ONCE:
        looked |= _look_at(catalogue, slips, as_of)
    return {one: looked[one] for one in groups}, told | theirs | _told(rest, plan)


def _told(looked: Mapping[ItemGroup, Looked], plan: Plan) -> dict[str, bytes]:
    lasting = ((one, one.told(found, plan)) for one, found in looked.items() if found.lasts)
    return {one.digest: raw for one, raw in lasting if raw}


def _look_by_shares(
    catalogue: Catalogue, groups: Sequence[ItemGroup], as_of: date | None
) -> dict[ItemGroup, Looked]:
    looked: dict[ItemGroup, Looked] = {}
    shares = [*_shares(groups)]
    for share in shares:
        looked |= _look_at(catalogue, share, as_of)
        if len(shares) > 1:
            catalogue.forget()
    return looked


def _shares(groups: Iterable[ItemGroup]) -> Iterator[list[ItemGroup]]:
    share: list[ItemGroup] = []
    entries = 0
    for group in groups:
        if share and entries + group.size > AT_ONCE:
            yield share
            share, entries = [], 0
        share.append(group)
        entries += group.size
    if share:
        yield share


def _look_at(
    catalogue: Catalogue, groups: Sequence[ItemGroup], as_of: date | None
) -> dict[ItemGroup, Looked]:
    near = catalogue.about(chain(*(one.items for one in groups)))
    for look in _lookers(errors=True):
        near = near.without(look(near))
    found = [*near.broken_rules]
    missing: Mapping[str, Sequence[Overdue]] = {}
    means: Mapping[str, ItemAssessment] = {}
    if as_of is None:
        found += chain(*(look(near) for look in _lookers(errors=False)))
        missing = overdue(near)
    else:
        assert near.plan is not None  # noqa: S101 - can_find_by_item
        asked = [item for group in groups for item in group.items if item in near.plan.items]
        means = {one.item.id: one for one in assess_items(near, near.plan, as_of, asked)}
    whose = {
        path: {at: group for group in groups for at in group.positions.get(path, ())}
        for path in {path for group in groups for path in group.positions}
    }
    touched: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for part in near.left_out.parts:
        touched[part[0]].append(part)
    by_group: dict[ItemGroup, list[Diagnostic]] = {group: [] for group in groups}
    for one in found:
        assert one.entry is not None  # noqa: S101 - every rule about items names it
        by_group[whose[one.entry.path][one.entry.position]].append(one)
    return {
        group: Looked(
            found,
            {item: missing[item] for item in group.items if item in missing},
            [means[item] for item in group.items if item in means],
            [part for item in group.items for part in touched.get(item, ())],
        )
        for group, found in by_group.items()
    }


def _lookers(*, errors: bool) -> Iterator[Callable[[Workspace], Iterable[Diagnostic]]]:
    for code, look in looking(errors=errors).items():
        if rule_of(code).sees in _OF_GROUPS:
            yield look


def _beside(
    catalogue: Catalogue,
    bare: Workspace,
    missing: Mapping[str, Sequence[Overdue]],
    *,
    errors: bool,
) -> Iterator[Diagnostic]:
    """What the rules find that see something else than groups."""
    assert bare.plan is not None  # noqa: S101 - can_find_by_item
    for code, look in looking(errors=errors).items():
        match rule_of(code).sees:
            case Sees.ITEM | Sees.SLIPS:
                pass
            case Sees.DUTIES:
                yield from missing_of(
                    bare, {i: missing[i] for i in bare.plan.items if i in missing}
                )
            case Sees.EVIDENCE:
                yield from look(catalogue.read(lambda one: array("Q", one.card.evident)))
            case Sees.FILES:
                yield from look(bare)
            case Sees.EVERYTHING:
                raise ValueError(code)
            case never:
                assert_never(never)


class ItemGroup:
    """Items that bear on each other; ``rows`` are which entries of each file are about them."""

    def __init__(
        self,
        items: frozenset[str],
        files: Mapping[str, LedgerFile],
        faulty: Mapping[str, Mapping[int, Sequence[Fault | None]]],
    ) -> None:
        self.items = items
        self.rows: dict[str, Sequence[int]] = {}
        self._files, self._faulty = files, faulty

    @property
    def size(self) -> int:
        """How many entries there are."""
        return sum(map(len, self.rows.values()))

    @cached_property
    def positions(self) -> Mapping[str, Sequence[int]]:
        """By file the positions of its entries, among all that is listed there."""
        files = self._files
        return {
            path: row if files[path].is_quick else [files[path].entry(at).position for at in row]
            for path, row in self.rows.items()
        }

    @cached_property
    def digest(self) -> str:
        """What tells apart all that may be found in it, whatever is on other items."""
        digest = sha256(repr(sorted(self.items)).encode())
        for path, row in self.rows.items():
            faulty = self._faulty.get(path, {})
            wrong = [(number, faulty[at]) for number, at in enumerate(row) if at in faulty]
            digest.update(repr((path, len(row), wrong)).encode())
            digest.update(sha256(self._files[path].text(row)).digest())
        return digest.hexdigest()

    def told(self, looked: Looked, plan: Plan) -> bytes | None:
        """What was seen as bytes, with no number of a line; None where that cannot be."""

        def row(values: tuple[Any, ...]) -> Naming | None:
            kinds = {*map(type, values)}
            if kinds == {Entry}:
                return "entries", *self._numbered(values)
            if kinds != {Said}:
                return None
            entries, whats, firsts, returned = zip(*values, strict=True)
            columns = (self._numbered(entries), told(whats), self._numbered(firsts), returned)
            return "values", *columns

        named: Named = {
            tuple: row,
            EntryKey: lambda key: ("key", *self._numbers[key]),
            Location: lambda at: ("place", *self._place(at)),
            Entry: lambda one: ("entry", *self._number(one)),
            Item: lambda one: ("item", one.id) if plan.items.get(one.id) == one else None,
            Target: lambda one: ("target", one.ref) if plan.targets.get(one.ref) == one else None,
        }
        with suppress(LookupError):
            return told(tuple(looked), named)
        return None

    def restored(self, raw: bytes, plan: Plan) -> Looked | None:
        """What ``told`` told, at the lines on which the entries are now."""

        def entry(path: str, number: int) -> Entry:
            return self._files[path].entry(self.rows[path][number])

        def entries(named: Naming) -> Iterator[Entry]:
            for path, row in zip(named[::2], named[1::2], strict=True):
                yield from (entry(path, number) for number in array("I", row))

        def said(
            named: Naming, whats: bytes, firsts: Naming, returned: Naming
        ) -> Iterator[Said[Any]]:
            return map(Said, entries(named), restored(whats), entries(firsts), returned)

        found: Found = {
            "entries": lambda name: Later(lambda: tuple(entries(name[1:]))),
            "values": lambda name: Later(lambda: tuple(said(*name[1:]))),
            "key": lambda name: EntryKey(name[1], self.positions[name[1]][name[2]]),
            "place": lambda name: self._location(*name[1:]),
            "entry": lambda name: entry(*name[1:]),
            "item": lambda name: plan.items[name[1]],
            "target": lambda name: plan.targets[name[1]],
        }
        with suppress(TypeError):
            return Looked(*restored(raw, found))
        return None

    @cached_property
    def _numbers(self) -> Mapping[EntryKey, tuple[str, int]]:
        """Which entry of the group in a file each is."""
        return {
            EntryKey(path, position): (path, number)
            for path, row in self.positions.items()
            for number, position in enumerate(row)
        }

    def _number(self, one: Entry) -> tuple[str, int]:
        """Which entry of the group in its file; LookupError for one that is not of the group."""
        return self._numbers[one.key]

    def _numbered(self, entries: Iterable[Entry]) -> Naming:
        """Which entries, file by file: the path, and their numbers as bytes."""
        by_path = groupby(map(self._number, entries), itemgetter(0))
        rows = ((path, array("I", [at for _, at in row]).tobytes()) for path, row in by_path)
        return tuple(chain(*rows))

    def _place(self, at: Location) -> tuple[Any, ...]:
        """A place by the entry that it is in, and the lines from there."""
        filed, span = self._files[at.path], at.span
        if span is None:
            raise LookupError(at)
        if not filed.is_quick:  # kept for the very file
            return at.path, None, *span
        position = bisect_right(filed.lines, span.line) - 1
        _, number = self._numbers[EntryKey(at.path, position)]
        first = filed.lines[position]
        return at.path, number, span.line - first, span.column, span.end_line - first, span[3]

    def _location(self, path: str, number: int | None, *span: int) -> Location:
        first = 0 if number is None else self._files[path].lines[self.positions[path][number]]
        line, column, end_line, end_column = span
        return Location(path, Span(line + first, column, end_line + first, end_column))
