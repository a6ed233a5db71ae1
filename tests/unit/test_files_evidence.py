"""Evidence: copied under a safe name, never over another file, its hash known beforehand."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from foodsafety_ledger.files import evidence
from foodsafety_ledger.files.evidence import Placement, copy_evidence, place_evidence, safe_name
from foodsafety_ledger.values.failure import LedgerError, OperatingError, UsageError

_OLD, _NEW = hashlib.sha256(b"old").hexdigest(), hashlib.sha256(b"new").hexdigest()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    return workspace


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "自查 报告.pdf"
    path.write_bytes(b"new")
    return path


def test_looking_writes_nothing(root: Path, report: Path) -> None:
    placement = place_evidence(root, "police", report)
    assert placement == Placement("evidence/police/自查 报告.pdf", _NEW, present=False)
    assert list(root.iterdir()) == []


def test_a_file_is_copied_and_then_reused(root: Path, report: Path) -> None:
    first = copy_evidence(root, "police", report)
    assert (root / first.path).read_bytes() == b"new"
    again = copy_evidence(root, "police", report)
    assert again == Placement(first.path, _NEW, present=True)
    assert len(list((root / "evidence" / "police").iterdir())) == 1


def test_other_bytes_under_the_name_are_kept(root: Path, report: Path) -> None:
    folder = root / "evidence" / "police"
    folder.mkdir(parents=True)
    (folder / report.name).write_bytes(b"old")
    placement = copy_evidence(root, "police", report)
    assert placement.path == f"evidence/police/自查 报告-{_NEW[:8]}.pdf"
    assert (root / placement.path).read_bytes() == b"new"
    assert (folder / report.name).read_bytes() == b"old"
    assert copy_evidence(root, "police", report).present
    (root / placement.path).write_bytes(b"old")
    assert copy_evidence(root, "police", report).path.endswith(f"-{_NEW[:16]}.pdf")


def test_evidence_of_the_workspace_stays_where_it_is(root: Path) -> None:
    own = root / "evidence" / "a.txt"
    own.parent.mkdir()
    own.write_bytes(b"old")
    assert copy_evidence(root, "police", own) == Placement("evidence/a.txt", _OLD, present=True)


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda _: None, "no-evidence-missing"),
        (Path.mkdir, "no-evidence-folder"),
        (os.mkfifo, "no-evidence-special"),
        (lambda path: path.symlink_to("x.pdf"), "no-evidence-loop"),
        (lambda path: path.symlink_to("/dev/zero"), "no-evidence-special"),
    ],
)
def test_only_a_file_is_evidence(root: Path, tmp_path: Path, make: object, key: str) -> None:
    assert callable(make)
    make(tmp_path / "x.pdf")
    with pytest.raises(UsageError) as raised:
        copy_evidence(root, "police", tmp_path / "x.pdf")
    assert raised.value.key == key
    assert list(root.iterdir()) == []


def test_a_folder_that_leads_outside_is_refused(root: Path, report: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (root / "evidence").mkdir()
    (root / "evidence" / "police").symlink_to(tmp_path / "outside")
    with pytest.raises(LedgerError) as raised:
        copy_evidence(root, "police", report)
    assert raised.value.key == "evidence-outside"
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_file_that_changes_while_it_is_copied_is_refused(
    root: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "_copy", lambda *_: _OLD)
    with pytest.raises(OperatingError) as raised:
        copy_evidence(root, "police", report)
    assert raised.value.key == "evidence-changing"
    assert list((root / "evidence" / "police").iterdir()) == []


def test_names_run_out_with_words(
    root: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "sha256_inside", lambda *_: _OLD)
    with pytest.raises(UsageError) as raised:
        place_evidence(root, "police", report)
    assert raised.value.key == "no-evidence-name"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("自查报告（第3季度）.pdf", "自查报告（第3季度）.pdf"),
        ("a/b\\c:d.txt", "a_b_c_d.txt"),
        ("..\x1b[31m\u202e.pdf", "[31m.pdf"),
        (".hidden", "hidden"),
        ("README", "README"),
        ("", "evidence"),
        ("...", "evidence"),
        ("con.txt", "_con.txt"),
        ("a.tar.gz", "a.tar.gz"),
        ("e\u0301.txt", "\u00e9.txt"),
        (" a .txt ", "a.txt"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_suffix() -> None:
    name = safe_name("区" * 300 + ".pdf")
    assert name == "区" * 65 + ".pdf"
    assert len(safe_name("a." + "b" * 300).encode()) <= 200
