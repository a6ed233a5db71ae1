"""The frame of the command line: language, help, usage errors, the boundary."""

from __future__ import annotations

import subprocess
import sys

import pytest

from foodsafety_ledger import __version__
from foodsafety_ledger.cli import app as frame
from foodsafety_ledger.cli.app import COMMANDS, hoisted, run
from foodsafety_ledger.cli.session import choose_language
from foodsafety_ledger.model.failure import Exit, OperatingError


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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_names_every_command(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", language, "--help"]) == Exit.FINE
    page = capsys.readouterr().out
    assert all(f"  {name} " in page for name in COMMANDS)
    assert ("用法" in page) == (language == "zh")


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_has_a_help_page_in_both_languages(
    name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([name, "--help", "--lang", language]) == Exit.FINE
    page = capsys.readouterr().out
    assert "--help" in page
    assert ("用法" in page) == (language == "zh")


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == Exit.FINE
    assert "COMMAND" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "ledger check"),
        (["qqqqqq"], "ledger --help"),
        (["status", "--formt", "json"], "--format"),
        (["record", "--period"], "--period"),
        (["status", "--format", "pdf"], "--format"),
    ],
)
def test_a_slip_on_the_command_line_is_exit_2_with_a_way_out(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == Exit.USAGE
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


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


def test_a_closed_pipe_is_silent() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "foodsafety_ledger", "--help"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode == Exit.FINE
    assert said == b""


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
