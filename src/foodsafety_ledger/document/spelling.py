"""Names of units that a scan or a typist may have got wrong: 市教肓局 beside 市教育局.

A document names most of its units more than once. Where two of its names differ in one character,
which in one of them belongs to a word that names of units have and in the other to none, the other
is doubtful; so is one that lacks such a character or has one more, the rest of a name that was cut
within such a word, and a name that is one character off a long such word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.folded import simple

_LONGEST: Final = 20
"""Longer names are not compared."""
_LONG: Final = lexicon.listed(
    "市场监管 市场监督管理 农业农村 卫生健康 生态环境 自然资源 交通运输 住房城乡建设 发展改革 "
    "应急管理 人力资源社会保障 退役军人 街道办事处 人力资源和社会保障 住房和城乡建设 发展和改革 "
    "文化和旅游 文化旅游 工业和信息化 工业信息化 经济和信息化 经济信息化 城市管理 综合执法 "
    "医疗保障 行政审批 民族宗教 乡村振兴 消防救援"
)
"""Words so long that hardly another word of a unit differs from them in one character."""
_OTHERS: Final = (
    "文[体广旅](?:和|与)?旅游|城[乡镇区]管理|城市管网|联合执法|医疗保[险健]|市场管理(?!局|所)|行政审判|民政宗教"
    "|[街集都夜]市管理|(?:发展|人力资源|城乡|文化)与|住房城乡建委"
)
"""Those that do."""
_WORDS: Final = sorted({*unit_names.ENGLISH, *unit_names.FIELDS, *_LONG}, key=len, reverse=True)
_KNOWN: Final = re.compile(f"(?=({'|'.join(map(re.escape, _WORDS))}))")
_PLACES: Final = frozenset("省市区县州旗镇乡盟国团")
_MORE: Final = frozenset("分总支大原各老和与新")
"""Characters that a name may have more than another one."""
_WORD: Final = f"(?:{'|'.join(_LONG)})"


def _nearly(word: str) -> str:
    """A pattern for a word with one character wrong, gone from within or too many.

    That all are Chinese is asked once: to compile a range for each takes a fifth of the start.
    """
    last = len(word) - 1
    return f"(?=[一-鿿]{{{last}}})(?:{'|'.join(_off(word, last))})"


def _off(word: str, last: int) -> Iterator[str]:
    for i in range(len(word)):
        any_one = "." if i < last else "[一-鿿]"
        yield f"{word[:i]}{any_one}{word[i + 1 :]}"
        if i > 0:
            yield f"{word[:i]}(?!和|与|市){any_one}{word[i:]}"
        if 1 < i < last:
            yield f"{word[:i]}{word[i + 1 :]}"


_NEARLY: Final = re.compile(f"(?!{_WORD}|{_OTHERS})(?:{'|'.join(map(_nearly, _LONG))})")
_HEADED: Final = re.compile(f"(?![{''.join(_PLACES)}各原总])[一-鿿](?={_WORD})")
"""One character before such a word that says no place."""


_PLACE: Final = f"[{''.join(_PLACES)}]"
_GLUED: Final = re.compile(
    rf"(?P<place>{_PLACE})(?:{'|'.join(map(re.escape, _WORDS))}){{1,3}}"
    rf"(?P=place)(?:{'|'.join(map(re.escape, _WORDS))})"
)
"""Two names of one place without the ending of the first (区商务区供销社)."""
_SHORT: Final = frozenset(
    (
        *(word for word in _WORDS if len(word) == 2),
        *lexicon.listed(
            "交建 资规 自规 综治 政法 审批 热线 宣传 编办 科数 科经 科工 教科 教文 工科 住保 "
            "环土 林海 文广 国动 人防 民防 城更 农水 农林 水电 残联 工会 社保 食安 国资 减负 "
            "防汛 防火 应急 稽查 执法 政数 数政 商贸 民宗 民族 宗教 统战 党校 史志 机管 机要 "
            "档案 接待 侨务 口岸 物流 航空 铁建 盐业 粮储 储备 救助 新闻 法务 工务 交通 市监 "
            "监管 农经 农综 体旅 旅发 科信 科商 经科 经贸 工贸 经商 商旅 自资 住规 规建 公管 "
            "征收 房产 地税 国税 粮油 蔬菜 水产 茶业 果业 邮管 通管 供水 网络 社治 社建 双创 "
            "文明 创建 经济 发展 统筹 效能 政务 建设 机关 政管 市容 物价 "
            "外经 台务 教卫 卫教 发统 国教 产促 产发 投服 企服 数管 数字 商投 文教 医疗 林水 水保 "
            "水库 牧业 农牧 城改 棚改 征迁 征补 房屋 资产 老干 史研 地志 方志 交警 交管 运输 机场 "
            "河长 湖长 林长 田长 路长 安委 爱卫 禁毒 关工 森防 环委 营商 双拥 老龄 妇儿 "
            "地矿 地质 水文 河务 黄管 防空 防震 救灾 减灾 网安 知产 质量 信用 银监 保监 电信 热力 "
            "党政 党群 党建 教委 规划 农技 农机 经管 村建 城建 武装 维稳 平安 民生 便民 渔业 "
            "海洋 海渔"
        ),
    )
)
"""Words of two characters that names of units have."""
_BRIEF: Final = re.compile(f"{_PLACE}(?P<word>[一-鿿]{{2}})[局厅委办]")
_FIRST, _SECOND = ({word[at] for word in _SHORT} for at in (0, 1))


def _is_nearly_known(name: str) -> bool:
    """Whether the word of a short name is none that is known, and one character off one (教肓)."""
    brief = _BRIEF.fullmatch(name)
    word = brief["word"] if brief else ""
    return bool(word) and word not in _SHORT and (word[0] in _FIRST or word[1] in _SECOND)


def misspelt(names: Iterable[str]) -> Iterator[str]:
    """Those of a document's names that are likely to be others with a character gone wrong.

    What is named more than once is hardly misspelt each time in the same way.
    """
    times = Counter(names)
    units = [name for name in times if 2 < len(name) <= _LONGEST]
    plain = {simple(name): name for name in units if not name.isascii()}
    known = {name: _known(name) for name in plain}
    odd: dict[tuple[str, str], list[str]] = {}
    doubtful = {name for name in plain if _NEARLY.search(name) or _HEADED.match(name)}
    doubtful |= {name for name in plain if _GLUED.match(name)}
    doubtful |= {name for name in plain if times[plain[name]] == 1 and _is_nearly_known(name)}
    for name, places in known.items():
        for i in set(range(len(name))) - places:
            odd.setdefault((name[:i], name[i + 1 :]), []).append(name)
            if name[:i] + name[i + 1 :] in plain and name[i] not in _MORE:
                doubtful.add(name)
    for name, places in known.items():
        for i in places:
            doubtful.update(odd.get((name[:i], name[i + 1 :]), ()))
            doubtful.update(_without(name, i, known))
    return (plain[name] for name in plain if name in doubtful)


def _without(name: str, at: int, known: dict[str, set[int]]) -> Iterator[str]:
    """The names that are this one without a character, or from there on, so that a word is broken.

    What is left of the word at that place belongs to none. One that lacks its place, as many do
    in a list (省政务和数据局、政务和数据局), is no such name.
    """
    rests = [(name[:at] + name[at + 1 :], {max(0, at - 1), at})] if at else []
    rests += [] if name[at - 1] in _PLACES else [(name[at:], {0})]
    for other, beside in rests:
        beside &= set(range(len(other)))
        if other != name and other in known and not known[other].issuperset(beside):
            yield other


def _known(name: str) -> set[int]:
    """Where in a name the characters stand that words of units explain."""
    places = {i for i, char in enumerate(name) if char in _PLACES}
    for found in _KNOWN.finditer(name):
        places.update(range(found.start(), found.start() + len(found[1])))
    if (brief := _BRIEF.fullmatch(name)) and brief["word"] in _SHORT:
        places.update(range(*brief.span("word")))
    ending = next((end for end in unit_names.UNIT_ENDINGS if name.endswith(end)), "")
    if (brief := _BRIEF.fullmatch(name)) and brief["word"] in _SHORT:
        places.update(range(*brief.span("word")))
    return places | set(range(len(name) - len(ending), len(name)))
