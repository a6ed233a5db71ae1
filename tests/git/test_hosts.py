"""What code hosts and pre-commit run: hosts take the files, and the steps in them do their work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from foodsafety_ledger.model.failure import Exit
from repos import Repo, entry, ledger, set_aside
from schemas import refused

ROOT: Final = Path(__file__).parents[2]
WORKFLOW: Final = ROOT / "src" / "foodsafety_ledger" / "shipped" / "workspace" / "workflow.yml"
GITLAB: Final = ROOT / "templates" / "ledger.gitlab-ci.yml"
_SHORTENED: Final = """
git rm -q --cached ledgers/alpha.yaml && rm ledgers/alpha.yaml
git -c user.name=x -c user.email=x@y commit -qm short
"""


def _read(path: Path) -> Any:  # noqa: ANN401 - whatever the file says
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts alone


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-workflows", WORKFLOW),
        ("vendor.github-actions", ROOT / "action.yml"),
        ("vendor.gitlab-ci", GITLAB),
    ],
)
def test_hosts_take_the_file(schema: str, path: Path) -> None:
    assert refused("--builtin-schema", schema, str(path)) == ""


def test_the_action_and_the_file_of_a_new_workspace_do_the_same() -> None:
    action = _checks(_read(ROOT / "action.yml")["runs"]["steps"])
    workflow = _checks(_read(WORKFLOW)["jobs"]["check"]["steps"])
    assert [one["run"] for one in action] == [one["run"] for one in workflow]
    assert [one["if"] for one in action] == [one["if"] for one in workflow]
    for ours, theirs in zip(action, workflow, strict=True):
        assert ours["env"] == theirs["env"] | {"FOODSAFETY_LEDGER_ROOT": "${{ inputs.folder }}"}


@pytest.mark.beside
def test_github_sees_a_rewritten_past(clone: Path) -> None:
    """As the hosting site runs it: a proposed change, a push, a new branch, a push by force."""
    proposed, pushed = (one["run"] for one in _checks(_read(WORKFLOW)["jobs"]["check"]["steps"]))
    (before,) = _in(clone, "git rev-parse HEAD~1").split()
    main = "refs/remotes/origin/main"
    assert _runs(clone, proposed, BASE=main) == Exit.FINE
    assert _runs(clone, pushed, BEFORE=before) == Exit.FINE
    assert _runs(clone, pushed, BEFORE="0" * 40) == Exit.FINE
    _in(clone, f"git checkout -q --orphan short; {_SHORTENED}")
    assert _runs(clone, pushed, BEFORE=before) == Exit.FINDINGS
    _in(clone, f"git checkout -q main; {_SHORTENED}")
    assert _runs(clone, proposed, BASE=main) == Exit.FINDINGS


@pytest.mark.beside
@pytest.mark.parametrize("project", ["1", "2"])
def test_gitlab_sees_a_rewritten_past(origin: Path, clone: Path, project: str) -> None:
    """A merge request, from the same project or from a fork that lags behind; then a push."""
    (script,) = _read(GITLAB)["ledger check"]["script"]
    asked = {
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_PROJECT_ID": "1",
        "CI_PROJECT_ID": project,
        "CI_MERGE_REQUEST_PROJECT_URL": str(origin),
    }
    if project == "2":
        _in(clone, "git remote set-url origin /nowhere")
    assert _runs(clone, script, **asked) == Exit.FINE
    (before,) = _in(clone, "git rev-parse HEAD").split()
    assert _runs(clone, script, CI_COMMIT_BEFORE_SHA=before) == Exit.FINE
    _in(clone, _SHORTENED)
    for told in (asked, {"CI_COMMIT_BEFORE_SHA": before}):
        assert _runs(clone, script, **told) == Exit.FINDINGS
        report = json.loads((clone / "gl-code-quality-report.json").read_text("utf-8"))
        assert "FL801 entry-removed" in {one["check_name"] for one in report}
        assert len({one["fingerprint"] for one in report}) == len(report)


@pytest.mark.beside
def test_hooks_look_at_everything_even_where_a_ledger_was_removed(clone: Path) -> None:
    hooks = _read(ROOT / ".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in hooks] == ["ledger-check", "ledger-check-history"]
    for hook in hooks:
        assert (hook["pass_filenames"], hook["always_run"]) == ("false", "true")
        assert _runs(clone, hook["entry"]) == Exit.FINE
    _in(clone, _SHORTENED)
    assert [_runs(clone, hook["entry"]) for hook in hooks] == [Exit.FINE, Exit.FINDINGS]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with a commit after its first, as the hosting site has it."""
    repo = Repo(tmp_path_factory.mktemp("hosts") / "origin")
    repo.start(at="2021-07-11T09:00:00+08:00", alpha=ledger("alpha", entry("00000001")))
    repo.write("ledgers/beta.yaml", ledger("beta", entry("00000002")))
    repo.commit(at="2021-07-12T09:00:00+08:00")
    return repo.top


@pytest.fixture
def clone(origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    set_aside(monkeypatch, tmp_path)
    subprocess.run(["git", "clone", "-q", str(origin), str(tmp_path / "clone")], check=True)
    return tmp_path / "clone"


def _checks(steps: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [one for one in steps if "ledger check" in one.get("run", "")]


def _in(folder: Path, script: str) -> str:
    done = subprocess.run(["bash", "-e", "-c", script], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode()


def _runs(folder: Path, script: str, **given: str) -> int:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **given, "PATH": path}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    ).returncode
