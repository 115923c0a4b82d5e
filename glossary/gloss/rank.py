"""Which reading of each word fits its sentence best.

Three things are weighed as probabilities: how often the stem is that word (`senses`), whether it
fits beside its neighbours (a hidden Markov model over tags, Rabiner 1989: every reading's best
path through the sentence), and whether the translation has its English.

All paths meet where a word has one tag only, and at punctuation. What lies between is searched by
itself: forward for the best path alone, and both ways once somebody asks for the order of the
other readings.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, log

from glossary.gloss.choices import Choices
from glossary.gloss.english import agreement
from glossary.gloss.path import best_path
from glossary.gloss.readings import Reading
from glossary.gloss.steps import Steps, load_steps
from glossary.gloss.tags import BOUNDARY

AMONG = 0.4
"""What English elsewhere in the sentence counts beside English linked to the word."""
UNTRANSLATED = 0.1
"""What a reading counts whose English the translation does not have."""
BEYOND = 0.6
"""What English linked to the word counts that its gloss lacks, but the corpus has for it."""


class Stretch:
    """Neighbouring words, each with several tags, between two tags that are certain.

    `scores` are those of each word's readings where the sentence tells more than their weights.
    """

    __slots__ = ("_ways", "left", "right", "scores", "words")

    def __init__(
        self,
        left: str,
        words: Sequence[Choices],
        right: str,
        scores: Sequence[list[float]] | None = None,
    ) -> None:
        self.left, self.words, self.right, self.scores = left, words, right, scores
        self._ways: list[list[float]] | None = None

    def order(self, index: int) -> list[int]:
        """The readings of one of the words that are weighed, by the best path through each."""
        if self._ways is None:
            self._ways = self._through()
        word, ways = self.words[index], self._ways[index]
        scores = self.scores[index] if self.scores else word.weights()
        return by_score(
            [score + ways[place] for score, place in zip(scores, word.places(), strict=True)]
        )

    def _through(self) -> list[list[float]]:
        """For each tag of each word the best path through it, its own peak not included."""
        every: list[Sequence[float]] = [word.peaks for word in self.words]
        if self.scores is not None:
            every = [_peaks(*one) for one in zip(self.words, self.scores, strict=True)]
        forward: list[list[float]] = []
        before: Sequence[tuple[str, float]] = ((self.left, 0.0),)
        for word, own in zip(self.words, every, strict=True):
            arriving = [
                max([way + steps[last] for last, way in before])
                for steps in [load_steps().to(name) for name in word.tags]
            ]
            forward.append(arriving)
            before = [
                (name, way + peak) for name, way, peak in zip(word.tags, arriving, own, strict=True)
            ]
        found: list[list[float]] = []
        after: Sequence[tuple[Steps, float]] = ((load_steps().to(self.right), 0.0),)
        for word, arriving, own in zip(
            reversed(self.words), reversed(forward), reversed(every), strict=True
        ):
            leaving = [max([way + steps[name] for steps, way in after]) for name in word.tags]
            found.append([one + other for one, other in zip(arriving, leaving, strict=True)])
            after = [
                (load_steps().to(name), way + peak)
                for name, way, peak in zip(word.tags, leaving, own, strict=True)
            ]
        found.reverse()
        return found


class Ranking:
    """The reading of each word of a sentence that fits best, by its neighbours.

    apart: for each word whether punctuation stands before it. `places` says which of a word's
    tags its best reading has.
    """

    __slots__ = ("_apart", "_stretches", "_words", "places")

    def __init__(self, words: Sequence[Choices], apart: Sequence[bool]) -> None:
        self._words, self._apart = words, apart
        self.places = best_path(words, apart)
        self._stretches: dict[int, Stretch] = {}

    def numbers(self) -> list[int]:
        """For each word the number of its best reading."""
        return [
            word.firsts[place] if place else 0
            for word, place in zip(self._words, self.places, strict=True)
        ]

    def order(self, index: int) -> Sequence[int] | None:
        """The readings of a word that are weighed, best first, None where they stay as they are."""
        words, apart = self._words, self._apart
        if len(words[index].tags) < 2:
            return None
        first = last = index
        while first and not apart[first] and len(words[first - 1].tags) > 1:
            first -= 1
        while (last := last + 1) < len(words) and not apart[last] and len(words[last].tags) > 1:
            pass
        stretch = self._stretches.get(first)
        if stretch is None:
            left = words[first - 1].tags[0] if first and not apart[first] else BOUNDARY
            right = words[last].tags[0] if last < len(words) and not apart[last] else BOUNDARY
            stretch = self._stretches[first] = Stretch(left, words[first:last], right)
        return stretch.order(index - first)


def translated(
    words: Sequence[Choices],
    apart: Sequence[bool],
    linked: Sequence[frozenset[str]],
    english: frozenset[str],
) -> list[list[int]]:
    """The readings of each word that are weighed, best first, where there is a translation.

    linked: for each word the keys of the English that its links have; english: those of all.
    """
    scores = [_scores(word, own, english) for word, own in zip(words, linked, strict=True)]
    orders: list[list[int]] = []
    run: list[int] = []
    left = BOUNDARY

    def search(right: str) -> None:
        stretch = Stretch(left, [words[one] for one in run], right, [scores[one] for one in run])
        orders.extend(stretch.order(index) for index in range(len(run)))
        run.clear()

    for number, (word, cut) in enumerate(zip(words, apart, strict=True)):
        if cut:
            search(BOUNDARY)
            left = BOUNDARY
        if len(word.tags) > 1:
            run.append(number)
            continue
        search(word.tags[0])
        left = word.tags[0]
        orders.append(by_score(scores[number]))
    search(BOUNDARY)
    return orders


def by_score(scores: Sequence[float]) -> list[int]:
    """Numbers from 0, those with the greatest scores first; equals stay in their order."""
    return sorted(range(len(scores)), key=scores.__getitem__, reverse=True)


def _peaks(word: Choices, scores: Sequence[float]) -> list[float]:
    """The greatest of a word's scores for each tag."""
    found = [-inf] * len(word.tags)
    for place, score in zip(word.places(), scores, strict=True):
        if score > found[place]:
            found[place] = score
    return found


def _scores(word: Choices, linked: frozenset[str], english: frozenset[str]) -> list[float]:
    return [
        weight + log(UNTRANSLATED + _borne_out(word.reading(number), linked, english))
        for number, weight in enumerate(word.weights())
    ]


def _borne_out(reading: Reading, linked: frozenset[str], english: frozenset[str]) -> float:
    """How far the translation bears a reading out, from 0 to 1."""
    gloss = reading.analysis.gloss
    found = agreement(gloss, linked) if linked else 0.0
    if linked and found < BEYOND and any(own in linked for _, own, _ in reading.beside()):
        found = BEYOND
    return found if found >= AMONG else max(found, AMONG * agreement(gloss, english))
