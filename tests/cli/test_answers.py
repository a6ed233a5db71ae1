"""A command's answer, said again: the same to the byte, and never once something has changed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerk import EMPTY, Clerk, Said
from foodsafety_ledger.check import run as check_run
from foodsafety_ledger.cli.answers import answered, keep_answer, question
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.cli.session import open_session
from foodsafety_ledger.files import clock
from foodsafety_ledger.files.cache import NO_CACHE, NO_CACHE_VARIABLE, cache_folder
from foodsafety_ledger.files.finding import ROOT_VARIABLE
from repos import Repo

Capture = pytest.CaptureFixture[str]


class Told(NamedTuple):
    """What was said, and whether it was said again from the cache."""

    said: Said
    again: bool


class Asker:
    """Asks about the clerk's workspace as the entry point does."""

    def __init__(self, clerk: Clerk, capsys: Capture) -> None:
        self.root = clerk.root
        self._capsys = capsys

    def __call__(self, *words: str) -> Told:
        arguments = ["-C", str(self.root), *words]
        self._capsys.readouterr()
        asked = question(arguments)
        code = answered(asked) if asked else None
        again = code is not None
        code = run(arguments, asked) if code is None else code
        return Told(Said(code, *self._capsys.readouterr()), again)


@pytest.fixture
def ask(clerk: Clerk, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asker:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    clerk.write("ledgers/market.yaml", EMPTY.format("market"))
    return Asker(clerk, capsys)


@pytest.mark.parametrize(
    "words",
    [
        ["status"],
        ["status", "1.1", "--by", "target"],
        ["status", "--format", "csv"],
        ["check"],
        ["check", "--format", "concise"],
    ],
)
def test_an_answer_is_said_again(ask: Asker, words: list[str]) -> None:
    first, second = ask(*words), ask(*words)
    assert (first.again, second.again) == (False, True)
    assert second.said == first.said


@pytest.mark.parametrize(
    "words",
    [
        ["status", NO_CACHE],
        ["status", "--format", "json"],  # has the commit, which git is asked for
        ["status", "--rev", "HEAD"],
        ["status", "--against", "HEAD"],
        ["status", "--against", "."],
        ["check", "--format", "json"],
        ["show", "status"],
        ["status", "nothing-called-so"],
        ["log"],
    ],
)
def test_an_answer_from_more_than_the_files_is_not_kept(ask: Asker, words: list[str]) -> None:
    ask(*words)
    assert not ask(*words).again


def test_a_file_is_written_each_time(ask: Asker, tmp_path: Path) -> None:
    file = tmp_path / "table.md"
    ask("status", "-o", str(file))
    file.unlink()
    assert not ask("status", "-o", str(file)).again
    assert file.exists()


def test_the_environment_can_say_that_nothing_is_kept(
    ask: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NO_CACHE_VARIABLE, "1")
    ask("status")
    assert not ask("status").again
    assert not Path(cache_folder()).exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FOODSAFETY_LEDGER_TODAY", "2022-02-01"),
        ("FOODSAFETY_LEDGER_LANG", "en"),
        ("FOODSAFETY_LEDGER_EVIDENCE_MIB", "1"),
        ("GITHUB_ACTIONS", "true"),
        ("COLUMNS", "40"),
    ],
)
def test_another_question_has_another_answer(
    ask: Asker, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    ask("check")
    monkeypatch.setenv(name, value)
    assert not ask("check").again


def test_the_same_words_elsewhere_are_another_question(
    ask: Asker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ask("status")
    monkeypatch.chdir(tmp_path)
    assert not ask("status").again


def test_a_package_that_was_installed_makes_another_question(
    ask: Asker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    monkeypatch.syspath_prepend(str(packages))
    ask("check")
    assert ask("check").again
    (packages / "more-1.0.dist-info").mkdir()
    assert not ask("check").again


def test_a_workspace_that_came_between_is_found(
    clerk: Clerk, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = clerk.root / "below"
    below.mkdir()
    monkeypatch.delenv(ROOT_VARIABLE)
    monkeypatch.chdir(below)
    asked = question(["status"])
    assert asked is not None
    run(["status"], asked)
    assert answered(asked) == 0
    shutil.copytree(clerk.root / "data", below / "data")
    assert answered(asked) is None


def _entry(number: int, values: str) -> str:
    return (
        f"- {{id: 20211012-0000000{number}, item: '1.1', period: 2021Q3, date: 2021-10-12,"
        f" status: in-progress, values: {values}, by: 张三,"
        f" evidence: [{{path: evidence/market/a.pdf, sha256: {'0' * 64}}}]}}\n"
    )


def _added(number: int, values: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        file = root / "ledgers/market.yaml"
        text = file.read_text("utf-8") if file.is_file() else EMPTY.format("market")
        file.unlink(missing_ok=True)
        file.write_text(text.replace("entries: []", "entries:") + _entry(number, values), "utf-8")

    return edit


def _written(path: str, content: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_text(content, "utf-8")

    return edit


def _linked(root: Path) -> None:
    file = root / "ledgers/market.yaml"
    file.unlink(missing_ok=True)
    file.symlink_to("../data/tasks.yaml")


def _renamed(root: Path) -> None:
    for file in (root / "ledgers").glob("*.yaml"):
        file.rename(file.with_suffix(".yml"))


def _respelled(root: Path) -> None:
    file = root / "data/departments.yaml"
    file.write_text(file.read_text("utf-8").replace("区市场局", "区市监局"), "utf-8")


def _spoiled_cache(_: Path) -> None:
    for file in Path(cache_folder()).iterdir():
        raw = file.read_bytes()
        file.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))


def _strange_cache(_: Path) -> None:
    """Every value in the place of every other, each whole."""
    files = sorted(Path(cache_folder()).iterdir())
    contents = [file.read_bytes() for file in files]
    for file, raw in zip(files, contents[1:] + contents[:1], strict=True):
        file.write_bytes(raw)


@pytest.mark.usefixtures("ask")
def test_another_day_and_other_streams_are_another_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = [question(["status"])]
    monkeypatch.setattr(clock, "today", lambda: date(2021, 10, 13))  # midnight has passed
    asked.append(question(["status"]))
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(BytesIO(), "gb18030"))
    asked.append(question(["status"]))
    assert None not in asked
    assert len({*asked}) == 3


def test_an_answer_to_files_that_changed_meanwhile_is_not_kept(ask: Asker) -> None:
    session, file = open_session([]), ask.root / "ledgers" / "market.yaml"
    watched, text = session.watch(ask.root), file.read_text("utf-8")
    for said in ("", text):
        watched.read("ledgers/market.yaml")
        file.write_text(said, "utf-8")
    watched.read("ledgers/market.yaml")
    keep_answer("key", session, 0)
    assert answered("key") is None


_EDITS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "an entry": _added(1, "{self-check: 118/120}"),
    "the same id again": _added(1, "{self-check: 119/120}"),
    "a bad value": _added(2, "{self-check: 98%}"),
    "no YAML": _written("ledgers/market.yaml", "\t: ["),
    "nothing in it": _written("ledgers/market.yaml", ""),
    "another ledger": _written("ledgers/school.yaml", EMPTY.format("school")),
    "a stranger's ledger": _written("ledgers/stranger.yaml", EMPTY.format("stranger")),
    "evidence": _written("evidence/market/a.pdf", "x"),
    "a link": _linked,
    "other names": _renamed,
    "no ledgers": lambda root: shutil.rmtree(root / "ledgers", ignore_errors=True),
    "a department's name": _respelled,
    "owners": _written("CODEOWNERS", "# >>> foodsafety-ledger\n* @x\n"),
    "attributes": _written(".gitattributes", "*.yaml merge=union\n"),
    "a repository": Repo,
    "a repository inside": lambda root: (root / "ledgers/.git").mkdir(parents=True, exist_ok=True),
    "a cache of damaged files": _spoiled_cache,
    "a cache of other values": _strange_cache,
}


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(st.sampled_from(sorted(_EDITS)), min_size=3, max_size=6),
    large=st.sampled_from([0, check_run.LARGE]),
)
def test_an_answer_kept_is_the_answer_worked_out(
    ask: Asker, monkeypatch: pytest.MonkeyPatch, edits: list[str], large: int
) -> None:
    shutil.rmtree(ask.root / ".git", ignore_errors=True)
    for edit in ("nothing", *edits):
        if not (ask.root / "ledgers").is_dir():
            (ask.root / "ledgers").mkdir()
        _EDITS[edit](ask.root)
        for words in (["status"], ["check"]):
            with monkeypatch.context() as patch:
                patch.setattr(check_run, "LARGE", large)
                told = [ask(*words).said for _ in range(2)]
            with monkeypatch.context() as patch:
                patch.setenv(NO_CACHE_VARIABLE, "1")
                anew = ask(*words).said
            assert told == [anew, anew], (edit, words)
