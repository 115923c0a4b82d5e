"""The drawing of how bulk grows: what is measured, what is not, and whether it is linear."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from growth import Point, drawing, extrapolated, slope

LINEAR = [Point(10**power, 0.006 * 10**power, 0.011 * 10**power) for power in (3, 4, 5)]


def test_the_power_of_growth_is_one_where_it_is_linear_and_two_where_it_is_square():
    assert slope(LINEAR, "wall") == pytest.approx(1)
    square = [Point(one.sentences, one.wall**2, one.cpu) for one in LINEAR]
    assert slope(square, "wall") == pytest.approx(2)
    assert slope(square, "cpu") == pytest.approx(1)


def test_what_lies_beyond_is_reckoned_from_the_largest_run():
    slower = [*LINEAR[:2], Point(10**5, 900.0, 1500.0)]
    assert extrapolated(slower, 10**6) == Point(10**6, 9_000.0, 15_000.0)


def test_the_drawing_has_every_run_filled_and_what_was_not_measured_hollow():
    beyond = extrapolated(LINEAR, 10**6)
    root = etree.fromstring(drawing(LINEAR, beyond, "1,000,000: not measured <&>").encode())
    circles = list(root.iter("{*}circle"))
    filled = [one for one in circles if one.get("fill") != "#ffffff"]
    assert (len(filled), len(circles)) == (6, 8)
    for colour in {one.get("fill") for one in filled}:
        own = [one for one in circles if colour in (one.get("fill"), one.get("stroke"))]
        steps = [
            (float(b.get("cx")) - float(a.get("cx")), float(b.get("cy")) - float(a.get("cy")))
            for a, b in itertools.pairwise(own)
        ]
        assert steps == [pytest.approx(steps[0], abs=0.3)] * 3  # a straight line
    texts = [one.text for one in root.iter("{*}text")]
    assert "extrapolated" in texts
    assert "1,000,000: not measured <&>" in texts
