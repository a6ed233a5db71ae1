"""What the last name of a list ends with that is said of those before it: 公安、交通部门."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foodsafety_ledger.document import unit_names

_DEPARTMENTS: Final = "部门"
"""Whatever a department is for may be its name: 公安、教育部门."""
_SHARED: Final = re.compile(
    f"(?<=[一-鿿]{{2}})(?:{_DEPARTMENTS}|(?:经济|高新|技术|产业|工业)*(?:开发|园|新)区(?:管(?:理)?委(?:员)?会)?"
    "|街道(?:办事处)?|[区县乡镇](?:人民)?政府|海关)$"
)
_CITY: Final = re.compile("[一-鿿]州")
"""A city by its name alone, which is no prefecture's: 赣州、龙南经济技术开发区管委会."""
_BARE: Final = re.compile("[一-鿿]{2,4}(?<![部委办局会院所站队处科区县市镇乡街道等])")
"""A name that does not end as names of units do."""


def with_shared_ends(names: Sequence[str], joined: Sequence[bool]) -> list[str]:
    """The names of a list, those without an end of their own with that of the next that has one.

    ``joined`` says of each whether the next stands beside it in one list.
    """
    whole: list[str] = []
    end = ""
    for name, listed in zip(names[::-1], joined[::-1], strict=True):
        bare = _BARE.fullmatch(name) is not None and not unit_names.is_group(name)
        if (
            listed
            and end
            and bare
            and (
                end == _DEPARTMENTS
                or _CITY.fullmatch(name)
                or not unit_names.ends_like_a_unit(name)
            )
        ):
            whole.append(f"{name}{end}")
            continue
        found = None if unit_names.is_group(name) else _SHARED.search(name)
        end = found[0] if found else ""
        whole.append(name)
    return whole[::-1]


def is_plain(name: str) -> bool:
    """Whether what a name shares the end of leaves no doubt that it is one."""
    return name.endswith(_DEPARTMENTS)
