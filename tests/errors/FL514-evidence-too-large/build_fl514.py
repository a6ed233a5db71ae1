"""A film among the evidence; the file is sparse."""

import os
from pathlib import Path

from foodsafety_ledger.files.evidence import evidence_limit


def build(root: Path) -> None:
    film = root / "evidence" / "market" / "2021Q3.mp4"
    film.parent.mkdir(parents=True)
    film.touch()
    os.truncate(film, evidence_limit() + 1)
