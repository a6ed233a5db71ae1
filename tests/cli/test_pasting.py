"""What is typed or pasted at a real terminal arrives as it is, where it was asked for, or not."""

from __future__ import annotations

import pytest

from clerk import Clerk
from foodsafety_ledger.model.failure import Exit
from terminal import Terminal


def _begin(clerk: Clerk, **settings: str) -> Terminal:
    """At the question for the note, the item and the status being given."""
    told = ("east", "2.2", "--status", "done")
    return Terminal("-C", str(clerk.root), "record", *told, **settings)


def _end(terminal: Terminal) -> None:
    """Nothing more to say, from the question after the note on."""
    for asked in ("存在问题", "下步计划", "佐证材料", "审签人", "写入 ledgers/east.yaml？"):
        terminal.answer(asked, "\n")
    terminal.expect("ledgers/east.yaml:4")
    assert terminal.end() == Exit.FINE


def _by(terminal: Terminal, name: str = "张三") -> None:
    terminal.answer("填报人", f"{name}\n")


@pytest.mark.parametrize(
    "settings", [{}, {"LC_ALL": "C"}, {"TERM": "xterm"}], ids=["plain", "no locale", "editing"]
)
@pytest.mark.parametrize("ended", ["第三行\n", "第三行"], ids=["ended", "not ended"])
def test_a_paste_of_several_lines_is_one_answer(
    clerk: Clerk, settings: dict[str, str], ended: str
) -> None:
    terminal = _begin(clerk, **settings)
    _by(terminal)
    terminal.answer("工作进展说明", f"第一行\n第二行\n{ended}")
    terminal.expect("一次来了 3 行，作为一条回答")
    terminal.answer("按 Enter 采用", "\n")
    _end(terminal)
    (entry,) = clerk.entries("east")
    assert entry["note"] == "第一行\n第二行\n第三行"
    assert "problems" not in entry


def test_a_paste_that_the_terminal_marks_is_one_answer(clerk: Clerk) -> None:
    terminal = _begin(clerk, TERM="xterm")
    _by(terminal)
    terminal.answer("工作进展说明", "\x1b[200~第一行\r第二行\x1b[201~\r")
    terminal.answer("按 Enter 采用", "\n")
    _end(terminal)
    assert clerk.entries("east")[0]["note"] == "第一行\n第二行"


def test_what_is_typed_instead_of_a_paste_stands(clerk: Clerk) -> None:
    terminal = _begin(clerk)
    _by(terminal)
    terminal.answer("工作进展说明", "粘错了\n的东西\n")
    terminal.answer("按 Enter 采用", "巡查了三十家\n")
    _end(terminal)
    assert clerk.entries("east")[0]["note"] == "巡查了三十家"


def test_a_paste_that_is_gone_back_from_is_said_to_be_gone_and_asked_for_anew(clerk: Clerk) -> None:
    terminal = _begin(clerk)
    _by(terminal)
    terminal.answer("工作进展说明", "粘错了\n的东西\n")
    terminal.answer("按 Enter 采用", "<\n")
    terminal.expect("粘贴的 2 行没有采用")
    terminal.expect("> ")
    terminal.type("一段\n\n又一段\n")
    terminal.answer("按 Enter 采用", "\n")
    for asked in ("存在问题", "下步计划", "佐证材料", "审签人"):
        terminal.answer(asked, "\n")
    terminal.expect("一段")
    terminal.expect("\r\n\r\n")
    terminal.answer("写入 ledgers/east.yaml？", "\n")
    terminal.expect("ledgers/east.yaml:4")
    assert terminal.end() == Exit.FINE
    assert clerk.entries("east")[0]["note"] == "一段\n\n又一段"


def test_a_question_for_one_line_takes_nothing_of_a_paste(clerk: Clerk) -> None:
    terminal = _begin(clerk)
    _by(terminal, "张三\n李四\n王五")
    terminal.expect("一次来了 3 行，都没有采用")
    terminal.expect("> ")
    terminal.type("赵六\n")
    terminal.answer("工作进展说明", "\n")
    _end(terminal)
    (entry,) = clerk.entries("east")
    assert (entry["by"], entry.get("note")) == ("赵六", None)


@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "utf-8"},
        {"LC_ALL": "C", "TERM": "xterm"},
    ],
    ids=["C", "C without UTF-8 mode", "C with editing"],
)
def test_chinese_is_kept_whatever_the_locale(clerk: Clerk, settings: dict[str, str]) -> None:
    terminal = _begin(clerk, **settings)
    _by(terminal)
    terminal.answer("工作进展说明", "巡查了三十家，整改 5 家\n")
    _end(terminal)
    (entry,) = clerk.entries("east")
    assert (entry["by"], entry["note"]) == ("张三", "巡查了三十家，整改 5 家")


def test_bytes_that_are_no_text_are_asked_again(clerk: Clerk) -> None:
    terminal = _begin(clerk, LC_ALL="C")
    _by(terminal)
    terminal.expect("工作进展说明")
    terminal.expect("> ")
    terminal.type_bytes("巡查\n".encode("gbk"))
    terminal.expect("回答 的文字不是 UTF-8")
    terminal.expect("> ")
    terminal.type("巡查\n")
    _end(terminal)
    assert clerk.entries("east")[0]["note"] == "巡查"


def test_a_paste_whose_lines_end_as_terminals_send_them_has_lines(clerk: Clerk) -> None:
    answers = ["3", "第一行\r第二行", "", "", "", "", "", ""]
    said = clerk.asked("record", "east", "2.2", answers="\n".join(answers))
    assert said.code == Exit.FINE
    assert "一次来了 2 行，作为一条回答" in said.out
    assert clerk.entries("east")[0]["note"] == "第一行\n第二行"
