"""The extracts below a folder: which fit their manifests, and which are refused, by file."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from errno import ENOTDIR
from functools import partial
from hashlib import sha256
from itertools import chain, permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from foodsafety_ledger.files.disk import is_link
from foodsafety_ledger.files.finding import READ_ONLY
from foodsafety_ledger.model.failure import FindingsError, UsageError
from foodsafety_ledger.rollup.queries import quoted
from foodsafety_ledger.rollup.schema import COLUMNS, Manifest, UnfitError
from foodsafety_ledger.rollup.store import connect, engine_error, footer_start, rows_told

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


class Stamp(NamedTuple):
    """What tells a file from another that is put in its place."""

    inode: int
    size: int
    changed: int


class Extracted(NamedTuple):
    """A file that is added up: where it is, from the folder on, and its manifest.

    ``rows`` is how many its footer says, where that begins as this program writes it, else None.
    """

    file: str
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
    that begin otherwise ``refuse_footers`` says more. FindingsError where there is no extract;
    UsageError where no engine could open the folder by its name.
    """
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        raise UsageError("rollup-folder-name", folder=str(folder)) from None
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
    look = partial(_look, folder, footer_start(), _reader())
    some = (found.places[at : at + _AT_ONCE] for at in range(0, len(found.places), _AT_ONCE))
    with ThreadPoolExecutor() as pool:
        results = chain.from_iterable(pool.map(lambda places: [*map(look, places)], some))
        read = [next(results) for _ in watch(found.places)]
    fit = [one for one in read if isinstance(one, Extracted)]
    refused = [one for one in read if isinstance(one, Refusal)]
    collected = Collected(tuple(fit), tuple(sorted(found.strange + refused)))
    return collected.without(chain(_overlapping(fit), _twice(fit)))


_AT_ONCE: Final = 32
"""As many files as a thread looks at before it takes others."""


def _reader() -> Callable[[bytes], Manifest]:
    """What reads manifests; UsageError where the extra is not installed."""
    try:
        from foodsafety_ledger.rollup.manifest import manifest_of  # noqa: PLC0415 - an extra
    except ImportError as error:
        if error.name != "msgspec":
            raise
        raise UsageError("needs-extra", extra="rollup") from None
    return manifest_of


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
            entries = {one.name: _is_folder(one) for one in listed if one.name[0] != "."}
    except OSError as error:
        if not inside and isinstance(error, FileNotFoundError | NotADirectoryError):
            key = "rollup-nothing" if isinstance(error, FileNotFoundError) else "not-a-folder"
            raise FindingsError(key, path=str(folder), folder=str(folder)) from None
        found.strange.append(_unreadable(inside, error))
        return []
    below = sorted(name for name, is_folder in entries.items() if is_folder)
    files = entries.keys() - set(below)
    for name in sorted(files):
        stem, _, suffix = name.rpartition(".")
        path, other = f"{inside}{name}", f"{inside}{stem}.parquet"
        if suffix == "parquet" and _PLACE.fullmatch(path):
            found.places.append(path)
        elif name.startswith(("year=", "district=")):
            found.strange.append(Refusal(path, "unreadable", {"what": os.strerror(ENOTDIR)}))
        elif suffix.casefold() == "parquet":
            found.strange.append(Refusal(path, "place"))
        elif suffix == "json" and f"{stem}.parquet" not in files and _PLACE.fullmatch(other):
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


def _is_folder(one: os.DirEntry[str]) -> bool:
    try:
        return one.is_dir()
    except OSError:  # a link to itself: it hides nothing beside it
        return False


def _unreadable(path: str, error: OSError) -> Refusal:
    return Refusal(path, "unreadable", {"what": error.strerror or str(error)})


def _look(
    folder: Path, start: bytes, reader: Callable[[bytes], Manifest], path: str
) -> Extracted | Refusal:
    try:
        return _fitting(folder, start, reader, path)
    except UnfitError as unfit:
        return Refusal(path, unfit.key, unfit.facts)
    except OSError as error:
        return _unreadable(path, error)


def _fitting(
    folder: Path, start: bytes, reader: Callable[[bytes], Manifest], path: str
) -> Extracted:
    """An extract that is what its manifest says; UnfitError or OSError for any other."""
    file = f"{folder}/{path}"
    try:
        manifest = reader(b"".join(_pieces(_opened(file.removesuffix("parquet") + "json"))))
    except FileNotFoundError:
        raise UnfitError("no-manifest") from None
    place = _PLACE.fullmatch(path)
    if not place or place.groups() != (manifest.year, manifest.district, manifest.plan):
        raise UnfitError("place")
    opened, content, end = _opened(file), sha256(), b""
    stamp = _stamp(os.fstat(opened))
    for piece in _pieces(opened):
        content.update(piece)
        end = piece if len(piece) == _PIECE else end[-_PIECE:] + piece
    if content.hexdigest() != manifest.sha256:
        raise UnfitError("changed")
    rows = rows_told(end, start)
    if rows not in (None, manifest.rows):
        raise UnfitError("rows", rows=rows or 0, said=manifest.rows)
    return Extracted(file, path, manifest, rows, stamp)


_PIECE: Final = 2**20
"""As many bytes of a file as are read at once: most are not larger, and footers never."""


def _opened(file: str) -> int:
    """A file open for reading; of a pipe, which nobody may ever write to, there is nothing."""
    return os.open(file, READ_ONLY & ~getattr(os, "O_NOFOLLOW", 0))


def _pieces(opened: int) -> Iterator[bytes]:
    """What is in an open file, piece by piece; it is closed then."""
    try:
        while piece := os.read(opened, _PIECE):
            yield piece
    finally:
        os.close(opened)


def _stamp(told: os.stat_result) -> Stamp:
    return Stamp(told.st_ino, told.st_size, told.st_mtime_ns)


def replaced(collected: Collected) -> Iterator[Refusal]:
    """The files that are no longer those that were looked at."""
    for one in collected.extracts:
        try:
            if _stamp(Path(one.file).stat()) == one.stamp:
                continue
        except OSError:
            pass
        yield Refusal(one.path, "replaced")


def undecodable(collected: Collected) -> Iterator[Refusal]:
    """The files whose rows an engine cannot read, each of them alone."""
    for one in collected.extracts:
        rows = f"SELECT MAX(HASH(COLUMNS(*))) FROM read_parquet({listed([one.file])})"  # noqa: S608
        with connect() as engine:  # its own: a bad file may bring an engine down
            try:
                engine.execute(rows)
            except engine_error() as error:
                yield Refusal(one.path, "unreadable", {"what": str(error).partition("\n")[0]})


def _twice(found: Iterable[Extracted]) -> Iterator[Refusal]:
    """A district's plan that is there twice: nobody knows which one counts."""
    found = tuple(found)
    times = Counter((one.manifest.district, one.manifest.plan) for one in found)
    for one in found:
        if times[one.manifest.district, one.manifest.plan] > 1:
            yield Refusal(one.path, "twice", {"plan": one.manifest.plan})


def _overlapping(found: Iterable[Extracted]) -> Iterator[Refusal]:
    """A district's plans of one year that report the same: one may be the other, under a new id."""
    plans: defaultdict[tuple[str, str], list[Extracted]] = defaultdict(list)
    for one in found:
        plans[one.manifest.district, one.manifest.year].append(one)
    for together in plans.values():
        for one, other in permutations(together, 2):
            both = one.manifest.indicators.keys() & other.manifest.indicators.keys()
            if both:
                facts = {"indicator": min(both), "plan": other.manifest.plan}
                yield Refusal(one.path, "overlap", facts)


def refuse_footers(collected: Collected) -> Collected:
    """Refuses files whose columns have other types than the schema's, or other numbers of rows.

    An engine reads the footers of those that do not begin as this program writes them.
    """
    by_name = {one.file: one for one in collected.extracts if one.rows is None}
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
