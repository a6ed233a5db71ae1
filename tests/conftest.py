"""What every test starts from: no one's own settings, cache, language or colours."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from measured import MEASURING  # before anything imports the program

_ROOM = 2 << 30


def _is_roomy(memory: str) -> bool:
    """Whether a folder is there with room for the tests' files, which may be programs."""
    if not os.access(memory, os.W_OK) or os.statvfs(memory).f_flag & os.ST_NOEXEC:
        return False
    return shutil.disk_usage(memory).free > _ROOM


if "TMPDIR" not in os.environ and _is_roomy("/dev/shm"):  # noqa: S108 - for temporary files
    # programs wait for a disk whenever they write a ledger or a commit: a third of the time
    os.environ["TMPDIR"] = tempfile.tempdir = "/dev/shm"  # noqa: S108 - likewise

_SLOW = [HealthCheck.too_slow]  # on a busy machine drawing an example takes its time
settings.register_profile(
    "suite", max_examples=30, derandomize=True, deadline=None, suppress_health_check=_SLOW
)
settings.register_profile("explore", max_examples=1000, deadline=None, suppress_health_check=_SLOW)
settings.load_profile("explore" if os.environ.get("EXPLORE") else "suite")

_UNSET = (
    "FOODSAFETY_LEDGER_ROOT",
    "FOODSAFETY_LEDGER_TODAY",
    "FOODSAFETY_LEDGER_DEBUG",
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "GITLAB_CI",
    "LC_ALL",
    "LC_MESSAGES",
    "COLUMNS",
    "PYTHONDONTWRITEBYTECODE",  # processes would compile anew all that they import
)


_NUMBERS = count(1)


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the test's own: pytest looks for a free name among all there are."""
    folder = tmp_path_factory.getbasetemp() / f"test-{next(_NUMBERS)}"
    folder.mkdir(mode=0o700)
    return folder


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not go through it again and again."""
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Keeps what was measured."""
    if MEASURING:
        MEASURING.keep()


@pytest.fixture(scope="session", autouse=True)
def own_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Chinese words, no colours, and a cache and git settings of the tests' own."""
    home: Path = tmp_path_factory.mktemp("home")
    settings = home / "gitconfig"
    settings.write_text("[user]\n\tname = 张三\n\temail = zhangsan@example.org\n", "utf-8")
    patch = pytest.MonkeyPatch()
    for name in _UNSET:
        patch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        patch.delenv(name)
    patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    patch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    patch.setenv("FOODSAFETY_LEDGER_LANG", "zh")
    patch.setenv("LANG", "C.UTF-8")
    patch.setenv("NO_COLOR", "1")
    yield
    patch.undo()
