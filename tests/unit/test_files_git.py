"""Git: commits, lines and files of real repositories; hooks' environment does not leak in."""

from __future__ import annotations

import signal
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from foodsafety_ledger.files import git
from foodsafety_ledger.files.committed import Revision
from foodsafety_ledger.files.disk import Trouble, sha256_of
from foodsafety_ledger.files.git import GitCommit, Repository, repository, require_repository
from foodsafety_ledger.files.gitcall import call_git
from foodsafety_ledger.model.failure import OperatingError, UsageError
from foodsafety_ledger.reading.source import load_yaml, stray_ledgers

_LEDGER = "plan: p\ndepartment: a\nentries:\n"


def _git(folder: Path, *args: str) -> str:
    command = ["git", "-c", "user.name=张三", "-c", "user.email=z@example.cn", *args]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose workspace ``区`` has two commits: two ledgers, then a longer one."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    top = tmp_path / "repository"
    ledgers = top / "区" / "ledgers"
    ledgers.mkdir(parents=True)
    (top / "区" / "evidence").mkdir()
    (top / "区" / "evidence" / "自 查.txt").write_bytes(b"hi")
    (ledgers / "a.yaml").write_text(_LEDGER)
    (ledgers / "b.yaml").symlink_to("a.yaml")
    (ledgers / "c.yml").write_text("")
    _git(top, "init", "-q", "-b", "main")
    _git(top, "add", "-A")
    _git(top, "commit", "-q", "-m", "第一次")
    (ledgers / "a.yaml").write_text(_LEDGER + "- id: x\n")
    (top / "other 文件.txt").write_text("x")
    _git(top, "add", "-A")
    _git(top, "-c", "user.name=李四", "commit", "-q", "-m", "第二次")
    return top


def _repository(top: Path) -> Repository:
    found = repository(top / "区")
    assert found is not None
    return found


def test_a_repository_is_found_from_below(top: Path) -> None:
    found = _repository(top)
    assert found.top.resolve() == top.resolve()
    assert found.prefix == "区/"
    whole = repository(top)
    assert whole is not None
    assert whole.prefix == ""


def test_without_a_repository_there_is_none(top: Path, tmp_path: Path) -> None:
    assert repository(tmp_path) is None
    with pytest.raises(OperatingError) as raised:
        require_repository(tmp_path)
    assert raised.value.key == "no-repository"


def test_without_git_there_is_none(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert repository(top) is None
    assert git.user_name(top) == ""
    with pytest.raises(OperatingError) as raised:
        require_repository(top)
    assert raised.value.key == "git-missing"


def test_a_folder_that_git_refuses_is_said_in_its_words(top: Path) -> None:
    (top / ".git" / "config").write_text("[core\n")
    with pytest.raises(OperatingError) as raised:
        repository(top)
    assert raised.value.key == "git-failed"
    assert raised.value.facts["what"]


@pytest.mark.skipif(not hasattr(signal, "SIGCHLD"), reason="every end is heard of there")
def test_git_is_not_asked_where_its_failures_would_read_as_success(top: Path) -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with pytest.raises(OperatingError) as caught:
            call_git(top, "rev-parse", "--verify", "nothing")
    finally:
        signal.signal(signal.SIGCHLD, before)
    assert caught.value.facts["what"] == "SIGCHLD is ignored"


def test_revisions_become_commits(top: Path) -> None:
    found = _repository(top)
    head = _git(top, "rev-parse", "HEAD")
    assert found.commit_of("HEAD") == found.commit_of("main") == found.commit_of(head[:8]) == head
    for nothing in ("none", "--all", "HEAD:", "HEAD~9", "a\0b", "", "^HEAD", "HEAD..HEAD"):
        assert found.commit_of(nothing) is None, nothing


def test_what_leaks_in_from_a_hook_is_not_heeded(
    top: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert _repository(top).commit_of("HEAD") is not None


def test_changes_are_seen_where_they_are(top: Path) -> None:
    found = _repository(top)
    assert not found.is_dirty()
    (top / "区" / "new [1].txt").write_text("x")
    assert found.is_dirty()
    assert found.is_dirty("new [1].txt")
    assert not found.is_dirty("ledgers")


def test_commits_of_a_range_come_with_who_and_what(top: Path) -> None:
    found = _repository(top)
    base, head = found.commit_of("HEAD~1"), found.commit_of("HEAD")
    assert base is not None
    assert head is not None
    (commit,) = found.commits(base, head, signatures=True)
    assert (commit.id, commit.parents) == (head, (base,))
    assert (commit.author, commit.author_email) == ("李四", "z@example.cn")
    assert commit.committer_email == "z@example.cn"
    assert (commit.subject, commit.signature) == ("第二次", "N")
    assert [one.path for one in commit.changes] == [
        "ledgers/a.yaml",
    ]
    whole = replace(found, prefix="")
    (commit,) = whole.commits(base, head)
    assert [one.path for one in commit.changes] == ["other 文件.txt", "区/ledgers/a.yaml"]
    assert found.commits(head, base) == []
    assert found.commits(base, head)[0].signature == ""


def test_of_a_merge_only_what_it_changes_itself_counts(top: Path) -> None:
    base = _git(top, "rev-parse", "HEAD")
    _git(top, "checkout", "-q", "-b", "side")
    (top / "side").write_text("x")
    _git(top, "add", "-A")
    _git(top, "commit", "-q", "-m", "side")
    _git(top, "checkout", "-q", "main")
    (top / "main").write_text("x")
    _git(top, "add", "-A")
    _git(top, "commit", "-q", "-m", "main")
    _git(top, "merge", "-q", "--no-commit", "side")
    (top / "区" / "ledgers" / "a.yaml").write_text("rewritten")
    _git(top, "add", "-A")
    _git(top, "commit", "-q", "-m", "merge")
    commits = _repository(top).commits(base, _git(top, "rev-parse", "HEAD"))
    paths = {commit.subject: [one.path for one in commit.changes] for commit in commits}
    assert paths == {"side": [], "main": [], "merge": ["ledgers/a.yaml"]}
    assert commits[-1].subject == "merge"


def test_a_renamed_file_counts_under_both_names(top: Path) -> None:
    base = _git(top, "rev-parse", "HEAD")
    _git(top, "mv", "区/ledgers/a.yaml", "区/ledgers/z.yaml")
    _git(top, "commit", "-q", "-m", "move")
    (commit,) = _repository(top).commits(base, _git(top, "rev-parse", "HEAD"))
    assert [one.path for one in commit.changes] == ["ledgers/a.yaml", "ledgers/z.yaml"]


def test_lines_lead_to_the_last_of_their_commits(top: Path) -> None:
    found = _repository(top)
    path, base = "ledgers/a.yaml", found.commit_of("HEAD~1")
    assert base is not None
    first, last = found.lines_commit(path, 1, 1, {}), found.lines_commit(path, 1, 4, {})
    assert isinstance(first, GitCommit)
    assert isinstance(last, GitCommit)
    assert (first.subject, last.subject) == ("第一次", "第二次")
    old = found.lines_commit(path, 1, 3, {}, base)
    assert isinstance(old, GitCommit)
    assert old.subject == "第一次"
    (top / "区" / path).write_text(_LEDGER + "- id: x\n- id: y\n")
    assert found.lines_commit(path, 1, 5, {}) is None
    assert found.lines_commit("none", 1, 1, {}) is None
    assert found.lines_commit("none", 1, 1, {}, base) is None


def test_a_shallow_clone_is_known(top: Path, tmp_path: Path) -> None:
    assert not _repository(top).is_shallow
    clone = tmp_path / "clone"
    _git(tmp_path, "clone", "-q", "--depth", "1", top.as_uri(), str(clone))
    shallow = repository(clone)
    assert shallow is not None
    assert shallow.is_shallow
    with pytest.raises(UsageError) as raised:
        Revision(clone / "区", "HEAD~1")
    assert raised.value.key == "no-commit-shallow"


def test_settings_are_those_of_the_folder(top: Path) -> None:
    _git(top, "config", "user.name", "王五")
    assert git.user_name(top / "区") == "王五"


def test_git_knows_where_its_files_are(top: Path) -> None:
    assert _repository(top).git_path("x.lock").resolve() == (top / ".git" / "x.lock").resolve()


def test_a_commit_is_read_like_a_folder(top: Path) -> None:
    (top / "区" / "ledgers" / "a.yaml").unlink()
    old, new = Revision(top / "区", "HEAD~1"), Revision(top / "区", "HEAD")
    assert old.read("ledgers/a.yaml") == _LEDGER.encode()
    assert new.read("ledgers/a.yaml") == (_LEDGER + "- id: x\n").encode()
    assert new.ledger_paths() == ["ledgers/a.yaml", "ledgers/b.yaml"]
    assert [d.location.path for d in stray_ledgers(new)] == ["ledgers/c.yml"]
    reading, found = load_yaml(new, "ledgers/a.yaml")
    assert reading is not None
    assert reading.data == {"plan": "p", "department": "a", "entries": [{"id": "x"}]}
    assert found == []


def test_what_a_commit_does_not_have_says_why(top: Path) -> None:
    commit = Revision(top / "区", "HEAD")
    assert commit.read("none") is Trouble.MISSING
    assert commit.read("../other 文件.txt") is Trouble.MISSING
    assert commit.read("ledgers") is Trouble.FOLDER
    assert commit.read("ledgers/b.yaml") is Trouble.LINK
    assert commit.read("ledgers/a.yaml", limit=3) is Trouble.TOO_LARGE
    assert commit.exists("ledgers")
    assert not commit.exists("none")
    assert commit.names("none") is Trouble.MISSING
    assert commit.names("ledgers/a.yaml") is Trouble.NO_FOLDER


def test_evidence_of_a_commit_is_read_too(top: Path) -> None:
    raw = Revision(top / "区", "HEAD").read("evidence/自 查.txt")
    digest = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4"
    assert not isinstance(raw, Trouble)
    assert sha256_of(raw) == digest


def test_a_workspace_at_the_top_is_read_too(top: Path) -> None:
    assert Revision(top, "HEAD").read("other 文件.txt") == b"x"


def test_a_revision_that_names_nothing_is_a_usage_error(top: Path) -> None:
    with pytest.raises(UsageError) as raised:
        Revision(top, "none")
    assert raised.value.key == "no-commit"
