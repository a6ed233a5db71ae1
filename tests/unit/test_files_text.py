"""Bytes to text: UTF-8 only, and the exact place of whatever is not plain text."""

from __future__ import annotations

import pytest

from foodsafety_ledger.files.text import TextFindings, decode, encoded, refuse_characters
from foodsafety_ledger.model.diagnostic import Diagnostic


def _brief(found: list[Diagnostic]) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(d.code, d.variant, tuple(d.location.span or ())) for d in found]


def test_plain_text_is_decoded_without_a_word() -> None:
    assert decode("f", "a: 区\n".encode()) == ("a: 区\n", [])
    assert decode("f", b"") == ("", [])


@pytest.mark.parametrize(
    ("raw", "text", "found"),
    [
        (b"\xef\xbb\xbfa: 1\n", "a: 1\n", [("FL111", "", (1, 1, 1, 1))]),
        (b"a\nbc\r\nd\r\n", "a\nbc\r\nd\r\n", [("FL112", "", (2, 3, 2, 3))]),
        (
            "区: x".encode() + b"\xff\xfe\n y: \xc3(\n",
            "区: x\ufffd\ufffd\n y: \ufffd(\n",
            [("FL102", "", (1, 5, 1, 7)), ("FL102", "", (2, 5, 2, 6))],
        ),
        (b"a: \xed\xa0\x80", "a: \ufffd\ufffd\ufffd", [("FL102", "", (1, 4, 1, 7))]),
        ("note: 已完成\n".encode("gb18030"), None, [("FL102", "gb18030", (1, 7, 1, 12))]),
        (b"a: \xe5\x8c x\xf0\x9f\x98", "a: \ufffd x\ufffd",
         [("FL102", "", (1, 4, 1, 5)), ("FL102", "", (1, 7, 1, 8))]),
        ("a: 区\n".encode("utf-16"), None, [("FL102", "utf-16", (1, 1, 1, 1))]),
        ("a: 1\n".encode("utf-16-le"), None, [("FL102", "utf-16", (1, 1, 1, 1))]),
        ("a: 1\n".encode("utf-16-be"), None, [("FL102", "utf-16", (1, 1, 1, 1))]),
    ],
)  # fmt: skip
def test_other_encodings_are_recognised(
    raw: bytes, text: str | None, found: list[tuple[str, str, tuple[int, ...]]]
) -> None:
    decoded, diagnostics = decode("f", raw)
    assert (decoded, _brief(diagnostics)) == (text, found)


def test_the_bytes_that_are_not_utf8_are_named() -> None:
    (found,) = decode("f", "区".encode() * 9 + b"\xd6\xd0")[1]
    assert found.facts == {"bytes": "D6 D0"}


def test_a_file_over_the_limit_is_not_decoded() -> None:
    text, found = decode("f", b"abc", limit=2)
    assert text is None
    assert [d.code for d in found] == ["FL113"]


@pytest.mark.parametrize(
    ("char", "variant"),
    [
        ("\0", "nul"), ("\x07", ""), ("\x0b", ""), ("\x0c", ""), ("\x1b", "escape"), ("\x7f", ""),
        ("\x9b", "escape"), ("\x85", "line-break"), ("\u2028", "line-break"),
        ("\u2029", "line-break"), ("\u202e", "direction"), ("\u2066", "direction"),
        ("\u2069", "direction"), ("\ufeff", "mark"), ("\uffff", ""), ("\ud800", ""),
    ],
)  # fmt: skip
def test_characters_that_cannot_be_seen_are_refused_at_their_place(char: str, variant: str) -> None:
    findings = TextFindings("f")
    assert refuse_characters(f"a: 区\n b{char}c\n", findings) == "a: 区\n b\ufffdc\n"
    assert _brief(findings.report()) == [("FL103", variant, (2, 3, 2, 4))]
    assert findings.report()[0].facts == {"char": f"U+{ord(char):04X}"}


def test_a_carriage_return_alone_is_refused_and_one_before_a_line_feed_is_not() -> None:
    findings = TextFindings("f")
    assert refuse_characters("a\r\nb\rc\r\r\n", findings) == "a\r\nb c \r\n"
    assert [(d.variant, d.location.span) for d in findings.report()] == [
        ("carriage-return", (2, 2, 2, 3)),
        ("carriage-return", (2, 4, 2, 5)),
    ]


@pytest.mark.parametrize("text", ["“区”——‰·…\u3000①\u200b", "a\tb\n", "👩‍🔧", "\u00a0", "\ue000"])
def test_characters_that_people_type_are_taken(text: str) -> None:
    findings = TextFindings("f")
    assert refuse_characters(text, findings) == text
    assert findings.report() == []


def test_refused_characters_without_number_are_counted() -> None:
    findings = TextFindings("f")
    refuse_characters("\0a" * 1000, findings)
    found = findings.report()
    assert len(found) == 101
    assert found[-1].facts == {"count": 900}


@pytest.mark.parametrize("raw", [b"a\nb\n", b"\xef\xbb\xbfa\r\nb\n", b"a", b"\n\r\n"])
def test_a_text_is_written_back_as_it_was(raw: bytes) -> None:
    text, _ = decode("f", raw)
    assert text is not None
    assert encoded(text, raw) == raw
