"""Readings of one Arabic word: by sound, led by the Latin words that names are made of.

Two searches from left to right over the units of the word (beam search in a joint sequence
model, Bisani and Ney 2008): one free, one that only spells known Latin words. What they find is
judged by the sound, by how usual the word is, or, for words nobody knows, by how much it looks
like a name in Latin letters.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from glossary.reading.table import Table

PAIRS = frozenset("كس تش دج تز تس دز شت كو قو نغ نج نك نق غن جن وو يي او اي أو إي آي".split())
"""Arabic letters that may render one Latin sound together."""

_BEAM, _LEXICAL_BEAM = 12, 14
_BEST, _FIT = 10, 40
"""Units tried for each letter, freely and within known words."""
_MARGIN = 11.0
"""What is further behind the best is given up, in nats."""
_USUAL, _KNOWN_WORD = 1.5, 1.0
_LOOKS, _LOOKS_AT = 0.6, 9.0
_PAIR, _PAIR_USUAL = 6.0, 1.5
_LONGEST = 24


class Sounds:
    """Reads words with one table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._after = lru_cache(maxsize=32768)(self._ranked)
        self.read = lru_cache(maxsize=8192)(self._read)

    def _read(self, word: str) -> tuple[tuple[str, float], ...]:
        """Latin words in small letters with scores in nats, best first; none for no letters.

        `word`: as `letters.arabic_letters` gives it.
        """
        word = word[:_LONGEST]
        found: dict[str, float] = {}
        if word:
            for latin, score in self._search(word, lexical=False):
                found[latin] = score
            for latin, score in self._search(word, lexical=True):
                found[latin] = max(score, found.get(latin, score))
        known = self.table.pairs.get(word, {})
        floor = min(found.values(), default=-20.0)
        for latin in known:
            found.setdefault(latin, floor)
        judged = [
            (latin, self._judged(latin, score, known.get(latin, 0)))
            for latin, score in found.items()
        ]
        return tuple(sorted(judged, key=lambda pair: (-pair[1], pair[0]))[:20])

    def _judged(self, latin: str, sound: float, paired: int) -> float:
        count = self.table.counts.get(latin)
        if count is not None:
            score = sound + _USUAL * math.log1p(count) + _KNOWN_WORD
        else:
            score = sound + _LOOKS * (self._looks(latin) + _LOOKS_AT)
        return score + _PAIR + _PAIR_USUAL * math.log1p(paired) if paired else score

    def _looks(self, latin: str) -> float:
        """Log likelihood of letters as a name."""
        grams = self.table.letter_grams
        history, size, total = 0, 1, 0.0
        for letter in (*latin.encode("ascii"), 96):
            symbol = letter - 96
            total += grams.after(history, size, symbol)
            history, size = grams.push(history, size, symbol)
        return total

    def _search(self, word: str, *, lexical: bool) -> Iterator[tuple[str, float]]:
        """Spellings of a word with their log likelihoods."""
        long = len(word)
        width = _LEXICAL_BEAM if lexical else _BEAM
        begins = self.table.begins_word
        states: list[dict[tuple[int, str], float]] = [{} for _ in range(long + 1)]
        states[0][0, ""] = 0.0
        fits: dict[str, bool] = {}
        for at in range(long):
            ranked = sorted(states[at].items(), key=lambda item: -item[1])[:width]
            for (history, spelled), score in ranked:
                if score < ranked[0][1] - _MARGIN:
                    break
                for step in (1, 2):
                    letters = word[at : at + step]
                    if step == 2 and letters not in PAIRS:
                        continue
                    into = states[at + step]
                    units = self._after(history, letters)
                    for likely, latin, then in units if lexical else units[:_BEST]:
                        longer = spelled + latin
                        if lexical:
                            fit = fits.get(longer)
                            if fit is None:
                                fit = fits[longer] = begins(longer)
                            if not fit:
                                continue
                        key = then, longer
                        value = score + likely
                        old = into.get(key)
                        if old is None:
                            into[key] = value
                        elif lexical:
                            into[key] = max(old, value)
                        else:
                            into[key] = _sum(old, value)
        grams = self.table.unit_grams
        best: dict[str, float] = {}
        for (history, spelled), score in states[long].items():
            if spelled and (not lexical or spelled in self.table.counts):
                value = score + grams.after(history, 2, 0)
                best[spelled] = _sum(best[spelled], value) if spelled in best else value
        yield from best.items()

    def _ranked(self, history: int, letters: str) -> tuple[tuple[float, str, int], ...]:
        """Units of Arabic letters after two others: how likely, Latin letters, history then."""
        grams, units = self.table.unit_grams, self.table.units
        size = 2 if history else 1
        ranked = sorted(
            ((grams.after(history, size, n), n) for n in self.table.by_letters.get(letters, ())),
            reverse=True,
        )[:_FIT]
        return tuple(
            (likely, units[n], grams.push(history, size, n)[0]) for likely, n in ranked
        )


def _sum(first: float, second: float) -> float:
    """The logarithm of the sum of two numbers given by theirs."""
    return max(first, second) + math.log1p(math.exp(-abs(first - second)))
