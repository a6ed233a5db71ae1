"""A short document of our own and its plan read by hand, for tests of ``verify``."""

from __future__ import annotations

from typing import Final

from foodsafety_ledger.document.verify import Verification, verify
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.reading.plan import read_plan
from written import located

PAPER: Final = """\
青石区食安委文件

青石食安委（2022）7号

关于印发2022年青石区食品安全工作要点的通知

各街道：

青石区食品安全委员会

2022年3月5日

2022年青石区食品安全工作要点

一、加强抽检

1. 抽检提质。全区抽检合格率保持在 98%以上，问题处置
率达到100%。（区市场监管局牵头，区农业农村局、各街道等按职责分工负责）2022年6月30日前建成快检室
12家。（区市场监管局负责）

2. 明厨亮灶。学校食堂“明厨亮灶”全覆盖，鼓励餐饮单位安装摄像头。(区教育局负责，区卫健委配合)

二、打击犯罪

3. 专项行动。每月开展联合检查，投诉办结时间不超过十五天。（区公安分局负责）
"""
TASKS: Final = """\
plan: qingshi-2022
title: {zh: 2022年青石区食品安全工作要点}
document: {number: 青石食安委（2022）7号, issuer: 青石区食品安全委员会, issued: 2022-03-05}
period: {start: 2022-01-01, end: 2022-12-31}
reporting: {every: quarter, first: 2022Q1, grace_days: 15}
office: market
sections:
- id: s1
  title: {zh: 加强抽检}
  tasks:
  - id: "1"
    title: {zh: 抽检提质}
    items:
    - id: "1.1"
      summary: {zh: 抽检}
      phrase: 区市场监管局牵头，区农业农村局、各街道等按职责分工负责
      lead: [market]
      shared: [farm, streets]
      open: true
      targets:
      - id: pass
        name: {zh: 抽检合格率}
        measure: ratio
        goal: ">= 98%"
        counts: {zh: 合格批次/抽检批次}
        value_is: increment
        holds: every-period
        quote: 抽检合格率保持在98%以上
      - id: disposal
        name: {zh: 处置率}
        measure: ratio
        goal: ">= 100%"
        counts: {zh: 已处置/应处置}
        value_is: running-total
        quote: 问题处置率达到100%
    - id: "1.2"
      summary: {zh: 快检室}
      phrase: 区市场监管局负责
      responsible: [market]
      due: 2022-06-30
      targets:
      - id: rooms
        name: {zh: 快检室}
        measure: count
        goal: ">= 12家"
        value_is: running-total
        quote: 2022年6月30日前建成快检室12家
  - id: "2"
    title: {zh: 明厨亮灶}
    items:
    - id: "2.1"
      summary: {zh: 明厨亮灶}
      phrase: 区教育局负责，区卫健委配合
      responsible: [school]
      support: [health]
      targets:
      - id: kitchens
        name: {zh: 覆盖率}
        measure: ratio
        goal: ">= 100%"
        counts: {zh: 已实现/总数}
        value_is: snapshot
        quote: 学校食堂“明厨亮灶”全覆盖
      - id: cameras
        name: {zh: 摄像头}
        measure: count
        goal: rising
        value_is: snapshot
        binding: false
        quote: 鼓励餐饮单位安装摄像头
- id: s2
  title: {zh: 打击犯罪}
  tasks:
  - id: "3"
    title: {zh: 专项行动}
    items:
    - id: "3.1"
      summary: {zh: 专项行动}
      phrase: 区公安分局负责
      responsible: [police]
      targets:
      - id: joint
        name: {zh: 联合检查}
        measure: occasions
        goal: monthly
        quote: 每月开展联合检查
      - id: days
        name: {zh: 办结天数}
        measure: score
        goal: "<= 15天"
        value_is: snapshot
        quote: 办结时间不超过十五天
ignored:
- quote: 关于印发2022年青石区食品安全工作要点的通知
  why: 标题中的年份
"""
DEPARTMENTS: Final = """\
departments:
- {id: market, name: {zh: 区市场监管局}, kind: bureau}
- {id: farm, name: {zh: 区农业农村局}, kind: bureau}
- {id: school, name: {zh: 区教育局}, kind: bureau}
- {id: health, name: {zh: 区卫生健康委}, aliases: [区卫健委], kind: bureau}
- {id: police, name: {zh: 区公安分局}, kind: police}
- {id: east, name: {zh: 东街道}, kind: subdistrict}
groups:
- {id: streets, name: {zh: 各街道}, members: [east]}
"""


def verified(paper: str = PAPER, tasks: str = TASKS) -> Verification:
    """The plan held against the document; the plan must read without errors."""
    node = located(tasks)
    plan, _ = read_plan(node, located(DEPARTMENTS))
    assert plan is not None
    return verify(plan, "paper.txt", paper, node)


def told(paper: str = PAPER, tasks: str = TASKS) -> list[str]:
    """Each finding as its code, variant and the text at its place in its own file."""
    lines = {"paper.txt": paper.split("\n"), "data/tasks.yaml": tasks.split("\n")}
    return [_told(one, lines[one.location.path]) for one in verified(paper, tasks).diagnostics]


def _told(one: Diagnostic, lines: list[str]) -> str:
    span = one.location.span
    assert span is not None
    line = lines[span.line - 1]
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    rule = ".".join(filter(None, (one.code, one.variant)))
    return f"{rule} {line[span.column - 1 : end]}"


def departments() -> LocatedMap:
    """The located ``departments.yaml``."""
    return located(DEPARTMENTS)
