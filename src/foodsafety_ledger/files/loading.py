"""The files of a workspace as located values, each with what keeps it from being read.

The YAML parser is imported when a file needs it: the plan may be in the cache, and the ledgers in
the program's own form.
"""

from __future__ import annotations

from foodsafety_ledger.files.disk import MAX_BYTES, Trouble
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.text import capped, decode
from foodsafety_ledger.files.workspace import LEDGERS
from foodsafety_ledger.model.diagnostic import Diagnostic, Location
from foodsafety_ledger.model.located import Reading


def stray_ledgers(source: Source) -> list[Diagnostic]:
    """What in ``ledgers/`` looks like a ledger and is never read (FL101)."""
    names = source.names(LEDGERS)
    if isinstance(names, Trouble):
        return [] if names is Trouble.MISSING else [unreadable_file(LEDGERS, names)]
    read = source.ledger_paths()
    paths = (f"{LEDGERS}/{name}" for name in names if name[0] != ".")
    return [
        Diagnostic("FL101", Location(path), variant="suffix")
        for path in paths
        if path not in read and path.lower().endswith((".yml", ".yaml"))
    ]


def load_yaml(source: Source, path: str) -> tuple[Reading | None, list[Diagnostic]]:
    """Reads a file down to located values, with every finding on the way.

    The reading is None where there is no text at all. Its ``complete`` is false where bytes are not
    UTF-8 (FL102) or the YAML does not read: the file then does not read.
    """
    return load_yaml_of(path, source.read(path))


def load_yaml_of(path: str, raw: bytes | Trouble) -> tuple[Reading | None, list[Diagnostic]]:
    """What ``load_yaml`` gives of a file, by what it holds."""
    if isinstance(raw, Trouble):
        return None, [unreadable_file(path, raw)]
    text, found = decode(path, raw)
    if text is None:
        return None, found
    from foodsafety_ledger.files.yaml import read_yaml  # noqa: PLC0415 - see above

    reading = read_yaml(path, text)
    if any(d.code == "FL102" for d in found):
        reading = Reading(reading.data, reading.diagnostics, complete=False)
    return reading, capped(path, [*found, *reading.diagnostics])


def unreadable_file(path: str, trouble: Trouble) -> Diagnostic:
    """The finding that says why a file cannot be read."""
    if trouble is Trouble.TOO_LARGE:
        return Diagnostic("FL113", Location(path), {"limit": f"{MAX_BYTES // 1024 // 1024} MiB"})
    if trouble is Trouble.LINK:
        return Diagnostic("FL116", Location(path), variant="link")
    return Diagnostic("FL101", Location(path), variant=trouble.value)
