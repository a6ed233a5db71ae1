"""What the rules about the plan's document say (FL7); merged into ``rules``."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "FL721": ("没有写责任单位，未列入草稿：{text}", "names nobody and is not in the draft: {text}"),
    "FL721.hint": (
        "若有任务在内，请补入 tasks.yaml",
        "if it asks for anything, add it to tasks.yaml",
    ),
    "FL721.why": (
        "起草只收带责任单位的任务；其余文字列出来，由人决定要不要收。",
        "A draft takes what names responsible units; the rest is listed for a person to decide on.",
    ),
    "FL722": (
        "有数字目标，但没有写责任单位：{text}",
        "a figure to be reached, but nobody is named: {text}",
    ),
    "FL722.hint": (
        "在 tasks.yaml 的 ignored 里；应考核的请移到有关分项",
        "it is under ignored in tasks.yaml; move it to an item if it is to be tracked",
    ),
    "FL722.why": (
        "总体目标里的数字常常不写由谁负责，不能由程序指派。",
        "Figures among general goals often name nobody, and a program cannot assign them.",
    ),
    "FL723": (
        "责任单位不在任何任务之下，未列入草稿：{text}",
        "units named outside every task, not in the draft: {text}",
    ),
    "FL723.hint": (
        "找到它所管的文字，补入 tasks.yaml",
        "find the text it belongs to and add it to tasks.yaml",
    ),
    "FL723.why": (
        "责任单位管的是它前面的文字；找不到那段文字就不能成为分项。",
        "Named units answer for the text before them; without it there is no item.",
    ),
}
