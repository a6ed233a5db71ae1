"""Where a workspace is, and where things are in it."""

from __future__ import annotations

import os
from pathlib import Path

from foodsafety_ledger.files.disk import is_gits
from foodsafety_ledger.files.finding import (
    DEPARTMENTS,
    LEDGERS,
    TASKS,
    NotFoundError,
    is_workspace,
    workspace_folder,
)
from foodsafety_ledger.model.failure import NoWorkspaceError

TYPE_CHECKING = False  # typing's own costs more than all the rest
if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.metadata import Distribution
    from typing import Any, Final

__all__ = ["DEPARTMENTS", "LEDGERS", "TASKS", "is_workspace"]

DATA: Final = "data"
EVIDENCE: Final = "evidence"
DISPATCH: Final = "dispatch"

READ: Final = (TASKS, DEPARTMENTS, LEDGERS, EVIDENCE, DISPATCH)
"""All that figures, verdicts and the numbers of slips are made from."""

KEPT: Final = (DATA, LEDGERS, EVIDENCE, DISPATCH)
"""The folders whose past counts: plain files only, as git keeps them."""


def ledger_path(department: str) -> str:
    """Where a department's ledger stands: ``ledgers/<id>.yaml``."""
    return f"{LEDGERS}/{department}.yaml"


SCHEMA: Final = "schema"
"""Where a new workspace keeps the JSON Schemas of its files."""


def schema_name(kind: str) -> str:
    """What the schema of a kind of file is called: ``tasks``, ``departments`` or ``ledger``."""
    return f"{kind}.schema.json"


def modeline(kind: str) -> str:
    """The line by which editors know which schema a file follows; it stands one folder down."""
    return f"# yaml-language-server: $schema=../{SCHEMA}/{schema_name(kind)}\n"


def find_workspace(folder: Path | None, environment: Mapping[str, str]) -> Path:
    """The folder of the workspace that ``-C`` or the environment names, else the one around here.

    A named folder must be a workspace itself. Without a name the search goes upwards and stops at
    the root of the git repository. Raises ``NoWorkspaceError``.
    """
    try:
        return Path(workspace_folder(None if folder is None else str(folder), environment))
    except NotFoundError as error:
        raise NoWorkspaceError(error.key, folder=error.folder) from None


def repository_top(root: Path) -> Path | None:
    """The folder of the repository that a workspace is in, by its ``.git``; None without one."""
    real = Path(os.path.realpath(root))
    return next((f for f in (real, *real.parents) if os.path.lexists(f / ".git")), None)


def is_kept(file: Path) -> bool:
    """Whether a file is what a workspace keeps, or git: nothing that is shown takes its place."""
    real = Path(os.path.realpath(file))
    if any(map(is_gits, real.parts)):
        return True
    inside = (real.relative_to(above).parts for above in real.parents if is_workspace(above))
    taken = real.exists() or real.suffix in (".yaml", ".yml")
    return taken and any(folder in (DATA, LEDGERS, EVIDENCE) for folder, *_ in inside)


_PACKAGE: Final = Path(__file__).resolve().parents[1]
_TEMPLATES: Final = _PACKAGE / "shipped" / "workspace"

WORKSPACE_FILES: Final = {
    "README.md": "README.md",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".editorconfig": "editorconfig",
    ".github/workflows/ledger.yml": "workflow.yml",
}
"""What a new workspace starts with beside its data: path there, and name of the shipped file."""


def shipped_data() -> dict[str, bytes]:
    """The two files of the shipped Lianyun plan, by their paths in a workspace."""
    installed = _PACKAGE / "shipped"  # of a checkout, they are its own
    folder = installed if (installed / DATA).is_dir() else _PACKAGE.parents[1]
    return {path: (folder / path).read_bytes() for path in (TASKS, DEPARTMENTS)}


PROGRAM: Final = "foodsafety-ledger"
"""What pip calls this program."""


def workspace_files(program: str = PROGRAM) -> dict[str, bytes]:
    """Every file that a new workspace starts with beside its data; its CI installs ``program``."""
    files = {path: (_TEMPLATES / name).read_bytes() for path, name in WORKSPACE_FILES.items()}
    ci = ".github/workflows/ledger.yml"
    return files | {ci: files[ci].replace(f'"{PROGRAM}"'.encode(), f'"{program}"'.encode())}


def installed_from() -> str | None:
    """What pip must be told to install this program from where it came from here.

    None where that is no place that others reach: a folder or file of this computer.
    """
    found = distribution()
    if found is None:
        return None
    told = _direct_url(found)
    if told is None:
        return f"{PROGRAM}=={found.version}"
    if not told["url"].startswith("https://"):
        return None
    vcs = told.get("vcs_info")
    where = f"{vcs['vcs']}+{told['url']}@{vcs['commit_id']}" if vcs else told["url"]
    return f"{PROGRAM} @ {where}"


def documentation(path: str) -> str | None:
    """The address of a page of this program's documents, as of the commit it was installed from.

    None where it did not come from a repository that others reach.
    """
    found = distribution()
    told = (found and _direct_url(found)) or {"url": ""}
    if "vcs_info" not in told or not told["url"].startswith("https://"):
        return None
    return f"{told['url'].removesuffix('.git')}/blob/{told['vcs_info']['commit_id']}/{path}"


def distribution() -> Distribution | None:
    """This program as pip installed it; None where it came another way."""
    from importlib import metadata  # noqa: PLC0415 - slow

    try:
        return metadata.distribution(PROGRAM)
    except metadata.PackageNotFoundError:
        return None


def _direct_url(found: Distribution) -> Any:  # noqa: ANN401 - the JSON of PEP 610
    import json  # noqa: PLC0415 - only few commands need it

    return json.loads(found.read_text("direct_url.json") or "null")


def demo_readme() -> dict[str, bytes]:
    """What stands in place of a new workspace's README in a demonstration."""
    return {"README.md": (_TEMPLATES / "demo.md").read_bytes()}


def page_template(name: str) -> str:
    """The template of a web page."""
    return (_PACKAGE / "shipped" / name).read_text("utf-8")
