"""Why something has its light: the words of every reason, and the phrases they are built from.

A reason is one sentence; counts come before names. Reasons about a target begin with its name.
"""

from foodsafety_ledger.words import Texts, read_texts

_STANDINGS = read_texts("""
bound: {figure}，目标 {goal_named} | {figure}, goal {goal_named}
below: {figure}，目标 {goal_named}，还差 {gap} | {figure}, goal {goal_named}, {gap} missing
above: {figure}，目标 {goal_named}，超出 {gap} | {figure}, goal {goal_named}, {gap} too many
off: {figure}，目标 {goal_named}，相差 {gap} | {figure}, goal {goal_named}, off by {gap}
rising: {figure}，应高于基数 {bar} | {figure}, to rise above {bar}
rising-gap: {figure}，应高于基数 {bar}，还差 {gap} | {figure}, to rise above {bar}, {gap} missing
falling: {figure}，应低于基数 {bar} | {figure}, to fall below {bar}
falling-gap: {figure}，应低于基数 {bar}，还须减少 {gap}
    {figure}, to fall below {bar}, {gap} too many
kept: {figure}，不低于基数 {bar} | {figure}, not to fall below {bar}
kept-gap: {figure}，应不低于基数 {bar}，还差 {gap}
    {figure}, not to fall below {bar}, {gap} missing
first: {figure}，首次数值，作为基数 | {figure}, the first value and so the baseline
done: {day} 完成，期限 {due} | reached on {day}, due {due}
occasions: {figure} 次，该期应有 {asked} 次 | {figure} of {asked} in the period
""")
"""How a figure stands to its goal."""

_HEADS: Texts = {
    "missed": ("{target}：未达标，期限已过，", "{target}: missed, the due date has passed: "),
    "period-failed": ("{target}：{period} 未达标，", "{target}: missed in {period}: "),
    "short": ("{target}：尚未达标，", "{target}: not yet met: "),
    "partial": ("{target}：已报部分 ", "{target}: of what is reported: "),
    "met": ("{target}：达标，", "{target}: met: "),
    "met-late": (
        "{target}：迟达标（最迟 {ready}，{since} 才报达标），",
        "{target}: met late, reported so on {since} where {ready} was the last day: ",
    ),
}
"""What is said of a target whose figure follows."""

_OWN = read_texts("""
missed: 本单位未达标 | missed by this department
missing: 本单位缺数值 | this department's value is missing
short: 本单位尚未达标 | not yet met by this department
no-data: 本单位尚未报数值 | no value yet from this department
met-late: 本单位迟达标 | met late by this department
""")
"""What a department's own value of a target is worth."""

_OWN_UNFIT = read_texts("""
missing: 本单位的数过旧、被退回或不全，不能算达标
    this department's value is too old, returned or not complete, and cannot meet the goal
""")
"""The same of a value that is there."""

_OPTIONAL = read_texts("""
missed: 未达标 | missed
missing: 缺数据 | values missing
met-late: 迟达标 | met late
short: 尚未达标 | not yet met
no-data: 尚无数据 | no data yet
""")
"""How a target stands that binds nobody."""

_PACES = read_texts("""
ahead: 超序时 | ahead of time
on: 按序时 | on time
behind: 慢序时 | behind time
far-behind: 严重慢序时 | far behind time
""")
"""How a figure stands beside the year."""

TEXTS: Texts = {
    **{f"standing.{how}": figure for how, figure in _STANDINGS.items()},
    **{
        f"{head}.{how}": (before[0] + figure[0], before[1] + figure[1])
        for head, before in _HEADS.items()
        for how, figure in _STANDINGS.items()
    },
    **{
        f"pace.{state}": (
            "{target}：序时进度 {expected}%，已达目标的 {achieved}%，" + words[0],
            "{target}: {expected}% of the time and {achieved}% of the goal, " + words[1],
        )
        for state, words in _PACES.items()
    },
    **{
        f"optional.{verdict}": (
            f"{{target}}：{words[0]}，属鼓励性指标，不影响灯色",
            f"{{target}}: {words[1]}, but not binding",
        )
        for verdict, words in _OPTIONAL.items()
    },
    **{
        f"own-target.{verdict}": ("{target}：" + words[0], "{target}: " + words[1])
        for verdict, words in _OWN.items()
    },
    **{
        f"own-target.{verdict}.figure": (
            "{target}：{figure}，" + words[0],
            "{target}: {figure}, " + words[1],
        )
        for verdict, words in (_OWN | _OWN_UNFIT).items()
    },
    **read_texts("""
said: {name}（{words}） | {name} ({words})
and-more: {names}等 | {names} and {more} more
figure: {value}（{counts}） | {value} ({counts})
not-applicable: 不适用 | n/a
met-late.done: {target}：迟达标，{day} 完成，期限 {due}
    {target}: met late, reached on {day}, due {due}
met-late.handed-in: {target}：{day} 完成，期限 {due}，但最迟 {ready} 应报，{since} 才报，按迟达标
    {target}: reached on {day}, due {due}, but reported on {since} where {ready} was the last day:
        met late
failed-by: {target}：{total} 家中 {count} 家未达到：{names}
    {target}: the goal is missed by {count} of {total}: {names}
late-by: {target}：{total} 家中 {count} 家迟达标：{names}
    {target}: late by {count} of {total}: {names}
returned-value: {target}：{total} 家中 {count} 家的数值被办公室退回，更正前不能算达标：{names}
    {target}: values of {count} of {total} returned, worth nothing till amended: {names}
returned-value.one: {target}：数值被办公室退回，更正前不能算达标：{names}
    {target}: the value was returned, worth nothing till amended: {names}
missing: {target}：期限 {due} 已过，{total} 家中 {count} 家未报数值：{names}
    {target}: due {due} has passed, no value from {count} of {total}: {names}
missing.one: {target}：期限 {due} 已过，未报数值：{names}
    {target}: due {due} has passed, no value from {names}
stale: {target}：{total} 家中 {count} 家只有 {period} 之前的数值，不能算达标：{names}
    {target}: only a value older than {period} from {count} of {total}: {names}
stale.one: {target}：只有 {period} 之前的数值，不能算达标：{names}
    {target}: only a value older than {period} from {names}
baseline-only: {target}：{total} 家中 {count} 家只有基数，没有可比的后续数值：{names}
    {target}: a first value and nothing to compare from {count} of {total}: {names}
baseline-only.one: {target}：只有基数，没有可比的后续数值：{names}
    {target}: a first value and nothing to compare from {names}
period-missing: {target}：{period} 已过报送期限，{total} 家中 {count} 家缺该期数值（未报或已被退回）
        ：{names}
    {target}: {period} was due, no value for it, or a returned one, from {count} of {total}: {names}
period-missing.one: {target}：{period} 已过报送期限，缺该期数值（未报或已被退回）：{names}
    {target}: {period} was due, no value for it, or a returned one, from {names}
awaited: {target}：{total} 家中 {count} 家尚未报数值：{names}
    {target}: no value yet from {count} of {total}: {names}
awaited.one: {target}：尚未报数值：{names} | {target}: no value yet from {names}
awaited-judged: {target}：{total} 家中 {count} 家尚未报要评定的报告期的数值：{names}
    {target}: no value yet about a period that is judged from {count} of {total}: {names}
awaited-judged.one: {target}：尚未报要评定的报告期的数值：{names}
    {target}: no value yet about a period that is judged from {names}
weakest: {target}：各单位中最弱的是{department}：{figure}
    {target}: weakest is {department}: {figure}
needed.rest: {target}：{whole}不变的话，余下 {of} 中至少须再有 {count}
    {target}: of the {of} left at least {count} must count, if no more come ({whole})
needed.open: {target}：{whole}再增 {of}，{part}至少须增 {count}
        ；新增的若全部计入，再有 {alone} 即达标
    {target}: of {of} more ({whole}) at least {count} must count ({part}); if all further ones do,
        {alone} {alone:is/are} enough
needed.open-far: {target}：{whole}再增 {of}，新增的全部计入也不够（{part}须增 {count}）
        ；只靠新增的，须再有 {alone} 且全部计入
    {target}: {of} more ({whole}) {of:is/are} not enough even if all count, for {count} would have
        to ({part}); further ones alone make it from {alone} on, if all count
needed.never: {target}：只靠新增的不能达标，已报的须补足 {gap}
    {target}: no further ones make it, {gap} of those reported must be made up
needed.most: {target}：{whole}再增 {of}，{part}最多可增 {count}
        ；新增的若无一计入，再有 {alone} 即达标
    {target}: of {of} more ({whole}) at most {count} may count ({part}); if no further one does,
        {alone} {alone:is/are} enough
needed.most-far: {target}：{whole}再增 {of} 也不够；{part}不再增加的话，须再有 {alone}
    {target}: {of} more ({whole}) {of:is/are} not enough; if no further one counts ({part}), it
        takes {alone}
needed.over: {target}：累计数只增不减，除非更正，已不能达标
    {target}: a sum does not fall: unless it is corrected, the goal is out of reach
latecomer: {target}：{department}首次报数较晚，没有可比的基数，不参与比较：{figure}
        ；连它在内为 {total}
    {target}: {department} reported for the first time late and has nothing to compare: {figure};
        with it the figure is {total}
latecomer.aside: {target}：{department}首次报数较晚，没有可比的基数，不参与比较：{figure}
    {target}: {department} reported for the first time late and has nothing to compare: {figure}
beside: {target}：{department}另报 {figure}，不计入
    {target}: {department} gave {figure} besides, which decides nothing
not-judged: {target}：{period}：{figure}，不计 | {target}: {period}: {figure}, not judged
judged-with: {target}：{period}：{figure}，计入 {into}
    {target}: {period}: {figure}, counted in {into}
later-values: {target}：期限所在的 {period} 之后的数值不计入：{names}
    {target}: not counted, due was in {period}: later values of {names}
later-values.one: {target}：期限所在的 {period} 之后的数值不计入：{names}
    {target}: not counted, due was in {period}: later values of {names}
nothing-to-do: {target}：各单位均报 0/0 或不适用，无此项业务
    {target}: everyone reported 0/0 or n/a, nothing to do
nobody-owes-value: {target}：没有明确由谁报数 | {target}: nobody owes its value
not-binding: {target}：是鼓励性指标，不影响灯色 | {target}: not binding, turns no light red
blocked: {total} 家责任单位中 {count} 家受阻：{names} | {count} of {total} blocked: {names}
blocked.one: 工作受阻：{names} | blocked: {names}
overdue: {total} 家责任单位中 {count} 家逾期未报（{periods}）：{names}
    {count} of {total} with reports overdue ({periods}): {names}
overdue.one: 逾期未报（{periods}）：{names} | report overdue ({periods}): {names}
past-due: 期限 {due} 已过，{total} 家责任单位中 {count} 家未完成：{names}
    due {due} has passed, {count} of {total} not done: {names}
past-due.one: 期限 {due} 已过，尚未完成：{names} | due {due} has passed and it is not done: {names}
returned: {names}的报告被办公室退回：{why} | the office returned the report of {names}: {why}
extended: 期限由 {old} 延至 {due}：{why} | due {due}, extended from {old}: {why}
done-late: {total} 家责任单位中 {count} 家在期限 {due} 之后才报完成：{names}
    {count} of {total} said only after {due} that it was done: {names}
done-late.one: 期限 {due} 之后才报完成：{names} | said only after {due} that it was done: {names}
says-nothing: {total} 家责任单位中 {count} 家的最近一份报告没有数值、说明或佐证：{names}
    the latest report of {count} of {total} has no value, note or evidence: {names}
says-nothing.one: 最近一份报告没有数值、说明或佐证：{names}
    the latest report has no value, note or evidence: {names}
damaged: 有误的记录未计入，涉及：{names}；ledger check 逐条列出
    entries with errors are left out, of: {names}; ledger check lists them
unresolved: {groups}的名单尚未录入，最多为黄
    who belongs to {groups} is not entered yet: yellow at best
selective: {groups}指哪些单位未写明，暂不计责任
    who {groups} means is not said: no duties follow from it
not-reported: {total} 家责任单位中 {count} 家尚未报告：{names}
    {count} of {total} still to report: {names}
not-reported.one: 尚未报告：{names} | still to report: {names}
nothing-reported: {total} 家责任单位均未报告；{period} 最迟 {due} 报送
    nothing reported yet by any of {total}; {period} is due by {due}
nothing-reported.one: 尚未报告；{period} 最迟 {due} 报送
    nothing reported yet; {period} is due by {due}
not-started: {total} 家责任单位中 {count} 家未启动：{names}
    {count} of {total} not started: {names}
not-started.one: 未启动：{names} | not started: {names}
not-done: {total} 家责任单位中 {count} 家未完成，期限 {due}：{names}
    {count} of {total} not done yet, due {due}: {names}
not-done.one: 尚未完成，期限 {due}：{names} | not done yet, due {due}: {names}
nobody-owes: 没有责任单位，不评灯色 | no department owes an entry
all-done: {total} 家责任单位均已完成 | all {total} done
all-done.one: 已完成 | done
in-hand: 持续性工作，{total} 家责任单位均已报告，无逾期
    work without an end: all {total} have reported, nothing is overdue
in-hand.one: 持续性工作，已报告，无逾期 | work without an end: reported, nothing is overdue
targets-met: {total} 项指标中 {count} 项达标 | {count} of {total} {total:target/targets} met
own-missed: {count} 项指标本单位未达标或缺数据：{names}
    {count} of its targets missed or without data: {names}
own-overdue: {count} 份报告逾期，涉及分项：{names} | {count} of its reports overdue, on {names}
own-blocked: {count} 个分项受阻：{names} | {count} of its items blocked: {names}
own-past-due: {count} 个分项过期未完成：{names}
    {count} of its items past due and not done: {names}
own-returned: {count} 个分项的报告被退回：{names}
    {count} of its items with a report returned: {names}
own-damaged: {count} 个分项有记录因有误未计入：{names}
    {count} of its items with entries left out because of errors: {names}
own-open: {total} 个分项中 {count} 个尚未转绿：{names}
    {count} of its {total} {total:item/items} not green yet: {names}
own-green: 应报的 {total} 个分项均为绿 | all {total} of its items green
own-green.one: 应报的分项为绿 | its item is green
own-nothing: 没有应报的分项 | it owes nothing
"""),
}
