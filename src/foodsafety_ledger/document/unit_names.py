"""What the names of units, of their parts and of groups of them look like."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Final

from foodsafety_ledger.document.folded import simple
from foodsafety_ledger.document.lexicon import BARE_LABELS, OF_UNITS, SURE_ENDINGS, listed

ALIKE: Final = re.compile(
    "[中小大高]学|中小学校?|幼[儿稚]园|学校|企业|公司|机构|医院|超市|市场|餐馆"
)
"""A kind of unit that, behind a group of others (各中学及小学), is one as well."""

_TWICE: Final = re.compile(
    "(?:(?<!总)[局厅署].{2,}(?<![分支])[局厅署]|部.{2,}(?<![分支])[局厅])$"
    "|[局厅].{4,}分局$|负责|牵头(?!单位|部门)|做好|[局委办厅部会社院]等|：|^[为是]|(?<![0-9])(?!123(?:45|15|16)(?![0-9]))[0-9]"
    r"|[一-鿿][-./+=﹑]|[局委办厅部会院府心社][丿丨一][各省市区县镇乡]|\ufffd|工作(?:安排|方案|要点)"
    r"|(?<!人)民政府|[局厅][^各本属下直级]?(?:部门|单位)$|单[^位元]$|[^单岗]位$|^[^\w“‘（]"
    r"|^([市区县])\1$|^各[县市区州旗]（(?![市县区旗州盟镇乡、功能新开发园高经]+）)"
)
"""Two bureaus in one name, a label, a sign, a number, the head of a page, or a part misread."""

LONGEST_NAME: Final = 100
"""No unit's name has more characters."""

LONGEST_STEM: Final = 6
"""No more characters has a unit's name without its ending, in a list that 等部门 closes."""

UNIT_ENDINGS: Final = listed(
    "局 委 办 厅 署 部 院 会 社 站 所 队 馆 台 组 处 科 股 室 政府 办公室 中心 公司 集团 司 海关 "
    "公安 街道 乡 镇 街 区 县 市 州 省 村 单位 部门 机构 机关 团体 企业 学校 专班 妇联 残联 工商联 "
    "直属库 粮库 储备库 课 团中央 务段 改良场 试验场 繁殖场 警区 科协 银行 支行 分行 中支 "
    "食堂 校 厂 店 基地 车间 班组 中学 小学 大学 幼儿园 运营商 代理商"
)
"""What the name of a unit ends with."""

ENGLISH_ENDINGS: Final = re.compile(
    "(?:Team|Unit|Service|Department|Office|Division|Bureaux?|Council|Authorit|Agenc|Section|Board"
    "|Committee|Association|Laborator|Centre|Center|Standard|Group|Manager|Officer|Directorate"
    "|Police|Licensing|Health|Resource|Partnership|College|Institute|Administration|Commission"
    "|Inspectorate|Branche?|Universit|Ministr|Forum|Hub|Network|Chamber|Secretariat|Society|Federation"
    "|Union|Trust|Foundation|School|Hospital|Analyst|Governor|Director|Helpdesk|Co-?ordinator"
    "|Inspector|Compan|Corporation|Minister|Executive|Panel|Task ?[Ff]orce|Treasur|Administrator"
    "|Commissionerate|Commissioner)(?:s|y|ies)?$"
    "|^(?:Ministry|Department|Office|Bureau|Institute|Division|Board|Directorate|City|County|Town"
    "|Township|Borough|Government|(?:[A-Z][a-z]+ ){0,3}(?:Authority|Agency|Commission)"
    "|Chamber|Association|College|School|Faculty|University|Union|Federation|Council|Society"
    "|(?:[A-Z][a-z]+ )?(?:Head|Director|Chief|Minister|Secretary|Manager)) (?:of|for) "
)
"""What English names of units end with, by which ``and`` between two of them is known."""

_BARE_ORGANS: Final = re.compile("(?:人民)?政府|党委|党工委|管委会|委员会|办事处|办公室|中心|公司")
"""What is no unit's name by itself."""

NOT_UNITS: Final = re.compile(
    "谁|作为|^其中|^(?:成立|组建|抽调)|的$|农村$|情况|工作$|试行|下同|简称|以下|年$|^(?!各).*(?:餐厅|食堂)$|园长$|会议$|全部$|大会$|[督承主交包领]办$|(?<!政)协办$|(?<!督)查办$"
)
"""What a name of a unit never has; tells 全部 or 会议 from a 部 or a 会."""

GROUP_NAMES: Final = re.compile(
    r"^各|成员单位|(?:有关|相关|其他|所有|以上|上述).*(?:部门|单位|机构|企业|政府|街道|乡镇)"
    r"|^(?:相关|有关|其他)|[区镇乡道]和.*(?:管委会|政府|办事处)$"
    r"|^(?:乡镇|街道|镇街|[省市区县]直(?!机关))|[府院委]各(?:组成|直属|有关|相关)?(?:部门|单位|机构)$"
    r"|^[省市区县州、]+[两三]级.*(?:部门|单位|政府)$|^(?:中央|国家|部|[省市州区县])[级属直]?、.*(?:单位|部门|企业|机关|机构)$"
    "|^(?i:all|relevant|other|line|local|county|district|municipal|provincial|regional)"
    " (?:[A-Za-z]+ ){0,3}(?i:departments|agencies|ministries|services|units|authorities|partners"
    "|teams|councils|governments|directorates|offices|assemblies|boards|bodies|organi[sz]ations)$"
)
"""Names that stand for several units."""

OFFICE_OF_ONE: Final = re.compile("街道(?!办事处|政府|[^，]*单位)[一-鿿]")
"""Names of several subdistricts' offices, or in a plan of one of them of its own (街道宣传科)."""

AREAS: Final = re.compile("[区县市州镇乡]$")
"""Names of areas: units only where 各 stands before them."""

TOWN: Final = re.compile("(?!各)[一-鿿]{2,4}(?<![区县市州街场民族])[镇乡]")
"""The name of one town, which is a unit by itself."""

_AREA = (
    "(?:设区市|直辖市|地级(?:以上)?市|县级市|特区|苏木(?:乡?镇)?|嘎查村?|盟市|市州|旗县|县市区?|市县|区县|县区|省|市|自治[州县区]|州|盟|地区|县|区|旗|乡镇|民族乡|乡|镇街?|村|街道|社区|园区|片区"
    "|开发区|高新区|新区|农场|中小学校?|[中小]学|高校|学校|幼儿园|托幼机构)"
    "(?:（[^）]{1,10}）)?"
)
_ALSO: Final = re.compile(
    rf"各?(?:{_AREA}|[区镇街居园场]|功能区|园区)(?:、(?:{_AREA}|[区镇街居园场]))*|[A-Z]{{2,6}}"
    "|(?!.*(?:领|督|责|牵|配合|协[办助同]|主[办抓管]|参与)).+(?:[局委厅署处科室社站院队所部会联心]|政府|海关|公司|集团"
    "|[^督承主协经交包联会领查]办)"
)
"""What in a bracket behind a name is part of it: kinds of areas, another unit, its letters."""

AREA_LIST: Final = re.compile(rf"(?:由|和|及|与)?(?:各(?:有关|相关)?)?{_AREA}(?:、{_AREA})*")
"""Kinds of areas, and of schools, before a list mark (各市、州)."""

LEVELS: Final = re.compile(
    "(?:中央|国家|部|省|市|州|区|县)(?:级|属|直)?(?:、(?:部|省|市|州|区|县|镇|乡)(?:级|属|直|管)?){1,3}"
    "(?:驻[一-鿿]{1,3})?(?:有关|相关|国有)?(?:单位|部门|企业|机关|机构|企事业单位)"
)
"""Levels of government, and whose units are meant by one name: 中央、省驻海单位."""

ORGAN_NEXT: Final = re.compile(
    "(?:人民政府|政府|党委|党工委|管委会|办事处|人大|政协)(?:（[^）]{1,10}）)?(?=[、，；。）和及与负牵配按等分落参承主共协督]|$)"
)
"""An organ of those areas that the name goes on with: 各县（市、区）党委、政府."""

COMMITTEES: Final = re.compile(rf"各(?P<area>{_AREA})委、(?P<other>(?P=area)(?:人民)?政府)")
"""The committees and governments of areas, which one name stands for: 各区委、区政府."""

AREA_NEXT: Final = re.compile(
    rf"{_AREA}(?:[两三]级[一-鿿]{{2,12}}|级?(?:人民)?政府|管委会|办事处|党委|党工委|食安委|食安办|委员会)?"
    r"(?:(?<=政府)[一-鿿]{1,6}[局处])?(?:办公室)?(?:（[^）]{1,10}）)?(?=[、，；。）和及与负牵配按等分落参承主共协督]|$)"
)
"""What goes on with them after the mark: 各市、州、县人民政府 is one name."""

PREFIX: Final = re.compile(
    r"^(?:[一-鿿]{2,4}(?<!驻)|新(?=区))?(?:[区县省州旗](?!域|直|级|属|街)|市(?!场|监(?![察狱委])|政(?![府务法协研])|容|域|直|级|属|街))"
    r"(?=[一-鿿\d]{2})|^[镇乡](?!街|镇|村)(?=[一-鿿]{2})"
)
"""What says which level or place of government a bureau belongs to: 区, 市, 海州区."""

OF_AREAS: Final = re.compile(
    rf"(?P<areas>各(?:有关|相关)?{_AREA}(?:、{_AREA})*)(?!场|容|委会|管委)(?:委(?=.{{2,4}}[部办]$))?"
    "[一-鿿]{2,12}(?:(?P<bureau>局|厅|健委|改委|部|(?<!政府)办)|[所站队处科股](?<!办事处))"
)
"""A bureau, or a station, of each of several areas, as those that are named next may be, too."""

PARTY_ORGANS: Final = listed(
    "组织部 宣传部 统战部 政法委 网信办 编办 老干部局 党校 党史研究室 政研室"
)
"""Units of the party committee: carried over, their prefix is 区委 and not 区."""

BUREAU_ENDINGS: Final = listed("局 委 办 办公室 厅 中心 社 站 院 会 联 协 部 队")
"""Endings of names to which the first name's prefix is carried over (区环土局、农发局)."""

OWN_HEADS: Final = listed(
    "国家 国网 中国 中铁 中储 武警 驻 人民 人行 各 中央 军 全国 团 "
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 "
    "湖北 湖南 广东 "
    "广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 "
    "园区 街道 社区 片区 开发区 经济技术开发区 经开区 高新区 高新技术 新区 乡镇 镇街 "
    "省 市直 市政府 市委 区委 区政府 区直 县委 县政府 县直 区政 县政"
)
"""What names begin with that take no prefix from others."""

OWN_PLACE: Final = re.compile(
    "(?!国家|[省市区县旗])[一-鿿]{2,3}(?:公安|税务|生态环境|自然资源|供电|电业|海事|出入境检验检疫|银保?监|消防|市场监管|渔政).*(?:分局|局|支队|大队|站)$"
    "|^公安[一-鿿]{2,3}分局$"
)
"""Names that bear their own place: 江北公安分局."""

GLUED_NAMES: Final = re.compile(
    r"(?<!^.)(?:(?<=[局委办厅署部会所院队府心司站社校协])|(?<=海关)|(?<=[妇残侨]联)|(?<=工商联))(?!(?<=[社校])区)(?=各(?!成员|有关|相关|职能|专|分区|部[门委]|单位|组成|直属|工作|科室?|[处股]室?).{1,20}$|市场监[管督]|[省市区县镇乡](?![场级直容域])[^、（]{1,10}?"
    r"(?:局|委|办|厅|心|府|公司|集团|队|室|院|所|站|社|会|部|海关|处|科|位|协|联|校)(?:[各省市区县镇乡]|$))"
)
"""Where a list mark was lost between two names (区教育局区公安局)."""

ORGAN_PARTS: Final = re.compile("分局|[支大]队|办公室|管委会|办事处|委员会|(?:人民)?政府|党委")
"""What after a blank goes on with the name before it, though it ends as names do."""

REST: Final = re.compile("(?!各|.{0,4}[省市区县镇乡])[一-鿿]{1,8}")
"""What may be the rest of a name that a line broke."""

SAME_WORDS: Final = (
    ("食品安全委员会", "食安委"),
    ("食品药品安全委员会", "食药安委"),
    ("食安委办公室", "食安办"),
    ("街道办事处", "街道"),
    ("人民政府", "政府"),
    ("各", ""),
    ("办公室", "办"),
    ("委员会", "委"),
    ("监督管理", "监管"),
    ("发展和改革", "发改"),
    ("发展改革", "发改"),
    ("工业和信息化", "工信"),
    ("卫生健康", "卫健"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"),
    ("文化和旅游", "文旅"),
    ("城市管理综合执法", "城管执法"),
    ("城市管理", "城管"),
    ("教育和体育", "教体"),
    ("教育体育", "教体"),
    ("医疗保障", "医保"),
    ("民族宗教", "民宗"),
    ("应急管理", "应急"),
    ("交通运输", "交通"),
    ("退役军人事务", "退役军人"),
    ("市场监管", "市监"),
)
"""Spellings that name the same unit; read from the first to the last."""

ENGLISH: Final = {
    word: stem
    for stem, words in {
        "food-safety-office": "食安委办公室 食安办 食药安办",
        "market-regulation": "市场监督管理 市场监管",
        "agriculture-rural": "农业农村",
        "agriculture": "农业",
        "agriculture-development": "农发",
        "health": "卫生健康 卫健 卫计",
        "education": "教育",
        "education-sports": "教体",
        "public-security": "公安",
        "finance": "财政 财金",
        "commerce": "商务",
        "civil-affairs": "民政",
        "justice": "司法",
        "science-technology": "科技",
        "science-association": "科协",
        "industry-it": "工业和信息化 工信",
        "economy-it": "经济和信息化",
        "development-reform": "发展改革 发改",
        "economic-development": "经发",
        "human-resources": "人力资源社会保障 人社",
        "housing-construction": "住房城乡建设 住建",
        "transport": "交通运输",
        "natural-resources": "自然资源",
        "ecology-environment": "生态环境",
        "water": "水利",
        "forestry": "林业",
        "culture-tourism": "文化 文旅",
        "culture-sports-tourism": "文体",
        "urban-management": "城市管理 城管",
        "law-enforcement": "综合执法",
        "emergency": "应急管理 应急",
        "taxation": "税务",
        "customs": "海关",
        "grain": "粮食",
        "medical-insurance": "医保",
        "publicity": "宣传部",
        "internet-affairs": "网信",
        "political-legal": "政法委",
        "organization": "组织部",
        "united-front": "统战部",
        "supply-marketing": "供销",
        "state-assets": "国资委",
        "finance-office": "金融",
        "banking-insurance": "银保监",
        "peoples-bank": "人民银行",
        "audit": "审计",
        "statistics": "统计",
        "petitions": "信访",
        "trade-union": "总工会",
        "womens-federation": "妇联",
        "youth-league": "团委",
        "disabled-federation": "残联",
        "ethnic-religious": "民族宗教 民宗",
        "government-services": "政务服务",
        "big-data": "大数据",
        "offices-administration": "机关事务",
        "fire-rescue": "消防",
        "procuratorate": "检察院",
        "court": "法院",
        "subdistricts": "街道",
        "townships": "乡镇",
        "related-members": "相关成员单位",
        "members": "成员单位",
        "related-departments": "相关部门 有关部门",
        "related-units": "相关单位 有关单位",
        "counties": "县区 县市 县（市",
        "areas": "片区",
        "parks": "园区",
        "development-zone": "开发区",
        "governments": "政府",
        "enterprises": "企业",
    }.items()
    for word in listed(words)
}
"""English stems for ids, the longest word in a name first; a name without one gets a number."""

FIELDS: Final = listed(
    "体育 水务 园林 绿化 林草 农机 畜牧 海洋 渔业 渔政 物资 退役军人 医疗保障 "
    "行政审批 招商 投资促进 投促 气象 烟草 邮政 供电 通信 铁路 民航 海事 外事 "
    "档案 史志 文联 社科 红十字 工商 质监 药监 食药 药品 广电 新闻出版 旅游 "
    "文物 公路 港口 港航 城建 规划 国土 房管 住房 公积金 公共资源 盐务 监察 "
    "纪委 人大 政协 武装 少工 数据 科学 知识产权 检验 检测 疾控 疾病 卫生 妇幼 "
    "动物 植保 种子 农技 环保 环境 城投 交投 国投 水投 编制 社会工作 社工 综合 "
    "国防 安监 地震 移民 扶贫 乡村振兴 开发 经信 经济 信息 商业 市政 公用 环卫 "
    "物业 国安 国家安全 医务 金融 保险 证监 监狱 社保 人才 劳动 学校 校园 餐饮 "
    "国税 地税 协调 督查 政研 研究 法制 保密 老龄 关工 侨联 侨办 台办 台联 作协 记协 "
    "机械 化工 纺织 轻工 建材 电力 能源 煤炭 矿业 石油 烟办 双拥 公交 运管 "
    "路政 航道 城乡 工业 体改 城调 税收 营商 法治 网格 安全"
)
"""More words that names of units have."""

FIELDS_LIKE_DEEDS: Final = re.compile(
    "(?:人力资源和?社会保障|(?:住房和?)?城乡(?:规划)?建设|乡村振兴|城市管理|机关事务(?:管理)?|社会工作)$"
)
"""Fields that stand for their bureau, and end as words of a deed do: 县住房城乡建设等部门."""

KINDS: Final = (
    ("公司|集团|企业", "company"),
    ("公安", "police"),
    ("街道|乡镇|镇$|乡$", "subdistrict"),
    ("政府|管委会|开发区|园区", "government"),
    ("领导小组|指挥部|专班|小组", "leading-group"),
    ("宣传部|组织部|统战部|政法委|网信", "party"),
    ("办公室|办$", "office"),
    ("协会|联合会|妇联|残联|科协|工会|学会|商会", "association"),
    ("部$|总局$|署$", "ministry"),
    ("局|委|厅|中心|海关|院", "bureau"),
)
"""What sort of unit a name is."""


def ends_like_a_unit(name: str, endings: tuple[str, ...] = UNIT_ENDINGS) -> bool:
    """Whether ``name``, with a closing remark in brackets left out, ends as names of units do."""
    if len(name) > LONGEST_NAME:
        return False
    bare = re.sub("（[^）]*）?$", "", name)
    return bare.endswith(endings) and NOT_UNITS.search(bare) is None


PART_OF_UNIT: Final = re.compile(
    "(?P<unit>[一-鿿]{2,12}(?:局|厅|委员会|管委会|政府|中心|集团|公司))(?P<part>[一-鿿]{1,8}[处科股室])"
)
"""A unit, and behind it a part of it."""

BARE_PART: Final = re.compile("(?![省市区县镇乡州旗各驻])[一-鿿]{2,6}[处科股室]")
"""A part of a unit that has been named before it: 区经发局农业处、渔业处."""


def is_surely_a_unit(name: str) -> bool:
    """Whether a name by itself is likely to be a unit's, where no word of a role stands."""
    if name.isascii():
        return is_group(name) or (is_english(name) and ENGLISH_ENDINGS.search(name) is not None)
    part = len(name) <= LONGEST_NAME and PART_OF_UNIT.fullmatch(name) is not None
    return part or (len(name) > 2 and ends_like_a_unit(name, SURE_ENDINGS))


_ACCENTED: Final = re.compile(
    "[A-ZÀ-Þ][A-Za-zÀ-ɏ'’.-]+"
    "(?: (?:(?:of|for|and|the|&|na|y|et|d[aeo]s?|d[iu]|l[ae]s?) )*[（A-ZÀ-Þ][A-Za-zÀ-ɏ'’.）-]*)*"
)
"""A name in Latin letters, some of them with accents: of its words only small ones begin small."""

_OTHER_LABEL: Final = re.compile("(?P<words>[一-鿿]{2,8})：(?=.)")


def other_label(flat: str, start: int, end: int) -> re.Match[str] | None:
    """A label in a list of units that no table knows, and that is no unit itself."""
    found = _OTHER_LABEL.match(flat, start, end)
    words = found["words"] if found else ""
    label = OF_UNITS.search(words[-2:]) or not ends_like_a_unit(words)
    return found if label and not is_group(words) else None


def names_too(words: str) -> bool:
    """Whether the words of a bracket behind a unit's name are part of that name."""
    part = is_english(words) and ENGLISH_ENDINGS.search(words) is not None
    return part or is_group(words) or _ALSO.fullmatch(words) is not None


def is_english(name: str) -> bool:
    """Whether ``name`` is written in Latin letters and begins as names do."""
    plain = name.replace("（", "(").replace("）", ")").isascii()
    begun = re.match("[A-Z][A-Za-z]", name) if plain else _ACCENTED.fullmatch(name)
    return len(name) <= LONGEST_NAME and begun is not None


_OF_LEVEL: Final = re.compile(
    "(?:[省镇乡州旗]|[区县](?!域)|市(?!场|容|监(?![察狱委])|政(?![府务法协])))[一-鿿]{2}"
)
_OF_COMMITTEE: Final = re.compile(
    f"[省市区县州旗]委(?:[省市区县州旗]政府|{'|'.join(PARTY_ORGANS)})"
)
"""A committee, and what goes on with it: a part of it, or the government that has one office."""
_SHORTEST_NAME: Final = 3


def are_apart(left: str, right: str, *, alone: bool) -> bool:
    """Whether the words on both sides of a blank are two units, and not one name that it parts.

    ``alone`` is true where no line ends there. An area may begin the name of a unit of it.
    """
    if ORGAN_PARTS.match(right) or _OF_COMMITTEE.match(left + right):
        return False
    whole = ends_like_a_unit(left)
    if _OF_LEVEL.match(right) and len(left) > 1 and (whole or left[0] == right[0]):
        return True
    sure = ends_like_a_unit(left, SURE_ENDINGS)
    area = AREAS.search(left) is not None or left.endswith("村")
    alike = alone and whole and min(len(left), len(right)) >= _SHORTEST_NAME
    return is_unit(right) and (sure or (alike and (not area or left[-1] == right[-1])))


def is_bare_organ(name: str) -> bool:
    """Whether a name is that of an organ alone, which goes with the name before it: 党委和政府."""
    return _BARE_ORGANS.fullmatch(name) is not None


def is_group(name: str) -> bool:
    """Whether a name stands for several units (各街道, 成员单位, 有关部门)."""
    return len(name) <= LONGEST_NAME and GROUP_NAMES.search(name) is not None


def is_unit(name: str) -> bool:
    """Whether ``name`` looks like that of a unit or of several."""
    return ends_like_a_unit(name) or is_group(name) or is_english(name)


_ENGLISH_ODD: Final = re.compile(
    r"^(?:Leads?|Led|Support(?:ed|ing)?|Responsib(?:le|ility)|Owners?|Partners?|With|Due|Deadline)\b"
    r"| (?!(?:of|for|and|the|in|to|with|on|at|or|by|de) )[a-z]+ "
    "|(?:Team|Unit|Department|Division|Bureau|(?<!Local )Authority|Agency|Board|Committee"
    "|Association|Directorate|Ministry|Commission)s? (?:and )?"
    "(?!Lead|Manager|Head|Director|Officer|Secretar|Chair|Chief|Co-?ordinator|Members?$)[A-Z]"
    "|(?:Union|Service|Society|Council)s? and [A-Z]|,"
)
"""What in an English name says that a label, a mark or a letter of it was not read right."""


def are_two(name: str, known: Container[str]) -> bool:
    """Whether an English name is two names without a mark: one that is ``known``, and another."""
    words = name.split(" ") if name.isascii() else []
    halves = ((" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words)))
    return any(
        (a in known and (b in known or (" " in b and ENGLISH_ENDINGS.search(b)))) for a, b in halves
    )


_SIGN: Final = re.compile(r"[^\w（）、“”‘’'&·.,\- ]|[一-鿿]['&.,]")
"""What no unit's name has."""

_LABELLED: Final = re.compile(
    f"^(?:{BARE_LABELS}|(?:督[查办导]|协[同办]|[主承]办|考核|验收|参与)?(?:单位|部门))$|{BARE_LABELS}[^和及与、]{{2}}"
)
"""A label that stands for a name, or that a name goes on behind."""


_AGAIN: Final = re.compile(r"(?P<one>(?!市)[一-鿿])(?P=one)|[县区市]市市")
"""A character of a name that stands there twice."""


def is_strange(name: str) -> bool:
    """Whether a name is not obviously one unit's, or is only a part of one or more than one."""
    odd = name.isascii() and _ENGLISH_ODD.search(name)
    if odd or _LABELLED.search(simple(name)) or _AGAIN.search(name):
        return True
    part = len(name) < 2 or _BARE_ORGANS.fullmatch(name) is not None
    whole = name.count("（") == name.count("）") and not part
    signs = _SIGN.search(name) is not None
    group = name.startswith("各") or AREA_LIST.match(name) or LEVELS.fullmatch(name)
    listed = "、" in name and not group
    return (
        listed or signs or not (whole and is_unit(simple(name))) or _TWICE.search(name) is not None
    )


def longest_known(name: str, table: Mapping[str, str], otherwise: str = "") -> str:
    """What a table has for the longest of its words that ``name`` holds."""
    known = [word for word in table if word in name]
    return table[max(known, key=len)] if known else otherwise
