"""Forward: every phrase and quote of the plan stands in the document, at its own place."""

from __future__ import annotations

from foodsafety_ledger.document.alignment import Alignment, Pair
from foodsafety_ledger.document.anchors import is_balanced
from foodsafety_ledger.document.findings import Findings
from foodsafety_ledger.document.stretches import Place
from foodsafety_ledger.plan.values import Target
from foodsafety_ledger.values.location import Location


def check_tasks(alignment: Alignment, findings: Findings) -> None:
    """Finds tasks and items of the plan that the document does not have (FL708)."""
    for task in alignment.missing:
        findings.of_plan("FL708", task.location, None, "task", task=task.id, name=task.title)
    for pair in alignment.pairs:
        if pair.draft is None and pair.item.task in alignment.tasks:
            at, near = pair.item.phrase_at, _place_of(alignment, pair)
            findings.of_plan("FL708", at, near, "item", item=pair.item.id, text=pair.item.phrase)


def check_phrases(alignment: Alignment, findings: Findings) -> None:
    """Finds phrases that differ from what stands at their place (FL703); covers the others."""
    for pair in alignment.pairs:
        item = pair.item
        if not is_balanced(item.phrase):
            findings.of_plan("FL702", item.phrase_at, None, "unbalanced", text=item.phrase)
        if pair.draft is None:
            continue
        phrase = pair.draft.text.phrase
        place = phrase.start, phrase.end
        if pair.same and place in findings.anchors.places(item.phrase, *place):
            outer = phrase.outer_start, phrase.outer_end
            findings.cover(outer, "phrase", item.id)
            continue
        says = findings.document.verbatim(*place)
        findings.of_plan("FL703", item.phrase_at, place, item=item.id, text=item.phrase, says=says)


def check_quotes(alignment: Alignment, findings: Findings) -> dict[str, list[Place]]:
    """Finds quotes that do not stand in the text of their item (FL702).

    Returns where each target's quote stands, by the target's reference. An erratum may quote any
    part of the document: some slips stand before the first task.
    """
    places: dict[str, list[Place]] = {}
    for pair in alignment.pairs:
        for target in pair.item.targets:
            places[target.ref] = _quote(pair, target, findings)
        for erratum in pair.item.errata:
            own = _inside(pair, erratum.quote, findings)
            found = own or findings.anchors.places(erratum.quote)
            _take(erratum.quote, erratum.location, found, pair, findings)
            for place in found:
                findings.cover(place, "erratum", pair.item.id)
    return places


def check_ignored(findings: Findings) -> None:
    """Finds ignored words that the document does not have; covers every place of the others."""
    places: dict[str, list[Place]] = {}
    for ignored in findings.plan.ignored:
        if ignored.quote not in places:
            places[ignored.quote] = list(findings.anchors.every_place(ignored.quote))
            for place in places[ignored.quote]:
                findings.cover(place, "ignored", "", ignored.why)
        _take(ignored.quote, ignored.location, places[ignored.quote], None, findings)


def _quote(pair: Pair, target: Target, findings: Findings) -> list[Place]:
    found = _inside(pair, target.quote, findings)
    _take(target.quote, target.quote_at, found, pair, findings)
    for place in found:
        findings.cover(place, "quote", target.ref)
    return found


def _inside(pair: Pair, words: str, findings: Findings) -> list[Place]:
    return [] if pair.reach is None else findings.anchors.places(words, *pair.reach)


def _take(
    words: str, at: Location, found: list[Place], pair: Pair | None, findings: Findings
) -> None:
    """Counts a quote, and reports it where it is not found, or cuts a pair of brackets apart."""
    whole = is_balanced(words)
    findings.counts["quotes"].count(covered=bool(found) and whole)
    if not whole:
        findings.of_plan("FL702", at, found[0] if found else None, "unbalanced", text=words)
    elif not found:
        _report_missing(words, at, pair, findings)


def _report_missing(words: str, at: Location, pair: Pair | None, findings: Findings) -> None:
    elsewhere = findings.anchors.places(words)
    if elsewhere and pair is not None:
        item = pair.item.id
        findings.of_plan("FL702", at, elsewhere[0], "elsewhere", text=words, item=item)
    elif pair is not None and pair.reach is not None:
        findings.of_plan("FL702", at, pair.reach, "item", text=words, item=pair.item.id)
    else:
        findings.of_plan("FL702", at, None, text=words)


def _place_of(alignment: Alignment, pair: Pair) -> Place:
    task = alignment.tasks[pair.item.task]
    return task.start, task.start + 1
