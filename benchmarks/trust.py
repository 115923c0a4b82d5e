"""Whether the estimate of a translation follows its quality; what the next hypothesis would add.

    python benchmarks/trust.py                      the held-out lines and the five articles
    python benchmarks/trust.py --flores DIR         FLORES-200 devtest too (devtest.ar, devtest.en)
    python benchmarks/trust.py --cost               time of checks and estimate, beside decoding
    python benchmarks/trust.py --alarms             the warnings of meaning on these translations

Of each text: the rank correlations (Spearman, Kendall) of the estimate's value, and of the model's
score alone, with sentence chrF (sacrebleu); the mean chrF of each band; and how near the expected
chrF comes. The weights were fitted to `training/development.tsv` and
`tests/data/corpus_held_out.tsv` (`training/trust.py`): none of the texts measured here.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.chrf import CHRF

from glossary.term import Glossary
from translator.api import Translator
from translator.checks.attribution import attribution_fault
from translator.checks.negation import negation_fault
from translator.checks.violence import violence_fault
from translator.document import Translation
from translator.engine import Decoding, Job
from translator.trust import Estimate, estimate
from translator.trust.estimate import POOR
from translator.trust.features import features
from translator.trust.weights import table

DATA = Path(__file__).parent.parent / "tests" / "data"
MEANING = ("negation", "attribution", "violence")

Pairs = list[tuple[str, str]]
Row = tuple[Estimate, Translation, float]
Array = npt.NDArray[np.float64]


def read(path: Path) -> Pairs:
    """The pairs of a file: Arabic, tab, English, one pair a line."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(row[0], row[1]) for row in rows]


def flores(folder: Path) -> Pairs:
    """The pairs of FLORES-200's devtest."""
    sides = [
        (folder / f"devtest.{language}").read_text(encoding="utf-8").splitlines()
        for language in ("ar", "en")
    ]
    return list(zip(*sides, strict=True))


def judged(translator: Translator, pairs: Pairs, glossary: Glossary | None) -> list[Row]:
    """Estimate, translation and chrF of each pair that the model translates."""
    found = translator.translate_segments([source for source, _ in pairs], glossary=glossary)
    measure = CHRF()
    rows = []
    for one, (_, reference) in zip(found, pairs, strict=True):
        trust = estimate(one)
        if trust is not None:
            rows.append((trust, one, measure.sentence_score(one.target, [reference]).score))
    return rows


def ranks(values: Sequence[float]) -> Array:
    """The ranks of `values`, equals sharing the middle of theirs."""
    array = np.asarray(values, dtype=float)
    below, equal = (array[:, None] > array).sum(1), (array[:, None] == array).sum(1)
    return np.asarray(below + equal / 2, dtype=float)


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation."""
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def kendall(one: Sequence[float], other: Sequence[float]) -> float:
    """Kendall's tau-b."""
    signs = [np.sign(np.subtract.outer(side, side)) for side in map(np.asarray, (one, other))]
    both = float((signs[0] * signs[1]).sum())
    return both / float(np.sqrt((signs[0] ** 2).sum() * (signs[1] ** 2).sum()))


def report(name: str, rows: Sequence[Row]) -> None:
    chrf = [quality for _, _, quality in rows]
    value = [trust.value for trust, _, _ in rows]
    score = [one.score or 0.0 for _, one, _ in rows]
    print(f"{name}: {len(rows)} sentences, mean chrF {mean(chrf):.1f}")
    print(
        f"  estimate     Spearman {spearman(value, chrf):.3f}  Kendall {kendall(value, chrf):.3f}"
    )
    print(
        f"  score alone  Spearman {spearman(score, chrf):.3f}  Kendall {kendall(score, chrf):.3f}"
    )
    for band in ("good", "check", "poor"):
        those = [quality for trust, _, quality in rows if trust.band == band]
        if those:
            below = sum(quality < POOR for quality in those) / len(those)
            print(
                f"  {band:6} {len(those):5} ({100 * len(those) / len(rows):3.0f}%)  "
                f"mean chrF {mean(those):.1f}, {100 * below:.0f}% under {POOR:.0f}"
            )
    known = table().linked
    expected = [known.expected(features(one).values()) for _, one, _ in rows]
    errors = [guess - quality for guess, quality in zip(expected, chrf, strict=True)]
    print(f"  expected chrF: off by {mean(map(abs, errors)):.1f}, on the whole {mean(errors):+.1f}")


def next_hypothesis(translator: Translator, rows: Sequence[Row]) -> None:
    """What agreement with the second hypothesis would add: the correlation that is left between it
    and what the estimate leaves unexplained."""
    jobs = [Job(translator.engine.encode(one.source), attend=False) for _, one, _ in rows]
    found = translator.engine.decode(jobs, Decoding(hypotheses=2))
    measure = CHRF()
    agreement = [
        measure.sentence_score(two[0].text, [two[-1].text]).score if two[-1].text else 0.0
        for two in found
    ]
    chrf = [quality for _, _, quality in rows]
    known = table().linked
    expected = [known.expected(features(one).values()) for _, one, _ in rows]
    left = [quality - guess for guess, quality in zip(expected, chrf, strict=True)]
    print(f"  agreement of the two best: Spearman with chrF {spearman(agreement, chrf):.3f}, "
          f"with what the estimate leaves open {spearman(agreement, left):.3f}")  # fmt: skip


def cost(translator: Translator, pairs: Pairs) -> None:
    """Processor time of each part, as a share of what the whole translation takes."""
    sources = [source for source, _ in pairs]
    began = time.process_time()
    done = translator.translate_segments(sources, alignment=False)
    whole = time.process_time() - began
    parts: dict[str, Callable[[Translation], object]] = {
        "negation": lambda one: negation_fault(one.source, one.target),
        "attribution": lambda one: attribution_fault(one.source, one.target),
        "violence": lambda one: violence_fault(one.source, one.target),
        "estimate": estimate,
    }
    print(f"{len(done)} sentences without glossary and alignment: each part of a run's time")
    for name, part in parts.items():
        times = []
        for _ in range(5):
            began = time.process_time()
            for one in done:
                part(one)
            times.append(time.process_time() - began)
        print(f"  {name:12} {100 * sorted(times)[2] / whole:.2f}%")
    jobs = [Job(translator.engine.encode(source), attend=False) for source in sources]
    ratios = []
    for _ in range(3):
        spent = []
        for hypotheses in (1, 2):
            began = time.process_time()
            translator.engine.decode(jobs, Decoding(hypotheses=hypotheses))
            spent.append(time.process_time() - began)
        ratios.append(spent[1] / spent[0])
    print(f"  two hypotheses instead of one: decoding takes {sorted(ratios)[1]:.3f} of its time")


def alarms(rows: Sequence[Row], *, show: bool) -> None:
    found = [(one, w) for _, one, _ in rows for w in one.warnings if w.kind in MEANING]
    counts = {kind: sum(warning.kind == kind for _, warning in found) for kind in MEANING}
    print(f"  warnings of meaning: {', '.join(f'{n} {kind}' for kind, n in counts.items())}")
    for one, warning in found if show else ():
        print(f"    {warning.kind}: {warning.message}\n      {one.source}\n      {one.target}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--flores", type=Path, help="folder with devtest.ar and devtest.en")
    parser.add_argument("--no-glossary", action="store_true", help="translate without the glossary")
    parser.add_argument("--cost", action="store_true", help="measure time instead")
    parser.add_argument("--alarms", action="store_true", help="print the warnings of meaning")
    options = parser.parse_args()
    translator = Translator.load("embedded")
    texts = {
        "held_out.tsv": read(DATA / "held_out.tsv"),
        "five articles": read(DATA / "seed_references.tsv"),
    }
    if options.flores:
        texts["FLORES-200 devtest"] = flores(options.flores)
    if options.cost:
        cost(translator, read(DATA / "corpus_held_out.tsv"))
        return
    for name, pairs in texts.items():
        rows = judged(translator, pairs, None if options.no_glossary else Glossary.default())
        report(name, rows)
        next_hypothesis(translator, rows)
        alarms(rows, show=options.alarms)


if __name__ == "__main__":
    main()
