"""What a figure is of: its name, from the words before and behind it in its clause."""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.document import date_words, figure_words, rate_words
from foodsafety_ledger.document.amount_words import FALLS, RISES
from foodsafety_ledger.document.deed_words import (
    BRINGS_FORTH,
    BUILDS,
    MENDS,
    SEEN_TO,
    SEES_TO,
    STAGES,
)
from foodsafety_ledger.document.figures import Figure, ends_in_verb, without_operator
from foodsafety_ledger.document.lexicon import WHOLE_PLACE
from foodsafety_ledger.document.numerals import parse_numeral
from foodsafety_ledger.model.goal import COUNTERS, Operator, scale_of

_LONGEST_NAME: Final = 60
_SHORTEST: Final = 2
_RATE: Final = re.compile(f"(?:{rate_words.RATES})”?$")
_SO_MANY: Final = re.compile(f"{figure_words.EACH_OF_MANY.pattern}$")
_MEASURED: Final = re.compile(
    "(?<=等)[一-鿿]+$|(?:[一-鿿]{2}化率|[能电水煤]耗|(?:综合|平均|有效|规范|冷链|(?:例行)?监测|(?:监督)?抽[检样查])?[一-鿿]{2}率"
    "|(?:[排用产销存]|[用取耗节][水电能煤气]|[减排]排|排放|销售|使用|施用|消耗|播种|种植)总?[量额]|(?:综合|总体)?满意[度率]|[一-鿿]{2}(?:面积|比[例重]|人数|起数)|(?:(?:常住)?居民)?(?:人均)?(?:可支配|纯)?收入|产值|[单总]?价)$"
)
"""What a name in a list ends with that is measured of the others, too."""
PLACE: Final = re.compile(
    "县城|城[市镇区乡]|[农乡]村|[乡集场圩村]镇|(?:中心|主)城区|[县市]域|市区|县（市）|平原区|[丘陵山]+区|建成区|重点镇"
)
"""Kinds of places that one thing is measured in: 县城、城市污水处理率."""
_SAID_OF_EACH: Final = re.compile(
    "(?<=等)[一-鿿]+$|(?<=..)(?:(?:生产|加工|经营|销售|批发|零售|流通|种植|养殖|屠宰|配送|服务)*"
    f"(?:{'|'.join(figure_words.BUSINESSES)})|病虫害|重点工程|患者|产地|低温|机[收播耕插]|质量安全|例行|无害化|资源化|全年|每[年月季周]|专题|年度|追溯码|电子追溯|人均|累计|日常|网上|{figure_words.TO_DO.pattern}).*$"
)
"""What the last name of a list says of the others, too, from a kind of business or a deed on."""
_KITCHENS: Final = ("食堂", "厨房")
_DEALS_IN_FOOD: Final = re.compile(
    "食品|农产品|餐饮|[供配]餐|生产|经营|加工|流通|销售|零售|批发|配送|[农商]贸|(?:市场|超市|商[超场]|店|摊贩|小作坊|合作社|基地|平台|场|户)$"
)
"""Businesses that make or sell food, and have no kitchen beside."""
_BASE_YEAR: Final = re.compile(r"(?:[较比]|与)(?:上年|去年|20\d\d年)(?:同期|相比)?$")
"""What a change is one against."""
_GOVERNED: Final = re.compile(
    "[省市州县区旗]本级|[国省市州县区镇乡村]级|[市县旗]（[市县区旗、]{1,5}）|乡镇（街道）"
)
"""Levels of government that do one thing: 市本级、县（区）投入分别增长8%、6%."""
_ASIDE: Final = re.compile("（[^（）]*）")
_KIND_OF_PLACE: Final = "(?:[市州县区旗镇乡村场街]|街道|社区|乡镇)"
_OR_PLACE: Final = re.compile(f"(?<=[村镇乡县区市街])（({_KIND_OF_PLACE}(?:、{_KIND_OF_PLACE})*)）")
"""A bracket with another kind of place, of which the same is said: 乡镇（街道）."""
_PLACE_BEHIND: Final = re.compile("(?<=区、市)(?=县)|(?<=县、市)(?=区)")
"""Where behind such a bracket another kind of place stands: 区（市）县."""
_BETWEEN_WORDS: Final = re.compile("(?<=[a-z])（[^（）]*）(?=[A-Za-z])")
_WITHIN_WORD: Final = re.compile(
    f"(?<=[一-鿿])（(?!{figure_words.UNITS}|含）)([一-鿿](?:、[一-鿿])*)）(?=[一-鿿])"
)
"""Single characters in a bracket in a word, which is said of each: 专（兼）职, 新（改、扩）建."""
_STRAY: Final = re.compile(
    r"^.*[（）]|^(?:\d{1,2}(?:、|\.(?!\d{1,3}(?!\d)))|[①-⑳])|^.* \d{1,2}\.\d{1,2} (?=[A-Z])"
)
_GLUED: Final = re.compile("[①-⑳]+$")
"""A list number, or that of a note, between a name and its figure."""
_NO_NAME: Final = re.compile(r"^(?:[、且并和及与·]|(?:and|or) )|[一-鿿].*\d")
"""What of the words behind a figure tells of another one."""
_BESIDE: Final = re.compile(
    r"(?P<own>[一-鿿]{2,10})\d[\d.]*(?:"
    + "|".join(sorted(COUNTERS, key=len, reverse=True))
    + ")(?![一-鿿]{0,2}的|及?以|之|内|工作|小?时|月|百分)"
)
"""Words behind a figure, and another figure beside them: 10个乡镇27个村."""
_TO: Final = ("向", "给", "为")
_GIVEN_TO: Final = re.compile("(?P<own>[一-鿿]{2,12}?)(?:发放|派发|发给|给予|提供|补[助贴])")
"""Words behind a figure that are of those to whom so much is given: 向200家食肆发放5万元补助."""
_QUALIFIED: Final = re.compile(
    r"[一-鿿]{0,12}\d[\d.]*(?:[%‰](?:以[上下])?|[一-鿿]{1,12})的[一-鿿]{1,20}"
)
"""Words behind a figure that say with a figure which things are counted: 营收5亿元以上的企业."""
_OTHER: Final = re.compile(rf"\d[\d.]*(?:{figure_words.UNITS})")
"""Words behind a figure that are nothing but the next one: 4批40件."""
_HAN: Final = re.compile("[一-鿿“]")
_NO_MORE: Final = re.compile("^(?:以[上下内]|左右|之间)?的?(?:目标|要求|水平|任务|指标)?(?:任务)?$")
"""Words behind a figure that name nothing more."""
_GIVEN: Final = re.compile(
    rf"(?<![每\d.])(?:[由从]\d[\d.]*(?:{figure_words.UNITS}))?(?:{RISES}|{FALLS})?[到至了]?"
    rf"\d[\d.]*(?:{figure_words.UNITS})(?:以[上下内])?$"
)
"""Another figure that a name from the clause before ends with."""
_BOUND: Final = (
    f"(?:放宽[到至]|最[高多大长])?(?:{figure_words.NO_LESS}|{figure_words.NO_MORE}|至少"
    "|最[高低多少])"
)
_OF_EACH: Final = re.compile(
    f"(?<=..){_BOUND}(?:(?:辖区|全[省市县区])?(?:常住|户籍|服务)?人口)?"
    "(?:每[一-鿿每]{1,8}|(?P<mean>[人户生班村]均))$"
)
"""What of the words before a figure says how it is bounded, and for each of whom."""
_TWO_SIZES: Final = re.compile(
    f"(?P<this>(?!按|以).{{2,}}?)(?:{_BOUND}|(?<!率)控制[在到]|(?<!率)(?:力争|争取|[应要])?达到?)(?P<that>(?!每)[一-鿿]{{2,16}}?)(?:的|(?<=[总人户]数))"
)
"""Two things of which one is to be so much of the other: 规模不低于高职招生规模的10%."""
_SHARE: Final = re.compile("(?:所?占)?(?:比例|比重|占比)$")
"""What a thing's name ends with where the other one is the whole: 比例不低于新招人员的50%."""
_BY_WHEN: Final = re.compile(
    r"(?:[，.]| (?:at least )?(?:once|twice|[a-z]+ times) (?:a|per|each|every) [a-z]+"
    r"| (?:by|before|in|during|within|between|compared|relative|below) "
    r"| inside (?:[a-z]+|\d+) (?:[a-z]+ )?(?:hour|day|week|month)s?"
    r"| (?:to|across|for|in|at|with) (?:a minimum of|at least|no fewer than|not less than|over) \d"
    r"| and (?=[a-z]+ \d)| and (?=(?:\d[\d,]*|one|two|three|four|five|six) [a-z])"
    r"| and (?=\d{1,3} (?:a|per|each|every|at|in|for|from|of) )"
    r"| and (?!.{0,40} within )(?=[a-z\d][^\d]{0,40}(?:\d| (?:twice|two|three|four|five|six) ))).*$"
)
EACH_TIME: Final = (
    "(?:全年|[人户年月日]均|每(?:个?(?:学期|学年|半年|季度?)|[两二三]?个?[年月周天日次]))"
)
"""What tells how often something is done, and not what."""
_DOES_ONLY: Final = re.compile(
    f"(?:{EACH_TIME}|{figure_words.TO_DO.pattern}|{figure_words.TO_GIVE.pattern}"
    f"|{figure_words.FILLER}|全[年面力]|[再新共]|至[少多]|积极|大力|重点|继续|累计|推动|吸收|进行|联合)++"
)
"""Verbs that say nothing of what they are done with."""
_ADDS_NOTHING: Final = (
    f"至[少多]|{EACH_TIME}|{figure_words.FILLER}|全[年面力]|(?<!更)[再新共]|积极|大力|重点|继续|累计"
    "|推动|推进|实现|确保|争取|达到?|不少于|不低于|每[年月季周个家名]"
)
_LEAVES_UNSAID: Final = re.compile(_ADDS_NOTHING)
"""What before a share of some things says nothing of what becomes of them: 确保30%的网点."""
LEAVES_BEHIND: Final = re.compile(
    f"新[建增]|{_ADDS_NOTHING}|{figure_words.TO_GIVE.pattern}|{BRINGS_FORTH}|{RISES}|增设|创成|成立|配强|吸收|进行|联合"
    "|发展|完成|开展|举办|召开|组织|安排|推出|推广|扶持|支持|树立|认定|制定|编制|印发|发布|申报|覆盖"
)
"""What leaves so many things behind, and is no part of their name: 建成8个站, not 关闭8个站."""
_NEXT: Final = re.compile(
    rf"(?:(?:、|和|及|与|以及)(?:{EACH_TIME})?"
    rf"|(?:、|并|(?:和|及|以及)(?={figure_words.TO_DO.pattern}))"
    r"[^、，\d]{1,16}|(?<=[一-鿿]{2})(?:惠及|受益|带动|辐射|吸纳|容纳)[^、，\d]{0,12})(?=\d).*$"
)
"""Words behind a figure from those on that count something else."""
_ACCORDING: Final = re.compile("(?:按照?|以)$")
"""What before a figure only says that it goes by it."""
_ACCORDING_FIRST: Final = re.compile("(?:严格)?(?:按照?|依照?|依法)")
_AT_RATE: Final = re.compile("的(?P<what>比例|频[次率])(?=[一-鿿]{4})(?!给予|奖|补|予以|发放|计)")
"""What behind such a figure says the same: 按不低于3%的比例开展抽检."""
_TRAILING: Final = re.compile(
    rf"(?<=[^一二三四五六七八九十两几\d])(?:(?:[在到]|应?于)?(?:{date_words.DATES})[底末]?前?|[上下]半年|第?[一二三四]季度[底末]?|[今本当]?年(?:内|年?[底末]前?)|(?:按照?)?{EACH_TIME}|逐[年月季])$"
)
_LEADING: Final = re.compile(
    rf"^(?:{date_words.DATES}|起?至(?={date_words.DATES})|以后|此后|[上下]半年|“?(?:{'|'.join(date_words.FIVE_YEARS)})”?(?:期[间内]|时期)"
    "|[、和](?=第?[一二三四]季度)"
    "|[春秋]季学期(?:开学|结束)前|By |(?:and )?[Ee]nsure (?:that )?"
    "|将|把(?![关控握])|[底末]?前|(?<=月)初前?|(?<=年)起"
    "|(?<=月)[底末]|(?<=\\d年)内|[上中下]旬|[今本当]?年{1,2}[底末]前?|截至|[‧·•●○◆◇■□▪►▶➢➤✓★☆*–—-]|于(?=\\d|第|年)|第?[一二三四]季度?内?"
    r"|到(?![位岗场账帐货校]|期[^末间])|达到(?=[一-鿿]{2,4}$)|其中|同时(?!段)|并|且|确保"
    rf"|{figure_words.STRIVES}|实现|[一二三四五六七八九十]是|(?:牵头|具体|主要)?负责(?=[一-鿿]{{2}})(?![人制])"
    rf"|年内(?={figure_words.TO_DO.pattern})"
    rf"|(?:\d{{1,2}}|[两三四五六七八九十])年内，?|{WHOLE_PLACE}"
    r"|全年|[一本]?年内?(?=$|，)|一年|计划(?!生)|持续|要(?![素求点])|使(?!用)|对(?![口外接])|在(?![校岗职册园库建线孵读]|产企|营企|研项|用(?![户餐药水电地人工情于]))|，)+"
)


def is_rate(name: str) -> bool:
    """Whether a name ends as names of rates do."""
    return _RATE.search(name) is not None


_NOT_LATER: Final = re.compile("(?<=..)不[迟晚]于(?:[一-鿿“”]{1,16}后)?$")
"""What before a time says since when it is reckoned: 公布结果不迟于抽样后5个工作日."""
_SUMMED: Final = re.compile("[合总]共$|(?<!公)共$")
_SINCE: Final = re.compile(
    "(?:由|从(?![业事严重快优]))[^由从]*$| from (?:[a-z]+ ){0,5}$|在[^在]{0,8}$"
)
"""What before a figure says that something is reached from it."""


def without_lead_in(clause: str) -> str:
    """A clause without the dates and particles that begin it."""
    return _LEADING.sub("", clause)


_EDGES: Final = re.compile(
    "^(?:[、，的 ]|和(?![解谐睦])|and |及(?![格时早]))+"
    "|(?:[、，和的 ]|(?<![触普涉惠])及|应当?于"
    "|(?<![关对由等属处位优源终低高少多大小晚早迟])[须需]?于"
    "|(?<=..)(?:一般|通常|原则上|阶段性)|(?<=率)(?:于|累计|近))+$"
)
"""What joins a name to the words before and behind it."""
_RATE_OF: Final = re.compile(r"(?<= rate) of (?=(?:[a-z]+ ){0,3}$)")
"""What joins an English rate to its figure: a response rate of over 60%."""
_FURTHER: Final = re.compile("(?<= by) an? (?:further|additional|extra)$")
"""What in English goes with how much something changes: cut complaints by a further 20%."""
_COMES_TO: Final = re.compile(r"^ to \d.*$")
"""English words behind how much something changes: by 15 percentage points to 70%."""
_OF_NEXT: Final = re.compile("(?!(?:at|in|on|for|by|among|within|across) )[^ ]")
"""English words behind a figure that go on with the ``of`` before it."""


_DUTY: Final = (
    f"(?:全面|严格|严格?执行|认真|切实|进一步|持续|深入|扎实)*(?:{SEES_TO})[一-鿿“”]{{0,10}}"
)
_DEED_THEN_RATE: Final = re.compile(
    f"^{_DUTY}(?:{SEEN_TO})、(?=[一-鿿“”]{{2,}}[一-鿿]{{2}}率[一-鿿]{{0,4}}$)(?!按[期时]|及时)"
)
"""A deed with its object, before the rate of something else: 加强宣传、群众知晓率达到90%."""
_FOUND_THEN_RATE: Final = re.compile(
    f"^{_DUTY}?(?P<found>(?:[一-鿿]{{2}})?(?:隐患|问题|风险))、(?=(?:按[期时]|及时)?(?:整改|处置|销号|办结|化解|查处)率)"
)
"""What is found and done away with, before the rate at which it is: 消除安全隐患、整改率100%."""


def _without_other_deed(head: str, tail: str, figure: Figure) -> str:
    """The words before a figure without another deed that only a list mark parts from its own."""
    done = figure_words.TO_DO.search(head) or _ACCORDING_FIRST.match(head)
    timed = figure.unit.endswith(figure_words.SPANS) and figure.after
    if timed and done and head.endswith("、") and figure_words.DONE_WITHIN.match(tail):
        return ""
    return _DEED_THEN_RATE.sub("", _FOUND_THEN_RATE.sub(r"\g<found>", head))


def name_of(head: str, tail: str, figure: Figure) -> str:
    """What the figure is about: the words before it and behind it.

    What is only done with the things behind it is left out (建设2个便民圈).
    """
    head = _without_other_deed(head, tail, figure)
    head, tail = (_in_one_word(_or_places(words)) for words in (head, tail))
    head = _STRAY.sub("", without_asides(head))
    head = _GLUED.sub("", _SINCE.sub("", head) if figure.since else head)
    head = _held_against(head) if figure.unit in ("%", "倍") else _without_each(head)
    head = _RATE_OF.sub(" ", _NOT_LATER.sub("", head))
    before = _SUMMED.sub("", without_lead_in(without_operator(head)))
    those = before.endswith("的")
    before = _EDGES.sub("", _TRAILING.sub("", before))
    before = re.sub("的占$", "的占比", without_lead_in(before) or before)
    at_rate = _AT_RATE.match(tail)
    before = _ACCORDING.sub("", before) if at_rate else before
    tail = f"{tail[at_rate.end() :]}{at_rate['what']}" if at_rate else tail
    behind = _STRAY.sub("", without_asides(re.sub("^的|^['’] ?|不变$", "", tail)))
    behind = _NEXT.sub("", _BY_WHEN.sub("", _COMES_TO.sub("", behind))).strip(" .")
    behind = "" if _OTHER.fullmatch(behind) else behind
    left = before if those else _GIVEN.sub("", before)
    before = before if left == before else without_operator(left) or before
    beside = None if before and not _only_says_do(before) else _BESIDE.match(behind)
    beside = _GIVEN_TO.match(behind) if before in _TO and _NO_NAME.search(behind) else beside
    behind = beside["own"] if beside else behind
    whole = _only_says_do(before) and _QUALIFIED.fullmatch(behind)
    other = bool(before) and not whole and _NO_NAME.search(behind)
    behind = "" if other else _first_words(_NO_MORE.sub("", behind))
    timed = (
        before and figure.operator is Operator.AT_MOST and figure.unit.endswith(figure_words.SPANS)
    )
    behind = "" if timed and behind.startswith("of ") else behind
    before = before if _OF_NEXT.match(behind) else before.removesuffix(" of")
    before = _FURTHER.sub("", before)
    behind = behind if figure.operator is Operator.AT_MOST else behind.removeprefix("of ")
    if _says_nothing(behind) or (figure.unit == "分" and len(before) >= _SHORTEST):
        return _last_words(before.removesuffix(" in")) or behind
    if len(before) < _SHORTEST or _only_says_do(before):
        done = (_LEAVES_UNSAID if scale_of(figure.unit) > 1 else LEAVES_BEHIND).sub("", before)
        keeps = ends_in_verb(done) and not done.isascii()
        whom = "为" if head == "为" else before
        done = done if keeps else whom if whom in _TO and not beside else ""
        return f"{done}{behind.removeprefix('of ')}"
    if before.endswith(behind):
        return _last_words(before)
    apart = "" if _HAN.match(behind) else " "
    return f"{_last_words(before)}{apart}{behind}"


_SHORT_NOUNS: Final = frozenset("村镇乡县区市户店校站厂馆")
"""Nouns of one character."""


def _says_nothing(behind: str) -> bool:
    """Whether the words behind a figure are too short to be a noun."""
    return len(behind) < _SHORTEST and behind not in _SHORT_NOUNS


def _or_places(words: str) -> str:
    """Words with the kinds of places in a bracket listed, and the last kind behind it, too."""
    return _PLACE_BEHIND.sub("、", _OR_PLACE.sub(r"、\1", words))


def _in_one_word(words: str) -> str:
    """Words of which those that hold a bracket have its characters in their place: 专兼职."""
    return _WITHIN_WORD.sub(lambda found: found[1].replace("、", ""), words)


def without_asides(words: str) -> str:
    """Words without what stands in brackets between them; English ones keep a space there."""
    return _ASIDE.sub("", _BETWEEN_WORDS.sub(" ", words))


def _held_against(head: str) -> str:
    """The words before a share of something, with what it is one of in place of the bound."""
    sizes = _TWO_SIZES.fullmatch(head)
    if not sizes:
        return head
    this, that = sizes["this"], sizes["that"]
    if _only_says_do(this):
        return f"{this}{that}"
    part = _SHARE.sub("", this)
    return f"{this}与{that}之比" if part in ("", this) else f"{part}占{that}"


def _without_each(head: str) -> str:
    """The words before a figure without its bound and those whose each has so much.

    A mean goes before what it is of: 面积不低于生均1.2平方米 is of 生均面积.
    """
    each = _OF_EACH.search(head)
    return f"{each['mean'] or ''}{head[: each.start()]}" if each else head


def counts_behind(head: str) -> bool:
    """Whether the words before a figure leave it to those behind it to say what is counted."""
    before = without_lead_in(without_operator(head)).strip("、，和及的 ")
    return len(before) < _SHORTEST or _only_says_do(before)


def from_next(between: str) -> str:
    """The words between two figures from those on that are about the second: …站、培训."""
    found = _NEXT.search(f"{between}0")
    return between[found.start() :] if found else between


def _only_says_do(words: str) -> bool:
    """Whether words before a figure tell what is done, and nothing of what it is done with."""
    if words.isascii():
        return words.isalpha() or (words.count(" ") < _SHORTEST and ends_in_verb(words))
    return _DOES_ONLY.fullmatch(words) is not None


def _first_words(words: str) -> str:
    """The beginning of the words behind a figure, in English up to the end of a word."""
    first = words[:_LONGEST_NAME]
    if first == words:
        return words
    return first.rpartition(" ")[0] or first if words.isascii() else f"{first}…"


def _last_words(words: str) -> str:
    """The end of the words before a figure, in English from the beginning of a word on."""
    last = words[-_LONGEST_NAME:]
    if last == words:
        return words
    return last.partition(" ")[2] or last if words.isascii() else f"…{last}"


def split_names(name: str, head: str) -> list[str]:
    """One name for each rate (立案率、处置率) or business (超市、食堂参保率) that is listed.

    ``head`` may say how many things are named: 保安、报警、护学岗三个100%.
    """
    many, listed = so_many(head), re.split("、|和|及|与", name)
    if many == len(listed):
        return listed
    pieces = re.split("(、|和|及|与|(?<=”)(?=“))", name)
    others: list[str] = []
    while len(pieces) > 2 and is_rate(pieces[-1]) and is_rate(pieces[-3]):
        others.insert(0, pieces[-1])
        del pieces[-2:]
    first = "".join(pieces)
    if others:
        people = rate_words.OF_PEOPLE.fullmatch(first)
        subject = people["people"] if people else _subject(first)
        return [first, *(rate if _subject(rate) else f"{subject}{rate}" for rate in others)]
    return _split_businesses(name.split("、")) or [name]


def so_many(head: str) -> int:
    """Of how many things the words before a rate say that it is asked; 0 where they do not."""
    said = _SO_MANY.search(head)
    return (parse_numeral(said["many"]) or 0) if said else 0


def _subject(rate: str) -> str:
    """The business at the head of a rate's name; empty if there is none."""
    ends = [rate.rfind(word) + len(word) for word in figure_words.BUSINESSES if word in rate]
    return rate[: max(ends)] if ends else ""


def _split_businesses(pieces: list[str]) -> list[str]:
    subject = _subject(pieces[-1])
    rate = pieces[-1][len(subject) :]
    if not subject or rate_words.PEOPLE.search(rate) or not is_rate(rate):
        return []
    if len(pieces) < 2 or not all(piece.endswith(figure_words.BUSINESSES) for piece in pieces[:-1]):
        return []
    named = [f"{piece}{_part_of_business(subject, piece)}" for piece in pieces[:-1]]
    return [f"{piece}{rate}" for piece in (*named, subject)]


def _part_of_business(subject: str, other: str) -> str:
    """What of another business one is, and the ``other`` that is listed before it: 学校、医院食堂.

    Who makes or sells food has no kitchen that is named for it: 食品生产企业、学校食堂.
    """
    place = next((word for word in figure_words.BUSINESSES if subject.endswith(word)), "")
    own = other.endswith(place) or (place in _KITCHENS and _DEALS_IN_FOOD.search(other))
    part = subject.removesuffix(place).endswith(figure_words.BUSINESSES) and not own
    return place if part else ""


def apportioned(
    name: str, head: str, position: int, count: int, *, shared: bool
) -> tuple[str, bool]:
    """The name for the ``position``-th of several figures given 分别 to a list of names.

    So it is, without that word, of a list of figures that have the words before them in common.
    What the last of them ends with, or what stands behind 分别, is said of each, and so is the noun
    of words that end alike before it (新建、改建食堂); of the years in a list all that is
    (2022年、2023年覆盖率). The second is whether nothing else may be, as well: not where one figure
    alone is read behind several names given 分别.
    """
    said, apart, rest = without_lead_in(without_operator(head)).partition("分别")
    whole, part, said = said.rpartition(f"，{figure_words.PART_OF}")
    base = _BASE_YEAR.search(said)
    said, rest = (said[: base.start()], base[0] + rest) if base else (said, rest)
    said = _TRAILING.sub("", _FROM_EACH.sub("", without_operator(said)))
    kinds = _KINDS_OF_ALL.search(said)
    if kinds and parse_numeral(kinds["many"]) == count:
        said = said[: kinds.start()] + said[kinds.end() :]
    pieces = said.split("、")
    if len(pieces) != count or count < _SURELY_EACH:
        pieces = re.split("、|和(?!谐)", said)
    if "分别" in head and len(pieces) < count:
        pieces = re.split("、|和(?!谐)|与(?!会)|以?及(?![时格早其]|以[上下])", said)
    listed = ("分别" in head or shared) and 1 < count == len(pieces)
    if not listed or position >= count:
        several = count < 2 <= len(pieces) or (len(pieces) > 1 and count % len(pieces))
        return name, not ("分别" in head and several and "、" in name)
    words, sure = _own_words(pieces, position, _ACCORDING.sub("", rest) if apart else "")
    words = _OF_EACH.sub("", words).removesuffix("的")
    return f"{whole}{part}{words}", sure


def _own_words(pieces: list[str], position: int, rest: str) -> tuple[str, bool]:
    """One piece of a list with the ``rest``, and what else is said of it; and whether surely so."""
    piece, last = pieces[position], pieces[-1]
    if not any(map(without_lead_in, pieces[:-1])):
        return without_lead_in(last) + rest, True
    if not any(map(without_lead_in, pieces[1:])):
        return f"{_TRAILING.sub('', pieces[0])}{rest}", True
    if piece is last:
        return f"{piece}{rest}", True
    if ahead := _rank_ahead(piece, last):
        return f"{piece}{last[ahead:]}{rest}", True
    ranks = [one[-1] for one in pieces[:-1] if len(one) == 1]
    of_ranks = any({*ranks, last[0]} <= set(alike) for alike in _RANKS) if ranks else False
    common = last[1:] if of_ranks else _common(piece, last)
    if ranks and not of_ranks:
        return f"{piece}{common}{rest}", False
    longer = len(last) - len(common) - max(map(len, pieces[:-1])) >= _LONGER - is_rate(common)
    alike = bool(common) and last.removesuffix(common).endswith(piece[-2:])
    sure = rest or not longer or alike or figure_words.TO_DO.search(piece)
    return f"{piece}{common}{rest}", bool(sure)


def _rank_ahead(piece: str, last: str) -> int:
    """How long the rank is that a name begins with, where another ends with one; 0 if it does not.

    The rest is said of both: 国家级、省级示范店, 城市高、低压办电时间.
    """
    level = _LEVEL.match(last)
    if level and _LEVEL_ENDS.search(piece):
        return level.end()
    return int(last[:1] in _DEGREES and _DEGREE_ENDS.search(piece) is not None)


_KINDS_OF_ALL: Final = re.compile(
    "(?P<many>[两三四五六七八九十])(?:个(?:品种|品类)(?=[一-鿿]+率)"
    "|(?<=[A-E甲乙丙丁戊].)(?=[级类])|(?<=[省市区县乡镇村].)(?=级))"
)
"""What behind the last of several says how many: 豇豆、韭菜、芹菜三个品种合格率, 市、县两级林长."""
_DEEDS: Final = re.compile(f"(?:{STAGES}|{BUILDS}|{MENDS}|新(?={STAGES}|签约)|签约|落地|续建)+")
"""What is done with so many, before what that is said of the last: 新开工、新投产项目."""
_FROM_EACH: Final = re.compile("(?:由|从)(?:目前|现在|现行|原来?)?的?(?:平均)?$")
"""What stands before the figures that each of several changes from."""
_LEVEL: Final = re.compile("(?:国家|[省市州县区镇乡村])级")
_LEVEL_ENDS: Final = re.compile(f"{_LEVEL.pattern}$")
_DEGREES: Final = ("高", "中", "低")
_DEGREE_ENDS: Final = re.compile("(?<!提)[高中低]$")
"""Levels and degrees of which only the last of a list has what is said of each."""
_RANKS: Final = (
    "特一二三四五",
    "ABCDE",
    "甲乙丙丁戊",
    "金银铜",
    "国省市县区乡镇村",
    "猪牛羊鸡鸭鹅鱼",
)
"""Characters of which several may have the rest of a word in common: 一、二、三等奖."""
_SURELY_EACH: Final = 3
"""So many names of a list are surely one for each of as many figures, with 和 within them."""
_SO_MUCH_LONGER: Final = 4
"""So many more characters the last of a list may have before a noun that is another's, too."""
_LONGER: Final = 3
"""So much longer than all others, the last of a list says more than who or what it is.

Of a rate, which may be one of something that is said of all, one character less.
"""


def _common(piece: str, last: str) -> str:
    """What the last of a list ends with that is said of another ``piece`` of it, too."""
    own, theirs = _MEASURED.search(piece), _MEASURED.search(last)
    if own and theirs and own[0][-2:] == theirs[0][-2:]:
        return ""
    if is_rate(piece) and is_rate(last):
        return ""
    done = _DEEDS.match(last) if _DEEDS.fullmatch(piece) else None
    if done:
        return last[done.end() :]
    for kind in (PLACE, _GOVERNED, figure_words.LEVELS):
        if kind.fullmatch(piece) and (theirs := kind.match(last)):
            return last[theirs.end() :]
    subject = _subject(last)
    if subject and piece.endswith(figure_words.BUSINESSES):
        return last[len(subject) - len(_part_of_business(subject, piece)) :]
    tried = ((form.search(last), form.search(piece)) for form in (_SAID_OF_EACH, _MEASURED))
    said = [found[0] for found, own in tried if found and not own]
    alike = len(piece) > 1 and last[len(piece) - 1 : len(piece)] == piece[-1]
    ends = len(piece) if alike else last.find(piece[-2:], 0, len(piece) + _SO_MUCH_LONGER) + 2
    noun = last[ends:].removeprefix("等") if alike or ends > _SHORTEST else ""
    return max(*said, noun, "", key=len)
