"""The side-by-side page: the document on the left, the plan's data on the right, each linked.

Covered words are links to their item; what belongs to no item, and what nothing accounts for,
stands out. Everything from the files is escaped by the template engine.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, get_args

from foodsafety_ledger.document.gathered import CoverKind, Verification
from foodsafety_ledger.document.paper import Seen
from foodsafety_ledger.document.recognised import numerals_in
from foodsafety_ledger.files.workspace import page_template
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.plan import Across, Holds, Item, Plan, Target
from foodsafety_ledger.views.findings import Finding
from foodsafety_ledger.views.wording import goal_text
from foodsafety_ledger.words import Say

_RANKS: Final = ("text", *get_args(CoverKind), "gap")
"""What a stretch of the document is, from the weakest to the strongest."""

_LEGEND: Final = ("phrase", "quote", "erratum", "ignored", "header", "number", "rest", "gap")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the document of one kind; ``ref`` is its item, ``title`` a hint.

    ``seen`` is where on a picture it was recognised, of a numeral, a sign or a list number.
    """

    text: str
    kind: str
    ref: str = ""
    title: str = ""
    seen: str = ""


class Leaf(NamedTuple):
    """A page of the document: its picture (jpg in base64) with its recognised lines, its text."""

    number: int
    picture: str
    lines: Sequence[Seen]
    pieces: Sequence[Stretch]


def verify_page(
    plan: Plan,
    verification: Verification,
    findings: Sequence[Finding],
    say: Say,
    pictures: Mapping[int, str] = MappingProxyType({}),
) -> str:
    """The page as HTML, complete in itself; a UsageError without the template engine.

    ``pictures`` are those of pages that were recognised.
    """
    try:
        from jinja2 import Environment  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError("page-extra", extra="html") from None
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return page.from_string(page_template("verify.html")).render(
        plan=plan,
        say=say,
        name=lambda name: name.in_(say.lang),
        goal=lambda target: goal_text(target, say),
        said_of=lambda target, item: list(_said_of(target, item, say)),
        unit=lambda id_: (plan.departments.get(id_) or plan.groups[id_]).name.in_(say.lang),
        leaves=list(_leaves(verification, pictures, say)),
        counts=verification.counts,
        findings=findings,
        pictured=bool(pictures),
        legend=_LEGEND,
    )


def _said_of(target: Target, item: Item, say: Say) -> Iterator[str]:
    """What a target says beside its goal, where that is not the usual case."""
    if target.due != item.due:
        yield say("plan.verify.page-due", due=target.due)
    if target.across is Across.EACH:
        yield say("why.together.each")
    if target.holds is Holds.EVERY_PERIOD:
        yield say("show.every-period", first=target.first)
    if not target.binding:
        yield say("show.not-binding")


def _leaves(verification: Verification, pictures: Mapping[int, str], say: Say) -> Iterator[Leaf]:
    """The document page by page, the whole as one where it has no pages."""
    document, at = verification.document, 0
    pages: dict[int, list[Stretch]] = {1: []}
    for piece in pieces_of(verification, say):
        pages.setdefault(bisect_right(document.pages, at) + 1, []).append(piece)
        at += len(piece.text)
    for number, held in pages.items():
        lines = [one for one in document.seen if one.page == number]
        yield Leaf(number, pictures.get(number, ""), lines, held)


def pieces_of(verification: Verification, say: Say) -> Iterator[Stretch]:
    """The document's whole text, cut where what covers it changes, and at the ends of pages."""
    document = verification.document
    marks = _marks(verification, say)
    ends = deque(document.pages)
    start = reached = 0
    for i in range(1, len(marks) + 1):
        if i == len(marks) or marks[i] != marks[start] or (ends and document.origin[i] > ends[0]):
            begin, end = document.origin[start], document.origin[i - 1] + 1
            yield Stretch(document.raw[reached:begin], "")
            yield Stretch(document.raw[begin:end], *marks[start])
            start, reached = i, end
            while ends and (i == len(marks) or document.origin[i] > ends[0]):
                yield Stretch(document.raw[reached : ends[0]], "")
                reached = ends.popleft()
    yield Stretch(document.raw[reached:], "")


def _marks(verification: Verification, say: Say) -> list[tuple[str, str, str, str]]:
    """For each character of the folded text: what it is, whose, a hint, where it was recognised."""
    document = verification.document
    marks = [("rest", "", "")] * len(document.flat)
    stretches = [(place, ("text", ref, ref)) for place, ref in verification.reaches]
    for cover in verification.covers:
        hint = cover.why.in_(say.lang) or cover.ref
        item = cover.ref.partition("/")[0] if cover.kind in ("phrase", "quote", "erratum") else ""
        stretches.append(((cover.start, cover.end), (cover.kind, item, hint)))
    stretches += [(place, ("gap", "", code)) for place, code in verification.gaps]
    for (start, end), mark in sorted(stretches, key=lambda one: _RANKS.index(one[1][0])):
        marks[start:end] = [mark] * (end - start)
    spots = [""] * len(marks)
    for (start, end), seen in numerals_in(document, [(0, len(marks))]):
        spots[start:end] = [f"{seen.page}-{seen.line}"] * (end - start)
    return [(*mark, spot) for mark, spot in zip(marks, spots, strict=True)]
