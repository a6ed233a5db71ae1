"""Evidence, where the case folders do not go."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from checked import Checked
from foodsafety_ledger.check.fl5_evidence import MAX_TEXT, find_personal_data, is_identity
from plan_texts import write


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    return Checked(tmp_path)


def test_evidence_that_is_a_link_is_no_evidence(checked: Checked, tmp_path: Path) -> None:
    outside = tmp_path.parent / "outside.txt"
    outside.write_text("x")
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "out.txt").symlink_to(outside)
    (tmp_path / "evidence" / "self.txt").symlink_to("self.txt")
    pieces = ("out.txt", "self.txt")
    listed = ", ".join(f"{{path: evidence/{name}, sha256: {'0' * 64}}}" for name in pieces)
    checked.report(1, evidence=f"[{listed}]")
    assert [found.split()[0] for found in checked.found()] == ["FL513.link", "FL513.link"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某甲 13800000000", [("mobile", 1)]),
        ("电话：+8613912345678。", []),
        ("编号 2013800000000", []),
        ("金额 13800000000.50", [("mobile", 1)]),
        ("a\nb 13800000000\n13900000000", [("mobile", 2)]),
    ],
)
def test_mobile_numbers(text: str, expected: list[tuple[str, int]]) -> None:
    assert find_personal_data(text.encode()) == expected


def test_identity_numbers_are_known_by_their_check_sign() -> None:
    body = "11010119491001001"
    right = [sign for sign in "0123456789X" if is_identity(body + sign)]
    assert len(right) == 1
    number = body + right[0]
    assert find_personal_data(f"某甲{number}".encode("gb18030")) == [("", 1)]
    assert find_personal_data(f"{number}1".encode()) == []
    assert find_personal_data(f"\0{number}".encode()) == []
    assert find_personal_data(b"\xff\xff" + number.encode() + b"\xff") == []


def test_evidence_that_is_not_what_it_was_is_not_looked_into(
    checked: Checked, tmp_path: Path
) -> None:
    write(tmp_path, {"evidence/a.txt": "13800000000\n"})
    checked.report(1, evidence=f"[{{path: evidence/a.txt, sha256: {'0' * 64}}}]")
    assert [found.split()[0] for found in checked.found()] == ["FL511"]


def test_evidence_too_large_to_look_into(checked: Checked, tmp_path: Path) -> None:
    text = "13800000000\n" + "x" * MAX_TEXT
    write(tmp_path, {"evidence/a.txt": text})
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    checked.report(1, evidence=f"[{{path: evidence/a.txt, sha256: {sha256}}}]")
    assert checked.found() == []


def test_the_same_evidence_twice(checked: Checked, tmp_path: Path) -> None:
    write(tmp_path, {"evidence/a.txt": "13800000000\n"})
    sha256 = hashlib.sha256(b"13800000000\n").hexdigest()
    piece = f"{{path: evidence/a.txt, sha256: {sha256}}}"
    checked.report(1, evidence=f"[{piece}, {piece}]")
    assert checked.found() == ["FL516.mobile evidence/a.txt"] * 2
