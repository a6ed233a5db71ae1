"""The document is a scan: its picture is not looked at, for its transcript stands beside it."""

from __future__ import annotations

from pathlib import Path

from foodsafety_ledger.document.paper import TRANSCRIPT, Line, Page, made_of, transcript_of
from foodsafety_ledger.files.disk import sha256_of


def build(root: Path) -> None:
    """Makes the text of the document that of a picture."""
    words = [line for line in (root / "paper.txt").read_text("utf-8").splitlines() if line.strip()]
    lines = [Line(1, (100, 20 * n, 900, 20 * n + 15), 98, text) for n, text in enumerate(words)]
    picture = b"\x89PNG\r\n\x1a\n"
    (root / "paper.png").write_bytes(picture)
    transcript = transcript_of(made_of([Page(words, lines)]), sha256_of(picture))
    (root / f"paper.png{TRANSCRIPT}").write_text(transcript, "utf-8")
