"""What the rules of YAML's syntax say: FL104, FL105, FL115 (see ``words/rules.py``)."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "FL104": ("这一行读不懂", "this line cannot be understood"),
    "FL104.hint": (
        "对照上下几行的写法和缩进；文字里有特殊符号时，给整个值加引号",
        "compare it with the lines around it; a text with special signs goes in quotes",
    ),
    "FL104.colon": (
        "{what} 的值里还有一个冒号加空格",
        "the value of {what} holds another colon and blank",
    ),
    "FL104.colon.hint": (
        '给整个值加引号：{what}: "……"',
        'put the whole value in quotes: {what}: "…"',
    ),
    "FL104.sign": (
        "值不能不加引号就以 {what} 开头",
        "without quotes a value cannot begin with {what}",
    ),
    "FL104.sign.hint": (
        '给整个值加引号，例如 goal: ">= 95%"',
        'put the whole value in quotes, as in goal: ">= 95%"',
    ),
    "FL104.full-width-colon": (
        "键后面是中文冒号“：”",
        "a full-width colon “：” follows the key",
    ),
    "FL104.full-width-colon.hint": (
        "改成英文冒号加空格",
        "use a plain colon and a blank",
    ),
    "FL104.glued-colon": ("冒号后面少了空格", "a blank is missing after the colon"),
    "FL104.glued-colon.hint": ("在冒号后加一个空格", "put a blank after the colon"),
    "FL104.no-colon": ("这里应是“键: 值”，却没有冒号", "a key and a colon belong here"),
    "FL104.no-colon.hint": (
        "若是上一行文字的延续，缩进要比上一行的键更深",
        "a text that goes on must be indented deeper than its key",
    ),
    "FL104.indent": ("缩进与上下不齐", "the indent fits nothing around it"),
    "FL104.indent.hint": (
        "同一层的键要对齐；用空格，不用 Tab",
        "keys of one level stand under each other; use blanks, not tabs",
    ),
    "FL104.wide-space": (
        "缩进里有全角空格或不换行空格",
        "the indent has full-width or no-break blanks",
    ),
    "FL104.wide-space.hint": ("换成普通空格", "use plain blanks"),
    "FL104.after-quote": (
        "引号已经结束，后面还有文字",
        "text follows after the closing quotation mark",
    ),
    "FL104.after-quote.hint": (
        '把整个值放进引号；里面的引号改用“ ”，或写成 \\"',
        'put the whole value in quotes; inside them use “ ” or write \\"',
    ),
    "FL104.unclosed-quote": ("引号没有结束", "the quotation mark is never closed"),
    "FL104.unclosed-quote.hint": (
        "在这一行末尾补上引号",
        "close it at the end of the line",
    ),
    "FL104.unclosed-bracket": (
        "括号 {what} 没有结束",
        "the bracket {what} is never closed",
    ),
    "FL104.unclosed-bracket.hint": (
        "补上另一半；若是文字的一部分，给整个值加引号",
        "close it; if it is part of a text, put the whole value in quotes",
    ),
    "FL104.bracket": (
        "括号 {what} 的内容在这里断了",
        "what the bracket {what} holds breaks here",
    ),
    "FL104.bracket.hint": (
        "各项之间用英文逗号；含逗号、冒号、括号的文字加引号",
        "separate members with commas; quote texts that hold commas, colons or brackets",
    ),
    "FL104.dash": (
        "列表不能和键写在同一行",
        "a list cannot begin on its key's line",
    ),
    "FL104.dash.hint": (
        "另起一行写“- …”；若是文字，给整个值加引号",
        "begin it on the next line; if it is a text, put the whole value in quotes",
    ),
    "FL104.escape": (
        "双引号里的 {what} 不是有效的转义",
        "{what} is no escape that double quotes know",
    ),
    "FL104.escape.hint": (
        "反斜杠写成 \\\\，或改用单引号",
        "write a backslash as \\\\, or use single quotes",
    ),
    "FL104.complex-key": ("键只能是文字", "a key must be a text"),
    "FL104.complex-key.hint": (
        "文字里有方括号、花括号时加引号",
        "put a text that holds brackets in quotes",
    ),
    "FL104.rest": (
        "错误太多，从这里起没有读",
        "too many mistakes; from here on nothing was read",
    ),
    "FL104.rest.hint": (
        "先改上面的，再运行一次",
        "mend those above and run it again",
    ),
    "FL104.why": (
        "读不懂的一段会先搁下，其余照常检查；但这个文件的数字在改好前都不计入。",
        (
            "What cannot be understood is set aside and the rest still checked; until it is "
            "mended, none of the file's figures count."
        ),
    ),
    "FL105": ("这里用了 Tab，应为空格", "a tab where blanks belong"),
    "FL105.hint": (
        "换成空格；在编辑器里设“用空格代替制表符”",
        "use blanks; editors have a setting for it",
    ),
    "FL105.why": (
        "Tab 的宽度各处不同，YAML 不许用它缩进。",
        "A tab is as wide as each editor likes, so YAML does not indent with it.",
    ),
    "FL115": ("嵌套超过 {what} 层", "nested deeper than {what} levels"),
    "FL115.hint": (
        "多半是括号写多了；若是文字，给整个值加引号",
        "most likely stray brackets; if it is a text, put the whole value in quotes",
    ),
    "FL115.why": (
        "台账至多几层；更深的嵌套只会是笔误或恶意文件。",
        "A ledger has a few levels; deeper nesting is a slip or an attack.",
    ),
}
