"""``ledger doctor``: what the program and its surroundings are like, and what to do about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING, Final

from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.views.page import (
    Block,
    Heading,
    Paragraph,
    Run,
    Tone,
    cell,
    line,
    quiet,
    table,
)
from foodsafety_ledger.views.view import Origin, Record, Records, View

if TYPE_CHECKING:
    from foodsafety_ledger.words import Say


class Health(Enum):
    """Whether there is anything to do: nothing, something that would help, something that must."""

    FINE = "fine"
    ADVICE = "advice"
    WRONG = "wrong"


_TONES: Final = {Health.FINE: Tone.GREEN, Health.ADVICE: Tone.YELLOW, Health.WRONG: Tone.RED}


class Outcome(Enum):
    """What may be found: its words are those of this key under ``doctor.``, and how it stands.

    Whatever is not fine has a way out, under ``.hint``.
    """

    PROGRAM = "program.here", Health.FINE
    PYTHON = "python.here", Health.FINE
    LIBRARIES = "libraries.here", Health.FINE
    LIBRARIES_SLOW = "libraries.slow", Health.ADVICE
    NAME = "name.ours", Health.FINE
    NAME_OTHER = "name.other", Health.ADVICE
    NAME_ABSENT = "name.absent", Health.ADVICE
    WORKSPACE = "workspace.here", Health.FINE
    WORKSPACE_ERRORS = "workspace.errors", Health.WRONG
    WORKSPACE_NONE = "workspace.none", Health.ADVICE
    GIT = "git.here", Health.FINE
    GIT_NONE = "git.none", Health.ADVICE
    REPOSITORY = "repository.here", Health.FINE
    REPOSITORY_SHALLOW = "repository.shallow", Health.ADVICE
    REPOSITORY_NONE = "repository.none", Health.ADVICE
    REPOSITORY_REFUSED = "repository.refused", Health.WRONG
    ATTRIBUTES = "attributes.here", Health.FINE
    ATTRIBUTES_NONE = "attributes.none", Health.ADVICE
    DRIVER = "driver.here", Health.FINE
    DRIVER_NONE = "driver.none", Health.ADVICE
    HOOK = "hook.here", Health.FINE
    HOOK_NONE = "hook.none", Health.ADVICE
    AUTHOR = "author.here", Health.FINE
    AUTHOR_NONE = "author.none", Health.ADVICE
    LANGUAGE = "language.here", Health.FINE
    ENCODING = "encoding.here", Health.FINE
    ENCODING_POOR = "encoding.poor", Health.ADVICE
    TERMINAL = "terminal.here", Health.FINE
    TERMINAL_NARROW = "terminal.narrow", Health.ADVICE
    TERMINAL_NONE = "terminal.none", Health.FINE
    EXTRA = "extra.here", Health.FINE
    EXTRA_NONE = "extra.none", Health.ADVICE

    def __init__(self, key: str, health: Health) -> None:
        self.key = key
        self.health = health

    @property
    def subject(self) -> str:
        """What was looked at."""
        return self.key.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was looked at: what came of it, and the facts that its words name."""

    outcome: Outcome
    facts: Mapping[str, object] = field(default_factory=dict)

    def text(self, say: Say) -> str:
        """What was found."""
        return say(f"doctor.{self.outcome.key}", **self.facts)

    def hint(self, say: Say) -> str:
        """What to do about it; empty where there is nothing to do."""
        key = f"doctor.{self.outcome.key}.hint"
        return say(key, **self.facts) if say.knows(key) else ""


def doctor_view(points: Sequence[Point], say: Say) -> View:
    """The points in their order, and how many of them ask for something."""
    return View(
        Origin(),
        lambda: _page(points, say),
        lambda: Records(_KEYS, (_record(one, say) for one in points)),
        lambda: {"summary": _counts(points), "points": [_record(one, say) for one in points]},
    )


_KEYS: Final = ("subject", "outcome", "health", "text", "hint")


def _record(point: Point, say: Say) -> Record:
    outcome = point.outcome
    told = outcome.subject, outcome.key, outcome.health.value, point.text(say), point.hint(say)
    return dict(zip(_KEYS, told, strict=True))


def _counts(points: Sequence[Point]) -> dict[str, int]:
    found = Counter(point.outcome.health for point in points)
    return {health.value: found[health] for health in Health}


def _page(points: Sequence[Point], say: Say) -> list[Block]:
    rows = [
        (
            Run(say(f"doctor.health.{one.outcome.health.value}"), _TONES[one.outcome.health]),
            say(f"doctor.{one.outcome.subject}"),
            cell(one.text(say), quiet(one.hint(say))),
        )
        for one in points
    ]
    return [
        Heading(line(say("doctor.title")), 1),
        table(say, "doctor", "health subject found", rows),
        Paragraph((line(say("doctor.summary", **_counts(points))),)),
    ]
