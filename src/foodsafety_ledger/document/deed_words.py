"""Verbs of plans by what they do with a thing, as parts of patterns.

One that is of two sorts (建成, 验收) stands with both. Which sorts a question is about is said
where it is asked.
"""

from __future__ import annotations

from typing import Final

from foodsafety_ledger.document.amount_words import SUPPORT

BUILDS: Final = "新改扩?建|新[建增改辟开]|改[造建]|改?扩建|[迁翻配续]建"
"""What builds a thing, anew or again."""
MENDS: Final = "修[复建缮]|整修|维修|养护|更新|更换|升级|提升|加装|增设|亮化|美化|优化|调整|规范"
"""What makes a thing better that is there."""
CLEARS: Final = "整[改治]|整顿|治理|清理|拆除|搬迁|腾退|化解|关[闭停]|取缔|淘汰"
"""What puts a thing in order, or does away with it."""
BRINGS_FORTH: Final = "建[设立]|建成(?!区(?!级))|创建|打造|设[立置]|配[备齐]|培[育养]"
"""What leaves a thing behind that was not there."""
STAGES: Final = "[动开竣完]工|投[产用]|投入使用|交付|封顶|启动|验收|建成"
"""What the work itself comes to: 小区竣工, not 竣工小区."""
PUNISHES: Final = (
    "通报|约谈|取消|[纳列]入|扣[减除分]|问责|追责|追究|处罚|批评|警告|淘汰|“?一票否决"
    "|不得|不予|限期"
)
"""What comes of missing a goal."""
LOOKS_INTO: Final = (
    "抽[考查检测验]|[检复核普筛排巡督稽走回]查|[快送]检|检[测验]|监测|考核|摸底|查[处办获]|侦[办破]"
    "|立案|移送|办结|约谈"
)
"""What is done with those who are supervised."""
SERVES: Final = (
    "[培轮]训|走访|慰问|救助|帮扶|表彰|安置|供应|接待|发放|印发|张贴|销毁|引进|招[聘募]|选[派聘]"
)
"""What is done for people, or with what they are given."""
HANDLES: Final = (
    "封育|巡护|抢[修救]|检修|加固|疏[通浚]|清淤|拓宽|延[伸长]|贯通|打通|开挖|埋设|修筑|平整|回填"
    "|重建|代建|恢复|启用|划定|施划|复垦|补[植种充]|退耕|放流|投喂|出栏|存栏|收运"
    "|消纳|购买|回[购收]|收回|征收|拆迁|撤[并销]|整[合理]|置换|替换|保留|配置|增[配开]"
    "|充实|接入|对接|联系|开[通行]|悬挂|印制|输送|出台|谋划|策划|捐赠|认[养领]"
    "|巡[演展]|复[审核]|摸排|盘查|建档|扑救|验收|出让|[注吊]销|追[缴回]|挽回|冻结|起诉"
    f"|[审执]结|结案|退还|返还|减免|清退|争取|{SUPPORT}"
)
"""What else is done with things, of which a verb that is said of others tells nothing."""
HANDLES_OR_NAMES: Final = (
    "维护|管护|抚育|绿化|造林|养殖|加工|屠宰|包装|转运|焚烧|利用|储存|采购|租赁|保护|转移|孵化|托管|演出|创作"
    "|登记|调解|防治|挂牌|落地|开发|共建|结对|播种|收[储购]"
)
"""The same, or what those who do so are named by: 养殖大户, 加工能手."""
SEES_TO: Final = (
    "加强|强化|落实|消除|完善|健全|规范|建立|开展|压实|推进|深化|做好|加大|执行|排查|整治"
)
"""What is done with a duty and not with things: 加强监管, 落实责任."""
SEEN_TO: Final = (
    "隐患|制度|宣传|责任|监管|检查|管理|措施|体系|机制|建设|整改|巡查|执法|台账|培训|工作|服务|力度|标准"
    "|要求|教育|整治|问题|档案|督导|风险"
)
"""What such a duty ends with."""
