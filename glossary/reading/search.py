"""Latin spellings of an Arabic word by its sound: beam search over units of letters.

The joint sequence model (Bisani and Ney 2008) is searched from left to right. A spelling's
likelihood is the sum over the ways to cut it into units that the beam keeps.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from glossary.reading.table import Table

PAIRS = frozenset("كس تش دج تز تس دز شت كو قو نغ نج نك نق غن جن وو يي او اي أو إي آي".split())
"""Arabic letters that may render one Latin sound together."""

_BEAM, _BEST = 10, 8
"""Spellings kept at a letter, and units taken for each, where any spelling will do."""
_BEAM_AMONG, _TRIED = 24, 40
"""The same among given words, of which few units lead to one."""
_MARGIN, _MARGIN_AMONG = 11.0, 12.0
"""What is further behind the best is given up, in nats."""
_UNREAD, _UNREAD_WEAK = 3.0, 2.0
"""Of a consonant for which no Latin letter stands, and of و and ي."""
_CONSONANTS = frozenset("بپتثجچخدذرزژسشصضطظفڤقكگلمن")
_VOWELS = "aeiouy"

History = tuple[int, int]
"""Units behind which one stands, packed, and how many."""
State = tuple[History, str]
"""What is behind, and what is spelled so far."""
Way = tuple[float, int]
"""A unit that may come next: its log probability and its number."""


class Search:
    """Spells words by one table.

    A history is the longest of which the table knows anything: states of which no more is known
    fall together.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._unread = {number: _unread(*unit) for unit, number in table.number.items()}
        self._ways = lru_cache(maxsize=16384)(self._ranked)
        self._behind = lru_cache(maxsize=65536)(table.unit_grams.behind)

    def spellings(self, word: str) -> dict[str, float]:
        """Likely spellings of a word with their log likelihoods."""
        return self._run(word, None)

    def among(self, word: str, usual: Mapping[str, float]) -> dict[str, float]:
        """The same of given Latin words alone, those that suit best.

        `usual`: the words with what is added, in nats, to compare spellings.
        """
        if not usual:
            return {}
        best: dict[str, float] = {}
        for latin, known in usual.items():
            for end in range(len(latin) + 1):
                front = latin[:end]
                if best.get(front, -math.inf) < known:
                    best[front] = known
        found = self._run(word, best)
        return {latin: score for latin, score in found.items() if latin in usual}

    def _run(self, word: str, fronts: Mapping[str, float] | None) -> dict[str, float]:
        """Spellings, `fronts` the only beginnings allowed with what their best word adds."""
        free = fronts is None
        beam, best = (_BEAM, _BEST) if free else (_BEAM_AMONG, _TRIED)
        margin = _MARGIN if free else _MARGIN_AMONG
        ways, behind, units = self._ways, self._behind, self._table.units
        states: list[dict[State, float]] = [{} for _ in range(len(word) + 1)]
        states[0][(0, 1), ""] = 0.0
        for at in range(len(word)):
            best_first = _best(states[at], fronts, beam)
            for value, score, (history, spelled) in best_first:
                if value < best_first[0][0] - margin:
                    break
                for step in (1, 2):
                    letters = word[at : at + step]
                    if step == 2 and letters not in PAIRS:
                        continue
                    into = states[at + step]
                    for likely, unit in ways(*history, letters)[:best]:
                        text = spelled + units[unit]
                        if fronts is not None and text not in fronts:
                            continue
                        state = behind(*history, unit), text
                        new = score + likely
                        into[state] = _sum(into[state], new) if state in into else new
        end = self._table.unit_grams.after
        found: dict[str, float] = {}
        for (history, spelled), score in states[-1].items():
            if spelled:
                value = score + end(*history, 0)
                found[spelled] = _sum(found[spelled], value) if spelled in found else value
        return found

    def _ranked(self, history: int, size: int, letters: str) -> Sequence[Way]:
        """Units of Arabic letters behind a history, likeliest first."""
        grams, unread = self._table.unit_grams, self._unread
        if not size:
            numbers = self._table.by_letters.get(letters, ())
            return sorted(((grams.after(0, 0, n) + unread[n], n) for n in numbers), reverse=True)
        shorter = self._ways(*grams.shortened(history, size), letters)
        return grams.lifted(history, size, shorter if size == 1 else shorter[:_TRIED], unread)


def _best(
    states: Mapping[State, float], fronts: Mapping[str, float] | None, beam: int
) -> list[tuple[float, float, State]]:
    """The best states with their scores, in front of these with what `fronts` adds."""
    if fronts is None:
        found = [(score, score, state) for state, score in states.items()]
    else:
        found = [(score + fronts[state[1]], score, state) for state, score in states.items()]
    found.sort(reverse=True)
    return found[:beam]


def _unread(arabic: str, latin: str) -> float:
    """What it costs that letters are passed over, 0 or less."""
    if latin.strip(_VOWELS):
        return 0.0
    if not _CONSONANTS.isdisjoint(arabic):
        return -_UNREAD
    return -_UNREAD_WEAK if not latin and arabic in ("و", "ي") else 0.0


def _sum(first: float, second: float) -> float:
    """The logarithm of the sum of two numbers given by theirs."""
    return max(first, second) + math.log1p(math.exp(-abs(first - second)))
