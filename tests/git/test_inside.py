"""What a workspace may read: its own files, none of git's, nothing outside; no pipe is waited on.

A CI token stands in ``.git/config``, and a finding prints the line that it is about.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from foodsafety_ledger.cli.completion import asked_by_shell, complete
from repos import DEPARTMENTS, TASKS, Repo, entry, ledger

CANARY = "x-oauth-canary"
READING = (
    ("check", "--format", "full"), ("check", "--format", "json"), ("check", "--format", "github"),
    ("status",), ("log",), ("show", "1.1"), ("why", "1.1"), ("plan", "verify"), ("plan", "list"),
    ("record", "alpha", "1.2", "--status", "done", "--by", "x", "--no-input"),
    ("review",), ("init", "--codeowners"), ("init", "--git"),
)  # fmt: skip
TARGETS = (".git/config", ".git/link", "storage/config", ".GIT/config", "worktree/.git")


@pytest.fixture
def hiding(repo: Repo) -> Repo:
    """A workspace with a token wherever git may keep one, as far as this system can tell."""
    repo.start(alpha=ledger("alpha", entry("00000001")))
    repo.git("config", "http.extraheader", CANARY)
    repo.git("worktree", "add", "-q", "worktree")
    (repo.root / ".git" / "link").symlink_to("config")
    repo.git("init", "-q", "--separate-git-dir", "storage", "other")
    repo.write("storage/config", f"[x]\n\ty = {CANARY}\n")
    (repo.root / ".GIT").mkdir(exist_ok=True)
    if not (repo.root / ".GIT" / "config").exists():
        repo.write(".GIT/config", CANARY)
    return repo


@pytest.fixture
def never_waiting() -> Iterator[None]:
    """Fails a test that would wait on a pipe for ever."""
    ended: list[bool] = []

    def end(*_: object) -> None:
        ended.append(True)
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(300)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
    assert not ended


def replaced(repo: Repo, path: str, target: str) -> None:
    """Puts a link to one of git's files in the place of a file."""
    file = repo.root / path
    file.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.symlink_to(os.path.relpath(repo.root / target, file.parent))


def says_nothing(repo: Repo) -> None:
    """No command prints the token, the hash of what it stands in, or changes a file of git's."""
    config = (repo.root / ".git" / "config").read_bytes()
    secrets = [CANARY, hashlib.sha256(config).hexdigest()]
    for command in READING:
        said = repo.ledger(*command)[1]
        assert not [secret for secret in secrets if secret in said], (command, said)
    now = (repo.root / ".git" / "config").read_bytes()
    assert now.startswith(config)  # `init --git` adds the merge driver


@pytest.mark.parametrize("path", ["ledgers/alpha.yaml", "data/departments.yaml", "data/tasks.yaml"])
def test_a_file_that_leads_to_gits_own_is_an_error(hiding: Repo, path: str) -> None:
    for target in TARGETS:
        replaced(hiding, path, target)
        code, said = hiding.ledger("check", "--format", "concise")
        assert code == 1
        assert f"{path}: error[FL116 not-a-plain-file] a link stands here" in said
    replaced(hiding, path, ".git/config")
    says_nothing(hiding)


@pytest.mark.parametrize(("folder", "target"), [("ledgers", ".git"), ("data", "storage")])
def test_nor_may_a_folder_lead_there(hiding: Repo, folder: str, target: str) -> None:
    (hiding.root / folder).rename(hiding.root / "before")
    replaced(hiding, folder, target)
    hiding.write("storage/x.yaml", CANARY)
    assert hiding.ledger("check")[0] in (1, 3)
    says_nothing(hiding)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("by_link", [False, True])
def test_evidence_is_none_of_gits_own(hiding: Repo, target: str, by_link: object) -> None:
    path = "evidence/alpha/x.txt" if by_link else target
    if by_link:
        replaced(hiding, path, target)
    evidence = f"  evidence: [{{path: {path}, sha256: {'0' * 64}}}]\n"
    hiding.write("ledgers/alpha.yaml", ledger("alpha", entry("00000001") + evidence))
    code, said = hiding.ledger("check", "--format", "concise")
    assert code == 1
    rule = "FL513 evidence-not-a-file" if by_link else "FL512 evidence-outside"
    assert f"ledgers/alpha.yaml:12:21: error[{rule}]" in said
    assert by_link or "one of git's own files" in said
    if target == ".git/config":
        says_nothing(hiding)


@pytest.mark.parametrize(
    "source", [*TARGETS, "./.git/config", "link", "../outside.txt", "/proc/self/environ"]
)
def test_the_document_is_none_of_gits_own_nor_outside(hiding: Repo, source: str) -> None:
    replaced(hiding, "link", ".git/config")
    (hiding.root.parent / "outside.txt").write_text(CANARY)
    named = f"issued: 2021-03-01, source: {source}, sha256: {'0' * 64}"
    hiding.write("data/tasks.yaml", TASKS.replace("issued: 2021-03-01", named))
    code, said = hiding.ledger("check", "--format", "concise", "--select", "FL7")
    assert code == 1
    assert "data/tasks.yaml:3:" in said
    assert "error[FL701 document-changed] document.source leads out of" in said
    assert hiding.ledger("plan", "verify")[0] == 1
    if source in (".git/config", "link"):
        says_nothing(hiding)


@pytest.mark.parametrize("path", [".gitattributes", "CODEOWNERS"])
@pytest.mark.parametrize("target", [".git/config", "../outside"])
def test_nothing_is_written_where_a_link_leads(hiding: Repo, path: str, target: str) -> None:
    listed = DEPARTMENTS.replace("Alpha Bureau}", "Alpha Bureau}, authors: [zhang@alpha]")
    hiding.write("data/departments.yaml", listed)
    (hiding.root.parent / "outside").write_text("x")
    replaced(hiding, path, target)
    before = (hiding.root / target).read_bytes()
    code, said = hiding.ledger("init", "--codeowners" if path == "CODEOWNERS" else "--git")
    assert (code, f"{path} is no plain file, or a link that leads elsewhere" in said) == (4, True)
    assert (hiding.root / target).read_bytes() == before


@pytest.mark.usefixtures("never_waiting")
@pytest.mark.parametrize(
    "path",
    [
        "ledgers/alpha.yaml", "data/tasks.yaml", "data/departments.yaml", "evidence/alpha/x.txt",
        "source.txt", "CODEOWNERS", ".git/foodsafety-ledger.lock",
        "ledgers/.x.yaml.0123456789ab.ledger-tmp", "evidence", "ledgers",
    ],
)  # fmt: skip
def test_a_pipe_is_never_waited_on(hiding: Repo, path: str) -> None:
    evidence = f"  evidence: [{{path: evidence/alpha/x.txt, sha256: {'0' * 64}}}]\n"
    hiding.write("ledgers/alpha.yaml", ledger("alpha", entry("00000001") + evidence))
    source = TASKS.replace("issued: 2021-03-01", "issued: 2021-03-01, source: source.txt")
    hiding.write("data/tasks.yaml", source)
    file = hiding.root / path
    if file.is_dir():
        file.rename(hiding.root / "before")
    file.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(file)
    for command in (("check",), ("plan", "verify"), ("init", "--codeowners"), ("init", "--git")):
        hiding.ledger(*command)
    hiding.ledger("record", "alpha", "1.2", "--by", "x", "--status", "done", "--evidence", path)
    assert file.is_fifo() or path.endswith("-tmp")


@pytest.mark.usefixtures("never_waiting")
@pytest.mark.parametrize(
    "path",
    [
        ".gitattributes",
        "../.gitattributes",
        "evidence/alpha/.gitattributes",
        "../.git/info/attributes",
    ],
)
def test_git_is_not_asked_where_it_would_wait(tmp_path: Path, path: str) -> None:
    repo = Repo(tmp_path / "top", "district")
    repo.start(alpha=ledger("alpha", entry("00000001")))
    repo.write("evidence/alpha/x.txt", "x")
    (repo.root / path).unlink(missing_ok=True)
    (repo.root / path).parent.mkdir(exist_ok=True)
    os.mkfifo(repo.root / path)
    code, said = repo.ledger("check", "--format", "concise")
    assert (code, f"{path}: error[FL101 " in said) == (1, True), said
    assert f"git could not say: {path}" in repo.ledger("why", "1.1")[1]
    for command in ("check --base HEAD", "status --format json", "init --git"):
        code, said = repo.ledger(*command.split())
        assert (code, f"{path} is a pipe or device" in said) == (4, True), said


@pytest.mark.usefixtures("never_waiting")
def test_settings_are_not_written_into_a_pipe(hiding: Repo) -> None:
    (hiding.root / ".gitattributes").unlink()
    os.mkfifo(hiding.root / ".gitattributes")
    assert hiding.ledger("init", "--git")[0] == 4


@pytest.mark.usefixtures("never_waiting")
def test_completion_reads_neither(
    hiding: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(hiding.root / "ledgers" / "beta2.yaml")
    hiding.write("storage/x.yaml", "- id: 20210101-0badc0de\n")
    replaced(hiding, "ledgers/office.yaml", "storage/x.yaml")
    monkeypatch.chdir(hiding.root)
    monkeypatch.setenv("_LEDGER_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "ledger void 2021")
    assert complete(asked_by_shell()) == 0
    said = capsys.readouterr().out
    assert "20210710-00000001" in said
    assert "0badc0de" not in said


@pytest.mark.parametrize("path", ["ledgers", "ledgers/alpha.yaml"])
def test_no_conflict_is_resolved_where_a_link_leads(hiding: Repo, path: str) -> None:
    text = ledger("alpha") + f"<<<<<<< x\n{entry('00000001')}=======\n>>>>>>> y\n"
    elsewhere = hiding.root.parent / "elsewhere"
    (hiding.root / path).rename(elsewhere)
    (hiding.root / path).symlink_to(elsewhere)
    file = elsewhere / "alpha.yaml" if elsewhere.is_dir() else elsewhere
    file.write_text(text, "utf-8")
    assert hiding.ledger("resolve", "ledgers/alpha.yaml")[0] == 2
    assert file.read_text("utf-8") == text


def test_a_settings_file_may_be_a_link_inside(hiding: Repo) -> None:
    hiding.write("settings/attributes", "*.txt text\n")
    replaced(hiding, ".gitattributes", "settings/attributes")
    assert hiding.ledger("init", "--git")[0] in (0, 1)
    assert "*.txt text" in hiding.read("settings/attributes")
    assert (hiding.root / ".gitattributes").is_symlink()
    assert json.loads(hiding.ledger("status", "--format", "json")[1])["plan"] == "small-2021"


def test_the_lock_of_a_workspace_in_git_is_no_file_of_it(hiding: Repo) -> None:
    before = set(hiding.git("status", "--porcelain", "--ignored").splitlines())
    record = ("record", "beta", "1.1", "--status", "done", "--by", "x", "--period", "2021Q2")
    assert hiding.ledger(*record, "--note", "y")[0] == 0
    after = set(hiding.git("status", "--porcelain", "--ignored").splitlines())
    assert after - before == {"M ledgers/beta.yaml"} or after - before == {" M ledgers/beta.yaml"}
    assert not [path for path in Path(hiding.root / ".git").iterdir() if path.suffix == ".lock"]
