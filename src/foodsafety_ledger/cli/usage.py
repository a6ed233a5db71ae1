"""Usage errors in the reader's language."""

from __future__ import annotations

from typing import Any

from foodsafety_ledger.cli.help import name_of
from foodsafety_ledger.cli.session import Session


def report_usage(session: Session, error: Any) -> None:  # noqa: ANN401 - typer's classes are private
    """Writes what is wrong with the command line to stderr, and where its help is."""
    say = session.say
    kind = next((c.__name__ for c in type(error).__mro__ if say.knows(f"cli.{c.__name__}")), "")
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or _name_of(parameter, error)
    message = say(f"cli.{kind}", name=name, message=error.message) if kind else error.message
    session.err(say("cli.error", message=message))
    nearest = getattr(error, "possibilities", None)
    if nearest:
        session.err(say("rules.nearest", nearest=nearest[0]))
    context = getattr(error, "ctx", None)
    session.err(say("cli.error.hint", command=context.command_path if context else "ledger"))


def _name_of(parameter: Any, error: Any) -> str:  # noqa: ANN401
    return str(error.message) if parameter is None else name_of(parameter)
