"""What a check shows, in the words of one language, safe to print anywhere; and its rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from hashlib import sha256
from posixpath import join, normpath
from typing import TYPE_CHECKING, Final, NamedTuple

from foodsafety_ledger.check.rules import Rule, all_rules, rule_of, rules_named
from foodsafety_ledger.files.clock import day_of
from foodsafety_ledger.files.workspace import LEDGERS
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related, Severity, Span
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.inert import inert
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.views.page import (
    Block,
    Heading,
    Paragraph,
    Table,
    labelled,
    line,
    quiet,
    shortened,
    strong,
    table,
)
from foodsafety_ledger.views.view import Field, Json, Origin, Records, View, place_data
from foodsafety_ledger.words import OF_FILES, Say, Text, filled

if TYPE_CHECKING:
    from foodsafety_ledger.check.history import Compared
    from foodsafety_ledger.check.run import Waived

_SHORT: Final = 12

_MOST_PLACES: Final = 60

MAX_LENGTH: Final = 120
"""A longer text is cut in messages: nobody reads on, and a hostile file may hold a gigabyte."""


MOST_ON_PAGE: Final = 200
"""How many findings a page lists: a code host refuses a summary of more than a mebibyte."""


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """Another place that explains a finding, with words; ``message`` says what is there."""

    message: str
    location: Location


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic in words; ``hint`` is empty where there is no way out to name.

    ``identity`` says which finding it is, in whatever language and on whatever line; ``told`` is
    the diagnostic that it was made of.
    """

    code: str
    name: str
    severity: Severity
    message: str
    hint: str
    location: Location
    related: tuple[RelatedPlace, ...]
    identity: str = ""
    told: Diagnostic | None = None

    @property
    def span(self) -> Span | None:
        """Where in the file it is, if anywhere in particular."""
        return self.location.span

    @property
    def title(self) -> str:
        """``FL401 unknown-item``."""
        return f"{self.code} {self.name}"


class WaivedFinding(NamedTuple):
    """A finding that the plan waives, why, and where the plan says so."""

    finding: Finding
    why: str
    by: Location


_DRIFTING: Final = frozenset(
    {
        *("commit", "committed", "count", "days", "end", "items", "line", "lines"),
        *("meant", "near", "nearest", "rev"),
    }
)
"""The facts that change while a finding stays the same: other lines, later commits, more cases."""

LinesOf = Callable[[str], Sequence[str]]
"""The lines of the file at a path; none where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check has to show, in every format of findings.

    ``lines_of`` gives the lines that findings stand in; ``compared`` what history they were held
    against, if any; ``waived`` what the plan waives; ``beside`` is what the data has besides.
    """

    found: Sequence[Finding]
    say: Say
    lines_of: LinesOf = lambda _: ()
    origin: Origin = field(default_factory=Origin)
    compared: Compared | None = None
    waived: Sequence[WaivedFinding] = ()
    beside: Json = field(default_factory=dict)

    def data(self) -> Json:
        """The ``data`` of the JSON form: how many of each severity, each finding, and the base."""
        return {
            **self.beside,
            "summary": count(self.found),
            "diagnostics": [_finding_data(one) for one in self.found],
            "base": self.compared and _base_data(self.compared),
            "waived": [
                {**_finding_data(one.finding), "why": one.why, "by": place_data(one.by, "line")}
                for one in self.waived
            ],
        }

    def within(self, path: str) -> str:
        """A path of the workspace as the repository around it has it, which code hosts go by."""
        return normpath(join(self.origin.prefix(), path))

    def by_weight(self) -> list[Finding]:
        """Errors first, then warnings, then notes; each in the order of their places."""
        heaviest = list(Severity)
        return sorted(self.found, key=lambda finding: heaviest.index(finding.severity))

    def fingerprints(self) -> Iterator[tuple[Finding, str]]:
        """Each with what it is known by from run to run, errors first, those waived last.

        No two have the same.
        """
        seen: dict[str, int] = {}
        for finding in (*self.by_weight(), *(one.finding for one in self.waived)):
            key = finding.identity
            seen[key] = seen.get(key, 0) + 1
            yield (
                finding,
                sha256(f"{key}\0{seen[key]}".encode(errors="surrogateescape")).hexdigest(),
            )


def folded(found: Sequence[Finding], say: Say) -> list[Finding]:
    """The findings with one note of a kind a ledger, which says how many more there are."""

    def kind(one: Finding) -> tuple[str, str] | None:
        is_note = one.severity is Severity.NOTE and one.location.path.startswith(f"{LEDGERS}/")
        return (one.code, one.location.path) if is_note else None

    same = Counter(map(kind, found))
    shown: list[Finding] = []
    for one in found:
        count = same.pop(kind(one), 0) if kind(one) else 1
        if count > 1:
            message = say("check.same", message=one.message, count=count - 1)
            shown.append(replace(one, message=message))
        elif count:
            shown.append(one)
    return shown


def findings_page(findings: Findings) -> Iterator[Block]:
    """Findings as a page: how many, and a table of the heaviest; the rest is counted."""
    say, ordered = findings.say, findings.by_weight()
    yield Heading(line("ledger check"))
    yield Paragraph((line(summary(ordered, say)), *map(line, waived_lines(findings.waived, say))))
    if ordered:
        rows = (
            (strong(one.severity), one.title, str(one.location), one.message, one.hint)
            for one in ordered[:MOST_ON_PAGE]
        )
        yield table(say, "check", "severity rule place message hint", rows)
    if ordered[MOST_ON_PAGE:]:
        yield Paragraph((line(say("check.more-in-log", count=len(ordered) - MOST_ON_PAGE)),))


def _finding_data(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        **place_data(finding.location, *Span._fields),
        "hint": finding.hint or None,
        "related": [
            {"message": at.message, **place_data(at.location, *Span._fields)}
            for at in finding.related
        ],
    }


def _base_data(compared: Compared) -> Json:
    commits = [{"commit": one.id, "date": one.date} for one in compared.commits]
    return {"rev": compared.asked.rev, "commits": commits}


def in_words(diagnostics: Iterable[Diagnostic], say: Say) -> list[Finding]:
    """The diagnostics in one language; nothing in them can act on a terminal."""
    return [_in_words(diagnostic, say) for diagnostic in diagnostics]


def waived_in_words(waived: Iterable[Waived], say: Say) -> list[WaivedFinding]:
    """What is waived and why in one language, likewise."""
    return [
        WaivedFinding(_in_words(one.found, say), _short(one.waiver.why.in_(say.lang)), at)
        for one in waived
        for at in (one.waiver.location,)
    ]


def waived_lines(waived: Iterable[WaivedFinding], say: Say) -> Iterator[str]:
    """Of each waiver how many findings it takes out, and why."""
    for (title, why, by), n in Counter((o.finding.title, o.why, o.by) for o in waived).items():
        yield say("check.waived", count=n, rule=title, why=why, place=by)


def count(findings: Iterable[Finding | Diagnostic]) -> dict[str, int]:
    """How many findings there are of each severity, those without any too."""
    counts = {severity.value: 0 for severity in Severity}
    for finding in findings:
        counts[rule_of(finding.code).severity.value] += 1
    return counts


def summary(findings: Sequence[Finding | Diagnostic], say: Say) -> str:
    """``3 errors, 1 warning in 2 files``, or that nothing was found."""
    if not findings:
        return say("check.nothing")
    parts = [say(f"check.{severity}", count=n) for severity, n in count(findings).items() if n]
    files = len({finding.location.path for finding in findings})
    where = say("check.files", count=files)
    return say("check.summary", counts=say("check.comma").join(parts), files=where)


def compared_with(compared: Compared, say: Say) -> str:
    """``compared with 1a2b3c4d5e6f of 2021-07-10 (origin/main)``: whatever else was found."""
    commits = say("check.comma").join(
        say("check.commit", commit=one.id[:_SHORT], day=day_of(one.date) or "?")
        for one in compared.commits
    )
    key = "check.compared" if commits else "check.not-compared"
    return say(key, commits=commits, rev=inert(compared.asked.rev))


def _in_words(diagnostic: Diagnostic, say: Say) -> Finding:
    rule = rule_of(diagnostic.code)
    given = diagnostic.facts.items()
    facts = {name: fact if name in OF_FILES else _safe(fact) for name, fact in given}
    hint = rule.hint(diagnostic.variant)
    likely = facts.get("nearest", facts.get("meant"))
    if likely and str(likely).strip():
        told = say("check.nearest", nearest=likely)
    else:
        told = say.fill(hint, facts) if hint else ""
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        message=say.fill(rule.message(diagnostic.variant), facts),
        hint=told,
        location=diagnostic.location,
        related=tuple(_places(diagnostic.related, say)),
        identity=_identity(diagnostic),
        told=diagnostic,
    )


def _identity(diagnostic: Diagnostic) -> str:
    lasting = sorted((k, one) for k, one in diagnostic.facts.items() if k not in _DRIFTING)
    told = (f"{key}={one.zh if isinstance(one, Name) else one}" for key, one in lasting)
    return "\0".join((diagnostic.code, diagnostic.variant, diagnostic.location.path, *told))


def _places(related: Sequence[Related], say: Say) -> Iterator[RelatedPlace]:
    """The other places; of very many the first, and how many more there are at the next one's."""
    for other in related[:_MOST_PLACES]:
        told = say(f"check.related.{other.key}")
        yield RelatedPlace(told, other.location)
    rest = related[_MOST_PLACES:]
    if rest:
        more = say("check.related.more", count=len(rest))
        yield RelatedPlace(more, rest[0].location)


def _safe(fact: Fact) -> Fact:
    if isinstance(fact, Name):
        return Name(_short(fact.zh), _short(fact.en))
    return _short(fact) if isinstance(fact, str) else fact


def _short(text: str) -> str:
    return inert(shortened(text, MAX_LENGTH))


_CODE: Final = re.compile(r"FL\d\w{0,2}", re.IGNORECASE)


def find_rules(text: str) -> tuple[Rule, ...]:
    """The rules of that code, family or name, in any spelling; none for what is not about rules.

    UsageError for a code that no rule has.
    """
    codes = rules_named(text)
    if not codes and _CODE.fullmatch(halved(text)):
        raise UsageError("no-rule", name=text)
    return tuple(rule for code, rule in all_rules().items() if code in codes)


def rules_view(rules: Sequence[Rule], say: Say) -> View:
    """A rule: how severe it is, why it is there, and what it says; several as a table."""
    told = [{**_rule_data(one), "messages": [*_messages(one, say)]} for one in rules]
    whole = [{**one, "why": say.choose(rule.why)} for one, rule in zip(told, rules, strict=True)]
    return View(
        Origin(),
        lambda: _rule_blocks(rules[0], say) if len(rules) == 1 else [_rule_table(rules, say)],
        lambda: Records(
            ("code", "name", "severity", "message", "hint"),
            [_rule_data(rule) | one for rule in rules for one in _messages(rule, say)],
        ),
        lambda: {"rules": whole},
    )


def _rule_data(rule: Rule) -> dict[str, Field]:
    return {"code": rule.code, "name": rule.name, "severity": rule.severity}


class _Open(dict[str, str]):
    """Stands for the facts of a finding where there is none: every one is an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def _messages(rule: Rule, say: Say) -> Iterator[dict[str, str | None]]:
    for variant, text in rule.messages.items():
        hint = rule.hint(variant)
        told = None if hint is None else _open_text(hint, say)
        yield {"message": _open_text(text, say), "hint": told}


def _open_text(text: Text, say: Say) -> str:
    return filled(say.choose(text), _Open())


def _rule_table(rules: Iterable[Rule], say: Say) -> Table:
    """The rules with how severe they are and the first of what each says."""
    rows = (
        (one.severity, f"{one.code} {one.name}", next(_messages(one, say))["message"] or "")
        for one in rules
    )
    return table(say, "check", "severity rule message", rows)


def _rule_blocks(rule: Rule, say: Say) -> Iterator[Block]:
    yield Heading(line(f"{rule.code} {rule.name}"))
    yield labelled([(say("show.severity"), say(f"show.severity.{rule.severity}"))])
    yield Paragraph((line(say.choose(rule.why)),))
    messages = []
    for one in _messages(rule, say):
        messages.append(line(one["message"] or ""))
        if one["hint"]:
            messages.append(line("    ", quiet(say("check.hint", hint=one["hint"]))))
    yield Heading(line(say("show.messages")), 3)
    yield Paragraph(tuple(messages), indent=1, hang=1)
