"""The words of rates, as tables: what their names end with, what is divided, and which are low.

The patterns are written for folded text (``folded.py``).
"""

from __future__ import annotations

import re
from typing import Final

RATES: Final = "率|占比|比例|比重|满意度|知晓度|覆盖面|达标度|知晓率|rate|share|proportion"
"""What names of rates end with."""

LOW_OF: Final = (
    "检出|超标|[发患]病|感染|死亡|病死|发生|违[法规]|投诉|事故|[损漏]耗|漏损|逾期|失业|辍学|差错|漏报|裁员|退出|超[限员期]|返工|空置"
    "|流失|误报|错误|拖欠|撂荒|不良(?:贷款|资产)?|复发|近视|[误漏]诊|晚点|信访|故障|闲置|(?<!不合格[一-鿿]{2})退货|污染|赤字|负债|差评|返贫|弃[水风光]"
)

LOW_OTHERS: Final = (
    "不(?:合格|达标)(?:样品|产品|食品)?的?(?:检出)?率|(?:价格|物价)(?:总水平|指数)?涨幅|时限|用时|限期"
    "|(?:办[理电结税证]|接电|开办|等待|反应|响应|审批|通关|(?<!不)完成|处置|到达)时间"
    "|(?<!溶解氧)(?<!氧离子)(?<!余氯)浓度|(?:能|水|电|煤)耗|碳排放强度|大班额(?:比[例重]|占比)"
)

LOWER_IS_BETTER: Final = re.compile(f"(?:(?:{LOW_OF})率|{LOW_OTHERS})$")
"""Names of rates that should be low."""

FOLLOWING: Final = re.compile("整改|处置|立案|查处|办结|完成率|回复|处理")
"""Rates whose numerator follows later: running totals (design 4.2)."""

_RATES: Final = {
    "自查报告率": ("self-check-reports", "已提交自查报告数/应提交自查报告数"),
    "自查率": ("self-check", "已自查数/应自查数"),
    "合格率": ("pass-rate", "合格数/检验总数"),
    "检出率": ("detection-rate", "检出数/检验总数"),
    "覆盖率": ("coverage", "已覆盖数/应覆盖总数"),
    "参保率": ("", "已参保数/应参保总数"),
    "整改率": ("rectification", "已整改数/应整改数"),
    "处置率": ("disposal", "已处置数/应处置数"),
    "处理率": ("follow-up", "已处理数/应处理数"),
    "立案率": ("case-filing", "已立案数/应立案数"),
    "查处率": ("enforcement", "已查处数/应查处数"),
    "完成率": ("completion", "已完成数/应完成数"),
    "办结率": ("", "已办结数/应办结数"),
    "报告率": ("reporting", "已报告数/应报告数"),
    "达标率": ("compliance", "达标数/总数"),
    "满意度": ("satisfaction", "满意人数/受访人数"),
    "知晓率": ("awareness", "知晓人数/受访人数"),
    "培训率": ("", "已培训数/应培训数"),
    "抽检": ("sampling", ""),
}

IDS: Final = {words: stem for words, (stem, _) in _RATES.items() if stem}
"""English stems for the ids of targets."""

COUNTED_BY: Final = {words: counts for words, (_, counts) in _RATES.items() if counts}
"""What is divided by what, for rates whose name says it."""

OF_PEOPLE: Final = re.compile(
    "(?P<people>.+(?:人员|职工|干部|[员监]|[^同]学生|教师|负责人))(?:抽考|监督抽考|年度)?[一-鿿]{2}率”?"
)
"""A rate of people, and who they are: 安全员配备率."""

PEOPLE: Final = re.compile("人员|样品|产品|批次|群众|居民|学生|师生")
"""Other things a rate may be about; a list before them is not a list of what is measured."""
