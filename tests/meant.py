"""Documents put together from real wordings, each with what it means by construction.

Every choice of a part carries its meaning, so that what a sentence asks is known before anybody
reads it. ``document`` makes a plan of some tasks; ``verdicts`` says of each phrase, role and goal
of it whether the draft has it right, marks it, or is silently wrong about it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from foodsafety_ledger.document.draft import draft
from foodsafety_ledger.words import Say

_T = TypeVar("_T")


class Pick(Protocol):
    """Chooses one of several."""

    def __call__(self, among: Sequence[_T], /) -> _T: ...


YEAR: Final = 2025
_LAST: Final = f"{YEAR}-12-31"
_ROLES: Final = ("lead", "responsible", "shared", "support")


@dataclass(frozen=True)
class Goal:
    """What is asked: by which day, if the words leave no doubt; empty where they do.

    ``about`` are words that its name holds, or its marks name.
    """

    bound: str
    figure: str
    about: tuple[str, ...]
    due: str = _LAST


@dataclass
class Task:
    """A task's text and what it means."""

    text: str
    phrase: str
    parties: dict[str, str]
    goals: list[Goal] = field(default_factory=list)


class _Clause(NamedTuple):
    text: str
    goals: list[Goal]
    steady: bool = False


_HIGH: Final = (
    ("食品生产企业自查率", "自查率"),
    ("不合格食品核查处置率", "处置率"),
    ("学校食堂“互联网+明厨亮灶”覆盖率", "覆盖率"),
    ("群众食品安全满意度", "满意度"),
    ("餐饮从业人员健康证持证率", "持证率"),
    ("适龄妇女“两癌”筛查率", "筛查率"),
    ("12345热线诉求响应率", "响应率"),
    ("绿色优质农产品比重", "比重"),
    ("校外供餐单位量化分级优秀等次占比", "占比"),
    ("食品经营许可电子证照发放率", "发放率"),
    ("小作坊登记率（含季节性经营者）", "登记率"),
)
_LOW: Final = (
    ("食品抽检不合格率", "不合格率"),
    ("城镇登记失业率", "失业率"),
    ("5岁以下儿童生长迟缓率", "迟缓率"),
    ("供水管网漏损率", "漏损率"),
)
_AT_LEAST: Final = (
    *("达到{}以上", "达{}", "不低于{}", "稳定在{}以上", "力争达到{}", "应不低于{}", "提高到{}以上"),
    *("{}以上", "达到{}及以上", "达到{}（含）以上", "原则上不低于{}", "稳步提升至{}以上", "≥{}"),
    *("由30%提高到{}", "在2024年30%的基础上提高到{}", "总体达到{}以上"),
)
_AT_MOST: Final = (
    *("控制在{}以内", "不超过{}", "不高于{}", "降至{}以下", "严格控制在{}以内", "≤{}"),
    *("由20%下降到{}以下", "不突破{}", "最高不超过{}"),
)
_PERCENT: Final = (("98%", "98"), ("95.5%", "95.5"), ("百分之九十", "90"), ("８５％", "85"))
_FEW: Final = (("2%", "2"), ("1.5%", "1.5"), ("百分之三", "3"))
_THINGS: Final = (
    *(("抽检", "食用农产品", "批次"), ("培训", "食品安全员", "人次"), ("查办", "食品案件", "件")),
    *(("新建", "农贸市场快检室", "个"), ("改造", "老旧小区", "个"), ("举办", "进社区活动", "场")),
    *(("发放", "宣传手册", "份"), ("淘汰", "老旧车辆", "辆"), ("修复", "受损湿地", "公顷")),
    *(("帮扶", "困难家庭", "户"), ("维修", "农村道路", "公里"), ("约谈", "平台企业", "家")),
)
_MANY: Final = (
    *("{v}{o}不少于{n}", "{v}{o}{n}以上", "{v}{o}{n}", "{v}不少于{n}{o}", "{v}{n}{o}"),
    *("{v}{o}至少{n}", "{v}{n}以上{o}", "计划{v}{o}{n}", "{v}{o}力争达到{n}以上", "至少{v}{n}{o}"),
    *("{v}{o}数量不低于{n}", "再{v}{o}{n}", "{v}{o}共{n}", "{v}的{o}不少于{n}", "{o}{v}数达到{n}"),
)
_EACH: Final = ("每季度", "每月", "每半年", "每个镇（街道）", "每学期", "每家大型商超")
_OFTEN: Final = (
    ("每季度至少开展1次{}", "quarterly", "每季度"),
    ("每个季度召开一次{}", "quarterly", "每个季度"),
    ("每月组织一次{}", "monthly", "每月"),
    ("{}每月不少于1次", "monthly", "每月"),
    ("每周开展不少于1次{}", "weekly", "每周"),
)
_MEETINGS: Final = ("风险会商", "联合执法检查", "“你点我检”活动", "工作调度")
_IN_TIME: Final = (
    ("接到投诉后{}个工作日内办结", "<= {}个工作日", "投诉"),
    ("重大舆情在{}小时内上报", "<= {}小时", "舆情"),
    ("许可办理时限压缩至{}个工作日以内", "<= {}个工作日", "时限"),
    ("留样时间不少于{}小时", ">= {}小时", "留样"),
)
_GIVEN: Final = (
    ("对新获评的示范店给予不超过{}万元的一次性奖励", "<= {}万元", "奖励"),
    ("对参加改造的市场按每家{}元的标准给予补贴", "= {}元", "补贴"),
    ("投入专项资金不少于{}万元", ">= {}万元", "资金"),
)
_PARTS: Final = (
    "食品抽检{}批次，其中网络食品不少于{}批次",
    "完成食品抽检{}批次以上，其中网络食品{}批次以上",
    "食品抽检不少于{}批次（其中网络食品{}批次）",
)
_FIRST: Final = (
    *("在全区范围内，", "聚焦校园周边200米范围内，", "除季节性停业的外，", "通过购买服务等方式，"),
    *("针对上年发现的35批次不合格食品，", "根据省市部署，", "对检查评分低于60分的单位，"),
)
_DAYS: Final = (
    *(("6月底前", 6, 0), ("2025年9月底前", 9, 0), ("8月15日前", 8, 15), ("上半年", 6, 0)),
    *(("十月底前", 10, 0), ("7月中旬前", 7, 20), ("5月上旬前", 5, 10), ("最迟11月底前", 11, 0)),
    *(("到2025年底", 12, 0), ("三季度末前", 9, 0), ("4月底之前", 4, 0)),
)
_PROSE: Final = ("压实企业主体责任，严把进货查验关。", "全面落实食品安全“两个责任”。", "", "")
_BUREAUS: Final = tuple(
    f"区{name}"
    for name in (
        *("市场监管局", "农业农村局", "教育局", "卫生健康局", "公安局", "商务局", "财政局"),
        *("民政局", "城管局", "水利局", "发展改革委", "融媒体中心"),
    )
)
_GROUPS: Final = ("各镇（街道）", "各有关部门", "各成员单位")
_PHRASES: Final = (
    *("{responsible}负责", "责任单位：{responsible}", "{lead}牵头，{support}配合", "{responsible}"),
    *("牵头单位：{lead}；配合单位：{support}", "{lead}牵头，{shared}按职责分工负责"),
    *("{shared}、{shared}按职责分工负责", "由{lead}牵头，{support}、{support}参与"),
    *("{lead}牵头，{responsible}负责，{support}配合", "责任单位：{responsible}、{responsible}"),
    *("{responsible}负责，{support}协助", "{lead}主办，{support}、{support}协办"),
)
_BRACKETS: Final = ("（{}）", "（{}）", "【{}】", "({})")
_HEAD: Final = """连江区食品安全委员会文件
连食安委〔2025〕2号
关于印发2025年连江区食品安全重点工作安排的通知
各镇人民政府、街道办事处：
现将《2025年连江区食品安全重点工作安排》印发给你们，请认真组织实施。
连江区食品安全委员会
2025年2月18日
2025年连江区食品安全重点工作安排
一、强化监管
"""


def document(pick: Pick, tasks: int) -> tuple[str, list[Task]]:
    """A plan of so many tasks, and what each of them means."""
    bracket, made = pick(_BRACKETS), [_task(pick) for _ in range(tasks)]
    lines = [
        f"{number}.{task.text}{bracket.format(task.phrase)}" for number, task in enumerate(made, 1)
    ]
    return _HEAD + "\n".join(lines) + "\n", made


def _task(pick: Pick) -> Task:
    phrase, parties = _phrase(pick)
    task = Task(pick(("强化源头管理。", "做好风险监测。")), phrase, parties)
    figures: set[str] = set()
    for _ in range(pick((1, 2, 2, 3))):
        text, goals = _sentence(pick)
        if figures.isdisjoint(goal.figure for goal in goals):
            figures |= {goal.figure for goal in goals}
            task.text += pick(_PROSE) + text
            task.goals += goals
    return task


def _phrase(pick: Pick) -> tuple[str, dict[str, str]]:
    form, parties = pick(_PHRASES), dict[str, str]()
    slots = re.findall("{(.*?)}", form)
    for position, role in enumerate(slots):
        last = position == len(slots) - 1 > 0
        free = [name for name in (*_BUREAUS, *(_GROUPS if last else ())) if name not in parties]
        parties[pick(free)] = role
    for name, role in parties.items():
        form = form.replace(f"{{{role}}}", name, 1)
    return form, parties


def _sentence(pick: Pick) -> tuple[str, list[Goal]]:
    """A sentence of one to three clauses, with a day before them or behind them, or without."""
    clauses = [pick(_CLAUSES)(pick) for _ in range(pick((1, 1, 2, 3)))]
    figures = [goal.figure for clause in clauses for goal in clause.goals]
    if len({*figures}) < len(figures):
        clauses = clauses[:1]
    first = pick(("", "", *_FIRST))
    where = pick(("none", "before", "behind"))
    words, month, day = pick(_DAYS)
    due = date(YEAR, month, day or monthrange(YEAR, month)[1]).isoformat()
    if where == "none" or (where == "behind" and (len(clauses) > 1 or "前" not in words)):
        due, words = _LAST, ""
    text, goals = f"{words}，" if words and where == "before" else "", list[Goal]()
    for clause in clauses:
        own = "" if words and clause.steady else due
        goals += [replace(goal, due=own) for goal in clause.goals]
    if first.startswith("除"):
        goals = [replace(goal, about=(*goal.about, "除")) for goal in goals]
    text += first + clauses[0].text
    text += "".join(pick(("，", "，同时")) + clause.text for clause in clauses[1:])
    if words and where == "behind":
        text += pick(("，{}完成", "（{}完成）", "，{}全部完成")).format(words)
    return f"{text}。", goals


def _rate(pick: Pick) -> _Clause:
    low = pick((False, False, True))
    name, end = pick(_LOW if low else _HIGH)
    words, (figure, number) = pick(_AT_MOST if low else _AT_LEAST), pick(_FEW if low else _PERCENT)
    goal = Goal(f"{'<=' if low else '>='} {number}%", figure, (end,))
    return _Clause(name + words.format(figure), [goal], steady="稳定" in words)


def _count(pick: Pick) -> _Clause:
    verb, thing, unit = pick(_THINGS)
    number, each = pick((5, 12, 30, 260, 1200)), pick(("", "", "", *_EACH))
    shown = pick((str(number), str(number), f"{number:,}", f"{number} "))
    text = pick(_MANY).format(v=verb, o=thing, n=f"{shown}{unit}")
    each = "" if text.startswith(("计划", "再")) else each
    goal = Goal(f">= {number}{unit}", f"{shown}{unit}", (thing, *([each] if each else ())))
    return _Clause(each + text, [goal], steady=bool(each))


def _often(pick: Pick) -> _Clause:
    form, goal, words = pick(_OFTEN)
    meeting = pick(_MEETINGS)
    return _Clause(form.format(meeting), [Goal(goal, words, (meeting[-2:],))], steady=True)


def _in_time(pick: Pick) -> _Clause:
    form, bound, about = pick(_IN_TIME)
    number = pick((3, 7, 24, 48))
    figure = bound.format(number)[3:]
    return _Clause(form.format(number), [Goal(bound.format(number), figure, (about,))], steady=True)


def _given(pick: Pick) -> _Clause:
    form, bound, about = pick(_GIVEN)
    goal = bound.format(pick((6, 50, 800)))
    number, figure = re.sub(r"[^\d]", "", goal), goal.split(" ")[1]
    return _Clause(form.format(number), [Goal(goal, figure, (about,))])


def _parts(pick: Pick) -> _Clause:
    whole, part = pick((640, 1500)), pick((110, 320))
    goals = [
        Goal(f">= {whole}批次", f"{whole}批次", ("抽检",)),
        Goal(f">= {part}批次", f"{part}批次", ("网络食品",)),
    ]
    return _Clause(pick(_PARTS).format(whole, part), goals)


def _apart(pick: Pick) -> _Clause:
    (first, one), (second, other) = pick(_HIGH[:3]), pick(_HIGH[3:6])
    words = pick(("、{}分别达到97%、88%以上", "和{}分别不低于97%和88%"))
    goals = [Goal(">= 97%", "97%", (one,)), Goal(">= 88%", "88%", (other,))]
    return _Clause(first + words.format(second), goals)


_CLAUSES: Final = (_rate, _rate, _count, _count, _count, _often, _in_time, _given, _parts, _apart)


class Verdict(NamedTuple):
    """Of what kind of thing it is, whether that is right, marked or silent, and what it is."""

    kind: str
    what: str
    words: str = ""


class _Facts(Say):
    """Says marks by their keys and facts."""

    def __call__(self, key: str, /, **facts: object) -> str:
        if key.startswith("document.doubt."):
            words = "|".join(map(str, facts.values()))
            return f"{key.removeprefix('document.doubt.')}|{words}"
        return super().__call__(key, **facts)


_SAY: Final = _Facts("zh")
_WIDE: Final = str.maketrans("０１２３４５６７８９％，：；（）", "0123456789%,:;()")


def _key(words: str) -> str:
    return re.sub(r"[\s,]", "", words.translate(_WIDE))


def _marks(node: dict[str, Any]) -> list[str]:
    """The marks of a part of a plan, but for those that say nothing of what it was read from."""
    marks = [str(mark["why"]) for mark in node.get("review", ())]
    return [mark for mark in marks if not mark.startswith(("counts|", "settings"))]


def verdicts(text: str, tasks: Sequence[Task]) -> Iterator[Verdict]:
    """What the draft of a document says of each thing that is known to be in it, and invents."""
    drafted, _ = draft(text, "x.txt", _SAY)
    parts = [*drafted.departments["departments"], *drafted.departments["groups"]]
    units = {unit["id"]: unit for unit in parts}
    items = [
        (item, _marks(item) + _marks(task))
        for section in drafted.tasks["sections"]
        for task in section["tasks"]
        for item in task["items"]
    ]
    ignored = [_key(entry["quote"]) for entry in drafted.tasks["ignored"] if entry.get("review")]
    if [_key(item["phrase"]) for item, _ in items] != [_key(task.phrase) for task in tasks]:
        yield Verdict("phrase", "silent", text)
        return
    for task, (item, marks) in zip(tasks, items, strict=True):
        yield Verdict("phrase", "right")
        yield from _of_roles(task, item, units, marks)
        yield from _of_goals(task, item, marks, ignored)


def _of_roles(
    task: Task, item: dict[str, Any], units: dict[str, dict[str, Any]], marks: list[str]
) -> Iterator[Verdict]:
    read = {
        units[unit]["name"]["zh"]: (role, unit) for role in _ROLES for unit in item.get(role, ())
    }
    for name in {*read, *task.parties}:
        role, unit = read.get(name, ("", ""))
        told = marks + _marks(units.get(unit, {}))
        right = role == task.parties.get(name)
        words = f"{name} {role} in {task.phrase}"
        yield Verdict("role", "right" if right else "marked" if told else "silent", words)


def _of_goals(
    task: Task, item: dict[str, Any], marks: list[str], ignored: Sequence[str]
) -> Iterator[Verdict]:
    left = list(item.get("targets", ()))
    for goal in task.goals:
        figure = _key(goal.figure)
        near = [one for one in left if figure in _key(one["quote"])]
        target = next((one for one in near if one["goal"] == goal.bound), None)
        if target is None:
            told = any(figure in words for words in (*ignored, *map(_key, marks)))
            told = told or any(figure in _key(mark) for one in near for mark in _marks(one))
            yield Verdict("goal", "marked" if told else "silent", f"{goal} in {task.text}")
            continue
        left.remove(target)
        wrong = list(_wrong(goal, target, item))
        told = all(any(_tells(mark, one) for mark in (*_marks(target), *marks)) for one in wrong)
        what = "right" if not wrong else "marked" if told else "silent"
        yield Verdict("goal", what, f"{wrong} of {goal} in {task.text}")
    for target in left:
        told = bool(_marks(target))
        yield Verdict("beside", "marked" if told else "silent", f"{target} in {task.text}")


def _wrong(goal: Goal, target: dict[str, Any], item: dict[str, Any]) -> Iterator[str]:
    """What of a target is not as it should be: the words that its name lacks, or its day."""
    yield from (words for words in goal.about if words not in target["name"]["zh"])
    due = str(target.get("due", item.get("due", _LAST)))
    if goal.due and due != goal.due:
        yield "due"


def _tells(mark: str, wrong: str) -> bool:
    """Whether a mark names what is wrong."""
    kind, _, words = mark.partition("|")
    return kind in ("due", "subject") if wrong == "due" else kind == "subject" or wrong[:2] in words
