"""The list of departments is gone."""

from pathlib import Path


def build(root: Path) -> None:
    (root / "data" / "departments.yaml").unlink()
