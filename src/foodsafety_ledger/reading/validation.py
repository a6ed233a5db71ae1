"""One mapping held against the keys that it may have; what does not read becomes findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    NamedTuple,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related, Span
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.model.name import Suggestions, with_nearest
from foodsafety_ledger.reading.plan_models import (
    BrokenRuleError,
    Closed,
    ItemModel,
    NameModel,
    OrScalar,
    PlanModel,
    Scalar,
    SectionModel,
    TargetModel,
    TaskModel,
)


class PlanFindings:
    """What reading one of the plan's files gathers; it grows as reading goes on.

    ``found`` are the findings, ``unread`` the ids that stand in the file and do not read: an empty
    one for what has none.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Diagnostic] = []
        self.unread: set[str] = set()
        self._places: dict[tuple[str, str], Location] = {}
        self._suggestions = Suggestions()

    def add(
        self, code: str, span: Span, variant: str = "", /, *related: Related, **facts: Fact
    ) -> None:
        """Adds a finding of the rule ``code``; ``facts`` fill its words."""
        self.found.append(Diagnostic(code, Location(self.path, span), facts, variant, related))

    def add_unknown(self, span: Span, variant: str, unit: str, *known: Collection[str]) -> None:
        """Adds an FL207: ``unit`` is nothing that may be named here; ``known`` is what may be."""
        self.add("FL207", span, variant, value=unit, **self._suggestions.fact(unit, *known))

    def take_id(self, scope: str, node: LocatedMap) -> bool:
        """Takes the id of ``node``; False, and an FL206, where another in the scope has it."""
        span = node.span_at("id")
        first = self._places.setdefault((scope, node["id"]), at := Location(self.path, span))
        if first is not at:
            self.add("FL206", span, "", Related(first, "first"), id=node["id"])
        return first is at

    def members(self, node: LocatedMap, key: str) -> Iterator[LocatedMap]:
        """The mappings in the list under ``key``; a member of another shape is found (FL203)."""
        listed = node.get(key)
        if not isinstance(listed, LocatedList):
            return
        for member, span in zip(listed, listed.spans, strict=True):
            if isinstance(member, LocatedMap):
                yield member
            else:
                self.add("FL203", span, "mapping", key=key)
                self.unread.add("")


def raw_id(node: LocatedMap) -> str:
    """The id as it stands in the file, or an empty text."""
    value: Any = node.get("id")
    return value if isinstance(value, str) else ""


_Model = TypeVar("_Model", bound=Closed)
_Loc = tuple[str | int, ...]


class Wrong(NamedTuple):
    """What does not read: the keys that lead there, the rule it breaks and what to tell of it."""

    loc: _Loc
    rule: str
    facts: Mapping[str, Fact] = {}


_Read = Callable[[Any, _Loc, list[Wrong]], Any]
"""Gives what a value means; what is wrong in it is added to the list."""

_STRANGE: Final = "FL202"
_MEANT: Final = ""
"""The rule of a key that is missing because it is misspelt: nothing more is said of it."""


class ModelKey(NamedTuple):
    """A key of a model: its attribute and annotated type, how it reads, whether it must stand."""

    attribute: str
    annotation: Any
    read: _Read
    is_required: bool


_keys: Final[dict[type[Closed], Mapping[str, ModelKey]]] = {}


def keys_of(model: type[Closed]) -> Mapping[str, ModelKey]:
    """The keys that a mapping of ``model`` takes, as files spell them."""
    if model not in _keys:
        hints = get_type_hints(model, include_extras=True).items()
        _keys[model] = {
            name.rstrip("_"): ModelKey(name, hint, _reader(hint), not hasattr(model, name))
            for name, hint in hints
            if get_origin(hint) is not ClassVar
        }
    return _keys[model]


def _reader(annotation: Any) -> _Read:  # noqa: ANN401 - any type expression
    if isinstance(annotation, type) and issubclass(annotation, Closed):
        return partial(read_mapping, annotation)
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated and isinstance(inner[1], Scalar):
        return partial(_scalar, inner[1].check)
    if origin is Annotated:
        return partial(_unfolded, inner[1], _reader(inner[0]))
    if origin is tuple:
        return partial(_members, _reader(inner[0]))
    if origin is Mapping:
        return partial(_pairs, _reader(inner[1]))
    return _reader(inner[0])  # or None, which no file says


def _scalar(check: Callable[[Any], Any], value: Any, loc: _Loc, wrong: list[Wrong]) -> Any:  # noqa: ANN401
    try:
        return check(value)
    except BrokenRuleError as refused:
        wrong.append(Wrong(loc, refused.rule, refused.facts))


def _unfolded(or_: OrScalar, read: _Read, value: Any, loc: _Loc, wrong: list[Wrong]) -> Any:  # noqa: ANN401
    meant = or_.unfolded(value)
    if meant is value:
        return read(value, loc, wrong)
    inside: list[Wrong] = []
    made = None if meant is None else read(meant, (), inside)
    wrong += (one._replace(loc=loc) for one in inside)
    return made


def _members(read: _Read, value: Any, loc: _Loc, wrong: list[Wrong]) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return tuple(read(member, (*loc, n), wrong) for n, member in enumerate(value))
    wrong.append(Wrong(loc, "FL203.list"))
    return None


def _pairs(read: _Read, value: Any, loc: _Loc, wrong: list[Wrong]) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: read(inner, (*loc, key), wrong) for key, inner in value.items()}
    wrong.append(Wrong(loc, "FL203.mapping"))
    return None


def read_mapping(model: type[_Model], value: Any, loc: _Loc, wrong: list[Wrong]) -> _Model:  # noqa: ANN401
    """``value`` as ``model``, as far as it reads: not at all where something wrong was added."""
    if not isinstance(value, dict):
        wrong.append(Wrong(loc, "FL203.mapping"))
        return model()
    keys, read_other = keys_of(model), model.OTHERS and model.OTHERS.check
    given, others = {}, {}
    meant: set[str] = set()
    for name, inner in value.items():
        if name in keys:
            given[keys[name].attribute] = keys[name].read(inner, (*loc, name), wrong)
        elif read_other:
            others[name] = _scalar(read_other, inner, (*loc, name), wrong)
        else:
            hint = with_nearest(name, keys)
            meant.update(hint.values())
            wrong.append(Wrong((*loc, name), _STRANGE, hint))
    wrong += (Wrong((*loc, name), _MEANT) for name in meant)
    missing = (name for name, key in keys.items() if key.is_required and name not in value)
    wrong += (Wrong((*loc, name), "FL201") for name in missing if name not in meant)
    return model(**given, others=others) if others else model(**given)


_NAME: Final = NameModel(zh="?")
_STAND_INS: Final[Mapping[type[Closed], Mapping[str, object]]] = {
    PlanModel: {"plan": "unreadable", "title": _NAME, "ignored": (), "waivers": (), "review": ()},
    SectionModel: {"title": None, "review": ()},
    TaskModel: {"title": None, "review": ()},
    ItemModel: {"summary": _NAME, "phrase": "?", "errata": (), "review": ()},
    TargetModel: {"name": _NAME, "quote": "?", "counts": _NAME, "review": ()},
}
"""What stands in for a key that does not read, where the rest of the node is sound without it.

Only keys that no rule about ledgers builds on, so that one mistake is found once.
"""


def read_node(
    model: type[_Model], node: LocatedMap, findings: PlanFindings, children: Iterable[str] = ()
) -> _Model | None:
    """``node`` as ``model``, or None where it does not read even with stand-ins.

    Lists under the keys ``children`` are left out: their members are read one by one, so that a
    bad one costs only itself.
    """
    data = dict(node)
    for key in children:
        if isinstance(data.get(key), list):
            data[key] = []
    wrong: list[Wrong] = []
    made = read_mapping(model, data, (), wrong)
    for one in wrong:
        if one.rule is not _MEANT:
            _report(node, one, findings)
    stand_ins = _STAND_INS.get(model, {})
    broken = {str(one.loc[0]) for one in wrong if one.rule is not _STRANGE}
    if not broken <= stand_ins.keys():
        return None
    vars(made).update((key, stand_ins[key]) for key in broken)
    return made


def _report(node: LocatedMap, wrong: Wrong, findings: PlanFindings) -> None:
    loc = wrong.loc
    code, _, variant = wrong.rule.partition(".")
    key = next(key for key in reversed(loc) if isinstance(key, str))
    if code in ("FL201", _STRANGE):
        part = _part(node, loc[:-1])
        if code == _STRANGE:
            findings.add(code, part.key_spans[key], key=key, **wrong.facts)
        elif not part.torn:  # else the key may stand in what could not be read
            findings.add(code, part.start, key=key)
    else:
        findings.add(code, node.span_at(*loc), variant, key=key, **wrong.facts)


def _part(node: LocatedMap, loc: _Loc) -> LocatedMap:
    part: Any = node
    for key in loc:
        part = part[key]
    return cast("LocatedMap", part)  # it was looked into as a mapping
