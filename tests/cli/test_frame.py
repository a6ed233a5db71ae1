"""The frame of the command line: language, help, usage errors, the boundary."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any, NamedTuple
from weakref import ReferenceType, ref

import pytest
import typer

from foodsafety_ledger import __version__
from foodsafety_ledger.cli import app as frame
from foodsafety_ledger.cli.app import COMMANDS, hoisted, load_command, run
from foodsafety_ledger.cli.help import COMMAND_WORDS, OPTION_WORDS, help_of, name_of
from foodsafety_ledger.cli.language import choose_language
from foodsafety_ledger.cli.output import report_failure
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.formats.terminal import cell_len
from foodsafety_ledger.model.failure import Exit, LedgerError, OperatingError
from foodsafety_ledger.words import Say

PARTS_OF_PLAN = tuple(load_command("plan").commands)


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
        ([], {"FOODSAFETY_LEDGER_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang", "zh"], {"FOODSAFETY_LEDGER_LANG": "en"}, "zh"),
        (["status", "--lang=en"], {}, "en"),
        (["--", "--lang=en"], {}, "zh"),
        (["--lang", "fr"], {"LANG": "en_US"}, "en"),
        (["--lang"], {}, "zh"),
    ],
)
def test_language(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert choose_language(arguments, environment) == language


def test_options_for_every_command_may_stand_behind_the_command() -> None:
    assert hoisted(["status", "-C", "x", "--lang=en", "14"]) == [
        "-C",
        "x",
        "--lang=en",
        "status",
        "14",
    ]
    assert hoisted(["show", "--", "--lang=en"]) == ["show", "--", "--lang=en"]
    assert hoisted(["status", "-C"]) == ["status", "-C"]
    assert hoisted(["record", "--note", "-C类"]) == ["record", "--note", "-C类"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_names_every_command(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", language, "--help"]) == Exit.FINE
    page = capsys.readouterr().out
    assert all(f"  {name} " in page for name in COMMANDS)
    assert ("用法" in page) == (language == "zh")


@pytest.mark.parametrize("name", [*COMMANDS, *(f"plan {name}" for name in PARTS_OF_PLAN)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_has_a_help_page_in_both_languages(
    name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*name.split(), "--help", "--lang", language]) == Exit.FINE
    page = capsys.readouterr().out
    assert "--help" in page
    assert ("用法" in page) == (language == "zh")


def test_on_a_narrow_screen_help_stands_below_its_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert run(["record", "--help"]) == Exit.FINE
    said = capsys.readouterr().out.splitlines()
    place = said.index("  --note 文字")
    assert said[place + 1].startswith("      ")
    assert not said[place + 1].startswith("       ")
    words = (line for line in said if line.startswith("      "))
    assert max(map(cell_len, words)) <= 20


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == Exit.FINE
    assert "命令 [参数]..." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "ledger check"),
        (["qqqqqq"], "ledger --help"),
        (["status", "--formt", "json"], "--format"),
        (["record", "--period"], "--period"),
        (["status", "--format", "pdf"], "--format"),
        (["--lang", "fr", "status"], "zh"),
        (["status", "--lang=english"], "zh"),
        (["status", "--by", "foo"], "指标、单位"),
        (["show", "14", "15"], "多余的参数：15"),
        (["show"], "缺少 对象"),
        (["show"], "ledger show 14.1"),
        (["dispatch", "-o", "x"], "例如：ledger dispatch 2021Q3"),
    ],
)
def test_a_slip_on_the_command_line_is_exit_2_with_a_way_out(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == Exit.USAGE
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


class Given(NamedTuple):
    """An argument, or an option that takes a value, of the command that ``words`` name."""

    words: list[str]
    one: Any
    all_: list[Any]

    @property
    def name(self) -> str:
        """What the messages call it."""
        return name_of(self.one).zh

    def line(self, *texts: str) -> list[str]:
        """A command line that gives it each of the texts, and has what else must be there."""
        arguments: list[str] = []
        options: list[str] = []
        for one in self.all_:
            told = texts if one is self.one else ["x"] * one.required
            if one.param_type_name == "argument":
                arguments += told[:1] or ["x"]
            else:
                options += [piece for text in told for piece in (one.opts[0], text)]
        return [*self.words, *options, *arguments, *([] if self.words else ["check"])]


def _every_given() -> Iterator[Given]:
    commands: list[tuple[list[str], Any]] = [([], typer.main.get_command(frame.app))]
    for name in COMMANDS:
        parts = getattr(load_command(name), "commands", {"": load_command(name)})
        commands += [([name, part] if part else [name], one) for part, one in parts.items()]
    for words, command in commands:
        for one in command.params:
            if one.param_type_name == "argument" or not one.is_flag:
                yield Given(words, one, command.params)


def _is_option(given: object) -> bool:
    return isinstance(given, Given) and given.one.param_type_name == "option"


GIVEN = [pytest.param(one, id=" ".join([*one.words, one.name])) for one in _every_given()]
TAKEN_OUT = ("note", "problems", "next", "approved_by")
"""What an amendment takes out by giving it empty."""

OVERRULED = ("date", "period")
"""Of what the last one holds."""


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, where whatever is looked for is missed."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("blank", ["", "\u3000"])
@pytest.mark.parametrize("given", GIVEN)
def test_what_is_given_empty_is_refused_before_anything_is_looked_at(
    given: Given, blank: str, nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(given.line(blank))
    out, err = capsys.readouterr()
    assert out == ""
    if given.one.name in TAKEN_OUT:
        assert code == Exit.NO_WORKSPACE
    else:
        assert code == Exit.USAGE
        assert given.name in err
    assert not any(nowhere.iterdir())


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("given", [one for one in GIVEN if _is_option(one.values[0])])
def test_an_option_with_one_value_is_never_given_two(
    given: Given, capsys: pytest.CaptureFixture[str]
) -> None:
    known = {"--by": "item", "--every": "month", "--format": "json", "--color": "auto"}
    text = known.get(given.name, "x")
    code = run(given.line(text, text))
    out, err = capsys.readouterr()
    assert (f"{given.name} 给了" in err) == (not given.one.multiple)
    if not given.one.multiple:
        assert code == (Exit.NO_WORKSPACE if given.one.name in OVERRULED else Exit.USAGE)
    assert out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("record market 1.1 --note --by 张三", "--note has no value: --by follows it"),
        ("record market 1.1 --note -C elsewhere --by 张三", "--note has no value: --by follows"),
        ("status --as-of --only red", "--as-of has no value: --only follows it"),
    ],
)
def test_an_option_is_never_the_value_of_another(
    arguments: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", "en", *arguments.split()]) == Exit.USAGE
    assert said in capsys.readouterr().err


def test_what_the_system_refuses_is_said_and_is_exit_4(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied", "data/tasks.yaml")

    monkeypatch.setattr(frame, "_invoke", refuse)
    assert run(["status"]) == Exit.ENVIRONMENT
    assert "data/tasks.yaml" in capsys.readouterr().err


def test_the_unforeseen_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stumble(*_: object) -> int:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(frame, "_invoke", stumble)
    assert run(["status"]) == Exit.ENVIRONMENT
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "Traceback" not in said
    monkeypatch.setenv("FOODSAFETY_LEDGER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(["status"])


@pytest.mark.parametrize("error", [MemoryError(), OSError(errno.ENOMEM, "no memory", "words")])
def test_where_memory_is_used_up_it_is_let_go_of_before_that_is_said(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    held: list[ReferenceType[object]] = []

    class Large:
        pass

    def fill(*_: object) -> int:
        large = Large()
        held.append(ref(large))
        raise copy(error)

    def told(session: Session, failure: LedgerError) -> int:
        assert held[0]() is None
        return report_failure(session, failure)

    monkeypatch.setattr(frame, "_invoke", fill)
    monkeypatch.setattr(frame, "report_failure", told)
    assert run(["status"]) == Exit.ENVIRONMENT
    assert "内存不够" in capsys.readouterr().err


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a demonstration, which nothing changes."""
    folder = tmp_path_factory.mktemp("demo")
    assert run(["demo", str(folder / "district")]) == Exit.FINE
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="such limits are of Unix")
@pytest.mark.parametrize("command", ["status", "check", "--no-cache status", "doctor"])
def test_too_few_files_that_may_be_open_are_said_to_be_that(demo: Path, command: str) -> None:
    limit = f'ulimit -n 8; exec "$0" -m foodsafety_ledger -C district --lang zh {command}'
    done = subprocess.run(
        ["sh", "-c", limit, sys.executable],
        cwd=demo,
        env=os.environ | {"FOODSAFETY_LEDGER_NO_CACHE": ""},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.stderr == (
        "错误：能同时打开的文件太少，没有做完\n办法：放宽打开文件的限额（ulimit -n），再运行一次\n"
    )
    assert done.returncode == Exit.ENVIRONMENT


def test_an_interrupt_is_exit_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(frame, "_invoke", interrupt)
    assert run(["status"]) == Exit.INTERRUPTED


@pytest.mark.parametrize(
    "args", [["--version"], ["--lang", "en", "--version"], ["--version", "status"]]
)
def test_the_version_is_shown_whatever_else_is_said(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(args) == Exit.FINE
    assert capsys.readouterr() == (f"ledger {__version__}\n", "")


def test_a_failure_without_words_for_a_way_out_is_still_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> int:
        raise OperatingError("interrupted")

    monkeypatch.setattr(frame, "_invoke", fail)
    assert run(["--lang", "en", "status"]) == Exit.ENVIRONMENT
    assert capsys.readouterr().err == "error: interrupted, no file was changed\n"


def test_the_module_runs_as_a_program() -> None:
    command = [sys.executable, "-m", "foodsafety_ledger"]
    version = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("ledger ")
    wrong = subprocess.run([*command, "nonsense"], capture_output=True, check=False)
    assert wrong.returncode == Exit.USAGE


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("状态", "ledger status"),
        ("填报", "ledger record"),
        ("落实", "ledger status"),
        ("validate", "ledger check"),
        ("14.1", "ledger show 14.1"),
        ("fl401", "ledger show FL401"),
        ("帮助", "ledger --help"),
        ("help record", "ledger record --help"),
        ("帮助 plan", "ledger plan --help"),
        ("--install-completion zsh", "ledger --install-completion"),
        ("help plan draft", "ledger plan draft --help"),
        ("help record draft", "ledger record --help"),
        ("plan lst", "ledger plan list"),
        ("status --onyl red", "--only"),
        ("status -only red", "--only"),
        ("status ——only red", "--only"),
        ("status －－only red", "--only"),
        ("status --output x.md", "-o"),
        ("status --截至 2021-10-12", "--as-of"),
        ("record --填报人 张三", "--by"),
        ("dispatch --json", "--format"),
    ],
)
def test_what_was_likely_meant_is_said_in_either_language(
    line: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, said in (("zh", f"是否想写“{meant}”"), ("en", f"did you mean “{meant}”")):
        assert run(["--lang", language, *line.split()]) == Exit.USAGE
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("xyzzy", "ledger --help 列出全部命令"),
        ("status --zzz", "ledger status --help 列出各个选项"),
        ("status -o o --zzz", "没有选项 --zzz"),
        ("status --单位 x", "不用选项，直接写：ledger status 对象"),
        ("log --period 2021Q3", "不用选项，直接写：ledger log 对象"),
        ("problems --item 1.1", "不用选项，直接写：ledger problems 对象"),
        ("record --item 1.1", "不用选项，直接写：ledger record 单位 分项"),
        ("extract --period 2021", "ledger extract --help 列出各个选项"),
        ("--format json status", "一个命令的选项写在命令之后"),
        ("status --only", "见 ledger status --help"),
    ],
)
def test_where_nothing_is_likely_the_way_out_is_the_commands_own(
    line: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", "zh", *line.split()]) == Exit.USAGE
    assert said in capsys.readouterr().err


def test_several_slips_on_a_line_are_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "fr", "--color", "pink", "recrod"]) == Exit.USAGE
    said = capsys.readouterr().err
    assert "--lang 没有 fr" in said
    assert "--color 没有 pink" in said
    assert "没有命令 recrod" in said
    assert run(["status", "--by", "week", "--format", "ppt", "--rev", ""]) == Exit.USAGE
    said = capsys.readouterr().err
    assert "--by 没有 week" in said
    assert "--format 没有 ppt" in said
    assert "--rev 是空的" in said


def test_the_likely_words_are_of_commands_and_options_that_there_are() -> None:
    options = {name for given in _every_given() for name in given.one.opts if name.startswith("-")}
    flags = {"--yes", "--dry-run", "--verbose", "--help", "--version"}
    assert COMMAND_WORDS.keys() - {"--help", "--version", "--install-completion"} <= COMMANDS.keys()
    assert OPTION_WORDS.keys() <= options | flags


def test_help_begins_alike_in_english() -> None:
    say = Say("en")
    said = {help_of(given.one, say) for given in _every_given()} - {""}
    assert [one for one in said if one[0].islower()] == []
