"""The entry point of ``ledger``, ``taizhang`` and ``python -m foodsafety_ledger``."""

from __future__ import annotations

import sys

from foodsafety_ledger.model.failure import Exit


def main() -> None:
    """Runs the command line and exits with its code; ``--version`` loads next to nothing."""
    try:
        from foodsafety_ledger.cli.streams import enter  # noqa: PLC0415 - an interrupt is caught

        enter()
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:  # before there was a command that could say so
        code = Exit.INTERRUPTED
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        from foodsafety_ledger import __version__  # noqa: PLC0415 - nothing else is needed
        from foodsafety_ledger.cli.app import concluded  # noqa: PLC0415
        from foodsafety_ledger.cli.session import open_session  # noqa: PLC0415

        session = open_session(arguments)
        session.out(f"ledger {__version__}")
        return concluded(session, Exit.FINE)
    from foodsafety_ledger.cli.app import run  # noqa: PLC0415 - typer is slow to import

    return run(arguments)


if __name__ == "__main__":
    main()
