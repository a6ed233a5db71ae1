"""What the plan, ledgers and registers lost since the last commit is told by every command."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from processes import ran
from repos import DEPARTMENTS, TASKS, Repo, entry, ledger

ALPHA = "ledgers/alpha.yaml"
_TWO = ledger("alpha", entry("00000001"), entry("00000002", value="118/120"))


@pytest.mark.parametrize(
    ("torn", "codes"),
    [
        pytest.param(_TWO.replace(entry("00000002", value="118/120"), ""), ["FL825"], id="border"),
        pytest.param(_TWO.removesuffix("三\n"), ["FL825", "FL117"], id="inside"),
        pytest.param(_TWO.removesuffix("\n"), ["FL117"], id="line-break"),
        pytest.param(_TWO.replace("118/120", "118/12", 1), ["FL825"], id="figure"),
        pytest.param(_TWO + entry("00000003"), [], id="added"),
        pytest.param(_TWO + "# 下一季度\n" + entry("00000003"), [], id="added-after-a-comment"),
        pytest.param(_TWO + "  approved_by: 李四\n", ["FL825"], id="a-key-put-to-the-last-entry"),
        pytest.param(_TWO + "    王五\n", ["FL825"], id="a-word-put-to-the-last-entry"),
        pytest.param(_TWO.replace("\n", "\r\n"), [], id="line-ends"),
        pytest.param(_TWO.replace("note: 正常", 'note: "正常"'), [], id="quoted"),
        pytest.param(None, ["FL825"], id="removed"),
    ],
)
def test_a_ledger_that_lost_its_end_is_told_without_a_base(
    repo: Repo, torn: str | None, codes: list[str]
) -> None:
    repo.start(alpha=_TWO)
    if torn is None:
        (repo.root / "ledgers" / "alpha.yaml").unlink()
    else:
        repo.write("ledgers/alpha.yaml", torn)
    for command in ("check", "status"):
        _, said = repo.ledger(command)
        told = sorted(re.findall(r"warning\[(FL825|FL117) ", said))
        assert told == sorted(codes), said
    assert not re.search(r"\[FL825 ", repo.ledger("check", "--base", "HEAD")[1]), "told one by one"


def test_without_its_last_line_break_a_ledger_counts_and_is_compared_all_the_same(
    repo: Repo,
) -> None:
    base = repo.start(alpha=ledger("alpha", entry("00000001")))
    asked = ("status", "--as-of", "2021-07-10", "--format", "json")
    _, whole = repo.ledger(*asked, "--rev", base)
    repo.write(ALPHA, ledger("alpha", entry("00000001")).removesuffix("\n"))
    code, torn = repo.ledger(*asked)
    assert code == 0
    assert torn.partition('"data": ')[2] == whole.partition('"data": ')[2] != ""


def test_an_answer_kept_knows_what_is_committed(repo: Repo) -> None:
    repo.start(alpha=_TWO)
    repo.write("ledgers/alpha.yaml", ledger("alpha", entry("00000001")))
    for command in ("check", "status"):
        assert "FL825" in repo.ledger(command)[1]
    repo.commit()
    for command in ("check", "status"):
        assert "FL825" not in repo.ledger(command)[1]


def _told_everywhere(repo: Repo) -> list[str]:
    """What FL825 says; the same in every command."""
    told = [re.findall(r"FL825 [\w-]+\] (.*)", repo.ledger(one)[1]) for one in ("check", "status")]
    assert told[0] == told[1]
    return told[0]


_FLAGS = ("--assume-unchanged", "--skip-worktree")


@pytest.mark.parametrize("flag", _FLAGS)
def test_what_git_was_told_not_to_look_at_is_compared_all_the_same(repo: Repo, flag: str) -> None:
    repo.start(alpha=_TWO)
    repo.git("update-index", flag, ALPHA)
    assert _told_everywhere(repo) == []
    repo.write(ALPHA, ledger("alpha"))
    (told,) = _told_everywhere(repo)
    assert "gone or not the same here (2): 20210710-00000001" in told


def test_an_edit_that_keeps_size_and_time_is_seen(repo: Repo) -> None:
    repo.start(alpha=_TWO)
    path = repo.root / ALPHA
    repo.git("update-index", "--refresh")
    repo.git("config", "core.checkStat", "minimal")
    before = path.stat()
    path.write_text(_TWO.replace("118/120", "120/120"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert len(_told_everywhere(repo)) == 1


def test_ledgers_that_are_not_checked_out_are_named(repo: Repo) -> None:
    repo.start(alpha=_TWO)
    repo.git("sparse-checkout", "set", "--no-cone", "/data/", "/.gitattributes")
    assert not (repo.root / "ledgers").exists()
    (told,) = _told_everywhere(repo)
    assert "git was told not to put here (3), which count as if there were none" in told
    assert "ledgers/alpha.yaml" in told


def _lose_objects(repo: Repo) -> None:
    for folder in (repo.top / ".git/objects").iterdir():
        shutil.rmtree(folder)


@pytest.mark.parametrize(
    "lose", [_lose_objects, lambda repo: shutil.rmtree(repo.top / ".git/objects")]
)
def test_where_git_has_lost_what_it_kept_that_is_said(
    repo: Repo, lose: Callable[[Repo], object]
) -> None:
    repo.start(alpha=_TWO)
    lose(repo)
    repo.write(ALPHA, ledger("alpha"))
    for command in ("check", "status"):
        assert (
            "FL825 unlike-last-commit] git could not say what the last" in repo.ledger(command)[1]
        )


@pytest.mark.skipif(not hasattr(signal, "SIGCHLD"), reason="nothing is inherited there")
def test_it_is_said_whatever_the_program_was_started_by(repo: Repo) -> None:
    repo.start(alpha=_TWO)
    _lose_objects(repo)
    repo.write(ALPHA, ledger("alpha"))
    ignoring = "import signal\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)"
    kept = {"XDG_CACHE_HOME": str(repo.top.parent / "kept")}
    for _ in range(2):
        asked = ["-C", str(repo.root), "--lang", "en", "check"]
        done = ran(asked, os.environ | kept, first=ignoring)
        assert b"FL825 unlike-last-commit] git could not say what the last" in done.stdout


def test_what_git_refuses_is_said_once(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.start(alpha=_TWO)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "broken")
    said = repo.ledger("check")[1]
    assert ("FL912 " in said, "FL825 " in said) == (True, False)


def test_before_the_first_commit_there_is_nothing_to_lose(repo: Repo) -> None:
    repo.write("data/tasks.yaml", TASKS)
    repo.write("data/departments.yaml", DEPARTMENTS)
    repo.write(ALPHA, _TWO)
    assert _told_everywhere(repo) == []


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)])
def test_line_ends_folders_and_longer_ids_make_no_difference(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    repo = Repo(tmp_path / "git", "区/台账")
    shutil.rmtree(repo.top / ".git")
    repo.git("init", "-q", "-b", "main", *options)
    repo.start(alpha=_TWO, beta=ledger("beta"))
    for path in (ALPHA, "ledgers/beta.yaml", "data/tasks.yaml"):
        repo.write(path, repo.read(path).replace("\n", "\r\n"))
    assert _told_everywhere(repo) == []
    repo.write(ALPHA, ledger("alpha", entry("00000001")).replace("\n", "\r\n"))
    (told,) = _told_everywhere(repo)
    assert "here (1): 20210710-00000002" in told


def test_a_register_that_lost_a_slip_is_told_without_a_base(repo: Repo) -> None:
    slip = "- {{number: 2021-00{}, department: beta, item: '1.1', kind: overdue, level: 1, opened: 2021-07-16}}\n"  # noqa: E501
    whole = "slips:\n" + slip.format(1) + slip.format(2)
    repo.start()
    repo.write("dispatch/2021Q2.yaml", whole)
    repo.commit()
    repo.write("dispatch/2021Q2.yaml", whole + slip.format(3))
    assert _told_everywhere(repo) == []
    repo.write("dispatch/2021Q2.yaml", "slips:\n" + slip.format(1).replace("beta", "alpha"))
    (told,) = _told_everywhere(repo)
    assert (
        "slips of the last commit that are gone or not the same here (2): 2021-001, 2021-00" in told
    )


_ITEM = TASKS[TASKS.index('          - id: "1.2"') :]


@pytest.mark.parametrize(
    ("path", "torn", "lost"),
    [
        pytest.param("tasks", (_ITEM, ""), "(1): 1.2", id="item"),
        pytest.param("tasks", ("              - id: rate", "REST"), "(1): 1.1/rate", id="end"),
        pytest.param(
            "tasks",
            ("responsible: [alpha, beta]", "responsible: [alpha]"),
            "(1): 1.1.responsible",
            id="unit",
        ),
        pytest.param(
            "departments", ("  - {id: beta", "  # {id: beta"), "(1): beta", id="department"
        ),
        pytest.param("tasks", (">= 95%", ">= 90%"), "", id="another-goal"),
        pytest.param("tasks", ("small-2021", "small-2022"), "", id="another-plan"),
    ],
)
def test_a_plan_that_lost_a_part_is_told_without_a_base(
    repo: Repo, path: str, torn: tuple[str, str], lost: str
) -> None:
    repo.start()
    before, after = torn
    text = repo.read(f"data/{path}.yaml")
    start = text.index(before)
    repo.write(
        f"data/{path}.yaml",
        text[:start] + _ITEM if after == "REST" else text.replace(before, after),
    )
    told = [one for one in _told_everywhere(repo) if "what the plan" in one]
    assert [lost in one for one in told] == [True] * bool(lost), told


def test_a_mark_that_a_person_took_away_is_no_loss(repo: Repo) -> None:
    repo.start()
    repo.write("data/tasks.yaml", TASKS + "            review: [{why: 请看}]\n")
    repo.commit()
    repo.write("data/tasks.yaml", TASKS)
    assert _told_everywhere(repo) == []
