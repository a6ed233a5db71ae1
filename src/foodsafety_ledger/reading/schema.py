"""The JSON Schemas of a workspace's files, for editors and other programs.

A ledger's model is made here, of the rows of ``Entry``; reading a ledger does not import it:
``ledger.py`` takes and refuses the same, which a property test holds.

They are made from the models at the file border, so they take what those take. Titles and
descriptions are in Chinese and English; of a plan at hand its ids are listed, with their names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from types import GenericAlias, UnionType, new_class
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from foodsafety_ledger.files.workspace import schema_name
from foodsafety_ledger.model.entry import (
    FIELDS,
    SHAPES,
    FieldKind,
    Kind,
    Status,
    Verdict,
    required_keys,
)
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.ledger import ENTRY_ID
from foodsafety_ledger.reading.plan_models import (
    Closed,
    Day,
    DepartmentsModel,
    Hash,
    Id,
    Label,
    Line,
    PeriodText,
    PlanModel,
    Scalar,
    Text,
    Words,
    matching,
    one_of,
)
from foodsafety_ledger.reading.validation import keys_of
from foodsafety_ledger.words import Say


def _or_empty(empty: type[dict[str, Any] | list[Any]]) -> BeforeValidator:
    """A key that is there without a value means none."""
    return BeforeValidator(lambda value: empty() if value == "" else value)


class _Closed(BaseModel):
    """A mapping that takes the keys below and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class EvidenceModel(_Closed):
    """A file that supports an entry."""

    path: Words
    sha256: Hash
    of: Id | None = None
    valid_until: Day | None = None


_TYPES: Final[Mapping[FieldKind, Any]] = {
    FieldKind.ID: Annotated[str, matching(ENTRY_ID, "FL304")],
    FieldKind.REFERENCE: Words,
    FieldKind.TEXT: Line,
    FieldKind.PROSE: Text,
    FieldKind.DATE: Day,
    FieldKind.PERIOD: PeriodText,
    FieldKind.STATUS: Annotated[Status, one_of(Status)],
    FieldKind.VERDICT: Annotated[Verdict, one_of(Verdict)],
    FieldKind.VALUES: Annotated[dict[str, Words], _or_empty(dict)],
    FieldKind.EVIDENCE: Annotated[list[EvidenceModel], _or_empty(list)],
}
_SAYING: Final[Mapping[FieldKind, Any]] = {FieldKind.TEXT: Label, FieldKind.PROSE: Words}
"""The same where it must not be empty."""

_BLANKS: Final[Mapping[FieldKind, Any]] = {
    FieldKind.VALUES: Field(default_factory=dict),
    FieldKind.EVIDENCE: Field(default_factory=list),
}


def _required(kind: FieldKind) -> tuple[Any, Any]:
    """The type of a key that must be there; a text must say something."""
    return _SAYING.get(kind, _TYPES[kind]), ...


def _optional(kind: FieldKind) -> tuple[Any, Any]:
    """The type of a key that may be there, and what it is where it is not."""
    if kind is FieldKind.REFERENCE:
        return _TYPES[kind] | None, None
    return _TYPES[kind], _BLANKS.get(kind, "")


def _models(kind: Kind) -> tuple[type[_Closed], ...]:
    """A model with every key that is required, and one for each value that spares some of them."""
    spared = dict.fromkeys(FIELDS[key].spared for key in SHAPES[kind].required)
    return tuple(_model(kind, *one) for one in spared if one[0] in ("", *SHAPES[kind].allowed))


def _model(kind: Kind, key: str, value: str) -> type[_Closed]:
    required, _, allowed = SHAPES[kind]
    asked = required_keys(kind, {key: value}) if key else required
    keys: dict[str, Any] = {key: _required(FIELDS[key].kind) for key in asked}
    keys |= {
        key: _optional(FIELDS[key].kind) for key in FIELDS if key in allowed and key not in keys
    }
    if key:
        only = Scalar(matching(value, "FL311").check, enum=[value])
        keys[key] = Annotated[str, only], ...
    name = f"{kind.title()}{value.title()}Model"
    return create_model(name, __base__=_Closed, __doc__=_ABOUT[kind], **keys)


_ABOUT: Final = {
    Kind.REPORT: "A report, or with ``amends`` an amendment.",
    Kind.VOID: "An entry that takes another out of the figures.",
    Kind.REVIEW: "What the office says of an entry.",
    Kind.EXTENSION: "A later due date that the office grants an item.",
}

MODELS: Final[Mapping[Kind, tuple[type[_Closed], ...]]] = {kind: _models(kind) for kind in Kind}
"""What each kind of entry takes: one of these."""

_ENTRIES: Any = GenericAlias(list, Union[tuple(chain(*MODELS.values()))])  # noqa: UP007 - of a table

LedgerModel: Final = create_model(
    "LedgerModel",
    __base__=_Closed,
    __doc__="``ledgers/<department>.yaml``.",
    plan=(Id, ...),
    department=(Id, ...),
    entries=(_ENTRIES, ...),
)


Schema = dict[str, Any]


_strict: Final[dict[type[Closed], type[BaseModel]]] = {}


def strict_model(model: type[Closed]) -> type[BaseModel]:
    """The same keys as a model of pydantic's, which takes and refuses the same."""
    if model not in _strict:
        keys = keys_of(model).values()
        told: dict[str, Any] = {
            "__doc__": model.__doc__,
            "__annotations__": {k.attribute: _strict_type(k.annotation) for k in keys},
            "model_config": ConfigDict(extra="allow" if model.OTHERS else "forbid"),
        }
        for name, key in keys_of(model).items():
            default = ... if key.is_required else getattr(model, key.attribute)
            if isinstance(default, Closed):
                default = strict_model(type(default))()
            told[key.attribute] = Field(default, alias=name)
        if model.OTHERS:
            told["__annotations__"]["__pydantic_extra__"] = dict[str, Annotated[str, model.OTHERS]]
        _strict[model] = new_class(model.__name__, (BaseModel,), {}, lambda body: body.update(told))
    return _strict[model]


def _strict_type(annotation: Any) -> Any:  # noqa: ANN401 - any type expression
    """A key's type, with pydantic's models in the place of ours."""
    if isinstance(annotation, type) and issubclass(annotation, Closed):
        return strict_model(annotation)
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is None:
        return annotation
    if origin is Annotated:
        return Annotated[_strict_type(inner[0]), *inner[1:]]
    made = tuple(map(_strict_type, inner))
    return Union[made] if origin in (Union, UnionType) else GenericAlias(origin, made)  # noqa: UP007 - of a table


_FILES: Final[Mapping[str, type[BaseModel]]] = {
    "tasks": strict_model(PlanModel),
    "departments": strict_model(DepartmentsModel),
    "ledger": LedgerModel,
}
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_OF_ENTRIES: Final = frozenset(model.__name__ for models in MODELS.values() for model in models)
_SAYS: Final = (Say("zh"), Say("en"))
_HOLDERS: Final = ("lead", "responsible", "shared", "support")


def schemas(plan: Plan | None = None) -> dict[str, Schema]:
    """The schema of each kind of file by the name of its own; with the ids of a plan, if given."""
    made = {kind: _schema(model) for kind, model in _FILES.items()}
    if plan is not None:
        _list_ids(made, plan)
    return {schema_name(kind): schema for kind, schema in made.items()}


def schema_texts(plan: Plan | None = None) -> dict[str, str]:
    """The schemas as their files have them."""
    made = schemas(plan).items()
    return {name: json.dumps(one, ensure_ascii=False, indent=1) + "\n" for name, one in made}


def _schema(model: type[BaseModel]) -> Schema:
    made = model.model_json_schema()
    for name, part in {model.__name__: made, **made.get("$defs", {})}.items():
        part.update(_titled(_told(name)))
        keys = part.get("properties", {})
        keys.update({key: _described(name, key, held) for key, held in keys.items()})
    return {"$schema": _DRAFT, **made}


def _described(model: str, key: str, held: Schema) -> Schema:
    """What is said of a key, in the place of what pydantic made up; a default of null is none."""
    kept = {k: v for k, v in held.items() if k != "title" and (k, v) != ("default", None)}
    return {**_titled(_told_of(model, key)), **kept}


def _told_of(model: str, key: str) -> tuple[str, ...]:
    if model in _OF_ENTRIES and key == "id":
        return _told("entry-id")
    if model in _OF_ENTRIES:
        row = FIELDS[key]
        return tuple(filter(None, (_both(row.title), _both(row.help))))
    own = f"{model}.{key}"
    return _told(own if _SAYS[0].knows(f"schema.{own}") else key)


def _told(key: str) -> tuple[str, ...]:
    """The title and, if there is more, the description of a text, each in both languages."""
    chinese, english = (say(f"schema.{key}") for say in _SAYS)
    (title, _, more), (also, _, further) = chinese.partition("："), english.partition(": ")
    return tuple(filter(None, (_both(Name(title, also)), _both(Name(more, further)))))


def _titled(told: tuple[str, ...]) -> Schema:
    return dict(zip(("title", "description"), told, strict=False))


def _both(name: Name) -> str:
    return " · ".join(filter(None, dict.fromkeys((name.zh, name.en))))


def _list_ids(made: Mapping[str, Schema], plan: Plan) -> None:
    """Puts the plan's ids where they may be named, each with its name."""
    named = [(one.id, one.name) for one in plan.departments.values()]
    units = _listed(named)
    holders = _listed([*named, *((one.id, one.name) for one in plan.groups.values())])
    items = _listed(((one.id, one.summary) for one in plan.items.values()), number=True)
    tasks, departments, ledger = (made[kind] for kind in _FILES)
    _allow(tasks["$defs"]["ItemModel"], holders, *_HOLDERS)
    _allow(tasks["$defs"]["TargetModel"], holders, "reported_by")
    _allow(tasks["$defs"]["ResolutionModel"], units, "members")
    _allow(tasks, units, "office")
    _allow(departments["$defs"]["DepartmentModel"], units, "succeeds")
    _allow(ledger, units, "department")
    _allow(ledger, {"const": plan.id}, "plan")
    _allow(ledger["$defs"]["ReportModel"], items, "item")
    _allow(ledger["$defs"]["ExtensionModel"], items, "extends")
    values = ledger["$defs"]["ReportModel"]["properties"]["values"]
    values["properties"] = _targets(plan, values.pop("additionalProperties"))
    values["additionalProperties"] = False


def _allow(part: Schema, listed: Schema, *keys: str) -> None:
    """Lets the values of these keys, or of the lists under them, be nothing but what is listed."""
    for key in keys:
        held = part["properties"][key]
        told = {k: held[k] for k in ("title", "description", "default") if k in held}
        is_list = held.get("type") == "array"
        part["properties"][key] = {
            **told,
            **({"type": "array", "items": listed} if is_list else listed),
        }


def _listed(known: Iterable[tuple[str, Name]], *, number: bool = False) -> Schema:
    """One of these ids; editors show their names. A number that was not quoted is one too."""
    named = dict(known)
    ids: Schema = {
        "enum": list(named),
        "enumDescriptions": [_both(name) for name in named.values()],
    }
    return {"anyOf": [ids, {"type": "number"}]} if number else ids


def _targets(plan: Plan, held: Schema) -> Schema:
    """What may be given for each target, with its name; one id may stand in several items."""
    named: dict[str, list[str]] = {}
    for item in plan.items.values():
        for target in item.targets:
            named.setdefault(target.id, []).append(f"{item.id} {_both(target.name)}")
    return {id_: {"title": "; ".join(names), **held} for id_, names in named.items()}
