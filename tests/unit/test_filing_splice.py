"""A new entry in an old text: golden before and after, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing import splice
from foodsafety_ledger.filing.splice import splice_entries
from foodsafety_ledger.model.failure import Exit, FindingsError
from foodsafety_ledger.model.located import LocatedMap

NEW = {"id": "20211012-7f3a9c1e", "item": "2.1", "by": "张三"}


def spliced(text: str, draft: dict[str, Any] = NEW) -> str:
    document = read_yaml("ledgers/x.yaml", text).data
    assert isinstance(document, LocatedMap)
    return splice_entries("ledgers/x.yaml", text, document, [draft]).text


HEAD = "plan: p\ndepartment: x\n"
ADDED = '- id: 20211012-7f3a9c1e\n  item: "2.1"\n  by: 张三\n'

CASES = {
    "an empty list is opened": (
        HEAD + "entries: []\n",
        HEAD + "entries:\n" + ADDED,
    ),
    "a comment beside the empty list stays": (
        HEAD + "entries:   []   # 尚无\n# 末尾\n",
        HEAD + "entries:   # 尚无\n" + ADDED + "# 末尾\n",
    ),
    "an empty list without a line end": (
        HEAD + "entries: []",
        HEAD + "entries:\n" + ADDED,
    ),
    "an empty list on a line of its own": (
        HEAD + "entries:\n  []\n",
        HEAD + "entries:\n\n" + ADDED,
    ),
    "keys after the empty list": (
        "entries: []\nplan: p\n",
        "entries:\n" + ADDED + "plan: p\n",
    ),
    "after the last entry, before what follows": (
        HEAD + "entries:\n- id: a\n  by: b  # 注\n\n# 末尾\n",
        HEAD + "entries:\n- id: a\n  by: b  # 注\n" + ADDED + "\n# 末尾\n",
    ),
    "a key after the list": (
        "entries:\n- id: a\nplan: p\n",
        "entries:\n- id: a\n" + ADDED + "plan: p\n",
    ),
    "indented dashes": (
        HEAD + "entries:\n  - id: a\n    by: b\n",
        HEAD
        + "entries:\n  - id: a\n    by: b\n"
        + ADDED.replace("- id", "  - id")
        .replace("\n  item", "\n    item")
        .replace("\n  by", "\n    by"),
    ),
    "odd indentation": (
        HEAD + "entries:\n -   id: a\n     by: b\n",
        HEAD + "entries:\n -   id: a\n     by: b\n"
        ' -   id: 20211012-7f3a9c1e\n     item: "2.1"\n     by: 张三\n',
    ),
    "a dash on a line of its own": (
        HEAD + "entries:\n-\n     id: a\n",
        HEAD + "entries:\n-\n     id: a\n" + ADDED,
    ),
    "the last entry in flow style": (
        HEAD + "entries:\n-   {id: a,\n  by: b}  # 注\n",
        HEAD + "entries:\n-   {id: a,\n  by: b}  # 注\n"
        '-   id: 20211012-7f3a9c1e\n    item: "2.1"\n    by: 张三\n',
    ),
    "no line end": (
        HEAD + "entries:\n- id: a\n  by: b",
        HEAD + "entries:\n- id: a\n  by: b\n" + ADDED,
    ),
    "nested blocks at the end": (
        HEAD + "entries:\n- id: a\n  evidence:\n  - path: x\n    sha256: y\n# 末尾\n",
        HEAD + "entries:\n- id: a\n  evidence:\n  - path: x\n    sha256: y\n" + ADDED + "# 末尾\n",
    ),
    "a text over several lines": (
        HEAD + "entries:\n- id: a\n  note: 一\n    二\n\n    三\n\n# 末尾\n",
        HEAD + "entries:\n- id: a\n  note: 一\n    二\n\n    三\n" + ADDED + "\n# 末尾\n",
    ),
    "a literal": (
        HEAD + "entries:\n- id: a\n  note: |-\n    一\n\n    # 二\n\n# 末尾\n",
        HEAD + "entries:\n- id: a\n  note: |-\n    一\n\n    # 二\n" + ADDED + "\n# 末尾\n",
    ),
    "a literal that owns the blank lines below it": (
        HEAD + "entries:\n- id: a\n  note: |+\n    一\n\n\n# 末尾\n",
        HEAD + "entries:\n- id: a\n  note: |+\n    一\n\n\n" + ADDED + "# 末尾\n",
    ),
    "a document end": (
        "---\n" + HEAD + "entries:\n- id: a\n...\n",
        "---\n" + HEAD + "entries:\n- id: a\n" + ADDED + "...\n",
    ),
    "windows line ends": (
        "plan: p\r\nentries:\r\n- id: a\r\n",
        "plan: p\r\nentries:\r\n- id: a\r\n" + ADDED.replace("\n", "\r\n"),
    ),
    "windows line ends, the last one missing": (
        "plan: p\r\nentries:\r\n- id: a",
        "plan: p\r\nentries:\r\n- id: a\r\n" + ADDED.replace("\n", "\r\n"),
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_golden(before: str, after: str) -> None:
    assert spliced(before) == after


def test_every_key_is_read_back() -> None:
    draft = {
        "id": "20211012-7f3a9c1e",
        "item": "14.1",
        "period": "2021Q3",
        "date": "2021-10-12",
        "status": "in-progress",
        "values": {"a": "118/120", "b": "12"},
        "note": "一\n二",
        "problems": "",
        "next": "no",
        "evidence": [{"path": "evidence/x/一, 二.pdf", "sha256": "0" * 64}],
        "by": "张三",
    }
    document = read_yaml("x", spliced(HEAD + "entries: []\n", draft)).data
    assert isinstance(document, LocatedMap)
    assert document["entries"] == [{key: value for key, value in draft.items() if value}]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "entries: [{id: a}]\n",
        HEAD + "entries: [\n  {id: a},\n]\n",
        HEAD + "entries: [\n]\n",
        "{plan: p, entries: []}\n",
    ],
)
def test_flow_style_is_refused(text: str) -> None:
    with pytest.raises(FindingsError) as refused:
        spliced(text)
    assert refused.value.key == "flow-list"
    assert refused.value.exit_code == Exit.FINDINGS


def test_a_result_that_reads_otherwise_is_not_handed_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splice, "entry_lines", lambda *_: ["- id: other"])
    with pytest.raises(FindingsError) as refused:
        spliced(HEAD + "entries: []\n")
    assert refused.value.key == "splice-unsure"
