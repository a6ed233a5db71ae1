"""What the rules about dates and periods say (FL6); merged into ``rules``."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "FL601": (
        "{value} 不是本计划的报告期（{first} 至 {last}）",
        "{value} is no period of this plan ({first} to {last})",
    ),
    "FL601.why": (
        "计划期之外的情况不属于本台账。",
        "What happened outside the plan's time is not this ledger's.",
    ),
    "FL602": (
        "{value} 早于 {period} 的第一天（{start}）",
        "{value} is before {period} begins ({start})",
    ),
    "FL602.hint": ("检查 date 和 period 哪个写错了", "see which of date and period is wrong"),
    "FL602.why": (
        "还没开始的一期不可能有情况可报。",
        "There is nothing to report of a period that has not begun.",
    ),
    "FL603": (
        "编号 {id} 的日期与记录日期 {date} 不一致",
        "the id {id} does not bear the entry's date {date}",
    ),
    "FL603.hint": (
        "编号应为 {expected}；若日期写错则改日期",
        "the id would be {expected}; or mend the date if that is wrong",
    ),
    "FL603.why": (
        "编号里的日期让人改不动记录的时间而不留痕迹。",
        "With the date in the id, the day of an entry cannot be changed unnoticed.",
    ),
    "FL604": (
        "日期 {value} 早于所针对记录的日期 {date}",
        "dated {value}, before the entry it is about ({date})",
    ),
    "FL604.why": (
        "更正、作废、复核只能在原记录之后。",
        "Nothing can be amended, voided or reviewed before it was reported.",
    ),
    "FL605": (
        "{item} 的 {period} 报告迟了（最迟 {due}）",
        "the report on {item} for {period} came late (due {due})",
    ),
    "FL605.why": (
        "迟报要看得见，但不妨碍台账使用。",
        "Lateness is shown; it does not stop the ledger from being used.",
    ),
    "FL606": (
        "{name}欠 {period} 的 {count} 份报告（最迟 {due}）：{items}",
        "{name} owes {count} of the reports for {period} (due {due}): {items}",
    ),
    "FL606.hint": (
        "补报：ledger record {department} {item} --period {period}",
        "report them: ledger record {department} {item} --period {period}",
    ),
    "FL606.why": (
        "漏报要看得见，但不妨碍台账使用。",
        "A missing report is shown; it does not stop the ledger from being used.",
    ),
    "FL608": (
        "{value} 离计划期（{start} 至 {end}）十年以上",
        "{value} lies more than ten years from the plan ({start} to {end})",
    ),
    "FL608.hint": ("多半是年份写错了", "the year is probably wrong"),
    "FL608.why": (
        "差了十年以上的日期只会是笔误，照它算，是否按时就全错了。",
        "A date that far away is a slip of the pen; whether anything was on time would follow it.",
    ),
    "FL607": (
        "日期 {value} 还没有到（今天是 {today}）",
        "{value} is still to come (today is {today})",
    ),
    "FL607.hint": ("多半是年份或月份写错了", "the year or month is probably wrong"),
    "FL607.why": (
        "将来的记录在那一天之前不计入任何数字。",
        "An entry of a day to come is in no figure until that day.",
    ),
}
