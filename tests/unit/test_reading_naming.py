"""What people call things: every option and REF understands the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import a_department, a_group, a_plan, a_target, an_entry, an_item
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.naming import (
    RefKind,
    entry_among_refs,
    find_department,
    find_item,
    find_target,
    read_refs,
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    market = replace(a_department("market"), name=Name("区市场局", "Market"))
    market = replace(market, aliases=("市场监管（局）",))
    farm = replace(a_department("farm", 1), name=Name("区农业局"))
    namesake = replace(a_department("farm-two", 2), name=Name("农业局"))
    known = {one.id: one for one in (market, farm, namesake)}
    streets = replace(a_group("streets"), name=Name("各街道"))
    return replace(a_plan(), departments=known, groups={"streets": streets})


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("market", "market"),
        ("区市场局", "market"),
        ("市场局", "market"),
        ("Market", "market"),
        ("市场监管（局）", "market"),
        ("ｍａｒｋｅｔ", "market"),
        (" 区市场局\u3000", "market"),
        ("区农业局", "farm"),
        ("农业局", "farm-two"),
    ],
)
def test_a_department_goes_by_the_same_names_everywhere(plan: Plan, text: str, id_: str) -> None:
    assert find_department(text, plan).id == id_
    (ref,) = read_refs([text], plan)
    assert (ref.kind, ref.id, ref.typed) == (RefKind.DEPARTMENT, id_, text)


def test_a_group_is_named_in_refs_alone(plan: Plan) -> None:
    assert [one.kind for one in read_refs(["各街道", "streets"], plan)] == [RefKind.GROUP] * 2
    with pytest.raises(UsageError, match="empty-group"):
        find_department("各街道", plan)


def test_a_group_typed_for_a_department_lists_its_members(plan: Plan) -> None:
    streets = replace(plan.groups["streets"], members=("market", "farm"))
    with pytest.raises(UsageError, match="group-for-department") as caught:
        find_department("各街道", replace(plan, groups={"streets": streets}))
    assert caught.value.facts["members"] == Name(
        "区市场局 market、区农业局 farm", "Market market, 区农业局 farm"
    )


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("市场", "区市场局"),
        ("农业", Name("区农业局”、“农业局", "区农业局” or “农业局")),
        ("markt", "market"),
        ("市", None),
        ("工商局", None),
    ],
)
def test_what_a_word_is_a_part_of_is_offered(
    plan: Plan, text: str, nearest: str | Name | None
) -> None:
    for find in (find_department, lambda text, plan: read_refs([text], plan)):
        with pytest.raises(UsageError) as caught:
            find(text, plan)
        assert caught.value.facts.get("nearest") == nearest


def _two_items() -> Plan:
    first = replace(a_target("a"), name=Name("甲"))
    second = replace(a_target("b"), name=Name("乙"))
    one = replace(an_item("1.1", targets=[first, second]), summary=Name("自查"))
    other = replace(an_item("1.2", targets=[first]), summary=Name("抽检"))
    return a_plan(one, other)


def test_items_and_targets_go_by_their_names_too() -> None:
    plan = _two_items()
    assert find_item("抽检", plan).id == find_item("１.２", plan).id == "1.2"
    assert find_target("乙", plan.items["1.1"]).id == "b"
    assert [ref.id for ref in read_refs(["抽检", "乙", "１.１"], plan)] == ["1.2", "1.1/b", "1.1"]
    with pytest.raises(UsageError) as caught:
        read_refs(["甲"], plan)
    assert caught.value.key == "ambiguous-ref"
    assert caught.value.facts["refs"] == Name("1.1/a、1.2/a", "1.1/a, 1.2/a")


def test_an_entry_among_refs_goes_by_its_id_or_its_last_digits() -> None:
    first, second = (
        an_entry(id=f"2021101{day}-0000000{day}", day=f"2021-10-1{day}") for day in (1, 2)
    )
    entries = (first, second)
    assert entry_among_refs(first.id, entries) is first
    assert entry_among_refs("00000002", entries) is second
    assert entry_among_refs("20211011", entries) is None, "the beginning alone may be a date"
    assert entry_among_refs("2021Q3", entries) is None
