"""Hashes of evidence: sha256, in lower-case hex."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO, Final

from foodsafety_ledger.files.opening import Trouble, open_inside, trouble_of

_CHUNK: Final = 1024 * 1024


def sha256_of(raw: bytes) -> str:
    """The hash of some bytes."""
    return hashlib.sha256(raw).hexdigest()


def sha256_of_file(file: BinaryIO) -> str:
    """The hash of an open file, however large, from where it stands."""
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def sha256_inside(root: Path, path: str) -> str | Trouble:
    """The hash of a regular file of the workspace, or why it has none."""
    opened = open_inside(root, path)
    if isinstance(opened, Trouble):
        return opened
    with opened:
        try:
            return sha256_of_file(opened)
        except OSError as error:
            return trouble_of(error)
