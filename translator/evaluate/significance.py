"""Whether a difference between two translations is more than chance: sacrebleu's own two tests.

Paired bootstrap resampling (Koehn 2004, "Statistical Significance Tests for Machine Translation
Evaluation") and paired approximate randomization (Riezler & Maxwell 2005, "On Some Pitfalls in
Automatic Evaluation and Significance Testing for MT"), with the seed and the trials of the commands
`sacrebleu --paired-bs` and `--paired-ar`, whose code (`sacrebleu.significance`) does all of it.
What is added here: each line is counted once and not once a test, and the scores of the resamples
are kept, for the interval of the difference. Where few lines differ nothing is tested
(`DIFFERING`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from translator.errors import InputError
from translator.evaluate.scores import LESS_IS_BETTER, Counted

RESAMPLES, TRIALS = 1000, 10_000
"""How often the bootstrap draws lines, and randomization shuffles them, by sacrebleu's defaults."""
LEAST = 40
"""Resamples of which 2.5% on each side can be cut off."""
ALPHA = 0.05
"""Below it a p-value is called significant, as sacrebleu does."""
DIFFERING = 10
"""Lines that must differ, or there is no test. sacrebleu counts the trials whose difference is
larger than the one found, not those that reach it. Where k lines differ 2^(1-k) of the shuffles
just reach it, so that one changed line in a thousand would come out as p = 0.0001."""
SEED = "SACREBLEU_SEED"
"""The variable that sacrebleu takes its seed from; 12345 without it."""
_ROUNDING = 1e-6
_MOST_BYTES = 4 << 30
_BYTES_OF_TRIAL, _BYTES_OF_RESAMPLE = 10, 120
"""Memory that a trial, or a resample, of one line takes in sacrebleu's arrays, about."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A score over the resamples: its mean, and half the width of the middle 95% of them."""

    mean: float
    half: float


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """What resampling says of a difference.

    low, high: the middle 95% of the differences in the resamples.
    better: the share of resamples, 0 to 1, in which the first translation has the better score.
    """

    p_value: float
    low: float
    high: float
    better: float
    signature: str


@dataclass(frozen=True, slots=True)
class Randomization:
    """What shuffling the two translations says of their difference."""

    p_value: float
    signature: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of a translation against the same of another.

    `difference` is the first minus the other, `differing` how many lines there are whose counts
    differ; a test is None where none was wanted, or fewer lines than `DIFFERING` differ.
    """

    name: str
    difference: float
    differing: int
    bootstrap: Bootstrap | None
    randomization: Randomization | None


class _Ready:
    """A metric whose "hypotheses" are what it counted in them; keeps every score it makes."""

    def __init__(self, metric: Any) -> None:
        self._metric = metric
        self.scores: list[float] = []

    def _extract_corpus_statistics(self, hypotheses: Any, _: None) -> Any:
        return hypotheses

    def _aggregate_and_compute(self, stats: Any) -> Any:
        score = self._metric._aggregate_and_compute(stats)
        self.scores.append(float(score.score))
        return score

    def _compute_score_from_stats(self, stats: Any) -> Any:
        score = self._metric._compute_score_from_stats(stats)
        self.scores.append(float(score.score))
        return score

    def get_signature(self) -> Any:
        return self._metric.get_signature()


def check_trials(lines: int, resamples: int, trials: int) -> None:
    """Raise InputError where the tests of so many lines need too much memory."""
    for number, option, size in (
        (resamples, "--paired-bs-n", _BYTES_OF_RESAMPLE),
        (trials, "--paired-ar-n", _BYTES_OF_TRIAL),
    ):
        if number * lines * size > _MOST_BYTES:
            most = _MOST_BYTES // (lines * size)
            given = f"a number up to {most:,}, or 0 for no test" if most >= LEAST else "0: no test"
            raise InputError(
                f"{lines:,} lines times {number:,} trials do not fit in memory; give {option} "
                f"{given}"
            )


def seed() -> str:
    """What sacrebleu's draws begin from, as its signatures say it: a number, or `none`.

    Raises InputError for what it would stumble over; also for 0, which it takes for no seed at all
    and prints like one.
    """
    given = os.environ.get(SEED, "12345")
    if given.lower() == "none":
        return "none"
    if not (given.isascii() and given.isdigit() and int(given)):
        raise InputError(f"{SEED} is {given!r}; set it to a whole number from 1, or unset it")
    return str(int(given))


def interval(counted: Counted, resamples: int) -> Interval:
    """The 95% interval of a score, as `sacrebleu --confidence` and `--paired-bs` print it."""
    import numpy as np
    from sacrebleu.significance import _bootstrap_resample, estimate_ci

    _, scores = _bootstrap_resample(counted.rows, counted.metric, resamples)  # type: ignore[arg-type]
    mean, half = estimate_ci(np.array([score.score for score in scores]))
    return Interval(float(mean), float(half))


def compare(
    first: Counted, other: Counted, resamples: int, trials: int, *, reaching: bool = False
) -> Compared:
    """One figure of two translations of the same lines, the `other` being the baseline.

    `resamples` and `trials` are 0 where the test is not wanted. The p-values are two-sided: the
    probability of such a difference, or a larger one either way, if both came of one process.
    They are sacrebleu's own, for which trials that just reach the difference do not count; with
    `reaching` they count, as in the papers: for figures that take few values, such as counts of
    terms, where very many trials do.
    """
    differing = sum(ours != theirs for ours, theirs in zip(first.rows, other.rows, strict=True))
    enough = differing >= DIFFERING
    return Compared(
        first.name,
        first.score() - other.score(),
        differing,
        _bootstrap(first, other, resamples, reaching) if resamples and enough else None,
        _randomization(first, other, trials, reaching) if trials and enough else None,
    )


def _bootstrap(first: Counted, other: Counted, resamples: int, reaching: bool) -> Bootstrap:
    test = _test(first, other, "bs", resamples)
    differences = sorted(ours - theirs for theirs, ours in test.scores)
    p_value = test.p_value
    if reaching:
        mean = sum(map(abs, differences)) / resamples
        p_value = _reaching([abs(one) - mean for one in differences], first, other)
    cut = resamples // 40  # as sacrebleu cuts off 2.5% on each side
    sign = -1 if first.name in LESS_IS_BETTER else 1
    better = sum(sign * difference > 0 for difference in differences) / resamples
    return Bootstrap(p_value, differences[cut], differences[-cut - 1], better, test.signature)


def _randomization(first: Counted, other: Counted, trials: int, reaching: bool) -> Randomization:
    test = _test(first, other, "ar", trials)
    p_value = test.p_value
    if reaching:
        p_value = _reaching([abs(one - two) for one, two in test.scores], first, other)
    return Randomization(p_value, test.signature)


def _reaching(found: Sequence[float], first: Counted, other: Counted) -> float:
    """The share of trials that reach the difference of two scores, the one found among them."""
    least = abs(first.score() - other.score()) - _ROUNDING
    return (sum(one >= least for one in found) + 1) / (len(found) + 1)


@dataclass(frozen=True, slots=True)
class _Tested:
    """What sacrebleu found; `scores` are those of the baseline and the system in each trial."""

    p_value: float
    signature: str
    scores: Sequence[tuple[float, float]]


def _test(first: Counted, other: Counted, kind: str, trials: int) -> _Tested:
    from sacrebleu.significance import PairedTest

    ready: Any = _Ready(first.metric)
    systems: Any = [("baseline", other.rows), ("system", first.rows)]
    test = PairedTest(systems, {first.name: ready}, None, test_type=kind, n_samples=trials)
    signatures, results = test()
    result: Any = results[first.name][1]
    # The last that it scores are all trials of the one, then all of the other.
    halves = ready.scores[-2 * trials : -trials], ready.scores[-trials:]
    return _Tested(
        float(result.p_value), str(signatures[first.name]), list(zip(*halves, strict=True))
    )
