"""YAML that reads back as what was written."""

from __future__ import annotations

from datetime import date

import yaml
from hypothesis import given
from hypothesis import strategies as st

from foodsafety_ledger.document.draft import to_yaml
from foodsafety_ledger.files.yaml import read_yaml

TEXTS = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" 、，：\"'\\#{}[]&*!|>%@`"),
    min_size=1,
)


def test_style() -> None:
    data = {
        "title": {"zh": "要点", "en": ""},
        "issued": date(2024, 3, 8),
        "items": [{"id": "1.1", "goal": ">= 95%", "lead": ["education"], "open": True}],
        "ignored": [],
    }
    assert to_yaml(data) == (
        "title: {zh: 要点, en: ''}\n"
        "issued: 2024-03-08\n"
        "items:\n"
        "- id: '1.1'\n"
        "  goal: '>= 95%'\n"
        "  lead: [education]\n"
        "  open: true\n"
        "ignored: []\n"
    )


@given(st.lists(st.dictionaries(st.sampled_from(["zh", "quote", "why"]), TEXTS, min_size=1)))
def test_every_text_reads_back(members: list[dict[str, str]]) -> None:
    data = {"names": members, "ids": [text for member in members for text in member.values()]}
    written = to_yaml(data)
    assert yaml.load(written, yaml.BaseLoader) == data  # noqa: S506 - texts only
    assert read_yaml("x.yaml", written).data == data
