"""The server: the Language Server Protocol in, answers about a workspace out (``pygls``)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from logging import CRITICAL, getLogger
from pathlib import Path
from typing import BinaryIO, Final, cast

from lsprotocol import types as lsp
from pygls import uris
from pygls.lsp.server import LanguageServer

from foodsafety_ledger import __version__
from foodsafety_ledger.check.fixes import fix_of
from foodsafety_ledger.files.finding import is_workspace
from foodsafety_ledger.lsp.pointed import ITEMS, Pointed, Unsaved, leads_to, offers, place_at, told
from foodsafety_ledger.model.diagnostic import Location, Severity, Span
from foodsafety_ledger.views.findings import Finding
from foodsafety_ledger.words import Say

_PAUSE: Final = 0.03
"""Seconds without a keystroke after which the workspace is checked."""

_SEVERITIES: Final = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}
_START: Final = Span(1, 1, 1, 1)


class LedgerServer(LanguageServer):
    """A server for the workspaces that the files opened in an editor belong to."""

    def __init__(self, say: Say) -> None:
        # whole texts: what pygls takes for the end of a line in edits is more than editors do
        super().__init__("ledger", __version__, lsp.TextDocumentSyncKind.Full)
        self._say = say
        self._desks: dict[Path, Unsaved] = {}
        self._marked: dict[Path, dict[str, list[lsp.Diagnostic]]] = {}
        self._due: dict[Path, asyncio.TimerHandle] = {}

    def at(self, uri: str) -> tuple[Unsaved, str] | None:
        """The workspace that a file belongs to, and its path there; None for any other file."""
        name = uris.to_fs_path(uri)
        file = Path(name) if name else None
        root = next(filter(is_workspace, file.parents), None) if file else None
        if file is None or root is None:
            return None
        if root not in self._desks:
            self._desks[root] = Unsaved(root, self._say)
        return self._desks[root], file.relative_to(root).as_posix()

    def changed(self, uri: str, *, text: bool, files: bool = False) -> None:
        """Takes on that a text was changed, or files on the disk, and checks soon."""
        found = self.at(uri)
        if found is None:
            return
        desk, path = found
        desk.put(path, self.workspace.get_text_document(uri).source if text else None)
        if files:
            desk.files_changed()
        root = desk.tree.root
        if root in self._due:
            self._due[root].cancel()
        self._due[root] = asyncio.get_running_loop().call_later(_PAUSE, self.publish, desk)

    def publish(self, desk: Unsaved) -> None:
        """Sends what is found in the opened files, and in others where it changed."""
        by_file = desk.findings()
        known = self._marked.get(desk.tree.root, {})
        paths = {*by_file, *known, *desk.texts}
        for path in sorted(paths, key=lambda path: (path in desk.texts, path)):
            found = [self._diagnostic(one, desk) for one in by_file.get(path, ())]
            if path in desk.texts or found != known.get(path, []):
                told = lsp.PublishDiagnosticsParams(self._uri(desk, path), found)
                self.text_document_publish_diagnostics(told)
            known[path] = found
        self._marked[desk.tree.root] = {path: found for path, found in known.items() if found}

    def _diagnostic(self, finding: Finding, desk: Unsaved) -> lsp.Diagnostic:
        related = [
            lsp.DiagnosticRelatedInformation(self.location(one.location, desk), one.message)
            for one in finding.related
        ]
        return lsp.Diagnostic(
            range=self.range(finding.location, desk),
            message="\n".join(filter(None, (finding.message, finding.hint))),
            severity=_SEVERITIES[finding.severity],
            code=finding.code,
            source="ledger",
            related_information=related or None,
        )

    def _uri(self, desk: Unsaved, path: str) -> str:
        return (desk.tree.root / path).as_uri()

    def location(self, at: Location, desk: Unsaved) -> lsp.Location:
        """A place as the protocol says it."""
        return lsp.Location(self._uri(desk, at.path), self.range(at, desk))

    def range(self, at: Location, desk: Unsaved) -> lsp.Range:
        """A stretch in the units that were agreed on; the start of the file for none."""
        span = at.span or _START
        first = lsp.Position(span.line - 1, max(0, span.column - 1))
        last = lsp.Position(span.end_line - 1, max(0, span.end_column - 1))
        lines = desk.lines(at.path)
        return self.workspace.position_codec.range_to_client_units(lines, lsp.Range(first, last))

    def place(self, uri: str, at: lsp.Position) -> tuple[Unsaved, str, Pointed] | None:
        """What stands at a place of a file of a workspace."""
        found = self.at(uri)
        if found is None:
            return None
        desk, path = found
        lines = desk.lines(path)
        codec = self.workspace.position_codec
        where = codec.position_from_client_units(lines, at)
        return desk, path, place_at(lines, where.line, where.character)


def _written(
    ls: LedgerServer, params: lsp.DidOpenTextDocumentParams | lsp.DidChangeTextDocumentParams
) -> None:
    ls.changed(params.text_document.uri, text=True)


def _saved(ls: LedgerServer, params: lsp.DidSaveTextDocumentParams) -> None:
    ls.changed(params.text_document.uri, text=True, files=True)


def _closed(ls: LedgerServer, params: lsp.DidCloseTextDocumentParams) -> None:
    ls.changed(params.text_document.uri, text=False)


def _others(ls: LedgerServer, params: lsp.DidChangeWatchedFilesParams) -> None:
    for change in params.changes:
        ls.changed(change.uri, text=change.uri in ls.workspace.text_documents, files=True)


def _hover(ls: LedgerServer, params: lsp.HoverParams) -> lsp.Hover | None:
    found = ls.place(params.text_document.uri, params.position)
    if found is None:
        return None
    desk, path, place = found
    text = told(desk, place)
    at = ls.range(Location(path, place.span), desk)
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), at) if text else None


def _definition(ls: LedgerServer, params: lsp.DefinitionParams) -> lsp.Location | None:
    found = ls.place(params.text_document.uri, params.position)
    at = leads_to(found[0].workspace, found[2]) if found else None
    return ls.location(at, found[0]) if found and at else None


def _complete(ls: LedgerServer, params: lsp.CompletionParams) -> Sequence[lsp.CompletionItem]:
    found = ls.place(params.text_document.uri, params.position)
    if found is None:
        return []
    desk, path, place = found
    at = ls.range(Location(path, place.span), desk)
    return [
        lsp.CompletionItem(
            label=one.word,
            detail=one.told or None,
            filter_text=f"{one.word} {one.told}",
            sort_text=f"{number:05}",
            text_edit=lsp.TextEdit(at, _quoted(one.word, place)),
        )
        for number, one in enumerate(offers(desk, path, place))
    ]


def _fixes(ls: LedgerServer, params: lsp.CodeActionParams) -> Sequence[lsp.CodeAction]:
    found = ls.at(params.text_document.uri)
    if found is None:
        return []
    desk, path = found
    near = (
        one
        for one in desk.findings().get(path, ())
        if _touch(ls.range(one.location, desk), params.range)
    )
    return [action for one in near if (action := _action(one, desk, ls))]


def _quoted(word: str, place: Pointed) -> str:
    """A word as it is written there: an item's id, which YAML takes for a number, in quotes."""
    return f'"{word}"' if place.key in ITEMS and not place.quoted else word


def _touch(one: lsp.Range, other: lsp.Range) -> bool:
    return one.start <= other.end and other.start <= one.end


def _action(finding: Finding, desk: Unsaved, ls: LedgerServer) -> lsp.CodeAction | None:
    """The edits that would mend a finding, if anybody knows."""
    path = finding.location.path
    fix = fix_of(finding.told, desk.lines(path)) if finding.told else None
    if fix is None:
        return None
    at = ls.location(finding.location, desk)
    edits = [lsp.TextEdit(ls.range(Location(path, one.span), desk), one.text) for one in fix.edits]
    return lsp.CodeAction(
        title=finding.hint or finding.message,
        kind=lsp.CodeActionKind.QuickFix,
        is_preferred=fix.sure,
        edit=lsp.WorkspaceEdit(changes={at.uri: edits}),
    )


_COMPLETION: Final = lsp.CompletionOptions(trigger_characters=[" ", "{", "[", ","])


def served(say: Say) -> LedgerServer:
    """A server that answers in one language."""
    server = LedgerServer(say)
    server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)(_written)
    server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)(_written)
    server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)(_saved)
    server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)(_closed)
    server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_others)
    server.feature(lsp.TEXT_DOCUMENT_HOVER)(_hover)
    server.feature(lsp.TEXT_DOCUMENT_DEFINITION)(_definition)
    server.feature(lsp.TEXT_DOCUMENT_COMPLETION, _COMPLETION)(_complete)
    server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION)(_fixes)
    return server


class _Kept:
    """A stream that stays open: the server closes its own, and the program looks at it after."""

    def __init__(self, stream: BinaryIO) -> None:
        self.write = stream.write
        self.flush = stream.flush

    def close(self) -> None:
        """Does nothing."""


def serve(say: Say, asked: BinaryIO, answered: BinaryIO) -> None:
    """Answers an editor until it ends the conversation; what is no message is passed over."""
    getLogger("pygls").setLevel(CRITICAL + 1)  # it would tell of a broken client by tracebacks
    served(say).start_io(asked, cast("BinaryIO", _Kept(answered)))
