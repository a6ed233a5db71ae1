"""The grammar of units and roles."""

from __future__ import annotations

import pytest

from foodsafety_ledger.document import unit_names
from foodsafety_ledger.document.folded import read_document
from foodsafety_ledger.document.parties import read_parties
from foodsafety_ledger.model.plan import Role


def _read(text: str) -> tuple[dict[str, list[str]], bool]:
    flat = read_document("x", text).flat
    parties = read_parties(flat, 0, len(flat))
    roles = {
        role.value: [party.name for party in parties.named if party.role is role] for role in Role
    }
    return {role: names for role, names in roles.items() if names}, parties.open


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("区教育局负责", {"responsible": ["区教育局"]}),
        ("区教育局", {"responsible": ["区教育局"]}),
        ("甲局牵头，乙局、丙局按职责分工负责", {"lead": ["甲局"], "shared": ["乙局", "丙局"]}),
        ("甲局牵头, 乙局配合", {"lead": ["甲局"], "support": ["乙局"]}),
        ("甲局、乙局牵头负责", {"lead": ["甲局", "乙局"]}),
        ("甲局负责，乙局分工负责", {"responsible": ["甲局"], "shared": ["乙局"]}),
        ("甲局牵头负责；各片区负责配合落实", {"lead": ["甲局"], "support": ["各片区"]}),
        ("甲局、乙局，各街道，按职责分工负责", {"shared": ["甲局", "乙局", "各街道"]}),
        (
            "牵头单位：甲局；责任单位：乙局、丙局",
            {"lead": ["甲局"], "responsible": ["乙局", "丙局"]},
        ),
        ("责任部门：甲局，配合单位：乙局", {"responsible": ["甲局"], "support": ["乙局"]}),
        ("牵头单位:甲局 责任单位:乙局", {"lead": ["甲局"], "responsible": ["乙局"]}),
        ("责任单位：甲局牵头，乙局配合", {"lead": ["甲局"], "support": ["乙局"]}),
        ("由甲局承办，乙局协助", {"responsible": ["甲局"], "support": ["乙局"]}),
        ("甲局牵头会同乙局负责", {"lead": ["甲局"], "support": ["乙局"]}),
        ("甲局会同乙局、丙局负责", {"lead": ["甲局"], "support": ["乙局", "丙局"]}),
        ("甲局会同乙局，丙局配合", {"lead": ["甲局"], "support": ["乙局", "丙局"]}),
        ("配合单位：甲局会同乙局", {"support": ["甲局", "乙局"]}),
        ("甲局会同乙局牵头", {"lead": ["甲局", "乙局"]}),
        ("甲局牵头，联合县公安局", {"lead": ["甲局"], "support": ["县公安局"]}),
        ("甲局牵头督导，各区负责本辖区落实", {"lead": ["甲局"], "responsible": ["各区"]}),
        ("甲局负责平台监管，乙局配合做好宣传", {"responsible": ["甲局"], "support": ["乙局"]}),
        (
            "责任股室：食品股；配合股室：稽查大队",
            {"responsible": ["食品股"], "support": ["稽查大队"]},
        ),
        ("牵头（责任）单位：甲局 配合（协同）单位：乙局", {"lead": ["甲局"], "support": ["乙局"]}),
        ("责任分工：甲局牵头，乙局配合", {"lead": ["甲局"], "support": ["乙局"]}),
        ("甲局：牵头；乙局：配合", {"lead": ["甲局"], "support": ["乙局"]}),
        ("甲局（牵头）、乙局", {"lead": ["甲局"], "responsible": ["乙局"]}),
        ("各县（市、区）政府负责", {"responsible": ["各县（市、区）政府"]}),
        ("区农业中心（区供销社）负责", {"responsible": ["区农业中心（区供销社）"]}),
        ("区文体和旅游局负责", {"responsible": ["区文体和旅游局"]}),
        ("园区和示范区管委会负责", {"responsible": ["园区和示范区管委会"]}),
        ("甲局和乙局共同负责", {"shared": ["甲局", "乙局"]}),
        ("区食安委成员单位及有关部门配合", {"support": ["区食安委成员单位", "有关部门"]}),
        ("责任领导：张三；责任单位：甲局", {"responsible": ["甲局"]}),
    ],
)
def test_roles(text: str, roles: dict[str, list[str]]) -> None:
    assert _read(text)[0] == roles


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲局、乙局等负责", ["甲局", "乙局"]),
        ("甲局、乙局等部门负责", ["甲局", "乙局"]),
        ("责任单位：甲局、乙局等6个部门", ["甲局", "乙局"]),
        ("甲局等有关单位负责", ["甲局"]),
    ],
)
def test_an_open_list(text: str, names: list[str]) -> None:
    roles, is_open = _read(text)
    assert is_open
    assert roles == {"responsible": names}


def test_a_closed_list_is_not_open() -> None:
    assert not _read("甲局、乙局负责")[1]


@pytest.mark.parametrize(
    "rule",
    [
        "列第一位者为牵头单位，下同",
        "列首位的为牵头单位，下同",
        "排名第一的部门为牵头单位，以下均同",
        "第一单位为牵头单位，下同",
    ],
)
def test_the_first_leads(rule: str) -> None:
    flat = f"甲局、乙局负责；{rule}"
    parties = read_parties(flat, 0, len(flat))
    assert parties.first_leads
    assert parties.below
    assert [party.name for party in parties.named] == ["甲局", "乙局"]


@pytest.mark.parametrize(
    ("text", "name", "marked"),
    [
        ("县教育局（领衔）、县公安局", "县教育局", ["bracket-behind"]),
        ("县教育局（第一责任人单位）", "县教育局", ["bracket-behind"]),
        ("各街道（统管）等", "各街道", ["bracket-behind"]),
        ("县发改局（粮食局）", "县发改局（粮食局）", []),
        ("县住建局（人防办）", "县住建局（人防办）", []),
        ("各乡镇（街道、园区）", "各乡镇（街道、园区）", []),
        ("各县（市、区）", "各县（市、区）", []),
        ("各镇（街）", "各镇（街）", []),
    ],
)
def test_a_bracket_behind_a_name(text: str, name: str, marked: list[str]) -> None:
    parties = read_parties(text, 0, len(text))
    assert parties.named[0].name == name
    assert [doubt.key for doubt in parties.doubts] == marked


@pytest.mark.parametrize("behind", ["等", "等部门", ""])
def test_a_role_in_a_bracket_before_what_leaves_the_list_open(behind: str) -> None:
    text = f"县公安局、各街道（牵头）{behind}"
    parties = read_parties(text, 0, len(text))
    assert [(one.name, one.role) for one in parties.named] == [
        ("各街道", Role.LEAD),
        ("县公安局", Role.RESPONSIBLE),
    ]
    assert parties.open is bool(behind)
    assert not parties.doubts


def test_a_part_in_everything_below() -> None:
    flat = "甲局负责；以下各项任务均需各片区配合落实，不再列出"
    parties = read_parties(flat, 0, len(flat))
    assert [(party.name, party.role) for party in parties.everywhere] == [("各片区", Role.SUPPORT)]
    assert [party.name for party in parties.named] == ["甲局"]


def test_a_deadline_among_the_names() -> None:
    flat = "牵头单位：甲局；完成时限：2024年6月底前"
    assert read_parties(flat, 0, len(flat)).due == "2024年6月底前"
    flat = "甲局负责，年底前完成"
    assert read_parties(flat, 0, len(flat)).due == "年底前完成"


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("市市场监管局、市教育局分别牵头，市公安局配合", ["lead", "lead", "support"]),
        ("市市场监管局牵头，市卫健委、市老龄办按职责分工协作", ["lead", "shared", "shared"]),
        ("县公安局牵头，县财政局、县卫健局按职责分工配合", ["lead", "support", "support"]),
        ("区教育局为牵头单位，区卫健局为配合单位", ["lead", "support"]),
    ],
)
def test_words_beside_a_role_belong_to_it(words: str, roles: list[str]) -> None:
    found = read_parties(words, 0, len(words))
    assert [party.role.value for party in found.named] == roles
    assert all(unit_names.ends_like_a_unit(party.name) for party in found.named)
    assert not found.doubts


def test_an_empty_cell_names_nobody() -> None:
    assert read_parties("", 0, 0, Role.LEAD).named == []
