"""What ``ledger plan verify`` says of its work, and the side-by-side page."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "about": (
        "核对数据与文件原文，两个方向都查",
        "Hold the plan's data against its document, both ways",
    ),
    "file": (
        "文件：纯文本（UTF-8 或 GB18030），或 .docx、.pdf；默认 document.source",
        "The document: plain text (UTF-8 or GB18030), .docx or .pdf; default document.source",
    ),
    "html": ("把原文与数据左右对照写成网页", "Write document and data side by side as a web page"),
    "no-hash": ("不比对 document.sha256", "Do not compare document.sha256"),
    "sections": ("章 {covered}/{total}", "sections {covered}/{total}"),
    "tasks": ("任务 {covered}/{total}", "tasks {covered}/{total}"),
    "phrases": ("责任短语 {covered}/{total}", "responsibility phrases {covered}/{total}"),
    "numbers": ("数字 {covered}/{total}", "numbers {covered}/{total}"),
    "quotes": ("引文 {covered}/{total}", "quotes {covered}/{total}"),
    "goals": ("指标 {covered}/{total}", "goals {covered}/{total}"),
    "other-file": (
        "此文件不是登记 sha256 的那一份，只核对文字",
        "this file is not the one whose sha256 is kept; only its words are verified",
    ),
    "written": ("对照网页已写入 {path}", "side-by-side page written to {path}"),
    "page-title": ("{title}：原文与数据对照", "{title}: document and data"),
    "page-document": ("文件原文", "The document"),
    "page-data": ("计划数据", "The plan's data"),
    "page-findings": ("核对发现", "Findings"),
    "page-none": ("两个方向都没有发现问题。", "Nothing was found, either way."),
    "page-legend": ("图例", "Legend"),
    "page-phrase": ("责任短语", "responsibility phrase"),
    "page-quote": ("指标引文", "quote of a target"),
    "page-erratum": ("勘误", "erratum"),
    "page-ignored": ("不作要求（有理由）", "ignored, with a reason"),
    "page-header": ("文号、机关、日期、标题", "number, issuer, date, title"),
    "page-number": ("章、任务编号", "number of a chapter or task"),
    "page-rest": ("不属于任何分项的文字", "text of no item"),
    "page-gap": ("没有着落", "not accounted for"),
    "page-due": ("期限 {due}", "due {due}"),
    "page-open": ("等（名单未列全）", "open list"),
    "role-lead": ("牵头", "lead"),
    "role-responsible": ("负责", "responsible"),
    "role-shared": ("分工负责", "shared"),
    "role-support": ("配合", "support"),
}
