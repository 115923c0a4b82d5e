"""Which reading of each word fits its sentence best.

Three things are weighed as probabilities: how often the stem is that word (`senses`), whether it
fits beside its neighbours (a hidden Markov model over tags, Rabiner 1989: every reading's best
path through the sentence), and whether the translation has its English.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log

from glossary.gloss.english import agreement
from glossary.gloss.senses import load_neighbours
from glossary.gloss.senses import load_senses as _table
from glossary.gloss.shape import shape
from glossary.gloss.tags import BOUNDARY, tag
from glossary.gloss.types import Analysis
from glossary.gloss.weighed import MOST, Choices, Ordered, Weighed

AMONG = 0.4
"""What English elsewhere in the sentence counts beside English linked to the word."""
UNTRANSLATED = 0.1
"""What a reading counts whose English the translation does not have."""
BEYOND = 0.6
"""What English linked to the word counts that its gloss lacks, but the corpus has for it."""
LATER = log(0.9)
"""What each place further back in the lexicon's order costs, where nothing else tells."""


@dataclass(slots=True)
class Word:
    """A word to be ranked: its readings, and the English keys that its links have; `apart` where
    punctuation stands before it."""

    choices: Choices
    linked: frozenset[str]
    apart: bool = False


class _Steps(dict[str, float]):
    """For one tag the logarithms of its chance behind each other one, worked out when asked."""

    def __init__(self, after: str) -> None:
        self.after = after

    def __missing__(self, before: str) -> float:
        found = self[before] = log(load_neighbours().chance(before, self.after))
        return found


class _AllSteps(dict[str, _Steps]):
    """The steps to every tag; there are some hundreds of tags."""

    def __missing__(self, after: str) -> _Steps:
        found = self[after] = _Steps(after)
        return found


_STEPS = _AllSteps()


def weighed(readings: Sequence[Analysis]) -> Choices:
    """The readings of a word by themselves, likeliest first."""
    if len(readings) == 1:  # nothing to choose from
        return Choices((Weighed(readings[0], tag(readings[0]), 0.0),))
    found = [
        Weighed(one, tag(one), _alone(one) + place * LATER) for place, one in enumerate(readings)
    ]
    found.sort(key=_weight, reverse=True)  # what is alike stays in its order
    return Choices(tuple(found))


def _weight(one: Weighed) -> float:
    return one.weight


def _alone(analysis: Analysis) -> float:
    chance = _table().chance(analysis.stem.form, analysis.pos, analysis.gloss)
    return log(chance * shape(analysis))


def ranked(words: Sequence[Word], english: frozenset[str]) -> list[Ordered]:
    """The readings of each word of a sentence, best first.

    english: the keys of the whole translation, empty where there is none. A reading is as good as
    the best way through the sentence that takes it.
    """
    scores = [_scores(word, english) for word in words]
    peaks = [
        word.choices.by_tag(own) if english else word.choices.peaks
        for word, own in zip(words, scores, strict=True)
    ]
    forward = _forward(words, peaks)
    return _backward(words, scores, peaks, forward)


def _scores(word: Word, english: frozenset[str]) -> list[float]:
    choices = word.choices
    if not english:
        return choices.weights
    return [
        one.weight + log(UNTRANSLATED + _translated(one, word.linked, english))
        for one in choices.readings[:MOST]
    ]


def _translated(reading: Weighed, linked: frozenset[str], english: frozenset[str]) -> float:
    """How far the translation bears a reading out, from 0 to 1."""
    gloss = reading.analysis.gloss
    found = agreement(gloss, linked) if linked else 0.0
    if linked and found < BEYOND and any(own in linked for _, own, _ in reading.beside()):
        found = BEYOND
    return found if found >= AMONG else max(found, AMONG * agreement(gloss, english))


def _forward(words: Sequence[Word], peaks: list[list[float]]) -> list[list[float]]:
    """For each tag of each word the best way from the sentence's beginning to it, the word itself
    not included."""
    every: list[list[float]] = []
    before: Sequence[tuple[str, float]] = ((BOUNDARY, 0.0),)
    for word, own in zip(words, peaks, strict=True):
        if word.apart:
            steps = _STEPS[BOUNDARY]
            before = ((BOUNDARY, max([way + steps[last] for last, way in before])),)
        arriving: list[float] = []
        tags = word.choices.tags
        for here in tags:
            steps = _STEPS[here]
            best = -inf
            for last, way in before:
                way += steps[last]
                if way > best:
                    best = way
            arriving.append(best)
        every.append(arriving)
        before = [(here, way + peak) for here, way, peak in zip(tags, arriving, own, strict=True)]
    return every


def _backward(
    words: Sequence[Word],
    scores: list[list[float]],
    peaks: list[list[float]],
    forward: list[list[float]],
) -> list[Ordered]:
    """The readings in order: a way's beginning, from `_forward`, and its end, found here."""
    found: list[Ordered] = []
    after: Sequence[tuple[_Steps, float]] = ((_STEPS[BOUNDARY], 0.0),)
    for index in range(len(words) - 1, -1, -1):
        choices = words[index].choices
        leaving: list[float] = []
        for here in choices.tags:
            best = -inf
            for steps, way in after:
                way += steps[here]
                if way > best:
                    best = way
            leaving.append(best)
        found.append(_in_order(choices, scores[index], forward[index], leaving))
        after = [
            (_STEPS[here], way + peak)
            for here, way, peak in zip(choices.tags, leaving, peaks[index], strict=True)
        ]
        if words[index].apart:
            edge = max([way + steps[BOUNDARY] for steps, way in after])
            after = ((_STEPS[BOUNDARY], edge),)
    found.reverse()
    return found


def _in_order(
    choices: Choices, scores: list[float], arriving: list[float], leaving: list[float]
) -> Ordered:
    if len(scores) < 2:
        return choices.as_given()
    ways = [
        arriving[own] + score + leaving[own]
        for own, score in zip(choices.places, scores, strict=True)
    ]
    return choices.in_order(tuple(sorted(range(len(ways)), key=ways.__getitem__, reverse=True)))
