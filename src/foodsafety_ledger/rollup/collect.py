"""The extracts below a folder: which fit their manifests, and which are refused, by file."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from errno import ENOTDIR
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic_core import from_json

from foodsafety_ledger.files.disk import is_link, sha256_of_file
from foodsafety_ledger.model.failure import FindingsError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.rollup.schema import COLUMNS, VERSION, Definition, definition_from, place_of
from foodsafety_ledger.rollup.store import connect, engine_error, footer_start, quoted, rows_told

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PLACE: Final = re.compile(r"year=([0-9]{4})/district=([0-9]{6})/([^/]+)\.parquet")

_PARTITIONS: Final = 2
"""How many folders deep extracts stand: a year's, in it a district's."""

Watch = Callable[[Sequence[Any]], Iterable[Any]]
"""Goes through a sequence and shows how far it is."""


class Refusal(NamedTuple):
    """A file that is not added up, and why: ``key`` names the words under ``rollup.refused.``."""

    path: str
    key: str
    facts: Mapping[str, str | int] = {}


class UnfitError(Exception):
    """An extract that does not fit its manifest or its place."""

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a district says of an extract of its own."""

    plan: str
    district: str
    name: Name
    year: str
    as_of: date
    commit: str | None
    rows: int
    sha256: str
    indicators: Mapping[str, Name]
    definitions: Mapping[str, Definition]


class Stamp(NamedTuple):
    """What tells a file from another that is put in its place."""

    inode: int
    size: int
    changed: int


class Extracted(NamedTuple):
    """A file that is added up: where it is, from the folder on, and its manifest.

    ``rows`` is how many its footer says, where that begins as this program writes it, else None.
    """

    file: Path
    path: str
    manifest: Manifest
    rows: int | None
    stamp: Stamp


class Collected(NamedTuple):
    """The extracts that are added up, in the order of their places, and those that are not."""

    extracts: tuple[Extracted, ...]
    refused: tuple[Refusal, ...]

    def without(self, refused: Iterable[Refusal]) -> Collected:
        """The same less those that are refused as well."""
        more = tuple(refused)
        out = {one.path for one in more}
        kept = tuple(one for one in self.extracts if one.path not in out)
        return Collected(
            kept, tuple(sorted({one.path: one for one in self.refused + more}.values()))
        )


def collect(
    folder: Path, years: Sequence[str], districts: Sequence[str], watch: Watch
) -> Collected:
    """The extracts of some years (all, if none is named) and of districts whose codes begin so.

    Only their bytes are looked at, against the manifests, and how their footers begin; of footers
    that begin otherwise ``refuse_footers`` says more. FindingsError where there is no extract.
    """
    begins = tuple(f"district={one}" for one in districts or ("",))
    found = Listed([], [])
    for year in _folders(folder, "", found):
        if not years or year.removeprefix("year=") in years:
            for district in _folders(folder, f"{year}/", found):
                if district.startswith(begins) or not district.startswith("district="):
                    _folders(folder, f"{year}/{district}/", found)
    if not any(found):
        none = "rollup-none-chosen" if years or districts else "rollup-nothing"
        raise FindingsError(none, folder=str(folder))
    with ThreadPoolExecutor() as pool:
        results = pool.map(partial(_look, folder, footer_start()), found.places)
        read = [next(results) for _ in watch(found.places)]
    fit = [one for one in read if isinstance(one, Extracted)]
    refused = [one for one in read if isinstance(one, Refusal)]
    return Collected(tuple(fit), tuple(sorted(found.strange + refused))).without(_twice(fit))


class Listed(NamedTuple):
    """Where extracts are, and what is where no extract can be."""

    places: list[str]
    strange: list[Refusal]


def _folders(folder: Path, inside: str, found: Listed) -> list[str]:
    """The folders directly in one of the folder's, by name; extracts there go to ``found``.

    Links are followed as far as partitions go, and no further, so that none leads in circles.
    """
    try:
        with os.scandir(folder / inside) as listed:
            entries = {one.name: one.is_dir() for one in listed if not one.name.startswith(".")}
    except OSError as error:
        if not inside and isinstance(error, FileNotFoundError | NotADirectoryError):
            raise FindingsError("rollup-nothing", folder=str(folder)) from None
        found.strange.append(_unreadable(inside, error))
        return []
    below = sorted(name for name, is_folder in entries.items() if is_folder)
    for name in sorted(entries.keys() - set(below)):
        stem, _, suffix = name.rpartition(".")
        path, other = f"{inside}{name}", f"{inside}{stem}.parquet"
        if suffix == "parquet" and _PLACE.fullmatch(path):
            found.places.append(path)
        elif name.startswith(("year=", "district=")):
            found.strange.append(Refusal(path, "unreadable", {"what": os.strerror(ENOTDIR)}))
        elif suffix.casefold() == "parquet":
            found.strange.append(Refusal(path, "place"))
        elif suffix == "json" and f"{stem}.parquet" not in entries and _PLACE.fullmatch(other):
            found.strange.append(Refusal(path, "no-extract"))
    if inside.count("/") < _PARTITIONS:
        return below
    deeper = (
        one
        for name in below
        if not is_link(folder / inside / name)
        for one in (folder / inside / name).rglob("*.parquet")
    )
    found.strange.extend(Refusal(one.relative_to(folder).as_posix(), "place") for one in deeper)
    return []


def _unreadable(path: str, error: OSError) -> Refusal:
    return Refusal(path, "unreadable", {"what": error.strerror or str(error)})


def _look(folder: Path, start: bytes, path: str) -> Extracted | Refusal:
    file = folder / path
    try:
        manifest = read_manifest(file.with_suffix(".json"))
        if place_of(manifest.district, manifest.year, manifest.plan).as_posix() != path:
            return Refusal(path, "place")
        with file.open("rb") as opened:
            if sha256_of_file(opened) != manifest.sha256:
                return Refusal(path, "changed")
            rows, stamp = rows_told(opened, start), _stamp(os.fstat(opened.fileno()))
    except UnfitError as unfit:
        return Refusal(path, unfit.key, unfit.facts)
    except OSError as error:
        return _unreadable(path, error)
    if rows not in (None, manifest.rows):
        return Refusal(path, "rows", {"rows": rows or 0, "said": manifest.rows})
    return Extracted(file, path, manifest, rows, stamp)


def _stamp(told: os.stat_result) -> Stamp:
    return Stamp(told.st_ino, told.st_size, told.st_mtime_ns)


def replaced(collected: Collected) -> Iterator[Refusal]:
    """The files that are no longer those that were looked at."""
    for one in collected.extracts:
        try:
            if _stamp(one.file.stat()) == one.stamp:
                continue
        except OSError:
            pass
        yield Refusal(one.path, "replaced")


def read_manifest(file: Path) -> Manifest:
    """A manifest; UnfitError where there is none, it is of another version, or makes no sense."""
    try:
        told = from_json(file.read_bytes())
        version = told["schema"]
    except FileNotFoundError:
        raise UnfitError("no-manifest") from None
    except (ValueError, KeyError, TypeError):
        raise UnfitError("manifest") from None
    if version != VERSION:
        raise UnfitError("version", version=str(version), known=VERSION)
    try:
        return _manifest(told)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnfitError("manifest") from None


def _manifest(told: Mapping[str, Any]) -> Manifest:
    definitions = {
        sha256: _definition(sha256, parts) for sha256, parts in told["definitions"].items()
    }
    return Manifest(
        plan=str(told["plan"]),
        district=str(told["district"]["code"]),
        name=Name(told["district"]["zh"], told["district"]["en"]),
        year=str(told["year"]),
        as_of=date.fromisoformat(told["as_of"]),
        commit=told["commit"],
        rows=int(told["rows"]),
        sha256=told["sha256"],
        indicators={id_: Name(name["zh"], name["en"]) for id_, name in told["indicators"].items()},
        definitions=definitions,
    )


_KNOWN: Final[dict[str, tuple[Mapping[str, Any], Definition]]] = {}
"""Definitions as they were last read: every manifest of a province spells the same ones again."""


def _definition(sha256: str, parts: Mapping[str, Any]) -> Definition:
    """A definition as a manifest spells it; ValueError for one that has another hash."""
    told, found = _KNOWN.get(sha256, ({}, None))
    if found is None or told != parts:
        found = definition_from(parts, may_exceed=parts["may_exceed"] is True)
        if found.sha256 != sha256:
            raise ValueError(sha256)
        _KNOWN[sha256] = parts, found
    return found


def _twice(found: Iterable[Extracted]) -> Iterator[Refusal]:
    """A district's plan that is there twice: nobody knows which one counts."""
    found = tuple(found)
    times = Counter((one.manifest.district, one.manifest.plan) for one in found)
    for one in found:
        if times[one.manifest.district, one.manifest.plan] > 1:
            yield Refusal(one.path, "twice", {"plan": one.manifest.plan})


def refuse_footers(collected: Collected) -> Collected:
    """Refuses files whose columns have other types than the schema's, or other numbers of rows.

    An engine reads the footers of those that do not begin as this program writes them.
    """
    by_name = {str(one.file): one for one in collected.extracts if one.rows is None}
    if not by_name:
        return collected
    with connect() as engine:
        return _without_unfit(collected, engine, by_name)


def _without_unfit(
    collected: Collected, engine: DuckDBPyConnection, by_name: Mapping[str, Extracted]
) -> Collected:
    try:
        return collected.without(_unfit(engine, by_name))
    except engine_error():
        return collected.without(
            refusal for one in by_name.items() for refusal in _alone(engine, dict([one]))
        )


def _alone(engine: DuckDBPyConnection, one: Mapping[str, Extracted]) -> Iterator[Refusal]:
    try:
        yield from _unfit(engine, one)
    except engine_error():
        yield from (Refusal(held.path, "not-parquet") for held in one.values())


def _unfit(engine: DuckDBPyConnection, by_name: Mapping[str, Extracted]) -> list[Refusal]:
    files = listed(by_name)
    columns = ", ".join(quoted(f"{name} {type_.duckdb}") for name, type_ in COLUMNS.items())
    # every value is quoted; file names cannot be parameters of a list
    odd = engine.execute(
        f"SELECT file_name FROM parquet_schema({files}) WHERE num_children IS NULL "  # noqa: S608
        f"GROUP BY file_name HAVING COUNT(*) <> {len(COLUMNS)} OR "
        f"SUM(CASE WHEN name || ' ' || duckdb_type IN ({columns}) THEN 1 ELSE 0 END) <> COUNT(*)"
    ).fetchall()
    counted = engine.execute(
        f"SELECT file_name, num_rows FROM parquet_file_metadata({files})"  # noqa: S608
    ).fetchall()
    refused = [Refusal(by_name[name].path, "types") for (name,) in odd]
    return refused + [
        Refusal(by_name[name].path, "rows", {"rows": rows, "said": by_name[name].manifest.rows})
        for name, rows in counted
        if rows != by_name[name].manifest.rows
    ]


def listed(files: Iterable[str]) -> str:
    """File names as a list of SQL, none of them taken for a pattern."""
    plain = (re.sub(r"([\[*?])", r"[\1]", one) for one in files)
    return f"[{', '.join(map(quoted, plain))}]"
