"""Every way of rewriting history: caught by ``check --base``, or out of its reach and said so.

What is out of reach is in docs/history.md under the same names.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from foodsafety_ledger.files.yaml import MAX_LINES
from repos import DEPARTMENTS, TASKS, Repo, entry, ledger
from sampled import one_in

A, B, C = (entry(f"0000000{key}") for key in "abc")
ID_A, ID_B, ID_C = (f"20210710-0000000{key}" for key in "abc")
ALPHA = "ledgers/alpha.yaml"
BETA = "ledgers/beta.yaml"

Step = Callable[[Repo, str], None]
"""What a change does to the file or folder at a path."""


@pytest.fixture
def base(repo: Repo) -> str:
    """A repository whose base has two entries of alpha and one of beta."""
    return repo.start(alpha=ledger("alpha", A, B), beta=ledger("beta", C))


def test_adding_entries_is_what_ledgers_are_for(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d")))
    assert repo.found("--base", base) == []
    repo.commit()
    assert repo.found("--base", base) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("{rate: 94/99}", "{rate: 99/99}", id="a value"),
        pytest.param("{rate: 94/99}", "{rate: 94/95}", id="a denominator"),
        pytest.param("date: 2021-07-10", "date: 2021-07-15", id="a date"),
        pytest.param("note: 正常", "note: 一切正常", id="a note"),
        pytest.param("  note: 正常\n", "", id="a key less"),
        pytest.param("by: 张三", "by: 张三\n  approved_by: 李四", id="a key more"),
        pytest.param('item: "1.1"', 'item: "1.2"', id="the item"),
        pytest.param("period: 2021Q2", "period: 2021Q1", id="the period"),
        pytest.param("status: in-progress", "status: done", id="the status"),
    ],
)
def test_editing_an_entry(repo: Repo, base: str, old: str, new: str) -> None:
    repo.write(ALPHA, ledger("alpha", A.replace(old, new), B))
    assert repo.found("--base", base) == ["FL802"]


def test_editing_an_entry_and_committing_it(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A.replace("94/99", "99/99"), B))
    repo.commit()
    assert repo.found("--base", base) == ["FL802"]


def test_editing_an_id(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A.replace(ID_A, "20210710-ffffffff"), B))
    assert repo.found("--base", base) == ["FL801"]


def test_swapping_two_ids(repo: Repo, base: str) -> None:
    other = B.replace("94/99", "90/99")
    repo.write(ALPHA, ledger("alpha", A, other))
    middle = repo.commit()
    swapped = ledger("alpha", A.replace(ID_A, ID_B), other.replace(ID_B, ID_A))
    repo.write(ALPHA, swapped)
    assert repo.found("--base", middle) == ["FL802", "FL802"]
    assert repo.found("--base", base) == ["FL802"]


def test_deleting_an_entry(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit()
    assert repo.found("--base", base) == ["FL801"]


def test_deleting_the_last_entry(repo: Repo, base: str) -> None:
    repo.write(BETA, ledger("beta"))
    assert repo.found("--base", base) == ["FL801"]


def test_deleting_a_ledger(repo: Repo, base: str) -> None:
    (repo.root / ALPHA).unlink()
    repo.commit()
    assert repo.found("--base", base) == ["FL801", "FL801"]


def test_deleting_a_ledger_without_entries_loses_nothing(repo: Repo, base: str) -> None:
    (repo.root / "ledgers/office.yaml").unlink()
    assert repo.found("--base", base) == []


def test_commenting_an_entry_out(repo: Repo, base: str) -> None:
    out = "".join(f"# {line}\n" for line in B.splitlines())
    repo.write(ALPHA, ledger("alpha", A) + out)
    assert repo.found("--base", base) == ["FL801"]


def test_reordering_entries_means_nothing(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", B, A))
    repo.commit()
    assert repo.found("--base", base) == []


def test_spelling_and_comments_mean_nothing(repo: Repo, base: str) -> None:
    respelled = A.replace("note: 正常", 'note: "正常"').replace(
        "{rate: 94/99}", "\n    rate: 94/99"
    )
    repo.write(ALPHA, "# 甲局\n" + ledger("alpha", respelled, "# 第二条\n", B))
    assert repo.found("--base", base) == []


def test_renaming_a_ledger(repo: Repo, base: str) -> None:
    repo.git("mv", ALPHA, "ledgers/gamma.yaml")
    repo.commit()
    assert repo.found("--base", base) == ["FL803", "FL803"]


def test_hiding_a_ledger_under_another_suffix(repo: Repo, base: str) -> None:
    repo.git("mv", ALPHA, "ledgers/alpha.yml")
    repo.commit()
    assert repo.found("--base", base) == ["FL801", "FL801"]


@pytest.mark.parametrize(
    "path", ["ledgers/old/alpha.yaml", "ledgers/.alpha.yaml", "data/alpha.yaml", "other/" + ALPHA]
)
def test_hiding_a_ledger_where_none_is_looked_for(repo: Repo, base: str, path: str) -> None:
    repo.write(path, repo.read(ALPHA))
    (repo.root / ALPHA).unlink()
    repo.commit()
    assert repo.found("--base", base) == ["FL801", "FL801"]


def test_swapping_two_departments_ledgers(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", C))
    repo.write(BETA, ledger("beta", A, B))
    repo.commit()
    assert repo.found("--base", base) == ["FL803"] * 3


def test_an_id_in_letters_that_only_look_alike(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A.replace(ID_A, "２" + ID_A[1:]), B))
    assert repo.found("--base", base) == ["FL801"]


def test_another_id_for_the_plan_in_every_file(repo: Repo, base: str) -> None:
    for path in ("data/tasks.yaml", ALPHA, BETA, "ledgers/office.yaml"):
        repo.write(path, repo.read(path).replace("small-2021", "big-2021"))
    other = repo.commit()
    assert repo.found("--base", base) == ["FL807"]
    for path in ("data/tasks.yaml", ALPHA, BETA, "ledgers/office.yaml"):
        repo.write(path, repo.read(path).replace("big-2021", "small-2021"))
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit()
    assert repo.found("--base", other) == ["FL807", "FL801"]
    assert repo.found("--base", base) == ["FL801"]


def test_moving_an_entry_to_another_department(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A))
    repo.write(BETA, ledger("beta", C, B))
    repo.commit()
    assert repo.found("--base", base) == ["FL803"]


def test_moving_and_editing_an_entry_is_both(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A))
    repo.write(BETA, ledger("beta", C, B.replace("94/99", "99/99")))
    assert repo.found("--base", base) == ["FL803", "FL802"]


def test_copying_an_entry_is_a_duplicate(repo: Repo, base: str) -> None:
    repo.write(BETA, ledger("beta", C, B))
    code, said = repo.ledger("check", "--base", base)
    assert code == 1
    assert "FL405" in said
    assert "FL8" not in said


def test_amending_twice_is_no_rewriting_but_an_error_of_its_own(repo: Repo, base: str) -> None:
    def amendment(key: str) -> str:
        head, rest = entry(key).split("\n", 1)
        return f"{head}\n  amends: {ID_A}\n  reason: 更正\n{rest}"

    repo.write(ALPHA, ledger("alpha", A, B, amendment("0000000d")))
    assert repo.found("--base", base) == []
    repo.write(ALPHA, ledger("alpha", A, B, amendment("0000000d"), amendment("0000000e")))
    code, said = repo.ledger("check", "--base", base)
    assert code == 1
    assert "FL407" in said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ledger("alpha", A).replace("entries:", "entries: ["), "FL104"),
        (ledger("alpha", A).encode("utf-16"), "FL102"),
    ],
)
def test_making_a_ledger_unreadable_hides_nothing(
    repo: Repo, base: str, text: str | bytes, code: str
) -> None:
    repo.write(ALPHA, text)
    exit_code, said = repo.ledger("check", "--base", base)
    assert exit_code == 1
    assert code in said
    assert "FL801" not in said


# Two steps: something that cannot be compared, merged first; then whatever one likes.

HIDDEN = "elsewhere"


def _link_a_file(repo: Repo, path: str) -> None:
    """The file's place taken by a link to it."""
    repo.write(f"{HIDDEN}.yaml", repo.read(path))
    (repo.root / path).unlink()
    (repo.root / path).symlink_to(f"../{HIDDEN}.yaml")


def _link_a_folder(repo: Repo, path: str) -> None:
    (repo.root / path).rename(repo.root / HIDDEN)
    (repo.root / path).symlink_to(HIDDEN)


def _repository_inside(repo: Repo, path: str) -> None:
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        repo.git("-C", path, *command)
    repo.git("rm", "-q", "-r", "--cached", path)


def _submodule_in_the_place_of_a_file(repo: Repo, path: str) -> None:
    (repo.root / path).unlink()
    (repo.root / path).mkdir()
    repo.git("-C", path, "init", "-q")
    repo.git("-C", path, "commit", "-q", "--allow-empty", "-m", "x")


def _folder(repo: Repo, path: str) -> None:
    (repo.root / path).unlink()
    repo.write(f"{path}/x", "x\n")


def _attribute(where: str, *lines: str) -> Step:
    """A step that has git keep other bytes than are read; every file is stored anew."""

    def step(repo: Repo, path: str) -> None:
        repo.write(where, "".join(f"{line}\n" for line in lines))
        repo.git("config", "filter.turn.clean", "tr a-z b-za")
        repo.git("config", "filter.turn.smudge", "tr b-za a-z")
        repo.git("rm", "-q", "-r", "--cached", path.partition("/")[0])

    return step


def _text(change: Callable[[str], str | bytes]) -> Step:
    return lambda repo, path: repo.write(path, change(repo.read(path)))


def _moved(repo: Repo, path: str) -> None:
    repo.git("mv", path, path.replace("alpha", "Alpha"))


def _gone(repo: Repo, path: str) -> None:
    repo.git("rm", "-q", path)


STEPS: dict[str, tuple[str, Step]] = {
    "a ledger a link": (ALPHA, _link_a_file),
    "the ledgers a link": ("ledgers", _link_a_folder),
    "the plan a link": ("data/tasks.yaml", _link_a_file),
    "the data a link": ("data", _link_a_folder),
    "the ledgers a repository": ("ledgers", _repository_inside),
    "the data a repository": ("data", _repository_inside),
    "a ledger a submodule": (ALPHA, _submodule_in_the_place_of_a_file),
    "a ledger a folder": (ALPHA, _folder),
    "an encoding": (
        ALPHA,
        _attribute(".gitattributes", "*.yaml text eol=lf", "ledgers/* working-tree-encoding=l1"),
    ),
    "an encoding of the plan": (
        "data/tasks.yaml",
        _attribute("data/.gitattributes", "*.yaml working-tree-encoding=ISO-8859-1"),
    ),
    "a filter": (ALPHA, _attribute("ledgers/.gitattributes", "*.yaml filter=turn")),
    "a filter by another name": (
        ALPHA,
        _attribute(".gitattributes", "[attr]plain filter=turn", "ledgers/** plain"),
    ),
    "broken YAML": (ALPHA, _text(lambda text: text.replace("entries:", "entries: ["))),
    "other letters": (ALPHA, _text(lambda text: text.encode("utf-16"))),
    "a NUL": (ALPHA, _text(lambda text: text.replace("正常", "正\0常"))),
    "deep nesting": (ALPHA, _text(lambda text: f"{text}x: {'[' * 200}{']' * 200}\n")),
    "more lines than are read": (ALPHA, _text(lambda text: text + "\n" * MAX_LINES)),
    "a key twice": (ALPHA, _text(lambda text: text.replace("  note:", "  note: x\n  note:"))),
    "entries under another key": (ALPHA, _text(lambda text: text.replace("entries:", "entires:"))),
    "entries as a text": (ALPHA, _text(lambda text: text.replace("entries:", "entries: |"))),
    "entries as a mapping": (
        ALPHA,
        _text(lambda text: text.replace("entries:\n- id: ", "entries:\n  x:\n  - id: ")),
    ),
    "an id spoilt": (ALPHA, _text(lambda text: text.replace(f"id: {ID_A}", "id: ''"))),
    "a second document": (ALPHA, _text(lambda text: f"plan: x\n---\n{text}")),
    "conflict markers": (ALPHA, _text(lambda text: f"<<<<<<< x\n=======\n{text}>>>>>>> x\n")),
    "the plan broken": ("data/tasks.yaml", _text(lambda text: f"{text}x: [\n")),
    "a goal twice": (
        "data/tasks.yaml",
        _text(lambda text: text.replace("  goal:", '  goal: ">= 1%"\n                goal:')),
    ),
    "the plan gone": ("data/tasks.yaml", _gone),
    "the departments gone": ("data/departments.yaml", _gone),
    "a name in capitals": (ALPHA, _moved),
}


@pytest.mark.parametrize("name", one_in(3, list(STEPS)))
def test_what_can_no_longer_be_compared_is_an_error_at_either_step(
    repo: Repo, base: str, name: str
) -> None:
    path, step = STEPS[name]
    step(repo, path)
    middle = repo.commit()
    first, said = repo.ledger("check", "--base", base)
    assert (first, "error[" in said) == (1, True)
    _start_over(repo)
    repo.write(ALPHA, ledger("alpha", A.replace("94/99", "99/99"), B))
    repo.write("data/tasks.yaml", TASKS.replace(">= 95%", ">= 90%"))
    repo.commit()
    second, said = repo.ledger("check", "--base", middle)
    assert second == 1
    assert not {"FL809", "FL803"}.isdisjoint(re.findall(r"error\[(FL8[0-9]+)", said)), said


def _start_over(repo: Repo) -> None:
    """Plain files in the place of whatever there is."""
    repo.git("rm", "-q", "-r", "--cached", ".")
    for path in ("data", "ledgers"):
        if (repo.root / path).is_symlink():
            (repo.root / path).unlink()
        shutil.rmtree(repo.root / path, ignore_errors=True)
    repo.start(alpha=ledger("alpha", A, B), beta=ledger("beta", C))


def test_a_file_that_never_read_may_stay_as_it_is(repo: Repo) -> None:
    base = repo.start(alpha=ledger("alpha", A).replace("note:", "note: x\n  note:"))
    repo.write(BETA, ledger("beta", C))
    repo.commit()
    assert repo.found("--base", base) == []
    repo.write(ALPHA, repo.read(ALPHA).replace("94/99", "99/99"))
    assert repo.found("--base", base) == ["FL809", "FL802"]


def test_an_empty_ledger_has_nothing_to_lose(repo: Repo) -> None:
    base = repo.start(alpha="# 甲局\n")
    repo.write(ALPHA, ledger("alpha", A))
    assert repo.found("--base", base) == []


def test_two_entries_of_one_id_both_count(repo: Repo) -> None:
    other = A.replace("94/99", "90/99")
    base = repo.start(alpha=ledger("alpha", A, other))
    repo.write(ALPHA, ledger("alpha", A))
    assert repo.found("--base", base) == ["FL802"]


@pytest.mark.parametrize(
    ("path", "there"), [(ALPHA, ledger("alpha", A, B)), ("data/tasks.yaml", TASKS)]
)
@pytest.mark.parametrize("how", ["--assume-unchanged", "--skip-worktree"])
def test_git_told_to_overlook_a_file(
    repo: Repo, base: str, path: str, there: str, how: str
) -> None:
    repo.write(path, there.replace("94/99", "99/99").replace(">= 95%", ">= 90%"))
    repo.commit()
    repo.git("update-index", how, path)
    repo.write(path, there)
    assert repo.found("--base", base) == ["FL818"]


def test_a_ledger_left_out_of_the_work_tree(repo: Repo, base: str) -> None:
    repo.git("sparse-checkout", "set", "--no-cone", "/*", f"!/{ALPHA}")
    assert set(repo.found("--base", base)) == {"FL801", "FL818"}


def test_a_ledger_that_git_ignores(repo: Repo, base: str) -> None:
    repo.write(".gitignore", "gamma.yaml\n")
    repo.write("ledgers/gamma.yaml", ledger("gamma"))
    assert repo.found("--base", base) == ["FL818"]


def test_line_endings_of_a_checkout_mean_nothing(repo: Repo, base: str) -> None:
    repo.git("config", "core.autocrlf", "true")
    repo.write(".gitattributes", "evidence/** -text\n")
    repo.write(ALPHA, ledger("alpha", A, B).replace("\n", "\r\n"))
    repo.commit()
    assert repo.found("--base", base) == []


@pytest.mark.parametrize(
    "attribute", ["export-ignore", "-diff", "merge=ours", "binary", "export-subst"]
)
def test_attributes_that_hide_from_other_eyes(repo: Repo, base: str, attribute: str) -> None:
    repo.write("ledgers/.gitattributes", f"* {attribute}\n")
    repo.commit()
    assert repo.found("--base", base) == []
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit()
    assert repo.found("--base", base) == ["FL801"]


def test_a_graft_in_this_clone_changes_no_history(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A))
    head = repo.commit()
    repo.write(".git/info/grafts", f"{head}\n")
    assert repo.found("--base", base) == ["FL801"]


# Evidence.

FILE = "evidence/alpha/自查.txt"


def naming(report: str, path: str, content: str) -> str:
    """The report, with a piece of evidence."""
    digest = hashlib.sha256(content.encode()).hexdigest()
    return report.replace("  by:", f"  evidence: [{{path: {path}, sha256: {digest}}}]\n  by:")


@pytest.fixture
def filed(repo: Repo) -> str:
    """A base with an entry and the evidence it names."""
    repo.write(FILE, "六月自查\n")
    repo.write("evidence/alpha/未引用.txt", "x\n")
    repo.write("evidence/.gitkeep", "")
    return repo.start(alpha=ledger("alpha", naming(A, FILE, "六月自查\n")))


def test_changing_the_bytes_of_evidence(repo: Repo, filed: str) -> None:
    repo.write(FILE, "七月自查\n")
    repo.commit()
    assert repo.found("--base", filed) == ["FL805"]


@pytest.mark.parametrize("folder", ["evidence/alpha", "reports"])
def test_evidence_that_git_ignores_reaches_nobody_else(repo: Repo, base: str, folder: str) -> None:
    path = f"{folder}/new.txt"
    repo.write(path, "新\n")
    repo.write(ALPHA, ledger("alpha", A, B, naming(entry("0000000d"), path, "新\n")))
    assert repo.found("--base", base) == []
    repo.write(".gitignore", "new.txt\n")
    assert repo.found("--base", base) == ["FL818"]
    repo.commit()
    code, said = repo.ledger("check", "--base", base)
    assert code == 1
    assert f"the last commit has no {path}, and git does not call it a new file" in said


def test_changing_evidence_and_its_hash_with_it(repo: Repo, filed: str) -> None:
    old = hashlib.sha256("六月自查\n".encode()).hexdigest()
    new = hashlib.sha256("七月自查\n".encode()).hexdigest()
    repo.write(FILE, "七月自查\n")
    repo.write(ALPHA, repo.read(ALPHA).replace(old, new))
    assert repo.found("--base", filed) == ["FL805", "FL802"]


@pytest.mark.parametrize("name", [FILE, "evidence/alpha/未引用.txt"])
def test_removing_evidence(repo: Repo, filed: str, name: str) -> None:
    (repo.root / name).unlink()
    assert repo.found("--base", filed) == ["FL804"]
    repo.commit()
    assert repo.found("--base", filed) == ["FL804"]


def test_renaming_evidence(repo: Repo, filed: str) -> None:
    repo.git("mv", FILE, "evidence/alpha/other.txt")
    repo.commit()
    assert repo.found("--base", filed) == ["FL804"]


def test_putting_a_link_in_the_place_of_evidence(repo: Repo, filed: str) -> None:
    repo.write("evidence/alpha/copy.txt", "六月自查\n")
    (repo.root / FILE).unlink()
    (repo.root / FILE).symlink_to("copy.txt")
    repo.commit()
    assert repo.found("--base", filed) == ["FL805"]


def test_marking_evidence_executable_changes_no_byte_of_it(repo: Repo, filed: str) -> None:
    (repo.root / FILE).chmod(0o755)
    assert repo.found("--base", filed) == ["FL815"]
    middle = repo.commit()
    assert repo.git("ls-tree", "HEAD", FILE).startswith("100755")
    assert repo.found("--base", filed) == []
    (repo.root / FILE).chmod(0o644)
    assert repo.found("--base", middle) == ["FL815"]
    repo.write(FILE, "七月自查\n")
    assert repo.found("--base", middle) == ["FL805"]
    repo.commit()
    assert repo.found("--base", filed) == ["FL805"]


def test_a_link_and_a_file_of_the_same_bytes_are_not_the_same(repo: Repo, filed: str) -> None:
    """A link's content is the path it leads to: git has one id for that and for such a file."""
    link = repo.root / "evidence/alpha/link.txt"
    link.symlink_to("copy.txt")
    base = repo.commit()
    link.unlink()
    repo.write("evidence/alpha/link.txt", "copy.txt")
    assert "FL805" in repo.found("--base", base)
    repo.commit()
    assert repo.found("--base", base) == ["FL805"]


def test_putting_a_submodule_in_the_place_of_evidence(repo: Repo, filed: str) -> None:
    (repo.root / FILE).unlink()
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{filed},{FILE}")
    (repo.root / FILE).mkdir()
    repo.git("commit", "-q", "-m", "x")
    assert repo.found("--base", filed) == ["FL805"]


@pytest.mark.parametrize("step", [_link_a_folder, _repository_inside])
def test_making_evidence_incomparable_and_changing_it_next(
    repo: Repo, filed: str, step: Step
) -> None:
    step(repo, "evidence")
    middle = repo.commit()
    code, said = repo.ledger("check", "--base", filed)
    assert code == 1
    assert "FL116" in said
    if (repo.root / "evidence").is_symlink():
        (repo.root / "evidence").unlink()
    shutil.rmtree(repo.root / "evidence", ignore_errors=True)
    repo.git("rm", "-q", "-r", "--cached", "evidence")
    repo.write(FILE, "七月自查\n")
    repo.commit()
    assert "FL804" in repo.found("--base", middle)


def test_adding_evidence_and_touching_a_keep_file_is_fine(repo: Repo, filed: str) -> None:
    repo.write("evidence/alpha/new.txt", "新\n")
    (repo.root / "evidence/.gitkeep").unlink()
    assert repo.found("--base", filed) == []
    repo.commit()
    assert repo.found("--base", filed) == []


# The plan.

ERRATA = "            errata: [{quote: 甲, reading: 乙, why: 错字}]"


def test_lowering_a_goal_after_reports(repo: Repo, base: str) -> None:
    repo.write("data/tasks.yaml", TASKS.replace(">= 95%", ">= 90%"))
    repo.commit()
    code, said = repo.ledger("check", "--base", base)
    assert code == 0
    assert "FL806" in said
    assert "goal: >= 95% → >= 90%; Alpha Bureau, Beta Bureau" in said


def test_removing_a_target_that_was_reported_on(repo: Repo, base: str) -> None:
    start, end = TASKS.index("            targets:"), TASKS.index('          - id: "1.2"')
    repo.write("data/tasks.yaml", TASKS[:start] + TASKS[end:])
    assert "FL808" in repo.found("--base", base)


def test_letting_a_department_off(repo: Repo, base: str) -> None:
    repo.write("data/tasks.yaml", TASKS.replace("[alpha, beta]", "[alpha]"))
    assert repo.found("--base", base) == ["FL807", "FL806"]


def test_giving_more_time(repo: Repo, base: str) -> None:
    repo.write("data/tasks.yaml", TASKS.replace("grace_days: 15", "grace_days: 150"))
    assert repo.found("--base", base) == ["FL807"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("甲局, en: Alpha Bureau", "乙局, en: Alpha Bureau", id="a department's name"),
        pytest.param("zh: 自查率", "zh: 合格率", id="a target's name"),
        pytest.param("phrase: 甲局、乙局负责", "phrase: 甲局负责", id="a phrase"),
        pytest.param("quote: 自查率达到95%", "quote: 自查率", id="a quote"),
        pytest.param("企业自查, en", "企业检查, en", id="a summary"),
        pytest.param("（2021）1号", "（2020）1号", id="the document's number"),
        pytest.param("issued: 2021-03-01", "issued: 2021-03-02", id="its date"),
        pytest.param(", source: source/plan.txt", "", id="its source"),
        pytest.param(f", sha256: {'0' * 64}", "", id="its hash"),
        pytest.param(f"sha256: {'0' * 64}", f"sha256: {'1' * 64}", id="another hash"),
        pytest.param("sections:\n", "ignored: [{quote: 5, why: x}]\nsections:\n", id="ignored"),
        pytest.param("phrase: 甲局负责", f"phrase: 甲局负责\n{ERRATA}", id="errata"),
        pytest.param("phrase: 甲局负责", "phrase: 甲局负责\n            open: true", id="open"),
        pytest.param("kind: office", "kind: bureau", id="a kind"),
        pytest.param("kind: office", "kind: office, aliases: [办公室]", id="an alias"),
        pytest.param("title: {zh: 检查", "title: {zh: 检测", id="a section's title"),
        pytest.param("title: {zh: 自查", "title: {zh: 抽查", id="a task's title"),
        pytest.param("office: office", "office: office\nreview: [{why: x}]", id="a review mark"),
    ],
)
def test_nothing_in_the_plan_changes_without_a_word(repo: Repo, old: str, new: str) -> None:
    source = f"issued: 2021-03-01, source: source/plan.txt, sha256: {'0' * 64}"
    texts = {
        "data/tasks.yaml": TASKS.replace("issued: 2021-03-01", source),
        "data/departments.yaml": DEPARTMENTS,
    }
    repo.start()
    for path, text in texts.items():
        repo.write(path, text)
    base = repo.commit()
    assert sum(text.count(old) for text in texts.values()) == 1
    for path, text in texts.items():
        repo.write(path, text.replace(old, new))
    assert repo.found("--base", base) == ["FL807"]


def test_swapping_two_departments_names(repo: Repo, base: str) -> None:
    swapped = DEPARTMENTS.replace("甲局", "?").replace("乙局", "甲局").replace("?", "乙局")
    repo.write("data/departments.yaml", swapped)
    assert repo.found("--base", base) == ["FL807", "FL807"]
    assert "alpha was changed: name.zh: 甲局 → 乙局" in repo.ledger("check", "--base", base)[1]


def test_editing_the_documents_own_text(repo: Repo) -> None:
    repo.start()
    repo.write("source/plan.txt", "自查率达到95%\n")
    repo.write(
        "data/tasks.yaml", TASKS.replace("issuer: 某", "source: source/plan.txt, issuer: 某")
    )
    base = repo.commit()
    repo.write("source/plan.txt", "自查率达到90%\n")
    assert repo.found("--base", base) == ["FL807"]
    (repo.root / "source/plan.txt").unlink()
    repo.commit()
    assert repo.found("--base", base) == ["FL807"]


def test_spelling_order_and_comments_of_the_plan_mean_nothing(repo: Repo, base: str) -> None:
    respelled = TASKS.replace('goal: ">= 95%"', "goal: '>=95%'  # 达到")
    respelled = respelled.replace("[alpha, beta]", "[beta, alpha]")
    repo.write(
        "data/tasks.yaml", respelled.replace("quote:", "binding: true\n                quote:")
    )
    first, *others = DEPARTMENTS.splitlines(keepends=True)
    repo.write("data/departments.yaml", "".join([first, *reversed(others)]))
    assert repo.found("--base", base) == []


def test_removing_a_department(repo: Repo, base: str) -> None:
    repo.write("data/departments.yaml", DEPARTMENTS.replace("{id: beta", "{id: gamma"))
    assert "FL808" in repo.found("--base", base)


def test_renaming_a_department_is_said_once_and_how_to_go_about_it(repo: Repo, base: str) -> None:
    for path in ("data/tasks.yaml", "data/departments.yaml", ALPHA):
        repo.write(path, repo.read(path).replace("alpha", "gamma"))
    repo.git("mv", ALPHA, "ledgers/gamma.yaml")
    for step in (str, repo.commit):
        step()
        assert repo.found("--base", base) == ["FL808"]
    said = repo.ledger("check", "--base", base)[1]
    assert "the id of department alpha was changed to gamma, yet its ledger has entries: 2" in said
    assert "succeeds: [alpha]" in said
    repo.write("ledgers/gamma.yaml", repo.read("ledgers/gamma.yaml").replace("94/99", "99/99", 1))
    assert repo.found("--base", base) == ["FL808", "FL802"]


# Commits.


def test_rewriting_and_restoring_leaves_nothing_to_find(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A.replace("94/99", "99/99"), B))
    repo.commit()
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.commit()
    assert repo.found("--base", base) == []


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (ledger("alpha", A, B), "was removed by commit"),
        (ledger("alpha", A, B, entry("0000000d", value="99/99")), "was rewritten by commit"),
    ],
)
def test_touching_a_draft_is_seen(repo: Repo, base: str, after: str, said: str) -> None:
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d")))
    repo.commit()
    repo.write(ALPHA, after)
    here = repo.ledger("check", "--base", base)
    commit = repo.commit()
    code, output = repo.ledger("check", "--base", base)
    assert code == here[0] == 0
    assert f"{said} {commit[:12]}" in output
    assert said.replace("by commit", "in the work tree") in here[1]


def test_moving_a_draft_is_seen(repo: Repo, base: str) -> None:
    draft = entry("0000000d")
    repo.write(ALPHA, ledger("alpha", A, B, draft))
    repo.commit()
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.write(BETA, ledger("beta", C, draft))
    assert repo.found("--base", base) == ["FL814"]
    repo.commit()
    assert repo.found("--base", base) == ["FL814"]


def test_a_merge_that_drops_the_other_sides_report(repo: Repo, base: str) -> None:
    repo.git("checkout", "-q", "-b", "other")
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d")))
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000e")))
    repo.commit()
    repo.git("merge", "-q", "-s", "ours", "-m", "m", "other")
    assert repo.found("--base", base) == ["FL801"]
    assert repo.found("--base", "other") == ["FL801"]


def test_an_octopus_merge_that_drops_a_report(repo: Repo, base: str) -> None:
    for branch in ("one", "other"):
        repo.git("checkout", "-q", "-b", branch, base)
        repo.write(f"{branch}.txt", branch)
        repo.commit()
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d")))
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-commit", "one", "other")
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.commit()
    assert repo.found("--base", base) == ["FL801"]


def test_taking_back_and_bringing_back_a_draft(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d")))
    repo.commit()
    repo.git("revert", "--no-edit", "HEAD")
    assert repo.found("--base", base) == ["FL814"]
    repo.git("revert", "--no-edit", "HEAD")
    assert repo.found("--base", base) == []
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d", value="99/99")))
    repo.commit()
    assert repo.found("--base", base) == ["FL814"]


def test_a_merge_that_alters_the_other_sides_report(repo: Repo, base: str) -> None:
    repo.git("checkout", "-q", "-b", "other")
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d")))
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.commit("empty")
    repo.git("merge", "-q", "--no-commit", "other")
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d", value="99/99")))
    repo.commit()
    assert repo.found("--base", base) == ["FL802"]


def test_a_shorter_ledger_pushed_by_force(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d")))
    pushed = repo.commit()
    repo.git("reset", "-q", "--hard", base)
    repo.write(BETA, ledger("beta", C, entry("0000000e")))
    repo.commit()
    assert repo.found("--replaces", pushed) == ["FL801"]
    assert repo.found("--base", pushed) == ["FL812", "FL801"]


def test_a_branch_cut_back_and_pushed_by_force(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d")))
    pushed = repo.commit()
    repo.git("reset", "-q", "--hard", base)
    assert repo.found("--replaces", pushed) == ["FL801"]
    assert repo.found("--base", pushed) == ["FL812", "FL801"]


def test_a_branch_that_lags_behind_is_no_rewriting(repo: Repo, base: str) -> None:
    repo.git("checkout", "-q", "-b", "topic")
    repo.write(BETA, ledger("beta", C, entry("0000000e")))
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d")))
    repo.commit()
    repo.git("checkout", "-q", "topic")
    assert repo.found("--base", "main") == ["FL812"]


def test_a_fresh_history_in_the_place_of_the_old(repo: Repo, base: str) -> None:
    repo.git("checkout", "-q", "--orphan", "fresh")
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit()
    assert repo.found("--base", base) == ["FL811", "FL801"]


def test_other_objects_in_the_place_of_the_base(repo: Repo, base: str) -> None:
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit()
    repo.git("replace", base, "HEAD")
    assert repo.found("--base", base) == ["FL801"]


def test_criss_cross_merges_have_every_base_compared(repo: Repo, base: str) -> None:
    repo.git("checkout", "-q", "-b", "one")
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d")))
    one = repo.commit()
    repo.git("checkout", "-q", "-b", "two", base)
    repo.write(BETA, ledger("beta", C, entry("0000000e")))
    two = repo.commit()
    repo.git("merge", "-q", "-m", "m", one)
    repo.git("checkout", "-q", "one")
    repo.git("merge", "-q", "-m", "m", two)
    assert repo.found("--base", "two") == []
    repo.write(ALPHA, ledger("alpha", A, B))
    repo.write(BETA, ledger("beta", C))
    repo.commit()
    assert repo.found("--base", "two") == ["FL801", "FL801"]


def _crosswise(repo: Repo, base: str, first: str, then: str) -> str:
    """Two merges of which each has the other's side; alpha's ledger was ``first``, then ``then``.

    Returns what main has; the branch that stands beside it has two bases, the later with ``first``.
    """
    merge = ("merge", "-q", "--no-ff", "-m", "m")
    repo.git("checkout", "-q", "-b", "a")
    repo.write(ALPHA, first)
    old = repo.commit(at="2021-07-10T09:00:00+08:00")
    repo.write(ALPHA, then)
    repo.commit(at="2021-07-10T10:00:00+08:00")
    repo.git("checkout", "-q", "main")
    repo.git(*merge, "a", at="2021-07-10T11:00:00+08:00")
    one = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "-q", "-b", "b", old)
    repo.write(BETA, "# 乙局\n" + repo.read(BETA))
    repo.commit(at="2021-07-11T09:00:00+08:00")
    repo.git("checkout", "-q", "main")
    repo.git(*merge, "b")
    repo.git("checkout", "-q", "b")
    repo.git(*merge, one)
    assert len(repo.git("merge-base", "--all", "b", "main").split()) == 2
    return repo.read(ALPHA)


def test_an_entry_is_held_to_what_each_of_several_bases_says(repo: Repo, base: str) -> None:
    altered = ledger("alpha", A.replace("94/99", "99/99"), B)
    assert _crosswise(repo, base, altered, ledger("alpha", A, B)) == ledger("alpha", A, B)
    assert repo.found("--base", "main") == []
    repo.write(ALPHA, altered)
    repo.git("commit", "-q", "-a", "--amend", "--no-edit")
    assert repo.found("--base", "main") == ["FL802"]
    repo.write(ALPHA, ledger("alpha", B))
    repo.git("commit", "-q", "-a", "--amend", "--no-edit")
    assert set(repo.found("--base", "main")) == {"FL801"}


@pytest.mark.parametrize("after", [(A, B), (A, B, entry("0000000d"))])
def test_a_draft_mended_before_the_merge_is_held_to_its_last_word_only(
    repo: Repo, base: str, after: tuple[str, ...]
) -> None:
    draft = entry("0000000d", value="1/99")
    _crosswise(repo, base, ledger("alpha", A, B, draft), ledger("alpha", *after))
    assert repo.found("--base", "main") == []


# What a merge of lines makes of two changes.

END = "# 完\n"
VALUES = "  values: {rate: 94/99}\n"
NEWER = entry("0000000d", date="2021-07-12").replace(VALUES, "")
MOVED = A.replace(VALUES, "")


def _part(repo: Repo, path: str, start: str, there: str, here: str) -> str:
    """Two branches that changed a file, each in its own way; returns main's commit."""
    repo.write(path, start)
    repo.commit()
    repo.git("branch", "topic")
    repo.write(path, there)
    main = repo.commit()
    repo.git("checkout", "-q", "topic")
    repo.write(path, here)
    repo.commit()
    return main


def _part_with_a_graft(repo: Repo) -> str:
    """Keys in another order here, an entry more there; as lines, its values are A's."""
    here = ledger("alpha", MOVED, END, VALUES)
    return _part(repo, ALPHA, ledger("alpha", A, END), ledger("alpha", A, NEWER, END), here)


@pytest.mark.parametrize(("setting", "merged"), [((), ["FL802", "FL802"]), (("init", "--git"), [])])
def test_a_merge_of_lines_that_puts_values_into_another_entry(
    repo: Repo, setting: tuple[str, ...], merged: list[str]
) -> None:
    """It is found with the driver, too, for the hosting site has none."""
    repo.start()
    if setting:
        repo.ledger(*setting)
    main = _part_with_a_graft(repo)
    assert repo.found("--base", "main") == ["FL812", "FL819", "FL819"]
    said = repo.ledger("check", "--base", "main")[1]
    assert f"entry {ID_A} would not say what it says in {main[:12]}: values" in said
    assert "entry 20210712-0000000d would not say" in said
    assert repo.git("status", "--porcelain") == ""
    repo.git("merge", "-q", "-m", "m", "main")
    assert repo.found("--base", "main") == merged


def test_a_conflict_in_another_file_hides_no_graft(repo: Repo) -> None:
    repo.start()
    repo.write("README", "x\n")
    _part_with_a_graft(repo)
    repo.git("checkout", "-q", "main")
    for branch in ("main", "topic"):
        repo.git("checkout", "-q", branch)
        repo.write("README", f"{branch}\n")
        repo.commit()
    assert repo.found("--base", "main") == ["FL812", "FL819", "FL819"]


def test_a_merge_of_lines_after_which_a_ledger_does_not_read(repo: Repo) -> None:
    start = ledger("alpha", A, END)
    there = start.replace("- id", "# 一\n- id")
    repo.start()
    _part(repo, ALPHA, start, there.replace("note: 正常", "note: >-\n    正常"), start + VALUES)
    assert "FL819" not in repo.found("--base", "main")
    repo.git("checkout", "-q", "main")
    repo.git("branch", "-q", "-D", "topic")
    item = '  item: "1.1"\n'
    twice = A.replace(item, "").replace("  by:", item + "  by:")
    here = start.replace("  status", f"{item}  status").replace(item, "", 1)
    _part(repo, ALPHA, start, ledger("alpha", twice, END), here)
    assert repo.found("--base", "main") == ["FL819"]
    assert f"{ALPHA} would not read" in repo.ledger("check", "--base", "main")[1]


@pytest.mark.parametrize(
    ("there", "here", "found"),
    [
        pytest.param((A, NEWER), (A, B), ["FL812"], id="a conflict"),
        pytest.param(("# 甲局\n", A), (A, NEWER), [], id="far apart"),
        pytest.param((A, NEWER), (NEWER, A), [], id="the same"),
        pytest.param((A, NEWER), (MOVED,), ["FL812", "FL802"], id="a rewriting of its own"),
    ],
)
def test_what_a_merge_of_lines_does_no_harm_to(
    repo: Repo, there: tuple[str, ...], here: tuple[str, ...], found: list[str]
) -> None:
    repo.start()
    _part(repo, ALPHA, ledger("alpha", A), ledger("alpha", *there), ledger("alpha", *here))
    assert repo.found("--base", "main") == found


def test_a_merge_of_lines_that_puts_a_key_into_another_target(repo: Repo) -> None:
    quote, due = "                quote: 自查率达到95%\n", "                due: 2021-08-20\n"
    end = "              # 完\n"
    other = TASKS[TASKS.index("              - id: rate") : TASKS.index(quote)]
    other = other.replace("id: rate", "id: other") + quote
    start = TASKS.replace(quote, due + quote + end)
    there = start.replace(end, other + end)
    here = start.replace(due, "").replace(end, end + due)
    repo.start()
    _part(repo, "data/tasks.yaml", start, there, here)
    assert repo.found("--base", "main") == ["FL819", "FL819"]
    said = repo.ledger("check", "--base", "main")[1]
    assert "due of 1.1/rate would change, as neither side changed it" in said


def test_changes_of_the_plan_on_both_sides_are_shown_and_no_more(repo: Repo) -> None:
    repo.start()
    here, there = TASKS.replace("en: Publicity", "en: News"), TASKS.replace("days: 15", "days: 10")
    _part(repo, "data/tasks.yaml", TASKS, there, here)
    assert repo.found("--base", "main") == ["FL807"]


def test_a_git_that_cannot_try_a_merge_says_what_to_do(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.start()
    _part_with_a_graft(repo)
    old = tmp_path / "old"
    old.mkdir()
    real = shutil.which("git")
    script = f'#!/bin/sh\nfor w; do [ "$w" = merge-tree ] && exit 129; done\nexec {real} "$@"\n'
    (old / "git").write_text(script, "utf-8")
    (old / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(old), prepend=os.pathsep)
    assert repo.found("--base", "main") == ["FL812", "FL819"]
    said = repo.ledger("check", "--base", "main")[1]
    assert f"main and this branch both changed {ALPHA}" in said
    repo.write(ALPHA, ledger("alpha", A, END))
    repo.write(BETA, ledger("beta", C))
    repo.git("commit", "-q", "-a", "--amend", "--no-edit")
    assert repo.found("--base", "main") == ["FL812"]


# The workspace's place.


def _move(repo: Repo, folder: str) -> None:
    (repo.top / folder).mkdir(parents=True)
    for name in ("data", "ledgers"):
        repo.git("mv", name, f"{folder}/{name}")
    repo.root = repo.top / folder


def test_a_workspace_moved_to_another_folder(repo: Repo, base: str) -> None:
    _move(repo, "sub")
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit()
    assert repo.found("--base", base) == ["FL817"]


def test_a_workspace_moved_with_another_put_in_its_place(repo: Repo, base: str) -> None:
    _move(repo, "sub")
    repo.root = repo.top
    repo.start()
    repo.root = repo.top / "sub"
    assert repo.found("--base", base) == ["FL817"]


def test_a_workspace_whose_folder_becomes_a_link(repo: Repo, base: str) -> None:
    _move(repo, "district")
    middle = repo.commit()
    repo.git("mv", "district", "other")
    (repo.top / "district").symlink_to("other")
    linked = repo.commit()
    assert repo.found("--base", middle) == ["FL817"]
    (repo.top / "district").unlink()
    repo.git("mv", "other", "district")
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit()
    assert repo.found("--base", linked) == ["FL817", "FL817"]


def test_another_workspace_beside_the_first_has_no_past(repo: Repo, base: str) -> None:
    repo.root = repo.top / "next year"
    repo.start(alpha=ledger("alpha", entry("0000000d")))
    assert repo.found("--base", base) == ["FL813"]


# Out of reach (docs/history.md, "Out of reach").


def test_out_of_reach_rewriting_what_is_on_the_base_itself(repo: Repo, base: str) -> None:
    """Whoever may push to the base past CI can rewrite it; later comparisons start from there."""
    repo.write(ALPHA, ledger("alpha", A.replace("94/99", "99/99"), B))
    rewritten = repo.commit()
    repo.write(ALPHA, ledger("alpha", A.replace("94/99", "99/99"), B, entry("0000000d")))
    repo.commit()
    assert repo.found("--base", rewritten) == []
    assert repo.found("--base", base) == ["FL802"]


def test_out_of_reach_a_shorter_history_while_the_longer_is_still_on_a_branch(
    repo: Repo, base: str
) -> None:
    """It looks like a branch that lags behind; with ``--replaces`` it does not."""
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d")))
    pushed = repo.commit()
    repo.git("branch", "kept")
    repo.git("reset", "-q", "--hard", base)
    assert repo.found("--base", pushed) == ["FL812"]
    assert repo.found("--base", "ORIG_HEAD") == ["FL812"]
    assert repo.found("--replaces", "kept") == ["FL801"]


def test_out_of_reach_a_draft_rewritten_before_anyone_saw_it(repo: Repo, base: str) -> None:
    """Amending, rebasing or squashing commits that were never on the base leaves no trace."""
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d")))
    repo.commit()
    repo.write(ALPHA, ledger("alpha", A, B, entry("0000000d", value="99/99")))
    repo.git("commit", "-q", "-a", "--amend", "--no-edit")
    assert repo.found("--base", base) == []


def test_out_of_reach_a_date_made_up_with_those_of_all_commits(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry says its own date and a commit does too; test_backdating.py has what is caught."""
    base = repo.start("2021-07-01T09:00:00+08:00", alpha=ledger("alpha"))
    repo.write(ALPHA, ledger("alpha", A))
    repo.commit(at="2021-07-10T09:00:00+08:00")
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2022-03-20")
    assert repo.found("--base", base) == []


def test_a_register_with_an_odd_text_may_be_added_to(repo: Repo) -> None:
    slip = (
        "- {{number: 2021-00{}, department: {}, item: '1.1', kind: overdue, level: 1, opened: {}}}"
    )
    slips = "slips:\n" + slip.format(1, "beta", "2021-07-16")
    repo.start()
    repo.write("dispatch/2021Q2.yaml", slips)
    base = repo.commit()
    repo.write("dispatch/2021Q2.yaml", f"{slips}\n{slip.format(2, 'alpha', '2021-07-16')}\n")
    assert repo.found("--base", base) == []
    repo.write("dispatch/2021Q2.yaml", "slips: []\n")
    assert repo.found("--base", base) == ["FL824"]
