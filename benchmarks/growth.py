"""How the time of a bulk run grows with its sentences, as a drawing (`bulk.py --scale --svg`)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 590, 40, 360
_COLOURS = {"wall": "#b3541e", "cpu": "#1f6f8b"}
_WORDS = {"wall": "by the clock", "cpu": "of processor time"}


@dataclass(frozen=True, slots=True)
class Point:
    """A run: its sentences, and its seconds by the clock and of all processors together."""

    sentences: int
    wall: float
    cpu: float


def slope(points: Sequence[Point], kind: str) -> float:
    """The power of the number of sentences that seconds grow with, fitted by least squares to the
    logarithms; 1 is linear."""
    xs = [math.log(point.sentences) for point in points]
    ys = [math.log(getattr(point, kind)) for point in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread


def extrapolated(points: Sequence[Point], sentences: int) -> Point:
    """What a larger run would take at the pace of the largest one measured."""
    last = points[-1]
    times = sentences / last.sentences
    return Point(sentences, last.wall * times, last.cpu * times)


def drawing(points: Sequence[Point], beyond: Point, said: str) -> str:
    """An SVG drawing of seconds over sentences, both in powers of ten, with what was measured and,
    hollow and named so, what was not. `said` is the line below it.

    The thin lines are exactly proportional to the number of sentences, from the first point on.
    """
    everything = [*points, beyond]
    low = math.floor(math.log10(min(min(p.wall, p.cpu) for p in everything)))
    high = math.ceil(math.log10(max(max(p.wall, p.cpu) for p in everything)))
    first = math.floor(math.log10(points[0].sentences))
    last = math.ceil(math.log10(beyond.sentences))

    def x(sentences: float) -> float:
        share = (math.log10(sentences) - first) / (last - first)
        return round(_LEFT + (_RIGHT - _LEFT) * share, 1)

    def y(seconds: float) -> float:
        share = (math.log10(seconds) - low) / (high - low)
        return round(_BOTTOM - (_BOTTOM - _TOP) * share, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="13" role="img">',
        f"<title>{escape(_title(points))}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="22">seconds</text>',
    ]
    for power in range(first, last + 1):
        at = x(10**power)
        parts.append(_grid(at, _TOP, at, _BOTTOM))
        parts.append(f'<text x="{at}" y="{_BOTTOM + 20}" text-anchor="middle">{10**power:,}</text>')
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(_grid(_LEFT, at, _RIGHT, at))
        label = f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"
        parts.append(f'<text x="{_LEFT - 8}" y="{at + 4}" text-anchor="end">{label}</text>')
    for kind, colour in _COLOURS.items():
        start, end = points[0], getattr(points[0], kind) * beyond.sentences / points[0].sentences
        parts.append(
            f'<path d="M{x(start.sentences)} {y(getattr(start, kind))}'
            f'L{x(beyond.sentences)} {y(end)}" stroke="{colour}" stroke-width="1" opacity="0.5"/>'
        )
        for point in points:
            parts.append(
                f'<circle cx="{x(point.sentences)}" cy="{y(getattr(point, kind))}" r="4.5" '
                f'fill="{colour}"/>'
            )
        place = y(getattr(beyond, kind))
        parts.append(
            f'<circle cx="{x(beyond.sentences)}" cy="{place}" r="4.5" fill="#ffffff" '
            f'stroke="{colour}" stroke-width="1.5" stroke-dasharray="2 2"/>'
        )
    # Named at their ends, apart even where the points lie together.
    above, below = sorted(_COLOURS, key=lambda kind: -getattr(beyond, kind))
    middle = (y(beyond.wall) + y(beyond.cpu)) / 2
    for kind, place in ((above, middle - 30), (below, middle + 24)):
        parts.append(
            f'<text x="{_RIGHT + 12}" y="{place:.1f}" fill="{_COLOURS[kind]}">{_WORDS[kind]}</text>'
        )
    parts.append(f'<text x="{_RIGHT + 12}" y="{middle + 4:.1f}" fill="#555555">extrapolated</text>')
    parts.append(
        f'<text x="{(_LEFT + _RIGHT) / 2}" y="{_BOTTOM + 38}" text-anchor="middle">sentences</text>'
    )
    parts.append(f'<text x="{_LEFT}" y="{_HEIGHT - 6}" fill="#555555">{escape(said)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _grid(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1} {y1}L{x2} {y2}" stroke="#dddddd" stroke-width="1"/>'


def _title(points: Sequence[Point]) -> str:
    largest = points[-1]
    return (
        f"Time of translator bulk over sentences, up to {largest.sentences:,} measured: "
        f"{largest.wall:,.0f} s by the clock, {largest.cpu:,.0f} s of processor time"
    )
