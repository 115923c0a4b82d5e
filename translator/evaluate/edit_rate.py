"""Translation edit rate in which some words of the reference weigh more than others.

TER (Snover et al. 2006, "A Study of Translation Edit Rate with Targeted Human Annotation") counts
insertions, deletions, substitutions and shifts of runs of words. Which shifts are tried, and in
which order, is sacrebleu's copy of Tercom's rules; the costs are added here. With all weights 1
the edits are exactly those that sacrebleu counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from sacrebleu.metrics import lib_ter

_Cell = tuple[float, str]


class WeightedDistance(lib_ter.BeamEditDistance):
    """Edit distance to a reference: leaving out or replacing its word n costs `weights[n]`.

    A word of the hypothesis that has no place in the reference costs 1. Calling it with the words
    of a hypothesis gives the distance and the edits, in sacrebleu's letters.
    """

    def __init__(self, reference: Sequence[str], weights: Sequence[float]) -> None:
        super().__init__(list(reference))
        self._reference = tuple(reference)
        self._weights = tuple(weights)
        first: list[_Cell] = [(0.0, "i")]
        for weight in self._weights:
            first.append((first[-1][0] + weight, "i"))
        self._words: list[str] = []
        self._rows: list[list[_Cell]] = [first]

    def __call__(self, words_hyp: list[str]) -> tuple[float, str]:  # type: ignore[override]
        """The distance of a hypothesis, and the edits from it to the reference."""
        same = 0  # what a shift leaves as it was before its first word need not be counted again
        while same < min(len(words_hyp), len(self._words)):
            if words_hyp[same] != self._words[same]:
                break
            same += 1
        del self._rows[same + 1 :]
        for word in words_hyp[same:]:
            self._rows.append(self._row(word, self._rows[-1]))
        self._words = list(words_hyp)
        return self._rows[-1][-1][0], self._trace()

    def _row(self, word: str, above: list[_Cell]) -> list[_Cell]:
        """The next row of the table: ties go to a substitution, then to a deletion."""
        row: list[_Cell] = [(above[0][0] + 1, "d")]
        left = row[0][0]
        for n, (wanted, weight) in enumerate(zip(self._reference, self._weights, strict=True)):
            if word == wanted:
                best, edit = above[n][0], " "
            else:
                best, edit = above[n][0] + weight, "s"
            if above[n + 1][0] + 1 < best:
                best, edit = above[n + 1][0] + 1, "d"
            if left + weight < best:
                best, edit = left + weight, "i"
            row.append((best, edit))
            left = best
        return row

    def _trace(self) -> str:
        edits = []
        i, j = len(self._rows) - 1, len(self._reference)
        while i or j:
            edit = self._rows[i][j][1]
            edits.append(edit)
            i -= edit != "i"
            j -= edit != "d"
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
