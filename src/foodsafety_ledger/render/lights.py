"""Lights, verdicts and states as people see them: never a colour without its word."""

from __future__ import annotations

from typing import Final

from foodsafety_ledger.assess.values import VERDICT_LIGHT, DutyState, Light, TargetVerdict
from foodsafety_ledger.ledgers.values import Status
from foodsafety_ledger.render.page import Line, Run, Tone
from foodsafety_ledger.words import Say

TONES: Final = {
    Light.RED: Tone.RED,
    Light.YELLOW: Tone.YELLOW,
    Light.GREEN: Tone.GREEN,
    Light.GREY: Tone.GREY,
}

SIGNS: Final = {
    Light.RED: Run("! ", Tone.RED),
    Light.YELLOW: Run("~ ", Tone.YELLOW),
    Light.GREEN: Run("+ ", Tone.GREEN),
    Light.GREY: Run("- ", Tone.GREY),
}
"""One cell wide in every terminal and known to every encoding; a run of its own, so that a format
may draw it its own way."""

_DUTY_TONES: Final = {
    DutyState.REPORTED: Tone.PLAIN,
    DutyState.LATE: Tone.YELLOW,
    DutyState.OVERDUE: Tone.RED,
    DutyState.PENDING: Tone.QUIET,
}


def light_line(light: Light, say: Say) -> Line:
    """``! 红``: the light's sign and word in its colour."""
    return SIGNS[light], Run(say(f"status.light.{light}"), TONES[light])


def verdict_line(verdict: TargetVerdict, say: Say) -> Line:
    """``~ 尚未达标``: the verdict's word with the sign and colour of its light."""
    light = VERDICT_LIGHT[verdict]
    return SIGNS[light], Run(say(f"status.verdict.{verdict}"), TONES[light])


def duty_run(state: DutyState | None, say: Say) -> Run:
    """``逾期``: the state of a duty; a waived one is a dash."""
    if state is None:
        return Run("-", Tone.QUIET)
    return Run(say(f"status.duty.{state}"), _DUTY_TONES[state])


def status_run(status: Status | None, say: Say) -> Run:
    """``进行中``: how far a department says it is; nothing said is a word as well."""
    if status is None:
        return Run(say("status.status.none"), Tone.QUIET)
    return Run(say(f"status.status.{status}"), Tone.RED if status is Status.BLOCKED else Tone.PLAIN)
