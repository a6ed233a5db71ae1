"""One small damage at a time to a document that is read right, or to the plan read from it.

``damages`` are what scanners, typists and page breaks do: characters taken for others, marks and
brackets lost or changed, lines broken, words of roles, signs and column heads in a wording that no
table has. After each of ``changed_documents`` and ``changed_plans`` the document and the plan
differ in something that the plan quotes or means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, Final, NamedTuple

from draft_cases import draft_of, draft_once
from foodsafety_ledger.document.draft import Draft
from foodsafety_ledger.document.structure import read
from foodsafety_ledger.document.verify import verify
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.reading.plan import read_plan
from foodsafety_ledger.words import Say

_SAY: Final = Say("zh")


class Damage(NamedTuple):
    """A damaged text: what kind it is, what was done where, and whether words changed."""

    kind: str
    what: str
    text: str
    words: bool = True


_MISREAD: Final = (
    ("zero", r"(?<=\d)0|0(?=\d)", "O"),
    ("one", r"(?<=\d)1(?=\d)|1(?=\d?[%家个批次])", "l"),
    ("per mille", "‰", "%o"),
    ("per mille", "‰", "%0"),
    ("per cent", "%", "%o"),
    ("per cent", "%", "o/o"),
    ("day", "(?<=[0-9])日", "曰"),
    ("point", r"(?<=\d)\.(?=\d)", ","),
    ("point", r"(?<=\d)\.(?=\d)", "·"),
    ("space", r"(?<=\d)(?=\d[%家个批])", " "),
    ("unit", r"(?<=\d)(?:家|个|批次|次|场|条|人|亩)(?=[^一-鿿]|$)", "㐀"),
    ("list mark", "(?<=[局委办厅部府心队会关])、(?=[区市县省])", ""),
    ("bracket", "（(?=[责牵区市县])", "【"),
    ("bracket", "（(?=[责牵区市县])", "["),
    ("bracket", "(?<=[责负局委办府道])）", "】"),
    ("bracket", "(?<=[责负局委办府道])）", ""),
    ("bracket", "(?<=[。；])（(?=[责牵区市县])", ""),
    ("role", "负责(?=[）。\n]|$)", "督办"),
    ("role", "牵头(?=[，、）])", "领衔"),
    ("role", "配合(?=[）。\n]|$)", "襄助"),
    ("suffix", "局(?=[、，）负牵配])", "处"),
    ("suffix", "局(?=[、，）负牵配])", "中队"),
    ("sign", "不低于", "不底于"),
    ("sign", "不超过", "不超週"),
    ("sign", "以内", "以內"),
    ("sign", "以上", "以丄"),
    ("half", r"(?<![\d.])50%", "一半"),
    ("nought", r"(?<=[^\d.—至～~\-])\d{1,2}%(?=[，。；）\n])", "零"),
    ("role of a head", "(?<![一-鿿])责任单位(?![：:一-鿿])", "配合单位"),
    ("role of a head", "(?<![一-鿿])牵头单位(?![：:一-鿿])", "参与单位"),
    ("number", r"(?m)^2(?=[.、．])", "7"),
    ("number", "(?m)^（二）", "（五）"),
    ("per cent", r"(?<=\d)%", "0/0"),
    ("per mille", "‰", "o/oo"),
    ("sign of a number", r"(?<![\d%~～—–至.,，\-])(?=\d+(?:\.\d+)?%)", "-"),
    ("superscript", r"(?<=\d)(?=%|家|批次)", "²"),
    ("sign for a digit", r"\d(?=\d?(?:%|家|个|批次|场))", "□"),
    ("sign for a digit", r"(?<=\d)\d(?=%)", "×"),
    ("five", "5(?=[%家个])", "S"),
    ("stroke", r"1(?=\d?[%家个])", "丨"),
    ("ring", r"(?<=\d)0(?=[%家个])", "〇"),
    ("thousands mark", r"(?<=\d),(?=\d{3})", "、"),
    ("bracket", "（(?=[责牵区市县])", "《"),
    ("bracket", "(?<=[责负局委办府道])）", "》"),
    ("English sign", "at least", "at 1east"),
    ("English sign", "no more than", "nomore than"),
    ("English sign", "fewer than", "fewcr than"),
    ("English sign", r"within(?= \d)", "wlthin"),
    ("English label", "Lead:", "Lcad:"),
    ("English label", "Lead:", "Lead;"),
    ("English unit", r"(?<=\d )days", "clays"),
    ("English month", "(?<=by )(?:30 )?June", "Junc"),
    ("English sign of a share", r"(?<=\d)%", "℅"),
    ("thousands mark", r"(?<=(?<!\d)\d),(?=\d{3}(?!\d))", "."),
    ("covered", "全覆盖(?=[检一-鿿，。；])", "全履盖"),
    ("suffix", "局(?=[、，）])", "居"),
    ("stroke", r"(?<=[一-鿿])1(?=\d?[%家个批次])", "|"),
    ("sign for a digit", r"8(?=\d?[%家个批])", "&"),
    ("sign for a digit", r"(?<![\d.])3(?=[%‰家个])", "}"),
    ("letter", r"(?<![\d.])6(?=[%家个])", "G"),
    ("unit", r"(?<=\d)批次(?=[，。；])", "批吹"),
    ("unit", r"(?<=\d)家", "冢"),
    ("unit", r"(?<=\d)小时", "小吋"),
    ("heads", "(?<=/)千人", "干人"),
    ("myriad", r"(?<=\d)万(?=[份人家元])", "方"),
    ("month", r"(?<=\d)月(?=底|\d)", "目"),
    ("month", r"(?<=[，。：])1(?=\d月[底前])", "|"),
    ("day", r"(?<=\d)日(?=前)", "目"),
    ("year", r"(?<=20\d\d)年(?=\d)", "牛"),
    ("role", "牵头(?=[，、）])", "牵斗"),
    ("role", "配合(?=[）。\n]|$)", "酉合"),
    ("role", "负责(?=[）。\n]|$)", "负贵"),
    ("label", "责任单位(?=：)", "贵任单位"),
    ("label", "牵头单位(?=：)", "奉头单位"),
    ("often", "每季度(?!末)", "每李度"),
    ("often", "每季度(?!末)", "季度"),
    ("keeping", "保持在", "保恃在"),
    ("binding", "力争", "刀争"),
)
_LAYOUT: Final = (
    ("tenths", r"(?<![\d.—至～~\-、，])90%(?![一-鿿、])|(?<![\d.—至～~\-、，])90%(?=以上)", "九成"),
    (
        "tenths",
        r"(?<![\d.—至～~\-、，])95%(?![一-鿿、])|(?<![\d.—至～~\-、，])95%(?=以上)",
        "九成五",
    ),
    ("per cent in words", r"(?<![\d.—至～~\-、，])98%", "百分之九十八"),
    ("wide digits", r"(?<![\d.])100%", "１００％"),
    ("thousands", r"(?<=(?<!\d)\d)(?=\d{3}(?:家|批次|人|份|件))", ","),
    ("cap", r"不超过(?=\d)", "上限为"),
    ("list dot", r"(?m)(?<=^\d)[.．](?=\s?[一-鿿])", "·"),
    ("list dot", r"(?m)(?<=^\d)[.．](?=\s?[一-鿿])", ":"),
    ("head", "(?<![一-鿿])责任单位(?![：:一-鿿])", "落实主体"),
    ("head", "(?<![一-鿿])牵头单位(?![：:一-鿿])", "领衔机关"),
    ("head", "(?<![一-鿿])(?:重点|工作|主要)任务(?![：:一-鿿])", "做什么"),
    ("line break", r"(?<=[一-鿿])(?=[一-鿿][一-鿿、，。])", "\n"),
    ("lines joined", r"\n+(?=\d{1,2}[.、．])", " "),
    ("lines joined", r"\n+(?=（[一二三]）)", ""),
    ("blank", "(?<=[一-鿿])(?=负责|牵头)", " "),
    ("soft hyphen", r"(?<=\d)(?=\d[%家个])", "\u00ad"),
    ("thin space", r"(?<=\d)(?=\d{2,3}(?:家|个|批|%|人))", "\u2009"),
    ("line break in a number", r"(?<=\d)(?=\d(?:%|家|个|批|人))", "\n"),
    ("page number", r"(?<=[一-鿿])(?=\d{1,4}(?:%|家|个|批次|场))", "\n3\n"),
    ("page number", "(?<=[一-鿿])(?=[一-鿿]{2})", "3"),
    ("half of a word", "(?<=[a-z]{3})(?=[a-z]{3,6}ment)", "-\n"),
    ("ligature", "fi(?=[a-z])", "ﬁ"),
    ("per cent in words", r"(?<=[A-Za-z] \d\d)%", " per cent"),
    ("wide digits", r"9(?=\d%)", "９"),
    ("list mark", "(?<=[局委办部会])、(?=[区市县省])", "丶"),
    ("footnote", r"(?<=\d%)(?=[，。；、）])", "①"),
    ("full wide", r"(?<=\d)\.(?=\d)", "．"),
    ("full wide", r"(?<=\d)%", "％"),
    ("control", r"(?<=\d)(?=\d[%家])", "\x02"),
    ("control", "(?<=[一-鿿])(?=局[、，）])", "\x01"),
    ("unseen", r"(?<=\d)(?=[%家])", "\u2060"),
    ("unseen", "(?<=[一-鿿])(?=[一-鿿]{2})", "\u200e"),
    ("look", "(?<=[、（：])市(?=[一-鿿]{2,6}[局委办])", "巿"),
    ("look", "食", "⻝"),
    ("look", "人", "⼈"),
)
_MOST: Final = 6
"""Of one damage, so many places of a document are tried."""


def damages(text: str) -> Iterator[Damage]:
    """The text with each damage at a few of its places."""
    begins = re.search(r"(?m)^(?:一|第一|1|（一）|序号|\|)| 一、", text)
    body = begins.start() if begins else text.rfind("\n\n")
    for table, words in ((_MISREAD, True), (_LAYOUT, False)):
        for kind, pattern, other in table:
            found = [match.span() for match in re.finditer(pattern, text) if match.start() >= body]
            step = max(1, len(found) // _MOST)
            for start, end in found[::step][:_MOST]:
                line = text.count("\n", 0, start) + 1
                around = text[max(0, start - 10) : end + 8].replace("\n", "↵")
                what = f"{kind} in line {line}: …{around}…, {text[start:end]!r} → {other!r}"
                yield Damage(kind, what, text[:start] + other + text[end:], words)


class Drafted(NamedTuple):
    """A draft: what each item says, and every mark and remark by how often it is there."""

    items: list[tuple[frozenset[tuple[str, str]], tuple[str, ...], str]]
    marks: tuple[str, ...]


def drafted(text: str) -> Drafted:
    """What the draft of a text says."""
    return _drafted(*draft_of(text))


def drafted_once(text: str) -> Drafted:
    """What the draft of a text says that other tests ask for too."""
    return _drafted(*draft_once(text))


def _drafted(plan: Draft, left: Sequence[Diagnostic]) -> Drafted:
    names = {
        unit["id"]: unit["name"]["zh"] for units in plan.departments.values() for unit in units
    }
    items = [
        (
            frozenset(
                (role, names[unit])
                for role in ("lead", "responsible", "shared", "support")
                for unit in item.get(role, ())
            ),
            tuple(target["goal"] for target in item.get("targets", ())),
            str(item.get("due", "")),
        )
        for section in plan.tasks["sections"]
        for task in section["tasks"]
        for item in task["items"]
    ]
    marks = [*_marks(plan.tasks), *(f"{d.code} {d.facts['text']}" for d in left)]
    return Drafted(items, tuple(sorted(marks)))


def _marks(node: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a file
    if isinstance(node, dict):
        yield from (mark["why"] for mark in node.get("review", ()))
        for part in node.values():
            yield from _marks(part)
    elif isinstance(node, list):
        for part in node:
            yield from _marks(part)


def is_silent(truth: Drafted, damage: Damage) -> bool:
    """Whether a damaged text is read otherwise than the whole one, without one mark more."""
    reading = drafted(damage.text)
    if damage.kind in _PRINTED:
        truth, reading = _by_number(truth), _by_number(reading)
    return reading.items != truth.items and not _more(reading.marks, truth.marks)


_PRINTED: Final = ("suffix", "role of a head")
"""Damages after which another name or role is what the document says."""


def _by_number(draft: Drafted) -> Drafted:
    """A draft with how many units each item names, and not which."""
    items = [
        (frozenset({("units", str(len(units)))}), goals, due) for units, goals, due in draft.items
    ]
    return Drafted(items, draft.marks)


def _more(marks: Sequence[str], before: Sequence[str]) -> bool:
    return bool(Counter(marks) - Counter(before))


class Confirmed:
    """The plan of a draft whose marks a person has settled, and what ``verify`` says of it.

    ``name`` is what they call every target, if anything. ``diagnostics`` is what it says of the
    document that the draft is from, ``found`` the same by kind and facts.
    """

    def __init__(self, text: str, name: str = "") -> None:
        files = _settled(text, name).files(_SAY).items()
        tasks, departments = (read_yaml(*file).data for file in files)
        assert isinstance(tasks, LocatedMap)
        assert isinstance(departments, LocatedMap)
        whole, _ = read_plan(tasks, departments)
        assert whole is not None
        self._plan, self._tasks = whole, tasks
        self.diagnostics = verify(whole, "x.txt", text, tasks).diagnostics
        self.found = _told(self.diagnostics)

    def reports(self, damage: Damage) -> bool:
        """Whether ``verify`` says more of a damaged text than of the whole one."""
        return bool(self.told(damage.text) - self.found)

    def told(self, text: str) -> Counter[str]:
        """What ``verify`` says of a text, by kind and facts."""
        return _told(verify(self._plan, "x.txt", text, self._tasks).diagnostics)


def _told(found: Iterable[Diagnostic]) -> Counter[str]:
    return Counter(f"{one.code}{one.variant}{one.facts}" for one in found)


def _settled(text: str, name: str = "") -> Draft:
    """The draft of a text without its marks."""
    plan = deepcopy(draft_once(text)[0])
    for part in (plan.tasks, plan.departments):
        _settle(part, name)
    return plan


def _settle(node: Any, name: str = "") -> None:  # noqa: ANN401 - any part of a file
    if isinstance(node, dict):
        marks = {mark["why"].key for mark in node.pop("review", ())}
        if "goal" in node and (name or marks & {"each", "left", "subject", "all-of"}):
            node["name"]["zh"] = name or node["quote"]
    for part in node.values() if isinstance(node, dict) else node:
        if isinstance(part, dict | list):
            _settle(part, name)


_ROLES: Final = ("lead", "responsible", "shared", "support")
_TURNED: Final = {">=": "<=", "<=": ">=", "=": "<="}
_OTHER_ROLE: Final = {
    "lead": "support",
    "support": "lead",
    "responsible": "support",
    "shared": "responsible",
}


class WrongPlan:
    """The plan of a draft whose marks a person has settled, with one wrong datum after another.

    ``unreported`` are those of which ``verify`` says nothing more than of the plan that is right.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._draft = _settled(text)

    @property
    def tasks(self) -> dict[str, Any]:
        """What ``tasks.yaml`` holds."""
        return self._draft.tasks

    @property
    def departments(self) -> dict[str, Any]:
        """What ``departments.yaml`` holds."""
        return self._draft.departments

    def unreported(self, every: int = 1) -> Iterator[str]:
        """The kind and the item of every wrong datum that goes unreported, of one in so many."""
        right, end = self.told(self._draft.tasks), self._draft.tasks["period"]["end"]
        wrongs = (
            (number, item["id"], *wrong)
            for number, item in enumerate(_items(self._draft.tasks))
            for wrong in _wrongs(item, end)
        )
        for number, name, what, change in islice(wrongs, 0, None, every):
            tasks = deepcopy(self._draft.tasks)
            change(tasks, _items(tasks)[number])
            if not self.told(tasks) - right:
                yield f"{what} in {name}"

    def told(self, tasks: dict[str, Any]) -> Counter[str]:
        files = Draft(tasks, self._draft.departments).files(_SAY).items()
        node, departments = (read_yaml(*file).data for file in files)
        assert isinstance(node, LocatedMap)
        assert isinstance(departments, LocatedMap)
        plan, found = read_plan(node, departments)
        assert plan is not None
        return _told([*found, *verify(plan, "x.txt", self._text, node).diagnostics])


def _tasks(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [task for section in plan["sections"] for task in section["tasks"]]


def _items(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for task in _tasks(plan) for item in task["items"]]


_Wrong = Callable[[dict[str, Any], dict[str, Any]], object]
"""Makes something of a plan, or of one of its items, wrong."""


def _wrongs(item: dict[str, Any], end: date) -> Iterator[tuple[str, _Wrong]]:
    """What may be wrong about an item, each with how to change the plan and the item so."""
    for role in (role for role in _ROLES if role in item):
        yield f"{role} swapped", _moves(role, _OTHER_ROLE[role])
        yield f"{role} dropped", _moves(role, "")
    for at, target in enumerate(item.get("targets", ())):
        found = re.fullmatch(r"(>=|<=|=) ([0-9.]+)(.*)", target["goal"])
        if found is None or not any(map(str.isdigit, target["quote"])):
            continue
        operator, number, unit = found.groups()
        ten = f"{(10 * Decimal(number)).normalize():f}"
        other = "‰" if unit == "%" else "吨" if unit != "吨" else "家"
        yield "operator turned", _asks(at, f"{_TURNED[operator]} {number}{unit}")
        yield "ten times", _asks(at, f"{operator} {ten if ten != number else 1}{unit}")
        yield "another unit", _asks(at, f"{operator} {number}{other}")
        yield "another name", _says(at, name={"zh": "道路硬化里程", "en": ""})
        if not unit.isascii() and f"{number}{unit}" in target["quote"]:
            yield "unit gone", _asks(at, f"{operator} {number}")
            cut = target["quote"].partition(f"{number}{unit}")[0] + number
            yield "quote cut", _says(at, quote=cut)
        if "holds" not in target:
            yield "kept up", _says(at, holds="every-period")
        yield "target missing", _lacks(at)
    due = (item.get("due") or end) - timedelta(days=37)
    yield "due moved", lambda _, one: one.update(due=due)
    if "due" in item:
        yield "due gone", lambda _, one: one.pop("due")
    yield "open", lambda _, one: one.update(open=not one.get("open"))
    yield "item missing", _without_item
    yield "task called otherwise", _called_otherwise
    yield "title misquoted", _misquoted
    yield "item twice", _twice


def _moves(role: str, other: str) -> _Wrong:
    return lambda _, item: _move(item, role, other)


def _asks(at: int, goal: str) -> _Wrong:
    return lambda _, item: item["targets"][at].update(goal=goal)


def _says(at: int, **keys: object) -> _Wrong:
    return lambda _, item: item["targets"][at].update(keys)


def _lacks(at: int) -> _Wrong:
    return lambda _, item: item["targets"].pop(at)


def _move(item: dict[str, Any], role: str, other: str) -> None:
    unit = item[role].pop(0)
    if other:
        item.setdefault(other, []).append(unit)
    if not item[role]:
        del item[role]


def _without_item(plan: dict[str, Any], item: dict[str, Any]) -> None:
    for task in _tasks(plan):
        task["items"] = [one for one in task["items"] if one is not item]
    for section in plan["sections"]:
        section["tasks"] = [task for task in section["tasks"] if task["items"]]
    plan["sections"] = [section for section in plan["sections"] if section["tasks"]]


def _called_otherwise(plan: dict[str, Any], item: dict[str, Any]) -> None:
    task = next(task for task in _tasks(plan) if item in task["items"])
    task["title"] = {"zh": "另有名称的任务", "en": ""}


def _misquoted(plan: dict[str, Any], item: dict[str, Any]) -> None:
    task = next(task for task in _tasks(plan) if item in task["items"])
    words = task["title"]["zh"]
    middle = len(words) // 2
    task["title"] = {"zh": f"{words[:middle]}某{words[middle + 1 :]}", "en": ""}


def _twice(plan: dict[str, Any], item: dict[str, Any]) -> None:
    for task in _tasks(plan):
        if any(one is item for one in task["items"]):
            task["items"].append({**deepcopy(item), "id": f"{task['id']}.99"})


_ROLE_WORDS: Final = re.compile("按职责分工负责|分工负责|牵头|配合|负责")
_OTHER_WORD: Final = {
    "按职责分工负责": "负责",
    "分工负责": "负责",
    "牵头": "配合",
    "配合": "牵头",
    "负责": "配合",
}
_QUOTING: Final = re.compile(
    r"^(?!\s*#)[^#\n]*?\b(?:phrase|quote|goal|number|issued|due): ?(?P<words>[^\n]*)", re.MULTILINE
)
_ROLE_LINE: Final = re.compile(
    r"^\s+(?P<role>lead|responsible|shared|support): \[(?P<units>[^\]]*)\]", re.MULTILINE
)
_BRACKETS: Final = "（）()"


class Change(NamedTuple):
    """A changed text, and what was done to it where."""

    what: str
    text: str


def changed_documents(text: str) -> Iterator[Change]:
    """The document with one digit, role, department or bracket changed."""
    yield from _digits(text, range(len(text)), "document")
    yield from _removals(text, range(len(text)), "document")
    reading = read("document", text)
    origin = reading.document.origin
    for phrase in (item.phrase for task in reading.tasks for item in task.items):
        start, end = origin[phrase.outer_start], origin[phrase.outer_end - 1] + 1
        yield from _role_words(text, start, end, "document")
        for party in phrase.parties:
            place = origin[party.start], origin[party.end - 1] + 1
            yield _replaced(text, *place, "区档案局", "document: department")
            yield _replaced(text, *place, "", "document: department gone")


def changed_plans(text: str, units: list[str]) -> Iterator[Change]:
    """``tasks.yaml`` with one digit, role, department or bracket changed; ``units`` are all ids."""
    for line in _QUOTING.finditer(text):
        end = line.start("words") + len(re.split(r"\s+#", line["words"])[0])
        place = range(line.start("words"), end)
        yield from _digits(text, place, "plan")
        yield from _removals(text, place, "plan")
        if re.search(r"\bphrase:", line[0]):
            yield from _role_words(text, place.start, place.stop, "plan")
    for line in _ROLE_LINE.finditer(text):
        yield from _roles(text, line, units)
    for found in re.finditer(r"^\s+open: true", text, re.MULTILINE):
        yield _replaced(text, found.end() - 4, found.end(), "false", "plan: open")


def _roles(text: str, line: re.Match[str], units: list[str]) -> Iterator[Change]:
    for role in _ROLES:
        if role != line["role"]:
            yield _replaced(text, *line.span("role"), role, "plan: role")
    listed = [unit.strip() for unit in line["units"].split(",")]
    for position, unit in enumerate(listed):
        others = [other for other in units if other not in listed]
        for other in others[:2]:
            members = [*listed[:position], other, *listed[position + 1 :]]
            yield _replaced(text, *line.span("units"), ", ".join(members), "plan: department")
        fewer = ", ".join(listed[:position] + listed[position + 1 :])
        yield _replaced(text, *line.span("units"), fewer, f"plan: department {unit} gone")


def _digits(text: str, places: range, where: str) -> Iterator[Change]:
    for place in places:
        if text[place].isascii() and text[place].isdigit():
            for step in (1, 5):
                digit = str((int(text[place]) + step) % 10)
                yield _replaced(text, place, place + 1, digit, f"{where}: digit")


def _removals(text: str, places: range, where: str) -> Iterator[Change]:
    for place in places:
        if text[place] in _BRACKETS:
            yield _replaced(text, place, place + 1, "", f"{where}: bracket gone")
            yield _replaced(text, place, place + 1, "【", f"{where}: bracket")


def _role_words(text: str, start: int, end: int, where: str) -> Iterator[Change]:
    for found in _ROLE_WORDS.finditer(text, start, end):
        yield _replaced(text, *found.span(), _OTHER_WORD[found[0]], f"{where}: role")
        yield _replaced(text, *found.span(), "", f"{where}: role gone")


def _replaced(text: str, start: int, end: int, other: str, what: str) -> Change:
    line = text.count("\n", 0, start) + 1
    around = text[max(0, start - 8) : end + 8].replace("\n", "↵")
    return Change(
        f"{what} in line {line}: …{around}…, {text[start:end]!r} → {other!r}",
        text[:start] + other + text[end:],
    )
