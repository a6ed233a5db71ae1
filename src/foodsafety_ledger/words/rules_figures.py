"""What the rules about figures and evidence say (FL5); merged into ``rules``."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "FL501.not-counts": (
        "“{value}”不是 分子/分母（{target}）",
        "“{value}” is not a numerator/denominator ({target})",
    ),
    "FL501.not-counts.hint": (
        "写成 分子/分母，例如 118/120",
        "write numerator/denominator, such as 118/120",
    ),
    "FL501.percentage": (
        "“{value}”是百分比，要填的是两个数（{target}）",
        "“{value}” is a share; give the two counts behind it ({target})",
    ),
    "FL501.percentage.hint": (
        "写成 分子/分母，例如 118/120",
        "write numerator/denominator, such as 118/120",
    ),
    "FL501.zero-denominator": (
        "“{value}”的分母是 0（{target}）",
        "“{value}” has a denominator of 0 ({target})",
    ),
    "FL501.zero-denominator.hint": (
        "确实无事可做时写 0/0，并在 note 说明",
        "where there was nothing to do, write 0/0 and say so in the note",
    ),
    "FL501.full-width": (
        "“{value}”含全角数字或符号（{target}）",
        "“{value}” has full-width digits or signs ({target})",
    ),
    "FL501.full-width.hint": (
        "用半角数字；比率写成 分子/分母，例如 118/120",
        "use plain digits; a ratio is numerator/denominator, such as 118/120",
    ),
    "FL501.not-a-number": ("“{value}”不是数（{target}）", "“{value}” is not a number ({target})"),
    "FL501.not-a-number.hint": (
        "写一个数，写全写准，例如 30000；不写 万、约、以上，也不写别的单位",
        "write one number in full, such as 30000: no 万, 约 or 以上, nor another unit",
    ),
    "FL501.not-whole": (
        "“{value}”不是整数（{target}）",
        "“{value}” is not a whole number ({target})",
    ),
    "FL501.not-whole.hint": (
        "填本期有几周（或几个月）做到了，例如 13",
        "give in how many weeks (or months) of the period it was done, such as 13",
    ),
    "FL501.indivisible": (
        "“{value}”不是整数，{target} 数的是一个一个的",
        "“{value}” is not a whole number, and {target} counts one by one",
    ),
    "FL501.negative": ("“{value}”小于 0（{target}）", "“{value}” is below 0 ({target})"),
    "FL501.negative.hint": (
        "报多了的数用 amends 更正，不用负数冲减",
        "amend an entry that was too high; do not set it off",
    ),
    "FL501.too-long": (
        "“{value}”的位数太多（{target}）",
        "“{value}” has too many digits ({target})",
    ),
    "FL501.not-a-date": (
        "“{value}”不是完成日期（{target}）",
        "“{value}” is not the day it was reached ({target})",
    ),
    "FL501.not-a-date.hint": (
        "写完成的那一天，例如 2021-11-15；没有完成就不填",
        "write the day, such as 2021-11-15; leave it out until then",
    ),
    "FL501.no-such-day": (
        "日历上没有 {value} 这一天（{target}）",
        "the calendar has no {value} ({target})",
    ),
    "FL501.century": (
        "{value} 不在 1900 至 2999 年之间（{target}）",
        "{value} does not lie in the years from 1900 to 2999 ({target})",
    ),
    "FL501.why": (
        "百分比不能再核算，也不能与别的单位合计；台账只收能核对的数。",
        (
            "A percentage can be neither recomputed nor pooled; the ledger takes only what "
            "can be checked."
        ),
    ),
    "FL502": (
        "{target} 的分子 {numerator} 大于分母 {denominator}",
        "{target}: the numerator {numerator} is above the denominator {denominator}",
    ),
    "FL502.hint": ("检查两个数是否写反", "see whether the two are the wrong way round"),
    "FL502.sum": (
        "{target} 各次相加为 {numerator}/{denominator}，分子大于分母",
        "{target}: the entries add up to {numerator}/{denominator}, more than there are",
    ),
    "FL502.sum.hint": (
        "每次只填新增数，不填累计数",
        "each entry gives only what is new, not the running total",
    ),
    "FL502.why": ("做到的不会比应做的多。", "No more can be done than there was to do."),
    "FL503": (
        "{target} 填了 0/0，没有在 note 说明",
        "{target} is 0/0 without a note that says why",
    ),
    "FL503.hint": ("在 note 写明本期为何无事可做", "say in the note why there was nothing to do"),
    "FL503.common": (
        "{target} 的分母是共同的，不会是 0",
        "{target} has a common denominator, which is never 0",
    ),
    "FL503.why": (
        "0/0 使指标不参与判断，所以要有说明。",
        "0/0 takes the department out of the judgement, which needs a reason.",
    ),
    "FL504": (
        "共同分母 {value} 与其他单位报的 {expected} 不同（{period}）",
        "the common denominator {value} differs from the {expected} that others gave for {period}",
    ),
    "FL504.hint": ("各单位用同一个数；请办公室定", "all use one figure; the office says which"),
    "FL504.why": (
        "分母是大家共用的，各说各的就算不出比率。",
        "They share one denominator; with two there is no rate.",
    ),
    "FL505": (
        "{target} 的累计数从 {before} 降到 {value}",
        "the running total of {target} falls from {before} to {value}",
    ),
    "FL505.hint": (
        "累计数只增不减；前一次报多了就用 amends 更正",
        "a running total never falls; amend the earlier entry if it was too high",
    ),
    "FL505.why": (
        "累计数变小，不是填成了新增数，就是以前报多了。",
        "A falling total is either an increment by mistake or was too high before.",
    ),
    "FL506": (
        "{target} 的分母从 {before} 减到 {value}",
        "the denominator of {target} shrinks from {before} to {value}",
    ),
    "FL506.hint": ("确有减少就在 note 说明原因", "if it is right, say why in the note"),
    "FL506.why": ("缩小分母可以让比率变好看。", "A smaller denominator makes a rate look better."),
    "FL507": (
        "{period} 共报 {total} 次，最多只可能 {most} 次",
        "{total} occasions in {period}; no more than {most} are possible",
    ),
    "FL507.hint": (
        "填的是本期有几周（或几个月）做到了，不是累计数",
        "count the weeks (or months) of the period that had one, not a total",
    ),
    "FL507.why": ("一个报告期只有这么多周或月。", "A period has only so many weeks or months."),
    "FL508": (
        "完成日期 {value} 晚于记录日期 {date}",
        "reached on {value}, after the entry's own date {date}",
    ),
    "FL508.why": (
        "完成了才报，不预报。",
        "A milestone is reported once it is reached, not before.",
    ),
    "FL509": (
        "完成日期 {value} 早于计划期的第一天（{start}）",
        "reached on {value}, before the plan begins ({start})",
    ),
    "FL509.hint": ("多半是年份写错了", "the year is probably wrong"),
    "FL509.why": (
        "计划之前就完成的，多半是年份写错了；照它算就是按时完成。",
        "What was reached before the plan is most likely a wrong year, and would count as in time.",
    ),
    "FL510": ("找不到佐证材料 {path}", "the evidence {path} is not there"),
    "FL510.hint": (
        "把文件放回原处；路径从工作区算起",
        "put the file back; paths begin at the workspace",
    ),
    "FL510.denied": ("佐证材料 {path} 无法读取", "the evidence {path} cannot be read"),
    "FL510.denied.hint": ("检查文件权限", "see to the file's permissions"),
    "FL510.why": (
        "年底考核要查阅材料，找不到的等于没有。",
        "The year-end review looks at the files; one that is not there proves nothing.",
    ),
    "FL511": (
        "佐证材料 {path} 的内容与记录时不同",
        "the evidence {path} is not what it was when recorded",
    ),
    "FL511.hint": (
        "恢复原文件；确需更换就更正记录，并放新文件",
        "restore it; to replace it, amend the entry with a new file",
    ),
    "FL511.why": ("校验值证明材料没有被换过。", "The hash proves that nobody changed the file."),
    "FL512": ("佐证材料 {path} 不在工作区里", "the evidence {path} is outside the workspace"),
    "FL512.git": (
        "佐证材料 {path} 是 git 自己的文件，不读",
        "the evidence {path} is one of git's own files and is not read",
    ),
    "FL512.hint": (
        "复制到 evidence/ 下；用 ledger record --evidence 自动复制",
        "copy it below evidence/; ledger record --evidence does so",
    ),
    "FL512.git.hint": (
        "把材料本身放到 evidence/ 下",
        "put the file itself below evidence/",
    ),
    "FL512.why": (
        "工作区以外的文件不随版本库走，也没有人能核对。",
        "A file outside is not in the repository, and nobody else can check it.",
    ),
    "FL513": ("佐证材料 {path} 不是普通文件", "the evidence {path} is not a regular file"),
    "FL513.link": (
        "佐证材料 {path} 是链接，不是文件本身",
        "the evidence {path} is a link, not the file itself",
    ),
    "FL513.link.hint": (
        "用 ledger record --evidence 把文件本身放进来",
        "file the file itself: ledger record --evidence",
    ),
    "FL513.why": (
        "文件夹、设备和管道没有可以核对的内容。",
        "Folders, devices and pipes have no content that can be checked.",
    ),
    "FL514": (
        "佐证材料 {path} 超过上限 {limit}",
        "the evidence {path} is larger than the limit of {limit}",
    ),
    "FL514.hint": (
        "压缩或拆分；大文件另存，台账里放它的校验清单",
        "make it smaller, or keep it elsewhere and a list of hashes here",
    ),
    "FL514.why": (
        "版本库里的大文件拖慢所有人，而且删不掉。",
        "Large files slow everyone down and never leave a repository.",
    ),
    "FL515": (
        "佐证材料 {path} 只是 Git LFS 的指针，内容没有取回",
        "the evidence {path} is a Git LFS pointer without its content",
    ),
    "FL515.hint": ("运行 git lfs pull", "run git lfs pull"),
    "FL515.why": (
        "指针不是材料本身，无从核对。",
        "A pointer is not the file, and nothing can be checked in it.",
    ),
    "FL516": (
        "佐证材料 {path} 第 {line} 行像是身份证号",
        "line {line} of the evidence {path} looks like an identity-card number",
    ),
    "FL516.mobile": (
        "佐证材料 {path} 第 {line} 行像是手机号",
        "line {line} of the evidence {path} looks like a mobile number",
    ),
    "FL516.hint": (
        "遮去号码再入库；已提交的请联系管理员",
        "black it out before committing; if it is committed already, tell the administrator",
    ),
    "FL516.mobile.hint": (
        "遮去号码再入库；已提交的请联系管理员",
        "black it out before committing; if it is committed already, tell the administrator",
    ),
    "FL516.why": (
        "个人信息进了版本库就很难删除。",
        "Personal data is hard to remove from a repository.",
    ),
    "FL517": (
        "{target} 报 {value}，没有佐证材料",
        "{target} is reported as {value} without evidence",
    ),
    "FL517.hint": (
        "有材料就附上：ledger amend --evidence",
        "attach what there is: ledger amend --evidence",
    ),
    "FL517.why": (
        "整整百分之百最常被追问，最好有据可查。",
        "A round hundred per cent is what people ask about first.",
    ),
    "FL518": (
        "在 Windows、macOS 上 {path} 与 {other} 是同一个文件名，其中一份会丢",
        "{path} and {other} are one name on Windows or macOS, and one of the two is lost there",
    ),
    "FL518.hint": (
        "还没有并入主干的那份改名，再改它的记录",
        "rename the one that is not merged yet, in its entry too",
    ),
    "FL518.refused": (
        "Windows 不收这个文件名，仓库在那里检不出来：{path}",
        "Windows takes no such name, and cannot check the repository out: {path}",
    ),
    "FL518.refused.hint": (
        '换个名字：不含 : * ? " < > |，不以点或空格结尾，也不是 con、aux、nul 等',
        'choose another: without : * ? " < > |, not ending in a dot or blank, and not con, aux, '
        "nul or the like",
    ),
    "FL518.why": (
        "同一份台账要在每个人的电脑上都是同样的文件。",
        "A ledger's evidence must be the same files on everybody's computer.",
    ),
}
