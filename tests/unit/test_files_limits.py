"""How large evidence may be."""

from __future__ import annotations

import pytest

from foodsafety_ledger.files.evidence import EVIDENCE_SETTING, evidence_limit
from foodsafety_ledger.model.failure import UsageError


def test_twenty_mebibytes_unless_set() -> None:
    assert evidence_limit({}) == 20 * 1024 * 1024
    assert evidence_limit({EVIDENCE_SETTING: ""}) == 20 * 1024 * 1024
    assert evidence_limit({EVIDENCE_SETTING: "50"}) == 50 * 1024 * 1024


@pytest.mark.parametrize("said", ["0", "-1", "1.5", "20M", "二十"])
def test_a_setting_that_is_no_size_is_refused(said: str) -> None:
    with pytest.raises(UsageError) as refused:
        evidence_limit({EVIDENCE_SETTING: said})
    assert refused.value.facts == {"name": EVIDENCE_SETTING, "value": said}
