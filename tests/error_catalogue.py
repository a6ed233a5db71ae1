"""``docs/diagnostics.md``: every rule with its words, its reason, and what its case prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from error_cases import HERE
from foodsafety_ledger.check.rules import Rule, all_rules
from foodsafety_ledger.words import filled

PATH: Final = Path(__file__).parents[1] / "docs" / "diagnostics.md"
_MOST_LINES: Final = 6
_FAMILIES: Final = {
    "FL1": ("文件与 YAML", "Files and YAML"),
    "FL2": ("计划与单位", "The plan and its departments"),
    "FL3": ("记录的形状", "An entry's shape"),
    "FL4": ("引用", "References"),
    "FL5": ("数字与佐证材料", "Figures and evidence"),
    "FL6": ("日期与报告期", "Dates and periods"),
    "FL7": ("文件出处", "The document"),
    "FL8": ("历史与作者", "History and authors"),
    "FL9": ("合并", "Merging"),
}
_HEAD: Final = """\
# What `ledger check` finds · 检查规则

Written by `python tests/errors/regenerate.py` from the rules, their words and their cases; do not
edit it. `ledger show FL401` prints one rule. A finding is an **error**, a **warning** or a
**note**; `ledger check` exits 1 for errors only. `--select` and `--ignore` take a code, a family
(`FL4`) or a name. Words in braces stand for what is found.

本页由程序从规则、文字和案例生成，请勿手改。错误使 `ledger check` 以 1 退出，警告和提示不会。
"""


def catalogue() -> str:
    """The whole page."""
    lines = [_HEAD]
    for prefix, (chinese, english) in _FAMILIES.items():
        rules = [rule for rule in all_rules().values() if rule.code.startswith(prefix)]
        if rules:
            lines += [f"## {prefix} {english} · {chinese}", ""]
        for rule in rules:
            lines += _rule(rule)
    return "\n".join(lines)


class _Named(dict[str, str]):
    """Stands for facts: each is its name in braces."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code} `{rule.name}` · {rule.severity}"
    yield ""
    for why in rule.why:
        yield why
        yield ""
    for chinese, english in rule.messages.values():
        yield f"- {_inline(chinese)} · {_inline(filled(english, _Named()))}"
    yield ""
    if rule.mends:
        yield "`ledger check --fix` 能改正只有一种改法的 · mends what can only be meant in one way."
        yield ""
    case = HERE / f"{rule.code}-{rule.name}"
    if case.is_dir():
        yield from _example(case)


def _example(case: Path) -> Iterator[str]:
    chinese = (case / "expected.txt").read_text("utf-8").partition("\n\n")[0].splitlines()
    yield f"[案例 · case](../tests/errors/{case.name})"
    yield ""
    yield "```text"
    yield from chinese[:_MOST_LINES]
    if len(chinese) > _MOST_LINES:
        yield "…"
    yield "```"
    yield ""


def _inline(text: str) -> str:
    plain = text.replace("{{", "{").replace("}}", "}")
    return plain.replace("<", "\\<").replace("*", "\\*")
