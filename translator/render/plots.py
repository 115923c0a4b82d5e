"""Bars side by side and intervals about zero as the parts of SVG drawings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from translator.render.chart import Tick

WIDTH = 760
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 752, 14, 184
_HEIGHT = 232
_LABELS, _ROW = 84, 34
"""Width of the names beside intervals, height of an interval's row."""
_SHARE = 0.74
"""How much of its place a group of bars takes."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar and its series, counted from 0; in units of the drawing."""

    x: float
    y: float
    width: float
    height: float
    series: int
    label: str


@dataclass(frozen=True, slots=True)
class Bars:
    """What a template draws: groups of bars, one bar a series, over names along the bottom.

    title: what the drawing shows. text: the same in words and numbers, for who cannot see it.
    series: their names, none where there is one only. below: what stands along the bottom.
    """

    key: str
    title: str
    text: str
    below: str
    series: Sequence[str]
    bars: Sequence[Bar]
    grid: Sequence[Tick]
    names: Sequence[Tick]
    width: int = WIDTH
    height: int = _HEIGHT
    left: int = _LEFT
    right: int = _RIGHT
    top: int = _TOP
    bottom: int = _BOTTOM


@dataclass(frozen=True, slots=True)
class Whisker:
    """An interval: its row's height, its ends and its middle along the axis, and its name."""

    y: float
    low: float
    middle: float
    high: float
    label: str


@dataclass(frozen=True, slots=True)
class Whiskers:
    """What a template draws: intervals one below another, with a line where nothing changes."""

    key: str
    title: str
    text: str
    rows: Sequence[Whisker]
    grid: Sequence[Tick]
    zero: float
    height: int
    bottom: int
    width: int = WIDTH
    left: int = _LABELS


def bars(
    key: str,
    title: str,
    across: str,
    below: str,
    names: Sequence[str],
    series: Sequence[tuple[str, Sequence[float]]],
) -> Bars:
    """Values of one or more series for each of the `names`, from zero up.

    key: stands in the drawing's ids, which must be no other's. across: what the values are, below:
    what the names are.
    """
    step = _step(max((max(values) for _, values in series), default=1) / 4 or 1)
    highest = step * max(
        1, math.ceil(max((max(values) for _, values in series), default=1) / step - 1e-9)
    )
    place = (_RIGHT - _LEFT) / len(names)
    width = place * _SHARE / len(series)

    def y(value: float) -> float:
        return round(_BOTTOM - (_BOTTOM - _TOP) * value / highest, 1)

    drawn = [
        Bar(
            round(_LEFT + place * (group + (1 - _SHARE) / 2) + width * nth, 1),
            y(values[group]),
            round(width * 0.92, 1),
            round(_BOTTOM - y(values[group]), 1),
            nth,
            f"{name}, {called}: {_number(values[group])}",
        )
        for group, name in enumerate(names)
        for nth, (called, values) in enumerate(series)
    ]
    told = "; ".join(
        f"{name}: {' and '.join(_number(values[n]) for _, values in series)}"
        for n, name in enumerate(names)
    )
    of = " and ".join(called for called, _ in series)
    ticks = round(highest / step)
    return Bars(
        key,
        title,
        f"{across[0].upper()}{across[1:]} of {of}. {told}.",
        below,
        [called for called, _ in series] if len(series) > 1 else [],
        drawn,
        [Tick(y(step * nth), _number(step * nth)) for nth in range(ticks + 1)],
        [Tick(round(_LEFT + place * (n + 0.5), 1), name) for n, name in enumerate(names)],
    )


def whiskers(
    key: str, title: str, rows: Sequence[tuple[str, float, float, float]]
) -> Whiskers | None:
    """Intervals of differences; None where there are none.

    rows: of each its name, its lower end, its middle and its upper end.
    """
    if not rows:
        return None
    low = min(0.0, *(row[1] for row in rows))
    high = max(0.0, *(row[3] for row in rows))
    step = _step((high - low) / 6 or 1, whole=False)
    first, last = math.floor(low / step), math.ceil(high / step)
    first, last = (first, last) if last > first else (first - 1, last + 1)
    bottom = 8 + _ROW * len(rows)

    def x(value: float) -> float:
        share = (value / step - first) / (last - first)
        return round(_LABELS + 12 + (_RIGHT - _LABELS - 36) * share, 1)

    return Whiskers(
        key,
        title,
        "; ".join(
            f"{name}: {_signed(mid)}, from {_signed(lo)} to {_signed(hi)}"
            for name, lo, mid, hi in rows
        )
        + ".",
        [
            Whisker(8 + _ROW * (n + 0.5), x(lo), x(mid), x(hi), name)
            for n, (name, lo, mid, hi) in enumerate(rows)
        ],
        [Tick(x(step * n), _signed(step * n, exact=False)) for n in range(first, last + 1)],
        x(0),
        bottom + 30,
        bottom,
    )


def _step(least: float, *, whole: bool = True) -> float:
    """The next of 1, 2, 5, 10, 20, 50 and so on; below 1 also, unless it must be `whole`."""
    power = 1.0 if whole else 10.0 ** math.floor(math.log10(least))
    while True:
        for factor in (1, 2, 5):
            if factor * power >= least - 1e-12:
                return factor * power
        power *= 10


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _signed(value: float, *, exact: bool = True) -> str:
    if not exact:
        return f"{value:+.6g}".replace("-", "−") if value else "0"
    return f"{value:+.2f}".replace("-", "−")
