"""``ledger show`` of a rule: what it says, why it exists, and the way out."""

from __future__ import annotations

from collections.abc import Iterator

from foodsafety_ledger.render.page import Block, Facts, Heading, Paragraph, cell, line, quiet
from foodsafety_ledger.values.rules import Rule
from foodsafety_ledger.words import Say
from foodsafety_ledger.words.rules import TEXTS


class _Open(dict[str, str]):
    """Stands for the facts of a finding where there is none: every one is an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def rule_blocks(rule: Rule, say: Say) -> Iterator[Block]:
    """The rule's name and severity, why it is there, and each of its messages with its hint."""
    yield Heading(line(f"{rule.code} {rule.name}"))
    severity = say(f"show.severity.{rule.severity}")
    yield Facts(((say("show.severity"), cell(f"{severity}")),))
    if say.knows(f"rules.{rule.code}.why"):
        yield Paragraph((line(say(f"rules.{rule.code}.why")),))
    messages = []
    for key in _messages(rule.code):
        messages.append(line(_text(say, key)))
        if f"{key}.hint" in TEXTS:
            hint = say("check.hint", hint=_text(say, f"{key}.hint"))
            messages.append(line("    ", quiet(hint)))
    yield Heading(line(say("show.messages")), 3)
    yield Paragraph(tuple(messages), indent=1, hang=1)


def _messages(code: str) -> Iterator[str]:
    """The keys of the rule's wordings."""
    for key in TEXTS:
        of_rule = key == code or key.startswith(f"{code}.")
        if of_rule and not key.endswith((".why", ".hint")):
            yield key


def _text(say: Say, key: str) -> str:
    return say(f"rules.{key}").format_map(_Open())
