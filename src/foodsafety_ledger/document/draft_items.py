"""Items of a draft: a phrase's parties and the targets of its text, as the data of one item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.folded import Document, Gap
from foodsafety_ledger.document.header import find_deadlines, parse_deadline
from foodsafety_ledger.document.lexicon import longest_known
from foodsafety_ledger.document.marks import Doubt, marks
from foodsafety_ledger.document.parties import LABEL, same_unit
from foodsafety_ledger.document.phrases import Phrase, strongest
from foodsafety_ledger.document.targets import Reading, read_targets
from foodsafety_ledger.document.tasks import ItemDraft
from foodsafety_ledger.model.measure import Denominator
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Holds, Role
from foodsafety_ledger.words import Say

_SUMMARY_LENGTH: Final = 60
_MOST_ERRATA: Final = 12
_LIST_NUMBER: Final = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]+[)）.、]|[①-⑳])\s*")
_ODD_DATE: Final = re.compile(r"[0-9][A-Za-z曰]|[A-Za-z][0-9]|月\d+(?![\d日号.])")
"""What in a deadline was not read whole."""
_ENDLESS: Final = re.compile("长期|持续|常态|全年")


def read_item(document: Document, item: ItemDraft, year: int) -> None:
    """Reads the targets and the deadline of an item."""
    deadlines = []
    for start, end in item.ranges:
        readings = read_targets(document.flat, start, end, year)
        item.targets += readings.targets
        item.facts += readings.facts
        deadlines += [d.day for d in find_deadlines(document.flat, start, end, year)]
    stated = item.phrase.due
    item.due = parse_deadline(stated, year) if stated else max(deadlines, default=None)
    item.ongoing = item.due is None and _ENDLESS.search(stated) is not None
    if stated and ((item.due is None and not item.ongoing) or _ODD_DATE.search(stated)):
        item.phrase.doubts.append(Doubt("due", words=stated))


def item_data(
    document: Document,
    item: ItemDraft,
    id_: str,
    ids: Mapping[str, str],
    bounds: tuple[Period, date],
    say: Say,
) -> dict[str, Any]:
    """The item's mapping in ``tasks.yaml``; ``bounds`` are the first period and the last day."""
    phrase = item.phrase
    doubts = list(phrase.doubts)
    due = _within(item.due, bounds, doubts)
    last, used = due or bounds[1], Counter[str]()
    return stated(
        {
            "id": id_,
            "summary": {"zh": _summary(document, item), "en": ""},
            "phrase": phrase_words(document, phrase),
            **_roles(phrase, ids),
            "open": phrase.open or None,
            "due": due if due != bounds[1] else None,
            "ongoing": item.ongoing or None,
            **marks(doubts, say),
            "targets": [
                _target(document, target, used, (bounds, last), say) for target in item.targets
            ],
            "errata": _errata(document, phrase, say),
        }
    )


def stated(data: dict[str, Any]) -> dict[str, Any]:
    """A mapping of ``tasks.yaml`` without what is None or an empty list, as the default is."""
    return {key: value for key, value in data.items() if value is not None and value != []}


def phrase_words(document: Document, phrase: Phrase) -> str:
    """The words of a phrase; labels that begin a line of their own stay apart."""
    cuts = [
        label.start()
        for label in LABEL.finditer(document.flat, phrase.start + 1, phrase.end)
        if document.gaps[label.start()] is Gap.LINE
    ]
    places = zip([phrase.start, *cuts], [*cuts, phrase.end], strict=True)
    return " ".join(document.verbatim(*place) for place in places)


def _roles(phrase: Phrase, ids: Mapping[str, str]) -> dict[str, list[str]]:
    parties = strongest([p._replace(name=same_unit(p.name)) for p in phrase.parties])
    return {
        role.value: [ids[party.name] for party in parties if party.role is role]
        for role in Role
        if any(party.role is role for party in parties)
    }


def _summary(document: Document, item: ItemDraft) -> str:
    """The first sentence of the item's text, for a person to put into their own words."""
    phrase = item.phrase
    text = document.tidy(*item.ranges[0]).lstrip("。；！？，、 ")
    sentence = _LIST_NUMBER.sub("", re.split("[。；！？]", text)[0]).strip()
    sentence = sentence or phrase_words(document, phrase)
    return sentence if len(sentence) <= _SUMMARY_LENGTH else f"{sentence[:_SUMMARY_LENGTH]}…"


def _within(due: date | None, bounds: tuple[Period, date], doubts: list[Doubt]) -> date | None:
    """The due day, unless it lies before the plan's first report."""
    if due is not None and bounds[0].cadence.holding(due) < bounds[0]:
        doubts.append(Doubt("due-before", due=due.isoformat()))
        return None
    return due


def _target(
    document: Document,
    target: Reading,
    used: Counter[str],
    limits: tuple[tuple[Period, date], date],
    say: Say,
) -> dict[str, Any]:
    bounds, last = limits
    doubts = list(target.doubts)
    due = _within(target.due, bounds, doubts)
    quote = document.verbatim(target.start, target.end)
    counts = longest_known(target.name, figure_words.COUNTED_BY, say("document.counts"))
    common, held = target.denominator is Denominator.COMMON, target.holds is Holds.EVERY_PERIOD
    return stated(
        {
            "id": _target_id(target, used),
            "name": {"zh": re.sub(r"\s+", "", target.name) or quote, "en": ""},
            "measure": target.measure.name,
            "goal": target.goal,
            "counts": {"zh": counts, "en": ""} if target.measure.is_share else None,
            "value_is": target.value_is.value if target.value_is else None,
            "denominator": target.denominator.value if common else None,
            "holds": target.holds.value if held else None,
            "due": due if due != last else None,
            "binding": None if target.binding else False,
            "may_exceed": target.may_exceed or None,
            "quote": quote,
            **marks(doubts, say),
        }
    )


def _target_id(target: Reading, used: Counter[str]) -> str:
    stem = longest_known(target.name, figure_words.IDS, target.measure.name)
    used[stem] += 1
    return stem if used[stem] == 1 else f"{stem}-{used[stem]}"


def _errata(document: Document, phrase: Phrase, say: Say) -> list[dict[str, str]]:
    """A unit that one phrase names twice."""
    repeated = Counter(
        same_unit(party.name) for party in phrase.parties if party.start < phrase.end
    )
    inside: Sequence[str] = [
        party.name
        for party in strongest(phrase.parties)
        if repeated[same_unit(party.name)] > 1 and phrase.start <= party.start < phrase.end
    ]
    return [
        {
            "quote": document.verbatim(phrase.start, phrase.end),
            "reading": say("document.erratum.once", name=name),
            "why": say("document.erratum.twice", name=name),
        }
        for name in inside[:_MOST_ERRATA]
    ]
