"""What a change makes of drafts: documents read by another commit and by this tree, as a diff.

    python benchmarks/draft_changes.py [--rev REV] DOCUMENT...

REV is ``main`` unless said otherwise. Prints, for each document whose draft differs, the lines of
``tests/draft_cases.py`` that do; exits 1 if there are any, so that no improvement of one layout
costs another one unseen.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
from difflib import unified_diff
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
READ = """
import sys
from pathlib import Path
sys.path[:0] = [f"{sys.argv[1]}/src", f"{sys.argv[1]}/tests"]
import draft_cases
print(draft_cases.outcome_of(Path(sys.argv[2])), end="")
"""


def main() -> int:
    """Prints the differences of the documents that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rev", default="main")
    parser.add_argument("documents", nargs="+")
    asked = parser.parse_args()
    changed = 0
    with TemporaryDirectory() as folder:
        command = ["git", "-C", str(ROOT), "archive", asked.rev, "src", "tests/draft_cases.py"]
        packed = subprocess.run(command, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        for document in asked.documents:
            before, after = (_outcome(Path(tree), document) for tree in (folder, ROOT))
            lines = list(unified_diff(before, after, document, document, n=1, lineterm=""))
            print(*lines, sep="\n", end="\n" if lines else "")
            changed += bool(lines)
    print(f"{changed} of {len(asked.documents)} differ")
    return bool(changed)


def _outcome(tree: Path, document: str) -> list[str]:
    command = [sys.executable, "-P", "-c", READ, str(tree), document]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return (done.stdout or done.stderr).split("\n")


if __name__ == "__main__":
    sys.exit(main())
