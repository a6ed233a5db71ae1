"""Names that say only what is done, by whom or where; and with what another deed is done, too."""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.amount_words import FALLS, RISES
from foodsafety_ledger.document.deed_words import (
    BRINGS_FORTH,
    BUILDS,
    CLEARS,
    LOOKS_INTO,
    MENDS,
    SERVES,
    STAGES,
)
from foodsafety_ledger.document.demands import OFTEN_GOALS
from foodsafety_ledger.document.figures import TIMES, without_operator

_DONE_ALONE: Final = re.compile(f"(?:{figure_words.DONE}|完成|全部|到位|结果|[并和、])+")
"""Names that say what is done, and not with what."""
_DEEDS: Final = (
    "(?:基本|计划|重点|完成|推进|达标|新(?=开工)|[出存]栏|(?:跟踪)?评[价估]"
    f"|{BUILDS}|{MENDS}|{CLEARS}|{BRINGS_FORTH}|{STAGES})+"
)
DEED_ALONE: Final = re.compile(_DEEDS)
_ACTS: Final = f"(?:开展|组织|监督|现场|专项|随机|集中|{LOOKS_INTO}|{SERVES})+"
ACT_ALONE: Final = re.compile(_ACTS)
"""Names that say only what is done with some: 培训安全员3000人次，抽考1500人次."""
_ONLY_DEEDS: Final = re.compile(f"(?:{_DEEDS}|{_ACTS})+")
_WITH_ACT: Final = re.compile(f"{_ACTS}(?P<what>(?!{figure_words.DONE}).{{2,}})")
SIZE: Final = re.compile(
    "(?:总|占地|建筑)*(?:面积|规模)|(?:全|总)长度?|(?:新[增建]|总|设计)*(?:库容|仓容|容[量积])量?"
)
"""Names that only say which measure of something it is: 建设示范区10个，面积5万亩."""
_STAGES: Final = re.compile(STAGES)
_WITH_DEED: Final = re.compile(f"(?P<first>{_DEEDS})?(?P<what>.{{2,}}?)(?P<last>{_DEEDS})?")
_DOES: Final = re.compile("(?:完成|开展|实施|进行)(?=[一-鿿])")
_HAS_DONE: Final = re.compile(f"(?P<whom>[^，]{{2,}}?){_DOES.pattern}[一-鿿]{{2,6}}")
"""Those with whom something is done, which another deed may be done with: 老人家庭完成评估."""
_BRIEF: Final = 4
"""So many characters such a verb and a deed have that names nothing: 完成加固."""
SO_MANY: Final = (
    "个",
    "家",
    "处",
    "项",
    "座",
    "户",
    "条",
    "所",
    "间",
    "套",
    "台",
    "辆",
    "公里",
    "亩",
    "头",
    "只",
    "羽",
)
"""Deeds, and what is counted of anything: 完成整治18家 does not say of what."""
OCCURRING: Final = ("次", "人", "名", "起", "件")
"""What the units end with of those with whom something is done, each time that it is."""
DOER: Final = re.compile(
    f"(?:{'|'.join(figure_words.BUSINESSES)}|总监|负责人|干部|领导|教师|[级村镇乡县区市户员]|街道|社区|[河湖林田站所校]长|部门)$"
)
"""Names of those who do something, without what they do."""
_PLACES: Final = "(?:街道|社区|[村镇乡县区市、])+"
PLACES: Final = re.compile(f"(?:[各每]个?)?{_PLACES}")
"""Names of nothing but places, which do not say whom each is to have so many of."""
_PLACES_DO: Final = re.compile(f"[各每]个?{_PLACES}(?:{BRINGS_FORTH})")
"""The same with a deed, and nothing that it is done with."""
BATCH: Final = re.compile("第?[一二三四五]批|首批")
"""Names that say only which part of several, and not of what."""
_OF_KIND: Final = re.compile("[一-鿿A-D]{1,4}[级式型类]|[高中低]风险")
"""Names that say only of what rank or kind things are."""
_CLASS: Final = re.compile("[大中小托]班")
"""Names of groups of children, without what there are so many of."""
_DONE_TO: Final = re.compile(
    "责令|抽考|抽测|抽样|约谈|访谈|夜查|查访|回访|随访|轮训|考核|考[评试]|评议|指导|体检|宣传|宣讲|警示|慰问|表彰|处罚"
    "|进(?:社区|校园|企业|农村|乡村|机关|家庭|市场|学校|商圈|景区|工地|网格)"
    "|(?:监督|监管|执法)(?!管理|[员站所局科股队长]|部门|机构|单位)"
)
"""What is done with those who are named behind it."""
_IN_EACH: Final = "(?:每个?[年季月]度?|逐[年季月]|年均)?"
CHANGES_IT: Final = re.compile(
    f"(?:以后|此后)?{_IN_EACH}(?:按?(?:同|可比)口径|按?可比价格?)?(?:[较比与][^，。；]{{0,12}}?|同比|环比)?(?:相比)?{_IN_EACH}"
    f"[再净]?(?:{RISES}|{FALLS}|增(?:长率|[速幅]|(?=$)))"
)
"""All that words before a figure say of how what is told just before it changes."""


def says_deed(words: str) -> bool:
    """Whether words say what is done, be it with those who are named behind it."""
    return (figure_words.TO_DO.search(words) or _DONE_TO.search(words)) is not None


def names_only_deeds(words: str) -> bool:
    """Whether words name deeds and no thing that they are done with: 完成摸底."""
    return _ONLY_DEEDS.fullmatch(words) is not None


def done_with(said: str, deed: str) -> str:
    """What is ``said`` to be done, with another ``deed`` in its place; empty where none is alone.

    新建学校5所、改建3所 are so many 改建学校, 桥梁开工9座，完工6座 so many 桥梁完工.
    """
    deed = without_operator(deed).lstrip("、和及") or deed.lstrip("、和及")
    if ACT_ALONE.fullmatch(deed):
        whom = _WITH_ACT.fullmatch(without_operator(said))
        return f"{deed}{whom['what']}" if whom else ""
    alone = DEED_ALONE.fullmatch(deed) or len(deed) == _BRIEF
    whom = _HAS_DONE.fullmatch(said) if alone and _DOES.match(deed) else None
    if whom:
        return f"{whom['whom']}{deed}"
    words = _WITH_DEED.fullmatch(without_operator(said)) if DEED_ALONE.fullmatch(deed) else None
    known = words and (words["first"] or words["last"])
    if not words or not known or names_only_deeds(words["what"]):
        return ""
    if deed == "完成":  # of what was said, and no other deed, but where that is only begun
        begun = _STAGES.search(known) is not None
        whole = f"{deed}{words['what']}" if begun else without_operator(said)
        return whole.rstrip("，")
    stage = _STAGES.search(deed) is not None
    first = words["first"] if words["first"] and not _STAGES.search(words["first"]) else ""
    if stage or not words["first"]:
        return f"{first}{words['what']}{deed}"
    return f"{deed}{words['what']}"


def counted(goal: str) -> str:
    """The unit of a goal, one for all that count how often something is done."""
    unit = goal.lstrip("<>= 0123456789.")
    return TIMES[0] if goal in OFTEN_GOALS or unit in TIMES else unit


def lacks_deed(name: str, goal: str) -> bool:
    """Whether a name says only who, where or what is done, and lacks the deed or what it is of.

    ``goal`` ends with the unit, or says how often.
    """
    done = says_deed(name)
    if goal.endswith(figure_words.SPANS):
        nobody = DOER.search(name) is None or done
        return _DONE_ALONE.fullmatch(name) is not None or not nobody
    if goal.endswith(("人", "名")):
        return any(form.fullmatch(name) for form in (PLACES, _CLASS))
    if goal.endswith(("个", "项", "门")) and figure_words.LEVELS.fullmatch(name):
        return True
    if goal.endswith(SO_MANY):
        alone = (DEED_ALONE, BATCH, CHANGES_IT, _OF_KIND, SIZE, _PLACES_DO)
        return any(form.fullmatch(name) for form in alone)
    often = goal.endswith(TIMES) or goal in OFTEN_GOALS
    whom = DOER.search(name) or _OF_KIND.fullmatch(name)
    return often and whom is not None and not done
