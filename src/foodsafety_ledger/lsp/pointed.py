"""A workspace with texts that are not saved, and what is said of a place in such a text.

That is what it means, what could stand there, where it leads. The text may be half written, so that
no parser would read it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple, assert_never

from foodsafety_ledger.assess.assess import assess
from foodsafety_ledger.check.run import capped_by_file, check_unsaved, find_around, find_errors
from foodsafety_ledger.files.clock import today
from foodsafety_ledger.files.source import Overlay, WorkTree
from foodsafety_ledger.files.workspace import LEDGERS
from foodsafety_ledger.formats import Screen, markdown
from foodsafety_ledger.model.diagnostic import Diagnostic, Location, Span
from foodsafety_ledger.model.entry import FIELDS, FieldKind, Status, Verdict
from foodsafety_ledger.model.plan import Plan, Role
from foodsafety_ledger.reading.source import ReadBefore, read_workspace
from foodsafety_ledger.reading.workspace import Workspace
from foodsafety_ledger.views.findings import Finding, in_words
from foodsafety_ledger.views.log import history_at
from foodsafety_ledger.views.show import thing_view
from foodsafety_ledger.views.view import Origin
from foodsafety_ledger.words import Say

_WORD: Final = re.compile(r"[\w./-]+")
_KEY: Final = re.compile(r"(?P<indent>[ ]*)(?:- +)*(?:\{ *)?(?P<key>[\w-]+) *:(?= |$)")
_ENTRY: Final = re.compile(r"[ ]*- +(?:\{ *)?id *:")
_PAIR: Final = re.compile(r"(?:^|[,{\[]) *(?P<key>[\w-]+) *: *[^,{\[]*$")
_ITEM: Final = re.compile(r"(?:^|[ {,])item *: *[\"']?(?P<item>[\w.-]+)")


class Pointed(NamedTuple):
    """A place in a text: the word there, and what it stands for.

    ``key`` is the key whose value the word is or belongs to, empty where the word is itself a key,
    and ``parent`` the key above that. ``item`` is the item that the entry around is about, and
    ``keys`` are those that the entry has. ``quoted`` is whether the word stands in quotes.
    """

    word: str
    span: Span
    key: str
    parent: str
    item: str
    keys: frozenset[str]
    quoted: bool


def place_at(lines: Sequence[str], line: int, column: int) -> Pointed:
    """The place before the character at a line and column, both from 0."""
    text = lines[line] if line < len(lines) else ""
    words = _WORD.finditer(text)
    found = next((one for one in words if one.start() <= column <= one.end()), None)
    start, end = found.span() if found else (column, column)
    key, parent = _keys(lines, line, start, text[end:])
    block = _entry_around(lines, line)
    item = next((one["item"] for one in map(_ITEM.search, block) if one), "")
    return Pointed(
        word=text[start:end],
        span=Span(line + 1, start + 1, line + 1, end + 1),
        key=key,
        parent=parent,
        item=item,
        keys=frozenset(one["key"] for one in map(_KEY.match, block) if one),
        quoted=text[:start].endswith(("'", '"')),
    )


def _keys(lines: Sequence[str], line: int, start: int, behind: str) -> tuple[str, str]:
    """The key whose value begins at a place, and the one above it."""
    before = lines[line][:start] if line < len(lines) else ""
    own = _KEY.match(before)
    opened = max(before.rfind("{", own.end() if own else 0), before.rfind("["))
    if own and opened > max(before.rfind("}"), before.rfind("]")):
        pair = _PAIR.search(before[opened:])
        if before[opened] == "[":
            return own["key"], ""
        return (pair["key"], own["key"]) if pair else ("", own["key"])
    indent = len(before) - len(before.lstrip(" -")) if not own else len(own["indent"])
    above = _key_above(lines, line, indent)
    if own:
        return own["key"], above
    return ("", above) if re.match(r" *(:|$)", behind) else (above, "")


def _key_above(lines: Sequence[str], line: int, indent: int) -> str:
    """The key of the nearest line above that stands further left and has nothing behind it."""
    for text in reversed(lines[:line]):
        found = _KEY.match(text)
        if found and len(found["indent"]) < indent:
            return found["key"] if not text[found.end() :].strip() else ""
    return ""


def _entry_around(lines: Sequence[str], line: int) -> Sequence[str]:
    """The lines of the entry that a line belongs to; none above the first."""
    first = next(
        (n for n in range(min(line, len(lines) - 1), -1, -1) if _ENTRY.match(lines[n])), None
    )
    if first is None:
        return ()
    after = range(first + 1, len(lines))
    return lines[first : next((n for n in after if _ENTRY.match(lines[n])), len(lines))]


_HOLDERS: Final = frozenset({*Role, "members", "office"})
"""The keys of the plan's files under which departments and groups are named."""

ITEMS: Final = frozenset({"item", "extends"})
"""The keys of an entry under which an item is named."""

_SHORT: Final = 80


class Offer(NamedTuple):
    """A word that could stand at a place, and what it is."""

    word: str
    told: str


def told(desk: Unsaved, place: Pointed) -> str:
    """What stands at a place, as Markdown: what ``ledger show`` says of it; empty for no thing."""
    workspace, say = desk.workspace, desk.say
    if not place.key and place.parent != "values":
        field = FIELDS.get(place.word)
        return say.choose(field.help) if field else ""
    ref, plan = _ref(place), workspace.plan
    if plan is None or (ref not in workspace.by_id and ref not in _placed(plan)):
        return ""
    item = ref.partition("/")[0]
    about = workspace.about([item]) if item in plan.items else workspace
    history = history_at(workspace, plan, today(), say)
    view = thing_view(ref, history, lambda: assess(about, today()), Origin(plan.id, today()))
    return str(markdown.write(view, Screen(lang=say.lang)))


def leads_to(workspace: Workspace, place: Pointed) -> Location | None:
    """Where what is named at a place stands; None where nothing is named."""
    ref, plan = _ref(place), workspace.plan
    entry = workspace.by_id.get(ref)
    if entry is not None:
        return entry.place()
    if plan is not None and ref in (placed := _placed(plan)):
        return placed[ref]
    is_file = "/" in ref and not PurePosixPath(ref).is_absolute()
    return Location(ref) if is_file and workspace.source.exists(ref) else None


def _ref(place: Pointed) -> str:
    """What a place names: a target by its item too, anything else by its own word."""
    inside = place.parent == "values" and not place.key
    return f"{place.item}/{place.word}" if inside else place.word


def _placed(plan: Plan) -> Mapping[str, Location]:
    """Whatever the plan's files give an id, and where."""
    tasks = [task for section in plan.sections for task in section.tasks]
    return {
        **{one.id: one.location for one in plan.sections},
        **{one.id: one.location for one in tasks},
        **{id_: one.location for id_, one in plan.departments.items()},
        **{id_: one.location for id_, one in plan.groups.items()},
        **{id_: one.location for id_, one in plan.items.items()},
        **{ref: one.location for ref, one in plan.targets.items()},
    }


def offers(desk: Unsaved, path: str, place: Pointed) -> Iterable[Offer]:
    """What could stand at a place of a file, the likeliest first."""
    workspace, say = desk.workspace, desk.say
    plan = workspace.plan
    if plan is None:
        return ()
    is_ledger = path.startswith(f"{LEDGERS}/")
    if is_ledger and place.key in FIELDS:
        return _values(workspace, plan, path, place.key, say)
    if place.key == "department" if is_ledger else place.key in _HOLDERS:
        return _departments(plan, say)
    if place.key or not is_ledger:
        return ()
    if place.parent == "values":
        held = plan.items.get(place.item)
        return (Offer(one.id, say.choose(one.name)) for one in (held.targets if held else ()))
    missing = (one for key, one in FIELDS.items() if key not in place.keys)
    return (Offer(one.key, say.choose(one.title)) for one in missing)


def _values(workspace: Workspace, plan: Plan, path: str, key: str, say: Say) -> Iterable[Offer]:
    """What could stand under a key of an entry."""
    kind = FIELDS[key].kind
    found: Iterable[Offer]
    match kind:
        case FieldKind.REFERENCE:
            found = _entries(workspace, path)
        case FieldKind.PERIOD:
            found = (Offer(str(period), "") for period in plan.periods)
        case FieldKind.STATUS:
            found = (Offer(one.value, say(f"status.status.{one}")) for one in Status)
        case FieldKind.VERDICT:
            found = (Offer(one.value, say(f"record.verdict.{one}")) for one in Verdict)
        case FieldKind.DATE:
            found = [Offer(str(today()), "")]
        case FieldKind.ID | FieldKind.TEXT | FieldKind.PROSE:
            found = _items(plan, PurePosixPath(path).stem, say) if key in ITEMS else ()
        case FieldKind.VALUES | FieldKind.EVIDENCE:
            found = []
        case _:
            assert_never(kind)
    return found


def _departments(plan: Plan, say: Say) -> Iterator[Offer]:
    yield from (Offer(one.id, say.choose(one.name)) for one in plan.departments.values())
    yield from (Offer(one.id, say.choose(one.name)) for one in plan.groups.values())


def _items(plan: Plan, own: str, say: Say) -> Iterator[Offer]:
    """The items that the ledger's department has a part in, then the others."""
    for item in sorted(plan.items.values(), key=lambda one: own not in one.holders):
        yield Offer(item.id, say.choose(item.summary))


def _entries(workspace: Workspace, path: str) -> Iterator[Offer]:
    """The entries of the file, the latest first."""
    own = (one for one in workspace.entries if one.path == path and one.id)
    for entry in sorted(own, key=lambda one: one.stamp, reverse=True):
        about = (workspace.subject(entry), str(entry.period or ""), entry.note)
        yield Offer(entry.id, " ".join(filter(None, about))[:_SHORT])


class Unsaved:
    """The workspace in ``root``; everything is worked out when it is first asked for."""

    def __init__(self, root: Path, say: Say) -> None:
        self.tree = WorkTree(root)
        self.say = say
        self.texts: dict[str, bytes] = {}
        self._before = ReadBefore()
        self._around: tuple[Plan | None, list[Diagnostic]] | None = None
        self._workspace: Workspace | None = None
        self._lines: dict[str, Sequence[str]] = {}

    @property
    def workspace(self) -> Workspace:
        """The workspace as the texts are now, without what errors break.

        Evidence is looked at once, until files are said to be other ones.
        """
        if self._workspace is None or self._workspace.today != today():
            source = Overlay(self.tree, dict(self.texts))
            self._workspace = find_errors(read_workspace(source, today(), self._before))
            self._before.looked = {**self._before.looked, **self._workspace.faults}
        return self._workspace

    def put(self, path: str, text: str | None) -> None:
        """Has a text stand for a file; None for the file as it is on the disk."""
        if text is None:
            self.texts.pop(path, None)
        else:
            self.texts[path] = text.encode(errors="surrogatepass")
        self._workspace = None
        self._lines.pop(path, None)

    def files_changed(self) -> None:
        """Says that files beside the texts may be others than they were."""
        self._before.looked = {}
        self._around = self._workspace = None
        self._lines = {}

    def lines(self, path: str) -> Sequence[str]:
        """The lines of a file as the editor has it, ended by LF; none where it does not read."""
        if path not in self._lines:
            raw = self.workspace.source.read(path)
            text = raw.decode(errors="replace") if isinstance(raw, bytes) else None
            self._lines[path] = () if text is None else text.split("\n")
        return self._lines[path]

    def findings(self) -> Mapping[str, Sequence[Finding]]:
        """What ``ledger check`` finds, by file."""
        workspace = self.workspace
        if self._around is None or self._around[0] is not workspace.plan:
            self._around = workspace.plan, find_around(self.tree, workspace.plan)
        found = capped_by_file(check_unsaved(workspace, self._around[1]))
        by_file: dict[str, list[Finding]] = defaultdict(list)
        for finding in in_words(found, self.say):
            by_file[finding.location.path].append(finding)
        return by_file
