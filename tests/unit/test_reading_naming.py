"""What people call things: every option and REF understands the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import a_department, a_group, a_plan, a_target, an_entry, an_item
from foodsafety_ledger.model.failure import AmbiguousError, SeveralError, UsageError
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import District, Plan
from foodsafety_ledger.reading.naming import (
    Ref,
    RefKind,
    entry_among_refs,
    find_department,
    find_entry,
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


def test_a_part_that_one_thing_alone_has_names_it(plan: Plan) -> None:
    assert find_department("市场", plan).id == find_department("mark", plan).id == "market"
    assert read_refs(["市场"], plan) == (Ref(RefKind.DEPARTMENT, "market", "区市场局"),)
    for find in (find_department, lambda text, plan: read_refs([text], plan)):
        with pytest.raises(AmbiguousError) as caught:
            find("农业", plan)
        assert [*caught.value.choices] == ["farm", "farm-two"]
        assert caught.value.facts["refs"] == Name(
            "区农业局 farm、农业局 farm-two", "区农业局 farm, 农业局 farm-two"
        )
    with pytest.raises(UsageError, match="unknown-department"):
        find_department("市场", plan, whole=True)


def test_a_name_without_its_area_is_the_only_ones_that_has_none_of_its_own() -> None:
    district = replace(a_department("health"), name=Name("区卫健委"), aliases=("区卫生健康委",))
    city = replace(a_department("police", 1), name=Name("市公安局"))
    town = replace(a_department("police-district", 2), name=Name("区公安局"))
    known = {one.id: one for one in (district, city, town)}
    plan = replace(a_plan(), departments=known, district=District("320703", Name("连云区")))
    for text in ("卫健委", "卫生健康委", "连云区卫健委", "连云区卫生健康委", "HEALTH"):
        assert find_department(text, plan, whole=True).id == "health"
    with pytest.raises(AmbiguousError) as caught:
        find_department("公安局", plan)
    assert [*caught.value.choices] == ["police", "police-district"]


def test_of_too_short_a_part_it_is_said_what_has_it(plan: Plan) -> None:
    for find in (find_department, lambda text, plan: read_refs([text], plan)):
        with pytest.raises(UsageError, match="too-short") as caught:
            find("局", plan)
        assert caught.value.facts["count"] == 3
        assert "区农业局 farm" in str(caught.value.facts["refs"])


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("markt", "market"), ("市", None), ("工商局", None), ("区民政局", None), ("市场2021", None)],
)
def test_only_a_likely_slip_is_offered(plan: Plan, text: str, nearest: str | None) -> None:
    for find in (find_department, lambda text, plan: read_refs([text], plan)):
        with pytest.raises(UsageError) as caught:
            find(text, plan)
        assert caught.value.facts.get("nearest") == nearest


@pytest.mark.parametrize("text", ["1。1", "1｡1", "1、1", "1·1", "1,1"])
def test_a_number_with_another_point_is_a_slip(text: str) -> None:
    with pytest.raises(UsageError, match="unknown-ref") as caught:
        read_refs([text], a_plan())
    assert caught.value.facts["nearest"] == "1.1"


@pytest.mark.parametrize("text", ["99", "1.11", "s9", "昆仑2021", "2021Q9"])
def test_for_another_number_it_is_said_what_there_is(text: str) -> None:
    with pytest.raises(UsageError, match="unknown-ref") as caught:
        read_refs([text], a_plan())
    assert "nearest" not in caught.value.facts
    assert caught.value.facts["periods"] == "2021Q1–2021Q4"


def test_a_period_that_the_plan_has_not_is_said_to_be_one() -> None:
    for text in ("2022Q1", "2021年9月", "9月", "全年"):
        with pytest.raises(UsageError, match="no-period") as caught:
            read_refs([text], a_plan())
        assert caught.value.facts["known"] == Name(
            "2021Q1、2021Q2、2021Q3、2021Q4", "2021Q1, 2021Q2, 2021Q3, 2021Q4"
        )


def test_all_that_is_wrong_is_said_at_once(plan: Plan) -> None:
    with pytest.raises(SeveralError) as caught:
        read_refs(["工商局", "market", "农业", "2022Q1"], plan)
    keys = [one.key for one in caught.value.failures]
    assert keys == ["unknown-ref", "ambiguous-ref", "no-period"]


def _two_items() -> Plan:
    first = replace(a_target("a"), name=Name("甲"))
    second = replace(a_target("b"), name=Name("乙"))
    one = replace(an_item("1.1", targets=[first, second]), summary=Name("自查"))
    other = replace(an_item("1.2", targets=[first]), summary=Name("抽检"))
    return a_plan(one, other)


def test_items_and_targets_go_by_their_names_too() -> None:
    plan = _two_items()
    assert find_item("抽检", plan).id == find_item("１.２", plan).id == "1.2"
    for both in ("1.2 抽检", "１.２、抽检", "1.2抽检"):
        assert find_item(both, plan, whole=True).id == "1.2"
    for other in ("1.2 自查", "1.9 抽检", "1.2.1 抽检"):
        with pytest.raises(UsageError):
            find_item(other, plan, whole=True)
    assert find_target("乙", plan.items["1.1"]).id == "b"
    assert [ref.id for ref in read_refs(["抽检", "乙", "１.１"], plan)] == ["1.2", "1.1/b", "1.1"]
    assert [ref.id for ref in read_refs(["1.1/乙", "１.2/甲", "1.1/A"], plan)] == [
        *("1.1/b", "1.2/a", "1.1/a")
    ]
    assert [(ref.kind, ref.id) for ref in read_refs(["S1", "Q3"], plan)] == [
        (RefKind.SECTION, "s1"),
        (RefKind.PERIOD, "2021Q3"),
    ]
    labelled = read_refs(["任务1", "重点任务１", "第1项", "分项1.2"], plan)
    assert [ref.id for ref in labelled] == ["1", "1", "1", "1.2"]
    with pytest.raises(AmbiguousError, match="ambiguous-ref") as caught:
        read_refs(["甲"], plan)
    assert caught.value.facts["refs"] == Name("1.1/a、1.2/a", "1.1/a, 1.2/a")


def test_an_entry_among_refs_goes_by_its_id_or_its_last_digits() -> None:
    first, second = (
        an_entry(id=f"2021101{day}-0000000{day}", day=f"2021-10-1{day}") for day in (1, 2)
    )
    entries = (first, second)
    assert entry_among_refs(first.id, entries) is first
    assert entry_among_refs("00000002", entries) is second
    lettered = an_entry(id="20211013-7F3A9C1E".lower(), day="2021-10-13")
    for text in ("20211013-7F3A9C1E", "7F3A9C1E", "７ｆ３ａ９ｃ１ｅ"):
        assert entry_among_refs(text, [lettered]) is find_entry(text, [lettered]) is lettered
    assert entry_among_refs("20211011", entries) is None, "the beginning alone may be a date"
    assert entry_among_refs("2021Q3", entries) is None
