"""A workspace with something for every view to show, and the commands that look at it.

Item 1.1 is pooled over two bureaus, one of which amended its report and had it accepted; 1.2 counts
and is blocked; 2.1 is asked of two streets, of which one is silent; 2.2 names a group that nobody
resolved, and the office voided its report.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from clerk import Said
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.formats import Screen
from foodsafety_ledger.views.view import View
from plan_texts import write

MINUTES = "会议纪要\n"

TASKS = """\
plan: viewed-2021
title: {zh: 小区安排, en: Small plan}
document: {number: 小食安委（2021）1号, issuer: 小食安委, issued: 2021-09-01}
period: {start: 2021-01-01, end: 2021-12-31}
reporting: {every: quarter, first: 2021Q3, grace_days: 15}
office: office
sections:
- id: s1
  title: {zh: 抓监管, en: Oversight}
  tasks:
  - id: "1"
    title: {zh: 查企业, en: Firms}
    items:
    - id: "1.1"
      summary: {zh: 督促企业自查, en: Firms inspect themselves}
      phrase: 甲局、乙局负责
      responsible: [alpha, beta]
      targets:
      - id: rate
        name: {zh: 企业自查率, en: Self-inspection}
        measure: ratio
        goal: ">= 95%"
        counts: {zh: 已自查/应自查, en: inspected/due}
        value_is: snapshot
        quote: 自查率达到95%
      errata: [{quote: 自查率达到95%, reading: 企业自查率达到95%, why: {zh: 缺主语, en: A slip}}]
    - id: "1.2"
      summary: {zh: 查办案件, en: Cases}
      phrase: 甲局负责，乙局配合
      responsible: [alpha]
      support: [beta]
      ongoing: true
      targets:
      - id: cases
        name: {zh: 立案数, en: Cases opened}
        measure: count
        goal: ">= 3件"
        value_is: running-total
        quote: 立案3件以上
      - id: chains
        name: {zh: 连锁率, en: Chain shops}
        measure: ratio
        goal: rising
        counts: {zh: 连锁店/门店, en: chain shops/shops}
        value_is: snapshot
        binding: false
        quote: 鼓励连锁
- id: s2
  title: {zh: 抓宣传, en: Publicity}
  tasks:
  - id: "2"
    title: {zh: 进街道, en: In the streets}
    items:
    - id: "2.1"
      summary: {zh: 办宣传周, en: Hold a publicity week}
      phrase: 各街道分工负责
      shared: [streets]
      due: 2021-11-15
      targets:
      - id: week
        name: {zh: 宣传周, en: Publicity week}
        measure: milestone
        goal: done
        quote: 举办宣传周
    - id: "2.2"
      summary: {zh: 议事, en: Meet}
      phrase: 办公室牵头，相关单位等配合
      lead: [office]
      support: [related]
      open: true
"""

DEPARTMENTS = """\
departments:
- {id: alpha, name: {zh: 甲局, en: Alpha Bureau}, aliases: [甲管理局], kind: bureau}
- {id: beta, name: {zh: 乙局, en: Beta Bureau}, kind: bureau}
- {id: office, name: {zh: 食安办, en: The Office}, kind: office}
- {id: east, name: {zh: 东街道, en: East Street}, kind: subdistrict}
- {id: west, name: {zh: 西街道, en: West Street}, kind: subdistrict}
groups:
- {id: streets, name: {zh: 各街道, en: All streets}, members: [east, west], basis: 区划代码}
- {id: related, name: {zh: 相关单位, en: Those concerned}, selective: true}
"""

ALPHA = f"""\
plan: viewed-2021
department: alpha
entries:
- id: 20211011-000000a1
  item: "1.1"
  period: 2021Q3
  date: 2021-10-11
  status: in-progress
  values: {{rate: 110/120}}
  by: 张三
- id: 20211013-000000a2
  amends: 20211011-000000a1
  reason: 漏记八家
  item: "1.1"
  period: 2021Q3
  date: 2021-10-13
  status: in-progress
  values: {{rate: 118/120}}
  note: 其余两家停业
  problems: 人手不足
  next: 年底前查完
  evidence: [{{path: evidence/alpha/minutes.txt, sha256: {sha256(MINUTES.encode()).hexdigest()}}}]
  by: 张三
  approved_by: 李四
- id: 20211012-000000a3
  item: "1.2"
  period: 2021Q3
  date: 2021-10-12
  status: blocked
  values: {{cases: 1}}
  by: 张三
"""

BETA = """\
plan: viewed-2021
department: beta
entries:
- id: 20211014-000000b1
  item: "1.1"
  period: 2021Q3
  date: 2021-10-14
  status: done
  values: {rate: 60/80}
  by: 王五
"""

EAST = """\
plan: viewed-2021
department: east
entries:
- id: 20211018-000000e1
  item: "2.1"
  period: 2021Q3
  date: 2021-10-18
  status: done
  values: {week: 2021-10-09}
  by: 赵六
"""

OFFICE = """\
plan: viewed-2021
department: office
entries:
- id: 20211012-000000f1
  item: "2.2"
  period: 2021Q3
  date: 2021-10-12
  status: in-progress
  by: 孙七
- {id: 20211013-000000f2, voids: 20211012-000000f1, reason: 报错分项, date: 2021-10-13, by: 孙七}
- {id: 20211014-000000f3, reviews: 20211013-000000a2, verdict: accepted, reason: 属实, date: 2021-10-14, by: 孙七}
- {id: 20211015-000000f4, reviews: 20211014-000000b1, verdict: returned, reason: 未到九成五, date: 2021-10-15, by: 孙七}
"""  # noqa: E501 - one entry a line, as people write reviews

FILES = {
    "data/tasks.yaml": TASKS,
    "data/departments.yaml": DEPARTMENTS,
    "ledgers/alpha.yaml": ALPHA,
    "ledgers/beta.yaml": BETA,
    "ledgers/east.yaml": EAST,
    "ledgers/office.yaml": OFFICE,
    "evidence/alpha/minutes.txt": MINUTES,
}


class Viewer:
    """Somebody who looks at the workspace on 20 October 2021."""

    def __init__(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.root = root
        self._patch = monkeypatch
        self._capsys = capsys
        write(root, FILES)
        monkeypatch.setenv("FOODSAFETY_LEDGER_ROOT", str(root))
        monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2021-10-20")

    def __call__(self, *args: str, lang: str = "zh") -> Said:
        """Runs a command in a pipe."""
        self._capsys.readouterr()
        self._patch.setenv("FOODSAFETY_LEDGER_LANG", lang)
        code = run(args)
        return Said(code, *self._capsys.readouterr())

    def write(self, path: str, text: str) -> None:
        """Writes a file of the workspace."""
        write(self.root, {path: text})

    def change(self, path: str, old: str, new: str) -> None:
        """Changes a text in a file of the workspace."""
        text = (self.root / path).read_text("utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")


def mapping(value: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON holds
    """The value, which must be an object."""
    assert isinstance(value, dict)
    return value


def write_tsv(view: View, _: Screen) -> str:
    """A format that only tests know."""
    keys, rows = view.records()
    lines = ["\t".join(keys)]
    lines += ["\t".join(str(row.get(key)) for key in keys) for row in rows]
    return "\n".join(lines)
