"""Data and names of files are UTF-8 whatever the locale; people read what their stream can show."""

from __future__ import annotations

import locale
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clerk import EMPTY, TODAY, Clerk
from foodsafety_ledger.cli.asker import typed_text
from foodsafety_ledger.model.failure import Exit
from processes import ran
from terminal import Terminal
from viewer import Viewer

COMMAND = (sys.executable, "-m", "foodsafety_ledger")
PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""As a locale without UTF-8 is to Python, on every system: names of files would be ASCII."""

LATIN = {"LC_ALL": "en_US.ISO-8859-1"}
GBK = {"LC_ALL": "zh_CN.GBK"}


def _has(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return True


def _where(settings: dict[str, str]) -> pytest.MarkDecorator:
    name = settings["LC_ALL"]
    return pytest.mark.skipif(not _has(name), reason=f"no locale {name} on this system")


LOCALES = [
    pytest.param(PLAIN, id="C"),
    pytest.param(LATIN, id="latin", marks=_where(LATIN)),
    pytest.param(GBK, id="gbk", marks=_where(GBK)),
]


def _ledger(root: Path, *args: str | bytes, **settings: str) -> subprocess.CompletedProcess[bytes]:
    """A process at another encoding; texts among ``args`` are typed in UTF-8.

    A locale is what Python starts with; an encoding of streams alone needs no start.
    """
    told = [one if isinstance(one, bytes) else one.encode() for one in ("-C", str(root), *args)]
    where = {**os.environ, "FOODSAFETY_LEDGER_TODAY": TODAY, **settings}
    if "LC_ALL" not in settings:
        return ran([os.fsdecode(one) for one in told], where)
    return subprocess.run([*COMMAND, *told], env=where, capture_output=True, check=False)


@pytest.fixture
def viewer(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    """A viewer for whom it is the day that it is in the processes."""
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", TODAY)
    return viewer


@pytest.mark.parametrize(
    ("args", "encoding"),
    [
        (("status", "1.1", "--format", "json"), "ascii"),
        (("log", "--format", "csv"), "gbk"),
        (("plan", "list", "--format", "md"), "latin-1"),
        (("check", "--format", "gitlab"), "utf-16"),
        (("check", "--format", "gitlab"), "ascii"),
    ],
)
def test_data_is_the_same_bytes_in_every_encoding(
    viewer: Viewer, args: tuple[str, ...], encoding: str
) -> None:
    usual = viewer(*args)
    assert not usual.out.isascii()
    other = _ledger(viewer.root, *args, PYTHONIOENCODING=encoding)
    assert (other.returncode, other.stdout.decode()) == (usual.code, usual.out)


@pytest.mark.parametrize("name", ["seen.md", "seen.txt", "seen.json"])
def test_a_file_is_the_same_bytes_in_every_encoding(
    viewer: Viewer, tmp_path: Path, name: str
) -> None:
    usual, other = tmp_path / "usual" / name, tmp_path / "other" / name
    viewer("status", "-o", str(usual))
    _ledger(viewer.root, "status", "-o", str(other), PYTHONIOENCODING="ascii")
    assert "甲局" in usual.read_text("utf-8")
    assert other.read_bytes() == usual.read_bytes()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_people_read_english_where_chinese_cannot_be_shown(viewer: Viewer, encoding: str) -> None:
    shown = _ledger(viewer.root, "--lang", "zh", "show", "alpha", PYTHONIOENCODING=encoding)
    text = shown.stdout.decode("ascii")
    assert "Alpha Bureau" in text
    assert "?" not in text
    wrong = _ledger(viewer.root, "--lang", "zh", "show", "总局", PYTHONIOENCODING=encoding)
    assert wrong.stderr.decode("ascii").startswith("error: the plan has no \\u603b\\u5c40\n")


def test_people_read_chinese_where_it_can_be_shown(viewer: Viewer) -> None:
    shown = _ledger(viewer.root, "--lang", "zh", "show", "alpha", PYTHONIOENCODING="gbk")
    assert "甲局" in shown.stdout.decode("gbk")


@pytest.mark.parametrize("settings", LOCALES)
def test_evidence_has_one_name_and_data_are_the_same_bytes_whatever_the_locale(
    clerk: Clerk, settings: dict[str, str], tmp_path: Path
) -> None:
    clerk.write("ledgers/market.yaml", EMPTY.format("market"))
    file = tmp_path / "自查€记录.pdf"
    file.write_bytes(b"x")
    told = ("record", "market", "1.1", "--status", "done", "--note", "查了€五家", "--by", "张三")
    done = _ledger(clerk.root, *told, "--evidence", str(file), **settings)
    assert done.returncode == Exit.FINE, done.stderr
    (entry,) = clerk.entries()
    assert (entry["note"], entry["by"]) == ("查了€五家", "张三")
    assert entry["evidence"][0]["path"] == "evidence/market/自查€记录.pdf"
    assert [one.name for one in (clerk.root / "evidence/market").iterdir()] == [file.name]
    assert clerk("check").code == Exit.FINE
    look = ("log", "--format", "json")
    usual, other = clerk(*look), _ledger(clerk.root, *look, **settings)
    assert (other.returncode, other.stdout.decode()) == (usual.code, usual.out)
    assert "自查€记录.pdf" in usual.out


@_where(GBK)
def test_what_is_typed_in_gbk_is_read_in_gbk(clerk: Clerk, tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + "/整改.pdf".encode("gbk")
    with open(file, "wb") as held:  # noqa: PTH123 - a name that is no text
        held.write(b"x")
    told = ["record", "区市场局", "1.1", "--status", "done", "--note", "整改五家", "--by", "张三"]
    typed = [one.encode("gbk") for one in told]
    done = _ledger(clerk.root, *typed, b"--evidence", file, **GBK)
    assert done.returncode == Exit.FINE, done.stderr.decode("gbk")
    (entry,) = clerk.entries()
    assert (entry["note"], entry["by"]) == ("整改五家", "张三")
    assert [one.name for one in (clerk.root / "evidence/market").iterdir()] == ["整改.pdf"]
    assert "已记入" in done.stdout.decode("gbk")


@pytest.mark.parametrize(
    "args",
    [
        ("record", "market", "1.1", "--status", "done", "--note", "查了".encode("gbk")),
        ("record", "市场局".encode("gbk"), "1.1", "--status", "done"),
        ("show", "市场局".encode("gbk")),
        ("status", "--as-of", b"\xff"),
    ],
    ids=["option", "argument", "ref", "date"],
)
def test_bytes_that_are_no_text_are_refused_by_name(
    clerk: Clerk, args: tuple[str | bytes, ...]
) -> None:
    done = _ledger(clerk.root, *args)
    assert done.returncode == Exit.USAGE
    first, way_out = done.stderr.decode().splitlines()
    assert first.startswith("错误：")
    assert "的文字不是 UTF-8，读不出来：\\x" in first
    assert way_out == "办法：把终端的编码设为 UTF-8，再输入一次"
    assert clerk.files() == {}


@pytest.mark.parametrize(
    ("raw", "encoding", "text"),
    [
        ("张三".encode(), "utf-8", "张三"),
        ("张三".encode(), "gbk", "张三"),
        ("张三".encode(), "ascii", "张三"),
        ("张三".encode("gbk"), "gbk", "张三"),
        ("张三".encode("gb18030"), "gb18030", "张三"),
        ("张三".encode("gbk"), "utf-8", None),
        ("张三".encode("gbk"), "ascii", None),
        ("张三".encode("gbk"), "latin-1", None),
        ("José".encode(), "utf-8", "José"),
        ("José".encode(), "latin-1", "José"),
        ("José 张".encode(), "gbk", "José 张"),
        (b"plain", "gbk", "plain"),
        ("谢".encode("gbk"), "gbk", "谢"),
        ("模摹".encode("gbk"), "gbk", "模摹"),
        (b"\xff\xff", "gbk", None),
        (b"", "gbk", ""),
    ],
)
def test_bytes_are_read_as_the_person_at_the_terminal_would(
    raw: bytes, encoding: str, text: str | None
) -> None:
    assert typed_text(raw.decode("utf-8", "surrogateescape"), encoding) == text


def test_half_a_character_is_no_text() -> None:
    assert typed_text("\ud800", "utf-8") is None


@pytest.mark.parametrize(("kind", "coloured"), [("", False), ("dumb", False), ("xterm", True)])
def test_a_terminal_that_does_not_say_what_it_is_gets_text_alone(
    viewer: Viewer, kind: str, *, coloured: bool
) -> None:
    known = {"FOODSAFETY_LEDGER_ROOT": str(viewer.root), "FOODSAFETY_LEDGER_LANG": "zh"}
    terminal = Terminal("status", "1.1", TERM=kind, FOODSAFETY_LEDGER_PAGER="cat", **known)
    said = terminal.to_the_end()
    assert terminal.end() == 0
    assert "小区安排" in said
    assert ("\x1b" in said) is coloured
