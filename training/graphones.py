"""Letters of two scripts joined to units, and how likely one unit follows others.

A name is a row of units, each of one or two Arabic letters and the Latin ones that render them
(joint sequence model: Bisani and Ney 2008, "Joint-sequence models for grapheme-to-phoneme
conversion"). The cut into units is learned by Viterbi training; the model over units is an
n-gram model with Witten-Bell smoothing (Chen and Goodman 1999).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from glossary.reading.search import PAIRS

Unit = tuple[str, str]

MOST_LATIN = 4
"""Latin letters of a unit of one Arabic letter."""
_FAR = -9.0
_VOWELS = "aeiouy"
_SPELLED = {
    "ب": "b bb p pp v", "پ": "p pp b", "ت": "t tt th d", "ث": "th t s", "ج": "j g gg dj dg ge y zh",
    "چ": "ch", "ح": "h hh", "خ": "kh ch h j x k", "د": "d dd t", "ذ": "dh th d z", "ر": "r rr rh",
    "ز": "z zz s", "ژ": "j zh z", "س": "s ss c sc z sch", "ش": "sh ch sch s sz sc", "ص": "s ss",
    "ض": "d dh dd z", "ط": "t tt th", "ظ": "z dh th", "غ": "gh g gg", "ف": "f ff ph v w",
    "ڤ": "v w", "ق": "q k c g gh kk ck", "ك": "k c ck ch q kk cc x", "گ": "g gg",
    "ل": "l ll lh", "م": "m mm", "ن": "n nn gn", "ه": "h", "و": "w v", "ي": "y j ll",
    "كس": "x ks xx cks", "تش": "ch tch c cz tsch", "دج": "j dj dg g", "تز": "z ts tz",
    "تس": "z ts tz zz c", "دز": "dz z", "شت": "st scht", "كو": "qu k c", "نغ": "ng", "نج": "ng nj",
    "نك": "nk nc", "غن": "gn", "قو": "qu k c",
}  # fmt: skip


def _usual(arabic: str, latin: str) -> float:
    """How far a unit is from the usual spellings of its letter: the start of the training."""
    consonants = latin.rstrip(_VOWELS)
    vowels = len(latin) - len(consonants)
    if consonants in _SPELLED.get(arabic, "").split():
        return -1.0 - 0.5 * vowels
    if not consonants:
        soft = arabic[-1] in "اأإآعءئؤويىةهح" and len(arabic) == 1
        return (-1.0 if soft else -5.0) - 0.3 * vowels
    if arabic[0] in "اأإآعءئؤ" and len(arabic) == 1:
        return _FAR - len(consonants)
    return _FAR - 2.0 * len(consonants) - (0.0 if len(arabic) == 1 else 6.0)


class Cutter:
    """Cuts pairs of words into units; `learn` makes it better at it."""

    def __init__(self) -> None:
        self._cost: dict[Unit, float] = {}
        self._unseen = -14.0
        self._trained = False

    def _weight(self, unit: Unit) -> float:
        found = self._cost.get(unit)
        if found is None:
            if self._trained:
                return self._unseen - len(unit[1])
            found = self._cost[unit] = _usual(*unit)
        return found

    def cut(self, arabic: str, latin: str) -> tuple[float, tuple[Unit, ...]]:
        """The best cut and its log likelihood; no units where there is none."""
        long, wide = len(arabic), len(latin)
        best: list[list[float]] = [[-math.inf] * (wide + 1) for _ in range(long + 1)]
        back: list[list[tuple[int, int]]] = [[(0, 0)] * (wide + 1) for _ in range(long + 1)]
        best[0][0] = 0.0
        for i in range(long):
            options = [1, 2] if arabic[i : i + 2] in PAIRS else [1]
            for step in options:
                letters = arabic[i : i + step]
                into, way = best[i + step], back[i + step]
                for j in range(wide + 1):
                    base = best[i][j]
                    if base == -math.inf:
                        continue
                    for end in range(j, min(wide, j + MOST_LATIN) + 1):
                        score = base + self._weight((letters, latin[j:end]))
                        if score > into[end]:
                            into[end], way[end] = score, (i, j)
        score = best[long][wide]
        units: list[Unit] = []
        i, j = long, wide
        while score > -math.inf and i:
            k, m = back[i][j]
            units.append((arabic[k:i], latin[m:j]))
            i, j = k, m
        return score, tuple(reversed(units))

    def learn(self, pairs: Iterable[tuple[str, str, float]]) -> None:
        """One pass: cut all pairs, then count anew how often each unit stands."""
        counts: Counter[Unit] = Counter()
        for arabic, latin, weight in pairs:
            for unit in self.cut(arabic, latin)[1]:
                counts[unit] += weight  # type: ignore[assignment]
        total = sum(counts.values())
        self._cost = {unit: math.log(n / total) for unit, n in counts.items() if n >= 1.5}
        self._trained = True


def count(
    rows: Iterable[tuple[Sequence[int], float]], order: int
) -> list[dict[tuple[int, ...], dict[int, float]]]:
    """For each length of history, 0 to order - 1: what follows it, with summed weights."""
    tables: list[dict[tuple[int, ...], dict[int, float]]] = [{} for _ in range(order)]
    for row, weight in rows:
        for at in range(1, len(row)):
            for size in range(min(order, at + 1)):
                history = tuple(row[at - size : at])
                follow = tables[size].setdefault(history, {})
                follow[row[at]] = follow.get(row[at], 0.0) + weight
    return tables


def smooth(
    tables: Sequence[Mapping[tuple[int, ...], Mapping[int, float]]],
    size: int,
    strength: Sequence[float],
    least: Sequence[float],
) -> tuple[list[dict[tuple[int, ...], dict[int, float]]], dict[tuple[int, ...], float]]:
    """Witten-Bell estimates: log probability of each follower, log weight of the shorter history.

    `size`: how many units there are; `strength`: of the shorter history, by length of history;
    `least`: a history or follower of fewer is left out, and its share falls to the shorter one.
    """
    backoff: dict[tuple[int, ...], float] = {}
    probabilities: list[dict[tuple[int, ...], dict[int, float]]] = []
    for length, table in enumerate(tables):
        here: dict[tuple[int, ...], dict[int, float]] = {}
        for history, follow in table.items():
            total = sum(follow.values())
            kept = {u: n for u, n in follow.items() if n >= least[length] or length == 0}
            if not kept:
                continue
            share = total / (total + strength[length] * len(follow))
            rest = 1.0 - share * sum(kept.values()) / total
            below = defaultdict(float)
            for unit in kept:
                below[unit] = (
                    1.0 / size
                    if length == 0
                    else _probability(probabilities, backoff, history[1:], unit)
                )
            here[history] = {u: share * n / total + rest * below[u] for u, n in kept.items()}
            backoff[history] = rest
        probabilities.append(here)
    logs = [
        {h: {u: math.log(p) for u, p in follow.items()} for h, follow in table.items()}
        for table in probabilities
    ]
    return logs, {h: math.log(max(b, 1e-9)) for h, b in backoff.items()}


def _probability(
    tables: Sequence[Mapping[tuple[int, ...], Mapping[int, float]]],
    backoff: Mapping[tuple[int, ...], float],
    history: tuple[int, ...],
    unit: int,
) -> float:
    """The probability of a unit after a history, by the longest history that knows it."""
    weight = 1.0
    while True:
        found = tables[len(history)].get(history, {}).get(unit)
        if found is not None:
            return weight * found
        if not history:
            return weight * 1e-7
        weight *= backoff.get(history, 1.0)
        history = history[1:]
