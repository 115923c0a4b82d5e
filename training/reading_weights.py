"""Finds the weights by which readings of a word are judged (`glossary.reading.word.WEIGHTS`).

    python -m training.readings --public PAIRS --people LIST --without 0 --out DIR/0.zip
    …                                                        1, 2: three tables
    python -m training.reading_weights DIR                   prints the weights

Words of development names (`name_pairs.development`) are read, each with the table that knows
nothing of it, three times: as shipped, without its Latin words in the project's English, and
without them in lists of names, too, so that words nobody has seen are read as well. The weights are
those of a log-linear model that make the right readings likeliest among all found (conditional
maximum likelihood with a Gaussian prior: Berger et al. 1996, "A maximum entropy approach to natural
language processing"); where several are right, by expectation-maximization.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from glossary.reading.letters import latin_letters
from glossary.reading.phrase import split
from glossary.reading.table import load
from glossary.reading.word import FEATURES, WEIGHTS, Sounds
from training import name_pairs

SHARES = (1.0, 0.7, 0.3)
"""How much a word counts, as shipped, without English, without lists."""
PRIOR = 0.02
ROUNDS = 25
_ARTICLE = re.compile(r"(?<![^ ])(?:al|el)[- ]", re.IGNORECASE)

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Word:
    """What is weighed of each reading of a word, which readings are right, how much it counts."""

    features: Numbers
    right: Numbers
    share: float


def right_words(name: name_pairs.Name) -> dict[str, set[str]]:
    """The words of a name without their article, with the Latin ones that are right for each."""
    arabic = split(name.source)
    found: dict[str, set[str]] = {}
    for form in name.accept:
        bare = _ARTICLE.sub("", form)
        for latin in (bare.replace("-", " ").split(), bare.split()):
            if len(latin) == len(arabic):
                for a, b in zip(arabic, latin, strict=True):
                    stem = a[2:] if a.startswith("ال") and len(a) > 4 else a
                    found.setdefault(stem, set()).add(latin_letters(b))
                break
    return found


def words(table: Path, names: Sequence[name_pairs.Name]) -> Iterator[Word]:
    """The words of names, read with a table that knows nothing of them; only those of which the
    right reading is found."""
    whole = load(table)
    withheld = name_pairs.Withheld(names, name_pairs.common()).latin
    tables = (whole, whole.without(withheld), whole.without(withheld, listed=True))
    right: dict[str, set[str]] = {}
    for name in names:
        for word, latin in right_words(name).items():
            right.setdefault(word, set()).update(latin)
    for known, share in zip(tables, SHARES, strict=True):
        sounds = Sounds(known)
        for word, latin in right.items():
            found = sounds.candidates(word)
            if not latin.isdisjoint(found):
                features = np.array(list(found.values()), dtype=np.float64)
                yield Word(features, np.array([float(x in latin) for x in found]), share)


def fitted(given: Sequence[Word], start: Sequence[float]) -> Numbers:
    """The likeliest weights: Newton's method on the expected likelihood, a step a round."""
    weights = np.array(start, dtype=np.float64)
    spread = np.concatenate([word.features for word in given]).std(axis=0) ** 2 + 1e-9
    for _ in range(ROUNDS):
        slope = -2 * PRIOR * spread * weights
        curve = np.diag(2 * PRIOR * spread)
        for word in given:
            scores = word.features @ weights
            likely = np.exp(scores - scores.max())
            meant = likely * word.right
            likely, meant = likely / likely.sum(), meant / max(meant.sum(), 1e-300)
            mean = likely @ word.features
            slope += word.share * (meant @ word.features - mean)
            around = word.features - mean
            curve += word.share * (around.T * likely) @ around
        weights += np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    """Print the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", type=Path, help="folder of 0.zip, 1.zip and 2.zip")
    options = parser.parse_args()
    given: list[Word] = []
    for fold in range(name_pairs.FOLDS):
        given += words(options.tables / f"{fold}.zip", name_pairs.development(fold))
    for label, weight in zip(FEATURES, fitted(given, WEIGHTS), strict=True):
        print(f"{weight:7.2f}  {label}")


if __name__ == "__main__":
    main()
