"""A section of our own in somebody's file."""

from __future__ import annotations

import pytest

from foodsafety_ledger.files.gitsetup import MarkedSection

OURS = MarkedSection("# >>>", "# <<<")
WRITTEN = "# >>>\na\nb\n# <<<\n"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", WRITTEN),
        ("x\n", "x\n" + WRITTEN),
        ("x", "x\n" + WRITTEN),
        ("x\r\n", "x\r\n" + WRITTEN.replace("\n", "\r\n")),
        (WRITTEN, WRITTEN),
        ("x\n# >>>\nold\n# <<<\ny\n", "x\ny\n" + WRITTEN),
        ("x\n# >>>\nold\n", "x\nold\n" + WRITTEN),
    ],
)
def test_puts_the_section_at_the_end(text: str, result: str) -> None:
    assert OURS.put(text, ["a", "b"]) == result
    assert OURS.put(result, ["a", "b"]) == result


@pytest.mark.parametrize("text", ["", "x\n", "x\r\ny\r\n", "\n\n"])
def test_taking_it_out_again_leaves_what_was_there(text: str) -> None:
    assert OURS.put(OURS.put(text, ["a"]), []) == text
    assert OURS.without(text) == text
