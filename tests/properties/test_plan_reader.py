"""The plan's reader takes and refuses what pydantic does by the same keys, and reads the same."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from foodsafety_ledger.files.workspace import TASKS
from foodsafety_ledger.reading.plan_models import Closed, DepartmentsModel, PlanModel
from foodsafety_ledger.reading.schema import strict_model
from foodsafety_ledger.reading.validation import Wrong, keys_of, read_mapping
from unit.test_reading_comparison import EVERY, FULL, Path, at

ODD: Final = st.sampled_from(
    ["", " ", "x", "X y", "a\tb", "0", "７", "367", "true", "2021-02-29", "2021Q5", "1.1", ">= 5家"]
)
SHAPES: Final = st.sampled_from([[], {}, ["a"], [["a"]], {"zh": "名"}, {"id": "a"}, [{"id": ""}]])


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """The files of a plan in which a few values are others, missing, or under another key."""
    files = deepcopy(FULL)
    for path in draw(st.lists(st.sampled_from(EVERY), max_size=4)):
        change(draw, files, path)
    return files


def change(draw: st.DrawFn, files: dict[str, Any], path: Path) -> None:
    """One change at a path, if it is still there."""
    *above, last = path
    try:
        around, value = at(files, tuple(above)), at(files, path)
    except (KeyError, IndexError, TypeError):
        return
    how = draw(st.sampled_from(["other", "shape", "gone", "key", "slip", "member"]))
    if isinstance(around, str):
        return
    if how == "gone":
        del around[last]
    elif how in ("key", "slip") and isinstance(around, dict):
        around[draw(st.sampled_from([f"{last}s", "colour", ""]))] = value
        if how == "slip":
            del around[last]
    elif how == "member" and isinstance(value, list):
        value.append(draw(st.one_of(ODD, SHAPES)))
    else:
        around[last] = draw(ODD if how == "other" else SHAPES)


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever either reader gives
    """What either reader gives, as mappings and lists."""
    if isinstance(value, Closed):
        keys = keys_of(type(value)).values()
        value = {key.attribute: getattr(value, key.attribute) for key in keys} | dict(value.others)
    if isinstance(value, BaseModel):
        value = dict(value)
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(one) for one in value] if type(value) is tuple else value


@given(plans())
def test_the_reader_and_pydantic_agree(files: dict[str, Any]) -> None:
    for path, told in files.items():
        model: type[Closed] = PlanModel if path == TASKS else DepartmentsModel
        wrong: list[Wrong] = []
        read = read_mapping(model, told, (), wrong)
        try:
            strict = strict_model(model).model_validate(told)
        except ValidationError as refused:
            places = {_place(error["loc"], told) for error in refused.errors()}
            said = {_place(one.loc, told) for one in wrong if one.rule}
            assert said <= places <= {_place(one.loc, told) for one in wrong}
        else:
            assert wrong == []
            assert plain(read) == plain(strict)


def _place(loc: tuple[str | int, ...], told: Any) -> Path:  # noqa: ANN401 - any part of a file
    """The deepest part of a file on the way to an error; a key that is missing has its own."""
    for depth, step in enumerate(loc):
        inside: Any = dict(enumerate(told)) if isinstance(told, list) else told
        if not isinstance(inside, dict) or step not in inside:
            return loc[: depth + isinstance(told, dict)]
        told = inside[step]
    return loc
