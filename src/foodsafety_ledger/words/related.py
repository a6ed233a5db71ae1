"""What the related places of a finding are called."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "first": ("首次出现在这里", "first stated here"),
    "entry": ("所针对的记录在这里", "the entry in question"),
    "before": ("上一次报的在这里", "what was reported before"),
    "document": ("文件的这一处", "this place in the document"),
    "plan": ("数据的这一处", "this place in the plan's data"),
    "reported": ("按原指标报的在这里", "reported against the old target here"),
}
