"""Tables of a document: rows that a page's end parts are said to be parted."""

from __future__ import annotations

import pytest

from foodsafety_ledger.document.folded import read_document
from foodsafety_ledger.document.tables import find_tables

ENGLISH = (
    "Activity\tLead agency\tIndicator\n"
    "Train pharmacists\tPharmacy Board\tAt least 120\n"
    "Test\tDepartment\tNo fewer than\n"
)
CHINESE = "序号\t重点任务\t责任单位\n1\t加强监测\t区农业农村局\n2\t检查企业\t区市场\n"


def _parted(text: str) -> list[bool]:
    doubts = [row.doubts for table in find_tables(read_document("x", text)) for row in table.rows]
    return ["row-parted" in [doubt.key for doubt in one] for one in doubts]


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        (f"{ENGLISH}\fpoultry samples\tof Trade Board\t600 samples\n", [False, True, True]),
        (f"{ENGLISH}\fAudit clinics\tTrade Board\t40 clinics\n", [False, False, False]),
        (f"{ENGLISH}poultry samples\tof Trade Board\t600 samples\n", [False, False, False]),
        (f"{CHINESE}\f\t30家以上\t监管局\n", [False, True, True]),
        (f"{CHINESE}\f3\t培训人员\t区教育局\n", [False, False, False]),
    ],
)
def test_a_row_that_may_go_on_over_a_page_is_marked(text: str, parted: list[bool]) -> None:
    assert _parted(text) == parted
