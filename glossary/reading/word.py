"""Readings of one Arabic word: by sound, led by the Latin words that names are made of.

Spellings are made by sound alone (`search`), and known Latin words are tried that have the same
consonants, or nearly (`alike`). What is then known of each is weighed in a log-linear model whose
weights are those that make the right readings of development names likeliest.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from operator import mul

from glossary.reading.alike import sound_keys
from glossary.reading.search import Search
from glossary.reading.table import ZERO, Table

Features = tuple[float, ...]

FEATURES = (
    "sound", "in English", "how often, log", "in lists", "weight in lists", "both: weight in lists",
    "unknown: looks", "unknown: letters", "pair", "how often a pair, log", "another's",
    "known: looks", "known: letters",
)  # fmt: skip
"""What is weighed: log likelihoods of the sound and of the looks in nats; whether and how often the
project's English has the word, whether lists of names have it and its weight there; whether it is
known to render this Arabic word, and how often, or only another one; its length."""
WEIGHTS: Features = (
    0.56, -6.82, 1.38, -9.30, 0.85, 0.12,
    0.29, 0.15, -0.96, 0.18, -5.13,
    -0.32, 0.19,
)  # fmt: skip
"""Made by `python -m training.reading_weights`."""

_JUDGED, _JUDGED_KNOWN = 25, 40
"""Spellings by sound alone, and known words, of which all is weighed."""
_KEPT = 20
_LONGEST = 24
_USUAL_ENOUGH = 40
_FLOOR = -20.0
"""Log likelihood of a known rendering that no cut into units gives, at least."""


class Sounds:
    """Reads words with one table."""

    def __init__(self, table: Table, weights: Features = WEIGHTS) -> None:
        self.table = table
        self._weights = weights
        self._search = Search(table)
        self.read = lru_cache(maxsize=8192)(self._read)

    def _read(self, word: str) -> tuple[tuple[str, float], ...]:
        """Latin words in small letters with scores in nats, best first; none for no letters.

        `word`: as `letters.arabic_letters` gives it.
        """
        judged = [
            (latin, sum(map(mul, self._weights, features)))
            for latin, features in self.candidates(word).items()
        ]
        return tuple(sorted(judged, key=lambda pair: (-pair[1], pair[0]))[:_KEPT])

    def candidates(self, word: str) -> dict[str, Features]:
        """Latin words that may render an Arabic one, with what is weighed of each."""
        word = word[:_LONGEST]
        if not word:
            return {}
        spelled = self._search.spellings(word)
        best = sorted(spelled, key=lambda latin: -spelled[latin])[:_JUDGED]
        found = {latin: spelled[latin] for latin in best}
        pairs = self.table.pairs.get(word, {})
        floor = min(found.values(), default=_FLOOR)
        usual = {latin: self._usual(latin, pairs) for latin in self._known(word, pairs)}
        among = self._search.among(word, usual)
        for latin in sorted(among, key=lambda x: -among[x] - usual[x])[:_JUDGED_KNOWN]:
            found[latin] = max(among[latin], found.get(latin, -math.inf))
        for latin in pairs:
            found.setdefault(latin, floor)
        return {latin: self._features(latin, sound, pairs) for latin, sound in found.items()}

    def _known(self, word: str, pairs: Mapping[str, int]) -> set[str]:
        """Known Latin words with the consonants of an Arabic one, nearly, and its renderings."""
        table = self.table
        found = set(pairs)
        for sounds in sound_keys(word):
            found.update(table.sounding.get(sounds, ()))
            listed = table.listing.get(sounds, "").split()
            found.update(latin for latin in listed if latin in table.listed)
        return found

    def _features(self, latin: str, sound: float, pairs: Mapping[str, int]) -> Features:
        """What is weighed of a Latin word, in the order of `FEATURES`."""
        table = self.table
        count, weight = table.counts.get(latin), table.listed.get(latin)
        english, listed = count is not None, count is None and weight is not None
        known, steps = english or listed, ((weight or ZERO) - ZERO) / 4
        looks, size = self._looks(latin), float(len(latin))
        paired = pairs.get(latin, 0)
        return (
            sound,
            float(english),
            math.log1p(min(count or 0, _USUAL_ENOUGH)),
            float(listed),
            steps if listed else 0.0,
            steps if english else 0.0,
            0.0 if known else looks,
            0.0 if known else size,
            float(latin in pairs),
            math.log1p(paired),
            float(latin not in pairs and latin in table.paired),
            looks if known else 0.0,
            size if known else 0.0,
        )

    def _usual(self, latin: str, pairs: Mapping[str, int]) -> float:
        """How good a known word is but for its sound and looks, in nats of sound."""
        weights, table = self._weights, self.table
        count = table.counts.get(latin)
        if count is not None:
            score = weights[1] + weights[2] * math.log1p(min(count, _USUAL_ENOUGH))
        else:
            score = weights[3] + weights[4] * (table.listed.get(latin, ZERO) - ZERO) / 4
        if latin in pairs:
            score += weights[8] + weights[9] * math.log1p(pairs[latin])
        elif latin in table.paired:
            score += weights[10]
        return score / weights[0]

    def _looks(self, latin: str) -> float:
        """Log likelihood of letters as a name."""
        grams = self.table.letter_grams
        history, size, total = 0, 1, 0.0
        for letter in (*latin.encode("ascii"), 96):
            symbol = letter - 96
            total += grams.after(history, size, symbol)
            history, size = grams.push(history, size, symbol)
        return total
