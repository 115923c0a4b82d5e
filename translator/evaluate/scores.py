"""BLEU, chrF and TER of a whole text, as the command `sacrebleu` gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """One figure with all that is needed to get it again.

    `value` is in sacrebleu's hundredths, up to 100 for BLEU and chrF (more is better), from 0 for
    TER (less is better); `signature` is sacrebleu's own, with its version.
    """

    name: str
    value: float
    signature: str


def corpus_scores(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[Score, ...]:
    """BLEU, chrF2 and TER with sacrebleu's defaults (Post 2018), one reference a hypothesis.

    Raises ValueError for no lines or unequal numbers of them: sacrebleu cuts the longer side off
    without a word, which can make a perfect score of half a translation.
    """
    if len(hypotheses) != len(references):
        raise ValueError(f"{len(hypotheses)} hypotheses for {len(references)} references")
    if not hypotheses:
        raise ValueError("there is nothing to score")
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    scores = []
    for metric in (BLEU(), CHRF(), TER()):
        score = metric.corpus_score(list(hypotheses), [list(references)])
        # The signature is known only once something was scored.
        scores.append(Score(score.name, float(score.score), str(metric.get_signature())))
    return tuple(scores)
