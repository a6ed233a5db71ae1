"""``ledger doctor``: looks at the program, the workspace, git and the terminal; changes nothing."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Final

import typer

from foodsafety_ledger import __version__
from foodsafety_ledger.cli.options import OutFile, ViewFormat
from foodsafety_ledger.cli.output import show_view
from foodsafety_ledger.cli.session import Session, terminal_width
from foodsafety_ledger.cli.streams import shows_chinese
from foodsafety_ledger.files.workspace import PROGRAM, distribution, find_workspace
from foodsafety_ledger.model.failure import Exit, NoWorkspaceError, OperatingError
from foodsafety_ledger.model.name import in_a_row
from foodsafety_ledger.views.doctor import Health, Outcome, Point, doctor_view

if TYPE_CHECKING:
    from foodsafety_ledger.files.git import Repository

_LIBRARIES: Final = ("typer", "PyYAML", "rich", "pydantic")
_WIDTH: Final = 80
"""The columns from which on tables have room."""


def doctor(ctx: typer.Context, *, format_: ViewFormat = None, out: OutFile = None) -> int:
    """Prints what it finds; 1 where something is wrong."""
    session: Session = ctx.obj
    points = tuple(_points(session))
    show_view(session, doctor_view(points, session.say), format_, out)
    wrong = any(one.outcome.health is Health.WRONG for one in points)
    return Exit.FINDINGS if wrong else Exit.FINE


def _points(session: Session) -> Iterator[Point]:
    yield from _program()
    yield _name()
    root = _root(session)
    yield _workspace(session, root)
    yield from _git(session, root)
    yield from _terminal(session)
    yield from _extras(session)


def _program() -> Iterator[Point]:
    from yaml import __with_libyaml__

    folder = Path(__file__).resolve().parents[1]
    yield Point(Outcome.PROGRAM, {"version": __version__, "folder": folder})
    told = {"version": platform.python_version(), "path": sys.executable}
    yield Point(Outcome.PYTHON, told)
    names = in_a_row(f"{name} {version(name)}" for name in _LIBRARIES)
    outcome = Outcome.LIBRARIES if __with_libyaml__ else Outcome.LIBRARIES_SLOW
    yield Point(outcome, {"names": names, "path": quote(sys.executable)})


def _name() -> Point:
    """What ``ledger`` is when somebody types it: other programs have that name too."""
    folder = Path(sys.executable).parent
    own = _own_command() or f"{sys.executable} -m foodsafety_ledger"
    typed = shutil.which("ledger")
    if typed is None:
        return Point(Outcome.NAME_ABSENT, {"folder": folder, "own": own})
    if isinstance(own, Path) and own.samefile(typed):
        return Point(Outcome.NAME, {"path": typed})
    return Point(Outcome.NAME_OTHER, {"path": typed, "folder": folder, "own": own})


def _own_command() -> Path | None:
    """The command that was installed with this program; None where it came another way."""
    found = distribution()
    for file in (found and found.files) or ():
        if Path(file).stem == "ledger" and Path(file).suffix in ("", ".exe"):
            path = Path(os.path.normpath(file.locate()))
            return path if path.is_file() else None
    return None


def _root(session: Session) -> Path | NoWorkspaceError:
    try:
        return find_workspace(session.folder, os.environ)
    except NoWorkspaceError as failure:
        return failure


def _workspace(session: Session, root: Path | NoWorkspaceError) -> Point:
    from foodsafety_ledger.check.rules import is_error
    from foodsafety_ledger.check.run import open_workspace
    from foodsafety_ledger.files.source import WorkTree

    if isinstance(root, NoWorkspaceError):
        what = session.say(f"failures.{root.key}", **root.facts)
        return Point(Outcome.WORKSPACE_NONE, {"what": what})
    workspace = open_workspace(WorkTree(root))
    errors = sum(map(is_error, workspace.found))
    if errors or workspace.plan is None:
        told = {"folder": root, "errors": errors, "command": session.say.typed("check")}
        return Point(Outcome.WORKSPACE_ERRORS, told)
    return Point(Outcome.WORKSPACE, {"folder": root, "plan": workspace.plan.id})


def _git(session: Session, root: Path | NoWorkspaceError) -> Iterator[Point]:
    """Git, and the repository of the workspace if there is one."""
    from foodsafety_ledger.files.git import repository
    from foodsafety_ledger.files.gitcall import GitMissingError, run_git

    folder = root if isinstance(root, Path) else Path(sys.prefix)
    try:
        told = run_git(folder, "--version").decode("utf-8", "replace").strip()
    except GitMissingError:
        yield Point(Outcome.GIT_NONE)
        return
    yield Point(Outcome.GIT, {"version": told})
    yield from _author(folder)
    if folder is not root:
        return
    try:
        repo = repository(folder)
        yield from _repository(session, repo) if repo else [Point(Outcome.REPOSITORY_NONE)]
    except OperatingError as failure:
        key, say = f"failures.{failure.key}", session.say
        way = say(f"{key}.hint", **failure.facts) if say.knows(f"{key}.hint") else ""
        what = say(key, **failure.facts)
        yield Point(Outcome.REPOSITORY_REFUSED, {"what": what, "way": way})


def _author(folder: Path) -> Iterator[Point]:
    from foodsafety_ledger.files.git import user_setting

    told = {key: user_setting(folder, key) for key in ("name", "email")}
    yield Point(Outcome.AUTHOR if all(told.values()) else Outcome.AUTHOR_NONE, told)


def _repository(session: Session, repo: Repository) -> Iterator[Point]:
    from foodsafety_ledger.files.gitsetup import overridden, unset_driver

    shallow = repo.is_shallow
    outcome = Outcome.REPOSITORY_SHALLOW if shallow else Outcome.REPOSITORY
    yield Point(outcome, {"folder": repo.top})
    told = {"command": session.say.typed("init --git")}
    paths = overridden(repo)
    outcome = Outcome.ATTRIBUTES_NONE if paths else Outcome.ATTRIBUTES
    yield Point(outcome, {**told, "paths": in_a_row(paths)})
    yield Point(Outcome.DRIVER_NONE if unset_driver(repo) else Outcome.DRIVER, told)
    hook = repo.hooks() / "pre-commit"
    outcome = Outcome.HOOK if os.access(hook, os.X_OK) else Outcome.HOOK_NONE
    yield Point(outcome, {"path": hook})


def _terminal(session: Session) -> Iterator[Point]:
    yield Point(Outcome.LANGUAGE)
    encoding = sys.stdout.encoding
    outcome = Outcome.ENCODING if shows_chinese(encoding) else Outcome.ENCODING_POOR
    yield Point(outcome, {"encoding": encoding})
    width = terminal_width()
    if width is None:
        yield Point(Outcome.TERMINAL_NONE)
        return
    told = {"width": width, "wanted": _WIDTH}
    colour = session.say(f"doctor.colour.{session.colours()}")
    outcome = Outcome.TERMINAL_NARROW if width < _WIDTH else Outcome.TERMINAL
    cells = 1 + session.screen().wide
    yield Point(outcome, {**told, "colour": colour, "cells": cells})


def _extras(session: Session) -> Iterator[Point]:
    for extra, libraries in extras().items():
        try:
            names = in_a_row(f"{name} {version(name)}" for name in libraries)
        except PackageNotFoundError:
            use = session.say(f"doctor.use.{extra}")
            told = {"extra": extra, "use": use, "path": quote(sys.executable)}
            yield Point(Outcome.EXTRA_NONE, told)
        else:
            yield Point(Outcome.EXTRA, {"extra": extra, "names": names})


def extras() -> dict[str, list[str]]:
    """The extras that a person may want, each with the names of its libraries, as installed."""
    from re import findall

    found: dict[str, list[str]] = {}
    installed = distribution()
    for wanted in (installed and installed.requires) or ():
        for name, extra in findall(r"^([\w.-]+).*\bextra == ['\"](\w+)['\"]", wanted):
            if extra not in ("all", "dev") and name != PROGRAM:
                found.setdefault(extra, []).append(name)
    return found
