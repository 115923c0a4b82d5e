"""Fits `translator/checks/likely.zip`: which words of Arabic news are likely to be names.

    python -m training.likely_names [--out FILE]

Some four minutes on one core. Taught by the project's corpus: a word is a name where a capitalised
word of its English is spelled as the name would be (`translator.checks.spelled`), and none where
nothing of the kind stands there; what lies between, and words of glossary terms, teach nothing.
What the corpus makes of a word is counted without the very place that is taught, so that a word
seen nowhere else looks as new words do. Sentences of the files in `HELD_OUT` teach nothing. Equal
input gives equal bytes.
"""

from __future__ import annotations

import argparse
import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from glossary import names
from glossary.sound import latin_sounds
from glossary.term import Glossary
from training.pairs import CORPUS
from translator.checks import likely
from translator.checks.likely import PATH, WEIGHT, Word, features, folded, neighbours, step
from translator.checks.spelled import alike, spellings

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
HELD_OUT = (
    *("names_translated.tsv", "names_dropped.tsv", "names_unseen.tsv"),
    *("corpus_held_out.tsv", "held_out.tsv", "seed_references.tsv"),
)
NAME, NO_NAME = 0.65, 0.4
"""Likeness from which a word is a name, and below which it is none."""
AT_HEAD = 0.15
"""Likeness lost by a word at the head of a sentence, where everything has a capital."""
FEWEST, SMALLEST = 8, 0.075
"""How often a feature must occur, and the least weight that is kept."""
KEPT = {(4, 0): 0.04, (3, 0): 0.3}
"""Shares taken of the words that the corpus often has as no name."""
PASSES, BATCH, RATE, DECAY = 4, 2048, 0.02, 2e-5

_LATIN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_PARTS = re.compile("['’-]")
_NO_NAMES = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday i mr mrs dr".split()
)
_PEOPLES = frozenset(
    "iraqi iraqis saudi saudis yemeni israeli israelis pakistani kuwaiti qatari emirati omani "
    "bahraini bangladeshi azerbaijani uzbeki somali nepali bengali punjabi hindi sunni shiite "
    "houthi nazi turkey germany italy hungary norway".split()
)
"""English words in -i and -y that an adjective of nationality may be, and that are no surnames."""


Row = npt.NDArray[np.int32]
"""The numbers of a word's features."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, what stands behind the last, and of each whether it is a name; None
    where it teaches nothing."""

    words: Sequence[Word]
    last: str
    labels: Sequence[bool | None]


def pairs() -> Iterator[tuple[str, str]]:
    """The corpus, without the sentences held out."""
    held = {
        line.split("\t")[0].strip()
        for name in HELD_OUT
        if (DATA / name).exists()
        for line in (DATA / name).read_text(encoding="utf-8").splitlines()
    }
    for path in sorted(CORPUS.glob("*/*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            source, tab, rest = line.partition("\t")
            if tab and source.strip() not in held and not source.startswith("#"):
                yield source, rest.split("\t")[0]


def labelled(source: str, english: str, glossary: Glossary) -> Sentence:
    """A sentence with what its English says of each word."""
    words = likely.words_of(source)
    held = [found.span for found in glossary.find(source)]
    capitals: dict[str, float] = {}
    for latin, less in _capitals(english):
        capitals[latin] = min(less, capitals.get(latin, less))
    labels = [
        None
        if any(start < word.span[1] and word.span[0] < end for start, end in held)
        else _label(word.text, capitals)
        for word in words
    ]
    return Sentence(words, source[words[-1].span[1] :] if words else "", labels)


def _capitals(english: str) -> Iterator[tuple[str, float]]:
    """Words with a capital in small letters, and what their place takes from their likeness."""
    for match in _LATIN.finditer(english):
        word = match.group()
        first = english[: match.start()].rstrip()[-1:] in '.!?:"“'  # "" is in every string
        for part in {word, *_PARTS.split(word)}:
            low = part.lower()
            if part[:1].isupper() and low not in _NO_NAMES and len(latin_sounds(part)) > 1:
                yield low, AT_HEAD if first else 0.0


def _label(word: str, capitals: Mapping[str, float]) -> bool | None:
    found = {latin: _likeness(word, latin) - less for latin, less in capitals.items()}
    best = max(found.values(), default=0.0)
    if best >= NO_NAME and _nationality(word):
        surname = any(
            latin.endswith(("i", "y", "ee")) and latin not in _PEOPLES and value >= NAME
            for latin, value in found.items()
        )
        return True if surname else None
    return True if best >= NAME else False if best < NO_NAME else None


def _nationality(word: str) -> bool:
    """Whether a word may be an adjective of nationality, or its plural."""
    return names.is_adjective(word) and (
        names.is_definite(word) or word[-1] in "ةه" or word.endswith(("ين", "ون", "ات"))
    )


@lru_cache(maxsize=1 << 20)
def _likeness(word: str, latin: str) -> float:
    return max(alike(form, latin, NO_NAME) for form in spellings(word))


def counted(sentences: Iterable[Sentence]) -> tuple[Counter[str], Counter[str]]:
    """How often folded words and stems are no name, and one."""
    seen: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for sentence in sentences:
        for word, label in zip(sentence.words, sentence.labels, strict=True):
            if label is not None:
                seen[label].update(set(folded(word.text)))
    return seen


def examples(
    sentences: Sequence[Sentence],
    seen: tuple[Counter[str], Counter[str]],
    numbers: dict[str, int],
    chance: random.Random,
) -> Iterator[tuple[Row, bool]]:
    """The features of each word that teaches something, by their numbers, which are given out here,
    and whether it is a name."""

    def counts(form: str, label: bool | None = None) -> likely.Counts:
        return step(seen[0][form] - (label is False)), step(seen[1][form] - (label is True))

    def unseen(word: str) -> bool:
        return all(seen[0][form] + seen[1][form] <= 1 for form in folded(word))

    for sentence in sentences:
        for number, label in enumerate(sentence.labels):
            if label is None:
                continue
            word = sentence.words[number].text
            whole, stem = (counts(form, label) for form in folded(word))
            if not label and chance.random() > KEPT.get(whole, 1.0):
                continue
            around = neighbours(sentence.words, number, likely.gap(sentence.last), unseen)
            own = features(word, whole, stem)
            every = [*own, *around, f"{around[0]}|{own[0]}"]
            row = [numbers.setdefault(one, len(numbers)) for one in every]
            yield np.array(row, dtype=np.int32), label


def fitted(
    rows: Sequence[tuple[Row, bool]], numbers: dict[str, int], chance: random.Random
) -> dict[str, float]:
    """The weights of a logistic regression (Adam: Kingma & Ba 2015), "" being the intercept."""
    often = np.bincount(np.concatenate([row for row, _ in rows]), minlength=len(numbers))
    place = np.where(often >= FEWEST, np.cumsum(often >= FEWEST), -1)  # 0 is the intercept's
    given = [np.concatenate(([0], found[found > 0])) for row, _ in rows for found in [place[row]]]
    right = np.array([label for _, label in rows], dtype=np.float64)
    weights = np.zeros(int(place.max()) + 1)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    order, steps, rate = list(range(len(rows))), 0, RATE
    for _ in range(PASSES):
        chance.shuffle(order)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            steps += 1
            slope = _slope(weights, [given[n] for n in batch], right[batch])
            slope[1:] += 2 * DECAY * weights[1:]
            mean = 0.9 * mean + 0.1 * slope
            square = 0.999 * square + 0.001 * slope**2
            sure = np.sqrt(square / (1 - 0.999**steps)) + 1e-8
            weights -= rate * mean / (1 - 0.9**steps) / sure
        rate /= 2
    kept = {one: int(place[n]) for one, n in numbers.items() if place[n] > 0}
    return {"": float(weights[0])} | {one: float(weights[n]) for one, n in kept.items()}


def _slope(
    weights: npt.NDArray[np.float64],
    rows: Sequence[npt.NDArray[np.int64]],
    right: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """The gradient of the mean log loss over some rows."""
    flat = np.concatenate(rows)
    lengths = np.array([len(row) for row in rows])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    chance = 1 / (1 + np.exp(-np.add.reduceat(weights[flat], starts)))
    off = np.repeat((chance - right) / len(rows), lengths)
    return np.asarray(np.bincount(flat, off, len(weights)), dtype=np.float64)


def write(weights: dict[str, float], seen: tuple[Counter[str], Counter[str]], path: Path) -> None:
    """Write the table beside its place, then put it there."""
    kept = sorted((n, round(w / WEIGHT)) for n, w in weights.items() if not n or abs(w) >= SMALLEST)
    alike: dict[str, list[str]] = {}
    for word in sorted(seen[0].keys() | seen[1].keys()):
        if seen[0][word] + seen[1][word] > 1:
            alike.setdefault(f"{step(seen[0][word])}{step(seen[1][word])}", []).append(word)
    parts = {
        "weights.tsv": "".join(f"{name}\t{weight}\n" for name, weight in kept),
        "seen.tsv": "".join("\t".join((two, *alike[two])) + "\n" for two in sorted(alike)),
    }
    beside = path.with_name(path.name + ".new")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in sorted(parts.items()):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, 8, 9)
    beside.replace(path)


def main() -> None:
    """Make the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    glossary = Glossary.default()
    sentences = [labelled(source, english, glossary) for source, english in pairs()]
    seen = counted(sentences)
    chance = random.Random(3)
    numbers: dict[str, int] = {}
    rows = list(examples(sentences, seen, numbers, chance))
    print(f"{len(rows)} words, {sum(label for _, label in rows)} of them names")
    write(fitted(rows, numbers, chance), seen, options.out)
    print(f"{options.out}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
