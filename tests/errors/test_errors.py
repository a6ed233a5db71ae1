"""Every rule has a case, and every case is found as its ``expected.txt`` says."""

from __future__ import annotations

import re

import pytest

from error_cases import HERE, case_names, output_of
from error_catalogue import PATH, catalogue
from foodsafety_ledger.check.rules import all_rules

BESIDES = {"FL119": {"FL501"}, "FL609": {"FL607"}, "FL210": {"FL208"}}
EVERYWHERE = {"FL413"}
"""Codes that a case cannot do without beside its own; that its entries say little is no matter."""


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    rules = {f"{rule.code}-{rule.name}" for rule in all_rules().values()}
    assert set(case_names()) == rules


@pytest.mark.parametrize("name", case_names())
def test_case(name: str) -> None:
    output = output_of(name)
    assert output == (HERE / name / "expected.txt").read_text("utf-8")
    codes = set(re.findall(r"(?:error|warning|note)\[(FL[0-9]+) ", output))
    own = name[:5]
    assert own in codes
    assert codes <= {own} | BESIDES.get(own, set()) | EVERYWHERE


def test_the_catalogue_in_the_docs_is_up_to_date() -> None:
    assert PATH.read_text("utf-8") == catalogue(), "run python tests/errors/regenerate.py"
