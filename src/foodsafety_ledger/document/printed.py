"""On which page and line of its document a plan's quotes stand, where the document has pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from foodsafety_ledger.files.cache import content_key, keep, recall
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.workspace import TASKS
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.name import Name

if TYPE_CHECKING:
    from foodsafety_ledger.model.plan import Plan

_PASSING: Final = frozenset({"document-extra", "document-too-hard"})
"""Why a document is not read here and now, though another time it may be: nothing of it is kept."""


def printed_quotes(source: Source, plan: Plan) -> Mapping[str, Name]:
    """Where a person finds the quote of each target, by its reference.

    Nothing where the workspace keeps no document of pages. What was found is kept for the same
    bytes; a scan is taken by its transcript.
    """
    from foodsafety_ledger.document.paper import PAGED  # noqa: PLC0415 - few keep a document

    path = plan.document.source
    if path.rpartition(".")[2].lower() not in PAGED:
        return {}
    from foodsafety_ledger.document.file import transcript_in  # noqa: PLC0415 - likewise

    raw, tasks = source.read(path), source.read(TASKS)
    if not (isinstance(raw, bytes) and isinstance(tasks, bytes)):
        return {}
    transcript = transcript_in(source, path)
    key = content_key(raw, tasks, transcript or b"")
    known = recall("printed", key)
    if known is None:
        try:
            known = {ref: tuple(name) for ref, name in _found(plan, path, raw, transcript)}
        except UsageError as failure:  # check says why
            if failure.key in _PASSING:
                return {}
            known = {}
        keep("printed", key, known)
    return {ref: Name(*name) for ref, name in known.items()}


def _found(
    plan: Plan, path: str, raw: bytes, transcript: bytes | None
) -> Iterator[tuple[str, Name]]:
    from foodsafety_ledger.document.anchors import Anchors  # noqa: PLC0415 - few keep a document
    from foodsafety_ledger.document.file import paper_of  # noqa: PLC0415 - likewise
    from foodsafety_ledger.document.folded import read_document  # noqa: PLC0415 - likewise
    from foodsafety_ledger.document.placing import place_plan  # noqa: PLC0415 - likewise
    from foodsafety_ledger.document.verify import quoted  # noqa: PLC0415 - likewise

    paper = paper_of(path, raw, transcript, watch=None)
    document = read_document(path, paper.text, paper.seen)
    anchors = Anchors(document, quoted(plan))
    for spot in place_plan(plan, anchors).spots:
        if spot.reach is None:
            continue
        for target in spot.item.targets:
            places = anchors.places(target.quote, *spot.reach)
            if places:
                yield target.ref, document.printed(places[0][0])
