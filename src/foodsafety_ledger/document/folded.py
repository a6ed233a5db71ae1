"""A document's text, folded for reading, with the way back to every original character.

Folding bridges what layout and typing do to a text and nothing else: spaces, line and page breaks
inside words, page numbers, full- and half-width forms, the kinds of brackets. For the grammar
alone the traditional characters of its words are read as the simplified ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import cached_property, partial
from itertools import accumulate
from operator import itemgetter
from typing import Final
from unicodedata import normalize

from foodsafety_ledger.document.paper import PAGE, Seen
from foodsafety_ledger.files.text import Places
from foodsafety_ledger.model.diagnostic import Span
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.goal import WHOLE
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.words import in_both

_NUMBERED: Final = (*range(0x2474, 0x249C), *range(0x3220, 0x322A))
"""List numbers that are one character: ⑴, ⒈, ㈠."""
_ROUND: Final = str.maketrans("()", "（）")
_OPENING: Final = "([【〔〖［〈﹝﹙︵︹︻〘❲⦅"
_CLOSING: Final = ")]】〕〗］〉﹞﹚︶︺︼〙❳⦆"
BRACKETS: Final = dict(zip(_OPENING, _CLOSING, strict=True))
"""Kinds of brackets that hold words said beside others: round, square, on their side."""
_FOLDS: Final = {
    **{0xFF01 + i: chr(0x21 + i) for i in range(94)},
    **dict.fromkeys(map(ord, f"{_OPENING}（"), "（"),
    **dict.fromkeys(map(ord, f"{_CLOSING}）"), "）"),
    **{code: normalize("NFKC", chr(code)).translate(_ROUND) for code in _NUMBERED},
    **{ord(half): full for half, full in zip(",;:!?，；：！？", "，；：！？" * 2, strict=True)},
    **{code: normalize("NFKC", chr(code)) for code in range(0x1D7CE, 0x1D800)},
    **dict(zip(map(ord, "﹪﹐﹑﹒﹔﹕"), "%，、.；：", strict=True)),
    ord("㎡"): "平方米",
    ord("㎥"): "立方米",
    ord("∶"): "：",
    ord("．"): ".",
    ord("丶"): "、",
    ord("､"): "、",
    ord("｡"): "。",
    ord("～"): "~",
    ord("〜"): "~",
}

_FOLDED: Final = {chr(code): folded for code, folded in _FOLDS.items()}

_SIMPLE: Final = str.maketrans(
    "單責牽頭負協辦農業區縣鄉鎮廳衛衞環監學檢驗蓋達標準據關構機門隊團處組織務會聯圖類號編點個萬億兩產項戶間條輛"
    "隻場種週滿認證確應須於從與為時間內過後實現報執導參補勵費給減資財貼綜總體發開簽訂設備創擴貸額級階計劃題統進"
    "續強壓縮訓練課違規舉領鋪攤販廚飲藥獸質優評價無復覆遞輪連網絡電臺灣長陳屬轄護顧調產勞動險傳樣願啟佈黨紀國營"
    "醫術藝對來並齊權選檔錄節歲復貳陸書員決議經濟運輸審計稅銀貨幣價鐵職業態勢獎懲寫讀釋簡稱變廢棄撥劑測億終則華灑畫"
    "專東嚴爭雲畝眾餘偵兒兌養冊軍況別佔叄雙噸聽響園圍塊堅婦寧寬將層屆鞏師帳幫幹廣莊慶張當徹徵戰擔擁掛揮損攝撐數斷曉暫極棟樹檻殘氣匯沒熱狀獨盞碼礎"
    "積穩筆籌糧約納線細結絕繼維緩締繳罰肅蘇範薦獲見記訪訴診試話該詳說誰賬貫貴賦趕蹤車較輟邊遼遷還這採裡裏針鍾鉤銷錯閉問際陝隱頁頃風館饋驟龍説複註覈遲訖"
    "併係債傷儘償勝嚮廠庫彙換檯毀汙淨滙災煉爲畢盡礙穫籤綫緣繞繫羣臨舖衆裝製視覽觸託許証誤談請貧輔輿遊遠遺鄰鈎録鎭鐘閒闆陽離預颱餽駐乾効啓絶麵"
    "壽嬰廁恆惡懷擊敘曆橋歷溝溫滅漁潔燒疇療築篩綱績義習聖聞觀討詢誕諮諾講豬貿賣購輯輻轉鍵頒飯飼餅魚鮮鹽壞夠嘗妝嶺廟彈憂憑戲搶擾擇敗暢曬桿楊榮槍橫櫃歐殺洩湯漿漲潛澤濃濕濾煙煩"
    "燈燙爐牆狹猶瑪癒盜礦祕禍穀窩競筍籃籠粵糞紅紋紗紙紛緊緒縫繪繩纖羅聰脫腦腸膠膽臘臟艙艦莖萊葉葷蒐蔥薑藍蘆蘋虛蝦蠅衝襲訊詐詞誘語誠誼諒論諸諭謀謝謠謹譯譽讓讚豐貓貢貪賀賃賓賜"
    "賠賢賭賺賽贊贈贏趙趨躍軌軟載輕輝輩辭迴遙適郵鄧鄭釀釐釣鈣鈉鉛銅銳鋁鋅鋒鋼錢錦鍋鎖鎂鏈鑑鑒閃閣閥閱闊隨雖雜雞難霧靈靜頂頌頓頻顆顏顯飄飾飽餡饒馬騎騙驅驚髒鬆鬥魯鮑鳥鳳鴨鴻鵝"
    "鶴鷄鹼麗麥黃齒龐盤劉勁厭叢吳噴嚇囑壩壘夾奧媽孫寶尋島崗嶼幾廈彎徑悅慘慣慮憲憶懇懸拋掃搖撈撫撲撿擋擺攜敵晉樂樓樞樸櫻歡歸殼涼淺滲滬滯漢潤澆烏燉爛獻異矚磚禮鹵擬誌鬧鵪鶉鱘鰻"
    "鱉蘿蔔賑齡聲盧蘭籲壯憤譴憊曠澱蔣鄒馮竇輒羨贛瀋贓穢鏽銹鍛鑄繕牴彆遝蹟跡囪凍",
    "单责牵头负协办农业区县乡镇厅卫卫环监学检验盖达标准据关构机门队团处组织务会联图类号编点个万亿两产项户间条辆"
    "只场种周满认证确应须于从与为时间内过后实现报执导参补励费给减资财贴综总体发开签订设备创扩贷额级阶计划题统进"
    "续强压缩训练课违规举领铺摊贩厨饮药兽质优评价无复覆递轮连网络电台湾长陈属辖护顾调产劳动险传样愿启布党纪国营"
    "医术艺对来并齐权选档录节岁复贰陆书员决议经济运输审计税银货币价铁职业态势奖惩写读释简称变废弃拨剂测亿终则华洒画"
    "专东严争云亩众余侦儿兑养册军况别占叁双吨听响园围块坚妇宁宽将层届巩师帐帮干广庄庆张当彻征战担拥挂挥损摄撑数断晓暂极栋树槛残气汇没热状独盏码础"
    "积稳笔筹粮约纳线细结绝继维缓缔缴罚肃苏范荐获见记访诉诊试话该详说谁账贯贵赋赶踪车较辍边辽迁还这采里里针钟钩销错闭问际陕隐页顷风馆馈骤龙说复注核迟讫"
    "并系债伤尽偿胜向厂库汇换台毁污净汇灾炼为毕尽碍获签线缘绕系群临铺众装制视览触托许证误谈请贫辅舆游远遗邻钩录镇钟闲板阳离预台馈驻干效启绝面"
    "寿婴厕恒恶怀击叙历桥历沟温灭渔洁烧畴疗筑筛纲绩义习圣闻观讨询诞咨诺讲猪贸卖购辑辐转键颁饭饲饼鱼鲜盐坏够尝妆岭庙弹忧凭戏抢扰择败畅晒杆杨荣枪横柜欧杀泄汤浆涨潜泽浓湿滤烟烦"
    "灯烫炉墙狭犹玛愈盗矿秘祸谷窝竞笋篮笼粤粪红纹纱纸纷紧绪缝绘绳纤罗聪脱脑肠胶胆腊脏舱舰茎莱叶荤搜葱姜蓝芦苹虚虾蝇冲袭讯诈词诱语诚谊谅论诸谕谋谢谣谨译誉让赞丰猫贡贪贺赁宾赐"
    "赔贤赌赚赛赞赠赢赵趋跃轨软载轻辉辈辞回遥适邮邓郑酿厘钓钙钠铅铜锐铝锌锋钢钱锦锅锁镁链鉴鉴闪阁阀阅阔随虽杂鸡难雾灵静顶颂顿频颗颜显飘饰饱馅饶马骑骗驱惊脏松斗鲁鲍鸟凤鸭鸿鹅"
    "鹤鸡碱丽麦黄齿庞盘刘劲厌丛吴喷吓嘱坝垒夹奥妈孙宝寻岛岗屿几厦弯径悦惨惯虑宪忆恳悬抛扫摇捞抚扑捡挡摆携敌晋乐楼枢朴樱欢归壳凉浅渗沪滞汉润浇乌炖烂献异瞩砖礼卤拟志闹鹌鹑鲟鳗"
    "鳖萝卜赈龄声卢兰吁壮愤谴惫旷淀蒋邹冯窦辄羡赣沈赃秽锈锈锻铸缮抵别沓迹迹囱冻",
)
"""Traditional characters of the words that the grammar knows, and the simplified ones."""

_AMONG_THEM: Final = re.compile("(?<=[，；（])当中(?![，、])")
"""What parts of a number begin with elsewhere, in as many characters."""
_PAGE_NUMBERS: Final = re.compile(
    r"^[^\S\n]*(?:[-—–－·]+[^\S\n]*\d{1,3}[^\S\n]*[-—–－·]+|第[^\S\n]*\d{1,3}[^\S\n]*页.*)[^\S\n]*$|\f",
    re.MULTILINE,
)
_TITLED: Final = re.compile(r"#{1,6} +(?:[^\n:：]*(?:\n|$)|(?s:.*\n#{1,6} ))")
"""A first line that is a heading of Markdown: one of several, or one without a colon."""
_MARKDOWN: Final = re.compile(
    r"^#{1,6}(?= )|^[^\S\n]*[-*] +(?=(?:\*\*)?(?:\d{1,2}[.、]|[一二三四五六七八九十（(]))"
    r"|\*\*(?=[^*\n]+\*\*)|(?<=[^*\s])\*\*",
    re.MULTILINE,
)
"""What Markdown sets before headings and numbered items, and around what is bold."""
_BLANKS: Final = re.compile("&(?:nbsp|ensp|emsp|thinsp|#160|#8194|#8195|#12288|#x[aA]0|#x3000);")
"""Blanks as a web page writes them."""
INVISIBLE: Final = frozenset(
    map(chr, (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
) | {"\ufeff"}
"""Signs that nobody sees, those that turn the direction of writing among them."""
HAN_CHARACTER: Final = re.compile("[一-鿿]")
_ANOTHER_SIGN: Final = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF), "\ufffd"),
    **{ord(char): char for char in "\t\n\f\r"},
    **dict.fromkeys(map(ord, "\x0b\x0e\x85\u2028\u2029"), "\n"),
    0x07: "\t",
    **{code: normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **dict(
        zip(
            map(ord, "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻳巿毎"),
            "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟黄齐齿龙龟市每",
            strict=True,
        )
    ),
}
"""Signs that stand for others.

The ends of cells and lines that Word writes as controls; a control of no meaning, which stands
where another program lost a sign, as U+FFFD; the radicals that the text of a PDF has for
characters that look the same.
"""
_SPACE: Final = re.compile(r"\s+")


class Gap(IntEnum):
    """What stands between a character and the one before it."""

    NONE = 0
    SPACE = 1
    LINE = 2


@dataclass(frozen=True)
class Document:
    """A text and its folded form.

    ``raw`` is the text as it is in the file, with page numbers and the like blanked out in place.
    ``words`` has no white space but single spaces between two ASCII characters; ``flat`` is the
    same in simplified characters; ``origin`` is, for each of their characters, its offset in
    ``raw``; ``gaps`` what stood before it; ``pages`` where in ``raw`` pages end that others follow;
    ``seen`` what of ``raw`` was recognised in a picture.
    """

    name: str
    raw: str
    words: str
    flat: str
    origin: tuple[int, ...]
    gaps: tuple[Gap, ...]
    pages: tuple[int, ...] = ()
    seen: tuple[Seen, ...] = ()

    def verbatim(self, start: int, end: int) -> str:
        """The document's own words between two offsets of ``flat``, without its line breaks."""
        if start >= end:
            return ""
        words = self.raw[self.origin[start] : self.origin[end - 1] + 1].translate(_HIDDEN)
        return _SPACE.sub(_unbroken, words).replace("\t", " ").strip()

    def tidy(self, start: int, end: int) -> str:
        """The same words without the spaces beside Chinese characters, for titles and names."""
        return _SPACE.sub(_joined, self.verbatim(start, end))

    def span(self, start: int, end: int) -> Span:
        """Where the characters between two offsets of ``flat`` stand in the file."""
        last = self.origin[max(start, end - 1)] + 1
        return self._places.span(self.origin[start], last)

    def printed(self, at: int) -> Name:
        """Where a person finds an offset of ``flat``: its line, and the page if there are any."""
        start = self.origin[at]
        page = bisect_left(self.pages, start)
        line = self.span(at, at + 1).line
        if not self.pages:
            return in_both("document.printed.line", line=line)
        line -= self._places.span(self.pages[page - 1], start).line - 1 if page else 0
        return in_both("document.printed.page", page=page + 1, line=line)

    @cached_property
    def is_one_line(self) -> bool:
        """Whether the text came without its line breaks, so that spaces stand for them."""
        return sum(gap is Gap.LINE for gap in self.gaps) < 4

    @cached_property
    def lines(self) -> frozenset[int]:
        """Where lines begin, or in a text without line breaks what a space sets apart.

        A space between English words, or inside a paper's title, sets nothing apart.
        """
        parted = Gap.SPACE if self.is_one_line else Gap.LINE
        found = (i for i, gap in enumerate(self.gaps) if gap >= parted)
        titles = Stretches(title.span() for title in _TITLE.finditer(self.flat))
        return frozenset(
            i
            for i in found
            if self.gaps[i] is Gap.LINE
            or not (self.flat[i - 1].isascii() or titles.touching(i - 1, i))
        )

    def offset(self, raw: int) -> int:
        """The first offset in ``flat`` at or behind an offset in ``raw``."""
        return bisect_left(self.origin, raw)

    @cached_property
    def _places(self) -> Places:
        return Places(self.raw)


_TITLE: Final = re.compile("《[^《》。；]{1,120}(?=》)")
"""The title of a paper, up to the mark that closes it."""
_HIDDEN: Final = dict.fromkeys(map(ord, INVISIBLE))


_LATIN: Final = re.compile("[\\x00-\\x7fÀ-ɏ€£]*")
_CURRENCY: Final = "$€£"


def is_latin(words: str) -> bool:
    """Whether words are of characters that keep the space between them: none of Chinese."""
    return _LATIN.fullmatch(words) is not None


def _joined(found: re.Match[str]) -> str:
    start, end = found.span()
    around = found.string[max(0, start - 1) : start] + found.string[end : end + 1]
    apart = is_latin(around) and not (around.isdigit() and "\n" in found[0])
    return " " if apart else ""


def _unbroken(found: re.Match[str]) -> str:
    return _joined(found) if "\n" in found[0] else found[0]


def alike(words: str) -> str:
    """``words`` with signs and letters of every width, and brackets of every kind, as one."""
    return words.translate(_FOLDS)


def simple(words: str) -> str:
    """``words`` with the traditional characters that the grammar knows as simplified ones."""
    return words.translate(_SIMPLE)


_WRAPPED: Final = re.compile(
    r"(?<=\S{20}\d)[^\S\n]*\n[^\S\n]*(?=\d{1,4}(?![\d、）)：:]|\.(?!\d))\S)"
    r"|(?<=[一-鿿\d]\d)[^\S\n]*\n[^\S\n]*(?=\d{1,3}(?:\.\d+)?[%％‰])"
)
"""The end of a full line that a number goes on behind, or a share: no list number begins there."""


_SPACED: Final = re.compile(
    r"(?<=[一-鿿][^\S\n\t])\d(?:[^\S\n\t][\d.．])+(?=[^\S\n\t]?[一-鿿%％‰])"
)
"""A numeral whose characters stand apart as all others beside it do; not those of several cells."""


_THOUSANDS: Final = re.compile(
    r"(?<![\d.,])(?<!\d[^\S\n\t])\d{1,3}(?:[^\S\n\t]\d{3})+(?=[^\S\n\t]?[一-鿿a-z%％])"
)
"""A numeral whose thousands stand apart, as in Hong Kong and in France: 65 000."""


_STOPS: Final = r"[。；;）)】\]]"
_NUMBERS: Final = re.compile(
    rf"(?:^|(?<={_STOPS})|(?<=\s))(\d{{1,2}})[.．、·:：]"
    rf"(\d{{1,3}}(?:[%％]|个(?!百))|\d{{2,3}}(?:{'|'.join(sorted(WHOLE))}|岁)"
    r"|\d{4}平方米|12345(?!\d))?",
    re.MULTILINE,
)
"""What may be a list number, with the figure that directly follows it."""
_NEW_LINE: Final = re.compile(
    rf"(?:{_STOPS}|(?:^|\n)[^\S\n]*[（(]?[一二三四五六七八九十]+[、）)][^\n，]*)\s*$"
)
"""What stands before a line that goes on with no sentence: the end of one, or a heading."""
_LONGEST_LINE: Final = 60
"""No heading is longer."""


def _numbered_figures(text: str) -> Iterator[int]:
    """Where figures begin that stand directly behind their list number: 3.95%以上的学校."""
    last = 0
    for found in _NUMBERS.finditer(text):
        number, start = int(found[1]), found.start()
        before = text[max(0, start - _LONGEST_LINE) : start]
        if found[2] is None:
            last = number
        elif number in (1, last + 1) and _NEW_LINE.search(before):
            last = number
            yield found.start(2)


_ANNEXED: Final = re.compile(r"附[件表]\d{1,2}(?=20\d\d年)")
"""The number of an attachment, glued to its title that begins with a year."""


_SET_APART: Final = re.compile(
    r"(?<=[。；;！!.])([^\S\n]*)[「『“\"<{]([^「」『』“”\"<>{}。\n]{2,200})[」』”\">}]"
    r"(?=[^\S\n]*(?:[。；;\n]|\Z|[（(]?[\d一二三四五六七八九十]{1,3}[)）.、．]))"
)
"""Marks of another kind around all that stands between a full stop and the next, or a line's end:
they are read as brackets there."""


_POINT: Final = re.compile(
    r"(?<![.．][一-鿿])(?![.．][一-鿿]{1,2}[.．])"
    r"(?:(?<=[一-鿿”》])(?<!第[一二三四五六七八九十])|(?<=[\d）)][%％‰])|(?<=[^\s）)][）)]))[.．]"
    r"(?=[^\S\n]*(?:[\n（(〔【［\[]|\Z)|[一-鿿“《]|\d{1,3}[月目（(]|20\d\d(?!\d))"
)
"""A point of half the width where a sentence may end: before a bracket, a line's end, or words.

None parts the words of a list: 猪.牛.羊肉.
"""
_HAN_NUMBER: Final = re.compile("(?:^|[^一-鿿”])[一二三四五六七八九十]{1,3}$")
_ENDS: Final = re.compile(r"[^\S\n]*(?:[\n（(〔【［\[]|\Z)")
_LEAST_POINTS: Final = 3


def _with_stops(text: str) -> str:
    """A text that ends its lines with points of half the width, with full stops for them."""
    points = [
        found.start()
        for found in _POINT.finditer(text)
        if not _HAN_NUMBER.search(text, max(0, found.start() - 4), found.start())
    ]
    ended = [at for at in points if HAN_CHARACTER.match(text, at - 1) and _ENDS.match(text, at + 1)]
    if len(ended) < _LEAST_POINTS:
        return text
    chars = [*text]
    for at in points:
        chars[at] = "。"
    return "".join(chars)


def _parts_thousands(text: str, offset: int) -> bool:
    return text[offset] == "," and text[offset - 1 : offset + 4 : 2].isdigit()


def read_document(name: str, raw: str, seen: Iterable[Seen] = ()) -> Document:
    """``raw``, of which some was ``seen`` in a picture, with its folded form.

    Page numbers that stand on a line of their own are left out.
    A first line that starts with ``#`` is a remark about the file, not part of the document,
    unless it is a heading of Markdown, whose signs are left out like page numbers.
    """
    raw = raw.translate(_ANOTHER_SIGN)
    shown = [at for at, char in enumerate(raw) if char not in INVISIBLE]
    text = "".join(map(raw.__getitem__, shown))
    text = _PAGE_NUMBERS.sub(lambda found: re.sub(r"\S|\f", " ", found[0]), text)
    text = _BLANKS.sub(lambda found: " " * len(found[0]), text)
    if text.startswith("#") and not _TITLED.match(text):
        end = text.find("\n") + 1 or len(text)
        text = "\n".rjust(end) + text[end:]
    text = _with_stops(_MARKDOWN.sub(lambda found: re.sub("[#*-]", " ", found[0]), text))
    wrapped = {found.end() for found in _WRAPPED.finditer(text)}
    wrapped.update(
        at
        for apart in (_SPACED, _THOUSANDS)
        for found in apart.finditer(text)
        for at in range(found.start() + 1, found.end())
    )
    annexed = {found.end() for found in _ANNEXED.finditer(text)}
    figures = {*_numbered_figures(text), *annexed}
    text_in_brackets = _SET_APART.sub(r"\1（\2）", text)
    flat: list[str] = []
    origin: list[int] = []
    gaps: list[Gap] = []
    gap = Gap.LINE
    for offset, char in enumerate(text_in_brackets):
        if char.isspace():
            gap = max(gap, Gap.LINE if char == "\n" else Gap.SPACE)
            continue
        gap = Gap.LINE if offset in annexed else gap
        folded = char if _parts_thousands(text, offset) else _FOLDED.get(char, char)
        apart = (gap and offset not in wrapped) or offset in figures
        begins = apart and (folded.isalnum() or folded in _CURRENCY)
        if begins and flat and is_latin(flat[-1] + folded):
            flat.append(" ")
            origin.append(shown[offset - 1])
            gaps.append(Gap.NONE)
        for one in folded:
            flat.append(one)
            origin.append(shown[offset])
            gaps.append(gap)
            gap = Gap.NONE
    words = "".join(flat)
    flattened = _AMONG_THEM.sub("其中", words.translate(_SIMPLE))
    pages = tuple(offset for offset, char in enumerate(raw) if char == PAGE)
    if len(shown) < len(raw):
        told = dict(zip(shown, text, strict=True))
        text = "".join(told.get(at, char) for at, char in enumerate(raw))
    return Document(name, text, words, flattened, tuple(origin), tuple(gaps), pages, tuple(seen))


Place = tuple[int, int]
"""Where a stretch begins, and the offset behind its last character."""


class Stretches:
    """Stretches of one text, in any order; they may overlap."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = sorted(places)
        self._farthest = list(accumulate(self._places, partial(max, key=itemgetter(1))))

    def touching(self, start: int, end: int) -> Place | None:
        """One of them that shares a character with the stretch from ``start`` to ``end``."""
        before = bisect_left(self._places, (end, 0))
        farthest = self._farthest[before - 1] if before else (0, 0)
        return farthest if farthest[1] > start else None

    def holding(self, offset: int) -> Place | None:
        """One of them that holds an offset."""
        return self.touching(offset, offset + 1)

    def between(self, start: int, end: int) -> Place | None:
        """The first of them that begins behind ``start`` and before ``end``."""
        first = bisect_left(self._places, (start + 1, 0))
        return self._places[first] if first < bisect_left(self._places, (end, 0)) else None

    def without(self, start: int, end: int) -> Iterator[Place]:
        """What of the stretch from ``start`` to ``end`` none of them holds."""
        at = start
        while at < end:
            held = self.holding(at)
            if held:
                at = held[1]
                continue
            following = self.between(at, end)
            stop = following[0] if following else end
            yield at, stop
            at = stop


def bracket_pairs(flat: str) -> dict[int, int]:
    """The offset of each opening bracket that is closed, with that of the one that closes it."""
    closed: dict[int, int] = {}
    waiting: list[int] = []
    for offset, char in enumerate(flat):
        if char == "（":
            waiting.append(offset)
        elif char == "）" and waiting:
            closed[waiting.pop()] = offset
    return closed
