"""Dates put back before a due date: ``check --base`` holds them against the commits (FL83x)."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from repos import TASKS, Repo, clone_of, entry, ledger

ALPHA = "ledgers/alpha.yaml"
OFFICE = "ledgers/office.yaml"
JULY = "2021-07-10T09:00:00+08:00"
A = entry("0000000a")
"""Of 2021Q2, dated 2021-07-10: due on 2021-07-15, with 15 days of grace to get into git."""


@pytest.fixture(autouse=True)
def _march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2022-03-20")


def added(repo: Repo, text: str, at: str, path: str = ALPHA) -> list[str]:
    """What is found where ``text`` is all that a ledger has and was committed then."""
    base = repo.start(JULY)
    repo.write(path, text)
    repo.commit(at=at)
    return repo.found("--base", base)


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("2021-07-10T18:00:00+08:00", []),
        ("2021-07-30T23:59:59+08:00", []),
        ("2021-07-31T00:00:00+08:00", ["FL830"]),
        ("2021-07-30T16:00:00+00:00", ["FL830"]),
        ("2021-07-31T01:00:00+09:30", []),
    ],
)
def test_a_commit_may_lag_behind_a_due_date_by_the_days_of_grace(
    repo: Repo, at: str, found: list[str]
) -> None:
    assert added(repo, ledger("alpha", A), at) == found


def test_a_late_report_that_says_so_is_only_late(repo: Repo) -> None:
    late = entry("0000000a", date="2022-03-15")
    assert added(repo, ledger("alpha", late), "2022-03-15T09:00:00+08:00") == []
    dated_the_day_after = entry("0000000a", date="2021-07-16")
    code, said = repo.ledger("check", "--base", "HEAD~1")
    assert code == 0
    assert "FL605" in said
    repo.write(ALPHA, ledger("alpha", dated_the_day_after))
    assert "FL830" in repo.found("--base", "HEAD~1")  # the item's own due date, 2022-01-15


AMENDMENT = A.replace("0000000a", "0000000b").replace(
    "  item:", "  amends: 20210710-0000000a\n  reason: 更正\n  item:"
)
VOID = (
    "- id: 20210712-0000000c\n  voids: 20210710-0000000a\n"
    "  reason: 报错了\n  date: 2021-07-12\n  by: 张三\n"
)
REVIEW = (
    "- id: 20210712-0000000d\n  reviews: 20210710-0000000a\n  verdict: returned\n"
    "  reason: 缺材料\n  date: 2021-07-12\n  by: 王五\n"
)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param(ALPHA, ledger("alpha", A, AMENDMENT), id="amendment"),
        pytest.param(ALPHA, ledger("alpha", A, VOID), id="void"),
        pytest.param(OFFICE, ledger("office", REVIEW), id="review"),
    ],
)
def test_every_kind_of_entry_has_a_date_to_put_back(repo: Repo, path: str, text: str) -> None:
    base = repo.start(JULY, alpha=ledger("alpha", A))
    repo.write(path, text)
    code, said = repo.ledger("check", "--base", base)
    assert code == 0
    assert "is not committed on 2022-03-20 yet, 248 days after 2021-07-15 was due" in said
    commit = repo.commit(at="2021-08-14T10:00:00+08:00")
    code, said = repo.ledger("check", "--base", base)
    assert code == 0
    assert f"was committed on 2021-08-14 ({commit[:12]}), 30 days after 2021-07-15 was due" in said


def test_what_voids_a_review_is_about_the_report_too(repo: Repo) -> None:
    base = repo.start(JULY, alpha=ledger("alpha", A), office=ledger("office", REVIEW))
    void = VOID.replace(A[6:23], "20210712-0000000d")
    repo.write(OFFICE, ledger("office", REVIEW, void))
    repo.commit(at="2021-08-14T10:00:00+08:00")
    assert repo.found("--base", base) == ["FL830"]
    assert "2021-07-15 was due" in repo.ledger("check", "--base", base)[1]
    assert repo.ledger("why", "20210712-0000000c")[1].startswith("20210710-0000000a")


def test_an_amendment_dated_back_over_the_items_due_date(repo: Repo) -> None:
    """The verdict turns without a word from ``status``; ``check --base`` and ``why`` tell."""
    report = entry("0000000a", date="2022-01-05").replace("2021Q2", "2021Q4")
    better = report.replace("20220105-0000000a", "20220110-0000000b").replace("94/99", "99/99")
    better = better.replace("2022-01-05", "2022-01-10").replace(
        "  item:", "  amends: 20220105-0000000a\n  reason: 更正\n  item:"
    )
    other = report.replace("0000000a", "0000000c")
    base = repo.start("2022-01-05T09:00:00+08:00", beta=ledger("beta", other))
    repo.write(ALPHA, ledger("alpha", report))
    reported = repo.commit(at="2022-01-05T10:00:00+08:00")
    assert repo.found("--base", base) == []
    assert "missed" in repo.ledger("status", "1.1/rate")[1]
    repo.write(ALPHA, ledger("alpha", report, better))
    repo.commit(at="2022-03-15T10:00:00+08:00")
    assert repo.found("--base", reported) == ["FL830"]
    _, said = repo.ledger("why", "1.1/rate")
    assert "20220110-0000000b  2022-01-10" in said
    assert "2022-03-15" in said
    assert "64 days after the entry's date, 59 after 2022-01-15 was due" in said


EXTENDED = (
    '- {id: 20211220-00000001, extends: "1.1", due: 2022-03-31, reason: 疫情, date: 2021-12-20,'
    " by: 王五}\n"
)
"""Until 2022-04-15 by the days of grace."""

AGAIN = (
    EXTENDED.replace("2022-03-31", "2022-06-30")
    .replace("20211220-00000001", "20220330-00000002")
    .replace("2021-12-20", "2022-03-30")
)
NOT_EXTENDED = (
    "- {id: 20220401-00000003, voids: 20211220-00000001, reason: 批错了, date: 2022-04-01,"
    " by: 王五}\n"
)
IN_TIME = entry("0000000a", date="2022-04-01").replace("2021Q2", "2022Q1")


@pytest.mark.parametrize(
    ("department", "text"),
    [
        pytest.param("alpha", IN_TIME, id="a report on a period that it was extended to"),
        pytest.param("office", AGAIN, id="a second extension, over the first"),
        pytest.param("office", NOT_EXTENDED, id="the void of an extension"),
    ],
)
def test_a_due_date_that_was_extended_is_one_to_put_a_date_before(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, department: str, text: str
) -> None:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2022-07-01")
    base = repo.start("2021-12-20T09:00:00+08:00", office=ledger("office", EXTENDED))
    before = [EXTENDED] if department == "office" else []
    repo.write(f"ledgers/{department}.yaml", ledger(department, *before, text))
    repo.commit(at="2022-04-30T10:00:00+08:00")
    assert repo.found("--base", base) == []
    repo.git("commit", "-q", "--amend", "--no-edit", at="2022-05-01T10:00:00+08:00")
    assert repo.found("--base", base) == ["FL830"]
    assert "16 days after 2022-04-15 was due" in repo.ledger("check", "--base", base)[1]


@pytest.mark.parametrize("ref", ["1.1", "1.1/rate", "20211220-00000001"])
def test_why_leads_to_the_entry_that_put_a_due_date_off(repo: Repo, ref: str) -> None:
    repo.start("2021-12-21T09:00:00+08:00", office=ledger("office", EXTENDED))
    _, said = repo.ledger("why", ref)
    line = "20211220-00000001  2021-12-20  extends 1.1 to 2022-03-31  by 王五  ledgers/office"
    assert line in said
    assert "2021-12-21, 1 day after the entry's date" in said.partition(line)[2]
    assert "None" not in said


def test_the_log_of_an_item_has_its_extensions(repo: Repo) -> None:
    voided = NOT_EXTENDED.replace("2022-04-01", "2022-01-01").replace("20220401", "20220101")
    repo.start(JULY, office=ledger("office", EXTENDED, voided))
    _, said = repo.ledger("log", "1.1")
    assert "20211220-00000001" in said
    assert "20220101-00000003" in said
    assert "2022" not in repo.ledger("log", "1.2")[1]


def test_what_an_extension_put_off_is_no_due_date_to_miss(repo: Repo) -> None:
    base = repo.start("2021-12-20T09:00:00+08:00", office=ledger("office", EXTENDED))
    early = entry("0000000a", date="2022-01-10").replace("2021Q2", "2022Q1")
    repo.write(ALPHA, ledger("alpha", early))
    repo.commit(at="2022-03-15T10:00:00+08:00")
    assert repo.found("--base", base) == []


def test_a_due_date_put_off_in_the_same_change_hides_nothing(repo: Repo) -> None:
    base = repo.start(JULY)
    later = TASKS.replace("end: 2021-12-31", "end: 2022-12-31").replace("2021Q1", "2021Q3")
    repo.write("data/tasks.yaml", later)
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit(at="2021-08-14T10:00:00+08:00")
    assert "FL830" in repo.found("--base", base)
    assert "30 days after 2021-07-15 was due" in repo.ledger("check", "--base", base)[1]


def test_more_days_of_grace_in_the_same_change_hide_nothing(repo: Repo) -> None:
    report = entry("0000000a", date="2022-01-05").replace("2021Q2", "2021Q4")
    base = repo.start("2022-01-05T09:00:00+08:00", alpha=ledger("alpha", A))
    repo.write(ALPHA, ledger("alpha", A, report))
    plan = repo.read("data/tasks.yaml")
    assert "grace_days: 15" in plan
    repo.write("data/tasks.yaml", plan.replace("grace_days: 15", "grace_days: 300"))
    repo.commit(at="2022-03-15T10:00:00+08:00")
    assert repo.found("--base", base) == ["FL807", "FL830"]


@pytest.mark.parametrize("at", ["2021-08-14T10:00:00+08:00", "2021-07-01T09:00:00+08:00"])
def test_why_names_the_commit_that_touched_any_line_of_an_entry_last(repo: Repo, at: str) -> None:
    """Whatever it says of its time, and though the line of the id and of the value are older."""
    repo.start(JULY, alpha=ledger("alpha", A))
    repo.write(ALPHA, ledger("alpha", A.replace("by: 张三", "by: 李四")))
    commit = repo.commit(at=at)
    for ref in ("20210710-0000000a", "1.1/rate"):
        said = repo.ledger("why", ref)[1]
        assert f"commit {commit[:10]}, 张三, {at[:10]}" in said
    repo.write(ALPHA, repo.read(ALPHA).replace("note: 正常", "note: 好"))
    assert "not committed" in repo.ledger("why", "1.1/rate")[1]


def test_why_ascribes_nothing_to_the_first_commit_of_a_clone_without_history(
    repo: Repo, tmp_path: Path
) -> None:
    repo.start(JULY, alpha=ledger("alpha", A))
    repo.write(ALPHA, ledger("alpha", A, AMENDMENT))
    repo.commit(at="2021-08-14T10:00:00+08:00")
    shallow = clone_of(repo, tmp_path, "--depth=1")
    _, said = shallow.ledger("why", "20210710-0000000a")
    assert "this clone begins with" in said
    assert "2021-08-14, " not in said


@pytest.mark.parametrize(
    ("more", "path"),
    [
        pytest.param(AMENDMENT, ALPHA, id="amendment"),
        pytest.param(VOID, ALPHA, id="void"),
        pytest.param(REVIEW, OFFICE, id="review"),
    ],
)
def test_why_has_both_dates_of_whatever_changed_an_entry(repo: Repo, more: str, path: str) -> None:
    repo.start(JULY, alpha=ledger("alpha", A))
    before = (A,) if path == ALPHA else ()
    repo.write(path, ledger(path[8:-5], *before, more))
    repo.commit(at="2021-08-14T10:00:00+08:00")
    _, said = repo.ledger("why", "20210710-0000000a")
    assert "张三, 2021-07-10\n" in said
    assert "张三, 2021-08-14, " in said
    assert "days after the entry's date, 30 after 2021-07-15 was due\n" in said


def test_a_targets_own_due_date_counts(repo: Repo) -> None:
    """One inside a period has passed with that period's duty, as for verdicts (design 4.5)."""
    tasks = TASKS.replace("quote: 自查率", "due: 2021-08-20\n                quote: 自查率")
    repo.start(JULY)
    repo.write("data/tasks.yaml", tasks)
    base = repo.commit(at=JULY)
    repo.write(ALPHA, ledger("alpha", entry("0000000a", date="2021-08-10")))
    repo.commit(at="2021-10-30T09:00:00+08:00")
    assert repo.found("--base", base) == []
    repo.git("commit", "-q", "--amend", "--no-edit", at="2021-10-31T09:00:00+08:00")
    assert repo.found("--base", base) == ["FL830"]
    assert "16 days after 2021-10-15 was due" in repo.ledger("check", "--base", base)[1]


def test_an_entry_is_as_old_as_the_first_commit_that_has_it_as_it_is(repo: Repo) -> None:
    base = repo.start(JULY)
    repo.git("checkout", "-q", "-b", "topic")
    repo.write(ALPHA, ledger("alpha", A))
    draft = repo.commit(at=JULY)
    repo.git("checkout", "-q", "-b", "other", base)
    repo.git("cherry-pick", draft, at="2021-09-01T09:00:00+08:00")
    assert repo.found("--base", base) == ["FL830"]
    repo.git("merge", "-q", "-m", "m", "topic", at="2021-09-02T09:00:00+08:00")
    assert repo.found("--base", base) == []
    repo.write(ALPHA, ledger("alpha", A.replace("94/99", "99/99")))
    repo.commit(at="2021-10-01T09:00:00+08:00")
    assert repo.found("--base", base) == ["FL830", "FL814"]


def test_what_one_of_several_bases_lacks_is_an_arrival(repo: Repo) -> None:
    """A draft that was withdrawn before it was merged, and comes back out of an older commit."""
    repo.start("2021-07-01T09:00:00+08:00")
    repo.git("checkout", "-q", "-b", "a")
    repo.write(ALPHA, ledger("alpha", A))
    draft = repo.commit(at="2021-07-10T09:00:00+08:00")
    repo.write(ALPHA, ledger("alpha"))
    repo.commit(at="2021-07-10T10:00:00+08:00")
    merge = ("merge", "-q", "--no-ff", "-m", "m")
    repo.git("checkout", "-q", "main")
    repo.git(*merge, "a", at="2021-07-10T11:00:00+08:00")
    first = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "-q", "-b", "b", draft)
    repo.commit(at="2021-07-11T09:00:00+08:00")
    repo.git("checkout", "-q", "main")
    repo.git(*merge, "b", at="2021-07-11T10:00:00+08:00")
    repo.git("checkout", "-q", "b")
    repo.git(*merge, first, at="2021-09-01T09:00:00+08:00")
    assert repo.found("--base", "main") == []
    repo.write(ALPHA, ledger("alpha", A))
    repo.git("commit", "-q", "-a", "--amend", "--no-edit", at="2021-09-01T09:00:00+08:00")
    assert len(repo.git("merge-base", "--all", "b", "main").split()) == 2
    assert repo.found("--base", "main") == ["FL830"]
    assert "committed on 2021-09-01" in repo.ledger("check", "--base", "main")[1]


def test_a_commit_is_no_older_than_its_parents(repo: Repo) -> None:
    repo.start(JULY)
    base = repo.commit(at="2021-10-01T09:00:00+08:00")
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit(at=JULY)
    assert repo.found("--base", base) == ["FL830"]


def _without_parents(repo: Repo, _start: str, branch: str) -> None:
    repo.git("checkout", "-q", "--orphan", branch)
    repo.git("rm", "-rfq", ".")


def _from_before_the_workspace(repo: Repo, start: str, branch: str) -> None:
    repo.git("checkout", "-q", "-b", branch, f"{start}~1")


@pytest.mark.parametrize("leave", [_without_parents, _from_before_the_workspace])
@pytest.mark.parametrize("head", ["main", "side"])
def test_a_commit_that_descends_from_no_workspace_counts_from_its_merge(
    repo: Repo, leave: Callable[[Repo, str, str], None], head: str
) -> None:
    """Whatever it says, whichever is merged into which, and though such branches were joined."""
    repo.commit(at="2021-06-01T09:00:00+08:00")
    start = repo.start("2021-07-01T09:00:00+08:00")
    merge = ("merge", "-q", "--no-ff", "--allow-unrelated-histories", "-m", "m")
    for branch, path in (("other", ALPHA), ("side", "note.txt")):
        leave(repo, start, branch)
        repo.write(path, ledger("alpha", A))
        repo.commit(at=JULY)
    repo.git(*merge, "other", at=JULY)
    repo.git("checkout", "-q", head)
    mine, merged = ("theirs", "side") if head == "main" else ("ours", "main")
    repo.git(*merge, "-X", mine, merged, at="2021-08-14T10:00:00+08:00")
    commit = repo.git("rev-parse", "HEAD")
    assert repo.found("--base", start) == ["FL830"]
    said = repo.ledger("check", "--base", start)[1]
    assert f"was committed on 2021-08-14 ({commit[:12]}), 30 days after 2021-07-15 was due" in said


def test_a_first_history_counts_by_its_own_dates(repo: Repo) -> None:
    """There is nothing yet that it could be joined to."""
    before = repo.commit(at="2021-06-01T09:00:00+08:00")
    repo.start(JULY)
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit(at=JULY)
    assert repo.found("--base", before) == ["FL813"]


def test_a_branch_that_left_early_has_its_own_word_only(repo: Repo) -> None:
    """Made in time and merged late, or made up: REV did not have it when it was due."""
    start = repo.start("2021-07-01T09:00:00+08:00")
    base = repo.commit(at="2021-10-01T09:00:00+08:00")
    repo.git("checkout", "-q", "-b", "side", start)
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit(at=JULY)
    assert repo.found("--base", base) == ["FL832"]
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "m", "side")
    assert repo.found("--replaces", base) == ["FL832"]
    code, said = repo.ledger("check", "--base", base)
    assert code == 0
    assert f"{base} did not have it on 2021-10-01, 78 days after 2021-07-15 was due" in said


def test_what_rev_had_in_time_itself_is_in_time(repo: Repo) -> None:
    start = repo.start("2021-07-01T09:00:00+08:00")
    repo.git("checkout", "-q", "-b", "side")
    repo.write(ALPHA, ledger("alpha", A))
    draft = repo.commit(at=JULY)
    repo.git("checkout", "-q", "main")
    repo.commit(at="2021-07-02T09:00:00+08:00")
    repo.git("cherry-pick", draft, at=JULY)
    repo.commit(at="2021-10-01T09:00:00+08:00")
    repo.git("checkout", "-q", "side")
    assert repo.git("merge-base", "side", "main") == start
    assert repo.found("--base", "main") == []


def test_a_commit_that_does_not_say_when_it_was_made_proves_nothing(repo: Repo) -> None:
    base = repo.start(JULY)
    repo.write(ALPHA, ledger("alpha", A))
    tree = repo.git("rev-parse", f"{repo.commit(at=JULY)}^{{tree}}")
    person = "a <zhang@alpha> 99999999999999 +0000"
    raw = f"tree {tree}\nparent {base}\nauthor {person}\ncommitter {person}\n\nx\n"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
        cwd=repo.top,
        input=raw.encode(),
        capture_output=True,
        check=True,
    )
    repo.git("reset", "-q", "--hard", made.stdout.decode().strip())
    assert repo.found("--base", base) == ["FL830"]


def test_a_date_after_the_commit_is_said(repo: Repo) -> None:
    """So that a report of March counts for a later state than it was made in."""
    ahead = entry("0000000a", date="2021-07-14")
    assert added(repo, ledger("alpha", ahead), "2021-07-10T09:00:00+08:00") == ["FL831"]
    assert repo.ledger("check", "--base", "HEAD~1")[0] == 0


def test_what_the_base_has_is_not_judged_again(repo: Repo) -> None:
    base = repo.start("2021-12-01T09:00:00+08:00", alpha=ledger("alpha", A))
    repo.write(ALPHA, ledger("alpha", A, entry("0000000b", date="2022-03-20")))
    assert repo.found("--base", base) == []


def test_an_entry_on_no_item_of_the_plan_is_held_to_the_plans_end(repo: Repo) -> None:
    stray = A.replace('"1.1"', '"9.9"').replace("  values: {rate: 94/99}\n", "")
    assert added(repo, ledger("alpha", stray), "2021-12-01T09:00:00+08:00") == []
    repo.git("commit", "-q", "--amend", "--no-edit", at="2022-02-01T09:00:00+08:00")
    assert repo.found("--base", "HEAD~1") == ["FL830"]
