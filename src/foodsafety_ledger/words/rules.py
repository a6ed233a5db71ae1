"""What each rule says: the message, how to mend it, and why the rule exists.

Keys: ``<code>`` or ``<code>.<variant>`` for the message, with ``.hint`` appended for the way out,
and ``<code>.why`` for the explanation that ``ledger show <code>`` prints.
"""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "nearest": ("是否想写“{nearest}”？", "did you mean “{nearest}”?"),
}
