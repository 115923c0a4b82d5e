"""The form under which an English word is counted, by what the corpus itself has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from glossary.gloss.english import IRREGULAR
from translator.words import words


class Vocabulary:
    """The English of the corpus: which form of a word stands for all of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.often: Counter[str] = Counter()
        self.capital: Counter[str] = Counter()
        self.forms: dict[tuple[str, str], str] = {}
        for text in texts:
            for place, (start, end) in enumerate(words(text)):
                word = text[start:end]
                self.often[word.lower()] += 1
                self.capital[word.lower()] += place > 0 and word[0].isupper()

    def base(self, word: str, pos: str) -> str:
        """A verb's infinitive, a name with its capital, any other word in lower case."""
        low = re.sub("['’]s?$", "", word.lower())
        found = self.forms.get((low, pos))
        if found is None:
            found = self.forms[low, pos] = self._base(low, pos)
        return found

    def _base(self, low: str, pos: str) -> str:
        if self.capital[low] > 0.6 * self.often[low]:
            return low.capitalize()
        if pos != "verb":
            return low
        if low in IRREGULAR:
            return IRREGULAR[low]
        for ending, least in (("ied", 4), ("ies", 4), ("ing", 5), ("ed", 4), ("es", 4), ("s", 4)):
            if low.endswith(ending) and len(low) >= least and not low.endswith("ss"):
                stem = low[: -len(ending)]
                undoubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
                tried = (stem, stem + "e", stem + "y", undoubled)
                best = max(tried, key=lambda one: self.often[one])
                if self.often[best] > 2:
                    return best
        return low
