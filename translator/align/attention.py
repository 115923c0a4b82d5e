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
    source_of = _owner(source.offsets, source_words)
    target_of = _owner(hypothesis.offsets, target_words)
    rows = hypothesis.attention
    count = rows.shape[0]
    mass = _members(target_of[:count], len(target_words)).T @ (
        rows @ _members(source_of[: rows.shape[1]], len(source_words))
    )
    pieces = np.bincount([w for w in target_of[:count] if w is not None], minlength=len(mass))
    mass /= np.maximum(pieces, 1)[:, None]
    return WordAttention(tuple(source_words), tuple(target_words), mass)


def focus(attention: WordAttention, span: Span) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """For each target word the share of its attention that falls on a source span."""
    inside = np.array([overlap(word, span) for word in attention.source], dtype=bool)
    total: np.ndarray[tuple[int], np.dtype[np.float32]] = attention.mass[:, inside].sum(axis=1)
    return total


def _members(owners: Sequence[int | None], words: int) -> Attention:
    """Pieces x words: 1 where a piece lies in a word."""
    found = np.zeros((len(owners), words), dtype=np.float32)
    for piece, word in enumerate(owners):
        if word is not None:
            found[piece, word] = 1
    return found


def _owner(offsets: Sequence[Span], spans: Sequence[Span]) -> list[int | None]:
    """For each piece the word it lies in (the first it overlaps), None for punctuation."""
    owners: list[int | None] = []
    word = 0
    for start, end in offsets:
        while word < len(spans) and spans[word][1] <= start:
            word += 1
        owners.append(word if word < len(spans) and spans[word][0] < end else None)
    return owners


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]
