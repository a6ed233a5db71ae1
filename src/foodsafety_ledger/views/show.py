"""``ledger show`` of the plan's parts: what the document asks, of whom, by when."""

from __future__ import annotations

from collections.abc import Iterator

from foodsafety_ledger.assess.assessment import ItemAssessment, TargetAssessment
from foodsafety_ledger.assess.standing import chain_of
from foodsafety_ledger.check.rules import Rule
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.plan import (
    Across,
    Department,
    Group,
    Holds,
    Item,
    Plan,
    Role,
    Target,
)
from foodsafety_ledger.views.figures import (
    department_name,
    figure_text,
    goal_text,
    light_line,
    name_departments,
    reason_text,
    status_run,
    verdict_line,
)
from foodsafety_ledger.views.log import (
    History,
    date_text,
    entry_marks,
    entry_summary,
    log_table,
    value_texts,
)
from foodsafety_ledger.views.page import (
    Block,
    Cell,
    Facts,
    Heading,
    Line,
    Paragraph,
    Table,
    cell,
    command,
    label,
    line,
    quiet,
    strong,
)
from foodsafety_ledger.words import Say, Text

Pair = tuple[str, Cell]


def item_blocks(one: ItemAssessment, plan: Plan, say: Say) -> Iterator[Block]:
    """An item: its phrase word for word, who has which part, its targets and errata."""
    item = one.item
    yield Heading(line(f"{item.id}  {item.summary.in_(say.lang)}"))
    yield Facts(tuple(_item_pairs(one, plan, say)))
    if one.targets:
        yield Heading(line(say("show.targets")), 3)
        lines = (text for target in one.targets for text in _target_lines(target, say))
        yield Paragraph(tuple(lines), indent=1, hang=3)
    if item.errata:
        yield Heading(line(say("show.errata")), 3)
        readings = (
            line(say("show.erratum", quote=e.quote, reading=e.reading), quiet(f"  {e.why}"))
            for e in item.errata
        )
        yield Paragraph(tuple(readings), indent=1, hang=1)


def _item_pairs(one: ItemAssessment, plan: Plan, say: Say) -> Iterator[Pair]:
    item = one.item
    light = cell(light_line(one.light, say), *(reason_text(r, say) for r in one.reasons[:3]))
    yield say("show.light"), light
    yield say("show.phrase"), cell(line(item.phrase, quiet(f"  {item.phrase_at}")))
    for role in Role:
        if item.named.get(role):
            yield (
                label(say(f"status.role.{role}")),
                cell(name_departments(item.named[role], plan, say)),
            )
    if item.open:
        yield say("show.list"), cell(say("show.open"))
    if item.unresolved:
        names = name_departments(item.unresolved, plan, say)
        yield say("show.unresolved"), cell(names)
    every = say(f"show.every.{item.first.cadence}")
    yield say("show.owed"), cell(say("show.periods", first=item.first, last=item.last, every=every))
    due = say("show.ongoing", due=item.due) if item.ongoing else str(item.due)
    yield say("show.due"), cell(due)


def _target_lines(one: TargetAssessment, say: Say) -> Iterator[Line]:
    target = one.target
    name = strong(target.name.in_(say.lang))
    yield line(verdict_line(one.verdict, say), "  ", name, quiet(f"  {target.ref}"))
    yield line("    ", figure_text(one, say))
    yield line("    ", quiet(say("show.quote", quote=target.quote, place=target.quote_at)))


def target_blocks(one: TargetAssessment, plan: Plan, say: Say) -> Iterator[Block]:
    """A target: the goal and how it is counted, in words, and the document's quote."""
    target = one.target
    yield Heading(line(f"{target.name.in_(say.lang)}  ", quiet(target.ref)))
    pairs = [
        (say("status.column.verdict"), cell(verdict_line(one.verdict, say), figure_text(one, say))),
        (say("show.goal"), cell(line(goal_text(target, say), quiet(f"  {target.goal_at}")))),
        (say("show.in-document"), cell(line(target.quote, quiet(f"  {target.quote_at}")))),
        *_counting_pairs(target, say),
        (say("show.reported-by"), cell(name_departments(target.owed_by, plan, say))),
        (say("show.due"), cell(str(target.due))),
    ]
    for id_, baseline in (target.baselines or {}).items():
        name = department_name(id_, plan, say)
        text = say("show.baseline.of", name=name, value=str(baseline.value), basis=baseline.basis)
        pairs.append((say("show.baseline"), cell(text)))
    if not target.binding:
        pairs.append((say("show.binding"), cell(say("show.not-binding"))))
    yield Facts(tuple(pairs))
    yield _next_step(f"ledger why {target.ref}")


def _counting_pairs(target: Target, say: Say) -> Iterator[Pair]:
    """What is divided by what, and how values add up over time and over departments."""
    yield say("show.measure"), cell(target.measure.label.in_(say.lang))
    if target.counts.zh:
        yield say("show.counts"), cell(target.counts.in_(say.lang))
    if target.measure.is_figure:
        yield say("show.over-time"), cell(say(f"why.over-time.{target.value_is}"))
    if target.across is Across.EACH:
        yield say("show.together"), cell(say("why.together.each"))
    if target.is_common:
        yield say("show.denominator"), cell(say("why.together.common"))
    if target.holds is Holds.EVERY_PERIOD:
        yield say("show.holds"), cell(say("show.every-period", first=target.first))


def department_blocks(one: Department, plan: Plan, say: Say) -> Iterator[Block]:
    """A department: what it is called, which groups it belongs to, who may commit for it."""
    yield Heading(line(f"{one.name.in_(say.lang)}  ", quiet(one.id)))
    groups = [group.id for group in plan.groups.values() if one.id in group.members]
    pairs = [
        (say("show.names"), cell(say("status.comma").join([one.name.zh, *one.aliases]))),
        (say("show.kind"), cell(one.kind)),
        (say("show.groups"), cell(name_departments(groups, plan, say))),
        (say("show.authors"), cell(", ".join(one.authors))),
        (say("show.ledger"), cell(f"ledgers/{one.id}.yaml")),
    ]
    yield Facts(tuple(pair for pair in pairs if pair[1]))


def group_blocks(one: Group, plan: Plan, say: Say) -> Iterator[Block]:
    """A group: its members, and where the list comes from."""
    yield Heading(line(f"{one.name.in_(say.lang)}  ", quiet(one.id)))
    members = name_departments(one.members, plan, say)
    key = "show.selective" if one.selective else "show.no-members"
    pairs = [
        (say("show.names"), cell(say("status.comma").join([one.name.zh, *one.aliases]))),
        (say("show.members"), cell(members or say(key))),
        (say("show.basis"), cell(one.basis)),
        (say("show.items"), cell(", ".join(_items_naming(one.id, plan)))),
    ]
    yield Facts(tuple(pair for pair in pairs if pair[1]))


def _items_naming(group: str, plan: Plan) -> Iterator[str]:
    item: Item
    for item in plan.items.values():
        if any(group in ids for ids in item.named.values()):
            yield item.id


def _next_step(text: str) -> Paragraph:
    return Paragraph((line(command(text)),), indent=1)


class _Open(dict[str, str]):
    """Stands for the facts of a finding where there is none: every one is an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def rule_blocks(rule: Rule, say: Say) -> Iterator[Block]:
    """The rule's name and severity, why it is there, and each of its messages with its hint."""
    yield Heading(line(f"{rule.code} {rule.name}"))
    severity = say(f"show.severity.{rule.severity}")
    yield Facts(((say("show.severity"), cell(f"{severity}")),))
    yield Paragraph((line(say.choose(rule.why)),))
    messages = []
    for variant, text in rule.messages.items():
        messages.append(line(_open_text(text, say)))
        hint = rule.hint(variant)
        if hint is not None:
            told = say("check.hint", hint=_open_text(hint, say))
            messages.append(line("    ", quiet(told)))
    yield Heading(line(say("show.messages")), 3)
    yield Paragraph(tuple(messages), indent=1, hang=1)


def _open_text(text: Text, say: Say) -> str:
    return say.choose(text).format_map(_Open())


EntryPair = tuple[str, Cell]


def entry_blocks(entry: Entry, history: History, plan: Plan, say: Say) -> Iterator[Block]:
    """The entry's fields, and every entry of its chain."""
    yield Heading(line(f"{say('show.entry')} {entry.id}"))
    yield Facts(tuple(pair for pair in _pairs(entry, history, plan, say) if pair[1]))
    chain = chain_of(entry, history.entries)
    if len(chain) > 1:
        table: Table = log_table(chain, history, plan, say)
        yield Heading(line(say("show.chain")), 3)
        yield table


def _pairs(entry: Entry, history: History, plan: Plan, say: Say) -> Iterator[EntryPair]:
    who = line(department_name(entry.department, plan, say), quiet(f"  {entry.department}"))
    item = plan.items.get(entry.item)
    about = f"{entry.item}  {item.summary.in_(say.lang)}" if item else entry.item
    yield say("show.marks"), tuple(entry_marks(entry, history, say))
    yield say("status.column.department"), cell(who)
    yield say("status.column.item-only"), cell(about)
    yield say("status.column.period"), cell(str(entry.period) if entry.period else "")
    yield say("log.column.date"), cell(date_text(entry))
    if entry.status:
        yield say("status.column.status"), cell(status_run(entry.status, say))
    elif entry.voids or entry.reviews:
        yield say("show.does"), cell(entry_summary(entry, plan, say))
    yield say("show.values"), cell(*value_texts(entry, plan, say))
    for key in ("note", "problems", "next", "reason"):
        said: str = getattr(entry, key)
        yield label(say(f"log.{key}")), cell(*said.strip().splitlines())
    evidence = (line(one.path, quiet(f"  sha256 {one.sha256}")) for one in entry.evidence)
    yield say("show.evidence"), cell(*evidence)
    yield say("show.by"), cell(entry.by)
    yield say("show.approved-by"), cell(entry.approved_by)
    yield say("show.place"), cell(str(entry.place()))
