"""A plot of seconds against entries, both axes by powers of ten, as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle
from math import ceil, floor, log10
from typing import Final

_WIDTH: Final = 760
_HEIGHT: Final = 460
_LEFT: Final = 60
_RIGHT: Final = 180
_EDGE: Final = 40
_COLOURS: Final = ("#1b6ca8", "#c0392b", "#27864a", "#8e5ea2", "#d68910", "#555555", "#16a085")


def plot(series: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """A line a program: how many seconds it takes for how many entries."""
    counts = [n for line in series.values() for n, _ in line]
    seconds = [s for line in series.values() for _, s in line]
    low, high = (
        floor(log10(min(counts))),
        max(ceil(log10(max(counts))), 1 + floor(log10(min(counts)))),
    )
    least, most = floor(log10(min(seconds))), ceil(log10(max(seconds)))

    def x(count: float) -> float:
        return _LEFT + (log10(count) - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    def y(second: float) -> float:
        return _HEIGHT - _EDGE - (log10(second) - least) / (most - least) * (_HEIGHT - 2 * _EDGE)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
    ]
    parts.extend(
        f'<path d="M{_LEFT} {y(10.0**power):.0f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>'
        f'<text x="8" y="{y(10.0**power) + 4:.0f}">{10.0**power:g} s</text>'
        for power in range(least, most + 1)
    )
    parts.extend(
        f'<text x="{x(10.0**power) - 14:.0f}" y="{_HEIGHT - 14}">{10**power:,}</text>'
        for power in range(low, high + 1)
    )
    ends = sorted((line[-1][1], name) for name, line in series.items())
    rows: dict[str, float] = {}
    below = float(_HEIGHT)
    for second, name in ends:
        below = rows[name] = min(y(second) + 4, below - 15)
    for (name, line), colour in zip(series.items(), cycle(_COLOURS), strict=False):
        points = " ".join(f"{x(n):.1f},{y(s):.1f}" for n, s in line)
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{x(line[-1][0]) + 8:.0f}" y="{rows[name]:.0f}" fill="{colour}">{name}</text>'
        )
    return "\n".join((*parts, "</svg>\n"))
