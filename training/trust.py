"""Fit the estimate of a translation's quality to text that the model was not trained on.

    python -m training.trust            writes translator/trust/weights.json

Sentences of the two files below are translated by the embedded model, with the shipped glossary and
without, and a ridge regression takes the features of each (`translator.trust.features`) to its
chrF against the reference. Two fits: for translations with an alignment and for those without.
`benchmarks/trust.py` measures what comes of it on other text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.chrf import CHRF

from glossary.term import Glossary
from training.pairs import DEVELOPMENT
from translator.api import Translator
from translator.document import Translation
from translator.trust.features import NAMES, features
from translator.trust.weights import TABLE, Weights

ROOT = Path(__file__).resolve().parent.parent
FITTED_ON = (DEVELOPMENT, ROOT / "tests" / "data" / "corpus_held_out.tsv")
RIDGE = 0.1
"""Keeps a slope of a feature that hardly varies near zero; the intercept is not held down."""

Judged = tuple[Translation, float]
"""A translation and its chrF."""


def read(path: Path) -> list[tuple[str, str]]:
    """The pairs of a file: Arabic, tab, English, one pair a line."""
    pairs = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(pair[0], pair[1]) for pair in pairs]


def judged(
    translator: Translator,
    pairs: Sequence[tuple[str, str]],
    glossary: Glossary | None,
    *,
    alignment: bool = True,
) -> list[Judged]:
    """The translation of each pair's Arabic and its chrF; copies are left out."""
    measure = CHRF()
    found = translator.translate_segments(
        [source for source, _ in pairs], glossary=glossary, alignment=alignment
    )
    return [
        (one, measure.sentence_score(one.target, [reference]).score)
        for one, (_, reference) in zip(found, pairs, strict=True)
        if one.score is not None
    ]


def fitted(rows: Sequence[Judged]) -> Weights:
    """The ridge regression from the features of `rows` to their chrF."""
    known = np.array([features(translation).values() for translation, _ in rows])
    wanted = np.array([chrf for _, chrf in rows])
    middle = known.mean(axis=0)
    held: npt.NDArray[np.float64] = known - middle
    square = held.T @ held + RIDGE * np.eye(len(NAMES))
    slopes = np.linalg.solve(square, held.T @ (wanted - wanted.mean()))
    return Weights(float(wanted.mean() - middle @ slopes), tuple(map(float, slopes)))


def main() -> None:
    """Fit on the files above and write the table."""
    translator = Translator.load("embedded")
    default = Glossary.default()
    pairs = [pair for path in FITTED_ON for pair in read(path)]
    rows = {
        alignment: [
            row
            for glossary in (default, None)
            for row in judged(translator, pairs, glossary, alignment=alignment)
        ]
        for alignment in (True, False)
    }
    scores = sorted(one.score or 0.0 for one, _ in rows[True])
    measure = CHRF()
    measure.sentence_score("a", ["a"])
    table: dict[str, Any] = {
        "about": "Expected chrF of a translation; made by `python -m training.trust`.",
        "model": f"{translator.model.label} ({translator.model.checksum[:12]})",
        "glossary": f"{default.name} ({default.checksum[:12]}), and none",
        "fitted_on": [str(path.relative_to(ROOT)) for path in FITTED_ON],
        "sentences": len(pairs),
        "measure": str(measure.get_signature()),
        "doubtful": round(scores[round(0.15 * len(scores))], 3),
        "typical": round(scores[len(scores) // 2], 3),
        "linked": _fields(fitted(rows[True])),
        "bare": _fields(fitted(rows[False])),
    }
    TABLE.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    print(TABLE.read_text(encoding="utf-8"), end="")


def _fields(weights: Weights) -> dict[str, float]:
    slopes = {name: round(slope, 3) for name, slope in zip(NAMES, weights.slopes, strict=True)}
    return {"intercept": round(weights.intercept, 3), **slopes}


if __name__ == "__main__":
    main()
