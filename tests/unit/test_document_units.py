"""Names made whole, spellings brought together, ids given."""

from __future__ import annotations

import pytest

from foodsafety_ledger.document.party_names import Party
from foodsafety_ledger.document.spelling import misspelt
from foodsafety_ledger.document.units import list_units, same_unit, whole_names
from foodsafety_ledger.model.plan import Role


def _parties(names: str) -> list[Party]:
    return [Party(name, Role.RESPONSIBLE, 0, 0) for name in names.split()]


@pytest.mark.parametrize(
    ("lists", "whole", "doubted"),
    [
        (["区环土局 农发局", "区农发局"], "区环土局 区农发局", False),
        (["区市场监管局 综治办"], "区市场监管局 区综治办", True),
        (["市委宣传部 网信办"], "市委宣传部 市委网信办", True),
        (["区市场监管局 平潭海关"], "区市场监管局 平潭海关", False),
        (["区教育局 连云公安分局"], "区教育局 连云公安分局", False),
        (["区环土局 金湖生态局"], "区环土局 金湖生态局", False),
        (["市商务局 交发集团"], "市商务局 交发集团", False),
        (["市商务局 各县区政府"], "市商务局 各县区政府", False),
        (["市场监管总局 农业农村部"], "市场监管总局 农业农村部", False),
        (["发展改革委 财政部"], "发展改革委 财政部", False),
        (["乡村振兴局 教育局"], "乡村振兴局 教育局", False),
    ],
)
def test_prefixes(lists: list[str], whole: str, *, doubted: bool) -> None:
    result = whole_names(
        [_parties(names) for names in lists], "平潭综合实验区 连云港市连云区 2022年金湖区安排"
    )
    parties, doubts = result[0]
    assert " ".join(party.name for party in parties) == whole
    assert bool(doubts) is doubted


def test_spellings_of_one_group_are_one_unit() -> None:
    names = _parties("区食安委各成员单位 区食品安全委员会成员单位 区食安委相关成员单位")
    units = list_units([names], [names])
    assert [(unit.id, unit.selective) for unit in units] == [
        ("members", False),
        ("related-members", True),
    ]
    assert units[0].aliases == ["区食品安全委员会成员单位"]
    assert same_unit("区食安委办公室") == same_unit("区食安办")


@pytest.mark.parametrize(
    ("names", "doubtful"),
    [
        ("市教育局 市教肓局", "市教肓局"),
        ("市市场监管局 市巿场监督局 市场监昝局", "市场监昝局"),
        ("省政务和数据局 政务和数据局", ""),
        ("各有关单位 省各有关单位", ""),
        ("市水利局 市水产局", ""),
        ("镇党政办 镇教委办", ""),
        ("县市场监管局 县农贸市场管理有限公司", ""),
    ],
)
def test_a_name_that_is_another_but_for_a_character_is_doubtful(names: str, doubtful: str) -> None:
    assert " ".join(misspelt(names.split())) == doubtful


def test_ids_are_unique_and_plain() -> None:
    names = _parties("市公安局 区公安局 某某局 又某局 各街道 各省级人民政府")
    units = list_units([names], [names])
    assert [unit.id for unit in units] == [
        "public-security",
        "public-security-2",
        "department-1",
        "department-2",
        "subdistricts",
        "governments",
    ]
    assert [unit.group for unit in units] == [False] * 4 + [True] * 2
