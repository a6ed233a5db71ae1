"""The entry point of ``ledger``, ``taizhang`` and ``python -m foodsafety_ledger``."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command line and exits with its code; ``--version`` needs nothing else loaded."""
    if sys.argv[1:] == ["--version"]:
        from foodsafety_ledger import __version__  # noqa: PLC0415 - nothing else is needed

        sys.stdout.write(f"ledger {__version__}\n")
        return
    from foodsafety_ledger.cli.app import run  # noqa: PLC0415 - typer is slow to import

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
