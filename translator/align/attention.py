"""Attention of pieces gathered into attention between words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from translator.document import Span
from translator.engine import Attention, Hypothesis, Pieces
from translator.words import words


@dataclass(frozen=True, slots=True)
class WordAttention:
    """Attention between words: `mass[t, s]`, each row the mean over the word's pieces."""

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    mass: Attention


NO_ATTENTION = WordAttention((), (), np.zeros((0, 0), dtype=np.float32))
"""That of a hypothesis decoded without: no words, nothing to link."""


def word_attention(source_text: str, source: Pieces, hypothesis: Hypothesis) -> WordAttention:
    """Gather piece attention into word attention."""
    source_words = words(source_text)
    target_words = words(hypothesis.text)
    rows = hypothesis.attention
    columns = _members(source.offsets[: rows.shape[1]], source_words)
    pieces = _members(hypothesis.offsets[: rows.shape[0]], target_words)
    mass = pieces.T @ (rows @ columns)
    mass /= np.maximum(pieces.sum(axis=0), 1)[:, None]
    return WordAttention(tuple(source_words), tuple(target_words), mass)


def focus(attention: WordAttention, span: Span) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """For each target word the share of its attention that falls on a source span."""
    inside = np.array([overlap(word, span) for word in attention.source], dtype=bool)
    total: np.ndarray[tuple[int], np.dtype[np.float32]] = attention.mass[:, inside].sum(axis=1)
    return total


def _members(pieces: Sequence[Span], spans: Sequence[Span]) -> Attention:
    """Pieces x words: 1 where a piece lies in a word (the first it overlaps), none for
    punctuation."""
    found = np.zeros((len(pieces), len(spans)), dtype=np.float32)
    inside: list[int] = []
    owners: list[int] = []
    word, count = 0, len(spans)
    for piece, (start, end) in enumerate(pieces):
        while word < count and spans[word][1] <= start:
            word += 1
        if word == count:
            break
        if spans[word][0] < end:
            inside.append(piece)
            owners.append(word)
    found[inside, owners] = 1
    return found


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]
