"""A line over time as the parts of an SVG drawing: its path, its grid, what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 760, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 748, 14, 180
_TIMES = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200)
_DAY = 86400


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid and its label: where it is along its axis, in units of the drawing."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws. `line` and `area` are paths; `mean` is the height of the mean."""

    line: str
    area: str
    mean: float
    across: tuple[Tick, ...]
    along: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = _RIGHT
    top: int = _TOP
    bottom: int = _BOTTOM


def chart(stretches: Sequence[tuple[float, float]], mean: float) -> Chart | None:
    """Values over time, drawn in steps; None for fewer than two.

    `stretches` are the end of each stretch, in seconds from the start, and its value; `mean` is
    the mean of them all.
    """
    if len(stretches) < 2 or stretches[-1][0] <= 0:
        return None
    longest = stretches[-1][0]
    step = _step(max(max(value for _, value in stretches), mean, 1.0) / 4)
    ticks = int(max(max(value for _, value in stretches), mean, 1.0) / step) + 1
    highest = step * ticks

    def x(seconds: float) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * seconds / longest, 1)

    def y(value: float) -> float:
        return round(_BOTTOM - (_BOTTOM - _TOP) * value / highest, 1)

    line = f"M{x(0)} {y(stretches[0][1])}"
    for number, (end, value) in enumerate(stretches):
        line += f"V{y(value)}H{x(end)}" if number else f"H{x(end)}"
    return Chart(
        line,
        f"{line}V{_BOTTOM}H{_LEFT}Z",
        y(mean),
        tuple(Tick(y(step * nth), f"{step * nth:,.0f}") for nth in range(ticks + 1)),
        tuple(Tick(x(time), _time(time)) for time in _times(longest)),
    )


def _step(least: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 and so on."""
    power = 1.0
    while True:
        for factor in (1, 2, 5):
            if factor * power >= least:
                return factor * power
        power *= 10


def _times(longest: float) -> Iterable[int]:
    """Round times up to the longest, six or fewer after the start."""
    days = max(1, -(-int(longest) // (6 * _DAY)))
    step = next((time for time in _TIMES if longest / time <= 6), days * _DAY)
    return range(0, int(longest) + 1, step)


def _time(seconds: int) -> str:
    for unit, name in ((_DAY, "d"), (3600, "h"), (60, "min"), (1, "s")):
        if seconds >= unit:
            whole, rest = divmod(seconds, unit)
            return f"{whole}.5 {name}" if 2 * rest == unit else f"{whole} {name}"
    return "0"
