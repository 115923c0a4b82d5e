"""Translation edit rate in which some words of the reference weigh more than others.

TER (Snover et al. 2006, "A Study of Translation Edit Rate with Targeted Human Annotation") counts
insertions, deletions, substitutions and shifts of runs of words. Which shifts are tried, and in
which order, is sacrebleu's copy of Tercom's rules; the costs are added here. With all weights 1
the edits are exactly those that sacrebleu counts.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from sacrebleu.metrics import lib_ter

_Row = list[float]
_UNSEEN = float("inf")


class WeightedDistance(lib_ter.BeamEditDistance):
    """Edit distance to a reference: leaving out or replacing its word n costs `weights[n]`.

    A word of the hypothesis that has no place in the reference costs 1. Calling it with the words
    of a hypothesis gives the distance and the edits, in sacrebleu's letters. As in sacrebleu, only
    a band along the diagonal of the table is filled, which matters for very long sentences alone.
    """

    def __init__(self, reference: Sequence[str], weights: Sequence[float]) -> None:
        super().__init__(list(reference))
        self._reference = tuple(reference)
        self._weights = tuple(weights)
        self._words: list[str] = []
        self._rows: list[_Row] = [[0.0, *itertools.accumulate(weights)]]

    def __call__(self, words_hyp: list[str]) -> tuple[float, str]:  # type: ignore[override]
        """The distance of a hypothesis, and the edits from it to the reference."""
        same = 0  # what a shift leaves as it was before its first word need not be counted again
        if len(words_hyp) == len(self._words):  # the band hangs on the length
            while same < len(words_hyp) and words_hyp[same] == self._words[same]:
                same += 1
        del self._rows[same + 1 :]
        self._words = list(words_hyp)
        for number in range(same + 1, len(words_hyp) + 1):
            self._rows.append(self._row(number))
        return self._rows[-1][-1], self._trace()

    def _row(self, number: int) -> _Row:
        """The row of the table for the first `number` words of the hypothesis."""
        word, above = self._words[number - 1], self._rows[-1]
        first, end = self._band(number)
        row = [_UNSEEN] * len(above)
        left = _UNSEEN
        if first == 0:
            row[0] = left = above[0] + 1
        for j in range(max(first, 1), end):
            weight = self._weights[j - 1]
            best = above[j - 1] + (0.0 if self._reference[j - 1] == word else weight)
            best = min(best, above[j] + 1, left + weight)
            row[j] = left = best
        return row

    def _band(self, number: int) -> tuple[int, int]:
        """The columns of a row that are filled."""
        size, most = len(self._words), len(self._reference) + 1
        ratio = len(self._reference) / size
        width = lib_ter._BEAM_WIDTH
        if width < ratio / 2:  # far fewer words than the reference has
            width = math.ceil(ratio / 2 + width)
        middle = math.floor(number * ratio)
        return max(0, middle - width), most if number == size else min(most, middle + width)

    def _trace(self) -> str:
        """The edits, read off the table: of equals a word in its place, then one too many."""
        edits = []
        i, j = len(self._rows) - 1, len(self._reference)
        while i or j:
            here = self._rows[i][j]
            alike = bool(i and j) and self._words[i - 1] == self._reference[j - 1]
            cost = 0.0 if alike else self._weights[j - 1] if j else 0.0
            if i and j and here == self._rows[i - 1][j - 1] + cost:
                edits.append(" " if alike else "s")
                i, j = i - 1, j - 1
            elif i and here == self._rows[i - 1][j] + 1:
                edits.append("d")
                i -= 1
            else:
                edits.append("i")
                j -= 1
        return "".join(reversed(edits))


def edits(hypothesis: Sequence[str], reference: Sequence[str], weights: Sequence[float]) -> float:
    """What it costs to make the reference of a hypothesis; a shift of a run of words costs 1.

    hypothesis, reference: the words of each.
    weights: what leaving out or replacing each word of the reference costs.
    """
    if not reference:
        return float(len(hypothesis))
    distance = WeightedDistance(reference, weights)
    words = list(hypothesis)
    shifts = tried = 0
    while True:
        gain, shifted, tried = lib_ter._shift(words, list(reference), distance, tried)
        if gain <= 0 or tried >= lib_ter._MAX_SHIFT_CANDIDATES:
            break
        shifts += 1
        words = shifted
    return shifts + distance(words)[0]
