"""Reads the files that travel with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_TEMPLATES: Final = _PACKAGE / "shipped" / "workspace"

_DATA: Final = ("tasks.yaml", "departments.yaml")

WORKSPACE_FILES: Final = {
    "README.md": "README.md",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".editorconfig": "editorconfig",
    ".github/workflows/ledger.yml": "workflow.yml",
}
"""What a new workspace starts with beside its data: path there, and name of the shipped file."""


def shipped_data() -> dict[str, bytes]:
    """The two files of the shipped Lianyun plan, by their paths in a workspace.

    An installed program carries them; a checkout has them at its own ``data/``.
    """
    installed = _PACKAGE / "shipped" / "data"
    folder = installed if installed.is_dir() else _PACKAGE.parents[1] / "data"
    return {f"data/{name}": (folder / name).read_bytes() for name in _DATA}


def workspace_files() -> dict[str, bytes]:
    """Path and content of every file a new workspace starts with beside its data."""
    return {path: (_TEMPLATES / name).read_bytes() for path, name in WORKSPACE_FILES.items()}


def page_template(name: str) -> str:
    """The template of a web page."""
    return (_PACKAGE / "shipped" / name).read_text("utf-8")
