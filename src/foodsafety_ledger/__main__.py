"""The entry point of ``ledger``, ``taizhang`` and ``python -m foodsafety_ledger``."""

from __future__ import annotations

import gc
import sys

_INTERRUPTED = 130  # as ``Exit`` has it, which is not imported before an interrupt is caught


def main() -> None:
    """Runs the command line and exits with its code; ``--version`` loads next to nothing."""
    gc.set_threshold(100_000, 50, 100)  # a command ends before its rubbish is worth looking for
    try:
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:  # before there was a command that could say so
        code = _INTERRUPTED
    gc.freeze()  # what is left is not looked through once more
    sys.exit(code)


def _hear_of_children() -> None:
    """Else git, whatever became of it, would seem to have done what it was asked to.

    Whoever started the program may have had it ignore the end of those that it starts itself.
    """
    import signal  # noqa: PLC0415 - slow to import

    if hasattr(signal, "SIGCHLD"):
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def _run(arguments: list[str]) -> int:
    from foodsafety_ledger import __version__  # noqa: PLC0415 - an interrupt is caught
    from foodsafety_ledger.cli.streams import enter, refusal_of  # noqa: PLC0415

    enter()
    if arguments == ["--version"]:
        sys.stdout.write(f"ledger {__version__}\n")
        if refusal_of(sys.stdout) is None:
            return 0
    from foodsafety_ledger.cli.completion import asked_by_shell, complete  # noqa: PLC0415 - likewise

    if shell := asked_by_shell():
        return complete(shell)
    from foodsafety_ledger.cli.answers import answered, question  # noqa: PLC0415 - likewise

    _hear_of_children()
    asked = question(arguments)
    code = answered(asked) if asked else None
    if code is not None and refusal_of(sys.stdout) is None:
        return code
    from foodsafety_ledger.cli.app import concluded, run  # noqa: PLC0415 - typer is slow to import
    from foodsafety_ledger.cli.session import open_session  # noqa: PLC0415 - likewise

    return run(arguments, asked) if code is None else concluded(open_session(arguments), code)


if __name__ == "__main__":
    main()
