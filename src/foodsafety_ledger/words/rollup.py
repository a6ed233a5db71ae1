"""What ``extract`` and ``rollup`` say."""

from foodsafety_ledger.words import Texts, read_texts

TEXTS: Texts = {
    **read_texts("""
extract-folder: 汇总文件夹：写入其中的 year=…/district=…/<安排>.parquet
    The folder of extracts: year=…/district=…/<plan>.parquet is written in it
extracted: 已写入 {path}，{rows} 行；旁边的 .json 是它的清单
    wrote {path}, {rows} {rows:row/rows}; the .json beside it is its manifest
folder: 汇总文件夹，里面是各区县的 extract | The folder with the districts' extracts
by: 每行是什么：indicator 指标、district 区县、city 市、province 省、year 年
    What a row is: indicator, district, city, province or year
called.indicator: 指标 | indicator
called.district: 区县 | district
called.city: 市 | city
called.province: 省 | province
called.year: 年 | year
engine: 由谁相加：duckdb（默认），spark 另需 Java 和 Spark 的配置
    What adds up: duckdb (default), or spark, set up by its own configuration
against: 与更早的一份汇总文件夹相比 | Compare with an earlier folder of extracts
verify: 再逐行核对：没有两行说同一件事，没有一行说区县不可能说的
    Also prove, row by row, that no two share a key and none says what no district can
year: 只看这些年，可多次给出 | These years only; may be repeated
district: 只看代码以此开头的区县，如 3207；可多次给出
    Districts whose codes begin so, such as 3207; may be repeated
memory: 最多用多少内存，如 4GB（duckdb） | At most this much memory, such as 4GB (duckdb)
why: 这个统一指标的数从哪些区县、哪条记录、哪个提交来
    Which districts, entries and commits an indicator's figure comes from
title: 多区县汇总 | Districts together
districts: 区县 | Districts
years: 年份 | Years
as-of: 截至 | As of
between: {first} 至 {last} | {first} to {last}
gone: 此前有、现在没有 | There before, not now
new: 此前没有、现在有 | There now, not before
not-counted: 未计入 | Not counted
left-out: {count} 个文件没有计入 | {count} {count:file is/files are} not counted
refused: 未计入 {path}：{why} | not counted: {path}: {why}
refused.place: 不在清单所说的位置 year=年/district=代码/安排.parquet；移到那里，或请区县重新 extract
    it is not where its manifest says (year=…/district=…/<plan>.parquet): move it there, or ask for
        the extract again
refused.no-extract: 只有清单，旁边没有 .parquet；请区县把两个文件一起送来
    there is only its manifest (.json), no .parquet beside it: ask the district for both files
refused.replaced: 读的时候被换掉了；请再汇总一次
    it was replaced while it was being read: roll up again
refused.odd: {column} 一列有区县不可能报出的内容；请区县用同一版程序重新 extract
    its column {column} says what no district can say: ask the district to extract again with the
        same version of the program
refused.no-manifest: 旁边没有清单（同名 .json）；请区县把两个文件一起送来
    there is no manifest beside it (.json): ask the district for both files
refused.manifest: 清单读不出来；请区县重新 extract
    its manifest does not read: ask the district to extract again
refused.version: 清单是第 {version} 版，这里只认第 {known} 版；请两边用同一版程序
    its manifest is of version {version}, known here is {known}: use the same version of the program
refused.changed: 内容与清单的 sha256 不符；请区县重新送来
    its content is not what its manifest says (sha256): ask the district for it again
refused.sums: 清单里的合计不是这些行的合计；请区县重新 extract
    the sums in its manifest are not those of its rows: ask the district to extract again
refused.unreadable: 读不出来（{what}） | it cannot be read ({what})
refused.not-parquet: 不是 Parquet 文件；请区县重新 extract
    it is no Parquet file: ask the district to extract again
refused.types: 列或类型与本版不同；请区县用本版程序重新 extract
    its columns or their types are not this version's: ask the district to extract again with it
refused.rows: 有 {rows} 行，清单说 {said} 行；请区县重新 extract
    it has {rows} {rows:row/rows}, its manifest says {said}: ask the district to extract again
refused.twice: 同一区县的安排 {plan} 有不止一份，不知以哪份为准；只留一份；
        各年的安排请区县各用各的编号
    the district's plan {plan} is there more than once, and nobody knows which counts: keep one, or
        ask the district to give each year's plan an id of its own
refused.overlap: 统一指标 {indicator} 同年的安排 {plan} 也在报，会算两次；删去旧的，或只在一处报
    its indicator {indicator} is also reported by the district's plan {plan} of that year and would
        count twice: remove the one that is out of date, or report it from one plan
refused.undefined: 统一指标 {indicator} 没有定义；请区县重新 extract
    its indicator {indicator} has no definition: ask the district to extract again
refused.origin: 里面有别的安排的行；请区县重新 extract
    it has rows of another plan: ask the district to extract again
refused.made: 清单说的截至日期或提交是 {said}，有的行说是 {row}；请区县重新 extract
    its manifest names the day or commit {said}, a row of it {row}: ask the district to extract
        again
refused.repeated: 有 {rows} 处两行说同一件事；请区县重新 extract
    {rows} {rows:key stands/keys stand} in more than one row: ask the district to extract again
nothing: 没有可以相加的统一指标：各区县的指标要写上 indicator
    no indicator to add up: the districts' targets need an indicator
goal: {figure}，目标 {goal} | {figure}, goal {goal}
no-figure: 无数据 | no figure
before: 此前 {figure}（{verdict}） | before: {figure} ({verdict})
work-before: 此前{parts} | before: {parts}
work-as-before: 与此前相同 | as before
redefined: 此前定义不同，不可相比：{figure}（{verdict}）；{parts}
    defined otherwise before, not to be compared: {figure} ({verdict}); {parts}
earlier: 此前截至 | Earlier as of
none-earlier: {days}；没有同年的同一指标可比 | {days}; no indicator of the same year to compare with
several: {districts} 个区县的 {targets} 项指标相加：有区县以同一编号报了不止一项
    {targets} {targets:target/targets} of {districts} {districts:district/districts} added: a plan
        has more than one under this indicator
enough: 合计够了，但有区县{verdict}，按最差的算
    the sum is enough, but of the districts the worst counts: {verdict}
weakest: 最弱：{names} | weakest: {names}
absent: 数据不全的 {count} 个：{names} | {count} incomplete: {names}
weak: {name} {figure} | {name} {figure}
differs: 另有定义不同的区县，没有相加：{parts}
    other districts define it otherwise and were not added: {parts}
part.measure: 类型 | measure
part.goal: 目标 | goal
part.counts: 口径 | counts
part.value_is: 数值含义 | value_is
part.denominator: 分母 | denominator
part.across: 合并方式 | across
part.holds: 保持 | holds
part: {name} {text} | {name} {text}
beside: {name} {text}（此处 {here}） | {name} {text} (here {here})
in-year: {name} {year} 年 | {name} {year}
met: {met}/{all} | {met}/{all}
called: {name}（{code}） | {name} ({code})
city: {province} {code} | {province} {code}
everywhere: 全部 | All
column.year: 年 | Year
column.area: 地区 | Area
column.districts: 达标/区县 | Met/districts
column.figure: 指标、合计与目标 | Indicator, figure and goal
column.plans: 安排 | Plans
column.red: 红 | Red
column.yellow: 黄 | Yellow
column.green: 绿 | Green
column.grey: 灰 | Grey
column.days_late: 迟报天数 | Days late
column.plan: 区县、安排 | District, plan
why.figure: {indicator}，{year}：{figure}，{verdict} | {indicator}, {year}: {figure}, {verdict}
why.target: {district}：{figure}，{verdict}；{plan} 的指标 {ref}，提交 {commit}
    {district}: {figure}, {verdict}; target {ref} of {plan}, commit {commit}
why.absent: 还有 {count} 个单位没有可用的数
    {count} {count:department has/departments have} given nothing to judge
why.value: {department} {period}：{figure}（{state}），记录 {entry}
    {department} {period}: {figure} ({state}), entry {entry}
why.district: 看单位的数，加 --district {code} | for the departments' figures add --district {code}
why.there: 到该区县的仓库里看：{command} | in that district's repository: {command}
state.value: 计入 | counted
state.earlier: 较早的，以后来的为准 | earlier, a later one counts
state.zero: 无此业务 | nothing to do
state.n/a: 不适用 | not applicable
state.returned: 已退回 | returned
state.stale: 过旧 | stale
province.11: 北京市 | Beijing
province.12: 天津市 | Tianjin
province.13: 河北省 | Hebei
province.14: 山西省 | Shanxi
province.15: 内蒙古自治区 | Inner Mongolia
province.21: 辽宁省 | Liaoning
province.22: 吉林省 | Jilin
province.23: 黑龙江省 | Heilongjiang
province.31: 上海市 | Shanghai
province.32: 江苏省 | Jiangsu
province.33: 浙江省 | Zhejiang
province.34: 安徽省 | Anhui
province.35: 福建省 | Fujian
province.36: 江西省 | Jiangxi
province.37: 山东省 | Shandong
province.41: 河南省 | Henan
province.42: 湖北省 | Hubei
province.43: 湖南省 | Hunan
province.44: 广东省 | Guangdong
province.45: 广西壮族自治区 | Guangxi
province.46: 海南省 | Hainan
province.50: 重庆市 | Chongqing
province.51: 四川省 | Sichuan
province.52: 贵州省 | Guizhou
province.53: 云南省 | Yunnan
province.54: 西藏自治区 | Tibet
province.61: 陕西省 | Shaanxi
province.62: 甘肃省 | Gansu
province.63: 青海省 | Qinghai
province.64: 宁夏回族自治区 | Ningxia
province.65: 新疆维吾尔自治区 | Xinjiang
province.71: 台湾省 | Taiwan
province.81: 香港特别行政区 | Hong Kong
province.82: 澳门特别行政区 | Macao
"""),
}
"""Provinces by the first two digits of their codes are those of GB/T 2260-2007."""
