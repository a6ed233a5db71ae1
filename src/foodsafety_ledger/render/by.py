"""What a status table has a row for, and how views are written; needed to read a command line."""

from __future__ import annotations

from enum import StrEnum


class By(StrEnum):
    """What a status table has a row for."""

    TASK = "task"
    ITEM = "item"
    TARGET = "target"
    DEPARTMENT = "department"
    SECTION = "section"
    PERIOD = "period"


class Format(StrEnum):
    """How a view is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"
