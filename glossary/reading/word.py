"""Readings of one Arabic word: by sound, led by the Latin words that names are made of.

Spellings are searched from left to right over the units of the word (beam search in a joint
sequence model, Bisani and Ney 2008), and known Latin words are tried that have the same consonants,
or nearly. All are judged by the sound, by how usual the word is, by how many lists of names it
stands in, or, where nobody knows it, by how much it looks like a name in Latin letters.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from functools import lru_cache

from glossary.reading.alike import sound_keys
from glossary.reading.table import ZERO, Table

PAIRS = frozenset("كس تش دج تز تس دز شت كو قو نغ نج نك نق غن جن وو يي او اي أو إي آي".split())
"""Arabic letters that may render one Latin sound together."""

_BEAM, _BEST, _TRIED = 10, 8, 16
"""Spellings kept at a letter, units taken for each, units looked at for that."""
_LIKELIEST, _BEHIND = 12, 8.0
"""Known words judged closely, and how far behind the best spelling they may be, in nats."""
_MARGIN = 11.0
"""What is further behind the best is given up, in nats."""
# Found by trying: 332 rows of the glossary, kept from the training for it, with the words of their
# English among the known ones and without.
_USUAL, _KNOWN_WORD, _USUAL_ENOUGH = 2.0, 4.0, 40
_LOOKS, _LETTER, _UNHEARD = 0.3, 2.0, -3.0
_PAIR, _PAIR_USUAL = 3.0, 1.0
_UNREAD, _UNREAD_WEAK = 3.0, 2.0
"""Of a consonant for which no Latin letter stands, and of و and ي."""
_WEIGHT = 0.25
"""A step of the weight of a word in lists of names."""
_TAKEN = 12.0
"""Of a Latin word that is known to be another Arabic word."""
_JUDGED = 25
"""Spellings that nobody knows of which the looks are judged, by sound."""
_LONGEST, _MOST_LATIN = 24, 4
_UNKNOWN = 4095
"""Stands for a unit whose history nothing is known of."""
_CONSONANTS = frozenset("بپتثجچخدذرزژسشصضطظفڤقكگلمن")
_VOWELS = "aeiouy"


class Sounds:
    """Reads words with one table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._pairs: dict[int, float] = {}
        self._unread = {number: _unread(*unit) for unit, number in table.number.items()}
        self._after = lru_cache(maxsize=32768)(self._ranked)
        self._plain = lru_cache(maxsize=32768)(self._plainly)
        self.read = lru_cache(maxsize=8192)(self._read)

    def _read(self, word: str) -> tuple[tuple[str, float], ...]:
        """Latin words in small letters with scores in nats, best first; none for no letters.

        `word`: as `letters.arabic_letters` gives it.
        """
        word = word[:_LONGEST]
        if not word:
            return ()
        spelled = self._search(word)
        best = sorted(spelled, key=lambda latin: -spelled[latin])[:_JUDGED]
        found = {latin: spelled[latin] for latin in best}
        known = self.table.pairs.get(word, {})
        floor = min(found.values(), default=-20.0)
        top = max((self._judged(*pair, 0) for pair in found.items()), default=-math.inf)
        for latin in {*self._likeliest(word, top - _BEHIND), *known}.difference(found):
            score = self._spelled(word, latin)
            if score > -math.inf or latin in known:
                found[latin] = max(score, floor) if latin in known else score
        judged = [
            (latin, self._judged(latin, score, known.get(latin, 0)))
            for latin, score in found.items()
        ]
        return tuple(sorted(judged, key=lambda pair: (-pair[1], pair[0]))[:20])

    def _judged(self, latin: str, sound: float, paired: int) -> float:
        """How good a spelling is, in nats: its sound, then what is known of it."""
        known = self._known(latin)
        if known is None or latin not in self.table.counts:
            looks = _LOOKS * (self._looks(latin) + _LETTER * len(latin))
            known = looks + _UNHEARD if known is None else max(looks, known)
        score = sound + known
        if paired:
            return score + _PAIR + _PAIR_USUAL * math.log1p(paired)
        return score - _TAKEN if latin in self.table.paired else score

    def _looks(self, latin: str) -> float:
        """Log likelihood of letters as a name."""
        grams = self.table.letter_grams
        history, size, total = 0, 1, 0.0
        for letter in (*latin.encode("ascii"), 96):
            symbol = letter - 96
            total += grams.after(history, size, symbol)
            history, size = grams.push(history, size, symbol)
        return total

    def _known(self, latin: str) -> float | None:
        """How usual a Latin word is, in nats; None where it stands nowhere."""
        count = self.table.counts.get(latin)
        if count is not None:
            return _USUAL * math.log1p(min(count, _USUAL_ENOUGH)) + _KNOWN_WORD
        weight = self.table.listed.get(latin)
        return None if weight is None else (weight - ZERO) * _WEIGHT

    def _likeliest(self, word: str, enough: float) -> list[str]:
        """Known Latin words with the consonants of an Arabic one, those most likely spelled so.

        `enough`: how good they have to be, in nats.
        """
        usual: dict[str, float] = {}
        for sounds in sound_keys(word):
            for latin in (
                *self.table.sounding.get(sounds, ()),
                *self.table.listing.get(sounds, "").split(),
            ):
                known = self._known(latin)
                if known is not None:
                    usual[latin] = known - (_TAKEN if latin in self.table.paired else 0.0)
        best: list[tuple[float, str]] = []
        for latin, known in sorted(usual.items(), key=lambda item: -item[1]):
            least = best[0][0] if len(best) == _LIKELIEST else enough
            score = self._roughly(word, latin, least - known) + known
            if score > least:
                (heapq.heappush if len(best) < _LIKELIEST else heapq.heapreplace)(
                    best, (score, latin)
                )
        return [latin for _, latin in best]

    def _roughly(self, word: str, latin: str, least: float) -> float:
        """The log likelihood that a word is spelled so, each unit judged by the one before it.

        -inf where it is impossible, or seen to be below `least`.
        """
        number, pairs, base = self.table.number, self._pairs, self.table.unit_grams.base
        long, wide = len(word), len(latin)
        states: list[dict[tuple[int, int], float]] = [{} for _ in range(long + 1)]
        states[0][0, 0] = 0.0
        for at in range(long):
            for (last, place), score in states[at].items():
                if score <= least:
                    continue
                for step in (1, 2):
                    letters = word[at : at + step]
                    if step == 2 and letters not in PAIRS:
                        continue
                    into = states[at + step]
                    for end in range(place, min(wide, place + _MOST_LATIN) + 1):
                        unit = number.get((letters, latin[place:end]))
                        if unit is None:
                            continue
                        both = last * base + unit
                        likely = pairs.get(both)
                        if likely is None:
                            likely = self.table.unit_grams.after(last, 1, unit) + self._unread[unit]
                            pairs[both] = likely
                        key = unit, end
                        if score + likely > into.get(key, -math.inf):
                            into[key] = score + likely
        ends = [score for (_, place), score in states[long].items() if place == wide]
        return max(ends, default=-math.inf)

    def _search(self, word: str) -> dict[str, float]:
        """Spellings of a word with their log likelihoods."""
        states: list[dict[tuple[int, str], float]] = [{} for _ in range(len(word) + 1)]
        states[0][0, ""] = 0.0
        for at in range(len(word)):
            ranked = sorted(states[at].items(), key=lambda item: -item[1])[:_BEAM]
            for (history, spelled), score in ranked:
                if score < ranked[0][1] - _MARGIN:
                    break
                for step in (1, 2):
                    letters = word[at : at + step]
                    if step == 2 and letters not in PAIRS:
                        continue
                    into = states[at + step]
                    for likely, latin, then in self._after(history, letters):
                        key = then, spelled + latin
                        value = score + likely
                        into[key] = _sum(into[key], value) if key in into else value
        end = self.table.unit_grams.after
        found: dict[str, float] = {}
        for (history, spelled), score in states[-1].items():
            if spelled:
                value = score + end(history, 2, 0)
                found[spelled] = _sum(found[spelled], value) if spelled in found else value
        return found

    def _spelled(self, word: str, latin: str) -> float:
        """The log likelihood that a word is spelled so, by its best units; -inf by none."""
        grams, number = self.table.unit_grams, self.table.number
        long, wide = len(word), len(latin)
        states: list[dict[tuple[int, int], float]] = [{} for _ in range(long + 1)]
        states[0][0, 0] = 0.0
        for at in range(long):
            for (history, place), score in states[at].items():
                for step in (1, 2):
                    letters = word[at : at + step]
                    if step == 2 and letters not in PAIRS:
                        continue
                    into = states[at + step]
                    for end in range(place, min(wide, place + _MOST_LATIN) + 1):
                        unit = number.get((letters, latin[place:end]))
                        if unit is None:
                            continue
                        likely = grams.after(history, 2 if history else 1, unit)
                        value = score + likely + self._unread[unit]
                        key = history % grams.base * grams.base + unit, end
                        if value > into.get(key, -math.inf):
                            into[key] = value
        return max(
            (
                score + grams.after(history, 2, 0)
                for (history, place), score in states[long].items()
                if place == wide
            ),
            default=-math.inf,
        )

    def _ranked(self, history: int, letters: str) -> tuple[tuple[float, str, int], ...]:
        """Units of Arabic letters after two others: how likely, Latin letters, history then.

        Where the table has nothing on the two units then last, only the last one is kept: states
        of which no more is known fall together.
        """
        grams, units = self.table.unit_grams, self.table.units
        last = history % grams.base
        ranked = self._plain(last, letters)
        if history:
            ranked = grams.lifted(history, 2, ranked[:_TRIED])
        found = []
        for likely, number in ranked[:_BEST]:
            then = last * grams.base + number
            if not grams.knows(then, 2):
                then = _UNKNOWN * grams.base + number
            found.append((likely + self._unread[number], units[number], then))
        return tuple(found)

    def _plainly(self, last: int, letters: str) -> Sequence[tuple[float, int]]:
        """Units of Arabic letters after one other (0 at the front), by how likely they are."""
        grams = self.table.unit_grams
        numbers = self.table.by_letters.get(letters, ())
        return grams.lifted(last, 1, [(grams.after(0, 0, number), number) for number in numbers])


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
