"""Evidence: copied under a safe name, never over another file, its hash known beforehand."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from foodsafety_ledger.files import evidence
from foodsafety_ledger.files.evidence import (
    PlacedFile,
    as_found,
    copy_evidence,
    is_portable,
    place_evidence,
    safe_name,
)
from foodsafety_ledger.model.failure import LedgerError, OperatingError, UsageError

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
    assert placement == PlacedFile("evidence/police/自查 报告.pdf", _NEW, present=False)
    assert list(root.iterdir()) == []


def test_a_file_is_copied_and_then_reused(root: Path, report: Path) -> None:
    first = copy_evidence(root, "police", report)
    assert (root / first.path).read_bytes() == b"new"
    again = copy_evidence(root, "police", report)
    assert again == PlacedFile(first.path, _NEW, present=True)
    assert len(list((root / "evidence" / "police").iterdir())) == 1


def test_evidence_is_open_to_whoever_may_write_in_the_workspace(root: Path, report: Path) -> None:
    root.chmod(0o2775)
    before = os.umask(0o077)
    try:
        placement = copy_evidence(root, "police", report)
    finally:
        os.umask(before)
    modes = [(root / path).stat().st_mode & 0o777 for path in ("evidence", placement.path)]
    assert modes == [0o770, 0o660]


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
    assert copy_evidence(root, "police", own) == PlacedFile("evidence/a.txt", _OLD, present=True)


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


@pytest.mark.parametrize("below", ["", "police"])
@pytest.mark.parametrize("target", ["outside", "workspace/.git"])
def test_a_folder_that_leads_elsewhere_is_refused(
    root: Path, report: Path, tmp_path: Path, below: str, target: str
) -> None:
    (tmp_path / target).mkdir()
    folder = root / "evidence" / below
    folder.parent.mkdir(exist_ok=True)
    folder.symlink_to(tmp_path / target)
    with pytest.raises(LedgerError) as raised:
        copy_evidence(root, "police", report)
    assert raised.value.key == "leads-outside"
    assert list((tmp_path / target).iterdir()) == []


@pytest.mark.parametrize(
    "path",
    [
        "workspace/.git/config", "workspace/.GIT/config", "workspace/git~1/config",
        "workspace/.git", "elsewhere/.git/config", "workspace/source/storage/config",
    ],
)  # fmt: skip
@pytest.mark.parametrize("by_link", [False, True])
def test_gits_own_files_are_no_evidence(
    root: Path, tmp_path: Path, path: str, by_link: object
) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"token")
    if "storage" in path:
        for name in ("HEAD", "objects", "refs"):
            (file.parent / name).touch()
    if by_link:
        (tmp_path / "link").symlink_to(file)
        file = tmp_path / "link"
    with pytest.raises(UsageError) as raised:
        place_evidence(root, "police", file)
    assert raised.value.key == "no-evidence-git"


@pytest.mark.skipif(not os.path.ismount("/proc"), reason="no /proc here")
def test_what_the_system_makes_up_is_no_evidence(root: Path) -> None:
    with pytest.raises(UsageError) as raised:
        place_evidence(root, "police", Path("/proc/self/environ"))
    assert raised.value.key == "no-evidence-special"


def test_a_file_that_changes_while_it_is_copied_is_refused(
    root: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "_copy", lambda *_: _OLD)
    with pytest.raises(OperatingError) as raised:
        copy_evidence(root, "police", report)
    assert raised.value.key == "evidence-changing"
    assert list((root / "evidence" / "police").iterdir()) == []


def test_names_run_out_with_words(root: Path, report: Path) -> None:
    for digits in ("", f"-{_NEW[:8]}", f"-{_NEW[:16]}", f"-{_NEW}"):
        path = root / "evidence" / "police" / f"自查 报告{digits}.PDF"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"old")
    with pytest.raises(UsageError) as raised:
        place_evidence(root, "police", report)
    assert raised.value.key == "no-evidence-name"


_ALIKE = [
    ("Report.pdf", "report.pdf"), ("report.pdf", "REPORT.PDF"), ("É.pdf", "e\u0301.pdf"),
    ("é.pdf", "E\u0301.PDF"), ("straße.pdf", "STRASSE.pdf"), ("ΣΑΣ.pdf", "σας.pdf"),
    ("ı.pdf", "I.pdf"), ("report.pdf.", "report.pdf"), ("report.pdf ", "Report.pdf"),
    ("한글.pdf", "\u1112\u1161\u11ab\u1100\u1173\u11af.pdf"), ("Ａ.pdf", "ａ.pdf"),
]  # fmt: skip


@pytest.mark.parametrize(("there", "name"), _ALIKE)
def test_names_that_are_one_elsewhere_never_stand_side_by_side(
    root: Path, tmp_path: Path, there: str, name: str
) -> None:
    folder, file = root / "evidence" / "police", tmp_path / name
    folder.mkdir(parents=True)
    (folder / there).write_bytes(b"old")
    file.write_bytes(b"new")
    placement = copy_evidence(root, "police", file)
    assert _NEW[:8] in placement.path
    assert (root / placement.path).read_bytes() == b"new"
    assert copy_evidence(root, "police", file) == placement._replace(present=True)
    file.write_bytes(b"old")
    assert copy_evidence(root, "police", file).path == f"evidence/police/{there}"


@pytest.mark.parametrize(("one", "other"), [("a.pdf", "b.pdf"), ("1.pdf", "１.pdf")])
def test_other_names_are_others(one: str, other: str) -> None:
    assert as_found(one) != as_found(other)


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
        ("CON", "_CON"), ("aux.c.pdf", "_aux.c.pdf"), ("con .txt", "_con.txt"),
        ("LPT¹.txt", "_LPT¹.txt"), ("conin$", "_conin$"), ("git~1", "_git~1"),
        ("console.txt", "console.txt"), ("com10.txt", "com10.txt"), (".git", "git"),
        ("a.abcdefghijklmnopqrs uv", "a.abcdefghijklmnopqrs"),
    ],
)  # fmt: skip
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert is_portable(safe)


@pytest.mark.parametrize("name", ["a:b", "a?", "con.txt", "a.", "a ", "git~1", "a\\b"])
def test_names_that_some_system_refuses_are_known(name: str) -> None:
    assert not is_portable(name)


def test_a_long_name_keeps_its_suffix() -> None:
    name = safe_name("区" * 300 + ".pdf")
    assert name == "区" * 65 + ".pdf"
    assert len(safe_name("a." + "b" * 300).encode()) <= 200
