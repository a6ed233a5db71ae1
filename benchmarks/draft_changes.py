"""What a change makes of drafts: documents read by another commit and by this tree, as a diff.

    python benchmarks/draft_changes.py [--rev REV] [DOCUMENT...]

REV is the last commit on ``main`` unless said otherwise, or the one before it where this tree is
just that. The documents are those under ``tests/documents``, and ``../shared`` where it is. Prints,
for each whose draft differs, the lines of ``tests/draft_cases.py`` that do, so that no improvement
of one layout costs another one unseen.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
from difflib import unified_diff
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
READ = """
import json, sys, traceback
from pathlib import Path
sys.path[:0] = [f"{sys.argv[1]}/src", f"{sys.argv[1]}/tests"]
import draft_cases
def read(path):
    try:
        return draft_cases.outcome_of(Path(path)).split("\\n")
    except Exception:
        return traceback.format_exc().split("\\n")[-2:]
print(json.dumps([read(path) for path in sys.argv[2:]]))
"""


def main() -> None:
    """Prints the differences of the documents that are named, or of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rev")
    parser.add_argument("documents", nargs="*")
    asked = parser.parse_args()
    rev = asked.rev or _before()
    if not rev:
        print("there is no commit on main before this one to compare with")
        return
    documents = asked.documents or _corpus()
    with TemporaryDirectory() as folder:
        packed = _git("archive", rev, "src", "tests/draft_cases.py")
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        before, after = (_outcomes(tree, documents) for tree in (folder, str(ROOT)))
    changed = 0
    for name, old, new in zip(documents, before, after, strict=True):
        lines = list(unified_diff(old, new, name, name, n=1, lineterm=""))
        print(*lines, sep="\n", end="\n" if lines else "")
        changed += bool(lines)
    print(f"drafts: {changed} of {len(documents)} documents read otherwise than by {rev}")


def _git(*words: str) -> bytes:
    command = ["git", "-C", str(ROOT), *words]
    return subprocess.run(command, capture_output=True, check=False).stdout


def _before() -> str:
    """The last commit on main that is not this tree; empty where git has none."""
    head, *others = (
        _git("rev-parse", "--verify", "-q", f"{rev}^{{commit}}").decode().strip()
        for rev in ("HEAD", "main", "origin/main", "HEAD~1")
    )
    changed = bool(_git("status", "--porcelain", "--", "src").strip())
    return next((rev for rev in others if rev and (changed or rev != head)), "")


def _corpus() -> list[str]:
    """Every document of the tests, and those beside the clone."""
    shared = ROOT.parent / "shared"
    folders = (ROOT / "tests" / "documents", shared / "plans", shared / "source")
    return [str(path) for folder in folders for path in sorted(folder.glob("*.txt"))]


def _outcomes(tree: str, documents: list[str]) -> list[list[str]]:
    command = [sys.executable, "-P", "-c", READ, tree, *documents]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    outcomes: list[list[str]] = json.loads(done.stdout)
    return outcomes


if __name__ == "__main__":
    main()
