"""A reading for a name that nobody listed: how news would write it in Latin letters.

    >>> [reading.text for reading in readings("زاخاروفا")][:1]
    ['Zakharova']

By rule (the article, عبد and بن, الدين) and by sound: a joint sequence model of Arabic and Latin
letters, led by the words that names are made of (see `word`). It is a suggestion: what is not
written in Arabic has to be guessed. Nothing is loaded before the first call.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from glossary.reading.phrase import options, split
from glossary.reading.table import Table, load
from glossary.reading.word import Sounds

__all__ = ["Reading", "read_with", "readings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to write a name in Latin letters. score: its share of belief among those found, 0 to
    1; to rank by, no probability of being right."""

    text: str
    score: float


def readings(name: str, limit: int = 5) -> tuple[Reading, ...]:
    """Readings of a name in Arabic letters, best first, at most `limit`; none without letters.

    One word or several, without particles written on to it (و, ل); vowel signs are passed over.
    """
    return _readings(name, limit)


def read_with(table: Table, name: str, limit: int = 5) -> tuple[Reading, ...]:
    """The same with another table (`glossary.reading.table`)."""
    return _reading(name, limit, Sounds(table))


@lru_cache(maxsize=4096)
def _readings(name: str, limit: int) -> tuple[Reading, ...]:
    return _reading(name, limit, _sounds())


@lru_cache(maxsize=1)
def _sounds() -> Sounds:
    return Sounds(load())


def _reading(name: str, limit: int, sounds: Sounds) -> tuple[Reading, ...]:
    found = options(split(name), sounds, limit)
    if not found:
        return ()
    shares = [math.exp(score - found[0][0]) for score, _ in found]
    return tuple(
        Reading(text, round(share / sum(shares), 4))
        for (_, text), share in zip(found, shares, strict=True)
    )
