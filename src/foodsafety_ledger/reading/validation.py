"""One mapping held against its model; what pydantic refuses becomes findings of our own rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError

from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related, Span
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.model.name import Suggestions, with_nearest
from foodsafety_ledger.reading.plan_models import (
    Closed,
    ItemModel,
    PlanModel,
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

_SHAPES: Final = {"model_type": "mapping", "dict_type": "mapping", "list_type": "list"}
"""pydantic's names for a value of the wrong shape, and the variant of FL203 that says so."""

_NAME: Final = {"zh": "?"}
_STAND_INS: Final[Mapping[type[Closed], Mapping[str, Any]]] = {
    PlanModel: {
        "plan": "unreadable",
        "title": _NAME,
        "ignored": None,
        "waivers": None,
        "review": None,
    },
    SectionModel: {"title": None, "review": None},
    TaskModel: {"title": None, "review": None},
    ItemModel: {"summary": _NAME, "phrase": "?", "errata": None, "review": None},
    TargetModel: {"name": _NAME, "quote": "?", "counts": _NAME, "review": None},
}
"""What stands in for a key that does not read, where the rest of the node is sound without it.

None leaves the key out. Only keys that no rule about ledgers builds on, so that one mistake is
found once.
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
    try:
        return model.model_validate(data)
    except ValidationError as refused:
        errors: list[Any] = refused.errors(include_url=False, include_input=False)
    strange = {
        loc: with_nearest(str(loc[-1]), keys_of(_model_at(model, loc[:-1])))
        for loc in (e["loc"] for e in errors if e["type"] == "extra_forbidden")
    }
    meant = {(*loc[:-1], word) for loc, hint in strange.items() for word in hint.values()}
    others = [e for e in errors if e["loc"] not in strange]
    for loc, hint in strange.items():
        findings.add("FL202", _part(node, loc[:-1]).key_spans[loc[-1]], key=loc[-1], **hint)
    for error in others:
        if error["type"] != "missing" or error["loc"] not in meant:  # else found as misspelt
            _report(node, error, findings)
    data = _without(data, strange)
    return _mended(model, data, {str(loc[0]) for loc in meant.union(e["loc"] for e in others)})


def _without(data: Any, locs: Iterable[_Loc]) -> Any:  # noqa: ANN401 - any part of a file
    """A copy of ``data`` without what stands at these places; what they lie in is copied once."""
    inside: dict[str | int, list[_Loc]] = defaultdict(list)
    for key, *rest in locs:
        inside[key].append(tuple(rest))
    copy: Any = list(data) if isinstance(data, list) else dict(data)
    for key, rests in inside.items():
        if () in rests:
            del copy[key]
        else:
            copy[key] = _without(copy[key], rests)
    return copy


def _mended(model: type[_Model], data: dict[str, Any], broken: set[str]) -> _Model | None:
    stand_ins = _STAND_INS.get(model, {})
    if not broken <= stand_ins.keys():
        return None
    kept = {key: value for key, value in data.items() if key not in broken}
    return model.model_validate(kept | {key: stand_ins[key] for key in broken if stand_ins[key]})


def _report(node: LocatedMap, error: Any, findings: PlanFindings) -> None:  # noqa: ANN401
    kind, loc = error["type"], error["loc"]
    key = next((key for key in reversed(loc) if isinstance(key, str)), "")
    if kind == "missing":
        part = _part(node, loc[:-1])
        if not part.torn:  # else the key may stand in what could not be read
            findings.add("FL201", part.start, key=key)
    elif kind in _SHAPES:
        findings.add("FL203", node.span_at(*loc), _SHAPES[kind], key=key)
    else:
        code, _, variant = kind.partition(".")
        findings.add(code, node.span_at(*loc), variant, key=key, **error.get("ctx", {}))


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys that a mapping of ``model`` takes, as files spell them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _model_at(model: type[BaseModel], loc: _Loc) -> type[BaseModel]:
    for key in loc:
        for name, field in model.model_fields.items():
            if key == (field.alias or name):
                model = _model_in(field.annotation) or model
                break
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def _part(node: LocatedMap, loc: _Loc) -> LocatedMap:
    part: Any = node
    for key in loc:
        part = part[key]
    return cast("LocatedMap", part)  # pydantic looked into it as a mapping
