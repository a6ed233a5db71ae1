"""Ten kinds of mistakes at once in three files: one run finds each at its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from error_cases import BASE
from foodsafety_ledger.cli.app import run
from plan_texts import write

MARKET = """\
plan: sample-2021
department: market
entries:
- id: 20211008-00000001
  item: "1.9"
  period: 2021Q3
  date: 2021-10-08
  status: in-progress
  by: 张三
- id: 20211008-00000002
  item: "1.1"
  period: 2021Q3
  date: 2021-10-08
  status: in-progress
  values: {self-check: 98.33%}
  by: 张三
- id: 20211008-00000003
  item: "1.1"
  period: 2021Q3
  date: 2021-10-08
  status: in-progress
  values: {self-check: 121/120}
  note: 已查121家
  note: 已查120家
  by: 张三
"""
SCHOOL = """\
plan: sample-2021
department: school
entries:
- id: 20211008-00000004
  item: "1.2"
  period: 2021Q3
  date: 2021-10-08
  status: in-progress
  by: 李四
- id: 20211130-00000005
  item: "2.1"
  period: 2021Q4
  date: 2021-11-31
  status: in-progress
  by: 李四
- id: 20211008-00000006
  item: "2.1"
  period: 2022Q1
  date: 2021-10-08
  status: in-progress
  by: 李四
"""
EAST = """\
plan: sample-2021
department: east
entries:
- id: 20211008-00000001
  item: "2.2"
  period: 2021Q3
  date: 2021-10-08
  status: in-progress
  by: 王五
- id: 20211009-00000007
  item: "2.2"
  period: 2021Q3
  date: 2021-10-09
\tstatus: in-progress
  evidence:
  - path: evidence/east/patrol.txt
    sha256: 0000000000000000000000000000000000000000000000000000000000000000
  by: 王五
"""
FOUND = [
    ("ledgers/east.yaml:17:13", "FL511"),
    ("ledgers/east.yaml:14:1", "FL105"),
    ("ledgers/market.yaml:4:7", "FL405"),
    ("ledgers/market.yaml:5:9", "FL401"),
    ("ledgers/market.yaml:15:24", "FL501"),
    ("ledgers/market.yaml:22:24", "FL502"),
    ("ledgers/market.yaml:24:3", "FL106"),
    ("ledgers/school.yaml:5:9", "FL402"),
    ("ledgers/school.yaml:13:9", "FL306"),
    ("ledgers/school.yaml:18:11", "FL601"),
]


def test_ten_mistakes_in_three_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2021-10-10")
    for name in ("data/tasks.yaml", "data/departments.yaml"):
        write(tmp_path, {name: (BASE / name).read_text("utf-8")})
    for name, text in {"market": MARKET, "school": SCHOOL, "east": EAST}.items():
        (tmp_path / "ledgers").mkdir(exist_ok=True)
        (tmp_path / "ledgers" / f"{name}.yaml").write_text(text, encoding="utf-8")
    write(tmp_path, {"evidence/east/patrol.txt": "巡查两次\n"})
    assert run(["-C", str(tmp_path), "--lang", "en", "check", "--format", "concise"]) == 1
    out, err = capsys.readouterr()
    lines = re.findall(r"^(\S+): error\[(FL[0-9]+) ", out, re.MULTILINE)
    assert sorted(lines) == sorted(FOUND)
    assert len(out.splitlines()) == 10 + 1  # one of the reports says nothing beside its status
    assert err.startswith("10 errors, 1 warning in 3 files\n1 of them can be mended: ledger ")
