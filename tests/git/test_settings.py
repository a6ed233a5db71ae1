"""No setting of git's changes an answer, what decides trust is obeyed, and a failure is said."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from foodsafety_ledger.files.git import require_repository
from foodsafety_ledger.model.failure import OperatingError
from repos import DEPARTMENTS, Repo, copy_of, entry, ledger, set_aside
from sampled import one_in, one_row_in

ALPHA = "ledgers/alpha.yaml"
ONE, TWO = entry("00000001"), entry("00000002", value="97/99", note="第二次")
AUTHORS = DEPARTMENTS.replace("kind: bureau}", "kind: bureau, authors: [zhang@alpha]}", 1)

QUESTIONS = (
    ("why", "1.1", "--format", "json"),
    ("why", "1.1", "--rev", "HEAD", "--format", "json"),
    ("check", "--base", "HEAD~2", "--format", "json"),
    ("status", "--format", "json"),
    ("status", "--rev", "HEAD~1", "--format", "json"),
)

SETTINGS = {
    "whose-lines": {"blame.ignoreRevsFile": ".ignored", "blame.markIgnoredLines": "true"},
    "a-missing-list": {"blame.ignoreRevsFile": "missing", "diff.orderFile": "missing"},
    "gbk": {"i18n.logOutputEncoding": "gbk", "i18n.commitEncoding": "gbk"},
    "utf-16": {"i18n.logOutputEncoding": "utf-16"},
    "log": {
        "log.showSignature": "true",
        "log.mailmap": "true",
        "mailmap.file": ".people",
        "log.date": "raw",
        "log.decorate": "full",
        "log.diffMerges": "first-parent",
        "log.showRoot": "false",
        "format.pretty": "oneline",
        "core.abbrev": "4",
    },
    "diff": {
        "diff.renames": "copies",
        "status.renames": "copies",
        "log.follow": "true",
        "diff.algorithm": "patience",
        "diff.indentHeuristic": "false",
        "diff.noprefix": "true",
        "diff.relative": "true",
        "diff.ignoreSubmodules": "all",
        "diff.autoRefreshIndex": "false",
        "diff.external": "touch ran",
        "diff.mine.textconv": "touch ran; head -n 3",
        "diff.mine.command": "touch ran",
        "core.attributesFile": ".everything-is-mine",
    },
    "status": {
        "status.showUntrackedFiles": "no",
        "status.short": "true",
        "status.branch": "true",
        "status.relativePaths": "true",
        "core.excludesFile": ".everything",
        "core.checkStat": "minimal",
        "core.trustctime": "false",
    },
    "looks": {
        "color.ui": "always",
        "column.ui": "always",
        "core.quotePath": "true",
        "core.pager": "touch ran; cat",
        "alias.blame": "!touch ran",
        "alias.log": "log --oneline",
        "trace2.normalTarget": "true",
    },
    "programs": {"core.fsmonitor": "touch ran; false", "core.hooksPath": ".hooks"},
}


class BaseAsked(NamedTuple):
    """A repository and what the questions are answered there."""

    repo: Repo
    answers: list[str]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseAsked]:
    """A history with an author's mistake, rewritten evidence, a moved ledger and a new file."""
    folder = tmp_path_factory.mktemp("asked")
    with pytest.MonkeyPatch.context() as patch:
        set_aside(patch, folder)
        repo = Repo(folder / "台账")
        _make(repo)
        yield BaseAsked(repo, _answers(repo))


def _make(repo: Repo) -> None:
    repo.write("evidence/alpha/自查.txt", "一")
    repo.start(alpha=ledger("alpha"))
    repo.write("data/departments.yaml", AUTHORS)
    repo.write("evidence/alpha/自 查.txt", "二")
    repo.commit()
    repo.write(ALPHA, ledger("alpha", ONE))
    repo.write("evidence/alpha/自 查.txt", "三")
    repo.commit("第一次", by="li@beta")
    repo.write(ALPHA, ledger("alpha", ONE, TWO))
    repo.write("evidence/alpha/moved.txt", "二")
    repo.commit("第二次")
    repo.write(".ignored", repo.git("rev-parse", "HEAD"))
    repo.write(".people", "李四 <zhang@alpha> <li@beta>\n李四 <li@beta> 张三 <zhang@alpha>\n")
    repo.write(".mailmap", "李四 <zhang@alpha> <li@beta>\n")
    repo.write(".everything-is-mine", "* diff=mine\n")
    repo.write(".everything", "*\n")
    repo.write(".hooks/post-index-change", "#!/bin/sh\ntouch ran\n")
    (repo.root / ".hooks/post-index-change").chmod(0o755)
    repo.write("ledgers/beta.yaml", ledger("beta", TWO.replace("00000002", "0000000b")))
    os.utime(repo.root / "data/tasks.yaml", (1, 1))


@pytest.fixture
def asked(template: BaseAsked, tmp_path: Path) -> Repo:
    """The same repository, a test's own."""
    return copy_of(template.repo, tmp_path / "台账")


def _answers(repo: Repo) -> list[str]:
    return [repo.ledger(*question)[1] for question in QUESTIONS]


def test_the_questions_see_what_is_there(template: BaseAsked, asked: Repo) -> None:
    assert _answers(asked) == template.answers
    derived, _, checked, now, _ = template.answers
    assert '"author": "张三"' in derived
    assert '"commit": null' in derived
    assert {code for code in ("FL805", "FL820") if f'"{code}"' in checked} == {"FL805", "FL820"}
    assert '"dirty": true' in now


@pytest.mark.parametrize("group", SETTINGS)
def test_settings_change_no_answer(template: BaseAsked, asked: Repo, group: str) -> None:
    for name, value in SETTINGS[group].items():
        asked.git("config", name, value)
    assert _answers(asked) == template.answers
    assert not (asked.top / "ran").exists()


def test_settings_of_the_environment_change_no_answer(
    template: BaseAsked, asked: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = {name: value for group in SETTINGS.values() for name, value in group.items()}
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(everything)))
    for number, (name, value) in enumerate(everything.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", name)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
    assert _answers(asked) == template.answers
    monkeypatch.delenv("GIT_CONFIG_COUNT")
    given = " ".join(f"'{name}={value}'" for name, value in everything.items())
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", given)
    assert _answers(asked) == template.answers
    assert not (asked.top / "ran").exists()


LEAKS = {
    "GIT_DIR": "/nowhere",
    "GIT_WORK_TREE": "/nowhere",
    "GIT_INDEX_FILE": "/nowhere",
    "GIT_OBJECT_DIRECTORY": "/nowhere",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nowhere",
    "GIT_NAMESPACE": "other",
    "GIT_EXTERNAL_DIFF": "touch ran",
    "GIT_DIFF_OPTS": "--unified=0",
    "GIT_PAGER": "touch ran; cat",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_CONFIG": "/nowhere",
    "GIT_TRACE": "1",
    "LANGUAGE": "zh_CN",
    "LC_ALL": "zh_CN.UTF-8",
}


def test_what_leaks_in_from_hooks_and_locales_changes_no_answer(
    template: BaseAsked, asked: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in LEAKS.items():
        monkeypatch.setenv(name, value)
    assert _answers(asked) == template.answers
    assert not (asked.top / "ran").exists()


def test_history_is_read_as_it_was_committed(template: BaseAsked, asked: Repo) -> None:
    """A replaced commit, and a graft, show another history to whoever does not look behind them."""
    first = asked.git("rev-list", "--max-parents=0", "HEAD")
    asked.git("replace", "HEAD~1", first)
    (asked.top / ".git/info").mkdir(exist_ok=True)
    grafted = f"{asked.git('rev-parse', 'HEAD')} {first}\n"
    (asked.top / ".git/info/grafts").write_text(grafted, "utf-8")
    assert _answers(asked) == template.answers


def _dirty(repo: Repo) -> bool:
    said = repo.ledger("status", "--format", "json")[1]
    assert "{" in said
    return '"dirty": true' in said


def test_what_figures_are_made_of_is_clean_only_if_it_is_committed(repo: Repo) -> None:
    repo.start(alpha=ledger("alpha", ONE))
    (repo.root / "ledgers/beta.yaml").unlink()
    repo.commit()
    repo.write(".gitignore", "*\n")
    repo.write("evidence/alpha/.gitkeep", "")
    assert not _dirty(repo)
    repo.write("ledgers/beta.yaml", ledger("beta"))
    assert _dirty(repo)
    (repo.root / "ledgers/beta.yaml").unlink()
    assert not _dirty(repo)
    repo.git("update-index", "--assume-unchanged", ALPHA)
    repo.write(ALPHA, ledger("alpha", TWO))
    assert _dirty(repo)


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_evidence_that_git_was_told_not_to_look_at_is_looked_at(repo: Repo, flag: str) -> None:
    files = [f"evidence/alpha/自 查{n}.txt" for n in range(3)]
    for file in files:
        repo.write(file, "七月\n")
    base = repo.start()
    repo.git("update-index", flag, *files)
    assert repo.found("--base", base) == []
    repo.write(files[0], "八月\n")
    (repo.root / files[1]).unlink()
    assert sorted(repo.found("--base", base)) == ["FL804", "FL805"]


def test_a_file_called_like_a_commit_hides_no_author(repo: Repo) -> None:
    repo.start()
    repo.write("data/departments.yaml", AUTHORS)
    base = repo.commit()
    innocent = repo.commit("nothing")
    repo.write(innocent, "")
    repo.write("evidence/alpha/x.txt", "x")
    repo.commit(by="li@beta")
    assert repo.found("--base", base) == ["FL820"]


ODD = ("encoding gbk", "encoding utf-16", "encoding nonsense", "gpgsig x")
NAMES = ("张三".encode("gbk"), b"\xff\xfe", "张三".encode(), b"")


@pytest.mark.parametrize(("header", "name"), one_row_in(3, product(ODD, NAMES)))
def test_names_and_messages_in_any_encoding_are_read(repo: Repo, header: str, name: bytes) -> None:
    base = repo.start(alpha=ledger("alpha"))
    repo.write(ALPHA, ledger("alpha", ONE))
    repo.git("add", "-A")
    who = name + b" <z@x> 99999999999999 +0800\n"
    parts = (
        f"tree {repo.git('write-tree')}\nparent {base}\n".encode(),
        b"author " + who + b"committer " + who + header.encode() + b"\n\n" + name + b"\n",
    )
    done = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=repo.top,
        input=b"".join(parts),
        capture_output=True,
        check=True,
    )
    repo.git("update-ref", "HEAD", done.stdout.decode().strip())
    code, said = repo.ledger("why", "1.1", "--format", "json")
    assert code == 0
    assert f'"commit": "{done.stdout.decode().strip()}"' in said
    if name.decode("gbk", "replace") == "张三" and header == "encoding gbk":
        assert '"author": "张三"' in said
    assert repo.ledger("check", "--base", base)[0] in (0, 1)


def _shim(repo: Repo, monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    """Puts a ``git`` in the way that does what the shell says before it calls the real one."""
    folder = repo.top.parent / "bin"
    folder.mkdir()
    script = folder / "git"
    script.write_text(f'#!/bin/sh\n{lines}\nexec {shutil.which("git")} "$@"\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def foreign(asked: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository that belongs to somebody else, as git sees it."""
    _shim(asked, monkeypatch, "export GIT_TEST_ASSUME_DIFFERENT_OWNER=1")
    return asked


def test_a_folder_of_somebody_elses_is_refused_with_gits_own_remedy(foreign: Repo) -> None:
    code, said = foreign.ledger("check", "--base", "HEAD")
    assert code == 4
    assert "dubious ownership" in said
    assert f"\n\tgit config --global --add safe.directory '{foreign.top}'\n" in said
    said = foreign.ledger("why", "1.1")[1]
    assert "git could not say: fatal: detected dubious ownership" in said
    assert "not committed" not in said


@pytest.mark.parametrize("how", ["counted", "parameters"])
def test_leave_given_by_the_environment_is_obeyed(
    foreign: Repo, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "counted":
        monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
        monkeypatch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
        monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(foreign.top))
    else:
        monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'safe.directory={foreign.top}'")
    assert foreign.ledger("check", "--base", "HEAD")[0] == 0
    assert '"dirty": true' in foreign.ledger("status", "--format", "json")[1]
    assert "git could not say" not in foreign.ledger("why", "1.1")[1]


COMMANDS = ("rev-parse", "blame", "log", "ls-tree", "status", "merge-base", "diff-tree", "cat-file")


@pytest.mark.parametrize("command", one_in(2, COMMANDS))
def test_a_failing_git_is_never_an_answer(
    template: BaseAsked, asked: Repo, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = 'echo "fatal: on purpose" >&2; exit $AS'
    _shim(asked, monkeypatch, f'for one; do [ "$one" = {command} ] && {{ {fails}; }}; done')
    asking = dict(zip(QUESTIONS, template.answers, strict=True))
    for exit_code in ("128", "2", "129"):
        monkeypatch.setenv("AS", exit_code)
        differ = {}
        for question, whole in asking.items():
            code, said = asked.ledger(*question)
            if said != whole:
                differ[question] = whole
                assert "fatal: on purpose" in said, (question, said)
                assert code == 4 or "git could not say" in said
        assert differ
        asking = differ  # who does not ask git for this is not asked again


def test_a_repository_that_is_broken_is_not_taken_for_none(asked: Repo) -> None:
    shutil.rmtree(asked.top / ".git")
    asked.write(".git", "gitdir: /nowhere\n")
    assert "git could not say" in asked.ledger("why", "1.1")[1]
    code, said = asked.ledger("status", "--format", "json")
    assert (code, "/nowhere" in said) == (4, True)


def test_a_clone_that_is_set_bare_hides_no_commits(asked: Repo) -> None:
    asked.git("config", "core.bare", "yes")
    assert "git could not say: core.bare = true" in asked.ledger("why", "1.1")[1]
    for command in (("check", "--base", "HEAD"), ("status", "--format", "json")):
        code, said = asked.ledger(*command)
        assert code == 4
        assert "run git config core.bare false" in said
    assert "core.bare = true" in asked.ledger("check")[1]


def test_an_object_that_is_gone_is_said(asked: Repo) -> None:
    blob = asked.git("rev-parse", f"HEAD~2:{ALPHA}")
    gone = asked.top / ".git/objects" / blob[:2] / blob[2:]
    gone.chmod(0o644)
    gone.unlink()
    code, said = asked.ledger("check", "--base", "HEAD~2")
    assert code == 4
    assert blob in said
    with pytest.raises(OperatingError, match=blob):
        require_repository(asked.root).contents([blob])
