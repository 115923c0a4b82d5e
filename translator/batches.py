"""Which sentences are decoded together, so that no translation depends on the others.

With 8-bit weights CTranslate2 gives other output for some sentences when a batch is padded to
another length. So each sentence is always padded to the same one, the next multiple of STEP:
sentences are grouped by it, and a batch that none of them fills gets a sentence that does, whose
translation is thrown away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

BATCH = 64
"""Sentences in one batch at most. A sentence costs the same in one of 32; but a group of 40 is one
batch then, not one of 32 and one of 8, of which the small one costs more a sentence."""

STEP = 16
"""Pieces between the lengths that sentences are padded to. An article of 30 sentences takes three
fifths of the time that it takes unpadded, each length a batch of its own, and three quarters with
attention; 8 saves less, 32 no more (`benchmarks/batches.py`)."""

FILLER = "</s>"
"""What a sentence that fills a batch is made of: ends of sentences. Its translation is empty."""

Kind = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences that are decoded together.

    numbers: of the sentences, longest first.
    kind: what they are alike in.
    filler: the pieces of one more sentence at their head, to whose length they are padded; 0 where
        the first is as long as that.
    """

    numbers: tuple[int, ...]
    kind: Kind
    filler: int


def batches(
    sentences: Iterable[tuple[int, Kind]], width: Callable[[int], int], most: Callable[[Kind], int]
) -> Iterator[Batch]:
    """Batches of sentences, the longest first so that no worker ends late.

    `sentences`: for each its pieces, and what those of a batch must be alike in; those without
    pieces are in none. `width`: see `padded`, for this model. `most`: rows of a batch of a kind.
    """
    groups: dict[tuple[int, Kind], list[int]] = defaultdict(list)
    sizes: list[int] = []
    for number, (size, kind) in enumerate(sentences):
        sizes.append(size)
        if size:
            groups[width(size), kind].append(number)
    for wide, kind in sorted(groups, reverse=True):
        numbers = sorted(groups[wide, kind], key=lambda n: sizes[n], reverse=True)
        start = 0
        while start < len(numbers):
            filler = wide if sizes[numbers[start]] < wide else 0
            those = numbers[start : start + most(kind) - bool(filler)]
            yield Batch(tuple(those), kind, filler)
            start += len(those)


def padded(pieces: int, end: int, positions: int) -> int:
    """Pieces that a source is padded to: with the `end` pieces behind it the next multiple of STEP,
    as far as the model has positions."""
    wide = -(-(pieces + end) // STEP) * STEP - end
    return min(wide, max(positions - 1 - end, pieces))


def alike(items: Iterable[tuple[int, Kind]]) -> Iterator[list[int]]:
    """Numbers of what is alike, in batches of at most BATCH."""
    groups: dict[Kind, list[int]] = defaultdict(list)
    for number, kind in items:
        groups[kind].append(number)
    for kind in sorted(groups, reverse=True):
        numbers = groups[kind]
        for start in range(0, len(numbers), BATCH):
            yield numbers[start : start + BATCH]
