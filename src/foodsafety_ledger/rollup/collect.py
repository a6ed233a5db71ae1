"""The extracts below a folder: which fit their manifests, and which are refused, by file."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from foodsafety_ledger.files.disk import sha256_of_file
from foodsafety_ledger.model.failure import FindingsError
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.rollup.schema import COLUMNS, VERSION, Definition, definition_from, place_of
from foodsafety_ledger.rollup.store import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PLACE: Final = re.compile(r"year=([0-9]{4})/district=([0-9]{6})/([^/]+)\.parquet")

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


class Extracted(NamedTuple):
    """A file that is added up: where it is, from the folder on, and its manifest."""

    file: Path
    path: str
    manifest: Manifest


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

    Only their bytes are looked at, against the manifests: footers are ``refuse_footers``'s.
    FindingsError where there is no extract at all.
    """
    places = []
    strange = []
    for file in sorted(folder.rglob("*.parquet")):
        place = _PLACE.fullmatch(file.relative_to(folder).as_posix())
        if place is None:
            strange.append(Refusal(file.relative_to(folder).as_posix(), "place"))
        elif (not years or place[1] in years) and place[2].startswith(tuple(districts) or ("",)):
            places.append(file)
    if not places and not strange:
        raise FindingsError("rollup-nothing", folder=str(folder))
    with ThreadPoolExecutor() as pool:
        read = [*watch_results(pool.map(partial(_look, folder), places), places, watch)]
    found = [one for one in read if isinstance(one, Extracted)]
    refused = [one for one in read if isinstance(one, Refusal)]
    collected = Collected(tuple(found), tuple(sorted(strange + refused)))
    return collected.without(_twice(found))


def watch_results(
    results: Iterator[Extracted | Refusal], places: Sequence[Path], watch: Watch
) -> Iterator[Extracted | Refusal]:
    """The results for each place, as they come."""
    for _ in watch(places):
        yield next(results)


def _look(folder: Path, file: Path) -> Extracted | Refusal:
    path = file.relative_to(folder).as_posix()
    try:
        manifest = read_manifest(file.with_suffix(".json"))
        if place_of(manifest.district, manifest.year, manifest.plan).as_posix() != path:
            return Refusal(path, "place")
        with file.open("rb") as opened:
            fits = sha256_of_file(opened) == manifest.sha256
    except UnfitError as unfit:
        return Refusal(path, unfit.key, unfit.facts)
    except OSError as error:
        return Refusal(path, "unreadable", {"what": error.strerror or str(error)})
    return Extracted(file, path, manifest) if fits else Refusal(path, "changed")


def read_manifest(file: Path) -> Manifest:
    """A manifest; UnfitError where there is none, it is of another version, or makes no sense."""
    try:
        told = json.loads(file.read_bytes())
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
        sha256: _definition(sha256, tuple(parts.items()))
        for sha256, parts in told["definitions"].items()
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
        indicators={id_: Name(**name) for id_, name in told["indicators"].items()},
        definitions=definitions,
    )


@cache
def _definition(sha256: str, parts: tuple[tuple[str, Any], ...]) -> Definition:
    """A definition as every manifest of a province spells it again; ValueError for another hash."""
    told = dict(parts)
    found = definition_from(told, may_exceed=told["may_exceed"] is True)
    if found.sha256 != sha256:
        raise ValueError(sha256)
    return found


def _twice(found: Iterable[Extracted]) -> Iterator[Refusal]:
    """A district's plan that is there twice: nobody knows which one counts."""
    found = tuple(found)
    times = Counter((one.manifest.district, one.manifest.plan) for one in found)
    for one in found:
        if times[one.manifest.district, one.manifest.plan] > 1:
            yield Refusal(one.path, "twice", {"plan": one.manifest.plan})


def refuse_footers(collected: Collected, engine: DuckDBPyConnection) -> Collected:
    """Refuses files whose columns have other types than the schema's, or other numbers of rows."""
    if not collected.extracts:
        return collected
    by_name = {str(one.file): one for one in collected.extracts}
    try:
        return collected.without(_unfit(engine, by_name))
    except _engine_error():
        return collected.without(
            refusal for one in by_name.items() for refusal in _alone(engine, dict([one]))
        )


def _engine_error() -> type[Exception]:
    import duckdb  # noqa: PLC0415 - an extra

    return duckdb.Error


def _alone(engine: DuckDBPyConnection, one: Mapping[str, Extracted]) -> Iterator[Refusal]:
    try:
        yield from _unfit(engine, one)
    except _engine_error():
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
