"""A sentence's words as the checks of meaning look at them: bare, and cut only once a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_ARABIC_WORD = re.compile("[\u0621-\u064a\u0671]+")
_HAMZA = str.maketrans("أإآ\u0671", "اااا")


@lru_cache(maxsize=64)  # the checks of one sentence come one after the other
def arabic(source: str) -> tuple[str, ...]:
    """The Arabic words of a sentence without vowel signs, hamza as written."""
    return tuple(_ARABIC_WORD.findall(_MARKS.sub("", source)))


@lru_cache(maxsize=64)
def line(source: str) -> str:
    """The same words with one space before and behind each and bare alefs, for patterns."""
    return f" {' '.join(arabic(source))} ".translate(_HAMZA)


@lru_cache(maxsize=64)
def english(target: str) -> str:
    """A sentence in small letters with straight apostrophes, for patterns."""
    return target.lower().replace("\u2019", "'")


def spellings(words: Iterable[str], before: Iterable[str] = ("", "و", "ف")) -> frozenset[str]:
    """Words as newspapers write them, with or without hamza on the alef, behind each of `before`
    (by default nothing, "and", "so")."""
    heads = tuple(before)
    return frozenset(
        head + form for word in words for form in (word, word.translate(_HAMZA)) for head in heads
    )


def either(patterns: str) -> str:
    r"""Patterns parted by white space as one alternation; space within one is written `\s`."""
    return "|".join(patterns.split())
