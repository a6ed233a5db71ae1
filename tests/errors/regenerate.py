"""Writes every ``expected.txt``, docs/diagnostics.md, docs/commands.md and docs/man anew.

Run ``python tests/errors/regenerate.py`` and read the difference before you commit it.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import manual
    import reference
    from error_cases import HERE, case_names, output_of
    from error_catalogue import PATH, catalogue

    for case in case_names():
        (HERE / case / "expected.txt").write_text(output_of(case), encoding="utf-8")
    PATH.write_text(catalogue(), encoding="utf-8")
    reference.PATH.write_text(reference.reference(), encoding="utf-8")
    for lang, path in manual.PATHS.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(manual.manual(lang), encoding="utf-8")
