"""``ledger extract``: the same bytes for the same commit, replaced whole, nobody's name."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from foodsafety_ledger.cli.opening import state_of
from foodsafety_ledger.views.view import State
from repos import TASKS, Repo, entry, ledger, set_aside

PLACE = Path("year=2021", "district=320703", "small-2021.parquet")
DISTRICT = 'district: {code: "320703", name: {zh: 某区, en: Some District}}\nperiod:'


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A district with one report."""
    set_aside(monkeypatch, tmp_path)
    repo = Repo(tmp_path / "district")
    repo.start(alpha=ledger("alpha", entry("000000a1")))
    repo.write("data/tasks.yaml", TASKS.replace("period:", DISTRICT, 1))
    repo.commit("district")
    return repo


def _bytes(folder: Path) -> tuple[bytes, bytes]:
    return (folder / PLACE).read_bytes(), (folder / PLACE).with_suffix(".json").read_bytes()


def test_the_same_commit_and_day_make_the_same_bytes_and_the_manifest_fits(
    repo: Repo, tmp_path: Path
) -> None:
    for folder in ("one", "other"):
        code, said = repo.ledger("extract", str(tmp_path / folder))
        assert (code, "16 rows" in said) == (0, True), said
    rows, manifest = _bytes(tmp_path / "one")
    assert (rows, manifest) == _bytes(tmp_path / "other")
    told = json.loads(manifest)
    assert (told["rows"], told["sha256"]) == (16, sha256(rows).hexdigest())
    assert (told["commit"], told["as_of"]) == (repo.git("rev-parse", "HEAD"), "2021-07-20")


def test_an_extract_takes_the_place_of_the_one_before(repo: Repo, tmp_path: Path) -> None:
    repo.ledger("extract", str(tmp_path / "all"))
    before = _bytes(tmp_path / "all")
    repo.write("ledgers/beta.yaml", ledger("beta", entry("000000b1")))
    repo.commit()
    repo.ledger("extract", str(tmp_path / "all"))
    assert _bytes(tmp_path / "all") != before
    assert len([*(tmp_path / "all").rglob("*.*")]) == 2, "nothing is left beside it"


def test_what_is_not_committed_leads_nowhere_and_is_refused(repo: Repo, tmp_path: Path) -> None:
    repo.write("ledgers/beta.yaml", ledger("beta", entry("000000b1")))
    code, said = repo.ledger("extract", str(tmp_path / "all"))
    assert (code, (tmp_path / "all").exists()) == (1, False), said
    assert "--rev HEAD" in said
    assert repo.ledger("extract", str(tmp_path / "all"), "--rev", "HEAD")[0] == 0


@pytest.mark.parametrize("call", [1, 2])
def test_what_is_committed_meanwhile_is_in_it_whole_or_nothing_is_written(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    calls = []

    def looked_at(root: Path) -> State:
        calls.append(root)
        if len(calls) == call:
            repo.write("ledgers/beta.yaml", ledger("beta", entry("000000b1")))
            repo.commit()
        return state_of(root)

    monkeypatch.setattr("foodsafety_ledger.cli.opening.state_of", looked_at)
    code, said = repo.ledger("extract", str(tmp_path / "one"))
    if call == 1:
        repo.ledger("extract", str(tmp_path / "other"), "--rev", "HEAD")
        assert _bytes(tmp_path / "one") == _bytes(tmp_path / "other")
    else:
        assert (code, "meanwhile" in said, (tmp_path / "one").exists()) == (4, True, False)


def test_a_file_in_the_place_of_the_folder_is_named(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "all").touch()
    code, said = repo.ledger("extract", str(tmp_path / "all"))
    assert (code, f"{tmp_path / 'all'} is a file, not a folder" in said) == (4, True), said


def test_nothing_is_made_of_ledgers_with_errors(repo: Repo, tmp_path: Path) -> None:
    repo.write("ledgers/beta.yaml", ledger("beta", entry("000000b1", value="95/94")))
    repo.commit()
    code, said = repo.ledger("extract", str(tmp_path / "all"))
    assert (code, (tmp_path / "all").exists()) == (1, False)
    assert "ledgers/beta.yaml" in said


def test_a_plan_that_is_nobodys_says_what_to_add(repo: Repo, tmp_path: Path) -> None:
    repo.write("data/tasks.yaml", TASKS)
    repo.commit()
    code, said = repo.ledger("extract", str(tmp_path / "all"))
    assert (code, 'district: {code: "320703"' in said) == (1, True), said


def test_no_persons_name_and_no_words_of_theirs_leave_the_district(
    repo: Repo, tmp_path: Path
) -> None:
    duckdb = pytest.importorskip("duckdb")
    repo.ledger("extract", str(tmp_path / "all"))
    rows = duckdb.read_parquet(str(tmp_path / "all" / PLACE)).fetchall()
    told = str(rows) + _bytes(tmp_path / "all")[1].decode()
    assert "20210710-000000a1" in told
    assert [word for word in ("张三", "正常", "evidence") if word in told] == []
