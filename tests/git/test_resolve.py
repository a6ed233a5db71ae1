"""``ledger resolve``: a ledger that a text merge has left in conflict."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.merge import merge_ledgers, versions_of
from repos import Repo, entry, ledger
from stress.merges import Chance

A, B, C, D = (
    entry(f"0000000{key}", note=f"第{key}条", value=f"9{n}/99", date=f"2021-07-1{n}")
    for n, key in enumerate("abcd")
)
ALPHA = "ledgers/alpha.yaml"
STYLES = ["merge", "diff3", "zdiff3"]


def conflicted(repo: Repo, ours: str, theirs: str, style: str = "merge", base: str = "") -> None:
    """Leaves a conflict that git's own text merge made."""
    repo.start(alpha=base or ledger("alpha", A))
    repo.git("config", "merge.conflictStyle", style)
    repo.git("checkout", "-q", "-b", "other")
    repo.write(ALPHA, theirs)
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(ALPHA, ours)
    repo.commit()
    repo.git("merge", "-q", "other", check=False)
    assert "<<<<<<<" in repo.read(ALPHA)


@pytest.mark.parametrize("style", STYLES)
def test_both_sides_reports_are_kept(repo: Repo, style: str) -> None:
    conflicted(repo, ledger("alpha", A, D), ledger("alpha", A, C, B), style)
    code, said = repo.ledger("resolve", ALPHA)
    assert code == 0
    assert repo.read(ALPHA) == ledger("alpha", A, D, B, C)
    assert "entries added from theirs: 2; now run git add" in said


@pytest.mark.parametrize("style", STYLES)
def test_a_change_of_one_side_alone_is_taken(repo: Repo, style: str) -> None:
    changed, other = A.replace("90/99", "95/99"), C.replace("92/99", "97/99")
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", changed, other), style)
    code, _ = repo.ledger("resolve", ALPHA)
    assert code == 0
    assert repo.read(ALPHA) == ledger("alpha", changed, B, other)


@pytest.mark.parametrize("style", STYLES)
def test_what_really_differs_stays_in_conflict(repo: Repo, style: str) -> None:
    ours, theirs = A.replace("90/99", "95/99"), A.replace("90/99", "96/99")
    conflicted(repo, ledger("alpha", ours, B), ledger("alpha", theirs, C), style)
    code, said = repo.ledger("resolve", ALPHA)
    assert code == 1
    assert "ledgers/alpha.yaml:4:1: error[FL901 entry-conflict]" in said
    once = repo.read(ALPHA)
    assert once.count("<<<<<<< ours") == 1
    assert once.endswith(B + C)
    assert repo.ledger("resolve", ALPHA)[0] == 1
    assert repo.read(ALPHA) == once


def test_what_a_person_did_meanwhile_is_kept(repo: Repo) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    repo.write(ALPHA, "# 手工\n" + repo.read(ALPHA) + D)
    assert repo.ledger("resolve", ALPHA)[0] == 0
    assert repo.read(ALPHA) == "# 手工\n" + ledger("alpha", A, B, D, C)


def test_what_a_person_decided_meanwhile_is_kept(repo: Repo) -> None:
    one, other = (A.replace("90/99", f"{n}/99") for n in (95, 96))
    two, another = (B.replace("91/99", f"{n}/99") for n in (95, 96))
    conflicted(
        repo, ledger("alpha", one, two), ledger("alpha", other, another), base=ledger("alpha", A, B)
    )
    repo.ledger("resolve", ALPHA)
    decided = repo.read(ALPHA).replace(conflict_around(one, A, other), one)
    repo.write(ALPHA, decided)
    code, said = repo.ledger("resolve", ALPHA)
    assert (code, said.count("FL901")) == (1, 1)
    assert repo.read(ALPHA) == decided


def conflict_around(ours: str, base: str, theirs: str) -> str:
    return f"<<<<<<< ours\n{ours}||||||| base\n{base}=======\n{theirs}>>>>>>> theirs\n"


@pytest.mark.parametrize("style", STYLES)
def test_an_entry_rewritten_among_the_markers_is_not_guessed_at(repo: Repo, style: str) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C), style)
    text = repo.read(ALPHA).replace("第b条", "第b条，已核对")
    repo.write(ALPHA, text)
    code, said = repo.ledger("resolve", ALPHA)
    assert code == 1
    assert (
        f"line {text[: text.index('已核对')].count(chr(10)) + 1} of {ALPHA} was written after"
        in said
    )
    assert repo.read(ALPHA) == text


def test_a_file_mended_by_hand_gets_what_is_missing(repo: Repo) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    repo.write(ALPHA, ledger("alpha", A, "# 另加\n", D))
    assert repo.ledger("resolve", ALPHA)[0] == 0
    assert repo.read(ALPHA) == ledger("alpha", A, "# 另加\n", D, B, C)
    repo.write(ALPHA, ledger("alpha", A, B.replace("第b条", "改过"), C))
    assert repo.ledger("resolve", ALPHA)[0] == 1
    repo.write(ALPHA, ledger("alpha", C, A, B))
    assert repo.ledger("resolve", ALPHA)[1] == f"{ALPHA}: no conflict\n"


def test_what_was_added_with_its_markers_is_merged_from_the_sides(repo: Repo) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    repo.commit("markers and all")
    assert repo.ledger("resolve", ALPHA)[0] == 0
    assert repo.read(ALPHA) == ledger("alpha", A, B, C)
    assert repo.ledger("resolve", ALPHA)[1] == f"{ALPHA}: no conflict\n"


def test_a_merge_that_left_ours_without_markers_is_completed(repo: Repo) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    repo.git("checkout", "-q", "--ours", ALPHA)
    code, said = repo.ledger("resolve", ALPHA)
    assert code == 0
    assert "had no markers; entries added from theirs: 1" in said
    assert repo.read(ALPHA) == ledger("alpha", A, B, C)


def test_windows_line_breaks_stay(repo: Repo) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    repo.write(ALPHA, repo.read(ALPHA).replace("\n", "\r\n"))
    assert repo.ledger("resolve", ALPHA)[0] == 0
    assert repo.read(ALPHA) == ledger("alpha", A, B, C).replace("\n", "\r\n")


def test_without_a_conflict_there_is_nothing_to_do(repo: Repo) -> None:
    repo.start(alpha=ledger("alpha", A))
    code, said = repo.ledger("resolve", ALPHA)
    assert (code, said) == (0, "ledgers/alpha.yaml: no conflict\n")


def without_sides(repo: Repo, tmp_path: Path) -> None:
    """Nobody but the markers knows the sides any more."""
    (repo.top / ".git").rename(tmp_path / "away")


@pytest.mark.parametrize("base", [f"||||||| base\n{A}", ""])
def test_without_a_repository_whole_entries_between_markers_are_enough(
    repo: Repo, base: str, tmp_path: Path
) -> None:
    repo.start()
    theirs = A.replace("90/99", "91/99")
    conflict = f"<<<<<<< HEAD\n{A}{B}{base}=======\n{theirs}{C}>>>>>>> other\n"
    repo.write(ALPHA, ledger("alpha", D, conflict))
    without_sides(repo, tmp_path)
    code, said = repo.ledger("resolve", ALPHA)
    if base:
        assert code == 0
        assert repo.read(ALPHA) == ledger("alpha", D, theirs, B, C)
    else:
        assert code == 1
        assert "error[FL901 entry-conflict]" in said


@pytest.mark.parametrize("style", ["merge", "zdiff3"])
def test_markers_that_cut_an_entry_are_not_enough(repo: Repo, style: str, tmp_path: Path) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C), style)
    before = repo.read(ALPHA)
    without_sides(repo, tmp_path)
    code, said = repo.ledger("resolve", ALPHA)
    assert code == 1
    assert "runs through an entry" in said
    assert f"git checkout --merge {ALPHA}" in said
    assert repo.read(ALPHA) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<<<<<<< a\n" + ledger("alpha", A), "the conflict marker on line 1"),
        (f"<<<<<<< a\nplan: [\n=======\n>>>>>>> b\n{ledger('alpha', A)}", "does not read"),
    ],
)
def test_what_cannot_be_merged_is_left_as_it_is(repo: Repo, text: str, said: str) -> None:
    repo.start()
    repo.write(ALPHA, text)
    code, output = repo.ledger("resolve", ALPHA)
    assert code == 1
    assert said in output
    assert repo.read(ALPHA) == text


@pytest.mark.parametrize(
    "name", ["data/tasks.yaml", "ledgers/none.yaml", "ledgers", "../x.yaml", "ledgers/x.txt"]
)
def test_only_ledgers_are_resolved(repo: Repo, name: str) -> None:
    repo.start()
    repo.write("ledgers/x.txt", "x")
    assert repo.ledger("resolve", name)[0] == 2


def test_a_path_may_be_from_the_current_folder(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    monkeypatch.chdir(repo.root / "ledgers")
    assert repo.ledger("resolve", "alpha.yaml")[0] == 0


Said = Mapping[str, Mapping[str, Any]]


def says(text: str) -> Said:
    """What each entry of a ledger says, by id."""
    reading = read_yaml("", text)
    assert reading.complete, reading.diagnostics
    assert isinstance(reading.data, dict)
    return {entry["id"]: entry for entry in reading.data["entries"]}


def side(repo: Repo, stage: int) -> str | None:
    """A side of the unfinished merge, as git has it."""
    name = f":{stage}:{ALPHA}"
    there = repo.git("ls-files", "-u", "--", ALPHA)
    return repo.git("cat-file", "blob", name) + "\n" if f" {stage}\t" in there else None


def resolved(repo: Repo) -> tuple[int, str]:
    """Resolves the ledger; of the sides that git has nothing is lost, doubled or made up."""
    base, ours, theirs = (side(repo, stage) for stage in (1, 2, 3))
    assert ours is not None
    assert theirs is not None
    exact = merge_ledgers(base, ours, theirs)
    code, said = repo.ledger("resolve", ALPHA)
    text = repo.read(ALPHA)
    assert code == (1 if exact.conflicts else 0), said
    shown, meant = versions_of(text), versions_of(exact.text)
    assert says(shown.ours) == says(meant.ours)
    assert says(shown.theirs) == says(meant.theirs)
    return code, said


def stopped(
    repo: Repo, *command: str, ours: Sequence[str], theirs: Sequence[Sequence[str]]
) -> None:
    """A git command that stops over the ledger; ``theirs`` are the commits of branch other."""
    repo.start(alpha=ledger("alpha", A))
    repo.git("checkout", "-q", "-b", "other")
    for entries in theirs:
        repo.write(ALPHA, ledger("alpha", *entries))
        repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(ALPHA, ledger("alpha", *ours))
    repo.commit()
    repo.git(*command, check=False)
    assert repo.git("ls-files", "-u", "--", ALPHA), repo.read(ALPHA)


@pytest.mark.parametrize("command", [("merge", "-q", "other"), ("cherry-pick", "other")])
def test_no_entry_is_made_of_two(repo: Repo, command: Sequence[str]) -> None:
    """Git's text merge takes a line of the entry from either side, beside a conflict elsewhere."""
    ours, theirs = A.replace("in-progress", "done"), A.replace('"1.1"', '"1.2"')
    stopped(repo, *command, ours=(ours, B), theirs=((theirs, C),))
    assert says(versions_of(repo.read(ALPHA)).ours)["20210710-0000000a"] not in (
        says(ledger("alpha", ours))["20210710-0000000a"],
        says(ledger("alpha", theirs))["20210710-0000000a"],
    )
    code, said = resolved(repo)
    assert code == 1
    assert "FL901" in said
    assert repo.read(ALPHA) == ledger("alpha", conflict_around(ours, A, theirs), B, C)


def test_no_entry_is_lost_that_the_texts_had_no_place_for(repo: Repo) -> None:
    repo.start(alpha=ledger("alpha", A, B, C))
    repo.git("checkout", "-q", "-b", "other")
    repo.write(ALPHA, ledger("alpha", B))
    repo.commit()
    repo.git("checkout", "-q", "main")
    changed = B.replace("第b条", "改")
    repo.write(ALPHA, ledger("alpha", A, changed, D))
    repo.commit()
    repo.git("merge", "-q", "other", check=False)
    assert "第a条" not in repo.read(ALPHA)
    code, said = resolved(repo)
    assert (code, said.count("FL904")) == (0, 1)
    assert repo.read(ALPHA) == ledger("alpha", A, changed, D)


def test_rebasing_keeps_the_reports_of_both(repo: Repo) -> None:
    stopped(repo, "rebase", "-q", "other", ours=(A, C), theirs=((A, B), (A, B, D)))
    code, said = resolved(repo)
    assert code == 0, said
    assert repo.read(ALPHA) == ledger("alpha", A, B, D, C)
    repo.git("add", ALPHA)
    repo.git("-c", "core.editor=true", "rebase", "--continue")
    assert repo.read(ALPHA) == ledger("alpha", A, B, D, C)


def test_a_report_that_was_reverted_stays(repo: Repo) -> None:
    repo.start(alpha=ledger("alpha", A))
    repo.write(ALPHA, ledger("alpha", A, B))
    taken_back = repo.commit()
    repo.write(ALPHA, ledger("alpha", A, B, C))
    repo.commit()
    repo.git("revert", "--no-edit", taken_back, check=False)
    code, said = resolved(repo)
    assert code == 0
    assert "FL904" in said
    assert repo.read(ALPHA) == ledger("alpha", A, B, C)


def test_what_was_put_aside_comes_back_beside_the_new(repo: Repo) -> None:
    repo.start(alpha=ledger("alpha", A))
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.git("stash", "-q")
    repo.write(ALPHA, ledger("alpha", A, C))
    repo.commit()
    repo.git("stash", "pop", check=False)
    assert resolved(repo)[0] == 0
    assert repo.read(ALPHA) == ledger("alpha", A, C, B)


def test_a_ledger_that_both_began_has_no_base(repo: Repo) -> None:
    repo.start()
    path = "ledgers/gamma.yaml"
    repo.git("checkout", "-q", "-b", "other")
    repo.write(path, ledger("gamma", B))
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(path, ledger("gamma", C, D))
    repo.commit()
    repo.git("merge", "-q", "other", check=False)
    assert repo.ledger("resolve", path)[0] == 0
    assert repo.read(path) == ledger("gamma", C, D, B)


@pytest.mark.parametrize("size", [3, 7, 12])
def test_markers_may_be_of_any_length(repo: Repo, size: int) -> None:
    repo.write(".git/info/attributes", f"*.yaml conflict-marker-size={size}\n")
    stopped(repo, "merge", "-q", "other", ours=(A, B), theirs=((A, C),))
    assert "<" * size + " " in repo.read(ALPHA)
    assert resolved(repo)[0] == 0
    assert repo.read(ALPHA) == ledger("alpha", A, B, C)


def test_line_breaks_that_git_converts_are_the_files_own(repo: Repo) -> None:
    repo.git("config", "core.autocrlf", "true")
    repo.start(alpha=ledger("alpha", A))
    repo.write(".gitattributes", "")
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "x")
    repo.git("checkout", "-q", "-b", "other")
    repo.write(ALPHA, ledger("alpha", A, C).replace("\n", "\r\n"))
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(ALPHA, ledger("alpha", A, B).replace("\n", "\r\n"))
    repo.commit()
    repo.git("merge", "-q", "other", check=False)
    assert "\r\n" in repo.read(ALPHA)
    assert repo.ledger("resolve", ALPHA)[0] == 0
    assert repo.read(ALPHA) == ledger("alpha", A, B, C).replace("\n", "\r\n")


@pytest.mark.parametrize("deleted", ["ours", "theirs"])
def test_a_ledger_that_one_side_deleted_is_a_conflict(repo: Repo, deleted: str) -> None:
    repo.start(alpha=ledger("alpha", A))
    repo.git("checkout", "-q", "-b", "other")
    for branch, is_deleting in (("other", deleted == "theirs"), ("main", deleted == "ours")):
        repo.git("checkout", "-q", branch)
        if is_deleting:
            (repo.root / ALPHA).unlink()
        else:
            repo.write(ALPHA, ledger("alpha", A, B))
        repo.commit()
    repo.git("merge", "-q", "other", check=False)
    code, said = repo.ledger("resolve", ALPHA)
    assert code == 1
    assert f"was deleted on {'our' if deleted == 'ours' else 'their'} side" in said
    assert f"git add {ALPHA}" in said
    assert f"git rm {ALPHA}" in said
    assert repo.read(ALPHA) == ledger("alpha", A, B)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_git_made_of_it(repo: Repo, seed: int) -> None:
    """Random ledgers, merged and picked as texts in every style: the sides decide."""
    base, ours, theirs = (file.text() for file in Chance(seed).versions())
    for command in (("merge", "-q", "other"), ("cherry-pick", "other")):
        for style in STYLES:
            folder = repo.top / f"{command[0]}-{style}"
            one = Repo(folder)
            one.start(alpha=base)
            one.git("config", "merge.conflictStyle", style)
            one.git("checkout", "-q", "-b", "other")
            if command[0] == "cherry-pick":
                one.write(ALPHA, ours.replace("正常", "改过"))
                one.commit()
            one.write(ALPHA, theirs)
            one.commit()
            one.git("checkout", "-q", "main")
            one.write(ALPHA, ours)
            one.commit()
            one.git(*command, check=False)
            if one.git("ls-files", "-u", "--", ALPHA):
                resolved(one)


@pytest.mark.skipif(os.name == "nt", reason="modes")
def test_the_files_mode_is_kept(repo: Repo) -> None:
    conflicted(repo, ledger("alpha", A, B), ledger("alpha", A, C))
    (repo.root / ALPHA).chmod(0o640)
    repo.ledger("resolve", ALPHA)
    assert (repo.root / ALPHA).stat().st_mode & 0o777 == 0o640
