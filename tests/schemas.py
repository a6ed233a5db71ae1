"""JSON Schemas as check-jsonschema holds files against them, in this process."""

from __future__ import annotations

from check_jsonschema import main
from click.testing import CliRunner


def refused(*args: str) -> str:
    """What check-jsonschema says of files that do not fit; nothing where all do."""
    done = CliRunner().invoke(main, args)
    return done.output if done.exit_code else ""
