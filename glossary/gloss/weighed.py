"""A word's readings with what ranking asks of them, worked out once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from glossary.gloss.english import key
from glossary.gloss.romanize import romanize_morphs
from glossary.gloss.senses import load_senses as _table
from glossary.gloss.types import Analysis

UNKNOWN = "?"
"""The tag of a word without a reading."""
MOST = 12
"""Readings of a word that are weighed; those after them are hardly ever right."""
KEPT = 32
"""Orders of a word's readings that are kept; most words have one or two."""


@dataclass(slots=True, eq=False)
class Weighed:
    """A reading by itself: its tag, and the logarithm of its probability.

    The rest is kept once it was asked for.
    """

    analysis: Analysis
    tag: str
    weight: float
    latin: str = ""
    latin_construct: str = ""
    beyond: tuple[tuple[str, str, float], ...] | None = None
    ordered: Analysis | None = None

    def romanized(self, construct: bool) -> str:
        """The reading in ALA-LC's letters (see `romanize_morphs`)."""
        if construct:
            if not self.latin_construct:
                self.latin_construct = romanize_morphs(self.analysis, construct=True)
            return self.latin_construct
        if not self.latin:
            self.latin = romanize_morphs(self.analysis)
        return self.latin

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


@dataclass(slots=True, eq=False)
class Ordered:
    """A word's readings, best first.

    `construct` and `genitive` say whether the first may stand before its genitive, or be one;
    `meant` is what a word without English of its own is glossed by, once somebody asked.
    """

    readings: tuple[Weighed, ...]
    construct: bool = field(init=False)
    genitive: bool = field(init=False)
    meant: tuple[Analysis, ...] | None = None

    def __post_init__(self) -> None:
        self.construct = self.genitive = False
        if not self.readings:
            return
        one = self.readings[0].analysis
        articles = [morph.gloss == "the" for morph in one.proclitics]
        self.construct = one.pos == "noun" and not one.enclitics and not any(articles)
        self.genitive = one.pos in ("noun", "name", "number") and all(articles)


class Choices:
    """The readings of a word, likeliest first, as the search through a sentence takes them.

    `weights` are those of the readings that are weighed, `tags` their different tags (`UNKNOWN`
    where there is no reading), `places` says for each reading which tag is its own, `peaks` for
    each tag the greatest weight.
    """

    __slots__ = ("_kept", "peaks", "places", "readings", "tags", "weights")

    def __init__(self, readings: tuple[Weighed, ...]) -> None:
        few = readings[:MOST]
        self.readings = readings
        self.tags = tuple(dict.fromkeys([one.tag for one in few])) or (UNKNOWN,)
        self.places = [self.tags.index(one.tag) for one in few]
        self.weights = [one.weight for one in few]
        self.peaks = self.by_tag(self.weights)
        self._kept: dict[tuple[int, ...], Ordered] = {}

    def by_tag(self, scores: Sequence[float]) -> list[float]:
        """The greatest of the readings' scores for each tag; 0 where there is no reading."""
        if not self.places:
            return [0.0]
        found: dict[int, float] = {}
        for place, score in zip(self.places, scores, strict=True):
            if score > found.get(place, score - 1):
                found[place] = score
        return [found[place] for place in range(len(self.tags))]

    def as_given(self) -> Ordered:
        """The readings as they are."""
        return self.in_order(())

    def in_order(self, order: tuple[int, ...]) -> Ordered:
        """The readings by their numbers in `order`, those after `MOST` behind them."""
        found = self._kept.get(order)
        if found is None:
            readings = self.readings
            if order:
                readings = (*[readings[index] for index in order], *readings[MOST:])
            if len(self._kept) >= KEPT:
                self._kept.clear()
            found = self._kept[order] = Ordered(readings)
        return found
