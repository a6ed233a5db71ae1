"""Whether evidence is there, is what it was when recorded, and well named (FL510 to FL518)."""

from __future__ import annotations

from collections.abc import Iterator

from foodsafety_ledger.check.scene import Scene
from foodsafety_ledger.files.evidence import as_found, is_portable
from foodsafety_ledger.files.limits import evidence_limit
from foodsafety_ledger.files.opening import is_inside
from foodsafety_ledger.values.diagnostic import Diagnostic, Related
from foodsafety_ledger.values.location import Location


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
