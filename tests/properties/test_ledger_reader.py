"""The fast reader of ledgers takes and refuses what the models do, and reads the same values."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from foodsafety_ledger.model.diagnostic import Diagnostic, EntryKey, Span
from foodsafety_ledger.model.entry import Entry, Kind
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.reading.ledger import read_entry
from foodsafety_ledger.reading.schema import MODELS

AT = Span(1, 1, 1, 2)
ODD = st.sampled_from(["", " ", "x", "２０２１", "null", "true", "\n", "a\nb", "a\tb"])
SHAPES = st.sampled_from([["a"], [], {}, {"a": "b"}, [["a"]]])


def usually(*values: str) -> st.SearchStrategy[Any]:
    """Mostly one of ``values``, now and then an odd text or another shape."""
    good = st.sampled_from(values)
    return st.one_of(good, good, good, good, ODD, SHAPES)


HASHES = usually("0f" * 32, "0F" * 32, "0f" * 31)
EVIDENCE = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {"path": usually("a.pdf"), "sha256": HASHES},
            optional={
                "of": usually("plan-file", "抽检计划"),
                "valid_until": usually("2023-06-30", "2023-6-30"),
            },
        ),
        st.dictionaries(st.sampled_from(["path", "sha256", "file"]), usually("a"), max_size=3),
        ODD,
    ),
    max_size=2,
)
VALUES = st.dictionaries(st.sampled_from(["a", "b"]), usually("1/2", "3"), max_size=2)
KEYS: dict[str, st.SearchStrategy[Any]] = {
    "id": usually("20211008-0a1b2c3d", "20211008-0A1B2C3D", "20211008"),
    "item": usually("1.1"),
    "period": usually("2021Q3", "2021Q5", "0000Q1"),
    "date": usually("2021-10-08", "2021-02-29", "2021-1-1"),
    "status": usually("done", "blocked", "finished"),
    "by": usually("张三"),
    "approved_by": usually("李四"),
    "note": usually("两家停业"),
    "problems": usually("人手不足"),
    "next": usually("补查"),
    "reason": usually("重复"),
    "verdict": usually("accepted", "returned", "fine"),
    "amends": usually("20211001-00000001"),
    "voids": usually("20211001-00000001"),
    "reviews": usually("20211001-00000001"),
    "extends": usually("1.1"),
    "due": usually("2022-03-31", "2022-3-31"),
    "values": st.one_of(VALUES, VALUES, ODD, SHAPES),
    "evidence": st.one_of(EVIDENCE, EVIDENCE, ODD, SHAPES),
    "colour": usually("red"),
}
REPORT = ("id", "item", "period", "date", "status", "by")
WHOLE = {
    Kind.REPORT: REPORT,
    Kind.VOID: ("id", "voids", "reason", "date", "by"),
    Kind.REVIEW: ("id", "reviews", "verdict", "reason", "date", "by"),
    Kind.EXTENSION: ("id", "extends", "due", "reason", "date", "by"),
}


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    """An entry of some kind: usually whole, sometimes with a key too many or too few."""
    kind = draw(st.sampled_from(list(Kind)))
    extra = ["note", "approved_by"]
    if kind is Kind.REPORT:
        extra += ["problems", "next", "values", "evidence", "amends", "reason"]
    keys = list(WHOLE[kind]) + draw(st.lists(st.sampled_from(extra), unique=True))
    if draw(st.integers(0, 4)) == 0:
        keys.append(draw(st.sampled_from(list(KEYS))))
    if draw(st.integers(0, 4)) == 0:
        keys.remove(draw(st.sampled_from(keys)))
    return {key: draw(KEYS[key]) for key in dict.fromkeys(keys)}


def placed(value: Any) -> Any:  # noqa: ANN401 - any part of a file
    """A value as the YAML reader would give it."""
    if isinstance(value, dict):
        mapping = LocatedMap(AT)
        for key, one in value.items():
            mapping.put(key, AT, placed(one), AT)
        return mapping
    if isinstance(value, list):
        members = LocatedList(AT)
        for one in value:
            members.put(placed(one), AT)
        return members
    return value


def as_read(entry: Entry) -> dict[str, Any]:
    """The entry as the model would hold it."""
    names = MODELS[entry.kind][0].model_fields
    told = {name: getattr(entry, name) for name in names}
    if entry.kind is Kind.REPORT:
        told["values"] = dict(entry.values)
        pieces = [{"path": piece.path, "sha256": piece.sha256} for piece in entry.evidence]
        told["evidence"] = pieces
        told["amends"] = entry.amends or None
    return told


def validated(model: type[BaseModel], told: dict[str, Any]) -> dict[str, Any] | None:
    """What the model makes of an entry; None where it refuses it."""
    with suppress(ValidationError):
        return model.model_validate(told).model_dump()
    return None


@given(entries())
def test_the_reader_and_the_model_agree(told: dict[str, Any]) -> None:
    found: list[Diagnostic] = []
    entry = read_entry(placed(told), "market", EntryKey("ledgers/market.yaml", 0), found)
    expected = next(filter(None, (validated(model, told) for model in MODELS[entry.kind])), None)
    if expected is None:
        assert found != []
        return
    assert found == []
    texts = {key: "" if isinstance(v, str) and not v.strip() else v for key, v in expected.items()}
    assert as_read(entry) == texts
