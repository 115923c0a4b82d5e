"""Which reading of each word fits its sentence best.

Three things are weighed as probabilities: how often the stem is that word (`senses`), whether it
fits beside its neighbours (a hidden Markov model over tags, Rabiner 1989: every reading's best
path through the sentence), and whether the translation has its English.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import inf, log

from glossary.gloss.english import agreement, key
from glossary.gloss.romanize import romanize_morphs
from glossary.gloss.senses import load_neighbours
from glossary.gloss.senses import load_senses as _table
from glossary.gloss.shape import shape
from glossary.gloss.tags import BOUNDARY, tag
from glossary.gloss.types import Analysis

AMONG = 0.4
"""What English elsewhere in the sentence counts beside English linked to the word."""
UNTRANSLATED = 0.1
"""What a reading counts whose English the translation does not have."""
BEYOND = 0.6
"""What English linked to the word counts that its gloss lacks, but the corpus has for it."""
LATER = log(0.9)
"""What each place further back in the lexicon's order costs, where nothing else tells."""
UNKNOWN = "?"
"""The tag of a word without a reading."""
MOST = 12
"""Readings of a word that are weighed; those after them are hardly ever right."""


@dataclass(slots=True, eq=False)
class Weighed:
    """A reading by itself: its tag, and the logarithm of its probability.

    The rest is kept once it was asked for.
    """

    analysis: Analysis
    tag: str
    weight: float
    latin: list[str] = field(default_factory=lambda: ["", ""])
    beyond: tuple[tuple[str, str, float], ...] | None = None
    ordered: Analysis | None = None

    def romanized(self, construct: bool) -> str:
        """The reading in ALA-LC's letters (see `romanize_morphs`)."""
        found = self.latin[construct]
        if not found:
            found = self.latin[construct] = romanize_morphs(self.analysis, construct=construct)
        return found

    def beside(self) -> tuple[tuple[str, str, float], ...]:
        """English words that the corpus has for a reading of the lexicon beyond its gloss, each
        with its key and its share of occurrences."""
        if self.beyond is None:
            one = self.analysis
            words = {} if one.source != "lexicon" else _table().beside(one.stem.form, one.pos)
            self.beyond = tuple((word, key(word.lower()), share) for word, share in words.items())
        return self.beyond

    def usual(self) -> Analysis:
        """The reading, a gloss of the lexicon's with the most frequent of its meanings first."""
        if self.ordered is None:
            one = self.analysis
            self.ordered = one
            if one.source == "lexicon":
                gloss = _table().in_order(one.stem.form, one.pos, one.gloss)
                self.ordered = one if gloss == one.gloss else with_gloss(one, gloss)
        return self.ordered


def with_gloss(one: Analysis, gloss: str) -> Analysis:
    """A reading with another English."""
    return replace(one, gloss=gloss, stem=replace(one.stem, gloss=gloss))


@dataclass(frozen=True, slots=True)
class Word:
    """A word to be ranked: its readings, and the English keys that its links and its whole
    sentence have; `apart` where punctuation stands before it."""

    readings: tuple[Weighed, ...]
    linked: frozenset[str]
    apart: bool = False


def weighed(readings: Sequence[Analysis]) -> tuple[Weighed, ...]:
    """The readings of a word by themselves, likeliest first."""
    if len(readings) == 1:  # nothing to choose from
        return (Weighed(readings[0], tag(readings[0]), 0.0),)
    found = [
        Weighed(one, tag(one), _alone(one) + place * LATER) for place, one in enumerate(readings)
    ]
    return tuple(sorted(found, key=lambda one: -one.weight))


def _alone(analysis: Analysis) -> float:
    chance = _table().chance(analysis.stem.form, analysis.pos, analysis.gloss)
    return log(chance * shape(analysis))


@lru_cache(maxsize=65536)
def _step(before: str, after: str) -> float:
    return log(load_neighbours().chance(before, after))


def ranked(words: Sequence[Word], english: frozenset[str]) -> list[tuple[Weighed, ...]]:
    """The readings of each word of a sentence, best first.

    english: the keys of the whole translation, empty where there is none. A reading is as good as
    the best way through the sentence that takes it.
    """
    scores = [_scores(word, english) for word in words]
    forward = _forward(words, scores)
    backward = _backward(words, scores)
    return [
        _in_order(word, ahead, behind)
        for word, ahead, behind in zip(words, forward, backward, strict=True)
    ]


def _scores(word: Word, english: frozenset[str]) -> list[float]:
    readings = word.readings[:MOST]
    if not english:
        return [one.weight for one in readings]
    return [
        one.weight + log(UNTRANSLATED + _translated(one, word.linked, english)) for one in readings
    ]


def _translated(reading: Weighed, linked: frozenset[str], english: frozenset[str]) -> float:
    """How far the translation bears a reading out, from 0 to 1."""
    gloss = reading.analysis.gloss
    found = agreement(gloss, linked) if linked else 0.0
    if linked and found < BEYOND and any(own in linked for _, own, _ in reading.beside()):
        found = BEYOND
    return found if found >= AMONG else max(found, AMONG * agreement(gloss, english))


def _forward(words: Sequence[Word], scores: list[list[float]]) -> list[list[float]]:
    """For each reading the best way from the sentence's beginning up to it, itself included."""
    best: list[list[float]] = []
    before: dict[str, float] = {BOUNDARY: 0.0}
    for word, own in zip(words, scores, strict=True):
        if word.apart:
            before = {BOUNDARY: max(way + _step(last, BOUNDARY) for last, way in before.items())}
        readings = word.readings[:MOST]
        arriving: dict[str, float] = {}
        for here in {one.tag for one in readings} or (UNKNOWN,):
            arriving[here] = max(way + _step(last, here) for last, way in before.items())
        best.append([arriving[one.tag] + score for one, score in zip(readings, own, strict=True)])
        before = _best_by_tag(readings, best[-1]) if readings else arriving
    return best


def _backward(words: Sequence[Word], scores: list[list[float]]) -> list[list[float]]:
    """For each reading the best way from it, itself not included, to the sentence's end."""
    best: list[list[float]] = []
    after: dict[str, float] = {BOUNDARY: 0.0}
    apart = False
    for word, own in zip(reversed(words), reversed(scores), strict=True):
        if apart:
            after = {BOUNDARY: max(_step(BOUNDARY, next_) + way for next_, way in after.items())}
        readings = word.readings[:MOST]
        leaving: dict[str, float] = {}
        for here in {one.tag for one in readings} or (UNKNOWN,):
            leaving[here] = max(_step(here, next_) + way for next_, way in after.items())
        best.append([leaving[one.tag] for one in readings])
        ways = [leaving[one.tag] + score for one, score in zip(readings, own, strict=True)]
        after = _best_by_tag(readings, ways) if readings else leaving
        apart = word.apart
    best.reverse()
    return best


def _best_by_tag(readings: Sequence[Weighed], ways: list[float]) -> dict[str, float]:
    best: dict[str, float] = {}
    for one, way in zip(readings, ways, strict=True):
        if way > best.get(one.tag, -inf):
            best[one.tag] = way
    return best


def _in_order(word: Word, forward: list[float], backward: list[float]) -> tuple[Weighed, ...]:
    readings = word.readings
    if len(readings) < 2:
        return readings
    ways = [ahead + behind for ahead, behind in zip(forward, backward, strict=True)]
    order = sorted(range(len(ways)), key=ways.__getitem__, reverse=True)
    return (*[readings[index] for index in order], *readings[MOST:])
