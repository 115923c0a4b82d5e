"""Pairs as tensors: encoded, sorted by length into batches of about equal size."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sentencepiece as spm
import torch
from torch import Tensor
from torch.utils.data import IterableDataset

from training.linked import Linked, Span, joined
from training.names import copied
from training.network import PAD
from training.noise import Example, varied

EOS = 1
"""Piece id of the end of a sentence, on both sides."""
LONGEST = 140
"""Pieces of a side that are kept, without the end."""
JOINED = 0.06
"""Pairs to which the next of the same text is joined, so that long input is seen."""
JOINED_LONGEST = 110
"""Pieces of a side that a joined pair may have."""
COPIED = 4000
"""Names of a pass that are copied, alone or in a small phrase."""
_CHUNK = 8192
"""Pairs sorted by length together."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """Pieces of both sides with the end, and for each target piece the source pieces of its
    links."""

    source: Sequence[int]
    target: Sequence[int]
    links: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Batch:
    """source, target: batch x pieces, padded; target as wanted, with the end. links: batch x
    target x source, a row the even spread over the pieces linked, or zero."""

    source: Tensor
    target: Tensor
    links: Tensor

    @property
    def fed(self) -> Tensor:
        """What the decoder is fed: the target moved by one, padding first."""
        return torch.cat([torch.full_like(self.target[:, :1], PAD), self.target[:, :-1]], 1)


@dataclass(frozen=True, slots=True)
class Material:
    """All a pass draws from.

    examples, shares, follows: the pairs, the share of each a pass takes, and whether it follows
    the one before it in a text; singles: names and dictionary entries, `singles_taken` of which a
    pass takes; names: English names to put inline.
    """

    examples: Sequence[Example]
    shares: Sequence[float]
    follows: Sequence[bool]
    singles: Sequence[Linked]
    singles_taken: int
    names: Sequence[str]


class Passes(IterableDataset[Batch]):
    """Batches without end, pass after pass through the material, each drawn anew."""

    def __init__(
        self, material: Material, models: tuple[str, str], pieces: int, seed: str | int
    ) -> None:
        self._material, self._models, self._pieces, self._seed = material, models, pieces, seed

    def __iter__(self) -> Iterator[Batch]:
        torch.set_num_threads(1)
        source_model, target_model = (spm.SentencePieceProcessor(m) for m in self._models)
        number = 0
        while True:
            chance = random.Random(f"{self._seed}-{number}")
            items = drawn(self._material, chance)
            chance.shuffle(items)
            for start in range(0, len(items), _CHUNK):
                chunk = [
                    encoded(source_model, target_model, pair)
                    for pair in items[start : start + _CHUNK]
                ]
                yield from batches(chunk, self._pieces, chance)
            number += 1


def drawn(material: Material, chance: random.Random) -> list[Linked]:
    """The pairs of one pass, varied, some joined to their successor."""
    found: list[Linked] = []
    skip = False
    count = len(material.examples)
    for i, example in enumerate(material.examples):
        if skip:
            skip = False
            continue
        if chance.random() >= material.shares[i]:
            continue
        pair = varied(example, material.names, chance)
        if i + 1 < count and material.follows[i + 1] and chance.random() < JOINED:
            after = varied(material.examples[i + 1], material.names, chance)
            if len(pair.source) + len(after.source) < 4 * JOINED_LONGEST:  # four letters a piece
                pair, skip = joined(pair, after), True
        found.append(pair)
    taken = min(material.singles_taken, len(material.singles))
    found += chance.sample(list(material.singles), taken)
    if material.names:
        found += [copied(material.names, chance) for _ in range(COPIED)]
    return found


def encoded(
    source_model: spm.SentencePieceProcessor, target_model: spm.SentencePieceProcessor, pair: Linked
) -> Encoded:
    """A pair as pieces. Pieces beyond LONGEST are cut."""
    source = source_model.encode(pair.source, return_type="offset_mapping")
    target = target_model.encode(pair.target, return_type="offset_mapping")
    source_spans = [tuple(span) for span in source["offsets"]][:LONGEST]
    target_spans = [tuple(span) for span in target["offsets"]][:LONGEST]
    links = []
    for s, t in pair.links:
        rows, columns = _pieces(target_spans, t), _pieces(source_spans, s)
        links += [(row, column) for row in rows for column in columns]
    return Encoded(
        [*source["ids"][:LONGEST], EOS], [*target["ids"][:LONGEST], EOS], sorted(set(links))
    )


def _pieces(spans: Sequence[Span], span: Span) -> range:
    """Numbers of the pieces that overlap a span."""
    first = next((i for i, (_, end) in enumerate(spans) if end > span[0]), len(spans))
    last = first
    while last < len(spans) and spans[last][0] < span[1]:
        last += 1
    return range(first, last)


def batches(items: Sequence[Encoded], pieces: int, chance: random.Random) -> Iterator[Batch]:
    """Batches of like lengths on both sides, of about `pieces` padded pieces a side, in random
    order."""
    order = sorted(
        range(len(items)),
        key=lambda i: (int(len(items[i].target) / 3 + chance.random()), len(items[i].source)),
    )
    groups: list[list[Encoded]] = [[]]
    longest = 0
    for i in order:
        length = max(len(items[i].source), len(items[i].target))
        if groups[-1] and max(longest, length) * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            longest = 0
        groups[-1].append(items[i])
        longest = max(longest, length)
    chance.shuffle(groups)
    for group in groups:
        yield batch(group)


def batch(group: Sequence[Encoded]) -> Batch:
    """One batch, padded."""
    source = torch.full((len(group), max(len(e.source) for e in group)), PAD)
    target = torch.full((len(group), max(len(e.target) for e in group)), PAD)
    links = torch.zeros(len(group), target.shape[1], source.shape[1])
    for row, one in enumerate(group):
        source[row, : len(one.source)] = torch.tensor(one.source)
        target[row, : len(one.target)] = torch.tensor(one.target)
        if one.links:
            at = torch.tensor(one.links)
            links[row, at[:, 0], at[:, 1]] = 1
    links /= links.sum(-1, keepdim=True).clamp_min(1)
    return Batch(source, target, links)
