"""Where what a command has to show goes: to stdout, or to a file that ``-o`` names."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from foodsafety_ledger.cli.session import Session, encoded
from foodsafety_ledger.formats import FINDING_FORMATS, FORMATS, Format, Screen
from foodsafety_ledger.model.failure import UsageError

if TYPE_CHECKING:
    from foodsafety_ledger.views.findings import Findings
    from foodsafety_ledger.views.view import View

T = TypeVar("T")


def show(
    session: Session, shown: T, form: Format[T], file: Path | None = None, nothing: str = ""
) -> None:
    """Writes what is shown to stdout or to a file; ``nothing`` is said where there is no text.

    UsageError for a format that is a file's alone, without a file.
    """
    written = form.write(shown, session.screen() if file is None else Screen())
    if file is not None:
        from foodsafety_ledger.files.writing import put_file

        put_file(file, written if isinstance(written, bytes) else encoded(written))
        session.err(session.say("cli.written", path=str(file)))
    elif isinstance(written, bytes):
        raise UsageError("format-needs-file")
    elif written:
        write = session.out if form.for_people else session.data
        write(written)
    elif nothing:
        session.err(nothing)


def show_view(session: Session, view: View, name: str | None, file: Path | None) -> None:
    """Writes a view in the format of that name; without one, in what suits the file."""
    form = FORMATS[name or "table"] if name or file is None else _suited_to(file)
    show(session, view, form, file, view.nothing)


def _suited_to(file: Path) -> Format[View]:
    """The format that a file's name asks for; UsageError where it asks for none."""
    for form in FORMATS.values():
        if file.suffix.lower() in form.suffixes:
            return form
    known = (suffix for form in FORMATS.values() for suffix in form.suffixes)
    raise UsageError("no-suffix", path=str(file), known=", ".join(known))


def finding_format(name: str) -> Format[Findings]:
    """The format of that name; ``auto`` stands for the one that suits who reads."""
    if name == "auto" and os.environ.get("GITHUB_ACTIONS") == "true":
        return FINDING_FORMATS["github"]
    if name == "auto":
        return FINDING_FORMATS["full" if sys.stdout.isatty() else "concise"]
    return FINDING_FORMATS[name]
