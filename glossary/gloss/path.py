"""The best path through a sentence's tags: a hidden Markov model, searched by Viterbi's algorithm.

Every word of a text comes by here, so nothing general stands in the way of words that have two tags
or three: nine in ten of those that have several.
"""

# zip(…, strict=…) takes longer than what it would guard: peaks, tags and steps are of one word.
# ruff: noqa: B905

from __future__ import annotations

from collections.abc import Sequence

from glossary.gloss.choices import Choices
from glossary.gloss.steps import Steps, load_steps
from glossary.gloss.tags import BOUNDARY

Back = list[tuple[tuple[str, ...], list[float], tuple[Steps, ...]]]
"""For each undecided word but the last: its tags, the weights of the best paths to them, the steps
to the tags of the next word."""

_EDGE = (BOUNDARY,)


def best_path(words: Sequence[Choices], apart: Sequence[bool]) -> list[int]:
    """For each word of a sentence the place of its tag on the best path.

    apart: for each word whether punctuation stands before it. Kept are, for the words since the
    last certain tag, the weights of the best paths to each tag; where a path came from is looked
    up when its end is certain. Of equal paths the one by the first tag is the best.
    """
    found: list[int] = []
    edge = load_steps().to(BOUNDARY)
    names: tuple[str, ...] = _EDGE
    ways: list[float] = []  # the best paths to each tag of the word before, none where it is sure
    back: Back = []
    for word, cut in zip(words, apart):
        tags, _, every = word.tagged
        size = len(tags)
        if ways and (cut or size == 1):
            steps = edge if cut else every[0]
            if back:
                found += _decided(names, ways, steps, back)
                back = []
            elif len(ways) == 2:
                name, last = names
                found.append(1 if ways[1] + steps[last] > ways[0] + steps[name] else 0)
            else:
                found.append(_best(names, ways, steps))
            ways = []
        if size == 1:
            found.append(0)
        elif ways:
            back.append((names, ways, every))
            ways = _onward(names, ways, every, word.peaks)
        else:
            left = BOUNDARY if cut else names[0]
            if size == 2:
                (one, other), (peak, lower) = every, word.peaks
                ways = [one[left] + peak, other[left] + lower]
            else:
                ways = [steps[left] + peak for steps, peak in zip(every, word.peaks)]
        names = tags
    if ways:
        found += _decided(names, ways, edge, back)
    return found


def _onward(
    names: tuple[str, ...], ways: list[float], every: tuple[Steps, ...], peaks: Sequence[float]
) -> list[float]:
    """The weights of the best paths to each tag of a word by those to the word before."""
    found: list[float] = []
    if len(names) == 2:
        name, last = names
        way, other = ways
        for steps, peak in zip(every, peaks):
            one, two = way + steps[name], other + steps[last]
            found.append((one if one >= two else two) + peak)
    elif len(names) == 3:
        name, middle, last = names
        way, third, other = ways
        for steps, peak in zip(every, peaks):
            one, two, three = way + steps[name], third + steps[middle], other + steps[last]
            if two > one:
                one = two
            found.append((one if one >= three else three) + peak)
    else:
        for steps, peak in zip(every, peaks):
            one = ways[0] + steps[names[0]]
            for way, name in zip(ways, names):
                two = way + steps[name]
                if two > one:
                    one = two
            found.append(one + peak)
    return found


def _decided(names: tuple[str, ...], ways: list[float], steps: Steps, back: Back) -> Sequence[int]:
    """The places of all undecided words; `steps` lead on from the last one's tags."""
    place = _best(names, ways, steps)
    if not back:
        return (place,)
    if len(back) == 1:
        [(before, through, every)] = back
        return _best(before, through, every[place]), place
    places = [place]
    for before, through, every in reversed(back):
        place = _best(before, through, every[place])
        places.append(place)
    places.reverse()
    return places


def _best(names: tuple[str, ...], ways: list[float], steps: Steps) -> int:
    """The place of the tag from which the best path leads on."""
    if len(names) == 2:
        return 1 if ways[1] + steps[names[1]] > ways[0] + steps[names[0]] else 0
    if len(names) == 3:
        name, middle, last = names
        way, third, other = ways
        one, two, three = way + steps[name], third + steps[middle], other + steps[last]
        if two > one:
            return 2 if three > two else 1
        return 2 if three > one else 0
    best, most = 0, ways[0] + steps[names[0]]
    for place, name in enumerate(names):
        one = ways[place] + steps[name]
        if one > most:
            most, best = one, place
    return best
