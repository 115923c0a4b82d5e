"""BLEU, chrF, chrF++ and TER, as the command `sacrebleu` gives them.

Sources: BLEU (Papineni et al. 2002), chrF and chrF++ (Popović 2015, 2017), TER (Snover et al.
2006), all in the form and with the defaults of sacrebleu (Post 2018), whose code counts and scores.
A metric counts each line once (`count`); a score of any lines is made of what was counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Row: TypeAlias = "list[int] | list[float]"
"""What a metric counts in a line: matches, lengths, edits."""
Watch: TypeAlias = "Callable[[str, Iterable[str]], Iterable[str]]"
"""Passes lines on and shows how far it is; the text says what is being done with them."""

LESS_IS_BETTER = frozenset({"TER"})
"""The scores of which less is better."""
SENTENCE = "chrF2"
"""The score that sentences are compared by: unlike BLEU it makes sense for a single one."""


@dataclass(frozen=True, slots=True)
class Score:
    """One figure with all that is needed to get it again.

    `value` is in sacrebleu's hundredths, up to 100 for BLEU and chrF (more is better), from 0 for
    TER (less is better); `signature` is sacrebleu's own, with its version.
    """

    name: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What one metric counted in every line of a translation.

    metric: what makes a score of rows; sacrebleu's own object, or one with the same methods.
    rows: one a line, in the order of the lines.
    """

    name: str
    metric: Any
    rows: Sequence[Row]

    def score(self, lines: Sequence[int] | None = None) -> float:
        """The score of some lines, by their numbers from 0, or of all; there must be one."""
        rows = self.rows if lines is None else [self.rows[line] for line in lines]
        return float(self.metric._aggregate_and_compute(rows).score)

    @property
    def signature(self) -> str:
        """The metric's signature, without any test of significance."""
        return str(self.metric.get_signature())


def unwatched(_: str, lines: Iterable[str]) -> Iterable[str]:
    """Lines as they are: nobody is told anything."""
    return lines


class Ready:
    """One of sacrebleu's metrics, made ready for some references.

    It counts a text in a line once: translations that are compared have many lines in common, and
    TER is slow.
    """

    def __init__(self, metric: Any) -> None:
        self.metric = metric
        self._known: dict[tuple[int, str], Row] = {}

    def rows(self, hypotheses: Iterable[str]) -> list[Row]:
        """What there is to count in each line of a translation, as sacrebleu counts it."""
        return [self._row(number, text) for number, text in enumerate(hypotheses)]

    def _row(self, number: int, text: str) -> Row:
        if (number, text) not in self._known:
            metric = self.metric
            self._known[number, text] = metric._compute_segment_statistics(
                metric._preprocess_segment(text), metric._ref_cache[number]
            )
        return self._known[number, text]


def metrics(references: Sequence[Sequence[str]]) -> dict[str, Ready]:
    """sacrebleu's metrics by name, with its defaults, made ready for some references.

    `references` are one or more translations of the whole text, each a line a sentence.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    given = [list(lines) for lines in references]
    return {
        "BLEU": Ready(BLEU(references=given)),
        "chrF2": Ready(CHRF(references=given)),
        "chrF2++": Ready(CHRF(word_order=2, references=given)),
        "TER": Ready(TER(references=given)),
    }


def count(
    hypotheses: Sequence[str], ready: Mapping[str, Ready], of: str = "", watch: Watch = unwatched
) -> dict[str, Counted]:
    """What each of the `metrics` counts in a translation, by the metric's name.

    `of` is what the translation is called where `watch` shows how far it is. The translation must
    have a line for each of the references.
    """
    return {
        name: Counted(name, one.metric, one.rows(watch(f"{name} of {of}", hypotheses)))
        for name, one in ready.items()
    }


def corpus_scores(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[Score, ...]:
    """BLEU, chrF2, chrF2++ and TER with sacrebleu's defaults, one reference a hypothesis.

    Raises ValueError for no lines or unequal numbers of them: sacrebleu cuts the longer side off
    without a word, which can make a perfect score of half a translation.
    """
    if len(hypotheses) != len(references):
        raise ValueError(f"{len(hypotheses)} hypotheses for {len(references)} references")
    if not hypotheses:
        raise ValueError("there is nothing to score")
    counted = count(hypotheses, metrics([references]))
    return tuple(Score(name, one.score(), one.signature) for name, one in counted.items())
