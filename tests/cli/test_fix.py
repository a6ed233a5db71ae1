"""``check --fix`` mends what can only be meant in one way, shows it, and touches nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from error_cases import HERE, case_names, lay_out
from foodsafety_ledger.check.rules import all_rules
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.files import locking
from foodsafety_ledger.files.atomic import replace_file
from foodsafety_ledger.filing import mending
from foodsafety_ledger.model.failure import Exit
from plan_texts import write
from sampled import one_in

Fix = Callable[..., tuple[int, str, str]]
LEDGER = "ledgers/market.yaml"
SOUND = """\
plan: sample-2021
department: market
entries:
- id: 20211008-00000001
  item: "1.1"
  period: 2021Q3
  date: 2021-10-08
  status: in-progress
  values: {self-check: 118/120, cases: 3}
  note: 正常
  by: 张三
- id: 20211009-00000002
  item: "1.2"
  period: 2021Q3
  date: 2021-10-09
  status: done
  values: {volume: 30/1200}
  by: 李四
"""
DAMAGES: dict[str, tuple[str, str]] = {
    "FL501": ("118/120", "１１８ / １２０"),
    "FL305": ("status: done", "status: 已完成"),
    "FL306": ("date: 2021-10-09", "date: 2021/10/9"),
    "FL307": ('2"\n  period: 2021Q3', '2"\n  period: 2021年第三季度'),
    "FL105": ("by: 张三", "by:\t张三"),
}


TASKS = "data/tasks.yaml"
PLAN_DAMAGES = {
    ("start: 2021-01-01", "start: 2021/1/1"): "FL204",
    ("first: 2021Q3", 'first: "2021年三季度"'): "FL204",
    ("grace_days: 15", "grace_days: １５"): "FL204",
    ('">= 100%"', '"＞＝ １００％"'): "FL205",
}


def _nobody(_: object) -> None:
    """Is told and does nothing."""


@pytest.fixture
def fix(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Fix:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2021-10-10")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    lay_out("FL412-repeated-report", tmp_path)

    def run_check(text: str | bytes, *options: str) -> tuple[int, str, str]:
        raw = text.encode() if isinstance(text, str) else text
        (tmp_path / LEDGER).write_bytes(raw)
        code = run(["-C", str(tmp_path), "--lang", "en", "check", *(options or ("--fix",))])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_check


def damaged(*codes: str) -> str:
    text = SOUND
    for code in codes:
        old, new = DAMAGES[code]
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("code", DAMAGES)
def test_what_can_only_be_meant_in_one_way_is_put_there(
    fix: Fix, tmp_path: Path, code: str
) -> None:
    done, out, err = fix(damaged(code))
    assert (tmp_path / LEDGER).read_text("utf-8") == SOUND
    assert done == Exit.FINE
    assert "error" not in out
    assert err.startswith(f"mended {LEDGER}: {code} {all_rules()[code].name} × 1\n--- a/{LEDGER}\n")


@pytest.mark.parametrize(("sound", "written"), PLAN_DAMAGES)
def test_so_it_is_in_the_plan(tmp_path: Path, sound: str, written: str) -> None:
    lay_out("FL412-repeated-report", tmp_path)
    before = (tmp_path / TASKS).read_text("utf-8")
    assert sound in before
    write(tmp_path, {TASKS: before.replace(sound, written, 1)})
    told: list[mending.Mended] = []
    mending.mend(
        tmp_path, date(2021, 10, 10), frozenset(all_rules()), waiting=_nobody, written=told.append
    )
    assert (tmp_path / TASKS).read_text("utf-8").replace(f'"{sound[7:]}"', sound[7:]) == before
    assert [dict(one.counts) for one in told] == [{PLAN_DAMAGES[sound, written]: 1}]


def test_marks_and_line_ends_go_without_a_diff(fix: Fix, tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode()
    _, out, err = fix(raw)
    assert (tmp_path / LEDGER).read_bytes() == SOUND.encode()
    assert err.startswith(f"mended {LEDGER}: FL111 byte-order-mark × 1, FL112 crlf × 1\n")
    assert "---" not in err
    assert "FL11" not in out


@settings(max_examples=20, deadline=None)
@given(
    codes=st.lists(st.sampled_from(sorted(DAMAGES)), unique=True),
    mark=st.booleans(),
    crlf=st.booleans(),
)
def test_however_they_come_together_the_file_is_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, codes: list[str], *, mark: bool, crlf: bool
) -> None:
    root = tmp_path_factory.mktemp("fix")
    lay_out("FL412-repeated-report", root)
    text = damaged(*codes)
    raw = (text.replace("\n", "\r\n") if crlf else text).encode()
    (root / LEDGER).write_bytes(b"\xef\xbb\xbf" * mark + raw)
    mending.mend(root, date(2021, 10, 10), frozenset(all_rules()), waiting=_nobody, written=_nobody)
    assert (root / LEDGER).read_bytes() == SOUND.encode()
    assert mending.would_mend(root, date(2021, 10, 10), frozenset(all_rules())) == []


def test_the_rules_that_say_so_are_those_that_are_tried_here() -> None:
    mending_rules = {code for code, rule in all_rules().items() if rule.mends}
    assert mending_rules == DAMAGES.keys() | {*PLAN_DAMAGES.values(), "FL111", "FL112"}


@pytest.mark.parametrize(
    "name", one_in(3, [name for name in case_names() if name[:3] not in ("FL8", "FL9")])
)
def test_no_case_is_made_worse_and_nothing_is_mended_twice(name: str, tmp_path: Path) -> None:
    if (HERE / name / "document.txt").is_file():
        return
    day = date.fromisoformat(lay_out(name, tmp_path))
    for one in mending.would_mend(tmp_path, day, frozenset(all_rules())):
        assert all(all_rules()[code].mends for code in one.counts)
        (tmp_path / one.path).write_bytes(one.after)
    assert mending.would_mend(tmp_path, day, frozenset(all_rules())) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("118/120", "98.3%"),
        ("118/120", "约118/120"),
        ("status: done", "status: dnoe"),
        ("date: 2021-10-09", "date: 9/10/2021"),
        ("- id: 20211009", "-\tid: 20211009"),
        ("  by: 李四", f"  evidence:\n  - path: a.txt\n\tsha256: {'0' * 64}\n  by: 李四"),
        ("  note: 正常", '  note: "a\tb"'),
    ],
)
def test_what_may_be_meant_otherwise_stays(fix: Fix, tmp_path: Path, old: str, new: str) -> None:
    text = SOUND.replace(old, new, 1)
    fix(text)
    assert (tmp_path / LEDGER).read_text("utf-8") == text


def test_a_dry_run_writes_nothing_and_a_check_says_what_could_be_mended(
    fix: Fix, tmp_path: Path
) -> None:
    text = damaged("FL501", "FL306")
    code, _, err = fix(text, "--fix", "--dry-run")
    assert code == Exit.FINDINGS
    assert f"would mend {LEDGER}: FL306 bad-date × 1, FL501 bad-value × 1" in err
    assert "-  date: 2021/10/9\n+  date: 2021-10-09" in err
    assert "2 of them can be mended: ledger -C" in fix(text, "--format", "concise")[2]
    assert (tmp_path / LEDGER).read_text("utf-8") == text


def test_only_the_rules_chosen_are_mended(fix: Fix, tmp_path: Path) -> None:
    fix(damaged("FL501", "FL306"), "--fix", "--select", "FL306")
    assert (tmp_path / LEDGER).read_text("utf-8") == damaged("FL501")


def test_data_on_stdout_stays_data(fix: Fix) -> None:
    _, out, err = fix(damaged("FL501"), "--fix", "--format", "json")
    assert json.loads(out)["data"]["summary"]["error"] == 0
    assert "mended" in err
    assert "nothing that could be mended" in fix(SOUND)[2]


def test_it_waits_for_whoever_writes(
    fix: Fix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "WAIT_SECONDS", 0.1)
    with locking.locked(tmp_path):
        assert fix(damaged("FL501"))[0] == Exit.ENVIRONMENT
    assert (tmp_path / LEDGER).read_text("utf-8") == damaged("FL501")


def test_what_was_changed_meanwhile_is_looked_at_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out("FL412-repeated-report", tmp_path)
    write(tmp_path, {LEDGER: damaged("FL501")})
    others = [damaged("FL501", "FL306")]

    def changed_first(path: Path, content: bytes, expected: str) -> None:
        if others:
            path.write_text(others.pop(), "utf-8")
        replace_file(path, content, expected)

    monkeypatch.setattr(mending, "replace_file", changed_first)
    mending.mend(
        tmp_path, date(2021, 10, 10), frozenset(all_rules()), waiting=_nobody, written=_nobody
    )
    assert (tmp_path / LEDGER).read_text("utf-8") == SOUND
