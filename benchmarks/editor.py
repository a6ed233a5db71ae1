"""How soon ``ledger lsp`` answers an edit: from the keystroke to what is found, median of many.

    python benchmarks/editor.py [--entries 5000] [--edits 30]

The client is pygls's, the workspace that of ``data.py``; a keystroke adds a character to a note.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from data import Shape, write_workspace
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

LEDGER = "ledgers/d07.yaml"


async def measure(root: Path, edits: int) -> list[float]:
    """Seconds from each edit until the findings of its file are there."""
    client = LanguageClient("benchmark", "1")
    sent: asyncio.Queue[str] = asyncio.Queue()

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def _take(params: lsp.PublishDiagnosticsParams) -> None:
        sent.put_nowait(params.uri)

    uri = (root / LEDGER).as_uri()

    async def answered() -> None:
        while await sent.get() != uri:
            pass

    await client.start_io(sys.executable, "-m", "foodsafety_ledger", "lsp")
    await client.initialize_async(
        lsp.InitializeParams(lsp.ClientCapabilities(), root_uri=root.as_uri())
    )
    client.initialized(lsp.InitializedParams())
    lines = (root / LEDGER).read_text("utf-8").split("\n")
    note = next(n for n, line in enumerate(lines) if "note:" in line)
    document = lsp.TextDocumentItem(uri, "yaml", 1, "\n".join(lines))
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
    await answered()
    taken = []
    for version in range(2, edits + 2):
        lines[note] += "x"
        change = lsp.TextDocumentContentChangeWholeDocument("\n".join(lines))
        versioned = lsp.VersionedTextDocumentIdentifier(version, uri)
        began = time.perf_counter()
        client.text_document_did_change(lsp.DidChangeTextDocumentParams(versioned, [change]))
        await answered()
        taken.append(time.perf_counter() - began)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]
    return taken


def main() -> None:
    """Makes the workspace, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=5000)
    parser.add_argument("--edits", type=int, default=30)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "workspace"
        write_workspace(root, Shape("distinct", "chinese", asked.entries))
        taken = asyncio.run(measure(root, asked.edits))
    told = f"median {median(taken):.3f} s, worst {max(taken):.3f} s of {len(taken)} edits"
    print(f"{asked.entries} entries: {told}")


if __name__ == "__main__":
    main()
