"""Embeddings of new source pieces: the expected embedding of the parent's pieces opposite.

IBM model 1 (Brown et al. 1993) over pairs of an Arabic and a Portuguese sentence, piece by piece,
gives for each Arabic piece the Portuguese ones it is likely to mean; their embeddings, weighed by
that, are where the Arabic piece starts. Plain numpy: all possible links of all pairs stand in one
array, ten bytes each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

ROUNDS = 6
MOST_LINKS = 9000
"""Pairs with more possible links than this are left out: long, and of little use."""
LIKELY = 0.003
"""Translations less likely than this are left out."""
BEST = 8
"""Translations of a piece that are kept."""
RANDOM = 0.1
"""Share of a random vector in an expected one, so that no two pieces start alike."""
_EMPTY = 1e-4


@dataclass(frozen=True, slots=True)
class Translations:
    """Likely pairs of a source and a target piece, with the probability of the target's."""

    source: Ints
    target: Ints
    chance: Floats


def translations(
    sources: Sequence[Sequence[int]], targets: Sequence[Sequence[int]], rounds: int = ROUNDS
) -> Translations:
    """IBM model 1 of the sentences, as piece ids: what each source piece is likely to mean."""
    pairs = [
        (np.asarray(source, np.int32), np.asarray(target, np.int32))
        for source, target in zip(sources, targets, strict=True)
        if 0 < len(source) * len(target) <= MOST_LINKS
    ]
    if not pairs:
        none = np.zeros(0, np.int32)
        return Translations(none, none, np.zeros(0, np.float32))
    width = 1 + max(int(target.max()) for _, target in pairs)
    code = np.concatenate(
        [np.tile(s.astype(np.int64) * width, len(t)) + np.repeat(t, len(s)) for s, t in pairs]
    )
    made = np.concatenate([np.full(len(t), len(s)) for s, t in pairs])  # links of a target piece
    group = np.repeat(np.arange(len(made), dtype=np.int32), made)
    kinds, kind = np.unique(code, return_inverse=True)
    del code
    kind = kind.astype(np.int32)
    source, target = (part.astype(np.int32) for part in np.divmod(kinds, width))
    chance = np.ones(len(kinds), np.float32)
    for _ in range(rounds):
        share = chance[kind]
        share /= (np.bincount(group, share) + _EMPTY).astype(np.float32)[group]
        counts = np.bincount(kind, share, len(kinds))
        chance = (counts / np.bincount(source, counts)[source]).astype(np.float32)
    kept = chance >= LIKELY
    return Translations(source[kept], target[kept], chance[kept])


def embeddings(
    pieces: Sequence[str],
    same: Sequence[int | None],
    likely: Translations,
    parent: Floats,
    seed: int = 0,
) -> Floats:
    """An embedding for each source piece (pieces x width).

    The parent's own where `same` gives the parent's id of the same piece; else the expected one
    over the BEST of `likely`; else a small random vector. Piece 0 is padding: zero.
    """
    chance = np.random.default_rng(seed)
    size = (len(pieces), parent.shape[1])
    found = (chance.standard_normal(size) * parent.std() * 0.5).astype(np.float32)
    order = np.lexsort((-likely.chance, likely.source))
    source, target, weight = (part[order] for part in (likely.source, likely.target, likely.chance))
    starts = np.searchsorted(source, np.arange(len(pieces) + 1))
    for piece, own in enumerate(same):
        best = slice(starts[piece], min(starts[piece + 1], starts[piece] + BEST))
        if own is not None:
            found[piece] = parent[own]
        elif best.stop > best.start:
            share = weight[best] / weight[best].sum()
            found[piece] = (1 - RANDOM) * (share @ parent[target[best]]) + RANDOM * found[piece]
    found[0] = 0
    return found
