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
from glossary.gloss.readings import Reading
from glossary.gloss.senses import load_neighbours
from glossary.gloss.tags import BOUNDARY

AMONG = 0.4
"""What English elsewhere in the sentence counts beside English linked to the word."""
UNTRANSLATED = 0.1
"""What a reading counts whose English the translation does not have."""
BEYOND = 0.6
"""What English linked to the word counts that its gloss lacks, but the corpus has for it."""


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

    def best(self) -> list[int]:
        """For each word, by their weights, the place of its tag on the best path (Viterbi 1967)."""
        first, *others = self.words
        left = self.left
        names = first.tags
        ways = [_STEPS[name][left] + peak for name, peak in zip(names, first.peaks, strict=True)]
        back: list[list[int]] = []
        for word in others:
            came: list[int] = []
            arrived: list[float] = []
            before = tuple(zip(names, ways, strict=True))
            names = word.tags
            for name, peak in zip(names, word.peaks, strict=True):
                steps = _STEPS[name]
                most = -inf
                place = 0
                for number, (last, way) in enumerate(before):
                    way += steps[last]
                    if way > most:
                        most = way
                        place = number
                came.append(place)
                arrived.append(most + peak)
            back.append(came)
            ways = arrived
        steps = _STEPS[self.right]
        ways = [way + steps[name] for name, way in zip(names, ways, strict=True)]
        place = ways.index(max(ways))
        if not back:
            return [place]
        found = [place]
        for came in reversed(back):
            place = came[place]
            found.append(place)
        found.reverse()
        return found

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
                for steps in [_STEPS[name] for name in word.tags]
            ]
            forward.append(arriving)
            before = [
                (name, way + peak) for name, way, peak in zip(word.tags, arriving, own, strict=True)
            ]
        found: list[list[float]] = []
        after: Sequence[tuple[_Steps, float]] = ((_STEPS[self.right], 0.0),)
        for word, arriving, own in zip(
            reversed(self.words), reversed(forward), reversed(every), strict=True
        ):
            leaving = [max([way + steps[name] for steps, way in after]) for name in word.tags]
            found.append([one + other for one, other in zip(arriving, leaving, strict=True)])
            after = [
                (_STEPS[name], way + peak)
                for name, way, peak in zip(word.tags, leaving, own, strict=True)
            ]
        found.reverse()
        return found


class Settled:
    """The order of one word's readings, found already."""

    __slots__ = ("_order",)

    def __init__(self, order: list[int]) -> None:
        self._order = order

    def order(self, index: int) -> list[int]:
        """The numbers of the readings that are weighed, best first."""
        del index
        return self._order


Pick = tuple[int, int, Stretch | Settled | None, int]
"""The number of the reading that fits best, its signs, what orders the others (None where they
stay as they are), and the word's place there."""


def ranked(words: Sequence[Choices], apart: Sequence[bool]) -> list[Pick]:
    """The reading of each word of a sentence that fits best.

    apart: for each word whether punctuation stands before it.
    """
    found: list[Pick] = []
    run: list[Choices] = []
    left = BOUNDARY
    for word, cut in zip(words, apart, strict=True):
        if cut:
            if run:
                found += _between(left, run, BOUNDARY)
                run = []
            left = BOUNDARY
        if len(word.tags) > 1:
            run.append(word)
            continue
        name = word.tags[0]
        if run:
            found += _between(left, run, name)
            run = []
        left = name
        found.append((0, word.signs[0], None, 0))
    if run:
        found += _between(left, run, BOUNDARY)
    return found


def _between(left: str, run: Sequence[Choices], right: str) -> list[Pick]:
    stretch = Stretch(left, run, right)
    places = stretch.best() if len(run) > 1 else (_best(left, run[0], right),)
    return [
        (word.firsts[place], word.signs[place], stretch, index)
        for index, (word, place) in enumerate(zip(run, places, strict=True))
    ]


def _best(left: str, word: Choices, right: str) -> int:
    """`Stretch.best` for one word."""
    behind = _STEPS[right]
    most = -inf
    best = 0
    for place, name in enumerate(word.tags):
        way = _STEPS[name][left] + word.peaks[place] + behind[name]
        if way > most:
            most = way
            best = place
    return best


def translated(
    words: Sequence[Choices],
    apart: Sequence[bool],
    linked: Sequence[frozenset[str]],
    english: frozenset[str],
) -> list[Pick]:
    """The same where there is a translation.

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
    return [
        (order[0], word.rows[order[0]][4], Settled(order), 0) if order else (0, 0, None, 0)
        for word, order in zip(words, orders, strict=True)
    ]


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
