"""Whether evidence is there, is what it was when recorded, and well named (FL510 to FL518)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from foodsafety_ledger.check.scene import Scene
from foodsafety_ledger.files.disk import Trouble, evidence_limit, is_inside
from foodsafety_ledger.files.evidence import as_found, is_portable
from foodsafety_ledger.model.diagnostic import Diagnostic, Location, Related


def evidence_missing(scene: Scene) -> Iterator[Diagnostic]:
    """FL510: the file is not there, or may not be read."""
    return _found(scene, "FL510")


def evidence_changed(scene: Scene) -> Iterator[Diagnostic]:
    """FL511: the file has another hash than when it was recorded."""
    return _found(scene, "FL511")


def evidence_outside(scene: Scene) -> Iterator[Diagnostic]:
    """FL512: the path, or a link on it, leads out of the workspace."""
    return _found(scene, "FL512")


def evidence_not_a_file(scene: Scene) -> Iterator[Diagnostic]:
    """FL513: a folder, a pipe, a device, a link that leads to itself."""
    return _found(scene, "FL513")


def evidence_too_large(scene: Scene) -> Iterator[Diagnostic]:
    """FL514: more bytes than a repository should carry."""
    return _found(scene, "FL514")


def evidence_is_pointer(scene: Scene) -> Iterator[Diagnostic]:
    """FL515: a Git LFS pointer whose content was not fetched."""
    return _found(scene, "FL515")


def evidence_name_unsafe(scene: Scene) -> Iterator[Diagnostic]:
    """FL518: a name that is another file's on some system, or that some system refuses.

    Each file once, where it is first named. Two clerks may each have filed one of two such names.
    """
    first: dict[str, tuple[str, Location]] = {}
    seen: set[str] = set()
    for entry, position, evidence in scene.evidence:
        path, at = evidence.path, entry.place("evidence", position, "path")
        if path in seen or not is_inside(path):
            continue
        seen.add(path)
        other, there = first.setdefault(as_found(path), (path, at))
        if other != path:
            related = (Related(there, "first"),)
            yield Diagnostic("FL518", at, {"path": path, "other": other}, related=related)
        elif not all(map(is_portable, path.split("/"))):
            yield Diagnostic("FL518", at, {"path": path}, "refused")


def _found(scene: Scene, code: str) -> Iterator[Diagnostic]:
    for entry, position, evidence in scene.evidence:
        fault = scene.faults[evidence]
        if fault is not None and fault.code == code:
            key = "sha256" if code == "FL511" else "path"
            at = entry.place("evidence", position, key)
            facts = {"path": evidence.path, "limit": f"{evidence_limit() >> 20} MiB"}
            yield Diagnostic(code, at, facts, fault.variant, entry=entry.key)


MAX_TEXT: Final = 1024 * 1024
"""Larger files are not looked into."""

_MOBILE: Final = re.compile(r"(?<![0-9.])1[3-9][0-9]{9}(?![0-9])")
_IDENTITY: Final = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx](?![0-9Xx])"
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS: Final = "10X98765432"


def personal_data(scene: Scene) -> Iterator[Diagnostic]:
    """FL516: the first line of each kind in each text file; other kinds of file are not read."""
    looked: dict[str, list[tuple[str, int]]] = {}
    for entry, position, evidence in scene.evidence:
        if scene.faults[evidence] is not None:
            continue
        if evidence.path not in looked:
            raw = scene.source.read(evidence.path, MAX_TEXT)
            looked[evidence.path] = [] if isinstance(raw, Trouble) else find_personal_data(raw)
        for variant, line in looked[evidence.path]:
            at: Location = entry.place("evidence", position, "path")
            yield Diagnostic("FL516", at, {"path": evidence.path, "line": line}, variant)


def find_personal_data(raw: bytes) -> list[tuple[str, int]]:
    """The kinds of number found (variants of FL516), each with the first line it is on."""
    text = _text_of(raw)
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if "" not in found and any(is_identity(m.group()) for m in _IDENTITY.finditer(line)):
            found[""] = number
        if "mobile" not in found and _MOBILE.search(line):
            found["mobile"] = number
    return list(found.items())


def is_identity(number: str) -> bool:
    """Whether 18 signs are an identity-card number: the last one checks the others (GB 11643)."""
    total = sum(int(sign) * weight for sign, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_SIGNS[total % 11] == number[-1].upper()


def _text_of(raw: bytes) -> str:
    """The text of a file in UTF-8 or GB18030; empty for anything that is no text."""
    if b"\0" in raw:
        return ""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""
