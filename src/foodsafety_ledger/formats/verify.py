"""The side-by-side page: the document on the left, the plan's data on the right, each linked.

Covered words are links to their item; what belongs to no item, and what nothing accounts for,
stands out. Everything from the files is escaped by the template engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, get_args

from foodsafety_ledger.document.gathered import CoverKind, Verification
from foodsafety_ledger.files.workspace import page_template
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.views.findings import Finding
from foodsafety_ledger.words import Say

_RANKS: Final = ("text", *get_args(CoverKind), "gap")
"""What a stretch of the document is, from the weakest to the strongest."""

_LEGEND: Final = ("phrase", "quote", "erratum", "ignored", "header", "number", "rest", "gap")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the document of one kind; ``ref`` is its item, ``title`` a hint."""

    text: str
    kind: str
    ref: str = ""
    title: str = ""


def verify_page(
    plan: Plan, verification: Verification, findings: Sequence[Finding], say: Say
) -> str:
    """The page as HTML, complete in itself; a UsageError without the template engine."""
    try:
        from jinja2 import Environment  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError("page-extra", extra="html") from None
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return page.from_string(page_template("verify.html")).render(
        plan=plan,
        say=say,
        name=lambda name: name.in_(say.lang),
        unit=lambda id_: (plan.departments.get(id_) or plan.groups[id_]).name.in_(say.lang),
        pieces=list(pieces_of(verification, say)),
        counts=verification.counts,
        findings=findings,
        legend=_LEGEND,
    )


def pieces_of(verification: Verification, say: Say) -> Iterator[Piece]:
    """The document's whole text, cut where what covers it changes."""
    document = verification.document
    marks = _marks(verification, say)
    start = reached = 0
    for i in range(1, len(marks) + 1):
        if i == len(marks) or marks[i] != marks[start]:
            begin, end = document.origin[start], document.origin[i - 1] + 1
            yield Piece(document.raw[reached:begin], "")
            yield Piece(document.raw[begin:end], *marks[start])
            start, reached = i, end
    yield Piece(document.raw[reached:], "")


def _marks(verification: Verification, say: Say) -> list[tuple[str, str, str]]:
    """For each character of the folded text: what it is, whose, and a hint."""
    marks = [("rest", "", "")] * len(verification.document.flat)
    stretches = [(place, ("text", ref, ref)) for place, ref in verification.reaches]
    for cover in verification.covers:
        hint = cover.why.in_(say.lang) or cover.ref
        item = cover.ref.partition("/")[0] if cover.kind in ("phrase", "quote", "erratum") else ""
        stretches.append(((cover.start, cover.end), (cover.kind, item, hint)))
    stretches += [(place, ("gap", "", code)) for place, code in verification.gaps]
    for (start, end), mark in sorted(stretches, key=lambda one: _RANKS.index(one[1][0])):
        marks[start:end] = [mark] * (end - start)
    return marks
