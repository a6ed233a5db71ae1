"""Who may write in which ledger, by address and by signature."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from repos import DEPARTMENTS, Repo, entry, ledger

A, B, C, D = (entry(f"0000000{key}") for key in "abcd")
ALPHA, BETA, OFFICE = (f"ledgers/{name}.yaml" for name in ("alpha", "beta", "office"))

LISTED = DEPARTMENTS.replace(
    "Alpha Bureau}, kind: bureau", "Alpha Bureau}, kind: bureau, authors: [zhang@alpha, li@alpha]"
).replace("The Office}, kind: office", "The Office}, kind: office, authors: [wang@office]")


@pytest.fixture
def base(repo: Repo) -> str:
    """A base at which alpha and the office list their authors, and beta does not."""
    repo.start(alpha=ledger("alpha", A))
    repo.write("data/departments.yaml", LISTED)
    return repo.commit(by="wang@office")


@pytest.mark.parametrize("by", ["zhang@alpha", "LI@Alpha", "wang@office"])
def test_those_on_the_list_and_the_office_may_write(repo: Repo, base: str, by: str) -> None:
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.write("evidence/alpha/x.txt", "x\n")
    repo.commit(by=by)
    assert repo.found("--base", base) == []


def test_whoever_took_over_may_write_in_the_old_ledger(repo: Repo, base: str) -> None:
    """It amends and voids there what its predecessor reported; in its own ledger it is as ever."""
    heir = "  - {id: gamma, name: {zh: 丙局}, kind: bureau, authors: [sun@gamma],\n"
    heir += "     from: 2021-07-01, succeeds: [alpha]}\n"
    repo.write("data/departments.yaml", repo.read("data/departments.yaml") + heir)
    base = repo.commit(by="wang@office")
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.commit(by="sun@gamma")
    assert repo.found("--base", base) == []
    repo.write("ledgers/gamma.yaml", ledger("gamma"))
    repo.commit(by="zhang@alpha")
    assert repo.found("--base", base) == ["FL820"]


def test_anyone_may_write_where_nobody_is_listed(repo: Repo, base: str) -> None:
    repo.write(BETA, ledger("beta", B))
    repo.commit(by="who@ever")
    assert repo.found("--base", base) == []


def test_a_stranger_in_a_ledger_is_named_with_the_commit(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A, B))
    commit = repo.commit(by="zhao@beta")
    code, said = repo.ledger("check", "--base", base)
    assert code == 1
    assert "ledgers/alpha.yaml: error[FL820 foreign-commit]" in said
    assert f"the author of commit {commit[:12]}, zhao@beta, is not on the list of Alpha" in said


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (ALPHA, "# 甲局\n" + ledger("alpha", A)),
        ("evidence/alpha/2021/x.txt", "x\n"),
        ("evidence/Alpha/x.txt", "x\n"),
        ("Evidence/alpha/x.txt", "x\n"),
        ("Ledgers/alpha.yaml", ledger("alpha", A, B)),
        (OFFICE, ledger("office") + "# x\n"),
    ],
)
def test_every_change_counts(repo: Repo, base: str, path: str, text: str) -> None:
    repo.write(path, text)
    repo.commit(by="who@ever")
    assert repo.found("--base", base) == ["FL820"]


def test_removing_what_one_added_leaves_the_commits_in_the_range(repo: Repo, base: str) -> None:
    repo.write("evidence/alpha/x.txt", "x\n")
    repo.commit(by="who@ever")
    (repo.root / "evidence/alpha/x.txt").unlink()
    repo.commit(by="who@ever")
    assert repo.found("--base", base) == ["FL820", "FL820"]


def test_the_committer_counts_too(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "x", "--author=张三 <zhang@alpha>", by="zhao@beta")
    _, said = repo.ledger("check", "--base", base)
    assert "the committer of commit" in said


def test_nothing_committed_yet_has_no_author(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A, B))
    assert repo.found("--base", base) == []


def test_the_list_at_the_base_counts_and_its_change_is_shown(repo: Repo, base: str) -> None:
    text = repo.read("data/departments.yaml")
    repo.write("data/departments.yaml", text.replace("li@alpha", "zhao@beta"))
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.commit(by="zhao@beta")
    code, said = repo.ledger("check", "--base", base)
    assert code == 1
    assert "FL820" in said
    assert "the list of Alpha Bureau was changed: -li@alpha +zhao@beta" in said
    merged = repo.git("rev-parse", "HEAD")
    repo.write(ALPHA, ledger("alpha", A, B, C))
    repo.commit(by="zhao@beta")
    assert repo.found("--base", merged) == []


def test_a_list_changed_along_with_the_departments_id_is_shown(repo: Repo, base: str) -> None:
    for path in ("data/tasks.yaml", "data/departments.yaml", ALPHA):
        renamed = repo.read(path).replace("id: alpha", "id: gamma").replace("[alpha", "[gamma")
        repo.write(path, renamed.replace("department: alpha", "department: gamma"))
    repo.git("mv", ALPHA, "ledgers/gamma.yaml")
    listed = repo.read("data/departments.yaml")
    repo.write("data/departments.yaml", listed.replace("li@alpha", "sun@gamma"))
    repo.commit(by="wang@office")
    assert repo.found("--base", base) == ["FL822", "FL808"]


def test_the_list_of_rev_itself_counts_for_a_branch_from_before_it(repo: Repo, base: str) -> None:
    repo.git("checkout", "-q", "-b", "lag", f"{base}~1")
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.commit(by="who@ever")
    code, said = repo.ledger("check", "--base", "main")
    assert code == 1
    assert f"who@ever, is not on the list of Alpha Bureau ({base[:12]})" in said
    assert repo.found("--base", "main") == ["FL820"]


def test_who_is_on_neither_list_is_named_once(repo: Repo, base: str) -> None:
    repo.git("checkout", "-q", "-b", "lag")
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.commit(by="who@ever")
    repo.git("checkout", "-q", "main")
    repo.write("data/departments.yaml", LISTED.replace("li@alpha", "zhao@alpha"))
    repo.commit(by="wang@office")
    repo.git("checkout", "-q", "lag")
    assert repo.found("--base", "main") == ["FL820"]


def test_a_merge_by_anyone_is_fine_as_long_as_it_only_merges(repo: Repo, base: str) -> None:
    _diverge(repo)
    repo.git("merge", "-q", "-m", "m", "other", by="who@ever", check=False)
    repo.write(ALPHA, ledger("alpha", A, B, C))
    repo.commit(by="who@ever")
    assert repo.found("--base", base) == []


def test_a_merge_that_says_something_of_its_own_is_written_by_its_author(
    repo: Repo, base: str
) -> None:
    _diverge(repo)
    repo.git("merge", "-q", "-m", "m", "other", by="who@ever", check=False)
    repo.write(ALPHA, ledger("alpha", A, B, C, D))
    repo.commit(by="who@ever")
    assert repo.found("--base", base) == ["FL820"]


def test_commits_that_the_base_already_has_are_not_looked_at(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.commit(by="who@ever")
    repo.git("branch", "later")
    repo.write(BETA, ledger("beta", C))
    repo.commit(by="who@ever")
    assert repo.found("--base", "later") == []


def _diverge(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "other")
    repo.write(ALPHA, ledger("alpha", A, C))
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.commit()


# Signatures.

needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")


def _key(repo: Repo, tmp_path: Path, *people: str) -> None:
    """A key for the repository, known as these people's."""
    key = tmp_path / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)]
    subprocess.run(command, check=True)
    public = key.with_suffix(".pub").read_text("utf-8")
    signers = tmp_path / "signers"
    signers.write_text("".join(f"{who} {public}" for who in people), "utf-8")
    for name, value in (
        ("gpg.format", "ssh"),
        ("user.signingKey", str(key)),
        ("gpg.ssh.allowedSignersFile", str(signers)),
    ):
        repo.git("config", name, value)


def _sign(repo: Repo, by: str = "zhang@alpha") -> None:
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.git("add", "-A")
    repo.git("commit", "-q", "-S", "-m", "x", by=by)


@needs_ssh
def test_a_good_signature_of_somebody_listed(repo: Repo, base: str, tmp_path: Path) -> None:
    _key(repo, tmp_path, "zhang@alpha")
    _sign(repo)
    assert repo.found("--base", base, "--require-signed") == []


@needs_ssh
def test_anyone_may_sign_where_nobody_is_listed(repo: Repo, base: str, tmp_path: Path) -> None:
    _key(repo, tmp_path, "zhang@alpha")
    repo.write(BETA, ledger("beta", B))
    repo.git("add", "-A")
    repo.git("commit", "-q", "-S", "-m", "x")
    assert repo.found("--base", base, "--require-signed") == []


@needs_ssh
def test_a_signature_of_somebody_else_under_a_listed_address(
    repo: Repo, base: str, tmp_path: Path
) -> None:
    _key(repo, tmp_path, "zhao@beta")
    _sign(repo)
    _, said = repo.ledger("check", "--base", base, "--require-signed")
    assert "was signed by zhao@beta, who is not on the list of Alpha Bureau" in said
    assert repo.found("--base", base) == []


@needs_ssh
def test_the_list_of_rev_itself_counts_for_signers_too(
    repo: Repo, base: str, tmp_path: Path
) -> None:
    _key(repo, tmp_path, "zhao@beta")
    repo.git("checkout", "-q", "-b", "lag", f"{base}~1")
    _sign(repo)
    assert repo.found("--base", "main", "--require-signed") == ["FL821"]


@needs_ssh
def test_a_key_that_nobody_vouches_for(repo: Repo, base: str, tmp_path: Path) -> None:
    _key(repo, tmp_path)
    _sign(repo)
    assert repo.found("--base", base, "--require-signed") == ["FL821"]


@needs_ssh
def test_a_signed_commit_that_was_altered(repo: Repo, base: str, tmp_path: Path) -> None:
    _key(repo, tmp_path, "zhang@alpha")
    _sign(repo)
    raw = repo.git("cat-file", "commit", "HEAD").replace("\n\nx", "\n\ny")
    file = tmp_path / "commit"
    file.write_text(raw + "\n", "utf-8")
    altered = repo.git("hash-object", "-t", "commit", "-w", str(file))
    repo.git("reset", "-q", "--soft", altered)
    _, said = repo.ledger("check", "--base", base, "--require-signed")
    assert "is bad" in said


def test_no_signature(repo: Repo, base: str) -> None:
    repo.write(BETA, ledger("beta", B))
    commit = repo.commit()
    code, said = repo.ledger("check", "--base", base, "--require-signed")
    assert code == 1
    assert f"commit {commit[:12]} is not signed" in said


def test_commits_that_touch_no_ledger_need_no_signature(repo: Repo, base: str) -> None:
    repo.write("README.md", "x\n")
    repo.commit()
    assert repo.found("--base", base, "--require-signed") == []
