"""``ledger show``: one thing in full: a part of the plan, a department, an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import Assessment, ItemAssessment, TargetAssessment
from foodsafety_ledger.assess.standing import chain_of
from foodsafety_ledger.files.workspace import ledger_path
from foodsafety_ledger.model.entry import FIELDS, SHOWN, Entry, FieldKind, Kind
from foodsafety_ledger.model.plan import (
    Across,
    Department,
    Erratum,
    Group,
    Holds,
    Plan,
    Role,
    Target,
)
from foodsafety_ledger.reading.naming import Ref, RefKind, entry_among_refs, read_refs
from foodsafety_ledger.views.choice import Selection, choose, select
from foodsafety_ledger.views.log import (
    History,
    date_text,
    entry_data,
    entry_marks,
    entry_records,
    entry_summary,
    log_table,
    value_texts,
)
from foodsafety_ledger.views.page import (
    Block,
    Cell,
    Heading,
    Held,
    Line,
    Paragraph,
    cell,
    command,
    label,
    labelled,
    line,
    quiet,
    strong,
)
from foodsafety_ledger.views.plan import plan_records, planned_item, planned_target
from foodsafety_ledger.views.status import own_table
from foodsafety_ledger.views.status_rows import (
    department_data,
    item_data,
    reasons_data,
    target_data,
)
from foodsafety_ledger.views.view import Json, Origin, Records, View, fields_of
from foodsafety_ledger.views.wording import (
    department_line,
    department_name,
    due_text,
    figure_text,
    goal_text,
    light_line,
    name_data,
    name_departments,
    people_text,
    piece_text,
    reason_alone,
    reason_text,
    resolutions,
    status_run,
    task_title,
    verdict_line,
)
from foodsafety_ledger.words import Say

Pair = tuple[str, Held]

_LATEST: Final = 5
"""How many entries are shown with an item or department; ``ledger log`` shows them all."""


def thing_view(
    text: str, history: History, assess: Callable[[], Assessment], origin: Origin
) -> View:
    """An entry with its chain, or what a REF names with the latest entries about it.

    UsageError for what names nothing; ``assess`` is asked only where lights and figures are shown.
    """
    entry = entry_among_refs(text, history.entries)
    if entry is not None:
        chain = chain_of(entry, history.entries)
        return View(
            origin,
            lambda: _entry_blocks(entry, chain, history),
            lambda: entry_records(chain, history),
            lambda: {"entries": [entry_data(one, history) for one in chain]},
        )
    (ref,) = read_refs([text], history.plan)
    chosen = select(assess(), choose([ref], history.plan))
    thing = _KINDS[ref.kind](ref, chosen, history.say)
    latest = _latest(chosen, history) if ref.kind in _WITH_ENTRIES else ()

    def page() -> Iterator[Block]:
        yield from thing.blocks
        if latest:
            yield Heading(line(history.say("show.entries")), 3)
            yield log_table(latest, history)

    def data() -> Json:
        return {
            thing.key: list(thing.objects),
            "entries": [entry_data(one, history) for one in latest],
        }

    return View(origin, page, lambda: thing.records, data)


def _latest(chosen: Selection, history: History) -> Sequence[Entry]:
    items = {item.item.id for item in chosen.items}
    who = chosen.choice.departments
    return [
        entry
        for entry in history.entries
        if entry.item in items and (who is None or entry.department in who)
    ][-_LATEST:]


class _Thing(NamedTuple):
    """What a REF names: for people, as objects under the key of their kind, and as records."""

    blocks: Iterable[Block]
    key: str
    objects: Iterable[Json]
    records: Records


def _places(_: Ref, chosen: Selection, say: Say) -> _Thing:
    """The items of a part of the plan, or of a period."""
    plan = chosen.assessment.plan
    return _Thing(
        (block for one in chosen.items for block in _item_blocks(one, plan, say)),
        "items",
        (_item_data(one, say) for one in chosen.items),
        plan_records(one.item for one in chosen.items),
    )


def _item_data(one: ItemAssessment, say: Say) -> Json:
    errata = one.item.errata
    return {
        **item_data(one, say),
        "plan": planned_item(one.item),
        "targets": [_target_data(target, say) for target in one.targets],
        "errata": [
            {"quote": e.quote, "reading": name_data(e.reading), "why": name_data(e.why)}
            for e in errata
        ],
    }


def _item_blocks(one: ItemAssessment, plan: Plan, say: Say) -> Iterator[Block]:
    """An item: its phrase word for word, who has which part, its targets and errata."""
    item = one.item
    yield Heading(line(f"{item.id}  {item.summary.in_(say.lang)}"))
    yield labelled(_item_pairs(one, plan, say))
    if one.targets:
        yield Heading(line(say("show.targets")), 3)
        lines = (text for target in one.targets for text in _target_lines(target, plan, say))
        yield Paragraph(tuple(lines), indent=1, hang=3)
    yield from _readings(item.errata, say)


def _readings(errata: Sequence[Erratum], say: Say) -> Iterator[Block]:
    if errata:
        yield Heading(line(say("show.errata")), 3)
        readings = (
            line(
                say("show.erratum", quote=e.quote, reading=e.reading),
                quiet(f"  {e.why.in_(say.lang)}"),
            )
            for e in errata
        )
        yield Paragraph(tuple(readings), indent=1, hang=1)


def _item_pairs(one: ItemAssessment, plan: Plan, say: Say) -> Iterator[Pair]:
    item = one.item
    reasons = one.reasons[:3] + tuple(r for r in one.reasons[3:] if r.kind == "returned")
    light = cell(light_line(one.light, say), *(reason_text(reason, say) for reason in reasons))
    yield say("show.light"), light
    titles = {section.id: section.title for section in plan.sections}
    section = quiet(f"  {titles[item.section].in_(say.lang)}")
    yield say("show.task"), line(f"{item.task}  {task_title(item, plan, say)}", section)
    yield say("show.phrase"), line(item.phrase, quiet(f"  {item.phrase_at}"))
    for role in Role:
        if item.named.get(role):
            names = name_departments(item.named[role], plan, say)
            people = _people_lines(item.named[role], plan, say)
            yield label(say(f"status.role.{role}")), cell(names, *people)
    if item.open:
        yield say("show.list"), say("show.open")
    if item.unresolved:
        yield say("show.unresolved"), name_departments(item.unresolved, plan, say)
    if item.resolved:
        yield say("show.resolved"), cell(*resolutions(item, plan, say))
    every = say(f"show.every.{item.first.cadence}")
    yield say("show.owed"), say("show.periods", first=item.first, last=item.last, every=every)
    due = due_text(item, say)
    yield say("show.due"), say("show.ongoing", due=due) if item.ongoing else due
    if item.expects:
        wanted = (line(one.name.in_(say.lang), quiet(f"  {one.id}")) for one in item.expects)
        yield say("show.expects"), cell(*wanted)


def _people_lines(ids: Sequence[str], plan: Plan, say: Say) -> Iterator[Line]:
    """Who leads a department and who answers for it, of those that say so."""
    for one in filter(None, map(plan.departments.get, ids)):
        if told := people_text(one, say):
            yield line(quiet(f"{one.name.in_(say.lang)}  {told}"))


def _target_lines(one: TargetAssessment, plan: Plan, say: Say) -> Iterator[Line]:
    target = one.target
    name = strong(target.name.in_(say.lang))
    yield line(verdict_line(one.verdict, say), "  ", name, quiet(f"  {target.ref}"))
    yield from (line("    ", text) for text in _figure_lines(one, say))
    yield line(
        "    ",
        quiet(
            say("show.quote", quote=target.quote, place=plan.document.place_of(target, say.lang))
        ),
    )


def _figure_lines(one: TargetAssessment, say: Say) -> Iterator[str]:
    """How the figure stands to its goal, and what would still make it."""
    yield figure_text(one, say)
    yield from (reason_alone(reason, say) for reason in one.reasons if reason.kind == "needed")


def _targets(ref: Ref, chosen: Selection, say: Say) -> _Thing:
    plan = chosen.assessment.plan
    keys, rows = plan_records(one.item for one in chosen.items)
    return _Thing(
        (block for one in chosen.targets for block in _target_blocks(one, plan, say)),
        "targets",
        (_target_data(one, say) for one in chosen.targets),
        Records(keys, (row for row in rows if row.get("target") == ref.id)),
    )


def _target_data(one: TargetAssessment, say: Say) -> Json:
    reasons = reasons_data(one.reasons, say)
    return {**target_data(one), "reasons": reasons, "plan": planned_target(one.target)}


def _target_blocks(one: TargetAssessment, plan: Plan, say: Say) -> Iterator[Block]:
    """A target: the goal and how it is counted, in words, and the document's quote."""
    target = one.target
    yield Heading(line(f"{target.name.in_(say.lang)}  ", quiet(target.ref)))
    yield labelled(_target_pairs(one, plan, say))
    errata = plan.items[target.item].errata
    own = [e for e in errata if e.quote in target.quote or target.quote in e.quote]
    yield from _readings(own, say)
    yield Paragraph((line(command(say.typed(f"why {target.ref}"))),), indent=1)


def _target_pairs(one: TargetAssessment, plan: Plan, say: Say) -> Iterator[Pair]:
    target = one.target
    verdict = cell(verdict_line(one.verdict, say), *_figure_lines(one, say))
    yield say("status.column.verdict"), verdict
    yield say("show.goal"), line(goal_text(target, say), quiet(f"  {target.goal_at}"))
    place = plan.document.place_of(target, say.lang)
    yield say("show.in-document"), line(target.quote, quiet(f"  {place}"))
    yield from _counting_pairs(target, say)
    yield say("show.reported-by"), name_departments(target.owed_by, plan, say)
    yield say("show.due"), due_text(target, say)
    if target.not_before:
        yield say("show.not-before"), target.not_before
    for id_, baseline in (target.baselines or {}).items():
        about = {"name": department_name(id_, plan, say), "value": str(baseline.value)}
        yield say("show.baseline"), say("show.baseline.of", basis=baseline.basis, **about)
    if not target.binding:
        yield say("show.binding"), say("show.not-binding")


def _counting_pairs(target: Target, say: Say) -> Iterator[Pair]:
    """What is divided by what, and how values add up over time and over departments."""
    yield say("show.measure"), target.measure.label.in_(say.lang)
    if target.counts.zh:
        yield say("show.counts"), target.counts.in_(say.lang)
    if target.measure.is_figure:
        yield say("show.over-time"), say(f"why.over-time.{target.value_is}")
    if target.across is Across.EACH:
        yield say("show.together"), say("why.together.each")
    if target.is_common:
        yield say("show.denominator"), say("why.together.common")
    if target.holds is Holds.EVERY_PERIOD:
        yield say("show.holds"), say("show.every-period", first=target.first)


def _department(ref: Ref, chosen: Selection, say: Say) -> _Thing:
    """What a department is called, which groups it belongs to, who may commit for it."""
    plan = chosen.assessment.plan
    one = plan.departments[ref.id]
    kind = f"show.kind.{one.kind}"
    groups = [group.id for group in plan.groups.values() if one.id in group.members]
    pairs = [
        (say("show.kind"), say(kind) if say.knows(kind) else one.kind),
        (say("show.groups"), name_departments(groups, plan, say)),
        (say("show.leader"), one.leader),
        (say("show.contact"), one.contact),
        (say("show.authors"), say.in_a_row(one.authors)),
        (say("show.ledger"), ledger_path(one.id)),
    ]
    standing = next(iter(chosen.departments), None)
    data = {
        "kind": one.kind,
        "groups": groups,
        "leader": one.leader or None,
        "contact": one.contact or None,
        "authors": one.authors,
        "ledger": ledger_path(one.id),
        "light": standing.light if standing else None,
    }
    thing = _people("departments", one, pairs, data, say)
    if standing is None:
        return thing
    more = {**department_data(standing), "reasons": reasons_data(standing.reasons, say)}
    return thing._replace(
        blocks=(*thing.blocks, own_table(chosen, say)),
        objects=[{**one, **more} for one in thing.objects],
    )


def _group(ref: Ref, chosen: Selection, say: Say) -> _Thing:
    """A group's members, and where the list comes from."""
    plan = chosen.assessment.plan
    one = plan.groups[ref.id]
    named_by = [
        item.id for item in plan.items.values() if any(one.id in ids for ids in item.named.values())
    ]
    empty = say("show.selective" if one.selective else "show.no-members")
    pairs = [
        (say("show.members"), name_departments(one.members, plan, say) or empty),
        (say("show.basis"), one.basis.in_(say.lang)),
        (say("show.items"), say.in_a_row(named_by)),
    ]
    data = {
        "members": one.members,
        "selective": one.selective,
        "basis": name_data(one.basis) if one.basis.zh else None,
    }
    return _people("groups", one, pairs, {**data, "items": named_by}, say)


def _people(
    key: str, one: Department | Group, pairs: Sequence[Pair], data: Json, say: Say
) -> _Thing:
    """A department or group: its names, then ``pairs`` for people, ``data`` for programs."""
    names = say("show.names"), say.in_a_row([one.name.zh, *one.aliases])
    object_ = {"id": one.id, "name": name_data(one.name), "aliases": one.aliases, **data}
    row = fields_of(object_)
    blocks = (
        Heading(line(f"{one.name.in_(say.lang)}  ", quiet(one.id))),
        labelled(pair for pair in (names, *pairs) if pair[1]),
    )
    return _Thing(blocks, key, [object_], Records(tuple(row), [row]))


_KINDS: Final[Mapping[RefKind, Callable[[Ref, Selection, Say], _Thing]]] = {
    RefKind.SECTION: _places,
    RefKind.TASK: _places,
    RefKind.ITEM: _places,
    RefKind.TARGET: _targets,
    RefKind.DEPARTMENT: _department,
    RefKind.GROUP: _group,
    RefKind.PERIOD: _places,
}
_WITH_ENTRIES: Final = (RefKind.ITEM, RefKind.TARGET, RefKind.DEPARTMENT)


def _entry_blocks(entry: Entry, chain: Sequence[Entry], history: History) -> Iterator[Block]:
    say = history.say
    yield Heading(line(f"{say('show.entry')} {entry.id}"))
    yield labelled(pair for pair in _entry_pairs(entry, history) if pair[1])
    if len(chain) > 1:
        yield Heading(line(say("show.chain")), 3)
        yield log_table(chain, history)


def _entry_pairs(entry: Entry, history: History) -> Iterator[Pair]:
    plan, say = history.plan, history.say
    item = plan.items.get(entry.item)
    about = f"{entry.item}  {item.summary.in_(say.lang)}" if item else entry.item
    yield say("show.marks"), tuple(entry_marks(entry, history))
    yield say("status.column.department"), department_line(entry.department, plan, say)
    yield say("status.column.item-only"), about
    yield say("status.column.period"), str(entry.period) if entry.period else ""
    yield say("log.column.date"), date_text(entry)
    if entry.status:
        yield say("status.column.status"), status_run(entry.status, say)
    elif entry.kind is not Kind.REPORT:
        yield say("show.does"), entry_summary(entry, history)
    for kind in (FieldKind.VALUES, FieldKind.PROSE, FieldKind.EVIDENCE, FieldKind.TEXT):
        for key in SHOWN:  # the item stands above, with its summary
            if key != "item" and FIELDS[key].kind is kind and FIELDS[key].title.zh:
                yield label(say(f"record.title.{key}")), _field_cell(key, entry, history)
    yield say("show.place"), str(entry.place())


def _field_cell(key: str, entry: Entry, history: History) -> Cell:
    match FIELDS[key].kind:
        case FieldKind.VALUES:
            return cell(*value_texts(entry, history))
        case FieldKind.EVIDENCE:
            told = (
                (one.path, quiet(f"  {piece_text(one, history.say)}")) for one in entry.evidence
            )
            return cell(*(line(*piece) for piece in told))
        case _:
            return cell(*entry.told(key).strip().splitlines())
