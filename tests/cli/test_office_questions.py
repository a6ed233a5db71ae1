"""Each of the office's questions is one command that docs/office.md names, and one screenful."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from foodsafety_ledger.cli.app import run
from terminal import Terminal
from viewer import Viewer

PAGE = (Path(__file__).parents[2] / "docs" / "office.md").read_text("utf-8")
ASKED = dict(re.findall(r"(?m)^\| .* · (.*) \| `ledger (.*)` \|$", PAGE))

ANSWERS = {
    "哪些单位没报": "西街道",
    "催办名单": "逾期",
    "哪些指标没达标、差多少": "指标",
    "为什么红": "企业自查率",
    "和上季度比": "与 2021Q3 相比",
    "受阻和存在问题": "人手不足",
    "待复核": "20211012-000000a3",
}


@pytest.mark.parametrize("question", ANSWERS)
def test_the_command_answers(viewer: Viewer, question: str) -> None:
    seen = viewer(*ASKED[question].split())
    assert seen.code == 0
    assert ANSWERS[question] in seen.out


def test_no_question_is_left_out() -> None:
    assert ASKED.keys() == ANSWERS.keys()


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demonstration: thirty departments and their year."""
    folder = tmp_path_factory.mktemp("office") / "district"
    assert run(["demo", str(folder)]) == 0
    return str(folder)


@pytest.mark.parametrize("columns", ["80", "100", "120"])
@pytest.mark.parametrize("question", ASKED)
def test_a_terminal_shows_a_screenful_of_a_district(
    district: str, question: str, columns: str
) -> None:
    said = _at_terminal(district, *ASKED[question].split(), columns=columns)
    assert 2 <= said.count("\n") <= 40, said


@pytest.mark.parametrize("ref", ["25.1", "market-regulation", "28.1/annual-report"])
def test_so_does_the_longest_derivation_which_says_how_to_see_it_all(
    district: str, ref: str
) -> None:
    said = _at_terminal(district, "why", ref)
    assert said.count("\n") <= 40, said
    hidden = re.search(
        f"另有 ([0-9]+) 行未列，全部列出：\n +ledger (.*why {ref} --verbose)\n", said
    )
    assert hidden
    whole = _at_terminal(district, *hidden[2].split()[2:])
    assert "…" not in whole
    assert whole.count("\n") >= said.count("\n") + int(hidden[1]) - 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_round_that_is_still_to_come_is_a_screenful_too(tmp_path: Path, lang: str) -> None:
    assert run(["init", str(tmp_path / "silent")]) == 0
    asked = "dispatch", "2021Q4", "--as-of", "2021-10-20"
    said = _at_terminal(str(tmp_path / "silent"), *asked, lang=lang)
    assert "28.1" in said
    assert said.count("\n") <= 40, said


def test_a_round_in_which_nobody_has_reported_is_a_screenful_too(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path / "silent")]) == 0
    asked = "dispatch", "2021Q3", "--as-of", "2021-10-20"
    said = _at_terminal(str(tmp_path / "silent"), *asked)
    assert "还有 21 家没有全部按时报送" in said
    assert "区卫健委  health  1.3、5.1、6.1、10.1、21.1…" in said
    assert "逾期未报（2021Q3）" not in said, "said beside each department"
    assert said.count("\n") <= 40, said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_so_is_who_has_not_reported_where_nobody_has(tmp_path: Path, lang: str) -> None:
    assert run(["init", str(tmp_path / "silent")]) == 0
    asked = "status", "--only", "unreported", "--as-of", "2021-10-20"
    said = _at_terminal(str(tmp_path / "silent"), *asked, lang=lang)
    assert said.count("\n") <= 40, said
    hidden = re.search("(status --only overdue,pending --verbose .*)\n", said)
    assert hidden
    whole = _at_terminal(str(tmp_path / "silent"), *hidden[1].split(), lang=lang)
    assert "gaogongdao  2.1" in whole
    assert "…" not in whole


def test_in_a_pipe_nothing_is_left_out(district: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("why 1.1", "dispatch 2021Q3"):
        capsys.readouterr()
        shown = run(["-C", district, *command.split()]), capsys.readouterr().out
        assert shown == (0, _piped(district, capsys, f"{command} --verbose"))
        assert "未列" not in shown[1]


def _piped(district: str, capsys: pytest.CaptureFixture[str], command: str) -> str:
    run(["-C", district, *command.split()])
    return capsys.readouterr().out


def _at_terminal(district: str, *command: str, lang: str = "zh", columns: str = "80") -> str:
    """What a terminal of some columns shows; what it asks after that is left unanswered."""
    settings = {"FOODSAFETY_LEDGER_TODAY": "2022-01-20", "FOODSAFETY_LEDGER_LANG": lang}
    terminal = Terminal("-C", district, *command, COLUMNS=columns, **settings)
    if command == ("review",):
        terminal.answer("先复核哪个？", "\x04")
    said = terminal.to_the_end()
    assert terminal.end() in (0, 130)
    return said
