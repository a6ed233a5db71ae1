"""``ledger lsp`` as an editor meets it: a real client and the real program, over stdio."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from viewer import Viewer

ALPHA = "ledgers/alpha.yaml"
SEVERITIES = {"error": 1, "warning": 2, "note": 3}


class Editor:
    """An editor with a workspace open, which talks to ``ledger lsp`` in UTF-16."""

    def __init__(self, root: Path, client: LanguageClient) -> None:
        self.root = root
        self._client = client
        self._sent: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.found: dict[str, list[lsp.Diagnostic]] = {}
        keep = partial(self._sent.put_nowait)  # pygls leaves its own mark on what it calls
        client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(keep)

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    async def open(self, path: str, text: str | None = None) -> None:
        document = lsp.TextDocumentItem(self.uri(path), "yaml", 1, text or self.text(path))
        self._client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
        await self.told_of(path)

    async def put(self, path: str, text: str) -> None:
        """Has the whole text of a file be another one, which is not saved."""
        self._client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(2, self.uri(path)),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            )
        )
        await self.told_of(path)

    async def told_of(self, path: str) -> None:
        """Takes what the server finds until it has said what there is in a file."""
        while True:
            sent = await asyncio.wait_for(self._sent.get(), 60)
            self.found[sent.uri] = list(sent.diagnostics)
            if sent.uri == self.uri(path):
                return

    def at(self, path: str, before: str, text: str | None = None) -> dict[str, Any]:
        """The place behind a text in a file, as requests name it."""
        line, column = _place(self.text(path) if text is None else text, before)
        return {
            "text_document": lsp.TextDocumentIdentifier(self.uri(path)),
            "position": lsp.Position(line, column),
        }

    async def hover(self, path: str, before: str) -> str:
        answer = await self._client.text_document_hover_async(
            lsp.HoverParams(**self.at(path, before))
        )
        return str(answer.contents.value) if answer else ""  # type: ignore[union-attr]

    async def offers(self, path: str, before: str, text: str) -> list[tuple[str, str]]:
        """What is offered behind a text: the words, and what each would write."""
        answer = await self._client.text_document_completion_async(
            lsp.CompletionParams(**self.at(path, before, text))
        )
        assert isinstance(answer, list)
        return [(one.detail or "", one.text_edit.new_text) for one in answer if one.text_edit]

    async def definition(self, path: str, before: str) -> tuple[str, int] | None:
        answer = await self._client.text_document_definition_async(
            lsp.DefinitionParams(**self.at(path, before))
        )
        return (answer.uri, answer.range.start.line) if isinstance(answer, lsp.Location) else None

    async def fixes(self, path: str) -> list[lsp.CodeAction]:
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(10_000, 0))
        answer = await self._client.text_document_code_action_async(
            lsp.CodeActionParams(
                lsp.TextDocumentIdentifier(self.uri(path)), whole, lsp.CodeActionContext([])
            )
        )
        return [one for one in answer or () if isinstance(one, lsp.CodeAction)]


def _place(text: str, before: str) -> tuple[int, int]:
    above = text[: text.index(before) + len(before)]
    line, _, last = above.rpartition("\n")
    return (line.count("\n") + 1 if line else 0), len(last.encode("utf-16-le")) // 2


def edited(root: Path, work: Callable[[Editor], Awaitable[None]]) -> None:
    """Has an editor do something with the files of a workspace."""

    async def session() -> None:
        client = LanguageClient("test", "1")
        editor = Editor(root, client)
        await client.start_io(sys.executable, "-m", "foodsafety_ledger", "lsp")
        utf16 = lsp.GeneralClientCapabilities(position_encodings=["utf-16"])
        capable = lsp.ClientCapabilities(general=utf16)
        await client.initialize_async(lsp.InitializeParams(capable, root_uri=root.as_uri()))
        client.initialized(lsp.InitializedParams())
        await work(editor)
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()  # type: ignore[no-untyped-call]

    asyncio.run(session())


def shown(editor: Editor) -> list[tuple[Any, ...]]:
    """What the editor shows, as ``ledger check`` says it: in characters, not in UTF-16."""
    rows = []
    for uri, found in editor.found.items():
        path = Path(uri.removeprefix(editor.root.as_uri() + "/")).as_posix()
        lines = editor.text(path).split("\n") if (editor.root / path).exists() else [""]
        rows += [(path, one.code, one.severity, *_characters(one.range, lines)) for one in found]
    return sorted(rows, key=str)


def _characters(at: lsp.Range, lines: list[str]) -> tuple[int, ...]:
    columns = [
        len(lines[one.line].encode("utf-16-le")[: 2 * one.character].decode("utf-16-le")) + 1
        for one in (at.start, at.end)
    ]
    return at.start.line + 1, columns[0], at.end.line + 1, columns[1]


def checked(viewer: Viewer) -> list[tuple[Any, ...]]:
    found = json.loads(viewer("check", "--format", "json").out)["data"]["diagnostics"]
    keys = ("line", "column", "end_line", "end_column")
    rows = [
        (one["path"], one["code"], SEVERITIES[one["severity"]], *(one[key] or 1 for key in keys))
        for one in found
    ]
    return sorted(rows, key=str)


@pytest.mark.slow
def test_shows_and_mends_what_check_finds_to_the_column_in_texts_that_are_not_saved(
    viewer: Viewer,
) -> None:
    text = (viewer.root / ALPHA).read_text("utf-8")
    wrong = text.replace("values: {cases: 1}", "values: {cases: 1, 𠮷: 2, casse: 1}")

    async def work(editor: Editor) -> None:
        await editor.open(ALPHA)
        assert shown(editor) == checked(viewer)
        await editor.put(ALPHA, wrong)
        assert "FL403" in {one.code for one in editor.found[editor.uri(ALPHA)]}
        (viewer.root / ALPHA).write_text(wrong, encoding="utf-8")
        assert shown(editor) == checked(viewer)
        await editor.put(ALPHA, text)
        (viewer.root / ALPHA).write_text(text, encoding="utf-8")
        assert shown(editor) == checked(viewer)

        misspelt = text.replace("values: {cases: 1}", "values: {casse: 1}")
        await editor.put(ALPHA, misspelt)
        (fix,) = [one for one in await editor.fixes(ALPHA) if one.edit]
        assert fix.edit is not None
        assert fix.edit.changes is not None
        ((uri, (edit,)),) = fix.edit.changes.items()
        assert (uri, edit.new_text) == (editor.uri(ALPHA), "cases")
        line, column = _place(misspelt, "status: blocked\n  values: {")
        assert (edit.range.start.line, edit.range.start.character) == (line, column)

    edited(viewer.root, work)


@pytest.mark.slow
def test_says_what_stands_there_where_it_leads_and_what_could_stand_there(viewer: Viewer) -> None:
    text = (viewer.root / ALPHA).read_text("utf-8")
    half = text + "- id: 20211019-000000a4\n  item: \n  period: 2021Q3\n  values: {}\n  amends: \n"

    async def work(editor: Editor) -> None:
        await editor.open(ALPHA)
        item = await editor.hover(ALPHA, 'item: "1.1')
        assert "督促企业自查" in item
        assert "178/200" in await editor.hover(ALPHA, "values: {ra")
        assert "110/120" in await editor.hover(ALPHA, "amends: 20211011-0000")
        assert await editor.hover(ALPHA, "note: 其余") == ""
        tasks = (viewer.root / "data/tasks.yaml").read_text("utf-8")
        line, _ = _place(tasks, '- id: "1.1"')
        assert await editor.definition(ALPHA, 'item: "1.1') == (editor.uri("data/tasks.yaml"), line)
        line, _ = _place(text, "- id: 20211011-000000a1")
        assert await editor.definition(ALPHA, "amends: 2021") == (editor.uri(ALPHA), line)
        minutes = "evidence/alpha/minutes.txt"
        assert await editor.definition(ALPHA, "path: evidence") == (editor.uri(minutes), 0)

        await editor.put(ALPHA, half)
        items = await editor.offers(ALPHA, "a4\n  item: ", half)
        assert items[:2] == [("督促企业自查", '"1.1"'), ("查办案件", '"1.2"')]
        entries = await editor.offers(ALPHA, "{}\n  amends: ", half)
        assert entries[0][1] == "20211013-000000a2"
        filled = half.replace("a4\n  item: ", 'a4\n  item: "1.2"')
        await editor.put(ALPHA, filled)
        values = await editor.offers(ALPHA, "2021Q3\n  values: {", filled)
        assert values == [("立案数", "cases"), ("连锁率", "chains")]

    edited(viewer.root, work)


@pytest.mark.slow
@pytest.mark.parametrize(
    "messages",
    [
        (b'{"jsonrpc":"2.0","id":1,"method":"shutdown"}', b'{"jsonrpc":"2.0","method":"exit"}'),
        (b"{a}",),
    ],
)
def test_it_ends_with_its_editor_and_says_nothing_beside(
    messages: tuple[bytes, ...],
) -> None:
    sent = b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(one), one) for one in messages)
    command = [sys.executable, "-m", "foodsafety_ledger", "lsp"]
    done = subprocess.run(command, input=sent, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
